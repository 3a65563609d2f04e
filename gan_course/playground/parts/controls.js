// 조절기들. 브라우저가 가진 것(range, select, button)만 쓰므로 자판과 화면 읽기 프로그램이 그대로 듣습니다.

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

let made = 0;
function labelled(label, control, ...rest) {
  control.id = `control-${++made}`;
  return make("div", { className: "control" }, make("label", { htmlFor: control.id }, label), control, ...rest);
}

// 슬라이더. `changed`는 움직이는 동안 거듭 불립니다.
export function slider(label, { min, max, step, value, show = (number) => String(number) }, changed) {
  const input = make("input", { type: "range", min, max, step, value });
  const output = make("output", {}, show(value));
  const tell = () => {
    output.textContent = show(input.valueAsNumber);
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => { tell(); changed(input.valueAsNumber); });
  tell();
  const element = labelled(label, input, output);
  return { element, input, get value() { return input.valueAsNumber; }, set value(number) { input.value = number; tell(); } };
}

// options: [[값, 보이는 이름], …]
export function choice(label, options, value, changed) {
  const select = make("select", {}, ...options.map(([key, text]) => make("option", { value: key }, text)));
  select.value = value;
  select.addEventListener("change", () => changed(select.value));
  return { element: labelled(label, select), select, get value() { return select.value; }, set value(key) { select.value = key; } };
}

export function textField(label, value, changed) {
  const input = make("input", { type: "text", value, spellcheck: false, autocomplete: "off" });
  input.addEventListener("change", () => changed(input.value));
  return { element: labelled(label, input), input, get value() { return input.value; }, set value(text) { input.value = text; } };
}

export function button(label, pressed) {
  const element = make("button", { type: "button" }, label);
  element.addEventListener("click", pressed);
  return element;
}

export function row(...children) {
  return make("div", { className: "row" }, ...children);
}

// 알릴 것 한 줄. 화면 읽기 프로그램도 바로 읽습니다.
export function notice() {
  const element = make("p", { className: "notice", role: "status" });
  return {
    element,
    tell(text) { element.className = "notice"; element.textContent = text; },
    complain(error) { element.className = "notice alert"; element.textContent = `▲ ${error.message ?? error}`; },
  };
}

// [-1, 1]의 이미지(높이, 너비, 채널의 차례)를 캔버스에. 화소는 번지지 않게 키웁니다.
export function paint(canvas, values, height, width, channels) {
  canvas.width = width;
  canvas.height = height;
  const image = new ImageData(width, height);
  for (let place = 0; place < height * width; place++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = values[place * channels + (channels === 1 ? 0 : channel)];
      image.data[4 * place + channel] = Math.round((value + 1) * 127.5);
    }
    image.data[4 * place + 3] = 255;
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
}

// 제목이 달린 캔버스. 대체 글은 aria-label입니다.
export function picture(title, className = "") {
  const canvas = make("canvas", { className: `pixels ${className}`, width: 1, height: 1, role: "img" });
  const caption = make("figcaption", {}, title);
  canvas.setAttribute("aria-label", title);
  return {
    element: make("figure", {}, canvas, caption),
    canvas,
    caption,
    show(values, height, width, channels, alt) {
      paint(canvas, values, height, width, channels);
      if (alt) canvas.setAttribute("aria-label", alt);
    },
  };
}

// 한 변이 side인 흑백 이미지 count장을 옆으로 이은 것.
export function beside(images, count, side) {
  const values = new Float32Array(count * side * side);
  for (let index = 0; index < count; index++)
    for (let y = 0; y < side; y++)
      values.set(images.subarray((index * side + y) * side, (index * side + y + 1) * side), (y * count + index) * side);
  return values;
}
