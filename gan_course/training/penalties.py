"""판별자의 그레이디언트에 매기는 벌점. 가중치 γ나 λ는 부르는 쪽이 곱합니다.

그레이디언트의 크기는 이미지 한 장마다 모든 화소에 걸쳐 재고, 배치로 평균을 냅니다.
혼합 정밀도에서도 그레이디언트의 제곱은 float32로 더합니다.
"""

from gan_course._tensorflow import keras, tf
from gan_course.losses import at_least_float32
from gan_course.training.distribution import draw_rows


def zero_centered_gradient_penalty(discriminator, images):
    """0을 중심으로 한 벌점: 진짜 이미지를 주면 R1, 가짜 이미지를 주면 R2입니다.

    Args:
        discriminator: 이미지 → 로짓. 배치 정규화처럼 이미지끼리 섞는 층이 없어야 합니다.
        images: [배치, ...], float.

    Returns:
        스칼라 텐서: ‖∇D(x)‖²의 평균. 논문의 벌점은 여기에 γ/2를 곱한 값입니다.

    Reference:
        Mescheder et al. 2018, "Which Training Methods for GANs do actually Converge?", 4.1절.
    """
    return tf.reduce_mean(_squared_slopes(discriminator, images))


def gradient_penalty(discriminator, real_images, fake_images, seed):
    """WGAN-GP의 벌점: 진짜와 가짜를 잇는 선분 위의 점에서 그레이디언트의 크기가 1이 되게 합니다.

    Args:
        discriminator: 이미지 → 점수. 배치 정규화처럼 이미지끼리 섞는 층이 없어야 합니다.
        real_images: [배치, ...], float.
        fake_images: 같은 모양. 한 장씩 짝지어 섞습니다.
        seed: 섞는 비율(0에서 1까지의 **균등** 분포)의 씨앗. 정수 또는 `keras.random.SeedGenerator`.

    Returns:
        스칼라 텐서: (‖∇D(x̂)‖ - 1)²의 평균. 논문의 벌점은 여기에 λ = 10을 곱한 값입니다.

    Raises:
        ValueError: 두 이미지의 모양이 다를 때.

    Reference:
        Gulrajani et al. 2017, "Improved Training of Wasserstein GANs", 식 (3)과 알고리즘 1.
    """
    real_images, fake_images = at_least_float32(real_images), at_least_float32(fake_images)
    if not real_images.shape.is_compatible_with(fake_images.shape):
        raise ValueError(
            f"gradient_penalty: 진짜의 모양은 {real_images.shape}, 가짜의 모양은 {fake_images.shape}입니다. "
            "한 장씩 짝지어 섞으므로 같아야 합니다. 잡음을 진짜 이미지의 수만큼 뽑았는지 확인하십시오."
        )
    ones = [1] * (real_images.shape.rank - 1)
    mix = draw_rows(
        lambda rows: keras.random.uniform((rows, *ones), dtype=real_images.dtype, seed=seed),
        tf.shape(real_images)[0],
    )
    slopes = _squared_slopes(discriminator, real_images + mix * (fake_images - real_images))
    # 그레이디언트가 꼭 0인 곳에서 제곱근의 미분이 무한대가 되지 않게 합니다.
    return tf.reduce_mean(tf.square(tf.sqrt(slopes + 1e-12) - 1.0))


def _squared_slopes(discriminator, images):
    """이미지마다 ‖∇D(x)‖², [배치]. 바깥 테이프가 이것을 다시 미분할 수 있습니다."""
    images = at_least_float32(images)
    with tf.GradientTape() as tape:
        tape.watch(images)
        outputs = discriminator(images, training=True)
    slopes = tape.gradient(outputs, images)
    return tf.reduce_sum(tf.square(slopes), axis=list(range(1, slopes.shape.rank)))
