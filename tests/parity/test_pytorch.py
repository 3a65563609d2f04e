"""PyTorch를 곁에 두고 견줍니다. CI에는 torch가 없어 건너뜁니다.

같은 계산의 작은 꼴은 test_reference.py가 언제나 봅니다.
"""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch는 개발용 비교에만 쓰므로 의존성이 아닙니다")

from gan_course import models  # noqa: E402
from gan_course._tensorflow import keras  # noqa: E402
from gan_course.training import CycleGAN  # noqa: E402
from tests.parity import numbers, torch_networks  # noqa: E402
from tests.parity.test_reference import NETWORKS, paper_adam  # noqa: E402

FULL = {
    "resnet": (lambda shape: models.resnet_generator(shape), torch_networks.resnet, {}, 3),
    "resnet_6": (lambda shape: models.resnet_generator(shape, blocks=6), torch_networks.resnet, {"blocks": 6}, 3),
    "patch": (lambda shape: models.patch_discriminator(shape), torch_networks.patch, {}, 3),
    "patch_34": (
        lambda shape: models.patch_discriminator(shape, downsamplings=2),
        torch_networks.patch,
        {"downsamplings": 2},
        3,
    ),
}
UNETS = {(256, 256): (8, 16), (132, 92): (2, 64), (64, 192): (6, 16)}


@pytest.fixture(params=["float32", "float64"])
def precision(request):
    """(자료형, 허용 오차)."""
    keras.config.set_floatx(request.param)
    keras.config.set_dtype_policy(request.param)
    yield request.param, {"float32": 1e-4, "float64": 1e-10}[request.param]
    keras.config.set_floatx("float32")
    keras.config.set_dtype_policy("float32")


def pytorchs(network, dtype, seed=0):
    """논문의 분포 N(0, 0.02)로 시작하고, 정규화의 통계는 씨앗에서 뽑습니다."""
    shapes = {key: value.shape for key, value in torch_networks.numpy_weights(network).items()}
    values = {}
    for key, value in numbers.weights(shapes, seed).items():
        value = value if "running" in key or len(shapes[key]) == 1 and key.endswith("weight") else value * 0.02 / 0.15
        values[key] = value.astype(dtype)
    network = network.double() if dtype == "float64" else network
    return torch_networks.load_numpy(network.eval(), values)


def assert_same(model, network, inputs, tolerance):
    actual = model.predict_on_batch(inputs if len(inputs) > 1 else inputs[0])
    with torch.no_grad():
        expected = torch_networks.to_numpy(network(*map(torch_networks.to_torch, inputs)))
    assert actual.dtype == expected.dtype
    np.testing.assert_allclose(actual, expected, rtol=0, atol=tolerance)


@pytest.mark.parametrize("size", [(256, 256), (132, 92)])
@pytest.mark.parametrize("name", FULL)
def test_full_size_networks(name, size, precision, tmp_path):
    dtype, tolerance = precision
    build, make, arguments, channels = FULL[name]
    model, network = build((*size, 3)), pytorchs(make(**arguments), dtype)
    torch.save(network.state_dict(), tmp_path / "latest_net_G.pth")
    models.import_pytorch_weights(model, tmp_path / "latest_net_G.pth")
    inputs = [numbers.images(1, *size, channels, seed=1).astype(dtype)]
    assert_same(model, network, inputs, tolerance)


@pytest.mark.parametrize("norm", ["instance_affine", "batch", "instance"])
@pytest.mark.parametrize("size", UNETS)
def test_unet_and_its_conditional_discriminator(size, norm, precision, tmp_path):
    dtype, tolerance = precision
    depth, filters = UNETS[size]
    model = models.unet_generator((*size, 3), filters, depth, out_channels=1, norm=norm)
    network = pytorchs(torch_networks.unet(filters, depth, 3, 1, norm), dtype)
    image = numbers.images(1, *size, 3, seed=1).astype(dtype)
    judge = models.patch_discriminator((*size, 1), filters, condition_channels=3, norm=norm)
    pytorchs_judge = pytorchs(torch_networks.patch(filters, channels=4, norm=norm), dtype, seed=1)
    drawn = numbers.images(1, *size, 1, seed=2).astype(dtype)
    for ours, theirs, inputs in ((model, network, [image]), (judge, pytorchs_judge, [image, drawn])):
        torch.save(theirs.state_dict(), tmp_path / "w.pth")
        models.import_pytorch_weights(ours, tmp_path / "w.pth")
        assert_same(ours, theirs, inputs, tolerance)


INFERRED = {
    "resnet_6": lambda: torch_networks.resnet(8, 6),
    "batch_resnet": lambda: torch_networks.resnet(8, 2, norm="batch"),
    "affine_resnet_with_dropout": lambda: torch_networks.resnet(8, 3, norm="instance_affine", dropout=True),
    "resnet_with_dropout": lambda: torch_networks.resnet(8, 3, channels_out=1, dropout=True),
    "batch_unet": lambda: torch_networks.unet(8, 5, norm="batch"),
    "unet": lambda: torch_networks.unet(8, 3, 3, 1, "instance"),
}


@pytest.mark.parametrize("name", INFERRED)
def test_the_architecture_is_inferred_from_what_dataparallel_saved(name, tmp_path):
    network = pytorchs(INFERRED[name](), "float32")
    state = {f"module.{key}": value for key, value in network.state_dict().items()}
    torch.save({"epoch": 3, "state_dict": state}, tmp_path / "w.pth")
    model, _ = models.generator_from_pytorch(tmp_path / "w.pth")
    assert_same(model, network, [numbers.images(1, 64, 96, 3, seed=1).astype("float32")], 1e-4)


def test_the_papers_unet_has_as_many_parameters_here_as_there():
    network = torch_networks.unet()
    assert sum(p.numel() for p in network.parameters()) == 54_413_955
    assert sum(p.numel() for p in torch_networks.patch(channels=6, norm="batch").parameters()) == 2_768_705


def test_at_batch_one_batch_norm_in_training_is_affine_instance_norm(tmp_path):
    """논문의 추론(배치 하나, 훈련 상태의 배치 정규화)을 'instance_affine' 모델의 predict가 그대로 냅니다."""
    network = pytorchs(torch_networks.unet(4, 4, norm="batch"), "float32").train()
    torch.save(network.state_dict(), tmp_path / "w.pth")
    model = models.unet_generator((32, 48, 3), 4, 4, norm="instance_affine")
    models.import_pytorch_weights(model, tmp_path / "w.pth")  # 이동 통계는 쓰지 않고 남깁니다
    assert_same(model, network, [numbers.images(1, 32, 48, 3, seed=1).astype("float32")], 1e-4)


def test_one_whole_cyclegan_step(precision):
    """배정밀도에서는 모든 가중치가 1e-5 안에서 같습니다. 단정밀도에서는 천에 하나까지 봐줍니다.

    Adam은 그레이디언트를 그 크기로 나누므로, 그레이디언트가 반올림 잡음(1e-9쯤)만 한 곳은 구현마다 다르게 움직입니다.
    인스턴스 정규화 앞의 치우침은 정규화가 도로 빼 버려 그레이디언트가 0이므로 단정밀도에서는 견주지 않습니다.
    """
    dtype, _ = precision
    make = [*[lambda: torch_networks.resnet(8, 2)] * 2, *[lambda: torch_networks.patch(8, 3)] * 2]
    theirs = {name: pytorchs(build(), dtype, seed) for seed, (name, build) in enumerate(zip(NETWORKS, make))}
    ours = {
        name: models.resnet_generator((32, 32, 3), 8, 2)
        if name.startswith("gen")
        else models.patch_discriminator((32, 32, 3), 8, 3)
        for name in NETWORKS
    }
    for name in NETWORKS:
        for key, variable in models.pytorch.variables_by_key(ours[name]).items():
            value = theirs[name].state_dict()[key].numpy()
            variable.assign(value.transpose(2, 3, 1, 0) if value.ndim == 4 else value)
    real_a, real_b = (numbers.images(2, 32, 32, 3, seed=seed).astype(dtype) for seed in (7, 8))
    before = {name: torch_networks.numpy_weights(network) for name, network in theirs.items()}
    model = CycleGAN(*ours.values(), pool_size=50)
    model.compile(paper_adam(), paper_adam())
    model.train_step((real_a, real_b))
    torch_networks.cyclegan_step(
        theirs, torch_networks.to_torch(real_a), torch_networks.to_torch(real_b), lambda _, fake: fake
    )
    differences, moved = [], 0.0
    for name in NETWORKS:
        expected = torch_networks.numpy_weights(theirs[name])
        last = list(expected)[-1]
        for key, variable in models.pytorch.variables_by_key(ours[name]).items():
            silent = key.endswith("bias") and key != last and not (name.startswith("dis") and key == "model.0.bias")
            if silent and dtype == "float32":
                continue
            value = variable.numpy()
            value = value.transpose(3, 2, 0, 1) if value.ndim == 4 else value
            differences.append(np.abs(value - expected[key]).ravel())
            moved = max(moved, np.abs(expected[key] - before[name][key]).max())
    differences = np.concatenate(differences)
    assert moved > 1e-4
    assert np.quantile(differences, 1.0 if dtype == "float64" else 0.999) < 1e-5
    assert differences.max() < 1e-4


# --- 파일


@pytest.mark.parametrize("suffix", ["pth", "safetensors"])
@pytest.mark.parametrize("norm", ["instance", "batch"])
def test_pytorch_reads_what_we_export(norm, suffix, tmp_path):
    keras.utils.set_random_seed(0)
    pairs = [
        (models.unet_generator((32, 32, 3), 4, 5, norm=norm), torch_networks.unet(4, 5, norm=norm)),
        (models.patch_discriminator((32, 32, 3), 4, norm=norm), torch_networks.patch(4, norm=norm)),
        (models.resnet_generator((32, 32, 3), 4, 2), torch_networks.resnet(4, 2)),
    ]
    for model, network in pairs:
        path = tmp_path / f"가중치.{suffix}"
        models.export_pytorch_weights(model, path)
        if suffix == "pth":
            state = torch.load(path, weights_only=True)
        else:
            from safetensors.torch import load_file

            state = load_file(path)
        network.load_state_dict(state)  # 이름 하나라도 다르면 오류가 납니다
        assert_same(model, network.eval(), [numbers.images(2, 32, 32, 3, seed=1).astype("float32")], 1e-4)


def test_old_checkpoints_with_statistics_of_instance_norm(tmp_path):
    network = torch_networks.resnet(4, 1)
    state = network.state_dict()
    for place in (2, 5, 8):
        state[f"model.{place}.running_mean"] = torch.ones(4)
        state[f"model.{place}.running_var"] = torch.ones(4)
        state[f"model.{place}.num_batches_tracked"] = torch.tensor(3)
    torch.save(state, tmp_path / "옛것.pth")
    model = models.resnet_generator((16, 16, 3), 4, 1)
    models.import_pytorch_weights(model, tmp_path / "옛것.pth")
    assert_same(model, network, [numbers.images(1, 16, 16, 3, seed=1).astype("float32")], 1e-4)


def test_bfloat16_checkpoints_are_widened(tmp_path):
    network = torch_networks.patch(4, 1)
    torch.save(network.bfloat16().state_dict(), tmp_path / "w.pth")
    model = models.patch_discriminator((16, 16, 3), 4, 1)
    models.import_pytorch_weights(model, tmp_path / "w.pth")
    assert_same(model, network.float(), [numbers.images(1, 16, 16, 3, seed=1).astype("float32")], 1e-4)


class _Trap:
    def __reduce__(self):
        return (print, ("실행되었습니다",))


@pytest.mark.parametrize("content", ["trap", "number", "cut", "text"])
def test_unsafe_or_broken_pth_is_refused(content, tmp_path, capsys):
    path = tmp_path / "w.pth"
    if content == "text":
        path.write_text("가중치가 아닙니다", encoding="utf-8")
    else:
        torch.save({"trap": {"w": _Trap()}, "number": 3}.get(content, torch_networks.patch(4, 1).state_dict()), path)
    if content == "cut":
        path.write_bytes(path.read_bytes()[:1000])
    model = models.patch_discriminator((16, 16, 3), 4, 1)
    before = model.get_weights()
    with pytest.raises(ValueError, match="w.pth을 가중치 파일로 읽을 수 없습니다"):
        models.import_pytorch_weights(model, path)
    assert "실행되었습니다" not in capsys.readouterr().out
    assert all(np.array_equal(a, b) for a, b in zip(before, model.get_weights()))
