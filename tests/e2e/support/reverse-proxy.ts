import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** The reverse proxies that Synapse's documentation names, from Debian's packages; see `xtask/src/tools/proxies.rs`. */
const PROGRAMS = {
  nginx: "/usr/sbin/nginx",
  apache: "/usr/sbin/apache2",
  caddy: "/usr/bin/caddy",
  haproxy: "/usr/sbin/haproxy",
} as const;

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

  static async start(kind: Kind, body: string, http = ""): Promise<ReverseProxy> {
    const folder = await mkdtemp(join(tmpdir(), `glia-${kind}-`));
    const port = await freePort();
    const file = join(folder, "config");
    await writeFile(file, configuration(kind, folder, port, body, http));
    return ReverseProxy.run(kind, folder, port, [PROGRAMS[kind], ...arguments_(kind, file)]);
  }

  /**
   * What a page shows for a proxy, pasted into a default installation of Debian's: a copy of its folder in `/etc`, in which
   * only the port and the places that belong to the running system are others. `around` stands at nginx's `http` level.
   */
  static async paste(kind: Kind, shown: string, around = ""): Promise<ReverseProxy> {
    const folder = await mkdtemp(join(tmpdir(), `glia-debian-${kind}-`));
    const port = await freePort();
    return ReverseProxy.run(kind, folder, port, await DEBIAN[kind](folder, port, shown, around));
  }

  private static async run(kind: Kind, folder: string, port: number, [program, ...rest]: string[]): Promise<ReverseProxy> {
    const process_ = spawn(program!, rest, {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
    });
    let said = "";
    process_.stderr?.on("data", (data: Buffer) => (said += data.toString()));
    const proxy = new ReverseProxy(`http://127.0.0.1:${port}`, folder, process_);
    try {
      await proxy.answers();
    } catch (error) {
      if (existsSync(join(folder, "errors"))) said += await readFile(join(folder, "errors"), "utf8");
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
    case "haproxy":
      return ["-db", "-f", file];
  }
}

/** For each proxy: makes its folder, and says what to start. */
const DEBIAN: Record<Kind, (folder: string, port: number, shown: string, around: string) => Promise<string[]>> = {
  nginx: async (folder, port, shown, around) => {
    // Started by root, its workers are another user, who must reach the places of long bodies.
    await chmod(folder, 0o755);
    await cp("/etc/nginx", folder, { recursive: true, verbatimSymlinks: true });
    await rm(join(folder, "sites-enabled/default"));
    const main = await readFile(join(folder, "nginx.conf"), "utf8");
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`);
    const here = main
      .replaceAll("/etc/nginx/", `${folder}/`)
      .replaceAll("/var/log/nginx/", `${folder}/`)
      .replace("/run/nginx.pid", `${folder}/pid`)
      .replace("http {", `http { ${temporary.join(" ")}`);
    await writeFile(join(folder, "nginx.conf"), here);
    await writeFile(join(folder, "conf.d/around.conf"), around);
    const site = shown.replace("listen 443 ssl;", `listen 127.0.0.1:${port};`).replace("listen [::]:443 ssl;", "");
    await writeFile(join(folder, "conf.d/matrix.conf"), site);
    return [PROGRAMS.nginx, "-c", join(folder, "nginx.conf"), "-g", "daemon off;"];
  },
  apache: async (folder, port, shown) => {
    await cp("/etc/apache2", folder, { recursive: true, verbatimSymlinks: true });
    await rm(join(folder, "sites-enabled/000-default.conf"));
    // As the page says.
    const modules = /a2enmod (.+)/.exec(shown)?.[1]?.split(" ") ?? [];
    const env = { ...process.env, APACHE_CONFDIR: folder };
    await promisify(execFile)("/usr/sbin/a2enmod", modules, { env });
    const ports = await readFile(join(folder, "ports.conf"), "utf8");
    await writeFile(join(folder, "ports.conf"), ports.replace("Listen 80\n", "").replaceAll("Listen 443", `Listen 127.0.0.1:${port}`));
    await writeFile(join(folder, "sites-enabled/matrix.conf"), shown.replace("*:443", `127.0.0.1:${port}`));
    const places = ["RUN_DIR", "LOCK_DIR", "LOG_DIR"].map((name) => `export APACHE_${name}=${folder}`);
    const start = [`. ${folder}/envvars`, ...places, `export APACHE_PID_FILE=${folder}/pid`, `exec ${PROGRAMS.apache} -X -d ${folder}`];
    return ["/bin/sh", "-c", start.join("\n")];
  },
  caddy: async (folder, port, shown) => {
    // Debian's own file is an example that is to be replaced.
    const site = shown.split("\n").slice(1).join("\n");
    const file = join(folder, "Caddyfile");
    await writeFile(file, `{\n\tadmin off\n\tauto_https off\n}\nhttp://127.0.0.1:${port} {\n${site}`);
    return [PROGRAMS.caddy, ...arguments_("caddy", file)];
  },
  haproxy: async (folder, port, shown) => {
    await mkdir(join(folder, "run"));
    const main = await readFile("/etc/haproxy/haproxy.cfg", "utf8");
    const here = main.replaceAll("/run/haproxy/", `${folder}/run/`).replace(/^\s*(chroot|user|group|daemon)\b.*$/gm, "");
    const site = shown.replace(/^(\s*)bind .*$/m, `$1bind 127.0.0.1:${port}`);
    const file = join(folder, "haproxy.cfg");
    await writeFile(file, `${here}\n${site}\n`);
    return [PROGRAMS.haproxy, ...arguments_("haproxy", file)];
  },
};

function configuration(kind: Kind, folder: string, port: number, body: string, http: string): string {
  switch (kind) {
    case "nginx": {
      const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`);
      return `daemon off; master_process off; pid ${folder}/pid; error_log stderr;
events {}
http {
  access_log off; ${temporary.join(" ")} ${http}
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
ErrorLog ${folder}/errors
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
    case "haproxy":
      return `defaults
  mode http
  timeout connect 5s
  timeout client 50s
  timeout server 50s
frontend all
  bind 127.0.0.1:${port}
${body}`;
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
