import { html, reset } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { releases } from "../support/lab.ts";
import { Synapse } from "../support/synapse.ts";

for (const [release, server] of releases) {
  const synapse = new Synapse(server);

  test(`signing out revokes the token on ${release}`, async ({ app, page }) => {
    const admin = await synapse.createUser({ admin: true });
    await app.signIn(server, { as: admin });
    await app.signOut();
    await expect(app.notice()).toContainText("Signed out: the server revoked the token.");
    expect(await synapse.tokenStatus(admin.access_token)).toBe(401);
    const left = await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)]);
    expect(left).toEqual([[], []]);
    await page.reload();
    await expect(app.heading("Sign in")).toBeVisible();
  });

  for (const [what, fault] of [
    ["a 502", html(502, "Bad Gateway")],
    ["no answer", reset],
  ] as const) {
    test(`signing out with ${what} forgets the session here and says that the server did not confirm, on ${release}`, async ({
      app,
      watch,
      proxyTo,
    }) => {
      watch.expectConsole(/502|ERR_/);
      const admin = await synapse.createUser({ admin: true });
      const proxy = await proxyTo(server);
      await app.signIn(server, { as: admin, via: proxy.url });
      proxy.fault("POST", /\/logout$/, fault);
      await app.signOut();
      await expect(app.notice()).toContainText("but the server did not confirm it");
      expect(await synapse.tokenStatus(admin.access_token)).toBe(200);
    });
  }
}
