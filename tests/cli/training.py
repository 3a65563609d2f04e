"""`gan-course train`의 시험이 나누어 쓰는 것."""

import json
import zipfile

import numpy as np
import pytest

from gan_course._tensorflow import keras
from gan_course.cli import main
from gan_course.training import ResumeTraining


def train(*arguments):
    return main(["train", *map(str, arguments)])


def progress(folder):
    with zipfile.ZipFile(folder / "latest.keras") as archive:
        return json.loads(archive.read("progress.json"))


def stopped_after(epochs, *command):
    """`epochs` 에포크를 마치고 전원이 꺼진 훈련."""

    class PulledThePlug(Exception):
        pass

    original = ResumeTraining.on_epoch_begin

    def stop(self, epoch, logs=None):
        if epoch == epochs:
            raise PulledThePlug
        original(self, epoch, logs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ResumeTraining, "on_epoch_begin", stop)
        with pytest.raises(PulledThePlug):
            train(*command)
    return True


def assert_same_models(*folders):
    ours, theirs = (keras.models.load_model(folder / "model.keras") for folder in folders)
    for one, other in zip(ours.variables, theirs.variables):
        np.testing.assert_array_equal(one.numpy(), other.numpy())
