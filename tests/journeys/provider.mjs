// A sign-in provider that others wrote and the OpenID Foundation certified (npm: oidc-provider), on this machine.
// node provider.mjs PORT ADDRESS-OF-OUR-SITE. Whoever signs in as NAME is NAME@example.org, verified unless "unverified".
import { Provider } from "oidc-provider";

const [port, site] = process.argv.slice(2);
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{
    client_id: "commonweal",
    client_secret: "a-secret-of-the-tests",
    redirect_uris: [`${site}/accounts/oidc/oidc/login/callback/`],
  }],
  pkce: { required: () => true },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: true,
  cookies: { keys: ["a-key-of-the-tests"] },
  features: { devInteractions: { enabled: true } },
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => ({ sub, name: `The ${sub}`, email: `${sub}@example.org`, email_verified: sub !== "unverified" }),
  }),
});
provider.listen(Number(port), "localhost", () => console.log("ready"));
