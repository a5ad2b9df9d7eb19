/**
 * Whether trained weights may replace those in use, judged on the messages that neither has read:
 *   npm run nlu:promote                 judges nlu/candidate; ships it if no slice gets worse beyond its noise
 *   npm run nlu:promote -- --look       judges alone
 *   npm run nlu:promote -- --back       the former version again
 *   ... --texts FILE                    lists disagreements on these texts, too: lines, or JSON lines with `text`
 * Conversations keep what they understood, so a draft goes on under other weights; a server has them after its next start.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, disagreements, emergenciesLost, type Verdict } from './compare.ts';
import { isHeldOut, type Message, readMessages } from './corpus.ts';
import { type Judged, judgeMessages } from './judge-own.ts';
import { seedDirectory } from './seed-directory.ts';
import { readTexts } from './texts.ts';
import { areAlike, CANDIDATE, FORMER, isThere, readVersion, SHIPPED, ship } from './versions.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

function refuse(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

const percent = (value: number) =>
  `${value < 0 ? '-' : ' '}${Math.abs(100 * value)
    .toFixed(1)
    .padStart(4)}`;

const row = (one: Verdict) =>
  [
    one.question.padEnd(11),
    one.slice.padEnd(8),
    `n ${String(one.count).padStart(4)}`,
    `${percent(one.before)} ->${percent(one.after)}`,
    `by ${percent(one.after - one.before)}  [${percent(one.low)},${percent(one.high)} ]`,
    one.isWorse ? '  WORSE' : '',
  ].join('  ');

const asMessage = (text: string): Message => ({ text, act: 'request', file: 'texts', group: text, isPart: false });

function judgedBy(folder: string, messages: readonly Message[]): readonly Judged[] {
  return judgeMessages(readVersion(folder), messages, seedDirectory());
}

function listDisagreements(before: readonly Judged[], after: readonly Judged[]): void {
  const found = disagreements(before, after);
  writeFileSync(join(CANDIDATE, 'disagreements.jsonl'), found.map((one) => `${JSON.stringify(one)}\n`).join(''));
  say(`${found.length} labels on which the two differ, all in nlu/candidate/disagreements.jsonl; the surest:`);
  for (const one of found.slice(0, 10)) {
    const right = one.right === undefined ? '' : `, labelled ${one.right}`;
    say(`  ${one.question}: ${one.before} -> ${one.after}${right}  "${one.text.slice(0, 80)}"`);
  }
}

/** What speaks against the candidate; nothing: it may be shipped. */
function judge(texts: readonly string[]): string[] {
  const held = readMessages(isHeldOut);
  const messages = [...held, ...texts.map(asMessage)];
  const [before, after] = [judgedBy(SHIPPED, messages), judgedBy(CANDIDATE, messages)];
  const labelled = (judged: readonly Judged[]) => judged.slice(0, held.length);
  say(
    `${held.length} messages by hands that neither version has read; shares right, and where the difference lies (99 %)`,
  );
  const verdicts = compare(labelled(before), labelled(after));
  for (const one of verdicts) say(row(one));
  listDisagreements(before, after);
  const lost = emergenciesLost(before, after).map((text) => `a call for help is no longer heard: ${text}`);
  return [...lost, ...verdicts.filter((one) => one.isWorse).map((one) => `${one.question}, ${one.slice} gets worse`)];
}

function back(): void {
  if (!isThere(FORMER))
    refuse('No former version is kept in nlu/former: the last one is in the history of nlu/weights.');
  ship(FORMER);
  say('The former version is back in nlu/weights; the other is the former now. Build, and start the servers again.');
}

function promote(texts: readonly string[], isLook: boolean): void {
  if (!isThere(CANDIDATE)) refuse('No candidate in nlu/candidate: npm run nlu:train writes one.');
  if (isThere(SHIPPED) && areAlike(CANDIDATE, SHIPPED)) {
    say('The candidate is what is in use, byte for byte: nothing to do.');
    return;
  }
  const against = isThere(SHIPPED) ? judge(texts) : [];
  if (against.length > 0) refuse(`Not promoted:\n  ${against.join('\n  ')}`);
  if (isLook) {
    say('It may be promoted.');
    return;
  }
  ship(CANDIDATE);
  say('Promoted: it is in nlu/weights, the version before in nlu/former. Build, and start the servers again.');
}

const { values } = parseArgs({
  options: {
    back: { type: 'boolean', default: false },
    look: { type: 'boolean', default: false },
    texts: { type: 'string' },
  },
});

if (values.back) back();
else promote(values.texts === undefined ? [] : readTexts(values.texts), values.look);
