import { expect, test as base } from "@playwright/test";
import { App } from "./app.ts";
import { FaultProxy } from "./fault-proxy.ts";
import type { Server } from "./lab.ts";
import { type Kind, ReverseProxy } from "./reverse-proxy.ts";
import { Watch } from "./watch.ts";

interface Fixtures {
  /** Fails the test on anything that must never happen; see `Watch`. */
  watch: Watch;
  /** The app in this test's page. */
  app: App;
  /** Starts a fault proxy in front of a server. */
  proxyTo: (server: Server) => Promise<FaultProxy>;
  /** Starts a real reverse proxy with this configuration; gives its address. */
  reverseProxy: (kind: Kind, body: string, http?: string) => Promise<string>;
  /** Pastes what the doctor shows into a default installation of Debian's, and starts it; gives its address. */
  pasted: (kind: Kind, shown: string, around?: string) => Promise<string>;
}

export const test = base.extend<Fixtures>({
  watch: [
    async ({ page }, use) => {
      const watch = new Watch();
      await watch.start(page);
      await use(watch);
      expect(watch.unexpected(), "nothing unexpected on the console or the network").toEqual([]);
    },
    { auto: true },
  ],
  app: async ({ page, watch }, use) => {
    await use(new App(page, watch));
  },
  proxyTo: async ({ watch }, use) => {
    const proxies: FaultProxy[] = [];
    await use(async (server) => {
      const proxy = await FaultProxy.start(server.base_url);
      watch.allow(proxy.url);
      proxies.push(proxy);
      return proxy;
    });
    for (const proxy of proxies) await proxy.stop();
  },
  reverseProxy: async ({ watch }, use) => {
    const proxies: ReverseProxy[] = [];
    await use(async (kind, body, http) => {
      const proxy = await ReverseProxy.start(kind, body, http);
      watch.allow(proxy.url);
      proxies.push(proxy);
      return proxy.url;
    });
    for (const proxy of proxies) await proxy.stop();
  },
  pasted: async ({ watch }, use) => {
    const proxies: ReverseProxy[] = [];
    await use(async (kind, shown, around) => {
      const proxy = await ReverseProxy.paste(kind, shown, around);
      watch.allow(proxy.url);
      proxies.push(proxy);
      return proxy.url;
    });
    for (const proxy of proxies) await proxy.stop();
  },
});

export { expect };
