/**
 * The engine's one door: flows, state and event in; state, replies and effects out. Pure, synchronous, total:
 * it executes nothing and never throws on what a person says.
 */
import { MOST_FILES } from '../../api/contract/media.ts';
import type { EffectName, Flows } from '../../flows/language.ts';
import { advance, offerAgain } from './advance.ts';
import { answerQuestion, leave } from './answer.ts';
import { type Applied, line, told, withoutWaiting } from './applied.ts';
import type { Command } from './command.ts';
import { correct } from './correct.ts';
import { withGuesses } from './decided.ts';
import { pointInWords } from './draft.ts';
import { applyEdit } from './edited.ts';
import type { Effect } from './effect.ts';
import type { Event, MessageEvent, RequestNewsEvent, StartEvent } from './event.ts';
import { cardFacts } from './facts.ts';
import { allSteps, flowFiling, flowStartedBy, isDraft, wordingOf } from './flow.ts';
import { calledBack, heardBy, onDesk } from './human.ts';
import { insist } from './insist.ts';
import { interpret } from './interpret.ts';
import { settle } from './outcome.ts';
import { newCode } from './outcome-after.ts';
import { changeLanguage, invite, miss, repair } from './repair.ts';
import type { Reply } from './reply.ts';
import { confirmed, said } from './slots.ts';
import { type Frame, front, newFrame, type State, withFront } from './state.ts';
import { later, note, startRequest, tellMore, unnamed } from './tell.ts';
import { carriedOver, offeredAgain, remind, returned, withOffer } from './unfinished.ts';
import { grant } from './wishes.ts';

export interface Step {
  readonly state: State;
  readonly replies: readonly Reply[];
  readonly effects: readonly Effect[];
}

export const step = (flows: Flows, state: State, event: Event): Step =>
  remembering(insist(flows, state, taken(flows, carriedOver(flows, state), event)));

const remembering = (taken: Step): Step => ({ ...taken, state: withGuesses(taken.state) });

function taken(flows: Flows, state: State, event: Event): Step {
  switch (event.kind) {
    case 'message':
      return onMessage(flows, state, event);
    case 'start':
      return onStart(flows, state, event);
    case 'silence':
      return onSilence(flows, state);
    case 'news':
      return onNews(flows, state, event);
    case 'desk':
      return walkOn(flows, onDesk(flows, state, event));
    case 'outcome':
      return walkOn(flows, settle(flows, state, event.outcome));
  }
}

function onSilence(flows: Flows, state: State): Step {
  const reminded = remind(flows, state);
  return reminded ? walkOn(flows, reminded) : { state, replies: [], effects: [] };
}

function onStart(flows: Flows, state: State, { id, lang, at, left }: StartEvent): Step {
  if (state.met) {
    const again = offeredAgain(flows, state, at);
    return { ...(again ?? { state, replies: [] }), effects: [] };
  }
  const met: State = { ...state, met: true, lang: lang ?? state.lang };
  if (left) return introducing(flows, walkOn(flows, told(withOffer(flows, met, id, left))));
  const greeted = invite(flows, met, 'greeting');
  return { state: greeted.state, replies: [line(flows, 'disclosure'), ...greeted.replies], effects: [] };
}

const introducing = (flows: Flows, walked: Step): Step => ({
  ...walked,
  replies: [line(flows, 'disclosure'), ...walked.replies],
});

/** The first-contact line comes before whatever the first message is answered with. */
function onMessage(flows: Flows, state: State, event: MessageEvent): Step {
  if (state.human) return walkOn(flows, heardBy(flows, state, event) ?? calledBack(flows, state));
  const back = returned(flows, state);
  let applied: Applied = told({ ...back.state, met: true }, back.replies);
  const commands = interpret(flows, state, event);
  const introduced = state.met || commands.some(({ kind }) => kind === 'identity');
  const before = introduced ? [] : [line(flows, 'disclosure')];
  for (const command of commands) {
    const next = apply(flows, applied.state, command);
    applied = told(next.state, [...applied.replies, ...next.replies]);
  }
  const missed = commands.some((command) => command.kind === 'miss');
  const calm = missed ? applied.state : { ...applied.state, misses: 0 };
  const heard = { ...calm, ...(event.at !== undefined && { heardAt: event.at }) };
  const walked = neverSilent(flows, walkOn(flows, told(heard, applied.replies)));
  return { ...walked, replies: [...before, ...walked.replies] };
}

/** Whoever writes is answered, if only by the invitation. */
function neverSilent(flows: Flows, walked: Step): Step {
  if (walked.replies.length > 0 || walked.effects.length > 0) return walked;
  return { ...invite(flows, walked.state, 'greeting'), effects: [] };
}

/** Applied commands, then as far as the flow goes; a question already put is not put twice. */
function walkOn(flows: Flows, applied: Applied): Step {
  const { human, calling } = applied.state;
  if (human || calling) return { ...applied, effects: calling ? [{ kind: 'find_human' }] : [] };
  if (applied.replies.at(-1)?.kind === 'ask') return { state: applied.state, replies: applied.replies, effects: [] };
  const walk = isOffer(applied.state) ? offerAgain(flows, applied.state) : advance(flows, applied.state);
  return { state: walk.state, replies: [...applied.replies, ...walk.replies], effects: walk.effects };
}

/** "Shall we go on?" stands between flows and is put again as it was. */
const isOffer = (state: State) =>
  (state.waiting?.slot === 'resume' && front(state)?.facts.from === undefined) ||
  state.waiting?.slot === 'next_request';

function apply(flows: Flows, state: State, command: Command): Applied {
  switch (command.kind) {
    case 'answer':
      return answered(flows, state, command);
    case 'request':
      return startRequest(flows, state, command);
    case 'tell_more':
      return tellMore(flows, state, command.event);
    case 'correct':
      return correct(flows, state, command.event, command.move);
    case 'act':
      return repair(flows, state, command.act, command.event);
    case 'leave':
      return leave(flows, state);
    case 'nod':
      return state.filed.length > 0 ? told(state, [line(flows, 'acknowledged')]) : invite(flows, state, 'greeting');
    case 'identity':
      return told(state, [line(flows, 'disclosure')]);
    case 'why':
      return told(state, command.text ? [{ kind: 'say', text: command.text, facts: {} }] : []);
    case 'repeat':
      return told(state);
    case 'language':
      return changeLanguage(flows, state, command.lang, command.asked);
    case 'anonymous':
      return anonymous(state);
    case 'note':
      return note(flows, state, command.event);
    case 'attach':
      return attach(flows, state, command.event);
    case 'lost':
      return told(state, [line(flows, 'file_lost')]);
    case 'edit':
      return applyEdit(flows, state, command);
    case 'place':
      return place(flows, state, command.event);
    case 'status':
      return status(flows, state, command);
    case 'wish':
      return grant(flows, state, command);
    case 'new_code':
      return renewCode(flows, state, command.phone);
    case 'aside':
      return told(state, [line(flows, command.aside)]);
    case 'later':
      return later(flows, state, command.event);
    case 'known':
      return told(state, answerOf(flows, command.card));
    case 'on_behalf':
      return onBehalf(state, command.relation);
    case 'miss':
      return miss(flows, state);
  }
}

/** A kind picked at rest opens its flow; everything else answers the flow in front. */
function answered(flows: Flows, state: State, command: Command & { kind: 'answer' }): Applied {
  const picked = command.reading.kind === 'value' ? command.reading.filled : undefined;
  if (front(state) || state.waiting?.slot !== 'type' || !picked) return answerQuestion(flows, state, command);
  const frame: Frame = { ...newFrame(command.event.id, 'request'), slots: { type: picked } };
  return told({ ...state, frames: [frame] });
}

/** The card as an inquiry says it. */
function answerOf(flows: Flows, card: string): Reply[] {
  const steps = allSteps(flows.flows[flowFiling(flows, 'inquiry') ?? '']);
  const text = steps.flatMap((each) => ('say' in each && each.say === 'card' ? (wordingOf(each) ?? []) : []))[0];
  return text ? [{ kind: 'say', text, facts: cardFacts({ facts: { card } }, flows) }] : [];
}

function renewCode(flows: Flows, state: State, phone: string | undefined): Applied {
  const frame = front(state);
  return frame ? newCode(flows, state, frame, phone) : told(state);
}

function onBehalf(state: State, relation: string): Applied {
  const frame = front(state);
  if (!frame) return told(state);
  return told(withFront(state, { ...frame, slots: { ...frame.slots, on_behalf: said(relation) } }));
}

function anonymous(state: State): Applied {
  const frame = front(state);
  return told(frame ? withFront(state, unnamed(frame)) : state);
}

/** A file at any moment belongs to the draft in front, or opens one. */
function attach(flows: Flows, state: State, event: MessageEvent): Applied {
  const frame = front(state);
  if (frame && takesFiles(flows, frame)) {
    const files = [...frame.files, ...event.files];
    if (files.length > MOST_FILES) return told(state, [line(flows, 'attachments_full')]);
    const held = { ...frame, files, facts: { ...frame.facts, unsent: false } };
    return told(withFront(state, held), [line(flows, 'attachment_received')]);
  }
  // A status or a rating takes no file: say so rather than promise it.
  if (frame && !isDraft(flows, frame)) return told(state, [line(flows, 'attachment_not_taken')]);
  const last = state.filed.find(({ reference }) => reference === state.last);
  if (!frame && last && event.text.trim() === '') return offerFiles(flows, state, event, last.reference);
  const kept = frame ?? newFrame(event.id, 'request');
  const files = [...kept.files, ...event.files];
  if (files.length > MOST_FILES) return told(state, [line(flows, 'attachments_full')]);
  return told({ ...state, frames: [...state.frames.slice(0, -1), { ...kept, files }] }, [
    line(flows, 'attachment_kept'),
  ]);
}

const TAKING: readonly string[] = ['send_answer', 'add_to_request'] satisfies EffectName[];

const takesFiles = (flows: Flows, frame: Frame) =>
  allSteps(flows.flows[frame.flow]).some((step) => 'do' in step && TAKING.includes(step.do));

/** A picture soon after filing is likely of that matter: asked, never guessed. */
function offerFiles(flows: Flows, state: State, event: MessageEvent, reference: string): Applied {
  const flow = flowStartedBy(flows, { wish: 'add' });
  if (!flow) return told(state);
  const slots = { reference: confirmed(reference) };
  const frame: Frame = { ...newFrame(event.id, flow), files: event.files, slots, facts: { offered: true } };
  return told({ ...withoutWaiting(state), frames: [frame] });
}

/** A shared position, wherever it is shared. */
function place(flows: Flows, state: State, event: MessageEvent): Applied {
  const frame = front(state);
  if (!frame || !event.point) return told(state);
  const location = frame.slots.location ?? said(pointInWords({ point: event.point }) ?? '');
  const placed = { ...frame, point: event.point, slots: { ...frame.slots, location } };
  return told(withFront(state, placed), [line(flows, 'place_kept')]);
}

function status(flows: Flows, state: State, command: Command & { kind: 'status' }): Applied {
  const known = command.reference ?? onlyFiled(state);
  const frame = newFrame(command.event.id, flowStartedBy(flows, { act: 'status_query' }) ?? 'status');
  const { waiting: _, ...rest } = state;
  const open = (told: Frame): State => ({ ...rest, frames: [...state.frames, told] });
  // A number was meant: whoever mistyped it is asked for it again, not told of another.
  if (!command.valid) return told(open({ ...frame, done: ['do find_mine'] }), [line(flows, 'invalid_reference')]);
  return told(open(known === undefined ? frame : { ...frame, slots: { reference: confirmed(known) } }));
}

/** With one request filed here, "my request" is that one. */
const onlyFiled = (state: State) => (state.filed.length === 1 ? state.filed[0]?.reference : undefined);

const newsFacts = ({ what, text }: RequestNewsEvent): Frame['facts'] => {
  if (what === 'asked') return { question: text };
  return what === 'replied' ? { answer: text } : {};
};

/** What was open about the same request is overtaken, and a draft is ended first. A question, an answer, the closing: each opens the flow that the YAML names for it. */
function onNews(flows: Flows, state: State, event: RequestNewsEvent): Step {
  const flow = flowStartedBy(flows, { event: event.what });
  // What no flow tells is nothing to the citizen: the open question is not put again for it.
  if (!flow) return { state, replies: [], effects: [] };
  const facts = { reference: event.reference, canRate: true, ...newsFacts(event) };
  const { waiting: _, ...rest } = { ...state, last: event.reference };
  // A closing overtakes nothing but another: the answer before it is still to be rated.
  const overtaken = (frame: Frame) =>
    !isDraft(flows, frame) &&
    frame.facts.reference === event.reference &&
    (event.what !== 'closed' || frame.flow === flow);
  const frames = state.frames.filter((frame) => !overtaken(frame));
  const news = { ...newFrame(event.id, flow), facts };
  const open = frames.at(-1);
  // While a person holds the conversation it waits on top, and is told when they are gone.
  if (state.human) return walkOn(flows, told({ ...rest, frames: [...frames, news] }));
  if (!open || !holdsBack(flows, state, open)) return walkOn(flows, told({ ...rest, frames: [...frames, news] }));
  const about = { reference: { reference: event.reference }, ...(event.text !== null && { news: event.text }) };
  const words = line(flows, event.text === null ? 'news_waiting' : 'news_told', { facts: about });
  return walkOn(flows, told({ ...state, frames: [...frames.slice(0, -1), news, open] }, [words]));
}

/** Questions whose next "yes" or "5" must not become the answer to somebody else's question. */
const HELD = ['answer', 'rating', 'rating_reason', 'satisfied', 'code'];

function holdsBack(flows: Flows, state: State, open: Frame): boolean {
  return state.waiting !== undefined && (isDraft(flows, open) || HELD.includes(state.waiting.slot));
}
