import { limited } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";

test("too many tries: the seconds to wait count down, then signing in works", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/429/);
  const proxy = await proxyTo(current);
  await page.clock.install();
  await app.open("#/sign-in");
  await app.homeserver().fill(proxy.url);
  await page.clock.runFor(1000);
  await expect(page.getByText(`at ${proxy.url}`)).toBeVisible();
  await app.typePassword(current.admin.localpart, current.admin.password);
  proxy.fault("POST", /\/login$/, limited(90_500), 1);
  await app.signInButton().click();
  await expect(app.alert()).toContainText("The server asks to wait 91 seconds.");
  await expect(app.signInButton()).toBeDisabled();
  await page.clock.runFor(60_000);
  await expect(app.alert()).toContainText("The server asks to wait 31 seconds.");
  await page.clock.runFor(30_000);
  await expect(app.alert()).toContainText("The server asks to wait 1 second.");
  await page.clock.runFor(2_000);
  await expect(app.alert()).toHaveCount(0);
  await expect(app.field("Password")).toHaveValue(current.admin.password);
  expect(proxy.requests(/\/login$/, "POST")).toHaveLength(1);
  await app.signInButton().click();
  await expect(app.heading("Overview")).toBeVisible();
});
