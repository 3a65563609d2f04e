# %% [markdown]
# # 2. 손실 함수
#
# 1장에서는 두 선수를 만났습니다. 가짜를 만드는 **생성자(generator)** 와 가짜를 잡는 **판별자(discriminator)** 입니다.
# 그런데 신경망은 "속이면 좋다", "맞히면 좋다"라는 말을 알아듣지 못합니다. 얼마나 잘했는지를 **수 하나로** 알려 주어야 합니다.
# 그 수를 계산하는 것이 **손실 함수(loss function)** 입니다. 이 장에서는 두 선수의 손실을 손으로 계산하고, 그 수를 읽는 법을 배웁니다.
#
# **목표**
#
# - 왜 판별자는 가짜에 0을, 생성자는 같은 가짜에 1을 붙이는지 설명합니다.
# - 두 손실을 종이와 연필로 계산하고, 패키지의 함수가 같은 값을 내는지 확인합니다.
# - $\ln 2 \approx 0.693$과 $2\ln 2 \approx 1.386$이 무슨 눈금인지 압니다. 3장에서 훈련을 읽는 데 씁니다.
# - 가장 뛰어난 판별자의 답이 $D^* = p/(p+q)$임을 증명하고 숫자로 확인합니다.
# - 로짓으로 손실을 계산하는 까닭과, `from_logits`를 잘못 썼을 때 나타나는 증상을 압니다.
# - 실제 수업 자료에 있던 이름 결함 하나를 재현하고 고칩니다.
#
# **걸리는 시간**: 읽고 생각하는 데 70분쯤 걸립니다(2.5절 끝에 쉬어 갈 자리가 있습니다). 훈련이 없으므로 실행은 코어 2개인 컴퓨터에서도 1분이 걸리지 않습니다.
#
# **프로필**: `cpu`가 기본입니다. 이 장은 어느 프로필이든 내용이 같고, 2.6절에서 뽑는 표본의 수만 다릅니다.

# %% [markdown] tags=["instructor"] section="2.0" minutes=2
# **물음**: 「잘 속였다」를 컴퓨터에 알려 주려면 무엇이 필요합니까?
#
# **답**: 수 하나입니다. 바라는 대로 될수록 작아지는 수, 곧 손실입니다. 선수가 둘이므로 손실도 둘입니다.
#
# **흔한 오해**: 「손실은 하나이고 둘이 함께 줄인다」고 여깁니다. 두 선수의 바람이 다르므로 수도 둘입니다.
#
# **늦었으면**: 목표는 읽지 말고 2.1절의 표로 가십시오.

# %% [markdown] tags=["slide"] section="2.0"
# - 바람을 **수 하나**로 적습니다
# - 오늘 외울 눈금은 둘: 0.693과 1.386

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0

# %%
import inspect
import warnings

from gan_course import losses, plots, theory
from gan_course.data import mnist
from gan_course.lesson import choose, show, verdict
from gan_course.models import dcgan_discriminator, dcgan_generator
from gan_course.plots.losses import stray_pull

# %% [markdown]
# **늦게 오셨거나 컴퓨터가 느리면** 1장을 다 실행하지 못했어도 괜찮습니다. 1.9절의 두 신경망을 미리 훈련해서 강좌에 넣어 두었습니다. 다음 셀이 불러옵니다. 1장을 마쳤다면 그림만 보고 지나가십시오.
# %%
from gan_course.training import checkpoint
from gan_course.widgets.objectives import distance_explorer, logit_explorer, loss_lab

import keras
import numpy as np
import tensorflow as tf
from scipy.stats import norm

chapter_1 = checkpoint("01").model
real_points = theory.ring_of_gaussians(1000, seed=SEED + 1)
show(
    plots.point_panels(real_points, [None, chapter_1.generate(1000, seed=SEED)], ["진짜", "1장에서 훈련한 생성자"]),
    alt="봉우리 여덟 개의 고리. 왼쪽은 진짜이고, 오른쪽은 1장의 생성자가 만든 점이 여덟 봉우리와 그 사이의 가는 고리 위에 놓여 있다",
)

# %%
SAMPLES = choose(PROFILE, quick=20_000, cpu=200_000, gpu=200_000)

keras.utils.set_random_seed(SEED)
random = np.random.default_rng(SEED)

# %% [markdown]
# ## 2.1 바람을 수로 적습니다
#
# 손실 함수의 약속은 하나입니다. **바라는 대로 될수록 작은 수**를 내놓는 것입니다.
# 신경망을 훈련한다는 것은 이 수가 작아지도록 **가중치(weights)** 를 조금씩 고치는 일입니다.
#
# GAN에는 선수가 둘이고, 둘의 바람은 다릅니다. 그래서 손실도 둘입니다.
#
# | | 바라는 것 | 손실이 작아지는 때 |
# |---|---|---|
# | 판별자 (탐정) | 진짜를 진짜, 가짜를 가짜라고 맞히기 | 진짜에 1, 가짜에 0이라고 답할 때 |
# | 생성자 (위조지폐범) | 판별자를 속이기 | 판별자가 가짜에 1이라고 답할 때 |
#
# 두 손실 모두 **판별자의 답**만 있으면 계산할 수 있습니다. 1장에서 보았듯이 판별자는 확률을 바로 내놓지 않습니다.
# 어떤 수든 될 수 있는 **로짓(logit)** $a$를 내놓고, 이 수가 **시그모이드(sigmoid)** $\sigma$를 지나면 진짜일 확률 $D$가 됩니다.
#
# $$D = \sigma(a) = \frac{1}{1 + e^{-a}}$$
#
# 이 장에서 쓸 로짓 여섯 개를 정하겠습니다. 진짜 이미지 세 장과 가짜 이미지 세 장에 대한 판별자의 답입니다.

# %% [markdown] tags=["instructor"] section="2.1" minutes=4
# **물음**: 로짓의 부호를 뒤집으면 확률은 어떻게 됩니까?
#
# **답**: $1 - D$가 됩니다. 진짜일 확률과 가짜일 확률이 자리를 바꿉니다.
#
# **흔한 오해**: 로짓을 확률이나 퍼센트로 읽습니다. 승산의 로그라고 말하면 통계를 배운 분은 바로 압니다. 「생성자의 손실에는 진짜 그림이 필요하다」는 말도 나옵니다. 판별자의 답만 있으면 됩니다.
#
# **늦었으면**: 승산의 식은 건너뛰고 표와 로짓 여섯 개만 확인하십시오.

# %% [markdown] tags=["slide"] section="2.1"
# - 손실: 바라는 대로 될수록 **작은 수**
# - 판별자는 진짜에 1, 가짜에 0이라고 답하고 싶습니다
# - 생성자는 판별자가 가짜에 1이라고 답하기를 바랍니다

# %%
real_logits = np.array([3.0, 0.0, -2.0])  # 차례로: 알아본 진짜, 반반, 놓친 진짜(가짜로 보았습니다)
fake_logits = np.array([-2.0, 0.0, 2.0])  # 차례로: 들킨 가짜, 반반, 속인 가짜(진짜로 보았습니다)


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


print("진짜의 로짓:", real_logits, "확률:", sigmoid(real_logits).round(4))
print("가짜의 로짓:", fake_logits, "확률:", sigmoid(fake_logits).round(4))

# %% [markdown]
# 로짓이 낯설다면 **승산(odds)의 로그**라고 생각하십시오. 위의 식을 $a$에 대해 풀면 이렇게 됩니다.
#
# $$a = \log \frac{D}{1 - D}$$
#
# 진짜일 확률과 가짜일 확률의 비를 로그로 적은 것입니다. 이 장의 $\log$는 모두 밑이 $e$인 자연로그이고, $\ln$과 같은 뜻입니다.
# 로짓의 부호를 뒤집으면 두 확률이 자리를 바꾼다는 것, 곧 $\sigma(-a) = 1 - \sigma(a)$도 기억해 두십시오. 여러 번 씁니다.

# %%
probabilities = sigmoid(real_logits)
odds = probabilities / (1 - probabilities)
verdict("확률에서 로짓으로 되돌아갈 수 있습니다", np.allclose(np.log(odds), real_logits))
verdict("로짓의 부호를 뒤집으면 확률이 1 - D가 됩니다", np.allclose(sigmoid(-real_logits), 1 - probabilities))

# %% [markdown]
# ## 2.2 이진 교차 엔트로피: 틀린 만큼 벌점
#
# 답이 진짜(1)와 가짜(0)뿐인 문제의 표준 손실은 **이진 교차 엔트로피(binary cross-entropy)** 입니다.
# 정답을 $y$(0 또는 1), 판별자가 답한 확률을 $D$라고 하면 이미지 한 장의 손실 $\ell$은 다음과 같습니다.
#
# $$\ell(y, D) = -\bigl[\, y \log D + (1 - y) \log (1 - D) \,\bigr]$$
#
# 복잡해 보이지만 $y$는 0이거나 1이므로 두 항 가운데 하나는 늘 사라집니다.
#
# - 정답이 1이면 $-\log D$입니다. **진짜라고 믿은 정도**를 봅니다.
# - 정답이 0이면 $-\log (1 - D)$입니다. **가짜라고 믿은 정도**를 봅니다.
#
# 어느 쪽이든 결국 $-\log(\text{정답에 준 확률})$입니다. 몇 개만 계산해 봅시다.

# %% [markdown] tags=["instructor"] section="2.2" minutes=5
# **물음**: 맞힌 비율(정확도)을 그대로 손실로 쓰면 왜 안 됩니까?
#
# **답**: 로짓이 $-2.0$에서 $-1.9$로 나아져도 정확도는 그대로라 어느 쪽으로 고칠지 알 수 없습니다. 이진 교차 엔트로피는 2.127에서 2.039로 줄어듭니다.
#
# **흔한 오해**: 두 항을 모두 계산하려고 합니다. $y$가 0이나 1이므로 언제나 한 항만 남습니다. 결국 $-\log(\text{정답에 준 확률})$ 하나입니다.
#
# **늦었으면**: 로그의 까닭(곱이 합이 된다)은 건너뛰고, 99%와 1%의 벌점만 견주십시오.

# %% [markdown] tags=["slide"] section="2.2"
# - $\ell = -\log(\text{정답에 준 확률})$
# - 반반이면 0.693, 1%밖에 믿지 않았다면 4.6
# - **확신하고 틀린 답**의 벌점은 끝없이 커집니다

# %%
for confidence in (0.99, 0.9, 0.5, 0.1, 0.01):
    print(f"정답에 준 확률 {confidence:4}  →  손실 {-np.log(confidence):.4f}")

# %% [markdown]
# 정답을 99%로 믿었다면 벌점이 거의 없습니다. 반반이라고 답하면 0.6931입니다. 정답을 1%밖에 믿지 않았다면 4.6입니다.
# **확신하고 틀린 답**의 벌점은 끝없이 커집니다.
#
# 왜 하필 로그일까요? 판별자가 이미지 여러 장을 차례로 보았다고 합시다. 정답에 준 확률을 모두 **곱하면**, 판별자가 생각하는 '모두 정답대로일 확률'이 됩니다.
# 이 곱을 크게 만들고 싶은데, 로그를 씌우면 곱이 **합**이 되어 한 장씩 따로 셀 수 있습니다. 부호를 뒤집으면 "작을수록 좋은 수"가 됩니다.

# %%
given_to_truth = np.array([0.9, 0.5, 0.8])  # 이미지 세 장의 정답에 준 확률
total_penalty = -np.log(given_to_truth).sum()
print("곱:", given_to_truth.prod().round(4), " 벌점의 합:", total_penalty.round(4))
verdict(
    "벌점의 합은 곱에 로그를 씌워 부호를 뒤집은 값입니다",
    np.isclose(total_penalty, -np.log(given_to_truth.prod())),
)

# %% [markdown]
# > **생각해 보기** (2분). "맞힌 비율(정확도)"을 그대로 손실로 쓰면 안 될까요? 진짜를 본 판별자의 로짓이 $-2.0$에서 $-1.9$로 조금 나아졌다고 해 봅시다.
#
# <details><summary>답 보기</summary>
#
# 정확도는 로짓이 0을 넘는 순간에만 바뀝니다. $-2.0$이든 $-1.9$이든 똑같이 "틀림"입니다. 조금 나아진 것이 수에 나타나지 않으므로,
# 어느 쪽으로 고쳐야 하는지 알 수 없습니다. 이진 교차 엔트로피는 2.127에서 2.039로 줄어들어 방향을 알려 줍니다.
#
# </details>

# %% [markdown]
# ## 2.3 판별자의 손실: 진짜에는 1, 가짜에는 0
#
# 탐정의 일은 평범한 이진 분류입니다. 진짜 이미지의 정답은 1이고 가짜 이미지의 정답은 0입니다. 여섯 장의 손실을 손으로 계산합니다.

# %% [markdown] tags=["instructor"] section="2.3" minutes=6
# **물음**: 진짜가 2장, 가짜가 100장입니다. 한데 모아 평균하면 무엇이 가려집니까?
#
# **답**: 진짜를 전혀 모른다는 사실입니다. 한데 모은 손실은 0.014인데 진짜 쪽만 보면 동전 던지기입니다. 그래서 따로 평균해 더합니다.
#
# **흔한 오해**: `fake_output`을 가짜 이미지로 여깁니다. 가짜를 본 판별자의 **로짓**입니다. 이 오해가 2.10절의 결함으로 이어집니다.
#
# **늦었으면**: 표에서 「놓친 진짜」와 「속인 가짜」 두 줄만 계산하고 코드와 짝지으십시오.

# %% [markdown] tags=["slide"] section="2.3"
# - 진짜에는 `ones_like`, 가짜에는 `zeros_like`
# - 진짜 쪽의 평균과 가짜 쪽의 평균을 **더합니다**
# - `real_output`, `fake_output`은 이미지가 아니라 로짓입니다

# %%
real_by_hand = -np.log(sigmoid(real_logits))  # 정답 1
fake_by_hand = -np.log(1 - sigmoid(fake_logits))  # 정답 0

for name, a, loss in zip(("알아본 진짜", "반반인 진짜", "놓친 진짜  "), real_logits, real_by_hand):
    print(f"{name}  정답 1  로짓 {a:4.1f}  손실 {loss:.4f}")
for name, a, loss in zip(("들킨 가짜  ", "반반인 가짜", "속인 가짜  "), fake_logits, fake_by_hand):
    print(f"{name}  정답 0  로짓 {a:4.1f}  손실 {loss:.4f}")

# %% [markdown]
# 한 줄씩 읽어 보십시오. 판별자의 처지에서 가장 아픈 것은 **놓친 진짜**와 **속인 가짜**입니다. 둘 다 2.1269입니다.
# 로짓의 크기가 같고 방향만 반대이기 때문입니다.
#
# 이미지마다의 손실을 수 하나로 모읍니다. 진짜는 진짜끼리, 가짜는 가짜끼리 **평균**한 다음 **더합니다**.
#
# $$L_D = \underbrace{\frac{1}{n}\sum_{i=1}^{n} -\log \sigma\bigl(a_i^{\text{진짜}}\bigr)}_{\text{진짜 쪽의 평균}} \;+\; \underbrace{\frac{1}{m}\sum_{j=1}^{m} -\log\Bigl(1 - \sigma\bigl(a_j^{\text{가짜}}\bigr)\Bigr)}_{\text{가짜 쪽의 평균}}$$
#
# $L_D$는 판별자의 손실, $n$과 $m$은 진짜와 가짜의 장수, $a_i^{\text{진짜}}$는 $i$번째 진짜의 로짓, $a_j^{\text{가짜}}$는 $j$번째 가짜의 로짓입니다.
# 아래 코드에서는 진짜 쪽의 평균을 `real_loss`, 가짜 쪽의 평균을 `fake_loss`라고 부릅니다.
#
# 이 강좌의 바탕이 된 수업에서는 이 계산을 다음과 같이 적었습니다. 줄마다 위의 식과 짝지어 보십시오.
#
# ```python
# cross_entropy = tf.keras.losses.BinaryCrossentropy(from_logits=True)
#
# def discriminator(real_output, fake_output):
#     real_loss = cross_entropy(tf.ones_like(real_output), real_output)
#     fake_loss = cross_entropy(tf.zeros_like(fake_output), fake_output)
#
#     total_loss = real_loss + fake_loss
#
#     return total_loss
# ```
#
# - `BinaryCrossentropy(from_logits=True)`는 "확률이 아니라 로짓을 줄 테니 시그모이드까지 맡아 달라"는 뜻입니다. 2.8절에서 그 까닭을 봅니다.
# - `real_output`과 `fake_output`은 이미지가 아니라 **판별자가 내놓은 로짓**입니다. 판별자의 출력(output)이라서 붙은 이름입니다.
# - `tf.ones_like(real_output)`은 `real_output`과 모양이 같고 **전체가 1인 행렬**입니다. 진짜의 정답입니다.
# - `tf.zeros_like(fake_output)`은 **전체가 0인 행렬**입니다. 가짜의 정답입니다.
# - 마지막으로 둘을 더합니다.
#
# 함수의 이름이 조금 이상하지 않습니까? `discriminator`는 판별자 **모델**의 이름이었습니다. 이 이름은 사고를 일으킵니다. 2.10절에서 직접 일으켜 보겠습니다.
# 우리 패키지에서는 `discriminator_loss`라고 부릅니다. 실제 코드를 꺼내 봅시다.

# %%
print(inspect.getsource(losses.discriminator_loss))

# %% [markdown]
# 설명을 빼면 수업의 코드와 같은 계산입니다. 맨 위의 `@` 줄은 모델을 파일로 저장할 때 이 함수를 이름으로 적기 위한 것이므로 지금은 넘어가도 됩니다.
#
# 이제 손으로 계산한 값과 견줍니다. 판별자의 출력은 `(장수, 1)` 모양이므로 `[:, None]`으로 모양을 맞추어 넣습니다.

# %%
real_output = tf.constant(real_logits[:, None], tf.float32)
fake_output = tf.constant(fake_logits[:, None], tf.float32)
ones = tf.ones_like(real_output)
print("정답 행렬의 모양:", ones.shape, " 값:", ones.numpy().ravel())

real_loss, fake_loss = real_by_hand.mean(), fake_by_hand.mean()
print(f"real_loss {real_loss:.4f} + fake_loss {fake_loss:.4f} = {real_loss + fake_loss:.4f}")

d_loss = float(losses.discriminator_loss(real_output, fake_output))
verdict("판별자의 손실이 손으로 계산한 값과 같습니다", np.isclose(d_loss, real_loss + fake_loss, atol=1e-6))

# %% [markdown]
# > **생각해 보기** (2분). 왜 여섯 장을 한데 모아 평균하지 않고, 진짜와 가짜를 따로 평균해서 더할까요? 진짜가 2장이고 가짜가 100장인 경우를 생각해 보십시오.

# %%
few_real, many_fakes = tf.zeros((2, 1)), tf.fill((100, 1), -9.0)  # 진짜는 반반, 가짜는 모두 잡았습니다
separate = float(losses.discriminator_loss(few_real, many_fakes))
pooled = (2 * -np.log(sigmoid(0.0)) + 100 * -np.log(1 - sigmoid(-9.0))) / 102
print(f"따로 평균해서 더하면 {separate:.4f}, 한데 모아 평균하면 {pooled:.4f}")
verdict("따로 평균하면 진짜를 모른다는 사실이 가려지지 않습니다", separate > 0.69 and pooled < 0.02)

# %% [markdown]
# <details><summary>답 보기</summary>
#
# 한데 모으면 장수가 많은 쪽이 손실을 거의 다 차지합니다. 위의 판별자는 진짜를 보고도 동전을 던지는데, 한데 모은 손실은 0.014밖에 되지 않습니다.
# 따로 평균하면 두 가지 일, 곧 진짜를 알아보는 일과 가짜를 잡는 일이 늘 같은 무게를 가집니다. 두 **배치(batch)** 의 크기가 달라도 괜찮은 까닭이기도 합니다.
#
# </details>

# %% [markdown]
# ## 2.4 생성자의 손실: 왜 가짜에 1을 붙일까요?
#
# 이제 위조지폐범의 차례입니다. 수업의 코드는 이렇습니다.
#
# ```python
# def generator_loss(fake_output):
#     return cross_entropy(tf.ones_like(fake_output), fake_output)
# ```
#
# 이상한 점이 보이십니까? `fake_output`은 **가짜**에 대한 로짓인데, 정답 자리에 **1**, 곧 "진짜"가 들어 있습니다. 실수일까요?
#
# 아닙니다. 여기에서 1은 사실이 아니라 **바람**입니다. 위조지폐범은 자기 지폐가 진짜로 보이기를 바랍니다.
# 손실 함수는 바라는 대로 될수록 작아야 하므로, "판별자가 가짜를 1이라고 답했을 때 가장 작은 값"을 고른 것입니다.
# 정답이 1인 이진 교차 엔트로피가 꼭 그런 값입니다.
#
# $$L_G = \frac{1}{m}\sum_{j=1}^{m} -\log \sigma\bigl(a_j^{\text{가짜}}\bigr)$$
#
# $L_G$는 생성자의 손실입니다. 진짜에 대한 항은 없습니다. 생성자는 진짜를 보지 못하기 때문입니다.
#
# | 누구의 손실인가 | 진짜에 붙이는 답 | 가짜에 붙이는 답 | 그 답의 뜻 |
# |---|---|---|---|
# | 판별자 | 1 | 0 | 사실 |
# | 생성자 | (쓰지 않음) | 1 | 바람 |
#
# 가짜 한 장에 0과 1이 모두 붙지만 모순이 아닙니다. 판별자의 손실로는 판별자의 가중치만, 생성자의 손실로는 생성자의 가중치만 고칩니다. 3장에서 직접 해 봅니다.
#
# 패키지의 함수는 한 줄입니다.

# %% [markdown] tags=["instructor"] section="2.4" minutes=7
# **물음**: 가짜인데 왜 정답 자리에 1을 넣습니까? 옆 사람에게 한 문장으로 설명해 보십시오.
#
# **답**: 1은 사실이 아니라 바람이기 때문입니다. 생성자는 판별자가 진짜라고 답하기를 바랍니다. 0을 넣으면 더 잘 들키는 법을 배웁니다.
#
# **흔한 오해**: 「가짜 한 장에 0과 1이 모두 붙으니 모순」이라고 합니다. 판별자의 손실로는 판별자만, 생성자의 손실로는 생성자만 고칩니다. 그레이디언트의 부호에서 「음수면 나빠진다」고 읽는 분도 있습니다. 움직이는 쪽은 그레이디언트의 반대쪽입니다.
#
# **늦었으면**: 0을 붙였을 때의 두 줄(`[확인]` 둘)만 보이고, 조절기의 세 물음은 숙제로 남기십시오.

# %% [markdown] tags=["slide"] section="2.4"
# - 판별자의 0은 **사실**, 생성자의 1은 **바람**
# - $L_G = -\log \sigma(a^{\text{가짜}})$의 평균
# - 0을 붙이면 생성자는 **더 잘 들키는 법**을 배웁니다

# %%
print(inspect.getsource(losses.generator_loss))

# %% [markdown]
# `tf.ones_like(fake_output)`이 바람 1로 채운 정답이고, 나머지는 판별자 손실의 진짜 쪽과 똑같습니다. 가짜 세 장으로 계산합니다.

# %%
wish_by_hand = -np.log(sigmoid(fake_logits))  # 가짜에 바라는 답 1
for name, a, loss in zip(("들킨 가짜  ", "반반인 가짜", "속인 가짜  "), fake_logits, wish_by_hand):
    print(f"{name}  바라는 답 1  로짓 {a:4.1f}  손실 {loss:.4f}")

g_loss = float(losses.generator_loss(fake_output))
verdict("생성자의 손실이 손으로 계산한 값과 같습니다", np.isclose(g_loss, wish_by_hand.mean(), atol=1e-6))
caught, undecided_one, fooled = wish_by_hand
verdict("들킨 가짜의 손실이 가장 크고 속인 가짜의 손실이 가장 작습니다", caught > undecided_one > fooled)

# %% [markdown]
# 2.3절의 표와 견주어 보십시오. 판별자에게 가장 아팠던 **속인 가짜**가 생성자에게는 가장 기쁜 결과입니다. 가짜를 두고 두 선수의 바람이 엇갈립니다.
#
# ### 0을 붙이면 어떻게 될까요?
#
# 말로 설득하는 대신 계산해 보겠습니다. 로짓을 아주 조금 키웠을 때 손실이 그 몇 배만큼 변하는지를 **그레이디언트(gradient)** 라고 합니다. 변수가 하나일 때는 그냥 미분입니다.
# 손실을 줄이려면 그레이디언트의 **반대쪽**으로 움직이면 됩니다. 이것이 **경사 하강법(gradient descent)** 입니다.
#
# TensorFlow에서는 `tf.GradientTape`가 미분을 대신 해 줍니다. 계산을 테이프에 녹화해 두었다가 거꾸로 되감으며 미분하는 도구입니다.
# 3장에서 자세히 배우므로 지금은 "로짓을 넣으면 미분을 돌려주는 함수"라고만 생각하십시오.


# %%
def gradient_at(loss_function, logit):
    """로짓 하나에서 손실을 로짓으로 미분한 값."""
    a = tf.Variable([[float(logit)]])
    with tf.GradientTape() as tape:
        loss = loss_function(a)
    return float(tape.gradient(loss, a)[0, 0])


by_tape = gradient_at(losses.generator_loss, -2.0)
step = 0.001  # 미분의 뜻 그대로: 로짓을 조금 키웠을 때의 손실에서 조금 줄였을 때의 손실을 빼고 간격으로 나눕니다
by_difference = (-np.log(sigmoid(-2.0 + step)) + np.log(sigmoid(-2.0 - step))) / (2 * step)
print(f"테이프 {by_tape:.4f}, 손으로 {by_difference:.4f}")
verdict("테이프의 미분이 손으로 구한 그레이디언트와 같습니다", np.isclose(by_tape, by_difference, atol=1e-4))


# %%
def wrong_generator_loss(fake_output):
    """가짜에 0을 붙인 생성자의 손실."""
    cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
    return cross_entropy(tf.zeros_like(fake_output), fake_output)


LEARNING_RATE = 1.0
for name, function in (("1을 붙이면", losses.generator_loss), ("0을 붙이면", wrong_generator_loss)):
    slope = gradient_at(function, -2.0)
    print(f"{name}: 그레이디언트 {slope:+.4f}, 로짓은 -2.0에서 {-2.0 - LEARNING_RATE * slope:.4f}(으)로")

verdict("1을 붙이면 로짓이 커집니다(더 진짜처럼)", gradient_at(losses.generator_loss, -2.0) < 0)
verdict("0을 붙이면 로짓이 작아집니다(더 들키기 쉽게)", gradient_at(wrong_generator_loss, -2.0) > 0)

# %% [markdown]
# 0을 붙이면 생성자는 **더 잘 들키는 법**을 배웁니다. 탐정을 돕는 위조지폐범이 되는 것입니다.
#
# 아래는 로짓이 $-2$인 이미지 한 장을 확률, 손실, 그레이디언트로 나란히 본 것입니다.

# %%
show(
    plots.logit_dashboard(-2.0),
    alt="세 칸. 왼쪽은 로짓에 따른 확률의 S자 곡선으로 로짓 -2에서 0.119이다. "
    "가운데는 손실로, 정답 1의 손실과 생성자의 손실이 겹쳐 왼쪽에서 크고, 정답 0의 손실은 오른쪽에서 크다. "
    "오른쪽은 그레이디언트로, 정답 1은 -1에서 0 사이, 정답 0은 0에서 1 사이다",
)

# %% [markdown]
# 가운데 칸에서 주황색 점선(생성자)이 파란 실선(진짜를 보는 판별자)과 **꼭 겹칩니다**. 둘 다 정답 자리에 1을 넣었으니 당연합니다.
# 그리고 가짜를 두고 다투는 두 선, 곧 파란 파선과 주황색 점선은 서로 거울에 비친 모양입니다. 한쪽이 내려가면 한쪽이 올라갑니다.
#
# 오른쪽 칸의 그레이디언트는 식이 아주 간단합니다. 정답이 $y$일 때 손실을 로짓으로 미분하면 **답한 확률에서 정답을 뺀 값**입니다.
#
# $$\frac{\partial \ell}{\partial a} = \sigma(a) - y$$
#
# $\partial$는 다른 수는 그대로 두고 하나(여기서는 $a$)만 움직일 때의 미분을 나타내는 기호입니다. $y$는 정해진 정답이므로 여러분이 아는 미분과 같습니다.

# %%
for a in (-2.0, 0.0, 2.0):
    slope = gradient_at(losses.generator_loss, a)
    verdict(f"로짓 {a:.0f}: 정답 1의 그레이디언트는 σ(a) - 1입니다", np.isclose(slope, sigmoid(a) - 1, atol=1e-6))
    slope = gradient_at(wrong_generator_loss, a)
    verdict(f"로짓 {a:.0f}: 정답 0의 그레이디언트는 σ(a)입니다", np.isclose(slope, sigmoid(a), atol=1e-6))

# %% [markdown]
# 조절기로 로짓을 직접 옮겨 보십시오. 다음 세 가지를 찾아보면 좋습니다.
#
# 1. 생성자의 손실과 "가짜일 때" 판별자의 손실이 같아지는 로짓은 어디입니까?
# 2. 로짓이 6일 때 생성자의 그레이디언트는 왜 거의 0입니까?
# 3. 판별자의 두 그레이디언트의 부호는 왜 늘 반대입니까?

# %% tags=["nbval-ignore-output"]
logit_explorer()

# %% [markdown]
# <details><summary>답 보기</summary>
#
# 1. 0입니다. 두 손실 모두 $\ln 2 = 0.693$이 됩니다.
# 2. 이미 속였기 때문입니다. 바라는 답 1과 지금의 답 0.998이 거의 같아서 더 고칠 것이 없습니다.
# 3. 진짜의 로짓은 키우고 싶고 가짜의 로짓은 줄이고 싶기 때문입니다. 그레이디언트의 반대쪽으로 움직이므로 부호가 반대여야 합니다.
#
# </details>

# %% [markdown]
# ## 2.5 균형점의 눈금: ln 2와 2 ln 2
#
# 1장의 끝을 떠올려 보십시오. 가짜가 진짜와 똑같아지면 가장 뛰어난 판별자도 모든 이미지에 $D = \tfrac{1}{2}$, 곧 로짓 0이라고 답합니다.
# 이 **균형점(equilibrium)** 에서 두 손실은 얼마일까요? 종이에 먼저 적어 본 다음 실행하십시오.

# %% [markdown] tags=["instructor"] section="2.5" minutes=5
# **물음**: 판별자 손실이 1.386입니다. 훈련이 잘된 것입니까?
#
# **답**: 이 수만으로는 모릅니다. 훈련하지 않은 두 신경망도 1.386 둘레에서 시작합니다. 「몰라서 0.5」와 「알 수 없어서 0.5」가 같은 눈금에 있습니다. 1.9절의 판별자는 훈련한 뒤에도 「몰라서」였습니다.
#
# **흔한 오해**: 「손실이 0으로 가야 성공」이라고 여깁니다. GAN의 손실은 점수판이 아니라 저울입니다. 두 손실이 함께 0으로 가는 일은 없습니다.
#
# **늦었으면**: 0.693과 1.386을 함께 소리 내어 읽고, 표의 첫째와 셋째 줄만 보고 2.7절로 건너가십시오.

# %% [markdown] tags=["slide"] section="2.5"
# - 반반이면 생성자 $\ln 2 = 0.693$, 판별자 $2\ln 2 = 1.386$
# - 손실은 점수판이 아니라 **저울**입니다
# - 1.386은 성공의 증거가 아닙니다. 시작할 때도 그렇습니다

# %%
undecided = tf.zeros((4, 1))  # 로짓 0: 반반
g_even = float(losses.generator_loss(undecided))
d_even = float(losses.discriminator_loss(undecided, undecided))
print(f"생성자 손실 {g_even:.4f}   ln 2   = {np.log(2):.4f}")
print(f"판별자 손실 {d_even:.4f}   2 ln 2 = {2 * np.log(2):.4f}")
verdict("균형점에서 생성자의 손실은 ln 2입니다", np.isclose(g_even, np.log(2), atol=1e-6))
verdict("균형점에서 판별자의 손실은 2 ln 2입니다", np.isclose(d_even, 2 * np.log(2), atol=1e-6))

# %% [markdown]
# 생성자는 $-\log\tfrac{1}{2} = \ln 2$이고, 판별자는 진짜 쪽과 가짜 쪽이 하나씩이므로 그 두 배입니다.
# **0.693과 1.386을 외워 두십시오.** 3장에서 손실 곡선을 읽는 눈금이 됩니다.
#
# 눈금의 다른 자리도 보겠습니다. 진짜에도 가짜에도 똑같은 만큼 확신하는 판별자를 생각하고, 정답에 준 확률을 가로축에 놓았습니다.

# %%
show(
    plots.loss_gauges(),
    alt="가로축은 판별자가 정답에 준 확률, 세로축은 손실. 판별자 손실은 오른쪽으로 갈수록 0까지 내려가고 "
    "생성자 손실은 오른쪽 끝에서 치솟는다. 확률 0.5에서 판별자 손실은 1.386, 생성자 손실은 0.693이다",
)

# %% [markdown]
# | 판별자 손실 | 생성자 손실 | 무슨 일일까요 |
# |---|---|---|
# | 0에 가까움 | 아주 큼 (4, 5, …) | 판별자가 다 맞힙니다. 생성자가 뒤처졌습니다. |
# | 1.386보다 작음 | 0.693보다 큼 | 판별자가 조금 앞섭니다. |
# | 1.386 근처 | 0.693 근처 | 판별자가 반반입니다. 아래의 '둘째'를 꼭 읽으십시오. |
# | 1.386보다 큼 | 0.693보다 작음 | 판별자가 거꾸로 답합니다. |
#
# 표는 그림의 판별자, 곧 진짜와 가짜에 똑같이 확신하는 판별자의 것입니다. 실제의 판별자는 몇 장만 크게 틀려도 평균이 1.386을 넘을 수 있습니다. 표는 첫 짐작으로만 쓰십시오.
#
# 두 가지를 조심하십시오.
#
# **첫째, 두 손실이 함께 0으로 가는 일은 없습니다.** 보통의 신경망에서는 손실이 줄수록 좋습니다. GAN의 손실은 점수판이 아니라 **저울**입니다.
# 가짜 한 장을 두고는 한쪽이 내려가면 다른 쪽이 올라갑니다. 여러 장의 평균은 함께 내려가기도 하지만, 둘이 함께 0이 될 수는 없습니다. 그래서 "손실이 더 줄지 않습니다"는 고장의 증거가 아닙니다.
#
# **둘째, 1.386은 성공의 증거가 아닙니다.** 아직 아무것도 배우지 않은 두 신경망의 손실을 재 보겠습니다.

# %%
generator = dcgan_generator(noise_dim=16, filters=16)
discriminator = dcgan_discriminator(filters=16)
images = mnist.load("test").images[:64]  # 진짜 손글씨 숫자
fakes = generator(tf.random.normal((64, 16)))

first_d_loss = float(losses.discriminator_loss(discriminator(images), discriminator(fakes)))
first_g_loss = float(losses.generator_loss(discriminator(fakes)))
verdict("훈련하지 않은 판별자의 손실도 1.386 근처입니다(±0.3)", abs(first_d_loss - 2 * np.log(2)) < 0.3)
verdict("훈련하지 않은 생성자의 손실도 0.693 근처입니다(±0.1)", abs(first_g_loss - np.log(2)) < 0.1)

# %% [markdown]
# 배우지 않은 판별자는 이 진짜와 가짜에 로짓 0 근처를 내놓았습니다. 1장에서 말한 "몰라서 0.5"입니다. 훈련한 판별자도 그럴 수 있다는 것을 1.9절에서 보았습니다.
# 손실만으로는 "몰라서 0.5"와 "알 수 없어서 0.5"를 가릴 수 없습니다. 그래서 3장에서는 손실과 함께 **그림**과 **품질 점수**를 봅니다.
#
# > **생각해 보기** (2분). 훈련 도중에 판별자 손실이 0.01, 생성자 손실이 8이 되었습니다. 판별자는 가짜에 평균 얼마쯤의 확률을 답하고 있을까요?
#
# <details><summary>답 보기</summary>
#
# 생성자 손실은 $-\log D$의 평균입니다. 모든 가짜의 답이 비슷하다면 $D \approx e^{-8} \approx 0.0003$입니다. 만 장 가운데 서너 장을 진짜로 볼까 말까 할 만큼 가짜라고 확신합니다.
# 이렇게 크게 뒤처졌을 때도 생성자가 배울 수 있는지는 2.7절에서 봅니다.
#
# </details>
#
# > **여기서 쉬어 가도 좋습니다.** 돌아와서 커널이 꺼져 있으면, 다음 셀을 고르고 「실행」 메뉴의 「위의 모든 셀 실행」(영어 메뉴에서는 Run → Run All Above Selected Cell)으로 여기까지 다시 실행하십시오. 훈련이 없어 몇 초면 됩니다.

# %% [markdown]
# ## 2.6 가장 뛰어난 판별자: p / (p + q)
#
# 1장에서는 더미에 든 장수를 세어 $D = 30 / (30 + 10)$이라고 했습니다. 이번에는 증명하겠습니다.
#
# 이미지 대신 수 하나 $x$를 만드는 아주 작은 문제를 생각합니다. 진짜 $x$는 어디에 얼마나 자주 나타날까요? 그것을 **확률 밀도(probability density)** $p(x)$로 적습니다.
# 넓이가 1인 산 모양의 곡선이고, 높은 곳일수록 자주 나타난다는 뜻입니다. 가짜의 확률 밀도는 $q(x)$로 적습니다.
# 여기에서는 둘 다 **정규 분포(normal distribution)** 로 정하겠습니다. 진짜는 평균 0, 가짜는 평균 2, 표준편차는 둘 다 1입니다.

# %% [markdown] tags=["instructor"] section="2.6" minutes=11
# **물음**: 진짜가 가짜보다 세 배 흔한 자리에서 가장 뛰어난 판별자는 무엇이라고 답합니까?
#
# **답**: $3/(3+1) = 0.75$입니다. 로짓으로는 $\log 3$입니다.
#
# **흔한 오해**: 「$D^*$는 훈련하면 언제나 얻어진다」고 여깁니다. 판별자가 마음껏 고를 수 있고 표본이 끝없이 많을 때의 이론입니다. JS를 「거리」라고 부르며 멀수록 신호가 세다고 짐작하기도 합니다. 멀면 오히려 평평합니다. 「GAN이 JS를 줄이니 모드를 잃는다」는 말도 나옵니다. 정규 분포 하나로 흉내 낼 때의 이야기이고, 둘 다 만들 수 있으면 세 발산 모두 $p = q$에서 0입니다.
#
# **늦었으면**: 증명은 미분 한 줄만 쓰고, 두 산이 포개지면 $D^*$가 0.5의 수평선이 되는 그림으로 가십시오. JS는 「포개면 0, 멀면 평평」만, 두 방향은 그림에서 「걸친다, 고른다」만 말합니다.

# %% [markdown] tags=["slide"] section="2.6"
# - 생성자를 얼리면 $D^*(x) = \dfrac{p(x)}{p(x) + q(x)}$
# - 그때 $V = -\log 4 + 2\,\mathrm{JS}(p, q)$: 생성자는 가짜를 진짜에 **포갭니다**
# - 두 산이 멀면 JS가 평평해 **신호가 사라집니다**
# - 앞방향 KL은 두 봉우리에 **걸치고**, 뒷방향 KL은 하나를 **고릅니다**

# %%
x = np.linspace(-8, 12, 2001)
p = norm.pdf(x, 0, 1)  # 진짜의 확률 밀도
q = norm.pdf(x, 2, 1)  # 가짜의 확률 밀도

# %% [markdown]
# 표본을 아주 많이 뽑으면 평균은 **기댓값(expectation)** $\mathbb{E}$에 다가갑니다. 그래서 판별자의 손실 $L_D$의 부호를 뒤집은 값은 다음과 같습니다.
# GAN 논문(Goodfellow 외, 2014)의 식 (1)이고, **값 함수(value function)** $V$라고 부릅니다.
#
# $$V(G, D) = \mathbb{E}_{x \sim p}\bigl[\log D(x)\bigr] + \mathbb{E}_{x \sim q}\bigl[\log (1 - D(x))\bigr]
# = \int \Bigl[\, p(x) \log D(x) + q(x) \log (1 - D(x)) \,\Bigr] \, dx$$
#
# $\int$은 적분입니다. $x$를 아주 잘게 나누어 대괄호 안의 값을 너비와 곱해 모두 더한 것, 곧 곡선 아래의 넓이라고 생각하면 됩니다. 코드에서도 그렇게 더합니다.
# $x \sim p$는 "$x$를 진짜의 분포에서 뽑았다", $x \sim q$는 "생성자 $G$가 만든 가짜의 분포에서 뽑았다"는 뜻입니다.
# 판별자는 $V$를 **키우려고** 하고 생성자는 **줄이려고** 합니다. 하나의 값을 두고 반대로 당기는 줄다리기입니다.
#
# 생성자를 잠시 얼려 두고 판별자만 마음껏 고르게 합시다. $D(x)$는 $x$마다 따로 고를 수 있으므로, **$x$ 하나에서** 대괄호 안을 가장 크게 만드는 $D$를 찾으면 됩니다.
# $p$, $q$가 고정된 수일 때 $f(D) = p \log D + q \log(1 - D)$를 $D$로 미분합니다.
#
# $$f'(D) = \frac{p}{D} - \frac{q}{1 - D} = 0 \quad\Longrightarrow\quad p\,(1 - D) = q\,D \quad\Longrightarrow\quad D^*(x) = \frac{p(x)}{p(x) + q(x)}$$
#
# $D$가 이보다 작으면 $f' > 0$이고 이보다 크면 $f' < 0$이므로, 이 점은 가장 높은 곳이 맞습니다. 증명이 끝났습니다.
# 별표($^*$)는 "가장 좋은"이라는 뜻으로 붙입니다. $D^*$를 **최적 판별자**라고 합니다.
#
# 식을 믿기 어렵다면 하나씩 다 넣어 봅시다. $x$마다 $D$를 0.001부터 0.999까지 0.001 간격으로 넣고 가장 좋은 것을 고릅니다.

# %%
candidates = np.linspace(0.001, 0.999, 999)
inside = (x > -1.5) & (x < 3.5)  # 답이 0.001과 0.999 사이에 있는 곳
scores = p[inside, None] * np.log(candidates) + q[inside, None] * np.log(1 - candidates)
brute_force = candidates[scores.argmax(axis=1)]

best = theory.optimal_discriminator(p, q)
verdict("다 해 본 결과가 p/(p+q)와 같습니다(간격 0.001 안에서)", np.abs(brute_force - best[inside]).max() <= 0.001)
verdict("두 밀도가 같은 x = 1에서는 D*가 1/2입니다", np.isclose(np.interp(1.0, x, best), 0.5))
verdict("가장 좋은 로짓은 밀도의 비의 로그입니다", np.allclose(best, sigmoid(np.log(p) - np.log(q))))

# %% [markdown]
# 마지막 확인이 재미있습니다. $D^* = p/(p+q)$를 로짓으로 바꾸면 $a^*(x) = \log \dfrac{p(x)}{q(x)}$입니다.
# 잘 훈련된 판별자의 로짓은 "여기에서는 진짜가 가짜보다 몇 배나 흔한가"를 로그로 적은 값인 셈입니다.
#
# 가짜를 진짜 쪽으로 옮기면서 $D^*$를 그려 보겠습니다.

# %%
show(
    plots.optimal_discriminator([4.0, 1.5, 0.0]),
    alt="가짜의 평균이 4, 1.5, 0인 세 칸. 위에는 진짜와 가짜의 밀도, 아래에는 최적 판별자. "
    "멀리 있으면 D*가 1에서 0으로 가파르게 떨어지고, 다가오면 완만해지고, 겹치면 어디에서나 0.5인 수평선이 된다",
)

# %% [markdown]
# 왼쪽에서는 두 산이 떨어져 있어 판별자가 거의 틀리지 않습니다. 오른쪽에서는 두 산이 포개져서, 가장 뛰어난 판별자조차 **어디에서나** 1/2입니다.
# 탐정이 둔해서가 아니라 가릴 차이가 없기 때문입니다.
#
# ### 생성자는 무엇을 줄이고 있었을까요?
#
# 이번에는 판별자가 늘 최선 $D^*$를 다한다고 하고 생성자의 눈으로 봅시다. $D^* = \frac{p}{p + q}$이면 $1 - D^* = \frac{q}{p + q}$입니다. 둘을 $V$에 넣고 두 밀도의 가운데를 $m = \tfrac{1}{2}(p + q)$로 적습니다(2.3절에서 장수를 적은 $m$과는 다릅니다). 분모 $p + q$는 $2m$입니다.
#
# $$V(G, D^*) = \int \Bigl[\, p \log \frac{p}{2m} + q \log \frac{q}{2m} \,\Bigr] dx = -\log 4 + \int p \log \frac{p}{m}\, dx + \int q \log \frac{q}{m}\, dx$$
#
# 두 번째 등호에서는 $\log \tfrac{1}{2}$을 두 번 꺼냈습니다. $2 \log \tfrac{1}{2} = -\log 4$이고, 밀도의 넓이는 1입니다.
# 남은 두 적분은 저마다 **쿨백-라이블러 발산(Kullback-Leibler divergence)** 이고, 한 분포가 다른 분포와 얼마나 다른지를 잽니다.
# 그 둘의 평균을 **옌센-섀넌 발산(Jensen-Shannon divergence)** $\mathrm{JS}$라고 합니다.
#
# $$\mathrm{JS}(p, q) = \frac{1}{2}\int p \log \frac{p}{m}\, dx + \frac{1}{2}\int q \log \frac{q}{m}\, dx, \qquad V(G, D^*) = -\log 4 + 2\,\mathrm{JS}(p, q)$$
#
# JS는 두 분포가 같으면 0이고 전혀 겹치지 않으면 $\ln 2$입니다. 그러므로 $V$를 줄이는 생성자는 **가짜의 분포를 진짜의 분포에 포개고 있었던 것**입니다.
# $V$가 가장 작아지는 곳은 $\mathrm{JS} = 0$, 곧 $p = q$일 때뿐이고, 그때의 값은 $-\log 4 = -1.386$입니다. 부호를 뒤집으면 2.5절의 눈금입니다.
#
# 적분을 직접 계산해 확인합니다.

# %%
for mean in (4.0, 1.5, 0.0):
    fake_density = norm.pdf(x, mean, 1)
    divergence = theory.jensen_shannon_divergence(p, fake_density, x)
    value = theory.value_function(theory.optimal_discriminator(p, fake_density), p, fake_density, x)
    formula = -np.log(4) + 2 * divergence
    print(f"가짜 평균 {mean:3}: JS = {divergence:.4f}, V = {value:.4f}, -log 4 + 2 JS = {formula:.4f}")
    verdict(f"가짜 평균 {mean:3}: V(G, D*)는 -log 4 + 2 JS와 같습니다", np.isclose(value, formula, atol=1e-6))

# %% [markdown]
# 이론과 코드를 이어 봅시다. 표본을 많이 뽑아 가장 좋은 로짓 $a^* = \log p - \log q$를 매기고, 2.3절의 `discriminator_loss`에 그대로 넣습니다.
# 적분으로 구한 $-V$와 만나야 합니다.


# %%
def best_logit(samples):
    return (norm.logpdf(samples, 0, 1) - norm.logpdf(samples, 2, 1)).astype("float32")


real_samples, fake_samples = random.normal(0, 1, SAMPLES), random.normal(2, 1, SAMPLES)
sampled_loss = float(losses.discriminator_loss(best_logit(real_samples), best_logit(fake_samples)))
integral = -theory.value_function(best, p, q, x)
verdict("표본으로 잰 판별자 손실이 적분으로 구한 -V와 같습니다(±0.03)", abs(sampled_loss - integral) < 0.03)
biased = sigmoid(np.log(p) - np.log(q) + 1)
verdict("로짓을 모두 1만큼 옮긴 판별자의 손실은 더 큽니다", -theory.value_function(biased, p, q, x) > integral)

# %% [markdown]
# 조절기로 가짜의 평균을 옮겨 보십시오. 위조지폐범의 눈으로 JS를 0까지 줄여 보는 것입니다. 진짜를 지나쳐 반대쪽으로 가면 어떻게 됩니까?

# %% tags=["nbval-ignore-output"]
distance_explorer()

# %%
show(
    plots.divergence_by_distance(),
    alt="두 칸. 가로축은 두 평균의 차이. 왼쪽의 JS는 0에서 ln 2까지, 오른쪽의 V는 -log 4에서 0까지 S자로 커지고, 차이가 6을 넘으면 둘 다 평평하다",
)

# %% [markdown]
# 조절기에서 본 것을 거리에 따라 이어 그리면 위와 같습니다. 숫자로도 확인하겠습니다.


# %%
def divergence_at(fake_mean):
    wide_x = np.linspace(-40, 40, 8001)
    return theory.jensen_shannon_divergence(norm.pdf(wide_x, 0, 1), norm.pdf(wide_x, fake_mean, 1), wide_x)


verdict("두 분포가 같으면 JS는 0입니다", np.isclose(divergence_at(0.0), 0, atol=1e-9))
verdict("아주 멀면 JS는 ln 2입니다", np.isclose(divergence_at(20.0), np.log(2), atol=1e-6))
verdict(
    "진짜를 지나쳐 반대쪽으로 가면 JS는 다시 커집니다", divergence_at(-1.5) > divergence_at(-0.5) > divergence_at(0.0)
)
near, far = divergence_at(2.0) - divergence_at(1.0), divergence_at(9.0) - divergence_at(8.0)
verdict("멀리에서 1만큼 다가올 때의 변화는 가까이에서의 천분의 일도 되지 않습니다", far < near / 1000)

# %% [markdown]
# 그림의 오른쪽 끝, 두 곡선이 **평평한 곳**을 눈여겨보십시오. 두 분포가 멀리 떨어져 있으면 가짜를 조금 옮겨도 JS가 거의 변하지 않습니다.
# 생성자가 가장 서툴 때, 그래서 가장 많이 배워야 할 때, 어느 쪽으로 가야 하는지 알려 주는 신호가 사라지는 것입니다. 다음 절에서 이 문제를 덜어 줄 다른 손실을 봅니다.
#
# ### 어느 쪽에서 재느냐에 따라
#
# 쿨백-라이블러 발산에는 **방향**이 있습니다. 무엇을 기준으로 평균하느냐가 다릅니다.
#
# $$\mathrm{KL}(p \,\|\, q) = \int p \log \frac{p}{q}\, dx \;(\text{앞방향}), \qquad \mathrm{KL}(q \,\|\, p) = \int q \log \frac{q}{p}\, dx \;(\text{뒷방향})$$
#
# 앞방향은 **진짜가 있는 곳에 가짜가 없으면** 크게 벌합니다. 뒷방향은 **가짜가 있는 곳에 진짜가 없으면** 크게 벌합니다.
# 봉우리가 둘인 진짜를 정규 분포 **하나**로 흉내 내게 하면 차이가 드러납니다. 평균과 표준편차를 바꾸어 가며 발산이 가장 작은 것을 찾습니다.


# %%
def two_peaks(distance):
    """왼쪽 봉우리가 조금 더 큰 진짜. 두 봉우리는 0에서 distance만큼 떨어져 있습니다."""
    return 0.6 * norm.pdf(x, -distance, 0.6) + 0.4 * norm.pdf(x, distance, 0.6)


fits = {
    d: {way: theory.best_gaussian(two_peaks(d), x, way)[:2] for way in ("앞방향", "뒷방향", "JS")} for d in (2.0, 2.5)
}
show(
    plots.best_gaussians(x, {f"봉우리가 ±{d:g}에": (two_peaks(d), fits[d]) for d in fits}),
    alt="봉우리가 둘인 밀도와 정규 분포 셋, 두 칸. 앞방향은 두 칸 모두 두 봉우리에 넓게 걸치고, 뒷방향은 두 칸 모두 왼쪽 봉우리 하나에 꼭 맞는다. "
    "JS는 봉우리가 ±2에 있으면 넓게 걸치고 ±2.5로 멀어지면 왼쪽 봉우리 하나를 고른다",
)
for d, fit in fits.items():
    for way, (mean, deviation) in fit.items():
        print(f"봉우리 ±{d:g}, {way}: 평균 {mean:.2f}, 표준편차 {deviation:.2f}")

spread = {d: {way for way, (_, deviation) in fit.items() if deviation > 1.5} for d, fit in fits.items()}
picked = {
    d: {way for way, (mean, deviation) in fit.items() if abs(mean + d) < 0.1 and deviation < 0.7}
    for d, fit in fits.items()
}
verdict("앞방향은 두 칸 모두에서 두 봉우리에 걸칩니다", all("앞방향" in spread[d] for d in fits))
verdict("뒷방향은 두 칸 모두에서 왼쪽 봉우리 하나를 고릅니다", all("뒷방향" in picked[d] for d in fits))
verdict("JS는 ±2에서는 걸치고 ±2.5에서는 하나를 고릅니다", "JS" in spread[2.0] and "JS" in picked[2.5])

# %% [markdown]
# 앞방향은 진짜를 하나도 놓치지 않으려고 진짜가 없는 가운데까지 칠합니다. 뒷방향은 없는 것을 만들지 않으려고 봉우리 하나를 버립니다.
# JS는 두 분포에서 저마다 가운데 $m$까지 잰 KL의 평균입니다. $m$이 $p$와 $q$의 가운데이므로 어느 쪽도 끝없이 벌하지 않고, 이 그림에서는 봉우리가 멀어지면 걸치기를 그만두고 하나를 고릅니다.
#
# GAN은 어디에 있습니까? 판별자가 늘 최선이고 생성자가 $V$를 그대로 줄인다면 JS입니다. 그렇다고 모드 붕괴를 JS의 탓으로 돌릴 수는 없습니다. 이 그림의 생성자는 정규 분포 하나밖에 만들지 못하지만, 신경망은 봉우리 둘을 다 만들 수 있습니다.
# 다 만들 수 있다면 세 발산 모두 $p = q$에서 0입니다. 실제의 판별자는 최선이 아니고, 2.7절에서 보듯이 실제의 손실은 JS도 아닙니다.
#
# 한 가지 일러둘 것이 있습니다. 이 절의 결론은 판별자가 늘 최선을 다하고 표본이 끝없이 많을 때의 이야기입니다.
# 실제 판별자는 유한한 이미지를 보며 함께 배우는 신경망이므로, 이 절은 **방향을 알려 주는 이론**으로 읽으십시오.
#
# > **생각해 보기** (2분). $q(x) = 0$인 곳, 곧 가짜가 절대로 나타나지 않는 곳에서 $D^*$는 얼마입니까? 그곳의 진짜를 한 번도 만들지 못하는 생성자는 벌을 받습니까?
#
# <details><summary>답 보기</summary>
#
# 진짜가 있으면($p > 0$) $D^* = p/(p+0) = 1$입니다. 생성자의 손실은 **자기가 만든 가짜**에서만 계산하므로, 만들지 않은 곳에서는 벌을 직접 받지 않습니다.
# 벌은 돌아서 옵니다. 그곳에 없는 가짜는 다른 곳에 더 몰려 있으므로 거기에서 $q$가 커지고 $D^*$가 낮아집니다. 판별자가 최선이면 그렇습니다.
# 그러나 실제의 판별자는 최선이 아니고, 훈련에서는 몇 가지만 잘 만드는 생성자가 나오기도 합니다. 이 현상을 **모드 붕괴(mode collapse)** 라고 하고, 3장에서 직접 봅니다.
#
# </details>

# %% [markdown]
# ## 2.7 포화와 비포화: 같은 바람, 다른 신호
#
# 2.6절의 줄다리기를 글자 그대로 따르면, 생성자가 줄여야 하는 것은 $V$에서 자기가 바꿀 수 있는 항, 곧 $\mathbb{E}[\log(1 - D)]$입니다.
# 그런데 2.4절의 손실은 $\mathbb{E}[-\log D]$였습니다. 둘은 다른 식입니다. 어느 쪽이 맞을까요?
#
# | 이름 | 생성자가 줄이는 것 | 패키지의 함수 |
# |---|---|---|
# | **포화(saturating)** 손실 | $\log(1 - \sigma(a))$의 평균 | `saturating_generator_loss` |
# | **비포화(non-saturating)** 손실 | $-\log \sigma(a)$의 평균 | `generator_loss` |
#
# 바라는 방향은 같습니다. 둘 다 $a$가 커질수록 작아집니다. 다른 것은 **그레이디언트의 크기**입니다.
#
# $$\left|\frac{\partial}{\partial a} \log\bigl(1 - \sigma(a)\bigr)\right| = \sigma(a), \qquad \left|\frac{\partial}{\partial a} \bigl(-\log \sigma(a)\bigr)\right| = 1 - \sigma(a)$$
#
# > **생각해 보기** (2분). 로짓이 $-10$이면, 곧 판별자가 가짜임을 확신하면, 생성자는 두 손실에서 각각 얼마나 센 그레이디언트를 받을까요? 먼저 어림해 보고 아래를 실행하십시오.

# %% [markdown] tags=["instructor"] section="2.7" minutes=5
# **물음**: 로짓이 $-10$인 가짜에게 포화 손실과 비포화 손실은 각각 얼마나 센 신호를 줍니까?
#
# **답**: 0.00005와 0.99995입니다. 2만 배가 넘게 다릅니다. 바라는 방향은 같습니다.
#
# **흔한 오해**: 「손실의 값이 크니 포화 쪽이 신호가 크다」고 읽습니다. 값이 아니라 그레이디언트를 보아야 합니다. 「비포화면 판별자가 아무리 앞서도 괜찮다」는 말도 틀립니다. 신호는 판별자를 거꾸로 지나 이미지까지 가야 합니다.
#
# **늦었으면**: 오른쪽 칸의 왼쪽 끝만 짚으십시오. 0과 1, 이것이 전부입니다.

# %% [markdown] tags=["slide"] section="2.7"
# - 서툰 가짜는 들키기 쉽습니다
# - 포화 손실은 바로 그때 신호를 잃습니다
# - **가짜에 1을 붙인 것**이 비포화 손실입니다

# %%
print("    로짓      포화    비포화")
for a in (-10.0, -5.0, 0.0, 5.0):
    saturating = abs(gradient_at(losses.saturating_generator_loss, a))
    non_saturating = abs(gradient_at(losses.generator_loss, a))
    print(f"{a:8.1f}  {saturating:.6f}  {non_saturating:.6f}")

saturating = gradient_at(losses.saturating_generator_loss, -10.0)
non_saturating = gradient_at(losses.generator_loss, -10.0)
verdict("로짓 -10에서 포화 손실의 그레이디언트는 4.54e-5입니다", np.isclose(abs(saturating), 4.54e-5, rtol=1e-3))
verdict("로짓 -10에서 비포화 손실의 그레이디언트는 0.99995입니다", np.isclose(abs(non_saturating), 0.99995, atol=1e-5))
verdict(
    "두 그레이디언트의 부호는 같고 크기의 비는 e의 10제곱입니다",
    np.isclose(non_saturating / saturating, np.exp(10), rtol=1e-3),
)

# %%
show(
    plots.generator_gradients(low=-10, high=10, mark=-10),
    alt="왼쪽은 두 손실, 오른쪽은 그레이디언트의 크기. 로짓이 -10인 왼쪽 끝에서 포화 손실은 0.00005로 0에 붙고 비포화 손실은 0.99995로 1에 머문다",
)

# %% [markdown]
# 왼쪽 끝을 보십시오. 같은 것을 바라는 두 손실인데, 하나는 배울 신호를 거의 잃었고(0.00005) 다른 하나는 온전합니다(0.99995).
# 차이는 $e^{10}$, 2만 배가 넘습니다. 훈련 초기처럼 가짜가 서툴면 판별자가 이렇게 크게 앞설 수 있습니다. 포화 손실을 쓰면 바로 그때 신호를 잃습니다.
# 물을 잔뜩 머금은 스펀지처럼 더는 반응하지 않는다고 해서 **포화**라고 부릅니다.
#
# 그래서 논문의 저자들도 실제로는 비포화 손실로 훈련할 수 있다고 적었고(3절), 이 강좌도 그렇게 합니다. **가짜에 1을 붙이는 것**이 바로 비포화 손실입니다.
# 포화 손실은 판별자 손실의 가짜 쪽에 음의 부호만 붙인 것입니다. "가짜에 0을 붙이고 손실을 키우기"라고도 할 수 있습니다.

# %%
verdict(
    "포화 손실은 판별자 손실의 가짜 쪽에 음의 부호를 붙인 값입니다",
    np.isclose(losses.saturating_generator_loss(fake_output), -fake_by_hand.mean(), atol=1e-6),
)
verdict(
    "속인 가짜(로짓 5)에서는 비포화 손실의 신호가 작습니다. 더 배울 것이 없기 때문입니다",
    abs(gradient_at(losses.generator_loss, 5.0)) < 0.01,
)

# %% [markdown]
# 1장에서 "판별자가 너무 앞서가도 좋지 않다"고 했던 까닭도 이제 보입니다. 판별자가 앞설수록 가짜의 로짓은 왼쪽 끝으로 밀려납니다.
# 비포화 손실은 그 자리에서도 로짓을 키우라는 신호를 온전히 줍니다. 그렇다고 만능은 아닙니다. 이 신호는 판별자를 거꾸로 지나 이미지까지 가야 하므로,
# 판별자의 로짓이 그 둘레에서 평평해서 이미지를 조금 바꾸어도 꿈쩍하지 않으면 생성자는 여전히 배우지 못합니다. 확신이 크다는 것과 평평하다는 것은 다릅니다(2.11절의 마지막 그림). 두 선수의 균형은 3장에서 다시 다룹니다.
#
# 덧붙이면 손실을 바꾼 순간 생성자는 더는 정확히 JS를 줄이는 것이 아닙니다. 그러나 진짜와 가짜가 같아지는 균형점은 그대로입니다.

# %% [markdown]
# ## 2.8 왜 확률이 아니라 로짓입니까
#
# 판별자에 시그모이드를 넣어 확률을 내놓게 하고, 식 그대로 $-\log(1 - D)$를 계산하면 안 될까요? 수학으로는 같습니다. 그러나 컴퓨터의 수는 자릿수가 유한합니다.
# 가짜에 로짓 20이라고 답한, 크게 속은 판별자를 봅시다. 손실은 20쯤이어야 합니다.

# %% [markdown] tags=["instructor"] section="2.8" minutes=5
# **물음**: $\sigma(20)$은 float32에서 얼마입니까? 그러면 $-\log(1 - \sigma(20))$은 무엇이 됩니까?
#
# **답**: 1이 되고, $-\log 0$이 되어 무한대입니다. 그레이디언트는 NaN이고, 한번 NaN이 된 가중치는 되돌아오지 않습니다.
#
# **흔한 오해**: 「수학으로 같으면 코드로도 같다」고 여깁니다. 유효 숫자가 일곱 자리라는 것만 기억하게 하십시오.
#
# **늦었으면**: 식의 유도는 건너뛰고 규칙 한 줄(마지막 층에 시그모이드를 두지 않고 `from_logits=True`)만 적게 하십시오.

# %% [markdown] tags=["slide"] section="2.8"
# - float32에서 $\sigma(20)$은 **1**입니다
# - 식 그대로 계산하면 무한대와 NaN
# - 규칙: 판별자는 로짓을 내놓고 손실에 `from_logits=True`

# %%
a = tf.Variable(20.0)
with tf.GradientTape() as tape:
    naive = -tf.math.log(1 - tf.sigmoid(a))  # 식 그대로, float32
slope = tape.gradient(naive, a)

print("확률:", float(tf.sigmoid(a)), " 손실:", float(naive), " 그레이디언트:", float(slope))
verdict("식 그대로 계산하면 손실이 무한대가 됩니다", np.isinf(float(naive)))
verdict("그레이디언트는 수도 아닙니다(NaN)", np.isnan(float(slope)))
verdict("진짜에 로짓 -200이라고 답해도 손실이 무한대가 됩니다", np.isinf(float(-tf.math.log(tf.sigmoid(-200.0)))))

# %% [markdown]
# float32는 유효 숫자가 일곱 자리쯤입니다. $\sigma(20) = 0.999999998$은 1과 구별되지 않아 1이 되고, $1 - 1 = 0$, $\log 0 = -\infty$가 됩니다.
# 더 나쁜 것은 그레이디언트입니다. NaN(수가 아님)으로 고친 가중치는 NaN이 되고, 한번 NaN이 된 가중치는 되돌아오지 않습니다.
# 반대쪽도 마찬가지입니다. 진짜에 로짓 $-200$이라고 답하면 $\sigma(-200)$이 0이 되어 $-\log 0$이 나옵니다.
#
# 로짓에서 바로 계산하면 이런 일이 없습니다. 정답이 1이면 손실은 $-\log \sigma(a) = \log(1 + e^{-a})$이고,
# 정답이 0이면 $-\log \sigma(-a) = \log(1 + e^{a}) = a + \log(1 + e^{-a})$입니다. 두 식을 $y$로 묶으면 하나가 됩니다.
#
# $$\ell = a - a y + \log(1 + e^{-a})$$
#
# 아직 한 가지가 남았습니다. $a$가 큰 음수이면 $e^{-a}$가 너무 커져 넘칩니다(**오버플로(overflow)**). 그때는 $\log(1 + e^{-a}) = -a + \log(1 + e^{a})$로 바꾸면 됩니다.
# 두 경우를 한 줄로 적은 것이 TensorFlow가 쓰는 식입니다.
#
# $$\ell = \max(a, 0) - a y + \log\bigl(1 + e^{-|a|}\bigr)$$
#
# $e$의 지수 $-|a|$가 늘 0 이하이므로 절대로 넘치지 않습니다. 종이에 $a > 0$과 $a < 0$을 넣어 앞의 식이 되는지 확인해 보십시오. 코드로는 한 줄입니다.


# %%
def stable(y, a):
    """로짓에서 바로 계산한 이진 교차 엔트로피."""
    return np.maximum(a, 0) - a * y + np.log1p(np.exp(-np.abs(a)))


wide = np.linspace(-100, 100, 201).astype("float32")
cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True, reduction=None)
for y in (0.0, 1.0):
    ours = stable(y, wide)
    reference = cross_entropy(np.full_like(wide, y)[:, None], wide[:, None])
    verdict(
        f"정답 {y:.0f}: 로짓 -100에서 100까지 우리 식과 Keras가 같고 모두 유한합니다",
        np.isfinite(ours).all() and np.allclose(ours, reference, atol=1e-5),
    )

print("가짜에 로짓 20:", stable(0, np.float32(20)), " 그레이디언트:", gradient_at(wrong_generator_loss, 20.0))

# %% [markdown]
# `np.log1p(z)`는 $\log(1 + z)$를 $z$가 아주 작을 때도 정확하게 계산하는 함수입니다.
# 무한대와 NaN이던 자리에 손실 20과 그레이디언트 1이 나왔습니다. `from_logits=True`는 바로 이 식을 쓰라는 뜻입니다.
#
# **규칙: 판별자의 마지막 층에는 시그모이드를 두지 않고, 손실에는 `from_logits=True`를 줍니다.**

# %% [markdown]
# ## 2.9 `from_logits`를 잘못 쓰면
#
# 규칙의 한쪽만 지키면 어떻게 될까요? 오류는 나지 않습니다. 그래서 더 위험합니다. 실수는 두 가지입니다.
#
# | | 판별자의 출력 | 손실의 설정 | 결과 |
# |---|---|---|---|
# | 바르게 | 로짓 | `from_logits=True` | 2.8절의 식 그대로입니다 |
# | **실수 1** | 확률 | `from_logits=True` | 시그모이드를 두 번 지납니다 |
# | **실수 2** | 로짓 | `from_logits=False` | 로짓을 확률로 여깁니다 |
#
# ### 실수 1: 시그모이드를 두 번

# %% [markdown] tags=["instructor"] section="2.9" minutes=5
# **물음**: 판별자 손실이 아무리 훈련해도 1.0064 아래로 내려가지 않습니다. 무엇을 의심합니까?
#
# **답**: 시그모이드가 두 번 들어간 것입니다. 완벽한 판별자의 손실이 0이 아니라 1.0064가 됩니다.
#
# **흔한 오해**: 「틀렸으면 오류나 경고가 날 것」이라고 믿습니다. Keras는 자기 시그모이드를 막 지난 값만 알아챕니다. `tf.sigmoid`를 지난 값은 조용히 틀립니다.
#
# **늦었으면**: 두 실수의 코드는 건너뛰고 증상의 표 세 줄을 사진으로 찍어 두게 하십시오.

# %% [markdown] tags=["slide"] section="2.9"
# - 시그모이드를 두 번: 손실의 바닥이 **1.0064**
# - 로짓을 확률로: 손실이 **16.1**에 붙고 그레이디언트가 0
# - 둘 다 오류 없이 틀립니다

# %%
from_logits = keras.losses.BinaryCrossentropy(from_logits=True)
from_probabilities = keras.losses.BinaryCrossentropy(from_logits=False)


def right(a):
    return from_logits(tf.ones_like(a), a)


def sigmoid_twice(a):
    return from_logits(tf.ones_like(a), tf.sigmoid(a))


print("진짜의 로짓   바른 손실   두 번 지난 손실   바른 그레이디언트   두 번 지난 그레이디언트")
for a in (-10.0, 0.0, 10.0):
    values = [float(loss(tf.constant([[a]]))) for loss in (right, sigmoid_twice)]
    slopes = [gradient_at(loss, a) for loss in (right, sigmoid_twice)]
    print(f"{a:11.1f}   {values[0]:9.4f}   {values[1]:15.4f}   {slopes[0]:17.6f}   {slopes[1]:23.6f}")

# %% [markdown]
# 손실이 받은 "로짓"은 사실 0과 1 사이의 확률입니다. 그래서 진짜를 아무리 잘 알아보아도 손실은 $-\log \sigma(1) = 0.3133$보다 작아지지 않습니다.
# 가짜 쪽도 $-\log(1 - \sigma(0)) = 0.6931$에서 멈춥니다. 완벽한 판별자의 손실이 0이 아니라 **1.0064**가 되는 것입니다.
# 그레이디언트도 줄어듭니다. 로짓이 $-10$인, 크게 틀린 답의 신호가 1에서 0.00002로 사라졌습니다. 비포화 손실을 쓰고도 포화시킨 셈입니다.

# %%
perfect_real, perfect_fake = tf.constant([[50.0]]), tf.constant([[-50.0]])
perfect = float(losses.discriminator_loss(perfect_real, perfect_fake))
bottom = float(losses.discriminator_loss(tf.sigmoid(perfect_real), tf.sigmoid(perfect_fake)))
print(f"완벽한 판별자의 손실: 바르게 {perfect:.4f}, 시그모이드를 두 번 지나면 {bottom:.4f}")
verdict("시그모이드를 두 번 지나면 완벽한 판별자의 손실도 1.0064입니다", np.isclose(bottom, 1.0064, atol=1e-4))
verdict("진짜 쪽의 바닥은 0.3133입니다", np.isclose(sigmoid_twice(perfect_real), 0.3133, atol=1e-4))
shrunk = gradient_at(right, -10.0) / gradient_at(sigmoid_twice, -10.0)
verdict("크게 틀린 답의 그레이디언트가 만 배 넘게 줄어듭니다", shrunk > 10_000)

# %% [markdown]
# Keras는 이 실수를 **가끔** 알아챕니다. Keras의 시그모이드를 막 지난 값이면 경고를 내고 원래의 로짓으로 되돌려 계산합니다.
# 그러나 `tf.sigmoid`를 지난 값은 방금 본 것처럼 알아채지 못했습니다. 경고에 기대지 말고 규칙을 지키십시오.

# %%
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    rescued = from_logits(tf.ones((1, 1)), keras.activations.sigmoid(tf.constant([[-10.0]])))
verdict(
    "Keras의 시그모이드를 막 지난 값은 경고와 함께 바로잡힙니다",
    len(caught) > 0 and np.isclose(rescued, 10.0, atol=1e-3),
)

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    missed = sigmoid_twice(tf.constant([[-10.0]]))
verdict("tf.sigmoid를 지난 값은 경고 없이 틀립니다", len(caught) == 0 and float(missed) < 1)

# %% [markdown]
# ### 실수 2: 로짓을 확률로


# %%
def logit_as_probability(a):
    return from_probabilities(tf.ones_like(a), a)


print("진짜의 로짓   바른 손실   잘못된 손실   바른 그레이디언트   잘못된 그레이디언트")
for a in (-2.0, -0.1, 0.5, 2.0):
    values = [float(loss(tf.constant([[a]]))) for loss in (right, logit_as_probability)]
    slopes = [gradient_at(loss, a) + 0.0 for loss in (right, logit_as_probability)]
    print(f"{a:11.1f}   {values[0]:9.4f}   {values[1]:11.4f}   {slopes[0]:17.4f}   {slopes[1]:19.4f}")

negative, large = (float(logit_as_probability(tf.constant([[a]]))) for a in (-2.0, 2.0))
verdict("로짓이 음수이면 손실은 16.118에 붙습니다", np.isclose(negative, 16.118, atol=1e-3))
verdict("그때의 그레이디언트는 정확히 0입니다", gradient_at(logit_as_probability, -2.0) == 0)
verdict("로짓이 1보다 크면 손실은 거의 0입니다", large < 1e-6)
verdict("그때의 그레이디언트도 정확히 0입니다", gradient_at(logit_as_probability, 2.0) == 0)

# %% [markdown]
# 확률은 0과 1 사이여야 하므로, Keras는 그 밖의 값을 $10^{-7}$과 $1 - 10^{-7}$로 **잘라 냅니다**. 그래서 음수인 로짓은 모두 $-\log 10^{-7} = 16.118$이 됩니다.
# 잘라 낸 자리에서는 로짓을 조금 바꾸어도 결과가 그대로이므로 그레이디언트가 **정확히 0**입니다. 크게 틀렸는데 배울 신호가 하나도 없습니다.

# %%
show(
    plots.from_logits_mistakes(),
    alt="왼쪽은 진짜에 대한 판별자 손실, 오른쪽은 그레이디언트의 크기. 바른 손실은 왼쪽에서 곧게 커진다. "
    "시그모이드를 두 번 지난 손실은 0.3133과 0.6931 사이에 눌려 있고 그레이디언트가 작다. "
    "로짓을 확률로 여긴 손실은 0 아래에서 16.118에 붙고, 그레이디언트는 0과 1 사이 밖에서 0이다",
)

# %% [markdown]
# 훈련이 이상할 때 떠올릴 증상을 적어 두겠습니다.
#
# | 증상 | 의심할 것 |
# |---|---|
# | 판별자 손실이 1.0064 아래로 절대 내려가지 않습니다 | 실수 1: 시그모이드가 두 번입니다 |
# | 손실이 첫 걸음부터 1.386과 동떨어져 있고(예를 들어 16.1) 꿈쩍하지 않습니다 | 실수 2: 로짓을 확률로 여겼습니다 |
# | 손실이 `inf`나 `nan`입니다 | 2.8절: 확률에 로그를 직접 씌웠습니다 |
#
# > **생각해 보기** (2분). 판별자의 마지막 층에 시그모이드가 있고 손실이 `from_logits=False`이면 틀린 것입니까?
#
# <details><summary>답 보기</summary>
#
# 틀리지 않았습니다. 확률을 주고 확률이라고 말했으므로 앞뒤가 맞습니다. 다만 확률이 0이나 1에 너무 가까워지면 잘라 낸 곳에 걸려 신호를 잃을 수 있습니다.
# 로짓을 쓰면 그런 걱정이 없으므로 이 강좌에서는 늘 로짓을 씁니다.
#
# </details>

# %% [markdown]
# ## 2.10 실제 수업에 있던 결함: 이름이 이름을 가립니다
#
# 2.3절에서 미루어 둔 이야기입니다. 이 강좌의 바탕이 된 수업의 코드에는 결함이 하나 있습니다.
# 판별자의 손실을 계산하는 함수의 이름이 `discriminator`인데, 훈련 코드는 `discriminator(images)`로 **모델**을 부르고 `discriminator_loss(...)`로 **손실**을 부릅니다.
#
# 그대로 실행하면 무슨 일이 일어날까요? 우리 노트북의 변수가 망가지지 않도록 따로 마련한 상자에서 실행하겠습니다.
# `exec(코드, 상자)`는 글자로 적힌 코드를 그 상자(사전, `dict`) 안의 이름만 가지고 실행합니다.

# %% [markdown] tags=["instructor"] section="2.10" minutes=6
# **물음**: 모델과 손실 함수의 이름이 둘 다 `discriminator`입니다. 나중에 정의한 것이 손실이면 무슨 오류가 납니까?
#
# **답**: TypeError입니다. 손실 함수가 모델을 가려서 `training`이라는 인수를 모른다고 합니다. 차례를 바꾸면 `discriminator_loss`가 없다는 NameError입니다.
#
# **흔한 오해**: 오류 메시지를 보고 Keras의 버전을 의심합니다. 노트북에서는 예전에 실행한 이름이 남아 결함이 가려지기도 합니다. 「커널을 다시 시작」이 왜 먼저인지 여기에서 알게 됩니다.
#
# **늦었으면**: 두 오류를 이름만 말하고, 이미지를 넣어도 「손실」이 나오는 마지막 셀로 가십시오.

# %% [markdown] tags=["slide"] section="2.10"
# - 이름 하나를 모델과 함수가 함께 쓰면 **하나가 가려집니다**
# - 하는 일을 이름에: 모델 `discriminator`, 손실 `discriminator_loss`
# - 이미지를 넣어도 오류 없이 그럴듯한 수가 나옵니다

# %%
LESSON_LOSSES = '''
cross_entropy = tf.keras.losses.BinaryCrossentropy(from_logits=True)

def generator_loss(fake_output):

    "fake_output : 생성자가 만들어낸 가짜 이미지"

    return cross_entropy(tf.ones_like(fake_output), fake_output)

def discriminator(real_output, fake_output):
    """
    real_output : 진짜 이미지 (훈련 데이터에 있는)
    fake_output : 생성자가 만들어낸 가짜 이미지
    """

    real_loss = cross_entropy(tf.ones_like(real_output), real_output)
    fake_loss = cross_entropy(tf.zeros_like(fake_output), fake_output)

    total_loss = real_loss + fake_loss

    return total_loss
'''

# 훈련 한 걸음 가운데 손실을 구하는 데까지입니다.
LESSON_STEP = """
real_output = discriminator(images, training=True)
fake_output = discriminator(generated_image, training=True)

gen_loss = generator_loss(fake_output)
disc_loss = discriminator_loss(real_output, fake_output)
"""


def run_lesson(*parts):
    """코드 조각들을 새 상자에서 차례로 실행하고, 오류가 나면 그 이름과 내용을 적습니다."""
    box = {"tf": tf, "model": discriminator, "images": images, "generated_image": fakes}
    try:
        for part in parts:
            exec(part, box)
    except (TypeError, NameError) as error:
        print(f"{type(error).__name__}: {error}")
        return type(error)
    print(f"gen_loss {box['gen_loss'].shape}, disc_loss {box['disc_loss'].shape}: 손실 둘을 얻었습니다.")
    return None


# %% [markdown]
# 모델을 먼저 만들고 손실 함수를 나중에 정의하는 독자가 있습니다. 이 독자가 보는 오류입니다.

# %%
model_first = run_lesson("discriminator = model", LESSON_LOSSES, LESSON_STEP)
verdict("모델을 먼저 만들면 TypeError가 납니다", model_first is TypeError)

# %% [markdown]
# `discriminator`라는 이름은 하나뿐입니다. 나중에 정의한 **함수가 모델을 가렸습니다(shadowing)**. 같은 상자 안의 이름이므로 더 엄밀하게는 덮어쓴 것입니다.
# 그래서 `discriminator(images, training=True)`는 모델이 아니라 손실 함수를 부르고, 손실 함수는 `training`이라는 인수를 모릅니다.
# 오류 메시지만 보면 Keras의 문제처럼 보이기 때문에 찾기 어렵습니다.
#
# 순서를 바꾸어 손실 함수를 먼저 정의하고 모델을 나중에 만든 독자는 다른 오류를 봅니다.

# %%
losses_first = run_lesson(LESSON_LOSSES, "discriminator = model", LESSON_STEP)
verdict("손실 함수를 먼저 정의하면 NameError가 납니다", losses_first is NameError)

# %% [markdown]
# 이번에는 모델이 함수를 가렸습니다. 모델을 부르는 줄은 잘 지나가지만, `discriminator_loss`라는 이름은 **어디에도 정의된 적이 없습니다**.
#
# 고치는 법은 간단합니다. 정의할 때의 이름을 부를 때의 이름, 곧 `discriminator_loss`로 바꾸면 됩니다.

# %%
FIXED_LOSSES = LESSON_LOSSES.replace("def discriminator(", "def discriminator_loss(")

MODEL = "discriminator = model"
verdict("고치면 모델을 먼저 만들어도 됩니다", run_lesson(MODEL, FIXED_LOSSES, LESSON_STEP) is None)
verdict("고치면 손실 함수를 먼저 정의해도 됩니다", run_lesson(FIXED_LOSSES, MODEL, LESSON_STEP) is None)

box = {"tf": tf}
exec(FIXED_LOSSES, box)
verdict(
    "고친 수업의 두 함수가 패키지의 두 함수와 같은 값을 냅니다",
    np.isclose(box["generator_loss"](fake_output), g_loss)
    and np.isclose(box["discriminator_loss"](real_output, fake_output), d_loss),
)

# %% [markdown]
# 여기에서 얻을 버릇이 둘 있습니다. **하는 일을 이름에 적으십시오.** 모델은 `discriminator`, 손실은 `discriminator_loss`입니다.
# 그리고 노트북이 이상하면 **커널을 다시 시작하고 처음부터** 실행해 보십시오. 노트북에는 예전에 실행한 이름이 남아 있어서 이런 결함이 가려지곤 합니다.
#
# ### 설명도 바로잡습니다
#
# 수업의 코드에는 `fake_output : 생성자가 만들어낸 가짜 이미지`라는 설명이 붙어 있습니다. 뜻은 통하지만 정확하지 않습니다.
# `fake_output`은 이미지가 아니라 **가짜 이미지를 본 판별자의 출력**, 곧 로짓입니다. 이 설명을 믿고 이미지를 넣으면 어떻게 될까요?

# %%
print("가짜 이미지의 모양:", fakes.shape, " 판별자의 출력:", discriminator(fakes).shape)
nonsense = losses.generator_loss(fakes)  # 로짓이 아니라 이미지를 넣었습니다
print("이미지를 넣은 손실의 모양:", nonsense.shape)
verdict("이미지를 넣어도 오류 없이 그럴듯한 수가 나옵니다", np.isfinite(float(nonsense)))
verdict(
    "이미지의 밝기를 올리기만 해도 그 '손실'이 줄어듭니다", float(losses.generator_loss(fakes + 1.0)) < float(nonsense)
)

# %% [markdown]
# 오류도 경고도 없습니다. 그런데 이 "손실"을 줄이는 방법은 **이미지를 하얗게 칠하는 것**입니다. 판별자는 아예 끼어들지도 않습니다.
# 조용히 틀리는 코드가 요란하게 멈추는 코드보다 위험합니다. 그래서 우리 패키지의 설명에는 "판별자의 로짓"이라고 적었습니다. 2.3절의 코드에서 다시 확인해 보십시오.
#
# > **생각해 보기** (1분). 노트북에서 `list = [1, 2, 3]`을 실행한 뒤 `list(range(3))`을 부르면 무슨 일이 일어납니까? 이 절의 결함과 무엇이 같습니까?
#
# <details><summary>답 보기</summary>
#
# `TypeError: 'list' object is not callable`이 납니다. 내가 만든 이름이 파이썬의 `list`를 가렸기 때문입니다. 먼저 있던 이름을 나중의 이름이 가렸다는 점이 같습니다.
#
# </details>

# %% [markdown]
# ## 2.11 다른 손실도 있습니다
#
# 이진 교차 엔트로피만 쓸 수 있는 것은 아닙니다. 판별자의 출력으로 점수를 매기는 방법은 여러 가지이고, 이 강좌에 나오는 여섯을 적으면 다음과 같습니다.
# $a_r$은 진짜에 대한 출력, $a_f$는 가짜에 대한 출력이고, 식마다 배치에 걸쳐 평균합니다.
#
# | 이름 | 판별자가 줄이는 것 | 생성자가 줄이는 것 | 특징 |
# |---|---|---|---|
# | 비포화(이 장의 손실) | $-\log\sigma(a_r) - \log(1 - \sigma(a_f))$ | $-\log\sigma(a_f)$ | 확률로 읽을 수 있습니다 |
# | 포화(2.7절) | 위와 같습니다 | $\log(1 - \sigma(a_f))$ | 들킨 가짜에서 신호를 잃습니다 |
# | 최소제곱(LSGAN) | $\tfrac{1}{2}\bigl[(a_r - 1)^2 + a_f^2\bigr]$ | $(a_f - 1)^2$ | **4장의 CycleGAN**이 씁니다 |
# | 힌지(hinge) | $\max(0, 1 - a_r) + \max(0, 1 + a_f)$ | $-a_f$ | 1이나 $-1$을 넘긴 답은 더 밀지 않습니다 |
# | 바서슈타인(WGAN) | $a_f - a_r$ | $-a_f$ | 판별자가 너무 가파르지 않게 제한해야 합니다(**립시츠 조건**) |
# | 상대론적(relativistic) | $-\log\sigma(a_r - a_f)$ | $-\log\sigma(a_f - a_r)$ | 짝이 된 둘의 **차이**만 봅니다 |
#
# **바서슈타인**(Wasserstein)은 한 분포의 모래 더미를 다른 분포의 모양으로 옮기는 데 드는 가장 적은 품을 두 분포의 거리로 삼은 것입니다. 바서슈타인 손실의 판별자는 확률이 아니라 위로도 아래로도 한계가 없는 점수를 매기므로 **비평가**(critic)라고도 부릅니다. 점수를 끝없이 키우지 못하게 **립시츠 조건**(Lipschitz condition), 곧 점을 1만큼 옮길 때 점수가 정한 값(여기서는 1)보다 많이 바뀌지 않는다는 조건을 둡니다. 셋 다 7장에서 다시 만납니다.
#
# 최소제곱 손실의 $\tfrac{1}{2}$은 CycleGAN처럼 판별자에만 곱했습니다(LSGAN 논문은 생성자에도 곱합니다). 시그모이드는 없습니다. 출력이 1이나 0에서 벗어난 만큼 벌을 주므로, 로짓이 아니라 **점수 그 자체**라고 생각하면 됩니다.
# 진짜에 1, 가짜에 0, 생성자가 바라는 답 1이라는 뼈대는 이 장과 똑같습니다. 벌을 재는 법과 균형점의 눈금이 다릅니다.

# %% [markdown] tags=["instructor"] section="2.11" minutes=6
# **물음**: 최소제곱 손실에서 균형점의 손실은 왜 0.25입니까?
#
# **답**: 출력이 반반인 0.5에 있으면 $(0.5 - 1)^2 = 0.25$이기 때문입니다. 4장에서 이 눈금을 씁니다.
#
# **흔한 오해**: 「LSGAN도 로짓을 확률로 바꾼다」고 여깁니다. 출력이 곧 점수입니다. 시그모이드가 없습니다.
#
# **늦었으면**: 표를 보여 주고 「4장은 최소제곱, 눈금 0.25」만 말하십시오.

# %% [markdown] tags=["slide"] section="2.11"
# - 최소제곱(LSGAN): 4장의 CycleGAN이 씁니다. 눈금은 0.25
# - 바서슈타인(WGAN): 판별자가 너무 가파르지 않게 제한합니다
# - 최소제곱도 진짜에 1, 가짜에 0, 바람은 1이라는 뼈대는 같습니다

# %%
half = tf.fill((4, 1), 0.5)  # 최소제곱 손실의 균형점: 출력이 1/2
d_half = float(losses.least_squares_discriminator_loss(half, half))
g_half = float(losses.least_squares_generator_loss(half))
print("판별자", d_half, " 생성자", g_half)
verdict("최소제곱 손실의 균형점은 판별자 0.25, 생성자 0.25입니다", d_half == g_half == 0.25)

gap = real_logits - fake_logits  # 짝이 된 진짜와 가짜의 차이
by_table = {  # (패키지의 판별자 손실, 표의 식, 패키지의 생성자 손실, 표의 식)
    "최소제곱": (
        losses.least_squares_discriminator_loss(real_output, fake_output),
        0.5 * np.mean((real_logits - 1) ** 2) + 0.5 * np.mean(fake_logits**2),
        losses.least_squares_generator_loss(fake_output),
        np.mean((fake_logits - 1) ** 2),
    ),
    "힌지": (
        losses.hinge_discriminator_loss(real_output, fake_output),
        np.maximum(0, 1 - real_logits).mean() + np.maximum(0, 1 + fake_logits).mean(),
        losses.hinge_generator_loss(fake_output),
        -fake_logits.mean(),
    ),
    "바서슈타인": (
        losses.wasserstein_discriminator_loss(real_output, fake_output),
        fake_logits.mean() - real_logits.mean(),
        losses.wasserstein_generator_loss(fake_output),
        -fake_logits.mean(),
    ),
    "상대론적": (
        losses.relativistic_discriminator_loss(real_output, fake_output),
        -np.log(sigmoid(gap)).mean(),
        losses.relativistic_generator_loss(real_output, fake_output),
        -np.log(sigmoid(-gap)).mean(),
    ),
}
for name, (d_package, d_table, g_package, g_table) in by_table.items():
    same = np.allclose([float(d_package), float(g_package)], [d_table, g_table], atol=1e-5)
    verdict(f"{name}: 표의 두 식이 패키지의 두 함수와 같습니다", same)

# %% [markdown]
# 표의 '특징' 가운데 어디에서 얼마나 미는지는 그레이디언트를 그리면 보입니다. 여섯 손실에서 두 선수가 가짜의 로짓마다 얼마나 밀리는지 한자리에 놓습니다. 곡선이 똑같은 것은 한 선에 이름을 함께 적었습니다.

# %%
show(
    plots.objective_gradients(),
    alt="가짜의 로짓에 따른 그레이디언트, 두 칸. 판별자의 칸에서 힌지는 로짓이 −1보다 작으면 0이고 바서슈타인은 어디에서나 1이며, 최소제곱은 곧은 비탈, 나머지 셋은 같은 에스 자 곡선이다. "
    "생성자의 칸에서 포화는 왼쪽에서 0으로 가고, 비포화와 상대론적은 왼쪽에서 −1로 가며, 힌지와 바서슈타인은 어디에서나 −1이고, 최소제곱은 곧은 비탈이다",
)
fake_logit = np.array([-4.0, 4.0])  # 들킨 가짜와 속인 가짜


def gradients(name, role):
    return theory.objective_at(name, fake_logit)[role][1]


verdict(
    "들킨 가짜에서 생성자의 그레이디언트를 잃는 것은 포화뿐입니다",
    {
        each
        for each in ("비포화", "포화", "최소제곱", "힌지", "바서슈타인", "상대론적")
        if abs(gradients(each, "generator")[0]) < 0.1
    }
    == {"포화"},
)
verdict(
    "가짜를 가짜라고 넉넉히 맞힌 판별자를 힌지는 더 밀지 않고, 바서슈타인은 여전히 1로 밉니다",
    gradients("힌지", "fake")[0] == 0 and gradients("바서슈타인", "fake")[0] == 1,
)
verdict(
    "최소제곱은 판별자의 출력이 0보다 작아도, 생성자의 가짜가 1을 넘어도 도로 당깁니다",
    gradients("최소제곱", "fake")[0] < 0 < gradients("최소제곱", "generator")[1],
)

# %% [markdown]
# 부호는 미는 쪽과 **반대**입니다. 손실이 줄어드는 쪽으로 가므로 그레이디언트가 음수이면 로짓을 **올리고**, 양수이면 **내립니다**.
#
# - **왼쪽 칸**: 비포화와 포화는 판별자가 같은 손실을 쓰고, 상대론적도 짝의 로짓이 0이면 같은 곡선이 됩니다. 힌지는 $-1$에서 뚝 끊깁니다.
# - **오른쪽 칸**: 들킨 가짜(왼쪽)에서 포화만 0으로 갑니다(2.7절). 힌지와 바서슈타인은 속였든 들켰든 똑같은 세기로 밉니다. 최소제곱은 멀수록 세게 당기고, 1을 지나면 도로 당깁니다.
#
# ### 실험실: 손실 여섯을 이 장의 손실과 견주기
#
# 조절기에서 목적 함수(두 선수의 손실 한 벌)와 로짓을 고르십시오. 위 줄은 손실, 아래 줄은 그레이디언트입니다. 주황색 선과 점이 고른 것이고, 회색 파선은 견줄 이 장의 손실입니다. 조절기 아래의 그림은 비포화 하나이고, 레이블만 부드럽게 한 것입니다.
# 상대론적 손실은 진짜와 가짜의 출력의 차이만 보므로, 짝이 된 출력이 0일 때를 그렸습니다.
#
# 맨 오른쪽 세로줄의 두 칸은 **레이블을 부드럽게 하기**(label smoothing)입니다. 레이블은 정답으로 붙이는 수입니다. 진짜에 1 대신 $\alpha$를, 가짜에 0 대신 $\beta$를 붙이면 최적 판별자는 다음과 같이 바뀝니다.
#
# $$D^*(x) = \frac{\alpha\,p(x) + \beta\,q(x)}{p(x) + q(x)}$$
#
# 진짜는 0에 봉우리가 하나이고, 가짜에는 진짜가 없는 $x = 5$에 봉우리가 하나 더 있습니다. 거기 있는 가짜가 진짜 쪽으로 옮겨 가려면 $D^*$의 로짓이 **비탈져** 있어야 합니다. 맨 오른쪽 아래 칸이 그 비탈, 곧 로짓을 $x$로 미분한 **기울기**입니다.
#
# > **무엇을 보게 됩니까?** (3분) $\alpha$만 0.9로 낮출 때와 $\beta$만 0.1로 올릴 때, $x = 5$의 가짜가 느끼는 기울기는 저마다 어떻게 됩니까? 먼저 짐작해 보십시오.

# %% tags=["nbval-ignore-output"]
loss_lab()

# %%
show(
    plots.loss_lab("비포화", -2.0, real_label=0.9, fake_label=0.1),
    alt="레이블이 0.9와 0.1인 비포화 손실의 곡선과 그레이디언트를 레이블이 1과 0인 것과 견준 여섯 칸, 그리고 최적 판별자. "
    "부드럽게 한 판별자의 답은 가짜만 있는 오른쪽에서 0.1로 평평하고, 그곳의 기울기는 0이다",
)
grid = np.linspace(-4, 9, 27)
p, q = (
    np.exp(-(grid**2) / 2),
    np.exp(-((grid - 3) ** 2) / 2),
)  # 그림과 다른 간단한 두 밀도. 둘에 같은 상수를 곱해도 D*는 같습니다
verdict(
    "진짜의 레이블만 0.9로 낮추면 D*의 높이만 0.9배가 됩니다",
    np.allclose(theory.optimal_discriminator(p, q, 0.9, 0.0), 0.9 * theory.optimal_discriminator(p, q)),
)
verdict(
    "그때 x = 5의 가짜가 느끼는 기울기는 그대로입니다",
    np.isclose(stray_pull("비포화", 0.9, 0.0), stray_pull("비포화"), rtol=1e-3),
)
verdict(
    "가짜의 레이블을 0.1로 올리면 그 기울기가 사라집니다", stray_pull("비포화", 1.0, 0.1) < 0.01 * stray_pull("비포화")
)

# %% [markdown]
# <details><summary>답 보기</summary>
#
# $\alpha$만 낮추면 $D^*$의 높이가 줄어들 뿐이고, $x = 5$의 가짜가 느끼는 기울기는 거의 그대로입니다. $\beta$를 올리면 가짜가 진짜보다 훨씬 많은 곳에서 $D^*$가 $\beta$로 **평평해집니다**.
# 판별자가 가장 좋은 답 $D^*$라면, 그곳의 가짜는 어느 쪽으로 가야 하는지 알 수 없습니다. 그래서 레이블을 부드럽게 하려면 **진짜 쪽만** 합니다(Salimans et al. 2016; Goodfellow 2016, "NIPS 2016 Tutorial").
#
# </details>

# %% [markdown]
# ## 정리
#
# - 손실 함수는 바람을 수로 적은 것입니다. **작을수록 바라는 대로** 된 것입니다.
# - 판별자는 진짜에 1, 가짜에 0을 붙입니다. 이것은 **사실**입니다. 생성자는 같은 가짜에 1을 붙입니다. 이것은 **바람**입니다.
# - 이진 교차 엔트로피는 $-\log(\text{정답에 준 확률})$이고, 로짓으로 미분하면 $\sigma(a) - y$입니다.
# - 판별자가 반반이면 생성자 손실은 $\ln 2 = 0.693$, 판별자 손실은 $2\ln 2 = 1.386$입니다. 눈금일 뿐 성공의 증거는 아닙니다.
# - 생성자를 고정하면 가장 좋은 판별자는 $D^* = p/(p+q)$이고, 그때 $V = -\log 4 + 2\,\mathrm{JS}$입니다. 그래서 생성자가 이 $V$를 줄이는 것은 가짜의 분포를 진짜에 포개는 것입니다.
# - 들킨 가짜에는 포화 손실이 신호를 거의 주지 않습니다. 그래서 비포화 손실, 곧 **가짜에 1을 붙인** 손실을 씁니다.
# - 판별자는 로짓을 내놓고 손실에는 `from_logits=True`를 줍니다. 한쪽만 지키면 오류 없이 틀립니다.
# - 이름이 이름을 가리면 멀쩡한 코드가 엉뚱한 곳에서 멈춥니다. 손실 함수의 이름은 `discriminator_loss`입니다.
#
# ## 다음 장
#
# 이제 점수를 매길 줄 압니다. 남은 것은 그 점수로 **배우는 일**입니다. 이 장에서 잠깐 빌려 쓴 `tf.GradientTape`가 주인공입니다.
# [3장 학습](03_train_step.ipynb)에서는 테이프 두 개로 두 선수를 한꺼번에 가르치는 `train_step`을 한 줄씩 쓰고, 진짜 손글씨 숫자로 훈련합니다.
# 훈련하는 동안 0.693과 1.386, 두 눈금을 곁에 두십시오.
#
# 그 전에 [2장의 연습](exercises/02_loss_functions.ipynb)을 푸십시오. 답을 쓰면 그 자리에서 채점하고, 틀리면 무엇을 오해했는지 말합니다.

# %% [markdown] tags=["instructor"] section="2.정리" minutes=2
# **물음**: 생성자의 손실을 한 줄의 코드로 말해 보십시오.
#
# **답**: `cross_entropy(tf.ones_like(fake_output), fake_output)`입니다. 연습 2.2가 바로 이것입니다.
#
# **흔한 오해**: 0.693과 1.386을 거꾸로 외우는 분이 있습니다. 판별자는 진짜 쪽과 가짜 쪽이 하나씩이라 두 배라고 짚어 주십시오.
#
# **늦었으면**: 여기가 되돌아오는 자리입니다. 늦은 분은 이 정리와 2.4절의 표만 읽고 3장으로 옵니다.

# %% [markdown] tags=["slide"] section="2.정리"
# - 판별자는 사실(1, 0), 생성자는 바람(1)
# - 눈금: 생성자 0.693, 판별자 1.386
# - 로짓과 `from_logits=True`는 **짝**입니다
