/** The named conditions of the flow language: one meaning each, from the frame alone. */
import type { ConditionName } from '../../flows/language.ts';
import { isAnonymous } from './draft.ts';
import { isSettled } from './slots.ts';
import type { Frame } from './state.ts';

const hasNone = ({ mine }: Frame) => mine !== undefined && mine.length === 0;
const isAnswered = ({ facts }: Frame) => facts.status === 'answered' || facts.status === 'closed';
const isRunning = ({ facts }: Frame) => facts.status === 'registered' || facts.status === 'in_progress';

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
  duplicate_found: (frame) => typeof frame.facts.knownReference === 'string',
  adding: (frame) => frame.slots.duplicate?.value === 'add',
  filing_anew: (frame) => frame.slots.duplicate?.value === 'new',
  satisfied: (frame) => frame.slots.satisfied?.value === 'yes',
  rated_low: (frame) => Number(frame.slots.rating?.value ?? 5) <= 2,
  mine_none: (frame) => hasNone(frame),
  mine_unproven: (frame) => hasNone(frame) && frame.facts.phoneProven !== true,
  name_needed: (frame) => frame.facts.nameNeeded === true && frame.slots.name === undefined,
  proof_wanted: (frame) => frame.facts.proofWanted === true,
  code_sent: (frame) => frame.facts.proof !== undefined,
  proven: (frame) => frame.facts.proven === true,
  reference_known: (frame) => frame.slots.reference !== undefined,
  not_own: (frame) => frame.facts.status !== undefined && frame.facts.own !== true,
  own_open: (frame) => frame.facts.own === true && !isAnswered(frame),
  own_answered: (frame) => frame.facts.own === true && isAnswered(frame),
  department_working: (frame) => typeof frame.facts.department === 'string' && !isAnswered(frame),
  status_on_time: (frame) => isRunning(frame) && frame.facts.late !== true,
  status_waiting: (frame) => frame.facts.status === 'waiting_for_citizen',
  status_unproven: (frame) => frame.facts.status !== undefined && frame.facts.proven !== true,
  files_offered: (frame) => frame.facts.offered === true,
  nothing_added: (frame) =>
    frame.slots.answer === undefined && (frame.files.length === 0 || frame.facts.unsent === true),
  perhaps_unsolved: (frame) => Number(frame.slots.rating?.value ?? 5) <= 2 && frame.facts.unsolved !== true,
  unsolved: (frame) => frame.facts.unsolved === true || frame.slots.satisfied?.value === 'no',
  draft_found: (frame) => typeof frame.facts.from === 'string',
  draft_sought: (frame) => frame.facts.words !== undefined && frame.facts.from === undefined,
  unanswered: (frame) => frame.facts.status !== undefined && !isAnswered(frame),
  code_unfit: (frame) => frame.slots.code !== undefined && frame.facts.proven !== true,
  reopened: (frame) => frame.facts.reopened === true,
};

export const holds = (condition: ConditionName | undefined, frame: Frame): boolean =>
  condition === undefined || CONDITIONS[condition](frame);
