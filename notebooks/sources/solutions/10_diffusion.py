# %% [markdown]
# # 10장 연습: 확산 모델
#
# [10장](../10_diffusion.ipynb)을 읽은 다음 푸십시오. 모두 여섯 문제, 40분쯤 걸립니다. 긴 훈련은 없습니다.
#
# - `...  # 여기에 작성하십시오`를 지우고 그 자리에 코드를 씁니다. 그 셀을 실행하고, 바로 아래의 채점 셀을 실행하십시오.
# - 틀리면 무엇을 오해했는지와 증거를 보여 줍니다. 막히면 힌트를 **하나씩** 펴 보십시오. 뒤의 힌트일수록 풀이에 가깝습니다.
# - 진도는 이 노트북 곁의 `progress.json`에만 적힙니다. 터미널에서 `gan-course progress`로 볼 수 있습니다.

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0

# %%
from gan_course.exercises import check
from gan_course.losses import generator_loss
from gan_course.training.diffusion import signal_and_noise

import keras
import numpy as np
import tensorflow as tf

# %% [markdown]
# ## 연습 10.1 잡음 섞기 (6분)
#
# **목표**: 그림 `clean` `[배치, …]`, 잡음 `noise`(그림과 같은 모양), 시각 `time` `[배치]`(0에서 1)를 받아, 섞인 것 $\cos(\tfrac{\pi}{2}t)\,x + \sin(\tfrac{\pi}{2}t)\,\varepsilon$을 돌려주십시오. 시각은 그림마다 다르고, 점 `[배치, 2]`에도 이미지 `[배치, 높이, 너비, 1]`에도 써야 합니다. 10장의 함수를 부르지 말고 직접 쓰십시오.
#
# **왜 중요합니까**: 확산 모델의 훈련 자료는 모두 이 한 줄에서 나옵니다. 시각의 축을 잘못 맞추어도 배치와 마지막 축의 길이가 같으면 오류 없이 돕니다.
#
# <details><summary>힌트 1</summary>
#
# 시각 하나는 그림 **하나**의 것입니다. 시각이 0이면 그림뿐이고, 1이면 잡음뿐입니다. 그림에 코사인, 잡음에 사인을 곱합니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 시각의 모양을 `[배치, 1]`이나 `[배치, 1, 1, 1]`로 바꾸어야 첫 축에 맞추어집니다. 붙일 1의 개수는 그림의 축의 수에서 하나를 뺀 것입니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `tf.reshape(time, [-1] + [1] * (len(clean.shape) - 1))`로 모양을 바꾼 다음, 각 `time * np.pi / 2`의 `tf.cos`와 `tf.sin`을 곱해 더하십시오.
#
# </details>


# %% tags=["exercise-10.1"]
def add_noise(clean, noise, time):
    ### BEGIN SOLUTION
    angle = tf.reshape(time, [-1] + [1] * (len(clean.shape) - 1)) * np.pi / 2
    return tf.cos(angle) * clean + tf.sin(angle) * noise
    ### END SOLUTION


# %%
check("10.1", add_noise)

# %% [markdown]
# ## 연습 10.2 잡음을 맞히는 손실 (6분)
#
# **목표**: 신경망 `network`, 점 `clean` `[배치, 2]`, 잡음 `noise` `[배치, 2]`, 시각 `time` `[배치, 1]`을 받아, 섞인 점에서 **섞은 잡음**을 맞히는 평균 제곱 오차를 수 하나로 돌려주십시오. 신경망은 목록을 받습니다: `network([섞인 점, 시각], training=True)`. 두 몫은 위에서 들여온 `signal_and_noise(time)`이 (그림의 몫, 잡음의 몫)으로 줍니다.
#
# **왜 중요합니까**: GAN의 손실과 달리 정답이 정해져 있습니다. 정답이 움직이지 않으므로 쫓고 쫓기지 않습니다.
#
# <details><summary>힌트 1</summary>
#
# 먼저 점과 잡음을 섞습니다. 신경망이 보는 것은 섞인 점과 시각뿐입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 정답은 원래의 점이 아니라 **섞은 잡음**입니다. 차이를 제곱해 배치와 좌표 모두에 걸쳐 평균합니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 두 몫을 `of_clean, of_noise = signal_and_noise(time)`으로 받은 다음, `tf.reduce_mean((network([of_clean * clean + of_noise * noise, time], training=True) - noise) ** 2)`를 돌려주십시오.
#
# </details>


# %% tags=["exercise-10.2"]
def denoising_loss(network, clean, noise, time):
    ### BEGIN SOLUTION
    of_clean, of_noise = signal_and_noise(time)
    guess = network([of_clean * clean + of_noise * noise, time], training=True)
    return tf.reduce_mean((guess - noise) ** 2)
    ### END SOLUTION


# %%
check("10.2", denoising_loss)

# %% [markdown]
# ## 연습 10.3 DDIM의 한 걸음 (6분)
#
# **목표**: 섞인 것 `noisy`, 신경망이 맞힌 잡음 `guess`(같은 모양), 지금 시각 `time`, 더 이른 시각 `earlier`(둘 다 수 하나)를 받아, 더 이른 시각의 섞인 것을 돌려주십시오. 맞힌 잡음을 걷어 내 그림을 되찾고, 그 그림에 **같은 잡음**을 더 이른 시각만큼만 다시 섞습니다. 두 몫은 `signal_and_noise`가 줍니다.
#
# **왜 중요합니까**: 표본을 뽑는 일은 이 한 걸음의 되풀이입니다. 난수가 들어가지 않으므로 같은 잡음은 늘 같은 그림이 됩니다.
#
# <details><summary>힌트 1</summary>
#
# 섞은 식 `noisy = signal * clean + spread * noise`를 `clean`에 대해 푸십시오. 잡음의 자리에 맞힌 잡음을 넣습니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 되찾을 때에는 지금 시각 `time`의 몫을, 다시 섞을 때에는 더 이른 시각 `earlier`의 몫을 씁니다. 괄호를 조심하십시오. 잡음을 뺀 다음 **모두를** 나눕니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `time`의 두 몫으로 `clean = (noisy - spread_now * guess) / signal_now`를 되찾은 다음, `earlier`의 두 몫으로 `signal_then * clean + spread_then * guess`를 돌려주십시오.
#
# </details>


# %% tags=["exercise-10.3"]
def ddim_step(noisy, guess, time, earlier):
    ### BEGIN SOLUTION
    signal_now, spread_now = signal_and_noise(time)
    signal_then, spread_then = signal_and_noise(earlier)
    clean = (noisy - spread_now * guess) / signal_now
    return signal_then * clean + spread_then * guess
    ### END SOLUTION


# %%
check("10.3", ddim_step)

# %% [markdown]
# ## 연습 10.4 가장 좋은 짐작 (8분)
#
# **목표**: 데이터가 점 `points` `[m, 2]`뿐이고 모두 같은 확률로 나온다고 합시다. 섞인 점 `noisy` `[n, 2]`와 시각 `time`(수 하나)을 받아, 원래의 점의 기댓값 `[n, 2]`를 NumPy로 돌려주십시오. 그림의 몫을 $s$, 잡음의 몫을 $\sigma$라고 하면, 섞인 점 $x$에서 데이터의 점 $p$의 무게는 $\exp(-\lVert x - s\,p \rVert^2 / (2\sigma^2))$에 비례하고, 무게의 합은 1입니다.
#
# 몫은 `np.cos(time * np.pi / 2)`와 `np.sin(time * np.pi / 2)`입니다.
#
# **왜 중요합니까**: 잡음을 맞히는 손실을 가장 작게 하는 답에서 되찾은 점이 이것입니다. 시각이 1에 가까우면 모든 점의 무게가 비슷해져 **평균**이 되고, 0에 가까우면 가장 가까운 점 하나가 됩니다. 왜 한 걸음으로는 안 되는지가 이 식에 있습니다.
#
# <details><summary>힌트 1</summary>
#
# 섞인 점마다, 데이터의 점마다 거리를 잽니다. 모양은 `[n, m]`입니다. 데이터의 점은 그림의 몫을 곱해 **줄인** 자리에 있습니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# `noisy[:, None] - signal * points`의 모양은 `[n, m, 2]`입니다. 마지막 축에서 제곱을 더해 거리의 제곱을 구하고, `2 * spread**2`로 나눈 것의 음수에 지수 함수를 씌우십시오.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 무게를 `weights / weights.sum(axis=1, keepdims=True)`로 나누어 합을 1로 한 다음, `weights @ points`로 **원래의** 점을 평균하십시오.
#
# </details>


# %% tags=["exercise-10.4"]
def best_guess(noisy, time, points):
    ### BEGIN SOLUTION
    signal, spread = np.cos(time * np.pi / 2), np.sin(time * np.pi / 2)
    squares = np.sum((noisy[:, None] - signal * points) ** 2, axis=2)
    weights = np.exp(-squares / (2 * spread**2))
    return weights @ points / weights.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %%
check("10.4", best_guess)

# %% [markdown]
# ## 연습 10.5 증류의 손실 (5분)
#
# **목표**: 학생이 한 걸음에 만든 것 `student`, 같은 잡음에서 스승이 여러 걸음에 만든 것 `teacher`(같은 모양), 판별자가 학생의 것에 낸 로짓 `fake_logits` `[배치, 1]`, 수 `weight`를 받아, 학생의 손실을 돌려주십시오. **적대적 손실**(`generator_loss`)에 **스승과의 평균 제곱 오차**의 `weight`배를 더합니다.
#
# **왜 중요합니까**: 앞의 항은 진짜 데이터와 견주고, 뒤의 항은 스승이 덮은 모드 쪽으로 당깁니다. 둘 가운데 하나만으로 어떻게 되는지는 10.8절에서 보았습니다.
#
# <details><summary>힌트 1</summary>
#
# 5장의 Pix2Pix와 꼴이 같습니다. 다만 정답의 자리에 스승의 것이 있고, L1이 아니라 제곱의 평균입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# `generator_loss(fake_logits)`는 그대로 두고, 차이의 제곱의 평균에만 `weight`를 곱해 더합니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `generator_loss(fake_logits) + weight * tf.reduce_mean((student - teacher) ** 2)`입니다.
#
# </details>


# %% tags=["exercise-10.5"]
def distillation_loss(student, teacher, fake_logits, weight):
    ### BEGIN SOLUTION
    return generator_loss(fake_logits) + weight * tf.reduce_mean((student - teacher) ** 2)
    ### END SOLUTION


# %%
check("10.5", distillation_loss)

# %% [markdown]
# ## 연습 10.6 버그 찾기: 걷히지 않는 잡음 (8분)
#
# 표본을 뽑는 함수에 결함을 **두 곳** 심었습니다. 오류는 나지 않습니다. 다음 셀에서 증상을 보십시오. 데이터가 점 (1, -1) 하나뿐이라 가장 좋은 답을 식으로 아는데도, 걸음을 마친 점들이 그 점에 닿지 못합니다.
#
# **목표**: 두 결함을 모두 고치십시오. `times`는 큰 시각에서 작은 시각으로 내려가는 목록입니다. 신경망은 `network([섞인 점, 시각 [배치, 1]])`로 불립니다. 신경망을 부르는 줄과 되찾는 줄은 옳습니다.
#
# 다음 셀의 증상이 사라져도 결함 하나가 남아 있을 수 있습니다. 채점은 둘 다 봅니다.
#
# **왜 중요합니까**: 표본을 뽑는 코드의 결함은 훈련의 손실에 나타나지 않습니다. 손실은 멀쩡한데 그림만 지저분합니다.
#
# <details><summary>힌트 1</summary>
#
# 되찾은 그림에 잡음을 다시 섞는 줄을 보십시오. **어느 시각의 몫**으로, **어느 잡음**을 섞습니까?
#
# </details>
# <details><summary>힌트 2</summary>
#
# 다시 섞을 때의 몫은 더 이른 시각 `earlier`의 것입니다. 섞을 잡음은 처음에 뽑은 것이 아니라 방금 **맞힌** 것입니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 다시 섞기 전에 `signal, spread = signal_and_noise(earlier)`를 넣고, `spread * noise`를 `spread * guess`로 바꾸십시오.
#
# </details>


# %% tags=["exercise-10.6"]
def sample(network, noise, times):
    noisy = noise
    for time, earlier in zip(times[:-1], times[1:]):
        guess = network([noisy, tf.fill((len(noisy), 1), time)])
        signal, spread = signal_and_noise(time)
        clean = (noisy - spread * guess) / signal
        ### BEGIN SOLUTION
        signal, spread = signal_and_noise(earlier)
        noisy = signal * clean + spread * guess
        ### END SOLUTION
        ### BEGIN GIVEN
        # noisy = signal * clean + spread * noise
        ### END GIVEN
    return noisy


# %%
def knows_one_point(inputs):
    """데이터가 점 (1, -1) 하나뿐일 때의 가장 좋은 답."""
    noisy, time = inputs
    signal, spread = signal_and_noise(time)
    return (noisy - signal * tf.constant([1.0, -1.0])) / spread


noise = keras.random.normal((3, 2), seed=SEED)
print("걸음을 마친 세 점:", np.round(sample(knows_one_point, noise, [0.97, 0.6, 0.3, 0.0]), 2).tolist())

# %%
check("10.6", sample)

# %% [markdown]
# ## 정리
#
# 여섯 문제를 모두 풀었다면 확산 모델의 훈련과 표본을 손으로 쓸 수 있고, 왜 여러 걸음이 드는지를 식으로 압니다.
# 10장의 `Diffusion` 대신 10.2와 10.6의 함수로 고리를 훈련하고 뽑아 보십시오. 진도를 보려면 터미널에서 `gan-course progress`를 실행하십시오.
#
# 돌아가기: [10장](../10_diffusion.ipynb). 다 푼 다음 견주어 보기: [10장의 풀이](../solutions/10_diffusion.ipynb).
