# %% [markdown]
# # 6장 연습: 평가와 모드 붕괴
#
# [6장](../06_evaluation.ipynb)을 읽은 다음 푸십시오. 모두 일곱 문제, 50분쯤 걸립니다. 훈련은 없습니다.
#
# - `...  # 여기에 작성하십시오`를 지우고 그 자리에 코드를 씁니다. 그 셀을 실행하고, 바로 아래의 채점 셀을 실행하십시오.
# - 틀리면 무엇을 오해했는지와 증거를 보여 줍니다. 막히면 힌트를 **하나씩** 펴 보십시오.
# - 진도는 이 노트북 곁의 `progress.json`에만 적힙니다.

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0

# %%
from gan_course.exercises import check

import numpy as np
from scipy import stats

# %% [markdown]
# ## 연습 6.1 1차원의 프레셰 거리 (3분)
#
# **목표**: 두 정규 분포의 평균과 **표준편차**를 받아 1차원의 프레셰 거리 $d^2$을 돌려주십시오(6.2절).
#
# **왜 중요합니까**: FID는 이 식을 2,048차원으로 늘린 것입니다. 한 차원에서 무엇을 보고 무엇을 못 보는지 알면 FID를 읽을 수 있습니다.
#
# <details><summary>힌트 1</summary>
#
# 항이 둘입니다. 하나는 중심이 얼마나 떨어졌는지, 하나는 퍼짐이 얼마나 다른지를 봅니다. 평균 0과 3, 표준편차 1과 2라면 10입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 받은 것은 분산이 아니라 표준편차입니다. 표준편차끼리 빼서 제곱합니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# $(\mu_1 - \mu_2)^2 + (\sigma_1 - \sigma_2)^2$입니다. 제곱근은 씌우지 않습니다.
#
# </details>


# %% tags=["exercise-6.1"]
def frechet_distance(mean_1, deviation_1, mean_2, deviation_2):
    ### BEGIN SOLUTION
    return (mean_1 - mean_2) ** 2 + (deviation_1 - deviation_2) ** 2
    ### END SOLUTION


# %%
check("6.1", frechet_distance)

# %% [markdown]
# ## 연습 6.2 커널 거리(KID) (9분)
#
# **목표**: 특징 `x`([n, d])와 `y`([m, d])의 커널 거리를 치우침 없이 어림해 돌려주십시오. 커널은 $k(a, b) = \bigl(\frac{1}{d}\,a \cdot b + 1\bigr)^3$입니다.
#
# $$\mathrm{KID} = \overline{k(x, x')} + \overline{k(y, y')} - 2\,\overline{k(x, y)}$$
#
# $x, x'$는 **서로 다른** 두 진짜, $y, y'$는 서로 다른 두 가짜이고 윗줄은 평균입니다.
#
# **왜 중요합니까**: 자기 자신과의 짝을 세느냐 마느냐, 그 한 줄 때문에 표본의 수만 달라도 점수가 달라집니다. 작은 실험일수록 크게 틀립니다.
#
# <details><summary>힌트 1</summary>
#
# 커널 행렬이 셋입니다: x끼리, y끼리, 서로. 같은 무리끼리의 평균에서는 대각선(자기 자신과의 짝)을 뺍니다. 값은 음수일 수도 있습니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 대각선을 뺀 합은 `k.sum() - np.trace(k)`이고, 남은 짝은 n(n-1)개입니다. 서로 다른 무리 사이에는 뺄 것이 없습니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 커널은 `(a @ b.T / a.shape[1] + 1) ** 3`입니다. 커널을 구하는 함수와 대각선을 뺀 평균을 내는 함수를 먼저 쓰면 마지막은 한 줄입니다.
#
# </details>


# %% tags=["exercise-6.2"]
def kernel_distance(x, y):
    ### BEGIN SOLUTION
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def mean_of_others(k):
        return (k.sum() - np.trace(k)) / (len(k) * (len(k) - 1))

    return mean_of_others(kernel(x, x)) + mean_of_others(kernel(y, y)) - 2 * kernel(x, y).mean()
    ### END SOLUTION


# %%
check("6.2", kernel_distance)

# %% [markdown]
# ## 연습 6.3 덮은 모드와 좋은 표본 (7분)
#
# **목표**: 가짜 점 `points`([n, 2])와 모드의 중심 `centers`([모드, 2])를 받아 `(덮은 모드의 수, 좋은 점의 비율)`을 돌려주십시오.
#
# - 가장 가까운 중심에서 표준편차 `deviation`의 **세 배 안**에 든 점이 좋은 점입니다.
# - 좋은 점이 **하나라도** 든 모드를 덮었다고 셉니다. 6.6절의 규약(1% 이상)과 다릅니다.
#
# **왜 중요합니까**: 6.8절에서 커널 거리는 작았는데 좋은 점은 60%도 되지 않았습니다. 두 수를 따로 세어야 모드 붕괴와 흩뿌리기를 가릅니다.
#
# <details><summary>힌트 1</summary>
#
# 점마다 모든 중심까지의 거리를 구해 [n, 모드]인 표를 만드십시오. 가장 가까운 중심과 그 거리가 여기에서 나옵니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 거리는 `np.linalg.norm(points[:, None] - centers[None], axis=-1)`입니다. 점마다의 최솟값을 `3 * deviation`과 견주면 좋은 점이 나옵니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 덮은 모드는 **좋은 점들의** 가장 가까운 중심이 모두 몇 가지인지입니다: `len(np.unique(distances.argmin(axis=1)[good]))`. 비율은 `good.mean()`입니다.
#
# </details>


# %% tags=["exercise-6.3"]
def mode_coverage(points, centers, deviation):
    ### BEGIN SOLUTION
    distances = np.linalg.norm(points[:, None] - centers[None], axis=-1)
    good = distances.min(axis=1) <= 3 * deviation
    modes = len(np.unique(distances.argmin(axis=1)[good]))
    return modes, good.mean()
    ### END SOLUTION


# %%
check("6.3", mode_coverage)

# %% [markdown]
# ## 연습 6.4 정밀도 (8분)
#
# **목표**: 가짜 가운데 **진짜의 자리**에 든 것의 비율을 돌려주십시오. 진짜의 특징 `real`([n, d])마다 **다른 진짜** 가운데 `neighbours`번째로 가까운 것까지의 거리를 반지름으로 공을 그립니다. 가짜 `fake`([m, d])는 그 공 가운데 하나에라도 들면 진짜의 자리에 든 것입니다.
#
# **왜 중요합니까**: 거리 하나로는 흐려서 나쁜지 몇 가지만 그려서 나쁜지 알 수 없습니다. 정밀도와 재현율은 같은 함수에 두 무리를 바꾸어 넣은 것입니다.
#
# <details><summary>힌트 1</summary>
#
# 거리의 표가 둘 필요합니다. 진짜끼리의 표에서 반지름을, 가짜와 진짜의 표에서 들었는지를 봅니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 진짜끼리의 표에서 자기 자신까지의 거리 0이 맨 앞에 옵니다. 그래서 줄을 세운 다음 `[:, neighbours]`가 `neighbours`번째 이웃입니다. 반지름은 진짜마다 다릅니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `inside = (가짜와 진짜의 거리) <= radii`는 [m, n]입니다. 가짜마다 하나라도 들었는지는 `inside.any(axis=1)`이고, 그 평균이 답입니다.
#
# </details>


# %% tags=["exercise-6.4"]
def precision(real, fake, neighbours):
    ### BEGIN SOLUTION
    between_real = np.linalg.norm(real[:, None] - real[None], axis=-1)
    radii = np.sort(between_real, axis=1)[:, neighbours]
    to_real = np.linalg.norm(fake[:, None] - real[None], axis=-1)
    return (to_real <= radii).any(axis=1).mean()
    ### END SOLUTION


# %%
check("6.4", precision)

# %% [markdown]
# ## 연습 6.5 고른 점수와 발표할 점수 (5분)
#
# **목표**: 체크포인트마다의 두 점수(목록)를 받아 6.6절의 규칙대로 `(고른 체크포인트의 번호, 발표할 점수)`를 돌려주십시오.
# `validation`은 검증용 진짜와의 거리, `test`는 고를 때 쓰지 않는 시험용 진짜와의 거리입니다. 번호는 0부터 세고, 거리는 작을수록 좋습니다.
#
# **왜 중요합니까**: 아무도 속이지 않아도 점수는 부풀어 오릅니다. 고를 때 쓴 점수를 발표하는 것만으로 그렇게 됩니다.
#
# <details><summary>힌트 1</summary>
#
# 고르는 데에는 한 목록만, 발표하는 데에는 다른 목록만 씁니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# `validation`에서 가장 작은 값의 **번호**를 찾으십시오. 그 번호의 `test`를 발표합니다. `test`가 더 좋은 다른 체크포인트가 있어도 모른 체합니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# `chosen = int(np.argmin(validation))`이고 `test[chosen]`을 함께 돌려줍니다.
#
# </details>


# %% tags=["exercise-6.5"]
def choose_and_report(validation, test):
    ### BEGIN SOLUTION
    chosen = int(np.argmin(validation))
    return chosen, test[chosen]
    ### END SOLUTION


# %%
check("6.5", choose_and_report)

# %% [markdown]
# ## 연습 6.6 버그 찾기: 되감긴 체크포인트 (8분)
#
# 텐서플로 DCGAN 튜토리얼의 한 판은 50에포크를 훈련하며 15에포크마다 저장하고, 다 끝난 다음 **마지막으로 저장한 것**을 되살립니다.
# 아래는 그 차례를 우리의 코드로 옮긴 것입니다. 오류는 나지 않습니다. 다음 셀에서 증상을 보십시오.
#
# **목표**: 훈련이 끝난 모델이 되살아나게 고치십시오. 에포크의 수가 얼마든 맞아야 합니다. 15에포크마다 저장하는 것은 그대로 둡니다.
#
# - `train_epoch(epoch)`: 한 에포크를 훈련합니다
# - `save()`: 지금의 모델을 저장합니다
# - `restore_latest()`: 마지막으로 저장한 것을 되살려 돌려줍니다
#
# **왜 중요합니까**: 되감긴 모델을 채점하면 마지막 몇 에포크를 버린 점수가 나옵니다. 훈련이 모자란 것으로 잘못 읽기 쉽습니다.
#
# <details><summary>힌트 1</summary>
#
# 저장이 일어나는 에포크를 적어 보십시오. 마지막 에포크가 거기에 있습니까?
#
# </details>
# <details><summary>힌트 2</summary>
#
# 간격을 10으로 바꾸면 50에서는 맞지만 64에서는 다시 되감깁니다. 되살리는 줄을 지우면 저장해 둔 것은 여전히 옛것입니다. **마지막 에포크에도** 저장하십시오.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 조건에 `or epoch + 1 == epochs`를 더합니다. 15에포크마다의 저장은 그대로 두고, 에포크마다 저장하지는 않습니다.
#
# </details>


# %% tags=["exercise-6.6"]
def train_and_restore(epochs, train_epoch, save, restore_latest):
    for epoch in range(epochs):
        train_epoch(epoch)
        ### BEGIN SOLUTION
        if (epoch + 1) % 15 == 0 or epoch + 1 == epochs:
            save()
        ### END SOLUTION
        ### BEGIN GIVEN
        # if (epoch + 1) % 15 == 0:
        #     save()
        ### END GIVEN
    return restore_latest()


# %%
def restored_after(epochs):
    """훈련의 대역: 몇 에포크를 배웠는지만 저장하고 되살립니다."""
    finished, saved = [], []
    return train_and_restore(
        epochs,
        train_epoch=finished.append,
        save=lambda: saved.append(len(finished)),
        restore_latest=lambda: saved[-1],
    )


for epochs in (45, 50, 64):
    print(f"{epochs}에포크를 훈련하고 되살린 모델: {restored_after(epochs)}에포크의 것")

# %%
check("6.6", train_and_restore)

# %% [markdown]
# ## 연습 6.7 실험 설계: 두 방법의 차이를 구간으로 (10분)
#
# **목표**: `score(method, seed)`는 방법(`"A"` 또는 `"B"`)을 씨앗 `seed`로 훈련한 점수를 알려 줍니다. 같은 씨앗이면 두 방법이 같은 자료를 봅니다.
# 씨앗마다의 차이 **A - B**의 평균에 대한 95% 신뢰 구간을 `(아래 끝, 위 끝)`으로 돌려주십시오. 스튜던트 t 분포를 씁니다.
#
# **왜 중요합니까**: 구간이 0을 품으면 "모르겠다"가 옳은 답입니다. 같은 씨앗끼리 빼면 자료의 쉽고 어려움이 지워져, 같은 훈련 횟수로도 더 많이 알 수 있습니다.
#
# <details><summary>힌트 1</summary>
#
# 씨앗마다 A의 점수에서 B의 점수를 **먼저 빼십시오**. 그다음은 수 몇 개의 평균에 대한 구간을 구하는 문제입니다.
#
# </details>
# <details><summary>힌트 2</summary>
#
# 구간은 평균 ± t × 표준오차입니다. 표준오차는 표준편차를 씨앗의 수의 제곱근으로 나눈 것입니다. 씨앗이 적으므로 1.96보다 큰 t를 씁니다.
#
# </details>
# <details><summary>힌트 3</summary>
#
# 표준편차는 `std(ddof=1)`, t는 `stats.t.ppf(0.975, 씨앗의 수 - 1)`입니다.
#
# </details>


# %% tags=["exercise-6.7"]
def difference_interval(score, seeds):
    ### BEGIN SOLUTION
    differences = np.array([score("A", seed) - score("B", seed) for seed in seeds])
    error = differences.std(ddof=1) / np.sqrt(len(differences))
    half = stats.t.ppf(0.975, len(differences) - 1) * error
    return differences.mean() - half, differences.mean() + half
    ### END SOLUTION


# %%
check("6.7", difference_interval)

# %% [markdown]
# ## 정리
#
# 일곱 문제를 모두 풀었다면 점수를 스스로 계산하고, 언제 믿으면 안 되는지 말할 수 있습니다. 다음은 [7장 연습](07_stable_training.ipynb)입니다.
# 진도를 보려면 터미널에서 `gan-course progress`를 실행하십시오.
#
# 돌아가기: [6장](../06_evaluation.ipynb). 다 푼 다음 견주어 보기: [6장의 풀이](../solutions/06_evaluation.ipynb).
