"""쪽의 자바스크립트: 하나로 이어져 있고, 이름이 부딪치지 않고, 바깥을 부르지 않습니다."""

import base64
import gzip
import json
import re
import shutil
import subprocess

import pytest

from gan_course.objectives import distinct_objectives
from gan_course.playground import LABS, assets, contents
from gan_course.playground.bundle import FOLDER, bundle, styles
from gan_course.playground.live import LiveLab

_TOP = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) ([\w$]+)", re.M)


@pytest.mark.parametrize("name", LABS)
def test_a_bundle_is_one_module_with_every_name_once(name):
    text = bundle(name)
    assert "import {" not in text and text.count("export default") == 1
    names = _TOP.findall(text)
    assert len(names) > 5 and len(names) == len(set(names))


def test_a_needed_part_comes_before_and_only_once():
    text = bundle("picture")
    assert text.count("function loadGenerator(") == text.count("function resource(") == 1
    assert text.index("function resource(") < text.index("function loadGenerator(") < text.index("function render(")


@pytest.mark.parametrize("name", LABS)
def test_the_code_is_well_formed(name, tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("node가 없습니다. 브라우저 시험은 이것 없이도 합니다")
    (tmp_path / "lab.mjs").write_text(bundle(name), encoding="utf-8")
    checked = subprocess.run(
        [node, "--check", tmp_path / "lab.mjs"], capture_output=True, encoding="utf-8", check=False
    )
    assert checked.returncode == 0, checked.stderr


def test_no_part_names_an_address():
    allowed = {"http://www.w3.org/2000/svg"}  # SVG의 이름. 부르지 않습니다
    for path in [*FOLDER.iterdir(), *FOLDER.parent.glob("page.*")]:
        found = set(re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s\"'`]*", path.read_text(encoding="utf-8")))
        assert found <= allowed, path.name
        assert "fetch(" not in path.read_text(encoding="utf-8"), path.name


def test_the_styles_stay_inside_the_lab():
    text = styles()
    assert text.startswith(".gan-course-lab {") and text.count("{") == text.count("}")


def test_packed_content_is_the_same_each_time_and_opens_again():
    content = b"gan" * 100
    assert assets.packed(content) == assets.packed(content)
    assert gzip.decompress(base64.b64decode(assets.packed(content))) == content
    assert assets.script("이름", content).isascii()


def test_libraries_open_without_a_source_map():
    for name in ("tf.es2017.min.js", "ort.wasm.bundle.min.mjs"):
        assert b"sourceMappingURL" not in assets.vendored(name)
    assert assets.vendored("ort-wasm-simd-threaded.wasm")[:4] == b"\0asm"


def test_every_objective_has_terms_and_curves_in_the_page():
    curves = set(re.findall(r"^  (\w+): \(a", (FOLDER / "losses.js").read_text(encoding="utf-8"), re.M))
    terms = (FOLDER / "plane_game.js").read_text(encoding="utf-8")
    for objective in distinct_objectives():
        assert set(objective.curves) <= curves
    listed = json.loads(contents.plane()["plane.json"])["objectives"]
    assert [each["key"] for each in listed] == [each.key for each in distinct_objectives()]
    for each in listed:
        for term in (each["generator"], *each["discriminator"]):
            assert f"{term}: () =>" in terms


def test_a_live_lab_carries_its_data_and_refuses_other_names():
    lab = LiveLab("plane", settings="target=moons")
    assert lab.settings == "target=moons"
    assert "plane.json" in lab._esm and "tf.es2017.min.js" in lab._esm
    assert lab._esm.count("export default") == 1 and "gan-course-lab" in lab._esm and lab._css == styles()
    with pytest.raises(ValueError, match="latent, number, picture"):
        LiveLab("mars")
