import { at } from "./support/app.ts";
import { expect, test } from "./support/fixtures.ts";
import { PROBES } from "./support/pages.ts";
import { current, releases } from "./support/lab.ts";
import { Synapse } from "./support/synapse.ts";

for (const [release, server] of releases) {
  test(`the version and the counts of the server, on ${release}`, async ({ app, page, proxyTo }) => {
    const synapse = new Synapse(server);
    const proxy = await proxyTo(server);
    await app.signIn(server, { via: proxy.url });
    await expect(app.fact("Synapse")).toHaveText(server.version);
    await expect(page.getByText(server.server_name, { exact: true })).toBeVisible();
    // Other tests make users meanwhile, so the counts are compared until they stand still for a moment.
    const count = (name: string) => app.fact(name).textContent().then(Number);
    await expect(async () => {
      await page.reload();
      await expect(app.fact("Users")).toHaveText(/^\d+$/);
      expect(await count("Users")).toBe((await synapse.users("limit=1")).total);
      expect(await count("Rooms")).toBe((await synapse.rooms("limit=1")).total_rooms);
    }).toPass();
  });
}

test("the fourteen questions lead to their answers", async ({ app, page, watch }) => {
  watch.expectConsole(PROBES);
  await app.signIn(current);
  const items = page.getByRole("list").filter({ hasText: "server admin?" }).getByRole("listitem");
  await expect(items).toHaveCount(14);
  const questions = await items.allTextContents();
  for (const question of questions) {
    await app.link(question).click();
    await expect(app.heading(question)).toBeVisible();
    await expect.poll(() => app.hash()).toMatch(/^#\/answers\/[a-z-]+$/);
    await page.goBack();
    await expect(app.heading("Home")).toBeVisible();
  }
  expect(new Set(questions).size).toBe(14);
});

const { cast, member, server_name: host } = current;
const encode = encodeURIComponent;

/** What people paste, and where it leads. */
const PASTED: [string, string, string][] = [
  ["a user ID", member.user_id, at.user(member.user_id)],
  ["a user ID with blanks around it", `  ${member.user_id} `, at.user(member.user_id)],
  ["a username", member.localpart, at.user(member.user_id)],
  ["a username with @", `@${member.localpart}`, at.user(member.user_id)],
  ["an odd user ID", cast.odd, at.user(cast.odd)],
  ["a room id of version 12", cast.rooms.v12!, at.room(cast.rooms.v12!)],
  ["a room id with a domain", cast.rooms.v10, at.room(cast.rooms.v10)],
  ["an alias", cast.aliases.ordinary, at.alias(cast.aliases.ordinary)],
  ["an alias without server", cast.aliases.ordinary.split(":")[0]!, at.alias(cast.aliases.ordinary)],
  ["an odd alias", cast.aliases.odd, at.alias(cast.aliases.odd)],
  ["a matrix.to link to a user", `https://matrix.to/#/${member.user_id}`, at.user(member.user_id)],
  ["a matrix.to link to an odd alias", `https://matrix.to/#/${encode(cast.aliases.odd)}?via=${host}`, at.alias(cast.aliases.odd)],
  ["a matrix.to link to an event", `https://matrix.to/#/${cast.rooms.v10}/$event:x?via=${host}`, at.room(cast.rooms.v10)],
  ["a matrix: link to a user", `matrix:u/${member.user_id.slice(1)}?action=chat`, at.user(member.user_id)],
  ["a matrix: link to an alias", `matrix:r/${cast.aliases.ordinary.slice(1)}`, at.alias(cast.aliases.ordinary)],
  ["a matrix: link to a room id", `matrix:roomid/${cast.rooms.v10.slice(1)}?via=${host}`, at.room(cast.rooms.v10)],
  ["an Element address of a room", `https://app.element.io/#/room/${cast.aliases.ordinary}`, at.alias(cast.aliases.ordinary)],
  ["an Element address of a user", `https://chat.example/deep/#/user/${member.user_id}`, at.user(member.user_id)],
];

test("the search box takes every kind of id and link", async ({ app }) => {
  test.slow();
  await app.signIn(current);
  for (const [what, text, leadsTo] of PASTED) {
    await app.open("#/");
    await app.page.getByLabel("Go to", { exact: true }).fill(text);
    await app.page.getByLabel("Go to", { exact: true }).press("Enter");
    await expect.poll(() => app.hash(), what).toBe(leadsTo);
    await expect(app.heading("Home")).toBeHidden();
  }
});

test("#/open?url= takes them too, and leaves no step of its own in the history", async ({ app, page }) => {
  test.slow();
  await app.signIn(current, { at: "#/users" });
  for (const [what, text, leadsTo] of PASTED) {
    await app.open(`#/open?url=${encode(text)}`);
    await expect.poll(() => app.hash(), what).toBe(leadsTo);
  }
  await app.open("#/rooms");
  await app.open(`#/open?url=${encode(member.user_id)}`);
  await expect(app.heading(member.user_id)).toBeVisible();
  await page.goBack();
  await expect(app.heading("Rooms")).toBeVisible();
});

test("a name is searched among the users", async ({ app }) => {
  await app.signIn(current);
  await app.page.getByLabel("Go to", { exact: true }).fill("Zoë Müller");
  await app.button("Go").click();
  await expect(app.search("Search users")).toHaveValue("Zoë Müller");
});

test("#/open survives signing in", async ({ app }) => {
  await app.signIn(current, { at: `#/open?url=${encode(`https://matrix.to/#/${cast.aliases.ordinary}`)}` });
  await expect.poll(() => app.hash()).toBe(at.alias(cast.aliases.ordinary));
});
