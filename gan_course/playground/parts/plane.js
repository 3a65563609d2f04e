// 2차원 GAN: 이 쪽에서 정말로 훈련합니다(TensorFlow.js). 한 걸음의 식은 노트북의 plane_lab.game과 같고, 난수는 다릅니다.
import { make, slider, choice, textField, button, row, notice } from "./controls.js";
import { chart } from "./chart.js";
import { resourceJson, resourceText } from "./resources.js";
import { uniforms, normals } from "./random.js";
import { PlaneGame } from "./plane_game.js";
import { planeJudge } from "./plane_score.js";
import { settingsText, settingsFrom } from "./plane_settings.js";

const BATCH = 128, SHOWN = 500, SAMPLES = 2000, ARROWS = 24;

async function tensorflow() {
  const script = make("script");
  script.textContent = await resourceText("tf.es2017.min.js");
  document.head.append(script);
  await globalThis.tf.setBackend("cpu"); // 작은 신경망에는 GPU로 옮기는 값이 더 듭니다
  return globalThis.tf;
}

function render({ model, el }) {
  const told = notice();
  told.tell("TensorFlow.js를 읽는 중입니다…");
  el.append(told.element);
  Promise.all([tensorflow(), resourceJson("plane.json")]).then(([tf, facts]) => start(tf, facts)).catch(told.complain);

  function start(tf, facts) {
    let settings, game, judge, next, step, history, playing = false;
    const noise = normals(uniforms(12345), 2 * SAMPLES);
    const canvas = make("canvas", { width: 560, height: 560, role: "img", tabIndex: -1 });
    canvas.style.cssText = "width: 100%; max-width: 35rem; touch-action: manipulation;";
    const best = make("canvas", { width: 560, height: 560, role: "img" });
    best.style.cssText = canvas.style.cssText;
    const charts = make("div", { className: "columns" });

    const draws = (count) => {
      const { skeleton, deviation } = judge.target, points = new Float32Array(2 * count), shake = normals(next, 2 * count);
      for (let index = 0; index < count; index++) {
        const chosen = skeleton[Math.floor(next() * skeleton.length)];
        for (const axis of [0, 1]) points[2 * index + axis] = chosen[axis] + deviation * shake[2 * index + axis];
      }
      return points;
    };

    function restart(wanted) {
      const target = wanted.target === "points" ? { ...facts.targets.points, skeleton: wanted.points, places: wanted.points } : facts.targets[wanted.target];
      game?.dispose();
      settings = wanted;
      next = uniforms(settings.seed);
      judge = planeJudge(facts, target);
      game = new PlaneGame(tf, facts, settings, next);
      [step, history] = [0, []];
      fill();
      observe();
    }

    function observe() {
      const look = game.look(noise, judge.cells, draws(SHOWN), ARROWS);
      const score = judge.score(look.fake);
      if (!Number.isFinite(look.fake[0])) throw new Error(`${step}걸음에서 생성자가 유한하지 않은 점을 냈습니다. 학습률을 줄이거나 벌점을 더한 다음 처음부터 다시 하십시오.`);
      if (history.at(-1)?.[0] === step) history.pop();
      history.push([step, score.divergence, score.covered]);
      drawPlane(canvas, facts, look.answers, draws(SHOWN), look.fake, look.arrows);
      drawPlane(best, facts, score.best, draws(SHOWN), look.fake, null);
      canvas.setAttribute("aria-label", `${step}걸음의 진짜 점(파랑)과 가짜 점(주황), 판별자의 답`);
      best.setAttribute("aria-label", "가장 좋은 판별자의 답");
      const last = Math.max(200, step), steps = history.map(([each]) => each);
      charts.replaceChildren(
        chart({ title: `옌센-섀넌 발산 ${score.divergence.toFixed(3)}`, x: [0, last], y: [0, 0.73], xlabel: "생성자의 걸음", guides: [{ value: Math.LN2 }], lines: [{ x: steps, y: history.map((each) => each[1]), colour: "accent" }] }),
        chart({ title: `가짜가 덮은 자리 ${score.covered}/${judge.target.places.length}`, x: [0, last], y: [0, 1.08 * judge.target.places.length], xlabel: "생성자의 걸음", lines: [{ x: steps, y: history.map((each) => each[2]), colour: "fake" }] }));
      told.tell(`${step.toLocaleString("ko")}걸음. 옌센-섀넌 발산 ${score.divergence.toFixed(3)}, 자리 ${judge.target.places.length}곳 가운데 ${score.covered}곳을 덮었습니다.`);
      model.set("state", { step, divergence: score.divergence, covered: score.covered, settings: settingsText(settings, facts) });
    }

    const normal = () => normals(next, 2 * BATCH);
    const discriminatorStep = () => game.discriminatorStep(draws(BATCH), normal(), next);
    const generatorStep = () => { game.generatorStep(draws(BATCH), normal()); step += 1; };
    function advance(rounds) {
      for (let round = 0; round < rounds; round++) {
        for (let each = 0; each < settings.discriminator_steps; each++) discriminatorStep();
        generatorStep();
      }
      observe();
    }
    const guarded = (work) => () => { try { work(); } catch (error) { stop(); told.complain(error); } };
    function stop() { playing = false; play.textContent = "재생"; play.setAttribute("aria-pressed", "false"); }
    const frame = () => {
      if (!playing) return;
      guarded(() => advance(rounds.value))();
      if (playing) setTimeout(frame, 10); // 화면이 그려질 틈
    };
    const play = button("재생", () => {
      playing = !playing;
      play.textContent = playing ? "멈춤" : "재생";
      play.setAttribute("aria-pressed", String(playing));
      frame();
    });
    const rounds = slider("한 장면의 걸음", { min: 1, max: 50, step: 1, value: 10 }, () => {});

    const change = (name, read = (value) => value) => (value) => guarded(() => {
      const changed = { ...settings, [name]: read(value) };
      if (changed.target === "points" && !changed.points.length) changed.points = facts.first_points;
      const wanted = settingsFrom(settingsText(changed, facts), facts);
      const live = ["generator_rate", "discriminator_rate", "discriminator_steps"].includes(name);
      if (!live) { stop(); restart(wanted); return; }
      settings = wanted;
      game.setRates(settings.generator_rate, settings.discriminator_rate);
      fill();
    })();
    const numbers = (list) => list.map((value) => [String(value), String(value)]);
    const controls = {
      target: choice("분포", facts.target_names, "ring", change("target")),
      objective: choice("목적 함수", facts.objectives.map(({ key, title }) => [key, title]), "non-saturating", change("objective")),
      generator_rate: choice("생성자의 학습률", numbers(facts.rates), "0.001", change("generator_rate", Number)),
      discriminator_rate: choice("판별자의 학습률", numbers(facts.rates), "0.002", change("discriminator_rate", Number)),
      discriminator_steps: slider("판별자의 걸음", { min: 1, max: 10, step: 1, value: 1 }, change("discriminator_steps")),
      r1: choice("R1의 세기 γ", numbers(facts.penalties), "0", change("r1", Number)),
      r2: choice("R2의 세기 γ", numbers(facts.penalties), "0", change("r2", Number)),
      seed: slider("씨앗", { min: 0, max: 99, step: 1, value: 0 }, change("seed")),
    };
    const code = textField("설정 글", "", (text) => guarded(() => { const wanted = settingsFrom(text, facts); stop(); restart(wanted); })());
    function fill() {
      for (const [name, control] of Object.entries(controls)) {
        const value = settings[name];
        if (control.select && ![...control.select.options].some((option) => option.value === String(value))) control.select.append(make("option", { value: String(value) }, String(value)));
        control.value = control.select ? String(value) : value;
      }
      code.value = settingsText(settings, facts);
    }
    canvas.addEventListener("click", (event) => {
      if (settings.target !== "points") return;
      const box = canvas.getBoundingClientRect(), limit = facts.limit;
      const point = [2 * limit * (event.clientX - box.left) / box.width - limit, limit - 2 * limit * (event.clientY - box.top) / box.height];
      if (Math.max(...point.map(Math.abs)) <= 3) change("points")([...settings.points, point.map((each) => Math.round(100 * each) / 100)]);
    });

    el.append(
      row(play, button("D 한 걸음", guarded(() => { discriminatorStep(); observe(); })), button("G 한 걸음", guarded(() => { generatorStep(); observe(); })), button("처음부터", guarded(() => { stop(); restart(settings); }))),
      make("div", { className: "columns" }, make("div", {}, ...Object.values(controls).map((each) => each.element), rounds.element, code.element),
        make("figure", {}, canvas, make("figcaption", {}, "판별자의 답 D(x). 파란 점은 진짜, 주황 점은 가짜, 화살표는 가짜가 밀리는 쪽. 「직접 찍은 점」을 고르면 눌러서 점을 더합니다. 자판으로는 설정 글의 points에 「1,0.5;-1,0」처럼 적습니다."))),
      make("div", { className: "columns" }, make("figure", {}, best, make("figcaption", {}, "가장 좋은 답 D* = p/(p+q)")), charts));
    globalThis.ganCoursePlane = { tf, PlaneGame, facts, planeJudge }; // 시험이 파이썬의 걸음과 견주는 자리
    restart(settingsFrom(model.get("settings") || "target=ring", facts));
  }
}

// 바탕은 답(파랑이 진짜, 주황이 가짜), 그 위에 점과 화살표.
function drawPlane(canvas, facts, answers, real, fake, arrows) {
  const context = canvas.getContext("2d"), size = canvas.width, cells = facts.resolution, limit = facts.limit;
  const image = new ImageData(cells, cells);
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++) {
      const answer = answers[(cells - 1 - row) * cells + column], strength = 0.55 * Math.abs(2 * answer - 1);
      const colour = answer > 0.5 ? [0, 114, 178] : [213, 94, 0];
      for (const channel of [0, 1, 2]) image.data[4 * (row * cells + column) + channel] = 255 + strength * (colour[channel] - 255);
      image.data[4 * (row * cells + column) + 3] = 255;
    }
  const small = make("canvas", { width: cells, height: cells });
  small.getContext("2d").putImageData(image, 0, 0);
  context.drawImage(small, 0, 0, size, size);
  const place = (x, y) => [((x + limit) / (2 * limit)) * size, ((limit - y) / (2 * limit)) * size];
  const dots = (points, colour, square) => {
    context.fillStyle = colour;
    for (let index = 0; 2 * index < Math.min(points.length, 1000); index++) {
      const [x, y] = place(points[2 * index], points[2 * index + 1]);
      context.beginPath();
      if (square) context.rect(x - 2.5, y - 2.5, 5, 5);
      else context.arc(x, y, 2.6, 0, 7);
      context.fill();
    }
  };
  dots(real, "#0072B2", false);
  dots(fake, "#D55E00", true);
  if (!arrows) return;
  for (let index = 0; 2 * index < arrows.length; index++) {
    const [dx, dy] = [arrows[2 * index], arrows[2 * index + 1]], strength = Math.hypot(dx, dy);
    if (strength < 1e-9) continue;
    const length = Math.min(0.7 * Math.sqrt(strength), 0.9) / strength;
    const [from, to] = [place(fake[2 * index], fake[2 * index + 1]), place(fake[2 * index] + length * dx, fake[2 * index + 1] + length * dy)];
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    context.strokeStyle = "#000";
    context.lineWidth = 1.8;
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    for (const side of [2.6, -2.6]) {
      context.moveTo(...to);
      context.lineTo(to[0] + 7 * Math.cos(angle + side), to[1] + 7 * Math.sin(angle + side));
    }
    context.stroke();
  }
}

export default { render };
