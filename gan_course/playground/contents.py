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
    task: str
    """장면을 그릴 `data.savanna`의 task."""
    about: str


TRANSLATORS = (
    Translator(
        "savanna", "말 ↔ 얼룩말", "말", "얼룩말", "04", "horse2zebra",
        "4장의 CycleGAN입니다. 코드로 그린 말 600장과 얼룩말 600장을 짝 없이 보고 배웠습니다. 아래의 장면은 훈련에 쓰지 않은 것입니다.",
    ),
    Translator(
        "seasons", "여름 ↔ 겨울", "여름", "겨울", "04-seasons", "summer2winter",
        "4장의 4.17절에서 훈련한 CycleGAN입니다. 코드로 그린 여름 600장과 겨울 600장을 짝 없이 보고 배웠습니다.",
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
    # 첫 층의 출력을 가장 크게 바꾸는 방향(Shen & Zhou 2021, "Closed-Form Factorization of Latent Semantics in GANs").
    directions = np.linalg.svd(generator.layers[1].kernel.numpy(), full_matrices=False)[0].T[:DIRECTIONS]
    facts = {
        "noise_dim": dim, "seeds": SEEDS, "gallery_each": GALLERY_EACH, "directions": directions,
        "usual_median": np.median(usual),
    }  # fmt: skip
    return {
        "digits.onnx": exported(generator, "float16"),
        "digits.json": as_json(facts),
        "digits-seeds.f32": floats(seeds),
        "digits-gallery.f32": floats(noise[chosen]),
        "digits-real.u8": np.rint((real + 1) * 127.5).astype(np.uint8).tobytes(),
    }


def translators() -> dict[str, bytes]:
    """그림 바꾸기: 모델의 목록(`translators.json`), 두 방향의 생성자, 훈련에 쓰지 않은 장면과 그 정답."""
    from gan_course.data import savanna
    from gan_course.training import checkpoint

    found, listed = {}, []
    for each in TRANSLATORS:
        model = checkpoint(each.checkpoint).model
        names = {"forward": f"{each.id}-ab.onnx", "backward": f"{each.id}-ba.onnx", "scenes": f"{each.id}.png"}
        found[names["forward"]] = exported(model.average_ab, "int8", "AtoB")
        found[names["backward"]] = exported(model.average_ba, "int8", "BtoA")
        pairs = savanna.pairs(each.task, SCENES, _SCENE_SEED, _SIZE)
        found[names["scenes"]] = _png(np.concatenate([pairs.a, pairs.b], axis=2).reshape(-1, 2 * _SIZE, 3))
        written = dataclasses.asdict(each)
        listed.append({name: written[name] for name in ("id", "title", "a", "b", "about")} | names)
        listed[-1] |= {"size": _SIZE, "count": SCENES}
    return found | {"translators.json": as_json(listed)}


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
