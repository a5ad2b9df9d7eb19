/** The named conditions of the flow language: one meaning each, from the frame alone. */
import type { ConditionName } from '../../flows/language.ts';
import { isAnonymous } from './draft.ts';
import { isSettled } from './slots.ts';
import type { Frame } from './state.ts';

const CONDITIONS: Readonly<Record<ConditionName, (frame: Frame) => boolean>> = {
  department_unknown: (frame) => !isSettled(frame, 'department'),
  department_needs_governorate: (frame) =>
    !isSettled(frame, 'department') && frame.ambiguous?.byGovernorate === true && !isSettled(frame, 'governorate'),
  matter_at_a_place: (frame) => frame.atPlace,
  contact_refused: (frame) => frame.slots.name === undefined || frame.slots.phone === undefined,
  anonymous: (frame) => isAnonymous(frame),
  status_found: (frame) => frame.facts.status !== undefined,
  status_missing: (frame) => frame.facts.missing === true,
  status_proven: (frame) => frame.facts.proven === true,
  status_late: (frame) => frame.facts.late === true,
  waiting_for_citizen: (frame) => typeof frame.facts.question === 'string',
  has_answer: (frame) => typeof frame.facts.answer === 'string',
  can_rate: (frame) => frame.facts.canRate === true,
  rated: (frame) => frame.slots.rating !== undefined,
  card_fits: (frame) => typeof frame.facts.card === 'string' && frame.slots.type?.value === 'inquiry',
  satisfied: (frame) => frame.slots.satisfied?.value === 'yes',
  rated_low: (frame) => Number(frame.slots.rating?.value ?? 5) <= 2,
};

export const holds = (condition: ConditionName | undefined, frame: Frame): boolean =>
  condition === undefined || CONDITIONS[condition](frame);
