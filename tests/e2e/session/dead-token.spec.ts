import { at } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";
import { releases } from "../support/lab.ts";
import { Synapse, unique } from "../support/synapse.ts";

for (const [release, server] of releases) {
  test.describe(`A token that dies mid-work on ${release}`, () => {
    const synapse = new Synapse(server);
    const kill = (token: string) => synapse.ok("POST", "/_matrix/client/v3/logout", {}, token);

    test("a typed password survives signing in again, and can be sent", async ({ app, watch }) => {
      watch.expectConsole(/401/);
      const [admin, user] = [await synapse.createUser({ admin: true }), await synapse.createUser()];
      await app.signIn(server, { as: admin, at: at.user(user.user_id) });
      const dialog = await app.begin("Reset password", "Reset the password?");
      const password = unique("typed with care");
      await app.field("New password").fill(password);
      await dialog.getByLabel("Sign the user out of all devices").check();
      await kill(admin.access_token);
      await app.confirm(dialog, "Reset password").click();

      const again = app.dialog("Sign in again");
      await expect(again).toBeVisible();
      await expect(again.getByLabel("Homeserver")).toHaveValue(server.base_url);
      await expect(again.getByLabel("User ID or username")).toHaveValue(admin.user_id);
      await again.getByLabel("Password", { exact: true }).fill(admin.password);
      await again.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(again).toBeHidden();

      await expect(app.field("New password")).toHaveValue(password);
      await expect(dialog.getByLabel("Sign the user out of all devices")).toBeChecked();
      await app.confirm(dialog, "Reset password").click();
      await expect(app.dialog("The password is set")).toBeVisible();
      expect(await synapse.passwordStatus(user.user_id, password)).toBe(200);
    });

    test("a dead token on a list asks to sign in over the page, then shows it", async ({ app, watch, page }) => {
      watch.expectConsole(/401/);
      const admin = await synapse.createUser({ admin: true });
      await app.signIn(server, { as: admin, at: "#/users" });
      await expect(app.rowLinks("Users").first()).toBeVisible();
      await kill(admin.access_token);
      await app.column("Users", "Created").getByRole("link").click();
      const again = app.dialog("Sign in again");
      await again.getByLabel("Password", { exact: true }).fill("wrong");
      watch.expectConsole(/403.*\/login/);
      await again.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(again.getByRole("alert")).toContainText("Wrong username or password");
      await again.getByLabel("Password", { exact: true }).fill(admin.password);
      await again.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(again).toBeHidden();
      await expect(app.column("Users", "Created")).toHaveAttribute("aria-sort", "descending");
      await expect(app.rowLinks("Users").first()).toBeVisible();
      await expect(page.getByRole("alert")).toHaveCount(0);
    });

    test("reloading with a dead token comes back to the same page after signing in", async ({ app, page, watch }) => {
      watch.expectConsole(/401/);
      const admin = await synapse.createUser({ admin: true });
      await app.signIn(server, { as: admin, at: "#/rooms?order_by=state_events" });
      await expect(app.rowLinks("Rooms").first()).toBeVisible();
      await kill(admin.access_token);
      await page.reload();
      await app.field("Password").fill(admin.password);
      await app.signInButton().click();
      await expect(app.column("Rooms", "State events")).toHaveAttribute("aria-sort", "descending");
      await expect(app.rowLinks("Rooms").first()).toBeVisible();
    });

    test("one can leave for another account instead", async ({ app, watch }) => {
      watch.expectConsole(/401/);
      const admin = await synapse.createUser({ admin: true });
      await app.signIn(server, { as: admin, at: "#/users" });
      await expect(app.rowLinks("Users").first()).toBeVisible();
      await kill(admin.access_token);
      await app.link("Rooms").click();
      await app.dialog("Sign in again").getByRole("button", { name: "Sign in elsewhere" }).click();
      await expect(app.heading("Sign in")).toBeVisible();
      await expect(app.dialog("Sign in again")).toBeHidden();
    });

    test("an account that is locked while working is told", async ({ app, watch }) => {
      watch.expectConsole(/401/);
      const admin = await synapse.createUser({ admin: true });
      await app.signIn(server, { as: admin, at: "#/users" });
      await expect(app.rowLinks("Users").first()).toBeVisible();
      await synapse.modifyUser(admin.user_id, { locked: true });
      await app.link("Rooms").click();
      await expect(app.alert()).toContainText("This account is locked.");
    });
  });
}
