// Measures the log explorer and writes the numbers as JSON to the file that the plan names. Started by
// `cargo xtask bench logs`, which passes the plan in the environment variable GLIA_BENCH.

import { readFileSync, writeFileSync } from "node:fs";

import { launch } from "./browser.mjs";

const plan = JSON.parse(process.env.GLIA_BENCH);
const browser = await launch(plan.chromium);
const PATIENCE = 300_000;

/** In the page: the longest task of its thread, and what the worker says of its progress. */
const SPY = () => {
  globalThis.spy = { longestTask: 0, progress: null };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) spy.longestTask = Math.max(spy.longestTask, duration);
  }).observe({ type: "longtask", buffered: false });
  const Real = globalThis.Worker;
  globalThis.Worker = class extends Real {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data }) => {
        const progress = data.bytes instanceof Uint8Array && decode(data.bytes);
        if (progress) spy.progress = progress;
      });
    }
  };
  /** `Told::Progress` in postcard's format; see src/logs/protocol. */
  function decode(bytes) {
    let at = 0;
    const number = () => {
      let [value, factor] = [0, 1];
      for (;;) {
        const byte = bytes[at++];
        value += (byte & 127) * factor;
        if (byte < 128) return value;
        factor *= 128;
      }
    };
    if (number() !== 0) return null;
    const [read, size, lines, requests] = [number(), number(), number(), number()];
    if (number() === 1) number();
    const [isDone, isStopped] = [number(), number()];
    return { read, size, lines, requests, isDone: isDone === 1, isStopped: isStopped === 1, indexBytes: number() };
  }
};

async function visit(address, work) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block" });
  try {
    await context.addInitScript(SPY);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(address);
    return await work(page);
  } finally {
    await context.close();
  }
}

/** Bytes in memory of the largest renderer: the page's own, with its workers. */
async function resident() {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  await devtools.detach();
  const sizes = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => {
      try {
        return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0) * 1024;
      } catch {
        return 0; // It ended just now.
      }
    });
  return Math.max(...sizes);
}

/** The floor: the same slices, in a worker that does nothing with them. */
const read = () =>
  visit(plan.floor, async (page) => {
    await page.setContent(`<input type="file">`);
    await page.setInputFiles("input", plan.log);
    return page.evaluate(
      (script) =>
        new Promise((done, fail) => {
          const worker = new Worker(script);
          worker.onmessage = ({ data }) => done(data.ms);
          worker.onerror = fail;
          worker.postMessage(document.querySelector("input").files[0]);
        }),
      `${plan.floor}read.js`,
    );
  });

const index = () =>
  visit(`${plan.app}#/logs`, async (page) => {
    const input = page.locator("input[type=file][multiple]");
    await input.waitFor({ state: "attached" });
    const before = await resident();
    let most = before;
    const looking = setInterval(async () => (most = Math.max(most, await resident().catch(() => 0))), 500);
    // Whatever loading did does not count.
    await page.evaluate(() => (spy.longestTask = 0));
    const started = await page.evaluate(() => performance.now());
    await input.setInputFiles(plan.log);
    await page.waitForFunction(() => spy.progress?.isDone, undefined, { polling: 20 });
    const ms = (await page.evaluate(() => performance.now())) - started;
    clearInterval(looking);
    const { progress, longestTask } = await page.evaluate(() => spy);
    await page.locator("main table tbody tr").first().waitFor();

    // The lines of one request, from the address to the screen.
    const find = await page.evaluate(
      (tag) =>
        new Promise((done) => {
          const started = performance.now();
          location.hash = `#/logs?tab=find&tag=${tag}`;
          const look = () => {
            const shown = document.querySelector("main")?.textContent.includes(` ${tag} `);
            if (shown) requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
            else requestAnimationFrame(look);
          };
          look();
        }),
      plan.tag,
    );
    return { ms, find, longestTask, indexBytes: progress.indexBytes, growth: most - before, requests: progress.requests };
  });

const result = { browser: `Chromium ${browser.version()}`, read: [], index: [], find: [], longestTask: [], indexBytes: [], growth: [] };
try {
  for (let round = 0; round <= plan.runs; round += 1) {
    const floor = await read();
    const numbers = await index();
    result.requests = numbers.requests;
    // The first round warms the disk cache and the browser up.
    if (round === 0 && plan.runs > 0) continue;
    result.read.push(floor);
    result.index.push(numbers.ms);
    for (const name of ["find", "longestTask", "indexBytes", "growth"]) result[name].push(numbers[name]);
    console.error(`    read ${floor.toFixed(0)} ms, index ${numbers.ms.toFixed(0)} ms, find ${numbers.find.toFixed(0)} ms`);
  }
} finally {
  await browser.close();
}
writeFileSync(plan.out, JSON.stringify(result));
