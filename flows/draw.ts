/**
 * `npm run flows:draw`: a page a flow in `docs/flows/`, with its diagram (Mermaid) and every sentence in Arabic beside
 * its English, so that a content officer reviews what citizens read.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Flow, Flows, PlainStep, Text } from './language.ts';
import { readFlows, sourcesIn } from './load.ts';

const inLabel = (text: string) => text.replace(/"/g, '#quot;').replace(/[{}]/g, '');

function name(step: PlainStep): string {
  if ('ask' in step) return `ask ${step.ask}`;
  if ('say' in step) return `say ${step.say}`;
  if ('check_answers' in step) return 'check answers';
  if ('do' in step) return `do ${step.do}`;
  return 'go' in step ? `go ${step.go}` : 'end';
}

/** Questions are rounded, effects are boxes, the rest are plain: one shape a verb. */
function node(id: string, step: PlainStep): string {
  const label = inLabel(name(step));
  if ('ask' in step || 'check_answers' in step) return `${id}(["${label}"])`;
  if ('do' in step) return `${id}[["${label}"]]`;
  return `${id}["${label}"]`;
}

interface Row {
  readonly step: PlainStep;
  readonly when?: string;
}

function rowsOf(flow: Flow): Row[] {
  return flow.steps.flatMap((step): Row[] => {
    if ('steps' in step) return step.steps.map((each) => ({ step: each, when: step.when }));
    const when = 'when' in step ? step.when : undefined;
    return [{ step, ...(when && { when }) }];
  });
}

function diagram(flow: Flow): string {
  const rows = rowsOf(flow);
  const lines = rows.map(({ step }, i) => `  ${node(`s${i}`, step)}`);
  const arrows = rows.slice(1).map(({ when }, i) => `  s${i} -->${when ? `|${when}|` : ''} s${i + 1}`);
  return ['```mermaid', 'flowchart TD', ...lines, ...arrows, '```'].join('\n');
}

const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\n/g, '<br>');

function wordsOf(step: PlainStep, flow: Flow, flows: Flows): Text | undefined {
  if ('ar' in step && step.ar && step.en) return { ar: step.ar, en: step.en };
  return 'ask' in step ? (flow.slots?.[step.ask] ?? flows.slots[step.ask])?.ask : undefined;
}

function table(flow: Flow, flows: Flows): string {
  const rows = rowsOf(flow).flatMap(({ step, when }) => {
    const text = wordsOf(step, flow, flows);
    return text
      ? [`| ${name(step)}${when ? ` (${when})` : ''} | ${cell(text.en)} | <div dir="rtl">${cell(text.ar)}</div> |`]
      : [];
  });
  return ['| step | English | العربية |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The page of one flow, as Markdown. */
export function pageOf(flow: Flow, flows: Flows): string {
  const files = flow.files ? `\nFiles a request of type \`${flow.files}\`.\n` : '';
  return `# ${flow.title.en} · ${flow.title.ar}\n${files}\n${diagram(flow)}\n\n${table(flow, flows)}\n`;
}

function patternsPage(flows: Flows): string {
  const rows = Object.entries(flows.patterns).map(
    ([key, text]) => `| ${key} | ${cell(text.en)} | <div dir="rtl">${cell(text.ar)}</div> |`,
  );
  return ['# Patterns', '', '| pattern | English | العربية |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function main(from: string, to: string): void {
  const flows = readFlows(sourcesIn(from));
  mkdirSync(to, { recursive: true });
  for (const flow of Object.values(flows.flows)) {
    writeFileSync(join(to, `${flow.flow.replaceAll('_', '-')}.md`), pageOf(flow, flows));
  }
  writeFileSync(join(to, 'patterns.md'), patternsPage(flows));
  console.log(`${Object.keys(flows.flows).length + 1} pages in ${to}`);
}

if (process.argv[1]?.endsWith('draw.ts'))
  main(import.meta.dirname, process.argv[2] ?? join(import.meta.dirname, '../docs/flows'));
