"""4장 연습의 채점: 이미지 풀(4.5)."""

import numbers

import numpy as np

from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise

_ROOM = 12  # 견줄 때 보는 풀의 자리
_POOL, _OTHER = -2.0, -3.0  # 이미지 대신 풀이나 다른 것을 보인 자리


def _play(exchange, size, swaps, slots):
    """번호를 매긴 이미지를 차례로 넣어, 판별자에게 보인 것과 풀에 남은 것을 모읍니다."""
    pool, shown = [], []
    for number, (swap, slot) in enumerate(zip(swaps, slots), start=1):
        shown.append(_number(exchange(pool, number, size, swap, slot)))
    left = [*map(_number, pool), *[0] * _ROOM][:_ROOM]  # 풀이 잘못 커져도 길이가 같아야 값으로 견줄 수 있습니다
    return np.array([*shown, *left, len(pool)], float)


def _number(image) -> float:
    if isinstance(image, numbers.Number) and not isinstance(image, complex):
        return float(image)
    return _POOL if isinstance(image, list) else _OTHER


def _told(played):
    """`_play`의 결과를 글로."""
    names = {_POOL: "풀", _OTHER: "?"}
    shown, left = played[: -_ROOM - 1], played[-_ROOM - 1 : -1][: int(played[-1])]
    shown, left = ([names.get(number, f"{number:.0f}") for number in part] for part in (shown, left))
    return f"보인 것 [{', '.join(shown)}], 풀에 남은 것 [{', '.join(left)}]"


def _rule(full, fill, coin, heads, tails):
    """고른 결정대로 풀을 거치는 함수. `fill`은 (담을지, 곧바로 돌려줄지)입니다."""

    def exchange(pool, image, size, swap, slot):
        if full(len(pool), size):
            stores, returns = fill
            if stores:
                pool.append(image)
            if returns:
                return image
        return (heads if coin(swap) else tails)(pool, image, slot)

    return lambda *case: _play(exchange, *case)


def _swap(pool, image, slot):
    old, pool[slot] = pool[slot], image
    return old


def _swap_last(pool, image, slot):
    return _swap(pool, image, -1)


def _oldest(pool, image, slot):
    return _swap(pool, image, 0)


def _before(pool, image, slot):
    return _swap(pool, image, slot - 1)


def _queue(pool, image, slot):
    pool.append(image)
    return pool.pop(0)


def _to_the_end(pool, image, slot):
    old = pool.pop(slot)
    pool.append(image)
    return old


def _to_the_front(pool, image, slot):
    old = pool.pop(slot)
    pool.insert(0, image)
    return old


def _inserted(pool, image, slot):
    old = pool[slot]
    pool.insert(slot, image)
    return old


def _appended(pool, image, slot):
    pool.append(image)
    return pool[slot]


def _stores(pool, image, slot):
    pool[slot] = image
    return image


def _keeps(pool, image, slot):
    pool.append(image)
    return image


def _same(pool, image, slot):
    return image


@exercise("4.5", "이미지 풀의 규칙")
def exchange() -> Comparison:
    fulls = Choice(
        lambda count, size: count < size,
        [
            ("풀이 size보다 하나 더 커집니다. 부등호를 살펴보십시오.", lambda count, size: count <= size),
            ("풀이 size보다 하나 작습니다. 부등호를 살펴보십시오.", lambda count, size: count < size - 1),
            ("찼는지를 거꾸로 물었습니다. 차기 전에 담습니다.", lambda count, size: count >= size),
            ("풀의 크기를 size가 아니라 50으로 적어 넣었습니다.", lambda count, size: count < 50),
        ],
    )
    fills = Choice(
        (True, True),
        [
            ("차기 전에 담지 않았습니다. 그대로 돌려주기만 하면 풀이 영영 빕니다.", (False, True)),
            ("담은 다음 돌려주지 않고 아래로 내려갑니다. 찰 때까지는 담고 곧바로 돌려줍니다.", (True, False)),
            ("차기 전에 담지도 돌려주지도 않았습니다.", (False, False)),
        ],
    )
    coins = Choice(
        bool,
        [
            ("동전의 앞면과 뒷면이 바뀌었습니다.", lambda swap: not swap),
            ("동전을 보지 않고 늘 바꾸었습니다. swap이 거짓이면 그대로 보여 줍니다.", lambda swap: True),
        ],
    )
    heads = Choice(
        _swap,
        [
            ("찬 뒤에도 옛것을 보여 주지 않습니다. 풀이 있으나 마나입니다.", _same),
            ("새것을 담기만 하고 꺼낸 옛것을 보여 주지 않습니다.", _stores),
            (
                "옛것을 꺼내 보여 주고 새것을 그 자리에 담지 않았습니다. 풀이 영영 옛 그림으로 남습니다.",
                lambda pool, image, slot: pool[slot],
            ),
            (
                "맨 앞의 것을 꺼내고 새것을 끝에 담았습니다(먼저 온 것이 먼저 나가는 줄). slot째 것을 그 자리에서 바꿉니다.",
                _queue,
            ),
            ("언제나 맨 앞의 것만 꺼냅니다. slot이 가리키는 것을 꺼내십시오.", _oldest),
            ("slot째 것을 꺼낸 다음 새것을 그 자리가 아니라 끝에 담았습니다.", _to_the_end),
            ("slot째 것을 꺼낸 다음 새것을 그 자리가 아니라 맨 앞에 담았습니다.", _to_the_front),
            ("slot에서 1을 뺀 자리를 바꾸었습니다. 파이썬의 자리는 0부터 셉니다.", _before),
            ("언제나 맨 뒤의 것만 꺼냅니다. slot이 가리키는 것을 꺼내십시오.", _swap_last),
            ("slot째 것을 꺼내기만 하고 새것을 담지 않아 풀이 줄어듭니다.", lambda pool, image, slot: pool.pop(slot)),
            ("바꾸지 않고 끼워 넣어 풀이 커집니다.", _inserted),
            ("바꾸지 않고 끝에 덧붙여 풀이 커집니다.", _appended),
            ("옛것을 보여 주지 않고 새것을 끝에 덧붙였습니다. 풀이 커집니다.", _keeps),
        ],
    )
    tails = Choice(
        _same,
        [
            ("동전의 뒷면에서도 새것을 담았습니다. 뒷면에서는 담지 않고 그대로 보여 줍니다.", _stores),
            ("동전의 뒷면에서 풀에 덧붙여 풀이 커집니다. 뒷면에서는 담지 않습니다.", _keeps),
            (
                "동전의 뒷면에서 옛것을 보여 주었습니다. 뒷면에서는 새것을 그대로 보여 줍니다.",
                lambda pool, image, slot: pool[slot],
            ),
        ],
    )

    def right(pool, image, size, swap, slot):
        if len(pool) < size:
            pool.append(image)
            return image
        return _swap(pool, image, slot) if swap else image

    def while_filling(pool, image, size, swap, slot):
        if swap and slot < len(pool):
            return _swap(pool, image, slot)
        if len(pool) < size:
            pool.append(image)
        return image

    def whole_after(head, filled):
        """풀을 돌려주는 것: 차기 전에는 `filled`면 풀, 아니면 이미지."""

        def exchange(pool, image, size, swap, slot):
            if len(pool) < size:
                pool.append(image)
                return pool if filled else image
            (head if swap else _same)(pool, image, slot)
            return pool

        return exchange

    swaps = [True, False, True, True, False, True, False, True, True, False, True]
    slots = [0, 0, 1, 2, 1, 1, 0, 2, 0, 1, 2]
    whole_pool = "이미지가 아니라 풀을 통째로 돌려주었습니다. 판별자에게 보일 이미지 하나를 돌려줍니다."
    return Comparison(
        read=lambda answer: lambda *case: _play(answer, *case),
        cases=[(3, swaps, slots), (1, swaps, [0] * 11), (2, swaps[::-1], [0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1])],
        reference=lambda *case: _play(right, *case),
        mistakes=[
            Mistake(
                "풀이 차기도 전에 바꾸었습니다. 찰 때까지는 담고 그대로 보여 줍니다.",
                lambda *case: _play(while_filling, *case),
            ),
            *by(_rule, full=fulls, fill=fills, coin=coins, heads=heads, tails=tails),
            *(
                Mistake(whole_pool, lambda *case, head=head, filled=filled: _play(whole_after(head, filled), *case))
                for head in (_swap, _stores, _same, _keeps)
                for filled in (True, False)
            ),
        ],
        describe=lambda size, swaps, slots: (
            f"크기 {size}인 풀에 1부터 {len(swaps)}까지, 앞면은 {[i + 1 for i, s in enumerate(swaps) if s]}번째"
        ),
        present=_told,
    )
