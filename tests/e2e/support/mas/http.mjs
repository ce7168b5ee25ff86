// What both stand-ins share: reading requests, answering, and a login page that a browser can fill in.

import { interactionPolicy } from "oidc-provider";

/** Answers in JSON. */
export function json(response, status, body) {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}

/** Answers without a body. */
export function nothing(response, status) {
  response.writeHead(status);
  response.end();
}

/** The whole body of a request, as text. */
export async function read(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** The token of `Authorization: Bearer …`. */
export function bearer(request) {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
}

const escape = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** The login page: what is asked for, and fields for username and password. */
export function loginPage(response, { title, action, scope, error }) {
  response.writeHead(error ? 403 : 200, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" });
  response.end(`<!doctype html><html lang="en"><head><title>${escape(title)}</title><link rel="icon" href="data:,"></head><body>
<h1>${escape(title)}</h1>
${error ? `<p role="alert">${escape(error)}</p>` : ""}
<form method="post" action="${escape(action)}">
<p><label>Username <input name="username" autocomplete="username" required></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
<p>This app asks for: <code>${escape(scope)}</code></p>
<p><button type="submit">Continue</button> <button type="submit" name="cancel" value="yes" formnovalidate>Cancel</button></p>
</form></body></html>`);
}

/** Serves `/interaction/<uid>` of an oidc-provider: the login page, and what its form sends. */
export async function interaction(provider, { title, accounts }, request, response) {
  const { uid, params } = await provider.interactionDetails(request, response);
  const page = { title, action: `/interaction/${uid}`, scope: params.scope ?? "" };
  if (request.method !== "POST") {
    loginPage(response, page);
    return;
  }
  const form = new URLSearchParams(await read(request));
  const finish = (result) =>
    provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  if (form.get("cancel")) {
    await finish({ error: "access_denied", error_description: "The user cancelled the sign-in" });
    return;
  }
  const account = accounts.get(form.get("username") ?? "");
  if (!account || account.password !== form.get("password")) {
    loginPage(response, { ...page, error: "Wrong username or password" });
    return;
  }
  await finish({ login: { accountId: account.username } });
}

/** Options of oidc-provider that both stand-ins share. `name` keeps their cookies apart: ports share a cookie jar. */
export function common(name, accounts) {
  const policy = interactionPolicy.base();
  // The login page says what is asked for; there is no second page for consent.
  policy.remove("consent");
  return {
    cookies: { keys: [`${name}-cookie-key`], names: { session: `${name}_session`, interaction: `${name}_interaction`, resume: `${name}_resume` } },
    features: { devInteractions: { enabled: false } },
    interactions: { policy, url: (_context, { uid }) => `/interaction/${uid}` },
    clientBasedCORS: () => true,
    findAccount: (_context, id) => {
      const account = accounts.get(id);
      return account && { accountId: id, claims: () => ({ sub: id, preferred_username: id, name: account.name ?? id }) };
    },
    renderError: (context, out) => {
      context.type = "text/plain";
      context.body = `${out.error}: ${out.error_description ?? ""}`;
    },
  };
}

/** Listens on loopback, and says so on standard output. */
export function listen(server, port, name) {
  server.listen(port, "127.0.0.1", () => console.log(`${name} listens on ${port}`));
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(0));
}
