"""학습자의 코드가 무엇을 하든 차분히 설명하고, 우리의 트레이스백은 보이지 않습니다."""

import _thread
import os
import signal
import threading
import time

import numpy as np
import pytest

from gan_course._tensorflow import keras
from gan_course.exercises import grading
from gan_course.exercises.answer import STUB, Answer, NotWritten, Wrong
from gan_course.exercises.comparing import Comparison
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
    """Ctrl-C는 채점을 멈추고, 학습자의 코드도 함께 멈춥니다."""
    ran = []

    def busy():
        while True:
            ran.append(time.monotonic())

    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        threading.Timer(0.5, _thread.interrupt_main).start()
        with pytest.raises(KeyboardInterrupt):
            Answer(busy, seconds=30)()
    finally:
        signal.signal(signal.SIGINT, previous)
    count = len(ran)
    time.sleep(0.2)
    assert len(ran) == count, "멈춘 뒤에도 돌고 있습니다"


@pytest.mark.parametrize("way", ["quit()", "exit()", "import sys; sys.exit()", "raise KeyboardInterrupt", "input()"])
def test_the_lesson_is_not_ended_by_an_answer(way):
    assert "노트북을 끝내거나" in complaint(f"def f(x):\n    {way}\n    return x", 1).misconception


@pytest.mark.parametrize(
    "body",
    [
        "while True:\n        try:\n            pass\n        except:\n            continue",
        "import time\n    time.sleep(3)",
        "import tensorflow as tf\n    i = tf.constant(0)\n"
        "    return tf.while_loop(lambda i: True, lambda i: [i * 0], [i], maximum_iterations=10**7)",
    ],
)
def test_what_swallows_every_interrupt_is_left_behind(body):
    begun = time.monotonic()
    assert "끝나지 않아" in complaint(f"def f(x):\n    {body}", 1, seconds=0.3).misconception
    assert time.monotonic() - begun < 15


def test_too_much_memory_is_refused_calmly():
    source = "def f(x):\n    import numpy as np\n    return np.ones((10**6, 10**6))"
    assert "메모리" in complaint(source, 1).misconception


def test_what_an_answer_changes_is_put_back(tmp_path):
    folder, allclose = os.getcwd(), np.allclose
    code = (
        "def f(x):\n    import numpy as np, os, keras\n    np.allclose = lambda *a, **k: True\n"
        f"    os.chdir({str(tmp_path)!r})\n    keras.config.set_floatx('float64')\n    np.random.seed(0)\n    return x"
    )
    np.random.seed(7)
    before = np.random.get_state()[1].copy()
    assert Answer(learner(code))(1) == 1
    assert os.getcwd() == folder and np.allclose is allclose and keras.config.floatx() == "float32"
    assert np.array_equal(np.random.get_state()[1], before)


def test_the_wanted_value_is_in_no_frame_of_the_answer():
    """학습자의 코드가 프레임을 거슬러 올라가 본 모든 이름의 값."""
    secret = 123456.789
    code = (
        "def f(x):\n    import sys\n    frame, seen = sys._getframe(), []\n    while frame:\n"
        "        seen += [repr(v) for v in frame.f_locals.values()]\n        frame = frame.f_back\n"
        "    f.seen = seen\n    return 0.0"
    )
    function = learner(code)
    with pytest.raises(Wrong):
        Comparison([(1.0,)], lambda x: secret)(Answer(function))
    assert function.seen and not any("123456" in text for text in function.seen)


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
