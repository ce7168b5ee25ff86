import { at } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";
import { pages, PROBES } from "../support/pages.ts";

test("every address opens directly, in a fresh load", async ({ app, page, watch }) => {
  test.slow();
  watch.expectConsole(PROBES);
  await app.signIn(current, { keep: true });
  for (const [name, address, heading] of pages(current)) {
    await app.load(address);
    await expect(page.getByRole("heading", { level: 1 }), name).toHaveText(heading);
    expect(app.hash(), name).toBe(address);
  }
});

test("room ids of every version, with and without domain, in the address", async ({ app }) => {
  await app.signIn(current, { keep: true });
  const { v6, v10, v11, v12 } = current.cast.rooms;
  for (const id of [v6, v10, v11, v12!]) {
    await app.load(at.room(id));
    await expect(app.fact("Room ID")).toContainText(id);
  }
});

test("the long form of the contract, with empty parameters", async ({ app }) => {
  await app.signIn(current, { at: "#/rooms?search_term=&order_by=state_events&dir=f&from=&limit=&public_rooms=&empty_rooms=" });
  await expect(app.rowLinks("Rooms").first()).toHaveAttribute("title", current.cast.rooms.many_state);
  await app.open("#/users?name=&order_by=&dir=&from=&limit=&deactivated=&locked=&admins=&guests=");
  await expect(app.rowLinks("Users").first()).toBeVisible();
});

test("nonsense in parameters means the default, and ids that do not exist are told", async ({ app, page, watch }) => {
  watch.expectConsole(/40[04]/);
  await app.signIn(current, { at: "#/users?order_by=nonsense&dir=z&from=-1&limit=7&deactivated=maybe" });
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await expect(app.choice("Rows per page")).toHaveValue("50");
  await app.open(at.user(`@nobody-at-all:${current.server_name}`));
  await expect(app.alert()).toContainText(/This server has no such user|The server does not know that/);
  await app.open(at.room("!nowhere:current.example"));
  await expect(app.alert()).toContainText(/This server does not know this room|The server does not know that/);
  await app.open(at.alias("#nothing-has-this:current.example"));
  await expect(page.getByText("No room has this alias")).toBeVisible();
});

test("an address edited by hand shows its page at once", async ({ app, page }) => {
  await app.signIn(current, { at: at.user(current.member.user_id) });
  await expect(app.entity(current.member.user_id)).toBeVisible();
  await page.evaluate((hash) => (location.hash = hash), at.user(current.cast.bot));
  await expect(app.entity(current.cast.bot)).toBeVisible();
  await expect(app.fact("User ID")).toContainText(current.cast.bot);
});
