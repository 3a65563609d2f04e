"""까닭을 찾는 고치기: 틀린 코드와 그 이름."""

import numpy as np
import pytest

from gan_course.exercises.diagnosis import diagnose
from tests.exercises.classroom import execute

_A, _B = np.random.default_rng(1).normal(size=(2, 4, 3))
_REPAIRS = [
    ("or가 아니라 |로", "(a > 0) or (b > 0)", lambda a, b: (a > 0) | (b > 0), (_A, _B)),
    ("and가 아니라 &로", "(a > 0) and (b > 0)", lambda a, b: (a > 0) & (b > 0), (_A, _B)),
    ("뒤집을 것(.T)", "a.T @ b", lambda a, b: a @ b.T, (_A, _B)),
    ("뒤집을 것(.T)", "a @ b", lambda a, b: a @ b.T, (_A, _B)),
    ("하나 어긋났습니다", "[k for k in range(b) if k == b]", lambda a, b: [b - 1], (0, 7)),
    ("하나 어긋났습니다", "[k for k in range(b) if k % 3 == 0]", lambda a, b: [k for k in range(b) if (k + 1) % 3 == 0], (0, 7)),
    ("없어야 할 축을 더했습니다", "a + b[:, None]", lambda a, b: a + b, (_A, _B)),
]  # fmt: skip


@pytest.mark.parametrize(("says", "body", "reference", "given"), _REPAIRS, ids=[r[1] for r in _REPAIRS])
def test_one_repair_names_the_mistake(says, body, reference, given):
    namespace = {"np": np}
    execute(f"def answer(a, b):\n    return {body}\n", namespace)

    def error(function):
        value, wanted = np.asarray(function(*given)), np.asarray(reference(*given))
        return 0.0 if value.shape == wanted.shape and np.array_equal(value, wanted) else 1.0

    found = diagnose(namespace["answer"], error, seconds=5)
    assert found is not None
    assert len(found.mistakes) == 1 and says in found.mistakes[0]
