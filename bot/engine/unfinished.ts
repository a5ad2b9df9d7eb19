/**
 * Drafts that follow the citizen: left for hours, begun in another conversation, or under a phone that is now proven.
 * A draft has one owner: it is offered first, and moved only when it is wanted.
 */
import type { Flows } from '../../flows/language.ts';
import { excerpt, offerYesNo } from './advance.ts';
import { type Applied, line, told, withoutWaiting } from './applied.ts';
import { descriptionOf } from './draft.ts';
import type { Outcome } from './effect.ts';
import type { LeftDraft } from './event.ts';
import { flowFiling, flowStartedBy, isDraft } from './flow.ts';
import { type Frame, front, newFrame, type State, withFront } from './state.ts';

const HOUR = 60 * 60 * 1000;
/** After so long "hello" is a return, not a greeting in passing. */
const AWAY = 6 * HOUR;

/** The draft of a conversation that somebody else may go on with: what was told of a matter. */
export const draftIn = (flows: Flows, { frames }: State): Frame | undefined =>
  frames.findLast((frame) => isDraft(flows, frame) && frame.description.length > 0);

export const leftDraft = (flows: Flows, from: string, state: State): LeftDraft | undefined => {
  const draft = draftIn(flows, state);
  return draft && { from, matter: excerpt(descriptionOf(draft)) };
};

/** The conversation without the draft, which now belongs to another; it remembers what it gave until it is told. */
export function without(flows: Flows, state: State, to: string): State {
  const draft = draftIn(flows, state);
  const { waiting: _, ...rest } = state;
  if (!draft) return rest;
  const moved = { to, draft, contact: state.contact };
  return { ...rest, frames: state.frames.filter((frame) => frame !== draft), moved };
}

/** Where the draft went, told once on return. */
export function returned(flows: Flows, state: State): Applied {
  if (!state.moved) return told(state);
  const { moved: _, ...rest } = state;
  return told(rest, [line(flows, 'moved_elsewhere')]);
}

/** Nothing was heard for hours. */
export const wasAway = (state: State, at: string | undefined): boolean =>
  state.heardAt !== undefined && at !== undefined && Date.parse(at) - Date.parse(state.heardAt) >= AWAY;

/** Back after hours with a greeting: the draft that is still open is offered again. */
export function offeredAgain(flows: Flows, state: State, at: string | undefined): Applied | undefined {
  const frame = front(state);
  if (!frame || !isDraft(flows, frame) || frame.description.length === 0 || !wasAway(state, at)) return undefined;
  const offer = offerYesNo(flows, state, 'resume', { matter: excerpt(descriptionOf(frame)) });
  return told(offer.state, offer.replies);
}

/** A draft left elsewhere is asked about beneath whatever is open now. */
export function withOffer(flows: Flows, state: State, id: string, left?: LeftDraft): State {
  const flow = flowStartedBy(flows, { wish: 'continue' });
  if (!flow) return state;
  const known = left ? { done: ['do find_draft'], facts: { from: left.from, matter: left.matter } } : {};
  return { ...state, frames: [{ ...newFrame(id, flow), ...known }, ...state.frames] };
}

export function draftFound(state: State, frame: Frame, { draft }: Outcome & { kind: 'draft_found' }): Applied {
  const facts = draft ? { ...frame.facts, from: draft.from, matter: draft.matter } : frame.facts;
  return told(withFront(state, { ...frame, facts, done: [...frame.done, 'do find_draft'] }));
}

/** It is here now, under its own id: filed from wherever, it is filed once. A no leaves it for good. */
export function draftTaken(
  flows: Flows,
  state: State,
  asked: Frame,
  { draft, contact }: Outcome & { kind: 'draft_taken' },
) {
  const rest = withoutWaiting({ ...state, frames: state.frames.slice(0, -1) });
  if (asked.slots.resume?.value !== 'yes') return told(rest, [line(flows, 'put_aside')]);
  const frames = [...rest.frames, carried(flows, draft)];
  return told({ ...rest, frames, contact: { ...contact, ...rest.contact } }, [line(flows, 'draft_here')]);
}

/** A flow that is gone, or was renamed, loses nobody's words: the same answers go on in the flow for their kind. */
export function carried(flows: Flows, frame: Frame): Frame {
  if (flows.flows[frame.flow] !== undefined) return frame;
  return { ...frame, flow: flowFiling(flows, frame.slots.type?.value) ?? 'request', done: [] };
}

/** The state as these flows can go on with it. */
export function carriedOver(flows: Flows, state: State): State {
  if (state.frames.every(({ flow }) => flows.flows[flow] !== undefined)) return state;
  const kept = state.frames.filter(
    ({ flow, description }) => flows.flows[flow] !== undefined || description.length > 0,
  );
  return withoutWaiting({ ...state, frames: kept.map((frame) => carried(flows, frame)) });
}

/** After a long silence, once a draft: what is open is put again, gently; never to whoever was asked to pause. */
export function remind(flows: Flows, state: State): Applied | undefined {
  const frame = front(state);
  if (!frame || !isDraft(flows, frame) || frame.description.length === 0) return undefined;
  if (!state.waiting || state.abuses >= 3 || frame.facts.reminded === true) return undefined;
  const reminded = { ...frame, facts: { ...frame.facts, reminded: true } };
  return told(withFront(state, reminded), [line(flows, 'reminder')]);
}
