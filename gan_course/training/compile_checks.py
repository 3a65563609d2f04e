"""`compile`이 받은 옵티마이저와 손실을 살핍니다. 첫 걸음에서 영어 오류로 멈추거나 말없이 무시하지 않게 합니다."""

import inspect

import numpy as np

from gan_course import losses
from gan_course._tensorflow import keras
from gan_course.training.keras_private import variables_of


def refuse_options(model, options):
    """이 모델이 쓰지 않는 `compile`의 인자(`metrics`, `loss` 등)를 물리칩니다. 무시하면 준 사람은 쓰인 줄 압니다."""
    if options:
        raise ValueError(
            f"{type(model).__name__}.compile에서 쓰지 않는 인자입니다: {', '.join(options)}. 손실은 generator_loss와 "
            "discriminator_loss로 주고, 점수는 훈련한 다음 gan_course.evaluation으로 재십시오."
        )


def check_steps(steps_per_execution):
    """한 번에 갈 걸음의 수가 1 이상의 정수가 아니면 ValueError."""
    whole = isinstance(steps_per_execution, (int, np.integer)) and not isinstance(steps_per_execution, bool)
    if not whole or steps_per_execution < 1:
        raise ValueError(f"steps_per_execution이 {steps_per_execution!r}입니다. 1 이상의 정수를 주십시오.")


def refuse_one_for_two(*optimizers):
    """한 옵티마이저를 두 신경망에 주면(하나만 `LossScaleOptimizer`로 감싸도) ValueError."""
    generator, discriminator = (getattr(each, "inner_optimizer", each) for each in optimizers)
    if generator is discriminator:
        raise ValueError(
            "생성자와 판별자에 같은 옵티마이저 객체를 주셨습니다. Adam의 모멘텀이 섞이므로 "
            "옵티마이저를 두 번 만들어 하나씩 주십시오."
        )


def check_logits(name, network, loss):
    """이 강좌의 손실은 로짓을 받습니다. 확률을 내는 판별자를 주면 손실이 말없이 틀리므로 ValueError입니다."""
    ours = getattr(loss, "__module__", None) == losses.__name__
    if ours and getattr(network.layers[-1], "activation", None) is keras.activations.sigmoid:
        raise ValueError(
            f"{name}의 마지막 층이 sigmoid라 확률을 내는데 손실 {loss.__name__}에는 로짓이 필요합니다. 마지막 층의 "
            "activation을 빼십시오. 확률이 필요하면 나중에 keras.activations.sigmoid(로짓)을 구하십시오."
        )


def as_optimizer(given, name):
    """`compile`이 받은 것을 Keras처럼 읽습니다: 옵티마이저, 이름("adam"), 설정. 아니면 ValueError."""
    try:
        optimizer = keras.optimizers.get(given)
    except (ValueError, TypeError, KeyError):
        optimizer = None
    if not isinstance(optimizer, keras.optimizers.Optimizer):
        raise ValueError(
            f"{name}에 옵티마이저가 아닌 것을 주셨습니다: {given!r}. 옵티마이저를 주십시오. 예: keras.optimizers.Adam(2e-4, beta_1=0.5)"
        )
    return optimizer


def prepare(optimizer, variables, name):
    """모멘텀의 자리를 만듭니다.

    Raises:
        ValueError: 훈련되는 가중치가 없거나, 다른 모델을 훈련하던 옵티마이저일 때.
    """
    if not variables:
        raise ValueError(
            f"{name}가 갱신할 가중치가 하나도 없습니다. 신경망의 trainable이 False입니다. 이 모델은 두 신경망을 따로 "
            "갱신하므로 판별자를 얼릴 필요가 없습니다. trainable을 True로 되돌린 다음 모델을 다시 만드십시오."
        )
    if optimizer.built and {id(v) for v in variables_of(optimizer)} != {id(v) for v in variables}:
        raise ValueError(
            f"{name}는 다른 모델을 훈련하던 옵티마이저입니다. 모멘텀이 그 모델의 것이므로, 옵티마이저를 새로 만들어 주십시오."
        )
    optimizer.build(variables)


def check_loss(loss, name, arguments):
    """약속한 로짓들로 부를 수 있는 손실인지 봅니다. 첫 걸음에서 영어 오류로 멈추지 않게 합니다."""
    try:
        inspect.signature(loss).bind(*arguments)
    except TypeError as error:
        given = getattr(loss, "__name__", type(loss).__name__)
        also = " 진짜의 로짓도 보는 손실이면 compile에 relativistic=True를 주십시오." if len(arguments) == 1 else ""
        raise ValueError(
            f"{name}으로 주신 {given!r}을 {name}({', '.join(arguments)}) 꼴로 부를 수 없습니다({error}).{also}"
        ) from error
