"""짝지은 이미지로 한쪽에서 다른 쪽으로 옮기는 Pix2Pix: 생성자 하나, 조건부 판별자 하나."""

from gan_course import losses
from gan_course._tensorflow import keras, tf
from gan_course.training.adversarial import AdversarialModel, translated
from gan_course.training.averaging import average_copy
from gan_course.training.fit_checks import parts_of
from gan_course.training.network_checks import check_decay, check_networks, check_same_shape, check_weights
from gan_course.training.optimizers import loss_scale


@keras.saving.register_keras_serializable("gan_course")
class Pix2Pix(AdversarialModel):
    """입력 x를 정답 y로 옮기는 생성자를, (x, y)의 짝을 함께 보는 판별자와 겨루게 하여 훈련합니다.

    생성자의 손실은 판별자를 속이는 손실에 정답과의 화소 차이(L1)를 λ배로 더한 것입니다.

    Args:
        generator: x를 y로 옮기는 생성자. `unet_generator`가 논문의 것이지만 어떤 생성자도 됩니다.
        discriminator: 조건부 판별자. 입력 [x, y] 둘을 받아 y가 x의 진짜 짝인지 로짓으로 답합니다.
        l1_weight: L1 손실의 가중치 λ. 0이면 조건부 GAN만 남습니다.
        average_decay: 생성자 가중치의 지수 이동 평균(EMA) 계수. 옮길 때는 이 평균을 씁니다.

    논문은 판별자의 손실을 2로 나눕니다. Adam의 걸음은 손실의 배율을 타지 않으므로 여기에서는 나누지 않습니다.

    Reference:
        Isola et al. 2017, "Image-to-Image Translation with Conditional Adversarial Networks", 3절.
    """

    settings = ("l1_weight", "average_decay")
    maker_of_data = "paired_dataset"

    def __init__(self, generator, discriminator, l1_weight=100.0, average_decay=0.99, **kwargs):
        super().__init__(**kwargs)
        check_networks(generator=generator, discriminator=discriminator)
        check_decay(average_decay)
        check_weights(l1_weight=l1_weight)
        _check_shapes(generator, discriminator)
        self.generator = generator
        self.discriminator = discriminator
        self.l1_weight = l1_weight
        self.average_decay = average_decay
        self.average_generator = average_copy(generator)
        self.track("generator_loss", "l1_loss", "discriminator_loss")

    @property
    def inputs_of_step(self):
        """한 걸음이 받는 것의 이름 → 모양 [배치, ...]."""
        return {"입력 x": self.generator.input_shape, "정답 y": self.generator.output_shape}

    def train_step(self, pairs):
        """짝의 한 배치로 생성자와 판별자의 가중치를 한 번씩 갱신합니다.

        3장의 `train_step`처럼 그레이디언트를 둘 다 구한 다음에 둘 다 갱신합니다.

        Args:
            pairs: (x, y). 각각 [배치, 높이, 너비, 채널], 값은 [-1, 1]. 같은 자리가 한 짝입니다.

        Returns:
            손실 이름 → 이 에포크에서 지금까지의 평균. L1 손실은 가중치를 곱하기 전 값입니다.
        """
        x, y = parts_of(self, pairs)

        with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
            fake_y = self.generator(x, training=True)

            real_output = self.discriminator([x, y], training=True)
            fake_output = self.discriminator([x, fake_y], training=True)

            gen_loss = self.generator_loss(fake_output)
            l1_loss = tf.reduce_mean(tf.abs(y - losses.at_least_float32(fake_y)))
            disc_loss = self.discriminator_loss(real_output, fake_output)
            gen_loss, l1_loss, disc_loss = self.share_of_losses(x, gen_loss, l1_loss, disc_loss)
            total_gen_loss = gen_loss + self.l1_weight * l1_loss

        gradients_of_generator = gen_tape.gradient(
            total_gen_loss, self.generator_variables, loss_scale(self.generator_optimizer, total_gen_loss)
        )
        gradients_of_discriminator = disc_tape.gradient(
            disc_loss, self.discriminator_variables, loss_scale(self.discriminator_optimizer, disc_loss)
        )

        self.generator_optimizer.apply_gradients(zip(gradients_of_generator, self.generator_variables))
        self.discriminator_optimizer.apply_gradients(zip(gradients_of_discriminator, self.discriminator_variables))

        self.update_averages()
        return self.record(generator_loss=gen_loss, l1_loss=l1_loss, discriminator_loss=disc_loss)

    def call(self, images, training=False):
        """평균 생성자로 x를 옮깁니다. `model.predict(x)`가 이것을 부릅니다."""
        return self.average_generator(images, training=training)

    def translate(self, images, batch_size=16):
        """평균 생성자로 이미지를 옮깁니다. 드롭아웃은 끄고, 배치 정규화는 이동 통계를 씁니다.

        논문은 시험할 때에도 드롭아웃을 켜고 배치의 통계를 씁니다. 그러면 같은 입력의 결과가 부를 때마다,
        또 함께 넣은 이미지에 따라 달라집니다. 그렇게 하려면 `model.average_generator(images, training=True)`를
        부르십시오.

        Args:
            images: [n, 높이, 너비, 채널], float, 값은 [-1, 1].
            batch_size: 한 번에 계산할 수. 결과에는 영향이 없습니다.

        Returns:
            `numpy.ndarray` float32 [n, 높이, 너비, y의 채널], 값은 [-1, 1].
        """
        return translated(self, images, batch_size)


def _check_shapes(generator, discriminator):
    if len(discriminator.inputs) != 2:
        raise ValueError(
            f"Pix2Pix의 판별자는 입력 둘 [x, y]를 함께 보아야 하는데 입력이 {len(discriminator.inputs)}개입니다. "
            "조건부 판별자를 주십시오."
        )
    x, y = discriminator.inputs
    check_same_shape(generator.input_shape, x.shape, ("생성자의 입력", "판별자의 첫째 입력"))
    check_same_shape(generator.output_shape, y.shape, ("생성자의 출력", "판별자의 둘째 입력"))
