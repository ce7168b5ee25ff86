import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Locator, Page } from "@playwright/test";
import type { Server } from "./lab.ts";

const run = promisify(execFile);

/** The snippets of a place (“SQL for sqlite3”) on a page or in a part of it, folded ones too. */
export async function snippets(where: Page | Locator, place: string): Promise<string[]> {
  const all = await where.locator("figure.snippet").evaluateAll((list) =>
    list.map((figure) => [figure.querySelector("figcaption")?.textContent ?? "", figure.querySelector("pre")?.textContent ?? ""]),
  );
  return all.filter(([caption]) => caption === place).map(([, code]) => code!);
}

/** Reads YAML as Synapse does, with the Python that it runs on. */
export async function yaml(server: Server, text: string): Promise<any> {
  const program = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.argv[1])))";
  return JSON.parse((await run(server.python, ["-c", program, text])).stdout);
}

/** Fails when a POSIX shell does not understand the text. */
export async function checkShell(text: string): Promise<void> {
  await run("sh", ["-n", "-c", text]);
}
