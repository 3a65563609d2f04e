"""8장 연습의 채점: 표에서 줄 꺼내기(8.1)와 생성자의 입력(8.2)."""

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.chapter_8.lookup import WRONG_ROWS, arrays, labels_of, right_rows, table
from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import normal

_CUT = "값은 맞지만 표까지 가는 그레이디언트가 끊어졌습니다. 이대로는 표를 배울 수 없습니다. tf 함수로 꺼내십시오."


def _softmax(x):
    return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)


_RESULTS = [
    ("축의 차례를 바꾸었습니다. 한 줄이 한 장의 벡터입니다.", lambda rows: rows.T),
    ("배치에 걸쳐 더했습니다. 장마다 벡터 하나씩 돌려주십시오.", lambda rows: rows.sum(axis=0)),
    ("배치에 걸쳐 평균했습니다. 장마다 벡터 하나씩 돌려주십시오.", lambda rows: rows.mean(axis=0)),
    ("벡터의 수를 더해 수 하나로 만들었습니다. 벡터를 그대로 돌려주십시오.", lambda rows: rows.sum(axis=-1)),
    ("벡터의 수를 평균해 수 하나로 만들었습니다. 벡터를 그대로 돌려주십시오.", lambda rows: rows.mean(axis=-1)),
    ("길이 1인 축이 더 붙었습니다. 모양은 [배치, 길이]입니다.", lambda rows: rows[:, None]),
    ("길이 1인 축이 더 붙었습니다. 모양은 [배치, 길이]입니다.", lambda rows: rows[..., None]),
    ("길이 1인 축이 더 붙었습니다. 모양은 [배치, 길이]입니다.", lambda rows: rows[None]),
    ("벡터에 소프트맥스를 씌웠습니다. 꺼낸 그대로 돌려주십시오.", _softmax),
    ("벡터의 길이를 1로 맞추었습니다. 꺼낸 그대로 돌려주십시오.", lambda rows: rows / np.linalg.norm(rows, axis=-1, keepdims=True)),
    ("벡터를 한 줄로 이었습니다. 모양은 [배치, 길이]입니다.", lambda rows: rows.ravel()),
    ("부호가 뒤집혔습니다.", lambda rows: -rows),
]  # fmt: skip


@exercise("8.1", "임베딩: 표에서 줄 꺼내기")
def label_vectors() -> Comparison:
    def build(rows=right_rows, result=lambda rows: rows):
        return lambda table, labels: result(rows(*arrays(table, labels)))

    def expected(table, labels):
        return tf.one_hot(labels, len(table)) @ table

    return Comparison(
        cases=[
            (table(10, 4, 1), labels_of(7, 3, 7, 0, 9)),
            (table(5, 3, 2), labels_of(4, 1)),
            (table(6, 6, 3), labels_of(2, 5, 0, 2, 1, 4)),
            (table(3, 2, 4), labels_of(2)),
        ],
        reference=expected,
        mistakes=by(build, rows=Choice(right_rows, WRONG_ROWS), result=Choice(wrong=_RESULTS)),
        describe=lambda t, labels: f"모양 {tuple(t.shape)}의 표, 레이블 {labels.numpy().tolist()}",
        gradients=lambda t, labels: [t],
        cut=_CUT,
    )


_JOINS = [
    ("차례가 바뀌었습니다. 잡음이 앞, 레이블의 벡터가 뒤입니다.", lambda z, v: np.concatenate([v, z], axis=1)),
    ("잡음에 레이블의 벡터를 더했습니다. 더하지 말고 이으십시오.", lambda z, v: z + v),
    ("잡음에 레이블의 벡터를 곱했습니다. 곱하지 말고 이으십시오.", lambda z, v: z * v),
    ("배치의 축(축 0)으로 이었습니다. 장마다 길이의 축에서 이으십시오.", lambda z, v: np.concatenate([z, v], axis=0)),
    ("잇지 않고 새 축으로 쌓았습니다(stack).", lambda z, v: np.stack([z, v])),
    ("잇지 않고 새 축으로 쌓았습니다(stack).", lambda z, v: np.stack([z, v], axis=1)),
    ("레이블의 벡터가 빠졌습니다. 잡음만 있습니다.", lambda z, v: z),
    ("잡음이 빠졌습니다. 레이블의 벡터만 있습니다.", lambda z, v: v),
    ("잡음을 두 번 이었습니다. 뒤에는 레이블의 벡터를 이으십시오.", lambda z, v: np.concatenate([z, z], axis=1)),
    ("레이블의 벡터를 두 번 이었습니다. 앞에는 잡음을 이으십시오.", lambda z, v: np.concatenate([v, v], axis=1)),
    ("레이블의 벡터를 두 번 이었습니다. 한 번이면 됩니다.", lambda z, v: np.concatenate([z, v, v], axis=1)),
    ("잡음에서 레이블의 벡터를 뺐습니다. 빼지 말고 이으십시오.", lambda z, v: z - v),
]  # fmt: skip


@exercise("8.2", "생성자의 입력")
def generator_input() -> Comparison:
    def build(rows=right_rows, join=lambda z, v: np.concatenate([z, v], axis=1), result=lambda joined: joined):
        def joined(noise, table, labels):
            noise, table, labels = arrays(noise, table, labels)
            return result(join(noise, rows(table, labels)))

        return joined

    def expected(noise, table, labels):
        return tf.concat([noise, tf.one_hot(labels, len(table)) @ table], axis=1)

    bare = [("벡터가 아니라 레이블의 수를 나누어 이었습니다.", lambda t, labels: labels[:, None] / np.float32(len(t)))]
    return Comparison(
        cases=[
            (normal(4, 3, seed=(8, 11)), table(10, 2, 12), labels_of(7, 3, 7, 0)),
            (normal(5, 4, seed=(8, 13)), table(6, 4, 14), labels_of(2, 5, 1, 0, 5)),
            (normal(1, 2, seed=(8, 15)), table(4, 5, 16), labels_of(3)),
        ],
        reference=expected,
        mistakes=by(
            build,
            join=Choice(lambda z, v: np.concatenate([z, v], axis=1), _JOINS),
            rows=Choice(right_rows, WRONG_ROWS + bare),
            result=Choice(wrong=_RESULTS),
        ),
        describe=lambda z, t, labels: (
            f"모양 {tuple(z.shape)}의 잡음, 모양 {tuple(t.shape)}의 표, 레이블 {labels.numpy().tolist()}"
        ),
        gradients=lambda z, t, labels: [z, t],
        cut="값은 맞지만 잡음이나 표까지 가는 그레이디언트가 끊어졌습니다. tf 함수로 꺼내고 이으십시오.",
    )
