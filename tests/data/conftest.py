"""사진의 시험이 나누어 쓰는 폴더와 캐시."""

import shutil
from collections import namedtuple

import numpy as np
import pytest
from PIL import Image

from gan_course.data.photographs import transfer
from tests.data.pictures import JPEG, SIDE, picture

Places = namedtuple("Places", "horses zebras empty nested broken single file")


@pytest.fixture
def fresh_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "캐시"))
    return tmp_path / "캐시" / "photographs"


@pytest.fixture
def own_places(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "캐시"))
    monkeypatch.setenv("GAN_COURSE_DATA", str(tmp_path / "자료"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(transfer, "PAUSE", 0.0)


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


@pytest.fixture
def horses(tmp_path):
    """쓸 수 있는 사진 세 장이 든 폴더."""
    folder = tmp_path / "갈색 말"
    folder.mkdir()
    for number in range(3):
        picture().save(folder / f"{number}.png")
    return folder


@pytest.fixture
def zebras(horses):
    return shutil.copytree(horses, horses.parent / "얼룩말")


@pytest.fixture
def places(horses, zebras, tmp_path):
    empty, nested, broken, single = (tmp_path / name for name in ("빈 폴더", "겹친 폴더", "망가진 폴더", "한 장"))
    for folder in (empty, nested, broken, single, nested / "trainA", nested / "trainB"):
        folder.mkdir()
    (broken / "1.jpg").write_bytes(JPEG[:500])
    (broken / "2.jpg").touch()
    picture().save(single / "1.png")
    return Places(horses, zebras, empty, nested, broken, single, horses / "0.png")
