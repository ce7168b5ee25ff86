import { execFile, execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { answer, snippet } from "../support/answers.ts";
import { matrixError } from "../support/faults.ts";
import { expect, test } from "../support/fixtures.ts";
import { type Account, current, type FullServer, releases } from "../support/lab.ts";
import { Synapse, unique } from "../support/synapse.ts";

const run = promisify(execFile);

/** The script uses curl, as the FAQ does; the tests need none otherwise. */
const hasCurl = (() => {
  try {
    execFileSync("curl", ["--version"]);
    return true;
  } catch {
    return false;
  }
})();

/** Uploads a file as the user, and gives its media id. */
async function upload(server: FullServer, user: Account, bytes: Buffer): Promise<string> {
  const response = await fetch(`${server.base_url}/_matrix/media/v3/upload?filename=file.bin`, {
    method: "POST",
    headers: { Authorization: `Bearer ${user.access_token}`, "Content-Type": "application/octet-stream" },
    body: bytes,
  });
  expect(response.status).toBe(200);
  return (await response.json()).content_uri.split("/").pop();
}

/** The command as it stands on the page, with where this lab's server lives. */
async function commandHere(page: Page, out: string): Promise<string> {
  const shown = await snippet(page, "Shell", "virtual environment");
  return shown
    .replace("python -m", '"$PYTHON" -m')
    .replace("-c homeserver.yaml", '-c "$CONFIG"')
    .replace(/--output-directory \S+/, `--output-directory '${out}'`);
}

for (const [release, server] of releases) {
  test.describe(`Exporting a user's data from ${release}`, () => {
    const synapse = new Synapse(server);
    // The memberships came with 1.145.
    test.beforeEach(({ watch }) => watch.expectConsole(/404.*\/memberships/));
    const env = { ...process.env, PYTHON: server.python, CONFIG: server.config, TOKEN: server.admin.access_token };

    test("what the server holds is what the API counts", async ({ app }) => {
      const user = await synapse.createUser();
      await upload(server, user, Buffer.from("one"));
      await synapse.createRoom({}, user.access_token);
      await synapse.createRoom({}, user.access_token);
      await app.signIn(server, { at: answer("export-user-data") });
      await app.field("User").fill(user.user_id);
      await app.button("Show").click();
      await expect(app.fact("Joined rooms")).toHaveText("2");
      await expect(app.fact("Uploaded files")).toHaveText("1");
      const { total } = await synapse.get(`/_synapse/admin/v2/users/${encodeURIComponent(user.user_id)}/devices`);
      await expect(app.fact("Devices")).toHaveText(String(total));
    });

    test("the command exports, and the script fetches the files byte by byte", async ({ app, page }) => {
      test.skip(!hasCurl, "the script needs curl");
      test.slow();
      const user = await synapse.createUser({ name: `${unique("o")}=.odd_+-` });
      const files = new Map<string, Buffer>();
      for (const bytes of [Buffer.from("text with \0 and 🦊\r\n"), randomBytes(70_000)]) {
        files.set(await upload(server, user, bytes), bytes);
      }
      const room = await synapse.createRoom({ name: "Exported" }, user.access_token);
      await app.signIn(server, { at: answer("export-user-data", { user: user.user_id }) });
      await expect(app.fact("Uploaded files")).toHaveText("2");
      const folder = await mkdtemp(join(tmpdir(), "glia export $(id) "));
      try {
        const out = join(folder, "it is new");
        await run("sh", ["-c", await commandHere(page, out)], { env });
        expect(await readdir(join(out, "user_data"))).toContain("profile");
        expect(await readdir(join(out, "rooms"))).toEqual([room]);
        expect((await readdir(join(out, "media_ids"))).sort()).toEqual([...files.keys()].sort());
        const script = (await snippet(page, "Shell", "media_files")).replace(/^export_dir=.*$/m, `export_dir='${out}'`);
        await run("sh", ["-euc", script], { env });
        expect((await readdir(join(out, "media_files"))).sort()).toEqual([...files.keys()].sort());
        for (const [id, bytes] of files) expect(bytes.equals(await readFile(join(out, "media_files", id)))).toBe(true);
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    test("an unanswered invitation stops the command, as the page says", async ({ app, page }) => {
      test.slow();
      const [user, host] = [await synapse.createUser(), await synapse.createUser()];
      await synapse.createRoom({ invite: [user.user_id] }, host.access_token);
      await app.signIn(server, { at: answer("export-user-data", { user: user.user_id }) });
      if (synapse.isOld) {
        await expect(app.fact("Invitations not answered")).toHaveText("not told by this Synapse (1.145 and later do)");
        await expect(page.getByText("This Synapse does not say whether there are unanswered invitations")).toBeVisible();
      } else {
        await expect(app.fact("Invitations not answered")).toHaveText("1");
        await expect(page.getByText("Synapse's command will stop with an error for this user")).toBeVisible();
      }
      const folder = await mkdtemp(join(tmpdir(), "glia-export-"));
      try {
        const failure = await run("sh", ["-c", await commandHere(page, join(folder, "out"))], { env }).then(
          () => undefined,
          (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
        );
        expect(failure).toContain("AttributeError: 'list' object has no attribute 'values'");
        expect(await readdir(join(folder, "out"))).toEqual(["rooms"]);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  });
}

test("an ID full of what a shell takes for its own stays one word", async ({ app, page, watch }) => {
  watch.expectConsole(/404.*\/v2\/users\//);
  const odd = `@it's "$(id)\`;*\\/..:${current.server_name}`;
  await app.signIn(current, { at: answer("export-user-data", { user: odd }) });
  await expect(page.getByText("This server has no such user.")).toBeVisible();
  const shown = await snippet(page, "Shell", "virtual environment");
  const { stdout } = await run("sh", ["-c", `python() { printf '%s\\0' "$@"; }\n${shown}`]);
  const words = stdout.split("\0");
  expect(words).toContain(odd);
  expect(words.at(-2)).toMatch(/^\/var\/tmp\/export-[\w.-]+$/);
});

test("without a media repository the page still answers", async ({ app, watch, proxyTo }) => {
  watch.expectConsole(/404.*\/media\?/);
  const proxy = await proxyTo(current);
  await app.signIn(current, { via: proxy.url });
  proxy.fault("GET", /\/media\?/, matrixError(404, "M_UNRECOGNIZED", "Unrecognized request"));
  await app.open(answer("export-user-data", { user: current.member.user_id }));
  await expect(app.fact("Uploaded files")).toHaveText("not told: Synapse keeps no media here");
  await expect(app.fact("Joined rooms")).not.toBeEmpty();
});
