import { createHash } from "node:crypto";
import { deflateSync, crc32 } from "node:zlib";

import { CORS, type Fault } from "../support/fault-proxy.ts";
import { held, matrixError } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { current, releases, type Server } from "../support/lab.ts";
import { Synapse, unique } from "../support/synapse.ts";

const THUMBNAILS = /\/thumbnail\//;

/** A PNG of one colour. */
function png(colour: [number, number, number]): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const size = 200;
  const header = Buffer.from([0, 0, 0, size, 0, 0, 0, size, 8, 2, 0, 0, 0]);
  const line = Buffer.concat([Buffer.from([0]), ...Array<Buffer>(size).fill(Buffer.from(colour))]);
  const pixels = deflateSync(Buffer.concat(Array<Buffer>(size).fill(line)));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

/** Users with a name in common, each with this picture. */
async function pictured(server: Server, count: number, content = png([200, 40, 40])): Promise<string> {
  const synapse = new Synapse(server);
  const prefix = unique("face");
  for (let number = 0; number < count; number++) {
    const user = await synapse.createUser({ displayname: `Zoë ${number} ${prefix}` });
    const body = Buffer.concat([content, Buffer.from(createHash("sha256").update(user.user_id).digest())]);
    const uploaded = await fetch(`${server.base_url}/_matrix/media/v3/upload`, {
      method: "POST",
      headers: { Authorization: `Bearer ${user.access_token}`, "Content-Type": "image/png" },
      body,
    });
    const { content_uri } = (await uploaded.json()) as { content_uri: string };
    const set = await fetch(`${server.base_url}/_matrix/client/v3/profile/${encodeURIComponent(user.user_id)}/avatar_url`, {
      method: "PUT",
      headers: { Authorization: `Bearer ${user.access_token}` },
      body: JSON.stringify({ avatar_url: content_uri }),
    });
    expect(set.status).toBe(200);
  }
  return prefix;
}

for (const [release, server] of releases) {
  test(`a picture takes the place of the initials, on ${release}`, async ({ app, page, proxyTo }) => {
    const prefix = await pictured(server, 1);
    const proxy = await proxyTo(server);
    await app.signIn(server, { via: proxy.url, at: `#/users?name=${prefix}` });
    const disc = page.locator("tbody .avatar");
    await expect(disc).toHaveText("Z0");
    const picture = disc.locator("img");
    await expect(picture).toHaveAttribute("src", /^blob:/);
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThanOrEqual(64);
    const [asked, ...more] = proxy.requests(THUMBNAILS);
    expect(more).toEqual([]);
    expect(asked!.path).toContain("width=64&height=64");
    expect(asked!.path).not.toContain("token");
    // Once fetched it is not fetched again.
    await app.link("Rooms").click();
    await expect(app.heading("Rooms")).toBeVisible();
    await page.goBack();
    await expect(picture).toHaveCount(1);
    expect(proxy.requests(THUMBNAILS)).toHaveLength(1);
  });
}

test("only pictures of rows in view are fetched, at most four at a time, and those of other rows when they come", async ({
  app,
  page,
  proxyTo,
}) => {
  test.slow();
  const prefix = await pictured(current, 30);
  const proxy = await proxyTo(current);
  await page.setViewportSize({ width: 1280, height: 480 });
  const waiting = held();
  proxy.fault("GET", THUMBNAILS, waiting.fault);
  await app.signIn(current, { via: proxy.url, at: `#/users?name=${prefix}` });
  await expect(app.rowLinks("Users")).toHaveCount(30);
  await expect.poll(() => proxy.requests(THUMBNAILS).length).toBe(4);
  // Another order finds other rows in view; what is on its way stays on its way.
  await app.column("Users", "Display name").getByRole("link").click();
  await expect(app.column("Users", "Display name")).toHaveAttribute("aria-sort", "ascending");
  expect(proxy.requests(THUMBNAILS)).toHaveLength(4);
  waiting.release();
  const pictures = page.locator("tbody .avatar img");
  const seen = () =>
    page.locator("tbody .avatar").evaluateAll((discs) => discs.filter((disc) => disc.getBoundingClientRect().top < innerHeight).length);
  const inView = await seen();
  expect(inView).toBeLessThan(25);
  await expect(pictures).toHaveCount(inView);
  await app.rowLinks("Users").last().scrollIntoViewIfNeeded();
  await expect(page.locator("tbody tr").last().locator(".avatar img")).toHaveCount(1);
});

test("what is no picture, is gone or is refused leaves the initials", async ({ app, page, proxyTo }) => {
  const prefix = await pictured(current, 5);
  const proxy = await proxyTo(current);
  const body = (status: number, content: string): Fault => ({ response }) => {
    response.writeHead(status, CORS);
    response.end(Buffer.from(content, "latin1"));
  };
  const answers = [
    matrixError(404, "M_NOT_FOUND", "Gone"),
    matrixError(403, "M_FORBIDDEN", "No"),
    body(200, "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    body(200, "\x89PNG\r\n\x1a\nnothing"),
  ];
  for (const answer of answers) proxy.fault("GET", THUMBNAILS, answer, 1);
  await app.signIn(current, { via: proxy.url, at: `#/users?name=${prefix}&order_by=displayname` });
  // The fifth is fetched when one of the four is done with, and is a picture.
  await expect(page.locator("tbody tr").nth(4).locator(".avatar img")).toHaveCount(1);
  expect(proxy.requests(THUMBNAILS)).toHaveLength(5);
  await expect(page.locator("tbody .avatar")).toHaveText(["Z0", "Z1", "Z2", "Z3", "Z4"]);
  await expect(page.locator("tbody .avatar img")).toHaveCount(1);
});

test("switched off, nothing is fetched, also after a reload", async ({ app, page, proxyTo }) => {
  const prefix = await pictured(current, 1);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url, at: `#/users?name=${prefix}` });
  const pictures = page.locator("tbody .avatar img");
  await expect(pictures).toHaveCount(1);
  await app.menu().click();
  const choice = page.getByRole("checkbox", { name: "Show profile pictures" });
  await choice.uncheck();
  await expect(pictures).toHaveCount(0);
  proxy.forget();
  await page.reload();
  await expect(app.rowLinks("Users")).toHaveCount(1);
  await app.menu().click();
  await expect(choice).not.toBeChecked();
  expect(proxy.requests(THUMBNAILS)).toEqual([]);
  await choice.check();
  await expect(pictures).toHaveCount(1);
});

test("the choice is kept where no picture has been fetched yet", async ({ app, page }) => {
  await app.signIn(current, { at: "#/aliases", keep: true });
  await app.menu().click();
  const choice = page.getByRole("checkbox", { name: "Show profile pictures" });
  await choice.uncheck();
  await app.load("#/aliases");
  await app.menu().click();
  await expect(choice).not.toBeChecked();
  await choice.check();
  expect(await page.evaluate(() => localStorage.getItem("glia.pictures"))).toBeNull();
});
