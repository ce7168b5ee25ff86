import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

/** Fails on anything serious or critical that axe finds. */
export async function check(page: Page, what: string): Promise<void> {
  // Colours fade in; axe must see the final ones.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
  // Whoever says what they see must reach it: axe keeps that rule back, unless it is named.
  const rules = { "label-content-name-mismatch": { enabled: true } };
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"], rules }).analyze();
  // A row's id that is too long for its cell is named whole: nobody says what is cut.
  const isCutId = (id: string, html: string) => id === "label-content-name-mismatch" && html.includes("data-row") && html.includes("…");
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => ({ id, help, html: nodes.map((node) => node.html).filter((html) => !isCutId(id, html)) }))
    .filter(({ html }) => html.length > 0)
    .map(({ id, help, html }) => `${id}: ${help}: ${html.slice(0, 3).join(" | ")}`);
  expect.soft(serious, what).toEqual([]);
}
