"""1장 연습의 채점: 생성자와 판별자."""

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.exercises.answer import Answer, NotWritten, Wrong
from gan_course.exercises.comparing import Mistake, close, compare
from gan_course.exercises.grading import exercise

_random = np.random.default_rng(1)
_PIXELS = [
    (np.array([[0, 255], [51, 204]], np.uint8),),
    (_random.integers(0, 256, (2, 4, 4, 1), dtype=np.uint8),),
]


def _sigmoid(a):
    return 1 / (1 + np.exp(-np.asarray(a, float)))


@exercise("1.1", "화소를 [-1, 1]로")
def to_model_range(answer: Answer) -> None:
    def expected(pixels):
        return pixels.astype(np.float64) / 127.5 - 1

    compare(
        answer,
        _PIXELS,
        expected,
        [
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
def to_pixels(answer: Answer) -> None:
    images = np.array([[-1.0, 1.0, 0.0, -0.2], [0.999, -0.999, 1.02, -1.3]], np.float32)

    def expected(images):
        return np.clip(np.rint((images + 1) * 127.5), 0, 255)

    def wrapped(images):
        return np.rint((images + 1) * 127.5).astype(np.int64) % 256

    result = answer(images)
    compare(
        lambda _: result,
        [(images,)],
        expected,
        [
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
    )
    if np.asarray(result).dtype != np.uint8:
        raise Wrong(
            "값은 맞지만 자료형이 uint8이 아닙니다. 그림 파일은 8비트 정수로 적습니다.",
            expected="uint8",
            got=str(np.asarray(result).dtype),
            hint=3,
        )


@exercise("1.3", "로짓을 확률로")
def probability(answer: Answer) -> None:
    compare(
        answer,
        [(0.0,), (2.0,), (-3.0,), (np.array([-1.0, 0.5]),)],
        _sigmoid,
        [
            Mistake("부호가 뒤집혔습니다. 로짓이 클수록 진짜라는 답입니다.", lambda a: _sigmoid(-np.asarray(a))),
            Mistake("1을 더하지 않았습니다. 값이 1을 넘을 수 있습니다.", lambda a: np.exp(a), hint=2),
            Mistake("tanh입니다. -1에서 1까지라서 확률이 아닙니다.", lambda a: np.tanh(a)),
            Mistake(
                "0과 1로 잘랐습니다. 얼마나 자신 있는지가 사라집니다.", lambda a: np.where(np.asarray(a) > 0, 1.0, 0.0)
            ),
            Mistake("로짓을 그대로 돌려주었습니다.", lambda a: np.asarray(a)),
            Mistake("시그모이드를 두 번 지났습니다.", lambda a: _sigmoid(_sigmoid(a)), hint=3),
        ],
        tolerance=1e-6,
        describe=lambda a: f"로짓 {a}",
    )


@exercise("1.4", "탐정의 정확도")
def accuracy(answer: Answer) -> None:
    cases = [
        (np.array([2.0, 0.3, -1.0, 0.1]), np.array([-2.0, 0.4, -0.1])),
        (np.array([1.0, 1.0]), np.array([-1.0, -1.0, -1.0, 3.0])),
        (np.array([0.2]), np.array([0.3, 0.6, -0.2, 5.0])),
    ]

    def expected(real, fake):
        return ((real > 0).sum() + (fake < 0).sum()) / (len(real) + len(fake))

    compare(
        answer,
        cases,
        expected,
        [
            Mistake(
                "문턱이 0.5입니다. 로짓의 반반은 0이고, 확률의 반반이 0.5입니다.",
                lambda r, f: ((r > 0.5).sum() + (f < 0.5).sum()) / (len(r) + len(f)),
            ),
            Mistake("진짜만 보았습니다.", lambda r, f: (r > 0).mean()),
            Mistake("가짜만 보았습니다.", lambda r, f: (f < 0).mean()),
            Mistake("진짜와 가짜를 거꾸로 채점했습니다.", lambda r, f: 1 - expected(r, f)),
            Mistake(
                "진짜의 정확도와 가짜의 정확도를 반반으로 평균했습니다. 장수가 다르면 모두의 정확도와 다릅니다.",
                lambda r, f: ((r > 0).mean() + (f < 0).mean()) / 2,
                hint=2,
            ),
            Mistake("비율이 아니라 맞힌 수입니다.", lambda r, f: (r > 0).sum() + (f < 0).sum(), hint=3),
            Mistake(
                "진짜라고 답한 비율입니다. 맞혔는지는 보지 않았습니다.",
                lambda r, f: ((r > 0).sum() + (f > 0).sum()) / (len(r) + len(f)),
            ),
        ],
        describe=lambda r, f: f"진짜의 로짓 {r}, 가짜의 로짓 {f}",
    )


@exercise("1.5", "잠재 공간의 두 점 사이")
def between(answer: Answer) -> None:
    z0, z1 = np.array([0.0, 2.0, -1.0]), np.array([4.0, -2.0, 1.0])
    compare(
        answer,
        [(z0, z1, 0.0), (z0, z1, 0.25), (z0, z1, 1.0), (z1, z0, 0.6)],
        lambda a, b, t: (1 - t) * a + t * b,
        [
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


@exercise("1.6", "버그 찾기: 시그모이드가 두 번")
def build_discriminator(answer: Answer) -> None:
    keras.utils.set_random_seed(0)
    images = np.random.default_rng(0).normal(0, 3, (64, 8)).astype(np.float32)
    model = answer()
    if not isinstance(model, keras.Model):
        raise Wrong("판별자(keras.Model)를 돌려주어야 합니다.", expected="keras.Model", got=type(model).__name__)
    if not isinstance(model.loss, keras.losses.BinaryCrossentropy):
        raise Wrong(
            "compile의 손실이 이진 교차 엔트로피가 아닙니다.",
            expected="BinaryCrossentropy",
            got=str(model.loss),
            hint=2,
        )
    for layer in model.layers:
        layer.set_weights([np.random.default_rng(2).normal(0, 2, weight.shape) for weight in layer.get_weights()])
    outputs = model.predict(images, verbose=0)
    if outputs.shape != (64, 1):
        raise Wrong("이미지마다 답이 하나여야 합니다.", expected="모양 (64, 1)", got=f"모양 {outputs.shape}", hint=2)
    labels = tf.ones_like(outputs)
    loss = float(model.loss(labels, outputs))
    logits_loss = float(keras.losses.BinaryCrossentropy(from_logits=True)(labels, outputs))
    treats_as_logits = close(loss, logits_loss, 1e-5)
    are_probabilities = bool(outputs.min() >= 0 and outputs.max() <= 1)
    if are_probabilities and treats_as_logits:
        raise NotWritten(
            "주어진 코드 그대로입니다. 증상: 손실이 확률을 로짓으로 여겨, 아무리 잘 맞혀도 0.31보다 작아지지 않습니다."
        )
    if not are_probabilities and not treats_as_logits:
        raise Wrong(
            "거꾸로 된 실수입니다. 판별자는 로짓을 내놓는데 손실은 확률이라고 여깁니다.",
            expected="마지막 층과 손실의 약속이 같음",
            got=f"출력의 범위 [{outputs.min():.1f}, {outputs.max():.1f}]",
            hint=2,
        )
    if are_probabilities:
        raise Wrong(
            "확률을 내놓고 from_logits=False로 맞추었습니다. 값은 맞지만 이 강좌의 판별자는 로짓을 내놓습니다. "
            "확률로 바꾸면 자신 있는 답에서 그레이디언트가 0으로 뭉개집니다.",
            expected="로짓(범위 제한 없음)",
            got=f"출력의 범위 [{outputs.min():.2f}, {outputs.max():.2f}]",
            hint=3,
        )


@exercise("1.7", "실험 설계: 두 무리를 가르는 문턱")
def best_threshold(answer: Answer) -> None:
    random = np.random.default_rng(7)
    cases = [
        (random.normal(2, 1, 400), random.normal(-1, 1, 400)),
        (random.normal(0.6, 0.1, 300), random.normal(0.2, 0.1, 600)),
        (random.normal(5, 2, 200), random.normal(4, 0.5, 200)),
    ]

    def score(real, fake, threshold):
        return ((real > threshold).sum() + (fake <= threshold).sum()) / (len(real) + len(fake))

    def best(real, fake):
        values = np.concatenate([real, fake])
        return max(score(real, fake, value) for value in [values.min() - 1, *values])

    suspects = [
        (
            "두 평균의 한가운데입니다. 퍼진 정도나 장수가 다르면 가장 좋은 문턱이 아닙니다.",
            lambda r, f: (r.mean() + f.mean()) / 2,
            2,
        ),
        (
            "진짜와 가짜를 뒤집어 채점했습니다. 가장 나쁜 문턱을 골랐습니다.",
            lambda r, f: _extreme(r, f, score, min),
            1,
        ),
        ("언제나 0입니다. 무리에 따라 문턱이 달라야 합니다.", lambda r, f: 0.0, 1),
        ("진짜의 평균입니다. 진짜의 절반을 가짜라고 하게 됩니다.", lambda r, f: r.mean(), 1),
        ("가짜의 평균입니다. 가짜의 절반을 진짜라고 하게 됩니다.", lambda r, f: f.mean(), 1),
    ]
    found = [float(answer(real, fake)) for real, fake in cases]
    short = [
        (case, threshold) for case, threshold in zip(cases, found) if score(*case, threshold) < best(*case) - 0.005
    ]
    if not short:
        return
    (real, fake), threshold = short[0]
    evidence = {
        "given": f"진짜 {len(real)}개(평균 {real.mean():.2f}), 가짜 {len(fake)}개(평균 {fake.mean():.2f})",
        "expected": f"정확도 {best(real, fake):.3f}",
        "got": f"문턱 {threshold:.3f}, 정확도 {score(real, fake, threshold):.3f}",
    }
    for what, function, hint in suspects:
        if all(close(value, function(*case), 1e-3) for case, value in zip(cases, found)):
            raise Wrong(what, **evidence, hint=hint)
    raise Wrong("더 좋은 문턱이 있습니다.", **evidence, hint=2)


def _extreme(real, fake, score, choose):
    return choose(np.concatenate([real, fake]), key=lambda threshold: score(real, fake, threshold))
