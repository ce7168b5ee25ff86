import type { Locator, Page } from "@playwright/test";
import type { App } from "../support/app.ts";
import { expect } from "../support/fixtures.ts";

/** What the browser logs while the doctor asks for what is refused on purpose. */
export const ASKED =
  /\/(versions|server_version|login|whoami|whois|auth_metadata|static\/|glia-connection-doctor|none|delete_devices|key|media|federation|register)\b.*|\.well-known|ERR_|CORS policy|\/api\/admin\/v1\/|(admin|users)\?(glia|limit=glia)|status of 40[04] .*:\d+\/$/;

/** The verdicts that a check can have, as their badges say. */
export const FINE = "Nothing is wrong with the connection.";

/** A check, by its name. */
export function check(page: Page, name: string): Locator {
  return page.locator(".findings > li").filter({ has: page.getByRole("heading", { level: 3, name: new RegExp(`^${escape(name)} `) }) });
}

/** The names of the checks with this verdict. */
export async function checks(page: Page, verdict: string): Promise<string[]> {
  const titles = await page.locator(".findings h3").allTextContents();
  return titles.filter((title) => title.endsWith(` ${verdict}`)).map((title) => title.slice(0, -verdict.length - 1));
}

/** Opens the doctor for a server, and waits for its verdict. */
export async function examine(app: App, page: Page, server: string): Promise<Locator> {
  await app.open(`#/doctor?server=${encodeURIComponent(server)}`);
  return verdict(page);
}

/** The verdict, once all checks are done. */
export async function verdict(page: Page): Promise<Locator> {
  await expect(page.getByRole("button", { name: "Copy report" })).toBeVisible({ timeout: 20_000 });
  return page.locator(".doctor-state .panel");
}

/** The report that the button copies. */
export async function report(page: Page): Promise<string> {
  return (await page.getByRole("button", { name: "Copy report" }).getAttribute("data-copy")) ?? "";
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
