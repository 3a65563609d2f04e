"""구현마다 훈련 한 걸음: 우리의 모델, 다른 강좌의 조리법(recipes/), PyTorch, 그리고 합성곱의 최고 속도."""

PEAK_CHANNELS, PEAK_SIZE, PEAK_BATCH = 256, 64, 4

GAN = {
    "gan-step": "우리 GAN, 걸음만",
    "gan-step-xla": "우리 GAN, 걸음만, XLA",
    "gan-fit": "우리 GAN, fit",
    "tf-dcgan": "TF 튜토리얼의 걸음",
    "keras-io": "keras.io 방식의 fit",
}
CYCLEGAN = {
    "cyclegan-step": "우리 CycleGAN, 걸음만",
    "cyclegan-step-xla": "우리 CycleGAN, 걸음만, XLA",
    "cyclegan-fit": "우리 CycleGAN, fit",
    "tf-cyclegan": "TF 튜토리얼의 걸음",
    "pytorch": "PyTorch",
    "pytorch-nhwc": "PyTorch, channels_last",
}
PEAKS = {"peak-tensorflow": "합성곱의 최고 속도, TensorFlow", "peak-pytorch": "합성곱의 최고 속도, PyTorch"}


def build(name, options):
    """(한 걸음의 FLOP, `run(걸음의 수)`)."""
    if name in ("peak-pytorch", "pytorch", "pytorch-nhwc"):
        return build_torch(name, options)
    from gan_course._tensorflow import keras

    if options.bfloat16:
        keras.mixed_precision.set_global_policy("mixed_bfloat16")
    keras.utils.set_random_seed(0)
    if name == "peak-tensorflow":
        return build_peak(options)
    return build_gan(name, options) if name in GAN else build_cyclegan(name, options)


def build_gan(name, options):
    from flops import gan_step_flops
    from recipes import keras_io_dcgan, tensorflow_dcgan

    from gan_course._tensorflow import tf
    from gan_course.training import GAN as OurGAN

    width = 8 if options.quick else 1
    networks = tensorflow_dcgan.generator(width), tensorflow_dcgan.discriminator(width)
    flops = gan_step_flops(*networks, options.batch)
    images = tf.random.uniform([options.batch, 28, 28, 1], -1, 1)
    if name == "tf-dcgan":
        return flops, repeat(tensorflow_dcgan.train_step(*networks, options.batch), images)
    if name == "keras-io":
        model = keras_io_dcgan.KerasIoGAN(*networks, tensorflow_dcgan.NOISE_DIM)
        model.compile(*tensorflow_dcgan.optimizers(), jit_compile=False)
        return flops, fit(model, images)
    model = OurGAN(*networks, tensorflow_dcgan.NOISE_DIM)
    model.compile(*tensorflow_dcgan.optimizers())
    if name == "gan-fit":
        return flops, fit(model, images)
    return flops, repeat(tf.function(model.train_step, jit_compile=name.endswith("xla")), images)


def build_cyclegan(name, options):
    from flops import cyclegan_step_flops
    from recipes import tensorflow_cyclegan

    from gan_course._tensorflow import keras, tf
    from gan_course.models import patch_discriminator, resnet_generator
    from gan_course.training import CycleGAN as OurCycleGAN

    shape = (options.size, options.size, 3)
    filters, blocks = network_size(options)
    generators = [resnet_generator(shape, filters, blocks) for _ in range(2)]
    discriminators = [patch_discriminator(shape, filters) for _ in range(2)]
    flops = cyclegan_step_flops(generators[0], discriminators[0], options.batch)
    images = [tf.random.uniform([options.batch, *shape], -1, 1, seed=seed) for seed in (1, 2)]
    if name == "tf-cyclegan":
        return flops, repeat(tensorflow_cyclegan.train_step(*generators, *discriminators), *images)
    model = OurCycleGAN(*generators, *discriminators)
    model.compile(*(keras.optimizers.Adam(2e-4, beta_1=0.5) for _ in range(2)))
    if name == "cyclegan-fit":
        return flops, fit(model, tuple(images))
    step = tf.function(lambda a, b: model.train_step((a, b)), jit_compile=name.endswith("xla"))
    return flops, repeat(step, *images)


def build_peak(options):
    from gan_course._tensorflow import keras, tf

    dtype = keras.config.dtype_policy().compute_dtype
    images = tf.cast(tf.random.normal([PEAK_BATCH, PEAK_SIZE, PEAK_SIZE, PEAK_CHANNELS]), dtype)
    kernel = tf.cast(tf.random.normal([3, 3, PEAK_CHANNELS, PEAK_CHANNELS]), dtype)
    convolve = tf.function(lambda: tf.nn.conv2d(images, kernel, 1, "SAME"))
    return peak_flops(), repeat(convolve)


def build_torch(name, options):
    import torch
    from recipes import pytorch_cyclegan

    torch.manual_seed(0)
    if name == "peak-pytorch":
        dtype = torch.bfloat16 if options.bfloat16 else torch.float32
        images = torch.randn(PEAK_BATCH, PEAK_CHANNELS, PEAK_SIZE, PEAK_SIZE, dtype=dtype)
        images = images.to(memory_format=torch.channels_last)
        convolution = torch.nn.Conv2d(PEAK_CHANNELS, PEAK_CHANNELS, 3, padding=1, dtype=dtype)
        convolution = convolution.to(memory_format=torch.channels_last).requires_grad_(False)
        return peak_flops(), repeat(convolution, images)
    nhwc = name.endswith("nhwc")
    step = pytorch_cyclegan.train_step(*network_size(options), options.bfloat16, nhwc)
    images = pytorch_cyclegan.images(options.size, options.batch, channels_last=nhwc)
    return None, repeat(step, *images)


def network_size(options):
    """CycleGAN의 (첫 층의 폭, 잔차 블록의 수)."""
    return (8, 1) if options.quick else (64, 9)


def peak_flops():
    return 2 * 9 * PEAK_CHANNELS**2 * PEAK_SIZE**2 * PEAK_BATCH


def repeat(step, *arguments):
    def run(count):
        for _ in range(count):
            result = step(*arguments)
        if hasattr(result, "numpy") and not hasattr(result, "detach"):  # PyTorch는 CPU에서 다 계산하고 돌아옵니다
            result.numpy()

    return run


def fit(model, batch):
    """같은 배치를 내는 자료로 `fit`을 한 에포크씩. 걸음의 수만큼 끝나면 돌아옵니다.

    자동 조율을 끄지 않으면 에포크의 끝에서 헛되이 기다리는 시간까지 잽니다. 우리의 `fit`은 스스로 끕니다.
    """
    from gan_course._tensorflow import tf, without_autotune

    data = without_autotune(tf.data.Dataset.from_tensors(batch).repeat())

    def run(count):
        model.fit(data, epochs=1, steps_per_epoch=count, verbose=0)

    return run
