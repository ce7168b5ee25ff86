import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { mas as server } from "../support/lab.ts";
import { Mas, signInWithOAuth, stored } from "../support/mas.ts";
import { Synapse } from "../support/synapse.ts";

const mas = new Mas();
const synapse = new Synapse(server);

/** Waits until Synapse no longer accepts the token. */
async function expired(token: string): Promise<void> {
  await expect.poll(() => synapse.tokenStatus(token), { timeout: 20_000 }).toBe(401);
}

/** The requests to the token endpoint from now on. */
function renewals(page: Page): { body: string; type: string }[] {
  const seen: { body: string; type: string }[] = [];
  page.on("request", (request) => {
    if (request.method() !== "POST" || !request.url().endsWith("/oauth2/token")) return;
    seen.push({ body: request.postData() ?? "", type: request.headers()["content-type"] ?? "" });
  });
  return seen;
}

/** Ends a sign-in behind the app's back, as somebody does who removes a device on MAS' own pages. */
async function end(session: { refresh_token: string; grant: { client_id: string } }): Promise<void> {
  const body = new URLSearchParams({ token: session.refresh_token, client_id: session.grant.client_id });
  expect((await fetch(`${server.issuer}oauth2/revoke`, { method: "POST", body })).status).toBe(200);
}

test("an access token that expired is renewed once, and the old refresh token is used up", async ({ app, page, watch }) => {
  watch.expectConsole(/401/);
  const admin = await mas.createAccount({ admin: true, token_life_s: 4 });
  await signInWithOAuth(app, admin, { at: "#/rooms" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  const before = await stored(page);
  await expired(before.access_token);
  const seen = renewals(page);
  // The overview asks for several things at once.
  await app.link("Overview").click();
  await expect(app.fact("Rooms")).toHaveText(/^\d+$/);
  expect(seen).toHaveLength(1);
  expect(seen[0]?.type).toBe("application/x-www-form-urlencoded");
  expect(seen[0]?.body).toContain("grant_type=refresh_token");
  const after = await stored(page);
  expect(after.refresh_token).not.toBe(before.refresh_token);
  expect(await mas.isRefreshable(after.refresh_token)).toBe(true);
  expect(await mas.isRefreshable(before.refresh_token)).toBe(false);
});

test("after a reload with an expired token the bookmark still opens", async ({ app, page, watch }) => {
  watch.expectConsole(/401/);
  const admin = await mas.createAccount({ admin: true, token_life_s: 4 });
  await signInWithOAuth(app, admin, { at: "#/users", keep: true });
  await expired((await stored(page, "localStorage")).access_token);
  await page.reload();
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a token that Synapse refuses although it should live is renewed once, and the request repeated", async ({ app, page, watch }) => {
  watch.expectConsole(/401/);
  const admin = await mas.createAccount({ admin: true });
  await signInWithOAuth(app, admin, { at: "#/rooms" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  const seen = renewals(page);
  await page.route(
    (url) => url.href.startsWith(server.base_url) && url.pathname.endsWith("/v3/users"),
    (route) =>
      route.fulfill({
        status: 401,
        contentType: "application/json",
        headers: { "Access-Control-Allow-Origin": "*" },
        body: '{"errcode":"M_UNKNOWN_TOKEN","error":"Token is not active"}',
      }),
    { times: 1 },
  );
  await app.link("Users").click();
  await expect(app.rowLinks("Users").first()).toBeVisible();
  expect(seen).toHaveLength(1);
});

test("a sign-in that was ended there is told, says what leaving costs, and goes on where it was", async ({ app, page, watch }) => {
  watch.expectConsole(/40[01]/);
  const admin = await mas.createAccount({ admin: true, token_life_s: 4 });
  await signInWithOAuth(app, admin, { at: "#/users" });
  await expect(app.rowLinks("Users").first()).toBeVisible();
  const session = await stored(page);
  await end(session);
  await expired(session.access_token);
  await app.column("Users", "Created").getByRole("link").click();
  const again = app.dialog("Sign in again");
  await expect(again).toContainText("anything you typed here and have not sent is lost");
  await again.getByRole("button", { name: /^Continue to / }).click();
  // The stand-in remembers who this is, and sends them back.
  await expect(app.column("Users", "Created")).toHaveAttribute("aria-sort", "descending");
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await expect(again).toBeHidden();
  expect((await stored(page)).refresh_token).not.toBe(session.refresh_token);
});

test("signing in again in another tab loses nothing: this page goes on by itself", async ({ app, page, watch }) => {
  watch.expectConsole(/40[014]/);
  const admin = await mas.createAccount({ admin: true, token_life_s: 4 });
  await signInWithOAuth(app, admin, { at: "#/users", keep: true });
  await expect(app.rowLinks("Users").first()).toBeVisible();
  const session = await stored(page, "localStorage");
  await end(session);
  await expired(session.access_token);
  await app.search("Search users").fill("half-typed");
  const again = app.dialog("Sign in again");
  const opened = page.context().waitForEvent("page");
  await again.getByRole("link", { name: "Sign in in a new tab" }).click();
  const tab = await opened;
  await watch.start(tab);
  await tab.getByLabel("Keep me signed in on this device").check();
  await tab.getByRole("button", { name: /^Continue to / }).click();
  // The stand-in remembers who this is, and sends them back.
  await expect(tab.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(again).toBeHidden();
  await expect(app.search("Search users")).toHaveValue("half-typed");
  await expect(page.getByRole("alert")).toHaveCount(0);
});
