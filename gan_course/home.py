"""사람이 적은 경로의 `~`와, 사용자마다의 캐시 폴더. 홈 폴더가 없는 사용자(컨테이너의 `--user 12345`)에게도 자리를 정합니다."""

import argparse
import contextlib
import os
import tempfile
import warnings
from pathlib import Path

from gan_course.reasons import reason

# 홈 폴더에 설정이나 기록을 두는 패키지가 그 자리를 정하는 환경 변수
VARIABLES = {
    "KERAS_HOME": "keras",
    "MPLCONFIGDIR": "matplotlib",
    "IPYTHONDIR": "ipython",
    "JUPYTER_CONFIG_DIR": "jupyter/config",
    "JUPYTER_DATA_DIR": "jupyter/data",
}


def prepare():
    """`VARIABLES`를 정합니다. `gan_course/__init__.py`가 한 번 부릅니다.

    사람이 정한 것은 `~`만 풉니다. Keras와 matplotlib은 풀지 않고 `~`라는 폴더를 만듭니다. 정하지 않았고 홈을 쓸 수
    없으면 우리의 캐시 폴더에 둡니다. 그것을 알리는 것은 명령과 `doctor`의 일입니다.
    """
    for name in VARIABLES:
        if name in os.environ:
            os.environ[name] = os.path.expanduser(os.environ[name])
    if is_usable():
        return
    with warnings.catch_warnings(), contextlib.suppress(OSError, ImportError):
        warnings.simplefilter("ignore")
        folder = cache_folder()
        for name, inside in VARIABLES.items():
            os.environ.setdefault(name, str(folder / inside))


def is_usable() -> bool:
    """홈 폴더를 알고, 거기에 쓸 수 있는지."""
    home = os.path.expanduser("~")
    return os.path.isabs(home) and os.path.isdir(home) and os.access(home, os.W_OK)


class EmptyPath(argparse.ArgumentTypeError, ValueError):
    """경로의 자리에 빈 글이 왔을 때. `NoHome`처럼 argparse가 그 말을 그대로 전합니다."""


class NoHome(argparse.ArgumentTypeError, ValueError):
    """홈 폴더를 알 수 없는데 `~`를 풀어야 할 때. argparse의 `type`에서 나면 argparse가 그 말을 그대로 전합니다."""


def user_path(text: str | Path) -> Path:
    """사람이 적은 경로. 셸이 풀지 않은 `~`(`--output=~/결과`, 환경 변수, 노트북의 글)를 홈 폴더로 풉니다.

    모르는 사용자의 `~이름`은 셸처럼 적힌 그대로 둡니다. argparse의 `type`으로도 씁니다.

    Raises:
        EmptyPath: 빈 글일 때. 그대로 두면 지금 폴더를 뜻하게 되어, 정하지 않은 변수(`--output "$결과"`)가 파일을 흩뜨립니다.
        NoHome: `~`로 시작하는데 홈 폴더를 알 수 없을 때. 그대로 두면 `~`라는 폴더가 생깁니다.
    """
    if text == "":
        raise EmptyPath(
            "빈 글은 경로가 아닙니다. 정하지 않은 변수를 적지 않았는지 보십시오. 지금 폴더는 마침표(.)로 적습니다."
        )
    expanded = os.path.expanduser(text)
    if Path(expanded).parts[:1] == ("~",) and not expanded.startswith("."):
        raise NoHome(
            f"홈 폴더를 알 수 없어 {text}의 ~를 풀 수 없습니다. 경로를 처음부터 적거나 환경 변수 HOME을 정하십시오."
        )
    return Path(expanded)


def cache_folder() -> Path:
    """다시 만들 수 있는 파일을 두는 사용자별 폴더. 없으면 만듭니다.

    환경 변수 `GAN_COURSE_CACHE`가 있으면 그 폴더이고, 없으면 운영체제가 정한 캐시 폴더입니다. 홈 폴더를 알 수 없거나
    거기에 만들 수 없으면(컨테이너의 이름 없는 사용자) 임시 폴더에 두고 경고합니다.

    Raises:
        OSError: 폴더를 만들 수 없을 때.
    """
    import platformdirs  # 없어도 doctor는 답해야 합니다

    chosen = os.environ.get("GAN_COURSE_CACHE")
    try:
        folder = user_path(chosen or platformdirs.user_cache_path("gan-course", appauthor=False))
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, NoHome, RuntimeError) as error:  # RuntimeError는 홈을 모르는 platformdirs가 냅니다
        if chosen:
            raise OSError(f"캐시 폴더를 만들 수 없습니다: {chosen} ({reason(error)}). {_ELSEWHERE}") from error
        return _temporary_cache()
    return folder if os.access(folder, os.W_OK) or chosen else _temporary_cache()


_ELSEWHERE = "쓸 수 있는 폴더를 환경 변수 GAN_COURSE_CACHE에 적으십시오."


def _temporary_cache() -> Path:
    mine = os.getuid() if os.name == "posix" else None  # Windows의 임시 폴더는 본디 사용자마다 다릅니다
    try:
        folder = Path(tempfile.gettempdir()) / ("gan-course" if mine is None else f"gan-course-{mine}")
        folder.mkdir(mode=0o700, exist_ok=True)
        # 누구나 쓰는 /tmp입니다. 다른 사람이 먼저 만들어 둔 폴더나 링크는 쓰지 않습니다.
        if folder.is_symlink() or mine not in (None, folder.stat().st_uid):
            raise OSError(f"{folder}의 주인이 다릅니다")
    except OSError as error:
        raise OSError(f"캐시를 홈 폴더에도 임시 폴더에도 만들 수 없습니다({reason(error)}). {_ELSEWHERE}") from error
    warnings.warn(
        f"홈 폴더에 캐시를 둘 수 없어 임시 폴더 {folder}에 둡니다. 지워지지 않게 하려면 {_ELSEWHERE}", stacklevel=2
    )
    return folder
