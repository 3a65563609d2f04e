"""진짜 사진: 아무 폴더나 읽거나, CycleGAN 저자들의 자료를 내려받습니다.

- `decode`: 파일 하나를 똑바로 선 정사각형 RGB로. Pillow가 읽습니다.
- `folders`: 폴더에서 쓸 파일을 고르고, 못 쓰는 파일을 한 번 알립니다.
- `cache`: 읽어 둔 화소를 사용자의 캐시 폴더에. 자르고 뒤집는 것은 담지 않습니다.
- `dataset`: 두 폴더를 `tf.data.Dataset`으로.
- `download`, `archive`: 이어받기, SHA-256, 안전하게 풀기.
"""

from gan_course.data.photographs.dataset import image_folders
from gan_course.data.photographs.folders import Photographs, load_images

__all__ = ["Photographs", "image_folders", "load_images"]
