import type { Download, Page } from "@playwright/test";
import type { Account } from "../support/lab.ts";
import { expect } from "../support/fixtures.ts";
import { unzip } from "./shell.ts";

/** Chromium is asked for what every browser can: the browser's storage, and a download. */
export const ON_DISK = "Write it straight to this computer's disk";

export const address = (...users: Pick<Account, "user_id">[]) =>
  `#/export?${users.map(({ user_id }) => `user=${encodeURIComponent(user_id)}`).join("&")}`;

/** Asks what is in it. */
export async function preview(page: Page, { onDisk = false } = {}): Promise<void> {
  await page.getByLabel(ON_DISK).setChecked(onDisk);
  await page.getByRole("button", { name: "See what is in it" }).click();
  await expect(page.getByRole("heading", { name: "What will be in it" })).toBeVisible({ timeout: 60_000 });
}

export const begin = (page: Page) => page.getByRole("button", { name: "Export", exact: true }).click();

/** Begins an export as a person does, and gives the ZIP. */
export async function exported(page: Page): Promise<Map<string, Buffer>> {
  await preview(page);
  const download = page.waitForEvent("download", { timeout: 180_000 });
  await begin(page);
  const zip = await contents(await download);
  await expect(page.getByText("The export is done.")).toBeVisible();
  return zip;
}

export const contents = async (download: Download) => unzip(await download.path());

/** The line that says how far it is. */
export const stage = (page: Page) => page.locator(".export-run .at");
