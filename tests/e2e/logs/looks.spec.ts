import { check } from "../support/axe.ts";
import { expect, test } from "../support/fixtures.ts";
import { file, later, LogPage, PRECISE, requests, text } from "../support/logs.ts";

const TABS = ["Overview", "Requests", "Problems", "Errors", "Find", "Recognised"];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} mode`, () => {
    test.use({ colorScheme });

    test("axe finds nothing serious", async ({ app, page }) => {
      test.slow();
      const log = new LogPage(page);
      await app.open("#/logs");
      await expect(page.getByText("Drop log files here")).toBeVisible();
      await page.getByText("Paste lines instead").click();
      await check(page, "nothing open");
      await log.open([file("homeserver.log", text), file("empty.log", "")]);
      for (const tab of TABS) {
        await log.go(tab);
        await expect(page.getByText("Counting…")).toHaveCount(0);
        await check(page, tab);
      }
      await log.go("Overview");
      await log.form().getByText("Filter").click();
      await page.getByText("The same as a table").click();
      await log.chart().focus();
      await page.keyboard.press("Shift+ArrowRight");
      await check(page, "the filter and the chart");
      await log.go("Errors");
      await page.locator(".messages summary").first().click();
      await expect(page.getByRole("region", { name: "Its lines" })).toBeVisible();
      await check(page, "an error, unfolded");
      await page.goto(page.url().replace(/#.*/, "#/logs?tab=find&tag=GET-98&explain=true"));
      await expect(page.getByRole("table", { name: "Fields of the line" })).toBeVisible();
      await page.getByText("What will be copied").click();
      await check(page, "a request");
      await page.goto(page.url().replace(/#.*/, "#/logs?tab=requests&status=dropped&ip=192.0.2.1&requester=%40a%3Ab"));
      await expect(page.getByText("No request matches.")).toBeVisible();
      await check(page, "nothing found");
    });
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("no tab scrolls sideways, and what is tapped is big enough for a finger", async ({ app, page }) => {
    const log = new LogPage(page);
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await app.open("#/logs");
    await expect(page.getByText("Drop log files here")).toBeVisible();
    expect(await sideways(), "nothing open").toBeLessThanOrEqual(0);
    await log.open([file("homeserver.log.2026-11-24", text), file("homeserver.log", later)]);
    for (const tab of TABS) {
      await log.go(tab);
      await expect(page.getByText("Counting…")).toHaveCount(0);
      expect.soft(await sideways(), tab).toBeLessThanOrEqual(0);
      const small = await page.locator("main").getByRole("button").or(page.getByRole("combobox")).evaluateAll((elements) =>
        elements
          .map((element) => ({ name: element.textContent, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.height > 1 && (box.height < 24 || box.width < 24))
          .map(({ name }) => name),
      );
      expect.soft(small, tab).toEqual([]);
    }
    await page.goto(page.url().replace(/#.*/, "#/logs?tab=find&tag=GET-98&explain=true&at=0-1"));
    await expect(page.getByText("so this tag belongs to more than one request:")).toBeVisible();
    expect(await sideways(), "several requests").toBeLessThanOrEqual(0);
    await log.rows("Requests with this tag").first().getByRole("link").tap();
    await expect(page.getByRole("region", { name: "Its lines" })).toBeVisible();
    expect(await sideways(), "a request").toBeLessThanOrEqual(0);
  });

  test("a finger brushes the chart", async ({ app, page }) => {
    const log = new LogPage(page);
    await app.open("#/logs");
    await log.open(PRECISE);
    const chart = log.chart();
    await chart.scrollIntoViewIfNeeded();
    const box = (await chart.boundingBox())!;
    const touch = await page.context().newCDPSession(page);
    const at = (share: number) => [{ x: box.x + box.width * share, y: box.y + 20 }];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0.2) });
    for (const share of [0.3, 0.4, 0.5, 0.6]) await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(share) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await expect(log.chips()).toHaveCount(1);
    expect(Number(await log.tile("Requests").textContent())).toBeLessThan(requests.length);
  });
});

test("tabs are links that keep the filter, and the keyboard reaches all of it", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open("#/logs?status=2xx");
  await log.open(PRECISE);
  await log.tabs().getByRole("link", { name: "Overview" }).focus();
  await page.keyboard.press("Tab");
  await expect(log.tabs().getByRole("link", { name: "Requests" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(log.rows("Requests")).toHaveCount(50);
  await expect.poll(() => app.hash()).toBe("#/logs?tab=requests&status=2xx");
  // The focus stays where it was, and rows are walked through with the arrows.
  await expect(log.tabs().getByRole("link", { name: "Requests" })).toBeFocused();
  await log.rows("Requests").first().getByRole("rowheader").getByRole("link").focus();
  await page.keyboard.press("ArrowDown");
  await expect(log.rows("Requests").nth(1).getByRole("rowheader").getByRole("link")).toBeFocused();
});
