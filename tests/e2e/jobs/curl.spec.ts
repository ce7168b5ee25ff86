import { at } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";
import { releases } from "../support/lab.ts";
import { doShown } from "../support/shell.ts";
import { Synapse, unique } from "../support/synapse.ts";

for (const [release, server] of releases) {
  test.describe(`The same as curl, done in a shell, on ${release}`, () => {
    const synapse = new Synapse(server);
    const token = server.admin.access_token;

    test("making an admin", async ({ app }) => {
      const user = await synapse.createUser({ name: `${unique("o")}=.odd/chars_+-` });
      await app.signIn(server, { at: at.user(user.user_id) });
      const dialog = await app.begin("Make server admin", "Make this user a server admin?");
      expect(await doShown(dialog, token)).toEqual([200]);
      expect(await synapse.isAdmin(user.user_id)).toBe(true);
    });

    test("resetting a password: with a word in place of the typed one", async ({ app }) => {
      const user = await synapse.createUser();
      await app.signIn(server, { at: at.user(user.user_id) });
      const dialog = await app.begin("Reset password", "Reset the password?");
      await app.field("New password").fill("it's $HOME `id`");
      expect(await doShown(dialog, token)).toEqual([200]);
      await expect(dialog.getByText("$TOKEN")).not.toContainText("it's");
      expect(await synapse.passwordStatus(user.user_id, "THE NEW PASSWORD")).toBe(200);
      expect(await synapse.tokenStatus(user.access_token)).toBe(200);
    });

    test("deleting an alias full of what a shell would take for its own", async ({ app }) => {
      const alias = `#${unique("sh")}'$(id)\`id\`"\\;&|*?~#!🦊:${server.server_name}`;
      const room = await synapse.createRoom();
      await synapse.setAlias(alias, room);
      await app.signIn(server, { at: at.alias(alias) });
      const dialog = await app.begin("Delete alias", "Delete this alias?");
      expect(await doShown(dialog, token)).toEqual([200]);
      expect(await synapse.resolve(alias)).toBeUndefined();
    });

    test("pointing a taken alias elsewhere, named by a room id", async ({ app }) => {
      const name = unique("taken");
      await synapse.createRoom({ room_alias_name: name });
      const other = await synapse.createRoom();
      await app.signIn(server, { at: at.alias(synapse.alias(name)) });
      const dialog = await app.begin("Point it at another room", "Point the alias at another room?");
      await dialog.getByLabel("Room ID or alias of the other room").fill(other);
      await doShown(dialog, token);
      expect(await synapse.resolve(synapse.alias(name))).toBe(other);
    });
  });
}
