"""짝 없는 두 도메인을 서로 옮기는 CycleGAN: 생성자 둘, 판별자 둘."""

from gan_course import losses
from gan_course._tensorflow import keras, tf
from gan_course.training.adversarial import AdversarialModel, translated
from gan_course.training.averaging import average_copy
from gan_course.training.fit_checks import parts_of
from gan_course.training.image_pool import ImagePool
from gan_course.training.network_checks import check_decay, check_networks, check_same_shape, check_weights
from gan_course.training.optimizers import loss_scale


@keras.saving.register_keras_serializable("gan_course")
class CycleGAN(AdversarialModel):
    """도메인 A와 B를 서로 옮기는 두 생성자를, 두 판별자와 겨루게 하여 훈련합니다.

    한 걸음의 순서는 저자들의 구현과 같습니다. 생성자 둘을 먼저 갱신하고,
    그 걸음에서 만든 가짜를 이미지 풀에 거친 다음 판별자 둘을 갱신합니다.

    Args:
        generator_ab: A의 이미지를 B로 옮기는 생성자.
        generator_ba: B의 이미지를 A로 옮기는 생성자.
        discriminator_a: A가 진짜인지 판별하는 판별자.
        discriminator_b: B가 진짜인지 판별하는 판별자.
        cycle_weight: 순환 일관성 손실의 가중치 λ. 수, 또는 걸음에 따라 바뀌는 λ를 내는
            `keras.optimizers.schedules.LearningRateSchedule`(끝낸 걸음의 수 → λ). 0이면 계산하지 않습니다.
        identity_weight: 항등 손실의 가중치. None이면 논문처럼 0.5·λ. 0이면 계산하지 않습니다.
        pool_size: 이미지 풀의 크기. 0이면 쓰지 않습니다.
        average_decay: 생성자 가중치의 지수 이동 평균(EMA) 계수. 옮길 때는 이 평균을 씁니다.
        seed: 이미지 풀의 씨앗.

    Raises:
        ValueError: 네 신경망의 이미지 모양이 맞지 않거나, cycle_weight가 일정인데 identity_weight가 None일 때.

    Reference:
        Zhu et al. 2017, "Unpaired Image-to-Image Translation using Cycle-Consistent
        Adversarial Networks", 3절과 4절.
    """

    generators = {"generator_ab": "average_ab", "generator_ba": "average_ba"}
    discriminators = ("discriminator_a", "discriminator_b")
    settings = ("cycle_weight", "identity_weight", "pool_size", "average_decay", "seed")
    maker_of_data = "unpaired_dataset"
    default_losses = (losses.least_squares_generator_loss, losses.least_squares_discriminator_loss)

    def __init__(
        self,
        generator_ab,
        generator_ba,
        discriminator_a,
        discriminator_b,
        cycle_weight=10.0,
        identity_weight=None,
        pool_size=50,
        average_decay=0.99,
        seed=0,
        **kwargs,
    ):
        super().__init__(**kwargs)
        check_networks(
            generator_ab=generator_ab,
            generator_ba=generator_ba,
            discriminator_a=discriminator_a,
            discriminator_b=discriminator_b,
        )
        check_decay(average_decay)
        check_weights(cycle_weight=cycle_weight, identity_weight=0.0 if identity_weight is None else identity_weight)
        if not isinstance(pool_size, int) or pool_size < 0:
            raise ValueError(f"pool_size가 {pool_size!r}입니다. 0(쓰지 않음) 이상의 정수를 주십시오.")
        shape_a, shape_b = generator_ab.input_shape, generator_ab.output_shape
        in_a, in_b = "generator_ab의 입력", "generator_ab의 출력"
        check_same_shape(shape_b, generator_ba.input_shape, (in_b, "generator_ba의 입력"))
        check_same_shape(shape_a, generator_ba.output_shape, (in_a, "generator_ba의 출력"))
        check_same_shape(shape_a, discriminator_a.input_shape, (in_a, "discriminator_a의 입력"))
        check_same_shape(shape_b, discriminator_b.input_shape, (in_b, "discriminator_b의 입력"))
        if callable(cycle_weight) and identity_weight is None:
            raise ValueError(
                "cycle_weight가 일정(LearningRateSchedule)이면 0.5·λ도 걸음마다 달라집니다. "
                "identity_weight를 수로 주십시오. 예: identity_weight=5.0"
            )
        self.generator_ab = generator_ab
        self.generator_ba = generator_ba
        self.discriminator_a = discriminator_a
        self.discriminator_b = discriminator_b
        self.cycle_weight = cycle_weight
        self.identity_weight = 0.5 * cycle_weight if identity_weight is None else identity_weight
        self.pool_size = pool_size
        self.average_decay = average_decay
        self.seed = seed
        self.average_ab = average_copy(generator_ab)
        self.average_ba = average_copy(generator_ba)
        self.pool_a = ImagePool(pool_size, generator_ba.output_shape[1:], seed=seed)
        self.pool_b = ImagePool(pool_size, generator_ab.output_shape[1:], seed=seed + 1)
        self.track(
            "generator_ab_loss",
            "generator_ba_loss",
            "cycle_loss",
            "identity_loss",
            "discriminator_a_loss",
            "discriminator_b_loss",
        )

    @property
    def inputs_of_step(self):
        """한 걸음이 받는 것의 이름 → 모양 [배치, ...]."""
        return {"A의 이미지": self.generator_ab.input_shape, "B의 이미지": self.generator_ab.output_shape}

    def train_step(self, domains):
        """두 도메인의 한 배치씩으로 생성자 둘, 판별자 둘의 가중치를 한 번 갱신합니다.

        Args:
            domains: (real_a, real_b). 각각 [배치, 높이, 너비, 채널], 값은 [-1, 1]. 짝이 아닙니다.

        Returns:
            손실 이름 → 이 에포크에서 지금까지의 평균. 순환과 항등 손실은 가중치를 곱하기 전 값입니다.
        """
        real_a, real_b = parts_of(self, domains)
        cycle_weight = self.cycle_weight
        if callable(cycle_weight):
            cycle_weight = cycle_weight(self.generator_optimizer.iterations)

        # 1. 생성자 둘. 한 손실의 그레이디언트를 두 생성자 모두에 대해 구하므로
        #    A→B→A와 B→A→B의 순환 손실이 빠짐없이 두 생성자에 전해집니다.
        with tf.GradientTape() as gen_tape:
            fake_b = self.generator_ab(real_a, training=True)
            fake_a = self.generator_ba(real_b, training=True)

            gen_ab_loss = self.generator_loss(self.discriminator_b(fake_b, training=True))
            gen_ba_loss = self.generator_loss(self.discriminator_a(fake_a, training=True))
            cycle_loss = self._cycle_loss(real_a, real_b, fake_a, fake_b)
            identity_loss = self._identity_loss(real_a, real_b)
            gen_ab_loss, gen_ba_loss, cycle_loss, identity_loss = self.share_of_losses(
                real_a, gen_ab_loss, gen_ba_loss, cycle_loss, identity_loss
            )
            total_gen_loss = (
                gen_ab_loss + gen_ba_loss + cycle_weight * cycle_loss + self.identity_weight * identity_loss
            )
        gradients_of_generators = gen_tape.gradient(
            total_gen_loss, self.generator_variables, loss_scale(self.generator_optimizer, total_gen_loss)
        )
        self.generator_optimizer.apply_gradients(zip(gradients_of_generators, self.generator_variables))

        # 2. 판별자 둘. 방금 만든 가짜를 풀에 거쳐 옛 가짜와 섞습니다.
        pooled_a, pooled_b = self.pool_a(fake_a), self.pool_b(fake_b)
        with tf.GradientTape() as disc_tape:
            disc_a_loss = self.discriminator_loss(
                self.discriminator_a(real_a, training=True),
                self.discriminator_a(pooled_a, training=True),
            )
            disc_b_loss = self.discriminator_loss(
                self.discriminator_b(real_b, training=True),
                self.discriminator_b(pooled_b, training=True),
            )
            disc_a_loss, disc_b_loss = self.share_of_losses(real_a, disc_a_loss, disc_b_loss)
            total_disc_loss = disc_a_loss + disc_b_loss
        gradients_of_discriminators = disc_tape.gradient(
            total_disc_loss,
            self.discriminator_variables,
            loss_scale(self.discriminator_optimizer, total_disc_loss),
        )
        self.discriminator_optimizer.apply_gradients(zip(gradients_of_discriminators, self.discriminator_variables))

        self.update_averages()
        return self.record(
            generator_ab_loss=gen_ab_loss,
            generator_ba_loss=gen_ba_loss,
            cycle_loss=cycle_loss,
            identity_loss=identity_loss,
            discriminator_a_loss=disc_a_loss,
            discriminator_b_loss=disc_b_loss,
        )

    def _cycle_loss(self, real_a, real_b, fake_a, fake_b):
        if isinstance(self.cycle_weight, (int, float)) and not self.cycle_weight:
            return tf.constant(0.0)
        cycled_a = self.generator_ba(fake_b, training=True)
        cycled_b = self.generator_ab(fake_a, training=True)
        return losses.cycle_loss(real_a, cycled_a) + losses.cycle_loss(real_b, cycled_b)

    def _identity_loss(self, real_a, real_b):
        if not self.identity_weight:
            return tf.constant(0.0)
        same_a = self.generator_ba(real_a, training=True)
        same_b = self.generator_ab(real_b, training=True)
        return losses.identity_loss(real_a, same_a) + losses.identity_loss(real_b, same_b)

    def call(self, domains, training=False):
        """(A, B)를 평균 생성자로 서로 옮겨 (가짜 B, 가짜 A)를 돌려줍니다."""
        if not isinstance(domains, (tuple, list)) or len(domains) != 2:
            raise ValueError(
                "CycleGAN에 (A, B)의 두 이미지 묶음이 아니라 하나를 주셨습니다. 한쪽만 옮기려면 "
                "model.translate(images, 'AtoB')를 부르십시오."
            )
        real_a, real_b = domains
        return self.average_ab(real_a, training=training), self.average_ba(real_b, training=training)

    def translate(self, images, direction, batch_size=16):
        """평균 생성자로 이미지를 다른 도메인으로 옮깁니다.

        Args:
            images: [n, 높이, 너비, 채널], float, 값은 [-1, 1].
            direction: "AtoB" 또는 "BtoA".
            batch_size: 한 번에 계산할 수.

        Returns:
            `numpy.ndarray` float32, 같은 모양, 값은 [-1, 1].
        """
        generators = {"AtoB": self.average_ab, "BtoA": self.average_ba}
        if direction not in generators:
            raise ValueError(f"translate의 direction이 {direction!r}입니다. 'AtoB' 또는 'BtoA'를 주십시오.")
        return translated(generators[direction], images, batch_size)
