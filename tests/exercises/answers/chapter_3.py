"""3장 연습의 다른 옳은 답과 알려진 오답. 오답에는 채점이 말해야 할 글의 한 토막을 적습니다."""

from tests.exercises.answers import chapter_3_rate

_TWO = """
def two_gradients(generator, discriminator, images, noise):
    {outside}
    with tf.GradientTape(persistent=True) as tape:
        fakes = {fakes}
        fake_output, real_output = discriminator(fakes, training=True), discriminator(images, training=True)
        gen, disc = {gen}, {disc}
    return {result}
"""


def _two(**parts):
    parts = {
        "outside": "pass",
        "fakes": "generator(noise, training=True)",
        "gen": "generator_loss(fake_output)",
        "disc": "discriminator_loss(real_output, fake_output)",
        "result": "tape.gradient(gen, generator.trainable_variables), "
        "tape.gradient(disc, discriminator.trainable_variables)",
    } | parts
    return _TWO.format(**parts)


_STEP = """
def train_step(generator, discriminator, generator_optimizer, discriminator_optimizer, images, noise):
    def forward():
        fake_output = discriminator(generator(noise, training=True), training=True)
        return generator_loss(fake_output), discriminator_loss(discriminator(images, training=True), fake_output)

    with tf.GradientTape(persistent=True) as tape:
        gen_loss, disc_loss = forward()
    g, d = generator.trainable_variables, discriminator.trainable_variables
{moves}
    return {result}
"""


def _step(*moves, result="gen_loss, disc_loss"):
    return _STEP.format(moves="\n".join(f"    {move}" for move in moves), result=result)


_G = "generator_optimizer.apply_gradients(zip(tape.gradient(gen_loss, g), g))"
_D = "discriminator_optimizer.apply_gradients(zip(tape.gradient(disc_loss, d), d))"
_AGAIN = ("with tf.GradientTape(persistent=True) as tape:", "    new_gen, new_disc = forward()")


def _generator_step(*lines):
    body = "\n".join(f"    {line}" for line in lines)
    return f"def generator_step(generator, discriminator, optimizer, noise):\n{body}\n"


_LOSS = (
    "with tf.GradientTape() as tape:",
    "    loss = generator_loss(discriminator(generator(noise, training=True), training=True))",
)

RIGHT = {
    "3.1": [
        """
def slope(function, x):
    point = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(point)
        value = function(point)
    return float(tape.gradient(value, point))
""",
        """
def slope(function, x):
    x = tf.convert_to_tensor(x, tf.float64)
    return (function(x + 1e-5) - function(x - 1e-5)) / 2e-5
""",
        """
def slope(function, x):
    x = tf.Variable([x])
    with tf.GradientTape() as tape:
        y = function(x)
    return tape.gradient(y, x)
""",
    ],
    "3.2": [
        """
def sample_noise(images, noise_dim):
    return keras.random.normal((tf.shape(images)[0], noise_dim))
""",
        """
def sample_noise(images, noise_dim):
    return np.random.default_rng().standard_normal((images.shape[0], noise_dim)).astype("float32")
""",
    ],
    "3.3": [
        _two(),
        """
def two_gradients(generator, discriminator, images, noise):
    with tf.GradientTape() as disc_tape:
        with tf.GradientTape() as gen_tape:
            scores = discriminator(generator(noise, training=True), training=True)
            gen_loss = tf.reduce_mean(tf.nn.softplus(-scores))
        disc_loss = tf.reduce_mean(tf.nn.softplus(scores))
        disc_loss += tf.reduce_mean(tf.nn.softplus(-discriminator(images, training=True)))
    for_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_weights)
    for_generator = gen_tape.gradient(gen_loss, generator.trainable_weights)
    return [for_generator, for_discriminator]
""",
    ],
    "3.4": [
        _step(
            "gg, dg = tape.gradient(gen_loss, g), tape.gradient(disc_loss, d)",
            "discriminator_optimizer.apply(dg, d)",
            "generator_optimizer.apply(gg, g)",
        ),
        _step(
            "dg = tape.gradient(disc_loss, d)",
            "gg = tape.gradient(gen_loss, g)",
            "generator_optimizer.apply_gradients(zip(gg, g))",
            "discriminator_optimizer.apply_gradients(zip(dg, d))",
            result="[float(gen_loss), float(disc_loss)]",
        ),
    ],
    "3.5": [
        "def update_average(average, value, decay):\n    return average + (1 - decay) * (value - average)\n",
        "def update_average(average, value, decay):\n    return value - decay * (value - average)\n",
    ],
    "3.6": [
        _generator_step(
            *_LOSS,
            "variables = generator.trainable_weights",
            "optimizer.apply(tape.gradient(loss, variables), variables)",
            "return loss",
        ),
        _generator_step(
            *_LOSS,
            "both = generator.trainable_variables + discriminator.trainable_variables",
            "gradients = tape.gradient(loss, both)[: len(generator.trainable_variables)]",
            "optimizer.apply_gradients(zip(gradients, generator.trainable_variables))",
            "return loss",
        ),
    ],
    "3.7": [
        """
def largest_stable_rate(final_loss):
    low, high = 0.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if final_loss(middle) <= final_loss(0.0) else (low, middle)
    return low
""",
        """
def largest_stable_rate(final_loss):
    rate = 0.0
    while final_loss(rate + 0.005) <= final_loss(0.0):
        rate += 0.005
    return rate
""",
    ],
}

WRONG = {
    "3.1": {
        "지켜보지 않았습니다": """
def slope(function, x):
    x = tf.constant(x)
    with tf.GradientTape() as tape:
        y = function(x)
    return tape.gradient(y, x)
""",
        "함수의 값": "def slope(function, x):\n    return function(tf.constant(x))\n",
        "부호가 뒤집혔습니다": """
def slope(function, x):
    x = tf.Variable(x)
    with tf.GradientTape() as tape:
        y = -function(x)
    return tape.gradient(y, x)
""",
        "x를 곱했습니다": """
def slope(function, x):
    x = tf.Variable(x)
    with tf.GradientTape() as tape:
        y = function(x)
    return x * tape.gradient(y, x)
""",
        "입력 x를 그대로": "def slope(function, x):\n    return tf.constant(x)\n",
        "둘째 미분": """
def slope(function, x):
    x = tf.Variable(x)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as tape:
            y = function(x)
        first = tape.gradient(y, x)
    return outer.gradient(first, x, unconnected_gradients=tf.UnconnectedGradients.ZERO)
""",
        "유한한 간격": "def slope(function, x):\n    return (function(x + 0.01) - function(x)) / 0.01\n",
        "PyTorch": "def slope(function, x):\n    y = function(tf.Variable(x))\n    y.backward()\n    return x.grad\n",
    },
    "3.2": {
        "잡음의 수가 이미지의 수와": "def sample_noise(images, noise_dim):\n    return tf.random.normal([32, noise_dim])\n",
        "두 축이 바뀌었습니다": "def sample_noise(images, noise_dim):\n    return tf.random.normal([noise_dim, len(images)])\n",
        "이미지와 모양이 같은": "def sample_noise(images, noise_dim):\n    return tf.random.normal(tf.shape(images))\n",
        "균등 분포": "def sample_noise(images, noise_dim):\n    return tf.random.uniform([len(images), noise_dim])\n",
        "같은 줄": """
def sample_noise(images, noise_dim):
    return tf.repeat(tf.random.normal([1, noise_dim]), len(images), axis=0)
""",
        "같은 잡음": """
def sample_noise(images, noise_dim):
    return keras.random.normal((len(images), noise_dim), seed=0)
""",
        "표준 편차가 3": """
def sample_noise(images, noise_dim):
    return 3 * tf.random.normal([len(images), noise_dim])
""",
    },
    "3.3": {
        "training=True를": _two(fakes="generator(noise)").replace(
            ", training=True), discriminator(images, training=True)", "), discriminator(images)"
        ),
        "테이프에 이어지지 않아": _two(outside="made = generator(noise, training=True)", fakes="made"),
        "변수의 목록이 바뀌었습니다": _two(
            result="tape.gradient(gen, discriminator.trainable_variables), "
            "tape.gradient(disc, generator.trainable_variables)"
        ),
        "서로 바뀌었습니다": _two(
            result="tape.gradient(disc, generator.trainable_variables), "
            "tape.gradient(gen, discriminator.trainable_variables)"
        ),
        "판별자의 손실을 줄이고": _two(gen="discriminator_loss(real_output, fake_output)"),
        "음의 부호": _two(gen="-discriminator_loss(real_output, fake_output)"),
        "거꾸로 가르쳤습니다": _two(disc="discriminator_loss(fake_output, real_output)"),
        "목록 두 개": _two(result="tape.gradient(gen, generator.trainable_variables)[0]"),
    },
    "3.4": {
        "판별자를 움직이지 않았습니다": _step(_G),
        "생성자를 움직이지 않았습니다": _step(_D),
        "경사 하강법": _step(
            "gg, dg = tape.gradient(-gen_loss, g), tape.gradient(-disc_loss, d)",
            "generator_optimizer.apply(gg, g)",
            "discriminator_optimizer.apply(dg, d)",
        )
        .replace(
            "gen_loss, disc_loss = forward()",
            "gen_loss, disc_loss = forward()\n        lost, missed = -gen_loss, -disc_loss",
        )
        .replace("-gen_loss, g", "lost, g")
        .replace("-disc_loss, d", "missed, d"),
        "판별자를 먼저": _step(_D, *_AGAIN, "generator_optimizer.apply(tape.gradient(new_gen, g), g)"),
        "생성자를 먼저": _step(_G, *_AGAIN, "discriminator_optimizer.apply(tape.gradient(new_disc, d), d)"),
        "하나도 움직이지": _step("pass"),
        "차례가 바뀌었습니다": _step(_G, _D, result="disc_loss, gen_loss"),
    },
    "3.5": {
        "β와 1 - β가": "def update_average(average, value, decay):\n    return decay * value + (1 - decay) * average\n",
        "옛 평균에 β를": "def update_average(average, value, decay):\n    return average + (1 - decay) * value\n",
        "(1 - β)를 곱하지": "def update_average(average, value, decay):\n    return decay * average + value\n",
        "반반의": "def update_average(average, value, decay):\n    return (average + value) / 2\n",
        "움직이지 않습니다": "def update_average(average, value, decay):\n    return average\n",
        "방향이": "def update_average(average, value, decay):\n    return average + (1 - decay) * (average - value)\n",
    },
    "3.6": {
        "얼린 채": _generator_step(
            "discriminator.trainable = False",
            *_LOSS,
            "variables = generator.trainable_variables + discriminator.trainable_variables",
            "optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))",
        ),
        "생성자도 움직이지": _generator_step(*_LOSS, "return loss"),
        "판별자의 가중치를 움직입니다": _generator_step(
            *_LOSS,
            "variables = discriminator.trainable_variables",
            "optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))",
        ),
        "2를 곱했습니다": _generator_step(
            *_LOSS,
            "variables = generator.trainable_variables",
            "optimizer.apply_gradients([(2 * g, v) for g, v in zip(tape.gradient(loss, variables), variables)])",
        ),
        "stop_gradient가": """
def generator_step(generator, discriminator, optimizer, noise):
    with tf.GradientTape() as tape:
        loss = generator_loss(discriminator(tf.stop_gradient(generator(noise, training=True)), training=True))
    variables = generator.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss
""",
        "부호를 뒤집었습니다": _generator_step(
            *_LOSS,
            "variables = generator.trainable_variables",
            "optimizer.apply_gradients([(-g, v) for g, v in zip(tape.gradient(loss, variables), variables)])",
        ),
    },
} | chapter_3_rate.WRONG
