"""표의 줄이 쓰는 것: 오래 걸리는 일의 대역(커널, 서버, Sphinx, 진단의 자식)과, 한 번만 만드는 가중치와 강좌.

대역의 이름은 명령의 이름이거나 줄의 `stands`에 적은 이름입니다. 명령이 하는 일은 그대로 하고, 다른 프로그램의 일만 대신합니다.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from gan_course import files as files_module
from tests.cli.inputs.absent import a_browser as a_browser
from tests.cli.inputs.absent import full_disk as full_disk
from tests.cli.inputs.absent import no_browser as no_browser
from tests.cli.inputs.absent import no_git as no_git
from tests.cli.inputs.absent import no_lab as no_lab
from tests.cli.inputs.absent import no_network as no_network
from tests.cli.inputs.absent import no_onnx as no_onnx
from tests.cli.inputs.absent import no_torch as no_torch
from tests.cli.inputs.absent import nobody as nobody
from tests.cli.inputs.absent import terminal as terminal
from tests.cli.inputs.world import real_name as real_name

SMALL_COURSE = Path(__file__).parents[2] / "course" / "small_course"


class Things:
    """`{이름}`으로 부르는, 여러 줄이 나누어 쓰는 것. 처음 부를 때 만듭니다."""

    def __init__(self, factory):
        self.folder = factory.mktemp("것")
        self.made = {}

    def wanted(self, row):
        said = str(row)
        for name in NAMES:
            if f"{{{name}}}" in said and name not in self.made:
                self.made[name] = globals()[f"make_{name}"](self)
        return self.made

    def get(self, name):
        self.wanted(f"{{{name}}}")
        return self.made[name]


NAMES = (
    *("cyclegan", "gan", "pix2pix", "classifier", "authors", "onnx", "checkpoint", "course", "site_course", "data"),
    *("digits", "translator_training", "digit_training", "pix2pix_training"),
)


def make_cyclegan(things):
    from gan_course._tensorflow import keras
    from gan_course.models import patch_discriminator, resnet_generator
    from gan_course.training import CycleGAN

    keras.utils.set_random_seed(0)
    generators = [resnet_generator((32, 32, 3), filters=4, blocks=1) for _ in "AB"]
    model = CycleGAN(*generators, *(patch_discriminator((32, 32, 3), 4, 1) for _ in "AB"))
    model.compile(keras.optimizers.Adam(), keras.optimizers.Adam())
    model.save(things.folder / "cyclegan.keras")
    return things.folder / "cyclegan.keras"


def make_gan(things):
    from gan_course._tensorflow import keras
    from gan_course.models import mlp_discriminator, mlp_generator
    from gan_course.training import GAN

    model = GAN(mlp_generator(), mlp_discriminator(), noise_dim=2)
    model.compile(keras.optimizers.Adam(), keras.optimizers.Adam())
    model.save(things.folder / "gan.keras")
    return things.folder / "gan.keras"


def make_pix2pix(things):
    from gan_course._tensorflow import keras
    from gan_course.models import patch_discriminator, unet_generator
    from gan_course.training import Pix2Pix

    model = Pix2Pix(unet_generator((16, 16, 3), filters=4, depth=3), patch_discriminator((16, 16, 3), 4, 1, 3))
    model.compile(keras.optimizers.Adam(), keras.optimizers.Adam())
    model.save(things.folder / "pix2pix.keras")
    return things.folder / "pix2pix.keras"


def make_classifier(things):
    from gan_course._tensorflow import keras

    keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10)]).save(
        things.folder / "classifier.keras"
    )
    return things.folder / "classifier.keras"


def make_authors(things):
    from gan_course.models import export_pytorch_weights, resnet_generator

    export_pytorch_weights(resnet_generator((None, None, 3), 2, 6), things.folder / "latest_net_G.safetensors")
    return things.folder / "latest_net_G.safetensors"


def make_onnx(things):
    from gan_course._tensorflow import keras
    from gan_course.export import export_onnx

    model = keras.models.load_model(things.get("cyclegan"))
    return export_onnx(model.average_ab, things.folder / "AtoB.onnx", direction="AtoB").path


def make_checkpoint(things):
    return files_module.verified_path("checkpoints/03.npz")


def make_translator_training(things):
    return saved_training(things, "cyclegan", {"cycle_loss": [0.5]})


def make_digits(things):
    from gan_course._tensorflow import keras
    from gan_course.models import dcgan_discriminator, dcgan_generator
    from gan_course.training import GAN

    model = GAN(dcgan_generator(), dcgan_discriminator(), noise_dim=64)
    model.compile(keras.optimizers.Adam(), keras.optimizers.Adam())
    model.save(things.folder / "digits.keras")
    return things.folder / "digits.keras"


def make_digit_training(things):
    return saved_training(things, "digits", {"generator_loss": [0.7], "discriminator_loss": [0.7]})


def make_pix2pix_training(things):
    return saved_training(things, "pix2pix", {})


def saved_training(things, name, history):
    """`gan-course train`이 마치고 남기는 폴더: 같은 모델의 model.keras와, 진도를 담은 latest.keras."""
    model = things.get(name)
    folder = things.folder / f"{name}의 훈련"
    folder.mkdir()
    progress = {"epoch": 1, "step": 0, "history": history, "metrics": [], "training": {}, "asked": {"--epochs": 1}}
    for file in ("model.keras", "latest.keras"):
        shutil.copy(model, folder / file)
    with zipfile.ZipFile(folder / "latest.keras", "a") as archive:
        archive.writestr("progress.json", json.dumps(progress))
    return folder


def make_course(things):
    from gan_course.authoring import build as authoring
    from gan_course.authoring.instructor import write_instructor
    from gan_course.course.chapters import chapters_with_source

    folder = Path(shutil.copytree(SMALL_COURSE, things.folder / "작은 강좌"))
    before, authoring.execute = authoring.execute, executed
    try:
        for chapter in chapters_with_source(folder):
            authoring.build(chapter)
            write_instructor(chapter)
    finally:
        authoring.execute = before
    return folder


def make_site_course(things):
    from tests.site.small_site import write_course

    write_course(things.folder / "작은 사이트")
    return things.folder / "작은 사이트"


def make_data(things):
    return files_module.data_folder()


# ── 명령마다 ─────────────────────────────────────────────────────────────────────────────────────


def executed(notebook, working_folder, parameters=None, on_cell=lambda number: None):
    """커널 없이: 셀마다 실행했다는 번호만 붙입니다."""
    from gan_course.course.execution import Execution

    parameters = parameters or {}
    if parameters:
        print(f"[커널] {parameters}")
    for number, cell in enumerate(cell for cell in notebook.cells if cell.cell_type == "code"):
        on_cell(number)
        cell.execution_count = number + 1
    return Execution(notebook, 1.0)


def run(patch, world):
    from gan_course.course import runner

    patch.setattr(runner, "execute", executed)


def build(patch, world):
    from gan_course.authoring import build as authoring

    patch.setattr(authoring, "execute", executed)


def lab(patch, world):
    """강좌는 작은 것이고, 서버를 띄우는 대신 무엇을 어디에서 띄우는지 적습니다."""
    from gan_course.cli import lab as verb

    if "course" in world.things:
        patch.setattr(verb, "course_folder", lambda: Path(world.things["course"]))

    def start(*command, cwd=None, **_):
        print(f"[연 곳] {cwd or Path.cwd()} [명령] {' '.join(command[-1][1:])} [HOME] {os.environ.get('HOME')}")
        raise SystemExit(0)

    patch.setattr(os, "execv", start)


def doctor(patch, world):
    """TensorFlow를 불러 보는 자식의 답만 정해 둡니다."""
    from gan_course.classroom import doctor as checks
    from gan_course.classroom import graphics, pace

    answer = subprocess.CompletedProcess([], 0, "2.18.0 3.8.0 0\n", "")
    patch.setattr(checks, "run_probe", lambda code, timeout: answer)
    patch.setattr(checks, "check_gpu", lambda gpus: checks.Finding("GPU", checks.Verdict.GOOD, "없어도 됩니다."))
    patch.setattr(pace, "measure", lambda: pace.Pace(0.05, 0.05))
    assert graphics


def data(patch, world):
    if (world.here / "data").exists() or (world.here / "data").is_symlink():
        patch.setattr(files_module, "data_folder", lambda: world.here / "data")


def site(patch, world):
    """Sphinx와 Pagefind와 글꼴의 일만 대신합니다."""
    from gan_course.site import builder

    def sphinx(stage, html, kind="html"):
        html.mkdir(parents=True)
        (html / "index.html").write_text("<html><body><article>쪽</article></body></html>", encoding="utf-8")

    patch.setattr(builder, "run_sphinx", sphinx)
    patch.setattr(builder, "write_stage", lambda *arguments, **options: None)
    patch.setattr(builder, "playground", lambda: None)
    patch.setattr(builder.fonts, "write_subset", lambda folder: None)
    patch.setattr(builder, "_write_search_index", lambda folder: None)


# ── 줄이 고르는 것 ───────────────────────────────────────────────────────────────────────────────


def a_playground(patch, world):
    from gan_course.site import builder

    patch.setattr(builder, "playground", lambda: sys.modules[__name__])
