import { expect, test } from "../support/fixtures.ts";
import { current, releases } from "../support/lab.ts";
import { Synapse, unique } from "../support/synapse.ts";

const synapse = new Synapse(current);

for (const [release, server] of releases) {
  test(`an admin signs in with an access token on ${release}`, async ({ app, page }) => {
    await app.open("#/sign-in");
    await app.chooseServer(server.base_url);
    await app.button("Use an access token").click();
    await expect(app.button("Use an access token")).toHaveAttribute("aria-pressed", "true");
    await expect(app.button("Use a password")).toHaveAttribute("aria-pressed", "false");
    await expect(app.field("Access token")).toHaveAttribute("type", "password");
    // As people paste it: with a line break at its end.
    await app.field("Access token").fill(` ${server.admin.access_token} `);
    await app.signInButton().click();
    await expect(app.heading("Overview")).toBeVisible();
    await app.menu().click();
    await expect(page.getByText(server.admin.user_id)).toBeVisible();
  });
}

test("an unknown token is told, and stays in the field", async ({ app, watch }) => {
  watch.expectConsole(/401.*\/whoami/);
  const token = unique("syt");
  await app.open("#/sign-in");
  await app.chooseServer(current.base_url);
  await app.typeToken(token);
  await app.signInButton().click();
  await expect(app.alert()).toContainText("The server does not know this access token.");
  await expect(app.field("Access token")).toHaveValue(token);
});

test("the token of a locked account is told", async ({ app, watch }) => {
  watch.expectConsole(/401.*\/whoami/);
  const user = await synapse.createUser({ admin: true });
  await synapse.modifyUser(user.user_id, { locked: true });
  await app.open("#/sign-in");
  await app.chooseServer(current.base_url);
  await app.typeToken(user.access_token);
  await app.signInButton().click();
  await expect(app.alert()).toContainText("This account is locked.");
});

test("the sign-out of a pasted token says that the token itself is revoked", async ({ app }) => {
  const admin = await synapse.createUser({ admin: true });
  await app.signIn(current, { as: admin });
  await app.menu().click();
  await app.button("Sign out").click();
  await expect(app.dialog("Sign out?")).toContainText("Signing out revokes it on the server");
});

test("whatever is pasted as a token is understood or told, and the form lives on", async ({ app, proxyTo }) => {
  const proxy = await proxyTo(current);
  await app.open("#/sign-in");
  await app.chooseServer(proxy.url);
  proxy.forget();
  for (const [typed, words] of [
    ["syt_abc…", "was cut off"],
    ["syt_🦊", "No access token has the letter “🦊”."],
    ["syt_\u0430bc", "No access token has the letter “\u0430”."],
    ["syt abc", "has blanks in it"],
    ["\u200b", "There is no access token in this."],
  ] as const) {
    await app.typeToken(typed);
    await app.signInButton().click();
    await expect(app.alert()).toContainText(words);
  }
  expect(proxy.seen).toEqual([]);
  await app.typeToken(`“Bearer \u200b${current.admin.access_token}”,`);
  await expect(app.alert()).toHaveCount(0);
  await app.signInButton().click();
  await expect(app.heading("Overview")).toBeVisible();
});

test("odd characters in any field of the form crash nothing", async ({ app, page, watch }) => {
  watch.expectConsole(/40[03]/);
  await app.open("#/sign-in");
  await app.chooseServer(current.base_url);
  for (const odd of ["…", "\u200b", "\u0000x", "\u202eé🦊", "\"'`<>", "a".repeat(100_000)]) {
    await app.homeserver().fill(odd);
    await app.chooseServer(current.base_url);
    await app.button("Use a password").click();
    await app.typePassword(`u${odd}`, odd);
    await app.signInButton().click();
    await expect(app.alert()).toBeVisible();
  }
  await expect(page.getByText("Glia has crashed")).toHaveCount(0);
});
