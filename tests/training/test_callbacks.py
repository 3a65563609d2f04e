"""Keras의 콜백이 옵티마이저가 둘인 모델에서 하는 일. 하지 못하는 것은 훈련하기 전에 물리칩니다."""

import csv
import importlib.util

import numpy as np
import pytest

from gan_course._tensorflow import keras
from gan_course.training import GAN, ResumeTraining
from tests.training.resuming import new_gan
from tests.training.tiny import (
    GREY,
    adam,
    assert_same,
    pair,
    random_images,
    state,
    tiny_cyclegan,
    tiny_gan,
    tiny_pix2pix,
)

callbacks = keras.callbacks
has_tensorboard = importlib.util.find_spec("tensorboard") is not None


class Tiny:
    """모델 셋의 가장 짧은 훈련: 이름 → (모델, 자료)."""

    @staticmethod
    def gan(**arguments):
        return tiny_gan(**arguments), random_images(4, shape=GREY)

    @staticmethod
    def cyclegan():
        from gan_course.data import unpaired_dataset

        return tiny_cyclegan(optimizer=adam), unpaired_dataset(random_images(4), random_images(4, seed=1), 2)

    @staticmethod
    def pix2pix():
        from gan_course.data import paired_dataset

        return tiny_pix2pix(optimizer=adam), paired_dataset(*pair(4, 1), 2)


MODELS = ["gan", "cyclegan", "pix2pix"]


def rates(model):
    return [float(optimizer.learning_rate) for optimizer in (model.generator_optimizer, model.discriminator_optimizer)]


def fit(model, data, *given, epochs=1, **options):
    return model.fit(data, epochs=epochs, callbacks=list(given), verbose=0, **options).history


def first_watched(model):
    return model.metrics[0].name


# ---- 학습률 ----


@pytest.mark.skipif(not hasattr(keras.optimizers, "MultiOptimizer"), reason="옛 Keras에서는 다음 시험처럼 물리칩니다")
@pytest.mark.parametrize("name", MODELS)
def test_a_schedule_of_rates_moves_both_optimizers_and_keeps_their_ratio(name):
    model, data = getattr(Tiny, name)()
    model.generator_optimizer.learning_rate, model.discriminator_optimizer.learning_rate = 0.02, 0.01
    history = fit(model, data, callbacks.LearningRateScheduler(lambda epoch, rate: rate / 2), epochs=2)
    assert rates(model) == pytest.approx([0.005, 0.0025])
    assert [key for key in history if key.startswith("learning_rate")]


@pytest.mark.parametrize(
    "callback",
    [
        callbacks.LearningRateScheduler(lambda epoch, rate: rate / 2),
        callbacks.ReduceLROnPlateau("generator_loss", mode="min"),
    ],
    ids=["LearningRateScheduler", "ReduceLROnPlateau"],
)
def test_an_old_keras_knows_one_rate_only(callback, monkeypatch):
    monkeypatch.delattr(keras.optimizers, "MultiOptimizer", raising=False)
    model, data = Tiny.gan()
    model.discriminator_optimizer.learning_rate = 1e-4
    with pytest.raises(ValueError, match="학습률 하나만 압니다"):
        fit(model, data, callback)


def test_a_schedule_moves_the_weights_as_new_optimizers_would():
    """학습률 0으로 바꾸면 두 신경망이 모두 멈춥니다."""
    model, data = Tiny.gan()
    trained = [variable.numpy() for variable in model.trainable_variables]
    fit(model, data, callbacks.LearningRateScheduler(lambda epoch: 0.0))
    for one, other in zip(trained, model.trainable_variables):
        np.testing.assert_array_equal(one, other.numpy())


def test_one_rate_for_two_different_optimizers_is_refused():
    """schedule(epoch)는 두 학습률을 같게 만들어 비를 말없이 지웁니다."""
    if not hasattr(keras.optimizers, "MultiOptimizer"):
        pytest.skip("옛 Keras에서는 언제나 물리칩니다")
    model, data = Tiny.gan()
    model.discriminator_optimizer.learning_rate = 1e-4
    with pytest.raises(ValueError, match=r"0\.001.*0\.0001.*schedule\(epoch, lr\)"):
        fit(model, data, callbacks.LearningRateScheduler(lambda epoch: 0.5))
    assert rates(model) == pytest.approx([1e-3, 1e-4])


def test_a_plateau_lowers_both():
    model, data = Tiny.gan()
    plateau = callbacks.ReduceLROnPlateau("generator_loss", factor=0.1, patience=1, min_delta=1e9, mode="min")
    fit(model, data, plateau, epochs=2)
    assert rates(model) == pytest.approx([1e-4, 1e-4])


@pytest.mark.parametrize(
    "callback",
    [
        callbacks.LearningRateScheduler(lambda epoch, rate: rate / 2),
        callbacks.ReduceLROnPlateau("generator_loss", mode="min"),
    ],
    ids=["LearningRateScheduler", "ReduceLROnPlateau"],
)
def test_a_rate_with_its_own_schedule_is_not_to_be_changed(callback):
    model, data = new_gan()
    with pytest.raises(ValueError, match="생성자와 판별자의 학습률은 일정"):
        fit(model, data, callback)
    assert int(model.generator_optimizer.iterations) == 0


def test_model_optimizer_speaks_of_both():
    model, _ = Tiny.gan()
    assert model.optimizer.learning_rate == pytest.approx(1e-3)
    model.optimizer.learning_rate = 0.5
    assert rates(model) == [0.5, 0.5]
    model.optimizer.learning_rate.assign(0.25)  # Keras의 콜백을 스스로 만들 때 흔히 쓰는 꼴
    assert rates(model) == [0.25, 0.25]
    model.discriminator_optimizer.learning_rate = 0.1
    with pytest.raises(ValueError, match="generator_optimizer.learning_rate"):
        _ = model.optimizer.learning_rate
    with pytest.raises(AttributeError, match="model.generator_optimizer"):
        _ = model.optimizer.weight_decay
    with pytest.raises(ValueError, match="compile에"):
        model.optimizer = adam()


def test_a_model_that_is_not_compiled_has_no_optimizer():
    from tests.training.tiny import NOISE_DIM, gan_networks

    assert GAN(*gan_networks(), NOISE_DIM).optimizer is None


# ---- 하지 못하는 것 ----


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda _: callbacks.TerminateOnNaN(), "StopOnNonFiniteLoss"),
        (lambda _: callbacks.SwapEMAWeights(), "average_decay"),
        (lambda _: callbacks.EarlyStopping("val_loss"), "'val_loss'"),
        (lambda _: callbacks.EarlyStopping(), "'val_loss'"),
        (lambda watched: callbacks.EarlyStopping(watched), "mode='min'"),
        (lambda _: callbacks.ReduceLROnPlateau(), "'val_loss'"),
        (lambda _: callbacks.ModelCheckpoint("가.keras", save_best_only=True), "'val_loss'"),
        (lambda _: callbacks.ModelCheckpoint("가-{val_loss:.2f}.keras"), "val_loss"),
        (lambda _: callbacks.EarlyStopping, "괄호"),
        (lambda _: "EarlyStopping", "콜백이 아닌"),
    ],
)
def test_a_callback_that_would_do_nothing_is_refused_before_training(name, make, says):
    model, data = getattr(Tiny, name)()
    with pytest.raises(ValueError, match=says):
        fit(model, data, make(first_watched(model)))
    assert int(model.generator_optimizer.iterations) == 0


def test_a_value_of_one_s_own_callback_may_be_watched():
    class Score(callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            logs["점수"] = float(epoch)

    model, data = Tiny.gan()
    stop = callbacks.EarlyStopping("점수", mode="min", patience=1)
    assert len(fit(model, data, Score(), stop, epochs=5)["점수"]) == 2


# ---- 하는 것 ----


@pytest.mark.parametrize("name", MODELS)
def test_early_stopping_and_best_weights(name):
    model, data = getattr(Tiny, name)()
    stop = callbacks.EarlyStopping(
        first_watched(model), mode="min", patience=1, min_delta=1e9, restore_best_weights=True
    )
    after_first = []
    note = callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: after_first.append([weight.numpy() for weight in model.weights])
    )
    history = fit(model, data, note, stop, epochs=5)
    assert len(next(iter(history.values()))) == 2
    assert_same([weight.numpy() for weight in model.weights], after_first[0])


def test_tensorboard_that_is_not_installed_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ValueError, match="uv pip install tensorboard"):
        fit(*Tiny.gan(), callbacks.TensorBoard(str(tmp_path)))


@pytest.mark.parametrize("name", MODELS)
def test_checkpoint_and_csv_and_tensorboard(name, tmp_path):
    model, data = getattr(Tiny, name)()
    watched = first_watched(model)
    fit(
        model, data,
        callbacks.ModelCheckpoint(tmp_path / f"{{epoch}}-{{{watched}:.3f}}.keras"),
        callbacks.CSVLogger(str(tmp_path / "기록.csv")),
        *([callbacks.TensorBoard(str(tmp_path / "로그"))] if has_tensorboard else []),
        epochs=2,
    )  # fmt: skip
    saved = sorted(tmp_path.glob("*.keras"))
    assert [path.name[:2] for path in saved] == ["1-", "2-"]
    assert_same(state(keras.models.load_model(saved[-1])), state(model))
    with open(tmp_path / "기록.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"epoch", *(metric.name for metric in model.metrics)} <= rows[0].keys() and len(rows) == 2
    assert not has_tensorboard or list((tmp_path / "로그").rglob("events.*"))


@pytest.mark.parametrize("name", MODELS)
def test_backup_and_restore_goes_on_with_both_optimizers(name, tmp_path):
    """자료의 순서까지 되살리는 것은 ResumeTraining입니다. 여기에서는 섞지 않은 자료로 봅니다."""

    class Killed(Exception):
        pass

    class Kill(callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            if epoch == 1:
                raise Killed

    def plain(name):
        model, data = getattr(Tiny, name)()
        return model, data if isinstance(data, np.ndarray) else data.take(2).cache()

    options = {"epochs": 2, "shuffle": False}
    model, data = plain(name)
    list(data)  # 캐시를 채웁니다
    with pytest.raises(Killed):
        fit(model, data, callbacks.BackupAndRestore(tmp_path / "백업"), Kill(), **options)
    half = state(model)
    again, _ = plain(name)
    fit(again, data, callbacks.BackupAndRestore(tmp_path / "백업"), **options)
    assert len(again.history.epoch) == 1
    fit(model, data, epochs=2, initial_epoch=1, shuffle=False)
    assert_same(state(again), state(model))
    assert any((one != other).any() for one, other in zip(half, state(model)))


def test_resume_training_wants_the_same_data(tmp_path):
    model, data = new_gan()
    _, other = new_gan()
    with pytest.raises(ValueError, match="fit에 준 자료가 다릅니다"):
        fit(model, data, ResumeTraining(tmp_path, other))
    with pytest.raises(ValueError, match="steps_per_epoch"):
        fit(model, data, ResumeTraining(tmp_path, data), steps_per_epoch=2)
