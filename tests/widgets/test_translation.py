"""CycleGAN의 조절기: 고른 이미지를 그리는지, 훈련 화면이 훈련을 흔들지 않는지."""

import numpy as np
import pytest

from gan_course import plots
from gan_course._tensorflow import keras
from gan_course.data.unpaired import unpaired_dataset
from gan_course.training import CycleGAN
from gan_course.widgets.translation import TranslationProgress, cycle_lab, translation_viewer

PICTURE = '<img src="data:image/png;base64,'


def images(count, seed=0, channels=3):
    values = np.random.default_rng(seed).uniform(-1, 1, (count, 16, 16, channels))
    return values.astype("float32")


def stacks(count=3):
    return [*(images(count, seed) for seed in range(4)), (images(count, 4, channels=1) + 1) / 2]


def tiny_cyclegan():
    keras.utils.set_random_seed(0)
    layers = keras.layers

    def network(channels, activation=None):
        convolution = layers.Conv2D(channels, 3, padding="same", activation=activation)
        return keras.Sequential([keras.Input((16, 16, 3)), convolution])

    model = CycleGAN(network(3, "tanh"), network(3, "tanh"), network(1), network(1), pool_size=2)
    model.compile(keras.optimizers.SGD(0.01), keras.optimizers.SGD(0.01))
    return model


def test_the_viewer_draws_the_chosen_image(monkeypatch):
    drawn = []
    original = plots.translation_detail

    def record(*arguments, names):
        drawn.append((arguments, names))
        return original(*arguments, names=names)

    monkeypatch.setattr(plots, "translation_detail", record)
    given = stacks()
    viewer = translation_viewer(*given, names=("여름", "겨울"))
    slider, image, _ = viewer.children
    assert (slider.min, slider.max, slider.value) == (0, 2, 0)
    first = image.value
    assert first.startswith(PICTURE) and "0번 이미지의 여름, 옮긴 겨울" in first
    slider.value = 2
    assert image.value.startswith(PICTURE) and "2번 이미지" in image.value
    for index, (arguments, names) in zip((0, 2), drawn, strict=True):
        assert names == ("여름", "겨울")
        for ours, stack in zip(arguments, given, strict=True):
            np.testing.assert_array_equal(ours, stack[index])


@pytest.mark.parametrize("broken", [lambda s: [s[0][:1], *s[1:]], lambda s: [x[:0] for x in s]])
def test_stacks_of_different_length_are_refused_in_korean(broken):
    with pytest.raises(ValueError, match="장수가 같고 한 장 이상"):
        translation_viewer(*broken(stacks()))


def test_the_progress_view_fills_and_shows_losses_and_translations(monkeypatch):
    panels = []
    original = plots.translation_panel

    def record(rows, labels, history, names):
        panels.append((labels, {key: len(values) for key, values in history.items()}))
        return original(rows, labels, history, names)

    monkeypatch.setattr(plots, "translation_panel", record)
    model, a, b = tiny_cyclegan(), images(2, 1), images(2, 2)
    progress = TranslationProgress(a, b, names=("여름", "겨울"), refresh_seconds=0.0)
    model.fit(unpaired_dataset(images(5), images(3), 2), epochs=2, verbose=0, callbacks=[progress])
    assert progress.bar.value == progress.bar.max > 0
    assert progress.bar.bar_style == "success"
    assert progress.image.value.startswith(PICTURE)
    for word in ("에포크 2/2", "생성자 A→B", "순환 일관성", "판별자 B"):
        assert word in progress.text.value
    assert [lengths["cycle_loss"] for _, lengths in panels] == [0, 1, 2, 2]
    assert panels[0][0] == ["여름", "가짜 겨울", "겨울", "가짜 여름"]


def test_the_progress_view_never_disturbs_training():
    watched, alone = tiny_cyclegan(), tiny_cyclegan()
    callbacks = [TranslationProgress(images(1, 1), images(1, 2), refresh_seconds=0.0)]
    for model, given in ((watched, callbacks), (alone, [])):
        dataset = unpaired_dataset(images(5), images(3), 2)
        model.fit(dataset, epochs=2, verbose=0, callbacks=given)
    for ours, theirs in zip(watched.get_weights(), alone.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-6)


def test_cycle_lab_sends_the_chosen_image_and_returns_it():
    box = cycle_lab(tiny_cyclegan(), images(3, 1), images(2, 2), names=("여름", "겨울"))
    route, index, noise, picture, _ = box.children
    assert index.max == 1 and picture.value.startswith(PICTURE) and "0번. 여름, 옮긴 겨울" in picture.value
    seen = {picture.value}
    for control, value in ((index, 1), (noise, 0.2), (route, "겨울 → 여름")):
        control.value = value
        seen.add(picture.value)
    assert len(seen) == 4 and "1번. 겨울, 옮긴 여름" in picture.value and "표준편차 0.2의 잡음" in picture.value


def test_cycle_lab_shows_no_answers_of_a_judge_that_was_not_trained(monkeypatch):
    drawn = []
    original = plots.cycle_lab
    monkeypatch.setattr(plots, "cycle_lab", lambda trip, names: drawn.append(trip) or original(trip, names))
    picture = cycle_lab(tiny_cyclegan(), images(1, 1), images(1, 2), judged=False).children[-2]
    assert "판별자 없음" in picture.value and "조각마다의 답" not in picture.value
    panel = original(drawn[0], ("말", "얼룩말")).axes[2]
    assert not panel.images and "들어 있지 않습니다" in panel.texts[0].get_text()


def test_cycle_lab_needs_images():
    with pytest.raises(ValueError, match="한 장 이상씩"):
        cycle_lab(tiny_cyclegan(), images(3, 1), images(1, 2)[:0])
