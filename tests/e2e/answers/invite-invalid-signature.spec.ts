import type { Locator, Page } from "@playwright/test";
import type { App } from "../support/app.ts";
import type { Fault } from "../support/fault-proxy.ts";
import { expect, test } from "../support/fixtures.ts";
import { html, matrixError, reset } from "../support/faults.ts";
import { current, oldest, releases } from "../support/lab.ts";
import { installed, type Kind } from "../support/reverse-proxy.ts";
import { PROBES } from "../support/pages.ts";
import { runCurl } from "../support/shell.ts";

const ADDRESS = "#/answers/invite-invalid-signature";
const QUESTION = "Why can people not accept my invitations?";
const INTACT = "Everything is intact here";
const BROKEN = "This is broken here:";
const UNCLEAR = "Nothing broken was found, but not everything could be checked";

/** What the page says about one address. */
function report(page: Page, url: string) {
  const box = page.locator(".probed").filter({ has: page.getByRole("heading", { level: 3, name: `At ${url}`, exact: true }) });
  return {
    box,
    verdict: box.locator(".panel").first(),
    check: (name: string | RegExp): Locator => box.locator("li").filter({ has: page.getByRole("heading", { level: 4, name }) }),
    results: () => box.locator("h4 .badge").allTextContents(),
  };
}

/** Asks for another address, as an admin does. */
async function probe(app: App, page: Page, url: string) {
  await app.field("Federation address").fill(url);
  await app.button("Probe").click();
  const found = report(page, url);
  await expect(found.verdict).toBeVisible();
  return found;
}

const ENCODED = /^Encoded slashes: %2F/;
const HEADER = /^The Authorization header comes through/;

for (const [release, server] of releases) {
  test.describe(`Invalid signatures, on ${release}`, () => {
    test.beforeEach(({ watch }) => watch.expectConsole(PROBES));

    test("without a proxy all is intact, and the keys are verified in the browser", async ({ app, page }) => {
      await app.signIn(server, { at: ADDRESS });
      await expect(app.heading(QUESTION)).toBeVisible();
      const { verdict, check, results } = report(page, server.base_url);
      await expect(verdict).toContainText(INTACT);
      expect(await results()).toEqual(Array(12).fill("Intact"));
      await expect(check(/^Who answers/)).toContainText(`It is ${server.server_name}.`);
      await expect(check(/^The published keys/)).toContainText("This browser verified the Ed25519 signature.");
    });

    test("it asks eleven harmless questions, none of them with the access token", async ({ app, page, proxyTo }) => {
      const proxy = await proxyTo(server);
      const headers: (string | undefined)[] = [];
      const probes = /\/(key|media|federation)\//;
      proxy.fault("GET", probes, async (exchange) => {
        headers.push(exchange.request.headers.authorization);
        await exchange.passOn();
      });
      await app.signIn(server, { via: proxy.url, at: ADDRESS });
      await expect(report(page, proxy.url).verdict).toContainText(INTACT);
      expect(headers).toHaveLength(11);
      expect(proxy.requests(probes)).toHaveLength(11);
      expect(proxy.requests(/./, "POST|PUT|DELETE")).toEqual([]);
      const sent = headers.filter((header) => header !== undefined);
      expect(sent).toHaveLength(1);
      const { verify_keys } = await (await fetch(`${server.base_url}/_matrix/key/v2/server`)).json();
      const name = server.server_name;
      expect(sent[0]).toContain(`X-Matrix origin="${name}",destination="${name}",key="${Object.keys(verify_keys)[0]}",`);
      // The letters of each path reach the server as they are under test.
      const paths = proxy.requests(/\/download\/.*\?allow_remote=false/).map(({ path }) => path.split("?")[0]);
      for (const segment of ["p%2Fq", "p%21%24%40%3A", "p%23%25%20%3F", "%7Eabc%2D", "p%2e%2E", "/p", "plain"]) {
        expect(paths).toContain(`/_matrix/media/v3/download/${name}/${segment}`);
      }
    });

    test("the same questions as curl get the answers that the comments promise", async ({ app, page }) => {
      await app.signIn(server, { at: ADDRESS });
      await expect(report(page, server.base_url).verdict).toBeVisible();
      const shell = await page.locator("figure", { hasText: "curl -H" }).locator("pre").textContent();
      const [echo, keys, join] = await runCurl(shell!);
      const promised = /Must answer: (Not found '[^']*')/.exec(shell!)![1];
      expect(echo!.body.error).toBe(promised);
      expect(keys!.body.server_name).toBe(server.server_name);
      expect(join!.status === 401 || join!.status === 403).toBe(true);
      expect(join!.body.error).not.toContain("Missing Authorization");
    });

    test("another homeserver behind the port is named", async ({ app, page, watch }) => {
      const other = server === current ? oldest : current;
      watch.allow(other.base_url);
      await app.signIn(server, { at: ADDRESS });
      const { verdict, check } = await probe(app, page, other.base_url);
      await expect(verdict).toContainText(BROKEN);
      await expect(verdict).toContainText(`Another homeserver answers here: ${other.server_name}.`);
      await expect(check(/^Who answers/)).toContainText(`It is ${other.server_name}, not ${server.server_name}.`);
      // The verdict on the base URL stays.
      await expect(report(page, server.base_url).verdict).toContainText(INTACT);
    });

    const unreadable: [string, Fault][] = [
      ["an error page without CORS headers", html(502, "Bad Gateway", false)],
      ["an error page", html(502, "Bad Gateway")],
      ["a connection that is reset", reset],
    ];
    for (const [name, fault] of unreadable) {
      test(`what a browser may not read is not called broken: ${name}`, async ({ app, page, watch, proxyTo }) => {
        watch.expectConsole(/\/(key|media|federation)\//);
        const proxy = await proxyTo(server);
        proxy.fault("GET", /\/(key|media|federation)\//, fault);
        await app.signIn(server, { via: proxy.url, at: ADDRESS });
        const { verdict, check, results } = report(page, proxy.url);
        await expect(verdict).toContainText(UNCLEAR);
        expect(await results()).toEqual(Array(6).fill("Unknown"));
        await expect(check(HEADER)).toContainText("It needs the server's published key");
      });
    }

    test("without the media repository the federation request tells about slashes", async ({ app, page, proxyTo }) => {
      const proxy = await proxyTo(server);
      proxy.fault("GET", /\/media\//, matrixError(404, "M_UNRECOGNIZED", "Unrecognized request"));
      await app.signIn(server, { via: proxy.url, at: ADDRESS });
      const { verdict, check } = report(page, proxy.url);
      await expect(verdict).toContainText(UNCLEAR);
      await expect(check(/^Synapse shows the path/)).toContainText("only %2F can be checked");
      await expect(check(/^A federation request with %2F/)).toContainText("Intact");
      await expect(check(ENCODED)).toHaveCount(0);
      // The proxy is mended, and the page asked to look again.
      proxy.heal();
      await app.button("Run again").click();
      await expect(verdict).toContainText(INTACT);
    });

    test("keys that somebody changed are found out", async ({ app, page, proxyTo }) => {
      const proxy = await proxyTo(server);
      proxy.fault("GET", /\/key\/v2\/server$/, async ({ ask, response }) => {
        const answer = await ask();
        const keys = JSON.parse(answer.body.toString());
        keys.valid_until_ts += 1;
        response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": "application/json" });
        response.end(JSON.stringify(keys));
      });
      await app.signIn(server, { via: proxy.url, at: ADDRESS });
      await expect(report(page, proxy.url).verdict).toContainText("The published keys are not validly signed.");
    });

    test("a browser without Ed25519 says so, and doubts nothing", async ({ app, page }) => {
      await page.addInitScript(() => {
        SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"));
      });
      await app.signIn(server, { at: ADDRESS });
      const { verdict, check } = report(page, server.base_url);
      await expect(verdict).toContainText(INTACT);
      await expect(check(/^The published keys/)).toContainText("could not be checked in this browser");
    });
  });
}

test("what is no address is not asked", async ({ app, page, watch }) => {
  watch.expectConsole(PROBES);
  await app.signIn(current, { at: ADDRESS });
  await app.field("Federation address").fill("not an address");
  await app.button("Probe").click();
  await expect(page.getByRole("alert")).toHaveText("This is not an address.");
  await expect(app.button(`Probe https://${current.server_name}:8448`)).toBeVisible();
});

/** Configurations with their mistakes, and what the page must say. `SYNAPSE` stands for Synapse's address. */
const CASES: [string, Kind, string, string[]][] = [
  ["nginx as documented", "nginx", "location / { proxy_pass SYNAPSE; proxy_set_header Host $host:$server_port; }", [INTACT]],
  [
    "nginx with a slash behind proxy_pass",
    "nginx",
    "location / { proxy_pass SYNAPSE/; }",
    [BROKEN, "The proxy decodes addresses: %2F reaches Synapse as a slash.", "nginx does this"],
  ],
  [
    "nginx with a rewrite",
    "nginx",
    "location / { rewrite ^(/.*)$ $1 break; proxy_pass SYNAPSE; }",
    [BROKEN, "The proxy decodes addresses: %2F reaches Synapse as a slash.", "nginx does this"],
  ],
  [
    "nginx that strips Authorization",
    "nginx",
    'location / { proxy_pass SYNAPSE; proxy_set_header Authorization ""; }',
    [BROKEN, "The Authorization header is stripped: Synapse does not see who signed."],
  ],
  [
    "Apache as documented",
    "apache",
    "AllowEncodedSlashes NoDecode\nProxyPass /_matrix SYNAPSE/_matrix nocanon",
    [INTACT],
  ],
  [
    "Apache without nocanon",
    "apache",
    "AllowEncodedSlashes NoDecode\nProxyPass /_matrix SYNAPSE/_matrix",
    [BROKEN, "The proxy decodes addresses: encoded letters reach Synapse in another form.", "Apache does this without nocanon"],
  ],
  [
    "Apache without AllowEncodedSlashes",
    "apache",
    "ProxyPass /_matrix SYNAPSE/_matrix nocanon",
    [BROKEN, "The proxy refuses encoded slashes", "Apache does this without AllowEncodedSlashes NoDecode."],
  ],
  [
    "Apache with neither",
    "apache",
    "ProxyPass /_matrix SYNAPSE/_matrix",
    [BROKEN, "The proxy refuses encoded slashes", "The proxy decodes addresses", "Apache does this with neither"],
  ],
  [
    "Apache that strips Authorization",
    "apache",
    "AllowEncodedSlashes NoDecode\nRequestHeader unset Authorization\nProxyPass /_matrix SYNAPSE/_matrix nocanon",
    [BROKEN, "The Authorization header is stripped"],
  ],
  ["Caddy as documented", "caddy", "reverse_proxy SYNAPSE", [INTACT]],
  [
    "Caddy with a rewrite",
    "caddy",
    "rewrite * {path}\nreverse_proxy SYNAPSE",
    [BROKEN, "The proxy changes paths on their way to Synapse.", "Caddy does this with rewrite"],
  ],
  [
    "Caddy that merges slashes",
    "caddy",
    "uri strip_prefix /nowhere\nreverse_proxy SYNAPSE",
    ["Nothing that an ordinary request needs is broken", "The proxy merges slashes: // reaches Synapse as one."],
  ],
];

for (const [name, kind, config, says] of CASES) {
  test(`a real proxy: ${name}`, async ({ app, page, watch, reverseProxy }) => {
    test.skip(!installed(kind), `${kind} is not installed`);
    watch.expectConsole(PROBES);
    const url = await reverseProxy(kind, config.replaceAll("SYNAPSE", current.base_url));
    await app.signIn(current, { at: ADDRESS });
    const { verdict } = await probe(app, page, url);
    for (const words of says) await expect(verdict).toContainText(words);
    // The proxy in use comes first among the configurations.
    if (says[0] === BROKEN && says.length > 2) {
      const first = { nginx: "nginx", apache: "Apache", caddy: "Caddy" }[kind];
      await expect(page.getByRole("figure").first()).toContainText(first);
    }
  });
}

test("signed in through an nginx that decodes: it is named, shown, and mended by the page's own snippet", async ({
  app,
  page,
  watch,
  reverseProxy,
}) => {
  test.skip(!installed("nginx"), "nginx is not installed");
  watch.expectConsole(PROBES);
  const broken = await reverseProxy("nginx", `location / { proxy_pass ${current.base_url}/; }`);
  await app.signIn(current, { via: broken, at: ADDRESS });
  const { verdict, check } = report(page, broken);
  await expect(verdict).toContainText("The proxy decodes addresses: %2F reaches Synapse as a slash.");
  const path = `/_matrix/media/v3/download/${current.server_name}`;
  await expect(check(ENCODED).getByRole("definition")).toHaveText([`${path}/p%2Fq`, `${path}/p/q`]);
  await expect(check(ENCODED)).toContainText(`GET ${broken}${path}/p%2Fq?allow_remote=false`);
  await expect(check(/^Two slashes/)).toContainText("Odd");
  await expect(check(HEADER)).toContainText("Intact");

  const snippet = await page.getByRole("figure").first().locator("pre").textContent();
  const location = /location [^]*?\n    }/.exec(snippet!)![0].replace("http://127.0.0.1:8008", current.base_url);
  const mended = await reverseProxy("nginx", location);
  await expect((await probe(app, page, mended)).verdict).toContainText(INTACT);
});

test("the snippets for Apache and Caddy are right, too", async ({ app, page, watch, reverseProxy }) => {
  test.skip(!installed("apache") || !installed("caddy"), "Apache or Caddy is not installed");
  watch.expectConsole(PROBES);
  await app.signIn(current, { at: ADDRESS });
  await expect(report(page, current.base_url).verdict).toContainText(INTACT);
  const code = async (place: string) =>
    (await page.getByRole("figure").filter({ has: page.getByText(place, { exact: true }) }).locator("pre").textContent())!;
  const inner = (text: string) => text.split("\n").slice(1, -1).join("\n").replaceAll("http://127.0.0.1:8008", current.base_url);
  const apache = await reverseProxy("apache", inner(await code("Apache")));
  await expect((await probe(app, page, apache)).verdict).toContainText(INTACT);
  const backend = new URL(current.base_url).host;
  const caddy = await reverseProxy("caddy", inner(await code("Caddy")).replaceAll("127.0.0.1:8008", backend));
  await expect((await probe(app, page, caddy)).verdict).toContainText(INTACT);
});
