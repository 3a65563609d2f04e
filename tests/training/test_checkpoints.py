"""체크포인트: 읽히고, 장이 말한 만큼 훈련되어 있고, 한 비트라도 다르면 읽지 않습니다."""

import random
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gan_course import evaluation, files, theory
from gan_course._tensorflow import keras
from gan_course.cli.translate import load_generator
from gan_course.data import openmoji, savanna
from gan_course.evaluation import savanna_scores
from gan_course.models import mlp_discriminator, mlp_generator, resnet_generator
from gan_course.training import GAN, checkpoint
from gan_course.training.checkpoints import CHAPTERS, read_checkpoint, save_checkpoint
from gan_course.training.recipes import RECIPES, untrained

ROOT = Path(__file__).parents[2]
EACH = [f"{chapter}.npz" for chapter in CHAPTERS]


@pytest.fixture
def data_copy(tmp_path, monkeypatch):
    """고쳐도 되는 데이터 폴더."""
    folder = tmp_path / "데이터"
    shutil.copytree(files.data_folder() / "checkpoints", folder / "checkpoints")
    shutil.copy(files.data_folder() / "SHA256SUMS", folder)
    monkeypatch.setattr(files, "data_folder", lambda: folder)
    return folder


# ── 훈련되어 있습니다 ────────────────────────────────────────────────────────────────────────


def test_the_pair_of_chapter_1_covers_the_ring():
    model = checkpoint("01", PROFILE="cpu", SEED=0).model
    distance = np.linalg.norm(model.generate(1000, seed=3)[:, None] - theory.ring_centers(8), axis=-1)
    shares = np.bincount(distance.argmin(axis=1)[distance.min(axis=1) < 0.6], minlength=8) / 1000
    assert shares.min() > 0.04 and shares.sum() > 0.75


def test_the_digits_of_chapter_3_are_digits():
    model, record, _ = checkpoint("03", PROFILE="cpu", SEED=0)
    images = model.generate(1000, seed=3)
    probabilities = keras.ops.softmax(evaluation.classifiers.digit_classifier().predict(images, verbose=0))
    assert np.mean(np.max(probabilities, axis=1) > 0.9) > 0.7, "분류기가 망설이는 그림이 너무 많습니다"
    assert evaluation.digit_shares(images).min() > 0.03
    assert record["fd_history"]["averaged"][-1] < 0.5 * record["fd_history"]["averaged"][0]
    assert len(record["history"]["generator_loss"]) == max(record["samples"])
    assert all(images.shape == (8, 28, 28, 1) and abs(images).max() <= 1 for images in record["samples"].values())


def test_the_horses_of_chapter_4_become_zebras_and_zebras_horses():
    model, record, _ = checkpoint("04", PROFILE="cpu", SEED=0, TASK="horse2zebra")
    test = savanna.pairs("horse2zebra", 40, seed=3)
    assert savanna_scores(test.a, model.translate(test.a, "AtoB"), test.body, "zebra").class_rate > 0.85
    assert savanna_scores(test.b, model.translate(test.b, "BtoA"), test.body, "horse").class_rate > 0.75
    (moment,) = record["free_fakes"]
    assert record["fakes"][moment].shape == record["free_cycled"][moment].shape == (24, 64, 64, 3)


def test_the_judges_of_chapter_4_are_stored_with_its_generators(tmp_path):
    """4.15절의 실험실이 물어봅니다. 파일에 없으면 노트북은 그 칸을 비웁니다."""
    model, _, weights = checkpoint("04")
    keras.utils.set_random_seed(5)
    trained = untrained(
        "cyclegan", RECIPES["cyclegan"]["cpu"], steps=2000, seed=5
    )  # 다르게 뽑은 가중치를 훈련한 셈 칩니다
    judges = {name: getattr(trained, name).get_weights() for name in ("discriminator_a", "discriminator_b")}
    path = save_checkpoint(tmp_path, "04", weights | judges, {}, {"SEED": 0})
    again = read_checkpoint(path)[1]
    assert set(again.weights) == {"average_ab", "average_ba", *judges}
    zebras = savanna.pairs("horse2zebra", 2, seed=3).b
    for name in judges:
        ours, theirs, other = (
            np.asarray(getattr(each, name)(zebras, training=False)) for each in (again.model, trained, model)
        )
        assert np.abs(ours - theirs).mean() < 0.1 * np.abs(other - theirs).mean()


def test_the_seasons_of_chapter_4_are_much_nearer_the_truth_than_their_input():
    model, record, _ = checkpoint("04-seasons", PROFILE="cpu", SEED=0)
    test = savanna.pairs("summer2winter", 40, seed=3)
    untouched = np.abs(test.a - test.b).mean()
    assert np.abs(model.translate(test.a, "AtoB") - test.b).mean() < 0.5 * untouched
    assert np.abs(model.translate(test.b, "BtoA") - test.a).mean() < 0.6 * untouched
    assert record == {}


def test_the_generators_of_chapter_5_are_nearer_the_truth_than_their_input():
    model = checkpoint("05", PROFILE="cpu", SEED=0).model
    colour, line = openmoji.pairs("test")
    error = {
        name: np.abs(model.get_layer(name).predict(colour, verbose=0) - line).mean()
        for name in ("pix2pix_line", "pix2pix_2_pairs", "cyclegan_line")
    }
    assert error["pix2pix_line"] < 0.8 * np.abs(colour - line).mean()
    assert error["pix2pix_line"] < min(error["pix2pix_2_pairs"], error["cyclegan_line"])
    scenes = savanna.pairs("horse2zebra", 20, seed=3, size=32).a
    grey = np.repeat((scenes @ np.array([0.299, 0.587, 0.114], np.float32))[..., np.newaxis], 3, axis=-1)
    for name in ("pix2pix_grey", "cyclegan_grey"):
        painted = model.get_layer(name).predict(grey, verbose=0)
        assert np.abs(painted - scenes).mean() < 0.75 * np.abs(grey - scenes).mean()


def test_the_networks_of_chapter_4b_do_what_the_chapter_says():
    model, record, weights = checkpoint("04b", PROFILE="cpu", SEED=0)
    assert model is None and record == {}
    horses = savanna.pairs("horse2zebra", 40, seed=3, size=32)
    generator = resnet_generator((32, 32, 3), 12, 2, "resize", residual_output=True)

    def zebras(name):
        generator.set_weights(weights[name])
        doubled = [
            images.repeat(2, axis=1).repeat(2, axis=2)
            for images in (horses.a, generator.predict(horses.a, verbose=0), horses.body)
        ]
        return savanna_scores(*doubled, "zebra")

    moderate, heavy = zebras("weight_1_ab"), zebras("weight_50_ab")
    assert moderate.class_rate > heavy.class_rate + 0.25
    assert heavy.background_error < moderate.background_error < 0.5 * zebras("shortcut_ab").background_error


def test_translate_reads_the_checkpoint_of_chapter_4():
    horses = savanna.pairs("horse2zebra", 2, seed=3).a
    generator = load_generator(files.verified_path("checkpoints/04.npz"), "AtoB")
    np.testing.assert_array_equal(
        generator.predict(horses, verbose=0), checkpoint("04").model.translate(horses, "AtoB")
    )


def test_all_of_them_together_are_small():
    sizes = [files.verified_path(f"checkpoints/{name}").stat().st_size for name in EACH]
    assert sum(sizes) < 9e6 and max(sizes) < 1.8e6


# ── 고장과 실수 ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", EACH)
def test_one_flipped_bit_is_refused(data_copy, name):
    path = data_copy / "checkpoints" / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ValueError, match="내용이 원본과 다릅니다.*되살리십시오"):
        checkpoint(Path(name).stem)


@pytest.mark.parametrize("name", EACH)
def test_a_missing_file_says_how_to_mend(data_copy, name):
    (data_copy / "checkpoints" / name).unlink()
    with pytest.raises(FileNotFoundError, match="데이터 파일이 없습니다.*되살리십시오"):
        checkpoint(Path(name).stem)


@pytest.mark.parametrize("chapter", ["02", "3", "", "../01", 3])
def test_a_chapter_without_one_is_told(chapter):
    with pytest.raises(ValueError, match="체크포인트는 없습니다.*01, 03, 04, 04-seasons, 04b, 05"):
        checkpoint(chapter)


@pytest.mark.parametrize("changed", [{"SEED": 1}, {"PROFILE": "quick"}, {"TASK": "summer2winter"}, {"SIZE": 64}])
def test_other_parameters_than_it_was_trained_with_are_refused(changed):
    (name, value), *_ = changed.items()
    with pytest.raises(ValueError, match=f"{name} = {value!r}.*TRAIN = True"):
        checkpoint("04", **{"PROFILE": "cpu", "SEED": 0, "TASK": "horse2zebra"} | changed)


def test_nothing_else_has_to_be_imported_first():
    code = f"from gan_course.training import checkpoint; [checkpoint(chapter) for chapter in {CHAPTERS}]"
    result = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8")
    assert (result.returncode, result.stderr) == (0, "")


def test_loading_leaves_the_random_state_alone():
    """이것을 부르는 셀을 더해도 그 뒤의 훈련이 달라지지 않아야 합니다."""
    keras.utils.set_random_seed(5)
    expected = keras.layers.Dense(3), random.random(), np.random.random()
    expected[0].build((None, 4))
    keras.utils.set_random_seed(5)
    for chapter in CHAPTERS:
        checkpoint(chapter)
    found = keras.layers.Dense(3), random.random(), np.random.random()
    found[0].build((None, 4))
    assert found[1:] == expected[1:]
    np.testing.assert_array_equal(found[0].get_weights()[0], expected[0].get_weights()[0])


# ── 저장 ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def saved(tmp_path):
    """1장의 자리에 저장하고 되읽습니다."""

    def save(weights, record):
        return read_checkpoint(save_checkpoint(tmp_path, "01", weights, record, {"SEED": 0}))[1]

    return save


def small_weights(seed=1):
    keras.utils.set_random_seed(seed)
    return {"average_generator": mlp_generator().get_weights(), "discriminator": mlp_discriminator().get_weights()}


def test_weights_are_rounded_by_at_most_half_a_step_of_their_channel(saved):
    exact = small_weights()
    exact["discriminator"][1][:] = np.linspace(-1, 1, 64)  # 치우침은 0에서 시작하므로
    exact["discriminator"][0][:, :2] *= [0, 1e-4]  # 값이 없는 채널과, 다른 채널보다 훨씬 작은 채널
    again = saved(exact, {}).weights
    assert list(again) == list(exact)
    for name in exact:
        for ours, theirs in zip(exact[name], again[name], strict=True):
            assert theirs.dtype == np.float32
            half_step = np.abs(ours).max(axis=0) / 127 / 2 if ours.ndim > 1 else np.abs(ours) * 2**-11
            assert (np.abs(theirs - ours) <= half_step * 1.001).all()


def test_the_model_is_built_by_code_and_holds_the_weights(saved):
    model, _, weights = saved(small_weights(), {})
    assert isinstance(model, GAN) and not model.compiled
    for network in (model.generator, model.average_generator):
        for ours, theirs in zip(network.get_weights(), weights["average_generator"], strict=True):
            np.testing.assert_array_equal(ours, theirs)
    np.testing.assert_array_equal(model.discriminator.get_weights()[0], weights["discriminator"][0])


@pytest.mark.parametrize("change", [lambda weights: weights.pop(), lambda weights: weights.append(np.zeros(3))])
def test_weights_that_do_not_fit_the_code_are_told(saved, change):
    weights = small_weights()
    change(weights["discriminator"])
    with pytest.raises(ValueError, match="지금의 코드가 만드는 신경망에 맞지 않습니다.*make_checkpoints.py"):
        saved(weights, {})


def test_an_unknown_network_is_told(saved):
    with pytest.raises(ValueError, match="지금의 코드가 만드는 신경망에 맞지 않습니다"):
        saved({"teacher": []} | {"critic": small_weights()["discriminator"]}, {})


@pytest.mark.parametrize("keep", [0, 1, 100, 0.5, 0.99])
def test_a_truncated_file_is_told(tmp_path, keep):
    content = files.verified_path("checkpoints/01.npz").read_bytes()
    (tmp_path / "01.npz").write_bytes(content[: int(keep * len(content)) if isinstance(keep, float) else keep])
    with pytest.raises(ValueError, match="체크포인트로 읽을 수 없습니다.*되살리십시오"):
        read_checkpoint(tmp_path / "01.npz")


@pytest.mark.parametrize("where", np.linspace(0.02, 0.98, 13).tolist())
def test_a_damaged_file_is_told_even_when_nothing_is_known_of_its_content(tmp_path, where):
    content = bytearray(files.verified_path("checkpoints/03.npz").read_bytes())
    start = int(where * len(content))  # 한 바이트만 바꾸면 zip이 읽지 않는 자리일 수 있어 백 바이트를 바꿉니다.
    content[start : start + 100] = bytes(byte ^ 0xFF for byte in content[start : start + 100])
    (tmp_path / "03.npz").write_bytes(content)
    with pytest.raises(ValueError, match="체크포인트로 읽을 수 없습니다.*되살리십시오"):
        read_checkpoint(tmp_path / "03.npz")


def test_a_file_of_another_kind_is_told(tmp_path):
    np.savez(tmp_path / "01.npz", images=np.zeros(3))
    with pytest.raises(ValueError, match="체크포인트로 읽을 수 없습니다"):
        read_checkpoint(tmp_path / "01.npz")


@pytest.mark.parametrize("channels", [1, 3])
def test_the_record_survives(saved, channels):
    pixels = np.random.default_rng(0).integers(0, 256, (5, 8, 6, channels), np.uint8)
    record = {"history": {"loss": [0.5, 0.25]}, "fakes": {0: pixels, 14: 255 - pixels}, "seconds": 12.5}
    found = saved(small_weights(), record).record
    assert list(found) == ["history", "fakes", "seconds"] and list(found["fakes"]) == [0, 14]
    assert list(found["history"]["loss"]) == [0.5, 0.25] and float(found["seconds"]) == 12.5
    assert found["fakes"][14].dtype == np.float32
    np.testing.assert_array_equal(found["fakes"][0], pixels.astype(np.float32) / 127.5 - 1)
    np.testing.assert_array_equal(found["fakes"][14], (255 - pixels).astype(np.float32) / 127.5 - 1)


# ── 노트북 ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("chapter", ["03", "04", "04b", "05"])
def test_a_chapter_trains_unless_told_otherwise(chapter):
    (source,) = (ROOT / "notebooks" / "sources").glob(f"{chapter}_*.py")
    assert "\nTRAIN = True\n" in source.read_text(encoding="utf-8")
