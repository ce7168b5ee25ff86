import { expect, test } from "../support/fixtures.ts";
import { current, releases } from "../support/lab.ts";
import { Synapse, unique } from "../support/synapse.ts";

/** Column, Synapse's key, and whether the first click sorts descending. */
const COLUMNS: [string, string, boolean][] = [
  ["User ID", "name", false],
  ["Display name", "displayname", false],
  ["Admin", "admin", true],
  ["Deactivated", "deactivated", true],
  ["Locked", "locked", true],
  ["Shadow-banned", "shadow_banned", true],
  ["Guest", "is_guest", true],
  ["Type", "user_type", false],
  ["Created", "creation_ts", true],
  ["Last seen", "last_seen_ts", true],
  ["Avatar address", "avatar_url", false],
];

for (const [release, server] of releases) {
  test.describe(`The users list on ${release}`, () => {
    const synapse = new Synapse(server);

    test("every column sorts both ways, and says truly how", async ({ app, page }) => {
      test.slow();
      // Wide enough for all columns; a prefix of one's own, so that no other test changes the list meanwhile.
      await page.setViewportSize({ width: 2400, height: 1000 });
      const prefix = unique("sort");
      for (const [index, name] of ["c", "a", "b"].entries()) {
        const user = await synapse.createUser({ name: `${prefix}${name}`, admin: index === 1, displayname: `${prefix} ${index}` });
        if (index === 2) await synapse.modifyUser(user.user_id, { user_type: "bot", avatar_url: "mxc://x/y" });
        if (index === 0) await synapse.modifyUser(user.user_id, { locked: true });
      }
      await app.signIn(server, { at: `#/users?name=${prefix}` });
      await expect(app.column("Users", "User ID")).toHaveAttribute("aria-sort", "ascending");
      for (const [column, key, descending] of COLUMNS) {
        // The list starts sorted by name, so the first click there turns it around.
        const order = key === "name" ? [true, false] : [descending, !descending];
        for (const down of order) {
          await app.column("Users", column).getByRole("link").click();
          await expect(app.column("Users", column)).toHaveAttribute("aria-sort", down ? "descending" : "ascending");
          const { users } = await synapse.users(`name=${prefix}&order_by=${key}&dir=${down ? "b" : "f"}`);
          await expect.poll(() => app.rowIds("Users"), `${column}, ${down}`).toEqual(users.map((user) => user.name));
        }
        await expect(app.table("Users").locator("th[aria-sort]")).toHaveCount(1);
      }
      // What the arrow says is what the rows are, whatever the API calls it.
      await app.column("Users", "User ID").getByRole("link").click();
      await expect(app.column("Users", "User ID")).toHaveAttribute("aria-sort", "ascending");
      await expect.poll(() => app.rowIds("Users")).toEqual(
        ["a", "b", "c"].map((name) => `@${prefix}${name}:${server.server_name}`),
      );
    });

    test("all users are shown unless filtered, locked and deactivated ones too", async ({ app, page }) => {
      await app.signIn(server, { at: "#/users?limit=500" });
      for (const id of [server.cast.locked.user_id, server.cast.deactivated.user_id, server.cast.erased, server.cast.bot]) {
        await expect(page.getByRole("link", { name: id, exact: true })).toBeVisible();
      }
      await expect.poll(async () => {
        const { total } = await synapse.users("limit=1");
        return (await page.getByText(/^\d+ users$/).textContent()) === `${total} users` || (await page.reload(), false);
      }).toBe(true);
    });

    test("states and types are told in words", async ({ app }) => {
      const { cast } = server;
      await app.signIn(server, { at: "#/users?limit=500" });
      const row = (id: string) => app.rows("Users").filter({ has: app.page.getByRole("link", { name: id, exact: true }) });
      await expect(row(server.admin.user_id)).toContainText("Admin");
      await expect(row(cast.locked.user_id)).toContainText("Locked");
      await expect(row(cast.deactivated.user_id)).toContainText("Deactivated");
      await expect(row(cast.erased)).toContainText("Erased");
      await expect(row(cast.shadow_banned)).toContainText("Shadow-banned");
      await expect(row(cast.bot)).toContainText("bot");
    });

    test("a search finds user ids and display names; it becomes part of the address", async ({ app, page }) => {
      const name = unique("found");
      const display = `Display ${name}`;
      await synapse.createUser({ name, displayname: display });
      await app.signIn(server, { at: "#/users" });
      for (const term of [name.toUpperCase().slice(0, 14), display.slice(0, 20)]) {
        await app.search("Search users").fill(term);
        await expect(app.search("Search users")).toHaveValue(term);
        await expect(page.getByRole("link", { name: `@${name}:${server.server_name}` })).toBeVisible();
        await expect.poll(() => new URLSearchParams(app.hash().split("?")[1]).get("name")).toBe(term);
      }
      await app.search("Search users").fill(unique("nobody"));
      await expect(page.getByText("Nothing matches.")).toBeVisible();
      await app.link("Clear search and filters").click();
      await expect(app.search("Search users")).toHaveValue("");
      await expect.poll(() => app.hash()).toBe("#/users");
    });

    test("a search for letters beyond ASCII finds them, or shows that this Synapse refuses", async ({ app, page, watch }) => {
      watch.expectConsole(/400.*\/v2\/users/);
      const name = unique("ünicode").toLowerCase();
      const user = await synapse.createUser({ displayname: name });
      await app.signIn(server, { at: `#/users?name=${encodeURIComponent(name)}` });
      if (synapse.isOld) await expect(app.alert()).toContainText("The server refused that (status 400).");
      else await expect(page.getByRole("link", { name: user.user_id, exact: true })).toBeVisible();
      await expect(app.search("Search users")).toHaveValue(name);
    });

    test("filters: admins, locked, guests and deactivated", async ({ app, page }) => {
      await app.signIn(server, { at: "#/users?limit=500" });
      const shown = (id: string) => page.getByRole("link", { name: id, exact: true });
      await app.choice("Admins").selectOption("Only admins");
      await expect(shown(server.member.user_id)).toHaveCount(0);
      await expect(shown(server.second_admin.user_id)).toBeVisible();
      await app.choice("Admins").selectOption("Without admins");
      await expect(shown(server.second_admin.user_id)).toHaveCount(0);
      await app.choice("Admins").selectOption("All");
      await app.choice("Locked").selectOption("Without locked");
      await expect(shown(server.cast.locked.user_id)).toHaveCount(0);
      await app.choice("Deactivated").selectOption("Without deactivated");
      await expect(shown(server.cast.deactivated.user_id)).toHaveCount(0);
      await app.choice("Guests").selectOption("Without guests");
      await expect.poll(() => app.hash()).toBe("#/users?limit=500&deactivated=false&locked=false&guests=false");
      await page.reload();
      await expect(app.choice("Locked")).toHaveValue("false");
      await expect(shown(server.member.user_id)).toBeVisible();
      await app.link("Clear search and filters").click();
      await expect(shown(server.cast.locked.user_id)).toBeVisible();
    });
  });
}

test("only deactivated: where the server can", async ({ app, page }) => {
  await app.signIn(current, { at: "#/users?limit=500" });
  await app.choice("Deactivated").selectOption("Only deactivated");
  await expect(page.getByRole("link", { name: current.member.user_id, exact: true })).toHaveCount(0);
  await expect(page.getByRole("link", { name: current.cast.deactivated.user_id, exact: true })).toBeVisible();
});

test("an older Synapse is asked by its older API, and what it cannot filter is not offered", async ({ app, page, proxyTo }) => {
  const [, server] = releases[1]!;
  const proxy = await proxyTo(server);
  await app.signIn(server, { via: proxy.url, at: "#/users?deactivated=true" });
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await expect(page.getByText("it cannot list only deactivated accounts.")).toBeVisible();
  await expect(app.choice("Deactivated").getByRole("option")).toHaveText(["All", "Without deactivated"]);
  expect(proxy.requests(/\/v3\/users/)).toEqual([]);
  expect(proxy.requests(/\/v2\/users\?/)).toHaveLength(1);
  // The select does not claim a filter that is not applied.
  await expect(app.choice("Deactivated")).toHaveValue("");
});
