import { defineConfig } from "@playwright/test";
import { browser } from "./support/browser.ts";

/** The default run: everything but the screenshots. `cargo xtask test --only e2e` starts the lab and this. */
export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "results/run",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 30_000,
  expect: { timeout: 7_000 },
  reporter: [["line"], ["./support/closing-line.ts"]],
  use: {
    ...browser,
    viewport: { width: 1280, height: 800 },
    trace: "off",
    screenshot: "only-on-failure",
  },
  projects: [{ name: "chromium" }],
});
