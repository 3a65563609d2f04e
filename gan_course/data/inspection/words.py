"""잰 것을 사람이 읽는 글과, 프로그램이 읽는 JSON으로."""

import numpy as np

from gan_course.data.inspection.advice import Finding
from gan_course.data.inspection.duplicates import THRESHOLD
from gan_course.data.inspection.folders import Folder, Inspection
from gan_course.data.inspection.shortcuts import FEWEST, FLOOR, MARGIN, SPLITS

_TABLE = 8


def not_looked_at(inspection: Inspection) -> list[str]:
    """이번에 재지 않은 것. 재지 않은 것에는 아무 말도 하지 않았습니다."""
    missing = []
    if not inspection.has_test:
        missing.append("훈련과 시험을 가로지르는 중복(시험용 폴더를 주지 않으셨습니다)")
    if not inspection.separations:
        missing.append(f"지름길(도메인마다 {FEWEST}장은 있어야 잽니다)")
    return [
        *missing,
        "사진의 내용: 무엇이 찍혔는지, 도메인에 맞는지, 두 도메인의 모양이 서로 옮길 만큼 비슷한지",
        "통계 둘 이상을 함께 보아야 보이는 지름길, 비치는 워터마크, 변의 16분의 1보다 작은 조각",
        "같은 자리를 다시 찍은 사진이나 가장자리를 5%보다 많이 잘라 낸 중복",
    ]


def as_text(inspection: Inspection, found: list[Finding]) -> str:
    """터미널에 적을 글."""
    lines = [_folder_line(folder) for folder in inspection.folders]
    lines.append("")
    if found:
        for finding in found:
            lines += [f"[{finding.level}] {finding.message}", f"       → {finding.remedy}"]
    else:
        lines.append("걸리는 것이 없습니다. 아래에 적은 재지 않은 것까지 괜찮다는 뜻은 아닙니다.")
    if inspection.separations:
        lines += [
            "",
            f"통계 하나로 A와 B를 가리는 정도(AUC: 0.5는 못 가림, 1은 다 가림). 괄호 안은 같은 도메인을 아무렇게나 "
            f"나눈 {2 * SPLITS}번에서 나온 가장 큰 값입니다. 이 값보다 크고 {FLOOR:g} 이상이면 지름길로 적습니다. 가장자리는 안쪽보다 {MARGIN:g} 넘게 더 갈라야 합니다.",
        ]
        for each in inspection.separations[:_TABLE]:
            inside = "" if each.inside is None else f" (안쪽은 {each.inside:.3f})"
            lines.append(f"  {each.auc:.3f} ({each.chance:.3f})  {each.name}{inside}")
    lines += ["", "재지 않은 것:", *(f"  - {what}" for what in not_looked_at(inspection))]
    return "\n".join(lines)


def as_dictionary(inspection: Inspection, found: list[Finding]) -> dict:
    """JSON에 적을 것. 열쇠는 영어이고, 값은 수와 글과 목록입니다."""
    return {
        "size": inspection.size,
        "folders": [
            {
                "role": folder.role,
                "path": str(folder.path),
                "pictures": len(folder.pictures),
                "unreadable": folder.unreadable,
                "left_out": folder.left_out,
                "short_side": _range(picture.short for picture in folder.pictures),
                "kept_area": _range(picture.kept for picture in folder.pictures),
            }
            for folder in inspection.folders
        ],
        "findings": [finding._asdict() for finding in found],
        "duplicates": [
            {
                "first": str(match.first[1].path),
                "second": str(match.second[1].path),
                "likeness": round(match.pair.likeness, 4),
                "same_pixels": match.pair.same_pixels,
                "mirrored": match.pair.mirrored,
                "across_split": match.crosses_split,
                "across_domains": match.crosses_domains,
            }
            for match in inspection.matches
        ],
        "duplicate_threshold": THRESHOLD,
        "separations": [
            {
                "name": each.name,
                "family": each.family,
                "auc": round(each.auc, 4),
                "chance": round(each.chance, 4),
                "median_a": None if np.isnan(each.a) else round(each.a, 4),
                "median_b": None if np.isnan(each.b) else round(each.b, 4),
                "auc_inside": None if each.inside is None else round(each.inside, 4),
                "is_shortcut": each.is_shortcut,
            }
            for each in inspection.separations
        ],
        "shortcut_floor": FLOOR,
        "not_looked_at": not_looked_at(inspection),
    }


def _folder_line(folder: Folder) -> str:
    shorts = [picture.short for picture in folder.pictures]
    low, middle, high = min(shorts), int(np.median(shorts)), max(shorts)
    sides = f"{low}화소" if low == high else f"{low}~{high}화소(가운데 {middle})"
    return f"{folder.role}: {folder.path} ({len(folder.pictures):,}장, 짧은 변 {sides})"


def _range(values) -> dict[str, float]:
    values = np.array(list(values), float)
    return {"least": float(values.min()), "median": float(np.median(values)), "most": float(values.max())}
