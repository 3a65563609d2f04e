"""사람이 적은 이름이 틀렸을 때 가장 가까운 이름을 찾습니다."""

import difflib
from collections.abc import Iterable


def nearest(word: str, names: Iterable[str]) -> str | None:
    """잘못 적은 `word`와 가장 비슷한 이름(대소문자는 가리지 않음). 비슷한 것이 없으면 None."""
    known = {name.casefold(): name for name in names}
    found = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.6)
    return known[found[0]] if found else None


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """메시지에 이어 붙일 ` 이름 아닙니까?`. 비슷한 것이 없으면 빈 글."""
    near = nearest(word, names)
    return f" {near} 아닙니까?" if near else ""
