import type { Page } from "@playwright/test";
import { lab } from "./lab.ts";

/** What the browser says about every page of this kind, and which is no mistake of the app's. */
const KNOWN = [
  // Said on a machine that is too busy to start the app within a few seconds.
  /was preloaded using link preload but not used within a few seconds/,
  // A profile picture that the server does not have: the initials stay. Users of other tests stand in every list.
  /Failed to load resource.*\/thumbnail\//,
];

/**
 * Watches a page for everything that must not happen: console errors and warnings, uncaught errors, violations of the
 * Content-Security-Policy, and requests to anybody but the app's own origin and the homeservers of the test.
 */
export class Watch {
  private readonly problems: string[] = [];
  private readonly expected: RegExp[] = [...KNOWN];
  private readonly origins = new Set([new URL(lab.app).origin]);

  /**
   * Expects messages on the console. The browser itself logs "Failed to load resource" for every 4xx and 5xx, so a
   * test that provokes one says so. Matched against the text and the address it belongs to.
   */
  expectConsole(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** Allows requests to this homeserver. */
  allow(url: string): void {
    this.origins.add(new URL(url).origin);
  }

  async start(page: Page): Promise<void> {
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      const text = `${message.text()} @ ${message.location().url}`;
      this.problems.push(`console ${message.type()}: ${text}`);
    });
    page.on("pageerror", (error) => this.problems.push(`uncaught: ${error.stack ?? error.message}`));
    page.on("crash", () => this.problems.push("the page crashed"));
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && !this.origins.has(url.origin)) {
        this.problems.push(`a request to a stranger: ${request.url()}`);
      }
    });
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`securitypolicyviolation: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
  }

  /** What happened that must not. */
  unexpected(): string[] {
    return this.problems.filter((problem) => !this.expected.some((pattern) => pattern.test(problem)));
  }
}
