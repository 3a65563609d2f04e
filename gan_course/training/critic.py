"""판별자가 생성자보다 여러 걸음 앞서 배우는 GAN."""

from gan_course._tensorflow import keras, tf
from gan_course.training.fit_checks import parts_of
from gan_course.training.gan import GAN
from gan_course.training.optimizers import loss_scale


@keras.saving.register_keras_serializable("gan_course")
class CriticGAN(GAN):
    """생성자가 한 걸음 갈 때마다 판별자(비평가)가 `discriminator_steps`걸음 가는 `GAN`.

    한 배치를 그 수만큼 나누어, 앞의 조각들로는 판별자만 가르치고 마지막 조각으로는 `GAN`의 한 걸음을 갑니다.
    그러므로 배치의 크기는 논문의 배치에 `discriminator_steps`를 곱한 것입니다.

    Args:
        args, kwargs: `GAN`과 같습니다.
        discriminator_steps: 판별자의 걸음 수(1 이상).

    Raises:
        ValueError: discriminator_steps가 1보다 작을 때, 또는 배치가 그 수로 나누어떨어지지 않을 때.

    Reference:
        Gulrajani et al. 2017, "Improved Training of Wasserstein GANs", 알고리즘 1(n_critic = 5).
    """

    settings = (*GAN.settings, "discriminator_steps")

    def __init__(self, *args, discriminator_steps=5, **kwargs):
        super().__init__(*args, **kwargs)
        if discriminator_steps < 1:
            raise ValueError(f"discriminator_steps가 {discriminator_steps}입니다. 1 이상의 정수를 주십시오.")
        self.discriminator_steps = discriminator_steps

    def train_step(self, images):
        """앞의 조각마다 판별자를 한 걸음, 마지막 조각으로 두 선수를 한 걸음 옮깁니다. 손실은 마지막 조각의 것입니다."""
        (images,) = parts_of(self, images)
        if images.shape[0] is not None and images.shape[0] % self.discriminator_steps:
            raise ValueError(
                f"배치에 든 {images.shape[0]}장을 {self.discriminator_steps}조각으로 나눌 수 없습니다. 배치의 크기를 "
                f"{self.discriminator_steps}의 배수로 하고, 모자란 마지막 배치는 버리십시오(drop_remainder=True)."
            )
        *earlier, last = tf.split(images, self.discriminator_steps)
        for part in earlier:
            self.train_discriminator(part)
        return super().train_step(last)

    def train_discriminator(self, images):
        """판별자만 한 걸음 옮깁니다. 가짜는 지금의 생성자로 새로 만듭니다."""
        generated_images = self.generator(self.sample_noise(tf.shape(images)[0]), training=True)
        with tf.GradientTape() as tape:
            real_output = self.discriminator(images, training=True)
            fake_output = self.discriminator(generated_images, training=True)
            loss = self.discriminator_loss(real_output, fake_output)
            loss += self.penalize_slopes(images, generated_images)
            (loss,) = self.share_of_losses(images, loss)
        variables = self.discriminator.trainable_variables
        gradients = tape.gradient(loss, variables, loss_scale(self.discriminator_optimizer, loss))
        self.discriminator_optimizer.apply_gradients(zip(gradients, variables))
