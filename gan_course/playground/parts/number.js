// 내 번호 쓰기: 8장의 조건부 생성자에 적은 숫자를 레이블로, 글씨체를 잡음으로 줍니다.
import { make, slider, choice, textField, notice, picture, paint, beside } from "./controls.js";
import { directionControls } from "./directions.js";
import { resourceFloats, resourceJson } from "./resources.js";
import { loadGenerator, latest } from "./onnx.js";

const SIDE = 28, CLASSES = 10;
const WIDTH = 3.2; // 한 자리의 너비(rem)

// 적은 글을 -와 빈칸에서 나눈 숫자의 묶음들. 노트북의 widgets.digits.digits_of와 같은 글을 받습니다.
export function groupsOf(text, facts) {
  const groups = text.split(/[- ]+/).filter((group) => group);
  const digits = groups.join("");
  if (!/^[0-9]+$/.test(digits) || digits.length > facts.longest) throw new Error(`번호로 ‘${text}’을(를) 적으셨습니다. ${facts.rule}`);
  return groups;
}

function render({ model, el }) {
  const told = notice();
  told.tell("모델을 읽는 중입니다…");
  el.append(told.element);
  start().catch(told.complain);

  async function start() {
    const [generate, facts, hands] = await Promise.all([
      loadGenerator("number.onnx"), resourceJson("number.json"), resourceFloats("number-hands.f32"),
    ]);
    const state = { text: facts.number, seed: 0, hands: "one", truncation: 1 };
    const dim = facts.noise_dim, size = SIDE * SIDE;
    const directions = directionControls(facts.directions, () => draw());
    const noise = (place) => { // 씨앗마다 자리의 수만큼의 잡음이 있고, 한 사람이면 늘 첫째를 씁니다
      const row = state.seed * facts.longest + (state.hands === "one" ? 0 : place);
      return directions.moved(hands.subarray(row * dim, (row + 1) * dim), state.truncation);
    };
    const written = make("div", { className: "written", role: "img" });
    const ten = picture("", "strip");

    const draw = latest(async () => {
      const { text, seed } = state, one = state.hands === "one";
      const groups = groupsOf(text, facts), digits = [...groups.join("")].map(Number), count = digits.length;
      const batch = new Float32Array((count + CLASSES) * dim);
      for (let place = 0; place < count + CLASSES; place++) batch.set(noise(place < count ? place : 0), place * dim);
      const labels = Int32Array.from([...digits, ...Array(CLASSES).keys()]);
      const images = await generate(batch, [count + CLASSES, dim], labels);
      let place = 0;
      written.replaceChildren(...groups.map((group) => {
        const canvas = make("canvas", { className: "pixels" });
        canvas.style.width = `${WIDTH * group.length}rem`;
        const from = place * size;
        place += group.length;
        paint(canvas, beside(images.subarray(from, place * size), group.length, SIDE), SIDE, SIDE * group.length, 1);
        return canvas;
      }));
      const whose = one ? "한 사람의 글씨로" : "자리마다 다른 글씨로";
      written.setAttribute("aria-label", `생성자가 ${whose} 쓴 번호 ${groups.join("-")}`);
      const row = images.slice(count * size);
      ten.caption.textContent = `${one ? "이" : "첫 자리의"} 잡음 하나를 열 레이블에 넣은 것(왼쪽부터 0, 1, …, 9)`;
      ten.show(beside(row, CLASSES, SIDE), SIDE, SIDE * CLASSES, 1, "같은 잡음으로 쓴 0에서 9");
      told.tell(`번호 ${count}자리를 ${whose} 썼습니다(씨앗 ${seed}).`);
      model.set("state", { text, hands: state.hands, seed, images: [...images.subarray(0, count * size)], ten: [...row] });
    }, told.complain);

    const number = textField("번호", state.text, () => write());
    const write = () => { state.text = number.value; draw(); };
    number.input.inputMode = "tel";
    number.input.addEventListener("input", write); // 적는 대로 씁니다
    const whose = choice("글씨체", [["one", "한 사람"], ["many", "자리마다 다른 사람"]], state.hands, (key) => { state.hands = key; draw(); });
    const seed = slider("글씨체의 씨앗", { min: 0, max: facts.seeds - 1, step: 1, value: 0 }, (value) => { state.seed = value; draw(); });
    const truncation = slider("잘라 내기 ψ", { min: 0, max: 1.5, step: 0.05, value: 1, show: (psi) => psi.toFixed(2) }, (psi) => { state.truncation = psi; draw(); });
    el.append(number.element, whose.element, seed.element, truncation.element, written, ten.element, ...directions.elements);
    draw();
  }
}

export default { render };
