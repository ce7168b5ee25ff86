import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { answer, snippet } from "../support/answers.ts";
import { matrixError } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, postgres, releases } from "../support/lab.ts";
import { place, runSql, sql } from "../support/sql.ts";
import { Synapse, unique } from "../support/synapse.ts";

const run = promisify(execFile);
const ANSWER = answer("become-admin");

const row = (page: Page, user: string) =>
  page
    .getByRole("table", { name: "Who is admin now" })
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: user, exact: true }) });

for (const [release, server] of [...releases, ["PostgreSQL", postgres] as const]) {
  test.describe(`Becoming an admin on ${release}`, () => {
    const synapse = new Synapse(server);
    const status = async (token: string) =>
      (await synapse.send("GET", "/_synapse/admin/v1/rooms?limit=1", undefined, token)).status;

    test("the table is the database's, and says who can act", async ({ app, page }) => {
      const [locked, gone] = [await synapse.createUser({ admin: true }), await synapse.createUser({ admin: true })];
      await synapse.modifyUser(locked.user_id, { locked: true });
      await synapse.modifyUser(gone.user_id, { deactivated: true });
      await app.signIn(server, { at: ANSWER });
      await expect(row(page, server.admin.user_id)).toContainText("You");
      await expect(row(page, server.admin.user_id)).toContainText("Yes");
      await expect(row(page, locked.user_id)).toContainText("No the account is locked");
      await expect(row(page, gone.user_id)).toContainText("No the account is deactivated");
      // What the page says is true.
      expect(await status(server.second_admin.access_token)).toBe(200);
      await expect(row(page, server.second_admin.user_id)).toContainText("Yes");
      expect([await status(locked.access_token), await status(gone.access_token)]).toEqual([401, 401]);
      // Other tests make admins meanwhile.
      await expect(async () => {
        await app.button("Refresh").first().click();
        await expect(page.getByText("Loading…")).toHaveCount(0);
        const links = page.getByRole("table", { name: "Who is admin now" }).getByRole("rowheader").getByRole("link");
        const shown = await links.evaluateAll((links) => links.map((link) => link.getAttribute("title")));
        const flagged = (await sql(server, "SELECT name FROM users WHERE admin = 1")).map((row) => row.name);
        expect(shown.sort()).toEqual(flagged.sort());
      }).toPass();
    });

    test("somebody is promoted, named by a localpart", async ({ app, page }) => {
      const user = await synapse.createUser({ name: `${unique("o")}=.odd/chars_+-` });
      await app.signIn(server, { at: ANSWER });
      await app.field("User").fill(user.localpart);
      await app.button("Show").click();
      await expect.poll(() => app.hash()).toBe(answer("become-admin", { user: user.user_id }));
      await expect(app.fact("Server admin")).toHaveText("No");
      const dialog = await app.begin("Make server admin", "Make this user a server admin?");
      await app.confirm(dialog, "Make server admin").click();
      await expect(app.notice()).toContainText(`${user.user_id} is now a server admin (confirmed by the server).`);
      await expect(app.fact("Server admin")).toHaveText("Yes");
      await expect(row(page, user.user_id)).toContainText("Yes");
      expect(await status(user.access_token)).toBe(200);
    });

    test("a flag set by the FAQ's SQL is shown for what Synapse makes of it", async ({ app, page }) => {
      const user = await synapse.createUser();
      // Synapse is asked once about this user, and remembers.
      expect(await status(user.access_token)).toBe(403);
      await app.signIn(server, { at: answer("become-admin", { user: user.user_id }) });
      await expect(app.fact("Server admin")).toHaveText("No");
      const command = await snippet(page, place(server), "UPDATE users");
      expect(await runSql(server, command)).toBe(`${user.user_id}|1\n`);
      // The table's own button comes with it, below the one of the user.
      await expect(row(page, server.admin.user_id)).toBeVisible();
      await app.button("Refresh").last().click();
      if (synapse.isOld) {
        // This release looks into the database each time.
        await expect(row(page, user.user_id)).toContainText("Yes");
        expect(await status(user.access_token)).toBe(200);
      } else {
        const words = "No the flag is set, but Synapse remembers that it was not: restart Synapse";
        await expect(row(page, user.user_id)).toContainText(words);
        expect(await status(user.access_token)).toBe(403);
      }
    });

    test("the command that makes a first admin works", async ({ app, page, watch }) => {
      watch.expectConsole(/404.*\/v2\/users\//);
      const user = `@${unique("first")}:${server.server_name}`;
      await app.signIn(server, { at: answer("become-admin", { user }) });
      await expect(page.getByText("This server has no such user.")).toBeVisible();
      const shown = await snippet(page, "Shell", "register_new_matrix_user");
      // Where this server lives, and the password that it would ask a person for.
      const command = shown
        .replace("-c homeserver.yaml", '-c "$CONFIG" -p secret')
        .replace("http://localhost:8008", server.base_url);
      // The tool of today for either: the old release's own misses a library in the lab.
      const env = { ...process.env, CONFIG: server.config, PATH: `${dirname(current.python)}:${process.env.PATH}` };
      await run("sh", ["-c", command], { env });
      expect(await synapse.isAdmin(user)).toBe(true);
      expect(await synapse.passwordStatus(user, "secret")).toBe(200);
    });

    test("an ID full of what SQL and shells take for their own changes no command", async ({ app, page, watch }) => {
      watch.expectConsole(/404.*\/v2\/users\//);
      const odd = `@it's "$(id)\`;--\\:${server.server_name}`;
      const before = await sql(server, "SELECT count(*) AS n FROM users WHERE admin = 1");
      await app.signIn(server, { at: answer("become-admin", { user: odd }) });
      expect(await runSql(server, await snippet(page, place(server), "UPDATE users"))).toBe("");
      expect(Number((await sql(server, "SELECT count(*) AS n FROM users WHERE admin = 1"))[0]!.n)).toBeGreaterThanOrEqual(
        Number(before[0]!.n),
      );
      const mas = await snippet(page, "Shell", "mas-cli");
      const { stdout } = await run("sh", ["-c", `mas_cli() { printf '%s\\0' "$@"; }\n${mas.replace("mas-cli", "mas_cli")}`]);
      expect(stdout.split("\0")).toEqual(["manage", "promote-admin", `it's "$(id)\`;--\\`, ""]);
    });
  });
}

test("with Matrix Authentication Service the page says who decides, and offers no promotion", async ({
  app,
  page,
  watch,
  proxyTo,
}) => {
  watch.expectConsole(/404.*\/admin$/);
  const proxy = await proxyTo(current);
  proxy.fault("GET|PUT", /\/users\/[^/]+\/admin$/, matrixError(404, "M_UNRECOGNIZED", "Unrecognized request"));
  await app.signIn(current, { via: proxy.url, at: answer("become-admin", { user: current.member.user_id }) });
  await expect(page.getByText("This server uses Matrix Authentication Service.")).toBeVisible();
  await expect(row(page, current.admin.user_id)).toContainText("Matrix Authentication Service decides");
  await expect(app.fact("User ID")).toContainText(current.member.user_id);
  await expect(page.getByText("Synapse cannot promote anybody here")).toBeVisible();
  await expect(app.button("Make server admin")).toHaveCount(0);
  const mas = await snippet(page, "Shell", "mas-cli");
  expect(mas).toContain(`mas-cli manage promote-admin ${current.member.localpart}`);
});

test("a user of another server cannot be promoted", async ({ app, page }) => {
  await app.signIn(current, { at: answer("become-admin", { user: "@somebody:elsewhere.example" }) });
  await expect(page.getByText("This user lives on another server.")).toBeVisible();
  await expect(app.button("Make server admin")).toHaveCount(0);
});
