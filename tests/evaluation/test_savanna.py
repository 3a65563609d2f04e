"""사바나 채점: 손으로 셀 수 있는 경우와, 답을 아는 경우."""

import numpy as np
import pytest

from gan_course.data import savanna
from gan_course.evaluation import savanna_scores
from gan_course.evaluation.classifiers import ANIMALS, animal_classifier


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GAN_COURSE_CACHE", str(tmp_path_factory.mktemp("cache")))
        return savanna.pairs("horse2zebra", 100, seed=77)


def answers(images):
    return animal_classifier().predict(images, batch_size=100, verbose=0).argmax(1)


def test_changing_nothing_scores_zero(pairs):
    horse, zebra, body = pairs
    for images, target in ((horse, "zebra"), (zebra, "horse")):
        scores = savanna_scores(images, images, body, target)
        assert scores.background_error == scores.body_change == 0
        assert scores.class_rate <= 0.01


def test_the_true_answer_scores_full_marks(pairs):
    horse, zebra, body = pairs
    for source, answer, target in ((horse, zebra, "zebra"), (zebra, horse, "horse")):
        scores = savanna_scores(source, answer, body, target)
        assert scores.background_error == 0
        assert scores.body_change > 0.2
        assert scores.class_rate >= 0.99


def test_errors_equal_the_hand_computed_ones(pairs):
    """2x2 그림: 몸은 왼쪽 두 칸(1과 0.5). 바뀐 크기를 손으로 셉니다."""
    source = np.zeros((1, 2, 2, 3), np.float32)
    translated = source.copy()
    body = np.array([[1.0, 0.0], [0.5, 0.0]], np.float32).reshape(1, 2, 2, 1)
    translated[0, 0, 0] = (0.6, 0.6, 0.6)  # 몸: [0, 1] 단위로 0.3
    translated[0, 1, 0] = (0.0, 0.3, 0.6)  # 반쯤 몸: 평균 0.15
    translated[0, 0, 1] = (0.2, 0.0, -0.4)  # 배경: 평균 0.1. 다른 배경 칸은 0
    scores = savanna_scores(source, translated, body, "zebra")
    assert scores.background_error == pytest.approx(0.05)
    assert scores.body_change == pytest.approx((0.3 * 1 + 0.15 * 0.5) / 1.5)


def test_weak_translations_do_not_count(pairs):
    horse, zebra, body = pairs
    half = (horse + zebra) / 2
    for target in ("horse", "zebra"):
        assert savanna_scores(horse, half, body, target).class_rate <= 0.05
    front = np.arange(64)[None, None, :, None] < 32  # 그림의 왼쪽만 얼룩말
    patchwork = np.where(front, zebra, horse)
    share = (body * front).sum((1, 2, 3)) / body.sum((1, 2, 3))
    halved = (share > 0.4) & (share < 0.6)
    assert halved.sum() >= 10
    assert np.mean(answers(patchwork[halved]) == ANIMALS.index("zebra")) <= 0.15
    assert np.mean(answers(patchwork[halved]) == ANIMALS.index("horse")) <= 0.15


def test_a_grey_smudge_is_no_animal(pairs):
    """줄무늬를 뭉갠 얼룩말: 몸을 그 밝기의 평균으로 칠합니다."""
    _, zebra, body = pairs
    grey = (zebra * body).sum((1, 2, 3), keepdims=True) / (3 * body.sum((1, 2, 3), keepdims=True))
    smudged = zebra + body * (grey - zebra)
    assert np.mean(answers(smudged) == ANIMALS.index("neither")) >= 0.9


def test_coloured_noise_is_no_animal(pairs):
    """덜 훈련된 생성자가 그리는 알록달록한 무늬에 속지 않습니다."""
    horse, _, body = pairs
    noise = np.random.default_rng(0).uniform(-1, 1, horse.shape).astype(np.float32)
    assert np.mean(answers(horse + body * (noise - horse)) == ANIMALS.index("neither")) >= 0.9


def test_the_classifier_looks_at_the_coat_not_the_background(pairs):
    """풍경을 지우고 하늘색 한 가지로 칠해도 답이 같습니다."""
    horse, zebra, body = pairs
    plain = np.array([-0.1, 0.3, 0.6], np.float32)
    assert np.mean(answers(plain + body * (horse - plain)) == ANIMALS.index("horse")) >= 0.9
    assert np.mean(answers(plain + body * (zebra - plain)) == ANIMALS.index("zebra")) >= 0.9


def test_weights_are_small():
    assert animal_classifier().count_params() * 4 < 1_000_000


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda s, t, b: (s, t[:1], b, "zebra"), "모양"),
        (lambda s, t, b: (s[0], t[0], b, "zebra"), "모양"),
        (lambda s, t, b: (s, t, b[..., 0], "zebra"), "모양"),
        (lambda s, t, b: (s, t, b, "cat"), "cat"),
        (lambda s, t, b: (s, t, b, "neither"), "neither"),
        (lambda s, t, b: (s, t, np.zeros_like(b), "zebra"), "몸"),
        (lambda s, t, b: (s, t, np.ones_like(b), "zebra"), "배경"),
    ],
)
def test_bad_arguments_are_explained(pairs, change, word):
    with pytest.raises(ValueError, match=word):
        savanna_scores(*change(pairs.a[:2], pairs.b[:2], pairs.body[:2]))
