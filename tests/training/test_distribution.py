"""여러 장치와 여러 컴퓨터에서도 한 장치와 같은 훈련이 되는지. 훈련은 새 프로세스(replicas.py)가 합니다."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gan_course._tensorflow import keras, tf
from gan_course.models import mlp_discriminator, mlp_generator
from gan_course.training import GAN, distribution

SCRIPT = Path(__file__).with_name("replicas.py")
TIMEOUT = 600


def start(*arguments, workers=(), index=0):
    environment = os.environ | {"CUDA_VISIBLE_DEVICES": "-1", "PYTHONUTF8": "1"}
    environment.pop("TF_CONFIG", None)
    if workers:
        cluster = {"cluster": {"worker": list(workers)}, "task": {"type": "worker", "index": index}}
        environment["TF_CONFIG"] = json.dumps(cluster)
    return subprocess.Popen(
        [sys.executable, "-u", str(SCRIPT), *map(str, arguments)], env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


def finish(*processes):
    for process in processes:
        _, errors = process.communicate(timeout=TIMEOUT)
        assert process.returncode == 0, errors[-3000:]


def assert_close(found, expected):
    assert set(found) == set(expected)
    for name, value in expected.items():
        if np.issubdtype(value.dtype, np.integer):  # 걸음 수, 난수의 상태, 풀에 담긴 수
            np.testing.assert_array_equal(found[name], value, err_msg=name)
        else:
            np.testing.assert_allclose(found[name], value, rtol=1e-3, atol=1e-4, err_msg=name)


# ---- 한 컴퓨터의 장치 둘 ----


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory):
    path = tmp_path_factory.mktemp("장치 둘") / "결과.npz"
    finish(start("mirrored", path))
    with np.load(path) as file:
        return dict(file)


@pytest.mark.parametrize("name", ["gan", "cyclegan", "pix2pix"])
def test_two_devices_train_like_one(mirrored, name):
    """가중치, EMA, 풀, 난수의 상태, 모멘텀, 손실까지. 합을 평균으로 착각하면(그레이디언트 두 배) 떨어집니다."""
    one, two = (
        {key.split(" ", 1)[1]: value for key, value in mirrored.items() if key.startswith(f"{devices} {name} ")}
        for devices in ("하나", "둘")
    )
    assert len(one) > 20
    assert_close(two, one)


# ---- 여러 컴퓨터 ----


def free_addresses():
    sockets = [socket.socket() for _ in range(2)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    addresses = [f"127.0.0.1:{each.getsockname()[1]}" for each in sockets]
    for each in sockets:
        each.close()
    return addresses


@pytest.mark.full
def test_two_workers_one_killed_both_resumed_end_like_one_process(tmp_path):
    """둘째 에포크에서 하나를 SIGKILL로 죽이고 둘 다 다시 실행하면, 혼자 쉬지 않고 훈련한 것과 같은 끝에 이릅니다."""
    shared, outputs = tmp_path / "함께 쓰는 폴더", [tmp_path / f"{index}.npz" for index in range(3)]
    alone = start("worker", outputs[2], tmp_path / "혼자")

    def start_both():
        addresses = free_addresses()
        return [start("worker", outputs[i], shared, workers=addresses, index=i) for i in range(2)]

    chief, peer = start_both()
    for line in peer.stdout:
        if line.startswith("에포크 1 걸음 1"):
            peer.send_signal(signal.SIGKILL)
            break
    peer.communicate(timeout=TIMEOUT)
    assert peer.returncode == -signal.SIGKILL
    chief.communicate(timeout=TIMEOUT)
    assert chief.returncode != 0  # 상대가 죽으면 멈추지, 혼자 다른 훈련을 하지 않습니다
    assert [path.name for path in shared.iterdir()] == ["latest.keras"]

    finish(alone, *start_both())
    one, *both = (dict(np.load(path)) for path in (outputs[2], *outputs[:2]))
    for found in both:
        assert_close(found, one)


# ---- 한 장치에서는 아무 일도 하지 않습니다 ----


def test_one_device_pays_nothing():
    images = tf.zeros((3, 2))
    assert distribution.replicas() == 1
    assert distribution.share_of_batch(images) is None
    assert distribution.on_whole_batch(lambda whole: whole, images) is images
    assert distribution.draw_rows(lambda count: count, 5) == 5


def test_the_strategy_without_a_cluster_is_one_device(monkeypatch):
    monkeypatch.delenv("TF_CONFIG", raising=False)
    if len(tf.config.list_physical_devices("GPU")) > 1:
        pytest.skip("GPU가 여럿인 기계에서는 MirroredStrategy를 씁니다.")
    assert distribution.strategy().num_replicas_in_sync == 1


# ---- 배치를 나누는 규칙 ----


class Pretend:
    """복제본 넷(컴퓨터 둘에 둘씩)인 척하여, 컴퓨터마다 어떤 조각을 받는지 봅니다."""

    num_replicas_in_sync = 4

    def distribute_datasets_from_function(self, local):
        return [local(tf.distribute.InputContext(2, pipeline, 4)) for pipeline in range(2)]


@pytest.mark.parametrize(
    ("count", "sizes"), [(4, [1, 1, 1, 1]), (8, [2, 2, 2, 2]), (7, [2, 2, 2, 1]), (5, [2, 1, 1, 1])]
)
def test_batches_are_split_in_order_and_nothing_is_lost(count, sizes):
    data = tf.data.Dataset.from_tensors((tf.range(count), 10 * tf.range(count)))
    first, second = distribution.split_batches(data, Pretend())
    pieces = [*first.take(2).as_numpy_iterator(), *second.take(2).as_numpy_iterator()]
    assert [len(left) for left, _ in pieces] == sizes
    np.testing.assert_array_equal(np.concatenate([left for left, _ in pieces]), np.arange(count))
    np.testing.assert_array_equal(np.concatenate([right for _, right in pieces]), 10 * np.arange(count))


def test_split_batches_do_not_wait_for_autotuning():
    first, _ = distribution.split_batches(tf.data.Dataset.from_tensors(tf.range(8)), Pretend())
    assert first.options().autotune.enabled is False


def test_a_batch_smaller_than_the_replicas_is_refused():
    data = tf.data.Dataset.from_tensors(tf.range(3))
    first, _ = distribution.split_batches(data, Pretend())
    with pytest.raises(tf.errors.InvalidArgumentError, match="복제본\\(4개\\)보다 적은 배치"):
        next(first.as_numpy_iterator())


def test_domains_of_different_length_are_refused():
    data = tf.data.Dataset.from_tensors((tf.range(8), tf.range(6)))
    first, _ = distribution.split_batches(data, Pretend())
    with pytest.raises(tf.errors.InvalidArgumentError, match="두 도메인에 든 이미지의 수"):
        next(first.as_numpy_iterator())


# ---- 틀린 입력 ----


@pytest.fixture
def gan_with_two_replicas(monkeypatch):
    gan = GAN(mlp_generator(2, 2, 4), mlp_discriminator(2, 4), noise_dim=2)
    gan.compile(keras.optimizers.SGD(0.1), keras.optimizers.SGD(0.1))

    class Two:
        num_replicas_in_sync = 2

    monkeypatch.setattr(GAN, "distribute_strategy", Two())
    return gan


def test_arrays_are_refused(gan_with_two_replicas):
    with pytest.raises(ValueError, match="tf.data.Dataset이 필요한데 ndarray"):
        gan_with_two_replicas.fit(np.zeros((4, 2), np.float32))


def test_data_of_unknown_length_is_refused(gan_with_two_replicas):
    data = tf.data.Dataset.from_generator(lambda: iter([]), output_signature=tf.TensorSpec([None, 2]))
    with pytest.raises(ValueError, match="steps_per_epoch"):
        gan_with_two_replicas.fit(data)
