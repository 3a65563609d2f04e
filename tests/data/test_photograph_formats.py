"""폴더의 사진: 형식마다 바른 화소인지, 어떤 파일을 어떤 차례로 읽는지."""

import struct
import unicodedata
import zlib

import numpy as np
import pytest
from PIL import Image

from gan_course.data import load_images
from gan_course.data.photographs.decode import read_square

pytestmark = pytest.mark.usefixtures("fresh_cache")
COLOURS = [[(200, 30, 40), (20, 180, 60)], [(30, 60, 210), (240, 220, 40)]]


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


def test_system_files_are_passed_over_silently(tmp_path, recwarn):
    Image.fromarray(RGB).save(tmp_path / "a.png")
    (tmp_path / ".ipynb_checkpoints").mkdir()
    for name in (".DS_Store", "._.DS_Store", "Thumbs.db", "desktop.ini"):
        (tmp_path / name).write_bytes(b"x")
    assert len(load_images(str(tmp_path), 8).paths) == 1
    assert not recwarn.list


def test_what_might_have_been_photographs_is_named(tmp_path):
    Image.fromarray(RGB).save(tmp_path / "a.png")
    (tmp_path / "더 있음").mkdir()
    (tmp_path / "._a.png").write_bytes(b"\0\5\x16\7")  # macOS가 exFAT 디스크에 남기는 것
    with pytest.warns(UserWarning, match=r"지나친 것이 2개.*\._a\.png\(점으로.*더 있음\(하위 폴더"):
        assert len(load_images(str(tmp_path), 8).paths) == 1
