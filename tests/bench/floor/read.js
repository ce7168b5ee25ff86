// Reads a file in slices as the log explorer's worker does, and does nothing with them.

const SLICE = 16 * 1024 * 1024;

onmessage = async ({ data: file }) => {
  const started = performance.now();
  const slice = (from) => (from < file.size ? file.slice(from, from + SLICE).arrayBuffer() : null);
  let bytes = 0;
  for (let next = slice(0); next; ) {
    const piece = await next;
    bytes += piece.byteLength;
    next = slice(bytes);
  }
  postMessage({ bytes, ms: performance.now() - started });
};
