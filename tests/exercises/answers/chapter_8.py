"""8장 연습의 다른 옳은 답과 알려진 오답. 오답에는 채점이 말해야 할 글의 한 토막을 적습니다."""


def _vectors(body):
    return f"def label_vectors(table, labels):\n    return {body}\n"


def _input(body):
    return f"def generator_input(noise, table, labels):\n    vectors = tf.gather(table, labels)\n    return {body}\n"


def _logits(body):
    return f"""
def projection_logits(features, labels, w, b, v):
    rows = tf.gather(v, labels)
    return {body}
"""


def _losses(
    asked="labels",
    real="images, labels",
    fake="fakes, labels",
    training="True, True, True",
    result="generator_loss(fake), discriminator_loss(real, fake)",
):
    g, r, f = training.split(", ")
    return f"""
def conditional_losses(generator, discriminator, images, labels, noise):
    fakes = generator([noise, {asked}], training={g})
    real = discriminator([{real}], training={r})
    fake = discriminator([{fake}], training={f})
    return {result}
"""


def _worst(
    digits="np.unique(asked)",
    mine="asked == digit",
    share="np.mean(read[mine] == digit)",
    spread="images[mine].std(axis=0).mean()",
    result="min(shares), min(spreads)",
):
    return f"""
def worst_digit(images, read, asked):
    shares, spreads = [], []
    for digit in {digits}:
        mine = {mine}
        shares.append({share})
        spreads.append({spread})
    return {result}
"""


_UPDATE = """
    gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
    gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)
    generator_optimizer.apply_gradients(zip(gradients_of_generator, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(gradients_of_discriminator, discriminator.trainable_variables))
    return gen_loss, disc_loss
"""
_FRESH = "tf.random.uniform(tf.shape(labels), 0, 10, tf.int32)"


def _step(real="images, labels", fake="fakes, labels", asked="labels", before="pass", training="True", update=_UPDATE):
    return f"""
def conditional_step(generator, discriminator, generator_optimizer, discriminator_optimizer, images, labels, noise):
    {before}
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        fakes = generator(noise, {asked}, training={training})
        real_output = discriminator({real}, training={training})
        fake_output = discriminator({fake}, training={training})
        gen_loss = generator_loss(fake_output)
        disc_loss = discriminator_loss(real_output, fake_output)
{update}"""


RIGHT = {
    "8.1": [
        _vectors("tf.gather(table, labels)"),
        _vectors("tf.nn.embedding_lookup(table, labels)"),
        _vectors("tf.stack([table[int(label)] for label in labels])"),
        _vectors("tf.matmul(tf.cast(labels[:, None] == tf.range(len(table)), tf.float32), table)"),
    ],
    "8.2": [
        "def generator_input(noise, table, labels):\n"
        "    return keras.ops.concatenate([noise, tf.one_hot(labels, len(table)) @ table], axis=-1)\n",
        "def generator_input(noise, table, labels):\n"
        "    return keras.layers.Concatenate()([noise, tf.gather(table, labels)])\n",
        "def generator_input(noise, table, labels):\n    return tf.concat([noise, label_vectors(table, labels)], 1)\n",
    ],
    "8.3": [
        _logits("tf.linalg.matvec(features, w) + tf.reduce_sum(features * rows, axis=-1) + b"),
        _logits("tf.einsum('nd,nd->n', features, w[None] + rows) + b"),
        _logits("tf.linalg.diag_part(features @ tf.transpose(w + rows)) + b"),
        _logits("tf.gather(features @ tf.transpose(w + v) + b, labels, axis=1, batch_dims=1)"),
    ],
    "8.4": [
        _losses(result="(generator_loss(fake), discriminator_loss(real, fake))"),
        # 판별자의 손실에서 가짜를 끊어도 판별자가 배우는 것은 같습니다(PyTorch의 detach)
        _losses(
            result="generator_loss(fake), discriminator_loss(real, "
            "discriminator([tf.stop_gradient(fakes), labels], training=True))"
        ),
        """
def conditional_losses(generator, discriminator, images, labels, noise):
    fakes = generator([noise, labels], training=True)
    both = discriminator([tf.concat([images, fakes], 0), tf.concat([labels, labels], 0)], training=True)
    real, fake = tf.split(both, 2)
    return tf.stack([generator_loss(fake), discriminator_loss(real, fake)])
""",
    ],
    "8.5": [
        """
def worst_digit(images, read, asked):
    digits = sorted(set(asked.tolist()))
    return (
        min((read[asked == d] == d).mean() for d in digits),
        min(np.mean(np.std(images[asked == d], axis=0)) for d in digits),
    )
""",
        """
def worst_digit(images, read, asked):
    right = (read == asked).astype(float)
    counts = np.bincount(asked)
    shares = np.bincount(asked, weights=right)[counts > 0] / counts[counts > 0]
    spreads = [np.sqrt(((x - x.mean(0)) ** 2).mean(0)).mean() for x in (images[asked == d] for d in np.unique(asked))]
    return shares.min(), np.min(spreads)
""",
    ],
    "8.6": [
        _step(),
        "@tf.function" + _step(),
        # 저자들의 코드처럼 새로 뽑은 레이블을 두 신경망에 똑같이 주는 것
        _step(before=f"drawn = {_FRESH}", asked="drawn", fake="fakes, drawn"),
        _step(before="labels = tf.identity(labels)", real="images, labels=labels", fake="fakes, labels=labels"),
        """
def conditional_step(generator, discriminator, generator_optimizer, discriminator_optimizer, images, labels, noise):
    with tf.GradientTape(persistent=True) as tape:
        fakes = generator(noise, labels, training=True)
        both = discriminator(tf.concat([images, fakes], 0), tf.concat([labels, labels], 0), training=True)
        real, fake = tf.split(both, 2)
        losses = generator_loss(fake), discriminator_loss(real, fake)
    slopes = [tape.gradient(loss, net.trainable_variables) for loss, net in zip(losses, (generator, discriminator))]
    generator_optimizer.apply_gradients(zip(slopes[0], generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(slopes[1], discriminator.trainable_variables))
    return losses
""",
    ],
}

WRONG = {
    "8.1": {
        "1부터 세었습니다": _vectors("tf.one_hot(labels - 1, len(table)) @ table"),
        "다음 줄": _vectors("tf.gather(table, (labels + 1) % len(table))"),
        "원핫 벡터를 그대로": _vectors("tf.one_hot(labels, len(table))"),
        "칸(축 1)": _vectors("tf.one_hot(labels, table.shape[1]) @ tf.transpose(table)"),
        "레이블의 수를 곱했습니다": _vectors("tf.cast(labels, tf.float32)[:, None] * tf.gather(table, labels)"),
        "앞에서부터 차례로": "def label_vectors(table, labels):\n    return tf.stack([table[i % len(table)] for i in range(len(labels))])\n",
        "배치에 걸쳐 더했습니다": _vectors("tf.reduce_sum(tf.gather(table, labels), axis=0)"),
        "그레이디언트의 길이 끊어졌습니다": _vectors("table.numpy()[labels.numpy()]"),
        "하나로 합쳤습니다": _vectors("tf.gather(table, tf.sort(tf.unique(labels)[0]))"),
    },
    "8.2": {
        "차례가 바뀌었습니다": _input("tf.concat([vectors, noise], axis=1)"),
        "원핫 벡터를 그대로": _input("tf.concat([noise, tf.one_hot(labels, len(table))], axis=1)"),
        "레이블의 수를 실수로": _input("tf.concat([noise, tf.cast(labels, tf.float32)[:, None]], axis=1)"),
        "잡음만 있습니다": _input("noise + 0 * tf.reduce_sum(vectors)"),
        "레이블의 벡터만": _input("vectors"),
        "표까지 가는 그레이디언트가": _input("tf.concat([noise, tf.stop_gradient(vectors)], axis=1)"),
        "모양이 맞지 않습니다": _input("noise + vectors"),
        "늘 0번 줄": _input("tf.concat([noise, tf.gather(table, 0 * labels)], axis=1)"),
    },
    "8.3": {
        "어울림의 항(v_yᵀφ)이 빠졌습니다": _logits("tf.linalg.matvec(features, w) + b"),
        "레이블을 보지 않는 항": _logits("tf.reduce_sum(rows * features, axis=1) + b"),
        "편향 b가 빠졌습니다": _logits("tf.reduce_sum((w + rows) * features, axis=1)"),
        "두 번 더했습니다": _logits("tf.linalg.matvec(features, w) + b + tf.reduce_sum(rows * features, axis=1) + b"),
        "[배치, 배치]": _logits("features @ tf.transpose(w + rows) + b"),
        "[배치, 클래스]": _logits("features @ tf.transpose(w + v) + b"),
        "평균했습니다": _logits("tf.reduce_mean((w + rows) * features, axis=1) + b"),
        "축 0": _logits("tf.reduce_sum((w + rows) * features, axis=0) + b"),
        "시그모이드": _logits("tf.sigmoid(tf.reduce_sum((w + rows) * features, axis=1) + b)"),
        "괄호가 빠졌습니다": _logits("tf.reduce_sum(w + rows * features, axis=1) + b"),
        "b는 한 번만": _logits("tf.reduce_sum((w + rows) * features + b, axis=1)"),
    },
    "8.4": {
        "가짜를 보이는 판별자의 레이블의 차례": _losses(fake="fakes, tf.roll(labels, 1, 0)"),
        "생성자에 레이블 대신 모두 0": _losses(asked="tf.zeros_like(labels)"),
        "진짜를 보이는 판별자에 레이블 대신 모두 0": _losses(real="images, tf.zeros_like(labels)"),
        "판별자에 레이블을 주지 않았습니다": _losses().replace("[images, labels]", "images"),
        "두 손실의 차례": _losses(result="discriminator_loss(real, fake), generator_loss(fake)"),
        "진짜를 보일 자리에 가짜": _losses(real="fakes, labels"),
        "인자의 차례가 바뀌었습니다": _losses(result="generator_loss(fake), discriminator_loss(fake, real)"),
        "가짜를 보일 때 training=True": _losses(training="True, True, False"),
        "생성자를 부를 때 training=True": _losses(training="False, True, True"),
        "길이 끊어졌습니다": _losses(fake="tf.stop_gradient(fakes), labels"),
        "진짜의 로짓으로": _losses(result="generator_loss(real), discriminator_loss(real, fake)"),
        "난수를 새로 뽑았습니다": _losses(fake=f"fakes, {_FRESH}"),
    },
    "8.5": {
        "읽은 숫자로 나누었습니다": _worst("np.unique(read)", "read == digit"),
        "평균은 무너진 숫자를 숨깁니다": _worst(result="np.mean(shares), np.mean(spreads)"),
        "한꺼번에 다양함": _worst(result="min(shares), images.std(axis=0).mean()"),
        "한꺼번에 일치율": _worst(result="np.mean(read == asked), min(spreads)"),
        "축 0에서 구하십시오": _worst(spread="images[mine].std()"),
        "분산": _worst(spread="images[mine].var(axis=0).mean()"),
        "차례가 바뀌었습니다": _worst(result="min(spreads), min(shares)"),
        "일치율이 가장 낮은 숫자의 다양함": _worst(result="min(zip(shares, spreads))"),
        "다양함이 가장 낮은 숫자의 일치율": _worst(result="min(zip(shares, spreads), key=lambda pair: pair[1])"),
        "부탁한 적이 없는 숫자의 값을 0으로": _worst(
            "range(10)",
            share="np.mean(read[mine] == digit) if mine.any() else 0",
            spread="images[mine].std(axis=0).mean() if mine.any() else 0",
        ),
        "100점일 수 있습니다": _worst(result="min(shares)"),
        "일치하지 않은": _worst(share="np.mean(read[mine] != digit)"),
        "맞은 수": _worst(share="np.sum(read[mine] == digit)"),
    },
    "8.6": {
        "부탁한 것과 다른 레이블": _step(fake=f"fakes, {_FRESH}"),
        "진짜를 판별자에게 보일 때 레이블이 빠졌습니다": _step(real="images"),
        "가짜를 판별자에게 보일 때 레이블이 빠졌습니다": _step(fake="fakes"),
        "레이블이 빠졌습니다. 그리고 가짜를": _step(real="images", fake="fakes"),
        "함께 온 레이블이 아닌": _step(
            before=f"drawn = {_FRESH}", asked="drawn", real="images, drawn", fake="fakes, drawn"
        ),
        "늘 같은 숫자만": _step(asked="tf.zeros_like(labels)", fake="fakes, tf.zeros_like(labels)"),
        "training=True를 잊은": _step(training="False"),
        "생성자가 움직이지 않았습니다": _step(
            update=_UPDATE.replace(
                "    generator_optimizer.apply_gradients(zip(gradients_of_generator, generator.trainable_variables))\n",
                "",
            )
        ),
        "옵티마이저로": _step(
            update=_UPDATE.replace("generator_optimizer.apply", "first.apply")
            .replace("discriminator_optimizer.apply", "generator_optimizer.apply")
            .replace("first.apply", "discriminator_optimizer.apply")
        ),
        "어느 변수에도 그레이디언트가 없습니다": _step(fake="images, labels"),
    },
}
