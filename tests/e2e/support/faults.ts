import { CORS, type Fault } from "./fault-proxy.ts";

const JSON_TYPE = { "Content-Type": "application/json" };

function page(status: number, title: string): string {
  return `<!doctype html><html><head><title>${status} ${title}</title></head><body><h1>${status} ${title}</h1><script>document.title = "owned"</script></body></html>`;
}

/** An HTML error page, as reverse proxies send it: with the CORS headers of an `add_header … always`, or without. */
export function html(status: number, title: string, cors = true): Fault {
  return ({ response }) => {
    response.writeHead(status, { "Content-Type": "text/html", ...(cors ? CORS : {}) });
    response.end(page(status, title));
  };
}

/** A good status and no body at all. */
export const empty: Fault = ({ response }) => {
  response.writeHead(200, { ...JSON_TYPE, ...CORS, "Content-Length": "0" });
  response.end();
};

/** The real answer, cut in the middle: by a proxy that corrects the length, or by a connection that ends too early. */
export function truncated(how: "length corrected" | "length as promised"): Fault {
  return async ({ ask, response }) => {
    const answer = await ask();
    const half = answer.body.subarray(0, Math.max(1, Math.floor(answer.body.length / 2)));
    const promised = how === "length corrected" ? half.length : answer.body.length;
    response.writeHead(answer.status, { ...JSON_TYPE, ...CORS, "Content-Length": String(promised) });
    response.write(half, () => (promised === half.length ? response.end() : response.socket?.end()));
  };
}

/** JSON with a good status that is not what the endpoint answers. */
export function json(body: unknown, status = 200): Fault {
  return ({ response }) => {
    response.writeHead(status, { ...JSON_TYPE, ...CORS });
    response.end(JSON.stringify(body));
  };
}

/** A Matrix error. */
export function matrixError(status: number, errcode: string, error: string, more: object = {}): Fault {
  return json({ errcode, error, ...more }, status);
}

/** Synapse's own answer to too many requests. */
export function limited(retryAfterMs: number): Fault {
  return matrixError(429, "M_LIMIT_EXCEEDED", "Too Many Requests", { retry_after_ms: retryAfterMs });
}

/** Synapse's own answer to a token that ended. */
export function unknownToken(softLogout: boolean): Fault {
  const words = softLogout ? "Access token has expired" : "Invalid access token passed.";
  return matrixError(401, "M_UNKNOWN_TOKEN", words, { soft_logout: softLogout });
}

/** The connection is reset without an answer. */
export const reset: Fault = ({ request }) => {
  request.socket.resetAndDestroy();
};

/** The server does it, and the connection is reset before its answer has come back. */
export const doneThenLost: Fault = async ({ ask, request }) => {
  await ask();
  request.socket.resetAndDestroy();
};

/** No answer, ever; the line stays open. */
export const stall: Fault = () => undefined;

/** The request is carried out, but its answer waits until the test lets it go. */
export function held(): { fault: Fault; arrived: Promise<void>; release: () => void } {
  let release = () => undefined as void;
  let arrive = () => undefined as void;
  const released = new Promise<void>((done) => (release = done));
  const arrived = new Promise<void>((done) => (arrive = done));
  const fault: Fault = async ({ passOn }) => {
    arrive();
    await released;
    await passOn();
  };
  return { fault, arrived, release };
}
