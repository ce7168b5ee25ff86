import { json, limited, stall } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, oldest } from "../support/lab.ts";
import { cases } from "./cases.ts";

const ROOMS = /\/_synapse\/admin\/v1\/rooms\?/;

for (const { what, fault, says, console } of cases) {
  test(`the rooms list with ${what}: told clearly, the old rows and the search stay, trying again works`, async ({
    app,
    page,
    watch,
    proxyTo,
  }) => {
    watch.expectConsole(console);
    const proxy = await proxyTo(current);
    await app.signIn(current, { via: proxy.url, at: "#/rooms" });
    await expect(app.rowLinks("Rooms").first()).toBeVisible();
    const before = await app.rowIds("Rooms");

    proxy.fault("GET", ROOMS, fault);
    await app.search("Search rooms").fill("a");
    await app.search("Search rooms").press("Enter");
    await expect(app.alert()).toContainText(says);
    await expect(app.alert()).toContainText(new URL(proxy.url).host);
    await expect(page.getByText("This is the server's last answer.")).toBeVisible();
    expect(await app.rowIds("Rooms")).toEqual(before);
    await expect(app.search("Search rooms")).toHaveValue("a");
    // The evidence for whoever looks into it.
    await app.alert().getByText("Details").click();
    await expect(app.alert()).toContainText(`GET ${proxy.url}/_synapse/admin/v1/rooms?`);
    await expect(page).toHaveTitle("Rooms · Glia");

    proxy.heal();
    await app.button("Try again").click();
    await expect(app.alert()).toHaveCount(0);
    await expect(page.getByText("This is the server's last answer.")).toHaveCount(0);
    await expect(app.search("Search rooms")).toHaveValue("a");
    await expect(app.rowLinks("Rooms").first()).toBeVisible();
  });
}

test("a list that fails at first load can be tried again", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/502/);
  const proxy = await proxyTo(oldest);
  await app.signIn(oldest, { via: proxy.url, at: "#/aliases" });
  proxy.fault("GET", /\/v2\/users\?/, cases[2]!.fault);
  await app.link("Users").click();
  await expect(app.alert()).toContainText("answered 502");
  proxy.heal();
  await app.button("Try again").click();
  await expect(app.rowLinks("Users").first()).toBeVisible();
});

test("one odd row does not take the others along", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  const odd = {
    offset: 0,
    total_rooms: 3,
    rooms: [
      { room_id: "!good:current.example", name: "Good", joined_members: 2, joined_local_members: 1, state_events: 5, public: true, federatable: true },
      { room_id: 17, name: ["odd"], joined_members: "two" },
      { room_id: "!sparse:current.example" },
    ],
  };
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  proxy.fault("GET", ROOMS, json(odd));
  await app.link("Rooms").click();
  await expect(page.getByRole("link", { name: "Good" })).toBeVisible();
  await expect(page.getByText("A row that Glia could not read:")).toHaveCount(1);
  await expect(app.rowLinks("Rooms").last()).toHaveAttribute("title", "!sparse:current.example");
});

test("429 on a list: told, waited for, and repeated by itself", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/429/);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  proxy.fault("GET", ROOMS, limited(1500), 2);
  await app.link("Rooms").click();
  await expect(app.notice()).toContainText("The server asks to wait 2 s; Glia will try again.");
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  expect(proxy.requests(ROOMS)).toHaveLength(3);
  await expect(app.alert()).toHaveCount(0);
});

test("what failed while the browser was offline is read by itself once it is online", async ({ app, page, watch }) => {
  watch.expectConsole(/ERR_INTERNET_DISCONNECTED/);
  await app.signIn(current, { at: "#/rooms" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  await page.context().setOffline(true);
  await app.link("Biggest rooms").click();
  await expect(app.alert()).toContainText("No answer from");
  await page.context().setOffline(false);
  await expect(app.alert()).toHaveCount(0);
  await expect(app.rowLinks("Rooms").first()).toHaveAttribute("title", current.cast.rooms.many_state);
});

test("a very long 429 is shown at once, with a way to try again", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/429/);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/aliases" });
  proxy.fault("GET", ROOMS, limited(3_600_000), 1);
  await app.link("Rooms").click();
  await expect(app.alert()).toContainText("The server has had too many requests.");
  await app.button("Try again").click();
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
});

test("a stalled list: after a while waiting can be stopped, then tried again", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/rooms" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  proxy.fault("GET", ROOMS, stall, 1);
  await app.link("Biggest rooms").click();
  await expect(page.getByText("Still waiting for the server…")).toBeVisible();
  // The rows of before stay readable meanwhile.
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  await app.button("Stop waiting").click();
  await expect(app.alert()).toContainText("You stopped waiting, so there is nothing to show.");
  await app.button("Try again").click();
  await expect(app.alert()).toHaveCount(0);
  await expect(app.rowLinks("Rooms").first()).toHaveAttribute("title", current.cast.rooms.many_state);
});

test("a stall without anybody stopping it ends by itself", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await page.clock.install();
  await app.open("#/rooms");
  await app.homeserver().fill(proxy.url);
  await page.clock.runFor(1000);
  await expect(page.getByText(`at ${proxy.url}`)).toBeVisible();
  await app.typeToken(current.admin.access_token);
  proxy.fault("GET", ROOMS, stall, 1);
  await app.signInButton().click();
  await expect(page.getByText("Loading…")).toBeVisible();
  await expect.poll(() => proxy.requests(ROOMS).length).toBe(1);
  await page.clock.runFor(200_000);
  await expect(app.alert()).toContainText(/did not answer within \d+ seconds\./);
  await app.button("Try again").click();
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
});
