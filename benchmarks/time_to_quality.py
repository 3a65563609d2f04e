"""좋은 결과가 나올 때까지 걸리는 시간: 장의 조리법과 TensorFlow 튜토리얼의 조리법을 같은 자료, 같은 기계에서 견줍니다.

    uv run --group bench python benchmarks/time_to_quality.py [digits | savanna] [--times 20]

우리의 조리법은 3장과 4장의 것(`gan_course.training.recipes`)이고, 튜토리얼의 조리법은 benchmarks/recipes에 있습니다.
튜토리얼은 우리가 걸린 CPU 시간의 `--times`배까지만 훈련합니다.
훈련한 시간만 재고 채점하는 시간은 뺍니다. 컴퓨터가 바쁘면 벽시계는 늘어나므로 비율은 CPU 시간으로 냅니다.
"""

import argparse
import time

from machine import machine
from recipes import tensorflow_cyclegan, tensorflow_dcgan

from gan_course import evaluation
from gan_course._tensorflow import keras, tf
from gan_course.data import mnist, savanna, unpaired_dataset
from gan_course.training.recipes import RECIPES, build

# ── 우리의 조리법 ─────────────────────────────────────────────────────────────────────────────


def chapter_training(name, profile, seed):
    """장의 조리법(`gan-course train`과 같음)으로 만든 (모델, 자료, `fit`의 나머지 인자).

    조리법의 수가 장의 소스와 같은지는 tests/cli/test_train.py가 확인합니다.
    """
    recipe = RECIPES[name][profile]
    if name == "gan":
        data = mnist.dataset(recipe.batch_size, seed=seed, steps=recipe.steps)
    else:
        domains = savanna.unpaired("horse2zebra", recipe.images, seed, recipe.size)
        data = unpaired_dataset(*domains, recipe.batch_size, seed=seed, steps=recipe.steps)
    return build(name, recipe, len(data), seed), data, {"epochs": recipe.epochs}


# ── 재기 ──────────────────────────────────────────────────────────────────────────────────────


class Race:
    """훈련하는 동안만 가는 시계로, 점수가 목표에 처음 닿은 때를 적습니다.

    Args:
        name: 조리법의 이름.
        score: () → {점수 이름: 값}. 이 안에서 쓰는 시간은 세지 않습니다.
        goals: 목표 이름 → 점수에서 참/거짓을 내는 함수.
        limit: 이만큼의 CPU 초를 훈련하면 멈춥니다.
    """

    def __init__(self, name, score, goals, limit=float("inf")):
        self.name, self.score, self.goals, self.limit = name, score, goals, limit
        self.wall = self.cpu = 0.0
        self.reached = {}
        self.last = {}

    @property
    def over(self):
        return self.cpu >= self.limit or len(self.reached) == len(self.goals)

    def start(self):
        self._started = time.perf_counter(), time.process_time()

    def stop(self):
        self.wall += time.perf_counter() - self._started[0]
        self.cpu += time.process_time() - self._started[1]

    def check(self):
        self.last = self.score()
        for goal, satisfied in self.goals.items():
            if satisfied(self.last):
                self.reached.setdefault(goal, (self.cpu, self.wall))
        values = ", ".join(f"{name} {value:.3g}" for name, value in self.last.items())
        print(f"{self.name}: CPU {self.cpu:.0f}초, 벽시계 {self.wall:.0f}초, {values}", flush=True)


class Checkpoints(keras.callbacks.Callback):
    """`fit`의 에포크 `every`번마다 채점하고, 경주가 끝나면 훈련을 멈춥니다."""

    def __init__(self, race, every):
        super().__init__()
        self.race, self.every = race, every

    def on_train_begin(self, logs=None):
        self.race.start()

    def on_epoch_end(self, epoch, logs=None):
        if (epoch + 1) % self.every and epoch + 1 < self.params["epochs"]:
            return
        self.race.stop()
        self.race.check()
        self.model.stop_training = self.race.over
        self.race.start()


def train_chapter(race, training, every):
    model, data, arguments = training
    model.fit(data, **arguments, verbose=0, callbacks=[Checkpoints(race, every)])


def train_tutorial(race, step, batches, every):
    """`every`걸음마다 채점합니다. 자료는 끝나지 않아야 합니다."""
    batches = iter(batches)
    while not race.over:
        race.start()
        for _ in range(every):
            step(*next(batches))
        race.stop()
        race.check()


# ── 숫자와 사바나 ─────────────────────────────────────────────────────────────────────────────


def digits(options):
    floor = evaluation.mnist_fd_real_against_real()
    goals = {f"진짜끼리의 {times}배": (lambda score, times=times: score["배"] <= times) for times in options.goals}
    count = 250 if options.quick else 2500

    model, data, arguments = chapter_training("gan", options.profile, options.seed)
    ours = Race(
        "3장의 조리법",
        lambda: {"배": evaluation.mnist_fd(model.generate(count, seed=options.seed + 1)) / floor},
        goals,
    )
    train_chapter(ours, (model, data, arguments), options.every or 1)

    keras.utils.set_random_seed(options.seed)
    width = 16 if options.quick else 1
    generator, discriminator = tensorflow_dcgan.generator(width), tensorflow_dcgan.discriminator(width)
    noise = keras.random.normal((count, tensorflow_dcgan.NOISE_DIM), seed=options.seed + 1)
    theirs = Race(
        "TF 튜토리얼의 조리법",
        lambda: {"배": evaluation.mnist_fd(generator.predict(noise, batch_size=250, verbose=0)) / floor},
        goals,
        limit=options.times * ours.cpu,
    )
    batches = mnist.dataset(tensorflow_dcgan.BATCH_SIZE, seed=options.seed).repeat().map(lambda images: (images,))
    steps = 1 if options.quick else 100
    train_tutorial(theirs, tensorflow_dcgan.train_step(generator, discriminator), batches, steps)
    return ours, theirs


def savanna_translation(options):
    def enough(background, to_zebra, to_horse):
        return lambda score: (
            max(score["배경 오차 →얼룩말"], score["배경 오차 →말"]) <= background
            and score["얼룩말로"] >= to_zebra
            and score["말로"] >= to_horse
        )

    goals = {
        "배경 오차 0.03, 90 %와 70 %": enough(0.03, 0.90, 0.70),
        "배경 오차 0.02, 95 %와 85 %": enough(0.02, 0.95, 0.85),
    }
    test = savanna.pairs("horse2zebra", 8 if options.quick else 100, seed=options.seed)

    def score(to_zebra, to_horse):
        zebras = evaluation.savanna_scores(test.a, to_zebra(test.a), test.body, "zebra")
        horses = evaluation.savanna_scores(test.b, to_horse(test.b), test.body, "horse")
        return {
            "배경 오차 →얼룩말": zebras.background_error,
            "배경 오차 →말": horses.background_error,
            "얼룩말로": zebras.class_rate,
            "말로": horses.class_rate,
        }

    model, data, arguments = chapter_training("cyclegan", options.profile, options.seed)
    ours = Race(
        "4장의 조리법",
        lambda: score(lambda a: model.translate(a, "AtoB"), lambda b: model.translate(b, "BtoA")),
        goals,
    )
    train_chapter(ours, (model, data, arguments), options.every or 1)

    keras.utils.set_random_seed(options.seed)
    width = 16 if options.quick else 1
    networks = [
        *(tensorflow_cyclegan.unet_generator(64, width) for _ in range(2)),
        *(tensorflow_cyclegan.discriminator(64, width) for _ in range(2)),
    ]
    theirs = Race(
        "TF 튜토리얼의 조리법",
        lambda: score(*(lambda x, n=n: n.predict(x, batch_size=20, verbose=0) for n in networks[:2])),
        goals,
        limit=options.times * ours.cpu,
    )
    images = savanna.unpaired("horse2zebra", 8 if options.quick else 600, seed=options.seed)
    batches = unpaired_dataset(*images, 1, seed=options.seed).repeat()
    batches = batches.map(lambda a, b: (jitter(a), jitter(b)))
    steps = 1 if options.quick else 100
    train_tutorial(theirs, tensorflow_cyclegan.train_step(*networks), batches, steps)
    return ours, theirs


def jitter(images):
    """튜토리얼의 흔들기: 256화소를 286화소로 키워 아무 데나 자르고 반반으로 뒤집습니다. 64화소에서는 72화소입니다."""
    size = images.shape[1]
    larger = tf.image.resize(images, [round(size * 286 / 256)] * 2, method="nearest")
    return tf.image.random_flip_left_right(
        tf.image.random_crop(larger, [tf.shape(images)[0], size, size, images.shape[-1]])
    )


def print_table(races):
    ours, theirs = races
    print(f"\n{machine()}\n\nCPU(벽시계) 초\n")
    print(f"| 목표 | {ours.name} | {theirs.name} | CPU 시간의 비 |\n|---|---|---|---|")
    for goal in ours.goals:
        cells = [
            "{:.0f}({:.0f})".format(*race.reached[goal]) if goal in race.reached
            else f"{race.cpu:.0f}({race.wall:.0f})에도 못 미침"
            for race in races
        ]  # fmt: skip
        ratio = "-"
        if goal in ours.reached:
            until = theirs.reached.get(goal, (theirs.cpu,))[0]
            ratio = ("" if goal in theirs.reached else "≥ ") + f"{until / ours.reached[goal][0]:.1f}"
        print(f"| {goal} | {' | '.join(cells)} | {ratio} |")
    for race in races:
        print(f"\n{race.name}의 마지막 점수: " + ", ".join(f"{name} {value:.3g}" for name, value in race.last.items()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="?", default="digits", choices=["digits", "savanna"])
    parser.add_argument("--times", type=float, default=20, help="튜토리얼을 우리의 몇 배까지 훈련할지")
    parser.add_argument("--goals", nargs="+", type=float, default=[17, 9], help="진짜끼리의 몇 배(digits)")
    parser.add_argument("--every", type=int, help="우리의 조리법을 몇 에포크마다 채점할지")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--profile", default="cpu", choices=["quick", "cpu", "gpu"])
    parser.add_argument("--quick", action="store_true", help="도는지만 보는 아주 작은 크기")
    choices = parser.parse_args()
    if choices.quick:
        choices.profile, choices.times = "quick", 1
    print_table(digits(choices) if choices.data == "digits" else savanna_translation(choices))
