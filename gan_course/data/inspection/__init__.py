"""훈련하기 전에 사진 두 폴더를 살핍니다: 중복, 크기, 지름길, 모자란 장수. NumPy와 Pillow만 씁니다.

- `pictures`: 사진마다 재는 것(크기, 화소의 지문, 훈련이 보는 정사각형).
- `duplicates`: 같은 사진과 거의 같은 사진.
- `shortcuts`: 통계 하나만으로 A와 B를 얼마나 가릴 수 있는지(`auc`), 같은 도메인을 아무렇게나 나눈 것과 견주어.
- `patches`: 한 도메인에만 박혀 있는 조각(워터마크, 날짜, 틀).
- `folders`: 모두 재어 `Inspection`으로. `advice`가 그것을 할 말(`Finding`)로, `words`가 글과 JSON으로 바꿉니다.
"""

from gan_course.data.inspection.advice import Finding, findings
from gan_course.data.inspection.folders import Inspection, inspect_folders
from gan_course.data.inspection.words import as_dictionary, as_text

__all__ = ["Finding", "Inspection", "as_dictionary", "as_text", "findings", "inspect_folders"]
