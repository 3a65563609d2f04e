// 조절기에서 누른 글쇠를 노트북에 보내지 않습니다. 주피터랩의 단축키는 문서(document)에서 듣습니다.
function render({ el }) {
  const stop = (event) => {
    const saving = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    if (!saving) event.stopPropagation(); // 저장은 노트북의 일이고, 막으면 브라우저가 쪽을 저장하려 합니다
  };
  let box = null, waiting = null;
  const guard = () => {
    box = el.parentElement?.closest(".jupyter-widgets");
    if (!box) { waiting = requestAnimationFrame(guard); return; } // 아직 상자에 담기지 않았습니다
    for (let outer; (outer = box.parentElement?.closest(".jupyter-widgets")); ) box = outer;
    box.addEventListener("keydown", stop);
  };
  guard();
  return () => { cancelAnimationFrame(waiting); box?.removeEventListener("keydown", stop); };
}
export default { render };
