"""사바나 훈련 이미지를 처음 그리는 시간과, 캐시에서 다시 읽는 시간을 나란히 잽니다.

    uv run python benchmarks/data_speed.py

캐시는 임시 폴더에 두므로 쓰던 캐시를 건드리지 않습니다.
"""

import argparse
import os
import statistics
import tempfile
import time

from gan_course.data import savanna


def seconds(work):
    started = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started[0], time.process_time() - started[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=int, default=1000, help="두 도메인을 합한 이미지의 수")
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()

    print(f"| 훈련 이미지 {arguments.images:,}장, 64화소 | 벽시계(초) | CPU(초) |\n|---|---|---|")
    first, again = [], []
    for seed in range(arguments.repeats):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["GAN_COURSE_CACHE"] = folder
            for times in (first, again):
                times.append(
                    seconds(lambda seed=seed: savanna.unpaired("horse2zebra", arguments.images // 2, seed=seed))
                )
    for name, times in (("처음 그리기", first), ("캐시에서 읽기", again)):
        columns = (f"{statistics.median(part):.2f}({min(part):.2f}~{max(part):.2f})" for part in zip(*times))
        print(f"| {name} | {' | '.join(columns)} |")


if __name__ == "__main__":
    main()
