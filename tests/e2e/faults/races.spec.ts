import { held, html } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";

const ROOMS = /\/_synapse\/admin\/v1\/rooms\?/;

test("two quick sorts in a row end on the last one, even when the first answers last", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/rooms" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  const slow = held();
  proxy.fault("GET", /order_by=joined_members/, slow.fault, 1);
  await app.column("Rooms", "Members").getByRole("link").click();
  await slow.arrived;
  await app.column("Rooms", "State events").getByRole("link").click();
  await expect(app.rowLinks("Rooms").first()).toHaveAttribute("title", current.cast.rooms.many_state);
  const after = await app.rowIds("Rooms");
  slow.release();
  // A third, quick request behind the late answer: whatever the late one could change would be changed by now.
  await page.evaluate((url) => fetch(url), `${proxy.url}/_matrix/client/versions`);
  await expect(app.column("Rooms", "State events")).toHaveAttribute("aria-sort", "descending");
  await expect(app.column("Rooms", "Members")).not.toHaveAttribute("aria-sort", /./);
  expect(await app.rowIds("Rooms")).toEqual(after);
  await expect(page.getByText("Loading…")).toHaveCount(0);
});

test("while a list is sorted anew the old rows stay, marked as busy", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/rooms" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  const count = await app.rowLinks("Rooms").count();
  const slow = held();
  proxy.fault("GET", ROOMS, slow.fault, 1);
  await app.link("Biggest rooms").click();
  await slow.arrived;
  await expect(app.rowLinks("Rooms")).toHaveCount(count);
  await expect(page.getByText("Loading…")).toBeVisible();
  slow.release();
  await expect(app.rowLinks("Rooms").first()).toHaveAttribute("title", current.cast.rooms.many_state);
});

test("leaving a page drops its request: a late failure of it is not told on the next page", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/502/);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  const slow = held();
  proxy.fault("GET", ROOMS, async (exchange) => {
    const { request, response } = exchange;
    await slow.fault({ ...exchange, passOn: async () => void html(502, "Bad Gateway")({ ...exchange, request, response }) });
  });
  await app.link("Rooms").click();
  await slow.arrived;
  await app.link("Users").click();
  await expect(app.rowLinks("Users").first()).toBeVisible();
  slow.release();
  await expect(app.alert()).toHaveCount(0);
});
