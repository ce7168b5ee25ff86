import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";

/** A file that the page saved. */
export interface Saved {
  name: string;
  text: string;
}

/** Presses a button, and gives what is saved. */
export async function saved(page: Page, button: Locator): Promise<Saved> {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** What a text would be a formula in a spreadsheet without the apostrophe that stands in front of it, as of a user ID. */
const GUARDED = /^'(?=[=+\-@\t\r\n])/;

/** Reads CSV (RFC 4180): one object a record, by the names of the header. */
export function readCsv(text: string): Record<string, string>[] {
  const records: string[][] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let record: string[] = [];
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (found === null) throw new Error(`no CSV after record ${records.length}`);
    record.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? "").replace(GUARDED, ""));
    if (found[3] === ",") continue;
    records.push(record);
    record = [];
  }
  const [header, ...rows] = records;
  return rows.map((row) => Object.fromEntries(header!.map((name, index) => [name, row[index] ?? ""])));
}
