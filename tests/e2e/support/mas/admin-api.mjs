// Three endpoints of MAS' admin API, as <https://element-hq.github.io/matrix-authentication-service/api/> describes them.

import { bearer, json, nothing, read } from "./http.mjs";

const refuse = (response, status, title) => json(response, status, { errors: [{ title }] });

/** MAS refuses passwords below a complexity that it computes; here their length stands for it. */
const SHORTEST_PASSWORD = 8;

function resource({ id, username, admin, created_at }) {
  const self = `/api/admin/v1/users/${id}`;
  const attributes = { username, created_at, locked_at: null, deactivated_at: null, admin, legacy_guest: false };
  return { data: { type: "user", id, attributes, links: { self } }, links: { self } };
}

/** The handler of everything below `/api/admin/v1/`. */
export function adminApi({ accounts, inspect, scope }) {
  return async (request, response, path) => {
    const token = bearer(request);
    const found = token && (await inspect(token));
    if (!found) return refuse(response, 401, "Unknown access token");
    if (!found.scope.split(" ").includes(scope)) return refuse(response, 403, `Missing ${scope} scope`);
    const [, kind, key, action] = /^\/api\/admin\/v1\/users\/(by-username\/)?([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
    if (kind && !action && request.method === "GET") {
      const account = accounts.get(decodeURIComponent(key));
      if (!account) return refuse(response, 404, `User with username ${JSON.stringify(decodeURIComponent(key))} not found`);
      return json(response, 200, resource(account));
    }
    const account = !kind && [...accounts.values()].find(({ id }) => id === key);
    if (request.method !== "POST" || !["set-admin", "set-password"].includes(action)) return nothing(response, 404);
    if (!account) return refuse(response, 404, `User ID ${key} not found`);
    const body = JSON.parse(await read(request));
    if (action === "set-admin") {
      account.admin = body.admin === true;
      return json(response, 200, resource(account));
    }
    if (!body.skip_password_check && body.password.length < SHORTEST_PASSWORD) return refuse(response, 400, "Password is too weak");
    account.password = body.password;
    nothing(response, 204);
  };
}
