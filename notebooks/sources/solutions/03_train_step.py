# %% [markdown]
# # 3장 연습: 학습
#
# [3장](../03_train_step.ipynb)을 읽은 다음 푸십시오. 모두 일곱 문제, 50분쯤 걸립니다. 긴 훈련은 없습니다.
#
# - `...  # 여기에 작성하십시오`를 지우고 그 자리에 코드를 씁니다. 그 셀을 실행하고, 바로 아래의 채점 셀을 실행하십시오.
# - 틀리면 무엇을 오해했는지와 증거를 보여 줍니다. 막히면 힌트를 **하나씩** 펴 보십시오.
# - 진도는 이 노트북 곁의 `progress.json`에만 적힙니다.

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
# ## 연습 3.1 테이프로 그레이디언트 구하기 (5분)
#
# **목표**: 함수 `function`(텐서를 받아 텐서를 돌려줌)의 `x`에서의 그레이디언트를 `tf.GradientTape`로 구해 돌려주십시오. `x`는 파이썬의 실수입니다.
#
# **왜 중요합니까**: 훈련의 모든 걸음이 이 세 줄입니다. 테이프가 무엇을 지켜보는지 모르면 `None`이 나왔을 때 까닭을 찾을 수 없습니다.
#
# <details><summary>힌트 1</summary>
#
# 테이프를 열고, 그 안에서 함수의 값을 구하고, 테이프를 거꾸로 감습니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 파이썬의 실수나 `tf.constant`는 저절로 지켜보지 않습니다. `tape.watch(...)`를 쓰거나 `tf.Variable`로 만드십시오.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `x = tf.Variable(x)`로 바꾼 다음 `tape.gradient(함수의 값, x)`를 돌려줍니다.
#
# </details>


# %% tags=["exercise-3.1"]
def slope(function, x):
    ### BEGIN SOLUTION
    x = tf.Variable(x)
    with tf.GradientTape() as tape:
        y = function(x)
    return tape.gradient(y, x)
    ### END SOLUTION


# %%
check("3.1", slope)

# %% [markdown]
# ## 연습 3.2 마지막 배치까지 맞는 잡음 (4분)
#
# **목표**: 진짜 이미지 한 배치 `images`와 잠재 벡터의 길이 `noise_dim`을 받아, 그 배치에 알맞은 잡음을 돌려주십시오. 표준 정규 분포에서 부를 때마다 새로 뽑습니다.
#
# **왜 중요합니까**: 이미지 5,000장은 배치의 크기로 나누어떨어지지 않습니다. 텐서플로 DCGAN 예제의 한 판은 마지막 배치의 진짜 96장에 가짜 256장을 붙입니다.
#
# <details><summary>힌트 1</summary>
#
# 몇 장의 이미지가 들어왔는지는 `images`에게 물어볼 수 있습니다. 수를 적어 두지 마십시오.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 모양은 (이미지의 수, `noise_dim`)이고, 분포는 표준 정규 분포(`tf.random.normal`)입니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `tf.random.normal([len(images), noise_dim])`입니다. `seed`를 넣지 않습니다.
#
# </details>


# %% tags=["exercise-3.2"]
def sample_noise(images, noise_dim):
    ### BEGIN SOLUTION
    return tf.random.normal([len(images), noise_dim])
    ### END SOLUTION


# %%
check("3.2", sample_noise)

# %% [markdown]
# ## 연습 3.3 두 테이프와 두 그레이디언트 (8분)
#
# **목표**: 생성자의 그레이디언트와 판별자의 그레이디언트를 구해 `(생성자의 목록, 판별자의 목록)`으로 돌려주십시오. 가중치는 움직이지 않습니다. 위에서 들여온 두 손실을 씁니다.
#
# **왜 중요합니까**: 손실 둘과 변수 묶음 둘이 있으므로 짝을 짓는 길이 넷입니다. 옳은 길은 하나뿐이고, 나머지도 오류 없이 돕니다.
#
# <details><summary>힌트 1</summary>
#
# 생성자의 그레이디언트는 생성자 손실에서 나와 **판별자를 지나** 생성자까지 옵니다. 판별자의 그레이디언트는 판별자 손실에서 나옵니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 가짜를 만드는 것도, 판별자를 부르는 것도 테이프 **안에서** 해야 길이 이어집니다. `gradient`의 두 번째 인자가 누구의 변수인지 보십시오.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 3장 3.4절의 `train_step`에서 잡음을 뽑는 줄과 `apply_gradients` 두 줄을 빼고, 그레이디언트 둘을 돌려주면 됩니다. `training=True`도 그대로 둡니다.
#
# </details>


# %% tags=["exercise-3.3"]
def two_gradients(generator, discriminator, images, noise):
    ### BEGIN SOLUTION
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        generated_image = generator(noise, training=True)
        real_output = discriminator(images, training=True)
        fake_output = discriminator(generated_image, training=True)
        gen_loss = generator_loss(fake_output)
        disc_loss = discriminator_loss(real_output, fake_output)
    gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
    gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)
    return gradients_of_generator, gradients_of_discriminator
    ### END SOLUTION


# %%
check("3.3", two_gradients)

# %% [markdown]
# ## 연습 3.4 GAN의 한 걸음 (10분)
#
# **목표**: 원래 수업의 한 걸음을 완성하십시오. 그레이디언트를 **둘 다 구한 다음** 둘 다 움직이고, 움직이기 전의 두 손실 `(gen_loss, disc_loss)`를 돌려줍니다.
#
# **왜 중요합니까**: 이 열 줄이 GAN의 훈련입니다. 차례만 바꾸어도 다른 알고리즘(교대 갱신)이 됩니다.
#
# <details><summary>힌트 1</summary>
#
# 3.3에서 쓴 것에 두 줄만 더하면 됩니다. 그리고 두 손실을 돌려주십시오.
#
# </details>
# <details><summary>힌트 2</summary>
#
# `옵티마이저.apply_gradients(zip(그레이디언트, 변수))`입니다. 생성자의 것과 판별자의 것이 엇갈리지 않게 하십시오.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `tape.gradient`를 두 번 부른 **다음에** `apply_gradients`를 두 번 부릅니다. 움직인 뒤에 판별자를 다시 부르지 않습니다.
#
# </details>


# %% tags=["exercise-3.4"]
def train_step(generator, discriminator, generator_optimizer, discriminator_optimizer, images, noise):
    ### BEGIN SOLUTION
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
    ### END SOLUTION


# %%
check("3.4", train_step)

# %% [markdown]
# ## 연습 3.5 평균 생성자 (4분)
#
# **목표**: 지수 이동 평균을 한 걸음 옮기십시오. 옛 평균 `average`, 지금의 값 `value`, 계수 `decay`($\beta$)를 받아 새 평균을 돌려줍니다.
#
# **왜 중요합니까**: 계산은 거의 들지 않는데, 3.12절에서는 훈련의 한가운데에서 잰 MNIST-FD가 평균 생성자 쪽이 더 작았습니다. 계수의 자리를 바꾸면 평균이 지금의 값을 거의 그대로 따라갑니다.
#
# <details><summary>힌트 1</summary>
#
# $\beta = 0.995$면 새 평균은 옛 평균과 거의 같아야 합니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 옛 평균에 $\beta$, 지금의 값에 $1 - \beta$를 곱해 더합니다. 두 계수의 합이 1입니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 3.12절의 식 $\bar{\theta} \leftarrow \beta\,\bar{\theta} + (1 - \beta)\,\theta$를 그대로 옮기면 됩니다.
#
# </details>


# %% tags=["exercise-3.5"]
def update_average(average, value, decay):
    ### BEGIN SOLUTION
    return decay * average + (1 - decay) * value
    ### END SOLUTION


# %%
check("3.5", update_average)

# %% [markdown]
# ## 연습 3.6 버그 찾기: 생성자의 걸음에 딸려 간 판별자 (8분)
#
# 생성자를 훈련하는 걸음이 판별자의 가중치까지 움직이는 결함입니다. 널리 쓰이는 구현의 사용자들이 몇 해 동안 거듭 물었던 문제를(eriklindernoren/Keras-GAN의 이슈 22, 182) 우리의 코드로 옮겼습니다.
# 판별자까지 생성자를 **도와주는** 쪽으로 움직이므로, 손실이 내려가도 그림이 나아진 덕인지 판별자가 봐준 덕인지 알 수 없습니다. 다음 셀에서 증상을 보십시오.
#
# **목표**: 생성자만 움직이게 고치십시오. 판별자를 `trainable = False`로 얼려 두면 증상은 사라지지만, 그 뒤로 판별자가 영영 배우지 못합니다.
#
# **왜 중요합니까**: 그레이디언트가 판별자를 **지나가는 것**과 판별자를 **바꾸는 것**은 다른 일입니다.
#
# <details><summary>힌트 1</summary>
#
# 무엇을 움직일지는 테이프가 아니라 변수의 목록이 정합니다. `variables`에 누가 들어 있습니까?
#
# </details>
# <details><summary>힌트 2</summary>
#
# 손실을 구할 때 판별자를 지나야 하므로 `discriminator(...)`를 부르는 줄은 그대로 둡니다. 목록에서만 판별자를 빼십시오.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `variables = generator.trainable_variables`입니다.
#
# </details>


# %% tags=["exercise-3.6"]
def generator_step(generator, discriminator, optimizer, noise):
    with tf.GradientTape() as gen_tape:
        loss = generator_loss(discriminator(generator(noise, training=True), training=True))
    ### BEGIN SOLUTION
    variables = generator.trainable_variables
    ### END SOLUTION
    ### BEGIN GIVEN
    # variables = generator.trainable_variables + discriminator.trainable_variables
    ### END GIVEN
    optimizer.apply_gradients(zip(gen_tape.gradient(loss, variables), variables))
    return loss


# %%
keras.utils.set_random_seed(SEED)
forger = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])
detective = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
before = detective.get_weights()[0]
generator_step(forger, detective, keras.optimizers.SGD(0.1), tf.random.normal([4, 2]))
moved = not np.array_equal(before, detective.get_weights()[0])
print("생성자의 한 걸음에 판별자의 가중치도 움직였습니까?", "예" if moved else "아니요")

# %%
check("3.6", generator_step)

# %% [markdown]
# ## 연습 3.7 실험 설계: 버틸 수 있는 가장 큰 학습률 (10분)
#
# **목표**: 함수 `final_loss(rate)`는 그릇 모양의 손실을 학습률 `rate`로 50걸음 내려온 뒤의 손실을 알려 줍니다. 처음의 손실은 `final_loss(0.0)`입니다.
# 50걸음 뒤의 손실이 **처음보다 크지 않은** 가장 큰 학습률을 0과 10 사이에서 찾아 돌려주십시오(2% 안). 그릇마다 답이 다릅니다.
#
# **왜 중요합니까**: 학습률은 외우는 수가 아니라 재는 수입니다. 신경망과 데이터가 다르면 버티는 학습률도 다릅니다.
#
# <details><summary>힌트 1</summary>
#
# 학습률을 촘촘히 늘어놓고 하나하나 `final_loss`를 불러 처음의 손실과 견주십시오. 손실이 **가장 작은** 학습률을 묻는 것이 아닙니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 0부터 10까지 0.01 간격이면 충분합니다. 버티지 못하는 학습률은 빼고, 남은 것 가운데 가장 큰 것을 고르십시오.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `rates = np.linspace(0, 10, 2001)`로 늘어놓고 `max(rate for rate in rates if final_loss(rate) <= final_loss(0.0))`입니다.
#
# </details>


# %% tags=["exercise-3.7"]
def largest_stable_rate(final_loss):
    ### BEGIN SOLUTION
    rates = np.linspace(0, 10, 2001)
    stable = [rate for rate in rates if final_loss(rate) <= final_loss(0.0)]
    return stable[-1]
    ### END SOLUTION


# %%
check("3.7", largest_stable_rate)

# %% [markdown]
# ## 정리
#
# 일곱 문제를 모두 풀었다면 GAN의 한 걸음을 빈 셀에서 다시 쓸 수 있습니다. 다음은 [4장 연습](04_cyclegan.ipynb)입니다.
# 진도를 보려면 터미널에서 `gan-course progress`를 실행하십시오.
#
# 돌아가기: [3장](../03_train_step.ipynb). 다 푼 다음 견주어 보기: [3장의 풀이](../solutions/03_train_step.ipynb).
