"""1장 연습의 다른 옳은 답과 알려진 오답. 오답에는 채점이 말해야 할 글의 한 토막을 적습니다."""


def _range(body):
    return f"def to_model_range(pixels):\n    return {body}\n"


def _pixels(body):
    return f"def to_pixels(images):\n    return {body}\n"


def _probability(body):
    return f"def probability(logit):\n    return {body}\n"


def _accuracy(body):
    return f"def accuracy(real_logits, fake_logits):\n    return {body}\n"


def _between(body):
    return f"def between(z0, z1, t):\n    return {body}\n"


def _discriminator(last, loss="keras.losses.BinaryCrossentropy(from_logits=True)"):
    return f"""
def build_discriminator():
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16), keras.layers.LeakyReLU(0.2)])
    model.add({last})
    model.compile(loss={loss})
    return model
"""


def _threshold(body):
    return f"def best_threshold(real, fake):\n    return {body}\n"


RIGHT = {
    "1.1": [_range("2 * (pixels.astype('float32') / 255) - 1"), _range("(np.asarray(pixels, float) - 127.5) / 127.5")],
    "1.2": [
        _pixels("np.round(np.clip(images, -1, 1) * 127.5 + 127.5).astype('uint8')"),
        "def to_pixels(images):\n    x = (images + 1) / 2\n    x = np.clip(x, 0, 1)\n    return np.rint(255 * x).astype(np.uint8)\n",
    ],
    "1.3": [
        _probability("np.exp(logit) / (1 + np.exp(logit))"),
        _probability("0.5 * (1 + np.tanh(np.asarray(logit) / 2))"),
    ],
    "1.4": [
        _accuracy("np.mean(np.concatenate([real_logits > 0, fake_logits < 0]))"),
        """
def accuracy(real_logits, fake_logits):
    right = 0
    for a in real_logits:
        right += 1 / (1 + np.exp(-a)) > 0.5
    for a in fake_logits:
        right += 1 / (1 + np.exp(-a)) < 0.5
    return right / (len(real_logits) + len(fake_logits))
""",
    ],
    "1.5": [_between("z0 + t * (z1 - z0)"), _between("np.average([z0, z1], axis=0, weights=[1 - t, t])")],
    "1.6": [
        _discriminator("keras.layers.Dense(1, activation=None)"),
        """
def build_discriminator():
    points = keras.Input((8,))
    x = keras.layers.LeakyReLU(0.2)(keras.layers.Dense(32)(points))
    model = keras.Model(points, keras.layers.Dense(1, name="logit")(x))
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model
""",
    ],
    "1.7": [
        """
def best_threshold(real, fake):
    best, chosen = -1, None
    for t in np.linspace(min(real.min(), fake.min()), max(real.max(), fake.max()), 3001):
        score = np.sum(real > t) + np.sum(fake <= t)
        if score > best:
            best, chosen = score, t
    return chosen
""",
        """
def best_threshold(real, fake):
    values = np.sort(np.concatenate([real, fake]))
    return max(values, key=lambda t: (real > t).sum() + (fake <= t).sum())
""",
    ],
}

WRONG = {
    "1.1": {
        "[0, 1]": _range("pixels / 255"),
        "[0, 2]": _range("pixels / 127.5"),
        "[-0.5, 0.5]": _range("pixels / 255 - 0.5"),
        "뒤집혔습니다": _range("1 - pixels / 127.5"),
        "소수가 사라졌습니다": _range("pixels // 127.5 - 1"),
        "넘쳤습니다": _range("(pixels - np.uint8(128)) / 128"),
    },
    "1.2": {
        "128을 곱했습니다": _pixels("np.clip(np.rint((images + 1) * 128), 0, 255).astype(np.uint8)"),
        "최소와 최대로": _pixels(
            "np.rint((images - images.min()) / (images.max() - images.min()) * 255).astype(np.uint8)"
        ),
        "한 바퀴": _pixels("np.rint((images + 1) * 127.5).astype(np.int64).astype(np.uint8)"),
        "버렸습니다": _pixels("np.clip((images + 1) * 127.5, 0, 255).astype(np.uint8)"),
        "1을 더하지": _pixels("np.clip(np.rint(images * 255), 0, 255).astype(np.uint8)"),
        "자르지 않았습니다": _pixels("np.rint((images + 1) * 127.5)"),
        "자료형이 uint8": _pixels("np.clip(np.rint((images + 1) * 127.5), 0, 255)"),
        "255까지": _pixels("np.clip((images + 1) / 2, 0, 1)"),
    },
    "1.3": {
        "부호가 뒤집혔습니다": _probability("1 / (1 + np.exp(logit))"),
        "1을 더하지": _probability("np.exp(logit)"),
        "tanh": _probability("np.tanh(logit)"),
        "0과 1로": _probability("np.where(np.asarray(logit) > 0, 1.0, 0.0)"),
        "두 번": _probability("1 / (1 + np.exp(-1 / (1 + np.exp(-logit))))"),
        "로짓을 그대로": _probability("logit"),
    },
    "1.4": {
        "0.5입니다": _accuracy(
            "((real_logits > 0.5).sum() + (fake_logits < 0.5).sum()) / (len(real_logits) + len(fake_logits))"
        ),
        "진짜만": _accuracy("(real_logits > 0).mean()"),
        "가짜만": _accuracy("(fake_logits < 0).mean()"),
        "반반으로": _accuracy("((real_logits > 0).mean() + (fake_logits < 0).mean()) / 2"),
        "맞힌 수": _accuracy("(real_logits > 0).sum() + (fake_logits < 0).sum()"),
        "답한 비율": _accuracy("np.mean(np.concatenate([real_logits, fake_logits]) > 0)"),
    },
    "1.5": {
        "출발과 도착이": _between("t * z0 + (1 - t) * z1"),
        "출발에 (1 - t)": _between("z0 + t * z1"),
        "한가운데": _between("(z0 + z1) / 2"),
        "출발이 빠졌습니다": _between("t * (z1 - z0)"),
        "방향이": _between("z0 + t * (z0 - z1)"),
        "두 점을 곱했습니다": _between("(1 - t) * z0 * t * z1"),
    },
    "1.6": {
        "거꾸로 된 실수": _discriminator("keras.layers.Dense(1)", "keras.losses.BinaryCrossentropy()"),
        "from_logits=False로": _discriminator(
            "keras.layers.Dense(1, activation='sigmoid')", "keras.losses.BinaryCrossentropy()"
        ),
        "tanh를 씌웠습니다": _discriminator("keras.layers.Dense(1, activation='tanh')"),
        "음수가 되지 못해": _discriminator("keras.layers.Dense(1, activation='relu')"),
        "시그모이드가 남아": _discriminator("keras.layers.Dense(1))\n    model.add(keras.layers.Activation('sigmoid')"),
        "늘이거나 옮겼습니다": _discriminator(
            "keras.layers.Dense(1, activation='sigmoid'))\n    model.add(keras.layers.Rescaling(10.0, offset=-5.0)"
        ),
        "답이 하나": _discriminator("keras.layers.Dense(2)"),
        "이진 교차 엔트로피가 아니라": _discriminator("keras.layers.Dense(1)", "'mse'"),
        "keras.Model": "def build_discriminator():\n    return keras.layers.Dense(1)\n",
        "return으로": "def build_discriminator():\n    model = keras.Sequential([keras.layers.Dense(1)])\n",
    },
    "1.7": {
        "한가운데": _threshold("(real.mean() + fake.mean()) / 2"),
        "가장 나쁜": """
def best_threshold(real, fake):
    candidates = np.concatenate([real, fake])
    return min(candidates, key=lambda t: (real > t).sum() + (fake <= t).sum())
""",
        "반반으로 보았습니다": """
def best_threshold(real, fake):
    candidates = np.concatenate([real, fake])
    return candidates[np.argmax([(real > t).mean() + (fake <= t).mean() for t in candidates])]
""",
        "자리(인덱스)입니다": """
def best_threshold(real, fake):
    candidates = np.concatenate([real, fake])
    return np.argmax([(real > t).sum() + (fake <= t).sum() for t in candidates])
""",
        "0에서 1 사이에서만": """
def best_threshold(real, fake):
    grid = np.linspace(0, 1, 101)
    return grid[np.argmax([(real > t).sum() + (fake <= t).sum() for t in grid])]
""",
        "언제나 0": _threshold("0.0"),
        "진짜의 평균": _threshold("real.mean()"),
        "가짜의 평균": _threshold("fake.mean()"),
        "가운데 값(median)": _threshold("np.median(np.concatenate([real, fake]))"),
    },
}
