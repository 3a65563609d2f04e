"""`gan-course train`: 조리법대로 훈련하고, 멈추면 이어 가고, 나쁜 인자를 알려 줍니다."""

import ast
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gan_course._tensorflow import keras
from gan_course.cli import train as train_module
from gan_course.training.adversarial import AdversarialModel
from gan_course.training.recipes import RECIPES, build
from tests.cli.training import assert_same_models, progress, stopped_after, train

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("model", "data"),
    [("gan", "mnist"), ("cyclegan", "summer-winter"), ("pix2pix", "openmoji")],
)
def test_every_model_trains_and_saves(model, data, tmp_path, capfd):
    assert train(model, "--data", data, "--profile", "quick", "--output", tmp_path / "훈련") == 0
    out = capfd.readouterr().out
    assert "같은 명령을 다시 실행하십시오" in out and "훈련을 마쳤습니다" in out
    loaded = keras.models.load_model(tmp_path / "훈련" / "model.keras")
    assert type(loaded).__name__.lower() == model
    assert sorted(path.name for path in (tmp_path / "훈련").iterdir()) == ["latest.keras", "model.keras"]


def test_a_conditional_gan_draws_what_is_asked(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    assert train("gan", "--conditional", "--profile", "quick") == 0
    assert "conditional-gan, mnist" in capfd.readouterr().out
    model = keras.models.load_model(Path("훈련") / "conditional-gan-mnist" / "model.keras")
    assert model.generate(2, labels=[3, 7]).shape == (2, 28, 28, 1)


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["cyclegan", "--conditional"], "--conditional은 gan의 것인데 cyclegan"),
        (["gan", "--conditional", "--objective", "r3gan"], "--objective나 --penalty를 함께"),
        (["gan", "--conditional", "--penalty", "1"], "--objective나 --penalty를 함께"),
    ],
)
def test_conditional_goes_with_the_plain_gan_only(arguments, said, capfd):
    assert train(*arguments) == 2
    assert said in capfd.readouterr().err


@pytest.fixture
def first_batch(tmp_path, monkeypatch):
    """훈련하지 않고, `fit`이 받은 자료의 첫 배치를 봅니다."""
    seen = []
    monkeypatch.setattr(AdversarialModel, "fit", lambda self, data, **options: seen.append(next(iter(data))))

    def first_batch(*arguments):
        assert train(*arguments, "--profile", "quick", "--output", tmp_path / str(len(seen))) == 0
        return [side.numpy() for side in seen[-1]] if isinstance(seen[-1], tuple) else seen[-1].numpy()

    return first_batch


def test_the_batch_size_and_the_seed_reach_the_data(first_batch):
    first, again, other = (first_batch("gan", "--batch-size", 5, "--seed", seed) for seed in (1, 1, 2))
    assert first.shape == (5, 28, 28, 1)
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("model", ["pix2pix", "cyclegan"])
def test_openmoji_goes_from_line_to_colour(first_batch, model):
    line, colour = first_batch(model, "--data", "openmoji", "--batch-size", 32)
    assert np.ptp(line, axis=-1).max() == 0 and np.ptp(colour, axis=-1).max() > 0.5


def test_more_epochs_of_another_schedule_are_refused_by_the_option_s_name(tmp_path, capfd):
    """gan의 조리법은 학습률을 첫 에포크부터 줄이므로, 에포크의 수가 다르면 지나온 걸음도 다릅니다."""
    train("gan", "--profile", "quick", "--epochs", 1, "--output", tmp_path)
    assert progress(tmp_path)["epoch"] == 1
    assert train("gan", "--profile", "quick", "--epochs", 3, "--seed", 1, "--output", tmp_path) == 2
    error = capfd.readouterr().err
    assert "다른 것: --epochs(저장된 값 1, 주신 값 3), --seed(저장된 값 0, 주신 값 1)." in error
    assert "이미 훈련한 걸음의 학습률" in error and "--output에 다른 폴더를" in error
    assert progress(tmp_path)["epoch"] == 1


def test_more_epochs_go_on_where_the_schedule_was_the_same_so_far(tmp_path, capfd):
    """cyclegan은 앞의 절반에서 학습률이 그대로입니다. 4 에포크의 첫 에포크에서 멈추었다면 8 에포크로도 갈 수 있습니다."""
    quick = ("cyclegan", "--data", "openmoji", "--profile", "quick")
    assert stopped_after(1, *quick, "--epochs", 4, "--output", tmp_path / "이어")
    assert train(*quick, "--epochs", 8, "--output", tmp_path / "이어") == 0
    assert "이어서 훈련합니다: 1 에포크" in capfd.readouterr().out
    assert train(*quick, "--epochs", 8, "--output", tmp_path / "처음부터") == 0
    assert_same_models(tmp_path / "이어", tmp_path / "처음부터")
    assert train(*quick, "--epochs", 10, "--output", tmp_path / "이어") == 2  # 이미 줄어든 학습률로 훈련했습니다
    assert "--epochs(저장된 값 8, 주신 값 10)" in capfd.readouterr().err


def test_the_same_command_goes_on(tmp_path, capfd):
    command = ("gan", "--profile", "quick", "--output", tmp_path / "끊김")  # CycleGAN은 tests/training/test_resume.py가
    assert stopped_after(1, *command)
    capfd.readouterr()
    assert train(*command, "--resume") == 0
    assert "이어서 훈련합니다: 1 에포크" in capfd.readouterr().out
    assert train("gan", "--profile", "quick", "--output", tmp_path / "그대로") == 0
    assert_same_models(tmp_path / "끊김", tmp_path / "그대로")


@pytest.fixture(scope="module")
def photographs(tmp_path_factory):
    """한글과 빈칸이 든 이름의 두 폴더."""
    folder = tmp_path_factory.mktemp("사진")
    random = np.random.default_rng(0)
    for name, count in (("낮 사진", 4), ("밤 사진", 3)):
        (folder / name).mkdir()
        for number in range(count):
            pixels = random.integers(0, 256, (40, 50, 3), np.uint8)
            Image.fromarray(pixels).save(folder / name / f"사진 {number}.jpg")
    return folder / "낮 사진", folder / "밤 사진"


def test_two_folders_of_photographs(photographs, tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "캐시"))
    assert (
        train("cyclegan", "--data", *photographs, "--profile", "quick", "--size", 32, "--output", tmp_path / "o") == 0
    )
    assert (tmp_path / "o" / "model.keras").exists()


def test_two_projects_with_the_same_folder_names_do_not_collide(tmp_path, monkeypatch, capfd):
    """기본 폴더는 자료의 경로마다 다르고, 어떻게 적어도 같은 자료면 같습니다."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(train_module, "_dataset", lambda *_: [None])
    monkeypatch.setattr(AdversarialModel, "fit", lambda *_, **__: None)

    def saved(folder, *_):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "latest.keras").touch()  # 이 명령의 훈련이라는 표시

    monkeypatch.setattr("gan_course.training.ResumeTraining", saved)
    pairs = [[tmp_path / project / side for side in ("trainA", "trainB")] for project in ("말", "사과")]
    for folders in (*pairs, [Path("말/trainA"), Path("말/../말/trainB")]):
        assert train("cyclegan", "--data", *folders, "--profile", "quick") == 0
    made = sorted(path.parent.name for path in tmp_path.glob("훈련/*/model.keras"))
    assert len(made) == 2 and all(name.startswith("cyclegan-trainA-trainB-") for name in made)
    out = capfd.readouterr().out
    assert all(f"저장하는 곳: {tmp_path / '훈련' / name}." in out for name in made)


def test_help_does_not_wait_for_tensorflow():
    code = "import sys; from gan_course.cli import main\ntry: main(['train', '--help'])\nexcept SystemExit: pass\n"
    code += "print('tensorflow' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert result.stdout.strip().endswith("False"), result.stderr


def test_two_workers_train_together_and_only_the_first_speaks(tmp_path):
    """`TF_CONFIG`를 준 두 프로세스. 한 프로세스와 같은지는 tests/training/test_distribution.py가 봅니다."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    addresses = [f"127.0.0.1:{each.getsockname()[1]}" for each in sockets]
    for each in sockets:
        each.close()
    command = [sys.executable, "-m", "gan_course", "train", "cyclegan", "--profile", "quick", "--output", str(tmp_path)]
    processes = []
    for index in range(2):
        task = {"cluster": {"worker": addresses}, "task": {"type": "worker", "index": index}}
        environment = os.environ | {"TF_CONFIG": json.dumps(task), "CUDA_VISIBLE_DEVICES": "-1", "PYTHONUTF8": "1"}
        processes.append(
            subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
            )
        )
    outputs = [process.communicate(timeout=600) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], outputs
    assert "훈련을 마쳤습니다" in outputs[0][0] and outputs[1][0].strip() == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["latest.keras", "model.keras"]


def constants(chapter):
    """장의 설정 셀에 적힌 cpu 프로필의 값."""
    source = (ROOT / "notebooks" / "sources" / f"{chapter}.py").read_text(encoding="utf-8")
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign):
            value = node.value
            if isinstance(value, ast.Call) and getattr(value.func, "id", "") == "choose":
                value = next(keyword.value for keyword in value.keywords if keyword.arg == "cpu")
            try:
                value = ast.literal_eval(value)
            except ValueError:
                continue
            target = node.targets[0]
            names = [n.id for n in target.elts] if isinstance(target, ast.Tuple) else [getattr(target, "id", "")]
            found |= dict(zip(names, value if isinstance(target, ast.Tuple) else [value]))
    return found


def test_the_recipes_are_the_chapters_own():
    gan, chapter = RECIPES["gan"]["cpu"], constants("03_train_step")
    assert (gan.batch_size, gan.epochs, gan.learning_rates) == (
        chapter["BATCH_SIZE"], chapter["EPOCHS"], (chapter["GENERATOR_RATE"], chapter["DISCRIMINATOR_RATE"])
    )  # fmt: skip
    assert gan.generator["filters"] == chapter["GENERATOR_FILTERS"]
    assert gan.discriminator["filters"] == chapter["DISCRIMINATOR_FILTERS"]
    assert gan.model == {"noise_dim": chapter["noise_dim"], "average_decay": chapter["AVERAGE_DECAY"]}
    conditional, chapter = RECIPES["conditional-gan"]["cpu"], constants("08_conditional_gan")
    assert (conditional.batch_size, conditional.epochs, conditional.learning_rates) == (
        chapter["BATCH_SIZE"],
        chapter["EPOCHS"],
        (chapter["RATE"], chapter["RATE"]),
    )
    assert conditional.generator["filters"] == chapter["GENERATOR_FILTERS"]
    assert conditional.discriminator["filters"] == chapter["DISCRIMINATOR_FILTERS"]
    assert conditional.model == {"noise_dim": chapter["noise_dim"], "average_decay": chapter["AVERAGE_DECAY"]}
    cyclegan, chapter = RECIPES["cyclegan"]["cpu"], constants("04_cyclegan")
    assert (cyclegan.size, cyclegan.images, cyclegan.batch_size) == (
        chapter["SIZE"], chapter["TRAIN_IMAGES"], chapter["BATCH_SIZE"]
    )  # fmt: skip
    assert (cyclegan.epochs, cyclegan.steps) == (chapter["EPOCHS"], chapter["STEPS_PER_EPOCH"])
    assert cyclegan.learning_rates == (chapter["GENERATOR_LEARNING_RATE"], chapter["DISCRIMINATOR_LEARNING_RATE"])
    assert cyclegan.generator["filters"] == chapter["FILTERS"] and cyclegan.generator["blocks"] == chapter["BLOCKS"]
    assert cyclegan.discriminator == {
        "filters": chapter["DISCRIMINATOR_FILTERS"], "downsamplings": chapter["DOWNSAMPLINGS"]
    }  # fmt: skip
    assert cyclegan.model["cycle_weight"] == chapter["CYCLE_WEIGHT"]
    assert cyclegan.late_cycle_weight == chapter["LATE_CYCLE_WEIGHT"]


def test_the_gpu_recipe_is_the_paper_s():
    model = build("cyclegan", RECIPES["cyclegan"]["gpu"], steps_per_epoch=10, seed=0)
    assert model.generator_ab.count_params() == 11_378_179 and model.discriminator_a.count_params() == 2_764_737
    assert (model.cycle_weight, model.identity_weight, model.pool_size) == (10.0, 5.0, 50)
    rate = model.generator_optimizer.learning_rate
    assert keras.config.dtype_policy().name == "float32"  # 혼합 정밀도는 이 모델에서만
    schedule = model.generator_optimizer._learning_rate
    assert float(schedule(0)) == pytest.approx(2e-4) and float(schedule(1999)) == pytest.approx(2e-4 / 101)
    assert float(rate) == pytest.approx(2e-4)
