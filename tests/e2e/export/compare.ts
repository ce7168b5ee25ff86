import { createHash } from "node:crypto";
import { expect } from "@playwright/test";
import { objects } from "./shell.ts";
import type { Subject } from "./subject.ts";

/** By the names that things really have; the sums of the manifest are checked on the way. */
export function original(zip: Map<string, Buffer>): { files: Map<string, string>; manifest: any } {
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

export function expectSame(ours: Map<string, string>, theirs: Map<string, string>, added: string[] = []): void {
  expect([...ours.keys()].sort()).toEqual([...theirs.keys(), ...added].sort());
  for (const [path, text] of theirs) expect(comparable(path, ours.get(path)!), path).toEqual(comparable(path, text));
}

/** What Synapse's command would write of rooms that the user was never in, if it did not crash. */
export const neverIn = ({ rooms }: Subject) => [
  `rooms/${rooms.invited}/events`,
  `rooms/${rooms.invited}/invite_state`,
  `rooms/${rooms.knocked}/events`,
  `rooms/${rooms.knocked}/knock_state`,
];

/** The bytes of the media, in an order of their own. */
export function media(zip: Map<string, Buffer>): string[] {
  return [...zip].filter(([path]) => path.startsWith("media/")).map(([, content]) => content.toString("base64")).sort();
}
