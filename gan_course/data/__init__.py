"""데이터: 모두 NHWC float32, [-1, 1]. 인터넷 없이 쓰며, 들여올 때 TensorFlow를 부르지 않습니다."""

from gan_course.data import files, mnist, openmoji, savanna
from gan_course.data.paired import paired_dataset
from gan_course.data.unpaired import unpaired_dataset

__all__ = ["files", "mnist", "openmoji", "paired_dataset", "savanna", "unpaired_dataset"]
