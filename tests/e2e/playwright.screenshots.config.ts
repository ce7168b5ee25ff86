import { defineConfig } from "@playwright/test";
import { browser } from "./support/browser.ts";

/** The pictures of the README: `npm run screenshots`, into `GLIA_SCREENSHOTS` or `results/screenshots`. */
export default defineConfig({
  testDir: ".",
  testMatch: "screenshots.ts",
  outputDir: "results/screenshots-run",
  workers: 1,
  retries: 0,
  timeout: 60_000,
  reporter: [["line"], ["./support/closing-line.ts"]],
  use: browser,
  projects: [{ name: "screenshots" }],
});
