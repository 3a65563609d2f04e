"""`gan_course.plots`의 그림마다 하나씩의 보기. 새 그림을 만들면 여기에 한 줄을 더합니다."""

import numpy as np

from gan_course import plots
from gan_course.evaluation.cycle import CycleTrip
from gan_course.plots.adversary import Moment

_random = np.random.default_rng(0)

_lattice = np.stack(np.meshgrid(np.linspace(-1, 1, 7), np.linspace(-1, 1, 7)), axis=-1)


def _images(count, size=16, channels=3):
    return _random.uniform(-1, 1, (count, size, size, channels)).astype("float32")


def _moment(step):
    points = _random.normal(size=(20, 2))
    return Moment(step, points, -points, np.linspace(0, 1, 25))


EXAMPLES = {
    "image_grid": lambda: plots.image_grid(
        _images(10, channels=1), columns=4, titles=list("0123456789"), suptitle="한글 제목"
    ),
    "image_rows": lambda: plots.image_rows([_images(4)] * 2, ["말", "가짜 얼룩말"], suptitle="제목"),
    "filmstrip": lambda: plots.filmstrip({epoch: _images(3, channels=1) for epoch in (0, 1, 2, 54)}),
    "answers_before_after": lambda: plots.answers_before_after(
        (_random.normal(0, 1, (8, 1)), _random.normal(0, 1, 8)),
        (_random.normal(1, 1, 8), _random.normal(-1, 1, 8)),
    ),
    "descent_paths": lambda: plots.descent_paths(
        [3 * 0.8 ** np.arange(9), 3 * (-1.05) ** np.arange(9)], ["학습률 0.1", "학습률 1.025"]
    ),
    "losses_by_epoch": lambda: plots.losses_by_epoch({"생성자": [0.9, 1.1, 1.0], "판별자": [1.2, 1.0, 1.1]}),
    "loss_curves": lambda: plots.loss_curves([0.9, 1.1, 1.0], [1.2, 1.0, 1.1]),
    "collapse_track": lambda: plots.collapse_track(
        _random.normal(size=(50, 2)), np.eye(2), _random.normal(size=(5, 20, 2)), range(0, 20, 4)
    ),
    "loss_patterns": lambda: plots.loss_patterns(
        [([0.7, 0.8], [1.3, 1.2]), ([3, 9], [0.2, 0.01])],
        _random.normal(size=(50, 2)),
        [_random.normal(size=(20, 2)), 9 * np.ones((5, 2))],
        ["팽팽함", "판별자가 압도"],
    ),
    "moving_average": lambda: plots.moving_average(
        _random.normal(size=50), {"β = 0.9": np.zeros(50), "β = 0.99": np.ones(50)}
    ),
    "point_panels": lambda: plots.point_panels(
        _random.normal(size=(50, 2)), [None, _random.normal(size=(20, 2))], ["진짜만", "가짜까지"]
    ),
    "judge_logits": lambda: plots.judge_logits(
        [100, 200, 300], {"그대로": _random.normal(size=(3, 3)), "둘 다": np.zeros((3, 3))}
    ),
    "quality_over_time": lambda: plots.quality_over_time([0, 5, 20], [90, 20, 0.02], [90, 25, 6], 0.03),
    "losses_by_mode": lambda: plots.losses_by_mode({"가": np.ones(8), "나": np.arange(8.0)}, missing=range(4, 8)),
    "quality_by_steps": lambda: plots.quality_by_steps([1, 5, 20], {"고리 8": [0, 0.7, 0.9]}, [2, 10, 40], 2.0),
    "truncation_curve": lambda: plots.truncation_curve([0.5, 1.0], [[0.9, 0.6], [0.8, 0.7]], [[0.2, 0.6], [0.3, 0.5]]),
    "real_and_generated": lambda: plots.real_and_generated(_images(7, channels=1), _images(7, channels=1), columns=3),
    "share_bars": lambda: plots.share_bars(np.full(10, 0.1)),
    "training_panel": lambda: plots.training_panel(_images(5), [], []),
    "two_tapes": plots.two_tapes,
    "cyclegan_diagram": lambda: plots.cyclegan_diagram(images=_images(6)),
    "cyclegan_losses": lambda: plots.cyclegan_losses({"cycle_loss": [0.4, 0.2]}, ("여름", "겨울")),
    "errors_by_place": lambda: plots.errors_by_place(
        {
            title: {name: {"땅": 0.4, "나무": height} for name, height in (("그대로", 0.3), ("옮긴 것", 0.1))}
            for title in ("여름→겨울", "겨울→여름")
        }
    ),
    "discriminator_patches": lambda: plots.discriminator_patches(
        _images(1)[0], np.ones((16, 16)), (-2, 3), 10, _random.normal(size=(4, 4))
    ),
    "translation_detail": lambda: plots.translation_detail(*_images(4), np.eye(16)[..., None]),
    "translation_panel": lambda: plots.translation_panel([_images(3)] * 2, ["말", "가짜 얼룩말"], {}),
    "grid_spectra": lambda: plots.grid_spectra([_images(3), _images(2)], ["전치 합성곱", "확대 뒤 합성곱"], period=4),
    "coverage_maps": lambda: plots.coverage_maps(
        [np.tile([[1, 2], [2, 4]], (3, 3)), np.full((6, 6), 4)],
        [np.eye(6), np.ones((6, 6))],
        ["커널 3", "확대 뒤 합성곱"],
    ),
    "colour_against_brightness": lambda: plots.colour_against_brightness(
        np.linspace(0, 1, 9), _random.normal(size=9), {"Pix2Pix": np.zeros(9), "CycleGAN": np.ones(9)}, np.arange(9) > 6
    ),
    "return_curves": lambda: plots.return_curves(
        ["숨기는 짝", "정직한 짝"], ([8, 6, 4], np.ones((2, 3))), ([0, 1], np.ones((2, 2)))
    ),
    "warped_grid": lambda: plots.warped_grid(
        _lattice, _lattice * [1, -0.1] + [0, 1] * _lattice**2, real=_random.normal(size=(10, 2)), every=2
    ),
    "weight_sweep": lambda: plots.weight_sweep([0, 1, 10], {"배경 오차": [0.2, 0.02, 0.01], "몸의 변화": [1, 0.5, 0]}),
    "method_scores": lambda: plots.method_scores(
        ["컬러→선", "선→컬러"], [[0.1, 0.11, 0.12], [0.3, 0.3, 0.31]], [[0.2, 0.21, 0.3], [0.4, 0.5, 0.4]], [0.3, 0.3]
    ),
    "pairs_curve": lambda: plots.pairs_curve([8, 32, 128], _random.uniform(size=(3, 2)), [0.4, 0.5], 0.6),
    "pix2pix_diagram": lambda: plots.pix2pix_diagram(("선", "컬러"), _images(3)),
    "adversarial_game": plots.adversarial_game,
    "compare_distributions": lambda: plots.compare_distributions(
        _random.normal(size=30), _random.normal(size=(20, 1)), "평균 밝기", threshold=-0.5
    ),
    "duel": lambda: plots.duel([_moment(0), _moment(1000)], columns=3),
    "generator_map": lambda: plots.generator_map(
        _random.normal(size=(30, 2)),
        _random.normal(size=(30, 2)),
        real=_random.normal(size=(10, 2)),
        path=(np.eye(2), -np.eye(2)),
        chosen=(np.zeros(2), np.ones(2)),
    ),
    "logit_to_probability": plots.logit_to_probability,
    "best_gaussians": lambda: plots.best_gaussians(
        np.linspace(-6, 6, 50), {"가까움": (np.ones(50) / 12, {"앞방향": (0, 2), "뒷방향": (-2, 0.6), "JS": (0, 1)})}
    ),
    "divergence_by_distance": plots.divergence_by_distance,
    "from_logits_mistakes": plots.from_logits_mistakes,
    "generator_gradients": plots.generator_gradients,
    "logit_dashboard": plots.logit_dashboard,
    "loss_gauges": plots.loss_gauges,
    "dirac_orbits": lambda: plots.dirac_orbits({"동시": _random.normal(size=(9, 2)), "교대": np.ones((4, 2))}),
    "eigenvalue_steps": lambda: plots.eigenvalue_steps({"돌며 모임": 0.9 * np.eye(2), "멀어짐": 1.1 * np.eye(2)}),
    "family_tree": lambda: plots.family_tree(bridge=True),
    "parallel_lines": lambda: plots.parallel_lines([-1, 0, 1], [0.7, 0, 0.7], [1, 0, 1]),
    "sand_piles": lambda: plots.sand_piles([0, 1, 1], {"싼 계획": [1, 2, 3], "비싼 계획": [3, 1, 2]}),
    "distances_by_size": lambda: plots.distances_by_size(
        [70, 500], {"프레셰 거리": np.eye(2), "커널 거리": -np.eye(2)}
    ),
    "interval_bars": lambda: plots.interval_bars({"진짜": (0, -1, 1), "무너진": (3, 2, 4)}, "커널 거리", reference=0),
    "precision_recall_map": lambda: plots.precision_recall_map({"진짜": (0.9, 0.9), "흐린": (0.1, 0.2)}),
    "checkpoint_choices": lambda: plots.checkpoint_choices(
        [100, 200], [[2, 1], [1, 2]], [[5, 60], [6, 50]], np.array([1, 0]), np.array([1, 1])
    ),
    "objective_scores": lambda: plots.objective_scores(
        {"고리 8": {"포화": ([3, 5], (4, 1, 7)), "R3GAN": ([8, 8], (8, 8, 8))}}, {"고리 8": (0, 8)}
    ),
    "scores_on_the_way": lambda: plots.scores_on_the_way(
        [10, 20], {name: np.eye(2) for name in "가나다라"}, "좋은 표본", 1.0
    ),
    "signal_by_distance": lambda: plots.signal_by_distance([1, 2, 8], {"포화": [0.4, 0.4, 1e-4], "비포화": [1, 2, 8]}),
    "optimal_discriminator": plots.optimal_discriminator,
    "cycle_lab": lambda: plots.cycle_lab(CycleTrip(*_images(4), _random.normal(size=(4, 4))), ("여름", "겨울")),
    "dirac_lab": plots.dirac_lab,
    "latent_lab": lambda: plots.latent_lab(
        _images(21, channels=1), np.ones((21, 3)), 20, _images(4, channels=1), np.arange(4), np.ones(9), np.eye(21)
    ),
    "loss_lab": lambda: plots.loss_lab("힌지", 6.0),
    "objective_gradients": plots.objective_gradients,
}
