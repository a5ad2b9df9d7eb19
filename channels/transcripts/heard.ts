/** What every transcript comes to, whatever its source, and how a broken one is refused: where, and what is allowed. Pure. */
import { ProblemError } from '../../api/contract/problem.ts';
import { type Fields, fields } from '../fields.ts';

export type Role = 'caller' | 'agent' | 'bot' | 'other';

export interface HeardSegment {
  /** Its own id in a live feed; undefined: the whole call is numbered here. */
  readonly id?: string;
  readonly role: Role;
  readonly name?: string;
  readonly text: string;
  readonly startsMs: number;
  readonly endsMs?: number;
  readonly confidence?: number;
  readonly final: boolean;
}

export interface HeardCall {
  readonly format: string;
  /** The source's own id of the call. */
  readonly id?: string;
  readonly caller?: string;
  /** The whole call: what was known of it before gives way. Else stretches of one that may still run. */
  readonly whole: boolean;
  readonly ended?: boolean;
  readonly segments: readonly HeardSegment[];
}

/** Whom a name or a channel stands for, as whoever posts the transcript says. */
export type Roles = ReadonlyMap<string, Role>;

export const broken = (format: string, where: string, allowed: string) =>
  new ProblemError('broken_transcript', { format, where, allowed });

const ROLES: Readonly<Record<string, Role>> = {
  customer: 'caller',
  end_user: 'caller',
  caller: 'caller',
  citizen: 'caller',
  external: 'caller',
  inbound_track: 'caller',
  client: 'caller',
  المتصل: 'caller',
  المواطن: 'caller',
  المواطنة: 'caller',
  agent: 'agent',
  human_agent: 'agent',
  internal: 'agent',
  supervisor: 'agent',
  operator: 'agent',
  user: 'agent',
  outbound_track: 'agent',
  الموظف: 'agent',
  الموظفة: 'agent',
  automated_agent: 'bot',
  custom_bot: 'bot',
  bot: 'bot',
  ivr: 'bot',
  acd: 'bot',
  workflow: 'bot',
  system: 'other',
  other: 'other',
};

const key = (name: string) => name.trim().toLowerCase();

/** A word of a source's own vocabulary, or a name that was mapped; undefined: nobody said who this is. */
export const roleOf = (name: string, roles: Roles): Role | undefined => roles.get(key(name)) ?? ROLES[key(name)];

export function rolesFrom(given: Fields): Roles {
  const roles = new Map<string, Role>();
  const add = (name: unknown, role: Role) => {
    if (typeof name === 'string' && name.trim() !== '') roles.set(key(name), role);
  };
  for (const role of ['caller', 'agent', 'bot', 'other'] as const) {
    const names = given[role];
    for (const name of Array.isArray(names) ? names : [names]) add(name, role);
  }
  for (const [name, role] of Object.entries(fields(given.roles))) {
    const known = ROLES[key(String(role))];
    if (known) add(name, known);
  }
  return roles;
}

export function listAt(value: unknown, format: string, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw broken(format, where, '[ ]');
}

export function wordsAt(value: unknown, format: string, where: string): string {
  if (typeof value === 'string') return value.trim();
  throw broken(format, where, '"text"');
}

const LATEST_MS = 48 * 60 * 60 * 1000;

/** A moment of the call, in milliseconds, out of a number or its text in a unit of `unitMs`. */
export function momentAt(value: unknown, unitMs: number, format: string, where: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const ms = typeof number === 'number' ? Math.round(number * unitMs) : Number.NaN;
  if (ms >= 0 && ms <= LATEST_MS) return ms;
  throw broken(format, where, '0 … 48 h');
}

export function roleAt(name: unknown, roles: Roles, format: string, where: string): Role {
  const role = typeof name === 'string' || typeof name === 'number' ? roleOf(String(name), roles) : undefined;
  if (role) return role;
  const shown = typeof name === 'string' ? `"${name.slice(0, 40)}"` : 'null';
  throw broken(format, `${where} (${shown})`, 'AGENT, CUSTOMER, ?caller=…&agent=…');
}

export const sure = (value: unknown): { readonly confidence?: number } => {
  const number = Number(value);
  return value !== undefined && value !== null && number >= 0 && number <= 1 ? { confidence: number } : {};
};
