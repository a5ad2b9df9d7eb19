/**
 * Who is calling: the holder of the secret, or of a token for ONE conversation. Knows keys and signatures and no routes;
 * refuses what is forged, unsigned or past its time.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { ProblemError } from '../../api/contract/problem.ts';
import { fields } from '../fields.ts';

export const TOKEN_SECONDS = 1800;
const STREAM_SECONDS = 60;
/** An answer may come after many working days: who opens the page again within this is still the same sender. */
const LAPSED_SECONDS = 30 * 24 * 3600;
const REMEMBERED = 5000;

export interface Claims {
  readonly conversation: string;
  /** Starts with `dl_`; overrides whatever `from.id` says. */
  readonly user?: string;
  readonly origins?: readonly string[];
  /** Given to our own widget without a secret: only such a token lets its bearer come back after it ran out. */
  readonly widget?: true;
}

export type Caller = { readonly kind: 'secret' } | ({ readonly kind: 'token' } & Claims);

export interface Verify {
  issue(claims: Claims): Promise<string>;
  issueStream(conversation: string): Promise<string>;
  /** From an Authorization header. Throws unauthorized, forbidden, token_expired. */
  caller(authorization: string | undefined): Promise<Caller>;
  claims(token: string): Promise<Claims>;
  streams(token: string): Promise<string>;
  /** Of a widget's token, also when it ran out not long ago; undefined for any other. */
  returning(token: string): Promise<Claims | undefined>;
  signFile(id: string): string;
  fileSigned(id: string, signature: string): boolean;
}

interface VerifyDeps {
  readonly key: string;
  readonly secret: string;
  readonly now: () => Date;
}

type Purpose = 'directline' | 'stream';
type Read = { readonly claims: Claims; readonly expires: number };

const digest = (text: string) => createHash('sha256').update(text).digest();
const same = (left: string, right: string) => timingSafeEqual(digest(left), digest(right));

function read(payload: unknown): Read {
  const { conv, user, origins, widget, exp } = fields(payload);
  if (typeof conv !== 'string' || typeof exp !== 'number') throw new ProblemError('forbidden');
  const listed = Array.isArray(origins) ? origins.filter((origin) => typeof origin === 'string') : [];
  const claims = {
    conversation: conv,
    ...(typeof user === 'string' ? { user } : {}),
    ...(listed.length > 0 ? { origins: listed } : {}),
    ...(widget === true ? { widget: true as const } : {}),
  };
  return { claims, expires: exp };
}

export function createVerify({ key, secret, now }: VerifyDeps): Verify {
  // Each purpose its own key, so that nothing signed for one opens another.
  const keyFor = (purpose: string) => createHmac('sha256', key).update(purpose).digest();
  const keys = { directline: keyFor('directline'), stream: keyFor('stream'), file: keyFor('file') };
  const known = new Map<string, Promise<Read>>();
  const seconds = () => Math.floor(now().getTime() / 1000);

  const issue = (purpose: Purpose, claims: Claims, lifetime: number) =>
    new SignJWT({
      conv: claims.conversation,
      ...(claims.user === undefined ? {} : { user: claims.user }),
      ...(claims.origins === undefined ? {} : { origins: claims.origins }),
      ...(claims.widget === true ? { widget: true } : {}),
    })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setAudience(purpose)
      .setIssuedAt(seconds())
      .setExpirationTime(seconds() + lifetime)
      .sign(keys[purpose]);

  async function open(purpose: Purpose, token: string): Promise<Read> {
    const options = { algorithms: ['HS256'], audience: purpose, currentDate: now() };
    try {
      return read((await jwtVerify(token, keys[purpose], options)).payload);
    } catch (error) {
      if (error instanceof errors.JWTExpired) return read(error.payload); // signed by us: the caller judges the time
      if (error instanceof errors.JOSEError) throw new ProblemError('forbidden');
      throw error;
    }
  }

  // One promise a token: requests that arrive together go on in the order they came, and each token is checked once.
  function remembered(token: string): Promise<Read> {
    const before = known.get(token);
    if (before !== undefined) return before;
    const fresh = open('directline', token);
    known.set(token, fresh);
    fresh.catch(() => known.delete(token));
    const oldest = known.keys().next().value;
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
    return fresh;
  }

  const valid = ({ claims, expires }: Read): Claims => {
    if (expires <= seconds()) throw new ProblemError('token_expired');
    return claims;
  };

  const claims = async (token: string) => valid(await remembered(token));

  return {
    issue: (wanted) => issue('directline', wanted, TOKEN_SECONDS),
    issueStream: (conversation) => issue('stream', { conversation }, STREAM_SECONDS),
    claims,
    streams: async (token) => valid(await open('stream', token)).conversation,
    async caller(authorization) {
      const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) throw new ProblemError('unauthorized');
      // A token seen before is no secret: hashing to compare is for what is new.
      if (!known.has(token) && same(token, secret)) return { kind: 'secret' };
      return { kind: 'token', ...(await claims(token)) };
    },
    async returning(token) {
      const found = await remembered(token).catch(() => undefined);
      if (found?.claims.widget !== true || found.expires + LAPSED_SECONDS <= seconds()) return undefined;
      return found.claims;
    },
    signFile: (id) => createHmac('sha256', keys.file).update(id).digest('base64url'),
    fileSigned(id, signature) {
      return same(signature, this.signFile(id));
    },
  };
}
