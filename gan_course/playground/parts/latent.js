// 잠재 공간 걷기: 3장의 생성자에 잠재 벡터를 넣어 봅니다.
import { make, slider, choice, button, row, notice, picture, paint, beside } from "./controls.js";
import { directionControls } from "./directions.js";
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
  const state = { t: 0, road: "구면", truncation: 1, ends: [0, 1], chosen: [null, null] };
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

    const directions = directionControls(facts.directions, () => draw());
    const moved = (base) => directions.moved(base, state.truncation);
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
      strip.show(beside(images.subarray(0, WALK * size), WALK, SIDE), SIDE, SIDE * WALK, 1, `${state.road} 길 ${WALK}걸음의 그림`);
      const image = images.slice(WALK * size);
      current.show(image, SIDE, SIDE, 1, `자리 ${state.t.toFixed(2)}의 잠재 벡터로 만든 숫자`);
      const found = nearest(image, real, 4);
      const near = new Float32Array(4 * size);
      found.forEach(([index], order) => near.set(Float32Array.from(real.subarray(index * size, (index + 1) * size), (byte) => byte / 127.5 - 1), order * size));
      neighbours.show(beside(near, 4, SIDE), SIDE, SIDE * 4, 1, `가장 가까운 진짜 네 장, 거리 ${found.map((each) => each[1].toFixed(1)).join(", ")}`);
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

    const shelf = await digitShelf(generate, facts, gallery, dim, (which, z) => { state.chosen[which] = z; draw(); });
    el.append(
      make("div", { className: "columns" },
        make("div", {}, place.element, road.element, ...ends.map((each) => each.element), truncation.element),
        make("div", { className: "pictures" }, current.element, neighbours.element)),
      strip.element,
      ...directions.elements,
      make("h2", {}, "숫자로 고르기"),
      make("p", {}, "생성자의 그림을 채점용 분류기가 미리 숫자마다 나누어 둔 것입니다. 그림을 누르면 그 잠재 벡터에서 출발하거나 그리로 갑니다."),
      shelf);
    draw();
  }
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
