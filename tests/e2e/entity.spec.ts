import type { Locator, Page } from "@playwright/test";
import { at } from "./support/app.ts";
import { json } from "./support/faults.ts";
import { expect, test } from "./support/fixtures.ts";
import { current, releases } from "./support/lab.ts";
import { Synapse, unique } from "./support/synapse.ts";

const head = (page: Page): Locator => page.locator(".entity");

for (const [release, server] of releases) {
  test(`a user's page begins with name, ID and state, on ${release}`, async ({ app, page }) => {
    const synapse = new Synapse(server);
    const name = unique("Ada");
    const user = await synapse.createUser({ displayname: `Ada Lovelace ${name}`, admin: true });
    await app.signIn(server, { at: at.user(user.user_id) });
    await expect(app.heading(user.user_id)).toBeVisible();
    await expect(head(page)).toContainText(`Ada Lovelace ${name}`);
    await expect(head(page).locator(".badge")).toHaveText(["Active", "Server admin"]);
    await expect(head(page).locator(".avatar")).toHaveText("AL");
    await expect(page).toHaveTitle(`${user.user_id} · Glia`);
  });

  test(`a room's page begins with its name and what holds, on ${release}`, async ({ app, page }) => {
    const synapse = new Synapse(server);
    const name = unique("Salon");
    const encrypted = { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } };
    const room = await synapse.createRoom({ name, visibility: "public", initial_state: [encrypted], creation_content: { "m.federate": false } });
    await app.signIn(server, { at: at.room(room) });
    await expect(app.heading(name)).toBeVisible();
    await expect(head(page).locator(".badge")).toHaveText(["Encrypted", "In the directory", "Not federated"]);
    await expect(head(page).getByText(name)).toHaveCount(1);
  });
}

test("names and IDs of any length and writing stay within the head", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  const id = `@${"y".repeat(200)}:${current.server_name}`;
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  for (const displayname of ["x".repeat(10_000), "\u202eاسم عربي", "<b>bold</b>", "🦊".repeat(300), "  "]) {
    proxy.fault("GET", /\/v2\/users\//, json({ name: id, displayname, admin: false, deactivated: false, creation_ts: 1 }), 1);
    await app.open(at.user(id));
    await expect(app.heading(id)).toBeVisible();
    await expect(head(page).locator(".badge")).toHaveText(["Active"]);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
      expect((await head(page).boundingBox())?.height).toBeLessThan(260);
    }
    await app.open("#/aliases");
    await expect(app.heading("Aliases")).toBeVisible();
  }
});

test("what is no ID, in place of a creator or an alias, is no link", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  const room = { room_id: "!odd:hs.example", creator: "not told", canonical_alias: "lobby", federatable: true, public: false, joined_members: 1 };
  proxy.fault("GET", /\/rooms\/[^/?]+$/, json(room));
  await app.open(at.room("!odd:hs.example"));
  await expect(app.fact("Creator")).toContainText("not told");
  await expect(page.locator("dl").getByRole("link")).toHaveCount(0);
});
