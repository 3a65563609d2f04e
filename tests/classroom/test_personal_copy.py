"""내 사본: 이미 있는 파일은 무슨 일이 있어도 덮어쓰지 않습니다."""

import json
from pathlib import Path

import pytest

from gan_course.classroom import personal_copy
from gan_course.classroom.personal_copy import RECORD, copy_notebooks, results_folder
from gan_course.cli import main
from gan_course.course import chapters


@pytest.fixture
def course(tmp_path):
    """학습자가 열 것 셋과 열지 않을 것 셋이 든 강좌."""
    folder = tmp_path / "나의 강좌"
    for name in ("00_start.ipynb", "exercises/01_a.ipynb", "solutions/01_a.ipynb"):
        write(folder / "notebooks" / name, f"원본 {name}")
    for name in ("sources/00_start.py", "cover.png", ".ipynb_checkpoints/00_start-checkpoint.ipynb"):
        write(folder / "notebooks" / name, "옮기지 않을 것")
    return folder


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def contents(folder):
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != RECORD]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def notebook(*sources, output=""):
    """코드 셀들의 노트북. 출력이 있으면 모든 셀에 담습니다."""
    outputs = [{"output_type": "stream", "name": "stdout", "text": output}] if output else []
    cells = [{"cell_type": "code", "source": text, "outputs": outputs, "metadata": {}} for text in sources]
    return json.dumps({"cells": cells, "metadata": {"열어 봄": output}, "nbformat": 4, "nbformat_minor": 5})


def test_only_what_learners_open_is_copied(course, tmp_path):
    target = tmp_path / "홍 길동" / "gan-course"
    copied = copy_notebooks(course, target)
    assert contents(target) == {
        name: f"원본 {name}" for name in ("00_start.ipynb", "exercises/01_a.ipynb", "solutions/01_a.ipynb")
    }
    assert len(copied.new) == 3 and copied.kept == []


def test_work_is_never_overwritten_and_what_is_missing_comes_back(course, tmp_path):
    target = tmp_path / "gan-course"
    copy_notebooks(course, target)
    write(target / "exercises" / "01_a.ipynb", "나의 답")
    write(target / "내 노트북.ipynb", "내가 만든 것")
    (target / "00_start.ipynb").unlink()
    copied = copy_notebooks(course, target)
    assert [path.name for path in copied.new] == ["00_start.ipynb"]
    assert copied.kept == [(target / "exercises" / "01_a.ipynb").resolve()]
    assert contents(target)["exercises/01_a.ipynb"] == "나의 답"
    assert contents(target)["내 노트북.ipynb"] == "내가 만든 것"


V1, V2 = notebook("x = 1", output="1"), notebook("x = 2", output="2")
RAN = notebook("x = 1", output="내가 실행함")
RAN_TO_THE_END = notebook("x = 1", "", output="내가 실행함")  # Shift+Enter는 끝에 빈 셀을 만듭니다
EDITED = notebook("x = 10", output="10")


# (옮긴 것, 학습자의 것, 강좌의 새 것, 사본에 남을 것, 하는 일)
UPDATES = {
    "손대지 않음": (V1, V1, V2, V2, "updated"),
    "새 판도 없음": (V1, V1, V1, V1, None),
    "출력만 새로워짐": (V1, V1, notebook("x = 1", output="새 출력"), notebook("x = 1", output="새 출력"), "updated"),
    "실행만 함": (V1, RAN, V2, V2, "updated backups"),
    "끝까지 실행함": (V1, RAN_TO_THE_END, V2, V2, "updated backups"),
    "실행했고 새 판은 없음": (V1, RAN, V1, RAN, None),
    "실행했고 셀은 그대로인 새 판": (V1, RAN, notebook("x = 1", output="새 출력"), RAN, None),
    "고침": (V1, EDITED, V2, EDITED, "kept"),
    "고쳤고 새 판은 없음": (V1, EDITED, V1, EDITED, "kept"),
    "스스로 새 판처럼 고침": (V1, notebook("x = 2", output="다름"), V2, notebook("x = 2", output="다름"), None),
    "노트북이 아니게 됨": (V1, "{망가짐", V2, "{망가짐", "kept"),
    "기록 없음": (None, V1, V2, V1, "unknown"),
    "기록 없이 강좌와 같음": (None, V1, V1, V1, None),
    "기록 없이 실행만 함": (None, RAN, V1, RAN, None),
}


@pytest.mark.parametrize("case", UPDATES)
def test_what_was_not_touched_follows_the_course(course, tmp_path, case):
    delivered, mine, now, left, done = UPDATES[case]
    target, name = (tmp_path / "사본").resolve(), "00_start.ipynb"
    if delivered:
        write(course / "notebooks" / name, delivered)
        copy_notebooks(course, target)
    write(target / name, mine)
    write(course / "notebooks" / name, now)
    for again in (False, True):
        copied = copy_notebooks(course, target)
        happened = {what for what in ("updated", "backups", "kept", "unknown", "gone") if getattr(copied, what)}
        if again:  # 바꾼 것은 한 번만 바꿉니다
            assert happened == set((done or "").split()) - {"updated", "backups"}
        else:
            assert happened == set((done or "").split())
        assert contents(target)[name] == left
    backups = {path: text for path, text in contents(target).items() if "실행한 것" in path}
    assert list(backups.values()) == ([mine] if "backups" in (done or "") else [])


def test_a_second_backup_does_not_replace_the_first(course, tmp_path):
    target, name = tmp_path / "사본", "00_start.ipynb"
    for version in range(3):
        write(course / "notebooks" / name, notebook(f"x = {version}", output="처음"))
        copy_notebooks(course, target)
        write(target / name, notebook(f"x = {version}", output=f"내가 실행함 {version}"))
    assert sum("실행한 것" in path for path in contents(target)) == 2


def test_a_renamed_chapter_arrives_and_the_old_one_stays(course, tmp_path):
    target = (tmp_path / "사본").resolve()
    copy_notebooks(course, target)
    (course / "notebooks" / "00_start.ipynb").rename(course / "notebooks" / "00_begin.ipynb")
    copied = copy_notebooks(course, target)
    assert copied.new == [target / "00_begin.ipynb"] and copied.gone == [target / "00_start.ipynb"]
    assert "없어지거나 이름이 바뀐 노트북 1개: 00_start.ipynb" in "\n".join(copied.lines(target))
    (target / "00_start.ipynb").unlink()
    assert copy_notebooks(course, target).gone == []


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"00_start.ipynb": 3}', '{"00_start.ipynb": ["x"]}', "\0"])
def test_a_broken_record_loses_no_work(course, tmp_path, broken):
    target, name = tmp_path / "사본", "00_start.ipynb"
    write(course / "notebooks" / name, V1)
    copy_notebooks(course, target)
    write(target / name, EDITED)
    write(target / RECORD, broken)
    write(course / "notebooks" / name, V2)
    assert copy_notebooks(course, target).unknown and contents(target)[name] == EDITED


def test_an_interruption_remembers_what_was_delivered(course, tmp_path, monkeypatch):
    target, original = tmp_path / "사본", personal_copy.write_atomically

    def interrupted(path, content):
        if path.parent.name == "solutions":
            raise KeyboardInterrupt
        original(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(personal_copy, "write_atomically", interrupted)
        with pytest.raises(KeyboardInterrupt):
            copy_notebooks(course, target)
    write(course / "notebooks" / "00_start.ipynb", "새 판")
    copied = copy_notebooks(course, target)
    assert [path.name for path in copied.updated] == ["00_start.ipynb"] and not copied.kept


def test_what_was_done_is_told(course, tmp_path):
    target = (tmp_path / "사본").resolve()
    for name in ("00_start.ipynb", "01_a.ipynb", "02_b.ipynb"):
        write(course / "notebooks" / name, V1)
    copy_notebooks(course, target)
    write(target / "01_a.ipynb", RAN)
    write(target / "02_b.ipynb", EDITED)
    for name in ("00_start.ipynb", "01_a.ipynb", "02_b.ipynb"):
        write(course / "notebooks" / name, V2)
    assert copy_notebooks(course, target).lines(target) == [
        f"사본: {target} (새로 옮긴 노트북 0개)",
        "  강좌가 새로워져 새 판으로 바꾼 노트북 2개: 00_start.ipynb, 01_a.ipynb",
        "  실행해 두신 것 1개는 곁에 남겼습니다: 01_a (실행한 것 1).ipynb",
        "  고치신 노트북 1개는 그대로 두었습니다: 02_b.ipynb. 처음 것이 필요하면 그 파일의 이름을 바꾸고 같은 명령을 "
        "다시 실행하십시오.",
    ]


def test_a_read_only_original_gives_a_copy_that_can_be_edited(course, tmp_path):
    original = course / "notebooks" / "00_start.ipynb"
    original.chmod(0o444)
    (copy, *_) = copy_notebooks(course, tmp_path / "사본").new
    assert copy.stat().st_mode & 0o200


@pytest.mark.parametrize("place", ["notebooks", "notebooks/exercises", ".", "새 폴더"])
def test_a_copy_inside_the_course_is_refused(course, place):
    before = contents(course)
    with pytest.raises(ValueError, match="강좌 폴더 안"):
        copy_notebooks(course, course / place)
    assert contents(course) == before


def test_a_place_that_cannot_hold_it_is_explained(course, tmp_path):
    write(tmp_path / "파일", "폴더가 아닌 것")
    with pytest.raises(ValueError, match="쓸 수 있는 폴더"):
        copy_notebooks(course, tmp_path / "파일")


def test_home_is_understood_without_a_shell(course, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "집"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "집"))
    copy_notebooks(course, Path("~/gan-course"))
    assert (tmp_path / "집" / "gan-course" / "00_start.ipynb").exists()


def test_results_go_to_the_first_place_that_can_be_written(tmp_path, monkeypatch):
    course, here, cache = (tmp_path / name for name in ("강좌", "여기", "캐시"))
    for folder in (course, here, cache):
        folder.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("GAN_COURSE_CACHE", str(cache))
    locked = set()
    monkeypatch.setattr(personal_copy.os, "access", lambda path, mode: Path(path) not in locked)
    assert results_folder(course) == course / "build"
    locked.add(course)
    assert results_folder(course) == here / "build"
    locked.add(here)
    assert results_folder(course) == cache / "build"
    (course / "build").mkdir()  # 관리하는 사람이 build만 열어 둔 설치
    assert results_folder(course) == course / "build"


def test_an_installed_course_keeps_results_out_of_the_package(course, tmp_path, monkeypatch):
    monkeypatch.setattr(chapters, "INSTALLED", course)
    monkeypatch.chdir(tmp_path)
    assert results_folder(course) == tmp_path / "build"


def test_progress_is_found_from_the_folder_of_the_copy(tmp_path, monkeypatch, capsys):
    course, copy = tmp_path / "강좌", tmp_path / "사본"
    (course / "notebooks" / "exercises").mkdir(parents=True)
    write(copy / "exercises" / "progress.json", '{"1.1": {"solved": true, "tries": 2}}')
    monkeypatch.chdir(copy)
    assert main(["progress", "--folder", str(course)]) == 0
    assert str(copy / "exercises" / "progress.json") in capsys.readouterr().out
