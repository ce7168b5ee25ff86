import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { type Account, type FullServer, releases } from "../support/lab.ts";
import { expect, test } from "../support/fixtures.ts";
import { limited, matrixError, reset, truncated, unknownToken } from "../support/faults.ts";
import { Synapse } from "../support/synapse.ts";
import { objects, shellExport, unzip } from "./shell.ts";
import { makeSubject, type Subject } from "./subject.ts";

test.describe.configure({ timeout: 240_000 });

/** Begins an export as a person does, and gives the ZIP. */
async function exported(page: Page, whileRunning: () => Promise<void> = async () => undefined): Promise<Map<string, Buffer>> {
  await page.getByRole("button", { name: "See what is in it" }).click();
  await expect(page.getByRole("heading", { name: "What will be in it" })).toBeVisible({ timeout: 60_000 });
  const download = page.waitForEvent("download", { timeout: 180_000 });
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await whileRunning();
  const zip = await unzip(await (await download).path());
  await expect(page.getByText("The export is done.")).toBeVisible();
  return zip;
}

const address = (user: Account) => `#/export?user=${encodeURIComponent(user.user_id)}`;

/** By the names that things really have; the sums of the manifest are checked on the way. */
function original(zip: Map<string, Buffer>): { files: Map<string, string>; manifest: any } {
  const manifest = JSON.parse(zip.get("manifest.json")!.toString());
  const files = new Map<string, string>();
  for (const { path, original, bytes, sha256 } of manifest.files) {
    const content = zip.get(path)!;
    expect([content.length, createHash("sha256").update(content).digest("hex")], path).toEqual([bytes, sha256]);
    if (!/^(html\/|media\/|index\.html)/.test(path)) files.set(original ?? path, content.toString());
  }
  expect(zip.size).toBe(manifest.files.length + 1);
  expect(new Set([...zip.keys()].map((path) => path.toLowerCase())).size, "no system mixes them up").toBe(zip.size);
  return { files, manifest };
}

/** A file as it is compared: without what no API gives, and what changes by itself. */
function comparable(path: string, text: string): unknown[] {
  const list = objects(text);
  if (path.startsWith("media_ids/")) for (const medium of list) delete medium.last_access_ts;
  if (!path.startsWith("rooms/")) return list;
  for (const event of list) for (const key of ["invite_room_state", "knock_room_state", "redacted_by"]) delete event.unsigned?.[key];
  const key = (event: any) => JSON.stringify([event.type, event.state_key]);
  // A state has no order.
  return path.includes("/state/") ? list.sort((a, b) => key(a).localeCompare(key(b))) : list;
}

function expectSame(ours: Map<string, string>, theirs: Map<string, string>, added: string[]): void {
  expect([...ours.keys()].sort()).toEqual([...theirs.keys(), ...added].sort());
  for (const [path, text] of theirs) expect(comparable(path, ours.get(path)!), path).toEqual(comparable(path, text));
}

/** What Synapse's command would write of rooms that the user was never in, if it did not crash. */
const neverIn = ({ rooms }: Subject) => [
  `rooms/${rooms.invited}/events`,
  `rooms/${rooms.invited}/invite_state`,
  `rooms/${rooms.knocked}/events`,
  `rooms/${rooms.knocked}/knock_state`,
];

for (const [release, server] of releases) {
  test(`is what Synapse's own command writes, and the files themselves, on ${release}`, async ({ app, page, watch }) => {
    const synapse = new Synapse(server);
    const subject = await makeSubject(synapse);
    watch.expectConsole(/Failed to load resource/);
    await app.signIn(server, { at: address(subject.user) });
    const before = await traces(synapse, subject.user);
    const zip = await exported(page);
    expect(await traces(synapse, subject.user), "no trace on the account").toEqual(before);
    const { files, manifest } = original(zip);
    expectSame(files, await shellExport(server, subject.user.user_id), neverIn(subject));
    expect(manifest.mode.name).toBe("as_user");
    expectMedia(zip, manifest, subject, server);
    const index = zip.get("index.html")!.toString();
    for (const part of ["Room v10 – Ünïcode 🦊 &lt;b&gt;&amp;&quot;", "PHONE 🦊", "odd/type", "Encrypted messages stay encrypted"]) {
      expect(index).toContain(part);
    }
  });
}

/** What an export must leave as it was. */
async function traces(synapse: Synapse, { user_id }: Account): Promise<unknown> {
  const id = encodeURIComponent(user_id);
  const [devices, whois, presence, user] = await Promise.all([
    synapse.get(`/_synapse/admin/v2/users/${id}/devices`),
    synapse.get(`/_synapse/admin/v1/whois/${id}`),
    synapse.send("GET", `/_matrix/client/v3/presence/${id}/status`),
    synapse.user(user_id),
  ]);
  return { devices, whois, presence: presence.body.presence ?? presence.body.errcode, seen: user.last_seen_ts };
}

function expectMedia(zip: Map<string, Buffer>, manifest: any, { media, quarantined }: Subject, server: FullServer): void {
  const contents = [...zip].filter(([path]) => path.startsWith("media/")).map(([, content]) => content.toString("base64"));
  // Before 1.145 nobody gets what is quarantined.
  const isOld = new Synapse(server).isOld;
  const there = media.filter(({ id }) => !(isOld && id === quarantined));
  expect(contents.sort()).toEqual(there.map(({ bytes }) => bytes.toString("base64")).sort());
  const skipped = manifest.skipped.filter(({ what }: any) => what === "media").map(({ id }: any) => id);
  expect(skipped).toEqual(isOld ? [quarantined] : []);
}

test("goes through storms, and is the same in the end", async ({ app, page, watch, proxyTo }) => {
  const [, server] = releases[0]!;
  const subject = await makeSubject(new Synapse(server));
  const proxy = await proxyTo(server);
  watch.expectConsole(/Failed to load resource|ERR_/);
  await app.signIn(server, { at: address(subject.user), via: proxy.url });
  const zip = await exported(page, async () => undefined);
  for (const [path, fault, times] of [
    [/\/messages/, limited(50), 6],
    [/\/messages/, reset, 2],
    [/\/messages/, truncated("length corrected"), 2],
    [/\/download\//, reset, 3],
    [/\/download\//, matrixError(500, "M_UNKNOWN", "Internal server error"), 2],
    [/\/messages/, unknownToken(true), 1],
    [/\/context\//, matrixError(502, "M_UNKNOWN", "Bad gateway"), 1],
  ] as const) {
    proxy.fault("GET", path, fault, times);
  }
  await page.getByRole("button", { name: "Delete it from this browser" }).click();
  const disturbed = await exported(page);
  proxy.heal();
  expectSame(original(disturbed).files, original(zip).files, []);
});

test("goes on after a reload where it was", async ({ app, page, watch }) => {
  const [, server] = releases[0]!;
  const subject = await makeSubject(new Synapse(server));
  watch.expectConsole(/Failed to load resource|ERR_/);
  await app.signIn(server, { at: address(subject.user) });
  await page.getByRole("button", { name: "See what is in it" }).click();
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.reload();
  const download = page.waitForEvent("download", { timeout: 180_000 });
  await page.getByRole("button", { name: "Go on with it" }).click();
  const { files } = original(await unzip(await (await download).path()));
  expectSame(files, await shellExport(server, subject.user.user_id), neverIn(subject));
});
