import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { json, matrixError } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, releases } from "../support/lab.ts";
import { checkShell, snippets, yaml } from "../support/snippets.ts";
import { sql } from "../support/sql.ts";

const HERE = "#/answers/file-handles";
const REMOTE = "Rooms with the most members of other servers";
const format = (value: number) => new Intl.NumberFormat("en-GB").format(value);
const handles = (page: Page) => page.locator("ul.findings > li");
const field = (page: Page) => page.getByLabel("Metrics of Synapse", { exact: true });

for (const [release, server] of releases) {
  test.describe(`Why does Synapse run out of file handles, on ${release}`, () => {
    test("pasted metrics of this release: how many are open of how many", async ({ app, page }) => {
      const text = readFileSync(new URL(`../../data/metrics-${server.version}.txt`, import.meta.url), "utf8");
      const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
      const [open, most] = [value("process_open_fds"), value("process_max_fds")];
      expect(open).toBeGreaterThan(0);
      await app.signIn(server, { at: HERE });
      await expect(handles(page).locator(".badge")).toHaveText("Not known");
      await field(page).fill(text);
      const percent = Number(((open * 100) / most).toPrecision(3));
      await expect(handles(page)).toContainText(`${format(open)} of ${format(most)} are open: ${percent}%.`);
      await expect(handles(page).locator(".badge")).toHaveText("Fine");
    });

    test("what needs many: destinations, and the rooms with most members elsewhere, as the database has them", async ({ app, page }) => {
      const [destinations] = await sql(server, "SELECT count(*) AS n FROM destinations");
      const rooms = await sql(server, `
        SELECT room_id, count(*) AS n FROM current_state_events
        WHERE membership = 'join' AND substr(state_key, instr(state_key, ':') + 1) <> '${server.server_name}'
        GROUP BY room_id ORDER BY n DESC`);
      expect(rooms.length).toBeGreaterThan(0);
      await app.signIn(server, { at: HERE });
      await expect(page.getByText(`Servers that this one sends to: ${format(Number(destinations?.n))}`)).toBeVisible();
      const table = page.getByRole("table", { name: REMOTE, exact: true });
      await expect(table).toBeVisible();
      const shown = await table.locator("tbody tr").evaluateAll((list) =>
        list.map((row) => [row.querySelector("th a")?.getAttribute("title"), row.querySelector("td.num")?.textContent]),
      );
      expect(shown.map(([, n]) => n)).toEqual(rooms.slice(0, 10).map((row) => format(Number(row.n))));
      const truth = new Map(rooms.map((row) => [row.room_id, format(Number(row.n))]));
      for (const [id, n] of shown) expect(n, id ?? "").toBe(truth.get(id!));
    });
  });
}

test.describe("Why does Synapse run out of file handles, in detail", () => {
  test("the verdict follows the share and the FAQ's least", async ({ app, page }) => {
    await app.signIn(current, { at: HERE });
    for (const [open, most, verdict] of [
      [100, 4096, "Fine"],
      [100, 1024, "Worth a look"],
      [2048, 4096, "Worth a look"],
      [52429, 65536, "Likely a cause"],
      [1024, 1024, "Likely a cause"],
    ] as const) {
      await field(page).fill(`process_open_fds ${open}\nprocess_max_fds ${most}\n`);
      await expect(handles(page)).toContainText(`${format(open)} of ${format(most)} are open`);
      await expect(handles(page).locator(".badge")).toHaveText(verdict);
      await expect(handles(page).getByText("the least that the FAQ recommends")).toHaveCount(most < 4096 ? 1 : 0);
      await expect(handles(page).getByText("Raise the limit")).toHaveCount(verdict === "Fine" ? 0 : 1);
    }
    await field(page).fill("process_start_time_seconds 1\nprocess_max_fds NaN\n");
    await expect(handles(page)).toContainText("is not in this paste");
    // A paste that ends within a number: 20 would be less than what is open.
    await field(page).fill("process_open_fds 21.0\nprocess_max_fds 20");
    await expect(page.getByText("This paste ends within a line")).toBeVisible();
    await expect(handles(page)).toContainText("is not in this paste");
    await expect(handles(page).locator(".badge")).toHaveText("Not known");
  });

  test("without destinations or rooms the rest of the page answers", async ({ app, page, watch, proxyTo }) => {
    watch.expectConsole(/404/);
    const proxy = await proxyTo(current);
    proxy.fault("GET", /federation\/destinations/, matrixError(404, "M_UNRECOGNIZED", "Unrecognized request"));
    proxy.fault("GET", /v1\/rooms\?/, json({ rooms: [{ room_id: "!local", joined_members: 3, joined_local_members: 3 }, { room_id: 3 }], total_rooms: 2 }));
    await app.signIn(current, { via: proxy.url, at: HERE });
    await expect(page.getByText("This server does not support that.")).toBeVisible();
    await expect(page.getByText("None of the 2 largest rooms is known to have members of other servers.")).toBeVisible();
    await field(page).fill("process_open_fds 1\nprocess_max_fds 5000\n");
    await expect(handles(page).locator(".badge")).toHaveText("Fine");
  });

  test("the snippets are what they claim", async ({ app, page }) => {
    await app.signIn(current, { at: HERE });
    await expect(page.getByRole("heading", { name: "Requests that are stuck" })).toBeVisible();
    await expect(app.link("Find stuck requests in the log explorer")).toHaveAttribute("href", "#/logs?tab=problems");
    const compose = await yaml(current, (await snippets(page, "docker-compose.yml"))[0]!);
    expect(compose.services.synapse.ulimits.nofile).toEqual({ soft: 65536, hard: 65536 });
    const homeserver = await Promise.all((await snippets(page, "homeserver.yaml")).map((code) => yaml(current, code)));
    expect(homeserver).toContainEqual({ soft_file_limit: 65536 });
    expect(await yaml(current, (await snippets(page, "The log configuration"))[0]!)).toEqual({ loggers: { "synapse.access.http": { level: "DEBUG" } } });
    expect((await snippets(page, "systemd"))[0]).toContain("[Service]\nLimitNOFILE=65536");
    expect((await snippets(page, "/etc/security/limits.conf"))[0]).toContain("hard nofile 65536");
    for (const code of await snippets(page, "Shell")) await checkShell(code);
  });
});
