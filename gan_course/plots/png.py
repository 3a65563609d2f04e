"""그림을 노트북에 담을 작은 PNG로: 색을 256가지 이하로 줄입니다(팔레트).

저장소의 이력은 실행한 노트북의 그림이 대부분입니다. 팔레트로 줄이면 강좌의 그림 모두가 9.8 MB에서 3.3 MB가 됩니다.
흩뿌리기(dither)는 쓰지 않습니다. 없던 점이 보이고, 파일은 오히려 커집니다.
"""

import io

import numpy as np
from PIL import Image
from scipy.spatial import cKDTree

COLOURS = 256
_EXACT = 16  # 흰 바탕처럼 가장 넓은 색 열여섯은 그대로 둡니다
_ROUNDS = 6


def png_bytes(figure, dpi):
    """`matplotlib.figure.Figure`를 여백을 잘라 낸 팔레트 PNG의 바이트로 바꿉니다."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=dpi, bbox_inches="tight")
    picture = Image.open(buffer).convert("RGB")
    small = io.BytesIO()
    with_palette(picture).save(small, "PNG", optimize=True)
    return small.getvalue()


def with_palette(picture):
    """RGB 그림을 256색 이하의 팔레트 그림으로 바꿉니다. 색이 256가지 이하이면 한 화소도 달라지지 않습니다.

    Pillow의 MAXCOVERAGE는 드문 색도 버리지 않지만 하늘에 띠가 지고 회색이 물듭니다. 그 팔레트에서 시작해 k-평균으로
    다듬으면 둘 다 사라집니다. 넓은 바탕이 색을 다 차지하지 않게, 색의 무게는 화소 수의 제곱근입니다.
    (Pillow의 quantize에도 kmeans가 있지만 사진 격자 한 장에 20초가 걸립니다.)
    """
    pixels = np.asarray(picture, np.uint32)
    codes, where, counts = np.unique(
        pixels[..., 0] << 16 | pixels[..., 1] << 8 | pixels[..., 2], return_inverse=True, return_counts=True
    )
    colours = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=-1).astype(np.float64)
    if len(colours) > COLOURS:
        exact = colours[np.argsort(counts)[-_EXACT:]]
        palette = np.concatenate([_refined(_first_palette(picture), colours, np.sqrt(counts)), exact])
        where = cKDTree(palette).query(colours)[1][where]
    else:
        palette = colours
    result = Image.fromarray(where.reshape(pixels.shape[:2]).astype(np.uint8), "P")
    result.putpalette(palette.astype(np.uint8).tobytes())
    return result


def _first_palette(picture):
    rough = picture.quantize(COLOURS - _EXACT, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    return np.unique(np.reshape(rough.getpalette(), (-1, 3)), axis=0).astype(np.float64)


def _refined(palette, colours, weights):
    """k-평균: 저마다 가장 가까운 자리로 가고, 자리는 모인 색의 평균으로 옮깁니다."""
    for _ in range(_ROUNDS):
        nearest = cKDTree(palette).query(colours)[1]
        total = np.bincount(nearest, weights, len(palette))
        taken = total > 0
        for channel in range(3):
            sums = np.bincount(nearest, weights * colours[:, channel], len(palette))
            palette[taken, channel] = sums[taken] / total[taken]
    return np.rint(palette)
