"""4장 연습의 다른 옳은 답과 알려진 오답. 오답에는 채점이 말해야 할 글의 한 토막을 적습니다."""

_POOL = """
def exchange(pool, image, size, swap, slot):
    if len(pool) {full} size:
        {filling}
    if {swap}:
        {heads}
    {tails}
"""


def _pool(full="<", filling="pool.append(image)\n        return image", swap="swap", heads=None, tails="return image"):
    heads = heads or "old, pool[slot] = pool[slot], image\n        return old"
    return _POOL.format(full=full, filling=filling, swap=swap, heads=heads, tails=tails)


_CYCLES = """
def cycle_gradients(generator_ab, generator_ba, real_a, real_b):
    with tf.GradientTape(persistent=True) as tape:
        cycle_a = tf.reduce_mean(tf.abs(real_a - generator_ba(generator_ab(real_a))))
        cycle_b = tf.reduce_mean(tf.abs(real_b - generator_ab(generator_ba(real_b))))
        ab_loss = {ab}
        ba_loss = {ba}
    return (
        tape.gradient(ab_loss, generator_ab.trainable_variables),
        tape.gradient(ba_loss, generator_ba.trainable_variables),
    )
"""


def _total(body):
    return (
        f"def total_generator_loss(fake_a_output, fake_b_output, cycle, identity, cycle_weight):\n    return {body}\n"
    )


def _identity(body):
    return f"def identity_losses(generator_ab, generator_ba, real_a, real_b):\n    return {body}\n"


def _error(body):
    return f"def background_error(source, translated, body):\n{body}\n"


_FOOL = "tf.reduce_mean((fake_a_output - 1) ** 2) + tf.reduce_mean((fake_b_output - 1) ** 2)"

RIGHT = {
    "4.1": [
        "def cycle_loss(real, cycled):\n    return tf.math.reduce_mean(tf.math.abs(cycled - real))\n",
        "def cycle_loss(real, cycled):\n    return keras.losses.MeanAbsoluteError()(real, cycled)\n",
    ],
    "4.2": [
        _identity(
            "keras.losses.MeanAbsoluteError()(real_a, generator_ba(real_a)) "
            "+ keras.losses.MeanAbsoluteError()(real_b, generator_ab(real_b))"
        ),
        """
def identity_losses(generator_ab, generator_ba, real_a, real_b):
    total = 0.0
    for generator, images in ((generator_ab, real_b), (generator_ba, real_a)):
        total += tf.reduce_mean(tf.abs(generator(images) - images))
    return total
""",
    ],
    "4.3": [
        _total(f"{_FOOL} + cycle_weight * (cycle + 0.5 * identity)"),
        """
def total_generator_loss(fake_a_output, fake_b_output, cycle, identity, cycle_weight):
    loss = cycle * cycle_weight
    loss += identity * (cycle_weight / 2)
    for output in (fake_a_output, fake_b_output):
        loss += keras.losses.MeanSquaredError()(tf.ones_like(output), output)
    return loss
""",
    ],
    "4.4": [
        """
def discriminator_loss(real_output, fake_output):
    mse = keras.losses.MeanSquaredError()
    return (mse(tf.ones_like(real_output), real_output) + mse(tf.zeros_like(fake_output), fake_output)) / 2
""",
        """
def discriminator_loss(real_output, fake_output):
    return tf.reduce_mean((real_output - 1) ** 2 / 2) + tf.reduce_mean(fake_output ** 2 / 2)
""",
    ],
    "4.5": [
        _pool(swap="not swap", heads="return image", tails="old, pool[slot] = pool[slot], image\n    return old"),
        """
def exchange(pool, image, size, swap, slot):
    full = len(pool) >= size
    if full and swap:
        shown = pool.pop(slot)
        pool.insert(slot, image)
    else:
        shown = image
        if not full:
            pool += [image]
    return shown
""",
    ],
    "4.6": [
        _CYCLES.format(ab="cycle_b + cycle_a", ba="cycle_a + cycle_b"),
        """
def cycle_gradients(generator_ab, generator_ba, real_a, real_b):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.abs(real_a - generator_ba(generator_ab(real_a))))
        loss += tf.reduce_mean(tf.abs(real_b - generator_ab(generator_ba(real_b))))
    both = generator_ab.trainable_variables + generator_ba.trainable_variables
    gradients = tape.gradient(loss, both)
    count = len(generator_ab.trainable_variables)
    return gradients[:count], gradients[count:]
""",
    ],
    "4.7": [
        _error(
            "    outside = 1 - body\n"
            "    total = (np.abs(translated - source) * outside).sum()\n"
            "    return total / (2 * 3 * outside.sum())"
        ),
        _error(
            "    change = np.abs((translated + 1) / 2 - (source + 1) / 2)\n"
            "    return change[np.squeeze(body, -1) < 0.5].mean()"
        ),
    ],
}

WRONG = {
    "4.1": {
        "제곱의 평균": "def cycle_loss(real, cycled):\n    return tf.reduce_mean((real - cycled) ** 2)\n",
        "평균이 아니라 합": "def cycle_loss(real, cycled):\n    return tf.reduce_sum(tf.abs(real - cycled))\n",
        "서로 지웁니다": "def cycle_loss(real, cycled):\n    return tf.abs(tf.reduce_mean(real - cycled))\n",
        "절댓값이 없습니다": "def cycle_loss(real, cycled):\n    return tf.reduce_mean(cycled - real)\n",
        "λ까지": "def cycle_loss(real, cycled):\n    return 10 * tf.reduce_mean(tf.abs(real - cycled))\n",
        "길이 끊어졌습니다": "def cycle_loss(real, cycled):\n    return np.abs(np.array(real) - np.array(cycled)).mean()\n",
        "평균을 내지 않았습니다": "def cycle_loss(real, cycled):\n    return tf.abs(real - cycled)\n",
    },
    "4.2": {
        "짝이 바뀌었습니다": _identity(
            "tf.reduce_mean(tf.abs(real_a - generator_ab(real_a))) + tf.reduce_mean(tf.abs(real_b - generator_ba(real_b)))"
        ),
        "한 번만 지납니다": _identity(
            "tf.reduce_mean(tf.abs(real_a - generator_ba(generator_ab(real_a)))) "
            "+ tf.reduce_mean(tf.abs(real_b - generator_ab(generator_ba(real_b))))"
        ),
        "B 쪽이 빠졌습니다": _identity("tf.reduce_mean(tf.abs(real_a - generator_ba(real_a)))"),
        "A 쪽이 빠졌습니다": _identity("tf.reduce_mean(tf.abs(real_b - generator_ab(real_b)))"),
        "다른 도메인의 이미지와": _identity(
            "tf.reduce_mean(tf.abs(real_b - generator_ab(real_a))) + tf.reduce_mean(tf.abs(real_a - generator_ba(real_b)))"
        ),
        "2로 나누었습니다": _identity(
            "(tf.reduce_mean(tf.abs(real_b - generator_ab(real_b))) + tf.reduce_mean(tf.abs(real_a - generator_ba(real_a)))) / 2"
        ),
    },
    "4.3": {
        "0.5를 곱하지": _total(f"{_FOOL} + cycle_weight * cycle + cycle_weight * identity"),
        "항등 손실에 λ를": _total(f"{_FOOL} + cycle_weight * cycle + 0.5 * identity"),
        "항등 손실이 빠졌습니다": _total(f"{_FOOL} + cycle_weight * cycle"),
        "순환 일관성 손실에 λ를": _total(f"{_FOOL} + cycle + 0.5 * cycle_weight * identity"),
        "적대적 손실까지": _total(f"cycle_weight * ({_FOOL} + cycle + 0.5 * identity)"),
        "판별자를 돕고": _total(
            "tf.reduce_mean(fake_a_output ** 2) + tf.reduce_mean(fake_b_output ** 2) "
            "+ cycle_weight * cycle + 0.5 * cycle_weight * identity"
        ),
    },
    "4.4": {
        "2로 나누지": """
def discriminator_loss(real_output, fake_output):
    return tf.reduce_mean((real_output - 1) ** 2) + tf.reduce_mean(fake_output ** 2)
""",
        "정답이 바뀌었습니다": """
def discriminator_loss(real_output, fake_output):
    return 0.5 * (tf.reduce_mean(real_output ** 2) + tf.reduce_mean((fake_output - 1) ** 2))
""",
        "가짜 쪽이 빠졌습니다": """
def discriminator_loss(real_output, fake_output):
    return 0.5 * tf.reduce_mean((real_output - 1) ** 2)
""",
        "가짜의 정답도 1": """
def discriminator_loss(real_output, fake_output):
    return 0.5 * (tf.reduce_mean((real_output - 1) ** 2) + tf.reduce_mean((fake_output - 1) ** 2))
""",
        "제곱이 아니라 절댓값": """
def discriminator_loss(real_output, fake_output):
    return 0.5 * (tf.reduce_mean(tf.abs(real_output - 1)) + tf.reduce_mean(tf.abs(fake_output)))
""",
        "이진 교차 엔트로피": """
def discriminator_loss(real_output, fake_output):
    return tf.reduce_mean(tf.nn.softplus(-real_output)) + tf.reduce_mean(tf.nn.softplus(fake_output))
""",
    },
    "4.5": {
        "옛것을 보여 주지": _pool(heads="return image"),
        "담기만 하고": _pool(heads="pool[slot] = image\n        return image"),
        "새것을 그 자리에 담지": _pool(heads="return pool[slot]"),
        "뒷면에서도": _pool(tails="pool[slot] = image\n    return image"),
        "앞면과 뒷면이 바뀌었습니다": _pool(swap="not swap"),
        "하나 더 커집니다": _pool(full="<="),
        "맨 앞의 것만": _pool(heads="old, pool[0] = pool[0], image\n        return old"),
    },
    "4.6": {
        "두 배로": _CYCLES.format(ab="2 * cycle_b", ba="2 * cycle_a"),
        "있던 순환을 뺐습니다": _CYCLES.format(ab="cycle_a", ba="cycle_b"),
        "G만 두 순환": _CYCLES.format(ab="cycle_a + cycle_b", ba="cycle_a"),
        "F만 두 순환": _CYCLES.format(ab="cycle_b", ba="cycle_a + cycle_b"),
        "평균을 냈습니다": _CYCLES.format(ab="(cycle_a + cycle_b) / 2", ba="(cycle_a + cycle_b) / 2"),
        "목록 두 개를 차례로": "def cycle_gradients(generator_ab, generator_ba, real_a, real_b):\n    return tf.constant(1.0)\n",
    },
    "4.7": {
        "몸까지 넣어": _error("    return np.abs(translated - source).mean() / 2"),
        "몸을 쟀습니다": _error("    return np.abs(translated - source).mean(axis=-1)[body[..., 0] == 1].mean() / 2"),
        "2로 나눕니다": _error("    return np.abs(translated - source).mean(axis=-1)[body[..., 0] == 0].mean()"),
        "배경 화소의 수로": _error("    return (np.abs(translated - source) * (1 - body)).mean() / 2"),
        "차이의 제곱": _error(
            "    return (np.square(translated - source).mean(axis=-1) / 2)[body[..., 0] == 0].mean()"
        ),
        "부호가 있는 차이": _error("    return (translated - source).mean(axis=-1)[body[..., 0] == 0].mean() / 2"),
    },
}
