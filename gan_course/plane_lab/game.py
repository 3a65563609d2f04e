"""2차원 실험실의 엔진: 판별자와 생성자를 따로따로 한 걸음씩 보낼 수 있는 작은 `GAN`."""

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.models import mlp_discriminator, mlp_generator
from gan_course.objectives import LOGIT, SCORE, find_objective
from gan_course.training.gan import GAN

BATCH = 128
NOISE_DIM = 2
GRADIENT_PENALTY = 1.0  # WGAN-GP의 λ. 2차원에서는 논문의 10이 너무 셉니다


class PlaneGAN(GAN):
    """점을 만드는 GAN 한 판. 걸음은 모두 씨앗으로 정해집니다.

    Args:
        real: 진짜 점 float32 [n, 2]. 배치마다 여기에서 뽑습니다.
        objective: `gan_course.objectives`의 열쇠나 이름. 벌점의 세기는 r1, r2를 따르고, "wgan-gp"의 λ만 1입니다.
        generator_rate, discriminator_rate: 두 Adam의 학습률(β₁ = 0.5). 도중에 `set_rates`로 바꿀 수 있습니다.
        r1, r2: 벌점의 세기 γ(0이면 쓰지 않음).
        seed: 가중치, 잡음, 배치의 씨앗.

    Raises:
        ValueError: 모르는 목적 함수이거나, 학습률이 0 이하일 때.
    """

    def __init__(
        self, real, objective="non-saturating", generator_rate=1e-3, discriminator_rate=1e-3, r1=0.0, r2=0.0, seed=0
    ):
        objective = find_objective(objective)
        _check_rates(generator_rate, discriminator_rate)
        keras.utils.set_random_seed(seed)
        super().__init__(
            mlp_generator(NOISE_DIM, 2),
            mlp_discriminator(2),
            NOISE_DIM,
            average_decay=0.0,
            seed=seed,
            r1_weight=r1,
            r2_weight=r2,
            gradient_penalty_weight=GRADIENT_PENALTY if "gradient_penalty_weight" in objective.penalties else 0.0,
        )
        self.compile(
            *(keras.optimizers.Adam(float(rate), beta_1=0.5) for rate in (generator_rate, discriminator_rate)),
            objective.generator_loss,
            objective.discriminator_loss,
            relativistic=objective.relativistic,
        )
        self.real = tf.constant(real, tf.float32)
        self.answer_scale = objective.output

    def set_rates(self, generator_rate, discriminator_rate):
        """두 학습률을 바꿉니다. 모멘텀과 가중치는 그대로입니다."""
        _check_rates(generator_rate, discriminator_rate)
        self.generator_optimizer.learning_rate = generator_rate
        self.discriminator_optimizer.learning_rate = discriminator_rate

    @tf.function(reduce_retracing=True)
    def play(self, rounds, discriminator_steps, generator_steps):
        """판별자의 걸음 몇 번 다음 생성자의 걸음 몇 번을 `rounds`번 되풀이합니다. 인수는 모두 정수 텐서입니다."""
        for _ in tf.range(rounds):
            for _ in tf.range(discriminator_steps):
                self.discriminator_step()
            for _ in tf.range(generator_steps):
                self.generator_step()

    def discriminator_step(self):
        """생성자는 그대로 두고 판별자만 한 걸음."""
        real, fake = self.real_batch(), self.generator(self.sample_noise(BATCH))
        with tf.GradientTape() as tape:
            outputs = self.discriminator(real), self.discriminator(fake)
            loss = self.discriminator_loss(*outputs) + self.penalize_slopes(real, fake)
        variables = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    def generator_step(self):
        """판별자는 그대로 두고 생성자만 한 걸음."""
        real, noise = self.real_batch(), self.sample_noise(BATCH)
        with tf.GradientTape() as tape:
            loss = self.judge_generator(self.discriminator(real), self.discriminator(self.generator(noise)))
        variables = self.generator.trainable_variables
        self.generator_optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    def real_batch(self):
        """진짜 점 [BATCH, 2]를 되풀이를 허락하며 뽑습니다."""
        chosen = keras.random.randint((BATCH,), 0, len(self.real), seed=self.seed_generator)
        return tf.gather(self.real, chosen)

    def look(self, noise, plane, arrows):
        """지금의 모습. 난수도 가중치도 건드리지 않습니다.

        Args:
            noise: 잠재 벡터 [n, 2].
            plane: 판별자에게 물을 점 [m, 2].
            arrows: 화살표를 그릴 가짜의 수(n과 진짜의 수 이하).

        Returns:
            (가짜 점 [n, 2], 답 [m], 화살표 [arrows, 2]) NumPy 배열. 답은 0(가짜)에서 1(진짜)이고, 화살표는 생성자
            손실이 그 가짜를 미는 방향(가짜마다의 음의 그레이디언트)입니다.
        """
        return [np.asarray(part) for part in self._look(noise, plane, self.real[:arrows])]

    @tf.function(reduce_retracing=True)
    def _look(self, noise, plane, partners):
        fake = self.generator(noise)
        outputs = self.discriminator(plane)
        if self.answer_scale == SCORE:  # 상수를 더해도 같은 판별자이므로, 진짜와 가짜의 점수의 평균을 0.5로 옮깁니다
            crowd = tf.concat([self.discriminator(self.real[: len(noise)]), self.discriminator(fake)], axis=0)
            answers = tf.sigmoid(outputs - tf.reduce_mean(crowd))
        elif self.answer_scale == LOGIT:
            answers = tf.sigmoid(outputs)
        else:
            low, high = self.answer_scale
            answers = tf.clip_by_value((outputs - low) / (high - low), 0.0, 1.0)
        chosen = fake[: tf.shape(partners)[0]]
        with tf.GradientTape() as tape:
            tape.watch(chosen)
            loss = self.judge_generator(self.discriminator(partners), self.discriminator(chosen))
        arrows = -tape.gradient(loss, chosen) * tf.cast(tf.shape(chosen)[0], tf.float32)
        return fake, answers[:, 0], arrows


def _check_rates(generator_rate, discriminator_rate):
    if not (generator_rate > 0 and discriminator_rate > 0):
        raise ValueError(f"학습률이 {generator_rate}와 {discriminator_rate}입니다. 둘 다 0보다 큰 수를 주십시오.")
