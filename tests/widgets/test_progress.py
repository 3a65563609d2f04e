"""살아 있는 훈련 화면: 화면 없이도 돌고, 조용하고, 훈련을 흔들지 않는지."""

import numpy as np
import pytest

from gan_course._tensorflow import keras, tf
from gan_course.models import dcgan_discriminator, dcgan_generator
from gan_course.training import GAN
from gan_course.widgets.progress import TimeLeft, TrainingProgress

EPOCHS = 3


def gan():
    keras.utils.set_random_seed(0)
    model = GAN(dcgan_generator(3, (8, 8, 1), filters=2), dcgan_discriminator((8, 8, 1), filters=2), noise_dim=3)
    model.compile(*(keras.optimizers.Adam(1e-3) for _ in range(2)))
    return model


def data(unknown_length=False):
    images = np.random.default_rng(0).uniform(-1, 1, (10, 8, 8, 1)).astype(np.float32)
    batches = tf.data.Dataset.from_tensor_slices(images).batch(4)
    return batches.filter(lambda batch: True) if unknown_length else batches


@pytest.fixture(scope="module")
def fitted():
    """화면이 바뀔 때마다의 그림까지 적어 둔 한 번의 훈련."""
    model, progress, pictures = gan(), TrainingProgress(count=5, refresh_seconds=0), []
    progress.image.observe(lambda change: pictures.append(change.new), names="value")
    history = model.fit(data(), epochs=EPOCHS, callbacks=[progress], verbose=0).history
    return model, progress, pictures, history


def test_bar_reaches_the_end(fitted):
    _, progress, _, _ = fitted
    assert progress.bar.value == progress.bar.max == EPOCHS * 3  # 10장을 4장씩: 배치 3개
    assert progress.bar.bar_style == "success"


def test_text_says_where_we_are_and_the_losses(fitted):
    _, progress, _, history = fitted
    assert f"에포크 {EPOCHS}/{EPOCHS}" in progress.text.value
    assert "남음" not in progress.text.value
    for name, label in (("generator_loss", "생성자 손실"), ("discriminator_loss", "판별자 손실")):
        assert f"{label} {history[name][-1]:.3f}" in progress.text.value


def test_picture_changes_every_epoch_and_has_an_alternative_text(fitted):
    _, _, pictures, _ = fitted
    # 시작할 때와 에포크마다. 끝의 그림은 마지막 에포크의 것과 같아 바뀌지 않습니다.
    assert len(pictures) == len(set(pictures)) == 1 + EPOCHS
    assert all(picture.startswith("<img ") and 'alt="왼쪽은 지금의 표본' in picture for picture in pictures)


def test_a_second_fit_starts_the_bar_again(fitted):
    model, progress, _, _ = fitted
    model.fit(data(), epochs=1, callbacks=[progress], verbose=0)
    assert progress.bar.value == progress.bar.max == 3
    assert "에포크 1/1" in progress.text.value


def test_nothing_is_printed(capfd):
    gan().fit(data(), epochs=1, callbacks=[TrainingProgress(refresh_seconds=0)], verbose=0)
    assert capfd.readouterr() == ("", "")


def test_watching_does_not_change_the_training(fitted):
    plain = gan()
    plain.fit(data(), epochs=EPOCHS, verbose=0)
    watched = gan()
    watched.fit(data(), epochs=EPOCHS, callbacks=[TrainingProgress(refresh_seconds=0)], verbose=0)
    for ours, theirs in zip(watched.get_weights(), plain.get_weights()):
        np.testing.assert_array_equal(ours, theirs)


def test_a_dataset_of_unknown_length_is_counted_in_epochs():
    progress = TrainingProgress(refresh_seconds=0)
    gan().fit(data(unknown_length=True), epochs=2, callbacks=[progress], verbose=0)
    assert progress.bar.value == progress.bar.max


def test_refreshing_is_rare_by_default():
    """걸음마다 화면을 고치면 훈련이 느려집니다: 간격이 길면 에포크마다 한 번쯤입니다."""
    progress, values = TrainingProgress(refresh_seconds=1e9), []
    progress.bar.observe(lambda change: values.append(change.new), names="value")
    gan().fit(data(), epochs=2, callbacks=[progress], verbose=0)
    assert values == [1, 3, 6]  # 첫 걸음, 그리고 에포크마다


class SlowClock:
    """한 걸음에 `step`초씩, 첫 걸음만 10초 더 걸리는 컴퓨터의 시계."""

    def __init__(self, step):
        self.now, self.step, self.first = 1000.0, step, True

    def __call__(self):
        return self.now

    def on_step(self, batch, logs):
        self.now += self.step + 10 * self.first
        self.first = False


def watch(monkeypatch, step):
    """걸음마다 (글, 조언)."""
    clock, seen = SlowClock(step), []
    monkeypatch.setattr("gan_course.widgets.progress.time.perf_counter", clock)
    progress = TrainingProgress(refresh_seconds=0)

    def observe(batch, logs):
        seen.append((progress.text.value, progress.advice.value))

    tick, look = (keras.callbacks.LambdaCallback(on_train_batch_end=call) for call in (clock.on_step, observe))
    gan().fit(data(), epochs=EPOCHS, callbacks=[tick, progress, look], verbose=0)
    return seen, progress


def test_a_long_training_says_at_once_how_long_it_takes_and_where_to_skip_it(monkeypatch):
    seen, progress = watch(monkeypatch, step=20.0)
    assert [advice == "" for _, advice in seen[:3]] == [True, True, False]
    assert seen[2][1].startswith("이 컴퓨터에서는 모두 약 3분 10초 걸립니다.")  # 9걸음 x 20초 + 첫 걸음의 10초
    assert "TRAIN을 False로" in seen[2][1]
    assert "1분 10초 지남 · 약 2분 0초 남음" in seen[2][0] and "약 1분 20초 남음" in seen[4][0]
    assert progress.advice.value == ""  # 끝난 뒤에는 쓸모가 없습니다


def test_a_short_training_gives_no_advice(monkeypatch):
    seen, _ = watch(monkeypatch, step=1.0)
    assert not any(advice for _, advice in seen)
    assert "남음" not in seen[1][0] and "약 6초 남음" in seen[2][0]


def test_several_trainings_share_one_bar(monkeypatch):
    clock, seen = SlowClock(5.0), []
    monkeypatch.setattr("gan_course.widgets.progress.time.perf_counter", clock)
    left = TimeLeft(trainings=3, refresh_seconds=0, switch="PROFILE을 quick으로")
    advice = []
    left.advice.observe(lambda change: advice.append(change.new), names="value")
    tick = keras.callbacks.LambdaCallback(on_train_batch_end=clock.on_step)
    look = keras.callbacks.LambdaCallback(on_train_end=lambda logs: seen.append((left.bar.value, left.text.value)))
    for _ in range(3):
        gan().fit(data(), epochs=1, callbacks=[tick, left, look], verbose=0)
    assert [value for value, _ in seen] == [3, 6, 9] and left.bar.max == 9
    assert seen[0][1] == "훈련 2/3 · 25초 지남 · 약 30초 남음"
    assert seen[2][1] == "훈련 3/3 · 55초 지남" and left.bar.bar_style == "success"
    assert advice[0].endswith("맨 위의 PROFILE을 quick으로 바꾸어 처음부터 다시 실행하십시오.")
    gan().fit(data(), epochs=1, callbacks=[left], verbose=0)
    assert left.bar.value == 3 and left.bar.bar_style == "", "다 끝난 뒤에는 새로 셉니다"


def test_steps_that_run_together_are_all_counted(monkeypatch):
    """steps_per_execution이 2이면 Keras는 두 걸음마다 한 번 부릅니다."""
    left, seen = TimeLeft(refresh_seconds=0), []
    look = keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: seen.append(left.bar.value))
    model = gan()
    model.compile(*(keras.optimizers.Adam(1e-3) for _ in range(2)), steps_per_execution=2)
    model.fit(data().repeat(), steps_per_epoch=4, epochs=2, callbacks=[left, look], verbose=0)
    assert seen == [2, 4, 6, 8] and left.bar.max == 8


def test_watching_no_training_is_refused():
    with pytest.raises(ValueError, match="trainings가 0"):
        TimeLeft(trainings=0)
