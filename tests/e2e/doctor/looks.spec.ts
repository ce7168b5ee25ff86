import { check as axe } from "../support/axe.ts";
import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";
import { installed } from "../support/reverse-proxy.ts";
import { ASKED, check, examine } from "./support.ts";

const sideways = "document.documentElement.scrollWidth - window.innerWidth";

for (const colorScheme of ["light", "dark"] as const) {
  for (const [name, viewport] of [
    ["a desk", { width: 1280, height: 800 }],
    ["a phone", { width: 390, height: 844 }],
  ] as const) {
    test.describe(`In ${colorScheme} mode on ${name}`, () => {
      test.use({ colorScheme, viewport });

      test("findings, good and bad, can be read by everybody", async ({ app, page, watch, reverseProxy }) => {
        test.skip(!installed("nginx"), "nginx is not installed");
        watch.expectConsole(ASKED);
        const proxy = await reverseProxy("nginx", `location /_matrix { proxy_pass ${current.base_url}/_matrix; }`);
        await examine(app, page, proxy);
        for (const summary of await page.getByText("nginx", { exact: true }).all()) await summary.click();
        await axe(page, "findings");
        expect(await page.evaluate(sideways)).toBeLessThanOrEqual(0);
        // Two mistakes are two findings, each with its own remedy.
        await expect(check(page, "The admin API")).toContainText("What to do");
        await expect(check(page, "Addresses reach Synapse unchanged")).toContainText("What to do");
      });

      test("the first admin", async ({ app, page, watch }) => {
        watch.allow(current.base_url);
        await app.open(`#/first-admin?server=${encodeURIComponent(current.base_url)}`);
        await expect(page.getByText(`at ${current.base_url}`)).toBeVisible();
        await page.getByLabel("Account that is to be an admin").fill("@a-rather-long-name-of-somebody:a-long.server.name.example");
        await axe(page, "the first admin");
        expect(await page.evaluate(sideways)).toBeLessThanOrEqual(0);
      });
    });
  }
}
