"""``python -m gan_course``: 명령 ``gan-course``와 같습니다."""

import sys


def run() -> int:
    """`gan_course.cli.main`. 명령을 들여오는 사이(0.4초쯤)에 Ctrl-C를 눌러도 조용히 멈춥니다."""
    try:
        from gan_course.cli import main
    except KeyboardInterrupt:
        print("\n멈추었습니다.", file=sys.stderr)
        return 130
    return main()


if __name__ == "__main__":
    sys.exit(run())
