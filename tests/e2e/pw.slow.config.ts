import base from "/work/wt/identity/tests/e2e/playwright.config.ts";
export default { ...base, testDir: "/work/wt/identity/tests/e2e", outputDir: "/tmp/identity/results", timeout: 150_000, expect: { timeout: 45_000 }, reporter: [["list"]] };
