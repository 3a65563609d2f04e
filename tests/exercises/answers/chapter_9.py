"""9장 연습의 다른 옳은 답과 알려진 오답. 오답에는 채점이 말해야 할 글의 한 토막을 적습니다."""


def _shifted(down="down", right="right", fill="-1.0", result="moved", far="20"):
    return f"""
def shifted(images, down, right):
    height, width = images.shape[1:3]
    far = {far}
    padded = tf.pad(images, [[0, 0], [far, far], [far, far], [0, 0]], constant_values={fill})
    rows = tf.gather(padded, far - ({down})[:, None] + tf.range(height), axis=1, batch_dims=1)
    moved = tf.gather(rows, far - ({right})[:, None] + tf.range(width), axis=2, batch_dims=1)
    return {result}
"""


def _cut(top="top", left="left", below="top + size", beside="left + size", result="tf.where(inside, -1.0, images)"):
    return f"""
def cut(images, top, left, size):
    row, column = tf.range(images.shape[1])[None, :, None, None], tf.range(images.shape[2])[None, None, :, None]
    top, left = tf.reshape(top, [-1, 1, 1, 1]), tf.reshape(left, [-1, 1, 1, 1])
    inside = (row >= {top}) & (row < {below}) & (column >= {left}) & (column < {beside})
    return {result}
"""


def _losses(
    real="augment(images)",
    fake="augment(fakes)",
    own="fake",
    training="True, True, True",
    result="generator_loss(own), discriminator_loss(real, fake)",
):
    g, r, f = training.split(", ")
    return f"""
def augmented_losses(generator, discriminator, augment, images, noise):
    fakes = generator(noise, training={g})
    real = discriminator({real}, training={r})
    fake = discriminator({fake}, training={f})
    own = {own}
    return {result}
"""


def _ratio(body, summary="np.mean"):
    return f"""
def overfitting_ratio(seen, unseen, fake):
    s, u, f = (float({summary}(part)) for part in (seen, unseen, fake))
    return {body}
"""


def _closer(held="held_out[: len(training)]", nearest="d.min(axis=1)", share="np.mean(known < new)", power="** 2"):
    return f"""
def closer_to_training(samples, training, held_out):
    found = []
    for pictures in (training, {held}):
        a, b = samples.reshape(len(samples), -1), pictures.reshape(len(pictures), -1)
        d = (abs(a[:, None] - b[None]) {power}).sum(axis=-1)
        found.append({nearest})
    known, new = found
    return {share}
"""


_UPDATE = """
    gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
    gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)
    generator_optimizer.apply_gradients(zip(gradients_of_generator, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(gradients_of_discriminator, discriminator.trainable_variables))
    return gen_loss, disc_loss
"""


def _step(
    real="augment(images)", fake="augment(fakes)", own="fake_output", before="pass", training="True", update=_UPDATE
):
    return f"""
def augmented_step(generator, discriminator, generator_optimizer, discriminator_optimizer, augment, images, noise):
    {before}
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        fakes = generator(noise, training={training})
        real_output = discriminator({real}, training={training})
        fake_output = discriminator({fake}, training={training})
        gen_loss = generator_loss({own})
        disc_loss = discriminator_loss(real_output, fake_output)
{update}"""


RIGHT = {
    "9.1": [
        _shifted(),
        """
def shifted(images, down, right):
    height, width = images.shape[1:3]
    far = 10
    padded = tf.pad(images + 1, [[0, 0], [far, far], [far, far], [0, 0]]) - 1
    return tf.stack([
        padded[i, far - int(down[i]) : far - int(down[i]) + height, far - int(right[i]) : far - int(right[i]) + width]
        for i in range(len(images))
    ])
""",
        """
def shifted(images, down, right):
    height, width = images.shape[1:3]
    row, column = tf.range(height) - down[:, None], tf.range(width) - right[:, None]
    picked = tf.gather(images, tf.clip_by_value(row, 0, height - 1), axis=1, batch_dims=1)
    picked = tf.gather(picked, tf.clip_by_value(column, 0, width - 1), axis=2, batch_dims=1)
    inside = ((row >= 0) & (row < height))[:, :, None] & ((column >= 0) & (column < width))[:, None]
    return tf.where(inside[..., None], picked, -1.0)
""",
    ],
    "9.2": [
        _cut(),
        """
def cut(images, top, left, size):
    height, width = images.shape[1:3]
    rows = tf.cast((tf.range(height) >= top[:, None]) & (tf.range(height) < top[:, None] + size), tf.float32)
    columns = tf.cast((tf.range(width) >= left[:, None]) & (tf.range(width) < left[:, None] + size), tf.float32)
    inside = (rows[:, :, None] * columns[:, None])[..., None]
    return images * (1 - inside) - inside
""",
        """
def cut(images, top, left, size):
    made = []
    for image, t, l in zip(images, top.numpy(), left.numpy()):
        keep = np.ones(image.shape, np.float32)
        keep[max(t, 0) : max(t + size, 0), max(l, 0) : max(l + size, 0)] = 0
        made.append((image + 1) * keep - 1)
    return tf.stack(made)
""",
    ],
    "9.3": [
        _losses(),
        # 손실마다 판별자를 따로 불러도 값은 같습니다
        _losses(own="discriminator(augment(fakes), training=True)"),
        # 판별자의 손실에서 가짜를 끊어도 판별자가 배우는 것은 같습니다(PyTorch의 detach)
        _losses(
            result="generator_loss(fake), discriminator_loss(real, "
            "discriminator(augment(tf.stop_gradient(fakes)), training=True))"
        ),
        """
def augmented_losses(generator, discriminator, augment, images, noise):
    shown = augment(tf.concat([images, generator(noise, training=True)], axis=0))
    real, fake = tf.split(discriminator(shown, training=True), 2)
    return tf.stack([generator_loss(fake), discriminator_loss(real, fake)])
""",
    ],
    "9.4": [
        _ratio("(s - u) / (s - f)"),
        _ratio("(u - s) / (f - s)"),
        "def overfitting_ratio(seen, unseen, fake):\n"
        "    s = tf.reduce_mean(seen)\n"
        "    return (s - tf.reduce_mean(unseen)) / (s - tf.reduce_mean(fake))\n",
        "def overfitting_ratio(seen, unseen, fake):\n"
        "    return (seen.mean() - unseen.mean()) / (seen.mean() - fake.mean())\n",
    ],
    "9.5": [
        _closer(),
        """
def closer_to_training(samples, training, held_out):
    count = 0
    for sample in samples:
        known = min(np.linalg.norm(sample - picture) for picture in training)
        new = min(np.linalg.norm(sample - picture) for picture in held_out[: len(training)])
        count += known < new
    return count / len(samples)
""",
        """
def closer_to_training(samples, training, held_out):
    both = np.concatenate([training, held_out[: len(training)]]).reshape(2 * len(training), -1)
    flat = samples.reshape(len(samples), -1)
    nearest = ((flat[:, None] - both[None]) ** 2).sum(axis=-1).argmin(axis=1)
    return (nearest < len(training)).mean()
""",
    ],
    "9.6": [
        _step(),
        "@tf.function" + _step(),
        _step(before="images = augment(images)", real="images"),
        _step(own="discriminator(augment(fakes), training=True)"),
        """
def augmented_step(generator, discriminator, generator_optimizer, discriminator_optimizer, augment, images, noise):
    with tf.GradientTape(persistent=True) as tape:
        shown = augment(tf.concat([images, generator(noise, training=True)], axis=0))
        real, fake = tf.split(discriminator(shown, training=True), 2)
        losses = generator_loss(fake), discriminator_loss(real, fake)
    slopes = [tape.gradient(loss, net.trainable_variables) for loss, net in zip(losses, (generator, discriminator))]
    generator_optimizer.apply_gradients(zip(slopes[0], generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(slopes[1], discriminator.trainable_variables))
    return losses
""",
    ],
}

WRONG = {
    "9.1": {
        "방향이 거꾸로입니다": _shifted("-down", "-right"),
        "두 방향이 바뀌었습니다": _shifted("right", "down"),
        "위아래의 방향이 거꾸로": _shifted(down="-down"),
        "빈 자리를 0으로": _shifted(fill="0.0"),
        "맞은편으로 돌아왔습니다": "def shifted(images, down, right):\n"
        "    return tf.stack([tf.roll(x, [d, r], [0, 1]) for x, d, r in zip(images, down, right)])\n",
        "첫 그림만큼": _shifted("down[:1] + 0 * down", "right[:1] + 0 * right"),
        "위아래로만": _shifted(right="0 * right"),
        "NumPy의 값을": _shifted(result="moved.numpy()"),
        # 두른 폭이 한 방향만 보거나, 9.3절의 네 화소로 못 박혔습니다
        "두른 그림 밖입니다. 두른 폭이 모자라거나": _shifted(far="int(np.abs(down).max())"),
        "두 방향의 가장 큰 절댓값만큼": _shifted(far="int(np.abs(right).max())"),
        "번호가 두른 그림 밖": _shifted(far="4"),
    },
    "9.2": {
        "0으로 칠했습니다": _cut(result="tf.where(inside, 0.0, images)"),
        "안과 밖이": _cut(result="tf.where(inside, images, -1.0)"),
        "한가운데로 보았습니다": _cut(
            "top - size // 2", "left - size // 2", "top - size // 2 + size", "left - size // 2 + size"
        ),
        "두 자리가 바뀌었습니다": _cut("left", "top", "left + size", "top + size"),
        "한 줄과 한 칸을 더": _cut(below="top + size + 1", beside="left + size + 1"),
        "첫 줄과 첫 칸을": _cut("top + 1", "left + 1"),
        "음수인 자리를 0으로": _cut(
            "tf.maximum(top, 0)", "tf.maximum(left, 0)", "tf.maximum(top, 0) + size", "tf.maximum(left, 0) + size"
        ),
        "NumPy의 값을": _cut(result="tf.where(inside, -1.0, images).numpy()"),
    },
    "9.3": {
        "진짜만 바꾸었습니다": _losses(fake="fakes"),
        "가짜만 바꾸었습니다": _losses(real="images"),
        "아무것도 바꾸지": _losses(real="images", fake="fakes"),
        "판별자의 손실에서만 바꾸고": _losses(own="discriminator(fakes, training=True)"),
        "진짜를 두 번": _losses(real="augment(augment(images))"),
        "두 손실의 차례": _losses(result="discriminator_loss(real, fake), generator_loss(own)"),
        "가짜를 보일 때 training=True": _losses(training="True, True, False"),
        "길이 끊어졌습니다": _losses(fake="augment(tf.stop_gradient(fakes))"),
        "진짜와 가짜가 바뀌었습니다": _losses(real="augment(fakes)", fake="augment(images)"),
    },
    "9.4": {
        "위와 아래가 뒤집혔습니다": _ratio("(s - f) / (s - u)"),
        "분모가 빠졌습니다": _ratio("s - u"),
        "부호가 뒤집혔습니다": _ratio("(u - s) / (s - f)"),
        "확률(시그모이드)의 평균": "def overfitting_ratio(seen, unseen, fake):\n"
        "    s, u, f = (float(tf.reduce_mean(tf.sigmoid(part))) for part in (seen, unseen, fake))\n"
        "    return (s - u) / (s - f)\n",
        "가운데 값": _ratio("(s - u) / (s - f)", "np.median"),
        "절댓값": _ratio("abs((s - u) / (s - f))"),
        "0과 1 사이로": _ratio("np.clip((s - u) / (s - f), 0, 1)"),
        "1을 넘는 값을 1로": _ratio("min(1.0, (s - u) / (s - f))"),
        "음수를 0으로": _ratio("max(0.0, (s - u) / (s - f))"),
        "괄호가 빠졌습니다": _ratio("s - u / s - f"),
    },
    "9.5": {
        "같은 수만 쓰십시오": _closer(held="held_out"),
        "남겨 둔 것에 더 가까운": _closer(share="np.mean(new < known)"),
        "장수입니다": _closer(share="np.sum(known < new)"),
        "거리의 평균": _closer(nearest="d.mean(axis=1)"),
        "가장 먼 것": _closer(nearest="d.max(axis=1)"),
        "번호를 견주었습니다": _closer(nearest="d.argmin(axis=1)"),
        "차이의 합(L1)": _closer(power=""),
        "뒤에서부터": _closer(held="held_out[-len(training) :]"),
    },
    "9.6": {
        "진짜를 두 번 바꾸었습니다": _step(before="images = augment(images)"),
        "가짜를 바꾸지 않았습니다": _step(fake="fakes"),
        "진짜를 바꾸지 않았습니다": _step(real="images"),
        "가짜를 두 번": _step(fake="augment(augment(fakes))"),
        "한 손실에서만": _step(own="discriminator(fakes, training=True)"),
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
        "생성자가 만든 가짜를 보지 못했습니다": _step(
            fake="augment(images)", own="fake_output + 0 * tf.reduce_mean(fakes)"
        ),
    },
}
