"""어느 힌트를 펼지: 진단한 잘못을 말하는 힌트를 먼저 펴게 합니다.

힌트의 글은 풀이 원본에서 `gan-course build`가 장마다 `chapter_N/hints.json`으로 옮깁니다. 진단의 글과 힌트의 글에 함께
나오는 낱말(코드의 이름, 수, 우리말의 줄기)과, 다르게 적어도 같은 결정(부호, 축, 레이블, 차례, …)을 셉니다.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Collection, Sequence
from pathlib import Path

ENOUGH = 0.9  # 가장 잘 말하는 힌트의 이만큼만 되어도, 더 얕은 힌트를 먼저 폅니다
CODE, DECISION, WORD, LINE = 4.0, 3.0, 1.0, 1.0  # 코드의 이름, 결정, 우리말의 줄기, 학습자의 줄에 있는 이름의 무게
FILE = "hints.json"

# 다르게 적어도 같은 결정: (진단의 글, 힌트의 글).
_DECISIONS = [
    (r"부호|거꾸로|뒤집|반대|방향", r"부호|반대|음의|거꾸로|클수록|작아야|작기|커야|-\\?log|쪽\*\*으로"),
    (r"더하|더했|더한|더해|합입|합을", r"더하|더해|더한|더합|합이|합으로|합은|sum"),
    (r"[뺐뺀뺍]|빼(?!앗|먹)|차이", r"[뺐뺀뺍]|빼(?!앗)|차이"),
    (r"곱[하했한해합]", r"곱[하했한해합]|배만큼"),
    (r"나누|나눈|나눌|나눕|분모", r"나누|나눈|나눌|나눕|분모|분의|\\frac"),
    (r"(?<!세)제곱(?!근)", r"(?<!세)제곱(?!근)|square|\*\* ?2|\^2"),
    (r"세제곱|d로 나|내적|커널", r"\*\* 3|커널은"),
    (r"제곱근|√|sqrt|RMSE", r"제곱근|sqrt|L1입니다"),
    (r"절댓값|음수가 될 수|서로 지|L1|L2", r"절댓값|abs|L1|지워져"),
    (r"평균", r"평균|mean"),
    (r"로그|log", r"로그|log"),
    (r"시그모이드|로짓|확률|from_logits|소프트맥스", r"시그모이드|sigma|로짓|확률|from_logits|그대로 넣"),
    (r"tanh|\[-1, 1\]|\[0, 1\]|범위", r"tanh|범위|사이에|사이여야|\[0, 1\]"),
    (r"레이블|정답(?!들)|ones|zeros|1이어야|0이어야|돕고|1이기를", r"정답|레이블|ones|zeros|1이기를|바랍니까"),
    (r"축|axis|줄 하나|채널마다|한 줄로|keepdims", r"축|axis|모든 화소|\[:, None|\[m, n\]"),
    (r"차례|인자|먼저|다음에|앞에|기 전에|뒤에|바뀌었", r"차례|먼저|다음에|다음\*\*|앞\*\*|뒤\*\*|엇갈"),
    (r"테이프|끊|지켜보|watch|Variable|미분|persistent", r"테이프|watch|그레이디언트|미분|길이 이어|변수"),
    (r"training", r"training"),
    (r"그 자리에서|제자리|복사", r"새 배열|제자리|따로 적어|복사|그대로입니다"),
    (r"적어 넣|32|개수|장수|[0-9]개를|배치의 크기|모양을 따르", r"len\(|적어 두지|장수|이미지의 수|모양이 같은|size|따라"),
    (r"씨앗|seed|난수|뽑", r"씨앗|seed|난수|random|뽑"),
    (r"균등|정규 분포|분포", r"정규|분포|normal"),
    (r"반올림|내림|올림|버렸|정수|소수", r"반올림|rint|실수|astype|uint8"),
    (r"잘랐|자르|잘라|clip|넘[는쳤]|한 바퀴", r"자른|자르|clip|넘칩|256"),
    (r"부등호|같은 경우|문턱|크거나|작거나", r"[<>]|커야|작아야|견주|문턱"),
    (r"번호|자리\(|인덱스|arg", r"번호|arg|자리는"),
    (r"돌려주는 차례|만 돌려|따로따로 돌려|하나로 더|여럿을 돌려|값이 셋|return|돌려주지 않", r"돌려주|return"),
    (r"판별자의 변수|생성자의 변수|변수를|옵티마이저|apply_gradients", r"변수|옵티마이저|apply_gradients"),
    (r"괄호", r"괄호|\("),
    (r"λ|cycle_weight|l1_weight|gamma|γ|beta|β", r"λ|lambda|weight|gamma|γ|beta|β"),
    (r"대각선|자기 자신|trace", r"대각선|자기 자신|trace"),
    (r"봉우리|모드|덮", r"모드|덮"),
    (r"저장|되살|간격|에포크마다", r"저장|되살|간격|에포크"),
    (r"캐시|담아 두|얼|다시 읽", r"캐시|cache|얼"),
    (r"가운데 값|median|중앙값", r"가운데|median"),
    (r"가장 큰|가장 작은|최대|최소|max|min", r"가장|max|min"),
    (r"표준편차|분산|ddof|퍼짐|n - 1|n으로", r"표준편차|분산|ddof|퍼짐|표준오차"),
    (r"구간|분위수|97\.5|0\.975|1\.96|정규 분포의|t 분포", r"0\.975|1\.96|t를|t는|ppf|구간은"),
    (r"짝이|짝을|짝지", r"짝"),
    (r"배경|몸", r"배경|몸"),
    (r"셀 화소|흰 자리|잉크|ink|바탕|그림이 있는", r"바탕|셀 화소|ink"),
]  # fmt: skip
# 힌트의 수식을 진단의 글과 견줄 수 있게.
_SYMBOLS = {r"\gamma": "γ", r"\lambda": "λ", r"\beta": "β", r"\psi": "ψ", r"\theta": "θ", r"\mu": "μ"}
# 무엇에 대한 말인지 알려 주지 않는 줄기.
_EMPTY = set(
    "아니 입니 습니 그리 있습 없습 하나 값이 값은 값을 모두 해야 하십 했습 때문 그대 않았 않습 못합 합니 됩니 다릅 같습 지금 그래 그런 여기 "
    "거기 어느 무엇 이것 그것 자리 다음 이어 넣었 썼습 쓰십 돌려 바라 나온 다시 그러 수가 수를 받은 만든 만들 없이 언제 다른 같은 함께 따로 "
    "저마 아무 여러 남은 것은 것이 것을 대신 빠뜨 잊었 없어 씌웠 두었 주었 주십 골랐 바꾸 바뀌 보십 경우 처음 두지 하지 늘어".split()
)


def best(number: str, said: str, lines: Sequence[str] = ()) -> int | None:
    """그 잘못을 말하는 힌트의 번호. 아무 힌트도 말하지 않으면 None.

    Args:
        number: 문제의 번호.
        said: 진단이 말한 글.
        lines: 진단이 짚은 학습자의 줄. 거기에 나오는 이름도 조금 셉니다.
    """
    texts = _hints(number)
    told = {term: LINE for line in lines for term in _words(line) if term.isascii()}
    told |= {term: CODE if term.isascii() else WORD for term in _terms(said)}
    told |= {decision: DECISION for decision in _decisions(said, 0)}
    spoken = [_terms(text) | _decisions(text, 1) for text in texts]
    scores = [
        sum(weight / sum(term in other for other in spoken) for term, weight in told.items() if term in terms)
        for terms in spoken
    ]
    most = max(scores, default=0)
    return next((place for place, score in enumerate(scores, 1) if score >= ENOUGH * most), None) if most else None


def advice(number: str, speaks: int | None, opened: Collection[int] = ()) -> tuple[int | None, str]:
    """(이번에 펼 힌트의 번호, 학습자에게 할 말). 펼 것이 남지 않았으면 번호는 None입니다.

    Args:
        number: 문제의 번호.
        speaks: 그 잘못을 말하는 힌트. 없으면 아직 펴지 않은 첫째 것입니다.
        opened: 앞에서 펴 보라고 한 힌트.
    """
    left = [place for place in range(1, len(_hints(number)) + 1) if place not in opened]
    if speaks in left:
        return speaks, f"위의 힌트 {_object(speaks)} 펴 보십시오."
    if not left:
        return None, f"위의 힌트 {_object(speaks or 3)} 다시 읽어 보십시오."
    again = f"힌트 {_object(speaks)} 다시 읽고, " if speaks else ""
    return left[0], f"위의 {again}힌트 {_object(left[0])} 펴 보십시오."


def _object(place: int) -> str:
    return f"{place}{'를' if place == 2 else '을'}"


@functools.cache
def _hints(number: str) -> tuple[str, ...]:
    chapter = number.partition(".")[0]
    file = Path(__file__).parent / f"chapter_{chapter}" / FILE
    return tuple(json.loads(file.read_text(encoding="utf-8")).get(number, ())) if file.exists() else ()


def _terms(text: str) -> set[str]:
    for symbol, letter in _SYMBOLS.items():
        text = text.replace(symbol, letter)
    return _words(text)


def _words(text: str) -> set[str]:
    """코드의 이름과 수와, 우리말 낱말의 첫 두 글자(뒤의 조사와 어미는 떼어 냅니다)."""
    found = set()
    for word in re.findall(r"[A-Za-z_]\w*|[γλβψθσμ]|\d+\.\d+|[가-힣]+", text):
        if word[0] >= "가":
            found |= {word[:2]} - _EMPTY if len(word) > 1 else set()
        elif len(word) > 1 or not word.isascii() or word in "t":
            found.add(word.lower())
    return found - {"np", "tf", "return", "keras"}


def _decisions(text: str, side: int) -> set[int]:
    return {place for place, pair in enumerate(_DECISIONS) if re.search(pair[side], text)}
