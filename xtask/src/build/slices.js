
// The pieces lie behind each other in a few files; each file is fetched once, checked, and kept for what else is in it.
const files = GLIA_FILES;
const begun = [];
function begin(file) {
    if (begun[file]) return;
    const [name, integrity] = files[file];
    const fetching = fetch(new URL(name, import.meta.url), { integrity }).then((response) => {
        if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
        return response.arrayBuffer();
    });
    // The next try is a new one.
    fetching.catch(() => (begun[file] = undefined));
    begun[file] = fetching;
}
// A part begins with all of its files, so that each of its pieces lies in one that is on its way.
function whole(own, load) {
    return () => {
        own.forEach(begin);
        return load();
    };
}
async function slice(places) {
    const [file, start, end] = places.find(([file]) => begun[file]);
    return new Uint8Array(await begun[file], start, end - start);
}
