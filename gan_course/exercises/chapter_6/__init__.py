"""6장 연습의 채점: 평가와 모드 붕괴. 문제마다의 채점은 들여오는 것만으로 올라옵니다."""

from gan_course.exercises.chapter_6 import coverage, distances, protocol

__all__ = ["coverage", "distances", "protocol"]
