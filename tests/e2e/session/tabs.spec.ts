import { held } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { mas as server, short } from "../support/lab.ts";
import { Mas, signInWithOAuth, stored } from "../support/mas.ts";
import { Synapse } from "../support/synapse.ts";

const mas = new Mas();

test("two tabs whose token expired renew it once: the second waits, and takes what the first got", async ({ app, page, watch }) => {
  watch.expectConsole(/40[14]/);
  const synapse = new Synapse(server);
  const admin = await mas.createAccount({ admin: true, token_life_s: 4 });
  await signInWithOAuth(app, admin, { at: "#/rooms", keep: true });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  const tab = await page.context().newPage();
  await watch.start(tab);
  await tab.goto(page.url());
  await expect(tab.getByRole("rowheader").first()).toBeVisible();
  const before = await stored(page, "localStorage");
  await expect.poll(() => synapse.tokenStatus(before.access_token), { timeout: 20_000 }).toBe(401);

  // The first renewal is held back until both tabs need one. MAS ends the whole sign-in when a used refresh token
  // comes again, so that a second one would sign both tabs out.
  let renewals = 0;
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  let arrived = () => {};
  const first = new Promise<void>((done) => (arrived = done));
  await page.context().route(`${server.issuer}oauth2/token`, async (route) => {
    if (route.request().method() === "POST") renewals += 1;
    arrived();
    await released;
    await route.continue();
  });
  await app.link("Users").click();
  await first;
  await tab.getByRole("link", { name: "Users", exact: true }).click();
  await expect(tab.getByText("Loading…")).toBeVisible();
  release();
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await expect(tab.getByRole("rowheader").first()).toBeVisible();
  expect(renewals).toBe(1);
  const after = await stored(page, "localStorage");
  expect(await mas.isRefreshable(after.refresh_token)).toBe(true);
  expect(await synapse.tokenStatus(after.access_token)).toBe(200);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(tab.getByRole("dialog")).toHaveCount(0);
});

test("the same with tokens of Synapse itself", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/401/);
  const synapse = new Synapse(short);
  const proxy = await proxyTo(short);
  await app.signIn(short, { via: proxy.url, with: "password", at: "#/rooms", keep: true });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  const tab = await page.context().newPage();
  await watch.start(tab);
  await tab.goto(page.url());
  await expect(tab.getByRole("rowheader").first()).toBeVisible();
  const token = (await stored(page, "localStorage")).access_token;
  await expect.poll(() => synapse.tokenStatus(token), { timeout: 15_000 }).toBe(401);
  proxy.forget();
  const slow = held();
  proxy.fault("POST", /\/refresh$/, slow.fault, 1);
  await app.link("Users").click();
  await slow.arrived;
  await tab.getByRole("link", { name: "Users", exact: true }).click();
  await expect(tab.getByText("Loading…")).toBeVisible();
  slow.release();
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await expect(tab.getByRole("rowheader").first()).toBeVisible();
  expect(proxy.requests(/\/refresh$/, "POST")).toHaveLength(1);
});

test("a tab that is closed while it renews does not hold up the other", async ({ app, page, watch }) => {
  watch.expectConsole(/40[14]|ERR_/);
  const synapse = new Synapse(server);
  const admin = await mas.createAccount({ admin: true, token_life_s: 4 });
  await signInWithOAuth(app, admin, { at: "#/rooms", keep: true });
  const tab = await page.context().newPage();
  await watch.start(tab);
  await tab.goto(page.url());
  await expect(tab.getByRole("rowheader").first()).toBeVisible();
  const { access_token } = await stored(page, "localStorage");
  await expect.poll(() => synapse.tokenStatus(access_token), { timeout: 20_000 }).toBe(401);
  // This tab is in the middle of renewing, and stuck there.
  const name = `glia.refresh ${server.base_url} ${admin.user_id}`;
  await tab.evaluate(async (name) => {
    await new Promise<void>((held) => void navigator.locks.request(name, () => (held(), new Promise(() => {}))));
  }, name);
  let renewals = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/oauth2/token")) renewals += 1;
  });
  await app.link("Users").click();
  await expect(page.getByText("Loading…")).toBeVisible();
  expect(renewals).toBe(0);
  await tab.close();
  await expect(app.rowLinks("Users").first()).toBeVisible();
  expect(renewals).toBe(1);
});
