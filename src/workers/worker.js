// Starts a worker's wasm: with SIMD where the browser has it, else the one without. `cargo xtask build` writes the names
// and hashes into it.
const files = GLIA_FILES;

// Messages come as soon as this file has run, but the wasm is not there yet: they are kept, and sent again.
const early = [];
const keep = (event) => early.push(event.data);
addEventListener("message", keep);

// A failure in a promise does not reach the page; what is thrown from a task is the `Worker`'s `error` event.
const fail = (error) => setTimeout(() => { throw error; });
addEventListener("unhandledrejection", (event) => fail(event.reason));

// The smallest module that uses SIMD: () => i8x16.popcnt(i8x16.splat(0)).
const simd = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);
const { script, wasm, integrity } = WebAssembly.validate(simd) ? files.simd : files.plain;
const start = async () => {
  const module_or_path = fetch(new URL(wasm, import.meta.url), { integrity });
  const { default: init } = await import(script);
  await init({ module_or_path });
  removeEventListener("message", keep);
  for (const data of early) dispatchEvent(new MessageEvent("message", { data }));
};
start().catch(fail);
