// A plain OpenID Connect provider for Synapse's `oidc_providers`: what companies sign in with.
//
//   node idp.mjs <settings.json>
//
// Settings: port, clients (client_id, client_secret, redirect_uris), accounts (username, password, name).

import { readFileSync } from "node:fs";
import http from "node:http";
import Provider from "oidc-provider";
import { common, interaction, json, listen, read } from "./http.mjs";

const settings = JSON.parse(readFileSync(process.argv[2], "utf8"));
const issuer = `http://127.0.0.1:${settings.port}/`;
const accounts = new Map(settings.accounts.map((account) => [account.username, account]));

const provider = new Provider(issuer, {
  ...common("idp", accounts),
  clients: settings.clients,
  scopes: ["openid", "profile"],
  claims: { openid: ["sub"], profile: ["name", "preferred_username"] },
  conformIdTokenClaims: false,
  pkce: { required: () => false },
  loadExistingGrant: async (context) => {
    const { client, session } = context.oidc;
    const grant = new context.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid profile");
    await grant.save();
    return grant;
  },
});

const callback = provider.callback();
const server = http.createServer((request, response) => {
  const path = new URL(request.url, issuer).pathname;
  const served = path.startsWith("/interaction/")
    ? interaction(provider, { title: "Company login", accounts }, request, response)
    : path === "/lab/accounts"
      ? read(request).then((body) => {
          const account = JSON.parse(body);
          accounts.set(account.username, account);
          json(response, 200, account);
        })
      : callback(request, response);
  Promise.resolve(served).catch((error) => {
    console.error(error);
    if (!response.headersSent) json(response, 500, { error: String(error) });
    else response.end();
  });
});
listen(server, settings.port, "The identity provider");
