/** Answers to the open question: a value, a refusal, "none of these", a wrong shape; and what is asked between requests. */
import type { Flows } from '../../flows/language.ts';
import { startQueued } from './advance.ts';
import { type Applied, inVain, line, remember, told, without, withoutWaiting } from './applied.ts';
import type { Command } from './command.ts';
import { isSure } from './confidence.ts';
import { ASKED_ON_REQUEST, askWhatToChange, correct } from './correct.ts';
import { changeableIn } from './draft.ts';
import type { MessageEvent } from './event.ts';
import { allSteps, choicesOf, flowFiling, isDraft, slotSpec } from './flow.ts';
import { matterOf, move } from './heard.ts';
import { hasOlder } from './offers.ts';
import { lookedUpAgain, newCode } from './outcome-after.ts';
import { confirmed, contactIn, isSettled, mergeFills, type Reading, said } from './slots.ts';
import { type Filled, type Frame, front, newFrame, type State, withFront } from './state.ts';
import { enrich, hinted } from './tell.ts';
import { more } from './wishes.ts';

export function answerQuestion(flows: Flows, state: State, command: Command & { kind: 'answer' }): Applied {
  const waiting = state.waiting;
  if (!waiting) return told(state);
  if (waiting.slot === 'resume' && front(state)?.facts.from === undefined) return resume(flows, state, command.reading);
  if (waiting.slot === 'next_request') return nextRequest(flows, state, command);
  const frame = front(state);
  return frame ? answerSlot(flows, state, frame, waiting.slot, command) : told(state);
}

const saysYes = (reading: Reading) => reading.kind === 'value' && reading.filled.value === 'yes';

function resume(flows: Flows, state: State, reading: Reading): Applied {
  const { waiting: _, ...rest } = state;
  if (saysYes(reading)) return told(rest);
  return told({ ...rest, frames: state.frames.slice(0, -1) }, [line(flows, 'put_aside')]);
}

function nextRequest(flows: Flows, state: State, command: Command & { kind: 'answer' }): Applied {
  const { waiting: _, ...rest } = state;
  if (saysYes(command.reading)) return told(startQueued(rest, command.event.id));
  return told({ ...rest, queue: state.queue.slice(1) }, [line(flows, 'left_out')]);
}

type Answer = Command & { kind: 'answer' };

function answerSlot(flows: Flows, state: State, frame: Frame, slot: string, command: Answer): Applied {
  const { reading, event } = command;
  if (slot === 'confirm') return confirm(flows, state, frame, command);
  if (reading.kind === 'value') return told(fill(flows, state, frame, slot, reading.filled, event));
  const likely = reading.kind === 'refused' ? likeliestKind(state, frame, slot) : undefined;
  if (likely) return told(fill(flows, state, frame, slot, said(likely), event));
  if (reading.kind === 'refused') return refuse(flows, state, frame, slot);
  const tried = inVain(frame, slot);
  if (reading.kind === 'other' && slot === 'reference') return more(state, frame, hasOlder(frame));
  if (reading.kind === 'other' && slot === 'code') return newCode(flows, state, frame);
  if (reading.kind === 'other') return told(withFront(state, { ...tried, slots: without(frame.slots, slot) }));
  const wrong = slotSpec(flows, frame.flow, slot)?.wrong;
  return told(withFront(state, tried), wrong ? [{ kind: 'say', text: wrong, facts: {} }] : []);
}

function fill(flows: Flows, state: State, frame: Frame, slot: string, filled: Filled, event: MessageEvent): State {
  const spec = slotSpec(flows, frame.flow, slot);
  const own = flows.flows[frame.flow]?.slots?.[slot] !== undefined;
  const choice = own ? choicesOf(flows, frame.flow, slot).find(({ id }) => id === filled.value) : undefined;
  const isMatter = slot === 'description' || (own && (spec?.kind === 'text' || choice !== undefined));
  const words = choice ? choice[state.lang] : event.text;
  const short = slot === 'description' && frame.description.length === 0 && matterOf(event) === 'vague';
  const enriched = isMatter ? enrich(frame, short ? hinted(event) : event) : frame;
  const also = slot === 'description' ? {} : alsoSaid(frame, slot, event);
  const slots = slot === 'description' ? enriched.slots : { ...mergeFills(enriched.slots, also), [slot]: filled };
  const next: Frame = {
    ...enriched,
    slots,
    ...(slot === 'location' && event.point && { point: event.point }),
    description: isMatter ? [...frame.description, words] : frame.description,
    answered: [...frame.answered.filter((each) => each !== slot), slot],
  };
  const typed =
    slot === 'type' ? { ...next, flow: flowFiling(flows, filled.value) ?? next.flow } : namedNow(slot, next);
  const facts = { ...typed.facts, ...(short && { vague: true }), ...unsolvedIn(flows, state, slot, { filled, event }) };
  return remember(withFront(state, { ...typed, facts }), slots);
}

const namedNow = (slot: string, frame: Frame) => (slot === 'name' ? lookedUpAgain(frame) : frame);

/** That the matter is not solved, from the reason of a rating or from a plain no, which has no words of its own. */
function unsolvedIn(
  { phrases }: Flows,
  { lang }: State,
  slot: string,
  { filled, event }: { filled: Filled; event: MessageEvent },
): Frame['facts'] {
  if (slot === 'satisfied' && filled.value === 'no') return { words: phrases.not_solved[lang] };
  const said = slot === 'rating_reason' && move(event, 'wish')?.wish === 'not_solved';
  return said ? { unsolved: true } : {};
}

/** Facts given beside the answer: contact details always, a department with the place that decides it. */
function alsoSaid(frame: Frame, slot: string, event: MessageEvent): Record<string, Filled> {
  const { department, governorate } = event.understanding;
  const also: Record<string, Filled> = { ...contactIn(event.understanding) };
  const candidates = frame.ambiguous?.candidates ?? [];
  if (slot === 'governorate' && department.value !== null && candidates.includes(department.value)) {
    also.department = said(department.value);
  }
  if (slot === 'department' && governorate.value !== null && isSure('governorate', governorate.confidence)) {
    also.governorate = said(governorate.value);
  }
  return without(also, slot);
}

/** Whoever twice cannot say what kind it is gets the likeliest, and sees it in the summary. */
function likeliestKind({ waiting }: State, frame: Frame, slot: string): string | undefined {
  if (slot !== 'type' || (frame.refused.type ?? 0) < 1) return undefined;
  return frame.slots.type?.value ?? waiting?.options.find((option) => option !== 'other');
}

/** A first refusal of a refusable slot is answered with the reason for asking; the second is accepted. */
function refuse(flows: Flows, state: State, frame: Frame, slot: string): Applied {
  const spec = slotSpec(flows, frame.flow, slot);
  const times = (frame.refused[slot] ?? 0) + 1;
  const refused = { ...inVain(frame, slot), refused: { ...frame.refused, [slot]: times } };
  const need = needOf(flows, frame, slot);
  // Asked for because its line was picked: it stays as it was.
  if (need === 'picked') return told(withoutWaiting(state));
  if (need === 'must' && !isDraft(flows, frame)) return leave(flows, state);
  if (need === 'must')
    return told(withFront(state, refused), [line(flows, times < 3 ? 'cannot_skip' : 'not_understood_human')]);
  const known = Object.values(frame.refused).reduce((sum, each) => sum + each, 0);
  if (need === 'refusable' && times < 2 && known < 2) {
    return told(withFront(state, refused), spec?.why ? [{ kind: 'say', text: spec.why, facts: {} }] : []);
  }
  // Only the governorate tells which of several departments it is: without it that stays open too.
  const gone = slot === 'governorate' && frame.ambiguous ? [slot, 'department'] : [slot];
  const left: Frame = { ...refused, skipped: [...frame.skipped, ...gone], slots: without(frame.slots, ...gone) };
  return told(withFront(state, left), gone.includes('department') ? [line(flows, 'department_left_open')] : []);
}

function needOf(flows: Flows, frame: Frame, slot: string): 'must' | 'may' | 'refusable' | 'picked' {
  const steps = allSteps(flows.flows[frame.flow]);
  const step = steps.find((each) => 'ask' in each && each.ask === slot);
  if (ASKED_ON_REQUEST.includes(slot) && isDraft(flows, frame) && (!step || isSettled(frame, slot))) return 'picked';
  return (step && 'ask' in step && step.need) || 'must';
}

function confirm(flows: Flows, state: State, frame: Frame, { reading, event }: Answer): Applied {
  const choice = reading.kind === 'value' ? reading.filled.value : '';
  if (state.waiting?.changing && changeableIn(frame).includes(choice))
    return correct(flows, state, event, { kind: 'names', slots: [choice] });
  // A yes to "what should be different?" shows the summary again; only a yes to the summary sends it.
  if (choice === 'yes' && state.waiting?.changing) return told(withoutWaiting(state));
  if (choice === 'yes')
    return told(withFront(state, { ...frame, slots: { ...frame.slots, confirm: confirmed('yes') } }));
  if (!isDraft(flows, frame)) return frame.facts.offered === true ? anotherMatter(state, frame) : leave(flows, state);
  if (choice === 'cancel') return cancel(flows, state);
  if (reading.kind === 'refused') return told(withFront(state, inVain(frame, 'confirm')));
  return askWhatToChange(flows, state, frame);
}

/** The file belongs to no request yet: a new one is told about it. */
function anotherMatter(state: State, { id, files }: Frame): Applied {
  return told(withoutWaiting(withFront(state, { ...newFrame(`${id}:new`, 'request'), files })));
}

/** Lets go of what is not a draft: a status question, a department's question, a rating. */
export function leave(flows: Flows, state: State): Applied {
  const left: State = { ...withoutWaiting(state), frames: state.frames.slice(0, -1) };
  const beneath = front(left);
  const waiting = { slot: 'resume', flow: beneath?.flow ?? '', options: ['yes', 'no'] };
  return told(beneath && isDraft(flows, beneath) ? { ...left, waiting } : left, [line(flows, 'left_for_now')]);
}

export function cancel(flows: Flows, state: State): Applied {
  const { waiting: _, ...rest } = state;
  const frame = front(state);
  if (!frame) return told(rest, [line(flows, 'nothing_to_cancel')]);
  if (!isDraft(flows, frame)) return leave(flows, state);
  return told({ ...rest, frames: state.frames.slice(0, -1), queue: [] }, [
    line(flows, 'cancelled', { notice: 'cancelled' }),
  ]);
}
