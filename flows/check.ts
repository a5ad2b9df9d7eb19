/**
 * What a schema cannot see: steps nobody reaches, slots nobody defined, flows that send in a circle, broken messages,
 * a language left out. `npm run flows:check` prints each with its file; nothing printed is nothing wrong.
 */
import { REQUEST_TYPES } from '../api/contract/vocabulary.ts';
import { cardFaults } from './card-style.ts';
import type { Flow, Flows, PlainStep } from './language.ts';
import { FlowError, readFlows, sourcesIn } from './load.ts';
import { plainFaults } from './plain.ts';
import { styleFaults, textsIn } from './style.ts';

const stepsOf = (flow: Flow): PlainStep[] =>
  flow.steps.flatMap((step) => ('steps' in step ? step.steps : [step as PlainStep]));

const isLast = (step: Flow['steps'][number]) => ('go' in step || 'end' in step) && !('when' in step);

/** Behind an unconditional `go` or `end` everything is dead, in a `when` block as at the top. */
function deadSteps({ flow, steps }: { flow: string; steps: Flow['steps'] }): string[] {
  const last = steps.findIndex(isLast);
  const behind = last < 0 ? 0 : steps.length - 1 - last;
  const verb = 'go' in (steps[last] ?? {}) ? 'go' : 'end';
  return [
    ...(behind > 0 ? [`${flow}: ${behind} step(s) behind "${verb}" are never reached`] : []),
    ...steps.flatMap((step) => ('steps' in step ? deadSteps({ flow, steps: step.steps }) : [])),
  ];
}

/** What was said or done once under a name is behind us: a second step of that name is passed over. */
function doubledNames(flow: Flow): string[] {
  const names = stepsOf(flow).flatMap((step) =>
    'say' in step ? [`say: ${step.say}`] : 'do' in step ? [`do: ${step.do}`] : [],
  );
  const doubled = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  return [...doubled].map((name) => `${flow.flow}: "${name}" stands there twice, and the second is never reached`);
}

function unknownNames(flow: Flow, flows: Flows): string[] {
  const known = (slot: string) => flow.slots?.[slot] ?? flows.slots[slot];
  return stepsOf(flow).flatMap((step) => {
    if ('ask' in step && !known(step.ask)) return [`${flow.flow}: nobody defined the slot "${step.ask}"`];
    if ('ask' in step && !(step.ar && step.en) && (step.ar || step.en)) {
      return [`${flow.flow}: "ask: ${step.ask}" is worded in one language only`];
    }
    if ('ask' in step && !step.ar && !known(step.ask)?.ask) return [`${flow.flow}: "ask: ${step.ask}" has no question`];
    if ('check_answers' in step && step.check_answers !== 'all') {
      const unknown = step.check_answers.filter((slot) => !known(slot));
      return unknown.map((slot) => `${flow.flow}: nobody defined the slot "${slot}"`);
    }
    if ('go' in step && step.go !== 'by_type' && !flows.flows[step.go])
      return [`${flow.flow}: no flow is named "${step.go}"`];
    if ('call' in step && !flows.flows[step.call]) return [`${flow.flow}: no flow is named "${step.call}"`];
    if ('do' in step) {
      const named = [step.if_failed, step.if_refused].filter((name) => name !== undefined);
      return named
        .filter((name) => !(name in flows.patterns))
        .map((name) => `${flow.flow}: no pattern is named "${name}"`);
    }
    return [];
  });
}

/**
 * Flows that send to each other: the answers travel with them, so on the way round nothing waits any more.
 * Each circle is told once, from its first name in the alphabet.
 */
function circles(flows: Flows): string[] {
  const filing = Object.values(flows.flows).flatMap((flow) => (flow.files ? [flow.flow] : []));
  const targets = (flow: Flow | undefined) =>
    [...new Set(flow ? stepsOf(flow).flatMap((step) => ('go' in step ? [step.go] : [])) : [])].flatMap((target) =>
      target === 'by_type' ? filing.filter((name) => name !== flow?.flow) : [target],
    );
  const visit = (name: string, path: readonly string[]): string[] => {
    if (name === path[0]) return [`${[...path, name].join(' -> ')}: these flows send in a circle`];
    if (path.includes(name) || name < (path[0] ?? '')) return [];
    return targets(flows.flows[name]).flatMap((target) => visit(target, [...path, name]));
  };
  return Object.keys(flows.flows).flatMap((name) => visit(name, []));
}

/** Slots that no flow asks, shows or owns. */
function orphanSlots(flows: Flows): string[] {
  const shown = ['axis', 'importance', 'attachments', 'anonymous', 'confirm', 'email'];
  const asked = (flow: Flow) => stepsOf(flow).flatMap((step) => ('ask' in step ? [step.ask] : []));
  const all = Object.values(flows.flows);
  const everywhere = [...all.flatMap(asked), ...shown];
  return [
    ...Object.keys(flows.slots).map((slot) => (everywhere.includes(slot) ? '' : `slots: nobody asks for "${slot}"`)),
    ...all.flatMap((flow) =>
      Object.keys(flow.slots ?? {}).map((slot) =>
        asked(flow).includes(slot) ? '' : `${flow.flow}: nobody asks for its slot "${slot}"`,
      ),
    ),
  ].filter((fault) => fault !== '');
}

/** A choice is answered by its options alone: they must be there, each under an id of its own. */
function choices(flow: Flow, flows: Flows): string[] {
  return stepsOf(flow).flatMap((step) => {
    if (!('ask' in step)) return [];
    const spec = flow.slots?.[step.ask] ?? flows.slots[step.ask];
    const offer = step.offer ?? spec?.offer;
    if (spec?.kind === 'choice' && offer === undefined)
      return [`${flow.flow}: "ask: ${step.ask}" is a choice and offers nothing`];
    const ids = Array.isArray(offer) ? offer.map(({ id }) => id) : [];
    const doubled = new Set(ids.filter((id, i) => ids.indexOf(id) !== i));
    return [...doubled].map((id) => `${flow.flow}: "ask: ${step.ask}" offers "${id}" twice`);
  });
}

/** Each type is filed by one flow, neither more nor fewer. */
function filings(flows: readonly Flow[]): string[] {
  return REQUEST_TYPES.flatMap((type) => {
    const names = flows.filter((flow) => flow.files === type).map((flow) => flow.flow);
    if (names.length === 0) return [`no flow files "${type}"`];
    return names.length > 1 ? [`"${type}" is filed by ${names.join(' and ')}: only the first is ever reached`] : [];
  });
}

/** Every fault, one line each; empty when all is well. */
export function faultsOf(flows: Flows): string[] {
  const all = Object.values(flows.flows);
  return [
    ...filings(all),
    ...all.flatMap((flow) => [
      ...deadSteps(flow),
      ...doubledNames(flow),
      ...unknownNames(flow, flows),
      ...choices(flow, flows),
    ]),
    ...circles(flows),
    ...styleFaults(flows),
    ...textsIn(flows).flatMap(plainFaults),
    ...cardFaults(Object.values(flows.cards)),
    ...orphanSlots(flows),
  ];
}

function main(directory: string): number {
  try {
    const flows = readFlows(sourcesIn(directory));
    const faults = faultsOf(flows);
    for (const fault of faults) console.error(fault);
    if (faults.length === 0)
      console.log(
        `${Object.keys(flows.flows).length} flows and ${Object.keys(flows.cards).length} cards checked, nothing wrong`,
      );
    return faults.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof FlowError)) throw error;
    console.error(error.message);
    return 1;
  }
}

if (process.argv[1]?.endsWith('check.ts')) process.exitCode = main(process.argv[2] ?? import.meta.dirname);
