"""1장 연습의 채점: 화소와 잠재 공간(1.1, 1.2, 1.5)."""

import numpy as np

from gan_course.exercises.answer import Wrong
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise


@exercise("1.1", "화소를 [-1, 1]로")
def to_model_range() -> Comparison:
    small = np.array([[0, 255], [51, 204]], np.uint8)
    photos = np.random.default_rng(1).integers(0, 256, (2, 4, 4, 1), dtype=np.uint8)

    def expected(pixels):
        return pixels.astype(np.float64) / 127.5 - 1

    return Comparison(
        cases=[(small,), (photos,)],
        reference=expected,
        mistakes=[
            Mistake("범위가 [0, 1]입니다. 생성자의 tanh는 [-1, 1]을 내놓습니다.", lambda p: p / 255.0),
            Mistake("범위가 [0, 2]입니다. 1을 빼지 않았습니다.", lambda p: p / 127.5, hint=2),
            Mistake("범위가 [-0.5, 0.5]입니다.", lambda p: p / 255.0 - 0.5, hint=2),
            Mistake("밝고 어두운 것이 뒤집혔습니다.", lambda p: 1 - p / 127.5),
            Mistake("정수로 나누어 소수가 사라졌습니다.", lambda p: p // 127.5 - 1, hint=3),
            Mistake(
                "부호 없는 정수(uint8)끼리 계산하다가 값이 넘쳤습니다.", lambda p: (p - np.uint8(128)) / 128, hint=3
            ),
            Mistake("128로 나누었습니다. 255가 1을 넘지 않게 127.5로 나누십시오.", lambda p: p / 128.0 - 1, hint=3),
        ],
        tolerance=1e-5,
        describe=lambda p: f"화소 {np.ravel(p)[:4]}",
    )


@exercise("1.2", "이미지를 다시 화소로")
def to_pixels() -> Comparison:
    images = np.array([[-1.0, 1.0, 0.0, -0.2], [0.999, -0.999, 1.02, -1.3]], np.float32)

    def expected(images):
        return np.clip(np.rint((images + 1) * 127.5), 0, 255)

    def wrapped(images):
        return np.rint((images + 1) * 127.5).astype(np.int64) % 256

    def is_bytes(answer):
        kind = np.asarray(answer(images)).dtype
        if kind != np.uint8:
            raise Wrong(
                "값은 맞지만 자료형이 uint8이 아닙니다. 그림 파일은 8비트 정수로 적습니다.",
                expected="uint8",
                got=str(kind),
                hint=3,
            )

    return Comparison(
        cases=[(images,)],
        reference=expected,
        mistakes=[
            Mistake("[0, 255]를 넘는 값이 한 바퀴 돌아 반대쪽 끝이 되었습니다. 먼저 잘라 내십시오.", wrapped),
            Mistake(
                "반올림하지 않고 버렸습니다. 한 단계씩 어두워집니다.",
                lambda x: np.clip(np.floor((x + 1) * 127.5), 0, 255),
                hint=2,
            ),
            Mistake("1을 더하지 않았습니다. 음수가 모두 0이 됩니다.", lambda x: np.clip(np.rint(x * 255), 0, 255)),
            Mistake("[0, 255]를 넘는 값을 자르지 않았습니다.", lambda x: np.rint((x + 1) * 127.5), hint=2),
            Mistake("0에서 1까지의 값입니다. 255까지 키우십시오.", lambda x: np.clip((x + 1) / 2, 0, 1)),
            Mistake("밝고 어두운 것이 뒤집혔습니다.", lambda x: np.clip(np.rint((1 - x) * 127.5), 0, 255), hint=3),
        ],
        tolerance=1e-6,
        describe=lambda x: f"{np.ravel(x)}",
        then=[is_bytes],
    )


@exercise("1.5", "잠재 공간의 두 점 사이")
def between() -> Comparison:
    z0, z1 = np.array([0.0, 2.0, -1.0]), np.array([4.0, -2.0, 1.0])
    return Comparison(
        cases=[(z0, z1, 0.0), (z0, z1, 0.25), (z0, z1, 1.0), (z1, z0, 0.6)],
        reference=lambda a, b, t: (1 - t) * a + t * b,
        mistakes=[
            Mistake("출발과 도착이 바뀌었습니다. t = 0이면 출발이어야 합니다.", lambda a, b, t: t * a + (1 - t) * b),
            Mistake("출발에 (1 - t)를 곱하지 않았습니다.", lambda a, b, t: a + t * b),
            Mistake("언제나 한가운데입니다. t를 쓰지 않았습니다.", lambda a, b, t: (a + b) / 2),
            Mistake("출발이 빠졌습니다. 움직인 만큼만 돌려주었습니다.", lambda a, b, t: t * (b - a), hint=2),
            Mistake("방향이 뒤집혔습니다.", lambda a, b, t: a + t * (a - b), hint=3),
            Mistake("두 점을 곱했습니다.", lambda a, b, t: (1 - t) * a * t * b, hint=2),
        ],
        tolerance=1e-6,
        describe=lambda a, b, t: f"z0 = {a}, z1 = {b}, t = {t}",
    )
