import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { type Account, current } from "../support/lab.ts";
import { Synapse } from "../support/synapse.ts";
import { expectSame, media, neverIn, original } from "./compare.ts";
import { checkpoint, holdFiles, slowly } from "./hold.ts";
import { address, begin, ON_DISK, preview } from "./page.ts";
import { shellExport, unzip } from "./shell.ts";
import { makeSubject } from "./subject.ts";

test.describe.configure({ timeout: 240_000 });

/**
 * The dialog of the operating system is the one part that no test can click; what it gives is a handle like those of the
 * browser's own storage, and everything behind it is real.
 */
async function choosesFile(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const storage = () => navigator.storage.getDirectory();
    Object.assign(window, {
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
        (await storage()).getFileHandle(suggestedName, { create: true }),
      showDirectoryPicker: storage,
    });
  });
}

/** What lies in the file that was chosen. */
async function chosen(page: Page, user: Account): Promise<Map<string, Buffer>> {
  const name = `glia-export-_${user.localpart}_${current.server_name}.zip`;
  const download = page.waitForEvent("download");
  await page.evaluate(async (name) => {
    const file = await (await (await navigator.storage.getDirectory()).getFileHandle(name)).getFile();
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: name });
    link.click();
  }, name);
  return unzip(await (await download).path());
}

test("straight to the disk it is the same, also after a reload", async ({ app, page, watch, proxyTo }) => {
  await choosesFile(page);
  const subject = await makeSubject(new Synapse(current));
  const proxy = await proxyTo(current);
  watch.expectConsole(/Failed to load resource|ERR_/);
  await app.signIn(current, { at: address(subject.user), via: proxy.url });
  await expect(page.getByLabel(ON_DISK)).toBeChecked();
  await preview(page, { onDisk: true });
  holdFiles(proxy, subject);
  proxy.fault("GET", /\/messages/, slowly);
  await begin(page);
  await expect.poll(() => checkpoint(page), { timeout: 60_000 }).toBeGreaterThan(0);
  await page.reload();
  const reloaded = Date.now();
  await expect(page.getByText(/rooms [1-9]\d* of 25, .* It goes to glia-export-.*\.zip\./)).toBeVisible();
  proxy.heal();
  await page.getByRole("button", { name: "Continue the export" }).click();
  await expect(page.getByText("The export is done.")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/It is in glia-export-.*\.zip, where you chose\./)).toBeVisible();
  const zip = await chosen(page, subject.user);
  const { files, manifest } = original(zip);
  expect(Date.parse(manifest.begun)).toBeLessThan(reloaded);
  expectSame(files, await shellExport(current, subject.user.user_id), neverIn(subject));
  expect(media(zip)).toEqual(subject.media.map(({ bytes }) => bytes.toString("base64")).sort());
  await page.reload();
  await expect(page.getByRole("button", { name: "See what is in it" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "An export is stored in this browser" })).toBeHidden();
});

test("straight to the disk, somebody who chooses no file has begun nothing", async ({ app, page }) => {
  await page.addInitScript(() => {
    (window as any).showSaveFilePicker = () => Promise.reject(new DOMException("The user aborted a request.", "AbortError"));
  });
  await app.signIn(current, { at: address(current.member) });
  await preview(page, { onDisk: true });
  await begin(page);
  await expect(page.getByRole("heading", { name: "What will be in it" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Exporting" })).toBeHidden();
});

test("straight to the disk, several users become files in one folder", async ({ app, page }) => {
  await choosesFile(page);
  const synapse = new Synapse(current);
  const users = [await synapse.createUser(), await synapse.createUser()];
  await app.signIn(current, { at: address(...users) });
  await preview(page, { onDisk: true });
  await begin(page);
  await expect(page.getByText(/It is in .*, where you chose\./)).toContainText(users[1]!.localpart);
  for (const user of users) {
    const { files, manifest } = original(await chosen(page, user));
    expect(manifest.user_id).toBe(user.user_id);
    expectSame(files, await shellExport(current, user.user_id));
  }
});
