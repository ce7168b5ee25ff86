import { saved, readCsv } from "../support/download.ts";
import { expect, test } from "../support/fixtures.ts";
import { format, LogPage, PRECISE, requests } from "../support/logs.ts";

const SYNC = "GET /_matrix/client/v3/sync";
const MESSAGES = "GET /_matrix/client/v3/rooms/{roomId}/messages";

/** Counts by something, the most frequent first. */
function tally(values: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

test.beforeEach(async ({ app, page }) => {
  await app.open("#/logs");
  await new LogPage(page).open(PRECISE);
});

test("the numbers are those of the log", async ({ page }) => {
  const log = new LogPage(page);
  const of = (kind: RegExp) => requests.filter(({ status }) => kind.test(status)).length;
  await expect(log.tile("Requests")).toHaveText(format(requests.length));
  await expect(log.tile("4xx")).toHaveText(format(of(/^4(?!29)/)));
  await expect(log.tile("5xx")).toHaveText(format(of(/^5/)));
  await expect(log.tile("Dropped")).toHaveText(format(of(/!$/)));
  await expect(log.tile("Rate-limited")).toHaveText(format(of(/^429/)));
  const slowest = Math.max(...requests.map(({ ms }) => ms));
  await expect(log.tile("Slowest")).toHaveText(`${Number((slowest / 1000).toPrecision(3))} s`);
  const bytes = requests.reduce((sum, request) => sum + request.bytes, 0);
  await expect(log.tile("Sent")).toHaveText(`${Number((bytes / 1024).toPrecision(3))} KiB`);
});

test("statuses, users, addresses and user agents are counted, each a link to its requests", async ({ app, page }) => {
  const log = new LogPage(page);
  for (const [table, values] of [
    ["Statuses", requests.map(({ status }) => status)],
    ["Users", requests.map(({ requester }) => requester).filter((name) => name.startsWith("@"))],
    ["IP addresses", requests.map(({ ip }) => ip)],
    ["User agents", requests.map(({ agent }) => agent)],
  ] as const) {
    const expected = tally([...values]);
    const names = (await log.column(log.table(table), 1)).map((name) => name.replace(/\s+the client had gone$/, ""));
    const counts = await log.column(log.table(table), 2);
    expect(Object.fromEntries(names.map((name, index) => [name, counts[index]])), table).toEqual(
      Object.fromEntries([...expected].map(([name, count]) => [name, format(count)])),
    );
  }
  for (const [status, count] of tally(requests.map(({ status }) => status))) {
    await log.table("Statuses").getByRole("link", { name: status, exact: true }).click();
    await expect(log.tile("Requests"), status).toHaveText(format(count));
    await expect(log.chips(), status).toHaveCount(1);
    await page.goBack();
    await expect(log.chips()).toHaveCount(0);
  }
  const [agent, count] = [...tally(requests.map(({ agent }) => agent))].find(([name]) => name.includes('"ua"'))!;
  await log.table("User agents").getByRole("link", { name: agent }).click();
  await expect(log.tile("Requests")).toHaveText(format(count));
  await expect(log.chips()).toHaveText([`User agent: ${agent}`]);
  await expect.poll(() => app.hash()).toBe(`#/logs?user_agent=${encodeURIComponent(agent)}`);
  await page.goBack();
  await expect(log.tile("Requests")).toHaveText(format(requests.length));
  await expect(log.chips()).toHaveCount(0);
});

test("endpoints are counted with their ids replaced, sorted by any column, and saved", async ({ app, page }) => {
  const log = new LogPage(page);
  const table = log.table("Endpoints");
  const messages = requests.filter(({ method, uri }) => method === "GET" && /\/messages\?/.test(uri));
  const row = table.getByRole("row").filter({ hasText: MESSAGES });
  await expect(row.getByRole("cell").first()).toHaveText(format(messages.length));
  const numbers = async (index: number) => (await log.column(table, index)).map((cell) => {
    const [value, unit] = cell.replaceAll(",", "").split(" ");
    return Number(value) * ({ s: 1000, min: 60_000, KiB: 1024, MiB: 1024 ** 2 }[unit ?? ""] ?? 1);
  });
  for (const [index, name] of [[2, "Requests"], [3, "A second"], [4, "Median"], [5, "95 %"], [6, "99 %"], [7, "Slowest"], [9, "Database"], [10, "CPU"], [11, "Sent"], [12, "Errors"]] as const) {
    const header = table.getByRole("columnheader", { name, exact: true });
    if (name !== "Requests") await header.getByRole("link").click();
    await expect(header).toHaveAttribute("aria-sort", "descending");
    const descending = await numbers(index);
    expect(descending, name).toEqual(descending.toSorted((a, b) => b - a));
    expect(new Set(descending).size, name).toBeGreaterThan(1);
    await header.getByRole("link").click();
    await expect(header).toHaveAttribute("aria-sort", "ascending");
    const ascending = await numbers(index);
    expect(ascending, name).toEqual(ascending.toSorted((a, b) => a - b));
  }
  await expect.poll(() => app.hash()).toBe("#/logs?sort=errors&dir=f");
  await table.getByRole("columnheader", { name: "Endpoint" }).getByRole("link").click();
  await expect(table.getByRole("columnheader", { name: "Endpoint" })).toHaveAttribute("aria-sort", "ascending");
  const paths = (await log.column(table, 1)).map((name) => name.split(" ")[1]!);
  expect(paths).toEqual(paths.toSorted());

  const csv = await saved(page, app.button("Save as CSV"));
  expect(csv.name).toBe("glia-endpoints.csv");
  const records = readCsv(csv.text);
  expect(records.length).toBe(paths.length);
  const record = records.find(({ endpoint }) => endpoint === MESSAGES)!;
  expect(Number(record.requests)).toBe(messages.length);
  expect(Number(record.max_ms)).toBe(Math.max(...messages.map(({ ms }) => ms)));
  expect(Number(record.bytes)).toBe(messages.reduce((sum, { bytes }) => sum + bytes, 0));
  const json = JSON.parse((await saved(page, app.button("Save as JSON"))).text);
  expect(json.map(({ endpoint, requests }: { endpoint: string; requests: number }) => [endpoint, String(requests)])).toEqual(
    records.map(({ endpoint, requests }) => [endpoint, requests]),
  );
});

test("an endpoint is a link that narrows all tabs to it", async ({ app, page }) => {
  const log = new LogPage(page);
  const sync = requests.filter(({ method, uri }) => method === "GET" && uri.startsWith("/_matrix/client/v3/sync"));
  await log.table("Endpoints").getByRole("link", { name: SYNC }).click();
  await expect(log.tile("Requests")).toHaveText(format(sync.length));
  await expect(log.rows("Endpoints")).toHaveCount(1);
  await log.go("Requests");
  await expect(log.rows("Requests")).toHaveCount(sync.length);
  await log.go("Errors");
  await expect(page.getByText("Only time and process narrow errors and warnings")).toBeVisible();
  await log.go("Requests");
  await log.chips().first().click();
  await expect(page.getByText(`50 of ${requests.length}`)).toBeVisible();
  await expect.poll(() => app.hash()).toBe("#/logs?tab=requests");
});

test("a stretch of time is chosen with the mouse, and given back", async ({ app, page }) => {
  const log = new LogPage(page);
  const box = (await log.chart().boundingBox())!;
  const y = box.y + 30;
  await page.mouse.move(box.x + box.width * 0.25, y);
  await expect(page.locator(".readout")).toContainText(/19:14:\d\d.* – 19:14:\d\d.* · Requests: \d+, Failed: \d+, At once: \d+, Slowest: /);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, y, { steps: 4 });
  await page.mouse.up();
  await expect(log.chips()).toHaveCount(1);
  const query = new URLSearchParams(app.hash().split("?")[1]);
  const [from, to] = [query.get("from")!.replace("T", " "), query.get("to")!.replace("T", " ")];
  expect(from < to).toBe(true);
  const within = requests.filter(({ time }) => time.replace(",", ".") >= from && time.replace(",", ".") < to);
  expect(within.length).toBeGreaterThan(0);
  expect(within.length).toBeLessThan(requests.length);
  await expect(log.tile("Requests")).toHaveText(format(within.length));
  await page.goBack();
  await expect(log.tile("Requests")).toHaveText(format(requests.length));
  await page.goForward();
  await expect(log.tile("Requests")).toHaveText(format(within.length));
  await log.chips().first().click();
  await expect(log.tile("Requests")).toHaveText(format(requests.length));
});

test("the chart is walked through and brushed with the keyboard, and reads as a table", async ({ page }) => {
  const log = new LogPage(page);
  await page.getByText("The same as a table").click();
  const table = log.table("Over time");
  const shown = await log.column(table, 2);
  expect(shown.reduce((sum, cell) => sum + Number(cell), 0)).toBe(requests.length);
  const chart = log.chart();
  await chart.focus();
  await page.keyboard.press("End");
  await expect(chart).toHaveAttribute("aria-valuenow", String(shown.length));
  await expect(chart).toHaveAttribute("aria-valuetext", new RegExp(`: Requests: ${shown.at(-1)}, `));
  await page.keyboard.press("Home");
  await expect(chart).toHaveAttribute("aria-valuenow", "1");
  for (let bar = 1; bar < 10; bar += 1) await page.keyboard.press("Shift+ArrowRight");
  await expect(page.getByRole("button", { name: "Show only this time" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Show only this time" })).toBeHidden();
  await page.keyboard.press("Home");
  for (let bar = 1; bar < 10; bar += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  await expect(log.chips()).toHaveCount(1);
  const ten = shown.slice(0, 10).reduce((sum, cell) => sum + Number(cell), 0);
  await expect(log.tile("Requests")).toHaveText(format(ten));
});
