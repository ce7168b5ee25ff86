import { expect, test } from "../support/fixtures.ts";
import { mas as server } from "../support/lab.ts";
import { chooseMas, Mas, signInWithOAuth, stored } from "../support/mas.ts";
import { Synapse } from "../support/synapse.ts";

const mas = new Mas();
const synapse = new Synapse(server);

test("signing out revokes the refresh token and the access token where they came from", async ({ app, page }) => {
  const admin = await mas.createAccount({ admin: true });
  await signInWithOAuth(app, admin);
  const session = await stored(page);
  expect(await mas.inspect(session.access_token)).not.toBeNull();
  await app.menu().click();
  await app.button("Sign out").click();
  const dialog = app.dialog("Sign out?");
  await dialog.getByText("The same as curl").click();
  const curl = dialog.locator("pre");
  await expect(curl).toContainText(`${server.issuer}oauth2/revoke`);
  await expect(curl).toContainText("token_type_hint=refresh_token");
  await expect(curl).toContainText("token_type_hint=access_token");
  await expect(curl).not.toContainText(session.access_token);
  await expect(curl).not.toContainText(session.refresh_token);
  await app.confirm(dialog, "Sign out").click();
  await expect(app.notice()).toContainText("Signed out: the server revoked the token.");
  await expect(app.heading("Sign in")).toBeVisible();
  expect(await mas.inspect(session.access_token)).toBeNull();
  expect(await mas.isRefreshable(session.refresh_token)).toBe(false);
  expect(await stored(page)).toBeUndefined();
});

test("a revocation without an answer forgets the session here and says so", async ({ app, page, watch }) => {
  watch.expectConsole(/ERR_|503/);
  const admin = await mas.createAccount({ admin: true });
  await signInWithOAuth(app, admin);
  const session = await stored(page);
  await page.route(`${server.issuer}oauth2/revoke`, (route) => route.abort());
  await app.signOut();
  await expect(app.notice()).toContainText("but the server did not confirm it");
  expect(await mas.isRefreshable(session.refresh_token)).toBe(true);
  expect(await stored(page)).toBeUndefined();
});

test("a pasted token is only forgotten here, and the dialog says so", async ({ app, page }) => {
  await app.open("#/");
  await chooseMas(app);
  await app.typeToken(server.admin.access_token);
  await app.signInButton().click();
  await expect(app.heading("Overview")).toBeVisible();
  page.on("request", (request) => expect(request.url()).not.toMatch(/logout|revoke/));
  await app.menu().click();
  await app.button("Sign out").click();
  await expect(app.dialog("Sign out?")).toContainText("it stays valid");
  await app.confirm(app.dialog("Sign out?"), "Sign out").click();
  await expect(app.notice()).toContainText("Signed out in this browser. The token was not revoked");
  expect(await synapse.tokenStatus(server.admin.access_token)).toBe(200);
});
