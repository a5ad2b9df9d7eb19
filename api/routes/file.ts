/**
 * Filing: parse, decide, store, answer. One statement commits it under its idempotency key, so a repeat (after a cut
 * line, from another replica, fifty at once) finds the first answer and files nothing.
 */
import { DatabaseAway } from '../contract/database.ts';
import { ProblemError } from '../contract/problem.ts';
import type { Filed, NewRequest } from '../contract/request.ts';
import type { Staff } from '../contract/staff.ts';
import type { Api, Role } from '../deps.ts';
import { ammanTime, ammanYear } from '../domain/amman.ts';
import { dueAt, promisedMinutes } from '../domain/due.ts';
import { FOLLOW_UP_LENGTH, makeFollowUpCode } from '../domain/follow-up.ts';
import { isLabelled, readMatter, requireText } from '../domain/intake.ts';
import { correctedIn } from '../domain/reclassify.ts';
import type { Matter, Standing } from '../domain/record.ts';
import { makeReference, REFERENCE_BYTES } from '../domain/reference.ts';
import type { Correction } from '../store/corrections.ts';
import { type Keyed, recall } from '../store/idempotency.ts';
import { fileRequest } from '../store/requests.ts';

export interface FilingCall {
  readonly body: NewRequest;
  readonly role: Role;
  readonly staff: Staff | null;
  readonly keyed: Keyed;
}

/** 10^8 numbers a year: taken ones are met now and then, five in a row never. */
const ATTEMPTS = 5;

async function understood(api: Api, { body, role }: FilingCall): Promise<Matter> {
  requireText('description', body.description);
  const explicitNull = role === 'bot';
  const directory = await api.directory();
  const classification = isLabelled(body, explicitNull) ? null : await api.classify(body.description, body.lang);
  return readMatter(body, { directory, classification, explicitNull });
}

export async function requireFiles(api: Api, ids: readonly string[]): Promise<void> {
  const described = await Promise.all(ids.map((id) => api.files.describe(id)));
  const missing = described.indexOf(undefined);
  if (missing >= 0) throw new ProblemError('invalid_request', { field: `attachments.${missing}`, allowed: 'id' });
}

async function promise(api: Api, matter: Matter, now: number): Promise<Standing> {
  const { matrix, calendar } = await api.policy();
  const clock = { from: now, minutes: promisedMinutes(matrix, matter), breaks: [] };
  return {
    status: 'registered',
    department: matter.department,
    assignee: null,
    question: null,
    answer: null,
    round: 0,
    clock,
    waitingSince: null,
    dueAt: dueAt(clock, calendar),
  };
}

const isTaken = (error: unknown) =>
  error instanceof Error && 'constraint' in error && error.constraint === 'requests_pkey';

interface Prepared extends FilingCall {
  readonly matter: Matter;
  readonly standing: Standing;
  readonly at: number;
  readonly correction: Correction | null;
}

async function attempt(
  api: Api,
  { body, role, staff, keyed, matter, standing, at, correction }: Prepared,
): Promise<Filed | null> {
  const reference = makeReference(ammanYear(at), api.random(REFERENCE_BYTES));
  const followUpCode = matter.anonymous ? makeFollowUpCode(api.random(FOLLOW_UP_LENGTH)) : null;
  const filed: Filed = {
    reference,
    dueAt: ammanTime(standing.dueAt),
    status: standing.status,
    ...(followUpCode === null ? {} : { followUpCode }),
  };
  const isFirst = await fileRequest(api.db, api.vault, {
    reference,
    matter,
    standing,
    at,
    followUpCode,
    keyed,
    answer: filed,
    origin: body.origin ?? null,
    actor: role === 'bot' ? 'citizen' : (staff?.name ?? 'staff'),
    attachments: [...new Set(body.attachments ?? [])],
    decided: body.decided ?? null,
    correction,
  });
  if (!isFirst) return recall<Filed>(api.db, api.vault, keyed);
  api.figures.filed(matter.channel, matter.type);
  return filed;
}

async function correctionIn(
  api: Api,
  { body, matter, at }: Pick<Prepared, 'body' | 'matter' | 'at'>,
): Promise<Correction | null> {
  const changes = correctedIn(matter, body.decided ?? {});
  if (Object.keys(changes).length === 0) return null;
  return { source: 'citizen', lang: matter.lang, text: await api.strip(matter.description), changes, at };
}

export async function file(api: Api, call: FilingCall): Promise<Filed> {
  const isBots = call.body.origin !== undefined || call.body.decided !== undefined;
  if (isBots && call.role !== 'bot') throw new ProblemError('forbidden');
  const before = await recall<Filed>(api.db, api.vault, call.keyed);
  if (before !== null) return before;
  const matter = await understood(api, call);
  await requireFiles(api, call.body.attachments ?? []);
  const at = api.now().getTime();
  const correction = await correctionIn(api, { body: call.body, matter, at });
  const prepared = { ...call, matter, at, correction, standing: await promise(api, matter, at) };
  return until(ATTEMPTS, () => attempt(api, prepared));
}

/** Tries again where the key makes that safe: a taken number, a cut-off write (which only the key can tell of). */
async function until(attempts: number, attempt: () => Promise<Filed | null>): Promise<Filed> {
  let cutOff: DatabaseAway | null = null;
  for (let left = attempts; left > 0; left -= 1) {
    try {
      const filed = await attempt();
      if (filed !== null) return filed;
    } catch (error) {
      // Once a write was cut off, "away" no longer means "not kept".
      if (error instanceof DatabaseAway && !error.unsure) throw cutOff ?? error;
      if (error instanceof DatabaseAway) cutOff = error;
      else if (!isTaken(error)) throw error;
    }
  }
  throw cutOff ?? new Error(`No number and no answer under a key in ${attempts} attempts`);
}
