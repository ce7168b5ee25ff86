import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";
import { Synapse, unique } from "../support/synapse.ts";

const synapse = new Synapse(current);

test("a long id is shortened in the middle for the eye only: name, tooltip and copy are whole", async ({ app, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const user = await synapse.createUser({ name: `${unique("long")}-${"x".repeat(80)}-end` });
  await app.signIn(current, { at: `#/users?name=${user.localpart}` });
  const link = page.getByRole("link", { name: user.user_id, exact: true });
  await expect(link).toHaveAttribute("title", user.user_id);
  await expect(link).toHaveText(/^@long-.+….*:current\.example$/);
  await app.rows("Users").first().hover();
  await app.button(`Copy ${user.user_id}`).click();
  await expect(app.notice()).toContainText("Copied.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(user.user_id);
});

test("times are relative to read and exact on hover, in the browser's language and zone", async ({ app }) => {
  const user = await synapse.createUser();
  const created = (await synapse.users(`name=${user.localpart}`)).users[0].creation_ts;
  await app.signIn(current, { at: `#/users?name=${user.localpart}` });
  const time = app.rows("Users").first().getByRole("time").first();
  await expect(time).toHaveText(/now|ago/);
  await expect(time).toHaveAttribute("datetime", new Date(created).toISOString());
  const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" }).format(created);
  await expect(time).toHaveAttribute("title", new RegExp(hour));
});

test("numbers stand right-aligned, with digits of one width", async ({ app }) => {
  await app.signIn(current, { at: "#/rooms?order_by=state_events" });
  const cell = app.rows("Rooms").first().getByRole("cell").nth(2);
  await expect(cell).toHaveText(/^\d,\d{3}$/);
  await expect(cell).toHaveCSS("text-align", /right|end/);
  await expect(cell).toHaveCSS("font-variant-numeric", /tabular-nums/);
});

test("the header of a long table stays in view", async ({ app, page }) => {
  await app.signIn(current, { at: "#/users?limit=500" });
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await app.rowLinks("Users").last().scrollIntoViewIfNeeded();
  await expect(app.rowLinks("Users").first()).not.toBeInViewport();
  await expect(app.column("Users", "User ID")).toBeInViewport();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
});
