/**
 * Figures anyone can repeat. With files: one benchmark row
 *   npm run nlu:evaluate -- --train FILE --test FILE [--oos-train FILE] [--oos-test FILE] [--respell] [--json]
 * `--respell`: the test's Arabic in Latin letters, each line by another hand.
 * Without: the shipped weights on nlu/data/*heldout*; where there is none, heads trained anew and a fifth of the situations.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { type Line, runBench } from './bench.ts';
import { isHeldOut, type Message, readMessages } from './corpus.ts';
import { type Figures, figures, type Judged, judgeMessages, pairsOf, QUESTIONS, SLICES } from './judge-own.ts';
import { naturalAccuracy } from './natural-baseline.ts';
import { respell } from './respell.ts';
import { seedDirectory } from './seed-directory.ts';
import { readShippedModel } from './shipped.ts';
import { OWN_OPTIONS, teach } from './teach.ts';

const LabelledLine = Type.Object({ text: Type.String(), label: Type.String() });
const WEIGHTS = fileURLToPath(new URL('./weights', import.meta.url));
const print = (line: string) => process.stdout.write(`${line}\n`);

function readLines(file: string | undefined): Line[] {
  if (file === undefined) return [];
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => Value.Parse(LabelledLine, JSON.parse(line)));
}

/** A fifth of the situations, always the same. */
function isAside(message: Message): boolean {
  let h = 7;
  for (let i = 0; i < message.group.length; i++) h = Math.imul(h ^ message.group.charCodeAt(i), 0x01000193);
  return ((h ^ (h >>> 15)) >>> 0) % 5 === 0;
}

function split(): { train: Message[]; test: Message[]; what: string } {
  const own = readMessages((file) => !isHeldOut(file));
  const held = readMessages(isHeldOut);
  if (held.length > 0) return { train: own, test: held, what: 'messages by other hands, never trained on' };
  const test = own.filter(isAside);
  return { train: own.filter((message) => !isAside(message)), test, what: 'situations kept from training' };
}

const percent = (value: number) => (100 * value).toFixed(1).padStart(5);

function row(name: string, f: Figures): string {
  const parts = [`n ${String(f.count).padStart(4)}`, `acc ${percent(f.accuracy)}`, `F1 ${percent(f.macroF1)}`];
  parts.push(`top3 ${percent(f.top3)}`, `balanced ${percent(f.balanced)}`, `ECE ${f.ece.toFixed(1).padStart(4)}`);
  parts.push(`at 0.7+ ${percent(f.sure)} right ${percent(f.sureRight)}`);
  return `  ${name.padEnd(8)} ${parts.join('  ')}`;
}

function missedEmergencies(judged: readonly Judged[]): Judged[] {
  return judged.filter((one) => one.message.act === 'emergency' && one.understood.act.value !== 'emergency');
}

function report(judged: readonly Judged[]): void {
  for (const question of QUESTIONS) {
    print(question);
    for (const [name, keep] of SLICES) {
      const pairs = pairsOf(judged, question, keep);
      if (pairs.length > 0) print(row(name, figures(pairs)));
    }
  }
  const missed = missedEmergencies(judged);
  print(`emergencies missed ${missed.length}`);
  for (const one of missed) print(`  ${one.message.text}`);
}

function own(asJson: boolean): void {
  const { train, test, what } = split();
  const directory = seedDirectory();
  const shipped = test.every((message) => isHeldOut(message.file)) ? readShippedModel(WEIGHTS) : null;
  const judged = judgeMessages(shipped?.trained ?? teach(train, directory, OWN_OPTIONS), test, directory);
  if (asJson) {
    const all = QUESTIONS.map((question) => [question, figures(pairsOf(judged, question, () => true))]);
    print(JSON.stringify(Object.fromEntries(all)));
    return;
  }
  print(`${test.length} messages to judge ${shipped ? 'the shipped weights' : 'new heads'} by: ${what}`);
  report(judged);
  print(`baseline, natural's Bayes: type accuracy ${percent(naturalAccuracy(train, test))}`);
}

const { values } = parseArgs({
  options: {
    train: { type: 'string' },
    test: { type: 'string' },
    'oos-train': { type: 'string' },
    'oos-test': { type: 'string' },
    respell: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

if (values.train === undefined || values.test === undefined) own(values.json);
else {
  const result = runBench({
    train: readLines(values.train),
    test: readLines(values.test).map((line, i) => (values.respell ? { ...line, text: respell(line.text, i) } : line)),
    oosTrain: readLines(values['oos-train']),
    oosTest: readLines(values['oos-test']),
    clock: () => performance.now(),
  });
  if (values.json) print(JSON.stringify(result));
  else for (const [name, value] of Object.entries(result)) print(`${name.padEnd(14)} ${value ?? '-'}`);
}
