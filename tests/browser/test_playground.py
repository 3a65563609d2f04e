"""놀이터의 실험실마다 진짜 브라우저에서, 파일 하나(file://)로: 파이썬의 짝이 있는 수는 모두 견줍니다."""

import json
import re

import numpy as np
import pytest
from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from gan_course import evaluation, theory
from gan_course._tensorflow import tf
from gan_course.data import mnist, savanna
from gan_course.files import verified_path
from gan_course.objectives import distinct_objectives
from gan_course.plane_lab.game import BATCH, PlaneGAN
from gan_course.plane_lab.run import PlaneSettings
from gan_course.plane_lab.score import PlaneJudge
from gan_course.plane_lab.target import plane_target
from gan_course.playground import LABS, build, contents
from gan_course.training import checkpoint, penalties
from gan_course.widgets import digits
from tests.browser.jupyter import wait
from tests.browser.lab_page import PLAY, SCORE, VALUE, Page, lab_pages

for name in ("tf2onnx", "onnx", "onnxruntime"):
    pytest.importorskip(name, reason=f"extra export의 {name}이(가) 없습니다")


@pytest.fixture(scope="module")
def site(programs, tmp_path_factory):
    """만든 놀이터."""
    return build(tmp_path_factory.mktemp("놀이터")).parent


@pytest.fixture
def page(browser, site):
    with lab_pages(browser, site) as open_:
        yield open_


def test_the_folder_has_every_page_and_its_licences(site, browser):
    assert {path.name for path in site.glob("*.html")} == {"index.html", *(f"{name}.html" for name in LABS)}
    assert {path.stem for path in (site / "alone").iterdir()} == set(LABS)
    for path in site.glob("*.html"):
        links = re.findall(r'(?:href|src)="(?!data:)([^"#]+)"', path.read_text(encoding="utf-8"))
        assert [link for link in links if not (site / link).exists()] == []
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    assert sum(sizes) < 35e6 and max(sizes) < 10e6
    # 폴더의 쪽은 곁의 assets에서 읽습니다.
    opened = Page(browser, site / "dirac.html")
    opened.finish()
    opened = Page(browser, site / "losses.html")
    opened.finish()


def test_latent_walk(page):
    generator = checkpoint("03").model.average_generator
    ends = [np.random.default_rng(seed).normal(size=64) for seed in (0, 5)]
    opened = page("latent")
    opened.set("도착의 씨앗", 5)
    opened.set("출발 → 도착", 0.5)
    wanted = theory.spherical_path(*ends, 3)[1]
    state = opened.state(lambda state: abs(state["length"] - np.linalg.norm(wanted)) < 1e-3)
    image = generator(wanted[None]).numpy()[0]
    np.testing.assert_allclose(np.reshape(state["image"], image.shape), image, atol=0.01)  # 가중치는 16비트입니다
    found = evaluation.nearest_neighbours(np.reshape(state["image"], (1, 28, 28, 1)), mnist.load("train").images, 4)
    assert [index for index, _ in state["nearest"]] == found.index[0].tolist()
    np.testing.assert_allclose([distance for _, distance in state["nearest"]], found.distance[0], rtol=1e-4)
    opened.set("잘라 내기 ψ", 0.5)
    half = opened.state(lambda state: abs(state["length"] - 0.5 * np.linalg.norm(wanted)) < 1e-3)
    opened.browser.find_element(By.CSS_SELECTOR, ".pad").send_keys(Keys.ARROW_RIGHT, Keys.ARROW_UP)
    opened.state(lambda state: state["length"] != half["length"])
    assert opened.browser.execute_script(VALUE, "방향 1") == opened.browser.execute_script(VALUE, "방향 2") == "0.5"
    # 숫자마다 나누어 둔 가짜 하나를 도착으로 삼으면, 그 끝에는 그 숫자가 있습니다.
    opened.set("잘라 내기 ψ", 1)
    for way in ("방향 1", "방향 2"):
        opened.set(way, 0)
    opened.set("누르면", "1")
    opened.set("출발 → 도착", 1)
    before = opened.state()["image"]
    opened.browser.find_element(By.CSS_SELECTOR, '[aria-label="숫자 7의 2번째 가짜"]').send_keys(Keys.ENTER)
    image = opened.state(lambda state: state["image"] != before)["image"]
    assert evaluation.digit_labels(np.reshape(image, (1, 28, 28, 1))).tolist() == [7]


def test_a_number_is_written_in_the_hands_of_the_notebook(page):
    gan = checkpoint("08").model
    opened = page("number")
    for number, hands, seed in (("02 7654", "many", 5), ("010-1234-5678", "one", 3)):
        for label, value in (("번호", number), ("글씨체", hands), ("글씨체의 씨앗", seed)):
            opened.set(label, value)
        wanted = digits.write(gan, digits.digits_of(number), seed, hands == "one")
        state = opened.state(lambda s, now=(number, hands, seed): (s["text"], s["hands"], s["seed"]) == now)
        np.testing.assert_allclose(
            np.reshape(state["images"], wanted.shape), wanted, atol=0.01
        )  # 가중치는 16비트입니다
        assert len(opened.browser.find_elements(By.CSS_SELECTOR, ".written canvas")) == 1 + number.count(
            "-"
        ) + number.count(" ")
    told = "return document.querySelector('.notice').textContent"
    for wrong in ("12a4", "", "0" * 17, "일이삼"):
        opened.set("번호", wrong)
        wait(
            lambda wrong=wrong: f"‘{wrong}’" in (text := opened.browser.execute_script(told)) and digits.RULE in text,
            30,
            "알림을",
        )
        assert opened.state() == state
    # 잡음을 옮겨도 열 레이블은 그대로입니다.
    kernel = next(layer for layer in gan.average_generator.layers if hasattr(layer, "units")).kernel.numpy()
    direction = np.linalg.svd(kernel[: gan.noise_dim], full_matrices=False)[0][:, 0]  # 레이블의 벡터는 옮기지 않습니다
    opened.set("번호", "7")
    opened.set("잘라 내기 ψ", 0.8)
    opened.browser.find_element(By.CSS_SELECTOR, ".pad").send_keys(Keys.ARROW_RIGHT)
    noise = np.repeat(0.8 * (gan.fixed_noise(1, 3) + 0.5 * direction), 10, axis=0)
    wanted = gan([noise, np.arange(10)]).numpy()
    ten = np.reshape(
        opened.state(lambda state: np.abs(state["ten"] - wanted.ravel()).max() < 0.01)["ten"], wanted.shape
    )
    assert np.mean(evaluation.digit_labels(ten) == np.arange(10)) >= 0.9


@pytest.mark.parametrize(
    ("index", "forward"), [(0, True), (1, False), (2, True)]
)  # 되돌리므로 두 생성자를 모두 지납니다
def test_translated_pictures(page, index, forward):
    translator = contents.TRANSLATORS[index]
    model, stored, _ = checkpoint(translator.checkpoint)
    pairs = (
        savanna.pairs(translator.task, contents.SCENES, 2026, 64)._asdict() if translator.task else stored["pictures"]
    )
    source = pairs["a" if forward else "b"][:1]
    there = model.translate(source, "AtoB" if forward else "BtoA")
    back = model.translate(there, "BtoA" if forward else "AtoB")
    opened = page("picture")
    opened.set("모델", translator.id)
    opened.set("방향", "forward" if forward else "backward")
    state = opened.state(lambda state: (state["translator"], state["forward"]) == (translator.id, forward))
    np.testing.assert_allclose(state["source"], source.ravel(), atol=1e-6)
    np.testing.assert_allclose(state["there"], there.ravel(), atol=1e-4)
    np.testing.assert_allclose(state["back"], back.ravel(), atol=1e-4)
    assert state["mean"] == pytest.approx(np.abs(back - source).mean() / 2, abs=1e-5)
    opened.set("도중의 잡음", 0.5)
    assert opened.state(lambda noisy: noisy["mean"] != state["mean"])["mean"] > state["mean"]


def test_the_photographs_come_with_their_licence_and_without_an_answer(page, site):
    licence = verified_path("checkpoints/LICENSE-grocery-store.txt").read_text(encoding="utf-8")
    assert (site / "licenses" / "LICENSE-grocery-store.txt").read_text(encoding="utf-8") == licence
    opened = page("picture", "?settings=fruit")
    shown = "return [...document.querySelectorAll('details pre, .tile, figure')].filter((each) => each.checkVisibility()).map((each) => each.textContent)"
    opened.browser.execute_script("document.querySelector('details').open = true")
    assert opened.state()["translator"] == "fruit"
    texts = opened.browser.execute_script(shown)
    assert licence in texts and texts.count("") == 16 and not any("정답" in text for text in texts)
    before = opened.state()["there"]
    opened.browser.find_element(By.CSS_SELECTOR, '[aria-label="오렌지 15번 그림"]').send_keys(Keys.ENTER)
    source = checkpoint("09").record["pictures"]["a"][15]
    state = opened.state(lambda state: state["there"] != before)
    np.testing.assert_allclose(state["source"], source.ravel(), atol=1e-6)
    opened.set("모델", "savanna")
    opened.state(lambda state: state["translator"] == "savanna")
    texts = opened.browser.execute_script(shown)
    assert licence not in texts and "정답(같은 장면을 그린 것)" in texts


def test_own_picture_is_cut_to_the_middle_square(page, tmp_path):
    pixels = np.zeros((200, 320, 3), np.uint8)
    pixels[:, 60:260] = (200, 120, 40)  # 가운데의 정사각형만 갈색
    Image.fromarray(pixels).save(tmp_path / "내 그림.png")
    opened = page("picture")
    opened.browser.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(str(tmp_path / "내 그림.png"))
    brown = np.array([200, 120, 40]) / 127.5 - 1
    state = opened.state(lambda state: abs(state["source"][0] - brown[0]) < 0.02)
    np.testing.assert_allclose(np.reshape(state["source"], (64, 64, 3)), np.broadcast_to(brown, (64, 64, 3)), atol=0.02)
    opened.set("줄일 크기", "128")
    assert len(opened.state(lambda state: len(state["source"]) > 64 * 64 * 3)["there"]) == 128 * 128 * 3
    (tmp_path / "글.png").write_text("그림이 아닙니다", encoding="utf-8")
    opened.browser.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(str(tmp_path / "글.png"))
    told = "return document.querySelector('.notice').textContent"
    wait(lambda: "그림으로 읽지 못했습니다" in opened.browser.execute_script(told), 30, "알림을")


def test_plane_steps_are_those_of_the_notebook(page, monkeypatch):
    """같은 가중치와 같은 배치에서 세 걸음: 목적 함수마다, 벌점까지."""
    opened = page("plane")
    random = np.random.default_rng(0)
    batches = [
        {name: random.normal(size=(BATCH, 2)).astype(np.float32) for name in ("real", "noise")} for _ in range(3)
    ]
    for batch in batches:
        batch["mix"] = random.uniform(size=(BATCH, 1)).astype(np.float32)
    chosen = [(objective.key, 0.0, 0.0) for objective in distinct_objectives()] + [("relativistic", 0.5, 0.1)]
    for objective, r1, r2 in chosen:
        game = PlaneGAN(batches[0]["real"], objective, 0.001, 0.002, r1, r2, seed=3)
        before = [[w.numpy() for w in network.trainable_variables] for network in (game.generator, game.discriminator)]
        for batch in batches:
            monkeypatch.setattr(game, "real_batch", lambda batch=batch: tf.constant(batch["real"]))
            monkeypatch.setattr(game, "sample_noise", lambda count, batch=batch: tf.constant(batch["noise"]))
            monkeypatch.setattr(penalties, "draw_rows", lambda draw, rows, batch=batch: tf.constant(batch["mix"]))
            game.discriminator_step()
            game.generator_step()
        settings = {"objective": objective, "generator_rate": 0.001, "discriminator_rate": 0.002, "r1": r1, "r2": r2}
        flat = [{name: values.ravel().tolist() for name, values in batch.items()} for batch in batches]
        lists = [[array.ravel().tolist() for array in arrays] for arrays in before]
        theirs = json.loads(opened.browser.execute_script(PLAY, settings, lists, flat))
        for network, arrays, started in zip((game.generator, game.discriminator), theirs["weights"], before):
            ours = [variable.numpy() for variable in network.trainable_variables]
            assert max(np.abs(now - then).max() for now, then in zip(ours, started)) > 1e-3  # 정말로 움직였습니다
            for now, array in zip(ours, arrays):
                np.testing.assert_allclose(np.reshape(array, now.shape), now, atol=1e-4, err_msg=objective)
        np.testing.assert_allclose(np.reshape(theirs["fake"], (-1, 2)), game.generator(batches[0]["noise"]), atol=1e-3)
        game.real = tf.constant(batches[0]["real"])
        _, _, arrows = game.look(batches[0]["noise"], batches[0]["real"], 24)
        np.testing.assert_allclose(np.reshape(theirs["arrows"], (-1, 2)), arrows, atol=1e-3, err_msg=objective)


def test_plane_scores_and_settings(page):
    opened = page("plane")
    for name in ("line", "ring", "grid", "moons"):
        target = plane_target(name)
        fake = np.concatenate([target.draw(300, seed=1), np.random.default_rng(2).normal(0, 2, (300, 2))]).astype(
            np.float32
        )
        wanted = PlaneJudge(target).score(fake)
        state = json.loads(opened.browser.execute_script(SCORE, name, fake.ravel().tolist()))
        assert state["divergence"] == pytest.approx(wanted.divergence, abs=1e-5)
        assert state["covered"] == wanted.covered
        np.testing.assert_allclose(state["best"], wanted.best.ravel(), atol=1e-3)

    for settings in (
        PlaneSettings("moons", "lsgan", 0.0005, 0.01, 3, 0.5, 1.0, 7),
        PlaneSettings(target="points", points=((1.0, 0.5), (-2.25, 0.0))),
    ):
        opened.set("설정 글", settings.text())
        text = opened.state(lambda state, wanted=settings.target: f"target={wanted}" in state["settings"])["settings"]
        assert PlaneSettings.from_text(text) == settings
    opened.set("설정 글", "target=mars")
    told = opened.browser.execute_script("return document.querySelector('.notice').textContent")
    assert "target의 값이 'mars'입니다" in told
    opened.set("설정 글", "target=ring")
    for button in ("D 한 걸음", "G 한 걸음"):
        opened.browser.execute_script(
            "[...document.querySelectorAll('button')].find((each) => each.textContent === arguments[0]).click()", button
        )
    assert opened.state()["step"] == 1
