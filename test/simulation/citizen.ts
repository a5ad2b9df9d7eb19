/**
 * A citizen's mind: from what is open to what they say next. Pure. Reads which question is open and its options; of the
 * words on the screen only whether the summary names the right department and kind, as a person would see at a glance.
 */
import { type Behaviour, behavioursOf, type Facts, goalOf, listOf, type Persona } from './persona.ts';
import { namedIn, nameOf } from './world.ts';

export interface Choice {
  readonly id: string;
  readonly label: string;
}

/** A turn of the other side, as a client sees it. */
export interface Heard {
  readonly ask: string | null;
  readonly options: readonly Choice[];
  readonly text: string;
  /** Numbers told so far in the talk. */
  readonly references: readonly string[];
}

/** One thing a citizen does. `matter`: whether its words belong to the story. */
export interface Move {
  readonly text: string;
  readonly optionId?: string;
  readonly file?: NonNullable<Behaviour['file']>;
  readonly awayHours?: number;
  readonly matter: 'yes' | 'no' | 'maybe';
  /** The behaviour that this shows; an answer shows none. */
  readonly shows?: Behaviour['does'];
  readonly ends?: boolean;
}

export interface Citizen {
  open(): Move;
  /** Undefined: nothing is left to say. */
  next(heard: Heard): Move | undefined;
  /** The facts as they are now, corrections made. */
  facts(): Facts | undefined;
}

const DO_NOT_KNOW = { ar: 'مش عارف', en: "I don't know", 'ar-Latn': 'mish 3aref' } as const;
const RATHER_NOT = { ar: 'بدون', en: 'skip', 'ar-Latn': 'bala esem' } as const;
const GO_ON = { ar: 'كمّل', en: 'go on', 'ar-Latn': 'kammel' } as const;
const YES = { ar: 'نعم', en: 'yes', 'ar-Latn': 'aywa' } as const;
const NO = { ar: 'لا', en: 'no', 'ar-Latn': 'la' } as const;
const SOMEWHERE = {
  ar: 'جنب الجامع الكبير',
  en: 'next to the big mosque',
  'ar-Latn': 'janb el jame3 el kbeer',
} as const;

const CODED = ['type', 'department', 'governorate', 'axis'] as const;

export function createCitizen(persona: Persona): Citizen {
  const { lang, answers = {}, picks = 'says', matter = [] } = persona;
  let facts = persona.facts;
  let told = 0;
  let idle = 0;
  const asked: Record<string, number> = {};
  const corrected = new Set<string>();
  const plans = behavioursOf(persona)
    .filter(({ at }) => at !== undefined)
    .map((behaviour) => ({ behaviour, left: [...listOf(behaviour.says)] }));

  const plain = (text: string, more: Partial<Move> = {}): Move => ({ text, matter: 'no', ...more });
  const expected = 1 + (persona.also?.length ?? 0);

  const perform = (plan: (typeof plans)[number]): Move => {
    const { does, file, away, taps, changes, matter: ofMatter, ends } = plan.behaviour;
    const text = plan.left.shift() ?? '';
    if (plan.left.length === 0) plans.splice(plans.indexOf(plan), 1);
    if (changes && facts) facts = { ...facts, ...changes };
    // Whoever starts over tells it from the beginning.
    if (does === 'starts_over') told = 0;
    return {
      text,
      matter: ofMatter === true ? 'yes' : ofMatter === 'maybe' ? 'maybe' : 'no',
      shows: does,
      ...(file !== undefined && { file }),
      ...(away !== undefined && { awayHours: away }),
      ...(taps !== undefined && { optionId: taps }),
      ...(ends !== undefined && { ends }),
    };
  };
  const planned = (...moments: readonly string[]) =>
    plans.find(({ behaviour }) => moments.includes(behaviour.at ?? ''));

  const tell = (): Move | undefined => {
    const text = matter[told];
    if (text === undefined) return undefined;
    told += 1;
    // A vague opening may be no more than "I have a matter".
    return { text, matter: told === 1 && !persona.clear ? 'maybe' : 'yes' };
  };

  /** An offered option, taken this person's way. */
  const pick = ({ options }: Heard, id: string): Move => {
    const index = options.findIndex((option) => option.id === id);
    const label = options[index]?.label ?? id;
    if (picks === 'taps') return plain(label, { optionId: id });
    return plain(picks === 'number' ? String(index + 1) : label);
  };

  const own = (ask: string): Move | undefined => {
    const words = listOf(answers[ask]);
    const text = words[Math.min((asked[ask] ?? 1) - 1, words.length - 1)];
    return text === undefined ? undefined : plain(text);
  };

  const offered = (heard: Heard, ids: readonly (string | null)[]): Move | undefined => {
    const id = ids.find((each) => heard.options.some((option) => option.id === each));
    return typeof id === 'string' ? pick(heard, id) : undefined;
  };

  const coded = (ask: (typeof CODED)[number], heard: Heard): Move => {
    const right: readonly (string | null)[] = listOf<string | null>(facts?.[ask] as string | readonly string[]);
    const first = right[0];
    const shown = offered(heard, right);
    if (shown) return shown;
    if (typeof first === 'string') return plain(nameOf(ask, first, lang === 'en' ? 'en' : 'ar'));
    return offered(heard, ['skip']) ?? plain(DO_NOT_KNOW[lang]);
  };

  const check = (heard: Heard): Move => {
    for (const slot of ['department', 'type'] as const) {
      const words = persona.if_wrong?.[slot];
      const named = namedIn(heard.text, slot);
      const right: readonly (string | null)[] = listOf<string | null>(facts?.[slot] as string | readonly string[]);
      const wrong = named.length > 0 && !named.some((code) => right.includes(code));
      if (words === undefined || !wrong || corrected.has(slot)) continue;
      corrected.add(slot);
      return plain(words);
    }
    return offered(heard, ['yes']) ?? plain(YES[lang]);
  };

  const yesOrNo = (heard: Heard, yes: boolean): Move =>
    offered(heard, [yes ? 'yes' : 'no']) ?? plain(yes ? YES[lang] : NO[lang]);

  const given = (value: string | null | undefined): Move => plain(value ?? RATHER_NOT[lang]);

  const again = (): Move => ({ text: matter.at(-1) ?? DO_NOT_KNOW[lang], matter: 'maybe' });

  const answer = (heard: Heard, ask: string): Move | undefined => {
    if (ask === 'description') return tell() ?? own(ask) ?? (asked[ask] === 1 ? again() : undefined);
    const words = own(ask);
    if (words && (ask !== 'confirm' || asked[ask] === 1)) return words;
    if (CODED.some((slot) => slot === ask)) return coded(ask as (typeof CODED)[number], heard);
    const answered: Readonly<Record<string, () => Move>> = {
      name: () => given(facts?.name),
      phone: () => given(facts?.phone),
      location: () => plain(facts?.place ?? SOMEWHERE[lang]),
      confirm: () => check(heard),
      anonymous: () => yesOrNo(heard, facts?.anonymous === true),
      satisfied: () => yesOrNo(heard, goalOf(persona) === 'answer'),
      duplicate: () => offered(heard, ['new']) ?? plain(NO[lang]),
      resume: () => yesOrNo(heard, true),
      next_request: () => yesOrNo(heard, heard.references.length < expected),
      reference: () => plain(persona.earlier ? '{reference}' : DO_NOT_KNOW[lang]),
    };
    return (answered[ask] ?? (() => offered(heard, ['skip', 'no']) ?? plain(DO_NOT_KNOW[lang])))();
  };

  const atRest = (): Move | undefined => {
    const more = tell();
    if (more) return more;
    idle += 1;
    return idle > 1 ? undefined : plain(GO_ON[lang]);
  };

  return {
    facts: () => facts,
    open: () => {
      const first = planned('start');
      return first ? perform(first) : (tell() ?? plain(GO_ON[lang]));
    },
    next(heard) {
      const { ask } = heard;
      if (ask !== null) asked[ask] = (asked[ask] ?? 0) + 1;
      const opening = told === 0 ? planned('start') : undefined;
      if (opening) return perform(opening);
      if (told === 0) {
        const first = tell();
        if (first) return first;
      }
      const files = goalOf(persona) === 'file';
      if (files && heard.references.length >= expected) {
        const last = planned('end');
        return last && perform(last);
      }
      const due = planned(...(ask === null ? [] : [ask, 'any']));
      if (due) return perform(due);
      if (goalOf(persona) === 'nothing' && plans.length === 0) return tell();
      if (ask !== null) return answer(heard, ask);
      return files ? atRest() : tell();
    },
  };
}
