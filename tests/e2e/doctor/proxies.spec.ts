import { appendFileSync, writeFileSync } from "node:fs";
import { expect, test } from "../support/fixtures.ts";
import { current, type FullServer, oldest, releases } from "../support/lab.ts";
import { installed, type Kind } from "../support/reverse-proxy.ts";
import { freePort } from "../support/own-synapse.ts";
import { ASKED, check, checks, examine, FINE, report } from "./support.ts";

/** A configuration in front of `upstream`. */
type Config = (upstream: string) => string;

const nginx = (inside: string, paths = "^(/_matrix|/_synapse/client|/_synapse/admin)"): Config =>
  (upstream) => `location ~ ${paths} { ${inside} proxy_pass ${upstream}; }`;

const apache = (how: string, before = "AllowEncodedSlashes NoDecode", paths = ["/_matrix", "/_synapse/client", "/_synapse/admin"]): Config =>
  (upstream) => [before, ...paths.map((path) => `ProxyPass ${path} ${upstream}${path} ${how}`)].join("\n");

const caddy = (before = "", paths = ["/_matrix/*", "/_synapse/client/*", "/_synapse/admin/*"]): Config =>
  (upstream) => [before, ...paths.map((path) => `reverse_proxy ${path} ${upstream.replace("http://", "")}`)].join("\n");

const GOOD: [Kind, Config][] = [
  ["nginx", nginx("")],
  ["apache", apache("nocanon")],
  ["caddy", caddy()],
];

const CLIENT_ONLY = ["/_matrix", "/_synapse/client"];
const ADMIN = "The admin API";
const PATHS = "Addresses reach Synapse unchanged";
const ONCE = "The CORS header comes once";
const PREFLIGHT = "Browsers may send POST, PUT, DELETE and a token (preflight)";
const ERRORS = "Synapse's errors can be read";
const BODIES = "Long requests get through";
const LOGIN = "Ways to sign in";
const QUERY = "Parameters reach Synapse";
const CACHES = "No answer is given to the wrong person (caches)";
const LIMITS = "No rate limit in the way";
const NAME = "Where the homeserver is (.well-known)";
const RIGHT = "Your admin right";
const TOKEN = "The token reaches Synapse";
const MATRIX = "A Matrix server";
const KEYS = "The server's name and keys";
const HIDDEN = "Something in front of Synapse answers for /_synapse/admin: it is not forwarded, or not from here.";
const TWICE = "The header Access-Control-Allow-Origin comes twice, which browsers refuse.";
const OPTIONS = "The proxy does not let the browser's preflight (OPTIONS) through to Synapse";
const STRIPPED = "The Authorization header does not reach Synapse";
const UNREADABLE = "A server answers there, but pages cannot read its answers.";
const SLASHES = "The proxy decodes addresses: %2F reaches Synapse as a slash.";

const options405 = "if ($request_method = OPTIONS) { return 405; }";
const adminApart = (inside: string): Config => (upstream) =>
  `${nginx("", "^(/_matrix|/_synapse/client)")(upstream)} ${nginx(inside, "^/_synapse/admin")(upstream)}`;

const clientApart = (inside: string): Config => (upstream) =>
  `${nginx("", "^(/_matrix/(key|media|federation|static)|/_synapse)")(upstream)} ${nginx(inside, "^/_matrix/client")(upstream)}`;

/** Fault, proxy, configuration, the one check that is wrong, its verdict, and what else it says. */
const FAULTS: [string, Kind, Config, string, string, string][] = [
  ["the admin path is not forwarded", "nginx", nginx("", "^(/_matrix|/_synapse/client)"), ADMIN, HIDDEN, "these reasons look alike"],
  ["the admin path is not forwarded", "apache", apache("nocanon", undefined, CLIENT_ONLY), ADMIN, HIDDEN, "these reasons look alike"],
  ["the admin path is not forwarded", "caddy", caddy("", CLIENT_ONLY.map((path) => `${path}/*`)), ADMIN, HIDDEN, "these reasons look alike"],
  ["proxy_pass with a path", "nginx", (upstream) => `location / { proxy_pass ${upstream}/; }`, PATHS, SLASHES, "proxy_pass has a path"],
  ["rewrite … break", "nginx", nginx("rewrite ^(/.*)$ $1 break;", "^/"), PATHS, SLASHES, "rewrite"],
  ["no nocanon", "apache", apache(""), PATHS, "The proxy decodes addresses: encoded letters reach Synapse in another form.", "nocanon"],
  ["no AllowEncodedSlashes", "apache", apache("nocanon", ""), PATHS, "The proxy refuses encoded slashes", "AllowEncodedSlashes"],
  ["rewrite * {path}", "caddy", caddy("rewrite * {path}"), PATHS, "The proxy changes paths on their way to Synapse.", "rewrite * {path}"],
  ["CORS twice", "nginx", nginx("add_header Access-Control-Allow-Origin *;"), ONCE, TWICE, "This is certain."],
  ["CORS twice, always", "nginx", nginx("add_header Access-Control-Allow-Origin * always;"), ONCE, TWICE, "This is certain."],
  ["CORS twice", "apache", apache("nocanon", 'AllowEncodedSlashes NoDecode\nHeader always set Access-Control-Allow-Origin "*"'), ONCE, TWICE, "This is certain."],
  ["CORS twice", "caddy", caddy('header +Access-Control-Allow-Origin "*"'), ONCE, TWICE, "This is certain."],
  ["CORS twice, for the admin API alone", "nginx", adminApart("add_header Access-Control-Allow-Origin *;"), ONCE, TWICE.replace(" twice", " twice below /_synapse/admin"), "the most likely reason"],
  ["OPTIONS answered with 405", "nginx", nginx(options405), PREFLIGHT, `${OPTIONS}.`, "the most likely reason"],
  ["OPTIONS answered with 405, for the admin API alone", "nginx", adminApart(options405), PREFLIGHT, `${OPTIONS} below /_synapse/admin.`, "limit the admin API by address"],
  ["OPTIONS answered with 405", "caddy", caddy("@options method OPTIONS\nrespond @options 405"), PREFLIGHT, `${OPTIONS}.`, "the most likely reason"],
  ["errors replaced by pages of its own", "nginx", nginx("proxy_intercept_errors on; error_page 400 401 403 404 405 =404 /nowhere.html;"), ERRORS, "No: good answers can be read, errors cannot.", "proxy_intercept_errors"],
  ["only 400 replaced by a page of its own", "nginx", nginx("proxy_intercept_errors on; error_page 400 =404 /nowhere.html;"), ERRORS, "No: good answers can be read, errors cannot.", "proxy_intercept_errors"],
  ["CORS twice, always, for the client API alone", "nginx", clientApart("add_header Access-Control-Allow-Origin * always;"), MATRIX, "but not those of /_matrix/client.", "these reasons look alike"],
  ["only r0 and versions of the client API", "nginx", nginx("", "^(/_matrix/client/(r0|versions)|/_matrix/(key|media|federation)|/_synapse/admin)"), MATRIX, "answers for /_matrix/client/v3, and pages may not read it.", "these reasons look alike"],
  ["users of the admin API forbidden", "nginx", (upstream) => `location ~ ^/_synapse/admin/v[0-9]+/users { return 403; } ${nginx("")(upstream)}`, ADMIN, "Missing: /_synapse/admin/v2/users.", "these reasons look alike"],
  ["only v1 of the admin API", "nginx", nginx("", "^(/_matrix|/_synapse/client|/_synapse/admin/v1)"), ADMIN, "Missing: /_synapse/admin/v2, /_synapse/admin/v3.", "these reasons look alike"],
  ["/login forbidden", "nginx", (upstream) => `location = /_matrix/client/v3/login { return 403; } ${nginx("")(upstream)}`, LOGIN, "answers for /_matrix/client/v3/login", "wants a password first"],
  ["POST of /login forbidden", "nginx", (upstream) => `location = /_matrix/client/v3/login { limit_except GET { deny all; } proxy_pass ${upstream}; } ${nginx("")(upstream)}`, LOGIN, "answers for POST /_matrix/client/v3/login", "wants a password first"],
  ["bodies dropped", "nginx", nginx('proxy_pass_request_body off; proxy_set_header Content-Length "";'), BODIES, "does not reach Synapse as the browser sent it", "proxy_pass_request_body"],
  ["POST refused", "nginx", nginx("if ($request_method = POST) { return 405; }"), PREFLIGHT, "The proxy does not let these methods through: POST.", "the most likely reason"],
  ["bodies limited to 256 bytes", "nginx", nginx("client_max_body_size 256;"), BODIES, "A request of 64 KiB is refused; a short one is answered.", "client_max_body_size"],
  ["Authorization stripped", "nginx", nginx('proxy_set_header Authorization "";'), TOKEN, `${STRIPPED}.`, "So Synapse sees no token"],
  ["Authorization stripped", "apache", apache("nocanon", "AllowEncodedSlashes NoDecode\nRequestHeader unset Authorization"), TOKEN, `${STRIPPED}.`, "So Synapse sees no token"],
  ["Authorization stripped, for the admin API alone", "nginx", adminApart('proxy_set_header Authorization "";'), TOKEN, `${STRIPPED} below /_synapse/admin.`, "So Synapse sees no token"],
];

/** What the doctor said, for who wants to read all of it. */
function note(name: string, wrong: string, text: string): void {
  if (process.env.GLIA_DOCTOR_NOTES) appendFileSync(process.env.GLIA_DOCTOR_NOTES, `## ${name}\n${wrong}\n${text}\n`);
}

for (const [release, server] of releases) {
  test.describe(`The doctor, on ${release}`, () => {
    test.beforeEach(({ watch }) => watch.expectConsole(ASKED));
    // The old Synapse answers /versions whatever the token, so without a session nothing can be compared.
    const unchecked = server === current ? [NAME, RIGHT] : [NAME, CACHES, RIGHT];

    test("finds nothing wrong without a proxy, signed in or not", async ({ app, page, watch }) => {
      watch.allow(server.base_url);
      await expect(await examine(app, page, server.base_url)).toContainText(FINE);
      expect(await checks(page, "Not checked")).toEqual(unchecked);
      expect(await checks(page, "Good")).toHaveLength(22 - unchecked.length);
      await app.signIn(server);
      await expect(await examine(app, page, server.base_url)).toContainText(FINE);
      expect(await checks(page, "Not checked")).toEqual([NAME]);
      expect(await checks(page, "Good")).toHaveLength(21);
      await expect(check(page, "Your admin right")).toContainText("You are a server admin.");
      await expect(check(page, "The server's clock")).toContainText("It agrees with this device's.");
      await expect(check(page, "The server's name and keys")).toContainText(`It is ${server.server_name}`);
      await expect(check(page, "The server's name and keys")).toContainText("validly signed");
      expect(await report(page)).not.toContain(server.admin.access_token);
    });

    for (const [kind, config] of GOOD) {
      test(`finds nothing wrong behind a good ${kind}`, async ({ app, page, reverseProxy }) => {
        test.skip(!installed(kind), `${kind} is not installed`);
        const proxy = await reverseProxy(kind, config(server.base_url));
        await expect(await examine(app, page, proxy)).toContainText(FINE);
        expect(await checks(page, "Good")).toHaveLength(22 - unchecked.length);
        expect(await checks(page, "Cannot be read")).toEqual([]);
      });
    }

    // The old Synapse speaks for itself; one proxy is enough to hear it.
    const faults = server === current ? FAULTS : FAULTS.filter(([, kind]) => kind === "nginx");
    for (const [name, kind, config, step, says, more] of faults) {
      test(`${kind}, ${name}`, async ({ app, page, reverseProxy }) => {
        test.skip(!installed(kind), `${kind} is not installed`);
        const proxy = await reverseProxy(kind, config(server.base_url));
        const verdict = await examine(app, page, proxy);
        await expect(verdict).toContainText("This is wrong:");
        await expect(verdict).toContainText(says);
        // That fault, and no other.
        expect(await checks(page, "Wrong")).toEqual([step]);
        expect(await checks(page, "Look at this")).toEqual([]);
        await expect(check(page, step)).toContainText(more);
        // The remedy is a configuration with this server's name.
        await check(page, step).getByText("Traefik", { exact: true }).first().click();
        await expect(check(page, step)).toContainText("Host(`127.0.0.1`)");
        note(`${release}: ${kind}, ${name}`, step, (await verdict.textContent()) ?? "");
      });
    }

    test("a cache that ignores Authorization", async ({ app, page, reverseProxy }, info) => {
      test.skip(!installed("nginx"), "nginx is not installed");
      const http = `proxy_cache_path ${info.outputPath("cache")} keys_zone=all:1m;`;
      const cached = nginx("proxy_cache all; proxy_ignore_headers Cache-Control Vary Expires; proxy_cache_valid 200 1m;");
      const proxy = await reverseProxy("nginx", cached(server.base_url), http);
      await app.signIn(server, { via: proxy });
      const verdict = await examine(app, page, proxy);
      await expect(verdict).toContainText("A cache gives what one account may see to everybody, without any token.");
      expect(await checks(page, "Wrong")).toEqual([CACHES]);
      expect(await report(page)).not.toContain(server.admin.access_token);
    });

    for (const kind of ["nginx", "apache", "caddy"] as const) {
      test(`${kind} cannot reach Synapse`, async ({ app, page, reverseProxy }) => {
        test.skip(!installed(kind), `${kind} is not installed`);
        const config = GOOD.find(([good]) => good === kind)![1];
        const proxy = await reverseProxy(kind, config(`http://127.0.0.1:${await freePort()}`));
        const verdict = await examine(app, page, proxy);
        await expect(verdict).toContainText(UNREADABLE);
        expect(await checks(page, "Wrong")).toEqual([MATRIX]);
        expect(await checks(page, "Look at this")).toEqual([]);
        await expect(check(page, MATRIX)).toContainText("such as 502 Bad Gateway");
        note(`${release}: ${kind} cannot reach Synapse`, MATRIX, (await verdict.textContent()) ?? "");
      });
    }

    test("another homeserver behind the port", async ({ app, page, reverseProxy }, info) => {
      test.skip(!installed("nginx"), "nginx is not installed");
      const other: FullServer = server === current ? oldest : current;
      // From the moment that this file is there.
      const moved = info.outputPath("moved");
      const to = `set $to ${server.base_url}; if (-f ${moved}) { set $to ${other.base_url}; }`;
      const proxy = await reverseProxy("nginx", `${to} location / { proxy_pass $to; }`);
      await app.signIn(server, { via: proxy });
      // The overview has its answers: what is asked from here on, the doctor asks.
      await expect(app.fact("Users")).toHaveText(/^\d+$/);
      writeFileSync(moved, "");
      const verdict = await examine(app, page, proxy);
      await expect(verdict).toContainText(`Another homeserver answers here: ${other.server_name}, not ${server.server_name}.`);
      expect(await checks(page, "Wrong")).toEqual([KEYS]);
      expect(await checks(page, "Look at this")).toEqual([]);
      note(`${release}: another homeserver behind the port`, KEYS, (await verdict.textContent()) ?? "");
    });
  });
}

test("a query that is dropped", async ({ app, page, watch, reverseProxy }) => {
  test.skip(!installed("nginx"), "nginx is not installed");
  watch.expectConsole(ASKED);
  const http = 'map $request_uri $path { "~^(?<sent>[^?]*)" $sent; }';
  const proxy = await reverseProxy("nginx", `location / { proxy_pass ${current.base_url}$path; }`, http);
  await expect(await examine(app, page, proxy)).toContainText("behind the question mark of an address does not reach Synapse");
  expect(await checks(page, "Wrong")).toEqual([QUERY]);
  await expect(check(page, QUERY)).toContainText("$request_uri");
});

test("a rate limit of the proxy's is waited for, and not taken for anything else", async ({ app, page, watch, reverseProxy }) => {
  test.skip(!installed("nginx"), "nginx is not installed");
  test.slow();
  watch.expectConsole(ASKED);
  const http = "limit_req_zone $binary_remote_addr zone=all:1m rate=5r/s; limit_req_status 429;";
  const proxy = await reverseProxy("nginx", nginx("limit_req zone=all burst=4 nodelay;")(current.base_url), http);
  await app.open(`#/doctor?server=${encodeURIComponent(proxy)}`);
  await expect(page.getByRole("button", { name: "Copy report" })).toBeVisible({ timeout: 120_000 });
  await expect(page.locator(".doctor-state .panel")).toContainText("Something limits how fast requests may come.");
  expect(await checks(page, "Wrong")).toEqual([]);
  expect(await checks(page, "Look at this")).toEqual([LIMITS]);
});
