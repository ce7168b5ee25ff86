import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { at } from "./support/app.ts";
import { test } from "./support/fixtures.ts";
import { current } from "./support/lab.ts";
import { expect } from "@playwright/test";

/** The pictures of the README. Not part of the tests: `npm run screenshots`. */
const folder = process.env.GLIA_SCREENSHOTS ?? new URL("results/screenshots", import.meta.url).pathname;
mkdirSync(folder, { recursive: true });

for (const [size, viewport] of [
  ["desktop", { width: 1280, height: 800 }],
  ["phone", { width: 390, height: 844 }],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test("pictures", async ({ app, page }) => {
        const take = async (name: string) => {
          await expect(page.getByText("Loading…")).toHaveCount(0);
          await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => 0))));
          await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`) });
        };
        await app.open("");
        await app.chooseServer(current.base_url);
        await app.typePassword(current.admin.localpart, current.admin.password);
        await take("sign-in");
        await app.signIn(current);
        await expect(app.fact("Users")).toHaveText(/\d/);
        await take("overview");
        await app.open("#/users?order_by=last_seen_ts&dir=b");
        await expect(app.rowLinks("Users").first()).toBeVisible();
        await take("users");
        await app.open(at.user(current.member.user_id));
        await expect(app.button("Reset password")).toBeVisible();
        await take("user");
        let dialog = await app.begin("Reset password", "Reset the password?");
        await dialog.getByRole("button", { name: "Generate" }).click();
        await take("reset-password");
        await page.keyboard.press("Escape");
        await app.open("#/rooms?order_by=state_events");
        await expect(app.rowLinks("Rooms").first()).toBeVisible();
        await take("rooms");
        await app.open(at.room(current.cast.rooms.space));
        await expect(app.fact("Room ID")).toBeVisible();
        await take("room");
        await app.open(at.alias(current.cast.aliases.stuck));
        await expect(app.button("Delete alias")).toBeVisible();
        await take("alias");
        dialog = await app.begin("Delete alias", "Delete this alias?");
        await dialog.getByText("The same as curl").click();
        await take("delete-alias");
      });
    });
  }
}
