import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Database, Server } from "./lab.ts";

const run = promisify(execFile);

/** A row as the database gives it; PostgreSQL's booleans are 1 and 0, as SQLite's are. */
export type Row = Record<string, string | number | null>;

type Sqlite = Extract<Database, { kind: "sqlite" }>;
type Postgres = Extract<Database, { kind: "postgres" }>;

/** Database, query. Synapse keeps running: its write-ahead log is read, nothing is written. */
const QUERY_SQLITE = `
import json, pathlib, sqlite3, sys
database = sqlite3.connect(pathlib.Path(sys.argv[1]).as_uri() + "?mode=ro", uri=True, timeout=10)
database.row_factory = sqlite3.Row
print(json.dumps([dict(row) for row in database.execute(sys.argv[2])]))
`;

/** Connection string, query. */
const QUERY_POSTGRES = `
import json, psycopg2, psycopg2.extras, sys
connection = psycopg2.connect(sys.argv[1])
connection.set_session(readonly=True)
with connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
    cursor.execute(sys.argv[2])
    rows = cursor.fetchall()
plain = lambda value: int(value) if isinstance(value, bool) else value
print(json.dumps([{name: plain(value) for name, value in row.items()} for row in rows]))
`;

/** Asks the server's own database, read-only. */
export async function sql(server: Server, query: string): Promise<Row[]> {
  const { database, python } = server;
  const program = database.kind === "sqlite" ? [QUERY_SQLITE, database.path] : [QUERY_POSTGRES, connection(database)];
  const { stdout } = await run(python, ["-c", ...program, query], { maxBuffer: 256 * 1024 * 1024 });
  return JSON.parse(stdout);
}

/** Runs what somebody would paste into `sqlite3 homeserver.db`; gives what that prints. */
export async function runSqlite(server: Server, snippet: string): Promise<string> {
  const { path } = asSqlite(server);
  // Synapse writes all the while: it is waited for, as one would by trying again.
  return paste("sqlite3", ["-bail", "-cmd", ".timeout 20000", path], snippet);
}

/** Runs what somebody would paste into `psql`, unaligned and without a header; gives what that prints. */
export async function runPsql(server: Server, snippet: string): Promise<string> {
  const options = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"];
  return paste("psql", [...options, connection(asPostgres(server))], snippet);
}

/** Runs what somebody would paste into the client of this server's database. */
export function runSql(server: Server, snippet: string): Promise<string> {
  return server.database.kind === "sqlite" ? runSqlite(server, snippet) : runPsql(server, snippet);
}

/** Where a snippet for this server's database belongs, as the page calls it. */
export function place(server: Server): string {
  return server.database.kind === "sqlite" ? "SQL for sqlite3" : "SQL for psql";
}

/** A libpq connection string. */
export function connection({ host, port, user, name }: Postgres): string {
  return `host=${host} port=${port} user=${user} dbname=${name}`;
}

function asSqlite({ database, server_name }: Server): Sqlite {
  if (database.kind !== "sqlite") throw new Error(`${server_name} has no SQLite database`);
  return database;
}

function asPostgres({ database, server_name }: Server): Postgres {
  if (database.kind !== "postgres") throw new Error(`${server_name} has no PostgreSQL database`);
  return database;
}

async function paste(program: string, options: string[], snippet: string): Promise<string> {
  const running = run(program, options, { maxBuffer: 64 * 1024 * 1024 });
  running.child.stdin?.end(snippet.endsWith("\n") ? snippet : `${snippet}\n`);
  return (await running).stdout;
}
