import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { current, lab } from "../support/lab.ts";
import { file, format, later, LogPage, PRECISE, recorded, requests, text } from "../support/logs.ts";

const HERE = "#/logs";
const LINES = text.trimEnd().split("\n").length;

test("a log is opened without signing in, and nothing of it leaves the browser", async ({ app, page }) => {
  const log = new LogPage(page);
  const sent: string[] = [];
  page.on("request", (request) => (request.method() !== "GET" || request.postData()) && sent.push(request.url()));
  await app.open("");
  await app.link("Read a log of Synapse (needs no account)").click();
  await expect(app.heading("Log explorer")).toBeVisible();
  await expect(page.getByText("Nothing is uploaded")).toBeVisible();
  await log.open(PRECISE);
  await expect(log.state()).toContainText("1.163.2-precise.log");
  await expect(log.state()).toContainText("2026-11-25 19:14:07.040 to 2026-11-25 19:14:13.880");
  await expect(log.state()).toContainText(`${LINES} lines, ${requests.length} requests`);
  await expect(log.tile("Requests")).toHaveText(format(requests.length));
  expect(sent).toEqual([]);
});

test("files are dropped, several at once", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(HERE);
  await expect(page.getByText("Drop log files here")).toBeVisible();
  const dropped = await page.evaluateHandle((contents) => {
    const data = new DataTransfer();
    for (const [name, content] of contents) data.items.add(new File([content!], name!));
    return data;
  }, [["homeserver.log.2026-11-25", later], ["homeserver.log.2026-11-24", text]]);
  await page.locator(".drop").dispatchEvent("dragover", { dataTransfer: dropped });
  await page.locator(".drop").dispatchEvent("drop", { dataTransfer: dropped });
  await log.isRead();
  await expect(log.state()).toContainText("2 files · 2026-11-25 19:14:07.040 to 2026-11-25 20:14:13.880");
  await expect(log.tile("Requests")).toHaveText(format(2 * requests.length));
});

test("lines are pasted", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(HERE);
  await page.getByText("Paste lines instead").click();
  await expect(app.button("Read these lines")).toBeDisabled();
  await app.field("Lines of the log").fill(text.split("\n").slice(0, 20).join("\n"));
  await app.button("Read these lines").click();
  await log.isRead();
  await expect(log.state()).toContainText("pasted.log");
  await expect(log.state()).toContainText("20 lines");
});

for (const [packing, name, content] of [
  ["gzip", "homeserver.log.gz", () => gzipSync(text)],
  ["gzip", "without-its-ending", () => gzipSync(text)],
] as const) {
  test(`a packed file is unpacked on the way: ${name}`, async ({ app, page }) => {
    const log = new LogPage(page);
    await app.open(HERE);
    await log.open(file(name, content()));
    await expect(log.tile("Requests")).toHaveText(format(requests.length));
    await log.go("Recognised");
    await expect(log.rows("Files")).toContainText(packing);
    await expect(log.rows("Files")).toContainText(`${LINES}Read`);
    // Its lines are unpacked again when they are asked for.
    await log.go("Find");
    await app.field("Request tag").fill("GET-98");
    await app.button("Find").click();
    await expect(page.getByRole("region", { name: "Its lines" })).toContainText("OverflowError: Python int too large");
  });
}

test("Zstandard is unpacked, too", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(`${HERE}?tab=recognised`);
  await log.open(new URL("../../data/log-4000.zst", import.meta.url).pathname);
  await expect(log.rows("Files")).toContainText("Zstandard");
  await expect(log.state()).toContainText("8,000 lines");
});

/** Serves what whoever hosts Glia puts beside it. All else stays real. */
async function host(page: Page, config: object, sample: { status: number; body?: string }): Promise<void> {
  await page.route(`${lab.app}config.json`, (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(config) }));
  await page.route(`${lab.app}sample.log`, (route) => route.fulfill(sample));
}

test("the sample of whoever hosts Glia is one click away", async ({ app, page }) => {
  const log = new LogPage(page);
  await host(page, { sample_log: "sample.log" }, { status: 200, body: text });
  await app.open(HERE);
  await app.button("Open the sample").click();
  await log.isRead();
  await expect(log.state()).toContainText("sample.log");
  await expect(log.tile("Requests")).toHaveText(format(requests.length));
});

test("a sample that is not there is told, and so is one that would lie elsewhere", async ({ app, page, watch }) => {
  watch.expectConsole(/404/);
  await host(page, { sample_log: "sample.log" }, { status: 404 });
  await app.open(HERE);
  await app.button("Open the sample").click();
  await expect(page.getByText("The sample could not be read: the web server answered 404.")).toBeVisible();
  await page.unroute(`${lab.app}config.json`);
  await host(page, { sample_log: "../sample.log" }, { status: 200, body: text });
  await page.reload();
  await expect(page.getByText("“../sample.log”").or(page.getByText('"../sample.log" in "sample_log"'))).toBeVisible();
  await expect(app.button("Open the sample")).toBeHidden();
  await expect(page.getByText("Drop log files here")).toBeVisible();
});

test("the log stays open while one is on other pages, but not over a reload, which is said", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.signIn(current);
  await app.link("Logs").click();
  await expect(app.heading("Log explorer")).toBeVisible();
  await log.open(PRECISE);
  await log.go("Requests");
  await app.link("Rooms").first().click();
  await expect(app.heading("Rooms")).toBeVisible();
  await page.goBack();
  await expect(log.rows("Requests")).toHaveCount(50);
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await expect(app.heading("Overview")).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(log.tile("Requests")).toHaveText(format(requests.length));
  await log.go("Errors");
  await page.reload();
  await expect(page.getByText("The log that this address refers to is not open.")).toBeVisible();
  await log.open(PRECISE);
  await expect(page.getByRole("heading", { name: "Errors and warnings" })).toBeVisible();
  await log.close().click();
  await expect(page.getByText("Drop log files here")).toBeVisible();
});

test("another log takes the place of the first: chosen after closing it, or dropped onto it", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(HERE);
  await log.open(PRECISE);
  const data = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], "dropped.log"));
    return data;
  }, later);
  await page.locator(".tiles").dispatchEvent("drop", { dataTransfer: data });
  await expect(log.state()).toContainText("dropped.log · 2026-11-25 20:14:07.040");
  await log.close().click();
  await log.open(recorded("1.98.0-terse"));
  await log.go("Recognised");
  await expect(log.rows("Files")).toHaveCount(1);
  await expect(log.rows("Files")).toContainText("1.98.0-terse.log");
  await expect(log.rows("Lines by what they are").first()).toContainText("TerseJsonFormatter");
});

test.describe("a large file", () => {
  let folder = "";
  let large = "";
  const COPIES = 8000;

  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "glia-large-"));
    large = join(folder, "homeserver.log");
    const stream = createWriteStream(large);
    const block = text.repeat(100);
    for (let copy = 0; copy < COPIES; copy += 100) if (!stream.write(block)) await new Promise((done) => stream.once("drain", done));
    stream.end();
    await finished(stream);
  });

  test.afterAll(async () => rm(folder, { recursive: true }));

  test("shows how far it is and what it has found, and can be stopped and begun again", async ({ app, page }) => {
    const log = new LogPage(page);
    await app.open(HERE);
    await log.choose(large);
    const progress = page.getByRole("progressbar", { name: "Reading" });
    await expect(progress).toBeVisible();
    await expect(log.state()).toContainText(/ of 5\d\d MiB, [\d.]+ MiB per second, .+ left/);
    // Results, while it goes on.
    await expect(log.tile("Requests")).toHaveText(/^[\d,]{6,}$/);
    await expect(progress).toBeVisible();
    await app.button("Stop").click();
    await expect(page.getByText("Stopped before the end: everything below covers only what has been read.")).toBeVisible();
    await expect(progress).toBeHidden();
    const count = async () => Number((await log.tile("Requests").textContent())!.replaceAll(",", ""));
    const found = await count();
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(COPIES * requests.length);
    await log.go("Recognised");
    await expect(log.rows("Files")).toContainText("Not read to its end");
    await app.button("Read again").click();
    await expect(progress).toBeVisible();
    await app.button("Stop").click();
    await expect(page.getByText("Stopped before the end")).toBeVisible();
  });
});

test("a worker that cannot be loaded is told, and starts at the next try", async ({ app, page, watch }) => {
  watch.expectConsole(/Failed to load resource|ERR_FAILED/);
  const log = new LogPage(page);
  const worker = /\/logs-[0-9a-f]+\.js$/;
  await page.route(worker, (route) => route.abort());
  await app.open(HERE);
  await log.choose(PRECISE);
  await expect(app.alert()).toContainText("The part of Glia that reads logs has stopped working.");
  await page.unroute(worker);
  await app.button("Read again").click();
  await log.isRead();
  await expect(log.tile("Requests")).toHaveText(format(requests.length));
  await expect(app.alert()).toBeHidden();
});
