/** Whether the words named as reasons really decided: a label must be less sure of itself without them. Pure. */
import type { Label } from '../api/contract/classification.ts';
import type { Understanding } from './understanding.ts';

export const EXPLAINED = ['type', 'axis', 'importance', 'department'] as const;
export type Explained = (typeof EXPLAINED)[number];

export interface Deleted {
  readonly named: number;
  readonly lowered: number;
}

function without(text: string, { why }: Pick<Label, 'why'>): string {
  return [...why]
    .sort((a, b) => b.start - a.start)
    .reduce((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, text);
}

const confidenceOf = (label: Label, value: string | null): number =>
  label.value === value ? label.confidence : (label.alternatives.find((one) => one.value === value)?.confidence ?? 0);

export function deletionTest(
  understood: readonly Understanding[],
  understand: (text: string) => Understanding,
): Record<Explained, Deleted> {
  const count = (question: Explained): Deleted => {
    const named = understood.filter((one) => one[question].value !== null && one[question].why.length > 0);
    const lowered = named.filter((one) => {
      const label: Label = one[question];
      const again: Label = understand(without(one.text, label))[question];
      return confidenceOf(again, label.value) < label.confidence;
    });
    return { named: named.length, lowered: lowered.length };
  };
  return { type: count('type'), axis: count('axis'), importance: count('importance'), department: count('department') };
}
