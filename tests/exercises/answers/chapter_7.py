"""7장 연습의 다른 옳은 답과 알려진 오답. 오답에는 채점이 말해야 할 글의 한 토막을 적습니다."""


def _r1(body, training="True", watch="tape.watch(images)"):
    return f"""
def r1_penalty(discriminator, images, gamma):
    with tf.GradientTape() as tape:
        {watch}
        logits = discriminator(images, training={training})
    slopes = tape.gradient(logits, images)
    squared = tf.reduce_sum(tf.square(slopes), axis=[1, 2, 3])
    return {body}
"""


def _gp(body, between="real + mix * (fake - real)", inside="tf.reduce_sum(tf.square(slopes), axis=1) + 1e-12"):
    return f"""
def gradient_penalty(critic, real, fake, mix):
    between = {between}
    with tf.GradientTape() as tape:
        tape.watch(between)
        scores = critic(between, training=True)
    slopes = tape.gradient(scores, between)
    lengths = tf.sqrt({inside})
    return {body}
"""


def _pair(generator, discriminator):
    return f"def relativistic_losses(real_output, fake_output):\n    return {generator}, {discriminator}\n"


def _dirac(theta, psi, slope="1 / (1 + np.exp(theta * psi))"):
    return f"""
def dirac_step(theta, psi, rate, gamma):
    slope = {slope}
    return {theta}, {psi}
"""


def _between(mix, last="mix * real + (1 - mix) * fake"):
    return f"def points_between(real, fake, seed):\n    mix = {mix}\n    return {last}\n"


def _interval(error="d.std(ddof=1) / np.sqrt(len(d))", factor="stats.t.ppf(0.975, len(d) - 1)", d="ours - theirs"):
    return f"""
def difference_interval(ours, theirs):
    d = np.asarray({d})
    half = {factor} * ({error})
    return d.mean(), d.mean() - half, d.mean() + half
"""


_CENTERED = "tf.reduce_mean(tf.square(lengths - 1.0))"
_THETA, _PSI = "theta - rate * slope * psi", "psi + rate * (slope * theta - gamma * psi)"

RIGHT = {
    "7.1": [
        """
def r1_penalty(discriminator, images, gamma):
    with tf.GradientTape() as tape:
        tape.watch(images)
        total = tf.reduce_sum(discriminator(images, training=True))
    slopes = tf.reshape(tape.gradient(total, images), [len(images), -1])
    return 0.5 * gamma * tf.reduce_mean(tf.norm(slopes, axis=1) ** 2)
""",
        """
def r1_penalty(discriminator, images, gamma):
    images = tf.Variable(images)
    with tf.GradientTape() as tape:
        logits = discriminator(images, training=True)
    slopes = tape.gradient(logits, images)
    return gamma * tf.nn.l2_loss(slopes) / len(slopes)
""",
    ],
    "7.2": [
        _gp(_CENTERED).replace(", training=True", ""),
        """
def gradient_penalty(critic, real, fake, mix):
    points = (1 - mix) * real + mix * fake
    with tf.GradientTape() as tape:
        tape.watch(points)
        total = tf.reduce_sum(critic(points, training=True))
    squared = tf.reduce_sum(tape.gradient(total, points) ** 2, axis=-1)
    return tf.reduce_mean((tf.sqrt(tf.maximum(squared, 1e-12)) - 1) ** 2)
""",
        """
def gradient_penalty(critic, real, fake, mix):
    points = tf.Variable(real + mix * (fake - real))
    with tf.GradientTape() as tape:
        scores = critic(points, training=True)
    slopes = tape.gradient(scores, points)
    lengths = tf.norm(tf.concat([slopes, 1e-6 * tf.ones((len(real), 1))], axis=1), axis=1)
    return tf.reduce_mean(tf.square(1 - lengths))
""",
    ],
    "7.3": [
        # 생성자를 훈련할 때 진짜의 로짓은 생성자에 기대지 않으므로 막아도 됩니다
        _pair(
            "tf.reduce_mean(tf.nn.softplus(tf.stop_gradient(real_output) - fake_output))",
            "tf.reduce_mean(tf.nn.softplus(fake_output - real_output))",
        ),
        """
def relativistic_losses(real_output, fake_output):
    discriminator = -tf.reduce_mean(tf.math.log_sigmoid(real_output - fake_output))
    generator = -tf.reduce_mean(tf.math.log_sigmoid(fake_output - real_output))
    return generator, discriminator
""",
        """
def relativistic_losses(real_output, fake_output):
    entropy = keras.losses.BinaryCrossentropy(from_logits=True)
    ones = tf.ones_like(real_output)
    return entropy(ones, fake_output - real_output), entropy(ones, real_output - fake_output)
""",
    ],
    "7.4": [
        """
def dirac_step(theta, psi, rate, gamma):
    from scipy.special import expit

    push = expit(-theta * psi)
    return theta - rate * push * psi, (1 - rate * gamma) * psi + rate * push * theta
""",
        """
def dirac_step(theta, psi, rate, gamma):
    x, y = tf.Variable(theta, dtype=tf.float64), tf.Variable(psi, dtype=tf.float64)
    with tf.GradientTape(persistent=True) as tape:
        value = -tf.math.softplus(-x * y)
        with_penalty = value - gamma / 2 * y**2
    return float(x - rate * tape.gradient(value, x)), float(y + rate * tape.gradient(with_penalty, y))
""",
    ],
    "7.5": [
        _between("tf.random.uniform((len(real), 1, 1, 1), seed=seed)"),
        _between("tf.random.stateless_uniform([tf.shape(real)[0], 1, 1, 1], seed=[seed, 0])"),
        """
def points_between(real, fake, seed):
    random = np.random.default_rng(seed)
    mix = random.uniform(size=(real.shape[0], 1, 1, 1)).astype("float32")
    return real + mix * (fake - real)
""",
    ],
    "7.6": [
        """
def difference_interval(ours, theirs):
    from gan_course.evaluation import mean_interval

    return tuple(mean_interval(np.asarray(ours) - np.asarray(theirs)))
""",
        """
def difference_interval(ours, theirs):
    d = np.asarray(ours) - np.asarray(theirs)
    low, high = stats.t.interval(0.95, len(d) - 1, loc=np.mean(d), scale=stats.sem(d))
    return np.mean(d), low, high
""",
    ],
}

WRONG = {
    "7.1": {
        "2로 나누지 않았습니다": _r1("gamma * tf.reduce_mean(squared)"),
        "화소의 수만큼 약해집니다": _r1("gamma / 2 * tf.reduce_mean(tf.square(slopes))"),
        "배치의 합": _r1("gamma / 2 * tf.reduce_sum(squared)"),
        "제곱이 아니라 크기": _r1("gamma / 2 * tf.reduce_mean(tf.sqrt(squared))"),
        "1을 중심으로": _r1("gamma / 2 * tf.reduce_mean((tf.sqrt(squared) - 1) ** 2)"),
        "로짓을 평균한 다음": _r1("gamma / 2 * tf.reduce_mean(squared)").replace(
            "discriminator(images, training=True)", "tf.reduce_mean(discriminator(images, training=True))"
        ),
        "γ를 곱하지 않았습니다": _r1("tf.reduce_mean(squared) / 2"),
        "training=True": _r1("gamma / 2 * tf.reduce_mean(squared)", training="False"),
        "파이썬의 float을(를)": _r1("float(gamma / 2 * tf.reduce_mean(squared))"),
        "ValueError 오류": _r1("gamma / 2 * tf.reduce_mean(squared)", watch="pass"),
    },
    "7.2": {
        "R1의 것": _gp(_CENTERED, "real * 1.0"),
        "R2의 것": _gp(_CENTERED, "fake * 1.0"),
        "거꾸로": _gp(_CENTERED, "fake + mix * (real - fake)"),
        "한가운데에서만": _gp(_CENTERED, "(real + fake) / 2"),
        "0을 중심으로": _gp("tf.reduce_mean(lengths ** 2)"),
        "제곱에서 1을": _gp("tf.reduce_mean((lengths ** 2 - 1) ** 2)"),
        "작아도 줍니다": _gp("tf.reduce_mean(tf.nn.relu(lengths - 1) ** 2)"),
        "절댓값": _gp("tf.reduce_mean(abs(lengths - 1))"),
        "λ = 10까지": _gp("10 * " + _CENTERED),
        "난수를 새로 뽑았습니다": _gp(_CENTERED, "real + tf.random.uniform(mix.shape) * (fake - real)"),
        "파이썬의 float을(를)": _gp(f"float({_CENTERED})"),
        "NaN이 됩니다": _gp(_CENTERED, inside="tf.reduce_sum(tf.square(slopes), axis=1)"),
    },
    "7.3": {
        "차례가 바뀌었습니다": _pair(
            "tf.reduce_mean(tf.nn.softplus(fake_output - real_output))",
            "tf.reduce_mean(tf.nn.softplus(real_output - fake_output))",
        ),
        "보통의 손실": _pair(
            "tf.reduce_mean(tf.nn.softplus(-fake_output))",
            "tf.reduce_mean(tf.nn.softplus(-real_output)) + tf.reduce_mean(tf.nn.softplus(fake_output))",
        ),
        "상대의 평균": _pair(
            "tf.reduce_mean(tf.nn.softplus(real_output - tf.reduce_mean(fake_output)))",
            "tf.reduce_mean(tf.nn.softplus(tf.reduce_mean(fake_output) - real_output))",
        ),
        "먼저 평균": _pair(
            "tf.nn.softplus(tf.reduce_mean(real_output - fake_output))",
            "tf.nn.softplus(tf.reduce_mean(fake_output - real_output))",
        ),
        "(포화)": _pair(
            "-tf.reduce_mean(tf.nn.softplus(fake_output - real_output))",
            "tf.reduce_mean(tf.nn.softplus(fake_output - real_output))",
        ),
        "평균이 아니라 합": _pair(
            "tf.reduce_sum(tf.nn.softplus(real_output - fake_output))",
            "tf.reduce_sum(tf.nn.softplus(fake_output - real_output))",
        ),
        "바서슈타인": _pair("tf.reduce_mean(real_output - fake_output)", "tf.reduce_mean(fake_output - real_output)"),
        "값 2개를": "def relativistic_losses(real_output, fake_output):\n    return tf.reduce_mean(real_output)\n",
        "평균하지 않았습니다": _pair(
            "tf.nn.softplus(real_output - fake_output)", "tf.nn.softplus(fake_output - real_output)"
        ),
        "확률로 바꾸어 뺐습니다. 로짓끼리 빼십시오. 그리고 평균이 아니라 합": _pair(
            "tf.reduce_sum(tf.nn.softplus(tf.sigmoid(real_output) - tf.sigmoid(fake_output)))",
            "tf.reduce_sum(tf.nn.softplus(tf.sigmoid(fake_output) - tf.sigmoid(real_output)))",
        ),
        "끊어졌습니다": _pair(
            "np.mean(np.logaddexp(0, real_output - fake_output))", "np.mean(np.logaddexp(0, fake_output - real_output))"
        ),
    },
    "7.4": {
        "교대 갱신": """
def dirac_step(theta, psi, rate, gamma):
    psi = psi + rate * (theta / (1 + np.exp(theta * psi)) - gamma * psi)
    theta = theta - rate * psi / (1 + np.exp(theta * psi))
    return theta, psi
""",
        "새 θ로": """
def dirac_step(theta, psi, rate, gamma):
    theta = theta - rate * psi / (1 + np.exp(theta * psi))
    psi = psi + rate * (theta / (1 + np.exp(theta * psi)) - gamma * psi)
    return theta, psi
""",
        "γ/2·ψ²의 미분": _dirac(_THETA, "psi + rate * (slope * theta - gamma / 2 * psi)"),
        "벌점이 빠졌습니다": _dirac(_THETA, "psi + rate * slope * theta"),
        "벌점의 부호": _dirac(_THETA, "psi + rate * (slope * theta + gamma * psi)"),
        "모두 거꾸로": _dirac("theta + rate * slope * psi", "psi - rate * (slope * theta - gamma * psi)"),
        "생성자는 줄이는 쪽": _dirac("theta + rate * slope * psi", _PSI),
        "판별자는 키우는 쪽": _dirac(_THETA, "psi - rate * (slope * theta + gamma * psi)"),
        "판별자의 것": _dirac("theta - rate * (slope * psi + gamma * theta)", _PSI),
        "1/2로 어림": _dirac(_THETA, _PSI, slope="0.5"),
        "지수의 부호": _dirac(_THETA, _PSI, slope="1 / (1 + np.exp(-theta * psi))"),
    },
    "7.5": {
        "33장부터": _between(
            "keras.random.uniform((min(32, len(real)), 1, 1, 1), seed=seed)",
            "mix * real[:32] + (1 - mix) * fake[:32]",
        ),
        "화소마다 비율": _between("keras.random.uniform(real.shape, seed=seed)"),
        "비율 하나를": _between("keras.random.uniform((1, 1, 1, 1), seed=seed)"),
        "양쪽을 벗어났습니다": _between("keras.random.normal((len(real), 1, 1, 1), seed=seed)"),
        "고르지 않습니다": _between("0.5 + 0.5 * keras.random.uniform((len(real), 1, 1, 1), seed=seed)"),
        "받은 seed를 쓰지": _between("keras.random.uniform((len(real), 1, 1, 1), seed=0)"),
        "더하면 1이어야": _between("keras.random.uniform((len(real), 1, 1, 1), seed=seed)", "mix * real + mix * fake"),
    },
    "7.6": {
        "빼는 차례": _interval(d="theirs - ours"),
        "짝짓지 않았습니다": _interval(error="np.sqrt((ours.var(ddof=1) + theirs.var(ddof=1)) / len(ours))"),
        "1.96을 썼습니다": _interval(factor="1.96"),
        "ddof=1이 빠졌습니다": _interval(error="d.std() / np.sqrt(len(d))"),
        "√n으로": _interval(error="d.std(ddof=1)"),
        "90% 구간": _interval(factor="stats.t.ppf(0.95, len(d) - 1)"),
        "자유도가 n": _interval(factor="stats.t.ppf(0.975, len(d))"),
        "구간을 빠뜨렸습니다": "def difference_interval(ours, theirs):\n    return np.mean(ours - theirs)\n",
    },
}
