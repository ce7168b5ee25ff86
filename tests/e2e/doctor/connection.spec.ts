import { execFile } from "node:child_process";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { CORS } from "../support/fault-proxy.ts";
import { held, html } from "../support/faults.ts";
import { expect, test as base } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";
import { freePort, OwnSynapse } from "../support/own-synapse.ts";
import { installed } from "../support/reverse-proxy.ts";
import { ASKED, check, checks, examine, FINE, report, verdict } from "./support.ts";

const run = promisify(execFile);

interface Page {
  status?: number;
  body: string;
  cors?: boolean;
  /** Other sites may not even see that it answers. */
  corp?: boolean;
}

/** A web server with the pages of the test; everything else is a 404 that nobody may read. */
const test = base.extend<{ website: (pages: Record<string, Page>) => Promise<string> }>({
  website: async ({ watch }, use) => {
    const servers: http.Server[] = [];
    await use(async (pages) => {
      const server = http.createServer((request, response) => {
        const page = pages[request.url ?? ""] ?? pages["*"] ?? { status: 404, body: "<h1>Not Found</h1>" };
        const hidden = page.corp ? { "Cross-Origin-Resource-Policy": "same-origin" } : {};
        response.writeHead(page.status ?? 200, page.cors ? CORS : hidden);
        response.end(page.body);
      });
      servers.push(server);
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      const name = `localhost:${(server.address() as AddressInfo).port}`;
      watch.allow(`http://${name}`);
      return name;
    });
    for (const server of servers) server.close();
  },
});

test.beforeEach(({ watch }) => watch.expectConsole(ASKED));

const MATRIX = "A Matrix server";
const REACH = "Reachable from here";
const WELL_KNOWN = "Where the homeserver is (.well-known)";

test("what is no server is told without asking anybody", async ({ app, page }) => {
  await expect(await examine(app, page, "not a server")).toContainText("This is not a server name, address or user ID.");
  expect(await checks(page, "Wrong")).toEqual(["The name"]);
});

test("a dead port", async ({ app, page, watch }) => {
  const url = `http://127.0.0.1:${await freePort()}`;
  watch.allow(url);
  await expect(await examine(app, page, url)).toContainText("No: nothing answers that a page may see.");
  expect(await checks(page, "Wrong")).toEqual([REACH]);
  await expect(check(page, REACH)).toContainText("From a browser these reasons look alike.");
});

test("a server name that does not exist", async ({ app, page, watch }) => {
  watch.allow("https://nowhere.invalid");
  await expect(await examine(app, page, "nowhere.invalid")).toContainText("Nothing answers at this name that a page may see.");
  expect(await checks(page, "Wrong")).toEqual([WELL_KNOWN]);
});

test("a web server that is no Matrix server", async ({ app, page, website }) => {
  const name = await website({ "*": { status: 404, body: "<h1>Not Found</h1>", cors: true } });
  for (const server of [name, `http://${name}`]) {
    await expect(await examine(app, page, server)).toContainText("Something answers there (404), but it is not a Matrix server.");
    expect(await checks(page, "Wrong")).toEqual([MATRIX]);
  }
});

test("a web server that lets pages read nothing", async ({ app, page, website }) => {
  const name = await website({});
  // By the name, .well-known may be at fault; by the address, it is the page.
  await expect(await examine(app, page, name)).toContainText("Neither this file nor anything else on the name's host can be read");
  expect(await checks(page, "Wrong")).toEqual([WELL_KNOWN]);
  await expect(await examine(app, page, `http://${name}`)).toContainText("A server answers there, but pages cannot read its answers.");
  expect(await checks(page, "Wrong")).toEqual([MATRIX]);
});

test("an error page that can be read is told by its status", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  proxy.fault(".*", /./, html(502, "Bad Gateway"));
  await expect(await examine(app, page, proxy.url)).toContainText("The proxy answers 502: it cannot reach Synapse.");
  expect(await checks(page, "Wrong")).toEqual([MATRIX]);
});

test("a website that hides all answers from others is not called missing", async ({ app, page, website }) => {
  const name = await website({ "*": { status: 404, body: "<h1>Not Found</h1>", corp: true } });
  await expect(await examine(app, page, name)).toContainText("Nothing answers at this name that a page may see.");
  expect(await checks(page, "Wrong")).toEqual([WELL_KNOWN]);
  await expect(check(page, WELL_KNOWN)).toContainText("Cross-Origin-Resource-Policy");
  await expect(check(page, WELL_KNOWN)).toContainText("From a browser these reasons look alike.");
});

test("a .well-known with a bracket too many: sign-in names it, and leads the doctor to the name", async ({ app, page, website }) => {
  const body = '{"m.homeserver":{"base_url":"https://matrix.rookery.example"}]}';
  const name = await website({ "/.well-known/matrix/client": { body, cors: true } });
  await app.open("#/sign-in");
  await app.homeserver().fill(name);
  await expect(page.getByText(`The .well-known of ${name} is not valid JSON: the mistake is in line 1, column 62`)).toBeVisible();
  await app.link("Find out why").click();
  await expect(await verdict(page)).toContainText("It is there, but is not valid JSON: the mistake is in line 1, column 62");
  expect(await checks(page, "Wrong")).toEqual([WELL_KNOWN]);
  expect(await app.hash()).toBe(`#/doctor?server=${encodeURIComponent(name)}`);
});

test("a .well-known that names nothing", async ({ app, page, website }) => {
  const name = await website({ "/.well-known/matrix/client": { body: "<h1>Welcome</h1>", cors: true } });
  await expect(await examine(app, page, name)).toContainText("It is there, but is not valid JSON: the mistake is in line 1, column 1.");
  expect(await checks(page, "Wrong")).toEqual([WELL_KNOWN]);
});

test("an address that leads on, and a name that is another's", async ({ app, page, watch, website }) => {
  watch.allow(current.base_url);
  const body = JSON.stringify({ "m.homeserver": { base_url: current.base_url } });
  const name = await website({
    "/.well-known/matrix/client": { body, cors: true },
    "/_matrix/client/versions": { status: 404, body: "", cors: true },
  });
  await expect(await examine(app, page, `http://${name}`)).toContainText("This is not the homeserver's address");
  expect(await checks(page, "Wrong")).toEqual([]);
  await expect(await examine(app, page, name)).toContainText(`The homeserver there is called ${current.server_name}, not ${name}.`);
  expect(await checks(page, "Wrong")).toEqual([]);
});

test("a certificate that nobody trusts", async ({ app, page, watch, reverseProxy }, info) => {
  test.skip(!installed("nginx"), "nginx is not installed");
  const [key, certificate, port] = [info.outputPath("key"), info.outputPath("certificate"), await freePort()];
  await run(current.python, ["-c", SELF_SIGNED, key, certificate]);
  const tls = `listen 127.0.0.1:${port} ssl; ssl_certificate ${certificate}; ssl_certificate_key ${key};`;
  await reverseProxy("nginx", `${tls} location / { proxy_pass ${current.base_url}; }`);
  watch.allow(`https://localhost:${port}`);
  watch.allow(`http://localhost:${port}`);
  const says = "Something listens there, but this browser does not trust its encryption.";
  await expect(await examine(app, page, `https://localhost:${port}`)).toContainText(says);
  expect(await checks(page, "Wrong")).toEqual(["Encryption"]);
  await expect(check(page, "Encryption")).toContainText("the most likely reason");
});

/** Synapse brings the library. */
const SELF_SIGNED = `
import datetime, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
now = datetime.datetime.utcnow()
certificate = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    .serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False).sign(key, hashes.SHA256()))
open(sys.argv[1], "wb").write(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
    serialization.NoEncryption()))
open(sys.argv[2], "wb").write(certificate.public_bytes(serialization.Encoding.PEM))
`;

test("a clock that is off", async ({ app, page }) => {
  await app.signIn(current);
  await page.clock.setFixedTime(Date.now() + 3.5 * 3_600_000);
  await expect(await examine(app, page, current.base_url)).toContainText("The server's clock is at least 3 hours behind this device's.");
  expect(await checks(page, "Look at this")).toEqual(["The server's clock"]);
  expect(await checks(page, "Wrong")).toEqual([]);
});

test("an account that is no admin, and a session that is over", async ({ app, page, watch }) => {
  watch.expectConsole(/403|401/);
  await app.signIn(current, { as: current.member });
  await expect(await examine(app, page, current.base_url)).toContainText("Your account is not a server admin.");
  expect(await checks(page, "Wrong")).toEqual(["Your admin right"]);
});

test("it can be stopped and begun again, and every error leads to it", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/502.*\/rooms\?/);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: "#/rooms" });
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  proxy.fault("GET", /\/rooms\?/, html(502, "Bad Gateway"), 1);
  const { fault, arrived, release } = held();
  proxy.fault("GET", /\/key\/v2\/server/, fault, 1);
  await app.link("Biggest rooms").click();
  await app.link("Find out why").click();
  await expect(app.heading("Connection doctor")).toBeVisible();
  await arrived;
  await expect(page.locator(".doctor-state")).toContainText("Check ");
  await app.button("Stop").click();
  await expect(page.getByText("Stopped. What was not checked is missing below.")).toBeVisible();
  release();
  await app.button("Examine again").click();
  await expect(await verdict(page)).toContainText(FINE);
  expect(await checks(page, "Good")).toHaveLength(21);
  const text = await report(page);
  expect(text).toContain(`Glia's connection doctor: ${proxy.url}`);
  expect(text).toContain("[Good] The admin API: It answers: Synapse");
  expect(text).not.toContain(current.admin.access_token);
});

test("who cannot sign in is led to it, and it is on the address", async ({ app, page, watch }) => {
  const url = `http://127.0.0.1:${await freePort()}`;
  watch.allow(url);
  await app.open("#/sign-in");
  await app.homeserver().fill(url);
  await app.link("Find out why").click();
  await expect(await verdict(page)).toContainText("No: nothing answers that a page may see.");
  await expect.poll(() => app.hash()).toBe(`#/doctor?server=${encodeURIComponent(url)}`);
});

test("other hosts are asked only when somebody wants it", async ({ app, page, watch }) => {
  test.slow();
  const mas = http.createServer((request, response) => {
    const { port } = mas.address() as AddressInfo;
    const issuer = `http://localhost:${port}/`;
    const known = request.url === "/.well-known/openid-configuration";
    const status = known ? 200 : request.url?.startsWith("/api/admin/v1/") ? 401 : 404;
    response.writeHead(status, { ...CORS, "Content-Type": "application/json" });
    response.end(JSON.stringify(known ? { issuer, account_management_uri: `${issuer}account` } : { errors: [] }));
  });
  await new Promise<void>((done) => mas.listen(0, "127.0.0.1", done));
  const issuer = `http://localhost:${(mas.address() as AddressInfo).port}`;
  const own = await OwnSynapse.start(current, (config) => {
    config.matrix_authentication_service = { enabled: true, endpoint: `${issuer}/`, secret: "unused" };
    delete config.registration_shared_secret;
    config.server_name = "localhost:1";
  });
  try {
    // The watch fails the test on a request to anybody else.
    watch.allow(own.server.base_url);
    await expect(await examine(app, page, own.server.base_url)).toContainText(FINE);
    await expect(check(page, "Matrix Authentication Service")).toContainText(`In use, at ${issuer}.`);
    await expect(check(page, "Ways to sign in")).toContainText("Matrix Authentication Service does it.");
    watch.allow(issuer);
    watch.allow("http://localhost:1");
    watch.allow("https://localhost:1");
    await expect(page.getByText(issuer, { exact: true })).toBeVisible();
    await app.button("Examine them, too").click();
    await expect(check(page, "Its admin API")).toContainText("It is there.");
    await expect(check(page, "Matrix Authentication Service answers")).toContainText("Yes, and pages may read it.");
    // Nothing can be read where other servers come in: that is no fault.
    await expect(check(page, "Where other servers come in")).toContainText("Not readable from a browser.");
    expect(await checks(page, "Wrong")).toEqual([]);
  } finally {
    await own.stop();
    mas.close();
  }
});
