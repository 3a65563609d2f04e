"""조건부 생성자에게 번호를 쓰게 하는 조절기."""

import ipywidgets
import numpy as np

from gan_course import plots
from gan_course._tensorflow import keras
from gan_course.widgets.figure import WIDE, controlled_figure

LONGEST = 16  # 한 번에 쓸 수 있는 자리
# 놀이터의 쪽도 이 말을 합니다.
RULE = (
    f"0에서 9까지의 숫자를 한 자리에서 {LONGEST}자리까지 적으십시오. 사이에 -와 빈칸을 두어도 됩니다. 예: 010-1234-5678"
)


def number_lab(gan, number="01012345678"):
    """적은 번호를 조건부 생성자가 씁니다.

    Args:
        gan: 열 숫자의 `ConditionalGAN`(또는 `generate(count, seed, labels)`와 호출 `gan([잡음, 레이블])`이 같은 것).
        number: 처음에 쓸 번호. 숫자와 `-`와 빈칸, 숫자는 16자리까지.

    Returns:
        `ipywidgets.VBox`: 번호, 글씨체의 씨앗, 한 사람이 쓸지와 그림.
    """

    def draw(number, seed, one_hand):
        return plots.image_grid(write(gan, digits_of(number), seed, one_hand), columns=LONGEST, scale=0.8)

    def tell(number, seed, one_hand):
        whose = "한 사람의 글씨로" if one_hand else "자리마다 다른 글씨로"
        return f"생성자가 씨앗 {seed}, {whose} 쓴 번호 {number}"

    return controlled_figure(
        draw,
        tell,
        number=ipywidgets.Text(value=number, description="번호", continuous_update=False, **WIDE),
        seed=ipywidgets.IntSlider(value=0, min=0, max=99, description="글씨체의 씨앗", continuous_update=False, **WIDE),
        one_hand=ipywidgets.Checkbox(value=True, description="글씨체를 한 사람으로", **WIDE),
    )


def digits_of(number):
    """적은 글에서 숫자 [n] int32. `-`와 빈칸은 건너뜁니다.

    Raises:
        ValueError: 숫자가 아닌 글자가 있거나, 숫자가 없거나 16자리를 넘을 때.
    """
    kept = [letter for letter in number if letter not in "- "]
    if not all(letter in "0123456789" for letter in kept) or not 1 <= len(kept) <= LONGEST:
        raise ValueError(f"번호로 {number!r}을 적으셨습니다. {RULE}")
    return np.array(kept, np.int32)


def write(gan, digits, seed, one_hand):
    """번호의 이미지 [n, 28, 28, 1]. `one_hand`이면 모든 자리에 같은 잡음을 씁니다."""
    if not one_hand:
        return gan.generate(len(digits), seed=seed, labels=digits)
    noise = keras.random.normal((1, gan.noise_dim), seed=seed)
    return gan([np.repeat(noise, len(digits), axis=0), digits]).numpy()
