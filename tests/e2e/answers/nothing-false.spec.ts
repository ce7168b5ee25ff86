import { answer } from "../support/answers.ts";
import { CORS, type Fault } from "../support/fault-proxy.ts";
import { json } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";

// With `stats: {enabled: false}` Synapse's list of rooms is empty, whatever rooms there are.

const ROOMS = /\/_synapse\/admin\/v1\/rooms\?/;
const EMPTY = json({ offset: 0, rooms: [], total_rooms: 0 });

test("an empty list of rooms that others contradict is said to be that, and proves nothing", async ({ app, page, watch, proxyTo }) => {
  // On SQLite Synapse refuses to estimate sizes.
  watch.expectConsole(/400.*\/statistics\/database\/rooms/);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  proxy.fault("GET", ROOMS, EMPTY);
  proxy.fault("GET", /\/joined_rooms/, json({ joined_rooms: ["!a:hs"], total: 3 }));
  const said = page.getByText(/The server lists no rooms, but @.* is in 3 rooms, so the list is not true\./).first();

  await app.open("#/rooms");
  await expect(said).toBeVisible();
  await expect(said).toContainText("stats: enabled: true");
  await expect(page.getByText("clear search and filters")).toHaveCount(0);

  await app.open(answer("biggest-rooms"));
  await expect(said).toBeVisible();

  await app.open(answer("slow"));
  const biggest = page.locator("ul.findings > li").filter({ has: page.getByRole("heading", { name: "State of the biggest room" }) });
  await expect(biggest).toContainText("so the list is not true");
  await expect(biggest.locator(".badge")).toHaveText("Not known");

  proxy.fault("GET", /\/federation\/destinations\?/, json({ destinations: [], total: 0 }));
  await app.open(answer("delete-database"));
  await expect(said).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Exception 1" })).toContainText("The list of rooms is empty.");

  await app.open("#/rooms?empty_rooms=true");
  await expect(page.getByText("Nothing matches.")).toBeVisible();
  await expect(said).toHaveCount(0);
});

test("one odd number spoils neither a row, nor the list, nor the room's own page", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  const room = (id: string, members: string, state: string) =>
    `{"room_id": "${id}", "name": "${id}", "joined_members": ${members}, "joined_local_members": 2, "state_events": ${state}}`;
  const raw =
    (text: string): Fault =>
    ({ response }) => {
      response.writeHead(200, { "Content-Type": "application/json", ...CORS });
      response.end(text);
    };
  proxy.fault("GET", ROOMS, raw(`{"offset": 0, "rooms": [${room("!kX", "-1", "1e400")}, ${room("!b", "3", "19")}], "total_rooms": 2}`));
  await app.open("#/rooms");
  await expect(app.rows("Rooms")).toHaveCount(2);
  await expect(app.rows("Rooms").first()).toContainText("odd: -1");
  await expect(app.rows("Rooms").first()).toContainText("odd: 1e400");
  proxy.fault("GET", /\/v1\/rooms\/!kX$/, raw(room("!kX", "-1", "14")));
  proxy.fault("GET", /\/rooms\/!kX\/aliases/, json({ aliases: [] }));
  await app.open("#/rooms/!kX");
  await expect(app.fact("Members")).toHaveText("odd: -1");
});
