import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import type { Server } from "../support/lab.ts";
import { sql } from "../support/sql.ts";
import { Synapse } from "../support/synapse.ts";

const run = promisify(execFile);

/** Database, its copy, user. Invites and knocks of rooms that the user was never in crash the command. */
const COPY = `
import sqlite3, sys
source, copy = sqlite3.connect(sys.argv[1]), sqlite3.connect(sys.argv[2])
source.backup(copy)
copy.execute("""delete from local_current_membership where user_id = ?1 and membership in ('invite', 'knock') and room_id not in
  (select room_id from room_memberships where user_id = ?1 and membership = 'join')""", (sys.argv[3],))
copy.commit()
`;

/** Synapse writes down every few seconds where users were seen; until then only a part of its API tells. */
export async function written(server: Server, userId: string): Promise<void> {
  const { devices } = await new Synapse(server).get(`/_synapse/admin/v1/whois/${encodeURIComponent(userId)}`);
  const seen = devices[""].sessions[0].connections.map((connection: any) => connection.last_seen);
  const query = `SELECT max(last_seen) AS last FROM user_ips WHERE user_id = '${userId}'`;
  await expect.poll(async () => (await sql(server, query))[0]?.last ?? 0, { timeout: 30_000 }).toBe(Math.max(0, ...seen));
}

/** What the real `admin_cmd export-data` writes: contents by paths. */
export async function shellExport(server: Server, userId: string): Promise<Map<string, string>> {
  if (server.database.kind !== "sqlite") throw new Error("The database is copied as a file.");
  await written(server, userId);
  const dir = await mkdtemp(join(tmpdir(), "glia-export-"));
  const config = JSON.parse(await readFile(server.config, "utf8"));
  await run(server.python, ["-c", COPY, server.database.path, join(dir, "homeserver.db"), userId]);
  config.database.args.database = join(dir, "homeserver.db");
  await writeFile(join(dir, "homeserver.yaml"), JSON.stringify(config));
  const command = ["-m", "synapse.app.admin_cmd", "-c", join(dir, "homeserver.yaml"), "export-data", userId];
  await run(server.python, [...command, "--output-directory", join(dir, "out")], { cwd: dir });
  const files = new Map<string, string>();
  for (const entry of await readdir(join(dir, "out"), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(join(dir, "out"), path), await readFile(path, "utf8"));
  }
  await rm(dir, { recursive: true });
  return files;
}

/** Reads a ZIP as Python does, after `unzip` and Python have checked it. */
const READ = `
import base64, json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps({name: base64.b64encode(z.read(name)).decode() for name in z.namelist()}))
`;

export async function unzip(path: string): Promise<Map<string, Buffer>> {
  await run("unzip", ["-tqq", path]);
  const { stdout } = await run("python3", ["-c", READ, path], { maxBuffer: 1 << 30 });
  const entries: Record<string, string> = JSON.parse(stdout);
  return new Map(Object.entries(entries).map(([name, content]) => [name, Buffer.from(content, "base64")]));
}

/** The objects of a file that has them one after the other. */
export function objects(text: string): any[] {
  const found = [];
  let [depth, start, inString, escaped] = [0, 0, false, false];
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (inString) {
      if (escaped) escaped = false;
      else if (c === "\\") escaped = true;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === "{") depth++ === 0 && (start = at);
    else if (c === "}" && --depth === 0) found.push(JSON.parse(text.slice(start, at + 1)));
  }
  return found;
}
