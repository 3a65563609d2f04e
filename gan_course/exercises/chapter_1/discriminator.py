"""1장 연습의 채점: 판별자의 마지막 층과 손실의 약속(1.6)."""

import warnings
from functools import cached_property

import numpy as np
from scipy.special import expit

from gan_course._tensorflow import keras, tf
from gan_course.exercises.grading import exercise
from gan_course.exercises.mistakes import AND
from gan_course.exercises.observing import Observation, Symptom

_GIVEN = 'model.add(keras.layers.Dense(1, activation="sigmoid"))'
_BIASES = np.array([-9.0, -3.1, -1.3, -0.4, 0.0, 0.3, 1.7, 2.6, 5.5, 19.0])
_LABELS = np.array([0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0])[:, None]
_ENDS = {
    "시그모이드": expit,
    "tanh": np.tanh,
    "ReLU": lambda a: np.maximum(a, 0),
    "LeakyReLU": None,
    "소프트맥스": lambda a: np.ones_like(a),
    "softplus": lambda a: np.logaddexp(0, a),
    "log-시그모이드": lambda a: -np.logaddexp(0, -a),
    "log-소프트맥스": lambda a: np.zeros_like(a),
    "hard-시그모이드": lambda a: np.clip(a / 6 + 0.5, 0, 1),
    "ELU": lambda a: np.where(a > 0, a, np.expm1(a)),
    "SELU": lambda a: 1.05070098 * np.where(a > 0, a, 1.67326324 * np.expm1(a)),
    "GELU": None,
    "swish": lambda a: a * expit(a),
    "지수(exp)": np.exp,
    "소프트사인 함수": lambda a: a / (1 + np.abs(a)),
    "ReLU6": lambda a: np.clip(a, 0, 6),
}
_BOUNDED = {
    "시그모이드": "판별자가 아직 확률을 내놓습니다(마지막에 시그모이드가 남아 있습니다). 손실이 시그모이드를 한 번 더 합니다.",
    "tanh": "마지막에 tanh를 씌웠습니다. 로짓이 -1과 1 사이에 갇힙니다.",
    "ReLU": "마지막에 ReLU를 씌웠습니다. 로짓이 음수가 되지 못해, 가짜라고 답할 수 없습니다.",
    "소프트맥스": "하나뿐인 답에 소프트맥스를 씌웠습니다. 무엇을 보아도 1입니다.",
    "log-소프트맥스": "하나뿐인 답에 log-소프트맥스를 씌웠습니다. 무엇을 보아도 0입니다.",
}


class _Judged:
    """판별자의 마지막 가중치만 움직여, 그 뒤에 무엇이 있는지와 손실이 무엇을 기다리는지 봅니다."""

    def __init__(self, answer):
        self.model = answer()

    @property
    def is_model(self):
        return isinstance(self.model, keras.Model)

    @cached_property
    def outputs(self):
        return np.asarray(self.model(np.random.default_rng(0).normal(0, 3, (64, 8)).astype(np.float32)))

    @cached_property
    def _last(self):
        return [layer for layer in self.model.layers if layer.weights][-1]

    @cached_property
    def ends(self):
        """마지막 가중치가 치우침만 남았을 때의 출력. 그 뒤에 아무것도 없으면 치우침 그대로입니다."""
        layer, found = self._last, []
        before = layer.get_weights()
        for bias in _BIASES:
            weights = [
                np.full(value.shape, bias) if value.ndim == 1 and place else np.zeros(value.shape)
                for place, value in enumerate(before)
            ]
            layer.set_weights(weights)
            found.append(np.asarray(self.model(np.ones((1, 8), np.float32)), np.float64).ravel()[0])
        layer.set_weights(before)
        return np.array(found)

    @cached_property
    def after(self):
        """마지막 가중치 뒤에 있는 것의 이름. 아무것도 없으면 빈 글."""
        if "Normalization" in type(self._last).__name__:
            return "정규화"
        if len(self._last.weights) != 2 or self._last.weights[1].ndim != 1:
            return "" if np.ptp(self.outputs) > 1.5 and self.outputs.min() < 0 else "다른 것"
        ends = self.ends
        if _same(ends, _BIASES):
            return self._beyond
        for name, function in _ENDS.items():
            if function is not None and _same(ends, function(_BIASES)):
                return name
        for name in ("시그모이드", "tanh"):  # 씌운 것을 다시 늘이거나 옮긴 것
            inside = _ENDS[name](_BIASES)
            slope, shift = np.polyfit(inside, ends, 1)
            if _same(ends, slope * inside + shift):
                return f"늘인 {name}"
        inverted = np.log(expit(_BIASES) / (1 - expit(_BIASES)))
        if _same(ends[2:8], inverted[2:8]) and not _same(ends, _BIASES):
            return "되돌린 시그모이드"
        slope = ends[0] / _BIASES[0]
        if 0 < slope < 1 and _same(ends, np.where(_BIASES > 0, _BIASES, slope * _BIASES)):
            return "LeakyReLU"
        return "다른 것"

    @property
    def _beyond(self):
        """마지막 가중치의 뒤에 아무것도 없어 보일 때, 훈련할 때에만 있는 것과 바로 앞에서 갇힌 것."""
        images = np.random.default_rng(3).normal(0, 1, (64, 8)).astype(np.float32)
        weights = self._last.get_weights()
        self._last.set_weights([np.zeros_like(weights[0]), np.full_like(weights[1], 3.0)])
        while_training = np.asarray(self.model(images, training=True))
        self._last.set_weights(weights)
        if not _same(while_training, 3.0):
            return "훈련할 때만 바꾸는 것"
        if len(weights[0]) == 1:
            far = np.abs(np.asarray(self.model(1e4 * images))).max()
            return "갇힌 Dense" if far <= np.abs(weights[0]).sum() + np.abs(weights[1]).sum() + 1e-3 else ""
        return ""

    @property
    def missing(self):
        """판별자가 내지 못하는 답."""
        return f"로짓 {_BIASES.min():g}에서 {_BIASES.max():g}까지를 내야 할 때의 출력 [{self.ends.min():.3g}, {self.ends.max():.3g}]"

    @cached_property
    def loss(self):
        """손실의 이름: 로짓의 이진 교차 엔트로피이면 빈 글."""
        try:
            got = self._losses(np.linspace(-6, 7, 10)[:, None])
        except Exception as error:
            return "없음" if "loss" in str(error).lower() and self.model.loss is None else "다른 것"
        if self.model.loss is None:
            return "없음"
        logits, losses = np.linspace(-6, 7, 10)[:, None], keras.losses
        kinds = {
            "": losses.BinaryCrossentropy(from_logits=True),
            "확률": losses.BinaryCrossentropy(),
            "부드러운 레이블": losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1),
            "제곱": losses.MeanSquaredError(),
            "절댓값": losses.MeanAbsoluteError(),
            "힌지": losses.Hinge(),
            "초점": losses.BinaryFocalCrossentropy(from_logits=True),
            "범주": losses.CategoricalCrossentropy(),
            "범주의 로짓": losses.CategoricalCrossentropy(from_logits=True),
        }
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return next((n for n, kind in kinds.items() if _same(got, np.asarray(kind(_LABELS, logits)))), "다른 것")

    def _losses(self, logits):
        labels, answers = tf.constant(_LABELS, tf.float32), tf.constant(logits, tf.float32)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = self.model.compute_loss(None, labels, answers, None, training=False)
        return np.asarray(value, np.float64)

    def says(self):
        """마지막 층과 손실에서 잘못된 것을 모두 말합니다."""
        said = []
        if self.after:
            said.append(_end_says(self.after))
        if self.loss:
            said.append(_LOSS_SAYS[self.loss])
        if self.after == "시그모이드" and self.loss == "확률":
            return (
                "확률을 내놓고 손실을 from_logits=False로 맞추었습니다. 값은 맞지만 이 강좌의 판별자는 로짓을 내놓습니다. "
                "손실은 그대로 두고 마지막 층의 시그모이드를 빼십시오."
            )
        if not self.after and self.loss == "확률":
            return "거꾸로 된 실수입니다. 판별자는 로짓을 내놓는데 손실은 확률이라고 여깁니다(from_logits=True가 없습니다)."
        return AND.join(said)


_LOSS_SAYS = {
    "없음": "compile로 손실을 정하지 않았습니다. compile 줄은 그대로 두십시오.",
    "확률": "손실이 답을 확률로 여깁니다(from_logits=True가 없습니다).",
    "부드러운 레이블": "손실의 레이블을 0과 1이 아니게 흔들었습니다(label_smoothing).",
    "제곱": "compile의 손실이 이진 교차 엔트로피가 아니라 평균 제곱 오차입니다.",
    "절댓값": "compile의 손실이 이진 교차 엔트로피가 아니라 평균 절댓값 오차입니다.",
    "범주": "compile의 손실이 이진 교차 엔트로피가 아니라 여러 범주의 교차 엔트로피입니다.",
    "범주의 로짓": "compile의 손실이 이진 교차 엔트로피가 아니라 여러 범주의 교차 엔트로피입니다.",
    "힌지": "compile의 손실이 이진 교차 엔트로피가 아니라 힌지 손실입니다.",
    "초점": "compile의 손실이 이진 교차 엔트로피가 아니라 초점(focal) 손실입니다.",
    "다른 것": "compile의 손실이 이진 교차 엔트로피(from_logits=True)가 아닙니다.",
}


def _end_says(name):
    if name in _BOUNDED:
        return _BOUNDED[name]
    if name.startswith("늘인 "):
        inside = name.removeprefix("늘인 ")
        return f"{inside}를 빼지 않고 그 값을 늘이거나 옮겼습니다. 로짓이 정해진 범위에 갇힙니다."
    if name == "되돌린 시그모이드":
        return "시그모이드를 빼지 않고 다시 로짓으로 되돌렸습니다. 자신 있는 답에서는 잘려 커지지 못합니다."
    if name == "정규화":
        return "마지막 Dense의 뒤에 정규화 층이 있어 로짓을 바꿉니다. 마지막 Dense의 값을 그대로 내놓으십시오."
    if name == "훈련할 때만 바꾸는 것":
        return "마지막 Dense의 뒤에 훈련할 때만 로짓을 바꾸는 층(드롭아웃 따위)이 있습니다."
    if name == "갇힌 Dense":
        return "확률로 바꾼 답 하나에 Dense를 하나 더 붙였습니다. 로짓이 정해진 범위에 갇힙니다. 확률로 바꾸는 것을 빼십시오."
    if name == "다른 것":
        return "마지막 층 뒤의 무엇인가가 로짓을 바꿉니다. 마지막 Dense의 값을 그대로 내놓으십시오."
    return f"마지막에 {name}를 씌웠습니다. 마지막 Dense의 값(로짓)을 그대로 내놓으십시오."


def _units(seen):
    count = seen.outputs.shape[-1] if seen.outputs.ndim == 2 else 0
    if count > 1:
        text = f"이미지마다 답이 하나여야 하는데 {count}개입니다(마지막 Dense의 유닛)."
        total = np.exp(seen.outputs.astype(np.float64)).sum(-1), seen.outputs.sum(-1)
        if np.allclose(total[1], 1, atol=1e-4):
            text += " 그리고 소프트맥스를 씌워 확률을 내놓습니다."
        elif np.allclose(total[0], 1, atol=1e-4):
            text += " 그리고 log-소프트맥스를 씌웠습니다."
        elif seen.outputs.min() >= 0 and seen.outputs.max() <= 1:
            text += " 그리고 로짓이 아니라 확률을 내놓습니다."
        if "CategoricalCrossentropy" in str(seen.model.loss) or "categorical" in str(seen.model.loss):
            text += " 그리고 손실이 이진 교차 엔트로피가 아닙니다."
        return text
    return f"이미지마다 답이 하나여야 합니다. 모양이 {seen.outputs.shape}입니다."


def _same(one, other):
    return bool(np.allclose(one, other, rtol=1e-3, atol=2e-4))


@exercise("1.6", "버그 찾기: 시그모이드가 두 번")
def build_discriminator() -> Observation:
    return Observation(
        _Judged,
        [
            Symptom(
                lambda seen: (
                    f"판별자(keras.Model)를 돌려주어야 하는데 {type(seen.model).__name__}을(를) 돌려주었습니다."
                ),
                lambda seen: not seen.is_model,
                expected="keras.Model",
                got=lambda seen: type(seen.model).__name__,
                explained=True,
            ),
            Symptom(
                _units,
                lambda seen: seen.outputs.shape != (64, 1),
                expected="모양 (64, 1)",
                got=lambda seen: f"모양 {seen.outputs.shape}",
                named=True,
            ),
            Symptom(
                "손실이 확률을 로짓으로 여겨, 아무리 잘 맞혀도 0.31보다 작아지지 않습니다.",
                lambda seen: seen.after == "시그모이드" and not seen.loss,
                untouched=_GIVEN,
            ),
            Symptom(
                lambda seen: seen.says(),
                lambda seen: (seen.after or seen.loss) and "다른 것" not in (seen.after, seen.loss),
                expected="마지막 층은 로짓을, 손실은 로짓의 이진 교차 엔트로피를",
                got=lambda seen: seen.missing,
                named=True,
            ),
            Symptom(
                lambda seen: seen.says(),
                lambda seen: seen.after or seen.loss,
                expected="마지막 층은 로짓을, 손실은 로짓의 이진 교차 엔트로피를",
                got=lambda seen: seen.missing,
            ),
            Symptom(
                "무엇을 보아도 답이 같습니다.",
                lambda seen: np.ptp(seen.outputs) < 1e-6,
                expected="이미지마다 다른 답",
                got=lambda seen: float(seen.outputs[0, 0]),
                explained=True,
            ),
        ],
    )
