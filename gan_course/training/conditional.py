"""원하는 클래스의 표본을 만드는 조건부 GAN. `GAN`의 한 걸음에서 두 신경망에 레이블을 보여 주는 것만 다릅니다."""

import numpy as np

from gan_course._tensorflow import keras, predict, tf
from gan_course.training.averaging import average_copy
from gan_course.training.fit_checks import parts_of
from gan_course.training.from_noise import FromNoise
from gan_course.training.network_checks import check_decay, check_networks, check_same_shape
from gan_course.training.optimizers import loss_scale


@keras.saving.register_keras_serializable("gan_course")
class ConditionalGAN(FromNoise):
    """잡음과 레이블을 함께 받는 생성자와, 이미지와 레이블을 함께 받는 판별자를 겨루게 하는 모델.

    Args:
        generator: [잠재 벡터 [배치, noise_dim], 레이블 [배치]] → 이미지.
        discriminator: [이미지, 레이블 [배치]] → [배치, 1]의 로짓. 이미지가 진짜이고 레이블과 어울리는지 답합니다.
        noise_dim: 잠재 벡터의 길이.
        classes: 레이블의 가짓수. 레이블은 0부터 classes - 1까지의 정수입니다.
        average_decay: 생성자 가중치의 지수 이동 평균(EMA) 계수. 표본은 이 평균으로 뽑습니다.
        seed: 잡음의 씨앗. 상태가 모델과 함께 저장됩니다.

    Raises:
        ValueError: 신경망의 입력이 둘씩이 아니거나, 모양이 맞지 않을 때.

    Reference:
        Mirza & Osindero 2014, "Conditional Generative Adversarial Nets"; 판별자가 레이블을 보는 법은
        Miyato & Koyama 2018, "cGANs with Projection Discriminator".
    """

    settings = ("noise_dim", "classes", "average_decay", "seed")
    shows_real_to_generator = True

    def __init__(self, generator, discriminator, noise_dim, classes, average_decay=0.995, seed=0, **kwargs):
        super().__init__(**kwargs)
        check_networks(generator=generator, discriminator=discriminator)
        check_decay(average_decay)
        for network, who, what in (
            (generator, "생성자", "[잠재 벡터, 레이블]"),
            (discriminator, "판별자", "[이미지, 레이블]"),
        ):
            if len(network.inputs) != 2:
                raise ValueError(
                    f"ConditionalGAN의 {who}는 입력 둘 {what}을 받아야 하는데 입력이 {len(network.inputs)}개입니다. "
                    "dcgan_generator와 dcgan_discriminator라면 classes를 주십시오."
                )
        if generator.inputs[0].shape[-1] != noise_dim:
            raise ValueError(
                f"noise_dim이 {noise_dim}인데 생성자는 길이 {generator.inputs[0].shape[-1]}의 "
                "잠재 벡터를 받습니다. 두 수를 같게 하십시오."
            )
        image = discriminator.inputs[0]
        check_same_shape(generator.output_shape, image.shape, ("생성자의 출력", "판별자의 입력"))
        self.generator = generator
        self.discriminator = discriminator
        self.noise_dim = noise_dim
        self.classes = classes
        self.average_decay = average_decay
        self.seed = seed
        self.average_generator = average_copy(generator)
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.track("generator_loss", "discriminator_loss")

    @property
    def inputs_of_step(self):
        """한 걸음이 받는 것의 이름 → 모양 [배치, ...]."""
        return {"이미지": self.discriminator.inputs[0].shape, "레이블": (None,)}

    def train_step(self, data):
        """매 배치마다 가중치를 한 번 갱신합니다. 가짜의 레이블은 함께 온 진짜의 레이블입니다.

        Args:
            data: (진짜 이미지 [배치, 높이, 너비, 채널] [-1, 1], 레이블 [배치] 정수).

        Returns:
            {"generator_loss", "discriminator_loss"}: 이 에포크에서 지금까지의 평균.
        """
        images, labels = parts_of(self, data)
        noise = self.sample_noise(tf.shape(images)[0])

        with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
            generated_image = self.generator([noise, labels], training=True)

            real_output = self.discriminator([images, labels], training=True)
            fake_output = self.discriminator([generated_image, labels], training=True)

            gen_loss = self.judge_generator(real_output, fake_output)
            disc_loss = self.discriminator_loss(real_output, fake_output)
            gen_loss, disc_loss = self.share_of_losses(images, gen_loss, disc_loss)

        gradients_of_generator = gen_tape.gradient(
            gen_loss, self.generator.trainable_variables, loss_scale(self.generator_optimizer, gen_loss)
        )
        gradients_of_discriminator = disc_tape.gradient(
            disc_loss, self.discriminator.trainable_variables, loss_scale(self.discriminator_optimizer, disc_loss)
        )

        self.generator_optimizer.apply_gradients(zip(gradients_of_generator, self.generator.trainable_variables))
        self.discriminator_optimizer.apply_gradients(
            zip(gradients_of_discriminator, self.discriminator.trainable_variables)
        )

        self.update_averages()
        return self.record(generator_loss=gen_loss, discriminator_loss=disc_loss)

    def call(self, inputs, training=False):
        """평균 생성자로 [잠재 벡터, 레이블]을 이미지로 바꿉니다."""
        return self.average_generator(inputs, training=training)

    def generate(self, count, seed=None, batch_size=250, labels=None):
        """평균 생성자로 표본을 뽑습니다. 훈련의 난수 상태는 건드리지 않습니다.

        Args:
            count: 표본의 수(1 이상).
            seed: 잠재 벡터의 씨앗. None이면 모델의 `seed`.
            batch_size: 한 번에 계산할 수.
            labels: 원하는 레이블 하나, 또는 [count]. None이면 0부터 차례로 되풀이합니다.

        Returns:
            `numpy.ndarray` float32 [count, 높이, 너비, 채널], 값은 [-1, 1].

        Raises:
            ValueError: count가 1보다 작거나, 레이블이 0부터 classes - 1까지의 정수가 아니거나, 수가 count와 다를 때.
        """
        return predict(self, ((self.fixed_noise(count, seed), self.checked_labels(labels, count)),), batch_size)

    def checked_labels(self, labels, count):
        """레이블 [count] int32. None이면 0부터 차례로 되풀이하고, 하나면 그것을 되풀이합니다."""
        if labels is None:
            return np.arange(count, dtype=np.int32) % self.classes
        given = np.asarray(labels)
        if given.ndim == 0:
            given = np.full(count, given)
        if given.shape != (count,) or given.dtype.kind not in "iu" or given.min() < 0 or given.max() >= self.classes:
            raise ValueError(
                f"labels로 {labels!r}를 주셨습니다. 0부터 {self.classes - 1}까지의 정수 하나, 또는 그런 정수 {count}개"
                "(표본마다 하나)를 주십시오."
            )
        return given.astype(np.int32)
