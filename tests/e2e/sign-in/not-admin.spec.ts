import { expect, test } from "../support/fixtures.ts";
import { releases } from "../support/lab.ts";
import { Synapse } from "../support/synapse.ts";

for (const [release, server] of releases) {
  test(`who is not a server admin reads why and what to do, on ${release}`, async ({ app, page, watch, proxyTo }) => {
    watch.expectConsole(/403/);
    const synapse = new Synapse(server);
    const user = await synapse.createUser();
    const proxy = await proxyTo(server);
    await app.signIn(server, { as: user, via: proxy.url, with: "password", at: "#/rooms" });
    await expect(app.heading("This account is not a server admin")).toBeVisible();
    await expect(page.getByText(`UPDATE users SET admin = 1 WHERE name = '${user.user_id}';`)).toBeVisible();
    await expect(page.getByText("ask them to open your account in Glia")).toBeVisible();
    // No wall of refusals: nothing but the probe was asked of the admin API.
    expect(proxy.requests(/_synapse\/admin\/v1\/rooms/)).toEqual([]);

    // Once an admin has given the right, the page that was asked for is there.
    await synapse.ok("PUT", `/_synapse/admin/v1/users/${encodeURIComponent(user.user_id)}/admin`, { admin: true });
    await app.button("Check again").click();
    await expect(app.heading("Rooms")).toBeVisible();
    await expect(app.rowLinks("Rooms").first()).toBeVisible();
  });

  test(`an admin who loses the right while working is told, on ${release}`, async ({ app, watch }) => {
    watch.expectConsole(/403/);
    const synapse = new Synapse(server);
    const admin = await synapse.createUser({ admin: true });
    await app.signIn(server, { as: admin, at: "#/users" });
    await expect(app.rowLinks("Users").first()).toBeVisible();
    await synapse.ok("PUT", `/_synapse/admin/v1/users/${encodeURIComponent(admin.user_id)}/admin`, { admin: false });
    await app.link("Rooms").click();
    await expect(app.heading("This account is not a server admin")).toBeVisible();
  });
}
