import type { FullResult, Reporter, Suite } from "@playwright/test/reporter";

/** Ends the run with one plain line: `N passed, N failed`. */
export default class ClosingLine implements Reporter {
  private suite?: Suite;

  onBegin(_config: unknown, suite: Suite): void {
    this.suite = suite;
  }

  onEnd(result: FullResult): void {
    const outcomes = this.suite?.allTests().map((test) => test.outcome()) ?? [];
    const count = (...kinds: string[]) => outcomes.filter((outcome) => kinds.includes(outcome)).length;
    const skipped = count("skipped");
    const seconds = Math.round(result.duration / 1000);
    console.log(
      `${count("expected", "flaky")} passed, ${count("unexpected")} failed` +
        `${skipped > 0 ? `, ${skipped} skipped` : ""} (${seconds} s)`,
    );
  }

  printsToStdio(): boolean {
    return true;
  }
}
