"""ResumeTraining: 언제 멈추어도, 멈추지 않은 훈련과 한 비트도 다르지 않게 이어 가는지."""

import resource
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from gan_course._tensorflow import keras, tf
from gan_course.data import unpaired_dataset
from gan_course.data.epochs import ShuffledBatches, epoch_dataset
from gan_course.models import (
    dcgan_discriminator,
    dcgan_generator,
    patch_discriminator,
    resnet_generator,
)
from gan_course.training import GAN, CycleGAN, LinearDecay, ResumeTraining, StopOnNonFiniteLoss

EPOCHS = 3
STEPS = 4  # 이미지 10장, 배치 3


def images(count, size, channels, seed=0):
    return np.random.default_rng(seed).uniform(-1, 1, (count, size, size, channels)).astype(np.float32)


def optimizers(rate=1e-3):
    return [keras.optimizers.Adam(LinearDecay(r, 1, 2, steps_per_epoch=STEPS)) for r in (rate, 2e-3)]


def new_gan(rate=1e-3, seed=0, batch_size=3, filters=2, **compiled):
    """드롭아웃과 배치 정규화가 있는 GAN. 실행할 때마다 처음부터 새로 만듭니다."""
    keras.utils.set_random_seed(0)
    gan = GAN(dcgan_generator(noise_dim=4, filters=filters), dcgan_discriminator(filters=2), noise_dim=4)
    gan.compile(*optimizers(rate), **compiled)
    batches = ShuffledBatches([images(10, 28, 1)], batch_size, seed)
    signature = tf.TensorSpec([None, 28, 28, 1])
    return gan, epoch_dataset(lambda k: batches(k)[0], batches.per_lap, signature, batches.identity)


def new_cyclegan():
    keras.utils.set_random_seed(0)
    networks = [
        *(resnet_generator((8, 8, 3), filters=2, blocks=1) for _ in range(2)),
        *(patch_discriminator((8, 8, 3), filters=2, downsamplings=1) for _ in range(2)),
    ]
    model = CycleGAN(*networks, pool_size=3)
    model.compile(*optimizers())
    return model, unpaired_dataset(images(10, 8, 3), images(4, 8, 3, seed=1), 3)


def snapshot(model):
    both = (model.generator_optimizer, model.discriminator_optimizer)
    states = [*model.variables, *(state for optimizer in both for state in optimizer.variables)]
    return [state.numpy() for state in states]


def assert_same(found, expected):
    assert len(found) == len(expected)
    for index, (a, b) in enumerate(zip(found, expected)):
        np.testing.assert_array_equal(a, b, err_msg=f"변수 {index}")


class InterruptAt(keras.callbacks.Callback):
    """정해진 걸음에서 Ctrl-C를 누릅니다."""

    def __init__(self, epoch, step, times=1):
        super().__init__()
        self.at, self.times = (epoch, step), times

    def on_epoch_begin(self, epoch, logs=None):
        self._epoch = epoch

    def on_train_batch_begin(self, batch, logs=None):
        if (self._epoch, batch + 1) == self.at:
            for _ in range(self.times):
                signal.raise_signal(signal.SIGINT)


def fit(new, folder, *callbacks, epochs=EPOCHS, **changes):
    model, data = new(**changes)
    resume = ResumeTraining(folder, data)
    history = model.fit(data, epochs=epochs, callbacks=[*callbacks, resume], verbose=0).history
    return model, history


@pytest.fixture(scope="module", params=[new_gan, new_cyclegan])
def uninterrupted(request, tmp_path_factory):
    """(모델을 만드는 함수, 마지막 상태, 손실의 기록)"""
    model, history = fit(request.param, tmp_path_factory.mktemp("쉬지 않은 훈련"))
    return request.param, snapshot(model), history


@pytest.mark.parametrize(
    "interruptions",
    [[(0, 1)], [(0, STEPS), (1, 3), (1, 3), (2, STEPS)]],
)
def test_interrupted_training_ends_exactly_like_the_uninterrupted(uninterrupted, interruptions, tmp_path):
    new, state, history = uninterrupted
    for epoch, step in interruptions:
        with pytest.raises(KeyboardInterrupt, match=f"{epoch + 1}번째 에포크의 {step}걸음까지"):
            fit(new, tmp_path, InterruptAt(epoch, step))
    model, resumed_history = fit(new, tmp_path)
    assert_same(snapshot(model), state)
    assert resumed_history == history
    assert [path.name for path in tmp_path.iterdir()] == ["latest.keras"]


def test_the_callback_changes_nothing(uninterrupted):
    new, state, history = uninterrupted
    model, data = new()
    assert model.fit(data, epochs=EPOCHS, verbose=0).history == history
    assert_same(snapshot(model), state)


def test_rerunning_the_cell_continues_with_the_same_objects(uninterrupted, tmp_path):
    """노트북에서 fit의 셀만 다시 실행하는 경우: 모델도 자료도 앞서 쓰던 것입니다."""
    new, state, history = uninterrupted
    model, data = new()
    for interruption in ([InterruptAt(1, 2)], []):
        try:
            resume = ResumeTraining(tmp_path, data)
            found = model.fit(data, epochs=EPOCHS, callbacks=[*interruption, resume], verbose=0).history
        except KeyboardInterrupt:
            assert interruption
    assert_same(snapshot(model), state)
    assert found == history


def test_steps_per_execution(tmp_path):
    expected, history = fit(new_gan, tmp_path / "쉬지 않음", steps_per_execution=2)
    with pytest.raises(KeyboardInterrupt, match="2번째 에포크의 2걸음까지"):
        fit(new_gan, tmp_path / "멈춤", InterruptAt(1, 1), steps_per_execution=2)
    model, resumed = fit(new_gan, tmp_path / "멈춤", steps_per_execution=2)
    assert_same(snapshot(model), snapshot(expected))
    assert resumed == history


def test_finished_training_is_not_repeated_and_leaves_nothing_behind(uninterrupted, tmp_path, capsys):
    new, state, history = uninterrupted
    fit(new, tmp_path)
    model, again = fit(new, tmp_path)
    assert again == history
    assert_same(snapshot(model), state)
    assert "이어서 훈련합니다: 3 에포크와 0걸음" in capsys.readouterr().out
    # 이 모델을 콜백 없이 다시 훈련하면 에포크는 0부터입니다.
    _, data = new()
    assert model.fit(data, epochs=1, verbose=0).epoch == [0]


def test_more_epochs_continue(tmp_path):
    expected, history = fit(new_gan, tmp_path / "한 번에")
    fit(new_gan, tmp_path / "나누어", epochs=1)
    model, resumed = fit(new_gan, tmp_path / "나누어")
    assert_same(snapshot(model), snapshot(expected))
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


# ── Ctrl-C ──────────────────────────────────────────────────────────────────────────────────────


def test_second_interrupt_stops_at_once_and_keeps_the_last_epoch(uninterrupted, tmp_path):
    new, state, _ = uninterrupted
    with pytest.raises(KeyboardInterrupt) as stopped:
        fit(new, tmp_path, InterruptAt(1, 3, times=2))
    assert "저장했습니다" not in str(stopped.value)
    model, _ = fit(new, tmp_path)
    assert_same(snapshot(model), state)


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


# ── 이어 갈 수 없을 때 ────────────────────────────────────────────────────────────────────────


@pytest.fixture
def saved(tmp_path):
    fit(new_gan, tmp_path, epochs=1)
    return tmp_path / "latest.keras"


def flip_a_byte(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def drop_progress(path):
    new_gan()[0].save(path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-100]),
        lambda path: path.write_bytes(path.read_bytes()[:1000]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_text("훈련", encoding="utf-8"),
        flip_a_byte,
        drop_progress,
    ],
    ids=["끝이 잘림", "앞만 남음", "빈 파일", "다른 파일", "한 비트가 바뀜", "보통의 모델 파일"],
)
def test_damaged_file_is_refused_and_kept(saved, damage):
    damage(saved)
    content = saved.read_bytes()
    with pytest.raises(ValueError, match="latest.keras에서 이어 갈 수 없습니다.*다른 폴더를"):
        fit(new_gan, saved.parent)
    assert saved.read_bytes() == content


@pytest.mark.parametrize(
    ("new", "changes", "different"),
    [
        (new_gan, {"rate": 2e-3}, "옵티마이저나 손실"),
        (new_gan, {"generator_loss": keras.losses.mean_squared_error}, "옵티마이저나 손실"),
        (new_gan, {"seed": 1}, "섞는 씨앗"),
        (new_gan, {"batch_size": 5}, "배치의 크기"),
        (new_gan, {"filters": 3}, "신경망의 구조"),
        (new_cyclegan, {}, "모델의 설정, 신경망의 구조"),
    ],
)
def test_another_training_is_refused_by_name(saved, new, changes, different):
    content = saved.read_bytes()
    with pytest.raises(ValueError, match=f"다른 훈련이 저장되어.*{different}.*다른 폴더를"):
        fit(new, saved.parent, **changes)
    assert saved.read_bytes() == content


def test_folder_that_cannot_be_made_is_refused_before_training(tmp_path):
    (tmp_path / "파일").write_text("", encoding="utf-8")
    model, data = new_gan()
    before = snapshot(model)
    with pytest.raises(OSError, match="훈련을 저장할 수 없습니다.*폴더에 쓸 수 있는지"):
        model.fit(data, callbacks=[ResumeTraining(tmp_path / "파일" / "훈련", data)], verbose=0)
    assert_same(snapshot(model), before)


def test_full_disk_keeps_the_last_good_state(uninterrupted, tmp_path):
    """파일의 크기를 제한해, 저장하다가 정말 쓰기가 실패하게 합니다."""
    new, state, _ = uninterrupted

    class FillDisk(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            if epoch == 1:
                resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        with pytest.raises(OSError, match="앞서 저장한 것은 그대로"):
            fit(new, tmp_path, FillDisk())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [path.name for path in tmp_path.iterdir()] == ["latest.keras"]
    model, _ = fit(new, tmp_path)
    assert_same(snapshot(model), state)


def test_non_finite_loss_keeps_the_last_good_state(tmp_path):
    class Poison(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            if epoch == 1:
                weight = self.model.generator.trainable_variables[0]
                weight.assign(weight * np.nan)

    with pytest.raises(FloatingPointError, match="에포크 2의 1번째 걸음"):
        fit(new_gan, tmp_path, Poison(), StopOnNonFiniteLoss())
    model, _ = fit(new_gan, tmp_path)
    assert np.isfinite(model.generate(2)).all()


def test_leftovers_of_a_killed_save_are_removed(saved):
    leftover = saved.with_name(f".partial-0123abcd-{saved.name}")
    leftover.write_bytes(b"x")
    fit(new_gan, saved.parent)
    assert not leftover.exists()


def test_the_folder_may_start_at_home(monkeypatch, tmp_path):
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    fit(new_gan, "~/훈련")
    assert [path.name for path in (tmp_path / "훈련").iterdir()] == ["latest.keras"]


def test_data_without_an_order_is_refused(tmp_path):
    with pytest.raises(ValueError, match="순서를 되살릴 수 없습니다.*mnist.dataset"):
        ResumeTraining(tmp_path, tf.data.Dataset.range(3))


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
