"""2장 연습의 채점: 신호가 사라지는 로짓(2.7)."""

import numpy as np
from scipy.special import expit

from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise


def _same(x):
    return x


def _nearest(share):
    """비의 로그가 share의 로그와 가장 가까운 로짓."""
    logits = np.linspace(-16, 6, 22001)
    ratio = np.exp(logits)
    return logits[np.argmin(np.abs(np.log(ratio) - np.log(share)))]


def _product(share):
    """σ(a)(1 - σ(a)) = share인 로짓. 0.25보다 클 수는 없습니다."""
    root = np.sqrt(1 - 4 * min(share, 0.25))
    return np.log((1 - root) / (1 + root))


def _ratio_of_losses(share):
    logits = np.linspace(-15, 5, 20001)
    ratio = np.logaddexp(0, logits) / np.logaddexp(0, -logits)
    return logits[np.argmin(np.abs(ratio - share))]


_FORMS = {
    "부호가 반대입니다. 들킨 가짜의 로짓은 음수입니다.": lambda share: -np.log(share),
    "포화 쪽 그레이디언트의 크기만 보았습니다. 두 그레이디언트의 비를 보십시오.": lambda share: np.log(
        share / (1 - share)
    ),
    "비포화 쪽 그레이디언트의 크기만 보았습니다. 두 그레이디언트의 비를 보십시오.": (
        lambda share: np.log((1 - share) / share)
    ),
    "두 그레이디언트의 비가 아니라 차(비포화 - 포화)를 보았습니다.": lambda share: np.log((1 - share) / (1 + share)),
    "두 그레이디언트의 비가 아니라 차(포화 - 비포화)를 보았습니다.": lambda share: np.log((1 + share) / (1 - share)),
    "두 그레이디언트의 비가 아니라 곱을 보았습니다(시그모이드를 미분한 값).": _product,
    "두 그레이디언트의 비가 아니라 두 손실의 비를 보았습니다.": _ratio_of_losses,
    "밑이 10인 로그를 썼습니다.": np.log10,
    "밑이 2인 로그를 썼습니다.": np.log2,
    "비 자체를 돌려주었습니다. 그 비가 되는 로짓을 찾으십시오.": _same,
    "1에서 비를 뺀 값을 돌려주었습니다. 그 비가 되는 로짓을 찾으십시오.": lambda share: 1 - share,
    "로짓이 아니라 그때의 확률 σ(a)를 돌려주었습니다.": lambda share: share / (1 + share),
    "시그모이드를 씌웠습니다. 로그를 씌워야 합니다.": expit,
    "지수(exp)를 씌웠습니다. 로그를 씌워야 합니다.": np.exp,
    "log(1 - share)를 돌려주었습니다. 비의 로그여야 합니다.": lambda share: np.log(1 - share),
    "log(1 + share)를 돌려주었습니다. 비의 로그여야 합니다.": np.log1p,
    "share의 역수를 돌려주었습니다. 로그가 아닙니다.": lambda share: 1 / share,
    "share의 역수에 음의 부호를 붙였습니다. 로그가 아닙니다.": lambda share: -1 / share,
    "비가 share가 아니라 그 제곱인 로짓입니다.": lambda share: 2 * np.log(share),
    "비가 share가 아니라 그 제곱근인 로짓입니다.": lambda share: np.log(share) / 2,
}
# 늘어놓은 범위에 잘려 늘 같은 값이 되는 오답보다 먼저
_ENDS = {
    "늘 {:g}(늘어놓은 로짓의 작은 끝)입니다. 비와 가장 가까운 것이 아니라 비보다 작은 것을 고르면 그렇게 됩니다.": (
        *(-5, -8, -10, -12, -15, -16, -20, -30),
    ),
    "늘 {:g}(늘어놓은 로짓의 큰 끝)입니다. 가장 가까운 것이 아니라 가장 먼 것을 고르면 그렇게 됩니다.": (
        1,
        2,
        3,
        5,
        10,
        15,
        20,
    ),
    "늘 {:g}입니다. 음수의 로짓을 늘어놓지 않으면 그렇게 됩니다.": (0,),
}
_PERCENT = {
    "share를 100으로 나누었습니다. 이미 비율입니다.": lambda share: share / 100,
    "share에 100을 곱했습니다. 이미 비율입니다.": lambda share: share * 100,
    "share에 2를 곱했습니다.": lambda share: 2 * share,
    "share를 2로 나누었습니다.": lambda share: share / 2,
}
_AFTER = {
    "정수인 로짓만 돌려주었습니다(반올림했거나 너무 성기게 늘어놓았습니다).": np.rint,
    "정수로 바꾸었습니다.": np.trunc,
    "내림했습니다.": np.floor,
    "부호가 반대입니다.": np.negative,
    "절댓값을 씌웠습니다.": np.abs,
    "시그모이드를 지난 확률을 돌려주었습니다. 로짓을 돌려주십시오.": expit,
    "가장 가까운 로짓이 아니라 그 자리(인덱스)를 돌려주었습니다.": lambda a: np.rint((a + 15) * 1000),
    "소수 첫째 자리까지만 맞습니다(반올림했거나 너무 성기게 늘어놓았습니다).": lambda a: np.round(a, 1),
    "음수의 로짓을 늘어놓지 않았습니다. 신호는 로짓이 음수인 쪽에서 사라집니다.": lambda a: max(a, 0.0),
} | {
    f"로짓을 {low:g}까지만 늘어놓아, 그보다 작은 답을 찾지 못합니다.": lambda a, low=low: max(a, low)
    for low in (-9, -8, -7, -6, -5, -4, -3, -2, -1)
}


@exercise("2.7", "실험 설계: 신호가 사라지는 로짓 찾기")
def logit_where_signal_fades() -> Comparison:
    def built(share, form, after):
        return lambda given: after(form(share(given)))

    def within(low, high):
        return lambda a: np.clip(a, low, high)

    grids = [within(low, high) for low in (-15, -10, -12, -20) for high in (5, 0, 10)]
    return Comparison(
        cases=[(0.1,), (0.01,), (1e-4,), (0.5,), (0.003,), (0.27,)],
        reference=_nearest,
        mistakes=[
            *(
                Mistake(what.format(end), lambda share, end=end: float(end))
                for what, ends in _ENDS.items()
                for end in ends
            ),
            *by(
                built,
                form=Choice(np.log, _FORMS),
                after=Choice(_same, _AFTER, also=grids),
                share=Choice(_same, _PERCENT),
            ),
        ],
        tolerance=0.02,
        describe=lambda share: f"비 {share:g}",
    )
