// 잠재 공간 걷기: 3장의 생성자에 잠재 벡터를 넣어 봅니다.
import { make, slider, choice, button, row, notice, picture, paint } from "./controls.js";
import { resource, resourceFloats, resourceJson } from "./resources.js";
import { loadGenerator, latest } from "./onnx.js";

const WALK = 11; // 띠에 늘어놓는 그림의 수
const SIDE = 28;

// 노트북의 theory.latent_path와 theory.spherical_path.
export function between(start, end, t, road) {
  const lengths = [start, end].map((vector) => Math.hypot(...vector));
  const cosine = start.reduce((sum, value, place) => sum + value * end[place], 0) / (lengths[0] * lengths[1]);
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  const [left, right] = road === "직선" || angle < 1e-6
    ? [1 - t, t]
    : [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)];
  return Float32Array.from(start, (value, place) => left * value + right * end[place]);
}

// 가장 가까운 진짜 count장: [[번호, 거리], …]. 거리는 [-1, 1]의 화소 전체에서 잽니다.
export function nearest(image, real, count) {
  const size = SIDE * SIDE, found = [];
  for (let index = 0; index * size < real.length; index++) {
    let sum = 0;
    for (let place = 0; place < size; place++) {
      const gap = image[place] - (real[index * size + place] / 127.5 - 1);
      sum += gap * gap;
    }
    found.push([index, Math.sqrt(sum)]);
  }
  return found.sort((one, other) => one[1] - other[1]).slice(0, count);
}

function render({ model, el }) {
  const state = { t: 0, road: "구면", truncation: 1, moves: [], ends: [0, 1], chosen: [null, null] };
  const told = notice();
  told.tell("모델을 읽는 중입니다…");
  el.append(told.element);
  start().catch(told.complain);

  async function start() {
    const [generate, facts, seeds, gallery, real] = await Promise.all([
      loadGenerator("digits.onnx"), resourceJson("digits.json"), resourceFloats("digits-seeds.f32"),
      resourceFloats("digits-gallery.f32"), resource("digits-real.u8"),
    ]);
    const dim = facts.noise_dim;
    const vector = (values, index) => values.subarray(index * dim, (index + 1) * dim);
    const end = (which) => state.chosen[which] ?? vector(seeds, state.ends[which]);
    state.moves = facts.directions.map(() => 0);

    const moved = (base) => Float32Array.from(base, (value, place) =>
      state.truncation * (value + facts.directions.reduce((sum, way, index) => sum + state.moves[index] * way[place], 0)));
    const now = () => moved(between(end(0), end(1), state.t, state.road));

    const strip = picture("출발에서 도착까지", "strip");
    const current = picture("지금의 가짜", "big");
    const neighbours = picture("가장 가까운 진짜 네 장(왼쪽이 가장 가깝습니다)", "wide");

    const draw = latest(async () => {
      const batch = new Float32Array((WALK + 1) * dim);
      for (let step = 0; step < WALK; step++) batch.set(moved(between(end(0), end(1), step / (WALK - 1), state.road)), step * dim);
      batch.set(now(), WALK * dim);
      const images = await generate(batch, [WALK + 1, dim]);
      const size = SIDE * SIDE;
      strip.show(beside(images.subarray(0, WALK * size), WALK), SIDE, SIDE * WALK, 1, `${state.road} 길 ${WALK}걸음의 그림`);
      const image = images.slice(WALK * size);
      current.show(image, SIDE, SIDE, 1, `자리 ${state.t.toFixed(2)}의 잠재 벡터로 만든 숫자`);
      const found = nearest(image, real, 4);
      const near = new Float32Array(4 * size);
      found.forEach(([index], order) => near.set(Float32Array.from(real.subarray(index * size, (index + 1) * size), (byte) => byte / 127.5 - 1), order * size));
      neighbours.show(beside(near, 4), SIDE, SIDE * 4, 1, `가장 가까운 진짜 네 장, 거리 ${found.map((each) => each[1].toFixed(1)).join(", ")}`);
      const length = Math.hypot(...now());
      told.tell(`가장 가까운 진짜까지의 거리 ${found[0][1].toFixed(2)}(진짜끼리는 가운데 값이 ${facts.usual_median.toFixed(2)}). ` +
        `잠재 벡터의 길이 ${length.toFixed(2)}(차원 ${dim}의 제곱근은 ${Math.sqrt(dim).toFixed(2)}).`);
      model.set("state", { image: [...image], nearest: found, length });
    }, told.complain);

    const place = slider("출발 → 도착", { min: 0, max: 1, step: 0.01, value: 0, show: (t) => t.toFixed(2) }, (t) => { state.t = t; draw(); });
    const ends = ["출발의 씨앗", "도착의 씨앗"].map((label, which) =>
      slider(label, { min: 0, max: facts.seeds - 1, step: 1, value: state.ends[which] }, (seed) => {
        [state.ends[which], state.chosen[which]] = [seed, null];
        draw();
      }));
    const road = choice("길", [["구면", "구면(길이를 지킴)"], ["직선", "직선"]], state.road, (name) => { state.road = name; draw(); });
    const truncation = slider("잘라 내기 ψ", { min: 0, max: 1.5, step: 0.05, value: 1, show: (psi) => psi.toFixed(2) }, (psi) => { state.truncation = psi; draw(); });
    const pad = latentPad((x, y) => { [state.moves[0], state.moves[1]] = [x, y]; others[0].value = x; others[1].value = y; draw(); });
    const others = facts.directions.map((_, index) =>
      slider(`방향 ${index + 1}`, { min: -6, max: 6, step: 0.1, value: 0, show: (move) => move.toFixed(1) }, (move) => {
        state.moves[index] = move;
        if (index < 2) pad.move(state.moves[0], state.moves[1]);
        draw();
      }));
    const reset = button("방향을 모두 0으로", () => {
      state.moves.fill(0);
      others.forEach((other) => { other.value = 0; });
      pad.move(0, 0);
      draw();
    });

    const shelf = await digitShelf(generate, facts, gallery, dim, (which, z) => { state.chosen[which] = z; draw(); });
    el.append(
      make("div", { className: "columns" },
        make("div", {}, place.element, road.element, ...ends.map((each) => each.element), truncation.element),
        make("div", { className: "pictures" }, current.element, neighbours.element)),
      strip.element,
      make("h2", {}, "방향을 따라 옮기기"),
      make("p", {}, "첫 층의 출력을 가장 크게 바꾸는 여섯 방향입니다(Shen & Zhou 2021의 SeFa). 칸의 가로와 세로는 방향 1과 2이고, 초점을 두면 화살표로도 움직입니다."),
      make("div", { className: "columns" }, pad.element, make("div", {}, ...others.map((each) => each.element), reset)),
      make("h2", {}, "숫자로 고르기"),
      make("p", {}, "생성자의 그림을 채점용 분류기가 미리 숫자마다 나누어 둔 것입니다. 그림을 누르면 그 잠재 벡터에서 출발하거나 그리로 갑니다."),
      shelf);
    draw();
  }
}

function beside(images, count) {
  const values = new Float32Array(count * SIDE * SIDE);
  for (let index = 0; index < count; index++)
    for (let y = 0; y < SIDE; y++)
      values.set(images.subarray((index * SIDE + y) * SIDE, (index * SIDE + y + 1) * SIDE), (y * count + index) * SIDE);
  return values;
}

// 두 방향을 한꺼번에 옮기는 칸. 마우스, 손가락, 화살표.
function latentPad(changed) {
  const reach = 6, dot = make("div", { className: "dot" });
  const element = make("div", { className: "pad", tabIndex: 0, role: "application" }, dot);
  element.setAttribute("aria-label", "방향 1과 방향 2를 함께 옮기는 칸. 화살표로 움직입니다");
  let [x, y] = [0, 0];
  const show = () => { dot.style.left = `${50 + (50 * x) / reach}%`; dot.style.top = `${50 - (50 * y) / reach}%`; };
  const clip = (value) => Math.round(10 * Math.min(reach, Math.max(-reach, value))) / 10;
  const go = (newX, newY) => { [x, y] = [clip(newX), clip(newY)]; show(); changed(x, y); };
  const point = (event) => {
    const box = element.getBoundingClientRect();
    go(reach * (2 * (event.clientX - box.left) / box.width - 1), -reach * (2 * (event.clientY - box.top) / box.height - 1));
  };
  element.addEventListener("pointerdown", (event) => { element.setPointerCapture(event.pointerId); point(event); });
  element.addEventListener("pointermove", (event) => { if (event.buttons) point(event); });
  element.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!step) return;
    event.preventDefault();
    go(x + 0.5 * step[0], y + 0.5 * step[1]);
  });
  show();
  return { element, move(newX, newY) { [x, y] = [newX, newY]; show(); } };
}

async function digitShelf(generate, facts, gallery, dim, chosen) {
  const target = choice("누르면", [["0", "출발로 삼기"], ["1", "도착으로 삼기"]], "0", () => {});
  const images = await generate(gallery, [gallery.length / dim, dim]);
  const shelf = make("div", { className: "shelf" });
  const each = facts.gallery_each, size = SIDE * SIDE;
  for (let digit = 0; digit < 10; digit++) {
    const line = make("div", { className: "shelf-row" }, make("span", {}, String(digit)));
    for (let order = 0; order < each; order++) {
      const index = digit * each + order;
      const canvas = make("canvas", { className: "pixels", "aria-hidden": "true" });
      paint(canvas, images.subarray(index * size, (index + 1) * size), SIDE, SIDE, 1);
      const press = button("", () => chosen(Number(target.value), gallery.slice(index * dim, (index + 1) * dim)));
      press.className = "tile";
      press.setAttribute("aria-label", `숫자 ${digit}의 ${order + 1}번째 가짜`);
      press.append(canvas);
      line.append(press);
    }
    shelf.append(line);
  }
  return make("div", {}, row(target.element), shelf);
}

export default { render };
