import { held, unknownToken } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, short } from "../support/lab.ts";
import { Synapse } from "../support/synapse.ts";

/** Waits until the server itself no longer accepts the token. */
async function expired(synapse: Synapse, token: string): Promise<void> {
  await expect.poll(() => synapse.tokenStatus(token), { timeout: 15_000 }).toBe(401);
}

function tokenIn(stored: string): string {
  return /"access_token":"([^"]+)"/.exec(stored)?.[1] ?? "";
}

test("an access token that expired is refreshed once, without a word to the user", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/401/);
  const synapse = new Synapse(short);
  const proxy = await proxyTo(short);
  await app.signIn(short, { via: proxy.url, with: "password", at: "#/rooms" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  const before = tokenIn(await page.evaluate(() => sessionStorage.getItem("glia.sessions") ?? ""));
  expect(before).not.toBe("");
  await expired(synapse, before);
  proxy.forget();
  await app.link("Users").click();
  await expect(app.rowLinks("Users").first()).toBeVisible();
  expect(proxy.requests(/\/refresh$/, "POST")).toHaveLength(1);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const after = tokenIn(await page.evaluate(() => sessionStorage.getItem("glia.sessions") ?? ""));
  expect(after).not.toBe(before);
});

test("several requests with an expired token share one refresh", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/401/);
  const synapse = new Synapse(short);
  const proxy = await proxyTo(short);
  await app.signIn(short, { via: proxy.url, with: "password", at: "#/aliases" });
  await expect(app.field("Room alias")).toBeVisible();
  await expired(synapse, tokenIn(await page.evaluate(() => sessionStorage.getItem("glia.sessions") ?? "")));
  proxy.forget();
  // The overview asks for several things at once.
  await app.link("Overview").click();
  await expect(app.fact("Rooms")).toHaveText(/^\d+$/);
  expect(proxy.requests(/\/refresh$/, "POST")).toHaveLength(1);
});

test("after a reload with an expired token the bookmark still opens", async ({ app, page, watch }) => {
  watch.expectConsole(/401/);
  const synapse = new Synapse(short);
  await app.signIn(short, { with: "password", at: "#/users", keep: true });
  await expired(synapse, tokenIn(await page.evaluate(() => localStorage.getItem("glia.sessions") ?? "")));
  await page.reload();
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a soft logout in the middle of a write refreshes and repeats it", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/401/);
  const synapse = new Synapse(short);
  const user = await synapse.createUser();
  const proxy = await proxyTo(short);
  await app.signIn(short, { via: proxy.url, with: "password", at: `#/users/${encodeURIComponent(user.user_id)}` });
  proxy.fault("PUT", /\/admin$/, unknownToken(true), 1);
  const dialog = await app.begin("Make server admin", "Make this user a server admin?");
  await app.confirm(dialog, "Make server admin").click();
  await expect(app.notice()).toContainText("is now a server admin (confirmed by the server).");
  expect(await synapse.isAdmin(user.user_id)).toBe(true);
});

test("a slow refresh is waited for", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/401/);
  const synapse = new Synapse(short);
  const proxy = await proxyTo(short);
  await app.signIn(short, { via: proxy.url, with: "password", at: "#/rooms" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  await expired(synapse, tokenIn(await page.evaluate(() => sessionStorage.getItem("glia.sessions") ?? "")));
  const slow = held();
  proxy.fault("POST", /\/refresh$/, slow.fault, 1);
  await app.link("Users").click();
  await slow.arrived;
  await expect(page.getByText("Loading…")).toBeVisible();
  slow.release();
  await expect(app.rowLinks("Users").first()).toBeVisible();
});

test("a server that knows no refresh tokens works all the same", async ({ app, page }) => {
  // Tokens of the other server live for minutes; the session is simply used.
  await app.signIn(current, { with: "password", at: "#/users" });
  await page.reload();
  await expect(app.rowLinks("Users").first()).toBeVisible();
});
