// Chromium, and fresh visits in it: each has its own context, so that nothing is cached and nothing stored.

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** No page of the bench takes longer. */
const TIMEOUT = 60_000;

const PROBE = readFileSync(new URL("probe.js", import.meta.url), "utf8");

export function launch(executablePath) {
  return chromium.launch({ executablePath, args: FLAGS });
}

/**
 * Opens `site` at `hash` in a fresh context and calls `work` with the page, what the page loaded, and a way to wait
 * for the probe. The page is on its way when `work` is called.
 */
export async function visit(browser, site, { hash = "", session, slowdown = 1, before }, work) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block" });
  try {
    if (session) {
      const stored = JSON.stringify(JSON.stringify([session]));
      await context.addInitScript(`localStorage.setItem("glia.sessions", ${stored});`);
    }
    await context.addInitScript(PROBE);
    if (before) await context.addInitScript(before);
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT);
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    const devtools = await context.newCDPSession(page);
    const traffic = await listen(devtools);
    // Processor time, not time on the clock: what other programs do meanwhile does not count.
    await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
    if (slowdown > 1) await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await page.goto(site + hash, { waitUntil: "commit" });
    const result = await work({ page, devtools, traffic });
    if (errors.length > 0) throw new Error(`${site}${hash} reports: ${errors.join("; ")}`);
    return result;
  } finally {
    await context.close();
  }
}

/** Writes down what goes over the network. */
async function listen(devtools) {
  const requests = [];
  let bytes = 0;
  devtools.on("Network.requestWillBeSent", ({ request, type }) => {
    if (!request.url.startsWith("data:")) requests.push({ url: request.url, method: request.method, type });
  });
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await devtools.send("Network.enable");
  return {
    requests,
    bytes: () => bytes,
    /** What was asked of the homeserver, preflights left out. */
    asked: (homeserver) =>
      requests.filter(({ url, method, type }) => url.startsWith(homeserver) && method !== "OPTIONS" && type !== "Preflight"),
  };
}

/** How long the page's main thread has worked since the navigation began, in ms of processor time. */
export async function work(devtools) {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
}

/** Calls a function of the probe. */
export const probe = (page, name, argument) =>
  page.evaluate(([name, argument]) => globalThis.bench[name](argument), [name, argument]);

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
