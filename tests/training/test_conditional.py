"""ConditionalGAN: 한 걸음이 손으로 쓴 것과 같은지, 레이블이 정말 두 신경망에 닿는지, 저장, 틀린 입력."""

import numpy as np
import pytest

from gan_course import losses
from gan_course._tensorflow import keras, tf
from gan_course.data import mnist
from gan_course.models import dcgan_discriminator, dcgan_generator
from gan_course.training import ConditionalGAN
from tests.training.tiny import GREY, NOISE_DIM, adam, assert_same, random_images, state

CLASSES = 3


def networks():
    keras.utils.set_random_seed(3)
    return (
        dcgan_generator(NOISE_DIM, GREY, filters=4, classes=CLASSES),
        dcgan_discriminator(GREY, filters=4, dropout=0.3, classes=CLASSES),
    )


def tiny(**arguments):
    gan = ConditionalGAN(*networks(), NOISE_DIM, CLASSES, **arguments)
    gan.compile(adam(), adam())
    return gan


def batch(seed=0):
    return tf.constant(random_images(5, seed, GREY)), tf.constant([0, 1, 2, 2, 0])


def test_one_step_equals_the_step_by_hand():
    gan = tiny()
    generator, discriminator = networks()
    for mine, theirs in ((generator, gan.generator), (discriminator, gan.discriminator)):
        mine.set_weights(theirs.get_weights())
    optimizers, source = (adam(), adam()), keras.random.SeedGenerator(0)
    for seed in range(2):
        images, labels = batch(seed)
        noise = keras.random.normal((5, NOISE_DIM), seed=source)
        with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
            fake = generator([noise, labels], training=True)
            real_output = discriminator([images, labels], training=True)
            fake_output = discriminator([fake, labels], training=True)
            gen_loss = losses.generator_loss(fake_output)
            disc_loss = losses.discriminator_loss(real_output, fake_output)
        for optimizer, tape, loss, network in zip(
            optimizers, (gen_tape, disc_tape), (gen_loss, disc_loss), (generator, discriminator)
        ):
            variables = network.trainable_variables
            optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        recorded = gan.train_step((images, labels))
    for mine, theirs in ((generator, gan.generator), (discriminator, gan.discriminator)):
        assert_same(state(mine), state(theirs))
    assert set(recorded) == {"generator_loss", "discriminator_loss"}


def test_both_networks_learn_their_label_vectors():
    gan = tiny()
    gan.train_step(batch())
    assert np.any(gan.discriminator.get_layer("label_direction").embeddings.numpy() != 0)
    before = networks()[0].get_layer("label_vector").embeddings.numpy()
    gan.train_step(batch())  # 판별자의 방향이 0이 아니게 된 다음부터도
    assert np.all(np.any(gan.generator.get_layer("label_vector").embeddings.numpy() != before, axis=1))


def test_before_learning_the_conditional_discriminator_ignores_the_label():
    _, discriminator = networks()
    images, labels = batch()
    np.testing.assert_array_equal(discriminator([images, labels]), discriminator([images, (labels + 1) % CLASSES]))


def test_projection_is_a_dot_product_with_the_features():
    _, discriminator = networks()
    directions = np.random.default_rng(0).normal(size=discriminator.get_layer("label_direction").embeddings.shape)
    discriminator.get_layer("label_direction").embeddings.assign(directions)
    features = keras.Model(discriminator.inputs[0], discriminator.get_layer("logit").input)
    images, labels = batch()
    kernel, bias = discriminator.get_layer("logit").get_weights()
    expected = [
        feature @ (kernel[:, 0] + directions[label]) + bias[0]
        for feature, label in zip(features(images).numpy(), labels.numpy())
    ]
    np.testing.assert_allclose(discriminator([images, labels]).numpy()[:, 0], expected, rtol=1e-4, atol=1e-5)


def test_generate_follows_the_label_and_repeats_in_order_without_one():
    gan = tiny()
    noise = keras.random.normal((4, NOISE_DIM), seed=7)
    for labels, expected in ((2, [2, 2, 2, 2]), (None, [0, 1, 2, 0]), ([1, 0, 0, 2], [1, 0, 0, 2])):
        samples = gan.generate(4, seed=7, labels=labels)
        np.testing.assert_allclose(samples, gan([noise, tf.constant(expected)]), atol=1e-6)
    assert not np.allclose(gan.generate(4, seed=7, labels=1), gan.generate(4, seed=7, labels=2))


@pytest.mark.parametrize("labels", [[1], [0.5, 1], [3, 0], -1, "1", True, [[0, 1]]])
def test_generate_refuses_odd_labels(labels):
    with pytest.raises(ValueError, match="0부터 2까지의 정수 하나, 또는 그런 정수 2개"):
        tiny().generate(2, labels=labels)


def test_generate_needs_a_count():
    with pytest.raises(ValueError, match="count가 0"):
        tiny().generate(0)


def test_saving_and_loading(tmp_path):
    gan = tiny(average_decay=0.9)
    gan.train_step(batch())
    gan.save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(loaded.generate(4, labels=1), gan.generate(4, labels=1))
    for model in (gan, loaded):
        model.train_step(batch(1))
    assert_same(state(loaded.generator, loaded.discriminator), state(gan.generator, gan.discriminator))


def test_networks_without_labels_are_refused():
    generator, discriminator = networks()
    with pytest.raises(ValueError, match="생성자는 입력 둘.*1개.*classes"):
        ConditionalGAN(dcgan_generator(NOISE_DIM, GREY, 4), discriminator, NOISE_DIM, CLASSES)
    with pytest.raises(ValueError, match="판별자는 입력 둘.*1개.*classes"):
        ConditionalGAN(generator, dcgan_discriminator(GREY, 4), NOISE_DIM, CLASSES)
    with pytest.raises(ValueError, match="noise_dim이 7인데 생성자는 길이 6"):
        ConditionalGAN(generator, discriminator, 7, CLASSES)


def test_mnist_gives_labels_in_the_same_order_as_without():
    digits = mnist.load()
    answers = {image.tobytes(): label for image, label in zip(digits.images, digits.labels)}
    pairs, alone = mnist.dataset(32, seed=4, steps=3, labels=True), mnist.dataset(32, seed=4, steps=3)
    for (images, labels), same in zip(pairs, alone, strict=True):
        np.testing.assert_array_equal(images, same)
        assert [answers[image.tobytes()] for image in images.numpy()] == labels.numpy().tolist()
    assert pairs.position.identity != alone.position.identity


def test_it_learns_the_label():
    """레이블이 밝기를 정하는 자료: 몇십 걸음이면 1번이 0번보다 뚜렷이 밝아야 합니다."""
    keras.utils.set_random_seed(0)
    gan = ConditionalGAN(
        dcgan_generator(4, GREY, 4, classes=2), dcgan_discriminator(GREY, 4, classes=2), 4, 2, average_decay=0.5
    )
    gan.compile(adam(5e-3), adam(5e-3))
    labels = np.arange(64) % 2
    images = np.broadcast_to(np.where(labels, 0.8, -0.8)[:, None, None, None], (64, *GREY)).astype(np.float32)
    gan.fit(tf.data.Dataset.from_tensor_slices((images, labels)).batch(16).repeat(25), verbose=0)
    bright, dark = (gan.generate(50, labels=label).mean() for label in (1, 0))
    assert bright - dark > 0.2  # 레이블을 모르면 0입니다


@pytest.mark.parametrize(
    "labels, said",
    [
        (np.array([1, 2, 3]), "0부터 2까지의 정수.*1부터 센 번호"),
        (np.array([-1, 0, 1]), "0부터 2까지의 정수"),
        (np.array([0.0, 1.0, 2.0]), "자료형이 float64.*정수"),
        (np.eye(3, dtype=np.int32), "레이블의 모양"),
        (np.array([0, 1]), "장수가 다릅니다"),
        (None, "레이블 .배치. 정수.*labels=True"),
    ],
)
def test_labels_are_checked_before_training(labels, said):
    with pytest.raises(ValueError, match=said):
        tiny().fit(random_images(3, shape=GREY), labels, verbose=0)


def test_wrong_labels_inside_a_dataset_are_named():
    data = tf.data.Dataset.from_tensor_slices((random_images(4, shape=GREY), [0, 1, 2, 3])).batch(2)
    with pytest.raises(ValueError, match="0부터 2까지의 정수"):
        tiny().fit(data, verbose=0)
