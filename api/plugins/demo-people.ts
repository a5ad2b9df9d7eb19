/**
 * The embedded demo's identity provider: a real OpenID provider in this process, with a few invented people and no
 * passwords. For callers on this very machine alone; where staff sign in for real, it is never mounted.
 */
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { type Account, type Configuration as ProviderSettings } from 'oidc-provider';
import * as oidc from 'openid-client';
import { DEMO_PEOPLE, type DemoPerson } from '../pages/people.ts';
import { createIdentity, type Identity } from './identity.ts';

export const DEMO_PREFIX = '/demo/identity';
/** Never dialled: the provider is reached by the paths below. */
const ORIGIN = 'http://sawt.localhost';
const ISSUER = `${ORIGIN}${DEMO_PREFIX}`;
const CLIENT_ID = 'sawt-console';
const DAY = 86_400;

const accountOf = (person: DemoPerson): Account => ({
  accountId: person.subject,
  claims: async () => ({
    sub: person.subject,
    name: person.name,
    roles: [person.role],
    departments: [...person.departments],
  }),
});

async function settings(clientSecret: string, cookieKey: string): Promise<ProviderSettings> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: clientSecret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: ['http://localhost/console/callback'],
        post_logout_redirect_uris: ['http://localhost/console'],
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [cookieKey] },
    claims: { openid: ['sub'], profile: ['name', 'roles', 'departments'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    pkce: { required: () => true },
    ttl: { Interaction: 600, Session: DAY, Grant: DAY, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    interactions: { url: (_ctx, { uid }) => `${DEMO_PREFIX}/people/${uid}` },
    findAccount: (_ctx, id) => {
      const person = DEMO_PEOPLE.find(({ subject }) => subject === id);
      return person && accountOf(person);
    },
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId ?? CLIENT_ID,
        accountId: ctx.oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  };
}

export interface DemoIdentity {
  readonly provider: Provider;
  readonly identity: Identity;
}

/** The provider, and our side of it, which asks it inside this process: `fetchInside` reaches the paths under DEMO_PREFIX. */
export async function createDemoIdentity(
  random: (bytes: number) => Uint8Array,
  fetchInside: oidc.CustomFetch,
): Promise<DemoIdentity> {
  const secret = () => Buffer.from(random(32)).toString('base64url');
  const clientSecret = secret();
  const provider = new Provider(ISSUER, await settings(clientSecret, secret()));
  // Reached by whatever name this machine has: the path alone must be ours.
  provider.Client.prototype.redirectUriAllowed = (uri: string) =>
    URL.canParse(uri) && new URL(uri).pathname === '/console/callback';
  const at = (name: string) => `${ISSUER}/${name}`;
  const addresses = {
    issuer: ISSUER,
    authorization_endpoint: at('auth'),
    token_endpoint: at('token'),
    jwks_uri: at('jwks'),
  };
  const configuration = new oidc.Configuration(addresses, CLIENT_ID, clientSecret);
  oidc.allowInsecureRequests(configuration);
  configuration[oidc.customFetch] = fetchInside;
  const identity = createIdentity(async () => configuration);
  return {
    provider,
    identity: {
      ...identity,
      // The browser stays on the host that it knows, and picks anew each time.
      begin: async (where) => {
        const { location, attempt } = await identity.begin({ ...where, again: true });
        return { attempt, location: location.slice(ORIGIN.length) };
      },
      bearer: async () => null,
    },
  };
}
