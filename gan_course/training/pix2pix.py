"""짝지은 이미지로 한쪽에서 다른 쪽으로 옮기는 Pix2Pix: 생성자 하나, 조건부 판별자 하나."""

from gan_course import losses
from gan_course._tensorflow import keras, predict, tf
from gan_course.training.adversarial import AdversarialModel, images_to_translate
from gan_course.training.averaging import average_copy, update_average
from gan_course.training.distribution import share_of_batch

LOSS_NAMES = ("generator_loss", "l1_loss", "discriminator_loss")


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

    def __init__(self, generator, discriminator, l1_weight=100.0, average_decay=0.99, **kwargs):
        super().__init__(**kwargs)
        _check_shapes(generator, discriminator)
        self.generator = generator
        self.discriminator = discriminator
        self.l1_weight = l1_weight
        self.average_decay = average_decay
        self.average_generator = average_copy(generator)
        self.trackers = {name: keras.metrics.Mean(name=name) for name in LOSS_NAMES}
        self.built = True

    def compile(
        self,
        generator_optimizer,
        discriminator_optimizer,
        generator_loss=losses.generator_loss,
        discriminator_loss=losses.discriminator_loss,
        **kwargs,
    ):
        """`AdversarialModel.compile`과 같습니다. 손실의 기본은 논문처럼 로짓의 이진 교차 엔트로피입니다."""
        super().compile(generator_optimizer, discriminator_optimizer, generator_loss, discriminator_loss, **kwargs)

    @property
    def metrics(self):
        return list(self.trackers.values())

    @property
    def generator_variables(self):
        return self.generator.trainable_variables

    @property
    def discriminator_variables(self):
        return self.discriminator.trainable_variables

    def train_step(self, pairs):
        """짝의 한 배치로 생성자와 판별자의 가중치를 한 번씩 갱신합니다.

        3장의 `train_step`처럼 그레이디언트를 둘 다 구한 다음에 둘 다 갱신합니다.

        Args:
            pairs: (x, y). 각각 [배치, 높이, 너비, 채널], 값은 [-1, 1]. 같은 자리가 한 짝입니다.

        Returns:
            손실 이름 → 이 에포크에서 지금까지의 평균. L1 손실은 가중치를 곱하기 전 값입니다.
        """
        x, y = pairs
        share = share_of_batch(x)  # 장치가 여럿일 때 이 장치의 몫. 하나면 None이고 아무 일도 하지 않습니다

        with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
            fake_y = self.generator(x, training=True)

            real_output = self.discriminator([x, y], training=True)
            fake_output = self.discriminator([x, fake_y], training=True)

            gen_loss = self.generator_loss(fake_output)
            l1_loss = tf.reduce_mean(tf.abs(y - fake_y))
            total_gen_loss = gen_loss + self.l1_weight * l1_loss
            disc_loss = self.discriminator_loss(real_output, fake_output)

        gradients_of_generator = gen_tape.gradient(total_gen_loss, self.generator_variables, share)
        gradients_of_discriminator = disc_tape.gradient(disc_loss, self.discriminator_variables, share)

        self.generator_optimizer.apply_gradients(zip(gradients_of_generator, self.generator_variables))
        self.discriminator_optimizer.apply_gradients(zip(gradients_of_discriminator, self.discriminator_variables))

        update_average(self.average_generator, self.generator, self.average_decay)
        for tracker, value in zip(self.metrics, (gen_loss, l1_loss, disc_loss)):
            tracker.update_state(value, sample_weight=share)
        return self.get_metrics_result()

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
        return predict(self, images_to_translate(images), batch_size)

    def get_config(self):
        return {
            "generator": keras.saving.serialize_keras_object(self.generator),
            "discriminator": keras.saving.serialize_keras_object(self.discriminator),
            "l1_weight": self.l1_weight,
            "average_decay": self.average_decay,
            "name": self.name,
        }


def _check_shapes(generator, discriminator):
    expected = [tuple(shape[1:]) for shape in (generator.input_shape, generator.output_shape)]
    if len(discriminator.inputs) != 2:
        raise ValueError(
            f"Pix2Pix의 판별자는 입력 둘 [x, y]를 함께 보아야 하는데 입력이 {len(discriminator.inputs)}개입니다. "
            "조건부 판별자를 주십시오."
        )
    found = [tuple(tensor.shape[1:]) for tensor in discriminator.inputs]
    if found != expected:
        raise ValueError(
            f"생성자는 {expected[0]}을 {expected[1]}으로 옮기는데 판별자는 {found[0]}과 {found[1]}을 받습니다. "
            "두 신경망의 image_shape을 같게 하십시오."
        )
