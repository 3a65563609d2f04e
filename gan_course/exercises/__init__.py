"""연습 문제의 채점: 학습자의 코드를 글자가 아니라 행동으로 살피고, 틀렸으면 무엇을 오해했는지 말합니다.

문제와 풀이는 `notebooks/sources/solutions/`에, 채점은 장마다 `chapter_N/`에 있습니다.
"""

from gan_course.exercises.grading import check

__all__ = ["check"]
