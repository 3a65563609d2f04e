// 내 그림 바꾸기: CycleGAN의 두 방향으로 보냈다가 되돌립니다. 모델은 translators.json의 목록에서 고릅니다.
import { make, slider, choice, button, row, notice, picture, paint } from "./controls.js";
import { resource, resourceJson } from "./resources.js";
import { loadGenerator, latest } from "./onnx.js";
import { uniforms, normals } from "./random.js";

// 가운데의 정사각형을 side화소로 줄인 [-1, 1]의 RGB.
export function squareOf(source, width, height, side) {
  const canvas = make("canvas", { width: side, height: side });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const cut = Math.min(width, height);
  // 반씩 줄여야 브라우저마다 같은, 계단이 없는 그림이 됩니다.
  let [from, size] = [make("canvas", { width: cut, height: cut }), cut];
  from.getContext("2d").drawImage(source, (width - cut) / 2, (height - cut) / 2, cut, cut, 0, 0, cut, cut);
  while (size > 2 * side) {
    const half = make("canvas", { width: Math.ceil(size / 2), height: Math.ceil(size / 2) });
    half.getContext("2d").drawImage(from, 0, 0, half.width, half.height);
    [from, size] = [half, half.width];
  }
  context.drawImage(from, 0, 0, side, side);
  return pixelsOf(context, 0, 0, side);
}

function pixelsOf(context, x, y, side) {
  const { data } = context.getImageData(x, y, side, side);
  const values = new Float32Array(side * side * 3);
  for (let place = 0; place < side * side; place++)
    for (let channel = 0; channel < 3; channel++) values[3 * place + channel] = data[4 * place + channel] / 127.5 - 1;
  return values;
}

function render({ model, el }) {
  const told = notice();
  told.tell("목록을 읽는 중입니다…");
  el.append(told.element);
  resourceJson("translators.json").then(start).catch(told.complain);

  async function start(translators) {
    const asked = translators.find((each) => each.id === model.get("settings")); // 쪽이 골라 달라고 한 모델
    const state = { translator: asked ?? translators[0], forward: true, noise: 0, side: 64, image: null, truth: null, from: "" };
    const shown = Object.fromEntries([["source", "원본"], ["truth", "정답(같은 장면을 그린 것)"], ["there", "옮긴 것"], ["shaken", "잡음을 섞은 것"], ["back", "되돌린 것"], ["difference", "원본과의 차이(네 배 밝게)"]]
      .map(([key, title]) => [key, picture(title, "big")]));
    const scenes = make("div", { className: "row" }), about = make("p"), ownAbout = make("p");
    const licence = make("details", {}, make("summary", {}, "사진의 라이선스(MIT)"), make("pre"));

    const draw = latest(async () => {
      if (!state.image) return;
      const { translator, forward, side, image } = state, shape = [1, side, side, 3];
      const [ab, ba] = await Promise.all([loaded(translator.forward), loaded(translator.backward)]);
      const began = performance.now();
      const there = await (forward ? ab : ba)(image, shape);
      const milliseconds = performance.now() - began, name = forward ? translator.forward : translator.backward;
      const noise = normals(uniforms(1), image.length);
      const shaken = Float32Array.from(there, (value, place) => Math.min(1, Math.max(-1, value + state.noise * noise[place])));
      const back = await (forward ? ba : ab)(shaken, shape);
      const difference = new Float32Array(side * side);
      let sum = 0;
      for (let place = 0; place < side * side; place++) {
        let gap = 0;
        for (let channel = 0; channel < 3; channel++) gap += Math.abs(back[3 * place + channel] - image[3 * place + channel]) / 6;
        difference[place] = Math.min(1, 8 * gap - 1); // 작은 차이가 보이게 네 배
        sum += gap;
      }
      const mean = sum / (side * side);
      const [here, other] = forward ? [translator.a, translator.b] : [translator.b, translator.a];
      for (const [key, values, channels, alt] of [["source", image, 3, `${state.from} ${here}`], ["there", there, 3, `${other} 쪽으로 옮긴 것`], ["shaken", shaken, 3, "옮긴 것에 잡음을 섞은 것"], ["back", back, 3, `다시 ${here} 쪽으로 되돌린 것`], ["difference", difference, 1, `차이의 평균 ${mean.toFixed(4)}`]])
        shown[key].show(values, side, side, channels, alt);
      shown.truth.element.hidden = !state.truth;
      if (state.truth) shown.truth.show(state.truth, side, side, 3, `정답인 ${other}`);
      shown.shaken.element.hidden = state.noise === 0;
      told.tell(`${state.from} ${here} → ${other}, ${side}화소. 되돌린 것과 원본의 차이는 평균 ${mean.toFixed(4)}(0에서 1)입니다.` + (warm.has(name + side) ? ` 한 장을 옮기는 데 ${Math.round(milliseconds)} ms가 걸렸습니다.` : "")); // 처음에는 준비하는 시간이 더 듭니다
      warm.add(name + side);
      model.set("state", { translator: translator.id, forward, mean, source: [...image], there: [...there], back: [...back] });
    }, told.complain);

    const use = (image, side, from, truth = null) => { Object.assign(state, { image, side, from, truth }); draw(); };
    const which = choice("모델", translators.map(({ id, title }) => [id, title]), state.translator.id, (id) => {
      state.translator = translators.find((each) => each.id === id);
      shelf().catch(told.complain);
    });
    const direction = choice("방향", [["forward", ""], ["backward", ""]], "forward", (way) => { state.forward = way === "forward"; shelf().catch(told.complain); });
    const noise = slider("도중의 잡음", { min: 0, max: 0.5, step: 0.02, value: 0, show: (value) => value.toFixed(2) }, (value) => { state.noise = value; draw(); });

    // 고른 모델의 그림들. 여러 장을 세로로 이은 PNG이고, 왼쪽이 A, 오른쪽이 B입니다. 짝이 있으면(paired) 서로의 정답입니다.
    async function shelf() {
      const { translator, forward } = state;
      const [a, b] = [translator.a, translator.b];
      direction.select.options[0].textContent = `${a} → ${b}`;
      direction.select.options[1].textContent = `${b} → ${a}`;
      about.textContent = translator.about;
      ownAbout.textContent = `그림은 이 브라우저를 떠나지 않습니다. 가운데의 정사각형만 씁니다. ${translator.own}`;
      licence.hidden = !translator.licence;
      licence.lastChild.textContent = translator.licence;
      const bitmap = await createImageBitmap(new Blob([await resource(translator.scenes)], { type: "image/png" }), { colorSpaceConversion: "none" });
      const canvas = make("canvas", { width: bitmap.width, height: bitmap.height });
      const context = canvas.getContext("2d", { willReadFrequently: true });
      context.drawImage(bitmap, 0, 0);
      const side = translator.size;
      const at = (index, column) => pixelsOf(context, column * side, index * side, side);
      const show = (index) => use(at(index, forward ? 0 : 1), side, `${index}번`, translator.paired ? at(index, forward ? 1 : 0) : null);
      scenes.replaceChildren(...Array.from({ length: translator.count }, (_, index) => {
        const own = forward ? 0 : 1, small = make("canvas", { className: "pixels", "aria-hidden": "true" });
        paint(small, at(index, own), side, side, 3);
        const tile = button("", () => show(index));
        tile.className = "tile scene";
        tile.setAttribute("aria-label", `${forward ? a : b} ${index}번 그림`);
        tile.append(small);
        return tile;
      }));
      show(0);
    }

    const own = await ownPicture(use, told);
    el.append(which.element, direction.element, about, scenes, licence, noise.element,
      make("div", { className: "pictures" }, ...Object.values(shown).map((each) => each.element)),
      make("h2", {}, "내 그림으로"),
      ownAbout,
      own);
    await shelf();
  }
}

const generators = {}, warm = new Set();
function loaded(name) {
  return (generators[name] ??= loadGenerator(name));
}

async function ownPicture(use, told) {
  let last = null;
  const side = choice("줄일 크기", [["64", "64화소(배운 크기)"], ["128", "128화소"]], "64", () => last?.());
  const take = (source, width, height, from) => {
    last = () => use(squareOf(source, width, height, Number(side.value)), Number(side.value), from);
    last();
  };
  const file = make("input", { type: "file", accept: "image/*", hidden: true });
  const open = button("그림 파일 고르기", () => file.click()); // 브라우저의 단추는 브라우저의 말로 적힙니다
  file.addEventListener("change", async () => {
    try {
      const bitmap = await createImageBitmap(file.files[0]);
      take(bitmap, bitmap.width, bitmap.height, "내 그림의");
    } catch {
      told.complain("그림으로 읽지 못했습니다. PNG나 JPEG 파일을 고르십시오.");
    }
  });
  const video = make("video", { autoplay: true, muted: true, playsInline: true, hidden: true });
  const shoot = button("찍기", () => {
    const still = make("canvas", { width: video.videoWidth, height: video.videoHeight });
    still.getContext("2d").drawImage(video, 0, 0);
    take(still, still.width, still.height, "카메라의");
  });
  shoot.hidden = true;
  const camera = button("카메라 켜기", async () => {
    if (video.srcObject) {
      video.srcObject.getTracks().forEach((track) => track.stop());
      video.srcObject = null;
    } else {
      try {
        video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
      } catch {
        told.complain("카메라를 켜지 못했습니다. 허락하지 않았거나, 카메라가 없거나, 이 주소에서는 쓸 수 없습니다. 그림 파일을 고르십시오.");
      }
    }
    video.hidden = shoot.hidden = !video.srcObject;
    camera.textContent = video.srcObject ? "카메라 끄기" : "카메라 켜기";
  });
  return make("div", {}, row(open, file, camera, shoot), side.element, video);
}

export default { render };
