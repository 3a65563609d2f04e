// 씨앗이 정하는 난수. NumPy의 난수와는 다릅니다.

// mulberry32(Tommy Ettinger, 공유 저작물): [0, 1)의 수를 차례로 냅니다.
export function uniforms(seed) {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

// 박스-뮬러 변환: 표준 정규 분포의 수 count개.
export function normals(next, count) {
  const values = new Float32Array(count);
  for (let place = 0; place < count; place += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    values[place] = radius * Math.cos(angle);
    if (place + 1 < count) values[place + 1] = radius * Math.sin(angle);
  }
  return values;
}
