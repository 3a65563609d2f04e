# %% [markdown]
# # 5장 연습: Pix2Pix와 CycleGAN
#
# [5장](../05_pix2pix_vs_cyclegan.ipynb)을 읽은 다음 푸십시오. 모두 일곱 문제, 50분쯤 걸립니다. 긴 훈련은 없습니다.
#
# - `...  # 여기에 작성하십시오`를 지우고 그 자리에 코드를 씁니다. 그 셀을 실행하고, 바로 아래의 채점 셀을 실행하십시오.
# - 틀리면 무엇을 오해했는지와 증거를 보여 줍니다. 막히면 힌트를 **하나씩** 펴 보십시오.
# - 진도는 이 노트북 곁의 `progress.json`에만 적힙니다.

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
# ## 연습 5.1 Pix2Pix 생성자의 손실 (5분)
#
# **목표**: 판별자를 속이는 손실에 정답과의 화소 차이(L1)를 $\lambda$배로 더해 돌려주십시오. 위의 `cross_entropy`를 씁니다.
#
# - `fake_output`: 가짜 짝에 대한 판별자의 로짓
# - `y`, `fake_y`: 정답과 생성자가 만든 그림
# - `l1_weight`: $\lambda$
#
# **왜 중요합니까**: 정답과 바로 견주는 이 항이 CycleGAN에는 없습니다. 짝이 주는 정보는 이 항과, 진짜 짝을 보는 조건부 판별자(연습 5.2)로 들어옵니다.
#
# <details><summary>힌트 1</summary>
#
# 항이 둘입니다. 생성자는 판별자가 가짜 짝을 보고 무엇이라고 답하기를 바랍니까? 그리고 무엇과 같아지기를 바랍니까?
#
# </details>
# <details><summary>힌트 2</summary>
#
# 앞의 항은 2장의 `generator_loss` 그대로입니다. 뒤의 항은 4장의 `cycle_loss`처럼 절댓값 차이의 평균이고, 여기에만 $\lambda$를 곱합니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `cross_entropy(tf.ones_like(fake_output), fake_output)`에 `l1_weight * tf.reduce_mean(tf.abs(...))`를 더합니다. 로짓은 그대로 넣습니다.
#
# </details>


# %% tags=["exercise-5.1"]
def pix2pix_generator_loss(fake_output, y, fake_y, l1_weight):
    ### BEGIN SOLUTION
    fool = cross_entropy(tf.ones_like(fake_output), fake_output)
    l1 = tf.reduce_mean(tf.abs(y - fake_y))
    return fool + l1_weight * l1
    ### END SOLUTION


# %%
check("5.1", pix2pix_generator_loss)

# %% [markdown]
# ## 연습 5.2 조건부 판별자에게 보일 두 짝 (6분)
#
# **목표**: 판별자에게 **진짜 짝**과 **가짜 짝**을 보이고, 두 로짓을 `(진짜 짝의 로짓, 가짜 짝의 로짓)`으로 돌려주십시오.
# 판별자는 두 이미지의 목록 하나를 받습니다. 앞이 입력 `x`, 뒤가 그림입니다. 훈련하는 중이므로 두 신경망 모두 `training=True`로 부르고, 가짜 짝의 로짓에서 생성자까지 그레이디언트가 이어져 있어야 합니다.
#
# **왜 중요합니까**: 조건부 판별자는 "그럴듯한가"가 아니라 "**이 입력의** 그림인가"를 묻습니다. 무엇을 짝지어 보이느냐가 그 물음의 전부입니다.
#
# <details><summary>힌트 1</summary>
#
# 두 짝 모두 입력이 들어 있어야 합니다. 달라지는 것은 뒤의 그림입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 진짜 짝은 `[x, y]`입니다. 가짜 짝에는 정답 `y`가 없습니다. 그 자리에 생성자가 `x`를 옮긴 그림이 옵니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `fake_y = generator(x, training=True)`를 만들고 `discriminator([x, y], training=True)`와 `discriminator([x, fake_y], training=True)`를 돌려줍니다. 가짜의 그레이디언트를 끊지 마십시오.
#
# </details>


# %% tags=["exercise-5.2"]
def judge_pairs(generator, discriminator, x, y):
    ### BEGIN SOLUTION
    fake_y = generator(x, training=True)
    real_output = discriminator([x, y], training=True)
    fake_output = discriminator([x, fake_y], training=True)
    return real_output, fake_output
    ### END SOLUTION


# %%
check("5.2", judge_pairs)

# %% [markdown]
# ## 연습 5.3 짝을 지키며 섞기 (6분)
#
# **목표**: 짝지은 두 배열 `x`와 `y`를 `seed`로 정해지는 차례로 섞어 `(섞은 x, 섞은 y)`로 돌려주십시오. `x[i]`와 `y[i]`가 짝입니다.
#
# - 섞은 뒤에도 같은 자리가 짝이어야 하고, 모든 짝이 한 번씩 나와야 합니다.
# - 같은 씨앗이면 같은 차례, 다른 씨앗이면 다른 차례입니다. 받은 배열은 그대로 둡니다.
#
# **왜 중요합니까**: 짝을 어긋나게 섞어도 오류는 나지 않습니다. 그러나 L1이 가리키는 정답은 이 선 그림의 것이 아닙니다.
#
# <details><summary>힌트 1</summary>
#
# 이미지가 아니라 **번호**를 섞으십시오. 섞은 번호 한 벌로 두 배열에서 꺼냅니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# `permutation`은 0부터 n-1까지를 한 번씩 늘어놓습니다. `x[번호들]`은 새 배열이므로 받은 배열은 그대로입니다. `shuffle`은 받은 것을 제자리에서 섞습니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `order = np.random.default_rng(seed).permutation(len(x))`를 만들고 `x[order], y[order]`를 돌려줍니다.
#
# </details>


# %% tags=["exercise-5.3"]
def shuffle_pairs(x, y, seed):
    ### BEGIN SOLUTION
    order = np.random.default_rng(seed).permutation(len(x))
    return x[order], y[order]
    ### END SOLUTION


# %%
check("5.3", shuffle_pairs)

# %% [markdown]
# ## 연습 5.4 정답과 견주어 채점하기 (9분)
#
# **목표**: 옮긴 그림 `result`를 짝인 정답 `truth`로 채점하십시오. `(옮긴 그림의 오차, 입력 그대로의 오차)`를 돌려줍니다. 모양은 모두 [장수, 높이, 너비, 3], 값은 -1에서 1입니다.
#
# - 오차는 화소의 범위를 0에서 1로 보았을 때의 절댓값 차이의 평균입니다.
# - **그림이 있는 화소**만 셉니다. 정답이나 입력 `source` 가운데 하나라도 희지 않은(어느 채널이든 0.98보다 작은) 화소입니다.
#
# **왜 중요합니까**: 5.4절에서 바탕까지 센 0.07은 훌륭해 보였지만 아무것도 하지 않은 점수였습니다. 재는 자리와 견줄 눈금을 정하는 것이 채점의 절반입니다.
#
# <details><summary>힌트 1</summary>
#
# 흰 바탕은 누구나 맞힙니다. 먼저 셀 화소를 고르고, 거기에서만 평균하십시오. 두 번째 점수는 `source`를 그대로 내놓았을 때의 것입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 화소의 차이는 `np.abs(result - truth).mean(axis=-1) / 2`입니다. 셀 화소는 `truth`와 `source`로만 고릅니다. `result`로 고르면 채점받는 쪽이 자리를 정하게 됩니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `ink = np.minimum(truth, source).min(axis=-1) < 0.98`이고, `difference[ink].mean()`처럼 고른 화소만 한꺼번에 평균합니다.
#
# </details>


# %% tags=["exercise-5.4"]
def paired_score(result, truth, source):
    ### BEGIN SOLUTION
    ink = np.minimum(truth, source).min(axis=-1) < 0.98
    error = np.abs(result - truth).mean(axis=-1) / 2
    untouched = np.abs(source - truth).mean(axis=-1) / 2
    return error[ink].mean(), untouched[ink].mean()
    ### END SOLUTION


# %%
check("5.4", paired_score)

# %% [markdown]
# ## 연습 5.5 정답이 여럿일 때 두 손실이 고르는 그림 (6분)
#
# **목표**: 선이 똑같은 정답 여러 장 `answers`([장수, 높이, 너비, 채널])를 받아, 그 모두와의 **L1의 평균이 가장 작은 그림**과 **L2(제곱)의 평균이 가장 작은 그림**을 차례로 돌려주십시오. 정답 가운데 하나일 필요는 없습니다.
#
# **왜 중요합니까**: 결과가 탁하거나 흐린 것이 훈련 탓인지 손실 탓인지 가르려면, 손실이 바라는 그림이 무엇인지 미리 알아야 합니다.
#
# <details><summary>힌트 1</summary>
#
# 화소마다 따로 생각하면 됩니다. 수 세 개 0, 0, 9에 가장 가까운 수 하나는 무엇입니까? 절댓값으로 잴 때와 제곱으로 잴 때가 다릅니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 절댓값의 합은 가운데에 오는 값에서, 제곱의 합은 평균에서 가장 작습니다. 정답 한 장을 통째로 고르는 것보다 화소마다 고르는 것이 낫습니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `np.median(answers, axis=0)`과 `np.mean(answers, axis=0)`입니다. 축을 빠뜨리면 그림이 아니라 수 하나가 됩니다.
#
# </details>


# %% tags=["exercise-5.5"]
def best_pictures(answers):
    ### BEGIN SOLUTION
    best_for_l1 = np.median(answers, axis=0)
    best_for_l2 = np.mean(answers, axis=0)
    return best_for_l1, best_for_l2
    ### END SOLUTION


# %%
check("5.5", best_pictures)

# %% [markdown]
# ## 연습 5.6 버그 찾기: 얼어붙은 흔들기 (9분)
#
# Pix2Pix와 CycleGAN은 훈련 그림을 조금씩 밀고 뒤집어(**흔들기**) 적은 데이터를 아껴 씁니다.
# 널리 읽히는 CycleGAN 예제의 한 판(keras-io 저장소의 커밋 07eb501)은 그림을 읽어 흔든 다음 캐시에 담았습니다. 텐서플로의 CycleGAN 튜토리얼에도 2021년에 같은 지적이 있었습니다(tensorflow/tensorflow의 이슈 48826).
# 아래는 그 차례를 짝지은 데이터로 옮긴 것입니다. 오류는 나지 않습니다. 다음 셀에서 증상을 보십시오.
#
# **목표**: 에포크마다 새로 흔들되, 그림을 읽는 것은 처음 한 번뿐이게 고치십시오. `dataset`은 짝 (x, y)를 내는 `tf.data.Dataset`, `shake(x, y)`는 두 그림을 **똑같이** 흔드는 함수입니다.
#
# **왜 중요합니까**: 흔들기는 같은 그림의 여러 모습을 보여 주려고 합니다. 한 번 흔든 모습만 되풀이해 보면 흔들지 않은 것과 다를 바 없습니다.
#
# <details><summary>힌트 1</summary>
#
# 캐시에는 무엇이 담깁니까? 캐시 **앞**에 있는 것은 첫 에포크에 한 번만 일어납니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 차례를 섞거나 여러 번 되풀이해 담는 것은 증상을 가릴 뿐입니다. 얼면 안 되는 것을 캐시 **뒤**로 옮기십시오. 흔드는 것은 짝마다 한 번입니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 캐시를 없애면 에포크마다 파일을 다시 읽습니다. `cache()`와 `map(shake)`의 차례만 바꾸면 됩니다.
#
# </details>


# %% tags=["exercise-5.6"]
def training_pairs(dataset, shake):
    ### BEGIN SOLUTION
    return dataset.cache().map(shake)
    ### END SOLUTION
    ### BEGIN GIVEN
    # return dataset.map(shake).cache()
    ### END GIVEN


# %%
random = tf.random.Generator.from_seed(SEED)


def slide(x, y):
    """두 줄을 똑같이 0칸에서 9칸 밉니다."""
    steps = random.uniform((), maxval=10, dtype=tf.int32)
    return tf.roll(x, steps, axis=0), tf.roll(y, steps, axis=0)


marks = np.eye(10, dtype=np.int32)[[0]]  # 맨 앞에만 표시가 있는 한 줄
shown = training_pairs(tf.data.Dataset.from_tensor_slices((marks, marks)), slide)
print("에포크마다 표시가 있는 자리:", [int(np.argmax(x)) for _ in range(8) for x, _ in shown])

# %%
check("5.6", training_pairs)

# %% [markdown]
# ## 연습 5.7 실험 설계: 짝이 몇 쌍이면 됩니까 (10분)
#
# **목표**: 5.8절의 규칙을 함수로 쓰십시오. `score(count, seed)`는 짝 `count`쌍과 씨앗 `seed`로 훈련한 Pix2Pix의 오차를 알려 줍니다(작을수록 좋습니다).
# 짝의 수의 목록 `counts`에서, **가장 나쁜 씨앗의 오차도 CycleGAN의 가장 좋은 씨앗의 오차보다 작은** 가장 작은 수를 돌려주십시오. 그런 수가 없으면 0을 돌려줍니다.
#
# - `seeds`: 훈련해 볼 씨앗의 목록
# - `unpaired`: 짝 없는 CycleGAN의 오차, 씨앗마다 하나씩
#
# **왜 중요합니까**: 짝을 모으는 일은 비쌉니다. "이 정도면 된다"는 말을 운 좋은 씨앗 하나에 맡기면, 다음 훈련에서 돈을 다시 쓰게 됩니다.
#
# <details><summary>힌트 1</summary>
#
# 짝의 수마다 모든 씨앗의 오차를 구하고, 그 가운데 **하나만** 골라 견줍니다. Pix2Pix 쪽에서는 어느 것, CycleGAN 쪽에서는 어느 것입니까?
#
# </details>
# <details><summary>힌트 2</summary>
#
# 평균은 운 좋은 씨앗 하나에 끌려갑니다. 모든 씨앗이 이겼다는 말은 가장 나쁜 것(`max`)이 상대의 가장 좋은 것(`min`)을 이겼다는 말입니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 이긴 수를 모두 목록에 모은 다음 `min(목록, default=0)`을 돌려줍니다. `counts`는 차례대로 늘어선 목록이 아닐 수 있습니다.
#
# </details>


# %% tags=["exercise-5.7"]
def pairs_needed(score, counts, seeds, unpaired):
    ### BEGIN SOLUTION
    enough = []
    for count in counts:
        worst = max(score(count, seed) for seed in seeds)
        if worst < min(unpaired):
            enough.append(count)
    return min(enough, default=0)
    ### END SOLUTION


# %%
check("5.7", pairs_needed)

# %% [markdown]
# ## 정리
#
# 일곱 문제를 모두 풀었다면 짝을 지키며 흘려보내고, 조건부 판별자를 가르치고, 결과를 정답으로 의심할 수 있습니다. 다음은 [6장 연습](06_evaluation.ipynb)입니다.
# 진도를 보려면 터미널에서 `gan-course progress`를 실행하십시오.
#
# 돌아가기: [5장](../05_pix2pix_vs_cyclegan.ipynb). 다 푼 다음 견주어 보기: [5장의 풀이](../solutions/05_pix2pix_vs_cyclegan.ipynb).
