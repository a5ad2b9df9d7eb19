/**
 * What a schema cannot see: steps nobody reaches, slots nobody defined, flows that send in a circle, broken messages,
 * a language left out. `npm run flows:check` prints each with its file; nothing printed is nothing wrong.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import { REQUEST_TYPES } from '../api/contract/vocabulary.ts';
import type { Flow, Flows, PlainStep, Text } from './language.ts';
import { FlowError, readFlows, sourcesIn } from './load.ts';

const stepsOf = (flow: Flow): PlainStep[] =>
  flow.steps.flatMap((step) => ('steps' in step ? step.steps : [step as PlainStep]));

/** An unconditional `go` or `end` at the top level: what stands behind it is dead. */
function deadSteps(flow: Flow): string[] {
  const last = flow.steps.findIndex((step) => ('go' in step || 'end' in step) && !('when' in step));
  const behind = last < 0 ? 0 : flow.steps.length - 1 - last;
  return behind > 0
    ? [`${flow.flow}: ${behind} step(s) behind "${'go' in (flow.steps[last] ?? {}) ? 'go' : 'end'}" are never reached`]
    : [];
}

function unknownNames(flow: Flow, flows: Flows): string[] {
  const known = (slot: string) => flow.slots?.[slot] ?? flows.slots[slot];
  return stepsOf(flow).flatMap((step) => {
    if ('ask' in step && !known(step.ask)) return [`${flow.flow}: nobody defined the slot "${step.ask}"`];
    if ('ask' in step && !(step.ar && step.en) && (step.ar || step.en)) {
      return [`${flow.flow}: "ask: ${step.ask}" is worded in one language only`];
    }
    if ('ask' in step && !step.ar && !known(step.ask)?.ask) return [`${flow.flow}: "ask: ${step.ask}" has no question`];
    if ('go' in step && step.go !== 'by_type' && !flows.flows[step.go])
      return [`${flow.flow}: no flow is named "${step.go}"`];
    if ('do' in step && step.if_failed && !(step.if_failed in flows.patterns)) {
      return [`${flow.flow}: no pattern is named "${step.if_failed}"`];
    }
    return [];
  });
}

/** Flows that send to each other without ever waiting for an answer between. */
function circles(flows: Flows): string[] {
  const targets = (flow: Flow) => {
    const steps = stepsOf(flow);
    const goes = steps.flatMap((step) => ('go' in step && !steps.some((each) => 'ask' in each) ? [step.go] : []));
    return goes.filter((target) => target !== 'by_type');
  };
  const visit = (name: string, path: readonly string[]): string[] => {
    if (path.includes(name)) return [`${[...path, name].join(' -> ')}: these flows send in a circle`];
    const flow = flows.flows[name];
    return flow ? targets(flow).flatMap((target) => visit(target, [...path, name])) : [];
  };
  return Object.keys(flows.flows).flatMap((name) => visit(name, []));
}

function textsOf(flows: Flows): (readonly [string, Text])[] {
  const named = (room: string, texts: Readonly<Record<string, Text>>) =>
    Object.entries(texts).map(([key, text]) => [`${room}.${key}`, text] as const);
  const inFlows = Object.values(flows.flows).flatMap((flow) =>
    stepsOf(flow).flatMap((step) =>
      'ar' in step && step.ar && step.en ? [[flow.flow, { ar: step.ar, en: step.en }] as const] : [],
    ),
  );
  return [...named('patterns', flows.patterns), ...named('phrases', flows.phrases), ...inFlows];
}

const placeholders = (text: string) =>
  [...text.matchAll(/\{(\w+)/g)]
    .map((match) => match[1] ?? '')
    .sort()
    .join(',');

function wording(flows: Flows): string[] {
  return textsOf(flows).flatMap(([where, text]) => {
    const faults: string[] = [];
    for (const lang of ['ar', 'en'] as const) {
      try {
        new IntlMessageFormat(text[lang], lang, undefined, { ignoreTag: true });
      } catch (error) {
        faults.push(`${where}: the ${lang} text is not a message: ${String(error)}`);
      }
    }
    if (!/\p{Script=Arabic}/u.test(text.ar)) faults.push(`${where}: the Arabic text has no Arabic`);
    if (/\p{Script=Arabic}/u.test(text.en)) faults.push(`${where}: the English text has Arabic in it`);
    if (placeholders(text.ar) !== placeholders(text.en))
      faults.push(`${where}: the two languages name different facts`);
    return faults;
  });
}

/** Slots that no flow asks, shows or owns. */
function orphanSlots(flows: Flows): string[] {
  const shown = ['axis', 'importance', 'attachments', 'anonymous', 'confirm', 'email'];
  const asked = Object.values(flows.flows).flatMap((flow) =>
    stepsOf(flow).flatMap((step) => ('ask' in step ? [step.ask] : [])),
  );
  return Object.keys(flows.slots)
    .filter((slot) => !asked.includes(slot) && !shown.includes(slot))
    .map((slot) => `slots: nobody asks for "${slot}"`);
}

/** Every fault, one line each; empty when all is well. */
export function faultsOf(flows: Flows): string[] {
  const all = Object.values(flows.flows);
  const unfiled = REQUEST_TYPES.filter((type) => !all.some((flow) => flow.files === type));
  return [
    ...unfiled.map((type) => `no flow files "${type}"`),
    ...all.flatMap((flow) => [...deadSteps(flow), ...unknownNames(flow, flows)]),
    ...circles(flows),
    ...wording(flows),
    ...orphanSlots(flows),
  ];
}

function main(directory: string): number {
  try {
    const flows = readFlows(sourcesIn(directory));
    const faults = faultsOf(flows);
    for (const fault of faults) console.error(fault);
    if (faults.length === 0) console.log(`${Object.keys(flows.flows).length} flows checked, nothing wrong`);
    return faults.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof FlowError)) throw error;
    console.error(error.message);
    return 1;
  }
}

if (process.argv[1]?.endsWith('check.ts')) process.exitCode = main(process.argv[2] ?? import.meta.dirname);
