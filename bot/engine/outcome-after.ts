/** What came of an effect after filing: the citizen's list, a code, a request reopened. */
import type { Flows } from '../../flows/language.ts';
import { type Applied, line, told, without } from './applied.ts';
import type { Outcome } from './effect.ts';
import { allSteps, isDraft } from './flow.ts';
import { STAGES_OFFERED } from './offers.ts';
import { confirmed } from './slots.ts';
import { type Frame, type OwnRequest, type State, withFront } from './state.ts';
import { withOffer } from './unfinished.ts';

type Of<K extends Outcome['kind']> = Extract<Outcome, { kind: K }>;

const past = (frame: Frame, effect: string): Frame => ({ ...frame, done: [...frame.done, `do ${effect}`] });

/** The stages that the flow's own question has use for. */
function stagesAsked(flows: Flows, frame: Frame) {
  const step = allSteps(flows.flows[frame.flow]).find((each) => 'ask' in each && each.ask === 'reference');
  const offer = step && 'ask' in step ? step.offer : undefined;
  return typeof offer === 'string' ? STAGES_OFFERED[offer] : undefined;
}

/** Those filed in this conversation are known here, whoever writes. */
function withFiled(found: readonly OwnRequest[], { filed }: State): readonly OwnRequest[] {
  const here = filed.filter(({ reference }) => !found.some((each) => each.reference === reference)).reverse();
  return [...here, ...found];
}

/** One request only: "my request" is that one. More: they are offered. */
export function mine(flows: Flows, state: State, frame: Frame, { requests, nameNeeded }: Of<'mine'>): Applied {
  const stages = stagesAsked(flows, frame);
  const all = withFiled(requests, state).filter(({ status }) => !stages || !status || stages.includes(status));
  const [only] = all;
  const listed = {
    ...frame,
    mine: all,
    facts: { ...frame.facts, phoneProven: state.proven === true, nameNeeded: nameNeeded === true },
  };
  const known = all.length === 1 && only && frame.facts.proofWanted !== true;
  const filled = known ? { ...listed, slots: { ...listed.slots, reference: confirmed(only.reference) } } : listed;
  return told(withFront(state, past(filled, 'find_mine')));
}

export function codeSent(state: State, frame: Frame, { proof }: Of<'code_sent'>): Applied {
  return told(withFront(state, past({ ...frame, facts: { ...frame.facts, proof } }, 'send_code')));
}

/** Proven: whatever the flows beneath looked up is looked up again, with what is found now. */
export function codeJudged(flows: Flows, state: State, frame: Frame, outcome: Of<'code_judged'>): Applied {
  const { result, triesLeft } = outcome;
  if (result === 'proven') {
    const proven = past({ ...frame, facts: { ...frame.facts, proven: true } }, 'check_code');
    const beneath = state.frames.slice(0, -1).map(forgetful);
    const known = { ...state, proven: true, frames: [...beneath, proven] };
    // What was begun under this phone elsewhere is offered when the rest is done; never beside a draft of this conversation.
    return told(
      state.frames.some((each) => isDraft(flows, each)) ? known : withOffer(flows, known, `${frame.id}:left`),
    );
  }
  const tried = { ...frame.facts, tried: Number(frame.facts.tried ?? 0) + 1 };
  const again = { ...frame, facts: tried, slots: without(frame.slots, 'code') };
  const words =
    result === 'wrong' ? line(flows, 'code_wrong', { facts: { left: triesLeft } }) : line(flows, 'code_expired');
  return told(withFront(state, again), [words]);
}

/** Whoever says who they are may be told more. */
export const lookedUpAgain = (frame: Frame): Frame =>
  frame.facts.nameNeeded === true ? { ...frame, done: frame.done.filter((name) => name !== 'do find_mine') } : frame;

const LOOKED_UP = ['do find_mine', 'do find_status'];

const forgetful = (frame: Frame): Frame => ({
  ...frame,
  done: frame.done.filter((name) => !LOOKED_UP.includes(name)),
  facts: without(frame.facts, 'status', 'own', 'proofWanted'),
});

/** More codes than this are no slip of a finger. */
const MOST_CODES = 3;

/** Another code, to the same phone or to another one. */
export function newCode(flows: Flows, state: State, frame: Frame, phone?: string): Applied {
  const codes = Number(frame.facts.codes ?? 0) + 1;
  if (codes > MOST_CODES) return told({ ...state, frames: state.frames.slice(0, -1) }, [line(flows, 'code_not_sent')]);
  const slots = without(frame.slots, 'code');
  const renewed: Frame = {
    ...frame,
    slots: phone === undefined ? slots : { ...slots, phone: confirmed(phone) },
    done: frame.done.filter((name) => name !== 'do send_code'),
    facts: { ...frame.facts, codes, tried: 0 },
  };
  return told(withFront(state, renewed));
}

/** No code went out: an earlier one may still be typed, else the proof is let go. */
export function codeNotSent(flows: Flows, state: State, frame: Frame): Applied {
  const words = line(flows, 'code_not_sent');
  if (frame.facts.proof === undefined) return told({ ...state, frames: state.frames.slice(0, -1) }, [words]);
  return told(withFront(state, past(frame, 'send_code')), [words]);
}

export function reopened(state: State, frame: Frame, { dueAt }: Of<'reopened'>): Applied {
  return told(withFront(state, past({ ...frame, facts: { ...frame.facts, dueAt, reopened: true } }, 'reopen_request')));
}
