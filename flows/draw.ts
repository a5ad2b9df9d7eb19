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
  if ('call' in step) return `call ${step.call}`;
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
  /** Steps under one condition are one block. */
  readonly block: number;
}

function rowsOf(flow: Flow): Row[] {
  return flow.steps.flatMap((step, block): Row[] => {
    if ('steps' in step) return step.steps.map((each) => ({ step: each, when: step.when, block }));
    const when = 'when' in step ? step.when : undefined;
    return [{ step, block, ...(when && { when }) }];
  });
}

/** The steps that may come next: past each block that has a condition there is a way around it. */
function arrowsFrom(rows: readonly Row[], from: number): string[] {
  const row = rows[from];
  if (!row || 'go' in row.step || 'end' in row.step) return [];
  const arrows: string[] = [];
  for (let to = from + 1; to < rows.length; to++) {
    const next = rows[to];
    const begins = next?.block !== rows[to - 1]?.block;
    if (!next || (!begins && to > from + 1)) continue;
    arrows.push(`  s${from} -->${begins && next.when ? `|${next.when}|` : ''} s${to}`);
    if (!begins || !next.when) break;
  }
  return arrows;
}

function diagram(flow: Flow): string {
  const rows = rowsOf(flow);
  const nodes = rows.map(({ step }, i) => `  ${node(`s${i}`, step)}`);
  return ['```mermaid', 'flowchart TD', ...nodes, ...rows.flatMap((_, i) => arrowsFrom(rows, i)), '```'].join('\n');
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
function pageOf(flow: Flow, flows: Flows): string {
  const files = flow.files ? `\nFiles a request of type \`${flow.files}\`.\n` : '';
  return `# ${flow.title.en} · ${flow.title.ar}\n${files}\n${diagram(flow)}\n\n${table(flow, flows)}\n`;
}

function patternsPage(flows: Flows): string {
  const rows = Object.entries(flows.patterns).map(
    ([key, text]) => `| ${key} | ${cell(text.en)} | <div dir="rtl">${cell(text.ar)}</div> |`,
  );
  return ['# Patterns', '', '| pattern | English | العربية |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

/** Every page by its file's name. */
export const pagesOf = (flows: Flows): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.values(flows.flows).map((flow) => [`${flow.flow.replaceAll('_', '-')}.md`, pageOf(flow, flows)]),
  ),
  'patterns.md': patternsPage(flows),
});

function main(from: string, to: string): void {
  const pages = pagesOf(readFlows(sourcesIn(from)));
  mkdirSync(to, { recursive: true });
  for (const [name, page] of Object.entries(pages)) writeFileSync(join(to, name), page);
  console.log(`${Object.keys(pages).length} pages in ${to}`);
}

if (process.argv[1]?.endsWith('draw.ts'))
  main(import.meta.dirname, process.argv[2] ?? join(import.meta.dirname, '../docs/flows'));
