"""사진 살피기: 심어 둔 것은 찾고, 깨끗한 것에는 말하지 않습니다."""

import shutil

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps

from gan_course.data import savanna
from gan_course.data.inspection import as_dictionary, as_text, findings, inspect_folders
from gan_course.data.inspection.auc import folded_auc
from gan_course.data.inspection.duplicates import groups
from gan_course.data.inspection.shortcuts import FLOOR

COUNT = 120


@pytest.fixture(scope="module")
def drawn():
    """코드로 그린 서로 다른 사바나 240장, uint8 [240, 96, 96, 3]. 반으로 나누면 같은 분포의 두 도메인입니다."""
    horses, zebras = savanna.unpaired("horse2zebra", COUNT, seed=3, size=96)
    pixels = np.clip((np.concatenate([horses, zebras]) + 1) * 127.5, 0, 255).astype(np.uint8)
    return [Image.fromarray(image) for image in pixels[np.random.default_rng(0).permutation(len(pixels))]]


@pytest.fixture
def clean(drawn, tmp_path):
    """(A, B, 시험 A, 시험 B): 같은 분포에서 나눈 네 폴더."""
    return save_all(tmp_path, {"A": drawn[:100], "B": drawn[100:200], "시험 A": drawn[200:220], "시험 B": drawn[220:]})


def save_all(root, folders):
    return [save(root / name, images) for name, images in folders.items()]


def save(folder, images):
    folder.mkdir(parents=True, exist_ok=True)
    for number, image in enumerate(images):
        image.save(folder / f"{number:03}.png")
    return folder


def replaced(folder, change):
    """폴더의 사진을 하나하나 바꿉니다."""
    for path in sorted(folder.iterdir()):
        with Image.open(path) as opened:
            image = opened.convert("RGB")
        change(image).save(path)


def codes(*folders, **options):
    return {finding.code: finding for finding in findings(inspect_folders(*folders, **options))}


# ── 깨끗한 것 ─────────────────────────────────────────────────────────────────────────────────────


def test_a_clean_set_is_silent(clean):
    inspection = inspect_folders(*clean)
    assert findings(inspection) == []
    assert len(inspection.separations) >= 10  # 재지 않아서 말하지 않은 것이 아닙니다
    assert "걸리는 것이 없습니다" in as_text(inspection, [])


@pytest.mark.parametrize("seed", range(6))
def test_however_a_domain_is_split_no_shortcut_is_claimed(drawn, tmp_path, seed):
    order = np.random.default_rng(seed).permutation(len(drawn))
    few = 12 if seed % 2 else 100  # 적은 사진에서는 우연이 커집니다
    a, b = save_all(tmp_path, {"A": [drawn[i] for i in order[:few]], "B": [drawn[i] for i in order[-few:]]})
    found = codes(a, b)
    assert not [code for code in found if code.startswith(("shortcut", "duplicates"))]


def test_horses_and_zebras_have_no_duplicates_but_their_own_difference(tmp_path):
    horses, zebras = savanna.unpaired("horse2zebra", 100, seed=5, size=64)
    for name, images in (("말", horses), ("얼룩말", zebras)):
        save(tmp_path / name, [Image.fromarray(np.uint8(np.clip((image + 1) * 127.5, 0, 255))) for image in images])
    found = codes(tmp_path / "말", tmp_path / "얼룩말")
    assert not {"duplicates", "duplicates-across-domains", "shortcut-frame", "shortcut-patch"} & set(found)


# ── 심은 것 ───────────────────────────────────────────────────────────────────────────────────────


def test_a_planted_border_is_found(clean):
    replaced(clean[1], lambda image: ImageOps.expand(image.crop((5, 5, 91, 91)), 5, (20, 20, 20)))
    found = codes(*clean)
    assert found["shortcut-frame"].level == "문제" and found["shortcut-frame"].message.count("(우연") >= 1
    assert "잘라 내" in found["shortcut-frame"].remedy
    assert not {"duplicates", "duplicates-across-split"} & set(found)  # 틀이 같다고 같은 사진은 아닙니다


def test_a_planted_brightness_shift_is_found_and_only_noticed(clean):
    replaced(clean[0], lambda image: ImageEnhance.Brightness(image).enhance(0.45))
    finding = codes(*clean)["shortcut-tone"]
    assert finding.level == "주의" and "평균 밝기" in finding.message and "바꾸려는 것이" in finding.message


def test_a_planted_blur_is_found(clean):
    replaced(clean[0], lambda image: image.resize((24, 24)).resize((96, 96), Image.Resampling.BICUBIC))
    assert "흐리" in codes(*clean)["shortcut-sharpness"].message


def test_a_planted_watermark_is_found_with_its_place(clean):
    mark = Image.fromarray(np.random.default_rng(1).integers(0, 255, (18, 18, 3), np.uint8))

    def stamp(image):
        image.paste(mark, (74, 74))
        return image

    replaced(clean[1], stamp)
    finding = codes(*clean)["shortcut-patch"]
    assert finding.level == "문제" and "늘 같은 조각(아래 오른쪽)" in finding.message


def test_other_shapes_are_found(clean):
    replaced(clean[0], lambda image: image.resize((160, 96)))
    assert "가로세로의 비율" in codes(*clean)["shortcut-shape"].message


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image,
        lambda image: image.resize((48, 48), Image.Resampling.BICUBIC),
        lambda image: ImageEnhance.Brightness(image).enhance(1.25),
        ImageOps.mirror,
    ],
    ids=["같은 화소", "줄임", "밝힘", "뒤집음"],
)
def test_duplicates_across_the_split_are_found(clean, change):
    train, test = clean[0] / "007.png", clean[2] / "003.png"
    with Image.open(train) as image:
        change(image).save(test)
    inspection = inspect_folders(*clean)
    finding = next(finding for finding in findings(inspection) if finding.code == "duplicates-across-split")
    assert finding.level == "문제" and "시험 사진 1장" in finding.message
    (match,) = inspection.matches
    assert {match.first[1].path.name, match.second[1].path.name} == {"007.png", "003.png"}
    assert match.pair.same_pixels == (train.read_bytes() == test.read_bytes())
    assert ("좌우로 뒤집힘" in finding.message) == match.pair.mirrored == (change is ImageOps.mirror)


def test_a_recompressed_copy_under_another_name_is_the_same_picture(clean):
    with Image.open(clean[0] / "001.png") as image:
        image.save(clean[0] / "사본.jpg", quality=40)
    assert "한 폴더 안에서" in codes(*clean)["duplicates"].message


def test_a_picture_in_both_domains_is_a_problem(clean):
    shutil.copy(clean[0] / "000.png", clean[1] / "모름.png")
    finding = codes(*clean)["duplicates-across-domains"]
    assert finding.level == "문제" and "A/000.png = B/모름.png(화소까지 같음)" in finding.message


def test_three_copies_are_one_group_with_two_to_spare(clean):
    for name in ("x.png", "y.png"):
        shutil.copy(clean[0] / "000.png", clean[0] / name)
    inspection = inspect_folders(*clean)
    assert [len(group) for group in groups([match.pair for match in inspection.matches])] == [3]
    assert "2장 남습니다" in {finding.code: finding for finding in findings(inspection)}["duplicates"].message


def test_a_tiny_set_is_named_and_its_shortcuts_are_not_measured(drawn, tmp_path):
    a, b = save_all(tmp_path, {"A": drawn[:5], "B": drawn[5:125]})
    inspection = inspect_folders(a, b)
    found = {finding.code: finding for finding in findings(inspection)}
    assert set(found) == {"few", "uneven"} and found["few"].level == "문제"
    assert "A의 훈련 사진이 5장뿐" in found["few"].message and "24.0번씩" in found["uneven"].message
    assert inspection.separations == []
    told = as_text(inspection, list(found.values()))
    assert "지름길(도메인마다 8장은 있어야 잽니다)" in told and "시험용 폴더를 주지 않으셨습니다" in told


def test_small_long_plain_and_broken_files_are_named(clean):
    a, b, *_ = clean
    replaced(b, lambda image: image.resize((180, 60)))
    Image.new("RGB", (96, 96), (7, 7, 7)).save(a / "빈.png")
    (a / "망가짐.jpg").write_bytes(b"\xff\xd8\xff" + bytes(50))
    (a / "메모.txt").write_text("사진이 아닙니다", encoding="utf-8")
    (a / "안").mkdir()
    Image.new("RGB", (9, 9)).save(a / "작음.png")
    found = codes(*clean)
    assert "망가짐.jpg" in found["unreadable"].message and "메모.txt" in found["unreadable"].message
    assert "안(하위 폴더는 보지 않습니다)" in found["left-out"].message
    assert "B: 100장 가운데 100장은 길쭉" in found["cropped"].message
    assert "B: 100장 가운데 100장은 짧은 변이 72화소" in found["upscaled"].message
    assert "A: 1장은 짧은 변이 16화소보다" in found["too-small"].message
    assert "빈.png" in found["plain"].message


def test_the_dictionary_says_what_was_and_was_not_measured(clean):
    inspection = inspect_folders(*clean[:2])
    told = as_dictionary(inspection, findings(inspection))
    assert [folder["pictures"] for folder in told["folders"]] == [100, 100] and told["findings"] == []
    assert told["shortcut_floor"] == FLOOR and all(0.5 <= each["auc"] <= 1 for each in told["separations"])
    assert any("시험용 폴더" in what for what in told["not_looked_at"])


@pytest.mark.parametrize(
    ("a", "b", "auc"),
    [([0, 1], [2, 3], 1.0), ([2, 3], [0, 1], 1.0), ([1, 1], [1, 1], 0.5), ([0, 2], [1, 3], 0.75), ([1, 2], [2], 0.75)],
)
def test_auc_by_hand(a, b, auc):
    assert folded_auc(np.array(a, float), np.array(b, float)) == auc


def test_wrong_folders_are_refused(clean, tmp_path):
    a, b, test_a, _ = clean
    (tmp_path / "글").mkdir()
    (tmp_path / "글" / "메모.txt").write_text("글", encoding="utf-8")
    for arguments, said in (
        ((a, a), "같은 폴더를 두 번"),
        ((a, b, test_a), "하나만 주셨습니다"),
        ((a, b, a, test_a), "같은 폴더를 두 번"),
        ((a, tmp_path / "없음"), "폴더가 없습니다"),
        ((a, tmp_path / "글"), "읽을 수 있는 사진이 한 장도 없습니다.*메모.txt"),
    ):
        with pytest.raises(ValueError, match=said):
            inspect_folders(*arguments)
