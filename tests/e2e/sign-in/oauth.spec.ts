import type { Page, Route } from "@playwright/test";
import type { App } from "../support/app.ts";
import { matrixError } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { lab, mas as server } from "../support/lab.ts";
import { chooseMas, Mas, signInThere, signInWithOAuth, stored } from "../support/mas.ts";
import { Synapse, unique } from "../support/synapse.ts";

const mas = new Mas();
const synapse = new Synapse(server);

test("an admin signs in through Matrix Authentication Service, and comes back to the page they came for", async ({ app, page }) => {
  const admin = await mas.createAccount({ admin: true });
  await signInWithOAuth(app, admin, { at: "#/rooms?order_by=state_events" });
  await expect(app.heading("Rooms")).toBeVisible();
  await expect(app.rows("Rooms").first()).toBeVisible();
  await expect(page).toHaveURL(`${lab.app}#/rooms?order_by=state_events`);
  const session = await stored(page);
  expect((await mas.inspect(session.access_token))?.scope).toBe("urn:matrix:client:api:* urn:synapse:admin:*");
  expect(await synapse.tokenStatus(session.access_token)).toBe(200);
  // No trace of the way is left: neither in the address, nor in the storages.
  await page.reload();
  await expect(app.rows("Rooms").first()).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem("glia.departure"))).toBeNull();
});

test("Glia introduces itself once, and is called the same the next time", async ({ app, page }) => {
  const admin = await mas.createAccount({ admin: true });
  await signInWithOAuth(app, admin);
  const first = (await mas.inspect((await stored(page)).access_token))?.client_id;
  await app.signOut();
  const before = await mas.count("POST /oauth2/registration");
  let registrations = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/oauth2/registration")) registrations += 1;
  });
  await chooseMas(app);
  await page.getByRole("button", { name: /^Continue to / }).click();
  // The stand-in still knows the person.
  await expect(app.heading("Overview")).toBeVisible();
  expect(registrations).toBe(0);
  expect(before).toBeGreaterThan(0);
  expect((await mas.inspect((await stored(page)).access_token))?.client_id).toBe(first);
});

test("while typing nothing is registered", async ({ app, page }) => {
  page.on("request", (request) => expect(request.url()).not.toContain("/oauth2/registration"));
  await app.open("#/sign-in");
  await chooseMas(app);
  await expect(app.button("Use OAuth 2.0")).toHaveAttribute("aria-pressed", "true");
  await expect(app.button("Use a password")).toHaveCount(0);
  await expect(page.getByText(`The accounts of this server are kept at ${new URL(server.issuer).host}.`)).toBeVisible();
});

test("the scope of MAS' admin API is asked for when it is wanted", async ({ app, page }) => {
  const admin = await mas.createAccount({ admin: true });
  await signInWithOAuth(app, admin, { masAdmin: true });
  const { scope } = (await mas.inspect((await stored(page)).access_token)) ?? {};
  expect(scope).toBe("urn:matrix:client:api:* urn:synapse:admin:* urn:mas:admin");
});

test("an account that is no admin there is told, and how to become one", async ({ app, page }) => {
  const member = await mas.createAccount();
  await app.open("#/users");
  await chooseMas(app);
  await page.getByRole("button", { name: /^Continue to / }).click();
  await signInThere(page, member);
  await expect(app.alert()).toContainText("this account is not an admin there");
  await expect(app.alert()).toContainText("The scope urn:synapse:admin:* is not allowed for this user");
  await expect(page.getByText("mas-cli manage promote-admin NAME")).toBeVisible();
  await expect(page).toHaveURL(`${lab.app}#/users`);
  expect(await stored(page)).toBeUndefined();
});

test("who cancels there is told, and can try again", async ({ app, page }) => {
  const admin = await mas.createAccount({ admin: true });
  await app.open("#/users");
  await chooseMas(app);
  await page.getByRole("button", { name: /^Continue to / }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(app.alert()).toContainText("The user cancelled the sign-in");
  await chooseMas(app);
  await page.getByRole("button", { name: /^Continue to / }).click();
  await signInThere(page, admin);
  await expect(app.rowLinks("Users").first()).toBeVisible();
});

test("a reload in the middle loses nothing", async ({ app, page }) => {
  const admin = await mas.createAccount({ admin: true });
  await app.open("#/users?limit=25");
  await chooseMas(app);
  await page.getByRole("button", { name: /^Continue to / }).click();
  await expect(page.getByLabel("Username")).toBeVisible();
  await page.reload();
  // Back in the app, and forth again.
  await page.goBack();
  await expect(app.heading("Sign in")).toBeVisible();
  await page.goForward();
  await signInThere(page, admin);
  await expect(app.rowLinks("Users").first()).toBeVisible();
});

test("an answer that belongs to no sign-in of this tab is refused, and nothing is sent", async ({ app, page }) => {
  await page.goto(`${lab.app}?code=${unique("stolen")}&state=${unique("state")}#/users`);
  await expect(app.alert()).toContainText("This answer does not belong to a sign-in that this tab started.");
  expect(page.url()).not.toContain("code=");
});

test("an answer with another state is refused", async ({ app, page }) => {
  await app.open("#/users");
  await chooseMas(app);
  await page.getByRole("button", { name: /^Continue to / }).click();
  await expect(page.getByLabel("Username")).toBeVisible();
  page.on("request", (request) => expect(request.url()).not.toContain("/oauth2/token"));
  await page.goto(`${lab.app}?code=${unique("forged")}&state=${unique("state")}`);
  await expect(app.alert()).toContainText("This answer does not belong to a sign-in that this tab started.");
});

test("a client that the server has forgotten is registered anew", async ({ app, page }) => {
  const admin = await mas.createAccount({ admin: true });
  await app.open("#/sign-in");
  await page.evaluate(
    ([issuer, app]) => localStorage.setItem("glia.oauth-clients", JSON.stringify({ [`${issuer} ${app}`]: "long-gone" })),
    [server.issuer, lab.app],
  );
  app.watch.expectConsole(/400.*\/authorize/);
  await chooseMas(app);
  await page.getByRole("button", { name: /^Continue to / }).click();
  await expect(page.getByText("invalid_client")).toBeVisible();
  await page.goBack();
  await chooseMas(app);
  await page.getByRole("button", { name: /^Continue to / }).click();
  await signInThere(page, admin);
  await expect(app.heading("Overview")).toBeVisible();
});

test("a client id from config.json is used as it is", async ({ app, page }) => {
  const admin = await mas.createAccount({ admin: true });
  const registration = await fetch(`${server.issuer}oauth2/registration`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ redirect_uris: [lab.app], application_type: "native", token_endpoint_auth_method: "none" }),
  });
  const { client_id } = (await registration.json()) as { client_id: string };
  const config = JSON.stringify({ oauth_client_ids: { [server.base_url]: client_id } });
  await page.route(`${lab.app}config.json`, (route) => route.fulfill({ contentType: "application/json", body: config }));
  page.on("request", (request) => expect(request.url()).not.toContain("/oauth2/registration"));
  await signInWithOAuth(app, admin);
  expect((await mas.inspect((await stored(page)).access_token))?.client_id).toBe(client_id);
});

test("a server that only knows the unstable address is signed in to all the same", async ({ app, page, proxyTo }) => {
  const admin = await mas.createAccount({ admin: true });
  const proxy = await proxyTo(server);
  app.watch.expectConsole(/404.*(\/login|\/v1\/auth_metadata)/);
  app.watch.allow(server.issuer);
  proxy.fault("GET", /\/client\/v1\/auth_metadata$/, ({ response }) => {
    response.writeHead(404, { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" });
    response.end('{"errcode":"M_UNRECOGNIZED","error":"Unrecognized request"}');
  });
  await app.open("#/users");
  await app.chooseServer(proxy.url);
  await page.getByRole("button", { name: /^Continue to / }).click();
  await signInThere(page, admin);
  await expect(app.rowLinks("Users").first()).toBeVisible();
  expect(proxy.requests(/msc2965\/auth_metadata$/)).toHaveLength(1);
});

test("an access token works on such a server too", async ({ app }) => {
  await app.open("#/users");
  await chooseMas(app);
  await app.typeToken(server.admin.access_token);
  await app.signInButton().click();
  await expect(app.rowLinks("Users").first()).toBeVisible();
});

test("the access token of somebody without the admin scope is told", async ({ app, watch }) => {
  watch.expectConsole(/403/);
  await app.open("#/users");
  await chooseMas(app);
  await app.typeToken(server.member.access_token);
  await app.signInButton().click();
  await expect(app.heading("This account is not a server admin")).toBeVisible();
});

/** Signs in there, from a page, as somebody who is an admin. */
async function comeBack(app: App, page: Page): Promise<void> {
  const admin = await mas.createAccount({ admin: true });
  await app.open("#/users?limit=25");
  await chooseMas(app);
  await page.getByRole("button", { name: /^Continue to / }).click();
  await signInThere(page, admin);
}

const TOKEN = `${server.issuer}oauth2/token`;

/** The reason is said, and nothing is lost. */
async function toldWhy(app: App, words: string | RegExp): Promise<void> {
  await expect(app.alert()).toContainText(words);
  await expect(app.homeserver()).toHaveValue(server.base_url);
  await expect.poll(() => app.hash()).toBe("#/users?limit=25");
}

test("a reload while the code is exchanged goes on", async ({ app, page }) => {
  let asked = () => undefined as void;
  const exchange = new Promise<void>((done) => (asked = done));
  await page.route(TOKEN, () => asked(), { times: 1 });
  await comeBack(app, page);
  await exchange;
  await expect(page.getByText("Finishing the sign-in…")).toBeVisible();
  await page.reload();
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await expect.poll(() => app.hash()).toBe("#/users?limit=25");
  expect(await page.evaluate(() => sessionStorage.getItem("glia.departure"))).toBeNull();
});

test("a token endpoint that fails once is tried again", async ({ app, page, watch }) => {
  watch.expectConsole(/500.*oauth2\/token/);
  const headers = { "Access-Control-Allow-Origin": "*" };
  await page.route(TOKEN, (route) => route.fulfill({ status: 500, body: "oops", headers }), { times: 1 });
  await comeBack(app, page);
  await toldWhy(app, "answered 500");
  await app.button("Try again").click();
  await expect(app.rowLinks("Users").first()).toBeVisible();
});

test("who leaves the page while the code is exchanged is signed in, and sends it once", async ({ app, page }) => {
  let [asked, release] = [() => undefined as void, () => undefined as void];
  const [exchange, released] = [new Promise<void>((done) => (asked = done)), new Promise<void>((done) => (release = done))];
  let exchanges = 0;
  await page.route(TOKEN, async (route) => {
    exchanges += 1;
    asked();
    await released;
    await route.continue();
  });
  await comeBack(app, page);
  await exchange;
  await app.open("#/doctor");
  await expect(app.heading("Connection doctor")).toBeVisible();
  release();
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("glia.departure"))).toBeNull();
  await app.open("#/users?limit=25");
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await page.reload();
  await expect(app.rowLinks("Users").first()).toBeVisible();
  expect(exchanges).toBe(1);
});

test("a code whose answer was lost is used up, and the sign-in begins anew", async ({ app, page, watch }) => {
  watch.expectConsole(/ERR_FAILED|400.*oauth2\/token/);
  const lose = async (route: Route) => {
    await route.fetch();
    await route.abort();
  };
  await page.route(TOKEN, lose, { times: 1 });
  await comeBack(app, page);
  await toldWhy(app, "No answer from");
  await app.button("Try again").click();
  await toldWhy(app, "its answer was already used");
  // The stand-in still knows the person.
  await app.button("Try again").click();
  await expect(app.rowLinks("Users").first()).toBeVisible();
});

test("who comes back without signing in is told, and can go on", async ({ app, page }) => {
  const admin = await mas.createAccount({ admin: true });
  await app.open("#/users?limit=25");
  await chooseMas(app);
  await page.getByRole("button", { name: /^Continue to / }).click();
  await expect(page.getByLabel("Username")).toBeVisible();
  await page.goBack();
  await toldWhy(app, `You came back from ${new URL(server.issuer).host} without finishing the sign-in.`);
  await app.button("Try again").click();
  await signInThere(page, admin);
  await expect(app.rowLinks("Users").first()).toBeVisible();
});

test("a registration that fails is no refusal", async ({ app, page, watch }) => {
  watch.expectConsole(/500.*registration|ERR_FAILED/);
  const admin = await mas.createAccount({ admin: true });
  const headers = { "Access-Control-Allow-Origin": "*" };
  const registration = `${server.issuer}oauth2/registration`;
  await page.route(registration, (route) => route.abort(), { times: 1 });
  await page.route(registration, (route) => route.fulfill({ status: 500, body: '{"error":"server_error"}', headers }), { times: 1 });
  await app.open("#/users");
  await chooseMas(app);
  for (const words of ["Something failed inside the server (status 500).", "No answer from"]) {
    await page.getByRole("button", { name: /^Continue to / }).click();
    await expect(app.alert()).toContainText(words);
    await expect(app.alert()).not.toContainText("refused");
  }
  await page.getByRole("button", { name: /^Continue to / }).click();
  await signInThere(page, admin);
  await expect(app.rowLinks("Users").first()).toBeVisible();
});

test("a sign-in service that is down is not one that is missing", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/404.*\/login|50[02].*auth_metadata/);
  const proxy = await proxyTo(server);
  proxy.fault("GET", /auth_metadata$/, matrixError(500, "M_UNKNOWN", "Internal server error"));
  await app.open("#/users");
  await app.chooseServer(proxy.url);
  await expect(page.getByText("This server could not tell how to sign in to it.")).toBeVisible();
  await expect(page.getByText("This server does not offer password sign-in.")).toHaveCount(0);
});
