"""PyTorch가 미리 계산해 둔 답(`reference.npz`)과 같은지. torch 없이, CI에서 언제나 돕니다.

가중치는 `import_pytorch_weights`로 담으므로, 이름을 짝짓고 축을 바꾸는 것도 함께 시험합니다.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from gan_course import models
from gan_course._tensorflow import keras
from gan_course.training import CycleGAN
from tests.parity import numbers

REFERENCE = np.load(Path(__file__).with_name("reference.npz"))
NETWORKS = ("generator_ab", "generator_ba", "discriminator_a", "discriminator_b")


@pytest.fixture(autouse=True)
def double_precision():
    keras.config.set_floatx("float64")  # 모델의 입력까지
    keras.config.set_dtype_policy("float64")
    yield
    keras.config.set_floatx("float32")
    keras.config.set_dtype_policy("float32")


def load(model, seed, shapes, tmp_path):
    save_file(numbers.weights(shapes, seed), tmp_path / "가중치.safetensors")
    models.import_pytorch_weights(model, tmp_path / "가중치.safetensors")
    return model


CASES = {
    "resnet": (lambda: models.resnet_generator((32, 32, 3), 4, 2), [(2, 32, 32, 3)]),
    "resnet_odd": (lambda: models.resnet_generator((None, None, 3), 2, 1), [(1, 20, 12, 3)]),
    "patch": (lambda: models.patch_discriminator((32, 32, 3), 4), [(2, 32, 32, 3)]),
    "patch_odd": (lambda: models.patch_discriminator((None, None, 3), 2, 2), [(1, 29, 18, 3)]),
    "conditional_patch": (
        lambda: models.patch_discriminator((32, 32, 3), 4, 2, condition_channels=1),
        [(2, 32, 32, 1), (2, 32, 32, 3)],
    ),
    "unet": (lambda: models.unet_generator((32, 32, 1), 2, 5, out_channels=3), [(1, 32, 32, 1)]),
    "batch_unet": (
        lambda: models.unet_generator((None, None, 3), 2, 3, out_channels=1, norm="batch"),
        [(2, 24, 16, 3)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_same_weights_give_pytorchs_output(name, tmp_path):
    build, sizes = CASES[name]
    model = load(build(), 1, json.loads(str(REFERENCE[f"{name}/shapes"])), tmp_path)
    inputs = [numbers.images(*size, seed=2 + n) for n, size in enumerate(sizes)]
    output = np.asarray(model(inputs if len(inputs) > 1 else inputs[0]))
    expected = REFERENCE[f"{name}/output"]
    assert output.dtype == expected.dtype == "float64"
    assert expected.std() > 0.05  # 뭉개진 답끼리 견주지 않습니다
    np.testing.assert_allclose(output, expected, rtol=0, atol=1e-10)


def paper_adam():
    # PyTorch는 eps를 편향을 고친 √v에 더하고 Keras는 고치기 전의 √v에 더하므로, 첫걸음에는 √(1-β₂)배가 같은 값입니다.
    return keras.optimizers.Adam(2e-4, beta_1=0.5, beta_2=0.999, epsilon=1e-8 * np.sqrt(1 - 0.999))


def pytorch_state(model, path):
    models.export_pytorch_weights(model, path)
    from safetensors.numpy import load_file

    return load_file(path)


def test_one_whole_cyclegan_step_gives_pytorchs_weights(tmp_path):
    old = numbers.images(1, 16, 16, 3, seed=9)
    real_a, real_b = (numbers.images(1, 16, 16, 3, seed=seed) for seed in (7, 8))
    file, seen = tmp_path / "가중치.safetensors", set()
    for pool_seed in (0, 2):  # 판별자마다 옛것이 나오는 씨앗과 새것이 나오는 씨앗
        networks = [
            *(models.resnet_generator((16, 16, 3), 2, 1) for _ in range(2)),
            *(models.patch_discriminator((16, 16, 3), 2, 2) for _ in range(2)),
        ]
        before = {}
        for seed, (name, network) in enumerate(zip(NETWORKS, networks), start=3):
            shapes = {key: value.shape for key, value in pytorch_state(network, file).items()}
            load(network, seed, shapes, tmp_path)
            before[name] = pytorch_state(network, file)
        model = CycleGAN(*networks, pool_size=1, seed=pool_seed)
        model.compile(paper_adam(), paper_adam())
        pools = {"discriminator_a": model.pool_a, "discriminator_b": model.pool_b}
        for pool in pools.values():
            pool.images.assign(old)
            pool.count.assign(1)
        model.train_step((real_a, real_b))
        for name, network in zip(NETWORKS, networks):
            which = ""
            if name in pools:
                stored = np.allclose(pools[name].images, old, atol=1e-6)
                which = "fresh/" if stored else "old/"  # 풀에 옛것이 남았다면 방금 만든 가짜가 나왔습니다
                seen.add((name, which))
            for key, value in pytorch_state(network, file).items():
                moved = REFERENCE[f"step/{which}{name}/{key}"]
                np.testing.assert_allclose(value - before[name][key], moved, rtol=0, atol=1e-8, err_msg=f"{name} {key}")
    assert seen == {(name, which) for name in NETWORKS[2:] for which in ("fresh/", "old/")}
    # 풀에서 무엇이 나왔는지가 판별자의 답을 바꾸지 않는다면 위에서 가려낸 것이 뜻이 없습니다.
    key = "discriminator_a/model.0.weight"
    assert np.abs(REFERENCE[f"step/fresh/{key}"] - REFERENCE[f"step/old/{key}"]).max() > 1e-5
