"""NumPy로 계산한 식, predict, ~, 떼지 않은 축, 인자인 함수를 더 부른 것의 까닭을 찾습니다."""

import ast

import pytest

from gan_course.exercises.diagnosis.expressions import changes
from gan_course.exercises.diagnosis.scope import Scope

SCOPE = Scope(("x", "f", "network", "body"), (), ("np", "tf"))


def repairs(code):
    node = ast.parse(code, mode="eval").body
    return {ast.unparse(fixed): what for what, fixed in changes(node, SCOPE, whole=True)}


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ("np.mean(np.abs(np.asarray(x)))", "tf.reduce_mean(tf.abs(x))", "NumPy(또는 파이썬의 수)로"),
        ("float(np.mean(np.square(x)))", "tf.reduce_mean(tf.square(x))", "NumPy(또는 파이썬의 수)로"),
        ("network.predict(x)", "network(x)", "predict는"),
        ("~body", "body == 0", "~는"),
        ("body", "body[..., 0]", "마지막 축"),
        ("f(x)", "x", "f을(를) 부른 값"),
        ("tf.Variable(x, trainable=False)", "tf.Variable(x)", "trainable=False"),
    ],
)
def test_a_repair_is_tried_and_named(wrong, right, says):
    assert says in repairs(wrong)[right]


def test_one_is_never_multiplied_instead_of_added():
    assert "x * 1" not in repairs("x + 1")


def test_a_single_function_is_left_to_the_simpler_repairs():
    assert "tf.abs(x)" not in repairs("np.abs(x)")
