/**
 * Figures anyone can repeat. With files: one benchmark row
 *   npm run nlu:evaluate -- --train FILE --test FILE [--oos-train FILE] [--oos-test FILE] [--respell] [--json]
 * `--respell`: the test's Arabic in Latin letters, each line by another hand.
 * Without files: the shipped weights on nlu/data/*heldout*, messages of a hand that nobody trained on; `--situations`: heads
 * trained anew without a fifth of the situations, judged on those. Slices, targets, reasons, speed, variety.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { type Line, runBench } from './bench.ts';
import { isHeldOut, type Message, readMessages } from './corpus.ts';
import { figures, type Judged, judgeMessages, pairsOf, QUESTIONS } from './judge-own.ts';
import { createModel } from './model.ts';
import { naturalAccuracy } from './natural-baseline.ts';
import { reasonLines, slicesOf, speedLine, targetLines, varietyLines } from './own-report.ts';
import { respell } from './respell.ts';
import { seedDirectory } from './seed-directory.ts';
import { readShippedModel } from './shipped.ts';
import { targetsOf } from './targets.ts';
import { OWN_OPTIONS, teach } from './teach.ts';
import { createUnderstanding } from './understand.ts';

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

function split(situations: boolean): { train: Message[]; test: Message[]; what: string } {
  const own = readMessages((file) => !isHeldOut(file));
  if (!situations) return { train: own, test: readMessages(isHeldOut), what: 'by a hand never trained on' };
  const test = own.filter(isAside);
  return {
    train: own.filter((message) => !isAside(message)),
    test,
    what: 'situations kept from training, of hands it knows',
  };
}

function missedEmergencies(judged: readonly Judged[]): Judged[] {
  return judged.filter((one) => one.message.act === 'emergency' && one.understood.act.value !== 'emergency');
}

/** By hands never read, or by situations never read; with `situations` heads are trained anew, which takes minutes. */
function own(asJson: boolean, situations: boolean): void {
  const { train, test, what } = split(situations);
  const directory = seedDirectory();
  const shipped = situations ? null : readShippedModel(WEIGHTS);
  const model = shipped ?? createModel(teach(train, directory, OWN_OPTIONS));
  const judged = judgeMessages(model.trained, test, directory);
  if (asJson) {
    const all = QUESTIONS.map((question) => [question, figures(pairsOf(judged, question, () => true))]);
    print(JSON.stringify({ ...Object.fromEntries(all), targets: targetsOf(judged) }));
    return;
  }
  print(`${test.length} messages to judge ${shipped ? 'the shipped weights' : 'new heads'} by: ${what}`);
  const understand = createUnderstanding(model);
  const texts = judged.map((one) => one.message.text);
  const lines = [
    ...slicesOf(judged),
    ...targetLines(judged),
    ...reasonLines(judged, understand, directory),
    ...missedEmergencies(judged).map((one) => `a call for help that was missed: ${one.message.text}`),
    speedLine(texts, understand, directory),
    ...varietyLines(train),
    `baseline, natural's Bayes: type accuracy ${(100 * naturalAccuracy(train, test)).toFixed(1)}`,
  ];
  for (const line of lines) print(line);
}

const { values } = parseArgs({
  options: {
    train: { type: 'string' },
    test: { type: 'string' },
    'oos-train': { type: 'string' },
    'oos-test': { type: 'string' },
    respell: { type: 'boolean', default: false },
    situations: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

if (values.train === undefined || values.test === undefined) own(values.json, values.situations);
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
