import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { current } from "./support/lab.ts";
import { pages, PROBES } from "./support/pages.ts";

/** Written by `cargo xtask words`. */
const WORDS = fileURLToPath(new URL("../../target/words/en-XA/", import.meta.url));

/** The pseudo-language, served as a real language would be, from the next load on. */
async function speak(page: Page): Promise<void> {
  await page.route("**/lang/en-XA/*.json", (route) => {
    const name = new URL(route.request().url()).pathname.split("/").pop() ?? "";
    return route.fulfill({ path: WORDS + name });
  });
  await page.evaluate(() => localStorage.setItem("glia.language", "en-XA"));
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "en-XA");
}

/** Texts of two or more plain words that are no data: names, IDs, times and code stand in elements of their own. */
function plain(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = (node.textContent ?? "").replace(/\[[^\]]*\]/g, "").trim();
      // Cells hold what the server said.
      const data = "bdi, code, pre, time, textarea, .id, .topic, template, script, td, th[scope=row]";
      const isData = node.parentElement?.closest(data);
      if (!isData && /(?<!\p{L})[A-Za-z]{3,} [A-Za-z]{3,}(?!\p{L})/u.test(text)) found.push(text);
    }
    return found;
  });
}

for (const [kind, width] of [
  ["a desktop", 1280],
  ["a phone", 390],
] as const) {
  test.describe(`On ${kind}`, () => {
    test.use({ viewport: { width, height: 844 } });

    test("every sentence comes from the catalogue, and has room for two fifths more", async ({ app, page, watch }) => {
      test.setTimeout(120_000);
      watch.expectConsole(PROBES);
      await app.signIn(current);
      await speak(page);
      for (const [name, address] of pages(current)) {
        await app.open(address);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.locator(".loading")).toHaveCount(0);
        expect.soft(await plain(page), name).toEqual([]);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect.soft(sideways, name).toBeLessThanOrEqual(0);
      }
    });
  });
}

/** One or two pages of each part of the app, by their names in `pages`. */
const OF_EACH_PART = [
  "Overview",
  "Users",
  "the devices of a user",
  "the aliases of a room",
  "an alias",
  "Answers",
  "who is admin",
  "a password",
  "an alias to free",
  "Servers in a room",
  "Answer: invalid signatures",
  "a slow Synapse",
  "the log explorer",
  "the first admin",
  "the doctor",
  "an export of a user",
];

test("a bookmark brings all the words that its page says", async ({ app, page, watch }) => {
  test.setTimeout(120_000);
  watch.expectConsole(PROBES);
  await app.signIn(current);
  await speak(page);
  const bookmarks = pages(current).filter(([name]) => OF_EACH_PART.includes(name));
  expect(bookmarks).toHaveLength(OF_EACH_PART.length);
  for (const [name, address] of bookmarks) {
    await app.load(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator(".loading")).toHaveCount(0);
    expect.soft(await plain(page), name).toEqual([]);
  }
});

for (const [what, code, body] of [
  ["that is not there", "xx", undefined],
  ["that is no JSON", "xx", "{"],
  ["that is half-finished", "xx", '{"app": {"nothing": 1, "window_title": "{wrong}"}, "users": 7}'],
  ["whose code is none", "../config", undefined],
] as const) {
  test(`a language ${what} is English`, async ({ app, page, watch }) => {
    watch.expectConsole(/404.*lang\/xx/);
    await page.route("**/lang/xx/*.json", (route) => route.fulfill(body === undefined ? { status: 404 } : { body }));
    await app.signIn(current);
    await page.evaluate((code) => localStorage.setItem("glia.language", code), code);
    await page.reload();
    await expect(app.heading("Overview")).toBeVisible();
    await expect(page).toHaveTitle(/^Overview · /);
  });
}
