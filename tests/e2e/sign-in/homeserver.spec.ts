import http from "node:http";
import type { AddressInfo } from "node:net";
import { CORS } from "../support/fault-proxy.ts";
import { held, html } from "../support/faults.ts";
import { expect, test as base } from "../support/fixtures.ts";
import { current, lab } from "../support/lab.ts";

type Answer = { status: number; type: string; body: string; cors?: boolean };

/** A web server that is no homeserver, with the answers of the test. */
const test = base.extend<{ website: (answers: Record<string, Answer>) => Promise<string> }>({
  website: async ({}, use) => {
    const servers: http.Server[] = [];
    await use(async (answers) => {
      const server = http.createServer((request, response) => {
        const answer = answers[request.url ?? ""] ?? { status: 404, type: "text/html", body: "<h1>Not Found</h1>", cors: true };
        response.writeHead(answer.status, { "Content-Type": answer.type, ...(answer.cors === false ? {} : CORS) });
        response.end(answer.body);
      });
      servers.push(server);
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      return `localhost:${(server.address() as AddressInfo).port}`;
    });
    for (const server of servers) server.close();
  },
});

const wellKnown = (baseUrl: string): Record<string, Answer> => ({
  "/.well-known/matrix/client": {
    status: 200,
    type: "application/json",
    body: JSON.stringify({ "m.homeserver": { base_url: baseUrl } }),
  },
});

test("a server name leads through .well-known to the homeserver, which is shown before a password is sent", async ({
  app,
  page,
  watch,
  website,
}) => {
  const name = await website(wellKnown(`${current.base_url}/`));
  watch.allow(`http://${name}`);
  await app.open("#/sign-in");
  await app.chooseServer(name, current.base_url);
  await expect(page.getByText(`Synapse ${current.version} at ${current.base_url}`)).toBeVisible();
  await app.typePassword(current.admin.localpart, current.admin.password);
  await app.signInButton().click();
  await expect(app.heading("Overview")).toBeVisible();
});

test("a whole user ID in the homeserver field names its server", async ({ app, page, watch, website }) => {
  const name = await website(wellKnown(current.base_url));
  watch.allow(`http://${name}`);
  watch.allow(current.base_url);
  await app.open("#/sign-in");
  await app.homeserver().fill(`@admin:${name}`);
  await expect(page.getByText(`Synapse ${current.version} at ${current.base_url}`)).toBeVisible();
  await expect(page.getByLabel("User ID or username")).toHaveValue(`@admin:${name}`);
});

test("a whole endpoint address as people paste it is understood", async ({ app, page, watch }) => {
  watch.allow(current.base_url);
  await app.open("#/sign-in");
  await app.homeserver().fill(` ${current.base_url}/_matrix/client/versions `);
  await expect(page.getByText(`Synapse ${current.version} at ${current.base_url}`)).toBeVisible();
});

test("something that is no Matrix server is told", async ({ app, page, watch, website }) => {
  watch.expectConsole(/404/);
  const name = await website({});
  watch.allow(`http://${name}`);
  await app.open("#/sign-in");
  for (const typed of [name, `http://${name}`]) {
    await app.homeserver().fill(typed);
    await expect(page.getByText(`${name} answers, but it is not a Matrix server.`)).toBeVisible();
    await expect(app.signInButton()).toBeDisabled();
    await app.homeserver().fill("");
    await expect(page.getByText("it is not a Matrix server")).toHaveCount(0);
  }
});

test("a page that answers everything with HTML is no Matrix server", async ({ app, page, watch, website }) => {
  const page200: Answer = { status: 200, type: "text/html", body: "<!doctype html><title>Hi</title>" };
  const name = await website({ "/.well-known/matrix/client": page200, "/_matrix/client/versions": page200 });
  watch.allow(`http://${name}`);
  await app.open("#/sign-in");
  await app.homeserver().fill(name);
  await expect(page.getByText(`${name} answers, but it is not a Matrix server.`)).toBeVisible();
});

test("nothing there is told, and looked up again when it is there", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/ERR_CONNECTION_REFUSED/);
  const proxy = await proxyTo(current);
  const url = proxy.url;
  const host = new URL(url).host;
  await proxy.stop();
  await app.open("#/sign-in");
  await app.homeserver().fill(url);
  await expect(page.getByText(`${host} is unreachable.`)).toBeVisible();
  await expect(app.signInButton()).toBeDisabled();
});

test("what cannot be a server is told without asking anybody", async ({ app, page }) => {
  await app.open("#/sign-in");
  for (const nonsense of ["not a server", "ftp://x.example", "https://good.example@evil.example", "<b>x</b>", "javascript:alert(1)"]) {
    await app.homeserver().fill(nonsense);
    await expect(page.getByText("This is not a server name, address or user ID.")).toBeVisible();
    await expect(app.signInButton()).toBeDisabled();
  }
});

test("a homeserver whose admin API is hidden is told before signing in", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/CORS|ERR_FAILED|404/);
  const proxy = await proxyTo(current);
  proxy.fault(".*", /^\/_synapse\/admin/, html(404, "Not Found", false));
  await app.open("#/sign-in");
  await app.homeserver().fill(proxy.url);
  await expect(page.getByText(`A Matrix server at ${proxy.url}`)).toBeVisible();
  await expect(page.getByText("The admin API (/_synapse/admin) does not answer there.")).toBeVisible();
  await app.typePassword(current.admin.localpart, current.admin.password);
  await app.signInButton().click();
  await expect(app.notice()).toContainText("this browser cannot reach the admin API");
});

test("typing on looks up only the last server", async ({ app, page, watch, website }) => {
  watch.expectConsole(/404/);
  const name = await website({});
  watch.allow(`http://${name}`);
  await app.open("#/sign-in");
  await app.homeserver().fill(name);
  await app.chooseServer(current.base_url);
  await expect(page.getByText("it is not a Matrix server")).toHaveCount(0);
  await expect(app.signInButton()).toBeEnabled();
});

test("nothing is asked while somebody is still typing", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  await page.clock.install();
  await app.open("#/sign-in");
  await app.homeserver().waitFor();
  await page.clock.pauseAt(Date.now() + 3_600_000);
  // The watch fails the test on a request to any half-typed server.
  await app.homeserver().pressSequentially(proxy.url);
  await page.clock.runFor(200);
  expect(proxy.seen).toEqual([]);
  await page.clock.runFor(1_000);
  await expect(page.getByText(`at ${proxy.url}`)).toBeVisible();
});

test("a name of one letter is looked up only when the field is left", async ({ app, page, watch }) => {
  watch.expectConsole(/404/);
  const asked: string[] = [];
  await page.route("https://h/**", (route) => {
    asked.push(route.request().url());
    return route.fulfill({ status: 404, headers: CORS, body: "<h1>Not Found</h1>" });
  });
  watch.allow("https://h");
  await page.clock.install();
  await app.open("#/sign-in");
  await app.homeserver().waitFor();
  await page.clock.pauseAt(Date.now() + 3_600_000);
  await app.homeserver().pressSequentially("h");
  await expect(page.getByText("Type the whole name, or press Enter to look this one up.")).toBeVisible();
  await page.clock.runFor(60_000);
  expect(asked).toEqual([]);
  await app.homeserver().press("Enter");
  await page.clock.runFor(1_000);
  await expect(page.getByText("h answers, but it is not a Matrix server.")).toBeVisible();
  expect(asked).not.toEqual([]);
});

test("an international name is looked up in the form that servers know", async ({ app, page, watch, website }) => {
  const port = (await website(wellKnown(current.base_url))).split(":")[1];
  watch.allow(`http://xn--bcher-kva.localhost:${port}`);
  watch.allow(current.base_url);
  await app.open("#/sign-in");
  for (const typed of [`bücher.localhost:${port}`, `@me:BÜCHER.localhost:${port}`]) {
    await app.homeserver().fill(typed);
    await expect(page.getByText(`Synapse ${current.version} at ${current.base_url}`)).toBeVisible();
    await app.homeserver().fill("");
    await expect(page.getByText(`at ${current.base_url}`)).toHaveCount(0);
  }
});

test("an international name may stand in an address and in config.json", async ({ app, page, watch, website }) => {
  const port = (await website(wellKnown(current.base_url))).split(":")[1];
  watch.allow(`http://xn--bcher-kva.localhost:${port}`);
  watch.allow(current.base_url);
  const body = JSON.stringify({ homeservers: [`Bücher.localhost:${port}`] });
  await page.route(`${lab.app}config.json`, (route) => route.fulfill({ contentType: "application/json", body }));
  await app.open(`#/rooms?limit=25&server=${encodeURIComponent(`bücher.localhost:${port}`)}`);
  await expect(page.getByText(`Synapse ${current.version} at ${current.base_url}`)).toBeVisible();
  await app.typeToken(current.admin.access_token);
  await app.signInButton().click();
  // The session is that of the name, however it is written.
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
  await page.reload();
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
});

test("a slow server: what is waited for, a way to stop, and the answer at last", async ({ app, page, proxyTo }) => {
  const proxy = await proxyTo(current);
  const first = held();
  proxy.fault("GET", /\/versions$/, first.fault);
  await app.open("#/sign-in");
  await app.homeserver().fill(proxy.url);
  await first.arrived;
  await expect(page.getByText("Looking up…")).toBeVisible();
  await expect(page.getByText(`Still waiting for the answer to GET ${proxy.url}/_matrix/client/versions`)).toBeVisible();
  await app.button("Stop waiting").click();
  await expect(page.getByText("You stopped waiting for this server.")).toBeVisible();
  first.release();
  proxy.heal();
  await app.button("Look it up again").click();
  await expect(page.getByText(`Synapse ${current.version} at ${proxy.url}`)).toBeVisible();
  const login = held();
  proxy.fault("POST", /\/login$/, login.fault);
  await app.typePassword(current.admin.localpart, current.admin.password);
  await app.signInButton().click();
  await login.arrived;
  await expect(page.getByText(`Still waiting for the answer to ${new URL(proxy.url).host}`)).toBeVisible();
  await app.button("Stop waiting").click();
  await expect(app.signInButton()).toBeEnabled();
  login.release();
});
