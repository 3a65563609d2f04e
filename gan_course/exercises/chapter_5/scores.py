"""5장 연습의 채점: 정답과 견준 점수와 실험의 설계(5.4, 5.7)."""

import numpy as np

from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise


@exercise("5.4", "정답과 견주어 채점하기")
def paired_score() -> Comparison:
    def difference(left, right):
        return np.abs(left - right).mean(axis=-1) / 2

    def ink(*images):
        return np.minimum.reduce(images).min(axis=-1) < 0.98

    def by(measure, mask=lambda result, truth, source: ink(truth, source)):
        def scores(*case):
            result, truth, source = case
            chosen = mask(*case)
            return tuple(measure(made, truth)[chosen].mean() for made in (result, source))

        return scores

    def everywhere(*case):
        return np.full(case[0].shape[:3], True)

    def drawings(seed, share):
        """흰 바탕에 드문드문 칠한 그림 셋. 색 하나만 어두운 화소(빨강)도 있습니다."""
        random = np.random.default_rng([5, seed])
        images = np.ones((3, 3, 6, 6, 3), np.float32)
        for image, part in zip(images, (share, share / 2, share)):
            inked = random.uniform(size=image.shape[:3]) < part * np.array([0.5, 1.0, 1.5])[:, None, None]
            image[inked] = random.uniform(-1, 0.8, (inked.sum(), 3))
            image[inked, 0] = np.where(random.uniform(size=inked.sum()) < 0.4, 1.0, image[inked, 0])
        return tuple(images)

    right = by(difference)
    return Comparison(
        cases=[drawings(1, 0.5), drawings(2, 0.3)],
        reference=right,
        mistakes=[
            Mistake(
                "바탕까지 세었습니다. 흰 바탕이 넓으면 아무것도 하지 않아도 좋은 점수가 나옵니다.",
                by(difference, everywhere),
            ),
            Mistake(
                "바탕의 차이를 0으로 지운 다음 모든 화소로 평균했습니다. 그림이 있는 화소의 수로 나누어야 합니다.",
                lambda *c: tuple((difference(m, c[1]) * ink(*c[1:])).mean() for m in (c[0], c[2])),
                hint=3,
            ),
            Mistake(
                "화소의 범위를 0에서 1로 바꾸지 않았습니다. [-1, 1]의 차이는 2로 나눕니다.",
                by(lambda a, b: 2 * difference(a, b)),
                hint=2,
            ),
            Mistake(
                "부호가 있는 차이를 평균했습니다. 밝아진 곳과 어두워진 곳이 서로 지웁니다.",
                by(lambda a, b: (a - b).mean(axis=-1) / 2),
                hint=2,
            ),
            Mistake(
                "부호가 있는 차이를 평균했습니다. 밝아진 곳과 어두워진 곳이 서로 지웁니다.",
                by(lambda a, b: (b - a).mean(axis=-1) / 2),
                hint=2,
            ),
            Mistake(
                "채널을 먼저 평균한 다음 견주었습니다. 빨강과 파랑을 같은 회색으로 봅니다.",
                by(lambda a, b: np.abs(a.mean(axis=-1) - b.mean(axis=-1)) / 2),
                hint=2,
            ),
            Mistake("차이의 제곱입니다.", by(lambda a, b: np.square(a - b).mean(axis=-1) / 2), hint=2),
            Mistake("차이의 제곱입니다.", by(lambda a, b: np.square((a - b) / 2).mean(axis=-1)), hint=2),
            Mistake(
                "정답이 아니라 입력과 견주었습니다. 아무것도 하지 않는 생성자가 만점을 받습니다.",
                lambda r, t, s: (difference(r, s)[ink(t, s)].mean(), right(r, t, s)[1]),
            ),
            Mistake(
                "그림이 있는 화소를 옮긴 그림에서 골랐습니다. 채점받는 쪽이 채점할 자리를 정하게 됩니다.",
                by(difference, lambda r, t, s: ink(r, t)),
                hint=2,
            ),
            Mistake(
                "그림이 있는 화소를 옮긴 그림에서 골랐습니다. 채점받는 쪽이 채점할 자리를 정하게 됩니다.",
                by(difference, lambda r, t, s: ink(r, t, s)),
                hint=2,
            ),
            Mistake(
                "정답이 흰 자리를 모두 뺐습니다. 지웠어야 할 색을 남겨도 감점이 없습니다.",
                by(difference, lambda r, t, s: ink(t)),
                hint=2,
            ),
            Mistake(
                "입력이 흰 자리를 모두 뺐습니다. 그렸어야 할 것을 빠뜨려도 감점이 없습니다.",
                by(difference, lambda r, t, s: ink(s)),
                hint=2,
            ),
            Mistake(
                "세 채널이 모두 어두운 화소만 골랐습니다. 빨강처럼 한 채널이 밝은 색이 빠집니다.",
                by(difference, lambda r, t, s: np.minimum(t, s).max(axis=-1) < 0.98),
                hint=3,
            ),
            Mistake(
                "그림마다 평균을 낸 다음 다시 평균했습니다. 그림이 있는 화소 하나하나를 똑같이 세십시오.",
                lambda r, t, s: tuple(
                    np.mean([difference(m, t)[i][ink(t, s)[i]].mean() for i in range(len(t))]) for m in (r, s)
                ),
                hint=3,
            ),
            Mistake("두 점수의 차례가 바뀌었습니다.", lambda *c: right(*c)[::-1]),
            Mistake(
                "두 번째 점수도 옮긴 그림의 것입니다. 입력을 그대로 내놓았을 때의 점수를 돌려주십시오.",
                lambda *c: (right(*c)[0],) * 2,
            ),
        ],
        describe=lambda r, t, s: f"그림 {len(t)}장, 그림이 있는 화소의 비율 {ink(t, s).mean():.2f}",
    )


@exercise("5.7", "실험 설계: 짝이 몇 쌍이면 됩니까")
def pairs_needed() -> Comparison:
    def smallest(wins):
        """오차의 목록과 CycleGAN의 오차로 이겼는지 정하는 법 → 이긴 가장 작은 짝의 수(없으면 0)."""
        return lambda score, counts, seeds, unpaired: min(
            (c for c in counts if wins(np.array([score(c, s) for s in seeds]), np.array(unpaired))), default=0
        )

    def first_listed(score, counts, seeds, unpaired):
        return next((c for c in counts if max(score(c, s) for s in seeds) < min(unpaired)), 0)

    def largest(score, counts, seeds, unpaired):
        return max((c for c in counts if max(score(c, s) for s in seeds) < min(unpaired)), default=0)

    def place(score, counts, seeds, unpaired):
        found = right(score, counts, seeds, unpaired)
        return counts.index(found) if found else 0

    def study(table, counts, unpaired):
        def score(count, seed):
            if count not in table or not 0 <= seed < len(table[count]):
                raise ValueError(f"짝 {count}쌍, 씨앗 {seed}의 결과는 없습니다. counts와 seeds에 있는 것을 주십시오.")
            return table[count][seed]

        score.table = table
        return score, counts, list(range(len(unpaired))), unpaired

    right = smallest(lambda paired, unpaired: paired.max() < unpaired.min())
    return Comparison(
        cases=[
            study(
                {2: [0.40, 0.26, 0.42], 8: [0.29, 0.20, 0.24], 32: [0.25, 0.26, 0.27], 128: [0.20, 0.21, 0.19]},
                [2, 8, 32, 128],
                [0.30, 0.28, 0.33],
            ),
            study(
                {4: [0.31, 0.32, 0.315], 16: [0.295, 0.29, 0.29], 64: [0.28, 0.27, 0.26], 256: [0.2, 0.1, 0.2]},
                [256, 4, 64, 16],
                [0.29, 0.35, 0.31],
            ),
            study({2: [0.5, 0.6], 8: [0.45, 0.5], 32: [0.41, 0.6]}, [2, 8, 32], [0.4, 0.45]),
            study({2: [0.27, 0.35], 8: [0.35, 0.2], 32: [0.2, 0.25]}, [32, 8, 2], [0.31, 0.30]),
        ],
        reference=right,
        mistakes=[
            Mistake(
                "평균끼리 견주었습니다. 운 좋은 씨앗 하나가 평균을 끌어내릴 수 있습니다.",
                smallest(lambda p, u: p.mean() < u.mean()),
            ),
            Mistake(
                "Pix2Pix의 평균을 견주었습니다. 모든 씨앗이 이겨야 합니다.", smallest(lambda p, u: p.mean() < u.min())
            ),
            Mistake("Pix2Pix의 가장 좋은 씨앗만 보았습니다.", smallest(lambda p, u: p.min() < u.min())),
            Mistake("씨앗 하나만 보았습니다.", smallest(lambda p, u: p[0] < u.min()), hint=2),
            Mistake("씨앗 하나만 보았습니다.", smallest(lambda p, u: p[0] < u[0]), hint=2),
            Mistake("CycleGAN의 평균과 견주었습니다.", smallest(lambda p, u: p.max() < u.mean()), hint=2),
            Mistake("CycleGAN의 가장 나쁜 씨앗과 견주었습니다.", smallest(lambda p, u: p.max() < u.max()), hint=2),
            Mistake(
                "씨앗마다 짝지어 견주었습니다. CycleGAN의 가장 좋은 씨앗도 이겨야 합니다.",
                smallest(lambda p, u: np.all(p < u)),
                hint=2,
            ),
            Mistake(
                "오차는 작을수록 좋습니다. 부등호가 뒤집혔습니다.", smallest(lambda p, u: p.min() > u.max()), hint=3
            ),
            Mistake(
                "목록에서 먼저 나온 수입니다. counts는 차례대로 늘어선 목록이 아닐 수 있습니다.", first_listed, hint=3
            ),
            Mistake("가장 큰 수를 골랐습니다. 짝을 모으는 일은 비쌉니다.", largest),
            Mistake("짝의 수가 아니라 목록에서의 자리를 돌려주었습니다.", place, hint=3),
        ],
        describe=lambda score, counts, seeds, unpaired: (
            f"Pix2Pix의 오차 {score.table}, 짝의 수 {counts}, CycleGAN의 오차 {unpaired}"
        ),
    )
