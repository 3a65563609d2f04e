"""한국어 GAN 강좌의 도우미 패키지.

방(모듈)의 지도와 import 방향은 README의 「유지보수하는 분께」에 있습니다.
이 파일은 가볍게 둡니다. `gan-course --help`가 TensorFlow를 기다리지 않게 하기 위해서입니다.
"""

from importlib.metadata import PackageNotFoundError, version

from gan_course import _environment, home

_environment.prepare()
home.prepare()

try:
    __version__ = version("gan-course")
except PackageNotFoundError:  # 설치하지 않고 저장소에서 바로 불러온 경우
    __version__ = "0+unknown"
