import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { expect, test } from "../support/fixtures.ts";
import { current, releases } from "../support/lab.ts";
import { log, processedLine } from "../support/log.ts";
import { Synapse, unique } from "../support/synapse.ts";

const ADDRESS = "#/answers/find-request-in-log";
const run = promisify(execFile);

const at = (tag: string, words: string) => `2026-11-25 15:08:27,996 - synapse.http.server - 140 - ERROR - ${tag} - ${words}`;
const EXCERPT = [
  at("GET-370", "somebody else's"),
  at("GET-37", "Failed handle request"),
  "Traceback (most recent call last):",
  '  File "server.py", line 1, in render',
  "ValueError: ```",
  at("PUT-37", "mentions GET-37 only"),
  at("GET-37", "its end"),
];

for (const [release, server] of releases) {
  test(`the lines of a request out of the real log of ${release}`, async ({ app, page }) => {
    const only = unique("find");
    await new Synapse(server).send("GET", `/_matrix/client/v3/joined_rooms?x=${only}`);
    const tag = / - ([A-Z]+-\d+) - /.exec(await processedLine(server, only))![1]!;
    // What one would paste: the end of the log, not the megabytes that all tests together leave behind.
    const text = (await log(server)).split("\n").slice(-300).join("\n");
    const expected = text.split("\n").filter((line) => line.includes(` - ${tag} - `));
    expect(expected.length).toBeGreaterThan(0);
    await app.signIn(server, { at: ADDRESS });
    await app.field("Lines of the log").fill(text);
    await expect(page.getByText("Type the tag to see its lines.")).toBeVisible();
    await app.field("Request tag").fill(tag);
    await expect(page.locator(".live pre")).toHaveText(["```", ...expected, "```"].join("\n"));
    await app.field("Request tag").fill("GET-x");
    await expect(page.getByText("None of these lines has this tag.")).toBeVisible();
  });
}

test("tracebacks come along, other tags do not, and no backticks end the block", async ({ app, page }) => {
  await app.signIn(current, { at: ADDRESS });
  await app.field("Request tag").fill(" GET-37 ");
  await app.field("Lines of the log").fill(EXCERPT.join("\n"));
  const lines = [...EXCERPT.slice(1, 5), EXCERPT[6]];
  await expect(page.locator(".live pre")).toHaveText(["````", ...lines, "````"].join("\n"));
  await expect(page.getByText("5 lines.")).toBeVisible();
  await expect.poll(() => app.hash()).toBe(ADDRESS);
});

test("the commands find the same in a real shell", async ({ app, page }) => {
  const folder = await mkdtemp(join(tmpdir(), "glia-log-"));
  try {
    const file = join(folder, "homeserver.log");
    await writeFile(file, `${EXCERPT.join("\n")}\n`);
    await writeFile(`${file}.1.gz`, gzipSync(`${at("GET-37", "old")}\n${at("GET-370", "old")}\n`));
    await app.signIn(current, { at: ADDRESS });
    await app.field("Request tag").fill("GET-37");
    const snippet = (index: number) => page.getByRole("figure").filter({ hasText: "Shell" }).nth(index).locator("pre").textContent();
    const shell = async (command: string) =>
      (await run("sh", ["-c", command.replaceAll("/var/log/matrix-synapse/homeserver.log", file)])).stdout;
    const commands = (await snippet(0))!.split("\n");
    const grep = commands.find((line) => line.startsWith("grep"))!;
    expect(await shell(grep)).toBe([EXCERPT[1], EXCERPT[6], ""].join("\n"));
    const zgrep = commands.find((line) => line.startsWith("zgrep"))!;
    expect(await shell(zgrep)).toContain("GET-37 - old");
    expect(await shell(zgrep)).not.toContain("GET-370");
    const awk = (await snippet(1))!;
    expect(await shell(awk)).toBe([...EXCERPT.slice(1, 5), EXCERPT[6], ""].join("\n"));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("an odd tag is quoted, and an empty one is the FAQ's example", async ({ app, page }) => {
  await app.signIn(current, { at: ADDRESS });
  const first = page.getByRole("figure").first();
  await expect(first).toContainText("grep -F -- ' - GET-37 - ' ");
  await app.field("Request tag").fill("GET-it's$(id)");
  await expect(first).toContainText(String.raw`grep -F -- ' - GET-it'\''s$(id) - ' `);
  await app.field("Request tag").fill("GET-37");
  await app.link("Search whole log files in the log explorer").click();
  await expect(app.heading("Log explorer")).toBeVisible();
  await expect.poll(() => app.hash()).toBe("#/logs?tab=find&tag=GET-37");
  await page.goBack();
  await app.link("Explain its “Processed request” line").click();
  await expect(app.heading("What do the fields of a “Processed request” line mean?")).toBeVisible();
});
