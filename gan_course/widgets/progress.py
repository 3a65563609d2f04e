"""살아 있는 훈련 화면: 진행 막대, 손실, 지금의 표본.

출력을 새로 찍지 않고 조절기의 값만 바꾸므로, 아무리 오래 훈련해도 노트북에 출력이 쌓이지 않습니다.
"""

import time

import ipywidgets
from IPython import get_ipython
from IPython.display import display

from gan_course import plots
from gan_course._tensorflow import keras
from gan_course.durations import duration
from gan_course.widgets.figure import image_tag

LONG = 30.0  # 초. 이보다 오래 걸릴 훈련이면 어디에서 건너뛰는지 말합니다
SKIP = "기다릴 수 없으면 ■로 멈추고, 맨 위의 TRAIN을 False로 바꾸어 처음부터 다시 실행하십시오."
WARM_UP = 2  # 걸음. 첫 걸음은 그래프를 만드느라 느리므로 남은 시간을 어림하는 데 쓰지 않습니다


class TrainingProgress(keras.callbacks.Callback):
    """`GAN.fit`의 콜백: 훈련하는 동안 진행 막대와 에포크마다의 표본을 보여 줍니다.

    노트북이 아닌 곳에서는 조용히 아무것도 찍지 않습니다. 훈련의 난수는 건드리지 않습니다.

    Args:
        count: 보여 줄 표본의 수.
        seed: 표본의 잠재 벡터의 씨앗. 늘 같은 벡터를 쓰므로 그림이 자라는 것이 보입니다.
        refresh_seconds: 화면을 고치는 가장 짧은 간격(초).

    Attributes:
        view: 화면(`ipywidgets.VBox`): 진행 막대 `bar`, 글 `text`, 긴 훈련이면 얼마나 걸릴지 적은 `advice`, 그림 `image`.
    """

    # 화면에 적을 손실: 이름 → 로그의 열쇠. 다른 모델의 화면은 이것과 ALT, `_figure`만 바꿉니다.
    LOSSES = {"생성자 손실": "generator_loss", "판별자 손실": "discriminator_loss"}
    ALT = "왼쪽은 지금의 표본, 오른쪽은 지금까지의 두 손실"

    def __init__(self, count=32, seed=0, refresh_seconds=0.5):
        super().__init__()
        self.count = count
        self.seed = seed
        self.refresh_seconds = refresh_seconds
        self.bar = ipywidgets.IntProgress(description="훈련", layout={"width": "100%"})
        self.text = ipywidgets.Label()
        self.advice = ipywidgets.HTML()
        self.image = ipywidgets.HTML()
        self.view = ipywidgets.VBox([self.bar, self.text, self.advice, self.image])

    def on_train_begin(self, logs=None):
        self._started = time.perf_counter()
        self._refreshed = self._drawn = float("-inf")
        self._steps = self._counted = 0
        self._warm = None
        self.advice.value = ""
        self._losses = {key: [] for key in self.LOSSES.values()}
        self.bar.value, self.bar.bar_style = 0, ""
        self.bar.max = self.params["epochs"] * (self.params["steps"] or 1)
        self.text.value = "첫 걸음을 준비하고 있습니다."
        self._draw()
        if get_ipython() is not None:
            display(self.view)

    def on_epoch_begin(self, epoch, logs=None):
        self._epoch = epoch
        self._steps = epoch * (self.params["steps"] or 1)  # 이어서 훈련하면 0에서 시작하지 않습니다

    def on_train_batch_end(self, batch, logs=None):
        if self.params["steps"]:
            self._step()
            self._refresh()

    def _step(self):
        self._steps += 1
        self._counted += 1
        if self._counted == WARM_UP:
            self._warm = time.perf_counter(), self._steps

    def on_epoch_end(self, epoch, logs=None):
        if not self.params["steps"]:  # 걸음 수를 모르는 데이터셋은 에포크로 셉니다
            self._step()
        for name, values in self._losses.items():
            values.append(float(logs[name]))
        self._refresh(now=True)
        if time.perf_counter() - self._drawn >= self.refresh_seconds:
            self._draw()

    def on_train_end(self, logs=None):
        self.bar.bar_style = "success"
        self.advice.value = ""
        self._refresh(now=True)
        self._draw()

    def _refresh(self, now=False):
        clock = time.perf_counter()
        if not now and clock - self._refreshed < self.refresh_seconds:
            return
        self._refreshed = clock
        self.bar.value = self._steps
        spent, left = clock - self._started, self._seconds_left(clock)
        words = [f"에포크 {self._epoch + 1}/{self.params['epochs']}", f"{duration(spent)} 지남"]
        if left is not None and self._steps < self.bar.max:
            words.append(f"약 {duration(left)} 남음")
            if spent + left > LONG and not self.advice.value:
                self.advice.value = f"이 컴퓨터에서는 모두 약 {duration(spent + left)} 걸립니다. {SKIP}"
        words += [f"{name} {self._losses[key][-1]:.3f}" for name, key in self.LOSSES.items() if self._losses[key]]
        self.text.value = " · ".join(words)

    def _seconds_left(self, clock):
        """남은 시간(초). 아직 어림할 수 없으면 None."""
        if self._warm is None or self._steps == self._warm[1]:
            return None
        since, steps = self._warm
        return (clock - since) / (self._steps - steps) * (self.bar.max - self._steps)

    def _draw(self):
        self._drawn = time.perf_counter()
        self.image.value = image_tag(self._figure(), self.ALT, dpi=80)

    def _figure(self):
        samples = self.model.generate(self.count, seed=self.seed)
        return plots.training_panel(samples, *self._losses.values())
