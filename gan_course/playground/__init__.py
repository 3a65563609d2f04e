"""놀이터: 훈련한 GAN을 설치 없이 만져 보는 쪽들. `build(folder)`가 폴더 하나에 씁니다."""

from gan_course.playground.pages import LABS, build

__all__ = ["LABS", "build"]
