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
    ["the biggest rooms", "#/answers/biggest-rooms", "Which rooms are the biggest?"],
    ["a slow Synapse", "#/answers/slow", "Why is Synapse slow or eating memory?"],
    ["file handles", "#/answers/file-handles", "Why does Synapse run out of file handles?"],
    ["Answers", "#/answers", "Answers"],
    ["Answers, searched for nothing", "#/answers?q=no+such+words", "Answers"],
    ["nothing to open", "#/open?url=", "Open"],
    ["no page", "#/nowhere/at/all", "There is no such page"],
  ];
}
