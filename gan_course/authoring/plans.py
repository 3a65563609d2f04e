"""수업 계획: 어느 절과 연습을 어떤 차례로 할지 적은 표(``plans.toml``)에서 시간표를 만듭니다.

분은 절의 노트와 잰 실행 시간, 연습 문제의 제목에서 가져와 더합니다. 계획에는 쉬는 시간만 적습니다.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gan_course.authoring.build import from_source
from gan_course.authoring.teaching import Section, sections
from gan_course.course.chapters import Chapter, chapters_with_source, solution_sets
from gan_course.files import read_text, write_atomically

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_EXERCISE = re.compile(r"^## 연습 (\d+[b-z]?\.\d+) (.+) \((\d+)분\)$", re.M)
_STEP_KEYS = ({"sections"}, {"sections", "run"}, {"exercises"}, {"break", "minutes"})


@dataclass(frozen=True)
class Step:
    """시간표의 한 줄. ``minutes``는 분이고, 쉬는 시간이면 ``rest``가 참입니다."""

    name: str
    minutes: int
    rest: bool = False


@dataclass(frozen=True)
class Plan:
    """수업 하나.

    ``start``는 자정부터의 분, ``budget``은 시작부터 끝까지의 한도(분), ``teaching``은 쉬는 시간을 뺀 한도(분)입니다.
    ``reading``은 맡은 장에서 가르치지 않고 읽을거리로 남긴 절의 이름입니다(장마다 한 줄).
    """

    title: str
    aim: str
    start: int
    budget: int
    teaching: int
    steps: list[Step]
    reading: list[list[str]]

    @property
    def taught(self) -> int:
        return sum(step.minutes for step in self.steps if not step.rest)

    @property
    def total(self) -> int:
        return sum(step.minutes for step in self.steps)

    @property
    def problems(self) -> list[str]:
        """한도를 넘은 것을 한 줄씩. 없으면 빈 목록입니다."""
        measured = [("가르치는 시간", self.taught, self.teaching), ("모두", self.total, self.budget)]
        return [
            f"{self.title}: {name} {minutes}분은 한도 {limit}분을 넘습니다. plans.toml에서 절을 빼십시오."
            for name, minutes, limit in measured
            if minutes > limit
        ]


@dataclass(frozen=True)
class Course:
    """계획이 고를 수 있는 것: 절과 그 절의 장, 연습 문제마다의 (이름, 분)."""

    sections: Mapping[str, tuple[Chapter, Section]]
    exercises: Mapping[str, tuple[str, int]]


def course(folder: Path) -> Course:
    """저장소의 모든 절과 연습 문제를 모읍니다."""
    found = {section.key: (c, section) for c in chapters_with_source(folder) for section in sections(c)}
    exercises = {
        match[1]: (f"[연습 {match[1]}](../exercises/{answers.name}.ipynb) {match[2]}", int(match[3]))
        for answers in solution_sets(folder)
        for cell in from_source(answers).cells
        for match in _EXERCISE.finditer(cell.source)
    }
    return Course(found, exercises)


def plans_source(folder: Path) -> Path:
    """계획의 원본."""
    return folder / "notebooks" / "sources" / "plans.toml"


def plans_page(folder: Path) -> Path:
    """원본에서 만든 시간표."""
    return folder / "notebooks" / "instructor" / "plans.md"


def read_plans(path: Path, course: Course) -> list[Plan]:
    """계획을 읽고 분을 채웁니다.

    Raises:
        ValueError: TOML이 아니거나, 모르는 절, 연습, 항목이 있을 때.
    """
    try:
        table = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}을 읽을 수 없습니다({error}). TOML의 문법에 맞게 고치십시오.") from None
    return [_plan(entry, course, path.name) for entry in table.get("plan", [])]


def _plan(entry: Mapping, course: Course, file: str) -> Plan:
    where = f"{file}의 「{entry.get('title', '제목 없는 계획')}」"
    wanted, optional = {"title", "aim", "start", "budget", "steps"}, {"teaching", "chapters"}
    if not wanted <= set(entry) <= wanted | optional:
        raise ValueError(f"{where}에 {', '.join(entry)}(이)가 있습니다. {', '.join(sorted(wanted))}(이)가 필요합니다.")
    clock = _CLOCK.fullmatch(str(entry["start"]))
    if clock is None:
        raise ValueError(f'{where}의 start가 {entry["start"]!r}입니다. "13:30"처럼 시와 분을 적으십시오.')
    steps = [step for item in entry["steps"] for step in _steps(item, course, where)]
    start = int(clock.group(1)) * 60 + int(clock.group(2))
    budget = entry["budget"]
    reading = _left(entry, course, where)
    return Plan(entry["title"], entry["aim"], start, budget, entry.get("teaching", budget), steps, reading)


def _left(entry: Mapping, course: Course, where: str) -> list[list[str]]:
    """맡은 장(``chapters``)의 절 가운데 시간표에 없는 것."""
    by_chapter: dict[str, list[str]] = {}
    for key in course.sections:
        by_chapter.setdefault(key.split(".")[0], []).append(key)
    taught = {key for item in entry["steps"] for key in item.get("sections", [])}
    mine = [_known(by_chapter, chapter, "장", where) for chapter in entry.get("chapters", [])]
    left = [[_name(*course.sections[key]) for key in keys if key not in taught] for keys in mine]
    return [names for names in left if names]


def _steps(item: Mapping, course: Course, where: str) -> Iterable[Step]:
    if set(item) not in _STEP_KEYS:
        raise ValueError(
            f"{where}에 {dict(item)}(이)라는 항목이 있습니다. "
            "sections(와 run), exercises, break와 minutes 가운데 하나로 적으십시오."
        )
    if "break" in item:
        return [Step(item["break"], item["minutes"], rest=True)]
    if "exercises" in item:
        return [Step(*_known(course.exercises, key, "연습", where)) for key in item["exercises"]]
    found = [_known(course.sections, key, "절", where) for key in item["sections"]]
    return [_section_step(chapter, section, item.get("run", True)) for chapter, section in found]


def _name(chapter: Chapter, section: Section) -> str:
    if section.is_numbered:
        return f"[{section.name}]({chapter.name}.ipynb)"
    return f"[{chapter.number.lstrip('0') or '0'}장 {section.title}]({chapter.name}.ipynb)"


def _section_step(chapter: Chapter, section: Section, run: bool) -> Step:
    name = _name(chapter, section)
    if run or not section.running:
        return Step(name, section.minutes)
    return Step(f"{name} (실행하지 않고 저장된 출력으로)", section.talking)


def _known(choices: Mapping, key: str, kind: str, where: str):
    if key in choices:
        return choices[key]
    chapter = [name for name in choices if name.split(".")[0] == key.split(".")[0]]
    raise ValueError(
        f"{where}에 {kind} {key!r}(이)가 있는데 강좌에는 없습니다. 고를 수 있는 {kind}: {', '.join(chapter or choices)}"
    )


def load_plans(folder: Path) -> list[Plan]:
    """저장소의 계획. 원본이 없으면 빈 목록입니다.

    Raises:
        ValueError: 계획이나 강사의 셀이 잘못 적혔을 때.
    """
    return read_plans(plans_source(folder), course(folder)) if plans_source(folder).exists() else []


def plans_text(plans: Iterable[Plan]) -> str:
    """시간표 전체(마크다운)."""
    opening = [
        "# 수업 계획",
        "",
        "`gan-course build`가 `notebooks/sources/plans.toml`에서 만든 표입니다. 여기를 고치지 말고 원본을 고치십시오.",
        "절의 분은 강사 노트에 적힌 말하는 시간과 노트북을 만들 때 잰 실행 시간(분으로 올림)의 합입니다.",
        "절마다의 물음, 흔한 오해, 늦었을 때 뺄 것은 이 폴더의 강사용 노트북에 있습니다.",
    ]
    return "\n".join([*opening, *(line for plan in plans for line in _table(plan))]) + "\n"


def _table(plan: Plan) -> list[str]:
    lines = ["", f"## {plan.title}", "", plan.aim, "", "| 시작 | 끝 | 하는 일 | 분 | 누적 |", "|---|---|---|---:|---:|"]
    elapsed = 0
    for step in plan.steps:
        begin, elapsed = elapsed, elapsed + step.minutes
        name = f"*{step.name}*" if step.rest else step.name
        times = f"{_clock(plan.start + begin)} | {_clock(plan.start + elapsed)}"
        lines.append(f"| {times} | {name} | {step.minutes} | {elapsed} |")
    rest, spare = plan.total - plan.taught, plan.budget - plan.total
    total = f"가르치는 시간 {plan.taught}분, 쉬는 시간 {rest}분입니다. {plan.budget}분 가운데 {spare}분이 남습니다."
    reading = [f"- {', '.join(names)}" for names in plan.reading]
    return [*lines, "", total, *(["", "읽을거리로 남긴 절:", "", *reading] if reading else [])]


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def write_plans(folder: Path) -> list[str]:
    """시간표를 씁니다. 이미 같으면 그대로 둡니다. 한도를 넘은 것을 한 줄씩 돌려줍니다."""
    plans = load_plans(folder)
    if plans and not _is_current(folder, plans):
        write_atomically(plans_page(folder), plans_text(plans))
    return [line for plan in plans for line in plan.problems]


def plans_drift(folder: Path) -> list[str]:
    """시간표가 원본에서 만든 것과 다르거나 한도를 넘으면 한 줄씩 적습니다. 없으면 빈 목록입니다."""
    try:
        plans = load_plans(folder)
    except ValueError as error:
        return [str(error)]
    problems = [line for plan in plans for line in plan.problems]
    if not plans or _is_current(folder, plans):
        return problems
    return [*problems, f"{plans_page(folder).name}가 원본과 다릅니다. `gan-course build`로 다시 만드십시오."]


def _is_current(folder: Path, plans: Iterable[Plan]) -> bool:
    page = plans_page(folder)
    return page.exists() and page.read_text(encoding="utf-8") == plans_text(plans)
