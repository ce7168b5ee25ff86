import { appendFile, mkdtemp, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "../support/fixtures.ts";
import { file, format, LogPage, requests, text } from "../support/logs.ts";

const HERE = "#/logs?tab=recognised";
const LINES = text.trimEnd().split("\n").length;

/** The counts of lines by what they are, as the page has them. */
async function kinds(log: LogPage): Promise<Record<string, number>> {
  const table = log.table("Lines by what they are");
  const [names, counts] = [await log.column(table, 1), await log.column(table, 2)];
  return Object.fromEntries(names.map((name, index) => [name, Number(counts[index]!.replaceAll(",", ""))]));
}

/** Every line is counted, and counted once. */
async function addsUp(log: LogPage, lines: number): Promise<void> {
  const { "All lines": all, ...each } = await kinds(log);
  expect(all).toBe(lines);
  expect(Object.values(each).reduce((sum, count) => sum + count, 0)).toBe(lines);
}

for (const [what, name, content, says] of [
  ["an empty file", "homeserver.log", "", "Empty. The file has no bytes."],
  ["a binary file", "homeserver.db", Buffer.from("SQLite format 3\0\x10\0\x01\x01\0@  \0\0\0\x07".repeat(500), "latin1"), "No text. It does not contain text."],
  ["a file that is packed in another way", "homeserver.log.xz", Buffer.concat([Buffer.from("fd377a585a00", "hex"), Buffer.alloc(500, 7)]), "Unknown compression."],
  ["a packed file that is cut off", "homeserver.log.gz", gzipSync(text.repeat(20)).subarray(0, -500), "Broken. It is compressed but incomplete."],
] as const) {
  test(`${what} is told, on every tab, and takes nothing else along`, async ({ app, page }) => {
    const log = new LogPage(page);
    await app.open(HERE);
    await log.open([file("worker.log", text), file(name, content)]);
    const row = log.rows("Files").filter({ has: page.getByRole("rowheader", { name: new RegExp(`^${name}`) }) });
    await expect(row).toContainText(says);
    await expect(page.getByText("One file could not be read to its end.")).toBeVisible();
    const { "All lines": all } = await kinds(log);
    await addsUp(log, all!);
    expect(all).toBeGreaterThanOrEqual(LINES);
    await log.go("Overview");
    await expect(page.getByText("One file could not be read to its end.")).toBeVisible();
    await expect(log.tile("Requests")).toHaveText(/^\d[\d,]*$/);
    await app.link("See what was recognised").click();
    await expect(row).toContainText(says);
  });
}

test("nothing but an empty file: the page says that no request is known, and why", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open("#/logs");
  await log.open(file("homeserver.log", ""));
  await expect(page.getByText("There are no “Processed request” lines in this log.")).toBeVisible();
  for (const tab of ["Requests", "Problems"]) {
    await log.go(tab);
    await expect(page.getByText("There are no “Processed request” lines in this log.")).toBeVisible();
  }
  await log.go("Errors");
  await expect(page.getByText("There are no errors or warnings.")).toBeVisible();
});

test("a log of something else: most of it is not recognised, which is said, and some of it is shown", async ({ app, page }) => {
  const log = new LogPage(page);
  const other = Array.from({ length: 60 }, (_, index) => `10.0.0.${index} - - [25/Nov/2026:15:08:27 +0100] "GET /${index} HTTP/1.1" 200 12`);
  await app.open(HERE);
  await log.open(file("access.log", `${other.join("\n")}\n`));
  await expect(page.getByText("100% of the lines were not recognised; they are not counted anywhere.")).toBeVisible();
  await addsUp(log, other.length);
  await page.getByText("Some of the lines that were not recognised").click();
  await expect(page.getByRole("region", { name: "Its lines" }).first()).toHaveText(`${other[0]}\n`);
});

test("NUL bytes, broken letters, lines without end and Windows' line ends: everything is counted", async ({ app, page }) => {
  const log = new LogPage(page);
  const parts = [
    Buffer.from(text.replaceAll("\n", "\r\n")),
    Buffer.from("2026-11-25 19:20:00,000 - synapse.x - 1 - WARNING - GET-7 - nul \0 and broken \xff\xfe letters\n", "latin1"),
    Buffer.from(`2026-11-25 19:20:01,000 - synapse.x - 1 - ERROR - GET-8 - ${"long ".repeat(600_000)}\n`),
    Buffer.from("\n\n2026-11-25 19:20:02,000 - synapse.x - 1 - WARNING - GET-9 - the last line has no e"),
  ];
  await app.open(HERE);
  await log.open(file("homeserver.log", Buffer.concat(parts)));
  await addsUp(log, LINES + 1 + 1 + 3);
  expect((await kinds(log))["Empty lines"]).toBe(2);
  await expect(page.getByText("Of 1 line longer than 1 MiB only the beginning was looked at.")).toBeVisible();
  await log.go("Overview");
  await expect(log.tile("Requests")).toHaveText(format(requests.length));
  await log.go("Find");
  await app.field("Request tag").fill("GET-9");
  await app.button("Find").click();
  await expect(page.getByRole("region", { name: "Its lines" })).toContainText("the last line has no e");
});

test("time that goes backwards is told", async ({ app, page }) => {
  const log = new LogPage(page);
  const back = text.replaceAll(/^2026-11-25 19:14/gm, "2026-11-25 18:14");
  await app.open(HERE);
  await log.open(file("homeserver.log", text.replace(/\n$/, "\n") + back));
  await expect(page.getByText("Time goes backwards once within a process")).toBeVisible();
});

test.describe("files on a disk", () => {
  let folder = "";
  test.beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "glia-odd-"));
  });
  test.afterEach(async () => rm(folder, { recursive: true }));

  for (const [what, change] of [
    ["vanishes", unlink],
    ["grows", (path: string) => appendFile(path, "2026-11-25 21:00:00,000 - synapse.x - 1 - INFO - GET-1 - more\n")],
  ] as const) {
    test(`one that ${what} after it was read: what is known stays, and its lines say why they do not come`, async ({ app, page }) => {
      const log = new LogPage(page);
      const path = join(folder, "homeserver.log");
      await writeFile(path, text);
      await app.open("#/logs");
      await log.open(path);
      await change(path);
      await log.go("Errors");
      await page.locator(".messages > li").first().getByText("The first of them, whole").click();
      await expect(app.alert()).toContainText("Unreadable. The file has changed since it was opened");
      await log.go("Find");
      await app.field("Request tag").fill("GET-98");
      await app.button("Find").click();
      await expect(app.alert()).toContainText("Unreadable.");
      await log.go("Overview");
      await expect(log.tile("Requests")).toHaveText(format(requests.length));
    });
  }

  test("one that vanishes before it is read", async ({ app, page, context }) => {
    const log = new LogPage(page);
    const path = join(folder, "homeserver.log");
    await writeFile(path, text);
    // The worker cannot read before its wasm is there.
    let release = () => undefined as void;
    const held = new Promise<void>((done) => (release = done));
    await context.route(/\/logs-[0-9a-f]+\.wasm$/, async (route) => {
      await held;
      await route.continue();
    });
    await app.open(HERE);
    await log.choose([path]);
    await expect(page.getByRole("progressbar", { name: "Reading" })).toBeVisible();
    await unlink(path);
    release();
    await log.isRead();
    await expect(log.rows("Files")).toContainText("Unreadable. The file has changed since it was opened");
    await expect(page.getByText("One file could not be read to its end.")).toBeVisible();
  });
});
