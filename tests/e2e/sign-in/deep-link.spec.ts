import { at } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";

test("a bookmark without a session: sign-in first, then its page with all its state", async ({ app, page }) => {
  await app.open("#/users?name=ma&order_by=last_seen_ts&dir=b&limit=25");
  await expect(page.getByText("Sign in to open this page.")).toBeVisible();
  await app.chooseServer(current.base_url);
  await app.typePassword(current.admin.localpart, current.admin.password);
  await app.signInButton().click();
  await expect(app.heading("Users")).toBeVisible();
  await expect(app.search("Search users")).toHaveValue("ma");
  await expect(app.column("Users", "Last seen")).toHaveAttribute("aria-sort", "descending");
  await expect.poll(() => app.hash()).toBe("#/users?name=ma&order_by=last_seen_ts&dir=b&limit=25");
});

test("server= in a bookmark fills the field, is looked up at once, and the page follows", async ({ app, page }) => {
  app.watch.allow(current.base_url);
  await app.open(`${at.room(current.cast.rooms.space)}?server=${encodeURIComponent(current.base_url)}`);
  await expect(app.homeserver()).toHaveValue(current.base_url);
  await expect(page.getByText(`Synapse ${current.version} at ${current.base_url}`)).toBeVisible();
  await app.typeToken(current.admin.access_token);
  await app.signInButton().click();
  await expect(app.fact("Room ID")).toContainText(current.cast.rooms.space);
});

test("signing out leads to the sign-in page, and back does not show anything of before", async ({ app, page }) => {
  await app.signIn(current, { at: "#/users", with: "password" });
  await expect(app.rowLinks("Users").first()).toBeVisible();
  await app.signOut();
  await expect.poll(() => app.hash()).toBe("#/sign-in");
  await page.goBack();
  await expect(app.table("Users")).toHaveCount(0);
});
