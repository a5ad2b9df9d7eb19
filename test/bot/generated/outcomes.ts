/** What the world may answer to an effect: well, in every variety, and badly in every way. */
import type { Effect, Outcome } from '../../../bot/engine/effect.ts';
import { WORLD } from '../engine/said.ts';

const AT = '2026-12-06T10:00:00.000+03:00';
const REFERENCE = '264817309242';

const status = (more: object, late = false): Outcome => ({
  kind: 'status',
  late,
  view: { reference: REFERENCE, status: 'in_progress', updatedAt: AT, dueAt: AT, ...more },
});

const mine = (...references: readonly string[]): Outcome => ({
  kind: 'mine',
  requests: references.map((reference) => ({ reference, type: 'complaint', status: 'in_progress', dueAt: AT })),
});

const DETAILS = {
  type: 'complaint',
  department: 'CSPD',
  description: 'words',
  question: null,
  answer: null,
  stars: null,
} as const;

const VARIETIES: Partial<Readonly<Record<Effect['kind'], readonly Outcome[]>>> = {
  file_request: [{ kind: 'filed', reference: REFERENCE, dueAt: AT, followUpCode: 'ABCD234EFG' }],
  find_status: [
    status({}, true),
    status({ status: 'answered', details: { ...DETAILS, answer: 'It is done' } }),
    status({ status: 'waiting_for_citizen', details: { ...DETAILS, question: 'Which street?' } }),
    status({ status: 'closed', details: { ...DETAILS, answer: 'done', stars: 4 } }),
  ],
  find_mine: [
    mine(REFERENCE),
    mine(REFERENCE, '269900000017', '269900000114', '269900000211', '269900000308', '269900000405'),
  ],
  find_duplicate: [
    {
      kind: 'duplicate',
      known: { reference: REFERENCE, type: 'complaint', department: 'CSPD', status: 'registered', dueAt: AT },
    },
  ],
  check_code: [
    { kind: 'code_judged', result: 'wrong', triesLeft: 3 },
    { kind: 'code_judged', result: 'expired', triesLeft: 0 },
  ],
};

const WHY = ['away', 'refused', 'unknown_reference'] as const;

/** Every fate of an effect: the usual one, its varieties, and its failures. */
function fatesOf(effect: Effect['kind']): readonly Outcome[] {
  const well = [WORLD[effect], ...(VARIETIES[effect] ?? [])];
  return [...well, ...WHY.map((why): Outcome => ({ kind: 'failed', effect, why }))];
}

const FATES = new Map<Effect['kind'], readonly Outcome[]>();

/** `fate` 0 to 99: mostly well. */
export function outcomeOf({ kind }: Effect, fate: number): Outcome {
  const fates = FATES.get(kind) ?? fatesOf(kind);
  FATES.set(kind, fates);
  return (fate < 60 ? fates[0] : fates[fate % fates.length]) ?? WORLD[kind];
}
