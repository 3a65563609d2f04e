"""사본의 노트북에 적는 커널의 정보. 정말 바뀌지 않는지는 tests/browser/test_lab.py가 봅니다."""

import json
import platform

import pytest

from gan_course.classroom.kernel import for_this_python
from gan_course.course.chapters import chapters_with_notebook, course_folder


@pytest.mark.parametrize("chapter", chapters_with_notebook(course_folder())[:2], ids=lambda chapter: chapter.name)
def test_only_the_language_is_written(chapter):
    before = chapter.notebook.read_bytes()
    after = for_this_python(before)
    assert json.loads(after)["metadata"]["language_info"]["version"] == platform.python_version()
    assert for_this_python(after) == after
    one, other = (text.decode().splitlines() for text in (before, after))
    assert set(one) - set(other) <= {'   "name": "python"'}  # 쉼표가 붙은 그 줄 하나만 다릅니다


@pytest.mark.parametrize(
    "text", ["", "노트북이 아님", "[]", "{}", '{"metadata": null}', '{"metadata": {}, "cells": []}']
)
def test_anything_else_is_left_as_it_is(text):
    assert for_this_python(text.encode()) == text.encode()
