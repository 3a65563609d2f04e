"""8장 연습의 채점: 투영 판별자의 로짓(8.3)."""

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.chapter_8.lookup import WRONG_ROWS, arrays, labels_of, right_rows, table
from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import normal

# (특징 [배치, 길이], 가중치 [길이]) → 레이블을 보지 않는 항
_PLAIN = [
    ("레이블을 보지 않는 항(wᵀφ)이 빠졌습니다.", lambda f, w: 0.0),
    ("wᵀφ에서 곱을 더하지 않고 평균했습니다. 내적은 합입니다.", lambda f, w: (f * w).mean(axis=1)),
    ("특징에 w를 곱하지 않았습니다.", lambda f, w: f.sum(axis=1)),
    ("w에 특징을 곱하지 않았습니다.", lambda f, w: w.sum()),
    ("wᵀφ의 부호가 뒤집혔습니다.", lambda f, w: -(f @ w)),
]
# (특징, 레이블의 벡터 [배치, 길이], w) → 어울림의 항
_MATCH = [
    ("어울림의 항(v_yᵀφ)이 빠졌습니다. 레이블을 바꾸어도 로짓이 그대로입니다.", lambda f, r, w: 0.0),
    ("v_yᵀφ에서 곱을 더하지 않고 평균했습니다. 내적은 합입니다.", lambda f, r, w: (f * r).mean(axis=1)),
    ("레이블의 벡터에 특징을 곱하지 않았습니다.", lambda f, r, w: r.sum(axis=1)),
    ("레이블의 벡터를 특징이 아니라 w와 곱했습니다.", lambda f, r, w: r @ w),
    ("어울림의 항을 뺐습니다. 더해야 합니다.", lambda f, r, w: -(f * r).sum(axis=1)),
    ("어울림의 항에 w까지 곱했습니다. 특징과 v_y만 곱해 더하십시오.", lambda f, r, w: (f * r * w).sum(axis=1)),
    ("어울림의 항을 배치에 걸쳐 더했습니다. 장마다 따로입니다.", lambda f, r, w: np.sum(f * r)),
    ("어울림의 항을 두 번 더했습니다.", lambda f, r, w: 2 * (f * r).sum(axis=1)),
]  # fmt: skip
_BIAS = [
    ("편향 b가 빠졌습니다.", lambda b, n: 0.0),
    ("편향 b를 두 번 더했습니다. 두 항을 따로 셈해도 한 번만 더합니다.", lambda b, n: 2 * b),
    ("편향 b를 뺐습니다. 더해야 합니다.", lambda b, n: -b),
    ("편향 b를 더한 다음 길이의 축에서 합했습니다. b는 한 번만 더합니다.", lambda b, n: n * b),
]
_RESULTS = [
    ("축을 남겼습니다(keepdims). 모양은 [배치]입니다.", lambda logits: logits[:, None]),
    ("로짓에 시그모이드를 씌웠습니다. 로짓을 그대로 돌려주십시오.", lambda logits: 1 / (1 + np.exp(-logits))),
    ("배치에 걸쳐 평균했습니다. 장마다 로짓 하나씩 돌려주십시오.", lambda logits: logits.mean()),
    ("배치에 걸쳐 더했습니다. 장마다 로짓 하나씩 돌려주십시오.", lambda logits: logits.sum()),
    ("부호가 뒤집혔습니다.", lambda logits: -logits),
]
# 식이 통째로 다른 것: (특징, 레이블의 벡터, w, b, v) → 로짓
_WHOLE = [
    ("모든 장과 모든 레이블을 짝지었습니다([배치, 배치]). 장마다 제 레이블의 벡터만 곱하십시오.", lambda f, r, w, b, v: f @ (w + r).T + b),
    ("모든 장과 모든 레이블을 짝지었습니다([배치, 배치]). 장마다 제 레이블의 벡터만 곱하십시오.", lambda f, r, w, b, v: (w + r) @ f.T + b),
    ("모든 장과 모든 레이블을 짝지었습니다([배치, 배치]). 장마다 제 레이블의 벡터만 곱하십시오.", lambda f, r, w, b, v: f @ w + f @ r.T + b),
    ("레이블을 고르지 않고 모든 클래스의 로짓을 냈습니다([배치, 클래스]).", lambda f, r, w, b, v: f @ (w + v).T + b),
    ("곱을 길이의 축에서 더하지 않았습니다. 장마다 수 하나가 되어야 합니다.", lambda f, r, w, b, v: (w + r) * f + b),
    ("곱을 길이의 축이 아니라 배치의 축(축 0)에서 더했습니다.", lambda f, r, w, b, v: ((w + r) * f).sum(axis=0) + b),
    ("배치까지 모두 더해 수 하나가 되었습니다. 길이의 축(축 1)에서만 더하십시오.", lambda f, r, w, b, v: ((w + r) * f).sum() + b),
    ("w와 v_y를 더하지 않고 곱했습니다.", lambda f, r, w, b, v: (w * r * f).sum(axis=1) + b),
    ("w에서 v_y를 뺐습니다. 더해야 합니다.", lambda f, r, w, b, v: ((w - r) * f).sum(axis=1) + b),
    ("곱을 더하지 않고 평균했습니다. 내적은 합입니다.", lambda f, r, w, b, v: ((w + r) * f).mean(axis=1) + b),
    ("(w + v_y)에 특징을 곱하지 않았습니다.", lambda f, r, w, b, v: (w + r).sum(axis=1) + b),
    ("(w + v_y)에 특징을 곱하지 않고 더했습니다.", lambda f, r, w, b, v: (w + r + f).sum(axis=1) + b),
    ("괄호가 빠졌습니다. w + v_y·φ가 되었습니다. (w + v_y)에 φ를 곱하십시오.", lambda f, r, w, b, v: (w + r * f).sum(axis=1) + b),
    ("괄호가 빠졌습니다. w·φ + v_y가 되었습니다. (w + v_y)에 φ를 곱하십시오.", lambda f, r, w, b, v: (w * f + r).sum(axis=1) + b),
    ("편향까지 특징에 곱했습니다. b는 곱하지 않고 더합니다.", lambda f, r, w, b, v: ((w + r + b) * f).sum(axis=1)),
]  # fmt: skip


@exercise("8.3", "투영 판별자의 로짓")
def projection_logits() -> Comparison:
    def build(
        rows=right_rows,
        plain=lambda f, w: f @ w,
        match=lambda f, r, w: (f * r).sum(axis=1),
        bias=lambda b, n: b,
        result=lambda logits: logits,
        whole=None,
    ):
        def logits(features, labels, w, b, v):
            f, labels, w, b, v = arrays(features, labels, w, b, v)
            r = rows(v, labels)
            if whole:
                return result(whole(f, r, w, b, v))
            return result(plain(f, w) + match(f, r, w) + bias(b, f.shape[1]))

        return logits

    def expected(features, labels, w, b, v):
        return tf.reduce_sum((w + tf.gather(v, labels)) * features, axis=1) + b

    decisions = dict(rows=Choice(right_rows, WRONG_ROWS), result=Choice(wrong=_RESULTS))
    terms = dict(plain=Choice(wrong=_PLAIN), match=Choice(wrong=_MATCH), bias=Choice(wrong=_BIAS))
    sizes = [(5, 3, 10, (7, 3, 7, 0, 9)), (4, 4, 6, (2, 5, 1, 0)), (1, 5, 4, (3,)), (3, 2, 3, (2, 0, 1))]
    mistakes = [*by(build, whole=Choice(None, _WHOLE), **decisions), *by(build, **terms, **decisions)]
    return Comparison(
        cases=[
            (
                normal(count, width, seed=(8, 30 + at)),
                labels_of(*labels),
                normal(width, seed=(8, 40 + at)),
                tf.constant(0.7 - at),
                table(classes, width, 50 + at),
            )
            for at, (count, width, classes, labels) in enumerate(sizes)
        ],
        reference=expected,
        mistakes=sorted(mistakes, key=lambda mistake: "그리고" in mistake.misconception),
        describe=lambda f, labels, w, b, v: (
            f"모양 {tuple(f.shape)}의 특징, 레이블 {labels.numpy().tolist()}, 모양 {tuple(v.shape)}의 v, b = {float(b):.3g}"
        ),
        gradients=lambda f, labels, w, b, v: [f, w, b, v],
        cut="값은 맞지만 그레이디언트가 끊어졌습니다. 특징, w, b, v까지 모두 이어져야 합니다. tf 함수로 계산하십시오.",
    )
