"""사람이 적은 이름이 틀렸을 때 가장 가까운 이름을 찾습니다."""

import difflib
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
