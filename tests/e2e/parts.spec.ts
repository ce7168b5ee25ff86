import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { current } from "./support/lab.ts";

const PAGES = /\/split_pages-[0-9a-f]+\.wasm$/;
const ANSWERS = /\/split_answers-[0-9a-f]+\.wasm$/;

/** The files that match, as they are asked for. */
function requests(page: Page, path: RegExp): string[] {
  const found: string[] = [];
  page.on("request", (request) => path.test(request.url()) && found.push(request.url()));
  return found;
}

test("the pages behind the sign-in form are loaded when somebody begins to type, and once", async ({ app, page }) => {
  const loaded = requests(page, PAGES);
  await app.open("#/rooms");
  await expect(app.homeserver()).toBeEditable();
  await page.waitForLoadState("networkidle");
  expect(loaded).toEqual([]);
  await app.homeserver().pressSequentially("h");
  await expect.poll(() => loaded.length).toBe(1);
  await app.homeserver().fill("");
  await app.signIn(current, { at: "#/rooms" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  await app.link("Users").click();
  await expect(app.rowLinks("Users").first()).toBeVisible();
  expect(loaded.length).toBe(1);
});

test("with a session they are loaded together with the rest", async ({ app, page }) => {
  await app.signIn(current, { at: "#/rooms" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  // While the main part is on its way nothing of the app runs yet, so only the page itself can have asked.
  let release = () => undefined as void;
  const held = new Promise<void>((done) => (release = done));
  await page.route(/_bg\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  const loaded = requests(page, PAGES);
  await page.reload({ waitUntil: "commit" });
  await expect.poll(() => loaded.length).toBe(1);
  release();
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
});

test("a part that cannot be loaded is told, and loaded at the next try", async ({ app, page, watch }) => {
  watch.expectConsole(/Failed to (load resource|fetch)/);
  await app.signIn(current);
  await expect(app.heading("Home")).toBeVisible();
  await page.route(ANSWERS, (route) => route.abort());
  await app.link("Answers").click();
  await expect(app.alert()).toContainText("This part of Glia could not be loaded.");
  // The rest goes on.
  await app.link("Rooms").click();
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  await app.link("Answers").click();
  await expect(app.alert()).toContainText("This part of Glia could not be loaded.");
  await page.unroute(ANSWERS);
  await app.button("Try again").click();
  await expect(app.heading("Answers")).toBeVisible();
});

test("a part that was changed on its way does not run", async ({ app, page, watch }) => {
  watch.expectConsole(/integrity|Failed to fetch/);
  await page.route(ANSWERS, async (route) => {
    const response = await route.fetch();
    // A custom section at the end: still valid, but not what was published.
    await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.from([0, 2, 1, 120])]) });
  });
  await app.signIn(current, { at: "#/answers" });
  await expect(app.alert()).toContainText("This part of Glia could not be loaded.");
});
