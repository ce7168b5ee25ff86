import type { Fault } from "../support/fault-proxy.ts";
import { empty, html, json, matrixError, reset, truncated } from "../support/faults.ts";

/** A fault, the sentence that tells it, and what the browser itself logs about it. */
export interface Case {
  what: string;
  fault: Fault;
  says: string | RegExp;
  console: RegExp;
}

/** What can go wrong with any request. `says` leaves out the host, which every test adds. */
export const cases: Case[] = [
  {
    what: "500 with HTML",
    fault: html(500, "Internal Server Error"),
    says: "answered 500, but not like a Matrix server.",
    console: /500/,
  },
  {
    what: "500 of Synapse itself",
    fault: matrixError(500, "M_UNKNOWN", "Internal server error"),
    says: "Something failed inside the server (status 500).",
    console: /500/,
  },
  {
    what: "502 with HTML and CORS headers",
    fault: html(502, "Bad Gateway"),
    says: "answered 502, but not like a Matrix server.",
    console: /502/,
  },
  {
    what: "502 with HTML as a bare proxy sends it",
    fault: html(502, "Bad Gateway", false),
    says: "No answer from",
    console: /CORS|ERR_FAILED|502/,
  },
  {
    what: "truncated JSON, length corrected",
    fault: truncated("length corrected"),
    says: "could not be read: the JSON is cut off.",
    console: /^$/,
  },
  {
    what: "truncated JSON, connection cut",
    fault: truncated("length as promised"),
    says: /No answer from|could not be read/,
    console: /ERR_CONTENT_LENGTH_MISMATCH|ERR_INCOMPLETE|ERR_/,
  },
  { what: "an empty body", fault: empty, says: "could not be read: the body is empty.", console: /^$/ },
  {
    what: "HTML with a good status",
    fault: html(200, "Welcome"),
    says: "could not be read: the body is not JSON.",
    console: /^$/,
  },
  { what: "JSON of a wrong type", fault: json(["surprise", 7]), says: "could not be read:", console: /^$/ },
  {
    what: "the right keys with wrong types",
    fault: json({ rooms: "many", total_rooms: "40", users: {}, total: null, offset: [], room_id: 5, admin: "yes" }),
    says: "could not be read:",
    console: /^$/,
  },
  { what: "a connection reset", fault: reset, says: "No answer from", console: /ERR_/ },
];
