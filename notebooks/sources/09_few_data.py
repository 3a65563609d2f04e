# %% [markdown]
# # 9. 적은 데이터, 나의 사진
#
# 지금까지는 숫자 수천 장과 코드로 얼마든지 그리는 사바나로 훈련했습니다. 여러분의 자료는 그렇지 않을 것입니다. 이 장에서는 숫자 **백 장**으로
# 훈련해 보고, **진짜 사진**을 옮겨 보고, 마지막에는 여러분의 폴더 둘로 해 봅니다.
#
# **목표**
#
# - 백 장으로 훈련하면 판별자가 외운다는 것을 로짓으로 봅니다.
# - 미분할 수 있는 데이터 증강(DiffAugment)을 몇 줄로 씁니다. 진짜에만 쓰면 무엇이 새는지 봅니다.
# - 생성자가 외웠는지를 이웃 찾기로 잽니다.
# - 4장의 조리법을 그대로 진짜 사진(오렌지와 풋사과)에 쓰고, 된 것과 안 된 것을 수와 눈으로 가립니다.
# - 여러분의 폴더 둘로 훈련하기 전에 무엇을 살필지 압니다.
#
# **걸리는 시간**: 읽고 생각하는 데 75분쯤, 노트북을 실행하는 데 코어 2개인 컴퓨터에서 4분쯤 걸립니다. 거의 모두 9.2절과 9.5절의 훈련입니다.
#
# **프로필**: `cpu`가 기본입니다. 코드가 도는지만 보려면 `quick`, GPU가 있으면 `gpu`(더 크고 더 길게)를 고릅니다. 바로 아래 셀에서
# 바꿉니다. `TRAIN`을 `False`로 바꾸면 훈련하지 않고, 미리 조금 더 오래(2,500걸음) 훈련해 둔 것을 불러옵니다. 컴퓨터가 느릴 때 쓰십시오.
# `PHOTOGRAPHS`는 9.9절에서 훈련할 사진의 폴더입니다. 비워 두면 사진 대신, 미리 훈련해 둔 것을 씁니다.

# %% [markdown] tags=["instructor"] section="9.0" minutes=2
# **물음**: 가진 그림이 백 장뿐이라면 GAN의 무엇이 먼저 망가집니까?
#
# **답**: 판별자입니다. 백 장은 외울 수 있습니다. 외운 판별자는 생성자에게 「진짜답게」가 아니라 「그 백 장처럼」 그리라고 가르칩니다.
#
# **흔한 오해**: 「자료가 적으면 생성자가 베낀다」고만 여깁니다. 생성자는 진짜를 본 적이 없습니다. 판별자를 거쳐서만 배웁니다.
#
# **늦었으면**: 9.2절의 훈련을 시작해 놓고 9.3절로 가십시오.

# %% [markdown] tags=["slide"] section="9.0"
# - 자료가 적으면 **판별자가 외웁니다**
# - 늘려서 보여 주되, **진짜와 가짜를 똑같이**
# - 끝에는 **여러분의 사진**으로

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0
TRAIN = True
PHOTOGRAPHS = ""

# %%
import json
import tempfile
from pathlib import Path

from gan_course import evaluation, losses, plots
from gan_course.data import image_folders, mnist
from gan_course.data.inspection import findings, inspect_folders
from gan_course.files import user_path, verified_path
from gan_course.lesson import choose, measure, show, verdict
from gan_course.models import dcgan_discriminator, dcgan_generator
from gan_course.training import GAN, LinearDecay, StopOnNonFiniteLoss, checkpoint
from gan_course.training.recipes import RECIPES, build
from gan_course.widgets.progress import TimeLeft, TrainingProgress
from gan_course.widgets.translation import cycle_lab

import keras
import numpy as np
import tensorflow as tf
from IPython.display import Markdown, display

# %%
FEW = 100  # 훈련에 쓸 숫자의 장수
noise_dim = choose(PROFILE, quick=16, cpu=64, gpu=64)
GENERATOR_FILTERS = choose(PROFILE, quick=4, cpu=12, gpu=32)
DISCRIMINATOR_FILTERS = choose(PROFILE, quick=4, cpu=16, gpu=32)
BATCH_SIZE = 32
RATE = 1e-3  # 8장처럼 두 신경망의 학습률이 같습니다. 3장의 느린 판별자는 9.6절에서 견줍니다.
STEPS = choose(PROFILE, quick=10, cpu=2000, gpu=10_000)
STEPS_PER_EPOCH = choose(PROFILE, quick=5, cpu=125, gpu=500)
AVERAGE_DECAY = choose(PROFILE, quick=0.9, cpu=0.995, gpu=0.998)
SAMPLES = choose(PROFILE, quick=250, cpu=2500, gpu=2500)
trained = PROFILE != "quick"  # quick은 훈련이 짧아 결과를 확인하지 않습니다.

# %% [markdown]
# ## 9.1 백 장
#
# 강좌에 든 숫자는 5,000장입니다. 그 가운데 1,000장은 **훈련에 쓰지 않고 남겨 둡니다**. 외웠는지를 알려면 외울 수 없었던 진짜가 있어야 하기
# 때문입니다. 그래서 훈련에 쓸 수 있는 것은 4,000장입니다.
#
# 훈련에는 4,000장에서 씨앗으로 뽑은 **백 장**만 씁니다. 남겨 둔 1,000장은 채점할 때만 봅니다.

# %% [markdown] tags=["instructor"] section="9.1" minutes=3
# **물음**: 5,000장이 있는데 왜 1,000장을 쓰지 않고 남겨 둡니까?
#
# **답**: 외운 것과 배운 것을 가르려면 본 적 없는 진짜가 있어야 합니다. 훈련에 쓴 그림으로 채점하면 베끼는 생성자가 이깁니다(6.11절).
#
# **흔한 오해**: 「자료가 적을수록 다 써야 한다」고 여깁니다. 남겨 두지 않으면 나아졌는지 알 길이 없습니다.
#
# **늦었으면**: 그림 한 장만 보이고 9.2절로 가십시오.

# %% [markdown] tags=["slide"] section="9.1"
# - 훈련에는 **100장**
# - 1,000장은 남겨 두고 **채점할 때만** 봅니다

# %%
train, held_out = mnist.load("train"), mnist.load("test").images
chosen = np.random.default_rng(SEED).permutation(len(train.images))[:FEW]
few = train.images[chosen]
show(
    plots.image_grid(few, columns=20, scale=0.5),
    alt="훈련에 쓸 숫자 백 장 전부. 스무 장씩 다섯 줄이고, 숫자마다 여섯 장에서 열다섯 장이다",
)
print("숫자 0에서 9까지의 장수:", np.bincount(train.labels[chosen], minlength=10).tolist())
verdict(
    "훈련할 백 장 가운데 남겨 둔 천 장에 든 그림은 하나도 없습니다",
    evaluation.nearest_neighbours(few, held_out).distance.min() > 0,
)

# %% [markdown]
# 이것이 생성자가 세상에 대해 알게 될 것의 **전부**입니다. 8이 몇 장인지 세어 보십시오. 그 몇 장으로 모든 8을 짐작해야 합니다.
#
# ## 9.2 판별자가 먼저 외웁니다
#
# 3장의 신경망과 손실로 백 장을 훈련합니다. 두 학습률은 8장처럼 같게 합니다. 훈련하는 동안 판별자에게 세 무리를 보이고 로짓의 평균을 적습니다.
#
# - **훈련한 진짜**: 판별자가 되풀이해서 본 백 장.
# - **남겨 둔 진짜**: 한 번도 보지 못한 진짜 오백 장.
# - **가짜**: 그때의 평균 생성자(3.12절)가 그린 오백 장. 판별자와 겨루는 바로 그 생성자의 것은 아닙니다.
#
# > **먼저 짐작해 보십시오** (2분). 판별자가 "진짜다움"을 배웠다면 앞의 두 값은 어떠해야 합니까? 백 장을 **외웠다면** 어떠합니까?
#
# <details><summary>답 보기</summary>
#
# 진짜다움을 배웠다면 본 진짜와 보지 못한 진짜에 같은 답을 해야 합니다. 외웠다면 본 것에만 높은 답을 하고, 보지 못한 진짜에는 **가짜처럼** 낮은 답을 합니다.
#
# </details>
#
# 한 걸음은 3장의 것에 자리 둘만 더합니다. 판별자에게 보이기 **바로 전에** 진짜와 가짜를 바꾸는 함수입니다. 지금은 아무것도 하지 않는 함수를
# 넣고, 9.3절부터 채웁니다.

# %% [markdown] tags=["instructor"] section="9.2" minutes=7
# **물음**: 세 선 가운데 어느 둘이 벌어지면 외웠다고 합니까?
#
# **답**: 훈련한 진짜와 남겨 둔 진짜입니다. 둘 다 진짜이므로 진짜다움을 배운 판별자라면 같은 답을 해야 합니다.
#
# **흔한 오해**: 「진짜와 가짜가 벌어졌으니 과대적합」이라고 합니다. 그것은 판별자가 할 일입니다. 본 진짜와 보지 못한 진짜가 벌어지는 것이 과대적합입니다.
#
# **늦었으면**: 훈련이 끝나지 않았으면 저장된 그림으로 설명하십시오.

# %% [markdown] tags=["slide"] section="9.2"
# - 판별자에게 **본 진짜, 보지 못한 진짜, 가짜**를 보입니다
# - 앞의 둘이 벌어지면 **외운 것**입니다


# %% tags=["nbval-ignore-output"]
class AugmentedGAN(GAN):
    """진짜와 가짜를 판별자에게 보이기 바로 전에 저마다의 함수로 바꿉니다."""

    def __init__(self, *arguments, for_real=tf.identity, for_fake=tf.identity, **settings):
        super().__init__(*arguments, **settings)
        self.for_real, self.for_fake = for_real, for_fake

    def train_step(self, images):
        noise = self.sample_noise(tf.shape(images)[0])
        with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
            generated_image = self.generator(noise, training=True)
            real_output = self.discriminator(self.for_real(images), training=True)  # ← 바꾸어 보입니다
            fake_output = self.discriminator(self.for_fake(generated_image), training=True)  # ← 여기도
            gen_loss = losses.generator_loss(fake_output)
            disc_loss = losses.discriminator_loss(real_output, fake_output)
        for tape, loss, network, optimizer in (
            (gen_tape, gen_loss, self.generator, self.generator_optimizer),
            (disc_tape, disc_loss, self.discriminator, self.discriminator_optimizer),
        ):
            variables = network.trainable_variables
            optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        self.update_averages()
        return self.record(generator_loss=gen_loss, discriminator_loss=disc_loss)


class JudgeHistory(keras.callbacks.Callback):
    """에포크마다 판별자가 세 무리에 준 로짓의 평균 [훈련한 진짜, 남겨 둔 진짜, 가짜]를 적습니다."""

    def on_train_begin(self, logs=None):
        self.logits = []

    def on_epoch_end(self, epoch, logs=None):
        groups = few, held_out[:500], self.model.generate(500, seed=SEED)
        self.logits.append([float(tf.reduce_mean(self.model.discriminator(images))) for images in groups])


def build_gan(for_real=tf.identity, for_fake=tf.identity):
    keras.utils.set_random_seed(SEED)
    gan = AugmentedGAN(
        dcgan_generator(noise_dim, filters=GENERATOR_FILTERS),
        dcgan_discriminator(filters=DISCRIMINATOR_FILTERS),
        noise_dim,
        for_real=for_real,
        for_fake=for_fake,
        average_decay=AVERAGE_DECAY,
        seed=SEED,
    )
    gan.compile(*(keras.optimizers.Adam(LinearDecay(RATE, 0, STEPS), beta_1=0.5) for _ in range(2)))
    return gan


saved = None if TRAIN else checkpoint("09", PROFILE=PROFILE, SEED=SEED)


def train_few(name, for_real=tf.identity, for_fake=tf.identity):
    """백 장으로 훈련한 GAN과, 훈련하는 동안의 로짓 [에포크, 3]."""
    gan, judge = build_gan(for_real, for_fake), JudgeHistory()
    if not TRAIN:
        gan.average_generator.set_weights(saved.weights[name])
        print("미리 훈련한 결과를 불러왔습니다.")
        return gan, saved.record["logits"][name]
    data = tf.data.Dataset.from_tensor_slices(few).shuffle(FEW, seed=SEED).repeat().batch(BATCH_SIZE)
    callbacks = [judge, StopOnNonFiniteLoss(), TrainingProgress(seed=SEED)]
    gan.fit(data, epochs=STEPS // STEPS_PER_EPOCH, steps_per_epoch=STEPS_PER_EPOCH, callbacks=callbacks, verbose=0)
    return gan, np.array(judge.logits)


# %%
# 아무것도 하지 않는 함수를 넣으면 3장의 한 걸음과 한 비트까지 같습니다.
ours, theirs = build_gan(), GAN(*(build_gan().generator, build_gan().discriminator), noise_dim, AVERAGE_DECAY, SEED)
theirs.compile(*(keras.optimizers.Adam(LinearDecay(RATE, 0, STEPS), beta_1=0.5) for _ in range(2)))
for gan in (ours, theirs):
    gan.train_step(tf.constant(few[:BATCH_SIZE]))
verdict(
    "바꾸지 않으면 3장의 한 걸음과 두 신경망의 가중치가 한 비트까지 같습니다",
    all(np.array_equal(a, b) for a, b in zip(ours.get_weights(), theirs.get_weights())),
)

# %% tags=["nbval-ignore-output"]
plain, plain_logits = train_few("plain")

# %%
steps = STEPS_PER_EPOCH * np.arange(1, len(plain_logits) + 1)
show(
    plots.judge_logits(steps, {"그대로": plain_logits}),
    alt="걸음에 따른 로짓의 평균 세 선. 처음에는 두 진짜의 선이 붙어 있고 가짜의 선이 아래에 있다. 훈련한 진짜는 올라가고, 남겨 둔 진짜는 내려가 훈련의 마지막 3분의 1에서는 가짜보다도 아래에 있다",
)
seen, unseen, fake = plain_logits[-1]
verdict("마지막에 판별자는 남겨 둔 진짜를 훈련한 진짜보다 0.5 넘게 낮게 봅니다", seen - unseen > 0.5, when=trained)
verdict("남겨 둔 진짜를 가짜보다도 낮게 봅니다", unseen < fake, when=trained)

# %% [markdown]
# 처음에는 두 진짜의 선이 붙어 있습니다. 그런데 훈련의 마지막 3분의 1에서는 남겨 둔 진짜의 선이 **가짜의 선보다도 아래**로 내려갑니다. 평균으로 보면, 판별자에게 보지 못한 진짜는 가짜보다도 가짜 같습니다. "진짜입니까?"가 아니라
# "**그 백 장 가운데 하나입니까?**"를 배운 것입니다. 이것이 판별자의 **과대적합**(overfitting)입니다.
#
# 벌어진 정도를 수 하나로 적으려고 세 평균의 차이 둘로 비를 만듭니다(Karras et al. 2020, ADA의 $r_v$).
#
# $$r_v = \frac{\mathbb{E}[a_{\text{훈련}}] - \mathbb{E}[a_{\text{남김}}]}{\mathbb{E}[a_{\text{훈련}}] - \mathbb{E}[a_{\text{가짜}}]}$$
#
# - $a$는 판별자의 로짓, 아래 글자는 어느 무리의 평균인지입니다. 이 장에서는 **과대적합의 비**라고 부릅니다.
# - 본 진짜와 보지 못한 진짜에 같은 답을 하면 0입니다. 보지 못한 진짜를 가짜와 똑같이 보면 1이고, 가짜보다도 낮게 보면 1을 넘습니다. 보지 못한 진짜를 본 진짜보다 높게 보면 음수입니다.
#
# 분모가 0에 가까우면, 곧 판별자가 본 진짜와 가짜조차 구별하지 못하면 이 비는 뜻을 잃습니다. 그래서 세 선을 늘 함께 봅니다.


# %%
def overfitting(logits):
    """과대적합의 비. logits는 [훈련한 진짜, 남겨 둔 진짜, 가짜]의 평균."""
    seen, unseen, fake = logits
    return (seen - unseen) / (seen - fake)


# %% tags=["nbval-ignore-output"]
measure("마지막의 과대적합의 비", overfitting(plain_logits[-1]))

# %%
verdict("과대적합의 비가 마지막에 1을 넘습니다", overfitting(plain_logits[-1]) > 1, when=trained)

# %% [markdown]
# ## 9.3 그림을 늘리는 함수 둘
#
# 백 장을 더 모을 수 없다면, 백 장을 **여러 모습으로** 보여 주면 어떨까요? 자리를 옮기거나 한쪽을 가린 숫자도 판별자에게는 새 그림입니다. 이것을
# **데이터 증강**(data augmentation)이라고 합니다. 분류기를 훈련할 때 널리 쓰는 방법입니다.
#
# 두 함수를 씁니다. 그림마다 따로 뽑은 난수로,
#
# - **옮기기**: 상하좌우로 네 화소까지 자리를 옮깁니다. 빈 자리는 배경(−1)입니다.
# - **가리기**(cutout): 한 변이 14화소인 정사각형을 배경으로 칠합니다. 정사각형의 한가운데는 그림 안 어디든 됩니다.

# %% [markdown] tags=["instructor"] section="9.3" minutes=6
# **물음**: 이 두 함수를 NumPy로 써도 됩니까?
#
# **답**: 진짜에만 쓴다면 됩니다. 가짜에 쓰려면 안 됩니다. 생성자가 배우려면 판별자의 답에서 가짜까지 그레이디언트가 이 함수를 **지나** 와야 합니다.
#
# **흔한 오해**: 「무작위로 자르니 미분할 수 없다」고 여깁니다. 어디를 자를지는 난수이지만, 정해진 다음에는 화소를 고르는 일이라 미분할 수 있습니다.
#
# **늦었으면**: 함수 둘의 그림만 보이고 9.4절로 가십시오.

# %% [markdown] tags=["slide"] section="9.3"
# - **옮기기**와 **가리기**: 몇 줄의 텐서플로
# - 그레이디언트가 함수를 **지나가야** 합니다
# - 가려진 화소에는 그레이디언트가 없습니다


# %%
def shifted(images, most=4):
    """그림마다 상하좌우로 most화소까지 옮깁니다."""
    count, height, width = tf.unstack(tf.shape(images)[:3])
    padded = tf.pad(images, [[0, 0], [most, most], [most, most], [0, 0]], constant_values=-1.0)
    down, right = tf.unstack(tf.random.uniform([2, count, 1], 0, 2 * most + 1, tf.int32))
    rows = tf.gather(padded, down + tf.range(height), axis=1, batch_dims=1)  # 그림마다 다른 줄을 고릅니다
    return tf.gather(rows, right + tf.range(width), axis=2, batch_dims=1)


def cut(images, size=14):
    """그림마다 한 변이 size화소인 정사각형을 배경으로 칠합니다."""
    count, height, width = tf.unstack(tf.shape(images)[:3])
    top = tf.random.uniform([count, 1, 1, 1], -(size // 2), height - size // 2, tf.int32)
    left = tf.random.uniform([count, 1, 1, 1], -(size // 2), width - size // 2, tf.int32)
    row, column = tf.range(height)[:, None, None], tf.range(width)[:, None]
    inside = (row >= top) & (row < top + size) & (column >= left) & (column < left + size)
    return tf.where(inside, -1.0, images)


def augment(images):
    return cut(shifted(images))


# %%
tf.random.set_seed(SEED)
same = tf.repeat(few[:1], 10, axis=0)
show(
    plots.image_rows([shifted(same), cut(same), augment(same)], ["옮기기", "가리기", "옮기고 가리기"]),
    alt="숫자 한 장을 열 번씩 바꾼 세 줄. 첫 줄은 자리가 조금씩 다르고, 둘째 줄에는 네모나게 지워진 것과 처음과 같아 보이는 것이 섞여 있고, 셋째 줄은 자리가 다르면서 지워진 것이 섞여 있다",
)
moved, hidden = shifted(same).numpy(), cut(same).numpy()
framed = np.pad(few[0], ((4, 4), (4, 4), (0, 0)), constant_values=-1)
verdict(
    "옮긴 그림은 모두, 배경을 네 화소씩 두른 처음 그림에서 28×28을 오려 낸 것입니다",
    all(
        any(np.array_equal(image, framed[i : i + 28, j : j + 28]) for i in range(9) for j in range(9))
        for image in moved
    ),
)
verdict("가린 그림은 처음 그림과 같거나, 다르면 배경입니다", np.all((hidden == few[0]) | (hidden == -1)))

# %% [markdown]
# 판별자의 답에서 **그림까지** 그레이디언트가 가리기를 지나올 수 있는지 봅니다(옮기기는 연습 9.1의 채점이 봅니다). 판별자 대신 가린 그림의 화소를 모두 더합니다. 화소마다 기울기가 1이므로 지나온 것을 알아보기 쉽습니다. 지나오지 않으면 가짜에 썼을 때 생성자가 아무것도 배우지 못합니다.

# %%
watched = tf.constant(few[:1])
with tf.GradientTape() as tape:
    tape.watch(watched)
    tf.random.set_seed(SEED)
    total = tf.reduce_sum(cut(watched))
slope = tape.gradient(total, watched).numpy()
tf.random.set_seed(SEED)
covered = cut(tf.ones_like(watched)).numpy() == -1
assert covered.any() and not covered.all()
verdict("가려지지 않은 화소에는 그레이디언트가 그대로(1) 옵니다", np.all(slope[~covered] == 1))
verdict("가려진 화소에는 그레이디언트가 오지 않습니다(0)", np.all(slope[covered] == 0))

# %% [markdown]
# ## 9.4 누구에게 씁니까
#
# 판별자는 그림을 두 번 봅니다. 진짜 한 번, 가짜 한 번입니다. 저마다 바꾸거나 그대로 두므로 길은 넷이고, 가짜만 바꾸는 길을 뺀 셋을 견줍니다.
#
# | | 진짜 | 가짜 | 판별자가 배우는 물음 |
# |---|---|---|---|
# | 그대로 | 그대로 | 그대로 | 그 백 장 가운데 하나입니까? |
# | 진짜만 | 바꿈 | 그대로 | **바꾼 진짜**처럼 생겼습니까? |
# | 둘 다 | 바꿈 | 바꿈 | 바꾸어도 진짜 같습니까? |
#
# > **먼저 짐작해 보십시오** (2분). 「진짜만」 바꾸면 생성자는 무엇을 그리게 됩니까? 가장 좋은 판별자와 생성자를 생각해 보십시오.
#
# <details><summary>답 보기</summary>
#
# 2.6절에서 생성자가 이기는 길은 판별자가 보는 진짜의 분포와 **똑같아지는** 것이었습니다. 「진짜만」에서 판별자가 보는 진짜는 옮기고 가린 숫자입니다. 그러니
# 생성자도 **옮기고 가린 숫자를 그립니다**. 이것을 증강이 **샌다**(leak)고 합니다.
#
# 「둘 다」에서는 가짜도 판별자 앞에서 옮겨지고 가려집니다. 생성자가 온전한 숫자를 그려도, 바꾼 가짜의 분포가 바꾼 진짜의 분포와 같아집니다. 새지 않고 이길 수 있습니다.
#
# </details>
#
# **미분할 수 있는 데이터 증강**(differentiable augmentation, DiffAugment, Zhao et al. 2020)이 「둘 다」입니다. 판별자를 가르칠 때도 생성자를 가르칠 때도
# 똑같이 바꿉니다. 함수가 같다는 뜻이고, 난수는 그림마다 따로 뽑습니다. 그래서 함수가 미분할 수 있어야 했습니다. 논문은 색도 바꾸지만 이 숫자는 흑백이라 뺐습니다.

# %% [markdown] tags=["instructor"] section="9.4" minutes=6
# **물음**: 「둘 다」에서도 생성자가 옮긴 숫자를 그리면 판별자가 벌을 줍니까?
#
# **답**: 얼마나 옮겼는지에 달렸습니다. 한 화소쯤 옮긴 숫자는 다시 옮겨 보이면 옮긴 진짜와 거의 겹쳐 벌이 약합니다. 네 화소를 옮긴 숫자는 다시 옮기면 여덟 화소까지 가고, 진짜는 거기까지 가지 않으므로 들킵니다. 새지 않는다는 것은 온전한 숫자를 그려도 **지지 않는다**는 뜻입니다. 조금도 새지 않는다는 뜻은 아닙니다.
#
# **흔한 오해**: 「증강은 자료를 늘리는 것이니 진짜에만 쓴다」고 여깁니다. 분류기에서는 그렇습니다. GAN에서 진짜의 분포는 생성자의 **목표**입니다.
#
# **늦었으면**: 표의 오른쪽 칸만 읽고 9.5절의 그림으로 가십시오.

# %% [markdown] tags=["slide"] section="9.4"
# - **진짜만** 바꾸면 바꾼 진짜가 목표가 됩니다: **샙니다**
# - **둘 다** 바꾸면 온전한 숫자를 그려도 이깁니다
# - 그래서 함수가 **미분할 수** 있어야 합니다

# %% [markdown]
# ## 9.5 세 훈련
#
# 처음 가중치도 잡음도 백 장도 걸음 수도 같고, 다른 것은 누구를 바꾸는지뿐입니다.

# %% [markdown] tags=["instructor"] section="9.5" minutes=6
# **물음**: 가운데 줄(「진짜만」)에서 무엇이 이상합니까?
#
# **답**: 숫자가 가운데에 있지 않고, 네모나게 잘린 것이 있습니다. 훈련한 백 장에는 그런 그림이 한 장도 없습니다. 증강이 샌 것입니다.
#
# **흔한 오해**: 「훈련이 모자라 이상하다」고 여깁니다. 더 훈련해도 온전한 숫자로 돌아올 까닭이 없습니다. 목표가 **잘린 숫자**이기 때문입니다.
#
# **늦었으면**: 세 줄의 그림과 「진짜만」의 퍼짐 한 줄만 보이십시오.

# %% [markdown] tags=["slide"] section="9.5"
# - 「진짜만」: 옮기고 **가린** 숫자를 그립니다
# - 무게 중심의 퍼짐으로 **잽니다**

# %% tags=["nbval-ignore-output"]
leaking, leaking_logits = train_few("real_only", for_real=augment)
both, both_logits = train_few("both", for_real=augment, for_fake=augment)

# %%
models = {"그대로": plain, "진짜만": leaking, "둘 다": both}
drawn = {name: gan.generate(SAMPLES, seed=SEED + 1) for name, gan in models.items()}
show(
    plots.image_rows([images[:16] for images in drawn.values()], list(models), scale=0.6),
    alt="세 훈련에서 열여섯 장씩. 「그대로」와 「둘 다」의 숫자는 가운데에 있다. 「진짜만」의 숫자는 자리가 제각각이고 네모나게 잘린 것이 있다",
)


# %%
def centres(images):
    """그림마다 밝기의 무게 중심 (아래로, 오른쪽으로) [n, 2], 화소."""
    ink = (images[..., 0] + 1) / 2
    weight = ink.sum(axis=(1, 2)) + 1e-6
    place = np.arange(ink.shape[1])
    return np.stack([ink.sum(axis=2) @ place, ink.sum(axis=1) @ place], axis=1) / weight[:, None]


def wandering(images):
    """무게 중심이 그림마다 얼마나 다른지: 두 방향의 표준편차의 평균, 화소."""
    return centres(images).std(axis=0).mean()


spread = {"남겨 둔 진짜": wandering(held_out), **{name: wandering(images) for name, images in drawn.items()}}
augmented_spread = wandering(augment(tf.constant(held_out)).numpy())

# %% tags=["nbval-ignore-output"]
for name, value in spread.items():
    measure(f"{name}: 무게 중심의 퍼짐", value, "화소")
measure("남겨 둔 진짜를 옮기고 가린 것의 퍼짐", augmented_spread, "화소")

# %%
verdict(
    "「진짜만」의 무게 중심은 남겨 둔 진짜보다 세 배 넘게 퍼집니다",
    spread["진짜만"] > 3 * spread["남겨 둔 진짜"],
    when=trained,
)
verdict(
    "「둘 다」의 무게 중심도 남겨 둔 진짜보다 두 배 넘게 퍼집니다",
    spread["둘 다"] > 2 * spread["남겨 둔 진짜"],
    when=trained,
)
verdict(
    "바꾸지 않은 「그대로」도 남겨 둔 진짜보다 더 퍼집니다", spread["그대로"] > spread["남겨 둔 진짜"], when=trained
)
verdict(
    "「둘 다」의 무게 중심은 「진짜만」의 절반만큼도 퍼지지 않습니다",
    spread["둘 다"] < 0.5 * spread["진짜만"],
    when=trained,
)

# %% [markdown]
# 가운데 줄을 보십시오. 숫자가 제자리에 있지 않고, 네모나게 잘린 것이 섞여 있습니다. 훈련한 백 장에는 그런 그림이 한 장도 없습니다. **증강이 샜습니다.**
# 생성자는 시킨 대로 했습니다. 판별자가 본 「진짜」가 그런 그림이었기 때문입니다. 「진짜만」의 퍼짐을, 남겨 둔 진짜를 옮기고 가린 것의 퍼짐과 견주어 보십시오.
#
# 「둘 다」는 훨씬 덜 샙니다. 가짜도 똑같이 바꾸어 보이므로, 가운데에 온전한 숫자를 그려도 지지 않습니다. 그래도 진짜보다는 더 퍼집니다. 모두 증강 때문은 아닙니다. 아무것도 바꾸지 않은 「그대로」도 진짜보다 더 퍼집니다.
# 「그대로」보다 더 퍼진 몫은, 판별자가 조금 옮긴 숫자에는 벌을 약하게만 주기 때문이라고 짐작합니다. 많이 옮긴 숫자에는 그렇지 않습니다. 옮긴 가짜를 또 옮기면 진짜가 닿지 않는 자리까지 가기 때문입니다.
#
# ## 9.6 나아졌습니까
#
# 판별자의 로짓부터 봅니다. 세 칸의 세로축은 같습니다.

# %% [markdown] tags=["instructor"] section="9.6" minutes=7
# **물음**: 과대적합이 줄었으면 그림도 좋아졌습니까?
#
# **답**: 그것은 따로 재야 합니다. 판별자가 덜 외우는 것과 생성자가 잘 그리는 것은 다른 일입니다. 남겨 둔 진짜와의 커널 거리를 구간과 함께 그린 그림을 봅니다.
#
# **흔한 오해**: 백 장의 결과만 보고 「증강은 언제나 이긴다」고 합니다. 표를 보이기 전에 500장에서는 어떨지 손을 들게 하십시오. 여기에서는 거꾸로였습니다.
#
# **늦었으면**: 로짓의 세 칸과 커널 거리의 그림만 보이십시오.

# %% [markdown] tags=["slide"] section="9.6"
# - 「둘 다」의 판별자는 **덜 외웁니다**: 두 진짜의 로짓의 차이도, 과대적합의 비도 작아집니다
# - 생성자가 나아졌는지는 **따로** 잽니다: 남겨 둔 진짜와의 커널 거리와 구간, 씨앗 셋
# - 백 장에서는 나아졌고, 500장과 4,000장에서는 **나빠졌습니다**

# %%
logits = {"그대로": plain_logits, "진짜만": leaking_logits, "둘 다": both_logits}
show(
    plots.judge_logits(steps, logits),
    alt="세 칸. 「그대로」에서는 훈련한 진짜와 남겨 둔 진짜의 선이 크게 벌어진다. 「진짜만」에서는 두 선이 겹치고, 「둘 다」에서는 훈련한 진짜의 선이 조금 위에 있으며 세 선이 모두 0 가까이에 모여 있다",
)
gaps = {name: values[-1, 0] - values[-1, 1] for name, values in logits.items()}

# %% tags=["nbval-ignore-output"]
for name, gap in gaps.items():
    measure(f"{name}: 훈련한 진짜와 남겨 둔 진짜의 로짓의 차이", gap)
    measure(f"{name}: 과대적합의 비", overfitting(logits[name][-1]))

# %%
verdict(
    "「둘 다」에서 두 진짜의 차이는 「그대로」의 5분의 1도 되지 않습니다",
    abs(gaps["둘 다"]) < gaps["그대로"] / 5,
    when=trained,
)
verdict(
    "과대적합의 비도 「둘 다」가 「그대로」보다 작지만, 0.1은 넘습니다",
    0.1 < overfitting(both_logits[-1]) < overfitting(plain_logits[-1]),
    when=trained,
)

# %% [markdown]
# 증강한 두 판별자는 백 장을 훨씬 덜 **외웠습니다**. 볼 때마다 다른 모습이기 때문이라고 짐작합니다. 다만 로짓의 차이는 로짓이 모두 0 가까이에 모여도 작아집니다. 로짓의 크기에 매이지 않는 과대적합의 비로 보면
# 「둘 다」는 「그대로」보다 작지만 0은 아닙니다. 0이면 본 진짜와 똑같이, 1이면 가짜와 똑같이 본다는 뜻이니, 보지 못한 진짜를 본 진짜보다 **가짜 쪽으로 치우쳐** 봅니다. 덜 외웠을 뿐, 외우기는 했습니다.
# (이 로짓은 모두 바꾸지 않은 그림으로 잰 것입니다. 증강한 두 판별자는 훈련할 때 진짜를 바꾼 모습으로만 보았습니다.)
#
# 그러면 그림도 나아졌을까요? 9.5절의 열여섯 장만 보아서는 「그대로」와 「둘 다」 가운데 어느 쪽이 나은지 말하기 어렵습니다. 남겨 둔 천 장과의 커널 거리(6.3절, 숫자 분류기의 특징)로 잽니다. 진짜끼리라면 평균이 0인 거리이고, 그림의 점선이 0입니다. 공정하게 견주려고 하나를 더 넣습니다. **느린 판별자**는 그림을 바꾸지 않고, 두 학습률만
# 3장의 것(생성자 2e-3, 판별자 2e-4)으로 둔 것입니다. 판별자를 천천히 가르치면 덜 외울지도 모르기 때문입니다. 네 훈련을 **따로 재어 둔 값**을
# 읽습니다(`benchmarks/other_seeds.py`). 걸음은 2,500으로 위보다 길고, 나머지 설정은 위의 `cpu` 프로필과 같으며 씨앗은 셋입니다. 그래서 씨앗 0도 위에 적힌 값과 조금 다릅니다. 함께 적은 「훈련한 그림에 더 가까운 비율」은 9.7절에서 설명하고,
# MNIST-FD(3.11절)는 5,000장이 아니라 남겨 둔 천 장과 잰 것이라 3장의 값과 견줄 수 없습니다.

# %%
other = json.loads(verified_path("other_seeds.json").read_text(encoding="utf-8"))
KINDS = ("그대로", "진짜만", "둘 다", "느린 판별자")
TABLE_SEEDS = (0, 1, 2)  # 재어 둔 씨앗


def stored(kind, name, count=FEW):
    """씨앗마다의 값."""
    return np.array([other["runs"][f"적은 숫자/{count}/{kind}/{seed}"][name] for seed in TABLE_SEEDS])


def listed(values, form):
    return ", ".join(format(value, form) for value in values)


kernel = {kind: stored(kind, "kernel") for kind in KINDS}  # [씨앗, (값, 구간의 아래, 위)]
show(
    plots.interval_bars(
        {f"{kind}(씨앗 {seed})": kernel[kind][at] for kind in KINDS for at, seed in enumerate(TABLE_SEEDS)},
        "남겨 둔 진짜와의 커널 거리(점은 값, 막대는 그림을 뽑는 우연의 95% 구간)",
        reference=0.0,
    ),
    alt="백 장으로 훈련한 네 방법의 커널 거리, 씨앗 셋씩. 「진짜만」이 셋 모두 가장 크다. 같은 씨앗끼리 견주면 「그대로」가 그다음이고, 「둘 다」와 느린 판별자는 그보다 작으며 서로 섞여 있다",
)
rows = [
    "| 백 장, 세 씨앗 | 커널 거리 | MNIST-FD | 과대적합의 비 | 훈련한 그림에 더 가까운 비율(%) | 무게 중심의 퍼짐(화소) |",
    "|---|---|---|---|---|---|",
]
for kind in KINDS:
    ratio, closer = overfitting(stored(kind, "logits").T), 100 * stored(kind, "closer")[:, 0]
    distances = f"{listed(kernel[kind][:, 0], '.0f')} | {listed(stored(kind, 'frechet'), '.0f')}"
    habits = f"{listed(ratio, '.2f')} | {listed(closer, '.0f')} | {listed(stored(kind, 'wandering'), '.2f')}"
    rows.append(f"| {kind} | {distances} | {habits} |")
display(Markdown("\n".join(rows)))
verdict(
    "씨앗마다 「둘 다」의 커널 거리와 MNIST-FD가 「그대로」보다 작습니다",
    np.all(kernel["둘 다"][:, 0] < kernel["그대로"][:, 0])
    and np.all(stored("둘 다", "frechet") < stored("그대로", "frechet")),
)
verdict(
    "씨앗마다 「진짜만」의 구간은 「그대로」의 구간보다 위에 있습니다",
    np.all(kernel["진짜만"][:, 1] > kernel["그대로"][:, 2]),
)
verdict(
    "씨앗마다 느린 판별자의 커널 거리도 「그대로」보다 작습니다",
    np.all(kernel["느린 판별자"][:, 0] < kernel["그대로"][:, 0]),
)
verdict(
    "MNIST-FD로는 씨앗마다 느린 판별자가 「둘 다」보다 작습니다",
    np.all(stored("느린 판별자", "frechet") < stored("둘 다", "frechet")),
)
verdict(
    "커널 거리로는 느린 판별자와 「둘 다」의 차례가 씨앗에 따라 다릅니다",
    0 < np.sum(kernel["느린 판별자"][:, 0] < kernel["둘 다"][:, 0]) < len(TABLE_SEEDS),
)
verdict(
    "과대적합의 비는 씨앗마다 「진짜만」이 가장 작습니다",
    np.all(
        [
            overfitting(stored(kind, "logits").T) > overfitting(stored("진짜만", "logits").T)
            for kind in KINDS
            if kind != "진짜만"
        ]
    ),
)
memorising, usual = (overfitting(stored(kind, "logits").T) for kind in ("느린 판별자", "그대로"))
verdict(
    "느린 판별자의 과대적합의 비는 씨앗마다 1을 넘고 「그대로」보다 큽니다",
    np.all(memorising > np.maximum(usual, 1)),
)
verdict(
    "느린 판별자의 표본은 「둘 다」의 표본보다 훈련한 그림에 더 가까운 비율이 씨앗마다 10%p 넘게 높습니다",
    np.all(stored("느린 판별자", "closer")[:, 0] > stored("둘 다", "closer")[:, 0] + 0.1),
)

# %% [markdown]
# 백 장에서는 씨앗마다 「둘 다」가 「그대로」보다 진짜에 가깝고, 「진짜만」은 아무것도 하지 않은 것보다도 나쁩니다. 판별자가 덜 외운다는 것만으로는 모자랍니다. 과대적합의 비는 씨앗마다 「진짜만」이 가장 작지만 목표가 틀렸습니다.
# 다만 「둘 다」와 「그대로」의 구간까지 갈리지는 않은 씨앗이 있고, 「둘 다」의 값은 씨앗에 따라 두 배 가까이 다릅니다.
#
# **느린 판별자**도 보십시오. 학습률만 바꾸었는데 씨앗마다 「그대로」보다 나아졌습니다(생성자의 학습률도 두 배가 되었으므로, 판별자가 느린 덕인지는 가르지 않았습니다). 「둘 다」와는 어느 쪽이 낫다고 할 수 없습니다. MNIST-FD(3.11절)로는 세 씨앗 모두 느린 판별자가 작고, 커널 거리로는 씨앗에 따라 다릅니다. 재는 자에 따라, 씨앗에 따라 차례가 바뀝니다.
# 그렇다고 덜 외운 것은 아닙니다. 느린 판별자의 과대적합의 비는 1을 넘고 씨앗마다 「그대로」보다도 큽니다. 그 표본은 「둘 다」의 표본보다 훈련한 그림 쪽으로 더 쏠려 있습니다(다음 절의 자입니다). 그러니 "증강이 이만큼 낫다"는 말에는 늘 **무엇보다**를 붙여야 합니다.
#
# **백 장이 아니라면 어떨까요?** 같은 훈련을 500장과 4,000장으로도 했습니다. 걸음의 수는 모두 같습니다. 마지막 칸은 두 쪽의 장수를 훈련한 장수와 같게 한 것입니다(4,000장에서는 천 장씩).

# %%
rows = [
    "| 세 씨앗 | 커널 거리 | MNIST-FD | 과대적합의 비 | 훈련한 그림에 더 가까운 비율(%) |",
    "|---|---|---|---|---|",
]
MORE = {100: ("그대로", "둘 다", "느린 판별자"), 500: ("그대로", "둘 다", "느린 판별자"), 4000: ("그대로", "둘 다")}
for count, kinds in MORE.items():
    for kind in kinds:
        distances = listed(stored(kind, "kernel", count)[:, 0], ".0f"), listed(stored(kind, "frechet", count), ".0f")
        habits = overfitting(stored(kind, "logits", count).T), 100 * stored(kind, "closer", count)[:, 0]
        cells = [*distances, listed(habits[0], ".2f"), listed(habits[1], ".0f")]
        rows.append(f"| {count:,}장, {kind} | {' | '.join(cells)} |")
display(Markdown("\n".join(rows)))
verdict(
    "500장과 4,000장에서는 씨앗마다 「둘 다」의 커널 거리와 MNIST-FD가 「그대로」보다 큽니다",
    all(
        np.all(stored("둘 다", "kernel", count)[:, 0] > stored("그대로", "kernel", count)[:, 0])
        and np.all(stored("둘 다", "frechet", count) > stored("그대로", "frechet", count))
        for count in (500, 4000)
    ),
)
plain_ratios = [overfitting(stored("그대로", "logits", count).T) for count in MORE]
verdict(
    "「그대로」의 과대적합의 비는 씨앗마다 장수가 늘수록 작아지고, 4,000장에서는 0.2도 되지 않습니다",
    np.all(np.diff(plain_ratios, axis=0) < 0) and np.max(plain_ratios[-1]) < 0.2,
)

# %% [markdown]
# 장수가 늘면 거꾸로입니다. 백 장을 도운 바로 그 증강이 500장과 4,000장에서는 씨앗마다 생성자를 **나쁘게** 했습니다. 커널 거리의 구간은 대부분 겹칩니다(500장은 세 씨앗 모두, 4,000장은 두 씨앗). 그래도 여섯 쌍의 훈련에서 두 자의 방향이 모두 같았습니다. 외우는 병은 가벼워졌는데 약의 세기는 그대로였기 때문이라고 짐작합니다. 옮기고 가린 그림을 알아보느라 배울 것이 늘고, 9.5절에서 짐작한 대로 옮긴 숫자에는 벌이 약할 것입니다. 약한 증강은 재지 않았습니다.
# Karras et al.(2020)이 과대적합의 정도를 재며 증강의 세기를 저절로 고른 것도, 알맞은 세기가 자료의 양에 달렸기 때문입니다.
#
# 「그대로」의 판별자는 500장도 외우지만(비가 0.6에서 0.7쯤), 4,000장은 거의 외우지 않습니다. 500장의 느린 판별자는 진짜와 가짜의 로짓이 거의 같아(차이가 0.1도 되지 않음) 비를 읽지 않습니다.
#
# **이 그림과 표가 말하지 않는 것.** 막대는 그림을 뽑는 우연만 담습니다. 씨앗을 바꾸면 뽑은 백 장과 처음 가중치가 함께 바뀌므로, 어느 쪽이 값을 흔들었는지는 가르지 않았습니다. 씨앗 셋으로는 작은 차이를 가를 수 없습니다.
# 다시 재는 명령은 `uv run python benchmarks/other_seeds.py --only "적은 숫자/" --output 새파일.json`입니다(`--output`이 없으면 이미 담긴 것을 건너뛰어 아무것도 재지 않습니다).
#
# ## 9.7 외웠습니까
#
# 판별자가 백 장을 외웠다면 **생성자**도 그 백 장을 베꼈을까요? 6.11절의 이웃 찾기를 두 번 합니다. 표본마다 가장 가까운 **훈련한** 그림과 가장 가까운
# **남겨 둔** 그림을 찾아, 어느 쪽이 더 가까운지 셉니다.
#
# 두 쪽의 **장수를 같게** 합니다. 많은 쪽에서는 저절로 더 가까운 것이 나오기 때문입니다. 남겨 둔 것도 백 장씩 나누어 씁니다(열 번 재어 평균합니다). 그러면 외우지 않은 생성자의 눈금은 절반입니다.
# 대조군으로 훈련에 쓰지 않은 다른 진짜 천 장을 표본인 셈 치고 잽니다.
#
# 한쪽으로 쏠린 것과 **베낀 것**은 다릅니다. 그래서 하나를 더 셉니다. 먼저 훈련에 쓰지 않은 다른 진짜에서, 같은 숫자인 훈련한 그림까지의 거리를 잽니다. 가장 가까운 1%를 가르는 거리가 그 숫자의 눈금입니다. 같은 숫자(분류기가 읽은 것)인 훈련한 그림에 이 눈금보다도 더 가까운 표본을 **바짝 붙은** 표본이라고 합시다.
# 눈금을 숫자마다 따로 두는 것은, 획이 적은 1과 7은 누구와도 가깝기 때문입니다. 다른 진짜는 1%가 바짝 붙습니다. 진짜만큼 그리지 못하는 생성자는 베끼지 않아도 그보다 덜 붙을 수 있으므로, 1%보다 적다고 베끼지 않았다는 뜻은 아닙니다. 그래서 베낄 수 없었던 **남겨 둔 백 장**에도 똑같이 세어 견줍니다.

# %% [markdown] tags=["instructor"] section="9.7" minutes=5
# **물음**: 남겨 둔 천 장을 모두 쓰면 왜 안 됩니까?
#
# **답**: 천 장 가운데 가장 가까운 것은 백 장 가운데 가장 가까운 것보다 저절로 가깝습니다. 외운 생성자도 외우지 않은 것처럼 보입니다.
#
# **흔한 오해**: 「절반보다 크면 베낀 것」이라고 여깁니다. 그 백 장의 버릇을 닮은 것과 한 장을 베낀 것은 다릅니다. 거꾸로 「짝이 똑같아 보이면 베낀 것」도 오해입니다. 그림의 맨 아래 두 줄에서, 훈련과 상관없는 진짜에도 쌍둥이 같은 짝이 있습니다. 바짝 붙은 표본이 얼마나 **자주** 나오는지 세어야 압니다.
#
# **늦었으면**: `[측정]` 일곱 줄과 짝의 그림만 보이십시오.

# %% [markdown] tags=["slide"] section="9.7"
# - 가장 가까운 **훈련한** 그림과 **남겨 둔** 그림을 견줍니다
# - 두 쪽의 장수를 **같게**: 외우지 않았으면 **절반**
# - 다른 진짜의 가장 가까운 1%보다 더 가까우면 **바짝 붙은** 표본: 다른 진짜의 **1%**, **남겨 둔** 백 장에 붙은 비율과 견줍니다


# %%
def closer_to_training(samples):
    """훈련한 백 장이 남겨 둔 백 장보다 가까운 표본의 비율. 남겨 둔 천 장을 열로 나눈 백 장마다 하나씩, 열 개입니다."""
    seen = evaluation.nearest_neighbours(samples, few).distance
    parts = np.split(held_out, len(held_out) // FEW)
    return np.array([np.mean(seen < evaluation.nearest_neighbours(samples, part).distance) for part in parts])


def against_real(samples, digits, hundred, hundred_digits):
    """같은 숫자인 백 장까지의 거리 [n](다른 진짜의 가장 가까운 1%의 거리를 1로)와 그 그림의 번호 [n]. 1보다 작으면 바짝 붙은 것입니다."""
    distance, index = np.full(len(samples), np.inf), np.zeros(len(samples), int)
    for digit in np.intersect1d(digits, hundred_digits):
        same, ours = np.flatnonzero(hundred_digits == digit), digits == digit
        limit = evaluation.nearest_neighbours(others[other_digits == digit], hundred[same]).distance
        found = evaluation.nearest_neighbours(samples[ours], hundred[same])
        distance[ours], index[ours] = found.distance / np.quantile(limit, 0.01), same[found.index]
    return distance, index


others, other_digits, few_digits = (
    np.delete(train.images, chosen, axis=0),
    np.delete(train.labels, chosen),
    train.labels[chosen],
)
read = {name: evaluation.digit_labels(x) for name, x in drawn.items()}  # 분류기가 읽은 숫자
share = {
    "다른 진짜": closer_to_training(others[:1000]),
    **{name: closer_to_training(x[:1000]) for name, x in drawn.items()},
}
hundreds = list(
    zip(np.split(held_out, len(held_out) // FEW), np.split(mnist.load("test").labels, len(held_out) // FEW))
)
stuck = {name: np.mean(against_real(x, read[name], few, few_digits)[0] < 1) for name, x in drawn.items()}
stuck_elsewhere = {
    name: np.array([np.mean(against_real(x, read[name], *part)[0] < 1) for part in hundreds])
    for name, x in drawn.items()
}

# %% tags=["nbval-ignore-output"]
for name, values in share.items():
    spread = f"%(남겨 둔 백 장에 따라 {100 * values.min():.0f}에서 {100 * values.max():.0f}%)"
    measure(f"{name}: 훈련한 그림에 더 가까운 비율", 100 * values.mean(), spread, digits=0)
for name, values in stuck_elsewhere.items():
    spread = f"%(남겨 둔 백 장에는 {100 * values.min():.1f}에서 {100 * values.max():.1f}%)"
    measure(f"{name}: 훈련한 백 장에 바짝 붙은 표본", 100 * stuck[name], spread, digits=1)

# %%
# 같은 숫자의 진짜에 견주어 가장 바짝 붙은 것부터 열두 장씩.
rows, labels = [], []
for name, samples, digits in (
    ("그대로", drawn["그대로"], read["그대로"]),
    ("둘 다", drawn["둘 다"], read["둘 다"]),
    ("다른 진짜", others, other_digits),
):
    distance, index = against_real(samples, digits, few, few_digits)
    closest = np.argsort(distance)[:12]
    rows += [samples[closest], few[index[closest]]]
    labels += [name, "짝인 훈련한 그림"]
show(
    plots.image_rows(rows, labels, scale=0.7),
    alt="두 줄씩 세 벌. 위는 표본, 아래는 짝인 훈련한 그림. 「그대로」는 7이 가장 많고 2와 9도 있는데 모두 짝과 획의 자리가 닮았고, 짝인 7의 왼쪽 끝에 있는 갈고리가 없거나 흐린 것도 있다. 「둘 다」는 짝과 비슷하지만 흐리거나 번진 것이 섞여 있다. 「다른 진짜」의 열두 짝은 쌍둥이처럼 닮았다",
)
verdict(
    "다른 진짜는 평균하면 절반쯤(±10%p) 훈련한 그림에 더 가깝습니다",
    abs(share["다른 진짜"].mean() - 0.5) < 0.1,
    when=trained,
)
verdict("「그대로」의 비율은 어느 백 장을 남겨 두어도 절반을 넘습니다", share["그대로"].min() > 0.5, when=trained)
verdict(
    "어느 백 장을 남겨 두어도 「둘 다」의 비율은 「그대로」보다 10%p 넘게 낮습니다",
    (share["둘 다"] < share["그대로"] - 0.1).all(),
    when=trained,
)
verdict(
    "「그대로」에서 훈련한 백 장에 바짝 붙은 표본은, 남겨 둔 백 장에 붙은 것(열 벌의 평균)의 두 배를 넘습니다",
    stuck["그대로"] > 2 * stuck_elsewhere["그대로"].mean(),
    when=trained,
)
verdict(
    "「진짜만」과 「둘 다」에서는 바짝 붙은 표본이 다른 진짜의 몫(1%)보다 적습니다",
    max(stuck["진짜만"], stuck["둘 다"]) < 0.01,
    when=trained,
)

# %% [markdown]
# 「그대로」의 생성자는 훈련한 백 장 쪽으로 쏠렸습니다. 베낀 것도 있을까요? 그림만 보고는 알 수 없습니다. 맨 아래 두 줄을 보십시오. 훈련과 상관없는 다른 진짜에도 쌍둥이 같은 짝이 있습니다. 수천 장 가운데 가장 가까운 열둘을 골랐기 때문입니다. 그러니 닮은 짝을 보이는 것은 증거가 되지 못하고, **얼마나 자주** 그런지를 세어야 합니다.
#
# 그런데 이 수는 씨앗에 따라 크게 다릅니다. 같은 훈련을 씨앗 다섯으로 **따로 재어 둔 값**을 봅니다(씨앗이 다르면 뽑힌 백 장도 다릅니다). 다시 재는 명령은 `uv run python benchmarks/copying_seeds.py --output 새파일.json`입니다.

# %%
copying = other["9장"]["runs"]
COPY_SEEDS = range(5)
copied, elsewhere = (
    {
        kind: 100 * np.array([copying[f"바짝/{kind}/{seed}"][where] for seed in COPY_SEEDS])
        for kind in ("그대로", "진짜만", "둘 다")
    }
    for where in ("trained", "held_out")  # 훈련한 백 장, 남겨 둔 백 장 열 벌
)
rows = [
    "| 바짝 붙은 표본(%), 씨앗 0, 1, 2, 3, 4 | 훈련한 백 장에 | 남겨 둔 백 장에: 열 벌의 평균 | 가장 많이 붙은 한 벌 |",
    "|---|---|---|---|",
]
for kind, values in copied.items():
    others_found = f"{listed(elsewhere[kind].mean(axis=1), '.1f')} | {listed(elsewhere[kind].max(axis=1), '.1f')}"
    rows.append(f"| {kind} | {listed(values, '.1f')} | {others_found} |")
display(Markdown("\n".join(rows)))
verdict(
    "「그대로」는 씨앗마다, 훈련한 백 장에 남겨 둔 백 장(열 벌의 평균)의 두 배 넘게 바짝 붙습니다",
    np.all(copied["그대로"] > 2 * elsewhere["그대로"].mean(axis=1)),
)
verdict(
    "그 가운데 씨앗 0과 2는 다른 진짜의 몫인 1%의 1.5배를 넘고, 씨앗 1과 4는 절반이 되지 않습니다",
    copied["그대로"][[0, 2]].min() > 1.5 and copied["그대로"][[1, 4]].max() < 0.5,
)
verdict(
    "씨앗 1과 4는 가장 많이 붙은 남겨 둔 한 벌과 0.1%p도 다르지 않습니다",
    np.all(np.abs(copied["그대로"] - elsewhere["그대로"].max(axis=1))[[1, 4]] < 0.1),
)
verdict("「진짜만」과 「둘 다」는 씨앗마다 0.5%가 되지 않습니다", max(*copied["진짜만"], *copied["둘 다"]) < 0.5)

# %% [markdown]
# 다른 진짜의 몫은 정한 대로 1%입니다. 「그대로」가 그보다 자주 붙은 씨앗 0(3.3%)과 씨앗 2(1.7%)에서는 **베낀 것이 섞여 있다고 볼 만합니다.** 씨앗 3의 1.2%는 2,500장 가운데 다섯 장쯤 더 많을 뿐이어서, 1%와는 가릴 수 없습니다. 1%보다 적은 씨앗에서는 베꼈다고도, 베끼지 않았다고도 말할 수 없습니다. 베낄 수 없었던 남겨 둔 백 장에는 평균 0.1%에서 0.2%만 붙었으니, 이 생성자에게 1%는 높은 문턱입니다. 그 평균에 견주면 어느 씨앗에서나 훈련한 백 장에 더 자주 붙었으므로, 흐려서 무엇에나 가까운 것은 아닙니다. 다만 씨앗 1과 4의 0.4%는 남겨 둔 열 벌 가운데 가장 많이 붙은 한 벌(0.3%와 0.4%)과 거의 같습니다. 한 번의 훈련만 보았다면 「GAN은 백 장을 베낀다」고도, 「베끼지 않는다」고도 말했을 것입니다.
# 생성자는 그 백 장을 **본 적이 없습니다**. 외운 판별자가 그리로 끌고 갔다고 짐작합니다.
# 「둘 다」의 비율은 절반에 더 가깝습니다. 다만 화소의 거리는 한 칸만 옮겨도 멀어지므로(6.11절) 옮겨 가며 배운 생성자에게 후한 자일 수 있습니다. 「진짜만」과 「둘 다」에 바짝 붙은 표본이 거의 없는 것도 그 때문일 수 있습니다. 그림을 옮겨 가며 가장 가까운 자리에서 다시 재지는 않았습니다.
# 이 비율은 **어느 백 장을 남겨 두었는지**에도 흔들립니다. 그래서 남겨 둔 천 장을 열로 나누어 열 번 재고 평균했습니다. 위의 범위를 보십시오. 「진짜만」은 절반의 양쪽에 걸쳐 크게 흔들리므로 그 비율은 읽지 않는 것이 좋고, 나머지도 몇 %p의 차이에는 뜻을 두지 마십시오.
#
# ## 9.8 진짜 사진: 오렌지와 풋사과
#
# 이제 사진입니다. 여기부터 「옮긴다」는 4장처럼 **건너편 도메인의 그림으로 바꾼다**는 뜻입니다. 9.3절의 옮기기가 아닙니다. CycleGAN 논문은 말과 얼룩말과 함께 **사과와 오렌지**도 보였습니다. 여기에서는 슈퍼마켓의 과일을 스마트폰으로 찍은 사진을 씁니다.
#
# - **출처**: Grocery Store Dataset(Klasson, Zhang, Kjellström 2019, "A Hierarchical Grocery Store Image Dataset with Visual and Semantic Labels"), MIT 라이선스, © 2019 Marcus Klasson.
# - **$A$**: 오렌지와 귤(Orange, Satsumas). **$B$**: 풋사과(Granny-Smith, Golden-Delicious).
# - 사진마다 가운데 정사각형 하나와 그 안의 더 작은 정사각형 둘, 모두 세 조각을 잘랐고, 훈련과 채점은 64화소로 합니다. 작은 두 조각은 서로 겹칩니다. 과일의 색인 화소가 30%보다 적은 조각은 버렸습니다. 훈련용은 오렌지 400조각과 사과 296조각, 시험용은 367조각과 305조각입니다.
# - 훈련과 시험은 저자들이 나눈 대로이고(저자들의 검증용은 훈련용에 넣었습니다), 같은 사진에서 자른 조각은 늘 같은 쪽에 있습니다.
#
# 코드로 그린 사바나와 무엇이 다릅니까? **정답이 없습니다.** 같은 자리에 같은 모양으로 놓인 오렌지와 사과의 사진은 세상에 없습니다. 그래서 4장처럼 정답과 견주지 못하고,
# 분포의 거리와 눈으로 잽니다. 또 사진에는 과일만 있지 않습니다. 상자, 값이 적힌 표, 비닐봉지, 손이 있습니다.
#
# 사진은 강좌에 들어 있지 않습니다. 시험용 가운데 서른두 조각만 이 장의 체크포인트에 담았습니다. 인터넷이 있으면 `uv run gan-course data orange2apple`이 내려받고 폴더를 알려 줍니다(강좌를 만든 곳에서는 그 서버에 닿지 못해, 같은 짜임의 작은 파일로만 시험했습니다).
# 그 폴더(trainA와 trainB가 든 것)를 맨 위의 `PHOTOGRAPHS`에 적으면 다음 절에서 불러오는 대신 훈련합니다.

# %% [markdown] tags=["instructor"] section="9.8" minutes=4
# **물음**: 왜 조각이 아니라 사진째로 훈련과 시험을 나눕니까?
#
# **답**: 한 사진에서 자른 세 조각은 같은 과일과 같은 상자입니다. 하나로 훈련하고 다른 하나로 채점하면 외운 것을 채점하게 됩니다.
#
# **흔한 오해**: 「무작위로 섞어 나누면 공정하다」고 여깁니다. 같은 상자를 이어 찍은 사진이 있으면, 무작위로 나눌 때 시험용이 훈련용의 쌍둥이가 됩니다.
#
# **늦었으면**: 그림 두 줄만 보이고 9.9절로 가십시오.

# %% [markdown] tags=["slide"] section="9.8"
# - 스마트폰으로 찍은 진짜 사진(MIT 라이선스)
# - **정답이 없습니다**: 거리와 눈으로 잽니다
# - 훈련과 시험은 **사진째로** 나눕니다

# %%
fruit_saved = checkpoint("09")
oranges, apples = fruit_saved.record["pictures"]["a"], fruit_saved.record["pictures"]["b"]
RANDOM, BEST, WORST = slice(0, 8), slice(8, 12), slice(12, 16)  # 담은 열여섯 조각의 차례
show(
    plots.image_rows([oranges[RANDOM], apples[RANDOM]], ["오렌지", "풋사과"], scale=1.2),
    alt="시험용 사진의 조각 여덟씩. 윗줄은 손에 든 귤 하나와 상자에 담긴 오렌지와 귤, 아랫줄은 풋사과다. 상자의 테두리, 붙임 딱지, 빨간 사과가 함께 보이는 것이 있다",
)

# %% [markdown]
# 고르지 않고 씨앗 하나로 뽑은 것입니다.
#
# ## 9.9 4장의 조리법을 그대로
#
# **조리법은 바꾸지 않습니다.** 신경망도 손실도 학습률도 2,000걸음도 4장의 것입니다. 달라진 것은 폴더와, 사진을 읽는 방법입니다. `image_folders`는 사진을 조금 크게 읽어 64화소를 무작위로 잘라 내고
# 반쯤은 좌우로 뒤집습니다(논문의 공개 코드가 하는 일입니다). 4장의 사바나에는 쓰지 않던 것입니다. 9.4절의 「진짜만」과는 다릅니다. 생성자가 받는 사진도 똑같이 자르고 뒤집은 것이고, 뒤집힌 과일 사진은 그려도 이상하지 않습니다.
# 명령으로는 이렇게 씁니다.
#
# ```
# uv run gan-course train cyclegan --data 사진/trainA 사진/trainB --size 64
# ```

# %% [markdown] tags=["instructor"] section="9.9" minutes=4
# **물음**: 오렌지를 사과로 바꾸면서 무엇이 그대로입니까?
#
# **답**: 과일의 자리와 개수, 상자의 모양, 값이 적힌 표입니다. 조각만 보는 판별자와 되돌아오라는 요구가 그렇게 이끈다고 짐작합니다(4.16절).
#
# **흔한 오해**: 「사과가 되었다」고 여깁니다. 바뀐 것은 거의 색입니다. 그렇다고 그림 전체를 초록으로 물들인 것도 아닙니다. 주황만 골라 바꾸는 필터와 얼마나 다른지는 재지 않았습니다.
#
# **늦었으면**: 네 줄의 그림만 보이십시오.

# %% [markdown] tags=["slide"] section="9.9"
# - 4장의 조리법에서 **자료만** 바꿉니다(사진에는 자르기와 뒤집기가 더해집니다)
# - 2,000걸음, 64화소

# %% tags=["nbval-ignore-output"]
if TRAIN and PHOTOGRAPHS:
    folder, recipe = user_path(PHOTOGRAPHS), RECIPES["cyclegan"][PROFILE if PROFILE == "quick" else "cpu"]
    photographs = image_folders(
        folder / "trainA", folder / "trainB", recipe.size, batch_size=recipe.batch_size, seed=SEED, steps=recipe.steps
    )
    fruit = build("cyclegan", recipe, recipe.steps, SEED)
    fruit.fit(photographs, epochs=recipe.epochs, callbacks=[StopOnNonFiniteLoss(), TimeLeft()], verbose=0)
else:
    fruit = fruit_saved.model
    print("미리 훈련한 결과를 불러왔습니다. 직접 훈련하려면 맨 위의 PHOTOGRAPHS에 사진의 폴더를 적으십시오.")

# %%
to_apples, to_oranges = fruit.translate(oranges, "AtoB"), fruit.translate(apples, "BtoA")
show(
    plots.image_rows(
        [oranges[RANDOM], to_apples[RANDOM], apples[RANDOM], to_oranges[RANDOM]],
        ["오렌지", "옮긴 사과", "풋사과", "옮긴 오렌지"],
        scale=1.2,
    ),
    alt="네 줄. 오렌지 여덟 조각과 그것을 옮긴 사과, 풋사과 여덟 조각과 그것을 옮긴 오렌지. 거의 모든 과일의 색이 바뀌고 자리와 상자의 모양은 그대로다. 옮긴 사과 가운데에는 붉은빛이 남은 과일이 있고, 검은 상자에 초록이 조금 밴 것이 있다",
)

# %% [markdown]
# 거의 모든 과일의 색이 바뀌고, 자리와 개수와 상자의 모양은 그대로입니다. 옮긴 사과에는 붉은빛이 남은 과일도 있고(왼쪽에서 셋째의 오른쪽 끝, 일곱째의 가운데), 넷째의 검은 상자처럼 초록이 조금 밴 곳도 있습니다. 풋사과 사이에 놓인 빨간 사과는 빨간 채로 남았습니다. 처음 보면 그럴듯합니다.
#
# 이제 **모양**을 보십시오. 옮긴 사과에는 꼭지가 들어간 자리가 없고, 옮긴 오렌지에는 그 자리가 남아 있습니다. 초록 오렌지와 주황 사과입니다. 윤곽을 바꾸는 일은 잘 못한다던 4.16절 그대로입니다. 맨 왼쪽의 손에 든 귤은 초록이
# 손바닥까지 조금 번졌고, 뒤의 갈색 자리는 초록빛이, 바닥은 잿빛이 되었습니다.
#
# ### 실험실: 한 바퀴
#
# 담아 둔 조각을 골라 보내고, 도중에 잡음을 섞고, 되돌려 보십시오. 4장의 실험실과 같습니다. 불러온 모델에는 판별자가 들어 있지 않아 오른쪽 위의 칸은 비어 있습니다.
#
# > **무엇을 보게 됩니까?** (2분) 마지막 넷(12번에서 15번)은 사과로 잘 옮겨지지 않은 오렌지입니다(9.12절). 그래도 되돌아옵니까? 되돌아온 것이 가까우면 잘 옮긴 것입니까?
#
# <details><summary>답 보기</summary>
#
# 되돌아옵니다. 점수가 높은 넷(8번에서 11번, 9.12절)보다 오히려 더 가깝게 되돌아옵니다. 순환 일관성 손실은 **되돌릴 수 있는지**만 묻습니다. 얼마나 사과다운지는 묻지 않습니다.
#
# </details>

# %% tags=["nbval-ignore-output"]
judged = TRAIN and bool(PHOTOGRAPHS)  # 불러온 모델에는 판별자가 없습니다
cycle_lab(fruit, oranges, apples, names=("오렌지", "풋사과"), judged=judged)

# %%
returned = np.abs(fruit.translate(to_apples, "BtoA") - oranges).mean(axis=(1, 2, 3))
if not judged:  # 담은 조각의 차례는 불러온 모델의 것입니다
    verdict(
        "점수가 낮은 오렌지 넷은 높은 넷보다 처음에 더 가깝게 되돌아옵니다",
        returned[WORST].max() < returned[BEST].min(),
        when=trained,
    )

# %% [markdown]
# ## 9.10 얼마나 옮겨졌습니까
#
# 훈련에 쓰지 않은 사진 **모두**로 잽니다. 사진이 강좌에 없으므로 따로 재어 둔 값을 읽습니다(`benchmarks/fruit.py`).
#
# - **특징**: 훈련용 사진으로 오렌지와 사과를 구별하게 가르친 작은 신경망에서, 답을 내는 마지막 층 바로 앞의 값 32개입니다. 이 신경망을 **채점 신경망**이라고 부릅니다.
# - **커널 거리**: 옮긴 것과 건너편 도메인의 진짜 사이의 거리입니다. 사진마다 한 조각만 씁니다. 눈금 둘을 함께 놓습니다. **그대로**는 옮기지 않은 입력과의 거리(위의 눈금)이고(9.5절의 「그대로」와는 다른 것입니다),
#   **진짜끼리**는 건너편의 진짜를 반으로 나눈 두 쪽의 거리(아래의 눈금)입니다. 반쪽씩이라 장수가 절반이므로, 모두 쓸 때보다 구간이 넓습니다.

# %% [markdown] tags=["instructor"] section="9.10" minutes=5
# **물음**: 눈금 둘이 왜 다 있어야 합니까?
#
# **답**: 「그대로」가 없으면 얼마나 나아갔는지를, 「진짜끼리」가 없으면 얼마나 남았는지를 모릅니다. 거리의 값 하나로는 아무 말도 할 수 없습니다.
#
# **흔한 오해**: 이 거리를 논문의 KID와 견줍니다. 특징이 다르므로 견줄 수 없습니다.
#
# **늦었으면**: 막대의 그림 한 장만 보이십시오.

# %% [markdown] tags=["slide"] section="9.10"
# - 거리 하나로는 모릅니다: **그대로**와 **진짜끼리** 사이에 놓습니다
# - 사진마다 한 조각, 구간과 함께

# %%
DIRECTIONS = {"AtoB": "오렌지→사과", "BtoA": "사과→오렌지"}
scores = {name: other["runs"][name] for name in other["runs"] if name.startswith("과일/")}
fruit_seeds = sorted({int(name.rpartition("/")[2]) for name in scores if name != "과일/채점"})
intervals = {}
for direction, name in DIRECTIONS.items():
    of = {seed: scores[f"과일/{direction}/{seed}"] for seed in fruit_seeds}
    intervals[f"{name}: 그대로"] = of[0]["untouched"]
    for seed in fruit_seeds:
        intervals[f"{name}: 옮긴 것(씨앗 {seed})"] = of[seed]["translated"]
    intervals[f"{name}: 진짜끼리"] = of[0]["halves"]
show(
    plots.interval_bars(intervals, "커널 거리(점은 값, 막대는 95% 구간)", reference=0.0),
    alt="두 방향의 커널 거리. 「그대로」만 560쯤으로 멀리 떨어져 있고, 옮긴 것과 진짜끼리는 모두 0 가까이에 모여 있다",
)
print("채점 신경망이 시험용 조각을 맞힌 비율:", scores["과일/채점"]["right_share"])
for name, (value, low, high) in intervals.items():
    print(f"{name}: {value:.3f} ({low:.3f}에서 {high:.3f})")

# %%
for direction, name in DIRECTIONS.items():
    of = [scores[f"과일/{direction}/{seed}"] for seed in fruit_seeds]
    verdict(
        f"{name}: 옮긴 것의 구간이 「그대로」의 구간보다 아래에 있습니다",
        all(each["translated"][2] < each["untouched"][1] for each in of),
    )
    verdict(
        f"{name}: 옮긴 것의 구간이 진짜끼리의 구간과 겹칩니다",
        all(each["translated"][1] <= each["halves"][2] and each["halves"][1] <= each["translated"][2] for each in of),
    )
verdict("채점 신경망은 시험용 조각의 99% 넘게 맞힙니다", scores["과일/채점"]["right_share"] > 0.99)

# %% [markdown]
# 오렌지→사과에서는 이 자로 옮긴 것과 진짜를 **구별하지 못합니다**. 사과→오렌지에서도 **거의** 구별하지 못합니다. 「그대로」에서 출발한 거리가 두 방향 모두 「진짜끼리」의 구간까지 내려왔습니다. 오렌지→사과의 막대는 너무 짧아서 거의 보이지 않으므로 그림 아래에 적힌 수를 보십시오. 구간이 겹친다고 같다는 뜻은 아닙니다. 사과→오렌지의 구간은 0을 겨우 품거나(씨앗 0과 1) 조금 벗어납니다(씨앗 2). 성공입니까? (막대는 사진을 뽑는 우연만 담습니다. 씨앗을 바꾸면 처음 가중치와 훈련의 차례가 달라지고, 사진은 같습니다.)
#
# 조심하십시오. 채점 신경망은 오렌지와 사과를 구별하게 배웠습니다. 그 일에는 **색**이면 넉넉할 것입니다. 조각부터가 과일의 색으로 고른 것입니다(9.8절). 그러니 이 특징도 색 말고는 별로 보지 않을 것이라고 짐작할 수 있습니다. 자가 보지 않는 것은 거리에
# 나타나지 않습니다(6.3절). 더 날카로운 자가 필요합니다.
#
# ## 9.11 옮긴 것입니까, 진짜입니까
#
# 거리는 32개의 특징만 봅니다. 더 날카로운 물음을 던집니다. **처음부터 가르친 새 신경망**이 옮긴 사과와 진짜 사과를 가릴 수 있습니까? 시험용 사진의 반쪽으로 가르치고
# 다른 반쪽으로 묻습니다. 반쪽은 사진째로 나눕니다. 나누기와 처음 가중치를 바꾸어 세 번 하고, 두 무리에서 저마다 맞힌 비율을 평균합니다. 두 쪽이 정말 같다면 절반쯤 맞힙니다.
#
# 물음이 옳은지부터 확인합니다. 진짜 사과의 반쪽에 아무렇게나 「옮긴 것」이라는 이름을 붙이면 맞힐 수 없어야 하고, 옮기지 않은 오렌지는 거의 모두 맞혀야 합니다. (앞의 것은 진짜를 반으로 나눈 다음 또 반으로 나누므로, 배우는 조각이 절반쯤입니다.)

# %% [markdown] tags=["instructor"] section="9.11" minutes=4
# **물음**: 새 신경망이 절반보다 많이 맞혔습니다. 훈련이 실패한 것입니까?
#
# **답**: 진짜와 같지는 않다는 뜻입니다. 다만 장면이 달라서 맞힌 몫도 들어 있을 수 있습니다. 눈에 그럴듯한 것과 가려낼 수 없는 것은 다릅니다. 1장의 새 탐정과 같은 물음입니다.
#
# **흔한 오해**: 「판별자를 속였으니 아무도 못 가린다」고 여깁니다. 속은 것은 함께 훈련한 그 판별자입니다.
#
# **늦었으면**: 방향마다 앞의 세 줄(대조군 둘과 씨앗 0)만 읽으십시오.

# %% [markdown] tags=["slide"] section="9.11"
# - **새 탐정**에게 묻습니다: 옮긴 것입니까, 진짜입니까
# - 대조군: 진짜와 진짜는 절반, 오렌지와 사과는 거의 다

# %%
for direction, name in DIRECTIONS.items():
    target = direction[-1]
    print(f"{name}")
    print("  진짜와, 이름만 「옮긴 것」인 진짜:", scores["과일/채점"]["same_against_same"][target])
    print("  옮기지 않은 것과 진짜:", scores[f"과일/{direction}/0"]["blind_untouched"])
    for seed in fruit_seeds:
        print(f"  옮긴 것과 진짜(씨앗 {seed}):", scores[f"과일/{direction}/{seed}"]["blind"])
of = [scores[f"과일/{direction}/{seed}"] for direction in DIRECTIONS for seed in fruit_seeds]
verdict(
    "이름만 「옮긴 것」인 진짜는 절반쯤(±6%p) 맞힙니다",
    np.all(np.abs(np.array(list(scores["과일/채점"]["same_against_same"].values())) - 0.5) < 0.06),
)
verdict("옮기지 않은 것은 99% 넘게 맞힙니다", min(min(each["blind_untouched"]) for each in of) > 0.99)
verdict(
    "옮긴 것과 진짜는 어느 반쪽에서나 60%에서 90%를 맞힙니다",
    all(0.6 < x < 0.9 for each in of for x in each["blind"]),
)

# %% [markdown]
# 거리로는 거의 가리지 못하던 것을 새 신경망은 **절반보다 많이** 가려냅니다. 그렇다고 다 가려내지도 못합니다. 같은 크기의 신경망이 옮기지 않은 것은 모두 가려냈습니다. 곧 많이 옮겨졌지만 진짜와 같아지지는 않았습니다. 무엇을 보고 가려냈는지(모양인지, 생성자가 남긴 무늬인지, **장면**인지)는 이 수로 알 수 없습니다. 옮긴 사과는 오렌지를 찍은 자리에 있습니다. 손이나 상자가 두 과일에서 다르면, 과일을 완벽하게 바꾸어도 장면만 보고 가려낼 수 있을 것입니다. 그러니 절반을 넘은 몫이 모두 옮기기의 흠이라고는 할 수 없습니다.
#
# 한 가지를 덧붙입니다. 이 신경망은 삼백 조각쯤으로 배웠습니다. 더 많은 사진으로 더 오래 가르친 신경망이나 사람의 눈은 더 가려낼 수 있습니다. 이 비율은 **적어도 이만큼은 가려낼 수 있다**는 뜻으로 읽으십시오.
#
# **더 오래, 더 크게 훈련하면 어떨까요?** 이 노트북이 하지 않은 훈련도 같은 자로 재어 두었습니다. 128화소의 것은 옮긴 다음 64화소로 줄여서 잽니다. 「건너편으로 읽힌 비율」은 옮긴 것 가운데 채점 신경망(9.10절)이 건너편의 과일이라고 답한 비율입니다.

# %%
trainings = {f"64화소, 2,000걸음(씨앗 {seed})": ("과일", seed) for seed in fruit_seeds}
LONGER = sorted({tuple(key.split("/")[1::2]) for key in other["runs"] if key.startswith("과일의 다른 훈련/")})
trainings |= {f"{name}(씨앗 {seed})": (f"과일의 다른 훈련/{name}", seed) for name, seed in LONGER}
rows = [
    "| 훈련 | 방향 | 커널 거리 | 건너편으로 읽힌 비율 | 새 신경망이 맞힌 비율(세 번) |",
    "|---|---|---|---|---|",
]
for training, (group, seed) in trainings.items():
    for direction, name in DIRECTIONS.items():
        each = other["runs"][f"{group}/{direction}/{seed}"]
        blind = listed(each["blind"], ".0%")
        rows.append(f"| {training} | {name} | {each['translated'][0]:.1f} | {each['read_as_target']:.0%} | {blind} |")
display(Markdown("\n".join(rows)))
verdict(
    "사과에서 옮긴 시험용 조각은 어느 훈련에서나 모두 오렌지로 읽힙니다",
    all(other["runs"][f"{group}/BtoA/{seed}"]["read_as_target"] == 1 for group, seed in trainings.values()),
)


def told_apart(group, direction, seed):
    """새 신경망이 맞힌 비율, 세 번의 평균."""
    return np.mean(other["runs"][f"{group}/{direction}/{seed}"]["blind"])


verdict(
    "어느 훈련에서나, 어느 방향에서나 새 신경망은 절반보다 많이 맞힙니다(세 번의 평균이 60% 넘게)",
    all(told_apart(group, way, seed) > 0.6 for group, seed in trainings.values() for way in DIRECTIONS),
)
further = [(f"과일의 다른 훈련/{name}", int(seed)) for name, seed in LONGER]
verdict(
    "오렌지→사과: 더 오래, 더 크게 훈련한 것은 새 신경망이 같은 씨앗의 2,000걸음의 것보다 덜 가려냅니다(세 번의 평균)",
    all(told_apart(group, "AtoB", seed) < told_apart("과일", "AtoB", seed) for group, seed in further),
)
near_zero = [(group, seed) for group, seed in further if other["runs"][f"{group}/BtoA/{seed}"]["translated"][0] < 3]
verdict(
    "사과→오렌지: 거리가 3보다 작아진 네 훈련에서도 새 신경망은 2,000걸음의 가장 높은 씨앗만큼(1%p 안) 또는 그보다 많이 맞힙니다",
    len(near_zero) == 4
    and min(told_apart(group, "BtoA", seed) for group, seed in near_zero)
    > max(told_apart("과일", "BtoA", seed) for seed in fruit_seeds) - 0.01,
)

# %% [markdown]
# 씨앗을 바꾸어도, 두 배 오래 훈련해도, 더 크게 훈련해도 새 신경망은 **여전히 절반보다 많이** 맞힙니다. 오렌지→사과에서는 씨앗마다 조금 덜 맞혔지만(75%에서 80%, 2,000걸음은 81%쯤) 줄어든 폭은 0.4%p에서 6%p이고, 한 훈련의 세 값도 1%p에서 13%p까지 벌어집니다.
#
# 사과→오렌지에서 거리와 새 신경망은 **서로 다른 말**을 합니다. 128화소의 세 씨앗과 4,000걸음의 씨앗 2에서는 거리가 13~16에서 0 가까이(-1.2에서 2.4)로 줄었는데(구간은 서로 겹칩니다), 새 신경망은 2,000걸음의 것(67%와 68%)만큼, 또는 그보다 많이(67%에서 74%) 맞혔습니다. 거리가 줄었다고 가려내기 어려워진 것은 아닙니다. 자 하나로 판단하면 속습니다. 128화소를 더 오래 훈련한 것은 재지 않았습니다.
#
# ## 9.12 가장 좋은 것과 가장 나쁜 것
#
# 옮긴 것을 채점 신경망이 건너편답다고 본 차례로 줄을 세워, 점수가 가장 높은 넷과 가장 낮은 넷을 봅니다. 시험용 전체에서 사진마다 한 조각씩만 고른 것입니다(체크포인트의 모델).

# %% [markdown] tags=["instructor"] section="9.12" minutes=5
# **물음**: 오른쪽 넷은 왜 실패했습니까?
#
# **답**: 붉은 주황에서 출발한 귤은 초록까지 가지 못하고 황금빛에서 멈추었습니다. 출발한 색이 멀면 덜 간다고 짐작합니다. 시험용에서 가장 낮은 열여섯은 모두 귤(Satsumas)이고 사과 쪽은 열넷이 더 푸른 Granny-Smith입니다(씨앗 0, `data/other_seeds.json`). 서로 닮은 사진이 있을 수 있으니 열여섯 가지 실패라고 세지는 마십시오. 그림에 보이는 사과 쪽의 낮은 넷에서는 흰 선반에 주황이 번지고 그늘에 초록이 남았습니다. 높은 넷도 모양은 오렌지(사과) 그대로입니다.
#
# **흔한 오해**: 「점수가 높은 것이 눈에도 가장 좋다」고 여깁니다. 채점 신경망은 주로 색을 본다고 짐작합니다. 눈으로도 고르게 하십시오.
#
# **늦었으면**: 오른쪽 넷만 보이고 까닭을 하나씩 말하게 하십시오.

# %% [markdown] tags=["slide"] section="9.12"
# - 잘된 것만 보이지 **않습니다**
# - 가장 나쁜 것에서 **까닭**을 찾습니다

# %%
for title, source, made, names in (
    ("오렌지→사과", oranges, to_apples, ("오렌지", "옮긴 사과")),
    ("사과→오렌지", apples, to_oranges, ("풋사과", "옮긴 오렌지")),
):
    show(
        plots.image_rows(
            [np.concatenate([part[BEST], part[WORST]]) for part in (source, made)],
            names,
            scale=1.2,
            suptitle=f"{title}: 왼쪽 넷이 가장 높은 점수, 오른쪽 넷이 가장 낮은 점수",
        ),
        alt=f"{title}. 윗줄은 시험용 사진 여덟 조각, 아랫줄은 옮긴 것. 색은 바뀌었고 모양은 그대로다. 오른쪽 넷은 색이 덜 바뀌었거나 과일 아닌 것까지 바뀌었다",
    )


def redness(images):
    """빨강이 초록보다 얼마나 센지의 평균."""
    return (images[..., 0] - images[..., 1]).mean()


verdict("점수가 낮은 오렌지 넷은 조각의 평균이 높은 넷보다 붉습니다", redness(oranges[WORST]) > redness(oranges[BEST]))
if not judged:
    verdict(
        "옮긴 다음에도 낮은 넷은 조각의 평균이 높은 넷보다 붉습니다",
        redness(to_apples[WORST]) > redness(to_apples[BEST]),
        when=trained,
    )

# %% [markdown]
# **오렌지→사과.** 점수가 높은 넷은 노란빛이 도는 오렌지에서 출발했습니다. 손은 조금 옅어졌을 뿐 살빛입니다. 그러나 껍질의 무늬와 배꼽은 오렌지의 것입니다. 낮은 넷은 높은 넷보다 **붉은 주황**에서 출발해 황금빛이나 겨자색에서 멈추었고, 다섯째는 아직 주황에 가깝습니다.
# 곁에 놓인 노란 과일까지 초록빛이 되었습니다(넷째와 여덟째의 오른쪽). 조각 전체의 평균 색은 손과 상자도 세므로, 위의 확인은 과일의 붉은 정도만 잰 것이 아닙니다.
#
# **사과→오렌지.** 낮은 넷도 채점 신경망은 오렌지로 읽습니다(시험용 조각이 모두 그랬습니다. 9.11절의 표). 눈으로 보면 그늘진 뒤쪽에 초록이 남았고(왼쪽에서 다섯째), 흰 선반에까지 주황이 번졌습니다(일곱째). 값이 적힌 표의 숫자는 읽힙니다.
# 그늘의 초록은 점수가 높은 첫째와 둘째의 왼쪽 위에도 남았습니다. 그리고 높은 넷도 낮은 넷도 모양은 사과 그대로입니다.
#
# 점수가 가장 높은 것도 눈에는 사과가 아닙니다. 채점 신경망은 초록 **오렌지**에 높은 점수를 줍니다. 색을 보기 때문이라고 짐작합니다. 그래서 수와 눈을 함께 씁니다(6.12절).
#
# ## 9.13 여러분의 폴더 둘로
#
# 이제 여러분의 차례입니다. 짝이 없어도 됩니다. 윤곽은 비슷하고 색이나 무늬가 다른 두 묶음이 알맞습니다(4.16절). 다섯 걸음입니다.
#
# 1. **떼어 놓습니다.** 훈련에 쓰지 않을 사진을 먼저 뗍니다. `내사진` 안에 `trainA`, `trainB`, `testA`, `testB`를 만들고, 이어 찍은 사진은 통째로 한쪽에 둡니다.
# 2. **살핍니다.** 훈련하기 **전에** 합니다.
# 3. **훈련합니다.** 64화소에서 되는지 먼저 봅니다.
# 4. **잽니다.** 시험용으로만 재고, 「그대로」와 「진짜끼리」를 함께 놓습니다.
# 5. **봅니다.** 가장 좋은 것만이 아니라 가장 나쁜 것도 봅니다.
#
# ```
# uv run gan-course inspect 내사진
# uv run gan-course train cyclegan --data 내사진/trainA 내사진/trainB --size 64 --output 내훈련
# uv run gan-course report 내훈련 --a 내사진/testA --b 내사진/testB
# ```
#
# `report`는 훈련 하나를 HTML 한 쪽으로 적습니다. 옮긴 것과 되돌린 것, 「그대로」와 「진짜끼리」(보고서에는 「아무것도 하지 않음」과 「반 ↔ 나머지 반」으로 적힙니다) 사이에 놓은 KID와 구간, 손실, 시간, 설정, 그리고 **말하지 않는 것**이 들어 있습니다.
# KID의 특징은 InceptionV3에서 뽑으므로 처음 한 번 가중치를 내려받습니다(6.13절). 내려받을 수 없으면 `--features`로 다른 특징을 고릅니다.
#
# 둘째 걸음은 건너뛰기 쉽습니다. 판별자는 **가장 쉬운 차이**부터 배우곤 합니다. 두 묶음을 다른 날 다른 카메라로 찍었다면 과일보다 그것을 먼저 배울 수 있습니다. 이런 차이를 **지름길**(shortcut)이라고 합니다.
#
# 살피는 명령이 정말 찾아내는지, 체크포인트에 담은 서른두 조각에 **일부러 지름길을 심어** 봅니다. 사과마다 오른쪽 아래에 같은 딱지를 붙이고, 훈련용 사과 한 장을 시험용에도 넣습니다.

# %% [markdown] tags=["instructor"] section="9.13" minutes=6
# **물음**: 여러분의 두 폴더에는 내용 말고 무엇이 다릅니까?
#
# **답**: 카메라, 시간, 배경, 워터마크, 저장한 품질 같은 것이 나옵니다. 하나라도 늘 다르면 판별자는 그것만 보고도 맞힐 수 있습니다.
#
# **흔한 오해**: 「사진이 많으면 괜찮다」고 여깁니다. 늘 다른 것은 사진이 많아도 늘 다릅니다.
#
# **늦었으면**: 심은 그림과 찾아낸 두 줄만 보이십시오.

# %% [markdown] tags=["slide"] section="9.13"
# - 떼어 놓고, **살피고**, 훈련하고, 재고, 나쁜 것까지 봅니다
# - 판별자는 **가장 쉬운 차이**(지름길)부터 배우곤 합니다
# - 이어 찍은 사진은 통째로 한쪽에


# %%
def save_folders(root, oranges, apples, repeat=0):
    """열두 조각씩 훈련용, 나머지를 시험용 폴더에 PNG로 적습니다. repeat장은 훈련용 사과를 시험용에도 넣습니다."""
    parts = {"trainA": oranges[:12], "testA": oranges[12:], "trainB": apples[:12]}
    parts["testB"] = np.concatenate([apples[12:], apples[:repeat]])
    for name, images in parts.items():
        (root / name).mkdir(parents=True)
        for number, image in enumerate(images):
            keras.utils.save_img(root / name / f"{number:02d}.png", (image + 1) / 2, scale=True)


stamped = apples.copy()
stamped[:, -12:, -12:] = np.where(np.indices((12, 12)).sum(axis=0)[..., None] % 4 < 2, 0.9, -0.9)
show(
    plots.image_rows([oranges[:8], stamped[:8]], ["A", "B(심은 것)"]),
    alt="윗줄은 오렌지 여덟 조각, 아랫줄은 사과 여덟 조각. 사과의 오른쪽 아래에는 모두 같은 빗금 딱지가 붙어 있다",
)

# %%
with tempfile.TemporaryDirectory() as folder:
    root = Path(folder)
    found = {}
    for name, pictures, repeat in (("심기 전", apples, 0), ("심은 것", stamped, 1)):
        save_folders(root / name, oranges, pictures, repeat)
        places = [root / name / part for part in ("trainA", "trainB", "testA", "testB")]
        found[name] = findings(inspect_folders(*places, size=64, seed=SEED))
for name, told in found.items():
    print(f"{name}:")
    for finding in told:
        print(f"  [{finding.level}] {finding.code}")
print()
for finding in found["심은 것"]:
    if finding.code in ("shortcut-patch", "duplicates-across-split"):
        print(finding.message, "\n →", finding.remedy)
codes = {name: {finding.code for finding in told} for name, told in found.items()}
planted = {"shortcut-patch", "duplicates-across-split"}
verdict("심은 지름길과 중복을 둘 다 찾아냅니다", planted <= codes["심은 것"])
verdict("심기 전에는 적거나 작다는 말만 합니다", codes["심기 전"] == {"few", "few-tests", "upscaled"})

# %% [markdown]
# 심은 둘을 찾았고, 심기 전에는 말하지 않았습니다. 메시지의 AUC는 그 통계 하나로 두 도메인을 가르는 정도입니다. 0.5면 가르지 못하고 1이면 완전히 가릅니다. 딱지가 그림의 끝에 닿으므로 가장자리의 지름길(`shortcut-frame`)이라는 말도 함께 나옵니다. 심기 전에도 다른 말은 나옵니다. 조각이 열둘뿐이라 적다는 것, 작은 사진을 늘려서 쓴다는 것입니다.
# 눈에는 오렌지와 사과의 색이 뚜렷이 갈리는데도 색이 갈린다고는 하지 않았습니다. 같은 도메인을 아무렇게나 반으로 나눈 것보다 더 갈려야 말하는데, 열둘뿐이면 반으로 나눈 여섯과 여섯도 우연히 크게 갈립니다.
#
# 무엇이 지름길이고 무엇이 내용인지는 명령이 정하지 못합니다. 색이 갈린다는 말이 나와도 오렌지와 사과에서는 **바꾸려는 것**이고, 말과 얼룩말에서라면 지름길일 수 있습니다. **여러분이 정합니다.**
#
# ## 정리
#
# - 백 장으로 훈련하니 판별자가 그 백 장을 외웠습니다. 훈련한 진짜와 남겨 둔 진짜의 로짓이 벌어지는 것으로 압니다. 4,000장으로는 거의 벌어지지 않았습니다.
# - 증강은 **판별자가 보는 모든 그림**에 똑같이, 미분할 수 있게 씁니다. 진짜에만 쓰면 생성자가 바꾼 그림을 그립니다.
# - 외우지 않는 것과 잘 그리는 것은 따로 잽니다. 남겨 둔 진짜와의 커널 거리를 구간과 함께 보고, 씨앗을 여럿 씁니다. 같은 증강이 백 장에서는 돕고 500장과 4,000장에서는 해쳤습니다.
# - 베꼈는지는 훈련한 그림과 남겨 둔 그림을 **같은 수만큼** 놓고 이웃을 찾아 봅니다. 닮은 짝 하나가 아니라 **얼마나 자주** 나오는지를 씨앗 여럿으로 셉니다.
# - 사진에는 정답이 없습니다. 거리는 「그대로」와 「진짜끼리」 사이에 놓고 읽고, 새 신경망에게도 묻고(9.11절), 가장 나쁜 것까지 눈으로 봅니다.
# - 훈련과 시험은 사진째로 나눕니다.
#
# ## 다음 장
#
# 이 강좌의 GAN과 요즘의 확산 모델은 무엇이 다를까요? [10장](10_diffusion.ipynb)에서 같은 문제를 나란히 풀게 하고 잽니다.
#
# [9장의 연습](exercises/09_few_data.ipynb)에서 옮기기와 가리기를 직접 쓰고, 어긋난 증강을 찾아보십시오.

# %% [markdown] tags=["instructor"] section="9.정리" minutes=2
# **물음**: 여러분의 자료로 훈련하기 전에 가장 먼저 할 일은 무엇입니까?
#
# **답**: 훈련에 쓰지 않을 것을 사진째로 떼어 놓는 일입니다. 그다음에 두 폴더의 지름길을 살핍니다.
#
# **흔한 오해**: 「자료를 더 모으면 해결된다」는 말이 나오면, 두 폴더를 다른 날 다른 곳에서 모으면 그 차이를 배운다고 말하십시오.
#
# **늦었으면**: 첫째와 둘째 줄만 읽으십시오.

# %% [markdown] tags=["slide"] section="9.정리"
# - 판별자가 먼저 외웁니다
# - 증강은 진짜와 가짜에 **똑같이**
# - 남겨 두고, 사진째로 나누고, **나쁜 것까지** 봅니다
