"""훈련하는 동안 적어 두는 콜백: 평균의 표본과 지금의 표본을 가리고, 훈련의 난수를 건드리지 않는지."""

import numpy as np
import pytest

from gan_course._tensorflow import keras
from gan_course.evaluation.history import SampleHistory
from tests.training.tiny import GREY, NOISE_DIM, random_images, state, tiny_gan


@pytest.mark.parametrize("averaged", [True, False])
def test_samples_come_from_the_average_or_the_current_generator(averaged):
    gan, images = tiny_gan(average_decay=0.9), random_images(8, shape=GREY)
    history = SampleHistory(epochs=[0, 2], count=5, seed=3, averaged=averaged)
    gan.fit(images, batch_size=4, epochs=2, shuffle=False, callbacks=[history], verbose=0)
    assert list(history.samples) == [0, 2]
    noise = keras.random.normal((5, NOISE_DIM), seed=3)
    wanted, other = gan.average_generator(noise, training=False), gan.generator(noise, training=False)
    if not averaged:
        wanted, other = other, wanted
    np.testing.assert_allclose(history.samples[2], wanted, atol=1e-6)
    assert not np.allclose(history.samples[2], other, atol=1e-6)
    assert not np.array_equal(history.samples[0], history.samples[2])

    undisturbed = tiny_gan(average_decay=0.9)
    undisturbed.fit(images, batch_size=4, epochs=2, shuffle=False, verbose=0)
    # 바쁜 컴퓨터에서 한 번, 같은 훈련의 마지막 자리가 달랐습니다(1.5e-8). 난수를 한 번이라도 더 뽑으면 훨씬 크게 다릅니다.
    for ours, theirs in zip(state(gan), state(undisturbed), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-6)
