// A stand-in for Matrix Authentication Service: an oidc-provider with what Synapse and Glia need of it, as real MAS
// does it, and small honest versions of three endpoints of its admin API. It keeps everything in memory.
//
//   node mas.mjs <settings.json>
//
// Settings: port, homeserver (base URL of Synapse), secret (shared with Synapse), accounts (username, password, admin,
// access_token: a compatibility token, as `mas-cli manage issue-compatibility-token` makes them; scope: other ones than
// such a token has).
//
// `/lab/*` is no part of MAS: the tests arrange and look with it.

import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import Provider, { errors } from "oidc-provider";
import { adminApi } from "./admin-api.mjs";
import { bearer, common, interaction, json, listen, nothing, read } from "./http.mjs";

const settings = JSON.parse(readFileSync(process.argv[2], "utf8"));
const issuer = `http://127.0.0.1:${settings.port}/`;
const RESOURCE = `${issuer}matrix`;
const API = "urn:matrix:client:api:*";
const SYNAPSE_ADMIN = "urn:synapse:admin:*";
const MAS_ADMIN = "urn:mas:admin";
/** MAS' own default. */
const TOKEN_LIFE_S = 300;

const accounts = new Map();
function addAccount({ username, password, admin = false, access_token, scope, token_life_s }) {
  const id = randomBytes(13).toString("hex").toUpperCase();
  const account = { id, username, password, admin, access_token, scope, token_life_s, created_at: new Date().toISOString() };
  accounts.set(username, account);
  return account;
}
for (const account of settings.accounts) addAccount(account);

const isDevice = (scope) => /^urn:matrix:(org\.matrix\.msc2967\.)?client:device:[A-Za-z0-9-]{10,}$/.test(scope);
const isKnown = (scope) => [API, SYNAPSE_ADMIN, MAS_ADMIN].includes(scope) || isDevice(scope);
const words = (scope) => (scope ?? "").split(" ").filter(Boolean);

const options = common("mas", accounts);
const provider = new Provider(issuer, {
  ...options,
  features: {
    ...options.features,
    registration: { enabled: true },
    revocation: { enabled: true },
    // oidc-provider knows scopes beyond `openid` only as those of a resource; MAS has but the one.
    resourceIndicators: {
      enabled: true,
      defaultResource: () => RESOURCE,
      useGrantedResource: () => true,
      getResourceServerInfo: (context) => {
        const { params, entities } = context.oidc;
        const from = params.scope ?? entities.AuthorizationCode?.scope ?? entities.RefreshToken?.scope;
        return { scope: words(from).filter(isKnown).join(" "), accessTokenFormat: "opaque" };
      },
    },
  },
  scopes: ["openid"],
  clientAuthMethods: ["none"],
  clientDefaults: { token_endpoint_auth_method: "none", grant_types: ["authorization_code", "refresh_token"] },
  pkce: { required: () => true },
  issueRefreshToken: (_context, client) => client.grantTypeAllowed("refresh_token"),
  rotateRefreshToken: () => true,
  expiresWithSession: () => false,
  ttl: {
    AccessToken: (_context, token) => accounts.get(token.accountId)?.token_life_s ?? TOKEN_LIFE_S,
    AuthorizationCode: 60,
    Grant: 14 * 86_400,
    Interaction: 600,
    RefreshToken: 14 * 86_400,
    Session: 86_400,
    IdToken: 300,
  },
  // There is no separate page for consent, so what MAS' policy decides at that point is decided here.
  loadExistingGrant: async (context) => {
    const { client, session, params } = context.oidc;
    const account = accounts.get(session.accountId);
    const forbidden = words(params.scope).find((scope) => [SYNAPSE_ADMIN, MAS_ADMIN].includes(scope));
    if (forbidden && !account?.admin) {
      throw new errors.AccessDenied(`The scope ${forbidden} is not allowed for this user`);
    }
    const grant = new context.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid");
    grant.addResourceScope(RESOURCE, words(params.scope).filter(isKnown).join(" "));
    await grant.save();
    return grant;
  },
  discovery: { account_management_uri: `${issuer}account/`, account_management_actions_supported: ["org.matrix.profile"] },
  routes: {
    authorization: "/authorize",
    jwks: "/oauth2/keys.json",
    registration: "/oauth2/registration",
    revocation: "/oauth2/revoke",
    token: "/oauth2/token",
    userinfo: "/oauth2/userinfo",
  },
});

/** Who a token belongs to and what it may do; `undefined` when it is (no longer) good. */
async function inspect(token) {
  const compatible = [...accounts.values()].find((account) => account.access_token === token);
  const { scope = compatible?.admin ? `${API} ${SYNAPSE_ADMIN}` : API } = compatible ?? {};
  if (compatible) return { account: compatible, scope };
  const found = await provider.AccessToken.find(token);
  const account = found && accounts.get(found.accountId);
  // A grant that was revoked takes its tokens along.
  if (!account || !(await provider.Grant.find(found.grantId))) return undefined;
  return { account, scope: found.scope ?? "", expires_in: found.remainingTTL, client_id: found.clientId };
}

/** Synapse must know user and device before it accepts a token. */
async function provision({ account, scope }) {
  const call = async (path, body) => {
    const response = await fetch(`${settings.homeserver}/_synapse/mas/${path}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${settings.secret}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  await call("provision_user", { localpart: account.username });
  const device = words(scope).find(isDevice)?.split(":").pop();
  if (device) await call("upsert_device", { localpart: account.username, device_id: device });
}

async function introspect(request, response) {
  if (bearer(request) !== settings.secret) return nothing(response, 401);
  const token = new URLSearchParams(await read(request)).get("token");
  const found = await inspect(token);
  if (!found) return json(response, 200, { active: false });
  await provision(found);
  const { account, scope, expires_in } = found;
  json(response, 200, { active: true, scope, username: account.username, sub: account.id, expires_in, token_type: "access_token" });
}

/** Every request to a route of MAS: `METHOD /path grant_type`. */
const seen = [];

/** The tests' own door. */
async function lab(request, response, path) {
  const body = request.method === "POST" ? JSON.parse(await read(request)) : undefined;
  if (path === "/lab/accounts") {
    const account = addAccount(body);
    await provision({ account, scope: API });
    return json(response, 200, account);
  }
  if (path.startsWith("/lab/accounts/")) return json(response, 200, accounts.get(decodeURIComponent(path.slice(14))) ?? null);
  if (path === "/lab/inspect") return json(response, 200, (await inspect(body.token)) ?? null);
  if (path === "/lab/refresh-token") return json(response, 200, { active: (await provider.RefreshToken.find(body.token))?.isValid ?? false });
  if (path === "/lab/seen") return json(response, 200, seen);
  nothing(response, 404);
}

/** What real MAS sends on everything that a browser's app may ask. */
const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE, OPTIONS",
  "Access-Control-Allow-Headers": "Authorization, Content-Type, Accept, Accept-Language, Content-Language, X-Requested-With",
};
const isOpen = (path) => /^\/(\.well-known|oauth2|api|lab)\//.test(path);

const api = adminApi({ accounts, inspect, scope: MAS_ADMIN });
const callback = provider.callback();

async function serve(request, response) {
  const path = new URL(request.url, issuer).pathname;
  if (path === "/favicon.ico") return nothing(response, 204);
  if (isOpen(path)) {
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    if (request.method === "OPTIONS") return nothing(response, 200);
  }
  if (!path.startsWith("/lab/")) seen.push(`${request.method} ${path}`);
  if (path === "/oauth2/introspect") return introspect(request, response);
  if (path.startsWith("/api/admin/v1/")) return api(request, response, path);
  if (path.startsWith("/lab/")) return lab(request, response, path);
  if (path.startsWith("/interaction/")) return interaction(provider, { title: "Matrix account", accounts }, request, response);
  return callback(request, response);
}

const server = http.createServer((request, response) => {
  serve(request, response).catch((error) => {
    console.error(error);
    if (!response.headersSent) json(response, 500, { errors: [{ title: String(error) }] });
    else response.end();
  });
});
listen(server, settings.port, "The MAS stand-in");
