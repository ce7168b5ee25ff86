// Makes one export as a person does, measures it, and writes the numbers as JSON to the file that the plan names. Started
// by `cargo xtask bench export`, which passes the plan in the environment variable GLIA_BENCH.
//
// While the export runs, nobody is connected to the browser: whatever debugs a page (Playwright does) makes Chromium keep
// up to 200 MB of what the page has loaded, in the page's own process.

import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

import { Browser } from "./chromium.mjs";
import { pause } from "../browser.mjs";
import { Watch, cpuSeconds, processOf } from "./processes.mjs";
import { wasmMemory } from "./wasm.mjs";

const plan = JSON.parse(process.env.GLIA_BENCH);
/** No page needs longer to say what there is, and no export longer than this, in ms. */
const [SOON, PATIENCE] = [120_000, 3 * 3_600_000];
/** Between the order to click and the click, in ms: whatever was needed before must have settled. */
const SETTLE = 6_000;

/** In the page: what it says, and when it said so first, on the clock of the system. */
const SPY = () => {
  const spy = (globalThis.spy = { stages: {}, clicked: 0, done: 0, errors: [] });
  addEventListener("error", ({ message }) => spy.errors.push(message));
  setInterval(() => {
    const text = (selector) => document.querySelector(selector)?.textContent ?? "";
    const stage = text(".export-run .at").split(":")[0];
    if (stage) spy.stages[stage] ??= Date.now();
    if (text(".export [role=alert]")) document.title = "ended";
    if (text(".export .good").includes("The export is done.")) spy.done ||= Date.now();
  }, 50);
};

/** In the page: clicks later. */
const click = ([name, ms]) => {
  setTimeout(() => {
    const button = [...document.querySelectorAll("button")].find(({ textContent }) => textContent.trim() === name);
    globalThis.spy.clicked = Date.now();
    button.click();
  }, ms);
};

/** The requests that the server has logged; preflights are not among them. */
const requests = () => readFileSync(plan.log, "utf8").split("Processed request").length - 1;

/** The finished download: until then it has another name. */
const downloaded = () => readdirSync(plan.downloads).find((name) => name.endsWith(".zip"));

/** Gives up after a while: a number that is nice to have may be missing. */
const orNothing = (promise) => Promise.race([promise, pause(10_000).then(() => null)]).catch(() => null);

async function finished(browser) {
  const until = Date.now() + PATIENCE;
  for (let turn = 0; Date.now() < until; turn += 1) {
    if (downloaded()) return Date.now();
    if (turn % 40 === 0 && (await browser.title()) === "ended") return null;
    await pause(25);
  }
  throw new Error("The export does not end.");
}

/** Connects as long as `work` takes. */
async function connected(browser, work) {
  const playwright = await chromium.connectOverCDP(browser.address);
  try {
    const context = playwright.contexts()[0];
    context.setDefaultTimeout(SOON);
    return await work(context, playwright);
  } finally {
    // Leaves the browser running.
    await playwright.close();
  }
}

mkdirSync(plan.downloads, { recursive: true });
const browser = await Browser.start(plan.chromium, plan.profile, plan.downloads);
try {
  await connected(browser, async (context) => {
    const stored = JSON.stringify(JSON.stringify([plan.session]));
    await context.addInitScript(`localStorage.setItem("glia.sessions", ${stored});`);
    await context.addInitScript(SPY);
    const page = context.pages()[0];
    await page.goto(`${plan.app}#/export?user=${encodeURIComponent(plan.user)}`);
    // What every browser can do; the dialog for a file could not be answered.
    await page.getByLabel("Write it straight to this computer's disk").uncheck();
    await page.getByRole("button", { name: "See what is in it" }).click();
    await page.getByRole("heading", { name: "What will be in it" }).waitFor();
    await page.getByRole("button", { name: "Export", exact: true }).waitFor();
    await page.evaluate(click, ["Export", SETTLE]);
    // What is garbage already is no memory that an export could grow from. Asking for the worker's memory collects its.
    const devtools = await context.newCDPSession(page);
    await devtools.send("HeapProfiler.collectGarbage");
    await orNothing(wasmMemory(context, page));
  });
  await pause(SETTLE - 1_500);

  const server = processOf("synapse.app.homeserver", plan.server);
  const watch = new Watch(plan.profile);
  const before = { requests: requests(), server: cpuSeconds(server), browser: watch.cpu() };
  const savedAt = await finished(browser);
  const after = { requests: requests(), server: cpuSeconds(server), browser: watch.cpu() };
  const memory = watch.end();

  await connected(browser, async (context, playwright) => {
    const page = context.pages()[0];
    const spy = await page.evaluate(() => globalThis.spy);
    if (!savedAt) throw new Error(`The export ended: ${await page.locator(".export").innerText()}`);
    if (spy.errors.length > 0) throw new Error(`The page reports: ${spy.errors.join("; ")}`);
    const since = (at) => at - spy.clicked;
    const stages = Object.fromEntries(Object.entries(spy.stages).map(([name, at]) => [name, since(at)]));
    const result = {
      browser: `Chromium ${playwright.version()}`,
      done: since(spy.done),
      saved: since(savedAt),
      stages,
      ...memory,
      wasm: await orNothing(wasmMemory(context, page)),
      requests: after.requests - before.requests,
      cpuServer: after.server - before.server,
      cpuBrowser: after.browser - before.browser,
    };
    renameSync(join(plan.downloads, downloaded()), plan.zip);
    writeFileSync(plan.out, JSON.stringify(result));
  });
} finally {
  await browser.stop();
}
