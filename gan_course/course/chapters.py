"""강좌의 장이 어디에 있고 무엇이라 불리는지."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gan_course.files import user_path
from gan_course.names import did_you_mean

# 04b처럼 글자가 붙은 번호는 앞 장(04)에 이어지는 장입니다. 이름의 순서가 곧 강좌의 순서입니다(04_ < 04b_ < 05_).
CHAPTER_NAME = re.compile(r"\d\d[b-z]?_\w+")
INSTALLED = Path(__file__).resolve().parents[1] / "_course"  # wheel에만 있습니다(pyproject.toml의 force-include)


@dataclass(frozen=True)
class Chapter:
    """강좌의 한 장. ``name``은 ``03_train_step``이나 ``04b_inside`` 꼴이고 ``folder``는 저장소의 맨 위 폴더입니다."""

    name: str
    folder: Path

    @property
    def number(self) -> str:
        return self.name.partition("_")[0]

    @property
    def title(self) -> str:
        return self.name.partition("_")[2]

    @property
    def source(self) -> Path:
        """사람이 고치는 유일한 파일(jupytext py:percent)."""
        return self.folder / "notebooks" / "sources" / f"{self.name}.py"

    @property
    def notebook(self) -> Path:
        """원본에서 만들어 실행해 둔 노트북."""
        return self.folder / "notebooks" / f"{self.name}.ipynb"

    @property
    def instructor(self) -> Path:
        """강사 노트를 더한 강사용 노트북."""
        return self.folder / "notebooks" / "instructor" / f"{self.name}.ipynb"


@dataclass(frozen=True)
class SolutionSet(Chapter):
    """한 장의 연습 문제와 풀이. 원본 하나에서 풀이 노트북과 빈칸 노트북이 나옵니다."""

    @property
    def source(self) -> Path:
        return self.folder / "notebooks" / "sources" / "solutions" / f"{self.name}.py"

    @property
    def notebook(self) -> Path:
        """풀이가 든, 실행해 둔 노트북."""
        return self.folder / "notebooks" / "solutions" / f"{self.name}.ipynb"

    @property
    def exercises(self) -> Path:
        """풀이를 빈칸으로 바꾼 노트북. 학습자가 여는 것입니다."""
        return self.folder / "notebooks" / "exercises" / f"{self.name}.ipynb"


def course_folder(given: str | Path | None = None) -> Path:
    """``notebooks/``가 들어 있는 강좌 폴더를 찾습니다.

    wheel에 든 강좌(`INSTALLED`), 패키지가 놓인 저장소, 지금 폴더, 그 위 폴더의 차례로 봅니다.

    Raises:
        ValueError: 어디에도 ``notebooks/``가 없을 때.
    """
    here = Path.cwd()
    places = [user_path(given)] if given else [INSTALLED, Path(__file__).parents[2], here, *here.parents]
    for place in places:
        if (place / "notebooks").is_dir():
            return place.resolve()
    raise ValueError(
        f"강좌 노트북을 찾지 못했습니다. 살펴본 곳: {places[0] if given else places[1]}, {here}. notebooks 폴더가 들어 있는 저장소를 "
        "내려받아 그 폴더에서 실행하거나, --folder로 그 폴더를 알려 주십시오."
    )


def is_installed(folder: Path) -> bool:
    """`course_folder()`가 찾은 것이 wheel로 설치한 강좌인지. 패키지의 속이므로 학습자가 거기에 쓰지 않게 합니다."""
    return folder == INSTALLED


def chapters_with_source(folder: Path) -> list[Chapter]:
    """원본이 있는 장 전부, 번호 순서로."""
    return _chapters(folder, (folder / "notebooks" / "sources").glob("*.py"))


def chapters_with_notebook(folder: Path) -> list[Chapter]:
    """노트북이 있는 장 전부, 번호 순서로."""
    return _chapters(folder, (folder / "notebooks").glob("*.ipynb"))


def solution_sets(folder: Path) -> list[SolutionSet]:
    """연습 문제가 있는 장 전부, 번호 순서로."""
    return _chapters(folder, (folder / "notebooks" / "sources" / "solutions").glob("*.py"), SolutionSet)


def _chapters(folder: Path, files: Iterable[Path], kind: type[Chapter] = Chapter) -> list[Chapter]:
    return [kind(name, folder) for name in sorted(f.stem for f in files) if CHAPTER_NAME.fullmatch(name)]


def select(chapters: Sequence[Chapter], wanted: Sequence[str]) -> list[Chapter]:
    """번호(``3``, ``03``, ``4b``)나 이름(``03_train_step``, ``train_step``)으로 장을 고릅니다.

    아무것도 고르지 않으면 전부입니다. 순서는 언제나 강좌의 순서입니다. ``4``는 ``04b``를 고르지 않습니다.

    Raises:
        ValueError: 그런 장이 없을 때, 또는 고를 장이 하나도 없을 때.
    """
    if not chapters:
        raise ValueError("장이 하나도 없습니다. notebooks 폴더에 NN_이름 꼴의 파일이 있는지 살펴보십시오.")
    chosen = set()
    for word in wanted:
        plain = unicodedata.normalize("NFKC", word).removesuffix("장")  # "３"이나 "3장"도 번호입니다
        names = (f"0{plain}" if re.fullmatch(r"\d[b-z]?", plain) else plain, Path(word).stem)
        matches = [c for c in chapters if {c.number, c.name, c.title}.intersection(names)]
        if not matches:
            known = ", ".join(chapter.name for chapter in chapters)
            near = did_you_mean(word, [name for chapter in chapters for name in (chapter.name, chapter.title)])
            raise ValueError(f"'{word}'라는 장이 없습니다.{near} 번호나 이름으로 골라 주십시오. 있는 장: {known}")
        chosen.update(matches)
    return [chapter for chapter in chapters if chapter in chosen or not wanted]
