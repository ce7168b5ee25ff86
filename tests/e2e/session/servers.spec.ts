import { expect, test } from "../support/fixtures.ts";
import { current, lab, mas, oldest } from "../support/lab.ts";
import { Mas, signInThere, stored } from "../support/mas.ts";

const host = (url: string) => new URL(url).host;

test("the menu leads from server to server, and stays on the kind of page", async ({ app, page }) => {
  await app.signIn(current, { at: "#/rooms?order_by=state_events" });
  await app.menu().click();
  const servers = page.getByRole("navigation", { name: "Servers" });
  await expect(servers.getByRole("link")).toHaveText(["Add another server"]);
  await servers.getByRole("link", { name: "Add another server" }).click();
  await expect(app.heading("Sign in")).toBeVisible();
  await app.chooseServer(oldest.base_url);
  await app.typeToken(oldest.admin.access_token);
  await app.signInButton().click();
  await expect(app.heading("Overview")).toBeVisible();
  // The address says which server it means, so that it can be kept.
  await expect.poll(() => app.hash()).toBe(`#/?server=${encodeURIComponent(oldest.base_url)}`);
  await expect(app.fact("Synapse")).toHaveText(oldest.version);
  await app.load(app.hash());
  await expect(app.fact("Synapse")).toHaveText(oldest.version);
  await app.link("Rooms").first().click();
  await app.column("Rooms", "State events").getByRole("link").click();
  await app.menu().click();
  await expect(servers.locator('[aria-current="true"]')).toContainText(oldest.admin.user_id);
  await servers.getByRole("link", { name: new RegExp(host(current.base_url)) }).click();
  await expect(app.column("Rooms", "State events")).toHaveAttribute("aria-sort", "descending");
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  await expect.poll(() => app.hash()).toBe(`#/rooms?order_by=state_events&server=${encodeURIComponent(current.base_url)}`);
  // The menu has closed behind the new page; what it says is there all the same.
  await expect(page.locator('nav[aria-label="Servers"] [aria-current="true"]')).toContainText(current.admin.user_id);
});

test("signing out of one leaves the others, and goes to one of them", async ({ app, page }) => {
  await app.signIn(current, { at: "#/" });
  await app.open("#/sign-in");
  const account = await new Mas().createAccount({ admin: true });
  app.watch.expectConsole(/404.*\/client\/v3\/login/);
  app.watch.allow(mas.issuer);
  await app.chooseServer(mas.base_url);
  await page.getByRole("button", { name: /^Continue to / }).click();
  await signInThere(page, account);
  await expect(app.heading("Overview")).toBeVisible();
  await expect(app.menu()).toContainText(account.username);
  await app.menu().click();
  await app.button("Sign out").click();
  await app.confirm(app.dialog("Sign out?"), "Sign out").click();
  await expect(app.menu()).toContainText(current.admin.localpart);
  await expect(app.fact("Rooms")).toHaveText(/^\d+$/);
  expect((await stored(page)).base_url).toBe(current.base_url);
  await app.link("Users").first().click();
  await expect(app.rowLinks("Users").first()).toBeVisible();
});

test("a tab stays on its server while another tab signs in to a second one", async ({ app, page, watch }) => {
  await app.signIn(current, { at: "#/", keep: true });
  await expect(app.fact("Synapse")).toHaveText(current.version);
  watch.allow(oldest.base_url);
  const tab = await page.context().newPage();
  await watch.start(tab);
  await tab.goto(`${lab.app}#/sign-in`);
  await tab.getByLabel("Homeserver", { exact: true }).fill(oldest.base_url);
  await expect(tab.getByText(`at ${oldest.base_url}`)).toBeVisible();
  await tab.getByRole("button", { name: "Use an access token" }).click();
  await tab.getByLabel("Access token", { exact: true }).fill(oldest.admin.access_token);
  await tab.getByLabel("Keep me signed in on this device").check();
  await tab.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(tab.getByText(oldest.version, { exact: true })).toBeVisible();
  // This one has heard of it, and is where it was.
  await app.menu().click();
  await expect(page.getByRole("navigation", { name: "Servers" }).getByRole("link")).toHaveCount(3);
  await expect(app.fact("Synapse")).toHaveText(current.version);
  await page.reload();
  await expect(app.fact("Synapse")).toHaveText(current.version);
});
