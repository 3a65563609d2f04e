"""checkpoints/NN.npz를 만듭니다: 장의 원본에 적힌 셀을 그대로 실행해 훈련하고, 그 결과를 저장합니다.

    python data/scripts/make_checkpoints.py 01 03 04 04-seasons 04b 05 08 10
    python data/scripts/make_checkpoints.py 09 --fruit 사진의_폴더 훈련한_model.keras

조리법을 따로 적지 않으므로 장을 고쳐도 둘이 어긋나지 않습니다. 앞 장의 체크포인트를 불러오는 장이 있으니
번호 순서로 만드십시오. 9장의 사진은 저장소에 없어 따로 줍니다(`benchmarks/fruit.py`에 준 폴더와 모델).
한 장에 몇 분씩 걸립니다. `SHA256SUMS`는 스스로 고치고, README의 표는 손으로 고칩니다.
"""

import argparse
import ast
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from gan_course._tensorflow import keras
from gan_course.authoring.build import from_source
from gan_course.course.chapters import chapters_with_source, course_folder, select
from gan_course.data import load_images
from gan_course.files import CHECKSUMS, data_folder, read_checksums
from gan_course.training.checkpoints import CHAPTERS, save_checkpoint


def run_cells(chapter: str) -> Iterator[dict]:
    """장의 코드 셀을 노트북처럼 차례로 실행하면서, 셀마다 그때까지의 변수를 내놓습니다."""
    (found,) = select(chapters_with_source(course_folder()), [chapter])
    variables = {"__name__": "__main__"}
    for cell in from_source(found).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, found.source.name, "exec"), variables)
            variables["parameters_cell"] = variables.get("parameters_cell") or (
                cell.source if "parameters" in cell.metadata.get("tags", []) else ""
            )
            yield variables


def run_until(chapter: str, name: str, **longer: int) -> dict:
    """변수 name이 생기는 셀까지 실행합니다. longer는 그 자리의 훈련보다 길게 할 걸음이나 에포크의 수(장의 변수 이름)입니다."""
    for variables in run_cells(chapter):
        variables |= {each: value for each, value in longer.items() if each in variables}
        if name in variables:
            return variables
    raise NameError(f"{chapter}장에 {name}이(가) 없습니다.")


def parameters(variables: dict) -> dict:
    """parameters 셀의 값. 훈련할지(TRAIN)와 폴더(RUN_FOLDER, PHOTOGRAPHS)는 결과를 바꾸지 않으므로 적지 않습니다."""
    names = [node.targets[0].id for node in ast.parse(variables["parameters_cell"]).body]
    return {name: variables[name] for name in names if name not in ("TRAIN", "RUN_FOLDER", "PHOTOGRAPHS")}


def networks(model, *names) -> dict:
    """모델의 신경망들의 가중치."""
    return {name: getattr(model, name).get_weights() for name in names}


def to_bytes(images) -> np.ndarray:
    return np.round((np.clip(images, -1, 1) + 1) * 127.5).astype(np.uint8)


def chapter_01():
    variables = run_until("01", "gaps")
    return networks(variables["gan"], "average_generator", "discriminator"), {}, variables


def chapter_03():
    variables = run_until("03", "history")
    fd_history = variables["fd_history"]
    record = {
        "history": variables["history"],
        "fd_history": {
            name: getattr(fd_history, name) for name in ("seconds", "averaged", "current", "training_seconds")
        },
        **{
            name: {epoch: to_bytes(images) for epoch, images in variables[name].samples.items()}
            for name in ("samples", "current_samples")
        },
    }
    return networks(variables["gan"], "average_generator", "discriminator"), record, variables


def chapter_04():
    variables = run_until("04", "free_album")
    epochs, without_cycle = variables["EPOCHS"], variables["WITHOUT_CYCLE_EPOCHS"] - 1
    album, free_album = variables["album"], variables["free_album"]
    moments = sorted({0, epochs // 3, 2 * epochs // 3, epochs - 1, without_cycle})  # 그림과 4.14절이 보는 때
    record = {
        "history": variables["history"],
        # 앞의 여덟 장은 그림에, 스물네 장 모두는 4.14절의 채점에 씁니다.
        "fakes": {
            moment: to_bytes(album.fakes[moment][: None if moment == without_cycle else 8]) for moment in moments
        },
        "cycled": {without_cycle: to_bytes(album.cycled[without_cycle])},
        "free_fakes": {without_cycle: to_bytes(free_album.fakes[without_cycle])},
        "free_cycled": {without_cycle: to_bytes(free_album.cycled[without_cycle])},
    }
    judges = "discriminator_a", "discriminator_b"  # 4.15절의 실험실이 물어봅니다
    return networks(variables["model"], "average_ab", "average_ba", *judges), record, variables


def chapter_04_seasons():
    """앞의 두 훈련은 04.npz에서 불러오고, 4.17절만 훈련합니다."""
    for variables in run_cells("04"):
        variables["TRAIN"] = "season_a" in variables
        if "season_model" in variables:
            return networks(variables["season_model"], "average_ab", "average_ba"), {}, variables


def chapter_04b():
    """4b장은 모델을 되풀이해서 훈련하므로, 훈련을 마칠 때마다 떠 둡니다. 되돌리는 생성자는 λ의 실험에서만 채점합니다."""
    kept = {}

    def keeping(experiment):
        def trained(name, *data, **settings):
            model = experiment(name, *data, **settings)
            kept[f"{name}_ab"] = model.average_ab.get_weights()
            if name.startswith("weight_"):
                kept[f"{name}_ba"] = model.average_ba.get_weights()
            return model

        return trained

    cells = run_cells("04b")
    variables = next(variables for variables in cells if "experiment" in variables)
    variables["experiment"] = keeping(variables["experiment"])
    next(variables for variables in cells if "letter_fakes" in variables)
    for name in ("hiding", "decent"):
        for part, network in zip(("grey", "colour"), variables[name]):
            kept[f"{name}_{part}"] = network.get_weights()
    return kept, {}, variables


def chapter_05():
    """5장은 모델 둘을 되풀이해서 훈련하므로, 훈련을 마칠 때마다 생성자를 떠 둡니다. 첫 씨앗만 훈련합니다."""
    kept = {}

    def keeping(train, averages):
        def trained(first, second, seed, names, callbacks=()):
            model = train(first, second, seed, names, callbacks)
            for average, name in zip(averages, [names] if isinstance(names, str) else names, strict=True):
                kept[name] = getattr(model, average).get_weights()
            return model

        return trained

    cells = run_cells("05")
    variables = next(variables for variables in cells if "train_cyclegan" in variables)
    variables["SEEDS"] = variables["SEEDS"][:1]
    variables["train_pix2pix"] = keeping(variables["train_pix2pix"], ["average_generator"])
    variables["train_cyclegan"] = keeping(variables["train_cyclegan"], ["average_ab", "average_ba"])
    next(variables for variables in cells if "grass" in variables)
    return kept, {}, variables


def chapter_08():
    variables = run_until("08", "blind_written", BLIND_EPOCHS=27)
    control = {"blind_generator": variables["blind_gan"].average_generator.get_weights()}
    record = {"samples": {epoch: to_bytes(images) for epoch, images in variables["samples"].samples.items()}}
    return networks(variables["gan"], "average_generator", "discriminator") | control, record, variables


def chapter_09(photographs: Path, trained: Path):
    """적은 숫자의 세 생성자, 과일을 옮기는 두 생성자, 그리고 9.8절과 9.12절에 보일 시험용 사진 32장."""
    variables = run_until("09", "both_logits", STEPS=2500)
    names = {"plain": "plain", "real_only": "leaking", "both": "both"}
    generators = {name: variables[model].average_generator.get_weights() for name, model in names.items()}
    model = keras.models.load_model(trained)
    runs = json.loads((data_folder() / "other_seeds.json").read_text(encoding="utf-8"))["runs"]
    pictures = {}
    for side, direction in (("a", "AtoB"), ("b", "BtoA")):
        found = load_images(photographs / f"test{side.upper()}", 64)
        by_name = {path.name: image for path, image in zip(found.paths, found.images)}
        shown = runs[f"과일/{direction}/{model.seed}"]["examples"]
        chosen = [*shown["at_random"][:8], *shown["best"][:4], *shown["worst"][:4]]
        pictures[side] = to_bytes(np.stack([by_name[name] for name in chosen]))
    logits = {name: variables[f"{model}_logits"] for name, model in names.items()}
    record = {"logits": logits, "pictures": pictures}
    return generators | networks(model, "average_ab", "average_ba"), record, variables


def chapter_10():
    """숫자의 훈련까지만 실행합니다."""
    variables = run_until("10", "digit_seconds", DIGIT_STEPS=6000)
    return networks(variables["digit_diffusion"], "average_network"), {}, variables


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="+", choices=CHAPTERS)
    parser.add_argument("--fruit", nargs=2, type=Path, default=(), metavar=("폴더", "모델"), help="9장에만")
    options = parser.parse_args()
    if "09" in options.chapters and not options.fruit:
        parser.error("9장에는 --fruit 사진의_폴더 훈련한_model.keras가 필요합니다.")
    folder = data_folder()
    (folder / "checkpoints").mkdir(exist_ok=True)
    for chapter in options.chapters:
        given = options.fruit if chapter == "09" else ()
        weights, record, variables = globals()[f"chapter_{chapter.replace('-', '_')}"](*given)
        path = save_checkpoint(folder / "checkpoints", chapter, weights, record, parameters(variables))
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
        checksums = read_checksums(folder)
        checksums[path.relative_to(folder).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(checksums.items()))
        (folder / CHECKSUMS).write_text(lines, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
