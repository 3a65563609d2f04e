"""`gan-course inspect`: 폴더를 주는 두 가지 방법, 글과 JSON, 나쁜 인자."""

import json
import shutil

import numpy as np
import pytest
from PIL import Image

from gan_course.cli import main


@pytest.fixture
def dataset(tmp_path):
    """trainA … testB가 든 폴더. 훈련과 시험에 같은 사진이 한 장 있습니다."""
    rng = np.random.default_rng(0)
    for folder, count in (("trainA", 12), ("trainB", 12), ("testA", 3), ("testB", 3)):
        (tmp_path / "내 자료" / folder).mkdir(parents=True)
        for number in range(count):
            small = Image.fromarray(rng.integers(0, 255, (12, 12, 3), np.uint8))
            small.resize((80, 80), Image.Resampling.BICUBIC).save(tmp_path / "내 자료" / folder / f"{number}.png")
    shutil.copy(tmp_path / "내 자료" / "trainA" / "3.png", tmp_path / "내 자료" / "testA" / "또.png")
    return tmp_path / "내 자료"


def told(capsys, *arguments):
    assert main(["inspect", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def test_one_folder_or_two_with_their_tests_are_the_same(dataset, capsys):
    whole = told(capsys, dataset)
    parts = [dataset / name for name in ("trainA", "trainB")]
    tests = ["--test-a", dataset / "testA", "--test-b", dataset / "testB"]
    assert told(capsys, *parts, *tests) == whole
    assert "[문제] 시험 사진 1장이 훈련 사진과 같거나" in whole and "재지 않은 것:" in whole
    assert "시험 사진 1장" not in told(capsys, *parts)


def test_json_is_only_json(dataset, capsys):
    found = json.loads(told(capsys, dataset, "--json", "--size", 32))
    assert found["size"] == 32 and len(found["folders"]) == 4
    assert found["duplicates"][0]["across_split"] and found["duplicates"][0]["same_pixels"]
    assert "duplicates-across-split" in {finding["code"] for finding in found["findings"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["trainA"], "trainA와 trainB가 없습니다"),
        (["trainA", "trainB", "testA"], "폴더를 3개"),
        (["trainA", "trainA"], "같은 폴더를 두 번"),
        (["trainA", "trainB", "--test-a", "testA"], "하나만 주셨습니다"),
        (["trainA", "없음"], "폴더가 없습니다"),
        (["trainA", "trainB", "--size", "0"], "size"),
        (["trainA", "trainB", "--seed", "-1"], "seed가 -1"),
        ([".", "--test-a", "testA"], "폴더 둘\\(A B\\)을 줄 때"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_arguments_are_explained(dataset, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(dataset)
    assert main(["inspect", *arguments]) == 2
    assert __import__("re").search(said, capsys.readouterr().err)
