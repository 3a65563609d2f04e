// 최적 판별자: 진짜와 가짜의 밀도를 알 때 가장 좋은 답과 두 분포의 거리. 식은 노트북의 theory.optimal과 같습니다.
import { make, slider, notice } from "./controls.js";
import { chart, range } from "./chart.js";

const GRID = range(-6, 10, 1601); // plots.objectives.GRID

const density = (x, mean, deviation) => Math.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI));

// D*(x) = (αp + βq) / (p + q). 둘 다 0인 곳은 1/2입니다.
export function bestAnswer(real, fake, realLabel = 1, fakeLabel = 0) {
  return real.map((p, index) => (p + fake[index] > 0 ? (realLabel * p + fakeLabel * fake[index]) / (p + fake[index]) : 0.5));
}

// 격자 위의 사다리꼴 적분.
function trapezoid(values) {
  return values.slice(1).reduce((sum, value, index) => sum + 0.5 * (value + values[index]) * (GRID[index + 1] - GRID[index]), 0);
}

export function jensenShannon(real, fake) {
  const entropy = (p, total) => (p > 0 ? 2 * p * Math.log((2 * p) / total) : 0);
  return trapezoid(real.map((p, index) => entropy(p, p + fake[index]) + entropy(fake[index], p + fake[index]))) / 4;
}

// V(G, D) = E_진짜[log D] + E_가짜[log(1 - D)]. 1에 가까운 확률은 배정밀도가 가르는 데까지만 둡니다.
export function valueOf(answer, real, fake) {
  const least = 2 ** -53;
  return trapezoid(answer.map((each, index) => {
    const bounded = Math.min(1 - least, Math.max(least, each));
    return real[index] * Math.log(bounded) + fake[index] * Math.log1p(-bounded);
  }));
}

function render({ model, el }) {
  const state = { mean: 4, deviation: 1, real: 1, fake: 0 };
  const told = notice(), charts = make("div", { className: "columns" });
  const control = (name, label, min, max, step, digits) =>
    slider(label, { min, max, step, value: state[name], show: (value) => value.toFixed(digits) }, (value) => { state[name] = value; draw(); }).element;
  el.append(control("mean", "가짜의 평균", -2, 6, 0.1, 1), control("deviation", "가짜의 표준편차", 0.3, 1.3, 0.1, 1),
    control("real", "진짜의 레이블 α", 0.5, 1, 0.05, 2), control("fake", "가짜의 레이블 β", 0, 0.45, 0.05, 2), told.element, charts);

  function draw() {
    const real = GRID.map((x) => density(x, 0, 1)), fake = GRID.map((x) => density(x, state.mean, state.deviation));
    const best = bestAnswer(real, fake), smooth = bestAnswer(real, fake, state.real, state.fake);
    const [divergence, value] = [jensenShannon(real, fake), valueOf(best, real, fake)];
    const top = 1.15 * Math.max(...real, ...fake);
    charts.replaceChildren(
      chart({ title: "밀도", x: [-6, 10], y: [0, top], xlabel: "x",
        lines: [{ x: GRID, y: real, colour: "real", name: "진짜 p(x)" }, { x: GRID, y: fake, colour: "fake", dash: "6 3", name: "가짜 q(x)" }] }),
      chart({ title: "가장 좋은 판별자의 답", x: [-6, 10], y: [-0.05, 1.05], xlabel: "x", guides: [{ value: 0.5 }],
        lines: [{ x: GRID, y: best, colour: "neutral", dash: "5 4", name: "D* = p/(p+q)" }, { x: GRID, y: smooth, colour: "accent", name: "레이블 α와 β일 때", wide: 2.6 }] }));
    told.tell(`옌센-섀넌 발산 ${divergence.toFixed(4)}(겹치지 않으면 ln 2 = 0.6931), V(G, D*) = ${value.toFixed(4)} = 2·JS − ln 4. ` +
      "가짜를 진짜에 겹치면 D*는 어디에서나 ½이 됩니다.");
    model.set("state", { divergence, value, best: [400, 800, 1000].map((place) => smooth[place]) });
  }
  draw();
}

export default { render };
