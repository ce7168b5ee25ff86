import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { promisify } from "node:util";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { releases } from "../support/lab.ts";
import { OwnSynapse } from "../support/own-synapse.ts";
import { runSqlite } from "../support/sql.ts";
import { Synapse } from "../support/synapse.ts";

const run = promisify(execFile);

/** The command below a name. */
async function command(within: Page | Locator, text: string): Promise<string> {
  return (await within.locator("pre").filter({ hasText: text }).last().textContent()) ?? "";
}

for (const [release, server] of releases) {
  test(`the commands do what they say, on ${release}`, async ({ app, page, watch }) => {
    test.slow();
    watch.expectConsole(/403/);
    const own = await OwnSynapse.start(server);
    try {
      watch.allow(own.server.base_url);
      const synapse = new Synapse(own.server);
      const user = await synapse.createUser({ name: "it=s/me" });
      const right = async () =>
        (await synapse.send("GET", `/_synapse/admin/v1/users/${encodeURIComponent(user.user_id)}/admin`, undefined, user.access_token))
          .status;

      // Whoever is told "no server admin" finds the way here, and the commands are about this account.
      await app.signIn(own.server, { as: user, with: "token" });
      await expect(app.heading("This account is not a server admin")).toBeVisible();
      await app.link("The first admin").click();
      await expect(page.getByLabel("Account that is to be an admin")).toHaveValue(user.user_id);

      expect(await right()).toBe(403);
      const update = await command(page, "UPDATE users");
      expect(await runSqlite(own.server, update)).toBe(`${user.user_id}|1\n`);
      // As the page says: it may remember who was no admin. (1.98 does not.)
      if (!synapse.isOld) expect(await right()).toBe(403);
      await own.restart();
      expect(await right()).toBe(200);

      await page.getByLabel("Account that is to be an admin").fill("@new-one:own.example");
      const register = await command(page, "register_new_matrix_user");
      expect(register).toBe("register_new_matrix_user -c homeserver.yaml -a --user=new-one http://localhost:8008");
      // The same command, with this server's port and without asking for the password.
      const here = register.replace("http://localhost:8008", own.server.base_url);
      const bin = dirname(own.server.python);
      const environment = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
      await run("sh", ["-c", `${here} -p secret`], { cwd: dirname(own.server.config), env: environment });
      const created = await synapse.login("new-one", "secret");
      expect(created.status).toBe(200);
      const own_right = `/_synapse/admin/v1/users/${encodeURIComponent("@new-one:own.example")}/admin`;
      expect((await synapse.send("GET", own_right, undefined, created.body.access_token)).body).toEqual({ admin: true });
    } finally {
      await own.stop();
    }
  });
}

test("ids cannot change a command", async ({ app, page }) => {
  await app.open("#/first-admin");
  await page.getByLabel("Account that is to be an admin").fill("@it's $(id):hs.example");
  await expect(page.getByText("WHERE name = '@it''s $(id):hs.example'").first()).toBeVisible();
  await expect(page.getByText("mas-cli manage promote-admin 'it'\\''s $(id)'")).toBeVisible();
  await page.getByLabel("Account that is to be an admin").fill("not whole");
  await expect(page.getByText("Type the user ID to get the commands.")).toBeVisible();
});
