import type { Page } from "@playwright/test";
import { html } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, lab, oldest } from "../support/lab.ts";

/** Serves another config.json: the one file that belongs to whoever hosts Glia. All else stays real. */
async function config(page: Page, body: string, status = 200): Promise<void> {
  await page.route(`${lab.app}config.json`, (route) => route.fulfill({ status, contentType: "application/json", body }));
}

test("the default homeserver fills the field, and the title is shown", async ({ app, page }) => {
  app.watch.allow(current.base_url);
  await config(page, JSON.stringify({ default_homeserver: current.base_url, title: "Our <b>admin</b>" }));
  await app.open("");
  await expect(app.homeserver()).toHaveValue(current.base_url);
  await expect(page.getByText(`at ${current.base_url}`)).toBeVisible();
  await expect(page.getByRole("link", { name: "Our <b>admin</b>" })).toBeVisible();
  await expect(page).toHaveTitle("Sign in · Our <b>admin</b>");
});

test("a server= outside the list of allowed homeservers is refused, and nothing is sent to it", async ({ app, page }) => {
  app.watch.allow(current.base_url);
  await config(page, JSON.stringify({ homeservers: [current.base_url] }));
  // The watch fails the test on any request to the other server.
  await app.open(`#/rooms?server=${encodeURIComponent(oldest.base_url)}`);
  await expect(page.getByText(`This Glia may not be used with ${oldest.base_url}.`)).toBeVisible();
  await expect(app.signInButton()).toBeDisabled();
  await app.homeserver().fill(oldest.base_url);
  await expect(page.getByText("This Glia may not be used with")).toBeVisible();
  await app.chooseServer(current.base_url);
  await app.typeToken(current.admin.access_token);
  await app.signInButton().click();
  await expect(app.heading("Rooms")).toBeVisible();
});

test("a list of allowed homeservers also ends a kept session with another one", async ({ app, page }) => {
  await app.signIn(oldest, { at: "#/rooms", keep: true });
  await config(page, JSON.stringify({ homeservers: [current.base_url] }));
  app.watch.allow(current.base_url);
  await page.reload();
  await expect(app.heading("Sign in")).toBeVisible();
});

for (const [what, body, status, words] of [
  ["no JSON", "{", 200, "it is not JSON"],
  ["an unknown setting", '{"defaultHomeserver":"x.example"}', 200, '"defaultHomeserver" is not a setting of Glia'],
  ["a wrong type", '{"homeservers":"x.example"}', 200, '"homeservers" must be a list of texts'],
] as const) {
  test(`a faulty config.json is shown and named: ${what}`, async ({ app, page }) => {
    app.watch.expectConsole(/500.*config\.json/);
    await config(page, body, status);
    await app.open("");
    await expect(page.getByText(`This Glia's config.json has a mistake`)).toContainText(words);
    await expect(app.homeserver()).toBeVisible();
  });
}

test("a misspelt list of allowed homeservers opens no server, and nothing is sent to any", async ({ app, page }) => {
  await config(page, JSON.stringify({ Homeservers: [current.base_url] }));
  await app.open(`#/rooms?server=${encodeURIComponent(current.base_url)}`);
  await expect(page.getByText(`This Glia may not be used with ${current.base_url}.`)).toBeVisible();
  await expect(page.getByText('"Homeservers" is not a setting of Glia')).toBeVisible();
  await expect(app.signInButton()).toBeDisabled();
});

test("a config.json that cannot be fetched is not called faulty", async ({ app, page }) => {
  app.watch.expectConsole(/503.*config\.json/);
  await config(page, "oops", 503);
  await app.open("");
  await expect(page.getByText("This Glia's config.json could not be read")).toContainText("the web server answered 503");
  await expect(page.getByText("mistake")).toHaveCount(0);
});

test("a homeserver's admin API may be elsewhere, and cookies go along where they are wanted", async ({ app, page, proxyTo }) => {
  // What the doctor asks is mostly refused.
  app.watch.expectConsole(/40[0134]/);
  // The homeserver's own address does not serve the admin API; the other one serves nothing else.
  const [front, admin] = [await proxyTo(current), await proxyTo(current)];
  front.fault(".*", /^\/_synapse\/admin/, html(404, "Not Found", false));
  admin.fault(".*", /^\/_matrix/, html(404, "Not Found", false));
  for (const proxy of [front, admin]) proxy.allowCookies(new URL(lab.app).origin);
  const connection = { admin_base_url: admin.url, credentials: "include" };
  await config(page, JSON.stringify({ connections: { [front.url]: connection } }));
  await page.context().addCookies([{ name: "gate", value: "open", url: front.url }]);
  await app.signIn(current, { via: front.url, at: "#/rooms" });
  await expect(app.heading("Rooms")).toBeVisible();
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  expect(front.requests(/^\/_synapse\/admin/)).toEqual([]);
  expect(admin.requests(/^\/_matrix/)).toEqual([]);
  expect(admin.requests(/^\/_synapse\/admin\/v1\/rooms/).length).toBeGreaterThan(0);
  for (const { cookie } of [...front.seen, ...admin.seen]) expect(cookie).toContain("gate=open");

  // A bookmark takes the same ways from the first request on.
  front.forget();
  admin.forget();
  await page.reload();
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  expect(front.requests(/^\/_synapse\/admin/)).toEqual([]);
  expect(admin.requests(/^\/_synapse\/admin\/v1\/rooms/)).toHaveLength(1);

  // The doctor examines these ways, and says so.
  await app.open(`#/doctor?server=${encodeURIComponent(front.url)}`);
  await expect(page.getByText(`As config.json says, the admin API was asked at ${admin.url}.`)).toBeVisible();
  await expect(page.getByText("As config.json says, the browser sent cookies along.")).toBeVisible();
});

test("a missing config.json is no mistake", async ({ app, page }) => {
  app.watch.expectConsole(/404.*config\.json/);
  await config(page, "", 404);
  await app.open("");
  await app.chooseServer(current.base_url);
  await expect(page.getByText("config.json")).toHaveCount(0);
});
