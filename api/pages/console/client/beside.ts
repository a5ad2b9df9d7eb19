/**
 * What stands beside a call as it goes on: open requests that its words repeat, and the public answer that fits. Asked anew
 * whenever the words change; each may fail alone, and neither stops the work.
 */
import type { DraftFieldName, Segment } from '../../../contract/call.ts';
import type { FittingCard } from '../../../contract/card.ts';
import type { Duplicate } from '../../../contract/duplicate.ts';
import type { Caller } from './ask.ts';

export interface BesideState {
  readonly duplicates: readonly Duplicate[];
  readonly card: FittingCard | null;
}
export const NOTHING_BESIDE: BesideState = { duplicates: [], card: null };

/** Below the first a card is not shown, below the second in amber. */
const CARD_FITS = 0.55;
export const CARD_SURE = 0.75;

/** What is known of the call now. */
export interface Known {
  readonly values: Readonly<Record<DraftFieldName, string>>;
  readonly segments: readonly Segment[];
  /** Filed from it already: it repeats itself. */
  readonly except: readonly string[];
}

export interface Question {
  readonly phone: string;
  readonly draft: object;
  readonly except?: readonly string[];
}

/** Undefined until there is a number to look under and a matter to compare. */
export function repeatQuestion({ values, except }: Known): Question | undefined {
  const { phone, description, type, department, governorate, location, name } = values;
  if (phone === '' || description === '' || type === '') return undefined;
  const draft = {
    type,
    description,
    ...(department !== '' && { department }),
    ...(governorate !== '' && { governorate }),
    ...(location !== '' && { location }),
    ...(name !== '' && { requester: { name } }),
  };
  return { phone, draft, ...(except.length > 0 && { except }) };
}

const LATEST = 3;

/** The newest things the caller said, and the matter as a whole: a question may stand in either. */
export function questionTexts({ values, segments }: Known): readonly string[] {
  const said = segments.filter(({ speaker, text }) => speaker === 'caller' && text !== '').map(({ text }) => text);
  return [...new Set([...said.slice(-LATEST), values.description])].filter((text) => text !== '');
}

export interface Beside {
  look(known: Known): void;
  forget(): void;
}

interface Deps {
  readonly caller: Caller;
  readonly update: (patch: Partial<BesideState>) => void;
}

export function createBeside({ caller, update }: Deps): Beside {
  const asked = { duplicates: '', card: '' };

  /** Asks what has changed; an answer that something newer has overtaken is dropped. */
  const ask = async <Item>(name: 'duplicates' | 'card', path: string, question: object | undefined) => {
    const key = JSON.stringify(question ?? null);
    if (asked[name] === key) return undefined;
    asked[name] = key;
    if (question === undefined) return [];
    const told = await caller.post<{ items: readonly Item[] }>(path, question);
    return asked[name] === key && told.ok ? told.value.items : undefined;
  };

  const duplicates = async (known: Known) => {
    const items = await ask<Duplicate>('duplicates', '/v1/duplicates', repeatQuestion(known));
    if (items !== undefined) update({ duplicates: items });
  };
  const card = async (known: Known) => {
    const texts = questionTexts(known);
    const items = await ask<FittingCard>('card', '/v1/cards', texts.length === 0 ? undefined : { texts });
    if (items !== undefined) update({ card: items.find(({ confidence }) => confidence >= CARD_FITS) ?? null });
  };

  return {
    look: (known) => {
      void duplicates(known);
      void card(known);
    },
    forget: () => {
      asked.duplicates = '';
      asked.card = '';
      update(NOTHING_BESIDE);
    },
  };
}
