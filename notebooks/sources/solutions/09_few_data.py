# %% [markdown]
# # 9장 연습: 적은 데이터, 나의 사진
#
# [9장](../09_few_data.ipynb)을 읽은 다음 푸십시오. 모두 여섯 문제, 42분쯤 걸립니다. 긴 훈련은 없습니다.
#
# - `...  # 여기에 작성하십시오`를 지우고 그 자리에 코드를 씁니다. 그 셀을 실행하고, 바로 아래의 채점 셀을 실행하십시오.
# - 틀리면 무엇을 오해했는지와 증거를 보여 줍니다. 막히면 힌트를 **하나씩** 펴 보십시오. 뒤의 힌트일수록 풀이에 가깝습니다.
# - 진도는 이 노트북 곁의 `progress.json`에만 적힙니다. 터미널에서 `gan-course progress`로 볼 수 있습니다.

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0

# %%
from gan_course.exercises import check
from gan_course.losses import discriminator_loss, generator_loss

import keras
import numpy as np
import tensorflow as tf

# %% [markdown]
# ## 연습 9.1 옮기기 (8분)
#
# **목표**: 그림 `images` `[n, 높이, 너비, 1]`과 그림마다의 `down` `[n]`, `right` `[n]`(정수)을 받아, 그림마다 아래로 `down`, 오른쪽으로 `right` 화소 옮긴 것을 돌려주십시오. 음수면 위로, 왼쪽으로 갑니다. 빈 자리는 배경(−1)이고, 밖으로 나간 화소는 버립니다. 그레이디언트가 그림까지 닿아야 합니다.
#
# **왜 중요합니까**: 그림마다 **다른** 만큼 옮기는 일을 반복문 없이, 미분할 수 있게 쓰는 것이 9.3절의 `augment`의 절반입니다.
#
# <details><summary>힌트 1</summary>
#
# 먼저 배경으로 넉넉히 두르고(`tf.pad`), 두른 그림에서 처음 크기의 창을 오려 냅니다. 창을 위에서 오려 내면 그림은 아래로 갑니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 네 변에 `most`화소를 `constant_values=-1.0`으로 두르면, 아래로 `down` 옮긴 그림은 두른 그림의 `most - down`번째 줄에서 시작합니다. 두 방향의 가장 큰 절댓값을 `most`로 쓰면 모자라지 않습니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 그림마다 고를 줄의 번호는 `most - down[:, None] + tf.range(높이)` `[n, 높이]`이고, `tf.gather(padded, 번호, axis=1, batch_dims=1)`이 그림마다 제 줄을 고릅니다. 칸은 `axis=2`에서 똑같이 합니다.
#
# </details>


# %% tags=["exercise-9.1"]
def shifted(images, down, right):
    ### BEGIN SOLUTION
    height, width = images.shape[1:3]
    most = tf.reduce_max(tf.abs(tf.stack([down, right])))
    padded = tf.pad(images, [[0, 0], [most, most], [most, most], [0, 0]], constant_values=-1.0)
    rows = tf.gather(padded, most - down[:, None] + tf.range(height), axis=1, batch_dims=1)
    return tf.gather(rows, most - right[:, None] + tf.range(width), axis=2, batch_dims=1)
    ### END SOLUTION


# %%
check("9.1", shifted)

# %% [markdown]
# ## 연습 9.2 가리기 (6분)
#
# **목표**: 그림 `images` `[n, 높이, 너비, 1]`, 그림마다의 왼쪽 위 모서리 `top` `[n]`과 `left` `[n]`, 한 변 `size`를 받아, 그림마다 `top`줄 `left`칸에서 시작하는 `size` × `size`의 정사각형을 배경(−1)으로 칠해 돌려주십시오. 모서리는 그림 밖(음수)일 수 있고, 그러면 안에 걸친 만큼만 칠합니다. 9.1처럼 그레이디언트가 그림까지 닿아야 합니다.
#
# **왜 중요합니까**: 값을 고쳐 쓰는 대입 대신 **조건으로 고르는** 것이 미분할 수 있는 코드의 버릇입니다.
#
# <details><summary>힌트 1</summary>
#
# 화소마다 줄의 번호와 칸의 번호를 알면, 정사각형 안인지는 네 부등식입니다. 줄은 `top` 이상이고 `top + size`보다 작아야 합니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 줄의 번호 `tf.range(높이)`를 `[높이, 1, 1]`로, 칸의 번호를 `[너비, 1]`로, `top`과 `left`를 `[n, 1, 1, 1]`로 두면 저절로 `[n, 높이, 너비, 1]`로 펴집니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `tf.where(안, -1.0, images)`입니다. 안은 네 부등식을 `&`로 이은 것이고, 부등식마다 괄호를 칩니다.
#
# </details>


# %% tags=["exercise-9.2"]
def cut(images, top, left, size):
    ### BEGIN SOLUTION
    row, column = tf.range(images.shape[1])[:, None, None], tf.range(images.shape[2])[:, None]
    top, left = top[:, None, None, None], left[:, None, None, None]
    inside = (row >= top) & (row < top + size) & (column >= left) & (column < left + size)
    return tf.where(inside, -1.0, images)
    ### END SOLUTION


# %%
check("9.2", cut)

# %% [markdown]
# ## 연습 9.3 증강한 두 손실 (8분)
#
# **목표**: 진짜 `images`, 잡음 `noise`, 그림을 바꾸는 함수 `augment`를 받아 DiffAugment의 두 손실을 **(생성자의 손실, 판별자의 손실)** 의 차례로 돌려주십시오. 두 신경망은 `generator(잡음, training=True)`와 `discriminator(그림, training=True)`로 부릅니다. 위에서 들여온 두 손실 함수를 쓰십시오.
#
# **왜 중요합니까**: 바꿀 자리가 셋인데 하나만 빠져도 오류 없이 돕니다. 진짜만 바꾸면 새고, 생성자의 손실에서 빠지면 두 손실이 서로 다른 그림을 두고 다툽니다.
#
# <details><summary>힌트 1</summary>
#
# 판별자가 보는 모든 그림이 `augment`를 **한 번** 지나야 합니다. 진짜도 가짜도 그렇고, 어느 손실에 쓰이든 그렇습니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 가짜의 로짓은 하나면 됩니다. 바꾼 가짜의 로짓 하나를 두 손실에 함께 쓰십시오. 잡음이나 로짓은 바꾸지 않습니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 가짜의 로짓은 `discriminator(augment(generator(noise, training=True)), training=True)`입니다. 두 손실은 `generator_loss(가짜의 로짓)`과 `discriminator_loss(진짜의 로짓, 가짜의 로짓)`입니다.
#
# </details>


# %% tags=["exercise-9.3"]
def augmented_losses(generator, discriminator, augment, images, noise):
    ### BEGIN SOLUTION
    fakes = generator(noise, training=True)
    real_logits = discriminator(augment(images), training=True)
    fake_logits = discriminator(augment(fakes), training=True)
    return generator_loss(fake_logits), discriminator_loss(real_logits, fake_logits)
    ### END SOLUTION


# %%
check("9.3", augmented_losses)

# %% [markdown]
# ## 연습 9.4 과대적합의 비 (5분)
#
# **목표**: 판별자가 훈련한 진짜, 남겨 둔 진짜, 가짜에 준 로짓 `seen` `[a, 1]`, `unseen` `[b, 1]`, `fake` `[c, 1]`를 받아 과대적합의 비(9.2절)를 돌려주십시오. 무리마다 장수가 다를 수 있습니다.
#
# **왜 중요합니까**: 이런 값을 재면서 증강의 세기를 저절로 고르는 방법도 있습니다(Karras et al. 2020. 이 비와, 남겨 둔 진짜 없이 재는 다른 값을 시험해 뒤의 것을 골랐습니다). 그러려면 값의 뜻, 곧 0과 1과 음수를 읽을 줄 알아야 합니다.
#
# <details><summary>힌트 1</summary>
#
# 무리마다 로짓의 **평균**을 냅니다. 그러면 수가 셋입니다. 확률로 바꾸지 않습니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 본 진짜와 보지 못한 진짜에 같은 답을 하면 0, 보지 못한 진짜를 가짜와 똑같이 보면 1이어야 합니다. 자르거나 절댓값을 씌우지 않습니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `(seen의 평균 - unseen의 평균) / (seen의 평균 - fake의 평균)`입니다. 두 차이에 괄호를 치십시오.
#
# </details>


# %% tags=["exercise-9.4"]
def overfitting_ratio(seen, unseen, fake):
    ### BEGIN SOLUTION
    seen, unseen, fake = np.mean(seen), np.mean(unseen), np.mean(fake)
    return (seen - unseen) / (seen - fake)
    ### END SOLUTION


# %%
check("9.4", overfitting_ratio)

# %% [markdown]
# ## 연습 9.5 훈련한 그림에 더 가까운 비율 (7분)
#
# **목표**: 표본 `samples` `[n, 높이, 너비, 1]`, 훈련한 그림 `training` `[m, 높이, 너비, 1]`, 남겨 둔 그림 `held_out` `[k, 높이, 너비, 1]`을 받아, 가장 가까운 훈련한 그림이 가장 가까운 남겨 둔 그림보다 **더 가까운** 표본의 비율을 돌려주십시오. 거리는 화소마다의 차이를 제곱해 더한 것이고, 남겨 둔 그림은 **앞에서부터 m장**만 씁니다(k는 m보다 큽니다).
#
# **왜 중요합니까**: 장수를 맞추지 않으면 많은 쪽에서 저절로 더 가까운 것이 나옵니다. 외우지 않은 생성자의 눈금이 절반이 되려면 두 무리의 수가 같아야 합니다. 다만 절반을 넘는 것은 훈련한 그림 쪽으로 **쏠렸다**는 뜻이지, 베꼈다는 뜻은 아닙니다(9.7절). 어느 그림을 남겨 두었는지에도 흔들리므로 9.7절에서는 열 번 재어 평균했습니다.
#
# <details><summary>힌트 1</summary>
#
# 그림을 한 줄로 펴면 `[n, 화소]`입니다. 표본마다 두 무리에서 가장 작은 거리를 하나씩 찾아 견줍니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# `held_out[: len(training)]`으로 수를 맞춥니다. 표본과 그림의 모든 짝의 거리는 `[n, m]`이고, 가장 가까운 것은 그림의 축(축 1)의 `min`입니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 짝마다의 거리는 `((a[:, None] - b[None]) ** 2).sum(axis=-1)`입니다(a와 b는 편 것). 끝은 `np.mean(훈련한 쪽의 가장 작은 거리 < 남겨 둔 쪽의 가장 작은 거리)`입니다.
#
# </details>


# %% tags=["exercise-9.5"]
def closer_to_training(samples, training, held_out):
    ### BEGIN SOLUTION
    def nearest(pictures):
        a, b = samples.reshape(len(samples), -1), pictures.reshape(len(pictures), -1)
        return ((a[:, None] - b[None]) ** 2).sum(axis=-1).min(axis=1)

    return np.mean(nearest(training) < nearest(held_out[: len(training)]))
    ### END SOLUTION


# %%
check("9.5", closer_to_training)

# %% [markdown]
# ## 연습 9.6 버그 찾기: 어긋난 증강 (8분)
#
# 진짜를 받자마자 증강하던 한 걸음에 DiffAugment를 덧붙이다가 결함이 **두 곳**에 생겼습니다. 오류는 나지 않습니다. 다음 셀에서 증상을 보십시오. 판별자가 본 진짜와 가짜가 몇 번씩 바뀌었는지를 셉니다.
#
# **목표**: 판별자가 보는 진짜도 가짜도 `augment`를 꼭 **한 번씩** 지나게 고치십시오. 손실과 갱신은 그대로 두십시오.
#
# **왜 중요합니까**: 진짜와 가짜가 다르게 바뀌면 그 차이가 그대로 생성자의 **목표**가 됩니다. 9.5절의 「진짜만」이 그랬습니다. 그림이 이상해진 다음에야 알게 됩니다.
#
# <details><summary>힌트 1</summary>
#
# `augment`가 나오는 줄을 모두 찾아, 진짜가 판별자까지 가는 길과 가짜가 판별자까지 가는 길에서 저마다 몇 번 지나는지 세어 보십시오.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 진짜는 두 번 지나고 가짜는 한 번도 지나지 않습니다. `images`를 다시 정하는 줄을 지우거나 진짜를 보이는 줄에서 빼고, 가짜를 보이는 줄에는 더합니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `images = augment(images)`를 지우면 진짜는 `discriminator(augment(images), training=True)` 그대로 한 번입니다. 가짜는 `discriminator(augment(generated_image), training=True)`입니다.
#
# </details>


# %% tags=["exercise-9.6"]
def augmented_step(generator, discriminator, generator_optimizer, discriminator_optimizer, augment, images, noise):
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        generated_image = generator(noise, training=True)
        ### BEGIN SOLUTION
        real_output, fake_output = [
            discriminator(augment(pictures), training=True) for pictures in (images, generated_image)
        ]
        ### END SOLUTION
        ### BEGIN GIVEN
        # images = augment(images)
        # real_output = discriminator(augment(images), training=True)
        # fake_output = discriminator(generated_image, training=True)
        ### END GIVEN
        gen_loss = generator_loss(fake_output)
        disc_loss = discriminator_loss(real_output, fake_output)
    gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
    gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)
    generator_optimizer.apply_gradients(zip(gradients_of_generator, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(gradients_of_discriminator, discriminator.trainable_variables))
    return gen_loss, disc_loss


# %%
shown = []


class Watching:  # 판별자가 본 것의 평균을 적어 둡니다
    def __init__(self, network):
        self.network, self.trainable_variables = network, network.trainable_variables

    def __call__(self, images, training=False):
        shown.append(float(tf.reduce_mean(images)))
        return self.network(images, training=training)


keras.utils.set_random_seed(SEED)
forger = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, use_bias=False)])
detective = Watching(keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)]))
optimizers = [keras.optimizers.SGD(0.1) for _ in range(2)]
noise, zeros = tf.zeros([4, 2]), tf.zeros([4, 3])  # 가짜도 진짜도 모두 0이므로, 더해진 수가 곧 바뀐 횟수입니다
augmented_step(forger, detective, *optimizers, lambda images: images + 1, zeros, noise)
print("판별자가 본 것들이 바뀐 횟수(진짜, 가짜):", shown)

# %%
check("9.6", augmented_step)

# %% [markdown]
# ## 정리
#
# 여섯 문제를 모두 풀었다면 미분할 수 있는 증강을 쓸 줄 알고, 판별자가 얼마나 외웠는지와 생성자가 훈련한 그림 쪽으로 쏠렸는지를 잴 수 있습니다. 베꼈는지는 따로, 「바짝 붙은」 표본이 얼마나 자주 나오는지로 봅니다(9.7절).
# 9.1과 9.2의 함수에 난수를 뽑아 넣으면 9.3절의 `augment`가 됩니다. 진도를 보려면 터미널에서 `gan-course progress`를 실행하십시오.
#
# 돌아가기: [9장](../09_few_data.ipynb). 다 푼 다음 견주어 보기: [9장의 풀이](../solutions/09_few_data.ipynb).
