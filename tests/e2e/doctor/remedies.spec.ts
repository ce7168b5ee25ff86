import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";
import { installed, type Kind } from "../support/reverse-proxy.ts";
import type { App } from "../support/app.ts";
import type { FaultProxy } from "../support/fault-proxy.ts";
import type { Page } from "@playwright/test";
import { ASKED, check, checks, examine, FINE } from "./support.ts";

const ADMIN = "The admin API";

/** What the page shows for a proxy when the admin API is hidden, with the port of this Synapse. */
async function shownFor(name: string, { app, page, faulty }: { app: App; page: Page; faulty: FaultProxy }): Promise<string> {
  faulty.fault(".*", /^\/_synapse\//, ({ response }) => void response.writeHead(404).end());
  await examine(app, page, faulty.url);
  const shown = check(page, ADMIN).getByRole("figure", { name, exact: true });
  await check(page, ADMIN).locator("summary").filter({ hasText: new RegExp(`^${name}$`) }).click();
  const config = (await shown.locator("pre").textContent()) ?? "";
  return config.replaceAll("127.0.0.1:8008", new URL(current.base_url).host);
}

/** After replacing the networks, as the page says. */
const fromHere = (shown: string): string => shown.replaceAll("192.0.2.0/24", "127.0.0.0/8");

for (const [kind, name] of [["nginx", "nginx"], ["apache", "Apache"], ["caddy", "Caddy"], ["haproxy", "HAProxy"]] as [Kind, string][]) {
  test(`what the doctor shows for ${name} starts in Debian's installation, mends it, and keeps others out`, async ({ app, page, watch, pasted, proxyTo }) => {
    test.skip(!installed(kind), `${kind} is not installed`);
    watch.expectConsole(ASKED);
    const shown = await shownFor(name, { app, page, faulty: await proxyTo(current) });

    // From here, which is not in the example's networks …
    await examine(app, page, await pasted(kind, shown));
    expect(await checks(page, "Wrong")).toEqual([ADMIN]);

    // … and after replacing them.
    const passing = await pasted(kind, fromHere(shown));
    await expect(await examine(app, page, passing)).toContainText(FINE);
    expect(await checks(page, "Cannot be read")).toEqual([]);
    await app.signIn(current, { via: passing });
    await expect(await examine(app, page, passing)).toContainText(FINE);
    await expect(check(page, "Your admin right")).toContainText("You are a server admin.");
  });
}

test("what nginx has around the server is undone, or named", async ({ app, page, watch, pasted, proxyTo }) => {
  test.skip(!installed("nginx"), "nginx is not installed");
  watch.expectConsole(ASKED);
  const shown = fromHere(await shownFor("nginx", { app, page, faulty: await proxyTo(current) }));
  const undone = "proxy_intercept_errors on; error_page 401 403 404 /nowhere.html; auth_basic closed; client_max_body_size 256;";
  await expect(await examine(app, page, await pasted("nginx", shown, undone))).toContainText(FINE);

  await examine(app, page, await pasted("nginx", shown, "add_header Access-Control-Allow-Origin *;"));
  const once = check(page, "The CORS header comes once");
  await expect(once).toContainText("look for add_header Access-Control-… at every level, also around http");
  expect(await checks(page, "Wrong")).toEqual(["The CORS header comes once"]);
});
