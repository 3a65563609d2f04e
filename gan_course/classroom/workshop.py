"""수업 전날: 참가자의 컴퓨터에서 훈련이 얼마나 걸릴지 재고, 참가자에게 보낼 한 쪽짜리 안내문을 만듭니다."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import NamedTuple

from gan_course.classroom import spoken_code
from gan_course.classroom.doctor import Finding, Verdict, report, run_probe
from gan_course.files import write_atomically

SLOW = 10.0  # 분. 한 장의 훈련이 이보다 길면 체크포인트를 권합니다
# 장의 조리법으로 몇 걸음만 훈련합니다. 앞의 몇 걸음은 그래프를 만드느라 느리므로 재지 않습니다.
PROBE = """
import json, time
import numpy as np
from gan_course._tensorflow import tf
from gan_course.data import mnist
from gan_course.training.recipes import RECIPES, build

def seconds_per_step(name, images, steps):
    recipe = RECIPES[name]["cpu"]
    data = tf.data.Dataset.from_tensors(images(recipe)).repeat()
    model = build(name, recipe, 100, seed=0)
    model.fit(data, steps_per_epoch=2, verbose=0)
    started = time.perf_counter()
    model.fit(data, steps_per_epoch=steps, verbose=0)
    return (time.perf_counter() - started) / steps

def digits(recipe):
    return np.zeros((recipe.batch_size, recipe.size, recipe.size, 1), "float32")

def animals(recipe):
    return (np.zeros((recipe.batch_size, recipe.size, recipe.size, 3), "float32"),) * 2

gan, cyclegan = RECIPES["gan"]["cpu"], RECIPES["cyclegan"]["cpu"]
whole = len(mnist.dataset(gan.batch_size)) * gan.epochs, cyclegan.steps * (cyclegan.epochs + 5)  # 5: 4.14절의 짧은 훈련
print(json.dumps([whole[0] * seconds_per_step("gan", digits, 40), whole[1] * seconds_per_step("cyclegan", animals, 5)]))
"""


class Pace(NamedTuple):
    """이 컴퓨터에서 걸릴 훈련 시간(분)."""

    chapter_3: float
    chapter_4: float


def measure_pace(timeout: float = 300) -> Pace | None:
    """3장과 4장의 조리법으로 몇 걸음 훈련해 보고 전체를 어림합니다. 훈련할 수 없으면 None. 반 분쯤 걸립니다."""
    try:
        probe = run_probe(PROBE, timeout)
        return Pace(*(seconds / 60 for seconds in json.loads(probe.stdout.splitlines()[-1])))
    except (subprocess.TimeoutExpired, ValueError, IndexError, TypeError):
        return None


def pace_finding(pace: Pace | None) -> Finding:
    """훈련 시간의 어림을 진단 한 가지로 적습니다."""
    if pace is None:
        remedy = "`uv run gan-course run 01 --profile quick`을 실행하고, 나오는 오류를 강사에게 보여 주십시오."
        return Finding("TensorFlow 훈련", Verdict.FAULT, "훈련을 몇 걸음도 하지 못했습니다.", remedy)
    detail = f"훈련이 3장은 {_minutes(pace.chapter_3)}, 4장은 {_minutes(pace.chapter_4)}쯤 걸립니다."
    if max(pace) <= SLOW:
        return Finding("빠르기", Verdict.GOOD, detail)
    remedy = "수업에서는 노트북 맨 위의 `TRAIN`을 `False`로 바꾸십시오. 미리 훈련해 둔 결과를 불러옵니다."
    return Finding("빠르기", Verdict.WARNING, detail, remedy)


def participant_report(findings: list[Finding], pace: Pace | None) -> str:
    """참가자가 보는 글: 진단과 강사에게 불러 줄 번호. 진단은 ``pace_finding``까지 든 것을 줍니다."""
    return f"{report(findings)}\n\n강사에게 불러 줄 번호: {spoken_code.encode(findings, max(pace) if pace else None)}"


def instructor_report(code: str) -> str:
    """강사가 보는 글: 번호에 담긴 진단."""
    spoken = spoken_code.decode(code)
    lines = [f"[{verdict.value}] {field}" for field, verdict in spoken.verdicts.items() if verdict is not Verdict.GOOD]
    slow = spoken.pace is not None and spoken.pace > spoken_code.MINUTES.index(SLOW)
    lines.append(f"운영 체제: {spoken.system}, 한 장의 훈련 시간: {spoken_code.pace_in_words(spoken.pace)}")
    lines.append(
        "이 컴퓨터에서는 강좌를 실행할 수 없습니다. 참가자의 화면에 적힌 화살표(→)를 따라 고치게 하십시오."
        if not spoken.ready
        else "준비되었습니다." + (" 훈련은 건너뛰게(TRAIN = False) 하십시오." if slow else "")
    )
    return "\n".join(lines)


def write_invitation(path: Path) -> None:
    """참가자에게 보낼 안내문(한 쪽짜리 HTML)을 씁니다. 강사가 날짜와 연락처를 고쳐 보냅니다.

    Raises:
        ValueError: 이름이 ``.html``로 끝나지 않을 때.
    """
    if path.suffix.lower() != ".html":
        raise ValueError(f"안내문은 HTML입니다. 이름을 .html로 끝내 주십시오: {path}")
    from gan_course.course.templates import environment

    good = [Finding(field, Verdict.GOOD, "…") for field in spoken_code.FIELDS]
    html = (
        environment(__package__)
        .get_template("invitation.html")
        .render(fields=spoken_code.FIELDS, code=spoken_code.encode(good, 4.0, "Windows"), slow=f"{SLOW:.0f}")
    )
    write_atomically(path, html)


def _minutes(minutes: float) -> str:
    return f"{minutes:.0f}분" if minutes >= 1 else "1분 이하"
