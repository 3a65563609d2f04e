"""2차원 GAN 실험실: 분포와 목적 함수를 고르고, 두 선수를 한 걸음씩 또는 이어서 훈련하며 봅니다."""

import asyncio
import dataclasses
import time

import ipywidgets

from gan_course.objectives import distinct_objectives
from gan_course.plane_lab.picture import LEGEND, PlanePicture, point_at
from gan_course.plane_lab.run import PlaneRun, PlaneSettings, format_points, parse_points
from gan_course.widgets.figure import WIDE, error_note
from gan_course.widgets.keyboard import KeyFence
from gan_course.widgets.picture import Picture

TARGETS = {
    "선": "line", "두 봉우리": "two", "고리 8": "ring", "격자 25": "grid", "두 반달": "moons", "직접 찍은 점": "points",
}  # fmt: skip
RATES = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02)
PENALTIES = (0.0, 0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0)
FIRST_POINTS = ((-1.5, -1.5), (1.5, 1.5))  # 직접 찍기를 고르면 여기에서 시작합니다
FASTEST = 1 / 20  # 한 장면의 가장 짧은 시간(초). 눈에는 이것으로 충분합니다
# 1장에서는 아직 배우지 않은 조절기 위에 적는 글
LATER = "목적 함수는 2장, 벌점 R1과 R2는 7장에서 배웁니다. 배우기 전에는 그대로 두어도 됩니다."
FOLDED = ("objective", "discriminator_steps", "r1", "r2")
PATIENCE = 20.0  # 브라우저가 이만큼(초) 그림을 받지 않으면 멈춥니다


class PlaneLab(ipywidgets.VBox):
    """2차원 GAN 실험실.

    Args:
        settings: 처음의 `PlaneSettings`. None이면 고리 8을 비포화 손실로.
        rounds: 재생할 때 한 장면의 걸음 수, 1에서 50.

    Attributes:
        settings: 지금의 설정.
        run: 지금의 판(`plane_lab.run.PlaneRun`).
        picture: 그림. 대체 텍스트는 멈출 때마다 새로 적습니다.
        message: 오류를 보이는 자리(`ipywidgets.HTML`).
    """

    def __init__(self, settings=None, rounds=10):
        self.settings = settings or PlaneSettings()
        self.run = PlaneRun(self.settings)
        self.drawing = PlanePicture(self.run.moment, legend=False)
        self.picture = Picture(clicked=self._reporting(lambda across, down: self.add_points((point_at(across, down),))))
        self.message = ipywidgets.HTML()
        self._task = None
        self._make_controls(rounds)
        self._fill_controls()
        super().__init__([*self._arranged(), KeyFence()])
        self._show(describe=True)

    @classmethod
    def from_settings(cls, text, **kwargs):
        """설정 글(`PlaneSettings.text`)에서 실험실을 되살립니다.

        Raises:
            ValueError: 설정 글을 읽을 수 없을 때.
        """
        return cls(PlaneSettings.from_text(text), **kwargs)

    @property
    def playing(self):
        """재생하고 있는지."""
        return self._task is not None and not self._task.done()

    def advance(self):
        """한 장면만큼 걷습니다."""
        self.run.advance(self.rounds.value)
        self._show()

    def discriminator_step(self):
        """판별자만 한 걸음."""
        self.run.discriminator_step()
        self._show(describe=True)

    def generator_step(self):
        """생성자만 한 걸음."""
        self.run.generator_step()
        self._show(describe=True)

    def restart(self):
        """지금의 설정으로 처음부터."""
        self.change(self.settings, restart=True)

    def play(self):
        """이어서 훈련합니다. 커널의 이벤트 고리에서 장면 사이마다 다른 일에 차례를 내주므로 `pause`가 바로 듣습니다."""
        if not self.playing:
            self._task = asyncio.get_running_loop().create_task(self._keep_playing())

    def pause(self):
        """지금 장면까지만 하고 멈춥니다."""
        if self.playing:
            self._task.cancel()
        self._rest()

    def change(self, settings, restart=False):
        """설정을 바꿉니다. 학습률과 판별자의 걸음 수는 이어서, 나머지는 처음부터입니다."""
        if restart or not self.run.change(settings):
            self.run = PlaneRun(settings)
            self.drawing = PlanePicture(self.run.moment, legend=False)
        self.settings = settings
        self._fill_controls()
        self._show(describe=True)

    def add_points(self, points):
        """독자가 찍은 점을 더하고 그 점들을 표적으로 삼습니다."""
        kept = self.settings.points if self.settings.target == "points" else ()
        self.change(dataclasses.replace(self.settings, target="points", points=(*kept, *points)))

    def _make_controls(self, rounds):
        def choice(options, name):
            return ipywidgets.Dropdown(options=options, description=name, **WIDE)

        self.target = choice(TARGETS, "분포")
        self.objective = choice([(objective.title, objective.key) for objective in distinct_objectives()], "목적 함수")
        self.generator_rate = choice([(f"{rate:g}", rate) for rate in RATES], "G의 학습률")
        self.discriminator_rate = choice([(f"{rate:g}", rate) for rate in RATES], "D의 학습률")
        self.r1, self.r2 = (choice([(f"{weight:g}", weight) for weight in PENALTIES], f"{n}의 γ") for n in ("R1", "R2"))
        self.discriminator_steps = ipywidgets.IntSlider(
            min=1, max=10, description="G 한 걸음마다 D", continuous_update=False, **WIDE
        )
        self.rounds = ipywidgets.IntSlider(rounds, min=1, max=50, description="한 장면의 걸음", **WIDE)
        self.seed = ipywidgets.BoundedIntText(min=0, max=10**6, description="씨앗", **WIDE)
        self.more = ipywidgets.ToggleButton(description="더 바꾸기", icon="sliders", layout={"width": "9em"})
        self.points = ipywidgets.Text(
            description="점 x, y", placeholder="1, 0.5; -1, 0", continuous_update=False, **WIDE
        )
        self.code = ipywidgets.Text(description="설정 글", continuous_update=False, **WIDE)
        self._settings_controls = {
            name: getattr(self, name)
            for name in (
                "target", "seed", "objective", "generator_rate", "discriminator_rate", "discriminator_steps",
                "r1", "r2",
            )
        }  # fmt: skip
        for control in self._settings_controls.values():
            control.observe(self._reporting(self._follow_controls), "value")
        self.points.observe(self._reporting(self._follow_points), "value")
        self.code.observe(self._reporting(self._follow_code), "value")

    def _arranged(self):
        def button(name, icon, action, style=""):
            made = ipywidgets.Button(description=name, icon=icon, button_style=style, layout={"width": "9em"})
            made.on_click(self._reporting(lambda _: action()))
            return made

        buttons = ipywidgets.HBox(
            [
                button("재생", "play", self.play, "primary"),
                button("멈춤", "pause", self.pause),
                button("D 한 걸음", "step-forward", self.discriminator_step),
                button("G 한 걸음", "step-forward", self.generator_step),
                button("처음부터", "refresh", self.restart),
            ],
            layout={"flex_flow": "row wrap"},
        )

        def grid(controls):
            columns = "repeat(auto-fit, minmax(min(20em, 100%), 1fr))"
            return ipywidgets.GridBox(controls, layout={"grid_template_columns": columns, "max_width": "72em"})

        first = [self.target, self.points, self.generator_rate, self.discriminator_rate, self.seed]
        rest = [self.objective, self.discriminator_steps, self.r1, self.r2, self.rounds]
        later = ipywidgets.VBox([ipywidgets.HTML(LATER), grid(rest)])
        self.more.observe(lambda change: _appear(later, change.new), "value")
        _appear(later, self.more.value)
        buttons.children = [*buttons.children, self.more]
        return [grid(first), later, buttons, ipywidgets.HTML(legend()), self.picture, self.message, self.code]

    def _reporting(self, action):
        """예외를 독자에게 보이는 콜백. 설정은 예외가 나기 전의 것으로 되돌립니다."""

        def callback(*arguments):
            if self._filling:
                return
            try:
                self.message.value = ""
                action(*arguments)
            except Exception as error:  # 무엇이 나든 독자가 보아야 합니다
                self._fill_controls()
                self.message.value = error_note(error)

        return callback

    def _follow_controls(self, change):
        chosen = {name: control.value for name, control in self._settings_controls.items()}
        if chosen["target"] == "points" and not self.settings.points:
            chosen["points"] = FIRST_POINTS
        self.change(dataclasses.replace(self.settings, **chosen))

    def _follow_points(self, change):
        points = parse_points(change.new)
        self.change(dataclasses.replace(self.settings, target="points", points=points))

    def _follow_code(self, change):
        self.change(PlaneSettings.from_text(change.new))

    _filling = False

    def _fill_controls(self):
        """조절기들을 지금의 설정에 맞춥니다. 이때의 변화는 독자가 한 것이 아닙니다."""
        self._filling = True
        try:
            for name, control in self._settings_controls.items():
                value = getattr(self.settings, name)
                if isinstance(control, ipywidgets.Dropdown) and value not in dict(control.options).values():
                    # 설정 글에는 목록에 없는 값도 적을 수 있습니다.
                    control.options = [*control.options, (f"{value:g}", value)]
                control.value = value
            self.points.value = format_points(self.settings.points)
            self.code.value = self.settings.text()
            self.picture.clickable = self.settings.target == "points"
            _appear(self.points, self.picture.clickable)
            # 접어 둔 것이 기본값이 아니면 펼칩니다. 보이지 않는 설정으로 훈련하지 않게 합니다.
            if any(getattr(self.settings, name) != getattr(PlaneSettings, name) for name in FOLDED):
                self.more.value = True
        finally:
            self._filling = False

    def _show(self, describe=False):
        self.drawing.update(self.run.moment)
        self.picture.show(self.drawing.jpeg(), self._alt() if describe else None)

    def _alt(self):
        moment = self.run.moment
        _, divergence, covered = moment.history[-1]
        return (
            f"판별자 {moment.steps_of_discriminator:,}걸음, 생성자 {moment.step:,}걸음의 진짜 점과 가짜 점, "
            "판별자의 답, 최적 판별자의 답. "
            f"옌센-섀넌 발산 {divergence:.3f}, 자리 {moment.places}곳 가운데 {covered:.0f}곳을 덮음"
        )

    async def _keep_playing(self):
        try:
            while True:
                started = time.monotonic()
                self.advance()
                await asyncio.sleep(max(0.01, FASTEST - (time.monotonic() - started)))
                while self.picture.frame - self.picture.seen > 2:  # 브라우저가 따라오기를 기다립니다
                    if time.monotonic() - started > PATIENCE:
                        raise ValueError(
                            f"화면이 {PATIENCE:g}초 동안 그림을 받지 않아 멈추었습니다. 재생을 다시 누르십시오."
                        )
                    await asyncio.sleep(0.01)
        except asyncio.CancelledError:
            pass
        except Exception as error:  # 태스크의 예외는 아무 데도 보이지 않습니다
            self.message.value = error_note(error)
            self._rest()

    def _rest(self):
        """멈춘 자리의 대체 텍스트를 적습니다."""
        self.picture.alt = self._alt()


def legend():
    """그림 위에 적는 범례(HTML). 화면이 좁으면 줄을 바꿉니다."""
    words = [
        f'<span style="white-space: nowrap"><b style="color: {color}">{mark}</b> {meaning}</span>'
        for mark, color, meaning in LEGEND
    ]
    return f'<div style="line-height: 1.6">{" &ensp; ".join(words[:2])} &ensp; 바탕: {" · ".join(words[2:])}</div>'


def _appear(widget, shown):
    widget.layout.display = None if shown else "none"
