"""mixed bfloat16으로 훈련해도 결과가 float32만큼 좋은지, 4장의 조리법을 같은 씨앗으로 두 번 훈련해 나란히 채점합니다.

    uv run --group bench python benchmarks/precision.py [--epochs 5] [--seeds 0 1]

신경망과 자료, 학습률은 4장의 소스에서 그대로 옵니다. `--epochs`를 줄이면 학습률이 줄기 전에 멈춘 값이므로,
장의 점수가 아니라 두 정밀도의 차이만 보십시오. 시간은 채점을 뺀 CPU 시간입니다.
"""

import argparse
import json
import subprocess
import sys
import time

from machine import machine

POLICIES = ("float32", "mixed_bfloat16")
SCORES = ("배경 오차 →얼룩말", "얼룩말로", "배경 오차 →말", "말로")


def train(policy, seed, options):
    """한 정밀도로 훈련한 점수를 JSON 한 줄로 찍습니다."""
    from time_to_quality import chapter_training

    from gan_course import evaluation
    from gan_course._tensorflow import keras
    from gan_course.data import savanna

    keras.mixed_precision.set_global_policy(policy)
    model, data, arguments = chapter_training("cyclegan", options.profile, seed)
    keras.mixed_precision.set_global_policy("float32")  # 채점용 분류기는 언제나 float32로
    if options.epochs:
        arguments["epochs"] = options.epochs
    started = time.process_time()
    model.fit(data, **arguments, verbose=0)
    seconds = time.process_time() - started
    test = savanna.pairs("horse2zebra", 8 if options.profile == "quick" else 100, seed=seed)
    zebra = evaluation.savanna_scores(test.a, model.translate(test.a, "AtoB"), test.body, "zebra")
    horse = evaluation.savanna_scores(test.b, model.translate(test.b, "BtoA"), test.body, "horse")
    values = zebra.background_error, zebra.class_rate, horse.background_error, horse.class_rate
    print(json.dumps([seconds, *values]), flush=True)


def main(options):
    print(f"{machine()}\n\n| 정밀도, 씨앗 | 훈련(CPU 초) | {' | '.join(SCORES)} |\n|---|---|{'---|' * len(SCORES)}")
    for seed in options.seeds:
        for policy in POLICIES:
            command = [sys.executable, __file__, "--worker", policy, "--seeds", str(seed)]
            command += ["--profile", options.profile, "--epochs", str(options.epochs or 0)]
            output = subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
            seconds, *scores = json.loads(output.splitlines()[-1])
            cells = " | ".join(f"{score:.3f}" for score in scores)
            print(f"| {policy}, {seed} | {seconds:.0f} | {cells} |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, help="장보다 짧게 훈련할 때의 에포크 수(한 에포크는 100걸음)")
    parser.add_argument("--seeds", nargs="+", type=int, default=[0])
    parser.add_argument("--profile", default="cpu", choices=["quick", "cpu", "gpu"])
    parser.add_argument("--quick", action="store_true", help="도는지만 보는 아주 작은 크기")
    parser.add_argument("--worker", choices=POLICIES, help=argparse.SUPPRESS)
    choices = parser.parse_args()
    if choices.quick:
        choices.profile = "quick"
    if choices.worker:
        train(choices.worker, choices.seeds[0], choices)
    else:
        main(choices)
