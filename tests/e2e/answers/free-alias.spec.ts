import { answer, snippet, snippets } from "../support/answers.ts";
import { html } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, releases } from "../support/lab.ts";
import { runCurl } from "../support/shell.ts";
import { Synapse, unique } from "../support/synapse.ts";

for (const [release, server] of releases) {
  test.describe(`Freeing an alias from its answer, on ${release}`, () => {
    const synapse = new Synapse(server);
    const token = server.admin.access_token;

    test("looked up, deleted and put back, all on this page", async ({ app, page, watch }) => {
      watch.expectConsole(/404.*\/directory\/room\//);
      const owner = await synapse.createUser();
      const alias = `#${unique("odd")}/'$(id)"\\?#%25🦊:${server.server_name}`;
      const room = await synapse.createRoom({}, owner.access_token);
      await synapse.setAlias(alias, room);
      await app.signIn(server, { at: answer("free-alias") });
      await expect(page.getByText("the commands below name its room")).toBeVisible();
      await app.field("Room alias").fill(alias);
      await app.button("Look up").click();
      await expect.poll(() => app.hash()).toBe(answer("free-alias", { alias }));
      await expect(app.fact("Room ID")).toContainText(room);

      let dialog = await app.begin("Delete alias", "Delete this alias?");
      await app.confirm(dialog, "Delete alias").click();
      await expect(app.notice()).toContainText(`${alias} is now free (confirmed by the server).`);
      expect(await synapse.resolve(alias)).toBeUndefined();
      await expect.poll(() => app.hash()).toBe(answer("free-alias", { alias }));

      dialog = await app.begin("Put it back", "Put the alias back?");
      await app.confirm(dialog, "Put it back").click();
      await expect(app.fact("Room ID")).toContainText(room);
      expect(await synapse.resolve(alias)).toBe(room);
    });

    test("another alias of the room opens here too", async ({ app }) => {
      const [first, second] = [synapse.alias(unique("a")), synapse.alias(unique("b"))];
      const room = await synapse.createRoom();
      await synapse.setAlias(first, room);
      await synapse.setAlias(second, room);
      await app.signIn(server, { at: answer("free-alias", { alias: first }) });
      await app.link(second).click();
      await expect(app.field("Room alias")).toHaveValue(second);
      await expect.poll(() => app.hash()).toBe(answer("free-alias", { alias: second }));
      await expect(app.link(first)).toBeVisible();
    });

    test("the commands look up, free and put back", async ({ app, page }) => {
      const alias = `#${unique("sh")}'$(id)\`id\`"\\;&|*?~#!🦊:${server.server_name}`;
      const room = await synapse.createRoom();
      await synapse.setAlias(alias, room);
      await app.signIn(server, { at: answer("free-alias", { alias }) });
      await expect(app.fact("Room ID")).toContainText(room);
      const [found, freed, back] = await runCurl(await snippet(page, "Shell", "Free it"), token);
      expect(found).toMatchObject({ status: 200, body: { room_id: room } });
      expect([freed!.status, back!.status]).toEqual([200, 200]);
      expect(await synapse.resolve(alias)).toBe(room);
    });

    test("the commands for the room itself: an admin enters it, and it is deleted with its aliases", async ({ app, page }) => {
      const owner = await synapse.createUser();
      const alias = synapse.alias(unique("room"));
      const room = await synapse.createRoom({ preset: "private_chat" }, owner.access_token);
      await synapse.setAlias(alias, room);
      await app.signIn(server, { at: answer("free-alias", { alias }) });
      await expect(app.fact("Room ID")).toContainText(room);
      const [enter] = await runCurl(await snippet(page, "Shell", "make_room_admin"), token);
      expect(enter!.status).toBe(200);
      // Invited, as the room is not public; and with power once inside.
      await synapse.join(room, token);
      const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/state/m.room.name/`;
      expect((await synapse.send("PUT", path, { name: "Entered" })).status).toBe(200);

      const [purge] = await runCurl(await snippet(page, "Shell", "purge"), token);
      expect(purge!.status).toBe(200);
      await expect.poll(() => synapse.resolve(alias)).toBeUndefined();
    });

    test("without an alias the commands say what to fill in", async ({ app, page }) => {
      await app.signIn(server, { at: answer("free-alias") });
      const all = await snippets(page, "Shell");
      expect(all).toHaveLength(3);
      expect(all[0]).toContain(`%23ALIAS%3A${server.server_name}`);
      for (const text of all.slice(1)) expect(text).toContain("ROOM_ID");
    });
  });
}

test("a look-up that fails is an error, not a free alias", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/502/);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url });
  proxy.fault("GET", /\/directory\/room\//, html(502, "Bad Gateway"), 1);
  await app.open(answer("free-alias", { alias: current.cast.aliases.ordinary }));
  await expect(app.alert()).toContainText("answered 502");
  await expect(page.getByText("No room has this alias")).toHaveCount(0);
  await app.button("Try again").click();
  await expect(app.button("Delete alias")).toBeVisible();
});
