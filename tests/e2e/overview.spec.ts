import { at } from "./support/app.ts";
import { held, html, json, matrixError } from "./support/faults.ts";
import { expect, test } from "./support/fixtures.ts";
import { PROBES } from "./support/pages.ts";
import { current, oldest, releases } from "./support/lab.ts";
import { Synapse, unique } from "./support/synapse.ts";

const USERS = /\/v[23]\/users\?/;
const DESTINATIONS = /\/federation\/destinations\?/;
const UPDATES = /\/background_updates\/status/;
const VERSION = /\/server_version/;
const BY_MEMBERS = /\/rooms\?.*order_by=joined_members/;
const BY_STATE = /\/rooms\?.*order_by=state_events/;

for (const [release, server] of releases) {
  test(`the numbers, the newest accounts and the biggest rooms of the server, on ${release}`, async ({ app, page, proxyTo }) => {
    const synapse = new Synapse(server);
    const proxy = await proxyTo(server);
    await app.signIn(server, { via: proxy.url, at: "#/aliases" });
    const name = unique("Newcomer");
    const newcomer = await synapse.createUser({ displayname: name });
    proxy.forget();
    await app.link("Overview").click();
    await expect(app.fact("Synapse")).toHaveText(server.version);
    await expect(page.getByText(server.server_name, { exact: true })).toBeVisible();
    // Other tests make users and rooms meanwhile, so they are compared until they stand still for a moment.
    const count = (name: string) => app.fact(name).textContent().then(Number);
    const rooms = page.getByRole("table", { name: "Biggest rooms" });
    await expect(async () => {
      await page.reload();
      await expect(app.fact("Users")).toHaveText(/^\d+$/);
      expect(await count("Users")).toBe((await synapse.users("limit=1")).total);
      const biggest = await synapse.rooms("limit=5&order_by=joined_members");
      expect(await count("Rooms")).toBe(biggest.total_rooms);
      const ids = await rooms.getByRole("rowheader").getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("title")));
      expect(ids).toEqual(biggest.rooms.map((room) => room.room_id));
    }).toPass();
    await app.open(at.user(newcomer.user_id));
    await expect(app.fact("Display name")).toContainText(name);
    // Six requests, all at once, whatever stands on the page.
    proxy.forget();
    await app.link("Overview").click();
    await expect(page.getByRole("table", { name: "Newest accounts" }).getByRole("row").nth(1)).toBeVisible();
    await expect(page.locator(".load[aria-busy=true]")).toHaveCount(0);
    const asked = proxy.requests(/_synapse\/admin/).map(({ path }) => path.split("?")[0]!.split("/").at(-1));
    expect(asked.sort()).toEqual(["destinations", "rooms", "rooms", "server_version", "status", "users"]);
  });
}

test("a newcomer stands first, with name, ID and state", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(oldest);
  const name = unique("First");
  const user = await new Synapse(oldest).createUser({ displayname: name });
  await app.signIn(oldest, { via: proxy.url });
  const row = page.getByRole("table", { name: "Newest accounts" }).getByRole("row").filter({ hasText: name });
  await expect(row.getByRole("link")).toHaveAttribute("title", user.user_id);
  // The list does not tell whether somebody is suspended, so nothing is said of who is not known to be anything.
  await expect(row.getByRole("cell").first()).toBeEmpty();
  await new Synapse(oldest).modifyUser(user.user_id, { locked: true });
  await page.reload();
  await expect(row.getByRole("cell").first()).toHaveText("Locked");
  await row.getByRole("link").click();
  await expect.poll(() => app.hash()).toBe(at.user(user.user_id));
});

const look = (page: import("@playwright/test").Page, name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) });

test("what needs a look says what was seen, and how much was not", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  const failing = (name: string) => ({ destination: name, retry_last_ts: 1, retry_interval: 5, failure_ts: 1 });
  const fine = { destination: "fine.example", retry_last_ts: 0, retry_interval: 0, failure_ts: null };
  const untold = { destination: "untold.example", retry_last_ts: 0, retry_interval: null, failure_ts: null };
  for (const [servers, updates, says, runs, badge] of [
    [{ destinations: [], total: 0 }, { enabled: true, current_updates: {} }, "This server has not sent anything to another one.", "None is running.", "Fine"],
    [{ destinations: [fine], total: 1 }, { enabled: false, current_updates: {} }, "None is failing, of 1.", "They are switched off", "Fine"],
    // The longest waiting come first: one that waits for nothing ends those that fail.
    [{ destinations: [fine], total: 3000 }, { enabled: true, current_updates: {} }, "None is failing, of 3,000.", "None is running.", "Fine"],
    [{ destinations: [untold], total: 3000 }, { enabled: true, current_updates: {} }, "None of the 1 looked at is failing, of 3,000.", "None is running.", "Not known"],
    [
      { destinations: [failing("a.example"), failing("b.example")], total: 3000 },
      { enabled: true, current_updates: { master: { name: "populate_stats", total_item_count: 1200, total_duration_ms: 5 } } },
      "At least 2 of 3,000 are failing.",
      "populate_stats is running: 1,200 rows done.",
      "Not known",
    ],
  ] as const) {
    proxy.fault("GET", DESTINATIONS, json(servers));
    proxy.fault("GET", UPDATES, json(updates));
    await app.link("Overview").click();
    await expect(look(page, "Other servers")).toContainText(says);
    await expect(look(page, "Background updates")).toContainText(runs);
    await expect(look(page, "Other servers")).toContainText(badge);
    await app.link("Aliases").click();
    await expect(app.heading("Aliases")).toBeVisible();
  }
  for (const [version, says] of [
    ["1.150.0", /^Version\s*Act\s*This is 13 releases behind 1\.163\.2,/],
    ["1.163.0", /^Version\s*Look\s*1\.163\.2, the newest release that this Glia knows, is a little newer\.$/],
    ["1.163.2", /^Version\s*Fine\s*This is the newest release that this Glia knows\.$/],
    ["1.999.0", /^Version\s*Fine\s*This is newer than 1\.163\.2, the newest release that this Glia knows\.$/],
    ["a fork", /^Version\s*Not known\s*Glia cannot tell from this version how old it is\.$/],
  ] as const) {
    proxy.fault("GET", VERSION, json({ server_version: version }));
    await app.link("Overview").click();
    await expect(look(page, "Version")).toHaveText(says);
    await app.link("Aliases").click();
    await expect(app.heading("Aliases")).toBeVisible();
  }
});

test("rows that are odd or missing are told as that", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  proxy.fault("GET", USERS, json({ users: [], total: 0 }));
  proxy.fault("GET", BY_STATE, json({ rooms: [{ odd: "row" }], total_rooms: 1, offset: 0 }));
  await app.link("Overview").click();
  await expect(look(page, "Biggest room by state")).toContainText('Not known');
  await expect(look(page, "Biggest room by state")).toContainText('A row that Glia could not read: {"odd":"row"}');
  await expect(page.getByText("The server lists nothing here.")).toHaveCount(1);
});

test("each part of the page fails by itself, says why, and can be read again", async ({ app, page, proxyTo, watch }) => {
  watch.expectConsole(/502|403|404/);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  proxy.fault("GET", DESTINATIONS, html(502, "Bad Gateway"));
  proxy.fault("GET", UPDATES, matrixError(404, "M_UNRECOGNIZED", "Unrecognized request"));
  proxy.fault("GET", BY_STATE, json({ nothing: true }));
  await app.link("Overview").click();
  await expect(look(page, "Background updates")).toContainText("Not known");
  await expect(look(page, "Background updates")).toContainText("This server does not say.");
  await expect(look(page, "Other servers").getByRole("alert")).toBeVisible();
  await expect(look(page, "Biggest room by state").getByRole("alert")).toBeVisible();
  await expect(app.fact("Users")).toHaveText(/^\d+$/);
  await expect(app.fact("Synapse")).toHaveText(current.version);
  await expect(page.getByRole("table", { name: "Newest accounts" })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(2);
  proxy.heal();
  await look(page, "Other servers").getByRole("button", { name: "Try again" }).click();
  await expect(look(page, "Other servers").getByText(/failing|not sent anything/)).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(1);
});

test("who is slow holds nobody else up", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  const waiting = held();
  proxy.fault("GET", USERS, waiting.fault);
  await app.link("Overview").click();
  await waiting.arrived;
  await expect(app.fact("Rooms")).toHaveText(/^\d+$/);
  await expect(page.getByRole("table", { name: "Biggest rooms" })).toBeVisible();
  await expect(app.fact("Users")).toHaveText("…");
  waiting.release();
  await expect(app.fact("Users")).toHaveText(/^\d+$/);
});

test("a server that answers nothing says so everywhere, once each", async ({ app, page, proxyTo, watch }) => {
  watch.expectConsole(/502/);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  proxy.fault("GET", /_synapse/, html(502, "Bad Gateway"));
  await app.link("Overview").click();
  await expect(page.getByRole("alert")).toHaveCount(6);
  for (const fact of ["Users", "Rooms", "Synapse"]) await expect(app.fact(fact)).toHaveText(/ answered 502, but not like a Matrix server\.$/);
  await expect(page.getByLabel("Go to", { exact: true })).toBeEnabled();
  proxy.forget();
  await expect(page.getByRole("link", { name: "Is Synapse slow? Look at the causes" })).toBeVisible();
});

test("names of any length and writing stay in their place", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  const user = (name: string, displayname: string) => ({ name, displayname, deactivated: 0, admin: 0, creation_ts: 1_700_000_000_000 });
  const users = [
    user("@long:hs.example", "x".repeat(10_000)),
    user(`@${"y".repeat(200)}:hs.example`, ""),
    user("@rtl:hs.example", "\u202eاسم عربي"),
    user("@markup:hs.example", "<b>bold</b>"),
    { odd: "row" },
  ];
  proxy.fault("GET", USERS, json({ users, total: 5 }));
  proxy.fault("GET", BY_MEMBERS, json({ rooms: [{ room_id: "!a:hs.example", name: "🦊".repeat(3000), joined_members: -1 }], total_rooms: 1, offset: 0 }));
  const longest = { room_id: "!b:hs.example", name: "z".repeat(10_000), joined_members: 1, state_events: 7, federatable: true, public: false };
  proxy.fault("GET", BY_STATE, json({ rooms: [longest], total_rooms: 1, offset: 0 }));
  proxy.fault("GET", VERSION, json({ server_version: "9".repeat(10_000) }));
  proxy.fault("GET", UPDATES, json({ enabled: true, current_updates: { master: { name: "u".repeat(10_000), total_item_count: 1 } } }));
  await app.link("Overview").click();
  await expect(look(page, "Biggest room by state")).toContainText("7 current state events.");
  await expect(look(page, "Background updates")).toContainText("is running: 1 rows done.");
  await expect(app.fact("Synapse")).toHaveText(/^9+$/);
  const table = page.getByRole("table", { name: "Newest accounts" });
  await expect(table.getByRole("row")).toHaveCount(6);
  await expect(table.getByText("<b>bold</b>")).toBeVisible();
  await expect(table.getByText('{"odd":"row"}')).toBeVisible();
  await expect(page.getByRole("table", { name: "Biggest rooms" })).toContainText("-1");
  for (const width of [390, 768, 1280, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${width} px`).toBeLessThanOrEqual(0);
    for (const part of [look(page, "Biggest room by state"), look(page, "Background updates"), app.fact("Synapse")]) {
      expect((await part.boundingBox())!.height, `${width} px`).toBeLessThan(160);
    }
  }
});

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
    await expect(app.heading("Overview")).toBeVisible();
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
    await expect(app.heading("Overview")).toBeHidden();
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
  await expect(app.entity(member.user_id)).toBeVisible();
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
