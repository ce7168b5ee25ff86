import { createHmac, randomBytes } from "node:crypto";
import type { Account, Server } from "./lab.ts";

export interface Answer {
  status: number;
  // The real API's answers; tests pick out what they assert.
  body: any;
}

/** A name that nobody else has, so that tests can run side by side. */
export function unique(prefix: string): string {
  return `${prefix}-${randomBytes(5).toString("hex")}`;
}

/** The real API of a lab server, for arranging and for asserting. */
export class Synapse {
  constructor(readonly server: Server) {}

  /** Sends one request; `token` is the lab admin's unless given, `null` sends none. */
  async send(method: string, path: string, body?: unknown, token?: string | null): Promise<Answer> {
    const headers: Record<string, string> = {};
    const bearer = token === undefined ? this.server.admin.access_token : token;
    if (bearer !== null) headers.Authorization = `Bearer ${bearer}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const response = await fetch(this.server.base_url + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  }

  /** Like `send`, for what must succeed. */
  async ok(method: string, path: string, body?: unknown, token?: string): Promise<any> {
    const answer = await this.send(method, path, body, token);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  get(path: string): Promise<any> {
    return this.ok("GET", path);
  }

  /** Makes a user by shared-secret registration. */
  async createUser(options: { name?: string; password?: string; admin?: boolean; displayname?: string } = {}): Promise<Account> {
    const { name = unique("user"), password = unique("secret"), admin = false, displayname } = options;
    const { nonce } = (await this.send("GET", "/_synapse/admin/v1/register", undefined, null)).body;
    const mac = createHmac("sha1", this.server.shared_secret)
      .update([nonce, name, password, admin ? "admin" : "notadmin"].join("\0"))
      .digest("hex");
    const request = { nonce, username: name, password, admin, mac, displayname };
    const { status, body } = await this.send("POST", "/_synapse/admin/v1/register", request, null);
    if (status !== 200) throw new Error(`register ${name}: ${status} ${JSON.stringify(body)}`);
    return { user_id: body.user_id, localpart: name, password, access_token: body.access_token };
  }

  /** Tries to sign in with a password; the session is ended again at once. */
  async passwordStatus(userId: string, password: string): Promise<number> {
    const answer = await this.login(userId, password);
    if (answer.status === 200) await this.send("POST", "/_matrix/client/v3/logout", {}, answer.body.access_token);
    return answer.status;
  }

  login(user: string, password: string, extra: object = {}): Promise<Answer> {
    const request = { type: "m.login.password", identifier: { type: "m.id.user", user }, password, ...extra };
    return this.send("POST", "/_matrix/client/v3/login", request, null);
  }

  /** 200 for a token that works, 401 for one that does not. */
  async tokenStatus(token: string): Promise<number> {
    return (await this.send("GET", "/_matrix/client/v3/account/whoami", undefined, token)).status;
  }

  async isAdmin(userId: string): Promise<boolean> {
    return (await this.get(`/_synapse/admin/v1/users/${encodeURIComponent(userId)}/admin`)).admin;
  }

  user(userId: string): Promise<any> {
    return this.get(`/_synapse/admin/v2/users/${encodeURIComponent(userId)}`);
  }

  /** Changes a user through the admin API. */
  async modifyUser(userId: string, change: object): Promise<void> {
    await this.ok("PUT", `/_synapse/admin/v2/users/${encodeURIComponent(userId)}`, change);
  }

  async createRoom(request: object = {}, token?: string): Promise<string> {
    return (await this.ok("POST", "/_matrix/client/v3/createRoom", request, token)).room_id;
  }

  async setState(roomId: string, type: string, key: string, content: object, token?: string): Promise<void> {
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/${type}/${encodeURIComponent(key)}`;
    await this.ok("PUT", path, content, token);
  }

  async join(roomId: string, token: string): Promise<void> {
    await this.ok("POST", `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`, {}, token);
  }

  alias(localpart: string): string {
    return `#${localpart}:${this.server.server_name}`;
  }

  async setAlias(alias: string, roomId: string, token?: string): Promise<void> {
    await this.ok("PUT", `/_matrix/client/v3/directory/room/${encodeURIComponent(alias)}`, { room_id: roomId }, token);
  }

  /** The room behind an alias; `undefined` when it is free. */
  async resolve(alias: string): Promise<string | undefined> {
    const answer = await this.send("GET", `/_matrix/client/v3/directory/room/${encodeURIComponent(alias)}`);
    return answer.status === 404 ? undefined : answer.body.room_id;
  }

  users(query: string): Promise<{ users: any[]; total: number }> {
    const api = this.isOld ? "v2" : "v3";
    const all = this.isOld ? "locked=true&deactivated=true" : "locked=true";
    return this.get(`/_synapse/admin/${api}/users?${all}&${query}`);
  }

  rooms(query: string): Promise<{ rooms: any[]; total_rooms: number }> {
    return this.get(`/_synapse/admin/v1/rooms?${query}`);
  }

  /** Before v3/users. */
  get isOld(): boolean {
    return this.server.version === "1.98.0";
  }
}
