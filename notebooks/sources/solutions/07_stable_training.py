# %% [markdown]
# # 7장 연습: 안정적인 훈련
#
# [7장](../07_stable_training.ipynb)을 읽은 다음 푸십시오. 모두 여섯 문제, 45분쯤 걸립니다.
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
from scipy import stats

# %% [markdown]
# ## 연습 7.1 R1 벌점 쓰기 (8분)
#
# **목표**: 판별자, 진짜 이미지 `[배치, 높이, 너비, 채널]`, 세기 $\gamma$를 받아 $\tfrac{\gamma}{2}\,\mathbb{E}\lVert\nabla D(x)\rVert^2$를 돌려주십시오(7.3절). 판별자는 `discriminator(images, training=True)`로 부릅니다.
#
# **왜 중요합니까**: 이 한 줄이 디랙 GAN의 맴도는 걸음을 균형에 모이게 합니다(7.1절). 그런데 더할 축 하나만 빠뜨려도 벌점이 그 축의 길이만큼 약해지고, 오류는 나지 않습니다.
#
# <details><summary>힌트 1</summary>
#
# 이미지마다 그레이디언트의 제곱을 **모든 화소에 걸쳐 더한** 다음, 배치로 **평균**합니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 이미지는 변수가 아니므로 `tape.watch(images)`가 있어야 합니다. 로짓을 그대로 `tape.gradient(logits, images)`에 넣으면 이미지마다의 그레이디언트가 나옵니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `tf.reduce_sum(tf.square(그레이디언트), axis=[1, 2, 3])`이 이미지마다의 제곱합입니다. `tf.reduce_mean`에 `gamma / 2`를 곱하십시오.
#
# </details>


# %% tags=["exercise-7.1"]
def r1_penalty(discriminator, images, gamma):
    ### BEGIN SOLUTION
    with tf.GradientTape() as tape:
        tape.watch(images)
        logits = discriminator(images, training=True)
    slopes = tape.gradient(logits, images)
    squared = tf.reduce_sum(tf.square(slopes), axis=[1, 2, 3])
    return gamma / 2 * tf.reduce_mean(squared)
    ### END SOLUTION


# %%
check("7.1", r1_penalty)

# %% [markdown]
# ## 연습 7.2 WGAN-GP의 벌점 쓰기 (8분)
#
# **목표**: 비평가, 진짜 점과 가짜 점 `[배치, 2]`, 섞는 비율 `mix` `[배치, 1]`을 받아 $\mathbb{E}(\lVert\nabla D(\hat x)\rVert - 1)^2$를 돌려주십시오. `mix`가 0이면 진짜, 1이면 가짜의 자리입니다.
# 비평가가 어디에서나 평평해도 값과 그레이디언트가 유한해야 합니다(7.4절).
#
# **왜 중요합니까**: R1과 닮았지만 재는 자리도, 바라는 기울기도 다릅니다. 둘을 섞으면 R1도 WGAN-GP도 아닌 벌점이 됩니다.
#
# <details><summary>힌트 1</summary>
#
# 재는 자리는 진짜도 가짜도 아니고 둘을 잇는 선분 위입니다. `mix`로 그 점을 먼저 만드십시오.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 점은 `real + mix * (fake - real)`입니다. 바라는 기울기는 0이 아니라 1이고, 1보다 작아도 커도 벌을 줍니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 크기는 `tf.sqrt(tf.reduce_sum(tf.square(그레이디언트), axis=1) + 1e-12)`입니다. 작은 수를 제곱근 **안에** 더하지 않으면 평평한 곳에서 그레이디언트가 NaN이 됩니다.
#
# </details>


# %% tags=["exercise-7.2"]
def gradient_penalty(critic, real, fake, mix):
    ### BEGIN SOLUTION
    between = real + mix * (fake - real)
    with tf.GradientTape() as tape:
        tape.watch(between)
        scores = critic(between, training=True)
    slopes = tape.gradient(scores, between)
    lengths = tf.sqrt(tf.reduce_sum(tf.square(slopes), axis=1) + 1e-12)
    return tf.reduce_mean(tf.square(lengths - 1.0))
    ### END SOLUTION


# %%
check("7.2", gradient_penalty)

# %% [markdown]
# ## 연습 7.3 상대론적 손실 쓰기 (6분)
#
# **목표**: 진짜의 로짓과 가짜의 로짓(모양이 같음)을 받아 R3GAN의 두 손실을 **(생성자의 손실, 판별자의 손실)** 의 차례로 돌려주십시오. 하나씩 짝지은 로짓의 차이에, 2장의 비포화 손실처럼 $-\log\sigma$를 씌워 평균합니다.
#
# **왜 중요합니까**: 보통의 판별자는 "진짜인가"에 답합니다. 상대론적 판별자는 "**이 진짜가 이 가짜보다** 더 진짜 같은가"에 답합니다. 그래서 생성자의 손실에도 진짜가 들어갑니다.
#
# <details><summary>힌트 1</summary>
#
# 판별자는 진짜의 로짓이 짝이 된 가짜의 로짓보다 **크기**를, 생성자는 **작기**를 바랍니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 판별자의 손실은 $-\log\sigma(a_{\text{진짜}} - a_{\text{가짜}})$의 평균이고, 생성자의 손실은 차이의 부호만 뒤집은 것입니다. 평균은 차이를 구하고 손실까지 셈한 **뒤에** 냅니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# $-\log\sigma(t) = \log(1 + e^{-t})$이고, 텐서플로에서는 `tf.nn.softplus(-t)`입니다.
#
# </details>


# %% tags=["exercise-7.3"]
def relativistic_losses(real_output, fake_output):
    ### BEGIN SOLUTION
    gap = real_output - fake_output
    return tf.reduce_mean(tf.nn.softplus(gap)), tf.reduce_mean(tf.nn.softplus(-gap))
    ### END SOLUTION


# %%
check("7.3", relativistic_losses)

# %% [markdown]
# ## 연습 7.4 마찰이 있는 디랙 GAN (6분)
#
# **목표**: 디랙 GAN의 **동시** 갱신 한 걸음을 쓰십시오. 지금의 $\theta$, $\psi$, 학습률 $h$, R1의 세기 $\gamma$를 받아 새 $(\theta, \psi)$를 돌려줍니다.
# 생성자가 줄이고 판별자가 키우는 값은 $f(\psi\theta) + f(0)$이고, $f'(t) = 1/(1 + e^{t})$입니다. 판별자의 몫에는 $-\tfrac{\gamma}{2}\psi^2$이 더해집니다.
#
# **왜 중요합니까**: 큰 GAN에서 의심해 볼 까닭(맴돌기)과 해 볼 처방(R1)을 손으로 셈할 수 있는 꼴로 보여 줍니다. 큰 GAN에서 그대로 일어난다는 뜻은 아닙니다(7.3절, 7.7절).
#
# <details><summary>힌트 1</summary>
#
# 연쇄 법칙입니다. $f(\psi\theta)$를 $\theta$로 미분하면 $f'(\psi\theta)\,\psi$, $\psi$로 미분하면 $f'(\psi\theta)\,\theta$입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 생성자는 그레이디언트의 **반대쪽**으로, 판별자는 그레이디언트 **쪽**으로 갑니다. $-\tfrac{\gamma}{2}\psi^2$의 미분은 $-\gamma\psi$입니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 동시 갱신이므로 두 그레이디언트를 모두 **옛** $\theta$와 $\psi$에서 구합니다. 새 $\psi$를 구한 다음 그것으로 $\theta$를 옮기면 교대 갱신입니다.
#
# </details>


# %% tags=["exercise-7.4"]
def dirac_step(theta, psi, rate, gamma):
    ### BEGIN SOLUTION
    slope = 1 / (1 + np.exp(theta * psi))
    new_theta = theta - rate * slope * psi
    new_psi = psi + rate * (slope * theta - gamma * psi)
    return new_theta, new_psi
    ### END SOLUTION


# %%
check("7.4", dirac_step)

# %% [markdown]
# ## 연습 7.5 버그 찾기: 못 박은 배치 (8분)
#
# 널리 쓰인 Keras-GAN 저장소의 WGAN-GP(커밋 0293a4e)는 섞는 비율을 언제나 **32개** 뽑습니다. 아래는 그 생각을 우리의 말로 옮긴 것입니다. 배치가 32장이면 아무 일도 없습니다.
# 배치의 크기를 바꾸거나, 마지막 배치가 모자라면 어떻게 됩니까? 다음 셀에서 증상을 보십시오. 한 장일 때가 가장 위험합니다. **오류 없이** 점이 32개가 됩니다.
#
# **목표**: 몇 장이 오든 이미지마다 하나씩, 0에서 1까지 고르게 뽑은 비율로 섞은 점을 돌려주십시오. `seed`는 그대로 씁니다.
#
# **왜 중요합니까**: 모양이 맞지 않는 실수는 보통 오류로 드러납니다. 그러나 크기가 1인 축은 조용히 늘어나서(브로드캐스트) 틀린 채로 돕니다.
#
# <details><summary>힌트 1</summary>
#
# 비율의 첫 축은 32가 아니라 **지금 온 이미지의 수**여야 합니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 나머지 세 축은 1로 두어야 합니다. 한 장 안에서는 모든 화소를 같은 비율로 섞기 때문입니다. 첫 축까지 1로 하면 배치 전체가 같은 비율을 씁니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `(len(real), 1, 1, 1)`입니다. 이미지를 32장으로 자르거나 채우는 것은 증상만 가리는 것입니다.
#
# </details>


# %% tags=["exercise-7.5"]
def points_between(real, fake, seed):
    ### BEGIN SOLUTION
    mix = keras.random.uniform((len(real), 1, 1, 1), seed=seed)
    ### END SOLUTION
    ### BEGIN GIVEN
    # mix = keras.random.uniform((32, 1, 1, 1), seed=seed)
    ### END GIVEN
    return mix * real + (1 - mix) * fake


# %%
for count in (32, 5, 1):
    images = tf.zeros((count, 4, 4, 1))
    try:
        print(f"{count:2d}장 -> 점 {len(points_between(images, images + 1.0, seed=SEED))}개")
    except tf.errors.InvalidArgumentError:
        print(f"{count:2d}장 -> 모양이 맞지 않아 오류가 납니다")

# %%
check("7.5", points_between)

# %% [markdown]
# ## 연습 7.6 실험 설계: 씨앗마다의 차이로 말하기 (9분)
#
# **목표**: 두 방법을 **같은 씨앗들로** 훈련한 점수 `ours`와 `theirs`를 받아, 씨앗마다의 차이(`ours - theirs`)의 평균과 95% 신뢰 구간을 `(평균, 아래 끝, 위 끝)`으로 돌려주십시오. 씨앗이 적으므로 스튜던트 t 분포를 씁니다(`stats.t.ppf`).
#
# **왜 중요합니까**: 두 구간이 겹치는지를 눈으로 보는 것보다, **차이의 구간이 0을 품는지**를 보는 것이 정확합니다. 같은 씨앗끼리 짝지으면 씨앗의 운이 상쇄되기도 합니다.
#
# <details><summary>힌트 1</summary>
#
# 먼저 씨앗마다 뺍니다. 그러면 수열 하나의 평균과 구간을 구하는 문제가 됩니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 평균의 표준오차는 표본 표준편차(`ddof=1`)를 $\sqrt{n}$으로 나눈 것입니다. 자유도는 $n - 1$입니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 양쪽을 합해 5%를 남기므로 `stats.t.ppf(0.975, n - 1)`을 표준오차에 곱해 평균에서 빼고 더합니다.
#
# </details>


# %% tags=["exercise-7.6"]
def difference_interval(ours, theirs):
    ### BEGIN SOLUTION
    differences = np.subtract(ours, theirs)
    error = differences.std(ddof=1) / np.sqrt(len(differences))
    half = stats.t.ppf(0.975, len(differences) - 1) * error
    return differences.mean(), differences.mean() - half, differences.mean() + half
    ### END SOLUTION


# %%
check("7.6", difference_interval)

# %% [markdown]
# ## 정리
#
# 여섯 문제를 모두 풀었다면 벌점을 쓰고, 남의 벌점에서 결함을 찾고, 훈련의 우연과 방법의 차이를 가릴 수 있습니다.
# 연습 7.6의 함수로 7.6절의 표에 있는 두 목적 함수를 견주어 보십시오. 씨앗마다의 점수는 `gan_course.files.verified_path("stability.json")`이 알려 주는 파일에 있습니다. 다음은 [8장 연습](08_conditional_gan.ipynb)입니다. 진도를 보려면 터미널에서 `gan-course progress`를 실행하십시오.
#
# 돌아가기: [7장](../07_stable_training.ipynb). 다 푼 다음 견주어 보기: [7장의 풀이](../solutions/07_stable_training.ipynb).
