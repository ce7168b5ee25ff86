import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, type Locator } from "@playwright/test";
import type { Answer } from "./synapse.ts";

const run = promisify(execFile);

/**
 * Runs what a dialog shows as curl in a real POSIX shell, where `curl` is a function that prints what reached it: so
 * the quoting is the shell's own business, and no curl need be installed. One list of arguments per command.
 */
async function commands(shown: string, token: string): Promise<string[][]> {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; printf '\\0'; }\n${shown}`;
  const { stdout } = await run("sh", ["-c", script], { env: { ...process.env, TOKEN: token } });
  return stdout.split("\0\0").filter(Boolean).map((words) => words.split("\0"));
}

/** Reads the arguments as curl does, and sends the request. */
async function send(words: string[]): Promise<Answer> {
  const headers: Record<string, string> = {};
  let [method, body, url] = ["GET", undefined as string | undefined, ""];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    if (word === "-X") method = words[(index += 1)]!;
    else if (word === "-H") {
      const [name, ...value] = words[(index += 1)]!.split(": ");
      headers[name!] = value.join(": ");
    } else if (word === "--data") body = words[(index += 1)]!;
    else {
      expect(word, "one address, and nothing else that curl would take for one").toMatch(/^https?:/);
      expect(url).toBe("");
      url = word;
    }
  }
  const response = await fetch(url, { method, headers, body });
  return { status: response.status, body: await response.json() };
}

/** Runs the curl commands of a snippet, and gives their answers. */
export async function runCurl(shown: string, token = ""): Promise<Answer[]> {
  const answers = [];
  for (const words of await commands(shown, token)) answers.push(await send(words));
  return answers;
}

/** Does by hand what the dialog shows as curl, and gives the statuses. */
export async function doShown(dialog: Locator, token: string): Promise<number[]> {
  await dialog.getByText("The same as curl").click();
  const shown = (await dialog.getByText("$TOKEN").first().textContent()) ?? "";
  return (await runCurl(shown, token)).map(({ status }) => status);
}
