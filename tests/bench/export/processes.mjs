// What processes take, from /proc: memory and processor time.

import { readFileSync, readdirSync, readlinkSync } from "node:fs";

/** How often memory is looked at, in ms. */
const EVERY = 250;
/** How often new processes are looked for, in ms. */
const NEW_EVERY = 2_000;

/** Ticks of the processor's clock in a second: what Linux tells programs, whatever it uses itself. */
const TICKS = 100;

/** A file of a process; nothing when it has ended just now. */
function read(id, name) {
  try {
    return readFileSync(`/proc/${id}/${name}`, "utf8");
  } catch {
    return "";
  }
}

const ids = () => readdirSync("/proc").filter((name) => /^\d+$/.test(name));
/** The command line. Chromium's own processes join theirs by spaces. */
const line = (id) => read(id, "cmdline").replaceAll("\0", " ");
/** What follows the name, which may hold anything: state, parent, ... */
const stat = (id) => read(id, "stat").split(") ").at(-1).split(" ");

/** The process of a program that runs in this folder. */
export function processOf(program, folder) {
  return ids().find((id) => {
    try {
      return line(id).includes(program) && readlinkSync(`/proc/${id}/cwd`) === folder;
    } catch {
      return false;
    }
  });
}

/** How long a process has worked, in s. */
export function cpuSeconds(id) {
  const [user, system] = stat(id).slice(11, 13).map(Number);
  return ((user || 0) + (system || 0)) / TICKS;
}

/** Memory in bytes, shared pages by their share. */
const memory = (id) => Number(/^Pss:\s+(\d+)/m.exec(read(id, "smaps_rollup"))?.[1] ?? 0) * 1024;

/** Watches the memory of a browser with this profile. */
export class Watch {
  constructor(profile) {
    const main = ids().find((id) => line(id).includes(`--user-data-dir=${profile}`) && !line(id).includes("--type="));
    if (!main) throw new Error("The browser's process is not there.");
    this.main = main;
    this.before = this.look();
    this.peak = { ...this.before };
    this.curve = [];
    this.timer = setInterval(() => {
      const now = this.look();
      for (const kind of ["renderer", "all"]) this.peak[kind] = Math.max(this.peak[kind], now[kind]);
      this.curve.push([now.renderer, now.all]);
    }, EVERY);
  }

  /** The browser's processes; now and then it starts one. Looking at all of the system's takes a while. */
  family() {
    if (this.known && Date.now() - this.known.at < NEW_EVERY) return this.known.ids;
    const children = new Map();
    for (const id of ids()) {
      const parent = stat(id)[1];
      children.set(parent, [...(children.get(parent) ?? []), id]);
    }
    const found = [this.main];
    for (const id of found) found.push(...(children.get(id) ?? []));
    this.known = { at: Date.now(), ids: found };
    return found;
  }

  look() {
    const sum = { renderer: 0, all: 0 };
    for (const id of this.family()) {
      const bytes = memory(id);
      sum.all += bytes;
      if (line(id).includes("--type=renderer")) sum.renderer += bytes;
    }
    return sum;
  }

  cpu() {
    return this.family().reduce((sum, id) => sum + cpuSeconds(id), 0);
  }

  /** Bytes before, at most, and at the end; and all of it, for whoever looks for the reason. */
  end() {
    clearInterval(this.timer);
    const after = this.look();
    const most = (kind) => Math.max(this.peak[kind], after[kind]);
    return { before: this.before, peak: { renderer: most("renderer"), all: most("all") }, after, curve: this.curve };
  }
}
