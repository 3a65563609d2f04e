"""모델이 없는 실험실(손실, 디랙 GAN, 최적 판별자)의 수를 진짜 브라우저에서 파이썬의 것과 견줍니다."""

import numpy as np
import pytest
from scipy.stats import norm

from gan_course import theory
from gan_course.objectives import distinct_objectives
from gan_course.playground import LABS, build
from gan_course.plots.dirac import dirac_radii
from gan_course.plots.objectives import GRID
from tests.browser.lab_page import lab_pages


@pytest.fixture(scope="module")
def site(programs, tmp_path_factory):
    """그 셋만 든 놀이터. 모델을 내보내지 않으므로 extra export가 없어도 됩니다."""
    labs = {name: LABS[name] for name in ("losses", "dirac", "discriminator")}
    return build(tmp_path_factory.mktemp("놀이터"), labs=labs).parent


@pytest.fixture
def page(browser, site):
    with lab_pages(browser, site) as open_:
        yield open_


def test_losses(page):
    opened = page("losses")
    for objective in distinct_objectives():
        opened.set("목적 함수", objective.key)
        for logit, real, fake in ((-2.0, 1.0, 0.0), (0.5, 0.9, 0.1), (6.0, 0.7, 0.3), (-1.0, 1.0, 0.45)):
            for label, value in (("로짓 a", logit), ("진짜의 레이블 α", real), ("가짜의 레이블 β", fake)):
                opened.set(label, value)
            wanted = theory.objective_at(objective.key, logit, real, fake)
            for role, (loss, slope) in opened.state()["here"].items():
                np.testing.assert_allclose(
                    (loss, slope), wanted[role], atol=1e-9, err_msg=f"{objective.key} {role} {logit}"
                )


@pytest.mark.parametrize(
    ("rate", "gamma", "theta", "psi"), [(0.4, 0.5, 1.0, 1.0), (1.5, 2.0, -0.5, 0.3), (0.05, 0, 0, 2)]
)
def test_dirac(page, rate, gamma, theta, psi):
    opened = page("dirac")
    for label, value in {"학습률 h": rate, "R1의 세기 γ": gamma, "출발하는 θ": theta, "출발하는 ψ": psi}.items():
        opened.set(label, value)
    radii = dirac_radii(rate, gamma)
    for run in opened.state():
        order = "alternating" if "교대" in run["name"] else "simultaneous"
        weight = gamma if "R1" in run["name"] else 0.0
        assert run["radius"] == pytest.approx(radii[run["name"]][0], abs=1e-12)
        np.testing.assert_allclose(
            run["last"], theory.dirac_orbit((theta, psi), rate, 150, order, weight)[-1], rtol=1e-9
        )
        values = np.linalg.eigvals(theory.dirac_jacobian(rate, order, weight))
        ours = [complex(*value) for value in run["values"]]
        np.testing.assert_allclose(np.sort_complex(np.round(ours, 9)), np.sort_complex(np.round(values, 9)), atol=1e-8)


@pytest.mark.parametrize(
    ("mean", "deviation", "real", "fake"), [(4.0, 1.0, 1.0, 0.0), (-1.0, 0.5, 0.9, 0.2), (0.0, 1.0, 1.0, 0.0)]
)
def test_discriminator(page, mean, deviation, real, fake):
    opened = page("discriminator")
    for label, value in {
        "가짜의 평균": mean,
        "가짜의 표준편차": deviation,
        "진짜의 레이블 α": real,
        "가짜의 레이블 β": fake,
    }.items():
        opened.set(label, value)
    densities = norm.pdf(GRID, 0, 1), norm.pdf(GRID, mean, deviation)
    state = opened.state()
    assert state["divergence"] == pytest.approx(theory.jensen_shannon_divergence(*densities, GRID), abs=1e-9)
    best = theory.optimal_discriminator(*densities)
    assert state["value"] == pytest.approx(theory.value_function(best, *densities, GRID), abs=1e-9)
    smooth = theory.optimal_discriminator(*densities, real, fake)
    np.testing.assert_allclose(state["best"], smooth[[400, 800, 1000]], atol=1e-9)
