"""틀린 답의 까닭 찾기: 결정 하나나 둘을 고쳐 보고, 모든 경우에 옳게 되는 것의 이름을 말합니다.

이름은 고친 코드가 채점을 모두 지날 때에만 말합니다. 그러니 그 결정을 되돌리면 학습자의 코드이고, 학습자의 수가 나옵니다.
"""

from gan_course.exercises.diagnosis.search import Diagnosis, diagnose
from gan_course.exercises.diagnosis.vocabulary import Vocabulary

__all__ = ["Diagnosis", "Vocabulary", "diagnose"]
