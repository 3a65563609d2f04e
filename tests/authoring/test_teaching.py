"""강사의 셀: 학습자의 노트북에 새지 않고, 잘못 적으면 어디를 어떻게 고칠지 말하고, 시간이 더해집니다."""

import shutil
from pathlib import Path

import nbformat
import pytest

from gan_course.authoring.build import Built, build, drift, from_source
from gan_course.authoring.instructor import instructor_drift, instructor_notebook, write_instructor
from gan_course.authoring.teaching import FIELDS, Section, sections, split
from gan_course.course.chapters import chapters_with_source

NOTE = """
# %% [markdown] tags=["instructor"] section="{key}" minutes={minutes}
# **물음**: 무엇을 봅니까?
#
# **답**: 그림을 봅니다.
# 두 줄입니다.
#
# **흔한 오해**: 「소리를 듣는다」고 여깁니다.
#
# **늦었으면**: 건너뛰십시오.
"""
SLIDE = """
# %% [markdown] tags=["slide"] section="{key}"
# - 첫째
# - 둘째 $x$
"""
SECTIONS = """
# %% [markdown]
# ## 1.1 첫 절
#
# 글입니다.
#
# ```
# ## 1.9 이것은 제목이 아닙니다
# ```
#
# ## 1.2 둘째 절

# %%
import time
time.sleep(0.3)
print("둘째 절의 셀")

# %% [markdown]
# ## 정리
#
# 끝입니다.
#
# ## 다음 장
#
# 다음에 봅니다.
"""


@pytest.fixture
def good(small_course):
    return chapters_with_source(small_course)[0]


@pytest.fixture(scope="module")
def taught_course(built_course, tmp_path_factory):
    """절이 둘이고 강사의 셀이 붙은 장을 실행해 둔 강좌. 읽기만 합니다."""
    folder = shutil.copytree(built_course, tmp_path_factory.mktemp("taught") / "강좌")
    chapter = chapters_with_source(folder)[0]
    add(chapter, SECTIONS)
    assert build(chapter) is Built.EXECUTED
    add(chapter, NOTE.format(key="1.1", minutes=3) + SLIDE.format(key="1.1") + NOTE.format(key="1.2", minutes=4))
    return folder


@pytest.fixture
def taught(taught_course, tmp_path):
    """고쳐도 되는 사본의 장."""
    return chapters_with_source(Path(shutil.copytree(taught_course, tmp_path / "강좌")))[0]


def add(chapter, text):
    with chapter.source.open("a", encoding="utf-8") as file:
        file.write(text)


def test_the_learner_never_sees_the_cells_and_the_notebook_stays_byte_for_byte(taught):
    before = taught.notebook.read_bytes()
    assert build(taught) is Built.UNCHANGED
    assert taught.notebook.read_bytes() == before
    assert drift(taught) == []
    assert not any("흔한 오해" in cell.source or "첫째" in cell.source for cell in from_source(taught).cells)


def test_sections_are_split_at_headings_and_carry_their_notes(taught):
    found = sections(taught)
    assert [section.key for section in found] == ["1.0", "1.1", "1.2", "1.정리"]
    assert [section.title for section in found] == ["시작", "첫 절", "둘째 절", "정리"]
    assert [section.talking for section in found] == [0, 3, 4, 0]
    assert found[1].note.fields == dict(
        zip(
            FIELDS, ["무엇을 봅니까?", "그림을 봅니다.\n두 줄입니다.", "「소리를 듣는다」고 여깁니다.", "건너뛰십시오."]
        )
    )
    assert found[1].bullets == ["첫째", "둘째 $x$"]
    assert "다음에 봅니다" in found[-1].cells[-1].source
    kept = "\n".join(cell.source for section in found for cell in section.cells)
    for cell in from_source(taught).cells:
        for line in cell.source.splitlines():
            assert line in kept


def test_built_notebook_records_the_seconds_of_each_cell_and_sections_add_them_up(taught):
    record = nbformat.read(taught.notebook, as_version=4).metadata.gan_course
    code = [cell for cell in from_source(taught).cells if cell.cell_type == "code"]
    assert len(record.cell_seconds) == len(code)
    assert all(isinstance(value, float) and value >= 0 for value in record.cell_seconds)
    assert sections(taught)[2].seconds >= 0.3, "둘째 절의 셀은 0.3초를 잡니다"
    assert sum(section.seconds for section in sections(taught)) == pytest.approx(sum(record.cell_seconds))


def test_a_notebook_from_before_the_measurement_has_no_running_time(taught):
    notebook = nbformat.read(taught.notebook, as_version=4)
    del notebook.metadata.gan_course["cell_seconds"]
    nbformat.write(notebook, taught.notebook)
    assert [section.seconds for section in sections(taught)] == [None] * 4
    assert [section.minutes for section in sections(taught)] == [0, 3, 4, 0]


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(None, 0), (0.0, 0), (4.9, 0), (5.0, 1), (60.0, 1), (60.1, 2), (240, 4)]
)
def test_running_time_is_rounded_up_to_minutes(seconds, minutes):
    assert Section("1.1", "첫 절", [], seconds).running == minutes


def test_the_instructors_notebook_is_the_chapter_with_notes_and_a_timetable(taught):
    # 잰 초는 컴퓨터가 바쁘면 달라지므로, 자는 셀이 70초 걸린 것으로 적어 둡니다.
    learners = nbformat.read(taught.notebook, as_version=4)
    code = [cell.source for cell in learners.cells if cell.cell_type == "code"]
    learners.metadata.gan_course["cell_seconds"] = [70.0 if "sleep" in source else 0.0 for source in code]
    nbformat.write(learners, taught.notebook)
    notebook = instructor_notebook(taught)
    nbformat.validate(notebook)
    sources = [cell.source for cell in notebook.cells]
    place = sources.index("## 1.1 첫 절")
    assert sources[place + 1].startswith('<div style="') and sources[place + 1].endswith("\n\n</div>")
    assert "\n\n> **강사 노트 1.1 첫 절** · 말하기 3분" in sources[place + 1]
    assert "> **답**: 그림을 봅니다." in sources[place + 1]
    assert sources[place + 2].startswith("글입니다.")
    assert "| 1.2 둘째 절 | 4 | 2 | 6 | 9 |" in sources[1] and "| **모두** | **7** | **2** | **9** | |" in sources[1]
    executed = [cell for cell in nbformat.read(taught.notebook, as_version=4).cells if cell.cell_type == "code"]
    copied = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.source for cell in copied] == [cell.source for cell in executed]
    assert [cell.execution_count for cell in copied] == [cell.execution_count for cell in executed]


def test_the_instructor_sees_the_learners_pictures(taught):
    notebook = nbformat.read(taught.notebook, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code")
    picture = {"image/png": "iVBORw0KGgo=", "text/plain": "<Image>"}
    cell.outputs = [nbformat.v4.new_output("display_data", picture, metadata={"image/png": {"alt": "얼룩말"}})]
    nbformat.write(notebook, taught.notebook)
    shown = next(cell for cell in instructor_notebook(taught).cells if cell.cell_type == "code")
    assert shown.outputs == cell.outputs


def test_the_instructors_notebook_is_written_once_and_drift_is_seen(taught):
    assert "gan-course build 01" in instructor_drift(taught)[0]
    assert write_instructor(taught) and not write_instructor(taught)
    assert instructor_drift(taught) == []
    source = taught.source.read_text(encoding="utf-8")
    taught.source.write_text(source.replace("그림을 봅니다.", "표를 봅니다."), encoding="utf-8")
    assert instructor_drift(taught) != []
    assert build(taught) is Built.UNCHANGED
    assert write_instructor(taught) and instructor_drift(taught) == []
    add(taught, "\n# %%\nprint('새 셀')\n")
    assert "gan-course build 01" in instructor_drift(taught)[0]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (NOTE.format(key="1.7", minutes=3), r"'1\.7'.*1\.0, 1\.1, 1\.2, 1\.정리"),
        (NOTE.format(key="1.1", minutes=3), "둘입니다"),
        (NOTE.format(key="1.정리", minutes=0), "minutes가 0입니다"),
        (NOTE.format(key="1.정리", minutes='"세"'), "minutes가 '세'입니다"),
        (NOTE.format(key="1.정리", minutes="true"), "minutes가 True입니다"),
        (NOTE.format(key="1.정리", minutes=3).replace("**답**: ", ""), r"물음, 흔한 오해, 늦었으면.*\*\*답\*\*:"),
        ('\n# %% [markdown] tags=["instructor"] minutes=3\n# 글\n', "section이 'None'입니다"),
        ('\n# %% tags=["instructor"] section="1.1" minutes=3\nprint(1)\n', "코드입니다"),
        ('\n# %% [markdown] tags=["slide"] section="1.2"\n# 긴 글입니다.\n', "`- `로 시작하는 줄"),
    ],
    ids=["unknown", "twice", "zero", "word", "true", "missing field", "no section", "code", "prose on a slide"],
)
def test_a_badly_written_cell_says_how_to_mend_it(taught, text, complaint):
    add(taught, text)
    with pytest.raises(ValueError, match=complaint):
        sections(taught)
    assert instructor_drift(taught) != []


def test_an_untouched_chapter_needs_no_notes(good):
    assert [section.key for section in split(good)] == ["1.0"]
    assert instructor_notebook(good).cells[0].source.startswith("# 1. 잘되는 장")
