import { CORS, type Fault } from "../support/fault-proxy.ts";
import { json } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { lab, sso as server } from "../support/lab.ts";
import { signInThere, stored } from "../support/mas.ts";
import { Synapse } from "../support/synapse.ts";

const synapse = new Synapse(server);
/** The icon's picture is not on the server; the browser says so. */
const NO_ICON = /404.*\/thumbnail\//;
/** A picture of one pixel. */
const icon: Fault = ({ response }) => {
  response.writeHead(200, { "Content-Type": "image/png", ...CORS });
  response.end(Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64"));
};
const account = { username: server.admin.localpart, password: server.admin.password };

test("each identity provider has a button with its name, beside the password", async ({ app, page, watch }) => {
  watch.expectConsole(NO_ICON);
  await app.open("#/sign-in");
  await app.chooseServer(server.base_url);
  await expect(app.button("Use a password")).toHaveAttribute("aria-pressed", "true");
  await app.button("Use single sign-on").click();
  await expect(app.button("Continue with Company <login>")).toBeVisible();
  await expect(app.button("Continue with School")).toBeVisible();
  await expect(app.signInButton()).toBeHidden();
});

test("a thousand identity providers come in portions, and only those that are drawn load an icon", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(server);
  const identity_providers = Array.from({ length: 1000 }, (_, n) => ({ id: `p${n}`, name: `Provider ${n}`, icon: `mxc://hs.example/p${n}` }));
  proxy.fault("GET", /\/login$/, json({ flows: [{ type: "m.login.sso", identity_providers }] }));
  proxy.fault("GET", /\/thumbnail\//, icon);
  await app.open("#/sign-in");
  await app.chooseServer(proxy.url);
  const buttons = page.getByRole("button", { name: /^Continue with Provider/ });
  await expect(buttons).toHaveCount(100);
  await app.button("Show 100 more").click();
  await expect(buttons).toHaveCount(200);
  await expect(buttons.nth(100)).toBeFocused();
  await expect.poll(() => proxy.requests(/\/thumbnail\//).length).toBe(200);
});

test("an icon that the server gives out is shown, from memory", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(server);
  proxy.fault("GET", /\/thumbnail\//, icon);
  await app.open("#/sign-in");
  await app.chooseServer(proxy.url);
  await app.button("Use single sign-on").click();
  const image = app.button("Continue with Company <login>").locator("img");
  await expect(image).toHaveAttribute("src", /^blob:/);
  await expect.poll(() => image.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
});

test("an admin signs in with an identity provider, and comes back to the page they came for", async ({ app, page, watch }) => {
  watch.expectConsole(NO_ICON);
  watch.allow(server.issuer);
  watch.expectConsole(/matrix\.org\/img|favicon\.ico/);
  await page.route(/^https:\/\/matrix\.org\//, (route) => route.abort());
  await app.open("#/rooms?order_by=state_events");
  await app.chooseServer(server.base_url);
  await app.button("Use single sign-on").click();
  await app.button("Continue with School").click();
  await signInThere(page, account);
  // Synapse's own page, which asks whether to trust this app, and shows a picture from elsewhere.
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(app.rows("Rooms")).toHaveCount(server.totals.rooms);
  await expect(page).toHaveURL(`${lab.app}#/rooms?order_by=state_events`);
  const session = await stored(page);
  expect(session.origin).toBe("sso");
  expect(session.refresh_token).toBeTruthy();
  expect(await synapse.tokenStatus(session.access_token)).toBe(200);
  await app.signOut();
  await expect(app.notice()).toContainText("Signed out: the server revoked the token.");
  expect(await synapse.tokenStatus(session.access_token)).toBe(401);
});

test("a login token that this tab did not ask for is refused, and nothing is sent", async ({ app, page }) => {
  page.on("request", (request) => expect(request.url()).not.toContain("/_matrix/"));
  await page.goto(`${lab.app}?loginToken=syl_somebody-elses#/users`);
  await expect(app.alert()).toContainText("This answer does not belong to a sign-in that this tab started.");
  expect(page.url()).not.toContain("loginToken");
});

test("a login token that is used up is told, and the form is there", async ({ app, page, watch }) => {
  watch.expectConsole(NO_ICON);
  watch.expectConsole(/403.*\/login/);
  watch.allow(server.issuer);
  await app.open("#/users");
  await app.chooseServer(server.base_url);
  await app.button("Use single sign-on").click();
  await app.button("Continue with School").click();
  await expect(page.getByLabel("Username")).toBeVisible();
  await page.goto(`${lab.app}?loginToken=syl_used-up`);
  await expect(app.alert()).toContainText("Please sign in again.");
  await expect.poll(() => app.hash()).toBe("#/users");
});
