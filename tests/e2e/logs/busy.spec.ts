import { expect, test } from "../support/fixtures.ts";
import { LogPage, PRECISE, text } from "../support/logs.ts";
import { number } from "../support/log-page.ts";

/** The page's end of what a worker tells: the messages wait until they are let through, one at a time and in order. */
interface Held {
  waiting: (() => void)[];
  isOpen: boolean;
}

test("numbers of a part of a log are busy until those of the whole log are there", async ({ app, page }) => {
  await page.addInitScript(() => {
    const held: Held = { waiting: [], isOpen: false };
    Object.assign(window, { held });
    const { set } = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage")!;
    Object.defineProperty(Worker.prototype, "onmessage", {
      set(this: Worker, hear: ((event: MessageEvent) => void) | null) {
        set!.call(this, (event: MessageEvent) => {
          const pass = () => hear?.call(this, event);
          if (held.isOpen) pass();
          else held.waiting.push(pass);
        });
      },
    });
  });
  /** Lets the next message through, and waits until the page has drawn what it says. */
  const pass = () =>
    page.evaluate(async () => {
      const { held } = window as unknown as { held: Held };
      while (!held.waiting.length) await new Promise((drawn) => requestAnimationFrame(drawn));
      held.waiting.shift()!();
      await new Promise((drawn) => requestAnimationFrame(drawn));
    });
  const log = new LogPage(page);
  const all = page.getByRole("table", { name: "Lines by what they are" }).getByRole("row", { name: "All lines" });
  const lines = async () => number((await all.getByRole("cell").allTextContents()).at(0));
  const whole = text.trimEnd().split("\n").length;
  await app.open("#/logs?tab=recognised");
  await log.choose(PRECISE);
  while (!(await log.state().getByRole("status").isVisible())) await pass();
  // The worker has read it all, and the page shows what was asked before that.
  expect(await lines()).toBeLessThan(whole);
  await expect(page.locator("main [aria-busy=true]")).toHaveCount(1);
  await page.evaluate(() => {
    const { held } = window as unknown as { held: Held };
    held.isOpen = true;
    for (const pass of held.waiting.splice(0)) pass();
  });
  await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
  expect(await lines()).toBe(whole);
});
