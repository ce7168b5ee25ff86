import { at } from "./support/app.ts";
import { check } from "./support/axe.ts";
import { html, limited } from "./support/faults.ts";
import { expect, test } from "./support/fixtures.ts";
import { current, lab, mas, oldest, sso } from "./support/lab.ts";
import { chooseMas } from "./support/mas.ts";
import { pages, PROBES } from "./support/pages.ts";
import { Synapse } from "./support/synapse.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`In ${colorScheme} mode axe finds nothing serious`, () => {
    test.use({ colorScheme });
    test.slow();

    test("on the sign-in page in its states", async ({ app, page, watch, proxyTo }) => {
      watch.expectConsole(/403|429/);
      await app.open("");
      await check(page, "empty");
      const proxy = await proxyTo(current);
      await app.chooseServer(proxy.url);
      await check(page, "ready");
      await app.button("Use an access token").click();
      await check(page, "with a token");
      await app.button("Use a password").click();
      await app.typePassword("admin", "wrong");
      await app.signInButton().click();
      await expect(app.alert()).toBeVisible();
      await check(page, "refused");
      proxy.fault("POST", /\/login$/, limited(60_000), 1);
      await app.signInButton().click();
      await expect(app.alert()).toContainText("The server asks to wait");
      await check(page, "limited");
      await app.homeserver().fill("not a server");
      await expect(page.getByText("This is not a server name")).toBeVisible();
      await check(page, "a homeserver that is none");
    });

    test("on the sign-in pages that lead elsewhere, and back", async ({ app, page, watch }) => {
      watch.expectConsole(/404.*(thumbnail|\/login)/);
      await app.open("");
      await app.chooseServer(sso.base_url);
      await app.button("Use single sign-on").click();
      await expect(app.button("Continue with School")).toBeVisible();
      await check(page, "identity providers");
      await chooseMas(app);
      await expect(page.getByRole("button", { name: /^Continue to / })).toBeVisible();
      await check(page, "OAuth");
      await app.typeToken(mas.admin.access_token);
      await app.signInButton().click();
      await expect(app.heading("Overview")).toBeVisible();
      await app.open(at.user(mas.member.user_id));
      await expect(page.getByText(/mas-cli manage set-password/)).toBeVisible();
      await check(page, "a user that Matrix Authentication Service keeps");
      await page.goto(`${lab.app}?loginToken=syl_x`);
      await expect(app.alert()).toBeVisible();
      await check(page, "a stray answer");
    });

    test("on the menu with several servers", async ({ app, page }) => {
      await app.signIn(current);
      await app.open("#/sign-in");
      await app.chooseServer(oldest.base_url);
      await app.typeToken(oldest.admin.access_token);
      await app.signInButton().click();
      await expect(app.heading("Overview")).toBeVisible();
      await app.menu().click();
      await expect(page.getByRole("navigation", { name: "Servers" }).getByRole("link")).toHaveCount(3);
      await check(page, "the menu");
    });

    // Halves, so that two workers share the longest test.
    for (const half of [0, 1]) {
      test(`on any page, half ${half + 1}`, async ({ app, page, watch }) => {
        watch.expectConsole(/404.*\/directory\/room\//);
        watch.expectConsole(PROBES);
        test.setTimeout(120_000);
        await app.signIn(current);
        for (const [name, address, heading] of pages(current).filter((_page, index) => index % 2 === half)) {
          await app.open(address);
          await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
          await expect(page.getByText("Loading…")).toHaveCount(0);
          await check(page, name);
        }
      });
    }

    test("in the dialogs", async ({ app, page, watch, proxyTo }) => {
      watch.expectConsole(/502/);
      const proxy = await proxyTo(current);
      const user = await new Synapse(current).createUser();
      await app.signIn(current, { via: proxy.url, at: at.user(user.user_id) });
      let dialog = await app.begin("Make server admin", "Make this user a server admin?");
      await dialog.getByText("The same as curl").click();
      await check(page, "make admin, with curl");
      await page.keyboard.press("Escape");
      dialog = await app.begin("Reset password", "Reset the password?");
      await check(page, "reset password");
      await dialog.getByRole("button", { name: "Generate" }).click();
      proxy.fault("POST", /reset_password/, html(502, "Bad Gateway"), 1);
      await app.confirm(dialog, "Reset password").click();
      await expect(dialog.getByRole("alert")).toBeVisible();
      await check(page, "reset password, failed");
      await app.confirm(dialog, "Reset password").click();
      await expect(app.dialog("The password is set")).toBeVisible();
      await check(page, "the password, once");
      await page.keyboard.press("Escape");
      await app.open(at.alias(current.cast.aliases.ordinary));
      dialog = await app.begin("Delete alias", "Delete this alias?");
      await check(page, "delete alias");
      await page.keyboard.press("Escape");
      dialog = await app.begin("Point it at another room", "Point the alias at another room?");
      await check(page, "point alias");
      await page.keyboard.press("Escape");
      await app.menu().click();
      await check(page, "menu");
      await app.button("Keyboard shortcuts").click();
      await check(page, "shortcuts");
      await page.keyboard.press("Escape");
      await app.button("Sign out").click();
      await check(page, "sign out");
    });

    test("when things go wrong", async ({ app, page, watch, proxyTo }) => {
      watch.expectConsole(/502|403/);
      const proxy = await proxyTo(current);
      await app.signIn(current, { via: proxy.url, at: "#/rooms" });
      await expect(app.rowLinks("Rooms").first()).toBeVisible();
      proxy.fault("GET", /\/rooms\?/, html(502, "Bad Gateway"), 1);
      await app.link("Biggest rooms").click();
      await expect(app.alert()).toBeVisible();
      await app.alert().getByText("Details").click();
      await check(page, "an error over old rows");
      await app.open("#/sign-in");
      await app.chooseServer(current.base_url);
      await app.typeToken(current.member.access_token);
      await app.signInButton().click();
      await expect(app.heading("This account is not a server admin")).toBeVisible();
      await check(page, "no server admin");
    });
  });
}

test("the theme that was chosen wins over the system's, and survives a reload", async ({ app, page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await app.open("");
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await background();
  await app.menu().click();
  await app.choice("Theme").selectOption("Light");
  await expect.poll(background).not.toBe(dark);
  const light = await background();
  await page.reload();
  await expect(app.homeserver()).toBeVisible();
  await expect.poll(background).toBe(light);
  await app.menu().click();
  await app.choice("Theme").selectOption("Automatic");
  await expect.poll(background).toBe(dark);
});
