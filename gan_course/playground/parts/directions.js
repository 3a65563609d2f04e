// 잠재 벡터를 몇 방향으로 옮기는 조절기: 방향마다의 슬라이더와, 앞의 두 방향을 한꺼번에 옮기는 칸.
import { make, slider, button } from "./controls.js";

const REACH = 6; // 한 방향으로 가장 멀리

// directions: [[방향의 수들], …]. `moved(벡터, ψ)`가 옮기고 ψ배 한 새 벡터를 줍니다.
export function directionControls(directions, changed) {
  const moves = directions.map(() => 0);
  const pad = latentPad((x, y) => { [moves[0], moves[1]] = [x, y]; sliders[0].value = x; sliders[1].value = y; changed(); });
  const sliders = directions.map((_, index) =>
    slider(`방향 ${index + 1}`, { min: -REACH, max: REACH, step: 0.1, value: 0, show: (move) => move.toFixed(1) }, (move) => {
      moves[index] = move;
      if (index < 2) pad.move(moves[0], moves[1]);
      changed();
    }));
  const reset = button("방향을 모두 0으로", () => {
    moves.fill(0);
    sliders.forEach((each) => { each.value = 0; });
    pad.move(0, 0);
    changed();
  });
  return {
    elements: [
      make("h2", {}, "방향을 따라 옮기기"),
      make("p", {}, "첫 층의 출력을 가장 크게 바꾸는 여섯 방향입니다(Shen & Zhou 2021의 SeFa). 칸의 가로와 세로는 방향 1과 2이고, 초점을 두면 화살표로도 움직입니다."),
      make("div", { className: "columns" }, pad.element, make("div", {}, ...sliders.map((each) => each.element), reset)),
    ],
    moved: (base, truncation) => Float32Array.from(base, (value, place) =>
      truncation * (value + directions.reduce((sum, way, index) => sum + moves[index] * way[place], 0))),
  };
}

// 두 방향을 한꺼번에 옮기는 칸. 마우스, 손가락, 화살표.
function latentPad(changed) {
  const dot = make("div", { className: "dot" });
  const element = make("div", { className: "pad", tabIndex: 0, role: "application" }, dot);
  element.setAttribute("aria-label", "방향 1과 방향 2를 함께 옮기는 칸. 화살표로 움직입니다");
  let [x, y] = [0, 0];
  const show = () => { dot.style.left = `${50 + (50 * x) / REACH}%`; dot.style.top = `${50 - (50 * y) / REACH}%`; };
  const clip = (value) => Math.round(10 * Math.min(REACH, Math.max(-REACH, value))) / 10;
  const go = (newX, newY) => { [x, y] = [clip(newX), clip(newY)]; show(); changed(x, y); };
  const point = (event) => {
    const box = element.getBoundingClientRect();
    go(REACH * (2 * (event.clientX - box.left) / box.width - 1), -REACH * (2 * (event.clientY - box.top) / box.height - 1));
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
