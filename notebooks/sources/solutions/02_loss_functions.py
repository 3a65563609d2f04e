# %% [markdown]
# # 2장 연습: 손실 함수
#
# [2장](../02_loss_functions.ipynb)을 읽은 다음 푸십시오. 모두 일곱 문제, 40분쯤 걸립니다.
#
# - `...  # 여기에 작성하십시오`를 지우고 그 자리에 코드를 씁니다. 그 셀을 실행하고, 바로 아래의 채점 셀을 실행하십시오.
# - 틀리면 무엇을 오해했는지와 증거를 보여 줍니다. 막히면 힌트를 **하나씩** 펴 보십시오. 뒤의 힌트일수록 풀이에 가깝습니다.
# - 진도는 이 노트북 곁의 `progress.json`에만 적힙니다. 터미널에서 `gan-course progress`로 볼 수 있습니다.

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0

# %%
from gan_course.exercises import check

import keras
import numpy as np
import tensorflow as tf

cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)

# %% [markdown]
# ## 연습 2.1 이진 교차 엔트로피를 식으로 옮기기 (3분)
#
# **목표**: 정답 $y$와 진짜일 확률 $D$를 받아 이미지 한 장의 손실 $\ell(y, D)$를 돌려주십시오(2.2절).
#
# **왜 중요합니까**: 이 강좌의 거의 모든 손실이 이 한 줄에서 나옵니다. 식과 코드를 오갈 수 있으면 논문의 새 손실도 읽을 수 있습니다.
#
# <details><summary>힌트 1</summary>
#
# 바라는 대로 될수록 작아야 합니다. $y = 1$이고 $D = 0.9$이면 거의 0, $y = 0$이고 $D = 0.9$이면 큰 수입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# $y$가 1이면 $-\log D$, 0이면 $-\log(1 - D)$입니다. $y$와 $1 - y$를 곱해 더하면 한 식이 됩니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `-(label * np.log(...) + (1 - label) * np.log(...))`에서 두 괄호를 채우십시오.
#
# </details>


# %% tags=["exercise-2.1"]
def binary_cross_entropy(label, probability):
    ### BEGIN SOLUTION
    return -(label * np.log(probability) + (1 - label) * np.log(1 - probability))
    ### END SOLUTION


# %%
check("2.1", binary_cross_entropy)

# %% [markdown]
# ## 연습 2.2 생성자의 손실 쓰기 (5분)
#
# **목표**: 가짜에 대한 판별자의 로짓 `fake_output`을 받아 생성자의 손실(비포화)을 돌려주는 `generator_loss`를 쓰십시오. 위의 `cross_entropy`를 씁니다.
#
# **왜 중요합니까**: 레이블 하나를 잘못 붙이면 생성자는 판별자를 **돕게** 됩니다(2.4절). 오류는 나지 않으므로, 부호를 확인하지 않으면 알아채기 어렵습니다.
#
# <details><summary>힌트 1</summary>
#
# 위조지폐범은 탐정이 자기 그림을 무엇이라고 답하기를 바랍니까? 그 답이 정답(레이블)입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# `fake_output`은 로짓입니다. `cross_entropy`가 `from_logits=True`로 만들어졌으므로 시그모이드를 쓰지 않고 그대로 넣습니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `cross_entropy(정답, 예측)`의 차례입니다. 정답은 `fake_output`과 모양이 같은, 모두 1인 텐서입니다(`tf.ones_like`).
#
# </details>


# %% tags=["exercise-2.2"]
def generator_loss(fake_output):
    ### BEGIN SOLUTION
    return cross_entropy(tf.ones_like(fake_output), fake_output)
    ### END SOLUTION


# %%
check("2.2", generator_loss)

# %% [markdown]
# ## 연습 2.3 판별자의 손실 쓰기 (5분)
#
# **목표**: 진짜의 로짓과 가짜의 로짓을 받아 판별자의 손실을 돌려주는 `discriminator_loss`를 쓰십시오. 진짜와 가짜의 장수는 다를 수 있습니다.
#
# **왜 중요합니까**: 판별자는 두 가지를 함께 맞혀야 합니다. 한쪽만 가르치면 무엇을 보든 같은 답을 하는 탐정이 됩니다.
#
# <details><summary>힌트 1</summary>
#
# 손실이 둘입니다. 진짜에 붙일 정답과 가짜에 붙일 정답을 따로 생각하십시오.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 진짜에는 `tf.ones_like(real_output)`, 가짜에는 `tf.zeros_like(fake_output)`가 정답입니다. 로짓은 그대로 넣습니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 두 평균을 **더합니다**. 한데 모아 평균하거나 2로 나누면 균형점의 눈금이 $2\ln 2$가 아니게 됩니다.
#
# </details>


# %% tags=["exercise-2.3"]
def discriminator_loss(real_output, fake_output):
    ### BEGIN SOLUTION
    real_loss = cross_entropy(tf.ones_like(real_output), real_output)
    fake_loss = cross_entropy(tf.zeros_like(fake_output), fake_output)
    return real_loss + fake_loss
    ### END SOLUTION


# %%
check("2.3", discriminator_loss)

# %% [markdown]
# ## 연습 2.4 포화 손실과 그 그레이디언트 (8분)
#
# **목표**: 로짓 $a$를 받아 포화 손실 $\log(1 - \sigma(a))$와, 그것을 $a$로 미분한 값을 차례로 돌려주십시오. 자동 미분을 써도 좋고 손으로 구해도 좋습니다. 저마다 수 하나입니다.
#
# **왜 중요합니까**: 훈련 초기의 서툰 가짜는 들키기 쉽습니다. 크게 들키면 $a$는 크기가 큰 음수입니다. 그때 그레이디언트가 얼마나 남는지가 훈련이 되느냐를 가릅니다.
#
# <details><summary>힌트 1</summary>
#
# $a = -10$이면 두 값 모두 -0.0000454쯤입니다. 그레이디언트의 크기가 거의 1이라면 비포화 손실을 미분한 것입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 연쇄 법칙입니다. 로그의 미분은 $\frac{-1}{1 - \sigma(a)}$, 시그모이드의 미분은 $\sigma(a)(1 - \sigma(a))$입니다. 둘을 곱하십시오.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 곱하면 $1 - \sigma(a)$가 지워지고 $-\sigma(a)$만 남습니다. `return 손실, 그레이디언트`처럼 두 값을 돌려줍니다.
#
# </details>


# %% tags=["exercise-2.4"]
def saturating_loss_and_gradient(a):
    ### BEGIN SOLUTION
    sigmoid = 1 / (1 + np.exp(-a))
    loss = np.log(1 - sigmoid)
    return loss, -sigmoid
    ### END SOLUTION


# %%
check("2.4", saturating_loss_and_gradient)

# %% [markdown]
# ## 연습 2.5 가장 뛰어난 판별자 (4분)
#
# **목표**: 진짜의 밀도 $p(x)$와 가짜의 밀도 $q(x)$를 받아, 그 자리에서 가장 뛰어난 판별자의 답 $D^*(x)$를 돌려주십시오.
#
# **왜 중요합니까**: 생성자가 실제로 무엇을 줄이고 있는지(옌센-섀넌 발산)가 이 식에서 나옵니다(2.6절).
#
# <details><summary>힌트 1</summary>
#
# 그 자리에서 진짜가 가짜보다 세 배 자주 나온다면, 네 번 가운데 세 번은 진짜입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 확률이므로 0과 1 사이여야 하고, $p = q$이면 0.5여야 합니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 진짜의 밀도를 **두 밀도의 합**으로 나눕니다.
#
# </details>


# %% tags=["exercise-2.5"]
def optimal_discriminator(p, q):
    ### BEGIN SOLUTION
    return p / (p + q)
    ### END SOLUTION


# %%
check("2.5", optimal_discriminator)

# %% [markdown]
# ## 연습 2.6 버그 찾기: 1을 넘는 레이블 (8분)
#
# 널리 읽히는 DCGAN 예제의 한 판(keras-io 저장소의 커밋 cca4efb)은 레이블을 조금 흔들어 판별자가 지나치게 확신하지 못하게 합니다. 그 예제에서는 **가짜가 1**이고, 잡음은 0과 1 사이의 균등 분포입니다.
# 아래는 그 생각을 우리의 말로 옮긴 것입니다. 결함이 하나 숨어 있습니다. 판별자가 확신할수록 손실이 **음수로** 내려갑니다. 다음 셀에서 증상을 보십시오.
#
# **목표**: 레이블을 흔드는 것은 그대로 두고 결함을 고치십시오. 손실만 0에서 자르면 증상만 가려집니다. 까닭을 찾으십시오.
#
# **왜 중요합니까**: 바닥이 없는 손실은 확신을 끝없이 상으로 줍니다. 레이블을 흔든 뜻과 정반대입니다.
#
# <details><summary>힌트 1</summary>
#
# 교차 엔트로피의 정답은 **확률**입니다. 잡음을 더한 레이블의 값을 찍어 보십시오.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 정답이 1보다 크면 $(1 - y)$가 음수가 되어, 1이라고 확신할수록 상을 받습니다. 레이블이 0과 1 사이에 머물게 하십시오.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 1에서 잡음을 **빼면** 언제나 1 이하입니다. 1에서 자르는 것(`tf.minimum`)은 잡음을 모두 없애는 것과 같으니 쓰지 마십시오.
#
# </details>


# %% tags=["exercise-2.6"]
def noisy_labels_loss(fake_output, noise):
    probability = tf.sigmoid(fake_output)
    ### BEGIN SOLUTION
    labels = tf.ones_like(fake_output) - 0.05 * noise
    ### END SOLUTION
    ### BEGIN GIVEN
    # labels = tf.ones_like(fake_output) + 0.05 * noise
    ### END GIVEN
    return keras.losses.BinaryCrossentropy()(labels, probability)


# %%
noise = tf.constant([[0.9], [0.4]])
for logit in (2.0, 6.0, 14.0):
    print(f"로짓 {logit:4.0f} -> 손실 {float(noisy_labels_loss(tf.fill((2, 1), logit), noise)):.2f}")

# %%
check("2.6", noisy_labels_loss)

# %% [markdown]
# ## 연습 2.7 실험 설계: 신호가 사라지는 로짓 찾기 (8분)
#
# **목표**: 포화 손실의 그레이디언트 크기가 비포화 손실의 그레이디언트 크기의 `share`배가 되는 로짓 $a$를 찾는 함수를 쓰십시오.
# 예를 들어 `share = 0.01`이면 "포화 쪽 신호가 비포화 쪽의 1%만 남는 자리"입니다. 로짓을 촘촘히 늘어놓고 재어도 좋고(2% 안이면 됩니다), 식으로 풀어도 좋습니다.
#
# **왜 중요합니까**: "초기에는 비포화를 쓴다"라는 말을 외우는 대신, **어디서부터** 얼마나 차이가 나는지 스스로 재어 보는 연습입니다.
#
# <details><summary>힌트 1</summary>
#
# 두 크기는 2.7절에 있습니다. 포화는 $\sigma(a)$, 비포화는 $1 - \sigma(a)$입니다. 신호가 사라지는 곳은 $a$가 음수인 쪽입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 두 크기의 **비**를 $a$의 함수로 적고, 그 비가 `share`와 가장 가까운 $a$를 찾으십시오. `np.linspace(-15, 5, 20001)`처럼 늘어놓으면 됩니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 비는 $\frac{\sigma(a)}{1 - \sigma(a)} = e^a$입니다. 그러므로 $a$는 `share`의 자연로그입니다.
#
# </details>


# %% tags=["exercise-2.7"]
def logit_where_signal_fades(share):
    ### BEGIN SOLUTION
    logits = np.linspace(-15, 5, 20001)
    sigmoid = 1 / (1 + np.exp(-logits))
    ratio = sigmoid / (1 - sigmoid)
    return logits[np.argmin(np.abs(np.log(ratio / share)))]
    ### END SOLUTION


# %%
check("2.7", logit_where_signal_fades)

# %% [markdown]
# ## 정리
#
# 일곱 문제를 모두 풀었다면 손실을 읽고, 쓰고, 의심할 수 있습니다. 다음은 [3장 연습](03_train_step.ipynb)입니다.
# 진도를 보려면 터미널에서 `gan-course progress`를 실행하십시오.
#
# 돌아가기: [2장](../02_loss_functions.ipynb). 다 푼 다음 견주어 보기: [2장의 풀이](../solutions/02_loss_functions.ipynb).
