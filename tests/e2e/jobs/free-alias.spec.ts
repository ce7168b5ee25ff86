import { at } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";
import { releases } from "../support/lab.ts";
import { Synapse, unique } from "../support/synapse.ts";

for (const [release, server] of releases) {
  test.describe(`Freeing an alias on ${release}`, () => {
    const synapse = new Synapse(server);

    /** A room with an alias that its only member has left, so that nobody can enter it any more. */
    async function stuckAlias(): Promise<{ alias: string; room: string }> {
      const owner = await synapse.createUser();
      const name = unique("stuck");
      const room = await synapse.createRoom({ room_alias_name: name, preset: "private_chat" }, owner.access_token);
      await synapse.ok("POST", `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/leave`, {}, owner.access_token);
      return { alias: synapse.alias(name), room };
    }

    test("an alias is looked up, deleted, and put back", async ({ app, watch }) => {
      // A free alias is a 404 for the browser.
      watch.expectConsole(/404.*\/directory\/room\//);
      const name = unique("lively");
      const [alias, owner] = [synapse.alias(name), await synapse.createUser()];
      const room = await synapse.createRoom({ room_alias_name: name }, owner.access_token);
      await app.signIn(server, { at: "#/aliases" });
      await app.field("Room alias").fill(alias.slice(1).split(":")[0] ?? "");
      await app.button("Look up").click();
      await expect(app.fact("Room ID")).toContainText(room);
      await expect.poll(() => app.hash()).toContain(at.alias(alias));

      let dialog = await app.begin("Delete alias", "Delete this alias?");
      await expect(dialog).toContainText(alias);
      await expect(dialog).toContainText("The room stays");
      await app.confirm(dialog, "Delete alias").click();
      await expect(app.notice()).toContainText(`${alias} is now free (confirmed by the server).`);
      await expect(app.page.getByText("No room has this alias")).toBeVisible();
      expect(await synapse.resolve(alias)).toBeUndefined();

      dialog = await app.begin("Put it back", "Put the alias back?");
      await app.confirm(dialog, "Put it back").click();
      await expect(app.notice()).toContainText(`${alias} now points at ${room} (confirmed by the server).`);
      await expect(app.fact("Room ID")).toContainText(room);
      expect(await synapse.resolve(alias)).toBe(room);
    });

    test("an alias stuck on a room that nobody can enter is freed and taken by another room", async ({ app, watch }) => {
      watch.expectConsole(/40[04].*\/directory\/room\//);
      const { alias, room } = await stuckAlias();
      await app.signIn(server, { at: at.alias(alias) });
      await expect(app.fact("Room ID")).toContainText(room);
      let dialog = await app.begin("Delete alias", "Delete this alias?");
      await app.confirm(dialog, "Delete alias").click();
      await expect(app.notice()).toContainText(`${alias} is now free (confirmed by the server).`);
      expect(await synapse.resolve(alias)).toBeUndefined();

      // Synapse refuses to give an alias to a room without members: its words are shown, and nothing is pretended.
      if (await app.button("Put it back").isVisible()) {
        dialog = await app.begin("Put it back", "Put the alias back?");
        await app.confirm(dialog, "Put it back").click();
        await expect(dialog.getByRole("alert")).toContainText("The server refused that (status 400).");
        await dialog.getByRole("button", { name: "Cancel" }).click();
        expect(await synapse.resolve(alias)).toBeUndefined();
      }

      const heir = await synapse.createRoom();
      dialog = await app.begin("Point it at another room", "Point the alias at another room?");
      await dialog.getByLabel("Room ID or alias of the other room").fill(heir);
      await app.confirm(dialog, "Point it at another room").click();
      await expect(app.fact("Room ID")).toContainText(heir);
      expect(await synapse.resolve(alias)).toBe(heir);
    });

    test("deleting promises an undo only where Synapse allows it", async ({ app }) => {
      const { alias } = await stuckAlias();
      await app.signIn(server, { at: at.alias(alias) });
      await expect(app.fact("Members")).toHaveText("0");
      const dialog = await app.begin("Delete alias", "Delete this alias?");
      await expect(dialog).toContainText("The room stays");
      await expect(dialog).not.toContainText("You can put it back right afterwards.");
    });

    test("an alias is pointed at another room, named by id or alias", async ({ app, watch }) => {
      watch.expectConsole(/404.*\/directory\/room\//);
      const { alias } = await stuckAlias();
      const name = unique("other");
      const [first, second] = [await synapse.createRoom(), await synapse.createRoom({ room_alias_name: name })];
      await app.signIn(server, { at: at.alias(alias) });

      let dialog = await app.begin("Point it at another room", "Point the alias at another room?");
      await expect(app.confirm(dialog, "Point it at another room")).toBeDisabled();
      await dialog.getByLabel("Room ID or alias of the other room").fill(first);
      await app.confirm(dialog, "Point it at another room").click();
      await expect(app.notice()).toContainText(`${alias} now points at ${first}`);
      await expect(app.fact("Room ID")).toContainText(first);
      expect(await synapse.resolve(alias)).toBe(first);

      dialog = await app.begin("Point it at another room", "Point the alias at another room?");
      await dialog.getByLabel("Room ID or alias of the other room").fill(synapse.alias(name));
      await app.confirm(dialog, "Point it at another room").click();
      await expect(app.fact("Room ID")).toContainText(second);
      expect(await synapse.resolve(alias)).toBe(second);
    });

    test("a room that does not exist takes no alias away", async ({ app, watch }) => {
      watch.expectConsole(/40[04].*\/(directory\/room|rooms)\//);
      const { alias, room } = await stuckAlias();
      await app.signIn(server, { at: at.alias(alias) });
      const dialog = await app.begin("Point it at another room", "Point the alias at another room?");
      const field = dialog.getByLabel("Room ID or alias of the other room");
      for (const nowhere of [synapse.alias(unique("nowhere")), `!${unique("nowhere")}:${server.server_name}`]) {
        await field.fill(nowhere);
        await app.confirm(dialog, "Point it at another room").click();
        await expect(dialog.getByRole("alert")).toContainText("The server does not know that.");
        await expect(field).toHaveValue(nowhere);
        expect(await synapse.resolve(alias)).toBe(room);
      }
    });

    test("the room's page deletes each of its aliases, and says which name is stale", async ({ app, page, watch }) => {
      watch.expectConsole(/404.*\/directory\/room\//);
      const name = unique("main");
      // Somebody else's room: in a room of one's own Synapse takes the deleted name out of the room itself.
      const owner = await synapse.createUser();
      const room = await synapse.createRoom({ room_alias_name: name, name }, owner.access_token);
      const [main, second] = [synapse.alias(name), synapse.alias(unique("second"))];
      await synapse.setAlias(second, room, owner.access_token);
      await app.signIn(server, { at: `${at.room(room)}/aliases` });
      const items = page.getByRole("listitem").filter({ has: app.button("Delete alias") });
      await expect(items).toHaveCount(2);
      await items.filter({ hasText: main }).getByRole("button", { name: "Delete alias" }).click();
      await app.confirm(app.dialog("Delete this alias?"), "Delete alias").click();
      await expect(items).toHaveCount(1);
      await expect(items).toContainText(second);
      await expect(page.getByText("The room still names this as its canonical alias")).toBeVisible();
      expect(await synapse.resolve(main)).toBeUndefined();
      expect(await synapse.resolve(second)).toBe(room);
    });

    test("what an alias page shows: the other aliases, or that nothing has it", async ({ app, watch, page }) => {
      watch.expectConsole(/404.*\/directory\/room\//);
      const [first, second] = [unique("a"), unique("b")];
      const room = await synapse.createRoom({ room_alias_name: first });
      await synapse.setAlias(synapse.alias(second), room);
      await app.signIn(server, { at: at.alias(synapse.alias(first)) });
      await app.link(synapse.alias(second)).click();
      await expect(app.link(synapse.alias(first))).toBeVisible();
      await app.link(room).click();
      await expect(app.fact("Room ID")).toContainText(room);
      await page.goBack();
      const free = synapse.alias(unique("free"));
      await app.field("Room alias").fill(free);
      await app.field("Room alias").press("Enter");
      await expect(page.getByText("It is free: any room of this server can take it.")).toBeVisible();
      await expect(app.button("Delete alias")).toHaveCount(0);
      await expect(app.button("Put it back")).toHaveCount(0);
      const dialog = await app.begin("Point it at another room", "Point the alias at another room?");
      await dialog.getByLabel("Room ID or alias of the other room").fill(room);
      await app.confirm(dialog, "Point it at another room").click();
      await expect(app.notice()).toContainText(`${free} now points at ${room}`);
      expect(await synapse.resolve(free)).toBe(room);
    });
  });
}
