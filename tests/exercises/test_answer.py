"""학습자의 코드가 무엇을 하든 차분히 설명하고, 우리의 트레이스백은 보이지 않습니다."""

import signal
import threading
import time

import pytest

from gan_course.exercises import grading
from gan_course.exercises.answer import STUB, Answer, NotWritten, Wrong
from tests.exercises.classroom import execute


def learner(source):
    namespace = {}
    execute(source, namespace)
    return namespace["f"]


def complaint(source, *arguments, seconds=20):
    with pytest.raises(Wrong) as caught:
        Answer(learner(source), seconds)(*arguments)
    return caught.value


def test_the_value_comes_through():
    assert Answer(learner("def f(x):\n    print('보기')\n    return x + 1"))(1) == 2


@pytest.mark.parametrize("body", [STUB, f"y = 1\n    {STUB}\n    return undefined", f"{STUB}\n    return None"])
def test_a_stub_is_not_written_yet_whatever_the_rest_does(body):
    with pytest.raises(NotWritten):
        Answer(learner(f"def f(x):\n    {body}"))(1)


@pytest.mark.parametrize("nothing", [None, ...])
def test_a_name_left_empty_is_not_written_yet(nothing):
    with pytest.raises(NotWritten):
        Answer(nothing)(1)


def test_an_exception_names_the_learner_s_line_and_nothing_of_ours():
    wrong = complaint("def f(x):\n    y = x + 1\n    return y / 0", 1)
    assert "ZeroDivisionError" in wrong.misconception
    assert "return y / 0" in wrong.got and "gan_course" not in wrong.got


def test_an_endless_loop_is_stopped_and_named():
    begun = time.monotonic()
    wrong = complaint("def f(x):\n    while True:\n        pass", 1, seconds=0.3)
    assert "끝나지 않아" in wrong.misconception
    assert time.monotonic() - begun < 15  # 영영 돌지 않았다는 뜻이지 빠르기를 재는 것이 아닙니다


def test_a_loop_that_swallows_exceptions_is_stopped_too():
    source = "def f(x):\n    while True:\n        try:\n            pass\n        except Exception:\n            pass"
    assert "끝나지 않아" in complaint(source, 1, seconds=0.3).misconception


def test_a_loop_is_stopped_even_where_interrupts_are_ignored():
    """nohup이나 CI처럼 뒤에서 도는 프로세스."""
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert "끝나지 않아" in complaint("def f(x):\n    while True:\n        pass", 1, seconds=0.3).misconception
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, previous)


def test_after_a_stopped_loop_the_next_call_works():
    complaint("def f(x):\n    while True:\n        pass", 1, seconds=0.2)
    assert Answer(learner("def f(x):\n    return x"))(3) == 3


def test_the_reader_s_own_interrupt_is_not_swallowed():
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Answer(interrupted)()


def test_a_print_instead_of_a_return_is_named():
    wrong = complaint("def f(x):\n    print(x + 1)", 1)
    assert "print" in wrong.misconception and "2" in wrong.got


def test_a_missing_return_is_named():
    assert "return" in complaint("def f(x):\n    y = x + 1", 1).misconception


def test_a_called_function_instead_of_the_function_is_named():
    with pytest.raises(Wrong, match="괄호"):
        Answer(3.0)(1)


def test_works_outside_the_main_thread_without_a_limit():
    found = []
    thread = threading.Thread(target=lambda: found.append(Answer(learner("def f(x):\n    return x"))(5)))
    thread.start()
    thread.join()
    assert found == [5]


def test_an_unknown_number_lists_the_known_ones():
    with pytest.raises(ValueError, match=r"2\.1"):
        grading.grade("9.9", None)


def test_the_same_number_twice_is_refused():
    grading.exercises(2)
    with pytest.raises(ValueError, match="두 번"):
        grading.exercise("2.1", "다른 문제")(lambda answer: None)
