"""7장 연습의 채점: 안정적인 훈련. 문제마다의 채점은 들여오는 것만으로 올라옵니다."""

from gan_course.exercises.chapter_7 import penalties

__all__ = ["penalties"]
