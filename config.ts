/**
 * The environment, validated once, typed, frozen. Nobody else reads it.
 * Knows every setting and its default; refuses to start on a wrong one, naming all of them at once.
 */
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Doors that need an account: on with all of `needs`, else off. `may` have defaults of their own. */
const DOORS = {
  messenger: {
    needs: ['MESSENGER_APP_SECRET', 'MESSENGER_VERIFY_TOKEN', 'MESSENGER_PAGE_TOKEN'],
    may: ['GRAPH_API_URL', 'MESSENGER_UTILITY_TEMPLATE'],
  },
  'sms and voice': {
    needs: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'],
    may: ['TWILIO_API_URL', 'TWILIO_AGENT_NUMBER', 'TWILIO_VOICE'],
  },
  'sms by SMPP': { needs: ['SMPP_URL', 'SMPP_FROM'], may: [] },
  transcripts: { needs: ['TRANSCRIPTS_SECRET'], may: [] },
  'Azure Bot Service': { needs: ['MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD'], may: [] },
  'e-mail': { needs: ['SMTP_URL'], may: ['SMTP_FROM'] },
  'staff sign-in': { needs: ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'], may: [] },
} as const satisfies Record<string, { needs: readonly string[]; may: readonly string[] }>;
type Door = keyof typeof DOORS;

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Without a slash at the end; null: as the request says. */
  readonly publicUrl: string | null;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly logLevel: LogLevel;
  /** What was set; what is null is made at the first start and kept. */
  readonly keys: { readonly admin: string | null; readonly directline: string | null; readonly data: string | null };
  /** The settings of each door, or null when it is off. */
  readonly doors: Readonly<Record<Door, Readonly<Record<string, string>> | null>>;
  /** One line for each door that is off: what it lacks. */
  readonly off: readonly string[];
  readonly folders: {
    /** Holds `flows/`, `nlu/weights/` and `migrations/`. */
    readonly root: string;
    /** What the build made: `widget.js`, `fonts/`, `pages/`, `template/`. */
    readonly built: string;
  };
}

/** Every fault of the environment, one line each. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const SCHEMES: Readonly<Record<string, readonly string[]>> = {
  PUBLIC_URL: ['https', 'http'],
  DATABASE_URL: ['postgres', 'postgresql'],
  REDIS_URL: ['redis', 'rediss'],
  GRAPH_API_URL: ['https', 'http'],
  TWILIO_API_URL: ['https', 'http'],
  SMPP_URL: ['smpp', 'ssmpp'],
  SMTP_URL: ['smtp', 'smtps'],
  OIDC_ISSUER: ['https', 'http'],
};

export function readConfig(environment: Environment = process.env): Config {
  const faults: string[] = [];
  const set = (name: string): string | null => environment[name]?.trim() || null;
  for (const [name, schemes] of Object.entries(SCHEMES)) faults.push(...urlFaults(name, set(name), schemes));
  for (const name of ['ADMIN_API_KEY', 'DIRECTLINE_SECRET', 'DATA_KEY']) faults.push(...keyFaults(name, set(name)));
  faults.push(...publicFaults(set('PUBLIC_URL')), ...smppFaults(set('SMPP_URL')));
  for (const [name, shape] of Object.entries(SHAPES)) faults.push(...shapeFaults(name, set(name), shape));
  const port = set('PORT') ?? '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    faults.push(`PORT is "${port}": a number from 0 to 65535 is allowed`);
  const logLevel = LOG_LEVELS.find((level) => level === (set('LOG_LEVEL') ?? 'info'));
  if (logLevel === undefined) faults.push(`LOG_LEVEL is "${set('LOG_LEVEL')}": allowed are ${LOG_LEVELS.join(', ')}`);
  if (faults.length > 0 || logLevel === undefined) throw new ConfigError(faults);

  const { doors, off } = readDoors(set);
  return freeze({
    port: Number(port),
    host: set('HOST') ?? '0.0.0.0',
    publicUrl: set('PUBLIC_URL')?.replace(/\/+$/, '') ?? null,
    dataDir: resolve(set('DATA_DIR') ?? './data'),
    databaseUrl: set('DATABASE_URL'),
    redisUrl: set('REDIS_URL'),
    logLevel,
    keys: { admin: set('ADMIN_API_KEY'), directline: set('DIRECTLINE_SECRET'), data: set('DATA_KEY') },
    doors,
    off,
    folders: folders(dirname(fileURLToPath(import.meta.url))),
  });
}

/** A value is never repeated in a message: a URL may hold a password. */
function urlFaults(name: string, value: string | null, schemes: readonly string[]): string[] {
  if (value === null) return [];
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url !== null && schemes.includes(url.protocol.slice(0, -1))) return [];
  return [`${name} is not a URL beginning with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`];
}

const publicFaults = (value: string | null) =>
  value !== null && /[?#]/.test(value)
    ? ['PUBLIC_URL has a query or a fragment: only an address and a path are allowed']
    : [];

const SENDER = {
  pattern: /^(\+?\d{3,15}|MG[0-9a-fA-F]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
  allowed: 'a number as +9626…, a short number, or a name of up to 11 Latin letters and digits',
};
const SHAPES: Readonly<Record<string, { readonly pattern: RegExp; readonly allowed: string }>> = {
  TWILIO_ACCOUNT_SID: { pattern: /^AC[0-9a-zA-Z]+$/, allowed: 'AC and what Twilio shows after it' },
  TWILIO_FROM: SENDER,
  SMPP_FROM: SENDER,
  TWILIO_AGENT_NUMBER: { pattern: /^\+?\d{3,15}$/, allowed: 'a number as +9626…' },
  SMTP_FROM: { pattern: /^[^\s@<>]+@[^\s@<>]+$/, allowed: 'an address as sawt@example.gov.jo' },
  TWILIO_VOICE: { pattern: /^(gather|relay)$/, allowed: 'gather, relay' },
};

const shapeFaults = (name: string, value: string | null, { pattern, allowed }: (typeof SHAPES)[string]) =>
  value === null || pattern.test(value) ? [] : [`${name} is not as it must be: allowed is ${allowed}`];

/** The specification gives a system id 15 characters and a password 8. */
function smppFaults(value: string | null): string[] {
  if (value === null || !URL.canParse(value)) return [];
  const { hostname, username, password } = new URL(value);
  const fits =
    username !== '' && password !== '' && hostname !== '' && lengthOf(username) <= 15 && lengthOf(password) <= 8;
  return fits ? [] : ['SMPP_URL is not smpp://system_id:password@host:port (at most 15 and 8 characters)'];
}

function lengthOf(encoded: string): number {
  try {
    return decodeURIComponent(encoded).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Sent in a header, so visible ASCII without spaces. */
const keyFaults = (name: string, value: string | null) =>
  value === null || /^[\x21-\x7e]+$/.test(value) ? [] : [`${name} may hold only visible ASCII characters, no spaces`];

function readDoors(set: (name: string) => string | null) {
  const doors: Record<string, Readonly<Record<string, string>> | null> = {};
  const off: string[] = [];
  for (const [door, { needs, may }] of Object.entries(DOORS)) {
    const missing = needs.filter((name) => set(name) === null);
    const settings = [...needs, ...may].flatMap((name) => {
      const value = set(name);
      return value === null ? [] : [[name, value] as const];
    });
    doors[door] = missing.length === 0 ? Object.fromEntries(settings) : null;
    if (missing.length > 0) off.push(`${door}: off, set ${missing.join(', ')}`);
  }
  return { doors: doors as Config['doors'], off };
}

/** The bundle in `dist/` carries its data beside it; the sources read theirs in place and what is built from `dist/`. */
const folders = (here: string) =>
  basename(here) === 'dist' ? { root: here, built: here } : { root: here, built: join(here, 'dist') };

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freeze(part);
  return Object.freeze(value);
}
