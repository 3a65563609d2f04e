# %% [markdown]
# # 1장 연습: 생성자와 판별자
#
# [1장](../01_generator_vs_discriminator.ipynb)을 읽은 다음 푸십시오. 모두 일곱 문제, 40분쯤 걸립니다.
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

# %% [markdown]
# ## 연습 1.1 화소를 [-1, 1]로 (3분)
#
# **목표**: 0에서 255까지의 정수 화소(`uint8`)를 -1에서 1까지의 실수로 바꾸십시오. 0은 -1, 255는 1이 됩니다.
#
# **왜 중요합니까**: 진짜와 가짜의 범위가 다르면 판별자는 그림을 보지 않고 밝기만 보고도 맞힙니다. 그러면 생성자는 숫자의 생김새보다 범위를 맞추는 것부터 배우느라 걸음을 버립니다.
#
# <details><summary>힌트 1</summary>
#
# 생성자의 마지막 층은 tanh입니다. 진짜도 같은 범위로 맞추어야 합니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 먼저 0에서 2까지로 만든 다음 1을 빼십시오.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `uint8`끼리 빼면 값이 넘칩니다. 127.5(실수)로 먼저 나누면 저절로 실수가 됩니다.
#
# </details>


# %% tags=["exercise-1.1"]
def to_model_range(pixels):
    ### BEGIN SOLUTION
    return pixels / 127.5 - 1.0
    ### END SOLUTION


# %%
check("1.1", to_model_range)

# %% [markdown]
# ## 연습 1.2 이미지를 다시 화소로 (5분)
#
# **목표**: -1에서 1까지의 실수 이미지를 0에서 255까지의 정수(`uint8`)로 되돌리십시오. 반올림하고, 범위를 조금 벗어난 값은 양 끝으로 자릅니다.
#
# **왜 중요합니까**: 자르지 않으면 아주 밝은 화소가 갑자기 까맣게 됩니다. 그림 파일에 까만 점이 박혀 있다면 이것부터 의심하십시오.
#
# <details><summary>힌트 1</summary>
#
# 1.1의 반대입니다. 1을 더하고 127.5를 곱합니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# `np.rint`로 반올림하고 `np.clip`으로 0과 255 사이에 둡니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 자른 **다음에** `.astype(np.uint8)`로 바꿉니다. 먼저 바꾸면 256이 0이 됩니다.
#
# </details>


# %% tags=["exercise-1.2"]
def to_pixels(images):
    ### BEGIN SOLUTION
    scaled = np.rint((images + 1.0) * 127.5)
    return np.clip(scaled, 0, 255).astype(np.uint8)
    ### END SOLUTION


# %%
check("1.2", to_pixels)

# %% [markdown]
# ## 연습 1.3 로짓을 확률로 (3분)
#
# **목표**: 판별자의 로짓을 진짜일 확률로 바꾸는 시그모이드를 쓰십시오. 수와 배열을 모두 받습니다.
#
# **왜 중요합니까**: 로짓 0이 "반반"이라는 것을 몸에 익혀야 손실과 정확도를 바르게 읽습니다.
#
# <details><summary>힌트 1</summary>
#
# 로짓이 0이면 0.5, 아주 크면 1에 가깝습니다. 클수록 진짜라는 답입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# $\sigma(a) = \frac{1}{1 + e^{-a}}$입니다. 분모의 1을 잊지 마십시오.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `np.exp`는 수와 배열을 모두 받습니다. 한 번만 지나면 됩니다.
#
# </details>


# %% tags=["exercise-1.3"]
def probability(logit):
    ### BEGIN SOLUTION
    return 1 / (1 + np.exp(-logit))
    ### END SOLUTION


# %%
check("1.3", probability)

# %% [markdown]
# ## 연습 1.4 탐정의 정확도 (5분)
#
# **목표**: 진짜의 로짓과 가짜의 로짓을 받아, 판별자가 **모든 이미지 가운데** 맞힌 비율을 돌려주십시오. 장수는 다를 수 있고, 로짓이 꼭 0인 것은 없습니다.
#
# **왜 중요합니까**: 가짜가 진짜와 같아지면 가장 뛰어난 판별자도 절반밖에 맞히지 못합니다(1.8절). 그 절반을 재는 자가 틀리면 아무것도 알 수 없습니다.
#
# <details><summary>힌트 1</summary>
#
# 진짜는 로짓이 0보다 커야, 가짜는 0보다 작아야 맞힌 것입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 맞힌 수를 모두 더해 전체 장수로 나누십시오. 두 비율을 평균하면 장수가 적은 쪽을 더 무겁게 봅니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `(real_logits > 0).sum()`은 맞힌 진짜의 수입니다. 분모는 `len(real_logits) + len(fake_logits)`입니다.
#
# </details>


# %% tags=["exercise-1.4"]
def accuracy(real_logits, fake_logits):
    ### BEGIN SOLUTION
    right = (real_logits > 0).sum() + (fake_logits < 0).sum()
    return right / (len(real_logits) + len(fake_logits))
    ### END SOLUTION


# %%
check("1.4", accuracy)

# %% [markdown]
# ## 연습 1.5 잠재 공간의 두 점 사이 (4분)
#
# **목표**: 출발 `z0`에서 도착 `z1`까지 직선으로 걸을 때, `t`만큼(0이면 출발, 1이면 도착) 간 자리를 돌려주십시오.
#
# **왜 중요합니까**: 잠재 공간을 걸어 보면 결과가 끊기지 않고 이어지는지 볼 수 있습니다. 외우지 않았다는 증거로는 약합니다(3.13절).
#
# <details><summary>힌트 1</summary>
#
# `t`가 0이면 `z0`, 1이면 `z1`이 나와야 합니다. 두 경우를 먼저 확인해 보십시오.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 출발에 $1 - t$를, 도착에 $t$를 곱해 더합니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 출발에서 (도착 - 출발)의 `t`배만큼 움직인 자리와 같습니다.
#
# </details>


# %% tags=["exercise-1.5"]
def between(z0, z1, t):
    ### BEGIN SOLUTION
    return (1 - t) * z0 + t * z1
    ### END SOLUTION


# %%
check("1.5", between)

# %% [markdown]
# ## 연습 1.6 버그 찾기: 시그모이드가 두 번 (8분)
#
# 튜토리얼을 두 개 섞어 베끼면 흔히 생기는 결함입니다. 오류 없이 훈련되지만 손실이 어느 값 아래로는 내려가지 않습니다. 다음 셀에서 증상을 보십시오.
#
# **목표**: 판별자가 **로짓**을 내놓도록 고치십시오. `compile`의 손실은 이미 로짓을 기다립니다.
#
# **왜 중요합니까**: 마지막 층과 손실의 약속이 어긋나면 판별자는 아무리 자신 있어도 벌점을 받습니다. 탐정의 목소리가 작아지고, 위조지폐범은 배울 것을 잃습니다.
#
# <details><summary>힌트 1</summary>
#
# 확률은 [0, 1]입니다. 손실이 그것을 로짓으로 여겨 시그모이드를 한 번 더 하면 [0.5, 0.73]이 됩니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 손실을 바꾸는 것이 아니라 **마지막 층**을 고치십시오. `compile` 줄은 그대로 둡니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 마지막 `Dense`에서 `activation="sigmoid"`를 뺍니다.
#
# </details>


# %% tags=["exercise-1.6"]
def build_discriminator():
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16), keras.layers.LeakyReLU(0.2)])
    ### BEGIN SOLUTION
    model.add(keras.layers.Dense(1))
    ### END SOLUTION
    ### BEGIN GIVEN
    # model.add(keras.layers.Dense(1, activation="sigmoid"))
    ### END GIVEN
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model


# %%
confident = build_discriminator()
last = [layer for layer in confident.layers if layer.weights][-1]
last.bias.assign([20.0])  # 무엇을 보아도 진짜라고 확신하는 판별자
answer = confident(np.zeros((1, 8), np.float32)).numpy()
print(f"진짜를 보고 진짜라고 확신하는 답의 손실: {float(confident.loss(np.ones((1, 1)), answer)):.4f}")

# %%
check("1.6", build_discriminator)

# %% [markdown]
# ## 연습 1.7 실험 설계: 두 무리를 가르는 문턱 (10분)
#
# **목표**: 진짜의 값들과 가짜의 값들을 받아, "이보다 크면 진짜"라고 답할 때 정확도가 가장 높은 문턱을 찾아 돌려주십시오. 가장 좋은 정확도와 0.5%p 안이면 됩니다.
#
# **왜 중요합니까**: 가장 단순한 판별자입니다. 여기서 문턱을 어떻게 정하느냐가, 신경망이 손실을 줄이며 하는 일의 축소판입니다.
#
# <details><summary>힌트 1</summary>
#
# 문턱을 여러 개 놓고 하나하나 정확도를 재어 가장 높은 것을 고르십시오.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 퍼진 정도나 장수가 다르면 두 평균의 한가운데가 가장 좋지는 않습니다. 값이 바뀌는 자리는 자료에 있는 값들뿐입니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 후보는 `np.concatenate([real, fake])`의 값들이고, 정확도는 `(real > t).sum() + (fake <= t).sum()`을 전체 수로 나눈 것입니다.
#
# </details>


# %% tags=["exercise-1.7"]
def best_threshold(real, fake):
    ### BEGIN SOLUTION
    candidates = np.concatenate([real, fake])
    right = [(real > t).sum() + (fake <= t).sum() for t in candidates]
    return candidates[np.argmax(right)]
    ### END SOLUTION


# %%
check("1.7", best_threshold)

# %% [markdown]
# ## 정리
#
# 일곱 문제를 모두 풀었다면 이미지와 로짓의 범위를 헷갈리지 않고, 탐정의 성적을 바르게 매길 수 있습니다. 다음은 [2장 연습](02_loss_functions.ipynb)입니다.
# 진도를 보려면 터미널에서 `gan-course progress`를 실행하십시오.
#
# 돌아가기: [1장](../01_generator_vs_discriminator.ipynb). 다 푼 다음 견주어 보기: [1장의 풀이](../solutions/01_generator_vs_discriminator.ipynb).
