# %% [markdown]
# # 4. CycleGAN
#
# 3장까지의 생성자는 **잡음**에서 그림을 만들었습니다. 이 장의 생성자는 **그림에서 그림**을 만듭니다.
# 말을 얼룩말로 바꾸고, 그 얼룩말을 다시 말로 되돌립니다. 놀랍게도 "이 말의 정답은 이 얼룩말이다"라고 알려 주는 짝을 한 쌍도 쓰지 않습니다.
#
# **목표**
#
# - 스타일 변환이 무엇인지, Pix2Pix에는 왜 짝이 필요하고 CycleGAN에는 필요 없는지 설명합니다.
# - 생성자 둘과 판별자 둘이 무엇을 하는지, 왜 갔다가 **되돌아와야** 하는지 숫자로 확인합니다.
# - 적대적 손실, 순환 일관성 손실, 항등 손실을 손으로 계산하고 한데 더합니다.
# - 한 걸음을 직접 쓰고, 이 컴퓨터에서 말과 얼룩말을 서로 바꾸는 CycleGAN을 훈련합니다.
# - 결과를 정답과 나란히 놓고 채점합니다. 실패한 것도 봅니다.
#
# **걸리는 시간**: 읽고 생각하는 데 95분쯤, 노트북을 실행하는 데 코어 2개인 컴퓨터에서 7분쯤 걸립니다. 거의 모두 4.11절, 4.14절, 4.17절의 훈련입니다.
# 4.11절 앞에 **쉬는 자리**가 있습니다. 두 번에 나누어 읽어도 좋습니다.
#
# **프로필**: `cpu`가 기본입니다. 코드가 도는지만 보려면 `quick`, GPU가 있으면 `gpu`를 고릅니다. `gpu`는 4.18절에서 진짜 사진까지 훈련합니다.
# `TASK`는 무엇을 무엇으로 바꿀지입니다. 이 장은 `horse2zebra`(말과 얼룩말)로 읽고, 여름과 겨울은 4.17절에서 봅니다. `summer2winter`로 바꾸면 장 전체가 여름과 겨울로 훈련합니다.
# `RUN_FOLDER`는 4.18절의 긴 훈련을 저장할 폴더입니다. 비워 두면 이 컴퓨터의 캐시 폴더에 저장합니다.
# `TRAIN`을 `False`로 바꾸면 4.11절, 4.14절, 4.17절에서 훈련하지 않고, 미리 훈련해 둔 것을 불러옵니다. 컴퓨터가 느릴 때 쓰십시오.

# %% [markdown] tags=["instructor"] section="4.0" minutes=2
# **물음**: 말을 얼룩말로 바꾸는 신경망을 훈련하려면 어떤 데이터가 있어야 할까요?
#
# **답**: 「같은 말의 얼룩말 사진」이라는 답이 나오기 쉽습니다. 그런 사진은 없습니다. 그래서 이 장이 있습니다.
#
# **흔한 오해**: 「CycleGAN은 필터」라고 여깁니다. 색을 입히는 것이 아니라 입력마다 다른 줄무늬를 그립니다.
#
# **늦었으면**: 4.11절의 훈련 셀을 먼저 시작하게 하고 4.1절로 가십시오.

# %% [markdown] tags=["slide"] section="4.0"
# - **그림에서 그림**을 만듭니다
# - 정답인 짝은 한 쌍도 쓰지 않습니다

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0
TASK = "horse2zebra"
RUN_FOLDER = ""
TRAIN = True

# %%
import time

from gan_course import evaluation, files, losses, plots
from gan_course.data import savanna, unpaired_dataset
from gan_course.layers import InstanceNormalization
from gan_course.lesson import choose, measure, show, verdict
from gan_course.models import patch_discriminator, resnet_generator
from gan_course.training import CycleGAN, ImagePool, LinearDecay, ResumeTraining, StopOnNonFiniteLoss, checkpoint
from gan_course.widgets.progress import TimeLeft
from gan_course.widgets.translation import TranslationProgress, cycle_lab, translation_viewer

import keras
import numpy as np
import tensorflow as tf

# %% [markdown]
# 다음 셀은 프로필마다 다른 값을 한곳에 모은 것입니다. 쓰이는 자리에서 하나씩 설명합니다.

# %%
A, B = {"horse2zebra": ("말", "얼룩말"), "summer2winter": ("여름", "겨울")}[TASK]

SIZE = 64
TRAIN_IMAGES = choose(PROFILE, quick=8, cpu=600, gpu=600)
TEST_PAIRS = choose(PROFILE, quick=8, cpu=100, gpu=100)
FILTERS = choose(PROFILE, quick=4, cpu=16, gpu=16)
BLOCKS = choose(PROFILE, quick=1, cpu=4, gpu=4)
DISCRIMINATOR_FILTERS = choose(PROFILE, quick=4, cpu=32, gpu=32)
DOWNSAMPLINGS = 2
CYCLE_WEIGHT, LATE_CYCLE_WEIGHT = 5.0, 10.0
IDENTITY_WEIGHT = 0.0
BATCH_SIZE = 2
GENERATOR_LEARNING_RATE = 4e-4
DISCRIMINATOR_LEARNING_RATE = 2e-4
STEPS_PER_EPOCH = choose(PROFILE, quick=2, cpu=100, gpu=100)
EPOCHS = choose(PROFILE, quick=2, cpu=20, gpu=20)
HALF_OF_STEPS = EPOCHS * STEPS_PER_EPOCH // 2
WITHOUT_CYCLE_EPOCHS = choose(PROFILE, quick=1, cpu=5, gpu=5)
SEASON_EPOCHS = choose(PROFILE, quick=1, cpu=8, gpu=8)

# %% [markdown]
# **늦게 오셨거나 컴퓨터가 느리면** 3장을 다 실행하지 못했어도 괜찮습니다. 3장의 GAN을 미리 훈련해서 강좌에 넣어 두었습니다. 다음 셀이 불러옵니다. 3장을 마쳤다면 그림만 보고 지나가십시오.

# %%
show(
    plots.image_rows([checkpoint("03").model.generate(12, seed=SEED)], ["3장의 생성자"]),
    alt="3장에서 훈련한 생성자가 잡음에서 만든 손글씨 숫자 열두 개",
)

# %% [markdown]
# ## 4.1 스타일 변환
#
# 어떤 이미지의 **내용**은 그대로 두고 **겉모습**만 바꾸는 일을 **스타일 변환**(style transfer)이라고 합니다.
# 갈색 말을 얼룩말로, 여름 사진을 겨울 사진으로, 사진을 모네의 그림으로 바꾸는 것이 모두 스타일 변환입니다.
#
# 겉모습이 같은 이미지의 모임을 **도메인**(domain)이라고 부릅니다. 이 장에는 도메인이 둘 있습니다.
#
# - 도메인 $A$: 말이 있는 이미지
# - 도메인 $B$: 얼룩말이 있는 이미지
#
# 우리가 바라는 것은 $A$의 이미지를 $B$의 이미지로 바꾸는 함수 $G$와, 거꾸로 $B$를 $A$로 바꾸는 함수 $F$입니다.
# 아래가 바로 그 바람입니다. 위에서 아래로 내려오는 것이 $G$, 아래에서 위로 올라가는 것이 $F$입니다.

# %% [markdown] tags=["instructor"] section="4.1" minutes=3
# **물음**: 이 그림에서 바뀌어야 할 것과 바뀌지 말아야 할 것은 무엇입니까?
#
# **답**: 털의 무늬는 바뀌고, 자세와 배경은 그대로여야 합니다. 앞의 것이 겉모습이고 뒤의 것이 내용입니다.
#
# **흔한 오해**: 합성 그림이라는 것을 놓치고 「사진치고 이상하다」고 합니다. 정답을 알기 위해 코드로 그렸다고 먼저 말하십시오.
#
# **늦었으면**: 그림 한 장과 도메인이라는 낱말만 말하고 4.2절로 가십시오.

# %% [markdown] tags=["slide"] section="4.1"
# - 내용은 두고 **겉모습만** 바꿉니다
# - 도메인 $A$는 말, 도메인 $B$는 얼룩말
# - 코드로 그린 합성 그림이라서 **정답**을 압니다

# %%
test = savanna.pairs(TASK, TEST_PAIRS, seed=SEED, size=SIZE)
show(
    plots.image_rows([test.a[:8], test.b[:8]], [A, B]),
    alt=f"같은 장면이 두 줄로 그려져 있다. 윗줄은 {A}, 아랫줄은 {B}이고 나머지 배경과 자세는 같다",
)
print("이미지 한 장의 모양:", test.a.shape[1:], "값의 범위: -1에서 1")

# %% [markdown]
# **이 이미지는 사진이 아니라 코드로 그린 합성 그림입니다.** 이 강좌에서는 '사바나'라고 부릅니다.
# 굳이 합성 그림을 쓰는 까닭이 있습니다. 진짜 사진에는 "똑같은 자세로 똑같은 자리에 선 말과 얼룩말"이 없습니다.
# 그래서 결과가 맞았는지 틀렸는지 눈대중으로만 말할 수 있습니다. 그림을 코드로 그리면 **정답**(ground truth)을 알 수 있습니다.
# 훈련에는 정답을 쓰지 않고, 채점할 때만 꺼내겠습니다. 게다가 작아서 CPU로도 몇 분이면 훈련됩니다.
#
# ## 4.2 Pix2Pix에는 짝이 필요합니다
#
# 그림에서 그림을 만드는 GAN 가운데 CycleGAN보다 먼저 나온 것이 **Pix2Pix**입니다. 흑백 사진을 컬러 사진으로 바꾸는 일을 생각해 봅시다.
# Pix2Pix를 훈련하려면 흑백 사진마다 **그 장면의** 컬러 사진이 있어야 합니다. 이런 데이터를 **짝지은 데이터**(paired data)라고 합니다.
# 손실은 간단합니다. 판별자를 속이는 손실에, 정답과의 화소 차이를 더합니다.
#
# $$\mathcal{L}_{\text{Pix2Pix}} = \mathcal{L}_{\text{적대}} + \lambda \cdot \lVert y - G(x) \rVert_1$$
#
# - $x$는 입력(흑백), $y$는 그 짝인 정답(컬러), $G(x)$는 생성자가 만든 그림입니다.
# - $\lVert \cdot \rVert_1$은 화소마다의 절댓값 차이의 평균(L1), $\lambda$는 둘의 비중을 정하는 수입니다.
#
# 흑백과 컬러라면 짝을 만들기가 쉽습니다. 컬러 사진의 색을 지우면 됩니다.

# %% [markdown] tags=["instructor"] section="4.2" minutes=5
# **물음**: 짝이 없는데 억지로 아무 얼룩말이나 정답으로 주면 생성자는 무엇을 내놓습니까?
#
# **답**: 화소마다 모든 얼룩말의 중앙값, 곧 뚜렷한 동물이 없는 흐린 그림입니다. 그것이 L1을 가장 작게 합니다.
#
# **흔한 오해**: 「흐린 것은 훈련이 모자라서」라고 여깁니다. 점수는 가장 좋은 답입니다. 손실이 틀린 것입니다.
#
# **늦었으면**: 맨 오른쪽의 흐린 그림만 보이고 표의 첫 줄로 맺으십시오.

# %% [markdown] tags=["slide"] section="4.2"
# - Pix2Pix: 정답과의 화소 차이(L1)를 씁니다. **짝**이 있어야 합니다
# - 짝 없이 L1을 쓰면 답은 흐릿한 **중앙값**입니다
# - CycleGAN: 두 도메인을 따로 모은 묶음이면 됩니다

# %%
grey = np.repeat(test.a[:6].mean(axis=-1, keepdims=True), 3, axis=-1)
show(
    plots.image_rows([grey, test.a[:6]], ["입력(흑백)", "정답(컬러)"]),
    alt="같은 장면의 흑백 그림과 컬러 그림이 위아래로 짝지어 있다",
)

# %% [markdown]
# 말과 얼룩말은 어떨까요? 말을 세워 놓고 사진을 찍은 다음, 그 자리에 똑같은 자세의 얼룩말을 세울 수는 없습니다.
# 우리가 구할 수 있는 것은 **말 사진 한 묶음과 얼룩말 사진 한 묶음**입니다. 장면도, 자세도, 장수도 서로 다릅니다.
# 이런 데이터를 **짝 없는 데이터**(unpaired data)라고 합니다. CycleGAN은 이것만으로 배웁니다.
#
# | | Pix2Pix | CycleGAN |
# |---|---|---|
# | 훈련 데이터 | 같은 장면의 짝 $(x, y)$ | 두 도메인을 **따로** 모은 묶음 |
# | 정답과의 화소 차이 | 손실에 들어갑니다 | 정답이 없으므로 쓸 수 없습니다 |
# | 생성자 / 판별자 | 하나 / 하나 | 둘 / 둘 |
# | 데이터를 모으는 일 | 일에 따라 쉽거나(흑백과 컬러) 불가능합니다(말과 얼룩말) | 훨씬 쉽습니다 |
#
# 짝이 없는데 억지로 화소 차이(L1)를 쓰면 어떻게 될까요? 말 한 장에 **아무** 얼룩말이나 정답으로 주는 셈입니다.
# 어느 얼룩말이 걸릴지 모르므로, 손실을 가장 작게 하는 답은 언제나 같습니다. 화소마다 모든 얼룩말의 **중앙값**입니다.
# 그것이 어떤 그림인지 보겠습니다. 먼저 훈련 데이터를 가져옵니다.

# %%
train_a, train_b = savanna.unpaired(TASK, TRAIN_IMAGES, seed=SEED, size=SIZE)
median_b = np.median(train_b, axis=0)
show(
    plots.image_grid(
        np.stack([train_a[0], *train_b[:3], median_b]),
        columns=5,
        titles=[A, *[f"{B} {i}" for i in (1, 2, 3)], "L1의 최선"],
        scale=1.5,
    ),
    alt=f"{A} 한 장, 장면이 저마다 다른 {B} 세 장, 그리고 화소마다의 중앙값인 흐릿한 그림",
)


def l1_to_every_b(image):
    return np.abs(train_b - image).mean()


verdict(
    "짝 없는 L1에서는 흐릿한 중앙값이 훈련 이미지 50장의 어느 것보다 좋은 점수를 받습니다",
    l1_to_every_b(median_b) < min(l1_to_every_b(image) for image in train_b[:50]),
)

# %% [markdown]
# 맨 오른쪽에는 뚜렷한 동물이 없습니다. 점수는 가장 좋은데 쓸모는 가장 없는 그림입니다.
# 그러므로 짝이 없을 때에는 **화소를 정답과 견주는 손실을 쓸 수 없습니다**. 다른 것을 견주어야 합니다. 이 장은 그 다른 것에 관한 이야기입니다.
#
# ## 4.3 훈련 데이터에 짝이 없는지 확인합니다
#
# "짝 없이 배웠다"는 말은 큰 주장입니다. 훈련 데이터에 짝이 한 쌍이라도 섞였다면 거짓말이 됩니다. 그래서 확인합니다.
# 말과 얼룩말의 짝은 배경이 화소까지 똑같으므로, 이미지의 맨 아래 두 줄(풀밭)이 똑같은 것이 있는지 찾으면 됩니다.
# 이 방법이 정말 짝을 찾아내는지도 함께 확인해야 합니다. 채점용 짝에서는 **모두** 찾아내야 합니다.

# %% [markdown] tags=["instructor"] section="4.3" minutes=3
# **물음**: 짝 없이 배웠다는 말을 어떻게 확인합니까?
#
# **답**: 짝은 배경이 화소까지 같으므로 맨 아래 두 줄의 풀밭을 견줍니다. 채점용 짝은 모두 찾아내고, 훈련 데이터에서는 하나도 나오지 않습니다.
#
# **흔한 오해**: 「씨앗이 다르니 당연하다」며 확인을 건너뜁니다. 찾는 방법이 정말 짝을 찾아내는지도 함께 확인한 것이 요점입니다.
#
# **늦었으면**: `[확인]` 세 줄만 읽으십시오.

# %% [markdown] tags=["slide"] section="4.3"
# - 훈련 데이터에 짝이 **한 쌍도** 없는지 확인합니다
# - 같은 방법이 채점용 짝은 모두 찾아냅니다


# %%
def grass(images):
    return {image[-2:].tobytes() for image in images}


if TASK == "horse2zebra":
    verdict("채점용 짝은 풀밭으로 모두 찾아낼 수 있습니다", grass(test.a) == grass(test.b))
    verdict("훈련 데이터의 두 도메인에는 짝이 한 쌍도 없습니다", not grass(train_a) & grass(train_b))
    verdict(
        "채점용 장면은 훈련 데이터에 없습니다",
        not grass(test.a) & (grass(train_a) | grass(train_b)),
    )
else:
    print("[생략] 여름과 겨울은 풀빛도 다르므로 이 방법으로는 짝을 찾을 수 없습니다")
print(f"{A} 훈련 이미지:", train_a.shape, f"{B} 훈련 이미지:", train_b.shape)

# %% [markdown]
# `savanna.unpaired`는 두 도메인의 장면을 서로 다른 씨앗으로 그리고, `savanna.pairs`는 또 다른 씨앗을 씁니다. 그래서 겹치지 않습니다.
#
# ## 4.4 생성자 둘, 판별자 둘
#
# 3장까지는 **생성자**(generator)가 위조지폐범 한 명, **판별자**(discriminator)가 탐정 한 명이었습니다. 이 장에서는 두 명씩입니다.
#
# | 이름 | 하는 일 | 코드 |
# |---|---|---|
# | $G$ | 말 → 얼룩말 생성자 | `generator_ab` |
# | $F$ | 얼룩말 → 말 생성자 | `generator_ba` |
# | $D_B$ | 얼룩말이 진짜인지 가짜인지 가리는 판별자 | `discriminator_b` |
# | $D_A$ | 말이 진짜인지 가짜인지 가리는 판별자 | `discriminator_a` |
#
# 그림으로 보겠습니다. 아직 훈련하지 않았으므로 '가짜'와 '되돌린' 자리에는 정답을 넣어 두었습니다. 4.12절에서 이 자리를 진짜 결과로 채웁니다.

# %% [markdown] tags=["instructor"] section="4.4" minutes=4
# **물음**: 그림에 생성자가 네 번 나옵니다. 신경망은 몇 개입니까?
#
# **답**: 둘입니다. $G$와 $F$가 두 길에서 차례만 바뀌어 다시 나옵니다. 판별자까지 모두 넷입니다.
#
# **흔한 오해**: $D_A$가 말과 얼룩말을 가린다고 여깁니다. $D_A$는 **진짜 말과 가짜 말**을 가립니다. 종류를 가리는 분류기가 아닙니다.
#
# **늦었으면**: 위쪽 길만 왼쪽부터 한 번 읽고 4.5절로 가십시오.

# %% [markdown] tags=["slide"] section="4.4"
# - 생성자 둘: $G$(말→얼룩말), $F$(얼룩말→말)
# - 판별자 둘: $D_B$, $D_A$. 저마다 자기 도메인의 진짜와 가짜를 가립니다
# - 갔다가 **되돌아온 것**을 처음과 견줍니다

# %%
show(
    plots.cyclegan_diagram(
        (A, B),
        np.stack([test.a[0], test.b[0], test.a[0], test.b[3], test.a[3], test.b[3]]),
    ),
    alt=f"위쪽 길: 진짜 {A}이 {A}→{B} 생성자를 지나 가짜 {B}이 되고 {B}→{A} 생성자를 지나 되돌린 {A}이 된다. "
    f"가짜 {B}과 진짜 {B}을 {B} 판별자가 본다. 아래쪽 길은 {B}에서 출발해 똑같이 돌아온다. "
    "두 길 모두 처음과 끝을 잇는 초록 선에 순환 일관성 손실이라고 적혀 있다",
)

# %% [markdown]
# **위쪽 길**을 왼쪽부터 읽어 봅시다.
#
# 1. 진짜 말 $a$를 $G$에 넣어 가짜 얼룩말 $G(a)$를 만듭니다.
# 2. $D_B$가 가짜 얼룩말과 진짜 얼룩말을 보고 진짜인지 가짜인지 가립니다. 진짜 얼룩말은 다른 장면입니다. 짝이 아닙니다.
# 3. 가짜 얼룩말을 $F$에 넣어 말 $F(G(a))$로 되돌립니다.
# 4. 되돌린 말이 처음의 말과 같은지 견줍니다. 그림의 초록 선이고, 다른 만큼이 **순환 일관성 손실**(cycle consistency loss)입니다.
#
# **아래쪽 길**은 얼룩말에서 출발할 뿐 똑같습니다. 생성자를 보십시오. 위에서 채운 상자($G$)와 빈 상자($F$)가 아래에서는 **순서만 바뀌어** 다시 나옵니다.
# 생성자는 모두 네 번 나오지만 신경망은 둘뿐입니다.
#
# ## 4.5 왜 되돌아와야 할까요?
#
# 판별자만 있으면 안 될까요? 판별자 $D_B$는 "이것이 진짜 얼룩말로 보이는가"만 묻습니다. "**이 말의** 얼룩말인가"는 묻지 않습니다.
# 그러니 생성자는 꾀를 부릴 수 있습니다. 말 그림은 제대로 보지도 않고, 외워 둔 얼룩말 그림을 골고루 내놓는 것입니다. 진짜와 같은 분포로 내놓기만 하면 판별자는 구별할 수 없습니다.
#
# 이미지 대신 숫자 세 개로 실험합니다. 도메인 $A$에는 1, 2, 3이 있고 $B$에는 10, 20, 30이 있습니다. 생성자 $G$의 후보는 셋입니다.
# 순환 일관성 손실은 되돌린 수와 처음 수의 차이(절댓값)의 평균입니다.

# %% [markdown] tags=["instructor"] section="4.5" minutes=6
# **물음**: 판별자만 있고 순환이 없으면 생성자는 어떤 꾀를 부릴 수 있습니까?
#
# **답**: 입력을 보지 않고 외워 둔 얼룩말을 골고루 내놓으면 됩니다. 분포가 진짜와 같으면 판별자는 구별할 수 없습니다(한 장만 되풀이하면 알아챕니다: $D(10) = 0.25$). 정보가 사라지므로 되돌아올 수 없습니다.
#
# **흔한 오해**: 「순환 일관성이 0이면 짝이 옳다」고 여깁니다. 「뒤섞어서」도 완벽하게 되돌아옵니다. 정보가 살아 있다는 조건일 뿐입니다.
#
# **늦었으면**: 숫자 세 개의 예에서 「모두 10으로」 하나만 계산하고 넘어가십시오. 이 장에서 가장 중요한 절이니 통째로는 빼지 않습니다.

# %% [markdown] tags=["slide"] section="4.5"
# - 판별자는 「**이 말의** 얼룩말인가」를 묻지 않습니다
# - 되돌아오라 = **되돌릴 수 있을 만큼만** 바꾸어라
# - 정보가 살아 있으라는 조건일 뿐, 짝이 옳다는 뜻은 아닙니다

# %%
domain_a = [1.0, 2.0, 3.0]
domain_b = [10.0, 20.0, 30.0]
candidates = {
    "차례대로": {1.0: 10.0, 2.0: 20.0, 3.0: 30.0},
    "모두 10으로": {1.0: 10.0, 2.0: 10.0, 3.0: 10.0},
    "뒤섞어서": {1.0: 20.0, 2.0: 30.0, 3.0: 10.0},
}


def best_way_back(g):
    """G의 출력마다 가장 잘 되돌리는 수: 그리로 간 수들의 중앙값."""
    return {b: float(np.median([a for a in g if g[a] == b])) for b in g.values()}


def as_images(numbers):
    return tf.reshape(tf.constant(numbers), [-1, 1, 1, 1])


cycle = {}
for name, g in candidates.items():
    f = best_way_back(g)
    returned = [f[g[a]] for a in domain_a]
    cycle[name] = float(losses.cycle_loss(as_images(domain_a), as_images(returned)))
    print(f"{name}: {[g[a] for a in domain_a]} -> 되돌리면 {returned}, 순환 일관성 손실 {cycle[name]:.3f}")

# %% [markdown]
# 하나씩 읽어 봅시다.
#
# - **모두 10으로**: 10은 틀림없이 $B$의 원소입니다. 그래도 판별자는 10이 **너무 자주** 나온다는 것을 배울 수 있습니다. 진짜에서는 셋에 하나인데 가짜는 모두 10이므로, 1.8절의 식으로 최적 판별자는 $D_B(10) = \frac{1/3}{1/3 + 1} = 0.25$라고 답합니다.
#   그러나 판별자가 할 수 있는 말은 "10이 너무 많다"뿐입니다. "1에서 왔으니 10이어야 한다"거나 "3에서 왔으니 30이어야 한다"고는 하지 못합니다. 1이었는지 3이었는지는 **영영 사라졌습니다**.
#   되돌리는 생성자가 아무리 뛰어나도 가운데 값 2를 내놓는 것이 최선입니다. 순환 일관성 손실이 0이 될 수 없습니다.
# - **차례대로**: 되돌릴 수 있습니다. 손실이 0입니다.
#
# 되돌아오는 까닭이 여기에 있습니다. 말을 얼룩말로 바꾸는 동안 자세, 자리, 배경 같은 **입력의 정보가 사라지면 되돌아올 수 없습니다**.
# 뒤집어 말하면, 되돌아오라고 요구하는 것은 "**되돌릴 수 있을 만큼만 바꾸어라**"라고 요구하는 것입니다.
#
# 정직하게 덧붙일 것이 있습니다. **뒤섞어서**를 보십시오. 엉뚱한 짝을 지었는데도 완벽하게 되돌아옵니다.
# 순환 일관성은 정보가 살아 있으라는 조건일 뿐, 짝이 옳으라는 조건이 아닙니다.

# %%
verdict(
    "세 후보가 내놓은 것은 하나하나가 모두 B의 원소입니다",
    all(set(g.values()) <= set(domain_b) for g in candidates.values()),
)
verdict(
    "셋 가운데 정보를 잃은 변환만 되돌아올 수 없습니다",
    [name for name, loss in cycle.items() if loss > 0] == ["모두 10으로"],
)
verdict("엉뚱하게 뒤섞은 변환도 되돌아올 수는 있습니다", cycle["뒤섞어서"] == 0.0)

# %% [markdown]
# 그런데도 CycleGAN이 엉뚱하게 뒤섞지 않는 것은 손실 때문이 아니라 신경망의 버릇 때문이라고 짐작합니다.
# 생성자는 **합성곱**(convolution) 신경망이라서 화소마다 그 둘레를 보고 그립니다. 왼쪽에 있는 것을 오른쪽에 옮겨 그리려면 여러 층을 거쳐야 합니다.
# 손실이 정하지 않은 것이니 늘 뜻대로 되지는 않습니다. 4.13절에서 실패도 보겠습니다.
#
# > **생각해 보기** (3분). 흑백에서 컬러로 가는 CycleGAN을 만든다고 합시다. 컬러 → 흑백 → 컬러의 길은 되돌아올 수 있을까요?
#
# <details><summary>답 보기</summary>
#
# 원칙대로라면 되돌아올 수 없습니다. 흑백에는 색의 정보가 없기 때문입니다. 빨간 꽃과 같은 밝기의 파란 꽃은 같은 회색이 됩니다.
# 그런데 신경망은 꾀를 부릴 수 있습니다. 흑백 그림 속에 **눈에 보이지 않는 작은 무늬로 색을 숨겨** 두는 것입니다.
# 우리의 얼룩말에서도 그런 일이 벌어지는지 4.15절에서 실험합니다.
#
# </details>
#
# ## 4.6 세 가지 손실
#
# 이제 손실을 하나씩 손으로 계산합니다.
#
# ### 적대적 손실
#
# 판별자를 속이는 손실을 **적대적 손실**(adversarial loss)이라고 합니다. 2장에서 배운 이진 교차 엔트로피 대신, CycleGAN은 **최소제곱**(LSGAN)을 씁니다.
# 판별자의 출력 $D(x)$를 확률로 바꾸지 않고, 진짜는 1에, 가짜는 0에 가까워지도록 제곱 오차를 잽니다.
#
# $$\mathcal{L}_{G} = \mathbb{E}_a\big[(D_B(G(a)) - 1)^2\big]$$
#
# $$\mathcal{L}_{D_B} = \tfrac{1}{2}\,\mathbb{E}_b\big[(D_B(b) - 1)^2\big] + \tfrac{1}{2}\,\mathbb{E}_a\big[D_B(G(a))^2\big]$$
#
# - $a$는 말 이미지, $b$는 얼룩말 이미지, $\mathbb{E}$는 한 배치(batch)에 대한 평균입니다.
# - $D_B(\cdot)$는 판별자의 출력입니다. 2장의 **로짓**(logit)처럼 범위가 없는 수입니다.
# - 판별자의 손실을 2로 나누는 것은 논문을 따른 것입니다. 논문은 판별자를 천천히 배우게 하려고 나누었습니다. 그러나 3.3절에서 보았듯이 Adam은 그레이디언트의 크기로 나누므로, 손실에 상수를 곱해도 걸음이 거의 달라지지 않습니다. 판별자를 정말 천천히 가르치려면 **학습률**을 낮추어야 합니다. 4.11절에서 그렇게 합니다.
#
# 진짜 두 장과 가짜 네 장에 판별자가 다음과 같이 답했다고 합시다.

# %% [markdown] tags=["instructor"] section="4.6" minutes=10
# **물음**: 두 생성자가 모두 색을 뒤집습니다. 어느 손실이 알아챕니까?
#
# **답**: 항등 손실뿐입니다. 두 번 뒤집으면 제자리이므로 순환 일관성 손실은 0입니다.
#
# **흔한 오해**: 「$\lambda$는 클수록 좋다」고 여깁니다. 아무것도 바꾸지 않는 것이 완벽하게 되돌아오는 길이라 변환이 되지 않습니다. 0.25를 「25% 틀렸다」로 읽는 분도 있습니다. 동전 던지기의 눈금입니다.
#
# **늦었으면**: 최소제곱의 그레이디언트 비교는 건너뛰고, 총합의 식 하나와 세 이름(속여라, 되돌아오라, 색을 지켜라)만 남기십시오.

# %% [markdown] tags=["slide"] section="4.6"
# - 적대적 손실은 **최소제곱**. 동전 던지기의 눈금은 0.25
# - $\mathcal{L} = \mathcal{L}_G + \mathcal{L}_F + \lambda\,\mathcal{L}_{\text{순환}} + \lambda_{\text{항등}}\,\mathcal{L}_{\text{항등}}$
# - $\lambda$가 크면 **아무것도 바꾸지 않는** 것이 이깁니다

# %%
real_output = np.array([1.1, 0.7])
fake_output = np.array([0.9, 0.2, -0.5, 0.4])

generator_by_hand = ((fake_output - 1) ** 2).mean()
discriminator_by_hand = 0.5 * ((real_output - 1) ** 2).mean() + 0.5 * (fake_output**2).mean()
print("생성자:", ((fake_output - 1) ** 2).round(2), "-> 평균", round(generator_by_hand, 4))
print("판별자:", round(discriminator_by_hand, 4))

real_tensor, fake_tensor = tf.constant(real_output), tf.constant(fake_output)
verdict(
    "패키지의 두 함수가 손으로 계산한 값과 같습니다",
    np.isclose(losses.least_squares_generator_loss(fake_tensor), generator_by_hand)
    and np.isclose(losses.least_squares_discriminator_loss(real_tensor, fake_tensor), discriminator_by_hand),
)

# %% [markdown]
# 판별자가 어디서나 0.5라고 답하면(진짜인지 가짜인지 전혀 모르면) 두 손실이 모두 0.25입니다.
# 2장에서 $\ln 2$를 외워 두었듯이, 이 장에서는 **0.25**를 외워 두십시오. 손실 곡선을 읽는 눈금이 됩니다.

# %%
half = tf.fill([8], 0.5)
verdict(
    "판별자가 동전을 던지면 두 손실이 모두 0.25입니다",
    float(losses.least_squares_generator_loss(half)) == 0.25
    and float(losses.least_squares_discriminator_loss(half, half)) == 0.25,
)

# %% [markdown]
# 왜 최소제곱일까요? 2장의 비포화 손실은 들킨 가짜에게 좋은 신호를 주었습니다. 그런데 **이미 속인 가짜**에게는 신호가 거의 없습니다.
# 판별자의 출력을 $s$라 하고, $s$에 대한 그레이디언트(gradient)의 크기를 견주어 봅시다. 비포화 손실은 $1 - \sigma(s)$, 최소제곱은 $|2(s - 1)|$입니다($\sigma$는 시그모이드).

# %%
for output in (-4.0, 0.0, 1.0, 4.0):
    non_saturating = 1 - 1 / (1 + np.exp(-output))
    print(f"판별자의 출력 {output:4.1f}: 비포화 {non_saturating:.3f}, 최소제곱 {abs(2 * (output - 1)):.1f}")

# %% [markdown]
# - 출력이 4인 가짜는 판별자를 완전히 속였습니다. 비포화 손실은 "됐다"라고 하고(0.018), 최소제곱은 "진짜의 자리인 1로 **돌아오라**"라고 합니다(6.0).
#   진짜보다 더 진짜 같은 가짜는 진짜와 다릅니다. 최소제곱은 가짜를 진짜가 모인 자리로 끌어당깁니다.
# - 판별자에게도 마찬가지입니다. 진짜에 100이라고 답하는 판별자는 벌을 받습니다. 그래서 판별자가 지나치게 자신하지 못합니다.
#
# CycleGAN의 저자들은 이 손실로 바꾸었더니 훈련이 더 안정되고 결과가 나아졌다고 적었습니다.
#
# ### 순환 일관성 손실
#
# 갔다가 돌아온 이미지가 처음과 얼마나 다른지입니다. 두 길에서 하나씩, 둘을 더합니다.
#
# $$\mathcal{L}_{\text{순환}} = \mathbb{E}_a\big[\lVert F(G(a)) - a \rVert_1\big] + \mathbb{E}_b\big[\lVert G(F(b)) - b \rVert_1\big]$$
#
# 여기에서 $\lVert \cdot \rVert_1$은 화소마다의 절댓값 차이의 평균입니다. 되돌린 것을 견줄 정답은 **처음의 이미지 자신**입니다. 짝이 필요 없는 까닭이 이것입니다.

# %%
before = np.array([[0.2, -0.4], [0.0, 1.0]])
after = np.array([[0.1, -0.4], [0.3, 0.8]])
print("화소마다의 차이:", np.abs(before - after).round(2).tolist())
print("평균:", np.abs(before - after).mean().round(4))


def one_image(pixels):
    return tf.constant(pixels[None, :, :, None], tf.float32)


verdict(
    "패키지의 cycle_loss가 손으로 계산한 값과 같습니다",
    np.isclose(losses.cycle_loss(one_image(before), one_image(after)), 0.15),
)

# %% [markdown]
# ### 항등 손실
#
# $G$는 말을 얼룩말로 바꾸는 생성자입니다. 그런데 **이미 얼룩말인 이미지**를 $G$에 넣으면 어떻게 되어야 할까요? 고칠 것이 없으므로 그대로 나와야 합니다.
# 그대로 나오지 않은 만큼이 **항등 손실**(identity loss)입니다.
#
# $$\mathcal{L}_{\text{항등}} = \mathbb{E}_b\big[\lVert G(b) - b \rVert_1\big] + \mathbb{E}_a\big[\lVert F(a) - a \rVert_1\big]$$
#
# 이 손실은 왜 필요할까요? CycleGAN을 훈련하면 **색이 뒤집힌 결과**가 나오기도 합니다(저자들의 관찰, pytorch-CycleGAN-and-pix2pix의 docs/qa.md). 그런 생성자를 순환 일관성 손실이 알아챌 수 있는지 숫자로 확인합시다.
# 두 생성자가 모두 색을 뒤집는다고 합시다. $G(x) = -x$, $F(x) = -x$입니다.


# %%
def invert(image):
    return -image


image = tf.constant(test.a[:1])
cycle_of_inversion = float(losses.cycle_loss(image, invert(invert(image))))
identity_of_inversion = float(losses.identity_loss(image, invert(image)))
print("순환 일관성 손실:", cycle_of_inversion)
show(
    plots.image_grid(
        np.concatenate([image, invert(image), invert(invert(image))]),
        titles=["처음", "한 번 뒤집음", "두 번 뒤집음"],
        scale=1.4,
    ),
    alt="처음 이미지, 색이 뒤집힌 이미지, 두 번 뒤집어 처음과 똑같아진 이미지",
)
verdict("두 번 뒤집으면 순환 일관성 손실은 0입니다", cycle_of_inversion == 0.0)
verdict("항등 손실은 뒤집힌 색을 알아챕니다", identity_of_inversion > 0.1)

# %% [markdown]
# 뒤집고 또 뒤집으면 제자리이므로 순환 일관성 손실은 아무것도 눈치채지 못합니다. 항등 손실은 색을 제자리에 묶어 둡니다.
# 그래도 뒤집힌다면 가중치의 처음 값을 더 작게 뽑아 보십시오. 항등 손실과 이것이 저자들의 두 권고입니다. 다만 항등 손실이 크면 덜 바꾸게 됩니다.
#
# ### 모두 더하면
#
# 두 생성자가 함께 줄이는 손실은 다음과 같습니다.
#
# $$\mathcal{L} = \underbrace{\mathcal{L}_{G} + \mathcal{L}_{F}}_{\text{판별자를 속여라}} + \lambda\,\underbrace{\mathcal{L}_{\text{순환}}}_{\text{되돌아오라}} + \lambda_{\text{항등}}\,\underbrace{\mathcal{L}_{\text{항등}}}_{\text{색을 지켜라}}$$
#
# - $\mathcal{L}_F$는 $F$의 적대적 손실로, $\mathcal{L}_G$에서 두 도메인을 바꾼 것입니다.
# - $\lambda$는 순환 일관성 손실의 가중치입니다. 논문은 10을 씁니다. 우리는 5에서 시작해 10으로 올리며, 까닭은 4.11절에서 말합니다.
# - $\lambda_{\text{항등}}$은 항등 손실의 가중치입니다. 저자들의 구현은 $0.5\lambda$, 곧 5를 씁니다. 0이면 항등 손실을 쓰지 않습니다.
#
# 세 손실의 크기가 다음과 같다면 총합은 얼마일까요? 어느 항이 가장 큰지도 보십시오.

# %%
adversarial_g, adversarial_f = 0.30, 0.25
cycle_total, identity_total = 0.12, 0.06
parts = [adversarial_g, adversarial_f, 10 * cycle_total, 5 * identity_total]
print("적대 G, 적대 F, 순환, 항등:", [round(part, 2) for part in parts], "-> 총합", round(sum(parts), 2))

# %% [markdown]
# 이 보기에서는 가중치를 곱하고 나면 순환 일관성 손실이 가장 큽니다. $\lambda$가 너무 크면 아무것도 바꾸려 하지 않습니다(4b.2절에서 $\lambda = 50$으로 봅니다).
# 아무것도 바꾸지 않는 것이야말로 완벽하게 되돌아오는 방법이기 때문입니다.
# 반대로 $\lambda = 0$이면 배경을 더 많이 바꿉니다(4.14절). 그렇다고 $\lambda$가 클수록 배경을 더 지키는 것도 아닙니다(4b.2절).
#
# ## 4.7 생성자: 줄이고, 고치고, 키웁니다
#
# 생성자는 이미지를 받아 같은 크기의 이미지를 내놓습니다. 논문의 생성자는 세 부분입니다.
#
# 1. **줄이기**: 보폭 2인 합성곱으로 높이와 너비를 절반으로 두 번 줄입니다. 넓게 보려는 것입니다. 합성곱의 작은 창을 **커널**(kernel)이라고 합니다. 노트북을 실행하는 커널(0.3절)과는 이름만 같습니다.
# 2. **고치기**: 크기를 그대로 둔 채 **잔차 블록**(residual block)을 여러 번 지납니다. 블록은 $x + f(x)$ 꼴입니다. 입력을 그대로 흘려보내고, 고칠 것 $f(x)$만 더합니다.
# 3. **키우기**: 두 배씩 두 번 키워 처음 크기로 돌아갑니다.

# %% [markdown] tags=["instructor"] section="4.7" minutes=8
# **물음**: 두 이미지의 밝기가 다릅니다. 인스턴스 정규화를 지나면 무엇이 남습니까?
#
# **답**: 무늬의 모양이 남고 밝기와 대비는 사라집니다. 새 겉모습을 입히기 좋은 상태입니다.
#
# **흔한 오해**: `groups=1`이 인스턴스 정규화라고 여깁니다. 모든 채널을 한데 모으는 다른 계산이고 오류도 나지 않습니다. 옳은 것은 `groups=-1`입니다. 격자무늬를 훈련 부족 탓으로만 돌리기도 합니다. 겹치는 횟수가 고르지 않아서입니다.
#
# **늦었으면**: 줄이고, 고치고, 키운다는 세 낱말과 「입력에서 시작한다」만 말하고 4.8절로 가십시오.

# %% [markdown] tags=["slide"] section="4.7"
# - 줄이고, **잔차 블록**으로 고치고, 키웁니다
# - 인스턴스 정규화: 밝기와 대비를 지우고 모양만 남깁니다
# - 우리 것은 **입력에서 시작해** 바꿀 것만 배웁니다

# %%
explained = resnet_generator((64, 64, 3), filters=16, blocks=4, upsampling="resize", residual_output=True)

stages = ["64x64x3"]
for layer in explained.layers:
    if isinstance(layer, InstanceNormalization):
        shape = "x".join(str(size) for size in layer.output.shape[1:])
        if shape != stages[-1]:
            stages.append(shape)
print(" -> ".join([*stages, "x".join(str(size) for size in explained.output_shape[1:])]))

# %% [markdown]
# 가운데의 16x16x64에 잔차 블록 네 개가 들어 있습니다. 논문의 신경망은 256화소에서 첫 층의 폭이 64, 블록이 아홉 개입니다.
# 우리는 64화소에서 폭 16, 블록 네 개를 씁니다. 가중치(weights)의 수를 견주어 봅시다.

# %%
paper_generator = resnet_generator()
print(f"논문의 생성자: {paper_generator.count_params():,}개")
print(f"우리의 생성자: {explained.count_params():,}개")
verdict("논문의 생성자는 가중치가 11,378,179개입니다", paper_generator.count_params() == 11_378_179)
verdict("우리의 생성자는 그 30분의 1보다 작습니다", explained.count_params() < 11_378_179 / 30)

# %% [markdown]
# ### 인스턴스 정규화
#
# 합성곱마다 뒤에 **인스턴스 정규화**(instance normalization)가 붙습니다. 이미지마다, 채널마다 **따로** 평균을 0, 분산을 1로 맞춥니다.
#
# $$y_{n,h,w,c} = \frac{x_{n,h,w,c} - \mu_{n,c}}{\sqrt{\sigma^2_{n,c} + \epsilon}}$$
#
# - $n$은 몇 번째 이미지, $h$와 $w$는 자리, $c$는 채널입니다.
# - $\mu_{n,c}$와 $\sigma^2_{n,c}$는 **그 이미지의 그 채널**에서 모든 자리에 대한 평균과 분산입니다.
# - $\epsilon$은 0으로 나누지 않으려고 더하는 작은 수(0.00001)입니다.

# %%
features = np.random.default_rng(SEED).normal(3, 2, (2, 5, 5, 4)).astype(np.float32)
mean = features.mean(axis=(1, 2), keepdims=True)
variance = features.var(axis=(1, 2), keepdims=True)
by_hand = (features - mean) / np.sqrt(variance + 1e-5)

normalize = InstanceNormalization()
verdict("손으로 계산한 값과 층의 출력이 같습니다", np.allclose(normalize(features), by_hand, atol=1e-4))
verdict(
    "이미지의 밝기와 대비를 바꾸어 넣어도 출력은 그대로입니다",
    np.allclose(normalize(3 * features + 7), by_hand, atol=1e-3),
)

# %% [markdown]
# 두 번째 확인이 핵심입니다. 밝기와 대비는 겉모습의 일부입니다. 인스턴스 정규화는 채널마다의 밝기와 대비를 지우고 무늬의 **모양**을 남깁니다. 새 겉모습을 입히기 좋은 상태입니다.
# 3장의 배치 정규화는 훈련할 때 배치 안의 모든 이미지를 함께 평균 내므로, 이웃한 이미지에 따라 결과가 달라집니다.
#
# 이 층을 케라스의 `GroupNormalization`으로 대신할 때 `groups=-1`이 옳고, `groups=1`은 틀립니다. `groups=1`은 **모든 채널을 한데 모아** 맞춥니다.
# 오류가 나지 않으므로 찾기 어려운 실수입니다.

# %%
right = keras.layers.GroupNormalization(groups=-1, epsilon=1e-5)
wrong = keras.layers.GroupNormalization(groups=1, epsilon=1e-5)
verdict("groups=-1은 인스턴스 정규화와 같습니다", np.allclose(right(features), by_hand, atol=1e-4))
verdict("groups=1은 다른 계산입니다", not np.allclose(wrong(features), by_hand, atol=1e-2))

# %% [markdown]
# ### 논문과 다르게 한 것 두 가지
#
# 우리는 논문의 생성자를 두 군데 바꾸었습니다. 숨기지 않고 까닭과 함께 적습니다. 두 가지 모두 `resnet_generator`의 인수로 끌 수 있습니다.
#
# **하나, 입력에서 시작합니다**(`residual_output=True`). 논문의 생성자는 배경까지 통째로 다시 그리는 법을 배워야 합니다.
# 우리의 생성자는 화소마다 두 가지를 내놓습니다. 입력을 얼마나 남길지($k$)와 무엇을 더할지($r$)입니다.
#
# $$G(x) = \tanh\big(k \cdot \tanh^{-1}(x) + r\big)$$
#
# - $x$는 입력 화소, $\tanh^{-1}$은 그것을 $\tanh$를 지나기 전의 값으로 되돌리는 함수입니다.
# - $k$는 0에서 1 사이의 **남길 비율**입니다. 1이면 입력을 그대로 두고, 0이면 입력을 지우고 $r$로 새로 그립니다.
# - 훈련하기 전에는 $k \approx 0.95$, $r = 0$입니다.
#
# $k$와 $r$은 마지막 합성곱 하나가 함께 내놓습니다. 그 커널은 논문의 7x7이 아니라 3x3입니다. 출력이 몇 채널뿐인 큰 커널은 GPU가 없는 컴퓨터에서 느립니다(`benchmarks/README.md`).
# 그래서 처음에는 입력을 거의 그대로 내놓고, **바꿀 것만** 배웁니다. CPU로 몇 분 만에 훈련하려고 고른 방법입니다.
# $k$는 왜 필요할까요? 더하기만으로도 줄무늬를 그릴 수는 있습니다. 그러나 지우려면 줄무늬마다 정확히 반대되는 값을 더해야 합니다. $k = 0$이면 한 번에 지워집니다.

# %%
keras.utils.set_random_seed(SEED)
ours = resnet_generator((64, 64, 3), filters=16, blocks=4, residual_output=True)
papers = resnet_generator((64, 64, 3), filters=16, blocks=4)
sample = savanna.pairs(TASK, 4, seed=SEED).a
show(
    plots.image_rows([sample, papers(sample), ours(sample)], ["입력", "논문대로", "입력에서 시작"]),
    alt="훈련하지 않은 생성자의 출력. 논문대로 만들면 푸르고 보랏빛인 잔 얼룩이고, 입력에서 시작하면 입력과 거의 같다",
)


def difference(images):
    return float(np.abs(images - sample).mean())


verdict("입력에서 시작하는 생성자는 훈련하기 전에 입력을 거의 그대로 내놓습니다", difference(ours(sample)) < 0.05)
verdict("논문대로 만든 생성자는 그렇지 않습니다", difference(papers(sample)) > 0.2)

# %% [markdown]
# 말과 얼룩말처럼 **겉모습만** 다를 때 알맞은 방법입니다. 모양을 크게 바꾸는 일(고양이를 개로)에는 입력이 오히려 짐이 될 것이라고 짐작합니다.
#
# **둘, 키울 때 확대한 다음 합성곱을 합니다**(`upsampling="resize"`). 논문은 **전치 합성곱**(transposed convolution)을 씁니다.
# 결과에 바둑판 같은 **격자무늬**가 생긴다면 먼저 이것을 의심하십시오. 커널 크기 3이 보폭 2로 나누어떨어지지 않아서 자리마다 겹치는 횟수가 다릅니다.
# 모든 값이 1인 이미지를 모든 가중치가 1인 층에 넣으면 겹치는 횟수가 그대로 보입니다.

# %%
ones = np.ones((1, 4, 4, 1), np.float32)
transposed = keras.layers.Conv2DTranspose(1, 3, 2, kernel_initializer="ones", use_bias=False)
resized = keras.Sequential(
    [keras.layers.UpSampling2D(2), keras.layers.Conv2D(1, 3, kernel_initializer="ones", use_bias=False)]
)
overlaps_transposed = transposed(ones).numpy()[0, 1:-1, 1:-1, 0]
overlaps_resized = resized(ones).numpy()[0, ..., 0]
print("전치 합성곱, 가운데 한 줄:", overlaps_transposed[2].astype(int))
print("확대 뒤 합성곱, 가운데 한 줄:", overlaps_resized[2].astype(int))


def relative(overlaps):
    return (overlaps / overlaps.mean() - 1)[None, :, :, None]  # 평균만큼 겹치면 0(회색)


show(
    plots.image_grid(
        np.concatenate([relative(overlaps_transposed[:6, :6]), relative(overlaps_resized)]),
        titles=["전치 합성곱", "확대 뒤 합성곱"],
        scale=1.8,
    ),
    alt="왼쪽은 칸마다 밝기가 다른 격자무늬, 오른쪽은 고른 회색",
)
verdict("전치 합성곱은 자리마다 겹치는 횟수가 다릅니다", len(np.unique(overlaps_transposed)) > 1)
verdict("확대 뒤 합성곱은 어디나 같습니다", len(np.unique(overlaps_resized)) == 1)

# %% [markdown]
# 전치 합성곱도 훈련하면 이 무늬를 얼마쯤 지울 수 있습니다. 그러나 지우는 법을 배워야 합니다. 우리는 배울 시간이 짧으므로 처음부터 고른 쪽을 골랐습니다.
#
# > **생각해 보기** (2분). 우리의 생성자는 64x64로 훈련합니다. 96x96 이미지도 옮길 수 있을까요?
#
# <details><summary>답 보기</summary>
#
# 됩니다. 합성곱과 인스턴스 정규화의 가중치는 이미지의 크기와 상관없습니다. `resnet_generator((96, 96, 3), ...)`를 만들어 가중치를 옮겨 담으면 됩니다.
# 두 번 절반으로 줄이므로 높이와 너비가 **4의 배수**여야 합니다. "다른 크기에서는 오류가 납니다"라는 질문의 답입니다. 크기가 맞지 않으면 자르거나 가장자리를 채우십시오.
# 다만 얼룩말의 줄무늬 굵기를 64화소에서 배웠으므로, 훨씬 큰 이미지에서는 줄무늬가 너무 촘촘해질 것이라고 짐작합니다. 크게 쓰려면 크게 훈련해야 합니다. 두 배 큰 그림을 실제로 옮기는 일은 4b.8절에서 해 봅니다.
#
# </details>
#
# ## 4.8 판별자: 조각마다 답합니다
#
# 지금까지의 판별자는 이미지 한 장에 로짓 하나를 내놓았습니다. CycleGAN의 판별자는 **PatchGAN**입니다. 이미지를 겹치는 조각으로 보고, **조각마다** 로짓을 하나씩 내놓습니다.
#
# 로짓 하나가 보는 조각의 크기를 **수용 영역**(receptive field)이라고 합니다. 마지막 층에서 거꾸로 올라가며 셉니다.
# 출력 쪽에서 보려는 화소의 수에서 1을 빼고, 보폭을 곱하고, 커널의 크기를 더한 만큼을 그 층의 입력에서 보아야 합니다. 이를테면 보폭 2, 커널 4인 층에서 출력 3화소를 보려면 $(3 - 1) \times 2 + 4 = 8$화소입니다.

# %% [markdown] tags=["instructor"] section="4.8" minutes=5
# **물음**: 판별자가 이미지 한 장에 답을 하나가 아니라 196개 내놓으면 무엇이 좋습니까?
#
# **답**: 무늬에 집중하고, 가중치가 적고, 어디가 가짜 같은지 자리까지 알려 줍니다. 전체의 구도는 순환과, 입력에서 시작하는 생성자(4.7절)에 맡깁니다.
#
# **흔한 오해**: 조각을 「잘라서 따로 넣는다」고 여깁니다. 합성곱을 한 번 지나면 로짓마다 보는 자리가 정해질 뿐입니다.
#
# **늦었으면**: 수용 영역의 셈은 건너뛰고 가운데 그림(어느 화소를 보는가)만 보이십시오.

# %% [markdown] tags=["slide"] section="4.8"
# - 로짓 하나가 **조각 하나**를 봅니다(우리는 34×34)
# - 무늬는 판별자가, 전체의 구도는 순환과 입력에서 시작하는 생성자가 맡습니다
# - 답이 196개라 신호가 많습니다


# %%
def receptive_field(strides, kernel=4):
    sizes = [1]
    for stride in reversed(strides):
        sizes.append((sizes[-1] - 1) * stride + kernel)
    return sizes


print("우리 것(보폭 2, 2, 1, 1):", receptive_field([2, 2, 1, 1]))
print("논문(보폭 2, 2, 2, 1, 1):", receptive_field([2, 2, 2, 1, 1]))

# %% [markdown]
# 우리의 판별자는 34x34, 논문의 판별자는 70x70의 조각을 봅니다. 64화소에서 34화소면 절반 넘는 장면에서 말의 몸통과 목이 통째로 들어가는 크기입니다(몸 전체가 들어가는 장면은 없습니다).
# 정말 그런지 신경망에 물어봅시다. 로짓 하나를 골라 입력의 화소마다 그레이디언트를 구하면, **그 로짓이 어느 화소를 보는지** 드러납니다. 여러 이미지의 평균을 그립니다.

# %%
keras.utils.set_random_seed(SEED)
patches = patch_discriminator((64, 64, 3), filters=32, downsamplings=2)
views = tf.constant(savanna.pairs(TASK, 8, seed=SEED).a)
row, column = 6, 6
with tf.GradientTape() as tape:
    tape.watch(views)
    answers = patches(views)
    chosen = answers[:, row, column, 0]
influence = np.abs(tape.gradient(chosen, views)).sum(axis=-1).mean(axis=0)

top, left = 4 * row - 11, 4 * column - 11  # 보폭의 곱은 4, 채우기 때문에 11화소 바깥에서 시작합니다.
inside = np.zeros((64, 64), bool)
inside[top : top + 34, left : left + 34] = True
show(
    plots.discriminator_patches(views[0], influence, (top, left), 34, answers[0, :, :, 0]),
    alt="왼쪽은 조각의 테두리를 그린 이미지, 가운데는 화소마다의 영향으로 테두리 안이 훨씬 밝고, 오른쪽은 14x14개의 로짓",
)
print("로짓의 모양:", tuple(answers.shape[1:]))
verdict(
    "조각 안의 화소가 조각 밖의 화소보다 평균 열 배 넘게 큰 영향을 줍니다",
    influence[inside].mean() > 10 * influence[~inside].mean(),
)


def fits_in_a_patch(masks):
    """부위를 감싸는 네모가 34x34에 들어가는 장면의 비율."""
    spans = [np.ptp(np.argwhere(mask), axis=0).max() + 1 for mask in masks]
    return np.mean(np.array(spans) <= 34)


scenes = savanna.pairs("horse2zebra", 100, seed=SEED)
verdict(
    "절반 넘는 장면에서 몸통과 목이 34x34에 들어가고, 몸 전체가 들어가는 장면은 없습니다",
    fits_in_a_patch(savanna.regions(100, seed=SEED).trunk) > 0.5 and fits_in_a_patch(scenes.body[..., 0] == 1) == 0,
)

# %% [markdown]
# 조각 밖에도 희미한 영향이 있습니다. 판별자에도 인스턴스 정규화가 있어서, 이미지 전체의 평균과 분산이 조금씩 스며들기 때문입니다. 합성곱만 따지면 조각 밖은 정확히 0입니다.
#
# 왜 조각으로 나눌까요?
#
# - **무늬에 집중합니다.** 얼룩말다운지는 줄무늬를 보면 압니다. 그림 전체를 볼 필요가 없습니다. 전체의 구도는 순환 일관성 손실과, 입력에서 시작하는 생성자(4.7절)에 맡깁니다.
# - **가중치가 적습니다.** 모든 조각이 같은 합성곱을 나누어 씁니다. 어떤 크기의 이미지에도 쓸 수 있습니다.
# - **신호가 많습니다.** 이미지 한 장이 답 하나가 아니라 196개가 됩니다. 어디가 가짜 같은지 자리까지 알려 줍니다.
#
# ## 4.9 이미지 풀: 옛 가짜를 잊지 않게
#
# 판별자는 방금 나온 가짜만 봅니다. 그러면 생성자가 옛 수법으로 돌아가도 알아채지 못할 수 있습니다. 위조지폐범과 탐정이 같은 자리를 빙빙 돌 수 있습니다.
# 그래서 CycleGAN은 가짜를 50장까지 담아 두는 **이미지 풀**(image pool)을 둡니다. 규칙은 다음과 같습니다.
#
# 1. 풀이 다 차기 전에는 가짜를 담고, 그것을 그대로 판별자에게 보여 줍니다.
# 2. 다 찬 뒤에는 동전을 던집니다. 앞면이면 풀에서 아무거나 하나를 꺼내 보여 주고, 그 자리에 새 가짜를 담습니다. 뒷면이면 새 가짜를 그대로 보여 주고 **담지 않습니다**.
#
# 크기 3인 풀에 번호를 매긴 이미지 열둘을 차례로 넣어 봅니다.

# %% [markdown] tags=["instructor"] section="4.9" minutes=3
# **물음**: 생성자도 풀에서 꺼낸 옛 가짜로 배웁니까?
#
# **답**: 아닙니다. 옛 가짜에는 지금의 생성자까지 이어진 길이 없습니다. 풀은 판별자만 씁니다.
#
# **흔한 오해**: 「풀이 찬 뒤에는 언제나 옛것을 보여 준다」고 여깁니다. 동전의 앞면일 때만 바꾸고, 뒷면이면 새것을 보여 주고 담지 않습니다.
#
# **늦었으면**: 「탐정에게 옛 수법도 가끔 보여 준다」 한 문장이면 됩니다.

# %% [markdown] tags=["slide"] section="4.9"
# - 판별자가 **옛 수법을 잊지 않게** 가짜 50장을 담아 둡니다
# - 차면 동전을 던져 절반은 옛것을 보여 줍니다
# - 생성자는 언제나 방금 만든 가짜로 배웁니다

# %%
pool = ImagePool(3, (1, 1, 1), seed=SEED)
given = list(range(1, 13))
shown = [int(pool(tf.fill([1, 1, 1, 1], float(number)))[0, 0, 0, 0]) for number in given]
print("넣은 것:", given)
print("나온 것:", shown)
print("남은 것:", [int(number) for number in np.ravel(pool.images)])
verdict("풀이 차는 동안에는 넣은 것이 그대로 나옵니다", shown[:3] == [1, 2, 3])
verdict("찬 뒤에는 옛것이 섞여 나옵니다", any(out < new for out, new in zip(shown[3:], given[3:])))

# %% [markdown]
# 풀은 판별자의 훈련에만 쓰입니다. 생성자는 언제나 **방금 만든 가짜**로 배웁니다. 옛 가짜에는 지금의 생성자까지 이어진 길이 없기 때문입니다.
#
# ## 4.10 한 걸음
#
# 재료가 모두 모였습니다. 먼저 연습용으로 작은 신경망 넷을 만듭니다. 생성자는 논문의 꼴(크기만 작은 것)입니다.

# %% [markdown] tags=["instructor"] section="4.10" minutes=7
# **물음**: 되돌린 말의 손실은 $G$와 $F$ 가운데 누구의 책임입니까?
#
# **답**: 둘 다입니다. 되돌아오기 좋은 얼룩말을 만드는 것은 $G$, 잘 되돌리는 것은 $F$의 일입니다. 그래서 두 생성자의 변수 모두에 대해 한 번에 구합니다.
#
# **흔한 오해**: 생성자마다 **자기가 닫는 순환 하나만** 손실에 넣습니다. 널리 읽히는 예제에도 있던 결함이고, 오류 없이 신호 하나를 통째로 잃습니다.
#
# **늦었으면**: 코드에서 `cycled_a`가 지나는 두 생성자만 손가락으로 짚고 4.11절로 가십시오.

# %% [markdown] tags=["slide"] section="4.10"
# - 생성자를 여섯 번 부르지만 신경망은 둘입니다
# - 되돌린 말의 그레이디언트는 $F$를 지나 **$G$까지** 갑니다
# - 두 생성자는 **두 순환 모두**에서 배웁니다


# %%
def build_small_networks():
    """A→B 생성자, B→A 생성자, A 판별자, B 판별자. 씨앗이 같으면 처음 가중치도 같습니다."""
    keras.utils.set_random_seed(SEED)
    shape = (SIZE, SIZE, 3)
    return (
        *(resnet_generator(shape, filters=8, blocks=1) for _ in range(2)),
        *(patch_discriminator(shape, filters=8, downsamplings=2) for _ in range(2)),
    )


generator_ab, generator_ba, discriminator_a, discriminator_b = build_small_networks()
generator_variables = generator_ab.trainable_variables + generator_ba.trainable_variables
discriminator_variables = discriminator_a.trainable_variables + discriminator_b.trainable_variables
generator_optimizer = keras.optimizers.SGD(0.1)
discriminator_optimizer = keras.optimizers.SGD(0.1)
pool_a, pool_b = ImagePool(50, (SIZE, SIZE, 3), seed=0), ImagePool(50, (SIZE, SIZE, 3), seed=1)

# %% [markdown]
# 뼈대는 3장의 `train_step`과 같습니다. 테이프에 적고, 그레이디언트를 구하고, **옵티마이저**(optimizer)로 갱신합니다.
# 다른 점은 생성자 쪽과 판별자 쪽을 **차례로** 한다는 것입니다. 판별자가 풀에서 나온 가짜를 보아야 하기 때문입니다. 이때 보여 주는 가짜는 생성자를 갱신하기 **전에** 만든 것입니다.
# 여기에서는 나중에 견주기 쉽도록 가장 단순한 SGD를 쓰고, 가중치는 저자들의 구현을 따라 $\lambda = 10$, $\lambda_{\text{항등}} = 5$로 둡니다.


# %%
def train_step(real_a, real_b):
    # 1. 생성자 둘을 갱신합니다.
    with tf.GradientTape() as gen_tape:
        fake_b = generator_ab(real_a, training=True)  # 말 → 가짜 얼룩말
        fake_a = generator_ba(real_b, training=True)  # 얼룩말 → 가짜 말
        cycled_a = generator_ba(fake_b, training=True)  # 가짜 얼룩말 → 되돌린 말
        cycled_b = generator_ab(fake_a, training=True)  # 가짜 말 → 되돌린 얼룩말
        same_a = generator_ba(real_a, training=True)  # 말 → 말 (그대로여야 합니다)
        same_b = generator_ab(real_b, training=True)  # 얼룩말 → 얼룩말

        adversarial = losses.least_squares_generator_loss(discriminator_b(fake_b, training=True))
        adversarial += losses.least_squares_generator_loss(discriminator_a(fake_a, training=True))
        cycle = losses.cycle_loss(real_a, cycled_a) + losses.cycle_loss(real_b, cycled_b)
        identity = losses.identity_loss(real_a, same_a) + losses.identity_loss(real_b, same_b)
        gen_loss = adversarial + 10.0 * cycle + 5.0 * identity
    gradients = gen_tape.gradient(gen_loss, generator_variables)
    generator_optimizer.apply_gradients(zip(gradients, generator_variables))

    # 2. 판별자 둘을 갱신합니다. 가짜는 풀을 거칩니다.
    pooled_a, pooled_b = pool_a(fake_a), pool_b(fake_b)
    with tf.GradientTape() as disc_tape:
        disc_loss = losses.least_squares_discriminator_loss(
            discriminator_a(real_a, training=True), discriminator_a(pooled_a, training=True)
        )
        disc_loss += losses.least_squares_discriminator_loss(
            discriminator_b(real_b, training=True), discriminator_b(pooled_b, training=True)
        )
    gradients = disc_tape.gradient(disc_loss, discriminator_variables)
    discriminator_optimizer.apply_gradients(zip(gradients, discriminator_variables))
    return gen_loss, disc_loss


# %% [markdown]
# 한 줄씩 읽어 봅시다.
#
# - **생성자를 여섯 번 부릅니다.** 가짜 둘, 되돌린 것 둘, 그대로여야 할 것 둘입니다. 신경망은 둘뿐이고 세 번씩 쓰입니다.
# - `cycled_a`는 **두 생성자를 모두** 지나서 나옵니다. 그래서 그 손실의 그레이디언트는 $F$에도, $F$를 지나 $G$에도 갑니다.
#   되돌아오기 좋은 얼룩말을 만드는 것은 $G$의 책임이고, 잘 되돌리는 것은 $F$의 책임입니다.
# - 그레이디언트를 `generator_variables`, 곧 **두 생성자의 변수 모두**에 대해 한 번에 구합니다.
# - 두 번째 테이프는 `fake_a`와 `fake_b`를 만든 뒤에 열립니다. 그래서 판별자의 그레이디언트는 생성자까지 거슬러 올라가지 않습니다.
#
# 널리 읽히는 예제의 한 판(keras.io의 CycleGAN 예제, keras-io 저장소의 커밋 07eb501)은 생성자마다 **자기가 닫는 순환 하나만** 손실에 넣었습니다.
# $G$에는 $G(F(b)) \approx b$만, $F$에는 $F(G(a)) \approx a$만 있습니다. 그러면 $G$는 "되돌아오기 좋은 얼룩말을 만들라"라는 신호를 받지 못합니다.
# 오류는 나지 않습니다. 잃는 신호가 무시할 만큼 작은지, 아직 훈련하지 않은 연습용 신경망에서 확인해 봅시다.

# %%
batch_a, batch_b = tf.constant(train_a[:2]), tf.constant(train_b[:2])
with tf.GradientTape(persistent=True) as tape:
    from_aba = losses.cycle_loss(batch_a, generator_ba(generator_ab(batch_a)))
    from_bab = losses.cycle_loss(batch_b, generator_ab(generator_ba(batch_b)))


def gradient_size(loss):
    return float(tf.linalg.global_norm(tape.gradient(loss, generator_ab.trainable_variables)))


missing, kept = gradient_size(from_aba), gradient_size(from_bab)
verdict("G는 두 순환 모두에서 그레이디언트를 받습니다", missing > 0 and kept > 0)
verdict("빠뜨린 순환의 그레이디언트는 남긴 것의 5분의 1보다 큽니다", missing > 0.2 * kept)

# %% [markdown]
# > **생각해 보기** (2분). 판별자의 테이프 안에서 가짜를 **다시** 만들면 어떻게 될까요?
#
# <details><summary>답 보기</summary>
#
# 판별자의 변수에 대해서만 그레이디언트를 구하므로 생성자가 잘못 움직이지는 않습니다. 그러나 생성자를 두 번 더 부르느라 느려지고,
# 생성자가 이미 한 걸음 움직인 뒤라서 **다른 가짜**가 나옵니다. 원래의 방법과 조금 다른 훈련이 됩니다.
#
# </details>
#
# 이제 한 걸음을 실행하고, 같은 처음 가중치에서 출발한 패키지의 `CycleGAN.train_step`과 견줍니다.

# %%
packaged = CycleGAN(*build_small_networks(), cycle_weight=10.0, identity_weight=5.0)
packaged.compile(keras.optimizers.SGD(0.1), keras.optimizers.SGD(0.1))

train_step(batch_a, batch_b)
packaged.train_step((batch_a, batch_b))
verdict(
    "우리의 한 걸음과 CycleGAN.train_step이 가중치를 똑같이 옮깁니다",
    all(
        np.allclose(ours, theirs, atol=1e-5)
        for ours, theirs in zip(
            generator_variables + discriminator_variables,
            packaged.generator_variables + packaged.discriminator_variables,
        )
    ),
)

# %% [markdown]
# ---
#
# **여기서 쉬어 가도 좋습니다.** 앞의 절반이 끝났습니다. 지금까지 훈련한 것은 없으므로 노트북을 닫아도 잃는 것이 없습니다.
# 돌아와서는 바로 아래 4.11절의 첫 코드 셀을 고르고 「실행」 메뉴의 **「위의 모든 셀 실행」**(영어 메뉴에서는 Run → Run All Above Selected Cell)을 누르십시오. 훈련이 없어서 1분 안쪽이면 됩니다.
# 쉬는 동안 훈련이 돌게 하려면 4.11절의 훈련 셀까지 실행해 놓고 쉬십시오.
#
# ---
#
# ## 4.11 훈련
#
# 훈련에 쓰는 값은 다음과 같습니다.
#
# | 값 | 논문 | 우리(`cpu`) |
# |---|---|---|
# | 이미지 크기 | 256 | 64 |
# | 생성자의 폭, 블록 | 64, 9개 | 16, 4개 |
# | 배치 | 1 | 2 |
# | 학습률(learning rate) | 둘 다 0.0002 | 생성자 0.0004, 판별자 0.0002 |
# | $\lambda$ | 10 | 앞의 절반은 5, 뒤의 절반은 10 |
# | $\lambda_{\text{항등}}$ | 5 (저자들의 구현) | 0 |
# | Adam의 $\beta_1$ | 0.5 | 0.5 |
#
# - **항등 손실을 껐습니다.** 우리의 생성자는 입력에서 시작하므로(4.7절) 처음부터 색이 제자리에 있습니다. 끄면 생성자를 여섯 번이 아니라 네 번만 부릅니다. 논문대로 만든 생성자라면 켜 두십시오.
# - **$\lambda$를 5에서 10으로 올립니다.** 순환 일관성 손실은 아무것도 바꾸지 않는 것을 가장 좋아하고, 우리의 생성자는 바로 그 자리에서 출발합니다. 그래서 먼저 대담하게 바꾸게 하고, 뒤의 절반에서 배경을 다듬게 합니다.
# - **학습률을 뒤의 절반에서 직선으로 줄입니다.** 논문도 100 에포크(epoch)를 그대로 두고 100 에포크를 줄입니다. 두 선수가 서로를 쫓으며 흔들리는 폭을 끝에서 줄이려는 것입니다.
#
# 이 값들을 고르며 시험하고 버린 것은 `benchmarks/README.md`의 「4장의 조리법을 고르며 버린 것」에 있습니다.

# %% [markdown] tags=["instructor"] section="4.11" minutes=5
# **물음**: 적대적 손실이 0.25에서 멀지 않은 데서 오르내리기만 합니다. 훈련이 멈춘 것입니까?
#
# **답**: 아닙니다. 0.25는 동전 던지기의 눈금이고, 두 쪽이 겨루는 동안 생성자가 그 위, 판별자가 그 아래에 머뭅니다. 1과 0으로 갈라진 채 머물면 판별자가 이긴 것입니다.
#
# **흔한 오해**: 「순환 일관성 손실이 올라가니 나빠진다」고 합니다. 입력에서 시작하는 생성자는 처음에 바꾸지 않아서 낮고, 줄무늬를 그리면 올라갑니다. 아무것도 바꾸지 않으면 0입니다.
#
# **늦었으면**: 훈련이 끝나지 않았으면 저장된 출력의 「위에서 아래로 시간이 흐르는 그림」으로 설명하고 4.12절로 가십시오.

# %% [markdown] tags=["slide"] section="4.11"
# - $\lambda$는 5에서 시작해 10으로: 먼저 대담하게, 나중에 다듬습니다
# - 적대적 손실: 생성자는 0.25 위, 판별자는 아래에서 **오르내립니다**
# - 멈출 때는 손실이 아니라 **옮긴 이미지와 점수**로 정합니다

# %%
paper_schedule = LinearDecay(2e-4, constant_epochs=100, decay_epochs=100)
factors = {epoch: float(paper_schedule(epoch)) / 2e-4 for epoch in (0, 99, 100, 150, 199)}
print({epoch: round(factor, 3) for epoch, factor in factors.items()})
verdict("마지막 에포크의 학습률은 0이 아니라 처음의 101분의 1입니다", np.isclose(factors[199], 1 / 101))

# %% [markdown]
# 생성자는 3장처럼 **지수 이동 평균**(EMA)을 따로 둡니다. 이미지를 옮길 때는 이 평균을 씁니다.
#
# 훈련하는 동안 채점용 이미지 몇 장이 어떻게 변하는지 적어 두는 콜백을 하나 씁니다. 채점용 이미지를 **보기만** 할 뿐 훈련에는 쓰지 않습니다.


# %%
class Album(keras.callbacks.Callback):
    """에포크가 끝날 때마다 같은 이미지를 옮기고 되돌려 적어 둡니다."""

    def __init__(self, images):
        super().__init__()
        self.images = images
        self.fakes, self.cycled = [], []

    def on_epoch_end(self, epoch, logs=None):
        self.fakes.append(self.model.translate(self.images, "AtoB"))
        self.cycled.append(self.model.translate(self.fakes[-1], "BtoA"))


def build_networks():
    keras.utils.set_random_seed(SEED)
    shape = (SIZE, SIZE, 3)
    return (
        *(resnet_generator(shape, FILTERS, BLOCKS, upsampling="resize", residual_output=True) for _ in range(2)),
        *(patch_discriminator(shape, DISCRIMINATOR_FILTERS, DOWNSAMPLINGS) for _ in range(2)),
    )


def build_cyclegan(cycle_weight, half=HALF_OF_STEPS):
    """half걸음까지는 학습률을 그대로 두고, 그만큼 더 가는 동안 줄입니다."""
    model = CycleGAN(*build_networks(), cycle_weight=cycle_weight, identity_weight=IDENTITY_WEIGHT, seed=SEED)
    model.compile(
        *(
            keras.optimizers.Adam(LinearDecay(rate, half, half), beta_1=0.5)
            for rate in (GENERATOR_LEARNING_RATE, DISCRIMINATOR_LEARNING_RATE)
        )
    )
    return model


def training_data(images_a=train_a, images_b=train_b):
    """두 도메인의 배치. 모든 이미지를 한 번씩 볼 때마다 다시 섞습니다."""
    return unpaired_dataset(images_a, images_b, BATCH_SIZE, seed=SEED, steps=STEPS_PER_EPOCH)


def rising(half=HALF_OF_STEPS):
    """half걸음까지는 5, 그 뒤로는 10인 λ. 학습률처럼 λ에도 일정을 줄 수 있습니다."""
    return keras.optimizers.schedules.PiecewiseConstantDecay([half], [CYCLE_WEIGHT, LATE_CYCLE_WEIGHT])


model = build_cyclegan(rising())
watched = test.a[:24]
album = Album(watched)
print("한 번에 보는 것:", [tuple(part.shape) for part in next(iter(training_data()))])

# %% [markdown]
# 훈련합니다. 진행 막대 아래에 지금 옮긴 이미지와 손실이 나타납니다.
# 한 에포크는 원래 데이터를 한 바퀴 도는 것입니다. 여기에서는 화면을 자주 고치려고 **100걸음을 한 에포크로** 셉니다.
# `StopOnNonFiniteLoss`는 손실이 `NaN`이나 무한대가 되는 걸음에서 훈련을 멈추고, 어느 손실이 그랬는지 알려 줍니다.

# %% tags=["nbval-ignore-output"]
if TRAIN:
    progress = TranslationProgress(test.a[:6], test.b[:6], names=(A, B))
    started = time.perf_counter()
    history = model.fit(
        training_data(),
        epochs=EPOCHS,
        verbose=0,
        callbacks=[album, progress, StopOnNonFiniteLoss()],
    ).history
    measure("훈련에 걸린 시간", time.perf_counter() - started, "초", digits=0)
else:  # 같은 셀로 미리 훈련해 둔 모델과, 그때의 손실과 앨범
    saved = checkpoint("04", PROFILE=PROFILE, SEED=SEED, TASK=TASK)
    model, history = saved.model, saved.record["history"]
    album.fakes, album.cycled = saved.record["fakes"], saved.record["cycled"]
    print("미리 훈련한 결과를 불러왔습니다.")

# %% [markdown]
# 훈련이 나아가는 동안 같은 말이 어떻게 변했는지 봅시다. 위에서 아래로 시간이 흐릅니다.

# %%
moments = sorted({0, EPOCHS // 3, 2 * EPOCHS // 3, EPOCHS - 1})
show(
    plots.image_rows(
        [watched[:8], *(album.fakes[moment][:8] for moment in moments), test.b[:8]],
        [A, *(f"{moment + 1} 에포크 뒤" for moment in moments), "정답"],
    ),
    alt=f"맨 위는 {A}, 그 아래로 훈련이 나아갈수록 {B}에 가까워지는 그림, 맨 아래는 정답",
)

# %% [markdown]
# ### 손실은 어떻게 보여야 합니까
#
# 저자들의 구현의 자주 묻는 질문에도 「왜 손실이 수렴하지 않습니까?」가 있습니다(pytorch-CycleGAN-and-pix2pix의 docs/qa.md). 우리의 손실 곡선을 봅시다.

# %%
show(
    plots.cyclegan_losses(history, (A, B)),
    alt="왼쪽은 생성자 둘과 판별자 둘의 적대적 손실과 0.25의 점선, 오른쪽은 순환 일관성 손실과 항등 손실",
)
later = {name: values[EPOCHS // 2 :] for name, values in history.items()}
verdict(
    "뒤의 절반에서 두 생성자의 손실은 줄곧 점선 위, 두 판별자의 손실은 줄곧 점선 아래입니다",
    min(min(later["generator_ab_loss"]), min(later["generator_ba_loss"]))
    > 0.25
    > max(max(later["discriminator_a_loss"]), max(later["discriminator_b_loss"])),
    when=PROFILE != "quick",
)
verdict(
    "순환 일관성 손실은 앞의 절반에서 처음의 두 배 넘게 커졌다가, 뒤의 절반에서 줄었습니다",
    max(history["cycle_loss"][: EPOCHS // 2]) > 2 * history["cycle_loss"][0]
    and later["cycle_loss"][-1] < later["cycle_loss"][0],
    when=PROFILE != "quick",
)

# %% [markdown]
# - **왼쪽, 적대적 손실**은 0으로 가지 않습니다. 뒤의 절반에서는 줄곧 점선(0.25, 동전 던지기) 위에 생성자가, 아래에 판별자가 있습니다. 판별자가 동전 던지기보다 조금 잘 맞힌다는 뜻입니다.
#   훈련 초기에 잠깐 벌어졌던 것처럼 두 선이 1과 0으로 갈라진 채 머물면 판별자가 이긴 것이고, 생성자가 배우기 어렵습니다.
# - **오른쪽, 순환 일관성 손실**은 낮을수록 좋은 것이 아닙니다. 아무것도 바꾸지 않으면 0입니다. 입력에서 시작하는 생성자는 거의 0에서 출발해, 줄무늬를 그리면서 커지고, $\lambda$를 올리고 학습률을 줄이는 뒤의 절반에서 내려옵니다. 항등 손실은 껐으므로 줄곧 0입니다.
#
# **언제 멈춥니까?** 적대적 손실은 상대에 따라 오르내릴 뿐이므로 손실만 보고는 정할 수 없습니다. **옮긴 이미지**와 4.13절의 점수를 보고 정하십시오.
#
# **이어서 훈련하려면** 3장(3.15절)처럼 `fit`의 콜백에 `ResumeTraining`을 더하고, 멈춘 다음 같은 코드를 다시 실행하십시오. 신경망 넷과 함께 옵티마이저, 평균 생성자, 데이터의 차례, **이미지 풀**까지 저장합니다.
#
# ## 4.12 결과를 정답과 나란히
#
# 채점용 이미지는 훈련에 한 번도 쓰지 않은 장면입니다. 옮기고, 되돌립니다.

# %% [markdown] tags=["instructor"] section="4.12" minutes=4
# **물음**: 옮긴 말과 정답의 털빛이 다릅니다. 틀린 것입니까?
#
# **답**: 얼룩말에는 털빛의 정보가 없으므로 틀렸다고 할 수 없습니다. 정답이 여럿인 방향입니다.
#
# **흔한 오해**: 되돌린 그림이 훌륭하니 옮긴 그림도 훌륭하다고 여깁니다. 둘은 따로 보아야 합니다.
#
# **늦었으면**: 네 줄짜리 그림 두 장만 보이고, 조절기는 쉬는 시간에 만지게 하십시오.

# %% [markdown] tags=["slide"] section="4.12"
# - 채점용 장면은 훈련에 한 번도 쓰지 않았습니다
# - 몸은 바뀌고 **배경은 그대로**인지 봅니다

# %% tags=["cover"]
fake_b = model.translate(test.a, "AtoB")
cycled_a = model.translate(fake_b, "BtoA")
fake_a = model.translate(test.b, "BtoA")
cycled_b = model.translate(fake_a, "AtoB")

show(
    plots.image_rows(
        [test.a[:8], fake_b[:8], test.b[:8], cycled_a[:8]],
        [A, f"옮긴 {B}", "정답", f"되돌린 {A}"],
    ),
    alt=f"네 줄. {A}, 그것을 옮긴 {B}, 정답 {B}, 되돌린 {A}",
)

# %%
show(
    plots.image_rows(
        [test.b[:8], fake_a[:8], test.a[:8], cycled_b[:8]],
        [B, f"옮긴 {A}", "정답", f"되돌린 {B}"],
    ),
    alt=f"네 줄. {B}, 그것을 옮긴 {A}, 정답 {A}, 되돌린 {B}",
)

# %% [markdown]
# 4.4절의 그림에서 빈자리였던 곳을 이제 진짜 결과로 채웁니다.

# %%
show(
    plots.cyclegan_diagram(
        (A, B),
        np.stack([test.a[0], fake_b[0], cycled_a[0], test.b[3], fake_a[3], cycled_b[3]]),
    ),
    alt="4.4절과 같은 그림. 가짜와 되돌린 자리에 훈련한 생성자의 결과가 들어 있다",
)

# %% [markdown]
# 한 장씩 자세히 봅시다. 조절기로 이미지를 골라 보십시오. 맨 오른쪽은 **바뀐 크기**입니다. 초록 선(몸) 안이 밝고 밖이 어두워야 합니다.

# %% tags=["nbval-ignore-output"]
translation_viewer(test.a, fake_b, test.b, cycled_a, test.body, names=(A, B))

# %%
show(
    plots.translation_detail(test.a[0], fake_b[0], test.b[0], cycled_a[0], test.body[0], names=(A, B)),
    alt=f"첫 번째 채점용 이미지의 {A}, 옮긴 {B}, 정답, 되돌린 {A}, 그리고 바뀐 크기. "
    "바뀐 곳은 주로 몸 안이고, 등과 다리의 둘레로도 번졌다",
)

# %% [markdown]
# ## 4.13 채점
#
# 눈으로 보면 그럴듯합니다. 얼마나 그럴듯한지 숫자로 적어 봅시다. 점수는 셋입니다.
#
# | 점수 | 뜻 | 좋은 값 |
# |---|---|---|
# | 배경 오차 | 몸 **밖**의 화소가 달라진 크기의 평균(화소는 0에서 1) | 0에 가깝게 |
# | 몸의 변화 | 몸 **안**의 화소가 달라진 크기의 평균 | 0이 아니어야 합니다 |
# | 상대 동물로 보인 비율 | 따로 훈련한 분류기가 바라던 동물이라고 답한 비율 | 1에 가깝게 |
#
# 분류기는 채점에만 쓰는 작은 신경망입니다. 말, 얼룩말, "어느 쪽도 아님"의 셋으로 답합니다. 다만 **주로 몸통을 봅니다**. 그러니 이 비율은 온전한 얼룩말의 비율이 아닙니다. 부위마다 따로 재는 것은 아래에서 합니다.
#
# 자를 대기 전에 **자부터** 확인합니다. 정답을 채점하면 만점이 나와야 합니다. 하나도 바꾸지 않은 원본은 배경만 만점이고, 상대 동물로 보이지 않아야 합니다. 말→얼룩말 방향에서 확인합니다.

# %% [markdown] tags=["instructor"] section="4.13" minutes=8
# **물음**: 세 점수가 모두 만점인데도 나쁜 생성자가 있을까요?
#
# **답**: 있습니다. 어떤 말이 들어와도 똑같은 줄무늬를 칠하는 생성자는 배경도 지키고 분류기도 속입니다. 점수는 우리가 묻는 것만 답합니다.
#
# **흔한 오해**: 「정답이 있으니 화소로 견주면 된다」고 여깁니다. 줄이 한 줄만 밀려도 검정과 하양이 뒤바뀌고, 얼룩말→말에는 정답이 여럿입니다.
#
# **늦었으면**: 자를 먼저 확인하는 셀과 가장 나쁜 여덟 장만 보이십시오. 실패를 보는 일은 빼지 않습니다.

# %% [markdown] tags=["slide"] section="4.13"
# - 배경 오차, 몸의 변화, 상대 동물로 보인 비율
# - 자부터 확인: 정답은 만점, 원본은 영점
# - 분류기는 몸통을 봅니다. **부위마다** 재면 머리가 가장 덜 바뀌었습니다
# - **가장 나쁜 여덟 장**을 봅니다


# %%
def score(source, translated, target):
    return evaluation.savanna_scores(source, translated, test.body, target)


if TASK == "horse2zebra":
    truth, untouched = score(test.a, test.b, "zebra"), score(test.a, test.a, "zebra")
    verdict(
        "정답은 배경 오차가 0.001보다 작고 97% 넘게 얼룩말로 보입니다",
        truth.background_error < 0.001 and truth.class_rate > 0.97,
    )
    verdict("바꾸지 않은 말은 3%도 얼룩말로 보이지 않습니다", untouched.class_rate < 0.03)

# %% tags=["nbval-ignore-output"]
if TASK == "horse2zebra":
    to_zebra, to_horse = score(test.a, fake_b, "zebra"), score(test.b, fake_a, "horse")
    for name, scores in (("말→얼룩말", to_zebra), ("얼룩말→말", to_horse)):
        measure(f"{name} 배경 오차", scores.background_error, digits=4)
        measure(f"{name} 몸의 변화", scores.body_change, digits=3)
        measure(f"{name} 상대 동물로 보인 비율", 100 * scores.class_rate, "%", digits=0)
else:
    for name, source, translated, answer in (
        (f"{A}→{B}", test.a, fake_b, test.b),
        (f"{B}→{A}", test.b, fake_a, test.a),
    ):
        measure(f"{name} 옮기기 전 정답과의 차이", np.abs(source - answer).mean() / 2, digits=4)
        measure(f"{name} 옮긴 뒤 정답과의 차이", np.abs(translated - answer).mean() / 2, digits=4)

# %%
if TASK == "horse2zebra":
    verdict(
        "배경은 거의 그대로입니다(두 방향 모두 배경 오차 0.025 이하)",
        max(to_zebra.background_error, to_horse.background_error) <= 0.025,
        when=PROFILE != "quick",
    )
    verdict("말을 옮긴 그림의 90% 이상이 얼룩말로 보입니다", to_zebra.class_rate >= 0.9, when=PROFILE != "quick")
    verdict("얼룩말을 옮긴 그림의 85% 이상이 말로 보입니다", to_horse.class_rate >= 0.85, when=PROFILE != "quick")
else:
    verdict(
        "옮긴 겨울은 옮기기 전의 여름보다 정답에 가깝습니다",
        np.abs(fake_b - test.b).mean() < np.abs(test.a - test.b).mean(),
        when=PROFILE != "quick",
    )
    print("[생략] 동물은 그대로이므로 동물의 종류로 채점하지 않습니다")

# %% [markdown]
# ### 왜 화소를 정답과 견주지 않았을까요?
#
# 정답이 있는데도 몸 안쪽은 화소로 견주지 않고 동물의 종류로 채점했습니다. 까닭이 있습니다.
#
# - **말 → 얼룩말의 정답은 하나이지만** 줄무늬가 조금만 밀려도 검정과 하양이 뒤바뀝니다. 훌륭한 얼룩말인데도 화소로는 아주 틀린 것이 됩니다.
# - **얼룩말 → 말에는 정답이 여럿입니다.** 얼룩말을 보고는 그 말이 갈색이었는지 검은색이었는지 알 수 없습니다. 갈색 말의 얼룩말을 검은 말로 되돌렸다고 틀린 것이 아닙니다.
#   위의 두 번째 그림에서 '옮긴 말'과 '정답'의 털빛이 다른 것을 찾아보십시오.


# %%
def body_difference(images, truth):
    return np.abs(images - truth).mean(axis=-1)[test.body[..., 0] == 1].mean() / 2


if TASK == "horse2zebra":
    verdict(
        "정답 얼룩말을 옆으로 두 화소만 밀면, 옮기지 않은 말보다도 화소로 더 틀립니다",
        body_difference(np.roll(test.b, 2, axis=2), test.b) > body_difference(test.a, test.b),
    )

# %% [markdown]
# > **생각해 보기** (3분). 세 점수가 모두 만점인데도 나쁜 생성자가 있을까요?
#
# <details><summary>답 보기</summary>
#
# 있습니다. 어떤 말이 들어오든 몸 안을 **똑같은 줄무늬**로 칠하는 생성자입니다. 배경을 그대로 지키고, 아래의 확인처럼 분류기도 속입니다. 그러나 명암도, 갈기도 남지 않습니다.
# 점수는 우리가 묻는 것만 답합니다. 그래서 점수를 여럿 두고, 되돌아온 것을 보고, 그림을 눈으로도 봅니다.
#
# </details>

# %%
if TASK == "horse2zebra":
    columns = np.arange(SIZE)[None, None, :, None]
    stripes = np.where(columns % 4 < 2, 0.8, -0.8).astype(np.float32)  # 폭이 2화소인 세로줄
    verdict(
        "몸 안을 언제나 똑같은 세로줄로 칠해도 95% 넘게 얼룩말로 보입니다",
        score(test.a, test.a + test.body * (stripes - test.a), "zebra").class_rate > 0.95,
        when=PROFILE != "quick",
    )

# %% [markdown]
# ### 머리, 다리, 몸통을 따로
#
# 분류기가 주로 몸통을 본다고 했습니다. 장면을 코드로 그렸으므로 어느 화소가 어느 부위인지 압니다. 먼저 분류기를 시험합니다. 정답 얼룩말에서 머리와 다리만, 또는 몸통과 목만 말의 것으로 되돌려 놓습니다.
# 그런 다음 옮긴 것을 부위마다 잽니다. 얼룩말은 흑백이므로, **빛깔이 있는 화소**(세 채널의 차이가 0.12를 넘는 화소)는 말의 털빛이 남았거나 엉뚱한 색이 섞인 곳입니다.

# %%
parts = savanna.regions(TEST_PAIRS, seed=SEED, size=SIZE)
PARTS = {"몸통과 목": parts.trunk, "다리": parts.legs, "머리": parts.head}


def coloured(images):
    """부위마다, 빛깔이 있는 화소의 비율."""
    spread = (images.max(axis=-1) - images.min(axis=-1)) / 2
    return {name: float((spread[part] > 0.12).mean()) for name, part in PARTS.items()}


if TASK == "horse2zebra":
    still_horse = {
        name: score(test.a, np.where(part[..., None], test.a, test.b), "zebra").class_rate
        for name, part in {"머리와 다리": parts.head | parts.legs, "몸통과 목": parts.trunk}.items()
    }
    verdict(
        "정답의 머리와 다리가 말의 것이어도 80% 넘게 얼룩말이라고 답합니다",
        still_horse["머리와 다리"] > 0.8,
        when=PROFILE != "quick",
    )
    verdict(
        "정답의 몸통과 목이 말의 것이면 5%도 얼룩말이라고 답하지 않습니다",
        still_horse["몸통과 목"] < 0.05,
        when=PROFILE != "quick",
    )

# %% tags=["nbval-ignore-output"]
if TASK == "horse2zebra":
    shares = {"말": coloured(test.a), f"옮긴 {B}": coloured(fake_b), f"정답 {B}": coloured(test.b)}
    for name, share in shares.items():
        print(f"{name}: 빛깔이 있는 화소", ", ".join(f"{part} {100 * value:.0f}%" for part, value in share.items()))

# %%
if TASK == "horse2zebra":
    left = shares[f"옮긴 {B}"]
    verdict("정답 얼룩말에는 어느 부위에도 빛깔이 있는 화소가 없습니다", max(shares[f"정답 {B}"].values()) == 0)
    verdict(
        "옮긴 얼룩말에서 빛깔이 있는 화소는 몸통, 다리, 머리의 차례로 많아집니다",
        left["몸통과 목"] < left["다리"] < left["머리"],
        when=PROFILE != "quick",
    )
    verdict("머리는 절반 넘게 흑백이 되지 못했습니다", left["머리"] > 0.5, when=PROFILE != "quick")

# %% [markdown]
# 분류기의 비율은 거의 만점인데, 머리는 아직 얼룩말이 아닙니다. 한 점수가 만점이라고 그림이 다 된 것은 아닙니다.
#
# ### 실패한 것을 봅시다
#
# 잘된 그림만 보여 주면 속이는 것입니다. 분류기가 가장 자신 없어 한 것부터 늘어놓습니다. 곧 **분류기가 보기에 가장 나쁜 여덟 장**입니다. 분류기는 주로 몸통을 보므로, 머리나 다리를 가장 잘못 옮긴 그림은 여기에 없을 수도 있습니다.


# %%
def worst_first(translated, target):
    """분류기의 로짓에서 (바라던 동물) - (나머지 가운데 큰 것)이 작은 차례."""
    logits = evaluation.animal_classifier().predict(translated, batch_size=100, verbose=0)
    wanted = evaluation.ANIMALS.index(target)
    return np.argsort(logits[:, wanted] - np.delete(logits, wanted, axis=1).max(axis=1))


if TASK == "horse2zebra":
    worst_zebras, worst_horses = worst_first(fake_b, "zebra")[:8], worst_first(fake_a, "horse")[:8]
else:
    error = np.abs(fake_b - test.b).mean(axis=(1, 2, 3)), np.abs(fake_a - test.a).mean(axis=(1, 2, 3))
    worst_zebras, worst_horses = (np.argsort(-values)[:8] for values in error)

show(
    plots.image_rows(
        [test.a[worst_zebras], fake_b[worst_zebras], test.b[worst_horses], fake_a[worst_horses]],
        [A, f"나쁜 {B}", B, f"나쁜 {A}"],
    ),
    alt=f"점수가 가장 나쁜 결과. 위의 두 줄은 {A}과 그것을 옮긴 {B}, 아래의 두 줄은 {B}과 그것을 옮긴 {A}",
)

# %% [markdown]
# 무엇이 잘못되었는지 찾아보십시오. 말의 색이 남은 머리와 다리, 덜 지워진 줄, 색이 섞인 줄무늬, 얼룩덜룩한 털이 보일 것입니다. 더 크게, 더 오래 훈련하면 줄어드는지는 여기에서 재지 않았습니다.
# 옮긴 말들을 한데 놓고 보면 다른 흠도 있습니다. 털빛이 서로 비슷합니다. 몸통의 평균 색이 장면마다 얼마나 다른지 잽니다.


# %%
def mean_colours(images, part):
    """장면마다 한 부위의 평균 색 [n, 3]. 화소의 단위는 [0, 1]과 같습니다."""
    return np.array([image[where].mean(axis=0) for image, where in zip(images, part)]) / 2


def coat_spread(images):
    """몸통의 평균 색이 장면들 사이에서 퍼진 표준 편차(빨강, 초록, 파랑의 평균)."""
    return mean_colours(images, parts.trunk).std(axis=0).mean()


if TASK == "horse2zebra":
    verdict(
        "옮긴 말의 털빛은 정답보다 3분의 1 넘게 덜 다양합니다",
        coat_spread(fake_a) < 2 / 3 * coat_spread(test.a),
        when=PROFILE != "quick",
    )

# %% [markdown]
# 알 수 없는 털빛을 지어내야 해서 비슷한 갈색으로 모인다고 짐작합니다. 4.15절에서 이어서 봅니다.
#
# ## 4.14 순환이 없으면
#
# 순환 일관성 손실은 정말 필요할까요? 빼 보면 압니다. $\lambda = 0$으로 놓고, **나머지는 모두 똑같이**(씨앗, 데이터의 차례, 학습률, 걸음 수) 짧게 훈련합니다.
# 견줄 상대는 위의 모델이 **같은 걸음 수**였을 때의 결과입니다. 아직 $\lambda = 5$이던 때이고, 훈련하면서 적어 둔 앨범에 있습니다.

# %% [markdown] tags=["instructor"] section="4.14" minutes=4
# **물음**: $\lambda = 0$으로 두면 무엇이 먼저 무너질까요?
#
# **답**: 배경의 색과 되돌아오기입니다. 지킬 까닭이 없기 때문입니다. 나무와 언덕의 자리는 남고, 털빛은 어느 부위에서나 흐려집니다. 얼마나 남는지는 부위마다 다릅니다. 무엇이 어디에 남았는지는 하나씩 따로 재어야 합니다.
#
# **흔한 오해**: 「판별자가 배경도 지켜 준다」고 여깁니다. 판별자는 그럴듯한지만 묻고 이 말의 배경인지는 묻지 않습니다.
#
# **늦었으면**: 그림 한 장으로 견주고 넘어가십시오. 훈련은 실행하지 않아도 됩니다.

# %% [markdown] tags=["slide"] section="4.14"
# - 순환을 빼고 **나머지는 모두 똑같이** 훈련합니다
# - 되돌아온 오차가 두 배를 넘고 배경도 더 바뀝니다
# - 어느 장면에서 왔는지는 배경으로 찾을 수 있습니다. 털빛은 어느 부위에서나 흐려지고, 얼마나 남는지는 부위마다 다릅니다
# - 「정보가 있다, 없다」가 아니라 **무엇을 어디에서** 읽을 수 있는지를 잽니다

# %% tags=["nbval-ignore-output"]
free = build_cyclegan(cycle_weight=0.0)
free_album = Album(watched)
if TRAIN:
    started = time.perf_counter()
    free.fit(
        training_data(),
        epochs=WITHOUT_CYCLE_EPOCHS,
        verbose=0,
        callbacks=[free_album, StopOnNonFiniteLoss(), TimeLeft()],
    )
    measure("순환 없이 훈련한 시간", time.perf_counter() - started, "초", digits=0)
else:
    free_album.fakes, free_album.cycled = saved.record["free_fakes"], saved.record["free_cycled"]

# %%
moment = WITHOUT_CYCLE_EPOCHS - 1
show(
    plots.image_rows(
        [
            watched[:8],
            album.fakes[moment][:8],
            album.cycled[moment][:8],
            free_album.fakes[moment][:8],
            free_album.cycled[moment][:8],
        ],
        [A, f"옮긴 {B}\n(순환 있음)", f"되돌린 {A}\n(순환 있음)", f"옮긴 {B}\n(순환 없음)", f"되돌린 {A}\n(순환 없음)"],
    ),
    alt="순환이 있으면 되돌린 그림의 배경과 자세가 처음과 거의 같고 몸은 붉은 갈색이다. 순환이 없으면 배경까지 달라지고 윤곽이 뭉개진 채로 돌아온다",
)


# %% tags=["nbval-ignore-output"]
def return_error(cycled):
    return np.abs(cycled - watched).mean() / 2


def background_error(fakes):
    outside = test.body[: len(watched), :, :, 0] == 0
    return np.abs(fakes - watched).mean(axis=-1)[outside].mean() / 2


with_cycle = return_error(album.cycled[moment]), background_error(album.fakes[moment])
without_cycle = return_error(free_album.cycled[moment]), background_error(free_album.fakes[moment])
for name, (returned, background) in (("순환 있음", with_cycle), ("순환 없음", without_cycle)):
    measure(f"{name}: 되돌아온 오차", returned, digits=4)
    measure(f"{name}: 배경 오차", background, digits=4)

# %%
if TASK == "horse2zebra":
    verdict(
        "순환이 없으면 되돌아온 오차가 두 배를 넘습니다",
        without_cycle[0] > 2 * with_cycle[0],
        when=PROFILE != "quick",
    )
    verdict(
        "순환이 없으면 배경도 더 많이 바뀝니다",
        without_cycle[1] > with_cycle[1],
        when=PROFILE != "quick",
    )
else:
    print("[생략] 여름과 겨울은 배경이 바뀌어야 하므로 배경 오차로 채점하지 않습니다")

# %% [markdown]
# 순환이 없는 쪽은 배경의 색을 지킬 까닭이 없었고, 되돌리는 쪽은 처음의 말과 견주어 배운 적이 없습니다. 그래서 되돌아온 오차가 큽니다.
#
# 그러면 입력의 **정보가 사라진 것**일까요? 무엇의 정보인지 나누어 물어야 답할 수 있습니다. 둘을 잽니다.
#
# - **어느 장면, 어느 말이었습니까**: 옮긴 얼룩말을 흑백으로 만들고, 24장의 말 가운데 가장 닮은 것(상관이 가장 큰 것, 곧 밝은 화소와 어두운 화소의 자리가 가장 잘 맞는 것)을 찾습니다. 한 번은 배경의 화소만, 한 번은 몸의 화소만 봅니다. 아무것도 남지 않았다면 24번에 한 번(4%)만 제 말을 찾을 것입니다.
# - **털빛이 무엇이었습니까**: 옮긴 얼룩말의 한 부위(몸통과 목, 다리, 머리)의 평균 색에서 처음 말의 털빛(몸통과 목의 평균 색)을 직선으로 읽습니다. 스물세 장으로 직선을 맞추고 남은 한 장을 읽는 일을 스물네 번 되풀이합니다.
#   아무것도 보지 않고 나머지의 평균으로 찍은 것과, 털빛이 있을 수 없는 정답 얼룩말에서 읽은 것을 잣대로 놓습니다.
#
# 견주는 두 모델은 걸음 수가 같습니다(500걸음).


# %%
def found_own_horse(fakes, places):
    """그림마다 그 그림의 자리(places)만 보고 찾은 가장 닮은 말이 제 말인 비율."""
    right = []
    for number, place in enumerate(places):
        ours, horses = fakes[number].mean(axis=-1)[place], watched.mean(axis=-1)[:, place]
        ours, horses = ours - ours.mean(), horses - horses.mean(axis=1, keepdims=True)
        right.append((horses @ ours / np.linalg.norm(horses, axis=1)).argmax() == number)
    return np.mean(right)


def coat_reading_error(images, part):
    """한 부위의 평균 색에서 직선으로 읽은 털빛의 오차. 읽을 한 장은 빼고 직선을 맞춥니다."""
    coats = mean_colours(watched, parts.trunk)
    seen = np.column_stack([mean_colours(images, part), np.ones(len(coats))])
    errors = []
    for one in range(len(coats)):
        others = np.arange(len(coats)) != one
        line, *_ = np.linalg.lstsq(seen[others], coats[others], rcond=None)
        errors.append(np.abs(seen[one] @ line - coats[one]).mean())
    return np.mean(errors)


translated = {"순환 있음": album.fakes[moment], "순환 없음": free_album.fakes[moment], "정답": test.b[: len(watched)]}
body = test.body[: len(watched), ..., 0] == 1
found = {
    name: {"배경": found_own_horse(images, ~body), "몸": found_own_horse(images, body)}
    for name, images in translated.items()
}
coat_errors = {
    name: {place: coat_reading_error(images, part) for place, part in PARTS.items()}
    for name, images in translated.items()
}
guess = coat_reading_error(np.zeros_like(watched), parts.trunk)  # 아무것도 보지 않으면 평균으로 찍습니다

# %% tags=["nbval-ignore-output"]
if TASK == "horse2zebra":
    for name in translated:
        for place, share in found[name].items():
            measure(f"{name}: {place}만 보고 제 말을 찾은 비율", 100 * share, "%", digits=0)
        for place, error in coat_errors[name].items():
            measure(f"{name}: 읽은 털빛의 오차, {place}에서", error, digits=3)
    measure("보지 않고 찍은 털빛의 오차", guess, digits=3)

# %%
if TASK == "horse2zebra":
    verdict(
        "순환이 없어도 배경만 보면 절반이 넘게 제 말을 찾아냅니다",
        found["순환 없음"]["배경"] > 0.5,
        when=PROFILE != "quick",
    )
    verdict(
        "몸만 보면 순환이 있을 때가 순환이 없을 때보다 제 말을 더 많이 찾아냅니다",
        found["순환 있음"]["몸"] > found["순환 없음"]["몸"],
        when=PROFILE != "quick",
    )
    with_it, without_it = coat_errors["순환 있음"], coat_errors["순환 없음"]
    verdict(
        "순환이 있으면 어느 부위에서 읽어도 털빛을 보지 않고 찍을 때의 절반도 틀리지 않습니다",
        max(with_it.values()) < guess / 2,
        when=PROFILE != "quick",
    )
    verdict(
        "순환이 없으면 어느 부위에서나 더 틀리고, 몸통에서는 순환이 있을 때의 두 배 넘게 틀립니다",
        all(without_it[place] > with_it[place] for place in PARTS)
        and without_it["몸통과 목"] > 2 * with_it["몸통과 목"],
        when=PROFILE != "quick",
    )
    verdict(
        "정답 얼룩말에서는 어느 부위에서도 읽지 못합니다(찍을 때의 90% 넘게 틀립니다)",
        min(coat_errors["정답"].values()) > 0.9 * guess,
        when=PROFILE != "quick",
    )

# %% [markdown]
# **어느 장면인지는 남아 있습니다.** 배경만 보아도 제 말을 찾습니다. 몸만 보면 다릅니다. 순환이 있으면 거의 모두 찾지만, 순환이 없으면 저장해 둔 훈련에서 반도 찾지 못했습니다(위의 `[측정]`. 훈련 하나의 값이라 씨앗이나 프로세서가 다르면 달라질 수 있습니다). 스물네 장이므로 우연이면 한 장(4%)쯤이고, 두세 장의 차이로는 우연과 가르기 어렵습니다. 이 생성자는 입력에서 시작하고(4.7절) 훈련이 짧았으니, 나무와 언덕이 제자리에 남은 것은 그 때문이라고 짐작합니다. 털빛이 없는 정답 얼룩말의 몸만 보아도 열에 아홉쯤 제 말을 찾으니, 제 말을 찾았다고 털빛이 남은 것은 아닙니다. 털빛은 따로 보아야 합니다.
#
# **털빛은 흐려졌습니다.** 순환이 있으면 어느 부위에서나 털빛이 읽히는데, 순환이 없으면 어느 부위에서나 더 틀리고, 몸통에서는 순환이 있을 때의 두 배 넘게 틀립니다. 그렇다고 **사라졌다**고 적으면 이번에는 지나칩니다. 저장해 둔 훈련에서 다리의 색으로 읽은 털빛은 찍은 것보다 덜 틀렸고, 머리의 색으로 읽은 것은 찍은 것만도 못했습니다(위의 `[측정]`). 어디에 얼마나 남는지는 씨앗이나 프로세서가 다르면 달라질 수 있습니다.
# 한 자리에서 읽히지 않는다고 다른 자리에도 없는 것은 아닙니다.
#
# 분명히 사라진 것은 **지키라는 압력**입니다. 순환이 없으면 배경이 더 많이 바뀌고, $F$는 남아 있는 정보로 처음의 말을 되찾는 법을 배우지 않습니다.
# 그러니 되돌아온 오차 하나만 보고 무엇이 남고 무엇이 사라졌는지 말할 수는 없습니다.
#
# ## 4.15 되돌린 말은 무엇을 보고 그렸을까요?
#
# 정답 얼룩말에는 말의 털빛이 남아 있지 않습니다. 그런데 4.14절에서 순환이 있는 생성자가 옮긴 얼룩말에서는 털빛이 읽혔습니다. 되돌리는 $F$가 정말 그것을 쓰는지 확인해 봅시다. 얼룩말 둘을 말로 되돌립니다.
#
# - **우리의 생성자가 옮긴 얼룩말**: 원래 말에서 만들었으므로 말의 흔적이 남아 있을 수 있습니다.
# - **정답 얼룩말**: 흑백의 줄무늬뿐이므로 털빛의 흔적이 전혀 없습니다.
#
# 되돌린 말의 몸이 처음의 말과 얼마나 다른지 견줍니다. 흔적을 쓴다면 옮긴 얼룩말에서 되돌린 쪽이 더 가까워야 합니다.
# 다만 가깝다는 것만으로는 모자랍니다. $F$는 옮긴 얼룩말에서는 처음의 말과 견주며 배웠지만, 진짜 얼룩말에서는 정답인 말과 견준 적이 없기 때문입니다(판별자를 속이고 $G$로 되돌아오기만 하면 되었습니다). 그래서 되돌린 말의 **털빛이 장면마다 다른지**도 함께 봅니다.
# 흔적은 눈에 보이는 것일 수도 있고, 눈에 보이지 않는 **암호**일 수도 있습니다. 둘 다일 수도 있습니다.
# 암호라면 아주 약해서 잡음을 조금만 섞어도 지워질 것입니다. 그래서 잡음을 섞은 것도 되돌려 봅니다.

# %% [markdown] tags=["instructor"] section="4.15" minutes=4
# **물음**: 옮긴 얼룩말에 잡음을 조금 섞었더니 그래도 말의 털빛이 되돌아옵니다. 무슨 뜻입니까?
#
# **답**: 약한 잡음에 지워지는 암호만은 아니라는 뜻입니다. 그림에서 눈에 보이는 흔적을 함께 찾아보십시오.
#
# **흔한 오해**: 「우리 모델도 논문처럼 암호를 숨긴다」고 단정합니다. 여기에서 확인한 것은 약한 잡음에 지워지지 않는 흔적이 있다는 것까지입니다. 숨기는 것은 4b.6절에서 일부러 일으킵니다.
#
# **늦었으면**: 결론 한 문장만 말하고 정리로 가십시오.

# %% [markdown] tags=["slide"] section="4.15"
# - 옮긴 얼룩말에는 말의 **흔적**이 남아 있습니다
# - 약한 잡음에 지워지지 않고, **눈에도** 보입니다
# - 낮은 순환 손실이 정직함을 뜻하지는 않습니다

# %%
random = np.random.default_rng(SEED)
shaken = np.clip(fake_b + random.normal(0, 0.04, fake_b.shape), -1, 1).astype(np.float32)
from_shaken = model.translate(shaken, "BtoA")
show(
    plots.image_rows(
        [test.a[:8], fake_b[:8], cycled_a[:8], shaken[:8], from_shaken[:8], test.b[:8], fake_a[:8]],
        [A, f"옮긴 {B}", "되돌린 것", "잡음을 섞음", "되돌린 것", f"정답 {B}", "되돌린 것"],
    ),
    alt="옮긴 것, 그것에 약한 잡음을 섞은 것, 정답의 세 가지와 저마다 되돌린 것을 줄마다 늘어놓았다",
)

# %% tags=["nbval-ignore-output"]
inside_body = test.body[..., 0] == 1


def body_error(returned):
    return np.abs(returned - test.a).mean(axis=-1)[inside_body].mean() / 2


measure("몸의 되돌아온 오차: 옮긴 것에서", body_error(cycled_a), digits=3)
measure("몸의 되돌아온 오차: 잡음을 섞은 것에서", body_error(from_shaken), digits=3)
measure("몸의 되돌아온 오차: 정답에서", body_error(fake_a), digits=3)

# %%
if TASK == "horse2zebra":
    verdict(
        "옮긴 얼룩말에서 되돌린 몸은 정답 얼룩말에서 되돌린 몸보다 처음의 말에 가깝습니다",
        body_error(cycled_a) < body_error(fake_a),
        when=PROFILE != "quick",
    )
    verdict(
        "약한 잡음을 섞어도 그 오차의 차이는 절반도 줄지 않습니다",
        body_error(from_shaken) < (body_error(cycled_a) + body_error(fake_a)) / 2,
        when=PROFILE != "quick",
    )
    verdict(
        "털빛의 다양함은 처음의 말, 옮긴 것에서 되돌린 말, 정답에서 되돌린 말의 차례로 줄어듭니다",
        coat_spread(test.a) > coat_spread(cycled_a) > coat_spread(fake_a),
        when=PROFILE != "quick",
    )
else:
    print("[생략] 여름과 겨울에서는 동물이 바뀌지 않으므로 몸의 흔적을 묻지 않습니다")

# %% [markdown]
# 옮긴 얼룩말에서 되돌린 쪽이 처음의 말에 더 가깝고, 털빛도 더 다양합니다. 500걸음 때의 옮긴 얼룩말에서도 털빛이 읽혔으니(4.14절), $F$가 그 흔적을 쓴다고 봅니다. 이만한 잡음에는 끄떡없으니, 적어도 약한 잡음에 지워지는 암호만은 아닙니다. 그리고 **눈에 보이는 흔적**이 있습니다. 옮긴 얼룩말을 다시 보십시오. 줄무늬가 정답처럼 새하얗고 새까맣지 않고 말의 털빛에 따라 다른 색이 섞여 있으며, 머리와 다리에 원래 털빛이 남은 것도 있습니다.
# 그래도 털빛을 온전히 되찾지는 못해서, 되돌린 말의 털빛은 처음보다 덜 다양합니다. 정답에서 되돌린 말은 더 비슷비슷한 갈색입니다. 털빛을 알 수 없을 때에는 흔한 쪽으로 그리는 것이 손해가 적기 때문이라고 짐작합니다.
#
# 훨씬 오래 훈련한 큰 CycleGAN에서는 정말로 암호를 쓴 예가 있습니다. 항공 사진을 지도로 바꾸면서, 지도에는 보이지 않는 지붕 위의 검은 점 같은 세부를 눈에 거의 띄지 않는 작은 무늬로 지도 속에 숨겨 두었다가, 되돌아올 때 꺼내 썼습니다(Chu et al. 2017, "CycleGAN, a Master of Steganography").
# 그림 속에 남모르게 정보를 숨기는 기술을 **스테가노그래피**(steganography)라고 합니다. 순환 일관성 손실이 낮다고 해서 정직하게 되돌아온 것은 아닙니다.
#
# ### 실험실: 한 바퀴
#
# 동물을 골라 보내고, 도중에 잡음을 섞고, 되돌려 보십시오. 오른쪽 위는 판별자가 조각마다 내놓은 답입니다(파랑이 진짜, 주황이 가짜). 훈련하지 않고 불러온 모델에 판별자가 들어 있지 않으면 그 칸은 비어 있습니다.
# 오른쪽 아래는 처음과 되돌린 것의 차이입니다.
#
# > **무엇을 보게 됩니까?** (3분) 도중의 잡음을 조금씩 키우면 되돌린 것의 배경과 몸 가운데 어디가 먼저 망가집니까? 판별자는 몸과 배경 가운데 어디를 가짜라고 합니까? 답은 동물과 훈련에 따라 다릅니다. 세 마리를 보내 보고 본 것을 적으십시오.

# %% tags=["nbval-ignore-output"]
judged = TRAIN or "discriminator_b" in saved.weights
if not judged:
    print("불러온 모델에는 판별자가 들어 있지 않습니다. 판별자의 답은 저장된 그림에서 보십시오.")
cycle_lab(model, test.a, test.b, names=(A, B), judged=judged)

# %%
trip = evaluation.cycle_trip(model, test.a[0], "AtoB", noise=0.1, seed=SEED, judged=judged)
show(
    plots.cycle_lab(trip, names=(A, B)),
    alt=f"한 장의 여행. {A}, 옮긴 {B}, 그것에 대한 판별자의 조각 지도, 잡음을 섞은 것, 되돌린 {A}, 처음과의 차이",
)

# %% [markdown]
# ## 4.16 자주 묻는 질문
#
# **어떤 점수를 써야 합니까?** 우리는 정답이 있어서 직접 채점했습니다. 진짜 사진에는 정답이 없으므로 FID나 KID(4.18절)처럼 **분포의 거리**를 씁니다.
# 논문마다 이미지의 크기와 장수가 다르므로 남의 숫자와 함부로 견주면 안 됩니다. 이를테면 유명한 horse2zebra 사진의 시험용 얼룩말은 140장뿐이어서 FID가 참값보다 크게 나오고 흔들립니다. 진짜끼리도 장수가 적으면 거리가 커지는 것은 4b.8절에서 잽니다.
#
# **배치를 키워도 됩니까?** 됩니다. 논문은 1을 썼습니다. 인스턴스 정규화는 이미지마다 따로 계산하므로 배치가 커져도 계산이 섞이지 않습니다. 그래도 결과는 달라질 수 있다고 저자들은 적었습니다(pytorch-CycleGAN-and-pix2pix의 docs/tips.md). 우리는 2를 씁니다. 배치를 키우면 한 걸음이 느려져 같은 시간에 걸음 수가 줄어듭니다.
#
# **진짜 사진으로 훈련하면 얼마나 걸립니까?** 걸음 하나의 시간을 재어 걸음 수를 곱해 보십시오. 논문 크기의 신경망은 128화소, 배치 1에서도 CPU 코어 2개로 한 걸음에 2.6초쯤, 새 명령어(AVX-512)가 없으면 4.2초쯤 걸립니다(`benchmarks/README.md`). 200 에포크면 몇십만 걸음이므로 GPU가 필요합니다. 먼저 작은 크기로 되는지 확인하십시오.
#
# **모양도 바꿀 수 있습니까?** 말을 소로 바꾸는 것처럼 윤곽을 바꾸는 일은 잘 못합니다. 조각만 보는 판별자, 되돌아오라는 요구, 입력에서 시작하는 생성자가 모두 윤곽을 그대로 두는 쪽으로 이끈다고 짐작합니다. 논문도 한계로 적었습니다.

# %% [markdown] tags=["instructor"] section="4.16" minutes=3
# **물음**: 말을 소로 바꾸는 데에도 CycleGAN을 쓰겠습니까?
#
# **답**: 권하지 않습니다. 조각만 보는 판별자와 되돌아오라는 요구가 모두 윤곽을 그대로 두는 쪽으로 이끕니다.
#
# **흔한 오해**: 남의 논문의 FID와 자기 값을 견주려 합니다. 장수와 크기와 특징이 다르면 견줄 수 없습니다.
#
# **늦었으면**: 읽을거리로 남기십시오.

# %% [markdown] tags=["slide"] section="4.16"
# - 모양을 바꾸는 일은 잘 못합니다
# - 진짜 사진에는 정답이 없어 **분포의 거리**를 씁니다

# %% [markdown]
# ## 4.17 여름 ↔ 겨울: 데이터만 바꾸어
#
# CycleGAN의 힘은 **데이터만 바꾸면 다른 일을 배운다**는 데 있습니다. 여름과 겨울의 묶음으로 다시 훈련합니다.
# 신경망도, 손실도, 한 걸음도 그대로입니다. 걸음만 800으로 줄입니다. 먼저 짐작해 보십시오.
#
# > **생각해 보기** (2분). 말과 얼룩말에서는 **몸**이 바뀌고 배경이 그대로였습니다. 이번에는 무엇이 바뀌고 무엇이 그대로여야 합니까? 두 방향 가운데 어느 쪽이 더 어려울까요?
#
# <details><summary>답 보기</summary>
#
# 거꾸로입니다. 땅과 하늘과 나무가 바뀌고 동물은 그대로여야 합니다.
# 어려운 쪽은 겨울 → 여름입니다. 눈에 덮인 풀이 초록이었는지 노랑이었는지 겨울 그림에는 없습니다. 얼룩말의 털빛과 같은 문제입니다.
#
# </details>

# %% [markdown] tags=["instructor"] section="4.17" minutes=6
# **물음**: 여름↔겨울에서는 무엇이 바뀌고 무엇이 그대로여야 합니까?
#
# **답**: 거꾸로입니다. 풀과 하늘과 나무가 바뀌고 동물은 그대로여야 합니다. 더 어려운 쪽은 정보가 없는 겨울→여름입니다.
#
# **흔한 오해**: 「데이터가 바뀌었으니 신경망도 바꾸어야 한다」고 여깁니다. 손실도 한 걸음도 그대로입니다.
#
# **늦었으면**: 두 그림만 보이고 짐작을 맞추어 보십시오. 훈련은 저장된 결과로 충분합니다.

# %% [markdown] tags=["slide"] section="4.17"
# - **데이터만** 바꾸고 나머지는 그대로
# - 바뀌어야 할 곳과 그대로여야 할 곳이 뒤집힙니다
# - 정보가 없는 겨울→여름이 더 어렵습니다

# %%
season_a, season_b = savanna.unpaired("summer2winter", TRAIN_IMAGES, seed=SEED, size=SIZE)
season = savanna.pairs("summer2winter", TEST_PAIRS, seed=SEED, size=SIZE)

# %% tags=["nbval-ignore-output"]
if TRAIN:
    half = SEASON_EPOCHS * STEPS_PER_EPOCH // 2
    season_model = build_cyclegan(rising(half), half)
    started = time.perf_counter()
    season_model.fit(
        training_data(season_a, season_b),
        epochs=SEASON_EPOCHS,
        verbose=0,
        callbacks=[StopOnNonFiniteLoss(), TimeLeft()],
    )
    measure("여름과 겨울을 훈련한 시간", time.perf_counter() - started, "초", digits=0)
else:
    season_model = checkpoint("04-seasons", PROFILE=PROFILE, SEED=SEED).model
    print("미리 훈련한 결과를 불러왔습니다.")

# %%
to_winter = season_model.translate(season.a, "AtoB")
to_summer = season_model.translate(season.b, "BtoA")
show(
    plots.image_rows([season.a[:8], to_winter[:8], season.b[:8]], ["여름", "옮긴 겨울", "정답"]),
    alt="세 줄. 여름 장면 여덟, 그것을 옮긴 겨울, 같은 장면의 정답인 겨울",
)
show(
    plots.image_rows([season.b[:8], to_summer[:8], season.a[:8]], ["겨울", "옮긴 여름", "정답"]),
    alt="세 줄. 겨울 장면 여덟, 그것을 옮긴 여름, 같은 장면의 정답인 여름",
)

# %% [markdown]
# 눈밭과 풀밭은 그럴듯합니다. 그러나 하늘과 나무를 보십시오. 자리마다 정답과의 차이를 재겠습니다. 막대가 무엇에 견주어 작은지 알도록 잣대 둘을 함께 놓습니다.
#
# - **그대로**: 옮기지 않은 입력. 동물은 바뀌지 않아야 하므로 여기에서만 0입니다.
# - **늘 같은 그림**: 입력을 보지 않고 훈련 이미지의 화소마다 중앙값을 내놓는 것(4.2절).

# %%
scene = savanna.regions(TEST_PAIRS, seed=SEED, size=SIZE)
PLACES = {"땅": scene.ground, "하늘": scene.sky, "나무": scene.trees, "동물": season.body[..., 0] == 1}


def errors_at(images, truth):
    """자리마다 정답과의 차이의 평균. 화소는 0에서 1."""
    difference = np.abs(images - truth).mean(axis=-1) / 2
    return {name: float(difference[place].mean()) for name, place in PLACES.items()}


def against_yardsticks(source, translated, truth, training_images):
    pictures = {"그대로": source, "늘 같은 그림": np.median(training_images, axis=0), "옮긴 것": translated}
    return {name: errors_at(images, truth) for name, images in pictures.items()}


winter_errors = against_yardsticks(season.a, to_winter, season.b, season_b)
summer_errors = against_yardsticks(season.b, to_summer, season.a, season_a)
show(
    plots.errors_by_place({"여름→겨울": winter_errors, "겨울→여름": summer_errors}),
    alt="자리마다 정답과의 차이. 땅은 두 방향 모두 크게 줄었고, 하늘과 나무는 거의 그대로이며, "
    "동물에는 없던 차이가 조금 생겼다",
)

# %%
trained = PROFILE != "quick"
for name, errors in (("여름→겨울", winter_errors), ("겨울→여름", summer_errors)):
    untouched, translated = errors["그대로"], errors["옮긴 것"]
    verdict(f"{name}: 땅의 차이가 3분의 1 아래로 줄었습니다", translated["땅"] < untouched["땅"] / 3, when=trained)
    verdict(
        f"{name}: 하늘과 나무의 차이는 3분의 1도 줄지 않았습니다",
        all(translated[place] > 2 / 3 * untouched[place] for place in ("하늘", "나무")),
        when=trained,
    )
    verdict(
        f"{name}: 그대로여야 할 동물이 바뀌었지만, 땅이 바뀌어야 했던 것의 4분의 1보다 적습니다",
        0 < translated["동물"] < untouched["땅"] / 4,
        when=trained,
    )
trees = {name: errors["나무"] for name, errors in summer_errors.items()}
verdict(
    "겨울→여름: 나무는 「늘 같은 그림」보다 정답에 가깝지만, 정답과의 차이가 「그대로」의 것에서 5분의 1도 달라지지 않았습니다",
    trees["옮긴 것"] < trees["늘 같은 그림"] and abs(trees["옮긴 것"] / trees["그대로"] - 1) < 0.2,
    when=trained,
)

# %% [markdown]
# **된 것**: 땅입니다. 풀밭이 눈밭으로, 눈밭이 풀밭으로 바뀌었고 동물은 거의 그대로 서 있습니다. 다만 땅은 입력을 보지 않는 「늘 같은 그림」도 비슷하게 맞힙니다. 여름→겨울에서는 하늘과 나무도 그 그림이 **더** 정답에 가깝습니다. 옮긴 것이 크게 앞서는 자리는 두 방향 모두 동물이고, 겨울→여름에서는 나무도 그 그림보다 앞서지만 「그대로」와는 거의 같습니다. 잣대 하나만 놓고 이겼다고 하면 안 되는 까닭입니다.
#
# **안 된 것**: 정답의 겨울에는 나무의 잎이 지고 하늘이 흐린데, 옮긴 겨울에는 잎도 파란 하늘도 그대로 있습니다. 많이 달라야 하는 땅부터 배우고, 조금 달라도 되는 하늘과 좁은 나무는 뒤로 미루었다고 짐작합니다. 더 오래 훈련하면 바뀌는지는 재지 않았습니다.
#
# 눈의 빛깔도 보십시오. 금빛 풀이던 곳은 연보랏빛이 돌고 초록 풀이던 곳은 푸르스름합니다. 거꾸로 옮긴 여름은 모두 비슷한 풀빛입니다. 4.15절에서 본 **흔적**과 같은 것인지 확인합니다.
# 옮긴 겨울을 여름으로 되돌린 것과, 정답 겨울을 여름으로 옮긴 것을 처음의 여름과 견줍니다. 정답의 눈에는 풀빛이 남아 있지 않습니다.


# %%
def colour_spread(images):
    """장면마다 땅의 평균 색을 내어, 장면들 사이의 표준 편차(빨강, 초록, 파랑의 평균). 화소는 0에서 1."""
    colours = [image[place].mean(axis=0) / 2 for image, place in zip(images, scene.ground)]
    return np.std(colours, axis=0).mean()


back_to_summer = season_model.translate(to_winter, "BtoA")
verdict(
    "옮긴 눈에는 정답의 눈보다 장면마다 다른 빛깔이 두 배 넘게 남았습니다",
    colour_spread(to_winter) > 2 * colour_spread(season.b),
    when=trained,
)
verdict(
    "옮긴 겨울에서 되돌린 땅은, 정답 겨울에서 옮긴 땅보다 처음의 여름에 두 배 넘게 가깝습니다",
    errors_at(back_to_summer, season.a)["땅"] < errors_at(to_summer, season.a)["땅"] / 2,
    when=trained,
)
verdict(
    "옮긴 여름의 풀빛은 정답의 여름보다 덜 다양합니다",
    colour_spread(to_summer) < colour_spread(season.a),
    when=trained,
)

# %% [markdown]
# 눈에 풀빛의 흔적을 남겨 되돌아오는 데 씁니다. 흔적이 없는 정답 겨울을 받으면 어느 장면이나 비슷한 풀빛을 지어냅니다. 얼룩말의 털빛과 같습니다.
# **흔적은 옮긴 그림을 정답에서 떼어 놓습니다.** 되돌아오라는 요구가 흔적을 남기게 했는지, 입력에서 시작하는 생성자(4.7절)가 덜 지운 것인지는 순환을 빼고 견주지 않았으므로 모릅니다.
# 위의 확인은 씨앗 0, 1, 2로 훈련한 셋에서 모두 참이었습니다(`benchmarks/README.md`).
#
# **여러분의 차례.** 이 장을 통째로 여름과 겨울로 실행하면 2,000걸음을 훈련합니다. 나무와 하늘도 바뀌는지, 순환이 없으면(4.14절) 눈의 빛깔이 어떻게 되는지 먼저 짐작해 보십시오.
#
# ```
# uv run gan-course run 04 -p TASK=summer2winter
# ```
#
# ## 4.18 진짜 사진으로 (GPU)
#
# 논문은 말과 얼룩말의 **사진**을 옮겼습니다. 나누어 주는 데이터는 말 사진 1,067장과 얼룩말 사진 1,334장이고(논문은 939장과 1,177장이라고 적었습니다), 256화소로 200 에포크를 훈련합니다. 코드는 지금까지와 같고 크기만 다릅니다.
# 그러나 4.16절의 속도로 어림하면 CPU로는 몇 주가 걸립니다. 그래서 이 절은 `gpu` 프로필에서 `TASK`가 `horse2zebra`일 때만 실행됩니다. 나머지 분은 **읽기만** 하십시오.
#
# ```
# uv run --no-group tensorflow --extra gpu gan-course run 04 --profile gpu
# ```
#
# Colab의 세션은 몇 시간이면 끊깁니다. `RUN_FOLDER`에 구글 드라이브의 폴더(`/content/drive/MyDrive/gan-course`처럼)를 적고, 끊길 때마다 같은 노트북을 다시 실행하십시오.
# `ResumeTraining`이 끊긴 자리에서 이어 갑니다(3.15절). 200 에포크를 다 훈련하면 채점까지 합니다.
#
# 논문과 다른 것은 둘입니다. 하나는 항등 손실입니다. 논문은 그림을 사진으로 바꿀 때에만 썼고, 우리는 저자들의 구현의 기본값(5)을 따릅니다. 다른 하나는 계산의 정밀도입니다. GPU가 bfloat16을 지원하면 **혼합 정밀도**(mixed precision)로 훈련합니다. 합성곱을 16비트로 계산해서 빠르고, 가중치와 손실은 32비트로 둡니다.

# %% [markdown] tags=["instructor"] section="4.18" minutes=3
# **물음**: 사진으로 훈련한 우리 값과 표의 43.71을 견주어도 됩니까?
#
# **답**: 안 됩니다. 특징을 뽑는 신경망이 다릅니다. 우리의 값은 우리끼리만 견줍니다.
#
# **흔한 오해**: 「GPU만 있으면 금방」이라고 여깁니다. 논문의 설정은 200 에포크이고 Colab의 세션은 도중에 끊깁니다. 이어서 훈련하는 법을 함께 말하십시오.
#
# **늦었으면**: 통째로 건너뛰십시오. GPU가 있는 분에게만 명령을 알려 줍니다.

# %% [markdown] tags=["slide"] section="4.18"
# - 논문의 크기: 256화소, 200 에포크. GPU가 필요합니다
# - `ResumeTraining`으로 끊긴 자리에서 이어 갑니다
# - 특징이 다른 FID와는 견줄 수 없습니다

# %%
PHOTOGRAPHS = PROFILE == "gpu" and TASK == "horse2zebra"
PHOTO_SIZE, PHOTO_EPOCHS, PHOTO_DECAY_EPOCHS = 256, 200, 100


def precision_of_this_gpu():
    """bfloat16은 계산 능력 8.0(A100, L4, RTX 30)부터 있습니다. 없으면 float32입니다."""
    gpus = tf.config.list_physical_devices("GPU")
    details = tf.config.experimental.get_device_details(gpus[0]) if gpus else {}
    return "mixed_bfloat16" if details.get("compute_capability", (0, 0)) >= (8, 0) else "float32"


def build_paper_cyclegan(steps_per_epoch):
    keras.utils.set_random_seed(SEED)
    keras.config.set_dtype_policy(precision_of_this_gpu())
    shape = (PHOTO_SIZE, PHOTO_SIZE, 3)
    model = CycleGAN(
        *(resnet_generator(shape) for _ in range(2)),  # ResNet-9, 폭 64
        *(patch_discriminator(shape) for _ in range(2)),  # 70x70의 조각
        cycle_weight=10.0,
        identity_weight=5.0,
        pool_size=50,
        average_decay=0.0,  # 논문에는 평균 생성자가 없습니다.
        seed=SEED,
    )
    keras.config.set_dtype_policy("float32")
    constant = PHOTO_EPOCHS - PHOTO_DECAY_EPOCHS
    model.compile(
        *(
            keras.optimizers.Adam(
                LinearDecay(2e-4, constant, PHOTO_DECAY_EPOCHS, steps_per_epoch), beta_1=0.5, epsilon=1e-8
            )
            for _ in range(2)
        )
    )
    return model


# %% tags=["nbval-ignore-output"]
if PHOTOGRAPHS:
    from gan_course.data import cyclegan_dataset, image_folders, load_images

    folders = cyclegan_dataset("horse2zebra")  # 처음 한 번만 내려받습니다(111 MB).
    photographs = image_folders(
        folders.train_a, folders.train_b, size=PHOTO_SIZE, load_size=286, batch_size=1, seed=SEED
    )
    photo_model = build_paper_cyclegan(len(photographs))
    run_folder = (files.user_path(RUN_FOLDER) if RUN_FOLDER else files.cache_folder()) / f"horse2zebra-{SEED}"
    photo_model.fit(
        photographs,
        epochs=PHOTO_EPOCHS,
        verbose=2,
        callbacks=[StopOnNonFiniteLoss(), ResumeTraining(run_folder, photographs, every_steps=500)],
    )
    horses, zebras = (load_images(folder, PHOTO_SIZE).images for folder in (folders.test_a, folders.test_b))
    to_zebras = photo_model.translate(horses, "AtoB", batch_size=4)
    to_horses = photo_model.translate(zebras, "BtoA", batch_size=4)
    show(
        plots.image_rows(
            [horses[:8], to_zebras[:8], zebras[:8], to_horses[:8]], ["말", "옮긴 얼룩말", "얼룩말", "옮긴 말"]
        ),
        alt="시험용 사진의 처음 여덟 장. 말과 옮긴 얼룩말, 얼룩말과 옮긴 말이 한 줄씩 있다",
    )
else:
    print("[생략] 진짜 사진은 gpu 프로필에서만 훈련합니다")

# %% [markdown]
# 사진에는 정답이 없습니다. 그래서 진짜 얼룩말 사진의 무리와 옮긴 얼룩말의 무리가 **얼마나 다른 분포인지**를 잽니다. 3장의 MNIST-FD와 같은 생각입니다.
#
# - **KID**(kernel inception distance): 표본이 적어도 평균으로는 참값을 맞히는 어림(6.4절)이라 먼저 봅니다. 사진을 되풀이해서 다시 뽑아(부트스트랩) 얼마나 흔들리는지도 함께 적습니다.
# - **프레셰 거리**: FID와 같은 식입니다. 특징이 2,048개인데 시험용 사진은 140장뿐이라 참값보다 크게 나옵니다.

# %% tags=["nbval-ignore-output"]
if PHOTOGRAPHS:
    photo_scores = evaluation.photograph_scores(real=zebras, fake=to_zebras)
    measure("말→얼룩말 KID", photo_scores.kid, digits=4)
    measure("KID의 부트스트랩 구간, 아래", photo_scores.kid_low, digits=4)
    measure("KID의 부트스트랩 구간, 위", photo_scores.kid_high, digits=4)
    measure("말→얼룩말 프레셰 거리", photo_scores.frechet, digits=1)
    print("규약:", evaluation.INCEPTION_PROTOCOL)
else:
    print("[생략] 진짜 사진은 gpu 프로필에서만 채점합니다")

# %% [markdown]
# clean-fid 저장소의 README가 적은 값은 다음과 같습니다. 둘 다 옮긴 말 120장과 시험용 얼룩말 140장으로 잰 **FID**입니다.
#
# | 방법 | FID (clean-fid 규약) |
# |---|---|
# | CUT | 43.71 |
# | FastCUT | 72.53 |
#
# **우리의 프레셰 거리를 이 표의 수와 견주면 안 됩니다.** 사진과 장수는 같지만 특징을 뽑는 신경망이 다릅니다. 우리는 케라스가 나누어 주는 InceptionV3를 씁니다. 우리의 값은 우리끼리만 견줄 수 있습니다. 이를테면 씨앗을 바꾼 훈련이나 에포크가 다른 훈련입니다.
# 다시 훈련하면 점수가 얼마나 흔들리는지 표에는 없습니다. 그러니 한 번의 훈련으로 순위를 말하지 마십시오.
#
# ## 정리
#
# - 스타일 변환은 내용을 두고 겉모습만 바꿉니다. Pix2Pix는 짝지은 데이터가 있어야 하고, CycleGAN은 두 도메인을 따로 모으면 됩니다.
# - 생성자 둘과 판별자 둘이 있습니다. 판별자는 그럴듯한지를, 순환은 입력의 정보가 살아 있는지를 봅니다.
# - 되돌아오라는 요구는 **되돌릴 수 있을 만큼만 바꾸라**는 요구입니다. 빼면 배경이 더 많이 바뀌고 되돌아온 오차가 커집니다.
# - 총합은 적대적 손실 + $\lambda$ · 순환 일관성 손실 + $\lambda_{\text{항등}}$ · 항등 손실이고, 두 생성자 모두 두 순환에서 배웁니다.
# - 적대적 손실은 0으로 가지 않습니다. 이 훈련의 뒤의 절반에서는 0.25를 사이에 두고 생성자가 위, 판별자가 아래에서 오르내립니다. 좋은지는 옮긴 이미지와 점수로 판단합니다.
# - 낮은 순환 일관성 손실이 정직함을 뜻하지는 않습니다. 흔적을 남기거나 정보를 숨길 수도 있습니다.
#
# ## 다음
#
# 여기까지가 이 강좌의 중심인 네 장입니다. 생성자와 판별자가 겨루고(1장), 손실이 그 겨룸을 숫자로 적고(2장), 한 걸음이 가중치를 옮기고(3장), 두 쌍이 서로를 되비추며 짝 없이 배웠습니다(4장).
# 이제 맨 위의 값을 하나씩 바꾸어 가며 무엇이 달라지는지 확인하십시오. 무엇이 달라질지 **먼저 짐작하는 것**이 가장 좋은 공부입니다.
#
# [4b장](04b_inside_cyclegan.ipynb)에서는 이 장의 CycleGAN을 일부러 망가뜨려 보며 속을 들여다보고, [5장](05_pix2pix_vs_cyclegan.ipynb)에서는 짝이 있을 때의 Pix2Pix와 나란히 놓고 견줍니다.
#
# 그 전에 [4장의 연습](exercises/04_cyclegan.ipynb)을 푸십시오. 답을 쓰면 그 자리에서 채점하고, 틀리면 무엇을 오해했는지 말합니다.

# %% [markdown] tags=["instructor"] section="4.정리" minutes=2
# **물음**: 되돌아오라는 요구를 한 문장으로 바꾸어 말해 보십시오.
#
# **답**: 「되돌릴 수 있을 만큼만 바꾸어라」입니다. 이 문장이 나오면 4장은 성공입니다.
#
# **흔한 오해**: 「순환 일관성 손실이 낮은 모델이 좋은 모델」이라는 말이 남아 있으면 $\lambda = 50$의 4b.2절을 예고하십시오.
#
# **늦었으면**: 여기가 되돌아오는 자리입니다. 훈련이 끝나지 않은 분도 저장된 출력으로 4.12절까지 본 다음 함께 마칩니다.

# %% [markdown] tags=["slide"] section="4.정리"
# - 판별자는 그럴듯한지를, 순환은 **정보가 살아 있는지**를 봅니다
# - 두 생성자는 두 순환 모두에서 배웁니다
# - 다음: 일부러 망가뜨려 보고(4b장), 짝이 있을 때와 견줍니다(5장)
