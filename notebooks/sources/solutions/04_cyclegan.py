# %% [markdown]
# # 4장 연습: CycleGAN
#
# [4장](../04_cyclegan.ipynb)을 읽은 다음 푸십시오. 모두 일곱 문제, 50분쯤 걸립니다.
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

# %% [markdown]
# ## 연습 4.1 순환 일관성 손실 (4분)
#
# **목표**: 처음의 이미지 `real`과 갔다가 돌아온 이미지 `cycled`가 얼마나 다른지(화소마다의 절댓값 차이의 평균)를 돌려주십시오. λ는 곱하지 않습니다.
#
# **왜 중요합니까**: 견줄 정답이 **처음의 이미지 자신**이라서 짝이 필요 없습니다. CycleGAN이 짝 없이 배우는 힘이 이 한 줄에 있습니다.
#
# <details><summary>힌트 1</summary>
#
# 한 화소는 0.1 밝아지고 다른 화소는 0.1 어두워졌다면 차이의 크기는 0.1입니다. 서로 지워져 0이 되면 안 됩니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# L1입니다. 차이, 절댓값, 평균의 차례입니다. 제곱이나 합이 아닙니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `tf.abs`와 `tf.reduce_mean`을 쓰면 한 줄입니다.
#
# </details>


# %% tags=["exercise-4.1"]
def cycle_loss(real, cycled):
    ### BEGIN SOLUTION
    return tf.reduce_mean(tf.abs(real - cycled))
    ### END SOLUTION


# %%
check("4.1", cycle_loss)

# %% [markdown]
# ## 연습 4.2 항등 손실: 어느 생성자에 무엇을 넣습니까 (6분)
#
# **목표**: 두 생성자의 항등 손실을 더해 돌려주십시오. `generator_ab`는 A를 B로, `generator_ba`는 B를 A로 옮깁니다.
#
# **왜 중요합니까**: 여기서 생성자를 잘못 고르면 "A를 넣으면 A를 그대로 내놓으라"라고 가르치게 됩니다. 변환을 하지 말라는 뜻이 됩니다.
#
# <details><summary>힌트 1</summary>
#
# 말을 얼룩말로 바꾸는 생성자에 **무엇을** 넣었을 때 그대로 나와야 합니까?
#
# </details>
# <details><summary>힌트 2</summary>
#
# `generator_ab`에는 이미 B인 `real_b`를, `generator_ba`에는 이미 A인 `real_a`를 넣습니다. 두 손실을 더합니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 4.1에서 쓴 `cycle_loss`와 똑같은 식(절댓값 차이의 평균)으로 `real_b`와 `generator_ab(real_b)`를, `real_a`와 `generator_ba(real_a)`를 견줍니다.
#
# </details>


# %% tags=["exercise-4.2"]
def identity_losses(generator_ab, generator_ba, real_a, real_b):
    ### BEGIN SOLUTION
    same_b = generator_ab(real_b, training=True)
    same_a = generator_ba(real_a, training=True)
    return tf.reduce_mean(tf.abs(real_b - same_b)) + tf.reduce_mean(tf.abs(real_a - same_a))
    ### END SOLUTION


# %%
check("4.2", identity_losses)

# %% [markdown]
# ## 연습 4.3 두 생성자의 총손실 (7분)
#
# **목표**: 두 생성자가 함께 줄이는 손실을 쓰십시오. 적대적 손실은 최소제곱(LSGAN)이고, 항등 손실의 가중치는 저자들의 구현처럼 $0.5\lambda$입니다.
#
# - `fake_a_output`, `fake_b_output`: 두 판별자가 가짜 A와 가짜 B에 한 답
# - `cycle`, `identity`: 이미 구한 순환 일관성 손실과 항등 손실(가중치를 곱하기 전)
# - `cycle_weight`: $\lambda$
#
# **왜 중요합니까**: 가중치 하나가 "변환이 안 됩니다"와 "배경까지 바뀝니다"를 가릅니다. 어느 항에 무엇을 곱하는지 눈을 감고도 알아야 합니다.
#
# <details><summary>힌트 1</summary>
#
# 항이 넷입니다. 판별자 둘을 속이는 손실이 하나씩, 그리고 순환, 항등입니다. 생성자는 판별자의 답이 1이기를 바랍니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 적대적 손실에는 아무것도 곱하지 않습니다. 순환에는 $\lambda$, 항등에는 $0.5\lambda$를 곱합니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 적대적 손실은 `tf.reduce_mean(tf.square(... - 1))`이고 두 판별자의 것을 더합니다. 2로 나누지 않습니다.
#
# </details>


# %% tags=["exercise-4.3"]
def total_generator_loss(fake_a_output, fake_b_output, cycle, identity, cycle_weight):
    ### BEGIN SOLUTION
    fool_a = tf.reduce_mean(tf.square(fake_a_output - 1.0))
    fool_b = tf.reduce_mean(tf.square(fake_b_output - 1.0))
    return fool_a + fool_b + cycle_weight * cycle + 0.5 * cycle_weight * identity
    ### END SOLUTION


# %%
check("4.3", total_generator_loss)

# %% [markdown]
# ## 연습 4.4 최소제곱 판별자의 손실 (5분)
#
# **목표**: 판별자 하나의 LSGAN 손실을 쓰십시오. 진짜의 답은 1에, 가짜의 답은 0에 가까워야 하고, 둘의 합을 **절반으로** 줄입니다.
#
# **왜 중요합니까**: 판별자가 늘 0.5라고 답할 때 0.25가 나와야 4장에서 외운 눈금으로 손실 곡선을 읽을 수 있습니다.
#
# <details><summary>힌트 1</summary>
#
# 진짜의 답에서 1을 뺀 것, 가짜의 답에서 0을 뺀 것을 저마다 제곱해 평균하십시오.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 두 평균을 더한 다음 0.5를 곱합니다. 모두 0.5라고 답하면 0.25입니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 시그모이드를 쓰지 않습니다. 판별자의 출력을 그대로 씁니다.
#
# </details>


# %% tags=["exercise-4.4"]
def discriminator_loss(real_output, fake_output):
    ### BEGIN SOLUTION
    real_loss = tf.reduce_mean(tf.square(real_output - 1.0))
    fake_loss = tf.reduce_mean(tf.square(fake_output))
    return 0.5 * (real_loss + fake_loss)
    ### END SOLUTION


# %%
check("4.4", discriminator_loss)

# %% [markdown]
# ## 연습 4.5 이미지 풀의 규칙 (8분)
#
# **목표**: 가짜 한 장을 풀에 거치는 함수를 쓰십시오. 판별자에게 보일 이미지를 돌려주고, `pool`(파이썬의 목록)을 제자리에서 고칩니다.
#
# - 풀이 `size`만큼 차기 전에는 담고, 그것을 그대로 돌려줍니다.
# - 찬 뒤에 `swap`이 참이면(동전의 앞면) `slot`째 것(0부터 셉니다)을 꺼내 돌려주고 그 자리에 새것을 담습니다.
# - `swap`이 거짓이면(뒷면) 담지 않고 그대로 돌려줍니다.
#
# **왜 중요합니까**: 짧은 규칙이지만 인터넷의 구현은 저마다 다릅니다. 뒷면에서 담느냐 마느냐만 달라도 풀에 남는 가짜의 나이가 달라집니다.
#
# <details><summary>힌트 1</summary>
#
# 갈래가 셋입니다. `len(pool)`과 `size`를 먼저 견주고, 찬 다음에만 `swap`을 보십시오.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 앞면에서는 옛것을 따로 적어 둔 다음 그 자리에 새것을 담고, 적어 둔 옛것을 돌려줍니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 차기 전의 조건은 `len(pool) < size`입니다. 꺼낼 자리는 `pool[slot]`입니다.
#
# </details>


# %% tags=["exercise-4.5"]
def exchange(pool, image, size, swap, slot):
    ### BEGIN SOLUTION
    if len(pool) < size:
        pool.append(image)
        return image
    if swap:
        old = pool[slot]
        pool[slot] = image
        return old
    return image
    ### END SOLUTION


# %%
check("4.5", exchange)

# %% [markdown]
# ## 연습 4.6 버그 찾기: 순환 하나를 잃은 생성자 (10분)
#
# 널리 읽히는 CycleGAN 예제의 한 판(keras-io 저장소의 커밋 07eb501)에 있던 결함을 우리의 코드로 옮겼습니다.
# 오류는 나지 않습니다. 그런데 생성자마다 **한쪽 순환에서만** 배웁니다. 다음 셀에서 증상을 보십시오.
#
# **목표**: 두 생성자의 그레이디언트가 두 순환 모두에서 오도록 고치십시오. 돌려주는 꼴은 그대로입니다(생성자마다 그레이디언트의 목록).
#
# **왜 중요합니까**: "되돌아오기 좋은 얼룩말을 그리라"라는 신호는 A→B→A의 순환에서 **G까지** 거슬러 와야 합니다. 그 길이 없으면 말에서 그린 얼룩말이 받는 신호는 판별자를 속이라는 것뿐입니다.
#
# <details><summary>힌트 1</summary>
#
# `generator_ab`의 손실에는 어느 순환이 들어 있습니까? 4장 4.10절의 「한 줄씩 읽어 봅시다」를 다시 보십시오.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 남은 순환을 두 배로 키우는 것은 답이 아닙니다. 두 순환을 **더한 하나의 손실**을 두 생성자 모두에 대해 미분하십시오.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `generator_ab_loss`와 `generator_ba_loss`가 모두 `cycle_a + cycle_b`이면 됩니다.
#
# </details>


# %% tags=["exercise-4.6"]
def cycle_gradients(generator_ab, generator_ba, real_a, real_b):
    with tf.GradientTape(persistent=True) as tape:
        cycled_a = generator_ba(generator_ab(real_a))
        cycled_b = generator_ab(generator_ba(real_b))
        cycle_a = tf.reduce_mean(tf.abs(real_a - cycled_a))
        cycle_b = tf.reduce_mean(tf.abs(real_b - cycled_b))
        ### BEGIN SOLUTION
        generator_ab_loss = cycle_a + cycle_b
        generator_ba_loss = cycle_a + cycle_b
        ### END SOLUTION
        ### BEGIN GIVEN
        # generator_ab_loss = cycle_b
        # generator_ba_loss = cycle_a
        ### END GIVEN
    return (
        tape.gradient(generator_ab_loss, generator_ab.trainable_variables),
        tape.gradient(generator_ba_loss, generator_ba.trainable_variables),
    )


# %%
keras.utils.set_random_seed(SEED)
g, f = (keras.Sequential([keras.Input((4, 4, 3)), keras.layers.Conv2D(3, 1)]) for _ in range(2))
photos, blank = tf.random.normal([2, 4, 4, 3]), tf.zeros([2, 4, 4, 3])  # 빈 B는 되돌아와도 비어 있습니다(순환 손실 0)
learns = [any(np.any(value) for value in gradients) for gradients in cycle_gradients(g, f, photos, blank)]
for name, does in zip("GF", learns):
    print(f"{name}는 A→B→A의 순환에서 배웁니까?", "예" if does else "아니요")

# %%
check("4.6", cycle_gradients)

# %% [markdown]
# ## 연습 4.7 실험 설계: 원본과 견주어 배경을 채점하기 (8분)
#
# **목표**: 옮긴 그림이 **배경**을 얼마나 바꾸었는지 재는 함수를 쓰십시오. 화소의 범위를 0에서 1로 보았을 때의 절댓값 차이를, 모든 장의 배경 화소를 한데 모아 평균합니다.
#
# - `source`, `translated`: [장수, 높이, 너비, 3], 값은 -1에서 1
# - `body`: [장수, 높이, 너비, 1], 몸이면 1, 배경이면 0
#
# **왜 중요합니까**: "배경은 그대로 두었습니다"라는 말을 눈대중이 아니라 수로 하려면 무엇을 재는지부터 정해야 합니다. 재는 법이 틀리면 결론도 틀립니다.
#
# <details><summary>힌트 1</summary>
#
# 배경은 `body`가 0인 화소입니다. 몸은 바뀌어야 하므로 빼야 합니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# -1에서 1까지의 차이는 0에서 1까지의 차이의 두 배입니다. 절댓값을 씌운 다음 2로 나누십시오.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 몸을 0으로 지우고 모든 화소로 평균하면 몸이 클수록 점수가 좋아집니다. **배경 화소만 골라** 평균하십시오: `difference[body[..., 0] == 0]`.
#
# </details>


# %% tags=["exercise-4.7"]
def background_error(source, translated, body):
    ### BEGIN SOLUTION
    difference = np.abs(translated - source).mean(axis=-1) / 2
    outside = body[..., 0] == 0
    return difference[outside].mean()
    ### END SOLUTION


# %%
check("4.7", background_error)

# %% [markdown]
# ## 정리
#
# 일곱 문제를 모두 풀었다면 CycleGAN의 손실과 풀을 스스로 쓰고, 결과를 수로 의심할 수 있습니다. 다음은 [5장 연습](05_pix2pix_vs_cyclegan.ipynb)입니다.
# 진도를 보려면 터미널에서 `gan-course progress`를 실행하십시오.
#
# 돌아가기: [4장](../04_cyclegan.ipynb). 다 푼 다음 견주어 보기: [4장의 풀이](../solutions/04_cyclegan.ipynb).
