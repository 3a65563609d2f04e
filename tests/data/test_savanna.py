"""사바나 장면: 짝이 정확한지, 정답이 하나인지, 도메인이 섞이지 않는지, 캐시가 안전한지."""

import numpy as np
import pytest

from gan_course.data import savanna
from gan_course.data.savanna import anatomy, coats


@pytest.fixture(autouse=True)
def fresh_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("size", [32, 45, 64, 128])
@pytest.mark.parametrize("task", savanna.TASKS)
def test_shapes_types_and_ranges(task, size):
    pairs = savanna.pairs(task, 3, seed=0, size=size)
    assert pairs.a.shape == pairs.b.shape == (3, size, size, 3)
    assert pairs.body.shape == (3, size, size, 1)
    for images, low in ((pairs.a, -1), (pairs.b, -1), (pairs.body, 0)):
        assert images.dtype == np.float32 and images.min() >= low and images.max() <= 1
    assert pairs.body.max() == 1 and 0.03 < pairs.body.mean() < 0.6


def test_horse_and_zebra_differ_only_inside_the_body():
    a, b, body = savanna.pairs("horse2zebra", 20, seed=3)
    outside = np.broadcast_to(body == 0, a.shape)
    assert (a[outside] == b[outside]).all()
    inside = np.broadcast_to(body == 1, a.shape)
    assert np.abs(a[inside] - b[inside]).mean() > 0.4


def test_seasons_change_the_background_and_keep_the_animal():
    a, b, body = savanna.pairs("summer2winter", 20, seed=3)
    inside = np.broadcast_to(body == 1, a.shape)
    assert np.abs(a[inside] - b[inside]).max() <= 2.01 / 255  # 반올림 한 단계
    outside = np.broadcast_to(body == 0, a.shape)
    assert np.abs(a[outside] - b[outside]).mean() > 0.3


def test_winter_ground_is_white_and_summer_ground_is_not():
    a, b, body = savanna.pairs("summer2winter", 20, seed=0)
    ground = (body == 0)[:, 44:, :, 0]
    summer, winter = a[:, 44:][ground], b[:, 44:][ground]
    assert winter.min(1).mean() > 0.4 > summer.min(1).mean()


def test_regions_are_where_the_drawing_says():
    """부분은 겹치지 않고, 몸의 부분은 몸 안에, 풍경의 부분은 몸 밖에 있습니다."""
    count = 20
    pairs, regions = savanna.pairs("horse2zebra", count, seed=3), savanna.regions(count, seed=3)
    body = pairs.body[..., 0]
    assert all(region.dtype == bool and region.shape == body.shape for region in regions)
    assert np.sum(regions, axis=0).max() == 1
    for name in ("trunk", "legs", "head"):
        region = getattr(regions, name)
        assert (body[region] == 1).all() and region.any((1, 2)).all()
    for name in ("sky", "ground", "trees"):
        assert (body[getattr(regions, name)] == 0).all()
    rows = np.arange(64)[None, :, None]
    assert (rows * regions.sky).max() < 40 and (rows * regions.head).sum() / regions.head.sum() < (
        rows * regions.legs
    ).sum() / regions.legs.sum()
    assert regions.trunk.sum() > regions.legs.sum() > 0 and regions.trunk.sum() > regions.head.sum()


def test_regions_have_the_colours_of_the_season():
    """겨울의 땅은 하얗고 여름의 땅은 아닙니다. 계절에 따라 하늘과 땅과 나무가 바뀌고 동물은 그대로입니다."""
    summer, winter, _ = savanna.pairs("summer2winter", 20, seed=0)
    regions = savanna.regions(20, seed=0)
    assert winter[regions.ground].min(axis=1).mean() > 0.4 > summer[regions.ground].min(axis=1).mean()
    for region in (regions.sky, regions.ground, regions.trees):
        assert np.abs(summer - winter)[region].mean() > 0.1
    assert np.abs(summer - winter)[regions.trunk | regions.legs | regions.head].max() <= 2.01 / 255


def test_regions_follow_the_seed_and_refuse_what_pairs_refuses():
    first = savanna.regions(2, seed=5, size=45)
    again = savanna.regions(3, seed=5, size=45)
    assert all(np.array_equal(x, y[:2]) for x, y in zip(first, again))
    assert not np.array_equal(savanna.regions(2, seed=6, size=45).trunk, first.trunk)
    with pytest.raises(ValueError, match="count"):
        savanna.regions(0, seed=0)


def test_same_arguments_draw_the_same_bits_and_seeds_differ(fresh_cache):
    first = savanna.pairs("horse2zebra", 4, seed=5)
    for file in fresh_cache.iterdir():
        file.unlink()
    again = savanna.pairs("horse2zebra", 4, seed=5)
    assert all(np.array_equal(x, y) for x, y in zip(first, again))
    longer = savanna.pairs("horse2zebra", 6, seed=5)
    assert np.array_equal(longer.a[:4], first.a)
    assert not np.array_equal(savanna.pairs("horse2zebra", 4, seed=6).a, first.a)


def test_zebra_is_a_function_of_the_geometry_alone():
    """뼈대와 빛이 같으면, 다른 난수가 무엇이든 얼룩말은 같습니다."""
    skeleton = anatomy.random_skeleton(np.random.default_rng(1), 128)
    zebras = []
    for seed in (10, 11):
        rng = np.random.default_rng(seed)
        body = anatomy.measure_body(skeleton, 128, (0.2, -1.0), 6.0)
        coats.horse_coat(body, coats.random_horse_colour(rng), rng, 128)
        zebras.append(coats.zebra_coat(body))
    assert np.array_equal(*zebras)


def test_stripes_move_with_the_body():
    """몸을 정수 화소만큼 옮기면 줄무늬도 꼭 그만큼 옮겨집니다: 화면이 아니라 몸에 매여 있습니다."""
    skeleton = anatomy.random_skeleton(np.random.default_rng(4), 128)

    def shifted(x):
        def move(value):
            if isinstance(value, anatomy.Limb):
                return anatomy.Limb(value.points + [x, 0], value.radii)
            return tuple(map(move, value))

        return anatomy.Skeleton(*map(move, skeleton[:-2]), skeleton.scale, skeleton.ground)

    left = anatomy.measure_body(shifted(100), 512, (0.0, -1.0), 6.0)
    right = anatomy.measure_body(shifted(109), 512, (0.0, -1.0), 6.0)
    assert right.box[1].start - left.box[1].start == 9
    visible = left.alpha > 0.5
    assert np.allclose(coats.zebra_coat(left)[visible], coats.zebra_coat(right)[visible], atol=0.02)


@pytest.mark.parametrize("size", [32, 64, 128])
def test_stripes_survive_at_every_size(size):
    """줄무늬가 회색으로 뭉개지지 않습니다: 얼룩말의 몸에는 밝은 곳과 어두운 곳이 함께 있습니다."""
    _, zebra, body = savanna.pairs("horse2zebra", 30, seed=1, size=size)
    for image, mask in zip(zebra, body[..., 0]):
        grey = image.mean(-1)[mask == 1]
        dark, light = np.mean(grey < -0.35), np.mean(grey > 0.25)
        assert dark > 0.15 and light > 0.15


def test_zebra_is_colourless_and_horse_is_not():
    horse, zebra, body = savanna.pairs("horse2zebra", 30, seed=1)
    inside = body[..., 0] == 1
    assert np.ptp(zebra[inside], axis=1).max() < 0.2
    assert np.ptp(horse[inside], axis=1).mean() > 0.2


def test_training_domains_hold_no_pair_and_no_test_scene():
    """한 장면은 풀밭의 화소로 알아봅니다: 맨 아랫줄은 동물이 가리지 않습니다."""
    a, b = savanna.unpaired("horse2zebra", 40, seed=0)
    test = savanna.pairs("horse2zebra", 40, seed=0)

    def scenes(images):
        return {image[-1].tobytes() for image in images}

    assert len(scenes(a)) == len(scenes(b)) == 40
    assert scenes(test.a) == scenes(test.b)  # 이 방법으로 짝을 알아볼 수 있습니다
    assert not scenes(a) & scenes(b)
    assert not scenes(test.a) & (scenes(a) | scenes(b))


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("horse2cat", 1, 0, 64), "horse2zebra"),
        (("horse2zebra", 0, 0, 64), "count"),
        (("horse2zebra", 2.0, 0, 64), "count"),
        (("horse2zebra", True, 0, 64), "count"),
        (("horse2zebra", 1, -1, 64), "seed"),
        (("horse2zebra", 1, 0, 31), "size"),
        (("horse2zebra", 1, 0, 129), "size"),
    ],
)
def test_bad_arguments_are_explained(arguments, word):
    for function in (savanna.pairs, savanna.unpaired):
        with pytest.raises(ValueError, match=word) as error:
            function(*arguments)
        assert str(error.value).endswith("넣으십시오.")


def test_second_call_reads_the_cache(fresh_cache, monkeypatch):
    first = savanna.unpaired("horse2zebra", 3)
    monkeypatch.setattr(savanna, "draw", None)  # 다시 그리려 하면 실패합니다
    again = savanna.unpaired("horse2zebra", 3)
    assert np.array_equal(first[0], again[0]) and np.array_equal(first[1], again[1])
    assert all(path.name.startswith("savanna-") for path in fresh_cache.iterdir())


@pytest.mark.parametrize("damage", ["truncated", "garbage", "empty", "wrong shape", "pickled", "flipped"])
def test_a_damaged_cache_is_drawn_again(fresh_cache, damage):
    first = savanna.pairs("horse2zebra", 2, seed=0)
    (file,) = fresh_cache.iterdir()
    content = file.read_bytes()
    if damage == "wrong shape":
        with file.open("wb") as handle:
            np.savez(handle, a=np.zeros(3, np.uint8), b=np.zeros(3, np.uint8), body=np.zeros(3, np.uint8))
    elif damage == "pickled":
        with file.open("wb") as handle:
            np.savez(handle, a=np.array([object()]), b=np.array([object()]), body=np.array([object()]))
    else:
        middle = len(content) // 2
        flipped = content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :]
        file.write_bytes(
            {"truncated": content[:middle], "garbage": b"\x00" * 99, "empty": b"", "flipped": flipped}[damage]
        )
    again = savanna.pairs("horse2zebra", 2, seed=0)
    assert all(np.array_equal(x, y) for x, y in zip(first, again))


def test_cache_key_follows_the_drawing_code(fresh_cache, monkeypatch):
    savanna.unpaired("horse2zebra", 1)
    monkeypatch.setattr(savanna, "_drawing_version", lambda: "other")
    savanna.unpaired("horse2zebra", 1)
    assert len(list(fresh_cache.iterdir())) == 4


def test_unwritable_cache_does_not_stop_drawing(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("GAN_COURSE_CACHE", str(blocked / "folder"))
    assert savanna.pairs("horse2zebra", 1, seed=0).a.shape == (1, 64, 64, 3)
