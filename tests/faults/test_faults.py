"""고장의 표가 썩지 않았는지, 심는 도구가 살아남은 고장을 알아채는지. 고장을 정말로 심지는 않습니다."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.faults import __main__ as command
from tests.faults.planting import CAUGHT, SLOW, SURVIVED, UNFIT, Fault, files_to_run, place, read_package, read_table

ROOT = Path(__file__).parents[2]
ROOMS = ("losses", "layers", "models", "plane_lab", "training", "data", "evaluation", "exercises", "cli")
FIRST = Fault("losses", "1을 더함", "return value", "return value + 1")
GOOD_TEST = """
from gan_course.losses import loss
from gan_course.other import answer

def test_loss():
    assert loss(2) == 2

def test_answer():
    assert answer() == 42
"""


@pytest.fixture
def tree(tmp_path):
    """장난감 저장소."""
    (tmp_path / "gan_course").mkdir()
    (tmp_path / "gan_course" / "__init__.py").touch()
    (tmp_path / "tests" / "losses").mkdir(parents=True)
    (tmp_path / "gan_course" / "losses.py").write_text(
        "def loss(value):\n    return value\n\n\ndef unused():\n    return 0\n", "utf-8"
    )
    (tmp_path / "gan_course" / "other.py").write_text("def answer():\n    return 42\n", "utf-8")
    (tmp_path / "tests" / "losses" / "test_loss.py").write_text(GOOD_TEST, "utf-8")
    return tmp_path


def plant(monkeypatch, tree, *faults, limit="60"):
    monkeypatch.setattr(command, "read_table", lambda: list(faults))
    results = tree / "결과.json"
    before = {path: path.read_bytes() for path in tree.rglob("*.py")}
    status = command.main(["--tree", str(tree), "--json", str(results), "--limit", limit])
    assert {path: path.read_bytes() for path in tree.rglob("*.py")} == before  # 심는 것은 사본에만
    return status, json.loads(results.read_text(encoding="utf-8"))


def test_every_fault_stands_exactly_once_and_compiles():
    texts, problems = read_package(ROOT), []
    for fault in read_table():
        try:
            place(texts, fault)
            files_to_run(ROOT, fault)
        except ValueError as error:
            problems.append(f"tests/faults/table/{fault.room}.toml, {fault.what}: {error}")
    assert not problems, "코드를 옮겼으면 표의 old와 new도 고치십시오.\n" + "\n".join(problems)


def test_every_room_has_its_share_of_faults():
    rooms = Counter(fault.room for fault in read_table())
    assert set(rooms) == set(ROOMS) and min(rooms.values()) >= 6 and rooms.total() >= 60
    names = Counter((fault.room, fault.what) for fault in read_table())
    assert max(names.values()) == 1


def test_faults_that_are_caught(monkeypatch, tree, capsys):
    elsewhere = Fault("losses", "답이 다름", "return 42", "return 41", first=("test_loss.py",))
    status, rows = plant(monkeypatch, tree, FIRST, elsewhere)
    assert status == 0 and [row["verdict"] for row in rows] == [CAUGHT, CAUGHT]
    assert [row["by"] for row in rows] == [f"tests/losses/test_loss.py::test_{name}" for name in ("loss", "answer")]
    assert [row["file"] for row in rows] == ["gan_course/losses.py", "gan_course/other.py"]
    assert "모두 2개 가운데 2개를 잡았습니다(100.0%)" in capsys.readouterr().out


def test_surviving_fault_and_test_that_always_fails_are_not_caught(monkeypatch, tree, capsys):
    (tree / "tests" / "test_red.py").write_text("def test_always_red():\n    assert False\n", "utf-8")
    red = Fault("red", "늘 실패하는 시험", "return value", "return 0")
    unseen = Fault("losses", "아무도 보지 않음", "return 0", "return 1")
    status, rows = plant(monkeypatch, tree, red, unseen)
    assert status == 1 and [row["verdict"] for row in rows] == [UNFIT, SURVIVED]
    assert "test_always_red" in rows[0]["by"] and not any(row["caught"] for row in rows)
    assert "살아남음: losses, gan_course/losses.py: 아무도 보지 않음" in capsys.readouterr().out


@pytest.mark.parametrize(
    "fault, reason",
    [
        (Fault("losses", "없는 코드", "return nothing", "return 1"), "0번 있습니다"),
        (Fault("losses", "두 번 있는 코드", "    return", "    return -"), "3번 있습니다"),
        (Fault("losses", "문법에 맞지 않음", "return value", "return ("), "문법에 맞지 않습니다"),
        (Fault("없는방", "시험이 없는 방", "return value", "return 0"), "시험이 없습니다"),
        (Fault("losses", "없는 시험", "return value", "return 0", first=("test_gone.py",)), "test_gone.py"),
    ],
)
def test_fault_that_does_not_apply_is_not_caught(monkeypatch, tree, fault, reason):
    status, (row,) = plant(monkeypatch, tree, fault)
    assert status == 1 and row["verdict"] == UNFIT and reason in row["by"]


def test_fault_that_never_ends_counts_as_caught_and_is_shown(monkeypatch, tree, capsys):
    endless = Fault("losses", "끝나지 않음", "return 42", "while True: pass")
    status, (row,) = plant(monkeypatch, tree, endless, limit="1")
    assert status == 0 and row["verdict"] == SLOW and row["caught"]
    assert "시간 초과: losses" in capsys.readouterr().out


def test_likely_catcher_runs_first(tree):
    for name in ("test_a.py", "test_z.py"):
        (tree / "tests" / "losses" / name).write_text("", "utf-8")
    found = files_to_run(tree, Fault("losses", "", "", "", first=("test_z.py",)))
    assert found == [f"tests/losses/{name}.py" for name in ("test_z", "test_a", "test_loss")]


def test_sample_visits_every_room_and_can_be_repeated():
    faults = read_table()
    sample = command.chosen(faults, sample=len(ROOMS), seed=3)
    assert {fault.room for fault in sample} == set(ROOMS)
    assert sample == command.chosen(faults, sample=len(ROOMS), seed=3) != command.chosen(faults, sample=8, seed=4)
    assert {fault.room for fault in command.chosen(faults, rooms=["cli"], sample=5, seed=0)} == {"cli"}
    with pytest.raises(SystemExit, match="그런 방은 없습니다"):
        command.chosen(faults, rooms=["부엌"])
