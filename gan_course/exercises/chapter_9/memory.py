"""9장 연습의 채점: 과대적합의 비(9.4)와 훈련한 것에 더 가까운 비율(9.5)."""

from __future__ import annotations

import numpy as np
from scipy.spatial.distance import cdist

from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise


def _logits(seed, *groups):
    """(평균, 퍼짐, 장수)인 무리들. 판별자의 출력처럼 모양이 [n, 1]입니다."""
    random = np.random.default_rng([94, seed])
    return tuple(random.gumbel(mean, spread, (count, 1)).astype(np.float32) for mean, spread, count in groups)


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


_SUMMARIES = [
    ("평균이 아니라 합을 썼습니다. 무리마다 장수가 다릅니다.", np.sum),
    ("평균이 아니라 가운데 값을 썼습니다.", np.median),
    ("평균이 아니라 가장 큰 값을 썼습니다.", np.max),
    ("로짓이 아니라 확률(시그모이드)의 평균을 썼습니다.", lambda x: _sigmoid(x).mean()),
    ("로짓의 평균에 시그모이드를 씌웠습니다. 로짓 그대로 쓰십시오.", lambda x: _sigmoid(x.mean())),
    ("로짓의 부호(양수면 1, 음수면 −1)를 평균했습니다. 로짓 그대로 평균하십시오.", lambda x: np.sign(x).mean()),
    ("로짓의 크기(절댓값)를 평균했습니다. 부호를 그대로 두십시오.", lambda x: np.abs(x).mean()),
    ("첫 장의 로짓만 썼습니다. 무리마다 평균하십시오.", lambda x: x.ravel()[0]),
]  # fmt: skip
_RATIOS = [
    ("위와 아래가 뒤집혔습니다. 남겨 둔 진짜까지의 차이가 위입니다.", lambda s, u, f: (s - f) / (s - u)),
    ("분모가 빠졌습니다. 훈련한 진짜와 가짜의 차이로 나누십시오.", lambda s, u, f: s - u),
    ("부호가 뒤집혔습니다.", lambda s, u, f: (u - s) / (s - f)),
    ("부호가 뒤집혔습니다.", lambda s, u, f: (s - u) / (f - s)),
    ("분모가 남겨 둔 진짜와 가짜의 차이입니다. 훈련한 진짜와 가짜의 차이로 나누십시오.", lambda s, u, f: (s - u) / (u - f)),
    ("분자가 남겨 둔 진짜와 가짜의 차이입니다. 훈련한 진짜와 남겨 둔 진짜의 차이입니다.", lambda s, u, f: (u - f) / (s - f)),
    ("가짜의 평균만으로 나누었습니다. 훈련한 진짜와의 차이로 나누십시오.", lambda s, u, f: (s - u) / f),
    ("훈련한 진짜의 평균만으로 나누었습니다. 가짜와의 차이로 나누십시오.", lambda s, u, f: (s - u) / s),
    ("절댓값을 씌웠습니다. 부호도 뜻이 있습니다.", lambda s, u, f: abs((s - u) / (s - f))),
    ("남겨 둔 진짜와 가짜의 자리가 바뀌었습니다.", lambda s, u, f: (s - f) / (s - u)),
    ("0과 1 사이로 잘랐습니다. 음수도 1을 넘는 값도 뜻이 있습니다.", lambda s, u, f: np.clip((s - u) / (s - f), 0, 1)),
    ("1을 넘는 값을 1로 잘랐습니다. 1을 넘는 값도 뜻이 있습니다.", lambda s, u, f: min(1, (s - u) / (s - f))),
    ("음수를 0으로 잘랐습니다. 음수도 뜻이 있습니다.", lambda s, u, f: max(0, (s - u) / (s - f))),
    ("1에서 뺐습니다. 외우지 않았으면 0이어야 합니다.", lambda s, u, f: 1 - (s - u) / (s - f)),
    ("백분율입니다. 비 그대로 돌려주십시오.", lambda s, u, f: 100 * (s - u) / (s - f)),
    ("괄호가 빠졌습니다. 차이를 먼저 구하고 나눕니다.", lambda s, u, f: s - u / (s - f)),
    ("괄호가 빠졌습니다. 차이를 먼저 구하고 나눕니다.", lambda s, u, f: s - u / s - f),
    ("괄호가 빠졌습니다. 차이를 먼저 구하고 나눕니다.", lambda s, u, f: (s - u) / s - f),
]  # fmt: skip


@exercise("9.4", "과대적합의 비")
def overfitting_ratio() -> Comparison:
    def build(summary=np.mean, ratio=lambda s, u, f: (s - u) / (s - f)):
        return lambda seen, unseen, fake: ratio(*(summary(np.asarray(part)) for part in (seen, unseen, fake)))

    return Comparison(
        cases=[
            _logits(1, (0.5, 0.7, 6), (-0.8, 1.0, 9), (-0.4, 0.6, 5)),  # 1을 넘습니다
            _logits(2, (1.0, 0.8, 7), (0.4, 0.5, 4), (-1.5, 0.9, 10)),
            _logits(3, (0.2, 0.4, 8), (0.6, 0.3, 5), (-0.9, 0.5, 7)),  # 음수입니다
            _logits(4, (-0.3, 0.5, 5), (-0.9, 0.4, 8), (-2.1, 0.7, 6)),
        ],
        reference=build(),
        mistakes=by(build, ratio=Choice(wrong=_RATIOS), summary=Choice(np.mean, _SUMMARIES)),
        describe=lambda seen, unseen, fake: (
            f"로짓의 평균 {seen.mean():.3g}, {unseen.mean():.3g}, {fake.mean():.3g}(장수 {len(seen)}, {len(unseen)}, {len(fake)})"
        ),
    )


# ── 9.5 ──────────────────────────────────────────────────────────────────────────────────────


def _pictures(seed, samples, training, held_out, copied):
    """훈련한 그림을 조금 바꾸어 베낀 것이 섞인 표본."""
    random = np.random.default_rng([95, seed])
    known, new = random.uniform(-1, 1, (training, 3, 2, 1)), random.uniform(-1, 1, (held_out, 3, 2, 1))
    made = random.uniform(-1, 1, (samples, 3, 2, 1))
    made[:copied] = known[random.integers(0, training, copied)] + random.normal(0, 0.2, (copied, 3, 2, 1))
    order = random.permutation(samples)
    return tuple(part.astype(np.float32) for part in (made[order], known, new))


_EQUAL = [
    ("남겨 둔 그림을 모두 썼습니다. 많이 견줄수록 가까운 것이 나옵니다. 훈련한 그림과 같은 수만 쓰십시오.", lambda known, new: new),
    ("남겨 둔 그림을 뒤에서부터 골랐습니다. 앞에서부터 고르십시오.", lambda known, new: new[-len(known) :]),
    ("남겨 둔 그림을 한 장 모자라게 골랐습니다. 훈련한 그림과 같은 수입니다.", lambda known, new: new[: len(known) - 1]),
    ("남겨 둔 그림 대신 훈련한 그림끼리 견주었습니다.", lambda known, new: known),
]  # fmt: skip
_METRICS = [
    ("거리로 화소마다의 차이의 합(L1)을 썼습니다. 제곱의 합을 쓰십시오.", "cityblock"),
    ("거리로 가장 큰 차이를 썼습니다. 제곱의 합을 쓰십시오.", "chebyshev"),
    ("거리로 각(코사인)을 썼습니다. 제곱의 합을 쓰십시오.", "cosine"),
]
_NEAREST = [
    ("가장 가까운 것이 아니라 거리의 평균을 썼습니다.", lambda distances: distances.mean(axis=1)),
    ("가장 가까운 것이 아니라 가장 먼 것을 찾았습니다.", lambda distances: distances.max(axis=1)),
    ("거리가 아니라 가장 가까운 그림의 번호를 견주었습니다.", lambda distances: distances.argmin(axis=1)),
    ("표본마다가 아니라 그림마다 가장 가까운 표본을 찾았습니다. 표본마다 찾으십시오.", lambda distances: distances.min(axis=0)),
    ("가장 가까운 것이 아니라 둘째로 가까운 것을 찾았습니다.", lambda distances: np.sort(distances, axis=1)[:, 1]),
    ("가장 가까운 것이 아니라 거리의 가운데 값을 썼습니다.", lambda distances: np.median(distances, axis=1)),
    ("거리의 합을 견주었습니다. 가장 가까운 것을 찾으십시오.", lambda distances: distances.sum(axis=1)),
]  # fmt: skip
_SHARES = [
    ("남겨 둔 것에 더 가까운 비율입니다. 훈련한 것에 더 가까운 비율을 돌려주십시오.", lambda known, new: np.mean(new < known)),
    ("비율이 아니라 장수입니다.", lambda known, new: np.sum(known < new)),
    ("백분율입니다. 0과 1 사이의 비율로 돌려주십시오.", lambda known, new: 100 * np.mean(known < new)),
    ("평균한 거리 둘의 비를 돌려주었습니다. 표본마다 견준 다음 세십시오.", lambda known, new: known.mean() / new.mean()),
    ("표본마다의 참/거짓을 그대로 돌려주었습니다. 비율로 줄이십시오.", lambda known, new: known < new),
    ("두 거리의 차이를 평균했습니다. 어느 쪽이 가까운지 세십시오.", lambda known, new: np.mean(new - known)),
    ("두 거리의 차이를 평균했습니다. 어느 쪽이 가까운지 세십시오.", lambda known, new: np.mean(known - new)),
    ("비율에서 0.5를 뺐습니다. 비율 그대로 돌려주십시오.", lambda known, new: np.mean(known < new) - 0.5),
]  # fmt: skip


@exercise("9.5", "훈련한 그림에 더 가까운 비율")
def closer_to_training() -> Comparison:
    def build(
        equal=lambda known, new: new[: len(known)],
        metric="sqeuclidean",
        nearest=lambda distances: distances.min(axis=1),
        share=lambda known, new: np.mean(known < new),
    ):
        def closer(samples, training, held_out):
            flat = [np.asarray(part).reshape(len(part), -1) for part in (samples, training, equal(training, held_out))]
            return share(*(nearest(cdist(flat[0], part, metric)) for part in flat[1:]))

        return closer

    return Comparison(
        cases=[
            _pictures(1, 23, 6, 20, 8),
            _pictures(2, 40, 9, 30, 0),
            _pictures(3, 17, 4, 25, 17),
            _pictures(4, 31, 12, 13, 9),
            _pictures(5, 50, 5, 40, 12),
        ],
        reference=build(),
        mistakes=by(
            build,
            equal=Choice(wrong=_EQUAL),
            share=Choice(wrong=_SHARES),
            nearest=Choice(wrong=_NEAREST),
            metric=Choice("sqeuclidean", _METRICS),
        ),
        tolerance=1e-5,
        describe=lambda samples, training, held_out: (
            f"표본 {len(samples)}장, 훈련한 그림 {len(training)}장, 남겨 둔 그림 {len(held_out)}장"
        ),
    )
