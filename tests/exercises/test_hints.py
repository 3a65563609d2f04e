"""힌트는 진단을 따릅니다: 그 잘못을 말하는 힌트가 먼저, 없으면 아직 펴지 않은 첫째."""

import pytest

from gan_course.exercises import check, grading, hints, progress
from tests.exercises.classroom import grade

# (문제, 진단의 글, 그것을 말하는 힌트). 사람이 힌트를 읽고 적었습니다.
_SPOKEN = [
    ("1.1", "부호 없는 정수(uint8)끼리 계산하다가 값이 넘쳤습니다.", 3),
    ("1.2", "반올림하지 않고 버렸습니다. 한 단계씩 어두워집니다.", 2),
    ("1.2", "127.5가 아니라 128을 곱했습니다.", 1),
    ("1.3", "괄호를 빠뜨렸습니다. 1 / (1 + …)이어야 합니다.", 2),
    ("1.4", "문턱이 0.5입니다. 로짓의 반반은 0이고, 확률의 반반이 0.5입니다.", 1),
    ("1.6", "손실을 바꾸었습니다. compile 줄은 그대로 두십시오.", 2),
    ("2.1", "두 항을 더하지 않고 곱했습니다.", 2),
    ("2.2", "로짓을 확률로 보았습니다. from_logits=True인 cross_entropy를 쓰십시오.", 2),
    ("2.2", "cross_entropy에 준 인자의 차례가 바뀌었습니다.", 3),
    ("2.3", "두 손실의 평균을 냈습니다. 더해야 합니다.", 3),
    ("2.4", "연쇄 법칙에서 σ(a)를 곱하지 않았습니다.", 2),
    ("2.5", "두 밀도의 합이 아니라 1 + p로 나누었습니다.", 3),
    ("3.1", "테이프가 x를 지켜보지 않았습니다(watch).", 2),
    ("3.2", "씨앗을 고정했습니다(seed).", 3),
    ("3.3", "training=True를 잊었습니다.", 3),
    ("3.4", "판별자를 생성자의 옵티마이저로 움직였습니다.", 2),
    ("3.5", "옛 평균에 β가 아니라 1 - β를 곱했습니다.", 2),
    ("4.1", "절댓값이 없습니다. 손실이 음수가 될 수 있습니다.", 2),
    ("4.3", "항등 손실에 0.5를 곱하지 않았습니다.", 2),
    ("4.4", "시그모이드를 지난 확률로 쟀습니다. 최소제곱은 출력을 그대로 씁니다.", 3),
    ("4.7", "몸을 0으로 지운 다음 모든 화소로 평균했습니다. 배경 화소의 수로 나누어야 합니다.", 3),
    ("5.2", "판별자에게 가짜 짝을 보일 때 training=True를 잊었습니다.", 3),
    ("5.5", "축(axis)을 주지 않아 모두 한데 모았습니다.", 3),
    ("5.7", "목록에서 먼저 나온 수입니다. counts는 차례대로 늘어선 목록이 아닐 수 있습니다.", 3),
    ("6.2", "세제곱을 하지 않았습니다.", 3),
    ("6.4", "자기 자신을 첫째 이웃으로 세었습니다. 공이 한 이웃만큼 작습니다.", 2),
    ("6.7", "표준편차를 구할 때 n으로 나누었습니다. n - 1로 나눕니다(ddof=1).", 3),
    ("7.1", "테이프가 images를 지켜보지 않았습니다(watch).", 2),
    ("7.2", "평평한 곳에서 그레이디언트가 NaN이 됩니다. 제곱근 안에 작은 수를 더하십시오.", 3),
    ("7.4", "새 ψ로 θ를 옮겼습니다. 그것은 교대 갱신입니다.", 3),
    ("7.6", "자유도가 n - 2입니다. n - 1이어야 합니다.", 2),
]


@pytest.mark.parametrize(("number", "said", "hint"), _SPOKEN)
def test_the_hint_that_speaks_of_the_decision_comes_first(number, said, hint):
    assert hints.best(number, said) == hint


def test_every_exercise_has_its_three_hints():
    for chapter in grading.CHAPTERS:
        for item in grading.exercises(chapter):
            assert all(hints.advice(item.number, place)[0] == place for place in (1, 2, 3)), item.number
            assert hints.advice(item.number, None, (1, 2, 3))[0] is None, item.number


def test_a_repair_leads_to_its_hint():
    result = grade("5.5", "def best_pictures(answers):\n    return np.median(answers), np.mean(answers)\n")
    assert result.hint == 3 and "위의 힌트 3을 펴" in result.text


def test_what_no_hint_speaks_of_opens_the_first_unopened():
    said = "흰 고양이가 지나갔습니다."
    assert hints.best("2.1", said) is None
    assert hints.advice("2.1", None) == (1, "위의 힌트 1을 펴 보십시오.")
    assert hints.advice("2.1", None, (1,)) == (2, "위의 힌트 2를 펴 보십시오.")
    assert hints.advice("2.1", 3, (3,)) == (1, "위의 힌트 3을 다시 읽고, 힌트 1을 펴 보십시오.")
    assert hints.advice("2.1", 2, (1, 2, 3)) == (None, "위의 힌트 2를 다시 읽어 보십시오.")


def test_the_same_mistake_again_opens_another_hint(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GAN_COURSE_PROGRESS", str(tmp_path / "진도.json"))
    told = []
    for _ in range(4):
        check("2.1", lambda label, probability: label * 0.0 + probability * 0.0)
        told.append(capsys.readouterr().out.splitlines()[-1].partition(": ")[2])
    assert len(set(told)) == 4 and "다시 읽어 보십시오" in told[-1]
    assert sorted(progress.opened("2.1")) == [1, 2, 3]
    progress.record("2.1", False)
    assert sorted(progress.opened("2.1")) == [1, 2, 3], "힌트 없이 적어도 펴 본 것은 남습니다"
