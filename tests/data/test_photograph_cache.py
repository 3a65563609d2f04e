"""사진의 캐시: 한 번만 읽고, 바뀌면 다시 읽고, 망가지거나 멈추어도 안전한지."""

import os

import numpy as np
import pytest
from PIL import Image

from gan_course.data import image_folders
from gan_course.data.photographs import cache, decode
from tests.data.pictures import SIDE, assert_same, epoch, to_pixels

pytestmark = pytest.mark.usefixtures("fresh_cache")


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
