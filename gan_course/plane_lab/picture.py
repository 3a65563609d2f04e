"""2차원 실험실의 그림. 훈련하는 동안 1초에 여러 번 바뀌므로, 축과 글은 한 번만 그리고 점과 색만 다시 그립니다."""

import io

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from gan_course.plane_lab.target import LIMIT
from gan_course.plots.adversary import ANSWERS
from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL

SHOWN = 500  # 그리는 진짜와 가짜의 수. 채점은 더 많은 점으로 합니다
# 크기 1인 그레이디언트의 화살표가 평면에서 갖는 길이. 길이는 크기의 제곱근을 따릅니다: 봉우리 위의 약한 것도 점 밖으로
# 나와 보여야 합니다.
ARROW = 0.7
LONGEST = 0.9
DRAWN_ARROWS = 24  # 더 그리면 봉우리 위에서 서로 가립니다
# 점을 그리는 칸의 왼쪽, 아래, 너비, 높이(그림에 대한 비율). 누른 자리를 좌표로 바꿀 때도 씁니다.
POINTS_AXES = (0.035, 0.09, 0.335, 0.78)
LEGEND = (
    ("●", REAL, "진짜"),
    ("■", FAKE, "가짜"),
    ("파랑", REAL, "진짜라는 답"),
    ("주황", FAKE, "가짜라는 답"),
    ("흰색", NEUTRAL, "반반이거나 빈 곳"),
)


class PlanePicture:
    """되풀이해 그리는 그림.

    Args:
        moment: 처음의 `plane_lab.run.PlaneMoment`.
        dpi: 해상도.
        legend: 점과 바탕의 색이 무엇인지 그림 안에 적을지. 실험실은 그림 밖에 적습니다(좁은 화면에서도 읽히게).

    Attributes:
        figure: `matplotlib.figure.Figure`. 마지막으로 그린 순간의 것입니다.
    """

    def __init__(self, moment, dpi=80, legend=True):
        self._legend = legend
        self.figure = Figure(figsize=(11.6, 5.0), dpi=dpi)
        self.canvas = FigureCanvasAgg(self.figure)
        self._build(moment)
        self._horizon = 0
        self.update(moment)

    def update(self, moment):
        """새 순간으로 바꿉니다. 그림의 바탕은 걸음이 가로축을 벗어날 때에만 다시 그립니다."""
        self._answers.set_data(moment.answers)
        self._best.set_data(moment.best)
        fake = moment.fake[:SHOWN]
        for points in self._fakes:
            points.set_data(*fake.T)
        arrows = moment.arrows[:DRAWN_ARROWS]
        strength = np.linalg.norm(arrows, axis=1, keepdims=True)
        length = np.minimum(ARROW * np.sqrt(strength), LONGEST)
        self._arrows.set_offsets(moment.fake[: len(arrows)])
        self._arrows.set_UVC(*(length * arrows / np.maximum(strength, 1e-12)).T)
        steps, divergence, covered = moment.history.T
        self._divergence.set_data(steps, divergence)
        self._covered.set_data(steps, covered)
        self._words[0].set_text(f"D {moment.steps_of_discriminator:,}걸음 · G {moment.step:,}걸음")
        self._words[1].set_text(f"지금 {divergence[-1]:.3f} (진짜끼리 {moment.floor:.3f})")
        self._words[2].set_text(f"지금 {moment.places}곳 가운데 {covered[-1]:.0f}곳")
        if moment.step >= self._horizon:
            self._horizon = max(200, 2 * self._horizon)
            while moment.step >= self._horizon:
                self._horizon *= 2
            for axis in self._times:
                axis.set_xlim(0, self._horizon)
            self.canvas.draw()  # 움직이는 것은 그리지 않습니다(animated)
            self._background = self.canvas.copy_from_bbox(self.figure.bbox)

    def jpeg(self):
        """지금의 그림을 JPEG로."""
        self.paint()
        return self.encode()

    def paint(self):
        """바탕 위에 움직이는 것만 그립니다."""
        self.canvas.restore_region(self._background)
        for artist in self._moving:
            artist.axes.draw_artist(artist)

    def encode(self, quality=88):
        """마지막으로 그린 화소를 JPEG로. PNG보다 몇 배 빠릅니다."""
        size = self.canvas.get_width_height()
        pixels = Image.frombuffer("RGBA", size, self.canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
        buffer = io.BytesIO()
        pixels.convert("RGB").save(buffer, "JPEG", quality=quality, subsampling=0)
        return buffer.getvalue()

    def _build(self, moment):
        points = self.figure.add_axes(POINTS_AXES)
        left, bottom, width, height = POINTS_AXES
        best = self.figure.add_axes((left + width + 0.02, bottom, width, height))
        right = left + 2 * width + 0.075
        above = self.figure.add_axes((right, 0.54, 0.985 - right, 0.33))
        below = self.figure.add_axes((right, 0.09, 0.985 - right, 0.3))
        surfaces = []
        titles = "판별자의 답 D(x)와 화살표: 가짜가 밀리는 쪽", "가장 좋은 답 D* = p/(p+q)"
        for axis, title in zip((points, best), titles):
            surfaces.append(
                axis.imshow(
                    np.zeros((2, 2)), cmap=ANSWERS, vmin=0, vmax=1, origin="lower", alpha=0.55,
                    extent=(-LIMIT, LIMIT) * 2, interpolation="bilinear", animated=True,
                )
            )  # fmt: skip
            axis.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT), aspect="auto")
            axis.set_title(title, fontsize=11)
            axis.tick_params(labelsize=8)
        self._answers, self._best = surfaces
        self._fakes, moving = [], []
        for axis, surface in zip((points, best), surfaces):
            (real,) = axis.plot(*moment.real[:SHOWN].T, "o", color=REAL, ms=2.6, mew=0, alpha=0.8, animated=True)
            (fake,) = axis.plot([], [], "s", color=FAKE, ms=2.9, mew=0, animated=True)
            self._fakes.append(fake)
            moving += [surface, real, fake]
        tails = moment.fake[: len(moment.arrows[:DRAWN_ARROWS])]
        self._arrows = points.quiver(
            *tails.T, *np.zeros_like(tails).T, angles="xy", scale_units="xy", scale=1, width=0.008,
            headwidth=4, headlength=4, headaxislength=3.6, color="black", ec="white", lw=0.7,
            zorder=4, animated=True,
        )  # fmt: skip
        (self._divergence,) = above.plot([], [], color=ACCENT, lw=1.8, animated=True)
        (self._covered,) = below.plot([], [], color=FAKE, lw=1.8, drawstyle="steps-post", animated=True)
        above.axhline(moment.floor, color=NEUTRAL, lw=0.9, ls="--")
        above.axhline(np.log(2), color=NEUTRAL, lw=0.9, ls=":")
        above.set(ylim=(0, 0.73), yticks=(0, 0.2, 0.4, 0.6, np.log(2)), yticklabels=("0", "0.2", "0.4", "", "ln 2"))
        above.set_title("옌센-섀넌 발산", fontsize=11)
        below.axhline(moment.places, color=NEUTRAL, lw=0.9, ls=":")
        below.set(ylim=(0, 1.08 * moment.places), xlabel="생성자의 걸음")
        below.yaxis.get_major_locator().set_params(integer=True)
        below.set_title("가짜가 덮은 자리", fontsize=11)
        self._times = (above, below)
        self._words = [
            points.text(0.02, 0.98, "", transform=points.transAxes, va="top", weight="bold", animated=True),
            above.text(0.98, 0.84, "", transform=above.transAxes, ha="right", va="top", fontsize=9, animated=True),
            below.text(0.98, 0.12, "", transform=below.transAxes, ha="right", fontsize=9, animated=True),
        ]
        if self._legend:
            words = [f"{mark} {meaning}" for mark, _, meaning in LEGEND]
            text = "   ".join([*words[:2], "바탕: " + " · ".join(words[2:])])
            self.figure.text(left, 0.965, text, fontsize=11, va="center")
        self._moving = [*moving, self._arrows, self._divergence, self._covered, *self._words]


def point_at(across, down):
    """그림에서 누른 자리를 평면의 좌표로.

    Args:
        across, down: 그림의 왼쪽에서, 위에서의 비율, 0에서 1.

    Returns:
        (x, y). 소수점 아래 두 자리.

    Raises:
        ValueError: 왼쪽 칸(점과 판별자의 답) 밖을 눌렀을 때.
    """
    left, bottom, width, height = POINTS_AXES
    x, y = (2 * LIMIT * place - LIMIT for place in ((across - left) / width, (1 - down - bottom) / height))
    if max(abs(x), abs(y)) > 3:
        raise ValueError("왼쪽 칸의 -3에서 3 사이를 눌러 점을 찍으십시오.")
    return round(x, 2), round(y, 2)


def plane_figure(moment):
    """2차원 실험실의 한순간: 점과 판별자의 답, 최적 판별자, 발산과 덮은 자리.

    Args:
        moment: `plane_lab.run.PlaneMoment`.

    Returns:
        `matplotlib.figure.Figure`.
    """
    return PlanePicture(moment, dpi=100).figure
