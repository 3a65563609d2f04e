# %% [markdown]
# # 2. quick에서 실패하는 장

# %% tags=["parameters"]
PROFILE = "cpu"
SEED = 0

# %%
if PROFILE == "quick":
    raise RuntimeError("일부러 낸 <오류>")

# %%
print("끝까지 왔습니다")
