"""torch-fidelity 0.4.0이 계산한 값을 작은 파일에 적어 둡니다.

torch와 torch-fidelity가 있는 곳에서 저장소의 맨 위 폴더에서 실행합니다:

    python tests/evaluation/torch_fidelity_reference.py
"""

import importlib
import importlib.util
import json
import sys
import types
from pathlib import Path
from unittest import mock

import numpy as np

FILE = Path(__file__).with_suffix(".json")


def samples():
    """반올림한 특징 두 묶음. JSON에 적어도 달라지지 않습니다."""
    rng = np.random.default_rng(20261124)
    x = rng.gamma(2.0, 1.0, (40, 5))
    y = rng.gamma(2.2, 1.1, (40, 5)) + [0.5, 0, 0, 0, -0.3]
    return x.round(3), y.round(3)


def scores(x, y):
    """torch-fidelity의 함수로 잰 점수들. y를 진짜로 봅니다."""
    import torch

    modules = {name: _module(name) for name in ("metric_kid", "metric_fid", "metric_prc")}
    first, second = torch.from_numpy(np.asarray(x)), torch.from_numpy(np.asarray(y))
    kid = modules["metric_kid"].kernel_mmd(first.numpy(), second.numpy())
    statistics = [modules["metric_fid"].fid_features_to_statistics(part) for part in (first, second)]
    fid = modules["metric_fid"].fid_statistics_to_metric(*statistics, verbose=False)
    prc = modules["metric_prc"].prc_features_to_metric(first, second, verbose=False)
    return {
        "kid": float(kid),
        "fid": float(fid["frechet_inception_distance"]),
        "precision": float(prc["precision"]),
        "recall": float(prc["recall"]),
    }


def _module(name):
    """torch-fidelity의 계산 파일만 들여옵니다. 이미지를 읽는 utils는 torchvision을 요구하므로 비워 둡니다."""
    package = types.ModuleType("torch_fidelity")
    package.__path__ = list(importlib.util.find_spec("torch_fidelity").submodule_search_locations)
    stubs = {"torch_fidelity": package, "torch_fidelity.utils": mock.MagicMock(), "tqdm": mock.MagicMock()}
    with mock.patch.dict(sys.modules, stubs):
        return importlib.import_module(f"torch_fidelity.{name}")


if __name__ == "__main__":
    x, y = samples()
    record = {"torch_fidelity": "0.4.0", "x": x.tolist(), "y": y.tolist(), **scores(x, y)}
    FILE.write_text(json.dumps(record) + "\n", encoding="utf-8")
    print({name: value for name, value in record.items() if name not in "xy"})
