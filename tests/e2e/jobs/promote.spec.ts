import { at } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";
import { releases } from "../support/lab.ts";
import { Synapse } from "../support/synapse.ts";

for (const [release, server] of releases) {
  test.describe(`Server admins on ${release}`, () => {
    const synapse = new Synapse(server);

    test("somebody is made a server admin, from the list to the server's own word", async ({ app, page }) => {
      const user = await synapse.createUser();
      await app.signIn(server, { at: "#/users" });
      await app.search("Search users").fill(user.localpart);
      await app.rowLinks("Users").getByText(user.user_id).or(app.link(user.user_id)).first().click();
      await expect(app.entity(user.user_id)).toBeVisible();
      await expect(app.fact("Server admin")).toHaveText("No");

      const dialog = await app.begin("Make server admin", "Make this user a server admin?");
      await expect(dialog).toContainText(user.user_id);
      await expect(dialog).toContainText("It takes effect at once");
      await app.confirm(dialog, "Make server admin").click();

      await expect(app.notice()).toContainText(`${user.user_id} is now a server admin (confirmed by the server).`);
      await expect(dialog).toBeHidden();
      await expect(app.fact("Server admin")).toHaveText("Yes");
      await expect(app.button("Remove server admin")).toBeVisible();
      expect(await synapse.isAdmin(user.user_id)).toBe(true);
      // The new right works.
      expect((await synapse.send("GET", "/_synapse/admin/v1/rooms?limit=1", undefined, user.access_token)).status).toBe(200);
      await page.reload();
      await expect(app.fact("Server admin")).toHaveText("Yes");
    });

    test("the right is taken away again", async ({ app }) => {
      const user = await synapse.createUser({ admin: true });
      await app.signIn(server, { at: at.user(user.user_id) });
      const dialog = await app.begin("Remove server admin", "Remove server admin rights?");
      await app.confirm(dialog, "Remove server admin").click();
      await expect(app.notice()).toContainText(`${user.user_id} is no longer a server admin (confirmed by the server).`);
      await expect(app.fact("Server admin")).toHaveText("No");
      expect(await synapse.isAdmin(user.user_id)).toBe(false);
    });

    test("cancelling changes nothing", async ({ app, page }) => {
      const user = await synapse.createUser();
      await app.signIn(server, { at: at.user(user.user_id) });
      const dialog = await app.begin("Make server admin", "Make this user a server admin?");
      await dialog.getByRole("button", { name: "Cancel" }).click();
      await expect(dialog).toBeHidden();
      await app.begin("Make server admin", "Make this user a server admin?");
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      await expect(app.button("Make server admin")).toBeFocused();
      expect(await synapse.isAdmin(user.user_id)).toBe(false);
    });

    test("one's own right cannot be removed, and the page says why", async ({ app, page, proxyTo }) => {
      const admin = await synapse.createUser({ admin: true });
      const proxy = await proxyTo(server);
      await app.signIn(server, { as: admin, via: proxy.url, at: at.user(admin.user_id) });
      const button = app.button("Remove server admin");
      await expect(button).toHaveAttribute("aria-disabled", "true");
      await expect(button).toHaveAccessibleDescription(/Synapse does not let you remove your own admin right/);
      await button.click({ force: true });
      await expect(page.getByRole("dialog")).toHaveCount(0);
      expect(proxy.requests(/\/admin$/, "PUT")).toEqual([]);
      expect(await synapse.isAdmin(admin.user_id)).toBe(true);
    });
  });
}
