// 가짜 점의 채점: plane_lab.score.PlaneJudge와 같은 식.

export function planeJudge(facts, target) {
  const { limit, resolution, bandwidth, empty } = facts, cell = (2 * limit) / resolution;
  const middle = (index) => -limit + cell * (index + 0.5);
  const cells = new Float32Array(2 * resolution ** 2);
  for (let index = 0; index < resolution ** 2; index++) cells.set([middle(index % resolution), middle(Math.floor(index / resolution))], 2 * index);
  const real = shares(skeletonDensity());

  // 흐린 진짜의 밀도에 칸의 넓이를 곱한 것. 좌표 하나씩의 거리를 곱으로 나눕니다.
  function skeletonDensity() {
    const spread = Math.hypot(target.deviation, bandwidth), density = new Float64Array(resolution ** 2);
    for (const point of target.skeleton) {
      const [along, up] = point.map((centre) => Array.from({ length: resolution }, (_, index) => Math.exp(-0.5 * ((middle(index) - centre) / spread) ** 2)));
      for (let index = 0; index < density.length; index++) density[index] += along[index % resolution] * up[Math.floor(index / resolution)];
    }
    const scale = cell ** 2 / (target.skeleton.length * 2 * Math.PI * spread ** 2);
    return density.map((value) => value * scale);
  }

  function blurred(points) {
    const counts = new Float64Array(resolution ** 2), count = points.length / 2;
    for (let index = 0; index < count; index++) {
      const [column, row] = [0, 1].map((axis) => {
        const value = points[2 * index + axis];
        return value === limit ? resolution - 1 : Math.floor((value + limit) / cell);
      });
      if (column >= 0 && column < resolution && row >= 0 && row < resolution) counts[row * resolution + column] += 1 / count;
    }
    // 칸에 담는 것 자체가 흐림이므로 그만큼을 뺍니다. 커널은 scipy처럼 표준편차의 네 배에서 자릅니다.
    const width = Math.sqrt(bandwidth ** 2 - cell ** 2 / 12) / cell, radius = Math.floor(4 * width + 0.5);
    const raw = Array.from({ length: 2 * radius + 1 }, (_, index) => Math.exp(-0.5 * ((index - radius) / width) ** 2));
    const sum = raw.reduce((one, other) => one + other), kernel = raw.map((value) => value / sum);
    const along = (values, step, lane) => {
      const out = new Float64Array(values.length);
      for (let line = 0; line < resolution; line++)
        for (let place = 0; place < resolution; place++) {
          let total = 0;
          for (let offset = -radius; offset <= radius; offset++) if (place + offset >= 0 && place + offset < resolution) total += kernel[offset + radius] * values[line * lane + (place + offset) * step];
          out[line * lane + place * step] = total;
        }
      return out;
    };
    return along(along(counts, 1, resolution), resolution, 1);
  }

  // 합을 1로: 마지막은 격자 밖의 몫입니다.
  function shares(inside) {
    const sum = inside.reduce((one, other) => one + other, 0), over = Math.max(1, sum);
    return [...inside.map((value) => value / over), Math.max(0, 1 - sum / over)];
  }

  return {
    target,
    cells,
    // 가짜 점 [n, 2] → {divergence, covered, best}.
    score(fake) {
      const fakes = shares(blurred(fake));
      const entropy = (p, total) => (p > 0 ? 2 * p * Math.log((2 * p) / total) : 0);
      const divergence = fakes.reduce((sum, q, index) => sum + entropy(q, q + real[index]) + entropy(real[index], q + real[index]), 0) / 4;
      const best = fakes.slice(0, -1).map((q, index) => (q + real[index] < empty ? 0.5 : real[index] / (q + real[index])));
      const least = Math.max(1, Math.round((0.1 * fake.length) / 2 / target.places.length));
      const counts = target.places.map(() => 0);
      for (let index = 0; 2 * index < fake.length; index++) {
        let [nearest, distance] = [0, Infinity];
        target.places.forEach(([x, y], place) => {
          const gap = Math.hypot(fake[2 * index] - x, fake[2 * index + 1] - y);
          if (gap < distance) [nearest, distance] = [place, gap];
        });
        if (distance <= target.reach) counts[nearest] += 1;
      }
      return { divergence, best, covered: counts.filter((count) => count >= least).length };
    },
  };
}
