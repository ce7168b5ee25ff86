import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { hasFirefox, inFirefox } from "../support/firefox.ts";
import { lab, releases } from "../support/lab.ts";
import { type Evaluates, number, tables } from "../support/log-page.ts";
import { type Form, LoggedSynapse } from "../support/logged-synapse.ts";

const NAMES: Record<Form, string> = {
  precise: "Synapse's default format",
  terse: "TerseJsonFormatter",
  json: "JsonFormatter (without a time)",
  gcp: "GcpJsonFormatter (without a tag)",
};

const LEVELS = ["CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG"];

/** What the log says, counted without Glia. */
interface Counts {
  lines: number;
  entries: number;
  processed: number;
  received: number;
  levels: Record<string, number>;
  statuses: Record<string, number>;
}

/** grep and awk for the default format, whose lines have fields; any JSON parser for the others. */
function count(logged: LoggedSynapse, form: Form): Counts {
  const file = logged.file(form);
  const grep = (pattern: string) => Number(shell(`grep -cE '${pattern}' '${file}' || true`));
  const tally = (lines: string[]) => {
    const counts: Record<string, number> = {};
    for (const line of lines) counts[line] = (counts[line] ?? 0) + 1;
    return counts;
  };
  const statuses = shell(`grep -oE '\\} Processed request: .*[0-9]+B [0-9]{3}!? ' '${file}' | awk '{print $NF}'`);
  const common = {
    lines: Number(shell(`wc -l <'${file}'`)),
    processed: grep("\\} Processed request: "),
    received: grep(" - Received request: "),
    statuses: tally(statuses.split("\n").filter(Boolean)),
  };
  if (form === "precise") {
    const entry = "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:,]+ - [^ ]+ - [0-9]+ - [A-Z]+ - ";
    const levels = shell(`grep -E '${entry}' '${file}' | awk -F ' - ' '{print $4}'`);
    return { ...common, entries: grep(entry), levels: tally(levels.split("\n").filter(Boolean)) };
  }
  const entries = logged.text(form).trimEnd().split("\n").map((line) => JSON.parse(line));
  return { ...common, entries: entries.length, levels: tally(entries.map((entry) => entry.level ?? entry.severity)) };
}

const shell = (command: string) => execFileSync("sh", ["-c", command], { encoding: "utf8" }).trim();

/** Compares the open log's pages with what was counted. */
async function compare(page: Evaluates, go: (tab: string) => Promise<void>, counted: Counts, form: Form): Promise<void> {
  await go("recognised");
  const shown = await tables(page);
  const lines = shown["Lines by what they are"] ?? {};
  expect(number(lines["All lines"]?.[0])).toBe(counted.lines);
  expect(number(lines[NAMES[form]]?.[0])).toBe(counted.entries);
  expect(number(lines["Continued entries, as tracebacks"]?.[0]) + number(lines["Empty lines"]?.[0])).toBe(
    counted.lines - counted.entries,
  );
  expect(lines["Not recognised"]).toBeUndefined();
  const levels = shown["Entries by level"] ?? {};
  for (const level of LEVELS) expect(number(levels[level]?.[0]), level).toBe(counted.levels[level] ?? 0);
  // Without a tag nobody could say what ends a request.
  expect(number(levels["“Received request” lines"]?.[0])).toBe(form === "gcp" ? 0 : counted.received);
  const generations = shown["“Processed request” lines by generation"] ?? {};
  expect(number(generations["All lines"]?.[0])).toBe(counted.processed);

  await go("overview");
  const statuses = (await tables(page))["Statuses"] ?? {};
  const cells = Object.entries(statuses).map(([status, [requests]]) => [status.split(" ")[0], number(requests)]);
  expect(Object.fromEntries(cells)).toEqual(counted.statuses);
}

/** Opens a file in Chromium and waits until it is read. */
async function open(page: Page, file: string): Promise<void> {
  const close = page.getByRole("button", { name: "Close this log" });
  if (await close.isVisible()) await close.click();
  await page.getByLabel("Choose files").setInputFiles(file);
  await expect(page.getByRole("main").getByText(/\d lines, .* requests ·/)).toBeVisible();
}

for (const [release, server] of releases) {
  test(`what Synapse writes is counted as grep, awk and jq would, on ${release}`, async ({ app, page }) => {
    test.setTimeout(180_000);
    const logged = await LoggedSynapse.start(server);
    try {
      await logged.live();
      await app.open("#/logs");
      for (const form of logged.forms) {
        const counted = count(logged, form);
        expect(counted.processed).toBeGreaterThan(80);
        await open(page, logged.file(form));
        const go = async (tab: string) => {
          await page.getByRole("navigation", { name: "Views of the log" }).getByRole("link", { name: new RegExp(tab, "i") }).click();
          const caption = tab === "overview" ? "Statuses" : "Lines by what they are";
          await expect(page.getByRole("table", { name: caption, exact: true })).toBeVisible();
        };
        await test.step(form, () => compare(page as Evaluates, go, counted, form));
      }
      if (!hasFirefox) return;
      await inFirefox(`${lab.app}#/logs`, async ({ page, problems }) => {
        for (const form of logged.forms) {
          const counted = count(logged, form);
          await page.evaluate(() => {
            for (const button of document.querySelectorAll<HTMLElement>("main button")) {
              if (button.textContent?.trim() === "Close this log") button.click();
            }
          });
          const input = await page.waitForSelector("input[type=file][multiple]");
          await (input as any).uploadFile(logged.file(form));
          await page.waitForFunction(() => /\d lines, .* requests ·/.test(document.querySelector("main")?.textContent ?? ""));
          const go = async (tab: string) => {
            await page.evaluate((tab: string) => void (location.hash = `#/logs?tab=${tab}`), tab);
            const caption = tab === "overview" ? "Statuses" : "Lines by what they are";
            await page.waitForFunction(
              (caption: string) => [...document.querySelectorAll("main caption")].some((found) => found.textContent === caption),
              {},
              caption,
            );
          };
          await test.step(`${form} in Firefox`, () => compare(page as unknown as Evaluates, go, counted, form));
        }
        expect(problems).toEqual([]);
      });
    } finally {
      await logged.stop();
    }
  });
}
