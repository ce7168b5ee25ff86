import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";

test("the questions are searched by any of their words; the search is part of the address", async ({ app, page }) => {
  await app.signIn(current, { at: "#/answers" });
  const cards = page.getByRole("main").getByRole("listitem");
  await expect(cards).toHaveCount(14);
  const search = page.getByRole("searchbox", { name: "Search questions" });
  await search.fill("RAM");
  await expect(cards).not.toHaveCount(14);
  await expect(app.link("Why is Synapse slow or eating memory?")).toBeVisible();
  await expect(app.link("How do I reset a password?")).toHaveCount(0);
  await expect.poll(() => app.hash()).toBe("#/answers?q=RAM");
  await page.reload();
  await expect(search).toHaveValue("RAM");
  await expect(app.link("How do I reset a password?")).toHaveCount(0);
  await search.fill("no such words at all");
  await expect(page.getByText("No question has these words.")).toBeVisible();
  await search.fill("");
  await expect(cards).toHaveCount(14);
});

test("an answer leads back to all answers, and its title names the window", async ({ app, page }) => {
  await app.signIn(current, { at: "#/answers/reset-password" });
  await expect(page).toHaveTitle(/^How do I reset a password\?/);
  await app.link("All answers").click();
  await expect(app.heading("Answers")).toBeVisible();
});

test("a slug that is no question is no page", async ({ app }) => {
  await app.signIn(current, { at: "#/answers/how-to-fly" });
  await expect(app.heading("Page not found")).toBeVisible();
});
