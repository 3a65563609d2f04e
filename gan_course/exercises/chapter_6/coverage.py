"""6장 연습의 채점: 덮은 모드와 좋은 표본(6.3)."""

import numpy as np

from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise


def _euclidean(x, y, order=2):
    return np.linalg.norm(x[:, None] - y[None], ord=order, axis=-1)


_RADII = {
    "표준편차의 한 배 안만 좋다고 보았습니다. 세 배입니다.": lambda d: d,
    "표준편차의 두 배 안만 좋다고 보았습니다. 세 배입니다.": lambda d: 2 * d,
    "거리를 3과 견주었습니다. 표준편차의 세 배와 견주십시오.": lambda d: 3.0,
    "표준편차의 제곱(분산)의 세 배와 견주었습니다.": lambda d: 3 * d**2,
    "표준편차의 세 배를 제곱해 거리와 견주었습니다.": lambda d: 9 * d**2,
    "표준편차의 제곱근의 세 배와 견주었습니다.": lambda d: 3 * np.sqrt(d),
    "표준편차에 3을 더한 것과 견주었습니다.": lambda d: 3 + d,
    "표준편차를 3으로 나눈 것과 견주었습니다.": lambda d: d / 3,
    "표준편차의 네 배 안까지 좋다고 보았습니다. 세 배입니다.": lambda d: 4 * d,
}
_MEASURES = {
    "거리의 제곱을 견주었습니다.": lambda p, c: _euclidean(p, c) ** 2,
    "축마다 따로 쟀습니다. 두 축을 합친 유클리드 거리로 재십시오.": lambda p, c: _euclidean(p, c, np.inf),
    "축마다의 차이를 더했습니다. 유클리드 거리로 재십시오.": lambda p, c: _euclidean(p, c, 1),
    "첫 축(x)에서만 쟀습니다. 두 축을 합친 유클리드 거리로 재십시오.": lambda p, c: np.abs(p[:, None, 0] - c[None, :, 0]),
    "둘째 축(y)에서만 쟀습니다. 두 축을 합친 유클리드 거리로 재십시오.": lambda p, c: np.abs(p[:, None, 1] - c[None, :, 1]),
    "두 축의 차이를 더하지 않고 평균했습니다. 유클리드 거리로 재십시오.": lambda p, c: np.abs(p[:, None] - c[None]).mean(axis=-1),
    "차이의 제곱을 더하지 않고 평균했습니다(RMS). 유클리드 거리로 재십시오.": lambda p, c: _euclidean(p, c) / np.sqrt(2),
}  # fmt: skip
# (거리의 표 [점, 모드], 반지름, 점, 모드) → 수
_COUNTS = {
    "나쁜 점까지 세어 모드를 덮었다고 했습니다. 좋은 점이 든 모드만 셉니다.": lambda d, r, p, c: len(set(d.argmin(axis=1))),
    "모드를 모두 덮었다고 했습니다.": lambda d, r, p, c: len(c),
    "좋은 점이 둘 이상인 모드만 세었습니다. 하나라도 들면 덮은 것입니다.": lambda d, r, p, c: (_owners(d, r) > 1).sum(),
    "모드의 수가 아니라 모드의 번호들을 돌려주었습니다.": lambda d, r, p, c: np.unique(d.argmin(axis=1)[_good(d, r)]),
    "모드가 아니라 참과 거짓이 몇 가지인지 세었습니다.": lambda d, r, p, c: len(np.unique(_good(d, r))),
    "모드가 아니라 좋은 점을 세었습니다.": lambda d, r, p, c: _good(d, r).sum(),
    "점들의 평균이 중심에 가까운 모드를 세었습니다. 좋은 점이 하나라도 들면 덮은 것입니다.": lambda d, r, p, c: sum(
        bool(np.linalg.norm(p[d.argmin(axis=1) == i].mean(axis=0) - one) <= r)
        for i, one in enumerate(c) if (d.argmin(axis=1) == i).any()),
    "덮지 못한 모드를 세었습니다.": lambda d, r, p, c: (_owners(d, r) == 0).sum(),
    "덮은 모드의 비율을 돌려주었습니다. 수를 돌려주십시오.": lambda d, r, p, c: (_owners(d, r) > 0).mean(),
    "덮은 모드의 수가 아니라 가장 큰 번호입니다.": lambda d, r, p, c: d.argmin(axis=1)[_good(d, r)].max(),
    "덮은 모드의 수가 하나 더 많습니다.": lambda d, r, p, c: (_owners(d, r) > 0).sum() + 1,
    "점이 모두 좋은 모드만 세었습니다. 좋은 점이 하나라도 들면 덮은 것입니다.": lambda d, r, p, c: sum(
        bool(_good(d, r)[d.argmin(axis=1) == i].all()) for i in range(len(c)) if (d.argmin(axis=1) == i).any()),
}  # fmt: skip
_SHARES = {
    "덮은 모드의 비율을 돌려주었습니다. 좋은 점의 비율은 점의 수로 나눕니다.": lambda d, r, p, c: (_owners(d, r) > 0).mean(),
    "점과 모드의 모든 짝으로 나누었습니다. 점의 수로만 나누십시오.": lambda d, r, p, c: (d <= r).mean(),
    "비율이 아니라 좋은 점의 수입니다.": lambda d, r, p, c: _good(d, r).sum(),
    "좋은 점의 수를 모드의 수로 나누었습니다. 점의 수로 나누십시오.": lambda d, r, p, c: _good(d, r).sum() / len(c),
    "좋은 점이 아니라 나쁜 점의 비율입니다.": lambda d, r, p, c: 1 - _good(d, r).mean(),
    "덮은 모드의 수를 점의 수로 나누었습니다.": lambda d, r, p, c: (_owners(d, r) > 0).sum() / len(p),
    "비율이 아니라 백분율입니다.": lambda d, r, p, c: 100 * _good(d, r).mean(),
    "모드마다의 비율을 평균했습니다. 모든 점을 한꺼번에 세십시오.": lambda d, r, p, c: np.mean(
        [_good(d, r)[d.argmin(axis=1) == i].mean() for i in range(len(c)) if (d.argmin(axis=1) == i).any()]),
    "점마다 참과 거짓을 그대로 돌려주었습니다. 그 평균이 비율입니다.": lambda d, r, p, c: _good(d, r),
    "좋은 점의 비율이 아니라 거리의 평균입니다.": lambda d, r, p, c: d.min(axis=1).mean(),
}  # fmt: skip
_ORDERS = {
    "두 값의 차례가 바뀌었습니다. 모드의 수가 먼저입니다.": lambda count, share: (share, count),
    "비율만 돌려주었습니다. (덮은 모드의 수, 좋은 점의 비율)을 돌려주십시오.": lambda count, share: share,
    "모드의 수만 돌려주었습니다. (덮은 모드의 수, 좋은 점의 비율)을 돌려주십시오.": lambda count, share: count,
}


def _good(d, r):
    return d.min(axis=1) <= r


def _owners(d, r):
    """모드마다 좋은 점의 수."""
    return np.bincount(d.argmin(axis=1)[_good(d, r)], minlength=d.shape[1])


def _cloud(count, centers, seed):
    """모드 둘레에 흩어지고, 어떤 모드에는 좋은 점이 하나도 없거나 하나뿐인 점들."""
    random = np.random.default_rng([6, seed])
    centers = np.array(centers, float)
    owner = random.integers(len(centers), size=count)
    away = random.uniform(0.05, 0.95, count) * np.where(owner == 1, 1.0, random.choice([0.35, 1.0], count))
    away[owner == 1] = 0.7 + 0.2 * random.uniform(size=(owner == 1).sum())
    away[np.flatnonzero(owner == 2)] = 0.75
    away[np.flatnonzero(owner == 2)[0]] = 0.4
    angle = random.uniform(0, 2 * np.pi, count)
    return centers[owner] + (away * np.array([np.cos(angle), np.sin(angle)])).T, centers


def _spots(seed):
    """서로 멀리 떨어진 모드들."""
    random = np.random.default_rng([6, 60 + seed])
    places = [(4.0 * i, 4.0 * j) for i in range(4) for j in range(3)]
    return [places[i] for i in random.permutation(12)[: seed + 1]]


def _wide():
    """멀리 떨어진 모드와 넓게 흩어진 점들. 찾아갔으나 덮지 못한 모드가 둘입니다."""
    random = np.random.default_rng([6, 4])
    centers = np.array([(0, 0), (60, 0), (0, 60), (60, 60), (120, 0)], float)
    owner = random.integers(5, size=80)
    away = np.where(np.isin(owner, (2, 3)), random.uniform(8, 14, 80), random.uniform(0.2, 14, 80))
    angle = random.uniform(0, 2 * np.pi, 80)
    return centers[owner] + (away * np.array([np.cos(angle), np.sin(angle)])).T, centers


@exercise("6.3", "덮은 모드와 좋은 표본")
def mode_coverage() -> Comparison:
    def right_radius(deviation):
        return 3 * deviation

    def right_count(d, r, p, c):
        return int((_owners(d, r) > 0).sum())

    def right_share(d, r, p, c):
        return _good(d, r).mean()

    def in_order(count, share):
        return count, share

    def outside(points, centers, deviation):
        distances = _euclidean(points, centers)
        good = distances.min(axis=1) > 3 * deviation
        return len(set(distances.argmin(axis=1)[good])), good.mean()

    def build(
        measure=_euclidean, radius=right_radius, count=right_count, share=right_share, order=in_order, whole=None
    ):
        def scores(points, centers, deviation):
            if whole:
                return whole(points, centers, deviation)
            given = measure(points, centers), radius(deviation), points, centers
            return order(count(*given), share(*given))

        return scores

    def expected(points, centers, deviation):
        distances = np.linalg.norm(points[:, None] - centers[None], axis=-1)
        good = distances.min(axis=1) <= 3 * deviation
        return len(np.unique(distances.argmin(axis=1)[good])), good.mean()

    points, corners = _cloud(60, [(0, 0), (4, 0), (0, 4), (4, 4)], 1)
    return Comparison(
        cases=[
            (points, np.append(corners, [[9.0, 9.0]], axis=0), 0.2),  # 마지막 모드는 아무도 찾아가지 않습니다
            (*_cloud(45, [(-3, 0), (0, 3), (3, 0)], 2), 0.15),
            (*_cloud(33, [(0, 0), (0, 5), (5, 1), (-4, 2), (9, 9), (-7, -7)], 3), 0.17),
            (*_wide(), 2.1),
            *((*_cloud(40 + 7 * seed, _spots(seed), seed), 0.12 + 0.02 * seed) for seed in (5, 6, 7)),
        ],
        reference=expected,
        mistakes=by(
            build,
            whole=Choice(None, {"부등호가 뒤집혔습니다. 세 배 밖의 점을 좋다고 했습니다.": outside}),
            radius=Choice(right_radius, _RADII),
            measure=Choice(_euclidean, _MEASURES),
            count=Choice(right_count, _COUNTS),
            share=Choice(right_share, _SHARES),
            order=Choice(in_order, _ORDERS),
        ),
        tolerance=1e-5,
        describe=lambda p, c, d: f"점 {len(p)}개, 모드 {len(c)}개, 표준편차 {d:g}",
    )
