import { answer } from "../support/answers.ts";
import { expect, test } from "../support/fixtures.ts";
import { current } from "../support/lab.ts";
import { PROBES } from "../support/pages.ts";

test("the answers that need a log lead to the log explorer", async ({ app, watch }) => {
  watch.expectConsole(PROBES);
  await app.signIn(current);
  for (const [slug, link, address] of [
    ["find-request-in-log", "Search whole log files in the log explorer", "#/logs?tab=find"],
    ["processed-line", "See all requests of a log in the log explorer: the slowest, the failed, by endpoint and by user", "#/logs"],
    ["file-handles", "Find stuck requests in the log explorer", "#/logs?tab=problems"],
    ["invite-invalid-signature", "See in the log explorer whose signatures your Synapse has refused", "#/logs?tab=problems"],
    ["slow", "See in the log explorer which requests are slow, and what they wait for", "#/logs"],
  ] as const) {
    await app.open(answer(slug));
    await app.link(link).click();
    await expect(app.heading("Log explorer")).toBeVisible();
    expect(app.hash(), slug).toBe(address);
  }
});
