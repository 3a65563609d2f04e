"""4장 연습의 채점: 이미지 풀(4.5)."""

import numpy as np

from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise
from gan_course.exercises.values import number


def _play(exchange, size, swaps, slots):
    """번호를 매긴 이미지를 차례로 넣어, 판별자에게 보인 것과 풀에 남은 것을 모읍니다."""
    pool, shown = [], []
    for image, (swap, slot) in enumerate(zip(swaps, slots), start=1):
        shown.append(exchange(pool, image, size, swap, slot))
    left = [*pool, *[0] * 12][:12]  # 풀이 잘못 커져도 길이가 같아야 값으로 견줄 수 있습니다
    return np.array([number(value) for value in (*shown, *left, len(pool))])


def _told(played):
    """`_play`의 결과를 글로."""
    played = np.nan_to_num(played, nan=-1).astype(int)
    return f"보인 것 {played[:-13]}, 풀에 남은 것 {played[-13:-1][: played[-1]]}"


@exercise("4.5", "이미지 풀의 규칙")
def exchange() -> Comparison:
    def expected(pool, image, size, swap, slot):
        if len(pool) < size:
            pool.append(image)
            return image
        if swap:
            old, pool[slot] = pool[slot], image
            return old
        return image

    def never_swaps(pool, image, size, swap, slot):
        if len(pool) < size:
            pool.append(image)
        return image

    def stores_without_showing(pool, image, size, swap, slot):
        if len(pool) < size:
            pool.append(image)
        elif swap:
            pool[slot] = image
        return image

    def shows_without_storing(pool, image, size, swap, slot):
        if len(pool) < size:
            pool.append(image)
            return image
        return pool[slot] if swap else image

    def stores_always(pool, image, size, swap, slot):
        if len(pool) < size:
            pool.append(image)
            return image
        old, pool[slot] = pool[slot], image
        return old if swap else image

    def coin_reversed(pool, image, size, swap, slot):
        return expected(pool, image, size, not swap, slot)

    def swaps_while_filling(pool, image, size, swap, slot):
        if swap and slot < len(pool):
            old, pool[slot] = pool[slot], image
            return old
        if len(pool) < size:
            pool.append(image)
        return image

    def grows(pool, image, size, swap, slot):
        if len(pool) <= size:
            pool.append(image)
            return image
        return expected(pool, image, size, swap, slot)

    def oldest(pool, image, size, swap, slot):
        return expected(pool, image, size, swap, 0)

    swaps = [True, False, True, True, False, True, False, True, True]
    slots = [0, 0, 1, 2, 1, 1, 0, 2, 0]
    return Comparison(
        read=lambda answer: lambda *case: _play(answer, *case),
        cases=[(3, swaps, slots), (1, swaps, [0] * 9), (2, swaps[::-1], [1, 0] * 4 + [1])],
        reference=lambda *case: _play(expected, *case),
        mistakes=[
            Mistake(what, lambda *case, function=function: _play(function, *case), hint)
            for what, function, hint in [
                ("찬 뒤에도 옛것을 보여 주지 않습니다. 풀이 있으나 마나입니다.", never_swaps, 1),
                ("새것을 담기만 하고 꺼낸 옛것을 보여 주지 않습니다.", stores_without_showing, 2),
                (
                    "옛것을 꺼내 보여 주고 새것을 그 자리에 담지 않았습니다. 풀이 영영 옛 그림으로 남습니다.",
                    shows_without_storing,
                    2,
                ),
                ("동전의 뒷면에서도 새것을 담았습니다. 뒷면에서는 담지 않고 그대로 보여 줍니다.", stores_always, 2),
                ("동전의 앞면과 뒷면이 바뀌었습니다.", coin_reversed, 1),
                ("풀이 차기도 전에 바꾸었습니다. 찰 때까지는 담고 그대로 보여 줍니다.", swaps_while_filling, 1),
                ("풀이 정한 크기보다 하나 더 커집니다. 부등호를 살펴보십시오.", grows, 3),
                ("언제나 맨 앞의 것만 꺼냅니다. slot이 가리키는 것을 꺼내십시오.", oldest, 3),
            ]
        ],
        describe=lambda size, swaps, slots: (
            f"크기 {size}인 풀에 1부터 {len(swaps)}까지, 앞면은 {[i + 1 for i, s in enumerate(swaps) if s]}번째"
        ),
        present=_told,
    )
