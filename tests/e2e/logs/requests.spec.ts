import { readCsv, saved } from "../support/download.ts";
import { expect, test } from "../support/fixtures.ts";
import { LogPage, PRECISE, type Processed, recorded, requests } from "../support/logs.ts";

const HERE = "#/logs?tab=requests";

test("the worst come first, by whatever is asked for", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(HERE);
  await log.open(PRECISE);
  await expect(page.getByText(`50 of ${requests.length}`)).toBeVisible();
  for (const [order, column, key] of [
    ["Slowest first", "Took", ({ ms }: Processed) => ms],
    ["Most time in the database", "Database", ({ dbMs }: Processed) => dbMs],
    ["Most sent", "Sent", ({ bytes }: Processed) => bytes],
  ] as const) {
    await app.choice("Order").selectOption(order);
    await expect(log.table("Requests").getByRole("columnheader", { name: column, exact: true })).toHaveAttribute("aria-sort", "descending");
    const worst = requests.toSorted((a, b) => key(b) - key(a));
    const value = new Map(requests.map((request) => [request.tag, key(request)]));
    const shown = async () => (await log.column(log.table("Requests"), 1)).map((tag) => value.get(tag));
    await expect.poll(shown, order).toEqual(worst.slice(0, 50).map(key));
  }
  await log.table("Requests").getByRole("columnheader", { name: "Ended" }).getByRole("link").click();
  await expect(app.choice("Order")).toHaveValue("latest");
  await app.choice("Rows").selectOption("100");
  await expect(log.rows("Requests")).toHaveCount(requests.length);
  await expect.poll(() => app.hash()).toBe(`${HERE}&order_by=latest&limit=100`);
  await page.goBack();
  await expect(log.rows("Requests")).toHaveCount(50);
});

test("a row says what the line says, and leads to its lines and to what they mean", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(HERE);
  await log.open(PRECISE);
  const slowest = requests.toSorted((a, b) => b.ms - a.ms)[0]!;
  const row = log.rows("Requests").first();
  await expect(row).toContainText(slowest.tag);
  await expect(row).toContainText(`${slowest.method} ${slowest.uri}`);
  await expect(row).toContainText(slowest.requester);
  await expect(row).toContainText(slowest.time.slice(0, 19));
  await row.getByRole("link", { name: slowest.tag, exact: true }).click();
  const lines = page.getByRole("region", { name: "Its lines" });
  await expect(lines).toContainText(slowest.line);
  await expect(page.getByRole("table", { name: "Fields of the line" })).toBeHidden();
  await page.goBack();
  await row.getByRole("link", { name: `Explain ${slowest.tag}` }).click();
  await expect(page.getByRole("table", { name: "Fields of the line" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Fields of the line" })).toContainText(slowest.requester);
});

test("all that match are saved: as CSV, as JSON and as they are", async ({ app, page }) => {
  const log = new LogPage(page);
  const failed = requests.filter(({ status }) => /^[45]/.test(status));
  await app.open(`${HERE}&status=failed`);
  await log.open(PRECISE);
  await expect(log.rows("Requests")).toHaveCount(failed.length);
  const lines = await saved(page, app.button("Log lines"));
  expect(lines.name).toBe("glia-requests.log");
  expect(lines.text.trimEnd().split("\n")).toEqual(failed.map(({ line }) => line));
  await expect(page.getByText(`${failed.length} requests saved.`)).toBeVisible();
  const csv = await saved(page, app.button("CSV"));
  expect(csv.name).toBe("glia-requests.csv");
  const json = await saved(page, app.button("JSON"));
  expect(json.name).toBe("glia-requests.json");
  for (const records of [readCsv(csv.text), JSON.parse(json.text)]) {
    expect(records.length).toBe(failed.length);
    failed.forEach((request, index) => {
      const values = Object.values(records[index]).map(String);
      for (const value of [request.tag, request.method, request.uri, request.requester, request.ip, request.agent]) expect(values).toContain(value);
    });
  }
});

test("a log without tags has requests all the same: they lead to their place in it", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(HERE);
  await log.open(recorded("1.163.2-gcp"));
  const row = log.rows("Requests").first();
  await row.getByRole("link", { name: "lines", exact: true }).click();
  await expect(page.getByRole("heading", { name: "The log around this line" })).toBeVisible();
  await expect(page.locator(".marked")).toContainText("Processed request: ");
  await expect.poll(() => app.hash()).toMatch(/^#\/logs\?tab=find&at=0-\d+$/);
});
