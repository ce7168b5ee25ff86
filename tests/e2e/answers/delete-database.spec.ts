import type { Page } from "@playwright/test";
import { answer, number, snippet } from "../support/answers.ts";
import { held, html, json } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, postgres, releases, short, type Server } from "../support/lab.ts";
import { place, runSql, sql } from "../support/sql.ts";

const ANSWER = answer("delete-database");
const ROOMS = /\/_synapse\/admin\/v1\/rooms\?/;
const DESTINATIONS = /\/federation\/destinations\?/;

const finding = (page: Page, text: string | RegExp) => page.getByRole("listitem").filter({ hasText: text });

/** The server in a column of ids, in the SQL of the server's database. */
function serverIn(server: Server, column: string): string {
  const position = server.database.kind === "sqlite" ? "instr" : "strpos";
  return `substr(${column}, ${position}(${column}, ':') + 1)`;
}

/** Each room with members from other servers and how many these are, read off the members themselves. */
async function federated(server: Server): Promise<Map<string, number>> {
  const rows = await sql(
    server,
    `SELECT room_id, count(*) AS n FROM current_state_events
     WHERE type = 'm.room.member' AND membership = 'join'
       AND ${serverIn(server, "state_key")} <> '${server.server_name}'
       AND room_id IN (SELECT room_id FROM room_stats_current) GROUP BY room_id`,
  );
  return new Map(rows.map((row) => [String(row.room_id), Number(row.n)]));
}

async function one(server: Server, query: string): Promise<number> {
  return Number((await sql(server, query))[0]!.n);
}

/** A server with this much federation in its rooms, which the lab has not. */
const room = (name: string, members: number, local: number, creator: string) => ({
  room_id: `!${name}`,
  name,
  creator,
  joined_members: members,
  joined_local_members: local,
});

for (const [release, server] of [...releases, ["PostgreSQL", postgres] as const]) {
  test.describe(`Deleting the database of ${release}`, () => {
    test("the verdict and its evidence are what the database holds", async ({ app, page }) => {
      const remote = await federated(server);
      expect(remote.size).toBeGreaterThan(1);
      await app.signIn(server, { at: ANSWER });
      await expect(finding(page, "Exception 1")).toContainText("no, it has.");
      await expect(finding(page, "Exception 2")).toContainText(`This server is called ${server.server_name}.`);
      const destinations = await one(server, "SELECT count(*) AS n FROM destinations");
      const reached = await one(server, "SELECT count(last_successful_stream_ordering) AS n FROM destinations");
      expect(reached).toBeGreaterThan(0);
      await expect(finding(page, "has sent something to")).toContainText(
        `${number(destinations)} other servers, or tried to. At least one of them got something`,
      );
      const members = [...remote.values()].reduce((sum, count) => sum + count, 0);
      await expect(finding(page, "have members from other servers")).toContainText(`${remote.size} rooms have members`);
      await expect(finding(page, "have members from other servers")).toContainText(`these are ${number(members)} members`);
      const foreign = await one(
        server,
        `SELECT count(*) AS n FROM rooms JOIN room_stats_current USING (room_id)
         WHERE ${serverIn(server, "creator")} <> '${server.server_name}'`,
      );
      const words = foreign === 0 ? "No room was created by a user of another server." : `${foreign} room`;
      await expect(finding(page, "created by")).toContainText(words);
      const accounts = await one(server, "SELECT count(*) AS n FROM users");
      const shown = (await finding(page, "would be gone").textContent()) ?? "";
      expect(Number(shown.replace(/\D/g, ""))).toBeLessThanOrEqual(accounts);
      await expect(app.link("All destinations")).toHaveAttribute("href", /#\/answers\/servers-we-talk-to/);
    });

    test("the rooms that would break first, largest first", async ({ app, page }) => {
      const remote = [...(await federated(server))].sort(([, most], [, least]) => least - most);
      await app.signIn(server, { at: ANSWER });
      const rows = page.getByRole("table", { name: "What would break first" }).getByRole("row");
      await expect(rows).toHaveCount(Math.min(remote.length, 10) + 1);
      const first = rows.nth(1);
      await expect(first.getByRole("link")).toHaveAttribute("title", remote[0]![0]);
      await expect(first.getByRole("cell").nth(1)).toHaveText(number(remote[0]![1]));
      await first.getByRole("link").click();
      await expect(app.fact("Room ID")).toContainText(remote[0]![0]);
    });

    test("the SQL counts the same", async ({ app, page }) => {
      const remote = await federated(server);
      const members = [...remote.values()].reduce((sum, count) => sum + count, 0);
      await app.signIn(server, { at: ANSWER });
      const printed = (await runSql(server, await snippet(page, place(server), "SELECT"))).split("\n");
      const destinations = await one(server, "SELECT count(*) AS n FROM destinations");
      expect(printed[0]!.split("|")[0]).toBe(String(destinations));
      expect(printed[1]).toBe(`${remote.size}|${members}`);
      const top = printed.slice(3).filter(Boolean).map((line) => line.split("|")[0]);
      expect(new Set(top)).toEqual(new Set([...remote.keys()].slice(0, 10)));
    });
  });
}

test("a server that shows no trace of federation: nothing found against it, and nothing proven", async ({ app, page }) => {
  expect(await one(short, "SELECT count(*) AS n FROM destinations")).toBe(0);
  expect((await federated(short)).size).toBe(0);
  await app.signIn(short, { with: "password", at: ANSWER });
  await expect(finding(page, "Exception 1")).toContainText("nothing found against it.");
  await expect(page.getByText("No other server has ever been sent anything.")).toBeVisible();
  await expect(page.getByText("No room has members from other servers.")).toBeVisible();
  await expect(page.getByText("It cannot be proven that this server has never federated.")).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
});

test("nothing is said before all has been read, but one proof is enough", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/502/);
  const proxy = await proxyTo(current);
  // The overview asks for rooms, too.
  await app.signIn(current, { via: proxy.url, at: "#/answers" });
  const own = `@a:${current.server_name}`;
  proxy.fault("GET", DESTINATIONS, json({ destinations: [], total: 0 }));
  const waiting = held();
  proxy.fault("GET", ROOMS, async (exchange) => {
    await waiting.fault({ ...exchange, passOn: async () => undefined });
    await json({ rooms: [room("here", 3, 3, own)], total_rooms: 3, offset: 0 })(exchange);
  }, 1);
  proxy.fault("GET", /\/rooms\?from=1&/, html(502, "Bad Gateway"), 1);
  await app.open(ANSWER);
  await waiting.arrived;
  await expect(page.getByText("No other server has ever been sent anything.")).toBeVisible();
  await expect(finding(page, "Exception 1")).toContainText("not known.");
  waiting.release();
  await expect(page.getByText("Partial: 1 of 3.")).toBeVisible();
  for (const what of ["Rooms with members from other servers", "Rooms created by a user of another server"]) {
    const part = finding(page, `${what}: none so far, in 1 of 3.`);
    await expect(part).toBeVisible();
    await expect(part).not.toHaveClass(/good/);
  }
  await expect(finding(page, "Exception 1")).toContainText("not known.");
  proxy.fault("GET", /\/rooms\?from=1&/, json({ rooms: [room("shared", 5, 2, own), { odd: 1 }], total_rooms: 3, offset: 1 }));
  await app.button("Continue").click();
  await expect(finding(page, "Exception 1")).toContainText("no, it has.");
  await expect(finding(page, "room has members")).toContainText("1 room has members from other servers, of 2");
  await expect(page.getByText("The list does not tell who created 1 room, or who is in it.")).toBeVisible();
});

test("one proof settles it: reading stops by itself, and goes on when somebody wants all of it", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/answers" });
  proxy.fault("GET", DESTINATIONS, json({ destinations: [], total: 0 }));
  proxy.fault("GET", ROOMS, json({ rooms: [room("shared", 5, 2, `@a:${current.server_name}`)], total_rooms: 50_021, offset: 0 }), 1);
  proxy.fault("GET", /\/rooms\?from=1&/, json({ rooms: [], total_rooms: 50_021, offset: 1 }));
  await app.open(ANSWER);
  await expect(finding(page, "Exception 1")).toContainText("no, it has.");
  await expect(page.getByText("Partial: 1 of 50,021.")).toBeVisible();
  await expect(finding(page, "none so far, in 1 of 50,021")).toBeVisible();
  // A list that ends before its total is no whole one.
  await app.button("Continue").click();
  await expect(app.button("Read again")).toBeVisible();
  await expect(app.button("Continue")).toHaveCount(0);
  await expect(page.getByText("Partial: 1 of 50,021.")).toBeVisible();
  await expect(finding(page, "none so far, in 1 of 50,021")).toBeVisible();
});

test("a server that only tried to reach others, and one whose room was made elsewhere", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  // The overview asks for rooms, too.
  await app.signIn(current, { via: proxy.url, at: "#/answers" });
  const own = `@a:${current.server_name}`;
  const failing = { destination: "gone.example", retry_last_ts: 1, retry_interval: 1, failure_ts: 1 };
  proxy.fault("GET", DESTINATIONS, json({ destinations: [failing], total: 1 }));
  proxy.fault("GET", ROOMS, json({ rooms: [room("here", 3, 3, own)], total_rooms: 1, offset: 0 }));
  await app.open(ANSWER);
  await expect(finding(page, "Exception 1")).toContainText("probably not true.");
  await expect(finding(page, "1 other server")).toContainText("None of them is known to have got anything.");
  proxy.fault("GET", ROOMS, json({ rooms: [room("left", 1, 1, "@b:gone.example")], total_rooms: 1, offset: 0 }));
  await app.load(ANSWER);
  await expect(finding(page, "1 room was created by users of other servers")).toBeVisible();
  await expect(finding(page, "Exception 1")).toContainText("no, it has.");
});
