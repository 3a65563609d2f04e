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
// 테마를 바꾸었으면 참입니다.
function useTheme(theme) {
  const { dataset } = document.documentElement;
  if (!["light", "dark"].includes(theme) || dataset.theme === theme) return false;
  dataset.theme = theme;
  return true;
}
useTheme(asked.get("theme"));
const place = document.getElementById("lab");
const model = pageModel({ settings: asked.get("settings") ?? "" });
globalThis.ganCourseModel = model; // 시험이 수를 읽는 자리
if (window.self !== window.top) {
  // 장의 쪽 안에서는 제 높이를 알리고, 그 쪽의 테마를 듣습니다(site.js). file://의 쪽에는 견줄 origin이 없어 보낸 창을 봅니다.
  document.documentElement.classList.add("framed");
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height); // scrollHeight는 틀보다 작아지지 않습니다
    window.parent.postMessage({ ganCourseHeight: height }, "*");
  };
  new ResizeObserver(tell).observe(document.body);
  addEventListener("message", (event) => {
    if (event.source === window.parent && useTheme(event.data?.ganCourseTheme)) tell(); // 먼저 보낸 높이를 그 쪽이 못 들었을 수 있습니다
  });
}
render({ model, el: place });
