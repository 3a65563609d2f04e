// 선과 점의 그림(SVG). 색은 쪽의 변수를 따르므로 밝은 화면과 어두운 화면에서 모두 보입니다.

const SPACE = "http://www.w3.org/2000/svg";
const COLOURS = { real: "var(--real)", fake: "var(--fake)", accent: "var(--accent)", neutral: "var(--neutral)" };

function svg(tag, attributes = {}, text = "") {
  const element = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

// 그림 하나. x와 y는 [작은 쪽, 큰 쪽], lines는 [{x, y, colour, dash, name, points}], marks는 [{x, y, colour, shape}],
// log면 세로축이 로그 눈금, square면 가로와 세로의 눈금이 같습니다.
export function chart({ title, x, y, lines = [], marks = [], guides = [], xlabel = "", ylabel = "", log = false, square = false, alt = "" }) {
  const [width, height, left, right, top, bottom] = [360, square ? 376 : 250, 46, 16, 40, 38];
  const root = svg("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": alt || title });
  const scale = log ? Math.log10 : (value) => value;
  const across = (value) => left + ((width - left - right) * (value - x[0])) / (x[1] - x[0]);
  const down = (value) => height - bottom - ((height - top - bottom) * (scale(value) - scale(y[0]))) / (scale(y[1]) - scale(y[0]));
  const [low] = y;
  for (const value of ticks(x)) {
    root.append(svg("line", { class: "faint", x1: across(value), x2: across(value), y1: top, y2: height - bottom }),
      svg("text", { x: across(value), y: height - bottom + 14, "text-anchor": "middle" }, short(value)));
  }
  for (const value of log ? powers(y) : ticks(y)) {
    root.append(svg("line", { class: "faint", y1: down(value), y2: down(value), x1: left, x2: width - right }),
      svg("text", { x: left - 4, y: down(value) + 4, "text-anchor": "end" }, short(value)));
  }
  const clip = `clip-${++charts}`;
  const box = svg("clipPath", { id: clip });
  box.append(svg("rect", { x: left, y: top, width: width - left - right, height: height - top - bottom }));
  const inside = svg("g", { "clip-path": `url(#${clip})` });
  for (const { value, axis = "y" } of guides) {
    const line = axis === "y" ? { x1: left, x2: width - right, y1: down(value), y2: down(value) } : { x1: across(value), x2: across(value), y1: top, y2: height - bottom };
    inside.append(svg("line", { ...line, stroke: COLOURS.neutral, "stroke-dasharray": "2 3" }));
  }
  for (const { x: xs, y: ys, colour, dash = "", points = false, wide = 2 } of lines) {
    const path = [];
    xs.forEach((value, index) => {
      if (!Number.isFinite(ys[index])) return;
      // 칸을 멀리 벗어난 값은 그림의 좌표를 넘치지 않게 끌어당깁니다.
      const [px, py] = [near(value, x), log ? Math.max(low / 1e9, ys[index]) : near(ys[index], y)];
      path.push(`${path.length ? "L" : "M"}${across(px).toFixed(2)} ${down(py).toFixed(2)}`);
      if (points) inside.append(svg("circle", { cx: across(px), cy: down(py), r: 1.6, fill: COLOURS[colour] }));
    });
    inside.append(svg("path", { d: path.join(""), fill: "none", stroke: COLOURS[colour], "stroke-width": points ? 0.6 : wide, "stroke-dasharray": dash }));
  }
  for (const { x: place, y: value, colour, shape = "circle" } of marks) {
    const [px, py] = [across(place), down(value)];
    const common = { fill: shape === "cross" ? "none" : COLOURS[colour], stroke: shape === "cross" ? COLOURS[colour] : "var(--ground)", "stroke-width": shape === "cross" ? 2.5 : 1.2 };
    const drawn = { circle: () => svg("circle", { cx: px, cy: py, r: 5, ...common }), square: () => svg("rect", { x: px - 4.5, y: py - 4.5, width: 9, height: 9, ...common }),
      cross: () => svg("path", { d: `M${px - 6} ${py}h12M${px} ${py - 6}v12`, ...common }),
      triangle: () => svg("path", { d: `M${px} ${py - 6}l5.5 10h-11z`, ...common }), diamond: () => svg("path", { d: `M${px} ${py - 6}l6 6l-6 6l-6 -6z`, ...common }) };
    inside.append(drawn[shape]());
  }
  root.append(box, inside, svg("text", { class: "title", x: left, y: 15 }, title),
    svg("text", { x: (left + width - right) / 2, y: height - 6, "text-anchor": "middle" }, xlabel), svg("text", { x: 4, y: 15 }, ylabel));
  let place = left;
  for (const { name, colour, dash = "" } of lines.filter((line) => line.name)) {
    root.append(svg("line", { x1: place, x2: place + 20, y1: 28, y2: 28, stroke: COLOURS[colour], "stroke-width": 2.5, "stroke-dasharray": dash }),
      svg("text", { x: place + 24, y: 32 }, name));
    place += 34 + textWidth(name);
  }
  return root;
}

let charts = 0;

function near(value, [low, high]) {
  return Math.min(high + 9 * (high - low), Math.max(low - 9 * (high - low), value));
}

function textWidth(text) {
  return [...text].reduce((sum, letter) => sum + (letter > "\u1100" ? 12 : 7), 0);
}

function ticks([low, high]) {
  const rough = (high - low) / 5, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((each) => each >= rough);
  const found = [];
  for (let value = Math.ceil(low / step) * step; value <= high + step / 1e6; value += step) found.push(Math.abs(value) < step / 1e6 ? 0 : value);
  return found;
}

function powers([low, high]) {
  const found = [];
  for (let power = Math.ceil(Math.log10(low)); power <= Math.log10(high); power++) found.push(10 ** power);
  const every = Math.ceil(found.length / 6);
  return found.filter((_, index) => index % every === 0);
}

function short(value) {
  return Math.abs(value) >= 1e4 || (value && Math.abs(value) < 1e-3) ? value.toExponential(0) : String(Number(value.toPrecision(4)));
}

export function range(low, high, count) {
  return Array.from({ length: count }, (_, index) => low + ((high - low) * index) / (count - 1));
}
