import { readFileSync } from "node:fs";

/** Somebody to sign in as. */
export interface Account {
  user_id: string;
  localpart: string;
  password: string;
  access_token: string;
}

export interface Credentials {
  user_id: string;
  password: string;
}

/** The special users, rooms and aliases of a seeded community. */
export interface Cast {
  long_name: string;
  no_name: string;
  markup: string;
  rtl: string;
  arabic: string;
  cjk: string;
  emoji: string;
  odd: string;
  bot: string;
  support: string;
  locked: Credentials;
  suspended?: string;
  deactivated: Credentials;
  erased: string;
  shadow_banned: string;
  invited: string;
  uploader: string;
  rooms: {
    v6: string;
    v10: string;
    v11: string;
    v12?: string;
    many_state: string;
    space: string;
    encrypted: string;
    tombstoned: string;
    replacement: string;
    dm: string;
    markup: string;
    long_topic: string;
    public: string;
    knock: string;
    invite: string;
    restricted: string;
    empty: string;
  };
  aliases: { odd: string; stuck: string; ordinary: string };
  stuck_room: string;
  federation: Federation;
}

/** What other servers add to a community; `xtask/src/lab/federation/cast.rs` says what each of them is. */
export interface Federation {
  rooms: { public: string; many_extremities: string; few_extremities: string };
  users: { port: string; ipv6: string; quote: string; left: string; banned: string; invited: string };
  destinations: {
    healthy: string;
    retrying: string;
    never_reached: string;
    untried: string;
    port: string;
    ipv6: string;
    odd: string;
  };
  no_destination: string;
}

/** Where a server keeps its data; see `sql.ts`. */
export type Database =
  | { kind: "sqlite"; path: string }
  | { kind: "postgres"; host: string; port: number; user: string; name: string };

export interface Server {
  version: string;
  base_url: string;
  server_name: string;
  shared_secret: string;
  /** Its configuration file, and the Python that it and its tools (`python -m synapse…`) run on. */
  config: string;
  python: string;
  database: Database;
  admin: Account;
  second_admin: Account;
  member: Account;
  totals: { users: number; users_all: number; rooms: number };
}

export interface FullServer extends Server {
  cast: Cast;
}

/** A server whose people sign in elsewhere. */
export interface DelegatedServer extends Server {
  /** Where, with a slash at its end. */
  issuer: string;
}

interface Lab {
  /** The app's address, ending in a slash. */
  app: string;
  servers: {
    current: FullServer;
    oldest: FullServer;
    short: Server;
    postgres: FullServer;
    mas: DelegatedServer;
    sso: DelegatedServer;
  };
}

const path = process.env.GLIA_LAB ?? new URL("../../../target/e2e/lab.json", import.meta.url);

/** The running lab, as `cargo xtask lab` and `cargo xtask test` describe it. */
export const lab: Lab = JSON.parse(readFileSync(path, "utf8"));

export const { current, oldest, short, postgres, mas, sso } = lab.servers;

/** The two releases that every job must work on. */
export const releases: [string, FullServer][] = [
  [`Synapse ${current.version}`, current],
  [`Synapse ${oldest.version}`, oldest],
];

/** The current release on each database that Synapse knows. */
export const databases: [string, FullServer][] = [
  ["SQLite", current],
  ["PostgreSQL", postgres],
];
