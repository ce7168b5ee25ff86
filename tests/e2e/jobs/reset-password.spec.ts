import { at } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";
import { releases } from "../support/lab.ts";
import { Synapse, unique } from "../support/synapse.ts";

for (const [release, server] of releases) {
  test.describe(`Resetting a password on ${release}`, () => {
    const synapse = new Synapse(server);

    test("a typed password works afterwards, the old one does not, and devices stay signed in", async ({ app, page }) => {
      const user = await synapse.createUser();
      const password = unique("a new, longer password");
      await app.signIn(server, { at: at.user(user.user_id) });

      const dialog = await app.begin("Reset password", "Reset the password?");
      await expect(app.field("New password")).toBeFocused();
      await expect(dialog.getByLabel("Sign the user out of all devices")).not.toBeChecked();
      await expect(dialog).toContainText("encrypted messages whose keys exist only there can never be read again");
      await expect(app.confirm(dialog, "Reset password")).toBeDisabled();
      await app.field("New password").fill(password);
      await expect(dialog).toContainText("Strong.");
      await app.confirm(dialog, "Reset password").click();

      const done = app.dialog("The password is set");
      await expect(done).toContainText(password);
      await expect(done).toContainText("Glia does not keep it");
      expect(await synapse.passwordStatus(user.user_id, password)).toBe(200);
      expect(await synapse.passwordStatus(user.user_id, user.password)).toBe(403);
      expect(await synapse.tokenStatus(user.access_token)).toBe(200);

      await done.getByRole("button", { name: "Close" }).click();
      await expect(done).toBeHidden();
      // Nothing of it is left: neither in the page, nor in the dialog, nor in the browser's storages.
      expect(await page.content()).not.toContain(password);
      await app.begin("Reset password", "Reset the password?");
      await expect(app.field("New password")).toHaveValue("");
      const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
      expect(stored).not.toContain(password);
    });

    test("a generated password is shown, strong, and works", async ({ app, page }) => {
      const user = await synapse.createUser();
      await app.signIn(server, { at: at.user(user.user_id) });
      const dialog = await app.begin("Reset password", "Reset the password?");
      await dialog.getByRole("button", { name: "Generate" }).click();
      const first = await app.field("New password").inputValue();
      await expect(app.field("New password")).toHaveAttribute("type", "text");
      await expect(dialog).toContainText("Strong.");
      await dialog.getByRole("button", { name: "Generate" }).click();
      await expect(app.field("New password")).not.toHaveValue(first);
      const password = await app.field("New password").inputValue();
      await dialog.getByRole("button", { name: "Show" }).click();
      await expect(app.field("New password")).toHaveAttribute("type", "password");
      await app.confirm(dialog, "Reset password").click();

      const done = app.dialog("The password is set");
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await done.getByRole("button", { name: /^Copy/ }).last().click();
      await expect(app.notice()).toContainText("Copied.");
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(password);
      expect(await synapse.passwordStatus(user.user_id, password)).toBe(200);
    });

    test("with the checkbox all devices are signed out", async ({ app }) => {
      const user = await synapse.createUser();
      await app.signIn(server, { at: at.user(user.user_id) });
      const dialog = await app.begin("Reset password", "Reset the password?");
      await app.field("New password").fill(unique("password"));
      await dialog.getByLabel("Sign the user out of all devices").check();
      await app.confirm(dialog, "Reset password").click();
      await expect(app.dialog("The password is set")).toContainText("All devices of the user were signed out.");
      expect(await synapse.tokenStatus(user.access_token)).toBe(401);
    });

    test("blanks, quotes and emoji in a password arrive as typed", async ({ app }) => {
      const user = await synapse.createUser();
      const password = ` 'two  blanks' "\\" $HOME \`id\` 🦊 `;
      await app.signIn(server, { at: at.user(user.user_id) });
      const dialog = await app.begin("Reset password", "Reset the password?");
      await app.field("New password").fill(password);
      await app.confirm(dialog, "Reset password").click();
      await expect(app.dialog("The password is set")).toBeVisible();
      expect(await synapse.passwordStatus(user.user_id, password)).toBe(200);
    });
  });
}
