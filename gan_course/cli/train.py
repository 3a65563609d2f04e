"""GAN, CycleGAN, Pix2Pix를 훈련합니다. 멈추면 같은 명령으로 이어 갑니다."""

from __future__ import annotations

import argparse
import hashlib
import sys
from dataclasses import replace
from pathlib import Path

from gan_course.cli.parser import nonempty
from gan_course.course.saved_training import MODEL_FILE
from gan_course.files import refuse_to_replace, replacing, user_path
from gan_course.names import did_you_mean
from gan_course.objectives import OBJECTIVES, find_objective

DATA = {
    "gan": ["mnist"],
    "cyclegan": ["savanna", "summer-winter", "openmoji", "horse2zebra", "orange2apple"],
    "pix2pix": ["savanna", "summer-winter", "openmoji"],
}
_DRAWN = {"savanna": "horse2zebra", "summer-winter": "summer2winter"}  # 코드로 그리는 자료
_LARGEST = 2**31 - 1  # TensorFlow의 32비트 정수
_SMALLEST, _LARGEST_FLOAT = 2.0**-126, 3.4e38  # float32에서 0이나 무한이 되지 않는 값


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", choices=list(DATA), metavar="모델", help="gan, cyclegan, pix2pix")
    parser.add_argument(
        "--data",
        nargs="+",
        metavar="자료",
        help="gan은 mnist. cyclegan과 pix2pix는 savanna, summer-winter, openmoji. cyclegan은 horse2zebra, "
        "orange2apple(내려받음), 사진 폴더 둘(A B)도. 기본은 그 모델의 첫 자료",
    )
    parser.add_argument("--profile", choices=["quick", "cpu", "gpu"], default="cpu", help="크기와 시간. 기본은 cpu")
    parser.add_argument("--size", type=int, metavar="화소", help="이미지의 한 변. 없으면 프로필의 값")
    parser.add_argument("--epochs", type=int, metavar="수", help="에포크의 수. 없으면 프로필의 값")
    parser.add_argument("--batch-size", type=int, metavar="수", help="배치의 크기. 없으면 프로필의 값")
    parser.add_argument(
        "--objective",
        type=nonempty,
        metavar="목적함수",
        help=f"gan의 목적 함수: {', '.join(OBJECTIVES)}. 기본은 non-saturating. 벌점이 있으면 --penalty",
    )
    parser.add_argument(
        "--conditional",
        action="store_true",
        help="gan을 조건부로: 레이블(숫자)을 보고 배워 원하는 숫자를 그립니다(8장)",
    )
    parser.add_argument("--penalty", type=float, metavar="세기", help="벌점의 세기(γ나 λ). 기본은 10")
    parser.add_argument("--seed", type=int, default=0, metavar="정수", help="씨앗. 기본은 0")
    parser.add_argument(
        "--output",
        type=user_path,
        metavar="폴더",
        help="저장할 폴더. 기본은 훈련/모델-자료(사진 폴더 둘이면 경로로 정한 여섯 글자를 덧붙입니다)",
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="저장된 훈련이 있을 때만 시작합니다(없으면 오류). 있으면 언제나 이어 갑니다",
    )


def run(options: argparse.Namespace) -> int:
    if options.output is not None and options.output.name in ("", ".."):
        raise ValueError(
            f"--output이 {str(options.output)!r}입니다. 새로 만들 폴더의 이름을 적으십시오. 예: --output 훈련/말"
        )
    data = options.data or DATA[options.model][:1]
    name = _data_name(options.model, data)
    kind = _kind(options)
    output = (options.output or Path("훈련") / f"{kind}-{name}{_mark(data)}").resolve()
    for option, value in (("--epochs", options.epochs), ("--batch-size", options.batch_size), ("--size", options.size)):
        if value is not None and not 1 <= value <= _LARGEST:
            raise ValueError(f"{option} {value}: 쓸 수 없는 값입니다. 1에서 {_LARGEST}까지의 정수를 주십시오.")
    if not 0 <= options.seed <= _LARGEST:
        raise ValueError(f"--seed {options.seed}: 쓸 수 없는 값입니다. 0에서 {_LARGEST}까지의 정수를 주십시오.")

    from gan_course.data.savanna import SIZES
    from gan_course.training import ResumeTraining, StopOnNonFiniteLoss, distribution
    from gan_course.training.recipes import RECIPES, build
    from gan_course.training.resume import FILE

    if not (output / FILE).exists():
        refuse_to_replace(output / MODEL_FILE, "--output")  # 이 명령의 것이라면 latest.keras가 곁에 있습니다
    if options.resume and not (output / FILE).exists():
        raise ValueError(f"이어 갈 훈련이 없습니다: {output / FILE}. --output이 저장한 폴더인지 확인하십시오.")
    recipe = RECIPES[kind][options.profile]
    chosen = {"size": options.size, "epochs": options.epochs, "batch_size": options.batch_size}
    recipe = replace(recipe, **{key: value for key, value in chosen.items() if value is not None})
    recipe = replace(recipe, **_objective(options))
    if recipe.objective:  # 판별자가 k걸음 가는 목적 함수는 한 걸음에 k배치를 씁니다
        recipe = replace(recipe, batch_size=recipe.batch_size * find_objective(recipe.objective).discriminator_steps)
    if name in _DRAWN and not SIZES[0] <= recipe.size <= SIZES[1]:
        raise ValueError(f"--size {recipe.size}: {name}은(는) {SIZES[0]}에서 {SIZES[1]}화소까지 그립니다.")
    if options.size is not None and options.size % 4:
        near = ", ".join(str(size) for size in (options.size // 4 * 4, options.size // 4 * 4 + 4) if size)
        raise ValueError(
            f"--size {options.size}: 신경망이 그림을 두 번 반으로 줄이므로 4의 배수여야 합니다. 예: {near}"
        )
    if name == "openmoji" and options.size not in (None, 32):
        raise ValueError(f"openmoji는 32화소뿐인데 --size {options.size}를 주셨습니다. --size를 빼십시오.")
    if name == "openmoji":
        recipe = replace(recipe, size=32)
    if options.model == "gan" and recipe.size != 28:
        raise ValueError(f"mnist는 28화소뿐인데 --size {recipe.size}를 주셨습니다. --size를 빼십시오.")

    strategy = distribution.strategy()
    dataset = _dataset(kind, name, data, recipe, options.seed)
    with strategy.scope():
        model = build(kind, recipe, len(dataset), options.seed)
    several = distribution.has_several_workers(strategy)
    chief = not several or distribution.is_chief(strategy)
    if chief:
        print(f"{kind}, {name}: {recipe.size}화소, 배치 {recipe.batch_size}, {recipe.epochs} 에포크", flush=True)
        print(
            f"저장하는 곳: {output}. 멈추려면 Ctrl-C를 누르고, 이어 가려면 같은 명령을 다시 실행하십시오.", flush=True
        )
    model.fit(
        dataset,
        epochs=recipe.epochs,
        verbose=(1 if sys.stdout.isatty() else 2) if chief else 0,
        callbacks=[
            StopOnNonFiniteLoss(),
            ResumeTraining(output, dataset, 500 if len(dataset) > 500 else None, _asked(options, data, recipe)),
        ],
    )
    if chief:
        with replacing(output / MODEL_FILE) as partial:  # 앞서 마친 훈련의 파일이 반쯤 덮이지 않게
            model.save(partial)
        print(f"훈련을 마쳤습니다: {output / MODEL_FILE}")
        if options.model != "gan":
            print(f"  옮기기: gan-course translate --weights {output / MODEL_FILE} --direction AtoB 입력 출력")
    return 0


def _kind(options: argparse.Namespace) -> str:
    """조리법의 이름.

    Raises:
        ValueError: gan이 아닌 모델이나 목적 함수를 고른 gan을 조건부로 하라고 했을 때.
    """
    if not options.conditional:
        return options.model
    if options.model != "gan":
        raise ValueError(f"--conditional은 gan의 것인데 {options.model}에 주셨습니다. 빼십시오.")
    if options.objective is not None or options.penalty is not None:
        raise ValueError(
            "--conditional은 비포화 손실로만 훈련하는데 --objective나 --penalty를 함께 주셨습니다. 둘 가운데 하나만 주십시오."
        )
    return "conditional-gan"


def _objective(options: argparse.Namespace) -> dict:
    """조리법에서 바꿀 것: 목적 함수와 벌점의 세기.

    Raises:
        ValueError: gan이 아니거나, 벌점이 없는 목적 함수에 세기를 주었거나, 세기가 0보다 크지 않을 때.
    """
    if options.objective is None and options.penalty is None:
        return {}
    if options.model != "gan":
        raise ValueError(f"--objective와 --penalty는 gan의 것인데 {options.model}에 주셨습니다. 빼십시오.")
    objective = find_objective(options.objective or "non-saturating")
    if options.penalty is not None and not objective.penalties:
        raise ValueError(f"{objective.key}에는 벌점이 없는데 --penalty {options.penalty:g}를 주셨습니다. 빼십시오.")
    if options.penalty is not None and not _SMALLEST <= options.penalty <= _LARGEST_FLOAT:
        raise ValueError(
            f"--penalty가 {options.penalty:g}입니다. 0보다 큰 수를 주십시오(훈련의 셈은 float32입니다: "
            f"{_SMALLEST:.1e}부터 {_LARGEST_FLOAT:.1e}까지)."
        )
    return {"objective": objective.key} | ({} if options.penalty is None else {"penalty": options.penalty})


def _asked(options: argparse.Namespace, data: list[str], recipe) -> dict:
    """옵션의 이름 → 이 훈련이 쓰는 값. 저장된 훈련과 다르면 이 이름으로 말합니다."""
    asked = {
        "--data": " ".join(str(path) for path in _folders(data)) if len(data) == 2 else data[0],
        "--profile": options.profile,
        "--size": recipe.size,
        "--epochs": recipe.epochs,
        "--batch-size": recipe.batch_size,
        "--seed": options.seed,
    }
    if options.conditional:
        asked |= {"--conditional": True}
    if recipe.objective:
        asked |= {"--objective": recipe.objective, "--penalty": recipe.penalty}
    return asked


def _folders(data: list[str]) -> list[Path]:
    return [user_path(folder).resolve() for folder in data]


def _mark(data: list[str]) -> str:
    """이름이 같은 다른 폴더(두 프로젝트의 trainA와 trainB)의 훈련이 한 폴더에 섞이지 않게, 경로로 정한 여섯 글자."""
    if len(data) != 2:
        return ""
    return "-" + hashlib.sha256("\n".join(map(str, _folders(data))).encode("utf-8", "surrogatepass")).hexdigest()[:6]


def _data_name(model: str, data: list[str]) -> str:
    known = DATA[model]
    if len(data) == 1 and data[0] in known:
        return data[0]
    if len(data) == 2 and model == "cyclegan":
        if not all(data) or len(set(_folders(data))) < 2:
            raise ValueError(
                f"--data로 받은 두 폴더가 비었거나 같습니다: {data[0]!r}, {data[1]!r}. 서로 다른 폴더 둘을 주십시오."
            )
        return "-".join(folder.name or "folder" for folder in _folders(data))
    wanted = "하나, 또는 사진 폴더 둘을" if model == "cyclegan" else "하나를"
    near = did_you_mean(data[0], known) if len(data) == 1 else ""
    raise ValueError(
        f"{model}의 --data로 받은 것: {' '.join(data)}.{near} {', '.join(known)} 가운데 {wanted} 주십시오."
    )


def _check_batch(recipe, count):
    """자료보다 큰 배치는 말없이 자료의 크기로 줄어듭니다."""
    if recipe.batch_size > count:
        raise ValueError(
            f"--batch-size {recipe.batch_size}: 자료가 {count:,}장뿐입니다. {count} 이하의 정수를 주십시오."
        )


def _dataset(model, name, data, recipe, seed):
    from gan_course.data import (
        cyclegan_dataset,
        image_folders,
        mnist,
        openmoji,
        paired_dataset,
        savanna,
        unpaired_dataset,
    )

    batches = {"batch_size": recipe.batch_size, "seed": seed, "steps": recipe.steps}
    if model in ("gan", "conditional-gan"):
        _check_batch(recipe, len(mnist.load().labels))
        return mnist.dataset(**batches, labels=model == "conditional-gan")
    if model == "pix2pix":
        if name == "openmoji":
            colour, line = openmoji.pairs("train")
            _check_batch(recipe, len(line))
            return paired_dataset(line, colour, **batches)
        _check_batch(recipe, recipe.images)
        pairs = savanna.pairs(_DRAWN[name], recipe.images, seed + 1, recipe.size)  # 장의 채점용 짝은 씨앗이 다릅니다
        return paired_dataset(pairs.a, pairs.b, **batches)
    if name in _DRAWN:
        _check_batch(recipe, recipe.images)
        return unpaired_dataset(*savanna.unpaired(_DRAWN[name], recipe.images, seed, recipe.size), **batches)
    if name == "openmoji":
        colour, line = openmoji.unpaired(seed)
        _check_batch(recipe, min(len(line), len(colour)))
        return unpaired_dataset(line, colour, **batches)
    if len(data) == 1:  # 내려받는 사진
        folders = cyclegan_dataset(name)
        return image_folders(folders.train_a, folders.train_b, size=recipe.size, **batches)
    return image_folders(*data, size=recipe.size, **batches)
