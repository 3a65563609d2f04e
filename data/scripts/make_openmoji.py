"""openmoji_32.npz를 만듭니다: npm `openmoji` 17.0.0의 컬러와 선 그림을 32×32로 그리고, 닮은 것끼리 묶어 나눕니다.

    npm pack openmoji@17.0.0 && tar xzf openmoji-17.0.0.tgz
    uv run --with resvg-py==0.5.0 python data/scripts/make_openmoji.py package

resvg-py는 준비할 때만 씁니다. 강좌는 만들어 둔 npz만 읽습니다.
"""

import argparse
import csv
import hashlib
import io
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter
from scipy.sparse.csgraph import connected_components

SIZE = 32
SEED = 20261124
TABLE_SHA256 = "28375217b92fafacc59d7dfea631c720abedc883518dbf12a73d25d4032cbe7e"
TEST_SHARE = 0.2
LARGE_FAMILY = 20  # 이보다 큰 묶음은 훈련에만 씁니다. 시험 하나가 얼굴이나 사람으로 채워지지 않게 합니다.

# 같은 틀에 무늬나 색만 바꾼 그림들: 소분류의 이름으로 한 묶음입니다.
TEMPLATES = ("face-", "cat-face", "person", "heart", "zodiac", "alphanum", "geometric")
LINE_ALIKE, BOTH_ALIKE = 0.90, 0.88


def chosen_rows(table: Path) -> list[dict[str, str]]:
    """코드 포인트가 하나인 표준 이모지. 깃발, 부속, 피부색, OpenMoji만의 그림은 뺍니다."""
    with open(table, encoding="utf-8", newline="") as file:
        return [
            row
            for row in csv.DictReader(file)
            if "-" not in row["hexcode"]
            and not row["skintone"]
            and not row["group"].startswith("extras-")
            and row["group"] not in ("flags", "component")
        ]


def draw(path: Path) -> np.ndarray:
    """SVG를 흰 바탕에 그린 uint8 [SIZE, SIZE, 3]."""
    import resvg_py

    png = resvg_py.svg_to_bytes(svg_path=str(path), width=SIZE, height=SIZE, skip_system_fonts=True)
    with Image.open(io.BytesIO(bytes(png))) as image:
        image = image.convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    return np.asarray(Image.alpha_composite(white, image).convert("RGB"))


def likeness(images: np.ndarray) -> np.ndarray:
    """그림마다 조금 흐린 잉크(흰 바탕과의 차)의 코사인 닮음 [n, n]."""
    ink = gaussian_filter(1 - images.astype(np.float64) / 255, (0, 0.7, 0.7, 0)).reshape(len(images), -1)
    ink /= np.linalg.norm(ink, axis=1, keepdims=True)
    return ink @ ink.T


def families(colour: np.ndarray, line: np.ndarray, subgroups: list[str]) -> np.ndarray:
    """닮은 그림끼리 이은 묶음의 번호 [n]."""
    by_line = likeness(line)
    alike = (by_line > LINE_ALIKE) | ((by_line + likeness(colour)) / 2 > BOTH_ALIKE)
    for template in TEMPLATES:
        same = np.array([name.startswith(template) for name in subgroups])
        alike |= same[:, np.newaxis] & same
    return connected_components(alike, directed=False)[1]


def choose_test(family: np.ndarray) -> np.ndarray:
    """묶음째로 골라 `TEST_SHARE`쯤을 시험용으로 표시한 bool [n]."""
    sizes = np.bincount(family)
    order = np.random.default_rng(SEED).permutation(len(sizes))
    order = order[sizes[order] <= LARGE_FAMILY]
    wanted = order[np.cumsum(sizes[order]) <= TEST_SHARE * len(family)]
    return np.isin(family, wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path, help="풀어 놓은 npm 패키지 openmoji의 폴더")
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parents[1] / "openmoji_32.npz")
    arguments = parser.parse_args()

    table = arguments.package / "data" / "openmoji.csv"
    if hashlib.sha256(table.read_bytes()).hexdigest() != TABLE_SHA256:
        parser.error(f"{table}: openmoji 17.0.0의 목록이 아닙니다.")
    rows = chosen_rows(table)
    colour, line = (
        np.stack([draw(arguments.package / style / "svg" / f"{row['hexcode']}.svg") for row in rows])
        for style in ("color", "black")
    )
    drawn = (line < 255).any(axis=(1, 2, 3))  # 선 그림이 빈 것(1F195)이 하나 있습니다.
    rows = [row for row, good in zip(rows, drawn) if good]
    colour, line = colour[drawn], line[drawn]
    if (line != line[..., :1]).any():
        parser.error("선 그림에 색이 있습니다.")
    family = families(colour, line, [row["subgroups"] for row in rows])
    np.savez_compressed(
        arguments.output,
        colour=colour,
        line=line[..., 0],
        codes=np.array([row["hexcode"] for row in rows]),
        groups=np.array([row["group"] for row in rows]),
        families=family.astype(np.int16),
        test=choose_test(family),
    )
    print(hashlib.sha256(arguments.output.read_bytes()).hexdigest(), arguments.output)


if __name__ == "__main__":
    main()
