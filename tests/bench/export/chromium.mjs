// A Chromium to which one can connect and from which one can part again.

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { FLAGS, pause } from "../browser.mjs";

export class Browser {
  /** Starts it with an empty profile on the disk: what private windows store, Chromium keeps in memory. */
  static async start(executable, profile, downloads) {
    rmSync(profile, { recursive: true, force: true });
    mkdirSync(join(profile, "Default"), { recursive: true });
    const preferences = { download: { default_directory: downloads, prompt_for_download: false } };
    writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
    const flags = ["--headless", "--remote-debugging-port=0", "--window-size=1440,900", `--user-data-dir=${profile}`];
    const process = spawn(executable, [...FLAGS, ...flags, "about:blank"], { stdio: "ignore" });
    const ended = new Promise((done) => process.once("exit", done));
    const browser = new Browser(process, ended);
    // It writes down where it listens.
    for (let turn = 0; turn < 600; turn += 1) {
      try {
        const [port] = readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n");
        browser.address = `http://127.0.0.1:${port}`;
        return browser;
      } catch {
        await pause(50);
      }
    }
    await browser.stop();
    throw new Error("Chromium does not start.");
  }

  constructor(process, ended) {
    this.process = process;
    this.ended = ended;
  }

  /** The page's title, without being connected to it. */
  async title() {
    const pages = await (await fetch(`${this.address}/json/list`)).json();
    return pages.find(({ type }) => type === "page")?.title;
  }

  async stop() {
    this.process.kill();
    await this.ended;
  }
}
