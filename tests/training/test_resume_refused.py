"""ResumeTraining이 이어 갈 수 없을 때: 무엇이 다른지 말하고, 앞서 저장한 것을 지키는지."""

import resource

import numpy as np
import pytest

from gan_course import losses
from gan_course._tensorflow import keras, tf
from gan_course.training import ResumeTraining, StopOnNonFiniteLoss
from tests.training.resuming import fit, new_cyclegan, new_gan
from tests.training.tiny import assert_same, state


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
        (new_gan, {"rate": 2e-3}, r"옵티마이저나 손실\(.*learning_rate=0.001.*주신 값.*learning_rate=0.002"),
        (new_gan, {"generator_loss": losses.saturating_generator_loss}, "옵티마이저나 손실.*saturating_generator_loss"),
        (new_gan, {"seed": 1}, "섞는 씨앗"),
        (new_gan, {"batch_size": 5}, "배치의 크기"),
        (new_gan, {"units": 3}, "신경망의 구조"),
        (new_cyclegan, {}, "모델의 설정.*cycle_weight.*신경망의 구조"),
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
    before = state(model)
    with pytest.raises(OSError, match="훈련을 저장할 수 없습니다.*폴더에 쓸 수 있는지"):
        model.fit(data, callbacks=[ResumeTraining(tmp_path / "파일" / "훈련", data)], verbose=0)
    assert_same(state(model), before)


@pytest.mark.parametrize("new", [new_gan, new_cyclegan])
def test_full_disk_keeps_the_last_good_state(new, tmp_path):
    """파일의 크기를 제한해, 저장하다가 정말 쓰기가 실패하게 합니다."""
    uninterrupted, _ = fit(new, tmp_path / "쉬지 않음")
    folder = tmp_path / "훈련"

    class FillDisk(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            if epoch == 1:
                resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        with pytest.raises(OSError, match="앞서 저장한 것은 그대로"):
            fit(new, folder, FillDisk())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [path.name for path in folder.iterdir()] == ["latest.keras"]
    model, _ = fit(new, folder)
    assert_same(state(model), state(uninterrupted))


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
    fit(new_gan, "~/훈련", epochs=1)
    assert [path.name for path in (tmp_path / "훈련").iterdir()] == ["latest.keras"]


def test_data_without_an_order_is_refused(tmp_path):
    with pytest.raises(ValueError, match="순서를 되살릴 수 없습니다.*mnist.dataset"):
        ResumeTraining(tmp_path, tf.data.Dataset.range(3))
