"""5장 연습의 다른 옳은 답과 알려진 오답. 오답에는 채점이 말해야 할 글의 한 토막을 적습니다."""


def _loss(body):
    return f"def pix2pix_generator_loss(fake_output, y, fake_y, l1_weight):\n    return {body}\n"


def _pairs(real="[x, y]", fake="[x, fake_y]", made="generator(x, training=True)", result="real, fake"):
    return f"""
def judge_pairs(generator, discriminator, x, y):
    fake_y = {made}
    real = discriminator({real}, training=True)
    fake = discriminator({fake}, training=True)
    return {result}
"""


def _shuffle(body):
    return f"def shuffle_pairs(x, y, seed):\n    rng = np.random.default_rng(seed)\n{body}\n"


def _score(
    mask="np.minimum(truth, source).min(axis=-1) < 0.98", measure="np.abs(a - b).mean(axis=-1) / 2", result=None
):
    return f"""
def paired_score(result, truth, source):
    def measure(a, b):
        return {measure}

    ink = {mask}
    return {result or "measure(result, truth)[ink].mean(), measure(source, truth)[ink].mean()"}
"""


def _best(body):
    return f"def best_pictures(answers):\n    return {body}\n"


def _stream(body):
    return f"def training_pairs(dataset, shake):\n    return {body}\n"


def _needed(wins, collect="min(enough, default=0)"):
    return f"""
def pairs_needed(score, counts, seeds, unpaired):
    enough = []
    for count in counts:
        errors = np.array([score(count, seed) for seed in seeds])
        if {wins}:
            enough.append(count)
    return {collect}
"""


_FOOL = "cross_entropy(tf.ones_like(fake_output), fake_output)"
_L1 = "tf.reduce_mean(tf.abs(y - fake_y))"

RIGHT = {
    "5.1": [
        _loss("tf.reduce_mean(tf.nn.softplus(-fake_output)) + l1_weight * keras.losses.MeanAbsoluteError()(y, fake_y)"),
        """
def pix2pix_generator_loss(fake_output, y, fake_y, l1_weight):
    from gan_course.losses import generator_loss
    total = generator_loss(fake_output)
    total += tf.reduce_mean(l1_weight * tf.math.abs(fake_y - y))
    return total
""",
    ],
    "5.2": [
        """
def judge_pairs(generator, discriminator, x, y):
    answers = []
    for picture in (y, generator(x, training=True)):
        answers.append(discriminator((x, picture), training=True))
    return answers
""",
        """
def judge_pairs(generator, discriminator, x, y):
    made = generator(x, training=True)
    both = discriminator([tf.concat([x, x], 0), tf.concat([y, made], 0)], training=True)
    return both[: len(x)], both[len(x) :]
""",
    ],
    "5.3": [
        _shuffle(
            "    first, second = x.copy(), y.copy()\n    rng.shuffle(first)\n"
            "    np.random.default_rng(seed).shuffle(second)\n    return first, second"
        ),
        """
def shuffle_pairs(x, y, seed):
    import random
    order = list(range(len(x)))
    random.Random(seed).shuffle(order)
    return np.stack([x[i] for i in order]), np.stack([y[i] for i in order])
""",
    ],
    "5.4": [
        """
def paired_score(result, truth, source):
    white = (truth >= 0.98).all(axis=-1) & (source >= 0.98).all(axis=-1)
    scores = []
    for made in (result, source):
        change = np.abs((made + 1) / 2 - (truth + 1) / 2)
        scores.append(change[~white].mean())
    return scores
""",
        """
def paired_score(result, truth, source):
    ink = (np.concatenate([truth, source], axis=-1) < 0.98).any(axis=-1)
    error = (np.abs(result - truth).sum(axis=-1) * ink).sum() / (6 * ink.sum())
    untouched = (np.abs(source - truth).sum(axis=-1) * ink).sum() / (6 * ink.sum())
    return error, untouched
""",
    ],
    "5.5": [
        """
def best_pictures(answers):
    in_order = np.sort(answers, axis=0)
    return in_order[len(answers) // 2], answers.sum(axis=0) / len(answers)
""",
        _best("np.quantile(answers, 0.5, axis=0), tf.reduce_mean(answers, axis=0)"),
    ],
    "5.6": [
        _stream("dataset.cache().shuffle(100).map(shake, num_parallel_calls=tf.data.AUTOTUNE).prefetch(1)"),
        """
def training_pairs(dataset, shake):
    kept = list(dataset)
    x, y = (tf.stack([pair[place] for pair in kept]) for place in (0, 1))
    return tf.data.Dataset.from_tensor_slices((x, y)).map(lambda x, y: shake(x, y))
""",
    ],
    "5.7": [
        """
def pairs_needed(score, counts, seeds, unpaired):
    for count in sorted(counts):
        if all(score(count, seed) < other for seed in seeds for other in unpaired):
            return count
    return 0
""",
        _needed("errors.max() < np.min(unpaired)", "sorted(enough)[0] if enough else 0"),
    ],
}

WRONG = {
    "5.1": {
        "답이 0이기를": _loss(f"cross_entropy(tf.zeros_like(fake_output), fake_output) + l1_weight * {_L1}"),
        "L1에 λ를 곱하지": _loss(f"{_FOOL} + {_L1}"),
        "λ를 적대적 손실에": _loss(f"l1_weight * {_FOOL} + {_L1}"),
        "두 손실 모두에": _loss(f"l1_weight * ({_FOOL} + {_L1})"),
        "L1이 빠졌습니다": _loss(_FOOL),
        "속이는 손실이 빠졌습니다": _loss(f"l1_weight * {_L1}"),
        "제곱의 평균": _loss(f"{_FOOL} + l1_weight * tf.reduce_mean((y - fake_y) ** 2)"),
        "평균이 아니라 합": _loss(f"{_FOOL} + l1_weight * tf.reduce_sum(tf.abs(y - fake_y))"),
        "서로 지웁니다": _loss(f"{_FOOL} + l1_weight * tf.abs(tf.reduce_mean(y - fake_y))"),
        "로짓을 확률로": _loss(
            f"keras.losses.BinaryCrossentropy()(tf.ones_like(fake_output), fake_output) + l1_weight * {_L1}"
        ),
        "시그모이드를 두 번": _loss(
            f"cross_entropy(tf.ones_like(fake_output), tf.sigmoid(fake_output)) + l1_weight * {_L1}"
        ),
        "그레이디언트가 끊어졌습니다": _loss(f"{_FOOL} + l1_weight * np.abs(np.array(y) - np.array(fake_y)).mean()"),
        "모양이 다릅니다": _loss(f"{_FOOL} + l1_weight * tf.abs(y - fake_y)"),
    },
    "5.2": {
        "training=True를 잊었습니다": """
def judge_pairs(generator, discriminator, x, y):
    return discriminator([x, y]), discriminator([x, generator(x)])
""",
        "가짜를 만들 때": _pairs(made="generator(x)"),
        "판별자를 부를 때": """
def judge_pairs(generator, discriminator, x, y):
    return discriminator([x, y]), discriminator([x, generator(x, training=True)])
""",
        "두 짝의 차례": _pairs(result="fake, real"),
        "짝 안의 차례": _pairs("[y, x]", "[fake_y, x]"),
        "정답과 견주게": _pairs(fake="[y, fake_y]"),
        "같은 그림을 두 번": _pairs("[y, y]", "[fake_y, fake_y]"),
        "입력을 두 번": _pairs("[x, x]"),
        "두 번 다 진짜": _pairs(fake="[x, y]"),
        "두 번 다 가짜": _pairs(real="[x, fake_y]"),
        "생성자에 정답": _pairs(made="generator(y, training=True)"),
        "길이 끊어졌습니다": _pairs(made="tf.stop_gradient(generator(x, training=True))"),
        "하나의 텐서로 이었거나": _pairs(real="tf.concat([x, y], -1)", fake="tf.concat([x, fake_y], -1)"),
        "값 2개를": _pairs(result="fake"),
    },
    "5.3": {
        "따로 섞었습니다": _shuffle("    return rng.permutation(x), rng.permutation(y)"),
        "x만 섞고": _shuffle("    return rng.permutation(x), y"),
        "y만 섞고": _shuffle("    return x, rng.permutation(y)"),
        "되풀이된 짝": _shuffle("    order = rng.integers(len(x), size=len(x))\n    return x[order], y[order]"),
        "섞이지 않았습니다": _shuffle("    return x, y"),
        "거꾸로": _shuffle("    return x[::-1], y[::-1]"),
        "제자리에서": _shuffle("    np.random.default_rng(seed).shuffle(x)\n    rng.shuffle(y)\n    return x, y"),
        "부를 때마다": """
def shuffle_pairs(x, y, seed):
    order = np.random.default_rng().permutation(len(x))
    return x[order], y[order]
""",
        "seed를 쓰지": """
def shuffle_pairs(x, y, seed):
    order = np.random.default_rng(0).permutation(len(x))
    return x[order], y[order]
""",
        "첫 축": _shuffle("    order = rng.permutation(2)\n    return x[:, order, :1], y[:, order, :1]"),
        "차례로 돌려주십시오": _shuffle("    return x[rng.permutation(len(x))]"),
    },
    "5.4": {
        "바탕까지": _score("np.full(truth.shape[:3], True)"),
        "0으로 지운 다음": _score(
            result="(measure(result, truth) * ink).mean(), (measure(source, truth) * ink).mean()"
        ),
        "2로 나눕니다": _score(measure="np.abs(a - b).mean(axis=-1)"),
        "부호가 있는": _score(measure="(a - b).mean(axis=-1) / 2"),
        "채널을 먼저 평균한": _score(measure="np.abs(a.mean(axis=-1) - b.mean(axis=-1)) / 2"),
        "차이의 제곱": _score(measure="(((a - b) / 2) ** 2).mean(axis=-1)"),
        "정답이 아니라 입력과": _score(
            result="measure(result, source)[ink].mean(), measure(source, truth)[ink].mean()"
        ),
        "옮긴 그림에서 골랐습니다": _score("np.minimum(truth, result).min(axis=-1) < 0.98"),
        "정답이 흰 자리를": _score("truth.min(axis=-1) < 0.98"),
        "입력이 흰 자리를": _score("source.min(axis=-1) < 0.98"),
        "세 채널이 모두": _score("np.minimum(truth, source).max(axis=-1) < 0.98"),
        "그림마다 평균": _score(
            result="tuple(np.mean([measure(m, truth)[i][ink[i]].mean() for i in range(len(ink))]) for m in (result, source))"
        ),
        "차례가 바뀌었습니다": _score(result="measure(source, truth)[ink].mean(), measure(result, truth)[ink].mean()"),
        "두 번째 점수도": _score(result="(measure(result, truth)[ink].mean(),) * 2"),
    },
    "5.5": {
        "서로 바뀌었습니다": _best("answers.mean(axis=0), np.median(answers, axis=0)"),
        "L1도 평균": _best("answers.mean(axis=0), answers.mean(axis=0)"),
        "L2도 중앙값": _best("np.median(answers, axis=0), np.median(answers, axis=0)"),
        "L1에 정답 가운데 하나": _best(
            "min(answers, key=lambda one: np.abs(answers - one).mean()), answers.mean(axis=0)"
        ),
        "두 손실 모두 정답": _best(
            "min(answers, key=lambda one: np.abs(answers - one).mean()), "
            "min(answers, key=lambda one: ((answers - one) ** 2).mean())"
        ),
        "맨 앞의 정답": _best("answers[0], answers[0]"),
        "한가운데를": _best("(answers.min(axis=0) + answers.max(axis=0)) / 2, answers.mean(axis=0)"),
        "축(axis)을 주지 않아 그림이": _best("np.median(answers), np.mean(answers)"),
    },
    "5.6": {
        "차례를 섞었을 뿐": _stream("dataset.map(shake).cache().shuffle(100)"),
        "여러 모습을 얼렸을 뿐": _stream("dataset.repeat(4).map(shake).cache()"),
        "두 번 흔들었습니다": _stream("dataset.map(shake).cache().map(shake)"),
        "흔들기를 없앴습니다": _stream("dataset.cache()"),
        "캐시를 잃었습니다": _stream("dataset.map(shake)"),
        "끝나지 않습니다": _stream("dataset.cache().map(shake).repeat()"),
        "x와 y의 자리가": _stream("dataset.cache().map(shake).map(lambda x, y: (y, x))"),
        "꺼낼 수 없습니다": _stream("dataset.cardinality()"),
    },
    "5.7": {
        "평균끼리": _needed("errors.mean() < np.mean(unpaired)"),
        "Pix2Pix의 평균": _needed("errors.mean() < min(unpaired)"),
        "가장 좋은 씨앗만": _needed("errors.min() < min(unpaired)"),
        "씨앗 하나만": _needed("errors[0] < min(unpaired)"),
        "CycleGAN의 평균과": _needed("errors.max() < np.mean(unpaired)"),
        "가장 나쁜 씨앗과": _needed("errors.max() < max(unpaired)"),
        "씨앗마다 짝지어": _needed("(errors < np.array(unpaired)).all()"),
        "부등호가 뒤집혔습니다": _needed("errors.min() > max(unpaired)"),
        "먼저 나온": _needed("errors.max() < min(unpaired)", "(enough or [0])[0]"),
        "가장 큰 수": _needed("errors.max() < min(unpaired)", "max(enough, default=0)"),
        "목록에서의 자리": _needed("errors.max() < min(unpaired)", "counts.index(min(enough)) if enough else 0"),
    },
}
