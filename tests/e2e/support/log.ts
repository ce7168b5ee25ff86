import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect } from "@playwright/test";
import type { Server } from "./lab.ts";

/** The log of a lab server, with its access log at INFO. */
export async function log(server: Server): Promise<string> {
  return readFile(join(dirname(server.config), "synapse.log"), "utf8");
}

/** The line of a request, found by something that only it holds; Synapse may write it a little after its answer. */
export async function processedLine(server: Server, only: string): Promise<string> {
  let found: string[] = [];
  await expect
    .poll(async () => {
      found = (await log(server)).split("\n").filter((line) => line.includes("Processed request: ") && line.includes(only));
      return found.length;
    })
    .toBe(1);
  return found[0]!;
}
