import { saved } from "../support/download.ts";
import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";
import { Synapse } from "../support/synapse.ts";

const synapse = new Synapse(current);

/** The columns of a narrow table. */
const NAMES = ["Name", "Members", "State events", "Version", "Encryption", "Join rule", "Public", "Creator"];

test("only columns that have room are drawn, and a wider window gets more at once", async ({ app, page }) => {
  await page.setViewportSize({ width: 640, height: 900 });
  await app.signIn(current, { at: "#/rooms" });
  const heads = app.table("Rooms").getByRole("columnheader");
  await expect(heads).toHaveText(NAMES);
  const cells = () => app.rows("Rooms").first().evaluate((row) => row.children.length);
  expect(await cells()).toBe(8);
  for (const [width, count] of [[1000, 9], [1640, 10], [1920, 13], [640, 8]] as const) {
    await page.setViewportSize({ width, height: 900 });
    await expect(heads).toHaveCount(count);
    await expect.poll(cells).toBe(count);
  }
  // What has no column can still be sorted by.
  await expect(app.choice("Sort by").getByRole("option")).toHaveCount(13);
  await app.choice("Sort by").selectOption("History");
  await expect.poll(() => app.hash()).toBe("#/rooms?order_by=history_visibility");
});

test("a row costs one element for each cell, link and face, and nothing for columns that are not shown", async ({ app, page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await app.signIn(current);
  // A row under the pointer has a copy button, too.
  await page.mouse.move(0, 0);
  await app.open("#/rooms");
  await expect(app.rows("Rooms").first()).toBeVisible();
  const elements = await app.rows("Rooms").evaluateAll((rows) => rows.map((row) => row.querySelectorAll("*").length));
  expect(Math.max(...elements)).toBe(11);
});

test("chosen columns stay chosen in this browser, whatever the width, until the choice is taken back", async ({ app, page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await app.signIn(current, { at: "#/users", keep: true });
  const heads = app.table("Users").getByRole("columnheader");
  await expect(heads).toHaveCount(8);
  await page.getByText("Columns", { exact: true }).first().click();
  await page.getByRole("checkbox", { name: "Locked" }).uncheck();
  await page.getByRole("checkbox", { name: "Avatar address" }).check();
  await expect(app.column("Users", "Locked")).toHaveCount(0);
  await expect(app.column("Users", "Avatar address")).toBeVisible();
  await page.reload();
  await expect(app.column("Users", "Avatar address")).toBeVisible();
  await expect(app.column("Users", "Locked")).toHaveCount(0);
  // The rooms have a choice of their own.
  await app.open("#/rooms");
  await expect(app.table("Rooms").getByRole("columnheader")).toHaveCount(9);
  await app.open("#/users");
  await page.getByText("Columns", { exact: true }).first().click();
  await app.button("Show what fits").click();
  await expect(heads).toHaveCount(8);
  expect(await page.evaluate(() => localStorage.getItem("glia.columns"))).toBe("{}");
});

test("a choice that cannot be read is none", async ({ app, page }) => {
  await page.addInitScript(() => localStorage.setItem("glia.columns", '{"users": 7'));
  await app.signIn(current, { at: "#/users" });
  await expect(app.column("Users", "Locked")).toBeVisible();
});

for (const [format, button] of [["csv", "Download CSV"], ["json", "Download JSON"]] as const) {
  test(`what is on the page is saved with all columns, as ${format}`, async ({ app, page }) => {
    await app.signIn(current, { at: "#/rooms?order_by=state_events&limit=25" });
    await expect(app.rowLinks("Rooms").first()).toBeVisible();
    const { name, text } = await saved(page, app.button(button));
    expect(name).toBe(`glia-current.example-rooms.${format}`);
    const { rooms } = await synapse.rooms("order_by=state_events&limit=25");
    if (format === "json") {
      const list = JSON.parse(text) as Record<string, unknown>[];
      expect(list.map((room) => room.room_id)).toEqual(await app.rowIds("Rooms"));
      expect(list[0]).toMatchObject({ state_events: rooms[0].state_events, federatable: rooms[0].federatable });
    } else {
      const lines = text.trimEnd().split("\r\n");
      expect(lines[0]).toMatch(/^room_id,name,joined_members,.*,history_visibility$/);
      expect(lines).toHaveLength(rooms.length + 1);
    }
  });
}

test.describe("On a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("a row is a card with its values named, and still a row of a table", async ({ app, page }) => {
    await app.signIn(current, { at: "#/rooms?order_by=state_events" });
    const card = app.rows("Rooms").first();
    await expect(card).toBeVisible();
    const count = new Intl.NumberFormat("en-GB").format((await synapse.rooms("order_by=state_events")).rooms[0].state_events);
    const cell = card.locator("[data-label='State events']");
    await expect(cell).toHaveRole("cell");
    await expect(cell).toHaveText(count);
    expect(await cell.evaluate((element) => getComputedStyle(element, "::before").content)).toContain("State events");
    const box = await card.boundingBox();
    expect(box!.width).toBeLessThanOrEqual(390);
    for (const part of await card.getByRole("cell").all()) {
      const inner = await part.boundingBox();
      if (inner) expect(inner.x + inner.width).toBeLessThanOrEqual(box!.x + box!.width);
    }
    expect(await page.locator(".table").evaluate((table) => table.scrollWidth - table.clientWidth)).toBeLessThanOrEqual(0);
    // Turned on its side it is a table again.
    await page.setViewportSize({ width: 844, height: 390 });
    await expect(app.column("Rooms", "State events")).toBeVisible();
  });
});
