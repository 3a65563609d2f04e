"""이미지 풀: 번호를 매긴 이미지를 넣고, 나온 번호만 보고 규칙을 파이썬으로 다시 셈해 견줍니다.

어느 자리를 골랐는지는 나온 번호가 알려 주므로, 난수를 뽑는 순서를 몰라도 규칙을 정확히 확인할 수 있습니다.
"""

from collections import Counter

import numpy as np
import pytest

from gan_course._tensorflow import keras, tf
from gan_course.training import ImagePool

SHAPE = (2, 2, 1)


def numbered(*numbers):
    return tf.constant(np.array(numbers, np.float32)[:, None, None, None] * np.ones(SHAPE, np.float32))


def numbers_in(images):
    images = np.asarray(images)
    assert (images == images[:, :1, :1, :1]).all(), "이미지 한 장 안에서 두 이미지가 섞였습니다"
    return [int(image[0, 0, 0]) for image in images]


def follow_the_rule(contents, size, given, returned):
    """원 구현의 규칙대로 풀의 내용을 옮깁니다. 규칙에 없는 답이면 실패합니다. 바꾼 자리를 돌려줍니다."""
    if len(contents) < size:
        assert returned == given, "차는 동안에는 넣은 이미지를 그대로 돌려주어야 합니다"
        contents.append(given)
        return None
    if returned == given:  # 담지 않고 그대로
        return None
    slot = contents.index(returned)  # 담겨 있던 것이 아니면 ValueError
    contents[slot] = given
    return slot


@pytest.mark.parametrize("graph", [False, True], ids=["eager", "graph"])
@pytest.mark.parametrize("size, batch", [(1, 1), (3, 1), (3, 4), (5, 2), (7, 20)])
def test_the_exact_rule(size, batch, graph):
    pool = ImagePool(size, SHAPE, seed=3)
    exchange = tf.function(pool) if graph else pool
    contents = []
    for first in range(1, 101, batch):
        given = list(range(first, first + batch))
        for number, returned in zip(given, numbers_in(exchange(numbered(*given)))):
            follow_the_rule(contents, size, number, returned)
        assert numbers_in(pool.images)[: len(contents)] == contents
        assert int(pool.count) == len(contents)


def test_when_full_half_are_swapped_and_every_slot_is_used():
    size, count = 4, 2000
    pool = ImagePool(size, SHAPE, seed=1)
    returned = numbers_in(tf.function(pool)(numbered(*range(1, count + 1))))
    contents, slots = [], Counter()
    for number, answer in zip(range(1, count + 1), returned):
        slots[follow_the_rule(contents, size, number, answer)] += 1
    kept = slots.pop(None) - size
    trials = count - size
    # 이항 분포의 표준편차로 4배: 우연히 어길 확률이 만에 하나보다 작습니다(씨앗도 고정).
    assert abs(kept - trials / 2) < 4 * (trials * 0.25) ** 0.5
    assert set(slots) == set(range(size))
    for used in slots.values():
        assert abs(used - trials / 8) < 4 * (trials / 8 * 7 / 8) ** 0.5


def test_a_batch_is_the_same_as_one_image_after_another():
    together, alone = ImagePool(3, SHAPE, seed=5), ImagePool(3, SHAPE, seed=5)
    numbers = range(1, 61)
    one_by_one = [numbers_in(alone(numbered(number)))[0] for number in numbers]
    assert numbers_in(together(numbered(*numbers))) == one_by_one
    np.testing.assert_array_equal(together.images, alone.images)


def test_size_zero_passes_everything_through():
    pool = ImagePool(0, SHAPE)
    for first in (1, 11, 21):
        assert numbers_in(pool(numbered(*range(first, first + 10)))) == list(range(first, first + 10))


def test_two_seeds_choose_differently_and_one_seed_repeats():
    def run(seed):
        return numbers_in(tf.function(ImagePool(3, SHAPE, seed=seed))(numbered(*range(1, 61))))

    assert run(1) == run(1)
    assert run(1) != run(2)


def test_contents_and_random_state_are_weights():
    pool, copy = ImagePool(3, SHAPE, seed=1), ImagePool(3, SHAPE, seed=9)
    pool(numbered(*range(1, 31)))
    copy.set_weights(pool.get_weights())
    assert int(copy.count) == 3
    np.testing.assert_array_equal(copy.images, pool.images)
    assert numbers_in(copy(numbered(*range(31, 61)))) == numbers_in(pool(numbered(*range(31, 61))))


def test_it_never_has_trainable_weights():
    assert ImagePool(3, SHAPE).trainable_variables == []


def test_it_keeps_float32_images_under_mixed_precision():
    before = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_dtype_policy("mixed_bfloat16")
    try:
        pool = ImagePool(2, SHAPE, seed=1)
        exact = 1.0 + 2.0**-12  # bfloat16이라면 1로 뭉개지는 값
        images = exact * tf.ones((5, *SHAPE))
        np.testing.assert_array_equal(pool(images), images)
        np.testing.assert_array_equal(pool.images, images[:2])
    finally:
        keras.mixed_precision.set_dtype_policy(before)


def test_a_negative_size_is_refused_in_korean():
    with pytest.raises(ValueError, match="크기가 -1입니다. 0 이상"):
        ImagePool(-1, SHAPE)
