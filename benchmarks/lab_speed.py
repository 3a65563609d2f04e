"""2차원 실험실이 1초에 몇 장면을 보이는지, 한 장면의 시간이 어디에 드는지.

    uv run python benchmarks/lab_speed.py            # 목적 함수 여섯, 300장면씩
    uv run python benchmarks/lab_speed.py --quick    # 끝까지 도는지만

걸음(훈련), 관찰(점과 답), 채점(밀도와 발산), 그리기, 압축(JPEG)을 따로 잽니다. 견줄 것으로, 같은 그림을 matplotlib의
savefig로 PNG로 만드는 시간도 잽니다. 조절기가 화면에 보내고 쉬는 시간은 들지 않습니다: 그래서 재생의 장면 수는
여기의 값과, `PlaneLab`이 스스로 정한 1초 20장면 가운데 작은 쪽입니다.
"""

import argparse
import io
import os
import time

import numpy as np

from gan_course._tensorflow import tf
from gan_course.plane_lab.game import PLANE_OBJECTIVES
from gan_course.plane_lab.picture import PlanePicture
from gan_course.plane_lab.run import ARROWS, PlaneRun, PlaneSettings

PARTS = ("걸음", "관찰", "채점", "그리기", "압축")


def frame_times(settings, rounds, frames):
    """장면마다 부분마다의 초 [frames, 5]."""
    run = PlaneRun(settings)
    picture = PlanePicture(run.moment)
    run.advance(rounds)  # 첫 걸음은 그래프를 만드느라 느립니다
    times = np.zeros((frames, len(PARTS)))
    steps = tf.constant(rounds), tf.constant(settings.discriminator_steps), tf.constant(1)
    for row in times:
        marks = [time.perf_counter()]

        def mark(marks=marks):
            marks.append(time.perf_counter())

        run.game.play(*steps)
        np.asarray(run.game.generator_variables[0])  # 계산이 정말 끝날 때까지
        mark()
        fake, answers, arrows = run.game.look(run._noise, run._cells, ARROWS)
        mark()
        score = run.judge.score(fake)
        mark()
        moment = run.moment._replace(
            fake=fake, answers=answers.reshape(score.best.shape), best=score.best, arrows=arrows
        )
        picture.update(moment)
        picture.paint()
        mark()
        picture.encode()
        mark()
        row[:] = np.diff(marks)
    return times


def savefig_time(repeats):
    """같은 그림을 처음부터 그려 PNG로 만드는 초(가운데 값)."""
    figure = PlanePicture(PlaneRun(PlaneSettings()).moment).figure
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        figure.savefig(io.BytesIO(), format="png", dpi=80)
        times.append(time.perf_counter() - started)
    return np.median(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="끝까지 도는지만 봅니다")
    parser.add_argument("--rounds", type=int, default=10, help="한 장면의 걸음 수")
    arguments = parser.parse_args()
    frames = 2 if arguments.quick else 300
    objectives = PLANE_OBJECTIVES[:1] if arguments.quick else PLANE_OBJECTIVES
    print(f"코어 {os.cpu_count()}개, 한 장면에 {arguments.rounds}걸음, {frames}장면의 가운데 값(ms)\n")
    print(f"| 목적 함수 | {' | '.join(PARTS)} | 한 장면 | 95% | 1초의 장면 |")
    print("|---|" + "---:|" * (len(PARTS) + 3))
    for objective in objectives:
        times = 1000 * frame_times(PlaneSettings(objective=objective), arguments.rounds, frames)
        whole = times.sum(axis=1)
        middle, slow = np.median(whole), np.percentile(whole, 95)
        parts = " | ".join(f"{part:.1f}" for part in np.median(times, axis=0))
        print(f"| {objective} | {parts} | {middle:.1f} | {slow:.1f} | {1000 / middle:.0f} |")
    print(f"\n견줌: savefig PNG 한 장 {1000 * savefig_time(2 if arguments.quick else 20):.1f} ms")


if __name__ == "__main__":
    main()
