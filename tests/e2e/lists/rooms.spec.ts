import { expect, test } from "../support/fixtures.ts";
import { current, oldest, releases } from "../support/lab.ts";
import { Synapse, unique } from "../support/synapse.ts";

/** Column, Synapse's key, and whether `dir=f` is descending. */
const COLUMNS: [string, string, boolean][] = [
  ["Name", "name", false],
  ["Members", "joined_members", true],
  ["Local members", "joined_local_members", true],
  ["State events", "state_events", true],
  ["Version", "version", true],
  ["Encryption", "encryption", false],
  ["Join rule", "join_rules", false],
  ["Public", "public", false],
  ["Creator", "creator", false],
  ["Canonical alias", "canonical_alias", false],
  ["Federated", "federatable", false],
  ["Guest access", "guest_access", false],
  ["History", "history_visibility", false],
];

for (const [release, server] of releases) {
  test.describe(`The rooms list on ${release}`, () => {
    const synapse = new Synapse(server);

    /** Three rooms that differ in all that can be sorted by. */
    async function threeRooms(): Promise<string> {
      const prefix = unique("sort");
      const guest = await synapse.createUser();
      const first = await synapse.createRoom({ name: `${prefix} b`, room_alias_name: `${prefix}x`, preset: "public_chat", room_version: "10" });
      await synapse.join(first, guest.access_token);
      const encrypted = { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } };
      await synapse.createRoom({ name: `${prefix} a`, initial_state: [encrypted], room_version: "6", creation_content: { "m.federate": false } });
      const third = await synapse.createRoom({ name: `${prefix} c`, visibility: "public" }, guest.access_token);
      for (const key of ["x", "y", "z"]) await synapse.setState(third, "example.state", key, { key }, guest.access_token);
      await expect.poll(async () => {
        const { rooms } = await synapse.rooms(`search_term=${prefix}&order_by=state_events`);
        return rooms.length === 3 && rooms.some((room) => room.joined_members === 2) && rooms.every((room) => room.state_events > 5);
      }).toBe(true);
      return prefix;
    }

    test("every column sorts both ways, and says truly how", async ({ app, page }) => {
      test.slow();
      await page.setViewportSize({ width: 2400, height: 1000 });
      const prefix = await threeRooms();
      await app.signIn(server, { at: `#/rooms?search_term=${prefix}` });
      await expect(app.column("Rooms", "Members")).toHaveAttribute("aria-sort", "descending");
      await app.column("Rooms", "Name").getByRole("link").click();
      await expect(app.column("Rooms", "Name")).toHaveAttribute("aria-sort", "ascending");
      await expect.poll(() => app.hash()).toBe(`#/rooms?search_term=${prefix}&order_by=name`);
      for (const [column, key, forwardIsDescending] of COLUMNS) {
        for (const dir of key === "name" ? ["b", "f"] : ["f", "b"]) {
          const down = (dir === "f") === forwardIsDescending;
          await app.column("Rooms", column).getByRole("link").click();
          await expect(app.column("Rooms", column)).toHaveAttribute("aria-sort", down ? "descending" : "ascending");
          await expect(app.choice("Sort by")).toHaveValue(key);
          await expect(app.link(down ? "Descending" : "Ascending")).toBeVisible();
          const { rooms } = await synapse.rooms(`search_term=${prefix}&order_by=${key}&dir=${dir}`);
          await expect.poll(() => app.rowIds("Rooms"), `${column}, ${dir}`).toEqual(rooms.map((room) => room.room_id));
          // The arrow is true, not only the same as the API's answer.
          const values = rooms.map((room) => room[key]).filter((value) => typeof value === "number" || key === "name");
          const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
          expect(values, `${column}, ${dir}`).toEqual(down ? sorted.reverse() : sorted);
        }
      }
    });

    test("sorting by the choice and turning it around, as on narrow screens", async ({ app }) => {
      const prefix = await threeRooms();
      await app.signIn(server, { at: `#/rooms?search_term=${prefix}` });
      await expect(app.choice("Sort by")).toHaveValue("joined_members");
      await expect(app.rowLinks("Rooms").first()).toHaveText(`${prefix} b`);
      await app.choice("Sort by").selectOption("Name");
      await expect(app.rowLinks("Rooms").first()).toHaveText(`${prefix} a`);
      await app.choice("Sort by").selectOption("Members");
      await expect(app.rowLinks("Rooms").first()).toHaveText(`${prefix} b`);
      await app.link("Descending").click();
      await expect(app.link("Ascending")).toBeVisible();
      await expect(app.rowLinks("Rooms").last()).toHaveText(`${prefix} b`);
      await expect.poll(() => app.hash()).toBe(`#/rooms?search_term=${prefix}&order_by=joined_members&dir=b`);
    });

    test("a search finds names, aliases and whole room ids", async ({ app, page }) => {
      const name = unique("Searched");
      const room = await synapse.createRoom({ name, room_alias_name: `alias-${name.toLowerCase()}` });
      await app.signIn(server, { at: "#/rooms" });
      await expect.poll(async () => (await synapse.rooms(`search_term=${name}`)).total_rooms).toBe(1);
      for (const term of [name, `alias-${name.toLowerCase()}`, room]) {
        await app.search("Search rooms").fill(term);
        await expect.poll(() => app.rowIds("Rooms")).toEqual([room]);
        await expect(page.getByText(/^1 room$/)).toBeVisible();
      }
    });

    test("one request per page, whatever the page size", async ({ app, proxyTo }) => {
      const proxy = await proxyTo(server);
      await app.signIn(server, { via: proxy.url, at: "#/aliases" });
      proxy.forget();
      await app.link("Rooms").click();
      await expect(app.rowLinks("Rooms").first()).toBeVisible();
      expect(proxy.seen).toHaveLength(1);
      for (const size of ["25", "100", "500"]) {
        proxy.forget();
        await app.choice("Rows per page").selectOption(size);
        await expect.poll(() => proxy.seen.length).toBe(1);
        await expect(app.page.getByText("Loading…")).toHaveCount(0);
        await expect(app.rowLinks("Rooms").first()).toBeVisible();
        expect(proxy.seen.map((seen) => seen.path)).toEqual([expect.stringContaining(`limit=${size}`)]);
      }
      proxy.forget();
      await app.link("Users").click();
      await expect(app.rowLinks("Users").first()).toBeVisible();
      expect(proxy.seen).toHaveLength(1);
    });
  });
}

test("filters: the directory and empty rooms; while searching they are hidden", async ({ app, page }) => {
  const { rooms } = current.cast;
  await app.signIn(current, { at: "#/rooms?limit=500" });
  const ids = () => app.rowIds("Rooms");
  await expect.poll(ids).toContain(rooms.empty);
  await app.choice("Members").selectOption("Only empty");
  await expect.poll(ids).not.toContain(rooms.public);
  expect(await ids()).toContain(rooms.empty);
  await app.choice("Members").selectOption("Only with members");
  await expect.poll(ids).toContain(rooms.public);
  expect(await ids()).not.toContain(rooms.empty);
  await app.choice("Members").selectOption("All");
  await app.choice("Directory").selectOption("Only public");
  await expect.poll(ids).not.toContain(rooms.invite);
  expect(await ids()).toContain(rooms.public);
  await expect.poll(() => app.hash()).toBe("#/rooms?limit=500&public_rooms=true");

  await app.search("Search rooms").fill("a");
  await expect(page.getByText("Synapse ignores filters while searching, so they are hidden.")).toBeVisible();
  await expect(app.choice("Directory")).toHaveCount(0);
  await expect(app.choice("Members")).toHaveCount(0);
  await expect.poll(() => app.hash()).toBe("#/rooms?search_term=a&limit=500");
  await app.search("Search rooms").fill("");
  await expect(app.choice("Directory")).toBeVisible();
});

test("a bookmark with a search and a filter sends no filter", async ({ app, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/rooms?search_term=a&public_rooms=true&empty_rooms=false" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  for (const { path } of proxy.requests(/\/rooms\?/)) expect(path).not.toMatch(/public_rooms|empty_rooms/);
});

test("filters that an older Synapse would ignore are not offered", async ({ app, proxyTo }) => {
  const proxy = await proxyTo(oldest);
  await app.signIn(oldest, { via: proxy.url, at: "#/rooms?public_rooms=true" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  await expect(app.choice("Directory")).toHaveCount(0);
  for (const { path } of proxy.requests(/\/rooms\?/)) expect(path).not.toMatch(/public_rooms/);
});

test("rooms without a name have a readable one", async ({ app }) => {
  await app.signIn(current, { at: "#/rooms?limit=500" });
  const link = (id: string) => app.rowLinks("Rooms").and(app.page.getByTitle(id, { exact: true }));
  await expect(link(current.cast.rooms.dm)).toHaveText("Unnamed, two members");
});
