import { expect, test } from "../support/fixtures.ts";
import { file, later, LogPage, PRECISE, text } from "../support/logs.ts";

const HERE = "#/logs?tab=errors";

test("errors and warnings are grouped, the worst first, and unfold with their tracebacks", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(HERE);
  await log.open([file("homeserver.log.1", text), file("homeserver.log", later)]);
  const groups = page.locator(".messages > li");
  const messages = text.split("\n").filter((line) => / - (ERROR|WARNING|CRITICAL) - /.test(line));
  await expect(groups).toHaveCount(messages.length);
  const worst = groups.first();
  await expect(worst.locator(".badge")).toHaveText("ERROR");
  await expect(worst).toContainText("Failed handle request via");
  await expect(worst).toContainText("2 times");
  await expect(worst).toContainText("OverflowError: Python int too large to convert to SQLite INTEGER");
  await expect(worst).toContainText("first 2026-11-25 19:14:13.859, last 2026-11-25 20:14:13.859");
  await worst.getByText("The first of them, whole").click();
  const traceback = text.split("\n");
  const from = traceback.findIndex((line) => line.includes("Failed handle request"));
  const to = traceback.findIndex((line) => line.startsWith("OverflowError"));
  await expect(worst.getByRole("region")).toHaveText(`${traceback.slice(from, to + 1).join("\n")}\n`, { useInnerText: false });
  await expect(worst.getByRole("region")).not.toContainText("Processed request");
  await worst.getByRole("link", { name: "Around the last of them" }).click();
  await expect(page.locator(".marked")).toContainText("2026-11-25 20:14:13,859 - synapse.http.server");
});

test("they are narrowed by time", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(`${HERE}&to=2026-11-25T19%3A14%3A13`);
  await log.open(PRECISE);
  await expect(page.getByText("There are no errors or warnings for this time and process.")).toBeVisible();
  await app.link("Show all errors and warnings").click();
  await expect(page.locator(".messages > li").first()).toBeVisible();
});

test("a log without any says so", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(HERE);
  await log.open(file("homeserver.log", text.split("\n").filter((line) => !/ - (ERROR|WARNING) - /.test(line)).join("\n")));
  await expect(page.getByText("There are no errors or warnings.")).toBeVisible();
});
