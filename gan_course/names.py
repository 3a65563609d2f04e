"""사람이 적은 이름: 틀렸을 때 가장 가까운 이름 찾기, 뒤에 붙는 조사 고르기."""

import difflib
import re
from collections.abc import Iterable


def nearest(word: str, names: Iterable[str]) -> str | None:
    """잘못 적은 `word`와 가장 비슷한 이름(대소문자는 가리지 않음). 비슷한 것이 없으면 None."""
    known = {name.casefold(): name for name in names}
    found = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.6)
    return known[found[0]] if found else None


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """메시지에 이어 붙일 ` 가장 가까운 이름은 이름입니다.`(조사를 가리지 않는 꼴). 비슷한 것이 없으면 빈 글."""
    near = nearest(word, names)
    return f" 가장 가까운 이름은 {near}입니다." if near else ""


_PAIRS = {
    "을(를)": "을를",
    "이(가)": "이가",
    "은(는)": "은는",
    "과(와)": "과와",
    "와(과)": "과와",
    "(으)로": ("으로", "로"),
}
_PARTICLE = re.compile(r"([가-힣0-9])([`)\]」']*)(을\(를\)|이\(가\)|은\(는\)|과\(와\)|와\(과\)|\(으\)로)")
_DIGITS = dict(zip("0123456789", "영일이삼사오육칠팔구"))


def with_particles(text: str) -> str:
    """``을(를)`` 같은 조사를 앞의 글자에 맞게 고릅니다. 영문자 뒤에서는 읽는 법을 알 수 없어 그대로 둡니다."""

    def chosen(match: re.Match) -> str:
        last, closing, particle = match.groups()
        final = (ord(_DIGITS.get(last, last)) - ord("가")) % 28  # 받침의 번호. 8은 ㄹ입니다
        bare = final == 0 or (particle == "(으)로" and final == 8)
        return last + closing + _PAIRS[particle][bare]

    return _PARTICLE.sub(chosen, text)
