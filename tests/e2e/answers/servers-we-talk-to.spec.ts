import type { Page } from "@playwright/test";
import { readCsv, saved } from "../support/download.ts";
import { html, held, json, matrixError } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, type FullServer, postgres, releases } from "../support/lab.ts";
import { doShown } from "../support/shell.ts";
import { runPsql, runSqlite, sql } from "../support/sql.ts";
import { Synapse, unique } from "../support/synapse.ts";

const ANSWER = "#/answers/servers-we-talk-to";
const QUESTION = "Which servers is my server talking to?";

interface Destination {
  destination: string;
  retry_last_ts: number;
  retry_interval: number;
  failure_ts: number | null;
  last_successful_stream_ordering: number | null;
}

const table = (page: Page) => page.getByRole("table", { name: "Destinations", exact: true });
const column = (page: Page, name: string) => table(page).getByRole("columnheader", { name, exact: true });
const complete = (page: Page) => page.getByText(/^Complete: /);

/** The whole names of the rows, in order. */
function names(page: Page): Promise<string[]> {
  const links = table(page).getByRole("rowheader").getByRole("link");
  return links.evaluateAll((links) => links.map((link) => link.getAttribute("title") ?? ""));
}

/** The table of the database as the API tells it: what was never set is 0 in two columns. */
async function database(server: FullServer): Promise<Map<string, Destination>> {
  const rows = await sql(server, "SELECT * FROM destinations");
  return new Map(
    rows.map((row) => [
      String(row.destination),
      { ...row, retry_last_ts: row.retry_last_ts ?? 0, retry_interval: row.retry_interval ?? 0 } as unknown as Destination,
    ]),
  );
}

/** Everything that the page has read, as it saves it. */
async function all(page: Page): Promise<Destination[]> {
  await expect(complete(page)).toBeVisible();
  const { text } = await saved(page, page.getByRole("button", { name: "Download JSON" }));
  const { destinations, total } = JSON.parse(text);
  expect(destinations).toHaveLength(total);
  return destinations;
}

/**
 * A destination of this test's own that fails. The lab's servers may not talk to anybody, so it is written into the
 * database, as Synapse would after it had tried in vain; Synapse has never asked for it before and reads it from there.
 */
async function failing(server: FullServer): Promise<string> {
  const name = `${unique("gone")}.example:8448`;
  const now = Date.now();
  const insert = `INSERT INTO destinations (destination, failure_ts, retry_last_ts, retry_interval)
    VALUES ('${name}', ${now - 7_200_000}, ${now - 60_000}, 5400000);`;
  await (server.database.kind === "sqlite" ? runSqlite(server, `.timeout 10000\n${insert}`) : runPsql(server, insert));
  expect(await isFailing(new Synapse(server), name)).toBe(true);
  return name;
}

const path = (name: string) => `/_synapse/admin/v1/federation/destinations/${encodeURIComponent(name)}`;

async function isFailing(synapse: Synapse, name: string): Promise<boolean> {
  const { status, body } = await synapse.send("GET", path(name));
  return status === 200 && body.failure_ts !== null;
}

const number = (value: number) => new Intl.NumberFormat("en-GB").format(value);

const servers: typeof releases = [...releases, [`Synapse ${postgres.version} and PostgreSQL`, postgres]];

for (const [release, server] of servers) {
  test.describe(`Servers we talk to, on ${release}`, () => {
    const synapse = new Synapse(server);

    test("it is the database's table, column by column, and saves it as CSV and JSON", async ({ app, page }) => {
      const before = await database(server);
      await app.signIn(server, { at: ANSWER });
      await expect(app.heading(QUESTION)).toBeVisible();
      const shown = await all(page);
      const csv = await saved(page, app.button("Download CSV"));
      const after = await database(server);
      expect(csv.name).toBe(`glia-${server.server_name.replace(":", "_")}-destinations.csv`);

      // Other tests may make servers fail meanwhile; whatever did not change must be the same everywhere.
      const byName = new Map(shown.map((row) => [row.destination, row]));
      const still = [...before].filter(([name, row]) => JSON.stringify(row) === JSON.stringify(after.get(name)));
      expect(still.length).toBeGreaterThan(20);
      for (const [name, row] of still) expect(byName.get(name), name).toEqual(row);
      for (const { destination } of shown) expect(after.has(destination), destination).toBe(true);
      const text = (value: number | null) => (value === null ? "" : String(value));
      expect(readCsv(csv.text)).toEqual(
        shown.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === "string" ? value : text(value)]))),
      );
      for (const name of Object.values(server.cast.federation.destinations)) expect(byName.has(name), name).toBe(true);
      expect(byName.has(server.cast.federation.no_destination)).toBe(false);
    });

    test("the totals are those of the list", async ({ app, page }) => {
      await app.signIn(server, { at: ANSWER });
      const shown = await all(page);
      const bad = shown.filter((row) => row.failure_ts !== null);
      const good = shown.length - bad.length;
      await expect(app.fact("Destinations")).toHaveText(number(shown.length));
      await expect(app.fact("Healthy")).toContainText(new RegExp(`^${number(good)} \\(`));
      await expect(app.fact("Failing")).toContainText(new RegExp(`^${number(bad.length)} \\(`));
      const day = 86_400_000;
      const days = bad.map((row) => (Date.now() - row.failure_ts!) / day);
      await expect(app.fact("Failing for more than 30 days")).toHaveText(number(days.filter((age) => age >= 30).length));
      await expect(app.fact("Failing for 7 to 30 days")).toHaveText(number(days.filter((age) => age >= 7 && age < 30).length));
      const longest = bad.reduce((a, b) => (a.failure_ts! <= b.failure_ts! ? a : b));
      await expect(app.fact("Failing the longest")).toContainText(longest.destination);
      await expect(app.fact("Not one event delivered yet")).toHaveText(
        number(shown.filter((row) => row.last_successful_stream_ordering === null).length),
      );
    });

    test("every column sorts both ways, truly, with one request for all of it", async ({ app, page, proxyTo }) => {
      const proxy = await proxyTo(server);
      await app.signIn(server, { via: proxy.url, at: `${ANSWER}?limit=500` });
      const shown = await all(page);
      const value = (row: Destination, key: keyof Destination) => (key === "failure_ts" || key === "last_successful_stream_ordering" ? row[key] : row[key] || null);
      const columns: [string, keyof Destination][] = [
        ["Failing since", "failure_ts"],
        ["Last retry", "retry_last_ts"],
        ["Retry interval", "retry_interval"],
        ["Delivered up to", "last_successful_stream_ordering"],
        ["Server", "destination"],
      ];
      const compare = (a: unknown, b: unknown) => ((a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0);
      for (const [name, key] of columns) {
        // Names begin at A; of everything else one looks for the most.
        for (const down of key === "destination" ? [false, true] : [true, false]) {
          await column(page, name).getByRole("link").click();
          await expect(column(page, name)).toHaveAttribute("aria-sort", down ? "descending" : "ascending");
          const byName = (a: Destination, b: Destination) => compare(a.destination, b.destination);
          const expected = [...shown].sort((a, b) => {
            const [left, right] = [value(a, key), value(b, key)];
            if (left === null || right === null) return Number(left === null) - Number(right === null) || byName(a, b);
            return (down ? compare(right, left) : compare(left, right)) || byName(a, b);
          });
          await expect.poll(() => names(page), `${name}, ${down}`).toEqual(expected.map((row) => row.destination));
        }
      }
      expect(proxy.requests(/\/federation\/destinations/)).toHaveLength(1);
    });

    test("failing ones first, in the order of the copied SQL", async ({ app, page }) => {
      await app.signIn(server, { at: `${ANSWER}?limit=500` });
      await app.link("Failing first").click();
      await expect(column(page, "Failing since")).toHaveAttribute("aria-sort", "descending");
      await expect.poll(() => app.hash()).toBe(`${ANSWER}?order_by=failure_ts&dir=b&limit=500`);
      const sqlite = server.database.kind === "sqlite";
      const snippet = page.getByRole("figure").filter({ hasText: sqlite ? "SQL for sqlite3" : "SQL for psql" });
      const shown = await names(page);
      const printed = await (sqlite ? runSqlite : runPsql)(server, await snippet.locator("pre").innerText());
      const lines = printed.trim().split("\n").map((line) => line.split("|")[0]!);
      // Two queries: the FAQ's own, and the ordered one.
      const ordered = lines.slice(lines.length / 2);
      expect([...lines.slice(0, lines.length / 2)].sort()).toEqual([...ordered].sort());
      const both = ordered.filter((name) => shown.includes(name));
      expect(both.length).toBeGreaterThan(20);
      expect(shown.filter((name) => ordered.includes(name))).toEqual(both);
    });

    test("search and paging are part of the address, and cost no request", async ({ app, page, proxyTo }) => {
      const proxy = await proxyTo(server);
      const { port, ipv6 } = server.cast.federation.destinations;
      await app.signIn(server, { via: proxy.url, at: ANSWER });
      await expect(complete(page)).toBeVisible();
      const search = page.getByRole("searchbox", { name: "Search servers" });
      await search.fill(port.toUpperCase());
      await expect.poll(() => names(page)).toEqual([port]);
      await search.fill("[::1]");
      await expect.poll(() => names(page)).toContain(ipv6);
      await expect.poll(() => app.hash()).toBe(`${ANSWER}?destination=%5B%3A%3A1%5D`);
      await page.goBack();
      await expect(search).toHaveValue("");
      await app.choice("Rows per page").selectOption("25");
      await expect.poll(() => table(page).getByRole("rowheader").count()).toBe(25);
      const first = await names(page);
      await app.link("Next page").click();
      await expect.poll(() => names(page)).not.toEqual(first);
      expect((await names(page)).filter((name) => first.includes(name))).toEqual([]);
      await expect.poll(() => app.hash()).toBe(`${ANSWER}?from=25&limit=25`);
      expect(proxy.requests(/\/federation\/destinations/)).toHaveLength(1);
      await app.button("Refresh").click();
      await expect.poll(() => proxy.requests(/\/federation\/destinations/).length).toBe(2);
    });

    test("a server's own part: how it does, its rooms, and the way on", async ({ app, page }) => {
      const { healthy, retrying } = server.cast.federation.destinations;
      await app.signIn(server, { at: `${ANSWER}?destination=${encodeURIComponent(healthy)}` });
      await table(page).getByRole("link", { name: healthy, exact: true }).click();
      await expect(page.getByRole("heading", { name: `About ${healthy}` })).toBeVisible();
      const rooms = page.getByRole("table", { name: "Rooms that were sent to it" });
      const shown = () => rooms.getByRole("rowheader").getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("title")));
      const sent = await sql(server, `SELECT room_id FROM destination_rooms WHERE destination = '${healthy}' ORDER BY room_id`);
      expect(sent.length).toBeGreaterThan(0);
      await expect(page.getByText("This server is not failing, so there is nothing to reset.")).toBeVisible();
      const sqlite = server.database.kind === "sqlite";
      const snippet = page.getByRole("figure").filter({ hasText: sqlite ? "SQL for sqlite3" : "SQL for psql" });
      const printed = await (sqlite ? runSqlite : runPsql)(server, await snippet.locator("pre").innerText());
      const lines = printed.trimEnd().split("\n").slice(-sent.length);
      expect(lines.map((line) => line.split("|")[0])).toEqual(sent.map((row) => row.room_id));
      if (synapse.isOld) {
        // Before 1.105 Synapse mixes in the rooms of all other servers: none is shown, and it is said why.
        await expect(page.getByText(`${sent.length} rooms. Until 1.105, Synapse answers with the rooms of all servers`)).toBeVisible();
        await expect(rooms).toHaveCount(0);
      } else {
        await expect.poll(shown).toEqual(sent.map((row) => row.room_id));
        await rooms.getByRole("link", { name: /^Servers in this room/ }).first().click();
        await expect(app.heading("Which servers take part in a room?")).toBeVisible();
        await expect.poll(() => app.hash()).toBe(`#/answers/servers-in-room?room=${encodeURIComponent(String(sent[0]!.room_id))}`);
      }

      await app.open(`${ANSWER}?rooms_of=${encodeURIComponent(retrying)}`);
      await expect(page.getByRole("heading", { name: `About ${retrying}` })).toBeVisible();
      const [row] = await sql(server, `SELECT * FROM destinations WHERE destination = '${retrying}'`);
      const one = page.locator(".one");
      await expect(app.fact("Failing since").getByRole("time")).toHaveAttribute("datetime", new Date(Number(row!.failure_ts)).toISOString());
      await expect(one.getByText("7 days", { exact: true })).toHaveAttribute("title", "604,800,000 ms");
      await app.link("Close").click();
      await expect(one).toHaveCount(0);
    });

    test("a server that was never sent to", async ({ app, page, watch }) => {
      watch.expectConsole(/404.*\/destinations\//);
      await app.signIn(server, { at: `${ANSWER}?rooms_of=nowhere.example%3A8448` });
      await expect(page.getByText("This server has never sent anything to that one, so it knows nothing about it.")).toBeVisible();
    });

    test("Reset connection, read back from the server", async ({ app, page }) => {
      const name = await failing(server);
      await app.signIn(server, { at: `${ANSWER}?destination=${encodeURIComponent(name)}` });
      const dialog = await app.begin(`Reset connection: ${name}`, "Reset the connection?");
      await expect(dialog).toContainText(name);
      await app.confirm(dialog, "Reset connection").click();
      await expect(app.notice()).toContainText(`${name} is no longer waiting (confirmed by the server).`);
      await expect(table(page).getByRole("row", { name })).toContainText("Healthy");
      await expect(app.button(`Reset connection: ${name}`)).toHaveCount(0);
      expect(await isFailing(synapse, name)).toBe(false);
    });

    test("what the dialog shows as curl does the same", async ({ app }) => {
      const name = await failing(server);
      await app.signIn(server, { at: `${ANSWER}?rooms_of=${encodeURIComponent(name)}&destination=${encodeURIComponent(name)}` });
      await app.button(`Reset connection: ${name}`).first().click();
      expect(await doShown(app.dialog("Reset the connection?"), server.admin.access_token)).toEqual([200]);
      expect(await isFailing(synapse, name)).toBe(false);
    });

    test("a server that was reached meanwhile needs no reset, and that is said plainly", async ({ app, page, watch }) => {
      watch.expectConsole(/400.*\/reset_connection/);
      const name = await failing(server);
      await app.signIn(server, { at: `${ANSWER}?destination=${encodeURIComponent(name)}` });
      const dialog = await app.begin(`Reset connection: ${name}`, "Reset the connection?");
      await synapse.ok("POST", `${path(name)}/reset_connection`, {});
      await app.confirm(dialog, "Reset connection").click();
      await expect(app.notice()).toContainText("there is nothing to reset");
      await expect(dialog).toBeHidden();
      await expect(table(page).getByRole("row", { name })).toContainText("Healthy");
    });
  });
}

/** A long list, as Synapse would page it. */
function manyDestinations(total: number) {
  const row = (index: number) => ({
    destination: `srv${String(index).padStart(6, "0")}.example`,
    retry_last_ts: index % 3 === 0 ? 1_700_000_000_000 + index : 0,
    retry_interval: index % 3 === 0 ? 600_000 : 0,
    failure_ts: index % 3 === 0 ? 1_700_000_000_000 - index : null,
    last_successful_stream_ordering: index,
  });
  return (url: string) => {
    const query = new URL(url, "http://x").searchParams;
    const [from, limit] = [Number(query.get("from")), Number(query.get("limit"))];
    const destinations = Array.from({ length: Math.max(0, Math.min(limit, total - from)) }, (_, index) => row(from + index));
    return { destinations, total, next_token: String(from + destinations.length) };
  };
}

test("twelve thousand destinations: stopped, saved as partial, gone on with, complete", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  const answer = manyDestinations(12_001);
  const list = /\/federation\/destinations\?/;
  proxy.fault("GET", list, (exchange) => json(answer(exchange.request.url!))(exchange));
  const waiting = held();
  proxy.fault("GET", /\/federation\/destinations\?from=5000&/, waiting.fault, 1);
  await app.signIn(current, { via: proxy.url, at: ANSWER });
  await waiting.arrived;
  await expect(page.getByText(/^5,000 of 12,001, /)).toBeVisible();
  await expect(page.getByText("The list is still being read")).toBeVisible();
  await app.button("Stop").click();
  waiting.release();
  await expect(page.getByText("Partial: 5,000 of 12,001.")).toBeVisible();
  await expect(page.getByText("This is not the whole list")).toBeVisible();
  const partial = await saved(page, app.button("Download CSV"));
  expect(partial.name).toContain("partial-5000-of-12001");
  expect(readCsv(partial.text)).toHaveLength(5_000);

  await app.button("Continue").click();
  await expect(page.getByText("Complete: 12,001.")).toBeVisible();
  await expect(page.getByText("This is not the whole list")).toHaveCount(0);
  const whole = await saved(page, app.button("Download CSV"));
  expect(whole.name).not.toContain("partial");
  expect(readCsv(whole.text).map((row) => row.destination)).toEqual(
    Array.from({ length: 12_001 }, (_, index) => `srv${String(index).padStart(6, "0")}.example`),
  );
  await expect(app.fact("Failing")).toContainText("4,001 (");
  await app.link("Failing first").click();
  await expect.poll(async () => (await names(page))[0]).toBe("srv000000.example");
});

test("a page that fails keeps what has come, and can be gone on with", async ({ app, page, proxyTo, watch }) => {
  watch.expectConsole(/502/);
  const proxy = await proxyTo(current);
  const answer = manyDestinations(6_000);
  proxy.fault("GET", /\/federation\/destinations\?/, (exchange) => json(answer(exchange.request.url!))(exchange));
  proxy.fault("GET", /\/federation\/destinations\?from=5000&/, html(502, "Bad Gateway"), 1);
  await app.signIn(current, { via: proxy.url, at: ANSWER });
  await expect(app.alert()).toContainText("answered 502, but not like a Matrix server.");
  await expect(page.getByText("Partial: 5,000 of 6,000.")).toBeVisible();
  expect((await names(page))[0]).toBe("srv000000.example");
  await app.button("Continue").click();
  await expect(page.getByText("Complete: 6,000.")).toBeVisible();
});

test("a list that grew while it was read repeats no row, and says that one may be missing", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  const before = manyDestinations(6_000);
  // Two rows come in at the front before the second page: it begins with the last two of the first, and nobody has
  // told of the new ones.
  proxy.fault("GET", /\/federation\/destinations\?from=0&/, (exchange) => json(before(exchange.request.url!))(exchange));
  proxy.fault("GET", /\/federation\/destinations\?from=5000&/, (exchange) =>
    json({ ...before(exchange.request.url!.replace("from=5000", "from=4998")), total: 6_002 })(exchange),
  );
  await app.signIn(current, { via: proxy.url, at: ANSWER });
  await expect(page.getByText("The list changed while it was being read")).toBeVisible();
  const { name, text } = await saved(page, app.button("Download CSV"));
  expect(name).toContain("partial");
  const shown = readCsv(text).map((row) => row.destination);
  expect(shown).toHaveLength(6_000);
  expect(new Set(shown).size).toBe(6_000);
});

test("a server without this endpoint is said in words, and the snippets stay", async ({ app, page, proxyTo, watch }) => {
  watch.expectConsole(/404/);
  const proxy = await proxyTo(current);
  proxy.fault("GET", /\/federation\/destinations/, matrixError(404, "M_UNRECOGNIZED", "Unrecognized request"));
  await app.signIn(current, { via: proxy.url, at: ANSWER });
  await expect(app.alert()).toContainText("This server does not support that.");
  await expect(page.getByText("SELECT * FROM destinations;").first()).toBeVisible();
});

test("an odd row is counted apart and marks the file", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  const rows = manyDestinations(3)("?from=0&limit=3").destinations;
  proxy.fault("GET", /\/federation\/destinations\?/, json({ destinations: [...rows, { destination: 7 }], total: 4 }));
  await app.signIn(current, { via: proxy.url, at: ANSWER });
  await expect(page.getByText("1 row could not be read, and will be missing in downloads.")).toBeVisible();
  expect((await saved(page, app.button("Download CSV"))).name).toContain("partial-3-of-4");
});
