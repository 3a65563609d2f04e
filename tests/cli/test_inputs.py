"""사람이 정말로 하는 입력의 표(inputs/*.toml)를 한 줄씩 실행합니다. 무엇을 찾아보았는지는 inputs/README.md에 있습니다."""

import os
import random
import tempfile
import tomllib
from pathlib import Path

import pytest

from gan_course import home
from gan_course.cli import VERBS
from tests.cli.inputs import stand_ins
from tests.cli.inputs.world import Interruption, World, call, forget_what_was_verified

FOLDER = Path(__file__).parent / "inputs"
LEAST = 30  # 명령마다 적어도 이만큼
KEYS = {
    *("what", "arguments", "code", "reads", "files", "variables", "unset", "encoding"),
    *("stands", "made", "changed", "moments", "again", "course"),
}
pytestmark = pytest.mark.skipif(os.name != "posix", reason="링크와 권한과 이름의 규칙이 다릅니다")


def rows(verb):
    return tomllib.loads((FOLDER / f"{verb}.toml").read_text(encoding="utf-8"))["row"]


ROWS = [pytest.param(verb, row, id=f"{verb}: {row['what']}") for verb in VERBS for row in rows(verb)]


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_has_enough_rows_and_each_says_something_new(verb):
    found = rows(verb)
    assert len(found) >= LEAST
    assert len({row["what"] for row in found}) == len(found)
    for row in found:
        assert not set(row) - KEYS and row["reads"], row
    asked = [str([row.get(key) for key in sorted(KEYS - {"what", "code", "reads"})]) for row in found]
    assert len(set(asked)) == len(asked), "같은 입력이 두 번 있습니다"


@pytest.fixture(scope="module")
def things(tmp_path_factory):
    """처음 부를 때 한 번만 만드는, 오래 걸리는 것(가중치, 강좌)."""
    return stand_ins.Things(tmp_path_factory)


@pytest.fixture
def lived(tmp_path, monkeypatch, things):
    """줄 하나를 사는 법: 세상을 짓고, 부르고, 무엇이 달라졌는지 돌려줍니다."""

    def environment(row, world):
        for name in ("HOME", "USERPROFILE"):
            monkeypatch.setenv(name, str(world.root / "집"))
        monkeypatch.setenv("GAN_COURSE_CACHE", str(world.root / "캐시"))
        monkeypatch.setattr(tempfile, "tempdir", str(world.root / "임시"))
        for name in row.get("unset", []):
            monkeypatch.delenv(name, raising=False)
        for name, value in row.get("variables", {}).items():
            monkeypatch.setenv(name, world.filled(value))

    def lived(verb, row, place, interruption=None):
        """`place`는 새 세상을 지을 폴더이거나, 앞서 멈춘 세상입니다."""
        fresh = not isinstance(place, World)
        world = World(place, things.wanted(row)) if fresh else place
        locked = world.lay(row.get("files", {})) if fresh else False
        before = world.seen() if not locked else None
        os.chdir(world.here)
        with monkeypatch.context() as patch:
            environment(row, world)
            forget_what_was_verified()
            for name in [verb, *row.get("stands", [])]:
                getattr(stand_ins, name.replace(" ", "_"), lambda patch, world: None)(patch, world)
            arguments = [world.filled(argument) for argument in row["arguments"]]
            arguments = [stand_ins.real_name(argument) for argument in arguments]
            if interruption:
                with interruption:
                    outcome = call([verb, *arguments], row.get("encoding", "utf-8"))
            else:
                outcome = call([verb, *arguments], row.get("encoding", "utf-8"), isolated=locked)
        world.unlock()
        return world, before, outcome

    here = os.getcwd()
    yield lived
    os.chdir(here)
    home.prepare()


def problems(row, world, before, outcome):
    """이 줄에서 어긋난 것. 빈 목록이어야 합니다."""
    wanted = [world.filled(text) for text in ([row["reads"]] if isinstance(row["reads"], str) else row["reads"])]
    found = [f"트레이스백:\n{outcome.crash}"] if outcome.crash else []
    found += ["트레이스백을 보였습니다"] if "Traceback" in outcome.read else []
    if outcome.code != row["code"]:
        found.append(f"종료 코드 {outcome.code}(적은 것 {row['code']})")
    found += [f"읽지 못한 말: {text}" for text in wanted if text not in outcome.read]
    return found + changes(row, world, before)


def changes(row, world, before):
    if before is None:
        return []
    after = world.seen()
    made, changed = ([stand_ins.real_name(name) for name in row.get(key, [])] for key in ("made", "changed"))
    found = [f"사라짐: {name}" for name in before if name not in after]
    found += [f"내용이 바뀜: {name}" for name in before if after.get(name) != before[name] and name not in changed]
    # onnxruntime은 처음 들여올 때 제 캐시를 만듭니다. 어느 줄이 먼저인지에 달렸습니다
    new = [
        name for name in after if name not in before and ".cache/Microsoft" not in name and not name.endswith("/.cache")
    ]
    allowed = [
        name
        for name in new
        if any(
            name == one or one.startswith(f"{name}/") or (one.endswith("/") and name.startswith(one)) for one in made
        )
    ]
    found += [f"적지 않은 것이 생김: {name}" for name in new if name not in allowed]
    return found + [f"생기지 않음: {name}" for name in made if name.rstrip("/") not in after]


INTERRUPTED = [parameter for parameter in ROWS if parameter.values[1].get("moments")]


@pytest.mark.parametrize(("verb", "row"), [parameter for parameter in ROWS if parameter not in INTERRUPTED])
def test_what_people_do(verb, row, lived, tmp_path):
    world, before, outcome = lived(verb, row, tmp_path / "세상")
    assert not (found := problems(row, world, before, outcome)), "\n".join([*found, outcome.read[-2000:]])


@pytest.mark.parametrize(("verb", "row"), INTERRUPTED)
def test_interrupted_at_random(verb, row, lived, tmp_path):
    """우리 코드의 아무 줄 앞에서 Ctrl-C: 말없이 멈추고, 잃는 것이 없고, 같은 명령이 다시 됩니다."""
    counting = Interruption()
    world, before, outcome = lived(verb, row, tmp_path / "처음", counting)
    assert not (found := problems(row, world, before, outcome)), "\n".join([*found, outcome.read[-2000:]])
    pick = random.Random(f"{verb} {row['what']}")
    for number in range(row["moments"]):
        moment = Interruption(pick.randrange(1, counting.lines + 1))
        world, before, outcome = lived(verb, row, tmp_path / str(number), moment)
        said = f"{moment.moment}/{counting.lines}번째 줄({moment.where}):\n{outcome.crash}{outcome.read[-2000:]}"
        assert not outcome.crash and "Traceback" not in outcome.read, said
        assert outcome.code in (130, row["code"]), said
        lost = [name for name, content in before.items() if world.seen().get(name) != content]
        assert not set(lost) - set(row.get("changed", [])), f"{said}\n잃은 것: {lost}"
        assert not [name for name in world.seen() if ".partial-" in name], said
        _, _, again = lived(verb, row, world)
        # 안내문은 멈추기 전에 다 썼으면 덮어쓰지 않습니다
        assert again.code == row["code"] or "이미 있어 덮어쓰지" in again.read, (
            f"{said}\n다시: {again.crash}{again.read}"
        )
