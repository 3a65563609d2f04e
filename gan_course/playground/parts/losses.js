// 손실 실험실: 로짓 하나의 손실과 그레이디언트. 식은 노트북의 theory.objectives와 같고, 표(이름, 식의 이름)는 파이썬에서 옵니다.
import { make, slider, choice, notice } from "./controls.js";
import { chart, range } from "./chart.js";
import { resourceJson } from "./resources.js";

const sigmoid = (a) => (a >= 0 ? 1 / (1 + Math.exp(-a)) : Math.exp(a) / (1 + Math.exp(a)));
const softplus = (a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));

// (로짓, 레이블) → [손실, 손실을 로짓으로 미분한 값]
const CURVES = {
  cross_entropy: (a, label) => [softplus(a) - label * a, sigmoid(a) - label],
  saturating: (a) => [-softplus(a), -sigmoid(a)],
  half_square: (a, label) => [0.5 * (a - label) ** 2, a - label],
  square: (a, label) => [(a - label) ** 2, 2 * (a - label)],
  hinge_real: (a) => [Math.max(0, 1 - a), a < 1 ? -1 : 0],
  hinge_fake: (a) => [Math.max(0, 1 + a), a > -1 ? 1 : 0],
  up: (a) => [-a, -1],
  down: (a) => [a, 1],
  above_partner: (a) => [softplus(-a), sigmoid(a) - 1],
  below_partner: (a) => [softplus(a), sigmoid(a)],
};
const ROLES = [["real", "판별자가 진짜에서"], ["fake", "판별자가 가짜에서"], ["generator", "생성자"]];

// 목적 함수 하나의 세 손실과 세 기울기: {real, fake, generator}마다 [손실, 기울기].
export function objectiveAt(objective, logit, realLabel, fakeLabel) {
  const labels = [realLabel, fakeLabel, 1];
  return Object.fromEntries(ROLES.map(([role], index) => [role, CURVES[objective.curves[index]](logit, labels[index])]));
}

function render({ model, el }) {
  const told = notice();
  el.append(told.element);
  resourceJson("objectives.json").then(start).catch(told.complain);

  function start(objectives) {
    const logits = range(-6, 6, 241), plain = objectives[0];
    const state = { key: plain.key, logit: -2, real: 1, fake: 0 };
    const charts = make("div", { className: "columns" });
    const set = (name) => (value) => { state[name] = value; draw(); };
    const pick = choice("목적 함수", objectives.map(({ key, title }) => [key, title]), state.key, set("key"));
    const logit = slider("로짓 a", { min: -6, max: 6, step: 0.1, value: state.logit, show: (a) => a.toFixed(1) }, set("logit"));
    const real = slider("진짜의 레이블 α", { min: 0.5, max: 1, step: 0.05, value: 1, show: (a) => a.toFixed(2) }, set("real"));
    const fake = slider("가짜의 레이블 β", { min: 0, max: 0.45, step: 0.05, value: 0, show: (a) => a.toFixed(2) }, set("fake"));
    const table = make("table");
    el.append(pick.element, logit.element, real.element, fake.element, charts, table);

    function draw() {
      const objective = objectives.find(({ key }) => key === state.key);
      for (const control of [real, fake]) control.input.disabled = !objective.has_labels;
      const curves = logits.map((a) => objectiveAt(objective, a, state.real, state.fake));
      const usual = logits.map((a) => objectiveAt(plain, a, 1, 0));
      const here = objectiveAt(objective, state.logit, state.real, state.fake);
      const panel = ([role, name], part) => chart({
        title: `${name} ${part ? "그레이디언트" : "손실"} ${here[role][part].toFixed(3)}`,
        x: [-6, 6], y: part ? [-2.3, 2.3] : [-6.3, 8], xlabel: "로짓 a",
        lines: [
          { x: logits, y: usual.map((each) => each[role][part]), colour: "neutral", dash: "5 4", name: `${plain.title}(1과 0)` },
          { x: logits, y: curves.map((each) => each[role][part]), colour: "fake", name: objective.title, wide: 2.6 },
        ],
        guides: [{ value: state.logit, axis: "x" }],
        marks: [{ x: state.logit, y: here[role][part], colour: "fake" }],
      });
      charts.replaceChildren(...[0, 1].flatMap((part) => ROLES.map((role) => panel(role, part))));
      table.replaceChildren(
        make("tr", {}, ...["누구의 것", "손실", "그레이디언트"].map((text) => make("th", { scope: "col" }, text))),
        ...ROLES.map(([role, name]) => make("tr", {}, make("th", { scope: "row" }, name), ...here[role].map((value) => make("td", {}, value.toFixed(4))))));
      told.tell(objective.has_labels ? "점선은 레이블이 1과 0인 비포화 손실입니다." : "이 손실에는 레이블이 없어 α와 β를 쓰지 않습니다. 점선은 비포화 손실입니다.");
      model.set("state", { here, objective: state.key });
    }
    draw();
  }
}

export default { render };
