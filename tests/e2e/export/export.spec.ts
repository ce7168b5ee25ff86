import type { Download } from "@playwright/test";
import type { FullServer } from "../support/lab.ts";
import { type Account, current, mas, releases } from "../support/lab.ts";
import { expect, test } from "../support/fixtures.ts";
import { sql } from "../support/sql.ts";
import { Synapse } from "../support/synapse.ts";
import { expectSame, media, neverIn, original } from "./compare.ts";
import { address, begin, contents, exported, preview } from "./page.ts";
import { objects, shellExport, written } from "./shell.ts";
import { makeSubject, type Subject } from "./subject.ts";

test.describe.configure({ timeout: 240_000 });

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

/** What an export must leave as it was; the tokens are those that Synapse knows, the user's and any that read as them. */
async function traces(synapse: Synapse, { user_id }: Account): Promise<unknown> {
  const id = encodeURIComponent(user_id);
  const [devices, whois, presence, user, tokens, receipts] = await Promise.all([
    synapse.get(`/_synapse/admin/v2/users/${id}/devices`),
    synapse.get(`/_synapse/admin/v1/whois/${id}`),
    synapse.send("GET", `/_matrix/client/v3/presence/${id}/status`),
    synapse.user(user_id),
    sql(synapse.server, `SELECT id FROM access_tokens WHERE user_id = '${user_id}' ORDER BY id`),
    sql(synapse.server, `SELECT room_id, event_id FROM receipts_linearized WHERE user_id = '${user_id}' ORDER BY room_id`),
  ]);
  return { devices, whois, presence: presence.body.presence ?? presence.body.errcode, seen: user.last_seen_ts, tokens, receipts };
}

function expectMedia(zip: Map<string, Buffer>, manifest: any, { media: uploads, quarantined }: Subject, server: FullServer): void {
  // Before 1.145 nobody gets what is quarantined.
  const isOld = new Synapse(server).isOld;
  const there = uploads.filter(({ id }) => !(isOld && id === quarantined));
  expect(media(zip)).toEqual(there.map(({ bytes }) => bytes.toString("base64")).sort());
  const skipped = manifest.skipped.filter(({ what }: any) => what === "media").map(({ id }: any) => id);
  expect(skipped).toEqual(isOld ? [quarantined] : []);
}

test("of a locked user, an admin sees the same and says that it is the admin's view", async ({ app, page, watch }) => {
  const synapse = new Synapse(current);
  const subject = await makeSubject(synapse);
  await synapse.modifyUser(subject.user.user_id, { locked: true });
  watch.expectConsole(/Failed to load resource/);
  await app.signIn(current, { at: address(subject.user) });
  await preview(page);
  await expect(page.getByText(/^Admin view: this server does not let an admin sign in as this user/)).toBeVisible();
  const download = page.waitForEvent("download", { timeout: 180_000 });
  await begin(page);
  const zip = await contents(await download);
  const { files, manifest } = original(zip);
  expect(manifest.mode.name).toBe("admin_filtered");
  expect(zip.get("index.html")!.toString()).toContain("Admin view");
  // Nobody but the user is told of a room what they are told before they are in it; and nobody what they have forgotten.
  const { invited, knocked, forget } = subject.rooms;
  const added = [invited, knocked, forget].map((room) => `rooms/${room}/events`);
  expectSame(files, await shellExport(current, subject.user.user_id), added);
  const untold = manifest.skipped.filter(({ what }: any) => what === "state").map(({ id, room_id }: any) => [id, room_id]);
  expect(untold.sort()).toEqual([["invite_state", invited], ["knock_state", knocked]]);
});

test("with Matrix Authentication Service it is the admin's view as well", async ({ app, page, watch }) => {
  const synapse = new Synapse(mas);
  const { member } = mas;
  const room = await synapse.createRoom({ preset: "public_chat", name: "Read by an admin" });
  const say = (body: string) => synapse.setState(room, "com.example.note", body, { body });
  await synapse.setState(room, "m.room.history_visibility", "", { history_visibility: "joined" });
  await say("before");
  await synapse.join(room, member.access_token);
  await say("with");
  await written(mas, member.user_id);
  watch.expectConsole(/Failed to load resource/);
  await app.signIn(mas, { at: address(member) });
  const { files, manifest } = original(await exported(page));
  expect(manifest.mode.name).toBe("admin_filtered");
  expectSame(files, await shellExport(mas, member.user_id));
  const bodies = objects(files.get(`rooms/${room}/events`)!).map((event) => event.content.body);
  expect(bodies).toContain("with");
  expect(bodies).not.toContain("before");
});

test("of several users each has a ZIP; rooms and files can be left out, and days chosen", async ({ app, page, watch }) => {
  const synapse = new Synapse(current);
  const [one, other] = [await synapse.createUser(), await synapse.createUser()];
  const rooms: string[] = [];
  for (const name of ["To be kept", "To be left out"]) {
    rooms.push(await synapse.createRoom({ name }, one.access_token));
  }
  await app.signIn(current, { at: "#/export" });
  await page.getByLabel("User IDs").fill(`${one.user_id}\n${other.localpart}`);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(new RegExp(`${address(one, other).slice(1).replace(/[?]/g, "\\?")}$`));
  await page.getByLabel("The files that were uploaded").uncheck();
  await preview(page);
  await page.getByText("Leave rooms out").click();
  await page.getByRole("checkbox", { name: /^To be left out/ }).check();
  const downloads: Download[] = [];
  page.on("download", (download) => downloads.push(download));
  await begin(page);
  await expect.poll(() => downloads.length, { timeout: 60_000 }).toBe(2);
  const names = downloads.map((download) => download.suggestedFilename());
  expect(names).toEqual([one, other].map(({ localpart }) => `glia-export-_${localpart}_${current.server_name}.zip`));
  const [first, second] = await Promise.all(downloads.map(async (download) => original(await contents(download))));
  expect(first!.manifest.rooms.map((room: any) => room.room_id)).toEqual([rooms[0]]);
  expect(first!.manifest.skipped).toMatchObject([{ what: "room", id: rooms[1] }]);
  expect(second!.manifest.rooms).toEqual([]);
  watch.expectConsole(/Failed to load resource/);

  await app.load(address(one));
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("From this day on").fill(tomorrow);
  const later = original(await exported(page));
  for (const room of rooms) expect(later.files.get(`rooms/${room}/events`)).toBe("");
});
