"""keras.io의 방식: `keras.Model`의 `train_step`에서 판별자를 먼저, 생성자를 나중에 따로 갱신하고 `fit`으로 훈련합니다.

신경망은 견주는 쪽에서 정합니다. 이 방식이 쓰는 라벨의 잡음도 넣었습니다.
"""

from gan_course._tensorflow import keras, tf


class KerasIoGAN(keras.Model):
    """한 걸음에 생성자를 두 번 부릅니다: 판별자를 가르칠 가짜와, 생성자를 가르칠 가짜를 따로 만듭니다."""

    def __init__(self, generator, discriminator, noise_dim):
        super().__init__()
        self.generator = generator
        self.discriminator = discriminator
        self.noise_dim = noise_dim
        self.built = True

    def compile(self, generator_optimizer, discriminator_optimizer, **kwargs):
        super().compile(**kwargs)
        self.generator_optimizer = generator_optimizer
        self.discriminator_optimizer = discriminator_optimizer
        self.loss_function = keras.losses.BinaryCrossentropy(from_logits=True)
        self.trackers = [keras.metrics.Mean(name="d_loss"), keras.metrics.Mean(name="g_loss")]

    @property
    def metrics(self):
        return self.trackers

    def train_step(self, images):
        count = tf.shape(images)[0]
        fake = self.generator(tf.random.normal([count, self.noise_dim]), training=True)
        both = tf.concat([fake, images], axis=0)
        labels = tf.concat([tf.ones([count, 1]), tf.zeros([count, 1])], axis=0)
        labels += 0.05 * tf.random.uniform(tf.shape(labels))
        with tf.GradientTape() as tape:
            discriminator_loss = self.loss_function(labels, self.discriminator(both, training=True))
        self._update(tape, discriminator_loss, self.discriminator, self.discriminator_optimizer)

        noise = tf.random.normal([count, self.noise_dim])
        with tf.GradientTape() as tape:
            answers = self.discriminator(self.generator(noise, training=True), training=True)
            generator_loss = self.loss_function(tf.zeros([count, 1]), answers)
        self._update(tape, generator_loss, self.generator, self.generator_optimizer)

        for tracker, loss in zip(self.trackers, (discriminator_loss, generator_loss)):
            tracker.update_state(loss)
        return {tracker.name: tracker.result() for tracker in self.trackers}

    @staticmethod
    def _update(tape, loss, network, optimizer):
        gradients = tape.gradient(loss, network.trainable_weights)
        optimizer.apply_gradients(zip(gradients, network.trainable_weights))
