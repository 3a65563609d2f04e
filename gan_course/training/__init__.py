"""훈련 엔진: `keras.Model`로 만든 GAN, Pix2Pix, CycleGAN, 작은 확산 모델과 그 부품."""

from gan_course.training.checkpoints import checkpoint
from gan_course.training.conditional import ConditionalGAN
from gan_course.training.critic import CriticGAN
from gan_course.training.cyclegan import CycleGAN
from gan_course.training.diffusion import DiffusionModel
from gan_course.training.gan import GAN
from gan_course.training.image_pool import ImagePool
from gan_course.training.non_finite import StopOnNonFiniteLoss
from gan_course.training.objectives import objective_gan
from gan_course.training.penalties import gradient_penalty, zero_centered_gradient_penalty
from gan_course.training.pix2pix import Pix2Pix
from gan_course.training.precision import choose_precision
from gan_course.training.resume import ResumeTraining
from gan_course.training.schedules import LinearDecay

__all__ = [
    "GAN",
    "ConditionalGAN",
    "CriticGAN",
    "CycleGAN",
    "DiffusionModel",
    "ImagePool",
    "LinearDecay",
    "Pix2Pix",
    "ResumeTraining",
    "StopOnNonFiniteLoss",
    "checkpoint",
    "choose_precision",
    "gradient_penalty",
    "objective_gan",
    "zero_centered_gradient_penalty",
]
