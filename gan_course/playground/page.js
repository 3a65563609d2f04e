// anywidget의 model을 흉내 내, 노트북 없이 모듈 하나를 이 쪽에 놓습니다.
function pageModel(values) {
  const listeners = {};
  return {
    get: (name) => values[name],
    set(name, value) {
      values[name] = value;
      for (const listener of listeners[`change:${name}`] ?? []) listener();
    },
    on: (event, listener) => (listeners[event] ??= []).push(listener),
    off: (event, listener) => { listeners[event] = (listeners[event] ?? []).filter((each) => each !== listener); },
    send() {},
  };
}
const asked = new URLSearchParams(location.search);
if (["light", "dark"].includes(asked.get("theme"))) document.documentElement.dataset.theme = asked.get("theme");
const place = document.getElementById("lab");
const model = pageModel({ settings: asked.get("settings") ?? "" });
globalThis.ganCourseModel = model; // 시험이 수를 읽는 자리
if (window.self !== window.top) {
  document.documentElement.classList.add("framed");
  const tell = () => window.parent.postMessage({ ganCourseHeight: document.documentElement.scrollHeight }, "*");
  new ResizeObserver(tell).observe(document.body);
}
render({ model, el: place });
