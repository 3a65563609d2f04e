"""신경망을 만드는 함수들. 모두 `keras.Model`을 돌려줍니다.

이미지 생성자의 출력은 tanh를 지난 [-1, 1]의 이미지이고, 판별자의 출력은 시그모이드를 지나지 않은 로짓입니다.
둘 다 혼합 정밀도에서도 float32로 나옵니다.
"""

from gan_course.models.dcgan import dcgan_discriminator, dcgan_generator
from gan_course.models.denoisers import mlp_denoiser, residual_denoiser, unet_denoiser
from gan_course.models.mlp import mlp_discriminator, mlp_generator
from gan_course.models.patch import patch_discriminator
from gan_course.models.pytorch import export_pytorch_weights, import_pytorch_weights
from gan_course.models.pytorch_architecture import generator_from_pytorch
from gan_course.models.resnet import InputBlend, resnet_generator
from gan_course.models.unet import unet_generator

__all__ = [
    "InputBlend",
    "dcgan_discriminator",
    "dcgan_generator",
    "export_pytorch_weights",
    "generator_from_pytorch",
    "import_pytorch_weights",
    "mlp_denoiser",
    "mlp_discriminator",
    "mlp_generator",
    "patch_discriminator",
    "residual_denoiser",
    "resnet_generator",
    "unet_denoiser",
    "unet_generator",
]
