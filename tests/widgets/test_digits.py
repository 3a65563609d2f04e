"""번호를 쓰는 실험실: 틀린 번호를 물리치고, 한 사람의 글씨면 같은 잡음을 되풀이하고, 움직이면 다시 그리는지."""

import numpy as np
import pytest

from gan_course._tensorflow import tf
from gan_course.widgets import digits


class Scribe:
    """레이블을 밝기로, 잡음의 첫 수를 왼쪽 위 화소로 적는 생성자의 대역."""

    noise_dim = 3

    def __init__(self):
        self.noises = []

    def __call__(self, inputs):
        noise, labels = (np.asarray(part) for part in inputs)
        self.noises.append(noise)
        images = np.ones((len(labels), 28, 28, 1), np.float32) * (labels[:, None, None, None] / 4.5 - 1)
        images[:, 0, 0, 0] = noise[:, 0]
        return tf.constant(images)

    def generate(self, count, seed=None, labels=None):
        return self((np.random.default_rng(seed).normal(size=(count, self.noise_dim)), labels)).numpy()


@pytest.mark.parametrize(("written", "read"), [("010-1234 5678", "01012345678"), ("7", "7"), ("0" * 16, "0" * 16)])
def test_hyphens_and_spaces_are_skipped(written, read):
    found = digits.digits_of(written)
    assert found.dtype == np.int32 and found.tolist() == [int(letter) for letter in read]


@pytest.mark.parametrize("written", ["", " - ", "12a4", "3.14", "+82 10", "0" * 17, "일이삼", "１２", "²"])
def test_what_is_not_a_number_is_refused_in_korean(written):
    with pytest.raises(ValueError, match="16자리까지 적으십시오") as refused:
        digits.digits_of(written)
    assert repr(written) in str(refused.value) and "예: 010-1234-5678" in str(refused.value)


def test_one_hand_repeats_the_noise_and_many_hands_do_not():
    scribe = Scribe()
    number = digits.digits_of("7307")
    together = digits.write(scribe, number, seed=5, one_hand=True)
    assert together.shape == (4, 28, 28, 1)
    np.testing.assert_array_equal(scribe.noises[-1], np.repeat(scribe.noises[-1][:1], 4, axis=0))
    np.testing.assert_allclose(together[:, 9, 9, 0], number / 4.5 - 1, rtol=1e-6)
    apart = digits.write(scribe, number, seed=5, one_hand=False)
    np.testing.assert_allclose(apart[:, 9, 9, 0], number / 4.5 - 1, rtol=1e-6)
    assert len(np.unique(scribe.noises[-1][:, 0])) == 4


def test_the_hand_follows_the_seed_not_the_number():
    scribe = Scribe()
    for text, seed in (("12", 5), ("987", 5), ("12", 6)):
        digits.write(scribe, digits.digits_of(text), seed, one_hand=True)
    first, other_number, other_seed = (noise[0] for noise in scribe.noises)
    np.testing.assert_array_equal(first, other_number)
    assert not np.array_equal(first, other_seed)


def test_the_lab_redraws_for_every_control():
    box = digits.number_lab(Scribe(), number="31")
    number, seed, one_hand, picture, _ = box.children
    seen = {picture.value}
    for control, value in ((number, "5 7-9"), (seed, 8), (one_hand, False)):
        control.value = value
        seen.add(picture.value)
    assert len(seen) == 4
    assert 'alt="생성자가 씨앗 8, 자리마다 다른 글씨로 쓴 번호 5 7-9"' in picture.value


def test_a_wrong_number_is_told_to_the_reader_and_the_picture_comes_back():
    box = digits.number_lab(Scribe(), number="31")
    number, *_, picture, _fence = box.children
    before = picture.value
    number.value = "삼일"
    assert 'role="alert"' in picture.value and "숫자를 한 자리에서 16자리까지" in picture.value
    number.value = "31"
    assert picture.value == before
