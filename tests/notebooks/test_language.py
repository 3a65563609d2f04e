import jupytext
import pytest

from tests.notebooks.language import FORBIDDEN, about_markdown, about_module, about_notebook


def complaints(markdown):
    return [str(complaint) for complaint in about_markdown(markdown, "글")]


def notebook_complaints(source):
    return [str(complaint) for complaint in about_notebook(jupytext.reads(source, fmt="py:percent"), "장")]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("생성기는 그림을 만듭니다.", "생성자는 그림을 만듭니다."),
        ("감별자가 봅니다.", "판별자가 봅니다."),
        ("손실함수입니다.", "손실 함수입니다."),
        ("비용 함수입니다.", "손실 함수입니다."),
        ("기울기값을 구합니다.", "그레이디언트를 구합니다."),
        ("기울기 값을 구합니다.", "곡선의 기울기를 봅니다."),
        ("변화도를 구합니다.", "이번에는 변화도 없습니다."),
        ("그래디언트입니다.", "그레이디언트입니다."),
        ("경사하강법입니다.", "경사 하강법입니다."),
        ("에폭마다 봅니다.", "에폭시 수지가 아닙니다."),
        ("뱃치입니다.", "배치입니다."),
        ("ID 손실입니다.", "항등 손실입니다."),
        ("모드 콜랩스입니다.", "모드 붕괴입니다."),
        ("전치 컨볼루션입니다.", "전치 합성곱입니다."),
        ("디컨볼루션입니다.", "전치 합성곱입니다."),
        ("오버피팅입니다.", "과대적합입니다."),
        ("**생성기**입니다.", "자가생성기구입니다."),
        ("(생성기)입니다.", "생성기간입니다."),
    ],
)
def test_terms(wrong, right):
    assert len(complaints(wrong)) == 1, wrong
    assert complaints(right) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("층의 치우침을 봅니다.", "어림의 치우침을 봅니다."),
        ("배율과 치우침을 배웁니다.", "배율과 편향을 배웁니다."),
        ("치우침(2개)입니다.", "치우침(bias)이 있습니다."),
        ("거리의 편향이 큽니다.", "층의 편향이 큽니다."),
        ("편향되지 않은 어림입니다.", "편향 없는 합성곱입니다."),
        ("기울기 벌점입니다.", "그레이디언트 벌점입니다."),
        ("이미지마다의 기울기를 구합니다.", "곡선의 기울기를 구합니다."),
        ("기울기의 제곱을 더합니다.", "직선의 기울기는 2입니다."),
        ("테이프로 기울기를 구합니다.", "테이프로 그레이디언트를 구합니다."),
        ("질이 낮습니다.", "품질이 낮습니다."),
        ("격자의 질은 낮습니다.", "질문은 쉽습니다. 물질과 성질입니다."),
        ("격자의 질에서는 이깁니다.", "생성자가 질 때도 있습니다. 질 것입니다."),
        ("봉우리 붕괴입니다.", "모드 붕괴입니다."),
        ("덮은 봉우리의 수입니다.", "밀도의 봉우리가 둘입니다."),
        ("모드(봉우리)를 셉니다.", "모드를 셉니다."),
    ],
)
def test_one_word_has_one_meaning(wrong, right):
    assert len(complaints(wrong)) == 1, wrong
    assert complaints(right) == []


def test_the_list_covers_the_agreed_words():
    assert len(FORBIDDEN) >= 25
    losses = ("오차 함수", "사이클 손실", "주기 손실")
    others = ("적대적 생성망", "구분자", "트레이닝", "노이즈 벡터", "웨이트", "로지트", "노멀라이제이션", "최적화기")
    for word in (*losses, *others, "페어 데이터", "그라운드 트루스"):
        assert len(complaints(f"{word}입니다.")) == 1, word


@pytest.mark.parametrize(
    "markdown",
    [
        "`생성기`라고 적힌 코드입니다.",
        "앞입니다.\n\n```python\n# 생성기를 만든다.\n```\n\n뒤입니다.",
        "식 $생성기 + 1$ 입니다.",
        "<!-- 생성기를 만든다. -->",
    ],
)
def test_code_formulas_and_comments_are_not_prose(markdown):
    assert complaints(markdown) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "생성자는 그림을 만든다.",
        "그림을 보세요.",
        "그림을 봐!",
        "무엇일까?",
        "이렇게 사용함.",
        "이제 시작하자.",
        "**그림을 만든다**.",
        "그림을 만든다(그림 1).",
        "그림을 만든다 (그림 1을 보십시오).",
        "좋습니다. 나쁘다. 그저 그렇습니다.",
        "두 줄에 걸친 문장도\n이렇게 본다.",
        "> 인용한 문단도 본다.",
        "- 목록의 문장도 본다.",
        "1. 번호 목록도\n   이어서 본다.",
        "<details><summary>답</summary>\n\n그림이 된다.\n</details>",
        "손실은 $L$이다.",
    ],
)
def test_sentences_that_are_not_formal(sentence):
    assert len(complaints(sentence)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "그림을 만듭니다. 왜 그럴까요? 보십시오! 함께 봅시다. 무엇입니까?",
        "그림을 만듭니다(그림 1).",
        "(자세한 것은 3장에서 봅니다.)",
        "**굵게 끝납니다.**",
        "탐정은 “이건 가짜다.”라고 말합니다.",
        "탐정은 '왜 가짜야?' 하고 묻습니다.",
        "값은 $x$.",
        "값은 0.5와 1.5 사이입니다.",
        "Goodfellow et al. 2014를 보십시오.",
        "다음과 같습니다:",
        "# 제목은 명사다.",
        "위: 생성자가 만든 숫자.",
        "**시험.** 한 줄로 끝납니다.",
        "- 생성자: 잡음을 그림으로\n- 판별자: 진짜 또는 가짜.",
        "| 표 | 안은 명사다. |\n|---|---|\n| 가 | 나다. |",
        "$$\\text{수식은 문장이 아니다.}$$",
    ],
)
def test_formal_sentences_and_what_is_no_sentence(text):
    assert complaints(text) == []


def test_pictures_in_markdown_need_alt():
    assert len(complaints("![](그림.png)")) == 1
    assert len(complaints('<img src="그림.png">')) == 1
    assert complaints("![얼룩말 한 마리](그림.png)") == []
    assert complaints('<img src="그림.png" alt="얼룩말 한 마리">') == []


def test_english_once_a_chapter():
    once = "# %% [markdown]\n# 생성자(generator)와 판별자(discriminator)를 봅니다.\n"
    assert notebook_complaints(once) == []
    again = once + "\n# %% [markdown]\n# 다시 **생성자**(Generator)를 봅니다.\n"
    assert len(notebook_complaints(again)) == 1
    assert len(notebook_complaints(once + "#\n# 이제 generator는 그림을 만듭니다.\n")) == 1
    assert notebook_complaints(once + "#\n# 이제 `generator`는 그림을 만듭니다.\n") == []
    acronym = "# %% [markdown]\n# 생성적 적대 신경망(GAN)을 봅니다. GAN은 재미있습니다.\n"
    assert notebook_complaints(acronym) == []


@pytest.mark.parametrize(
    "call", ["show(figure)", 'show(figure, alt="")', 'show(figure, alt="loss curve")', "lesson.show(figure)"]
)
def test_every_shown_figure_needs_a_korean_alt(call):
    assert len(notebook_complaints(f"# %%\n{call}\n")) == 1


@pytest.mark.parametrize(
    "call", ['show(figure, alt="손실 곡선")', 'show(figure, alt=f"{n}번째")', "show(figure, alt=words)"]
)
def test_alt_that_is_there(call):
    assert notebook_complaints(f"# %%\n{call}\n") == []


def test_words_in_code_of_a_notebook():
    assert len(notebook_complaints("# %%\nverdict('생성기가 이깁니다', True)\n")) == 1
    assert len(notebook_complaints("# %%\nx = 1  # 생성기를 만듭니다\n")) == 1
    assert notebook_complaints("# %%\nx = 1  # 생성자를 만듭니다\n%matplotlib inline\n") == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('raise ValueError("그림이 없습니다. 그림을 주십시오.")', 0),
        ('raise ValueError(f"{n}장입니다. {m}장이 필요합니다.")', 0),
        ('raise ValueError("그림이 없다.")', 1),
        ('raise ValueError(f"{n}장이다. " "그림을 주세요.")', 2),
        ('raise ValueError("no image")', 1),
        ("raise ValueError(message)", 0),
        ("raise NotImplementedError", 0),
        ('"""생성기를 만듭니다."""', 1),
        ('"""생성자. 모양은 [n, 28, 28, 1]."""', 0),
    ],
)
def test_messages_and_docstrings_of_a_module(source, count):
    assert len(about_module(source, "모듈.py")) == count
