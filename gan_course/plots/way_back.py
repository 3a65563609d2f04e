"""그레이디언트가 되돌아오는 길: 상자를 비켜 가지 않고 지나가는 점선의 화살표."""

from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path


def draw_way_back(axis, corners, color):
    """꺾인 점선을 상자 위에 긋고 끝에 화살촉을 답니다.

    Args:
        axis: 그릴 축.
        corners: 지나갈 자리 (x, y)의 목록. 지나가는 상자 안의 자리도 넣어야 그 상자를 지나는 것으로 보입니다.
        color: 선의 색.
    """
    axis.add_patch(
        FancyArrowPatch(
            path=Path(corners), arrowstyle="-|>", mutation_scale=14, color=color, lw=1.8, ls=(0, (4, 2)), zorder=3
        )
    )
