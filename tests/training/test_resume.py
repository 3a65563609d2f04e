"""ResumeTraining: 언제 멈추어도, 멈추지 않은 훈련과 한 비트도 다르지 않게 이어 가는지."""

import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from gan_course._tensorflow import keras
from gan_course.training import ResumeTraining, StopOnNonFiniteLoss
from tests.training.resuming import EPOCHS, STEPS, InterruptAt, fit, new_cyclegan, new_gan, new_pix2pix
from tests.training.tiny import assert_same, state


@pytest.fixture(scope="module", params=[new_gan, new_cyclegan])
def uninterrupted(request, tmp_path_factory):
    """(모델을 만드는 함수, 마지막 상태, 손실의 기록)"""
    model, history = fit(request.param, tmp_path_factory.mktemp("쉬지 않은 훈련"))
    return request.param, state(model), history


@pytest.mark.parametrize(
    "interruptions",
    [[(0, 1)], [(0, STEPS), (1, 3), (1, 3), (2, STEPS)]],
)
def test_interrupted_training_ends_exactly_like_the_uninterrupted(uninterrupted, interruptions, tmp_path):
    new, expected, history = uninterrupted
    for epoch, step in interruptions:
        with pytest.raises(KeyboardInterrupt, match=f"{epoch + 1}번째 에포크의 {step}걸음까지"):
            fit(new, tmp_path, InterruptAt(epoch, step))
    model, resumed_history = fit(new, tmp_path)
    assert_same(state(model), expected)
    assert resumed_history == history
    assert [path.name for path in tmp_path.iterdir()] == ["latest.keras"]


def test_the_callback_changes_nothing(uninterrupted):
    new, expected, history = uninterrupted
    model, data = new()
    assert model.fit(data, epochs=EPOCHS, verbose=0).history == history
    assert_same(state(model), expected)


def test_interrupted_pix2pix_ends_bit_for_bit_like_the_uninterrupted(tmp_path):
    expected, history = fit(new_pix2pix, tmp_path / "쉬지 않음", StopOnNonFiniteLoss())
    for epoch, step in ((0, 2), (1, 4), (2, 1)):
        with pytest.raises(KeyboardInterrupt, match=f"{epoch + 1}번째 에포크의 {step}걸음까지"):
            fit(new_pix2pix, tmp_path / "멈춤", InterruptAt(epoch, step), StopOnNonFiniteLoss())
    resumed, resumed_history = fit(new_pix2pix, tmp_path / "멈춤", StopOnNonFiniteLoss())
    assert_same(state(resumed), state(expected))
    assert resumed_history == history


def test_rerunning_the_cell_continues_with_the_same_objects(uninterrupted, tmp_path):
    """노트북에서 fit의 셀만 다시 실행하는 경우: 모델도 자료도 앞서 쓰던 것입니다."""
    new, expected, history = uninterrupted
    model, data = new()
    for interruption in ([InterruptAt(1, 2)], []):
        try:
            resume = ResumeTraining(tmp_path, data)
            found = model.fit(data, epochs=EPOCHS, callbacks=[*interruption, resume], verbose=0).history
        except KeyboardInterrupt:
            assert interruption
    assert_same(state(model), expected)
    assert found == history


def test_steps_per_execution(tmp_path):
    expected, history = fit(new_gan, tmp_path / "쉬지 않음", steps_per_execution=2)
    with pytest.raises(KeyboardInterrupt, match="2번째 에포크의 2걸음까지"):
        fit(new_gan, tmp_path / "멈춤", InterruptAt(1, 1), steps_per_execution=2)
    model, resumed = fit(new_gan, tmp_path / "멈춤", steps_per_execution=2)
    assert_same(state(model), state(expected))
    assert resumed == history


def test_finished_training_is_not_repeated_and_leaves_nothing_behind(uninterrupted, tmp_path, capsys):
    new, expected, history = uninterrupted
    fit(new, tmp_path)
    model, again = fit(new, tmp_path)
    assert again == history
    assert_same(state(model), expected)
    assert "이어서 훈련합니다: 3 에포크와 0걸음" in capsys.readouterr().out
    # 이 모델을 콜백 없이 다시 훈련하면 에포크는 0부터입니다.
    _, data = new()
    assert model.fit(data, epochs=1, verbose=0).epoch == [0]


def test_more_epochs_continue(tmp_path):
    expected, history = fit(new_gan, tmp_path / "한 번에")
    fit(new_gan, tmp_path / "나누어", epochs=1)
    model, resumed = fit(new_gan, tmp_path / "나누어")
    assert_same(state(model), state(expected))
    assert resumed == history


def test_every_steps_saves_inside_an_epoch(tmp_path):
    class Crash(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            if batch == 3:
                raise RuntimeError("정전")

    gan, data = new_gan()
    with pytest.raises(RuntimeError, match="정전"):
        gan.fit(data, epochs=1, callbacks=[ResumeTraining(tmp_path, data, every_steps=2), Crash()], verbose=0)
    with zipfile.ZipFile(tmp_path / "latest.keras") as archive:
        assert b'"step": 4' in archive.read("progress.json")


def test_saved_file_is_an_ordinary_keras_model(tmp_path):
    gan, _ = fit(new_gan, tmp_path)
    loaded = keras.models.load_model(tmp_path / "latest.keras")
    np.testing.assert_array_equal(loaded.generate(3, seed=5), gan.generate(3, seed=5))


# ── Ctrl-C ───────────────────────────────────────────────────────────────────────────────────


def test_second_interrupt_stops_at_once_and_keeps_the_last_epoch(uninterrupted, tmp_path):
    new, expected, _ = uninterrupted
    with pytest.raises(KeyboardInterrupt) as stopped:
        fit(new, tmp_path, InterruptAt(1, 3, times=2))
    assert "저장했습니다" not in str(stopped.value)
    model, _ = fit(new, tmp_path)
    assert_same(state(model), expected)


def test_handler_is_given_back(tmp_path):
    before = signal.getsignal(signal.SIGINT)
    fit(new_gan, tmp_path, epochs=1)
    assert signal.getsignal(signal.SIGINT) is before


def test_interrupt_after_a_crashed_fit_works_as_usual(tmp_path):
    class Crash(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            raise RuntimeError("정전")

    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.raises(RuntimeError, match="정전"):
            fit(new_gan, tmp_path, Crash())
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


# ── 죽임 ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.full
def test_killed_at_random_moments():
    """전부(스무 번씩)는 benchmarks/kill_and_resume.py가 합니다."""
    script = Path(__file__).parents[2] / "benchmarks" / "kill_and_resume.py"
    result = subprocess.run(
        [sys.executable, str(script), "--kills", "2"],
        capture_output=True, encoding="utf-8", timeout=900,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert result.stdout.count("2번 죽였고") == 2
