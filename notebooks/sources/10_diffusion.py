# %% [markdown]
# # 10. GAN 다음: 확산 모델과 나란히
#
# "요즘은 다 확산 모델 아닙니까?" GAN을 배운 사람이면 누구나 묻습니다. 이 장에서는 말로 답하지 않고 **잽니다**. 작은 확산 모델 하나를
# 60줄이 되지 않게 직접 쓰고, 이 강좌의 GAN이 풀던 고리와 격자와 숫자를 비슷한 훈련 시간에 풀게 해서 나란히 놓습니다.
#
# **목표**
#
# - 잡음을 섞고, 섞은 잡음을 맞히고, 걸음마다 걷어 내는 코드를 씁니다.
# - 모드, 정밀도와 재현율, 훈련에 든 시간, 표본 하나에 드는 시간을 GAN과 나란히 읽습니다.
# - 왜 확산의 손실에서는 빠뜨린 모드가 벌을 받는지, 왜 여러 걸음이 드는지를 식과 그림으로 확인합니다.
# - 여러 걸음의 스승을 한 걸음의 학생으로 줄이는 데 **판별자**를 씁니다.
# - StyleGAN과 함께 쓰인 세 생각(자르기, 방향 따라 고치기, 사상망)을 28화소에서 재어 봅니다.
#
# **걸리는 시간**: 읽고 생각하는 데 85분쯤, 노트북을 실행하는 데 코어 2개인 컴퓨터에서 4분쯤 걸립니다. 3분의 1쯤이 10.7절의 훈련입니다.
#
# **프로필**: `cpu`가 기본입니다. 코드가 도는지만 보려면 `quick`, GPU가 있으면 `gpu`를 고릅니다. 바로 아래 셀에서
# 바꿉니다. `TRAIN`을 `False`로 바꾸면 숫자를 훈련하지 않고, 미리 훈련해 둔 것만 불러옵니다. 컴퓨터가 느릴 때 쓰십시오.

# %% [markdown] tags=["instructor"] section="10.0" minutes=2
# **물음**: 확산 모델이 GAN보다 「좋다」는 말은 무엇을 재었을 때의 이야기입니까?
#
# **답**: 정해진 답이 없습니다. 덮은 모드, 품질, 훈련의 시간, 표본 하나의 시간을 따로 재야 합니다. 이 장의 표에서 어느 줄이 누구의 것인지 봅니다.
#
# **흔한 오해**: 「확산이 GAN을 이겼으니 GAN은 배울 필요가 없다」고 여깁니다. 10.8절에서 확산을 빠르게 하는 데 판별자를 씁니다.
#
# **늦었으면**: 목표의 셋째 줄(왜 빠뜨린 모드가 벌을 받고 왜 여러 걸음이 드는가)만 말하고 10.1절로 가십시오.

# %% [markdown] tags=["slide"] section="10.0"
# - 확산과 GAN을 **같은 문제, 비슷한 훈련 시간**에 나란히
# - 모드, 품질, 훈련의 시간, **표본의 시간**을 따로 잽니다

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0
TRAIN = True

# %%
import json
from time import perf_counter, process_time

from gan_course import evaluation, losses, plots, theory
from gan_course.data import mnist
from gan_course.evaluation.classifiers import digit_classifier
from gan_course.files import verified_path
from gan_course.lesson import choose, measure, show, verdict
from gan_course.models import mlp_denoiser, mlp_discriminator, mlp_generator, residual_denoiser
from gan_course.training import DiffusionModel, checkpoint, objective_gan
from gan_course.widgets.diffusion import step_explorer
from gan_course.widgets.progress import TimeLeft

import keras
import numpy as np
import tensorflow as tf
from IPython.display import Markdown, display

# %%
UNITS = choose(PROFILE, quick=16, cpu=128, gpu=128)
POINTS = choose(PROFILE, quick=512, cpu=16_384, gpu=16_384)
STEPS = {  # 문제마다 (확산의 걸음, GAN의 걸음)
    "고리 8": choose(PROFILE, quick=(20, 20), cpu=(1500, 1500), gpu=(1500, 1500)),
    "격자 25": choose(PROFILE, quick=(20, 20), cpu=(4000, 4000), gpu=(4000, 4000)),
}
STUDENT_STEPS = choose(PROFILE, quick=20, cpu=3000, gpu=3000)
AXES = choose(PROFILE, quick=16, cpu=100, gpu=100)  # 숫자 한 장을 적는 수의 개수
WIDTH = choose(PROFILE, quick=32, cpu=384, gpu=384)
DIGIT_STEPS = choose(PROFILE, quick=20, cpu=2000, gpu=6000)  # 미리 훈련해 둔 것과 10.7절의 표는 6,000걸음
SAMPLES = choose(PROFILE, quick=250, cpu=2500, gpu=2500)
trained = PROFILE != "quick"  # quick은 훈련이 짧아 결과를 확인하지 않습니다.

# %% [markdown]
# ## 10.1 잡음을 섞는 길
#
# 그림 $x$에 잡음 $\varepsilon$(표준 정규 분포)을 섞습니다. 시각 $t$가 0이면 그림 그대로, 1이면 잡음뿐입니다.
#
# $$x_t = \cos\!\left(\tfrac{\pi}{2}t\right) x + \sin\!\left(\tfrac{\pi}{2}t\right) \varepsilon$$
#
# - $\cos$는 남은 **그림의 몫**, $\sin$은 섞인 **잡음의 몫**입니다. 제곱을 더하면 언제나 1입니다.
# - 아무것도 배우지 않습니다. 식 하나로 어느 시각이든 바로 갑니다.
#
# 이렇게 잡음을 조금씩 섞은 다음 거꾸로 걷어 내는 법을 배우는 모델을 **확산 모델**(diffusion model)이라고 합니다(Sohl-Dickstein 외, 2015; Ho 외, 2020). 뒤의 논문은 시각을
# 1,000칸으로 나누고 섞는 몫도 다른 표를 썼습니다. 여기에서는 이어진 시각과 코사인(Nichol & Dhariwal, 2021)을 씁니다.

# %% [markdown] tags=["instructor"] section="10.1" minutes=5
# **물음**: 시각이 0.97인 그림에서 숫자를 알아볼 수 있습니까? 그림의 몫은 얼마나 남아 있습니까?
#
# **답**: 알아볼 수 없습니다. 그림의 몫은 cos(0.97·π/2)로 0.05쯤입니다. 그래도 0은 아니라서, 되돌릴 때 나눌 수 있습니다.
#
# **흔한 오해**: 「섞는 길도 훈련한다」고 여깁니다. 섞는 길은 정해 둔 식이고, 배우는 것은 되돌아오는 길뿐입니다.
#
# **늦었으면**: 숫자의 그림 한 장만 보이십시오.

# %% [markdown] tags=["slide"] section="10.1"
# - 섞는 길은 **식 하나**: $x_t = \cos(\tfrac{\pi}{2}t)\,x + \sin(\tfrac{\pi}{2}t)\,\varepsilon$
# - 배우는 것은 **되돌아오는 길**뿐입니다


# %%
def signal_and_noise(time):
    """시각마다 (그림의 몫, 잡음의 몫)."""
    return tf.cos(time * (np.pi / 2)), tf.sin(time * (np.pi / 2))


def mix(clean, noise, time):
    """그림마다 제 시각 [배치, 1]만큼 잡음을 섞습니다."""
    signal, spread = signal_and_noise(tf.reshape(time, [-1] + [1] * (len(clean.shape) - 1)))
    return signal * clean + spread * noise


digits = mnist.load().images
moments = np.array([0, 0.2, 0.4, 0.6, 0.8, 0.97], np.float32)
clean = tf.repeat(digits[:6], len(moments), axis=0)
noise = keras.random.normal(clean.shape, seed=SEED)
show(
    plots.image_rows(
        list(mix(clean, noise, np.tile(moments, 6)[:, None]).numpy().reshape(6, len(moments), 28, 28, 1)),
        [f"그림 {number}" for number in range(1, 7)],
        titles=[f"t = {moment:g}" for moment in moments],
    ),
    alt="숫자 여섯 장에 잡음을 섞은 것. 왼쪽의 시각 0에서는 또렷하고 오른쪽으로 갈수록 잡음에 묻혀, 시각 0.97에서는 잡음뿐인 듯 보인다",
)
signal, spread = signal_and_noise(tf.constant(moments))
verdict("두 몫의 제곱을 더하면 어느 시각에서나 1입니다", np.allclose(signal**2 + spread**2, 1))
verdict("시각 0.97에 남은 그림의 몫은 0.04에서 0.05 사이입니다", 0.04 < signal[-1] < 0.05)

# %% [markdown]
# ## 10.2 섞은 잡음을 맞힙니다
#
# 신경망은 섞인 것 $x_t$와 시각 $t$를 보고 **섞은 잡음 $\varepsilon$을 맞힙니다**. 손실은 평균 제곱 오차입니다(코드는 좌표의 제곱도 더하지 않고 평균합니다. 아래 식의 상수배입니다).
#
# $$\mathbb{E}_{x,\,\varepsilon,\,t}\big\lVert \varepsilon_\theta(x_t, t) - \varepsilon \big\rVert^2$$
#
# 판별자가 없습니다. 두 선수가 겨루지 않고, 정답(우리가 섞은 잡음)이 있는 보통의 회귀입니다. 표본을 뽑을 때는 잡음에서 시작해 다음을 되풀이합니다(시각이 1이면 그림의 몫이 0이라 나눌 수 없으므로, 순수한 잡음을 시각 0.97의 것으로 칩니다).
# **DDIM**(denoising diffusion implicit model, Song 외, 2021)의 걸음입니다.
#
# 1. 맞힌 잡음 $\hat\varepsilon$을 걷어 내 그림을 **되찾습니다**: $\hat{x} = (x_t - \sin(\tfrac{\pi}{2}t)\,\hat\varepsilon)\,/\cos(\tfrac{\pi}{2}t)$
# 2. 되찾은 그림에 **같은 잡음**을, 더 이른 시각 $s$의 몫만큼만 다시 섞습니다: $x_s = \cos(\tfrac{\pi}{2}s)\,\hat{x} + \sin(\tfrac{\pi}{2}s)\,\hat\varepsilon$
#
# 아래 두 셀이 전부입니다. 10.1절의 두 함수까지 더해도 60줄이 되지 않습니다. `silu`는 ReLU의 꺾인 곳을 둥글린 활성화 함수입니다.

# %% [markdown] tags=["instructor"] section="10.2" minutes=9
# **물음**: 이 손실에는 왜 판별자가 없어도 됩니까? 정답은 어디에서 옵니까?
#
# **답**: 정답은 우리가 방금 섞은 잡음입니다. 손으로 레이블을 붙이지 않아도 데이터마다 정답이 얼마든지 생깁니다.
#
# **흔한 오해**: 「잡음을 꼭 맞힐 수 있다」고 여깁니다. 섞인 것만 보고는 여러 그림이 가능하므로, 가장 좋은 답은 가능한 것들의 평균입니다(10.6절).
#
# **늦었으면**: `train_step`의 네 줄(잡음, 시각, 짐작, 손실)만 짚으십시오.

# %% [markdown] tags=["slide"] section="10.2"
# - 신경망은 **섞은 잡음**을 맞힙니다: 정답이 있는 회귀
# - 표본: 걷어 내고, 조금 덜 섞고, 되풀이합니다(DDIM)
# - 판별자가 없습니다. 쫓고 쫓기지 않습니다

# %%
LAST_TIME = 0.97  # 잡음이 가장 많은 시각. 1이면 그림의 몫이 0이라 나눌 수 없습니다.


def waves(values, frequencies):
    """값을 사인과 코사인으로 펼칩니다. 작은 차이도 신경망이 알아보게 하려는 것입니다."""
    angles = [values * float(frequency) for frequency in frequencies]
    return keras.ops.concatenate([turn(a) for a in angles for turn in (keras.ops.sin, keras.ops.cos)], axis=-1)


def point_denoiser(units=UNITS):
    """점 [배치, 2]와 시각 [배치, 1]에서 잡음 [배치, 2]를 맞힙니다."""
    point, time = keras.Input((2,)), keras.Input((1,))
    x = [point, waves(time, np.pi * 2.0 ** np.arange(-1, 4)), waves(point, (1, 2, 4, 8))]
    x = keras.layers.Concatenate()(x)
    for _ in range(3):
        x = keras.layers.Dense(units, activation="silu")(x)
    return keras.Model([point, time], keras.layers.Dense(2)(x))


# %%
class Diffusion(keras.Model):
    def __init__(self, network, seed=SEED):
        super().__init__()
        self.network = network
        self.random = keras.random.SeedGenerator(seed)

    def train_step(self, clean):
        noise = keras.random.normal(tf.shape(clean), seed=self.random)
        time = LAST_TIME * keras.random.uniform((tf.shape(clean)[0], 1), seed=self.random)
        with tf.GradientTape() as tape:
            guess = self.network([mix(clean, noise, time), time], training=True)
            loss = tf.reduce_mean((guess - noise) ** 2)
        variables = self.network.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return {"loss": loss}

    def restore(self, noise, steps):
        times = np.linspace(LAST_TIME, 0, steps + 1, dtype=np.float32)
        noisy = noise
        for time, earlier in zip(times[:-1], times[1:]):
            guess = self.network([noisy, tf.fill((len(noisy), 1), time)])
            signal, spread = signal_and_noise(time)
            clean = (noisy - spread * guess) / signal  # 되찾습니다
            signal, spread = signal_and_noise(earlier)
            noisy = signal * clean + spread * guess  # 조금 덜 섞습니다
        return noisy


# %% [markdown]
# 패키지의 `DiffusionModel`이 여기에 더한 것 가운데 이 장의 결과를 바꾸는 것은 하나입니다. 표본은 **평균한 가중치**로 뽑습니다(3장의 평균 생성자와 같은 생각). 훈련의 한 걸음이 같은지 한 비트까지 견줍니다.


# %%
def ring(count, seed):
    return theory.ring_of_gaussians(count, seed=seed, deviation=0.1)


batch = tf.constant(ring(128, SEED))
keras.utils.set_random_seed(SEED)
ours = Diffusion(point_denoiser())
keras.utils.set_random_seed(SEED)
theirs = DiffusionModel(mlp_denoiser(units=UNITS), average_decay=0.0, seed=SEED)
for model in (ours, theirs):
    model.compile(keras.optimizers.Adam(1e-3))
    for _ in range(3):
        model.train_step(batch)
verdict(
    "세 걸음 뒤의 가중치가 한 비트까지 같습니다",
    all(np.array_equal(a, b) for a, b in zip(ours.network.get_weights(), theirs.network.get_weights())),
)
start_noise = keras.random.normal((5, 2), seed=SEED)
verdict(
    "걷어 낸 점도 같습니다(반올림의 차이만 있습니다)",
    np.allclose(ours.restore(start_noise, 7), theirs.restore(start_noise, 7), atol=1e-4),
)

# %% [markdown]
# ## 10.3 고리와 격자에서 GAN과 나란히
#
# 7장의 고리 8과 격자 25를 확산 모델과 GAN(비포화 손실)에 나란히 줍니다(1장의 고리보다 봉우리가 좁습니다. 표준편차가 0.2가 아니라 0.1입니다). 은닉층은 확산의 신경망도 GAN의 두 신경망도 128칸씩 세 층입니다. **같은 예산**은 훈련에 쓰는
# 시간으로 맞추었습니다. 걸음의 수를 골라 둘의 시간이 비슷하게 했고, 쓴 시간은 아래에 잰 그대로 적습니다.
#
# **같지 않은 것**도 있습니다. 격자의 결과를 크게 바꾼 것은 **파동**(10.2절의 `waves`가 펼친 사인과 코사인. Tancik 외, 2020의 푸리에 특징)입니다. 확산의 신경망에는 점의 좌표를 파동으로 펼친 것도 넣어 줍니다. 그것이 얼마나 돕는지는 이 절의 끝에서 따로 잽니다.
# 배치(확산 256, GAN 128)와 활성화 함수, Adam의 $\beta_1$(0.9와 0.5), 표본을 뽑는 평균한 가중치의 계수(0.995와 0.99)도 다르고, 학습률은 확산만 0.005에서 0까지 줄입니다. GAN의 학습률 0.001과 배치와 신경망은 7장의 것 그대로입니다. 파동 말고 이런 차이가 하나씩 얼마나 돕는지는 재지 않았습니다.
#
# 「좋은 표본」(봉우리의 중심에서 표준편차의 세 배 안)과 「덮은 모드」(좋은 표본이 1% 이상 든 모드)는 6.6절의 것입니다.

# %% [markdown] tags=["instructor"] section="10.3" minutes=9
# **물음**: 표에서 GAN이 앞서는 칸을 찾아보십시오.
#
# **답**: 표본 하나에 드는 시간입니다. 확산은 신경망을 여러 번 부릅니다.
#
# **흔한 오해**: 「신경망의 크기가 같으면 공평하다」고 여깁니다. 확산에는 파동을 더 넣어 주었습니다. 대조군의 표를 함께 읽으십시오.
#
# **늦었으면**: 점의 그림 두 장과 표의 격자 두 줄만 보이십시오.

# %% [markdown] tags=["slide"] section="10.3"
# - 같은 고리와 격자, 비슷한 훈련 시간
# - 확산은 격자의 스물다섯 모드를 **다 덮습니다**
# - 표본 하나의 시간은 **GAN이 짧습니다**
# - 대조군: 파동을 빼거나, GAN에도 주거나

# %% tags=["nbval-ignore-output"]
TRUTH = {
    "고리 8": (theory.ring_of_gaussians, theory.ring_centers(), 0.1),
    "격자 25": (theory.grid_of_gaussians, theory.grid_centers(), 0.05),
}
SCORINGS = 10


def dataset(points, batch):
    data = tf.data.Dataset.from_tensor_slices(points).shuffle(len(points), seed=SEED)
    return data.batch(batch, drop_remainder=True).repeat()


def fit_and_watch(model, points, batch, steps, left):
    """훈련하며 열 번 표본 2,000개씩을 남깁니다. (표본들, 훈련에 쓴 CPU 초)"""
    data, samples, seconds = dataset(points, batch), [], 0.0
    for _ in range(SCORINGS):
        started = process_time()
        model.fit(data, epochs=1, steps_per_epoch=steps // SCORINGS, verbose=0, callbacks=[left])
        seconds += process_time() - started
        samples.append(model.generate(2000, seed=SEED))
    return samples, seconds


def new_diffusion(steps):
    keras.utils.set_random_seed(SEED)
    model = DiffusionModel(mlp_denoiser(units=UNITS), seed=SEED)
    model.compile(
        keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(5e-3, steps)),
        steps_per_execution=steps // SCORINGS,
    )
    return model


def new_gan(steps):
    keras.utils.set_random_seed(SEED)
    networks = mlp_generator(2, 2, UNITS, 3), mlp_discriminator(2, UNITS, 3)
    return objective_gan("비포화", *networks, 2, (1e-3, 1e-3), 0.0, 0.99, SEED, steps_per_execution=steps // SCORINGS)


models, watched, spent = {}, {}, {}
left = TimeLeft(2 * len(TRUTH), switch="PROFILE을 quick으로")
for problem, (draw, _, deviation) in TRUTH.items():
    points = draw(POINTS, seed=1000 + SEED, deviation=deviation)
    for name, new, batch, steps in zip(("확산", "GAN"), (new_diffusion, new_gan), (256, 128), STEPS[problem]):
        models[problem, name] = new(steps)
        watched[problem, name], spent[problem, name] = fit_and_watch(models[problem, name], points, batch, steps, left)

# %%
for problem, (draw, _, deviation) in TRUTH.items():
    show(
        plots.point_panels(
            draw(2000, deviation=deviation),
            [None, watched[problem, "GAN"][-1], watched[problem, "확산"][-1]],
            ["진짜", "GAN", "확산"],
            limit=3.0,
            name="만든 점",
        ),
        alt=f"{problem}: 진짜, GAN이 만든 점, 확산 모델이 만든 점의 세 칸. "
        + (
            "둘 다 여덟 봉우리를 덮고, GAN의 점은 이웃한 봉우리를 잇는 선 위에도 늘어서 있다"
            if problem == "고리 8"
            else "GAN의 점은 봉우리를 잇는 몇 줄에 많이 늘어서고 나머지는 봉우리 사이에 흩어져 있고, 확산 모델의 점은 거의 다 스물다섯 봉우리에 모여 있다"
        ),
    )


# %%
def score(problem, points):
    """(덮은 모드, 좋은 표본의 비율, 정밀도, 재현율)"""
    draw, centers, deviation = TRUTH[problem]
    covered = evaluation.mode_coverage(points, centers, deviation, at_least=len(points) // 100)
    real = draw(len(points), seed=2000, deviation=deviation)
    return covered.modes, covered.high_quality, *evaluation.precision_recall(real, points)


def seconds_a_sample(draw, noise, repeats=5):
    """잡음 한 묶음을 표본으로 바꾸는 데 걸린 시간을 표본의 수로 나눈 것."""
    draw(noise)  # 처음 부를 때는 그래프를 만듭니다
    started = perf_counter()
    for _ in range(repeats):
        draw(noise)
    return (perf_counter() - started) / (repeats * len(noise))


def drawer(model, steps=20):
    """모델이 잡음을 표본으로 바꾸는 함수. 둘 다 TensorFlow의 그래프로 셈합니다."""
    if isinstance(model, DiffusionModel):
        return lambda noise: model.restore(noise, steps)
    return tf.function(model.average_generator)


plane_noise = keras.random.normal((2000, 2), seed=SEED)


live = {key: score(key[0], samples[-1]) for key, samples in watched.items()}

# %% tags=["nbval-ignore-output"]
rows = [
    "| 문제 | 모델 | 덮은 모드 | 좋은 표본 | 정밀도 | 재현율 | 훈련(CPU 초) | 표본 하나(µs) |",
    "|---|---|---|---|---|---|---|---|",
]
each_sample = {}
for key, (modes, quality, precision, recall) in live.items():
    each_sample[key] = 1e6 * seconds_a_sample(drawer(models[key]), plane_noise)
    rows.append(
        f"| {key[0]} | {key[1]} | {modes} | {quality:.0%} | {precision:.2f} | {recall:.2f} | {spent[key]:.1f} | {each_sample[key]:.0f} |"
    )
display(Markdown("\n".join(rows)))

# %%
verdict(
    "확산은 고리의 여덟 모드와 격자의 스물다섯 모드를 다 덮습니다",
    live["고리 8", "확산"][0] == 8 and live["격자 25", "확산"][0] == 25,
    when=trained,
)
verdict(
    "격자에서 확산은 GAN보다 모드를 더 덮습니다", live["격자 25", "확산"][0] > live["격자 25", "GAN"][0], when=trained
)
verdict(
    "표본 하나에는 확산이 GAN보다 시간이 더 듭니다",
    all(each_sample[problem, "확산"] > each_sample[problem, "GAN"] for problem in TRUTH),
    when=trained,
)

# %% [markdown]
# 씨앗 하나는 일화입니다(6.7절). 같은 설정의 훈련을 씨앗 셋으로 **따로 재어 둔 값**을 읽습니다. 다시 재는 명령은 `uv run python benchmarks/diffusion_seeds.py --output 새파일.json`입니다.
# 대조군 둘도 함께 쟀습니다. 확산에서 점의 파동을 **뺀 것**과, GAN의 판별자에 같은 파동을 **준 것**입니다.

# %%
other = json.loads(verified_path("other_seeds.json").read_text(encoding="utf-8"))["10장"]
print(other["machine"])
print(other["date"])
SEEDS = range(3)


def found(name, key):
    """씨앗마다의 값."""
    return np.array([other["runs"][f"{name}/{seed}"][key] for seed in SEEDS])


def listed(name, columns):
    """표의 한 줄: 칸마다 (열쇠, 곱할 수, 적는 꼴)로 적은 세 씨앗의 값."""
    cells = [", ".join(f"{value:{how}}" for value in factor * found(name, key)) for key, factor, how in columns]
    return " | ".join(cells)


POINT_SCORES = [("modes", 1, "d"), ("quality", 100, ".0f"), ("precision", 1, ".2f"), ("recall", 1, ".2f")]


rows = ["| 문제와 모델 | 덮은 모드 | 좋은 표본(%) | 정밀도 | 재현율 | 훈련(CPU 초) |", "|---|---|---|---|---|---|"]
PLANE = [
    "고리 8/확산",
    "고리 8/GAN",
    "격자 25/확산",
    "격자 25/GAN",
    "격자 25/확산, 파동 없이",
    "격자 25/GAN, 판별자에 파동",
]
for name in PLANE:
    rows.append(f"| {name} | {listed(name, [*POINT_SCORES, ('cpu_seconds', 1, '.0f')])} |")
display(Markdown("\n".join(rows)))

# %%
verdict(
    "확산은 세 씨앗 모두 두 문제의 모드를 다 덮습니다",
    set(found("고리 8/확산", "modes")) == {8} and set(found("격자 25/확산", "modes")) == {25},
)
verdict(
    "격자에서는 확산의 가장 못한 씨앗도 GAN의 가장 나은 씨앗보다 모드, 좋은 표본, 정밀도가 모두 높습니다",
    all(
        found("격자 25/확산", key).min() > found("격자 25/GAN", key).max() for key in ("modes", "quality", "precision")
    ),
)
verdict(
    "고리와 격자에서는 정밀도도 재현율도 씨앗마다 확산이 높습니다",
    all(
        (found(f"{problem}/확산", key) > found(f"{problem}/GAN", key)).all()
        for problem in TRUTH
        for key in ("precision", "recall")
    ),
)
verdict(
    "격자의 GAN은 세 씨앗 모두 모드를 열 개 이상 빠뜨리고도 재현율이 0.8을 넘습니다",
    found("격자 25/GAN", "modes").max() <= 15 and found("격자 25/GAN", "recall").min() > 0.8,
)
verdict(
    "파동이 없으면 확산도 격자를 다 덮지 못하고, 좋은 표본은 절반이 되지 않습니다",
    found("격자 25/확산, 파동 없이", "modes").max() < 25 and found("격자 25/확산, 파동 없이", "quality").max() < 0.5,
)
waveless, adversary = "격자 25/확산, 파동 없이", "격자 25/GAN"
verdict(
    "파동을 뺀 확산은 덮은 모드의 범위가 GAN과 겹치고, 좋은 표본은 두 씨앗에서 GAN보다 적습니다",
    found(adversary, "modes").min() <= found(waveless, "modes").min() <= found(adversary, "modes").max()
    and (found(waveless, "quality") < found(adversary, "quality")).sum() == 2,
)
verdict(
    "GAN의 판별자에 파동을 주면 세 씨앗 모두 모드 하나에 모입니다",
    set(found("격자 25/GAN, 판별자에 파동", "modes")) == {1},
)
spent_ratio = [found(f"{problem}/확산", "cpu_seconds") / found(f"{problem}/GAN", "cpu_seconds") for problem in TRUTH]
verdict("훈련에 쓴 CPU 초는 모든 씨앗에서 확산이 GAN의 1.3배를 넘지 않습니다", np.max(spent_ratio) < 1.3)

# %% [markdown]
# 차례로 씨앗 0, 1, 2입니다. 씨앗 0의 GAN은 여기에서 훈련한 앞의 표와 꽤 다를 수 있습니다. 재어 둔 것은 코어 하나에서 잰 것이고, 더하는 차례가 다르면 반올림이 다르며 GAN의 훈련이 그 차이를 키운다고 짐작합니다. 네 가지를 함께 읽으십시오.
#
# - 비슷한 시간에, 파동을 받은 확산은 격자를 다 덮고 비포화 GAN은 다 덮지 못합니다.
# - **재현율만 보면 이것을 놓칩니다.** 격자의 GAN은 모드를 여럿 빠뜨리고도 재현율이 높습니다. 그림에서 GAN의 점은 봉우리 사이에도 퍼져 있습니다. 드문드문한 점의 공은 커서(6.10절) 빈 봉우리의 진짜까지 품는다고 짐작합니다. 재지는 않았습니다. 6.10절의 두 수는 모드의 수와 함께 읽으십시오.
# - 그런데 **파동을 빼면 확산도 다 덮지 못합니다.** 덮은 모드의 범위(10에서 17)는 GAN의 것(4에서 15)과 겹치고, 좋은 표본은 두 씨앗에서 GAN보다 적습니다. 그러니 격자의 큰 차이를 손실의 차이로만 읽으면 안 됩니다. 모드를 지키는 것은 손실 하나의 덕이 아니라, 좁은 봉우리를 그릴 만한 신경망까지 갖추었을 때의 이야기입니다. 같은 파동을 판별자에 주면 GAN은 오히려 더 무너집니다(좋은 표본이 100%인 것은 모드 하나에 모두 모였기 때문입니다). 그래서 위의 겨루기에서는 저마다 **모드를 더 덮는 쪽**을 썼습니다. 생성자에도 파동을 주고 배치와 학습률의 일정을 확산에 가깝게 바꾼 GAN은 10.8절의 표의 「판별자만」이고, 거기에서도 모드는 넷뿐입니다.
# - 다 덮는 GAN도 있습니다. 7.6절의 4,000걸음에서는 여섯 손실 가운데 어느 것도 25에 닿지 못했지만, 7.9절에서 R1과 R2를 쓴 R3GAN은 세 배의 걸음(12,000)에 학습률을 줄여 세 씨앗 모두 스물다섯 모드를 덮었습니다. 「GAN은 무너지고 확산은 무너지지 않는다」고 외우지 마십시오.
#
# ## 10.4 왜 빠뜨린 모드를 그냥 두지 않습니까
#
# 고리의 여덟 봉우리 가운데 **넷만 만드는** 무너진 모델을 생각합니다. 나머지는 완벽하다고 합시다. 두 손실은 이 모델에게 무엇이라고 말합니까? 이 문제에서는 둘 다
# 훈련하지 않고 **식으로** 셈할 수 있습니다.
#
# **GAN.** 판별자가 가장 좋으면 로짓은 $\log p - \log q$입니다(2.6절. $p$는 진짜의, $q$는 가짜의 확률 밀도입니다). 가짜가 있는 네 봉우리에서 $p$는 $q$의 절반이므로 거기의 로짓은 어디에서나 $-\log 2$입니다(봉우리끼리는 겹치지 않는다고 볼 만큼 떨어져 있습니다).
# 판별자는 수상하다고 말하지만, 로짓이 **평평해서** 어느 쪽으로 가야 하는지는 말하지 않습니다. 빈 네 봉우리에는 가짜가 없으니 거기의 로짓은 생성자에게 아무 말도 하지 않습니다.
#
# **확산.** 손실은 **진짜**에 잡음을 섞어 묻습니다. 진짜는 빈 봉우리에서도 나옵니다. 무너진 모델은 거기에 섞인 잡음을 크게 틀립니다. 정답이 있는 제곱 오차라서, 가장 좋은 답과 다르게 답한 자리마다 고칠 방향도 함께 옵니다. 아래에서 GAN은 그 방향(그레이디언트)을, 확산은 손실의 크기를 셈합니다.

# %% [markdown] tags=["instructor"] section="10.4" minutes=8
# **물음**: 무너진 GAN의 생성자는 왜 빈 봉우리 쪽으로 끌려가지 않습니까?
#
# **답**: 그레이디언트는 가짜가 있는 자리에서만 옵니다. 가장 좋은 판별자의 로짓은 거기에서 평평합니다. 빈 봉우리의 높은 로짓은 아무 가짜도 느끼지 못합니다.
#
# **흔한 오해**: 「확산은 원래 무너질 수 없다」고 여깁니다. 신경망이 모자라면 10.3절의 대조군처럼 모드를 잃습니다. 다만 손실이 그것을 봅니다.
#
# **늦었으면**: 봉우리마다의 손실 막대 하나만 보이십시오.

# %% [markdown] tags=["slide"] section="10.4"
# - GAN의 생성자는 **가짜가 있는 곳**에서 배웁니다. 빈 모드에는 아무도 없습니다
# - 확산은 **진짜가 있는 곳**에서 배웁니다. 빈 모드에서도 묻습니다

# %%
CENTERS, DEVIATION = theory.ring_centers(), 0.1
KEPT = CENTERS[:4]  # 무너진 모델이 만드는 봉우리


def log_density(points, centers):
    """같은 무게의 봉우리들의 로그 확률 밀도 [n]."""
    squares = tf.reduce_sum((points[:, None] - centers) ** 2, axis=2)
    return tf.reduce_logsumexp(-squares / (2 * DEVIATION**2), axis=1) - np.log(len(centers) * 2 * np.pi * DEVIATION**2)


random = np.random.default_rng(SEED)
fakes = tf.constant(KEPT[random.integers(4, size=2000)] + DEVIATION * random.normal(size=(2000, 2)))
with tf.GradientTape() as tape:
    tape.watch(fakes)
    logits = log_density(fakes, CENTERS) - log_density(fakes, KEPT)
pull = tf.norm(tape.gradient(logits, fakes), axis=1).numpy()
verdict("무너진 GAN 앞에서 가장 좋은 판별자는 모든 가짜에 -log 2라고 답합니다", np.allclose(logits, -np.log(2)))
verdict("그 답은 평평합니다. 어느 가짜도 옮겨 갈 방향을 듣지 못합니다", pull.max() < 1e-6)

# %%
which = np.arange(8).repeat(2000)
real = CENTERS[which] + DEVIATION * random.normal(size=(len(which), 2))
times = random.uniform(0.01, LAST_TIME, (len(which), 1))
added = random.normal(size=real.shape)
noisy = np.cos(times * np.pi / 2) * real + np.sin(times * np.pi / 2) * added


def loss_by_mode(guess):
    return np.array([np.mean((guess - added)[which == mode] ** 2) for mode in range(8)])


by_mode = {
    "가장 좋은 모델": loss_by_mode(theory.mixture_denoiser(noisy, times, CENTERS, DEVIATION)[1]),
    "네 봉우리만 아는 모델": loss_by_mode(theory.mixture_denoiser(noisy, times, KEPT, DEVIATION)[1]),
}
live_guess = models["고리 8", "확산"].predict(
    [noisy.astype(np.float32), times.astype(np.float32)], batch_size=4000, verbose=0
)
by_mode["훈련한 신경망"] = loss_by_mode(live_guess)
show(
    plots.losses_by_mode(by_mode, missing=range(4, 8)),
    alt="봉우리마다의 손실. 가장 좋은 모델과 훈련한 신경망은 여덟 봉우리에서 고르게 낮고, 네 봉우리만 아는 모델은 아는 넷에서는 그보다 조금 더 낮고 모르는 넷에서는 열 배 넘게 높다. 세로축은 로그이다",
)
best, collapsed, ours = by_mode.values()
verdict(
    "무너진 확산 모델의 손실은 빠뜨린 네 봉우리에서 가장 좋은 모델의 열 배를 넘습니다",
    (collapsed[4:] > 10 * best[4:]).all(),
)
verdict(
    "아는 네 봉우리에서 번 것은 빠뜨린 네 봉우리에서 잃은 것의 10분의 1도 되지 않습니다",
    (best - collapsed)[:4].sum() < 0.1 * (collapsed - best)[4:].sum(),
)
verdict(
    "훈련한 신경망의 손실은 여덟 봉우리 모두에서 가장 좋은 모델의 1.3배를 넘지 않습니다",
    (ours < 1.3 * best).all(),
    when=trained,
)

# %% [markdown]
# 이것이 「쉽게 무너지지 않는」 까닭의 뼈대입니다. GAN의 생성자는 **제가 만든 것**에 대해서만 듣고, 확산은 **모든 진짜**에 대해 시험을 봅니다.
#
# 식이 말하는 것은 여기까지입니다. 실제의 판별자는 가장 좋은 판별자가 아니어서 로짓이 평평하지 않고, GAN도 빈 모드를 찾아가기도 합니다(1장의 고리). 실제의 신경망은 가장 좋은 모델이
# 아니라서 확산도 모드를 잃기도 합니다(10.3절의 대조군).
#
# ## 10.5 훈련하는 동안
#
# 격자에서 걸음에 따라 덮은 모드의 수를 그립니다. 가는 선이 씨앗 하나, 굵은 선이 평균입니다(따로 재어 둔 세 씨앗, 훈련하는 동안 열 번 채점). 파동은 확산만 받았고 학습률도 확산만 줄였으므로(10.3절), 확산과 GAN의 그림이 다른 까닭을 이 그림만으로 가르지는 못합니다. 그래서 파동을 뺀 확산도 나란히 그립니다.

# %% [markdown] tags=["instructor"] section="10.5" minutes=3
# **물음**: 어느 쪽의 선이 도로 내려옵니까?
#
# **답**: 크게 내려오는 것은 GAN의 선이고, 파동을 뺀 확산의 선도 조금씩 내려옵니다. 파동을 받은 확산은 세 씨앗 모두 내려오지 않습니다. 정답이 움직이지 않는 회귀라서 배운 것을 뒤집을 상대가 없습니다. 그러나 그것만으로는 모자랍니다. 파동을 뺀 확산은 같은 회귀인데도 세 씨앗 모두 도중에 모드를 하나씩 잃기도 했습니다. 학습률도 확산만 줄였으므로(10.3절) 이 그림만으로 까닭을 가르지는 못합니다.
#
# **흔한 오해**: 「손실이 내려가니 품질도 그만큼 좋아진다」고 여깁니다. 확산의 손실도 품질을 말해 주지는 않습니다. 표본을 재야 합니다.
#
# **늦었으면**: 그림 한 장만 보이십시오.

# %% [markdown] tags=["slide"] section="10.5"
# - 파동을 받은 확산: 스물다섯에 닿은 다음 **하나도 잃지 않습니다**(세 씨앗)
# - GAN은 덮었던 모드를 도로 잃기도 합니다. 파동을 뺀 확산도 하나씩 잃기도 합니다

# %%
on_the_way = {name: found(f"격자 25/{name}", "modes_on_the_way") for name in ("확산", "확산, 파동 없이", "GAN")}
show(
    plots.scores_on_the_way(
        np.arange(1, 11) * other["settings"]["격자 25"]["steps"][0] // 10, on_the_way, "덮은 모드", 25
    ),
    alt="격자에서 걸음에 따라 덮은 모드의 수. 파동을 받은 확산은 세 씨앗 모두 올라 스물다섯에 머물고, 파동을 뺀 확산은 그 아래에서 하나씩 잃기도 하며 오르고, GAN은 오르내린다",
)
reached = [int(np.argmax(row == 25)) for row in on_the_way["확산"]]
verdict(
    "열 번의 채점에서 확산은 스물다섯에 닿은 다음 하나도 잃지 않습니다",
    all((row[start:] == 25).all() for row, start in zip(on_the_way["확산"], reached)),
)
for name in ("확산, 파동 없이", "GAN"):
    verdict(f"{name}: 세 씨앗 모두 덮었던 모드를 도로 잃기도 합니다", (np.diff(on_the_way[name]) < 0).any(1).all())

# %% [markdown]
# ## 10.6 왜 여러 걸음이 듭니까
#
# 잡음에서 **한 걸음**에 그림을 되찾으면 안 됩니까? 되찾은 그림은 가능한 그림들의 **평균**이기 때문에 안 됩니다. 맞히는 것은 잡음이지만, $x_t$와 $t$가 정해지면 되찾은 그림은 맞힌 잡음의 일차식이므로(10.2절의 첫째 걸음) 잡음의 평균을 맞히면 그림의 평균이 나옵니다. 잡음뿐인 것을 보고는 여덟 봉우리가 모두 가능하므로, 제곱 오차를
# 가장 작게 하는 짐작은 여덟의 평균, 곧 고리의 한가운데입니다. 정답이 여럿일 때 L1이 어느 정답도 아닌 탁한 색을 고른 것과 비슷합니다(5.7절). 거기에서는 평균이 아니라 중앙값이었습니다.
#
# 시각이 이를수록(잡음이 적을수록) 가능한 그림이 줄어 짐작이 한 봉우리로 모입니다. 그래서 조금 걷어 내고, 다시 보고, 또 조금 걷어 냅니다.

# %% [markdown] tags=["instructor"] section="10.6" minutes=7
# **물음**: 시각 0.97에서 되찾은 짐작은 왜 고리의 한가운데에 모입니까?
#
# **답**: 거기에서는 어느 봉우리에서 왔는지 거의 알 수 없습니다. 제곱 오차를 가장 작게 하는 답은 가능한 것들의 평균입니다.
#
# **흔한 오해**: 「걸음이 많을수록 끝없이 좋아진다」고 여깁니다. 그림에서 스무 걸음을 넘으면 조금밖에 나아지지 않습니다. 남은 차이는 신경망의 몫이라고 짐작합니다.
#
# **늦었으면**: 되찾은 짐작의 그림과 걸음에 따른 품질의 그림만 보이십시오.

# %% [markdown] tags=["slide"] section="10.6"
# - 한 번에 되찾은 것은 가능한 그림들의 **평균**입니다
# - 조금 걷어 내면 가능한 것이 줄어듭니다: 그래서 **여러 걸음**
# - 걸음마다 신경망을 한 번: 시간은 걸음에 거의 비례합니다

# %%
exact = {}
for moment in (0.97, 0.8, 0.6, 0.3):
    signal, spread = np.cos(moment * np.pi / 2), np.sin(moment * np.pi / 2)
    seen = signal * real[::16] + spread * added[::16]
    exact[f"t = {moment:g}"] = theory.mixture_denoiser(seen, moment, CENTERS, DEVIATION)[0]
show(
    plots.point_panels(real, list(exact.values()), list(exact), limit=3.0, name="되찾은 짐작"),
    alt="가장 좋은 모델이 한 번에 되찾은 짐작. 시각 0.97에서는 고리의 한가운데에 모이고, 이를수록 바깥으로 퍼져 시각 0.3에서는 여덟 봉우리와 이웃한 봉우리를 잇는 선 위에 놓인다",
)
apart = {name: np.linalg.norm(points, axis=1).mean() for name, points in exact.items()}
verdict("시각 0.97의 짐작은 한가운데에서 평균 0.3도 떨어져 있지 않습니다(고리의 반지름은 2)", apart["t = 0.97"] < 0.3)
verdict("시각이 이를수록 짐작은 한가운데에서 멀어집니다(거리의 평균)", np.all(np.diff(list(apart.values())) > 0))

# %%
COUNTS = [1, 2, 3, 5, 10, 20, 50]
quality_by_steps, seconds_by_steps = {}, []
for problem in TRUTH:
    model = models[problem, "확산"]
    quality_by_steps[problem] = [score(problem, model.generate(2000, seed=SEED, steps=steps))[1] for steps in COUNTS]
for steps in COUNTS:
    seconds_by_steps.append(1e6 * seconds_a_sample(drawer(models["고리 8", "확산"], steps), plane_noise))

# %% tags=["nbval-ignore-output"]
gan_sample = each_sample["고리 8", "GAN"]
show(
    plots.quality_by_steps(
        COUNTS, {problem: quality_by_steps[problem] for problem in TRUTH}, seconds_by_steps, gan_sample
    ),
    alt="왼쪽은 DDIM의 걸음에 따른 좋은 표본의 비율. 한 걸음에서는 10%도 되지 않고 스무 걸음쯤에서 거의 다 오른다. "
    "오른쪽은 표본 하나에 드는 시간. 두 축이 모두 로그이고, 걸음에 거의 비례해 늘며, 점선은 GAN의 것이다",
)
measure("50걸음이 1걸음보다 오래 걸리는 배수", seconds_by_steps[-1] / seconds_by_steps[0], "배", digits=0)

# %%
one_step = {problem: score(problem, models[problem, "확산"].generate(2000, seed=SEED, steps=1))[0] for problem in TRUTH}
verdict(
    "한 걸음에는 두 문제 모두 모드를 절반도 덮지 못합니다",
    all(2 * one_step[problem] < len(TRUTH[problem][1]) for problem in TRUTH),
    when=trained,
)
verdict(
    "20걸음이면 좋은 표본이 50걸음의 90%를 넘습니다",
    all(quality_by_steps[problem][5] > 0.9 * quality_by_steps[problem][6] for problem in TRUTH),
    when=trained,
)
verdict("50걸음은 1걸음보다 열 배 넘게 오래 걸립니다", seconds_by_steps[-1] > 10 * seconds_by_steps[0], when=trained)

# %% [markdown]
# 걸음의 수를 직접 바꾸어 보십시오. 한두 걸음에서는 어디에 모이고, 몇 걸음부터 봉우리가 갈라집니까? 한 걸음의 점은 한가운데에 꼭 모이지 않고 길게 퍼집니다(10.8절의 그림에도 있습니다). 되찾을 때 그림의 몫 0.047로 나누므로, 신경망이 잡음을 틀린 만큼이 스무 배쯤 커지기 때문이라고 짐작합니다. 격자의 한가운데에는 마침 봉우리가 있어서, 거기에 놓인 평균도 「좋은 표본」으로 세어집니다. 덮은 모드를 함께 보아야 하는 까닭입니다.

# %% tags=["nbval-ignore-output"]
draw, _, deviation = TRUTH["격자 25"]
step_explorer(models["격자 25", "확산"], draw(2000, deviation=deviation))

# %% [markdown]
# 표본의 시간은 걸음에 거의 비례합니다. 저장된 그림의 고리에서 확산의 한 걸음은 GAN의 한 번의 두세 배이고, 스무 걸음은 서른 배가 넘습니다. 여기에서 확산이 느린 까닭은 대부분 걸음의 수입니다. GAN은 처음부터 한 걸음입니다. 신경망이 다르면 한 걸음에 드는 시간도 다릅니다(10.7절의 표).
#
# ## 10.7 숫자
#
# 이제 3장의 숫자 5,000장입니다. 섞는 식도, 손실도, 걷어 내는 걸음도 **그대로**입니다. 크게 바꾸는 것은 둘입니다(학습률과 훈련의 걸음 수와 평균의 계수도 새로 정했습니다).
#
# - **숫자를 짧게 적습니다.** 화소 784개 대신 **주성분**(principal component) 100개의 수로 적습니다. 숫자들이 가장 많이 달라지는 방향을 차례로 찾아, 방향마다 얼마나 갔는지만 적는 것입니다. 큰 그림의 확산에도 먼저 줄인 다음 훈련하는 것이 있습니다(잠재 확산, Rombach 외, 2022). 거기에서는 줄이는 신경망을 따로 훈련하고, 여기에서는 식 하나로 줄입니다.
# - **신경망을 키웁니다.** 잔차 블록(4장) 셋을 쌓고, 섞인 것에 잡음의 몫을 곱해 출력에 바로 더합니다(신경망의 답에는 그림의 몫을 곱합니다). 잡음이 많은 시각에는 섞인 것이 거의 잡음이므로, 그대로 내보내고 나머지만 맞히면 됩니다(Salimans & Ho, 2022). 10.3절에서 격자를 크게 도왔던 좌표의 파동은 넣지 않습니다(시각만 펼칩니다).
#
# 화소에서 곧바로 훈련하면 어떻게 되는지는 이 절의 끝의 표에 있습니다.
#
# 여기에서는 기다리는 시간을 줄이려고 2,000걸음만 훈련합니다(`cpu` 프로필). 시간을 GAN과 비슷하게 맞춘 것은 6,000걸음을 훈련한 것입니다. 미리 훈련해 둔 그것도 함께 그립니다.

# %% [markdown] tags=["instructor"] section="10.7" minutes=9
# **물음**: 고리에서 숫자로 옮기면서 바꾼 것은 무엇이고, 바꾸지 않은 것은 무엇입니까?
#
# **답**: 그림을 적는 법과 신경망을 바꾸었습니다. 섞는 식과 손실과 걷어 내는 걸음의 코드는 한 글자도 바꾸지 않았습니다.
#
# **흔한 오해**: 「확산의 숫자가 훨씬 좋을 것이다」라고 기대합니다. 표를 먼저 읽게 하십시오. 몇 분짜리 훈련의 이야기입니다.
#
# **늦었으면**: 훈련을 기다리지 말고 저장된 그림과 표로 설명하십시오.

# %% [markdown] tags=["slide"] section="10.7"
# - 바꾼 것: 그림을 **적는 법**(주성분 100개)과 신경망
# - 손실, 섞기, 걷어 내기는 **그대로**
# - 비슷한 시간에 숫자에서는 **GAN이 앞섰습니다**(거리, 재현율). 정밀도는 확산이 높습니다

# %% tags=["nbval-ignore-output"]
flat = digits.reshape(len(digits), -1)
middle = flat.mean(axis=0)
axes = np.linalg.svd(flat - middle, full_matrices=False)[2][:AXES]
# 축의 방향은 거꾸로여도 됩니다. 컴퓨터마다 다르지 않게, 가장 큰 값이 양수가 되도록 정합니다.
axes *= np.sign(axes[np.arange(AXES), np.abs(axes).argmax(axis=1)])[:, None]
scale = np.sqrt(np.mean(((flat - middle) @ axes.T) ** 2))  # 수의 크기를 잡음과 맞춥니다


def to_numbers(images):
    """숫자 [n, 28, 28, 1] → 수 [n, AXES]"""
    return ((images.reshape(len(images), -1) - middle) @ axes.T / scale).astype(np.float32)


def to_digits(numbers):
    """수 [n, AXES] → 숫자 [n, 28, 28, 1]"""
    return np.clip(scale * np.asarray(numbers) @ axes + middle, -1, 1).reshape(-1, 28, 28, 1)


numbers = to_numbers(digits)
show(
    plots.image_rows([digits[:12], to_digits(numbers[:12])], ["숫자", "되살린 숫자"], scale=0.8),
    alt="위는 진짜 숫자 열두 장, 아래는 주성분의 수로 줄였다가 되살린 것. 거의 같고, 되살린 것은 획의 가장자리가 조금 흐리고 바탕에 옅은 얼룩이 있다",
)
shortened_distance = evaluation.mnist_fd(to_digits(to_numbers(mnist.load("all").images[-SAMPLES:])))
real_against_real = evaluation.mnist_fd_real_against_real()
measure("줄였다가 되살린 숫자의 MNIST-FD는 진짜끼리의", shortened_distance / real_against_real, "배", digits=1)

# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(SEED)
unconditional = checkpoint("03")
digit_diffusion = DiffusionModel(
    residual_denoiser(AXES, WIDTH), average_decay=choose(PROFILE, quick=0.9, cpu=0.999, gpu=0.999), seed=SEED
)
if TRAIN:
    rate = keras.optimizers.schedules.CosineDecay(2e-3, DIGIT_STEPS)
    digit_diffusion.compile(keras.optimizers.Adam(rate), steps_per_execution=DIGIT_STEPS // 20)
    started = process_time()
    digit_diffusion.fit(
        dataset(numbers, 256), epochs=20, steps_per_epoch=DIGIT_STEPS // 20, callbacks=[TimeLeft()], verbose=0
    )
    digit_seconds = process_time() - started
    measure("숫자의 훈련", digit_seconds, "CPU 초", digits=0)
else:
    digit_diffusion = checkpoint("10", PROFILE=PROFILE, SEED=SEED).model
    print("미리 훈련한 결과를 불러왔습니다.")

# %%
WALK = 20  # 숫자 한 장에 드는 DDIM의 걸음
moments = np.linspace(LAST_TIME, 0, WALK + 1, dtype=np.float32)
noisy = keras.random.normal((12, AXES), seed=SEED + 2)
guesses = []
for moment, earlier in zip(moments[:-1], moments[1:]):
    guesses.append(to_digits(digit_diffusion.denoise(noisy, moment)[0]))
    noisy = digit_diffusion.ddim_step(noisy, tf.constant(moment), tf.constant(earlier))
shown = [0, 4, 8, 12, 16]
show(
    plots.image_rows(
        [guesses[place] for place in shown] + [to_digits(noisy)],
        [f"{place + 1}걸음째의 짐작" for place in shown] + ["마지막"],
        scale=0.8,
    ),
    alt="숫자 열두 장이 걷히는 길. 첫 걸음의 짐작은 흐려서 여러 숫자를 겹친 듯한 것이 있고 벌써 한 숫자가 비치는 것도 있다. 걸음이 갈수록 한 숫자로 또렷해진다. 끝까지 읽기 어려운 것도 있다",
)
spread_of_guesses = [np.std(guess, axis=0).mean() for guess in (guesses[0], guesses[-1])]
verdict(
    "첫 걸음의 짐작들은 마지막 걸음의 짐작들보다 서로 닮았습니다(다른 정도가 마지막 걸음의 3분의 2가 되지 않습니다)",
    spread_of_guesses[0] < 2 / 3 * spread_of_guesses[1],
    when=trained,
)
diffusions = {"확산, 6,000걸음": checkpoint("10").model} if trained else {}
if TRAIN:
    diffusions[f"확산, {DIGIT_STEPS:,}걸음"] = digit_diffusion
written = {
    "GAN(3장)": unconditional.model.generate(SAMPLES, seed=SEED + 3),
    **{name: to_digits(model.generate(SAMPLES, seed=SEED + 3, steps=WALK)) for name, model in diffusions.items()},
}
show(
    plots.image_rows(
        [images[start : start + 12] for images in written.values() for start in (0, 12, 24)],
        [label for name in written for label in (name, "", "")],
        scale=0.7,
    ),
    alt="세 줄씩 3장의 GAN, 6,000걸음의 확산, 2,000걸음의 확산이 만든 숫자 서른여섯 장씩. 셋 다 알아볼 수 있는 숫자가 절반을 넘고, 알아볼 수 없는 것도 섞여 있다. 확산의 그림에는 획 둘레에 옅은 얼룩이 있고, 2,000걸음의 것은 6,000걸음의 같은 자리의 것과 거의 다 닮았으며 더 흐리다",
)

# %% [markdown]
# 첫 걸음의 짐작은 흐립니다. 여러 숫자를 겹친 듯한 것도 있고, 벌써 한 숫자가 비치는 것도 있습니다. 가능한 그림들의 평균이기 때문이라고 짐작합니다(10.6절). 그림은 골라내지 않은, 씨앗 하나로 뽑은 처음 서른여섯 장씩입니다. 저장된 그림에서 두 확산의 같은 자리는 거의 다 닮았습니다. 같은 잡음에서 시작해 난수 없이 걷어 냈고, 훈련의 처음 가중치도 같습니다. 둘 가운데 무엇 덕인지는 재지 않았습니다. 눈으로 순위를 매기기 전에 수를 봅니다. 자는 3장과 6장의 것 그대로입니다. 뒤의 표에서 「커널 거리」는 6.3절의 것이고, 「가장 적은 숫자」는 열 숫자 가운데 가장 드물게 나온 숫자의 비율입니다(3.11절).

# %%
real_digits = mnist.load("all").images
chosen = np.random.default_rng(SEED).permutation(len(real_digits))[:SAMPLES]
real_features = evaluation.mnist_features(real_digits[chosen])


def digit_scores(images):
    """(MNIST-FD: 진짜끼리의 몇 배, 정밀도, 재현율)"""
    both = evaluation.precision_recall(real_features, evaluation.mnist_features(images))
    return evaluation.mnist_fd(images) / real_against_real, *both


# %% tags=["nbval-ignore-output"]
digit_live = {name: digit_scores(images) for name, images in written.items()}
for name, (distance, precision, recall) in digit_live.items():
    print(f"{name}: MNIST-FD는 진짜끼리의 {distance:.1f}배, 정밀도 {precision:.2f}, 재현율 {recall:.2f}")
if TRAIN and PROFILE == "cpu":
    verdict(
        "2,000걸음의 MNIST-FD는 6,000걸음의 1.3배가 넘습니다",
        digit_live["확산, 2,000걸음"][0] > 1.3 * digit_live["확산, 6,000걸음"][0],
    )

# %%
DIGITS = ["숫자/확산", "숫자/GAN", "숫자/화소의 U-Net"]
rows = [
    "| 따로 재어 둔 세 씨앗 | MNIST-FD(배) | 커널 거리 | 정밀도 | 재현율 | 가장 적은 숫자(%) | 훈련(CPU 초) | 한 장(CPU ms) |",
    "|---|---|---|---|---|---|---|---|",
]
DIGIT_SCORES = [
    ("distance", 1, ".0f"), ("kernel", 1, ".0f"), ("precision", 1, ".2f"), ("recall", 1, ".2f"),
    ("least_share", 100, ".0f"), ("cpu_seconds", 1, ".0f"), ("milliseconds", 1, ".2f"),
]  # fmt: skip
for name in DIGITS:
    rows.append(f"| {name.removeprefix('숫자/')} | {listed(name, DIGIT_SCORES)} |")
display(Markdown("\n".join(rows)))
diffusion, adversarial, pixels = (
    {key: found(name, key) for key in ("distance", "precision", "recall", "cpu_seconds", "milliseconds")}
    for name in DIGITS
)
verdict(
    "확산의 가장 나은 씨앗도 MNIST-FD가 GAN의 가장 못한 씨앗의 세 배를 넘습니다",
    diffusion["distance"].min() > 3 * adversarial["distance"].max(),
)
verdict(
    "정밀도는 세 씨앗 모두 확산이, 재현율은 세 씨앗 모두 GAN이 높습니다",
    diffusion["precision"].min() > adversarial["precision"].max()
    and diffusion["recall"].max() < adversarial["recall"].min(),
)
verdict(
    "화소에서 곧바로 훈련한 U-Net은 거리, 정밀도, 재현율이 모두 셋 가운데 가장 나쁩니다",
    all(
        pixels["distance"].min() > better["distance"].max()
        and all(pixels[key].max() < better[key].min() for key in ("precision", "recall"))
        for better in (diffusion, adversarial)
    ),
)
verdict(
    "확산이 훈련에 쓴 CPU 초는 씨앗마다 GAN의 0.8배와 1.2배 사이입니다",
    (np.abs(diffusion["cpu_seconds"] / adversarial["cpu_seconds"] - 1) < 0.2).all(),
)
verdict(
    "숫자 한 장에는 세 씨앗 모두 확산이 GAN보다 세 배 넘게 오래 걸립니다",
    (diffusion["milliseconds"] > 3 * adversarial["milliseconds"]).all(),
)

# %% [markdown]
# 표의 확산은 6,000걸음입니다. 비슷한 시간을 들인 숫자에서는 **GAN의 거리가 훨씬 짧습니다**. 두 수로 나누어 보면 확산은 정밀도가 높고 재현율이 낮습니다. 고리와 격자에서는 이 거리를 재지 않았으니, 같은 자로 순서가 뒤집힌 것은 재현율입니다. 정밀도는 거기에서도 여기에서도 확산이 높습니다. 그런데 눈으로 보면 확산의 그림에는 옅은 얼룩이 남아 있습니다. 정밀도는 숫자 분류기의 특징으로 재므로, 그런 얼룩은 크게 보지 않는 모양입니다(짐작).
#
# - **손실의 차이만 잰 것이 아닙니다.** GAN은 합성곱으로 화소를, 확산은 밀집층으로 주성분을 그립니다. 확산의 신경망은 씨앗 0에서 여덟 가지를 견주어 골랐고(`benchmarks/README.md`), GAN의 조리법은 3장의 것 그대로입니다.
# - 이것은 **이만큼 훈련했을 때**의 이야기입니다. 2,000걸음에서 6,000걸음으로 늘리면 거리가 줄었습니다(위의 확인). 그보다 더 오래 훈련하거나 신경망을 키우면 어떻게 되는지는 재지 않았습니다.
# - 화소에서 곧바로 훈련한 작은 U-Net은 절반 남짓한 시간을 썼고 가장 나빴습니다. 걸음 하나가 무거워 덜 배운 탓도 있겠지만, 신경망도 달랐습니다. 이 U-Net은 나머지가 아니라 잡음을 통째로 맞힙니다. 고르는 동안 씨앗 0에서, 나머지만 맞히고 바닥에 밀집층을 둔 U-Net은 비슷한 시간에 진짜끼리의 89배까지 왔습니다(`benchmarks/README.md`의 표. 다시 재는 프로그램은 남기지 않았습니다). 그것도 180초를 들인 주성분의 32배보다는 멉니다. 53초를 들인 주성분 64개의 것도 50배였습니다(같은 표). 잠재 확산의 저자들이 그림을 먼저 줄이는 까닭도 셈을 아끼는 것입니다.
# - 주성분 100개로 줄이면서 잃은 것도 거리에 들어 있습니다. 진짜를 줄였다가 되살리기만 해도 진짜끼리의 네 배쯤입니다(위의 「되살린 숫자」).
# - 진짜 5,000장을 모두 훈련에 썼으므로, 외워서 정밀도가 높은 것인지는 여기에서 가릴 수 없습니다. 9.7절처럼 남겨 둔 그림이 있어야 합니다.
#
# ## 10.8 한 걸음으로: 적대적 증류
#
# 격자에서 확산은 모드를 지켰지만 느리고, GAN은 빠르지만 모드를 잃었습니다. 둘을 섞습니다. 여러 걸음의 확산 모델을 **스승**으로 삼아, 같은 잡음을 **한 걸음**에 옮기는
# **학생** 생성자를 가르칩니다. 이것을 **증류**(distillation)라고 합니다. DDIM의 걸음에는 난수가 없어서 같은 잡음은 늘 같은 점이 되므로, (잡음, 스승의 점)의 짝을 얼마든지 만들 수
# 있습니다.
#
# $$\underbrace{-\,\mathbb{E}\big[\log D(S(z))\big]}_{\text{판별자를 속이기}} + \lambda\; \underbrace{\mathbb{E}\big\lVert S(z) - \text{스승}(z)\big\rVert^2}_{\text{스승을 따르기}}$$
#
# - $S$가 학생, $D$가 이 강좌의 판별자입니다. 판별자는 **진짜 데이터**와 학생의 점을 견줍니다.
# - 뒤의 항만 쓰면 보통의 회귀이고, 앞의 항만 쓰면 보통의 GAN입니다. 5장의 Pix2Pix와 꼴이 비슷합니다(거기에서는 제곱이 아니라 L1이고, 판별자가 입력도 보았습니다). 코드는 10.2절처럼 좌표의 제곱도 평균한 다음 λ = 20을 곱합니다.
#
# 큰 모델의 이야기로는 적대적 확산 증류(Sauer 외, 2023)와 Diffusion2GAN(Kang 외, 2024)이 있습니다. 앞의 것은 학생의 그림에 다시 잡음을 섞어 스승이 되찾은 것을 따르게 하고, 뒤의 것은 여기처럼 (잡음, 그림)의 짝을 씁니다.
# 여기에서는 격자 25로 해 봅니다. 학생과 판별자의 은닉층은 10.3절의 GAN과 같은 크기이고, 스승처럼 좌표를 파동으로도 받습니다.

# %% [markdown] tags=["instructor"] section="10.8" minutes=9
# **물음**: 스승을 따르기만 한 학생의 점은 왜 봉우리 사이에 흩어집니까?
#
# **답**: 가까운 두 잡음이 스승에서 서로 다른 봉우리로 갑니다. 신경망을 한 번만 거치는 학생은 제곱 오차만으로는 스무 번 거치는 스승만큼 가파르게 가르도록 배우지 못해, 그 사이를 이어 버린다고 짐작합니다(둘 다 연속이라 스승에도 사이의 점이 조금 있습니다). 판별자는 그 사이에 진짜가 없음을 배웁니다.
#
# **흔한 오해**: 「판별자만 있으면 스승이 없어도 된다」고 여깁니다. 같은 학생을 판별자만으로 훈련하면 모드가 넷만 남았습니다.
#
# **늦었으면**: 점의 그림 네 칸과 표만 보이십시오.

# %% [markdown] tags=["slide"] section="10.8"
# - 스승: 여러 걸음의 확산. 학생: **한 걸음**의 생성자
# - 손실 = 판별자를 속이기 + λ · 스승을 따르기
# - 스승만 따르면 봉우리 사이에 점이 남습니다. 판별자를 더하면 **또렷해지고**, 모드를 잃기도 합니다

# %% tags=["nbval-ignore-output"]
WEIGHT = 20.0  # λ
teacher = models["격자 25", "확산"]
draw, centers, deviation = TRUTH["격자 25"]
grid_points = tf.constant(draw(POINTS, seed=1000 + SEED, deviation=deviation))
started = process_time()
lesson_noise = keras.random.normal((choose(PROFILE, quick=256, cpu=50_000, gpu=50_000), 2), seed=SEED + 5)
lesson = teacher.restore(lesson_noise, 20)
pair_seconds = process_time() - started


def wavy(outputs):
    """점 [배치, 2]를 파동으로도 받는 신경망. 학생의 출력은 점(2), 판별자의 출력은 로짓(1)입니다."""
    point = keras.Input((2,))
    x = keras.layers.Concatenate()([point, waves(point, (1, 2, 4, 8))])
    for _ in range(3):
        x = keras.layers.LeakyReLU(0.2)(keras.layers.Dense(UNITS)(x))
    return keras.Model(point, keras.layers.Dense(outputs)(x))


def distil(judged, weight, steps=STUDENT_STEPS, batch=256):
    """학생을 훈련합니다. judged가 거짓이면 판별자 없이 스승만 따릅니다."""
    keras.utils.set_random_seed(SEED)
    student, detective = wavy(2), wavy(1)
    rates = [keras.optimizers.schedules.CosineDecay(3e-3, steps) for _ in range(2)]
    optimizers = [keras.optimizers.Adam(rate, beta_1=0.5) for rate in rates]
    for optimizer, network in zip(optimizers, (student, detective)):
        optimizer.build(network.trainable_variables)
    random = keras.random.SeedGenerator(SEED)

    def step():
        rows = keras.random.randint((batch,), 0, len(lesson), seed=random)
        real = tf.gather(grid_points, keras.random.randint((batch,), 0, len(grid_points), seed=random))
        with tf.GradientTape(persistent=True) as tape:
            made = student(tf.gather(lesson_noise, rows), training=True)
            fake_output = detective(made, training=True)
            loss = weight * tf.reduce_mean((made - tf.gather(lesson, rows)) ** 2)
            if judged:
                loss += losses.generator_loss(fake_output)
                judge_loss = losses.discriminator_loss(detective(real, training=True), fake_output)
        variables = student.trainable_variables
        optimizers[0].apply_gradients(zip(tape.gradient(loss, variables), variables))
        if judged:
            variables = detective.trainable_variables
            optimizers[1].apply_gradients(zip(tape.gradient(judge_loss, variables), variables))

    @tf.function
    def train(count):
        for _ in tf.range(count):
            step()

    started = process_time()
    train(tf.constant(steps))
    return student, process_time() - started


students = {"스승만 따른 학생": distil(False, 1.0), "스승과 판별자": distil(True, WEIGHT)}

# %%
test_noise = keras.random.normal((2000, 2), seed=SEED + 6)
made = {
    "스승(20걸음)": teacher.restore(test_noise, 20).numpy(),
    "스승(1걸음)": teacher.restore(test_noise, 1).numpy(),
    **{name: student(test_noise).numpy() for name, (student, _) in students.items()},
}
show(
    plots.point_panels(draw(2000, deviation=deviation), list(made.values()), list(made), limit=3.0, name="만든 점"),
    alt="격자 위의 점 네 칸. 스승은 20걸음에 스물다섯 봉우리를 덮지만 1걸음에는 한가운데에 뭉치고 위아래로 길게 퍼진다. 스승만 따른 학생은 스물다섯 봉우리를 덮되 봉우리 사이에도 점이 많고, "
    "스승과 판별자를 함께 쓴 학생은 사이의 점이 그보다 적다",
)
student_live = {name: score("격자 25", points) for name, points in made.items()}

# %% tags=["nbval-ignore-output"]
rows = ["| 모델 | 덮은 모드 | 좋은 표본 | 정밀도 | 재현율 | 표본 하나(µs) |", "|---|---|---|---|---|---|"]
with_judge = students["스승과 판별자"][0]
student_sample = 1e6 * seconds_a_sample(tf.function(with_judge), plane_noise)
speeds = [each_sample["격자 25", "확산"], "", student_sample, student_sample]
for (name, (modes, quality, precision, recall)), speed in zip(student_live.items(), speeds):
    rows.append(
        f"| {name} | {modes} | {quality:.0%} | {precision:.2f} | {recall:.2f} | {speed if speed == '' else f'{speed:.1f}'} |"
    )
display(Markdown("\n".join(rows)))
measure("짝 5만 개를 만드는 데", pair_seconds, "CPU 초", digits=1)
for name, (_, seconds) in students.items():
    measure(f"{name}: 훈련", seconds, "CPU 초", digits=1)

# %%
rows = ["| 격자 25, 세 씨앗 | 덮은 모드 | 좋은 표본(%) | 정밀도 | 재현율 |", "|---|---|---|---|---|"]
for name in ("스승만", "스승과 판별자", "판별자만", "확산"):
    rows.append(f"| {name if name != '확산' else '스승(20걸음)'} | {listed(f'격자 25/{name}', POINT_SCORES)} |")
display(Markdown("\n".join(rows)))
verdict(
    "스승만 따른 학생은 세 씨앗 모두 한 걸음에 스물다섯 모드를 덮습니다", set(found("격자 25/스승만", "modes")) == {25}
)
verdict(
    "판별자를 더한 가장 못한 씨앗도, 스승만 따른 가장 나은 씨앗보다 좋은 표본이 많습니다",
    found("격자 25/스승과 판별자", "quality").min() > found("격자 25/스승만", "quality").max(),
)
verdict(
    "판별자를 더한 세 씨앗의 좋은 표본은 스승의 스무 걸음과 4%p도 차이 나지 않습니다",
    np.abs(found("격자 25/스승과 판별자", "quality") - found("격자 25/확산", "quality")).max() < 0.04,
)
verdict(
    "그런데 모드를 잃은 씨앗이 있습니다. 셋 가운데 둘이 스물다섯을 다 덮지 못합니다",
    (found("격자 25/스승과 판별자", "modes") < 25).sum() == 2,
)
both_spent = sum(found(f"격자 25/{name}", "cpu_seconds") for name in ("확산", "스승과 판별자"))
verdict(
    "스승과 학생의 훈련만 더해도 씨앗마다 GAN의 훈련의 1.8배에서 2.2배입니다",
    np.all(np.abs(both_spent / found("격자 25/GAN", "cpu_seconds") - 2.0) < 0.2),
)
verdict(
    "스승이 없으면 같은 학생이 덮는 모드는 세 씨앗 모두 다섯이 되지 않습니다",
    found("격자 25/판별자만", "modes").max() < 5,
)
verdict(
    "학생의 한 걸음은 스승의 한 걸음보다 모드를 더 덮습니다",
    student_live["스승과 판별자"][0] > student_live["스승(1걸음)"][0],
    when=trained,
)

# %% [markdown]
# 한 걸음의 학생이 좋은 표본의 비율에서 스무 걸음의 스승에 가까워졌습니다. 표본은 빨라졌지만 훈련은 길어졌습니다. 스승을 훈련하고 짝을 만들고 학생을 훈련하는 CPU 초를 모두 더하면 10.3절의 GAN의 두 배쯤입니다. 세 줄을 함께 읽으십시오.
#
# - **스승만 따르면** 모드는 다 덮지만 봉우리 사이에 점이 남습니다. 스승에서는 가까운 두 잡음이 서로 다른 봉우리로 가는데, 한 번 거치는 학생은 그 사이를 이어 버립니다. 연속인 함수는 건너뛸 수 없습니다(1.10절). 스승도 연속이라 그림에 사이의 점이 조금 있지만, 신경망을 스무 번 거치므로 더 가파르게 가른다고 짐작합니다. 한 번으로는 할 수 없다는 뜻은 아닙니다. 같은 학생도 판별자를 더하면 사이의 점이 줄어듭니다.
# - **판별자를 더하면** 사이의 점이 줄어듭니다. 판별자는 거기에 진짜가 없음을 압니다. 그 대신 모드를 잃는 씨앗이 생깁니다. 또렷하게 하는 힘과 모드를 잃는 병이 **같은 판별자**에서 옵니다.
# - **판별자만 쓰면** 또렷하지만 모드가 넷뿐입니다. 모드는 스승이 지켜 주었습니다.
#
# λ를 바꾸면 둘 사이의 어디에 설지가 달라질 것입니다. 여기에서는 λ 하나만 쟀습니다. 이 실험은 격자에서만 했습니다. 같은 식이 숫자에서도 통하는지는 재지 않았습니다.
#
# ## 10.9 StyleGAN의 생각 하나: 자르기
#
# 확산 모델이 널리 쓰이기 전에 GAN의 그림으로 이름난 것은 StyleGAN(Karras 외, 2019)입니다. 거기에 쓰였거나 그 위에서 쓰인 생각 셋을 재어 봅니다. 앞의 둘은 3장의 생성자로, 셋째는 거기에 작은 신경망을 달아 새로 훈련한 것으로 잽니다.
#
# 첫째는 **자르기**(truncation)입니다. 잠재 벡터를 가운데로 당기면($z \to \psi z$, $\psi < 1$) 흔한 그림만 나온다고 합니다. 품질은 오르고 다양함은 줄 것이라는 말인데, 6.10절의 두 수로 바로 잴 수
# 있습니다. BigGAN(Brock 외, 2019)은 잠재 벡터의 큰 값을 다시 뽑았고, StyleGAN은 잠재 벡터를 한 번 옮긴 공간(10.10절의 사상망)에서 평균 쪽으로 당깁니다. 여기에서는 잠재 벡터에 수 하나를 곱합니다.

# %% [markdown] tags=["instructor"] section="10.9" minutes=6
# **물음**: 자른 생성자의 MNIST-FD는 좋아지겠습니까, 나빠지겠습니까?
#
# **답**: 알맞게 자르면 정밀도는 오르고 재현율은 내립니다. 거리에는 둘이 섞여 있어 미리 알 수 없고, 여기에서는 재지 않았습니다. 그래서 두 수를 따로 봅니다.
#
# **흔한 오해**: 「논문의 그림처럼 내 생성자도 늘 좋은 그림을 낸다」고 여깁니다. 실린 그림이 자른 것인지 먼저 보십시오.
#
# **늦었으면**: 그림 세 줄과 곡선 하나만 보이십시오.

# %% [markdown] tags=["slide"] section="10.9"
# - 자르기: 잠재 벡터를 **가운데로 당깁니다**
# - 알맞게 자르면 정밀도는 오르고 **재현율은 내립니다**. 지나치면 흐려집니다
# - 논문의 그림을 볼 때 먼저 묻습니다: 잘랐습니까?

# %%
gan = unconditional.model
STRENGTHS = [0.3, 0.5, 0.7, 1.0]
CURVE_SAMPLES = SAMPLES // 2
drawn_noise = np.array([keras.random.normal((CURVE_SAMPLES, gan.noise_dim), seed=SEED + 30 + seed) for seed in SEEDS])


def truncated_scores(noise, strength):
    features = evaluation.mnist_features(gan.predict(strength * noise, batch_size=250, verbose=0))
    return evaluation.precision_recall(real_features[:CURVE_SAMPLES], features)


curves = np.array(
    [[truncated_scores(noise, strength) for strength in STRENGTHS] for noise in drawn_noise]
)  # [씨앗, ψ, 2]
show(
    plots.image_rows(
        [gan.predict(strength * drawn_noise[0, :12], verbose=0) for strength in (0.3, 0.7, 1.0)],
        [f"ψ = {strength:g}" for strength in (0.3, 0.7, 1.0)],
        scale=0.8,
    ),
    alt="같은 잠재 벡터 열두 개에 ψ를 곱해 그린 숫자. ψ가 0.7이면 1일 때와 비슷하고 획이 조금 옅으며, 0.3이면 흐리고 끊긴 것이 많다",
)
show(
    plots.truncation_curve(STRENGTHS, curves[..., 0], curves[..., 1]),
    alt="잠재 벡터에 곱한 수에 따른 정밀도와 재현율. 재현율은 수가 작을수록 낮고, 정밀도는 0.5와 0.7 언저리에서 가장 높았다가 0.3에서 도로 낮아진다",
)
verdict("ψ = 0.7로 자르면 세 표본 모두 정밀도가 오릅니다", (curves[:, 2, 0] > curves[:, 3, 0]).all(), when=trained)
verdict("ψ = 0.7로 자르면 세 표본 모두 재현율이 내립니다", (curves[:, 2, 1] < curves[:, 3, 1]).all(), when=trained)
verdict(
    "지나치게 자르면 정밀도도 내립니다. 세 표본 모두 ψ = 0.3의 정밀도가 ψ = 0.5보다 낮습니다",
    (curves[:, 0, 0] < curves[:, 1, 0]).all(),
    when=trained,
)

# %% [markdown]
# 생성자는 그대로입니다. 뽑는 법만 바꾸어 품질을 다양함과 바꾸었습니다. 그림의 ψ = 0.7에서 얻은 정밀도는 잃은 재현율보다 작습니다. 기다리는 시간을 줄이려고 표본과 진짜를 10.7절의 절반만 썼습니다. 두 수는 장수에 따라 달라지므로(ψ = 1에서도 10.7절의 값과 다릅니다) 다른 절의 값과 견주지 마십시오. 여기에서 씨앗 셋은 훈련의 씨앗이 아니라 **표본의** 씨앗입니다. 생성자는 3장의 체크포인트 하나입니다. 훈련의 씨앗을 바꾼 세 생성자의 ψ = 0.7은 10.10절의 표에 있습니다.
#
# ## 10.10 StyleGAN의 생각 둘과 셋: 방향과 사상망
#
# 잠재 공간에 「7다움」의 방향이 있을까요? 방향을 가르친 적은 없지만 **분류기로 찾을** 수 있습니다(얼굴에서는 Shen 외, 2020의 InterFaceGAN). 잠재 벡터를 많이 뽑아 그리고, 숫자 분류기가 7에 매긴 로짓을
# 잠재 벡터의 일차식(직선)으로 맞춥니다. 그 기울기가 방향입니다.

# %% [markdown] tags=["instructor"] section="10.10" minutes=6
# **물음**: 찾은 방향으로 걸으면 숫자만 바뀌고 글씨체는 그대로입니까?
#
# **답**: 아닙니다. 그림에서 멀리 걸은 여섯은 서로 비슷한 7이 되었습니다. 로짓에 직선으로 맞춘 방향 하나라서, 다른 것을 지키라고 시킨 적이 없습니다. 얼마나 바뀌는지는 재야 압니다.
#
# **흔한 오해**: 「생성자가 7의 방향을 배웠다」고 여깁니다. 분류기가 찾은 것입니다. 찾는 방법을 바꾸면 방향도 바뀝니다.
#
# **늦었으면**: 걷는 그림 한 장과 비율 한 줄만 보이십시오.

# %% [markdown] tags=["slide"] section="10.10"
# - 방향은 **분류기로 찾습니다**: 로짓을 잠재 벡터에 직선으로 맞춤
# - 그 방향으로 걸으면 그 숫자가 늘어납니다
# - 아무 방향이나 걸은 것과 견줍니다
# - 사상망: 옮긴 벡터에서는 로짓이 **조금 더** 곧습니다(세 씨앗)

# %%
many = np.array(keras.random.normal((choose(PROFILE, quick=500, cpu=2500, gpu=2500), gan.noise_dim), seed=SEED + 40))
answers = digit_classifier().predict(gan.predict(many, batch_size=250, verbose=0), batch_size=500, verbose=0)
slopes, *_ = np.linalg.lstsq(np.c_[many, np.ones(len(many))], answers, rcond=None)
directions = slopes[:-1].T / np.linalg.norm(slopes[:-1].T, axis=1, keepdims=True)  # 숫자마다 길이 1의 방향 [10, 64]

DISTANCES = np.array([-4, -2, 0, 2, 4, 6, 8])
walkers = np.array(keras.random.normal((100, gan.noise_dim), seed=SEED + 41))  # 방향을 찾을 때 쓰지 않은 잠재 벡터
aimless = np.random.default_rng(SEED).normal(size=directions.shape)
aimless /= np.linalg.norm(aimless, axis=1, keepdims=True)


def share_along(direction, digit):
    """그 방향으로 걸은 거리마다, 그 숫자로 읽힌 비율."""
    path = (walkers + DISTANCES[:, None, None] * direction).reshape(-1, gan.noise_dim)
    read = evaluation.digit_labels(gan.predict(path, batch_size=300, verbose=0))
    return np.mean(read.reshape(len(DISTANCES), -1) == digit, axis=1)


toward = np.array([share_along(directions[digit], digit) for digit in range(10)])
astray = np.array([share_along(aimless[digit], digit) for digit in range(10)])
show(
    plots.image_rows(
        [gan.predict(walkers[row] + DISTANCES[2:, None] * directions[7], verbose=0) for row in range(6)],
        [f"잠재 벡터 {row + 1}" for row in range(6)],
        titles=[f"+{distance}" if distance else "처음" for distance in DISTANCES[2:]],
    ),
    alt="여섯 잠재 벡터를 7의 방향으로 걸은 그림. 왼쪽의 처음 그림은 여러 숫자이고, 오른쪽으로 갈수록 7을 닮은 것이 늘어나, +8에서는 여섯이 모두 서로 비슷한 7이다",
)

# %% tags=["nbval-ignore-output"]
for distance, share, other_share in zip(DISTANCES, toward.mean(axis=0), astray.mean(axis=0)):
    measure(
        f"{distance:+d}만큼 걸었을 때 그 숫자로 읽힌 비율(열 숫자의 평균)",
        100 * share,
        f"% (아무 방향이나: {100 * other_share:.0f}%)",
        digits=0,
    )

# %%
verdict(
    "열 숫자 모두, 제 방향으로 4만큼 걸으면 그 숫자가 늘어납니다", (toward[:, 4] > toward[:, 2]).all(), when=trained
)
verdict("열 숫자의 평균은 4만큼 걸으면 절반을 넘습니다", toward[:, 4].mean() > 0.5, when=trained)
verdict("아무 방향이나 4만큼 걸으면 평균이 4분의 1도 되지 않습니다", astray[:, 4].mean() < 0.25, when=trained)

# %% [markdown]
# 방향은 있습니다. 그러나 숫자만 바뀌고 글씨체는 그대로인 것은 **아닙니다**. 그림에서 +8까지 걸은 여섯은 처음의 생김새를 잃고 서로 비슷한 7이 되었습니다. 방향의 길이는 1이고, 잠재 벡터를 어느 방향으로 재어도 값은 거의 -3과 3 사이입니다. 그래서 +4만 걸어도 대부분 훈련 때 거의 나오지 않던 자리입니다. 얼마나 잃는지는 재지 않았습니다. 8장처럼 훈련에 레이블을 쓴 생성자는 부탁한 숫자로 읽힌 비율이 95%를 넘었고, 한 숫자 안의 다양함도 진짜의 4분의 3을 넘었습니다(8.7절). 이 방법은 **훈련이 끝난 남의 생성자**에서
# 손잡이를 찾을 때 씁니다.
#
# 셋째 생각은 **사상망**(mapping network)입니다. 잠재 벡터를 곧바로 쓰지 않고, 작은 신경망으로 옮긴 벡터를 씁니다. 훈련 데이터의 들쭉날쭉한 모양을 둥근 정규 분포에 억지로
# 맞추지 않아도 되어 속성이 덜 얽힌다는 것이 StyleGAN 저자들의 주장입니다(Karras 외, 2019). 그렇다면 옮긴 벡터에서는 방향이 더 **곧아야** 합니다.
#
# 3장의 생성자 앞에 밀집층 둘짜리 사상망을 달아, 나머지는 같은 조리법으로 훈련한 것을 세 씨앗으로 따로 재어 두었습니다(사상망의 설정은 표 아래에 있습니다). 옮긴 벡터를 생성자의 층마다 넣어 주는 것은 하지 않았으니 StyleGAN의 일부입니다. **곧음**은 위에서처럼 로짓을 벡터에서 직선으로
# 맞혔을 때, 맞추는 데 쓰지 않은 표본에서 설명한 몫(R²)을 열 숫자에 걸쳐 평균한 것입니다. 1이면 꼭 직선입니다. ψ의 칸에서는, 사상망이 있으면 옮긴 벡터를 그 평균 쪽으로 당겼습니다.

# %%
rows = [
    "| 세 씨앗 | MNIST-FD(배) | 정밀도 | 재현율 | 곧음(R²) | ψ = 0.7의 정밀도 | ψ = 0.7의 재현율 |",
    "|---|---|---|---|---|---|---|",
]
MAP_SCORES = [("distance", 1, ".1f"), ("precision", 1, ".2f"), ("recall", 1, ".2f"), ("straight", 1, ".2f")]
for name in ("숫자/GAN", "숫자/GAN, 사상망"):
    pulled = np.array([scores["0.7"] for scores in found(name, "pulled")])
    last = " | ".join(", ".join(f"{value:.2f}" for value in column) for column in pulled.T)
    rows.append(f"| {name.removeprefix('숫자/')} | {listed(name, MAP_SCORES)} | {last} |")
display(Markdown("\n".join(rows)))
plain_map, with_map = (
    {key: found(name, key) for key in ("distance", "straight", "precision", "recall")}
    for name in ("숫자/GAN", "숫자/GAN, 사상망")
)
verdict(
    "사상망을 단 가장 못한 씨앗도 달지 않은 가장 나은 씨앗보다 MNIST-FD가 작습니다",
    with_map["distance"].max() < plain_map["distance"].min(),
)
verdict(
    "사상망을 단 가장 못한 씨앗도 달지 않은 가장 나은 씨앗보다 곧습니다",
    with_map["straight"].min() > plain_map["straight"].max(),
)
verdict("다만 곧음의 차이는 씨앗마다 0.05가 되지 않습니다", (with_map["straight"] - plain_map["straight"] < 0.05).all())
verdict(
    "씨앗마다 사상망을 단 쪽의 정밀도가 높고 재현율이 낮습니다",
    (with_map["precision"] > plain_map["precision"]).all() and (with_map["recall"] < plain_map["recall"]).all(),
)
MAPPINGS = ["GAN", "GAN, 사상망", "GAN, 표준화하지 않은 사상망", "GAN, 표준화하지 않은 보통 빠르기의 사상망"]
rows = ["| 처음 다섯 에포크, 세 씨앗 | 서로 다른 정도: 1 에포크 | 5 에포크 |", "|---|---|---|"]
differing = {name: found(f"처음 에포크/{name}", "spread") for name in MAPPINGS}  # [씨앗, 에포크]
for name, values in differing.items():
    first, fifth = (", ".join(f"{value:.2f}" for value in values[:, epoch]) for epoch in (0, 4))
    rows.append(f"| {name} | {first} | {fifth} |")
display(Markdown("\n".join(rows)))
verdict(
    "5 에포크의 서로 다른 정도: 표준화한 사상망과 달지 않은 것은 씨앗마다 0.7을 넘습니다",
    all((differing[name][:, 4] > 0.7).all() for name in MAPPINGS[:2]),
)
verdict(
    "표준화하지 않은 두 사상망은 씨앗마다 5 에포크에도 0.2가 되지 않습니다",
    all((differing[name][:, 4] < 0.2).all() for name in MAPPINGS[2:]),
)

# %% [markdown]
# 숫자 열 개의 로짓에서는 저자들의 말과 같은 쪽으로 **조금 더 곧습니다**. 차이는 작습니다. 서로 다른 두 생성자를 견준 것이고, 사상망을 단 모델의 옮기기 전 벡터에서는 재지 않았습니다. 굵기나 기울기 같은 다른 속성도, 거리가 짧아진 까닭도 재지 않았습니다. 씨앗 0의 재현율은 표의 두 자리로는 같아 보이지만 0.822와 0.818입니다.
#
# 달기만 하면 되는 것은 아니었습니다. 둘째 표를 보십시오(이름에 빠르기가 없는 사상망은 100분의 1의 빠르기로 배운 것입니다). **서로 다른 정도**는 화소마다 표본에 걸친 표준편차를 평균해 진짜 숫자의 것으로 나눈 값으로, 0이면 모두 같은 그림입니다. 옮긴 벡터를 표준화(평균 0, 분산 1)하지 않으면, 사상망이 보통의 빠르기로 배우든 100분의 1의 빠르기로 배우든 다섯 에포크가 지나도 표본들이 서로 닮은 채였습니다. 그 뒤에는 풀리는지, 왜 그런지는 재지 않았습니다. 첫째 표의 사상망은 100분의 1의 빠르기로 배우고 표준화한 것입니다(`benchmarks/mapping_network.py`).
#
# ## 10.11 GAN은 지금 어디에 있습니까
#
# 여기부터는 재지 않은 것입니다. 그래서 수는 적지 않고, 무엇을 어디에서 읽을 수 있는지만 적습니다.
#
# | 어디에 | 무엇을 합니까 | 어디에서 읽습니까 |
# |---|---|---|
# | 초해상도 | 작은 사진을 크게 그릴 때, 흐린 평균 대신 또렷한 결을 판별자로 얻습니다 | SRGAN(Ledig 외, 2017), Real-ESRGAN(Wang 외, 2021) |
# | 보코더 | 소리의 그림(스펙트로그램)에서 파형을 한 번에 만듭니다 | HiFi-GAN(Kong 외, 2020), BigVGAN(Lee 외, 2023) |
# | 한 걸음 증류 | 10.8절처럼 확산을 한 걸음이나 몇 걸음으로 줄이는 데 판별자를 씁니다 | 적대적 확산 증류(Sauer 외, 2023), Diffusion2GAN(Kang 외, 2024) |
# | 잠재 확산의 압축기 | 그림을 줄였다 되살리는 신경망을 판별자와 함께 훈련합니다 | VQGAN(Esser 외, 2021), 잠재 확산(Rombach 외, 2022) |
# | GAN 그 자체 | 손실과 구조를 다시 짠 GAN이 어디까지 가는지 봅니다 | GigaGAN(Kang 외, 2023), R3GAN(Huang 외, 2024) |
#
# 앞의 넷에서 판별자는 혼자 일하지 않습니다. 정답이나 스승과의 오차(제곱, 절댓값, 특징의 거리)에 더해, **그 오차만으로는 남는 흐림을 지우는 손실**로 일합니다. 5장의 Pix2Pix가 바라던 일이고(거기에서는 거의 L1만 들었습니다), 10.8절에서 잰 일입니다.
# R3GAN의 손실(상대론적 손실에 R1과 R2)은 7장에서 직접 재었습니다.

# %% [markdown] tags=["instructor"] section="10.11" minutes=4
# **물음**: 표의 앞 네 줄에서 판별자가 하는 일의 공통점은 무엇입니까?
#
# **답**: 정답이나 스승이 따로 있고, 판별자는 평균으로 흐려진 것을 또렷하게 합니다. 혼자서 분포를 다 맡지 않습니다.
#
# **흔한 오해**: 「GAN은 옛것이라 쓰이지 않는다」고 여깁니다. 판별자라는 **손실**로 남아 있는 곳을 짚어 주십시오.
#
# **늦었으면**: 표의 셋째 줄만 읽으십시오.

# %% [markdown] tags=["slide"] section="10.11"
# - 초해상도, 보코더, **한 걸음 증류**, 잠재 확산의 압축기
# - 판별자는 **흐림을 지우는 손실**로 남았습니다

# %% [markdown]
# ## 10.12 한 장의 지도
#
# 7.12절의 가계도에 이 장에서 본 것을 더합니다. 주황색 화살표가 10.8절의 증류입니다.

# %% [markdown] tags=["instructor"] section="10.12" minutes=3
# **물음**: 확산과 GAN은 나무의 다른 가지에 있습니다. 주황색 화살표는 무엇을 넘겨줍니까?
#
# **답**: 스승이 덮은 모드입니다. 받는 쪽은 한 걸음의 속도를 줍니다.
#
# **흔한 오해**: 「가지가 다르면 섞을 수 없다」고 여깁니다. 이름은 가지마다 다르지만 손실은 더할 수 있습니다.
#
# **늦었으면**: 그림 한 장만 띄워 두십시오.

# %% [markdown] tags=["slide"] section="10.12"
# - 확산: **진짜가 있는 곳**에서, 여러 걸음
# - GAN의 생성자: **가짜가 있는 곳**에서, 한 걸음
# - 증류가 둘을 잇습니다

# %%
show(
    plots.family_tree(bridge=True),
    alt="생성모델의 나무. 확률 밀도를 식으로 적는 쪽에 자기회귀, 흐름, VAE, 확산이 있고 적지 않는 쪽에 GAN이 있다. 확산에서 GAN으로 증류의 화살표가 건너간다. "
    "맨 아래 줄은 확산이 진짜가 있는 곳에서, GAN이 가짜가 있는 곳에서 배운다고 적는다",
)

# %% [markdown]
# ## 정리
#
# - 확산 모델은 섞은 잡음을 맞히는 회귀입니다. 정답이 움직이지 않으므로 쫓고 쫓기지 않습니다.
# - 확산의 손실은 진짜가 있는 곳에서 묻고, GAN의 생성자는 제가 만든 것이 있는 곳에서만 듣습니다. 그래서 빠뜨린 모드를 확산의 손실은 봅니다.
# - 신경망이 모자라면 확산도 모드를 잃고, 벌점을 갖추어 더 오래 훈련한 GAN은 격자를 다 덮었습니다(7.9절). 모델의 이름이 아니라 잰 것을 말합니다.
# - 한 번에 되찾은 그림은 가능한 그림들의 평균입니다. 그래서 여러 걸음이 들고, 표본의 시간은 걸음에 거의 비례합니다.
# - 숫자에서는 비슷한 시간에 GAN의 거리가 훨씬 짧았고, 정밀도는 확산이 높았습니다. 문제와 자가 바뀌면 순서도 바뀌기도 합니다. 더 큰 예산은 재지 않았습니다.
# - 증류는 여러 걸음의 스승을 한 걸음의 학생으로 줄입니다. 스승이 모드를 지키고, 판별자는 또렷하게 하는 대신 모드를 잃기도 합니다.
# - 알맞은 자르기는 품질을 다양함과 바꿉니다. 방향은 분류기로 찾을 수 있고, 사상망을 단 생성자에서 조금 더 곧았습니다.
#
# ## 다음
#
# [10장의 연습](exercises/10_diffusion.ipynb)에서 섞기와 손실과 걸음을 직접 쓰고, 남의 표본기에서 결함을 찾아보십시오. 여기가 마지막 장입니다. 낱말이 낯설면 [0장](00_start.ipynb)의 용어집(0.9절)으로
# 돌아가십시오.

# %% [markdown] tags=["instructor"] section="10.정리" minutes=2
# **물음**: 「GAN과 확산 가운데 무엇이 낫습니까」라는 물음에 이제 어떻게 답하겠습니까?
#
# **답**: 무엇을 재느냐고 되묻습니다. 모드와 정밀도, 숫자의 거리와 재현율, 표본의 시간이 서로 다른 답을 냅니다. 견준 표에서 훈련의 시간은 비슷하게 맞추었습니다(증류는 두 배쯤).
#
# **흔한 오해**: 이 장의 표를 큰 모델에 그대로 옮깁니다. 고리와 격자와 28화소의 숫자를 몇 분 훈련한 이야기입니다.
#
# **늦었으면**: 셋째 줄(모델의 이름이 아니라 잰 것을 말합니다)만 읽으십시오.

# %% [markdown] tags=["slide"] section="10.정리"
# - 모델의 이름이 아니라 **잰 것**을 말합니다
# - 격자의 모드는 확산이, 숫자의 거리와 표본의 **속도**는 GAN이 앞섰습니다(고리의 모드는 둘 다 여덟)
