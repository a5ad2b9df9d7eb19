/** What came of an effect, taken into the frame that asked for it. */
import type { Duplicate } from '../../api/contract/duplicate.ts';
import { REQUEST_TYPES } from '../../api/contract/vocabulary.ts';
import type { Flows, PatternName } from '../../flows/language.ts';
import { type Applied, line, told } from './applied.ts';
import { promiseKey, typeOf } from './draft.ts';
import type { Outcome } from './effect.ts';
import { allSteps } from './flow.ts';
import { answeredCall } from './human.ts';
import { codeJudged, codeNotSent, codeSent, mine, reopened } from './outcome-after.ts';
import type { Reply } from './reply.ts';
import { type Frame, front, type State, withFront } from './state.ts';
import { draftFound, draftTaken } from './unfinished.ts';

export function settle(flows: Flows, state: State, outcome: Outcome): Applied {
  if (outcome.kind === 'human') return answeredCall(flows, state, outcome);
  if (outcome.kind === 'failed' && outcome.effect === 'find_human')
    return answeredCall(flows, state, { kind: 'human', free: false, at: '' });
  const frame = front(state);
  if (!frame) return told(state);
  switch (outcome.kind) {
    case 'promised':
      return told(withFront(state, withFacts(frame, { promised: outcome.dueAt, promisedFor: promiseKey(frame) })));
    case 'filed':
      return told(filed(state, frame, outcome));
    case 'mine':
      return mine(flows, state, frame, outcome);
    case 'duplicate':
      return told(withFront(state, past(withFacts(frame, duplicateFacts(outcome.known)), 'find_duplicate')));
    case 'status':
      return told(status(state, frame, outcome));
    case 'code_sent':
      return codeSent(state, frame, outcome);
    case 'code_judged':
      return codeJudged(flows, state, frame, outcome);
    case 'draft_found':
      return draftFound(state, frame, outcome);
    case 'draft_taken':
      return draftTaken(flows, state, frame, outcome);
    case 'reopened':
      return reopened(state, frame, outcome);
    case 'done':
      return told(withFront(state, past(frame, outcome.effect)));
    case 'failed':
      return failed(flows, state, frame, outcome);
  }
}

const withFacts = (frame: Frame, facts: Frame['facts']): Frame => ({ ...frame, facts: { ...frame.facts, ...facts } });
const past = (frame: Frame, effect: string): Frame => ({ ...frame, done: [...frame.done, `do ${effect}`] });

function filed(state: State, frame: Frame, outcome: Outcome & { kind: 'filed' }): State {
  const { reference, dueAt, followUpCode } = outcome;
  const facts = { reference, dueAt, ...(followUpCode !== undefined && { followUpCode }) };
  const type = typeOf(frame) ?? REQUEST_TYPES[0];
  const { message } = frame.facts;
  const told = { reference, type, ...(typeof message === 'string' && { message }) };
  const known = { ...state, last: reference, filed: [...state.filed, told] };
  return withFront(known, past(withFacts(frame, facts), 'file_request'));
}

function status(state: State, frame: Frame, outcome: Outcome & { kind: 'status' }): State {
  const { reference, details } = outcome.view;
  const own = details !== undefined || state.filed.some((filed) => filed.reference === reference);
  const facts = { ...statusFacts(outcome), own };
  const code = frame.slots.code?.value;
  const opened = details !== undefined && code !== undefined ? { opened: { reference, code } } : {};
  return withFront({ ...state, last: reference, ...opened }, past(withFacts(frame, facts), 'find_status'));
}

function duplicateFacts(known: Duplicate | null): Frame['facts'] {
  if (known === null) return {};
  const { reference, type, department, status, dueAt } = known;
  return {
    knownReference: reference,
    knownType: type,
    knownDepartment: department,
    knownStatus: status,
    knownDueAt: dueAt,
  };
}

function statusFacts({ view, late }: Outcome & { kind: 'status' }): Frame['facts'] {
  const { details } = view;
  return {
    reference: view.reference,
    status: view.status,
    updatedAt: view.updatedAt,
    dueAt: view.dueAt,
    late,
    ...(details && {
      proven: true,
      ...(details.department !== null && { department: details.department }),
      ...(details.question !== null && { question: details.question }),
      ...(details.answer !== null && { answer: details.answer }),
      // What the citizen took back has no answer to rate.
      canRate: ['answered', 'closed'].includes(view.status) && details.answer !== null && details.stars === null,
    }),
  };
}

const isPattern = (flows: Flows, name: string | undefined): name is PatternName =>
  name !== undefined && name in flows.patterns;

/** The pattern that the step names for this kind of failure. */
function said(flows: Flows, frame: Frame, { effect, why }: Outcome & { kind: 'failed' }): PatternName {
  const step = allSteps(flows.flows[frame.flow]).find((each) => 'do' in each && each.do === effect);
  const named = step && 'do' in step ? (why === 'away' ? step.if_failed : step.if_refused) : undefined;
  return isPattern(flows, named) ? named : 'call_failed';
}

/** Filing failed: the draft is kept and its confirmation asked again. Anything else: said, and the flow let go. */
function failed(flows: Flows, state: State, frame: Frame, outcome: Outcome & { kind: 'failed' }): Applied {
  const { effect, why } = outcome;
  if (effect === 'promise') {
    return told(withFront(state, withFacts(frame, { promised: null, promisedFor: promiseKey(frame) })));
  }
  if (effect === 'file_request') return unconfirmed(flows, state, frame, said(flows, frame, outcome));
  if (effect === 'find_mine') return mine(flows, state, frame, { kind: 'mine', requests: [] });
  if (effect === 'find_draft') return draftFound(state, frame, { kind: 'draft_found' });
  if (effect === 'send_code') return codeNotSent(flows, state, frame);
  if (effect === 'find_duplicate') return told(withFront(state, past(frame, effect)));
  if (effect === 'add_to_duplicate') return notAdded(flows, state, frame, outcome);
  if (why === 'unknown_reference' && effect === 'find_status')
    return told(withFront(state, past(withFacts(frame, { missing: true }), effect)));
  const words = line(flows, said(flows, frame, outcome));
  if (effect === 'send_answer' && why === 'away') return told(withFront(state, unanswered(frame)), [words]);
  return told({ ...state, frames: state.frames.slice(0, -1) }, [words]);
}

/** The known request takes nothing more: the draft is filed by itself. Away: which of the two is asked again. */
function notAdded(flows: Flows, state: State, frame: Frame, outcome: Outcome & { kind: 'failed' }): Applied {
  const words = line(flows, said(flows, frame, outcome));
  const { duplicate: _, ...slots } = frame.slots;
  if (outcome.why === 'away') return told(withFront(state, { ...frame, slots }), [words]);
  const { knownReference: __, ...facts } = frame.facts;
  return told(withFront(state, { ...frame, slots, facts }), [words]);
}

/** The answer did not arrive: it is asked for again, and the flow stays open. Files that came with it wait for its words. */
function unanswered(frame: Frame): Frame {
  const { answer: _, ...slots } = frame.slots;
  return { ...frame, slots, facts: { ...frame.facts, unsent: true } };
}

/** Not filed: yes tries again under the same key, so nothing can be filed twice. */
function unconfirmed(flows: Flows, state: State, frame: Frame, pattern: PatternName): Applied {
  const { confirm: _, ...slots } = frame.slots;
  const offers = [
    { id: 'yes', label: flows.phrases.confirm_yes },
    { id: 'change', label: flows.phrases.confirm_change },
    { id: 'cancel', label: flows.phrases.confirm_cancel },
  ];
  const reply: Reply = {
    kind: 'ask',
    text: flows.patterns[pattern],
    facts: {},
    flow: frame.flow,
    slot: 'confirm',
    offers,
  };
  const waiting = { slot: 'confirm', flow: frame.flow, options: offers.map((offer) => offer.id) };
  return told({ ...withFront(state, { ...frame, slots }), waiting }, [reply]);
}
