"""두 폴더의 사진에서 나오는 배치: 바른 자리를 자르는지, k번째 배치가 씨앗과 k만으로 정해지는지.

쓸 수 없는 파일과 인수마다 무엇이 보이는지는 test_bad_photographs.py의 표에 있습니다.
"""

import numpy as np
import pytest
from PIL import Image

from gan_course.data import image_folders
from tests.data.pictures import SIDE, assert_same, epoch, to_pixels

pytestmark = pytest.mark.usefixtures("fresh_cache")


def test_batches_are_windows_of_the_photographs_sometimes_mirrored(two_folders):
    seen, corners, flips = [set(), set()], set(), []
    for epoch_number in range(4):
        data = image_folders(*two_folders, size=64, batch_size=2, seed=epoch_number)
        for batch in data:
            assert batch[0].shape == batch[1].shape and batch[0].dtype == "float32"
            for side, images in enumerate(map(to_pixels, batch)):
                for image in images:
                    x, y, number = np.moveaxis(image, -1, 0)
                    assert (number == number[0, 0]).all()
                    seen[side].add(int(number[0, 0]))
                    step = x[0, 1] - x[0, 0]
                    assert abs(step) == 1 and (np.diff(x, axis=1) == step).all() and (np.diff(x, axis=0) == 0).all()
                    assert (np.diff(y, axis=0) == 1).all() and (np.diff(y, axis=1) == 0).all()
                    corners.add((int(x.min()), int(y.min())))
                    flips.append(step < 0)
    assert seen == [set(range(5)), set(range(100, 103))]
    assert len(corners) > 15 and max(max(corner) for corner in corners) <= SIDE - 64
    assert 0.2 < np.mean(flips) < 0.8


def test_every_place_is_cut_up_to_both_edges(two_folders):
    data = image_folders(*two_folders, size=SIDE - 4, load_size=SIDE, steps=60)
    cut = np.concatenate([to_pixels(images) for batch in data for images in batch])
    assert set(cut[..., 0].min((1, 2))) == set(cut[..., 1].min((1, 2))) == set(range(5))


def test_an_epoch_shows_the_longer_folder_once(two_folders):
    data = image_folders(*two_folders, size=64, batch_size=2)
    assert len(data) == 3
    numbers = [to_pixels(batch[0])[:, 0, 0, 2].tolist() for batch in data]
    assert [len(batch) for batch in numbers] == [2, 2, 1]
    assert sorted(sum(numbers, [])) == list(range(5))


def test_each_epoch_is_cut_anew_and_any_epoch_can_be_had_at_once(two_folders):
    data = image_folders(*two_folders, size=64, steps=2, seed=3)
    epochs = [epoch(data) for _ in range(4)]
    again = image_folders(*two_folders, size=64, steps=2, seed=3)
    for number in (3, 1, 2, 0):
        again.position.epoch = number
        assert_same(epoch(again), epochs[number])
    first = {batch[0].tobytes() for batch in epochs[0] + epochs[1] + epochs[2] + epochs[3]}
    assert len(first) == 8  # 다섯 장을 여덟 번 보았지만 같은 배치는 없습니다.
    assert not np.array_equal(epoch(image_folders(*two_folders, size=64, steps=2, seed=4))[0][0], epochs[0][0][0])


def test_both_domains_are_cut_independently(two_folders):
    """두 도메인이 같은 난수를 쓰면 같은 자리를 잘라 내게 됩니다."""
    data = image_folders(*two_folders, size=64, steps=12)
    same = [(to_pixels(a)[0, :, :, :2] == to_pixels(b)[0, :, :, :2]).all() for a, b in data]
    assert np.mean(same) < 0.5


def test_without_augmentation_the_middle_is_only_resized(two_folders):
    data = image_folders(*two_folders, size=SIDE, augment=False, batch_size=3)
    (a, _), *_ = data
    y, x = np.indices((SIDE, SIDE))
    for image in to_pixels(a):
        np.testing.assert_array_equal(image[..., 0], x)
        np.testing.assert_array_equal(image[..., 1], y)


def test_the_size_before_cutting(two_folders, fresh_cache):
    """256이면 논문의 286. 캐시의 크기로 봅니다."""
    image_folders(*two_folders, size=256)
    sizes = {file.stat().st_size for file in fresh_cache.rglob("pixels.bin")}
    assert sizes == {5 * 286 * 286 * 3, 3 * 286 * 286 * 3}


def test_the_identity_tells_different_data_apart(two_folders):
    def identity(**changes):
        return image_folders(*two_folders, **({"size": 64} | changes)).position.identity

    first = identity()
    assert identity() == first
    changed = [identity(seed=1), identity(steps=7), identity(batch_size=2), identity(load_size=64), identity(size=60)]
    assert len({first, *changed}) == 6
    Image.fromarray(np.zeros((SIDE, SIDE, 3), np.uint8)).save(two_folders[0] / "000.png")
    assert identity() != first
