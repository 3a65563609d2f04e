"""판별자에게 보여 줄 옛 가짜 이미지를 담아 두는 풀."""

from gan_course._tensorflow import keras, tf
from gan_course.training.distribution import on_whole_batch


class ImagePool(keras.layers.Layer):
    """옛 가짜 이미지의 풀: 판별자가 방금 본 가짜만 외우지 않게 합니다.

    풀이 찰 때까지는 이미지를 담고 그대로 돌려줍니다. 찬 다음에는 반반의 확률로,
    담겨 있던 이미지 하나와 바꾸어 옛것을 돌려주거나, 담지 않고 그대로 돌려줍니다.
    내용과 난수 상태가 Keras 변수이므로 모델과 함께 저장됩니다.
    장치가 여럿이면 모든 장치의 이미지를 모아 장치마다 똑같이 바꾸므로, 풀은 어디에서나 한 장치의 것과 같습니다.

    Args:
        size: 담을 이미지의 수. 0이면 받은 이미지를 그대로 돌려줍니다.
        image_shape: 이미지 하나의 모양 (높이, 너비, 채널).
        seed: 난수의 씨앗.

    입력과 출력: [배치, 높이, 너비, 채널].

    Reference:
        Shrivastava et al. 2017, "Learning from Simulated and Unsupervised Images", 2.3절;
        Zhu et al. 2017, "Unpaired Image-to-Image Translation", 4절(50장).
    """

    def __init__(self, size, image_shape, seed=0, **kwargs):
        # 혼합 정밀도에서도 이미지를 깎지 않도록 float32로 담습니다.
        super().__init__(trainable=False, dtype="float32", **kwargs)
        if size < 0:
            raise ValueError(f"이미지 풀의 크기가 {size}입니다. 0 이상의 정수를 주십시오.")
        self.size = size
        self.seed_generator = keras.random.SeedGenerator(seed)
        # Keras(3.15)는 SeedGenerator의 상태를 저장하지 않으므로 층의 변수로도 올려 둡니다.
        self.seed_state = self.seed_generator.state
        if size:
            self.images = self.add_weight(
                shape=(size, *image_shape), initializer="zeros", trainable=False, name="images"
            )
        self.count = self.add_weight(shape=(), initializer="zeros", dtype="int32", trainable=False, name="count")
        self.built = True

    def call(self, images):
        if not self.size:
            return images
        # 한 배치 안에서도 한 장씩 차례로: 앞 장이 담긴 자리를 뒷 장이 뽑을 수 있습니다.
        return on_whole_batch(lambda everyone: tf.map_fn(self._exchange, everyone, parallel_iterations=1), images)

    def _exchange(self, image):
        filling = self.count < self.size
        swap = keras.random.uniform((), seed=self.seed_generator) < 0.5
        random_slot = keras.random.randint((), 0, self.size, seed=self.seed_generator)
        slot = tf.where(filling, tf.convert_to_tensor(self.count), random_slot)
        old = tf.gather(tf.convert_to_tensor(self.images), slot)
        stored = tf.where(filling | swap, image, old)
        # 복제본의 변수에는 scatter_nd_update 메서드가 없어 연산을 바로 부릅니다.
        tf.raw_ops.ResourceScatterNdUpdate(ref=self.images.value.handle, indices=slot[None, None], updates=stored[None])
        self.count.assign(tf.minimum(self.count + 1, self.size))
        return tf.where(swap & ~filling, old, image)
