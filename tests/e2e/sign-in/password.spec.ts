import { expect, test } from "../support/fixtures.ts";
import { type Credentials, current, releases } from "../support/lab.ts";
import { Synapse, unique } from "../support/synapse.ts";

for (const [release, server] of releases) {
  test(`an admin signs in with a password on ${release}`, async ({ app, page }) => {
    await app.open("");
    await expect(app.heading("Sign in")).toBeVisible();
    await expect(page).toHaveTitle("Sign in · Glia");
    await expect(app.signInButton()).toBeDisabled();
    await app.chooseServer(server.base_url);
    await expect(page.getByText(`Synapse ${server.version} at ${server.base_url}`)).toBeVisible();
    await app.typePassword(server.admin.localpart, server.admin.password);
    await app.field("Password").press("Enter");
    await expect(app.heading("Overview")).toBeVisible();
    await expect(page).toHaveTitle("Overview · Glia");
    await app.menu().click();
    await expect(page.getByText(`Signed in as ${server.admin.user_id} on ${server.base_url}`)).toBeVisible();
  });
}

const synapse = new Synapse(current);
const localpart = ({ user_id }: Credentials) => user_id.slice(1).split(":")[0] ?? "";

test("a wrong password is told, and what was typed stays", async ({ app, page, watch }) => {
  watch.expectConsole(/403.*\/login/);
  const user = await synapse.createUser({ admin: true });
  await app.open("#/sign-in");
  await app.chooseServer(current.base_url);
  await app.typePassword(user.localpart, "not the password");
  await app.signInButton().click();
  await expect(app.alert()).toContainText("Wrong username or password, or the account is deactivated.");
  await expect(app.homeserver()).toHaveValue(current.base_url);
  await expect(page.getByLabel("User ID or username")).toHaveValue(user.localpart);
  await expect(app.field("Password")).toHaveValue("not the password");
  await app.field("Password").fill(user.password);
  await app.signInButton().click();
  await expect(app.heading("Overview")).toBeVisible();
});

test("a user that does not exist is told like a wrong password", async ({ app, watch }) => {
  watch.expectConsole(/403.*\/login/);
  await app.open("#/sign-in");
  await app.chooseServer(current.base_url);
  await app.typePassword(unique("nobody"), "secret");
  await app.signInButton().click();
  await expect(app.alert()).toContainText("Wrong username or password");
});

for (const [release, server] of releases) {
  test(`a deactivated account is told on ${release}`, async ({ app, watch }) => {
    watch.expectConsole(/403.*\/login/);
    await app.open("#/sign-in");
    await app.chooseServer(server.base_url);
    await app.typePassword(localpart(server.cast.deactivated), server.cast.deactivated.password);
    await app.signInButton().click();
    await expect(app.alert()).toContainText("deactivated");
  });

  test(`a locked account is told on ${release}`, async ({ app, watch }) => {
    watch.expectConsole(/40[13].*\/(login|whoami|admin)/);
    await app.open("#/sign-in");
    await app.chooseServer(server.base_url);
    await app.typePassword(localpart(server.cast.locked), server.cast.locked.password);
    await app.signInButton().click();
    await expect(app.alert()).toContainText("This account is locked. Another admin can unlock it.");
    await expect(app.heading("Sign in")).toBeVisible();
  });
}

test("a username with blanks around it works", async ({ app }) => {
  const user = await synapse.createUser({ admin: true });
  await app.open("#/sign-in");
  await app.chooseServer(current.base_url);
  await app.typePassword(` ${user.localpart} `, user.password);
  await app.signInButton().click();
  await expect(app.heading("Overview")).toBeVisible();
});
