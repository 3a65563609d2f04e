# %% [markdown]
# # 3. 학습
#
# 1장에서는 두 선수를 만났고, 2장에서는 점수를 매기는 법(손실 함수)을 배웠습니다.
# 이 장에서는 두 선수가 **배우는 법**을 한 줄씩 따라갑니다. 그리고 이 컴퓨터에서 손글씨 숫자를 그리는 GAN을 직접
# 훈련합니다.
#
# **목표**
#
# - `tf.GradientTape`로 미분 하나를 구하는 데서 시작해, 테이프 두 개를 쓰는 GAN의 한 걸음까지 스스로 씁니다.
# - 그 한 걸음이 무엇을 바꾸고 무엇을 바꾸지 않는지 확인합니다.
# - 손실 곡선, 표본, MNIST-FD(진짜와 가짜의 분포가 얼마나 먼지 재는 점수), 숫자별 비율로 훈련이 잘되었는지 읽습니다.
# - 모드 붕괴가 무엇인지 눈으로 봅니다.
# - 멈춘 훈련을 한 비트도 다르지 않게 이어 갑니다.
#
# **걸리는 시간**: 읽고 생각하는 데 85분쯤, 노트북을 실행하는 데 코어 2개인 컴퓨터에서 4분쯤 걸립니다. 그 가운데 3분이 채 안 되는 시간이 3.9절의
# 훈련입니다. 3.8절 끝에 쉬어 갈 자리가 있습니다.
#
# **프로필**: `cpu`가 기본입니다. 코드가 도는지만 보려면 `quick`, GPU가 있으면 `gpu`(더 크고 더 길게)를
# 고릅니다. 바로 아래 셀에서 바꿉니다.
# `TRAIN`을 `False`로 바꾸면 3.9절에서 훈련하지 않고, 미리 훈련해 둔 것을 불러옵니다. 컴퓨터가 느릴 때 쓰십시오.

# %% [markdown] tags=["instructor"] section="3.0" minutes=2
# **물음**: 3.9절의 훈련 셀을 먼저 실행해 둔 분은 손을 들어 주십시오.
#
# **답**: 아무도 없으면 지금 「모두 실행」을 누르게 하십시오. 앞 절을 말하는 동안 훈련이 끝납니다.
#
# **흔한 오해**: 「`train_step`은 외워야 하는 주문」이라고 여깁니다. 열 줄 남짓이고 오늘 한 줄씩 다 씁니다.
#
# **늦었으면**: 목표는 읽지 말고 훈련만 시작해 놓은 다음 3.4절로 가십시오.

# %% [markdown] tags=["slide"] section="3.0"
# - 두 선수가 **배우는 법**을 한 줄씩 씁니다
# - 손글씨 숫자를 그리는 GAN을 직접 훈련합니다

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0
TRAIN = True

# %%
import json

from gan_course import evaluation, losses, plots, theory
from gan_course.data import mnist
from gan_course.evaluation.classifiers import digit_classifier
from gan_course.files import verified_path
from gan_course.lesson import choose, measure, show, verdict
from gan_course.models import (
    dcgan_discriminator,
    dcgan_generator,
    mlp_discriminator,
    mlp_generator,
)
from gan_course.plane_lab import PlaneLab
from gan_course.training import GAN, LinearDecay, ResumeTraining, StopOnNonFiniteLoss, checkpoint
from gan_course.widgets.figure import controlled_figure
from gan_course.widgets.latent import latent_lab
from gan_course.widgets.progress import TrainingProgress

import keras
import numpy as np
import tensorflow as tf
from IPython.display import Markdown, display
from ipywidgets import FloatSlider

# %% [markdown]
# 다음 셀은 프로필마다 다른 값을 한곳에 모은 것입니다. 3.9절에서 훈련할 때 하나씩 설명합니다.

# %%
noise_dim = choose(PROFILE, quick=16, cpu=64, gpu=64)
GENERATOR_FILTERS = choose(PROFILE, quick=4, cpu=12, gpu=32)
DISCRIMINATOR_FILTERS = choose(PROFILE, quick=4, cpu=16, gpu=32)
BATCH_SIZE = 32
GENERATOR_RATE = 2e-3
DISCRIMINATOR_RATE = 2e-4
EPOCHS = choose(PROFILE, quick=2, cpu=54, gpu=100)
AVERAGE_DECAY = choose(PROFILE, quick=0.9, cpu=0.995, gpu=0.998)
SAMPLES = choose(PROFILE, quick=250, cpu=2500, gpu=2500)

# %% [markdown]
# **늦게 오셨거나 컴퓨터가 느리면** 앞 장을 다 실행하지 못했어도 괜찮습니다. 2장은 훈련하지 않았고, 거기에서 만든 두 손실은 `gan_course.losses`에 있습니다. 1장에서 훈련한 두 신경망은 다음 셀이 불러옵니다. 팽팽하게 끝난 두 선수의 손실이 2장의 눈금 근처인지 봅니다.

# %%
chapter_1 = checkpoint("01").model
real_answers = chapter_1.discriminator(theory.ring_of_gaussians(1000, seed=SEED + 1))
fake_answers = chapter_1.discriminator(chapter_1.generate(1000, seed=SEED))
verdict("1장의 생성자 손실은 ln 2 근처입니다", abs(float(losses.generator_loss(fake_answers)) - np.log(2)) < 0.3)
verdict(
    "1장의 판별자 손실은 2 ln 2 근처입니다",
    abs(float(losses.discriminator_loss(real_answers, fake_answers)) - 2 * np.log(2)) < 0.3,
)

# %% [markdown]
# ## 3.1 미분을 대신 해 주는 테이프
#
# 신경망을 훈련하려면 "가중치를 조금 바꾸면 손실이 얼마나 바뀌는가"를 알아야 합니다. 그 답이
# **그레이디언트**(gradient)입니다.
# 변수가 하나라면 고등학교에서 배운 미분입니다.
#
# $$f(x) = x^2, \qquad f'(x) = 2x, \qquad f'(3) = 6$$
#
# 텐서플로는 이 미분을 식으로 풀지 않습니다. 계산하는 동안 **무엇을 어떤 차례로 했는지 테이프에 적어 두고**,
# 나중에 그 테이프를 거꾸로 감으면서 연쇄 법칙(합성함수의 미분법)을 적용합니다. 그 테이프가 `tf.GradientTape`입니다.

# %% [markdown] tags=["instructor"] section="3.1" minutes=6
# **물음**: 그레이디언트가 `None`인 것과 0인 것은 무엇이 다릅니까?
#
# **답**: 0은 「바꾸어도 그대로」라는 답이고 `None`은 「이어진 길이 없다」는 답입니다. `None`이 나오면 길이 테이프 밖에서 끊어진 것입니다.
#
# **흔한 오해**: 「테이프가 모든 것을 적는다」고 여깁니다. 훈련되는 `tf.Variable`만 저절로 지켜봅니다. 같은 테이프를 두 번 감으려 하기도 합니다.
#
# **늦었으면**: 유한 차분은 건너뛰고 「한 번만 감는다, 그래서 둘을 연다」만 보이고 3.4절로 가십시오.

# %% [markdown] tags=["slide"] section="3.1"
# - 테이프는 계산을 적어 두었다가 **거꾸로 감아** 미분합니다
# - 훈련되는 변수만 저절로 지켜봅니다. 길이 끊기면 `None`
# - 한 번만 감을 수 있으므로, 손실이 둘이면 **테이프도 둘**

# %%
x = tf.Variable(3.0)

with tf.GradientTape() as tape:  # 이 블록 안의 계산이 테이프에 적힙니다.
    y = x**2

slope = tape.gradient(y, x)  # 테이프를 거꾸로 감아 dy/dx를 구합니다.
print(f"y = {float(y)}, dy/dx = {float(slope)}")
verdict("x = 3에서 x²의 미분은 6입니다", float(slope) == 6.0)

# %% [markdown]
# 정말인지 다른 방법으로 재어 봅시다. 미분의 뜻 그대로, $x$를 아주 조금 흔들어 보면 됩니다. 이것을
# **유한 차분**(finite difference)이라고 합니다.
#
# $$f'(x) \approx \frac{f(x + h) - f(x - h)}{2h}$$
#
# 여기에서 $h$는 흔드는 폭입니다. 작은 수라면 무엇이든 됩니다.

# %%
h = 0.001
by_shaking = ((3 + h) ** 2 - (3 - h) ** 2) / (2 * h)
verdict("흔들어서 잰 값과 테이프의 값이 같습니다", np.isclose(by_shaking, float(slope)))

# %% [markdown]
# ### 테이프는 무엇을 지켜봅니까
#
# 테이프는 모든 것을 적지 않습니다. **훈련되는 `tf.Variable`만** 저절로 지켜봅니다(watch). 신경망의 가중치가 바로 그런
# 변수입니다.
# 상수는 지켜보지 않으므로 그레이디언트가 `None`입니다. 상수에 대한 미분이 필요하면 `tape.watch`로 부탁해야 합니다.

# %%
constant = tf.constant(3.0)

with tf.GradientTape() as tape:
    y = constant**2
unwatched = tape.gradient(y, constant)

with tf.GradientTape() as tape:
    tape.watch(constant)
    y = constant**2
watched = tape.gradient(y, constant)

print("지켜보지 않은 상수:", unwatched)
print("지켜본 상수:", float(watched))

# %% [markdown]
# `None`은 0과 다릅니다. 0은 "바꾸어도 그대로"라는 답이고, `None`은 "이어진 길이 없다"는 답입니다.
# 훈련하다가 `None`을 만나면, 그 변수에서 손실까지의 길이 테이프 밖에서 끊어지지 않았는지 살펴보십시오. 3.4절에서 이 실수를
# 일부러 해 봅니다.
#
# 케라스 모델의 `model.trainable_variables`는 **경사 하강법으로 바꿀 변수의 목록**입니다.
# 배치 정규화의 이동 평균(새 값이 올 때마다 조금씩 섞어 고쳐 가는 평균, 3.12절)처럼 다른 규칙으로 바뀌는 변수는 여기에 들지 않습니다.
#
# ### 테이프는 한 번만 감을 수 있습니다
#
# 테이프는 한 번 감으면 적은 것을 버립니다. 메모리를 아끼기 위해서입니다. 두 번 감으면 오류가 납니다.

# %%
with tf.GradientTape() as tape:
    square = x**2
    cube = x**3

tape.gradient(square, x)
try:
    tape.gradient(cube, x)
    second_time = "됩니다"
except RuntimeError:
    second_time = "RuntimeError"
print("두 번째로 감으면:", second_time)

# %% [markdown]
# 미분할 것이 둘이면 길이 두 가지입니다. `persistent=True`로 감아도 지워지지 않는 테이프를 쓰거나, **테이프를 두 개**
# 씁니다.
# 답은 같습니다.

# %%
with tf.GradientTape(persistent=True) as tape:
    square, cube = x**2, x**3
one_tape = [float(tape.gradient(square, x)), float(tape.gradient(cube, x))]
del tape  # persistent 테이프는 다 쓴 뒤에 지워야 메모리가 풀립니다.

with tf.GradientTape() as square_tape, tf.GradientTape() as cube_tape:
    square, cube = x**2, x**3
two_tapes = [float(square_tape.gradient(square, x)), float(cube_tape.gradient(cube, x))]

print("지워지지 않는 테이프 하나:", one_tape)
print("테이프 둘:", two_tapes)
verdict("두 방법의 그레이디언트가 같습니다", one_tape == two_tapes)

# %% [markdown]
# GAN에는 손실이 둘(생성자의 것, 판별자의 것)입니다. 그래서 원래 수업의 코드는 `gen_tape`와 `disc_tape` 두 개를 한
# 줄에 열었습니다.
#
# ## 3.2 층 하나의 그레이디언트
#
# 변수가 하나에서 여럿으로 늘어도 달라지는 것은 없습니다. 입력 세 개를 받아 출력 두 개를 내는 밀집층(Dense) 하나로
# 확인합니다.
#
# $$\hat{y} = x W + b, \qquad L = \frac{1}{n}\sum_i (\hat{y}_i - y_i)^2$$
#
# - $x$는 입력, $W$는 가중치 행렬(3×2), $b$는 편향(2개), $\hat{y}$는 층의 출력입니다.
# - $y$는 바라는 출력, $L$은 손실(평균 제곱 오차), $n$은 더하는 수의 개수입니다.
#
# 그레이디언트는 가중치마다 하나씩 있습니다. 그래서 **그레이디언트의 모양은 가중치의 모양과 같습니다**.

# %% [markdown] tags=["instructor"] section="3.2" minutes=4
# **물음**: 가중치 행렬이 3×2이면 그 그레이디언트는 어떤 모양입니까?
#
# **답**: 3×2입니다. 가중치마다 하나씩이므로 모양이 같습니다.
#
# **흔한 오해**: 「그레이디언트는 수 하나」라고 여깁니다. 손실이 수 하나이고, 그레이디언트는 가중치의 수만큼 있습니다.
#
# **늦었으면**: 통째로 건너뛰어도 됩니다. 「모양이 같다」 한마디면 충분합니다.

# %% [markdown] tags=["slide"] section="3.2"
# - 그레이디언트의 모양은 **가중치의 모양**과 같습니다
# - 하나씩 흔들어 잰 값과 테이프의 값이 같습니다
# - 테이프는 앞으로 한 번, 뒤로 한 번이면 모두 구합니다

# %%
keras.utils.set_random_seed(SEED)
layer = keras.layers.Dense(2, dtype="float64")
inputs = tf.random.normal([5, 3], dtype="float64")
targets = tf.random.normal([5, 2], dtype="float64")


def mean_squared_error():
    return tf.reduce_mean((layer(inputs) - targets) ** 2)


with tf.GradientTape() as tape:
    loss = mean_squared_error()
gradients = tape.gradient(loss, layer.trainable_variables)

for variable, gradient in zip(layer.trainable_variables, gradients):
    print(f"{variable.name}: 가중치 {tuple(variable.shape)}, 그레이디언트 {tuple(gradient.shape)}")

# %% [markdown]
# 테이프를 믿어도 되는지 가중치 여덟 개를 하나씩 흔들어 봅니다. 느리지만 속일 수 없는 방법입니다.


# %%
def shake_every_weight(variable, h=1e-5):
    original = variable.numpy()
    slopes = np.zeros_like(original)
    for index in np.ndindex(original.shape):
        losses_around = []
        for direction in (+h, -h):
            shaken = original.copy()
            shaken[index] += direction
            variable.assign(shaken)
            losses_around.append(float(mean_squared_error()))
        slopes[index] = (losses_around[0] - losses_around[1]) / (2 * h)
    variable.assign(original)
    return slopes


verdict(
    "가중치 여덟 개 모두에서 흔들어 잰 값과 테이프의 값이 같습니다",
    all(
        np.allclose(shake_every_weight(variable), gradient, atol=1e-8)
        for variable, gradient in zip(layer.trainable_variables, gradients)
    ),
)

# %% [markdown]
# 흔드는 방법은 가중치 하나마다 손실을 두 번 계산합니다. 이 장의 생성자에는 가중치가 십만 개 넘게
# 있으므로, 한 걸음에 손실을 수십만 번 계산해야 합니다.
# 테이프는 **앞으로 한 번, 뒤로 한 번**이면 모두 구합니다. 이것이 역전파(backpropagation)이고, 신경망을 훈련할 수 있는
# 까닭입니다.
#
# ## 3.3 경사 하강법
#
# 그레이디언트는 손실이 **가장 가파르게 커지는 방향**을 가리킵니다. 그러므로 반대쪽으로 조금 움직이면 손실이
# 작아집니다. 이것이 **경사 하강법**(gradient descent)입니다.
#
# $$\theta \leftarrow \theta - \eta \, \frac{\partial L}{\partial \theta}$$
#
# - $\theta$는 가중치입니다.
# - $L$은 손실이고, $\partial L / \partial \theta$는 그레이디언트입니다.
# - $\eta$는 **학습률**(learning rate), 곧 얼마나 크게 움직일지 정하는 양수입니다.
#
# $x^2$에서 해 봅니다. 그레이디언트가 $2x$이므로 학습률이 0.1이면 $x \leftarrow x - 0.1 \cdot 2x = 0.8x$입니다. 한
# 걸음마다 20%씩 0에 다가갑니다.

# %% [markdown] tags=["instructor"] section="3.3" minutes=6
# **물음**: $x^2$에서 학습률이 1.05면 어떻게 됩니까? 조절기를 움직이기 전에 정해 봅시다.
#
# **답**: 발산합니다. 걸음마다 $|1 - 2\eta| = 1.1$배로 멀어집니다. 경계는 $\eta = 1$입니다.
#
# **흔한 오해**: 「학습률을 키우면 빨리 도착한다」고 여깁니다. 골짜기를 건너뛰어 멀어집니다. Adam의 한 걸음이 그레이디언트에 비례한다고 여기는 분도 있습니다. 크기와 상관없이 대략 학습률만큼 움직입니다.
#
# **늦었으면**: Adam의 식은 말하지 말고 「한 걸음이 대략 학습률」과 $\beta_1 = 0.5$만 적으십시오.

# %% [markdown] tags=["slide"] section="3.3"
# - $\theta \leftarrow \theta - \eta\,\dfrac{\partial L}{\partial \theta}$
# - 학습률이 크면 **발산**합니다. `NaN`이면 먼저 의심하십시오
# - Adam의 한 걸음은 대략 학습률만 합니다. GAN에서는 흔히 $\beta_1 = 0.5$


# %%
def descend(learning_rate, steps=10, start=3.0):
    x = tf.Variable(start)
    path = [start]
    for _ in range(steps):
        with tf.GradientTape() as tape:
            y = x**2
        x.assign_sub(learning_rate * tape.gradient(y, x))
        path.append(float(x))
    return path


print("처음 네 걸음:", [round(value, 3) for value in descend(0.1)[:5]])
verdict("학습률 0.1에서는 걸음마다 0.8배가 됩니다", np.allclose(descend(0.1), 3 * 0.8 ** np.arange(11)))

# %% [markdown]
# 학습률이 크면 빨리 갈까요? 세 가지를 나란히 그려 봅니다.

# %%
rates = [0.1, 1.0, 1.05]
figure = plots.descent_paths([descend(rate) for rate in rates], [f"학습률 {rate}" for rate in rates])
show(
    figure,
    alt="x 제곱의 포물선 위에서 경사 하강법이 지나간 자리 세 칸. 학습률 0.1은 가운데로 내려가고, "
    "1.0은 3과 -3을 오가며, 1.05는 걸음마다 위로 튀어 올라간다",
)

# %% [markdown]
# 학습률 1.0에서는 골짜기를 건너뛰어 제자리를 맴돌고, 1.05에서는 걸음마다 멀어집니다. 이것도 **발산**(divergence)이라고 부르지만, 두 분포가 다른 정도를 재는 2장의 발산과는 이름만 같습니다.
# 손실이 `NaN`이 되면 먼저 학습률을 의심하십시오. 아래 조절기를 움직여 경계를 찾아보십시오.

# %% tags=["nbval-ignore-output"]
controlled_figure(
    lambda learning_rate: plots.descent_paths([descend(learning_rate)], [f"학습률 {learning_rate:.2f}"]),
    alt=lambda learning_rate: f"학습률 {learning_rate:.2f}로 x 제곱을 열 걸음 내려간 자리",
    learning_rate=FloatSlider(value=0.1, min=0.02, max=1.1, step=0.02, description="학습률"),
)

# %% [markdown]
# ### 옵티마이저
#
# 위의 한 줄 `x.assign_sub(...)`을 대신 해 주는 것이 **옵티마이저**(optimizer)입니다.
# `apply_gradients`에 (그레이디언트, 가중치)의 짝을 주면 가중치를 옮깁니다. 가장 단순한 옵티마이저는 SGD이고, 방금
# 손으로 한 것과 똑같은 일을 합니다.

# %%
x = tf.Variable(3.0)
optimizer = keras.optimizers.SGD(learning_rate=0.1)
with tf.GradientTape() as tape:
    y = x**2
optimizer.apply_gradients(zip([tape.gradient(y, x)], [x]))
verdict("SGD의 한 걸음은 손으로 한 걸음과 같습니다", np.isclose(float(x), 3.0 - 0.1 * 6.0))

# %% [markdown]
# 우리는 SGD 대신 **Adam**을 씁니다. Adam은 가중치마다 두 가지를 기억합니다. 그레이디언트의 이동 평균(모멘텀, 계수
# $\beta_1$)과
# 그레이디언트 제곱의 이동 평균(계수 $\beta_2$)입니다. 앞의 것을 뒤의 것의 제곱근으로 나누어 움직이므로,
# 그레이디언트가 크든 작든 **첫 걸음은 학습률만 하고**, 그 뒤로도 대개 학습률을 크게 넘지 않습니다. 층마다 그레이디언트의 크기가 크게 다른
# 신경망에서는 이 성질이 요긴합니다.
# 대신 공짜는 아닙니다. 가중치의 두 배만큼 메모리를 더 쓰고, 모멘텀이 크면 상대가 바뀐 뒤에도 옛 방향으로 계속
# 밀려갑니다.
# 그래서 GAN에서는 흔히 $\beta_1$을 기본값 0.9보다 작은 0.5로 둡니다. DCGAN 논문에서 비롯된 관행이지, 모든 경우에
# 옳다는 증명이 있는 것은 아닙니다.


# %%
def first_move_of_adam(gradient):
    x = tf.Variable(3.0)
    optimizer = keras.optimizers.Adam(learning_rate=0.01, beta_1=0.5)
    optimizer.apply_gradients([(tf.constant(gradient), x)])
    return 3.0 - float(x)


moves = [first_move_of_adam(gradient) for gradient in (0.01, 1.0, 100.0)]
print("그레이디언트 0.01, 1, 100일 때 첫 걸음의 크기:", [round(move, 4) for move in moves])
verdict("Adam의 첫 걸음은 그레이디언트가 만 배 달라도 학습률만 합니다", np.allclose(moves, 0.01, rtol=1e-3))

# %% [markdown]
# > **생각해 보기** (2분). $x^2$에서 학습률이 얼마보다 크면 발산할까요?
# > $\theta \leftarrow \theta - \eta \cdot 2\theta$를 정리해 보십시오.
#
# <details><summary>답 보기</summary>
#
# $\theta \leftarrow (1 - 2\eta)\theta$이므로 한 걸음마다 $|1 - 2\eta|$배가 됩니다. 이 값이 1보다 크면 발산합니다.
# 곧 $\eta > 1$일 때입니다. $\eta = 0.5$라면 한 걸음에 정확히 0에 닿습니다.
#
# </details>
#
# ## 3.4 GAN의 한 걸음
#
# 도구가 모두 모였습니다. 이제 원래 수업의 `train_step`을 조각조각 실행합니다. 먼저 두 선수와 진짜 이미지 한
# 배치(batch)를 준비합니다.
#
# 1장에서처럼 **생성자**(generator)는 위조지폐범, **판별자**(discriminator)는 탐정입니다.
# 같은 씨앗으로 만들면 처음 가중치가 언제나 같도록 함수로 묶어 둡니다. 마지막 함수는 두 벌이 한 비트까지 같은지 볼 때(3.5절, 3.15절) 씁니다.

# %% [markdown] tags=["instructor"] section="3.4" minutes=12
# **물음**: 판별자 손실의 그레이디언트를 생성자의 변수에 대해 구하면 `None`입니까, 수입니까?
#
# **답**: 수입니다. 가짜를 지나 생성자까지 길이 이어져 있습니다. 그 반대 방향으로 옮기면 생성자가 판별자를 돕게 됩니다. 무엇을 바꿀지는 변수의 목록이 정합니다.
#
# **흔한 오해**: 가짜를 테이프 **밖에서** 만들어 그레이디언트가 모두 `None`이 되는 실수가 가장 흔합니다. 「`gen_tape`가 판별자도 바꾼다」고 여기는 분에게는 점선의 그림을 짚어 주십시오. 지나가지만 바꾸지 않습니다.
#
# **늦었으면**: 조각 셀은 접고 완성된 `train_step` 하나만 띄워 위에서 아래로 읽으십시오. 3장의 심장이니 이 절은 빼지 않습니다.

# %% [markdown] tags=["slide"] section="3.4"
# - 앞으로 한 번, 손실 둘, 그레이디언트 둘, 갱신 둘
# - `gen_tape`는 판별자를 **지나서** 생성자까지 되돌아옵니다
# - 무엇을 바꿀지는 **변수의 목록**이 정합니다
# - 훈련 전체도 **한 셀**: 에포크, 배치, 늘 같은 잡음, 몇 에포크마다 표본


# %%
def build_networks():
    keras.utils.set_random_seed(SEED)
    return (
        dcgan_generator(noise_dim, filters=GENERATOR_FILTERS),
        dcgan_discriminator(filters=DISCRIMINATOR_FILTERS),
    )


def build_optimizers(generator_rate=GENERATOR_RATE, discriminator_rate=DISCRIMINATOR_RATE):
    return [keras.optimizers.Adam(rate, beta_1=0.5) for rate in (generator_rate, discriminator_rate)]


def same_values(ours, theirs):
    """모델이나 옵티마이저 둘의 변수가 한 비트까지 같은지."""
    return all(np.array_equal(a.numpy(), b.numpy()) for a, b in zip(ours.variables, theirs.variables))


generator, discriminator = build_networks()
generator_optimizer, discriminator_optimizer = build_optimizers()

real = mnist.load()
images = real.images[:BATCH_SIZE]
print("이미지 한 배치:", images.shape, images.dtype)
print("생성자의 훈련되는 변수:", len(generator.trainable_variables))
print("판별자의 훈련되는 변수:", len(discriminator.trainable_variables))

# %% [markdown]
# ### 잡음에서 가짜까지
#
# 생성자의 입력은 **잡음**(noise), 곧 표준 정규 분포에서 뽑은 **잠재 벡터**(latent vector)입니다.
# 원래 수업은 이렇게 썼습니다.
#
# ```python
# noise = tf.random.normal([BATCH_SIZE, noise_dim])
# ```
#
# 여기에 작은 흠이 하나 있습니다. 마지막 배치에는 이미지가 `BATCH_SIZE`보다 적을 수 있습니다(3.8절).
# 그래서 우리는 **지금 배치의 이미지 수만큼** 뽑습니다. 또 나중에 같은 잡음을 다시 뽑을 수 있도록 씨앗을 든
# 난수원(`SeedGenerator`)을 씁니다.

# %%
noise_source = keras.random.SeedGenerator(SEED)


def sample_noise(count):
    return keras.random.normal([count, noise_dim], seed=noise_source)


noise = sample_noise(len(images))
generated_image = generator(noise, training=True)
real_output = discriminator(images, training=True)
fake_output = discriminator(generated_image, training=True)

print("잡음", noise.shape, "-> 가짜 이미지", generated_image.shape)
print("진짜의 로짓", real_output.shape, ", 가짜의 로짓", fake_output.shape)

# %% [markdown]
# `training=True`를 잊지 마십시오. 배치 정규화(batch normalization)는 이때에만 그 배치의 평균과 분산을 쓰고,
# 드롭아웃(dropout, 층의 값 일부를 아무렇게나 골라 0으로 만드는 층)이 있다면 이때에만 켜집니다.
#
# 2장에서 만든 두 손실을 계산합니다. 아직 아무것도 배우지 않은 판별자는 동전을 던지는 것과 같습니다.
# 그러므로 손실은 2장에서 외워 둔 눈금, $\ln 2 \approx 0.69$와 $2\ln 2 \approx 1.39$ 근처입니다.

# %%
gen_loss = losses.generator_loss(fake_output)
disc_loss = losses.discriminator_loss(real_output, fake_output)
verdict("훈련 전의 생성자 손실은 ln 2 근처입니다", abs(float(gen_loss) - np.log(2)) < 0.5)
verdict("훈련 전의 판별자 손실은 2 ln 2 근처입니다", abs(float(disc_loss) - 2 * np.log(2)) < 0.5)

# %% [markdown]
# ### 테이프 두 개
#
# 앞으로 가는 계산은 한 번뿐이지만 되돌아오는 길은 둘입니다. 그림에서 실선은 앞으로, 점선은 뒤로 가는 길입니다.

# %%
show(
    plots.two_tapes(),
    alt="잡음이 생성자를 지나 가짜 이미지가 되고, 진짜 이미지와 함께 판별자를 지나 두 손실이 된다. "
    "disc_tape의 길은 판별자 손실에서 판별자까지, gen_tape의 길은 생성자 손실에서 판별자를 지나 생성자까지 되돌아온다",
)

# %% [markdown]
# - `disc_tape`는 판별자 손실에서 **판별자의 가중치**까지 되돌아옵니다.
# - `gen_tape`는 생성자 손실에서 **판별자를 지나** 생성자의 가중치까지 되돌아옵니다. 판별자를 지나가지만 판별자를
#   바꾸지는 않습니다.
#   탐정은 가짜가 왜 들켰는지 일러 주기만 하고, 솜씨를 고치는 것은 위조지폐범뿐인 셈입니다.
#
# 무엇을 바꿀지는 테이프가 아니라 `gradient`의 두 번째 인자, 곧 변수의 목록이 정합니다.

# %%
with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
    generated_image = generator(noise, training=True)
    real_output = discriminator(images, training=True)
    fake_output = discriminator(generated_image, training=True)
    gen_loss = losses.generator_loss(fake_output)
    disc_loss = losses.discriminator_loss(real_output, fake_output)

gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)

for network_layer in generator.layers:
    for variable in network_layer.trainable_variables:
        print(f"{type(network_layer).__name__:20s} {variable.name:8s} {tuple(variable.shape)}")
verdict(
    "변수마다 모양이 같은 그레이디언트가 하나씩 있습니다",
    all(
        gradient is not None and variable.shape == gradient.shape
        for variable, gradient in zip(
            generator.trainable_variables + discriminator.trainable_variables,
            gradients_of_generator + gradients_of_discriminator,
        )
    ),
)

# %% [markdown]
# 가짜 이미지를 테이프 **밖에서** 만들면 어떻게 될까요? 3.1절에서 말한, 가장 흔한 실수입니다.

# %%
image_made_outside = generator(noise, training=True)
with tf.GradientTape() as tape:
    loss = losses.generator_loss(discriminator(image_made_outside, training=True))
broken = tape.gradient(loss, generator.trainable_variables)
verdict("테이프 밖에서 만든 가짜로는 생성자가 배우지 못합니다(모두 None)", all(g is None for g in broken))

# %% [markdown]
# 잡음에서 가짜까지의 길이 테이프에 없으므로 생성자의 가중치까지 되돌아올 수 없습니다.
#
# ### 완성된 한 걸음
#
# 조각을 이어 붙이면 원래 수업의 `train_step`입니다. 하는 일이 달라진 곳은 잡음을 뽑는 줄뿐입니다. 손실은 2장에서 이름을 고친 것을 부르고, 끝에 두 손실을 돌려줍니다.


# %%
def train_step(images):
    """배치마다 가중치를 한 번 갱신합니다: 손실을 구하고, 그레이디언트를 구하고, 경사 하강법을 진행합니다."""
    noise = sample_noise(len(images))

    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        generated_image = generator(noise, training=True)

        real_output = discriminator(images, training=True)
        fake_output = discriminator(generated_image, training=True)

        # 손실을 구합니다.
        gen_loss = losses.generator_loss(fake_output)
        disc_loss = losses.discriminator_loss(real_output, fake_output)

    # 그레이디언트를 둘 다 구합니다.
    gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
    gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)

    # 경사 하강법을 둘 다 진행합니다.
    generator_optimizer.apply_gradients(zip(gradients_of_generator, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(gradients_of_discriminator, discriminator.trainable_variables))
    return gen_loss, disc_loss


# %% [markdown]
# > **생각해 보기** (3분). 판별자 손실의 그레이디언트를 **생성자의 변수**에 대해 구하면 무엇이 나올까요? `None`일까요,
# > 수일까요?
# > 수라면, 그 반대 방향으로 생성자를 옮기면 무슨 일이 벌어질까요?
#
# <details><summary>답 보기</summary>
#
# 수가 나옵니다. 가짜 이미지에서 판별자 손실까지도 길이 이어져 있기 때문입니다. 그 반대 방향으로 옮기면 판별자 손실이
# 작아집니다.
# 곧 생성자가 **판별자를 돕게** 됩니다. 위조지폐범이 더 티 나는 지폐를 만드는 셈입니다.
# 그래서 손실과 변수의 짝을 바르게 맞추는 것이 중요합니다. 다음 셀에서 확인할 수 있습니다.
#
# </details>

# %%
with tf.GradientTape() as tape:
    fake_output = discriminator(generator(noise, training=True), training=True)
    disc_loss = losses.discriminator_loss(discriminator(images, training=True), fake_output)
wrong_pair = tape.gradient(disc_loss, generator.trainable_variables)
verdict("판별자 손실도 생성자의 변수까지 이어져 있습니다", all(g is not None for g in wrong_pair))

# %% [markdown]
# ### 훈련 전체를 한 셀에
#
# 남은 것은 이 걸음을 되풀이하는 일뿐입니다. 처음부터 끝까지를 텐서플로와 케라스만으로 한 셀에 적습니다. 우리 패키지의 것은 하나도 쓰지
# 않으므로 **여러분의 프로젝트에 그대로 옮겨** 쓸 수 있습니다. 두 신경망은 모양만 맞으면 어떤 케라스 모델이든 됩니다.
#
# - `@tf.function`은 한 걸음의 계산을 미리 엮어 둡니다. 엮은 것을 **그래프**(graph)라고 하며, 파이썬을 거치지 않아 빠릅니다. 안에서 파이썬의 `print`를 부르면 처음 한 번만 찍히니 손실은 돌려받아 밖에서
#   적습니다.
# - **에포크**(epoch)는 모든 이미지를 한 번씩 보는 것, **배치**는 한 걸음에 보는 것입니다.
# - `fixed_noise`는 늘 같은 잡음입니다. 몇 에포크마다 같은 잡음을 그려야 무엇이 달라졌는지 보입니다.


# %%
cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)


def generator_loss(fake_output):
    return cross_entropy(tf.ones_like(fake_output), fake_output)


def discriminator_loss(real_output, fake_output):
    real_loss = cross_entropy(tf.ones_like(real_output), real_output)
    fake_loss = cross_entropy(tf.zeros_like(fake_output), fake_output)
    return real_loss + fake_loss


def train_by_hand(
    generator, discriminator, train_images, epochs, every, noise_dim, batch_size=32, rates=(2e-3, 2e-4), seed=0
):
    """every 에포크마다 그린 {에포크: 표본}과 에포크마다의 (생성자 손실, 판별자 손실)을 돌려줍니다."""
    generator_optimizer, discriminator_optimizer = (keras.optimizers.Adam(rate, beta_1=0.5) for rate in rates)
    noise_source = keras.random.SeedGenerator(seed)
    fixed_noise = keras.random.normal([8, noise_dim], seed=seed)
    data = tf.data.Dataset.from_tensor_slices(train_images).shuffle(len(train_images), seed=seed).batch(batch_size)
    batches, steps = iter(data.repeat()), len(data)  # 마지막 배치는 작을 수 있습니다.

    @tf.function(reduce_retracing=True)
    def train_step(images):
        noise = keras.random.normal([tf.shape(images)[0], noise_dim], seed=noise_source)
        with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
            generated_image = generator(noise, training=True)
            real_output = discriminator(images, training=True)
            fake_output = discriminator(generated_image, training=True)
            gen_loss = generator_loss(fake_output)
            disc_loss = discriminator_loss(real_output, fake_output)
        gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
        gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)
        generator_optimizer.apply_gradients(zip(gradients_of_generator, generator.trainable_variables))
        discriminator_optimizer.apply_gradients(zip(gradients_of_discriminator, discriminator.trainable_variables))
        return gen_loss, disc_loss

    samples, history = {0: generator(fixed_noise, training=False).numpy()}, []
    for epoch in range(1, epochs + 1):
        history.append(np.mean([train_step(next(batches)) for _ in range(steps)], axis=0))
        if epoch == 1 or epoch % every == 0:
            samples[epoch] = generator(fixed_noise, training=False).numpy()
    return samples, history


# %% [markdown]
# 몇 초 만에 보려고 숫자 0과 1만 몇백 장을 줍니다. 열 숫자를 모두 주는 진짜 훈련은 3.9절에서 합니다.

# %%
few_images = real.images[np.isin(real.labels, [0, 1])][: choose(PROFILE, quick=64, cpu=640, gpu=640)]
few_epochs, every = choose(PROFILE, quick=(2, 1), cpu=(12, 3), gpu=(12, 3))

by_hand, losses_by_hand = train_by_hand(
    *build_networks(), few_images, few_epochs, every, noise_dim, BATCH_SIZE, (GENERATOR_RATE, DISCRIMINATOR_RATE), SEED
)
show(
    plots.filmstrip(by_hand),
    alt="손으로 쓴 훈련의 표본. 줄마다 잡음 하나다. 왼쪽에서 오른쪽으로 잿빛 얼룩이 0이나 1의 거친 획이 되어 간다",
)
verdict(
    "손실은 에포크마다 한 쌍씩 있고 모두 유한합니다",
    np.shape(losses_by_hand) == (few_epochs, 2) and np.isfinite(losses_by_hand).all(),
)

# %% [markdown]
# 획이 거칠고, 어떤 줄은 0도 1도 아닙니다. 그래도 마흔 줄 남짓한 코드가 아무것도 그리지 못하던 신경망에게 획을 가르쳤습니다.
# 훈련을 마치면 `generator.save("generator.keras")`로 저장하십시오.

# %% [markdown]
# ## 3.5 패키지의 한 걸음과 한 비트까지 같습니까
#
# 3.9절에서는 우리 패키지의 `GAN` 클래스를 씁니다. 같은 씨앗으로 두 벌을 만들어 한 벌은 노트북의 `train_step`으로, 다른 한 벌은 `GAN.train_step`으로
# 한 걸음 옮긴 다음, 모든 가중치와 Adam의 기억까지 **한 비트도 다르지 않은지** 견줍니다.

# %% [markdown] tags=["instructor"] section="3.5" minutes=4
# **물음**: `gan.fit`이 우리가 쓴 열 줄과 같다는 것을 어떻게 믿습니까?
#
# **답**: 같은 씨앗의 두 벌로 한 걸음씩 옮긴 다음, 가중치와 Adam의 기억까지 한 비트도 다르지 않은지 견줍니다.
#
# **흔한 오해**: 「비슷하면 같은 것」이라고 여깁니다. 여기서는 정확히 같은지를 봅니다. 다만 그래프로 묶으면 마지막 자리의 반올림은 다를 수 있습니다.
#
# **늦었으면**: `[확인]` 줄만 보이고 넘어가십시오.

# %% [markdown] tags=["slide"] section="3.5"
# - 노트북의 `train_step` = 패키지의 `GAN.train_step`
# - 가중치도 Adam의 기억도 **한 비트까지** 같습니다
# - `fit`은 손으로 쓴 훈련의 짧은 꼴. 그래프로 묶으면 반올림만 다릅니다

# %%
# 노트북의 한 걸음
generator, discriminator = build_networks()
generator_optimizer, discriminator_optimizer = build_optimizers()
noise_source = keras.random.SeedGenerator(SEED)
train_step(images)
by_notebook = [generator, discriminator, generator_optimizer, discriminator_optimizer]

# 패키지의 한 걸음
gan = GAN(*build_networks(), noise_dim, seed=SEED)
gan.compile(*build_optimizers())
gan.train_step(tf.constant(images))
by_package = [gan.generator, gan.discriminator, gan.generator_optimizer, gan.discriminator_optimizer]

for name, ours, theirs in zip(
    ["생성자의 가중치", "판별자의 가중치", "생성자 옵티마이저의 상태", "판별자 옵티마이저의 상태"],
    by_notebook,
    by_package,
):
    verdict(f"{name}가 한 비트까지 같습니다", same_values(ours, theirs))

# %% [markdown]
# ### `fit`은 그 셀의 짧은 꼴입니다
#
# 앞 절의 셀에서 한 일을 `fit`이 모두 합니다. 한 걸음을 그래프로 묶고, 에포크와 배치를 세고, 손실을 적습니다. 같은 잡음의 표본을 남기는
# 것은 콜백(callback), 곧 걸음이나 에포크가 끝날 때마다 `fit`이 불러 주는 객체의 일입니다. 같은 씨앗, 같은 이미지로 같은 훈련을 합니다.

# %%
gan = GAN(*build_networks(), noise_dim, average_decay=0.0, seed=SEED)  # 0.0이면 평균(3.12절)을 내지 않습니다.
gan.compile(*build_optimizers())
few_data = tf.data.Dataset.from_tensor_slices(few_images).shuffle(len(few_images), seed=SEED).batch(BATCH_SIZE)
by_fit = evaluation.SampleHistory(by_hand, count=8, seed=SEED)
gan.fit(few_data.repeat(), epochs=few_epochs, steps_per_epoch=len(few_data), callbacks=[by_fit], verbose=0)

show(
    plots.image_rows(
        [by_hand[few_epochs], by_fit.samples[few_epochs]],
        ["손으로", "fit으로"],
        suptitle=f"{few_epochs} 에포크를 마쳤을 때",
    ),
    alt="같은 잡음으로 그린 두 줄. 위는 손으로 쓴 훈련, 아래는 fit의 그림. 닮은 열도 있고 눈에 띄게 다른 열도 있다",
)
gap = {epoch: np.abs(by_hand[epoch] - by_fit.samples[epoch]).mean() for epoch in (1, few_epochs)}
change = np.abs(by_hand[1] - by_hand[0]).mean()
verdict("첫 에포크를 마친 두 훈련의 그림의 차이는 그동안 달라진 크기의 4분의 1도 되지 않습니다", gap[1] < 0.25 * change)
verdict("마지막에는 그 차이가 열 배 넘게 벌어졌습니다", gap[few_epochs] > 10 * gap[1], when=PROFILE != "quick")

# %% [markdown]
# 첫 에포크까지는 거의 같은데 끝에서는 눈에 띄게 다릅니다. 코드가 달라서일까요, 반올림이 달라서일까요?
# 두 코드는 서로 다른 그래프로 묶이므로 계산하는 차례가 조금 달라져 마지막 자리의 반올림이 다를 수 있습니다. 그래프를 끄고(느리므로 몇 걸음만) 다시 견줍니다.

# %%
tf.config.run_functions_eagerly(True)
slow_images = few_images[:64]
slow_by_hand, _ = train_by_hand(
    *build_networks(), slow_images, 3, 1, noise_dim, BATCH_SIZE, (GENERATOR_RATE, DISCRIMINATOR_RATE), SEED
)
slow_gan = GAN(*build_networks(), noise_dim, seed=SEED)
slow_gan.compile(*build_optimizers(), run_eagerly=True)
slow_data = tf.data.Dataset.from_tensor_slices(slow_images).shuffle(len(slow_images), seed=SEED).batch(BATCH_SIZE)
slow_gan.fit(slow_data.repeat(), epochs=3, steps_per_epoch=len(slow_data), verbose=0)
tf.config.run_functions_eagerly(False)

slow_by_fit = slow_gan.generator(keras.random.normal([8, noise_dim], seed=SEED), training=False).numpy()
verdict("그래프를 끄면 세 에포크 뒤의 그림이 한 비트까지 같습니다", np.array_equal(slow_by_hand[3], slow_by_fit))

# %% [markdown]
# 한 비트까지 같습니다. 두 코드는 같은 일을 하고, 다른 것은 반올림뿐입니다. GAN의 훈련은 그런 작은 차이를 금세 키웁니다(3.16절). 그러니 앞으로
# `gan.fit(...)`을 보거든 손으로 쓴 그 셀이 돈다고 생각하면 됩니다.
#
# ## 3.6 한 걸음은 무엇을 바꿉니까
#
# 걸음 전과 후를 견줍니다. 판별자에게 **같은 진짜와 같은 가짜**를 다시 보여 주고 답이 어떻게 달라졌는지 봅니다.

# %% [markdown] tags=["instructor"] section="3.6" minutes=4
# **물음**: 한 걸음 뒤에 진짜와 가짜의 로짓은 어느 쪽으로 움직입니까?
#
# **답**: 둘 다 오른쪽으로 가되 진짜의 답이 더 많이 움직입니다. 판별자의 손실이 작아진 것입니다. 걸음 전의 판별자를 상대로 보면 생성자의 손실도 작아졌습니다.
#
# **흔한 오해**: 「둘 다 손실이 줄었으니 함께 계속 준다」고 여깁니다. 실제로는 상대가 함께 움직이므로 얌전히 내려가지 않습니다.
#
# **늦었으면**: 그림의 세로 막대 두 쌍만 견주고 3.9절로 가십시오.

# %% [markdown] tags=["slide"] section="3.6"
# - 판별자의 답이 한 걸음 만에 **갈라지기** 시작합니다
# - 상대를 세워 두고 보면 생성자의 손실도 작아집니다
# - 실제로는 둘이 **함께** 움직입니다

# %%
generator, discriminator = build_networks()
generator_optimizer, discriminator_optimizer = build_optimizers()
noise_source = keras.random.SeedGenerator(SEED)
fixed_noise = keras.random.normal([BATCH_SIZE, noise_dim], seed=SEED)  # 첫 걸음에서 쓸 잡음과 같습니다.
fakes_before = generator(fixed_noise, training=True)

weights_before = [v.numpy() for v in generator.trainable_variables + discriminator.trainable_variables]
answers_before = [discriminator(batch, training=True) for batch in (images, fakes_before)]
discriminator_before = keras.models.clone_model(discriminator)
discriminator_before.set_weights(discriminator.get_weights())

train_step(images)

weights_after = [v.numpy() for v in generator.trainable_variables + discriminator.trainable_variables]
answers_after = [discriminator(batch, training=True) for batch in (images, fakes_before)]
show(
    plots.answers_before_after(answers_before, answers_after),
    alt="한 걸음 전과 뒤에 판별자가 진짜와 가짜에 준 로짓. 걸음 전에는 둘이 뒤섞여 있고, "
    "걸음 뒤에는 둘 다 오른쪽으로 가되 진짜의 답이 더 많이 움직인다",
)

# %% [markdown]
# 한 걸음 만에 판별자의 답이 갈라지기 시작합니다. 세로 막대가 평균입니다. 같은 이미지를 놓고 보면 판별자의 손실은
# 작아졌습니다.
# 생성자는 어떨까요? **걸음 전의 판별자**에게 새 가짜를 보여 주면, 곧 상대를 세워 두고 보면, 생성자의 손실도
# 작아졌습니다.

# %%
disc_loss_before = losses.discriminator_loss(*answers_before)
disc_loss_after = losses.discriminator_loss(*answers_after)
fakes_after = generator(fixed_noise, training=True)
gen_loss_before = losses.generator_loss(discriminator_before(fakes_before, training=True))
gen_loss_after = losses.generator_loss(discriminator_before(fakes_after, training=True))

gap_before, gap_after = (
    float(tf.reduce_mean(real_answers) - tf.reduce_mean(fake_answers))
    for real_answers, fake_answers in (answers_before, answers_after)
)
verdict("진짜의 답이 가짜의 답보다 더 오른쪽으로 움직였습니다(평균)", gap_after > gap_before)
verdict("같은 이미지에서 판별자의 손실이 작아졌습니다", disc_loss_after < disc_loss_before)
verdict("걸음 전의 판별자를 상대로 생성자의 손실이 작아졌습니다", gen_loss_after < gen_loss_before)

moved = [np.abs(b - a).ravel() for a, b in zip(weights_before, weights_after)]
moves = np.concatenate(moved)
own_rates = [GENERATOR_RATE] * len(generator.trainable_variables)
own_rates += [DISCRIMINATOR_RATE] * len(discriminator.trainable_variables)
print("훈련되는 가중치의 수:", moves.size)
verdict("가중치의 99% 이상이 움직였습니다", np.mean(moves > 0) > 0.99)
verdict(
    "어느 가중치도 제 신경망의 학습률보다 멀리 움직이지 않았습니다",
    all(each.max() <= 1.01 * rate for each, rate in zip(moved, own_rates)),
)

# %% [markdown]
# 마지막 줄은 3.3절에서 본 Adam의 성질입니다. 가중치 하나하나가 많아야 제 신경망의 학습률만큼, 저마다 손실을 줄이는
# 쪽으로 한 발짝씩 움직였습니다.
#
# 그런데 실제로는 두 선수가 **함께** 움직입니다. 생성자가 옛 판별자를 속이는 법을 배우는 동안 판별자는 벌써
# 달라졌습니다. 그래서 GAN의 손실은 보통의 신경망처럼 얌전히 내려가지 않습니다(3.10절).
#
# ## 3.7 순서가 중요합니다
#
# 원래 수업은 그레이디언트를 **둘 다 구한 다음에** 둘 다 갱신했습니다. 차례를 바꾸면 어떻게 될까요? 세 가지를 견줍니다.
#
# 1. **동시**: 수업의 차례입니다. 그레이디언트 둘, 갱신 둘입니다.
# 2. **판별자 먼저, 같은 테이프**: 판별자를 갱신한 다음, 이미 적어 둔 테이프에서 생성자의 그레이디언트를 구합니다.
# 3. **판별자 먼저, 다시 앞으로**: 판별자를 갱신한 다음, 가짜를 **새 판별자에게 다시 보여 주고** 생성자의
#    그레이디언트를 구합니다.

# %% [markdown] tags=["instructor"] section="3.7" minutes=5
# **물음**: `apply_gradients` 두 줄의 차례를 바꾸면 결과가 달라집니까?
#
# **답**: 테이프가 같으면 그대로입니다. 달라지는 것은 판별자를 갱신한 뒤 **다시 앞으로** 계산했을 때입니다.
#
# **흔한 오해**: 「줄의 차례가 중요하다」고 여깁니다. 중요한 것은 어느 판별자로 앞으로 계산했는가입니다. 동시 갱신과 교대 갱신 가운데 하나가 틀렸다고 여기기도 합니다. 둘 다 옳고 서로 다른 알고리즘입니다.
#
# **늦었으면**: 결론 한 줄만 말하고 코드는 건너뛰십시오.

# %% [markdown] tags=["slide"] section="3.7"
# - **동시 갱신**: 그레이디언트를 둘 다 구한 다음 갱신
# - **교대 갱신**: 한쪽을 갱신하고 다시 앞으로 계산
# - 둘 다 옳지만 서로 다른 알고리즘입니다


# %%
def generator_after_one_step(order):
    generator, discriminator = build_networks()
    optimizers = dict(zip(["generator", "discriminator"], build_optimizers()))

    def update(name, network, gradients):
        optimizers[name].apply_gradients(zip(gradients, network.trainable_variables))

    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        fake_output = discriminator(generator(fixed_noise, training=True), training=True)
        gen_loss = losses.generator_loss(fake_output)
        disc_loss = losses.discriminator_loss(discriminator(images, training=True), fake_output)
    gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)

    if order != "동시":
        update("discriminator", discriminator, gradients_of_discriminator)
    if order == "판별자 먼저, 다시 앞으로":
        with tf.GradientTape() as gen_tape:
            fake_output = discriminator(generator(fixed_noise, training=True), training=True)
            gen_loss = losses.generator_loss(fake_output)

    gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
    update("generator", generator, gradients_of_generator)
    return generator.get_weights()


def same_weights(ours, theirs):
    return all(np.array_equal(a, b) for a, b in zip(ours, theirs))


simultaneous = generator_after_one_step("동시")
same_tape = generator_after_one_step("판별자 먼저, 같은 테이프")
forward_again = generator_after_one_step("판별자 먼저, 다시 앞으로")

verdict("테이프가 같으면 갱신의 차례를 바꾸어도 생성자는 똑같이 움직입니다", same_weights(simultaneous, same_tape))
verdict("판별자를 갱신하고 다시 계산하면 생성자가 다르게 움직입니다", not same_weights(simultaneous, forward_again))

# %% [markdown]
# 둘째 결과가 뜻밖일 수 있습니다. 텐서플로의 테이프는 앞으로 갈 때 읽은 가중치의 값까지 적어 두므로, 나중에 가중치를
# 바꾸어도 적어 둔 것은 바뀌지 않습니다.
# 그러니 중요한 것은 `apply_gradients`를 적은 줄의 차례가 아니라 **어느 판별자로 앞으로 계산했는가**입니다.
# (모든 도구가 이렇지는 않습니다. 값을 제자리에서 바꾸는 PyTorch에서는 같은 차례가 오류를 내기도 합니다. 그래서
# 그레이디언트를 둘 다 구하고 나서 갱신하는 수업의 차례가 가장 안전합니다.)
#
# 셋째처럼 한쪽을 갱신한 뒤 다시 계산하는 것을 **교대 갱신**(alternating update), 수업처럼 하는 것을
# **동시 갱신**(simultaneous update)이라고 합니다.
# 원래 논문은 교대 갱신을 썼고 텐서플로의 DCGAN 예제는 동시 갱신을 씁니다. 둘 다 옳지만 **서로 다른 알고리즘**입니다.
# 동시 갱신은 앞으로 가는 계산을 한 번 아끼고, 교대 갱신은 상대의 최신 모습에 맞추어 움직입니다. 4장의 CycleGAN은
# 생성자를 먼저 갱신하지만, 판별자에게는 **갱신하기 전에 만든** 가짜(와 모아 둔 옛 가짜)를 보여 줍니다. 앞으로 다시 계산하지 않으므로 줄은 차례로 적혀 있어도 동시 갱신에 가깝습니다.
#
# ## 3.8 모자란 마지막 배치
#
# 이미지 5,000장을 한 배치에 여러 장씩 나누면 마지막 배치는 모자라기 쉽습니다.

# %% [markdown] tags=["instructor"] section="3.8" minutes=3
# **물음**: 언제나 `BATCH_SIZE`개의 잡음을 뽑으면 마지막 배치에서 오류가 납니까?
#
# **답**: 나지 않습니다. 두 손실이 저마다 평균이기 때문입니다. 그래서 눈치채지 못하고, 짝을 섞는 방법(WGAN-GP)으로 넘어가는 날 오류가 납니다.
#
# **흔한 오해**: 「오류가 없으니 옳다」고 여깁니다. `drop_remainder=True`가 공짜라고 여기는 분에게는 데이터가 배치보다 적은 경우를 물어보십시오.
#
# **늦었으면**: `len(images)`만큼 뽑는다는 한 줄만 말하십시오.

# %% [markdown] tags=["slide"] section="3.8"
# - 마지막 배치는 모자라기 쉽습니다
# - 잡음은 **지금 배치의 이미지 수**만큼 뽑습니다
# - 오류가 나지 않는 실수라서 찾기 어렵습니다

# %%
sizes = [len(batch) for batch in mnist.dataset(BATCH_SIZE)]
print(f"배치 {len(sizes)}개, 처음 {sizes[0]}장, 마지막 {sizes[-1]}장")
verdict("마지막 배치의 크기는 5,000을 나눈 나머지입니다", sizes[-1] == 5000 % BATCH_SIZE)

last_batch = images[: sizes[-1]]
gen_loss, disc_loss = train_step(last_batch)
verdict("우리의 train_step은 모자란 배치에서도 됩니다", np.isfinite(gen_loss) and np.isfinite(disc_loss))

# %% [markdown]
# 원래 수업처럼 언제나 `BATCH_SIZE`개의 잡음을 뽑아도 오류는 **나지 않습니다**. 두 손실이 저마다 평균이기 때문입니다.
# 다만 진짜 몇 장을 가짜 수십 장과 견주면서 계산을 낭비하고,
# 진짜와 가짜를 짝지어 쓰는 방법(이를테면 7.3절에서 볼, 둘을 섞는 WGAN-GP)으로 넘어가는 날 오류가 납니다.
# 실제로 텐서플로 DCGAN 예제의 한 판도 마지막 배치의 진짜 96장에 가짜 256장을 붙입니다. `len(images)`면 언제나
# 맞습니다.
#
# > **생각해 보기** (2분). 마지막 배치를 버리면(`drop_remainder=True`) 더 간단합니다. 무엇을 잃을까요?
#
# <details><summary>답 보기</summary>
#
# 에포크마다 이미지 몇 장을 못 봅니다. 에포크마다 다시 섞으면 버려지는 이미지가 매번 달라지므로 큰 손해는 아닙니다.
# 섞지 않으면 **늘 같은 이미지**를 못 봅니다. 데이터가 배치 하나보다 적으면 훈련이 아예 일어나지 않습니다.
#
# </details>
#
# > **여기서 쉬어 가도 좋습니다.** 지금까지 한 걸음을 썼고, 이제부터 그 걸음으로 훈련합니다. 돌아왔을 때 커널이 꺼져 있으면 **맨 위의 코드 셀
# > 셋**(프로필, `import`, 설정)과 **3.4절의 첫 코드 셀**(`build_networks`가 있는 셀)만 다시 실행하고 3.9절부터 이어 가십시오.
#
# ## 3.9 손글씨 숫자로 훈련합니다
#
# 이제 진짜로 훈련합니다. 위의 설정 셀에 적은 값의 뜻은 다음과 같습니다.
#
# | 값 | 뜻 |
# |---|---|
# | `noise_dim` | 잠재 벡터의 길이 |
# | `GENERATOR_FILTERS`, `DISCRIMINATOR_FILTERS` | 두 신경망의 폭. 클수록 가중치가 많아 느립니다 |
# | `BATCH_SIZE` | 한 걸음에 보는 이미지의 수 |
# | `GENERATOR_RATE`, `DISCRIMINATOR_RATE` | 두 Adam의 처음 학습률. 판별자를 더 천천히 가르쳐 압도하지 못하게 합니다 |
# | `EPOCHS` | 모든 이미지를 몇 번 볼지. 그동안 학습률은 직선으로 0 가까이까지 줄어듭니다 |
# | `AVERAGE_DECAY` | 평균 생성자의 계수(3.12절) |
#
# 학습률을 차츰 줄이는 까닭은 이렇습니다. 두 선수가 서로를 쫓는 동안 가중치는 계속 움직입니다. Adam의 걸음은 대략 학습률만 하므로(3.3절)
# 학습률을 줄이면 덜 움직입니다.
#
# 훈련하는 동안 콜백 네 가지가 지켜봅니다.
#
# - `MnistFdHistory`: 가끔 훈련을 멈추고 표본을 채점합니다(3.11절). 채점하는 시간은 훈련한 시간에서 뺍니다.
# - `SampleHistory`: **늘 같은 잡음**으로 표본을 남깁니다.
# - `StopOnNonFiniteLoss`: 손실이 `NaN`이나 무한대가 되면 그 걸음에서 멈추고, 어느 손실이 몇 번째 걸음에서 그랬는지
#   알려 줍니다.
# - `TrainingProgress`: 진행 막대와 표본을 보여 줍니다.

# %% [markdown] tags=["instructor"] section="3.9" minutes=5
# **물음**: 한 줄은 한 잡음입니다. 왜 어떤 줄은 훈련하는 동안 다른 숫자로 바뀝니까?
#
# **답**: 잡음마다 어느 숫자가 되라고 정해 준 사람이 없기 때문입니다. 구름 전체가 맞으면 됩니다.
#
# **흔한 오해**: 잘된 그림만 골라 보고 「다 숫자로 보인다」고 합니다. 오른쪽 그림은 고르지 않고 뽑은 것이니 이상한 획을 세어 보게 하십시오. 훈련이 끝나지 않은 분은 저장된 출력으로 봅니다.
#
# **늦었으면**: 훈련이 끝나지 않았으면 저장된 노트북의 두 그림으로 설명하고 3.10절로 가십시오. 훈련은 뒤에서 계속 둡니다.

# %% [markdown] tags=["slide"] section="3.9"
# - **늘 같은 잡음**으로 표본을 남깁니다
# - 학습률을 0 가까이까지 차츰 줄입니다
# - 고르지 않고 뽑은 그림으로 봅니다

# %%
# steps는 한 에포크의 걸음 수입니다. None이면 이미지를 한 번씩 다 봅니다.
data = mnist.dataset(BATCH_SIZE, seed=SEED, steps=choose(PROFILE, quick=10, cpu=None, gpu=None))
schedules = [
    LinearDecay(rate, constant_epochs=0, decay_epochs=EPOCHS, steps_per_epoch=len(data))
    for rate in (GENERATOR_RATE, DISCRIMINATOR_RATE)
]

gan = GAN(*build_networks(), noise_dim, average_decay=AVERAGE_DECAY, seed=SEED)
gan.compile(*build_optimizers(*schedules))

moments = [0, *(2**k for k in range(10) if 2**k < EPOCHS), EPOCHS]  # 처음에 빨리 달라지므로 간격을 두 배씩 벌립니다.
middle = EPOCHS // 2  # 3.12절에서 지금 생성자와 평균 생성자를 견줄 때
fd_history = evaluation.MnistFdHistory(every=max(1, EPOCHS // 6), samples=SAMPLES, seed=SEED + 1)
samples = evaluation.SampleHistory([*moments, middle], count=8, seed=SEED)
current_samples = evaluation.SampleHistory([middle], count=8, seed=SEED, averaged=False)

print("표본을 남길 때(끝낸 에포크의 수):", moments)

# %% tags=["nbval-ignore-output"]
if TRAIN:
    history = gan.fit(
        data,
        epochs=EPOCHS,
        callbacks=[fd_history, samples, current_samples, StopOnNonFiniteLoss(), TrainingProgress(seed=SEED)],
        verbose=0,
    ).history
    measure("훈련한 시간(채점하는 시간은 뺌)", fd_history.training_seconds, "초", digits=0)
else:  # 같은 셀로 미리 훈련해 둔 모델과, 콜백이 그때 적은 것
    saved = checkpoint("03", PROFILE=PROFILE, SEED=SEED)
    gan, history = saved.model, saved.record["history"]
    vars(fd_history).update(saved.record["fd_history"])
    samples.samples, current_samples.samples = saved.record["samples"], saved.record["current_samples"]
    print("미리 훈련한 결과를 불러왔습니다. 아래 그림의 훈련한 시간은 그때의 컴퓨터에서 잰 것입니다.")

# %% [markdown]
# 잡음 여덟 개가 저마다 어떤 그림이 되어 가는지 필름처럼 늘어놓습니다. **줄마다 잡음 하나**이고, 오른쪽으로 갈수록 더 훈련한 것입니다. 처음에 빨리
# 달라지므로 간격을 두 배씩 벌렸습니다.

# %%
film = {epoch: samples.samples[epoch] for epoch in moments}
show(
    plots.filmstrip(film),
    alt="잡음 여덟 개의 필름. 훈련하기 전에는 고른 잿빛, 1과 2 에포크에는 얼룩이다가 4 에포크에 굵은 획이 나타나고, "
    "그 뒤로 획이 다듬어지며 어떤 줄은 다른 숫자로 바뀐다",
)


def certainty(images):
    """이미지마다 숫자 분류기가 열 숫자에 준 확률 [n, 10]."""
    return tf.nn.softmax(digit_classifier()(images), axis=1).numpy()


def read_surely(images):
    """분류기가 90% 넘게 확신하며 읽은 숫자. 그렇지 않으면 -1."""
    answers = certainty(images)
    return np.where(answers.max(axis=1) > 0.9, answers.argmax(axis=1), -1)


trained = PROFILE != "quick"  # quick은 훈련이 짧아 결과를 확인하지 않습니다.
readings = np.array([read_surely(film[epoch]) for epoch in moments[3:]]).T  # 획이 나타난 뒤 [잡음, 때]
verdict(
    "어떤 잡음은 도중에 한 숫자로, 끝에서 다른 숫자로 확실히 읽힙니다",
    any(min(then, line[-1]) >= 0 and then != line[-1] for line in readings for then in line),
    when=trained,
)

# %% [markdown]
# 두 에포크까지는 얼룩이다가 네 에포크에는 굵은 획이 나타납니다. 나머지 긴 시간에는 모양이 천천히 다듬어집니다. 어떤 줄은 훈련하는 동안
# **다른 숫자로 바뀝니다**. 잡음마다 어느 숫자가 되라고 정해 준 사람이 없기 때문입니다. 진짜와 나란히 놓아 봅시다.

# %% tags=["cover"]
show(
    plots.real_and_generated(real.images[:50], gan.generate(50, seed=SEED + 2)),
    alt="왼쪽은 진짜 MNIST 숫자 50장, 오른쪽은 생성자가 만든 가짜 50장. 가짜는 반 넘게 숫자로 읽히지만 "
    "어느 숫자인지 말하기 어려운 것도 여럿이다",
)

# %% [markdown]
# 오른쪽 그림은 **고르지 않고** 씨앗 하나로 뽑은 것입니다. 잘된 것만 골라 보여 주는 그림에 속지 않으려면 언제나 이렇게
# 보아야 합니다.
# 깨끗이 읽히는 것을 세어 보십시오. 반은 넘지만, 어느 숫자라고 말하기 어려운 획도 적지 않습니다. 눈 대신 **숫자 분류기**에게도 물어봅니다. 분류기가 90% 넘게 확신하면 「읽힌다」고 셉니다.

# %%
readable_fakes = np.mean(read_surely(gan.generate(1000, seed=SEED + 2)) >= 0)
readable_reals = np.mean(read_surely(real.images[:1000]) >= 0)
verdict(
    "가짜의 절반 넘게 읽히지만 진짜만큼 읽히지는 않습니다",
    0.5 < readable_fakes < readable_reals - 0.05,
    when=trained,
)

# %% [markdown]
# 분류기의 확신을 너무 믿지는 마십시오. 훈련할 때 본 적 없는 그림에서 확신이 낮아진다는 보장은 없습니다. 훈련하기 전의 고른 잿빛도 확신에 차서
# 한 숫자로 읽습니다.

# %%
verdict(
    "숫자 분류기는 훈련하기 전의 잿빛 여덟 장도 모두 90% 넘게 확신하며, 같은 숫자로 읽습니다",
    len(set(read_surely(film[0]))) == 1 and min(read_surely(film[0])) >= 0,
    when=trained,
)

# %% [markdown]
#
# ## 3.10 손실 곡선을 읽는 법

# %% [markdown] tags=["instructor"] section="3.10" minutes=7
# **물음**: 두 손실이 그대로인데 그림은 좋아집니다. 어떻게 그럴 수 있습니까?
#
# **답**: 손실은 상대와 견준 점수이기 때문입니다. 둘 다 실력이 늘어도 씨름의 승률은 그대로일 수 있습니다.
#
# **흔한 오해**: 「손실이 줄지 않으니 멈춘 것」, 「생성자 손실이 낮을수록 좋은 생성자」라고 읽습니다. 두 눈금의 점선부터 찾게 하십시오.
#
# **늦었으면**: 네 모습의 그림에서 첫째와 셋째만 견주고, 굵은 글씨 한 문장만 읽으십시오.

# %% [markdown] tags=["slide"] section="3.10"
# - 팽팽하면 판별자 손실이 1.386보다 조금 작고 오래 그대로
# - 판별자 0, 생성자 치솟음: 판별자가 압도합니다
# - 눈금에 붙어 조용해도 무너져 있을 수 있습니다
# - **손실은 그림의 품질을 말해 주지 않습니다**

# %%
show(
    plots.loss_curves(history["generator_loss"], history["discriminator_loss"]),
    alt="왼쪽은 에포크마다의 생성자 손실과 판별자 손실로, 두 점선 가까이에서 거의 평평하다. 오른쪽은 점선과의 차이를 "
    "크게 그린 것으로, 처음에는 생성자 손실이 아래에, 판별자 손실이 위에 있다가 곧 뒤바뀌어 생성자 손실은 조금 위로, 판별자 손실은 조금 아래로 벌어진다",
)

# %% [markdown]
# 점선 두 개가 2장의 눈금입니다. 판별자가 동전을 던지면 생성자 손실은 $\ln 2$, 판별자 손실은 $2\ln 2$가 됩니다.
# 왼쪽만 보면 눈금에 붙은 두 직선입니다. 오른쪽처럼 **눈금과의 차이**를 크게 그려야 판별자 손실이 처음에는 눈금보다 크다가 눈금보다 조금 작아져 거기에 머무는 것이
# 보입니다.
#
# 다른 모습은 어떻게 생겼을까요? 1장의 고리에서 학습률만 바꾼 작은 GAN 넷을 훈련해 봅니다. 고리의 점은 여덟 곳에 몰려 있습니다. 1장에서
# 봉우리라고 부른, 그렇게 몰린 자리를 앞으로는 **모드**(mode)라고 합니다.

# %%
points = theory.ring_of_gaussians(4096, seed=SEED)
centers = theory.ring_centers()
EVERY = 4  # 몇 걸음마다 가짜의 자리를 적을지
RING_EPOCHS = choose(PROFILE, quick=2, cpu=20, gpu=20)


class PointTrack(keras.callbacks.Callback):
    """EVERY 걸음마다 같은 잡음의 가짜 점 500개를 적습니다. 3.14절에서 씁니다."""

    def on_train_begin(self, logs=None):
        self.noise = keras.random.normal([500, 2], seed=SEED)
        self.points = []

    def on_train_batch_end(self, batch, logs=None):
        self.points.append(self.model.generator(self.noise).numpy())


def train_on_ring(generator_rate, discriminator_rate):
    """(손실의 기록, 걸음마다의 가짜 [걸음, 500, 2], 마지막 표본 1,000개)를 돌려줍니다."""
    keras.utils.set_random_seed(SEED)
    ring_gan = GAN(mlp_generator(2, 2, 64), mlp_discriminator(2, 64), 2, average_decay=0.0, seed=SEED)
    ring_gan.compile(
        *(keras.optimizers.Adam(r, beta_1=0.5) for r in (generator_rate, discriminator_rate)),
        steps_per_execution=EVERY,  # 작은 걸음을 한데 묶으면 더 빨리 돕니다.
    )
    ring_data = tf.data.Dataset.from_tensor_slices(points).shuffle(4096, seed=SEED).batch(128)
    track = PointTrack()
    losses_on_ring = ring_gan.fit(ring_data, epochs=RING_EPOCHS, callbacks=[track], verbose=0).history
    return losses_on_ring, np.array(track.points), ring_gan.generate(1000, seed=SEED)


def modes_covered(samples):
    """표본의 2% 이상이 가까이(표준편차 0.2의 세 배 안) 모인 모드의 수."""
    return evaluation.mode_coverage(samples, centers, deviation=0.2, at_least=len(samples) // 50).modes


rates_on_ring = {  # 생성자와 판별자의 학습률
    "팽팽함": (1e-3, 1e-3),
    "판별자가 압도": (1e-5, 1e-2),
    "눈금에 붙음": (1e-2, 1e-3),
    "크게 출렁임": (1e-3, 1e-5),
}
on_ring = {name: train_on_ring(*rates) for name, rates in rates_on_ring.items()}

# %% [markdown]
# 윗줄은 손실, 아랫줄은 훈련을 마쳤을 때의 가짜입니다. 칸마다 세로축의 눈금이 다르니 점선을 먼저 찾으십시오. 아래의 「끝 평균」은 마지막 열 에포크의 평균이고, 표본의 2% 이상이 가까이 모인 모드를 「덮었다」고 합니다.

# %%
show(
    plots.loss_patterns(
        [(record["generator_loss"], record["discriminator_loss"]) for record, _, _ in on_ring.values()],
        points[:2000],
        [samples_on_ring for _, _, samples_on_ring in on_ring.values()],
        list(on_ring),
    ),
    alt="손실의 네 모습과 그때의 가짜. 팽팽하면 판별자 손실이 눈금보다 조금 작고 가짜가 여덟 모드를 덮는다. 판별자가 "
    "압도하면 판별자 손실은 0에 붙고 생성자 손실은 10 안팎까지 커진다. 눈금에 붙은 훈련의 가짜는 한 덩어리이고, 크게 출렁이는 "
    "훈련의 가짜는 모두 그림 밖에 있어 보이지 않는다",
)
late_losses = {name: np.array(record["discriminator_loss"][-10:]) for name, (record, _, _) in on_ring.items()}
gauge = 2 * np.log(2)
covered = {name: modes_covered(samples_on_ring) for name, (_, _, samples_on_ring) in on_ring.items()}
verdict(
    "팽팽함: 판별자 손실의 끝 평균이 2 ln 2보다 0.02 넘게 작고 1보다 크며, 모드를 일곱 개 이상 덮습니다",
    1 < late_losses["팽팽함"].mean() < gauge - 0.02 and covered["팽팽함"] >= 7,
    when=trained,
)
verdict(
    "판별자가 압도: 마지막 열 에포크 내내 판별자 손실은 0.2보다 작고 생성자 손실은 5보다 큽니다",
    late_losses["판별자가 압도"].max() < 0.2 and min(on_ring["판별자가 압도"][0]["generator_loss"][-10:]) > 5,
    when=trained,
)
verdict(
    "눈금에 붙음: 판별자 손실의 끝 평균이 2 ln 2와 0.05도 다르지 않은데 모드는 반도 덮지 못합니다",
    abs(late_losses["눈금에 붙음"].mean() - gauge) < 0.05 and covered["눈금에 붙음"] < 4,
    when=trained,
)
verdict(
    "크게 출렁임: 판별자 손실이 2 넘게 오르내리고 모드는 반도 덮지 못합니다",
    np.ptp(on_ring["크게 출렁임"][0]["discriminator_loss"]) > 2 and covered["크게 출렁임"] < 4,
    when=trained,
)

# %% [markdown]
# | 모습 | 이 그림에서의 뜻 |
# |---|---|
# | 판별자 손실이 $2\ln 2$보다 조금 작고 오래 그대로 | 팽팽합니다. 표본도 나아지고 있다면 **좋은 신호**입니다 |
# | 판별자 손실이 0에 가깝고 생성자 손실이 계속 큼 | 판별자가 압도합니다. 여기서는 생성자의 학습률을 백분의 일로 줄이고 판별자의 학습률을 열 배로 키웠습니다 |
# | 판별자 손실이 $2\ln 2$에 붙어 있는데 가짜는 한 덩어리 | 판별자가 앞서지 못하고 쫓아다닙니다. **모드 붕괴**(3.14절)가 이렇게 조용할 수 있습니다 |
# | 크게 출렁임 | 여기서는 판별자의 학습률을 백분의 일로 줄였습니다. 오래 끌려다니는 동안 가짜는 그림 밖으로 달아났습니다 |
#
# 씨앗 하나의 우연은 아닐까요? 같은 훈련을 씨앗 0, 1, 2, 3으로 **따로 재어 둔 값**을 읽습니다. 「팽팽함」에서 판별자의 학습률**만** 열 배로 한 것도 함께 쟀습니다.
# 이 셀은 훈련하지 않습니다. 다른 때에 코어 하나로 잰 것이라 씨앗 0도 위의 그림과 조금 다를 수 있습니다.
# 다시 재는 명령은 `uv run python benchmarks/ring_seeds.py --output 새파일.json`입니다(`--output`이 없으면 이미 담긴 것을 건너뜁니다).

# %%
ring_runs = json.loads(verified_path("other_seeds.json").read_text(encoding="utf-8"))["3장"]
print(ring_runs["machine"])
print(ring_runs["date"])
RING_SEEDS = range(4)  # 재어 둔 씨앗


def stored(name, key):
    """재어 둔 훈련의 씨앗마다의 값."""
    return np.array([ring_runs["runs"][f"{name}/{seed}"][key] for seed in RING_SEEDS])


def listed(values, form, between=", "):
    return between.join(format(value, form) for value in values)


stored_ends = {name: stored(f"고리/{name}", "discriminator_mean") for name in [*rates_on_ring, "판별자만 열 배"]}
stored_modes = {name: stored(f"고리/{name}", "modes") for name in stored_ends}
rows = ["| 씨앗 0, 1, 2, 3 | 판별자 손실의 끝 평균 | 마지막 생성자 손실 | 덮은 모드 |", "|---|---|---|---|"]
for name, ends_of_seeds in stored_ends.items():
    last = listed(stored(f"고리/{name}", "last_losses")[:, 0], ".2f")
    rows.append(f"| {name} | {listed(ends_of_seeds, '.2f')} | {last} | {listed(stored_modes[name], 'd')} |")
display(Markdown("\n".join(rows)))
verdict(
    "위에서 확인한 네 모습은 네 씨앗에서 모두 그대로 나타납니다",
    np.all((1 < stored_ends["팽팽함"]) & (stored_ends["팽팽함"] < gauge - 0.02) & (stored_modes["팽팽함"] >= 7))
    and np.all(stored("고리/판별자가 압도", "discriminator_max") < 0.2)
    and np.all(stored("고리/판별자가 압도", "generator_min") > 5)
    and np.all((abs(stored_ends["눈금에 붙음"] - gauge) < 0.05) & (stored_modes["눈금에 붙음"] < 4))
    and np.all((stored("고리/크게 출렁임", "discriminator_swing") > 2) & (stored_modes["크게 출렁임"] < 4)),
)
verdict(
    "판별자의 학습률만 열 배로 하면, 네 씨앗 모두 판별자 손실의 끝 평균이 1보다 크고 모드를 일곱 개 이상 덮습니다",
    np.all((stored_ends["판별자만 열 배"] > 1) & (stored_modes["판별자만 열 배"] >= 7)),
)

# %% [markdown]
# 네 모습은 씨앗 하나의 우연이 아니었습니다. 그러나 판별자의 학습률**만** 열 배로 한 것은 네 씨앗 모두 판별자가 압도하지 못했습니다. 가짜는 모드를 일곱 개 이상 덮었습니다.
#
# 네 모습의 그림에서 첫째와 셋째는, 같은 씨앗끼리 견주면 판별자 손실의 끝 평균이 0.1도 다르지 않습니다(위의 표). 그래서 윗줄의 손실만 보고는 어느 쪽이 무너졌는지 알기 어렵습니다. 손실 하나로 병을 알아맞히려 하지 말고 **표본과 함께** 읽으십시오.
#
# 가장 중요한 것은 이것입니다. **GAN의 손실은 그림의 품질을 말해 주지 않습니다.** 손실은 상대와 견준 점수, 곧 씨름의 승률과 같습니다. 둘 다 실력이
# 늘어도 승률은 그대로일 수 있습니다. 다시 숫자 훈련에서 확인합니다.

# %%
verdict(
    "숫자 훈련에서 판별자의 마지막 손실은 동전 던지기의 눈금 2 ln 2보다 작습니다",
    history["discriminator_loss"][-1] < 2 * np.log(2),
    when=PROFILE != "quick",
)
first = fd_history.every - 1  # 첫 채점을 한 에포크
verdict(
    "첫 채점 때와 견주면 두 손실은 0.3도 달라지지 않았는데, MNIST-FD는 절반 아래가 되었습니다",
    all(abs(history[name][-1] - history[name][first]) < 0.3 for name in history)
    and fd_history.averaged[-1] < 0.5 * fd_history.averaged[0],
    when=PROFILE != "quick",
)

# %% [markdown]
# ## 3.11 품질을 수로 재기
#
# 손실이 답하지 못하면 무엇을 재야 할까요? 우리가 바라는 것은 **가짜의 분포가 진짜의 분포와 같은 것**입니다. 그래서 두
# 분포의 거리를 잽니다.
#
# 화소끼리 견주면 한 화소 밀린 숫자도 딴 그림이 됩니다. 그래서 먼저 숫자를 잘 읽는 작은 분류기에 이미지를 넣어, 마지막
# 층 바로 앞의 수 64개(**특징**)를 뽑습니다.
# 진짜의 특징과 가짜의 특징을 저마다 다차원 정규 분포로 어림한 다음, 두 정규 분포의 **프레셰 거리**(Fréchet
# distance)를 잽니다.
#
# $$d^2 = \lVert \mu_1 - \mu_2 \rVert^2 + \operatorname{tr}\!\left(C_1 + C_2 - 2\,(C_1 C_2)^{1/2}\right)$$
#
# - $\mu_1, \mu_2$는 진짜와 가짜의 특징의 평균입니다. $\lVert \cdot \rVert$는 벡터의 길이이므로, 첫 항은 **중심이 얼마나 먼가**를 잽니다.
# - $C_1, C_2$는 특징마다 얼마나 퍼졌고 둘씩 얼마나 함께 움직이는지를 적은 표(공분산 행렬), $\operatorname{tr}$는 행렬의 대각선의 합, $(\cdot)^{1/2}$은 두 번 곱하면 괄호 안의 행렬이 되는 행렬입니다. 둘째 항은
#   **퍼진 모양이 얼마나 다른가**를 잽니다. 몇 가지 숫자만 그리면 두 항이 모두 커집니다.
#
# 손으로 하는 셈은 6.2절에서, 특징이 하나뿐일 때로 줄여서 합니다. 여기서는 두 항의 뜻만 알면 됩니다.
#
# 이 값을 **MNIST-FD**라고 부릅니다. 논문에서 널리 쓰는 **FID**(Fréchet inception distance)는 Inception이라는 사진 분류기의 특징으로 잰 프레셰
# 거리입니다. MNIST-FD는 FID와 식이 같지만 **FID가 아닙니다**. 특징을 뽑는 신경망이 다르므로 논문의
# 숫자와 견줄 수 없습니다.
# 그래서 자를 하나 둡니다. **진짜를 둘로 나누어 진짜끼리 잰 값**입니다. 그 몇 배인지가 성적입니다. 표본이 적으면 값이 커지므로(6.4절) 표본 수도 늘
# 같게 합니다.

# %% [markdown] tags=["instructor"] section="3.11" minutes=5
# **물음**: 생성자가 훈련 이미지를 통째로 외우면 MNIST-FD는 어떻게 됩니까?
#
# **답**: 작습니다. 그래서 수 하나만 믿지 않고 숫자마다의 비율과 그림을 함께 봅니다. 외웠는지는 6.11절에서 잽니다.
#
# **흔한 오해**: 「MNIST-FD를 논문의 FID와 견줄 수 있다」고 여깁니다. 특징을 뽑는 신경망이 다르므로 견줄 수 없습니다. 자는 진짜끼리 잰 값입니다.
#
# **늦었으면**: 식은 건너뛰고 「진짜끼리의 몇 배인가」와 시간에 따른 곡선만 보십시오.

# %% [markdown] tags=["slide"] section="3.11"
# - 특징 64개의 평균과 공분산을 견줍니다: **MNIST-FD**
# - 자는 **진짜끼리 잰 값**. 그 몇 배인지가 성적입니다
# - 숫자마다의 비율도 함께 봅니다

# %% tags=["nbval-ignore-output"]
real_against_real = evaluation.mnist_fd_real_against_real()
drawn = [gan.generate(SAMPLES, seed=SEED + 3 + k) for k in range(choose(PROFILE, quick=2, cpu=5, gpu=5))]
times = np.array([evaluation.mnist_fd(generated) for generated in drawn]) / real_against_real
shares = evaluation.digit_shares(drawn[0])
measure("진짜끼리의 MNIST-FD", real_against_real, digits=4)
measure("생성자의 MNIST-FD: 진짜끼리의 몇 배(표본을 다시 뽑은 평균)", times.mean(), "배", digits=1)
measure("다시 뽑을 때마다 흔들리는 폭(가장 큰 것 - 가장 작은 것)", np.ptp(times), "배", digits=1)
measure("가장 적은 숫자의 비율", 100 * shares.min(), "%", digits=1)

# %%
verdict(
    "MNIST-FD의 평균이 진짜끼리의 9배를 넘지 않습니다",
    times.mean() <= 9,
    when=PROFILE != "quick",
)
verdict("열 숫자가 저마다 4% 이상 나옵니다", shares.min() >= 0.04, when=PROFILE != "quick")

# %% [markdown]
# 생성자는 그대로인데 잡음을 다시 뽑기만 해도 값이 흔들립니다. 한 번 잰 값의 작은 차이를 믿지 마십시오.
#
# 훈련한 시간에 따라 그리면 손실 곡선과는 전혀 다른 그림이 됩니다. 세로축은 로그입니다.

# %%
show(
    plots.quality_over_time(fd_history.seconds, fd_history.averaged, fd_history.current, real_against_real, goal=9),
    alt="훈련한 시간에 따른 MNIST-FD(진짜끼리의 몇 배). 처음에 가파르게, "
    "나중에는 천천히 작아져 9배의 파선보다 아래에서 끝나고 맨 아래에 진짜끼리의 점선이 있다. "
    "평균 생성자의 선은 첫 점에서는 지금 생성자의 선보다 위에, 가운데에서는 아래에 있고 끝에서는 만난다",
)
half_way = fd_history.averaged[len(fd_history.averaged) // 2 - 1]
verdict("뒤쪽 절반의 시간 동안 MNIST-FD는 절반이 되지 않았습니다", fd_history.averaged[-1] > half_way / 2, when=trained)

# %% [markdown]
# 회색 파선은 목표로 삼은 9배입니다. 처음에는 빠르게, 나중에는 느리게 좋아집니다. 뒤쪽 절반의 시간을 더 들여도 두 배 좋아지지 않았습니다. 맨 아래의 점선까지는
# 아직 멉니다.
# 이 그림이 "언제까지 훈련해야 합니까"에 대한 정직한 답입니다. **품질의 곡선이 더 내려가지 않을 때까지**입니다.
# 다만 이 훈련은 학습률을 거의 0까지 줄이므로 끝은 저절로 평평해집니다. 평평하다고 해서 더 좋아질 수 없다는 뜻은 아닙니다. 걸음을 늘리거나 학습률을
# 늦게 줄여 다시 훈련해 보아야 압니다.
#
# MNIST-FD가 말해 주지 않는 것도 있습니다. 훈련 이미지를 통째로 외워도 값은 작습니다(6.11절). 그래서 수 하나만 믿지 않고 숫자마다의 비율도 함께
# 봅니다.

# %%
show(
    plots.share_bars(shares),
    alt="분류기가 읽은 숫자마다의 비율을 나타낸 막대 열 개. 10%의 점선과 4%의 파선이 함께 있다",
)

# %% [markdown]
# 진짜 데이터에는 열 숫자가 똑같이 10%씩 들어 있습니다. 생성자는 그 비율을 배운 적이 없는데도, 판별자를 속이다 보니
# 대강 맞추었습니다. 완전히 고르지는 않습니다.
# 한 숫자만 그리면 판별자가 그것을 배워 알아챌 수 있습니다. 판별자가 제때 알아채지 못하면 3.14절의 모드 붕괴가 될 수 있습니다.
#
# ## 3.12 평균 생성자
#
# 3.9절부터 본 숫자는 사실 훈련되는 생성자가 아니라 **평균 생성자**가 그린 것입니다. 고리의 점은 평균을 쓰지 않았습니다.
# 두 선수가 서로를 쫓는 동안 생성자의 가중치는 이리저리 흔들립니다. 어느 순간에 멈추느냐에 따라 그림이 달라집니다.
# 그래서 걸음마다 가중치의 **지수 이동 평균**(exponential moving average, EMA)을 따로 적어 둡니다.
#
# $$\bar{\theta} \leftarrow \beta\,\bar{\theta} + (1 - \beta)\,\theta$$
#
# - $\theta$는 지금 생성자의 가중치, $\bar{\theta}$는 평균 생성자의 가중치입니다.
# - $\beta$는 계수(`AVERAGE_DECAY`)입니다. 대략 최근 $1/(1-\beta)$걸음의 평균이 됩니다. $\beta = 0.995$면
#   200걸음쯤입니다.
#
# 들쭉날쭉한 수열 하나로 먼저 봅니다.

# %% [markdown] tags=["instructor"] section="3.12" minutes=3
# **물음**: 평균 생성자는 훈련에 어떤 영향을 줍니까?
#
# **답**: 주지 않습니다. 구경하며 적기만 합니다. 그레이디언트도 받지 않습니다.
#
# **흔한 오해**: 「$\beta$는 클수록 좋다」고 여깁니다. 매끄럽지만 늦게 따라옵니다. 짧은 훈련에서 0.9999를 쓰면 처음 가중치가 남습니다.
#
# **늦었으면**: 3.11절의 그림에서 두 선의 간격만 짚고 넘어가십시오.

# %% [markdown] tags=["slide"] section="3.12"
# - $\bar\theta \leftarrow \beta\,\bar\theta + (1 - \beta)\,\theta$
# - 대략 최근 $1/(1 - \beta)$걸음의 평균입니다
# - 훈련은 건드리지 않습니다. **흔들리는 도중**에는 MNIST-FD가 더 작고, 끝에서는 같아집니다

# %%
random = np.random.default_rng(SEED)
values = 1 - np.exp(-np.arange(1500) / 300) + 0.4 * random.normal(size=1500)


def moving_average(values, decay):
    average, averages = values[0], []
    for value in values:
        average = decay * average + (1 - decay) * value
        averages.append(average)
    return np.array(averages)


averages = {f"β = {decay}": moving_average(values, decay) for decay in (0.9, 0.995)}
show(
    plots.moving_average(values, averages),
    alt="심하게 흔들리며 올라가는 값과 두 이동 평균. "
    "β가 0.9인 선은 여전히 흔들리고 0.995인 선은 매끄럽지만 조금 늦게 따라온다",
)
late = {name: average[900:].std() for name, average in averages.items()}
rising = {name: average[300:600].mean() for name, average in averages.items()}
verdict("β가 크면 덜 흔들립니다", late["β = 0.995"] < late["β = 0.9"] < values[900:].std())
verdict("대신 올라가는 값을 늦게 따라옵니다", rising["β = 0.995"] < rising["β = 0.9"])

# %% [markdown]
# 평균은 훈련에 끼어들지 않고, 그레이디언트도 받지 않습니다. 구경하며 적기만 합니다.
# 훈련의 한가운데에서 같은 잡음으로 그린 두 생성자의 그림을 견줍니다.

# %%
show(
    plots.image_rows(
        [current_samples.samples[middle], samples.samples[middle]],
        ["지금 생성자", "평균 생성자"],
        suptitle=f"{middle} 에포크를 마쳤을 때",
    ),
    alt="같은 잡음으로 그린 두 줄. 위는 지금 생성자, 아래는 평균 생성자의 그림. 여덟 쌍이 거의 같다",
)
at_middle = middle // fd_history.every - 1  # 한가운데의 채점(딱 그때가 아니면 바로 앞의 것)
verdict(
    "한가운데의 채점에서 평균 생성자의 MNIST-FD가 더 작습니다",
    fd_history.averaged[at_middle] < fd_history.current[at_middle],
    when=PROFILE != "quick",
)

# %% [markdown]
# 여덟 쌍만 보아서는 거의 같습니다. 차이는 수천 장의 분포에서 드러납니다. 3.11절의 그림에서 두 선의 간격이 그것입니다. 첫 점에서는 평균이 늦게 따라와 오히려 나쁩니다. 학습률이 거의 0까지 줄어든
# 끝에서는 가중치가 흔들리지 않으므로 두 선이 만납니다. 계산은 거의 들지 않으므로 요즘의 생성모델에서 흔히 씁니다.
#
# ## 3.13 다시 걷는 잠재 공간
#
# 1장에서는 훈련하지 않은 생성자의 **잠재 공간**(latent space)을 걸었습니다. 얼룩만 보였습니다. 이제 숫자가 보입니다.
# 잠재 벡터 둘 사이를 직선으로 걸어 봅니다. 두 끝은 **골랐습니다**. 500개를 뽑아, 숫자마다 3.9절의 분류기가 가장 확신하는 것을 씁니다. 아무
# 벡터나 쓰면 숫자가 아닌 것에서 출발하는 일이 많기 때문입니다.
#
# $$z(t) = (1 - t)\,z_0 + t\,z_1, \qquad 0 \le t \le 1$$
#
# - $z_0$과 $z_1$은 출발과 도착의 잠재 벡터, $t$는 걸어온 비율입니다.

# %% [markdown] tags=["instructor"] section="3.13" minutes=3
# **물음**: 숫자가 다른 숫자로 이어져 변합니다. 이것이 외우지 않았다는 증거입니까?
#
# **답**: 이것만으로는 아닙니다. 표처럼 외워 두고 꺼낸다면 어디에선가 툭 바뀌겠지만, 신경망은 외웠더라도 끊기지 않고 이어집니다.
#
# **흔한 오해**: 「부드러우면 외우지 않은 것」이라고 단정합니다. 1.10절에서 훈련하지 않은 생성자도 부드러웠습니다. 뜻이 있는 그림이 이어진다는 점이 다릅니다.
#
# **늦었으면**: 그림 한 장만 보고 3.14절로 가십시오.

# %% [markdown] tags=["slide"] section="3.13"
# - 1장에서는 얼룩, 이제는 **숫자에서 숫자로** 걷습니다
# - 걸음을 잘게 나누면 끊기지 않고 바뀝니다

# %%
candidates = np.array(keras.random.normal([500, noise_dim], seed=SEED + 4))
answers = certainty(gan.average_generator(candidates))
pairs = [(0, 6), (1, 7), (3, 8), (4, 9)]
ends = {digit: candidates[answers[:, digit].argmax()] for pair in pairs for digit in pair}
walks = [gan.average_generator(theory.latent_path(ends[start], ends[end], 11)) for start, end in pairs]
show(
    plots.image_rows(walks, [f"{start}에서 {end}까지" for start, end in pairs]),
    alt="산책 네 줄. 0에서 6, 1에서 7, 3에서 8, 4에서 9로 바뀐다. 0에서 6으로 가는 줄은 가운데를 지나 한 걸음에 크게 바뀐다",
)
verdict(
    "분류기는 두 끝을 모두 99% 넘게 확신합니다",
    all(answers[:, digit].max() > 0.99 for pair in pairs for digit in pair),
    when=trained,
)


def biggest_step(start, end, steps):
    """산책에서 가장 크게 바뀐 걸음: 이웃한 두 그림의 화소마다의 차이의 평균."""
    walk = gan.average_generator(theory.latent_path(ends[start], ends[end], steps + 1)).numpy()
    return np.abs(np.diff(walk, axis=0)).mean(axis=(1, 2, 3)).max()


verdict(
    "걸음을 백 배로 잘게 나누면, 가장 크게 바뀌는 걸음도 10분의 1보다 작아집니다(네 산책 모두)",
    all(biggest_step(*pair, 1000) < biggest_step(*pair, 10) / 10 for pair in pairs),
    when=trained,
)

# %% [markdown]
# 걸음을 잘게 나누면 **끊기지 않고** 바뀝니다. 열 걸음뿐인 이 그림에서는 0에서 6으로 가는 줄처럼 한 걸음에 크게 바뀌는 곳도 있습니다. 중간에 숫자도 아니고
# 얼룩도 아닌 모양이 잠깐 나타나기도 합니다.
# 표처럼 외워 두고 꺼내는 것이라면 아무리 잘게 나누어도 어디에선가 툭 바뀌어야 합니다. 그러나 끊기지 않는다고 해서 외우지 않았다는 뜻은 아닙니다.
# 신경망은 이어진 함수라서, 외운 신경망도 걸음을 잘게 나누면 부드럽게 바뀝니다(1.10절).
# 아래 실험실에서 직접 걸어 보십시오. 두 끝의 씨앗을 고르고 걸음을 옮깁니다. 걸음마다 **가장 가까운 진짜** 네 장과 거기까지의 거리를 함께 봅니다.
# 외운 것이라면 거리가 0에 가까워야 합니다. 파란 막대는 진짜끼리 쟀을 때의 거리입니다.
#
# > **무엇을 보게 됩니까?** (3분) 길을 **직선**에서 **구면**(길이를 지키며 도는 길)으로 바꾸면 잠재 벡터의 길이와 가운데의 숫자는 어떻게 달라집니까? 길이에 대한 답은 바로 다음 질문의 답에 있습니다.

# %% tags=["nbval-ignore-output"]
latent_lab(gan.average_generator, real.images, noise_dim)

# %% [markdown]
# > **생각해 보기** (3분). 출발과 도착의 한가운데 $z(0.5)$는 길이가 두 끝보다 짧습니다. 왜 그럴까요? 그것이 문제가 될
# > 수 있을까요?
#
# <details><summary>답 보기</summary>
#
# 서로 독립인 두 정규 벡터는 거의 직각입니다. 그래서 $\tfrac{1}{2}(z_0 + z_1)$의 길이는 두 끝의 약
# $1/\sqrt{2} \approx 0.71$배입니다.
# 차원이 높으면 표준 정규 분포의 벡터는 길이가 거의 $\sqrt{d}$($d$는 차원)이므로, 한가운데는 훈련할 때 좀처럼 보지
# 못한 자리입니다.
# 그래서 직선 대신 같은 길이를 지키며 도는 구면 보간(spherical interpolation)을 쓰기도 합니다. 위의 실험실에서 두 길을 견주어 보십시오. 직선의 한가운데가 숫자로 읽히더라도, 전체의 분포가 진짜에 가까운지는 따로 재어 보아야 합니다.
#
# </details>
#
# ## 3.14 모드 붕괴
#
# GAN이 흔히 실패하는 모습은 흐린 그림이 아닙니다. **몇 가지만 되풀이하는 것**입니다. 생성자가 모드 가운데 몇 개만 그리게 되는 것을
# **모드 붕괴**(mode collapse)라고 합니다.
#
# 왜 생길까요? 생성자의 손실에는 "골고루 그려라"라는 말이 없습니다. "**지금의** 판별자를 속여라"라는 말뿐입니다.
# 판별자를 세워 두고 생성자만 계속 훈련하면, 생성자는 판별자가 더 진짜 같다고 답하는 쪽으로 모든 잡음을 보냅니다. 가장 높은 자리가 하나라면 모두 그 한 자리로 몰립니다(3.10절의 「크게 출렁임」처럼 끝없이 멀어질 수도 있습니다).
# 그것이 손실을 가장 작게 하는 길이기 때문입니다.
# 판별자가 제때 따라와 그 자리를 "가짜"라고 알아채면 생성자는 흩어집니다. 따라오지 못하면 무너질 수 있습니다.
#
# 3.10절의 고리에서 훈련한 넷 가운데 둘, 「팽팽함」과 「눈금에 붙음」을 다시 봅니다. 둘의 차이는
# **생성자의 학습률이 열 배**라는 것 하나뿐입니다.

# %% [markdown] tags=["instructor"] section="3.14" minutes=6
# **물음**: 생성자의 손실 어디에 「골고루 그려라」라고 적혀 있습니까?
#
# **답**: 어디에도 없습니다. 「지금의 판별자를 속여라」뿐입니다. 그래서 판별자가 따라오지 못하면 한 자리로 몰립니다.
#
# **흔한 오해**: 모드 붕괴를 흐린 그림으로 알고 있습니다. 한 장 한 장은 또렷한데 몇 가지만 되풀이하는 것입니다. 「학습률의 비만 맞추면 막는다」는 말도 틀립니다. 3.9절은 열 배였지만 무너지지 않았습니다.
#
# **늦었으면**: 자취의 그림만 보이고 「옮겨 다닌다」를 짚은 다음 정리로 가십시오.

# %% [markdown] tags=["slide"] section="3.14"
# - 손실에는 「골고루」라는 말이 없습니다
# - 무너진 생성자는 한 덩어리로 **옮겨 다닙니다**
# - 그래서 표본을 **여러 장 늘어놓고** 봅니다
# - 한 장으로: 손실 → 발산 → 어떻게 실패하는가

# %%
_, balanced_track, balanced = on_ring["팽팽함"]
_, track, _ = on_ring["눈금에 붙음"]
track_steps = EVERY * np.arange(1, len(track) + 1)
late_track = track[len(track) // 2 :]  # 처음에 자리를 잡는 동안은 빼고 봅니다.
shown = [len(track) - 1 - 3 * back for back in (3, 2, 1, 0)] if len(track) > 12 else [0, 1, 2, 3]

# %% [markdown]
# 왼쪽부터 진짜, 팽팽한 훈련의 마지막, 그리고 무너진 훈련의 마지막 네 순간입니다. 순간은 고르지 않았습니다. 끝에서부터 열두 걸음 간격입니다.

# %%
show(
    plots.point_panels(
        points[:2000],
        [None, balanced, *track[shown]],
        ["진짜", "팽팽한 훈련", *(f"무너진 훈련 {track_steps[index]}걸음" for index in shown)],
        limit=1.1 * max(np.abs(panel).max() for panel in [points, balanced, *track[shown]]),
    ),
    alt="모드 여덟 개의 고리. 팽팽한 훈련의 가짜는 여덟 모드를 모두 덮고, "
    "무너진 훈련의 가짜는 뭉쳐 있으며 열두 걸음마다 다른 자리에 있다",
)
late_middle = late_track.mean(axis=1)
visited = np.linalg.norm(late_middle[:, None] - centers, axis=2).min(axis=0) < 0.6
verdict("팽팽한 훈련은 모드 여덟 개 가운데 일곱 개 이상을 덮습니다", modes_covered(balanced) >= 7, when=trained)
verdict(
    "무너진 훈련이 뒤쪽 절반의 한 순간에 덮는 모드는 평균 두 개가 되지 않습니다",
    np.mean([modes_covered(samples_then) for samples_then in late_track]) < 2,
    when=trained,
)
verdict("그런데 그동안 가짜의 평균은 모드 다섯 개 이상을 들렀습니다", visited.sum() >= 5, when=trained)

# %% [markdown]
# 네 순간만으로는 어디로 가는지 알기 어렵습니다. 덩어리가 모드 위에 있지 않은 순간도 있습니다. 뒤쪽 절반을 네 걸음마다 모두 이어 그립니다.

# %%
show(
    plots.collapse_track(points[:2000], centers, late_track, track_steps[len(track) // 2 :]),
    alt="왼쪽은 무너진 가짜의 평균이 고리를 따라 여러 바퀴 돈 자취, 오른쪽은 걸음마다 모드 가까이에 있는 가짜의 비율. "
    "한 번에 많아야 한두 줄만 짙고, 짙은 자리가 대개 이웃 모드로 차례로 옮겨 간다",
)
angle = np.unwrap(np.arctan2(late_middle[:, 1], late_middle[:, 0]))
verdict("뒤쪽 절반 동안 가짜의 평균은 고리를 한 바퀴 넘게 돕니다", abs(angle[-1] - angle[0]) > 2 * np.pi, when=trained)
verdict(
    "가짜가 어느 모드도 덮지 못하는 순간도 있습니다",
    any(modes_covered(samples_then) == 0 for samples_then in late_track),
    when=trained,
)

# %% [markdown]
# 무너진 가짜는 한 모드에 머물지 않고 **옮겨 다닙니다**. 이 씨앗에서는 고리를 따라 돕니다. 다른 씨앗에서는 어떤지, 3.10절에서 읽은 값에서 「눈금에 붙음」의
# 뒤쪽 절반을 봅니다. 「들른 모드」는 가짜의 평균이 한 번이라도 0.6 안까지 다가간 모드입니다.

# %%
rows = [f"| 씨앗 | {listed(RING_SEEDS, 'd', ' | ')} |", "|---|" + "---|" * len(RING_SEEDS)]
for label, key, form in (
    ("한 순간에 덮는 모드의 평균", "modes_at_once", ".1f"),
    ("들른 모드", "visited", "d"),
    ("처음부터 끝까지 돈 바퀴(+는 시계 반대 방향)", "turns", "+.1f"),
    ("가장 멀리 벌어진 두 순간의 바퀴", "widest_turns", ".1f"),
):
    rows.append(f"| {label} | {listed(stored('고리/눈금에 붙음', key), form, ' | ')} |")
display(Markdown("\n".join(rows)))
turns, widest_turns = stored("고리/눈금에 붙음", "turns"), stored("고리/눈금에 붙음", "widest_turns")
verdict(
    "네 씨앗 모두 한 순간에 덮는 모드는 평균 두 개가 되지 않는데, 그동안 모드를 일곱 개 이상 들릅니다",
    np.all(stored("고리/눈금에 붙음", "modes_at_once") < 2) and np.all(stored("고리/눈금에 붙음", "visited") >= 7),
)
verdict("네 씨앗 모두, 두 순간을 골라 견주면 고리를 세 바퀴 넘게 돈 때가 있습니다", np.all(widest_turns > 3))
verdict("처음과 끝을 견주면, 돈 방향이 다른 씨앗이 있습니다", turns.min() < 0 < turns.max())
verdict("거꾸로도 합쳐 한 바퀴 넘게 돈 씨앗이 있습니다", np.any(widest_turns - abs(turns) > 1))

# %% [markdown]
# 네 씨앗 모두 고리를 돌며 모드를 두루 들렀습니다. 도는 방향은 씨앗에 따라 다르고, 도중에 방향이 바뀐 씨앗도 있습니다.
# 생성자가 한 자리에 몰리면 판별자가 그 자리를 가짜로 배우고, 생성자는 아직 높게 쳐 주는 자리로 다시 몰려간다고 짐작할 수 있습니다.
#
# 실험실에서 직접 무너뜨려 보십시오. 무너진 훈련과 같은 학습률로 시작합니다(여기서는 두 선수가 번갈아 걷습니다). **재생**을 누르고 가짜가
# 어디로 가는지 따라가 보십시오. D의 학습률을 키우거나, **더 바꾸기**를 눌러 벌점 R1(7장)을 더하거나 목적 함수를 바꾸어
# 되살릴 수 있습니까?

# %% tags=["nbval-ignore-output"]
PlaneLab.from_settings(f"target=ring&generator_rate=0.01&discriminator_rate=0.001&seed={SEED}")

# %% [markdown]
# > **무엇을 보게 됩니까?** (5분) 「가짜가 덮은 자리」는 몇까지 올라갑니까? 재생하는 도중에 D의 학습률만 0.01로 올리면 어떻게 됩니까?
#
# <details><summary>답 보기</summary>
#
# 재어 둔 판(아래의 「재어 둔 네 씨앗」)에서는 네 씨앗 모두 1,200걸음까지 많아야 넷이었고, 마지막에는 많아야 둘이었습니다. 도중에 D의 학습률을
# 0.01로 올린 열두 판에서는 모두 600걸음 안에 가짜가 흩어져 여덟 곳을 다 덮었습니다. 컴퓨터가 다르면 씨앗이 같아도 다른 판이 되므로 여러분의 판은 다를 수
# 있습니다. 씨앗을 바꾸어 몇 판 더 해 보십시오.
#
# </details>
#
# 학습률의 비율만으로 정해지는 일은 아닙니다. 3.9절의 숫자 훈련에서도 생성자의 학습률이 판별자의 열 배였지만 무너지지
# 않았습니다. 신경망과 데이터가 다르면 알맞은 걸음도 다릅니다. 그러므로 설정을 믿지 말고 표본을 보아야 합니다.
# 한 장이 아니라 **여러 장을 늘어놓고**, 한 순간이 아니라 여러 순간을 봅니다. 무너진 정도는 이렇게 잽니다.
#
# - 정답을 아는 문제에서는 **덮은 모드의 수**를 셉니다.
# - 이름표가 있는 데이터에서는 분류기로 **종류마다의 비율**을 잽니다. 3.11절의 "저마다 4% 이상"이 이것입니다.
# - MNIST-FD 같은 **분포의 거리**도 퍼진 모양을 보지만, 이것만으로는 모자랍니다(6.8절).
#
# 이 고리에서 되살린 것은 두 선수의 학습률을 맞추는 일이었습니다. 다른 손실과 벌점은 7장에서 재어 봅니다.
#
# > **생각해 보기** (3분). 생성자의 학습률만 열 배로 했더니 무너졌습니다. 판별자의 학습률도 열 배로 하면 되살아날까요?
# > `train_on_ring(1e-2, 1e-2)`을 불러 보십시오.
#
# <details><summary>길잡이</summary>
#
# `modes_covered(train_on_ring(1e-2, 1e-2)[2])`를 찍어 보십시오. 재어 둔 네 씨앗은 일곱이나 여덟 모드를 덮었습니다(바로 아래). 생성자의 학습률은 무너질
# 때와 같으므로, 탓은 그 크기만이 아니라 두 학습률의 **비**로 보입니다. 판별자 손실의 끝 평균은 $2\ln 2$보다 조금 작고 같은 씨앗의 무너진 훈련과 0.15도 다르지
# 않아, 손실만으로는 둘을 가리기 어렵습니다. 씨앗에 따라 결과가 달라질 수 있으므로 `SEED`를 두세 개 바꾸어 보십시오.
#
# </details>
#
# **재어 둔 네 씨앗.** 위의 두 답은 3.10절의 `benchmarks/ring_seeds.py`로 재어 둔 것입니다. 실험실에서는 D의 학습률을 그대로 둔 판과, 200, 400, 600걸음에서
# 0.01로 올리고 600걸음을 더 훈련한 판을 쟀습니다.

# %%
rows = [
    "| 실험실, 씨앗 0, 1, 2, 3 | 덮은 자리가 가장 많을 때 | 마지막 | 올린 뒤 여덟 곳을 처음으로 다 덮기까지의 걸음 |",
    "|---|---|---|---|",
]
raised = ("200", "400", "600")  # D의 학습률을 올린 걸음
for name in ("그대로", *raised):
    cells = [listed(stored(f"실험실/{name}", key), "d") for key in ("most", "last")]
    waited = listed(stored(f"실험실/{name}", "all_from") - int(name), "d") if name in raised else "-"
    label = f"{name}걸음에서 올림" if name in raised else "그대로 1,200걸음"
    rows.append(f"| {label} | {' | '.join(cells)} | {waited} |")
display(Markdown("\n".join(rows)))
both_faster, collapsed = (stored(f"고리/{name}", "discriminator_mean") for name in ("둘 다 열 배", "눈금에 붙음"))
print("두 학습률을 다 열 배로 한 훈련이 덮은 모드:", listed(stored("고리/둘 다 열 배", "modes"), "d"))
print("그때 판별자 손실의 끝 평균:", listed(both_faster, ".2f"))
most, last = (stored("실험실/그대로", key) for key in ("most", "last"))
verdict(
    "그대로 두면 네 씨앗 모두 1,200걸음까지 많아야 네 곳을 덮고, 마지막에는 많아야 두 곳을 덮습니다",
    most.max() <= 4 and last.max() <= 2,
)
verdict(
    "D의 학습률을 올린 열두 판은 모두 600걸음 안에 여덟 곳을 다 덮고, 마지막에도 다 덮고 있습니다",
    all(np.all(stored(f"실험실/{name}", key) == 8) for name in raised for key in ("most", "last")),
)
verdict(
    "두 학습률을 다 열 배로 하면 네 씨앗 모두 모드를 일곱 개 이상 덮습니다",
    np.all(stored("고리/둘 다 열 배", "modes") >= 7),
)
verdict(
    "그때 판별자 손실의 끝 평균은 네 씨앗 모두 2 ln 2보다 작지만, 2 ln 2와도 같은 씨앗의 무너진 훈련과도 0.15도 다르지 않습니다",
    np.all((both_faster < gauge) & (gauge - both_faster < 0.15) & (abs(both_faster - collapsed) < 0.15)),
)

# %% [markdown]
# ### 왜 맴돕니까
#
# 쫓고 쫓기는 것은 신경망이 커서가 아닙니다. 생성자는 **지금의** 판별자에게서 배우는데, 배운 대로 옮겼을 때에는 판별자도 달라져 있습니다. 수 두 개로 된
# 가장 작은 GAN조차 그렇게 맴돕니다. 그 이야기와 멈추게 하는 법은 [7.1절](07_stable_training.ipynb)에 있습니다.
#
# ### 손실 → 발산 → 어떻게 실패하는가
#
# 무엇을 줄이라고 했는지 알면 어떻게 실패하는지도 짐작할 수 있습니다. 이 강좌의 그림이 보여 주는 것만 한 장에 모았습니다. 여기의 발산은 2장의 것이고, 판별자가 **가장 좋을
# 때**의 이야기입니다. 아직 배우지 않은 이름이 많습니다. 지금은 링크가 없는 줄과 2장의 줄만 읽고, 나머지는 그 장을 마칠 때 돌아와 채우십시오.
#
# | 손실과 설정 | 생성자가 줄이는 것, 또는 받는 신호 | 어떻게 실패합니까 | 보이는 곳 |
# |---|---|---|---|
# | 포화 | $2\,\mathrm{JS} - \log 4$ | 판별자가 앞서면 신호가 사라집니다 | [2.6절, 2.7절](02_loss_functions.ipynb), [7.2절](07_stable_training.ipynb) |
# | 비포화 | $\mathrm{JS}$가 아닙니다. 정규 분포 둘에서 신호는 멀수록 큽니다(7.2절) | 생성자의 학습률만 열 배: 한 덩어리로 몰려 옮겨 다닙니다 | 3.14절 |
# | | | 생성자의 학습률이 판별자의 천분의 일: 따라오지 못합니다 | 3.10절 |
# | | | 모드 스물다섯, 긴 훈련: 품질은 오르는데 모드를 빠뜨립니다 | [7.9절](07_stable_training.ipynb) |
# | 최소제곱(LSGAN) | 점수가 1에서 벗어난 만큼의 제곱 | 모드 스물다섯: 테두리의 모드에 몰립니다(씨앗 0). 비포화도 비슷했으므로 이 손실만의 병은 아닙니다 | [7.6절](07_stable_training.ipynb), [6.8절](06_evaluation.ipynb) |
# | 벌점 없이 동시 갱신(수 두 개로 된 GAN) | 지금의 판별자를 속이는 쪽 | 균형 둘레를 돌며 멀어집니다 | [7.1절](07_stable_training.ipynb) |
# | 바서슈타인(WGAN-GP) | 신호가 거리와 상관없이 1 | 수 두 개로 된 GAN: 맴돌거나, 틀린 자리에 멈춥니다 | [7.3절](07_stable_training.ipynb) |
# | $100 \times$ L1(Pix2Pix) | 가능한 정답들의 중앙값 | 선만 보고 컬러로 칠하면 거의 모두 누런빛입니다. 짧은 훈련이 얼마나 거들었는지는 가려내지 않았습니다 | [5.7절](05_pix2pix_vs_cyclegan.ipynb) |
# | 어느 손실이든: 전치 합성곱 | 자리마다 겹치는 횟수가 다릅니다 | 훈련하기 전의 출력에 격자무늬가 있습니다. 훈련하면 줄어듭니다 | [4.7절](04_cyclegan.ipynb), [4b.5절](04b_inside_cyclegan.ipynb) |
# | 어느 손실이든: 외운 생성자 | 분포의 거리는 처음 보는 진짜만큼 작습니다 | 훈련 그림을 그대로 내놓습니다(일부러 만든 것) | [6.11절](06_evaluation.ipynb) |
# | 어느 손실이든: 큰 학습률 | 걸음마다 골짜기를 건너뜁니다 | 걸음마다 더 멀어집니다 | 3.3절 |
#
# 힌지와 상대론적 손실은 실패하는 모습을 보인 곳이 없어 뺐습니다. 한 줄마다 그 설정에서 본 것이지, 그 손실이 늘 그렇게 실패한다는 뜻은 아닙니다.
#
# ## 3.15 멈췄다가 이어서 훈련하기
#
# 이 장의 훈련은 몇 분이면 끝나지만, 큰 훈련은 몇 시간에서 며칠이 걸립니다. 그사이에 전원이 나가고, 노트북이 닫히고,
# Colab이 끊깁니다.
# 그래서 공개된 GAN 구현마다 "**멈춘 훈련을 어떻게 이어 갑니까?**"라는 질문이 되풀이해서 올라옵니다. 많은 사람이
# 가중치만 저장해 두었다가, 이어 간 훈련이 어딘가 이상해진 다음에야 모자란 것을 압니다.
#
# 멈추지 않은 것과 똑같이 이어 가려면 다음을 **모두** 저장해야 합니다.
#
# | 저장할 것 | 빠뜨리면 |
# |---|---|
# | 두 신경망의 가중치 | 처음부터 다시 훈련합니다 |
# | Adam의 기억(두 이동 평균) | 어느 쪽으로 가던 중이었는지 잊고, 다시 시작한 첫 걸음에 모든 가중치가 학습률만큼 튑니다(3.3절) |
# | 에포크와 학습률(끝낸 걸음의 수) | 다 줄여 놓은 학습률이 처음 값으로 되돌아가, 다듬은 그림을 큰 걸음이 도로 흐트러뜨립니다 |
# | 평균 생성자 | 쌓아 온 평균을 버리고 지금 생성자에서 다시 시작합니다 |
# | 난수의 상태 | 훈련을 시작할 때 썼던 잡음과 드롭아웃을 되풀이합니다 |
# | 데이터의 차례 | 이번 에포크에 이미 본 이미지를 또 보고, 아직 못 본 이미지는 건너뜁니다 |
# | 지금까지의 손실 | 손실 곡선의 앞부분이 사라집니다 |
#
# `ResumeTraining` 콜백은 이것을 에포크가 끝날 때마다 파일 하나에 저장합니다. 새 파일을 다 쓴 다음에 옛 파일과
# 바꾸므로, 저장하는 도중에 전원이 나가도 옛 파일은 멀쩡합니다.
# 말로만 하지 말고 여기에서 해 봅시다. 3.9절의 훈련을 몇 초짜리로 줄이고, 난수의 상태도 시험하려고 판별자에 드롭아웃을
# 넣었습니다.

# %% [markdown] tags=["instructor"] section="3.15" minutes=5
# **물음**: 가중치만 저장했다가 이어 가면 무엇을 잃습니까? 아는 대로 말해 보십시오.
#
# **답**: Adam의 기억, 학습률의 위치, 평균 생성자, 난수의 상태, 데이터의 차례, 손실의 기록입니다. 첫 걸음에 모든 가중치가 학습률만큼 튑니다.
#
# **흔한 오해**: 「가중치가 모델의 전부」라고 여깁니다. 오류가 나지 않고 그림만 다시 흔들리므로 알아채기 어렵습니다.
#
# **늦었으면**: 표를 보여 주고 `ResumeTraining`을 콜백에 더하는 한 줄만 적게 하십시오.

# %% [markdown] tags=["slide"] section="3.15"
# - 가중치만으로는 모자랍니다: Adam, 학습률, 난수, 데이터의 차례
# - `ResumeTraining` 하나면 **한 비트까지** 같게 이어 갑니다
# - 가중치만 되살리면 다음 걸음에 두 배 넘게 튑니다

# %%
import contextlib
import signal
import tempfile

SHORT_EPOCHS, SHORT_STEPS = 3, 12
workplace = tempfile.TemporaryDirectory()  # 이 절에서 저장하는 파일은 모두 여기에 두었다가 버립니다.


def start_short_training():
    """모델과 데이터를 처음부터 만듭니다. 커널을 다시 켜고 셀을 모두 실행한 것과 같습니다."""
    keras.utils.set_random_seed(SEED)
    gan = GAN(dcgan_generator(16, filters=4), dcgan_discriminator(filters=4, dropout=0.3), 16, seed=SEED)
    rates = (GENERATOR_RATE, DISCRIMINATOR_RATE)
    gan.compile(*build_optimizers(*(LinearDecay(rate, 0, SHORT_EPOCHS, SHORT_STEPS) for rate in rates)))
    return gan, mnist.dataset(BATCH_SIZE, seed=SEED, steps=SHORT_STEPS)


def train_short(folder, *callbacks):
    """folder에 저장한 것이 있으면 이어서, 없으면 처음부터 훈련합니다."""
    gan, data = start_short_training()
    with contextlib.chdir(workplace.name):
        resume = ResumeTraining(folder, data)
        history = gan.fit(data, epochs=SHORT_EPOCHS, callbacks=[*callbacks, resume], verbose=0).history
    return gan, history


# %% [markdown]
# 먼저 견줄 상대로, 쉬지 않고 끝까지 훈련합니다. 그다음 똑같은 훈련을 **세 번째 에포크의 다섯 번째 걸음에서** 멈춥니다.
# 여러분이 Ctrl-C나 노트북의 ■(커널 멈추기)를 누르면 컴퓨터는 `SIGINT`라는 신호를 보냅니다. 손으로 누르면 멈추는
# 자리가 그때그때 다르므로, 여기에서는 콜백이 정해진 걸음에 그 신호를 보냅니다. 나머지는 손으로 누른 것과 같습니다.


# %% tags=["nbval-ignore-output"]
class PressCtrlC(keras.callbacks.Callback):
    """정해진 걸음을 하는 동안 Ctrl-C를 누릅니다. 에포크와 걸음은 0부터 셉니다."""

    def __init__(self, epoch, step):
        super().__init__()
        self.moment = (epoch, step)

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_begin(self, batch, logs=None):
        if (self.epoch, batch) == self.moment:
            signal.raise_signal(signal.SIGINT)


uninterrupted, history_uninterrupted = train_short("쉬지 않은 훈련")
try:
    train_short("멈춘 훈련", PressCtrlC(epoch=2, step=4))
except KeyboardInterrupt as stopped:
    print("KeyboardInterrupt:", stopped)

with contextlib.chdir(workplace.name):  # 보통의 케라스 파일이므로 이렇게도 열립니다. 조금 뒤에 씁니다.
    at_the_stop = keras.models.load_model("멈춘 훈련/latest.keras")

# %% [markdown]
# 하던 걸음을 마저 하고, 저장하고, 어떻게 이어 가는지 일러 준 다음 멈추었습니다. 시키는 대로 **같은 코드를 다시**
# 실행합니다.
# 모델도 데이터도 처음부터 새로 만들지만, `ResumeTraining`이 저장한 것을 찾아 이어 갑니다.

# %% tags=["nbval-ignore-output"]
resumed, history_resumed = train_short("멈춘 훈련")

# %%
verdict("두 신경망의 가중치와 평균 생성자, 난수의 상태가 한 비트까지 같습니다", same_values(resumed, uninterrupted))
verdict(
    "두 Adam의 기억과 끝낸 걸음의 수가 한 비트까지 같습니다",
    same_values(resumed.generator_optimizer, uninterrupted.generator_optimizer)
    and same_values(resumed.discriminator_optimizer, uninterrupted.discriminator_optimizer),
)
verdict("에포크마다의 손실도 마지막 자리까지 같습니다", history_resumed == history_uninterrupted)

# %% [markdown]
# 비슷한 것이 아니라 **같습니다**. 멈춘 적이 없는 훈련과 구별할 방법이 없습니다. (다른 종류의 CPU로 옮겨서 이어 가면
# 반올림이 달라 한 비트까지 같지는 않습니다.)
#
# ### 가중치만 저장하면
#
# 이번에는 흔히 하듯 두 신경망의 가중치만 되살려, 멈춘 순간을 모두 저장한 것과 견줍니다.

# %%
weights_only, _ = start_short_training()
weights_only.generator.set_weights(at_the_stop.generator.get_weights())
weights_only.discriminator.set_weights(at_the_stop.discriminator.get_weights())


def next_learning_rate(gan):
    return float(gan.generator_optimizer.learning_rate)


print("다음 걸음에서 생성자의 학습률")
print(f"- 모두 저장했을 때: {next_learning_rate(at_the_stop):.4f}")
print(f"- 가중치만 저장했을 때: {next_learning_rate(weights_only):.4f}")
verdict(
    "가중치만 되살리면 학습률이 세 배로 되돌아갑니다",
    np.isclose(next_learning_rate(weights_only), 3 * next_learning_rate(at_the_stop)),
)


def movement_of_next_step(gan):
    """다음 한 걸음에 생성자의 가중치가 움직인 거리. 두 모델에 같은 이미지를 줍니다."""
    before = gan.generator.get_weights()
    gan.train_step(tf.constant(images))
    return np.sqrt(sum(np.sum((new - old) ** 2) for new, old in zip(gan.generator.get_weights(), before)))


verdict(
    "가중치만 되살린 생성자는 바로 다음 걸음에 두 배 넘게 튑니다",
    movement_of_next_step(weights_only) > 2 * movement_of_next_step(at_the_stop),
)

# %% [markdown]
# 오류는 나지 않습니다. 다듬던 그림이 다시 흔들릴 뿐입니다. 그래서 찾기 어려운 실수입니다. (0.002가 아니라 0.0015인 것은 학습률을 첫 에포크부터 줄이기 때문입니다. 세 에포크의 학습률은 0.002의 3/4, 2/4, 1/4입니다.)
#
# 여러분의 훈련에 쓰는 법은 간단합니다. 남아 있을 폴더를 정하고, `fit`에 콜백을 하나 더합니다.
#
# ```python
# data = mnist.dataset(BATCH_SIZE, seed=SEED)
# gan.fit(data, epochs=EPOCHS, callbacks=[StopOnNonFiniteLoss(), ResumeTraining("훈련/숫자", data)])
# ```
#
# - 설정을 바꾸어 새로 훈련하려면 다른 폴더를 주십시오. 다른 훈련이 저장한 것이면 조용히 이어 가지 않고 무엇이 다른지
#   알려 줍니다.
# - 데이터는 `mnist.dataset`처럼 **차례를 되살릴 수 있는 것**이어야 합니다. tf.data의 `shuffle`로 섞은 데이터를 `fit`에 주면
#   `fit`이 그 안에서 돌리므로, 어디까지 섞었는지를 이 콜백이 꺼내 저장하지 못합니다.
# - Colab에서는 세션이 끝나도 남는 구글 드라이브의 폴더를 주십시오.
#
# > **생각해 보기** (2분). Ctrl-C를 누를 틈도 없이 전원이 나가면 어디에서부터 이어 갑니까? 에포크 하나가 한 시간이라면
# > 어떻게 하겠습니까?
#
# <details><summary>답 보기</summary>
#
# 마지막으로 끝낸 에포크부터 이어 갑니다. 잃는 것은 많아야 한 에포크이고, 그 에포크를 다시 훈련한 결과는 역시 한 비트까지
# 같습니다. 에포크가 길면 `ResumeTraining(folder, data, every_steps=500)`처럼 에포크 안에서도 저장하게 하십시오.
#
# </details>
#
# ## 3.16 자주 묻는 질문
#
# **언제 다 된 것입니까?** 손실로는 알 수 없습니다(3.10절). 같은 잡음의 표본이 더 나아지지 않고, 학습률을 아직 줄이지 않았는데도 품질의 곡선이 평평해지면 그 설정으로는 다 된 것입니다(3.11절). 데이터가
# 적으면 판별자가 진짜를 외워 도로 나빠질 수도 있으므로 에포크마다 다른 이름으로 저장해 둡니다. 3.15절의 `ResumeTraining`은 마지막 것 하나만 남기므로, 케라스의 `ModelCheckpoint("{epoch:03d}.keras")`를 함께 씁니다.
#
# **얼마나 걸립니까?** 걸음 하나의 시간에 걸음 수를 곱하면 됩니다. 이 장은 걸음 수를 3분이 넘지 않게 맞추었습니다. `gpu`
# 프로필은 더 큰 신경망을 더 오래 훈련합니다.
#
# **판별자의 정확도가 100%입니다.** 판별자가 압도하는 것일 수 있습니다(3.10절). 표본이 더 나아지지 않는다면 두 학습률의 비를 바꾸거나, 판별자에
# 드롭아웃을 넣거나, 판별자를 작게 해 보십시오.
#
# **두 번 실행하면 같은 결과가 나옵니까?** 이 기계에서 씨앗이 같으면 거의 같습니다. 그러나 CPU의 종류나 스레드의 수가
# 다르면 반올림이 달라지고, 작은 차이는 걸음을 거듭하면서 자랍니다(3.5절). 그래서 이 강좌는 훈련 결과의 숫자를 외우지 않고
# **범위를 확인**합니다.
#
# ## 정리
#
# - `GradientTape`는 계산을 적어 두었다가 거꾸로 감아 그레이디언트를 구합니다. 훈련되는 변수만 저절로 지켜봅니다.
# - GAN의 한 걸음은 잡음 한 번, 앞으로 한 번, 손실 둘, 그레이디언트 둘, 갱신 둘입니다. 그레이디언트를 둘 다 구하고
#   나서 갱신합니다.
# - 생성자의 그레이디언트는 판별자를 **지나서** 오지만 판별자를 바꾸지 않습니다.
# - 잡음은 지금 배치의 이미지 수만큼 뽑습니다.
# - 손실은 상대와 견준 점수입니다. 품질은 표본, 분포의 거리, 종류마다의 비율로 잽니다.
# - 평균 생성자는 훈련을 건드리지 않습니다. 이 장의 훈련에서는 한가운데의 MNIST-FD가 더 작았습니다.
# - 모드 붕괴는 생성자가 몇 가지만 되풀이하는 것입니다. 손실에는 골고루 그리라는 말이 없어서, 판별자가 제때 따라오지 못하면 생길 수 있습니다.
# - 이어서 훈련하려면 가중치만으로는 모자랍니다. Adam의 기억, 학습률, 난수의 상태, 데이터의 차례까지 저장합니다.
#
# ## 다음 장
#
# 지금까지의 생성자는 **잡음**에서 그림을 만들었습니다. [4장](04_cyclegan.ipynb)의 생성자는 **그림**에서 그림을
# 만듭니다.
# 갈색 말을 얼룩말로, 여름을 겨울로 바꾸되, 짝지은 그림 한 쌍 없이 배웁니다. 생성자도 판별자도 둘씩이지만, 한 걸음의
# 뼈대는 이 장과 같습니다.
#
# 그 전에 [3장의 연습](exercises/03_train_step.ipynb)을 푸십시오. 답을 쓰면 그 자리에서 채점하고, 틀리면 무엇을 오해했는지 말합니다.

# %% [markdown] tags=["instructor"] section="3.16" minutes=2
# **물음**: 「언제 다 된 것입니까?」라고 누가 물으면 무엇이라고 답하겠습니까?
#
# **답**: 손실로는 알 수 없고, 같은 잡음의 표본이 더 나아지지 않고 품질의 곡선이 평평해지면 그 설정으로는 다 된 것입니다. 학습률을 0까지 줄이면 저절로 평평해지는 것은 빼고 봅니다.
#
# **흔한 오해**: 「오래 훈련할수록 좋다」고 여깁니다. 데이터가 적으면 판별자가 진짜를 외워 도로 나빠질 수 있습니다.
#
# **늦었으면**: 읽을거리로 남기십시오. 물음이 나오면 여기로 돌아옵니다.

# %% [markdown] tags=["slide"] section="3.16"
# - 다 되었는지는 **표본과 품질의 곡선**으로 봅니다

# %% [markdown] tags=["instructor"] section="3.정리" minutes=2
# **물음**: GAN의 한 걸음을 손가락으로 세며 말해 보십시오.
#
# **답**: 잡음 한 번, 앞으로 한 번, 손실 둘, 그레이디언트 둘, 갱신 둘입니다.
#
# **흔한 오해**: 「생성자의 그레이디언트를 구했으니 판별자도 바뀐다」는 말이 아직 남아 있으면 3.4절의 그림을 다시 띄우십시오.
#
# **늦었으면**: 여기가 되돌아오는 자리입니다. 훈련이 끝나지 않은 분은 저장된 노트북으로 결과를 보고, 4장의 첫머리에서 다시 함께 시작합니다.

# %% [markdown] tags=["slide"] section="3.정리"
# - 그레이디언트를 둘 다 구하고 나서 갱신합니다
# - 품질은 표본, 분포의 거리, 종류마다의 비율로 잽니다
# - 다음: **그림에서 그림**을 만듭니다
