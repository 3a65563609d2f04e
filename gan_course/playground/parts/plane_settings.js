// 노트북의 2차원 실험실과 주고받는 설정 글: plane_lab.run.PlaneSettings.text와 from_text.

const format = (points) => points.map(([x, y]) => `${Number(x.toFixed(2))},${Number(y.toFixed(2))}`).join(";");

export function settingsText(settings, facts) {
  const written = Object.entries({ ...settings, points: format(settings.points) });
  const plain = { ...facts.defaults, points: "" };
  return written.filter(([name, value]) => name === "target" || value !== plain[name]).map(([name, value]) => `${name}=${value}`).join("&");
}

export function settingsFrom(text, facts) {
  const settings = { ...facts.defaults, points: [] };
  const pairs = [...new URLSearchParams(text.trim())];
  if (!pairs.length || !text.includes("=")) throw new Error(`설정 글 '${text}'을 읽을 수 없습니다. target=ring&seed=1처럼 이름=값을 &로 이어 적어야 합니다.`);
  for (const [name, value] of pairs) {
    if (!(name in settings)) throw new Error(`설정 글에 모르는 이름 '${name}'이 있습니다. 쓸 수 있는 이름: ${Object.keys(settings).join(", ")}.`);
    if (name === "points") settings.points = value.split(";").filter(Boolean).map((part) => part.split(",").map(Number));
    else if (typeof settings[name] === "number") settings[name] = value.trim() === "" ? NaN : Number(value);
    else settings[name] = value;
  }
  const wrong = (name, wanted) => new Error(`설정 글에서 ${name}의 값이 '${settings[name]}'입니다. ${wanted} 주십시오.`);
  const keys = facts.objectives.map(({ key }) => key), targets = Object.keys(facts.targets);
  const whole = (name, low, high) => { if (!Number.isInteger(settings[name]) || settings[name] < low || settings[name] > high) throw wrong(name, `${low}에서 ${high} 사이의 정수를`); };
  if (!targets.includes(settings.target)) throw wrong("target", `${targets.join(", ")} 가운데 하나를`);
  if (!keys.includes(settings.objective)) throw wrong("objective", `${keys.join(", ")} 가운데 하나를`);
  for (const name of ["generator_rate", "discriminator_rate"]) if (!(settings[name] > 0 && settings[name] <= 1)) throw wrong(name, "0보다 크고 1 이하인 수를");
  for (const name of ["r1", "r2"]) if (!(settings[name] >= 0 && settings[name] < Infinity)) throw wrong(name, "0 이상의 수를");
  whole("discriminator_steps", 1, 10);
  whole("seed", 0, 2 ** 31 - 1);
  if (!settings.points.every((point) => point.length === 2 && point.every((each) => Math.abs(each) <= 3))) throw new Error("점은 '1, 0.5; -1, 0'처럼 두 수를 쉼표로, 점과 점을 쌍반점(;)으로 나누어 적고, -3에서 3 사이여야 합니다.");
  if (settings.target === "points" && !settings.points.length) throw new Error("찍은 점이 없습니다. points=1,0.5;-1,0처럼 한 점 이상 적으십시오.");
  return settings;
}
