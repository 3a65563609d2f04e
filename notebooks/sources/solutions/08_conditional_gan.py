# %% [markdown]
# # 8장 연습: 조건부 GAN
#
# [8장](../08_conditional_gan.ipynb)을 읽은 다음 푸십시오. 모두 여섯 문제, 40분쯤 걸립니다. 긴 훈련은 없습니다.
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
# ## 연습 8.1 임베딩: 표에서 줄 꺼내기 (5분)
#
# **목표**: 벡터의 표 `table` `[클래스, 길이]`와 레이블 `labels` `[배치]`(0부터 세는 정수)를 받아, 레이블마다의 벡터 `[배치, 길이]`를 돌려주십시오. 표도 배워야 하므로 그레이디언트가 표까지 닿아야 합니다.
#
# **왜 중요합니까**: 레이블을 신경망에 넣는 첫걸음입니다. 층 하나에 가려져 있지만, 하는 일은 행렬의 곱 한 번과 같습니다.
#
# <details><summary>힌트 1</summary>
#
# 레이블은 크기가 아니라 **줄의 번호**입니다. 레이블이 7이면 표의 7번 줄(0부터 셉니다)을 꺼냅니다. 같은 레이블이 두 번 오면 같은 줄을 두 번 꺼냅니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 원핫 벡터와 행렬의 곱이 바로 그 줄입니다(8.3절). 원핫 벡터의 길이는 표의 줄 수 `len(table)`입니다. NumPy로 꺼내면 그레이디언트가 끊어집니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `tf.one_hot(labels, len(table))`은 모양이 `[배치, 클래스]`입니다. 여기에 `@ table`을 이으십시오. `tf.gather(table, labels)`도 같은 값입니다.
#
# </details>


# %% tags=["exercise-8.1"]
def label_vectors(table, labels):
    ### BEGIN SOLUTION
    return tf.one_hot(labels, len(table)) @ table
    ### END SOLUTION


# %%
check("8.1", label_vectors)

# %% [markdown]
# ## 연습 8.2 생성자의 입력 (5분)
#
# **목표**: 잡음 `noise` `[배치, 잡음의 길이]`, 벡터의 표 `table` `[클래스, 길이]`, 레이블 `labels` `[배치]`를 받아 조건부 생성자의 첫 층에 넣을 텐서를 돌려주십시오. 한 줄이 한 장의 몫이고, **잡음이 앞, 레이블의 벡터가 뒤**입니다. 그레이디언트가 잡음과 표까지 닿아야 합니다.
#
# **왜 중요합니까**: 더하기와 잇기는 다릅니다. 이으면 생성자가 두 가지를 따로 볼 수 있고, 길이가 서로 달라도 됩니다.
#
# <details><summary>힌트 1</summary>
#
# 먼저 8.1처럼 레이블마다의 벡터를 꺼냅니다. 원핫 벡터나 레이블의 수 자체를 잇는 것이 아닙니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 잇는 축은 배치가 아니라 **길이의 축**입니다. 결과의 모양은 `[배치, 잡음의 길이 + 벡터의 길이]`입니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `tf.concat([잡음, 레이블의 벡터], axis=1)`입니다. 레이블의 벡터는 `tf.gather(table, labels)`로 꺼냅니다.
#
# </details>


# %% tags=["exercise-8.2"]
def generator_input(noise, table, labels):
    ### BEGIN SOLUTION
    return tf.concat([noise, tf.gather(table, labels)], axis=1)
    ### END SOLUTION


# %%
check("8.2", generator_input)

# %% [markdown]
# ## 연습 8.3 투영 판별자의 로짓 (7분)
#
# **목표**: 특징 `features` `[배치, 길이]`, 레이블 `labels` `[배치]`, 가중치 `w` `[길이]`, 편향 `b`(수 하나), 레이블마다의 벡터 `v` `[클래스, 길이]`를 받아, 그림마다의 로짓 $(w + v_y)^\top \phi(x) + b$를 `[배치]`로 돌려주십시오. 그레이디언트가 `features`, `w`, `b`, `v`까지 닿아야 합니다.
#
# **왜 중요합니까**: 숫자마다 탐정이 하나씩 있는데 식은 한 줄입니다. 다만 행렬의 곱을 잘못 쓰면 남의 레이블로 본 답까지 섞인 `[배치, 배치]`가 나옵니다.
#
# <details><summary>힌트 1</summary>
#
# 한 장씩 생각하십시오. 첫 장의 특징에는 첫 장의 레이블이 고른 벡터를 씁니다. $w$와 $b$는 모든 장이 함께 씁니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# `v`에서 레이블의 줄을 꺼내 $w$에 더하면 `[배치, 길이]`입니다. 이것과 특징을 자리마다 곱한 다음 **길이의 축에서 더합니다**. 평균이 아닙니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `tf.reduce_sum((w + 고른 벡터) * features, axis=1) + b`입니다. $w$의 항과 $v_y$의 항을 따로 셈해 더해도 됩니다. 그때 $b$는 한 번만 더합니다.
#
# </details>


# %% tags=["exercise-8.3"]
def projection_logits(features, labels, w, b, v):
    ### BEGIN SOLUTION
    return tf.reduce_sum((w + tf.gather(v, labels)) * features, axis=1) + b
    ### END SOLUTION


# %%
check("8.3", projection_logits)

# %% [markdown]
# ## 연습 8.4 조건부 GAN의 두 손실 (8분)
#
# **목표**: 진짜 `images`와 그 레이블 `labels`, 잡음 `noise`를 받아 두 손실을 **(생성자의 손실, 판별자의 손실)** 의 차례로 돌려주십시오. 가짜의 레이블로도 `labels`를 씁니다. 두 신경망은 8장처럼 목록 하나를 받습니다: `generator([잡음, 레이블], training=True)`와 `discriminator([이미지, 레이블], training=True)`. 위에서 들여온 두 손실 함수를 쓰십시오.
#
# **왜 중요합니까**: 레이블은 손실의 식이 아니라 **세 번의 부름**에 들어갑니다. 그 가운데 하나만 어긋나도 오류 없이 돌지만, 배우는 것이 달라집니다.
#
# <details><summary>힌트 1</summary>
#
# 신경망을 세 번 부릅니다. 생성자에 한 번, 판별자에 두 번(진짜와 가짜)입니다. 세 번 모두 레이블이 들어갑니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 가짜를 판별자에게 보일 때의 레이블은 생성자에게 **부탁한 그 레이블**입니다. 차례도 같아야 합니다. 세 번 모두 `training=True`입니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 가짜의 로짓은 `discriminator([generator([noise, labels], training=True), labels], training=True)`입니다. 두 손실은 `generator_loss(가짜의 로짓)`과 `discriminator_loss(진짜의 로짓, 가짜의 로짓)`입니다.
#
# </details>


# %% tags=["exercise-8.4"]
def conditional_losses(generator, discriminator, images, labels, noise):
    ### BEGIN SOLUTION
    generated_image = generator([noise, labels], training=True)
    real_output = discriminator([images, labels], training=True)
    fake_output = discriminator([generated_image, labels], training=True)
    return generator_loss(fake_output), discriminator_loss(real_output, fake_output)
    ### END SOLUTION


# %%
check("8.4", conditional_losses)

# %% [markdown]
# ## 연습 8.5 가장 못한 숫자 (7분)
#
# **목표**: 그림 `images` `[n, 높이, 너비, 1]`, 분류기가 읽은 숫자 `read` `[n]`, 부탁한 숫자 `asked` `[n]`을 받아, 숫자마다의 일치율 가운데 **가장 낮은 것**과 숫자마다의 다양함 가운데 **가장 낮은 것**을 `(일치율, 다양함)`으로 돌려주십시오. 부탁한 적이 있는 숫자만 봅니다.
#
# - 한 숫자의 일치율은 그 숫자를 부탁한 그림 가운데 그 숫자로 읽힌 비율입니다.
# - 한 숫자의 다양함은 그 숫자를 부탁한 그림들에서 화소마다 구한 표준편차의 평균입니다(8.7절).
#
# **왜 중요합니까**: 평균은 무너진 숫자 하나를 숨깁니다. 일치율만 보면 숫자마다 같은 그림만 그리는 생성자도 100점일 수 있습니다.
#
# <details><summary>힌트 1</summary>
#
# 그림을 **부탁한 숫자**로 나눕니다. 읽은 숫자로 나누면 일치율은 늘 100%입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# `np.unique(asked)`가 부탁한 숫자들입니다. 숫자마다 `asked == digit`인 그림만 골라 두 값을 구하고, 끝에서 저마다 `min`을 냅니다. 두 값이 가장 낮은 숫자가 서로 달라도 됩니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 일치율은 `np.mean(read[고른 것] == digit)`이고, 다양함은 `images[고른 것].std(axis=0).mean()`입니다. 축 0이 그림의 축이므로 화소마다의 표준편차가 나옵니다.
#
# </details>


# %% tags=["exercise-8.5"]
def worst_digit(images, read, asked):
    ### BEGIN SOLUTION
    shares, spreads = [], []
    for digit in np.unique(asked):
        mine = asked == digit
        shares.append(np.mean(read[mine] == digit))
        spreads.append(images[mine].std(axis=0).mean())
    return min(shares), min(spreads)
    ### END SOLUTION


# %%
check("8.5", worst_digit)

# %% [markdown]
# ## 연습 8.6 버그 찾기: 엇갈린 레이블 (8분)
#
# 투영 판별자를 처음 낸 저자들의 코드(pfnet-research/sngan_projection)에서 판별자는 레이블을 **주지 않아도** 됩니다(`y=None`). 그러면 어울림의 항이 조용히 빠집니다. 그 꼴을 따른 판별자로 한 걸음을 썼는데, 결함을 **두 곳**에 심었습니다.
# 오류는 나지 않습니다. 다음 셀에서 증상을 보십시오. 진짜도 7뿐, 부탁한 것도 7뿐인데 판별자가 고친 벡터에 7이 아닌 숫자의 것이 들어 있습니다.
#
# **목표**: 두 결함을 모두 고치십시오. 여기에서는 신경망이 목록이 아니라 `generator(noise, labels, training=True)`와 `discriminator(images, labels, training=True)`로 불립니다. 손실과 갱신은 그대로 두십시오.
#
# 다음 셀의 증상이 사라져도 결함 하나가 남아 있을 수 있습니다. 채점은 둘 다 봅니다.
#
# **왜 중요합니까**: 레이블의 결함은 오류로 드러나지 않습니다. 그림만 보지 말고, 부탁한 숫자로 읽히는지 세어야 합니다(8.7절).
#
# <details><summary>힌트 1</summary>
#
# 신경망을 부르는 줄이 셋입니다. 줄마다 어떤 그림이 **어떤 레이블과 함께** 들어가는지 적어 보십시오.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 하나는 레이블이 아예 빠졌고, 하나는 생성자에게 부탁한 것과 다른 레이블입니다. 진짜에는 데이터에서 함께 온 레이블이, 가짜에는 부탁한 레이블이 있어야 합니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `discriminator(images, labels, training=True)`와 `discriminator(generated_image, labels, training=True)`입니다. 레이블을 새로 뽑는 줄은 지웁니다(저자들의 코드처럼 새로 뽑은 레이블을 생성자와 판별자에 **똑같이** 주어도 됩니다).
#
# </details>


# %% tags=["exercise-8.6"]
def conditional_step(generator, discriminator, generator_optimizer, discriminator_optimizer, images, labels, noise):
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        generated_image = generator(noise, labels, training=True)
        ### BEGIN SOLUTION
        real_output = discriminator(images, labels, training=True)
        fake_output = discriminator(generated_image, labels, training=True)
        ### END SOLUTION
        ### BEGIN GIVEN
        # real_output = discriminator(images, training=True)
        # fake_labels = tf.random.uniform(tf.shape(labels), 0, 10, tf.int32)
        # fake_output = discriminator(generated_image, fake_labels, training=True)
        ### END GIVEN
        gen_loss = generator_loss(fake_output)
        disc_loss = discriminator_loss(real_output, fake_output)
    gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
    gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)
    generator_optimizer.apply_gradients(zip(gradients_of_generator, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(gradients_of_discriminator, discriminator.trainable_variables))
    return gen_loss, disc_loss


# %%
class Forger(keras.Model):
    def __init__(self):
        super().__init__()
        self.label_vector = keras.layers.Embedding(10, 2)
        self.image = keras.layers.Dense(3)

    def call(self, noise, labels):
        return self.image(tf.concat([noise, self.label_vector(labels)], axis=1))


class Detective(keras.Model):
    def __init__(self):
        super().__init__()
        self.logit = keras.layers.Dense(1)
        self.label_direction = keras.layers.Embedding(10, 3, embeddings_initializer="zeros")

    def call(self, images, labels=None):  # 레이블이 없으면 어울림의 항을 더하지 않습니다
        logit = self.logit(images)
        if labels is not None:
            logit += tf.reduce_sum(images * self.label_direction(labels), axis=1, keepdims=True)
        return logit


keras.utils.set_random_seed(SEED)
forger, detective = Forger(), Detective()
images, noise, sevens = tf.random.normal([4, 3]), tf.random.normal([4, 2]), tf.fill([4], 7)
detective(images, sevens)
optimizers = [keras.optimizers.SGD(0.1) for _ in range(2)]
conditional_step(forger, detective, *optimizers, images, sevens, noise)
moved = np.flatnonzero(np.any(detective.label_direction.embeddings.numpy() != 0, axis=1))
print("진짜도 7, 부탁도 7뿐인 한 걸음에서 판별자가 고친 벡터의 숫자:", moved.tolist())

# %%
check("8.6", conditional_step)

# %% [markdown]
# ## 정리
#
# 여섯 문제를 모두 풀었다면 레이블이 두 신경망의 어디로 들어가는지 알고, 남의 조건부 GAN에서 어긋난 레이블을 찾을 수 있습니다.
# 8장의 노트북에 연습 8.5의 `worst_digit`을 옮겨 적고, `agreement`와 `variety` 대신 그것으로 `gan`과 `blind_gan`을 견주어 보십시오. 진도를 보려면 터미널에서 `gan-course progress`를 실행하십시오.
#
# 돌아가기: [8장](../08_conditional_gan.ipynb). 다 푼 다음 견주어 보기: [8장의 풀이](../solutions/08_conditional_gan.ipynb).
