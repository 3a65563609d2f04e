# %% [markdown]
# # 1. 잘되는 장
#
# 시험을 위한 작은 장입니다.

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0

# %%
import os
import sys

print("프로필", PROFILE)

# %%
from matplotlib.figure import Figure

from gan_course.lesson import measure, show, verdict

verdict("셋 < 넷 & 넷 > 셋입니다", 3 < 4)
verdict("훈련이 잘됩니다", True, when=PROFILE != "quick")

# %% tags=["nbval-ignore-output"]
measure("씨앗의 두 배", 2 * SEED, "개")

# %%
show(Figure(figsize=(1, 1)), alt="아무것도 없는 흰 그림")

# %% tags=["nbval-ignore-output"]
import ipywidgets

ipywidgets.interact(lambda number: print(number), number=(0, 3))

# %%
assert sys.executable and os.environ["TF_CPP_MIN_LOG_LEVEL"] == "3"
