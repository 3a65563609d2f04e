"""층: numpy로 따로 계산한 값, Keras의 같은 층, 저장과 되읽기, 혼합 정밀도, 틀린 입력."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_course._tensorflow import keras, tf
from gan_course.layers import InstanceNormalization, ReflectionPadding2D, RequiredSize


def normalized(images, epsilon=1e-5):
    """이미지마다 채널마다 따로: 순환문으로 한 장 한 채널씩, 배정밀도로."""
    result = np.empty(images.shape)
    for n in range(images.shape[0]):
        for c in range(images.shape[3]):
            plane = images[n, :, :, c].astype(np.float64)
            result[n, :, :, c] = (plane - plane.mean()) / np.sqrt(plane.var() + epsilon)
    return result


def images(shape, seed=0, mean=0.0, spread=1.0):
    return np.random.default_rng(seed).normal(mean, spread, shape).astype("float32")


@given(
    st.tuples(*[st.integers(1, 4), st.integers(1, 7), st.integers(1, 7), st.integers(1, 5)]),
    st.floats(-20, 20),
    st.floats(0.01, 50),
    st.integers(0, 2**31),
)
@settings(max_examples=60, deadline=None)
def test_instance_normalization_against_numpy(shape, mean, spread, seed):
    x = images(shape, seed, mean, spread)
    actual = InstanceNormalization()(x).numpy()
    np.testing.assert_allclose(actual, normalized(x), rtol=1e-3, atol=1e-3)


def test_equals_keras_group_normalization_with_one_channel_a_group():
    x = images((3, 6, 5, 4), mean=2)
    keras_layer = keras.layers.GroupNormalization(groups=-1, epsilon=1e-5)
    np.testing.assert_allclose(InstanceNormalization(affine=True)(x), keras_layer(x), atol=1e-5)
    # groups=1은 채널을 한데 섞으므로 다른 계산입니다.
    mixed = keras.layers.GroupNormalization(groups=1, epsilon=1e-5)(x)
    assert np.abs(InstanceNormalization()(x) - mixed).max() > 0.1


def test_one_image_does_not_see_the_others():
    x = images((4, 5, 5, 3))
    layer = InstanceNormalization()
    np.testing.assert_allclose(layer(x)[1:2], layer(x[1:2]), atol=1e-6)


def test_contrast_and_brightness_are_removed():
    x = images((2, 8, 8, 3))
    layer = InstanceNormalization()
    np.testing.assert_allclose(layer(3 * x + 5), layer(x), atol=1e-4)


def test_affine_scales_and_shifts_each_channel():
    x = images((2, 6, 6, 3))
    layer = InstanceNormalization(affine=True)
    np.testing.assert_allclose(layer(x), normalized(x), atol=1e-5)  # 배율 1, 치우침 0에서 시작
    assert [weight.shape for weight in layer.trainable_weights] == [(3,), (3,)]
    scale, offset = np.array([2.0, -1.0, 0.5]), np.array([0.1, 0.2, 0.3])
    layer.scale.assign(scale)
    layer.offset.assign(offset)
    np.testing.assert_allclose(layer(x), normalized(x) * scale + offset, atol=1e-5)
    assert InstanceNormalization()(x).shape == x.shape and not InstanceNormalization().weights


def test_a_single_pixel_leaves_only_the_offset():
    # 1x1 특징 지도는 평균을 빼면 0입니다. 그 앞의 합성곱은 아무것도 배우지 못합니다.
    layer = InstanceNormalization(affine=True)
    x = tf.constant(images((2, 1, 1, 3)))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x)
        total = tf.reduce_sum(y**2)
    assert np.all(y.numpy() == 0) and np.all(tape.gradient(total, x).numpy() == 0)


def test_instance_normalization_gradient_against_finite_differences():
    layer = InstanceNormalization(affine=True, dtype="float64")
    x = np.random.default_rng(2).normal(size=(1, 3, 2, 2))
    weights = np.random.default_rng(3).normal(size=x.shape)

    def loss(values):
        return tf.reduce_sum(layer(values) * weights)

    variable = tf.Variable(x)
    with tf.GradientTape() as tape:
        value = loss(variable)
    gradient = tape.gradient(value, variable).numpy()
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = 1e-6
        slope = (float(loss(x + step)) - float(loss(x - step))) / 2e-6
        assert gradient[place] == pytest.approx(slope, abs=1e-6)


@pytest.mark.parametrize("shape", [(2, 3), (2, 5, 3), (2, 5, 5, 5, 3)])
@pytest.mark.parametrize("layer", [InstanceNormalization, ReflectionPadding2D])
def test_wrong_rank(layer, shape):
    with pytest.raises(ValueError, match=r"4차원이어야 합니다"):
        layer()(np.zeros(shape, "float32"))


@given(
    st.tuples(*[st.integers(1, 3), st.integers(4, 8), st.integers(4, 8), st.integers(1, 4)]),
    st.integers(1, 3),
)
@settings(max_examples=40, deadline=None)
def test_reflection_padding_against_numpy(shape, padding):
    x = images(shape)
    expected = np.pad(x, [(0, 0), (padding, padding), (padding, padding), (0, 0)], mode="reflect")
    layer = ReflectionPadding2D(padding)
    np.testing.assert_array_equal(layer(x), expected)
    assert layer.compute_output_shape(shape) == expected.shape


def test_reflection_padding_keeps_unknown_sizes():
    assert ReflectionPadding2D(3).compute_output_shape((None, None, 8, 2)) == (None, None, 14, 2)


@pytest.mark.parametrize("padding", [0, -1, 1.5, (1, 1)])
def test_padding_must_be_a_positive_integer(padding):
    with pytest.raises(ValueError, match="1 이상의 정수"):
        ReflectionPadding2D(padding)


@pytest.mark.parametrize("shape", [(1, 3, 8, 1), (1, 8, 2, 1)])
def test_a_mirror_cannot_be_wider_than_the_image(shape):
    with pytest.raises(ValueError, match="padding 3보다 .*커야 합니다"):
        ReflectionPadding2D(3)(np.zeros(shape, "float32"))


def test_save_and_load_roundtrip(tmp_path):
    inputs = keras.Input((8, 8, 3))
    x = ReflectionPadding2D(2)(inputs)
    x = InstanceNormalization(epsilon=1e-3, affine=True)(x)
    model = keras.Model(inputs, InstanceNormalization()(x))
    model.layers[2].scale.assign([2.0, 3.0, 4.0])
    path = tmp_path / "모델 하나.keras"
    model.save(path)
    loaded = keras.models.load_model(path)
    x = images((2, 8, 8, 3))
    np.testing.assert_array_equal(loaded(x), model(x))
    assert loaded.layers[1].padding == 2
    assert (loaded.layers[2].epsilon, loaded.layers[2].affine) == (1e-3, True)
    assert (loaded.layers[3].epsilon, loaded.layers[3].affine) == (1e-5, False)


@pytest.mark.parametrize("dtype", ["mixed_bfloat16", "mixed_float16"])
def test_mixed_precision_keeps_float32_statistics(dtype):
    x = images((2, 16, 16, 3), mean=20, spread=2)
    layer = InstanceNormalization(affine=True, dtype=dtype)
    y = layer(x)
    assert y.dtype == dtype.removeprefix("mixed_") and layer.scale.dtype == "float32"
    rounded = tf.cast(tf.cast(x, y.dtype), tf.float32).numpy()  # 입력을 반올림한 뒤로는 거의 정확해야 합니다
    np.testing.assert_allclose(tf.cast(y, tf.float32), normalized(rounded), atol=0.02)
    assert ReflectionPadding2D(1, dtype=dtype)(x).dtype == y.dtype


def test_the_scale_can_start_from_another_distribution():
    layer = InstanceNormalization(affine=True, scale_initializer=keras.initializers.Constant(3.0))
    x = images((2, 5, 5, 4))
    np.testing.assert_allclose(layer(x), 3 * normalized(x), atol=1e-4)
    copy = InstanceNormalization.from_config(layer.get_config())
    np.testing.assert_array_equal(copy(x), layer(x))


@given(st.integers(1, 8), st.integers(1, 20), st.integers(1, 24), st.integers(1, 24))
@settings(max_examples=60, deadline=None)
def test_required_size_lets_through_exactly_the_multiples(multiple, smallest, height, width):
    layer = RequiredSize(multiple, smallest)
    x = images((2, height, width, 1))
    if min(height, width) >= max(smallest, multiple) and height % multiple == width % multiple == 0:
        np.testing.assert_array_equal(layer(x), x)
    else:
        with pytest.raises(ValueError, match=rf"\(2, {height}, {width}, 1\).*{max(smallest, multiple)} 이상"):
            layer(x)


def test_required_size_is_checked_while_running_when_the_graph_does_not_know_it():
    layer = RequiredSize(4, 8)
    run = tf.function(layer, input_signature=[tf.TensorSpec([None, None, None, 1])])
    for height, width in ((8, 8), (12, 16), (8, 20)):
        np.testing.assert_array_equal(run(tf.ones((1, height, width, 1))), np.ones((1, height, width, 1)))
    for height, width in ((4, 8), (8, 4), (10, 8), (8, 14), (9, 12)):  # 작은 것, 4의 배수가 아닌 짝수와 홀수
        with pytest.raises(tf.errors.InvalidArgumentError, match="8 이상인 4의 배수"):
            run(tf.ones((1, height, width, 1)))


def test_required_size_keeps_its_configuration_and_the_unknown_size():
    copy = RequiredSize.from_config(RequiredSize(4, 8).get_config())
    assert (copy.multiple, copy.smallest) == (4, 8)
    assert copy(keras.Input((None, 8, 3))).shape == (None, None, 8, 3)


def test_double_precision_keeps_epsilon_exact():
    # 분산이 epsilon보다 작을 때, epsilon을 단정밀도로 한 번 거치면 1e-8만큼 틀립니다.
    x = np.random.default_rng(0).normal(size=(1, 8, 8, 2)) * 1e-4
    np.testing.assert_allclose(InstanceNormalization(dtype="float64")(x), normalized(x), rtol=1e-12)


def by_automatic_differentiation(x):
    """기댓값: 같은 정규화를 TensorFlow의 자동 미분에 맡긴 것."""
    mean, variance = tf.nn.moments(x, axes=[1, 2], keepdims=True)
    return (x - mean) / tf.sqrt(variance + tf.constant(1e-5, x.dtype))


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("times", [1, 2])
def test_closed_form_gradient_equals_automatic_differentiation(times, compiled):
    # 두 번째 미분은 판별자에 인스턴스 정규화가 있을 때 R1과 WGAN-GP가 씁니다.
    random = np.random.default_rng(4)
    x, weights = (tf.constant(random.normal(size=(3, 4, 5, 2))) for _ in range(2))

    def derivative(normalize):
        with tf.GradientTape() as outer:
            outer.watch(x)
            with tf.GradientTape() as inner:
                inner.watch(x)
                score = tf.reduce_sum(tf.sin(normalize(x)) * weights)
            gradient = inner.gradient(score, x)
            penalty = tf.reduce_sum(gradient**2)
        return gradient if times == 1 else outer.gradient(penalty, x)

    run = tf.function if compiled else lambda function: function
    ours = run(lambda: derivative(InstanceNormalization(dtype="float64")))()
    np.testing.assert_allclose(ours, derivative(by_automatic_differentiation), rtol=1e-9, atol=1e-9)
