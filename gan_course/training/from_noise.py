"""잡음에서 이미지를 만드는 모델(GAN, 조건부 GAN)의 잠재 벡터."""

from gan_course._tensorflow import keras
from gan_course.training.adversarial import AdversarialModel
from gan_course.training.distribution import draw_rows


class FromNoise(AdversarialModel):
    """`noise_dim`, `seed`, `seed_generator`를 가진 모델에 잠재 벡터를 뽑는 두 길을 줍니다."""

    def sample_noise(self, count):
        """훈련의 한 걸음에 쓸 표준 정규 분포의 잠재 벡터 [count, noise_dim]. 모델의 난수 상태가 나아갑니다."""
        return draw_rows(lambda rows: keras.random.normal((rows, self.noise_dim), seed=self.seed_generator), count)

    def fixed_noise(self, count, seed=None):
        """표본을 뽑을 잠재 벡터 [count, noise_dim]. 같은 씨앗이면 늘 같고, 훈련의 난수 상태는 건드리지 않습니다.

        Args:
            count: 표본의 수(1 이상).
            seed: 잠재 벡터의 씨앗. None이면 모델의 `seed`.

        Raises:
            ValueError: count가 1보다 작을 때.
        """
        if count < 1:
            raise ValueError(f"generate의 count가 {count}입니다. 1 이상의 정수를 주십시오.")
        return keras.random.normal((count, self.noise_dim), seed=self.seed if seed is None else seed)
