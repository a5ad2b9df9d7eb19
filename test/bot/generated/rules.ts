/** What holds in every turn of every conversation. Pure: a turn in, its breaches out. */
import { Value } from 'typebox/value';
import { NewRequest } from '../../../api/contract/request.ts';
import { toRequest } from '../../../bot/engine/draft.ts';
import type { Effect } from '../../../bot/engine/effect.ts';
import { isDraft } from '../../../bot/engine/flow.ts';
import type { Frame, State } from '../../../bot/engine/state.ts';
import { slipsIn } from '../../simulation/etiquette.ts';
import type { Turn } from './talk.ts';

export type Rule = (turn: Turn) => readonly string[];

const understandingOf = ({ event }: Turn) => (event.kind === 'message' ? event.understanding : undefined);

const alwaysAnswered: Rule = ({ event, said }) =>
  event.kind === 'message' && said.length === 0 ? ['nothing is said'] : [];

/** A flow's own question has a name of its own. */
const isOwn = ({ flows, after }: Turn, slip: string) =>
  slip === `unknown ask "${after.waiting?.slot}"` &&
  flows.flows[after.waiting?.flow ?? '']?.slots?.[after.waiting?.slot ?? ''] !== undefined;

const wellFormed: Rule = (turn) => {
  if (turn.said.length === 0) return [];
  const slips = slipsIn(turn.said.map(({ text, inputHint, sawt = {} }) => ({ text, inputHint, sawt })));
  return slips.filter((slip) => !isOwn(turn, slip));
};

const oneQuestion: Rule = ({ replies }) => {
  const asks = replies.filter(({ kind }) => kind === 'ask').length;
  if (asks > 1) return [`${asks} questions in a turn`];
  return asks === 1 && replies.at(-1)?.kind !== 'ask' ? ['something is said after the question'] : [];
};

/** What is open is what was asked last. */
const openIsAsked: Rule = ({ said, after }) => {
  const ask = said.at(-1)?.sawt?.ask;
  return ask !== undefined && ask !== after.waiting?.slot ? [`asked ${ask}, waits for ${after.waiting?.slot}`] : [];
};

/** A flow under way always has a question open. */
const neverStuck: Rule = ({ after }) =>
  after.frames.length > 0 && !after.waiting ? ['a flow is open and nothing is asked'] : [];

const drafts = ({ frames }: State, { flows }: Turn) => frames.filter((frame) => isDraft(flows, frame));

const ownKeys: Rule = (turn) => {
  const keys = drafts(turn.after, turn).map(({ id }) => id);
  return new Set(keys).size === keys.length ? [] : ['two drafts under one key'];
};

/** What a person may say to take a value back, or to give another. */
function mayChange(turn: Turn, slot: string): boolean {
  const { before } = turn;
  const understanding = understandingOf(turn);
  if (!understanding || slot === 'confirm') return true;
  const moves = understanding.moves.map(({ kind }) => kind);
  if (before.waiting?.slot === slot || before.waiting?.changing) return true;
  if (understanding.act.value === 'back' || moves.includes('correct') || moves.includes('names')) return true;
  // Who keeps the name back files without contact.
  if (moves.includes('anonymous') || moves.includes('kept_back')) return true;
  if (slot === 'type' && moves.includes('opener')) return true;
  if (before.waiting?.slot === 'governorate' && slot === 'department') return true;
  if (moves.includes('belongs') && slot === 'department') return true;
  const atSummary = before.waiting?.slot === 'confirm';
  if (atSummary && slot === 'department' && understanding.bodyAlone) return true;
  if (atSummary && slot === 'type' && moves.includes('headed')) return true;
  return understanding.entities.some(({ kind }) => kind === slot);
}

function lostFrom(frame: Frame, now: Frame, turn: Turn): string[] {
  return Object.entries(frame.slots).flatMap(([slot, filled]) => {
    if (filled.from === 'guessed' || mayChange(turn, slot)) return [];
    const kept = now.slots[slot];
    if (kept === undefined) return [`${slot} "${filled.value}" is lost`];
    return kept.value === filled.value ? [] : [`${slot} "${filled.value}" became "${kept.value}"`];
  });
}

/** A filled slot is never lost unasked, nor changed; words and files of a draft stay as long as it does. */
const nothingLost: Rule = (turn) =>
  turn.before.frames.flatMap((frame) => {
    const draft = isDraft(turn.flows, frame);
    const now = turn.after.frames.find((each) => each.id === frame.id && isDraft(turn.flows, each) === draft);
    if (!now) return [];
    const files = frame.files.filter(({ id }) => !now.files.some((file) => file.id === id));
    const words = frame.description.filter((told) => !now.description.includes(told));
    return [
      ...lostFrom(frame, now, turn),
      ...files.map(({ id }) => `file ${id} is lost`),
      ...(mayChange(turn, 'description') ? [] : words.map((told) => `words are lost: ${told.slice(0, 60)}`)),
    ];
  });

const filings = ({ effects }: Turn) =>
  effects.flatMap(({ effect, outcome }) => (effect.kind === 'file_request' ? [{ effect, outcome }] : []));

/** A draft goes when it is filed, when its words went to the request that it repeats, or when the person is told so. */
const nothingVanishes: Rule = (turn) => {
  const { patterns } = turn.flows;
  const told = [patterns.cancelled, patterns.put_aside, patterns.restarted, patterns.left_for_now];
  const letGo = turn.replies.some((reply) => told.some(({ en }) => en === reply.text.en));
  return drafts(turn.before, turn).flatMap(({ id }) => {
    const stays = turn.after.frames.some((frame) => frame.id === id);
    const filed = filings(turn).some(({ effect, outcome }) => effect.key === id && outcome.kind === 'filed');
    const added = turn.effects.some(
      ({ effect, outcome }) => effect.kind === 'add_to_duplicate' && outcome.kind === 'done',
    );
    return stays || filed || added || letGo ? [] : [`draft ${id} vanished`];
  });
};

/** Filed only after its summary, and as the summary showed it. */
const filedAsShown: Rule = (turn) =>
  filings(turn).flatMap(({ effect }) => {
    const { before } = turn;
    const faults = Value.Check(NewRequest, effect.request) ? [] : ['a request that the API would refuse'];
    if (before.waiting?.slot !== 'confirm' || before.waiting.changing)
      return [...faults, 'filed without a yes to its summary'];
    const shown = before.frames.find(({ id }) => id === effect.key);
    return [...faults, ...(shown ? differing(effect, shown) : ['another draft was shown'])];
  });

/** A file that comes with the yes goes along: it was announced in the same turn. How a label came about is not shown. */
function differing({ request }: Effect & { kind: 'file_request' }, shown: Frame): string[] {
  const { attachments: _, decided: __, ...filed } = request;
  const { attachments: ___, ...expected } = toRequest(shown, request.type, request.lang ?? 'ar');
  const [one, other] = [JSON.stringify(filed), JSON.stringify(expected)];
  return one === other ? [] : [`filed ${one}, shown ${other}`];
}

/** Whoever files once is told one number, once. */
const numberTold: Rule = (turn) => {
  const filed = filings(turn).filter(({ outcome }) => outcome.kind === 'filed').length;
  const told = turn.said.filter(({ sawt }) => sawt?.reference !== undefined).length;
  return filed === told ? [] : [`${filed} filed, ${told} numbers told`];
};

export const RULES: readonly Rule[] = [
  alwaysAnswered,
  wellFormed,
  oneQuestion,
  openIsAsked,
  neverStuck,
  ownKeys,
  nothingLost,
  nothingVanishes,
  filedAsShown,
  numberTold,
];

/** What is remembered is plain JSON, since it is kept in one row. */
export const isPlain = (state: State) => JSON.stringify(JSON.parse(JSON.stringify(state))) === JSON.stringify(state);

/** How often the last question was put, in the same words, with no other between. */
export interface Insistence {
  readonly question: string;
  readonly times: number;
}

export function insisting({ question, times }: Insistence, { said }: Turn): Insistence {
  const last = said.at(-1);
  if (last === undefined) return { question, times };
  const now = last.sawt?.ask === undefined ? '' : `${last.sawt.ask} ${last.text}`;
  return now !== '' && now === question ? { question, times: times + 1 } : { question: now, times: 1 };
}
