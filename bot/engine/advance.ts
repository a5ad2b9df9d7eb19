/**
 * Walks the flow in front from its first step until it must wait: for an answer, or for an effect.
 * The route is recomputed from the answers each time, so "back" and "change" only have to empty a slot.
 */
import { type Ask, type Notice, STAGE_NAMES, TYPE_NAMES } from '../../api/contract/vocabulary.ts';
import type {
  AskStep,
  CallStep,
  CheckStep,
  DoStep,
  Flow,
  Flows,
  PlainStep,
  SayStep,
  Text,
} from '../../flows/language.ts';
import { holds } from './condition.ts';
import { descriptionOf, isAnonymous, promiseKey, summaryOf, typeOf } from './draft.ts';
import type { Effect } from './effect.ts';
import { effectOf } from './effects.ts';
import { factsOf } from './facts.ts';
import { flowFiling, isDraft, slotSpec, wordingOf } from './flow.ts';
import { offersOf, pageOf } from './offers.ts';
import type { Offer, Reply, SummaryLine } from './reply.ts';
import { isSettled } from './slots.ts';
import { type Frame, front, newFrame, type OwnRequest, type State, withFront } from './state.ts';

export interface Walk {
  readonly state: State;
  readonly replies: readonly Reply[];
  readonly effects: readonly Effect[];
}

/** Asked in vain this often, a question that may stay open is left open. */
const ASKED_AT_MOST: Readonly<Record<string, number>> = {
  department: 2,
  governorate: 2,
  location: 1,
  name: 3,
  phone: 3,
  reference: 3,
  code: 4,
};
/** No flow is this long: a guard against two flows that send to each other. */
const LONGEST_ROUTE = 100;

/** The steps that now apply, in order, with `when` blocks opened. */
function stepsOf(flow: Flow, frame: Frame): PlainStep[] {
  const steps: PlainStep[] = [];
  for (const step of flow.steps) {
    if (!('steps' in step)) steps.push(step);
    else if (holds(step.when, frame)) steps.push(...step.steps);
  }
  return steps;
}

const isBehind = (frame: Frame, name: string) => frame.done.includes(name);
const conditionOf = (step: PlainStep) => ('when' in step ? step.when : undefined);

export function advance(flows: Flows, state: State): Walk {
  const replies: Reply[] = [];
  let current = state;
  for (let i = 0; i < LONGEST_ROUTE; i++) {
    const frame = front(current);
    if (!frame) return { state: current, replies, effects: [] };
    const outcome = nextStop(flows, current, frame);
    replies.push(...outcome.replies);
    current = outcome.state;
    if (outcome.stop) return { state: current, replies, effects: outcome.effects };
  }
  return { state: { ...current, frames: [] }, replies, effects: [] };
}

interface Stop extends Walk {
  readonly stop: boolean;
}

const go = (state: State, replies: readonly Reply[] = []): Stop => ({ state, replies, effects: [], stop: false });
const wait = (state: State, replies: readonly Reply[], effects: readonly Effect[] = []): Stop => ({
  state,
  replies,
  effects,
  stop: true,
});

/** The first step that is not behind us; past the last one the flow is over. */
function nextStop(flows: Flows, state: State, frame: Frame): Stop {
  const flow = flows.flows[frame.flow];
  if (!flow) return finish(flows, state);
  for (const step of stepsOf(flow, frame)) {
    if (!holds(conditionOf(step), frame)) continue;
    if ('ask' in step && isOpen(frame, step)) return known(state, frame, step) ?? ask(flows, state, frame, step);
    if ('check_answers' in step && !isSettled(frame, 'confirm')) {
      return sharedContact(state, frame) ?? check(flows, state, frame, step);
    }
    if ('say' in step && !isBehind(frame, `say ${step.say}`)) return say(flows, state, frame, step);
    if ('do' in step && !isBehind(frame, `do ${step.do}`)) return perform(state, frame, step);
    if ('call' in step && !isBehind(frame, called(step))) return call(state, frame, step);
    if ('go' in step) return turnTo(flows, state, frame, step.go);
    if ('end' in step) break;
  }
  return finish(flows, state);
}

function isOpen(frame: Frame, step: AskStep): boolean {
  if (isSettled(frame, step.ask)) return false;
  const limit = ASKED_AT_MOST[step.ask];
  return limit === undefined || (frame.tries[step.ask] ?? 0) < limit;
}

/** One contact block for every request of the conversation, where a request asks for it. */
function known(state: State, frame: Frame, { ask: slot }: AskStep): Stop | undefined {
  const given = state.contact[slot];
  // Whose name stands on a request for somebody else is asked, never taken from before.
  if (frame.slots.on_behalf && slot !== 'email') return undefined;
  return given && go(withFront(state, { ...frame, slots: { ...frame.slots, [slot]: given } }));
}

/** What was given for one request stands in the next, but never in a report that needs no name. */
function sharedContact(state: State, frame: Frame): Stop | undefined {
  if (isAnonymous(frame)) return undefined;
  const given = Object.entries(state.contact).filter(([slot]) => !frame.slots[slot] && !frame.skipped.includes(slot));
  return given.length === 0
    ? undefined
    : go(withFront(state, { ...frame, slots: { ...frame.slots, ...Object.fromEntries(given) } }));
}

/** A guess good enough to be named is asked about before the open question. */
function ask(flows: Flows, state: State, frame: Frame, step: AskStep): Stop {
  const spec = slotSpec(flows, frame.flow, step.ask);
  const times = frame.tries[step.ask] ?? 0;
  const offered = offersOf(step.offer ?? spec?.offer, frame, state, times);
  const wordings = step.again ?? spec?.again ?? [];
  const first = forSomebody(flows, frame, step.ask) ?? wordingOf(step) ?? spec?.ask;
  const again = wordings[Math.min(times, wordings.length) - 1];
  const text = offered.guess
    ? guessText(flows, step.ask, times === 0, again ?? first)
    : times > 0
      ? (again ?? first)
      : first;
  const facts = { ...factsOf(frame, flows), ...(offered.guess && { guess: offered.guess.fact }) };
  const reply: Reply = {
    kind: 'ask',
    text: text ?? NOTHING,
    facts,
    flow: frame.flow,
    slot: step.ask,
    offers: offered.offers,
    ...(step.offer === 'my_requests' && { summary: pageOf(frame).map(inList) }),
  };
  // What is still to be told has not been confirmed, whatever was before the flow changed.
  const { confirm: _, ...slots } = frame.slots;
  return wait(openQuestion(withFront(state, { ...frame, slots }), reply, offered.guess?.value), [reply]);
}

function forSomebody({ patterns }: Flows, frame: Frame, slot: string) {
  if (!frame.slots.on_behalf) return undefined;
  return { name: patterns.name_on_behalf, phone: patterns.phone_on_behalf }[slot];
}

/** A request as a line of the list. */
const inList = ({ reference, type, status, dueAt }: OwnRequest): SummaryLine => ({
  label: TYPE_NAMES[type],
  value: {
    parts: [
      { reference },
      ...(status ? [{ phrase: STAGE_NAMES[status] }] : []),
      ...(dueAt && status !== 'answered' && status !== 'closed' ? [{ moment: dueAt }] : []),
    ],
  },
});

function guessText(flows: Flows, slot: string, first: boolean, otherwise: Text | undefined) {
  if (!first && otherwise) return otherwise;
  return slot === 'type' ? flows.patterns.guess_type : flows.patterns.guess_department;
}

/** The state with this question open. */
export function openQuestion(state: State, reply: Reply & { kind: 'ask' }, guess?: string): State {
  const options = reply.offers.map((offer) => offer.id);
  const waiting = { slot: reply.slot, flow: reply.flow, options, ...(guess !== undefined && { guess }) };
  return { ...state, waiting };
}

const NOTHING: Text = { ar: '', en: '' };

const CONFIRM: readonly Offer['id'][] = ['yes', 'change', 'cancel'];

/** The summary; the promised date is fetched first, once for each type, axis and importance. */
function check(flows: Flows, state: State, frame: Frame, step: CheckStep): Stop {
  const type = typeOf(frame);
  if (type && frame.facts.promisedFor !== promiseKey(frame)) {
    const effect = effectOf('promise', frame, state);
    if (effect) return wait(state, [], [effect]);
  }
  const labels = flows.phrases;
  const names = { yes: labels.confirm_yes, change: labels.confirm_change, cancel: labels.confirm_cancel };
  const reply: Reply = {
    kind: 'ask',
    text: wordingOf(step) ?? NOTHING,
    facts: factsOf(frame, flows),
    flow: frame.flow,
    slot: 'confirm',
    offers: CONFIRM.map((id) => ({ id, label: names[id as keyof typeof names] })),
    summary: summaryOf(frame, flows),
    after: labels.invite,
  };
  return wait(openQuestion(state, reply), [reply]);
}

function say(flows: Flows, state: State, frame: Frame, step: SayStep): Stop {
  const behind = { ...frame, done: [...frame.done, `say ${step.say}`] };
  const filing = filingOf(frame, step.say);
  const reply: Reply = {
    kind: 'say',
    text: wordingOf(step) ?? NOTHING,
    facts: factsOf(frame, flows),
    ...(step.notice && { notice: step.notice satisfies Notice }),
    ...(filing && { filed: filing }),
  };
  return go(withFront(state, behind), [reply]);
}

/** The one message that confirms a filing carries its reference; it is the `say` named `filed`. */
function filingOf(frame: Frame, name: string) {
  const { reference, dueAt, followUpCode } = frame.facts;
  if (name !== 'filed' || typeof reference !== 'string' || typeof dueAt !== 'string') return undefined;
  return { reference, dueAt, ...(typeof followUpCode === 'string' && { followUpCode }) };
}

function perform(state: State, frame: Frame, step: DoStep): Stop {
  const effect = effectOf(step.do, frame, state);
  const { waiting: _, ...quiet } = state;
  if (effect) return wait(quiet, [], [effect]);
  return go(withFront(state, { ...frame, done: [...frame.done, `do ${step.do}`] }));
}

const called = (step: CallStep) => `call ${step.call} ${step.when ?? ''}`;

/** The other flow goes in front, once; past its end this one goes on. */
function call(state: State, frame: Frame, step: CallStep): Stop {
  const behind = { ...frame, done: [...frame.done, called(step)] };
  const above = newFrame(`${frame.id}:${step.call}:${frame.done.length}`, step.call);
  const { waiting: _, ...quiet } = withFront(state, behind);
  return go({ ...quiet, frames: [...quiet.frames, above] });
}

function turnTo(flows: Flows, state: State, frame: Frame, target: string): Stop {
  const type = typeOf(frame);
  const next = target === 'by_type' ? flowFiling(flows, type) : target;
  if (!next || next === frame.flow) return finish(flows, state);
  return go(withFront(state, { ...frame, flow: next }));
}

/** The flow in front is over: the next request of the message, or what was interrupted, is offered. */
function finish(flows: Flows, state: State): Stop {
  const done = front(state);
  const { waiting: _, ...rest } = state;
  const left: State = { ...rest, frames: state.frames.slice(0, -1) };
  const beneath = front(left);
  if (beneath && !isDraft(flows, beneath)) return go(left);
  if (beneath) return offerYesNo(flows, left, 'resume', { matter: excerpt(descriptionOf(beneath)) });
  const next = left.queue[0];
  const settled =
    done?.facts.reference !== undefined ||
    done?.slots.satisfied?.value === 'yes' ||
    done?.slots.duplicate?.value === 'add';
  if (next && settled) return offerYesNo(flows, left, 'next_request', { matter: excerpt(next.text) });
  return wait(left, []);
}

export function offerYesNo(
  flows: Flows,
  state: State,
  slot: 'resume' | 'next_request',
  facts: { matter: string },
): Stop {
  const reply: Reply = {
    kind: 'ask',
    text: flows.patterns[slot],
    facts,
    flow: front(state)?.flow ?? 'request',
    slot: slot satisfies Ask,
    offers: [
      { id: 'yes', label: flows.phrases.yes },
      { id: 'no', label: flows.phrases.no },
    ],
  };
  return wait(openQuestion(state, reply), [reply]);
}

/** Puts the open offer again, as it was. */
export function offerAgain(flows: Flows, state: State): Walk {
  const slot = state.waiting?.slot === 'next_request' ? 'next_request' : 'resume';
  const frame = front(state);
  const matter = slot === 'resume' && frame ? descriptionOf(frame) : (state.queue[0]?.text ?? '');
  return offerYesNo(flows, state, slot, { matter: excerpt(matter) });
}

export const excerpt = (text: string): string => {
  const letters = [...text.replace(/\s+/g, ' ')];
  return letters.length <= 60 ? letters.join('') : `${letters.slice(0, 57).join('')}...`;
};

/** The next request of a message that held several becomes a draft, with the contact block it shares. */
export function startQueued(state: State, id: string): State {
  const [next, ...queue] = state.queue;
  if (!next) return state;
  const { slots, description, atPlace, card, message } = next;
  const facts = { ...(card !== undefined && { card }), ...(message !== undefined && { message }) };
  const frame = { ...newFrame(id, 'request'), slots, description, atPlace, facts };
  return { ...state, queue, frames: [...state.frames, frame] };
}
