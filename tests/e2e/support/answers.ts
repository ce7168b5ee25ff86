import { expect, type Page } from "@playwright/test";

/**
 * The snippets of an answer for one place (`SQL for psql`, `Shell` …), as their copy buttons give them, in order. Waits
 * until the page is there: its part may still be on its way.
 */
export async function snippets(page: Page, place: string): Promise<string[]> {
  const figures = page.getByRole("figure").filter({ has: page.getByText(place, { exact: true }) });
  await expect(figures.first()).toBeVisible();
  return figures.locator("[data-copy]").evaluateAll((buttons) => buttons.map((b) => b.getAttribute("data-copy") ?? ""));
}

/** The one snippet of a place that holds a text. */
export async function snippet(page: Page, place: string, holds: string): Promise<string> {
  const found = (await snippets(page, place)).filter((text) => text.includes(holds));
  if (found.length !== 1) throw new Error(`${found.length} snippets for ${place} hold ${holds}`);
  return found[0]!;
}

/** The address of an answer, perhaps about one thing. */
export function answer(slug: string, about: Record<string, string> = {}): string {
  const query = Object.entries(about).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `#/answers/${slug}${query.length > 0 ? `?${query.join("&")}` : ""}`;
}

/** A number as the page writes it. */
export const number = (value: number) => new Intl.NumberFormat("en-GB").format(value);
