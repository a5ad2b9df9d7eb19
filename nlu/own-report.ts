/**
 * The report on our own messages, as lines: every head by slice, the targets with how far each is, reasons tried by leaving
 * them out, speed, and how varied the training messages are.
 */
import type { Directory } from '../api/contract/directory.ts';
import { authorOf, isHeldOut, type Message } from './corpus.ts';
import { deletionTest, EXPLAINED } from './deletion.ts';
import { type Figures, figures, type Judged, NOW, pairsOf, QUESTIONS, SLICES } from './judge-own.ts';
import { isReached, type Target, targetsOf } from './targets.ts';
import type { Understanding } from './understanding.ts';
import { varietyOf } from './variety.ts';

const percent = (value: number) => (100 * value).toFixed(1).padStart(5);

function row(name: string, f: Figures): string {
  const parts = [`n ${String(f.count).padStart(4)}`, `acc ${percent(f.accuracy)}`, `F1 ${percent(f.macroF1)}`];
  parts.push(`top3 ${percent(f.top3)}`, `balanced ${percent(f.balanced)}`, `ECE ${f.ece.toFixed(1).padStart(4)}`);
  parts.push(`at 0.7+ ${percent(f.sure)} right ${percent(f.sureRight)}`);
  return `  ${name.padEnd(8)} ${parts.join('  ')}`;
}

/** Each hand that nobody trained on by itself: how far two of them differ is how far one of them can be believed. */
function handsOf(judged: readonly Judged[]): typeof SLICES {
  const hands = new Set(judged.flatMap(({ message: { file } }) => (isHeldOut(file) ? [authorOf(file)] : [])));
  return [...hands].map((hand) => [hand, (message) => authorOf(message.file) === hand]);
}

export function slicesOf(judged: readonly Judged[]): string[] {
  const slices = [...SLICES, ...handsOf(judged)];
  return QUESTIONS.flatMap((question) => [
    question,
    ...slices.flatMap(([name, keep]) => {
      const pairs = pairsOf(judged, question, keep);
      return pairs.length === 0 ? [] : [row(name, figures(pairs))];
    }),
  ]);
}

function bound(target: Target, name: 'must' | 'aim'): string {
  const value = target[name];
  if (value === undefined) return '';
  const sign = target.isCeiling ? '<=' : '>=';
  const gap = Math.abs(target.value - value).toFixed(1);
  return `  ${name} ${sign} ${value}: ${isReached(target, value) ? 'reached' : `missed by ${gap}`}`;
}

export const targetLines = (judged: readonly Judged[]): string[] => [
  'targets',
  ...targetsOf(judged).map(
    (one) =>
      `  ${one.what.padEnd(34)} ${one.value.toFixed(1).padStart(5)}${bound(one, 'must').padEnd(28)}${bound(one, 'aim')}`,
  ),
];

type Understand = (text: string, context: { directory: Directory; now: string }) => Understanding;

export function reasonLines(judged: readonly Judged[], understand: Understand, directory: Directory): string[] {
  const requests = judged.filter((one) => one.message.type !== undefined).map((one) => one.understood);
  const tried = deletionTest(requests, (text) => understand(text, { directory, now: NOW }));
  const lines = EXPLAINED.map((question) => {
    const { named, lowered } = tried[question];
    const share = (100 * lowered) / Math.max(1, named);
    return `  ${question.padEnd(12)} ${lowered} of ${named} less sure without the named words: ${share.toFixed(1)} %, must >= 90: ${share >= 90 ? 'reached' : 'missed'}`;
  });
  return ['reasons', ...lines];
}

/** Whole `understand`, warm; the machine's other work is in it. */
export function speedLine(texts: readonly string[], understand: Understand, directory: Directory): string {
  const timed = (text: string) => {
    const began = performance.now();
    understand(text, { directory, now: NOW });
    return performance.now() - began;
  };
  for (const text of texts) timed(text);
  const times = texts.map(timed).sort((a, b) => a - b);
  const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0).toFixed(2);
  return `speed: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms over ${texts.length} texts (must 0.5 and 3, on a quiet machine)`;
}

export function varietyLines(messages: readonly Message[]): string[] {
  const whole = messages.filter((message) => !message.isPart && message.type !== undefined);
  const { distinctOpenings, typeToken, nearDuplicates } = varietyOf(whole.map((message) => message.text));
  return [
    `variety of ${whole.length} requests to learn from: ${percent(distinctOpenings)} % of the openings (three words) stand once,` +
      ` ${percent(typeToken)} % of the words are new words, ${percent(nearDuplicates)} % share seven tenths of their words with another`,
  ];
}
