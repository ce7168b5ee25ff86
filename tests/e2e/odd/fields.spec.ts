import { at } from "../support/app.ts";
import { CORS } from "../support/fault-proxy.ts";
import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";
import { pages, PROBES } from "../support/pages.ts";

/** What people paste by mistake, and what nobody would. None of it names a host that could be asked. */
const ODD = [
  "\u200b",
  "…",
  "Bearer sÿt_ω\u202e",
  "%zz%E0%A4%A&=#?",
  "'\"`<b onclick=x>$(id);--",
  "@",
  "@:",
  "#:",
  "!a:",
  "[::1",
  "🦊 \ud800",
  "-1e400",
  "a b".repeat(700),
];

const CONSOLE = [PROBES, /40[0-4]/, /50[0-4]/];

/** What can be typed into, whatever it is for. */
const TYPED = ":is(input:not([type]), input[type=text], input[type=search], input[type=password], input[type=url], input[type=number], textarea):visible:enabled";
/** All of it on a page. */
const FIELDS = `main ${TYPED}`;

/** What an address is about: its first word, which stays while one types. */
const section = (hash: string) => hash.split(/[/?]/)[1];

test("whatever is typed into whichever field, and sent, the app lives", async ({ app, page, watch }) => {
  test.slow();
  for (const pattern of CONSOLE) watch.expectConsole(pattern);
  await app.signIn(current, { keep: true });
  let tried = 0;
  for (const [name, address] of pages(current)) {
    await app.open(address);
    await expect(page.getByRole("heading", { level: 1 }), name).toBeVisible();
    await expect(page.locator('[aria-busy="true"]'), name).toHaveCount(0);
    const count = await page.locator(FIELDS).count();
    for (let place = 0; place < count; place += 1) {
      for (const [turn, odd] of ODD.entries()) {
        const field = page.locator(FIELDS).nth(place);
        // What was sent may have taken the field away.
        if (!(await field.isVisible())) break;
        await field.fill(odd);
        tried += 1;
        // Over all fields, each of them is sent.
        if ((turn + tried) % 5 !== 0) continue;
        await field.press("Enter");
        // Asked of the page itself, where the address changes at once.
        if (section(await page.evaluate(() => location.hash)) === section(address)) continue;
        // What names something else has led to its own page.
        await app.open(address);
        await expect(page.getByRole("heading", { level: 1 }), name).toBeVisible();
        await expect(page.locator('[aria-busy="true"]'), name).toHaveCount(0);
      }
    }
    await expect(page.getByRole("heading", { level: 1 }), name).toBeVisible();
    await expect(page.locator(".crashed"), name).toHaveCount(0);
  }
  expect(tried).toBeGreaterThan(10 * ODD.length);
});

test("whatever is typed into the dialog of an action, and sent, the app lives", async ({ app, page, watch }) => {
  for (const pattern of CONSOLE) watch.expectConsole(pattern);
  // What Synapse would take is not done: these are the accounts and aliases of other tests.
  await page.route(`${current.base_url}/**`, async (route) => {
    if (["GET", "OPTIONS"].includes(route.request().method())) return route.fallback();
    return route.fulfill({ status: 400, headers: CORS, json: { errcode: "M_INVALID_PARAM", error: "odd" } });
  });
  await app.signIn(current, { keep: true });
  let tried = 0;
  for (const [address, button] of [
    [at.user(current.member.user_id), "Reset password"],
    [at.alias(current.cast.aliases.ordinary), "Point it at another room"],
  ] as const) {
    await app.open(address);
    await app.button(button).click();
    const dialog = page.getByRole("dialog");
    for (const odd of ODD) {
      const field = dialog.locator(TYPED).first();
      await field.fill(odd);
      tried += 1;
      await field.press("Enter");
      await expect(dialog.locator('[aria-busy="true"]')).toHaveCount(0);
    }
    await expect(page.locator(".crashed"), address).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
  expect(tried).toBe(2 * ODD.length);
});

test("whatever is typed to sign in with, the app lives", async ({ app, page, watch }) => {
  for (const pattern of CONSOLE) watch.expectConsole(pattern);
  for (const address of ["#/sign-in", "#/first-admin"]) {
    await app.open(address);
    await expect(app.homeserver()).toBeVisible();
    for (const odd of ODD) await app.homeserver().fill(odd);
    await app.chooseServer(current.base_url);
    // With a server that is there, what is typed is sent.
    const fields = page.locator(`${FIELDS}:not(#homeserver)`);
    for (const odd of ODD) {
      for (const field of await fields.all()) await field.fill(odd);
      await fields.last().press("Enter");
      await expect(page.locator('form.sign-in button[type="submit"]')).toBeEnabled();
    }
  }
  await app.open("#/sign-in");
  await app.chooseServer(current.base_url);
  for (const odd of ODD) {
    await app.typeToken(odd);
    if (await app.signInButton().isEnabled()) await app.signInButton().click();
    await expect(app.signInButton()).toBeVisible();
  }
  await expect(page.locator(".crashed")).toHaveCount(0);
});
