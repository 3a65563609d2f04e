# %% [markdown]
# # 1. 생성자와 판별자
#
# 이 장에서는 GAN의 두 주인공을 만납니다. 가짜를 만드는 **위조지폐범**과 가짜를 잡는 **탐정**입니다.
# 둘을 따로따로 뜯어 본 다음, 2차원 평면에서 둘이 겨루는 모습을 처음부터 끝까지 지켜봅니다.
#
# **목표**
#
# - 생성모델이 무엇을 하는 모델인지, 왜 잡음에서 시작하는지 말할 수 있습니다.
# - 생성자와 판별자가 무엇을 받아 무엇을 내놓는지 모양과 범위까지 적을 수 있습니다.
# - 판별자를 평범한 이진 분류기로 직접 훈련하고, 혼자 훈련한 판별자가 왜 쓸모없는지 보입니다.
# - "판별자가 더는 구별하지 못한다"가 무슨 뜻인지, 0.5라는 숫자를 언제 믿어도 되는지 압니다.
#
# **걸리는 시간**: 읽고 생각하는 데 65분쯤(1.7절 끝에 쉬어 갈 자리가 있습니다), 실행하는 데 코어 2개인 컴퓨터에서 1분쯤 걸립니다.
#
# **프로필**: `cpu`가 기본입니다. 코드가 도는지만 보려면 `quick`, GPU가 있으면 `gpu`를 고릅니다. 바로 아래 셀에서 바꿉니다.

# %% [markdown] tags=["instructor"] section="1.0" minutes=2
# **물음**: 새 숫자 그림을 만드는 프로그램을 지금 당장 짜야 한다면 어떻게 하겠습니까?
#
# **답**: 획을 규칙으로 그리기, 있는 그림을 섞기 같은 답이 나올 수 있습니다. 모두 칠판에 적고, 1.1절에서 「아무 화소나 넣기」와 견줍니다.
#
# **흔한 오해**: 「GAN은 그림을 오려 붙이는 프로그램」이라고 여깁니다. 생성자는 진짜 그림을 한 장도 갖고 있지 않다는 것을 1.2절에서 확인합니다.
#
# **늦었으면**: 목표 네 줄만 읽고 1.1절로 가십시오.

# %% [markdown] tags=["slide"] section="1.0"
# - 가짜를 만드는 **위조지폐범**과 가짜를 잡는 **탐정**
# - 둘을 따로 뜯어보고, 2차원에서 겨루는 것을 봅니다

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0

# %%
from gan_course import plots, theory
from gan_course.data import mnist
from gan_course.lesson import choose, measure, show, verdict
from gan_course.models import (
    dcgan_discriminator,
    dcgan_generator,
    mlp_discriminator,
    mlp_generator,
)
from gan_course.plane_lab import PlaneLab, PlaneRun, PlaneSettings, plane_figure
from gan_course.plots.adversary import Moment
from gan_course.training import GAN, LinearDecay
from gan_course.widgets.adversary import duel
from gan_course.widgets.latent import latent_plane, latent_walk

import keras
import numpy as np
import tensorflow as tf
from scipy.spatial import cKDTree
from scipy.stats import spearmanr

# %%
IMAGES = choose(PROFILE, quick=200, cpu=2000, gpu=4000)  # 판별자를 훈련할 진짜의 수
EPOCHS = choose(PROFILE, quick=1, cpu=2, gpu=4)
NOISE_DIM = 64  # 잠재 벡터의 길이
GENERATOR_FILTERS = choose(PROFILE, quick=4, cpu=12, gpu=32)  # 생성자의 폭. 3장과 같습니다.
DISCRIMINATOR_FILTERS = choose(PROFILE, quick=4, cpu=16, gpu=32)
STEPS = choose(
    PROFILE,
    quick=(50, 100),
    cpu=(100, 200, 500, 1000, 3000),
    gpu=(100, 200, 500, 1000, 10_000),
)
SERIOUS = PROFILE != "quick"  # quick은 훈련이 짧아 훈련의 결과를 확인하지 않습니다.

keras.utils.set_random_seed(SEED)
random = np.random.default_rng(SEED)

# %% [markdown]
# ## 1.1 이미지를 만든다는 것
#
# 아래는 사람이 손으로 쓴 진짜 숫자입니다. MNIST라는 데이터의 일부로, 이 강좌와 함께 들어 있습니다.

# %% [markdown] tags=["instructor"] section="1.1" minutes=4
# **물음**: 화소마다 아무 값이나 넣은 그림을 몇 장이나 뽑아야 숫자가 한 장 나올까요?
#
# **답**: 사실상 나오지 않습니다. 서로 다른 그림이 $256^{784}$장, 곧 1,889자리 수만큼 있고 숫자처럼 보이는 것은 한 줌입니다.
#
# **흔한 오해**: 「오래 뽑으면 언젠가는 나온다」고 합니다. 우주의 원자 수가 여든 자리쯤이라는 것과 견주어 주십시오. 「분포」를 막대그래프의 모양으로만 알고 있는 분에게는 784차원의 구름이라는 그림이 도움이 됩니다.
#
# **늦었으면**: 자릿수를 세는 셀은 건너뛰고, 「진짜 구름에서 나온 것 같은 점을 새로 뽑는 일」 한 줄을 읽고 1.2절로 가십시오.

# %% [markdown] tags=["slide"] section="1.1"
# - 이미지 한 장은 784차원 공간의 **점 하나**입니다
# - 진짜 숫자는 그 넓은 공간의 작은 **구름**입니다
# - 생성모델의 일: 그 구름에서 나온 것 같은 점을 새로 뽑기

# %%
digits = mnist.load("train")
print("이미지의 모양:", digits.images.shape)
show(plots.image_grid(digits.images[:20], columns=10, scale=0.8), alt="사람이 쓴 숫자 스무 개. 검은 바탕에 흰 획이다")

# %% [markdown]
# 지금까지 만난 신경망은 아마 이런 이미지를 **받아서** "이것은 3입니다"라고 **답하는** 모델이었을 것입니다.
# 이 장의 모델은 방향이 반대입니다. 아무도 쓴 적 없는 새 숫자를 **만들어야** 합니다. 이런 모델을 **생성모델**(generative model)이라고 합니다.
#
# 그냥 아무 값이나 화소(pixel)에 넣으면 안 될까요? 해 봅시다.

# %%
random_pixels = random.uniform(-1, 1, size=(20, 28, 28, 1))
show(
    plots.image_grid(random_pixels, columns=10, scale=0.8),
    alt="화소마다 아무 값이나 넣은 이미지 스무 장. 모두 회색 모래알처럼 보인다",
)

# %% [markdown]
# 한 장도 숫자처럼 보이지 않습니다. 몇 장을 더 뽑아야 숫자가 하나 나올까요?
# 화소는 $28 \times 28 = 784$개이고, 저마다 256단계의 밝기를 가질 수 있습니다. 그러므로 서로 다른 이미지는 모두 $256^{784}$장입니다. 자릿수를 세어 보겠습니다.

# %%
print(f"가능한 이미지의 수는 {len(str(256**784)):,}자리 수입니다.")

# %% [markdown]
# 우주의 원자 수는 여든 자리쯤이라고 합니다. 이미지의 수는 거기에 견줄 수도 없습니다. 그 많은 이미지 가운데 숫자처럼 보이는 것은 **한 줌**입니다.
#
# 그림을 이렇게 생각해 보십시오. 이미지 한 장은 수 784개, 곧 784차원 공간의 **점 하나**입니다.
# 진짜 숫자들은 이 넓은 공간에서 아주 작은 구름으로 모여 있습니다. 어디에 얼마나 빽빽하게 모여 있는지를 **분포**(distribution)라고 하고,
# 그 구름에서 점 하나를 꺼내는 일을 **표본**(sample)을 뽑는다고 합니다.
#
# 그래서 생성모델의 일은 이렇게 바꾸어 말할 수 있습니다.
#
# > **진짜 이미지의 구름에서 나온 것 같은 점을 새로 뽑는 것.**
#
# 어려운 점은 구름의 모양을 아무도 식으로 적어 줄 수 없다는 것입니다. 우리에게는 거기에서 뽑힌 예 수천 장이 있을 뿐입니다.

# %% [markdown]
# ## 1.2 위조지폐범과 탐정
#
# **생성적 적대 신경망**(generative adversarial network, GAN)은 이 문제를 두 신경망의 **겨루기**로 풉니다.
# "적대"라는 말은 둘이 서로 경쟁하면서 발전하기 때문에 붙었습니다.
#
# - **생성자**(generator)는 위조지폐범입니다. 진짜 같은 가짜를 만들려고 합니다.
# - **판별자**(discriminator)는 탐정입니다. 앞에 놓인 것이 진짜인지 가짜인지 가려내려고 합니다.

# %% [markdown] tags=["instructor"] section="1.2" minutes=5
# **물음**: 생성자가 진짜 그림을 직접 보고 베끼게 하면 더 쉽지 않을까요?
#
# **답**: 잡음과 진짜 사이에는 정해진 짝이 없어서, 화소를 맞추라고 하면 여러 숫자의 평균인 흐린 얼룩이 가장 안전한 답이 됩니다. 판별자는 「같은가」가 아니라 「진짜처럼 보이는가」를 묻습니다.
#
# **흔한 오해**: 「생성자도 훈련 그림을 본다」고 여기기 쉽습니다. 그림에서 생성자로 들어가는 화살표를 손으로 짚어 주십시오. 잡음과, 판별자를 거꾸로 지나온 답뿐입니다.
#
# **늦었으면**: 표 네 줄만 읽고 「생각해 보기」는 숙제로 남기십시오. 여기까지가 1장의 뼈대입니다.

# %% [markdown] tags=["slide"] section="1.2"
# - **생성자**: 잡음을 받아 이미지를 내놓습니다
# - **판별자**: 이미지를 받아 진짜일 확률을 답합니다
# - 생성자는 진짜 이미지를 **한 번도 보지 못합니다**

# %%
show(
    plots.adversarial_game(),
    alt="잡음이 생성자로 들어가 가짜 이미지가 된다. 판별자는 진짜와 가짜를 받아 진짜일 확률을 답한다. "
    "판별자는 정답과 견주어 배운다. 생성자가 배우는 길은 답에서 판별자와 가짜 이미지를 거꾸로 지나 생성자까지 이어진다",
)

# %% [markdown]
# | | 생성자 (위조지폐범) | 판별자 (탐정) |
# |---|---|---|
# | 받는 것 | 잡음 | 이미지 한 장 |
# | 내놓는 것 | 이미지 한 장 | 진짜일 확률 |
# | 바라는 것 | 판별자가 속기를 | 진짜와 가짜를 모두 맞히기를 |
# | 배우는 길 | 판별자를 거꾸로 지나온 답 | 정답(진짜인지 가짜인지) |
#
# 그림에서 생성자로 들어가는 화살표를 보십시오. 잡음, 그리고 판별자를 **거꾸로 지나온** 답뿐입니다. **생성자는 진짜 이미지를 한 번도 보지 못합니다.**
# 위조지폐범이 진짜 지폐를 본 적 없이, 오직 탐정의 말만 듣고 솜씨를 키우는 셈입니다. 탐정은 "이건 가짜요"에서 그치지 않습니다.
# 초록색 점선이 판별자 속을 지나오므로 "여기를 이렇게 바꾸면 덜 수상하오"까지 일러 줍니다. 그 계산은 3장에서 합니다.
#
# 처음에는 둘 다 서툽니다. 탐정이 조금 배우면 위조지폐범의 티를 잡아내고, 위조지폐범은 그 티를 없앱니다. 그러면 탐정은 더 작은 티를 찾아야 합니다.
# 이것을 되풀이한 끝에 탐정이 **더는 가려낼 수 없게** 되면 위조지폐범이 이긴 것이고, 우리는 그 위조지폐범을 데려다 씁니다.
#
# > **생각해 보기** (2분). 생성자가 진짜 이미지를 직접 보고 베끼게 하면 더 쉽지 않을까요? 왜 굳이 판별자를 거칠까요?
#
# <details><summary>답 보기</summary>
#
# 진짜 이미지를 보여 주고 "화소마다 이것과 같아져라"라고 하면, 생성자는 잡음마다 어느 진짜를 베껴야 하는지 알 수 없습니다.
# 잡음과 진짜 사이에는 정해진 짝이 없기 때문입니다. 배울 때마다 아무 짝이나 새로 지어 주면 여러 숫자의 평균, 곧 흐릿한 얼룩을 내놓는 것이 가장 안전한 답이 됩니다.
# 판별자는 "이것과 같은가"가 아니라 "진짜처럼 보이는가"를 묻습니다. 흐릿한 얼룩은 진짜처럼 보이지 않으므로 벌을 받습니다.
#
# </details>

# %% [markdown]
# ## 1.3 생성자: 잡음에서 이미지로
#
# ### 왜 잡음에서 시작합니까
#
# 함수는 같은 것을 받으면 같은 것을 내놓습니다. 생성자도 함수이므로, 입력이 늘 같으면 늘 같은 이미지 한 장만 만들 것입니다.
# 그래서 매번 다른 입력이 필요합니다. 가장 손쉬운 것이 **잡음(noise)**, 곧 아무 뜻 없이 뽑은 수입니다.
#
# 생성자에 넣는 잡음 한 묶음을 **잠재 벡터**(latent vector)라고 하고 $z$로 적습니다. 우리는 표준 정규 분포에서 수 64개를 뽑습니다.
#
# $$z = (z_1, z_2, \dots, z_{64}), \qquad z_i \sim \mathcal{N}(0, 1)$$
#
# 여기에서 $\mathcal{N}(0, 1)$은 평균이 0이고 표준편차가 1인 정규 분포이고, $\sim$은 "거기에서 뽑는다"는 뜻입니다.
# 가능한 잠재 벡터 전체를 **잠재 공간**(latent space)이라고 합니다. '잠재'는 숨어 있다는 뜻입니다.
# 잠재 벡터를 바꾸면 그림도 바뀝니다. 훈련이 끝나면 획이 바뀌는 것을 3장에서 봅니다. 그러나 어느 수가 무엇을 바꿀지는 우리가 정하지 않습니다.

# %% [markdown] tags=["instructor"] section="1.3" minutes=6
# **물음**: 진짜는 $[0, 1]$, 가짜는 $[-1, 1]$로 두면 어떤 일이 벌어질까요?
#
# **답**: 음수가 하나라도 있으면 가짜이므로 판별자의 일이 너무 쉬워집니다. 생성자는 음수를 쓰지 않는 법부터 배우느라 걸음을 버립니다. 훈련이 되지 않을 때 가장 먼저 볼 것이 두 범위입니다.
#
# **흔한 오해**: 「훈련하지 않은 생성자는 잡음이 달라도 같은 그림을 낸다」 또는 「잡음 하나가 굵기 하나를 맡는다」고 여깁니다. 훈련 전에도 잡음마다 그림은 다르고, 어느 수가 무엇을 맡을지는 아무도 정하지 않습니다.
#
# **늦었으면**: 층의 표는 7 → 14 → 28만 짚고 범위의 물음으로 가십시오. 배치 정규화는 이름만 말합니다.

# %% [markdown] tags=["slide"] section="1.3"
# - 잠재 벡터: 표준 정규 분포에서 뽑은 수 64개
# - $7 \times 7 \to 14 \times 14 \to 28 \times 28$로 커집니다
# - 끝의 $\tanh$ 때문에 값은 $-1$에서 $1$, 진짜도 같은 범위로 맞춥니다

# %%
generator = dcgan_generator(noise_dim=NOISE_DIM, image_shape=(28, 28, 1), filters=GENERATOR_FILTERS)

noise = random.normal(size=(10, NOISE_DIM)).astype("float32")
generated_images = generator(noise, training=False).numpy()

print("잠재 벡터 열 개:", noise.shape)
print("이미지 열 장:  ", generated_images.shape)

# %% [markdown]
# ### 층을 지나며 커지는 모양
#
# 수 64개가 어떻게 $28 \times 28$ 이미지가 될까요? 층마다 나가는 모양을 적어 보겠습니다.

# %%
for layer in generator.layers:
    print(f"{type(layer).__name__:20} {str(layer.output.shape[1:]):15} 가중치 {layer.count_params():>9,}개")

# %% [markdown]
# 모양이 세 번 크게 바뀝니다.
#
# 1. `Dense`: 수 64개를 수천 개로 **늘립니다**. `Reshape`가 그것을 작고 두꺼운 이미지($7 \times 7$)로 **접습니다**.
# 2. `Conv2DTranspose`: **전치 합성곱**(transposed convolution)입니다. 화소 하나를 작은 무늬로 펼쳐 가로세로를 **두 배로** 키웁니다. $7 \to 14 \to 28$입니다.
# 3. 모양의 마지막 수인 채널(한 자리에 겹쳐 둔 수의 개수)은 거꾸로 줄어듭니다. 마지막 `Conv2D`가 무늬를 다듬어 한 채널로 모읍니다. 흑백 이미지이기 때문입니다.
#
# 사이에 낀 `BatchNormalization`은 층마다 값의 크기를 고르게 맞추는 **배치 정규화**(batch normalization)이고,
# `LeakyReLU`는 층이 계산한 수에 하나씩 씌우는 **활성화 함수**(activation function)로, 양수는 그대로 두고 음수는 0.2배로 줄입니다. 둘 다 모양은 바꾸지 않습니다.
# 이 구조는 DCGAN(Radford 외, 2016)을 조금 고친 것입니다. 논문의 생성자는 ReLU를 쓰고, 마지막 층도 전치 합성곱입니다.
#
# ### 범위: 왜 −1에서 1입니까
#
# 생성자의 마지막에는 $\tanh$(하이퍼볼릭 탄젠트)가 있습니다. 어떤 수를 넣어도 $-1$과 $1$ 사이를 내놓는 함수입니다.
#
# $$\tanh(u) = \frac{e^{u} - e^{-u}}{e^{u} + e^{-u}}$$
#
# 여기에서 $u$는 마지막 층이 계산한 값입니다. 그래서 진짜 이미지도 같은 범위로 맞추어 둡니다. 0에서 255까지의 밝기 $v$를 이렇게 바꿉니다.
#
# $$x = \frac{v}{127.5} - 1$$

# %%
brightness = np.array([0.0, 127.5, 255.0])  # 검정, 가운데 회색, 흰색
print("밝기를 바꾸면:", brightness / 127.5 - 1)
print("tanh(-10), tanh(0), tanh(10):", np.tanh([-10.0, 0.0, 10.0]).round(4))
verdict("진짜 이미지의 값은 −1부터 1까지입니다", digits.images.min() == -1 and digits.images.max() == 1)
verdict("만든 이미지의 값도 −1과 1 사이입니다", np.abs(generated_images).max() <= 1)

# %% [markdown]
# > **생각해 보기** (2분). 진짜는 $[0, 1]$로, 가짜는 $[-1, 1]$로 두면 어떤 일이 벌어질까요?
#
# <details><summary>답 보기</summary>
#
# 탐정의 일이 너무 쉬워집니다. 음수가 하나라도 있으면 가짜입니다. 판별자는 숫자의 생김새를 볼 까닭이 없고,
# 생성자는 "음수를 쓰지 말라"는 것부터 배우느라 걸음을 버립니다. GAN이 훈련되지 않을 때 가장 먼저 살펴볼 것이 두 이미지의 범위입니다.
#
# </details>
#
# ### 훈련하지 않은 생성자의 솜씨
#
# 이 생성자는 아직 아무것도 배우지 않았습니다. 가중치(weight)는 아무렇게나 뽑은 작은 수입니다. 무엇을 그릴까요?
# 윗줄은 그대로 그린 것이고, 아랫줄은 같은 이미지의 명암을 열 배로 키운 것입니다.

# %%
show(
    plots.image_rows([generated_images, 10 * generated_images], ["그대로", "명암 10배"], scale=0.8),
    alt="훈련하지 않은 생성자가 만든 이미지 열 장. "
    "그대로 보면 모두 거의 같은 회색이고, 명암을 열 배로 키우면 저마다 다른 얼룩이다",
)

# %%
again = generator(noise, training=False).numpy()
verdict("같은 잡음에서는 같은 이미지가 나옵니다", np.array_equal(again, generated_images))
verdict("다른 잡음에서는 다른 이미지가 나옵니다", not np.allclose(generated_images[0], generated_images[1]))
verdict("훈련하기 전에는 모든 화소가 회색에 가깝습니다(−0.5와 0.5 사이)", np.abs(generated_images).max() < 0.5)

# %% [markdown]
# 세 가지를 확인했습니다. 생성자는 **잡음이 정해지면 결과도 정해지는 함수**입니다. 우연은 오직 잡음에 있습니다.
# 그리고 훈련하기 전에도 잡음마다 다른 이미지를 내놓습니다. 다만 그 이미지에 아직 아무 뜻이 없을 뿐입니다.
#
# ## 1.4 생성자는 구름을 옮깁니다
#
# 잠재 벡터를 아주 많이 뽑으면 잠재 공간에 구름이 생깁니다. 생성자는 그 점을 하나하나 옮겨 **이미지 공간의 구름**으로 바꿉니다.
# 64차원에서 784차원으로 가는 일은 그릴 수 없으니, 2차원에서 2차원으로 가는 작은 생성자로 보겠습니다.
# 여기에서 '이미지'는 수 두 개짜리, 곧 평면의 점입니다.
#
# 흉내 낼 진짜는 고리 위에 놓인 여덟 봉우리입니다. 봉우리마다 점이 정규 분포로 모여 있습니다.

# %% [markdown] tags=["instructor"] section="1.4" minutes=3
# **물음**: 생성자를 훈련한다는 것을 구름이라는 말로 설명해 보십시오.
#
# **답**: 가중치를 바꾸어, 잡음의 구름을 옮긴 것이 진짜의 구름에 포개지게 하는 일입니다. 점 하나하나의 자리는 정해져 있지 않습니다.
#
# **흔한 오해**: 「이 잡음은 이 숫자가 되어야 한다는 정답이 있다」고 여깁니다. 구름 전체가 같아지면 됩니다.
#
# **늦었으면**: 그림의 좌우만 견주고 30초 만에 1.5절로 가십시오.

# %% [markdown] tags=["slide"] section="1.4"
# - 생성자는 잠재 공간의 구름을 이미지 공간의 구름으로 **옮깁니다**
# - 훈련: 그 구름을 진짜의 구름에 포개는 일

# %%
points = theory.ring_of_gaussians(20_000, modes=8, seed=SEED)
noise_2d = random.normal(size=(1000, 2)).astype("float32")
generator_2d = mlp_generator(noise_dim=2, output_dim=2)

show(
    plots.generator_map(noise_2d, generator_2d(noise_2d).numpy(), real=points[:1000]),
    alt="왼쪽은 둥근 잡음의 구름, 오른쪽은 훈련하지 않은 생성자가 옮긴 구름. 진짜인 여덟 봉우리의 고리와 전혀 겹치지 않고 가운데에 뭉쳐 있다",
)

# %% [markdown]
# 같은 색은 같은 점입니다. 왼쪽의 둥근 구름이 오른쪽에서는 찌그러진 작은 구름이 되었습니다. 회색으로 그린 진짜와는 닮지 않았습니다.
# 훈련한 생성자가 평면을 어떻게 늘이고 접는지는 1.10절에서 모눈종이로 봅니다.
#
# 이제 훈련(training)이 무엇인지 한 문장으로 말할 수 있습니다. **훈련이란 생성자의 가중치를 바꾸어, 오른쪽의 구름을 진짜의 구름에 포개는 일입니다.**
# 점 하나하나를 정해진 자리로 보내는 것이 아닙니다. 구름 전체가 같아지면 됩니다.
#
# 그런데 두 구름이 같은지 누가 판단합니까? 784차원에서는 눈으로 볼 수도 없습니다. 그래서 탐정이 필요합니다.

# %% [markdown]
# ## 1.5 판별자: 진짜일 확률을 답하는 분류기
#
# 판별자는 이미지 한 장을 받아 진짜(1)인지 가짜(0)인지 답합니다. 답이 둘뿐인 **이진 분류**(binary classification)입니다.
# 구조는 생성자를 뒤집은 것과 비슷합니다. 이번에는 **합성곱**(convolution), 곧 작은 창을 옮겨 가며 무늬를 찾는 층이 일합니다. 창을 한 번에 두 칸씩 옮기므로 가로세로가 절반씩 줄어듭니다(7의 절반은 올려서 4입니다). 한 번에 옮기는 칸 수를 **보폭**(stride)이라고 합니다.

# %% [markdown] tags=["instructor"] section="1.5" minutes=5
# **물음**: 로짓이 0이면 진짜일 확률은 얼마입니까? 로짓이 음수면 무엇이라고 답한 것입니까?
#
# **답**: 0.5, 곧 반반입니다. 음수면 가짜라고 본 것입니다. 「로짓이 양수인가」와 「확률이 0.5보다 큰가」는 같은 질문입니다.
#
# **흔한 오해**: 로짓을 확률로 읽어 「확률이 2라니 이상하다」고 합니다. 로짓에는 범위가 없고 시그모이드를 지나야 확률이 됩니다. 훈련하지 않은 판별자의 0.5를 「구별하지 못할 만큼 닮았다」로 읽는 분도 있습니다. 1.8절까지 남겨 두십시오.
#
# **늦었으면**: 손으로 하는 세 점 계산은 표만 보여 주고, 훈련하지 않은 판별자의 0.5로 가십시오.

# %% [markdown] tags=["slide"] section="1.5"
# - 판별자는 수 하나, **로짓** $a$를 내놓습니다
# - $D = \sigma(a) = \dfrac{1}{1 + e^{-a}}$
# - 로짓 0이 확률 0.5, 곧 반반입니다

# %%
discriminator = dcgan_discriminator(image_shape=(28, 28, 1), filters=DISCRIMINATOR_FILTERS)
for layer in discriminator.layers:
    print(f"{type(layer).__name__:20} {str(layer.output.shape[1:]):15} 가중치 {layer.count_params():>9,}개")

# %% [markdown]
# 마지막 층은 수 **하나**를 내놓습니다. 이 수를 **로짓**(logit)이라고 하고 $a$로 적습니다. 로짓은 어떤 수든 될 수 있습니다.
# 클수록 "진짜라고 굳게 믿는다", 작을수록 "가짜라고 굳게 믿는다"는 뜻입니다.
# 로짓을 **시그모이드**(sigmoid) 함수 $\sigma$에 넣으면 0과 1 사이의 확률 $D$가 됩니다.
#
# $$D = \sigma(a) = \frac{1}{1 + e^{-a}}$$
#
# 손으로 세 점만 계산해 보겠습니다.

# %%
logits = np.array([-2.0, 0.0, 2.0])
by_hand = 1 / (1 + np.exp(-logits))
print("로짓:", logits)
print("확률:", by_hand.round(4))
verdict("손으로 계산한 값이 TensorFlow의 시그모이드와 같습니다", np.allclose(by_hand, tf.sigmoid(logits)))
verdict("로짓의 부호를 뒤집으면 진짜일 확률과 가짜일 확률이 맞바뀝니다", np.isclose(by_hand[0], 1 - by_hand[2]))

# %%
show(
    plots.logit_to_probability(marks=(-2, 0, 2)),
    alt="가로축은 로짓, 세로축은 확률인 S자 곡선. 로짓 −2는 0.12, 0은 0.50, 2는 0.88이다",
)

# %% [markdown]
# 로짓 0이 확률 0.5, 곧 **반반**입니다. 그래서 "로짓이 양수인가"와 "확률이 0.5보다 큰가"는 같은 질문입니다.
# 왜 확률을 바로 내놓지 않고 로짓을 거칠까요? 계산이 더 정확하기 때문입니다. 자세한 이야기는 2장에서 합니다.
#
# 아직 훈련하지 않은 판별자에게 진짜와 가짜를 보여 주면 뭐라고 답할까요?


# %%
def probability(network, images):
    """판별자가 답하는 진짜일 확률 [장수]."""
    logits = network.predict(images, batch_size=500, verbose=0)
    return tf.sigmoid(logits).numpy().ravel()


untrained_answers = probability(discriminator, np.concatenate([digits.images[:10], generated_images]))
verdict(
    "훈련하지 않은 판별자는 진짜 열 장에도 가짜 열 장에도 0.25와 0.75 사이로 답합니다",
    np.abs(untrained_answers - 0.5).max() < 0.25,
)

# %% [markdown]
# 모두 0.5 둘레입니다. 그러나 이 0.5는 "구별할 수 없을 만큼 닮았다"는 뜻이 **아닙니다**. 아직 아무것도 모른다는 뜻입니다.
# 이 차이는 1.8절에서 아주 중요해집니다.
#
# ## 1.6 탐정을 훈련합니다
#
# 판별자는 평범한 이진 분류기이므로 평범하게 훈련할 수 있습니다. 필요한 것은 이미지와 정답입니다.
#
# - 진짜 숫자에는 정답 **1**을 붙입니다.
# - 훈련하지 않은 생성자의 가짜에는 정답 **0**을 붙입니다.
# - **손실 함수**(loss function)는 이진 분류의 표준인 **이진 교차 엔트로피**(binary cross-entropy)입니다. 틀린 답에 큰 벌점을 주는 함수이고, 2장에서 손으로 계산합니다.
#   우리 판별자는 로짓을 내놓으므로 `from_logits=True`라고 알려 줍니다.
# - **옵티마이저**(optimizer)는 벌점이 줄어드는 쪽으로 가중치를 고치는 도구입니다. 널리 쓰이는 Adam을 씁니다.
#
# 이미지를 64장씩 한 **배치**(batch)로 묶어 보여 주고, 모든 이미지를 한 번씩 보면 한 **에포크**(epoch)가 지난 것입니다.

# %% [markdown] tags=["instructor"] section="1.6" minutes=5
# **물음**: 정확도가 100%에 가까운 판별자를 얻었습니다. 기뻐해도 됩니까?
#
# **답**: 아직 아닙니다. 평균 밝기만 재는 한 줄짜리 규칙도 99% 넘게 맞힙니다. 문제가 너무 쉬웠습니다.
#
# **흔한 오해**: 「정확도가 높으니 숫자의 생김새를 배웠다」고 여깁니다. 쉬운 차이 하나(이를테면 밝기)만 찾으면 되었습니다.
#
# **늦었으면**: 훈련 코드는 읽지 말고 두 그림(확률의 분포, 밝기의 분포)만 이어서 보여 주십시오.

# %% [markdown] tags=["slide"] section="1.6"
# - 진짜에 1, 가짜에 0을 붙이면 평범한 이진 분류입니다
# - 판별자가 거의 다 맞힙니다
# - 그런데 **밝기만 재는 한 줄짜리 규칙**도 그렇습니다


# %%
def train_discriminator(network, real, fake, epochs):
    """진짜에 1, 가짜에 0을 붙여 판별자를 이진 분류기로 훈련합니다."""
    images = np.concatenate([real, fake])
    answers = np.concatenate([np.ones((len(real), 1)), np.zeros((len(fake), 1))])
    network.compile(
        optimizer=keras.optimizers.Adam(1e-3),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        jit_compile=False,  # 작은 신경망은 컴파일하는 시간이 더 듭니다.
    )
    network.fit(images, answers, batch_size=64, epochs=epochs, verbose=0)


def accuracy(network, real, fake):
    """진짜와 가짜를 맞힌 비율의 평균. 동전을 던지면 0.5입니다."""
    right_on_real = np.mean(probability(network, real) > 0.5)
    right_on_fake = np.mean(probability(network, fake) <= 0.5)
    return (right_on_real + right_on_fake) / 2


# %% [markdown]
# 점수는 훈련에 쓰지 않은 이미지로 매깁니다. 본 것을 외워서 맞히는 **과대적합**(overfitting)에 속지 않으려는 것입니다.

# %%
real_train, real_test = digits.images[:IMAGES], mnist.load("test").images
fake_noise = random.normal(size=(IMAGES + 1000, NOISE_DIM)).astype("float32")
fakes = generator.predict(fake_noise, batch_size=500, verbose=0)
fake_train, fake_test = fakes[:IMAGES], fakes[IMAGES:]

train_discriminator(discriminator, real_train, fake_train, EPOCHS)

# %% tags=["nbval-ignore-output"]
first_accuracy = accuracy(discriminator, real_test, fake_test)
measure("처음 보는 진짜와 가짜를 맞힌 비율", 100 * first_accuracy, "%", digits=1)

# %%
verdict("잠깐 훈련한 탐정이 서툰 가짜를 거의 모두 잡아냅니다", first_accuracy >= 0.98, when=SERIOUS)
show(
    plots.compare_distributions(
        probability(discriminator, real_test),
        probability(discriminator, fake_test),
        "판별자가 답한 진짜일 확률",
        limits=(0, 1),
        threshold=0.5,
    ),
    alt="판별자가 답한 확률의 분포. 진짜는 모두 1 가까이에, 가짜는 모두 0 가까이에 모여 있다",
)

# %% [markdown]
# 진짜는 오른쪽 끝에, 가짜는 왼쪽 끝에 몰렸습니다. 탐정의 완승입니다. 기뻐해도 될까요?
#
# ### 너무 쉬운 문제였습니다
#
# 신경망 없이 탐정을 하나 만들어 보겠습니다. 규칙은 한 줄입니다. **화소의 평균이 −0.2보다 어두우면 진짜.**

# %%
real_brightness = real_test.mean(axis=(1, 2, 3))
fake_brightness = fake_test.mean(axis=(1, 2, 3))
rule_accuracy = (np.mean(real_brightness < -0.2) + np.mean(fake_brightness >= -0.2)) / 2

verdict("평균 밝기만 재는 한 줄짜리 규칙도 99% 넘게 맞힙니다", rule_accuracy > 0.99)
show(
    plots.compare_distributions(real_brightness, fake_brightness, "이미지의 평균 밝기", threshold=-0.2),
    alt="평균 밝기의 분포. 진짜는 −0.9에서 −0.4에 걸쳐 있고 가짜는 0 가까이 한곳에 모여 있어 전혀 겹치지 않는다",
)

# %% [markdown]
# 진짜는 검은 바탕이라 어둡고, 가짜는 회색입니다. 두 무리가 아예 떨어져 있으니 그 사이라면 **아무 데나 금을 그어도** 갈라집니다.
# 판별자도 숫자의 생김새를 배울 까닭이 없었습니다. 쉬운 차이 하나만 찾으면 되기 때문입니다.
#
# ## 1.7 얼어붙은 탐정은 쓸모가 없습니다
#
# 위조지폐범이 눈치챘다고 해 봅시다. "어둡기만 하면 되는구나." 그래서 숫자를 배우는 대신 어두운 가짜 세 가지를 만듭니다.
#
# - **네모**: 검은 바탕의 아무 데나 흰 네모를 하나 놓습니다.
# - **뒤섞은 숫자**: 진짜 숫자의 화소를 아무렇게나 뒤섞습니다. 밝기는 진짜와 똑같습니다.
# - **겹친 숫자**: 서로 다른 숫자 이미지 두 장을 포갭니다.

# %% [markdown] tags=["instructor"] section="1.7" minutes=6
# **물음**: 네모, 뒤섞은 숫자, 겹친 숫자 가운데 방금 훈련한 탐정이 속는 것은 무엇입니까? 먼저 손을 들어 정해 봅시다.
#
# **답**: 셋 다입니다. 탐정이 배운 것은 숫자의 생김새가 아니라 지금까지 본 가짜와 진짜를 가르기에 넉넉한 차이입니다.
#
# **흔한 오해**: 「한 번 잘 훈련한 판별자를 얼려 두고 생성자만 가르치면 된다」고 합니다. 생성자는 그 차이 하나만 없애고 멈춥니다. 거꾸로 생성자를 얼리면 1.6절로 되돌아갑니다.
#
# **늦었으면**: 세 가짜의 그림과 `[확인]` 한 줄만 보이고 「둘이 번갈아 배워야 한다」로 맺으십시오.

# %% [markdown] tags=["slide"] section="1.7"
# - 얼어붙은 탐정은 새 가짜 세 가지에 모두 속습니다
# - 배운 것은 「숫자란 무엇인가」가 아니라 **그 가짜를 가르기에 넉넉한 차이**입니다
# - 그래서 둘이 **번갈아** 배웁니다. 이것이 GAN의 훈련입니다


# %%
def squares(count):
    images = np.full((count, 28, 28, 1), -1.0, np.float32)
    for image in images:
        top, left = random.integers(4, 16, size=2)
        image[top : top + 8, left : left + 8] = 1.0
    return images


def scrambled(images):
    flat = images.reshape(len(images), -1)
    return random.permuted(flat, axis=1).reshape(images.shape)


def overlapped(images):
    return np.maximum(images, np.roll(images, 1, axis=0))


better_fakes = {
    "네모": squares(300),
    "뒤섞은 숫자": scrambled(real_test[:300]),
    "겹친 숫자": overlapped(real_test[300:600]),
}
show(
    plots.image_rows([images[:8] for images in better_fakes.values()], list(better_fakes), scale=0.8),
    alt="새 가짜 세 가지. 네모는 검은 바탕의 흰 사각형, 뒤섞은 숫자는 흩어진 점, 겹친 숫자는 두 숫자를 포갠 것이다",
)

# %% [markdown]
# 네모와 뒤섞은 숫자는 사람 눈에 뻔한 가짜입니다. 겹친 숫자는 8이나 9처럼 읽히는 것도 섞여 있어 조금 더 어렵습니다. 방금 거의 모두 맞힌 그 탐정에게, **더 가르치지 않고** 보여 주겠습니다.

# %% tags=["nbval-ignore-output"]
fooled = {name: np.mean(probability(discriminator, images) > 0.5) for name, images in better_fakes.items()}
for name, share in fooled.items():
    measure(f"{name}: 진짜라고 답한 비율", 100 * share, "%", digits=0)

# %%
verdict("얼어붙은 탐정은 새 가짜 세 가지에 모두 속습니다", min(fooled.values()) >= 0.8, when=SERIOUS)

# %% [markdown]
# 정확도가 100%에 가까웠던 탐정이, 네모를 숫자라고 합니다.
# 탐정이 배운 것은 "숫자란 무엇인가"가 아닙니다. 그랬다면 네모에 속지 않았을 것입니다. **지금까지 본 가짜와 진짜를 가르기에 넉넉한 차이**를 배웠을 뿐이고, 가짜가 달라지자 그 차이는 쓸모가 없어졌습니다.
#
# 이런 탐정에게 배우는 위조지폐범은 어떻게 될까요? 네모만 그려도 속일 수 있으니, 숫자를 그릴 까닭이 없습니다.
#
# 그러면 탐정도 새 가짜를 보고 다시 배우면 됩니다.

# %%
lessons = digits.images[-IMAGES:]  # 새 가짜를 만들 재료. 시험에 쓴 이미지와 다릅니다.
third = IMAGES // 3
new_fakes = np.concatenate(
    [fake_train[:third], squares(third), scrambled(lessons[:third]), overlapped(lessons[third:])]
)
train_discriminator(discriminator, real_train, new_fakes, 2 * EPOCHS)  # 이번에는 조금 더 오래 가르칩니다.

# %% tags=["nbval-ignore-output"]
caught = {name: np.mean(probability(discriminator, images) <= 0.5) for name, images in better_fakes.items()}
for name, share in caught.items():
    measure(f"{name}: 가짜라고 잡아낸 비율", 100 * share, "%", digits=0)

retrained_accuracy = accuracy(discriminator, real_test, np.concatenate(list(better_fakes.values())))
measure("진짜까지 넣어 맞힌 비율", 100 * retrained_accuracy, "%", digits=0)
accused = np.mean(probability(discriminator, real_test) <= 0.5)
measure("진짜를 가짜로 몬 비율", 100 * accused, "%", digits=0)

# %%
verdict(
    "다시 배운 탐정은 네모와 뒤섞은 숫자를 거의 모두 잡아냅니다",
    min(caught["네모"], caught["뒤섞은 숫자"]) >= 0.9,
    when=SERIOUS,
)
verdict("진짜와 가짜를 통틀어 다섯 가운데 넷 넘게 맞힙니다", retrained_accuracy > 0.8, when=SERIOUS)

# %% [markdown]
# 이제 네모와 흩어진 점으로는 거의 속이지 못합니다. 공짜는 아닙니다. 의심이 많아진 탐정은 멀쩡한 진짜도 얼마쯤 가짜로 몹니다(위의 마지막 측정). 진짜보다 가짜를 더 많이 본 탓인지, 겹친 숫자가 진짜와 닮은 탓인지는 여기에서 재지 않았습니다.
# 그래도 탐정이 똑똑해진 만큼 **위조지폐범이 배울 것도 많아졌습니다.**
#
# 이것이 GAN의 훈련입니다. 방금 우리가 손으로 한 일을 두 신경망이 번갈아, 수천 번 되풀이합니다.
#
# 1. 판별자는 **지금의** 가짜와 진짜를 가르는 차이를 찾습니다.
# 2. 생성자는 **지금의** 판별자가 찾은 그 차이를 없앱니다.
#
# 어느 한쪽도 얼려 두면 안 됩니다. 어느 한쪽만 너무 앞서가도 좋지 않습니다. 그 까닭은 2장에서 설명합니다.
#
# > **생각해 보기** (2분). 거꾸로 생성자를 얼리고 판별자만 계속 훈련하면 어떻게 될까요?
#
# <details><summary>답 보기</summary>
#
# 1.6절이 바로 그것입니다. 판별자는 그 생성자의 가짜를 거의 모두 잡아내게 됩니다. 그러나 가짜는 조금도 나아지지 않으므로,
# 새 이미지를 만들고 싶은 우리에게는 아무 소득이 없습니다.
#
# </details>
#
# > **여기서 쉬어 가도 좋습니다.** 돌아와서 커널이 꺼져 있으면, 다음 셀을 고르고 「실행」 메뉴의 「위의 모든 셀 실행」(영어 메뉴에서는 Run → Run All Above Selected Cell)으로 여기까지 다시 실행하십시오. 코어 2개인 컴퓨터에서 1분이 채 안 걸립니다.

# %% [markdown]
# ## 1.8 더는 구별하지 못할 때: D = 1/2
#
# 가짜의 분포가 진짜의 분포와 똑같아지면 판별자는 가짜를 **구별할 수 없게 됩니다**. 실제의 훈련이 거기까지 가는 일은 드물지만, 그 끝을 알아야 눈금이 생깁니다. 위조지폐범이 완벽하다면 탐정은 무엇을 할 수 있을까요?
#
# 완벽한 위조지폐범은 아직 없지만 흉내 낼 수는 있습니다. **진짜로 진짜를 속이면** 됩니다.
# 진짜 숫자를 아무렇게나 두 무리로 나누고, 한 무리에만 "가짜"라는 이름표를 붙입니다. 이보다 더 진짜 같은 가짜는 없습니다.

# %% [markdown] tags=["instructor"] section="1.8" minutes=6
# **물음**: 훈련 중에 $D$가 어디에서나 0.5입니다. 성공입니까?
#
# **답**: 알 수 없습니다. 차이를 찾지 못한 판별자도 0.5, 가릴 것이 없는 판별자도 0.5입니다. 다른 탐정이 하나라도 가려내면 실패입니다. 아무도 가려내지 못해도 성공이라는 증명은 아닙니다.
#
# **흔한 오해**: 「0.5는 성공의 신호」라고 단정하기 쉽습니다. 표를 읽기 전에 1.5절의 훈련하지 않은 판별자를 다시 띄워 주십시오.
#
# **늦었으면**: 세어 보는 예($30/(30+10)$)와 「두 가지 0.5」의 표만 남기고 나머지는 건너뛰십시오.

# %% [markdown] tags=["slide"] section="1.8"
# - 진짜로 진짜를 속이면 탐정은 **동전 던지기**가 됩니다
# - 세어 보면 $D = \dfrac{30}{30 + 10} = 0.75$, 같으면 $\dfrac{1}{2}$
# - **몰라서 0.5**와 **알 수 없어서 0.5**는 다릅니다

# %%
everything = random.permutation(mnist.load("all").images)
half = min(IMAGES, (len(everything) - 1000) // 2)  # 시험에 쓸 1,000장을 빼고 반으로 나눕니다.
training, held_out = everything[: 2 * half], everything[-1000:]  # 두 곳에 모두 든 이미지는 없습니다.

detective = dcgan_discriminator(image_shape=(28, 28, 1), filters=DISCRIMINATOR_FILTERS)
train_discriminator(detective, training[:half], training[half:], EPOCHS)

# %% tags=["nbval-ignore-output"]
coin_accuracy = accuracy(detective, held_out[:500], held_out[500:])
measure("진짜와 '이름만 가짜'를 맞힌 비율", 100 * coin_accuracy, "%", digits=1)

# %%
coin_spread = np.sqrt(0.5 * 0.5 / 1000)
print(f"동전 1,000번: 평균 50%, 표준편차 {100 * coin_spread:.1f}%p")
verdict("탐정의 정확도가 동전 던지기와 다르지 않습니다(50% ± 8%p)", abs(coin_accuracy - 0.5) <= 0.08)

# %% [markdown]
# 같은 신경망을 같은 방법으로 훈련했는데, 이번에는 **동전 던지기**입니다. 동전을 1,000번 던져도 딱 500번이 나오지는 않으므로,
# 우연히 벗어날 수 있는 폭($\pm$ 표준편차의 다섯 배, 약 8%p)을 두고 확인했습니다.
#
# 탐정이 게을러서가 아닙니다. **찾을 차이가 없기 때문입니다.** 점수를 보고 안 것이 아니라, 우리가 한 더미를 아무렇게나 둘로 나누었으니 아는 것입니다. 왜 답이 하필 1/2인지는 세어 보면 압니다.
# 어떤 모양의 이미지가 진짜 더미에 30장, 가짜 더미에 10장 있다면 가장 정직한 답은 "열에 일곱이나 여덟은 진짜"입니다.
#
# $$D(x) = \frac{\text{진짜의 수}}{\text{진짜의 수} + \text{가짜의 수}} = \frac{30}{30 + 10} = 0.75$$
#
# 여기에서 $x$는 그 모양의 이미지입니다. 두 더미에 30장씩 똑같이 있으면 $30 / 60 = 0.5$입니다. 가짜의 구름이 진짜의 구름에 꼭 포개지면 **어디에서나** 그렇게 됩니다.
# 가장 뛰어난 탐정조차 $D = \tfrac{1}{2}$밖에 답할 수 없습니다. 2장에서 이 식을 증명합니다.
#
# ### 두 가지 0.5
#
# 1.5절의 훈련하지 않은 판별자도 0.5라고 답했습니다. 숫자는 같지만 뜻은 정반대입니다.
#
# | | 몰라서 0.5 | 알 수 없어서 0.5 |
# |---|---|---|
# | 진짜와 가짜 | 다릅니다 | 같습니다 |
# | 판별자 | 차이를 찾지 못했습니다 | 찾을 차이가 없습니다 |
# | 다른 탐정을 데려오면 | 가려내는 탐정이 있습니다 | 어떤 탐정도 가려내지 못합니다 |
#
# 그러므로 훈련 중에 $D$가 0.5라는 것만 보고 기뻐하면 안 됩니다. **새 탐정을 데려와 처음부터 가르쳐 보는 것**이 더 나은 시험입니다.
# 통계에서는 이것을 분류기를 쓰는 두 표본 검정이라고 합니다(Lopez-Paz와 Oquab, 2017).
#
# 다만 이 시험의 답은 **한쪽만** 믿을 수 있습니다. 새 탐정이 처음 보는 점을 잘 가려내면 진짜와 가짜는 다릅니다. 가려내지 못하면 "**이 탐정은** 찾지 못했다"는 것까지만 압니다.
# 다음 절에서 이 차이를 눈으로 봅니다.

# %% [markdown]
# ## 1.9 둘을 통째로 봅니다
#
# 이제 정말로 겨루게 하겠습니다. 1.4절의 여덟 봉우리를 흉내 내는 2차원 GAN입니다.
# 평면에서는 가짜가 **어디에** 있는지, 판별자가 평면의 **모든 자리에서** 무엇이라고 답하는지 한눈에 볼 수 있습니다.
#
# `GAN`은 이 강좌의 패키지에 있는 모델입니다. 한 걸음마다 판별자와 생성자를 한 번씩 고칩니다. 그 한 걸음을 3장에서 한 줄씩 씁니다.
# 지금은 안을 몰라도 됩니다. 두 신경망과 두 옵티마이저를 준다는 것만 보십시오.
#
# **학습률**(learning rate)은 한 걸음에 가중치를 얼마나 고칠지를 정하는 수입니다. 두 선수의 학습률은 앞의 3분의 1 동안 그대로 두었다가 차츰 줄입니다. 끝까지 큰 걸음으로 쫓고 쫓기면, 마침 어느 순간에 멈추었는지에 따라 결과가 달라질 수 있기 때문입니다. 자세한 것은 3장에서 다룹니다.

# %% [markdown] tags=["instructor"] section="1.9" minutes=10
# **물음**: 바탕이 주황색인 자리에 있는 가짜 점은 다음에 어디로 움직입니까?
#
# **답**: 덜 주황색인 쪽, 곧 판별자가 진짜라고 더 많이 답하는 쪽으로 움직입니다. 그 방향이 판별자의 그레이디언트입니다.
#
# **흔한 오해**: 「마지막에는 바탕 전체가 흰색이어야 한다」고 합니다. 점이 없는 구석에서는 판별자가 배울 것이 없어 옛 답이 남습니다. 「새 탐정도 못 맞히니 진짜와 같아졌다」는 말이 가장 위험합니다. 이웃에게 묻는 탐정은 잘 가려냅니다. 못 맞힌 것은 그 탐정입니다.
#
# **늦었으면**: 여섯 칸의 그림을 왼쪽부터 읽고, 새 탐정과 이웃 탐정의 두 수만 견준 다음 정리로 가십시오. 조절기는 쉬는 시간에 만지게 합니다.

# %% [markdown] tags=["slide"] section="1.9"
# - 가짜는 **덜 주황색인 쪽**으로 끌려갑니다
# - 끝에는 여덟 봉우리에 모두 자리 잡고, 점이 있는 곳의 $D$가 0.5 둘레입니다
# - **새 탐정**은 동전 던지기에 가까운데 **이웃에게 묻는 탐정**은 가려냅니다: 몰라서 0.5


# %%
def settling(learning_rate):
    """앞의 3분의 1은 그대로, 나머지는 직선으로 줄어드는 학습률."""
    constant = STEPS[-1] // 3
    return LinearDecay(learning_rate, constant, STEPS[-1] - constant)


gan = GAN(generator_2d, mlp_discriminator(input_dim=2), noise_dim=2, seed=SEED)
gan.compile(
    generator_optimizer=keras.optimizers.Adam(settling(1e-3), beta_1=0.5),  # beta_1은 3.3절에서 설명합니다
    discriminator_optimizer=keras.optimizers.Adam(settling(4e-3), beta_1=0.5),
    steps_per_execution=50,  # 한 걸음이 아주 짧으므로 쉰 걸음씩 한꺼번에 시킵니다.
)
dataset = tf.data.Dataset.from_tensor_slices(points).shuffle(len(points), seed=SEED).batch(256).repeat()

# %% [markdown]
# 훈련하다가 몇 번 멈추고 사진을 찍습니다. 사진 한 장에 세 가지를 담습니다.
# 진짜 점, 지금의 생성자가 만든 점(잡음은 늘 같은 것을 씁니다), 그리고 평면을 촘촘히 덮은 격자점마다 판별자가 답한 확률입니다.

# %%
plane = theory.plane_grid()
real_2d = theory.ring_of_gaussians(1000, seed=SEED + 1)  # 훈련에 쓰지 않은 진짜


def look(step):
    return Moment(step, real_2d, gan.generator(noise_2d).numpy(), probability(gan.discriminator, plane))


def gap(moment):
    """판별자가 진짜와 가짜에 준 확률의 평균이 얼마나 벌어졌는지."""
    real_answers = probability(gan.discriminator, moment.real)
    return np.mean(real_answers) - np.mean(probability(gan.discriminator, moment.fake))


moments = [look(0)]
gaps = [gap(moments[0])]
for step in STEPS:
    gan.fit(dataset, steps_per_epoch=step - moments[-1].step, verbose=0)
    moments.append(look(step))
    gaps.append(gap(moments[-1]))

# %%
show(
    plots.duel(moments),
    alt="2차원 GAN의 여섯 순간. 처음에 가운데 뭉쳐 있던 주황색 가짜 점이 퍼져 나갔다가 파란색 진짜 여덟 봉우리로 모인다. 끝에는 봉우리를 잇는 가는 고리 모양이다. "
    "바탕색인 판별자의 답은 처음에 희미하다가, 고리의 안팎이 짙은 주황으로 물들고, 끝에는 고리 위가 흰색(반반)에 가깝다",
)

# %% [markdown]
# 바탕이 **파란** 곳은 판별자가 진짜라고, **주황색**인 곳은 가짜라고 답하는 자리입니다. 흰 곳은 반반입니다. 차례로 읽어 보겠습니다.
#
# - **0걸음**: 가짜는 가운데에 뭉쳐 있습니다. 바탕은 희미합니다. 몰라서 0.5인 탐정입니다.
# - **그다음 몇백 걸음**: 100걸음에는 가짜가 그림 전체로 흩어졌고 탐정의 답은 아직 서툽니다(진짜가 없는 구석도 파랗습니다). 200걸음에는 탐정이 배워서, 가짜만 있는 자리는 짙은 주황색으로 물들고 진짜가 있는 자리는 희거나 파랗습니다.
#   그러면 가짜는 **덜 주황색인 쪽으로** 끌려갑니다. 생성자가 "진짜라는 답을 더 많이 듣는 방향"으로 배우기 때문입니다.
# - **그 뒤**: 가짜가 고리로 모입니다. 고리의 안쪽은 짙은 주황색으로 남고, 옅은 파란색은 주로 고리의 바깥쪽 몇 군데에 남습니다.
# - **마지막**: 가짜가 여덟 봉우리에 모두 자리 잡았고, 고리 위의 바탕은 흰색에 가깝습니다.
#
# 아래 조절기로 같은 순간들을 한 장씩 크게 볼 수 있습니다.

# %% tags=["nbval-ignore-output"]
duel(moments)

# %% [markdown]
# 눈으로 본 것을 숫자로 확인하겠습니다. 먼저 구름이 포개졌는지 봅니다. 봉우리마다 그 가까이에 있는 가짜를 셉니다.


# %%
def share_of_each_mode(fake, within=0.6):
    """봉우리마다, 그 가까이(표준편차의 세 배)에 있는 가짜의 비율 [8]."""
    distance = np.linalg.norm(fake[:, None] - theory.ring_centers(8), axis=-1)
    return np.mean((distance < within), axis=0)


before, after = share_of_each_mode(moments[0].fake), share_of_each_mode(moments[-1].fake)
verdict("처음에는 가짜의 절반 넘게 어느 봉우리에도 없습니다", before.sum() < 0.5)
verdict("끝에는 가짜 다섯 가운데 넷 넘게 봉우리에 있습니다", after.sum() > 0.8, when=SERIOUS)
verdict("여덟 봉우리가 저마다 가짜의 5% 넘게 나누어 가집니다", after.min() > 0.05, when=SERIOUS)

# %% [markdown]
# 여덟 봉우리를 하나도 빠뜨리지 않았습니다. 당연한 일이 아닙니다. GAN은 봉우리 몇 개만 그리고 나머지를 잊기도 합니다.
# 그 병을 **모드 붕괴**(mode collapse)라고 하고, 3장에서 일부러 일으켜 봅니다.
#
# 다음은 판별자의 답입니다. 진짜와 가짜에 준 확률이 벌어졌다가 다시 좁아졌는지 봅니다.

# %% tags=["nbval-ignore-output"]
for moment, difference in zip(moments, gaps):
    measure(f"{moment.step}걸음: 진짜의 평균 확률 − 가짜의 평균 확률", difference)

# %%
on_clouds = np.concatenate([moments[-1].real, moments[-1].fake])
distance_from_half = np.abs(probability(gan.discriminator, on_clouds) - 0.5).mean()
verdict("한때는 진짜에 준 확률이 가짜에 준 확률보다 평균 0.08 넘게 높았습니다", max(gaps[1:-1]) > 0.08, when=SERIOUS)
verdict("끝에는 그 차이가 절반 밑으로 줄었습니다", abs(gaps[-1]) < max(gaps[1:-1]) / 2, when=SERIOUS)
verdict("끝에는 점이 있는 자리에서 D가 0.5에서 평균 0.15보다 가깝습니다", distance_from_half < 0.15, when=SERIOUS)

# %% [markdown]
# $D$가 0.5로 납작해졌습니다. 단, **점이 있는 자리에서만** 그렇습니다. 고리의 안쪽과 바깥 구석을 보면 아직 색이 남아 있습니다.
# 지금 거기에는 진짜도 가짜도 거의 없어서 판별자가 새로 배울 것이 없습니다. 그 색으로 생성자를 채점할 수는 없습니다.
#
# ### 새 탐정을 데려옵니다
#
# 이 0.5는 몰라서일까요, 알 수 없어서일까요? 1.8절에서 약속한 시험을 합니다.
# 훈련하지 않은 생성자를 하나 새로 만들어 그 가짜와, 마지막의 가짜에 각각 **새 탐정**을 붙여 처음부터 가르치고, 처음 보는 점으로 점수를 매깁니다.

# %%
noise_for_judges = np.random.default_rng(SEED + 2).normal(size=(2000, 2)).astype("float32")
untrained_fake = mlp_generator(noise_dim=2, output_dim=2)(noise_for_judges).numpy()
trained_fake = gan.generator(noise_for_judges).numpy()
real_for_judges = theory.ring_of_gaussians(2000, seed=SEED + 3)
LESSON = 1500  # 앞의 1,500개로 배우고 나머지 500개로 시험을 봅니다.


# %% tags=["nbval-ignore-output"]
def fresh_detective(real, fake):
    """1.6절처럼 가르친 새 판별자가 처음 보는 점을 맞힌 비율."""
    fresh = mlp_discriminator(input_dim=2)
    train_discriminator(fresh, real[:LESSON], fake[:LESSON], epochs=15)
    return accuracy(fresh, real[LESSON:], fake[LESSON:])


against_untrained = fresh_detective(real_for_judges, untrained_fake)
against_trained = fresh_detective(real_for_judges, trained_fake)
measure("새 탐정이 맞힌 비율: 훈련하기 전의 생성자", 100 * against_untrained, "%", digits=0)
measure("새 탐정이 맞힌 비율: 훈련한 뒤의 생성자", 100 * against_trained, "%", digits=0)

# %%
verdict("훈련하기 전의 가짜는 새 탐정이 90% 넘게 맞힙니다", against_untrained > 0.9)
verdict("훈련한 뒤의 가짜는 새 탐정이 넷 가운데 셋도 맞히지 못합니다", against_trained < 0.75, when=SERIOUS)

# %% [markdown]
# 처음의 가짜는 거의 다 맞히던 새 탐정이, 마지막의 가짜 앞에서는 동전 던지기 쪽으로 크게 밀려났습니다.
# "그러니 가짜가 진짜와 같아졌다"고 적고 싶어집니다. 적기 전에 마지막 그림을 다시 보십시오. 진짜의 봉우리는 둥근데, 가짜는 **가는 실**처럼 모여 있습니다. 눈에는 차이가 보입니다. 그렇다면 새 탐정이 못 찾은 것일까요?
#
# ### 다른 탐정을 데려옵니다
#
# 이번 탐정은 신경망이 아닙니다. 본보기로 받은 진짜와 가짜를 모두 들고 있다가, 처음 보는 점에서 **가장 가까운 본보기 열다섯**의 다수결을 따릅니다.
# 본보기와 시험은 새 탐정과 똑같습니다. 이 탐정이 아무것이나 가려내는 것은 아닌지도 보려고, 진짜끼리 나누어 이름만 가짜라고 붙인 것도 맞혀 보게 합니다.


# %%
def neighbour_detective(real, fake, neighbours=15):
    """가까운 본보기의 다수결로 처음 보는 점을 맞힌 비율."""
    examples = cKDTree(np.concatenate([real[:LESSON], fake[:LESSON]]))
    is_real = np.repeat([True, False], LESSON)

    def says_real(points):
        _, nearest = examples.query(points, neighbours)
        return is_real[nearest].mean(axis=1) > 0.5

    return (np.mean(says_real(real[LESSON:])) + np.mean(~says_real(fake[LESSON:]))) / 2


by_neighbours = neighbour_detective(real_for_judges, trained_fake)
real_by_neighbours = neighbour_detective(real_for_judges, theory.ring_of_gaussians(2000, seed=SEED + 4))

from_ring = [np.abs(np.linalg.norm(cloud, axis=1) - 2) for cloud in (real_for_judges, trained_fake)]
by_rule = (np.mean(from_ring[0] > 0.1) + np.mean(from_ring[1] <= 0.1)) / 2

# %% tags=["nbval-ignore-output"]
measure("이웃 탐정이 맞힌 비율: 훈련한 뒤의 생성자", 100 * by_neighbours, "%", digits=0)
measure("이웃 탐정이 맞힌 비율: 진짜와 '이름만 가짜'", 100 * real_by_neighbours, "%", digits=0)
measure("한 줄짜리 규칙(고리에서 0.1 넘게 벗어나면 진짜)이 맞힌 비율", 100 * by_rule, "%", digits=0)
for name, distance in zip(("진짜", "가짜"), from_ring):
    measure(f"{name}가 고리에서 벗어난 거리의 가운데값", np.median(distance))

# %%
verdict("이웃 탐정은 마지막의 가짜도 셋 가운데 둘 넘게 맞힙니다", by_neighbours > 2 / 3, when=SERIOUS)
verdict("새 탐정보다 5%p 넘게 더 맞힙니다", by_neighbours > against_trained + 0.05, when=SERIOUS)
verdict("진짜끼리는 이웃 탐정도 가리지 못합니다(50% ± 8%p)", abs(real_by_neighbours - 0.5) <= 0.08)
verdict("한 줄짜리 규칙도 동전보다 5%p 넘게 더 맞힙니다", by_rule > 0.55, when=SERIOUS)
verdict("가짜는 진짜보다 고리에 더 바싹 붙어 있습니다", np.median(from_ring[1]) < np.median(from_ring[0]), when=SERIOUS)

# %% [markdown]
# 가려내는 탐정이 **있습니다**. 그러므로 마지막의 가짜는 진짜와 같지 않고, 새 탐정이 동전을 던진 것은 **몰라서**였습니다. 함께 훈련한 판별자의 0.5도 "알 수 없어서"라고 읽을 수 없습니다.
#
# 가짜의 티 하나는 1.6절의 밝기처럼 수 하나로 잴 수 있습니다. **너무 가지런합니다.** 진짜는 봉우리마다 둥글게 흩어지는데, 가짜는 고리에 바싹 붙어 있습니다.
# 그래서 고리에서 조금만 벗어나면 진짜라고 답하는 한 줄짜리 규칙도 동전보다 잘 맞힙니다.
#
# 0.5를 읽는 법을 고쳐 적겠습니다. **잘 가려내는 탐정이 하나라도 있으면 다른 것이고, 어느 탐정이 못 가려냈다면 그 탐정이 못 가려낸 것입니다.**
#
# 티가 하나 더 있습니다. 봉우리와 봉우리 사이에도 가짜가 드문드문 있습니다. 진짜가 거의 없는 자리입니다. 거기에 왜 가짜가 생기는지는 다음 절에서 드러납니다.
#
# > **생각해 보기** (3분). 훈련이 끝난 뒤 판별자와 생성자 가운데 무엇을 남겨 쓸까요? 남긴 판별자를 '가짜 이미지 탐지기'로 팔 수 있을까요?
#
# <details><summary>답 보기</summary>
#
# 남기는 것은 생성자입니다. 판별자는 생성자를 가르치는 일을 마쳤습니다. 그것도 마지막에는 이 생성자의 가짜조차 거의 구별하지 못하는 상태로 마쳤습니다.
# 더구나 판별자는 **이 생성자의** 가짜만 보고 배웠습니다. 1.7절의 얼어붙은 탐정이 그랬듯이, 다른 방법으로 만든 가짜 앞에서는 믿을 수 없습니다.
#
# </details>

# %% [markdown]
# ### 실험실: 여러분이 겨루게 합니다
#
# 되감아 보는 것으로는 아쉬우니, 이번에는 여러분이 직접 훈련합니다. 봉우리가 둘뿐인 쉬운 분포에서 시작합니다.
#
# - **재생**을 누르면 두 선수가 쉬지 않고 겨룹니다. **멈춤**을 누르고 **D 한 걸음**과 **G 한 걸음**을 번갈아 눌러 보십시오. 바탕은 판별자가 움직일 때에만, 주황색 점은 생성자가 움직일 때에만 바뀝니다.
# - 화살표는 가짜가 밀리는 쪽, 곧 생성자가 그 점을 옮기고 싶어 하는 쪽입니다. 가짜 스물네 개에만 그리고, 세게 밀릴수록 깁니다(길이는 세기의 제곱근을 따르고 0.9에서 멈춥니다).
# - 가운데 그림은 1.8절의 "가장 뛰어난 판별자"가 답할 확률입니다. 제목의 $p$와 $q$는 진짜와 가짜가 그 자리에 얼마나 빽빽한지(밀도)이고, $D^*$는 그 둘로 계산한 답입니다(2.6절). 진짜의 밀도는 식으로, 가짜의 밀도는 점 2,000개에서 어림해 계산합니다. 왼쪽의 판별자는 이것을 뒤쫓습니다.
# - 오른쪽 위의 **옌센-섀넌 발산**은 두 분포가 얼마나 다른지 재는 수입니다. 같으면 0에 가까워집니다. 뜻은 2장에서 배웁니다.
# - 분포를 **직접 찍은 점**으로 바꾸면 왼쪽 그림을 눌러 점을 더할 수 있습니다. 자판으로는 `점 x, y` 칸에 `1, 0.5; -1, 0`처럼 적습니다.
# - 맨 아래의 **설정 글**을 복사해 두면, 나중에 그 칸에 붙여 넣어 같은 판을 되살릴 수 있습니다. 친구에게 보내도 됩니다.
# - **더 바꾸기**에는 뒤에서 배울 것(2장의 목적 함수, 7장의 벌점)이 접혀 있습니다. 지금은 열지 않아도 됩니다.

# %% tags=["nbval-ignore-output"]
lab = PlaneLab(PlaneSettings(target="two", seed=SEED))
lab

# %% [markdown]
# > **무엇을 보게 됩니까?** (5분) 재생하기 전에 답을 적어 보십시오.
# >
# > 1. 판별자만 스무 걸음 보내면 바탕은 어떻게 됩니까? 그다음 생성자만 스무 걸음 보내면 가짜는 어디로 갑니까?
# > 2. D의 학습률을 가장 작게 하고 G의 학습률을 가장 크게 하면 어떻게 됩니까?
#
# <details><summary>답 보기</summary>
#
# 1. 판별자는 진짜가 있는 자리를 파랗게, 가짜가 있는 자리를 주황으로 물들이려고 합니다. 그다음 생성자는 가짜를 화살표를 따라 파란 쪽으로 옮기려고 합니다. 스무 걸음에 어디까지 바뀌었는지 보고 적으십시오.
# 2. 판별자가 따라오기 어렵습니다. 가짜가 그림 밖까지 나가는지, 돌아온 다음 한 덩어리로 뭉치는지 보고 적으십시오. 씨앗을 바꾸면 다를 수 있습니다. 한 덩어리로 뭉친다면 그 까닭은 3장에서 봅니다.
#
# </details>
#
# 다음은 처음의 설정으로 따로 훈련한 한순간입니다. 위의 실험실에서 무엇을 바꾸었든 이 그림은 달라지지 않습니다.

# %%
fresh = PlaneRun(PlaneSettings(target="two", seed=SEED))
for _ in range(choose(PROFILE, quick=2, cpu=30, gpu=30)):
    fresh.advance(20)
show(
    plane_figure(fresh.moment),
    alt="2차원 실험실의 한순간. 왼쪽은 진짜 점과 가짜 점과 판별자의 답과 화살표, 가운데는 가장 좋은 답, "
    "오른쪽은 걸음에 따른 옌센-섀넌 발산과 가짜가 덮은 자리의 수",
)
step, divergence, covered = fresh.moment.history.T
later = divergence[step > step[-1] / 2]
verdict("가짜는 두 봉우리에 모두 닿았습니다", covered[-1] == 2, when=SERIOUS)
verdict(
    "뒤의 절반 동안 발산은 0.1에서 0.5 사이를 오르내립니다",
    0.1 < later.min() and later.max() < 0.5,
    when=SERIOUS,
)

# %% [markdown]
# 두 봉우리에 모두 닿았는데도, 처음에 뚝 떨어진 발산은 그 뒤로 0.2쯤과 0.4쯤 사이를 오르내릴 뿐 더 내려가지 않습니다. 진짜의 표본끼리라면 0.003입니다. 까닭은 가운데 그림에 있습니다. 가짜가 봉우리의 아래쪽 좁은 자리와 거기에서 비어져 나온 자리, 둘을 잇는 다리에만 있어서, 봉우리의 나머지가 온통 파랑(진짜뿐)입니다. **닿은 것**과 **같아진 것**은 다릅니다.
#
# ## 1.10 잠재 공간을 걷습니다
#
# ### 모눈이 어디로 갔습니까
#
# 1.4절에서 생성자는 구름을 옮긴다고 했습니다. 훈련한 생성자는 잠재 평면을 **어떻게** 옮길까요? 잠재 평면에 모눈종이를 깔고, 모눈을 통째로 옮겨 보겠습니다.

# %%
SIDE = 161
lattice = theory.plane_grid(2.4, SIDE)  # 잠재 벡터 백에 아흔일곱쯤이 이 안에 있습니다
moved = gan.generator(lattice).numpy()
show(
    plots.warped_grid(lattice.reshape(SIDE, SIDE, 2), moved.reshape(SIDE, SIDE, 2), real=real_2d),
    alt="왼쪽은 잠재 평면의 모눈. 가운데에서 바깥으로 뻗은 짙은 띠 여덟 줄이 평면을 옅은 부채꼴 여덟로 나눈다. "
    "오른쪽은 생성자가 옮긴 모눈으로, 선들이 진짜의 고리에 바싹 모여 여덟 봉우리와 그 사이의 다리가 되었고, "
    "몇 가닥만 빈 가운데를 가로지른다",
)

# %%
ratios = theory.area_ratios(lattice.reshape(SIDE, SIDE, 2), moved.reshape(SIDE, SIDE, 2)).ravel()
centers = (lattice.reshape(SIDE, SIDE, 2)[:-1, :-1] + lattice.reshape(SIDE, SIDE, 2)[1:, 1:]).reshape(-1, 2) / 2
usual = np.linalg.norm(centers, axis=1) < 2  # 잠재 벡터가 자주 나오는 칸
landed = gan.generator(centers[usual]).numpy()
many_fakes = gan.generator(np.random.default_rng(SEED + 5).normal(size=(20_000, 2)).astype("float32")).numpy()
reach = cKDTree(many_fakes).query(landed, 50)[0][:, -1]  # 쉰째로 가까운 가짜까지의 거리: 짧을수록 빽빽합니다
crowding = spearmanr(-np.abs(ratios[usual]), -reach).statistic
in_a_mode = np.linalg.norm(landed[:, None] - theory.ring_centers(8), axis=-1).min(axis=1) < 0.6
inside, between = (np.median(np.abs(ratios[usual][chosen])) for chosen in (in_a_mode, ~in_a_mode))

# %% tags=["nbval-ignore-output"]
measure("덜 늘어난 칸일수록 가짜가 빽빽하다: 순위 상관", crowding)
measure("봉우리에 떨어진 칸의 넓이는 가운데값으로", inside, "배", digits=3)
measure("봉우리 밖에 떨어진 칸의 넓이는 가운데값으로", between, "배", digits=3)
measure("뒤집힌 칸", 100 * np.mean(ratios[usual] < 0), "%", digits=0)

# %%
verdict("덜 늘어난 칸이 떨어진 자리일수록 가짜가 빽빽합니다(순위 상관 0.5 넘음)", crowding > 0.5, when=SERIOUS)
verdict("봉우리 밖의 칸은 봉우리의 칸보다 다섯 배 넘게 넓습니다(가운데값)", between > 5 * inside, when=SERIOUS)
verdict(
    "한가운데(반지름 0.25 안)의 칸은 열 배 넘게 늘어났습니다(가운데값)",
    np.median(np.abs(ratios[np.linalg.norm(centers, axis=1) < 0.25])) > 10,
    when=SERIOUS,
)
verdict("뒤집힌 칸도 뒤집히지 않은 칸도 5%가 넘습니다", 0.05 < np.mean(ratios[usual] < 0) < 0.95, when=SERIOUS)

# %% [markdown]
# 위의 **순위 상관**(rank correlation)은 두 값의 차례가 얼마나 같은지를 −1에서 1 사이의 수로 적은 것입니다. 차례가 꼭 같으면 1, 꼭 거꾸로면 −1입니다.
#
# 왼쪽의 회색은 모눈을 더 잘게 나눈 작은 칸(가로세로 160개씩)의 넓이가 **몇 배가 되었는지**입니다. 1이면 넓이가 그대로입니다. 옅을수록 많이 쪼그라들었고, 짙을수록 덜 쪼그라들었거나 늘어났습니다. 칸을 아주 잘게 나눌 때의 이 배율이 **야코비 행렬식**(Jacobian determinant)의 크기입니다.
#
# - **쪼그라든 칸**에 든 가짜는 좁은 자리에 몰립니다. 그래서 그 자리가 빽빽해집니다. 옅은 부채꼴 여덟이 오른쪽의 여덟 봉우리입니다.
# - **덜 쪼그라들거나 늘어난 칸**에 든 가짜는 넓은 자리로 흩어집니다. 봉우리 밖의 칸도 가운데값으로는 줄었지만 봉우리의 칸보다는 훨씬 넓습니다. 짙은 띠가 봉우리 사이의 다리이고, 띠가 만나는 한가운데의 칸은 고리의 빈 가운데를 건너느라 열 배 넘게 늘어났습니다.
# - **초록 선**을 건너면 칸이 뒤집힙니다. 모눈종이가 거기에서 **접힌** 것입니다. 접힌 곳에서는 서로 다른 잠재 벡터가 같은 자리에 떨어지고, 가짜는 여러 겹으로 쌓입니다.
#
# 가짜가 많은 자리는 대개 생성자가 **덜 늘린** 자리입니다. 거기에 온 잠재 벡터가 얼마나 흔한지, 몇 겹으로 접혔는지도 함께 정합니다. 생성자는 점을 더하거나 지울 수 없습니다. 평면을 늘이고 줄이고 접어서 빽빽한 곳과 성긴 곳을 만들 뿐입니다.
#
# ### 곧게 걸으면
#
# 생성자는 잠재 공간의 점마다 결과를 하나씩 정해 둔 함수입니다. 그렇다면 잠재 공간에서 **조금씩 걸어가면** 결과는 어떻게 변할까요?
# 가장 단순한 길은 두 잠재 벡터를 잇는 직선입니다.
#
# $$z(t) = (1 - t)\, z_{\text{출발}} + t\, z_{\text{도착}}, \qquad 0 \le t \le 1$$
#
# 여기에서 $t$는 얼마나 왔는지를 나타내는 수입니다. 출발에서 0, 한가운데에서 0.5, 도착하면 1입니다.

# %% [markdown] tags=["instructor"] section="1.10" minutes=7
# **물음**: 잠재 공간에서 두 점 사이를 곧게 걸으면 결과는 뚝 끊깁니까, 이어집니까?
#
# **답**: 이어집니다. 생성자는 연속인 함수이기 때문입니다. 그래서 봉우리에서 봉우리로 가는 길에 진짜가 없는 다리가 생깁니다.
#
# **흔한 오해**: 「가짜가 많은 자리에는 생성자가 점을 더 보냈다」고 여깁니다. 점의 수는 정해져 있습니다. 대개 평면을 덜 늘린 자리가 빽빽하고, 잠재 벡터가 얼마나 흔한지와 몇 겹으로 접혔는지도 함께 정합니다. 「부드럽게 변하니 잘 배웠다」고도 여깁니다. 훈련하지 않은 생성자도 부드럽습니다. 부드러움은 신경망의 성질이고 뜻은 훈련에서 옵니다.
#
# **늦었으면**: 모눈의 그림에서 「옅은 부채꼴이 봉우리, 짙은 띠가 다리」만 짚고 길의 그림 하나를 본 다음 정리로 가십시오. 3.13절에서 숫자로 다시 걷습니다.

# %% [markdown] tags=["slide"] section="1.10"
# - 가짜가 빽빽한 자리는 대개 생성자가 평면을 **덜 늘린** 자리입니다
# - $z(t) = (1 - t)\,z_{\text{출발}} + t\,z_{\text{도착}}$
# - 진짜가 없는 가운데를 가로지르더라도 **끊어지지 않습니다**
# - 부드러움은 신경망의 성질, **뜻은 훈련**에서 옵니다

# %%
path = theory.latent_path(start=[-2.0, -0.7], end=[2.0, 0.7], steps=200)
walked = gan.generator(path).numpy()
show(
    plots.generator_map(noise_2d, moments[-1].fake, real=real_2d, path=(path, walked)),
    alt="왼쪽 잠재 평면의 곧은 길이 오른쪽에서는 진짜가 없는 고리의 가운데를 가로질러 맞은편 봉우리로 간다. 이웃한 색은 이웃한 봉우리로 간다",
)

# %%
strides = np.linalg.norm(np.diff(walked, axis=0), axis=1)
stretch = strides.sum() / np.linalg.norm(walked[-1] - walked[0])
empty_middle = np.linalg.norm(walked, axis=1) < 1  # 진짜가 없는, 고리의 가운데
bridges = np.mean(np.linalg.norm(trained_fake, axis=1) < 1)

direction = np.argsort(np.arctan2(noise_2d[:, 1], noise_2d[:, 0]))  # 색의 차례
nearest_mode = np.linalg.norm(moments[-1].fake[direction, None] - theory.ring_centers(8), axis=-1).argmin(axis=1)
jumps = np.abs((np.diff(nearest_mode) + 4) % 8 - 4)  # 색을 따라갈 때 건너뛴 봉우리의 수

# %% tags=["nbval-ignore-output"]
measure("길의 길이는 두 끝을 잇는 직선의", stretch, "배")
measure("길 위에서 원점까지 가장 가까운 거리", np.linalg.norm(walked, axis=1).min())
measure("200걸음 가운데 빈 가운데(반지름 1 안)에 있는 걸음", empty_middle.sum(), "걸음", digits=0)
measure("빈 가운데에 떨어진 가짜", 100 * bridges, "%")

# %%
verdict("가장 큰 걸음도 고리 지름의 1/4 미만입니다", strides.max() < 1.0)
verdict("길은 진짜가 없는 가운데(반지름 1 안)를 지나갑니다", empty_middle.any(), when=SERIOUS)
verdict("길의 길이는 두 끝을 잇는 직선의 한 배 반도 되지 않습니다", stretch < 1.5, when=SERIOUS)
verdict("거기에 머무는 것은 걸음의 열에 하나도 되지 않습니다", empty_middle.mean() < 0.1, when=SERIOUS)
verdict("거기에 떨어진 가짜는 2%도 되지 않습니다", bridges < 0.02, when=SERIOUS)
verdict("색을 따라가면 백에 아흔아홉은 같은 봉우리나 바로 옆 봉우리입니다", np.mean(jumps <= 1) > 0.99, when=SERIOUS)

# %% [markdown]
# 오른쪽의 길은 고리를 따라 돌아가지 않습니다. 두 봉우리를 잇는 직선과 길이가 별로 다르지 않고, **진짜가 하나도 없는 가운데를 가로지릅니다.** 그러나 **끊어지지는 않았습니다.**
# 생성자는 연속인 함수라서 이웃한 잠재 벡터를 이웃한 결과로 보냅니다. 다만 걸음의 너비는 고르지 않습니다. 봉우리에서는 천천히 가다가 가운데는 몇 걸음 만에 건넙니다.
# 빈 곳을 없애지는 못해도 서둘러 건너기 때문에, 거기에 떨어지는 가짜는 아주 적습니다.
#
# 색을 보면 왼쪽에서 이웃한 색은 오른쪽에서도 같은 봉우리나 이웃한 봉우리로 갔습니다. 아무도 시키지 않았는데 잠재 공간이 **정돈된** 것입니다.
#
# 앞에서 남겨 둔 수수께끼도 풀립니다. 한 봉우리에서 다른 봉우리로 가려면 사이의 빈 곳을 지나야 합니다. 연속인 함수는 건너뛸 수 없기 때문입니다.
# 봉우리 사이에 드문드문 남은 가짜는 그 다리 위의 점입니다.
#
# 이번에는 잠재 벡터의 두 수를 직접 움직여 보십시오. 별표가 어느 봉우리로 가는지, 빈 곳을 얼마나 빨리 건너는지 살펴봅니다.

# %% tags=["nbval-ignore-output"]
latent_plane(gan.generator, noise_2d, real=real_2d)

# %% [markdown]
# ### 훈련하지 않은 생성자에서 걸으면
#
# 1.3절의 이미지 생성자는 아직 훈련하지 않았습니다. 그 잠재 공간도 걸을 수 있을까요? 걸을 수는 있습니다.
# 너무 흐리니 명암을 열 배로 키워 보겠습니다.


# %%
def vivid(noise):
    """명암을 열 배로 키운, 훈련하지 않은 생성자의 이미지."""
    return np.clip(10 * generator(noise, training=False).numpy(), -1, 1)


image_path = theory.latent_path(noise[0], noise[1], steps=9)
show(
    plots.image_grid(vivid(image_path), columns=9, titles=[f"t = {t:.3g}" for t in np.linspace(0, 1, 9)]),
    alt="훈련하지 않은 생성자의 잠재 공간을 걸으며 뽑은 아홉 장. 얼룩이 다른 얼룩으로 천천히 바뀔 뿐 숫자는 없다",
)

# %%
on_path = generator(image_path, training=False).numpy()
one_step = np.abs(on_path[1:] - on_path[:-1]).mean(axis=(1, 2, 3)).max()
end_to_end = np.abs(on_path[-1] - on_path[0]).mean()
verdict("여기에서도 한 걸음의 변화는 처음과 끝의 차이보다 작습니다", one_step < end_to_end)
verdict(
    "그러나 명암의 표준편차는 어느 걸음에서도 진짜의 5분의 1도 되지 않습니다",
    on_path.std(axis=(1, 2, 3)).max() < digits.images.std() / 5,
)

# %% tags=["nbval-ignore-output"]
latent_walk(vivid, theory.latent_path(noise[0], noise[1], steps=21))

# %% [markdown]
# 부드럽게 변하는 것은 똑같습니다. 그러나 **잡음에서 다른 잡음으로** 변할 뿐입니다. 부드러움은 훈련하지 않은 신경망에도 있는 성질이고, **뜻은 훈련에서 옵니다.**
# 3장에서 같은 구조의 생성자를 훈련한 뒤 그 잠재 공간을 다시 걷습니다. 두 끝은 숫자로 읽히는 것을 고릅니다. 그때는 얼룩이 아니라 획이 변하는 것을 보게 됩니다.
#
# > **생각해 보기** (3분). 2차원 예제에서 잠재 벡터를 수 두 개가 아니라 **하나**로 줄이면 어떻게 될까요? 여덟 봉우리를 다 덮을 수 있을까요?
#
# <details><summary>답 보기</summary>
#
# 수 하나짜리 잠재 공간은 직선입니다. 생성자는 그 직선을 구부려 평면에 놓은 **실 한 가닥**밖에 만들지 못합니다.
# 실을 봉우리마다 구불구불 지나가게 할 수는 있지만, 두께가 있는 둥근 봉우리를 채우지는 못합니다. 뛰어난 탐정이라면 실에서 벗어난 점이 하나도 없다는 것으로 가짜를 알아봅니다.
# 1.4절의 `noise_2d`와 `generator_2d`, 1.9절의 `GAN(…, noise_dim=2)`와 `noise_for_judges`와 `untrained_fake`, 이 다섯 곳에서 잠재 벡터의 길이를 1로 바꾸면 확인할 수 있습니다. 1.4절의 `generator_map` 그림과 1.10절의 2차원 부분은 평면 전용이라 건너뜁니다.
#
# </details>

# %% [markdown]
# ## 정리
#
# - **생성모델**은 진짜의 분포에서 나온 것 같은 표본을 새로 만듭니다. GAN은 그 일을 생성자와 판별자의 겨루기로 풉니다.
# - **생성자**는 잡음 $z$를 이미지로 옮기는 함수입니다. 우리 것은 수 64개를 받아 $28 \times 28 \times 1$ 이미지를 내놓고, $\tanh$ 덕분에 값은 $[-1, 1]$입니다. 진짜 이미지를 직접 보지 못합니다.
# - **판별자**는 이진 분류기입니다. 로짓 $a$를 내놓고, 시그모이드를 지나면 진짜일 확률 $D$가 됩니다. 로짓 0이 확률 0.5입니다.
# - 서툰 가짜를 가려내는 일은 너무 쉽습니다. 얼어붙은 판별자는 그 가짜를 가르기에 넉넉한 차이만 알기 때문에 **둘이 번갈아 배워야** 합니다.
# - 가짜가 진짜와 같아지면 가장 뛰어난 판별자도 $D = \tfrac{1}{2}$입니다. 거꾸로는 아닙니다. 판별자가 0.5라고 해서 같아진 것은 아닙니다. **다른 탐정**이 하나라도 잘 가려내면 몰라서 0.5입니다.
# - 잠재 공간을 걸으면 결과가 부드럽게 변합니다. 훈련하기 전에는 그 변화에 뜻이 없습니다.
#
# ## 다음 장
#
# 이 장에서는 "속이면 좋다", "맞히면 좋다"라고 말로만 했습니다. 신경망은 말을 알아듣지 못합니다. 얼마나 잘했는지를 **수 하나로** 알려 주어야 합니다.
# [2장 손실 함수](02_loss_functions.ipynb)에서 두 선수의 점수를 손으로 계산합니다. 왜 생성자는 가짜에 **1**을 붙이는지가 거기에서 밝혀집니다.
#
# 그 전에 [1장의 연습](exercises/01_generator_vs_discriminator.ipynb)을 푸십시오. 답을 쓰면 그 자리에서 채점하고, 틀리면 무엇을 오해했는지 말합니다.

# %% [markdown] tags=["instructor"] section="1.정리" minutes=2
# **물음**: 판별자가 0.5라고 답합니다. 무엇을 더 물어야 합니까?
#
# **답**: 「다른 탐정도 못 가려냅니까?」입니다. 처음부터 가르친 새 판별자, 이웃에게 묻는 탐정, 한 줄짜리 규칙을 차례로 대 봅니다. 이 물음이 나오면 1장은 성공입니다.
#
# **흔한 오해**: 「훈련이 끝나면 판별자를 쓴다」고 여깁니다. 남기는 것은 생성자입니다.
#
# **늦었으면**: 여기가 되돌아오는 자리입니다. 늦은 분은 1장의 나머지를 저장된 출력으로 훑고 2.1절부터 함께 시작합니다.

# %% [markdown] tags=["slide"] section="1.정리"
# - 생성자는 잡음을 옮기고, 판별자는 진짜일 확률을 답합니다
# - 둘이 번갈아 배웁니다. 얼리면 멈춥니다
# - 다음: 「속이면 좋다」를 **수 하나로** 적습니다
