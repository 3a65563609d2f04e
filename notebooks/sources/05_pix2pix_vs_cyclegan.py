# %% [markdown]
# # 5. Pix2Pix와 CycleGAN
#
# 4장의 CycleGAN은 짝을 한 쌍도 쓰지 않았습니다. 그러면 짝은 필요 없는 것일까요? 짝이 있다면 얼마나 나아질까요? 몇 쌍이면 될까요?
# 이 장에서는 **같은 그림, 같은 생성자, 같은 걸음 수**로 Pix2Pix와 CycleGAN을 훈련하고, 둘 다 정답으로 채점합니다.
#
# **목표**
#
# - 짝을 함께 보는 **조건부 판별자**와 L1 손실로 Pix2Pix의 한 걸음을 직접 씁니다.
# - 공정하게 견주려면 무엇을 같게 해야 하는지, 점수에 속지 않으려면 무엇과 견주어야 하는지 압니다.
# - 정답이 하나인 방향과 여럿인 방향에서 두 방법이 어떻게 다른지 봅니다.
# - 짝이 몇 쌍이면 **아무것도 하지 않은 것**과 짝 없는 CycleGAN을 이기는지 잽니다.
# - 흑백을 컬러로 바꾸고, 흑백에 없는 색을 신경망이 어떻게 칠하는지 본 다음, 데이터를 모으는 계획을 세웁니다.
#
# **걸리는 시간**: 읽고 생각하는 데 60분쯤, 노트북을 실행하는 데 코어 2개인 컴퓨터에서 3분쯤 걸립니다. 거의 모두 5.6절, 5.8절, 5.9절, 5.10절의 훈련입니다.
#
# **프로필**: `cpu`가 기본입니다. 코드가 도는지만 보려면 `quick`, 더 넓은 신경망으로 더 오래 견주려면 `gpu`를 고릅니다.
# `TRAIN`을 `False`로 바꾸면 훈련하지 않고, 첫 번째 씨앗으로 미리 훈련해 둔 생성자들을 불러옵니다. 컴퓨터가 느릴 때 쓰십시오.

# %% [markdown] tags=["instructor"] section="5.0" minutes=2
# **물음**: 짝이 있다면 CycleGAN보다 얼마나 나을까요? 몇 쌍이면 될까요?
#
# **답**: 짐작을 적어 두게 하십시오. 5.8절의 곡선에서 맞춰 봅니다. 이 데이터와 이 걸음 수(240)에서는 8과 32 사이입니다. 둘 다 1,200걸음을 훈련하면 CycleGAN이 32쌍을 앞지릅니다(씨앗 셋).
#
# **흔한 오해**: 「짝이 수천 쌍은 있어야 한다」고 여깁니다.
#
# **늦었으면**: 짐작만 적고 5.2절로 가십시오.

# %% [markdown] tags=["slide"] section="5.0"
# - 같은 그림, 같은 생성자, 같은 걸음 수로 **견줍니다**
# - 물음: 짝이 몇 쌍이면 될까요?

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0
TRAIN = True

# %%
import json
import time

from gan_course import losses, plots
from gan_course.data import openmoji, paired_dataset, savanna, unpaired_dataset
from gan_course.files import verified_path
from gan_course.lesson import choose, measure, show, verdict
from gan_course.models import patch_discriminator, unet_generator
from gan_course.training import CycleGAN, LinearDecay, Pix2Pix, StopOnNonFiniteLoss, checkpoint
from gan_course.widgets.figure import controlled_figure
from gan_course.widgets.progress import TimeLeft

import ipywidgets
import keras
import numpy as np
import tensorflow as tf
from IPython.display import Markdown, display

# %%
SHAPE = (32, 32, 3)
SEEDS = choose(PROFILE, quick=[SEED], cpu=[SEED, SEED + 1, SEED + 2], gpu=[SEED, SEED + 1, SEED + 2])
STEPS = choose(PROFILE, quick=2, cpu=240, gpu=5000)
PAIR_COUNTS = choose(PROFILE, quick=[2, 8], cpu=[2, 8, 32, 128], gpu=[2, 8, 32, 128])
FILTERS = choose(PROFILE, quick=4, cpu=16, gpu=64)
DEPTH = choose(PROFILE, quick=3, cpu=3, gpu=5)
DISCRIMINATOR_FILTERS = choose(PROFILE, quick=4, cpu=16, gpu=64)
BATCH_SIZE = 8
LEARNING_RATE = choose(PROFILE, quick=3e-3, cpu=3e-3, gpu=4e-4)
AVERAGE_DECAY = choose(PROFILE, quick=0.95, cpu=0.95, gpu=0.99)
CYCLE_WEIGHT = 5.0
if not TRAIN:
    saved = checkpoint("05", PROFILE=PROFILE, SEED=SEED).model
    SEEDS = [SEED]

# %% [markdown]
# **늦게 오셨거나 컴퓨터가 느리면** 4장을 다 실행하지 못했어도 괜찮습니다. 4장의 CycleGAN을 미리 훈련해서 강좌에 넣어 두었습니다. 다음 셀이 불러옵니다. 4장을 마쳤다면 그림만 보고 지나가십시오.

# %%
horses = savanna.pairs("horse2zebra", 8, seed=SEED).a
show(
    plots.image_rows([horses, checkpoint("04").model.translate(horses, "AtoB")], ["말", "4장의 얼룩말"]),
    alt="말 여덟 마리와, 4장에서 훈련한 CycleGAN이 그것을 옮긴 얼룩말",
)

# %% [markdown]
# ## 5.1 같은 그림, 두 가지 데이터
#
# 이 장의 그림은 **OpenMoji**입니다. 누구나 쓸 수 있는 이모지 모음으로, 이모지마다 **컬러 그림**과 **선 그림**이 함께 있습니다(openmoji.org, CC BY-SA 4.0).
# 4장의 사바나와 달리 사람이 그린 진짜 그림이고, 짝이 있습니다. 32화소로 줄여서 강좌에 넣어 두었습니다.

# %% [markdown] tags=["instructor"] section="5.1" minutes=4
# **물음**: 두 방법에 이미지를 똑같이 나누어 주려면 어떻게 합니까?
#
# **답**: 컬러는 같은 절반을 주고, 선은 Pix2Pix에 같은 절반, CycleGAN에 나머지 절반을 줍니다. 다른 것은 짝이 맞는가뿐입니다.
#
# **흔한 오해**: 갈라 놓았으니 짝이 없다고 여깁니다. 빨간 동그라미와 파란 동그라미는 선이 똑같아서 우연한 짝이 생깁니다. 그것까지 뺍니다.
#
# **늦었으면**: 표 두 줄만 읽고 넘어가십시오.

# %% [markdown] tags=["slide"] section="5.1"
# - OpenMoji: 사람이 그린 그림, 짝이 있습니다
# - 이미지의 수는 같게, 다른 것은 **짝이 맞는가**뿐
# - 우연한 짝(선이 같은 그림)도 뺍니다

# %%
colour, line = openmoji.pairs("train")
test_colour, test_line = openmoji.pairs("test")
shown = [0, 40, 70, 84, 95, 110, 130, 160, 190, 215, 240, 265]  # 시험용 277쌍에서 두루 고른 번호
show(
    plots.image_rows([test_colour[shown], test_line[shown]], ["컬러", "선"], scale=0.9),
    alt="이모지 열두 개의 컬러 그림과 선 그림이 위아래로 짝지어 있다",
)
print("훈련용 짝:", len(colour), "쌍, 시험용 짝:", len(test_colour), "쌍, 한 장의 모양:", colour.shape[1:])

# %% [markdown]
# 닮은 그림(이를테면 표정만 다른 얼굴들)이 훈련용과 시험용에 나뉘어 들어가면, 외운 것을 시험 보는 셈이 됩니다. 그래서 닮은 것끼리 묶어 **묶음째로** 나누었습니다.
#
# 두 방법에 줄 데이터를 만듭니다. 공정하려면 **이미지의 수가 같아야** 합니다.
#
# | | 컬러 | 선 | 짝 |
# |---|---|---|---|
# | CycleGAN | 훈련용의 절반 | **나머지** 절반 | 한 쌍도 없습니다 |
# | Pix2Pix | 훈련용의 절반 | **같은** 절반 | 모두 짝입니다 |
#
# 두 방법이 보는 컬러 그림은 똑같습니다. 다른 것은 **짝이 맞는가**뿐입니다. 절반으로 가르는 방법은 씨앗마다 다릅니다.
#
# 한 가지 조심할 것이 있습니다. 빨간 동그라미와 파란 동그라미는 컬러는 달라도 **선 그림이 똑같습니다**.
# 갈라 놓았어도 우연히 짝이 될 수 있으므로, `openmoji.unpaired`는 컬러 쪽의 선과 똑같은 선 그림을 뺍니다. 그만큼 선 그림은 몇 장 적습니다. 4장처럼 확인합니다.

# %%
line_of = {image.tobytes(): answer for image, answer in zip(colour, line)}


def openmoji_data(seed):
    """(짝지은 컬러와 선, 짝 없는 컬러와 선). 컬러 그림은 둘이 같습니다."""
    half_colour, other_line = openmoji.unpaired(seed)
    half_line = np.stack([line_of[image.tobytes()] for image in half_colour])
    return (half_colour, half_line), (half_colour, other_line)


paired, unpaired = openmoji_data(SEED)
print(
    "컬러 그림:",
    len(paired[0]),
    "장, 그 짝인 선 그림:",
    len(paired[1]),
    "장, 짝이 아닌 선 그림:",
    len(unpaired[1]),
    "장",
)
matches = {image.tobytes() for image in paired[1]}
verdict(
    "CycleGAN의 선 그림에는 컬러 그림의 짝이 한 장도 없습니다", not matches & {image.tobytes() for image in unpaired[1]}
)
verdict(
    "시험용 컬러 그림은 두 방법 모두 본 적이 없습니다",
    not {image.tobytes() for image in test_colour} & set(line_of),
)

# %% [markdown]
# ## 5.2 Pix2Pix의 두 손실
#
# 4장에서 본 식입니다. 판별자를 속이는 손실에, 정답과의 화소 차이를 $\lambda$배로 더합니다. 논문은 $\lambda = 100$을 씁니다.
#
# $$\mathcal{L}_{G} = \underbrace{-\log \sigma\big(D(x, G(x))\big)}_{\text{판별자를 속여라}} + \lambda \underbrace{\lVert y - G(x) \rVert_1}_{\text{정답과 같아라}}$$
#
# - $x$는 입력, $y$는 그 짝인 정답, $G(x)$는 생성자(generator)가 만든 그림입니다.
# - $D(x, \cdot)$는 판별자(discriminator)의 로짓, $\sigma$는 시그모이드입니다. 2장의 비포화 손실 그대로입니다.
# - $\lVert \cdot \rVert_1$은 화소마다의 절댓값 차이의 평균입니다.
#
# 4장과 다른 것이 하나 있습니다. 판별자가 **입력 $x$도 함께** 봅니다.

# %% [markdown] tags=["instructor"] section="5.2" minutes=5
# **물음**: 판별자는 왜 입력도 함께 보아야 합니까?
#
# **답**: 그럴듯한 사과가 아니라 「이 선의」 컬러인지를 물어야 하기 때문입니다. 어긋난 짝은 가짜입니다.
#
# **흔한 오해**: 조건부 판별자를 전혀 다른 신경망으로 여깁니다. 채널을 이어 붙여 첫 층만 달라집니다. 순환 일관성 손실이 빠졌다고 걱정하는 분도 있습니다. 정답과 바로 견주므로 필요 없습니다.
#
# **늦었으면**: 식의 두 괄호(속여라, 같아라)만 읽고 5.3절로 가십시오.

# %% [markdown] tags=["slide"] section="5.2"
# - 속여라 + $\lambda \cdot$ **정답과 같아라**(L1)
# - 조건부 판별자: 「**이 선의** 컬러 그림인가」
# - 반대 방향은 따로 훈련합니다

# %%
example = shown[1]
show(
    plots.pix2pix_diagram(("선", "컬러"), np.stack([test_line[example], test_colour[example], test_colour[example]])),
    alt="선 그림 x가 생성자를 지나 가짜 컬러 G(x)가 된다. 가짜는 정답 y와 화소끼리 견준다. 판별자는 x와 G(x)의 짝, x와 y의 짝을 저마다 보고 "
    "진짜 짝인지 답한다. x에서 두 판별자로 가는 점선이 있다",
)

# %% [markdown]
# 그림의 가짜 자리에는 아직 정답을 넣어 두었습니다. 판별자는 두 번 그렸지만 하나입니다.
#
# 입력을 함께 보는 판별자를 **조건부 판별자**(conditional discriminator)라고 합니다. 왜 함께 보아야 할까요?
# 4장의 판별자는 "이것이 진짜 얼룩말로 보이는가"만 물었습니다(4.5절). 여기에서도 입력을 보지 않으면 "이것이 그럴듯한 컬러 그림인가"만 묻게 됩니다. 강아지의 선을 받고 그럴듯한 사과를 내놓아도 흠잡을 수 없습니다.
# 조건부 판별자는 "이것이 **이 선의** 컬러 그림인가"를 묻습니다. 어긋난 짝은 가짜입니다.
#
# 만드는 방법은 단순합니다. $x$와 $y$의 채널을 이어 붙여 여섯 채널짜리 이미지로 봅니다. 첫 층만 달라집니다.
# 생성자는 **U-Net**입니다. 줄이면서 만든 특징 지도를, 키울 때 같은 크기의 자리에 **건너 이어 붙이는** 생성자입니다. 입력의 자리를 잃지 않게 하려는 것입니다. 아래에서 논문의 크기도 함께 확인합니다.

# %%
unconditional = patch_discriminator()
conditional = patch_discriminator(condition_channels=3, norm="instance")  # 정규화를 위와 같게 두어 조건만 견줍니다
print(f"조건 없는 PatchGAN: {unconditional.count_params():,}개, 조건부: {conditional.count_params():,}개")
verdict(
    "조건부 판별자가 더 가진 것은 첫 층에서 x의 세 채널을 보는 가중치뿐입니다",
    conditional.count_params() - unconditional.count_params() == 4 * 4 * 3 * 64,
)
papers = unet_generator().trainable_variables
verdict(
    "논문의 U-Net 생성자는 학습하는 가중치가 54,413,955개입니다",
    sum(int(np.prod(weight.shape)) for weight in papers) == 54_413_955,
)

# %% [markdown]
# > **생각해 보기** (2분). 판별자가 입력도 보고, L1도 있습니다. 그렇다면 순환 일관성 손실은 왜 없을까요?
#
# <details><summary>답 보기</summary>
#
# 순환은 "정답을 모르니 되돌아오는지라도 보자"라는 궁여지책이었습니다. 정답을 아는 Pix2Pix는 곧바로 정답과 견줍니다.
# 그래서 반대로 가는 생성자도, 그쪽의 판별자도 필요 없습니다. 대신 반대 방향이 필요하면 **따로** 훈련해야 합니다.
#
# </details>
#
# ## 5.3 한 걸음
#
# 3장의 `train_step`에서 잡음을 $x$로 바꾸고, 판별자에게 $x$를 함께 보여 주고, L1을 더하면 Pix2Pix입니다. 연습용의 작은 신경망으로 써 봅시다.

# %% [markdown] tags=["instructor"] section="5.3" minutes=6
# **물음**: 짝지은 데이터를 $x$와 $y$ 따로 섞으면 어떻게 됩니까?
#
# **답**: 오류 없이 훈련되지만 모든 짝이 어긋납니다. 같은 차례로 섞어야 합니다.
#
# **흔한 오해**: 시험할 때의 `training=True`를 버그로 여깁니다. Pix2Pix 논문의 선택이고, 대가는 결과가 부를 때마다 달라지는 것입니다.
#
# **늦었으면**: 3장의 `train_step`과 다른 두 줄만 짚고 5.4절로 가십시오.

# %% [markdown] tags=["slide"] section="5.3"
# - 3장의 한 걸음에서 잡음을 $x$로, **L1 한 줄**을 더합니다
# - 짝은 **같은 차례로** 섞습니다
# - 드롭아웃을 켜고 옮길지는 선택입니다


# %%
def build_small_networks():
    """생성자와 조건부 판별자. 씨앗이 같으면 처음 가중치도 같습니다."""
    keras.utils.set_random_seed(SEED)
    return (
        unet_generator(SHAPE, filters=8, depth=3, dropout=0.0),
        patch_discriminator(SHAPE, 8, 2, condition_channels=3, norm="instance"),
    )


generator, discriminator = build_small_networks()
generator_optimizer, discriminator_optimizer = keras.optimizers.SGD(0.01), keras.optimizers.SGD(0.01)


def train_step(x, y):
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        fake_y = generator(x, training=True)

        real_output = discriminator([x, y], training=True)  # 진짜 짝
        fake_output = discriminator([x, fake_y], training=True)  # 가짜 짝

        l1_loss = tf.reduce_mean(tf.abs(y - fake_y))
        gen_loss = losses.generator_loss(fake_output) + 100.0 * l1_loss
        disc_loss = losses.discriminator_loss(real_output, fake_output)

    gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
    gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)

    generator_optimizer.apply_gradients(zip(gradients_of_generator, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(gradients_of_discriminator, discriminator.trainable_variables))
    return gen_loss, disc_loss


# %% [markdown]
# 같은 가중치에서 출발한 패키지의 `Pix2Pix.train_step`과 견줍니다.

# %%
packaged = Pix2Pix(*build_small_networks(), l1_weight=100.0)
packaged.compile(keras.optimizers.SGD(0.01), keras.optimizers.SGD(0.01))

batch_x, batch_y = tf.constant(line[:4]), tf.constant(colour[:4])
train_step(batch_x, batch_y)
packaged.train_step((batch_x, batch_y))
verdict(
    "우리의 한 걸음과 Pix2Pix.train_step이 옮긴 가중치가 0.0001 안에서 같습니다",
    all(
        np.allclose(ours, theirs, atol=1e-4)
        for ours, theirs in zip(
            generator.trainable_variables + discriminator.trainable_variables,
            packaged.generator_variables + packaged.discriminator_variables,
        )
    ),
)

# %% [markdown]
# ### 짝은 같은 차례로 섞어야 합니다
#
# 짝지은 데이터를 섞다가 흔히 하는 실수가 있습니다. $x$와 $y$를 **따로** 섞으면 오류 없이 훈련되지만, 모든 짝이 어긋납니다.
# `paired_dataset`은 두 배열을 언제나 같은 차례로 섞습니다. `unpaired_dataset`은 일부러 따로 섞습니다.

# %%
number = np.arange(10, dtype=np.float32).reshape(10, 1, 1, 1)
for name, dataset in (("paired_dataset", paired_dataset), ("unpaired_dataset", unpaired_dataset)):
    first_x, first_y = next(iter(dataset(number, number, batch_size=5, seed=SEED)))
    print(f"{name}: {np.ravel(first_x).astype(int)}와 {np.ravel(first_y).astype(int)}")

# %% [markdown]
# ### 옮길 때 드롭아웃을 켤까요?
#
# Pix2Pix의 생성자는 잡음을 받지 않습니다. 논문은 그 대신 U-Net에 **드롭아웃**(dropout)을 두고, 훈련할 때뿐만 아니라 **옮길 때에도** 켰습니다.
# 배치 정규화도 옮길 때의 배치에서 통계를 다시 셌습니다. 그래서 TensorFlow의 Pix2Pix 튜토리얼은 시험할 때에도 `training=True`로 부르고, 일부러 그런다고 적어 두었습니다.
# 잘못이 아니라 선택입니다. 대가는 결과가 부를 때마다 달라진다는 것입니다.

# %%
keras.utils.set_random_seed(SEED)
with_dropout = unet_generator(SHAPE, filters=8, depth=5, dropout=0.5)
on = [with_dropout(test_line[:4], training=True).numpy() for _ in range(2)]
off = [with_dropout(test_line[:4], training=False).numpy() for _ in range(2)]
verdict("training=True로 부르면 같은 입력의 결과가 부를 때마다 다릅니다", not np.allclose(*on))
verdict("training=False로 부르면 언제나 같습니다", np.array_equal(*off))

# %% [markdown]
# 우리의 `Pix2Pix.translate`는 드롭아웃을 끄고 평균 생성자를 씁니다. 같은 입력에는 언제나 같은 답을 주어야 채점할 수 있기 때문입니다.
# 논문은 드롭아웃이 만드는 변화가 작았다고도 적었습니다. 처음에 넣어 본 가우스 잡음은 생성자가 무시하는 법을 배웠다고 합니다. 이 장의 생성자에는 드롭아웃이 없습니다.
#
# ## 5.4 자를 먼저 확인합니다
#
# 점수는 **정답과의 화소 차이**의 평균입니다. 화소를 0에서 1로 보므로 0이 만점입니다. 그런데 이 점수에는 함정이 있습니다. 이모지의 바탕은 희고 넓습니다.
# 아무것도 하지 않는 생성자 둘을 채점해 봅시다. 하나는 입력을 **그대로** 내놓고, 하나는 언제나 **흰 종이**를 내놓습니다.

# %% [markdown] tags=["instructor"] section="5.4" minutes=4
# **물음**: 모든 화소를 세면 아무것도 하지 않는 생성자의 점수(컬러→선에서 입력 그대로 0.07, 흰 종이 0.09)는 왜 좋아 보입니까?
#
# **답**: 바탕이 희고 넓기 때문입니다. 그래서 그림이 있는 화소만 셉니다.
#
# **흔한 오해**: 0.07을 보고 「훌륭하다」고 합니다. 아무것도 하지 않은 점수입니다. 점수는 언제나 무엇과 견주어 읽습니다.
#
# **늦었으면**: `[확인]` 두 줄만 읽으십시오.

# %% [markdown] tags=["slide"] section="5.4"
# - 자부터 확인합니다
# - 바탕까지 세면 **아무것도 하지 않은** 생성자가 훌륭해 보입니다
# - 입력 그대로의 점수를 늘 함께 적습니다

# %%
ink = np.minimum(test_colour, test_line).min(axis=-1) < 0.98  # 두 그림 가운데 하나라도 희지 않은 화소


def error(result, truth):
    """화소마다의 차이 [0, 1]의 평균: (모든 화소, 그림이 있는 화소)."""
    difference = np.abs(result - truth).mean(axis=-1) / 2
    return difference.mean(), difference[ink].mean()


white = np.ones_like(test_line)
print(f"그림이 있는 화소의 비율: {ink.mean():.2f}")
for name, result, truth in (
    ("컬러→선, 입력 그대로", test_colour, test_line),
    ("컬러→선, 흰 종이", white, test_line),
    ("선→컬러, 입력 그대로", test_line, test_colour),
    ("선→컬러, 흰 종이", white, test_colour),
):
    everywhere, inside = error(result, truth)
    print(f"{name}: 모든 화소 {everywhere:.3f}, 그림이 있는 화소 {inside:.3f}")
untouched = error(test_colour, test_line)[1]
verdict("정답을 채점하면 0입니다", error(test_line, test_line)[1] == 0)
verdict(
    "바탕까지 세면 아무것도 하지 않은 생성자의 점수가 세 배 넘게 좋아 보입니다",
    3 * error(test_colour, test_line)[0] < untouched,
)

# %% [markdown]
# 바탕까지 센 0.07은 훌륭해 보이지만, **아무것도 하지 않은 점수**입니다. 그래서 앞으로는 그림이 있는 화소만 세고, 입력 그대로의 점수를 늘 함께 적습니다.
#
# ## 5.5 공정한 대결의 규칙
#
# | | Pix2Pix | CycleGAN |
# |---|---|---|
# | 생성자 | U-Net(Pix2Pix 논문의 꼴. 크기가 작고 드롭아웃이 없음) | 같음, 두 방향에 하나씩 |
# | 판별자 | 34x34 PatchGAN, 조건부 | 34x34 PatchGAN |
# | 적대적 손실 | 최소제곱(4장) | 최소제곱 |
# | 다른 손실 | L1, $\lambda = 100$ | 순환 일관성, $\lambda = 5$ |
# | 학습률, 배치, 옵티마이저(optimizer) | 같음 | 같음 |
# | 생성자 하나를 갱신하는 횟수 | 같음 | 같음 |
#
# U-Net은 5.2절의 그 생성자입니다.
# 적대적 손실은 두 방법 모두 4장의 최소제곱으로 통일합니다(Pix2Pix의 논문은 이진 교차 엔트로피입니다).
# 걸음 수를 같게 하면 CycleGAN이 시간을 더 씁니다. 한 걸음에 생성자를 네 번 부르고 판별자도 둘이기 때문입니다. 시간을 같게 하면 Pix2Pix가 걸음을 더 갑니다. 걸린 시간은 5.6절에서 잽니다.
#
# 씨앗(seed) 하나의 결과는 운일 수 있습니다. 세 씨앗으로 훈련하고 **평균 ± 표준 편차**를 적습니다. 가장 잘 나온 것을 고르지 않습니다.

# %% [markdown] tags=["instructor"] section="5.5" minutes=4
# **물음**: 걸음 수를 같게 하는 것과 시간을 같게 하는 것 가운데 무엇이 공정합니까?
#
# **답**: 정답은 없습니다. 무엇을 같게 했는지 밝히면 됩니다. 시간을 같게 하면 Pix2Pix가 걸음을 더 갑니다.
#
# **흔한 오해**: 씨앗 하나의 가장 좋은 결과를 고릅니다. 세 씨앗의 평균과 표준 편차를 적습니다.
#
# **늦었으면**: 표의 「같음」 줄만 읽으십시오.

# %% [markdown] tags=["slide"] section="5.5"
# - 생성자, 학습률, 배치, 걸음 수를 **같게**
# - 씨앗 셋의 평균 ± 표준 편차. 고르지 않습니다


# %%
def build_generator():
    return unet_generator(SHAPE, FILTERS, depth=DEPTH, dropout=0.0)


def build_pix2pix():
    judge = patch_discriminator(SHAPE, DISCRIMINATOR_FILTERS, 2, condition_channels=3, norm="instance")
    return Pix2Pix(build_generator(), judge, l1_weight=100.0, average_decay=AVERAGE_DECAY)


def build_cyclegan():
    judges = [patch_discriminator(SHAPE, DISCRIMINATOR_FILTERS, 2) for _ in range(2)]
    return CycleGAN(
        build_generator(), build_generator(), *judges,
        cycle_weight=CYCLE_WEIGHT, identity_weight=0.0, average_decay=AVERAGE_DECAY, seed=SEED,
    )  # fmt: skip


def optimizers():
    """앞의 절반은 학습률을 그대로, 나머지 절반은 직선으로 줄입니다. 판별자는 생성자의 절반입니다."""
    return [
        keras.optimizers.Adam(LinearDecay(rate, STEPS // 2, STEPS - STEPS // 2), beta_1=0.5)
        for rate in (LEARNING_RATE, LEARNING_RATE / 2)
    ]


least_squares = losses.least_squares_generator_loss, losses.least_squares_discriminator_loss
pix2pix, cyclegan = build_pix2pix(), build_cyclegan()
pix2pix.compile(*optimizers(), *least_squares)
cyclegan.compile(*optimizers(), *least_squares)
print(f"생성자: {pix2pix.generator.count_params():,}개, 조건부 판별자: {pix2pix.discriminator.count_params():,}개")
verdict(
    "두 방법의 생성자는 가중치의 수가 같습니다",
    pix2pix.generator.count_params() == cyclegan.generator_ab.count_params(),
)

# %% [markdown]
# 모델을 새로 만들 때마다 텐서플로가 계산 그래프를 다시 그리느라 몇 초씩 걸립니다. 이 장에서는 훈련을 서른 번쯤 하므로, 모델은 하나씩만 두고 **가중치만 새로 뽑아** 처음부터 훈련합니다.
# 옵티마이저의 모멘텀도 비워야 합니다. 잊으면 앞의 훈련이 새어 들어옵니다.


# %%
def restart(model, build, seed):
    """씨앗이 같으면 새로 만든 모델과 똑같은 자리에서 다시 시작합니다."""
    keras.utils.set_random_seed(seed)
    for variable, fresh in zip(model.variables, build().variables):
        variable.assign(fresh)
    for optimizer in (model.generator_optimizer, model.discriminator_optimizer):
        for variable in optimizer.variables:
            variable.assign(tf.zeros_like(variable))


def train_pix2pix(x, y, seed, name, callbacks=()):
    restart(pix2pix, build_pix2pix, seed)
    if not TRAIN:  # name은 이때 불러올 생성자의 이름입니다.
        pix2pix.average_generator.set_weights(saved.get_layer(name).get_weights())
        return pix2pix
    data = paired_dataset(x, y, min(BATCH_SIZE, len(x)), seed=seed, steps=STEPS)
    pix2pix.fit(data, verbose=0, callbacks=[StopOnNonFiniteLoss(), *callbacks])
    return pix2pix


def train_cyclegan(a, b, seed, names, callbacks=()):
    restart(cyclegan, build_cyclegan, seed)
    if not TRAIN:
        for generator, name in zip((cyclegan.average_ab, cyclegan.average_ba), names):
            generator.set_weights(saved.get_layer(name).get_weights())
        return cyclegan
    data = unpaired_dataset(a, b, BATCH_SIZE, seed=seed, steps=STEPS)
    cyclegan.fit(data, verbose=0, callbacks=[StopOnNonFiniteLoss(), *callbacks])
    return cyclegan


# %% [markdown]
# ## 5.6 훈련하고 채점합니다
#
# 씨앗마다 세 번 훈련합니다. Pix2Pix는 방향마다 따로(컬러→선, 선→컬러), CycleGAN은 두 방향을 한꺼번에 배웁니다.

# %% [markdown] tags=["instructor"] section="5.6" minutes=6
# **물음**: CycleGAN이 옮긴 선 그림의 점무늬는 순환 때문입니까? 어떻게 하면 알 수 있습니까?
#
# **답**: 순환을 빼고 훈련해 봅니다. 빼니 희어야 할 자리가 더 어두워졌고 점수도 더 나빠졌습니다. 그럴듯한 설명도 빼 보기 전에는 짐작입니다.
#
# **흔한 오해**: 점수가 입력 그대로와 같으니 「아무것도 배우지 않았다」고 합니다. 채도를 3분의 1 넘게 덜어 냈습니다. 화소의 점수는 그럴듯한지를 묻지 않습니다.
#
# **늦었으면**: 네 줄짜리 그림 두 장과 막대그래프만 보이십시오. 훈련은 저장된 출력으로 갈음합니다.

# %% [markdown] tags=["slide"] section="5.6"
# - 컬러→선: Pix2Pix가 씨앗마다 이깁니다
# - CycleGAN은 **입력 그대로**와 비겼습니다(240걸음, 씨앗 셋)
# - 점무늬의 까닭은 찾지 못했습니다. 순환을 **빼 보니** 희어야 할 자리가 더 어두워졌습니다
# - 점수 하나만 보면 놓치는 것이 있습니다

# %% tags=["nbval-ignore-output"]
TO_LINE, TO_COLOUR = "컬러→선", "선→컬러"
PIX2PIX, CYCLEGAN = "Pix2Pix", "CycleGAN"
results = {(method, way): [] for method in (PIX2PIX, CYCLEGAN) for way in (TO_LINE, TO_COLOUR)}
seconds = {PIX2PIX: 0.0, CYCLEGAN: 0.0}
left = TimeLeft(3 * len(SEEDS))

for seed in SEEDS:
    (x, y), (a, b) = openmoji_data(seed)
    started = time.perf_counter()
    results[PIX2PIX, TO_LINE].append(train_pix2pix(x, y, seed, "pix2pix_line", [left]).translate(test_colour))
    results[PIX2PIX, TO_COLOUR].append(train_pix2pix(y, x, seed, "pix2pix_colour", [left]).translate(test_line))
    middle = time.perf_counter()
    model = train_cyclegan(a, b, seed, ("cyclegan_line", "cyclegan_colour"), [left])
    results[CYCLEGAN, TO_LINE].append(model.translate(test_colour, "AtoB"))
    results[CYCLEGAN, TO_COLOUR].append(model.translate(test_line, "BtoA"))
    seconds[PIX2PIX] += middle - started
    seconds[CYCLEGAN] += time.perf_counter() - middle

measure("Pix2Pix: 두 방향을 훈련한 시간(씨앗 모두)", seconds[PIX2PIX], "초", digits=0)
measure("CycleGAN: 두 방향을 훈련한 시간(씨앗 모두)", seconds[CYCLEGAN], "초", digits=0)

# %% [markdown]
# 먼저 눈으로 봅니다. 5.1절에서 훈련하기 **전에** 골라 둔 시험용 그림 열두 장이고, 첫 번째 씨앗의 결과입니다. 잘된 것을 고르지 않았습니다.

# %%
show(
    plots.image_rows(
        [
            test_colour[shown],
            results[PIX2PIX, TO_LINE][0][shown],
            results[CYCLEGAN, TO_LINE][0][shown],
            test_line[shown],
        ],
        ["입력", "Pix2Pix", "CycleGAN", "정답"],
        suptitle="컬러 → 선",
        scale=0.9,
    ),
    alt="네 줄. 컬러 그림, Pix2Pix가 옮긴 선, CycleGAN이 옮긴 선, 정답",
)

# %%
show(
    plots.image_rows(
        [
            test_line[shown],
            results[PIX2PIX, TO_COLOUR][0][shown],
            results[CYCLEGAN, TO_COLOUR][0][shown],
            test_colour[shown],
        ],
        ["입력", "Pix2Pix", "CycleGAN", "정답"],
        suptitle="선 → 컬러",
        scale=0.9,
    ),
    alt="네 줄. 선 그림, Pix2Pix가 칠한 컬러, CycleGAN이 칠한 컬러, 정답",
)

# %% [markdown]
# 조절기로 다른 시험용 그림도 골라 보십시오. 277장 모두 볼 수 있습니다.


# %% tags=["nbval-ignore-output"]
def viewer(index):
    pictures = [
        [test_colour[index], *(results[method, TO_LINE][0][index] for method in (PIX2PIX, CYCLEGAN)), test_line[index]],
        [
            test_line[index],
            *(results[method, TO_COLOUR][0][index] for method in (PIX2PIX, CYCLEGAN)),
            test_colour[index],
        ],
    ]
    titles = ["컬러", "Pix2Pix의 선", "CycleGAN의 선", "정답", "선", "Pix2Pix의 컬러", "CycleGAN의 컬러", "정답"]
    return plots.image_grid(np.concatenate(pictures), columns=4, titles=titles, scale=1.6)


controlled_figure(
    viewer,
    lambda index: (
        f"{index}번 이모지. 윗줄은 컬러에서 선으로, 아랫줄은 선에서 컬러로. 저마다 입력, Pix2Pix, CycleGAN, 정답"
    ),
    index=ipywidgets.IntSlider(
        min=0, max=len(test_line) - 1, value=shown[0], description="이미지", continuous_update=False
    ),
)

# %% [markdown]
# 이제 숫자입니다. 그림이 있는 화소에서 정답과의 차이를 씨앗마다 잽니다.

# %% tags=["nbval-ignore-output"]
INPUT = {TO_LINE: test_colour, TO_COLOUR: test_line}
TRUTH = {TO_LINE: test_line, TO_COLOUR: test_colour}
scores = {
    (method, way): np.array([error(result, TRUTH[way])[1] for result in made])
    for (method, way), made in results.items()
}
baseline = {way: error(INPUT[way], TRUTH[way])[1] for way in TRUTH}


def report(name, values, digits=3):
    """씨앗들의 평균과 표준 편차."""
    measure(f"{name}, 평균", values.mean(), digits=digits)
    if len(values) > 1:
        measure(f"{name}, 표준 편차", values.std(ddof=1), digits=digits)


for way in TRUTH:
    measure(f"{way}, 입력 그대로", baseline[way], digits=3)
    for method in (PIX2PIX, CYCLEGAN):
        report(f"{way}, {method}", scores[method, way])

# %%
show(
    plots.method_scores(
        list(TRUTH),
        [scores[PIX2PIX, way] for way in TRUTH],
        [scores[CYCLEGAN, way] for way in TRUTH],
        list(baseline.values()),
        label="정답과의 차이(그림이 있는 화소)",
    ),
    alt="두 방향에서 Pix2Pix와 CycleGAN의 점수 막대, 씨앗마다의 점, 입력 그대로의 점선. 작을수록 좋다",
)

# %%
remaining = {key: values / baseline[key[1]] for key, values in scores.items()}  # 입력 그대로의 오차 가운데 남은 비율
verdict(
    "컬러→선에서 Pix2Pix는 입력 그대로의 오차를 5분의 1 넘게 줄입니다(씨앗마다)",
    remaining[PIX2PIX, TO_LINE].max() < 0.8,
    when=PROFILE != "quick",
)
verdict(
    "컬러→선에서 Pix2Pix의 가장 나쁜 씨앗이 CycleGAN의 가장 좋은 씨앗보다 낫습니다",
    scores[PIX2PIX, TO_LINE].max() < scores[CYCLEGAN, TO_LINE].min(),
    when=PROFILE != "quick",
)
verdict(
    "컬러→선에서 CycleGAN의 점수는 입력 그대로와 5분의 1도 다르지 않습니다(씨앗마다)",
    np.abs(remaining[CYCLEGAN, TO_LINE] - 1).max() < 0.2,
    when=PROFILE != "quick",
)


def saturation(images):
    """그림이 있는 화소의 채도: 세 채널 가운데 가장 큰 값과 가장 작은 값의 차이, [0, 1]."""
    return (images.max(axis=-1) - images.min(axis=-1))[ink].mean() / 2


verdict(
    "그런데도 CycleGAN은 채도를 3분의 1 넘게 덜어 냈습니다(씨앗마다)",
    max(map(saturation, results[CYCLEGAN, TO_LINE])) < 2 / 3 * saturation(test_colour),
    when=PROFILE != "quick",
)
verdict(
    "Pix2Pix에게도 선→컬러가 더 어렵습니다(남은 오차의 비율이 더 큽니다, 씨앗마다)",
    remaining[PIX2PIX, TO_COLOUR].min() > remaining[PIX2PIX, TO_LINE].max(),
    when=PROFILE != "quick",
)

# %% [markdown]
# 그림과 숫자를 함께 읽어 봅시다.
#
# - **컬러→선, Pix2Pix**: 색이 거의 지워지고 선이 남았습니다. 정답을 보며 배웠으므로 무엇을 지워야 하는지 압니다. 문이나 핫도그처럼 어두운 면과 선이 맞닿은 그림은 아직 흐릿합니다.
# - **컬러→선, CycleGAN**: 색은 덜어 냈지만 색이 있던 자리에 **점무늬**가 생겼습니다. 색이 없는 세모에서도 선이 점점이 끊어졌습니다. 문이나 핫도그처럼 어두운 면이 넓은 그림은 점무늬로 가득합니다.
# - 그래서 CycleGAN이 **아무것도 하지 않은 것을 이겼다고는 말할 수 없습니다**. 미리 실행해 둔 결과에서는 씨앗 셋 가운데 둘은 입력 그대로보다 나쁘고 하나는 조금 낫습니다. 평균은 조금 나쁘지만 그 차이는 씨앗마다 흔들린 크기(위의 표준 편차)와 비슷하고 씨앗은 셋뿐이어서, 어느 쪽이 나은지 가릴 수 없습니다. 채도는 3분의 1 넘게 덜어 냈는데 그렇습니다. 화소의 점수 하나만 보면 무엇을 덜어 냈는지 놓칩니다.
# - **선→컬러**: Pix2Pix는 입력 그대로보다 조금밖에 낫지 않고, CycleGAN은 더 나쁩니다. 나쁜 모양도 서로 다릅니다. 다음 절에서 봅니다.
#
# 점무늬는 왜 생길까요? "되돌아오려면 색의 정보를 어딘가에 남겨야 하니 순환 때문"이라고 설명하고 싶어집니다(4.5절). 그럴듯하지만 **빼 보기 전에는 짐작**입니다.
# 그래서 $\lambda = 0$(순환 없음)으로도, 순환을 두고 다섯 배(1,200걸음)로도 훈련해 **따로 재어 둔 값**을 읽습니다. 이 셀은 훈련하지 않습니다. 어두움은, 입력에서는 희지 않고 정답에서는 흰 화소에서 잰 평균입니다(희면 0).
# 따로 훈련한 것이라 240걸음의 값도 위의 `[측정]`과 다를 수 있습니다. 다시 재는 명령은 `uv run python benchmarks/pix2pix_seeds.py --output 새파일.json`입니다.

# %%
stored_runs = json.loads(verified_path("other_seeds.json").read_text(encoding="utf-8"))["5장"]
print(stored_runs["machine"])
print(stored_runs["date"])


def stored(name, key):
    """씨앗 0, 1, 2의 값."""
    return np.array([stored_runs["runs"][f"{name}/{seed}"][key] for seed in range(3)])


def show_stored(names, columns):
    """표: 훈련(적을 이름 → 담긴 이름)마다 한 줄, 열쇠마다 한 칸. columns는 칸의 이름 → (열쇠, 적는 꼴)입니다."""
    rows = [f"| 씨앗 0, 1, 2 | {' | '.join(columns)} |", "|---" * (1 + len(columns)) + "|"]
    for label, name in names.items():
        cells = (", ".join(format(value, form) for value in stored(name, key)) for key, form in columns.values())
        rows.append(f"| {label} | {' | '.join(cells)} |")
    display(Markdown("\n".join(rows)))


CYCLE, LONG_CYCLE, NO_CYCLE = (
    f"{TO_LINE}/{name}" for name in ("CycleGAN/240", "CycleGAN/1200", "CycleGAN, 순환 없음/240")
)
show_stored(
    {
        "순환 있음(λ = 5), 240걸음": CYCLE,
        "순환 없음(λ = 0), 240걸음": NO_CYCLE,
        "순환 있음(λ = 5), 1,200걸음": LONG_CYCLE,
    },
    {"정답과의 차이": ("error", ".3f"), "희어야 할 자리의 어두움": ("darkness", ".2f")},
)
verdict(
    "240걸음에서 순환을 빼면 씨앗마다 정답과의 차이도 어두움도 커집니다",
    all((stored(NO_CYCLE, key) > stored(CYCLE, key)).all() for key in ("error", "darkness")),
)
verdict(
    "순환을 두고 1,200걸음을 훈련하면 씨앗마다 둘 다 240걸음보다 작습니다",
    all((stored(LONG_CYCLE, key) < stored(CYCLE, key)).all() for key in ("error", "darkness")),
)

# %% [markdown]
# 순환을 빼니 정답에서 더 멀어졌고 희어야 할 자리도 **더 어두워졌습니다**. 이 데이터와 걸음 수에서 순환은 짐이 아니라 도움입니다. 순환을 두고 오래 훈련하면 덜 어두워지므로 어두움에는 걸음이 모자란 탓도 있습니다. 다만 어두움은 점무늬를 그대로 잰 것이 아닙니다. 점무늬의 참까닭은 찾지 못했습니다.
#
# ## 5.7 정답이 하나인 방향과 여럿인 방향
#
# 두 방향의 그림을 다시 보십시오. Pix2Pix의 **선**은 흐린 곳이 있어도 무엇인지 알아볼 만한데, **컬러**는 거의 무엇을 받아도 누런빛입니다. 원숭이도, 수박도, 성도 그렇습니다. 훈련이 모자라서일까요?
#
# 그것만은 아닙니다. 데이터의 성질이 있습니다.
#
# - **컬러 → 선**은 정답이 **거의 하나로 정해집니다**. 선은 대개 컬러 그림에도 그려져 있으므로 색을 지우면 됩니다(골대의 그물처럼 두 그림이 다르게 그려진 것도 있습니다).
# - **선 → 컬러**는 정답이 **여럿**입니다. 동그라미의 선만 보고는 빨간 공인지 파란 공인지 알 수 없습니다. 색은 입력에 **없는 정보**입니다.
#
# 정답이 여럿일 때 L1은 무엇을 가장 좋아할까요? 4.2절에서 계산했습니다. 가능한 정답들의 **중앙값**입니다.
# OpenMoji에서 정말 그런지, 선이 똑같은 이모지들로 확인해 봅시다. 훈련용 그림에는 선은 같고 색만 다른 것들이 있습니다.

# %% [markdown] tags=["instructor"] section="5.7" minutes=5
# **물음**: Pix2Pix의 컬러는 왜 거의 모두 누런빛입니까?
#
# **답**: 선만 보고는 색을 알 수 없습니다. 정답이 여럿이면 L1은 가운데의 색을 고르고, 훈련용 그림의 가운데 색이 누런색입니다. 짧은 훈련이 얼마나 거들었는지는 재지 않았습니다.
#
# **흔한 오해**: 「더 오래 훈련하면 정답의 색이 나온다」고 여깁니다. 입력에 없는 정보는 짝을 더 모아도 생기지 않습니다.
#
# **늦었으면**: 선이 같은 이모지들의 그림만 보이고 5.8절로 가십시오.

# %% [markdown] tags=["slide"] section="5.7"
# - 컬러→선은 정답이 하나, 선→컬러는 **여럿**
# - L1은 가능한 정답들의 **중앙값**을 고릅니다
# - 입력에 없는 정보는 배울 수 없습니다

# %%
same_line = {}
for image, answer in zip(colour, line):
    same_line.setdefault(answer.tobytes(), []).append(image)
variants = np.stack(max(same_line.values(), key=len))
median = np.median(variants, axis=0)


def l1_to_all(image):
    return np.abs(variants - image).mean()


show(
    plots.image_grid(
        np.concatenate([variants, median[None]]),
        columns=len(variants) + 1,
        titles=[*(f"정답 {i + 1}" for i in range(len(variants))), "L1의 최선"],
        scale=1.2,
    ),
    alt="선은 똑같고 색만 다른 이모지들과, 화소마다의 중앙값인 탁한 색의 그림",
)
print("선이 똑같은 이모지:", len(variants), "개")
verdict("어느 정답을 골라 내놓아도 중앙값보다 L1이 큽니다", l1_to_all(median) < min(map(l1_to_all, variants)))

# %% [markdown]
# 중앙값은 **어느 정답의 색도 아닌** 탁한 색입니다. 훈련용 그림을 통틀어 색을 칠해야 할 화소(선 그림은 희고 컬러는 희지 않은 곳)의 중앙값은 무슨 색일까요?

# %%
to_fill = (line.min(axis=-1) > 0.98) & (colour.min(axis=-1) < 0.9)
middle_colour = np.median(colour[to_fill], axis=0) / 2 + 0.5
print("칠해야 할 화소의 중앙값(빨강, 초록, 파랑):", ", ".join(f"{value:.2f}" for value in middle_colour))
verdict("빨강과 초록이 높고 파랑이 낮은 누런색입니다", min(middle_colour[:2]) > 0.7 and middle_colour[2] < 0.4)

# %% [markdown]
# Pix2Pix의 누런빛도 이처럼 파랑이 가장 낮은 색입니다. 게으른 것이 아니라 L1을 줄인 것으로 보이지만, 두 색이 얼마나 가까운지는 재지 않았습니다. 짧은 훈련이 얼마나 거들었는지는 가려내지 않았습니다.
#
# 색이 얼마나 다양한지 숫자로 봅시다. 그림마다 그림이 있는 화소의 평균 색을 구하고, 그 색이 **그림마다 얼마나 다른지**(표준 편차)를 잽니다. 모든 그림을 같은 색으로 칠하면 0입니다.


# %% tags=["nbval-ignore-output"]
def colour_variety(images):
    """그림마다의 평균 색이 흩어진 정도: 채널마다의 표준 편차의 평균, 화소는 [0, 1]."""
    means = np.stack([image[mask].mean(axis=0) / 2 for image, mask in zip(images, ink)])
    chroma = means - means.mean(axis=1, keepdims=True)  # 밝기가 아니라 색만 봅니다.
    return float(chroma.std(axis=0).mean())


variety = {
    method: np.array([colour_variety(made) for made in results[method, TO_COLOUR]]) for method in (PIX2PIX, CYCLEGAN)
}
measure("색의 다양함, 정답", colour_variety(test_colour), digits=3)
for method in variety:
    report(f"색의 다양함, {method}", variety[method])

# %%
verdict(
    "두 방법 모두 색의 다양함이 정답의 3분의 2도 되지 않습니다(씨앗마다)",
    max(variety[PIX2PIX].max(), variety[CYCLEGAN].max()) < 2 / 3 * colour_variety(test_colour),
    when=PROFILE != "quick",
)


def yellowish(images):
    """그림이 있는 화소의 평균 색에서 파랑이 가장 낮은 그림의 비율."""
    means = np.stack([image[mask].mean(axis=0) for image, mask in zip(images, ink)])
    return (means.argmin(axis=1) == 2).mean()


dark = test_line.min(axis=-1) < 0
beside = np.any([np.roll(dark, (down, right), (1, 2)) for down in (-1, 0, 1) for right in (-1, 0, 1)], axis=0)
fill = (test_line.min(axis=-1) > 0.98) & (test_colour.min(axis=-1) < 0.9)  # 칠해야 할 화소


def filled(images, where):
    """where인 화소 가운데 희지 않게 칠한 것의 비율."""
    return (images[where].min(axis=-1) < 0.7).mean()


verdict(
    "Pix2Pix는 열에 아홉이 넘는 그림을 파랑이 가장 낮은 색으로 칠합니다(씨앗마다)",
    min(map(yellowish, results[PIX2PIX, TO_COLOUR])) > 0.9,
    when=PROFILE != "quick",
)
verdict(
    "CycleGAN은 선에서 두 화소 이상 떨어진 자리를 선 곁의 절반도 칠하지 않습니다(씨앗마다)",
    all(filled(made, fill & ~beside) < 0.5 * filled(made, fill & beside) for made in results[CYCLEGAN, TO_COLOUR]),
    when=PROFILE != "quick",
)

# %% [markdown]
# 두 방법 모두 정답만큼 다양하지 않습니다. 그림에서 보이는 모양은 서로 다릅니다. Pix2Pix는 거의 모두 누런빛으로 칠했습니다.
# CycleGAN은 한 그림 안에 파랑과 누런빛을 섞어 칠했지만 **정답의 색과 맞지 않고**, 넓은 면은 많이 비워 두었습니다. CycleGAN의 판별자는 선을 보지 않으므로 그럴듯한 색이면 어느 색이든 흠잡지 않습니다.
# 이 짧은 훈련에서는 주로 선 둘레를 칠했습니다.
#
# 짝이 있어도 **입력에 없는 정보는 생기지 않습니다**. 짝을 더 모아도 마찬가지입니다. 정답이 여럿인 일에서는 무엇을 바라는지부터 정해야 합니다. 가운데의 안전한 답인지, 그럴듯한 아무 답인지, 아니면 색의 힌트를 입력에 더해서 **정답이 하나인 일로 바꿀지**입니다.
#
# > **생각해 보기** (3분). 판별자가 있는데도 왜 탁한 색이 이길까요? $\lambda$를 100에서 1로 줄이면 어떻게 될까요?
#
# <details><summary>답 보기</summary>
#
# 판별자는 "이 누런 수박은 진짜 짝이 아니다"라고 말해 줄 수 있습니다. 그러나 L1에 100을 곱했으므로 생성자는 거의 L1만 봅니다. 게다가 이 장의 훈련은 짧아서 판별자가 아직 약할 수도 있습니다(재지 않았습니다).
# $\lambda$를 줄이면 판별자의 말을 더 듣게 됩니다. 또렷한 색을 고를 수 있지만, **틀린** 색일 수도 있으므로 화소로 잰 점수는 나빠질 수 있습니다. 점수와 그럴듯함은 같은 것이 아닙니다.
# 위의 `build_pix2pix`에서 `l1_weight`를 바꾸어 확인해 보십시오. `[확인]`은 100에 맞춘 것이라 멈출 수 있습니다. 그러면 그다음 셀부터 이어서 실행하십시오.
#
# </details>
#
# ## 5.8 짝이 몇 쌍이면 될까요?
#
# 짝을 모으는 일은 비쌉니다. 그렇다면 **몇 쌍이면** 될까요? 넘어야 할 선은 둘입니다. 하나는 **입력 그대로**, 또 하나는 짝 없이 수백 장을 본 CycleGAN입니다. 5.6절의 CycleGAN은 입력 그대로와 비긴 상대이므로, 두 선의 높이는 거의 같습니다.
# 짝의 수를 바꾸어 가며 컬러→선의 Pix2Pix를 훈련합니다.
# 걸음 수는 모두 같습니다. 배치는 8인데, 2쌍일 때만 2입니다. 짝이 8쌍이면 같은 8쌍을 수백 번 봅니다.

# %% [markdown] tags=["instructor"] section="5.8" minutes=4
# **물음**: 곡선이 평평해지는 자리에서 돈을 어디에 쓰겠습니까?
#
# **답**: 이 걸음 수에서는 짝을 더 모아도 얻는 것이 적습니다. 더 오래 훈련한 곡선을 다시 그려 봅니다. 곡선이 아직 가파르면 짝을 더 모읍니다.
#
# **흔한 오해**: 「32쌍이면 CycleGAN을 이긴다」를 외웁니다. 240걸음의 CycleGAN은 입력 그대로와 비긴 상대이고, 둘 다 1,200걸음이면 CycleGAN이 32쌍을 앞지릅니다(씨앗 셋). 외울 것은 곡선을 그려 보는 버릇입니다.
#
# **늦었으면**: 그림 한 장만 보고 처음의 짐작과 견주십시오.

# %% [markdown] tags=["slide"] section="5.8"
# - 2쌍은 입력 그대로보다 못하고, 8쌍은 비슷하고, **32쌍은 낫습니다**(240걸음에서)
# - 둘 다 1,200걸음이면 짝 없는 CycleGAN이 32쌍을 **앞지릅니다**(씨앗 셋)
# - 128쌍부터는 곡선이 평평합니다(240걸음에서)
# - 외울 것은 32가 아니라 **곡선을 그리는 버릇**

# %% tags=["nbval-ignore-output"]
started = time.perf_counter()
by_count, left = [], TimeLeft(len(PAIR_COUNTS) * len(SEEDS))
for count in PAIR_COUNTS:
    made = []
    for seed in SEEDS:
        (x, y), _ = openmoji_data(seed)
        made.append(train_pix2pix(x[:count], y[:count], seed, f"pix2pix_{count}_pairs", [left]).translate(test_colour))
    by_count.append([error(result, test_line)[1] for result in made])
    report(f"짝 {count}쌍", np.array(by_count[-1]))
by_count.append(list(scores[PIX2PIX, TO_LINE]))  # 5.6절에서 이미 훈련한 것
counts = [*PAIR_COUNTS, len(paired[0])]
by_count = np.array(by_count)
report(f"짝 {counts[-1]}쌍", by_count[-1])
report("짝 없는 CycleGAN", scores[CYCLEGAN, TO_LINE])
measure("훈련에 걸린 시간", time.perf_counter() - started, "초", digits=0)

# %%
show(
    plots.pairs_curve(
        counts,
        by_count,
        scores[CYCLEGAN, TO_LINE],
        baseline[TO_LINE],
        label="정답과의 차이(그림이 있는 화소)",
        unpaired_name=f"CycleGAN(컬러 {len(unpaired[0])}장, 선 {len(unpaired[1])}장)",
    ),
    alt="가로축은 짝의 수, 세로축은 정답과의 차이. Pix2Pix의 선은 짝이 늘수록 내려가다가 128쌍부터 거의 평평하다. CycleGAN은 가로 띠, 입력 그대로는 파선이고 둘은 거의 겹친다",
)

# %%
verdict(
    "짝이 가장 많을 때의 가장 나쁜 씨앗이 짝이 가장 적을 때의 가장 좋은 씨앗보다 낫습니다",
    by_count[-1].max() < by_count[0].min(),
    when=PROFILE != "quick",
)
verdict(
    "짝 32쌍의 Pix2Pix는 가장 나쁜 씨앗도 짝 없이 수백 장을 본 CycleGAN의 가장 좋은 씨앗보다 정답에 가깝습니다",
    by_count[-3].max() < scores[CYCLEGAN, TO_LINE].min(),
    when=PROFILE != "quick",
)
verdict(
    "짝 32쌍의 Pix2Pix는 가장 나쁜 씨앗도 입력 그대로보다 정답에 가깝습니다",
    by_count[-3].max() < baseline[TO_LINE],
    when=PROFILE != "quick",
)

# %% [markdown]
# 곡선을 왼쪽부터 읽어 봅시다.
#
# - **2쌍**은 처음 보는 그림에서 평균이 아무것도 하지 않은 것보다 못하고, 씨앗에 따라 점수가 크게 달라집니다(씨앗이 다르면 뽑은 두 쌍도, 처음 가중치도 다릅니다). 두 그림을 외웠기 때문이라고 보지만 따로 재지는 않았습니다.
# - **8쌍**이면 아무것도 하지 않은 것, 그리고 짝 없는 CycleGAN과 비슷합니다.
# - **32쌍**이면 씨앗마다 **입력 그대로를 이깁니다**. 짝 없이 수백 장을 본 CycleGAN도 이기지만, 그 CycleGAN은 입력 그대로와 비긴 상대이므로 대단한 일은 아닙니다.
# - **128쌍에서 가장 오른쪽의 짝**(훈련용의 절반)까지 네 배 넘게 늘려도 조금밖에 나아지지 않습니다. 이 걸음 수에서는 짝이 모자란 것이 아니라는 뜻입니다. 더 오래 훈련하면 나아지는지는 이 곡선이 말해 주지 않습니다.
#
# 이 숫자는 **이 데이터, 이 신경망, 이 걸음 수**의 것입니다. 둘 다 다섯 배(1,200걸음)로 훈련하면 어떨까요? 5.6절처럼 따로 재어 둔 값입니다.

# %%
FEW_PAIRS, LONG_FEW_PAIRS, ALL_PAIRS, LONG_ALL_PAIRS = (
    f"{TO_LINE}/Pix2Pix, 짝 {name}" for name in ("32쌍/240", "32쌍/1200", "모두/240", "모두/1200")
)
show_stored(
    {
        "짝 없는 CycleGAN, 240걸음": CYCLE,
        "짝 없는 CycleGAN, 1,200걸음": LONG_CYCLE,
        "짝 32쌍의 Pix2Pix, 240걸음": FEW_PAIRS,
        "짝 32쌍의 Pix2Pix, 1,200걸음": LONG_FEW_PAIRS,
        "짝 554쌍의 Pix2Pix, 240걸음": ALL_PAIRS,
        "짝 554쌍의 Pix2Pix, 1,200걸음": LONG_ALL_PAIRS,
    },
    {"정답과의 차이": ("error", ".3f"), "희어야 할 자리의 어두움": ("darkness", ".2f")},
)
verdict(
    "240걸음에서는 32쌍의 가장 나쁜 씨앗이 CycleGAN의 가장 좋은 씨앗보다 정답에 가깝습니다",
    stored(FEW_PAIRS, "error").max() < stored(CYCLE, "error").min(),
)
verdict(
    "1,200걸음에서는 CycleGAN의 가장 나쁜 씨앗이 32쌍의 가장 좋은 씨앗보다 정답에 가깝습니다",
    stored(LONG_CYCLE, "error").max() < stored(LONG_FEW_PAIRS, "error").min(),
)
verdict(
    "다섯 배 오래 훈련하면 정답과의 차이가 32쌍은 3%도 달라지지 않고 554쌍은 4분의 1 넘게 줄어듭니다(씨앗마다)",
    np.abs(stored(LONG_FEW_PAIRS, "error") / stored(FEW_PAIRS, "error") - 1).max() < 0.03
    and (stored(LONG_ALL_PAIRS, "error") / stored(ALL_PAIRS, "error")).max() < 0.75,
)
verdict(
    "그래도 희어야 할 자리는 1,200걸음의 CycleGAN이 32쌍보다 어둡습니다(씨앗마다)",
    (stored(LONG_CYCLE, "darkness") > stored(LONG_FEW_PAIRS, "darkness")).all(),
)
verdict(
    "1,200걸음에서도 554쌍은 가장 나쁜 씨앗의 차이가 CycleGAN의 가장 좋은 씨앗의 4분의 3도 되지 않습니다",
    stored(LONG_ALL_PAIRS, "error").max() < 0.75 * stored(LONG_CYCLE, "error").min(),
)

# %% [markdown]
# 차례가 **뒤집혔습니다**. 32쌍은 오래 훈련해도 거의 그대로인데 CycleGAN은 크게 나아져, 씨앗 셋 모두 32쌍을 앞질렀습니다. 다만 희어야 할 자리는 CycleGAN이 여전히 더 어둡습니다.
# 그렇다고 짝이 쓸모없는 것은 아닙니다. 짝이 554쌍이면 다섯 배 오래 훈련했을 때 씨앗마다 나아졌고, 같은 1,200걸음의 CycleGAN보다도 훨씬 정답에 가깝습니다. 외울 것은 32라는 수가 아니라 **곡선을 그려 보는 버릇**입니다.
#
# ## 5.9 사바나에서도 그럴까요?
#
# 데이터 하나의 결론은 그 데이터의 결론일 뿐입니다. 4장의 사바나로 다시 합니다. 크기만 32화소로 줄인, 코드로 그린 합성 그림입니다.
#
# - **말 → 얼룩말**은 정답이 하나입니다. 줄무늬의 자리가 몸에 매여 있기 때문입니다.
# - **얼룩말 → 말**은 정답이 여럿입니다. 털빛은 얼룩말에 없는 정보입니다.
#
# Pix2Pix에는 짝 400쌍을, CycleGAN에는 짝 없는 400장씩을 줍니다. 시간을 아끼려고 여기에서는 씨앗 하나로만 훈련합니다.

# %% [markdown] tags=["instructor"] section="5.9" minutes=5
# **물음**: 말→얼룩말은 정답이 하나인데 왜 더 어렵습니까?
#
# **답**: 선은 이미 입력에 있었지만 줄무늬는 처음부터 그려야 하기 때문이라고 봅니다(재지 않았습니다). 정답이 하나라는 것과 배우기 쉽다는 것은 다릅니다.
#
# **흔한 오해**: 이모지의 결론을 그대로 옮깁니다. 데이터 하나의 결론은 그 데이터의 결론입니다. 씨앗 하나라는 것도 짚으십시오.
#
# **늦었으면**: 그림만 보이고 결론 한 줄로 맺으십시오.

# %% [markdown] tags=["slide"] section="5.9"
# - 데이터를 바꾸니 방향의 어려움이 **거꾸로** 나왔습니다(씨앗 하나)
# - 정답이 하나인 것과 배우기 쉬운 것은 다릅니다
# - 데이터 하나의 결론을 옮기지 말고 **다시 재십시오**

# %% tags=["nbval-ignore-output"]
SCENES = choose(PROFILE, quick=8, cpu=400, gpu=2000)
with_pairs = savanna.pairs("horse2zebra", SCENES, seed=100 + SEED, size=32)  # 채점용과 다른 씨앗
without_pairs = savanna.unpaired("horse2zebra", SCENES, seed=SEED, size=32)
scenes = savanna.pairs("horse2zebra", 100, seed=SEED, size=32)

started = time.perf_counter()
pix2pix_zebra = train_pix2pix(with_pairs.a, with_pairs.b, SEED, "pix2pix_zebra").translate(scenes.a)
pix2pix_horse = train_pix2pix(with_pairs.b, with_pairs.a, SEED, "pix2pix_horse").translate(scenes.b)
model = train_cyclegan(*without_pairs, SEED, ("cyclegan_zebra", "cyclegan_horse"))
cyclegan_zebra, cyclegan_horse = model.translate(scenes.a, "AtoB"), model.translate(scenes.b, "BtoA")
measure("훈련에 걸린 시간", time.perf_counter() - started, "초", digits=0)

# %%
show(
    plots.image_rows(
        [
            scenes.a[:10],
            pix2pix_zebra[:10],
            cyclegan_zebra[:10],
            scenes.b[:10],
            pix2pix_horse[:10],
            cyclegan_horse[:10],
        ],
        ["말", "Pix2Pix의\n얼룩말", "CycleGAN의\n얼룩말", "얼룩말", "Pix2Pix의\n말", "CycleGAN의\n말"],
        scale=0.95,
    ),
    alt="말 열 장과 두 방법이 옮긴 얼룩말, 얼룩말 열 장과 두 방법이 옮긴 말. 위에서 첫째와 넷째 줄은 서로의 정답이다",
)


# %% tags=["nbval-ignore-output"]
def body_error(result, truth):
    """몸 안의 화소에서 정답과의 차이, [0, 1]."""
    difference = np.abs(result - truth).mean(axis=-1) / 2
    return (difference * scenes.body[..., 0]).sum() / scenes.body.sum()


zebra = {
    "입력 그대로": body_error(scenes.a, scenes.b),
    PIX2PIX: body_error(pix2pix_zebra, scenes.b),
    CYCLEGAN: body_error(cyclegan_zebra, scenes.b),
}
horse = {
    "입력 그대로": body_error(scenes.b, scenes.a),
    PIX2PIX: body_error(pix2pix_horse, scenes.a),
    CYCLEGAN: body_error(cyclegan_horse, scenes.a),
}
for way, found in (("말→얼룩말", zebra), ("얼룩말→말", horse)):
    for name, value in found.items():
        measure(f"{way}, {name}: 몸에서 정답과의 차이", value, digits=3)

# %%
verdict(
    "말→얼룩말에서 Pix2Pix는 CycleGAN보다 정답에 가깝습니다",
    zebra[PIX2PIX] < zebra[CYCLEGAN],
    when=PROFILE != "quick",
)
verdict(
    "Pix2Pix는 얼룩말→말에서 입력 그대로의 오차를 말→얼룩말에서보다 더 많이 줄입니다",
    horse[PIX2PIX] / horse["입력 그대로"] < zebra[PIX2PIX] / zebra["입력 그대로"],
    when=PROFILE != "quick",
)


def coat_variety(images):
    """몸의 평균 색이 그림마다 다른 정도(표준 편차). 모두 같은 털빛이면 0입니다."""
    inside = scenes.body == 1
    return ((images * inside).sum(axis=(1, 2)) / inside.sum(axis=(1, 2)) / 2).std(axis=0).mean()


verdict(
    "두 방법이 칠한 말의 털빛은 정답의 3분의 1만큼도 다양하지 않습니다",
    max(map(coat_variety, (pix2pix_horse, cyclegan_horse))) < coat_variety(scenes.a) / 3,
    when=PROFILE != "quick",
)

# %% [markdown]
# 방향의 어려움이 5.6절과 **거꾸로** 나왔습니다(씨앗 하나).
#
# - **얼룩말→말**은 정답이 여럿인데도 두 방법 모두 입력 그대로의 오차를 5분의 2 넘게 줄였습니다(위의 `[측정]`). 흰 줄을 지우고 털빛들의 가운데인 갈색을 칠하면 어느 말과도 크게 다르지 않기 때문일 것입니다.
#   그림을 보면 검은 말도 회색 말도 모두 비슷한 갈색입니다. 5.7절의 **가운데의 안전한 답**인데, 이번에는 점수가 그것을 나무라지 않습니다. 줄무늬의 흔적도 남아 있습니다.
# - **말→얼룩말**은 정답이 하나인데도 Pix2Pix조차 조금밖에 줄이지 못했습니다. 몸통에는 줄무늬를 그렸지만 머리와 다리에는 거의 없고, 있는 줄무늬도 자리가 어긋나면 검정과 흰색이 뒤바뀝니다.
#   **정답이 하나라는 것과 배우기 쉽다는 것은 다릅니다.** 이모지에서는 선이 이미 입력에 있었지만, 줄무늬는 처음부터 그려야 합니다. 그 때문이라고 보지만 재지는 않았습니다.
# - CycleGAN도 몸통에 줄무늬를 그렸습니다. 그런데 점수는 입력 그대로보다 낫지 않습니다. 그럴듯함과 정답은 다릅니다.
#
# 그대로인 것도 있습니다. 두 방향 모두 Pix2Pix가 정답에 더 가까웠습니다. 다만 얼룩말→말의 차이는 작고 씨앗도 하나뿐이어서, 확인하는 주장은 말→얼룩말 한 가지로 두었습니다.
#
# ## 5.10 흑백을 컬러로
#
# 짝이 공짜인 일이 있습니다. **컬러→흑백은 계산입니다**. 컬러 그림만 있으면 흑백을 만들어 짝을 얼마든지 지을 수 있습니다. 4장에서 Pix2Pix의 보기로 든 일을 여기에서 정말로 훈련합니다.
# 신경망, 걸음 수, 그림의 수는 앞과 같습니다. 짝이 있는 Pix2Pix 곁에, 짝을 **깨뜨린** CycleGAN을 둡니다. 사바나의 말 800장을 반으로 갈라, 컬러는 두 방법에 같은 절반을 주고 흑백은 이렇게 나누어 줍니다.
#
# - **Pix2Pix**: 같은 절반의 흑백. 모두 짝입니다.
# - **CycleGAN**: 나머지 절반의 흑백. 짝이 없습니다.

# %% [markdown] tags=["instructor"] section="5.10" minutes=6
# **물음**: 흑백이 똑같은 풀밭 둘이 하나는 푸르고 하나는 누렇습니다. 신경망은 무슨 색을 칠할까요?
#
# **답**: 대개 둘의 사이입니다. 어느 풀밭에도 없는 색입니다. 밝기로 알 수 있는 풀밭은 푸른지 누런지를 틀리지 않습니다.
#
# **흔한 오해**: 「흑백 사진의 색을 되살린다」고 말합니다. 되살리는 것이 아니라 짐작합니다. 하늘처럼 짐작이 되는 것과 풀빛처럼 되지 않는 것이 한 그림에 함께 있습니다.
#
# **늦었으면**: 점 그림의 가운데 띠만 짚으십시오.

# %% [markdown] tags=["slide"] section="5.10"
# - 컬러→흑백은 계산이므로 짝이 **공짜**입니다
# - 짝을 깨뜨린 CycleGAN도 흑백 그대로보다 낫고, 짝이 있으면 더 낫습니다
# - 알 수 없는 색은 **사이의 색**으로 칠하기 쉽습니다


# %%
BRIGHTNESS = np.array([0.299, 0.587, 0.114], np.float32)  # 빨강, 초록, 파랑이 밝기에 보태는 몫


def to_grey(images):
    """밝기를 세 채널에 똑같이 넣습니다. 신경망의 입력이 세 채널이기 때문입니다."""
    return np.repeat((images @ BRIGHTNESS)[..., np.newaxis], 3, axis=-1)


horses_of_two_draws = np.concatenate([with_pairs.a, without_pairs[0]])


def grey_data(seed):
    """(컬러, 그 짝인 흑백, 짝이 아닌 흑백)."""
    order = np.random.default_rng(seed).permutation(len(horses_of_two_draws))
    half, rest = np.split(horses_of_two_draws[order], 2)
    return half, to_grey(half), to_grey(rest)


whole, own_grey, other_grey = grey_data(SEED)
grey_scenes = to_grey(scenes.a)
verdict(
    "CycleGAN의 흑백에는 컬러 그림의 짝이 한 장도 없습니다",
    not {image.tobytes() for image in own_grey} & {image.tobytes() for image in other_grey},
)

# %% tags=["nbval-ignore-output"]
coloured = {PIX2PIX: [], CYCLEGAN: []}
started, left = time.perf_counter(), TimeLeft(2 * len(SEEDS))
for seed in SEEDS:
    half, own, other = grey_data(seed)
    coloured[PIX2PIX].append(train_pix2pix(own, half, seed, "pix2pix_grey", [left]).translate(grey_scenes))
    model = train_cyclegan(other, half, seed, ("cyclegan_grey", "cyclegan_grey_back"), [left])
    coloured[CYCLEGAN].append(model.translate(grey_scenes, "AtoB"))
measure("훈련에 걸린 시간", time.perf_counter() - started, "초", digits=0)

# %%
show(
    plots.image_rows(
        [grey_scenes[:12], coloured[PIX2PIX][0][:12], coloured[CYCLEGAN][0][:12], scenes.a[:12]],
        ["흑백", "Pix2Pix", "CycleGAN", "정답"],
        suptitle="흑백 → 컬러(시험용 앞의 열두 장)",
        scale=0.9,
    ),
    alt="네 줄. 흑백, Pix2Pix가 칠한 컬러, CycleGAN이 칠한 컬러, 정답. 하늘은 대체로 푸르스름하고 풀밭의 색은 정답과 다른 것이 많다",
)

# %% [markdown]
# 무엇과 견줄까요? 아무것도 하지 않은 **흑백 그대로**, 그리고 신경망 없이 만드는 **색표**입니다. 색표는 훈련용 화소를 밝기로 나누어 밝기마다 색의 중앙값을 적은 것입니다. 화소 하나의 밝기만 보고는 L1을 이보다 줄이기 어렵습니다(5.7절). 같은 색표를 **줄(높이)마다** 따로 만든 것도 둡니다.
# 바탕이 희지 않으므로 여기에서는 모든 화소를 셉니다.


# %% tags=["nbval-ignore-output"]
def level(images):
    """화소마다의 밝기, 0에서 255의 정수."""
    return np.round((images @ BRIGHTNESS + 1) * 127.5).astype(int)


def ladder(images, centre):
    """밝기(0에서 255)마다 훈련용 화소들의 색의 centre(중앙값이나 평균)를 적은 색표."""
    pixels, levels = images.reshape(-1, 3), level(images).ravel()
    near = [pixels[np.abs(levels - value) <= 2] for value in range(256)]
    return np.array(
        [centre(found, axis=0) if len(found) else np.full(3, v / 127.5 - 1) for v, found in enumerate(near)]
    )


def answer_by_row(centre):
    """줄마다 따로 만든 색표로 시험용 그림을 칠한 것."""
    rows = [ladder(whole[:, row], centre)[level(scenes.a[:, row])] for row in range(SHAPE[0])]
    return np.stack(rows, axis=1)


by_level = ladder(whole, np.median)[level(scenes.a)]
by_row = {"중앙값": answer_by_row(np.median), "평균": answer_by_row(np.mean)}


def colour_error(result):
    return np.abs(result - scenes.a).mean() / 2


measure("흑백 그대로", colour_error(grey_scenes), digits=3)
measure("밝기만 보는 색표", colour_error(by_level), digits=3)
measure("줄마다의 색표", colour_error(by_row["중앙값"]), digits=3)
colour_scores = {method: np.array([colour_error(made) for made in found]) for method, found in coloured.items()}
for method, values in colour_scores.items():
    report(method, values)

# %%
verdict(
    "Pix2Pix는 밝기만 보는 색표보다 정답에 가깝습니다(씨앗마다)",
    colour_scores[PIX2PIX].max() < colour_error(by_level),
    when=PROFILE != "quick",
)
verdict(
    "그러나 줄마다의 색표가 Pix2Pix보다 정답에 가깝습니다(씨앗마다)",
    colour_error(by_row["중앙값"]) < colour_scores[PIX2PIX].min(),
    when=PROFILE == "cpu",
)
verdict(
    "짝을 깨뜨린 CycleGAN도 흑백 그대로의 오차를 4분의 1 넘게 줄입니다(씨앗마다)",
    colour_scores[CYCLEGAN].max() < 0.75 * colour_error(grey_scenes),
    when=PROFILE != "quick",
)
verdict(
    "Pix2Pix의 가장 나쁜 씨앗이 CycleGAN의 가장 좋은 씨앗보다 낫습니다",
    colour_scores[PIX2PIX].max() < colour_scores[CYCLEGAN].min(),
    when=PROFILE != "quick",
)

# %% [markdown]
# Pix2Pix는 밝기만 보는 색표보다 낫습니다. 그러나 그 색표는 자리를 모릅니다. 같은 밝기라도 위쪽이면 하늘이고 아래쪽이면 풀밭입니다. 줄(높이)마다 따로 만든 색표는 신경망 없이도 Pix2Pix보다 정답에 가까웠으므로, 이 짧은 훈련의 Pix2Pix는 밝기와 높이만으로 알 수 있는 것도 다 쓰지 못했습니다. 짝을 깨뜨린 CycleGAN은 흑백 그대로보다 훨씬 낫지만 색표와는 비슷합니다(위의 `[측정]`). 여기에서도 짝은 값어치를 합니다.
#
# ### 색을 알 수 없는 자리
#
# 그런데 흑백에 **없는 색**은 어떻게 합니까? 이 사바나의 풀빛은 네 가지이고, 그 가운데 하나는 푸르고 하나는 누런데 **밝기가 거의 같습니다**. 풀밭이 아주 어두우면 푸르고 아주 밝으면 누렇지만, 그 사이는 흑백만 보고 가리기 어렵습니다.
# 그림 맨 아래 네 줄(풀밭)의 밝기와 **붉은 기운**(빨강 - 초록)을 재어, 시험용 100장을 점으로 찍습니다. 훈련용 그림에서 밝기가 가장 가까운 40장을 찾아 누런 풀밭의 비율이 4분의 1과 4분의 3 사이면 "알 수 없다", 5% 이하거나 95% 이상이면 "알 수 있다"고 합니다.


# %%
def grass(images):
    """맨 아래 네 줄의 (밝기, 붉은 기운). 화소는 [0, 1]."""
    mean = images[:, -4:].mean(axis=(1, 2)) / 2 + 0.5
    return mean @ BRIGHTNESS, mean[:, 0] - mean[:, 1]


train_light, train_red = grass(whole)
light, red = grass(scenes.a)
nearest = np.argsort(np.abs(light[:, np.newaxis] - train_light), axis=1)[:, :40]
yellow_share = (train_red[nearest] > 0).mean(axis=1)
unknown = (yellow_share > 0.25) & (yellow_share < 0.75)
known = (yellow_share <= 0.05) | (yellow_share >= 0.95)
painted = {method: [grass(made)[1] for made in found] for method, found in coloured.items()}
show(
    plots.colour_against_brightness(
        light,
        red,
        {method: found[0] for method, found in painted.items()},
        unknown,
        labels=("풀밭의 밝기", "붉은 기운(빨강 - 초록)"),
    ),
    alt="가로축은 풀밭의 밝기, 세로축은 붉은 기운. 정답은 위아래 두 무리로 갈라지고 가운데가 비었는데, 두 방법이 칠한 점은 그 빈 곳을 비스듬히 지난다",
)

# %% tags=["nbval-ignore-output"]
green, yellow = (red[unknown & side].mean() if (unknown & side).any() else 0.0 for side in (red < 0, red > 0))
quarter = (yellow - green) / 4


def share(values, where):
    """where인 그림에서 values의 평균(참과 거짓이면 참의 비율)."""
    return (values * where).sum() / max(1, where.sum())


def in_between(redness):
    """푸른 풀과 누런 풀의 사이를 넷으로 나누어, 가운데의 둘에 든 것."""
    return (redness > green + quarter) & (redness < yellow - quarter)


def pixels_in_between(images):
    """알 수 없는 풀밭(맨 아래 네 줄)의 화소 가운데 사이의 색의 비율."""
    pixels = images[:, -4:] / 2
    return share(in_between(pixels[..., 0] - pixels[..., 1]).mean(axis=(1, 2)), unknown)


def grass_gap(images, answer):
    """알 수 없는 풀밭에서 두 그림의 화소마다의 차이, [0, 1]."""
    return share(np.abs(images - answer)[:, -4:].mean(axis=(1, 2, 3)) / 2, unknown)


middle = {method: [share(in_between(found), unknown) for found in painted[method]] for method in painted}
right_known = {method: [share(found * red > 0, known) for found in painted[method]] for method in painted}
right_unknown = {method: [share(found * red > 0, unknown) for found in painted[method]] for method in painted}
grass_errors = [np.abs(made - scenes.a)[:, -4:].mean(axis=(1, 2, 3)) / 2 for made in coloured[PIX2PIX]]
measure("색을 알 수 없는 그림", unknown.sum(), "장", digits=0)
measure("색을 알 수 있는 그림", known.sum(), "장", digits=0)
for method in painted:
    measure(f"{method}: 알 수 없는 풀밭을 사이의 색으로 칠한 비율", 100 * np.mean(middle[method]), "%", digits=0)
    measure(f"{method}: 푸른지 누런지 맞힌 비율, 알 수 있는 풀밭", 100 * np.mean(right_known[method]), "%", digits=0)
    measure(f"{method}: 푸른지 누런지 맞힌 비율, 알 수 없는 풀밭", 100 * np.mean(right_unknown[method]), "%", digits=0)
pixels_middle = [pixels_in_between(made) for made in coloured[PIX2PIX]]
answers_middle = {centre: pixels_in_between(answer) for centre, answer in by_row.items()}
measure("알 수 없는 풀밭에서 사이의 색인 화소, 정답", 100 * pixels_in_between(scenes.a), "%")
for centre, value in answers_middle.items():
    measure(f"알 수 없는 풀밭에서 사이의 색인 화소, 줄마다의 {centre}", 100 * value, "%")
measure("알 수 없는 풀밭에서 사이의 색인 화소, Pix2Pix", 100 * np.mean(pixels_middle), "%")

# %%
verdict(
    "알 수 없는 풀밭의 정답에는 사이의 색이 한 장도 없습니다",
    not (in_between(red) & unknown).any(),
    when=PROFILE != "quick",
)
verdict(
    "그런데 두 방법은 알 수 없는 풀밭의 3분의 1보다 많은 그림을 사이의 색으로 칠합니다(씨앗마다)",
    min(min(found) for found in middle.values()) > 1 / 3,
    when=PROFILE != "quick",
)
verdict(
    "알 수 있는 풀밭에서는 푸른지 누런지를 95% 넘게 맞힙니다(씨앗마다)",
    min(min(found) for found in right_known.values()) > 0.95,
    when=PROFILE != "quick",
)
verdict(
    "알 수 없는 풀밭에서는 85%도 맞히지 못합니다(씨앗마다)",
    max(max(found) for found in right_unknown.values()) < 0.85,
    when=PROFILE != "quick",
)
verdict(
    "Pix2Pix의 풀밭 오차는 알 수 없는 그림에서 더 큽니다(씨앗마다)",
    all(share(errors, unknown) > share(errors, known) for errors in grass_errors),
    when=PROFILE != "quick",
)
verdict(
    "화소로 세어도 알 수 없는 풀밭의 정답에는 사이의 색이 2%도 되지 않고, Pix2Pix에는 3분의 1이 넘습니다(씨앗마다)",
    pixels_in_between(scenes.a) < 0.02 and min(pixels_middle) > 1 / 3,
    when=PROFILE != "quick",
)
verdict(
    "Pix2Pix의 그 비율은 줄마다의 중앙값의 답의 비율보다 평균의 답의 비율에 가깝습니다(씨앗마다)",
    all(abs(each - answers_middle["평균"]) < abs(each - answers_middle["중앙값"]) for each in pixels_middle),
    when=PROFILE != "quick",
)
verdict(
    "알 수 없는 풀밭의 화소도 중앙값의 답보다 평균의 답과 덜 다릅니다(씨앗마다)",
    all(grass_gap(made, by_row["평균"]) < grass_gap(made, by_row["중앙값"]) for made in coloured[PIX2PIX]),
    when=PROFILE != "quick",
)

# %% [markdown]
# 정답은 위(누런 풀)와 아래(푸른 풀)의 **두 무리**로 갈라지고 그 사이가 비어 있습니다. 아래 무리는 다시 두 가닥으로 보입니다. 신경망의 점은 그 **빈 곳을 비스듬히 지나갑니다**. 어느 풀밭에도 없는 색입니다. **5.7절의 중앙값과는 다릅니다.** 두 무리의 중앙값은 많은 쪽의 무리 안에 있습니다. 다만 그림의 평균 색만으로는 「사이의 색」과 「푸른 화소와 누런 화소가 섞인 조각보」를 가리지 못합니다. 그래서 화소로도 세었습니다(위의 `[측정]`). 사이의 색은 정답의 화소에는 거의 없고 Pix2Pix의 화소에는 많습니다. 줄과 밝기가 같은 훈련용 화소들의 중앙값으로 답하면 거의 없고, 평균으로 답하면 많습니다. Pix2Pix의 답은 중앙값보다 평균을 닮았습니다. 왜 그런지는 재지 않았습니다.
# 짝이 있어도 마찬가지입니다. 짝은 "이 풀밭은 푸르다"고 한 장씩 알려 주지만, 흑백이 거의 같은 다른 풀밭의 짝은 "누렇다"고 알려 줍니다. 흑백 사진을 컬러로 바꾼 것은 되살린 색이 아니라 **짐작한 색**입니다.
#
# 걸음이 모자란 탓은 아닐까요? Pix2Pix를 다섯 배(1,200걸음)로도 훈련해 따로 재어 둔 값입니다(다시 재는 명령은 5.6절의 것과 같습니다).

# %%
SHORT_GREY, LONG_GREY = "흑백→컬러/Pix2Pix/240", "흑백→컬러/Pix2Pix/1200"
show_stored(
    {"Pix2Pix, 240걸음": SHORT_GREY, "Pix2Pix, 1,200걸음": LONG_GREY},
    {
        "알 수 있는 풀밭의 오차": ("known_error", ".3f"),
        "알 수 없는 풀밭의 오차": ("unknown_error", ".3f"),
        "알 수 없는 풀밭에서 푸른지 누런지 맞힌 비율": ("unknown_right", ".0%"),
    },
)
left_known, left_unknown = (
    stored(LONG_GREY, key) / stored(SHORT_GREY, key) for key in ("known_error", "unknown_error")
)
verdict(
    "알 수 있는 풀밭의 오차는 씨앗마다 4분의 1 넘게 줄고, 알 수 없는 풀밭의 오차는 씨앗마다 줄지만 4분의 1만큼은 아닙니다",
    left_known.max() < 0.75 < left_unknown.min() <= left_unknown.max() < 1,
)
verdict(
    "알 수 없는 풀밭의 푸른지 누런지를 맞힌 비율은 세 씨앗 가운데 하나에서만 늡니다",
    (stored(LONG_GREY, "unknown_right") > stored(SHORT_GREY, "unknown_right")).sum() == 1,
)
verdict(
    "1,200걸음에서 맞힌 비율은 세 씨앗 모두 절반보다 높고 75%보다 낮습니다",
    0.5 < stored(LONG_GREY, "unknown_right").min() <= stored(LONG_GREY, "unknown_right").max() < 0.75,
)

# %% [markdown]
# 걸음이 모자란 탓도 있습니다. 그러나 알 수 없는 풀밭의 오차는 알 수 있는 풀밭의 오차만큼 줄지 않았고, 푸른지 누런지를 맞힌 비율은 세 씨앗 가운데 하나에서만 늘었습니다. 사이의 색으로 칠한 비율은 1,200걸음에서 재지 않았으므로, 그것도 줄어드는지는 이 표로 알 수 없습니다.
# 맞힌 비율이 절반보다는 높습니다. 두 풀밭의 비율이 꼭 반반은 아니고, 덤불이나 먼 들판의 밝기에 희미한 단서도 있기 때문이라고 봅니다(재지 않았습니다).
#
# ## 5.11 데이터를 어떻게 모을까요?
#
# 이 장에서 잰 것을 데이터를 모으는 계획으로 바꾸어 봅시다.
#
# 1. **한쪽을 계산으로 만들 수 있습니까?** 컬러→흑백처럼 한 방향이 계산이면 짝은 공짜입니다(5.10절). Pix2Pix부터 해 보십시오.
# 2. **정답이 하나입니까?** 그렇다면 먼저 짝을 조금이라도 모아 보십시오. 이모지에서는 같은 240걸음이라면 짝 32쌍이 **아무것도 하지 않은 것**과 짝 없는 수백 장보다 나았습니다. 둘 다 다섯 배 오래 훈련하니 짝 없는 쪽이 앞질렀고 짝 554쌍은 그보다 나았으므로(5.8절), 32라는 수로 계획을 세우지 마십시오. 내 데이터로 곡선을 그려 보십시오. 입력 그대로의 선도 함께 긋습니다. 몇 쌍으로 작게 시작해서 두 배, 네 배로 늘리면 얼마나 더 모을지 정할 수 있습니다.
# 3. **정답이 여럿입니까?** 짝을 더 모아도 입력에 없는 정보는 생기지 않습니다. 힌트를 입력에 더하거나, 그럴듯함을 목표로 바꾸십시오.
# 4. **짝을 만들 수 없습니까?** 말과 얼룩말처럼 짝이 있을 수 없는 일이 CycleGAN의 자리입니다. 그래도 **채점할 짝**은 몇십 쌍이라도 구해 보십시오. 정답 없이는 나아지고 있는지조차 알기 어렵습니다.
# 5. **짝이 정말 맞습니까?** 몇 화소라도 **저마다 다르게** 밀린 짝은 L1에게 정답이 여럿인 것과 같습니다. 그러면 결과가 번질 것입니다(재지는 않았습니다). 모두 똑같이 밀렸다면 밀린 그림을 배웁니다.
#
# > **생각해 보기** (3분). 지도와 항공 사진의 짝이 1,000쌍, 짝 없는 항공 사진이 10만 장 있습니다. 무엇부터 해 보겠습니까?
#
# <details><summary>답 보기</summary>
#
# 항공 사진→지도는 정답이 거의 하나이므로 1,000쌍으로 Pix2Pix를 먼저 훈련하고, 짝의 수에 따른 곡선을 그립니다. 곡선이 아직 가파르면 짝을 더 모을 값어치가 있고, 평평하면 없습니다.
# 지도→항공 사진은 정답이 여럿입니다. 나무가 어디에 서 있는지는 지도에 없습니다. 이 방향에서는 화소의 점수를 목표로 삼지 마십시오.
#
# </details>
#
# ## 정리
#
# - Pix2Pix는 생성자 하나와 **조건부 판별자** 하나, 그리고 정답과의 L1로 배웁니다. 반대 방향은 따로 훈련합니다.
# - 짝지은 데이터는 같은 차례로 섞어야 하고, CycleGAN의 데이터에는 우연한 짝도 없어야 공정한 대결입니다.
# - 점수는 **아무것도 하지 않은 점수**와 나란히 읽습니다. 바탕이 넓으면 바탕을 빼고 셉니다.
# - 이모지의 컬러→선처럼 정답이 하나인 방향에서는 그림의 수가 같으면 짝이 이겼습니다. 그러나 짝 32쌍이 짝 없는 수백 장을 이기는지는 걸음의 수에 따라 뒤집혔습니다(5.8절). 정답이 여럿인 방향에서는 짝이 있어도 L1이 **가운데의 탁한 답**을 고릅니다. 점수가 그것을 나무라는지는 데이터에 달려 있습니다.
# - 정답이 하나여도 처음부터 그려야 하는 것은 어렵습니다. 데이터 하나의 결론을 다른 데이터로 옮기지 말고 다시 재십시오.
# - 흑백→컬러는 짝이 공짜입니다. 그러나 흑백에 없는 색은 짝이 있어도 되살아나지 않고, 이 장의 짧은 훈련에서는 두 답의 사이로 칠해진 것이 많았습니다.
# - 씨앗 하나의 결과를 믿지 말고, 씨앗 여럿의 평균과 퍼짐을 보십시오.
#
# ## 다음
#
# 여러분의 데이터로 해 볼 차례입니다. 짝을 만들 수 있는 일(5.10절의 흑백→컬러, 흐린 사진→또렷한 사진)이라면 `paired_dataset`과 `Pix2Pix`로, 짝이 있을 수 없는 일이라면 `unpaired_dataset`과 `CycleGAN`으로 시작하십시오.
# 시작하기 전에 **입력 그대로의 점수**부터 재어 두는 것을 잊지 마십시오.
#
# 점수는 얼마나 믿을 수 있습니까? [6장 평가와 모드 붕괴](06_evaluation.ipynb)에서 점수부터 시험합니다.
#
# 그 전에 [5장의 연습](exercises/05_pix2pix_vs_cyclegan.ipynb)을 푸십시오. 답을 쓰면 그 자리에서 채점하고, 틀리면 무엇을 오해했는지 말합니다.

# %% [markdown] tags=["instructor"] section="5.11" minutes=4
# **물음**: 지도와 항공 사진의 짝이 1,000쌍 있습니다. 어느 방향부터 하겠습니까?
#
# **답**: 항공 사진→지도입니다. 정답이 거의 하나라 Pix2Pix가 잘 배웁니다. 짝의 수에 따른 곡선을 먼저 그립니다.
#
# **흔한 오해**: 짝이 없으면 채점도 할 수 없다고 여깁니다. 채점할 짝 몇십 쌍이라도 구해 보라고 권하십시오.
#
# **늦었으면**: 다섯 물음의 굵은 글씨만 소리 내어 읽으십시오.

# %% [markdown] tags=["slide"] section="5.11"
# - 한쪽을 계산으로 만들 수 있으면 짝은 **공짜**입니다
# - 정답이 하나면 짝을, 여럿이면 **목표부터** 정합니다
# - 채점할 짝은 몇십 쌍이라도 구합니다

# %% [markdown] tags=["instructor"] section="5.정리" minutes=2
# **물음**: 여러분의 일은 Pix2Pix의 자리입니까, CycleGAN의 자리입니까?
#
# **답**: 짝을 만들 수 있으면 Pix2Pix, 만들 수 없으면 CycleGAN입니다. 두세 사람의 예를 듣고 함께 정해 봅니다.
#
# **흔한 오해**: 「짝이 있어도 CycleGAN이 더 새 방법이니 낫다」고 여깁니다.
#
# **늦었으면**: 여기가 되돌아오는 자리입니다. 5.8절의 그림과 5.11절의 다섯 물음만 보고 6장으로 갑니다.

# %% [markdown] tags=["slide"] section="5.정리"
# - 점수는 **아무것도 하지 않은 점수**와 나란히
# - 정답이 하나면 짝부터. 단, **몇 쌍이면 되는지**는 걸음 수에 달렸습니다
# - 씨앗 여럿의 평균과 퍼짐을 봅니다
