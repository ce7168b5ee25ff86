import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElementHandle, Page } from "puppeteer-core";
import { hasFirefox, inFirefox } from "../support/firefox.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, lab } from "../support/lab.ts";
import { Synapse } from "../support/synapse.ts";
import { expectSame, media, neverIn, original } from "./compare.ts";
import { address } from "./page.ts";
import { shellExport, unzip } from "./shell.ts";
import { makeSubject } from "./subject.ts";

/** Types into the field of this label. */
async function fill(page: Page, label: string, text: string): Promise<void> {
  const field = await page.waitForFunction(
    (label: string) => [...document.querySelectorAll("label")].find((found) => found.textContent === label)?.control,
    {},
    label,
  );
  await (field.asElement() as ElementHandle).type(text);
}

/** Presses the button of this name as soon as it can be. */
async function press(page: Page, name: string, timeout = 30_000): Promise<void> {
  const button = await page.waitForFunction(
    (name: string) => [...document.querySelectorAll("button")].find((found) => found.textContent === name && !found.disabled),
    { timeout },
    name,
  );
  await (button.asElement() as ElementHandle).click();
}

async function shows(page: Page, text: string, timeout: number): Promise<void> {
  await page.waitForFunction((text: string) => document.querySelector("main")?.innerText.includes(text), { timeout }, text);
}

test("in Firefox, through its storage, it is what Synapse's own command writes", async () => {
  test.setTimeout(240_000);
  expect(hasFirefox, "Firefox is there").toBe(true);
  const subject = await makeSubject(new Synapse(current));
  const downloads = await mkdtemp(join(tmpdir(), "glia-firefox-"));
  const saved = async () => (await readdir(downloads)).filter((name) => name.endsWith(".zip"));
  await inFirefox(
    `${lab.app}${address(subject.user)}`,
    async ({ page, problems }) => {
      await fill(page, "Homeserver", current.base_url);
      await press(page, "Use an access token");
      await fill(page, "Access token", current.admin.access_token);
      await press(page, "Sign in");
      await press(page, "See what is in it");
      await press(page, "Export", 60_000);
      await shows(page, "The export is done.", 180_000);
      await expect.poll(saved, { timeout: 30_000 }).toHaveLength(1);
      await expect.poll(async () => (await readdir(downloads)).length, "nothing is written any more").toBe(1);
      expect(problems).toEqual([]);
    },
    { servers: [current.base_url], downloads },
  );
  const zip = await unzip(join(downloads, (await saved())[0]!));
  expectSame(original(zip).files, await shellExport(current, subject.user.user_id), neverIn(subject));
  expect(media(zip)).toEqual(subject.media.map(({ bytes }) => bytes.toString("base64")).sort());
  await rm(downloads, { recursive: true });
});
