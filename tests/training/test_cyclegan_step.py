"""CycleGAN의 한 걸음: 이 파일 안에서 따로 구현한 네 그레이디언트와 가중치 하나하나를 견줍니다."""

import numpy as np
import pytest

from gan_course._tensorflow import keras, tf
from tests.training.tiny import SIZE, adam, assert_same_weights, changed, random_images, tiny_cyclegan, weights

NETWORKS = ("generator_ab", "generator_ba", "discriminator_a", "discriminator_b")
GENERATORS, DISCRIMINATORS = NETWORKS[:2], NETWORKS[2:]


def four_gradients(model, real_a, real_b):
    """TensorFlow 튜토리얼의 꼴: 지속 테이프 하나, 신경망마다 제 손실의 그레이디언트 하나씩.

    패키지의 손실 함수와 train_step을 쓰지 않습니다. 풀은 아직 차지 않았거나 크기가 0이어야 합니다.
    """
    ab, ba, da, db = (getattr(model, name) for name in NETWORKS)

    def mean(x):
        return tf.reduce_mean(x)

    with tf.GradientTape(persistent=True) as tape:
        fake_b, fake_a = ab(real_a), ba(real_b)
        both_cycles = mean(abs(ba(fake_b) - real_a)) + mean(abs(ab(fake_a) - real_b))
        ab_total = mean((db(fake_b) - 1) ** 2) + model.cycle_weight * both_cycles
        ba_total = mean((da(fake_a) - 1) ** 2) + model.cycle_weight * both_cycles
        if model.identity_weight:
            ab_total += model.identity_weight * mean(abs(ab(real_b) - real_b))
            ba_total += model.identity_weight * mean(abs(ba(real_a) - real_a))
        a_total = (mean((da(real_a) - 1) ** 2) + mean(da(tf.stop_gradient(fake_a)) ** 2)) / 2
        b_total = (mean((db(real_b) - 1) ** 2) + mean(db(tf.stop_gradient(fake_b)) ** 2)) / 2
    totals = dict(zip(NETWORKS, (ab_total, ba_total, a_total, b_total)))
    return {name: tape.gradient(total, getattr(model, name).trainable_variables) for name, total in totals.items()}


@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.parametrize(
    "arguments",
    [{}, {"cycle_weight": 3.0, "identity_weight": 0.0}, {"cycle_weight": 0.0, "pool_size": 0}],
    ids=["paper", "no identity", "no cycle"],
)
def test_one_step_equals_the_four_gradients_of_a_persistent_tape(arguments, batch):
    model = tiny_cyclegan(learning_rates=(0.02, 0.05), **arguments)
    real_a, real_b = random_images(batch, 1), random_images(batch, 2)
    before, gradients = weights(model), four_gradients(model, real_a, real_b)
    rates = dict(zip(NETWORKS, (0.02, 0.02, 0.05, 0.05)))
    expected = {name: [w - rates[name] * g.numpy() for w, g in zip(before[name], gradients[name])] for name in NETWORKS}
    model.train_step((tf.constant(real_a), tf.constant(real_b)))
    assert changed(before, weights(model)) == list(NETWORKS)
    assert_same_weights(weights(model), expected)


def test_several_adam_steps_equal_four_separate_adams():
    """논문처럼 생성자 둘에 Adam 하나, 판별자 둘에 Adam 하나여도, Adam 넷과 같은 걸음입니다."""

    model, separate = tiny_cyclegan(optimizer=adam, pool_size=100), tiny_cyclegan(optimizer=adam, pool_size=100)
    optimizers = {name: adam(0.05) for name in NETWORKS}
    for step in range(3):
        real_a, real_b = random_images(2, 10 + step), random_images(2, 20 + step)
        gradients = four_gradients(separate, real_a, real_b)
        for name, optimizer in optimizers.items():
            optimizer.apply_gradients(zip(gradients[name], getattr(separate, name).trainable_variables))
        model.train_step((tf.constant(real_a), tf.constant(real_b)))
    assert_same_weights(weights(model), weights(separate), tolerance=2e-3)


def test_each_generator_gets_the_gradient_of_both_cycles():
    """references.md의 2번 결함: 제가 닫는 순환만 배우면 이 시험에 걸립니다."""
    model = tiny_cyclegan(learning_rates=(1.0, 0.0), identity_weight=0.0, cycle_weight=2.0)
    model.generator_loss = lambda fake_output: 0.0 * tf.reduce_sum(fake_output)  # 순환 손실만 남깁니다
    real_a, real_b = tf.constant(random_images(2, 1)), tf.constant(random_images(2, 2))
    ab, ba = model.generator_ab, model.generator_ba
    with tf.GradientTape(persistent=True) as tape:
        aba = tf.reduce_mean(abs(ba(ab(real_a)) - real_a))
        bab = tf.reduce_mean(abs(ab(ba(real_b)) - real_b))
    cycles = {
        name: [
            [g.numpy() for g in tape.gradient(cycle, getattr(model, name).trainable_variables)] for cycle in (aba, bab)
        ]
        for name in GENERATORS
    }
    before = weights(model)
    model.train_step((real_a, real_b))
    after = weights(model)
    for name, (from_aba, from_bab) in cycles.items():
        moved = [b - a for b, a in zip(before[name], after[name])]
        assert max(abs(g).max() for g in from_aba) > 1e-3 and max(abs(g).max() for g in from_bab) > 1e-3
        for step, one, other in zip(moved, from_aba, from_bab, strict=True):
            np.testing.assert_allclose(step, 2.0 * (one + other), rtol=1e-4, atol=1e-5)


def test_generators_are_updated_before_the_discriminators():
    order = []

    class Recorder(keras.optimizers.SGD):
        def apply_gradients(self, grads_and_vars, **kwargs):
            order.append(self)
            return super().apply_gradients(grads_and_vars, **kwargs)

    model = tiny_cyclegan(optimizer=Recorder)
    model.train_step((random_images(2, 1), random_images(2, 2)))
    assert order == [model.generator_optimizer, model.discriminator_optimizer]


def test_the_discriminators_see_the_fakes_made_before_the_generators_moved():
    """같은 가짜를 두 번 쓰는 것이 원 구현입니다. 생성자를 크게 움직여 다시 만든 가짜와 구별합니다."""
    model = tiny_cyclegan(learning_rates=(5.0, 0.0))
    real_a, real_b = random_images(2, 1), random_images(2, 2)
    fake_b, fake_a = model.generator_ab(real_a).numpy(), model.generator_ba(real_b).numpy()
    model.train_step((tf.constant(real_a), tf.constant(real_b)))
    np.testing.assert_allclose(model.pool_a.images[:2], fake_a, atol=1e-6)
    np.testing.assert_allclose(model.pool_b.images[:2], fake_b, atol=1e-6)
    assert abs(model.generator_ab(real_a).numpy() - fake_b).max() > 1e-2


@pytest.mark.parametrize("learning_rates, moving", [((0.05, 0.0), GENERATORS), ((0.0, 0.05), DISCRIMINATORS)])
def test_one_side_never_moves_the_other(learning_rates, moving):
    model = tiny_cyclegan(learning_rates=learning_rates)
    before = weights(model)
    model.train_step((random_images(2, 1), random_images(2, 2)))
    assert changed(before, weights(model)) == list(moving)


def test_the_discriminators_learn_from_the_pool():
    """풀을 옛 이미지로 채워 두면, 판별자는 (바꿔 온) 옛것에서 배워야 합니다."""
    model = tiny_cyclegan(learning_rates=(0.0, 0.05), pool_size=1)
    old = tf.ones((1, SIZE, SIZE, 3))
    for pool in (model.pool_a, model.pool_b):
        pool.images.assign(old)
        pool.count.assign(1)
    real_a, real_b = random_images(1, 1), random_images(1, 2)
    fresh, swapped = 0, 0
    for _ in range(12):
        before = weights(model)
        gradients = four_gradients(model, real_a, real_b)["discriminator_a"]
        was_old = np.allclose(model.pool_a.images, old)
        model.train_step((real_a, real_b))
        after = weights(model)["discriminator_a"]
        by_fresh = [w - 0.05 * g.numpy() for w, g in zip(before["discriminator_a"], gradients)]
        same = all(np.allclose(a, b, atol=1e-7) for a, b in zip(after, by_fresh, strict=True))
        came_out = was_old and not np.allclose(model.pool_a.images, old)
        assert same != came_out  # 옛것이 나온 걸음에서만 방금 만든 가짜의 그레이디언트와 다릅니다
        swapped += came_out
        fresh += same
    assert swapped == 1 and fresh == 11


def test_the_two_pools_choose_independently():
    model = tiny_cyclegan(pool_size=4)
    fakes = random_images(40, 1)
    assert not np.array_equal(model.pool_a(fakes), model.pool_b(fakes))


def test_batches_of_different_length_in_the_two_domains():
    model = tiny_cyclegan()
    real_a, real_b = random_images(3, 1), random_images(1, 2)
    before, gradients = weights(model), four_gradients(model, real_a, real_b)
    expected = {name: [w - 0.05 * g.numpy() for w, g in zip(before[name], gradients[name])] for name in NETWORKS}
    model.train_step((tf.constant(real_a), tf.constant(real_b)))
    assert_same_weights(weights(model), expected)


def test_the_reported_losses_are_unweighted_and_averaged_over_the_epoch():
    model = tiny_cyclegan(learning_rates=(0.0, 0.0), pool_size=0)
    batches = [(random_images(2, 1), random_images(2, 2)), (random_images(2, 3), random_images(2, 4))]
    expected = []
    for real_a, real_b in batches:
        ab, ba, da, db = (getattr(model, name) for name in NETWORKS)
        fake_b, fake_a = ab(real_a).numpy(), ba(real_b).numpy()
        cycle = abs(ba(fake_b) - real_a).numpy().mean() + abs(ab(fake_a) - real_b).numpy().mean()
        identity = abs(ab(real_b) - real_b).numpy().mean() + abs(ba(real_a) - real_a).numpy().mean()
        adversarial = [((d(fake).numpy() - 1) ** 2).mean() for d, fake in ((db, fake_b), (da, fake_a))]
        detective = [
            (((d(real).numpy() - 1) ** 2).mean() + (d(fake).numpy() ** 2).mean()) / 2
            for d, real, fake in ((da, real_a, fake_a), (db, real_b, fake_b))
        ]
        expected.append([*adversarial, cycle, identity, *detective])
        logs = model.train_step((tf.constant(real_a), tf.constant(real_b)))
    names = ["generator_ab", "generator_ba", "cycle", "identity", "discriminator_a", "discriminator_b"]
    for name, value in zip(names, np.mean(expected, axis=0), strict=True):
        assert float(logs[f"{name}_loss"]) == pytest.approx(value, rel=1e-4), name
