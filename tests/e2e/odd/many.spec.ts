import { once } from "node:events";
import { at } from "../support/app.ts";
import { CORS } from "../support/fault-proxy.ts";
import { json } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";
import { unique } from "../support/synapse.ts";

const ROOMS = /\/_synapse\/admin\/v1\/rooms\?/;

test("a room with 20,000 aliases is drawn in portions", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  const aliases = Array.from({ length: 20_000 }, (_, number) => `#many-${number}:${current.server_name}`);
  proxy.fault("GET", /\/aliases$/, json({ aliases }));
  await app.signIn(current, { via: proxy.url, at: `${at.room(current.cast.rooms.many_state)}/aliases` });
  const items = page.locator("ul.aliases > li");
  await expect(items).toHaveCount(100);
  await expect(page.getByText("The first 100 of 20,000")).toBeVisible();
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(5_000);
  await app.button("Show 100 more").click();
  await expect(items).toHaveCount(200);
  await expect(page.getByText("The first 200 of 20,000")).toBeVisible();
  // The keyboard goes on where the new ones begin.
  await expect(items.nth(100).getByRole("link")).toBeFocused();
});

test("a server that answers 5,000 rows for 50 gets 50 drawn", async ({ app, proxyTo }) => {
  const proxy = await proxyTo(current);
  const rooms = Array.from({ length: 5_000 }, (_, number) => ({ room_id: `!${unique("r")}-${number}:current.example`, state_events: 1 }));
  proxy.fault("GET", ROOMS, json({ offset: 0, rooms, total_rooms: 5_000 }));
  await app.signIn(current, { via: proxy.url, at: "#/rooms" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  expect(await app.rowLinks("Rooms").count()).toBe(50);
});

test("the page of an alias draws the beginning of a long list of others", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  const aliases = Array.from({ length: 20_000 }, (_, n) => `#other-${n}:${current.server_name}`);
  proxy.fault("GET", /\/rooms\/[^/]+\/aliases$/, json({ aliases }));
  await app.signIn(current, { via: proxy.url, at: at.alias(current.cast.aliases.ordinary) });
  await expect(app.link(aliases[99] ?? "")).toBeVisible();
  expect(await page.locator("*").count()).toBeLessThan(2000);
  await app.button("Show 100 more").click();
  await expect(app.link(aliases[199] ?? "")).toBeVisible();
  await app.link("Users").click();
  await expect(app.rowLinks("Users").first()).toBeVisible();
});

test("an answer of more than 64 MiB is refused with a sentence, and not read to its end", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  let [begun, hungUp] = [0, 0];
  const blanks = Buffer.alloc(1 << 20, " ");
  proxy.fault("GET", ROOMS, async ({ response }) => {
    response.writeHead(200, { "Content-Type": "application/json", ...CORS });
    begun += 1;
    const closed = once(response, "close");
    for (let sent = 0; sent < 1000 && !response.destroyed; sent += 1) {
      if (!response.write(blanks)) await Promise.race([once(response, "drain"), closed]);
    }
    if (response.destroyed) hungUp += 1;
    response.end("{}");
  });
  await app.link("Rooms").click();
  await expect(app.alert()).toContainText("longer than 64 MiB");
  // The same where the page asks before the app runs.
  await page.reload();
  await expect(app.alert()).toContainText("longer than 64 MiB");
  await expect.poll(() => [begun, hungUp]).toEqual([2, 2]);
});
