import { expect, type Locator, type Page } from "@playwright/test";
import { type Account, lab, type Server } from "./lab.ts";
import type { Watch } from "./watch.ts";

export interface SignIn {
  /** The address to sign in at; Glia goes on to its page. */
  at?: string;
  /** Who; the lab's admin unless given. */
  as?: Pick<Account, "user_id" | "password"> & Partial<Account>;
  /** Another way to the same server: a proxy. */
  via?: string;
  /** `token` is the quicker way. */
  with?: "token" | "password";
  keep?: boolean;
}

/** The app as a person uses it. */
export class App {
  constructor(
    readonly page: Page,
    readonly watch: Watch,
  ) {}

  /** Opens an address of the app, e.g. `#/rooms`. */
  async open(hash: string): Promise<void> {
    await this.page.goto(lab.app + hash);
  }

  /** Opens an address as a bookmark does: a fresh load. */
  async load(hash: string): Promise<void> {
    await this.page.goto("about:blank");
    await this.open(hash);
  }

  /** The part of the address behind the `#`, with it. */
  hash(): string {
    return new URL(this.page.url()).hash;
  }

  // Signing in and out

  homeserver = () => this.page.getByLabel("Homeserver", { exact: true });
  signInButton = () => this.page.getByRole("button", { name: "Sign in", exact: true });
  menu = () => this.page.locator("summary", { hasText: "Account and settings" });

  /** Fills the homeserver field and waits until the server is known. */
  async chooseServer(text: string, baseUrl: string = text): Promise<void> {
    this.watch.allow(baseUrl);
    await this.homeserver().fill(text);
    await expect(this.page.getByText(`at ${baseUrl}`)).toBeVisible();
  }

  async typePassword(user: string, password: string): Promise<void> {
    await this.page.getByLabel("User ID or username").fill(user);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
  }

  async typeToken(token: string): Promise<void> {
    await this.page.getByRole("button", { name: "Use an access token" }).click();
    await this.page.getByLabel("Access token", { exact: true }).fill(token);
  }

  /** Signs in through the form, and waits for the page behind it. */
  async signIn(server: Server, how: SignIn = {}): Promise<void> {
    const { at = "#/", as = server.admin, via = server.base_url, keep = false } = how;
    const method = how.with ?? (as.access_token === undefined ? "password" : "token");
    await this.open(at);
    await this.chooseServer(via);
    if (method === "token") await this.typeToken(as.access_token ?? "");
    // A whole user ID would be asked about: the lab's server names lead nowhere.
    else await this.typePassword(as.user_id.slice(1).split(":")[0] ?? "", as.password);
    if (keep) await this.page.getByLabel("Keep me signed in on this device").check();
    await this.signInButton().click();
    await expect(this.menu()).toContainText(as.user_id.slice(1).split(":")[0] ?? "");
    await expect(this.heading("Sign in")).toBeHidden();
  }

  async signOut(): Promise<void> {
    await this.menu().click();
    await this.button("Sign out").click();
    await this.dialog("Sign out?").getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(this.heading("Sign in")).toBeVisible();
  }

  // What is on a page

  heading = (name: string) => this.page.getByRole("heading", { level: 1, name, exact: true });
  /** The header of the page about one user or room, by its ID. */
  entity = (id: string) => this.page.locator(".entity").filter({ hasText: id });
  button = (name: string) => this.page.getByRole("button", { name, exact: true });
  link = (name: string) => this.page.getByRole("link", { name, exact: true });
  field = (name: string) => this.page.getByLabel(name, { exact: true });
  /** A choice of few: filters, order, page size, theme. */
  choice = (name: string) => this.page.getByRole("combobox", { name, exact: true });
  dialog = (name: string) => this.page.getByRole("dialog", { name, exact: true });
  alert = () => this.page.getByRole("alert");
  notice = () => this.page.getByRole("status");
  table = (name: "Users" | "Rooms") => this.page.getByRole("table", { name, exact: true });
  search = (name: "Search users" | "Search rooms") => this.page.getByRole("searchbox", { name, exact: true });

  /** The value of a fact, by its name. */
  fact(name: string): Locator {
    const term = this.page.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) });
    // A name and its value stand in one `div`, as HTML allows for description lists.
    return this.page.locator("dl > div").filter({ has: term }).getByRole("definition");
  }

  /** The rows of a table without its header. */
  rows(name: "Users" | "Rooms"): Locator {
    return this.table(name).getByRole("row").filter({ has: this.page.getByRole("rowheader") });
  }

  /** The links of the rows, whose titles are the whole ids. */
  rowLinks(name: "Users" | "Rooms"): Locator {
    return this.table(name).getByRole("rowheader").getByRole("link");
  }

  /** The whole ids of the rows, in order. */
  async rowIds(name: "Users" | "Rooms"): Promise<string[]> {
    return this.rowLinks(name).evaluateAll((links) => links.map((link) => link.getAttribute("title") ?? ""));
  }

  /** The header cell of a column. */
  column(table: "Users" | "Rooms", name: string): Locator {
    return this.table(table).getByRole("columnheader", { name, exact: true });
  }

  /** Opens the dialog of an action, and gives it. */
  async begin(action: string, title: string): Promise<Locator> {
    await this.button(action).click();
    const dialog = this.dialog(title);
    await expect(dialog).toBeVisible();
    return dialog;
  }

  /** The confirming button of a dialog. */
  confirm(dialog: Locator, action: string): Locator {
    return dialog.getByRole("button", { name: action, exact: true });
  }
}

/** The address of one thing. */
export const at = {
  user: (id: string) => `#/users/${encodeURIComponent(id)}`,
  room: (id: string) => `#/rooms/${encodeURIComponent(id)}`,
  alias: (id: string) => `#/aliases/${encodeURIComponent(id)}`,
};
