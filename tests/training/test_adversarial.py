"""AdversarialModel: 옵티마이저 둘과 손실 둘을 받고, 되읽을 수 있게 적어 두는지."""

import numpy as np
import pytest

from gan_course import losses
from gan_course._tensorflow import keras, tf
from gan_course.models import mlp_discriminator, mlp_generator
from gan_course.training import GAN, LinearDecay


def gan():
    return GAN(mlp_generator(2, 2, 4), mlp_discriminator(2, 4), noise_dim=2)


def adam(rate=1e-3):
    return keras.optimizers.Adam(rate)


def test_shared_optimizer_is_refused():
    optimizer = adam()
    with pytest.raises(ValueError, match="같은 옵티마이저 객체.*두 번 만들어"):
        gan().compile(optimizer, optimizer)


def test_equal_but_separate_optimizers_are_fine():
    gan().compile(adam(), adam())


def test_optimizer_slots_exist_before_the_first_step():
    model = gan()
    model.compile(adam(), keras.optimizers.SGD(0.1, momentum=0.9))
    assert model.generator_optimizer.built and model.discriminator_optimizer.built
    # Adam은 변수마다 모멘텀 둘, 그리고 걸음 수와 학습률
    assert len(model.generator_optimizer.variables) == 2 * len(model.generator_variables) + 2


@pytest.mark.parametrize("jit_compile", [True, False])
def test_jit_compile_can_be_chosen(jit_compile):
    model = gan()
    model.compile(adam(), adam(), jit_compile=jit_compile)
    assert model.jit_compile is jit_compile


@pytest.mark.parametrize(("chosen", "used"), [(None, False), (True, True), (False, False)])
def test_fit_does_not_wait_for_autotuning_unless_asked(chosen, used, monkeypatch):
    """자동 조율의 스레드를 기다리느라 fit이 두 배까지 늦게 끝나던 것."""
    options = tf.data.Options()
    if chosen is not None:
        options.autotune.enabled = chosen
    options.deterministic = True
    data = tf.data.Dataset.from_tensors(tf.zeros([4, 2])).with_options(options)
    model = gan()
    model.compile(adam(), adam())
    given = []
    monkeypatch.setattr(keras.Model, "fit", lambda self, x, **_: given.append(x))
    model.fit(data)
    assert given[0].options().autotune.enabled is used
    assert given[0].options().deterministic is True  # 다른 설정은 그대로


def test_chosen_losses_are_used():
    """최소제곱 손실을 고르면 정말 그 값이 나옵니다."""
    keras.utils.set_random_seed(0)
    model = gan()
    model.compile(
        keras.optimizers.SGD(0.0),
        keras.optimizers.SGD(0.0),
        generator_loss=losses.least_squares_generator_loss,
        discriminator_loss=losses.least_squares_discriminator_loss,
    )
    points = np.random.default_rng(0).normal(size=(4, 2)).astype(np.float32)
    noise = keras.random.normal((4, 2), seed=keras.random.SeedGenerator(0))
    real, fake = (model.discriminator(x).numpy() for x in (points, model.generator(noise)))
    logs = model.train_step(tf.constant(points))
    assert float(logs["generator_loss"]) == pytest.approx(np.mean((fake - 1) ** 2), rel=1e-5)
    expected = 0.5 * (np.mean((real - 1) ** 2) + np.mean(fake**2))
    assert float(logs["discriminator_loss"]) == pytest.approx(expected, rel=1e-5)


def test_compile_settings_survive_saving(tmp_path):
    model = gan()
    model.compile(
        adam(LinearDecay(1e-3, 2, 3, steps_per_epoch=5)),
        keras.optimizers.RMSprop(2e-3),
        generator_loss=losses.saturating_generator_loss,
    )
    model.save(tmp_path / "model.keras")
    restored = keras.models.load_model(tmp_path / "model.keras")
    assert isinstance(restored.generator_optimizer, keras.optimizers.Adam)
    assert isinstance(restored.discriminator_optimizer, keras.optimizers.RMSprop)
    schedule = restored.generator_optimizer._learning_rate
    assert schedule.get_config() == LinearDecay(1e-3, 2, 3, steps_per_epoch=5).get_config()
    assert restored.generator_loss is losses.saturating_generator_loss
    assert restored.discriminator_loss is losses.discriminator_loss


def test_generator_and_discriminator_share_nothing():
    model = gan()
    ours = {id(v) for v in model.generator_variables}
    assert ours.isdisjoint({id(v) for v in model.discriminator_variables})
    assert ours.isdisjoint({id(v) for v in model.average_generator.variables})
