import type { Page } from "@playwright/test";
import { answer, number, snippet } from "../support/answers.ts";
import { readCsv, saved } from "../support/download.ts";
import type { Fault, FaultProxy } from "../support/fault-proxy.ts";
import { held, html, matrixError } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, postgres, releases, type Server } from "../support/lab.ts";
import { runCurl } from "../support/shell.ts";
import { place, runSql, sql } from "../support/sql.ts";
import { Synapse, unique } from "../support/synapse.ts";

const ANSWER = answer("registered-users");
const LIST = /\/_synapse\/admin\/v[23]\/users\?/;

/** A page of the long read, not a count. */
const PAGE = /\/_synapse\/admin\/v[23]\/users\?.*limit=5000/;

const names = async (server: Server): Promise<string[]> =>
  (await sql(server, "SELECT name FROM users ORDER BY name")).map((row) => String(row.name));

/** The count of a kind, as the table shows it. */
const count = (page: Page, kind: string) =>
  page
    .getByRole("table", { name: "How many" })
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: kind, exact: true }) })
    .getByRole("cell")
    .first();

const lines = (text: string) => text.split("\n").filter(Boolean);

/** Synapse answers with small pages, as if it had more accounts than it has. */
function smallPages(proxy: FaultProxy, size: number): void {
  proxy.fault("GET", PAGE, small(size));
}

function small(size: number): Fault {
  return async ({ request, passOn }) => {
    request.url = (request.url ?? "").replace("limit=5000", `limit=${size}`);
    await passOn();
  };
}

for (const [release, server] of [...releases, ["PostgreSQL", postgres] as const]) {
  test.describe(`Who is registered, on ${release}`, () => {
    const synapse = new Synapse(server);

    test("the counts are those of the database", async ({ app, page }) => {
      // The special people of the lab are of every kind but this one.
      const guest = `@${unique("guest")}:${server.server_name}`;
      await runSql(server, `INSERT INTO users (name, is_guest, creation_ts) VALUES ('${guest}', 1, 1700000000);`);
      await app.signIn(server, { at: ANSWER });
      await expect(app.heading("Who is registered on my server?")).toBeVisible();
      const kinds = {
        All: "1 = 1",
        "In use": "deactivated = 0 AND NOT locked AND is_guest = 0",
        "Server admins": "admin = 1",
        Deactivated: "deactivated = 1",
        Locked: "locked",
        Guests: "is_guest = 1",
      };
      // Other tests make accounts meanwhile.
      await expect(async () => {
        await app.button("Refresh").first().click();
        await expect(page.getByText("Loading…")).toHaveCount(0);
        for (const [kind, condition] of Object.entries(kinds)) {
          const [row] = await sql(server, `SELECT count(*) AS n FROM users WHERE ${condition}`);
          expect(Number(row!.n), kind).toBeGreaterThan(0);
          await expect(count(page, kind)).toHaveText(number(Number(row!.n)), { timeout: 100 });
        }
      }).toPass();
      await expect(count(page, "Application services")).toHaveText("not told");
    });

    test("the list is the table users, one ID a line", async ({ app, page }) => {
      await app.signIn(server, { at: ANSWER });
      const before = await names(server);
      await app.button("Read all accounts").click();
      await expect(page.getByText(/^Complete: /)).toBeVisible();
      const file = await saved(page, app.button("Save: User IDs, one per line"));
      const after = await names(server);
      expect(file.name).toBe(`glia-${server.server_name}-users.txt`);
      const list = lines(file.text);
      expect(new Set(list).size).toBe(list.length);
      for (const special of [server.cast.locked, server.cast.deactivated]) expect(list).toContain(special.user_id);
      expect(list).toEqual(expect.arrayContaining(before));
      expect(after).toEqual(expect.arrayContaining(list));
    });

    test("CSV and JSON hold what the API says of each account", async ({ app, page }) => {
      await app.signIn(server, { at: ANSWER });
      await app.button("Read all accounts").click();
      await expect(page.getByText(/^Complete: /)).toBeVisible();
      const json = JSON.parse((await saved(page, app.button("Save: JSON"))).text);
      const csv = readCsv((await saved(page, app.button("Save: CSV"))).text);
      expect(json).toMatchObject({ server_name: server.server_name, complete: true, total: json.users.length });
      expect(csv.map((row) => row.name)).toEqual(json.users.map((user: any) => user.name));
      const told = new Map((await synapse.users("limit=10000")).users.map((user) => [user.name, user]));
      const { cast } = server;
      for (const id of [cast.markup, cast.rtl, cast.emoji, cast.bot, cast.locked.user_id, cast.erased, cast.shadow_banned]) {
        const user = told.get(id);
        const row = json.users.find((user: any) => user.name === id);
        for (const [field, value] of Object.entries(row)) expect(value, `${id} ${field}`).toEqual(user[field]);
        const record = csv.find((row) => row.name === id)!;
        expect(record.displayname).toBe(user.displayname ?? "");
        expect([record.locked, record.erased, record.user_type]).toEqual([
          String(user.locked),
          String(user.erased),
          user.user_type ?? "",
        ]);
      }
    });

    test("page by page: an account that is made meanwhile moves the pages, and nobody is lost or comes twice", async ({
      app,
      page,
      proxyTo,
    }) => {
      const proxy = await proxyTo(server);
      await app.signIn(server, { via: proxy.url, at: ANSWER });
      smallPages(proxy, 7);
      // Before the third page, somebody registers whose name stands before all others.
      proxy.fault("GET", /users\?from=14&/, async (exchange) => {
        await synapse.createUser({ name: unique("0") });
        await small(7)(exchange);
      }, 1);
      const before = await names(server);
      await app.button("Read all accounts").click();
      await expect(page.getByText(/^Complete: /)).toBeVisible();
      expect(proxy.requests(PAGE).length).toBeGreaterThan(5);
      await expect(app.fact("Came twice, kept once")).not.toHaveText("0");
      const list = lines((await saved(page, app.button("Save: User IDs, one per line"))).text);
      expect(new Set(list).size).toBe(list.length);
      expect(list).toEqual(expect.arrayContaining(before));
      await expect(app.fact("Different accounts")).toHaveText(number(list.length));
    });

    test("stopped: what has come is saved as a part and named so; it goes on where it stopped", async ({
      app,
      page,
      proxyTo,
    }) => {
      const proxy = await proxyTo(server);
      await app.signIn(server, { via: proxy.url, at: ANSWER });
      smallPages(proxy, 10);
      const third = held();
      proxy.fault("GET", /users\?from=20&/, third.fault, 1);
      await app.button("Read all accounts").click();
      await third.arrived;
      await expect(page.getByText(/^20 of \d+, [\d,]+ per second$/)).toBeVisible();
      await app.button("Stop").click();
      await expect(page.getByText(/^Partial: 20 of \d+\.$/)).toBeVisible();
      const part = await saved(page, app.button("Save: User IDs, one per line"));
      expect(part.name).toMatch(/-partial\.txt$/);
      expect(lines(part.text)).toHaveLength(20);
      expect(await names(server)).toEqual(expect.arrayContaining(lines(part.text)));
      const json = await saved(page, app.button("Save: JSON"));
      expect(json.name).toMatch(/-partial\.json$/);
      expect(JSON.parse(json.text)).toMatchObject({ complete: false });
      third.release();
      await app.button("Continue").click();
      await expect(page.getByText(/^Complete: /)).toBeVisible();
      const whole = await saved(page, app.button("Save: User IDs, one per line"));
      expect(whole.name).not.toContain("partial");
      expect(await names(server)).toEqual(expect.arrayContaining(lines(whole.text)));
    });

    test("the snippets give the same set", async ({ app, page }) => {
      await app.signIn(server, { at: ANSWER });
      const [printed, inDatabase] = [lines(await runSql(server, await snippet(page, place(server), "SELECT"))), await names(server)];
      // The names, and then one row of counts.
      const counts = printed.pop()!.split("|").map(Number);
      expect(inDatabase).toEqual(expect.arrayContaining(printed));
      expect(printed).toContain(server.cast.locked.user_id);
      expect(counts[0]).toBe(printed.length);
      const [{ status, body }] = (await runCurl(await snippet(page, "Shell", "curl"), server.admin.access_token)) as [any];
      expect(status).toBe(200);
      expect(body.users.map((user: any) => user.name)).toEqual(expect.arrayContaining(printed));
    });
  });
}

test.describe("Who is registered, when the server answers otherwise", () => {
  test("a failed page keeps what has come, and going on completes the list", async ({ app, page, watch, proxyTo }) => {
    watch.expectConsole(/502/);
    const proxy = await proxyTo(current);
    await app.signIn(current, { via: proxy.url, at: ANSWER });
    smallPages(proxy, 20);
    proxy.fault("GET", /users\?from=20&/, html(502, "Bad Gateway"), 1);
    await app.button("Read all accounts").click();
    await expect(app.alert()).toContainText("answered 502");
    await expect(page.getByText(/^Partial: 20 of /)).toBeVisible();
    await app.button("Continue").click();
    await expect(page.getByText(/^Complete: /)).toBeVisible();
    const list = lines((await saved(page, app.button("Save: User IDs, one per line"))).text);
    expect(await names(current)).toEqual(expect.arrayContaining(list));
    expect(list.length).toBeGreaterThan(40);
  });

  test("with Matrix Authentication Service, which refuses to list guests", async ({ app, page, watch, proxyTo }) => {
    watch.expectConsole(/400.*\/users\?/);
    const proxy = await proxyTo(current);
    // The overview asks for users, too.
    await app.signIn(current, { via: proxy.url, at: "#/answers" });
    const refuse = matrixError(400, "M_UNKNOWN", "The guests parameter is not supported when delegating to MAS.");
    proxy.fault("GET", LIST, async (exchange) => {
      if (exchange.request.url?.includes("guests=false")) return small(20)(exchange);
      return refuse(exchange);
    });
    proxy.forget();
    await app.open(ANSWER);
    await expect(count(page, "All")).not.toBeEmpty();
    await expect(count(page, "Guests")).toHaveText("not told");
    await app.button("Read all accounts").click();
    await expect(page.getByText(/^Complete: /)).toBeVisible();
    const list = lines((await saved(page, app.button("Save: User IDs, one per line"))).text);
    expect(await names(current)).toEqual(expect.arrayContaining(list));
    expect(list.length).toBeGreaterThan(40);
    // Refused once at most, not once a page: what a refusal says is remembered.
    expect(proxy.requests(PAGE).filter(({ path }) => !path.includes("guests=false")).length).toBeLessThanOrEqual(1);
    // The users list and the overview ask the same way.
    await app.open("#/users");
    await expect(app.rowLinks("Users").first()).toBeVisible();
  });

  test("without the newer API", async ({ app, page, watch, proxyTo }) => {
    watch.expectConsole(/404.*\/v3\/users/);
    const proxy = await proxyTo(current);
    await app.signIn(current, { via: proxy.url });
    proxy.fault("GET", /\/v3\/users\?/, matrixError(404, "M_UNRECOGNIZED", "Unrecognized request"));
    await app.open(ANSWER);
    await expect(count(page, "Deactivated")).not.toHaveText("0");
    await expect(page.getByText("GET /_synapse/admin/v2/users", { exact: true })).toBeVisible();
    await app.button("Read all accounts").click();
    await expect(page.getByText(/^Complete: /)).toBeVisible();
    const list = lines((await saved(page, app.button("Save: User IDs, one per line"))).text);
    expect(list).toContain(current.cast.deactivated.user_id);
    expect(list).toContain(current.cast.locked.user_id);
  });

  test("rows that cannot be read are shown, and the files are named partial", async ({ app, page, proxyTo }) => {
    const proxy = await proxyTo(current);
    await app.signIn(current, { via: proxy.url, at: ANSWER });
    proxy.fault("GET", PAGE, async ({ ask, response }) => {
      const answer = await ask();
      const body = JSON.parse(answer.body.toString());
      body.users[0] = { name: 7 };
      response.writeHead(200, { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" });
      response.end(JSON.stringify(body));
    });
    await app.button("Read all accounts").click();
    await expect(app.fact("Could not be read")).toHaveText("1");
    await expect(page.getByText('"name" should be text but is a number')).toBeVisible();
    expect((await saved(page, app.button("Save: CSV"))).name).toMatch(/-partial\.csv$/);
  });
});
