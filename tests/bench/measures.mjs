// What is measured. A measure visits one site once and returns numbers by the names that xtask knows.

import { pause, probe, visit, work } from "./browser.mjs";

/** After this long without a request, a page has all it asked for. */
const QUIET = 400;

function expect(holds, what) {
  if (!holds) throw new Error(what);
}

/** Bytes and requests until the form can be typed in, and everything that was on its way then. */
async function firstLoad({ browser, site }) {
  return visit(browser, site, {}, async ({ page, traffic }) => {
    await probe(page, "form");
    await pause(QUIET);
    // Before typing, which makes the app look up a homeserver.
    const numbers = { bytes: traffic.bytes(), requests: traffic.requests.length };
    await typeInto(page);
    return numbers;
  });
}

/** From the start of the navigation to a form that is painted and takes letters. */
const form = (slowdown) => async ({ browser, site }) =>
  visit(browser, site, { slowdown }, async ({ page, devtools }) => {
    const { at } = await probe(page, "form");
    const numbers = { time: at, work: await work(devtools) };
    await typeInto(page);
    return numbers;
  });

async function typeInto(page) {
  await page.getByLabel("Homeserver").first().focus();
  await page.keyboard.type("hs");
  const value = await page.getByLabel("Homeserver").first().inputValue();
  expect(value === "hs", `The field Homeserver holds "${value}" after typing "hs"`);
}

/** A bookmark opened with a session: from the start of the navigation to the first painted rows. */
async function bookmark({ browser, site, session }) {
  const hash = "#/rooms?order_by=state_events";
  return visit(browser, site, { hash, session }, async ({ page, devtools }) => {
    const { at, calls } = await probe(page, "rows", 1);
    const call = calls.at(-1);
    return { time: at, own: at - (call.end - call.start), work: await work(devtools) };
  });
}

/** A list with that many rows: requests, and from the last byte of the answer to painted rows. */
const list = (hash, limit) => async ({ browser, site, session }) =>
  visit(browser, site, { hash: `${hash}limit=${limit}`, session }, async ({ page, devtools, traffic }) => {
    const { at, rows, calls } = await probe(page, "rows", limit);
    const numbers = { paint: at - calls.at(-1).end, work: await work(devtools) };
    expect(rows === limit, `${hash} shows ${rows} rows instead of ${limit}`);
    await pause(QUIET);
    return { ...numbers, requests: traffic.asked(session.base_url).length };
  });

/** Two clicks on a header, each waiting for its rows: the time that is not the API's. */
const sort = (hash, label) => async ({ browser, site, session }) =>
  visit(browser, site, { hash: `${hash}limit=100`, session }, async ({ page, devtools }) => {
    await probe(page, "rows", 100);
    await pause(QUIET);
    const numbers = { own: 0, work: 0 };
    for (let click = 0; click < 2; click += 1) {
      const before = await work(devtools);
      const { clicked, at, calls, order, cells } = await probe(page, "sort", label);
      numbers.work += (await work(devtools)) - before;
      expect(calls.length === 1, `Sorting took ${calls.length} requests`);
      expect(isSorted(cells, order), `${label} says ${order}, and the rows are not`);
      numbers.own += at - clicked - (calls[0].end - calls[0].start);
      await pause(QUIET);
    }
    return numbers;
  });

function isSorted(cells, order) {
  const compare = order === "descending" ? (a, b) => a >= b : (a, b) => a <= b;
  return cells.every((cell, at) => at === 0 || compare(cells[at - 1], cell));
}

const SOAK_EARLY = 30;
const SOAK_LATE = 300;

/** Keeps the memory of WebAssembly modules, which no heap statistics contain. */
const KEEP_MEMORY = `for (const name of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...inputs) => {
    const made = await original.apply(WebAssembly, inputs);
    // The parts that are loaded later import the memory of the first one.
    globalThis.wasmMemory ??= (made.instance ?? made).exports.memory;
    return made;
  };
}`;

/** Many page changes in one tab: what they leave behind. Only for the app. */
async function soak({ browser, site, session, soak: [user, room, alias] }) {
  const pages = ["#/", "#/users", "#/rooms", "users", "rooms", "aliases"].map((path, at) =>
    at < 3 ? path : `#/${path}/${encodeURIComponent([user, room, alias][at - 3])}`,
  );
  return visit(browser, site, { hash: "#/", session, before: KEEP_MEMORY }, async ({ page, devtools }) => {
    const numbers = {};
    for (let changes = 1; changes <= SOAK_LATE; changes += 1) {
      await page.evaluate(changePage, pages[changes % pages.length]);
      if (changes === SOAK_EARLY) Object.assign(numbers, await memory(page, devtools, "early"));
    }
    return Object.assign(numbers, await memory(page, devtools, "late"));
  });
}

/** Goes to another page and waits until it has what it asked for. Runs in the page. */
async function changePage(hash) {
  const view = () => document.querySelector("main h1")?.closest(".page-head")?.parentElement.innerHTML;
  const before = view();
  location.hash = hash;
  await globalThis.bench.until(() => {
    const now = view();
    return now && now !== before && !document.querySelector("main [aria-busy=true]");
  });
}

async function memory(page, devtools, when) {
  // The second collection takes what the finalizers of the first one freed.
  for (let round = 0; round < 2; round += 1) {
    await devtools.send("HeapProfiler.collectGarbage");
    await pause(QUIET);
  }
  const { metrics } = await devtools.send("Performance.getMetrics");
  const { nodes, documents, jsEventListeners } = await devtools.send("Memory.getDOMCounters");
  const heap = metrics.find(({ name }) => name === "JSHeapUsedSize").value;
  const wasm = await page.evaluate(() => globalThis.wasmMemory?.buffer.byteLength ?? 0);
  const numbers = { heap, wasm, nodes, documents, listeners: jsEventListeners };
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [`${name}-${when}`, value]));
}

/** How far what is on the screen moves by itself while a page loads (CLS), on the worst of all pages. Only for the app. */
async function shift({ browser, site, session, soak: [user, room, alias] }) {
  const questions = await visit(browser, site, { hash: "#/answers", session }, async ({ page }) => {
    await page.waitForSelector('main a[href*="#/answers/"]');
    const links = await page.$$eval('main a[href*="#/answers/"]', (links) => links.map((link) => link.getAttribute("href")));
    return new Set(links.map((link) => link.slice(link.indexOf("#")).split("?")[0]));
  });
  const id = encodeURIComponent;
  const own = [`users/${id(user)}`, `rooms/${id(room)}`, `aliases/${id(alias)}`, `export?user=${id(user)}`].map((page) => `#/${page}`);
  const lists = ["#/", "#/users", "#/rooms", "#/aliases", "#/answers", "#/logs", "#/doctor"];
  const filled = [...questions].flatMap((question) => [`${question}?room_id=${id(room)}`, `${question}?user_id=${id(user)}`]);
  let worst = 0;
  for (const hash of [...lists, ...own, ...questions, ...filled]) {
    const moved = await visit(browser, site, { hash, session }, ({ page }) => shiftOf(page));
    if (moved > MOVES) console.error(`    ${hash} moves by ${moved.toFixed(3)}`);
    worst = Math.max(worst, moved);
  }
  for (const hash of ["", "#/first-admin", "#/logs", "#/doctor"]) {
    const moved = await visit(browser, site, { hash }, ({ page }) => shiftOf(page));
    if (moved > MOVES) console.error(`    ${hash || "the sign-in form"} moves by ${moved.toFixed(3)}`);
    worst = Math.max(worst, moved);
  }
  return { worst };
}

/** From here on a page is named. */
const MOVES = 0.005;

async function shiftOf(page) {
  await page.waitForLoadState("networkidle");
  await page.waitForSelector("main h1");
  await page.waitForFunction(() => !document.querySelector("main [aria-busy=true]"));
  await pause(QUIET);
  return page.evaluate(() => globalThis.bench.moved());
}

const ROOMS = "#/rooms?";
const USERS = "#/users?";

/** By the names of `--only`, in the order they run. */
export const measures = {
  "first-load": { run: firstLoad },
  form: { run: form(1) },
  "form-slow": { run: form(4) },
  bookmark: { run: bookmark },
  rooms: { run: list(`${ROOMS}order_by=state_events&`, 100) },
  users: { run: list(USERS, 100) },
  "rooms-500": { run: list(`${ROOMS}order_by=state_events&`, 500) },
  "users-500": { run: list(USERS, 500) },
  "sort-rooms": { run: sort(ROOMS, "State events") },
  "sort-users": { run: sort(USERS, "Last seen") },
  soak: { run: soak, once: true },
  shift: { run: shift, once: true },
};
