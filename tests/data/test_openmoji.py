"""OpenMoji: 모양과 범위, 짝이 진짜 짝인지, 닮은 그림이 훈련과 시험에 나뉘지 않았는지, 짝 없는 자료에 짝이 없는지."""

import hashlib

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from gan_course import files
from gan_course.data import openmoji


def fingerprints(images):
    return {hashlib.md5(np.ascontiguousarray(image)).hexdigest() for image in images}


def test_the_file_is_the_one_that_was_measured():
    digest = hashlib.sha256(files.verified_path("openmoji_32.npz").read_bytes()).hexdigest()
    assert digest == "4927391af5832f1848e0821f586e1821c866c8c6f2a065e69bcb3b07c3f9fc3e"


@pytest.mark.parametrize(("split", "count"), [("all", 1385), ("train", 1108), ("test", 277)])
def test_shapes_types_and_ranges(split, count):
    colour, line, codes, groups, families = openmoji.load(split)
    assert colour.shape == (count, 32, 32, 3) and line.shape == (count, 32, 32, 1)
    for images in (colour, line):
        assert images.dtype == np.float32 and (images.min(), images.max()) == (-1.0, 1.0)
    assert codes.shape == groups.shape == families.shape == (count,)
    assert len(set(codes)) == count
    assert all(chr(int(code, 16)) for code in codes)
    assert families.dtype == np.int64
    assert (line.min(axis=(1, 2, 3)) < 0.9).all()  # 빈 선 그림이 없습니다.


def test_train_and_test_make_the_whole_and_share_no_family():
    whole, train, test = map(openmoji.load, ("all", "train", "test"))
    assert set(train.codes) | set(test.codes) == set(whole.codes)
    assert not set(train.codes) & set(test.codes)
    assert not set(train.families) & set(test.families)
    assert not fingerprints(train.colour) & fingerprints(test.colour)
    assert not fingerprints(train.line) & fingerprints(test.line)
    assert set(train.groups) == set(test.groups)  # 시험에도 모든 대분류가 있습니다.


def likeness(a, b):
    """저장된 묶음 번호와 상관없이 다시 재는, 조금 흐린 잉크의 코사인 닮음 [len(a), len(b)]."""

    def ink(images):
        flat = gaussian_filter((1 - images.astype(np.float64)) / 2, (0, 0.7, 0.7, 0)).reshape(len(images), -1)
        return flat / np.linalg.norm(flat, axis=1, keepdims=True)

    return ink(a) @ ink(b).T


def test_no_near_duplicate_crosses_the_split():
    train, test = openmoji.load("train"), openmoji.load("test")
    by_line, by_colour = likeness(train.line, test.line), likeness(train.colour, test.colour)
    assert by_line.max() < 0.9001
    assert ((by_line + by_colour) / 2).max() < 0.8801


def test_people_and_faces_stay_together():
    drawings = openmoji.load("all")
    family = dict(zip(drawings.codes, drawings.families))
    for alike in (["1F466", "1F467", "1F468", "1F469", "1F9D1"], ["1F600", "1F603", "1F614"], ["1F499", "1F49A"]):
        assert len({family[code] for code in alike}) == 1
    assert family["1F993"] != family["1F40E"]  # 얼룩말과 말은 닮지 않았습니다.


def test_pairs_are_the_same_drawing():
    """선 그림의 잉크가 있는 곳은 컬러 그림에서도 어둡습니다. 짝을 어긋나게 하면 그렇지 않습니다."""
    colour, line = openmoji.pairs("all")
    assert colour.shape == line.shape and line.dtype == np.float32
    assert (line == line[..., :1]).all()
    ink = line[..., 0] < -0.5
    dark = colour.min(axis=-1) < -0.2
    assert dark[ink].mean() > 0.93
    assert np.roll(dark, 1, axis=0)[ink].mean() < 0.7


@pytest.mark.parametrize("split", ["train", "test"])
def test_identity_baseline(split):
    """아무것도 바꾸지 않은 결과의 오차: data/README.md와 모듈의 설명에 적은 값입니다."""
    colour, line = openmoji.pairs(split)
    assert np.abs(colour - line).mean() / 2 == pytest.approx(0.074, abs=0.008)


def owners(images, codes):
    """{화소: 그 그림을 쓰는 이모지들}. 색만 다른 동그라미처럼 선 그림이 똑같은 이모지가 있습니다."""
    found = {}
    for image, code in zip(images, codes):
        found.setdefault(image.tobytes(), set()).add(code)
    return found


def test_unpaired_domains_hold_no_pair_and_no_test_item():
    """색만 다른 이모지는 선 그림이 똑같습니다. 그것까지 짝으로 보고도 한 쌍도 없어야 합니다."""
    colour, line = openmoji.pairs("train")
    answers = {}
    for image, answer in zip(colour, line):
        answers.setdefault(image.tobytes(), set()).add(answer.tobytes())
    for seed in range(3):
        a, b = openmoji.unpaired(seed)
        assert a.shape == (554, 32, 32, 3) and b.shape[1:] == (32, 32, 3) and 500 < len(b) <= 554
        drawn = {image.tobytes() for image in b}
        assert all(not answers[image.tobytes()] & drawn for image in a)  # 시험용이면 answers에 없어 KeyError입니다
        assert drawn <= {image.tobytes() for image in line}


def test_unpaired_is_decided_by_the_seed():
    first, again, other = openmoji.unpaired(1), openmoji.unpaired(1), openmoji.unpaired(2)
    assert all(np.array_equal(x, y) for x, y in zip(first, again))
    assert not np.array_equal(first[0], other[0])


@pytest.mark.parametrize("split", ["valid", None, 0])
def test_unknown_split(split):
    for function in (openmoji.load, openmoji.pairs):
        with pytest.raises(ValueError, match="split이.*'train'.*주십시오"):
            function(split)


@pytest.mark.parametrize("seed", [-1, 1.0, True, None])
def test_bad_seed(seed):
    with pytest.raises(ValueError, match="seed가.*0 이상의 정수"):
        openmoji.unpaired(seed)
