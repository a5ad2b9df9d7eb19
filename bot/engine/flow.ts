/** Reads the flows: which slot is what, which flow files what, which steps there are. */
import type { EventKind } from '../../api/contract/events.ts';
import type { Act, Wish } from '../../api/contract/vocabulary.ts';
import type { Choice, Flow, Flows, PlainStep, SlotSpec, Text } from '../../flows/language.ts';
import type { Frame } from './state.ts';

export const slotSpec = (flows: Flows, flow: string, slot: string): SlotSpec | undefined =>
  flows.flows[flow]?.slots?.[slot] ?? flows.slots[slot];

/** The flow that files a request type. */
export const flowFiling = (flows: Flows, type: string | undefined): string | undefined =>
  Object.values(flows.flows).find((flow) => type !== undefined && flow.files === type)?.flow;

/** A request on its way, whatever its kind; not a status question or a rating. */
export const isDraft = (flows: Flows, frame: Frame): boolean =>
  frame.flow === 'request' || flows.flows[frame.flow]?.files !== undefined;

/** The options a flow's own wording gives to a question, if it lists any. */
export function choicesOf(flows: Flows, flow: string, slot: string): readonly Choice[] {
  const step = allSteps(flows.flows[flow]).find((each) => 'ask' in each && each.ask === slot);
  const offer = (step && 'ask' in step ? step.offer : undefined) ?? slotSpec(flows, flow, slot)?.offer;
  return Array.isArray(offer) ? offer : [];
}

/** The flow that an act or an event starts. */
export const flowStartedBy = (
  flows: Flows,
  start: { readonly act: Act } | { readonly event: EventKind } | { readonly wish: Wish },
): string | undefined =>
  Object.values(flows.flows).find((flow) =>
    flow.starts_on?.some((each) =>
      'act' in each
        ? 'act' in start && each.act === start.act
        : 'wish' in each
          ? 'wish' in start && each.wish === start.wish
          : 'event' in start && each.event === start.event,
    ),
  )?.flow;

/** Every step, those inside `when` blocks included. */
export const allSteps = (flow: Flow | undefined): PlainStep[] =>
  flow?.steps.flatMap((step) => ('steps' in step ? step.steps : [step])) ?? [];

/** A step's own wording, in both languages. */
export const wordingOf = ({ ar, en, spoken, brief }: Partial<Text>): Text | undefined =>
  ar && en ? { ar, en, ...(spoken && { spoken }), ...(brief && { brief }) } : undefined;
