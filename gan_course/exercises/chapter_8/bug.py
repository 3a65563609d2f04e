"""8장 연습의 채점: 엇갈린 레이블(8.6). 고치는 길이 여럿이라, 어떤 그림이 어떤 레이블과 함께 들어갔는지를 봅니다."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.chapter_8.lookup import labels_of
from gan_course.exercises.chapter_8.players import Detective, Forger
from gan_course.exercises.grading import exercise
from gan_course.exercises.mistakes import AND
from gan_course.exercises.observing import Observation, Symptom
from gan_course.exercises.one_step import OneStep
from gan_course.exercises.stand_ins import normal

_LABELS = (7, 3, 3, 0, 5, 1, 8, 7)
_GIVEN = """
def conditional_step(generator, discriminator, generator_optimizer, discriminator_optimizer, images, labels, noise):
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        generated_image = generator(noise, labels, training=True)
        real_output = discriminator(images, training=True)
        fake_labels = tf.random.uniform(tf.shape(labels), 0, 10, tf.int32)
        fake_output = discriminator(generated_image, fake_labels, training=True)
        gen_loss = generator_loss(fake_output)
        disc_loss = discriminator_loss(real_output, fake_output)
    gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
    gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)
    generator_optimizer.apply_gradients(zip(gradients_of_generator, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(gradients_of_discriminator, discriminator.trainable_variables))
    return gen_loss, disc_loss
"""
_NO_REAL = "진짜를 판별자에게 보일 때 레이블이 빠졌습니다."
_NO_FAKE = "가짜를 판별자에게 보일 때 레이블이 빠졌습니다."
_OTHER_REAL = "진짜를 판별자에게 보일 때 함께 온 레이블이 아닌 것을 주었습니다."
_OTHER_FAKE = "가짜를 판별자에게 보일 때 생성자에게 부탁한 것과 다른 레이블을 주었습니다."


@dataclass(frozen=True)
class _Call:
    """신경망을 한 번 부른 것: 넣은 것 [배치, 길이], 레이블 [배치](없으면 None), training, 나온 것."""

    inputs: np.ndarray
    labels: np.ndarray | None
    training: bool
    outputs: np.ndarray


class _Watched:
    """부를 때마다 무엇을 어떤 레이블과 함께 넣었는지 적어 두는 대역."""

    def __init__(self):
        super().__init__()
        self.calls: list[_Call] = []

    def respond(self, inputs, labels, training):
        outputs = super().respond(inputs, labels, training)
        asked = None if labels is None else np.asarray(labels)
        self.calls.append(_Call(np.asarray(inputs), asked, bool(training), np.asarray(outputs)))
        return outputs


class _Forger(_Watched, Forger):
    def __call__(self, noise, labels, training=False):
        return self.respond(noise, labels, training)


class _Detective(_Watched, Detective):
    def __call__(self, images, labels=None, training=False):
        return self.respond(images, labels, training)


class _Step(OneStep):
    """답이 한 걸음을 움직인 것: 부른 자취, 두 신경망의 변화, 돌려준 손실."""

    def __init__(self, answer):
        count = len(_LABELS)
        self.images, self.noise = normal(count, 3, seed=(8, 80)), normal(count, 2, seed=(8, 81))
        self.labels = labels_of(*_LABELS)
        networks = _Forger(), _Detective()
        super().__init__(answer, networks, self.images, self.labels, self.noise)
        self.asked, self.shown = (network.calls for network in networks)

    @cached_property
    def rows(self):
        """판별자가 본 그림마다 (진짜인지, 본 레이블, 있어야 할 레이블). 진짜도 가짜도 아니면 첫째가 None입니다."""
        real = [(image, label) for image, label in zip(self.images.numpy(), _LABELS)]
        fake = [pair for call in self.asked for pair in zip(call.outputs, self._labels_of(call))]
        found = []
        for call in self.shown:
            for image, label in zip(call.inputs, self._labels_of(call)):
                which, wanted = None, None
                for is_real, known in ((True, real), (False, fake)):
                    match = [asked for one, asked in known if np.allclose(one, image, atol=1e-6)]
                    if match and which is None:
                        which, wanted = is_real, label if label in match else match[0]
                found.append((which, label, wanted))
        return found

    @staticmethod
    def _labels_of(call):
        return [None] * len(call.inputs) if call.labels is None else [int(label) for label in np.ravel(call.labels)]

    @cached_property
    def facts(self):
        """레이블에 대해 드러난 것."""
        found = []
        for which, missing, other in ((True, _NO_REAL, _OTHER_REAL), (False, _NO_FAKE, _OTHER_FAKE)):
            mine = [(label, wanted) for is_real, label, wanted in self.rows if is_real is which]
            if not mine:
                found.append(f"판별자가 {'진짜를' if which else '생성자가 만든 가짜를'} 보지 못했습니다.")
            elif any(label is None for label, _ in mine):
                found.append(missing)
            elif any(label != wanted for label, wanted in mine):
                found.append(other)
        asked = [label for call in self.asked for label in self._labels_of(call)]
        if len(set(asked)) == 1 or any(label is None for label in asked):
            found.append("생성자에게 늘 같은 숫자만 부탁했습니다. 데이터의 레이블과 같은 비율로 부탁하십시오.")
        elif any(not 0 <= label < 10 for label in asked):
            found.append("없는 숫자를 부탁했습니다. 레이블은 0에서 9까지입니다.")
        if any(not call.training for call in (*self.asked, *self.shown)):
            found.append("training=True를 잊은 줄이 있습니다. 처음처럼 세 번 모두 training=True로 부르십시오.")
        return found

    @cached_property
    def seen(self):
        """증거: 판별자가 그림과 함께 본 레이블."""
        told = []
        for which, what in ((True, "진짜"), (False, "가짜")):
            labels = ["없음" if label is None else str(label) for is_real, label, _ in self.rows if is_real is which]
            told.append(f"{what}와 함께 본 레이블 {', '.join(labels) or '없음'}")
        asked = ", ".join(str(label) for call in self.asked for label in self._labels_of(call))
        return "; ".join([*told, f"생성자에게 부탁한 레이블 {asked or '없음'}"])

    @cached_property
    def expected(self):
        """답이 쓴 레이블로 옳게 움직였을 때의 (두 변화, 두 손실)."""
        forger, detective = _Forger(), _Detective()
        with tf.GradientTape(persistent=True) as tape:
            call = self.asked[0]
            fakes = forger(call.inputs, call.labels, training=True)
            fake = detective(fakes, call.labels, training=True)
            real = detective(self.images, self.labels, training=True)
            return self.step_of(tape, (forger, detective), real, fake)


@exercise("8.6", "버그 찾기: 엇갈린 레이블")
def conditional_step() -> Observation:
    given = f"작은 두 신경망, 진짜 {len(_LABELS)}장, 레이블 {', '.join(map(str, _LABELS))}"
    wanted = "진짜와는 함께 온 레이블, 가짜와는 생성자에게 부탁한 레이블"
    told = dict(given=given, expected=wanted, got=lambda step: step.seen)
    return Observation(
        _Step,
        [
            Symptom(
                "진짜와 부탁이 모두 7인 배치에서 판별자가 7이 아닌 숫자의 벡터를 고칩니다.",
                lambda step: step.facts == [_NO_REAL, _OTHER_FAKE],
                untouched=_GIVEN,
            ),
            Symptom(lambda step: AND.join(step.facts), lambda step: bool(step.facts), named=True, **told),
            Symptom(lambda step: AND.join(step.moves), lambda step: bool(step.moves), given=given, explained=True),
        ],
    )
