"""1장 연습의 채점: 화소의 범위(1.1, 1.2)."""

import numpy as np

from gan_course.exercises.answer import Wrong
from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise


def _stretched(values):
    """자기의 최소를 0, 최대를 1로."""
    low, high = np.min(values), np.max(values)
    return (np.asarray(values, np.float64) - low) / (high - low)


def _standardised(values):
    values = np.asarray(values, np.float64)
    return (values - values.mean()) / values.std()


_AFTER = {
    "uint8로 바꾸어 음수와 소수를 담지 못합니다.": lambda x: np.asarray(x).astype(np.uint8),
    "정수로 바꾸어 소수점 아래가 사라집니다.": lambda x: np.trunc(x),
    "반올림하여 소수점 아래가 사라집니다.": lambda x: np.rint(x),
    "0보다 작은 값을 잘랐습니다.": lambda x: np.maximum(x, 0),
    "채널의 축을 앞으로 옮겼습니다.": lambda x: np.moveaxis(x, -1, 0),
    "한 줄로 폈습니다. 모양은 그대로여야 합니다.": lambda x: np.ravel(x),
    "앞에 축을 하나 더했습니다.": lambda x: np.expand_dims(x, 0),
    "뒤에 축을 하나 더했습니다.": lambda x: np.expand_dims(x, -1),
}


@exercise("1.1", "화소를 [-1, 1]로")
def to_model_range() -> Comparison:
    random = np.random.default_rng(1)
    corners = np.array([[0, 255], [51, 204]], np.uint8)
    narrow = random.integers(21, 222, (2, 3, 5, 1), dtype=np.uint8)  # 0과 255가 없는 그림
    low, high = np.min, np.max

    def scaled(form, after=lambda x: x):
        return lambda pixels: after(form(pixels))

    kept = Choice(lambda x: x, _AFTER)
    forms = {
        "범위가 [0, 1]입니다. 생성자의 tanh는 [-1, 1]을 내놓습니다.": lambda p: p / 255.0,
        "범위가 [0, 2]입니다. 1을 빼지 않았습니다.": lambda p: p / 127.5,
        "범위가 [-0.5, 0.5]입니다.": lambda p: p / 255.0 - 0.5,
        "범위가 [-1, 0]입니다. 2를 곱하지 않고(255로 나누고) 1을 뺐습니다.": lambda p: p / 255.0 - 1,
        "범위가 [-2, 2]입니다.": lambda p: p / 63.75 - 2,
        "범위가 [-1, 3]입니다. 127.5로 나누고 또 2를 곱했습니다.": lambda p: 2 * (p / 127.5) - 1,
        "1을 빼지 않고 더했습니다. 범위가 [1, 3]입니다.": lambda p: p / 127.5 + 1,
        "밝고 어두운 것이 뒤집혔습니다.": lambda p: 1 - p / 127.5,
        "밝고 어두운 것이 뒤집혔습니다. 그리고 127.5가 아니라 127로 나누었습니다.": lambda p: 1 - p / 127.0,
        "밝고 어두운 것이 뒤집혔습니다. 그리고 127.5가 아니라 128로 나누었습니다.": lambda p: 1 - p / 128.0,
        "밝고 어두운 것이 뒤집혔습니다. 그리고 범위가 [0, 1]입니다.": lambda p: 1 - p / 255.0,
        "128로 나누었습니다. 255가 1에 이르지 못합니다. 127.5로 나누십시오.": lambda p: p / 128.0 - 1,
        "127로 나누었습니다. 255가 1을 넘습니다. 127.5로 나누십시오.": lambda p: p / 127.0 - 1,
        "256으로 나누고 0.5를 뺐습니다. 범위가 [-0.5, 0.5)입니다.": lambda p: p / 256.0 - 0.5,
        "256으로 나누었습니다. 범위가 [0, 1)입니다.": lambda p: p / 256.0,
        "한가운데를 127.5가 아니라 128로 보았습니다.": lambda p: (p - 128.0) / 127.5,
        "한가운데를 127.5가 아니라 127로 보았습니다.": lambda p: (p - 127.0) / 127.5,
        "한가운데를 128로 보고 127로 나누었습니다. 둘 다 127.5입니다.": lambda p: (p - 128.0) / 127.0,
        "한가운데를 127로 보고 128로 나누었습니다. 둘 다 127.5입니다.": lambda p: (p - 127.0) / 128.0,
        "한가운데를 128로 보고 255로 나누었습니다. 범위가 [-0.5, 0.5]입니다.": lambda p: (p - 128.0) / 255.0,
        "127.5를 빼기만 하고 나누지 않았습니다.": lambda p: p - 127.5,
        "128을 빼기만 하고 나누지 않았습니다.": lambda p: p - 128.0,
        "255로 먼저 나누지 않고 (x - 0.5) / 0.5를 했습니다.": lambda p: (p - 0.5) / 0.5,
        "255로 먼저 나누지 않고 2를 곱해 1을 뺐습니다.": lambda p: 2.0 * p - 1,
        "나누지 않고 1만 뺐습니다.": lambda p: p - 1.0,
        "255로 나누고 나서 127.5로 또 나누었습니다.": lambda p: p / 255.0 / 127.5 - 1,
        "정수로 나누어 소수가 사라졌습니다.": lambda p: p // 127.5 - 1,
        "정수로 나누어(//) 소수가 사라졌습니다. 그리고 127.5가 아니라 127로 나누었습니다.": lambda p: (p // 127) - 1.0,
        "정수로 나누어(//) 소수가 사라졌습니다. 그리고 127.5가 아니라 128로 나누었습니다.": lambda p: (p // 128) - 1.0,
        "정수로 나누어(//) 소수가 사라졌습니다. 그리고 255로 나누었습니다.": lambda p: 2.0 * (p // 255) - 1,
        "tanh를 씌웠습니다. 같은 간격으로 옮기기만 하면 됩니다.": lambda p: np.tanh(p / 127.5 - 1),
        "제곱했습니다. 같은 간격으로 옮기기만 하면 됩니다.": lambda p: (p / 127.5 - 1) ** 2,
        "절댓값을 씌웠습니다. 어두운 것과 밝은 것이 같아집니다.": lambda p: np.abs(p / 127.5 - 1),
        "0과 255가 아니라 받은 그림의 최소와 최대로 늘였습니다. 그림마다 밝기의 뜻이 달라집니다.": (
            lambda p: 2 * _stretched(p) - 1
        ),
        "0과 255가 아니라 받은 그림의 최소와 최대로 늘였습니다. 그리고 범위가 [0, 1]입니다.": _stretched,
        "255가 아니라 받은 그림의 최대로 나누었습니다. 그림마다 밝기의 뜻이 달라집니다.": lambda p: (
            2 * (p / high(p)) - 1
        ),
        "255가 아니라 받은 그림의 최대로 나누었습니다. 그리고 범위가 [0, 1]입니다.": lambda p: p / high(p),
        "받은 그림의 최소를 빼고 나누었습니다. 0과 255는 정해진 수입니다.": lambda p: (p - low(p) * 1.0) / 127.5 - 1,
        "평균을 빼고 표준편차로 나누었습니다(표준화). 범위가 [-1, 1]이 아닙니다.": _standardised,
        "받은 그림의 평균을 빼고 127.5로 나누었습니다. 한가운데는 언제나 127.5입니다.": lambda p: (
            (p - p.mean()) / 127.5
        ),
        "받은 그림의 평균을 빼고 255로 나누었습니다.": lambda p: (p - p.mean()) / 255,
        "0과 1, 둘로 잘랐습니다(문턱).": lambda p: np.where(p > 127.5, 1.0, 0.0),
        "-1과 1, 둘로 잘랐습니다. 중간 밝기가 사라집니다.": lambda p: np.where(p > 127.5, 1.0, -1.0),
    }
    overflows = {
        f"부호 없는 정수(uint8)끼리 계산하다가 값이 넘쳤습니다{more.format(middle)}": form
        for middle in (127, 128)
        for more, form in {
            ". {}을(를) 빼고 그것으로 나누기 전에 실수로 바꾸십시오.": lambda p, m=middle: (p - np.uint8(m)) / m,
            ". {}을(를) 빼기 전에 실수로 바꾸십시오.": lambda p, m=middle: (p - np.uint8(m)) / 127.5,
            ". 실수로 바꾼 다음에 {}을(를) 빼십시오.": lambda p, m=middle: (p - np.uint8(m)) / (255 - m),
            ". {}을(를) 빼기 전에 실수로 바꾸십시오. 그리고 255로 나누었습니다.": lambda p, m=middle: (
                (p - np.uint8(m)) / 255
            ),
            ". 2를 곱하기 전에 255로 나누십시오.": lambda p: (p * np.uint8(2)) / 255 - 1,
            ". 2를 곱하고 255를 빼기 전에 실수로 바꾸십시오.": lambda p: (p * np.uint8(2) - np.uint8(255)) / 255,
            ". 실수로 바꾼 다음에 1을 빼십시오.": lambda p: (p - np.uint8(1)) / 127.5,
            ". 그리고 정수로 나누어(//) 소수가 사라졌습니다.": lambda p: (p * np.uint8(2)) // 255 - 1.0,
            ". int8에는 127까지만 담깁니다.": lambda p: p.astype(np.int8) / 127.5 - 1,
            ". int8에는 127까지만 담깁니다. 그리고 1을 빼지 않았습니다.": lambda p: p.astype(np.int8) / 127.5,
        }.items()
    }
    return Comparison(
        cases=[(corners,), (narrow,)],
        reference=lambda pixels: pixels.astype(np.float64) / 127.5 - 1,
        mistakes=by(
            scaled, form=Choice(lambda p: p.astype(np.float64) / 127.5 - 1, {**forms, **overflows}), after=kept
        ),
        tolerance=1e-5,
        describe=lambda p: f"화소 {np.ravel(p)[:4]}",
    )


@exercise("1.2", "이미지를 다시 화소로")
def to_pixels() -> Comparison:
    images = np.array([[-1.0, 1.0, 0.0, -0.2], [0.999, -0.999, 1.02, -1.3]], np.float32)
    random = np.random.default_rng(5)
    steps = random.integers(40, 190, (2, 3, 4, 1)) + random.uniform(
        -0.4, 0.4, (2, 3, 4, 1)
    )  # 반올림의 방향이 분명합니다
    inside = (steps / 127.5 - 1).astype(np.float32)
    over = (np.array([300.2, -20.7, 254.8, 0.3, 128.7, 64.4, 511.1]) / 127.5 - 1).astype(np.float32)

    def built(form, before, rounding, end):
        return lambda images: end(rounding(form(before(images))))

    def is_bytes(answer):
        kind = np.asarray(answer(images)).dtype
        if kind != np.uint8:
            raise Wrong(
                "값은 맞지만 자료형이 uint8이 아닙니다. 그림 파일은 8비트 정수로 적습니다.",
                expected="uint8",
                got=str(kind),
            )

    form = Choice(
        lambda x: (x + 1.0) * 127.5,
        {
            "1을 더하지 않았습니다. 음수가 모두 0이 됩니다.": lambda x: x * 255.0,
            "1을 더하지 않았습니다. 그리고 127.5를 곱했습니다.": lambda x: x * 127.5,
            "1을 더하지 않고 뺐습니다.": lambda x: (x - 1.0) * 127.5,
            "127.5가 아니라 128을 곱했습니다.": lambda x: (x + 1.0) * 128,
            "127.5가 아니라 127을 곱했습니다.": lambda x: (x + 1.0) * 127,
            "2로 나누지 않고 255를 곱했습니다. 범위가 [0, 510]입니다.": lambda x: (x + 1.0) * 255,
            "곱한 다음에 1을 더했습니다. 먼저 1을 더하십시오.": lambda x: x * 127.5 + 1,
            "128을 곱하고 127.5를 더했습니다. 둘 다 127.5입니다.": lambda x: x * 128 + 127.5,
            "127을 곱하고 128을 더했습니다. 둘 다 127.5입니다.": lambda x: x * 127 + 128,
            "128을 곱하고 127을 더했습니다. 둘 다 127.5입니다.": lambda x: x * 128 + 127,
            "1이 아니라 0.5를 더하고 255를 곱했습니다.": lambda x: (x + 0.5) * 255,
            "0에서 1까지의 값입니다. 255까지 키우십시오.": lambda x: (x + 1.0) / 2,
            "0에서 2까지의 값입니다. 127.5를 곱하십시오.": lambda x: x + 1.0,
            "밝고 어두운 것이 뒤집혔습니다.": lambda x: (1.0 - x) * 127.5,
            "절댓값을 씌웠습니다. 어두운 것과 밝은 것이 같아집니다.": lambda x: np.abs(x) * 255.0,
            "-1과 1이 아니라 받은 그림의 최소와 최대로 늘였습니다. 그림마다 밝기의 뜻이 달라집니다.": (
                lambda x: _stretched(x) * 255
            ),
            "255를 곱하기 전에 반올림했습니다. 화소가 0과 255만 남습니다.": lambda x: np.rint((x + 1.0) / 2) * 255,
            "127.5를 곱하기 전에 반올림했습니다.": lambda x: np.rint(x + 1.0) * 127.5,
            "255를 곱하기 전에 소수 둘째 자리에서 반올림했습니다.": lambda x: np.round((x + 1.0) / 2, 2) * 255,
            "255를 곱하기 전에 소수 첫째 자리에서 반올림했습니다.": lambda x: np.round((x + 1.0) / 2, 1) * 255,
            "tanh를 또 지났습니다.": lambda x: (np.tanh(x) + 1) * 127.5,
            "시그모이드를 지났습니다. 범위는 이미 [-1, 1]입니다.": lambda x: 255 / (1 + np.exp(-x)),
            "255로 나누었습니다. 곱해야 합니다.": lambda x: (x + 1.0) / 255,
            "127.5로 나누었습니다. 곱해야 합니다.": lambda x: (x + 1.0) / 127.5,
        },
    )
    before = Choice(
        lambda x: x,
        {
            "[-1, 1]이 아니라 [0, 1]로 잘랐습니다. 어두운 절반이 사라집니다.": lambda x: np.clip(x, 0, 1),
            "0보다 작은 값을 0으로 잘랐습니다. 어두운 절반이 사라집니다.": lambda x: np.maximum(x, 0),
        },
    )
    rounding = Choice(
        np.rint,
        {
            "반올림하지 않고 버렸습니다. 한 단계씩 어두워집니다.": np.floor,
            "반올림하지 않고 올림한 것과 같습니다. 한 단계씩 밝아집니다.": np.ceil,
            "반올림하지 않았습니다.": lambda x: x,
        },
        also=[lambda x: x + 0.5],  # 0.5를 더하고 버리는 반올림
    )
    end = Choice(
        lambda x: np.clip(x, 0, 255),
        {
            "[0, 255]를 넘는 값이 한 바퀴 돌아 반대쪽 끝이 되었습니다. 먼저 잘라 내십시오.": lambda x: (
                np.trunc(x).astype(np.int64) % 256
            ),
            "[0, 255]를 넘는 값을 자르지 않았습니다.": lambda x: x,
            "[0, 1]로 잘랐습니다. 화소의 범위는 [0, 255]입니다.": lambda x: np.clip(x, 0, 1),
            "[-1, 1]로 잘랐습니다. 화소의 범위는 [0, 255]입니다.": lambda x: np.clip(x, -1, 1),
            "255에서 자르지 않았습니다(0에서만 잘랐습니다).": lambda x: np.maximum(x, 0),
            "0에서 자르지 않았습니다(255에서만 잘랐습니다).": lambda x: np.minimum(x, 255),
            "0에서 자르지 않아 음수가 한 바퀴 돌았습니다(255에서만 잘랐습니다).": lambda x: (
                np.trunc(np.minimum(x, 255)).astype(np.int64) % 256
            ),
            "255에서 자르지 않아 큰 값이 한 바퀴 돌았습니다(0에서만 잘랐습니다).": lambda x: (
                np.trunc(np.maximum(x, 0)).astype(np.int64) % 256
            ),
            "int8로 바꾸어 127보다 큰 값이 음수가 되었습니다. uint8이어야 합니다.": lambda x: (
                (np.clip(x, 0, 255) + 128) % 256 - 128
            ),
            "254에서 잘랐습니다. 가장 밝은 화소는 255입니다.": lambda x: np.clip(x, 0, 254),
            "256에서 잘라 가장 밝은 값이 0이 되었습니다. 255에서 자르십시오.": lambda x: (
                np.trunc(np.clip(x, 0, 256)).astype(np.int64) % 256
            ),
        },
    )
    return Comparison(
        cases=[(images,), (inside,), (over,)],
        reference=lambda images: np.clip(np.rint((images + 1.0) * 127.5), 0, 255),
        mistakes=by(built, most=3, form=form, before=before, rounding=rounding, end=end),
        tolerance=1e-6,
        describe=lambda x: f"{np.ravel(x)[:8]}",
        then=[is_bytes],
    )
