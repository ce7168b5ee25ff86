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
  await time.hover();
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

test("the copy button of a row comes with the pointer and with the keyboard, and moves nothing", async ({ app, page }) => {
  await app.signIn(current);
  // Away from where the rows will be.
  await page.mouse.move(0, 0);
  await app.open("#/users");
  const [first, second] = [app.rows("Users").nth(0), app.rows("Users").nth(1)];
  await expect(first).toBeVisible();
  const copy = page.locator("tbody [data-copy]");
  await expect(copy).toHaveCount(0);
  const width = () => app.column("Users", "User ID").evaluate((cell) => cell.getBoundingClientRect().width);
  const before = await width();
  await second.hover();
  await expect(second.locator("[data-copy]")).toBeVisible();
  await expect(copy).toHaveCount(1);
  expect(await width()).toBe(before);
  await app.rowLinks("Users").first().focus();
  await page.keyboard.press("Tab");
  await expect(first.locator("[data-copy]")).toBeFocused();
  // Another order brings other rows: the button would name the old one.
  await app.column("Users", "Created").getByRole("link").click();
  await expect(app.column("Users", "Created")).toHaveAttribute("aria-sort", "descending");
  await expect(page.getByText("Loading…")).toHaveCount(0);
  const ids = await app.rowIds("Users");
  for (const id of await copy.evaluateAll((buttons) => buttons.map((button) => button.getAttribute("data-copy")))) {
    expect(ids).toContain(id);
  }
});
