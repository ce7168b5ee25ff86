import type { Account } from "../support/lab.ts";
import { Synapse, unique } from "../support/synapse.ts";
import { written } from "./shell.ts";

/** Somebody whose data are exported, and everything that makes exporting hard. */
export interface Subject {
  user: Account;
  /** Room ids by what they are for. */
  rooms: Record<string, string>;
  /** Uploads by their names; `null` is one without a name. */
  media: { id: string; name: string | null; bytes: Buffer }[];
  quarantined: string;
}

const HISTORY = "m.room.history_visibility";

/** Rooms of every kind and version, redactions, edits, odd names, devices and media. */
export async function makeSubject(synapse: Synapse, events = 0): Promise<Subject> {
  const user = await synapse.createUser({ displayname: 'Zoë "🐇" <b>' });
  const [bob, igor, carol] = [await synapse.createUser(), await synapse.createUser(), await synapse.createUser()];
  const people = new People(synapse, user, bob);
  const rooms: Record<string, string> = {};
  const capabilities = await synapse.ok("GET", "/_matrix/client/v3/capabilities", undefined, user.access_token);
  const known = Object.keys(capabilities.capabilities["m.room_versions"].available);
  for (const version of ["1", "2", "3", "6", "7", "8", "9", "10", "11", "12"].filter((version) => known.includes(version))) {
    rooms[`version ${version}`] = await people.conversation(version);
  }
  for (const visibility of ["joined", "invited", "shared", "world_readable"]) {
    rooms[`history ${visibility}`] = await people.history(visibility);
  }
  for (const end of ["leave", "kick", "ban", "forget", "reinvite", "reknock"]) rooms[end] = await people.ended(end);
  rooms.invited = await people.room("10", { preset: "private_chat", name: "Invited" });
  await people.act(bob, rooms.invited, "invite", { user_id: user.user_id, reason: "come" });
  rooms.rejected = await people.room("10", { preset: "private_chat" });
  await people.act(bob, rooms.rejected, "invite", { user_id: user.user_id });
  await people.act(user, rooms.rejected, "leave");
  rooms.knocked = await people.room("7");
  await synapse.setState(rooms.knocked, "m.room.join_rules", "", { join_rule: "knock" }, bob.access_token);
  await people.knock(rooms.knocked);
  await people.put(user, `user/${user.user_id}/account_data/m.ignored_user_list`, { ignored_users: { [igor.user_id]: {} } });
  rooms.ignored = await people.room("10");
  for (const one of [user, igor]) await synapse.join(rooms.ignored, one.access_token);
  await people.say(igor, rooms.ignored, "you do not read this");
  await people.say(bob, rooms.ignored, "but this");
  rooms.erased = await people.room("10");
  await synapse.join(rooms.erased, carol.access_token);
  await people.say(carol, rooms.erased, "before");
  await synapse.join(rooms.erased, user.access_token);
  await people.say(carol, rooms.erased, "with");
  await synapse.ok("POST", `/_synapse/admin/v1/deactivate/${carol.user_id}`, { erase: true });
  rooms.dm = await synapse.createRoom(
    {
      is_direct: true,
      preset: "trusted_private_chat",
      initial_state: [{ type: "m.room.encryption", content: { algorithm: "m.megolm.v1.aes-sha2" } }],
    },
    user.access_token,
  );
  await people.send(user, rooms.dm, "m.room.encrypted", { algorithm: "m.megolm.v1.aes-sha2", ciphertext: "AAA" });
  await people.put(user, `user/${user.user_id}/account_data/m.direct`, { [bob.user_id]: [rooms.dm] });
  await people.put(user, `user/${user.user_id}/account_data/${encodeURIComponent("odd/type")}`, { é: 1.5, big: 1e21 });
  await people.put(user, `user/${user.user_id}/rooms/${rooms.dm}/account_data/com.x`, { a: [1, { b: null }] });
  for (const device of ["PHONE", "LAPTOP"]) {
    await synapse.login(user.user_id, user.password, { device_id: device, initial_device_display_name: `${device} 🦊` });
  }
  if (events > 0) rooms.large = await people.large(events);
  const { media, quarantined } = await people.media();
  await written(synapse.server, user.user_id);
  return { user, rooms, media, quarantined };
}

class People {
  private transaction = 0;

  constructor(
    readonly synapse: Synapse,
    readonly user: Account,
    readonly bob: Account,
  ) {}

  room(version: string, request: object = {}): Promise<string> {
    return this.synapse.createRoom({ room_version: version, preset: "public_chat", ...request }, this.bob.access_token);
  }

  send(who: Account, room: string, type: string, content: object): Promise<any> {
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/${type}/${unique("t")}${this.transaction++}`;
    return this.synapse.ok("PUT", path, content, who.access_token);
  }

  async say(who: Account, room: string, body: string, more: object = {}): Promise<string> {
    return (await this.send(who, room, "m.room.message", { msgtype: "m.text", body, ...more })).event_id;
  }

  act(who: Account, room: string, action: string, body: object = {}): Promise<any> {
    return this.synapse.ok("POST", `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/${action}`, body, who.access_token);
  }

  put(who: Account, path: string, body: object): Promise<any> {
    return this.synapse.ok("PUT", `/_matrix/client/v3/${path}`, body, who.access_token);
  }

  knock(room: string): Promise<any> {
    return this.synapse.ok("POST", `/_matrix/client/v3/knock/${encodeURIComponent(room)}`, { reason: "please" }, this.user.access_token);
  }

  private redact(who: Account, room: string, event: string): Promise<any> {
    const path = `rooms/${encodeURIComponent(room)}/redact/${encodeURIComponent(event)}/${unique("t")}`;
    return this.put(who, path, { reason: "spam" });
  }

  async conversation(version: string): Promise<string> {
    const { user, bob } = this;
    const room = await this.room(version, { name: `Room v${version} – Ünïcode 🦊 <b>&"` });
    await this.synapse.join(room, user.access_token);
    const event = await this.say(user, room, `hello \u2028 \u0001 \u007f é \ud83e\udd8a </script>`);
    await this.say(user, room, "* better", {
      "m.new_content": { msgtype: "m.text", body: "better" },
      "m.relates_to": { rel_type: "m.replace", event_id: event },
    });
    for (const who of [user, bob]) await this.redact(who, room, await this.say(who, room, "to be removed"));
    await this.send(bob, room, "m.reaction", { "m.relates_to": { rel_type: "m.annotation", event_id: event, key: "👍" } });
    await this.synapse.setState(room, "m.room.topic", "", { topic: "a topic" }, bob.access_token);
    await this.send(user, room, "com.example.custom", { n: 9007199254740991, a: [], o: {}, z: null, s: '/\\"\n\t', 深: [[{}]] });
    return room;
  }

  async history(visibility: string): Promise<string> {
    const { user, bob } = this;
    const room = await this.room("10", { initial_state: [{ type: HISTORY, content: { history_visibility: visibility } }] });
    await this.say(bob, room, "before");
    await this.act(bob, room, "invite", { user_id: user.user_id });
    await this.say(bob, room, "invited");
    await this.synapse.join(room, user.access_token);
    await this.say(bob, room, "joined");
    await this.act(user, room, "leave");
    await this.say(bob, room, "away");
    await this.synapse.join(room, user.access_token);
    for (const next of ["joined", "shared"]) {
      await this.synapse.setState(room, HISTORY, "", { history_visibility: next }, bob.access_token);
      await this.say(bob, room, `now ${next}`);
    }
    return room;
  }

  async ended(how: string): Promise<string> {
    const { user, bob } = this;
    const room = await this.room("10", { name: how });
    await this.synapse.join(room, user.access_token);
    await this.say(user, room, "hi");
    if (how === "kick" || how === "ban") await this.act(bob, room, how, { user_id: user.user_id, reason: "bye" });
    else await this.act(user, room, "leave");
    await this.say(bob, room, "after");
    if (how === "forget") await this.act(user, room, "forget");
    if (how === "reinvite") await this.act(bob, room, "invite", { user_id: user.user_id });
    if (how === "reknock") {
      await this.synapse.setState(room, "m.room.join_rules", "", { join_rule: "knock" }, bob.access_token);
      await this.knock(room);
    }
    return room;
  }

  async large(events: number): Promise<string> {
    const room = await this.room("10", { name: "Large" });
    await this.synapse.join(room, this.user.access_token);
    for (let number = 0; number < events; number++) await this.say(this.bob, room, `message ${number}`);
    return room;
  }

  async media(): Promise<Pick<Subject, "media" | "quarantined">> {
    const names = ["cat.png", "../../etc/passwd", "CON.txt", "con.TXT", 'a<b>:"|?*.txt ', "\u202eexe.gpj.png", null, "large.bin", "bad.jpg"];
    const media: Subject["media"] = [];
    for (const [number, name] of names.entries()) {
      const bytes = name === "large.bin" ? Buffer.alloc(3 << 20, 7) : Buffer.from(`content ${number}`);
      const query = name === null ? "" : `?filename=${encodeURIComponent(name)}`;
      const response = await fetch(`${this.synapse.server.base_url}/_matrix/media/v3/upload${query}`, {
        method: "POST",
        headers: { Authorization: `Bearer ${this.user.access_token}`, "Content-Type": "image/png" },
        body: bytes,
      });
      const id = (await response.json()).content_uri.split("/").at(-1);
      media.push({ id, name, bytes });
    }
    const quarantined = media.at(-1)!.id;
    await this.synapse.ok("POST", `/_synapse/admin/v1/media/quarantine/${this.synapse.server.server_name}/${quarantined}`, {});
    return { media, quarantined };
  }
}
