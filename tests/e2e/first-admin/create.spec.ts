import type { Page } from "@playwright/test";
import type { App } from "../support/app.ts";
import { doneThenLost, html } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, releases, type Server } from "../support/lab.ts";
import { OwnSynapse } from "../support/own-synapse.ts";
import { Synapse, unique } from "../support/synapse.ts";

interface New {
  username: string;
  password?: string;
  secret?: string;
}

async function fill(page: Page, server: Server, { username, password, secret }: New): Promise<void> {
  await page.getByLabel("Registration secret", { exact: true }).fill(secret ?? server.shared_secret);
  await page.getByLabel("Username of the new account").fill(username);
  await page.getByLabel("New password", { exact: true }).fill(password ?? "a long password");
}

const submit = (app: App) => app.button("Create the first admin").click();

/** All that a page sent, as text: addresses, headers, bodies. */
function listen(page: Page): string[] {
  const sent: string[] = [];
  page.on("request", (request) => {
    sent.push(`${request.url()}\n${JSON.stringify(request.headers())}\n${request.postData() ?? ""}`);
  });
  return sent;
}

const stored = (page: Page) =>
  page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.cookie]));

for (const [release, server] of releases) {
  test.describe(`On ${release}`, () => {
    test("the secret makes the first admin, who makes an admin of the account that is meant", async ({ app, page }) => {
      const synapse = new Synapse(server);
      const mine = await synapse.createUser({ displayname: "Mine" });
      const [username, password] = [unique("root"), unique("password")];
      const userId = `@${username}:${server.server_name}`;
      const sent = listen(page);
      await app.open("#/sign-in");
      await app.chooseServer(server.base_url);
      await app.link("No server admin yet? Make the first one").click();
      await expect(app.heading("The first admin")).toBeVisible();
      await expect(page.getByText(`at ${server.base_url}`)).toBeVisible();
      await fill(page, server, { username, password });
      await submit(app);

      await expect(app.heading("You are a server admin")).toBeVisible();
      await expect(page.getByText(`You are signed in as ${userId}`)).toBeVisible();
      expect(await synapse.isAdmin(userId)).toBe(true);
      expect(await synapse.passwordStatus(userId, password)).toBe(200);
      // The session is the new account's own, and neither secret nor password is anywhere but where they must be.
      expect(await stored(page)).toContain(userId);
      expect(await stored(page)).not.toContain(server.shared_secret);
      expect(await stored(page)).not.toContain(password);
      expect(sent.filter((text) => text.includes(server.shared_secret))).toEqual([]);
      const withPassword = sent.filter((text) => text.includes(password));
      expect(withPassword).toHaveLength(1);
      expect(withPassword[0]).toMatch(/\/_synapse\/admin\/v1\/register\n/);
      expect(withPassword[0]).toMatch(/"mac":"[0-9a-f]{40}"/);

      await page.getByLabel("User ID or username").fill(mine.localpart);
      await app.button("Look up").click();
      await expect(page.getByText("Mine", { exact: true })).toBeVisible();
      const dialog = await app.begin("Make server admin", "Make this user a server admin?");
      await app.confirm(dialog, "Make server admin").click();
      await expect(page.getByText("This account is a server admin already.")).toBeVisible();
      expect(await synapse.isAdmin(mine.user_id)).toBe(true);

      await app.link("Continue").click();
      await expect(app.heading("Overview")).toBeVisible();
    });

    test("what the server refuses is told in plain words", async ({ app, page, watch, proxyTo }) => {
      // A name or a nonce that is used up may be so by a try whose answer was lost: signing in would show it.
      watch.expectConsole(/\/(register|login)$/);
      const synapse = new Synapse(server);
      const taken = await synapse.createUser();
      const proxy = await proxyTo(server);
      await app.open(`#/first-admin?server=${encodeURIComponent(proxy.url)}`);
      await expect(page.getByText(`at ${proxy.url}`)).toBeVisible();
      const refused = async (typed: New, title: string, hint: string) => {
        await fill(page, server, typed);
        await submit(app);
        await expect(app.alert()).toContainText(title);
        await expect(app.alert()).toContainText(hint);
      };
      const username = unique("root");
      await refused({ username, secret: "wrong" }, "The registration secret is wrong.", "homeserver.yaml");
      await expect(app.alert()).toContainText("HMAC incorrect");
      await refused({ username: taken.localpart }, `There is already an account called “${taken.localpart}”.`, "another username");
      await refused({ username: "two words" }, "This is not a valid username.", "lowercase letters");
      // The nonce of another process: Synapse does not know it.
      proxy.fault("GET", /\/register$/, async ({ ask, response }) => {
        const answer = await ask();
        response.writeHead(answer.status, answer.headers);
        response.end(JSON.stringify({ nonce: "0".repeat(128) }).padEnd(answer.body.length));
      }, 1);
      await refused({ username }, "did not recognise the one-time value", "Trying again is safe");
      proxy.fault(".*", /^\/_synapse\/admin/, html(404, "Not Found"));
      await refused({ username }, "The admin API (/_synapse/admin) does not answer there.", "reverse proxy");
      expect((await synapse.users(`name=${username}`)).users).toEqual([]);
      expect(await stored(page)).not.toContain(server.shared_secret);

      // Trying again is safe indeed.
      proxy.heal();
      await fill(page, server, { username });
      await submit(app);
      await expect(app.heading("You are a server admin")).toBeVisible();
      expect(await synapse.isAdmin(`@${username}:${server.server_name}`)).toBe(true);
    });

    test("a server without a secret says so", async ({ app, page, watch }) => {
      test.slow();
      watch.expectConsole(/\/register$/);
      const own = await OwnSynapse.start(server, (config) => delete config.registration_shared_secret);
      try {
        watch.allow(own.server.base_url);
        await app.open(`#/first-admin?server=${encodeURIComponent(own.server.base_url)}`);
        await fill(page, own.server, { username: "root" });
        await submit(app);
        await expect(app.alert()).toContainText("This server has no registration secret.");
        await expect(app.alert()).toContainText("restart Synapse");
      } finally {
        await own.stop();
      }
    });
  });
}

test("with Matrix Authentication Service the secret is of no use, and the page says what is", async ({ app, page, watch }) => {
  test.slow();
  // Synapse cannot reach the service that it names.
  watch.expectConsole(/\/register$|\/login$|\/auth_metadata$/);
  const own = await OwnSynapse.start(current, (config) => {
    config.matrix_authentication_service = { enabled: true, endpoint: "http://127.0.0.1:9/", secret: "unused" };
    delete config.registration_shared_secret;
  });
  try {
    watch.allow(own.server.base_url);
    await app.open(`#/first-admin?server=${encodeURIComponent(own.server.base_url)}`);
    await fill(page, own.server, { username: "root" });
    await submit(app);
    await expect(app.alert()).toContainText("This server does not offer registration with a secret.");
    await page.getByLabel("Account that is to be an admin").fill("@alice:own.example");
    await expect(page.getByText("mas-cli manage promote-admin alice")).toBeVisible();
  } finally {
    await own.stop();
  }
});

test("an admin that was created with nobody to tell it is not known, and the next press signs in", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/ERR_|502|400/);
  const proxy = await proxyTo(current);
  await app.open(`#/first-admin?server=${encodeURIComponent(proxy.url)}`);
  await expect(page.getByText(`at ${proxy.url}`)).toBeVisible();
  const username = unique("root");
  await fill(page, current, { username });
  proxy.fault("POST", /\/register$/, doneThenLost);
  proxy.fault("POST", /\/login$/, html(502, "Bad Gateway"));
  await submit(app);
  await expect(app.alert()).toContainText("It is not known whether the account was created.");
  await expect(app.alert()).toContainText("No answer from");
  proxy.heal();
  await submit(app);
  await expect(app.heading("You are a server admin")).toBeVisible();
  // Whose doing that is, nobody can tell now.
  await expect(app.notice()).toContainText(`@${username}:${current.server_name} exists and is a server admin.`);
  expect(await new Synapse(current).isAdmin(`@${username}:${current.server_name}`)).toBe(true);
});

test("an admin that was created is signed in, also when asking what it is gets no answer", async ({ app, page, watch, proxyTo }) => {
  watch.expectConsole(/502/);
  const proxy = await proxyTo(current);
  await app.open(`#/first-admin?server=${encodeURIComponent(proxy.url)}`);
  await expect(page.getByText(`at ${proxy.url}`)).toBeVisible();
  const username = unique("root");
  await fill(page, current, { username });
  proxy.fault("GET", /\/admin$|\/whois\//, html(502, "Bad Gateway"));
  await submit(app);
  await expect(app.heading("You are a server admin")).toBeVisible();
});

test("an account that does not exist is not made an admin", async ({ app, page, watch }) => {
  watch.expectConsole(/404/);
  await app.signIn(current);
  await app.open("#/first-admin");
  await expect(app.heading("You are a server admin")).toBeVisible();
  await page.getByLabel("User ID or username").fill(unique("nobody"));
  await app.button("Look up").click();
  await expect(app.alert()).toContainText("There is no such account on this server.");
  await expect(app.button("Make server admin")).toHaveCount(0);
});
