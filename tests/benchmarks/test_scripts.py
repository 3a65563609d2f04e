"""벤치마크가 아주 작은 크기로 끝까지 도는지 확인합니다. 재는 값은 보지 않습니다."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gan_course._tensorflow import keras
from gan_course.models import patch_discriminator, resnet_generator
from gan_course.training import CycleGAN

pytestmark = pytest.mark.full  # 제품이 아니라 재는 도구입니다

FOLDER = Path(__file__).parents[2] / "benchmarks"


def _run(script, *arguments):
    process = subprocess.run(
        [sys.executable, "-X", "utf8", str(FOLDER / script), "--quick", *map(str, arguments)],
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert process.returncode == 0, process.stderr
    return process.stdout


def test_step_speed_compares_side_by_side():
    output = _run("step_speed.py", "gan", "--only", "gan-step", "keras-io", "--peaks", "peak-tensorflow")
    rows = re.findall(r"^\| (우리 GAN, 걸음만|keras.io 방식의 fit) \|.*\|$", output, re.M)
    assert rows == ["우리 GAN, 걸음만", "keras.io 방식의 fit"]
    assert "1.00(1.00~1.00)" in output  # 기준은 자신의 한 배


@pytest.mark.parametrize("data", ["digits", "savanna"])
def test_time_to_quality_runs_the_chapter_and_the_tutorial(data):
    output = _run("time_to_quality.py", data)
    chapter = {"digits": "3장의 조리법", "savanna": "4장의 조리법"}[data]
    assert f"{chapter}: CPU" in output and "TF 튜토리얼의 조리법: CPU" in output
    assert "CPU 시간의 비" in output


def test_scaling_draws_the_figure(tmp_path):
    figure = tmp_path / "scaling.png"
    output = _run("scaling.py", "--output", figure)
    assert figure.read_bytes().startswith(b"\x89PNG")
    assert "unpaired_dataset" in output and "mnist.dataset" in output


def test_fit_wait_measures_both_ways():
    output = _run("fit_wait.py")
    rows = re.findall(r"^\| (3장|4장) \| (켬|끔) \| \d+\.\d+ \|.*\|$", output, re.M)
    assert rows == [("3장", "켬"), ("3장", "끔"), ("4장", "켬"), ("4장", "끔")]
    seconds = r"\d+\.\d+\(\d+\.\d+\)"
    calls = re.findall(rf"^\| `(generate|translate).* \| {seconds} \| {seconds} \|$", output, re.M)
    assert calls == ["generate"] * 2 + ["translate"] * 3


def test_gpu_night_adds_a_line_a_night_and_refuses_another_table(tmp_path):
    table = tmp_path / "밤" / "nights.csv"
    for nights in (1, 2):
        rows = re.findall(
            r"^\| \d{4}-\d\d-\d\d \|.*\| (\w+) \| \d+ \| \d+\.\d \|  \|$", _run("gpu_night.py", table, "gan"), re.M
        )
        assert rows == ["gan"] * nights
        assert len(table.read_text(encoding="utf-8").splitlines()) == nights + 1
    table.write_text("남의,표\n", encoding="utf-8")
    process = subprocess.run(
        [sys.executable, "-X", "utf8", str(FOLDER / "gpu_night.py"), "--quick", str(table), "gan"],
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert process.returncode and "남의, 표" in process.stderr and table.read_text(encoding="utf-8") == "남의,표\n"


def test_lab_speed_tells_the_parts_of_a_frame():
    output = _run("lab_speed.py")
    assert re.search(r"^\| non-saturating \|( \d+\.\d \|){7} \d+ \|$", output, re.M)
    assert "savefig PNG 한 장" in output


def test_stability_goes_on_where_it_stopped_and_refuses_other_settings(tmp_path):
    output = tmp_path / "결과.json"
    arguments = ("--output", output, "--tasks", "고리 8", "--seeds", "2", "--objectives", "WGAN-GP")
    first = _run("stability.py", *arguments)
    assert re.findall(r"^\| WGAN-GP \|.*\| 2 \|$", first, re.M)
    again = _run("stability.py", *arguments, "R3GAN")
    assert "R3GAN/1" in again and "WGAN-GP/1" not in again  # 적힌 것은 다시 하지 않습니다
    found = json.loads(output.read_text(encoding="utf-8"))
    assert len(found["runs"]) == 4 and found["machine"] and found["date"]
    assert all(len(each["modes_on_the_way"]) == 2 for each in found["runs"].values())
    found["settings"]["고리 8"]["steps"] += 1
    output.write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(AssertionError, match="다른 설정"):
        _run("stability.py", *arguments)


def test_other_seeds_goes_on_where_it_stopped(tmp_path):
    output = tmp_path / "결과.json"
    assert "R3GAN/0" in _run("other_seeds.py", "--seeds", 1, "--output", output)
    assert "R3GAN/0" not in _run("other_seeds.py", "--seeds", 1, "--output", output)  # 적힌 것은 다시 하지 않습니다
    runs = json.loads(output.read_text(encoding="utf-8"))["runs"]
    assert len(runs) == 6 + 9  # 9.6절은 장수 셋에서 방법이 넷, 셋, 둘
    few = [runs[f"적은 숫자/100/{kind}/0"] for kind in ("그대로", "진짜만", "둘 다")]
    assert all(
        each["kernel"][1] <= each["kernel"][2] and len(each["logits"]) == 3 and each["frechet"] > 0 for each in few
    )


def test_conditional_seeds_differ_by_one_thing_and_go_on_where_they_stopped(tmp_path):
    output = tmp_path / "결과.json"
    arguments = ("--seeds", 1, "--output", output)
    assert "보지 않음/0" in _run("conditional_seeds.py", *arguments)
    assert _run("conditional_seeds.py", *arguments) == ""  # 적힌 것은 다시 하지 않습니다
    runs = json.loads(output.read_text(encoding="utf-8"))["8장"]["runs"]
    assert len(runs) == 4
    assert all(len(each["variety"]) == 10 and 0 <= each["same_reading"] <= 1 for each in runs.values())


def test_ring_seeds_go_on_where_they_stopped(tmp_path):
    output = tmp_path / "결과.json"
    arguments = ("--seeds", 1, "--output", output)
    assert "고리/눈금에 붙음/0" in _run("ring_seeds.py", *arguments)
    assert _run("ring_seeds.py", *arguments) == ""  # 적힌 것은 다시 하지 않습니다
    found = json.loads(output.read_text(encoding="utf-8"))["3장"]
    assert len(found["runs"]) == 6 + 4 and found["machine"] and found["date"]
    for name, each in found["runs"].items():
        if name.startswith("고리"):
            assert each["discriminator_mean"] <= each["discriminator_max"] and 0 <= each["modes"] <= 8
            assert abs(each["turns"]) <= each["widest_turns"]
        else:
            assert each["last"] <= each["most"] <= 8 and len(each["on_the_way"]) >= 2


def test_pix2pix_seeds_go_on_where_they_stopped(tmp_path):
    output = tmp_path / "결과.json"
    arguments = ("--seeds", 1, "--output", output)
    assert "컬러→선/CycleGAN, 순환 없음/2/0" in _run("pix2pix_seeds.py", *arguments)
    assert _run("pix2pix_seeds.py", *arguments) == ""  # 적힌 것은 다시 하지 않습니다
    found = json.loads(output.read_text(encoding="utf-8"))["5장"]
    assert len(found["runs"]) == 2 + 7 and found["machine"] and found["date"]
    for name, each in found["runs"].items():
        keys = {"error", "darkness"}
        if name.startswith("흑백→컬러"):
            keys = {"error", "known_error", "known_right", "unknown_error", "unknown_right"}
        assert set(each) == keys and all(0 <= value <= 1 for value in each.values())


def test_copying_seeds_go_on_where_they_stopped(tmp_path):
    output = tmp_path / "결과.json"
    arguments = ("--seeds", 1, "--output", output)
    assert "바짝/둘 다/0" in _run("copying_seeds.py", *arguments)
    assert _run("copying_seeds.py", *arguments) == ""  # 적힌 것은 다시 하지 않습니다
    found = json.loads(output.read_text(encoding="utf-8"))["9장"]
    assert set(found["runs"]) == {f"바짝/{kind}/0" for kind in ("그대로", "진짜만", "둘 다")}
    assert all(len(each["held_out"]) == 10 for each in found["runs"].values())


def test_copies_are_counted_and_other_real_ones_are_the_one_percent(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    from copying_seeds import stuck_share

    random = np.random.default_rng(0)
    digits, hundred_digits = random.integers(0, 10, 4000), np.arange(100) % 10
    others, hundred = (random.normal(size=(count, 8)) for count in (4000, 100))
    rest = hundred, hundred_digits, others, digits, 0.01
    copied = hundred[:50] + 1e-3
    assert stuck_share(copied, hundred_digits[:50], *rest) == 1
    assert stuck_share(copied, (hundred_digits[:50] + 1) % 10, *rest) < 0.1  # 같은 숫자끼리만 견줍니다
    assert 0.005 < stuck_share(others, digits, *rest) < 0.015
    assert stuck_share(5 * others, digits, *rest) < 0.005  # 흩어진 것은 붙지 않습니다


def test_mappings_differ_by_standardizing_and_rate(tmp_path):
    output = tmp_path / "결과.json"
    assert "보통 빠르기" in _run("diffusion_seeds.py", "--seeds", 1, "--only", "처음 에포크", "--output", output)
    runs = json.loads(output.read_text(encoding="utf-8"))["10장"]["runs"]
    spreads = [each["spread"] for each in runs.values()]
    assert len(spreads) == 4 and len({str(each) for each in spreads}) == 4 and all(0 < each[0] < 1 for each in spreads)


def test_fruit_scores_both_ways_and_keeps_the_run_of_the_chapter(tmp_path):
    random = np.random.default_rng(0)
    for name, hue in {"trainA": 20, "testA": 20, "trainB": 80, "testB": 80}.items():
        (tmp_path / name).mkdir()
        for photo, view in np.ndindex(6, 2):
            pixels = np.stack([np.full((64, 64), hue), *random.integers(90, 256, (2, 64, 64))], -1)
            Image.fromarray(pixels.astype("uint8"), "HSV").convert("RGB").save(
                tmp_path / name / f"과일_{photo}_v{view}.jpg"
            )
    model, small, output = tmp_path / "model.keras", tmp_path / "small.keras", tmp_path / "결과.json"
    for path, shape in {model: (64, 64, 3), small: (32, 32, 3)}.items():
        generators = [resnet_generator(shape, filters=2, blocks=1) for _ in range(2)]
        discriminators = [patch_discriminator(shape, filters=2, downsamplings=1) for _ in range(2)]
        CycleGAN(*generators, *discriminators, seed=3).save(path)
    _run("fruit.py", tmp_path, model, "--output", output)
    _run("fruit.py", tmp_path, small, "--output", output, "--size", 32, "--run", "작게")
    found = json.loads(output.read_text(encoding="utf-8"))
    scores = {f"{group}/{way}/3" for group in ("과일", "과일의 다른 훈련/작게") for way in ("AtoB", "BtoA")}
    assert set(found["runs"]) == {"과일/채점", *scores}
    assert set(found["measured"]) == {"과일", "과일의 다른 훈련/작게"}
    for each in map(found["runs"].get, scores):
        assert each["photos"] == [6, 6] and each["pictures"] == [12, 12]
        assert len(each["blind"]) == 1
        for names in map(each["examples"].get, ("best", "worst")):
            assert len(names) == len({name.partition("_v")[0] for name in names}) == 6  # 사진마다 하나씩
    with pytest.raises(AssertionError, match="--run에 이름을"):
        _run("fruit.py", tmp_path, small, "--output", output, "--size", 32)
    trained = CycleGAN(*generators, *discriminators, seed=3)
    trained.compile(*(keras.optimizers.Adam() for _ in range(2)))
    trained.save(model)  # 0걸음
    with pytest.raises(AssertionError, match="0걸음을 훈련했고 장의 훈련은 2,000걸음"):
        _run("fruit.py", tmp_path, model, "--output", output)
    patch_discriminator((64, 64, 3), filters=2, downsamplings=1).save(model)
    with pytest.raises(AssertionError, match="CycleGAN이 아닙니다"):
        _run("fruit.py", tmp_path, model, "--output", output)


def test_recipe_speed_compares_trees_and_processors():
    output = _run("recipe_speed.py", "gan", "--trees", f"하나={FOLDER.parent}", f"둘={FOLDER.parent}")
    rows = re.findall(r"^\| gan \| (.+?) \| (하나|둘) \| \d\.\d{4}\(", output, re.M)
    assert rows == [(cpu, tree) for cpu in ("AVX-512", "AVX2", "AVX2, 그때의 기본") for tree in ("하나", "둘")]


def test_layers_lists_each_layer_beside_the_peak():
    output = _run("layers.py", "gan")
    assert len(re.findall(r"^### .*: 앞뒤 [\d.]+ ms, 합성곱의 최고 \d+ GFLOP/s$", output, re.M)) == 2
    assert re.search(r"^\| image\(Conv2D\) \| 28×28×1 \| [\d.]+ \| [\d.]+ \| \d+% \| [\d.]+\(\d+%\) \|$", output, re.M)
