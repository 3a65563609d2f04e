"""실험실의 쪽이 읽는 것: 내보낸 모델, 그림, 파이썬이 미리 계산한 수.

그리는 코드와 채점은 파이썬에만 있으므로, 그 결과를 담습니다.
"""

from __future__ import annotations

import dataclasses
import io
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from gan_course.files import verified_path
from gan_course.objectives import distinct_objectives
from gan_course.playground.assets import as_json, floats

SEEDS = 100  # 노트북의 잠재 공간 실험실이 고를 수 있는 씨앗의 수
DIRECTIONS = 6
GALLERY_EACH = 8  # 숫자마다 보일 가짜의 수
_CANDIDATES = 2000
SCENES = 12  # 모델마다 담는 장면의 수
_SCENE_SEED = 2026
_SIZE = 64
# 손실의 이름 → plane_game.js의 항. 판별자의 것은 더할 항 둘입니다.
_TERMS = {
    "generator_loss": "fool",
    "discriminator_loss": ("say_real", "say_fake"),
    "saturating_generator_loss": "saturate",
    "least_squares_generator_loss": "square_fool",
    "least_squares_discriminator_loss": ("square_real", "square_fake"),
    "hinge_generator_loss": "raise",
    "hinge_discriminator_loss": ("hinge_real", "hinge_fake"),
    "wasserstein_generator_loss": "raise",
    "wasserstein_discriminator_loss": ("lower_real", "lower_fake"),
    "relativistic_generator_loss": "below",
    "relativistic_discriminator_loss": ("above", "nothing"),
}


@dataclasses.dataclass(frozen=True)
class Translator:
    """그림을 두 방향으로 옮기는 모델 하나. 목록에 더하면 쪽에 나타납니다."""

    id: str
    title: str
    a: str
    b: str
    checkpoint: str
    """`training.checkpoint`의 이름."""
    about: str
    own: str
    """자기 그림을 넣는 분께: 무엇을 배웠고 무엇을 하지 못하는지."""
    task: str = ""
    """장면을 그릴 `data.savanna`의 task. 비어 있으면 체크포인트에 담긴 사진을 씁니다."""
    licence: str = ""
    """담긴 사진의 라이선스 전문(`data`의 이름). 사진이 가는 곳에 함께 갑니다."""


_SAVANNA = (
    "이 신경망은 코드로 그린 64화소의 사바나만 보고 배웠으므로, 사진의 말을 얼룩말로 바꾸는 법은 배운 적이 없습니다. 무엇을 "
    "보여 주든, 배운 색과 무늬를 찾아 바꾸려 하는 것을 보십시오. 풀밭에 선 갈색 동물을 그려서 넣어 보십시오."
)
_FRUIT = (
    "이 신경망은 슈퍼마켓에서 스마트폰으로 찍은 오렌지와 풋사과의 64화소 조각만 보고 배웠습니다. 색을 바꾸고 모양은 그대로 둡니다. "
    "그래서 옮긴 사과는 초록 오렌지입니다. 값이 적힌 표와 상자와 봉지, 곁에 놓인 빨간 사과는 대개 그대로 남고, 붉은 오렌지는 노랑에서 "
    "멈추며, 손에 초록이, 흰 선반에 주황이 번지기도 합니다. 귤이나 풋사과를 가까이에서 찍어 넣어 보십시오."
)
TRANSLATORS = (
    Translator(
        "savanna", "말 ↔ 얼룩말", "말", "얼룩말", "04",
        "4장의 CycleGAN입니다. 코드로 그린 말 600장과 얼룩말 600장을 짝 없이 보고 배웠습니다. 아래의 장면은 훈련에 쓰지 않은 것입니다.",
        _SAVANNA, task="horse2zebra",
    ),
    Translator(
        "seasons", "여름 ↔ 겨울", "여름", "겨울", "04-seasons",
        "4장의 4.17절에서 훈련한 CycleGAN입니다. 코드로 그린 여름 600장과 겨울 600장을 짝 없이 보고 배웠습니다.",
        _SAVANNA, task="summer2winter",
    ),
    Translator(
        "fruit", "오렌지 ↔ 풋사과(사진)", "오렌지", "풋사과", "09",
        "9장의 CycleGAN입니다. 4장의 조리법 그대로, 오렌지와 귤의 사진 400조각과 풋사과의 사진 296조각을 짝 없이 보고 배웠습니다. 아래는 "
        "훈련에 쓰지 않은 사진의 조각입니다. 앞의 여덟은 고르지 않고 뽑은 것, 다음 넷은 옮긴 것의 점수가 가장 높은 것, 마지막 넷은 가장 낮은 "
        "것입니다. 사진이라 정답은 없습니다.",
        _FRUIT, licence="checkpoints/LICENSE-grocery-store.txt",
    ),
)  # fmt: skip


def latent() -> dict[str, bytes]:
    """잠재 공간: 3장의 생성자, 씨앗마다의 잠재 벡터, 숫자마다 고른 가짜, 견줄 진짜."""
    from gan_course import evaluation
    from gan_course._tensorflow import predict
    from gan_course.data import mnist
    from gan_course.training import checkpoint
    from gan_course.widgets.latent import REFERENCES

    generator = checkpoint("03").model.average_generator
    dim = generator.input_shape[-1]
    real = mnist.load("train").images
    usual = evaluation.nearest_neighbours(real[:REFERENCES], real[REFERENCES:]).distance
    seeds = np.stack([np.random.default_rng(seed).normal(size=dim) for seed in range(SEEDS)])
    noise = np.random.default_rng(SEEDS).normal(size=(_CANDIDATES, dim)).astype(np.float32)
    labels = evaluation.digit_labels(predict(generator, noise, batch_size=500))
    chosen = np.concatenate([np.flatnonzero(labels == digit)[:GALLERY_EACH] for digit in range(10)])
    facts = {
        "noise_dim": dim, "seeds": SEEDS, "gallery_each": GALLERY_EACH, "directions": _directions(generator, dim),
        "usual_median": np.median(usual),
    }  # fmt: skip
    return {
        "digits.onnx": exported(generator, "float16"),
        "digits.json": as_json(facts),
        "digits-seeds.f32": floats(seeds),
        "digits-gallery.f32": floats(noise[chosen]),
        "digits-real.u8": np.rint((real + 1) * 127.5).astype(np.uint8).tobytes(),
    }


def number() -> dict[str, bytes]:
    """번호 쓰기: 8장의 조건부 생성자와, 씨앗마다 `widgets.digits.write`가 쓰는 잡음(한 사람이면 그 첫째)."""
    from gan_course.training import checkpoint
    from gan_course.widgets.digits import LONGEST, RULE

    gan = checkpoint("08").model
    facts = {
        "noise_dim": gan.noise_dim, "seeds": SEEDS, "longest": LONGEST, "rule": RULE, "number": "010-1234-5678",
        "directions": _directions(gan.average_generator, gan.noise_dim),
    }  # fmt: skip
    return {
        "number.onnx": exported(gan.average_generator, "float16"),
        "number.json": as_json(facts),
        "number-hands.f32": floats([gan.fixed_noise(LONGEST, seed) for seed in range(SEEDS)]),
    }


def _directions(generator, dim):
    """첫 층의 출력을 가장 크게 바꾸는 잠재 벡터의 방향들. 레이블의 벡터가 이어져 있으면 잠재 벡터의 몫만 봅니다.

    Reference:
        Shen & Zhou 2021, "Closed-Form Factorization of Latent Semantics in GANs".
    """
    first = next(layer for layer in generator.layers if getattr(layer, "kernel", None) is not None)
    return np.linalg.svd(first.kernel.numpy()[:dim], full_matrices=False)[0].T[:DIRECTIONS]


def translators() -> dict[str, bytes]:
    """그림 바꾸기: 모델의 목록(`translators.json`), 두 방향의 생성자, 훈련에 쓰지 않은 그림과 있으면 그 정답."""
    from gan_course.training import checkpoint

    found, listed = {}, []
    for each in TRANSLATORS:
        trained = checkpoint(each.checkpoint)
        names = {"forward": f"{each.id}-ab.onnx", "backward": f"{each.id}-ba.onnx", "scenes": f"{each.id}.png"}
        found[names["forward"]] = exported(trained.model.average_ab, "int8", "AtoB")
        found[names["backward"]] = exported(trained.model.average_ba, "int8", "BtoA")
        a, b = pictures(each, trained)
        found[names["scenes"]] = _png(np.concatenate([a, b], axis=2).reshape(-1, 2 * _SIZE, 3))
        written = dataclasses.asdict(each)
        listed.append({name: written[name] for name in ("id", "title", "a", "b", "about", "own")} | names)
        licence = verified_path(each.licence).read_text(encoding="utf-8") if each.licence else ""
        listed[-1] |= {"size": _SIZE, "count": len(a), "paired": bool(each.task), "licence": licence}
    return found | {"translators.json": as_json(listed)}


def pictures(translator, trained) -> tuple[np.ndarray, np.ndarray]:
    """쪽에 놓을 두 도메인의 그림: 그린 장면(같은 번호가 서로의 정답)이나 체크포인트에 담긴 사진."""
    from gan_course.data import savanna

    if not translator.task:
        return trained.record["pictures"]["a"], trained.record["pictures"]["b"]
    pairs = savanna.pairs(translator.task, SCENES, _SCENE_SEED, _SIZE)
    return pairs.a, pairs.b


def objectives() -> dict[str, bytes]:
    """손실 실험실: 목적 함수마다 이름과 식의 이름."""
    listed = [
        {"key": each.key, "title": each.title, "curves": each.curves, "has_labels": each.has_labels}
        for each in distinct_objectives()
    ]
    return {"objectives.json": as_json(listed)}


def plane() -> dict[str, bytes]:
    """2차원 GAN: 표적의 뼈대, 목적 함수의 항, 조절기의 값, 채점의 수. 모두 노트북의 실험실에서 가져옵니다."""
    from gan_course.plane_lab import score, target, widget
    from gan_course.plane_lab.game import GRADIENT_PENALTY
    from gan_course.plane_lab.run import PlaneSettings

    targets = {}
    for name in widget.TARGETS.values():
        found = target.plane_target(name, widget.FIRST_POINTS if name == "points" else ())
        targets[name] = {part: getattr(found, part) for part in ("skeleton", "deviation", "places", "reach")}
    listed = [
        {
            "key": each.key, "title": each.title, "output": each.output,
            "generator": _TERMS[each.losses[0]], "discriminator": _TERMS[each.losses[1]],
            "gradient_penalty": GRADIENT_PENALTY if "gradient_penalty_weight" in each.penalties else 0,
        }
        for each in distinct_objectives()
    ]  # fmt: skip
    defaults = dataclasses.asdict(PlaneSettings())
    del defaults["points"]
    facts = {
        "targets": targets, "target_names": [[key, label] for label, key in widget.TARGETS.items()],
        "objectives": listed, "defaults": defaults, "first_points": widget.FIRST_POINTS,
        "rates": widget.RATES, "penalties": widget.PENALTIES, "limit": target.LIMIT,
        "resolution": score.RESOLUTION, "bandwidth": score.BANDWIDTH, "empty": score.EMPTY,
    }  # fmt: skip
    return {"plane.json": as_json(facts)}


def _png(images) -> bytes:
    """[-1, 1]의 그림 [높이, 너비, 3]을 PNG로."""
    content = io.BytesIO()
    Image.fromarray(np.rint((images + 1) * 127.5).astype(np.uint8)).save(content, "PNG", optimize=True)
    return content.getvalue()


def exported(generator, precision: str, direction: str | None = None) -> bytes:
    """`gan-course export`가 쓰는 것과 같은 파일의 내용."""
    from gan_course.export import export_onnx

    with tempfile.TemporaryDirectory() as folder:
        return export_onnx(generator, Path(folder) / "a.onnx", precision, direction).path.read_bytes()
