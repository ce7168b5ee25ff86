import { expect, type Page } from "@playwright/test";
import type { App } from "./app.ts";
import { lab, mas as server } from "./lab.ts";
import { unique } from "./synapse.ts";

/** Somebody in the MAS stand-in. */
export interface MasAccount {
  id: string;
  username: string;
  password: string;
  admin: boolean;
  user_id: string;
}

/** The stand-in's own door for tests (`support/mas/mas.mjs`): arranging, and looking at its side of things. */
export class Mas {
  private async lab(path: string, body?: object): Promise<any> {
    const init = body && { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
    return (await fetch(`${server.issuer}lab/${path}`, init)).json();
  }

  /** Makes an account, in MAS and in Synapse. Tokens live for MAS' five minutes unless said otherwise. */
  async createAccount(options: { admin?: boolean; token_life_s?: number } = {}): Promise<MasAccount> {
    const account = await this.lab("accounts", { username: unique("user"), password: unique("secret"), ...options });
    return { ...account, user_id: `@${account.username}:${server.server_name}` };
  }

  account(username: string): Promise<MasAccount> {
    return this.lab(`accounts/${encodeURIComponent(username)}`);
  }

  /** What MAS says about an access token; `null` when it is not (or no longer) good. */
  inspect(token: string): Promise<{ scope: string; client_id: string } | null> {
    return this.lab("inspect", { token });
  }

  async isRefreshable(token: string): Promise<boolean> {
    return (await this.lab("refresh-token", { token })).active;
  }

  /** The requests so far to a path, of everybody. */
  async count(request: string): Promise<number> {
    return ((await this.lab("seen")) as string[]).filter((seen) => seen === request).length;
  }
}

/** Fills in the login page of either stand-in. */
export async function signInThere(page: Page, account: { username: string; password: string }): Promise<void> {
  // Until the browser is there, Glia's own form has fields of these names.
  await page.waitForURL((url) => url.origin !== new URL(lab.app).origin);
  await page.getByLabel("Username").fill(account.username);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Finds the MAS server in the sign-in form. */
export async function chooseMas(app: App): Promise<void> {
  // Synapse has no login flows then, and the browser says so.
  app.watch.expectConsole(/404.*\/client\/v3\/login/);
  app.watch.allow(server.issuer);
  await app.chooseServer(server.base_url);
}

/** Signs in with OAuth through the form, and waits for the page behind it. */
export async function signInWithOAuth(
  app: App,
  account: { username: string; password: string },
  how: { at?: string; keep?: boolean; masAdmin?: boolean } = {},
): Promise<void> {
  const { at = "#/", keep = false, masAdmin = false } = how;
  await app.open(at);
  await chooseMas(app);
  if (masAdmin) await app.page.getByLabel(/Also ask for the admin API/).check();
  if (keep) await app.page.getByLabel("Keep me signed in on this device").check();
  await app.page.getByRole("button", { name: /^Continue to / }).click();
  await signInThere(app.page, account);
  await expect(app.menu()).toContainText(account.username);
  await expect(app.heading("Sign in")).toBeHidden();
}

/** The stored session of a tab. */
export async function stored(page: Page, where: "localStorage" | "sessionStorage" = "sessionStorage"): Promise<any> {
  const text = await page.evaluate((where) => globalThis[where].getItem("glia.sessions"), where);
  return JSON.parse(text ?? "[]")[0];
}
