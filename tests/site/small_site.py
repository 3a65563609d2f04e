"""손으로 적은 작은 강좌: 장 둘, 연습 하나, README. 실행하지 않으므로 몇 밀리초면 됩니다."""

import base64
import io

import nbformat
from PIL import Image

from gan_course.authoring.build import METADATA, WIDGET_NOTE, from_source
from gan_course.authoring.editions import write_exercises
from gan_course.course.chapters import SolutionSet

SOLUTIONS = """# %% [markdown]
# # 1장 연습: 작은 연습
#
# [1장](../01_small.ipynb)을 읽은 다음 푸십시오.

# %%
from gan_course.exercises import check

import numpy as np

# %% [markdown]
# ## 연습 1.1 두 배 (1분)
#
# <details><summary>힌트 1</summary>
#
# 더하십시오.
#
# </details>


# %% tags=["exercise-1.1"]
def double(x):
    ### BEGIN SOLUTION
    return secret_sum(x, x)
    ### END SOLUTION


# %%
check("1.1", double)
"""


def picture(colour=(200, 30, 30)):
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode()


def figure(alt):
    return nbformat.v4.new_output("display_data", {"image/png": picture()}, metadata={"image/png": {"alt": alt}})


def widget():
    return nbformat.v4.new_output("execute_result", {"text/plain": WIDGET_NOTE}, execution_count=1)


def chapter_notebook():
    text, code = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
    cells = [
        text("# 1. 작은 장\n\n판별자를 봅니다. [연습](exercises/01_small.ipynb), [다음](02_next.ipynb)"),
        code("from gan_course import plots\nimport numpy as np"),
        text(
            "## 1.1 첫 절\n\n$a^2 + b^2$와\n\n$$\\frac{1}{2}$$\n\n"
            "> **생각해 보기** (1분). 왜 그럴까요?\n\n<details><summary>답 보기</summary>\n\n그렇습니다.\n\n</details>\n\n"
            "| 용어 | 영어 | 한 줄 풀이 | 처음 나오는 장 |\n|---|---|---|---|\n"
            "| 판별자 | discriminator | 진짜일 확률을 답하는 신경망 | 1 |\n| 레이텍 | latec | 지어낸 낱말 | 1 |"
        ),
        code("show(figure)", outputs=[figure('빨간 "네모"')]),
        code("lab = PlaneLab(PlaneSettings())\nlab", outputs=[widget()]),
        code("fit()", outputs=[widget()]),
    ]
    return nbformat.v4.new_notebook(cells=cells, metadata=METADATA)


def write_course(folder):
    """장 하나, 연습 하나, README가 든 강좌. 폴더의 이름에 한글과 빈칸과 중괄호가 있습니다."""
    sources = folder / "notebooks" / "sources" / "solutions"
    sources.mkdir(parents=True)
    nbformat.write(chapter_notebook(), folder / "notebooks" / "01_small.ipynb")
    second = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 2. 다음 장\n\n레이텍을 씁니다.")])
    nbformat.write(second, folder / "notebooks" / "02_next.ipynb")
    (sources / "01_small.py").write_text(SOLUTIONS, encoding="utf-8")
    solutions = SolutionSet("01_small", folder)
    executed = from_source(solutions)
    executed.cells[-1].outputs = [nbformat.v4.new_output("stream", text="맞았습니다")]
    solutions.notebook.parent.mkdir()
    nbformat.write(executed, solutions.notebook)
    solutions.exercises.parent.mkdir()
    write_exercises(solutions)
    (folder / "notebooks" / "cover.png").write_bytes(base64.b64decode(picture()))
    readme = "# 작은 강좌\n\n![표지](notebooks/cover.png)\n\n[1장](notebooks/01_small.ipynb), [연습](notebooks/exercises), [없는 것](src/nothing.py)\n"
    (folder / "README.md").write_text(readme, encoding="utf-8")
    return folder
