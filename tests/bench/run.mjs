// Measures and writes the raw numbers as JSON to the file that the plan names. Started by `cargo xtask bench`, which
// passes the plan in the environment variable GLIA_BENCH.

import { writeFileSync } from "node:fs";

import { launch } from "./browser.mjs";
import { measures } from "./measures.mjs";

const plan = JSON.parse(process.env.GLIA_BENCH);
const browser = await launch(plan.chromium);
const result = { browser: browser.version(), measures: {} };

/** Adds the numbers of one run. */
function add(into, numbers) {
  for (const [name, value] of Object.entries(numbers)) (into[name] ??= []).push(value);
}

try {
  for (const name of plan.measures) {
    const measure = measures[name];
    const started = Date.now();
    const samples = { app: {}, floor: {} };
    const sides = measure.once ? ["app"] : ["app", "floor"];
    // The first round warms the disk cache, Synapse and the browser up and does not count.
    const rounds = measure.once ? 1 : plan.runs + 1;
    for (let round = 0; round < rounds; round += 1) {
      // Sides take turns in going first, so that noise meets both.
      for (const side of round % 2 ? sides : [...sides].reverse()) {
        const numbers = await measure.run({ browser, site: plan[side], session: plan.session, soak: plan.soak });
        if (round > 0 || measure.once) add(samples[side], numbers);
      }
    }
    result.measures[name] = samples;
    console.error(`    ${name}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
} finally {
  await browser.close();
}
writeFileSync(plan.out, JSON.stringify(result));
