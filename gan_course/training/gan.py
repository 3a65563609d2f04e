"""생성적 적대 신경망을 훈련하는 `keras.Model`. 원래 수업의 `train_step`이 그대로 들어 있습니다."""

from gan_course._tensorflow import keras, predict, tf
from gan_course.training.averaging import average_copy
from gan_course.training.fit_checks import parts_of
from gan_course.training.from_noise import FromNoise
from gan_course.training.keras_private import layers_inside
from gan_course.training.network_checks import check_decay, check_networks, check_same_shape, check_weights
from gan_course.training.optimizers import loss_scale
from gan_course.training.penalties import gradient_penalty, zero_centered_gradient_penalty

PENALTIES = ("r1_weight", "r2_weight", "gradient_penalty_weight")


@keras.saving.register_keras_serializable("gan_course")
class GAN(FromNoise):
    """생성자와 판별자를 번갈아 겨루게 하는 모델.

    `compile`과 `fit`, 콜백, `save_weights`는 Keras의 것을 그대로 씁니다.

    Args:
        generator: [배치, noise_dim] → 이미지(또는 점).
        discriminator: 이미지 → [배치, 1]의 로짓.
        noise_dim: 잠재 벡터의 길이.
        average_decay: 생성자 가중치의 지수 이동 평균(EMA) 계수. 표본은 이 평균으로 뽑습니다.
        seed: 잡음의 씨앗. 상태가 모델과 함께 저장됩니다.
        r1_weight: R1의 γ. 진짜 이미지에서 γ/2·E‖∇D‖²을 판별자 손실에 더합니다. 0이면 쓰지 않습니다.
        r2_weight: R2의 γ. 가짜 이미지에서 재는 것 말고는 R1과 같습니다.
        gradient_penalty_weight: WGAN-GP의 λ. 논문은 10입니다.

    손실은 `compile`에서 고릅니다. 이를테면 WGAN-GP는 `losses.wasserstein_*`에 `gradient_penalty_weight=10`,
    R3GAN은 `losses.relativistic_*`에 `r1_weight`와 `r2_weight`입니다.

    Raises:
        ValueError: 모양이 맞지 않거나, 벌점의 가중치가 음수이거나, 벌점을 주면서 판별자에 배치 정규화가 있을 때.

    Reference:
        Goodfellow et al. 2014, "Generative Adversarial Nets"; EMA는 Yazıcı et al. 2019; R1과 R2는 Mescheder et
        al. 2018; 둘과 상대론적 손실을 함께 쓰는 것은 Huang et al. 2024(R3GAN); WGAN-GP는 Gulrajani et al. 2017.
    """

    settings = ("noise_dim", "average_decay", "seed", *PENALTIES)
    shows_real_to_generator = True

    def __init__(
        self,
        generator,
        discriminator,
        noise_dim,
        average_decay=0.995,
        seed=0,
        r1_weight=0.0,
        r2_weight=0.0,
        gradient_penalty_weight=0.0,
        **kwargs,
    ):
        super().__init__(**kwargs)
        check_networks(generator=generator, discriminator=discriminator)
        check_decay(average_decay)
        if generator.input_shape[-1] != noise_dim:
            raise ValueError(
                f"noise_dim이 {noise_dim}인데 생성자는 길이 {generator.input_shape[-1]}의 "
                "잠재 벡터를 받습니다. 두 수를 같게 하십시오."
            )
        check_same_shape(generator.output_shape, discriminator.input_shape, ("생성자의 출력", "판별자의 입력"))
        _check_penalties(discriminator, dict(zip(PENALTIES, (r1_weight, r2_weight, gradient_penalty_weight))))
        self.generator = generator
        self.discriminator = discriminator
        self.noise_dim = noise_dim
        self.average_decay = average_decay
        self.seed = seed
        self.r1_weight = r1_weight
        self.r2_weight = r2_weight
        self.gradient_penalty_weight = gradient_penalty_weight
        self.average_generator = average_copy(generator)
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.track("generator_loss", "discriminator_loss", *(["penalty"] if self.has_penalty else []))

    @property
    def inputs_of_step(self):
        """한 걸음이 받는 것의 이름 → 모양 [배치, ...]."""
        return {"이미지": self.discriminator.input_shape}

    @property
    def has_penalty(self):
        """판별자의 그레이디언트에 벌점을 매기는지."""
        return bool(self.r1_weight or self.r2_weight or self.gradient_penalty_weight)

    def train_step(self, images):
        """매 배치마다 가중치를 한 번 갱신합니다.

        손실을 구하고, 그레이디언트를 둘 다 구한 다음, 경사 하강법을 둘 다 진행합니다.

        Args:
            images: 진짜 이미지 한 배치 [배치, 높이, 너비, 채널], 값은 [-1, 1].

        Returns:
            {"generator_loss", "discriminator_loss"}: 이 에포크에서 지금까지의 평균.
            벌점을 매기면 가중치까지 곱한 "penalty"도 있고, 판별자 손실에는 더하기 전 값입니다.
        """
        (images,) = parts_of(self, images)  # fit은 (images,)나 (images, labels)로 주기도 합니다
        noise = self.sample_noise(tf.shape(images)[0])

        with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
            generated_image = self.generator(noise, training=True)

            real_output = self.discriminator(images, training=True)
            fake_output = self.discriminator(generated_image, training=True)

            gen_loss = self.judge_generator(real_output, fake_output)
            disc_loss = self.discriminator_loss(real_output, fake_output)
            penalty = self.penalize_slopes(images, generated_image)
            gen_loss, disc_loss, penalty = self.share_of_losses(images, gen_loss, disc_loss, penalty)
            total_disc_loss = disc_loss + penalty

        gradients_of_generator = gen_tape.gradient(
            gen_loss, self.generator.trainable_variables, loss_scale(self.generator_optimizer, gen_loss)
        )
        gradients_of_discriminator = disc_tape.gradient(
            total_disc_loss,
            self.discriminator.trainable_variables,
            loss_scale(self.discriminator_optimizer, total_disc_loss),
        )

        self.generator_optimizer.apply_gradients(zip(gradients_of_generator, self.generator.trainable_variables))
        self.discriminator_optimizer.apply_gradients(
            zip(gradients_of_discriminator, self.discriminator.trainable_variables)
        )

        self.update_averages()
        return self.record(generator_loss=gen_loss, discriminator_loss=disc_loss, penalty=penalty)

    def penalize_slopes(self, real_images, fake_images):
        """판별자 손실에 더할 그레이디언트 벌점(가중치를 곱한 스칼라). 쓰지 않으면 0.0."""
        fake_images = tf.stop_gradient(fake_images)  # 벌점은 판별자만 가르칩니다
        penalty = 0.0
        if self.r1_weight:
            penalty += 0.5 * self.r1_weight * zero_centered_gradient_penalty(self.discriminator, real_images)
        if self.r2_weight:
            penalty += 0.5 * self.r2_weight * zero_centered_gradient_penalty(self.discriminator, fake_images)
        if self.gradient_penalty_weight:
            penalty += self.gradient_penalty_weight * gradient_penalty(
                self.discriminator, real_images, fake_images, seed=self.seed_generator
            )
        return penalty

    def call(self, noise, training=False):
        """평균 생성자로 잠재 벡터를 이미지로 바꿉니다. `gan.predict(noise)`가 이것을 부릅니다."""
        return self.average_generator(noise, training=training)

    def generate(self, count, seed=None, batch_size=250):
        """평균 생성자로 표본을 뽑습니다. 훈련의 난수 상태는 건드리지 않습니다.

        Args:
            count: 표본의 수(1 이상).
            seed: 잠재 벡터의 씨앗. None이면 모델의 `seed`.
            batch_size: 한 번에 계산할 수.

        Returns:
            `numpy.ndarray` float32 [count, 높이, 너비, 채널], 값은 [-1, 1].
        """
        return predict(self, self.fixed_noise(count, seed), batch_size)


def _check_penalties(discriminator, weights):
    check_weights(**weights)
    mixing = [
        layer.name for layer in layers_inside(discriminator) if isinstance(layer, keras.layers.BatchNormalization)
    ]
    if mixing and any(weights.values()):
        raise ValueError(
            f"판별자의 배치 정규화({', '.join(mixing)})는 이미지를 서로 섞으므로 이미지마다의 그레이디언트에 벌점을 매길 수 "
            "없습니다. 배치 정규화를 빼거나 LayerNormalization으로 바꾸십시오."
        )
