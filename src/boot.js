// Starts the app. A file of its own, because the page's Content-Security-Policy allows no inline script.
// Trunk writes the names and hashes of the two files into the preload links; they are read from there. (Browsers do not
// check a preload's own `integrity`, and warn about it, so the build renames it: it is this fetch that checks the wasm.)
const module = document.querySelector('link[rel="modulepreload"]');
const wasm = document.querySelector('link[rel="preload"][type="application/wasm"]');

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
const [, path, query] = /^#?\/?([^?]*)\??(.*)$/s.exec(location.hash);
const parameters = new URLSearchParams(query.replaceAll("+", "%2B"));

// Everybody who is signed in, in the order in which the app finds them (src/state/sessions/kept.rs).
const sessions = () => {
  const isWhole = (session) => [session?.base_url, session?.user_id, session?.access_token].every((text) => typeof text === "string");
  try {
    const stored = [sessionStorage, localStorage].flatMap((storage) => JSON.parse(storage.getItem("glia.sessions") ?? "[]"));
    return stored.filter(isWhole);
  } catch {
    return []; // Storage is blocked, or holds what another version wrote.
  }
};

const isConnected = () => {
  try {
    return localStorage.getItem("glia.connections") !== null;
  } catch {
    return false;
  }
};

// The part of the wasm that draws the page of the address is fetched at the same time as the main one.
const preload = () => {
  const known = meta("glia-pages").split(" ").map((page) => /^(!?)(.*)=(.*)$/.exec(page) ?? []);
  // `users/` is one user, and not the list.
  const own = known.find(([, , address]) => path === address || path.startsWith(address?.replace(/\/?$/, "/")));
  const [, open, , part] = own ?? [, "", "", "pages"];
  if (!open && (path === "sign-in" || !sessions().length)) return;
  const link = Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "anonymous" });
  link.href = `./${meta(`glia-part-${part}`)}.wasm`;
  document.head.append(link);
  window.gliaPart = part; // The app waits with its first frame (src/app/parts.rs).
};

// A list is asked for before the app can: its address carries Synapse's own names, and `asks` in the table of pages says
// the rest. The app takes the answer if it asks the very same (src/browser/ahead.rs); after a while it is too old.
const TOO_OLD_MS = 10_000;
const MAX_BODY = 64 << 20; // As in src/api/wire.rs.
const PAGE_SIZES = [null, "25", "50", "100", "500"];
const askAhead = () => {
  const template = meta("glia-lists").split(" ").find((list) => list.startsWith(`${path}=`))?.slice(path.length + 1);
  const server = parameters.get("server");
  // What a server says of itself proves nothing: see `Session::counts_for`.
  const claimed = ({ confirmed, user_id }) => confirmed === true && user_id.slice(user_id.indexOf(":") + 1);
  const isMeant = (session) => !server || [session.base_url, session.found_by, claimed(session)].includes(server);
  const session = sessions().find(isMeant);
  if (isConnected()) return; // Some homeserver is not reached as usual (src/model/connection.rs).
  if (!PAGE_SIZES.includes(parameters.get("limit"))) return; // The app asks for another number then.
  if (!template || !session || (session.refresh_at_ms ?? Infinity) <= Date.now()) return;
  const [target, since] = template.split("#");
  const minor = Number(/^1\.(\d+)/.exec(session.version ?? "")?.[1] ?? Infinity);
  if (since && minor < Number(since)) return;
  const [route, defaults] = target.split("?");
  const value = (name, fallback) => parameters.get(name) || fallback || (name === "guests" && session.issuer ? "false" : "");
  const filled = [...new URLSearchParams(defaults)].map(([name, fallback]) => [name, value(name, fallback)]);
  const asked = filled.filter(([, text]) => text).map(([name, text]) => `${name}=${encodeURIComponent(text)}`);
  const url = `${session.base_url}${route}?${asked.join("&")}`;
  const authorization = `Bearer ${session.access_token}`;
  const controller = new AbortController();
  // Read here: the app then has the rows in its first frame, where they are here in time. What is too long it refuses.
  const read = async ({ status, body }) => {
    const [reader, pieces] = [body?.getReader(), []];
    for (let size = 0; reader && size <= MAX_BODY; ) {
      const { value } = await reader.read();
      if (!value) break;
      pieces.push(value);
      size += value.length;
    }
    return { status, body: new Uint8Array(await new Blob(pieces).arrayBuffer()) };
  };
  const answer = fetch(url, {
    headers: { Authorization: authorization },
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
    signal: controller.signal,
  }).then(read);
  answer.catch(() => {}); // Told by whoever takes it.
  window.gliaAhead = { url, authorization, answer, controller };
  const drop = () => {
    if (window.gliaAhead?.controller !== controller) return;
    controller.abort();
    delete window.gliaAhead;
  };
  setTimeout(drop, TOO_OLD_MS);
  addEventListener("hashchange", drop, { once: true });
};

preload();
askAhead();

import(module.href)
  .then(({ default: init }) => init({ module_or_path: fetch(wasm.href, { integrity: wasm.dataset.integrity || wasm.integrity }) }))
  .catch((error) => {
    const notice = document.querySelector("#cannot-start").content.cloneNode(true);
    notice.querySelector("code").textContent = error;
    document.body.append(notice);
  });
