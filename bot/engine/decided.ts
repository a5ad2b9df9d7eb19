/**
 * How each label of a request came about: what was understood, and what the person made of it. Goes with the filing, so
 * that understanding can learn from what people correct. Knows no words, only values.
 */
import { type Decided, LABELS, type Label, type NewRequest } from '../../api/contract/request.ts';
import type { Frame, State } from './state.ts';

function noted(frame: Frame): Frame {
  const fresh = LABELS.flatMap((label): [Label, string][] => {
    const filled = frame.slots[label];
    return filled?.from === 'guessed' && filled.value !== frame.guesses?.[label] ? [[label, filled.value]] : [];
  });
  return fresh.length === 0 ? frame : { ...frame, guesses: { ...frame.guesses, ...Object.fromEntries(fresh) } };
}

/** What was understood last of each label, kept beside the slot, which the person's own word will overwrite. */
export const withGuesses = (state: State): State =>
  state.frames.every((frame) => noted(frame) === frame) ? state : { ...state, frames: state.frames.map(noted) };

/** Of the labels as they are filed: one that is not, was decided by nobody. */
export function decidedIn(frame: Frame, request: NewRequest): Decided {
  const decided: Decided = {};
  for (const label of LABELS) {
    const filled = frame.slots[label];
    if (!filled || request[label] !== filled.value) continue;
    const guess = frame.guesses?.[label];
    const isChanged = filled.from !== 'guessed' && guess !== undefined && guess !== filled.value;
    decided[label] = isChanged ? { how: 'corrected', guess } : { how: filled.from };
  }
  return decided;
}
