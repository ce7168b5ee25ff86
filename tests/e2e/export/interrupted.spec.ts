import type { App } from "../support/app.ts";
import type { FaultProxy } from "../support/fault-proxy.ts";
import { limited, matrixError, reset, truncated, unknownToken } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, type FullServer, lab } from "../support/lab.ts";
import { sql } from "../support/sql.ts";
import { Synapse } from "../support/synapse.ts";
import { expectSame, media, neverIn, original } from "./compare.ts";
import { holdFiles } from "./hold.ts";
import { address, begin, contents, exported, preview, stage } from "./page.ts";
import { shellExport } from "./shell.ts";
import { makeSubject, type Subject } from "./subject.ts";

test.describe.configure({ timeout: 240_000 });

test("goes through storms, and is the same in the end", async ({ app, page, watch, proxyTo }) => {
  const subject = await makeSubject(new Synapse(current));
  const proxy = await proxyTo(current);
  watch.expectConsole(/Failed to load resource|ERR_/);
  await app.signIn(current, { at: address(subject.user), via: proxy.url });
  const zip = await exported(page);
  const storm = [
    [/\/messages/, limited(50), 6],
    [/\/messages/, reset, 2],
    [/\/messages/, truncated("length corrected"), 2],
    [/\/messages/, truncated("length as promised"), 2],
    [/\/download\//, limited(50), 3],
    [/\/download\//, reset, 3],
    [/\/download\//, truncated("length as promised"), 3],
    [/\/download\//, matrixError(500, "M_UNKNOWN", "Internal server error"), 2],
    [/\/messages/, unknownToken(true), 1],
    [/\/context\//, matrixError(502, "M_UNKNOWN", "Bad gateway"), 1],
  ] as const;
  for (const [path, fault, times] of storm) proxy.fault("GET", path, fault, times);
  await page.getByRole("button", { name: "Delete it from this browser" }).click();
  await expect(page.getByRole("heading", { name: "An export is stored in this browser" })).toBeHidden();
  const disturbed = await exported(page);
  proxy.heal();
  expectSame(original(disturbed).files, original(zip).files);
  expect(media(disturbed)).toEqual(media(zip));
  expect(original(disturbed).manifest.skipped).toEqual(original(zip).manifest.skipped);
});

/** What is there of the user's tokens: the one that they signed in with, and what an export has made. */
const tokens = async (server: FullServer, { user }: Subject) =>
  (await sql(server, `SELECT id FROM access_tokens WHERE user_id = '${user.user_id}'`)).length;

/** An export that stays in the middle of the files, after the rooms; and how many tokens the user had before. */
async function inTheMiddle(app: App, proxy: FaultProxy, keep = false) {
  const subject = await makeSubject(new Synapse(current));
  app.watch.expectConsole(/Failed to load resource|ERR_/);
  await app.signIn(current, { at: address(subject.user), via: proxy.url, keep });
  const signedIn = await tokens(current, subject);
  await preview(app.page);
  holdFiles(proxy, subject);
  await begin(app.page);
  await expect(stage(app.page)).toContainText("Files: 7 of 9", { timeout: 60_000 });
  return { subject, proxy, signedIn };
}

test("goes on after a reload where it was", async ({ app, page, proxyTo }) => {
  const { subject, proxy, signedIn } = await inTheMiddle(app, await proxyTo(current));
  await page.reload();
  const reloaded = Date.now();
  await expect(page.getByText(/^Started .*, not complete: rooms/)).toBeVisible();
  await expect.poll(() => tokens(current, subject), "the token that read as the user is revoked").toBe(signedIn);
  proxy.forget();
  proxy.heal();
  const download = page.waitForEvent("download", { timeout: 180_000 });
  await page.getByRole("button", { name: "Continue the export" }).click();
  const zip = await contents(await download);
  const { files, manifest } = original(zip);
  expect(Date.parse(manifest.begun)).toBeLessThan(reloaded);
  expect(proxy.requests(/\/messages/), "the rooms were through").toEqual([]);
  expectSame(files, await shellExport(current, subject.user.user_id), neverIn(subject));
  expect(media(zip)).toEqual(subject.media.map(({ bytes }) => bytes.toString("base64")).sort());
});

test("pauses, goes on, and can be cancelled without a trace", async ({ app, page, proxyTo }) => {
  const { subject, signedIn } = await inTheMiddle(app, await proxyTo(current));
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("Paused.")).toBeVisible();
  // It works while one looks at other pages.
  await app.open("#/users?limit=25");
  await expect(app.heading("Users")).toBeVisible();
  await app.open(address(subject.user));
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText("Paused.")).toBeHidden();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("heading", { name: "An export is stored in this browser" })).toBeVisible();
  await expect.poll(() => tokens(current, subject)).toBe(signedIn);
  // Nothing lies in a browser unseen.
  await app.open("#/export");
  const kept = page.getByRole("region", { name: "Exports stored in this browser" });
  await expect(kept.getByRole("link", { name: subject.user.user_id })).toBeVisible();
  await kept.getByRole("button", { name: "Delete it from this browser" }).click();
  await expect(kept).toBeHidden();
});

test("another tab says that the export is made elsewhere, once, and leaves it alone", async ({ app, page, watch, proxyTo }) => {
  const { subject } = await inTheMiddle(app, await proxyTo(current), true);
  const tab = await page.context().newPage();
  await watch.start(tab);
  await tab.addInitScript(() => {
    const { postMessage } = Worker.prototype;
    Object.assign(window, { asked: 0 });
    Worker.prototype.postMessage = function (...message: unknown[]) {
      (window as any).asked += 1;
      return postMessage.apply(this, message as Parameters<typeof postMessage>);
    };
  });
  await tab.goto(`${lab.app}${address(subject.user)}`);
  const busy = tab.getByText("Another tab of this browser is already exporting this user.");
  await expect(busy).toBeVisible();
  // Whatever it would do again and again, it has the time to do.
  await tab.goto(`${lab.app}#/users?limit=25`);
  await expect(tab.getByRole("heading", { name: "Users", level: 1 })).toBeVisible();
  await tab.goto(`${lab.app}${address(subject.user)}`);
  await expect(busy).toBeVisible();
  expect(await tab.evaluate(() => (window as any).asked)).toBe(2);
  await expect(stage(page)).toContainText("Files: 7 of 9");
});

test("when one of several users cannot be exported, nothing more begins, and how many is told", async ({ app, page, watch }) => {
  const user = await new Synapse(current).createUser();
  const nobody = { user_id: `@nobody-${user.localpart}:${current.server_name}` };
  watch.expectConsole(/Failed to load resource/);
  await app.signIn(current, { at: address(user, nobody, user) });
  await preview(page);
  const download = page.waitForEvent("download");
  await begin(page);
  await contents(await download);
  await expect(app.alert()).toContainText("Exports of other users not started: 1.");
  await expect(app.alert()).toContainText(`There is no user ${nobody.user_id} on this server.`);
  await expect(app.alert()).toContainText(encodeURIComponent(nobody.user_id));
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), "nothing sticks out of a phone").toBe(390);
});
