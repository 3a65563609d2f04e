// 자주 바뀌는 그림: 새 그림을 다 읽은 다음에야 다음 것을 달라고 해서 밀리지 않습니다.
function render({ model, el }) {
  const image = document.createElement("img");
  // 좁은 화면에서는 줄이는 대신 옆으로 밀어 봅니다. 더 줄이면 글이 읽히지 않습니다.
  image.style.cssText = "max-width: 100%; min-width: 44em; display: block;";
  el.style.overflowX = "auto";
  let shown = null;

  const describe = () => { image.alt = model.get("alt"); };
  const aim = () => { image.style.cursor = model.get("clickable") ? "crosshair" : "default"; };
  const draw = () => {
    const frame = model.get("frame");
    const next = URL.createObjectURL(new Blob([model.get("data")], { type: "image/jpeg" }));
    image.onload = () => {
      if (shown) URL.revokeObjectURL(shown);
      shown = next;
      model.set("seen", frame);
      model.save_changes();
    };
    image.src = next;
  };
  image.addEventListener("click", (event) => {
    if (!model.get("clickable")) return;
    const box = image.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    model.send({ clicked: [x, y] });
  });
  model.on("change:alt", describe);
  model.on("change:clickable", aim);
  model.on("change:frame", draw);
  describe();
  aim();
  draw();
  el.appendChild(image);
  return () => { if (shown) URL.revokeObjectURL(shown); };
}
export default { render };
