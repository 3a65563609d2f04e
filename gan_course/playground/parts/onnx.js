// 내보낸 생성자(.onnx)를 onnxruntime-web(WebAssembly)으로 실행합니다. WebGPU는 값이 틀려 쓰지 않습니다(onnxruntime#26734).
import { resource, resourceText } from "./resources.js";

let runtime;
function onnxruntime() {
  runtime ??= (async () => {
    const [code, wasm] = await Promise.all([resourceText("ort.wasm.bundle.min.mjs"), resource("ort-wasm-simd-threaded.wasm")]);
    const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const ort = await import(/* @vite-ignore */ address);
    ort.env.wasm.wasmBinary = wasm.buffer;
    ort.env.wasm.numThreads = 1; // 여러 스레드에는 서버의 특별한 머리글이 있어야 합니다
    ort.env.logLevel = "error";
    return ort;
  })();
  return runtime;
}

// 이름의 모델. run(Float32Array, 모양)이 출력의 Float32Array를 줍니다. 조건부 생성자에는 레이블(Int32Array)도 줍니다.
export async function loadGenerator(name) {
  const [ort, file] = await Promise.all([onnxruntime(), resource(name)]);
  const session = await ort.InferenceSession.create(file, { executionProviders: ["wasm"] });
  return async (values, shape, labels = null) => {
    const inputs = { [session.inputNames[0]]: new ort.Tensor("float32", values, shape) };
    if (labels) inputs[session.inputNames[1]] = new ort.Tensor("int32", labels, [labels.length]);
    const outputs = await session.run(inputs);
    return outputs[session.outputNames[0]].data;
  };
}

// 한 번에 하나씩, 밀린 것은 마지막 것만: 슬라이더를 끄는 동안 계산이 쌓이지 않게 합니다.
export function latest(work, failed) {
  let busy = false, next = null;
  const step = async () => {
    while (next) {
      const given = next;
      next = null;
      try { await work(...given); } catch (error) { failed(error); }
    }
    busy = false;
  };
  return (...given) => {
    next = given;
    if (!busy) { busy = true; step(); }
  };
}
