"""노트북의 네 낱말: choose, verdict, measure, show."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from gan_course import lesson, plots


def test_choose_takes_the_profile():
    values = {"quick": 1, "cpu": 2, "gpu": 3}
    assert [lesson.choose(profile, **values) for profile in lesson.PROFILES] == [1, 2, 3]


def test_choose_names_the_known_profiles():
    with pytest.raises(ValueError, match="'CPU'.*quick, cpu, gpu.*parameters"):
        lesson.choose("CPU", quick=1, cpu=2, gpu=3)


def test_a_true_claim_is_printed(capsys):
    lesson.verdict("둘이 같습니다", np.bool_(True))
    assert capsys.readouterr().out == "[확인] 둘이 같습니다\n"


def test_a_false_claim_stops_the_notebook(capsys):
    with pytest.raises(AssertionError, match="둘이 같습니다"):
        lesson.verdict("둘이 같습니다", np.bool_(False))
    assert capsys.readouterr().out == ""


def test_a_skipped_claim_is_not_called_confirmed(capsys):
    lesson.verdict("충분히 배웠습니다", False, when=False)
    out = capsys.readouterr().out
    assert out.startswith("[생략] 충분히 배웠습니다") and "[확인]" not in out


def test_measure_rounds_and_groups(capsys):
    lesson.measure("걸린 시간", 1234.567, unit="초", digits=1)
    lesson.measure("비율", np.float32(0.5))
    assert capsys.readouterr().out == "[측정] 걸린 시간: 1,234.6 초\n[측정] 비율: 0.50\n"


def test_show_carries_the_alt_text(monkeypatch):
    shown = []
    monkeypatch.setattr(lesson, "display", shown.append)
    lesson.show(plots.image_grid(np.zeros((2, 8, 8, 1))), alt="검은 그림 두 장")
    data, metadata = shown[0]._repr_mimebundle_(include=None, exclude=None)
    assert metadata["image/png"]["alt"] == "검은 그림 두 장"
    png = data["image/png"]
    picture = Image.open(io.BytesIO(base64.b64decode(png) if isinstance(png, str) else png))
    assert (picture.format, picture.mode) == ("PNG", "P")  # 저장소가 작도록 팔레트로


def test_show_wants_an_alt_text():
    with pytest.raises(ValueError, match="alt"):
        lesson.show(plots.image_grid(np.zeros((1, 8, 8, 1))), alt=" ")
