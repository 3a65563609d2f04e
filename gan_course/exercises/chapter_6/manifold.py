"""6장 연습의 채점: 정밀도(6.4)."""

import numpy as np

from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise


def _euclidean(x, y):
    return np.linalg.norm(x[:, None] - y[None], axis=-1)


def _kth(table, k):
    """줄마다 자기 자신(거리 0)을 빼고 k번째로 가까운 것까지의 거리."""
    return np.sort(table, axis=1)[:, k]


_MEASURES = {
    "축마다의 차이의 절댓값으로 쟀습니다(L1). 유클리드 거리로 재십시오.": lambda x, y: np.abs(x[:, None] - y[None]).sum(axis=-1),
    "축마다의 차이 가운데 가장 큰 것으로 쟀습니다. 유클리드 거리로 재십시오.": lambda x, y: np.abs(x[:, None] - y[None]).max(axis=-1),
    "첫 특징에서만 쟀습니다. 모든 특징을 합친 유클리드 거리로 재십시오.": lambda x, y: np.abs(x[:, None, 0] - y[None, :, 0]),
}  # fmt: skip
# (진짜끼리의 거리, 가짜끼리의 거리, 진짜와 가짜의 거리, k) → 진짜마다의 반지름(또는 하나)
_RADII = {
    "자기 자신을 첫째 이웃으로 세었습니다. 공이 한 이웃만큼 작습니다.": lambda r, f, rf, k: _kth(r, k - 1),
    "이웃을 하나 더 세었습니다. 공이 한 이웃만큼 큽니다.": lambda r, f, rf, k: _kth(r, k + 1),
    "받은 neighbours 대신 3을 적어 넣었습니다.": lambda r, f, rf, k: _kth(r, 3),
    "받은 neighbours 대신 5를 적어 넣었습니다.": lambda r, f, rf, k: _kth(r, 5),
    "가장 가까운 이웃 하나만 보았습니다. neighbours번째 이웃까지의 거리입니다.": lambda r, f, rf, k: _kth(r, 1),
    "가장 먼 이웃까지의 거리를 반지름으로 썼습니다.": lambda r, f, rf, k: r.max(axis=1),
    "뒤에서부터 세었습니다. 가까운 것부터 neighbours번째입니다.": lambda r, f, rf, k: np.sort(r, axis=1)[:, -k],
    "거리를 줄 세우지 않고 neighbours번째 칸을 꺼냈습니다.": lambda r, f, rf, k: r[:, k],
    "줄을 세운 축과 꺼낸 축이 어긋납니다. 진짜마다(axis=1) 줄을 세우고 neighbours번째 칸([:, neighbours])을 꺼내십시오.": lambda r, f, rf, k: np.sort(r, axis=1)[k],
    "반지름을 가까운 이웃들까지의 평균 거리로 정했습니다. neighbours번째 이웃까지의 거리입니다.": lambda r, f, rf, k: (
        np.sort(r, axis=1)[:, 1 : k + 1].mean(axis=1)),
    "자기 자신까지 넣어 가까운 것들의 평균 거리를 반지름으로 정했습니다.": lambda r, f, rf, k: np.sort(r, axis=1)[:, : k + 1].mean(axis=1),
    "반지름을 진짜가 아니라 가짜까지의 거리로 정했습니다. 진짜의 자리는 진짜끼리의 거리로 정합니다.": lambda r, f, rf, k: _kth(rf, k),
    "반지름을 neighbours번째 가짜까지의 거리로 정했습니다. 진짜의 자리는 진짜끼리의 거리로 정합니다.": lambda r, f, rf, k: _kth(rf, k - 1),
    "모든 공의 반지름을 같게 했습니다(평균). 드문 곳의 공은 더 큽니다.": lambda r, f, rf, k: _kth(r, k).mean(),
    "모든 공의 반지름을 가장 큰 것으로 했습니다. 반지름은 진짜마다 다릅니다.": lambda r, f, rf, k: _kth(r, k).max(),
    "모든 공의 반지름을 가장 작은 것으로 했습니다. 반지름은 진짜마다 다릅니다.": lambda r, f, rf, k: _kth(r, k).min(),
    "모든 공의 반지름을 가운데 값으로 했습니다. 반지름은 진짜마다 다릅니다.": lambda r, f, rf, k: np.median(_kth(r, k)),
    "반지름을 반으로 줄였습니다.": lambda r, f, rf, k: _kth(r, k) / 2,
    "거리의 평균을 반지름으로 썼습니다. neighbours번째 이웃까지의 거리입니다.": lambda r, f, rf, k: r.mean(axis=1),
}  # fmt: skip
# (들었는지 [가짜, 진짜], 가짜와 진짜의 거리, k) → 비율
_GATHERS = {
    "가장 가까운 진짜의 공만 보았습니다. 조금 먼 진짜의 큰 공에 들 수도 있습니다.": lambda i, d, k: i[np.arange(len(i)), d.argmin(axis=1)].mean(),
    "모든 공에 들어야 한다고 했습니다. 하나에만 들면 됩니다.": lambda i, d, k: i.all(axis=1).mean(),
    "neighbours개의 공에 들어야 한다고 했습니다. 하나에만 들면 됩니다.": lambda i, d, k: (i.sum(axis=1) >= k).mean(),
    "가짜와 진짜의 모든 짝으로 평균했습니다. 가짜마다 하나라도 들었는지 보십시오.": lambda i, d, k: i.mean(),
    "가짜가 하나라도 든 공의 비율입니다. 축이 바뀌었습니다.": lambda i, d, k: i.any(axis=0).mean(),
    "비율이 아니라 수입니다.": lambda i, d, k: i.any(axis=1).sum(),
    "든 가짜의 수를 진짜의 수로 나누었습니다. 가짜의 수로 나누십시오.": lambda i, d, k: i.any(axis=1).sum() / i.shape[1],
    "한 공에도 들지 않은 가짜의 비율입니다.": lambda i, d, k: 1 - i.any(axis=1).mean(),
    "가짜마다 든 공의 수를 평균했습니다. 하나라도 들었는지만 보십시오.": lambda i, d, k: i.sum(axis=1).mean(),
    "가짜마다 든 공의 수를 neighbours로 나누어 평균했습니다(밀도).": lambda i, d, k: i.sum(axis=1).mean() / k,
    "가짜마다 참과 거짓을 그대로 돌려주었습니다. 그 평균이 답입니다.": lambda i, d, k: i.any(axis=1),
}  # fmt: skip
_ROLES = {
    "재현율입니다. 진짜가 가짜의 자리에 든 비율이 아니라 가짜가 진짜의 자리에 든 비율을 구하십시오.": lambda real, fake: (
        fake,
        real,
    ),
}


@exercise("6.4", "정밀도")
def precision() -> Comparison:
    def right_radii(r, f, rf, k):
        return _kth(r, k)

    def right_gather(i, d, k):
        return i.any(axis=1).mean()

    def as_given(real, fake):
        return real, fake

    def build(measure=_euclidean, radii=right_radii, gather=right_gather, roles=as_given, whole=None):
        def share(real, fake, k):
            if whole:
                return whole(real, fake, k)
            real, fake = roles(real, fake)
            found = radii(measure(real, real), measure(fake, fake), measure(real, fake), k)
            apart = measure(fake, real)
            return gather(apart <= found, apart, k)

        return share

    def from_fakes(real, fake, k):
        return (_euclidean(fake, real) <= _kth(_euclidean(fake, fake), k)[:, None]).any(axis=1).mean()

    def squared(real, fake, k):
        return (_euclidean(fake, real) <= _kth(_euclidean(real, real), k) ** 2).any(axis=1).mean()

    whole = {
        "공의 반지름을 가짜에서 쟀습니다. 진짜의 자리는 진짜끼리의 거리로 정합니다.": from_fakes,
        "거리를 반지름의 제곱과 견주었습니다. 반지름을 그대로 쓰십시오.": squared,
        "자료마다 1이 나옵니다. 가짜를 진짜의 공과 견주었는지, 가짜마다 보았는지(axis=1) 살피십시오.": lambda real, fake, k: (
            1.0
        ),
    }
    random = np.random.default_rng(64)
    return Comparison(
        cases=[
            (random.normal(size=(25, 2)), random.normal(0.5, 1.6, size=(40, 2)), 3),
            (random.normal(size=(30, 3)) ** 3, random.normal(size=(20, 3)), 2),
            (random.normal(size=(12, 1)), random.normal(1.0, 2.0, size=(50, 1)), 1),
            (random.normal(size=(41, 2)) ** 3, random.normal(0.2, 9, size=(97, 2)), 4),
            (random.normal(size=(30, 2)), random.normal(0.2, 3, size=(90, 2)), 2),
        ],
        reference=lambda real, fake, neighbours: (
            (np.linalg.norm(fake[:, None] - real[None], axis=-1)
             <= np.sort(np.linalg.norm(real[:, None] - real[None], axis=-1), axis=1)[:, neighbours]).any(axis=1).mean()
        ),
        mistakes=[
            *by(build, whole=Choice(None, whole)),
            *by(
                build,
                roles=Choice(as_given, _ROLES),
                radii=Choice(right_radii, _RADII),
                gather=Choice(right_gather, _GATHERS),
                measure=Choice(_euclidean, _MEASURES),
            ),
        ],
        tolerance=1e-6,
        describe=lambda r, f, k: f"진짜 {r.shape}, 가짜 {f.shape}, 이웃 {k}",
    )  # fmt: skip
