import { expect, test } from "../support/fixtures.ts";
import { file, later, LogPage, PRECISE, requests, text } from "../support/logs.ts";

const HERE = "#/logs?tab=problems";

test("a request that was received and never processed is found, and leads to its lines", async ({ app, page }) => {
  const log = new LogPage(page);
  // Its client went away while it waited; an hour later the log still has no end of it.
  const rest = later.split("\n").filter((line) => !/ - GET-100 - /.test(line)).join("\n");
  await app.open(HERE);
  await log.open(file("homeserver.log", text + rest));
  const received = (text + rest).split("\n").filter((line) => line.includes(" - Received request: ")).length;
  const finding = log.finding("Started but never finished");
  await expect(finding).toContainText(`1 request was received and never finished, of ${received}.`);
  const row = log.rows("Requests that were never finished");
  await expect(row).toContainText("GET /_matrix/client/v3/sync?timeout=30000");
  await row.getByRole("link", { name: "GET-100" }).click();
  await expect(page.getByRole("region", { name: "Its lines" })).toContainText("Received request: GET /_matrix/client/v3/sync");
});

test("without “Received request” lines it says how to get them", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(HERE);
  await log.open(file("homeserver.log", text.split("\n").filter((line) => !line.includes("Received request")).join("\n")));
  const finding = log.finding("Started but never finished");
  await expect(finding.locator(".badge")).toHaveText("Not known");
  await expect(finding).toContainText("synapse.access.http:\n    level: DEBUG");
});

test("slow is what one says it is, long polls aside", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(HERE);
  await log.open(PRECISE);
  const isPoll = (uri: string) => /\/(sync|events)\?/.test(uri);
  const slower = (ms: number) => requests.filter((request) => request.ms >= ms && !isPoll(request.uri)).length;
  await expect(log.finding("Slow requests")).toContainText("No request took that long, long polls aside.");
  await app.field("Slow is what takes longer than (seconds)").fill("0.05");
  await page.locator(".slow-limit").getByRole("button").click();
  await expect(log.finding("Slow requests")).toContainText(`${slower(50)} requests took longer than 50 ms`);
  expect(slower(50)).toBeGreaterThan(1);
  await expect.poll(() => app.hash()).toBe(`${HERE}&slow_ms=50`);
  await log.finding("Slow requests").getByRole("link", { name: "Show them" }).click();
  await expect(log.chips()).toHaveText(["slower than 50 ms"]);
  await expect(log.rows("Requests")).toHaveCount(requests.filter(({ ms }) => ms >= 50).length);
});

test("refused signatures are counted by server, and lead to the check of the proxy", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(HERE);
  await log.open(PRECISE);
  const finding = log.finding("Invalid signatures");
  await expect(finding).toContainText("1 signature refused, of 1 server.");
  await expect(log.rows("Servers whose signatures were refused")).toHaveText(/own\.example.*1/);
  await expect(finding.getByRole("link", { name: "Check the reverse proxy" })).toHaveAttribute("href", "#/answers/invite-invalid-signature");
  await finding.getByRole("link", { name: "Show the line" }).click();
  await expect(page.locator(".marked")).toContainText("Invalid signature for server own.example");
  await app.link("All lines of PUT-99").click();
  await expect(page.getByRole("heading", { level: 2, name: /^PUT-99 of / })).toBeVisible();
});

test("restarts, dropped requests and the peak lead to what shows them", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(HERE);
  // The clients that went were waiting for news, which is no sign of anything. One of them was not.
  const [waited] = /\d+! "GET \/_matrix\/client\/v3\/sync/.exec(text)!;
  const impatient = text.replace(waited, waited.replace("sync", "search"));
  await log.open(file("homeserver.log", impatient + later));
  await expect(log.finding("Restarts")).toContainText("1 restart within this log.");
  await log.finding("Restarts").getByRole("link", { name: "See when" }).click();
  await expect(log.rows("Processes and their runs")).toHaveCount(2);
  await expect(log.rows("Processes and their runs").last()).toContainText("2026-11-25 20:14:07.040");
  await log.go("Problems");
  const dropped = requests.filter(({ status }) => status.endsWith("!")).length * 2;
  await expect(log.finding("Abandoned by clients")).toContainText(`1 of ${requests.length * 2} requests`);
  await log.finding("Abandoned by clients").getByRole("link", { name: "Show the requests" }).click();
  await expect(log.rows("Requests")).toHaveCount(dropped);
  await page.goBack();
  await expect(log.finding("Rate-limited")).toContainText("No request was refused for coming too often.");
  await expect(log.finding("Requests at once")).toContainText(/At most \d+ requests? at once, at 2026-11-25 \d\d:14:/);
  await log.finding("Requests at once").getByRole("link", { name: "Look at that time" }).click();
  await expect(log.chips()).toHaveCount(1);
});

test("what is worst stands first", async ({ app, page }) => {
  const log = new LogPage(page);
  await app.open(`${HERE}&slow_ms=1`);
  await log.open(PRECISE);
  await expect(log.finding("Slow requests").locator(".badge")).toHaveText("Likely a cause");
  const verdicts = await page.locator(".findings > li .badge").allTextContents();
  const rank = ["Likely a cause", "Worth a look", "Not known", "Fine"];
  expect(verdicts).toEqual(verdicts.toSorted((a, b) => rank.indexOf(a) - rank.indexOf(b)));
});
