import http from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** One request as it came to the proxy. */
export interface Seen {
  method: string;
  /** Path and query. */
  path: string;
  /** The cookies that came along. */
  cookie: string;
}

/** What a fault may do: answer by itself, pass the request on, or cut the line. */
export interface Exchange {
  request: http.IncomingMessage;
  response: http.ServerResponse;
  body: Buffer;
  /** Asks Synapse and gives its whole answer. */
  ask(): Promise<{ status: number; headers: http.IncomingHttpHeaders; body: Buffer }>;
  /** Passes the request on unchanged, and the answer back. */
  passOn(): Promise<void>;
}

export type Fault = (exchange: Exchange) => Promise<void> | void;

interface Rule {
  method: RegExp;
  path: RegExp;
  fault: Fault;
  /** How many requests it still changes. */
  left: number;
}

/** What Synapse itself sends with every JSON answer, errors included. */
export const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
  "Access-Control-Allow-Headers": "X-Requested-With, Content-Type, Authorization, Date",
};

/**
 * A real HTTP proxy between the app and a Synapse. It passes everything through unchanged but what a rule changes,
 * and it remembers every request, so that tests can count them. Preflights are never changed nor counted.
 */
export class FaultProxy {
  private readonly rules: Rule[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server: http.Server;
  private readonly target: URL;
  readonly seen: Seen[] = [];
  /** The page that may send cookies; none by default, as Synapse has it. */
  private cookiesFrom: string | undefined;

  private constructor(target: string) {
    this.target = new URL(target);
    this.server = http.createServer((request, response) => void this.serve(request, response));
    this.server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => this.sockets.delete(socket));
    });
  }

  static async start(target: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    await new Promise<void>((done) => proxy.server.listen(0, "127.0.0.1", done));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Changes the next `times` requests that match. Later rules go first. */
  fault(method: string, path: RegExp, fault: Fault, times = Number.POSITIVE_INFINITY): void {
    this.rules.unshift({ method: new RegExp(`^(?:${method})$`), path, fault, left: times });
  }

  /** Lets pages of this origin send cookies, as a proxy with a sign-in of its own does. */
  allowCookies(origin: string): void {
    this.cookiesFrom = origin;
  }

  /** Ends all faults. */
  heal(): void {
    this.rules.length = 0;
  }

  /** The requests so far that match. */
  requests(path: RegExp, method = ".*"): Seen[] {
    const methods = new RegExp(`^(?:${method})$`);
    return this.seen.filter((seen) => methods.test(seen.method) && path.test(seen.path));
  }

  /** Forgets the requests so far. */
  forget(): void {
    this.seen.length = 0;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }

  private async serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    // A connection each: browsers silently repeat a request whose reused connection was reset.
    response.shouldKeepAlive = false;
    const exchange = this.exchange(request, response, Buffer.concat(chunks));
    const [method, path] = [request.method ?? "", request.url ?? ""];
    let rule: Rule | undefined;
    if (method !== "OPTIONS") {
      this.seen.push({ method, path, cookie: request.headers.cookie ?? "" });
      rule = this.rules.find((known) => known.left > 0 && known.method.test(method) && known.path.test(path));
    }
    if (rule) rule.left -= 1;
    try {
      await (rule ? rule.fault(exchange) : exchange.passOn());
    } catch {
      // The browser hung up, or Synapse did: either way this connection is over.
      response.destroy();
    }
  }

  private exchange(request: http.IncomingMessage, response: http.ServerResponse, body: Buffer): Exchange {
    const ask = () =>
      new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: Buffer }>((done, fail) => {
        const { host: _host, connection: _connection, ...headers } = request.headers;
        const { hostname, port } = this.target;
        const options = { hostname, port, method: request.method, path: request.url, headers, agent: false };
        const upstream = http.request(options, (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () =>
            done({ status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(chunks) }),
          );
          answer.on("error", fail);
        });
        upstream.on("error", fail);
        upstream.end(body);
      });
    const passOn = async () => {
      const answer = await ask();
      const { connection: _connection, "transfer-encoding": _encoding, ...headers } = answer.headers;
      const origin = this.cookiesFrom;
      const cookies = { "access-control-allow-origin": origin, "access-control-allow-credentials": "true" };
      response.writeHead(answer.status, { ...headers, ...(origin ? cookies : {}) });
      response.end(answer.body);
    };
    return { request, response, body, ask, passOn };
  }
}
