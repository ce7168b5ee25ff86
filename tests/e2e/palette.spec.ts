import type { Page } from "@playwright/test";
import { at } from "./support/app.ts";
import { check } from "./support/axe.ts";
import { held, html } from "./support/faults.ts";
import { expect, test } from "./support/fixtures.ts";
import { current, mas, oldest } from "./support/lab.ts";
import { Synapse, unique } from "./support/synapse.ts";

const palette = (page: Page) => page.getByRole("dialog", { name: "Search and commands" });
const field = (page: Page) => palette(page).getByRole("combobox", { name: "Search or jump to" });
const option = (page: Page, name: string | RegExp) => palette(page).getByRole("option", { name });
const chosen = (page: Page) => palette(page).locator('[role="option"][aria-selected="true"]');

const LISTS = /\/(users|rooms)\?/;

test("by keyboard alone to a page, a question, a user and a room", async ({ app, page }) => {
  const synapse = new Synapse(current);
  const name = unique("Found");
  const user = await synapse.createUser({ displayname: `${name} Person` });
  const room = await synapse.createRoom({ name: `${name} Room` });
  await expect.poll(async () => (await synapse.rooms(`search_term=${name}`)).total_rooms).toBe(1);
  await app.signIn(current, { at: "#/aliases" });
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("users");
  await expect(chosen(page)).toContainText("Users");
  await page.keyboard.press("Enter");
  await expect(app.heading("Users")).toBeVisible();
  await expect(palette(page)).toBeHidden();

  // Also while a field has the focus, and what was typed before is gone.
  await app.search("Search users").focus();
  await page.keyboard.press("Control+k");
  await expect(field(page)).toHaveValue("");
  await page.keyboard.type("file handles");
  await page.keyboard.press("Enter");
  await expect(app.heading("Why does Synapse run out of file handles?")).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type(name);
  await expect(option(page, `${name} Person`)).toBeVisible();
  await expect(option(page, `${name} Room`)).toBeVisible();
  await expect(palette(page).getByRole("status")).toHaveText("3 results");
  await expect(chosen(page)).toContainText(`${name} Person`);
  const active = () => field(page).getAttribute("aria-activedescendant");
  expect(await chosen(page).getAttribute("id")).toBe(await active());
  await page.keyboard.press("ArrowDown");
  await expect(chosen(page)).toContainText(`${name} Room`);
  expect(await chosen(page).getAttribute("id")).toBe(await active());
  await page.keyboard.press("Enter");
  await expect.poll(() => app.hash()).toBe(at.room(room));

  await page.keyboard.press("Control+k");
  await page.keyboard.type(user.user_id);
  await expect(chosen(page)).toContainText("Open user");
  await page.keyboard.press("Enter");
  await expect.poll(() => app.hash()).toBe(at.user(user.user_id));

  // Without any text it has what was chosen lately, the newest first.
  await page.keyboard.press("Control+k");
  const recent = palette(page).getByRole("group", { name: "Recent" }).getByRole("option");
  await expect(recent).toHaveText([new RegExp(user.user_id), new RegExp(`${name} Room`)]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => app.hash()).toBe(at.room(room));

  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
});

test("an action from the palette is done on the server, and the page behind it shows it", async ({ app, page }) => {
  const synapse = new Synapse(current);
  const user = await synapse.createUser();
  await app.signIn(current, { at: at.user(user.user_id) });
  await expect(app.fact("Server admin")).toHaveText("No");
  await page.keyboard.press("Control+k");
  await option(page, /^Make server admin/).click();
  const dialog = app.dialog("Make this user a server admin?");
  await expect(dialog).toContainText(user.user_id);
  await app.confirm(dialog, "Make server admin").click();
  await expect(app.fact("Server admin")).toHaveText("Yes");
  expect(await synapse.isAdmin(user.user_id)).toBe(true);
  // By id from any other page; it knows what is true by now.
  await app.open("#/rooms");
  await expect(app.heading("Rooms")).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type(user.user_id);
  await expect(option(page, /^Remove server admin/)).toBeVisible();
  await expect(option(page, /^Reset password/)).toBeVisible();
  await option(page, /^Export data/).click();
  await expect.poll(() => app.hash()).toBe(`#/export?user=${encodeURIComponent(user.user_id)}`);
});

test("an alias is deleted from the palette, by its page or by its ID", async ({ app, page, watch }) => {
  // A free alias is a 404 for the browser.
  watch.expectConsole(/404.*\/directory\/room\//);
  const synapse = new Synapse(current);
  const names = [unique("shown"), unique("typed")];
  for (const name of names) await synapse.createRoom({ room_alias_name: name });
  const [shown, typed] = names.map((name) => synapse.alias(name)) as [string, string];
  await app.signIn(current, { at: at.alias(shown) });
  await expect(app.button("Delete alias")).toBeVisible();
  for (const alias of [shown, typed]) {
    await page.keyboard.press("Control+k");
    if (alias === typed) await field(page).fill(alias);
    await expect(option(page, /^Point it at another room/)).toContainText(alias);
    await option(page, /^Delete alias/).click();
    const dialog = app.dialog("Delete this alias?");
    await expect(dialog).toContainText(alias);
    await app.confirm(dialog, "Delete alias").click();
    await expect(app.notice()).toContainText(`${alias} is now free (confirmed by the server).`);
    expect(await synapse.resolve(alias)).toBeUndefined();
    // The page behind it shows it.
    await expect(page.getByText("No room has this alias")).toBeVisible();
  }
  // What is free can only be pointed somewhere.
  await page.keyboard.press("Control+k");
  await expect(option(page, /^Point it at another room/)).toBeVisible();
  await expect(option(page, /^Delete alias/)).toHaveCount(0);
});

test("names are asked for once typing pauses, of each list once, and dropped when it goes on", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  proxy.forget();
  const waiting = held();
  proxy.fault("GET", LISTS, waiting.fault, 2);
  await page.keyboard.type("ama");
  await expect(palette(page).getByText("Searching users and rooms…")).toBeVisible();
  await expect.poll(() => proxy.requests(LISTS).length).toBe(2);
  const dropped: string[] = [];
  page.on("requestfailed", (request) => dropped.push(request.url()));
  await page.keyboard.type("r");
  await expect(option(page, /Amara/)).toBeVisible();
  expect(proxy.requests(LISTS)).toHaveLength(4);
  // Each once, however often the browser tells of it.
  const lists = () => new Set(dropped.filter((url) => LISTS.test(url) && /=ama(&|$)/.test(url)));
  await expect.poll(() => lists().size).toBe(2);
  waiting.release();
  // Ids and links ask no list.
  proxy.forget();
  await field(page).fill(`https://matrix.to/#/${current.cast.rooms.v10}`);
  await expect(option(page, /^Open room/)).toBeVisible();
  await field(page).fill("nobody@here");
  await expect(palette(page).getByRole("status")).not.toContainText("Searching");
  expect(proxy.requests(LISTS).filter(({ path }) => path.includes("matrix.to"))).toEqual([]);
});

test("a list that cannot be searched says so, and the other is there", async ({ app, page, proxyTo, watch }) => {
  watch.expectConsole(/502/);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  proxy.fault("GET", /\/rooms\?/, html(502, "Bad Gateway"));
  await page.keyboard.press("Control+k");
  await page.keyboard.type("amara");
  await expect(option(page, /Amara/)).toBeVisible();
  await expect(palette(page).getByRole("status")).toContainText("Rooms could not be searched:");
});

test("what is chosen stays chosen when answers come above it", async ({ app, page, proxyTo }) => {
  const synapse = new Synapse(current);
  const name = unique("Late");
  await synapse.createUser({ displayname: `${name} Person` });
  const room = await synapse.createRoom({ name: `${name} Room` });
  await expect.poll(async () => (await synapse.rooms(`search_term=${name}`)).total_rooms).toBe(1);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  const waiting = held();
  proxy.fault("GET", /\/users\?/, waiting.fault);
  await page.keyboard.press("Control+k");
  await page.keyboard.type(name);
  await expect(option(page, `${name} Room`)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect(chosen(page)).toContainText(`${name} Room`);
  waiting.release();
  await expect(option(page, `${name} Person`)).toBeVisible();
  await expect(chosen(page)).toContainText(`${name} Room`);
  expect(await chosen(page).getAttribute("id")).toBe(await field(page).getAttribute("aria-activedescendant"));
  await page.keyboard.press("Enter");
  await expect.poll(() => app.hash()).toBe(at.room(room));
});

test("the theme, the shortcuts and the account's menu", async ({ app, page }) => {
  await app.signIn(current, { at: "#/aliases" });
  const run = async (text: string) => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(text);
    await expect(chosen(page)).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(palette(page)).toBeHidden();
  };
  // What is typed while the palette is still being loaded, it has.
  await run("theme dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await run("theme system");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
  await run("keyboard shortcuts");
  await expect(app.dialog("Keyboard shortcuts")).toContainText("Ctrl K");
  // Over another dialog it does not open.
  await page.keyboard.press("Control+k");
  await expect(app.dialog("Keyboard shortcuts")).toBeVisible();
  await expect(palette(page)).toBeHidden();
  await page.keyboard.press("Escape");
  await run("account menu");
  await expect(app.button("Sign out")).toBeVisible();
});

test("signing out from the palette revokes the token", async ({ app, page }) => {
  const synapse = new Synapse(current);
  const admin = await synapse.createUser({ admin: true });
  await app.signIn(current, { as: admin, at: "#/aliases" });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("sign out");
  await expect(chosen(page)).toHaveText("Sign out");
  await page.keyboard.press("Enter");
  await app.confirm(app.dialog("Sign out?"), "Sign out").click();
  await expect(app.heading("Sign in")).toBeVisible();
  await expect(app.notice()).toContainText("Signed out: the server revoked the token.");
  expect(await synapse.tokenStatus(admin.access_token)).toBe(401);
});

test("the palette leads to another server, and signing out there leaves the first", async ({ app, page }) => {
  const admin = await new Synapse(oldest).createUser({ admin: true });
  await app.signIn(current, { at: "#/rooms" });
  await app.open("#/sign-in");
  await app.chooseServer(oldest.base_url);
  await app.typeToken(admin.access_token);
  await app.signInButton().click();
  await expect(app.menu()).toContainText(admin.localpart);
  const run = async (text: string) => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(text);
    await expect(palette(page).getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(palette(page)).toBeHidden();
  };
  await app.open(`#/rooms?server=${encodeURIComponent(oldest.base_url)}`);
  await expect(app.heading("Rooms")).toBeVisible();
  await run("switch to");
  await expect.poll(() => app.hash()).toBe(`#/rooms?server=${encodeURIComponent(current.base_url)}`);
  await expect(app.menu()).toContainText(current.admin.localpart);
  await run("switch to");
  await expect(app.menu()).toContainText(admin.localpart);
  await run("sign out");
  await app.confirm(app.dialog("Sign out?"), "Sign out").click();
  await expect(app.menu()).toContainText(current.admin.localpart);
  // It does not ask the same about the one that is left.
  await expect(app.dialog("Sign out?")).toBeHidden();
  expect(await new Synapse(oldest).tokenStatus(admin.access_token)).toBe(401);
});

test("whatever is typed, nothing breaks", async ({ app, page }) => {
  await app.signIn(current, { at: "#/aliases" });
  await page.keyboard.press("Control+k");
  for (const typed of ["x".repeat(10_000), "\u202e\u202e اسم", "🦊🦊🦊", "<b>bold</b>", "matrix:", "https://", "@", "#", "!", "[::1]:8448", "a.b:99999"]) {
    await field(page).fill(typed);
    await expect(palette(page).getByRole("status")).toContainText(/result|Nothing fits/);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowDown");
  }
  await field(page).fill("matrix.org");
  await expect(option(page, /^Find server/)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

test("where Matrix Authentication Service keeps the accounts, what Synapse says of admins is not offered", async ({ app, page, watch }) => {
  watch.expectConsole(/404/);
  await app.open("#/users");
  app.watch.allow(mas.base_url);
  await app.chooseServer(mas.base_url);
  await app.typeToken(mas.admin.access_token);
  await app.signInButton().click();
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type(mas.admin.user_id);
  await expect(option(page, /^Export data/)).toBeVisible();
  await expect(option(page, /server admin/)).toHaveCount(0);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("by touch, and nothing lies beside the screen", async ({ app, page }) => {
    await app.signIn(current, { at: "#/aliases" });
    await page.getByRole("button", { name: /^Search or jump to/ }).tap();
    await field(page).fill("doctor");
    await option(page, /^Doctor/).tap();
    await expect(app.heading("Connection doctor")).toBeVisible();
    await page.getByRole("button", { name: /^Search or jump to/ }).tap();
    await expect(field(page)).toBeVisible();
    await page.touchscreen.tap(195, 820);
    await expect(palette(page)).toBeHidden();
  });
});

test("for assistive technology it is a combobox with a list in groups", async ({ app, page }) => {
  await app.signIn(current, { at: "#/aliases" });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("neither this nor that");
  await expect(palette(page).getByRole("status")).toHaveText("Nothing fits.");
  await field(page).fill("theme");
  await expect(palette(page).getByRole("status")).toHaveText(/^\d results?$/);
  await expect(palette(page)).toMatchAriaSnapshot(`
- dialog "Search and commands":
  - combobox "Search or jump to" [expanded]: theme
  - listbox "Search and commands":
    - group "Glia":
      - 'option "Theme: as the system" [selected]'
      - 'option "Theme: light"'
      - 'option "Theme: dark"'
    - group "Go to":
      - option /^Open user @theme:/
  - status:
    - paragraph: /result/
`);
  await check(page, "the palette");
});
