/** Flows as content officers may change them under a live conversation: a question more, questions fewer, another order. */
import { parse, stringify } from 'yaml';
import { readFlows, type Source } from '../../../flows/load.ts';
import { SHIPPED } from '../../flows/sources.ts';

type Step = Readonly<Record<string, unknown>>;
interface Draft {
  readonly files?: string;
  readonly slots?: object;
  readonly steps: readonly Step[];
}

const isAsk = (step: Step, ...slots: readonly string[]) => slots.includes(String(step.ask));

function rewrite(change: (flow: Draft) => Draft): Source[] {
  return SHIPPED.map((source) => {
    const flow = parse(source.text) as Partial<Draft>;
    if (flow.files === undefined || flow.steps === undefined) return source;
    return { name: source.name, text: stringify(change(flow as Draft)) };
  });
}

const CHOICES = [
  { id: 'before', ar: 'نعم، من قبل', en: 'Yes, before' },
  { id: 'never', ar: 'هذه أول مرة', en: 'This is the first time' },
];

const withMore = rewrite((flow) => {
  const at = flow.steps.findIndex((step) => 'check_answers' in step);
  const own = { ask: 'told_before', ar: 'هل أخبرت الدائرة من قبل؟', en: 'Did you tell the office before?' };
  const slots = { told_before: { kind: 'choice', label: { ar: 'من قبل', en: 'Before' }, offer: CHOICES } };
  return { ...flow, slots, steps: [...flow.steps.slice(0, at), own, ...flow.steps.slice(at)] };
});

const withLess = rewrite((flow) => ({
  ...flow,
  steps: flow.steps.filter((step) => !isAsk(step, 'name', 'phone', 'location')),
}));

/** Who it is comes before where it was. */
const turned = rewrite((flow) => {
  const who = flow.steps.filter((step) => isAsk(step, 'name', 'phone'));
  const rest = flow.steps.filter((step) => !who.includes(step));
  const at = rest.findIndex((step) => isAsk(step, 'type')) + 1;
  return { ...flow, steps: [...rest.slice(0, at), ...who, ...rest.slice(at)] };
});

export const CHANGED = [withMore, withLess, turned].map(readFlows);
