import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";
import { freePort } from "../support/own-synapse.ts";
import { installed, type Kind } from "../support/reverse-proxy.ts";
import { ASKED, check, checks, examine, FINE } from "./support.ts";

const ADMIN = "The admin API";

/** What the page shows for a proxy, as what stands inside of the tests' own configuration, at a port of its own. */
const INSIDE: [Kind, string, (shown: string, port: number) => string][] = [
  // It needs the level around `server`, so it closes the test's, and leaves its own open.
  [
    "nginx",
    "nginx",
    (shown, port) => {
      const here = shown.replace("listen 443 ssl;", `listen 127.0.0.1:${port};`).replace("listen [::]:443 ssl;", "");
      return `return 404; }\n${here.slice(0, here.lastIndexOf("}"))}`;
    },
  ],
  [
    "apache",
    "Apache",
    (shown, port) => {
      const inner = shown.split("\n").slice(1, -1).join("\n");
      const load = "LoadModule authz_host_module /usr/lib/apache2/modules/mod_authz_host.so";
      return `</VirtualHost>\n${load}\nListen 127.0.0.1:${port}\n<VirtualHost 127.0.0.1:${port}>\n${inner}`;
    },
  ],
  [
    "caddy",
    "Caddy",
    (shown, port) => {
      const inner = shown.split("\n").slice(1, -1).join("\n");
      return `respond 404\n}\nhttp://127.0.0.1:${port} {\n${inner}`;
    },
  ],
];

for (const [kind, name, inside] of INSIDE) {
  test(`what the doctor shows for ${name} mends it, and keeps others out`, async ({ app, page, watch, reverseProxy, proxyTo }) => {
    test.skip(!installed(kind), `${kind} is not installed`);
    watch.expectConsole(ASKED);
    const faulty = await proxyTo(current);
    faulty.fault(".*", /^\/_synapse\//, ({ response }) => void response.writeHead(404).end());
    await examine(app, page, faulty.url);
    const shown = check(page, ADMIN).getByRole("figure", { name, exact: true });
    await check(page, ADMIN).locator("summary").filter({ hasText: new RegExp(`^${name}$`) }).click();
    const config = (await shown.locator("pre").textContent()) ?? "";
    const upstream = config.replaceAll("127.0.0.1:8008", new URL(current.base_url).host);

    // From here, which is not in the example's networks …
    const refusing = await freePort();
    watch.allow(`http://127.0.0.1:${refusing}`);
    await reverseProxy(kind, inside(upstream, refusing));
    await examine(app, page, `http://127.0.0.1:${refusing}`);
    expect(await checks(page, "Wrong")).toEqual([ADMIN]);

    // … and after replacing them, as the page says.
    const passing = await freePort();
    watch.allow(`http://127.0.0.1:${passing}`);
    await reverseProxy(kind, inside(upstream.replaceAll("192.0.2.0/24", "127.0.0.0/8"), passing));
    await expect(await examine(app, page, `http://127.0.0.1:${passing}`)).toContainText(FINE);
    expect(await checks(page, "Cannot be read")).toEqual([]);
  });
}
