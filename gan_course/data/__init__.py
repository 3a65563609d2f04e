"""데이터: 모두 NHWC float32, [-1, 1]. `cyclegan_dataset`만 인터넷을 씁니다. 들여올 때 TensorFlow를 부르지 않습니다."""

from gan_course.data import mnist, openmoji, savanna
from gan_course.data.paired import paired_dataset
from gan_course.data.photographs import cyclegan_dataset, image_folders, load_images
from gan_course.data.unpaired import unpaired_dataset

__all__ = [
    "cyclegan_dataset",
    "image_folders",
    "load_images",
    "mnist",
    "openmoji",
    "paired_dataset",
    "savanna",
    "unpaired_dataset",
]
