"""tf.data의 자동 조율이 기다리는 시간: 3장과 4장의 조리법을 자동 조율을 켜고, 끄고 번갈아 훈련하고, 옮겨 봅니다.

    uv run python benchmarks/fit_wait.py [--epochs 4] [--rounds 3]

`AdversarialModel.fit`은 자동 조율을 스스로 끕니다.
「끔」은 자료를 그대로 준 것이고, 「켬」은 자료에 켜라고 적은 것입니다.
둘째 표는 훈련하지 않은 같은 모델로 `generate`와 `translate`를, 배열을 준 Keras의 `predict`와 번갈아 잽니다.
"""

import argparse
import statistics
import time

import numpy as np
from machine import machine
from time_to_quality import chapter_training

from gan_course._tensorflow import keras, tf


def now():
    """(벽시계, CPU)의 초."""
    return np.array([time.perf_counter(), time.process_time()])


class Clock(keras.callbacks.Callback):
    """에포크마다 (벽시계 초, CPU 초)."""

    def on_train_begin(self, logs=None):
        self.times = []
        self.before = now()

    def on_epoch_end(self, epoch, logs=None):
        self.times.append(now() - self.before)
        self.before = now()


def with_autotune(data):
    options = tf.data.Options()
    options.autotune.enabled = True
    return data.with_options(options)


def main(options):
    print(f"{machine()}\n")
    fit_waits(options)
    predict_waits(options)


def fit_waits(options):
    print("| 조리법 | 자동 조율 | 한 에포크의 벽시계(초) | 가장 작은 값~가장 큰 값 | CPU(초) |\n|---|---|---|---|---|")
    for name, label in (("gan", "3장"), ("cyclegan", "4장")):
        model, data, _ = chapter_training(name, options.profile, 0)
        model.fit(data, epochs=1, verbose=0)  # 그래프를 만드는 시간은 재지 않습니다
        found = {"켬": [], "끔": []}
        for _ in range(options.rounds):
            for state, given in (("켬", with_autotune(data)), ("끔", data)):
                clock = Clock()
                model.fit(given, epochs=options.epochs, verbose=0, callbacks=[clock])
                found[state] += clock.times
        for state, times in found.items():
            walls, cpus = zip(*times)
            print(
                f"| {label} | {state} | {statistics.mean(walls):.2f} | {min(walls):.2f}~{max(walls):.2f} | "
                f"{statistics.mean(cpus):.2f} |",
                flush=True,
            )


def predict_waits(options):
    print("\n| 부른 것 | Keras의 predict, 벽시계(CPU) 초 | 우리, 벽시계(CPU) 초 |\n|---|---|---|")
    gan, cyclegan = (chapter_training(name, options.profile, 0)[0] for name in ("gan", "cyclegan"))
    shape = (100, *cyclegan.generator_ab.input_shape[1:])
    images = np.random.default_rng(0).uniform(-1, 1, shape).astype(np.float32)
    calls = {}
    for count in (100, 2500):
        noise = keras.random.normal((count, gan.noise_dim), seed=0)
        calls[f"`generate({count})`"] = (
            lambda noise=noise: gan.predict(noise, batch_size=250, verbose=0),
            lambda count=count: gan.generate(count),
        )
    for count in (6, 24, 100):
        some = images[:count]
        calls[f"`translate`, {count}장"] = (
            lambda some=some: cyclegan.average_ab.predict(some, batch_size=16, verbose=0),
            lambda some=some: cyclegan.translate(some, "AtoB"),
        )
    for name, both in calls.items():
        times = ([], [])
        for turn in range(1 + 3 * options.rounds):
            for call, measured in zip(both, times):
                before = now()
                call()
                if turn:  # 첫 번은 그래프를 만듭니다
                    measured.append(now() - before)
        cells = ("{:.3f}({:.3f})".format(*np.median(measured, axis=0)) for measured in times)
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", default="cpu", choices=["quick", "cpu", "gpu"])
    parser.add_argument("--quick", action="store_true", help="도는지만 보는 아주 작은 크기")
    choices = parser.parse_args()
    if choices.quick:
        choices.profile, choices.epochs, choices.rounds = "quick", 1, 1
    main(choices)
