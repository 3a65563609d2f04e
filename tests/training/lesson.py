"""3장의 노트북에 적힌 `train_step`을 그대로 꺼냅니다. 원래 수업의 코드에서 잡음의 수만 배치에 맞춘 것입니다."""

import ast
import functools
from pathlib import Path

from gan_course import losses
from gan_course._tensorflow import keras, tf
from tests.training.tiny import GREY, NOISE_DIM, adam, gan_networks, state

_CHAPTER = Path(__file__).parents[2] / "notebooks" / "sources" / "03_train_step.py"


@functools.cache
def train_step_of_chapter_3():
    """노트북의 `def train_step` 하나의 구문 나무."""
    tree = ast.parse(_CHAPTER.read_text(encoding="utf-8"))
    (function,) = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "train_step"]
    return function


def lesson_step(images, noise, generator, discriminator, generator_optimizer, discriminator_optimizer):
    """노트북의 코드로 한 걸음. (생성자 손실, 판별자 손실)을 돌려줍니다."""
    names = {
        "tf": tf,
        "losses": losses,
        "sample_noise": lambda count: noise,
        "generator": generator,
        "discriminator": discriminator,
        "generator_optimizer": generator_optimizer,
        "discriminator_optimizer": discriminator_optimizer,
    }
    exec(compile(ast.Module([train_step_of_chapter_3()], []), str(_CHAPTER), "exec"), names)
    return names["train_step"](images)


def by_hand(batches, image_shape=GREY, seed=0):
    """`tiny_gan`과 같은 처음에서 노트북의 코드로 여러 걸음. (마지막 상태, 걸음마다의 손실)"""
    generator, discriminator = gan_networks(image_shape)
    optimizers = adam(), adam()
    noise_source = keras.random.SeedGenerator(seed)
    results = []
    for images in batches:
        noise = keras.random.normal((len(images), NOISE_DIM), seed=noise_source)
        results.append(lesson_step(images, noise, generator, discriminator, *optimizers))
    return state(generator, discriminator, *optimizers), results
