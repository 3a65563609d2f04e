"""`gan-course report`: 훈련한 폴더가 파일 하나로 된 쪽이 되고, 재지 않은 것은 말하지 않습니다."""

import re
import shutil

import numpy as np
import pytest
from PIL import Image

from gan_course.cli import main
from tests.cli.training import progress, stopped_after, train


def photographs(folder, count, colour, seed):
    folder.mkdir(parents=True)
    rng = np.random.default_rng(seed)
    for number in range(count):
        noise = Image.fromarray(rng.integers(0, 90, (8, 8, 3), np.uint8)).resize((64, 64), Image.Resampling.BICUBIC)
        Image.fromarray((np.asarray(noise, int) + colour).clip(0, 255).astype(np.uint8)).save(folder / f"{number}.png")
    return folder


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """사진 폴더 넷과, 두 에포크를 훈련한 CycleGAN과 GAN."""
    place = tmp_path_factory.mktemp("보고서")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GAN_COURSE_CACHE", str(place / "캐시"))
        for name, count, colour in (("가", 10, (120, 60, 10)), ("나", 10, (40, 130, 20))):
            photographs(place / f"훈련 {name}", count, colour, count)
            photographs(place / f"시험 {name}", count, colour, count + 1)
        folders = place / "훈련 가", place / "훈련 나"
        command = ["cyclegan", "--data", *folders, "--profile", "quick", "--size", 32]
        assert train(*command, "--output", place / "훈련") == 0
        assert stopped_after(1, *command, "--output", place / "도중")
        assert train("gan", "--profile", "quick", "--objective", "hinge", "--output", place / "숫자") == 0
    return place


def report(*arguments):
    return main(["report", *map(str, arguments)])


def tests_of(place):
    return ["--a", place / "시험 가", "--b", place / "시험 나", "--features", "thumbnail"]


def page(path):
    html = path.read_text(encoding="utf-8")
    assert not re.search(r"(src|href)=\"(?!data:)", html)  # 파일 하나로, 인터넷 없이 열립니다
    assert html.count("<img ") == len(re.findall(r'<img src="data:image/png;base64,iVBOR[^"]*" alt="[^"]+"', html))
    return html


def test_a_cyclegan_becomes_one_page(place, tmp_path, capsys):
    assert report(place / "훈련", *tests_of(place), "--output", tmp_path / "쪽.html") == 0
    assert str(tmp_path / "쪽.html") in capsys.readouterr().out
    html = page(tmp_path / "쪽.html")
    assert html.count("<img ") == 3
    for words in (
        *("A→B: 옮기고 되돌리기", "B→A: 옮기고 되돌리기", "손대지 않은 A ↔ 진짜 B(아무것도 하지 않음)"),
        *("진짜 B의 반 ↔ 나머지 반(20번)", "되돌린 것과 원본의 화소 차이", "이 보고서가 말하지 않는 것", "8x8로 줄인"),
        *("--profile", "quick", "2 에포크, 훈련에 걸린 시간", "이어서 한 것을 더하고", "generator_ab "),
    ):
        assert words in html, words
    assert html.count("<tr><td>옮긴") == 2
    assert "훈련에 쓴 바로 그 폴더" not in html and "끝나지 않았습니다" not in html


def test_the_table_is_what_evaluation_measures(place, tmp_path):
    from gan_course._tensorflow import keras
    from gan_course.data import load_images
    from gan_course.evaluation import kernel_distance, thumbnail_features

    assert report(place / "훈련", *tests_of(place), "--output", tmp_path / "쪽.html") == 0
    rows = re.findall(r"<tr><td>(.+?)</td><td class=\"number\">(\S+?)</td>", page(tmp_path / "쪽.html"))
    a, b = (load_images(place / f"시험 {name}", 32).images for name in ("가", "나"))
    model = keras.models.load_model(place / "훈련" / "model.keras")
    there, back = model.translate(a, "AtoB"), model.translate(b, "BtoA")
    pairs = [(b, there), (b, a), (a, back), (a, b)]
    expected = [f"{kernel_distance(*map(thumbnail_features, pair)):.5f}" for pair in pairs]
    assert [value for name, value in rows if "나머지 반" not in name] == expected


def test_the_photographs_of_the_training_are_named_as_such(place, tmp_path):
    arguments = ["--a", place / "훈련 가", "--b", place / "시험 나", "--features", "thumbnail"]
    assert report(place / "훈련", *arguments, "--output", tmp_path / "쪽.html") == 0
    assert "훈련에 쓴 바로 그 폴더" in page(tmp_path / "쪽.html")


def test_an_unfinished_training_is_named_as_such(place):
    assert report(place / "도중", *tests_of(place)) == 0
    assert "훈련이 끝나지 않았습니다. 1 에포크와 0걸음까지" in page(place / "도중" / "report.html")


def test_a_gan_becomes_one_page(place, tmp_path):
    assert report(place / "숫자", "--output", tmp_path / "쪽.html") == 0
    html = page(tmp_path / "쪽.html")
    for words in ("gan 훈련 보고서", "표본 ↔ 진짜 숫자", "MNIST-FD는", "비율: 0: ", "hinge", "discriminator"):
        assert words in html, words
    assert "손대지 않은" not in html


def test_the_time_is_added_up_over_stops(place, tmp_path, monkeypatch):
    shutil.copytree(place / "도중", tmp_path / "도중")
    first = progress(tmp_path / "도중")["seconds"]
    monkeypatch.setenv("GAN_COURSE_CACHE", str(place / "캐시"))
    folders = place / "훈련 가", place / "훈련 나"
    command = ["cyclegan", "--data", *folders, "--profile", "quick", "--size", 32]
    assert train(*command, "--output", tmp_path / "도중") == 0
    assert 0 < first < progress(tmp_path / "도중")["seconds"]


def test_a_training_saved_before_the_time_was_kept_says_so(place, tmp_path, monkeypatch):
    from gan_course.training import resume

    original = resume.read_progress
    monkeypatch.setattr(resume, "read_progress", lambda path: {**original(path), "seconds": None})
    assert report(place / "숫자", "--output", tmp_path / "쪽.html") == 0
    assert "걸린 시간은 적혀 있지 않습니다" in page(tmp_path / "쪽.html")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["훈련"], "--a 폴더 --b 폴더를 함께"),
        (["훈련", "--a", "시험 가"], "--a 폴더 --b 폴더를 함께"),
        (["없음"], "저장된 훈련이 없습니다"),
        (["시험 가"], "저장된 훈련이 없습니다"),
        (["숫자", "--a", "시험 가"], "--a는 cyclegan의 것인데 gan"),
        (["숫자", "--features", "thumbnail"], "--features는 cyclegan의 것"),
        (["훈련", "--output", "쪽.pdf"], "html로 끝내"),
        (["훈련", "--seed", "-1"], "--seed가 -1"),
        (["훈련", "--a", "없음", "--b", "시험 나", "--features", "thumbnail"], "폴더가 없습니다"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_arguments_are_explained(place, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(place)
    assert report(*arguments) == 2
    assert said in capsys.readouterr().err
    assert not (place / "훈련" / "report.html").exists()


def test_a_broken_file_and_another_model_are_refused(place, tmp_path, capsys):
    shutil.copytree(place / "훈련", tmp_path / "망가짐")
    (tmp_path / "망가짐" / "latest.keras").write_bytes(b"x")
    assert report(tmp_path / "망가짐", *tests_of(place)) == 2
    assert train("pix2pix", "--data", "openmoji", "--profile", "quick", "--output", tmp_path / "짝") == 0
    capsys.readouterr()
    assert report(tmp_path / "짝") == 2
    assert "Pix2Pix의 보고서는 만들지 않습니다" in capsys.readouterr().err
