import { expect, test } from "../support/fixtures.ts";
import { current, oldest } from "../support/lab.ts";
import { Synapse } from "../support/synapse.ts";

const synapse = new Synapse(current);

test("without the checkbox the session is this tab's: a reload keeps it, another tab does not know it", async ({ app, page, watch }) => {
  await app.signIn(current, { at: "#/users" });
  await page.reload();
  await expect(app.heading("Users")).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("syt_");
  const tab = await page.context().newPage();
  await watch.start(tab);
  await tab.goto(page.url());
  await expect(tab.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
});

test("with the checkbox a new tab is signed in too, and signing out there ends it here", async ({ app, page, watch }) => {
  const admin = await synapse.createUser({ admin: true });
  await app.signIn(current, { as: admin, at: "#/users", keep: true });
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("syt_");
  const tab = await page.context().newPage();
  await watch.start(tab);
  await tab.goto(page.url());
  await expect(tab.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  await tab.locator("summary", { hasText: "Account and settings" }).click();
  await tab.getByRole("button", { name: "Sign out", exact: true }).click();
  await tab.getByRole("dialog", { name: "Sign out?" }).getByRole("button", { name: "Sign out" }).click();
  await expect(tab.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await expect(app.heading("Sign in")).toBeVisible();
});

test("signing out revokes the token and leaves the keys of other apps on the origin alone", async ({ app, page }) => {
  const admin = await synapse.createUser({ admin: true });
  await app.open("#/sign-in");
  await page.evaluate(() => {
    localStorage.setItem("mx_access_token", "Element's");
    sessionStorage.setItem("other", "app");
  });
  await app.signIn(current, { as: admin, with: "password", keep: true });
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  const token = /syt_[A-Za-z0-9_]+/.exec(stored)?.[0] ?? "";
  expect(await synapse.tokenStatus(token)).toBe(200);
  await app.signOut();
  await expect(app.notice()).toContainText("Signed out: the server revoked the token.");
  expect(await synapse.tokenStatus(token)).toBe(401);
  // No other session of the same user is touched.
  expect(await synapse.tokenStatus(admin.access_token)).toBe(200);
  const left = await page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }]);
  expect(left).toEqual([{ mx_access_token: "Element's" }, { other: "app" }]);
});

test("two servers at once: server= chooses the session", async ({ app, page }) => {
  await app.signIn(current, { at: "#/rooms" });
  app.watch.allow(oldest.base_url);
  await app.open(`#/rooms?server=${encodeURIComponent(oldest.base_url)}`);
  await expect(app.heading("Sign in")).toBeVisible();
  await expect(app.homeserver()).toHaveValue(oldest.base_url);
  await app.typeToken(oldest.admin.access_token);
  await app.signInButton().click();
  await expect(app.heading("Rooms")).toBeVisible();
  await app.open(`#/?server=${encodeURIComponent(current.base_url)}`);
  await expect(app.fact("Synapse")).toHaveText(current.version);
  await app.open(`#/?server=${encodeURIComponent(oldest.base_url)}`);
  await expect(app.fact("Synapse")).toHaveText(oldest.version);
  // Links stay on the same server.
  await app.link("Users").first().click();
  await expect(app.heading("Users")).toBeVisible();
  await expect(page).toHaveURL(/server=/);
});
