"""9장 연습의 채점: 어긋난 증강(9.6). 고치는 길이 여럿이라, 판별자가 무엇을 몇 번 바꾼 것을 보았는지를 봅니다."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.chapter_9.players import Changer, Detective, Forger, changed
from gan_course.exercises.grading import exercise
from gan_course.exercises.mistakes import AND
from gan_course.exercises.observing import Observation, Symptom
from gan_course.exercises.one_step import OneStep
from gan_course.exercises.stand_ins import normal

_COUNT = 6
_GIVEN = """
def augmented_step(generator, discriminator, generator_optimizer, discriminator_optimizer, augment, images, noise):
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        generated_image = generator(noise, training=True)
        images = augment(images)
        real_output = discriminator(augment(images), training=True)
        fake_output = discriminator(generated_image, training=True)
        gen_loss = generator_loss(fake_output)
        disc_loss = discriminator_loss(real_output, fake_output)
    gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
    gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)
    generator_optimizer.apply_gradients(zip(gradients_of_generator, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(gradients_of_discriminator, discriminator.trainable_variables))
    return gen_loss, disc_loss
"""
_TWICE = "진짜를 두 번 바꾸었습니다. 진짜가 판별자까지 가는 길에 augment를 하나만 남기십시오."
_NEVER = "가짜를 바꾸지 않았습니다. 가짜도 augment로 바꾸어 보이십시오."
_WORDS = {0: "바꾸지 않음", 1: "한 번", 2: "두 번", 3: "세 번"}


class _Watched:
    """부를 때마다 넣은 것과 나온 것을 적어 두는 대역."""

    def __init__(self):
        super().__init__()
        self.calls: list[tuple[np.ndarray, bool, np.ndarray]] = []

    def __call__(self, inputs, training=False):
        outputs = super().__call__(inputs, training=training)
        self.calls.append((np.asarray(inputs), bool(training), np.asarray(outputs)))
        return outputs


class _Forger(_Watched, Forger):
    pass


class _Detective(_Watched, Detective):
    pass


class _Step(OneStep):
    """답이 한 걸음을 움직인 것: 판별자가 본 것, 두 신경망의 변화, 돌려준 손실."""

    def __init__(self, answer):
        self.images, self.noise = normal(_COUNT, 3, seed=(9, 80)), normal(_COUNT, 2, seed=(9, 81))
        networks = _Forger(), _Detective()
        super().__init__(answer, networks, Changer(), self.images, self.noise)
        self.made, self.shown = (network.calls for network in networks)

    @cached_property
    def times(self):
        """판별자가 본 (진짜, 가짜)를 몇 번 바꾸었는지의 모음. 진짜도 가짜도 아닌 것은 셋째 모음에 셉니다."""
        known = [self.images.numpy(), np.concatenate([outputs for *_, outputs in self.made] or [np.zeros((0, 3))])]
        found = set(), set(), set()
        for inputs, *_ in self.shown:
            for image in inputs:
                which, count = 2, 0
                for place, pictures in enumerate(known):
                    for times in _WORDS:
                        if len(pictures) and np.abs(pictures - image).max(axis=1).min() < 1e-5:
                            which, count = place, times
                        pictures = changed(pictures)
                found[which].add(count)
        return found

    @cached_property
    def facts(self):
        """무엇을 몇 번 바꾸었는지에 대해 드러난 것."""
        real, fake, others = self.times
        found = []
        for times, what, again, never in (
            (real, "진짜", _TWICE, "진짜를 바꾸지 않았습니다. 진짜도 augment로 바꾸어 보이십시오."),
            (fake, "가짜", "가짜를 두 번 바꾸었습니다. 한 번이면 됩니다.", _NEVER),
        ):
            if not times:
                found.append(f"판별자가 {'진짜를' if what == '진짜' else '생성자가 만든 가짜를'} 보지 못했습니다.")
            elif times == {0}:
                found.append(never)
            elif times == {2}:
                found.append(again)
            elif times == {0, 1} and what == "가짜":
                found.append("가짜를 한 손실에서만 바꾸었습니다. 두 손실에서 모두 바꾼 가짜를 쓰십시오.")
            elif times != {1}:
                found.append(
                    f"{what}를 바꾼 수가 다릅니다({', '.join(_WORDS[each] for each in sorted(times))}). 한 번씩입니다."
                )
        if others:
            found.append("판별자가 진짜도 가짜도 아닌 것을 보았습니다. 두 무리를 저마다 한 번씩 바꾸어 보이십시오.")
        if any(not training for _, training, _ in (*self.made, *self.shown)):
            found.append("training=True를 잊은 줄이 있습니다. 처음처럼 세 번 모두 training=True로 부르십시오.")
        return found

    @cached_property
    def seen(self):
        """증거: 판별자가 본 것을 몇 번 바꾸었는지."""
        told = [", ".join(_WORDS[each] for each in sorted(times)) or "보지 못함" for times in self.times[:2]]
        return f"진짜는 {told[0]}, 가짜는 {told[1]}"

    @cached_property
    def expected(self):
        """옳게 움직였을 때의 (두 변화, 두 손실)."""
        forger, detective, augment = Forger(), Detective(), Changer()
        with tf.GradientTape(persistent=True) as tape:
            fake = detective(augment(forger(self.noise, training=True)), training=True)
            real = detective(augment(self.images), training=True)
            return self.step_of(tape, (forger, detective), real, fake)


@exercise("9.6", "버그 찾기: 어긋난 증강")
def augmented_step() -> Observation:
    given = f"작은 두 신경망, 진짜 {_COUNT}장, 그림을 바꾸는 함수"
    wanted = "진짜도 가짜도 한 번씩 바꾸어 보임"
    told = dict(given=given, expected=wanted, got=lambda step: step.seen)
    return Observation(
        _Step,
        [
            Symptom(
                "판별자가 본 진짜는 두 번 바꾼 것이고, 가짜는 한 번도 바꾸지 않은 것입니다.",
                lambda step: step.facts == [_TWICE, _NEVER],
                untouched=_GIVEN,
            ),
            Symptom(lambda step: AND.join(step.facts), lambda step: bool(step.facts), named=True, **told),
            Symptom(lambda step: AND.join(step.moves), lambda step: bool(step.moves), given=given, explained=True),
        ],
    )
