/** The repair patterns, once for every flow: what a dialog act does wherever it is said, and what a miss costs. */
import type { DialogAct, Lang, Notice } from '../../api/contract/vocabulary.ts';
import { REQUEST_TYPES } from '../../api/contract/vocabulary.ts';
import type { Flows, PatternName } from '../../flows/language.ts';
import { openQuestion } from './advance.ts';
import { cancel, leave } from './answer.ts';
import { type Applied, inVain, line, told, without, withoutPoint, withoutWaiting } from './applied.ts';
import { TOPIC, WORDS_BEYOND_ALARM } from './confidence.ts';
import type { MessageEvent } from './event.ts';
import { flowStartedBy, isDraft } from './flow.ts';
import { wordsIn } from './heard.ts';
import { callHuman } from './human.ts';
import type { Reply } from './reply.ts';
import { type Frame, front, newFrame, type State, withFront } from './state.ts';
import { offeredAgain, withOffer } from './unfinished.ts';

/** The open invitation: "tell me what happened, in your own words". */
export function invite(flows: Flows, state: State, pattern: PatternName): Applied {
  const reply: Reply = {
    kind: 'ask',
    text: flows.patterns[pattern],
    facts: {},
    flow: 'request',
    slot: 'description',
    offers: [],
  };
  return told(openQuestion(state, reply), [reply]);
}

/** In mid-flow an act is answered in a word and the question stays open; at rest it is an invitation. */
function inPassing(flows: Flows, state: State, inFlow: PatternName, atRest: PatternName): Applied {
  return front(state) || state.waiting?.slot === 'next_request'
    ? told(state, [line(flows, inFlow)])
    : invite(flows, state, atRest);
}

function back(flows: Flows, state: State): Applied {
  const frame = front(state);
  if (frame && !isDraft(flows, frame)) return leave(flows, state);
  const last = frame?.answered.at(-1);
  if (!frame || last === undefined) return told(state, [line(flows, 'nothing_to_go_back_to')]);
  // The governorate has decided the department: they are undone together.
  const gone = last === 'governorate' && frame.ambiguous ? [last, 'department'] : [last];
  const undone: Frame = {
    ...(last === 'location' ? withoutPoint(frame) : frame),
    slots: without(frame.slots, ...gone),
    answered: frame.answered.slice(0, -1),
    skipped: frame.skipped.filter((slot) => !gone.includes(slot)),
    tries: { ...frame.tries, [last]: 0 },
    description: last === 'description' ? frame.description.slice(0, -1) : frame.description,
  };
  return told(withFront({ ...state, contact: without(state.contact, last) }, undone));
}

function restart(flows: Flows, state: State): Applied {
  const { waiting: _, ...rest } = state;
  return invite(flows, { ...rest, frames: [], queue: [] }, 'restarted');
}

/** Calm, twice; then a pause that any civil message ends. */
function abuse(flows: Flows, state: State): Applied {
  const times = state.abuses + 1;
  const pattern = times === 1 ? 'abuse_first' : times === 2 ? 'abuse_second' : 'abuse_pause';
  return told({ ...state, abuses: times }, [line(flows, pattern, { notice: 'abuse' satisfies Notice })]);
}

function emergency(flows: Flows, state: State, kept: boolean): Applied {
  const pattern = front(state) || kept ? 'emergency_kept' : 'emergency';
  return told(state, [line(flows, pattern, { notice: 'emergency' satisfies Notice })]);
}

function rate(flows: Flows, state: State, event: MessageEvent): Applied {
  const last = state.filed.at(-1);
  if (!last) return told(state, [line(flows, 'nothing_to_rate')]);
  const frame = {
    ...newFrame(event.id, flowStartedBy(flows, { act: 'rate' }) ?? 'rating'),
    facts: { reference: last.reference, canRate: true },
  };
  return told({ ...state, frames: [...state.frames, frame] });
}

export function changeLanguage(flows: Flows, state: State, lang: Lang, announce: boolean): Applied {
  const changed = { ...state, lang };
  if (!announce) return told(changed);
  if (front(state)) return told(changed, state.lang === lang ? [] : [line(flows, 'language_changed')]);
  return invite(flows, changed, 'greeting');
}

/** The first words here are a greeting, and something was begun elsewhere. */
function leftElsewhere(flows: Flows, state: State, { id, left }: MessageEvent): Applied | undefined {
  return left && !front(state) ? told(withoutWaiting(withOffer(flows, state, id, left))) : undefined;
}

/** Told kindly twice; whoever goes on is bidden goodbye, and not asked again. */
const MOST_STRAYS = 2;

/** Where to turn, when it is plain what is asked; then what any such question is told. */
function outOfScope(flows: Flows, state: State, { understanding: { elsewhere } }: MessageEvent): Applied {
  const answer = strayed(flows, state);
  const topic = elsewhere && elsewhere.confidence >= TOPIC ? flows.elsewhere[elsewhere.id] : undefined;
  if (topic === undefined) return answer;
  const { ar, en } = topic;
  return { ...answer, replies: [{ kind: 'say', text: { ar, en }, facts: {} }, ...answer.replies] };
}

function strayed(flows: Flows, state: State): Applied {
  const strays = (state.strays ?? 0) + 1;
  const frame = front(state);
  if (frame && isDraft(flows, frame)) return told({ ...state, strays }, [line(flows, 'out_of_scope_aside')]);
  if (frame || state.waiting?.slot === 'next_request') return inPassing(flows, state, 'out_of_scope', 'out_of_scope');
  if (strays > MOST_STRAYS) return told(withoutWaiting({ ...state, strays }), [line(flows, 'goodbye')]);
  return invite(flows, { ...state, strays }, 'out_of_scope');
}

type Repair = (flows: Flows, state: State, event: MessageEvent) => Applied;

const REPAIRS: Partial<Readonly<Record<DialogAct, Repair>>> = {
  greeting: (flows, state, event) =>
    offeredAgain(flows, state, event.at) ??
    leftElsewhere(flows, state, event) ??
    inPassing(flows, state, 'greeting_again', 'greeting'),
  thanks: (flows, state) => told(state, [line(flows, 'thanks')]),
  goodbye: (flows, state) => told(state, [line(flows, 'goodbye')]),
  help: (flows, state) => inPassing(flows, state, 'help', 'help'),
  out_of_scope: (flows, state, event) => outOfScope(flows, state, event),
  human_agent: (_flows, state) => callHuman(state),
  cancel: (flows, state) => cancel(flows, state),
  back: (flows, state) => back(flows, state),
  restart: (flows, state) => restart(flows, state),
  emergency: (flows, state, event) => emergency(flows, state, wordsIn(event.text) >= WORDS_BEYOND_ALARM),
  abuse: (flows, state) => abuse(flows, state),
  change_language: (flows, state) => changeLanguage(flows, state, state.lang === 'ar' ? 'en' : 'ar', true),
  rate,
};

export function repair(flows: Flows, state: State, act: DialogAct, event: MessageEvent): Applied {
  return REPAIRS[act]?.(flows, state, event) ?? told(state);
}

/** Not understood: two re-prompts, each more explicit, then a human. */
export function miss(flows: Flows, state: State): Applied {
  const misses = state.misses + 1;
  const frame = front(state);
  const slot = state.waiting?.slot;
  const counted: State = { ...(frame && slot ? withFront(state, inVain(frame, slot)) : state), misses };
  if (misses >= 3) return callHuman({ ...counted, misses: 0 }, true);
  const pattern = misses === 1 ? 'not_understood_first' : 'not_understood_second';
  if (slot === 'department' && (frame?.tries.department ?? 0) > 0)
    return told(counted, [line(flows, 'department_left_open')]);
  if (frame) return told(counted, [line(flows, pattern)]);
  return misses === 1 ? invite(flows, counted, pattern) : askKind(flows, counted);
}

/** At rest and still not understood: the kinds of request, to pick from. */
function askKind(flows: Flows, state: State): Applied {
  const reply: Reply = {
    kind: 'ask',
    text: flows.patterns.not_understood_second,
    facts: {},
    flow: 'request',
    slot: 'type',
    offers: REQUEST_TYPES.map((id) => ({ id })),
  };
  return told(openQuestion(state, reply), [reply]);
}
