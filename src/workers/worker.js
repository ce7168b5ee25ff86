// Starts a worker's wasm. `cargo xtask build` writes the names of its files and its hash into it.
const { script, wasm, integrity } = GLIA_FILES;

// Files are read in a thread beside this one, which is this same script again: a browser hands over the bytes of a file
// only while the thread that wants them pauses, and a worker has work to do.
const isReader = location.hash === "#read";
if (isReader) {
  addEventListener("message", async ({ data: { number, slice } }) => {
    try {
      const buffer = await slice.arrayBuffer();
      postMessage({ number, buffer }, [buffer]);
    } catch (error) {
      postMessage({ number, error });
    }
  });
}

/** The bytes of a blob. */
globalThis.readBeside = (() => {
  const waiting = new Map();
  let [reader, count] = [null, 0];
  const begin = () => {
    reader = new Worker(`${import.meta.url}#read`, { type: "module" });
    reader.addEventListener("message", ({ data: { number, buffer, error } }) => {
      const [done, fail] = waiting.get(number);
      waiting.delete(number);
      if (buffer) done(buffer);
      else fail(error);
    });
    reader.addEventListener("error", (event) => {
      for (const [, fail] of waiting.values()) fail(event);
      waiting.clear();
    });
  };
  return (slice) =>
    new Promise((done, fail) => {
      if (!reader) begin();
      count += 1;
      waiting.set(count, [done, fail]);
      reader.postMessage({ number: count, slice });
    });
})();

// Messages come as soon as this file has run, but the wasm is not there yet: they are kept, and sent again.
const early = [];
const keep = (event) => early.push(event.data);
if (!isReader) addEventListener("message", keep);

// A failure in a promise does not reach the page; what is thrown from a task is the `Worker`'s `error` event.
const fail = (error) => setTimeout(() => { throw error; });
addEventListener("unhandledrejection", (event) => fail(event.reason));

const start = async () => {
  const module_or_path = fetch(new URL(wasm, import.meta.url), { integrity });
  const { default: init } = await import(script);
  await init({ module_or_path });
  removeEventListener("message", keep);
  for (const data of early) dispatchEvent(new MessageEvent("message", { data }));
};
if (!isReader) start().catch(fail);
