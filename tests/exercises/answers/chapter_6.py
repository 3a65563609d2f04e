"""6장 연습의 다른 옳은 답과 알려진 오답. 오답에는 채점이 말해야 할 글의 한 토막을 적습니다."""


def _frechet(body):
    return f"def frechet_distance(mean_1, deviation_1, mean_2, deviation_2):\n    return {body}\n"


def _kid(kernel="(a @ b.T / a.shape[1] + 1) ** 3", others=None, result=None):
    others = others or "(k.sum() - np.trace(k)) / (len(k) * (len(k) - 1))"
    return f"""
def kernel_distance(x, y):
    def kernel(a, b):
        return {kernel}

    def others(k):
        return {others}

    xx, yy, xy = kernel(x, x), kernel(y, y), kernel(x, y)
    return {result or "others(xx) + others(yy) - 2 * xy.mean()"}
"""


def _modes(distances="np.linalg.norm(points[:, None] - centers[None], axis=-1)", radius="3 * deviation", result=None):
    return f"""
def mode_coverage(points, centers, deviation):
    distances = {distances}
    nearest = distances.argmin(axis=1)
    good = distances.min(axis=1) <= {radius}
    return {result or "len(set(nearest[good])), good.mean()"}
"""


def _precision(
    radii="np.sort(distance(real, real), axis=1)[:, neighbours]", result="inside.any(axis=1).mean()", inside=None
):
    return f"""
def precision(real, fake, neighbours):
    def distance(a, b):
        return np.linalg.norm(a[:, None] - b[None], axis=-1)

    radii = {radii}
    inside = {inside or "distance(fake, real) <= radii"}
    return {result}
"""


def _choose(body):
    return f"def choose_and_report(validation, test):\n    best = int(np.argmin(validation))\n    return {body}\n"


def _train(condition, after="", result="restore_latest()", before=""):
    return f"""
def train_and_restore(epochs, train_epoch, save, restore_latest):
    for epoch in range(epochs):
        {before}
        train_epoch(epoch)
        if {condition}:
            save()
    {after}
    return {result}
"""


def _interval(half, middle="d.mean()", d='np.array([score("A", s) - score("B", s) for s in seeds])', result=None):
    return f"""
def difference_interval(score, seeds):
    d = {d}
    n = len(seeds)
    half = {half}
    return {result or f"{middle} - half, {middle} + half"}
"""


_T = "stats.t.ppf(0.975, n - 1) * d.std(ddof=1) / np.sqrt(n)"

RIGHT = {
    "6.1": [
        _frechet("np.square(mean_2 - mean_1) + np.square(deviation_2 - deviation_1)"),
        """
def frechet_distance(mean_1, deviation_1, mean_2, deviation_2):
    from gan_course.evaluation import frechet_distance
    return frechet_distance([mean_1], [[deviation_1**2]], [mean_2], [[deviation_2**2]])
""",
    ],
    "6.2": [
        """
def kernel_distance(x, y):
    def k(a, b):
        return (np.dot(a, b) / len(a) + 1) ** 3

    def within(p):
        return np.mean([k(p[i], p[j]) for i in range(len(p)) for j in range(len(p)) if i != j])

    return within(x) + within(y) - 2 * np.mean([k(a, b) for a in x for b in y])
""",
        """
def kernel_distance(x, y):
    both = np.concatenate([x, y])
    k = (1 + both @ both.T / both.shape[1]) ** 3
    n, m = len(x), len(y)
    np.fill_diagonal(k, 0)
    return k[:n, :n].sum() / (n * n - n) + k[n:, n:].sum() / (m * m - m) - 2 * k[:n, n:].mean()
""",
    ],
    "6.3": [
        """
def mode_coverage(points, centers, deviation):
    covered, good = set(), 0
    for point in points:
        squares = ((centers - point) ** 2).sum(axis=1)
        if squares.min() <= (3 * deviation) ** 2:
            covered.add(int(squares.argmin()))
            good += 1
    return len(covered), good / len(points)
""",
        _modes(
            "np.sqrt(((points[:, None] - centers[None]) ** 2).sum(-1))",
            result="int((np.bincount(nearest[good], minlength=len(centers)) > 0).sum()), np.count_nonzero(good) / len(good)",
        ),
    ],
    "6.4": [
        """
def precision(real, fake, neighbours):
    hits = 0
    for point in fake:
        for index, owner in enumerate(real):
            others = np.delete(real, index, axis=0)
            radius = sorted(np.linalg.norm(others - owner, axis=1))[neighbours - 1]
            if np.linalg.norm(point - owner) <= radius:
                hits += 1
                break
    return hits / len(fake)
""",
        """
def precision(real, fake, neighbours):
    from scipy.spatial.distance import cdist
    radii = np.partition(cdist(real, real), neighbours, axis=1)[:, neighbours]
    margin = (cdist(fake, real) - radii).min(axis=1)
    return np.mean(margin <= 0)
""",
    ],
    "6.5": [
        """
def choose_and_report(validation, test):
    chosen = validation.index(min(validation))
    return chosen, test[chosen]
""",
        """
def choose_and_report(validation, test):
    best, score, number = min(zip(validation, test, range(len(test))))
    return [number, score]
""",
    ],
    "6.6": [
        _train("(epoch + 1) % 15 == 0", after="save()"),
        _train("epoch % 15 == 14 or epoch == epochs - 1"),
    ],
    "6.7": [
        """
def difference_interval(score, seeds):
    found = [score("A", seed) - score("B", seed) for seed in seeds]
    return stats.t.interval(0.95, len(found) - 1, loc=np.mean(found), scale=stats.sem(found))
""",
        """
def difference_interval(score, seeds):
    from gan_course.evaluation import mean_interval
    a = np.array([score("A", seed) for seed in seeds])
    b = np.array([score("B", seed) for seed in seeds])
    found = mean_interval(a - b)
    return found.low, found.high
""",
    ],
}

WRONG = {
    "6.1": {
        "제곱근을": _frechet("np.sqrt((mean_1 - mean_2) ** 2 + (deviation_1 - deviation_2) ** 2)"),
        "퍼짐의 차이가 빠졌습니다": _frechet("(mean_1 - mean_2) ** 2"),
        "평균의 차이가 빠졌습니다": _frechet("(deviation_1 - deviation_2) ** 2"),
        "분산의 차이를 제곱": _frechet("(mean_1 - mean_2) ** 2 + (deviation_1**2 - deviation_2**2) ** 2"),
        "분산의 차이를 더했습니다": _frechet("(mean_1 - mean_2) ** 2 + abs(deviation_1**2 - deviation_2**2)"),
        "분산으로 여겼습니다": _frechet(
            "(mean_1 - mean_2) ** 2 + deviation_1 + deviation_2 - 2 * np.sqrt(deviation_1 * deviation_2)"
        ),
        "평균의 차이를 제곱하지": _frechet("abs(mean_1 - mean_2) + (deviation_1 - deviation_2) ** 2"),
        "표준편차의 차이를 제곱하지 않았습니다": _frechet("(mean_1 - mean_2) ** 2 + abs(deviation_1 - deviation_2)"),
        "빼지 않고 더했습니다": _frechet("(mean_1 - mean_2) ** 2 + (deviation_1 + deviation_2) ** 2"),
        "합의 제곱": _frechet("(mean_1 - mean_2 + deviation_1 - deviation_2) ** 2"),
    },
    "6.2": {
        "자기 자신과의 짝까지": _kid(others="k.mean()"),
        "n²으로": _kid(others="(k.sum() - np.trace(k)) / len(k) ** 2"),
        "y에서 자기": _kid(result="others(xx) + yy.mean() - 2 * xy.mean()"),
        "x에서 자기": _kid(result="xx.mean() + others(yy) - 2 * xy.mean()"),
        "사이에서도 대각선": _kid(
            result="others(xx) + others(yy) - 2 * (xy.sum() - np.trace(xy)) / (xy.size - min(xy.shape))"
        ),
        "2를 곱하지": _kid(result="others(xx) + others(yy) - xy.mean()"),
        "빼지 않고 더했습니다": _kid(result="others(xx) + others(yy) + 2 * xy.mean()"),
        "나누지 않았습니다": _kid("(a @ b.T + 1) ** 3"),
        "세제곱이 아니라": _kid("(a @ b.T / a.shape[1] + 1) ** 2"),
        "1을 더하지": _kid("(a @ b.T / a.shape[1]) ** 3"),
        "음수를 0으로": _kid(result="max(others(xx) + others(yy) - 2 * xy.mean(), 0)"),
        "절댓값을": _kid(result="abs(others(xx) + others(yy) - 2 * xy.mean())"),
        "부호가 뒤집혔습니다": _kid(result="2 * xy.mean() - others(xx) - others(yy)"),
    },
    "6.3": {
        "차례가 바뀌었습니다": _modes(result="good.mean(), len(set(nearest[good]))"),
        "나쁜 점까지": _modes(result="len(set(nearest)), good.mean()"),
        "한 배 안만": _modes(radius="deviation"),
        "거리를 3과": _modes(radius="3"),
        "거리의 제곱": _modes("((points[:, None] - centers[None]) ** 2).sum(-1)"),
        "축마다 따로": _modes("np.abs(points[:, None] - centers[None]).max(-1)"),
        "축마다의 차이를 더했습니다": _modes("np.abs(points[:, None] - centers[None]).sum(-1)"),
        "덮은 모드의 비율": _modes(result="len(set(nearest[good])), len(set(nearest[good])) / len(centers)"),
        "모든 짝으로": _modes(result="len(set(nearest[good])), (distances <= 3 * deviation).mean()"),
        "좋은 점의 수": _modes(result="len(set(nearest[good])), good.sum()"),
        "모두 덮었다고": _modes(result="len(centers), good.mean()"),
    },
    "6.4": {
        "재현율입니다": "def precision(real, fake, neighbours):\n"
        "    real, fake = fake, real\n" + _precision().partition("neighbours):\n")[2],
        "첫째 이웃으로": _precision("np.sort(distance(real, real), axis=1)[:, neighbours - 1]"),
        "하나 더 세었습니다": _precision("np.sort(distance(real, real), axis=1)[:, neighbours + 1]"),
        "가짜에서 쟀습니다": _precision("np.sort(distance(fake, fake), axis=1)[:, neighbours, None]"),
        "가장 가까운 진짜의 공만": _precision(
            result="inside[np.arange(len(fake)), distance(fake, real).argmin(axis=1)].mean()"
        ),
        "모든 공에": _precision(result="inside.all(axis=1).mean()"),
        "모든 짝으로": _precision(result="inside.mean()"),
        "축이 바뀌었습니다": _precision(result="inside.any(axis=0).mean()"),
        "반지름을 같게": _precision("np.sort(distance(real, real), axis=1)[:, neighbours].mean()"),
        "비율이 아니라 수": _precision(result="inside.any(axis=1).sum()"),
    },
    "6.5": {
        "고를 때 쓴 점수를": _choose("best, validation[best]"),
        "시험용 진짜로": _choose("int(np.argmin(test)), min(test)"),
        "고른 것과 상관없이": _choose("best, min(test)"),
        "두 점수를 더해": _choose("(c := int(np.argmin(np.add(validation, test)))), test[c]"),
        "마지막 체크포인트": _choose("len(test) - 1, test[-1]"),
        "가장 큰 것": _choose("(c := int(np.argmax(validation))), test[c]"),
        "1부터 세었습니다": _choose("best + 1, test[best]"),
        "차례가 바뀌었습니다": _choose("test[best], best"),
        "번호 자리에": _choose("min(validation), test[best]"),
        "평균을 발표": _choose("best, (validation[best] + test[best]) / 2"),
        "시험 점수만 돌려주었습니다": _choose("test[best]"),
    },
    "6.6": {
        "간격을 10": _train("(epoch + 1) % 10 == 0"),
        "되살리지 않아": _train("(epoch + 1) % 15 == 0", result="epochs"),
        "에포크마다 저장합니다": _train("True"),
        "15에포크마다의 저장이 없어졌습니다": _train("epoch + 1 == epochs"),
        "훈련하기 전에": _train("False", before="if (epoch + 1) % 15 == 0 or epoch + 1 == epochs:\n            save()"),
        "한 에포크를 더 훈련했습니다": _train("(epoch + 1) % 15 == 0", after="epochs and train_epoch(epochs)"),
        "되살리지 않고 에포크의 수를": _train("(epoch + 1) % 15 == 0 or epoch + 1 == epochs", result="epochs"),
    },
    "6.7": {
        "1.96": _interval("stats.norm.ppf(0.975) * d.std(ddof=1) / np.sqrt(n)"),
        "표준오차의 두 배": _interval("2 * d.std(ddof=1) / np.sqrt(n)"),
        "표준오차까지만": _interval("d.std(ddof=1) / np.sqrt(n)"),
        "제곱근으로 나누지": _interval("stats.t.ppf(0.975, n - 1) * d.std(ddof=1)"),
        "n으로 나누었습니다": _interval("stats.t.ppf(0.975, n - 1) * d.std() / np.sqrt(n)"),
        "90% 구간": _interval("stats.t.ppf(0.95, n - 1) * d.std(ddof=1) / np.sqrt(n)"),
        "자유도가": _interval("stats.t.ppf(0.975, n) * d.std(ddof=1) / np.sqrt(n)"),
        "따로 쟀습니다": """
def difference_interval(score, seeds):
    a, b = (np.array([score(method, seed) for seed in seeds]) for method in "AB")
    result = stats.ttest_ind(a, b).confidence_interval(0.95)
    return result.low, result.high
""",
        "B - A": _interval(_T, d='np.array([score("B", s) - score("A", s) for s in seeds])'),
        "두 끝이": _interval(_T, result="d.mean() + half, d.mean() - half"),
        "가장 작은 차이와": _interval(_T, result="d.min(), d.max()"),
        "분위수": _interval(_T, result="tuple(np.quantile(d, [0.025, 0.975]))"),
        "평균 하나": _interval("0"),
        "씨앗 하나만": _interval(_T, result="d[0], d[0]"),
    },
}
