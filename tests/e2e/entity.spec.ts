import { at } from "./support/app.ts";
import { html, json } from "./support/faults.ts";
import { expect, test } from "./support/fixtures.ts";
import { current, releases } from "./support/lab.ts";
import { Synapse, unique } from "./support/synapse.ts";

const GET_USER = /\/v2\/users\/[^/?]+$/;
const DEVICES = /\/v2\/users\/[^/?]+\/devices$/;
const ROOMS = /\/users\/[^/?]+\/joined_rooms$/;
const ALIASES = /\/rooms\/[^/?]+\/aliases$/;

for (const [release, server] of releases) {
  test(`a user's page: name, ID and state, and tabs that ask when they are opened, on ${release}`, async ({ app, page, proxyTo }) => {
    const synapse = new Synapse(server);
    const name = `Ada Lovelace ${unique("x")}`;
    const user = await synapse.createUser({ displayname: name, admin: true });
    const room = await synapse.createRoom({ name: unique("hers") }, user.access_token);
    const proxy = await proxyTo(server);
    await app.signIn(server, { via: proxy.url, at: "#/users" });
    await app.open(at.user(user.user_id));
    await expect(app.heading(name)).toBeVisible();
    await expect(page).toHaveTitle(`${name} · Glia`);
    const head = app.entity(user.user_id);
    await expect(head.locator(".badge")).toHaveText(["Active", "Server admin"]);
    await expect(head.locator(".avatar")).toHaveText("AL");
    await expect(app.fact("Display name")).toHaveText(name);
    expect(proxy.requests(DEVICES)).toEqual([]);
    expect(proxy.requests(ROOMS)).toEqual([]);

    const tabs = page.getByRole("navigation", { name: "This user" });
    await tabs.getByRole("link", { name: "Devices" }).click();
    await expect.poll(() => app.hash()).toBe(`${at.user(user.user_id)}/devices`);
    await expect(tabs.locator('[aria-current="page"]')).toHaveText("Devices");
    const { devices } = await synapse.ok("GET", `/_synapse/admin/v2/users/${encodeURIComponent(user.user_id)}/devices`);
    const table = page.getByRole("table", { name: "Devices" });
    await expect(table.getByRole("rowheader")).toHaveText(devices.map((device: any) => device.device_id));

    await tabs.getByRole("link", { name: "Joined rooms" }).focus();
    await page.keyboard.press("Enter");
    await app.link(room).click();
    await expect(app.fact("Creator")).toContainText(user.user_id);
    await page.goBack();
    await expect(app.entity(user.user_id).locator(".badge")).toHaveCount(2);
    await page.goBack();
    await expect(table).toBeVisible();
    // The account is read once for each visit of the page, whatever tabs are opened.
    expect(proxy.requests(GET_USER)).toHaveLength(2);
    await app.load(`${at.user(user.user_id)}/rooms`);
    await expect(app.link(room)).toBeVisible();
    await expect(app.heading(name)).toBeVisible();
  });

  test(`a room's page: its name, what holds, and its aliases, on ${release}`, async ({ app, page, proxyTo }) => {
    const synapse = new Synapse(server);
    const name = unique("Salon");
    const encrypted = { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } };
    const more = { room_alias_name: name.toLowerCase(), visibility: "public", creation_content: { "m.federate": false } };
    const room = await synapse.createRoom({ name, initial_state: [encrypted], ...more });
    const proxy = await proxyTo(server);
    await app.signIn(server, { via: proxy.url, at: "#/rooms" });
    await app.open(at.room(room));
    await expect(app.heading(name)).toBeVisible();
    await expect(app.entity(room).locator(".badge")).toHaveText(["Encrypted", "In the directory", "Not federated"]);
    expect(proxy.requests(ALIASES)).toEqual([]);
    await app.link("Local aliases").click();
    await expect(app.link(synapse.alias(name.toLowerCase()))).toBeVisible();
    await expect.poll(() => app.hash()).toBe(`${at.room(room)}/aliases`);
    expect(proxy.requests(/\/v1\/rooms\/[^/?]+$/)).toHaveLength(1);
  });
}

test("a tab that fails says so by itself, and odd rows keep what came", async ({ app, page, proxyTo, watch }) => {
  watch.expectConsole(/502/);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: at.user(current.member.user_id) });
  await expect(app.entity(current.member.user_id)).toBeVisible();
  proxy.fault("GET", DEVICES, html(502, "Bad Gateway"), 1);
  await app.link("Devices").click();
  await expect(app.alert()).toBeVisible();
  await expect(app.entity(current.member.user_id)).toBeVisible();
  const devices = [{ device_id: "GOOD", display_name: "\u202e<b>x</b>", last_seen_ts: "soon" }, { odd: 1 }];
  proxy.fault("GET", DEVICES, json({ devices, total: 2 }));
  await app.button("Try again").click();
  const table = page.getByRole("table", { name: "Devices" });
  await expect(table).toContainText("GOOD");
  await expect(table).toContainText("<b>x</b>");
  await expect(table).toContainText('{"odd":1}');
  proxy.fault("GET", ROOMS, json({ joined_rooms: ["!a:hs.example", 7, "no room"], total: 3 }));
  await app.link("Joined rooms").click();
  await expect(app.link("!a:hs.example")).toBeVisible();
  await expect(page.getByText("no room", { exact: true })).toBeVisible();
  await expect(app.link("no room")).toHaveCount(0);
});

test("names and IDs of any length and writing stay within the head", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  const id = `@${"y".repeat(200)}:${current.server_name}`;
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  for (const displayname of ["x".repeat(10_000), "\u202eاسم عربي", "<b>bold</b>", "🦊".repeat(300), "  "]) {
    proxy.fault("GET", GET_USER, json({ name: id, displayname, admin: false, deactivated: false, creation_ts: 1 }), 1);
    await app.open(at.user(id));
    await expect(app.entity(id).locator(".badge")).toHaveText(["Active"]);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
      expect((await app.entity(id).boundingBox())?.height).toBeLessThan(480);
    }
    await app.open("#/aliases");
    await expect(app.heading("Aliases")).toBeVisible();
  }
});

test("what is no ID, in place of a creator or an alias, is no link", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  const room = { room_id: "!odd:hs.example", creator: "not told", canonical_alias: "lobby", federatable: true, public: false, joined_members: 1 };
  proxy.fault("GET", /\/v1\/rooms\/[^/?]+$/, json(room));
  await app.open(at.room("!odd:hs.example"));
  await expect(app.fact("Creator")).toContainText("not told");
  await expect(page.locator("dl").getByRole("link")).toHaveCount(0);
});
