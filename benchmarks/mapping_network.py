"""3장의 생성자 앞에 다는 사상망(10.10절)과, 잠재 공간의 두 점수."""

import numpy as np

from gan_course import evaluation
from gan_course._tensorflow import keras
from gan_course.evaluation.classifiers import digit_classifier
from gan_course.training import GAN
from gan_course.training.schedules import LinearDecay


def with_mapping(plain, recipe, steps, layers, slower, standardized=True):
    """같은 생성자 앞에 사상망을 단 GAN. 나머지(판별자, 학습률, 걸음)는 그대로입니다.

    사상망은 StyleGAN처럼 100분의 1의 빠르기로 배웁니다: 가중치를 크게 두고 출력을 그만큼 줄입니다(Adam의 걸음은 가중치의 크기를 모릅니다).
    옮긴 벡터는 표준화합니다. 표준화하지 않으면 어떻게 되는지는 `spread_by_epoch`가 잽니다.
    """
    mapping = keras.Sequential(name="mapping")
    for number in range(layers):
        if number:
            mapping.add(keras.layers.LeakyReLU(0.2))
        large = keras.initializers.RandomNormal(stddev=np.sqrt(2 / plain.noise_dim) / slower)
        mapping.add(keras.layers.Dense(plain.noise_dim, kernel_initializer=large))
        mapping.add(keras.layers.Rescaling(slower))
    if standardized:
        mapping.add(keras.layers.BatchNormalization(center=False, scale=False))
    noise = keras.Input((plain.noise_dim,))
    generator = keras.Model(noise, plain.generator(mapping(noise)))
    model = GAN(generator, plain.discriminator, seed=plain.seed, **recipe.model)
    schedules = [LinearDecay(rate, 0, recipe.epochs, steps) for rate in recipe.learning_rates]
    model.compile(*[keras.optimizers.Adam(schedule, beta_1=0.5) for schedule in schedules])
    return model


def spread_by_epoch(model, data, real, seed, epochs):
    """에포크마다, 표본들이 서로 다른 정도: 화소마다 표본에 걸친 표준편차를 평균해 진짜의 것으로 나눕니다. 모두 같은 그림이면 0."""
    found = []

    def measure(epoch, logs):
        made = model.generate(len(real), seed=seed + 3)
        found.append(round(float(made.std(axis=0).mean() / real.std(axis=0).mean()), 4))

    model.fit(data, epochs=epochs, verbose=0, callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=measure)])
    return found


def latent_scores(model, real, seed, given):
    """잠재 공간을 가운데로 당긴 표본의 (정밀도, 재현율)과, 분류기의 로짓을 직선으로 맞힌 몫(R², 맞추지 않은 절반에서).

    사상망이 있으면 옮긴 벡터 w에서, 없으면 z에서 합니다.
    """
    z = keras.random.normal((given["probes"], model.noise_dim), seed=seed + 40)
    parts = model.average_generator.layers
    mapped = "mapping" in [part.name for part in parts]
    w = np.asarray(parts[1].predict(z, verbose=0) if mapped else z)
    draw = parts[2] if mapped else model.average_generator
    middle = w.mean(axis=0) if mapped else 0.0
    pulled = {}
    for strength in given["truncations"]:
        made = draw.predict(middle + strength * (w[: len(real)] - middle), batch_size=250, verbose=0)
        both = evaluation.precision_recall(real[: len(made)], evaluation.mnist_features(made))
        pulled[str(strength)] = [round(both.precision, 4), round(both.recall, 4)]
    logits = digit_classifier().predict(draw.predict(w, batch_size=250, verbose=0), batch_size=500, verbose=0)
    half, inputs = len(w) // 2, np.c_[w, np.ones(len(w))]
    slopes = np.linalg.lstsq(inputs[:half], logits[:half], rcond=None)[0]
    errors = ((inputs[half:] @ slopes - logits[half:]) ** 2).mean(axis=0) / logits[half:].var(axis=0)
    return {"pulled": pulled, "straight": round(float(1 - errors.mean()), 4)}
