"""훈련 하나의 보고서: `gan-course train`이 저장한 폴더를 파일 하나로 된 HTML로. 그림도 그 안에 들어 있습니다."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np

from gan_course.course.report import Figure, machine
from gan_course.course.saved_training import Training
from gan_course.course.templates import environment
from gan_course.durations import duration
from gan_course.files import write_atomically

SHOWN = 8  # 방향마다 보일 사진
GAN_SAMPLES, GAN_SHOWN = 2500, 40
_DPI = 110
_KERNEL = "커널 거리"  # Inception의 특징이 아니면 KID라고 부르지 않습니다
_PLAYERS = ("generator", "discriminator")
_NETWORKS = {
    "cyclegan": ("generator_ab", "generator_ba", "discriminator_a", "discriminator_b"),
    "gan": _PLAYERS,
    "conditional-gan": _PLAYERS,
}


class Table(NamedTuple):
    """거리의 표 한 줄."""

    name: str
    value: float
    low: float
    high: float


class Section(NamedTuple):
    """보고서의 한 부분."""

    title: str
    figures: Sequence[Figure]
    sentences: Sequence[str]
    table: Sequence[Table] = ()


def report_cyclegan(training: Training, a: Path, b: Path, output: Path, features: str, seed: int) -> None:
    """CycleGAN의 보고서를 씁니다.

    Args:
        training: `read_training`이 읽은 것.
        a: 훈련에 쓰지 않은 A의 사진이 든 폴더.
        b: 훈련에 쓰지 않은 B의 사진이 든 폴더.
        output: 만들 HTML 파일.
        features: "inception" 또는 "thumbnail".
        seed: 보일 사진을 뽑고 부트스트랩하는 씨앗.

    Raises:
        ValueError: 폴더에 쓸 수 있는 사진이 넷보다 적을 때.
        OSError: Inception의 가중치가 없는데 내려받을 수도 없거나, 파일을 쓸 수 없을 때.
    """
    from gan_course import evaluation, plots
    from gan_course.data import load_images
    from gan_course.evaluation.report import standing

    size = training.model.generator_ab.input_shape[1]
    real = [load_images(folder, size) for folder in (a, b)]
    for photographs, folder in zip(real, (a, b)):
        if len(photographs.images) < 4:
            raise ValueError(f"{folder}의 사진이 {len(photographs.images)}장입니다. 넷 이상이 있어야 잽니다.")
    distance, measure, protocol = {
        "inception": ("KID", evaluation.inception_features, evaluation.INCEPTION_PROTOCOL),
        "thumbnail": (_KERNEL, evaluation.thumbnail_features, evaluation.THUMBNAIL_PROTOCOL),
    }[features]
    try:
        seen = [measure(photographs.images) for photographs in real]
    except OSError as error:
        raise OSError(
            f"{error} 인터넷 없이 재려면 --features thumbnail을 붙이십시오(색과 밝기의 얼개만 봅니다)."
        ) from error
    rng = np.random.default_rng(seed)
    sections = []
    for source, target, direction, back in ((0, 1, "AtoB", "BtoA"), (1, 0, "BtoA", "AtoB")):
        images, names = real[source].images, "AB"[source] + "→" + "AB"[target]
        there = training.model.translate(images, direction)
        returned = training.model.translate(there, back)
        chosen = np.sort(rng.choice(len(images), min(SHOWN, len(images)), replace=False))
        figure = plots.image_rows(
            [images[chosen], there[chosen], returned[chosen]],
            [f"진짜 {'AB'[source]}", f"옮긴 {'AB'[target]}", "되돌린 것"],
        )
        score = standing(seen[target], measure(there), seen[source], seed)
        sections.append(
            Section(
                f"{names}: 옮기고 되돌리기",
                [
                    _figure(
                        figure,
                        f"{names}: 아무렇게나 뽑은 {len(chosen)}장(씨앗 {seed}). 위에서부터 진짜, 옮긴 것, 되돌린 것",
                    )
                ],
                [
                    *_told(
                        score, distance, f"옮긴 {'AB'[target]}", f"손대지 않은 {'AB'[source]}", f"진짜 {'AB'[target]}"
                    ),
                    f"되돌린 것과 원본의 화소 차이는 평균 {np.abs(returned - images).mean() / 2:.4f}입니다(0은 똑같음, 1은 흑과 백). "
                    "작다고 잘 옮긴 것은 아닙니다. 아무것도 바꾸지 않아도 작습니다.",
                ],
                _rows(score, f"옮긴 {'AB'[target]}", f"손대지 않은 {'AB'[source]}", f"진짜 {'AB'[target]}"),
            )
        )
    history = training.progress["history"]
    losses = plots.cyclegan_losses(history, ("A", "B"))
    warnings = (
        []
        if _held_out(training, (a, b))
        else [
            "준 사진은 훈련에 쓴 바로 그 폴더의 것입니다. 아래의 수는 처음 보는 사진에서 얼마나 되는지를 말하지 않습니다."
        ]
    )
    counted = f"A {len(real[0].images):,}장({a}), B {len(real[1].images):,}장({b})"
    _write(
        output,
        training,
        distance,
        warnings,
        [
            *sections,
            _loss_section(losses, "손실이 낮아지는 것은 나아지는 것이 아닙니다. 두 신경망이 서로에게 매긴 점수입니다."),
        ],
        {"잰 사진": counted, "거리의 규약": protocol, "한 변": f"{size}화소"},
        [
            "훈련 하나(씨앗 하나)의 결과입니다. 거리의 구간은 사진을 다시 뽑는 우연만 담고, 씨앗을 바꾸어 다시 훈련했을 때의 차이는 담지 않습니다.",
            f"보인 사진은 아무렇게나 뽑았으며(씨앗 {seed}), 잘된 것이나 못된 것을 고르지 않았습니다.",
            "옮긴 그림이 원본의 내용(모양, 자리, 수)을 지켰는지는 재지 않았습니다. 거리는 분포만 봅니다.",
            "훈련 사진을 외웠는지, 훈련과 시험에 같은 사진이 있는지는 재지 않았습니다(gan-course inspect).",
            "사람이 보고 진짜와 가리는지는 재지 않았습니다.",
        ],
    )


def report_gan(training: Training, output: Path, seed: int) -> None:
    """MNIST로 훈련한 GAN이나 조건부 GAN의 보고서를 씁니다.

    Args:
        training: `read_training`이 읽은 것.
        output: 만들 HTML 파일.
        seed: 표본을 뽑고 부트스트랩하는 씨앗.

    Raises:
        OSError: 파일을 쓸 수 없을 때.
    """
    from gan_course import evaluation, plots
    from gan_course.data import mnist
    from gan_course.evaluation.report import standing

    samples = training.model.generate(GAN_SAMPLES, seed=seed)
    real = mnist.load("all").images
    subset = real[np.random.default_rng(seed).permutation(len(real))[:GAN_SAMPLES]]
    score = standing(evaluation.mnist_features(subset), evaluation.mnist_features(samples), seed=seed)
    shares = evaluation.digit_shares(samples)
    grid = plots.image_grid(samples[:GAN_SHOWN], columns=10)
    history = training.progress["history"]
    names = {"generator_loss": "생성자", "discriminator_loss": "판별자"}
    losses = plots.losses_by_epoch({name: history[key] for key, name in names.items() if key in history})
    floor = evaluation.mnist_fd_real_against_real(seed)
    _write(
        output,
        training,
        _KERNEL,
        [],
        [
            Section(
                "표본",
                [_figure(grid, f"씨앗 {seed}의 표본 {GAN_SHOWN}장")],
                [
                    *_told(score, _KERNEL, "표본", None, "진짜 숫자"),
                    f"MNIST-FD는 {evaluation.mnist_fd(samples):.2f}이고, 진짜끼리의 값은 {floor:.2f}입니다.",
                    "채점하는 분류기가 읽은 숫자의 비율: "
                    + ", ".join(f"{digit}: {share:.1%}" for digit, share in enumerate(shares))
                    + ".",
                ],
                _rows(score, "표본", None, "진짜 숫자"),
            ),
            _loss_section(losses, "손실만 보고 품질을 알 수는 없습니다. 두 신경망이 서로에게 매긴 점수입니다."),
        ],
        {
            "잰 것": f"표본 {len(samples):,}장, 진짜 {len(subset):,}장",
            "거리의 규약": "숫자 분류기의 특징 64개. 논문의 KID와 견줄 수 없음",
        },
        [
            "훈련 하나(씨앗 하나)의 결과입니다. 거리의 구간은 이미지를 다시 뽑는 우연만 담고, 씨앗을 바꾸어 다시 훈련했을 때의 차이는 담지 않습니다.",
            f"보인 표본은 씨앗 {seed}의 처음 {GAN_SHOWN}장이며 고르지 않았습니다.",
            "견준 진짜는 훈련에 쓴 숫자입니다. 외웠는지는 재지 않았습니다.",
            "조건부라도 부탁한 숫자를 그렸는지는 재지 않았습니다.",
        ],
    )


def _held_out(training, folders) -> bool:
    """준 폴더가 훈련한 폴더가 아닌지. 훈련한 폴더는 `--data`에 빈칸으로 이어 적혀 있습니다."""
    trained = training.progress.get("asked", {}).get("--data", "")
    places = [str(folder.resolve()) for folder in folders]
    return not any(trained.startswith(f"{place} ") or trained.endswith(f" {place}") for place in places)


def _told(score, distance, made, untouched, real) -> list[str]:
    both = f"{made}의 {distance}"
    closer = {
        True: f"{both}가 {untouched}의 {distance}보다 작고 95% 구간이 겹치지 않습니다. 옮겨서 {real} 쪽으로 가까워졌습니다.",
        False: f"{both}가 {untouched}의 {distance}보다 크고 95% 구간이 겹치지 않습니다. 옮겨서 오히려 {real} 쪽에서 멀어졌습니다.",
        None: f"{both}와 {untouched}의 {distance}는 95% 구간이 겹칩니다. 옮겨서 {real} 쪽으로 가까워졌다고 말할 수 없습니다.",
    }[score.is_closer]
    apart = (
        f"{both}는 {real}의 반끼리 잰 것보다 큽니다. 이 특징으로는 아직 진짜와 가려집니다."
        if score.is_told_apart
        else f"{both}는 {real}의 반끼리 잰 것과 구간이 겹칩니다. 이 장수와 이 특징으로는 진짜와 가리지 못합니다(같다는 뜻은 아닙니다)."
    )
    return [apart] if score.untouched is None else [closer, apart]


def _rows(score, made, untouched, real) -> list[Table]:
    rows = [Table(f"{made} ↔ {real}", *score.made)]
    if score.untouched is not None:
        rows.append(Table(f"{untouched} ↔ {real}(아무것도 하지 않음)", *score.untouched))
    return [*rows, Table(f"{real}의 반 ↔ 나머지 반(20번)", *score.halves)]


def _loss_section(figure, sentence) -> Section:
    return Section("손실", [_figure(figure, "에포크마다의 손실")], [sentence])


def _figure(figure, alt) -> Figure:
    from gan_course.plots.png import png_bytes

    return Figure(base64.b64encode(png_bytes(figure, _DPI)).decode(), alt)


def _write(output, training, distance, warnings, sections, measured, not_shown) -> None:
    progress = training.progress
    seconds = progress.get("seconds")
    networks = {name: getattr(training.model, name).count_params() for name in _NETWORKS[training.kind]}
    settings = {
        "훈련한 폴더": str(training.folder.resolve()),
        "모델": training.kind,
        **{
            name: "예" if value is True else value
            for name, value in progress.get("asked", {}).items()
            if value is not None
        },
        "신경망의 가중치": ", ".join(f"{name} {count:,}개" for name, count in networks.items()),
        **measured,
    }
    if not training.finished:
        warnings = [
            f"훈련이 끝나지 않았습니다. {progress['epoch']} 에포크와 {progress['step']}걸음까지의 모델({training.file})로 만든 보고서입니다.",
            *warnings,
        ]
    templates = environment(__package__)
    html = templates.get_template("training_report.html").render(
        title=f"{training.kind} 훈련 보고서",
        distance=distance,
        warnings=warnings,
        epochs=progress["epoch"],
        took=None if seconds is None else duration(seconds),
        sections=sections,
        settings=settings,
        not_shown=not_shown,
        machine=machine(),
        finished=f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}",
    )
    write_atomically(output, html)
