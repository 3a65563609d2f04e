"""6장 연습의 채점: 되감긴 체크포인트(6.6)."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from gan_course.exercises.answer import Answer, Wrong
from gan_course.exercises.grading import exercise
from gan_course.exercises.mistakes import AND
from gan_course.exercises.observing import Observation, Symptom

_GIVEN = """
def train_and_restore(epochs, train_epoch, save, restore_latest):
    for epoch in range(epochs):
        train_epoch(epoch)
        if (epoch + 1) % 15 == 0:
            save()
    return restore_latest()
"""
_EPOCHS = (50, 45, 7, 64, 1, 31)


class _Diary:
    """훈련의 대역: 몇 에포크를 배웠는지만 기억하고, 저장하고 되살린 것을 차례로 적습니다."""

    def __init__(self):
        self.learned, self.saved, self.events = 0, [], []

    def train_epoch(self, epoch):
        self.events.append("훈련")
        self.learned += 1

    def save(self):
        self.events.append("저장")
        self.saved.append(self.learned)

    def restore_latest(self):
        self.events.append("되살림")
        if self.saved:  # 저장한 것이 없으면 텐서플로도 조용히 지나갑니다
            self.learned = self.saved[-1]
        return self.learned


class _Study:
    """한 번의 훈련: 몇 에포크를 배우라고 했고, 언제 저장했고, 무엇을 되살렸는지."""

    def __init__(self, function, epochs):
        self.epochs, self.diary = epochs, _Diary()
        given = epochs, self.diary.train_epoch, self.diary.save, self.diary.restore_latest
        try:
            self.returned = function(*given)
        except Wrong as wrong:
            if wrong.got != "None" or "print" in wrong.misconception:
                raise
            self.returned = None  # 되살리기만 하고 돌려주지 않았습니다
        self.saved, events = self.diary.saved, self.diary.events
        self.trained, self.restored = events.count("훈련"), "되살림" in events
        self.regular = list(range(15, epochs + 1, 15))
        self.wanted = sorted({*self.regular, epochs})
        self.saved_last = self.saved[-1:] == [epochs]

    def same_as(self, other):
        return self.diary.events == other.diary.events and self.returned == other.returned

    def expected(self):
        return f"저장한 때 {self.wanted}, 되살린 것 {self.epochs}"

    def got(self):
        return f"훈련 {self.trained}, 저장한 때 {self.saved}, 되살린 것 {self.returned}"


# 저장하는 때: (몇 번째 에포크인지 1부터, 모두 몇 에포크인지) → 저장하는지
_REGULAR = {
    "": lambda e, n: e % 15 == 0,
    "에포크를 하나 어긋나게 세었습니다(0부터 세는 epoch를 그대로 15로 나누었습니다). 1, 16, 31번째에 저장합니다.": lambda e, n: (e - 1) % 15 == 0,
    "15에포크마다가 아니라 에포크마다 저장합니다. 15에포크마다 저장하는 것은 그대로 두십시오.": lambda e, n: True,
    "15에포크마다의 저장이 없어졌습니다. 훈련이 끊기면 처음부터 다시 해야 합니다.": lambda e, n: False,
    "저장하는 간격을 15와 에포크의 수 가운데 작은 것으로 바꾸었습니다. 15보다 길면 여전히 되감깁니다.": lambda e, n: e % min(15, n) == 0,
    "에포크의 수를 나누어떨어지게 하는 때마다 저장합니다. 15에포크마다 저장하는 것은 그대로 두십시오.": lambda e, n: n % e == 0,
    "15에포크마다가 아닐 때 저장합니다. 참과 거짓이 뒤집혔습니다.": lambda e, n: e % 15 != 0,
    **{
        f"저장하는 간격을 {k}(으)로 바꾸었습니다. 15에포크마다 저장하는 것은 그대로 두십시오.": lambda e, n, k=k: e % k == 0
        for k in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 25)
    },
    "저장하는 간격을 에포크 수의 10분의 1로 바꾸었습니다. 15에포크마다 저장하는 것은 그대로 두십시오.": lambda e, n: e % max(n // 10, 1) == 0,
}  # fmt: skip
_FINAL = {
    "": lambda e, n: e == n,
    "마지막 에포크에는 저장하지 않습니다.": lambda e, n: False,
    "마지막이 아니라 끝에서 두 번째 에포크에 저장합니다.": lambda e, n: e == n - 1,
    "마지막 에포크를 50으로 적어 넣었습니다. 에포크의 수가 다르면 여전히 되감깁니다.": lambda e, n: e == 50,
    "마지막 에포크를 45로 적어 넣었습니다. 에포크의 수가 다르면 여전히 되감깁니다.": lambda e, n: e == 45,
    "마지막 에포크를 64로 적어 넣었습니다. 에포크의 수가 다르면 여전히 되감깁니다.": lambda e, n: e == 64,
    "마지막 에포크를 49로 적어 넣었습니다. 에포크의 수가 다르면 여전히 되감깁니다.": lambda e, n: e == 49,
    "마지막 에포크에만 저장하지 않습니다. 부등호가 뒤집혔습니다.": lambda e, n: e != n,
}
_JOIN = {
    "": lambda regular, final: regular or final,
    "15에포크마다이면서 마지막일 때에만 저장합니다(and). 둘 가운데 하나면 저장해야 합니다(or).": lambda regular, final: (
        regular and final
    ),
    "15에포크마다이거나 마지막 가운데 하나일 때에만 저장합니다. 둘 다일 때에도 저장해야 합니다.": lambda regular, final: (
        regular != final
    ),
}
_LENGTHS = {
    "": lambda n: n,
    "한 에포크를 더 훈련했습니다. 훈련은 그대로 두고 저장을 고치십시오.": lambda n: n + 1,
    "한 에포크를 덜 훈련했습니다. 훈련은 그대로 두고 저장을 고치십시오.": lambda n: n - 1,
    "에포크의 수를 15의 배수로 올렸습니다. 훈련은 그대로 두고 저장을 고치십시오.": lambda n: -(-n // 15) * 15,
    "에포크의 수를 15의 배수로 내렸습니다. 훈련은 그대로 두고 저장을 고치십시오.": lambda n: n // 15 * 15,
}


def _plain(d):
    return d.restore_latest()


def _after(d):
    result = d.restore_latest()
    d.save()
    return result


def _before(d):
    d.save()
    return d.restore_latest()


_ENDINGS = {
    "": lambda d, n: _plain(d),
    "되살린 다음에 저장했습니다. 되감긴 것을 다시 저장할 뿐입니다.": lambda d, n: _after(d),
    "되살리기만 하고 돌려주지 않았습니다.": lambda d, n: d.restore_latest() and None,
    "저장은 했지만 되살려 돌려주지 않고 저장만 한 번 더 했습니다.": lambda d, n: d.save(),
    "저장한 것을 되살리지 않았습니다. 되살린 것을 돌려주십시오.": lambda d, n: None,
    "저장한 것을 되살리지 않고 에포크의 수를 돌려주었습니다.": lambda d, n: n,
    "되살리기는 했지만 에포크의 수를 돌려주었습니다.": lambda d, n: d.restore_latest() and n,
}


def _built(regular, final, join, length, ending, early=False):
    def study(epochs, train_epoch, save, restore_latest):
        diary = train_epoch.__self__
        for epoch in range(1, length(epochs) + 1):
            if early and join(regular(epoch, epochs), final(epoch, epochs)):
                save()
            train_epoch(epoch)
            if not early and join(regular(epoch, epochs), final(epoch, epochs)):
                save()
        return ending(diary, epochs)

    return study


def _known():
    """하나, 그다음 둘을 잘못 내린 결정: (이름, 훈련들을 흉내 낸 것)."""
    tables = (_REGULAR, _FINAL, _JOIN, _LENGTHS, _ENDINGS)
    early = "훈련하기 전에 저장했습니다. 저장한 것이 한 에포크만큼 늦습니다."
    for wrong in (1, 2):
        for names in product(*tables):
            count = sum(bool(name) for name in names)
            values = [table[name] for table, name in zip(tables, names)]
            if count == wrong:
                yield AND.join(name for name in names if name), _built(*values)
            if count == wrong - 1:
                yield AND.join([early, *(name for name in names if name)]), _built(*values, early=True)


@dataclass(frozen=True)
class _Studies:
    """에포크의 수를 바꾸어 가며 한 훈련들과, 그것과 똑같이 움직이는 잘못의 이름."""

    studies: tuple

    @cached_property
    def known(self):
        for said, function in _known():
            if all(one.same_as(_Study(function, one.epochs)) for one in self.studies):
                return said
        return None

    @property
    def unchanged(self):
        return all(s.saved == s.regular and s.restored and s.trained == s.epochs == s.trained for s in self.studies)

    @property
    def right(self):
        return all(
            s.trained == s.epochs and s.saved_last and s.restored and s.returned == s.epochs and set(s.saved) == set(s.wanted)
            for s in self.studies
        )  # fmt: skip

    @cached_property
    def worst(self):
        """드러난 첫 증상: (문장, 그 훈련)."""
        for said, shows in _SYMPTOMS:
            for study in self.studies:
                if shows(study):
                    return said, study
        return None


_HIDDEN = "증상만 가렸습니다. 되살리지 않아 눈앞의 모델은 멀쩡하지만, 저장해 둔 것은 여전히 옛것입니다."
_SYMPTOMS = [
    ("훈련한 에포크의 수가 달라졌습니다. 훈련은 그대로 두고 저장을 고치십시오.", lambda s: s.trained != s.epochs),
    (
        _HIDDEN,
        lambda s: not s.saved_last and not s.restored,
    ),
    ("되살리지 않았습니다. 저장한 것을 되살려 돌려주십시오.", lambda s: not s.restored),
    ("마지막 에포크의 것이 저장되지 않아, 되살리면 되감깁니다.", lambda s: not s.saved_last),
    ("저장은 옳지만 저장한 것을 되살려 돌려주지 않았습니다.", lambda s: s.returned != s.epochs),
    (
        "도중의 저장을 잃었습니다. 훈련이 끊기면 처음부터 다시 해야 합니다.",
        lambda s: bool(set(s.regular) - set(s.saved)),
    ),
    (
        "되감기지는 않지만 너무 자주 저장합니다. 15에포크마다 저장하는 것은 그대로 두십시오.",
        lambda s: bool(set(s.saved) - set(s.wanted)),
    ),
]


def _said(seen):
    """잘못의 이름. 되살리지 않아 증상만 가린 것은 그렇게 말합니다."""
    return _HIDDEN if seen.worst[0] == _HIDDEN else seen.known


@exercise("6.6", "버그 찾기: 되감긴 체크포인트")
def train_and_restore() -> Observation:
    def observe(answer: Answer):
        return _Studies(tuple(_Study(answer, epochs) for epochs in _EPOCHS))

    untouched = Symptom(
        "50에포크를 훈련하고 되살리면 45에포크의 것이 나옵니다.",
        lambda seen: seen.unchanged,
        untouched=_GIVEN,
    )
    wrong = Symptom(
        lambda seen: seen.worst[0],
        lambda seen: not seen.right,
        given=lambda seen: f"{seen.worst[1].epochs}에포크",
        expected=lambda seen: seen.worst[1].expected(),
        got=lambda seen: seen.worst[1].got(),
        explained=True,
    )
    never = replace(
        wrong,
        misconception="마지막 에포크에 저장하는 때가 없습니다. epoch는 0에서 epochs - 1까지이므로, 마지막은 epoch + 1 == epochs입니다.",
        shows=lambda seen: seen.unchanged,
        named=True,
    )
    named = replace(
        wrong, misconception=_said, shows=lambda seen: not seen.right and seen.known is not None, named=True
    )
    return Observation(observe, [untouched, never, named, wrong])
