import { answer } from "./answers.ts";
import { at } from "./app.ts";
import type { FullServer } from "./lab.ts";

/** Every page that a signed-in admin can see: its name, its address, its heading. */
export function pages(server: FullServer): [string, string, string | RegExp][] {
  const { cast } = server;
  return [
    ["Home", "#/", "Home"],
    ["Users", "#/users?limit=25", "Users"],
    ["Users, filtered to nothing", "#/users?name=nobody-has-this-name", "Users"],
    ["a user", at.user(server.member.user_id), server.member.user_id],
    ["a deactivated user", at.user(cast.deactivated.user_id), cast.deactivated.user_id],
    ["oneself", at.user(server.admin.user_id), server.admin.user_id],
    ["a user with odd letters", at.user(cast.odd), cast.odd],
    ["a user of another server", at.user("@somebody:elsewhere.example"), "@somebody:elsewhere.example"],
    ["Rooms", "#/rooms?limit=25", "Rooms"],
    ["Rooms by state events", "#/rooms?order_by=state_events&limit=25", "Rooms"],
    ["Rooms, searched", "#/rooms?search_term=a&limit=25", "Rooms"],
    ["a room with a long topic", at.room(cast.rooms.long_topic), /./],
    ["a room of markup", at.room(cast.rooms.markup), /./],
    ["an upgraded room", at.room(cast.rooms.tombstoned), /./],
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
    ["nothing to open", "#/open?url=", "Open"],
    ["no page", "#/nowhere/at/all", "There is no such page"],
  ];
}
