import type { Page } from "@playwright/test";
import { at } from "../support/app.ts";
import { readCsv, saved } from "../support/download.ts";
import { CORS } from "../support/fault-proxy.ts";
import { html, json, matrixError } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, type FullServer, postgres, releases } from "../support/lab.ts";
import { runPsql, runSqlite, sql } from "../support/sql.ts";
import { Synapse, unique } from "../support/synapse.ts";

const ANSWER = "#/answers/servers-in-room";
const QUESTION = "Which servers take part in a room?";

/** The address of the answer about a room. */
const about = (room: string) => `${ANSWER}?room=${encodeURIComponent(room)}`;

const table = (page: Page) => page.getByRole("table", { name: "Servers", exact: true });

/** Server and members of each row, in order. */
function rows(page: Page): Promise<[string, string][]> {
  const shown = table(page).getByRole("row").filter({ has: page.getByRole("rowheader") });
  return shown.evaluateAll((rows) =>
    rows.map((row) => [row.querySelector("th [title]")?.getAttribute("title") ?? "", row.querySelector("td")?.textContent ?? ""]),
  );
}

const number = (value: number) => new Intl.NumberFormat("en-GB").format(value);

/** The members of a room, counted here: all behind the first colon is the server. */
function count(members: string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const member of members) {
    const server = member.slice(member.indexOf(":") + 1);
    counts.set(server, (counts.get(server) ?? 0) + 1);
  }
  return [...counts].sort(([a, most], [b, least]) => least - most || (a < b ? -1 : 1));
}

/** The joined members, as the database has them. */
async function members(server: FullServer, room: string): Promise<string[]> {
  const joined = await sql(
    server,
    `SELECT state_key FROM current_state_events
     WHERE room_id = '${room}' AND type = 'm.room.member' AND membership = 'join'`,
  );
  return joined.map((row) => String(row.state_key));
}

const servers: typeof releases = [...releases, [`Synapse ${postgres.version} and PostgreSQL`, postgres]];

for (const [release, server] of servers) {
  test.describe(`Servers in a room, on ${release}`, () => {
    const synapse = new Synapse(server);
    const { federation } = server.cast;
    const room = federation.rooms.public;

    test("servers and members are those of the database, ports and IPv6 literals included", async ({ app, page }) => {
      const joined = await members(server, room);
      const expected = count(joined);
      expect(expected.length).toBeGreaterThan(10);
      await app.signIn(server, { at: `${about(room)}&limit=500` });
      await expect(app.heading(QUESTION)).toBeVisible();
      await expect.poll(() => rows(page)).toEqual(expected.map(([name, count]) => [name, number(count)]));
      const names = expected.map(([name]) => name);
      for (const user of [federation.users.port, federation.users.ipv6]) {
        expect(names).toContain(user.slice(user.indexOf(":") + 1));
      }
      for (const user of [federation.users.left, federation.users.banned, federation.users.invited]) {
        expect(names).not.toContain(user.slice(user.indexOf(":") + 1));
      }

      const ours = expected.find(([name]) => name === server.server_name)![1];
      const percent = new Intl.NumberFormat("en-GB", { style: "percent", maximumFractionDigits: 1 });
      await expect(app.fact("Servers")).toHaveText(number(expected.length));
      await expect(app.fact("Members")).toHaveText(number(joined.length));
      await expect(app.fact("From this server")).toHaveText(
        `${number(ours)} of ${number(joined.length)} (${percent.format(ours / joined.length)})`,
      );
      const own = table(page).getByRole("row").filter({ hasText: "This server" });
      await expect(own).toHaveCount(1);
      await expect(own).toContainText(server.server_name);
      const [largest, most] = expected[0]!;
      await expect(table(page).getByRole("row", { name: largest }).first()).toContainText(percent.format(most / joined.length));
    });

    test("what is saved: a plain list, CSV and JSON", async ({ app, page }) => {
      const expected = count(await members(server, room));
      await app.signIn(server, { at: about(room) });
      const list = await saved(page, app.button("Download list"));
      expect(list.name).toMatch(/^glia-.*-servers-in-.*\.txt$/);
      expect(list.text.trimEnd().split("\n")).toEqual(expected.map(([name]) => name));
      const csv = await saved(page, app.button("Download CSV"));
      expect(readCsv(csv.text)).toEqual(expected.map(([server, members]) => ({ server, members: String(members) })));
      const { text } = await saved(page, app.button("Download JSON"));
      expect(JSON.parse(text)).toEqual({
        room_id: room,
        total: expected.length,
        members: expected.reduce((sum, [, members]) => sum + members, 0),
        servers: expected.map(([server, members]) => ({ server, members })),
      });
    });

    test("the copied SQL gives the same; the FAQ's own does not", async ({ app, page }) => {
      await app.signIn(server, { at: about(room) });
      const csv = await saved(page, app.button("Download CSV"));
      const expected = readCsv(csv.text).map(({ server, members }) => `${server}|${members}`);
      const sqlite = server.database.kind === "sqlite";
      const snippet = page.getByRole("figure").filter({ hasText: sqlite ? "SQL for sqlite3" : "SQL for psql" });
      const copied = await snippet.locator("pre").innerText();
      const printed = await (sqlite ? runSqlite : runPsql)(server, copied);
      expect(printed.trimEnd().split("\n")).toEqual(expected);
      // What the FAQ's split_part(state_key, ':', 2) makes of the same members.
      const faq = new Set((await members(server, room)).map((member) => member.split(":")[1]));
      expect([...faq].some((server) => server!.startsWith("[") && !server!.endsWith("]"))).toBe(true);
      expect(faq.size).toBeLessThan(expected.length);
    });

    test("by alias, by link and by part of the name", async ({ app, page }) => {
      const name = unique("Everywhere");
      const owner = await synapse.createUser();
      const made = await synapse.createRoom({ name, room_alias_name: name.toLowerCase() }, owner.access_token);
      const alias = synapse.alias(name.toLowerCase());
      await app.signIn(server, { at: ANSWER });
      await expect(page.getByText("Name a room above to see its servers.")).toBeVisible();
      const field = page.getByRole("searchbox", { name: "Room" }).or(page.getByRole("textbox", { name: "Room", exact: true }));
      for (const typed of [alias, `https://matrix.to/#/${encodeURIComponent(alias)}`, made]) {
        await field.fill(typed);
        await app.button("Find servers").click();
        await expect(app.fact("Room ID")).toContainText(made);
        await expect(app.fact("Name")).toHaveText(name);
        await expect.poll(() => rows(page)).toEqual([[server.server_name, "1"]]);
        await expect.poll(() => app.hash()).toBe(about(typed));
      }
      await expect.poll(async () => (await synapse.rooms(`search_term=${name}`)).total_rooms).toBe(1);
      await field.fill(name);
      await field.press("Enter");
      const matches = page.getByRole("table", { name: "Rooms with this in their name" });
      await matches.getByRole("link", { name }).click();
      await expect.poll(() => app.hash()).toBe(about(made));
      await expect.poll(() => rows(page)).toEqual([[server.server_name, "1"]]);
      await expect(page.locator("pre", { hasText: `room_id = '${made}'` }).first()).toBeVisible();
    });

    test("an alias with every odd letter", async ({ app }) => {
      await app.signIn(server, { at: about(server.cast.aliases.odd) });
      await expect(app.fact("Room ID")).toContainText(server.cast.rooms.markup);
    });

    test("an empty room is explained", async ({ app, page }) => {
      await app.signIn(server, { at: about(server.cast.rooms.empty) });
      await expect(page.getByText("As far as this server knows, nobody is in this room.")).toBeVisible();
      await expect(app.fact("Members")).toHaveText("0");
      await expect(table(page)).toHaveCount(0);
    });

    test("an unknown room and an unknown alias are said in words", async ({ app, page, watch }) => {
      watch.expectConsole(/404/);
      const odd = `!no'where/"$(x)?#%:${server.server_name}`;
      await app.signIn(server, { at: about(odd) });
      await expect(page.getByText("This server does not know this room.")).toBeVisible();
      await expect(page.locator("pre", { hasText: `'${odd.replace("'", "''")}'` }).first()).toBeVisible();
      await app.open(about(synapse.alias(unique("nowhere"))));
      await expect(page.getByText("No room has this alias, says the server that it belongs to.")).toBeVisible();
    });

    test("a server leads to its line among the destinations, and a filter stays in the address", async ({ app, page }) => {
      const port = federation.users.port.slice(federation.users.port.indexOf(":") + 1);
      await app.signIn(server, { at: about(room) });
      await page.getByRole("searchbox", { name: "Filter servers" }).fill(port.toUpperCase());
      await expect.poll(async () => (await rows(page)).map(([name]) => name)).toEqual([port]);
      await expect.poll(() => app.hash()).toBe(`${about(room)}&destination=${encodeURIComponent(port.toUpperCase())}`);
      await table(page).getByRole("link", { name: port, exact: true }).click();
      await expect(app.heading("Which servers is my server talking to?")).toBeVisible();
      const destinations = page.getByRole("table", { name: "Destinations" });
      await expect(destinations.getByRole("rowheader").getByRole("link")).toHaveAttribute("title", port);
    });
  });
}

test("a room that only the directory knows: the servers that it names", async ({ app, page, proxyTo, watch }) => {
  watch.expectConsole(/404/);
  const proxy = await proxyTo(current);
  const servers = ["b.example:8448", "[::1]:8448", "a.example"];
  proxy.fault("GET", /\/directory\/room\//, json({ room_id: "!elsewhere:a.example", servers }));
  await app.signIn(current, { via: proxy.url, at: about("#lobby:a.example") });
  await expect(page.getByText("This server is not in the room, so it cannot count its members.")).toBeVisible();
  await expect.poll(async () => (await rows(page)).map(([name]) => name)).toEqual(["[::1]:8448", "a.example", "b.example:8448"]);
  await expect(app.button("Download CSV")).toHaveCount(0);
  expect((await saved(page, app.button("Download list"))).text).toBe("[::1]:8448\na.example\nb.example:8448\n");
});

test("members without a server, and a room that this server is not in", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  const list = { members: ["@a:other.example", "@nowhere", 7], total: 3 };
  proxy.fault("GET", /\/members$/, json(list));
  await app.signIn(current, { via: proxy.url, at: about(current.cast.rooms.public) });
  await expect(page.getByText("2 members have an ID without a server, and are not counted.")).toBeVisible();
  await expect(page.getByText("Nobody from this server is in the room")).toBeVisible();
  await expect(app.fact("Members")).toHaveText("1");
});

test("faults: an absent endpoint and a proxy's page, in words, with a way to try again", async ({ app, proxyTo, watch }) => {
  watch.expectConsole(/404|502/);
  const proxy = await proxyTo(current);
  proxy.fault("GET", /\/members$/, html(502, "Bad Gateway"), 1);
  await app.signIn(current, { via: proxy.url, at: about(current.cast.rooms.public) });
  await expect(app.alert()).toContainText("answered 502, but not like a Matrix server.");
  await app.button("Try again").click();
  await expect(app.fact("Servers")).toBeVisible();
  proxy.fault("GET", /\/members$/, matrixError(404, "M_UNRECOGNIZED", "Unrecognized request"));
  await app.open(about(current.cast.rooms.space));
  await expect(app.alert()).toContainText("This server does not support that.");
});

/** Measures from the end of the answer, as the browser notes it, to the frame that shows the table; and its longest task. */
async function measure(page: Page, begin: () => Promise<void>): Promise<{ ms: number; longest: number }> {
  await page.evaluate(() => {
    const measured = { painted: 0, longest: 0 };
    Object.assign(window, { measured });
    performance.clearResourceTimings();
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) measured.longest = Math.max(measured.longest, task.duration);
    }).observe({ type: "longtask" });
    new MutationObserver((_, observer) => {
      if (document.querySelector("td .bar") === null) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => (measured.painted = performance.now())));
    }).observe(document.body, { childList: true, subtree: true });
  });
  await begin();
  await expect.poll(() => page.evaluate(() => (window as any).measured.painted)).toBeGreaterThan(0);
  const { responseEnd, painted, longest } = await page.evaluate(() => {
    const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    return { responseEnd: entries.find((entry) => entry.name.endsWith("/members"))!.responseEnd, ...(window as any).measured };
  });
  expect(responseEnd).toBeGreaterThan(0);
  expect(painted).toBeGreaterThan(responseEnd);
  return { ms: Math.round(painted - responseEnd), longest: Math.round(longest) };
}

test("a hundred thousand members are counted and drawn within a second of their arrival", async ({ app, page, proxyTo }) => {
  test.slow();
  const proxy = await proxyTo(current);
  const list = Array.from({ length: 100_000 }, (_, index) =>
    index % 10 === 0 ? `@u${index}:${current.server_name}` : `@u${index}:srv${String((index * 7919) % 4999).padStart(5, "0")}.example${index % 7 === 0 ? ":8448" : ""}`,
  );
  const expected = count(list);
  const body = JSON.stringify({ members: list, total: list.length });
  proxy.fault("GET", /\/members$/, ({ response }) => {
    response.writeHead(200, { "Content-Type": "application/json", "Timing-Allow-Origin": "*", ...CORS });
    response.end(body);
  });
  await app.signIn(current, { via: proxy.url, at: ANSWER });
  // The best of three: what other programs take of the machine is not the page's doing.
  const { rooms: cast } = current.cast.federation;
  const measured = [];
  for (const room of [cast.public, cast.many_extremities, cast.few_extremities]) {
    await app.open(ANSWER);
    await expect(page.getByText("Name a room above to see its servers.")).toBeVisible();
    measured.push(
      await measure(page, async () => {
        await page.getByLabel("Room", { exact: true }).fill(room);
        await app.button("Find servers").click();
      }),
    );
    await expect(app.fact("Members")).toHaveText("100,000");
  }
  const words = measured.map(({ ms, longest }) => `${ms} ms (longest task ${longest} ms)`).join(", ");
  test.info().annotations.push({ type: "measured", description: `100,000 members, from the response to the table: ${words}` });
  console.log(`100,000 members, from the response to the table: ${words}`);
  expect(Math.min(...measured.map(({ ms }) => ms))).toBeLessThan(1000);

  await expect(app.fact("Servers")).toHaveText(number(expected.length));
  await expect.poll(() => rows(page)).toEqual(expected.slice(0, 50).map(([name, count]) => [name, number(count)]));
  await app.link("Next page").click();
  await expect.poll(() => rows(page)).toEqual(expected.slice(50, 100).map(([name, count]) => [name, number(count)]));
  const csv = await saved(page, app.button("Download CSV"));
  expect(readCsv(csv.text)).toEqual(expected.map(([server, members]) => ({ server, members: String(members) })));
});

test("the room's own page is one link away", async ({ app }) => {
  const room = current.cast.federation.rooms.public;
  await app.signIn(current, { at: about(room) });
  await app.fact("Room ID").getByRole("link").click();
  await expect.poll(() => app.hash()).toBe(at.room(room));
});
