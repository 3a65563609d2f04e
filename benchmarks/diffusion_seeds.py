"""10장의 훈련을 씨앗을 바꾸어 되풀이합니다. 장이 그 자리에서 하기에는 오래 걸려 결과만 담아 둡니다.

    uv run python benchmarks/diffusion_seeds.py                    # 남은 것을 모두 잽니다. 멈추면 이어서 합니다
    uv run python benchmarks/diffusion_seeds.py --output 새파일     # 이 컴퓨터에서 처음부터 다시 잽니다

훈련과 채점은 장의 셀과 같고, 장에 없는 대조군(파동을 빼거나 판별자에 준 것, 스승 없는 학생, 화소에서 곧바로 훈련한 U-Net)을 더합니다. 훈련 하나가 끝날 때마다
`data/other_seeds.json`의 "10장"에 적고, 적힌 것은 건너뜁니다. 새로 잰 뒤에는 data/SHA256SUMS와 data/README.md의 해시를 고칩니다.
"""

import argparse
import functools
import time
from pathlib import Path

import numpy as np
from mapping_network import latent_scores, spread_by_epoch, with_mapping
from stored_runs import measure_the_rest

from gan_course import evaluation, losses, theory
from gan_course._tensorflow import keras, tf
from gan_course.data import mnist
from gan_course.models import mlp_denoiser, mlp_discriminator, mlp_generator, residual_denoiser, unet_denoiser
from gan_course.models.denoisers import waves
from gan_course.training import DiffusionModel, objective_gan
from gan_course.training.recipes import RECIPES, build

CHAPTER = "10장"
WAVES = (1, 2, 4, 8)
SETTINGS = {
    "고리 8": {"steps": (1500, 1500), "deviation": 0.1},
    "격자 25": {"steps": (4000, 4000), "deviation": 0.05},
    "점": {"points": 16_384, "units": 128, "samples": 2000, "scorings": 10, "batches": (256, 128), "rates": (5e-3, 1e-3)},
    "학생": {"steps": 3000, "pairs": 50_000, "weight": 20.0, "batch": 256, "rate": 3e-3, "teacher_steps": 20},
    "숫자": {"axes": 100, "units": 384, "steps": 6000, "batch": 256, "rate": 2e-3, "decay": 0.999, "samples": 2500, "walk": 20},
    "화소의 U-Net": {"filters": 16, "epochs": 30, "batch": 64, "rate": 2e-3, "decay": 0.998},
    "사상망": {"layers": 2, "slower": 0.01, "truncations": (0.3, 0.5, 0.7, 1.0), "probes": 4000},
}  # fmt: skip
QUICK = {
    "고리 8": {"steps": (10, 10)},
    "격자 25": {"steps": (10, 10)},
    "점": {"points": 512, "units": 8, "samples": 200},
    "학생": {"steps": 10, "pairs": 64},
    "숫자": {"axes": 8, "units": 8, "steps": 10, "samples": 100, "walk": 2},
    "화소의 U-Net": {"filters": 4, "epochs": 1},
    "사상망": {"probes": 200},
}
# 사상망의 설정에서 다른 것. 표준화하지 않은 것을 두 빠르기로 봅니다.
MAPPINGS = {
    "GAN, 사상망": {},
    "GAN, 표준화하지 않은 사상망": {"standardized": False},
    "GAN, 표준화하지 않은 보통 빠르기의 사상망": {"standardized": False, "slower": 1},
}
FIRST_EPOCHS = 5
PROBLEMS = {
    "고리 8": (theory.ring_of_gaussians, theory.ring_centers()),
    "격자 25": (theory.grid_of_gaussians, theory.grid_centers()),
}


def plane_scores(problem, points, settings):
    """덮은 모드, 좋은 표본, 정밀도와 재현율."""
    draw, centers = PROBLEMS[problem]
    deviation = settings[problem]["deviation"]
    covered = evaluation.mode_coverage(points, centers, deviation, at_least=len(points) // 100)
    real = draw(len(points), seed=2000, deviation=deviation)
    both = evaluation.precision_recall(real, points)
    return {
        "modes": int(covered.modes),
        "quality": round(float(covered.high_quality), 4),
        "precision": round(both.precision, 4),
        "recall": round(both.recall, 4),
    }


def wavy(head, units, depth=3):
    """좌표를 파동으로도 받는 신경망. `head`는 출력의 차원: 판별자는 1, 학생은 2. 파동 말고는 `mlp_discriminator`, `mlp_generator`와 같습니다."""
    point = keras.Input((2,))
    x = keras.layers.Concatenate()([point, waves(point, WAVES)])
    for _ in range(depth):
        x = keras.layers.LeakyReLU(0.2)(keras.layers.Dense(units)(x))
    return keras.Model(point, keras.layers.Dense(head)(x))


def plane_model(kind, problem, seed, settings):
    """(컴파일한 모델, 배치의 크기, 걸음의 수)"""
    shared, diffuses = settings["점"], kind.startswith("확산")
    steps, batch, rate = (
        each[0 if diffuses else 1] for each in (settings[problem]["steps"], shared["batches"], shared["rates"])
    )
    together = {"steps_per_execution": max(1, steps // shared["scorings"])}
    keras.utils.set_random_seed(seed)
    if diffuses:
        model = DiffusionModel(mlp_denoiser(2, shared["units"], 3, () if "없이" in kind else WAVES), seed=seed)
        model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(rate, steps)), **together)
        return model, batch, steps
    generator = mlp_generator(2, 2, shared["units"], 3)
    judge = wavy(1, shared["units"]) if "파동" in kind else mlp_discriminator(2, shared["units"], 3)
    return objective_gan("비포화", generator, judge, 2, (rate, rate), 0.0, 0.99, seed, **together), batch, steps


def plane(kind, problem, seed, settings):
    """(모델, 적을 것): 훈련하며 열 번 채점합니다."""
    model, batch, steps = plane_model(kind, problem, seed, settings)
    shared = settings["점"]
    draw, _ = PROBLEMS[problem]
    points = draw(shared["points"], seed=1000 + seed, deviation=settings[problem]["deviation"])
    data = tf.data.Dataset.from_tensor_slices(points).shuffle(len(points), seed=seed)
    data = data.batch(batch, drop_remainder=True).repeat()
    seconds, on_the_way = 0.0, []
    for _ in range(shared["scorings"]):
        started = time.process_time()
        model.fit(data, epochs=1, steps_per_epoch=max(1, steps // shared["scorings"]), verbose=0)
        seconds += time.process_time() - started
        on_the_way.append(plane_scores(problem, model.generate(shared["samples"], seed=seed), settings))
    way = {"modes_on_the_way": [score["modes"] for score in on_the_way], "cpu_seconds": round(seconds, 2)}
    return model, on_the_way[-1] | way


def student(parts, teacher, seed, settings):
    """한 걸음의 생성자의 점수. `parts`는 손실에 넣는 것: "스승"(스승의 점과의 거리), "판별자"(속이기)."""
    given, shared = settings["학생"], settings["점"]
    draw, _ = PROBLEMS["격자 25"]
    real = tf.constant(draw(shared["points"], seed=1000 + seed, deviation=settings["격자 25"]["deviation"]))
    noise = keras.random.normal((given["pairs"], 2), seed=seed + 5)
    lesson = teacher.restore(noise, given["teacher_steps"])
    judged, weight = "판별자" in parts, (given["weight"] if "판별자" in parts else 1.0) * ("스승" in parts)
    keras.utils.set_random_seed(seed)
    networks = wavy(2, shared["units"]), wavy(1, shared["units"])
    rate = keras.optimizers.schedules.CosineDecay(given["rate"], given["steps"])
    optimizers = [keras.optimizers.Adam(rate, beta_1=0.5) for _ in networks]
    for optimizer, network in zip(optimizers, networks):
        optimizer.build(network.trainable_variables)
    random = keras.random.SeedGenerator(seed)

    def step():
        rows = keras.random.randint((given["batch"],), 0, len(lesson), seed=random)
        shown = tf.gather(real, keras.random.randint((given["batch"],), 0, len(real), seed=random))
        with tf.GradientTape(persistent=True) as tape:
            made = networks[0](tf.gather(noise, rows), training=True)
            fake_output = networks[1](made, training=True)
            loss = weight * tf.reduce_mean((made - tf.gather(lesson, rows)) ** 2)
            if judged:
                loss += losses.generator_loss(fake_output)
                judge_loss = losses.discriminator_loss(networks[1](shown, training=True), fake_output)
        variables = networks[0].trainable_variables
        optimizers[0].apply_gradients(zip(tape.gradient(loss, variables), variables))
        if judged:
            variables = networks[1].trainable_variables
            optimizers[1].apply_gradients(zip(tape.gradient(judge_loss, variables), variables))

    @tf.function
    def train(count):
        for _ in tf.range(count):
            step()

    started = time.process_time()
    train(tf.constant(given["steps"]))
    seconds = time.process_time() - started
    made = networks[0](keras.random.normal((shared["samples"], 2), seed=seed + 6)).numpy()
    return plane_scores("격자 25", made, settings) | {"cpu_seconds": round(seconds, 2)}


def principal_axes(images, count):
    """(숫자 → 수 `count`개, 수 → 숫자): 주성분의 축으로 옮깁니다. 수의 제곱의 평균은 1입니다."""
    flat = images.reshape(len(images), -1)
    middle = flat.mean(axis=0)
    axes = np.linalg.svd(flat - middle, full_matrices=False)[2][:count]
    axes *= np.sign(axes[np.arange(count), np.abs(axes).argmax(axis=1)])[:, None]
    scale = np.sqrt(np.mean(((flat - middle) @ axes.T) ** 2))

    def draw(numbers):
        return np.clip(scale * numbers @ axes + middle, -1, 1).reshape(-1, *images.shape[1:])

    return ((flat - middle) @ axes.T / scale).astype(np.float32), draw


def digit_gan(kind, seed, settings):
    """3장의 GAN이나 그 앞에 사상망을 단 것, 숫자의 데이터, 조리법."""
    recipe = RECIPES["gan"]["quick" if settings["숫자"]["units"] < 100 else "cpu"]
    data = mnist.dataset(recipe.batch_size, seed=seed)
    model = build("gan", recipe, len(data), seed)
    if kind != "GAN":
        given = {name: settings["사상망"][name] for name in ("layers", "slower")} | MAPPINGS[kind]
        model = with_mapping(model, recipe, len(data), **given)
    return model, data, recipe


def first_epochs(kind, seed, settings):
    """처음 몇 에포크에 표본들이 서로 다른 정도."""
    given = settings["숫자"]
    keras.utils.set_random_seed(seed)
    model, data, _ = digit_gan(kind, seed, settings)
    real = mnist.load("all").images[: given["samples"]]
    return {"spread": spread_by_epoch(model, data, real, seed, 1 if given["units"] < 100 else FIRST_EPOCHS)}


def digits(kind, seed, settings):
    """숫자를 훈련한 CPU 초와 점수, 한 장에 드는 CPU 밀리초."""
    given, unet = settings["숫자"], settings["화소의 U-Net"]
    quick = given["units"] < 100
    keras.utils.set_random_seed(seed)
    if kind == "확산":
        numbers, draw = principal_axes(mnist.load().images, given["axes"])
        data = tf.data.Dataset.from_tensor_slices(numbers).shuffle(len(numbers), seed=seed)
        data = data.batch(given["batch"], drop_remainder=True).repeat()
        model = DiffusionModel(residual_denoiser(given["axes"], given["units"]), given["decay"], seed=seed)
        rate = keras.optimizers.schedules.CosineDecay(given["rate"], given["steps"])
        model.compile(keras.optimizers.Adam(rate), steps_per_execution=max(1, given["steps"] // 20))
        fit = {"epochs": 20, "steps_per_epoch": max(1, given["steps"] // 20)}
    elif kind == "화소의 U-Net":
        data, draw = mnist.dataset(unet["batch"], seed=seed), np.asarray
        model = DiffusionModel(unet_denoiser(filters=unet["filters"]), unet["decay"], limit=1.0, seed=seed)
        rate = keras.optimizers.schedules.CosineDecay(unet["rate"], unet["epochs"] * len(data))
        model.compile(keras.optimizers.Adam(rate))
        fit = {"epochs": unet["epochs"]}
    else:
        model, data, recipe = digit_gan(kind, seed, settings)
        draw, fit = np.asarray, {"epochs": 1 if quick else recipe.epochs}
    walk = {"steps": given["walk"]} if isinstance(model, DiffusionModel) else {}
    started = time.process_time()
    model.fit(data, verbose=0, **fit)
    seconds = time.process_time() - started
    model.generate(10, **walk)
    started = time.process_time()
    made = draw(model.generate(given["samples"], seed=seed + 3, **walk))
    each = 1e3 * (time.process_time() - started) / len(made)
    everything = mnist.load("all").images
    real = evaluation.mnist_features(everything[np.random.default_rng(seed).permutation(len(everything))[: len(made)]])
    features = evaluation.mnist_features(made)
    both = evaluation.precision_recall(real, features)
    return {
        "distance": round(evaluation.mnist_fd(made) / evaluation.mnist_fd_real_against_real(), 3),
        "kernel": round(evaluation.kernel_distance(real, features), 3),
        "precision": round(both.precision, 4),
        "recall": round(both.recall, 4),
        "least_share": round(float(evaluation.digit_shares(made).min()), 4),
        "cpu_seconds": round(seconds, 1),
        "milliseconds": round(each, 3),
    } | ({} if walk else latent_scores(model, real, seed, settings["사상망"]))


def jobs(seed, settings):
    """(열쇠, 재는 함수)를 차례로 냅니다. 학생의 스승은 같은 씨앗의 격자의 확산 모델입니다."""
    grid = functools.cache(lambda: plane("확산", "격자 25", seed, settings))
    for kind in ("확산", "GAN"):
        yield f"고리 8/{kind}", lambda kind=kind: plane(kind, "고리 8", seed, settings)[1]
    yield "격자 25/확산", lambda: grid()[1]
    yield "격자 25/GAN", lambda: plane("GAN", "격자 25", seed, settings)[1]
    for kind in ("확산, 파동 없이", "GAN, 판별자에 파동"):
        yield f"격자 25/{kind}", lambda kind=kind: plane(kind, "격자 25", seed, settings)[1]
    for parts in ("스승만", "판별자만", "스승과 판별자"):
        yield f"격자 25/{parts}", lambda parts=parts: student(parts, grid()[0], seed, settings)
    for kind in ("확산", "GAN", "GAN, 사상망", "화소의 U-Net"):
        yield f"숫자/{kind}", lambda kind=kind: digits(kind, seed, settings)
    for kind in ("GAN", *MAPPINGS):
        yield f"처음 에포크/{kind}", lambda kind=kind: first_epochs(kind, seed, settings)


def main(options):
    def every_seed(settings):
        for seed in range(options.seeds):
            for name, measure in jobs(seed, settings):
                if name.startswith(tuple(options.only)):
                    yield f"{name}/{seed}", measure

    settings = {name: each | (QUICK[name] if options.quick else {}) for name, each in SETTINGS.items()}
    measure_the_rest(CHAPTER, settings, every_seed, options.output)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3, help="씨앗 0부터 몇 개")
    parser.add_argument("--only", nargs="+", default=[""], help="이 글로 시작하는 것만(이를테면 격자)")
    parser.add_argument("--output", type=Path, default=Path("data/other_seeds.json"))
    parser.add_argument("--quick", action="store_true", help="도는지만 보는 아주 작은 크기")
    main(parser.parse_args())
