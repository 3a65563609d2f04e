"""명령 evaluate: 두 폴더에서 읽고, 잰 값과 규약을 적고, 나쁜 입력을 알아듣게 알립니다."""

import os
import re
import subprocess
import sys
import urllib.error

import numpy as np
import pytest
from PIL import Image

from gan_course.cli import main
from gan_course.cli.evaluate import read_images
from gan_course.data.photographs.folders import list_files


def save(folder, count, seed, brightness=0):
    folder.mkdir(parents=True)
    rng = np.random.default_rng(seed)
    for number in range(count):
        pixels = rng.integers(40, 160, (1, 1, 3)) + rng.integers(0, 40, (20 + number, 24, 3)) + brightness
        Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(folder / f"{number:02}.png")
    return folder


@pytest.fixture
def folders(tmp_path):
    return save(tmp_path / "진짜 사진", 30, 0), save(tmp_path / "가짜 사진", 24, 1, 60)


def test_two_folders_are_compared_offline(folders):
    command = [sys.executable, "-m", "gan_course", "evaluate", *map(str, folders), "--features", "thumbnail"]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"})
    assert result.returncode == 0, result.stderr
    assert "진짜 사진 (30장)" in result.stdout and "가짜 사진 (24장)" in result.stdout
    kid, low, high = map(float, re.search(r"KID: (\S+) \(95% 구간 (\S+)~(\S+),", result.stdout).groups())
    assert 0 < low < kid < high
    assert float(re.search(r"프레셰 거리: (\S+)", result.stdout)[1]) > 0
    assert "규약: 8x8" in result.stdout and "주의: 이미지가 특징의 차원(192)보다 적어" in result.stdout


def test_alike_folders_are_closer_than_unlike_ones(folders, tmp_path, capsys):
    real, fake = folders
    alike = save(tmp_path / "다른 진짜", 28, 2)
    kids = []
    for other in (alike, fake):
        assert main(["evaluate", str(real), str(other), "--features", "thumbnail"]) == 0
        kids.append(float(re.search(r"KID: (\S+)", capsys.readouterr().out)[1]))
    assert kids[0] < kids[1] / 3


def test_the_seed_decides_the_interval_and_nothing_else(folders, capsys):
    def measured(seed):
        assert main(["evaluate", *map(str, folders), "--features", "thumbnail", "--seed", str(seed)]) == 0
        return re.search(r"KID: (\S+) \((95% 구간 \S+),", capsys.readouterr().out).groups()

    first, again, other = measured(1), measured(1), measured(2)
    assert first == again and first[0] == other[0] and first[1] != other[1]


def test_images_are_read_upright_in_order_and_in_colour(tmp_path):
    grey = Image.fromarray(np.full((6, 4), 255, np.uint8))
    exif = Image.Exif()
    exif[0x0112] = 6  # 찍은 뒤 시계 방향으로 90도 돌려 보는 사진
    grey.save(tmp_path / "b.JPG", exif=exif)
    Image.new("RGBA", (3, 5), (0, 255, 0, 255)).save(tmp_path / "a.png")
    (tmp_path / "메모.txt").write_text("이미지가 아닙니다", encoding="utf-8")
    left_out = {}
    first, second = read_images(list_files(tmp_path).files, left_out)
    assert left_out == {"메모.txt": "이미지가 아니거나 모르는 형식입니다"}
    np.testing.assert_allclose(first[0, 0], [-1, 1, -1])
    assert first.shape == (5, 3, 3) and second.shape == (4, 6, 3) and second.min() > 0.98


def test_offline_the_message_names_the_missing_weights(folders, tmp_path, monkeypatch, capsys):
    def no_network(*arguments, **options):
        raise urllib.error.URLError("인터넷 없음")

    import keras.src.utils.file_utils  # noqa: F401

    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr("keras.src.utils.file_utils.urlretrieve", no_network)
    assert main(["evaluate", *map(str, folders)]) == 2
    assert "inception_v3" in (error := capsys.readouterr().err) and str(tmp_path / "keras") in error


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda folder: None, "폴더가 없습니다"),
        (lambda folder: folder.mkdir(), "폴더에 사진이 없습니다"),
        (lambda folder: save(folder, 1, 0), "이미지가 1장"),
        (lambda folder: (save(folder, 3, 0) / "99.png").write_bytes(b"not an image"), "읽지 못했습니다"),
        (lambda folder: (save(folder, 3, 0) / "99.jpg").write_bytes(b""), "읽지 못했습니다"),
        (lambda folder: (save(folder, 3, 0) / "99.heic").write_bytes(b"heic"), "HEIC 형식은 읽지 못합니다"),
        (lambda folder: save(folder / "trainA", 3, 0), "하위 폴더(trainA) 가운데 하나를"),
        (lambda folder: (save(folder, 1, 0) / "메모.txt").write_text("글"), "이미지가 1장입니다"),
        (lambda folder: folder.write_text("파일"), "폴더가 아니라 파일입니다"),
    ],
    ids=["없음", "빈 폴더", "한 장", "이미지가 아님", "빈 파일", "HEIC", "하위 폴더뿐", "한 장과 메모", "파일"],
)
def test_bad_folders_are_explained(folders, tmp_path, prepare, message, capsys):
    prepare(tmp_path / "나쁜 폴더")
    assert main(["evaluate", str(folders[0]), str(tmp_path / "나쁜 폴더"), "--features", "thumbnail"]) == 2
    error = capsys.readouterr().err
    assert message in error and "나쁜 폴더" in error


def test_every_format_is_counted_and_what_is_left_out_is_named(folders, capsys):
    """훈련과 옮기기가 보는 것과 같은 목록입니다."""
    _, fake = folders
    picture = Image.open(fake / "00.png").convert("RGB")
    for name, kind in (
        ("a.jfif", "JPEG"),
        ("b.tif", "TIFF"),
        ("c.gif", "GIF"),
        ("d.jpe", "JPEG"),
        ("확장자 없음", "PNG"),
    ):
        picture.save(fake / name, kind)
    (fake / "._00.png").write_bytes(b"\0\5\x16\7")
    (fake / "메모.txt").write_text("글", encoding="utf-8")
    (fake / "더").mkdir()
    assert main(["evaluate", *map(str, folders), "--features", "thumbnail"]) == 0
    told = capsys.readouterr().out
    assert "가짜 사진 (29장)" in told
    assert (
        "뺀 것 3개: ._00.png(점으로 시작하는 숨은 파일입니다), 더(하위 폴더는 보지 않습니다), 메모.txt(이미지가" in told
    )
