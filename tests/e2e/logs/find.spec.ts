import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { file, later, LogPage, PRECISE, requests, text } from "../support/logs.ts";

const HERE = "#/logs?tab=find";
const lines = (page: Page) => page.getByRole("region", { name: "Its lines" });

/** All lines of a tag, with those that continue them. */
function linesOf(tag: string, of: string = text): string[] {
  let belongs = false;
  return of.trimEnd().split("\n").filter((line) => {
    const found = /^\d{4}-\d\d-\d\d \S+ - \S+ - \d+ - \S+ - (\S*) - /.exec(line);
    if (found) belongs = found[1] === tag;
    return belongs;
  });
}

/** What the page shows of them. */
const shown = async (page: Page) => (await lines(page).textContent())!.trimEnd().split("\n");

test("exactly the lines of a tag, in their order, with the traceback", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(HERE);
  await log.open(PRECISE);
  for (const tag of ["GET-9", "GET-98"]) {
    await app.field("Request tag").fill(` ${tag} `);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 2, name: new RegExp(`^${tag} of .*, run 1$`) })).toBeVisible();
    await expect.poll(() => shown(page)).toEqual(linesOf(tag));
  }
  expect(linesOf("GET-98").length).toBeGreaterThan(60);
  await expect.poll(() => app.hash()).toBe("#/logs?tab=find&tag=GET-98");
  await page.goBack();
  await expect.poll(() => shown(page)).toEqual(linesOf("GET-9"));
  await app.field("Request tag").fill("GET-");
  await app.button("Find").click();
  await expect(page.getByText("No line has this tag.")).toBeVisible();
});

test("a tag of several runs is told apart", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(`${HERE}&tag=GET-98`);
  await log.open([file("homeserver.log", later), file("homeserver.log.1", text)]);
  await expect(page.getByText("so this tag belongs to more than one request:")).toBeVisible();
  const runs = log.rows("Requests with this tag");
  await expect(runs).toHaveCount(2);
  const times = await log.column(log.table("Requests with this tag"), 1);
  expect(times.map((time) => time.slice(0, 13)).toSorted()).toEqual(["2026-11-25 19", "2026-11-25 20"]);
  await runs.filter({ hasText: "2026-11-25 20" }).getByRole("link").click();
  await expect.poll(() => shown(page)).toEqual(linesOf("GET-98", later));
  await expect.poll(() => app.hash()).toMatch(/^#\/logs\?tab=find&tag=GET-98&at=\d-\d+$/);
  await page.getByText("Other requests with this tag").click();
  await runs.filter({ hasText: "2026-11-25 19" }).getByRole("link").click();
  await expect.poll(() => shown(page)).toEqual(linesOf("GET-98"));
});

test("where the time went: received, processed, in the database", async ({ app, page }) => {
  const log = new LogPage(page);
  const request = requests.toSorted((a, b) => b.dbMs - a.dbMs)[0]!;
  const received = linesOf(request.tag)[0]!.slice(0, 23).replace(",", ".");
  await app.open(`${HERE}&tag=${request.tag}`);
  await log.open(PRECISE);
  await expect(page.getByText(`Received ${received} · Over ${request.time.replace(",", ".")}`)).toBeVisible();
  const bar = (name: string) => page.locator(".request-time > div").filter({ hasText: new RegExp(`^${name}`) }).locator("dd");
  const said = (ms: number) => (ms < 1000 ? `${ms} ms` : `${Number((ms / 1000).toPrecision(3))} s`);
  await expect(bar("Processing")).toHaveText(said(request.ms));
  await expect(bar("In the database")).toHaveText(said(request.dbMs));
  // Without its first line the beginning is counted back.
  await log.close().click();
  await log.open(file("homeserver.log", request.line));
  await expect(page.getByText("Received (counted back from its last line)")).toBeVisible();
});

test("a request that was never finished says so", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(`${HERE}&tag=GET-100`);
  await log.open(PRECISE);
  await expect(page.getByText("There is no “Processed request” among its lines")).toBeVisible();
  await expect.poll(() => shown(page)).toEqual(linesOf("GET-100"));
});

test("its lines are copied for an issue report, with what is nobody's business hidden", async ({ app, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const log = new LogPage(page);
  const secret = "syt_YWxpY2U_abcdefghijklmnopqrst_1A2b3C";
  const [first, ...others] = linesOf("GET-98");
  const own = [`${first} ${secret} 192.0.2.44`, ...others];
  await app.open(`${HERE}&tag=GET-98`);
  await log.open(file("homeserver.log", `${own.join("\n")}\n`));
  await app.button("Copy these lines").click();
  await expect(page.getByText("Copied.")).toBeVisible();
  const hidden = await copied();
  expect(hidden.startsWith("```\n") && hidden.endsWith("\n```")).toBe(true);
  expect(hidden.split("\n").length).toBe(own.length + 2);
  for (const word of [secret, "192.0.2.44", "127.0.0.1", "@admin:own.example"]) expect(hidden).not.toContain(word);
  expect(hidden).toContain("OverflowError: Python int too large to convert to SQLite INTEGER");
  for (const [choice, word] of [["Hide access tokens", secret], ["Hide IP addresses", "192.0.2.44"], ["Hide user IDs", "@admin:own.example"]] as const) {
    await app.field(choice).uncheck();
    await app.button("Copy these lines").click();
    await expect.poll(copied).toContain(word);
  }
  expect(await copied()).toBe(["```", ...own, "```"].join("\n"));
  await page.getByText("What will be copied").click();
  await expect(page.locator(".issue-report pre")).toHaveText(["```", ...own, "```"].join("\n"));
});

test("backticks in a line cannot end the block", async ({ app, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const log = new LogPage(page);
  await app.open(`${HERE}&tag=GET-1`);
  await log.open(file("homeserver.log", "2026-11-25 19:14:07,040 - synapse.x - 1 - INFO - GET-1 - ``` and\n"));
  await app.button("Copy these lines").click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^````\n.*\n````$/);
});

test("its last line is explained", async ({ app, page }) => {
  const log = new LogPage(page);
  const refused = requests.find(({ status }) => status === "500")!;
  await app.open(`${HERE}&tag=${refused.tag}&explain=true`);
  await log.open(PRECISE);
  await expect(page.getByRole("heading", { name: /A failure of the server/ })).toBeVisible();
  const fields = page.getByRole("table", { name: "Fields of the line" });
  await expect(fields.getByRole("row").filter({ hasText: "Requester" })).toContainText(refused.requester);
  await expect(fields.getByRole("row").filter({ hasText: "User agent" })).toContainText(refused.agent);
});
