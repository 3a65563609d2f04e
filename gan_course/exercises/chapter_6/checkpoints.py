"""6장 연습의 채점: 되감긴 체크포인트(6.6)."""

from gan_course.exercises.grading import exercise
from gan_course.exercises.observing import Observation, Symptom


class _Diary:
    """훈련의 대역: 몇 에포크를 배웠는지만 기억하고, 저장하고 되살린 것을 적습니다."""

    def __init__(self):
        self.trained, self.learned, self.saved, self.restored = 0, 0, [], False

    def train_epoch(self, epoch):
        self.trained += 1
        self.learned += 1

    def save(self):
        self.saved.append(self.learned)

    def restore_latest(self):
        self.restored = True
        if self.saved:  # 저장한 것이 없으면 텐서플로도 조용히 지나갑니다
            self.learned = self.saved[-1]
        return self.learned


class _Study:
    """한 번의 훈련: 몇 에포크를 배우라고 했고, 언제 저장했고, 무엇을 되살렸는지."""

    def __init__(self, answer, epochs):
        self.epochs, self.diary = epochs, _Diary()
        self.returned = answer(epochs, self.diary.train_epoch, self.diary.save, self.diary.restore_latest)
        self.trained, self.saved, self.restored = self.diary.trained, self.diary.saved, self.diary.restored
        self.regular = list(range(15, epochs + 1, 15))
        self.wanted = sorted({*self.regular, epochs})
        self.saved_last = self.saved[-1:] == [epochs]

    def given(self):
        return f"{self.epochs}에포크"

    def expected(self):
        return f"저장한 때 {self.wanted}, 되살린 것 {self.epochs}"

    def got(self):
        return f"저장한 때 {self.saved}, 되살린 것 {self.returned}"


_EPOCHS = (50, 45, 7, 64, 1)

_REWINDS = [
    (
        "훈련한 에포크의 수가 달라졌습니다. 훈련은 그대로 두고 저장을 고치십시오.",
        lambda one: one.trained != one.epochs,
        1,
    ),
    (
        "훈련하기 전에 저장했습니다. 저장한 것이 한 에포크만큼 늦습니다.",
        lambda one: one.saved == [epoch - 1 for epoch in one.wanted],
        2,
    ),
    (
        "증상만 가렸습니다. 되살리지 않아 눈앞의 모델은 멀쩡하지만, 저장해 둔 것은 여전히 옛것입니다.",
        lambda one: not one.saved_last and not one.restored,
        2,
    ),
    (
        "증상만 가렸습니다. 저장하는 간격을 바꾸어도 나누어떨어지지 않는 에포크 수에서는 다시 되감깁니다.",
        lambda one: not one.saved_last,
        2,
    ),
    (
        "저장은 옳지만 저장한 것을 되살려 돌려주지 않았습니다.",
        lambda one: not one.restored or one.returned != one.epochs,
        1,
    ),
]
_TIMES = [
    (
        "도중의 저장을 잃었습니다. 훈련이 끊기면 처음부터 다시 해야 합니다.",
        lambda one: set(one.regular) - set(one.saved),
        3,
    ),
    (
        "되감기지는 않지만 너무 자주 저장합니다. 15에포크마다 저장하는 것은 그대로 두십시오.",
        lambda one: set(one.saved) - set(one.wanted),
        3,
    ),
]


def _each_study(table):
    """훈련마다 표의 증상을 차례로 봅니다."""
    for place in range(len(_EPOCHS)):
        for misconception, shows, hint in table:
            yield Symptom(
                misconception,
                lambda seen, place=place, shows=shows: shows(seen[place]),
                given=lambda seen, place=place: seen[place].given(),
                expected=lambda seen, place=place: seen[place].expected(),
                got=lambda seen, place=place: seen[place].got(),
                hint=hint,
            )


@exercise("6.6", "버그 찾기: 되감긴 체크포인트")
def train_and_restore() -> Observation:
    untouched = Symptom(
        "50에포크를 훈련하고 되살리면 45에포크의 것이 나옵니다.",
        lambda seen: all(one.saved == one.regular and one.restored and one.trained == one.epochs for one in seen),
        untouched=True,
    )
    return Observation(
        lambda answer: [_Study(answer, epochs) for epochs in _EPOCHS],
        [untouched, *_each_study(_REWINDS), *_each_study(_TIMES)],
    )
