// The pieces of a part lie behind each other in its file, whose beginning says what is in it (packs.rs).
const pieces = new Map();
// What is under way or done is not done again; what failed is.
function once(kept, key, make) {
    if (!kept.has(key)) {
        const made = make();
        made.catch(() => kept.delete(key));
        kept.set(key, made);
    }
    return kept.get(key);
}
// What is not here when the page is left never comes, which is no failure to tell of.
let left = false;
addEventListener("pagehide", () => (left = true));
addEventListener("pageshow", () => (left = false));
async function arrive(name, integrity) {
    const url = new URL(`./${name}.wasm`, import.meta.url);
    const response = await fetch(url, { integrity }).catch((error) => (left ? new Promise(() => {}) : Promise.reject(error)));
    if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
    const buffer = await response.arrayBuffer();
    const [count] = new Uint32Array(buffer, 0, 1);
    const directory = new Uint32Array(buffer, 4, 2 * count);
    let start = 4 + directory.byteLength;
    const compiled = [];
    for (let index = 0; index < directory.length; index += 2) {
        const [piece, size] = directory.subarray(index, index + 2);
        const bytes = new Uint8Array(buffer, start, size);
        start += size;
        compiled.push(once(pieces, piece, () => WebAssembly.instantiate(bytes, getSharedImports())));
    }
    await Promise.all(compiled);
}
const parts = new Map();
function load(name, integrity) {
    return wrapAsyncCb(() => once(parts, name, () => arrive(name, integrity)));
}
