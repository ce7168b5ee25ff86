import { expect, test } from "../support/fixtures.ts";
import { file, format, later, LogPage, PRECISE, requests, text } from "../support/logs.ts";

const ALICE = "@alice:own.example";

test("the form combines what must hold, and lives in the address", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open("#/logs?tab=requests");
  await log.open(PRECISE);
  await log.form().getByText("Filter").click();
  await app.field("Requester").fill(ALICE);
  await app.field("Slower than (seconds)").fill("0.055");
  await app.field("Status").fill("2xx");
  await page.keyboard.press("Enter");
  const found = requests.filter(({ requester, ms, status }) => requester === ALICE && ms >= 55 && /^2/.test(status));
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(requests.length / 2);
  await expect(page.getByText(`${found.length} of ${found.length}`)).toBeVisible();
  await expect(log.chips()).toHaveText(["Status: 2xx", `Requester: ${ALICE}`, "slower than 55 ms", "Clear all"]);
  await expect.poll(() => app.hash()).toBe(`#/logs?tab=requests&status=2xx&requester=${encodeURIComponent(ALICE)}&slower_ms=55`);
  await log.chips().filter({ hasText: "slower than" }).click();
  await expect(log.chips()).toHaveCount(3);
  await expect(app.field("Slower than (seconds)")).toHaveValue("");
  await page.goBack();
  await expect(app.field("Slower than (seconds)")).toHaveValue("0.055");
  await app.link("Clear all").click();
  await expect(page.getByText(`50 of ${requests.length}`)).toBeVisible();
  await expect.poll(() => app.hash()).toBe("#/logs?tab=requests");
});

test("an address with a filter is a bookmark: the log is opened into it", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open("#/logs?tab=requests&status=failed&order_by=latest&from=2026-11-25T19%3A14%3A10");
  await expect(page.getByText("The log that this address refers to is not open.")).toBeVisible();
  await log.open(PRECISE);
  const failed = requests.filter(({ status, time }) => /^[45]/.test(status) && time >= "2026-11-25 19:14:10");
  const latest = failed.toSorted((a, b) => (a.time < b.time ? 1 : -1));
  await expect(log.rows("Requests")).toHaveCount(failed.length);
  expect(await log.column(log.table("Requests"), 1)).toEqual(latest.map(({ tag }) => tag));
});

test("what cannot be a status is refused before it is asked for", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open("#/logs");
  await log.open(PRECISE);
  await log.form().getByText("Filter").click();
  await app.field("Status").fill("teapot");
  await app.button("Apply").click();
  expect(await app.field("Status").evaluate((input: HTMLInputElement) => input.validity.patternMismatch)).toBe(true);
  await expect.poll(() => app.hash()).toBe("#/logs");
  await app.field("Status").fill("404");
  await app.button("Apply").click();
  await expect(log.tile("Requests")).toHaveText(format(requests.filter(({ status }) => status === "404").length));
});

test("when nothing matches, the page says so and leads back", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open("#/logs?ip=192.0.2.1&status=200");
  await log.open(PRECISE);
  for (const tab of ["Overview", "Requests"]) {
    await log.go(tab);
    await expect(page.getByText("No request matches. The log has requests, but none that matches all of this at once.")).toBeVisible();
  }
  await app.link("Show all requests").click();
  await expect(log.rows("Requests")).toHaveCount(50);
  await expect(log.chips()).toHaveCount(0);
});

test("a process is chosen out of several, and its time within the log", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open("#/logs?tab=recognised");
  await log.open([file("homeserver.log", text), file("generic_worker1.log", later)]);
  const processes = await log.column(log.table("Processes and their runs"), 1);
  expect(new Set(processes).size).toBe(2);
  const worker = processes.find((name) => name.includes("worker"))!;
  await log.table("Processes and their runs").getByRole("link", { name: worker, exact: true }).click();
  await expect(log.chips()).toHaveText([`Process: ${worker}`]);
  await expect(log.tile("Requests")).toHaveText(format(requests.length));
  await log.go("Errors");
  await expect(log.chips()).toHaveText([`Process: ${worker}`]);
  await expect(page.locator(".messages > li").first()).toContainText("first 2026-11-25 20:");
});
