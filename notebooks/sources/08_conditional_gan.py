# %% [markdown]
# # 8. 조건부 GAN: 원하는 숫자
#
# 3장의 생성자는 숫자를 그리지만 **어느 숫자를 그릴지** 고르지는 못합니다. 이 장에서는 3장의 한 걸음을 몇 줄만 고쳐, "7을 그려라"라고
# 말하면 7을 그리는 생성자를 훈련합니다.
#
# **목표**
#
# - 조건부 분포 $p(x \mid y)$를 흉내 낸다는 말이 무슨 뜻인지 설명합니다.
# - 레이블(그림이 어느 숫자인지)을 생성자와 판별자에 넣는 법을 직접 씁니다. 임베딩과 투영입니다.
# - 3장의 한 걸음에서 **무엇이 바뀌는지** 한 줄씩 짚습니다.
# - 판별자에게 레이블을 보여 주지 않으면 어떻게 되는지 눈과 수로 확인합니다.
# - 부탁한 숫자가 나왔는지, 한 숫자 안에서 골고루 나왔는지 따로 잽니다.
#
# **걸리는 시간**: 읽고 생각하는 데 60분쯤, 노트북을 실행하는 데 코어 2개인 컴퓨터에서 4분쯤 걸립니다. 거의 모두 8.6절과 8.8절의 훈련입니다.
#
# **프로필**: `cpu`가 기본입니다. 코드가 도는지만 보려면 `quick`, GPU가 있으면 `gpu`(더 크고 더 길게)를 고릅니다. 바로 아래 셀에서
# 바꿉니다. `TRAIN`을 `False`로 바꾸면 훈련하지 않고, 미리 훈련해 둔 것을 불러옵니다. 컴퓨터가 느릴 때 쓰십시오.

# %% [markdown] tags=["instructor"] section="8.0" minutes=2
# **물음**: 3장의 생성자에게 「7을 그려 달라」고 말할 수 있습니까?
#
# **답**: 없습니다. 잡음을 다시 뽑으며 7이 나오기를 기다릴 수 있을 뿐입니다. 이 장이 그 말을 알아듣게 만듭니다.
#
# **흔한 오해**: 「잠재 벡터의 어느 수가 숫자의 종류일 것이다」라고 여깁니다. 그렇게 되라고 시킨 적이 없습니다.
#
# **늦었으면**: 훈련을 시작해 놓고 8.4절로 가십시오.

# %% [markdown] tags=["slide"] section="8.0"
# - 3장의 생성자는 숫자를 **고르지 못합니다**
# - 한 걸음을 몇 줄만 고쳐 **말을 알아듣게** 합니다

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0
TRAIN = True

# %%
import json

from gan_course import evaluation, losses, plots
from gan_course.data import mnist
from gan_course.evaluation.classifiers import digit_classifier
from gan_course.files import verified_path
from gan_course.lesson import choose, measure, show, verdict
from gan_course.models import dcgan_discriminator, dcgan_generator
from gan_course.training import ConditionalGAN, LinearDecay, StopOnNonFiniteLoss, checkpoint
from gan_course.widgets.digits import number_lab
from gan_course.widgets.progress import TrainingProgress

import keras
import numpy as np
import tensorflow as tf
from IPython.display import Markdown, display

# %%
CLASSES = 10
noise_dim = choose(PROFILE, quick=16, cpu=64, gpu=64)
GENERATOR_FILTERS = choose(PROFILE, quick=4, cpu=12, gpu=32)
DISCRIMINATOR_FILTERS = choose(PROFILE, quick=4, cpu=16, gpu=32)
BATCH_SIZE = 32
RATE = 1e-3  # 3장과 달리 두 신경망의 학습률이 같습니다. 8.6절에서 이야기합니다.
EPOCHS = choose(PROFILE, quick=2, cpu=27, gpu=100)
BLIND_EPOCHS = choose(PROFILE, quick=2, cpu=9, gpu=100)  # 8.8절의 대조군
AVERAGE_DECAY = choose(PROFILE, quick=0.9, cpu=0.995, gpu=0.998)
SAMPLES = choose(PROFILE, quick=250, cpu=2500, gpu=2500)
trained = PROFILE != "quick"  # quick은 훈련이 짧아 결과를 확인하지 않습니다.

# %% [markdown]
# ## 8.1 고를 수 없는 생성자
#
# **늦게 오셨거나 컴퓨터가 느려도** 괜찮습니다. 다음 셀이 3장에서 훈련해 둔 생성자를 불러옵니다. 그 생성자로 전화번호 `0312457689`를 쓰고
# 싶다고 합시다. 숫자를 고를 수 없으니 뽑고, 숫자 분류기(3.9절)로 읽고, 찾는 숫자가 아니면 버립니다.

# %% [markdown] tags=["instructor"] section="8.1" minutes=4
# **물음**: 이미 있는 생성자와 분류기로 골라 쓰면 되지 않습니까?
#
# **답**: 됩니다. 다만 분류기가 있어야 하고, 한 자리에 열 장쯤 버립니다. 클래스가 천 가지이면 천 장쯤 버립니다. 드문 클래스라면 더합니다.
#
# **흔한 오해**: 「골라내기는 반칙이다」라고 여깁니다. 쓸 수 있는 방법이고, 이 장이 그것과 견줄 기준입니다.
#
# **늦었으면**: 버린 장수의 `[측정]` 한 줄만 읽으십시오.

# %% [markdown] tags=["slide"] section="8.1"
# - 골라내기: 뽑고, 읽고, 아니면 **버립니다**
# - 클래스가 많을수록 많이 버립니다

# %%
NUMBER = [0, 3, 1, 2, 4, 5, 7, 6, 8, 9]  # 열 숫자가 한 번씩 든 전화번호
unconditional = checkpoint("03").model
drawn = unconditional.generate(1000, seed=SEED)
read = evaluation.digit_labels(drawn)

kept, position = [], 0
for digit in NUMBER:
    found = position + int(np.argmax(read[position:] == digit))
    kept.append(drawn[found])
    position = found + 1
show(
    plots.image_grid(np.stack(kept), columns=10, titles=[str(digit) for digit in NUMBER]),
    alt="3장의 생성자에서 골라낸 숫자 열 장. 위에 바란 숫자 0 3 1 2 4 5 7 6 8 9가 적혀 있다",
)
verdict("골라낸 열 장을 분류기는 모두 바란 숫자로 읽습니다", (evaluation.digit_labels(np.stack(kept)) == NUMBER).all())
verdict("열 자리를 쓰려고 뽑은 그림의 80% 넘게 버렸습니다", position > 5 * len(NUMBER))

# %% tags=["nbval-ignore-output"]
measure("열 자리를 쓰려고 뽑은 그림", position, "장", digits=0)

# %% [markdown]
# 쓸 수는 있습니다. 다만 위의 3처럼 분류기는 그렇게 읽어도 사람은 읽기 어려운 것이 섞이고, 열에 아홉쯤 버립니다. 숫자는 열 가지뿐이라 이만하지만, 어떤 종류(**클래스**)가 표본 가운데 $r$의 비율로 나온다면 그것 하나를
# 얻는 데 평균 $1/r$장이 듭니다. 게다가 좋은 분류기가 따로 있어야 합니다.
#
# 훈련 데이터에는 처음부터 **어느 숫자인지**가 붙어 있었습니다. 3장은 그것을 버렸습니다. 이제 씁니다. 이 장에서 **레이블**은 바로 이것을 말합니다.
# 2장에서 손실에 넣던 1과 0(진짜와 가짜)도 레이블이라고 불렀지만, 그것은 손실 함수 안에 그대로 있고 이 장에서는 따로 부르지 않습니다.
#
# ## 8.2 조건부 분포
#
# 3장의 생성자는 숫자 이미지 전체의 분포 $p(x)$를 흉내 냈습니다. 이제는 **숫자 $y$가 정해졌을 때의 분포** $p(x \mid y)$를 흉내 냅니다.
# 숫자마다 구름이 하나씩, 열 개의 구름을 한 생성자가 그립니다. 이런 GAN을 **조건부 GAN**(conditional GAN, Mirza & Osindero 2014)이라고 합니다.
#
# $$\min_G \max_D \; \mathbb{E}_{(x, y)}\big[\log D(x, y)\big] + \mathbb{E}_{z,\, y}\big[\log\big(1 - D(G(z, y), y)\big)\big]$$
#
# - $\min_G \max_D$는 판별자가 뒤의 값을 키우고 생성자가 줄인다는 뜻입니다. 뒤의 값은 2.6절의 $V$에 레이블을 더한 것입니다.
# - $(x, y)$는 데이터에서 꺼낸 이미지와 그 레이블, $z$는 잡음입니다.
# - $G(z, y)$는 잡음과 레이블을 함께 받습니다.
# - $D(x, y)$는 이미지와 레이블을 **함께** 봅니다. 물음이 "진짜입니까?"에서 "진짜이고, **이 레이블과 어울립니까?**"로 바뀝니다.
#
# 손실은 2장의 이진 교차 엔트로피 그대로이고, 생성자는 여기에서도 비포화 손실(2.7절)로 훈련합니다. 가장 좋은 판별자도 2.6절의 식에서 분포만 조건부로 바뀝니다.
#
# $$D^*(x, y) = \frac{p(x \mid y)}{p(x \mid y) + q(x \mid y)}$$
#
# - $q(x \mid y)$는 생성자가 $y$를 받고 그리는 그림의 분포입니다. 가짜의 레이블도 데이터에서 꺼내므로 $p(y)$는 위아래에서 지워집니다.
#
# 그래서 생성자가 이기는 길은 하나뿐입니다. **레이블마다** 진짜의 분포를 맞추는 것입니다. 7을 부탁받고 멋진 3을 그리면, 판별자는 "7의 자리에
# 3이 왔다"는 것만으로 가짜인 줄 압니다.

# %% [markdown] tags=["instructor"] section="8.2" minutes=5
# **물음**: 7을 부탁받은 생성자가 아주 진짜 같은 3을 그렸습니다. 판별자는 무엇이라고 답합니까?
#
# **답**: 가짜라고 답합니다. 데이터에 (3의 그림, 레이블 7)인 짝은 없기 때문입니다. 물음이 「진짜인가」에서 「진짜이고 이 레이블과 어울리는가」로 바뀌었습니다.
#
# **흔한 오해**: 「판별자가 숫자 분류기가 된다」고 여깁니다. 어느 숫자인지 답하지 않습니다. 주어진 레이블과 어울리는지만 답합니다.
#
# **늦었으면**: 가장 좋은 판별자의 식은 건너뛰고 물음이 바뀐 것만 말하십시오.

# %% [markdown] tags=["slide"] section="8.2"
# - $p(x)$에서 **$p(x \mid y)$**로: 숫자마다 구름 하나
# - 판별자의 물음: 진짜이고 **이 레이블과 어울립니까?**

# %% [markdown]
# ## 8.3 생성자: 레이블을 벡터로
#
# 레이블 7은 수이지만 크기가 아닙니다. 7이 3보다 크다는 것은 그림과 아무 상관이 없습니다. 그래서 숫자를 그대로 넣지 않고, 숫자마다 **배운 벡터**
# 하나를 꺼내 씁니다. 이것을 **임베딩**(embedding)이라고 합니다. 표에서 한 줄을 꺼내는 것과 같습니다.
#
# 레이블 자리만 1이고 나머지는 0인 벡터를 **원핫 벡터**(one-hot vector)라고 합니다. 원핫 벡터에 행렬을 곱하면 그 행렬의 한 줄이 나옵니다. 임베딩은
# 그 곱셈을 하지 않고 줄만 꺼냅니다.

# %% [markdown] tags=["instructor"] section="8.3" minutes=4
# **물음**: 레이블을 0에서 9까지의 수 하나로 그냥 넣으면 무엇이 문제입니까?
#
# **답**: 8이 2와 9의 사이 어딘가라는 뜻이 됩니다. 숫자의 이름에는 차례도 크기도 없습니다. 벡터로 꺼내면 신경망이 자리를 스스로 정합니다.
#
# **흔한 오해**: 「임베딩은 특별한 층」이라고 여깁니다. 원핫 벡터에 가중치 행렬을 곱하는 것과 한 비트까지 같습니다.
#
# **늦었으면**: `[확인]` 한 줄만 보이고 8.4절로 가십시오.

# %% [markdown] tags=["slide"] section="8.3"
# - 레이블은 크기가 아닙니다. 숫자마다 **배운 벡터** 하나를 꺼냅니다
# - 임베딩 = 원핫 벡터 × 행렬
# - 생성자에는 잡음 **뒤에 이어** 넣습니다

# %%
keras.utils.set_random_seed(SEED)
table = keras.layers.Embedding(CLASSES, 4)
labels = tf.constant([7, 3, 7])
rows = table(labels)
by_product = tf.one_hot(labels, CLASSES) @ table.embeddings
verdict("임베딩은 원핫 벡터와 행렬의 곱과 같습니다", np.array_equal(rows, by_product))
verdict("같은 레이블은 같은 벡터를 꺼냅니다", np.array_equal(rows[0], rows[2]))

# %% [markdown]
# 생성자에는 이 벡터를 **잡음의 뒤에 이어** 넣습니다. 그다음은 3장의 생성자와 똑같습니다. 첫 층(`Dense`)의 입력이 조금 길어질 뿐입니다.

# %%
generator = dcgan_generator(noise_dim, filters=GENERATOR_FILTERS, classes=CLASSES)
plain = dcgan_generator(noise_dim, filters=GENERATOR_FILTERS)
label_dim = generator.get_layer("label_vector").output_dim
units = next(layer for layer in generator.layers if isinstance(layer, keras.layers.Dense)).units
print("생성자의 입력:", [tuple(tensor.shape) for tensor in generator.inputs])
print("레이블 하나의 벡터의 길이:", label_dim)
verdict(
    "늘어난 가중치는 레이블의 표와, 첫 층에 늘어난 입력의 몫뿐입니다",
    generator.count_params() - plain.count_params() == CLASSES * label_dim + label_dim * units,
)

# %% [markdown]
# ## 8.4 판별자: 투영
#
# 판별자에도 레이블을 보여 주어야 합니다. 여기에서는 **투영 판별자**(projection discriminator, Miyato & Koyama 2018)를 씁니다. 3장의
# 판별자가 마지막 층 바로 앞에서 뽑은 특징을 $\phi(x)$라고 하면, 3장의 로짓은 $w^\top \phi(x) + b$입니다. $w$와 $b$는 마지막 층의 가중치와 편향이고, $w^\top \phi(x)$는 두 벡터를 자리마다 곱해 모두 더한 수, 곧 **내적**입니다. 여기에 항 하나를 더합니다.
#
# $$a(x, y) = \underbrace{w^\top \phi(x) + b}_{\text{진짜입니까?}} + \underbrace{v_y^\top \phi(x)}_{y\text{와 어울립니까?}} = (w + v_y)^\top \phi(x) + b$$
#
# - $v_y$는 숫자마다 하나씩 배우는 벡터(임베딩)입니다.
# - 오른쪽처럼 묶어 보면 뜻이 보입니다. **숫자마다 탐정이 하나씩** 있고, 눈($\phi$)은 함께 씁니다.
#
# 왜 이 꼴일까요? 가장 좋은 판별자의 로짓은 두 확률 밀도의 비에 로그를 씌운 $\log \frac{p(x \mid y)}{q(x \mid y)}$이고(2.6절), 이것은 둘로 나뉩니다. 조건부 확률은 $p(x \mid y) = p(y \mid x)\,p(x) / p(y)$이고 $q$도 같은 꼴인데, $p(y)$는 둘이 같아 지워지기 때문입니다.
#
# $$\log \frac{p(x \mid y)}{q(x \mid y)} = \log \frac{p(x)}{q(x)} + \log \frac{p(y \mid x)}{q(y \mid x)}$$
#
# - 앞의 항은 레이블을 보지 않는 판별자의 로짓입니다. 뒤의 항이 레이블의 몫입니다.
# - **소프트맥스** 분류기는 점수마다 지수를 씌우고 그 합으로 나누어 확률을 만듭니다. 점수가 특징과 벡터의 내적이라면 $\log p(y \mid x)$는 내적에서 $y$와 상관없는 항(합의 로그)을 뺀 것입니다. $q$도 그런 꼴이라고 보면 로그의 차이에 남는 것은 특징과 한 벡터($v_y$)의 내적, 그리고 $y$와 상관없는 항입니다. $y$와 상관없는 항은 앞의 항에 합치고, 그 합을 $w^\top \phi(x) + b$로 나타낸 것이 투영입니다.
#
# 이 강좌의 판별자에서 $v_y$는 0에서 시작합니다. 그래서 훈련하기 전의 판별자는 레이블을 **무시합니다**. 어울리는지는 훈련하면서 배웁니다.

# %% [markdown] tags=["instructor"] section="8.4" minutes=7
# **물음**: 묶은 식 $(w + v_y)^\top \phi(x) + b$을 말로 풀어 보십시오.
#
# **답**: 숫자마다 탐정이 하나씩 있습니다. 눈은 함께 쓰고 판단만 다릅니다. 7을 맡은 탐정은 7의 진짜와 7이라는 가짜만 봅니다.
#
# **흔한 오해**: 「레이블을 이미지 옆에 붙여야만 한다」고 여깁니다. 그것도 됩니다(5장의 조건부 판별자). 투영은 로짓의 꼴에서 나온 다른 방법입니다.
#
# **늦었으면**: 로그 비의 식은 건너뛰고 「숫자마다 탐정 하나」만 말하십시오.

# %% [markdown] tags=["slide"] section="8.4"
# - 로짓에 $v_y^\top \phi(x)$를 **더합니다**
# - **숫자마다 탐정 하나**, 눈은 함께 씁니다
# - $v_y$는 0에서 시작: 처음에는 레이블을 무시합니다

# %%
discriminator = dcgan_discriminator(filters=DISCRIMINATOR_FILTERS, classes=CLASSES)
real = mnist.load()
images, labels = tf.constant(real.images[:BATCH_SIZE]), tf.constant(real.labels[:BATCH_SIZE], tf.int32)
wrong_labels = (labels + 1) % CLASSES
verdict(
    "훈련하기 전의 판별자는 레이블을 바꾸어도 같은 로짓을 냅니다",
    np.array_equal(discriminator([images, labels]), discriminator([images, wrong_labels])),
)

# %%
# 벡터를 아무렇게나 정해 놓고, 층이 낸 로짓이 위의 식과 같은지 손으로 견줍니다.
v = discriminator.get_layer("label_direction").embeddings
v.assign(np.random.default_rng(SEED).normal(0, 0.1, v.shape))
phi = keras.Model(discriminator.inputs[0], discriminator.get_layer("logit").input)(images)
w, b = discriminator.get_layer("logit").weights
by_formula = tf.reduce_sum((w[:, 0] + tf.gather(v, labels)) * phi, axis=1) + b
verdict(
    "층이 낸 로짓은 묶은 식과 같습니다(반올림의 차이만 있습니다)",
    np.allclose(discriminator([images, labels])[:, 0], by_formula, atol=1e-4),
)
verdict(
    "이제는 레이블을 바꾸면 로짓도 바뀝니다",
    not np.allclose(discriminator([images, labels]), discriminator([images, wrong_labels]), atol=1e-4),
)

# %% [markdown]
# > **생각해 보기** (2분). 판별자에게 (7의 진짜, 레이블 3)처럼 **어긋난 진짜**도 가짜의 보기로 보여 주면 더 빨리 배우지 않을까요?
#
# <details><summary>답 보기</summary>
#
# 그런 방법이 있습니다(글에서 그림을 만드는 Reed et al. 2016의 GAN-CLS). 더 빨리 배우는지는 여기에서 재지 않았습니다. 다만 어긋난 짝을 따로 보여 주지 않아도
# 생성자가 부탁한 숫자를 그리게 된다는 것을 8.7절에서 봅니다. 처음의 가짜들이 레이블과 어울리지 않아 그 자체로 어긋난 보기가 되기 때문이라고 짐작합니다.
#
# </details>
#
# ## 8.5 한 걸음: 무엇이 바뀝니까
#
# 3.4절의 `train_step`에서 레이블이 드나드는 자리만 바꿉니다.


# %% [markdown] tags=["instructor"] section="8.5" minutes=6
# **물음**: 가짜의 레이블은 어디에서 옵니까? 아무 숫자나 뽑아도 됩니까?
#
# **답**: 여기에서는 함께 온 진짜의 레이블을 씁니다. 데이터에서 나오는 비율과 같기만 하면 따로 뽑아도 됩니다.
#
# **흔한 오해**: 「레이블을 손실에 넣어야 한다」고 여깁니다. 손실은 그대로입니다. 레이블은 두 신경망의 **입력**입니다.
#
# **늦었으면**: 바뀐 네 줄만 짚고 8.6절로 가십시오.

# %% [markdown] tags=["slide"] section="8.5"
# - 바뀐 것은 **레이블이 드나드는 네 줄**뿐
# - 가짜의 레이블은 함께 온 진짜의 레이블
# - 손실, 테이프, 갱신은 3장 그대로


# %%
def build_networks():
    keras.utils.set_random_seed(SEED)
    return (
        dcgan_generator(noise_dim, filters=GENERATOR_FILTERS, classes=CLASSES),
        dcgan_discriminator(filters=DISCRIMINATOR_FILTERS, classes=CLASSES),
    )


def build_optimizers(rate=RATE):
    return [keras.optimizers.Adam(rate, beta_1=0.5) for _ in range(2)]


generator, discriminator = build_networks()
generator_optimizer, discriminator_optimizer = build_optimizers()
noise_source = keras.random.SeedGenerator(SEED)


def train_step(images, labels):  # ← 레이블도 받습니다
    noise = keras.random.normal([len(images), noise_dim], seed=noise_source)

    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        generated_image = generator([noise, labels], training=True)  # ← 부탁한 숫자를 알려 줍니다

        real_output = discriminator([images, labels], training=True)  # ← 진짜와 그 레이블
        fake_output = discriminator([generated_image, labels], training=True)  # ← 가짜와 부탁한 레이블

        gen_loss = losses.generator_loss(fake_output)
        disc_loss = losses.discriminator_loss(real_output, fake_output)

    gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
    gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)

    generator_optimizer.apply_gradients(zip(gradients_of_generator, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(gradients_of_discriminator, discriminator.trainable_variables))
    return gen_loss, disc_loss


# %% [markdown]
# 하는 일이 3장과 다른 것은 화살표가 붙은 네 줄뿐입니다. 잡음을 뽑는 줄은 3장의 `sample_noise`를 풀어 쓴 것입니다. 손실도, 테이프 둘도, 갱신의 차례도 그대로입니다. 가짜의 레이블로는 **함께 온 진짜의 레이블**을 씁니다. 그러면
# 가짜에 부탁하는 숫자의 비율이 데이터의 비율과 같아집니다.
#
# 패키지의 `ConditionalGAN`이 같은 일을 하는지, 3.5절처럼 한 비트까지 견줍니다.

# %%
train_step(images, labels)

gan = ConditionalGAN(*build_networks(), noise_dim, CLASSES, seed=SEED)
gan.compile(*build_optimizers())
gan.train_step((images, labels))


def same_values(ours, theirs):
    return all(np.array_equal(a.numpy(), b.numpy()) for a, b in zip(ours.variables, theirs.variables))


verdict("생성자의 가중치가 한 비트까지 같습니다", same_values(generator, gan.generator))
verdict("판별자의 가중치가 한 비트까지 같습니다", same_values(discriminator, gan.discriminator))
verdict(
    "옵티마이저의 기억도 한 비트까지 같습니다",
    same_values(generator_optimizer, gan.generator_optimizer)
    and same_values(discriminator_optimizer, gan.discriminator_optimizer),
)

# %% [markdown]
# ## 8.6 훈련
#
# 자료는 (이미지, 레이블)의 배치입니다. `mnist.dataset`에 `labels=True`를 주면 3장과 같은 차례로, 레이블을 곁들여 냅니다.
#
# 3장의 조리법에서 둘을 더 바꿉니다. 학습률과 에포크의 수입니다. 3장은 판별자의 학습률을 생성자의 10분의 1로 두었지만(2e-4와 2e-3) 여기에서는 둘을 1e-3으로 같게 하고,
# 에포크는 3장의 절반으로 줄입니다(`cpu` 프로필). 3장의 학습률 그대로면 어떻게 되는지는 8.8절의 표에서 봅니다.

# %% [markdown] tags=["instructor"] section="8.6" minutes=3
# **물음**: 필름의 첫 칸부터 마지막 칸까지, 3장의 필름(3.9절)과 무엇이 다릅니까?
#
# **답**: 열마다 부탁한 숫자가 정해져 있고, 마지막 두 줄에서는 거의 모두 그 숫자로 읽힙니다. 3장에서는 어떤 줄이 다른 숫자로 바뀌었습니다.
#
# **흔한 오해**: 「레이블이 있으니 지도 학습이다」라고 여깁니다. 정답인 그림은 없습니다. 레이블마다의 분포를 흉내 낼 뿐입니다.
#
# **늦었으면**: 훈련이 끝나지 않았으면 저장된 필름으로 설명하십시오.

# %% [markdown] tags=["slide"] section="8.6"
# - (이미지, 레이블)의 배치로 훈련합니다
# - 두 학습률을 **같게**: 3장의 학습률이면 숫자마다 무너졌습니다
# - 열마다 부탁한 숫자가 **정해져 있습니다**

# %%
data = mnist.dataset(BATCH_SIZE, seed=SEED, steps=choose(PROFILE, quick=10, cpu=None, gpu=None), labels=True)


def schedules(epochs):
    return [LinearDecay(RATE, constant_epochs=0, decay_epochs=epochs, steps_per_epoch=len(data)) for _ in range(2)]


gan = ConditionalGAN(*build_networks(), noise_dim, CLASSES, average_decay=AVERAGE_DECAY, seed=SEED)
gan.compile(*(keras.optimizers.Adam(schedule, beta_1=0.5) for schedule in schedules(EPOCHS)))
moments = [0, *(2**k for k in range(5) if 2**k < EPOCHS), EPOCHS]
samples = evaluation.SampleHistory(moments, count=10, seed=SEED)  # 레이블은 0부터 9까지 차례로

# %% tags=["nbval-ignore-output"]
if TRAIN:
    history = gan.fit(
        data,
        epochs=EPOCHS,
        callbacks=[samples, StopOnNonFiniteLoss(), TrainingProgress(seed=SEED)],
        verbose=0,
    ).history
else:
    saved = checkpoint("08", PROFILE=PROFILE, SEED=SEED)
    gan, samples.samples = saved.model, saved.record["samples"]
    print("미리 훈련한 결과를 불러왔습니다.")

# %%
film = [samples.samples[epoch] for epoch in moments]
show(
    plots.image_rows(
        film, ["훈련 전" if epoch == 0 else f"{epoch} 에포크" for epoch in moments], titles=range(CLASSES)
    ),
    alt="줄마다 훈련의 한 시점, 열마다 부탁한 숫자 0에서 9. 훈련하기 전에는 잿빛이고, 1과 2 에포크에는 얼룩이다가 8 에포크부터 거의 모든 열에 그 숫자가 보인다",
)
readings = np.array([evaluation.digit_labels(images) for images in film[-2:]])
verdict(
    "필름의 마지막 두 줄에서는 줄마다 열 칸 가운데 여덟 칸 이상이 부탁한 숫자로 읽힙니다",
    np.all(np.sum(readings == np.arange(CLASSES), axis=1) >= 8),
    when=trained,
)

# %% [markdown]
# 열마다 부탁한 숫자가 정해져 있습니다. 3.9절의 필름에서는 어떤 줄(잡음 하나)이 훈련하는 동안 다른 숫자로 바뀌었습니다. 저장된 필름에서는 여기에서도 도중에 다른 숫자를 닮은 칸이 있지만(4 에포크의 1은 7을 닮았고, 16 에포크의 5에는 고리가 있습니다), 마지막 두 줄에서는 줄마다 열 칸 가운데 여덟 칸 이상이 부탁한 숫자로 읽혔습니다.
#
# ## 8.7 부탁한 숫자가 나왔습니까
#
# 이제 줄마다 숫자 하나를 부탁합니다. 고르지 않고, 줄마다 미리 정한 씨앗으로 뽑은 것입니다.

# %% [markdown] tags=["instructor"] section="8.7" minutes=6
# **물음**: 일치율이 100%인 생성자는 좋은 생성자입니까?
#
# **답**: 그것만으로는 모릅니다. 숫자마다 늘 같은 그림 하나만 그려도 100%입니다. 한 숫자 안에서 골고루 나오는지 따로 재야 합니다.
#
# **흔한 오해**: 「분류기가 맞혔으니 사람 눈에도 그 숫자다」라고 여깁니다. 분류기는 숫자 아닌 것도 확신합니다(3.9절). 그림을 함께 보십시오.
#
# **늦었으면**: 격자 한 장과 일치율, 숫자 안의 다양함만 보이십시오.

# %% [markdown] tags=["slide"] section="8.7"
# - **일치율**: 부탁한 숫자로 읽힌 비율
# - **다양함**: 한 숫자 안에서 그림이 서로 얼마나 다른가
# - 일치율만 보면 무너진 생성자도 **100점**일 수 있습니다

# %%
show(
    plots.image_rows(
        [gan.generate(10, seed=SEED + 2 + digit, labels=digit) for digit in range(CLASSES)],
        [str(digit) for digit in range(CLASSES)],
    ),
    alt="줄마다 부탁한 숫자 0에서 9, 한 줄에 열 장. 거의 모든 그림이 부탁한 숫자로 읽히고, 기울기와 굵기가 저마다 다르다. 뭉개져 읽기 어려운 것도 몇 장 있다",
)

# %% [markdown]
# 세 가지를 잽니다.
#
# - **일치율**: 숫자 분류기가 부탁한 숫자로 읽은 비율.
# - **다양함**: 한 숫자를 부탁한 그림들이 화소마다 얼마나 다른지(표준편차의 평균). 진짜의 값과 견줍니다. 다른 숫자가 섞여도 커지는 수이므로 일치율과 함께 봅니다.
# - **MNIST-FD**: 3.11절의 자입니다. 숫자를 고르게 부탁해, 3장의 생성자와 같은 수의 표본으로 잽니다.


# %%
def agreement(images, labels):
    """분류기가 부탁한 숫자로 읽은 비율. (전체, 숫자마다 [10])"""
    right = evaluation.digit_labels(images) == labels
    return right.mean(), np.array([right[labels == digit].mean() for digit in range(CLASSES)])


def variety(images, labels):
    """숫자마다 화소의 표준편차의 평균 [10]. 한 숫자의 그림이 모두 같으면 0입니다."""
    return np.array([images[labels == digit].std(axis=0).mean() for digit in range(CLASSES)])


asked = np.arange(SAMPLES) % CLASSES
written = gan.generate(SAMPLES, seed=SEED + 3, labels=asked)
overall, by_digit = agreement(written, asked)
real_variety = variety(real.images, real.labels)
ours_variety = variety(written, asked)

# %% tags=["nbval-ignore-output"]
real_against_real = evaluation.mnist_fd_real_against_real()


def times_of(images):
    return evaluation.mnist_fd(images) / real_against_real


distance = times_of(written)
distance_3 = times_of(unconditional.generate(SAMPLES, seed=SEED + 3))
measure("일치율", 100 * overall, "%", digits=1)
measure("일치율이 가장 낮은 숫자의 일치율", 100 * by_digit.min(), "%", digits=1)
measure("다양함: 진짜의 몇 배(숫자마다의 평균)", (ours_variety / real_variety).mean(), "배")
measure("MNIST-FD: 진짜끼리의 몇 배", distance, "배", digits=1)
measure("3장의 생성자의 MNIST-FD", distance_3, "배", digits=1)

# %%
verdict("부탁한 숫자로 읽힌 비율이 95%를 넘습니다", overall > 0.95, when=trained)
verdict("어느 숫자도 90%보다 낮지 않습니다", by_digit.min() >= 0.9, when=trained)
verdict("숫자마다 다양함이 진짜의 4분의 3을 넘습니다", (ours_variety > 0.75 * real_variety).all(), when=trained)
verdict("MNIST-FD는 3장의 생성자의 절반도 되지 않습니다", distance < 0.5 * distance_3, when=trained)

# %% [markdown]
# 일치율은 높고, 한 숫자 안의 다양함도 숫자마다 진짜의 4분의 3을 넘습니다. 다만 위의 격자에는 뭉개져 읽기 어려운 그림도 있습니다. MNIST-FD는 3장의 생성자의 절반도 되지 않습니다. 그런데 잠깐, **레이블 덕**일까요? 우리는 학습률과 에포크의 수도 바꾸었습니다. 여럿을 한꺼번에
# 바꾸었으니 이것만으로는 모릅니다. 8.8절의 **대조군**(견주려고 되도록 하나만 다르게 한 것)이 일부를 답합니다.
#
# 숫자마다 같은 그림 하나만 그려도 일치율은 100%가 될 수 있습니다. 그래서 다양함을 따로 쟀습니다. 3장의 학습률로 훈련한 조건부 생성자는 숫자마다 거의 같은 그림만 그렸습니다(8.8절의 표).
#
# ## 8.8 판별자가 레이블을 보지 않으면
#
# 생성자에게만 레이블을 주면 어떨까요? 생성자가 알아서 쓰지 않을까요? 같은 생성자를, **레이블을 보지 않는** 판별자와 겨루게 해 봅니다. 판별자에는
# 레이블 대신 늘 0을 넣습니다. 그러면 더해지는 벡터가 $v_0$ 하나뿐이므로, 나타낼 수 있는 함수는 3장의 판별자와 같습니다. 나머지도 같고, 자료를 이어서 읽으므로 배치의 차례만 다릅니다. 다만 `cpu` 프로필에서는 기다리는 시간을 줄이려고 에포크가 8.6절의 3분의 1이고, 학습률도 그동안 0 가까이까지 줄입니다(미리 훈련해 둔 것의 에포크는 8.6절과 같습니다). 에포크까지 같게 한 것은 이 절의 끝에서 따로 재어 둔 값으로 봅니다.
#
# > **먼저 짐작해 보십시오** (1분). 일치율은 몇 %쯤일까요?

# %% [markdown] tags=["instructor"] section="8.8" minutes=5
# **물음**: 왜 생성자는 받은 레이블을 쓰지 않습니까?
#
# **답**: 써도 얻는 것이 없기 때문입니다. 판별자는 그림만 보므로 7을 부탁받고 3을 그려도 벌이 없습니다. 재어 둔 세 씨앗에서는 레이블을 바꾸어도 거의 늘 같은 숫자로 읽혔습니다.
#
# **흔한 오해**: 「레이블을 넣어 주었으니 생성자가 쓴다」고 여깁니다. 손실이 묻지 않는 것은 배운다는 보장이 없습니다.
#
# **늦었으면**: 그림 한 장과 일치율만 보이십시오.

# %% [markdown] tags=["slide"] section="8.8"
# - 판별자가 레이블을 모르면 생성자는 부탁을 **무시합니다**
# - 손실이 묻지 않는 것은 배운다는 보장이 없습니다
# - 대조군: 바꾼 것이 **여럿**이면 까닭을 모릅니다


# %%
class BlindGAN(ConditionalGAN):
    """생성자만 레이블을 봅니다. 판별자에는 레이블 대신 늘 0을 보여 줍니다."""

    def train_step(self, data):
        images, labels = data
        noise = self.sample_noise(tf.shape(images)[0])
        blind = tf.zeros_like(labels)
        with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
            generated_image = self.generator([noise, labels], training=True)
            real_output = self.discriminator([images, blind], training=True)
            fake_output = self.discriminator([generated_image, blind], training=True)
            gen_loss = self.generator_loss(fake_output)
            disc_loss = self.discriminator_loss(real_output, fake_output)
        for tape, loss, network, optimizer in (
            (gen_tape, gen_loss, self.generator, self.generator_optimizer),
            (disc_tape, disc_loss, self.discriminator, self.discriminator_optimizer),
        ):
            variables = network.trainable_variables
            optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        self.update_averages()
        return self.record(generator_loss=gen_loss, discriminator_loss=disc_loss)


# %% tags=["nbval-ignore-output"]
blind_gan = BlindGAN(*build_networks(), noise_dim, CLASSES, average_decay=AVERAGE_DECAY, seed=SEED)
if TRAIN:
    blind_gan.compile(*(keras.optimizers.Adam(schedule, beta_1=0.5) for schedule in schedules(BLIND_EPOCHS)))
    blind_gan.fit(data, epochs=BLIND_EPOCHS, callbacks=[StopOnNonFiniteLoss(), TrainingProgress(seed=SEED)], verbose=0)
else:
    blind_gan.average_generator.set_weights(saved.weights["blind_generator"])
    print("미리 훈련한 결과를 불러왔습니다.")

# %%
show(
    plots.image_rows(
        [blind_gan.generate(10, seed=SEED + 2 + digit, labels=digit) for digit in range(CLASSES)],
        [str(digit) for digit in range(CLASSES)],
    ),
    alt="판별자가 레이블을 보지 않을 때. 줄마다 부탁한 숫자가 있지만 그림은 부탁과 상관없이 여러 숫자가 섞여 있고, 무슨 숫자인지 알 수 없는 것도 많다",
)
blind_written = blind_gan.generate(SAMPLES, seed=SEED + 3, labels=asked)
blind_overall, _ = agreement(blind_written, asked)
verdict(
    "판별자가 레이블을 보지 않으면 부탁한 숫자로 읽힌 비율이 4분의 1도 되지 않습니다",
    blind_overall < 0.25,
    when=trained,
)

# %% tags=["nbval-ignore-output"]
blind_distance = times_of(blind_written)
measure("판별자가 레이블을 보지 않을 때의 일치율", 100 * blind_overall, "%", digits=1)
measure("그때의 MNIST-FD: 진짜끼리의 몇 배", blind_distance, "배", digits=1)

# %% [markdown]
# 일치율이 4분의 1도 되지 않습니다. 아무 숫자나 그리면 10%입니다. 생성자는 레이블을 받아 놓고도 부탁을 **무시합니다**. 판별자가 묻지 않으므로, 부탁을
# 들어주어도 얻는 것이 없기 때문입니다. **손실이 묻지 않는 것은 배운다는 보장이 없습니다.**
#
# 씨앗 하나는 일화이고, 위의 대조군은 에포크도 적습니다. 에포크까지 같게 한 것과, 8.6절에서 미룬 **3장의 학습률**(생성자 2e-3, 판별자 2e-4)을 씨앗 셋으로 **따로 재어 둔 값**을 읽습니다.
# 「같은 숫자」는 같은 잡음에 레이블만 바꾸어 넣은 두 그림이 같은 숫자로 읽힌 비율입니다. 다시 재는 명령은 `uv run python benchmarks/conditional_seeds.py --output 새파일.json`입니다.

# %%
stored = json.loads(verified_path("other_seeds.json").read_text(encoding="utf-8"))["8장"]
print(stored["machine"])
print(stored["date"])
KINDS = {
    "조건부": "레이블을 봄, 27 에포크",
    "보지 않음": "보지 않음, 27 에포크",
    "보지 않음, 9 에포크": "보지 않음, 9 에포크",
    "3장의 학습률": "봄, 27 에포크, 3장의 학습률",
}


def found(kind, key):
    """씨앗마다의 값."""
    return np.array([stored["runs"][f"{kind}/{seed}"][key] for seed in range(3)])


rows = [
    "| 판별자, 세 씨앗 | 일치율(%) | 다양함이 가장 적은 숫자(진짜의 몇 배) | MNIST-FD(배) | 같은 숫자(%) |",
    "|---|---|---|---|---|",
]
for kind, name in KINDS.items():
    columns = [
        (100 * found(kind, "agreement"), ".0f"), (found(kind, "variety").min(axis=1), ".2f"),
        (found(kind, "distance"), ".1f"), (100 * found(kind, "same_reading"), ".0f"),
    ]  # fmt: skip
    rows.append(f"| {name} | " + " | ".join(", ".join(f"{x:{form}}" for x in xs) for xs, form in columns) + " |")
display(Markdown("\n".join(rows)))
verdict(
    "에포크까지 같게 하면 씨앗마다, 레이블을 본 쪽의 MNIST-FD가 보지 않은 쪽의 5분의 1도 되지 않습니다",
    (found("조건부", "distance") < found("보지 않음", "distance") / 5).all(),
)
verdict(
    "보지 않은 쪽의 일치율은 9 에포크에도 27 에포크에도, 씨앗마다 15%가 되지 않습니다",
    max(found("보지 않음", "agreement").max(), found("보지 않음, 9 에포크", "agreement").max()) < 0.15,
)
verdict(
    "레이블만 바꾼 두 그림이 같은 숫자로 읽힌 비율은 보지 않은 쪽이 씨앗마다 90%를 넘고, 본 쪽이 씨앗마다 5%가 되지 않습니다",
    found("보지 않음", "same_reading").min() > 0.9 and found("조건부", "same_reading").max() < 0.05,
)
verdict(
    "3장의 학습률이면 씨앗마다, 열 숫자 모두 다양함이 진짜의 5분의 1도 되지 않습니다",
    found("3장의 학습률", "variety").max() < 0.2,
)

# %% [markdown]
# 보지 않은 쪽은 레이블을 바꾸어도 거의 늘 같은 숫자로 읽혔습니다. 그리고 에포크까지 같게 한 대조군은 앞의 물음(8.7절)에도 일부 답합니다. 학습률과 에포크와 처음 가중치가 모두 같고 다른 것은 판별자가 레이블을 보는지뿐인데, MNIST-FD가 크게 다릅니다.
# 이 조리법에서 둘의 차이는 판별자에게 보여 준 레이블의 몫이라고 봅니다. 다만 레이블을 보지 않은 쪽의 MNIST-FD는 3장의 생성자보다도 크므로(위의 표와 8.7절의 `[측정]`), 3장과의 차이 가운데 얼마가 학습률과 에포크의 몫인지는 이것으로 가릴 수 없습니다. 열 개의 구름을 한꺼번에 맞추는 것보다, 이름이 붙은 구름을 하나씩 맞추는 것이 쉬운 일이라고 풀이할
# 수 있습니다.
#
# 3장의 학습률로는 숫자마다 **그림이 거의 하나로 무너졌습니다**. 그런데도 일치율은 80%에서 95%입니다. 98%, 99%인 쪽(표의 첫 줄)보다 낮으니 무엇인가 잘못된 줄은 알아도, 그림이 거의 하나뿐이라는 것은 일치율에 나타나지 않습니다. 그래서 두 학습률을 같게 했습니다. 판별자가 숫자마다의 벡터 $v_y$를 배우려면 더 빨리 배워야 하기 때문이라고 짐작하지만, 재어 보지는 않았습니다. 3장의 에포크(54)로는 재지 않았습니다.
#
# ## 8.9 같은 잡음, 열 가지 숫자
#
# 이제 $z$ 하나를 열 레이블에 넣어 봅니다. 레이블이 **무엇을 쓸지** 정한다면 잡음은 무엇을 정할까요?

# %% [markdown] tags=["instructor"] section="8.9" minutes=5
# **물음**: 한 줄의 열 숫자에서 서로 닮은 것은 무엇입니까?
#
# **답**: 굵기와 기울기가 닮은 줄이 있습니다. 레이블이 무엇을 쓸지 정하니 잡음이 어떻게 쓸지의 일부를 맡았다고 풀이합니다. 시킨 적은 없습니다.
#
# **흔한 오해**: 「글씨체를 따로 가르쳤다」고 여깁니다. 글씨체의 정답은 데이터에 없습니다. 생성자가 잡음을 나누어 쓴 결과라고 풀이하지만, 까닭을 재지는 않았습니다.
#
# **늦었으면**: 그림 한 장만 보십시오.

# %% [markdown] tags=["slide"] section="8.9"
# - 레이블은 **무엇을** 쓸지 정하고, 잡음은 **어떻게** 쓸지의 일부를 맡습니다
# - 잡음이 같으면 숫자가 달라도 굵기끼리, 기울기끼리 함께 움직입니다

# %%
hands = np.array(keras.random.normal([6, noise_dim], seed=SEED + 20))
pages = [gan([np.repeat(hand[None], CLASSES, axis=0), np.arange(CLASSES)]).numpy() for hand in hands]
show(
    plots.image_rows(pages, [f"잡음 {number}" for number in range(1, len(hands) + 1)], titles=range(CLASSES)),
    alt="줄마다 같은 잡음으로 쓴 0에서 9. 한 줄의 숫자들은 굵기나 기울기가 서로 닮았고 줄마다 다르다",
)

# %% [markdown]
# 한 줄은 한 사람이 쓴 것처럼 보입니까? 눈은 속기 쉬우니 잽니다. 이미지마다 **굵기**(화소의 밝기의 합. 글자가 커도 커지므로 대강의 굵기입니다)와 **기울기**(위쪽 획이 오른쪽으로 얼마나 치우쳤는지)를
# 재고, 같은 잡음으로 쓴 두 숫자에서 이 값이 함께 움직이는지 **상관**을 봅니다. 상관은 숫자마다의 평균을 빼고 셈하며, 꼭 같이 늘고 줄면 1, 아무 상관이 없으면 0, 거꾸로 움직이면 −1인 수입니다. 대조군은 잡음의 짝을 뒤섞은 것입니다.


# %%
def thickness(images):
    """밝은 정도의 합 [n]."""
    return ((images[..., 0] + 1) / 2).sum(axis=(1, 2))


def slant(images):
    """높이가 한 화소 오를 때 획이 오른쪽으로 옮겨 가는 화소 [n]: 화소의 밝기를 무게로 한 가로와 세로의 직선 맞춤."""
    ink = (images[..., 0] + 1) / 2
    ink = ink / ink.sum(axis=(1, 2), keepdims=True)
    down, right = np.arange(ink.shape[1])[:, None], np.arange(ink.shape[2])[None, :]
    y = -(down - (ink * down).sum(axis=(1, 2))[:, None, None])
    x = right - (ink * right).sum(axis=(1, 2))[:, None, None]
    return (ink * x * y).sum(axis=(1, 2)) / (ink * y * y).sum(axis=(1, 2))


many = np.array(keras.random.normal([300, noise_dim], seed=SEED + 21))
by_label = [gan([many, np.full(len(many), digit)]).numpy() for digit in range(CLASSES)]
shuffled = np.random.default_rng(SEED).permuted(np.tile(np.arange(len(many)), (CLASSES, 1)), axis=1)


def shared(measure_of):
    """(같은 잡음, 뒤섞은 잡음)에서 서로 다른 두 숫자의 값의 상관을 모든 짝에서 평균한 것."""
    values = np.array([measure_of(images) for images in by_label])
    mixed = np.take_along_axis(values, shuffled, axis=1)
    pairs = np.triu_indices(CLASSES, 1)
    return tuple(np.corrcoef(table)[pairs].mean() for table in (values, mixed))


same_thickness, mixed_thickness = shared(thickness)
same_slant, mixed_slant = shared(slant)

# %% tags=["nbval-ignore-output"]
measure("굵기의 상관: 같은 잡음", same_thickness)
measure("굵기의 상관: 뒤섞은 잡음", mixed_thickness)
measure("기울기의 상관: 같은 잡음", same_slant)
measure("기울기의 상관: 뒤섞은 잡음", mixed_slant)

# %%
verdict("뒤섞으면 두 상관의 크기가 0.1보다 작습니다", max(abs(mixed_thickness), abs(mixed_slant)) < 0.1, when=trained)
verdict(
    "같은 잡음이면 두 숫자의 굵기끼리, 기울기끼리 함께 움직입니다(상관의 평균이 모두 0.2 넘음)",
    min(same_thickness, same_slant) > 0.2,
    when=trained,
)

# %% [markdown]
# 굵기와 기울기를 가르친 적이 없는데도, 숫자가 달라도 굵기끼리, 기울기끼리 함께 움직입니다. 레이블이 내용을 맡으니 잡음이 남은 것, 곧 **글씨체**의 일부를 맡았다고 풀이할 수 있습니다. 까닭을 따로 재지는 않았습니다. 상관이 1은 아닙니다. 글씨체가
# 깨끗이 나뉘었다고는 말할 수 없습니다.
#
# ## 8.10 숫자와 숫자 사이
#
# 레이블은 0에서 9까지의 정수이지만 생성자가 보는 것은 **벡터**입니다. 그러니 3의 벡터와 8의 벡터 사이의 벡터도 넣어 볼 수 있습니다. 그런 숫자는 없습니다. 무엇이
# 그려질까요?

# %% [markdown] tags=["instructor"] section="8.10" minutes=4
# **물음**: 3과 8의 한가운데 벡터를 넣으면 무엇이 나와야 「옳습니까」?
#
# **답**: 정답이 없습니다. 훈련에서 한 번도 본 적 없는 입력입니다. 3장의 산책(3.13절)과 달리 레이블의 벡터만 바뀌고 잡음은 그대로입니다.
#
# **흔한 오해**: 「사이의 그림도 숫자다」라고 여깁니다. 분류기의 확신이 가운데에서 낮아지는지 함께 보십시오.
#
# **늦었으면**: 그림만 보십시오.

# %% [markdown] tags=["slide"] section="8.10"
# - 레이블은 정수, 생성자가 보는 것은 **벡터**
# - 사이의 벡터는 훈련에서 본 적이 없습니다

# %%
label_vectors = gan.average_generator.get_layer("label_vector").embeddings
after_label = keras.Model(  # 레이블 대신 벡터를 받는 같은 생성자
    [gan.average_generator.inputs[0], gan.average_generator.get_layer("label_vector").output],
    gan.average_generator.output,
)


def walk_between(start, end, hands, steps=9):
    """두 레이블의 벡터 사이를 걷습니다. 잡음마다 그림 [steps, 28, 28, 1]이고, 걷는 동안 잡음은 그대로입니다."""
    t = np.linspace(0, 1, steps, dtype=np.float32)[:, None]
    vectors = np.tile((1 - t) * label_vectors[start] + t * label_vectors[end], (len(hands), 1))
    images = after_label.predict([np.repeat(hands, steps, axis=0), vectors], batch_size=250, verbose=0)
    return images.reshape(len(hands), steps, 28, 28, 1)


couples = [(3, 8), (1, 7), (4, 9), (0, 6), (5, 2)]
show(
    plots.image_rows(
        [walk_between(*couple, hands[:1])[0] for couple in couples],
        [f"{start}에서 {end}까지" for start, end in couples],
    ),
    alt="다섯 줄의 산책. 3에서 8, 1에서 7, 4에서 9, 0에서 6, 5에서 2로 차츰 바뀐다. 가운데에는 두 숫자를 닮거나 어느 쪽도 아닌 그림이 있다",
)


walked = np.concatenate([walk_between(*couple, many[:40]) for couple in couples])
logits = digit_classifier().predict(walked.reshape(-1, 28, 28, 1), batch_size=250, verbose=0)
certainty = tf.nn.softmax(logits, axis=1).numpy().max(axis=1).reshape(walked.shape[:2])
verdict(
    "분류기의 확신은 두 끝보다 가운데에서 낮습니다(다섯 짝, 잡음 마흔의 평균)",
    certainty[:, 4].mean() < certainty[:, [0, -1]].mean(axis=0).min() - 0.02,
    when=trained,
)

# %% [markdown]
# 가운데에서 분류기의 확신이 낮아집니다. 두 숫자를 모두 닮은 그림, 어느 쪽도 아닌 그림, 아직(또는 이미) 한쪽으로 읽히는 그림이 섞여 있습니다. 훈련에서 본 적 없는 벡터이니, 무엇이 나와도
# 옳다고도 틀렸다고도 할 수 없습니다.
#
# ## 8.11 실험실: 내 번호를 써 다오
#
# 전화번호를 적고 글씨체(잡음의 씨앗)를 고르십시오. 8.1절에서는 열에 아홉쯤 버려야 했던 일입니다.
#
# > **무엇을 보게 됩니까?** (2분) 씨앗을 그대로 두고 번호만 바꾸면 무엇이 그대로입니까? 「글씨체를 한 사람으로」를 끄면 무엇이 달라집니까?
#
# <details><summary>답 보기</summary>
#
# 잡음이 그대로이므로 굵기와 기울기 같은 글씨체의 일부가 비슷합니다. 똑같지는 않습니다(8.9절의 상관은 1이 아닙니다). 끄면 자리마다 다른 사람이 쓴 것처럼 됩니다.
#
# </details>

# %% [markdown] tags=["instructor"] section="8.11" minutes=3
# **물음**: 씨앗을 그대로 두고 번호만 바꾸면 무엇이 그대로입니까?
#
# **답**: 잡음이 그대로이므로 굵기와 기울기 같은 글씨체의 일부가 비슷합니다. 끄면 자리마다 다른 사람이 쓴 것처럼 됩니다.
#
# **흔한 오해**: 「외워 둔 글자를 붙였다」고 여깁니다. 씨앗을 바꾸며 같은 숫자가 얼마나 달라지는지 보이십시오.
#
# **늦었으면**: 강사의 화면에서 번호 하나만 써 보이십시오.

# %% [markdown] tags=["slide"] section="8.11"
# - 번호는 **레이블**, 글씨체는 **잡음**
# - 8.1절에서는 버려 가며 쓰던 것을 한 번에 씁니다

# %% tags=["nbval-ignore-output"]
number_lab(gan, number="0312457689")

# %% [markdown]
# ## 8.12 조건이 그림이라면
#
# 레이블 대신 **그림**을 조건으로 주면 어떻게 될까요? 이미 해 보았습니다. 5장의 Pix2Pix입니다.
#
# | | 이 장 | 5장의 Pix2Pix |
# |---|---|---|
# | 조건 | 숫자 하나(클래스) | 그림 한 장 |
# | 생성자가 조건을 보는 법 | 배운 벡터를 잡음에 잇습니다 | 그림 자체가 입력입니다 |
# | 판별자가 조건을 보는 법 | 투영: $v_y^\top \phi(x)$를 더합니다 | 두 그림을 채널로 겹쳐 봅니다 |
# | 조건이 같을 때 내놓는 답 | 여럿입니다. 잡음이 고릅니다 | 하나입니다. 잡음을 받지 않기 때문입니다. 정답이 여럿이면 L1 손실이 가운데의 답으로 이끕니다(5.7절) |
# | 판별자에게 조건을 숨기면 | 부탁을 무시합니다(8.8절) | 조건을 지키게 하는 것이 L1 손실뿐입니다 |
#
# 글을 조건으로 주는 것도 뼈대는 같습니다. 글을 벡터로 바꾸어 두 신경망에 보여 주면 됩니다.

# %% [markdown] tags=["instructor"] section="8.12" minutes=3
# **물음**: 5장의 Pix2Pix에서 조건은 무엇이었고, 판별자는 그것을 어떻게 보았습니까?
#
# **답**: 조건은 입력 그림이고, 판별자는 입력과 출력을 겹쳐 함께 보았습니다. 이 장은 같은 생각을 숫자 하나로 한 것입니다.
#
# **흔한 오해**: 「CycleGAN도 조건부 판별자다」라고 여깁니다. CycleGAN의 판별자는 출력만 봅니다. 짝이 없기 때문입니다.
#
# **늦었으면**: 표의 첫 줄과 마지막 줄만 읽으십시오.

# %% [markdown] tags=["slide"] section="8.12"
# - 조건이 클래스면 이 장, **그림이면 Pix2Pix**
# - 두 신경망이 **모두** 조건을 보아야 합니다

# %% [markdown]
# ## 정리
#
# - 조건부 GAN은 레이블마다의 분포 $p(x \mid y)$를 흉내 냅니다. 손실은 그대로이고 두 신경망의 **입력**이 바뀝니다.
# - 임베딩은 원핫 벡터와 행렬의 곱입니다. 레이블마다 배운 벡터를 꺼냅니다.
# - 투영 판별자는 로짓에 $v_y^\top \phi(x)$를 더합니다. 숫자마다 탐정이 하나씩 있고 눈은 함께 씁니다.
# - 판별자가 레이블을 보지 않으면 생성자는 부탁을 무시합니다. 손실이 묻지 않는 것은 배운다는 보장이 없습니다.
# - 일치율만 보면 무너진 생성자도 100점일 수 있습니다. 한 숫자 안의 다양함을 함께 잽니다.
# - 여럿을 한꺼번에 바꾸면 무엇의 덕인지 모릅니다. 되도록 하나만 다른 대조군을 둡니다.
# - 레이블이 무엇을 쓸지 정하면, 잡음은 어떻게 쓸지(글씨체)의 일부를 맡습니다.
#
# ## 다음 장
#
# 지금까지 숫자는 5,000장이었습니다. 백 장뿐이면 무엇이 먼저 무너집니까? 진짜 사진으로도 됩니까? [9장](09_few_data.ipynb)에서 해 봅니다.
#
# [8장의 연습](exercises/08_conditional_gan.ipynb)에서 임베딩과 투영과 한 걸음을 직접 쓰고, 남의 조건부 GAN에서 결함을 찾아보십시오.
# 명령줄에서는 `uv run gan-course train gan --conditional`이 이 장의 조리법으로 훈련합니다.

# %% [markdown] tags=["instructor"] section="8.정리" minutes=2
# **물음**: 3장의 한 걸음에서 바뀐 네 줄을 말해 보십시오.
#
# **답**: `train_step`이 레이블을 받고, 생성자에 한 번, 판별자에 두 번(진짜와 가짜) 레이블을 넣습니다.
#
# **흔한 오해**: 「손실을 바꾸었다」는 말이 남아 있으면 8.5절의 화살표를 다시 보이십시오.
#
# **늦었으면**: 넷째 줄(손실이 묻지 않는 것은 배운다는 보장이 없습니다)만 읽으십시오.

# %% [markdown] tags=["slide"] section="8.정리"
# - 두 신경망이 **모두** 레이블을 봅니다
# - 일치율과 다양함을 **함께** 잽니다
