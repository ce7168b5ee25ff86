import type { Page } from "@playwright/test";
import { type App, at } from "../support/app.ts";
import { held, json, matrixError } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, type FullServer, postgres, releases } from "../support/lab.ts";
import { snippets } from "../support/snippets.ts";
import { runPsql, runSqlite, sql } from "../support/sql.ts";
import { Synapse } from "../support/synapse.ts";

const HERE = "#/answers/biggest-rooms";
const STATE = "Current state events";
const MEMBERS = "Members";
const SIZES = "Estimated database size";
const EXTREMITIES = "Forward extremities of the largest rooms";

// On SQLite Synapse refuses the estimate, and browsers log every 400.
test.beforeEach(({ watch }) => watch.expectConsole(/400.*\/statistics\/database\/rooms/));

type Measured = [id: string, shown: string];

/** The rows of one measure: whole id and the number as it is written. */
async function rows(page: Page, name: string): Promise<Measured[]> {
  const table = page.getByRole("table", { name, exact: true });
  return table.locator("tbody tr").evaluateAll((list) =>
    list.map((row) => [row.querySelector("th a")?.getAttribute("title") ?? "", row.querySelector("td.num")?.textContent ?? ""]),
  );
}

const number = (text: string) => Number(text.replaceAll(",", ""));

/** Room and number of a query with two columns. */
async function counted(server: FullServer, query: string): Promise<Map<string, number>> {
  return new Map((await sql(server, query)).map((row) => [String(row.room_id), Number(row.n)]));
}

const forwardExtremities = "SELECT room_id, count(*) AS n FROM event_forward_extremities GROUP BY room_id";

async function count(app: App): Promise<void> {
  await app.page.getByRole("button", { name: /^Count forward extremities of these \d+ rooms$/ }).click();
}

for (const [release, server] of releases) {
  test.describe(`Which rooms are the biggest, on ${release}`, () => {
    test("state events and members are the database's own, largest first, with names that lead to the rooms", async ({ app, page }) => {
      await app.signIn(server, { at: HERE });
      for (const [name, query] of [
        [STATE, "SELECT room_id, count(*) AS n FROM current_state_events GROUP BY room_id"],
        [MEMBERS, "SELECT room_id, count(*) AS n FROM current_state_events WHERE membership = 'join' GROUP BY room_id"],
      ] as const) {
        await expect(page.getByRole("table", { name, exact: true }).locator("tbody tr")).toHaveCount(10);
        const shown = await rows(page, name);
        // Other tests make rooms and members meanwhile; those of this server's seed hold still.
        const truth = await counted(server, query);
        const largest = [...truth.values()].sort((a, b) => b - a).slice(0, 10);
        expect(shown.map(([, n]) => number(n)), name).toEqual(largest);
        for (const [id, n] of shown) expect(number(n), `${name} of ${id}`).toBe(truth.get(id));
      }
      const { rooms } = await new Synapse(server).rooms("order_by=state_events&limit=1");
      expect((await rows(page, STATE))[0]?.[0]).toBe(rooms[0].room_id);
      await page.getByRole("table", { name: STATE, exact: true }).getByRole("link").first().click();
      await expect(app.heading(rooms[0].name)).toBeVisible();
      await expect(app.fact("Room ID")).toContainText(rooms[0].room_id);
    });

    test("on SQLite it says so, and the snippet that is next best runs", async ({ app, page }) => {
      await app.signIn(server, { at: HERE });
      await expect(page.getByText("This server runs on SQLite, and Synapse estimates sizes on PostgreSQL only.")).toBeVisible();
      const [bytes] = await snippets(page.locator(".live"), "SQL for sqlite3");
      const printed = (await runSqlite(server, bytes!)).trim().split("\n").map((line) => line.split("|"));
      const truth = await counted(server, "SELECT room_id, sum(length(CAST(json AS BLOB))) AS n FROM event_json GROUP BY room_id");
      expect(printed).toHaveLength(10);
      for (const [id, n] of printed) expect(Number(n)).toBe(truth.get(id!));
    });

    test("the FAQ's query runs as it stands, and counts something else than the page", async ({ app, page }) => {
      await app.signIn(server, { at: HERE });
      await expect(page.getByRole("table", { name: STATE, exact: true })).toBeVisible();
      const faq = await snippets(page, "SQL for sqlite3");
      const printed = (await runSqlite(server, faq.at(-1)!)).trim().split("\n").map((line) => line.split("|"));
      const truth = await counted(server, "SELECT room_id, count(*) AS n FROM state_groups_state GROUP BY room_id");
      for (const [id, , n] of printed) expect(Number(n)).toBe(truth.get(id!));
      const most = Math.max(...truth.values());
      expect(Number(printed[0]?.[2]), "no room is left out").toBe(most);
      // Historic differences are not the current state: at least one room on the page differs.
      const shown = await rows(page, STATE);
      expect(shown.some(([id, n]) => truth.get(id) !== number(n))).toBe(true);
    });

    test("forward extremities are asked for on demand, a few at a time, and are the database's own", async ({ app, page, proxyTo }) => {
      const proxy = await proxyTo(server);
      let [now, most] = [0, 0];
      proxy.fault("GET", /forward_extremities/, async ({ passOn }) => {
        most = Math.max(most, (now += 1));
        await passOn();
        now -= 1;
      });
      await app.signIn(server, { via: proxy.url, at: HERE });
      await expect(page.getByRole("table", { name: MEMBERS, exact: true })).toBeVisible();
      const onPage = new Set([...(await rows(page, STATE)), ...(await rows(page, MEMBERS))].map(([id]) => id));
      expect(proxy.requests(/forward_extremities/)).toEqual([]);
      await count(app);
      await expect(page.getByText(`Complete: ${onPage.size}.`)).toBeVisible();
      expect(proxy.requests(/forward_extremities/)).toHaveLength(onPage.size);
      await expect(page.locator(".source").filter({ hasText: "/forward_extremities" }).locator("time")).toHaveAttribute("datetime", /^\d{4}-/);
      expect(most).toBeGreaterThan(1);
      expect(most).toBeLessThanOrEqual(4);

      const shown = await rows(page, EXTREMITIES);
      const truth = await counted(server, forwardExtremities);
      expect(new Set(shown.map(([id]) => id))).toEqual(onPage);
      for (const [id, n] of shown) expect(number(n), id).toBe(truth.get(id));
      const bad = [...onPage].filter((id) => (truth.get(id) ?? 0) > 10);
      const table = page.getByRole("table", { name: EXTREMITIES, exact: true });
      await expect(table.getByText("Worth a look")).toHaveCount(bad.length);
      await expect(table.getByText("Fine")).toHaveCount(onPage.size - bad.length);
    });
  });
}

test.describe("Which rooms are the biggest, when not all is well", () => {
  test("a room with more than ten forward extremities is marked, with the last resort and its danger", async ({ app, page, proxyTo }) => {
    const proxy = await proxyTo(current);
    proxy.fault("GET", new RegExp(`${encodeURIComponent(current.cast.rooms.many_state)}/forward_extremities`), json({ count: 11, results: [] }));
    await app.signIn(current, { via: proxy.url, at: HERE });
    await expect(page.getByRole("table", { name: MEMBERS, exact: true })).toBeVisible();
    await count(app);
    await expect(page.getByText(/^Complete:/)).toBeVisible();
    const row = page.getByRole("table", { name: EXTREMITIES, exact: true }).getByRole("row").filter({ has: page.getByTitle(current.cast.rooms.many_state, { exact: true }) });
    await expect(row).toContainText("11");
    await expect(row).toContainText("Worth a look");
    await expect(page.getByText(/It is dangerous/)).toBeVisible();
    await page.getByText("How to do it").first().click();
    const shell = await snippets(page.locator(".live"), "Shell");
    expect(shell.some((code) => /^curl -X DELETE .*\/forward_extremities'?$/.test(code))).toBe(true);
  });

  test("counting can be stopped and goes on; what is there is marked as partial", async ({ app, page, proxyTo }) => {
    const proxy = await proxyTo(current);
    await app.signIn(current, { via: proxy.url, at: HERE });
    await expect(page.getByRole("table", { name: MEMBERS, exact: true })).toBeVisible();
    const waiting = held();
    let seen = 0;
    proxy.fault("GET", /forward_extremities/, async (exchange) => {
      seen += 1;
      if (seen > 4) await waiting.fault(exchange);
      else await exchange.passOn();
    });
    await count(app);
    await waiting.arrived;
    await expect(page.getByRole("table", { name: EXTREMITIES, exact: true }).locator("tbody tr")).toHaveCount(4);
    await app.button("Stop").click();
    await expect(page.getByText(/^Partial: 4 of \d+\.$/)).toBeVisible();
    waiting.release();
    proxy.heal();
    await app.button("Continue").click();
    await expect(page.getByText(/^Complete: \d+\.$/)).toBeVisible();
  });

  test("leaving the page ends the count", async ({ app, page, proxyTo }) => {
    const proxy = await proxyTo(current);
    await app.signIn(current, { via: proxy.url, at: HERE });
    await expect(page.getByRole("table", { name: MEMBERS, exact: true })).toBeVisible();
    const waiting = held();
    proxy.fault("GET", /forward_extremities/, waiting.fault);
    await count(app);
    await waiting.arrived;
    await app.link("Users").click();
    await expect(app.rowLinks("Users").first()).toBeVisible();
    waiting.release();
    await app.link("Rooms").click();
    await expect(app.rowLinks("Rooms").first()).toBeVisible();
    expect(proxy.requests(/forward_extremities/).length).toBeLessThanOrEqual(4);
  });

  test("an older Synapse without the estimate, and one whose estimate fails: the page still answers", async ({ app, page, watch, proxyTo }) => {
    watch.expectConsole(/404|500/);
    const proxy = await proxyTo(current);
    proxy.fault("GET", /statistics\/database\/rooms/, matrixError(404, "M_UNRECOGNIZED", "Unrecognized request"), 1);
    await app.signIn(current, { via: proxy.url, at: HERE });
    await expect(page.getByText(/it needs Synapse 1.83/)).toBeVisible();
    await expect(page.getByRole("table", { name: STATE, exact: true })).toBeVisible();
    await expect(page.getByRole("table", { name: MEMBERS, exact: true })).toBeVisible();
    proxy.fault("GET", /statistics\/database\/rooms/, matrixError(500, "M_UNKNOWN", "Internal server error"), 1);
    const sizes = page.locator("section.measure").filter({ has: page.getByRole("heading", { name: SIZES }) });
    await sizes.getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByText(/no column statistics of one of the seven tables/)).toBeVisible();
    expect(await snippets(sizes, "SQL for psql")).toEqual([expect.stringContaining("ANALYZE;")]);
  });

  test("sizes get their names from the other lists, ids stand for the rest, odd rows as they came", async ({ app, page, watch, proxyTo }) => {
    watch.expectConsole(/404.*elsewhere\.example/);
    const proxy = await proxyTo(current);
    const odd = "!it's/odd?#%:elsewhere.example";
    proxy.fault("GET", /statistics\/database\/rooms/, json({
      rooms: [
        { room_id: current.cast.rooms.many_state, estimated_size: 5 * 1024 ** 3 },
        { room_id: odd, estimated_size: 1536 },
        { room_id: 7 },
      ],
    }));
    await app.signIn(current, { via: proxy.url, at: HERE });
    const table = page.getByRole("table", { name: SIZES, exact: true });
    const [named, unnamed, broken] = [0, 1, 2].map((index) => table.locator("tbody tr").nth(index));
    const { rooms } = await new Synapse(current).rooms("order_by=state_events&limit=1");
    await expect(named!).toContainText(rooms[0].name);
    await expect(named!).toContainText("5 GiB");
    await expect(unnamed!.getByRole("link")).toHaveAttribute("title", odd);
    await expect(unnamed!).toContainText("1.5 KiB");
    await expect(broken!).toContainText('"room_id" should be text but is a number');
    await unnamed!.getByRole("link").click();
    await expect.poll(() => app.hash()).toBe(at.room(odd));
  });
});

test.describe("Which rooms are the biggest, on PostgreSQL", () => {
  test("estimated sizes are those of the API, with a bar each", async ({ app, page }) => {
    const server = postgres;
    const answer = await new Synapse(server).send("GET", "/_synapse/admin/v1/statistics/database/rooms");
    expect(answer.status).toBe(200);
    await app.signIn(server, { at: HERE });
    const table = page.getByRole("table", { name: SIZES, exact: true });
    await expect(table.locator("tbody tr")).toHaveCount(answer.body.rooms.length);
    const shown = await rows(page, SIZES);
    expect(shown.map(([id]) => id)).toEqual(answer.body.rooms.map((room: any) => room.room_id));
    for (const [index, [, size]] of shown.entries()) {
      const units: Record<string, number> = { bytes: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };
      const [value, unit] = size.split(" ");
      const truth = answer.body.rooms[index].estimated_size;
      // Three digits are shown.
      expect(Math.abs(number(value!) * units[unit!]! - truth) / Math.max(truth, 1), size).toBeLessThan(0.006);
    }
    await expect(table.locator("svg.bar")).toHaveCount(shown.length);
  });

  test("the FAQ's query runs in psql, and counts what the table counts", async ({ app, page }) => {
    const server = postgres;
    await app.signIn(server, { at: HERE });
    await expect(page.getByRole("table", { name: STATE, exact: true })).toBeVisible();
    const faq = await snippets(page, "SQL for psql");
    const printed = (await runPsql(server, faq.at(-1)!)).trim().split("\n").map((line) => line.split("|"));
    const truth = await counted(server, "SELECT room_id, count(*) AS n FROM state_groups_state GROUP BY room_id");
    expect(printed.length).toBeGreaterThan(0);
    for (const [id, , n] of printed) expect(Number(n)).toBe(truth.get(id!));
  });
});
