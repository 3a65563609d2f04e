"""폴더의 사진: 형식마다 바른 화소인지, k번째 배치가 씨앗과 k만으로 정해지는지, 캐시가 안전한지.

쓸 수 없는 파일과 인수마다 무엇이 보이는지는 test_bad_photographs.py의 표에 있습니다.
"""

import os
import unicodedata

import numpy as np
import pytest
from PIL import Image

from gan_course.data import image_folders, load_images
from gan_course.data.photographs import cache, decode
from gan_course.data.photographs.decode import read_square

COLOURS = [[(200, 30, 40), (20, 180, 60)], [(30, 60, 210), (240, 220, 40)]]


@pytest.fixture(autouse=True)
def fresh_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "캐시"))
    return tmp_path / "캐시" / "photographs"


def quadrants(values, side=64):
    """네 귀퉁이의 값이 저마다 다른 배열. 뒤집히거나 누우면 곧 드러납니다."""
    return np.repeat(np.repeat(np.array(values), side // 2, 0), side // 2, 1)


RGB = quadrants(COLOURS).astype(np.uint8)
GREY = quadrants([[10, 90], [170, 250]]).astype(np.uint8)
ALPHA = quadrants([[255, 0], [128, 255]]).astype(np.uint8)
ON_WHITE = np.round(RGB * (ALPHA[..., None] / 255) + 255 * (1 - ALPHA[..., None] / 255))


def as_rgb(grey):
    return np.repeat(grey[..., np.newaxis], 3, axis=-1)


def palette():
    return Image.fromarray(RGB).quantize(4)


def palette_with_clear():
    image = palette()
    image.info["transparency"] = image.getpixel((40, 10))  # 오른쪽 위의 색
    return image


CLEAR_CORNER = RGB.copy()
CLEAR_CORNER[:32, 32:] = 255

# 이름: (파일 이름, 그림, 저장하는 방법, 바른 화소, 허용하는 차이)
FORMATS = {
    "JPEG": ("말.jpg", Image.fromarray(RGB), {"quality": 95, "subsampling": 0}, RGB, 6),
    "대문자 확장자": ("DSC 001.JPG", Image.fromarray(RGB), {"quality": 95, "subsampling": 0}, RGB, 6),
    "jpeg": ("a.jpeg", Image.fromarray(RGB), {"quality": 95, "subsampling": 0}, RGB, 6),
    "회색 JPEG": ("g.jpg", Image.fromarray(GREY), {"quality": 95}, as_rgb(GREY), 6),
    "전화기의 여러 장짜리 JPEG": (
        "IMG_0001.JPG",
        Image.fromarray(RGB),
        {"format": "MPO", "save_all": True, "append_images": [Image.fromarray(RGB[::-1])]}
        | {"quality": 95, "subsampling": 0},
        RGB,
        6,
    ),
    "CMYK JPEG": ("c.jpg", Image.fromarray(RGB).convert("CMYK"), {"quality": 95}, RGB, 12),
    "PNG": ("a.png", Image.fromarray(RGB), {}, RGB, 0),
    "회색 PNG": ("g.png", Image.fromarray(GREY), {}, as_rgb(GREY), 0),
    "흑백 PNG": ("1.png", Image.fromarray(GREY > 100), {}, as_rgb(np.where(GREY > 100, 255, 0)), 0),
    "16비트 PNG": ("16.png", Image.fromarray(GREY.astype(np.uint16) * 257), {}, as_rgb(GREY), 0),
    "16비트 TIFF": ("16.tif", Image.fromarray(GREY.astype(np.uint16) * 257), {}, as_rgb(GREY), 0),
    "팔레트 PNG": ("p.png", palette(), {}, RGB, 0),
    "투명한 팔레트 PNG": ("pt.png", palette_with_clear(), {}, CLEAR_CORNER, 0),
    "RGBA PNG": ("rgba.png", Image.fromarray(np.dstack([RGB, ALPHA])), {}, ON_WHITE, 1),
    "회색과 알파 PNG": (
        "la.png",
        Image.fromarray(np.dstack([GREY, np.full_like(GREY, 128)]), "LA"),
        {},
        as_rgb(np.round(GREY * (128 / 255) + 255 * (1 - 128 / 255))),
        1,
    ),
    "WebP": ("w.webp", Image.fromarray(RGB), {"lossless": True}, RGB, 0),
    "RGBA WebP": (
        "wa.webp",
        Image.fromarray(np.dstack([RGB, ALPHA])),
        {"lossless": True, "exact": True},
        ON_WHITE,
        1,
    ),
    "BMP": ("b.bmp", Image.fromarray(RGB), {}, RGB, 0),
    "GIF": ("a.gif", palette(), {}, RGB, 0),
    "움직이는 GIF": (
        "m.gif",
        palette(),
        {"save_all": True, "append_images": [palette().transpose(Image.Transpose.ROTATE_180)]},
        RGB,
        0,
    ),
    "TIFF": ("t.TIFF", Image.fromarray(RGB), {}, RGB, 0),
    "한글과 빈칸": ("얼룩말 사진 (1).png", Image.fromarray(RGB), {}, RGB, 0),
    "틀린 확장자": ("실은 PNG.jpg", Image.fromarray(RGB), {"format": "PNG"}, RGB, 0),
    "확장자 없음": ("사진", Image.fromarray(RGB), {"format": "PNG"}, RGB, 0),
}


@pytest.mark.filterwarnings("ignore:'mode' parameter is deprecated")
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_right_pixels(name, tmp_path):
    file, image, options, expected, tolerance = FORMATS[name]
    folder = tmp_path / "내 사진 폴더"
    folder.mkdir()
    image.save(folder / file, **options)
    images, paths = load_images(folder, 64)
    assert images.shape == (1, 64, 64, 3) and images.dtype == np.float32
    assert [path.name for path in paths] == [file]
    # JPEG의 8×8 칸은 네 귀퉁이의 경계와 맞물리므로 경계의 화소도 견줄 수 있습니다.
    assert np.abs((images[0] + 1) * 127.5 - expected).max() <= tolerance + 0.01


def test_png_with_sixteen_bits_a_channel(tmp_path):
    """Pillow는 16비트 컬러 PNG를 쓰지 못하므로 파일을 손으로 짭니다."""
    import struct
    import zlib

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + row.tobytes() for row in (RGB.astype(">u2") * 257).astype(">u2"))
    header = struct.pack(">IIBBBBB", 64, 64, 16, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    (tmp_path / "48비트.png").write_bytes(png)
    np.testing.assert_array_equal(read_square(tmp_path / "48비트.png", 64), RGB)


# EXIF 표준의 방향마다, 바로 선 그림에서 파일에 저장된 모습을 만드는 법
STORED = {
    1: lambda x: x,
    2: lambda x: x[:, ::-1],
    3: lambda x: x[::-1, ::-1],
    4: lambda x: x[::-1],
    5: lambda x: x.transpose(1, 0, 2),
    6: lambda x: np.rot90(x, 1),
    7: lambda x: x[::-1, ::-1].transpose(1, 0, 2),
    8: lambda x: np.rot90(x, -1),
}


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
@pytest.mark.parametrize("orientation", STORED)
def test_exif_orientation(orientation, suffix, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = Image.fromarray(np.ascontiguousarray(STORED[orientation](RGB)))
    image.save(tmp_path / f"x.{suffix}", exif=exif, quality=95, lossless=True, subsampling=0)
    read = read_square(tmp_path / f"x.{suffix}", 64).astype(int)
    assert np.abs(read - RGB).max() <= 6


def test_the_middle_square_is_kept(tmp_path):
    wide = np.zeros((40, 100, 3), np.uint8)
    wide[:, 30:70] = (10, 200, 30)
    Image.fromarray(wide).save(tmp_path / "w.png")
    Image.fromarray(wide.transpose(1, 0, 2)).save(tmp_path / "h.png")
    for name in ("w.png", "h.png"):
        assert (read_square(tmp_path / name, 40) == (10, 200, 30)).all()


def test_shrinking_is_antialiased(tmp_path):
    """한 화소짜리 바둑판을 줄이면 고른 회색입니다. 화소를 골라내기만 하면 흰색이나 검은색이 남습니다."""
    board = (np.indices((256, 256)).sum(0) % 2 * 255).astype(np.uint8)
    Image.fromarray(board).save(tmp_path / "b.png")
    small = read_square(tmp_path / "b.png", 64).astype(int)
    assert np.abs(small[2:-2, 2:-2] - 127.5).max() < 6


def test_files_come_in_the_order_of_their_names(tmp_path):
    for name in ("나.png", "가.png", "b.png", "A.png", "10.png", "9.png"):
        Image.fromarray(RGB).save(tmp_path / unicodedata.normalize("NFD", name))
    names = [unicodedata.normalize("NFC", path.name) for path in load_images(tmp_path, 8).paths]
    assert names == ["10.png", "9.png", "A.png", "b.png", "가.png", "나.png"]


def test_system_files_and_subfolders_are_passed_over_silently(tmp_path, recwarn):
    Image.fromarray(RGB).save(tmp_path / "a.png")
    (tmp_path / "더 있음").mkdir()
    for name in (".DS_Store", "._a.png", "Thumbs.db", "desktop.ini"):
        (tmp_path / name).write_bytes(b"x")
    assert len(load_images(str(tmp_path), 8).paths) == 1
    assert not recwarn.list


# ── 두 폴더의 배치 ───────────────────────────────────────────────────────────────────────────────

SIDE = 72  # size 64의 load_size: 읽을 때 크기가 바뀌지 않아 화소를 그대로 알아볼 수 있습니다.


@pytest.fixture
def two_folders(tmp_path):
    """화소마다 제 자리를 담은 사진: 빨강은 x, 초록은 y, 파랑은 사진의 번호."""
    y, x = np.indices((SIDE, SIDE))
    for folder, first, count in (("갈색 말", 0, 5), ("얼룩말", 100, 3)):
        (tmp_path / folder).mkdir()
        for number in range(first, first + count):
            pixels = np.dstack([x, y, np.full_like(x, number)]).astype(np.uint8)
            Image.fromarray(pixels).save(tmp_path / folder / f"{number:03}.png")
    return tmp_path / "갈색 말", tmp_path / "얼룩말"


def to_pixels(batch):
    return np.round((batch.numpy() + 1) * 127.5).astype(int)


def epoch(data):
    return [tuple(side.numpy() for side in batch) for batch in data]


def assert_same(first, second):
    for left, right in zip(first, second, strict=True):
        for a, b in zip(left, right, strict=True):
            np.testing.assert_array_equal(a, b)


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


# ── 캐시 ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def reads(monkeypatch):
    """읽은 파일의 이름."""
    names, real = [], decode.read_square
    monkeypatch.setattr(decode, "read_square", lambda path, *rest: names.append(path.name) or real(path, *rest))
    return names


def test_files_are_read_once_until_one_changes(two_folders, reads):
    first = epoch(image_folders(*two_folders, size=64))
    assert len(reads) == 8
    assert_same(epoch(image_folders(*two_folders, size=64)), first)
    assert len(reads) == 8
    Image.fromarray(np.zeros((SIDE, SIDE, 3), np.uint8)).save(two_folders[1] / "100.png")
    image_folders(*two_folders, size=64)
    assert len(reads) == 11  # 바뀐 폴더만
    image_folders(*two_folders, size=60)
    assert len(reads) == 19


def test_a_photograph_changed_without_changing_its_size_is_read_again(two_folders):
    path = two_folders[1] / "200.bmp"
    for value in (10, 20):
        Image.fromarray(np.full((SIDE, SIDE, 3), value, np.uint8)).save(path)
        os.utime(path, (value, value))  # 시계가 거친 파일 시스템에서도 고친 시각이 다르게
        shown = [to_pixels(batch[1]) for batch in image_folders(*two_folders, size=SIDE, augment=False)]
        assert any((images == value).all() for images in shown)


@pytest.mark.parametrize("damage", ["short", "json", "gone", "count"])
def test_a_damaged_cache_is_made_again(two_folders, fresh_cache, damage):
    first = epoch(image_folders(*two_folders, size=64))
    for folder in fresh_cache.iterdir():
        pixels, index = folder / "pixels.bin", folder / "index.json"
        if damage == "short":
            pixels.write_bytes(pixels.read_bytes()[:-1])
        elif damage == "json":
            index.write_text("{", encoding="utf-8")
        elif damage == "gone":
            pixels.unlink()
        else:
            index.write_text(index.read_text(encoding="utf-8").replace('"count": 3', '"count": 4'), encoding="utf-8")
    assert_same(epoch(image_folders(*two_folders, size=64)), first)
    assert not list(fresh_cache.glob("*.partial"))


def test_skipped_files_are_named_even_when_the_cache_is_used(two_folders, reads):
    (two_folders[0] / "망가짐.jpg").write_bytes(b"\xff\xd8\xff")
    for _ in range(2):
        with pytest.warns(UserWarning, match=r"1개를 건너뜁니다.*망가짐.jpg"):
            image_folders(*two_folders, size=64)
    assert len(reads) == 9


def test_an_interrupted_reading_leaves_nothing(two_folders, fresh_cache, monkeypatch):
    real = decode.read_square

    def interrupt(path, *rest):
        if path.name == "003.png":
            raise KeyboardInterrupt
        return real(path, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(decode, "read_square", interrupt)
        with pytest.raises(KeyboardInterrupt):
            image_folders(*two_folders, size=64)
    assert not list(fresh_cache.iterdir())
    assert len(image_folders(*two_folders, size=64)) == 5


def test_the_least_recently_used_is_forgotten(two_folders, fresh_cache, monkeypatch):
    (fresh_cache / "dead.partial").mkdir(parents=True)
    os.utime(fresh_cache / "dead.partial", (0, 0))
    image_folders(*two_folders, size=64)
    assert not (fresh_cache / "dead.partial").exists()
    old = set(fresh_cache.iterdir())
    for folder in old:
        os.utime(folder, (0, 0))
    monkeypatch.setattr(cache, "LIMIT", 8 * 40 * 40 * 3 + 4000)
    image_folders(*two_folders, size=36, load_size=40)
    assert len(list(fresh_cache.iterdir())) == 2 and not old & set(fresh_cache.iterdir())


def test_two_processes_may_make_the_same_cache(two_folders, fresh_cache, monkeypatch):
    """이름을 붙이려는 순간 다른 프로세스의 것이 이미 있습니다."""
    real = cache.shutil.rmtree

    def other_process_wins(path, **options):
        if path.suffix != ".partial" and not path.exists():
            made = next(fresh_cache.glob("*.partial"))
            cache.shutil.copytree(made, path)
        else:
            real(path, **options)

    monkeypatch.setattr(cache.shutil, "rmtree", other_process_wins)
    assert len(epoch(image_folders(*two_folders, size=64))) == 5
    assert len(list(fresh_cache.iterdir())) == 2
