import type { Page } from "@playwright/test";
import { CORS } from "../support/fault-proxy.ts";
import { json } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, lab, mas } from "../support/lab.ts";
import { stored } from "../support/mas.ts";

/** What a server name's `.well-known` answers: a homeserver, or that there is none. */
async function wellKnown(page: Page, name: string, baseUrl?: string): Promise<void> {
  const body = JSON.stringify({ "m.homeserver": { base_url: baseUrl } });
  const answer = baseUrl === undefined ? { status: 404, body: "" } : { status: 200, body };
  await page.route(`https://${name}/**`, (route) => route.fulfill({ ...answer, headers: CORS, contentType: "application/json" }));
}

test("a password for another server's name is sent only when somebody says so", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/40[34]/);
  watch.allow("https://bank.example");
  const proxy = await proxyTo(current);
  const host = new URL(proxy.url).host;
  await wellKnown(page, "bank.example");
  await app.open("#/sign-in");
  await app.chooseServer(proxy.url);
  await app.typePassword("@admin:bank.example", "the bank's password");
  await app.signInButton().click();
  await expect(app.alert()).toContainText(`The password of @admin:bank.example would go to ${host}.`);
  await expect(app.alert()).toContainText(`Nothing shows that ${host} is the homeserver of bank.example.`);
  expect(proxy.requests(/\/login$/, "POST")).toHaveLength(0);
  // Without its sign it is the same user ID.
  await page.getByLabel("User ID or username").fill("admin:bank.example");
  await app.signInButton().click();
  await expect(app.alert()).toContainText(`The password of admin:bank.example would go to ${host}.`);
  expect(proxy.requests(/\/login$/, "POST")).toHaveLength(0);
  // Somebody else's name is another question.
  await page.getByLabel("User ID or username").fill("@eve:bank.example");
  await expect(app.alert()).toHaveCount(0);
  await app.signInButton().click();
  await expect(app.alert()).toContainText("The password of @eve:bank.example");
  await app.button(`Send it to ${host}`).click();
  await expect(app.alert()).toContainText("Wrong username or password");
  expect(proxy.requests(/\/login$/, "POST")).toHaveLength(1);
});

test("a user ID whose server leads to the homeserver is not asked about", async ({ app, page, watch }) => {
  watch.allow(`https://${current.server_name}`);
  await wellKnown(page, current.server_name, current.base_url);
  await app.open("#/sign-in");
  await app.chooseServer(current.base_url);
  await app.typePassword(` "${current.admin.user_id}", `, current.admin.password);
  await app.signInButton().click();
  await expect(app.heading("Overview")).toBeVisible();
});

test("a server that calls itself by another one's name does not get that one's links", async ({ app, page, watch, proxyTo }) => {
  // Synapse knows no users of other.example.
  watch.expectConsole(/40[04]/);
  watch.allow("https://other.example");
  await wellKnown(page, "other.example");
  const proxy = await proxyTo(current);
  proxy.fault("GET", /\/whoami$/, json({ user_id: "@admin:other.example" }));
  await app.open("#/sign-in");
  await app.chooseServer(proxy.url);
  await app.typeToken(current.admin.access_token);
  await app.signInButton().click();
  await expect(app.fact("Rooms")).toHaveText(/^\d+$/);
  proxy.forget();
  for (const load of [() => app.open("#/rooms?server=other.example"), () => app.load("#/rooms?server=other.example")]) {
    await load();
    await expect(app.heading("Sign in")).toBeVisible();
    await expect(app.homeserver()).toHaveValue("other.example");
    await expect(app.alert()).toContainText(
      `This address names other.example. You are signed in at ${proxy.url}, which calls itself other.example.`,
    );
  }
  expect(proxy.seen).toEqual([]);
});

test("the server that a name leads to is its session's, and one that somebody confirms is, too", async ({ app, page, watch }) => {
  watch.expectConsole(/404/);
  watch.allow(`https://${current.server_name}`);
  await app.signIn(current);
  const hash = `#/rooms?server=${current.server_name}`;
  await wellKnown(page, current.server_name);
  await app.open(hash);
  await app.button(`Use ${current.base_url} for it`).click();
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  expect(await stored(page)).toMatchObject({ confirmed: true, found_by: null });
  await app.load(hash);
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  // Without that, discovery answers the question.
  await page.evaluate(() => sessionStorage.setItem("glia.sessions", (sessionStorage.getItem("glia.sessions") ?? "").replace('"confirmed":true', '"confirmed":false')));
  await page.unroute(`https://${current.server_name}/**`);
  await wellKnown(page, current.server_name, current.base_url);
  await app.load(hash);
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  expect(await stored(page)).toMatchObject({ confirmed: false, found_by: current.server_name });
});

/** The MAS server, with another address of its sign-in page. */
const metadata = (authorization_endpoint: string) =>
  json({ issuer: mas.issuer, authorization_endpoint, token_endpoint: `${mas.issuer}oauth2/token`, registration_endpoint: `${mas.issuer}oauth2/registration` });

test("the sign-in page's host is the one that the browser would go to", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/404/);
  const proxy = await proxyTo(mas);
  await app.open("#/sign-in");
  proxy.fault("GET", /auth_metadata$/, metadata("https://\u0430ccounts.google.com/authorize"));
  await app.chooseServer(proxy.url);
  await expect(app.button("Continue to xn--ccounts-1fg.google.com")).toBeVisible();
  for (const spoofed of ["https://accounts.google.com@evil.example/", "https://evil.example\\.accounts.google.com/"]) {
    proxy.fault("GET", /auth_metadata$/, metadata(spoofed));
    await app.homeserver().fill("");
    await app.chooseServer(proxy.url);
    await expect(page.getByText("This server could not tell how to sign in to it.")).toBeVisible();
    await expect(page.getByText("is not a web address")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Continue to/ })).toHaveCount(0);
  }
  expect(page.url()).toContain(lab.app);
});
