"""1장 연습의 채점: 생성자와 판별자. 문제마다의 채점은 들여오는 것만으로 올라옵니다."""

from gan_course.exercises.chapter_1 import discriminator

__all__ = ["discriminator"]
