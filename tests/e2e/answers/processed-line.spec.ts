import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { current, releases } from "../support/lab.ts";
import { processedLine } from "../support/log.ts";
import { Synapse, unique } from "../support/synapse.ts";

const ADDRESS = "#/answers/processed-line";

/** The values of the table, by their fields. */
async function fields(page: Page): Promise<Record<string, string>> {
  const rows = page.getByRole("table", { name: "Fields of the line" }).getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(rows.first()).toBeVisible();
  return rows.evaluateAll((all) =>
    Object.fromEntries(all.map((row) => [row.querySelector("th")!.textContent, row.querySelector("td")!.textContent])),
  );
}

for (const [release, server] of releases) {
  test.describe(`A Processed line of ${release}`, () => {
    const synapse = new Synapse(server);

    test("a real one is taken apart", async ({ app, page }) => {
      const [only, agent] = [unique("line"), `a "quoted" one [9 dbevts] of ${unique("agent")}`];
      const path = `/_matrix/client/v3/joined_rooms?x=${only}%22%20%7B`;
      const headers = { Authorization: `Bearer ${server.admin.access_token}`, "User-Agent": agent };
      const answer = await fetch(server.base_url + path, { headers });
      const bytes = (await answer.arrayBuffer()).byteLength;
      const line = await processedLine(server, only);

      await app.signIn(server, { at: ADDRESS });
      await app.field("Log line").fill(`Nov 25 15:08:27 host synapse[7]: ${line}`);
      const found = await fields(page);
      expect(found).toMatchObject({
        "Before the line": "Nov 25 15:08:27 host synapse[7]:",
        Level: "INFO",
        Client: "127.0.0.1",
        Requester: server.admin.user_id,
        "Response size": `${bytes}B`,
        Status: "200",
        Method: "GET",
        Address: path,
        Protocol: "HTTP/1.1",
        "User agent": agent,
        "Events from the database": "0",
      });
      expect(found["Request tag"]).toMatch(/^GET-\d+$/);
      expect(line).toContain(` - ${found["Request tag"]} - `);
      expect(line).toContain(` ${found["Processing time"]}/${found["Sending time"]} `);
      const generation = server === current ? "Synapse 1.150 and newer" : "Synapse 0.99 to 1.149";
      await expect(page.getByText(generation)).toBeVisible();
    });

    test("an admin who acts as a user, and a refusal", async ({ app, page }) => {
      const user = await synapse.createUser();
      const { access_token } = await synapse.ok("POST", `/_synapse/admin/v1/users/${encodeURIComponent(user.user_id)}/login`, {});
      const only = unique("puppet");
      await synapse.send("GET", `/_matrix/client/v3/joined_rooms?x=${only}`, undefined, access_token);
      await app.signIn(server, { at: ADDRESS });
      await app.field("Log line").fill(await processedLine(server, only));
      expect((await fields(page)).Requester).toBe(`${server.admin.user_id}|${user.user_id}`);
      await expect(page.getByText(`${server.admin.user_id} acted as ${user.user_id}`)).toBeVisible();

      const refused = unique("refused");
      await synapse.send("GET", `/_matrix/client/v3/joined_rooms?x=${refused}`, undefined, null);
      await app.field("Log line").fill(await processedLine(server, refused));
      await expect(page.getByRole("heading", { level: 4, name: "Refused Note" })).toBeVisible();
      expect(await fields(page)).toMatchObject({ Requester: "None", Status: "401" });
    });
  });
}

test("JSON, several lines, nothing, and the examples", async ({ app, page }) => {
  const only = unique("json");
  await new Synapse(current).send("GET", `/_matrix/client/versions?x=${only}`);
  const line = await processedLine(current, only);
  const [head, message] = /^(.*? - INFO - [A-Z]+-\d+ - )(.*)$/.exec(line)!.slice(1) as [string, string];
  const terse = JSON.stringify({ log: message, namespace: "synapse.access.http.1", level: "INFO", time: 1795619308.05, request: "GET-9" });
  await app.signIn(current, { at: ADDRESS });
  const field = app.field("Log line");

  await field.fill(`something else\n${terse}\n${line}`);
  expect(await fields(page)).toMatchObject({ "Request tag": "GET-9", Time: "1795619308.05" });
  await expect(page.getByText("The text has 2 such lines. This explains the first.")).toBeVisible();
  await field.fill(line.slice(0, head.length + 60));
  await expect(page.getByText("There is no complete “Processed request” line in this text.")).toBeVisible();
  await field.fill("");
  await expect(page.getByText("There is no complete")).toHaveCount(0);

  await app.button("Show an example").click();
  await expect(page.getByRole("heading", { level: 4, name: "The connection was lost (!) Look into it" })).toBeVisible();
  await app.button("Show an older example").click();
  await expect(page.getByText("Nothing about this request is unusual.")).toBeVisible();
  expect((await fields(page))["Request tag"]).toBe("GET-37");
});

test("nothing that is pasted leaves the browser", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: ADDRESS });
  proxy.forget();
  await app.button("Show an example").click();
  await fields(page);
  expect(proxy.seen).toEqual([]);
  await expect.poll(() => app.hash()).toBe(ADDRESS);
});
