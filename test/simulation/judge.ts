/** What a visit came to, held against the person's facts. Pure. */
import { STAGE_NAMES } from '../../api/contract/vocabulary.ts';
import { type Behaviour, type Facts, goalOf, listOf, type Persona } from './persona.ts';
import type { Filed, Visit } from './visit.ts';

/** `right`: kind, department and words, or whatever else the person came for. `off`: the rest of what was filed. */
export interface Verdict {
  readonly right: boolean;
  readonly wrong: readonly string[];
  readonly off: readonly string[];
  /** Turns that the person spent on something else than the matter. */
  readonly aside: number;
  readonly shown: readonly Behaviour['does'][];
}

type Labels = Pick<Facts, 'type' | 'department' | 'governorate' | 'axis'>;

const among = (value: unknown, right: unknown) => listOf(right).includes(value ?? null);
const shown = (value: unknown) => JSON.stringify(value ?? null);

/** The story in the person's own words; what may or may not belong to it in every combination. Starting over drops what was told before. */
export function stories(visit: Visit): readonly string[] {
  const anew = visit.turns.findLastIndex(({ move }) => move.shows === 'starts_over');
  const spoken = visit.turns
    .slice(Math.max(anew, 0))
    .filter(({ move }) => move.matter !== 'no' && move.text.trim() !== '');
  const combined = spoken.reduce<string[][]>(
    (all, { move }) => [...all.map((each) => [...each, move.text]), ...(move.matter === 'maybe' ? all : [])],
    [[]],
  );
  return combined.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
}

function labelsWrong(filed: Filed, facts: Labels): string[] {
  return (['type', 'department'] as const).flatMap((slot) =>
    among(filed[slot], facts[slot]) ? [] : [`${slot} ${shown(filed[slot])}, not ${shown(facts[slot])}`],
  );
}

const labelsOff = (filed: Filed, facts: Labels) =>
  (['governorate', 'axis'] as const).flatMap((slot) =>
    among(filed[slot], facts[slot]) ? [] : [`${slot} ${shown(filed[slot])}, not ${shown(facts[slot])}`],
  );

const latin = (text: string) => text.replace(/[٠-٩]/g, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit)));
const dialled = (phone: string) =>
  `+962${latin(phone)
    .replace(/\D/g, '')
    .replace(/^(00962|962|0)/, '')}`;

const ASKS_WHO = ['complaint', 'grievance', 'human_rights'];

function contactOff(filed: Filed, facts: Facts): string[] {
  const requester = (filed.requester ?? {}) as Readonly<Record<string, unknown>>;
  const off: string[] = [];
  const refused = (value: unknown) => facts.anonymous === true || value === null;
  if (refused(facts.phone) && (requester.phone ?? null) !== null) off.push('a phone that was refused is kept');
  if (refused(facts.name) && (requester.name ?? null) !== null) off.push('a name that was refused is kept');
  if (!ASKS_WHO.includes(String(filed.type))) return off;
  if (typeof facts.phone === 'string' && !refused(facts.phone) && requester.phone !== dialled(facts.phone))
    off.push(`phone ${shown(requester.phone)}, not ${dialled(facts.phone)}`);
  if (typeof facts.name === 'string' && !refused(facts.name) && requester.name !== facts.name)
    off.push(`name ${shown(requester.name)}, not ${shown(facts.name)}`);
  return off;
}

function filesOff(visit: Visit, filed: Filed): string[] {
  const sent = visit.turns.slice(0, visit.turnsToFile).filter(({ move, said }) => move.file && said.length > 0).length;
  const kept = Array.isArray(filed.attachments) ? filed.attachments.length : 0;
  return sent === kept ? [] : [`${kept} files kept of ${sent} sent`];
}

function judgeFiling(visit: Visit): Pick<Verdict, 'wrong' | 'off'> {
  const { persona, facts, filed } = visit;
  if (!facts) return { wrong: ['no facts'], off: [] };
  const wanted: readonly Labels[] = [facts, ...(persona.also ?? [])];
  const wrong = wanted.length === filed.length ? [] : [`${filed.length} requests filed, not ${wanted.length}`];
  const off: string[] = [];
  for (const [i, labels] of wanted.entries()) {
    const request = filed[i];
    if (!request) continue;
    wrong.push(...labelsWrong(request, labels));
    off.push(...labelsOff(request, labels));
    const words = String(request.description ?? '');
    const whole = wanted.length > 1 ? words.includes(persona.matter?.[0] ?? '') : stories(visit).includes(words);
    if (!whole) wrong.push(`description ${shown(words)}, not ${shown(stories(visit)[0])}`);
  }
  const first = filed[0];
  if (first) off.push(...contactOff(first, facts), ...filesOff(visit, first));
  return { wrong, off };
}

const saidIn = (visit: Visit) => visit.turns.flatMap(({ said }) => said);

function statusTold(visit: Visit): boolean {
  const text = saidIn(visit)
    .map((each) => each.text)
    .join('\n');
  const { ar, en } = STAGE_NAMES.registered;
  return text.includes(ar) || text.includes(en);
}

function judgeGoal(visit: Visit): Pick<Verdict, 'wrong' | 'off'> {
  const nothing = visit.filed.length > 0 ? [`${visit.filed.length} requests filed that nobody meant`] : [];
  const goal: Readonly<Record<ReturnType<typeof goalOf>, () => readonly string[]>> = {
    file: () => [],
    nothing: () => nothing,
    status: () => [...nothing, ...(statusTold(visit) ? [] : ['the stage was not told'])],
    answer: () => (visit.filed.length > 0 ? judgeFiling(visit).wrong : []),
    emergency: () => (saidIn(visit).some(({ sawt }) => sawt.notice === 'emergency') ? [] : ['911 was not said']),
  };
  return { wrong: goal[goalOf(visit.persona)](), off: [] };
}

export const meansToFile = (persona: Persona) => goalOf(persona) === 'file';

export function judge(visit: Visit): Verdict {
  const { wrong, off } = meansToFile(visit.persona) ? judgeFiling(visit) : judgeGoal(visit);
  const labels = (visit.persona.behaviours ?? []).filter(({ at }) => at === undefined).map(({ does }) => does);
  const acts = visit.turns.flatMap(({ move }) => (move.shows === undefined ? [] : [move.shows]));
  const aside = visit.turns.slice(0, visit.turnsToFile).filter(({ move }) => move.shows !== undefined).length;
  return { right: wrong.length === 0, wrong, off, aside, shown: [...new Set([...labels, ...acts])] };
}
