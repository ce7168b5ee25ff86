import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { current, lab, oldest } from "./support/lab.ts";

const PAGES = /\/part_pages-[0-9a-f]+\.wasm$/;
const ANSWERS = /\/part_answers-[0-9a-f]+\.wasm$/;

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
  await expect(app.heading("Overview")).toBeVisible();
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

test("where the part that asks servers cannot be loaded, the homeserver field says so, and can try again", async ({ app, page, watch }) => {
  watch.expectConsole(/Failed to (fetch|load)/);
  watch.allow(current.base_url);
  await page.route(/\/part_asks-[0-9a-f]+\.wasm$/, (route) => route.abort());
  await app.open("#/sign-in");
  await app.homeserver().fill(current.base_url);
  await expect(app.alert()).toContainText("This part of Glia could not be loaded.");
  await expect(app.signInButton()).toBeDisabled();
  await page.unroute(/\/part_asks-[0-9a-f]+\.wasm$/);
  await app.button("Try again").click();
  await expect(page.getByText(`at ${current.base_url}`)).toBeVisible();
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

for (const [hash, target] of [
  ["#/rooms?order_by=state_events", "/_synapse/admin/v1/rooms?from=0&limit=50&order_by=state_events&dir=f"],
  ["#/rooms?search_term=a%20b%2B", "/_synapse/admin/v1/rooms?from=0&limit=50&order_by=joined_members&dir=f&search_term=a%20b%2B"],
  ["#/users", "/_synapse/admin/v3/users?from=0&limit=50&order_by=name&dir=f&locked=true"],
  ["#/users?order_by=last_seen_ts&dir=b&admins=true", "/_synapse/admin/v3/users?from=0&limit=50&order_by=last_seen_ts&dir=b&locked=true&admins=true"],
] as const) {
  test(`a bookmark to ${hash} asks its list while the wasm loads, and once`, async ({ app, page }) => {
    await app.signIn(current);
    await expect(app.heading("Overview")).toBeVisible();
    let release = () => undefined as void;
    const held = new Promise<void>((done) => (release = done));
    await page.route(/_bg\.wasm$/, async (route) => {
      await held;
      await route.continue();
    });
    // Nothing of the app runs any more, so whatever asks is the new page.
    await page.goto("about:blank");
    const asked: string[] = [];
    page.on("request", (request) => request.method() === "GET" && /\/v[13]\/(rooms|users)\?/.test(request.url()) && asked.push(request.url()));
    await page.goto(`${lab.app}${hash}`, { waitUntil: "commit" });
    await expect.poll(() => asked).toEqual([`${current.base_url}${target}`]);
    release();
    await expect(app.heading(hash.startsWith("#/rooms") ? "Rooms" : "Users")).toBeVisible();
    await page.waitForLoadState("networkidle");
    expect(asked).toEqual([`${current.base_url}${target}`]);
  });
}

test("of two sessions, the list is asked ahead of the server that server= names, with that one's token", async ({ app, page }) => {
  app.watch.allow(oldest.base_url);
  await app.signIn(current);
  const hash = `#/rooms?server=${encodeURIComponent(oldest.base_url)}`;
  await app.open(hash);
  await app.typeToken(oldest.admin.access_token);
  await app.signInButton().click();
  await expect(app.heading("Rooms")).toBeVisible();
  await page.goto("about:blank");
  // The app itself never comes, so all that is asked is asked ahead.
  await page.route(/_bg\.wasm$/, () => undefined);
  const asked: [string, string | undefined][] = [];
  page.on("request", (request) => {
    if (request.method() === "GET" && request.url().includes("/_synapse/")) asked.push([request.url(), request.headers().authorization]);
  });
  await page.goto(`${lab.app}${hash}`, { waitUntil: "commit" });
  const target = "/_synapse/admin/v1/rooms?from=0&limit=50&order_by=joined_members&dir=f";
  await expect.poll(() => asked).toEqual([[`${oldest.base_url}${target}`, `Bearer ${oldest.admin.access_token}`]]);
});
