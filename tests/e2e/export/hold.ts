import type { Page } from "@playwright/test";
import type { Fault, FaultProxy } from "../support/fault-proxy.ts";
import { stall } from "../support/faults.ts";
import type { Subject } from "./subject.ts";

/** Answers take their time, so that there is a middle. */
export const slowly: Fault = async ({ passOn }) => {
  await new Promise((done) => setTimeout(done, 1500));
  await passOn();
};

/** The last file that is asked for (a large one) does not come at all: the export stays there as long as a test wants. */
export function holdFiles(proxy: FaultProxy, { media }: Subject): void {
  proxy.fault("GET", /\/download\//, stall);
  proxy.fault("GET", /\/download\//, slowly, media.length - 1);
}

/** What Glia has kept for going on, in bytes: 0 before there is a checkpoint. */
export const checkpoint = (page: Page) =>
  page.evaluate(async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("glia-export", { create: true });
    let size = 0;
    for await (const folder of (root as any).values()) {
      for (const name of ["checkpoint-a", "checkpoint-b"]) {
        const handle = await folder.getFileHandle(name, { create: true });
        size = Math.max(size, (await handle.getFile()).size);
      }
    }
    return size;
  });
