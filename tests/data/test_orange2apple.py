"""오렌지와 사과: 저자들의 ZIP을 내용으로 확인하고, 정한 규칙대로 그림을 만듭니다. 진짜 ZIP 대신 같은 짜임의 작은 것을 씁니다."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from gan_course.cli import main
from gan_course.data import cyclegan_dataset
from gan_course.data.photographs import download, orange2apple, transfer
from gan_course.data.photographs.orange2apple import COMMIT, fruit_share, views
from tests.data.archive_server import serving

TOP = f"GroceryStoreDataset-{COMMIT}"
ORANGE, GREEN, GREY = (235, 130, 20), (150, 190, 60), (128, 128, 128)
SMALL = {
    "A": {"Orange": {"train": 2, "val": 1, "test": 1}, "Satsumas": {"train": 1, "val": 1, "test": 1}},
    "B": {
        "Apple/Golden-Delicious": {"train": 1, "val": 1, "test": 1},
        "Apple/Granny-Smith": {"train": 2, "val": 1, "test": 1},
    },
}


def photograph(colour, size=(348, 464), fruit=(0.0, 0.0, 1.0, 1.0)):
    """회색 바탕에, 가운데 정사각형의 fruit(왼쪽, 위, 오른쪽, 아래의 비율)만 과일의 색인 JPEG."""
    image = Image.new("RGB", size, GREY)
    side = min(size)
    left, top = (size[0] - side) // 2, (size[1] - side) // 2
    box = [round(part * side) + start for part, start in zip(fruit, (left, top, left, top))]
    image.paste(colour, box)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=95)
    return file.getvalue()


def members(special=()):
    """{파일의 이름: 내용}. special은 {이름의 끝: 내용}입니다."""
    found = {f"{TOP}/LICENSE": b"MIT", f"{TOP}/dataset/iconic-images-and-descriptions/Fruit/Orange/Orange.jpg": b"x"}
    for classes, colour in zip(SMALL.values(), (ORANGE, GREEN)):
        for kind, counts in classes.items():
            for split, count in counts.items():
                for number in range(1, count + 1):
                    name = f"{TOP}/dataset/{split}/Fruit/{kind}/{kind.rpartition('/')[-1]}_{number:03}.jpg"
                    found[name] = photograph(colour, (348, 348) if number % 2 else (348, 464))
    for ending, content in dict(special).items():
        (name,) = [name for name in found if name.endswith(ending)]
        found[name] = content
    return found


def archive(found, comment=COMMIT):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name, content in found.items():
            opened.writestr(name, content)
        opened.comment = comment.encode()
    return file.getvalue()


@pytest.fixture
def root(own_places, tmp_path, monkeypatch):
    monkeypatch.setattr(orange2apple, "PHOTOGRAPHS", SMALL)
    monkeypatch.setattr(download, "UNKNOWN_SIZE", 2**22)
    (tmp_path / "자료").mkdir()
    return tmp_path / "자료"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_archive_becomes_four_folders_of_views(root):
    (root / "orange2apple.zip").write_bytes(archive(members()))
    folders = cyclegan_dataset("orange2apple")
    assert names(folders.test_a) == [
        f"{kind}_test_001_v{view}.jpg" for kind in ("orange", "satsumas") for view in range(3)
    ]
    photographs = ["golden-delicious_train_001", "golden-delicious_val_001"]
    photographs += ["granny-smith_train_001", "granny-smith_train_002", "granny-smith_val_001"]
    assert names(folders.train_b) == [f"{stem}_v{view}.jpg" for stem in photographs for view in range(3)]
    with Image.open(folders.train_a / "orange_train_002_v0.jpg") as image:
        assert image.size == (128, 128) and image.format == "JPEG"
    assert (root / "orange2apple" / "LICENSE").read_bytes() == b"MIT"
    assert names(root) == ["orange2apple", "orange2apple.lock", "orange2apple.zip"]


def test_the_views_are_cut_where_the_rule_says():
    """348화소의 정사각형에서 변이 215인 둘: v1은 (26, 107), v2는 (107, 26)에서 시작합니다."""
    y, x = np.mgrid[:464, :348]
    image = Image.fromarray(np.dstack([x * 255 // 347, (y - 58).clip(0, 347) * 255 // 347, 0 * x]).astype(np.uint8))
    for view, (left, top, side) in zip(views(image), ((0, 0, 348), (26, 107, 215), (107, 26, 215))):
        pixels = np.asarray(view, float)
        middle = 255 / 347 * np.array([left + side / 2, top + side / 2])
        assert np.abs(pixels[62:66, 62:66, :2].mean(axis=(0, 1)) - middle).max() < 1.5
        assert np.ptp(pixels[..., 0]) == pytest.approx(255 / 347 * side, abs=4)


def test_views_without_enough_fruit_are_dropped(root):
    corner = photograph(ORANGE, fruit=(0.0, 0.45, 0.55, 1.0))  # 왼쪽 아래: v1에는 가득하고 v2에는 없습니다
    found = members({"test/Fruit/Orange/Orange_001.jpg": corner})
    (root / "orange2apple.zip").write_bytes(archive(found))
    folders = cyclegan_dataset("orange2apple")
    kept = [name for name in names(folders.test_a) if name.startswith("orange")]
    assert kept == ["orange_test_001_v0.jpg", "orange_test_001_v1.jpg"]


@pytest.mark.parametrize(
    ("colour", "shares"),
    [(ORANGE, (1, 0)), (GREEN, (0, 1)), (GREY, (0, 0)), ((180, 20, 30), (0, 0)), ((40, 25, 5), (0, 0))],
    ids=["오렌지", "풋사과", "회색", "빨간 사과", "그늘"],
)
def test_the_fruit_colours(colour, shares):
    image = Image.new("RGB", (128, 128), colour)
    assert (fruit_share(image, "A"), fruit_share(image, "B")) == shares


def test_the_table_is_the_authors_split():
    """버리기 전의 그림은 A가 783장, B가 657장입니다(../shared/photos의 ORIGIN.md: 767 + 16, 601 + 56)."""
    photographs = {
        domain: sum(sum(counts.values()) for counts in classes.values())
        for domain, classes in orange2apple.PHOTOGRAPHS.items()
    }
    assert {domain: 3 * count for domain, count in photographs.items()} == {"A": 783, "B": 657}


def test_it_is_downloaded_from_the_pinned_commit_or_the_classroom(root, monkeypatch):
    asked = []
    content = archive(members())

    def receive(url, part, size, most):
        asked.append((url, size))
        part.write_bytes(content)

    monkeypatch.setattr(download, "transfer", receive)
    cyclegan_dataset("orange2apple")
    assert asked == [(f"https://codeload.github.com/marcusklasson/GroceryStoreDataset/zip/{COMMIT}", None)]


@pytest.mark.parametrize("script", [[], ["break off"], ["break off", "ignore range"], ["break off", 416]], ids=str)
def test_without_a_known_size_it_still_goes_on_where_it_stopped(root, monkeypatch, script):
    content = archive(members())
    with serving(content) as (server, address):
        monkeypatch.setenv("GAN_COURSE_DATA_URL", address)
        server.script = list(script)
        cyclegan_dataset("orange2apple")
    if script:
        assert server.ranges[1] == f"bytes={len(content) // 2}-"
    assert names(root) == ["orange2apple", "orange2apple.lock"]


def test_what_was_received_whole_is_not_asked_for_again(root, monkeypatch):
    monkeypatch.setenv("GAN_COURSE_DATA_URL", "http://127.0.0.1:9")
    (root / "orange2apple.zip.part").write_bytes(archive(members()))
    cyclegan_dataset("orange2apple")
    assert names(root) == ["orange2apple", "orange2apple.lock"]


# (서버가 하는 일, 예외, 읽는 말)
SERVERS = [
    (404, ConnectionError, "대답 404.*다른 컴퓨터에서.*orange2apple.zip에 두십시오"),
    ("login page", ValueError, "풀지 않습니다: 압축 파일이 망가졌거나 ZIP이 아닙니다"),
    ("wrong content", ValueError, "ZIP이 아닙니다"),
    ("break off", ConnectionError, "연결이 끊겼습니다.*바이트를 받아 두었습니다.*이어받습니다"),
]


@pytest.mark.parametrize(("action", "error", "says"), SERVERS, ids=[str(row[0]) for row in SERVERS])
def test_a_bad_server_is_explained(root, monkeypatch, action, error, says):
    monkeypatch.setattr(transfer, "ATTEMPTS", 2)
    with serving(archive(members())) as (server, address):
        monkeypatch.setenv("GAN_COURSE_DATA_URL", address)
        server.otherwise = action
        with pytest.raises(error, match=says):
            cyclegan_dataset("orange2apple")
    assert not (root / "orange2apple").exists()


def test_a_server_without_end_is_stopped(root, monkeypatch):
    content = archive(members())
    monkeypatch.setattr(download, "UNKNOWN_SIZE", len(content) - 1)
    with serving(content) as (server, address):
        monkeypatch.setenv("GAN_COURSE_DATA_URL", address)
        server.otherwise = "too long"
        with pytest.raises(ConnectionError, match="바이트보다 많이 보냅니다"):
            cyclegan_dataset("orange2apple")


def without(ending):
    return {name: content for name, content in members().items() if not name.endswith(ending)}


def renamed(old, new):
    return {name.replace(old, new): content for name, content in members().items()}


BROKEN = archive(members())
PLACE = BROKEN.index(b"\xff\xd8", BROKEN.index(b"test/Fruit/Orange/Orange_001.jpg"))
BAD = [
    ("다른 커밋", archive(members(), "0" * 40), "다른 커밋의 것입니다"),
    ("한 장이 빠짐", archive(without("train/Fruit/Orange/Orange_002.jpg")), "dataset/train/Fruit/Orange에 Orange_001.jpg부터 "
     "Orange_002.jpg까지 2장이 있어야 하는데 1장"),
    ("종류가 빠짐", archive(without("Satsumas_001.jpg")), "Satsumas.*0장"),
    ("번호가 다름", archive(renamed("Orange_002", "Orange_003")), "2장이 있거나 이름이 다릅니다"),
    ("폴더가 둘", archive(members() | {"other/x.txt": b"x"}), "맨 위에 폴더 하나"),
    ("읽지 못함", archive(members({"test/Fruit/Orange/Orange_001.jpg": b"GIF"})), "읽지 못하는 사진.*Orange_001.jpg"),
    ("상함", BROKEN[: PLACE + 300] + b"????" + BROKEN[PLACE + 304 :], "망가졌거나 ZIP이 아닙니다.*CRC"),
    ("나가는 경로", archive(members() | {f"{TOP}/../x": b"x"}), "밖으로 나가는 경로"),
    ("잘림", BROKEN[:-100], "망가졌거나 ZIP이 아닙니다"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_bad_archive_is_refused_and_leaves_nothing(root, content, says):
    (root / "orange2apple.zip").write_bytes(content)
    with pytest.raises(ValueError, match=f"orange2apple.zip을 풀지 않습니다: .*{says}"):
        cyclegan_dataset("orange2apple")
    assert names(root) == ["orange2apple.lock", "orange2apple.zip"]


def test_an_archive_packed_again_without_the_commit_is_read(root):
    (root / "orange2apple.zip").write_bytes(archive(members(), ""))
    assert len(names(cyclegan_dataset("orange2apple").train_a)) == 15


def test_the_command_downloads_and_says_what_next(root, capsys):
    (root / "orange2apple.zip").write_bytes(archive(members()))
    assert main(["data", "orange2apple"]) == 0
    out = capsys.readouterr().out
    assert "trainA (15장)" in out and "testB (6장)" in out and "gan-course inspect" in out
    assert main(["data", "orange2aple"]) == 2
    assert "orange2apple" in capsys.readouterr().err
