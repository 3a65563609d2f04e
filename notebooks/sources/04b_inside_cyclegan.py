# %% [markdown]
# # 4b. CycleGAN의 속
#
# 4장의 CycleGAN은 말을 얼룩말로 바꾸고 채점까지 통과했습니다. 그런데 왜 통과했을까요? 값이나 데이터를 잘못 고르면 아무것도 바꾸지 않거나, 풀밭을 칠하고, 되돌아오라는 재촉이 세면
# 그림 속에 남모르게 **암호**를 숨기기도 합니다. 손실만 보아서는 알아채기 어렵습니다. 이 장은 4장에 이어, 그런 일을 하나씩 **일부러 일으켜** 숫자로 적습니다.
#
# **목표**
#
# - 순환 일관성의 가중치 λ와 항등 손실을 바꾸면 무엇이 달라지는지 재어 봅니다.
# - 훈련 데이터의 배경이 한쪽으로 쏠리면 생성자가 동물뿐 아니라 배경까지 칠하는 것을 봅니다.
# - 생성자가 정보를 숨기는 것을 직접 일으키고, 알아채고, 줄입니다.
# - 격자무늬를 스펙트럼에서 찾아내고, CycleGAN이 할 수 없는 일을 확인합니다.
# - 사용자들이 자주 묻는 것에 잰 값으로 답합니다.
#
# **걸리는 시간**: 읽고 생각하는 데 50분쯤, 노트북을 실행하는 데 코어 2개인 컴퓨터에서 3분쯤입니다.
#
# **프로필**: `cpu`가 기본입니다. 코드가 도는지만 보려면 `quick`, GPU가 있으면 `gpu`(64화소, 더 큰 신경망)를 고릅니다.
# `TRAIN`을 `False`로 바꾸면 훈련하지 않고, 미리 훈련해 둔 신경망들을 불러옵니다. 컴퓨터가 느릴 때 쓰십시오.

# %% [markdown] tags=["instructor"] section="4b.0" minutes=2
# **물음**: 4장의 모델은 채점을 통과했습니다. 무엇을 하나 바꾸면 통과하지 못할까요?
#
# **답**: $\lambda$, 데이터의 배경, 걸음 수 같은 답을 모아 칠판에 적고 이 장에서 하나씩 지웁니다.
#
# **흔한 오해**: 「손실이 그럴듯하면 결과도 그럴듯하다」고 여깁니다. 이 장의 고장은 대개 되돌아온 오차가 작습니다.
#
# **늦었으면**: 목표는 건너뛰고 4b.2절로 가십시오.

# %% [markdown] tags=["slide"] section="4b.0"
# - 값을 하나씩 바꾸어 **일부러 망가뜨립니다**
# - 손실만 보아서는 알아채기 어렵습니다

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0
TRAIN = True

# %%
import time
from typing import NamedTuple

from gan_course import evaluation, plots
from gan_course.data import savanna, unpaired_dataset
from gan_course.lesson import choose, measure, show, verdict
from gan_course.models import patch_discriminator, resnet_generator
from gan_course.training import CycleGAN, LinearDecay, checkpoint
from gan_course.widgets.figure import controlled_figure
from gan_course.widgets.progress import TimeLeft

import ipywidgets
import keras
import numpy as np
import tensorflow as tf

# %%
SIZE = choose(PROFILE, quick=32, cpu=32, gpu=64)
TRAIN_IMAGES = choose(PROFILE, quick=40, cpu=600, gpu=2000)
TEST_PAIRS = choose(PROFILE, quick=40, cpu=100, gpu=200)
FILTERS = choose(PROFILE, quick=4, cpu=12, gpu=64)
BLOCKS = choose(PROFILE, quick=1, cpu=2, gpu=6)
DISCRIMINATOR_FILTERS = choose(PROFILE, quick=4, cpu=16, gpu=64)
STEPS = choose(PROFILE, quick=2, cpu=400, gpu=4000)
BATCH_SIZE = 2
GENERATOR_LEARNING_RATE = choose(PROFILE, quick=1e-3, cpu=1e-3, gpu=2e-4)
DISCRIMINATOR_LEARNING_RATE = choose(PROFILE, quick=5e-4, cpu=5e-4, gpu=2e-4)
MESSAGE_STEPS = choose(PROFILE, quick=4, cpu=500, gpu=3000)
TRAINED = PROFILE != "quick"
if not TRAIN:
    saved = checkpoint("04b", PROFILE=PROFILE, SEED=SEED).weights

# %% [markdown]
# **늦게 오셨거나 컴퓨터가 느리면** 4장을 다 실행하지 못했어도 괜찮습니다. 4장의 CycleGAN을 미리 훈련해서 강좌에 넣어 두었습니다. 다음 셀이 불러옵니다. 4장을 마쳤다면 그림만 보고 지나가십시오.

# %%
horses = savanna.pairs("horse2zebra", 8, seed=SEED).a
show(
    plots.image_rows([horses, checkpoint("04").model.translate(horses, "AtoB")], ["말", "4장의 얼룩말"]),
    alt="말 여덟 마리와, 4장에서 훈련한 CycleGAN이 그것을 옮긴 얼룩말",
)

# %% [markdown]
# ## 4b.1 실험실
#
# 짧은 훈련을 여러 번 견주려면 **하나만 빼고 모두 같아야** 합니다. 그래서 신경망을 작게 줄이고, 모든 훈련이 같은 처음 가중치에서 출발해 같은 차례의 데이터를 같은 걸음 수만큼 보게 하는 함수를 하나 만듭니다.
# 옵티마이저의 모멘텀과 이미지 풀까지 처음으로 되돌립니다.
# 그림도 4장의 64화소에서 32화소로 줄입니다. 화소가 4분의 1이 됩니다.

# %% [markdown] tags=["instructor"] section="4b.1" minutes=4
# **물음**: 두 훈련을 견주려면 무엇을 같게 해야 합니까?
#
# **답**: 하나만 빼고 모두입니다. 처음 가중치, 데이터의 차례, 걸음 수, 옵티마이저의 모멘텀, 이미지 풀까지입니다.
#
# **흔한 오해**: 「씨앗만 같게 하면 된다」고 여깁니다. 모멘텀과 이미지 풀이 앞의 훈련에서 새어 들어옵니다.
#
# **늦었으면**: 코드는 접고 「하나만 빼고 모두 같게」만 말하십시오.

# %% [markdown] tags=["slide"] section="4b.1"
# - 하나만 빼고 **모두 같게** 훈련합니다
# - 작게: 32화소, 400걸음. 채점의 자부터 확인합니다

# %%
train_a, train_b = savanna.unpaired("horse2zebra", TRAIN_IMAGES, seed=SEED, size=SIZE)
test = savanna.pairs("horse2zebra", TEST_PAIRS, seed=SEED, size=SIZE)


def build_cyclegan(identity_weight, upsampling, from_input):
    keras.utils.set_random_seed(SEED)
    shape = (SIZE, SIZE, 3)
    model = CycleGAN(
        *(resnet_generator(shape, FILTERS, BLOCKS, upsampling, residual_output=from_input) for _ in range(2)),
        *(patch_discriminator(shape, DISCRIMINATOR_FILTERS, downsamplings=1) for _ in range(2)),
        identity_weight=identity_weight,
        average_decay=0.98,
        seed=SEED,
    )
    constant = int(0.6 * STEPS)
    rates = (GENERATOR_LEARNING_RATE, DISCRIMINATOR_LEARNING_RATE)
    model.compile(*(keras.optimizers.Adam(LinearDecay(rate, constant, STEPS - constant), beta_1=0.5) for rate in rates))
    model.cycle_weight = tf.Variable(10.0)  # 변수이므로, 한 번 만든 계산을 다시 만들지 않고 λ만 바꿀 수 있습니다
    return model


benches = {}


def experiment(name, a, b, cycle_weight, identity_weight=0.0, upsampling="resize", from_input=True, callbacks=()):
    """처음 상태로 되돌린 모델을 a와 b로 STEPS걸음 훈련합니다. 다음 실험이 같은 모델을 다시 쓰므로 결과는 바로 뽑아 둡니다."""
    key = identity_weight, upsampling, from_input
    if key not in benches:
        model = build_cyclegan(*key)
        state = [*model.variables, *model.generator_optimizer.variables, *model.discriminator_optimizer.variables]
        benches[key] = model, state, [variable.numpy() for variable in state]
    model, state, start = benches[key]
    for variable, value in zip(state, start):
        variable.assign(value)
    model.cycle_weight.assign(cycle_weight)
    if not TRAIN:  # name은 이때 불러올 생성자들의 이름입니다. 되돌리는 생성자는 이 장이 채점하는 것만 담겨 있습니다.
        model.average_ab.set_weights(saved[f"{name}_ab"])
        model.average_ba.set_weights(saved.get(f"{name}_ba") or model.average_ba.get_weights())
        return model
    model.fit(unpaired_dataset(a, b, BATCH_SIZE, seed=SEED, steps=STEPS), verbose=0, callbacks=[*callbacks])
    return model


# %% [markdown]
# 점수는 4장의 것입니다. **배경 오차**와 **몸의 변화**는 몸 밖과 몸 안의 화소가 달라진 크기의 평균(4.13절), **되돌아온 오차**는 갔다가 되돌아온 그림과 처음 그림의 차이의 평균입니다(4.14절). 모두 화소를 0에서 1로 봅니다.
#
# 채점용 분류기는 64화소로 훈련했습니다. 32화소의 그림은 화소를 두 배로 늘려서 보여 줍니다. 그래도 되는지 **자부터** 확인합니다.


# %%
class Result(NamedTuple):
    fake: np.ndarray  # 옮긴 얼룩말
    cycled: np.ndarray  # 되돌린 말
    background_error: float
    body_change: float
    class_rate: float  # 얼룩말로 보인 비율
    return_error: float  # 되돌아온 오차
    weights: tuple = ()  # 두 생성자의 가중치(말→얼룩말, 얼룩말→말)


def for_scoring(images):
    return images.repeat(64 // SIZE, axis=1).repeat(64 // SIZE, axis=2)


def score(fake, cycled, source=test.a, body=test.body, weights=()):
    scores = evaluation.savanna_scores(for_scoring(source), for_scoring(fake), for_scoring(body), "zebra")
    return Result(fake, cycled, *scores, np.abs(cycled - source).mean() / 2, weights)


def try_out(model):
    fake = model.translate(test.a, "AtoB")
    weights = model.average_ab.get_weights(), model.average_ba.get_weights()
    return score(fake, model.translate(fake, "BtoA"), weights=weights)


truth, untouched = score(test.b, test.a), score(test.a, test.a)
verdict("정답 얼룩말은 97% 이상이 얼룩말로 보입니다", truth.class_rate >= 0.97)
verdict("바꾸지 않은 말은 3% 이하만 얼룩말로 보입니다", untouched.class_rate <= 0.03)

# %% [markdown]
# ## 4b.2 λ: 얼마나 되돌아오라고 할까요?
#
# 순환 일관성 손실의 가중치 $\lambda$를 0, 1, 10, 50으로 바꿉니다. 나머지는 모두 같습니다. 0은 순환이 없는 것, 10은 논문의 값입니다.
#
# > **생각해 보기** (2분). 실행하기 전에 짐작해 보십시오. 되돌아온 오차는 어느 $\lambda$에서 가장 작을까요? 얼룩말은 어느 $\lambda$에서 가장 많이 나올까요?
#
# <details><summary>답 보기</summary>
#
# 되돌아온 오차는 $\lambda$가 클수록 작을 것입니다. 그것을 더 재촉하기 때문입니다. 그러나 아무것도 바꾸지 않는 것이 가장 잘 되돌아오는 길이므로, $\lambda$가 지나치게 크면 얼룩말이 나오지 않습니다.
# 거꾸로 $\lambda = 0$이면 얼룩말은 많이 나올지 몰라도 배경을 지킬 까닭이 없습니다. **얼룩말만 세지 말고 배경도 함께** 보아야 합니다. 둘을 함께 보면 좋은 값은 가운데 어딘가에 있을 것입니다.
#
# </details>

# %% [markdown] tags=["instructor"] section="4b.2" minutes=6
# **물음**: 되돌아온 오차가 가장 작은 $\lambda$와 얼룩말이 가장 많이 나오는 $\lambda$는 같을까요?
#
# **답**: 다릅니다. 되돌아온 오차는 $\lambda = 50$에서 가장 작지만 얼룩말이 거의 나오지 않습니다. 저장해 둔 훈련에서 얼룩말이 가장 많은 것은 끝인 $\lambda = 0$이지만 배경이 무너집니다. 배경까지 보면 넷 가운데 $\lambda = 1$이 낫습니다.
#
# **흔한 오해**: 「논문의 10이 언제나 옳다」고 여깁니다. 400걸음에는 큰 값입니다. 얼룩말은 거의 나오지 않고 몸과 배경의 색이 바뀌었습니다. 그 색도 되돌릴 수 있으므로 순환은 막지 않습니다.
#
# **늦었으면**: 그림(위에서 아래로 0, 1, 10, 50)만 보이고 표의 수는 읽지 마십시오.

# %% [markdown] tags=["slide"] section="4b.2"
# - $\lambda = 0$: 배경을 지킬 까닭이 없습니다
# - $\lambda = 1$: 넷 가운데 얼룩말과 배경을 **함께** 얻은 것
# - $\lambda = 10$: 줄무늬 대신 **몸과 배경의 색**. 되돌릴 수 있는 색 바꿈은 순환이 막지 않습니다
# - $\lambda = 50$: 되돌아온 오차는 가장 작고, **바꾼 것이 거의 없습니다**
# - 되돌아온 오차만 보면 뒤의 것이 가장 훌륭합니다

# %% tags=["nbval-ignore-output"]
WEIGHTS = (0, 1, 10, 50)
started = time.perf_counter()
left = TimeLeft(len(WEIGHTS))
results = {
    weight: try_out(experiment(f"weight_{weight}", train_a, train_b, cycle_weight=weight, callbacks=[left]))
    for weight in WEIGHTS
}
measure(
    "네 번 훈련한 시간" if TRAIN else "훈련한 것을 네 번 불러온 시간", time.perf_counter() - started, "초", digits=0
)
for weight, result in results.items():
    measure(f"λ = {weight}: 얼룩말로 보인 비율", 100 * result.class_rate, "%", digits=0)
    measure(f"λ = {weight}: 배경 오차", result.background_error, digits=4)
    measure(f"λ = {weight}: 몸의 변화", result.body_change, digits=3)
    measure(f"λ = {weight}: 되돌아온 오차", result.return_error, digits=4)

# %%
show(
    plots.image_rows(
        [test.a[:8], *(results[weight].fake[:8] for weight in WEIGHTS), test.b[:8]],
        ["말", *(f"λ = {weight}" for weight in WEIGHTS), "정답"],
    ),
    alt="맨 위는 말, 그 아래로 λ가 0, 1, 10, 50일 때 옮긴 그림, 맨 아래는 정답 얼룩말",
)

# %%
show(
    plots.weight_sweep(
        WEIGHTS,
        {
            "얼룩말로 보인 비율": [results[weight].class_rate for weight in WEIGHTS],
            "배경 오차": [results[weight].background_error for weight in WEIGHTS],
            "되돌아온 오차": [results[weight].return_error for weight in WEIGHTS],
        },
    ),
    alt="λ마다의 세 점수. 얼룩말로 보인 비율은 λ = 10부터 바닥이고, 배경 오차는 λ = 10에서 λ = 1보다 크며, "
    "되돌아온 오차는 λ가 커질수록 작다",
)

# %%
returned = [results[weight].return_error for weight in WEIGHTS]
verdict(
    "되돌아온 오차는 λ가 커질수록 작습니다(0, 1, 50의 차례로)", returned[0] > returned[1] > returned[3], when=TRAINED
)
verdict("순환이 없으면 되돌아온 오차가 λ = 1일 때의 두 배를 넘습니다", returned[0] > 2 * returned[1], when=TRAINED)
verdict(
    "순환이 없으면 배경 오차가 λ = 1일 때의 두 배를 넘습니다",
    results[0].background_error > 2 * results[1].background_error,
    when=TRAINED,
)
verdict("λ = 50에서는 얼룩말이 거의 나오지 않습니다(15% 이하)", results[50].class_rate <= 0.15, when=TRAINED)
verdict("λ = 10도 이 걸음 수에는 큽니다(얼룩말이 20% 이하)", results[10].class_rate <= 0.2, when=TRAINED)
verdict(
    "λ = 1에서는 λ = 50보다 25%포인트 넘게 더 나옵니다",
    results[1].class_rate > results[50].class_rate + 0.25,
    when=TRAINED,
)
verdict(
    "λ = 10의 배경 오차는 λ = 1의 1.3배를 넘습니다",
    results[10].background_error > 1.3 * results[1].background_error,
    when=TRAINED,
)
verdict("그런데 되돌아온 오차는 λ = 1의 4분의 1도 되지 않습니다", 4 * returned[2] < returned[1], when=TRAINED)

# %% [markdown]
# - **$\lambda = 0$**: 판별자를 속이기만 하면 됩니다. 배경을 지킬 까닭이 없습니다. 분류기가 얼룩말이라고 해도 배경까지 지켰다는 뜻은 아닙니다. 얼룩말로 보인 비율은 훈련 하나의 값이니, 씨앗이나 프로세서가 다르면 달라질 수 있습니다.
# - **$\lambda = 1$**: 저장해 둔 훈련에서 얼룩말로 보인 비율은 절반 안팎으로, 열에 아홉이 넘는 $\lambda = 0$보다 낮지만, 배경 오차는 그 4분의 1도 되지 않습니다. 얼룩말만 세면 $\lambda = 0$이 가장 많습니다. 둘을 함께 보면 넷 가운데 여기가 낫습니다. 그래도 줄무늬는 거의 몸통에만 있습니다(4b.7절). 아래의 실험은 이 모델로 합니다.
# - **$\lambda = 10$**: 논문의 값인데도 얼룩말이 나오지 않았습니다. 몸뿐 아니라 **배경의 색까지** 바꾸었습니다. 어디를 무슨 색으로 바꾸는지는 훈련마다 다를 수 있습니다. 배경 오차는 $\lambda = 1$보다 큰데 되돌아온 오차는 훨씬 작습니다. **되돌릴 수 있는 색 바꿈은 순환이 막지 않습니다.** 이 작은 신경망의 400걸음에는 큰 값입니다. 4장에서는 $\lambda$를 5에서 10으로 올리며 2,000걸음을 훈련했습니다. 알맞은 $\lambda$는 얼마나 오래 훈련하는지에 달렸다고 짐작합니다. 4장은 그림과 신경망의 크기, 학습률도 다르므로 이것만으로는 가릴 수 없습니다.
# - **$\lambda = 50$**: 되돌아온 오차는 가장 작습니다. 그런데 바꾼 것이 거의 없습니다(몸의 변화를 보십시오). 되돌아온 오차만 보면 **가장 훌륭한 모델**입니다.
#
# "**변환이 안 됩니다. 입력이 그대로 나옵니다**"라는 질문의 답이 이것입니다. 차례로 확인하십시오.
#
# 1. $\lambda$와 항등 손실의 가중치가 너무 크지 않은가. 둘 다 **아무것도 바꾸지 않는 것**을 좋아합니다.
# 2. 걸음이 모자라지 않은가. 입력에서 시작하는 생성자는 아무것도 바꾸지 않는 자리에서 출발합니다.
# 3. 두 도메인이 정말 다른가. 입력이 그대로 나오는데도 판별자의 손실이 0.25에 붙어 있으면, 가짜가 곧 입력이므로 판별자가 두 도메인을 가리지 못하는 것입니다.
#
# ## 4b.3 배경의 지름길
#
# 얼룩말 사진은 모두 누런 초원에서, 말 사진은 모두 푸른 목장에서 찍었다고 합시다. 그러면 판별자는 동물을 보지 않아도 됩니다. **풀빛만 보면** 얼룩말 사진인지 알 수 있습니다.
# 그런 데이터를 일부러 만듭니다. 말은 푸른 풀밭에 선 것만, 얼룩말은 누런 풀밭에 선 것만 남깁니다.

# %% [markdown] tags=["instructor"] section="4b.3" minutes=5
# **물음**: 얼룩말 사진이 모두 누런 초원에서 찍혔다면 생성자는 무엇을 배웁니까?
#
# **답**: 풀밭을 누렇게 칠하는 법입니다. 판별자에게는 그것도 얼룩말 사진의 특징이기 때문입니다.
#
# **흔한 오해**: 「모델이 틀렸다」고 여깁니다. 모델은 시키는 대로 했습니다. 고칠 것은 데이터입니다.
#
# **늦었으면**: 그림 한 장(누렇게 칠한 풀밭)만 보이고 「배경을 따로 재라」로 맺으십시오.

# %% [markdown] tags=["slide"] section="4b.3"
# - 데이터의 배경이 쏠리면 생성자는 **배경까지** 칠합니다
# - 얼룩말로 보인 비율만 재면 알아채지 못합니다
# - 고칠 것은 모델이 아니라 **데이터**입니다


# %%
def is_yellow(images):
    """맨 아래 네 줄(풀밭)의 빨강이 초록보다 밝으면 누런 풀밭입니다."""
    grass = images[:, -4:].mean(axis=(1, 2))
    return grass[:, 0] > grass[:, 1]


green_horses, yellow_zebras = train_a[~is_yellow(train_a)], train_b[is_yellow(train_b)]
show(
    plots.image_rows([green_horses[:8], yellow_zebras[:8]], ["푸른 풀밭의 말", "누런 풀밭의 얼룩말"]),
    alt="윗줄은 모두 푸른 풀밭에 선 말, 아랫줄은 모두 누런 풀밭에 선 얼룩말",
)
print("누런 풀밭인 것의 비율, 본래의 데이터:", round(is_yellow(train_a).mean(), 1), round(is_yellow(train_b).mean(), 1))

# %% [markdown]
# 이것으로 훈련한 모델을 본래의 데이터로 훈련한 모델($\lambda = 1$)과 견줍니다. 골라내느라 도메인마다 장수가 절반쯤으로 줄었지만 걸음 수는 같습니다. 시험은 **푸른 풀밭에 선 말**로만 봅니다.

# %% tags=["nbval-ignore-output"]
shortcut = try_out(experiment("shortcut", green_horses, yellow_zebras, cycle_weight=1))
fair = results[1]
on_green = ~is_yellow(test.a)


def only_green(result):
    return score(result.fake[on_green], result.cycled[on_green], test.a[on_green], test.body[on_green])


fair_green, shortcut_green = only_green(fair), only_green(shortcut)
for name, result in (("고른 데이터", fair_green), ("쏠린 데이터", shortcut_green)):
    measure(f"{name}: 배경 오차", result.background_error, digits=4)
    measure(f"{name}: 누렇게 바뀐 풀밭", 100 * is_yellow(result.fake).mean(), "%", digits=0)
    measure(f"{name}: 얼룩말로 보인 비율", 100 * result.class_rate, "%", digits=0)
    measure(f"{name}: 몸의 변화", result.body_change, digits=3)

# %%
show(
    plots.image_rows(
        [test.a[on_green][:8], fair_green.fake[:8], shortcut_green.fake[:8]],
        ["푸른 풀밭의 말", "고른 데이터로\n배운 모델", "쏠린 데이터로\n배운 모델"],
    ),
    alt="푸른 풀밭의 말을 옮긴 것. 고른 데이터로 배운 모델은 풀밭을 두고 줄무늬를 그렸고, 쏠린 데이터로 배운 모델은 풀밭을 누렇게 칠했다",
)
verdict(
    "고른 데이터로 배운 모델은 풀밭을 누렇게 칠하지 않습니다(10% 이하)",
    is_yellow(fair_green.fake).mean() <= 0.1,
    when=TRAINED,
)
verdict(
    "쏠린 데이터로 배운 모델은 풀밭을 누렇게 칠합니다(80% 이상)",
    is_yellow(shortcut_green.fake).mean() >= 0.8,
    when=TRAINED,
)
verdict(
    "쏠린 데이터에서는 배경 오차가 두 배를 넘습니다",
    shortcut_green.background_error > 2 * fair_green.background_error,
    when=TRAINED,
)
verdict(
    "그런데도 얼룩말로 보인 비율은 고른 데이터보다 25%포인트 넘게 낮아지지 않습니다",
    shortcut_green.class_rate > fair_green.class_rate - 0.25,
    when=TRAINED,
)

# %% [markdown]
# 생성자는 시키는 대로 했습니다. 이 데이터에서는 누런 풀밭도 줄무늬와 똑같이 **얼룩말 사진의 특징**입니다. 줄무늬도 그렸으므로 얼룩말로 보인 비율만 재었다면 알아채지 못했을 것입니다. 배경을 따로 재십시오.
# 모델을 고칠 일이 아니라 **데이터를 고칠 일**입니다. 두 도메인의 배경을 맞추거나, 동물만 오려서 쓰십시오.
# CycleGAN 논문도 말을 탄 사람에게까지 줄무늬를 그린 실패를 보이고, 훈련한 사진에 말을 탄 사람이 없었던 탓이라고 적었습니다(논문의 한계 절).
#
# ## 4b.4 항등 손실은 무엇을 합니까?
#
# 4장에서는 항등 손실을 껐습니다. 우리의 생성자는 입력에서 시작하므로 처음부터 색이 제자리에 있기 때문입니다. 훈련하는 동안에도 그대로라는 보장은 없습니다(4b.2절의 $\lambda = 10$).
# 논문의 생성자는 그림을 **처음부터 다시 그립니다**. 그러면 색은 무엇이 지킬까요? 판별자는 "푸른 풀밭의 얼룩말"도 "누런 풀밭의 얼룩말"도 진짜라고 합니다.
# 푸른 것을 누렇게, 누런 것을 푸르게 바꾸어도 판별자는 만족하고, 되돌아오기만 하면 순환도 만족합니다.
#
# 논문의 생성자(`residual_output=False`)로 항등 손실을 끄고 켜서 견줍니다. $\lambda$와 키우는 층도 논문의 것(10, 전치 합성곱)입니다. 생성자가 다르므로 4b.2절의 $\lambda = 10$과는 견주지 않습니다. 두 가지를 잽니다. 이미 얼룩말인 그림을 넣었을 때 **쓸데없이 고친 정도**와, 옮긴 그림의 몸 **밖**입니다.

# %% [markdown] tags=["instructor"] section="4b.4" minutes=5
# **물음**: 항등 손실을 켜면 옮긴 그림의 색도 지켜집니까?
#
# **답**: 이 짧은 훈련에서는 확인하지 못했습니다. 고칠 것이 없는 그림을 덜 고친다는 것까지만 확인했습니다.
#
# **흔한 오해**: 논문에 적혀 있으니 여기에서도 보일 것이라고 여깁니다. 확인하지 못한 것은 그렇게 말하는 버릇을 보여 줄 자리입니다.
#
# **늦었으면**: 결론 두 줄만 말하고 4b.6절로 가십시오.

# %% [markdown] tags=["slide"] section="4b.4"
# - 이미 얼룩말인 그림을 **덜 고칩니다**
# - 옮긴 그림의 색까지 붙드는지는 **확인하지 못했습니다**
# - 색이 바로 바꿀 것이라면(낮→밤) 방해가 됩니다

# %% tags=["nbval-ignore-output"]
drawn_results, touched, left = {}, {}, TimeLeft(2)
for name, weight in {"항등 없음": 0, "항등 있음": 5}.items():
    drawing = experiment(
        f"identity_{weight}", train_a, train_b, 10, weight, upsampling="transpose", from_input=False, callbacks=[left]
    )
    drawn_results[name] = try_out(drawing)
    touched[name] = np.abs(drawing.translate(test.b, "AtoB") - test.b).mean() / 2
outside = test.body == 0


def mean_colour(images):
    """그림마다 몸 밖의 평균 색 [n, 3], [0, 1]."""
    return ((images + 1) / 2 * outside).sum(axis=(1, 2)) / outside.sum(axis=(1, 2))


def colour_drift(images):
    return np.abs(mean_colour(images) - mean_colour(test.a)).mean()


for name, result in drawn_results.items():
    measure(f"{name}: 이미 얼룩말인 그림을 고친 정도", touched[name], digits=3)
    measure(f"{name}: 배경 오차", result.background_error, digits=3)
    measure(f"{name}: 몸 밖의 평균 색이 달아난 정도", colour_drift(result.fake), digits=3)
    measure(f"{name}: 얼룩말로 보인 비율", 100 * result.class_rate, "%", digits=0)

# %%
show(
    plots.image_rows(
        [test.a[:8], drawn_results["항등 없음"].fake[:8], drawn_results["항등 있음"].fake[:8]],
        ["말", "항등 손실 없음", "항등 손실 있음"],
    ),
    alt="논문의 생성자로 옮긴 그림. 두 모델 모두 거친 얼룩말을 그렸고 풀밭의 색이 서로 비슷해졌다. 항등 손실이 있으면 하늘과 풀밭이 덜 얼룩진다",
)
verdict(
    "항등 손실을 켜면 이미 얼룩말인 그림을 덜 고칩니다(0.8배 이하)",
    touched["항등 있음"] < 0.8 * touched["항등 없음"],
    when=TRAINED,
)

# %% [markdown]
# 항등 손실은 시킨 일을 했습니다. 고칠 것이 없는 그림을 덜 고칩니다. 저자들도 항등 손실을 켠 생성자는 쓸데없는 것을 덜 바꾼다고 답합니다(그들의 저장소의 질문과 답).
# 그런데 **옮긴 말의 색**은 어떻습니까? 몸 밖의 평균 색이 달아난 정도는 두 모델이 거의 같습니다(위의 `[측정]`). 그림에서는 두 모델 모두 누런 풀밭과 푸른 풀밭이 서로 비슷해졌습니다. 그 색 차이가 얼마나 남았는지는 여기에서 재지 않았습니다.
# 항등 손실이 색을 붙든다는 저자들의 관찰을 이 짧은 훈련 하나로는 **확인하지 못했습니다**. 씨앗을 바꾸거나 더 오래 훈련하면 어떨지는 재지 않았습니다. 입력에서 시작하는 우리의 생성자는 항등 손실 없이도 풀밭의 색을 지켰습니다(4b.3절의 고른 데이터. 그쪽은 $\lambda$도 1로 다르므로, 생성자의 덕인지는 가리지 않았습니다).
#
# "**색이 뒤집혀 나옵니다**"라는 질문에는 4.6절에서 답했습니다. 색을 뒤집는 두 생성자도 순환 일관성 손실은 0이지만, 항등 손실은 그것을 알아챕니다.
# 저자들은 훈련 처음에 뒤집힌 색이 끝내 되돌아오지 않는 것을 보았다고 적었습니다(그들의 저장소의 질문과 답). 그러니 항등 손실을 켜고 **처음부터** 다시 훈련하십시오. 저자들은 가중치의 처음 값을 더 작게 뽑아 보라고도 합니다.
#
# 항등 손실이 언제나 좋은 것은 아닙니다. 낮을 밤으로 바꾸듯 **색이 바로 바꿀 것**이라면 방해가 됩니다.
#
# ## 4b.5 격자무늬
#
# 생성자가 그림을 키우는 방법은 둘입니다. 전치 합성곱(transposed convolution)과, 확대 뒤 합성곱입니다.
# 4.7절에서는 가중치가 모두 1인 층으로 격자가 생기는 까닭을 보았습니다. 이번에는 **생성자 전체의 출력**에서 격자를 찾아 숫자로 만듭니다. 그림을 굵기가 다른 물결들로 나누어 물결마다의 세기를 적은 **스펙트럼**(spectrum)도 봅니다.
#
# 전치 합성곱은 두 배씩 두 번 키우므로, 무늬가 있다면 네 화소마다 되풀이됩니다. 그래서 화소를 (줄 번호 ÷ 4의 나머지, 칸 번호 ÷ 4의 나머지)의 열여섯 무리로 나눕니다.
# 격자가 없다면 무리마다의 평균이 거의 같아야 합니다. 하늘과 땅처럼 위아래가 다른 그림에서는 조금 달라지므로, 0이 아니라 **진짜 그림의 값**과 견줍니다. 평균이 서로 다른 정도(표준 편차)를 그림 전체의 표준 편차로 나눈 것이 **격자의 세기**입니다.

# %% [markdown] tags=["instructor"] section="4b.5" minutes=6
# **물음**: 훈련한 뒤에 격자무늬가 줄어드는 까닭은 무엇입니까?
#
# **답**: 격자는 판별자에게 가짜의 표시이므로 생성자가 지울 까닭이 있습니다.
#
# **흔한 오해**: 스펙트럼의 넓게 밝은 곳을 격자로 읽습니다. 격자는 동그라미 안의 **점**입니다. 「커널을 보폭의 배수로 하면 격자가 없다」고도 여깁니다. 횟수가 고를 뿐입니다.
#
# **늦었으면**: 스펙트럼 그림에서 밝은 점 하나만 짚고 넘어가십시오.

# %% [markdown] tags=["slide"] section="4b.5"
# - 격자는 스펙트럼의 **밝은 점**으로 드러납니다(동그라미)
# - 까닭: 자리마다 더하는 횟수와 가중치가 다릅니다
# - 잰 모델(항등 손실 있음)에서는 훈련하자 절반 아래로 줄었습니다
# - 확대 뒤 합성곱의 격자는 처음부터 3분의 1도 되지 않습니다


# %%
def grid_strength(images):
    """16무리의 평균이 서로 다른 정도. 0이면 격자가 없습니다."""
    groups = images.reshape(len(images), SIZE // 4, 4, SIZE // 4, 4, 3).mean(axis=(1, 3))  # [n, 4, 4, 3]
    return float((groups.std(axis=(1, 2)) / images.std(axis=(1, 2))).mean())


def untrained_output(upsampling, seed):
    keras.utils.set_random_seed(seed)
    return resnet_generator((SIZE, SIZE, 3), FILTERS, BLOCKS, upsampling).predict(test.a[:16], verbose=0)


seeds = range(3)
before = {name: [untrained_output(name, seed) for seed in seeds] for name in ("transpose", "resize")}
strengths = {name: [grid_strength(images) for images in outputs] for name, outputs in before.items()}
verdict(
    "훈련하기 전, 전치 합성곱의 격자는 어느 씨앗에서나 확대 뒤 합성곱의 세 배가 넘습니다",
    all(ours > 3 * theirs for ours, theirs in zip(strengths["transpose"], strengths["resize"])),
)

# %% tags=["nbval-ignore-output"]
transposed = drawn_results["항등 있음"].fake
measure("진짜 그림의 격자의 세기", grid_strength(test.a), digits=3)
for name, label in (("transpose", "전치 합성곱"), ("resize", "확대 뒤 합성곱")):
    measure(f"{label}, 훈련하기 전(씨앗 셋의 평균)", np.mean(strengths[name]), digits=3)
measure("전치 합성곱, 훈련한 뒤", grid_strength(transposed), digits=3)

# %%
show(
    plots.grid_spectra(
        [test.a[:16], before["resize"][0], before["transpose"][0], transposed[:16]],
        ["진짜", "확대, 훈련 전", "전치, 훈련 전", "전치, 훈련 뒤"],
        period=4,
    ),
    alt="위는 그림, 아래는 스펙트럼. 네 화소마다 되풀이되는 무늬의 자리 열다섯에 동그라미가 있다. 훈련하기 전 전치 합성곱에서는 동그라미 안, 특히 가운데를 지나는 가로줄과 세로줄의 것이 둘레보다 밝다",
)
verdict(
    "훈련하자 이 모델의 전치 합성곱의 격자가 절반 아래로 줄었습니다",
    grid_strength(transposed) < 0.5 * np.mean(strengths["transpose"]),
    when=TRAINED,
)

# %% [markdown]
# 스펙트럼의 한가운데 둘레는 천천히 변하는 무늬, 가장자리는 두 화소마다 되풀이되는 무늬입니다. 꼭 한가운데의 검은 점은 미리 빼 둔 그림 전체의 평균입니다. 네 화소마다 되풀이되는 무늬는 **동그라미를 친 열다섯 자리**에만 나타날 수 있습니다. 점 하나가 화소 하나입니다.
# 훈련하기 전 전치 합성곱에서는 동그라미 안, 특히 가운데를 지나는 가로줄과 세로줄의 것이 둘레보다 밝습니다. 그것이 격자무늬입니다. 진짜에는 세로로 밝은 줄이 동그라미를 지날 뿐입니다. 하늘과 땅의 가로 무늬가 만든 줄입니다. 확대 뒤 합성곱은 가운데에서 바깥으로 차츰 어두워지고, 동그라미 안이 둘레보다 밝지 않습니다.
# 훈련한 뒤(4b.4절의 항등 손실을 켠 모델)에는 격자의 세기가 진짜 그림에 가까워졌습니다. 격자는 판별자에게 가짜의 표시이므로 생성자가 지울 까닭이 있습니다. 스펙트럼에서 넓게 밝은 곳은 거칠게 그린 줄무늬로 보입니다. 항등 손실을 끈 모델의 격자는 재지 않았습니다. 다만 4b.4절의 그림에서 그 하늘에는 점무늬가 되풀이되니, 훈련하면 늘 다 지워진다고 말할 수는 없습니다.
#
# "**결과에 바둑판무늬가 생깁니다**"라는 질문에 저자들은 두 가지로 답합니다(그들의 저장소의 질문과 답). 확대 뒤 합성곱으로 바꾸는 것과, 더 오래 훈련하는 것입니다. 앞의 것은 우리의 `upsampling="resize"`입니다. 뒤의 것은 훈련하기 전과 뒤만 견주었고, 더 오래 훈련해 보지는 않았습니다.
#
# ### 격자는 어디에서 옵니까
#
# 세 가지 층을 견줍니다. 커널 3과 커널 4의 전치 합성곱(보폭 2), 그리고 확대 뒤 합성곱입니다. 마지막 것은 무늬가 없어야 하는 **대조**(견줄 기준)입니다.
# 가중치를 모두 1로 두고 모두 1인 그림을 넣으면, 출력은 그 화소에 **몇 번 더했는지**입니다. 가장자리를 뺀 가운데의 여섯 칸만 봅니다. 아랫줄은 가중치를 난수로 뽑은, 훈련하지 않은 층이 똑같은 그림(모두 1)에서 내놓은 것입니다.


# %%
def growing_layers(initializer):
    """그림을 두 배로 키우는 층 셋. 채널은 하나, 편향은 없습니다."""
    one = {"padding": "same", "kernel_initializer": initializer, "use_bias": False}
    return {
        "전치, 커널 3": keras.layers.Conv2DTranspose(1, 3, 2, **one),
        "전치, 커널 4": keras.layers.Conv2DTranspose(1, 4, 2, **one),
        "확대 뒤 합성곱": keras.Sequential([keras.layers.UpSampling2D(2), keras.layers.Conv2D(1, 3, **one)]),
    }


def grown(initializer):
    return {
        name: layer(np.ones((1, 8, 8, 1)))[0, 4:10, 4:10, 0].numpy()
        for name, layer in growing_layers(initializer).items()
    }


added = grown("ones")
random_outputs = [grown(keras.initializers.RandomNormal(stddev=1.0, seed=seed)) for seed in range(20)]
show(
    plots.coverage_maps(list(added.values()), list(random_outputs[0].values()), list(added)),
    alt="윗줄은 더하는 횟수. 커널 3은 4, 2, 1이 바둑판처럼 섞여 있고, 커널 4는 모두 4, 확대 뒤 합성곱은 모두 9. "
    "아랫줄은 가중치가 난수인 층의 출력. 커널 3과 커널 4에는 바둑판무늬가 있고, 확대 뒤 합성곱은 고른 회색",
)
uneven = {name: np.median([np.ptp(made[name]) for made in random_outputs]) for name in added}
verdict("커널 3은 화소마다 더하는 횟수가 1, 2, 4로 다릅니다", set(added["전치, 커널 3"].ravel()) == {1, 2, 4})
verdict("커널 4와 확대 뒤 합성곱은 횟수가 고릅니다", all(np.ptp(added[name]) == 0 for name in list(added)[1:]))
verdict(
    "그래도 가중치가 난수이면 커널 4의 무늬는 커널 3보다 약하지 않습니다(씨앗 스물의 중앙값)",
    uneven["전치, 커널 4"] >= uneven["전치, 커널 3"],
)
verdict(
    "확대 뒤 합성곱은 어느 씨앗에서도 무늬가 없습니다",
    all(np.ptp(made["확대 뒤 합성곱"]) < 1e-5 for made in random_outputs),
)

# %% [markdown]
# 흔한 충고는 「전치 합성곱을 써야 한다면 커널의 크기를 보폭의 배수로 고르라」는 것입니다. 그러면 **횟수**는 고릅니다. 그러나 횟수가 고르다고 무늬가 없는 것은 아닙니다. 화소의 자리마다 쓰는 가중치가 서로 다르기 때문입니다. 커널 4는 무늬가 없게 **될 수 있을** 뿐이고, 그렇게 되는 것은 훈련이 할 일입니다.
# 확대 뒤 합성곱은 모든 자리에 같은 가중치를 쓰므로, 고른 그림에서는 가중치가 무엇이든 무늬가 생기지 않습니다.

# %% [markdown]
# ## 4b.6 숨은 쪽지
#
# 4.15절에서 우리의 얼룩말에는 **눈에 보이는** 말의 흔적이 남아 있었습니다. 훨씬 오래 훈련한 CycleGAN은 눈에 보이지 않는 암호를 숨기기도 합니다(Chu et al. 2017).
# 기다리지 않고 그 일을 일으켜 봅시다. 컬러를 흑백으로 바꾸었다가 컬러로 되돌립니다. 흑백에는 색이 없으므로 **정직하게는 되돌아올 수 없습니다**.
#
# ### 먼저 손으로
#
# 컬러 그림 $x$를 밝기 $m$(세 채널의 평균)과 색 $c = x - m$으로 나눕니다. 다음의 짝을 생각합니다.
#
# $$G(x) = m + \varepsilon c, \qquad F(y) = m_y + \tfrac{1}{\varepsilon}(y - m_y)$$
#
# - $\varepsilon$은 아주 작은 수, $m_y$는 $y$의 밝기입니다.
# - $G(x)$는 흑백과 거의 같지만 색을 $\varepsilon$배로 줄여 **숨겨 두었습니다**. $F$는 그것을 $1/\varepsilon$배로 키웁니다.
#
# 숨기지 않는 정직한 짝은 $G(x) = m$이고, $F$는 색을 알 길이 없으니 $m$을 그대로 내놓습니다.
# 두 짝에서 $G$와 $F$ 사이에 그림을 **8비트로 저장했다가 다시 읽으면** 어떻게 될까요? 8비트 그림의 눈금은 256칸이므로 $\varepsilon = 1/512$의 색은 눈금 하나보다 작습니다.

# %% [markdown] tags=["instructor"] section="4b.6" minutes=9
# **물음**: 눈에는 흑백인 그림에서 색이 통째로 되돌아옵니다. 색은 어디에 있었습니까?
#
# **답**: 8비트 눈금의 한 칸쯤인 작은 차이로 흑백 속에 숨어 있었습니다. 30배로 키우면 보입니다.
#
# **흔한 오해**: 「되돌아온 그림이 훌륭하니 좋은 모델」이라고 여깁니다. 6비트로 줄여 보면 드러납니다(8비트로는 모자랍니다). 「잡음에 약하니 숨겼다」는 것도 오해입니다. 말↔얼룩말에서 달라진 정도는 섞은 잡음만 했습니다. 아무도 숨기라고 시키지 않았다는 점을 꼭 짚으십시오.
#
# **늦었으면**: 손으로 하는 예(1/512)는 건너뛰고 셋째 줄의 그림과 비트 수의 곡선만 보이십시오.

# %% [markdown] tags=["slide"] section="4b.6"
# - 되돌아오라고 재촉하고 흔적을 벌하면 신경망이 정보를 **숨기기도** 합니다. 우리의 말↔얼룩말에서는 보이지 않았습니다
# - 비트를 줄이면 드러납니다. 잡음은 **그냥 지나가기도** 하므로 잡음 자체의 크기와 견줍니다
# - **6비트까지 줄여** 되돌려 보십시오. 8비트로 저장하는 것만으로는 모자랍니다


# %%
def shuffle_channels(images, seed):
    """그림마다 빨강, 초록, 파랑을 뒤섞습니다. 그러면 밝기만 보고 색을 짐작할 수 없습니다."""
    random = np.random.default_rng(seed)
    return np.stack([image[..., random.permutation(3)] for image in images])


colour_train, colour_test = shuffle_channels(train_a, SEED), shuffle_channels(test.a, SEED + 1)


def to_grey(images):
    return np.repeat(images.mean(axis=-1, keepdims=True), 3, axis=-1)


def quantise(images, bits):
    """[-1, 1]의 그림을 2^bits칸의 눈금에 맞춥니다. 8비트가 보통의 PNG 파일입니다."""
    steps = 2**bits - 1
    return np.round((np.clip(images, -1, 1) + 1) / 2 * steps) / steps * 2 - 1


def error(returned):
    return np.abs(returned - colour_test).mean() / 2


epsilon = 1 / 512
hidden = to_grey(colour_test) + epsilon * (colour_test - to_grey(colour_test))


def read_hidden(grey):
    return np.clip(to_grey(grey) + (grey - to_grey(grey)) / epsilon, -1, 1)


secret = error(read_hidden(hidden)), error(read_hidden(quantise(hidden, 8)))
honest = error(to_grey(colour_test)), error(to_grey(quantise(to_grey(colour_test), 8)))
show(
    plots.image_rows(
        [colour_test[:8], hidden[:8], read_hidden(hidden)[:8], read_hidden(quantise(hidden, 8))[:8]],
        ["컬러", "흑백(색을 숨김)", "되돌린 것", "8비트를 거쳐\n되돌린 것"],
    ),
    alt="컬러 그림, 흑백으로만 보이는 그림, 완벽하게 되돌아온 컬러, 8비트를 거치자 색이 사라진 그림",
)
print(f"숨기는 짝: 그대로 {secret[0]:.3f}, 8비트를 거쳐 {secret[1]:.3f}")
print(f"정직한 짝: 그대로 {honest[0]:.3f}, 8비트를 거쳐 {honest[1]:.3f}")
verdict("숨기는 짝은 완벽하게 되돌아옵니다", secret[0] < 0.001)
verdict("8비트를 거치면 숨긴 색이 모두 사라져 정직한 짝과 같아집니다", abs(secret[1] - honest[1]) < 0.005)
verdict("8비트를 거쳐도 정직한 짝은 달라지지 않습니다", abs(honest[1] - honest[0]) < 0.002)

# %% [markdown]
# ### 신경망이 스스로 숨깁니다
#
# 위의 짝은 우리가 꾸몄습니다. 신경망도 **시키지 않았는데** 이렇게 할까요? 작은 신경망 둘을 두 가지 손실로 함께 훈련합니다.
#
# - **되돌아오라**: $F(G(x))$와 $x$의 차이(L1). 순환 일관성 손실입니다.
# - **흑백으로 보여라**: $G(x)$와 흑백 $m$의 차이의 제곱. 판별자 대신 쓰는 것으로, 결코 속지 않는 판별자가 있다고 치는 것입니다. 훈련하는 동안 이것의 가중치를 천천히 키웁니다.
#
# 어디에도 "숨겨라"라는 말이 없습니다. 정직한 짝은 **$G$와 $F$ 사이에 잡음을 섞어** 훈련합니다. 다른 것은 모두 같습니다.


# %%
def small_network(start):
    """start(입력)에 합성곱 세 층이 만든 것을 더합니다. 처음에는 더하는 것이 0입니다."""
    image = keras.Input((SIZE, SIZE, 3))
    x = image
    for _ in range(2):
        x = keras.layers.Conv2D(24, 3, padding="same", activation="relu")(x)
    change = keras.layers.Conv2D(3, 3, padding="same", kernel_initializer="zeros")(x)
    return keras.Model(image, keras.layers.Add()([start(image), change]))


def grey_of(images):
    return keras.ops.repeat(keras.ops.mean(images, axis=-1, keepdims=True), 3, axis=-1)


def train_pair(name, noise):
    """컬러→흑백 G와 흑백→컬러 F. noise는 둘 사이에 섞는 잡음의 표준 편차입니다."""
    keras.utils.set_random_seed(SEED)
    to_grey_network, to_colour_network = small_network(grey_of), small_network(lambda image: image)
    if not TRAIN:
        to_grey_network.set_weights(saved[f"{name}_grey"])
        to_colour_network.set_weights(saved[f"{name}_colour"])
        return to_grey_network, to_colour_network
    variables = to_grey_network.trainable_variables + to_colour_network.trainable_variables
    optimizer = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(3e-3, MESSAGE_STEPS, alpha=0.02))
    optimizer.build(variables)
    noises = tf.random.Generator.from_seed(SEED)

    @tf.function
    def step(images, likeness_weight):
        with tf.GradientTape() as tape:
            grey = to_grey_network(images)
            sent = grey + noise * noises.normal(tf.shape(grey))
            cycle = tf.reduce_mean(tf.abs(to_colour_network(sent) - images))
            likeness = tf.reduce_mean(tf.square(grey - grey_of(images)))
            loss = cycle + likeness_weight * likeness
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    order = np.random.default_rng(SEED)
    for index in range(MESSAGE_STEPS):
        likeness_weight = 300 ** min(1, index / (0.7 * MESSAGE_STEPS))  # 1에서 300까지
        batch = colour_train[order.choice(len(colour_train), 8)]
        step(tf.constant(batch), tf.constant(likeness_weight, tf.float32))
    return to_grey_network, to_colour_network


hiding, decent = train_pair("hiding", noise=0.0), train_pair("decent", noise=0.1)


# %% tags=["nbval-ignore-output"]
def sent_by(pair):
    return pair[0].predict(colour_test, verbose=0)


def returned_by(pair, grey):
    return pair[1].predict(grey.astype(np.float32), verbose=0)


sent = {"숨기는 짝": sent_by(hiding), "정직한 짝": sent_by(decent)}
pairs_of = {"숨기는 짝": hiding, "정직한 짝": decent}
for name, grey in sent.items():
    deviation = np.sqrt(np.square(grey - to_grey(colour_test)).mean()) * 127.5
    measure(f"{name}: 흑백과 다른 정도(8비트 눈금 몇 칸)", deviation, "칸", digits=2)
    measure(f"{name}: 되돌아온 오차", error(returned_by(pairs_of[name], grey)), digits=4)

# %%
magnified = np.clip(30 * (sent["숨기는 짝"] - to_grey(colour_test)), -1, 1)
show(
    plots.image_rows(
        [
            colour_test[:8],
            sent["숨기는 짝"][:8],
            magnified[:8],
            returned_by(hiding, sent["숨기는 짝"])[:8],
            returned_by(hiding, quantise(sent["숨기는 짝"], 6))[:8],
            returned_by(decent, sent["정직한 짝"])[:8],
        ],
        [
            "컬러",
            "숨기는 짝의\n흑백",
            "숨긴 것\n(30배로 키움)",
            "되돌린 것",
            "6비트를 거쳐\n되돌린 것",
            "정직한 짝이\n되돌린 것",
        ],
    ),
    alt="컬러, 흑백으로만 보이는 그림, 30배로 키우면 드러나는 색, 되돌아온 컬러, 6비트를 거치자 얼룩지고 틀어졌지만 아직 남은 색, 정직한 짝이 되돌린 빛바랜 그림",
)

# %% [markdown]
# 셋째 줄을 보십시오. 눈에는 흑백인 그림에 **색이 통째로** 들어 있습니다. 숨긴 것이 얼마나 여린지 재어 봅시다. 비트 수를 줄이고, 잡음을 섞어 가며 되돌립니다.
# 4b.2절의 말↔얼룩말 모델($\lambda = 1$)도 함께 재어 봅니다. 이쪽의 오차는 처음의 말과 견준 것입니다.

# %% tags=["nbval-ignore-output"]
BITS = (16, 10, 8, 7, 6, 5, 4)
NOISES = (0, 0.5, 1, 2, 4, 8)
shaking = np.random.default_rng(SEED)


def shaken(images, levels):
    return images + shaking.normal(0, levels / 127.5, images.shape)


def generator_with(weights):
    """크기를 정하지 않은 생성자에 훈련한 가중치를 옮겨 담습니다."""
    generator = resnet_generator((None, None, 3), FILTERS, BLOCKS, "resize", residual_output=True)
    generator.set_weights(weights)
    return generator


back_to_horse = generator_with(results[1].weights[1])


def returned_horses(fake):
    return back_to_horse.predict(fake.astype(np.float32), verbose=0)


def horse_error(returned):
    return np.abs(returned - test.a).mean() / 2


by_bits = [[error(returned_by(pairs_of[name], quantise(grey, bits))) for bits in BITS] for name, grey in sent.items()]
by_noise = [
    [error(returned_by(pairs_of[name], shaken(grey, level))) for level in NOISES] for name, grey in sent.items()
]
by_bits.append([horse_error(returned_horses(quantise(fair.fake, bits))) for bits in BITS])
by_noise.append([horse_error(returned_horses(shaken(fair.fake, level))) for level in NOISES])
for name, curve in zip(("숨기는 짝", "정직한 짝", "말↔얼룩말"), by_bits):
    for bits in (16, 8, 6):
        measure(f"{name}, {bits}비트: 되돌아온 오차", curve[BITS.index(bits)], digits=4)
for name, curve in zip(("숨기는 짝", "정직한 짝", "말↔얼룩말"), by_noise):
    measure(f"{name}, 8칸의 잡음: 되돌아온 오차가 커진 배율", curve[-1] / curve[0], "배", digits=1)

# %%
show(
    plots.return_curves(["숨기는 짝", "정직한 짝", "말↔얼룩말(λ = 1)"], (BITS, by_bits), (NOISES, by_noise)),
    alt="비트 수와 잡음에 따른 되돌아온 오차. 숨기는 짝은 처음에 정직한 짝의 절반도 되지 않지만 가파르게 오르고, "
    "정직한 짝은 거의 평평하다. 말↔얼룩말은 낮은 데서 천천히 오른다",
)
secret_curve, honest_curve, savanna_curve = (dict(zip(BITS, curve)) for curve in by_bits)
verdict(
    "거치는 것이 없으면 숨기는 짝의 오차는 정직한 짝의 절반이 안 됩니다",
    secret_curve[16] < 0.5 * honest_curve[16],
    when=TRAINED,
)
verdict("6비트를 거치면 숨기는 짝의 오차가 4할 넘게 커집니다", secret_curve[6] > 1.4 * secret_curve[16], when=TRAINED)
verdict("4비트를 거치면 두 배가 넘습니다", secret_curve[4] > 2 * secret_curve[16], when=TRAINED)
verdict(
    "정직한 짝은 6비트를 거쳐도 5%도 달라지지 않습니다",
    abs(honest_curve[6] / honest_curve[16] - 1) < 0.05,
    when=TRAINED,
)
verdict(
    "8비트로 저장했다 읽는 것만으로는 숨기는 짝의 오차가 2할도 커지지 않습니다",
    secret_curve[8] < 1.2 * secret_curve[16],
    when=TRAINED,
)
verdict("8칸의 잡음에서는 숨기는 짝이 정직한 짝보다 못합니다", by_noise[0][-1] > by_noise[1][-1], when=TRAINED)
difference = {name: np.sqrt(np.square(grey - to_grey(colour_test)).mean()) * 127.5 for name, grey in sent.items()}
verdict(
    "두 짝의 흑백이 정말 흑백과 다른 정도는 서로 비슷합니다(둘의 비가 1.5보다 작음)",
    max(difference.values()) < 1.5 * min(difference.values()),
    when=TRAINED,
)
verdict("정직한 짝도 색이 없는 흑백보다는 잘 되돌립니다", honest_curve[16] < 0.9 * honest[0], when=TRAINED)
verdict(
    "우리의 말↔얼룩말은 8비트를 거쳐도 5%도 달라지지 않습니다",
    abs(savanna_curve[8] / savanna_curve[16] - 1) < 0.05,
    when=TRAINED,
)
verdict("그러나 8칸의 잡음에서는 4할 넘게 커집니다", by_noise[2][-1] > 1.4 * by_noise[2][0], when=TRAINED)

# %% [markdown]
# 말↔얼룩말의 오차가 커진 것은 숨긴 것이 깨져서일까요? 이 생성자는 **입력에서 시작하므로**, 섞은 잡음이 그대로 지나가 오차가 될 수도 있습니다.
# 오차끼리 빼서는 가릴 수 없습니다. 본래 있던 오차와 잡음이 서로 지우기도 하기 때문입니다. 그러니 **같은 그림을 잡음 없이 되돌린 것과 섞고 되돌린 것의 차이**를 **잡음 자체의 크기와** 견줍니다. 그보다 훨씬 크다면, 되돌리는 생성자가 아주 작은 차이를 **키워서** 읽고 있다는 뜻입니다.

# %% tags=["nbval-ignore-output"]
noise = shaken(np.zeros_like(test.a), NOISES[-1])
changes = [returned_by(pairs_of[name], grey + noise) - returned_by(pairs_of[name], grey) for name, grey in sent.items()]
changes.append(returned_horses(fair.fake + noise) - returned_horses(fair.fake))
growth = [np.abs(change).mean() / np.abs(noise).mean() for change in changes]
for name, times in zip(("숨기는 짝", "정직한 짝", "말↔얼룩말"), growth):
    measure(f"{name}: 되돌린 그림이 달라진 정도는 섞은 잡음의 몇 배", times, "배", digits=1)

# %%
verdict("숨기는 짝에서는 섞은 잡음이 세 배 넘게 커집니다", growth[0] > 3, when=TRAINED)
verdict("정직한 짝과 말↔얼룩말에서는 한 배 반도 되지 않습니다", max(growth[1:]) < 1.5, when=TRAINED)

# %% [markdown]
# - 숨기는 짝은 거치는 것이 없을 때 정직한 짝보다 훨씬 잘 되돌아오지만, 거칠게 할수록 가파르게 나빠집니다.
# - 흑백과 **얼마나 다른지**로는 숨긴 것을 알아낼 수 없습니다. 두 짝이 비슷하게 다르고, 저장해 둔 훈련에서는 정직한 짝이 오히려 조금 더 달랐습니다(위의 `[측정]`, 한 칸쯤). 다른 것은 크기가 아니라 **여린 정도**입니다.
# - 정직한 짝의 그림은 빛이 바랬지만, 비트를 줄여도 거의 그대로입니다. 다만 **완전히 정직하지는 않습니다**. 색이 하나도 없는 흑백으로 되돌린 것보다 오차가 작으니, 잡음에 지워지지 않을 만큼의 색을 여전히 전하고 있습니다.
# - 말↔얼룩말은 8비트에는 끄떡없지만, 8칸의 잡음에서는 오차가 두 배 가까이로 커집니다. 정직한 짝은 1.1배쯤입니다(오차의 크기 자체는 그림이 서로 다르므로 견주지 않습니다). 그러나 되돌린 그림이 달라진 정도는 섞은 잡음과 비슷합니다(위의 `[측정]`). 잡음이 그저 **지나간 것**으로 설명되므로, 이 시험에서는 여리게 숨긴 것이 **보이지 않았습니다**. 숨기는 짝에서는 섞은 잡음이 몇 배로 커집니다.
#
# 조절기로 비트 수를 줄여 보십시오. 숨기는 짝의 색은 **사라집니까, 틀어집니까?** 정직한 짝은 어떻습니까?
#
# <details><summary>답 보기</summary>
#
# 틀어집니다. 비트가 줄수록 본래의 색이 아닌 얼룩이 늘어납니다. 되돌리는 신경망이 눈금에 맞추느라 생긴 차이까지 숨긴 색인 줄 알고 키우기 때문으로 짐작합니다. 정직한 짝은 4비트쯤까지 거의 그대로입니다.
#
# </details>


# %% tags=["nbval-ignore-output"]
def after_storing(bits):
    rows = [colour_test[:6], quantise(sent["숨기는 짝"][:6], bits), returned_by(hiding, quantise(sent["숨기는 짝"][:6], bits)),
            returned_by(decent, quantise(sent["정직한 짝"][:6], bits))]  # fmt: skip
    return plots.image_rows(rows, ["컬러", f"{bits}비트 흑백", "숨기는 짝이\n되돌린 것", "정직한 짝이\n되돌린 것"])


controlled_figure(
    after_storing,
    lambda bits: f"{bits}비트로 저장한 흑백 그림과, 숨기는 짝과 정직한 짝이 되돌린 컬러",
    bits=ipywidgets.IntSlider(value=8, min=2, max=16, description="비트 수", continuous_update=False),
)

# %% [markdown]
# **그래서 무엇을 합니까?**
#
# - 되돌아온 그림이 훌륭해도 옮긴 그림이 훌륭하다는 뜻은 아닙니다. 둘을 따로 채점하십시오.
# - 옮긴 그림을 **비트 수를 줄여 가며** 되돌려 보십시오. 눈금이 아직 고운데도(위에서는 6비트) 오차가 가파르게 뛰면 숨긴 것을 의심하십시오. 4비트처럼 거친 눈금에서는 위의 말↔얼룩말도 오차가 커졌습니다. 입력에서 시작하는 생성자는 눈금에 맞추느라 생긴 차이도 그대로 지나보내기 때문으로 봅니다. 보통의 파일처럼 8비트로 한 번 저장했다가 읽는 것만으로는 **모자랍니다**. 위의 숨기는 짝도 8비트에서는 거의 그대로 되돌아왔고, 6비트에서야 드러났습니다. 위에서 숨긴 것의 크기는 8비트 눈금의 한 칸쯤입니다(위의 `[측정]`). 그만한 것도 8비트는 다 지우지 못합니다.
# - **잡음을 섞은 시험은 조심해서** 읽으십시오. 입력에서 시작하는 생성자는 숨긴 것이 없어도 섞은 잡음을 그대로 지나보냅니다. 잡음을 섞기 전과 뒤의 되돌린 그림의 차이를 **잡음 자체의 크기와** 견주십시오. 몇 배로 커지면 생성자가 작은 차이를 키워 읽는 것입니다.
# - 줄이려면 훈련할 때 $G$와 $F$ 사이에 잡음을 섞으십시오. 위의 정직한 짝이 그렇게 훈련한 것입니다. 대신 되돌아온 오차는 커집니다. 그것이 **정직한 값**입니다.
#
# > **생각해 보기** (3분). 말↔얼룩말 모델에서는 왜 여리게 숨긴 것이 보이지 않았을까요?
#
# <details><summary>답 보기</summary>
#
# 여리게 숨기지 않아도 되었기 때문이라고 봅니다(재어 본 것은 아닙니다). 우리의 판별자는 얼룩말에 남은 말의 털빛을 다 잡아내지 못합니다. 그러니 **눈에 보이게** 남겨 두면 됩니다(4.15절).
# 숨기는 짝은 달랐습니다. 흑백과 조금만 달라도 벌을 받았고 그 벌이 갈수록 커졌습니다. 판별자가 깐깐해질수록 숨길 까닭이 커질 테니, 오래 훈련한 큰 모델일수록 이 검사를 하십시오.
#
# </details>
#
# ## 4b.7 할 수 없는 것
#
# CycleGAN은 겉모습을 바꿉니다. **모양**은 어떨까요? 같은 신경망, 같은 걸음 수로 글자 ㄱ을 글자 ㄴ으로 바꾸게 해 봅니다.
# 어느 자리에 ㄴ을 그려도 판별자는 만족할 것이므로, 정답을 상하좌우로 옮겨 가며 **가장 잘 겹치는 자리**에서 채점합니다.

# %% [markdown] tags=["instructor"] section="4b.7" minutes=4
# **물음**: ㄱ을 ㄴ으로 바꾸는 데 왜 자국이 남습니까?
#
# **답**: 되돌아오려면 어디에 무엇이 있었는지 알아야 하기 때문이라고 봅니다. 순환을 빼고 견주어 보지는 않았습니다. 해 볼 만한 실험입니다.
#
# **흔한 오해**: 「더 오래 훈련하면 된다」고 단정합니다. 더 오래 훈련해 보지는 않았습니다. 되돌아오라는 요구가 있는 한 지우기와 되돌리기가 맞선다고 짐작합니다.
#
# **늦었으면**: 그림만 보이고 「겉모습은 바꾸고 모양은 못 바꾼다」로 맺으십시오.

# %% [markdown] tags=["slide"] section="4b.7"
# - 겉모습은 바꾸지만 **모양**은 온전히 못 바꿉니다
# - 획 하나는 두고 하나는 지우려 합니다. 지운 자리에 **자국**이 남습니다


# %%
def draw_letters(letter, count, seed):
    """ㄱ이나 ㄴ 한 글자. 자리, 크기, 굵기, 색이 저마다 다릅니다."""
    random = np.random.default_rng(seed)
    images = np.empty((count, SIZE, SIZE, 3), np.float32)
    ink = np.zeros((count, SIZE, SIZE), bool)
    for image, mask in zip(images, ink):
        side, thick = random.integers(SIZE // 3, SIZE // 2), random.integers(SIZE // 10, SIZE // 7 + 1)
        top, left = random.integers(2, SIZE - side - 2, 2)
        box = mask[top : top + side, left : left + side]
        bar, pillar = (slice(thick), slice(-thick, None)) if letter == "ㄱ" else (slice(-thick, None), slice(thick))
        box[bar], box[:, pillar] = True, True
        image[:] = random.uniform(0.3, 0.9, 3)
        image[mask] = random.uniform(-0.9, -0.3, 3)
    return images, ink


giyeok, niun = draw_letters("ㄱ", TRAIN_IMAGES, 2 * SEED)[0], draw_letters("ㄴ", TRAIN_IMAGES, 2 * SEED + 1)[0]
letters, letter_ink = draw_letters("ㄱ", 60, 1000 + SEED)
answers, answer_ink = draw_letters("ㄴ", 60, 1000 + SEED)  # 씨앗이 같으면 자리, 크기, 색이 같습니다
letter_fakes = experiment("letters", giyeok, niun, cycle_weight=1).translate(letters, "AtoB")


def overlap(images, ink, reach=0):
    """어두운 화소와 ink가 겹치는 정도(교집합 ÷ 합집합)의 평균. ink를 reach화소까지 옮겨 보고 가장 큰 값을 씁니다."""
    dark = images.mean(axis=-1) < 0
    shifts = [(down, right) for down in range(-reach, reach + 1) for right in range(-reach, reach + 1)]
    moved = (np.roll(ink, shift, axis=(1, 2)) for shift in shifts)
    return np.max([(dark & ink).sum((1, 2)) / (dark | ink).sum((1, 2)) for ink in moved], axis=0).mean()


show(
    plots.image_rows([letters[:8], letter_fakes[:8], answers[:8]], ["ㄱ", "옮긴 것", "정답 ㄴ"]),
    alt="윗줄은 글자 ㄱ, 가운데는 옮긴 그림, 아랫줄은 정답인 글자 ㄴ. 옮긴 그림은 번진 획과 허연 자국이 섞여 있다",
)

# %% tags=["nbval-ignore-output"]
REACH = SIZE // 2
letter_score = overlap(letter_fakes, answer_ink, REACH)
measure("ㄱ과 정답 ㄴ이 본래 겹치는 정도", overlap(letters, answer_ink, REACH))
measure("옮긴 것이 정답 ㄴ과 겹치는 정도", letter_score)

# %%
verdict("정답을 채점하면 1입니다", overlap(answers, answer_ink, REACH) == 1)
verdict(
    "같은 걸음 수로는 ㄱ을 온전한 ㄴ으로 바꾸지 못합니다(겹치는 정도가 0.85 이하)", letter_score <= 0.85, when=TRAINED
)


def longest(axis):
    """ㄱ의 획 하나: 잉크가 가장 긴 줄(axis=2)이나 칸(axis=1)."""
    length = letter_ink.sum(axis=axis, keepdims=True)
    return letter_ink & (length == length.max(axis=3 - axis, keepdims=True))


bars, pillars = longest(2), longest(1)
still_dark = {
    name: (letter_fakes.mean(axis=-1) < 0)[mask].mean()
    for name, mask in {"가로획": bars & ~pillars, "세로획": pillars & ~bars}.items()
}
verdict(
    "본래의 두 획 가운데 한 획은 어두운 채로 남은 화소의 비율이 다른 획의 두 배를 넘습니다",
    max(still_dark.values()) > 2 * min(still_dark.values()),
    when=TRAINED,
)

# %% [markdown]
# 아주 못 한 것은 아닙니다. 획 하나를 **두고** 다른 하나를 지운 다음, 모자란 획을 새로 그으려 했습니다. 저장해 둔 훈련에서는 세로획을 두고 가로획을 지웠고, 새 가로획은 대개 세로획의 오른쪽 아래에 그었습니다. 왼쪽에 하나를 더 그은 것도 있고, 글자가 오른쪽 끝에 가까운 둘에서는 주로 왼쪽에 그었습니다.
# 그러나 새 획은 번졌고, 지운 자리는 허옇거나 거뭇하게 얼룩졌습니다. 되돌아오려면 어디에 무엇이 있었는지 알아야 하므로, 순환 일관성이 자국을 남기게 했다고 봅니다. 순환을 빼고 견주어 보지는 않았습니다.
#
# ### 말과 얼룩말의 실패
#
# $\lambda = 1$인 모델에서 분류기가 얼룩말과 가장 멀다고 본 여덟 장입니다. 줄무늬는 거의 몸통에만 있고 머리와 다리는 말 그대로입니다. 이 여덟 장만의 일은 아닙니다. 4b.2절의 그림에서 $\lambda = 1$의 줄을 다시 보십시오. 거기에서도 머리와 다리는 대개 말의 것입니다.


# %%
def zebra_margin(images):
    """분류기의 로짓에서 (얼룩말) - (나머지 가운데 큰 것). 음수면 얼룩말로 보이지 않습니다."""
    logits = evaluation.animal_classifier().predict(for_scoring(images), batch_size=100, verbose=0)
    wanted = evaluation.ANIMALS.index("zebra")
    return logits[:, wanted] - np.delete(logits, wanted, axis=1).max(axis=1)


margins = zebra_margin(results[1].fake)
worst = np.argsort(margins)[:8]
show(
    plots.image_rows([test.a[worst], results[1].fake[worst], test.b[worst]], ["말", "나쁜 얼룩말", "정답"]),
    alt="가장 나쁜 여덟 장의 말, 옮긴 그림, 정답 얼룩말",
)

# %% [markdown]
# ## 4b.8 자주 묻는 질문, 이어서
#
# **배치를 키우면 빨라집니까?** 한 걸음은 느려지고 걸음마다 보는 이미지는 늘어납니다. 초마다 몇 장을 배우는지 재어 봅시다.

# %% [markdown] tags=["instructor"] section="4b.8" minutes=5
# **물음**: 진짜 얼룩말 두 묶음의 프레셰 거리는 0입니까?
#
# **답**: 참값은 0이지만 장수가 적으면 크게 나옵니다. 그래서 장수가 다른 두 점수는 견줄 수 없습니다.
#
# **흔한 오해**: 배치를 키우면 언제나 빨라진다고 여깁니다. 같은 수의 이미지를 보는 동안 가중치를 옮기는 횟수가 줄어듭니다.
#
# **늦었으면**: 읽을거리로 남기고, 나온 물음만 답하십시오.

# %% [markdown] tags=["slide"] section="4b.8"
# - 가중치는 크기를 타지 않지만 **결과는 탑니다**
# - 장수가 다른 점수는 견줄 수 없습니다
# - 비율에는 구간을 함께 적습니다

# %% tags=["nbval-ignore-output"]
worker = next(iter(benches.values()))[0]
for batch_size in (1, 2, 8):
    batches = unpaired_dataset(train_a, train_b, batch_size, seed=SEED, steps=10)
    worker.fit(batches, verbose=0)  # 처음 부를 때의 준비를 재지 않으려는 것입니다
    started = time.perf_counter()
    worker.fit(batches, verbose=0)
    measure(
        f"배치 {batch_size}: 1초에 배우는 이미지(도메인마다)",
        10 * batch_size / (time.perf_counter() - started),
        "장",
        digits=0,
    )

# %% [markdown]
# 배치가 커지면 같은 수의 이미지를 보는 동안 **가중치를 옮기는 횟수가 줄어듭니다**. 위의 장수를 배치의 크기로 나누면 1초의 걸음 수입니다. 배치가 크면 1초에 보는 이미지는 많지만 가중치를 옮기는 횟수는 적습니다. 어느 쪽이 나은지는 재지 않았습니다.
# 배치가 1이어도 되는 것은 인스턴스 정규화가 이미지마다 따로 계산하기 때문입니다.
#
# **다른 크기의 그림에도 쓸 수 있습니까?** 가중치는 크기를 타지 않습니다. 크기를 정하지 않은 생성자를 만들어 가중치를 옮겨 담고, 두 배 큰 그림을 옮겨 봅시다.

# %%
any_size = generator_with(results[1].weights[0])
larger = savanna.pairs("horse2zebra", TEST_PAIRS, seed=SEED, size=2 * SIZE)  # test와 같은 장면
larger_fakes = any_size.predict(larger.a, verbose=0)
verdict(
    "훈련한 크기에서는 같은 그림이 나옵니다",
    np.allclose(any_size.predict(test.a[:8], verbose=0), results[1].fake[:8], atol=1e-4),
)
print("옮긴 그림의 모양:", larger_fakes.shape[1:])
large_change, change = (
    (np.abs(fakes - pairs.a) * pairs.body).sum() / pairs.body.sum()
    for pairs, fakes in ((larger, larger_fakes), (test, results[1].fake))
)
verdict("두 배 큰 그림에서는 몸을 덜 바꿉니다(0.85배 이하)", large_change < 0.85 * change, when=TRAINED)
show(
    plots.image_rows([larger.a[:6], larger_fakes[:6], larger.b[:6]], ["두 배 큰 말", "옮긴 것", "정답"]),
    alt="훈련한 것보다 두 배 큰 말 그림과 옮긴 것과 정답",
)

# %% [markdown]
# 오류 없이 나옵니다. 그러나 같은 장면인데도 훈련한 크기에서보다 **덜 바꾸었습니다**. 그림을 보면 줄무늬가 등 쪽에 몰렸고 나무와 하늘로도 새어 나갔습니다. 크게 쓰려면 크게 훈련하십시오. 높이와 너비는 4의 배수여야 합니다.
#
# **어떤 점수를 믿어야 합니까?** 장수를 먼저 보십시오. 서로 다른 **진짜** 얼룩말 두 묶음의 프레셰 거리(FID의 식)는 0이어야 합니다. 장수를 줄여 가며 재어 봅니다.

# %% tags=["nbval-ignore-output"]
classifier = evaluation.animal_classifier()
features = keras.Model(classifier.inputs, classifier.layers[-2].output)
real_zebras = savanna.unpaired("horse2zebra", choose(PROFILE, quick=300, cpu=600, gpu=2000), seed=SEED + 10, size=SIZE)[
    1
]
real_features = features.predict(for_scoring(real_zebras), batch_size=100, verbose=0)
half = len(real_features) // 2
distances = {}
for count in (70, 140, half):
    ours, theirs = real_features[:count], real_features[half : half + count]
    distances[count] = evaluation.frechet_distance(
        *evaluation.mean_and_covariance(ours), *evaluation.mean_and_covariance(theirs)
    )
    measure(f"진짜 {count}장과 진짜 {count}장의 프레셰 거리", distances[count], digits=2)

resampled = np.random.default_rng(SEED).choice(margins > 0, (2000, len(margins))).mean(axis=1)
low, high = np.quantile(resampled, (0.025, 0.975))
measure("λ = 1의 얼룩말로 보인 비율, 95% 구간의 아래", 100 * low, "%", digits=0)
measure("λ = 1의 얼룩말로 보인 비율, 95% 구간의 위", 100 * high, "%", digits=0)

# %%
verdict(
    "같은 분포인데도 장수가 적으면 프레셰 거리가 두 배 넘게 큽니다", distances[70] > 2 * distances[half], when=TRAINED
)

# %% [markdown]
# 그래서 장수가 다른 두 점수는 견줄 수 없습니다. 비율도 마찬가지입니다. 채점용 그림을 다시 뽑으면 얼마나 흔들리는지(부트스트랩)를 함께 적고, 구간이 겹치면 그것만으로 어느 쪽이 낫다고 말하지 마십시오. 이 구간에는 씨앗을 바꾸어 다시 훈련할 때의 흔들림이 들어 있지 않습니다.
#
# **GPU를 여러 개 쓸 수 있습니까?** 쓸 수 있습니다. GPU들이 배치를 나누어 갖습니다. `uv run gan-course train cyclegan`은 GPU가 여럿이면 저절로 나누고, 코드에서는 `gan_course.training.distribution.strategy()`의 `scope()` 안에서 모델을 만들면 `fit`이 나눕니다.
# 나눈 훈련이 한 장치의 훈련과 같은지는 CPU 장치 둘로 시험합니다. 배치는 GPU의 수보다 작으면 안 되고, 배수면 고르게 나뉩니다. 배치가 1이면 나눌 것이 없습니다. 배치를 키우면 위에서 본 대로 가중치를 옮기는 횟수가 줄어드니 에포크를 늘리십시오.
# GPU마다 **씨앗이 다른 훈련**을 하나씩 맡기는 것도 좋은 방법입니다. 점수가 얼마나 흔들리는지까지 알 수 있습니다.
#
# **훈련된 가중치를 가져다 쓸 수 있습니까?** 쓸 수 있습니다. `resnet_generator()`의 기본값은 저자들의 생성자와 층마다 같습니다(가중치 11,378,179개). 저자들의 PyTorch 구현이 저장한 `.pth`나 `.safetensors` 파일을 내려받아 두었다면 이렇게 씁니다.
#
# ```
# uv run gan-course translate --weights latest_net_G.pth 내_사진_폴더 결과_폴더
# ```
#
# 코드에서는 `gan_course.models.import_pytorch_weights(generator, "latest_net_G.pth")`이고, 거꾸로 내보내는 것은 `export_pytorch_weights`입니다. `.pth`를 읽으려면 torch가 설치되어 있어야 하고 `.safetensors`에는 필요 없습니다.
# 다만 남의 가중치는 그 사람의 데이터로 배운 것입니다. 훈련 데이터와 다른 사진에는 4b.3절의 지름길이 그대로 나타날 수 있습니다.
#
# ## 정리
#
# - $\lambda$가 0이면 배경이 무너지고, 지나치게 크면 거의 아무것도 바꾸지 않습니다. 되돌아온 오차만 보면 뒤의 것이 가장 좋아 보입니다.
# - 두 도메인의 배경이 다르면 생성자는 배경까지 칠합니다. 얼룩말로 보인 비율로는 알 수 없습니다. 고칠 것은 데이터입니다.
# - 항등 손실은 고칠 것이 없는 그림을 덜 고치게 합니다. 옮긴 그림의 색까지 붙드는지는 이 짧은 훈련으로 보이지 않았습니다.
# - 전치 합성곱의 격자무늬는 스펙트럼에서 밝은 점으로 드러나고, 잰 모델에서는 훈련하자 줄었습니다. 더하는 횟수가 고른 것만으로는 없어지지 않습니다.
# - 되돌아오라고 재촉하고 눈에 보이는 흔적을 벌하면 신경망은 눈에 보이지 않게 정보를 숨기기도 합니다(흑백의 짝에서 보았고, 말↔얼룩말에서는 보이지 않았습니다). 비트를 줄이면 드러나고, 잡음을 섞어 훈련하면 여린 쪽지는 숨기지 못합니다.
# - 같은 걸음 수에서 겉모습은 바꾸었지만 모양은 온전히 바꾸지 못했습니다. 지운 자리에 자국이 남았습니다.
#
# ## 다음
#
# 이 장의 값을 하나씩 바꾸어 보십시오. 이를테면 `STEPS`를 두 배로 늘리면 λ = 50에서도 얼룩말이 나올까요? 숨기는 짝의 가중치 300을 3,000으로 올리면 8비트에서도 색이 사라질까요? 먼저 짐작하고 실행하십시오. `[확인]`은 이 장의 값에 맞춘 것이라, 값을 바꾸면 거짓이 되어 그 셀에서 멈출 수 있습니다. 결함이 아니니 그다음 셀부터 이어서 실행하십시오.
#
# [5장 Pix2Pix와 CycleGAN](05_pix2pix_vs_cyclegan.ipynb)에서는 짝이 있을 때의 Pix2Pix와 나란히 놓고 견줍니다.
#
# 이 장의 연습은 따로 없습니다. [4장의 연습](exercises/04_cyclegan.ipynb)을 아직 풀지 않았다면 지금 푸십시오.

# %% [markdown] tags=["instructor"] section="4b.정리" minutes=2
# **물음**: 이 장의 고장 가운데 손실만 보고 알아챌 수 있는 것은 무엇입니까?
#
# **답**: $\lambda = 0$의 되돌아온 오차 말고는 찾기 어렵습니다. 배경 오차, 비트를 줄여 되돌리기, 나쁜 그림을 보아야 드러납니다.
#
# **흔한 오해**: 「4장의 모델도 숨긴다」로 기억하는 분이 있습니다. 4b.6절에서 잰 말↔얼룩말은 4b.2절의 $\lambda = 1$ 모델이고, 8비트를 거쳐도 거의 그대로였으며 섞은 잡음을 키우지도 않았습니다. 4장의 모델로는 재지 않았습니다.
#
# **늦었으면**: 여기가 되돌아오는 자리입니다. 5장은 이 장 없이도 시작할 수 있습니다.

# %% [markdown] tags=["slide"] section="4b.정리"
# - 배경을 따로, 되돌아온 것을 따로, **나쁜 것**을 따로 봅니다
# - 정직하게 재면 무엇을 모르는지도 적게 됩니다
