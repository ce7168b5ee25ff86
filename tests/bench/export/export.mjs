// Makes one export as a person does, measures it, and writes the numbers as JSON to the file that the plan names. Started
// by `cargo xtask bench export`, which passes the plan in the environment variable GLIA_BENCH.

import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

import { FLAGS, pause } from "../browser.mjs";
import { Watch, cpuSeconds, processOf } from "./processes.mjs";

const plan = JSON.parse(process.env.GLIA_BENCH);
/** No page needs longer to say what there is, and no export longer than this, in ms. */
const [SOON, PATIENCE] = [120_000, 3 * 3_600_000];

// A profile of its own on the disk: what private windows store, Chromium keeps in memory.
rmSync(plan.profile, { recursive: true, force: true });
const context = await chromium.launchPersistentContext(plan.profile, {
  executablePath: plan.chromium,
  args: FLAGS,
  acceptDownloads: true,
  downloadsPath: plan.downloads,
  serviceWorkers: "block",
  viewport: { width: 1440, height: 900 },
});

/** In the page: when each stage was first seen, in ms on its clock. */
const SPY = () => {
  globalThis.stages = {};
  setInterval(() => {
    const text = document.querySelector(".export-run [role=status]")?.textContent ?? "";
    const stage = text.split(":")[0];
    if (stage) globalThis.stages[stage] ??= performance.now();
  }, 50);
};

/** The requests that the server has logged; preflights are not among them. */
const requests = () => readFileSync(plan.log, "utf8").split("Processed request").length - 1;

/**
 * How large the memories of the worker's wasm are, in bytes. They never shrink, so this is how large they were at most.
 * Playwright has no such question; Chromium answers it to a debugger of the worker.
 */
async function wasmMemory(page) {
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
      devtools.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id: number, method, params }) }).catch(fail);
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

/** Gives up after a while: a number that is nice to have may be missing. */
const orNothing = (promise) => Promise.race([promise, pause(10_000).then(() => null)]).catch(() => null);

try {
  const stored = JSON.stringify(JSON.stringify([plan.session]));
  await context.addInitScript(`localStorage.setItem("glia.sessions", ${stored});`);
  await context.addInitScript(SPY);
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(SOON);
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`${plan.app}#/export?user=${encodeURIComponent(plan.user)}`);
  await page.getByRole("button", { name: "See what is in it" }).click();
  await page.getByRole("heading", { name: "What will be in it" }).waitFor();
  // What the page itself needed has settled.
  await pause(3_000);

  const server = processOf("synapse.app.homeserver", plan.server);
  const watch = new Watch(plan.profile);
  const before = { requests: requests(), server: cpuSeconds(server), browser: watch.cpu() };
  const began = performance.now();
  const clicked = await page.evaluate(() => performance.now());
  const download = page.waitForEvent("download", { timeout: PATIENCE });
  download.catch(() => undefined);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const ended = page.getByText("The export is done.").or(page.getByRole("alert"));
  await ended.first().waitFor({ timeout: PATIENCE });
  const done = performance.now() - began;
  const alert = await page.getByRole("alert").allTextContents();
  if (alert.length > 0) throw new Error(`The export ended: ${alert.join(" ")}`);
  const file = await (await download).path();
  const saved = performance.now() - began;
  const after = { requests: requests(), server: cpuSeconds(server), browser: watch.cpu() };
  const memory = watch.end();
  rmSync(plan.zip, { force: true });
  // Playwright throws the download itself away.
  linkSync(file, plan.zip);
  const stages = await page.evaluate(() => globalThis.stages);
  for (const stage of Object.keys(stages)) stages[stage] -= clicked;
  const result = {
    browser: `Chromium ${context.browser()?.version() ?? ""}`.trim(),
    done,
    saved,
    stages,
    ...memory,
    wasm: await orNothing(wasmMemory(page)),
    requests: after.requests - before.requests,
    cpuServer: after.server - before.server,
    cpuBrowser: after.browser - before.browser,
  };
  if (errors.length > 0) throw new Error(`The page reports: ${errors.join("; ")}`);
  writeFileSync(plan.out, JSON.stringify(result));
} finally {
  await context.close();
  rmSync(plan.profile, { recursive: true, force: true });
}
