import { expect, test } from "./support/fixtures.ts";
import { lab } from "./support/lab.ts";

test("the app works below any path: everything it loads lies beside it", async ({ app, page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await app.open("");
  await expect(app.homeserver()).toBeVisible();
  await expect(app.homeserver()).toBeEditable();
  expect(new URL(lab.app).pathname).toBe("/some/deep/path/");
  for (const url of loaded) expect(url.startsWith(lab.app)).toBe(true);
  expect(loaded.length, loaded.join("\n")).toBeLessThanOrEqual(8);
});

test("nothing is cut off without the slash at the end, or with index.html", async ({ app, page }) => {
  await page.goto(`${lab.app}index.html#/users`);
  await expect(app.homeserver()).toBeVisible();
  await page.goto(`${lab.app}?from=somewhere#/users`);
  await expect(page.getByText("Sign in to open this page.")).toBeVisible();
});

test("a strict Content-Security-Policy is in the page, and it is obeyed", async ({ app, page }) => {
  await app.open("");
  await expect(app.homeserver()).toBeVisible();
  const policy = await page.evaluate(
    () => document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute("content") ?? "",
  );
  const rules = new Map(policy.split(";").map((rule) => [rule.trim().split(/\s+/)[0], rule.trim().split(/\s+/).slice(1)]));
  expect(rules.get("default-src")).toEqual(["'none'"]);
  expect(rules.get("script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(rules.get("style-src")).toEqual(["'self'"]);
  expect(rules.get("base-uri")).toEqual(["'none'"]);
  expect(rules.get("form-action")).toEqual(["'none'"]);
  expect(policy).not.toContain("unsafe-inline");
  expect(policy).not.toContain("'unsafe-eval'");
});

test("the policy really forbids inline scripts and styles", async ({ app, page, watch }) => {
  watch.expectConsole(/securitypolicyviolation|Content Security Policy/);
  await app.open("");
  await expect(app.homeserver()).toBeVisible();
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.head.append(script);
    return "injected" in window;
  });
  expect(ran).toBe(false);
});

test("what index.html loads carries its hash; there is no inline script, style or handler", async ({ request }) => {
  const html = await (await request.get(lab.app)).text();
  for (const [, attributes, content] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
    expect(content!.trim()).toBe("");
    expect(attributes).toMatch(/\bsrc=/);
    expect(attributes).toMatch(/integrity="?sha(256|384|512)-/);
  }
  for (const [link] of html.matchAll(/<link\b[^>]*>/g)) {
    if (/rel="?(stylesheet|modulepreload|preload)/.test(link)) expect(link).toMatch(/integrity="?sha(256|384|512)-/);
  }
  expect(html).not.toMatch(/<style\b|\sstyle=|\son[a-z]+=/);
});

test("a file that was changed on its way does not run", async ({ page, watch }) => {
  watch.expectConsole(/integrity|ERR_|Failed|SRI/);
  await page.route(/\.css$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()} /* changed */` });
  });
  await page.goto(lab.app);
  await expect(page.getByLabel("Homeserver", { exact: true })).toBeVisible();
  expect(await page.evaluate(() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).length)).toBe(0);
});

test("a program that was changed on its way does not run, and the page says so", async ({ page, watch }) => {
  watch.expectConsole(/integrity|ERR_|Failed|SRI/);
  await page.route(/\.wasm$/, async (route) => {
    const response = await route.fetch();
    // A custom section at the end: still valid, but not what was published.
    await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.from([0, 2, 1, 120])]) });
  });
  await page.goto(lab.app);
  await expect(page.getByRole("alert")).toContainText("Glia could not start in this browser");
  await expect(page.getByLabel("Homeserver", { exact: true })).toHaveCount(0);
});

test("a browser that cannot start it says so in words", async ({ page, watch }) => {
  watch.expectConsole(/404|ERR_|Failed|SRI/);
  await page.route(/\.wasm$/, (route) => route.fulfill({ status: 404, body: "gone" }));
  await page.goto(lab.app);
  await expect(page.getByRole("alert")).toContainText("Glia could not start in this browser");
});
