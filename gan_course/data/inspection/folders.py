"""폴더 둘(과 시험용 폴더 둘)에서 잴 것을 모두 잽니다."""

from pathlib import Path
from typing import NamedTuple

from gan_course.data.epochs import check_positive
from gan_course.data.inspection.duplicates import Pair, find_pairs
from gan_course.data.inspection.pictures import Picture, measure
from gan_course.data.inspection.shortcuts import Separation, separations
from gan_course.data.photographs.folders import list_files

ROLES = ("A", "B", "시험 A", "시험 B")


class Folder(NamedTuple):
    """폴더 하나에서 읽은 것."""

    role: str
    """`ROLES` 가운데 하나."""

    path: Path

    pictures: list[Picture]

    unreadable: dict[str, str]
    """{읽지 못한 파일의 이름: 까닭}."""

    left_out: dict[str, str]
    """{읽지 않고 지나친 것의 이름: 까닭}(`Listing.left_out`)."""

    @property
    def is_test(self) -> bool:
        return self.role.startswith("시험")


class Match(NamedTuple):
    """같거나 거의 같은 두 사진과, 저마다의 폴더."""

    first: tuple[str, Picture]
    """(폴더의 `role`, 사진)."""

    second: tuple[str, Picture]

    pair: Pair

    @property
    def crosses_split(self) -> bool:
        """한쪽은 훈련용, 다른 쪽은 시험용인지."""
        return self.first[0].startswith("시험") != self.second[0].startswith("시험")

    @property
    def crosses_domains(self) -> bool:
        """한쪽은 A, 다른 쪽은 B인지."""
        return self.first[0][-1] != self.second[0][-1]


class Inspection(NamedTuple):
    """두 도메인에서 잰 것 모두. 할 말은 `findings`가 고릅니다."""

    folders: list[Folder]
    """A, B 그리고 주었으면 시험 A, 시험 B."""

    size: int
    """훈련할 한 변(화소)."""

    matches: list[Match]
    """같거나 거의 같은 사진의 짝, 닮은 것부터."""

    separations: list[Separation]
    """훈련용 A와 B를 가르는 통계, 잘 가르는 것부터. 사진이 모자라 재지 않았으면 빈 목록입니다."""

    @property
    def has_test(self) -> bool:
        return len(self.folders) > 2


def inspect_folders(
    a: str | Path,
    b: str | Path,
    test_a: str | Path | None = None,
    test_b: str | Path | None = None,
    size: int = 64,
    seed: int = 0,
) -> Inspection:
    """두 도메인의 사진을 훈련하기 전에 살핍니다. 파일은 `image_folders`와 같은 목록으로 읽고, 고치지 않습니다.

    Args:
        a: 훈련용 A의 폴더.
        b: 훈련용 B의 폴더.
        test_a: 시험용 A의 폴더. 주려면 test_b와 함께 줍니다.
        test_b: 시험용 B의 폴더.
        size: 훈련할 한 변(화소, 4의 배수). 작은 사진과 늘린 사진을 이것으로 정합니다.
        seed: 지름길의 문턱을 재려고 같은 도메인을 나누는 씨앗. 0 이상의 정수.

    Returns:
        Inspection(folders, size, matches, separations).

    Raises:
        ValueError: 폴더가 없거나, 비었거나, 읽을 수 있는 사진이 한 장도 없거나, 같은 폴더를 두 번 주었거나,
            시험용 폴더를 하나만 주었거나, size나 seed가 범위를 벗어날 때.
    """
    check_positive("size", size)
    if seed < 0:
        raise ValueError(f"seed가 {seed}입니다. 0 이상의 정수를 주십시오.")
    if (test_a is None) != (test_b is None):
        raise ValueError("시험용 폴더를 하나만 주셨습니다. A와 B의 것을 함께 주십시오.")
    given = [path for path in (a, b, test_a, test_b) if path is not None]
    listings = [list_files(path) for path in given]
    places = [listing.folder.resolve() for listing in listings]
    if len(set(places)) < len(places):
        twice = next(place for place in places if places.count(place) > 1)
        raise ValueError(f"같은 폴더를 두 번 주셨습니다: {twice}. 저마다 다른 폴더를 주십시오.")
    folders = []
    for role, (path, files, left_out) in zip(ROLES, listings):
        pictures, unreadable = measure(files)
        if not pictures:
            reasons = ", ".join(f"{name}({reason})" for name, reason in list(unreadable.items())[:3])
            raise ValueError(f"읽을 수 있는 사진이 한 장도 없습니다: {path}. {reasons}. 사진을 넣으십시오.")
        folders.append(Folder(role, path, pictures, unreadable, left_out))
    everything = [(folder.role, picture) for folder in folders for picture in folder.pictures]
    pairs = find_pairs([picture for _, picture in everything], [role[-1] for role, _ in everything])
    matches = [Match(everything[pair.first], everything[pair.second], pair) for pair in pairs]
    return Inspection(folders, size, matches, separations(folders[0].pictures, folders[1].pictures, seed))
