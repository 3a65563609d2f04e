// 쪽에 든 것(모델, 그림, 라이브러리)을 이름으로 읽습니다. 바깥의 주소는 부르지 않습니다.

const waiting = {};

// 이름의 바이트(Uint8Array). 쪽 안에 있으면 그것을, 없으면 곁의 assets/ 폴더에서 읽습니다.
export function resource(name) {
  waiting[name] ??= (async () => {
    if (!globalThis.ganCourseResources?.[name]) await run(`assets/${name}.js`, name);
    const coded = globalThis.ganCourseResources[name];
    delete globalThis.ganCourseResources[name]; // 글은 버립니다
    const packed = Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0));
    const opened = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(opened).arrayBuffer());
  })();
  return waiting[name];
}

function run(address, name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${name}을(를) 읽지 못했습니다. 폴더를 통째로 옮겼는지 확인하십시오.`));
    document.head.append(script);
  });
}

export async function resourceText(name) {
  return new TextDecoder().decode(await resource(name));
}

export async function resourceJson(name) {
  return JSON.parse(await resourceText(name));
}

export async function resourceFloats(name) {
  return new Float32Array((await resource(name)).buffer);
}
