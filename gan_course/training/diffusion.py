"""작은 확산 모델: 잡음을 섞고, 섞인 잡음을 맞히도록 훈련하고, DDIM의 걸음으로 걷어 냅니다(10장)."""

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.training.averaging import average_copy, update_average
from gan_course.training.network_checks import check_decay

LAST_TIME = 0.97
"""가장 시끄러운 시각. 1이면 그림의 몫이 0이라 나눌 수 없습니다. 0.97이면 그림의 몫이 0.047입니다."""


def signal_and_noise(time):
    """시각마다 남은 그림의 몫과 섞인 잡음의 몫. 두 몫의 제곱을 더하면 1입니다.

    Args:
        time: 0(그림 그대로)에서 1(잡음뿐)까지의 텐서.

    Returns:
        (그림의 몫 cos(πt/2), 잡음의 몫 sin(πt/2)), time과 같은 모양.

    Reference:
        코사인으로 섞는 것은 Nichol & Dhariwal 2021, "Improved Denoising Diffusion Probabilistic Models", 3.2절.
    """
    return tf.cos(time * (np.pi / 2)), tf.sin(time * (np.pi / 2))


class DiffusionModel(keras.Model):
    """잡음을 맞히는 확산 모델. `compile(optimizer)`와 `fit`은 Keras의 것입니다.

    Args:
        network: [섞인 것 [배치, ...], 시각 [배치, 1]] → 잡음 [배치, ...].
        average_decay: 가중치의 지수 이동 평균(EMA) 계수. 표본은 이 평균으로 뽑습니다.
        limit: 되찾은 그림을 [-limit, limit]으로 자릅니다. 이미지면 1, 점이면 None(자르지 않음).
        seed: 시각과 잡음의 씨앗.

    Raises:
        ValueError: 신경망의 입력이 둘이 아니거나, 출력의 모양이 첫 입력과 다르거나, 수가 범위를 벗어날 때.

    Reference:
        훈련은 Ho et al. 2020, "Denoising Diffusion Probabilistic Models", 알고리즘 1. 표본은 Song et al. 2021,
        "Denoising Diffusion Implicit Models", 식 (12)에서 σ = 0.
    """

    def __init__(self, network, average_decay=0.995, limit=None, seed=0):
        super().__init__()
        check_decay(average_decay)
        shapes = network.input_shape
        if not isinstance(shapes, list) or len(shapes) != 2 or shapes[0] != network.output_shape:
            raise ValueError(
                f"신경망의 입력이 {shapes}, 출력이 {network.output_shape}입니다. [섞인 것, 시각 [배치, 1]]을 받아 섞인 것과 같은 "
                "모양의 잡음을 내야 합니다. 예: mlp_denoiser(), unet_denoiser()"
            )
        if limit is not None and not limit > 0:
            raise ValueError(f"limit이 {limit}입니다. 0보다 큰 수나 None을 주십시오.")
        self.network = network
        self.average_network = average_copy(network)
        self.average_decay = average_decay
        self.limit = limit
        self.seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.loss_average = keras.metrics.Mean(name="loss")
        self.built = True

    @property
    def metrics(self):
        return [self.loss_average]

    def train_step(self, clean):
        """한 걸음: 저마다 다른 시각의 잡음을 섞고, 섞은 잡음을 맞힙니다.

        Args:
            clean: 진짜 한 배치 [배치, ...].

        Returns:
            {"loss"}: 이 에포크에서 지금까지의 평균.

        Raises:
            ValueError: 자료의 모양이 신경망과 다를 때.
        """
        if clean.shape[1:] != self.network.input_shape[0][1:]:
            raise ValueError(
                f"자료 하나의 모양이 {tuple(clean.shape[1:])}인데 신경망은 {self.network.input_shape[0][1:]}을 받습니다. "
                "두 모양을 같게 하십시오."
            )
        count = tf.shape(clean)[0]
        noise = keras.random.normal(tf.shape(clean), seed=self.seed_generator)
        time = LAST_TIME * keras.random.uniform((count, 1), seed=self.seed_generator)
        with tf.GradientTape() as tape:
            guess = self.network([mix(clean, noise, time), time], training=True)
            loss = tf.reduce_mean((guess - noise) ** 2)
        variables = self.network.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        update_average(self.average_network, self.network, self.average_decay)
        self.loss_average.update_state(loss)
        return self.get_metrics_result()

    def call(self, inputs, training=False):
        """평균한 신경망이 맞힌 잡음. 입력은 [섞인 것, 시각]입니다."""
        return self.average_network(inputs, training=training)

    def denoise(self, noisy, time):
        """(되찾은 그림, 맞힌 잡음): 지금 시각에서 한 번에 되돌린 짐작.

        Args:
            noisy: 섞인 것 [n, ...].
            time: 모두의 시각, 0보다 크고 `LAST_TIME` 이하인 수.
        """
        signal, spread = signal_and_noise(tf.cast(time, tf.float32))
        guess = self.average_network([noisy, tf.fill((tf.shape(noisy)[0], 1), tf.cast(time, tf.float32))])
        clean = (noisy - spread * guess) / signal
        if self.limit is None:
            return clean, guess
        clean = tf.clip_by_value(clean, -self.limit, self.limit)
        return clean, (noisy - signal * clean) / spread  # 자른 그림과 어울리는 잡음

    @tf.function(reduce_retracing=True)
    def ddim_step(self, noisy, time, earlier):
        """DDIM의 한 걸음: 되찾은 그림에 맞힌 잡음을 조금 덜 섞어, 더 이른 시각의 것을 만듭니다."""
        clean, guess = self.denoise(noisy, time)
        signal, spread = signal_and_noise(tf.cast(earlier, tf.float32))
        return signal * clean + spread * guess

    def restore(self, noise, steps):
        """잡음에서 시작해 `steps`걸음에 걷어 냅니다. 난수를 쓰지 않으므로 같은 잡음은 늘 같은 것이 됩니다.

        Args:
            noise: 표준 정규 분포의 잡음 [n, ...].
            steps: 걸음의 수(1 이상). 걸음마다 신경망을 한 번 부릅니다.

        Returns:
            텐서 [n, ...].

        Raises:
            ValueError: steps가 1보다 작을 때.
        """
        if steps < 1:
            raise ValueError(f"steps가 {steps}입니다. 1 이상의 정수를 주십시오.")
        times = tf.constant(np.linspace(LAST_TIME, 0, steps + 1), tf.float32)
        noisy = tf.convert_to_tensor(noise)
        for time, earlier in zip(times[:-1], times[1:]):
            noisy = self.ddim_step(noisy, time, earlier)
        return noisy

    def generate(self, count, seed=None, steps=20, batch_size=250):
        """표본을 뽑습니다. 훈련의 난수 상태는 건드리지 않습니다.

        Args:
            count: 표본의 수(1 이상).
            seed: 잡음의 씨앗. None이면 모델의 `seed`.
            steps: DDIM의 걸음 수.
            batch_size: 한 번에 계산할 수.

        Returns:
            `numpy.ndarray` float32 [count, ...].

        Raises:
            ValueError: count나 steps가 1보다 작을 때.
        """
        if count < 1:
            raise ValueError(f"generate의 count가 {count}입니다. 1 이상의 정수를 주십시오.")
        shape = (count, *self.network.input_shape[0][1:])
        noise = keras.random.normal(shape, seed=self.seed if seed is None else seed)
        parts = [noise[start : start + batch_size] for start in range(0, count, batch_size)]
        return np.concatenate([self.restore(part, steps).numpy() for part in parts])


def mix(clean, noise, time):
    """그림에 잡음을 시각만큼 섞습니다.

    Args:
        clean, noise: [배치, ...].
        time: [배치, 1], 0에서 1까지.

    Returns:
        cos(πt/2)·그림 + sin(πt/2)·잡음, [배치, ...].
    """
    signal, spread = signal_and_noise(tf.reshape(time, [-1] + [1] * (len(clean.shape) - 1)))
    return signal * clean + spread * noise
