import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The reverse proxies that Synapse's documentation names, from Debian's packages; see `xtask/src/tools/proxies.rs`. */
const PROGRAMS = { nginx: "/usr/sbin/nginx", apache: "/usr/sbin/apache2", caddy: "/usr/bin/caddy" } as const;

export type Kind = keyof typeof PROGRAMS;

/** Whether it is on this machine. `cargo xtask test` installs it where it can. */
export function installed(kind: Kind): boolean {
  return existsSync(PROGRAMS[kind]);
}

/** How long a start may take on a busy machine. */
const START_LIMIT_MS = 15_000;

/**
 * A real reverse proxy as a plain process: its configuration and files in a folder of its own, on a free port of the
 * loopback address. `body` stands inside nginx's `server`, Apache's `<VirtualHost>`, or Caddy's site.
 */
export class ReverseProxy {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(kind: Kind, body: string): Promise<ReverseProxy> {
    const folder = await mkdtemp(join(tmpdir(), `glia-${kind}-`));
    const port = await freePort();
    const file = join(folder, "config");
    await writeFile(file, configuration(kind, folder, port, body));
    const process_ = spawn(PROGRAMS[kind], arguments_(kind, file), {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
    });
    let said = "";
    process_.stderr?.on("data", (data: Buffer) => (said += data.toString()));
    const proxy = new ReverseProxy(`http://127.0.0.1:${port}`, folder, process_);
    try {
      await proxy.answers();
    } catch (error) {
      await proxy.stop();
      throw new Error(`${kind} does not start: ${said}`, { cause: error });
    }
    return proxy;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = new Promise((done) => this.process.once("exit", done));
      this.process.kill("SIGKILL");
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS;
    for (;;) {
      if (this.process.exitCode !== null) throw new Error(`it ended with ${this.process.exitCode}`);
      try {
        await fetch(this.url);
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise((done) => setTimeout(done, 20));
      }
    }
  }
}

function arguments_(kind: Kind, file: string): string[] {
  switch (kind) {
    case "nginx":
      return ["-c", file];
    case "apache":
      return ["-X", "-f", file];
    case "caddy":
      return ["run", "--config", file, "--adapter", "caddyfile"];
  }
}

function configuration(kind: Kind, folder: string, port: number, body: string): string {
  switch (kind) {
    case "nginx": {
      const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`);
      return `daemon off; master_process off; pid ${folder}/pid; error_log stderr;
events {}
http {
  access_log off; ${temporary.join(" ")}
  server { listen 127.0.0.1:${port}; ${body} }
}`;
    }
    case "apache": {
      const modules = ["mpm_event", "authz_core", "headers", "proxy", "proxy_http"];
      const load = modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`);
      return `ServerRoot ${folder}
${load.join("\n")}
User daemon
Group daemon
PidFile ${folder}/pid
ErrorLog /dev/stderr
ServerName localhost
Listen 127.0.0.1:${port}
<VirtualHost 127.0.0.1:${port}>
${body}
</VirtualHost>`;
    }
    case "caddy":
      return `{
  admin off
  auto_https off
}
http://127.0.0.1:${port} {
${body}
}`;
  }
}

/** Free at this moment; a start that loses it to somebody else fails and says so. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
