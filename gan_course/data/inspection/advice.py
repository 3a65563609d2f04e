"""잰 것(`Inspection`)에서 할 말을 고릅니다: 무엇이 걸리는지, 그래서 어떻게 될지, 무엇을 하면 되는지.

장수와 비율의 문턱(FEW, VERY_FEW, …)은 재어 정한 것이 아니라 눈어림입니다. 지름길의 문턱은 `shortcuts`가 잽니다.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gan_course.data.inspection.duplicates import groups
from gan_course.data.inspection.folders import Folder, Inspection, Match
from gan_course.data.inspection.shortcuts import FRAME, PATCH, SHAPE, SHARPNESS, TONE, Separation
from gan_course.data.photographs.dataset import JITTER
from gan_course.data.photographs.folders import named

PROBLEM, NOTICE = "문제", "주의"
VERY_FEW, FEW, FEW_TESTS = 20, 100, 20
UNEVEN = 4.0  # 많은 쪽이 적은 쪽의 이 배
CROPPED, UPSCALED = 0.6, 0.1  # 남는 넓이가 이보다 작은 사진, 그런 사진이나 늘린 사진의 비율
PLAIN = 3.0  # 밝기의 표준편차(255 가운데)
ALMOST_SURE = 0.95
_SHOWN = 5


class Finding(NamedTuple):
    """걸리는 것 하나."""

    code: str
    """무엇인지를 가리키는 짧은 이름. JSON을 읽는 프로그램이 씁니다."""

    level: str
    """`PROBLEM`이면 고치기 전에는 결과를 믿기 어렵고, `NOTICE`면 보고 정할 것입니다."""

    message: str
    """본 것과, 그래서 무엇을 기대할지."""

    remedy: str
    """할 일."""


def findings(inspection: Inspection) -> list[Finding]:
    """걸리는 것, 문제부터. 걸리는 것이 없으면 빈 목록입니다."""
    found = [
        *_unreadable(inspection.folders),
        *_counts(inspection),
        *_duplicates(inspection),
        *_sizes(inspection),
        *_plain(inspection.folders),
        *_shortcuts(inspection.separations),
    ]
    return sorted(found, key=lambda finding: finding.level != PROBLEM)


def _unreadable(folders: Iterable[Folder]) -> Iterator[Finding]:
    for folder in folders:
        if folder.unreadable:
            yield Finding(
                "unreadable",
                NOTICE,
                f"{folder.role}: 읽지 못한 파일 {len(folder.unreadable)}개: {named(folder.unreadable)}. "
                "훈련은 이 파일을 건너뜁니다.",
                "사진이면 JPEG나 PNG로 다시 저장하고, 아니면 폴더에서 빼십시오.",
            )
        if folder.left_out:
            yield Finding(
                "left-out",
                NOTICE,
                f"{folder.role}: 읽지 않고 지나친 것 {len(folder.left_out)}개: {named(folder.left_out)}.",
                "쓸 사진이면 이 폴더로 옮기고, 점으로 시작하는 이름은 바꾸십시오.",
            )


def _counts(inspection: Inspection) -> Iterator[Finding]:
    for folder in inspection.folders:
        count = len(folder.pictures)
        if folder.is_test:
            if count < FEW_TESTS:
                yield Finding(
                    "few-tests",
                    NOTICE,
                    f"{folder.role}의 사진이 {count}장입니다. 이만큼으로 잰 KID는 구간이 넓어 비슷한 두 훈련을 가리지 못합니다.",
                    f"{FEW_TESTS}장 이상을 떼어 두십시오(눈어림).",
                )
        elif count < FEW:
            yield Finding(
                "few",
                PROBLEM if count < VERY_FEW else NOTICE,
                f"{folder.role}의 훈련 사진이 {count}장뿐입니다. 적을수록 판별자가 사진을 외우기 쉽고, 옮긴 그림이 몇 가지로 몰리기 쉽습니다.",
                f"{FEW}장 이상을 모으십시오(눈어림). 모을 수 없으면 데이터를 늘리는 방법을 쓰고, 가까운 진짜와 견주어 외웠는지 보십시오.",
            )
    counts = [len(folder.pictures) for folder in inspection.folders[:2]]
    if max(counts) >= UNEVEN * min(counts):
        yield Finding(
            "uneven",
            NOTICE,
            f"A는 {counts[0]:,}장, B는 {counts[1]:,}장입니다. 한 바퀴를 도는 동안 적은 쪽의 사진은 {max(counts) / min(counts):.1f}번씩 나옵니다.",
            "적은 쪽을 더 모으십시오.",
        )


def _duplicates(inspection: Inspection) -> Iterator[Finding]:
    split = [match for match in inspection.matches if match.crosses_split]
    if split:
        tests = {match.first[1].path if match.first[0].startswith("시험") else match.second[1].path for match in split}
        yield Finding(
            "duplicates-across-split",
            PROBLEM,
            f"시험 사진 {len(tests)}장이 훈련 사진과 같거나 거의 같습니다: {_named_matches(split)}. "
            "외운 것도 잘 옮긴 것처럼 보여, 시험의 점수가 실제보다 좋게 나옵니다.",
            "훈련이나 시험 가운데 한쪽에서 빼십시오. 이어 찍은 사진은 통째로 한쪽에 두십시오.",
        )
    domains = [match for match in inspection.matches if match.crosses_domains and not match.crosses_split]
    if domains:
        yield Finding(
            "duplicates-across-domains",
            PROBLEM,
            f"A와 B에 함께 있는 사진이 {len(domains)}짝입니다: {_named_matches(domains)}. "
            "판별자는 같은 사진을 한 번은 A라고, 한 번은 B라고 배웁니다.",
            "어느 도메인의 것인지 정해 한쪽에서 빼십시오.",
        )
    within = [match for match in inspection.matches if not (match.crosses_split or match.crosses_domains)]
    if within:
        spare = sum(len(group) - 1 for group in groups([match.pair for match in within]))
        yield Finding(
            "duplicates",
            NOTICE,
            f"한 폴더 안에서 같거나 거의 같은 사진이 {spare}장 남습니다: {_named_matches(within)}. "
            "그 사진만 자주 보게 되고, 실제 장수는 센 것보다 적습니다.",
            "일부러 여러 번 담은 것이 아니면 하나만 남기십시오.",
        )


def _named_matches(matches: Sequence[Match]) -> str:
    def told(match):
        how = "화소까지 같음" if match.pair.same_pixels else f"닮음 {match.pair.likeness:.2f}"
        sides = " = ".join(f"{role}/{picture.path.name}" for role, picture in (match.first, match.second))
        return f"{sides}({how}{', 좌우로 뒤집힘' if match.pair.mirrored else ''})"

    more = [f"그 밖에 {len(matches) - _SHOWN}짝"] if len(matches) > _SHOWN else []
    return ", ".join([told(match) for match in matches[:_SHOWN]] + more)


def _sizes(inspection: Inspection) -> Iterator[Finding]:
    smallest, loaded = max(inspection.size // 4, 1), round(inspection.size * JITTER)
    for folder in inspection.folders:
        shorts = [picture.short for picture in folder.pictures]
        skipped = [short for short in shorts if short < smallest]
        if skipped and not folder.is_test:
            yield Finding(
                "too-small",
                NOTICE,
                f"{folder.role}: {len(skipped)}장은 짧은 변이 {smallest}화소보다 짧아 {inspection.size}화소의 훈련이 건너뜁니다.",
                "더 큰 원본으로 바꾸거나 --size를 줄이십시오.",
            )
        upscaled = sum(smallest <= short < loaded for short in shorts)
        if upscaled > UPSCALED * len(shorts):
            yield Finding(
                "upscaled",
                NOTICE,
                f"{folder.role}: {len(shorts):,}장 가운데 {upscaled:,}장은 짧은 변이 {loaded}화소보다 짧아 늘려서 씁니다. "
                "흐린 사진을 배우면 흐린 그림을 그립니다.",
                "더 큰 원본으로 바꾸거나 --size를 줄이십시오.",
            )
        cropped = sum(picture.kept < CROPPED for picture in folder.pictures)
        if cropped > UPSCALED * len(shorts):
            yield Finding(
                "cropped",
                NOTICE,
                f"{folder.role}: {len(shorts):,}장 가운데 {cropped:,}장은 길쭉해서 가운데 정사각형에 넓이의 {CROPPED:.0%}도 남지 않습니다. "
                "배울 것이 잘려 나갔을 수 있습니다.",
                "배울 것이 가운데 오도록 미리 정사각형에 가깝게 자르십시오.",
            )


def _plain(folders: Iterable[Folder]) -> Iterator[Finding]:
    for folder in folders:
        plain = [picture.path.name for picture in folder.pictures if picture.square.mean(axis=-1).std() < PLAIN]
        if plain:
            more = f" 그 밖에 {len(plain) - _SHOWN}장" if len(plain) > _SHOWN else ""
            yield Finding(
                "plain",
                NOTICE,
                f"{folder.role}: 거의 한 색이라 볼 것이 없는 사진 {len(plain)}장: {', '.join(plain[:_SHOWN])}{more}.",
                "열어 보고, 빈 사진이면 빼십시오.",
            )


# 묶음마다 (코드, 그래서 어떻게 될지, 할 일)
_EXPECTED = {
    TONE: (
        "shortcut-tone",
        "생성자는 이것부터 바꿉니다. 바꾸려는 것이 바로 이 색이나 밝기라면(이를테면 오렌지와 사과) 바라던 일이고, 아니라면 지름길입니다.",
        "색이 바꾸려는 것이 아니면, 두 도메인을 같은 빛에서 찍은 사진으로 맞추거나 밝기를 맞추어 저장하십시오.",
    ),
    FRAME: (
        "shortcut-frame",
        "판별자는 가장자리만 보고도 맞히므로, 생성자가 내용 대신 가장자리를 그리기 쉽습니다.",
        "틀이나 여백이 있으면 두 도메인에서 모두 잘라 내십시오. 배경이 다른 것이면 비슷한 배경의 사진을 섞으십시오.",
    ),
    SHARPNESS: (
        "shortcut-sharpness",
        "한쪽이 더 흐리거나 더 잡니다. 생성자는 내용 대신 흐리게 하거나 잔무늬를 더하기 쉽습니다. 내용의 무늬가 다른 것(이를테면 줄무늬)이라면 바라던 일입니다.",
        "같은 크기의 원본에서 같은 방법으로 줄이고, 같은 품질로 저장하십시오.",
    ),
    SHAPE: (
        "shortcut-shape",
        "모델은 가운데 정사각형을 같은 크기로 보므로 이것을 그대로 보지는 못합니다. 그러나 두 도메인을 찍거나 모은 방법이 다르다는 표시입니다.",
        "두 도메인을 같은 크기와 비율로 맞추어 저장한 다음 다시 살펴보십시오.",
    ),
    PATCH: (
        "shortcut-patch",
        "한쪽 사진마다 같은 자리에 같은 조각이 있습니다(워터마크, 날짜, 로고, 틀). 판별자는 그것만 보고도 맞힙니다.",
        "그 자리를 두 도메인에서 모두 잘라 내거나, 조각이 없는 사진으로 바꾸십시오.",
    ),
}


def _shortcuts(separations: Sequence[Separation]) -> Iterator[Finding]:
    for family, (code, expected, remedy) in _EXPECTED.items():
        strong = [each for each in separations if each.family == family and each.is_shortcut]
        if not strong:
            continue
        told = ", ".join(f"{each.name} {each.auc:.2f}(우연 {each.chance:.2f}까지)" for each in strong[:_SHOWN])
        sure = strong[0].auc >= ALMOST_SURE and family in (FRAME, PATCH)  # 나머지는 바꾸려는 내용일 수 있습니다
        yield Finding(
            code,
            PROBLEM if sure else NOTICE,
            f"통계 하나만 보아도 A와 B가 갈립니다. {family}의 AUC: {told}. {expected}",
            remedy,
        )
