import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Server } from "./lab.ts";

type Config = Record<string, any>;

/** How long a new server may take, its database included. */
const PATIENCE_MS = 60_000;

/** A Synapse of a test's own: the release of a lab server, an empty database, and a configuration of the test's. */
export class OwnSynapse {
  private constructor(
    readonly server: Server,
    private readonly dir: string,
    private process: ChildProcess,
  ) {}

  /** Starts one; `change` alters the lab server's configuration. */
  static async start(like: Server, change: (config: Config) => void = () => undefined): Promise<OwnSynapse> {
    const dir = mkdtempSync(join(tmpdir(), "glia-synapse-"));
    const port = await freePort();
    const config: Config = JSON.parse(readFileSync(like.config, "utf8"));
    const base_url = `http://127.0.0.1:${port}`;
    config.server_name = "own.example";
    config.public_baseurl = `${base_url}/`;
    config.listeners[0].port = port;
    config.database.args.database = join(dir, "homeserver.db");
    config.media_store_path = join(dir, "media");
    config.pid_file = join(dir, "homeserver.pid");
    config.signing_key_path = join(dirname(like.config), "signing.key");
    change(config);
    const file = join(dir, "homeserver.yaml");
    writeFileSync(file, JSON.stringify(config));
    const database = { kind: "sqlite", path: config.database.args.database } as const;
    const server: Server = { ...like, base_url, server_name: config.server_name, config: file, database };
    const own = new OwnSynapse(server, dir, launch(server));
    await own.answers();
    return own;
  }

  /** Ends it and starts it again, as an admin would after a change. */
  async restart(): Promise<void> {
    await this.end();
    this.process = launch(this.server);
    await this.answers();
  }

  async stop(): Promise<void> {
    await this.end();
    rmSync(this.dir, { recursive: true, force: true });
  }

  private async end(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGTERM");
    await ended;
  }

  private async answers(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      if (this.process.exitCode !== null) throw new Error(`Synapse ended: ${readFileSync(join(this.dir, "log"), "utf8")}`);
      try {
        if ((await fetch(`${this.server.base_url}/health`)).ok) return;
      } catch {
        // Not listening yet.
      }
      if (Date.now() > deadline) throw new Error(`No Synapse at ${this.server.base_url}`);
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

function launch({ python, config }: Server): ChildProcess {
  const log = join(dirname(config), "log");
  const command = `exec "$0" -m synapse.app.homeserver -c "$1" >"$2" 2>&1`;
  return spawn("sh", ["-c", command, python, config, log], { cwd: dirname(config), stdio: "ignore" });
}

/** A port that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
