"""GPU의 하룻밤: 조리법마다 한 초에 훈련한 이미지 수와 최고 GPU 메모리를 표에 한 줄 더합니다.

    uv run --no-sync python benchmarks/gpu_night.py ~/gan-course-runs/nights.csv

표를 마크다운으로 화면에 적습니다. GPU가 없으면 재지 않고 실패합니다. CPU로 잰 줄이 섞이면 표를 믿을 수 없기 때문입니다.
"""

import argparse
import csv
import io
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from gan_course._tensorflow import keras, tf
from gan_course.files import user_path, write_atomically
from gan_course.training import recipes

COLUMNS = ("날짜", "커밋", "GPU", "TensorFlow", "Keras", "조리법", "배치", "이미지/초", "최고 메모리(GiB)")
SHOWN = 30  # 줄. 마크다운에는 요즘 것만 적습니다


def main():
    options = _parse()
    gpus = tf.config.list_physical_devices("GPU")
    if not gpus and not options.quick:
        raise SystemExit("TensorFlow가 GPU를 보지 못합니다. `gan-course doctor`가 까닭을 말합니다.")
    name = tf.config.experimental.get_device_details(gpus[0]).get("device_name", "GPU") if gpus else "없음"
    here = (date.today().isoformat(), _commit(), name, tf.__version__, keras.__version__)
    rows = _read(options.table)
    for model in options.models:
        batch, speed, peak = _measure(model, "quick" if options.quick else "gpu", options.steps, bool(gpus))
        rows.append([*here, model, batch, f"{speed:.1f}", "" if peak is None else f"{peak:.2f}"])
    _write(options.table, rows)
    for line in (COLUMNS, ["---"] * len(COLUMNS), *rows[-SHOWN:]):
        print(f"| {' | '.join(map(str, line))} |")


def _parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", type=user_path, help="이어 적을 CSV")
    parser.add_argument("models", nargs="*", default=["gan", "cyclegan", "pix2pix"])
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--quick", action="store_true", help="장난감 조리법으로 두 걸음. GPU가 없어도 됩니다(시험)")
    options = parser.parse_args()
    if options.quick:
        options.steps = 2
    return options


def _measure(model, profile, steps, on_gpu):
    """(배치, 이미지/초, 최고 GPU 메모리(GiB)나 None)."""
    recipe = recipes.RECIPES[model][profile]
    gan = recipes.build(model, recipe, steps_per_epoch=steps, seed=0)
    images = tf.random.uniform((recipe.batch_size, recipe.size, recipe.size, 1 if model == "gan" else 3), -1, 1)
    data = tf.data.Dataset.from_tensors(images if model == "gan" else (images, images)).repeat()
    gan.fit(data, steps_per_epoch=steps, verbose=0)  # 그래프를 만드는 시간은 넣지 않습니다
    if on_gpu:
        tf.config.experimental.reset_memory_stats("GPU:0")
    began = time.perf_counter()
    gan.fit(data, steps_per_epoch=steps, verbose=0)
    seconds = time.perf_counter() - began
    peak = tf.config.experimental.get_memory_info("GPU:0")["peak"] / 2**30 if on_gpu else None
    return recipe.batch_size, recipe.batch_size * steps / seconds, peak


def _commit():
    git = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, encoding="utf-8")
    return git.stdout.strip() or "모름"


def _read(table: Path):
    if not table.exists():
        return []
    with table.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    if tuple(head) != COLUMNS:
        raise SystemExit(f"{table}의 첫 줄이 이 표의 것이 아닙니다: {', '.join(head)}. 다른 파일을 주십시오.")
    return rows


def _write(table: Path, rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, *rows])
    write_atomically(table, text.getvalue())


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main()
