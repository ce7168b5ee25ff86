import { at } from "./support/app.ts";
import { expect, test } from "./support/fixtures.ts";
import { current } from "./support/lab.ts";

test("the navigation leads to the pages, and says where one is", async ({ app, page }) => {
  await app.signIn(current, { at: "#/users?limit=25" });
  const nav = page.getByRole("navigation", { name: "Main" });
  const here = nav.locator('[aria-current="page"]');
  await expect(here).toHaveText("Users");
  await app.open(at.user(current.member.user_id));
  await expect(app.entity(current.member.user_id)).toBeVisible();
  await expect(here).toHaveText("Users");
  for (const [link, heading] of [
    ["Servers", "Which servers is my server talking to?"],
    ["Answers", "Answers"],
    ["Doctor", "Connection doctor"],
    ["Overview", "Overview"],
  ] as const) {
    await nav.getByRole("link", { name: link, exact: true }).click();
    await expect(app.heading(heading)).toBeVisible();
    await expect(here).toHaveText(link);
  }
});

test("the side bar folds to icons, and stays so", async ({ app, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await app.signIn(current);
  const nav = page.getByRole("navigation", { name: "Main" });
  const width = async () => (await nav.boundingBox())?.width ?? 0;
  const whole = await width();
  const fold = app.button("Show icons only");
  await fold.click();
  await expect(fold).toHaveAttribute("aria-pressed", "true");
  await expect.poll(width).toBeLessThan(whole / 2);
  await page.reload();
  await expect(fold).toHaveAttribute("aria-pressed", "true");
  await expect.poll(width).toBeLessThan(whole / 2);
  await nav.getByRole("link", { name: "Users", exact: true }).click();
  await expect(app.heading("Users")).toBeVisible();
  await fold.click();
  await expect.poll(width).toBe(whole);
  expect(await page.evaluate(() => localStorage.getItem("glia.side-bar"))).toBeNull();
});

test("with less room the bar is narrow", async ({ app, page }) => {
  await page.setViewportSize({ width: 768, height: 1024 });
  await app.signIn(current);
  const nav = page.getByRole("navigation", { name: "Main" });
  await expect.poll(async () => (await nav.boundingBox())?.width).toBeLessThan(80);
  await nav.getByRole("link", { name: "Aliases", exact: true }).click();
  await expect(app.heading("Aliases")).toBeVisible();
  await expect(app.button("Show icons only")).toBeHidden();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("four pages are always there, and More shows the others until one is chosen", async ({ app, page }) => {
    await app.signIn(current);
    const nav = page.getByRole("navigation", { name: "Main" });
    const more = app.button("More");
    const links = nav.getByRole("link");
    await expect(links).toHaveText(["Overview", "Users", "Rooms", "Answers"]);
    for (const close of [() => more.tap(), () => page.keyboard.press("Escape"), () => page.touchscreen.tap(195, 300)]) {
      await more.tap();
      await expect(more).toHaveAttribute("aria-expanded", "true");
      await expect(links).toHaveCount(8);
      await close();
      await expect(more).toHaveAttribute("aria-expanded", "false");
      await expect(links).toHaveCount(4);
    }
    await more.tap();
    await nav.getByRole("link", { name: "Logs", exact: true }).tap();
    await expect(app.heading("Log explorer")).toBeVisible();
    await expect(links).toHaveCount(4);
  });
});
