/**
 * Signing in by OpenID Connect: the authorization code flow with PKCE, state and nonce. Knows the provider's claims and
 * turns them into a person with one role; keeps nothing, and asks the provider for its addresses when first needed.
 */
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { STAFF_ROLES, type Staff, type StaffRole } from '../contract/staff.ts';

export interface IdentitySettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What must come back with the person; travels sealed in a cookie. */
export interface Attempt {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  /** The page they came from. */
  readonly to: string;
  readonly redirectUri: string;
}

export interface Identity {
  /** `again`: whoever is signed in at the provider must still show that it is them. */
  begin(where: { to: string; redirectUri: string; again: boolean }): Promise<{ location: string; attempt: Attempt }>;
  /** Null: the provider vouches for a person who has no role here. Throws when the answer is not for this attempt. */
  finish(url: URL, attempt: Attempt): Promise<Staff | null>;
  /** Who shows this bearer token, if it is the provider's own and meant for us. */
  bearer(token: string): Promise<Staff | null>;
  /** Where the provider's own session ends. */
  farewell(back: string): Promise<string>;
}

const listOf = (claim: unknown): string[] =>
  (Array.isArray(claim) ? claim : String(claim ?? '').split(/[\s,]+/)).filter(
    (each): each is string => typeof each === 'string' && each !== '',
  );

/** The most that somebody may do, when the provider names several roles. */
const roleIn = (claims: Claims): StaffRole | undefined => {
  const named = [...listOf(claims.roles), ...listOf(claims.groups)].map((name) => name.replace(/^sawt[-_:]/, ''));
  return STAFF_ROLES.findLast((role) => named.includes(role));
};

type Claims = Readonly<Record<string, unknown>>;

/** Pure: a person of ours, or null when no role of ours is among the claims (`roles` or `groups`, `departments`). */
export function staffOf(claims: Claims): Staff | null {
  const role = roleIn(claims);
  if (role === undefined || typeof claims.sub !== 'string') return null;
  const name = typeof claims.name === 'string' && claims.name.trim() !== '' ? claims.name.trim() : claims.sub;
  const departments = role === 'officer' ? listOf(claims.departments) : [];
  return { subject: claims.sub, name: name.slice(0, 200), role, departments };
}

/** Asks once; a failure is not kept. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let kept: Promise<Value> | null = null;
  return () => {
    kept ??= make().catch((error: unknown) => {
      kept = null;
      throw error;
    });
    return kept;
  };
}

export const discovered = ({ issuer, clientId, clientSecret }: IdentitySettings) =>
  once(() => {
    const plain = new URL(issuer).protocol === 'http:';
    return oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: 10,
      execute: plain ? [oidc.allowInsecureRequests] : [],
    });
  });

export function createIdentity(configuration: () => Promise<oidc.Configuration>): Identity {
  const keys = once(async () => {
    const { jwks_uri: address } = (await configuration()).serverMetadata();
    return createRemoteJWKSet(new URL(address ?? ''));
  });
  return {
    async begin({ to, redirectUri, again }) {
      const attempt = {
        verifier: oidc.randomPKCECodeVerifier(),
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        to,
        redirectUri,
      };
      const location = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        ...(again && { prompt: 'login' }),
      });
      return { location: location.href, attempt };
    },
    async finish(url, { verifier, state, nonce, redirectUri }) {
      const back = new URL(redirectUri);
      back.search = url.search;
      const tokens = await oidc.authorizationCodeGrant(await configuration(), back, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      return staffOf(tokens.claims() ?? {});
    },
    async bearer(token) {
      if (token.split('.').length !== 3) return null;
      const settings = await configuration();
      const meant = { issuer: settings.serverMetadata().issuer, audience: settings.clientMetadata().client_id };
      const verified = await jwtVerify(token, await keys(), meant).catch(() => null);
      return verified && staffOf(verified.payload);
    },
    async farewell(back) {
      const settings = await configuration();
      if (settings.serverMetadata().end_session_endpoint === undefined) return back;
      return oidc.buildEndSessionUrl(settings, { post_logout_redirect_uri: back }).href;
    },
  };
}
