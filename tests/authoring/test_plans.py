"""수업 계획: 분이 더해지고, 시각이 이어지고, 모르는 것은 이름을 들어 거절합니다."""

import math
import re
from pathlib import Path

import pytest

from gan_course.authoring import teaching
from gan_course.authoring.plans import Course, plans_text, read_plans
from gan_course.authoring.teaching import Note, Section
from gan_course.cli import main
from gan_course.course.chapters import Chapter, chapters_with_source

CHAPTER = Chapter("02_loss_functions", Path("강좌"))


def section(key, talking, seconds=None):
    return Section(key, "제목", [], seconds, Note(key, talking, {}, ""))


KNOWN = [section("2.0", 2), section("2.1", 5, 3.0), section("2.2", 6, 61.0), section("2.정리", 1)]
COURSE = Course({s.key: (CHAPTER, s) for s in KNOWN}, {"2.1": ("연습 2.1", 4)})
PLAN = """
[[plan]]
title = "짧은 수업"
aim = "맛보기입니다."
start = "23:50"
budget = 40
teaching = 20
steps = [
    { sections = ["2.0", "2.1", "2.2"] },
    { break = "쉬는 시간", minutes = 10 },
    { sections = ["2.2"], run = false },
    { exercises = ["2.1"] },
    { sections = ["2.정리"] },
]
"""


@pytest.fixture
def read(tmp_path):
    def read(text):
        path = tmp_path / "plans.toml"
        path.write_text(text, encoding="utf-8")
        return read_plans(path, COURSE)

    return read


def test_minutes_come_from_the_sections_and_add_up(read):
    (plan,) = read(PLAN)
    assert [step.minutes for step in plan.steps] == [2, 5, 8, 10, 6, 4, 1]
    assert (plan.taught, plan.total) == (26, 36)


def test_the_clock_runs_on_past_midnight_and_the_last_line_is_the_sum(read):
    rows = re.findall(r"^\| (\d\d:\d\d) \| (\d\d:\d\d) \| .* \| (\d+) \| (\d+) \|$", plans_text(read(PLAN)), re.M)
    assert rows[0] == ("23:50", "23:52", "2", "2") and rows[-1] == ("00:25", "00:26", "1", "36")
    assert all(one[1] == other[0] for one, other in zip(rows, rows[1:]))


def test_a_plan_over_its_limit_is_named(read):
    (plan,) = read(PLAN)
    (problem,) = plan.problems
    assert "짧은 수업" in problem and "26분" in problem and "20분" in problem
    (longer,) = read(PLAN.replace("teaching = 20\n", ""))
    assert longer.problems == [] and longer.teaching == 40
    (shorter,) = read(PLAN.replace("budget = 40", "budget = 35"))
    assert len(shorter.problems) == 2


def test_what_the_chapters_hold_beyond_the_steps_is_left_as_reading(read):
    (whole,) = read(PLAN)
    assert whole.reading == [] and "읽을거리" not in plans_text([whole])
    shorter = PLAN.replace("budget = 40", 'budget = 40\nchapters = ["2"]').replace('["2.0", "2.1", "2.2"]', '["2.2"]')
    (plan,) = read(shorter)
    assert plan.reading == [["[2장 제목](02_loss_functions.ipynb)", "[2.1 제목](02_loss_functions.ipynb)"]]
    assert plans_text([plan]).endswith(f"\n\n읽을거리로 남긴 절:\n\n- {', '.join(plan.reading[0])}\n")
    (full,) = read(PLAN.replace("budget = 40", 'budget = 40\nchapters = ["2"]'))
    assert full.reading == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"2.0", "2.1"', '"2.0", "2.9"', r"짧은 수업.*절 '2\.9'.*2\.0, 2\.1, 2\.2, 2\.정리"),
        ('exercises = ["2.1"]', 'exercises = ["2.8"]', r"연습 '2\.8'.*2\.1"),
        ('exercises = ["2.1"]', 'exercise = ["2.1"]', "exercise.*라는 항목"),
        ('"23:50"', '"25:50"', "25:50.*13:30"),
        ('aim = "맛보기입니다."', "", "aim"),
        ("budget = 40", 'budget = 40\nplace = "강당"', "place"),
        ("budget = 40", 'budget = 40\nchapters = ["9"]', "장 '9'.*고를 수 있는 장: 2"),
        ("[[plan]]", "[[plan", "plans.toml을 읽을 수 없습니다"),
    ],
    ids=["section", "exercise", "step", "clock", "missing", "extra", "chapter", "toml"],
)
def test_what_is_not_known_is_refused_by_name(read, old, new, complaint):
    assert old in PLAN
    with pytest.raises(ValueError, match=complaint):
        read(PLAN.replace(old, new))


def test_the_command_writes_the_page_and_a_stale_neighbour_does_not_stop_it(small_course, capsys, monkeypatch):
    # 바쁜 컴퓨터에서는 작은 강좌의 셀도 눈에 띄게 오래 걸려 1분으로 셉니다. 여기서 볼 것은 그 분이 아닙니다.
    monkeypatch.setattr(teaching, "NOTICEABLE", math.inf)
    source = small_course / "notebooks" / "sources" / "plans.toml"
    source.write_text(
        '[[plan]]\ntitle = "맛보기"\naim = "봅니다."\nstart = "9:00"\nbudget = 5\nsteps = [{ sections = ["1.0"] }]\n',
        encoding="utf-8",
    )
    command = ["build", "01", "--folder", str(small_course)]
    assert main(command) == 0
    page = small_course / "notebooks" / "instructor" / "plans.md"
    assert "| 09:00 | 09:00 | [1장 시작](01_good.ipynb) | 0 | 0 |" in page.read_text(encoding="utf-8")
    assert main([*command, "--check"]) == 0
    page.write_text("옛 글", encoding="utf-8")
    assert main([*command, "--check"]) == 1
    neighbour = chapters_with_source(small_course)[1].source
    neighbour.write_text(neighbour.read_text(encoding="utf-8") + "\n# %%\n1 + 1\n", encoding="utf-8")
    assert main(command) == 0
    assert "gan-course build 02" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == "옛 글"
