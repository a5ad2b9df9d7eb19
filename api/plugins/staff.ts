/** Staff sign in at the provider of the settings; the embedded default brings invented people of its own. */
import type { FastifyInstance } from 'fastify';
import type { Scope } from '../deps.ts';
import { createDemoSignIn } from '../routes/demo-sign-in.ts';
import { createIdentity, discovered, type Identity } from './identity.ts';

export interface SignIn {
  readonly identity: Identity;
  readonly mount?: (scope: Scope) => void;
}

interface SignInDeps {
  /** Null: no provider is set. */
  readonly settings: Readonly<Record<string, string>> | null;
  readonly embedded: boolean;
  readonly random: (bytes: number) => Buffer;
}

export function signInFor(server: FastifyInstance, { settings, embedded, random }: SignInDeps): SignIn | null {
  if (settings === null) return embedded ? createDemoSignIn(server, random) : null;
  const { OIDC_ISSUER: issuer = '', OIDC_CLIENT_ID: clientId = '', OIDC_CLIENT_SECRET: clientSecret = '' } = settings;
  return { identity: createIdentity(discovered({ issuer, clientId, clientSecret })) };
}
