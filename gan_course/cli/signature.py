"""옮긴 그림에 남기는 표시: 사람의 그림을 덮어쓰지 않습니다."""

from __future__ import annotations

from pathlib import Path

SIGNATURE = "gan-course translate"


def signature():
    """우리가 쓴 그림이라는 표시(PNG의 Software). 다시 옮길 때 이것만 덮어씁니다."""
    from PIL.PngImagePlugin import PngInfo

    information = PngInfo()
    information.add_text("Software", SIGNATURE)
    return information


def refuse_to_overwrite(targets: list[Path]) -> None:
    """다시 옮길 때는 앞서 옮긴 것만 덮어씁니다.

    Raises:
        ValueError: 출력의 자리에 이 명령이 쓰지 않은 것(사람의 그림, 폴더, 도는 링크)이 있을 때.
    """
    for target in targets:
        if (target.is_symlink() or target.exists()) and not _is_ours(target):
            raise ValueError(
                f"{target}: 이 명령이 쓴 그림이 아니어서 덮어쓰지 않았습니다. 출력에 다른 이름이나 빈 폴더를 주십시오."
            )


def _is_ours(target: Path) -> bool:
    from PIL import Image

    if not target.is_file():  # 관(FIFO)은 열면 영영 기다립니다
        return False
    try:
        with Image.open(target, formats=("PNG",)) as image:
            return image.info.get("Software") == SIGNATURE
    except (OSError, SyntaxError, ValueError):
        return False
