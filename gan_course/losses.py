"""손실 함수: 로짓이나 이미지를 받아 스칼라 하나를 돌려주는 순수 함수.

출력(`*_output`)은 언제나 시그모이드를 지나지 않은 로짓이고, 손실은 배치와 자리 전체의 평균입니다.
float16과 bfloat16의 출력은 float32로 올려 셈하고, float64는 float64 그대로 셈합니다.
λ 같은 가중치는 손실이 아니라 모델(`training.CycleGAN`)의 것입니다.
모델을 `.keras` 파일로 저장할 때 이름으로 적히도록 Keras에 등록합니다.
"""

from gan_course._tensorflow import keras, tf


@keras.saving.register_keras_serializable("gan_course")
def generator_loss(fake_output):
    """비포화(non-saturating) 생성자 손실: 판별자가 가짜를 진짜(1)라고 답할수록 작습니다.

    Args:
        fake_output: 가짜 이미지에 대한 판별자의 로짓. 모양은 1차원 이상이면 자유, float.

    Returns:
        스칼라 텐서: 모든 로짓에 대한 -log σ(a)의 평균.

    Reference:
        Goodfellow et al. 2014, "Generative Adversarial Nets", 3절.
    """
    return _binary_cross_entropy(tf.ones_like(fake_output), fake_output)


@keras.saving.register_keras_serializable("gan_course")
def discriminator_loss(real_output, fake_output):
    """판별자 손실: 진짜를 1, 가짜를 0으로 맞힐수록 작습니다.

    Args:
        real_output: 진짜 이미지에 대한 판별자의 로짓. 모양은 1차원 이상이면 자유, float.
        fake_output: 가짜 이미지에 대한 판별자의 로짓. `real_output`과 배치 크기가 달라도 됩니다.

    Returns:
        스칼라 텐서: 진짜 쪽 평균 -log σ(a)와 가짜 쪽 평균 -log(1-σ(a))의 합.

    Reference:
        Goodfellow et al. 2014, "Generative Adversarial Nets", 식 (1).
    """
    real_loss = _binary_cross_entropy(tf.ones_like(real_output), real_output)
    fake_loss = _binary_cross_entropy(tf.zeros_like(fake_output), fake_output)
    return real_loss + fake_loss


@keras.saving.register_keras_serializable("gan_course")
def saturating_generator_loss(fake_output):
    """포화(saturating) 생성자 손실: 판별자 손실의 가짜 쪽에 음의 부호를 붙인 값.

    들킨 가짜(로짓이 큰 음수)에서 그레이디언트가 0에 가까워지므로 설명용으로만 씁니다.

    Args:
        fake_output: 가짜 이미지에 대한 판별자의 로짓. 모양은 1차원 이상이면 자유, float.

    Returns:
        스칼라 텐서: 모든 로짓에 대한 log(1-σ(a))의 평균(언제나 0 이하).

    Reference:
        Goodfellow et al. 2014, "Generative Adversarial Nets", 식 (1).
    """
    return -_binary_cross_entropy(tf.zeros_like(fake_output), fake_output)


@keras.saving.register_keras_serializable("gan_course")
def least_squares_generator_loss(fake_output):
    """최소제곱(LSGAN) 생성자 손실: 가짜의 출력이 1에 가까울수록 작습니다.

    Args:
        fake_output: 가짜 이미지에 대한 판별자의 출력. 모양은 1차원 이상이면 자유, float.

    Returns:
        스칼라 텐서: (a-1)²의 평균.

    Reference:
        Mao et al. 2017, "Least Squares Generative Adversarial Networks"; Zhu et al. 2017, 4절.
    """
    return tf.reduce_mean(tf.square(at_least_float32(fake_output) - 1.0))


@keras.saving.register_keras_serializable("gan_course")
def least_squares_discriminator_loss(real_output, fake_output):
    """최소제곱(LSGAN) 판별자 손실의 절반: 진짜는 1, 가짜는 0에 가까울수록 작습니다.

    CycleGAN의 논문은 판별자가 천천히 배우도록 2로 나누었지만, Adam에서는 거의 효과가 없습니다(4.6절).

    Args:
        real_output: 진짜 이미지에 대한 판별자의 출력. 모양은 1차원 이상이면 자유, float.
        fake_output: 가짜 이미지에 대한 판별자의 출력. `real_output`과 배치 크기가 달라도 됩니다.

    Returns:
        스칼라 텐서: ((a_진짜-1)²의 평균 + a_가짜²의 평균) / 2.

    Reference:
        Zhu et al. 2017, "Unpaired Image-to-Image Translation", 4절과 부록 7.1.
    """
    real_loss = tf.reduce_mean(tf.square(at_least_float32(real_output) - 1.0))
    fake_loss = tf.reduce_mean(tf.square(at_least_float32(fake_output)))
    return 0.5 * (real_loss + fake_loss)


@keras.saving.register_keras_serializable("gan_course")
def hinge_generator_loss(fake_output):
    """힌지(hinge) 생성자 손실: 가짜의 출력이 클수록 작습니다. 벌점을 매기는 쪽은 판별자뿐입니다.

    Args:
        fake_output: 가짜 이미지에 대한 판별자의 출력. 모양은 1차원 이상이면 자유, float.

    Returns:
        스칼라 텐서: -a의 평균.

    Reference:
        Lim & Ye 2017, "Geometric GAN"; Miyato et al. 2018, "Spectral Normalization for GANs".
    """
    return -tf.reduce_mean(at_least_float32(fake_output))


@keras.saving.register_keras_serializable("gan_course")
def hinge_discriminator_loss(real_output, fake_output):
    """힌지(hinge) 판별자 손실: 진짜는 1보다, 가짜는 -1보다 더 멀리 가려 놓으면 0입니다.

    Args:
        real_output: 진짜 이미지에 대한 판별자의 출력. 모양은 1차원 이상이면 자유, float.
        fake_output: 가짜 이미지에 대한 판별자의 출력. `real_output`과 배치 크기가 달라도 됩니다.

    Returns:
        스칼라 텐서: max(0, 1-a_진짜)의 평균과 max(0, 1+a_가짜)의 평균의 합.

    Reference:
        Lim & Ye 2017, "Geometric GAN"; Miyato et al. 2018, "Spectral Normalization for GANs".
    """
    real_loss = tf.reduce_mean(tf.nn.relu(1.0 - at_least_float32(real_output)))
    fake_loss = tf.reduce_mean(tf.nn.relu(1.0 + at_least_float32(fake_output)))
    return real_loss + fake_loss


@keras.saving.register_keras_serializable("gan_course")
def wasserstein_generator_loss(fake_output):
    """바서슈타인(Wasserstein) 생성자 손실: 비평가(critic)가 가짜에 준 점수의 평균에 음의 부호를 붙인 값.

    Args:
        fake_output: 가짜 이미지에 대한 비평가의 점수. 모양은 1차원 이상이면 자유, float.

    Returns:
        스칼라 텐서: -a의 평균.

    Reference:
        Arjovsky et al. 2017, "Wasserstein GAN", 3절.
    """
    return -tf.reduce_mean(at_least_float32(fake_output))


@keras.saving.register_keras_serializable("gan_course")
def wasserstein_discriminator_loss(real_output, fake_output):
    """바서슈타인(Wasserstein) 비평가 손실: 진짜의 점수가 가짜의 점수보다 높을수록 작습니다.

    아래로 끝이 없으므로 `training.gradient_penalty`처럼 비평가의 기울기를 누르는 벌점과 함께 씁니다.

    Args:
        real_output: 진짜 이미지에 대한 비평가의 점수. 모양은 1차원 이상이면 자유, float.
        fake_output: 가짜 이미지에 대한 비평가의 점수. `real_output`과 배치 크기가 달라도 됩니다.

    Returns:
        스칼라 텐서: a_가짜의 평균 - a_진짜의 평균.

    Reference:
        Arjovsky et al. 2017, "Wasserstein GAN", 3절; Gulrajani et al. 2017, 식 (3).
    """
    return tf.reduce_mean(at_least_float32(fake_output)) - tf.reduce_mean(at_least_float32(real_output))


@keras.saving.register_keras_serializable("gan_course")
def relativistic_generator_loss(real_output, fake_output):
    """상대론적(relativistic) 생성자 손실: 가짜의 로짓이 짝이 된 진짜의 로짓보다 클수록 작습니다.

    Args:
        real_output: 진짜 이미지에 대한 판별자의 로짓. 모양은 1차원 이상이면 자유, float.
        fake_output: 가짜 이미지에 대한 판별자의 로짓. 하나씩 짝지으므로 `real_output`과 모양이 같아야 합니다.

    Returns:
        스칼라 텐서: -log σ(a_가짜 - a_진짜)의 평균.

    Raises:
        ValueError: 두 출력의 모양이 다를 때.

    Reference:
        Jolicoeur-Martineau 2018, "The relativistic discriminator"; Huang et al. 2024, "The GAN is dead;
        long live the GAN!"(R3GAN).
    """
    return generator_loss(-_paired_gap(real_output, fake_output, "relativistic_generator_loss"))


@keras.saving.register_keras_serializable("gan_course")
def relativistic_discriminator_loss(real_output, fake_output):
    """상대론적(relativistic) 판별자 손실: 진짜의 로짓이 짝이 된 가짜의 로짓보다 클수록 작습니다.

    Args:
        real_output: 진짜 이미지에 대한 판별자의 로짓. 모양은 1차원 이상이면 자유, float.
        fake_output: 가짜 이미지에 대한 판별자의 로짓. 하나씩 짝지으므로 `real_output`과 모양이 같아야 합니다.

    Returns:
        스칼라 텐서: -log σ(a_진짜 - a_가짜)의 평균.

    Raises:
        ValueError: 두 출력의 모양이 다를 때.

    Reference:
        Jolicoeur-Martineau 2018, "The relativistic discriminator"; Huang et al. 2024(R3GAN).
    """
    return generator_loss(_paired_gap(real_output, fake_output, "relativistic_discriminator_loss"))


@keras.saving.register_keras_serializable("gan_course")
def cycle_loss(real, cycled):
    """순환 일관성 손실: 갔다가 돌아온 이미지가 원래 이미지와 얼마나 다른지(가중치 λ는 모델이 곱합니다).

    Args:
        real: 원래 이미지, [배치, 높이, 너비, 채널], float.
        cycled: 두 생성자를 차례로 지나 돌아온 이미지, 같은 모양.

    Returns:
        스칼라 텐서: 화소마다의 절댓값 차이의 평균(L1).

    Reference:
        Zhu et al. 2017, "Unpaired Image-to-Image Translation", 식 (2).
    """
    return _mean_absolute_error(real, cycled, "cycle_loss", "cycled")


@keras.saving.register_keras_serializable("gan_course")
def identity_loss(real, same):
    """항등 손실: 이미 목표 도메인인 이미지를 생성자가 그대로 두는지(가중치는 모델이 곱합니다).

    Args:
        real: 목표 도메인의 진짜 이미지, [배치, 높이, 너비, 채널], float.
        same: 그 이미지를 같은 도메인으로 옮긴 결과, 같은 모양.

    Returns:
        스칼라 텐서: 화소마다의 절댓값 차이의 평균(L1).

    Reference:
        Zhu et al. 2017, "Unpaired Image-to-Image Translation", 5.2절.
    """
    return _mean_absolute_error(real, same, "identity_loss", "same")


def at_least_float32(values):
    """float16과 bfloat16은 float32로 올리고, 나머지는 그대로 둔 텐서. 유효 숫자 두세 자리로 평균을 내지 않게 합니다."""
    values = tf.convert_to_tensor(values)
    return tf.cast(values, tf.float32) if values.dtype in (tf.float16, tf.bfloat16) else values


def _binary_cross_entropy(targets, logits):
    # Keras의 손실 클래스는 float64도 float32로 깎으므로 함수를 씁니다.
    targets, logits = at_least_float32(targets), at_least_float32(logits)
    return tf.reduce_mean(keras.losses.binary_crossentropy(targets, logits, from_logits=True))


def _mean_absolute_error(real, other, function, other_name):
    hint = "두 이미지의 모양이 같아야 합니다. 같은 배치를 생성자에 넣었는지 확인하십시오."
    return tf.reduce_mean(tf.abs(_difference(real, other, function, ("real", other_name), hint)))


def _paired_gap(real_output, fake_output, function):
    hint = "진짜와 가짜를 하나씩 짝지으므로 모양이 같아야 합니다. 잡음을 진짜 이미지의 수만큼 뽑았는지 확인하십시오."
    return _difference(real_output, fake_output, function, ("real_output", "fake_output"), hint)


def _difference(left, right, function, names, hint):
    left, right = at_least_float32(left), at_least_float32(right)
    # 모양이 다르면 조용히 브로드캐스트되어 틀린 값이 나오므로 먼저 막습니다.
    if not left.shape.is_compatible_with(right.shape):
        raise ValueError(
            f"{function}: {names[0]}의 모양은 {left.shape}, {names[1]}의 모양은 {right.shape}입니다. {hint}"
        )
    return left - right
