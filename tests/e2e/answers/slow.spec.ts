import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { json, matrixError } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, postgres, releases } from "../support/lab.ts";
import { doShown } from "../support/shell.ts";
import { checkShell, snippets, yaml } from "../support/snippets.ts";
import { runSqlite, sql } from "../support/sql.ts";
import { Synapse } from "../support/synapse.ts";

const HERE = "#/answers/slow";
/** What Synapse 1.163.2 really gave, trimmed. */
const METRICS = readFileSync(new URL("../../data/metrics-1.163.2.txt", import.meta.url), "utf8");

// On SQLite Synapse refuses to estimate sizes, and browsers log every 400.
test.beforeEach(({ watch }) => watch.expectConsole(/400.*\/statistics\/database\/rooms/));

const finding = (page: Page, title: string): Locator =>
  page.locator("ul.findings > li").filter({ has: page.getByRole("heading", { level: 3, name: title, exact: true }) });
const field = (page: Page): Locator => page.getByLabel("Metrics of Synapse", { exact: true });
const format = (value: number) => new Intl.NumberFormat("en-GB").format(value);

for (const [release, server] of releases) {
  test.describe(`Why is Synapse slow, on ${release}`, () => {
    const synapse = new Synapse(server);

    test("version, database, background updates and the biggest room, each with its verdict and source", async ({ app, page }) => {
      await app.signIn(server, { at: HERE });
      const version = finding(page, "Version of Synapse");
      await expect(version).toContainText(`Synapse ${server.version}. The newest known to this Glia is 1.163.2, as of`);
      await expect(version.locator(".badge")).toHaveText(server === current ? "Fine" : "Likely a cause");
      await expect(version.locator("code").first()).toHaveText("GET /_synapse/admin/v1/server_version");
      await expect(version.locator("time")).toHaveAttribute("datetime", /^\d{4}-/);

      await expect(finding(page, "Database").locator(".badge")).toHaveText("Likely a cause");
      await expect(finding(page, "Database")).toContainText("SQLite");

      const updates = finding(page, "Background updates");
      // What runs changes by itself; the page and the server agree at some time.
      await expect.poll(async () => {
        await updates.getByRole("button", { name: "Refresh" }).click();
        await expect(updates.getByRole("button", { name: "Refresh" })).toBeEnabled();
        const { current_updates } = await synapse.get("/_synapse/admin/v1/background_updates/status");
        const names = Object.values<any>(current_updates).map((update) => update.name);
        const text = (await updates.textContent()) ?? "";
        return names.length === 0 ? text.includes("None is running.") : names.every((name) => text.includes(`Running: ${name}`));
      }).toBe(true);

      const [row] = await sql(server, "SELECT room_id, count(*) AS n FROM current_state_events GROUP BY room_id ORDER BY n DESC LIMIT 1");
      const biggest = finding(page, "State of the biggest room");
      await expect(biggest).toContainText(`${format(Number(row?.n))} current state events`);
      await expect(biggest).toContainText(String(row?.room_id));
      await expect(biggest.locator(".badge")).toHaveText("Fine");
    });

    test("failing servers are those of the database", async ({ app, page }) => {
      const [row] = await sql(server, "SELECT count(*) AS total, sum(CASE WHEN failure_ts IS NOT NULL OR retry_interval > 0 THEN 1 ELSE 0 END) AS failing FROM destinations");
      expect(Number(row?.total)).toBeGreaterThan(0);
      await app.signIn(server, { at: HERE });
      await expect(finding(page, "Servers that cannot be reached")).toContainText(
        `${format(Number(row?.failing))} of ${format(Number(row?.total))} servers that this one sends to fail right now.`,
      );
    });

    test("forward extremities of the ten biggest rooms, when asked", async ({ app, page }) => {
      const { rooms } = await synapse.rooms("order_by=state_events&limit=10");
      const truth = new Map(
        (await sql(server, "SELECT room_id, count(*) AS n FROM event_forward_extremities GROUP BY room_id")).map((row) => [row.room_id, Number(row.n)]),
      );
      await app.signIn(server, { at: HERE });
      const extremities = finding(page, "Forward extremities of the biggest rooms");
      await expect(extremities.locator(".badge")).toHaveText("Not known");
      await extremities.getByRole("button", { name: "Count forward extremities of these 10 rooms" }).click();
      await expect(extremities.getByText("Complete: 10.")).toBeVisible();
      const bad = rooms.filter((room) => (truth.get(room.room_id) ?? 0) > 10).length;
      await expect(extremities.locator(".finding-head .badge")).toHaveText(bad > 0 ? "Worth a look" : "Fine");
      for (const { room_id } of rooms) {
        const row = extremities.getByRole("row").filter({ has: page.getByTitle(room_id, { exact: true }) });
        await expect(row.locator("td.num")).toHaveText(String(truth.get(room_id)));
      }
    });

    test("presence: one's own is set only after saying so, read back, and set back", async ({ app, page, proxyTo }) => {
      const admin = await synapse.createUser({ admin: true });
      const path = `/_matrix/client/v3/presence/${encodeURIComponent(admin.user_id)}/status`;
      const proxy = await proxyTo(server);
      await app.signIn(server, { as: admin, via: proxy.url, at: HERE });
      const presence = finding(page, "Presence");
      await expect(presence).toContainText("Not known yet");
      await expect(presence.locator(".badge")).toHaveText("Not known");
      expect(proxy.requests(/presence/, "PUT")).toEqual([]);
      const dialog = await app.begin("Find out", "Set your own presence to find out?");
      await expect(dialog).toContainText("online");
      expect(await doShown(dialog, admin.access_token)).toEqual([200, 200, 200]);
      proxy.forget();
      await app.confirm(dialog, "Find out").click();
      await expect(presence).toContainText("On. Each change of each user");
      await expect(presence.locator(".badge")).toHaveText("Worth a look");
      expect(proxy.requests(/presence/, "PUT")).toHaveLength(2);
      const after = await synapse.send("GET", path, undefined, admin.access_token);
      expect(after.body.presence, "as it was before").toBe("offline");
      expect(after.body.last_active_ago, "this server does keep presence").toBeDefined();
      const [off] = await snippets(presence, "homeserver.yaml");
      expect(await yaml(server, off!)).toEqual({ presence: { enabled: false } });
    });
  });
}

test.describe("Why is Synapse slow, in detail", () => {
  test("PostgreSQL is told from SQLite, and is fine", async ({ app, page }) => {
    await app.signIn(postgres, { at: HERE });
    await expect(finding(page, "Database")).toContainText("PostgreSQL.");
    await expect(finding(page, "Database").locator(".badge")).toHaveText("Fine");
  });

  test("a server without presence accepts what is set and keeps nothing", async ({ app, page, proxyTo }) => {
    const proxy = await proxyTo(current);
    proxy.fault("GET", /\/presence\//, json({ presence: "offline" }));
    await app.signIn(current, { via: proxy.url, at: HERE });
    const dialog = await app.begin("Find out", "Set your own presence to find out?");
    await app.confirm(dialog, "Find out").click();
    await expect(finding(page, "Presence")).toContainText("Off: the change was accepted but not kept.");
    await expect(finding(page, "Presence").locator(".badge")).toHaveText("Fine");
  });

  test("the time of a cheap request: ten in a row, measured after everything else, and slow ones are called slow", async ({ app, page, proxyTo }) => {
    const proxy = await proxyTo(current);
    await app.signIn(current, { via: proxy.url, at: "#/aliases" });
    proxy.forget();
    await app.open(HERE);
    const latency = finding(page, "Time of a cheap request");
    await expect(latency).toContainText(/Median [\d.]+ ms, from [\d.]+ to [\d.]+ ms\./);
    await expect(latency.locator(".badge")).toHaveText("Fine");
    const paths = proxy.seen.map(({ path }) => path.split("?")[0]);
    expect(paths.filter((path) => path === "/_synapse/admin/v1/server_version")).toHaveLength(12);
    expect(new Set(paths.slice(-11)), "nothing else meanwhile").toEqual(new Set(["/_synapse/admin/v1/server_version"]));

    proxy.fault("GET", /server_version/, async ({ passOn }) => {
      await new Promise((done) => setTimeout(done, 250));
      await passOn();
    });
    await latency.getByRole("button", { name: "Refresh" }).click();
    await expect(latency.locator(".badge")).toHaveText("Worth a look");
    await expect(latency).toContainText("Even a trivial request has to wait.");
    const [, median] = /Median ([\d.]+) ms/.exec((await latency.textContent()) ?? "") ?? [];
    expect(Number(median)).toBeGreaterThanOrEqual(250);
  });

  test("an empty estimate, one that fails inside, and endpoints that are missing: every finding says what it can", async ({ app, page, watch, proxyTo }) => {
    watch.expectConsole(/404|500/);
    const proxy = await proxyTo(current);
    const missing = matrixError(404, "M_UNRECOGNIZED", "Unrecognized request");
    proxy.fault("GET", /background_updates/, missing);
    proxy.fault("GET", /\/presence\//, missing);
    proxy.fault("GET", /federation\/destinations/, missing);
    proxy.fault("GET", /statistics\/database\/rooms/, missing, 1);
    await app.signIn(current, { via: proxy.url, at: HERE });
    const database = finding(page, "Database");
    await expect(database).toContainText("This server does not say");
    await expect(database.locator(".badge")).toHaveText("Not known");
    await expect(finding(page, "Background updates")).toContainText("This server does not say");
    await expect(finding(page, "Presence")).toContainText("does not offer presence");
    await expect(finding(page, "Servers that cannot be reached")).toContainText("This server does not support that.");
    await expect(finding(page, "Version of Synapse")).toContainText(current.version);
    await expect(finding(page, "Time of a cheap request")).toContainText("Median");
    proxy.fault("GET", /statistics\/database\/rooms/, matrixError(500, "M_UNKNOWN", "Internal server error"), 1);
    await database.getByRole("button", { name: "Refresh" }).click();
    await expect(database).toContainText("most likely PostgreSQL");
    proxy.fault("GET", /statistics\/database\/rooms/, json({ rooms: [] }), 1);
    await database.getByRole("button", { name: "Refresh" }).click();
    await expect(database).toContainText("PostgreSQL.");
    await expect(database.locator(".badge")).toHaveText("Fine");
  });

  test("updates that run or were switched off, many failing servers, very much state: each is called out", async ({ app, page, proxyTo }) => {
    const proxy = await proxyTo(current);
    proxy.fault("GET", /background_updates/, json({ enabled: false, current_updates: { master: { name: "odd <b>name</b>", total_item_count: 12345, total_duration_ms: 1.5, average_items_per_ms: 8.2 } } }));
    const failing = (n: number) => ({ destination: `d${n}.example`, retry_last_ts: 1, retry_interval: n < 10 ? 1 : 0, failure_ts: n < 10 ? 1 : null, last_successful_stream_ordering: null });
    proxy.fault("GET", /federation\/destinations/, json({ destinations: Array.from({ length: 20 }, (_, n) => failing(n)), total: 20 }));
    const room = { room_id: "!big", name: "Big", joined_members: 1, joined_local_members: 1, federatable: true, public: false, state_events: 12345 };
    proxy.fault("GET", /v1\/rooms\?/, json({ rooms: [room], total_rooms: 1 }));
    await app.signIn(current, { via: proxy.url, at: HERE });
    const updates = finding(page, "Background updates");
    await expect(updates).toContainText("Running: odd <b>name</b>, 12,345 rows so far.");
    await expect(updates).toContainText("They are switched off.");
    await expect(updates.locator(".badge")).toHaveText("Worth a look");
    await expect(finding(page, "Servers that cannot be reached")).toContainText("10 of 20 servers");
    await expect(finding(page, "Servers that cannot be reached").locator(".badge")).toHaveText("Worth a look");
    await expect(finding(page, "State of the biggest room")).toContainText("12,345 current state events.");
    await expect(finding(page, "State of the biggest room").locator(".badge")).toHaveText("Worth a look");
  });

  test("pasted metrics of a real Synapse: the page says what the text says", async ({ app, page }) => {
    await app.signIn(current, { at: HERE });
    await expect(finding(page, "Memory")).toHaveCount(0);
    await field(page).fill(METRICS);
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(METRICS)?.[1]);
    const mib = value("process_resident_memory_bytes") / 1024 ** 2;
    await expect(finding(page, "Memory")).toContainText(`${Math.round(mib)} MiB resident.`);
    await expect(finding(page, "Memory")).toContainText("Nothing about jemalloc is in this paste");
    await expect(finding(page, "Memory")).toContainText("From the pasted metrics");
    await expect(finding(page, "Memory").locator("time")).toHaveAttribute("datetime", /^\d{4}-/);
    await expect(finding(page, "CPU")).toContainText(`${value("process_cpu_seconds_total")} s since the start`);
    await expect(finding(page, "Software")).toContainText("Synapse 1.163.2 on CPython 3.11.7.");
    const caches = finding(page, "Caches");
    await expect(caches).toContainText("follows from a cache factor of 0.5");
    const events = caches.getByRole("row").filter({ hasText: "*getEvent*" });
    const of = (name: string) => Number(new RegExp(`^synapse_util_caches_${name}\\{name="\\*getEvent\\*",server_name="[^"]*"\\} (\\S+)$`, "m").exec(METRICS)?.[1]);
    const percent = `${Number(((of("cache_hits") * 100) / of("cache")).toPrecision(3))}%`;
    const cells = [format(of("cache")), percent, format(of("cache_size")), format(of("cache_max_size")), "0"];
    expect(await events.getByRole("cell").allTextContents()).toEqual(cells);
    await expect(finding(page, "Garbage collection")).toContainText("8 collections took 0.0632 s");
    await expect(finding(page, "Traffic with other servers")).toContainText("not in this paste");
    // Little since the start says nothing about now.
    await expect(finding(page, "CPU").locator(".badge")).toHaveText("Not known");
  });

  test("metrics that show trouble are called trouble, with what to do", async ({ app, page }) => {
    await app.signIn(current, { at: HERE });
    const cache = (metric: string, n: number, more = "") => `synapse_util_caches_${metric}{name="sm\\"all",${more}server_name="hs"} ${n}`;
    const lines = [
      "process_resident_memory_bytes 4294967296", "process_cpu_seconds_total 900000", `process_start_time_seconds ${Date.now() / 1000 - 1e6}`,
      'python_gc_time_sum{gen="2"} 300000', 'python_gc_time_count{gen="2"} 1000',
      cache("cache", 100000), cache("cache_hits", 1000), cache("cache_size", 500), cache("cache_max_size", 500), cache("cache_evicted_size", 9000, 'reason="size",'),
      "synapse_federation_client_sent_edus_total 10000", 'synapse_federation_client_sent_edus_by_type_total{type="m.presence"} 9000',
      'synapse_build_info{version="1.100.0",pythonversion="CPython 3.9.2"} 1',
    ];
    await field(page).fill(`${lines.join("\n")}\n`);
    const verdict = (title: string) => finding(page, title).locator(".badge");
    await expect(verdict("Memory")).toHaveText("Worth a look");
    await expect(finding(page, "Memory")).toContainText("4 GiB resident.");
    await expect(verdict("CPU")).toHaveText("Likely a cause");
    await expect(finding(page, "CPU")).toContainText("0.9 cores on average");
    await expect(verdict("Caches")).toHaveText("Worth a look");
    await expect(finding(page, "Caches").getByRole("listitem")).toHaveText(['sm"all']);
    await expect(verdict("Garbage collection")).toHaveText("Likely a cause");
    await expect(verdict("Traffic with other servers")).toHaveText("Worth a look");
    await expect(finding(page, "Traffic with other servers")).toContainText("9,000");
    await expect(verdict("Software")).toHaveText("Likely a cause");
    const [factor] = await snippets(finding(page, "Caches"), "homeserver.yaml");
    expect(await yaml(current, factor!)).toEqual({ caches: { global_factor: 2 } });
    await finding(page, "Memory").getByText("How to do it").click();
    await expect(finding(page, "Memory").getByText("PYTHONMALLOC=malloc")).toBeVisible();
  });

  test("what is no metrics, several processes, and lines that are none: said in words", async ({ app, page }) => {
    await app.signIn(current, { at: HERE });
    await field(page).fill("<html><body>404 Not Found</body></html>");
    await expect(page.getByText("There are no metrics of Synapse in this text.")).toBeVisible();
    await field(page).fill(`${METRICS}\nthis is no metric\n${METRICS}`);
    await expect(page.getByText("These are metrics of 2 processes.")).toBeVisible();
    await expect(page.getByText("Lines that are no metrics, and were left out: 1.")).toBeVisible();
    await field(page).fill("");
    await expect(finding(page, "Memory")).toHaveCount(0);
    await expect(page.getByText("There are no metrics of Synapse")).toHaveCount(0);
  });

  test("a file of 5 MB is read in a moment", async ({ app, page }) => {
    await app.signIn(current, { at: HERE });
    const large = METRICS.repeat(Math.ceil((5 * 1024 * 1024) / METRICS.length));
    const copies = large.length / METRICS.length;
    await page.evaluate(() => performance.mark("chosen"));
    await page.locator("#metrics-file").setInputFiles({ name: "metrics.txt", mimeType: "text/plain", buffer: Buffer.from(large) });
    await expect(page.getByText(`These are metrics of ${copies} processes.`)).toBeVisible();
    const ms = await page.evaluate(() => performance.measure("read", "chosen").duration);
    expect(ms).toBeLessThan(4000);
    await expect(finding(page, "Memory")).toBeVisible();
    await expect(page.getByText("A text of 5.01 MiB: it is read, but too long to be shown here.")).toBeVisible();
    await field(page).fill(METRICS);
    await expect(page.getByText("too long to be shown here")).toHaveCount(0);
    await expect(page.getByText(/These are metrics of/)).toHaveCount(0);
    await expect(finding(page, "Memory")).toBeVisible();
  });

  test("the snippets are what they claim: YAML that Synapse reads, a shell that understands, SQL that runs", async ({ app, page }) => {
    await app.signIn(current, { at: HERE });
    await expect(finding(page, "Database")).toContainText("SQLite");
    for (const code of await snippets(page, "homeserver.yaml")) expect(typeof (await yaml(current, code))).toBe("object");
    const shell = await snippets(page, "Shell");
    expect(shell.length).toBeGreaterThan(3);
    for (const code of shell) await checkShell(code);
    const extremities = (await snippets(page, "SQL for sqlite3")).at(-1)!;
    const printed = (await runSqlite(current, extremities)).trim().split("\n").filter(Boolean);
    const truth = await sql(current, "SELECT room_id FROM event_forward_extremities GROUP BY room_id HAVING count(*) > 10");
    expect(new Set(printed.map((line) => line.split("|")[0]))).toEqual(new Set(truth.map((row) => row.room_id)));
  });
});
