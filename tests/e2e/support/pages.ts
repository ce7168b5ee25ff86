import { answer } from "./answers.ts";
import { at } from "./app.ts";
import type { FullServer } from "./lab.ts";

/**
 * What the pages' probes leave on the console: those about invalid signatures are answered with an error on purpose, and
 * so is the question for sizes in the database when that is SQLite. Browsers write each of these down.
 */
export const PROBES = /\/download\/[^ ]*allow_remote=false|\/make_join\/|400.*\/statistics\/database\/rooms/;

/** Every page that a signed-in admin can see: its name, its address, its heading. */
export function pages(server: FullServer): [string, string, string | RegExp][] {
  const { cast } = server;
  return [
    ["Overview", "#/", "Overview"],
    ["Users", "#/users?limit=25", "Users"],
    ["Users, filtered to nothing", "#/users?name=nobody-has-this-name", "Users"],
    ["a user", at.user(server.member.user_id), /./],
    ["the devices of a user", `${at.user(server.member.user_id)}/devices`, /./],
    ["the rooms of a user", `${at.user(server.member.user_id)}/rooms`, /./],
    ["a deactivated user", at.user(cast.deactivated.user_id), /./],
    ["oneself", at.user(server.admin.user_id), /./],
    ["a user with odd letters", at.user(cast.odd), /./],
    ["a user of another server", at.user("@somebody:elsewhere.example"), "@somebody:elsewhere.example"],
    ["Rooms", "#/rooms?limit=25", "Rooms"],
    ["Rooms by state events", "#/rooms?order_by=state_events&limit=25", "Rooms"],
    ["Rooms, searched", "#/rooms?search_term=a&limit=25", "Rooms"],
    ["a room with a long topic", at.room(cast.rooms.long_topic), /./],
    ["a room of markup", at.room(cast.rooms.markup), /./],
    ["an upgraded room", at.room(cast.rooms.tombstoned), /./],
    ["the aliases of a room", `${at.room(cast.rooms.v10)}/aliases`, /./],
    ["a room without name", at.room(cast.rooms.dm), "Unnamed, two members"],
    ["Aliases", "#/aliases", "Aliases"],
    ["an alias", at.alias(cast.aliases.ordinary), "Aliases"],
    ["an odd alias", at.alias(cast.aliases.odd), "Aliases"],
    ["Answers", "#/answers", "Answers"],
    ["Answers, searched for nothing", "#/answers?q=no+such+words", "Answers"],
    ["who is admin", answer("become-admin", { user: server.member.user_id }), "How do I make somebody a server admin?"],
    ["all accounts", answer("registered-users"), "Who is registered on my server?"],
    ["an export", answer("export-user-data", { user: server.member.user_id }), "How can I export a user's data?"],
    ["a password", answer("reset-password", { user: cast.deactivated.user_id }), "How do I reset a password?"],
    ["a deleted database", answer("delete-database"), "Can I just delete my database and start again?"],
    [
      "an alias to free",
      answer("free-alias", { alias: cast.aliases.ordinary }),
      "How do I free the alias of a room that nobody can enter?",
    ],
    ["Servers we talk to, failing first", "#/answers/servers-we-talk-to?order_by=failure_ts&dir=b&limit=25", "Which servers is my server talking to?"],
    [
      "a server we talk to",
      `#/answers/servers-we-talk-to?limit=25&rooms_of=${encodeURIComponent(cast.federation.destinations.retrying)}`,
      "Which servers is my server talking to?",
    ],
    ["Servers in no room", "#/answers/servers-in-room", "Which servers take part in a room?"],
    ["Servers in a room", `#/answers/servers-in-room?room=${encodeURIComponent(cast.federation.rooms.public)}`, "Which servers take part in a room?"],
    ["Servers in a room, searched", "#/answers/servers-in-room?room=work", "Which servers take part in a room?"],
    ["Answer: invalid signatures", "#/answers/invite-invalid-signature", "Why can people not accept my invitations?"],
    ["Answer: a Processed line", "#/answers/processed-line", "What do the fields of a “Processed request” line mean?"],
    ["Answer: a request in the log", "#/answers/find-request-in-log", "How do I find the log lines of one request?"],
    ["the biggest rooms", "#/answers/biggest-rooms", "Which rooms are the biggest?"],
    ["a slow Synapse", "#/answers/slow", "Why is Synapse slow or eating memory?"],
    ["file handles", "#/answers/file-handles", "Why does Synapse run out of file handles?"],
    ["the first admin", "#/first-admin", "You are a server admin"],
    ["the doctor", "#/doctor", "Connection doctor"],
    ["the log explorer", "#/logs", "Log explorer"],
    ["an export of nobody yet", "#/export", "Export a user's data"],
    ["an export of a user", `#/export?user=${encodeURIComponent(server.member.user_id)}`, "Export a user's data"],
    ["nothing to open", "#/open?url=", "Open"],
    ["no page", "#/nowhere/at/all", "Page not found"],
  ];
}
