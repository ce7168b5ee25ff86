import { at } from "../support/app.ts";
import { doneThenLost, held, html, limited, matrixError, stall } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";
import { Synapse, unique } from "../support/synapse.ts";
import { cases } from "./cases.ts";

const synapse = new Synapse(current);
const RESET = /\/_synapse\/admin\/v1\/reset_password\//;

// Nobody can be asked afterwards, so that the empty object which Synapse answers is the only proof: no case is harmless.
for (const { what, fault, says, console } of cases) {
  test(`resetting a password with ${what}: told as not known, nothing typed is lost, sending again works`, async ({
    app,
    page,
    watch,
    proxyTo,
  }) => {
    watch.expectConsole(console);
    const [proxy, user] = [await proxyTo(current), await synapse.createUser()];
    await app.signIn(current, { via: proxy.url, at: at.user(user.user_id) });
    const dialog = await app.begin("Reset password", "Reset the password?");
    const password = unique("typed with care");
    await app.field("New password").fill(password);
    await dialog.getByLabel("Sign the user out of all devices").check();
    proxy.fault("POST", RESET, fault);
    await app.confirm(dialog, "Reset password").click();
    await expect(dialog.getByRole("alert")).toContainText("It is not known whether the password was set");
    await expect(dialog.getByRole("alert")).toContainText(says);
    // No server tells what a password is, so there is nobody to ask again.
    await expect(dialog.getByRole("button", { name: "Ask again" })).toHaveCount(0);
    await expect(app.field("New password")).toHaveValue(password);
    await expect(dialog.getByLabel("Sign the user out of all devices")).toBeChecked();
    await expect(page.getByText("The password is set")).toHaveCount(0);
    // A write is never repeated behind one's back.
    expect(proxy.requests(RESET, "POST")).toHaveLength(1);

    proxy.heal();
    await app.confirm(dialog, "Reset password").click();
    await expect(app.dialog("The password is set")).toBeVisible();
    expect(await synapse.passwordStatus(user.user_id, password)).toBe(200);
  });
}

test("the server's own words are shown when it refuses", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/40[03]/);
  const [proxy, user] = [await proxyTo(current), await synapse.createUser()];
  await app.signIn(current, { via: proxy.url, at: at.user(user.user_id) });
  const dialog = await app.begin("Reset password", "Reset the password?");
  await app.field("New password").fill("something");
  proxy.fault("POST", RESET, matrixError(403, "M_FORBIDDEN", "Password change <b>disabled</b>"));
  await app.confirm(dialog, "Reset password").click();
  await expect(dialog.getByRole("alert")).toContainText("Password change <b>disabled</b>");
  proxy.fault("POST", RESET, matrixError(400, "M_UNKNOWN", ""));
  await app.confirm(dialog, "Reset password").click();
  await expect(dialog.getByRole("alert")).toContainText("M_UNKNOWN");
});

test("a stalled write can be stopped; the typed password stays and is sent later", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/ERR_/);
  const [proxy, user] = [await proxyTo(current), await synapse.createUser()];
  await app.signIn(current, { via: proxy.url, at: at.user(user.user_id) });
  let dialog = await app.begin("Reset password", "Reset the password?");
  const password = unique("typed with care");
  await app.field("New password").fill(password);
  proxy.fault("POST", RESET, stall, 1);
  await app.confirm(dialog, "Reset password").click();
  await expect(app.confirm(dialog, "Reset password")).toBeDisabled();
  await dialog.getByRole("button", { name: "Stop waiting" }).click();
  dialog = app.dialog("Reset the password?");
  await expect(dialog).toBeVisible();
  await expect(app.field("New password")).toHaveValue(password);
  await app.confirm(dialog, "Reset password").click();
  await expect(app.dialog("The password is set")).toBeVisible();
  expect(await synapse.passwordStatus(user.user_id, password)).toBe(200);
});

test("429 on a write: the wait is told, and the password arrives", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/429/);
  const [proxy, user] = [await proxyTo(current), await synapse.createUser()];
  await app.signIn(current, { via: proxy.url, at: at.user(user.user_id) });
  const dialog = await app.begin("Reset password", "Reset the password?");
  const password = unique("typed with care");
  await app.field("New password").fill(password);
  proxy.fault("POST", RESET, limited(800), 1);
  await app.confirm(dialog, "Reset password").click();
  const done = app.dialog("The password is set");
  const told = dialog.getByRole("alert").filter({ hasText: "too many requests" });
  await expect(done.or(told)).toBeVisible();
  if (await told.isVisible()) {
    await expect(app.field("New password")).toHaveValue(password);
    await app.confirm(dialog, "Reset password").click();
  }
  await expect(done).toBeVisible();
  expect(await synapse.passwordStatus(user.user_id, password)).toBe(200);
});

test("a change whose read-back fails is not known, and asking again ends the doubt", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/502/);
  const [proxy, user] = [await proxyTo(current), await synapse.createUser()];
  await app.signIn(current, { via: proxy.url, at: at.user(user.user_id) });
  const dialog = await app.begin("Make server admin", "Make this user a server admin?");
  proxy.fault("GET", /\/admin$/, html(502, "Bad Gateway"), 1);
  await app.confirm(dialog, "Make server admin").click();
  await expect(dialog.getByRole("alert")).toContainText("It is not known whether this was done");
  await expect(dialog.getByRole("alert")).toContainText("answered 502");
  expect(await synapse.isAdmin(user.user_id)).toBe(true);
  proxy.forget();
  await dialog.getByRole("button", { name: "Ask again" }).click();
  await expect(app.notice()).toContainText("is now a server admin (confirmed by the server).");
  // Only asked: the change is not sent again.
  expect(proxy.requests(/\/admin$/, "PUT")).toEqual([]);
});

test("a change that was done although its answer was lost is told as done", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/ERR_/);
  const [proxy, user] = [await proxyTo(current), await synapse.createUser()];
  await app.signIn(current, { via: proxy.url, at: at.user(user.user_id) });
  const dialog = await app.begin("Make server admin", "Make this user a server admin?");
  proxy.fault("PUT", /\/admin$/, doneThenLost);
  await app.confirm(dialog, "Make server admin").click();
  await expect(app.notice()).toContainText("is now a server admin (confirmed by the server).");
  await expect(app.fact("Server admin")).toHaveText("Yes");
});

test("a change that never arrived is told as not done, and can be sent again", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/502/);
  const [proxy, user] = [await proxyTo(current), await synapse.createUser()];
  await app.signIn(current, { via: proxy.url, at: at.user(user.user_id) });
  const dialog = await app.begin("Make server admin", "Make this user a server admin?");
  proxy.fault("PUT", /\/admin$/, html(502, "Bad Gateway"), 1);
  await app.confirm(dialog, "Make server admin").click();
  await expect(dialog.getByRole("alert")).toContainText("This was not done");
  await app.confirm(dialog, "Make server admin").click();
  await expect(app.notice()).toContainText("is now a server admin (confirmed by the server).");
});

test("closing the dialog during a write does not end it: the generated password is shown", async ({ app, page, proxyTo }) => {
  const [proxy, user] = [await proxyTo(current), await synapse.createUser()];
  await app.signIn(current, { via: proxy.url, at: at.user(user.user_id) });
  const dialog = await app.begin("Reset password", "Reset the password?");
  await dialog.getByRole("button", { name: "Generate" }).click();
  const password = await app.field("New password").inputValue();
  const { fault, arrived, release } = held();
  proxy.fault("POST", RESET, fault, 1);
  await app.confirm(dialog, "Reset password").click();
  await arrived;
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  release();
  await expect(app.dialog("The password is set")).toContainText(password);
  expect(await synapse.passwordStatus(user.user_id, password)).toBe(200);
});

test("leaving the page during a write does not end it: a notice tells the password", async ({ app, proxyTo }) => {
  const [proxy, user] = [await proxyTo(current), await synapse.createUser()];
  await app.signIn(current, { via: proxy.url, at: at.user(user.user_id) });
  const dialog = await app.begin("Reset password", "Reset the password?");
  const password = unique("typed with care");
  await app.field("New password").fill(password);
  const { fault, arrived, release } = held();
  proxy.fault("POST", RESET, fault, 1);
  await app.confirm(dialog, "Reset password").click();
  await arrived;
  await app.open("#/rooms");
  await expect(app.heading("Rooms")).toBeVisible();
  release();
  await expect(app.notice()).toContainText(password);
  await expect(app.notice()).toContainText(user.user_id);
  expect(await synapse.passwordStatus(user.user_id, password)).toBe(200);
});

test("an alias whose deletion lost its answer is free, and can be put back", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/404|ERR_/);
  const name = unique("lost");
  const owner = await synapse.createUser();
  const room = await synapse.createRoom({ room_alias_name: name }, owner.access_token);
  const alias = synapse.alias(name);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: at.alias(alias) });
  proxy.fault("DELETE", /\/directory\/room\//, doneThenLost, 1);
  let dialog = await app.begin("Delete alias", "Delete this alias?");
  await app.confirm(dialog, "Delete alias").click();
  await expect(app.notice()).toContainText(`${alias} is now free (confirmed by the server).`);
  dialog = await app.begin("Put it back", "Put the alias back?");
  await app.confirm(dialog, "Put it back").click();
  await expect(app.fact("Room ID")).toContainText(room);
});

test("an alias that somebody else has moved meanwhile is left alone", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/404/);
  const name = unique("moved");
  const room = await synapse.createRoom({ room_alias_name: name });
  const alias = synapse.alias(name);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: at.alias(alias) });
  const dialog = await app.begin("Delete alias", "Delete this alias?");
  await synapse.ok("DELETE", `/_matrix/client/v3/directory/room/${encodeURIComponent(alias)}`);
  const other = await synapse.createRoom();
  await synapse.setAlias(alias, other);
  await app.confirm(dialog, "Delete alias").click();
  await expect(app.notice()).toContainText("Nothing was done");
  await expect(app.fact("Room ID")).toContainText(other);
  await expect(page.getByText(room)).toHaveCount(0);
  expect(await synapse.resolve(alias)).toBe(other);
});

test("an alias that was taken from its room but refused by the other is told and can be put back", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/40[04]|502/);
  const name = unique("moving");
  const owner = await synapse.createUser();
  const room = await synapse.createRoom({ room_alias_name: name }, owner.access_token);
  const target = await synapse.createRoom();
  const alias = synapse.alias(name);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: at.alias(alias) });
  proxy.fault("PUT", /\/directory\/room\//, html(502, "Bad Gateway"), 1);
  let dialog = await app.begin("Point it at another room", "Point the alias at another room?");
  await dialog.getByLabel("Room ID or alias of the other room").fill(target);
  await app.confirm(dialog, "Point it at another room").click();
  await expect(app.notice()).toContainText("The alias was deleted, but could not be pointed at the new room.");
  expect(await synapse.resolve(alias)).toBeUndefined();
  dialog = await app.begin("Put it back", "Put the alias back?");
  await app.confirm(dialog, "Put it back").click();
  await expect(app.fact("Room ID")).toContainText(room);
  expect(await synapse.resolve(alias)).toBe(room);
});
