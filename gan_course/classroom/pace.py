"""이 컴퓨터의 빠르기를 십여 초 동안 재어, 장마다 얼마나 걸릴지 어림합니다.

장의 노트북에는 셀마다 걸린 초와, 그때 같은 방법으로 잰 빠르기가 적혀 있습니다(`authoring.build`가 적습니다). 오래 걸리는
셀은 거의 훈련이므로 훈련의 빠르기로, 나머지는 그림을 그리는 빠르기로 고쳐 더합니다.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import nbformat

from gan_course.classroom.doctor import Finding, Verdict, run_probe
from gan_course.course.chapters import Chapter
from gan_course.course.long_cells import LOADING, can_skip, trains
from gan_course.durations import duration

SLOW = 10.0  # 분. 한 장이 이보다 오래 걸리면 체크포인트를 권합니다
# 4장의 신경망으로 앞뒤 한 번, 그리고 그림 한 장. 처음 한 번은 그래프를 만드느라 느리므로 재지 않습니다.
PROBE = """
import json, statistics, time
import numpy as np
from gan_course import plots
from gan_course._tensorflow import tf
from gan_course.training.recipes import RECIPES, untrained

def seconds(function, budget):
    function()
    times, until = [], time.perf_counter() + budget
    while len(times) < 3 or time.perf_counter() < until:
        began = time.perf_counter()
        function()
        times.append(time.perf_counter() - began)
    return statistics.median(times)

recipe = RECIPES["cyclegan"]["cpu"]
model = untrained("cyclegan", recipe, 1, seed=0)
generator, discriminator = model.generator_ab, model.discriminator_b
variables = generator.trainable_variables + discriminator.trainable_variables
images = tf.random.uniform([recipe.batch_size, recipe.size, recipe.size, 3], -1, 1)

@tf.function
def step():
    with tf.GradientTape() as tape:
        answer = tf.reduce_mean(discriminator(generator(images, training=True), training=True))
    return tape.gradient(answer, variables)

def draw():
    plots.loss_curves(np.linspace(2, 1, 40), np.linspace(1, 2, 40)).canvas.draw()

print(json.dumps([seconds(step, 1.5), seconds(draw, 0.5)]))
"""


class Pace(NamedTuple):
    """빠르기: 한 번 하는 데 걸린 초. 작을수록 빠릅니다."""

    training: float
    """4장의 생성자와 판별자를 앞뒤로 한 번."""

    drawing: float
    """손실 곡선 한 장."""


def measure(timeout: float = 120) -> Pace | None:
    """따로 띄운 파이썬에서 잽니다. 훈련할 수 없으면 None."""
    try:
        probe = run_probe(PROBE, timeout)
        return Pace(*map(float, json.loads(probe.stdout.splitlines()[-1])))
    except (subprocess.TimeoutExpired, ValueError, IndexError, TypeError):
        return None


def forecast(chapter: Chapter, pace: Pace, train: bool = True) -> float | None:
    """장을 이 컴퓨터에서 `cpu` 프로필로 실행하는 데 걸릴 시간(초). 노트북에 적어 둔 것이 없으면 None.

    Args:
        chapter: 장.
        pace: 이 컴퓨터의 빠르기.
        train: 거짓이면 `TRAIN=False`로, 긴 훈련을 건너뛸 때.
    """
    notebook = nbformat.read(chapter.notebook, as_version=4)
    record: Mapping = notebook.metadata.get("gan_course", {})
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    seconds: Sequence[float] = record.get("cell_seconds", ())
    if "pace" not in record or len(seconds) != len(sources):
        return None
    slower = Pace(*(here / there for here, there in zip(pace, record["pace"], strict=True)))
    skipping = not train and can_skip(sources)
    total = max(record["seconds"] - sum(seconds), 0.0) * slower.drawing  # 커널을 시작하고 끝내는 시간
    for source, spent in zip(sources, seconds, strict=True):
        if not trains(source, spent):
            total += spent * slower.drawing
        else:
            total += LOADING * slower.drawing if skipping else spent * slower.training
    return total


def forecasts(chapters: Sequence[Chapter], pace: Pace) -> dict[Chapter, float]:
    """장마다 걸릴 시간(초). 노트북에 적어 둔 것이 없는 장은 빠집니다."""
    seconds = {chapter: forecast(chapter, pace) for chapter in chapters}
    return {chapter: value for chapter, value in seconds.items() if value is not None}


def finding(known: Mapping[Chapter, float], pace: Pace | None) -> Finding:
    """어림(`forecasts`)을 진단 한 가지로 적고, 어떻게 실행하면 좋을지 권합니다."""
    if pace is None:
        remedy = "`uv run gan-course run 01 --profile quick`을 실행하고, 나오는 오류를 확인하십시오."
        return Finding("TensorFlow 훈련", Verdict.FAULT, "훈련을 한 걸음도 하지 못했습니다.", remedy)
    if not known:
        return Finding("빠르기", Verdict.WARNING, "장에 적어 둔 시간이 없어 어림하지 못했습니다.")
    each = ", ".join(f"{chapter.number}장 {duration(seconds)}" for chapter, seconds in known.items())
    detail = f"강좌 전체를 실행하는 데 약 {duration(sum(known.values()))} 걸립니다({each})."
    if max(known.values()) <= 60 * SLOW:
        return Finding("빠르기", Verdict.GOOD, detail)
    skipping = [forecast(chapter, pace, train=False) or 0.0 for chapter in known]
    if max(skipping) <= 60 * SLOW:
        remedy = (
            "기다릴 수 없으면 노트북 맨 위의 `TRAIN`을 `False`로 바꾸십시오(`gan-course run -p TRAIN=False`). "
            f"미리 훈련해 둔 결과를 불러와 모두 약 {duration(sum(skipping))}입니다."
        )
    else:
        remedy = "먼저 `gan-course run --profile quick`으로 둘러보고, 훈련은 Colab이나 더 빠른 컴퓨터에서 하십시오."
    return Finding("빠르기", Verdict.WARNING, detail, remedy)
