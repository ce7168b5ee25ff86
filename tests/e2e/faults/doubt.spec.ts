import type { Page } from "@playwright/test";
import { at, type App } from "../support/app.ts";
import { doneThenLost, matrixError, reset } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";
import { Synapse, unique } from "../support/synapse.ts";

const synapse = new Synapse(current);
const RESET = /\/_synapse\/admin\/v1\/reset_password\//;
const DIRECTORY = /\/directory\/room\//;
const POINT = "Point it at another room";

/** Somebody's room with an alias, which is to go to another room. */
async function move(): Promise<{ alias: string; target: string }> {
  const name = unique("doubt");
  const owner = await synapse.createUser();
  await synapse.createRoom({ room_alias_name: name }, owner.access_token);
  return { alias: synapse.alias(name), target: await synapse.createRoom() };
}

test("asking again is about what was tried, not about what is typed meanwhile", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/ERR_/);
  const { alias, target } = await move();
  const other = await synapse.createRoom();
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: at.alias(alias) });
  const dialog = await app.begin(POINT, "Point the alias at another room?");
  const field = dialog.getByLabel("Room ID or alias of the other room");
  await field.fill(target);
  // It is pointed at the target, but neither that answer comes back, nor the one to the question that follows.
  proxy.fault(
    "PUT",
    DIRECTORY,
    async (exchange) => {
      proxy.fault("GET", DIRECTORY, reset);
      await doneThenLost(exchange);
    },
    1,
  );
  await app.confirm(dialog, POINT).click();
  await expect(dialog.getByRole("alert")).toContainText("It is not known whether this was done");
  await field.fill(other);
  proxy.heal();
  await dialog.getByRole("button", { name: "Ask again" }).click();
  await expect(app.notice()).toContainText(`${alias} now points at ${target} (confirmed by the server).`);
  await expect(app.fact("Room ID")).toContainText(target);
  expect(proxy.requests(DIRECTORY, "PUT")).toHaveLength(1);
  expect(await synapse.resolve(alias)).toBe(target);
});

test("an alias that somebody else takes in the middle of a move is told with its room, which the page shows", async ({
  app,
  watch,
  proxyTo,
}) => {
  watch.expectConsole(/409/);
  const { alias, target } = await move();
  const third = await synapse.createRoom();
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: at.alias(alias) });
  const dialog = await app.begin(POINT, "Point the alias at another room?");
  await dialog.getByLabel("Room ID or alias of the other room").fill(target);
  proxy.fault(
    "PUT",
    DIRECTORY,
    async ({ passOn }) => {
      await synapse.setAlias(alias, third);
      await passOn();
    },
    1,
  );
  await app.confirm(dialog, POINT).click();
  await expect(app.notice()).toContainText(`someone has since pointed it at another room (${third})`);
  await expect(dialog).toBeHidden();
  await expect(app.fact("Room ID")).toContainText(third);
  expect(await synapse.resolve(alias)).toBe(third);
});

const ways: [string, (app: App, page: Page) => Promise<void>][] = [
  ["Escape", (_app, page) => page.keyboard.press("Escape")],
  ["Cancel", (app) => app.dialog("Reset the password?").getByRole("button", { name: "Cancel" }).click()],
  ["leaving the page", (app) => app.open("#/rooms")],
];

for (const [how, leave] of ways) {
  test(`a password that may be in force is kept in a notice after ${how}`, async ({ app, page, watch, proxyTo }) => {
    watch.expectConsole(/ERR_/);
    const [proxy, user] = [await proxyTo(current), await synapse.createUser()];
    await app.signIn(current, { via: proxy.url, at: at.user(user.user_id) });
    const dialog = await app.begin("Reset password", "Reset the password?");
    await dialog.getByRole("button", { name: "Generate" }).click();
    const password = await app.field("New password").inputValue();
    proxy.fault("POST", RESET, doneThenLost, 1);
    await app.confirm(dialog, "Reset password").click();
    await expect(dialog.getByRole("alert")).toContainText("It may be in force already, so keep it.");
    await leave(app, page);
    await expect(dialog).toBeHidden();
    await expect(app.notice()).toContainText(password);
    await expect(app.notice()).toContainText(user.user_id);
    expect(await synapse.passwordStatus(user.user_id, password)).toBe(200);
  });
}

test("a refusal after a lost answer does not lose the password that may be in force", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/ERR_|403/);
  const [proxy, user] = [await proxyTo(current), await synapse.createUser()];
  await app.signIn(current, { via: proxy.url, at: at.user(user.user_id) });
  const dialog = await app.begin("Reset password", "Reset the password?");
  const password = unique("typed with care");
  await app.field("New password").fill(password);
  proxy.fault("POST", RESET, doneThenLost, 1);
  await app.confirm(dialog, "Reset password").click();
  await expect(dialog.getByRole("alert")).toContainText("It may be in force already");
  proxy.fault("POST", RESET, matrixError(403, "M_FORBIDDEN", "Password change disabled"), 1);
  await app.confirm(dialog, "Reset password").click();
  await expect(dialog.getByRole("alert")).toContainText("Password change disabled");
  await page.keyboard.press("Escape");
  await expect(app.notice()).toContainText(password);
});
