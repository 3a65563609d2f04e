"""`gan-course train`이 받은 나쁜 값과, 저장하다가 멈추거나 쓰지 못할 때."""

import errno
import os
import re
import signal
from pathlib import Path

import pytest

from gan_course._tensorflow import keras
from tests.cli.training import assert_same_models, progress, train


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["cyclegan", "--data", "없는자료"], "가운데 하나"),
        (["cyclegan", "--data", "없는 폴더", "또 없는 폴더"], "폴더가 없습니다"),
        (["cyclegan", "--data", "가", "나", "다"], "사진 폴더 둘"),
        (["pix2pix", "--data", "가", "나"], "가운데 하나"),
        (["gan", "--data", "savanna"], "mnist"),
        (["gan", "--size", "32"], "28화소"),
        (["cyclegan", "--data", "openmoji", "--size", "64"], "32화소"),
        (["cyclegan", "--data", "savanna", "--size", "30"], "32에서 128화소까지"),
        (["cyclegan", "--data", "savanna", "--size", "34"], "4의 배수"),
        (["cyclegan", "--epochs", "0"], "--epochs 0"),
        (["cyclegan", "--batch-size", "-1"], "--batch-size -1"),
        (["cyclegan", "--data", "", "가"], "비었거나 같습니다"),
        (["cyclegan", "--data", "가", "나/../가"], "비었거나 같습니다"),
        (["gan", "--epochs", "99999999999"], "--epochs 99999999999"),
        (["gan", "--batch-size", "99999999999"], "--batch-size 99999999999"),
        (["gan", "--seed", "-1"], "--seed -1"),
        (["gan", "--seed", "99999999999999"], "--seed 99999999999999"),
        (["gan", "--objective", "wgan-gp", "--penalty", "nan"], "--penalty가 nan"),
        (["gan", "--objective", "wgan-gp", "--penalty", "inf"], "--penalty가 inf"),
        (["gan", "--objective", "wgan-gp", "--penalty", "-10"], "--penalty가 -10"),
        (["cyclegan", "--resume"], "이어 갈 훈련이 없습니다"),
    ],
)
def test_a_bad_argument_is_named(arguments, says, tmp_path, capfd):
    assert train(*arguments, "--profile", "quick", "--output", tmp_path / "o") == 2
    assert says in capfd.readouterr().err
    assert not (tmp_path / "o" / "model.keras").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--epochs", "1e3"],
        ["--epochs", "nan"],
        ["--epochs", ""],
        ["--epochs", "한번"],
        ["--batch-size", "1.5"],
        ["--size", "28px"],
        ["--seed", "0x10"],
        ["--penalty", "많이"],
        ["--profile", "GPU"],
    ],
)
def test_what_is_not_a_number_is_refused_in_korean(arguments, capfd):
    with pytest.raises(SystemExit) as stopped:
        train("gan", *arguments)
    error = capfd.readouterr().err
    assert stopped.value.code == 2 and f"{arguments[0]}: " in error and "invalid" not in error


@pytest.mark.parametrize("output", ["", ".", "/"])
def test_an_output_without_a_name_is_refused(output, tmp_path, monkeypatch, capfd):
    """`--output $정하지_않은_변수`는 지금 폴더에 파일을 흩뜨립니다."""
    monkeypatch.chdir(tmp_path)
    try:
        code = train("gan", "--profile", "quick", "--output", output)
    except SystemExit as ended:  # 빈 글은 argparse가 물리칩니다
        code = ended.code
    assert code == 2
    assert "--output" in capfd.readouterr().err and list(tmp_path.iterdir()) == []


# ---- 저장하다가 ----

SMALLEST = ("gan", "--profile", "quick", "--epochs", 1)


def test_ctrl_c_in_the_middle_of_the_last_save_keeps_the_training(tmp_path, monkeypatch, capfd):
    output = tmp_path / "훈련"
    save = keras.Model.save

    def interrupted(self, path, **options):
        save(self, path, **options)
        if "model.keras" in Path(path).name:
            signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(keras.Model, "save", interrupted)
        assert train(*SMALLEST, "--output", output) == 130
    assert [path.name for path in output.iterdir()] == ["latest.keras"]
    capfd.readouterr()
    assert train(*SMALLEST, "--output", output) == 0
    assert "1 에포크와 0걸음을 마친 자리부터" in capfd.readouterr().out
    assert (output / "model.keras").exists()


def test_ctrl_c_in_the_middle_of_a_save_of_the_state_is_not_lost(tmp_path, monkeypatch, capfd):
    """저장하는 동안 한 번 누르면, 저장과 다음 걸음을 마친 다음 그 자리를 저장하고 멈춥니다."""
    output, calls = tmp_path / "훈련", []
    save = keras.Model.save

    def interrupted(self, path, **options):
        calls.append(path)
        if len(calls) == 2:
            signal.raise_signal(signal.SIGINT)
        save(self, path, **options)

    with monkeypatch.context() as patch:
        patch.setattr(keras.Model, "save", interrupted)
        assert train("gan", "--profile", "quick", "--output", output) == 130
    assert [path.name for path in output.iterdir()] == ["latest.keras"]
    assert (progress(output)["epoch"], progress(output)["step"]) == (1, 1)
    assert train("gan", "--profile", "quick", "--output", output) == 0
    assert train("gan", "--profile", "quick", "--output", tmp_path / "그대로") == 0
    assert_same_models(output, tmp_path / "그대로")


@pytest.mark.parametrize(
    ("code", "says"), [(errno.ENOSPC, "No space left|빈자리"), (errno.EROFS, "Read-only|읽기만"), (errno.EIO, ".")]
)
@pytest.mark.parametrize("file", ["latest.keras", "model.keras"])
def test_a_disk_that_refuses_is_said_in_one_line(file, code, says, tmp_path, monkeypatch, capfd):
    replace = os.replace

    def refused(source, target):
        if Path(target).name == file:
            raise OSError(code, os.strerror(code), str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refused)
    assert train(*SMALLEST, "--output", tmp_path / "훈련") == 2
    error = capfd.readouterr().err
    assert re.search(says, error) and file in error and "Traceback" not in error
    left = [path.name for path in (tmp_path / "훈련").iterdir()]
    assert left == ([] if file == "latest.keras" else ["latest.keras"])  # 반쯤 쓴 파일은 남지 않습니다


def test_a_file_where_the_folder_should_be(tmp_path, capfd):
    (tmp_path / "파일").write_text("", encoding="utf-8")
    assert train("gan", "--profile", "quick", "--output", tmp_path / "파일") == 2
    assert "저장할 수 없습니다" in capfd.readouterr().err
