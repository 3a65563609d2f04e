"""6장 연습의 채점: 덮은 모드와 정밀도(6.3, 6.4)."""

import numpy as np

from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise


def _distances(x, y, order=2):
    return np.linalg.norm(x[:, None] - y[None], ord=order, axis=-1)


@exercise("6.3", "덮은 모드와 좋은 표본")
def mode_coverage() -> Comparison:
    def by(radius=lambda deviation: 3 * deviation, order=2):
        def scores(points, centers, deviation):
            distances = _distances(points, centers, order)
            good = distances.min(axis=1) <= radius(deviation)
            return len(set(distances.argmin(axis=1)[good])), good.mean()

        return scores

    right = by()

    def nearest(points, centers):
        return _distances(points, centers).argmin(axis=1)

    def cloud(count, centers, seed):
        """봉우리 둘레에 흩어지고, 어떤 봉우리에는 좋은 점이 하나도 없는 점들."""
        random = np.random.default_rng([6, seed])
        centers = np.array(centers, float)
        owner = random.integers(len(centers), size=count)
        away = random.uniform(0.05, 0.95, count) * np.where(owner == 1, 1.0, random.choice([0.35, 1.0], count))
        away[owner == 1] = 0.7 + 0.2 * random.uniform(size=(owner == 1).sum())
        angle = random.uniform(0, 2 * np.pi, count)
        return centers[owner] + (away * np.array([np.cos(angle), np.sin(angle)])).T, centers

    points, corners = cloud(60, [(0, 0), (4, 0), (0, 4), (4, 4)], 1)
    cases = [
        (points, np.append(corners, [[9.0, 9.0]], axis=0), 0.2),  # 마지막 봉우리는 아무도 찾아가지 않습니다
        (*cloud(45, [(-3, 0), (0, 3), (3, 0)], 2), 0.15),
    ]
    return Comparison(
        cases=cases,
        reference=right,
        mistakes=[
            Mistake("두 값의 차례가 바뀌었습니다. 봉우리의 수가 먼저입니다.", lambda *c: right(*c)[::-1]),
            Mistake(
                "나쁜 점까지 세어 봉우리를 덮었다고 했습니다. 좋은 점이 든 봉우리만 셉니다.",
                lambda p, c, d: (len(set(nearest(p, c))), right(p, c, d)[1]),
            ),
            Mistake("표준편차의 한 배 안만 좋다고 보았습니다. 세 배입니다.", by(lambda d: d), hint=2),
            Mistake("거리를 3과 견주었습니다. 표준편차의 세 배와 견주십시오.", by(lambda d: 3.0), hint=2),
            Mistake("거리의 제곱을 견주었습니다.", by(lambda d: np.sqrt(3 * d)), hint=2),
            Mistake("축마다 따로 쟀습니다. 두 축을 합친 유클리드 거리로 재십시오.", by(order=np.inf), hint=2),
            Mistake("축마다의 차이를 더했습니다. 유클리드 거리로 재십시오.", by(order=1), hint=2),
            Mistake(
                "덮은 모드의 비율을 돌려주었습니다. 좋은 점의 비율은 점의 수로 나눕니다.",
                lambda p, c, d: (right(p, c, d)[0], right(p, c, d)[0] / len(c)),
                hint=3,
            ),
            Mistake(
                "점과 봉우리의 모든 짝으로 나누었습니다. 점의 수로만 나누십시오.",
                lambda p, c, d: (right(p, c, d)[0], (_distances(p, c) <= 3 * d).mean()),
                hint=3,
            ),
            Mistake(
                "비율이 아니라 좋은 점의 수입니다.",
                lambda p, c, d: (right(p, c, d)[0], right(p, c, d)[1] * len(p)),
                hint=3,
            ),
            Mistake("봉우리를 모두 덮었다고 했습니다.", lambda p, c, d: (len(c), right(p, c, d)[1])),
        ],
        describe=lambda p, c, d: f"점 {len(p)}개, 봉우리 {len(c)}개, 표준편차 {d:g}",
    )


@exercise("6.4", "정밀도")
def precision() -> Comparison:
    def radii(points, neighbours):
        return np.sort(_distances(points, points), axis=1)[:, neighbours]

    def inside(points, owners, neighbours):
        return _distances(points, owners) <= radii(owners, neighbours)

    def expected(real, fake, neighbours):
        return inside(fake, real, neighbours).any(axis=1).mean()

    def nearest_ball(real, fake, neighbours):
        closest = _distances(fake, real).argmin(axis=1)
        return inside(fake, real, neighbours)[np.arange(len(fake)), closest].mean()

    random = np.random.default_rng(64)
    cases = [
        (random.normal(size=(25, 2)), random.normal(0.5, 1.6, size=(40, 2)), 3),
        (random.normal(size=(30, 3)) ** 3, random.normal(size=(20, 3)), 2),
        (random.normal(size=(12, 1)), random.normal(1.0, 2.0, size=(50, 1)), 1),
    ]
    return Comparison(
        cases=cases,
        reference=expected,
        mistakes=[
            Mistake(
                "재현율입니다. 진짜가 가짜의 자리에 든 비율이 아니라 가짜가 진짜의 자리에 든 비율을 구하십시오.",
                lambda r, f, k: inside(r, f, k).any(axis=1).mean(),
            ),
            Mistake(
                "자기 자신을 첫째 이웃으로 세었습니다. 공이 한 이웃만큼 작습니다.",
                lambda r, f, k: expected(r, f, k - 1),
                hint=2,
            ),
            Mistake(
                "이웃을 하나 더 세었습니다. 공이 한 이웃만큼 큽니다.", lambda r, f, k: expected(r, f, k + 1), hint=2
            ),
            Mistake(
                "공의 반지름을 가짜에서 쟀습니다. 진짜의 자리는 진짜끼리의 거리로 정합니다.",
                lambda r, f, k: (_distances(f, r) <= radii(f, k)[:, None]).any(axis=1).mean(),
            ),
            Mistake(
                "가장 가까운 진짜의 공만 보았습니다. 조금 먼 진짜의 큰 공에 들 수도 있습니다.", nearest_ball, hint=3
            ),
            Mistake(
                "모든 공에 들어야 한다고 했습니다. 하나에만 들면 됩니다.",
                lambda r, f, k: inside(f, r, k).all(axis=1).mean(),
                hint=3,
            ),
            Mistake(
                "가짜와 진짜의 모든 짝으로 평균했습니다. 가짜마다 하나라도 들었는지 보십시오.",
                lambda r, f, k: inside(f, r, k).mean(),
                hint=3,
            ),
            Mistake(
                "가짜가 하나라도 든 공의 비율입니다. 축이 바뀌었습니다.",
                lambda r, f, k: inside(f, r, k).any(axis=0).mean(),
                hint=3,
            ),
            Mistake(
                "모든 공의 반지름을 같게 했습니다. 드문 곳의 공은 더 큽니다.",
                lambda r, f, k: (_distances(f, r) <= radii(r, k).mean()).any(axis=1).mean(),
                hint=2,
            ),
            Mistake("비율이 아니라 수입니다.", lambda r, f, k: inside(f, r, k).any(axis=1).sum(), hint=3),
        ],
        tolerance=1e-6,
        describe=lambda r, f, k: f"진짜 {r.shape}, 가짜 {f.shape}, 이웃 {k}",
    )
