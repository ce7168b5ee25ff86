// The floor: what the app's sign-in form and two lists cost when written by hand, without any library. It draws the
// app's elements under the app's style sheet, asks the API for the same, and is as quick as plain DOM calls are.

import { lists, prepare } from "./lists.js";

/** An element with attributes and children; texts become text nodes. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const session = JSON.parse(localStorage.getItem("glia.sessions") ?? "[]")[0];
const main = element("main", { id: "main", tabindex: "-1" });

/** Where the address leads, with the app's parameters and defaults. */
function address() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const parameters = new URLSearchParams(query);
  const kind = Object.hasOwn(lists, path) ? path : "rooms";
  return {
    kind,
    order: parameters.get("order_by") ?? "name",
    backwards: parameters.get("dir") === "b",
    from: Number(parameters.get("from") ?? 0),
    limit: Number(parameters.get("limit") ?? 50),
  };
}

function href({ kind, order, backwards, from, limit }) {
  const parameters = new URLSearchParams({ order_by: order, dir: backwards ? "b" : "f", from, limit });
  return `#/${kind}?${parameters}`;
}

function header() {
  const links = ["users", "rooms"].map((kind) => element("a", { href: `#/${kind}` }, lists[kind].title));
  const nav = element("nav", { class: "main", "aria-label": "Main" }, ...links);
  return element("header", {}, element("a", { class: "brand", href: "#/" }, "Floor"), ...(session ? [nav] : []));
}

function field(id, label, type, hint) {
  const input = element("input", { id, type, autocomplete: "off", spellcheck: "false", required: "" });
  const box = element("div", { class: "field" }, element("label", { for: id }, label));
  box.append(element("div", { class: "input" }, input));
  if (hint) box.append(element("p", { class: "hint" }, hint));
  return box;
}

function signIn() {
  const state = element("div", { class: "server-state", "aria-live": "polite" });
  const ways = ["Password", "Access token"].map((way) => element("button", { type: "button" }, way));
  const keep = element("div", { class: "check" }, element("input", { id: "keep", type: "checkbox" }));
  keep.append(element("label", { for: "keep" }, "Keep me signed in on this device"));
  const form = element(
    "form",
    { class: "sign-in" },
    field("homeserver", "Homeserver", "text", "A server name, an address, or your whole user ID"),
    state,
    element("div", { class: "segmented", role: "group" }, ...ways),
    field("user", "User ID or username", "text"),
    field("password", "Password", "password"),
    keep,
    element("footer", {}, element("button", { type: "submit", class: "primary" }, "Sign in")),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("#homeserver").addEventListener("input", (event) => {
    state.textContent = event.target.value ? "Looking up…" : "";
  });
  fetch("config.json", { cache: "no-cache" })
    .then((response) => response.json())
    .then((config) => (form.querySelector("#homeserver").value ||= config.default_homeserver ?? ""))
    .catch((error) => (state.textContent = String(error)));
  const head = element("div", { class: "page-head" }, element("h1", {}, "Sign in"));
  main.replaceChildren(element("div", { class: "narrow" }, head, form));
}

function headCell(list, [label, order, style], at) {
  const isSorted = at.order === order;
  // Another click on the same column turns the order around.
  const link = href({ ...at, order, backwards: isSorted && !at.backwards, from: 0 });
  const cell = element("th", { scope: "col", class: style }, element("a", { href: link }, label));
  const descending = list.descending.includes(order) !== at.backwards;
  if (isSorted) cell.setAttribute("aria-sort", descending ? "descending" : "ascending");
  return cell;
}

function pager(at, total) {
  const next = element("a", { class: "button", href: href({ ...at, from: at.from + at.limit }) }, "›");
  const range = `${at.from + 1}–${Math.min(at.from + at.limit, total)} of ${total}`;
  return element("nav", { class: "pager" }, element("span", { class: "range" }, range), next);
}

let load;

/** Reads the list of the address and draws it over what is there. */
async function show() {
  const at = address();
  const list = lists[at.kind];
  document.querySelector(".load")?.setAttribute("aria-busy", "true");
  load?.abort();
  load = new AbortController();
  const order = { order_by: at.order, dir: at.backwards ? "b" : "f" };
  const query = new URLSearchParams({ from: at.from, limit: at.limit, ...order, ...list.parameters });
  const answer = fetch(`${session.base_url}${list.path}?${query}`, {
    headers: { Authorization: `Bearer ${session.access_token}` },
    credentials: "omit",
    cache: "no-store",
    referrerPolicy: "no-referrer",
    signal: load.signal,
  });
  prepare();
  const response = await answer;
  if (!response.ok) throw new Error(`The server answered ${response.status}`);
  const { [list.rows]: rows, [list.total]: total } = await response.json();
  const head = element("tr", {}, ...list.columns.map((column) => headCell(list, column, at)));
  const table = element("table", {}, element("caption", { class: "visually-hidden" }, list.title));
  table.append(element("thead", {}, head), element("tbody", {}, ...rows.map((row) => list.row(element, row))));
  main.replaceChildren(
    element("div", { class: "page-head" }, element("h1", {}, list.title), element("p", { class: "total" }, `${total}`)),
    element("div", { class: "load", "aria-busy": "false" }, element("div", { class: "table" }, table), pager(at, total)),
  );
}

function start() {
  if (!session) return signIn();
  show().catch((error) => {
    // A newer address aborts the reading of the older one.
    if (error.name !== "AbortError") main.replaceChildren(element("p", { class: "panel bad" }, String(error)));
  });
}

document.body.append(header(), main);
addEventListener("hashchange", start);
start();
