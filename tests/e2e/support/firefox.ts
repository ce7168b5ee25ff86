import { existsSync } from "node:fs";
import { type Browser, launch, type Page } from "puppeteer-core";

/** The second browser; Playwright does not drive Debian's, but WebDriver BiDi does. */
const path = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

export const hasFirefox = existsSync(path);

/** What must not happen: see `Watch`, which does the same for Chromium. */
export interface FirefoxPage {
  page: Page;
  problems: string[];
}

interface Options {
  /** Origins that are asked, beside the app's own. */
  servers?: string[];
  /** Where downloads go. */
  downloads?: string;
}

/** Opens an address in a Firefox of its own, does something there, and ends it. */
export async function inFirefox<T>(
  address: string,
  work: (firefox: FirefoxPage) => Promise<T>,
  { servers = [], downloads }: Options = {},
): Promise<T> {
  const saving = downloads && { "browser.download.folderList": 2, "browser.download.dir": downloads };
  const browser: Browser = await launch({
    browser: "firefox",
    executablePath: path,
    headless: true,
    ...(saving && { extraPrefsFirefox: saving }),
  });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    const problems: string[] = [];
    const known = [address, ...servers].map((url) => new URL(url).origin);
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) problems.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => problems.push(`uncaught: ${error}`));
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && !known.includes(url.origin)) problems.push(`a request to a stranger: ${url}`);
    });
    await page.goto(address);
    return await work({ page, problems });
  } finally {
    await browser.close();
  }
}
