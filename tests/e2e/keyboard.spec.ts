import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { current } from "./support/lab.ts";
import { Synapse, unique } from "./support/synapse.ts";

const synapse = new Synapse(current);

/** Presses Tab until something with this name has the focus, as a person without a mouse does. */
async function tabTo(page: Page, role: Parameters<Page["getByRole"]>[0], name: string, within = page.locator("body")): Promise<void> {
  const target = within.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluateAll((found) => found.some((element) => element === document.activeElement))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${role} "${name}"`);
}

/** Signs in with the keyboard alone. */
async function signIn(page: Page, allow: (url: string) => void): Promise<void> {
  allow(current.base_url);
  await tabTo(page, "textbox", "Homeserver");
  // Pasted: typed letter by letter, a busy machine's pauses would look up half an address.
  await page.keyboard.insertText(current.base_url);
  await tabTo(page, "textbox", "User ID or username");
  await page.keyboard.type(current.admin.localpart);
  await page.keyboard.press("Tab");
  await page.keyboard.type(current.admin.password);
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeEnabled();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeHidden();
}

test("all four jobs by keyboard alone", async ({ app, page, watch }) => {
  test.slow();
  watch.expectConsole(/404.*\/directory\/room\//);
  const user = await synapse.createUser();
  const name = unique("keys");
  const owner = await synapse.createUser();
  await synapse.createRoom({ room_alias_name: name }, owner.access_token);
  const alias = synapse.alias(name);

  await app.open("");
  await signIn(page, (url) => watch.allow(url));
  await expect(app.heading("Overview")).toBeVisible();

  // To the user: go to Users, search, walk to the row, open it.
  await page.keyboard.press("g");
  await page.keyboard.press("u");
  await expect(app.heading("Users")).toBeVisible();
  await page.keyboard.press("/");
  await expect(app.search("Search users")).toBeFocused();
  await page.keyboard.type(user.localpart);
  await page.keyboard.press("Enter");
  await expect.poll(() => app.rowIds("Users")).toEqual([user.user_id]);
  await tabTo(page, "link", user.user_id);
  await page.keyboard.press("Enter");
  await expect(app.entity(user.user_id)).toBeVisible();

  // Job 1: promote.
  await tabTo(page, "button", "Make server admin");
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Make server admin", app.dialog("Make this user a server admin?"));
  await page.keyboard.press("Enter");
  await expect(app.fact("Server admin")).toHaveText("Yes");
  expect(await synapse.isAdmin(user.user_id)).toBe(true);

  // Job 2: reset the password.
  await tabTo(page, "button", "Reset password");
  await page.keyboard.press("Enter");
  await expect(app.field("New password")).toBeFocused();
  const password = unique("typed by hand");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  const done = app.dialog("The password is set");
  await expect(done).toBeVisible();
  await tabTo(page, "button", "Close", done);
  await page.keyboard.press("Enter");
  await expect(done).toBeHidden();
  expect(await synapse.passwordStatus(user.user_id, password)).toBe(200);

  // Job 3: free an alias.
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(app.heading("Aliases")).toBeVisible();
  await page.keyboard.press("/");
  await expect(app.field("Room alias")).toBeFocused();
  await page.keyboard.type(alias);
  await page.keyboard.press("Enter");
  await expect(app.button("Delete alias")).toBeVisible();
  await tabTo(page, "button", "Delete alias");
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Delete alias", app.dialog("Delete this alias?"));
  await page.keyboard.press("Enter");
  await expect(app.notice()).toContainText(`${alias} is now free`);
  expect(await synapse.resolve(alias)).toBeUndefined();

  // Job 4: the biggest rooms.
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(app.heading("Rooms")).toBeVisible();
  await tabTo(page, "link", "Biggest rooms");
  await page.keyboard.press("Enter");
  await expect(app.rowLinks("Rooms").first()).toHaveAttribute("title", current.cast.rooms.many_state);
});

test("arrow keys move through the rows, Enter opens one", async ({ app, page }) => {
  await app.signIn(current, { at: "#/rooms?order_by=state_events" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  await page.locator("body").click({ position: { x: 2, y: 2 } });
  await page.keyboard.press("ArrowDown");
  await expect(app.rowLinks("Rooms").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(app.rowLinks("Rooms").nth(2)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  const second = app.rowLinks("Rooms").nth(1);
  await expect(second).toBeFocused();
  const id = await second.getAttribute("title");
  await page.keyboard.press("Enter");
  await expect(app.fact("Room ID")).toContainText(id!);
  await page.goBack();
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
});

test("? lists the shortcuts, Escape closes the list and gives the focus back", async ({ app, page }) => {
  await app.signIn(current, { at: "#/users" });
  await app.link("Rooms").focus();
  await page.keyboard.press("?");
  const dialog = app.dialog("Keyboard shortcuts");
  await expect(dialog).toBeVisible();
  for (const what of ["Go to the search field", "Go to Users", "Go to Rooms", "Go to Aliases", "Open the row"]) {
    await expect(dialog).toContainText(what);
  }
  // While a dialog is open the keys of the page do nothing.
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(app.heading("Users")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(app.link("Rooms")).toBeFocused();
});

test("letters typed into a field are no shortcuts", async ({ app, page }) => {
  await app.signIn(current, { at: "#/users" });
  await app.search("Search users").pressSequentially("gr/?");
  await expect(app.search("Search users")).toHaveValue("gr/?");
  await expect(app.heading("Users")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("shortcuts without a session lead nowhere but sign-in", async ({ app, page }) => {
  await app.open("");
  await page.locator("body").click({ position: { x: 2, y: 2 } });
  await page.keyboard.press("g");
  await page.keyboard.press("u");
  await expect(app.heading("Sign in")).toBeVisible();
});

test("the skip link leads to the content", async ({ app, page }) => {
  await app.signIn(current, { at: "#/users" });
  await page.reload();
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(app.link("Skip to the content")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await expect.poll(() => app.hash()).toBe("#/users");
});

test("a page that is opened tells its heading to a screen reader", async ({ app, page }) => {
  await app.signIn(current, { at: "#/users" });
  await app.link("Rooms").click();
  await expect(app.heading("Rooms")).toBeFocused();
  await expect(page).toHaveTitle("Rooms · Glia");
});
