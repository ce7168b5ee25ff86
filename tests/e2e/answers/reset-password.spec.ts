import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { answer, snippet } from "../support/answers.ts";
import { html, json, matrixError } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, postgres, releases } from "../support/lab.ts";
import { runCurl } from "../support/shell.ts";
import { place, runSql } from "../support/sql.ts";
import { Synapse, unique } from "../support/synapse.ts";

const run = promisify(execFile);

for (const [release, server] of [...releases, ["PostgreSQL", postgres] as const]) {
  test.describe(`Resetting a password from its answer, on ${release}`, () => {
    const synapse = new Synapse(server);

    test("by the name before the colon, from the field to a sign-in", async ({ app, page }) => {
      const user = await synapse.createUser();
      const password = unique("new");
      await app.signIn(server, { at: answer("reset-password") });
      await expect(app.heading("How do I reset a password?")).toBeVisible();
      await expect(page.getByText("This server lets people sign in with a password")).toBeVisible();
      await app.field("User").fill(user.localpart);
      await app.field("User").press("Enter");
      await expect(app.fact("User ID")).toContainText(user.user_id);
      const dialog = await app.begin("Reset password", "Reset the password?");
      await app.field("New password").fill(password);
      await app.confirm(dialog, "Reset password").click();
      await expect(app.dialog("The password is set")).toBeVisible();
      expect(await synapse.passwordStatus(user.user_id, password)).toBe(200);
      expect(await synapse.passwordStatus(user.user_id, user.password)).toBe(403);
    });

    test("the hash and the UPDATE set a password at once, and sign nobody out", async ({ app, page }) => {
      const user = await synapse.createUser({ name: `${unique("o")}=.odd/chars_+-` });
      const password = unique("by-hand");
      // Synapse has seen the old one: nothing of it may be remembered.
      expect(await synapse.passwordStatus(user.user_id, user.password)).toBe(200);
      await app.signIn(server, { at: answer("reset-password", { user: user.user_id }) });
      await expect(app.fact("User ID")).toContainText(user.user_id);
      const hashing = (await snippet(page, "Shell", "hash_password")).replace(
        "-c homeserver.yaml",
        // Where this server lives, and the password that it would ask a person for.
        '-c "$CONFIG" -p "$PASSWORD"',
      );
      const env = {
        ...process.env,
        CONFIG: server.config,
        PASSWORD: password,
        PATH: `${dirname(server.python)}:${process.env.PATH}`,
      };
      const hash = (await run("sh", ["-c", hashing], { env })).stdout.trim();
      expect(hash).toMatch(/^\$2b\$/);
      const update = await snippet(page, place(server), "UPDATE users");
      const printed = await runSql(server, update.replace("PASTE THE HASH HERE", hash));
      expect(printed).toBe(`${user.user_id}|${hash}\n`);
      expect(await synapse.passwordStatus(user.user_id, password)).toBe(200);
      expect(await synapse.passwordStatus(user.user_id, user.password)).toBe(403);
      expect(await synapse.tokenStatus(user.access_token)).toBe(200);
    });

    test("a placeholder that nobody replaced is no password", async ({ app, page }) => {
      const user = await synapse.createUser();
      await app.signIn(server, { at: answer("reset-password", { user: user.user_id }) });
      await runSql(server, await snippet(page, place(server), "UPDATE users"));
      expect(await synapse.passwordStatus(user.user_id, "PASTE THE HASH HERE")).not.toBe(200);
      // The page, or its command, mends it.
      const [{ status }] = (await runCurl(await snippet(page, "Shell", "curl"), server.admin.access_token)) as [any];
      expect(status).toBe(200);
      expect(await synapse.passwordStatus(user.user_id, "THE NEW PASSWORD")).toBe(200);
    });

    test("a deactivated account, nobody, and somebody from elsewhere", async ({ app, page, watch }) => {
      watch.expectConsole(/404.*\/v2\/users\//);
      await app.signIn(server, { at: answer("reset-password", { user: server.cast.deactivated.user_id }) });
      await expect(page.getByText("A new password does not reactivate it.")).toBeVisible();
      await app.field("User").fill(unique("nobody"));
      await app.button("Show").click();
      await expect(page.getByText("This server has no such user.")).toBeVisible();
      await app.field("User").fill("@somebody:elsewhere.example");
      await app.button("Show").click();
      await expect(page.getByText("This user lives on another server.")).toBeVisible();
      await expect(app.button("Reset password")).toHaveCount(0);
    });
  });
}

test("where passwords are switched off the page says so before anybody tries", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url });
  proxy.fault("GET", /\/v3\/login$/, json({ flows: [{ type: "m.login.sso" }, { type: "m.login.token" }] }));
  await app.open(answer("reset-password", { user: current.member.user_id }));
  await expect(page.getByText("This server offers no sign-in with a password")).toBeVisible();
});

test("with Matrix Authentication Service the page leads there", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/404.*\/admin$/);
  const proxy = await proxyTo(current);
  proxy.fault("GET", /\/users\/[^/]+\/admin$/, matrixError(404, "M_UNRECOGNIZED", "Unrecognized request"));
  await app.signIn(current, { via: proxy.url, at: answer("reset-password", { user: current.member.user_id }) });
  await expect(page.getByText("Passwords are kept there, not in Synapse").first()).toBeVisible();
  await expect(app.fact("User ID")).toContainText(current.member.user_id);
  await expect(app.button("Reset password")).toHaveCount(0);
  expect(await snippet(page, "Shell", "mas-cli")).toContain(`set-password ${current.member.localpart} 'THE NEW PASSWORD'`);
});

test("a user who cannot be read is an error with a way to try again", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/502/);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url });
  proxy.fault("GET", /\/v2\/users\//, html(502, "Bad Gateway"), 1);
  await app.open(answer("reset-password", { user: current.member.user_id }));
  await expect(app.alert()).toContainText("answered 502");
  await app.button("Try again").click();
  await expect(app.fact("User ID")).toContainText(current.member.user_id);
});
