import { at } from "./support/app.ts";
import { expect, test } from "./support/fixtures.ts";
import { current } from "./support/lab.ts";
import { pages, PROBES } from "./support/pages.ts";
import { Synapse, unique } from "./support/synapse.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

const synapse = new Synapse(current);

test("no page scrolls sideways", async ({ app, page, watch }) => {
  test.slow();
  watch.expectConsole(PROBES);
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await app.open("");
  await expect(app.homeserver()).toBeVisible();
  expect(await sideways(), "sign-in").toBeLessThanOrEqual(0);
  await app.signIn(current);
  for (const [name, address, heading] of pages(current)) {
    await app.open(address);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await expect(page.getByText("Loading…")).toHaveCount(0);
    expect.soft(await sideways(), name).toBeLessThanOrEqual(0);
  }
});

test("the four jobs on a phone", async ({ app, page, watch }) => {
  test.slow();
  watch.expectConsole(/404.*\/directory\/room\//);
  const [user, owner, name] = [await synapse.createUser(), await synapse.createUser(), unique("phone")];
  await synapse.createRoom({ room_alias_name: name }, owner.access_token);
  await app.signIn(current, { with: "password" });

  await app.link("Users").first().tap();
  await app.search("Search users").fill(user.localpart);
  await app.link(user.user_id).tap();
  let dialog = app.dialog("Make this user a server admin?");
  await app.button("Make server admin").tap();
  await app.confirm(dialog, "Make server admin").tap();
  await expect(app.fact("Server admin")).toHaveText("Yes");
  expect(await synapse.isAdmin(user.user_id)).toBe(true);

  dialog = app.dialog("Reset the password?");
  await app.button("Reset password").tap();
  await dialog.getByRole("button", { name: "Generate" }).tap();
  const password = await app.field("New password").inputValue();
  await app.confirm(dialog, "Reset password").tap();
  await app.dialog("The password is set").getByRole("button", { name: "Close" }).tap();
  expect(await synapse.passwordStatus(user.user_id, password)).toBe(200);

  // Four pages are always there, the others behind "More".
  await app.button("More").tap();
  await app.link("Aliases").first().tap();
  await expect(app.button("More")).toHaveAttribute("aria-expanded", "false");
  await app.field("Room alias").fill(name);
  await app.button("Look up").tap();
  dialog = app.dialog("Delete this alias?");
  await app.button("Delete alias").tap();
  await app.confirm(dialog, "Delete alias").tap();
  await expect(page.getByText("No room has this alias")).toBeVisible();
  expect(await synapse.resolve(synapse.alias(name))).toBeUndefined();

  await app.link("Rooms").first().tap();
  await app.link("Biggest rooms").tap();
  await expect(app.rowLinks("Rooms").first()).toHaveAttribute("title", current.cast.rooms.many_state);
  await expect(app.rowLinks("Rooms").first()).toBeInViewport();
});

test("dialogs fit the screen, their buttons too", async ({ app, page }) => {
  const user = await synapse.createUser({ name: `${unique("long")}-${"x".repeat(120)}` });
  await app.signIn(current, { at: at.user(user.user_id) });
  const dialog = await app.begin("Reset password", "Reset the password?");
  const box = await dialog.boundingBox();
  expect(box!.x).toBeGreaterThanOrEqual(0);
  expect(box!.x + box!.width).toBeLessThanOrEqual(390);
  await dialog.getByText("The same as curl").tap();
  await app.confirm(dialog, "Reset password").scrollIntoViewIfNeeded();
  await expect(app.confirm(dialog, "Reset password")).toBeInViewport({ ratio: 1 });
  expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

test("what is tapped is big enough for a finger", async ({ app, page }) => {
  await app.signIn(current, { at: "#/users" });
  await expect(app.rowLinks("Users").first()).toBeVisible();
  const small = await page.getByRole("button").or(page.getByRole("combobox")).or(page.getByRole("searchbox")).evaluateAll((elements) =>
    elements
      .map((element) => ({ name: element.getAttribute("aria-label") ?? element.textContent, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height > 0 && (box.height < 24 || box.width < 24))
      .map(({ name, box }) => `${name}: ${Math.round(box.width)}x${Math.round(box.height)}`),
  );
  expect(small).toEqual([]);
});
