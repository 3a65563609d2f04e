"""진짜 사진: 아무 폴더나 읽거나, CycleGAN 저자들의 자료를 내려받습니다.

- `decode`: 파일 하나를 똑바로 선 정사각형 RGB로. Pillow가 읽습니다.
- `folders`: 폴더에서 쓸 파일을 고르고, 못 쓰는 파일을 한 번 알립니다.
- `cache`: 읽어 둔 화소를 사용자의 캐시 폴더에. 자르고 뒤집는 것은 담지 않습니다.
- `dataset`: 두 폴더를 `tf.data.Dataset`으로.
- `download`: CycleGAN의 사진 자료. `transfer`로 이어받고, SHA-256을 확인하고, `archive`로 안전하게 풉니다.
"""

from gan_course.data.photographs.dataset import image_folders
from gan_course.data.photographs.download import CycleGANFolders, cyclegan_dataset
from gan_course.data.photographs.folders import Photographs, load_images

__all__ = ["CycleGANFolders", "Photographs", "cyclegan_dataset", "image_folders", "load_images"]
