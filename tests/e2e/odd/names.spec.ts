import { at } from "../support/app.ts";
import { matrixError } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, releases } from "../support/lab.ts";
import { Synapse, unique } from "../support/synapse.ts";

for (const [release, server] of releases) {
  const synapse = new Synapse(server);

  test(`odd names are text and nothing else: the users list, on ${release}`, async ({ app, page }) => {
    const { cast } = server;
    await app.signIn(server, { at: "#/users?limit=500" });
    for (const id of [cast.markup, cast.rtl, cast.arabic, cast.cjk, cast.emoji, cast.long_name, cast.odd]) {
      const { displayname } = await synapse.user(id);
      const row = app.rows("Users").filter({ has: page.getByRole("link", { name: id, exact: true }) });
      await expect(row.getByRole("cell").first()).toHaveText(displayname ?? "");
      // One line per row, whatever the name.
      const heights = await row.evaluate((element) => [element.clientHeight, element.parentElement!.children[0]!.clientHeight]);
      expect(Math.abs(heights[0]! - heights[1]!)).toBeLessThanOrEqual(2);
    }
    expect(await page.evaluate(() => document.querySelectorAll("main img, main script, main b, main iframe").length)).toBe(0);
  });

  test(`odd names are text and nothing else: each user's own page, on ${release}`, async ({ app, page }) => {
    const { cast } = server;
    await app.signIn(server);
    for (const id of [cast.markup, cast.rtl, cast.emoji, cast.long_name, cast.odd, cast.no_name, cast.bot, cast.shadow_banned, cast.erased]) {
      await app.open(at.user(id));
      await expect(app.entity(id)).toBeVisible();
      const { displayname } = await synapse.user(id);
      await expect(app.entity(id).getByRole("heading", { level: 1 })).toHaveText(displayname?.trim() ? displayname : id);
      await expect(page).toHaveTitle(/.+ · Glia$/s);
      await expect(app.fact("Display name")).toHaveText(displayname ?? "no display name");
    }
  });

  test(`odd rooms: markup, 10 kB of topic, no name, upgraded, a space, old and new versions, on ${release}`, async ({ app }) => {
    const { rooms } = server.cast;
    await app.signIn(server);
    for (const id of Object.values(rooms)) {
      await app.open(at.room(id));
      await expect(app.fact("Room ID")).toContainText(id);
      const room = await synapse.get(`/_synapse/admin/v1/rooms/${encodeURIComponent(id)}`);
      // Collapsing white space is the browser's business, so it is taken out of both.
      const words = (text: string | null) => (text ?? "none").replace(/\s+/g, " ").trim();
      expect(words(await app.fact("Topic").textContent())).toBe(words(room.topic));
      expect(words(await app.fact("Name").textContent())).toBe(words(room.name));
      await expect(app.fact("Version")).toHaveText(room.version);
    }
  });

  test(`an alias with slash, hash, percent, quotes, backslash and emoji is opened, deleted and put back, on ${release}`, async ({
    app,
    page,
    watch,
  }) => {
    watch.expectConsole(/404.*\/directory\/room\//);
    const alias = `#${unique("odd")}/a#b%25%2F?c&d=e"f"'g'\\h🦊+:${server.server_name}`;
    const owner = await synapse.createUser();
    const room = await synapse.createRoom({}, owner.access_token);
    await synapse.setAlias(alias, room, owner.access_token);
    await app.signIn(server, { at: "#/aliases" });
    await app.field("Room alias").fill(alias);
    await app.button("Look up").click();
    await expect(app.fact("Room ID")).toContainText(room);
    await expect.poll(() => app.hash()).toBe(at.alias(alias));
    await page.reload();
    await expect(app.fact("Room ID")).toContainText(room);
    await expect(app.field("Room alias")).toHaveValue(alias);
    let dialog = await app.begin("Delete alias", "Delete this alias?");
    await expect(dialog).toContainText(alias);
    await app.confirm(dialog, "Delete alias").click();
    await expect(app.notice()).toContainText(`${alias} is now free`);
    expect(await synapse.resolve(alias)).toBeUndefined();
    dialog = await app.begin("Put it back", "Put the alias back?");
    await app.confirm(dialog, "Put it back").click();
    await expect(app.fact("Room ID")).toContainText(room);
    expect(await synapse.resolve(alias)).toBe(room);
  });

  test(`a user with odd letters is promoted, on ${release}`, async ({ app }) => {
    const user = await synapse.createUser({ name: `${unique("o")}=.odd/chars_+-` });
    await app.signIn(server, { at: `#/users?name=${encodeURIComponent(user.localpart)}` });
    await app.link(user.user_id).click();
    const dialog = await app.begin("Make server admin", "Make this user a server admin?");
    await app.confirm(dialog, "Make server admin").click();
    await expect(app.fact("Server admin")).toHaveText("Yes");
    expect(await synapse.isAdmin(user.user_id)).toBe(true);
  });
}

test("a name of 10 kB and a topic with markup break nothing", async ({ app, page }) => {
  const synapse = new Synapse(current);
  const name = unique("big");
  const long = `${name} <img src=x onerror="document.title='owned'"> \u202e ${"lorem ipsum ".repeat(850)}`;
  const room = await synapse.createRoom({ name: long, topic: long });
  await app.signIn(current, { at: at.room(room) });
  await expect(app.fact("Topic")).toContainText("<img src=x onerror=");
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await expect.poll(async () => (await synapse.rooms(`search_term=${name}`)).total_rooms).toBe(1);
  await app.open(`#/rooms?search_term=${name}`);
  await expect.poll(() => app.rowIds("Rooms")).toEqual([room]);
  const height = await app.rows("Rooms").first().evaluate((row) => row.clientHeight);
  expect(height).toBeLessThan(60);
  await expect(page).toHaveTitle("Rooms · Glia");
});

test("the same as curl: ids and passwords quoted for a shell, the token only by name", async ({ app }) => {
  const synapse = new Synapse(current);
  const user = await synapse.createUser();
  await app.signIn(current, { at: at.user(user.user_id) });
  const dialog = await app.begin("Reset password", "Reset the password?");
  await app.field("New password").fill("it's $HOME");
  await dialog.getByText("The same as curl").click();
  await expect(dialog.getByText("$TOKEN")).toBeVisible();
  await expect(dialog).toContainText(`/_synapse/admin/v1/reset_password/${encodeURIComponent(user.user_id)}`);
  await expect(dialog).not.toContainText(current.admin.access_token);
});

test("look-alike ids are marked in lists, on their pages and in dialogs", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/404/);
  const owner = await new Synapse(current).createUser();
  const alias = `#${unique("l\u043ebby")}:${current.server_name}`;
  const shown = alias.replace("\u043e", "‹U+043E›");
  const room = await new Synapse(current).createRoom({}, owner.access_token);
  await new Synapse(current).setAlias(alias, room, owner.access_token);
  const proxy = await proxyTo(current);
  const twin = current.admin.user_id.replace("a", "\u0430");
  proxy.fault("GET", /\/v[23]\/users\?/, async ({ ask, response }) => {
    const answer = await ask();
    const { "content-length": _, "transfer-encoding": _encoding, ...headers } = answer.headers;
    response.writeHead(answer.status, headers);
    response.end(answer.body.toString().replaceAll(`"${current.admin.user_id}"`, JSON.stringify(twin)));
  });
  await app.signIn(current, { at: "#/users?limit=500", via: proxy.url });
  const marked = page.getByRole("link", { name: /This ID has letters that look like others/ });
  await expect(marked).toHaveText(`⚠ ${twin.replace("\u0430", "‹U+0430›")}`);
  await expect(marked).toHaveAttribute("title", twin);
  await app.open(at.alias(alias));
  await expect(page.getByText(`This ID has letters that look like others ${shown}`).first()).toBeVisible();
  const dialog = await app.begin("Delete alias", "Delete this alias?");
  await expect(dialog).toContainText(`This ID has letters that look like others ${shown}`);
});

test("an alias of another server that does not answer is said to be that (remote-alias)", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/502/);
  const proxy = await proxyTo(current);
  proxy.fault("GET", /\/directory\/room\//, matrixError(502, "M_UNKNOWN", "Failed to fetch alias"));
  await app.signIn(current, { at: at.alias("#telegram_x:elsewhere.example"), via: proxy.url });
  await expect(app.alert()).toContainText(
    "This is an alias of elsewhere.example, which did not answer; only its admins can delete it.",
  );
  await expect(app.button("Try again")).toBeVisible();
});
