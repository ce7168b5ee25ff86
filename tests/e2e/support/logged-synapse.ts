import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Server } from "./lab.ts";
import { OwnSynapse } from "./own-synapse.ts";
import { Synapse } from "./synapse.ts";

/** The ways in which Synapse can write its log. `gcp` is there from 1.155 on. */
export type Form = "precise" | "terse" | "json" | "gcp";

/** A Synapse of a test's own that writes the same log in all of its formats, with DEBUG for the access log. */
export class LoggedSynapse {
  private constructor(
    private readonly own: OwnSynapse,
    private readonly dir: string,
    readonly forms: Form[],
  ) {}

  static async start(like: Server): Promise<LoggedSynapse> {
    const dir = mkdtempSync(join(tmpdir(), "glia-logs-"));
    const forms: Form[] = like.version === "1.98.0" ? ["precise", "terse", "json"] : ["precise", "terse", "json", "gcp"];
    const own = await OwnSynapse.start(like, (config) => {
      config.log_config = join(dir, "log.yaml");
      config.federation_domain_whitelist = [config.server_name];
      writeFileSync(config.log_config, JSON.stringify(logConfig(dir, forms)));
    });
    return new LoggedSynapse(own, dir, forms);
  }

  get server(): Server {
    return this.own.server;
  }

  private get config(): { signing_key_path: string } {
    return JSON.parse(readFileSync(this.server.config, "utf8"));
  }

  /** The log in one of its formats, as a file. */
  file(form: Form): string {
    return join(this.dir, `${form}.log`);
  }

  text(form: Form): string {
    return readFileSync(this.file(form), "utf8");
  }

  /** Ordinary work, failures of all kinds, and a start in between. */
  async live(): Promise<void> {
    const synapse = new Synapse(this.server);
    const admin = await synapse.createUser({ name: "admin", admin: true });
    const alice = await synapse.createUser({ name: "alice" });
    const room = await synapse.createRoom({ name: "Room", preset: "public_chat" }, alice.access_token);
    const id = encodeURIComponent(room);
    for (let number = 0; number < 40; number += 1) {
      const path = `/_matrix/client/v3/rooms/${id}/send/m.room.message/t${number}`;
      await synapse.ok("PUT", path, { msgtype: "m.text", body: `${number}` }, alice.access_token);
      await synapse.send("GET", `/_matrix/client/v3/rooms/${id}/messages?dir=b`, undefined, alice.access_token);
    }
    await synapse.join(room, admin.access_token);
    const { next_batch } = await synapse.ok("GET", "/_matrix/client/v3/sync?timeout=0", undefined, alice.access_token);
    // The first is given up while Synapse waits for news, and ends before the second does.
    await this.abandon(`/_matrix/client/v3/sync?timeout=1000&since=${next_batch}`, alice.access_token);
    await synapse.ok("GET", `/_matrix/client/v3/sync?timeout=1200&since=${next_batch}`, undefined, alice.access_token);
    await synapse.send("GET", "/_matrix/client/v3/rooms/!nowhere:own.example/state", undefined, alice.access_token);
    await synapse.send("GET", "/_matrix/client/v3/account/whoami", undefined, "nonsense");
    await synapse.send("GET", "/_synapse/admin/v1/server_version", undefined, alice.access_token);
    await synapse.send("PUT", "/_matrix/client/v3/nowhere/at/all", {}, null);
    await synapse.send("OPTIONS", "/_matrix/client/v3/login", undefined, null).catch(() => undefined);
    await this.raw("GET", "/wp-login.php?x=1", { "user-agent": 'weird "ua" x' });
    await this.raw("GET", "/_matrix/client/versions", { "user-agent": "two  spaces [9 dbevts]" });
    await this.raw("GET", "/_matrix/federation/v1/version", {});
    // A number that SQLite cannot hold: Synapse fails, with a traceback.
    await synapse.send("GET", "/_synapse/admin/v2/users?from=99999999999999999999", undefined, admin.access_token);
    // The one server whose key is known without asking anybody, and a signature that is none.
    const [, version] = readFileSync(this.config.signing_key_path, "utf8").split(" ");
    const signed = `X-Matrix origin="own.example",destination="own.example",key="ed25519:${version}",sig="${"A".repeat(86)}"`;
    await this.raw("PUT", "/_matrix/federation/v1/send/1", { authorization: signed, "content-type": "application/json" }, "{}");
    // This one never ends.
    await this.abandon(`/_matrix/client/v3/sync?timeout=30000&since=${next_batch}`, alice.access_token);
    await this.own.restart();
    for (let number = 0; number < 5; number += 1) {
      await synapse.ok("GET", "/_matrix/client/v3/account/whoami", undefined, alice.access_token);
    }
    // Whatever a handler still holds back is written when Synapse ends, and the log grows no more.
    await this.own.stop();
  }

  async stop(): Promise<void> {
    await this.own.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** A request with headers that `fetch` would not send. */
  private raw(method: string, path: string, headers: Record<string, string>, body?: string): Promise<void> {
    return new Promise((done, fail) => {
      const sent = request(this.server.base_url + path, { method, headers }, (response) => {
        response.resume().on("end", () => done());
      });
      sent.on("error", fail);
      sent.end(body);
    });
  }

  /** A client that loses patience after Synapse has begun to work for it. */
  private abandon(path: string, token: string): Promise<void> {
    return new Promise((done) => {
      const sent = request(this.server.base_url + path, { agent: false, headers: { authorization: `Bearer ${token}` } });
      sent.on("error", () => undefined);
      sent.on("close", () => done());
      sent.on("socket", (socket) => socket.on("connect", () => setTimeout(() => sent.destroy(), 400)));
      sent.end();
    });
  }
}

function logConfig(dir: string, forms: Form[]): object {
  const classes = { terse: "TerseJsonFormatter", json: "JsonFormatter", gcp: "GcpJsonFormatter" };
  const formatter = (form: Form) =>
    form === "precise"
      ? { format: "%(asctime)s - %(name)s - %(lineno)d - %(levelname)s - %(request)s - %(message)s" }
      : { class: `synapse.logging.${classes[form]}` };
  const handler = (form: Form) => ({
    class: "logging.FileHandler",
    formatter: form,
    filename: join(dir, `${form}.log`),
    encoding: "utf8",
  });
  const each = (make: (form: Form) => object) => Object.fromEntries(forms.map((form) => [form, make(form)]));
  return {
    version: 1,
    formatters: each(formatter),
    handlers: each(handler),
    root: { level: "INFO", handlers: forms },
    loggers: { "synapse.access.http": { level: "DEBUG" } },
    disable_existing_loggers: false,
  };
}
