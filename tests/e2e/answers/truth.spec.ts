import { expect, test } from "@playwright/test"; // No page, so no watch over one.
import { current, databases, type FullServer, oldest, postgres } from "../support/lab.ts";
import { type Row, runPsql, runSqlite, sql } from "../support/sql.ts";
import { Synapse, unique } from "../support/synapse.ts";

// The facts that the answers rest on: what the FAQ reads out of the database is what the admin API says, on both
// databases, but for the differences that are named here.

/** Runs a query of the FAQ as it stands there; gives the lines that `psql` or `sqlite3` prints. */
async function paste(server: FullServer, snippet: string): Promise<string[]> {
  const run = server.database.kind === "sqlite" ? runSqlite : runPsql;
  return (await run(server, snippet)).split("\n").filter(Boolean);
}

/** A literal for the lab's own ids, in which nothing needs to be quoted but quotes. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const sorted = (values: Iterable<string>): string[] => [...values].sort();

/** Those in `all` that are not in `others`. */
function without(all: Iterable<string>, others: Iterable<string>): string[] {
  const known = new Set(others);
  return sorted(all).filter((each) => !known.has(each));
}

for (const [database, server] of databases) {
  const synapse = new Synapse(server);
  const { federation } = server.cast;

  test.describe(`On ${database}, the FAQ's SQL and the admin API agree`, () => {
    test("on the servers we talk to", async () => {
      const fromApi = async (): Promise<Row[]> => {
        const found: Row[] = [];
        for (let token: string | undefined = "0"; token !== undefined; ) {
          // Small pages, as their ends are where rows get lost.
          const page: any = await synapse.get(`/_synapse/admin/v1/federation/destinations?limit=7&from=${token}`);
          found.push(...page.destinations);
          token = page.next_token;
        }
        return found;
      };
      const names = (rows: Row[]) => sorted(rows.map(({ destination }) => String(destination)));
      const byName = (rows: Row[]) => new Map(rows.map((row) => [row.destination, row]));

      // Other tests reset connections meanwhile.
      await expect(async () => {
        const rows = await sql(server, "SELECT * FROM destinations;");
        const api = await fromApi();
        expect(names(api)).toEqual(names(rows));
        expect(rows.length).toBeGreaterThan(12);
        // The one difference: what was never tried is NULL in the database, and 0 in two columns of the API.
        const asApi = rows.map((row) => ({
          ...row,
          retry_last_ts: row.retry_last_ts ?? 0,
          retry_interval: row.retry_interval ?? 0,
        }));
        expect(byName(api)).toEqual(byName(asApi));
      }).toPass();

      const [untried] = await sql(
        server,
        `SELECT * FROM destinations WHERE destination = ${literal(federation.destinations.untried)}`,
      );
      expect(untried).toMatchObject({ retry_last_ts: null, retry_interval: null, failure_ts: null });
      // Whom we were never to send anything is none, however many of its users are in our rooms.
      expect(names(await fromApi())).not.toContain(federation.no_destination);
    });

    test("on the servers in a room, but for the FAQ's own mistake", async () => {
      const room = federation.rooms.public;
      const { members } = await synapse.get(`/_synapse/admin/v1/rooms/${encodeURIComponent(room)}/members`);
      const truth = new Set<string>(members.map((member: string) => member.slice(member.indexOf(":") + 1)));

      const domain =
        server.database.kind === "sqlite"
          ? "substr(state_key, instr(state_key, ':') + 1)"
          : "substr(state_key, strpos(state_key, ':') + 1)";
      const from = `FROM current_state_events WHERE room_id = ${literal(room)} AND membership = 'join'`;
      const corrected = await paste(server, `SELECT DISTINCT ${domain} ${from};`);
      expect(sorted(corrected)).toEqual(sorted(truth));
      expect(corrected).toContain(federation.destinations.port);
      expect(corrected).toContain(federation.no_destination);
      for (const gone of [federation.users.left, federation.users.banned, federation.users.invited]) {
        expect(corrected).not.toContain(gone.slice(gone.indexOf(":") + 1));
      }

      const faq = `SELECT DISTINCT split_part(state_key, ':', 2) ${from};`;
      if (server.database.kind === "sqlite") {
        // Only PostgreSQL has the function.
        await expect(paste(server, faq)).rejects.toThrow("no such function: split_part");
        return;
      }
      const wrong = await paste(server, faq);
      const withColon = sorted(truth).filter((name) => name.includes(":"));
      const cutOff = withColon.map((name) => name.slice(0, name.indexOf(":")));
      expect(withColon.some((name) => name.startsWith("[")), "an IPv6 literal is among them").toBe(true);
      expect(without(truth, wrong), "what the FAQ misses").toEqual(withColon);
      expect(without(wrong, truth), "what the FAQ makes up").toEqual(without(new Set(cutOff), truth));
    });

    test("on how many members of a room each server has", async () => {
      const room = federation.rooms.public;
      const { members, total } = await synapse.get(`/_synapse/admin/v1/rooms/${encodeURIComponent(room)}/members`);
      const rows = await sql(
        server,
        `SELECT state_key FROM current_state_events
         WHERE room_id = ${literal(room)} AND type = 'm.room.member' AND membership = 'join'`,
      );
      expect(sorted(members)).toEqual(sorted(rows.map((row) => String(row.state_key))));
      expect(total).toBe(rows.length);
      for (const member of [federation.users.port, federation.users.ipv6, federation.users.quote]) {
        expect(members).toContain(member);
      }
      const details = await synapse.get(`/_synapse/admin/v1/rooms/${encodeURIComponent(room)}`);
      expect(details.joined_members).toBe(total);
      const local = members.filter((member: string) => member.endsWith(`:${server.server_name}`));
      expect(details.joined_local_members).toBe(local.length);
    });

    test("on the registered users, but for those that the API hides unless asked", async () => {
      const fromApi = async (path: string): Promise<string[]> => {
        const found: string[] = [];
        for (let token: string | undefined = "0"; token !== undefined; ) {
          const page: any = await synapse.get(`${path}&limit=50&from=${token}`);
          found.push(...page.users.map((user: any) => user.name));
          token = page.next_token;
        }
        return found;
      };
      // Users come meanwhile, and none goes.
      const before = await fromApi("/_synapse/admin/v3/users?locked=true&order_by=creation_ts");
      const database = await paste(server, "SELECT NAME from users;");
      const after = await fromApi("/_synapse/admin/v3/users?locked=true&order_by=creation_ts");
      expect(without(before, database)).toEqual([]);
      expect(without(database, after)).toEqual([]);
      expect(before.length).toBeGreaterThanOrEqual(server.totals.users_all);

      await expect(async () => {
        const hidden = await sql(server, "SELECT name FROM users WHERE deactivated = 1 OR COALESCE(locked, FALSE)");
        const listed = await fromApi("/_synapse/admin/v2/users?order_by=creation_ts");
        const all = await sql(server, "SELECT name FROM users");
        const names = (rows: Row[]) => rows.map((row) => String(row.name));
        expect(without(names(all), listed)).toEqual(sorted(names(hidden)));
        expect(names(hidden)).toEqual(
          expect.arrayContaining([server.cast.locked.user_id, server.cast.deactivated.user_id, server.cast.erased]),
        );
      }).toPass();
    });

    test("on the rooms that were sent to a destination", async () => {
      const { healthy, retrying, odd, untried } = federation.destinations;
      for (const name of [healthy, retrying, odd, untried]) {
        const from = `FROM destination_rooms WHERE destination = ${literal(name)} ORDER BY room_id`;
        const rows = await sql(server, `SELECT room_id, stream_ordering ${from}`);
        const api = await synapse.get(`/_synapse/admin/v1/federation/destinations/${encodeURIComponent(name)}/rooms`);
        expect(api).toEqual({ rooms: rows, total: rows.length });
        expect(rows.length > 0).toBe(name !== untried);
      }
    });
  });

  test(`On ${database}, the FAQ's biggest rooms have the longest history, not the most state`, async () => {
    const name = unique("size");
    // Changes one thing again and again: little state, a long history of it.
    const restless = await synapse.createRoom({ name: `${name} restless` });
    for (let change = 0; change < 40; change += 1) await synapse.setState(restless, "example.state", "", { change });
    // Has more state, of which nothing ever changed.
    const initial_state = Array.from({ length: 20 }, (_, index) => ({
      type: "example.state",
      state_key: `${index}`,
      content: {},
    }));
    const steady = await synapse.createRoom({ name: `${name} steady`, initial_state });

    // The API sorts by statistics that Synapse gathers in the background.
    await expect.poll(async () => {
      const { rooms } = await synapse.rooms(`search_term=${name}&order_by=state_events`);
      return rooms.map((room) => room.room_id);
    }).toEqual([steady, restless]);

    const ranked = await sql(
      server,
      `SELECT s.canonical_alias, g.room_id, count(*) AS num_rows
       FROM state_groups_state AS g, room_stats_state AS s
       WHERE g.room_id = s.room_id
       GROUP BY s.canonical_alias, g.room_id
       ORDER BY num_rows desc`,
    );
    const order = ranked.map((row) => row.room_id);
    expect(order.filter((room) => room === steady || room === restless)).toEqual([restless, steady]);
    const size = (room: string) => Number(ranked.find((row) => row.room_id === room)?.num_rows);
    expect(size(restless) - size(steady)).toBeGreaterThan(10);

    // As it stands in the FAQ, and where both measures agree: so much state is also the longest history.
    const [first] = await paste(
      server,
      `SELECT s.canonical_alias, g.room_id, count(*) AS num_rows
FROM
  state_groups_state AS g,
  room_stats_state AS s
WHERE g.room_id = s.room_id
GROUP BY s.canonical_alias, g.room_id
ORDER BY num_rows desc
LIMIT 10;`,
    );
    expect(first?.split("|")[1]).toBe(server.cast.rooms.many_state);
    expect((await synapse.rooms("order_by=state_events&limit=1")).rooms[0].room_id).toBe(server.cast.rooms.many_state);
  });

  test(`On ${database}, rooms have the forward extremities that the database has`, async () => {
    for (const room of [federation.rooms.many_extremities, federation.rooms.few_extremities, federation.rooms.public]) {
      await expect(async () => {
        const from = `FROM event_forward_extremities WHERE room_id = ${literal(room)}`;
        const rows = await sql(server, `SELECT event_id ${from}`);
        const api = await synapse.get(`/_synapse/admin/v1/rooms/${encodeURIComponent(room)}/forward_extremities`);
        expect(api.count).toBe(rows.length);
        const ids = api.results.map((each: any) => each.event_id);
        expect(sorted(ids)).toEqual(sorted(rows.map((row) => String(row.event_id))));
      }).toPass();
    }
  });
}

test("Synapse 1.98.0 lists the rooms of all destinations under each of them, and counts its own", async () => {
  const { untried } = oldest.cast.federation.destinations;
  const own = await sql(oldest, `SELECT room_id FROM destination_rooms WHERE destination = ${literal(untried)}`);
  const all = await sql(oldest, "SELECT room_id FROM destination_rooms");
  const api = await new Synapse(oldest).get(`/_synapse/admin/v1/federation/destinations/${untried}/rooms`);
  expect([api.total, api.rooms.length]).toEqual([own.length, all.length]);
  expect(own.length).toBeLessThan(all.length);
});

test("The sizes of rooms in the database are PostgreSQL's estimates alone", async () => {
  const path = "/_synapse/admin/v1/statistics/database/rooms";
  const { status, body } = await new Synapse(current).send("GET", path);
  expect([status, body.error]).toEqual([400, "Endpoint requires using PostgreSQL"]);

  const synapse = new Synapse(postgres);
  const { rooms } = await synapse.get(path);
  expect(rooms).toHaveLength(10);
  expect(rooms[0].room_id).toBe(postgres.cast.rooms.many_state);
  const sizes = rooms.map((room: any) => room.estimated_size);
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  expect(sizes.at(-1)).toBeGreaterThan(0);
  // Estimates of shares, so more than all there is is impossible.
  const [{ total }] = (await sql(
    postgres,
    `SELECT sum(pg_total_relation_size(oid))::bigint AS total FROM pg_class WHERE relname IN ('event_json', 'events',
     'event_search', 'event_edges', 'event_push_actions', 'stream_ordering_to_exterm', 'state_groups_state')`,
  )) as [{ total: number }];
  expect(sizes.reduce((sum: number, size: number) => sum + size, 0)).toBeLessThanOrEqual(total);
});

test("Booleans of users and rooms are booleans on both databases; some of media are numbers on SQLite", async () => {
  const shape = async (server: FullServer) => {
    const synapse = new Synapse(server);
    const shapes = (row: any, fields: string[]) => fields.map((field) => `${field}: ${typeof row[field]}`);
    const { users } = await synapse.users("limit=1");
    const { rooms } = await synapse.rooms("limit=1");
    const { media } = await synapse.get(`/_synapse/admin/v1/users/${encodeURIComponent(server.member.user_id)}/media`);
    return {
      user: shapes(users[0], ["admin", "deactivated", "is_guest", "locked", "shadow_banned", "erased"]),
      room: shapes(rooms[0], ["public", "federatable"]),
      media: shapes(media[0], ["safe_from_quarantine", "authenticated"]),
    };
  };
  const onPostgres = await shape(postgres);
  expect(Object.values(onPostgres).flat().filter((each) => !each.endsWith(": boolean"))).toEqual([]);
  const onSqlite = await shape(current);
  expect(onSqlite).toEqual({ ...onPostgres, media: ["safe_from_quarantine: boolean", "authenticated: number"] });
});
