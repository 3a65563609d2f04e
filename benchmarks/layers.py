"""조리법마다 층 하나하나의 시간과 GFLOP/s를 앞으로, 뒤로 재어, 같은 바퀴에서 잰 합성곱의 최고 속도 옆에 적습니다.

    uv run python benchmarks/layers.py [gan | cyclegan | pix2pix ...] [--threads 1]

층마다 진짜 모양의 입력을 넣고 앞으로 한 번, 앞뒤로 한 번(입력과 가중치의 그레이디언트까지)을 되풀이해 가장 짧았던 것을
적습니다. CPU 시간입니다. 느린 층이 걸음에서 차지하는 몫을 보려는 것이므로, 층을 이어 붙였을 때의 값과는 조금 다릅니다.
AVX2뿐인 컴퓨터를 흉내 내려면 ONEDNN_MAX_CPU_ISA=AVX2를, oneDNN이 없는 것을 보려면 TF_ENABLE_ONEDNN_OPTS=0을 앞에 둡니다.
"""

import argparse
import os
import time

from machine import machine


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="*", default=["gan", "cyclegan", "pix2pix"])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--quick", action="store_true", help="장난감 조리법으로 한 번씩")
    options = parser.parse_args()
    if options.quick:
        options.repeats = 1
    return options


def best(function, repeats):
    """가장 짧았던 CPU 시간(초). 처음 두 번은 버립니다."""
    function(), function()
    times = []
    for _ in range(repeats):
        began = time.process_time()
        for _ in range(3):
            function()
        times.append((time.process_time() - began) / 3)
    return min(times)


def measure(layer, batch, repeats):
    """(앞으로의 초, 앞뒤의 초)."""
    from gan_course._tensorflow import tf

    inputs = layer.input if isinstance(layer.input, list) else [layer.input]
    values = [tf.random.normal([batch, *tensor.shape[1:]]) for tensor in inputs]

    def call():
        return layer(values if isinstance(layer.input, list) else values[0])

    def both():
        with tf.GradientTape() as tape:
            tape.watch(values)
            outputs = call()
        return tape.gradient(outputs, [*values, *layer.trainable_variables], tf.ones_like(outputs))

    return best(tf.function(call), repeats), best(tf.function(both), repeats)


def table(network, batch, options):
    from flops import layer_flops
    from steps import build_peak, peak_flops

    options.bfloat16 = False
    _, run = build_peak(options)
    rows = [
        (layer, *measure(layer, batch, options.repeats), batch * layer_flops(layer))
        for layer in network.layers
        if type(layer).__name__ != "InputLayer"
    ]
    peak = peak_flops() / best(lambda: run(1), 5)
    total = sum(both for _, _, both, _ in rows)
    print(f"\n### {network.name}, 배치 {batch}: 앞뒤 {total * 1e3:.1f} ms, 합성곱의 최고 {peak / 1e9:.0f} GFLOP/s\n")
    print("| 층 | 출력 | 앞으로(ms) | 앞뒤(ms) | 몫 | 앞뒤의 GFLOP/s(최고의 몫) |")
    print("|---|---|---|---|---|---|")
    for layer, forward, both, flops in sorted(rows, key=lambda row: -row[2]):
        if both < 0.01 * total:
            continue
        speed = 3 * flops / both
        said = f"{speed / 1e9:.1f}({speed / peak:.0%})" if flops else "–"
        shape = "×".join(map(str, layer.output.shape[1:]))
        name = f"{layer.name}({type(layer).__name__})"
        print(f"| {name} | {shape} | {forward * 1e3:.2f} | {both * 1e3:.2f} | {both / total:.0%} | {said} |")


def main():
    options = parse()
    os.environ["OMP_NUM_THREADS"] = str(options.threads)
    from gan_course._tensorflow import keras, tf
    from gan_course.training.recipes import RECIPES, untrained

    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    tf.config.threading.set_inter_op_parallelism_threads(options.threads)
    print(machine())
    seen = {name: os.environ.get(name, "–") for name in ("ONEDNN_MAX_CPU_ISA", "TF_ENABLE_ONEDNN_OPTS")}
    print(f"스레드 {options.threads}개, CPU 시간, {seen}")
    for name in options.models:
        recipe = RECIPES[name]["quick" if options.quick else "cpu"]
        keras.utils.set_random_seed(0)
        model = untrained(name, recipe, 100, 0)
        networks = {"gan": ("generator", "discriminator"), "pix2pix": ("generator", "discriminator")}
        for part in networks.get(name, ("generator_ab", "discriminator_a")):
            table(getattr(model, part), recipe.batch_size, options)


if __name__ == "__main__":
    main()
