"""3장 연습의 채점: 기울기, 평균 생성자, 학습률(3.1, 3.5, 3.7)."""

import itertools

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Wrong
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise
from gan_course.exercises.mistakes import AND
from gan_course.exercises.values import ANYTHING


class _Curve:
    """기울기를 아는 함수 하나."""

    def __init__(self, name, function, slope, second):
        self.name, self.function, self.slope, self.second = name, function, slope, second

    def __call__(self, x):
        return self.function(x)

    def at(self, x):
        return float(self.function(tf.constant(float(x))))


_CURVES = [
    (_Curve("sin x", tf.sin, np.cos, lambda x: -np.sin(x)), 0.7),
    (_Curve("x²", tf.square, lambda x: 2 * x, lambda x: 2.0), -2.3),
    (_Curve("x³ - 2x", lambda x: x * x * x - 2.0 * x, lambda x: 3 * x * x - 2.0, lambda x: 6 * x), -1.6),
    (_Curve("3 - x", lambda x: 3.0 - x, lambda x: -1.0, lambda x: 0.0), 1.4),
]


@exercise("3.1", "테이프로 그레이디언트 구하기")
def slope() -> Comparison:
    def read(answer):
        def value(function, x):
            try:
                return answer(function, x)
            except Wrong as wrong:
                if wrong.got != "None":
                    raise
                raise Wrong(
                    "None이 나왔습니다. x에서 함수의 값까지의 길이 테이프에 적혀 있지 않거나, 돌려준 것이 없습니다.",
                    given=f"f(x) = {function.name}, x = {x:g}",
                    expected=float(function.slope(x)),
                    got="None",
                    named=False,
                ) from None

        return value

    def differences():
        what = "기울기가 아니라 유한한 간격의 차이를 간격으로 나눈 것입니다. 간격만큼 어긋나므로 테이프로 미분하십시오."
        for h in (1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002):
            yield Mistake(what, lambda f, x, h=h: (f.at(x + h) - f.at(x)) / h)
            yield Mistake(what, lambda f, x, h=h: (f.at(x) - f.at(x - h)) / h)
            yield Mistake(what, lambda f, x, h=h: (f.at(x + h) - f.at(x - h)) / (2 * h))

    return Comparison(
        cases=_CURVES,
        reference=lambda f, x: f.slope(x),
        mistakes=[
            Mistake("기울기가 아니라 함수의 값입니다.", lambda f, x: f.at(x)),
            Mistake("기울기에 x를 곱했습니다.", lambda f, x: x * f.slope(x)),
            Mistake("기울기의 부호가 뒤집혔습니다.", lambda f, x: -f.slope(x)),
            Mistake("입력 x를 그대로 돌려주었습니다.", lambda f, x: x),
            Mistake("함수를 제곱한 것의 기울기입니다.", lambda f, x: 2 * f.at(x) * f.slope(x)),
            Mistake("한 번 더 미분했습니다(둘째 미분).", lambda f, x: f.second(x)),
            Mistake("기울기를 x로 나누었습니다.", lambda f, x: f.slope(x) / x),
            Mistake("함수의 값을 x로 나누었습니다. 기울기는 그 자리의 미분입니다.", lambda f, x: f.at(x) / x),
            Mistake("함수의 값에서 기울기를 뺐습니다.", lambda f, x: f.at(x) - f.slope(x)),
            *differences(),
        ],
        read=read,
        tolerance=1e-3,
        describe=lambda f, x: f"f(x) = {f.name}, x = {x:g}",
    )


def _averages():
    """옛 평균과 지금의 값에 곱하는 수, 그리고 나누는 수에서 내릴 수 있는 결정."""
    swapped = "β와 1 - β가 바뀌었습니다. 평균이 지금의 값을 거의 그대로 따라갑니다."
    yield Mistake(swapped, lambda a, v, d: d * v + (1 - d) * a)
    yield Mistake("옛 평균에 β를 곱하지 않았습니다. 값이 끝없이 커집니다.", lambda a, v, d: a + (1 - d) * v)
    yield Mistake("지금의 값에 (1 - β)를 곱하지 않았습니다.", lambda a, v, d: d * a + v)
    yield Mistake("반반의 평균입니다. β를 쓰지 않았습니다.", lambda a, v, d: (a + v) / 2)
    yield Mistake("차이의 방향이 뒤집혔습니다.", lambda a, v, d: a + (1 - d) * (a - v))
    yield Mistake("평균이 움직이지 않습니다.", lambda a, v, d: a)
    parenthesis = "괄호를 빠뜨렸습니다. 1 - β를 괄호로 묶어 지금의 값에 곱하십시오."
    yield Mistake(parenthesis, lambda a, v, d: d * a + 1 - d * v)
    yield Mistake(parenthesis, lambda a, v, d: a + 1 - d * (v - a))
    yield Mistake("지금의 값을 그대로 돌려주었습니다.", lambda a, v, d: v)
    for beta in (0.9, 0.95, 0.99, 0.995, 0.999, 0.9999):
        what = f"받은 decay를 쓰지 않고 {beta}을(를) 적어 넣었습니다."
        yield Mistake(what, lambda a, v, d, b=beta: b * a + (1 - b) * v)
        yield Mistake(f"{what} 그리고 {swapped}", lambda a, v, d, b=beta: b * v + (1 - b) * a)
    geometric = "산술 평균이 아니라 기하 평균(거듭제곱의 곱)입니다. β와 1 - β를 곱해 더합니다."
    yield Mistake(geometric, lambda a, v, d: np.exp(d * np.log(a) + (1 - d) * np.log(v)))
    yield Mistake("산술 평균이 아니라 조화 평균입니다.", lambda a, v, d: 1 / (d / a + (1 - d) / v))
    olds = [
        ("", lambda d: d), ("1 - β를", lambda d: 1 - d), ("1을", lambda d: 1.0), ("-β를", lambda d: -d),
        ("β²을", lambda d: d * d), ("1 + β를", lambda d: 1 + d), ("0.5를", lambda d: 0.5), ("0을", lambda d: 0.0),
    ]  # fmt: skip
    news = [
        ("", lambda d: 1 - d), ("β를", lambda d: d), ("1을", lambda d: 1.0), ("-(1 - β)를", lambda d: d - 1),
        ("1 + β를", lambda d: 1 + d), ("β(1 - β)를", lambda d: d * (1 - d)), ("β(1 + β)를", lambda d: d * (1 + d)),
        ("0.5를", lambda d: 0.5), ("-β를", lambda d: -d), ("(1 - β)²을", lambda d: (1 - d) ** 2), ("0을", lambda d: 0.0),
    ]  # fmt: skip
    divisors = [
        ("", lambda d: 1.0),
        ("1 - β로 나누었습니다(Adam의 보정). 지수 이동 평균은 나누지 않습니다.", lambda d: 1 - d),
        ("β로 나누었습니다.", lambda d: d),
        ("2로 나누었습니다.", lambda d: 2.0),
        ("2를 곱했습니다.", lambda d: 0.5),
    ]
    combinations = itertools.product(olds, news, divisors)
    for (old, p), (new, q), (divided, r) in sorted(combinations, key=lambda c: sum(bool(name) for name, _ in c)):
        both = (old, new) == ("1 - β를", "β를")
        names = [swapped] if both else []
        names += [f"옛 평균에 β가 아니라 {old} 곱했습니다."] if old and not both else []
        names += [f"지금의 값에 1 - β가 아니라 {new} 곱했습니다."] if new and not both else []
        names += [divided] if divided else []
        if 0 < len(names) <= 2:
            yield Mistake(AND.join(names), lambda a, v, d, p=p, q=q, r=r: (p(d) * a + q(d) * v) / r(d))


@exercise("3.5", "평균 생성자")
def update_average() -> Comparison:
    return Comparison(
        cases=[
            (2.0, 5.0, 0.9),
            (1.7, 3.1, 0.995),
            (np.array([1.3, -2.1, 0.4]), np.array([0.2, 4.6, -3.3]), 0.37),
            (4.0, 1.5, 0.0),
        ],
        reference=lambda average, value, decay: decay * average + (1 - decay) * value,
        mistakes=list(_averages()),
        tolerance=1e-6,
        describe=lambda a, v, d: f"평균 {a}, 지금의 값 {v}, β = {d}",
    )


class _Bowl:
    """x² · curvature/2를 start에서 50걸음 내려온 뒤의 손실. 학습률이 2/curvature를 넘으면 커집니다."""

    def __init__(self, curvature, start):
        self.curvature, self.start = curvature, start
        self.limit, self.asked = 2.0 / curvature, 0

    def __call__(self, rate):
        self.asked += 1
        return 0.5 * self.curvature * (self.start * (1 - rate * self.curvature) ** 50) ** 2


def _scale(ratio: float) -> float:
    """옳은 학습률의 몇 배인지의 로그: 아무리 작아도 서로 다른 것이 드러납니다."""
    return float(np.log(ratio)) if ratio > 1e-12 else -50.0


def _rates():
    """학습률을 고르는 데서 내릴 수 있는 결정: (오해의 이름, 그릇마다의 값)."""
    yield "손실이 가장 작아지는 학습률입니다. 물음은 버틸 수 있는 가장 큰 학습률입니다.", lambda f: f.limit / 2
    yield (
        "살펴보는 범위의 끝을 돌려줍니다. 처음의 손실보다 크지 않은지 견주지 않았거나, 부등호가 뒤집혔습니다.",
        lambda f: 10.0,
    )
    yield "버티는 학습률 가운데 가장 작은 것입니다.", lambda f: 0.0
    yield "답의 절반의 절반입니다. 한계를 두 번 나누었습니다.", lambda f: f.limit / 4
    yield "답의 두 배입니다.", lambda f: 2 * f.limit
    for end in (1, 2, 0.5, 5, 3):
        yield f"{end}까지만 살펴보았습니다. 0과 10 사이에서 찾아야 합니다.", lambda f, end=end: min(f.limit, end)
    for step in (0.5, 1.0, 0.25, 0.2, 0.1, 2.0, 0.05, *(10 / count for count in (9, 10, 19, 20, 49, 50, 99, 100, 199))):
        what = "학습률의 간격이 너무 성깁니다. 답이 작은 그릇에서 2% 안에 들지 못합니다."
        yield what, lambda f, step=step: np.floor(f.limit / step) * step
    doubled = "학습률을 두 배씩 키워 보았습니다. 답의 반까지 빗나갈 수 있습니다."
    for start in (0.001, 0.01, 0.1, 0.0001, 0.005, 1.0):
        yield doubled, lambda f, start=start: start * 2 ** np.floor(np.log2(f.limit / start))
    tens = "학습률을 열 배씩 키워 보았습니다. 답의 십 분의 일까지 빗나갈 수 있습니다."
    yield tens, lambda f: 10 ** np.floor(np.log10(f.limit))
    number = "학습률이 아니라 그 자리의 번호를 돌려주었습니다."
    for step in (0.005, 0.01, 0.001, 0.1, 0.002, 0.05, 0.0025):
        yield number, lambda f, step=step: np.floor(f.limit / step + 1e-9)
        yield number, lambda f, step=step: np.round(f.limit / 2 / step)
    yield "학습률이 아니라 처음의 손실을 돌려주었습니다.", lambda f: f(0.0)
    once = "처음의 손실을 final_loss(0.0)으로 재지 않고 1로 적어 넣었습니다."
    yield once, lambda f: (1 + (1 / f(0.0)) ** 0.01) / f.curvature
    for share in (0.01, 0.001, 1e-4, 1e-6, 1e-10):
        what = f"손실이 처음의 {share:g}배보다 작아야 한다고 했습니다. 처음보다 크지 않으면 됩니다."
        yield what, lambda f, share=share: (1 + share**0.01) / f.curvature
    smallest = "버티는 학습률 가운데 가장 큰 것이 아니라 가장 작은 것(처음 것)을 골랐습니다."
    for value in (0.1, 0.01, 0.001, 0.005, 0.002, 0.02, 0.05, 0.0001, 0.0025, 0.0005):
        yield smallest, lambda f, value=value: value
    for value in (1.0, 2.0, 5.0, 0.5):
        yield f"그릇이 달라도 늘 {value:g}을(를) 돌려줍니다. 그릇마다 답이 다릅니다.", lambda f, value=value: value


@exercise("3.7", "실험 설계: 버틸 수 있는 가장 큰 학습률")
def largest_stable_rate() -> Comparison:
    def read(answer):
        def ratio(bowl):
            bowl.asked = 0
            value = answer(bowl)
            asked = bowl.asked
            many = np.asarray(value)
            if many.dtype.kind in "if" and many.ndim == 1 and many.size > 1:
                if abs(many.max() - bowl.limit) < 0.02 * bowl.limit:
                    what = "버티는 학습률의 목록을 통째로 돌려주었습니다. 그 가운데 가장 큰 것 하나를 고르십시오."
                    raise Wrong(what, expected="수 하나", got=f"수 {many.size}개")
            single = many.dtype.kind in "if" and many.size == 1
            shown = _scale(float(many.ravel()[0]) / bowl.limit) if single else value
            tiny = single and 1e-5 < float(many.ravel()[0]) / bowl.limit < 0.06
            return shown, float(many.dtype.kind == "i"), float(asked > 0), float(tiny)

        return ratio

    def found(rate):
        return lambda f: (_scale(rate(f) / f.limit), 0.0, 1.0, ANYTHING)

    coarse = "정수인 학습률만 살펴보았습니다. 간격이 너무 성깁니다. 답이 작은 그릇에서 2% 안에 들지 못합니다."
    whole = "정수를 돌려주었습니다. 학습률이 아니라 그 자리의 번호입니다."
    unasked = "final_loss를 한 번도 부르지 않았습니다. 그릇마다 다르므로 재어 보아야 합니다."
    mistakes = [
        Mistake(unasked, lambda f: (ANYTHING, ANYTHING, 0.0, ANYTHING)),
        Mistake(coarse, lambda f: (_scale(np.floor(f.limit) / f.limit), 1.0, 1.0, ANYTHING)),
        Mistake(whole, lambda f: (ANYTHING, 1.0, 1.0, ANYTHING)),
        *(Mistake(what, found(rate)) for what, rate in _rates()),
        Mistake(
            "버티는 학습률 가운데 가장 큰 것이 아니라 가장 작은 것(처음 것)을 골랐습니다.",
            lambda f: (ANYTHING, 0.0, 1.0, 1.0),
        ),
    ]
    return Comparison(
        cases=[(_Bowl(1.3, 17.0),), (_Bowl(4.7, 0.01),), (_Bowl(0.37, 29.0),)],
        reference=lambda bowl: (0.0, ANYTHING, ANYTHING, ANYTHING),
        read=read,
        mistakes=mistakes,
        tolerance=0.02,
        describe=lambda bowl: f"{bowl.limit:.4g}까지 버티는 그릇 하나(50걸음 뒤의 손실을 주는 함수)",
        present=lambda value: f"옳은 학습률의 {np.exp(value[0]):.4g}배",
    )
