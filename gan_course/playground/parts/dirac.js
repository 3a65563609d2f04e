// 디랙 GAN: 수 두 개로 된 가장 작은 GAN. 식은 노트북의 theory.dirac과 같습니다.
import { make, slider, notice } from "./controls.js";
import { chart, range } from "./chart.js";

const UPDATES = [["동시", false, false, "fake", "circle"], ["교대", true, false, "real", "square"], ["동시 + R1", false, true, "accent", "triangle"], ["교대 + R1", true, true, "neutral", "diamond"]];
const expit = (a) => 1 / (1 + Math.exp(-a));

// 한 걸음: theory.dirac_step.
export function diracStep([theta, psi], rate, alternating, gamma) {
  const newPsi = psi + rate * (expit(-theta * psi) * theta - gamma * psi);
  const seen = alternating ? newPsi : psi;
  return [theta - rate * expit(-theta * seen) * seen, newPsi];
}

export function diracOrbit(start, rate, steps, alternating, gamma) {
  const orbit = [start];
  for (let step = 0; step < steps; step++) orbit.push(diracStep(orbit[step], rate, alternating, gamma));
  return orbit;
}

// 균형에서 한 걸음의 고윳값 둘 [[실수부, 허수부], …]과 스펙트럼 반지름: theory.dirac_spectral_radius의 대각합과 행렬식.
export function diracEigenvalues(rate, alternating, gamma) {
  const [damping, turn] = [rate * gamma, rate ** 2 / 4];
  const [trace, determinant] = alternating ? [2 - damping - turn, 1 - damping] : [2 - damping, 1 - damping + turn];
  const under = trace ** 2 / 4 - determinant;
  const root = Math.sqrt(Math.abs(under));
  const values = under < 0 ? [[trace / 2, root], [trace / 2, -root]] : [[trace / 2 + root, 0], [trace / 2 - root, 0]];
  return { values, radius: Math.max(...values.map(([real, imaginary]) => Math.hypot(real, imaginary))) };
}

function fate(radius) {
  if (Math.abs(radius - 1) < 1e-9) return "맴돕니다";
  return radius > 1 ? "달아납니다" : "모입니다";
}

function render({ model, el }) {
  const state = { rate: 0.4, gamma: 0.5, theta: 1, psi: 1, steps: 150 };
  const told = notice(), charts = make("div", { className: "columns" }), table = make("table");
  const control = (name, label, min, max, step, digits) =>
    slider(label, { min, max, step, value: state[name], show: (value) => value.toFixed(digits) }, (value) => { state[name] = value; draw(); }).element;
  el.append(
    control("rate", "학습률 h", 0.05, 1.5, 0.05, 2), control("gamma", "R1의 세기 γ", 0, 2, 0.1, 1),
    control("theta", "출발하는 θ", -2, 2, 0.1, 1), control("psi", "출발하는 ψ", -2, 2, 0.1, 1),
    control("steps", "걸음의 수", 10, 500, 10, 0), told.element, table, charts);

  function draw() {
    if (!state.theta && !state.psi) {
      told.complain("출발점이 균형 (0, 0)입니다. 그 자리에서는 아무것도 움직이지 않으니 θ나 ψ를 옮기십시오.");
      charts.replaceChildren();
      table.replaceChildren();
      return;
    }
    const runs = UPDATES.map(([name, alternating, penalized, colour, shape]) => {
      const gamma = penalized ? state.gamma : 0;
      return { name, colour, shape, orbit: diracOrbit([state.theta, state.psi], state.rate, state.steps, alternating, gamma), ...diracEigenvalues(state.rate, alternating, gamma) };
    });
    const away = Math.hypot(state.theta, state.psi);
    // 멀리 달아난 자취 하나 때문에 나머지가 점이 되지 않게, 출발 거리의 네 배까지만 보입니다.
    const reach = 1.1 * Math.min(4 * away, Math.max(...runs.flatMap(({ orbit }) => orbit.flat().map(Math.abs))));
    const steps = range(0, state.steps, state.steps + 1);
    const turn = range(0, 2 * Math.PI, 181);
    charts.replaceChildren(
      ...runs.map(({ name, orbit, radius, colour }) => chart({
        title: `${name}: ${fate(radius)}`, square: true, x: [-reach, reach], y: [-reach, reach], xlabel: "생성자 θ", 
        lines: [{ x: orbit.map(([theta]) => theta), y: orbit.map(([, psi]) => psi), colour, points: true }],
        marks: [{ x: state.theta, y: state.psi, colour: "fake" }, { x: 0, y: 0, colour: "real", shape: "cross" }],
        alt: `${name} 갱신의 자취. 세로축은 판별자 ψ. ${state.steps}걸음 뒤 균형까지의 거리 ${Math.hypot(...orbit.at(-1)).toPrecision(3)}`,
      })),
      chart({
        title: "균형까지의 거리(로그 눈금)", x: [0, state.steps], log: true, xlabel: "걸음",
        y: [Math.max(1e-8 * away, Math.min(...runs.flatMap(({ orbit }) => orbit.map((each) => Math.max(1e-12, Math.hypot(...each))))) / 2),
          Math.min(1e3 * away, 2 * Math.max(...runs.flatMap(({ orbit }) => orbit.map((each) => Math.hypot(...each)))))],
        lines: runs.map(({ name, orbit, colour }, index) => ({ x: steps, y: orbit.map((each) => Math.max(1e-12, Math.hypot(...each))), colour, name, dash: ["", "", "6 3", "2 3"][index] })),
        guides: [{ value: away }],
      }),
      chart({
        title: "한 걸음의 고윳값과 단위원", square: true, x: [-1.6, 1.6], y: [-1.6, 1.6], xlabel: "실수부(세로는 허수부)",
        lines: [{ x: turn.map(Math.cos), y: turn.map(Math.sin), colour: "neutral", wide: 1 }],
        marks: runs.flatMap(({ values, colour, shape }) => values.map(([real, imaginary]) => ({ x: real, y: imaginary, colour, shape }))),
      }));
    table.replaceChildren(
      make("tr", {}, ...["갱신", "스펙트럼 반지름", "뜻", "마지막 거리"].map((text) => make("th", { scope: "col" }, text))),
      ...runs.map(({ name, radius, orbit }) => make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, radius.toFixed(4)), make("td", {}, fate(radius)), make("td", {}, Math.hypot(...orbit.at(-1)).toPrecision(4)))));
    told.tell("파란 십자가 균형, 주황 점이 출발입니다. 반지름이 1보다 크면 균형 가까이에서도 달아납니다.");
    model.set("state", runs.map(({ name, radius, values, orbit }) => ({ name, radius, values, last: orbit.at(-1) })));
  }
  draw();
}

export default { render };
