"""10장 연습의 다른 옳은 답과 알려진 오답. 오답에는 채점이 말해야 할 글의 한 토막을 적습니다."""


def _noisy(
    angle="tf.reshape(time, [-1] + [1] * (len(clean.shape) - 1)) * np.pi / 2",
    result="tf.cos(angle) * clean + tf.sin(angle) * noise",
):
    return f"def add_noise(clean, noise, time):\n    angle = {angle}\n    return {result}\n"


def _loss(
    mixed="signal * clean + spread * noise",
    asked="[noisy, time]",
    training="True",
    result="tf.reduce_mean((guess - noise) ** 2)",
):
    return f"""
def denoising_loss(network, clean, noise, time):
    signal, spread = signal_and_noise(time)
    noisy = {mixed}
    guess = network({asked}, training={training})
    return {result}
"""


def _step(
    clean="(noisy - spread * guess) / signal", first="time", second="earlier", result="signal * clean + spread * guess"
):
    return f"""
def ddim_step(noisy, guess, time, earlier):
    signal, spread = signal_and_noise({first})
    clean = {clean}
    signal, spread = signal_and_noise({second})
    return {result}
"""


def _guess(
    place="signal * points",
    squares="np.sum(apart**2, axis=2)",
    weights="np.exp(-squares / (2 * spread**2))",
    result="weights @ points / weights.sum(axis=1, keepdims=True)",
):
    return f"""
def best_guess(noisy, time, points):
    signal, spread = np.cos(time * np.pi / 2), np.sin(time * np.pi / 2)
    apart = noisy[:, None] - {place}
    squares = {squares}
    weights = {weights}
    return {result}
"""


def _distilled(body):
    return f"def distillation_loss(student, teacher, fake_logits, weight):\n    return {body}\n"


def _sample(
    asked="time",
    clean="(noisy - spread * guess) / signal",
    levels="signal, spread = signal_and_noise(earlier)",
    again="signal * clean + spread * guess",
    pairs="zip(times[:-1], times[1:])",
    result="noisy",
):
    return f"""
def sample(network, noise, times):
    noisy = noise
    for time, earlier in {pairs}:
        guess = network([noisy, tf.fill((len(noisy), 1), {asked})])
        signal, spread = signal_and_noise(time)
        clean = {clean}
        {levels}
        noisy = {again}
    return {result}
"""


RIGHT = {
    "10.1": [
        """
def add_noise(clean, noise, time):
    signal, spread = signal_and_noise(time)
    shape = (len(time),) + (1,) * (len(clean.shape) - 1)
    return tf.reshape(signal, shape) * clean + tf.reshape(spread, shape) * noise
""",
        """
def add_noise(clean, noise, time):
    return tf.stack([
        tf.cos(t * np.pi / 2) * x + tf.sqrt(1 - tf.cos(t * np.pi / 2) ** 2) * e for x, e, t in zip(clean, noise, time)
    ])
""",
        """
def add_noise(clean, noise, time):
    angle = time.numpy() * np.pi / 2
    signal, spread = np.cos(angle), np.sin(angle)
    return np.einsum("n,n...->n...", signal, clean) + np.einsum("n,n...->n...", spread, noise)
""",
    ],
    "10.2": [
        _loss(result="tf.reduce_mean(tf.square(noise - guess))"),
        _loss(result="tf.reduce_mean(keras.losses.mean_squared_error(noise, guess))"),
        """
def denoising_loss(network, clean, noise, time):
    noisy = add_noise(clean, noise, time[:, 0])
    return keras.losses.MeanSquaredError()(noise, network([noisy, time], training=True))
""",
    ],
    "10.3": [
        """
def ddim_step(noisy, guess, time, earlier):
    (s, n), (s2, n2) = signal_and_noise(time), signal_and_noise(earlier)
    return s2 / s * noisy + (n2 - s2 * n / s) * guess
""",
        """
def ddim_step(noisy, guess, time, earlier):
    clean = noisy / np.cos(time * np.pi / 2) - np.tan(time * np.pi / 2) * guess
    return np.cos(earlier * np.pi / 2) * clean + np.sin(earlier * np.pi / 2) * guess
""",
    ],
    "10.4": [
        """
def best_guess(noisy, time, points):
    signal, spread = np.cos(time * np.pi / 2), np.sin(time * np.pi / 2)
    exponents = -np.array([[np.sum((x - signal * p) ** 2) for p in points] for x in noisy]) / (2 * spread**2)
    return tf.nn.softmax(exponents, axis=1).numpy() @ points
""",
        """
def best_guess(noisy, time, points):
    signal, spread = np.cos(time * np.pi / 2), np.sin(time * np.pi / 2)
    far = np.linalg.norm(noisy[:, None] - signal * points, axis=-1) / spread
    weights = np.exp(-0.5 * far**2)
    return np.einsum("nm,md->nd", weights / weights.sum(1)[:, None], points)
""",
    ],
    "10.5": [
        _distilled("weight * tf.reduce_mean(tf.square(teacher - student)) + generator_loss(fake_logits)"),
        _distilled(
            "tf.reduce_mean(tf.nn.softplus(-fake_logits)) + weight * tf.reduce_mean((student - tf.stop_gradient(teacher)) ** 2)"
        ),
    ],
    "10.6": [
        _sample(),
        """
def sample(network, noise, times):
    noisy = noise
    for time, earlier in zip(times[:-1], times[1:]):
        noisy = ddim_step(noisy, network([noisy, tf.fill((len(noisy), 1), time)]), time, earlier)
    return noisy
""",
        """
def sample(network, noise, times):
    noisy = noise
    for place in range(len(times) - 1):
        guess = network([noisy, times[place] * tf.ones((len(noisy), 1))])
        s, n = signal_and_noise(times[place])
        clean = (noisy - n * guess) / s
        s, n = signal_and_noise(times[place + 1])
        noisy = s * clean + n * guess
    return noisy
""",
    ],
}

WRONG = {
    "10.1": {
        "그림과 잡음이, 또는 두 몫이": _noisy(result="tf.sin(angle) * clean + tf.cos(angle) * noise"),
        "마지막 축": _noisy(angle="time * np.pi / 2"),
        "π를 곱했습니다": _noisy(angle="tf.reshape(time, [-1] + [1] * (len(clean.shape) - 1)) * np.pi"),
        "제곱을 더해도 1이": _noisy(
            angle="tf.reshape(time, [-1] + [1] * (len(clean.shape) - 1))", result="(1 - angle) * clean + angle * noise"
        ),
        "그림을 줄이지 않고": _noisy(result="clean + tf.sin(angle) * noise"),
        "잡음의 몫을 곱하지": _noisy(result="tf.cos(angle) * clean + noise"),
        "잡음을 더하지 않고 뺐습니다": _noisy(result="tf.cos(angle) * clean - tf.sin(angle) * noise"),
        "평균해 모두에게": _noisy(angle="tf.reduce_mean(time) * np.pi / 2"),
    },
    "10.2": {
        "원래의 그림과 견주었습니다": _loss(result="tf.reduce_mean((guess - clean) ** 2)"),
        "training=True를 잊었습니다": _loss(training="False"),
        "답을 보여 준": _loss(asked="[noise, time]"),
        "시각 대신 0": _loss(asked="[noisy, 0 * time]"),
        "더했습니다": _loss(result="tf.reduce_sum((guess - noise) ** 2)"),
        "절댓값": _loss(result="tf.reduce_mean(tf.abs(guess - noise))"),
        "그림을 줄이지 않고": _loss(mixed="clean + spread * noise"),
        "두 몫이 바뀌었습니다": _loss(mixed="spread * clean + signal * noise"),
        "끊어졌습니다": _loss(result="np.mean((guess.numpy() - noise) ** 2)"),
    },
    "10.3": {
        "두 시각이 바뀌었습니다": _step(first="earlier", second="time"),
        "제자리걸음": _step(second="time"),
        "괄호가 빠졌습니다": _step(clean="noisy - spread * guess / signal"),
        "그림의 몫으로 나누지": _step(clean="noisy - spread * guess"),
        "되찾은 그림만": _step(result="clean"),
        "다시 섞을 때 잡음이 빠졌습니다": _step(result="signal * clean"),
        "맞힌 잡음이 아니라 섞인 것": _step(result="signal * clean + spread * noisy"),
        "다시 섞을 때 두 몫이": _step(result="spread * clean + signal * guess"),
    },
    "10.4": {
        "그림의 몫을 곱하지 않았습니다": _guess(place="points"),
        "2로 나누지 않았습니다": _guess(weights="np.exp(-squares / spread**2)"),
        "먼 점일수록": _guess(weights="np.exp(squares / (2 * spread**2))"),
        "무게의 합으로 나누지": _guess(result="weights @ points"),
        "가장 가까운 점 하나": _guess(result="points[np.argmin(squares, axis=1)]"),
        "엉뚱한 축": _guess(result="weights / weights.sum(axis=0, keepdims=True) @ points"),
        "거리를 제곱하지": _guess(squares="np.linalg.norm(apart, axis=2)"),
        "줄어든 점들을": _guess(result="weights @ (signal * points) / weights.sum(axis=1, keepdims=True)"),
    },
    "10.5": {
        "적대적 손실이 빠졌습니다": _distilled("weight * tf.reduce_mean((student - teacher) ** 2)"),
        "보통의 GAN": _distilled("generator_loss(fake_logits)"),
        "적대적 손실에 곱했습니다": _distilled(
            "weight * generator_loss(fake_logits) + tf.reduce_mean((student - teacher) ** 2)"
        ),
        "무게를 곱하지 않았습니다": _distilled(
            "generator_loss(fake_logits) + tf.reduce_mean((student - teacher) ** 2)"
        ),
        "절댓값": _distilled("generator_loss(fake_logits) + weight * tf.reduce_mean(tf.abs(student - teacher))"),
        "평균하지 않고 더했습니다": _distilled(
            "generator_loss(fake_logits) + weight * tf.reduce_sum((student - teacher) ** 2)"
        ),
        "따로 돌려주었습니다": _distilled(
            "(generator_loss(fake_logits), weight * tf.reduce_mean((student - teacher) ** 2))"
        ),
        "가짜를 0으로": _distilled(
            "tf.reduce_mean(tf.nn.softplus(fake_logits)) + weight * tf.reduce_mean((student - teacher) ** 2)"
        ),
    },
    "10.6": {
        "처음의 잡음": _sample(again="signal * clean + spread * noise"),
        "제자리걸음": _sample(levels="pass"),
        "더 이른 시각을 물었습니다": _sample(asked="earlier"),
        "다시 섞을 때 잡음이 빠졌습니다": _sample(again="signal * clean"),
        "되찾은 그림만": _sample(again="clean"),
        "마지막에 되찾은 그림": _sample(result="clean"),
        "마지막 걸음": _sample(pairs="zip(times[:-2], times[1:-1])"),
        "나누지 않았습니다": _sample(clean="noisy - spread * guess"),
    },
}
