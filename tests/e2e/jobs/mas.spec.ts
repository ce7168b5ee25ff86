import { at } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";
import { lab, mas as server } from "../support/lab.ts";
import { chooseMas, Mas, signInThere, signInWithOAuth } from "../support/mas.ts";
import { unique } from "../support/synapse.ts";

const mas = new Mas();

test("somebody is made an admin through Matrix Authentication Service, and uses it at the next sign-in", async ({ app, page, browser }) => {
  const admin = await mas.createAccount({ admin: true });
  const user = await mas.createAccount();
  await signInWithOAuth(app, admin, { at: at.user(user.user_id), masAdmin: true });
  await expect(app.fact("Server admin")).toHaveText("Managed by Matrix Authentication Service");
  await expect(page.getByText("Not an admin in Matrix Authentication Service.")).toBeVisible();
  const dialog = await app.begin("Make server admin", "Make this user a server admin?");
  await expect(dialog).toContainText("the user has to sign in again");
  await dialog.getByText("The same as curl").click();
  await expect(dialog.locator("pre")).toContainText(`${server.issuer}api/admin/v1/users/by-username/${user.username}`);
  await expect(dialog.locator("pre")).toContainText("/set-admin");
  await app.confirm(dialog, "Make server admin").click();
  await expect(app.notice()).toContainText(`${user.user_id} is now a server admin (confirmed by the server).`);
  await expect(page.getByText("An admin in Matrix Authentication Service.")).toBeVisible();
  expect((await mas.account(user.username)).admin).toBe(true);
  // The new right works.
  const other = await browser.newPage();
  await other.goto(`${lab.app}#/users`);
  await other.getByLabel("Homeserver", { exact: true }).fill(server.base_url);
  await other.getByRole("button", { name: /^Continue to / }).click();
  await signInThere(other, user);
  await expect(other.getByRole("rowheader").first()).toBeVisible();
  await other.close();

  const remove = await app.begin("Remove server admin", "Remove server admin rights?");
  await app.confirm(remove, "Remove server admin").click();
  await expect(app.notice()).toContainText(`${user.user_id} is no longer a server admin`);
  expect((await mas.account(user.username)).admin).toBe(false);
});

test("one's own admin right there cannot be removed, and the page says why", async ({ app }) => {
  const admin = await mas.createAccount({ admin: true });
  await signInWithOAuth(app, admin, { at: at.user(admin.user_id), masAdmin: true });
  await expect(app.button("Remove server admin")).toHaveAttribute("aria-disabled", "true");
  await expect(app.button("Remove server admin")).toHaveAccessibleDescription(/another admin can/);
});

test("a password is set through Matrix Authentication Service, which may refuse it", async ({ app, page, watch }) => {
  const admin = await mas.createAccount({ admin: true });
  const user = await mas.createAccount();
  await signInWithOAuth(app, admin, { at: at.user(user.user_id), masAdmin: true });
  const dialog = await app.begin("Reset password", "Reset the password?");
  await expect(dialog.getByLabel("Sign the user out of all devices")).toHaveCount(0);
  watch.expectConsole(/400.*set-password/);
  await app.field("New password").fill("short");
  await app.confirm(dialog, "Reset password").click();
  await expect(dialog.getByRole("alert")).toContainText("Password is too weak");
  const password = unique("a longer one");
  await app.field("New password").fill(password);
  await app.confirm(dialog, "Reset password").click();
  await expect(app.dialog("The password is set")).toContainText(password);
  expect((await mas.account(user.username)).password).toBe(password);
  const shown = await page.content();
  expect(shown).not.toContain("urn:mas");
});

test("without its scope the page says who can do it, and how, before anything is tried", async ({ app, page }) => {
  const admin = await mas.createAccount({ admin: true });
  const user = await mas.createAccount();
  page.on("request", (request) => expect(request.url()).not.toMatch(/\/api\/admin\/|\/reset_password\/|\/admin$/));
  await signInWithOAuth(app, admin, { at: at.user(user.user_id) });
  await expect(page.getByText("Matrix Authentication Service decides who is a server admin.")).toBeVisible();
  await expect(page.getByText(`mas-cli manage promote-admin ${user.username}`)).toBeVisible();
  await expect(page.getByText(`mas-cli manage set-password ${user.username}`)).toBeVisible();
  await expect(app.button("Make server admin")).toHaveCount(0);
  await expect(app.button("Reset password")).toHaveCount(0);
});

test("an admin API that is not switched on is noticed, and the commands take its place", async ({ app, page, watch }) => {
  watch.expectConsole(/404.*by-username/);
  const admin = await mas.createAccount({ admin: true });
  const user = await mas.createAccount();
  await page.route(`${server.issuer}api/**`, (route) =>
    route.fulfill({ status: 404, body: "Not Found", headers: { "Access-Control-Allow-Origin": "*" } }),
  );
  await signInWithOAuth(app, admin, { at: at.user(user.user_id), masAdmin: true });
  await expect(page.getByText("Its admin API does not answer this session.").first()).toBeVisible();
  await expect(page.getByText(`mas-cli manage promote-admin ${user.username}`)).toBeVisible();
  await expect(app.button("Reset password")).toHaveCount(0);
});

test("the list of users leaves out what such a server refuses to be asked", async ({ app, page }) => {
  await app.open("#/users?guests=true");
  await chooseMas(app);
  await app.typeToken(server.admin.access_token);
  await app.signInButton().click();
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await expect(app.choice("Guests")).toHaveCount(0);
  await expect(app.choice("Admins")).toBeVisible();
  await app.link("Overview").first().click();
  await expect(app.fact("Users")).toHaveText(/^\d+$/);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a session of an older Glia, which knew nothing of all this, finds out", async ({ app, page, watch }) => {
  watch.expectConsole(/400.*\/users\?/);
  watch.allow(server.base_url);
  const { user_id, access_token } = server.admin;
  const old = { base_url: server.base_url, user_id, access_token, refresh_token: null, version: server.version, origin: "token" };
  await page.addInitScript((old) => sessionStorage.setItem("glia.sessions", JSON.stringify([old])), old);
  await app.open("#/users");
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await app.open(at.user(server.member.user_id));
  await expect(app.fact("Server admin")).toHaveText("Managed by Matrix Authentication Service");
  await expect(app.button("Reset password")).toHaveCount(0);
});
