// The two lists: what is asked for, and how a row becomes cells. Only what a person sees is drawn: the columns that have
// room in the window that is measured, no button before somebody points at a row, no tooltip before somebody asks for it.

const MAX_ID = 34;
const MAX_CELL = 30;

/** Made when first used, for the first one takes 25 ms and the sign-in form needs none. */
function lazy(make) {
  let made;
  return () => (made ??= make());
}

const relativeFormat = lazy(() => new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }));
const numberFormat = lazy(() => new Intl.NumberFormat());

/** Makes all of them: something to do while the server thinks. */
export function prepare() {
  for (const format of [relativeFormat, numberFormat]) format();
}

const UNITS = [
  ["year", 31_536_000_000],
  ["month", 2_592_000_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
];

function relative(ms) {
  const distance = ms - Date.now();
  const [unit, length] = UNITS.find(([, length]) => Math.abs(distance) >= length) ?? UNITS.at(-1);
  return relativeFormat().format(Math.trunc(distance / length), unit);
}

/** Leaves out the middle of what is too long. */
function shorten(text, max) {
  if (text.length <= max) return text;
  const half = Math.floor((max - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}

function ago(element, ms) {
  if (ms == null) return element("time", {}, "never");
  const date = new Date(ms);
  return element("time", { datetime: date.toISOString() }, relative(ms));
}

const text = (element, value, style = "") => element("td", { class: style }, value ?? "");
const count = (element, value) => text(element, value == null ? "" : numberFormat().format(value), "num");
const yes = (value) => (value ? "yes" : "no");
const badge = (element, shown, word, tone) =>
  element("td", {}, ...(shown ? [element("span", { class: `badge ${tone}` }, word)] : []));

function shortened(element, value, style) {
  const whole = value ?? "";
  return element("td", { class: style, title: whole }, shorten(whole, MAX_CELL));
}

function room(element, row) {
  const name = row.name || row.canonical_alias;
  const link = element(
    "a",
    {
      href: `#/rooms/${encodeURIComponent(row.room_id)}`,
      "data-row": "",
      title: row.room_id,
      class: name ? "" : "unnamed",
    },
    name || "Unnamed room",
  );
  return element(
    "tr",
    {},
    element("th", { scope: "row", class: "room" }, link),
    count(element, row.joined_members),
    count(element, row.joined_local_members),
    count(element, row.state_events),
    text(element, row.version, "num"),
    element("td", { title: row.encryption ?? "" }, row.encryption ? "encrypted" : ""),
    text(element, row.join_rules),
    text(element, yes(row.public)),
    shortened(element, row.creator, "id"),
    shortened(element, row.canonical_alias, "id"),
  );
}

function user(element, row) {
  const link = element(
    "a",
    {
      href: `#/users/${encodeURIComponent(row.name)}`,
      class: "id",
      "data-row": "",
      title: row.name,
      "aria-label": row.name,
    },
    shorten(row.name, MAX_ID),
  );
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, link),
    text(element, row.displayname, "name"),
    badge(element, row.admin, "admin", "good"),
    badge(element, row.deactivated, row.erased ? "erased" : "deactivated", "bad"),
    badge(element, row.locked, "locked", "warn"),
    badge(element, row.shadow_banned, "shadow-banned", "warn"),
    badge(element, row.is_guest, "guest", ""),
    text(element, row.user_type),
    element("td", {}, ago(element, row.creation_ts)),
    element("td", {}, ago(element, row.last_seen_ts)),
  );
}

export const lists = {
  rooms: {
    title: "Rooms",
    path: "/_synapse/admin/v1/rooms",
    parameters: {},
    rows: "rooms",
    total: "total_rooms",
    // Synapse's `dir=f` is descending for these.
    descending: ["joined_members", "joined_local_members", "version", "state_events"],
    columns: [
      ["Name", "name", ""],
      ["Members", "joined_members", "num"],
      ["Local", "joined_local_members", "num"],
      ["State events", "state_events", "num"],
      ["Version", "version", "num"],
      ["Encryption", "encryption", ""],
      ["Join rule", "join_rules", ""],
      ["Public", "public", ""],
      ["Creator", "creator", ""],
      ["Alias", "canonical_alias", ""],
    ],
    row: room,
  },
  users: {
    title: "Users",
    path: "/_synapse/admin/v3/users",
    parameters: { locked: "true" },
    rows: "users",
    total: "total",
    descending: [],
    columns: [
      ["User", "name", ""],
      ["Display name", "displayname", ""],
      ["Admin", "admin", ""],
      ["Deactivated", "deactivated", ""],
      ["Locked", "locked", ""],
      ["Shadow-banned", "shadow_banned", ""],
      ["Guest", "is_guest", ""],
      ["Type", "user_type", ""],
      ["Created", "creation_ts", ""],
      ["Last seen", "last_seen_ts", ""],
    ],
    row: user,
  },
};
