"""2장 연습의 다른 옳은 답과 알려진 오답. 오답에는 채점이 말해야 할 글의 한 토막을 적습니다."""


def _saturating(result):
    return f"def saturating_loss_and_gradient(a):\n    s = 1 / (1 + np.exp(-a))\n    return {result}\n"


RIGHT = {
    "2.1": [
        """
def binary_cross_entropy(label, probability):
    if label == 1:
        return -np.log(probability)
    return -np.log(1 - probability)
""",
        """
def binary_cross_entropy(label, probability):
    given_to_truth = probability ** label * (1 - probability) ** (1 - label)
    return float(-np.log(given_to_truth))
""",
    ],
    "2.2": [
        """
def generator_loss(fake_output):
    return tf.reduce_mean(tf.nn.softplus(-fake_output))
""",
        """
def generator_loss(fake_output):
    ones = tf.ones_like(fake_output)
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(ones, fake_output))
""",
    ],
    "2.3": [
        """
def discriminator_loss(real_output, fake_output):
    return tf.reduce_mean(tf.nn.softplus(-real_output)) + tf.reduce_mean(tf.nn.softplus(fake_output))
""",
        """
def discriminator_loss(real_output, fake_output):
    total = cross_entropy(tf.zeros_like(fake_output), fake_output)
    total += cross_entropy(tf.ones_like(real_output), real_output)
    return total
""",
    ],
    "2.4": [
        """
def saturating_loss_and_gradient(a):
    return -np.log1p(np.exp(a)), -1 / (1 + np.exp(-a))
""",
        """
def saturating_loss_and_gradient(a):
    x = tf.Variable(a, dtype=tf.float64)
    with tf.GradientTape() as tape:
        loss = tf.math.log_sigmoid(-x)
    return [loss, tape.gradient(loss, x)]
""",
    ],
    "2.5": [
        """
def optimal_discriminator(p, q):
    return 1 - q / (p + q)
""",
        """
def optimal_discriminator(p, q):
    total = np.add(p, q)
    return np.divide(p, total)
""",
    ],
    "2.6": [
        """
def noisy_labels_loss(fake_output, noise):
    labels = 0.95 + 0.05 * noise
    return tf.reduce_mean(tf.keras.losses.binary_crossentropy(labels, tf.sigmoid(fake_output)))
""",
        """
def noisy_labels_loss(fake_output, noise):
    labels = tf.ones_like(fake_output) * (1 - 0.1 * noise)
    return keras.losses.BinaryCrossentropy(from_logits=True)(labels, fake_output)
""",
    ],
    "2.7": [
        """
def logit_where_signal_fades(share):
    return np.log(share)
""",
        """
def logit_where_signal_fades(share):
    low, high = -30.0, 30.0
    for _ in range(100):
        middle = (low + high) / 2
        if np.exp(middle) < share:
            low = middle
        else:
            high = middle
    return low
""",
    ],
}

WRONG = {
    "2.1": {
        "부호가 뒤집혔습니다": """
def binary_cross_entropy(label, probability):
    return label * np.log(probability) + (1 - label) * np.log(1 - probability)
""",
        "자리가 바뀌었습니다": """
def binary_cross_entropy(label, probability):
    return -(label * np.log(1 - probability) + (1 - label) * np.log(probability))
""",
        "0일 때의 항이 빠졌습니다": """
def binary_cross_entropy(label, probability):
    return -label * np.log(probability)
""",
        "1일 때의 항이 빠졌습니다": """
def binary_cross_entropy(label, probability):
    return -(1 - label) * np.log(1 - probability)
""",
        "밑이 2인 로그": """
def binary_cross_entropy(label, probability):
    return -(label * np.log2(probability) + (1 - label) * np.log2(1 - probability))
""",
        "print로 찍기만": """
def binary_cross_entropy(label, probability):
    print(-(label * np.log(probability) + (1 - label) * np.log(1 - probability)))
""",
        "차이의 제곱": """
def binary_cross_entropy(label, probability):
    return (label - probability) ** 2
""",
    },
    "2.2": {
        "레이블이 바뀌었습니다": """
def generator_loss(fake_output):
    return cross_entropy(tf.zeros_like(fake_output), fake_output)
""",
        "포화 손실": """
def generator_loss(fake_output):
    return -cross_entropy(tf.zeros_like(fake_output), fake_output)
""",
        "로짓을 확률로": """
def generator_loss(fake_output):
    return keras.losses.BinaryCrossentropy()(tf.ones_like(fake_output), fake_output)
""",
        "시그모이드를 두 번": """
def generator_loss(fake_output):
    return cross_entropy(tf.ones_like(fake_output), tf.sigmoid(fake_output))
""",
        "평균이 아니라 합": """
def generator_loss(fake_output):
    return tf.reduce_sum(tf.nn.softplus(-fake_output))
""",
        "텐서가 아니라 NumPy의 값을": """
def generator_loss(fake_output):
    return np.mean(np.log1p(np.exp(-np.asarray(fake_output))))
""",
        "평균을 내지 않고": """
def generator_loss(fake_output):
    return tf.nn.softplus(-fake_output)
""",
        "TypeError 오류": """
def generator_loss(fake_output):
    return cross_entropy(fake_output)
""",
    },
    "2.3": {
        "레이블이 바뀌었습니다": """
def discriminator_loss(real_output, fake_output):
    return cross_entropy(tf.zeros_like(real_output), real_output) + cross_entropy(
        tf.ones_like(fake_output), fake_output
    )
""",
        "가짜 쪽 손실이 빠졌습니다": """
def discriminator_loss(real_output, fake_output):
    return cross_entropy(tf.ones_like(real_output), real_output)
""",
        "진짜 쪽 손실이 빠졌습니다": """
def discriminator_loss(real_output, fake_output):
    return cross_entropy(tf.zeros_like(fake_output), fake_output)
""",
        "가짜에도 1을": """
def discriminator_loss(real_output, fake_output):
    return cross_entropy(tf.ones_like(real_output), real_output) + cross_entropy(
        tf.ones_like(fake_output), fake_output
    )
""",
        "2로 나누었습니다": """
def discriminator_loss(real_output, fake_output):
    real_loss = cross_entropy(tf.ones_like(real_output), real_output)
    return 0.5 * (real_loss + cross_entropy(tf.zeros_like(fake_output), fake_output))
""",
        "한데 모아 평균": """
def discriminator_loss(real_output, fake_output):
    labels = tf.concat([tf.ones_like(real_output), tf.zeros_like(fake_output)], axis=0)
    return cross_entropy(labels, tf.concat([real_output, fake_output], axis=0))
""",
        "값이 다릅니다": """
def discriminator_loss(real_output, fake_output):
    return cross_entropy(tf.ones_like(real_output), fake_output[: len(real_output)])
""",
    },
    "2.4": {
        "비포화 손실과 그 그레이디언트": _saturating("-np.log(s), s - 1"),
        "그레이디언트가 비포화": _saturating("np.log(1 - s), s - 1"),
        "부호가 뒤집혔습니다": _saturating("np.log(1 - s), s"),
        "시그모이드를 미분한 값": _saturating("np.log(1 - s), s * (1 - s)"),
        "연쇄 법칙": _saturating("np.log(1 - s), -1 / (1 - s)"),
        "손실의 부호가": _saturating("-np.log(1 - s), -s"),
        "판별자 손실의 가짜 쪽": _saturating("-np.log(1 - s), s"),
        "차례가 바뀌었습니다": _saturating("-s, np.log(1 - s)"),
        "값 2개를": _saturating("-s"),
    },
    "2.5": {
        "진짜와 가짜가 바뀌었습니다": "def optimal_discriminator(p, q):\n    return q / (p + q)\n",
        "두 밀도의 비": "def optimal_discriminator(p, q):\n    return np.divide(p, q)\n",
        "이것은 로짓": "def optimal_discriminator(p, q):\n    return np.log(p) - np.log(q)\n",
        "두 밀도의 차": "def optimal_discriminator(p, q):\n    return p - q\n",
        "늘 반반": "def optimal_discriminator(p, q):\n    return 0.5 * np.ones_like(p)\n",
        "두 밀도의 평균": "def optimal_discriminator(p, q):\n    return 2 * p / (p + q)\n",
    },
    "2.6": {
        "증상만 가렸습니다": """
def noisy_labels_loss(fake_output, noise):
    labels = tf.ones_like(fake_output) + 0.05 * noise
    loss = keras.losses.BinaryCrossentropy()(labels, tf.sigmoid(fake_output))
    return tf.maximum(loss, 0.0)
""",
        "절댓값을 씌웠을": """
def noisy_labels_loss(fake_output, noise):
    labels = tf.ones_like(fake_output) + 0.05 * noise
    return tf.abs(keras.losses.BinaryCrossentropy()(labels, tf.sigmoid(fake_output)))
""",
        "잡음을 없앴습니다": """
def noisy_labels_loss(fake_output, noise):
    labels = tf.minimum(tf.ones_like(fake_output) + 0.05 * noise, 1.0)
    return keras.losses.BinaryCrossentropy()(labels, tf.sigmoid(fake_output))
""",
        "아직 1을 넘습니다": """
def noisy_labels_loss(fake_output, noise):
    labels = tf.ones_like(fake_output) + 0.01 * noise
    return keras.losses.BinaryCrossentropy()(labels, tf.sigmoid(fake_output))
""",
        "0에서 흔들립니다": """
def noisy_labels_loss(fake_output, noise):
    labels = 0.05 * noise
    return keras.losses.BinaryCrossentropy()(labels, tf.sigmoid(fake_output))
""",
        "수 하나": """
def noisy_labels_loss(fake_output, noise):
    labels = tf.ones_like(fake_output) - 0.05 * noise
    return keras.losses.binary_crossentropy(labels, tf.sigmoid(fake_output))
""",
    },
    "2.7": {
        "부호가 반대": "def logit_where_signal_fades(share):\n    return -np.log(share)\n",
        "포화 쪽 그레이디언트의 크기만": "def logit_where_signal_fades(share):\n    return np.log(share / (1 - share))\n",
        "비포화 쪽 그레이디언트의": "def logit_where_signal_fades(share):\n    return np.log(1 / share - 1)\n",
        "밑이 10": "def logit_where_signal_fades(share):\n    return np.log10(share)\n",
        "비 자체": "def logit_where_signal_fades(share):\n    return share\n",
        "끝나지 않아": """
def logit_where_signal_fades(share):
    a = 0.0
    while np.exp(a) != share:
        a = a / 1.0
    return a
""",
    },
}
