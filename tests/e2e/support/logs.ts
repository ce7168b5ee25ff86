import { readFileSync } from "node:fs";
import { expect, type Locator, type Page } from "@playwright/test";

/** What Synapse 1.163.2 wrote in its default format, with DEBUG for the access log: ordinary work, and failures of all kinds. */
export const PRECISE = new URL("../../data/logs/1.163.2-precise.log", import.meta.url).pathname;

/** The same work in another format. */
export const recorded = (name: string) => new URL(`../../data/logs/${name}.log`, import.meta.url).pathname;

/** A “Processed request” line, read without Glia. */
export interface Processed {
  line: string;
  time: string;
  tag: string;
  ip: string;
  requester: string;
  ms: number;
  dbMs: number;
  bytes: number;
  status: string;
  method: string;
  uri: string;
  agent: string;
}

const PROCESSED =
  /^(\S+ \S+) - \S+ - \d+ - \S+ - (\S*) - (\S+) - \S+ - \{(.*?)\} Processed request: ([\d.]+)sec\/-?[\d.]+sec ru=\(\S+ \S+\) db=\([\d.]+sec\/([\d.]+)sec\/\d+\) (\d+)B (\d+!?) "(\S+) (\S+) \S+" "(.*)" \[\d+ dbevts\]$/;

/** All requests of a log in the default format. */
export function processed(text: string): Processed[] {
  return text.split("\n").flatMap((line) => {
    const found = PROCESSED.exec(line);
    if (!found) return [];
    const [, time, tag, ip, requester, total, db, bytes, status, method, uri, agent] = found as unknown as string[];
    const ms = (seconds: string) => Math.round(Number(seconds) * 1000);
    return [
      { line, time: time!, tag: tag!, ip: ip!, requester: requester!, ms: ms(total!), dbMs: ms(db!), bytes: Number(bytes), status: status!, method: method!, uri: uri!, agent: agent! },
    ];
  });
}

/** The recorded log, and its requests. */
export const text = readFileSync(PRECISE, "utf8");
export const requests = processed(text);

/** The same server an hour later, started anew: the numbers of its tags begin at 0 again. */
export const later = text.replaceAll(/^2026-11-25 19:/gm, "2026-11-25 20:");

/** A file that never touches a disk. */
export const file = (name: string, content: string | Buffer) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });

type Files = string | string[] | ReturnType<typeof file> | ReturnType<typeof file>[];

/** The log explorer as a person uses it. */
export class LogPage {
  constructor(readonly page: Page) {}

  readonly tabs = () => this.page.getByRole("navigation", { name: "Views of the log" });
  readonly close = () => this.page.getByRole("button", { name: "Close this log" });
  readonly state = () => this.page.locator(".log-state");
  readonly table = (name: string) => this.page.getByRole("table", { name, exact: true });
  readonly rows = (name: string) => this.table(name).locator("tbody tr");
  readonly chips = () => this.page.getByRole("group", { name: "Only requests with" }).getByRole("link");
  readonly tile = (name: string) => this.page.locator(".tiles > div").filter({ has: this.page.getByText(name, { exact: true }) }).locator("dd");
  readonly finding = (title: string) => this.page.locator(".findings > li").filter({ has: this.page.getByRole("heading", { name: title, exact: true }) });
  readonly chart = () => this.page.getByRole("slider");
  readonly form = () => this.page.locator(".filter-form");

  /** Chooses files, and waits until they are read. */
  async open(files: Files): Promise<void> {
    await this.choose(files);
    await this.isRead();
  }

  async choose(files: Files): Promise<void> {
    await this.page.getByLabel("Choose files").setInputFiles(files);
  }

  async isRead(): Promise<void> {
    await expect(this.state().getByRole("status")).toContainText(/\d lines, \d.* requests ·/);
  }

  /** Goes to a tab by its link. */
  async go(name: string): Promise<void> {
    await this.tabs().getByRole("link", { name, exact: true }).click();
    await expect(this.tabs().getByRole("link", { name, exact: true })).toHaveAttribute("aria-current", "page");
  }

  /** A column of a table, as text. */
  async column(table: Locator, index: number): Promise<string[]> {
    await expect(table.locator("tbody tr").first()).toBeVisible();
    const cells = await table.locator(`tbody tr > :nth-child(${index})`).allTextContents();
    return cells.map((cell) => cell.trim());
  }
}

/** As the page writes numbers. */
export const format = (value: number) => new Intl.NumberFormat("en-GB").format(value);
