# %% [markdown]
# # 3. quick에서 조절기 안이 실패하는 장

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0

# %% tags=["nbval-ignore-output"]
import ipywidgets


def draw(number):
    if PROFILE == "quick":
        raise RuntimeError("조절기 속의 오류")


ipywidgets.interact(draw, number=(0, 3))
