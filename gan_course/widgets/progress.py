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
SKIP = "기다릴 수 없으면 ■로 멈추고, 맨 위의 {} 바꾸어 처음부터 다시 실행하십시오."
WARM_UP = 2  # 걸음. 첫 걸음은 그래프를 만드느라 느리므로 남은 시간을 어림하는 데 쓰지 않습니다


class TimeLeft(keras.callbacks.Callback):
    """`fit`의 콜백: 진행 막대와 남은 시간. 30초보다 오래 걸릴 훈련이면 처음부터 그렇게 말합니다.

    노트북이 아닌 곳에서는 조용히 아무것도 찍지 않습니다. 훈련의 난수는 건드리지 않습니다.

    Args:
        trainings: 이 콜백 하나로 지켜볼 `fit`의 수. 걸음 수가 모두 같다고 봅니다. 다 끝난 뒤에 또 쓰면 새로 셉니다.
        refresh_seconds: 화면을 고치는 가장 짧은 간격(초).
        switch: 기다릴 수 없는 사람이 노트북의 맨 위에서 무엇을 무엇으로 바꿀지.

    Attributes:
        view: 화면(`ipywidgets.VBox`): 진행 막대 `bar`, 글 `text`, 긴 훈련이면 얼마나 걸릴지 적은 `advice`.
    """

    def __init__(self, trainings=1, refresh_seconds=0.5, switch="TRAIN을 False로"):
        super().__init__()
        if trainings < 1:
            raise ValueError(f"trainings가 {trainings}입니다. 지켜볼 훈련의 수를 1 이상으로 주십시오.")
        self.trainings = trainings
        self.switch = switch
        self.refresh_seconds = refresh_seconds
        self.bar = ipywidgets.IntProgress(description="훈련", layout={"width": "auto"})
        self.text = ipywidgets.HTML()  # Label은 좁은 화면에서 줄을 바꾸지 않고 자릅니다
        self.advice = ipywidgets.HTML()
        self.view = ipywidgets.VBox([self.bar, self.text, self.advice])
        self._finished = 0

    def on_train_begin(self, logs=None):
        self._refreshed = float("-inf")
        if self._finished:
            return
        self._started = time.perf_counter()
        self._steps = self._counted = 0
        self._warm = None
        self.advice.value = ""
        self.bar.value, self.bar.bar_style = 0, ""
        self.bar.max = self.trainings * self._steps_of_one()
        self.text.value = "첫 걸음을 준비하고 있습니다."
        if get_ipython() is not None:
            display(self.view)

    def on_epoch_begin(self, epoch, logs=None):
        self._epoch = epoch
        # 이어서 훈련하면 0에서 시작하지 않습니다.
        self._before = self._steps = self._finished * self._steps_of_one() + epoch * (self.params["steps"] or 1)

    def on_train_batch_end(self, batch, logs=None):
        if self.params["steps"]:
            # steps_per_execution이 여럿이면 batch는 한꺼번에 한 걸음들의 마지막 것입니다.
            self._step(batch + 1)
            self._refresh()

    def on_epoch_end(self, epoch, logs=None):
        if not self.params["steps"]:  # 걸음 수를 모르는 데이터셋은 에포크로 셉니다
            self._step(1)
        self._refresh(now=True)

    def on_train_end(self, logs=None):
        self._finished = (self._finished + 1) % self.trainings
        if not self._finished:
            self.bar.bar_style = "success"
            self.advice.value = ""
        self._refresh(now=True)

    def _steps_of_one(self):
        return self.params["epochs"] * (self.params["steps"] or 1)

    def _step(self, done):
        """이번 에포크에서 `done`걸음을 마쳤습니다."""
        self._steps = self._before + done
        self._counted += 1
        if self._counted == WARM_UP:
            self._warm = time.perf_counter(), self._steps

    def _refresh(self, now=False):
        clock = time.perf_counter()
        if not now and clock - self._refreshed < self.refresh_seconds:
            return
        self._refreshed = clock
        self.bar.value = self._steps
        spent, left = clock - self._started, self._seconds_left(clock)
        words = [self._place(), f"{duration(spent)} 지남"]
        if left is not None and self._steps < self.bar.max:
            words.append(f"약 {duration(left)} 남음")
            if spent + left > LONG and not self.advice.value:
                self.advice.value = (
                    f"이 컴퓨터에서는 모두 약 {duration(spent + left)} 걸립니다. {SKIP.format(self.switch)}"
                )
        self.text.value = " · ".join([*words, *self._more_words()])

    def _place(self):
        if self.trainings > 1:
            return f"훈련 {self._steps // self._steps_of_one() + (self._steps < self.bar.max)}/{self.trainings}"
        return f"에포크 {self._epoch + 1}/{self.params['epochs']}"

    def _more_words(self):
        return []

    def _seconds_left(self, clock):
        """남은 시간(초). 아직 어림할 수 없으면 None."""
        if self._warm is None or self._steps == self._warm[1]:
            return None
        since, steps = self._warm
        return (clock - since) / (self._steps - steps) * (self.bar.max - self._steps)


class TrainingProgress(TimeLeft):
    """`GAN.fit`의 콜백: 훈련하는 동안 진행 막대와 에포크마다의 표본을 보여 줍니다.

    Args:
        count: 보여 줄 표본의 수.
        seed: 표본의 잠재 벡터의 씨앗. 늘 같은 벡터를 쓰므로 그림이 자라는 것이 보입니다.
        refresh_seconds: 화면을 고치는 가장 짧은 간격(초).

    Attributes:
        view: `TimeLeft`의 화면에 그림 `image`를 더한 것.
    """

    # 화면에 적을 손실: 이름 → 로그의 열쇠. 다른 모델의 화면은 이것과 ALT, `_figure`만 바꿉니다.
    LOSSES = {"생성자 손실": "generator_loss", "판별자 손실": "discriminator_loss"}
    ALT = "왼쪽은 지금의 표본, 오른쪽은 지금까지의 두 손실"

    def __init__(self, count=32, seed=0, refresh_seconds=0.5):
        super().__init__(refresh_seconds=refresh_seconds)
        self.count = count
        self.seed = seed
        self.image = ipywidgets.HTML()
        self.view.children = [*self.view.children, self.image]

    def on_train_begin(self, logs=None):
        self._losses = {key: [] for key in self.LOSSES.values()}
        self._draw()
        super().on_train_begin(logs)

    def on_epoch_end(self, epoch, logs=None):
        for name, values in self._losses.items():
            values.append(float(logs[name]))
        super().on_epoch_end(epoch, logs)
        if time.perf_counter() - self._drawn >= self.refresh_seconds:
            self._draw()

    def on_train_end(self, logs=None):
        super().on_train_end(logs)
        self._draw()

    def _more_words(self):
        return [f"{name} {self._losses[key][-1]:.3f}" for name, key in self.LOSSES.items() if self._losses[key]]

    def _draw(self):
        self._drawn = time.perf_counter()
        self.image.value = image_tag(self._figure(), self.ALT, dpi=80)

    def _figure(self):
        samples = self.model.generate(self.count, seed=self.seed)
        return plots.training_panel(samples, *self._losses.values())
