/**
 * How large the memories of the worker's wasm are, in bytes. They never shrink, so this is how large they were at most.
 * Playwright has no such question; Chromium answers it to a debugger of the worker.
 */
export async function wasmMemory(context, page) {
  const devtools = await context.newCDPSession(page);
  let [sessionId, number] = [null, 0];
  const answers = new Map();
  devtools.on("Target.attachedToTarget", (target) => {
    if (target.targetInfo.type === "worker") sessionId ??= target.sessionId;
  });
  devtools.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result, error } = JSON.parse(message);
    const [done, fail] = answers.get(id) ?? [];
    if (error) fail?.(new Error(error.message));
    else done?.(result);
  });
  await devtools.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const ask = (method, params) =>
    new Promise((done, fail) => {
      answers.set((number += 1), [done, fail]);
      const message = JSON.stringify({ id: number, method, params });
      devtools.send("Target.sendMessageToTarget", { sessionId, message }).catch(fail);
    });
  const prototype = await ask("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await ask("Runtime.queryObjects", { prototypeObjectId: prototype.result.objectId });
  const sizes = await ask("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
    returnByValue: true,
  });
  return sizes.result.value;
}
