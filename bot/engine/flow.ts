/** Reads the flows: which slot is what, which flow files what, which steps there are. */
import type { Flow, Flows, PlainStep, SlotSpec } from '../../flows/language.ts';
import type { Frame } from './state.ts';

export const slotSpec = (flows: Flows, flow: string, slot: string): SlotSpec | undefined =>
  flows.flows[flow]?.slots?.[slot] ?? flows.slots[slot];

/** The flow that files a request type. */
export const flowFiling = (flows: Flows, type: string | undefined): string | undefined =>
  Object.values(flows.flows).find((flow) => type !== undefined && flow.files === type)?.flow;

/** A request on its way, whatever its kind; not a status question or a rating. */
export const isDraft = (flows: Flows, frame: Frame): boolean =>
  frame.flow === 'request' || flows.flows[frame.flow]?.files !== undefined;

/** Every step, those inside `when` blocks included. */
export const allSteps = (flow: Flow | undefined): PlainStep[] =>
  flow?.steps.flatMap((step) => ('steps' in step ? step.steps : [step])) ?? [];
