import type { Page } from "@playwright/test";
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
  ["a server error", "oops", 500, "the web server answered 500 for it"],
] as const) {
  test(`a faulty config.json is shown and named: ${what}`, async ({ app, page }) => {
    app.watch.expectConsole(/500.*config\.json/);
    await config(page, body, status);
    await app.open("");
    await expect(page.getByText(`This Glia's config.json has a mistake`)).toContainText(words);
    await expect(app.homeserver()).toBeVisible();
  });
}

test("a missing config.json is no mistake", async ({ app, page }) => {
  app.watch.expectConsole(/404.*config\.json/);
  await config(page, "", 404);
  await app.open("");
  await app.chooseServer(current.base_url);
  await expect(page.getByText("config.json")).toHaveCount(0);
});
