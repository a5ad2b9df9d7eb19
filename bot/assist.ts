/**
 * The request that a call is becoming: each field from the caller's own words, with the sentence it came from and how sure
 * it is. An agent's question gives a short answer its meaning, and nothing the agent says is ever a value.
 */
import type { Assist, CallDraft, DraftField, DraftFieldName, Segment } from '../api/contract/call.ts';
import type { Label } from '../api/contract/classification.ts';
import type { Directory } from '../api/contract/directory.ts';
import type { Understanding } from '../nlu/understanding.ts';
import type { Understand } from './listen.ts';

export interface AssistDeps {
  readonly understand: Understand;
  readonly directory: () => Promise<Directory>;
  readonly now: () => Date;
}

/** One stretch of the caller's, with the question before it. */
interface Turn {
  readonly segment: Segment;
  readonly asked: Asked | undefined;
  readonly understood: Understanding;
}

type Asked = 'name' | 'phone' | 'location' | 'department' | 'governorate';

/** What an agent's question is after: the first that fits. */
const QUESTIONS: readonly (readonly [Asked, RegExp])[] = [
  ['phone', /هاتف|تلفون|موبايل|رقمك|رقم حضرتك|نتواصل|\bphone\b|\bmobile\b|your number/iu],
  ['name', /اسم|إسم|مين معي|\bname\b|speaking with/iu],
  ['governorate', /محافظة|\bgovernorate\b/iu],
  ['department', /دائرة|الجهة|وزارة|مديرية|مؤسسة|\bdepartment\b|\boffice\b|\bministry\b/iu],
  ['location', /وين|أين|اين|العنوان|شارع|منطقة|المكان|الموقع|\bwhere\b|\bstreet\b|\baddress\b/iu],
];

/** Acts that hold nothing of a matter. */
const SMALL_TALK = ['greeting', 'thanks', 'goodbye', 'affirm', 'deny', 'help', 'human_agent', 'change_language'];
const ASKED_NAME = 0.9;
const ASKED_PLACE = 0.75;
const BY_NETWORK = 0.8;
const MOST_PIECES = 4;
const KEPT = 2000;

const EMPTY: DraftField = { value: null, confidence: 0, source: null, alternatives: [] };
const sourceOf = ({ id, text }: Segment) => ({ segment: id, text });

const field = (value: string, confidence: number, segment: Segment): DraftField => ({
  value,
  confidence,
  source: sourceOf(segment),
  alternatives: [],
});

const askedBy = (text: string): Asked | undefined => QUESTIONS.find(([, sign]) => sign.test(text))?.[0];

/** The caller's stretches, each with what was asked just before. */
function turnsOf(segments: readonly Segment[], understand: (text: string) => Understanding): Turn[] {
  let asked: Asked | undefined;
  return segments.flatMap((segment): Turn[] => {
    if (segment.speaker === 'agent' || segment.speaker === 'bot') asked = askedBy(segment.text);
    if (segment.speaker !== 'caller' || segment.text.trim() === '') return [];
    return [{ segment, asked, understood: understand(segment.text) }];
  });
}

const nameIn = ({ segment, asked, understood }: Turn): DraftField | undefined => {
  const named = understood.entities.find(({ kind, valid }) => kind === 'name' && valid);
  if (named) return field(named.text, 0.95, segment);
  const plain = asked === 'name' ? understood.plainName : undefined;
  return plain === undefined ? undefined : field(plain, ASKED_NAME, segment);
};

const validPhone = (understood: Understanding) =>
  understood.entities.find(({ kind, valid }) => kind === 'phone' && valid);

/** A number is often said in pieces, and pieces alone are no number: they are read together. */
function phoneFrom(turns: readonly Turn[], understand: (text: string) => Understanding): DraftField | undefined {
  for (const [i, turn] of turns.entries()) {
    const whole = validPhone(turn.understood);
    if (whole) return field(whole.value, 0.97, turn.segment);
    if (turn.asked !== 'phone') continue;
    for (let pieces = 2; pieces <= MOST_PIECES; pieces++) {
      const joined = turns.slice(i, i + pieces).map(({ segment }) => segment.text);
      const found = joined.length === pieces ? validPhone(understand(joined.join(' '))) : undefined;
      if (found)
        return {
          ...field(found.value, 0.85, turn.segment),
          source: { segment: turn.segment.id, text: joined.join(' ') },
        };
    }
  }
  return undefined;
}

function locationFrom(turns: readonly Turn[]): DraftField | undefined {
  const spot = turns.findLast(({ understood }) => understood.spot !== undefined);
  if (spot?.understood.spot !== undefined) return field(spot.understood.spot, 0.85, spot.segment);
  const answer = turns.findLast(({ asked, segment }) => asked === 'location' && segment.text.length <= 120);
  if (answer && !SMALL_TALK.includes(answer.understood.act.value ?? ''))
    return field(answer.segment.text, ASKED_PLACE, answer.segment);
  return undefined;
}

/** Answers to who and where are not the story; neither is small talk. */
function isStory({ segment, asked, understood }: Turn): boolean {
  const small = SMALL_TALK.includes(understood.act.value ?? '') && understood.act.confidence >= 0.5;
  if (small) return false;
  if (asked === 'phone' && (validPhone(understood) || /^[\p{N}\s+-]+$/u.test(segment.text))) return false;
  if (asked === 'phone' && segment.text.split(/\s+/).length <= 12 && understood.spot === undefined) return false;
  return !(asked === 'name' && nameIn({ segment, asked, understood }) !== undefined);
}

interface Story {
  readonly text: string;
  readonly turns: readonly Turn[];
  readonly understood: Understanding;
}

/** The stretch that a place in the joined story lies in. */
function segmentAt({ turns }: Story, offset: number): Segment | undefined {
  let from = 0;
  for (const { segment } of turns) {
    if (offset < from + segment.text.length + 1) return segment;
    from += segment.text.length + 1;
  }
  return turns.at(-1)?.segment;
}

type Labelled = 'type' | 'department' | 'governorate' | 'axis' | 'importance';

/** Where no words stand for it, the stretch that alone says it most surely. */
function fromLabel(name: Labelled, story: Story): DraftField {
  const label: Label = story.understood[name];
  if (label.value === null) return EMPTY;
  const [why] = label.why;
  const alone = story.turns
    .filter(({ understood }) => understood[name].value === label.value)
    .sort((one, other) => other.understood[name].confidence - one.understood[name].confidence)[0];
  const segment = (why && segmentAt(story, why.start)) ?? alone?.segment ?? story.turns[0]?.segment;
  const alternatives = label.alternatives.slice(0, 3);
  return { value: label.value, confidence: label.confidence, source: segment ? sourceOf(segment) : null, alternatives };
}

/** "Which department?" "الجوازات": a bare name counts there. */
function named(turns: readonly Turn[], read: (text: string) => Understanding): DraftField | undefined {
  const answer = turns.findLast(
    ({ asked, understood }) => asked === 'department' && !SMALL_TALK.includes(understood.act.value ?? ''),
  );
  const { department } = answer ? read(answer.segment.text) : { department: undefined };
  if (!answer || !department || department.value === null) return undefined;
  return {
    ...field(department.value, department.confidence, answer.segment),
    alternatives: department.alternatives.slice(0, 3),
  };
}

const WANTED: readonly DraftFieldName[] = ['description', 'type', 'department', 'location', 'name', 'phone'];
/** Below this it is asked rather than taken. */
const SURE: Readonly<Partial<Record<DraftFieldName, number>>> = { type: 0.6, department: 0.6 };

function missingIn(fields: Readonly<Record<DraftFieldName, DraftField>>, atPlace: boolean): DraftFieldName[] {
  return WANTED.filter((name) => {
    if (name === 'location' && !atPlace) return false;
    return fields[name].value === null || fields[name].confidence < (SURE[name] ?? 0);
  });
}

export function createAssist({ understand, directory, now }: AssistDeps): Assist {
  const known = new Map<string, Understanding>();
  let version: unknown;

  return async (segments, caller) => {
    const rows = await directory();
    if (version !== rows.version) known.clear();
    version = rows.version;
    const read = (text: string, namesDepartment = false): Understanding => {
      const key = `${namesDepartment ? 'd' : ''}:${text}`;
      const before = known.get(key);
      if (before) return before;
      const context = { directory: rows, now: now().toISOString(), ...(namesDepartment && { namesDepartment }) };
      const understood = understand(text, context);
      if (known.size >= KEPT) known.clear();
      known.set(key, understood);
      return understood;
    };
    return draftOf(segments, caller, read);
  };
}

function draftOf(
  segments: readonly Segment[],
  caller: string | null,
  read: (text: string, namesDepartment?: boolean) => Understanding,
): CallDraft {
  const turns = turnsOf(segments, read);
  const told = turns.filter(isStory);
  const text = told.map(({ segment }) => segment.text).join('\n');
  const story: Story = { text, turns: told, understood: read(text) };
  const label = (name: Labelled) => (told.length === 0 ? EMPTY : fromLabel(name, story));
  const sure = Math.max(
    0,
    ...told.map(({ understood }) => (understood.act.value === 'request' ? understood.act.confidence : 0.5)),
  );
  const first = told[0];
  const shown: DraftField = caller === null ? EMPTY : { ...EMPTY, value: caller, confidence: BY_NETWORK };
  const department = label('department');
  const answered = named(turns, (words) => read(words, true));
  const fields = {
    type: label('type'),
    description: first ? { ...field(text, sure, first.segment) } : EMPTY,
    department: answered && answered.confidence >= department.confidence ? answered : department,
    governorate: label('governorate'),
    location: locationFrom(turns) ?? EMPTY,
    axis: label('axis'),
    importance: label('importance'),
    name: turns.map(nameIn).findLast((found) => found !== undefined) ?? EMPTY,
    phone: phoneFrom(turns, read) ?? shown,
  };
  return {
    ...fields,
    missing: missingIn(fields, story.understood.atPlace),
    emergency: turns.some(({ understood }) => understood.act.value === 'emergency'),
    lang: turns.length > 0 && story.understood.lang.value === 'en' ? 'en' : 'ar',
  };
}
