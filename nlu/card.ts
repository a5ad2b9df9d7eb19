/** The model card: what the shipped model is, what it learned from, how well it does on messages it never saw, what it must not be used for. */
import type { Message } from './corpus.ts';
import { figures, type Judged, pairsOf, QUESTIONS, SLICES } from './judge-own.ts';
import type { Trained } from './model.ts';

export interface Card {
  readonly trained: Trained;
  readonly messages: readonly Message[];
  /** Judged messages of other hands; empty when there are none. */
  readonly judged: readonly Judged[];
  readonly bytes: number;
}

const percent = (value: number) => (100 * value).toFixed(1);

function counts(messages: readonly Message[], of: (message: Message) => string | undefined): string {
  const found = new Map<string, number>();
  for (const message of messages) {
    const name = of(message);
    if (name !== undefined) found.set(name, (found.get(name) ?? 0) + 1);
  }
  return [...found]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([name, n]) => `${name} ${n}`)
    .join(', ');
}

function table(judged: readonly Judged[]): string[] {
  const head = [
    '| head | slice | n | accuracy | macro-F1 | top 3 | balanced | ECE | at 0.7 and up | of those right |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ];
  const rows = QUESTIONS.flatMap((question) =>
    SLICES.flatMap(([name, keep]) => {
      const pairs = pairsOf(judged, question, keep);
      if (pairs.length === 0) return [];
      const f = figures(pairs);
      const cells = [f.accuracy, f.macroF1, f.top3, f.balanced].map(percent);
      return [
        `| ${question} | ${name} | ${f.count} | ${cells.join(' | ')} | ${f.ece.toFixed(1)} | ${percent(f.sure)} | ${percent(f.sureRight)} |`,
      ];
    }),
  );
  return [...head, ...rows];
}

export function writeCard({ trained, messages, judged, bytes }: Card): string {
  const whole = messages.filter((message) => !message.isPart);
  const emergencies = judged.filter((one) => one.message.act === 'emergency');
  const missed = emergencies.filter((one) => one.understood.act.value !== 'emergency');
  return `${[
    '# Model card: understanding',
    '',
    'Written by `npm run nlu:train`, put here by `npm run nlu:promote`; do not edit by hand.',
    '',
    '## What it is',
    `Linear heads (${trained.heads.map((head) => `${head.name}: ${head.classes.length} classes`).join(', ')}) over ${trained.space.rows} hashed words, word pairs, letter groups of 2 to 5, consonant skeletons and bilingual concepts, those at the head and the end of a text apart. Each head is a mean of a one-vs-rest SVM (dual coordinate descent) and a logistic regression, scaled by a temperature found on authors it never read, rounded to eight bits. ${(bytes / 1e6).toFixed(1)} MB, in process, no service, no download, the same bytes from the same messages.`,
    'Names of departments and places come from the directory, not from the weights; municipality, water, electricity and governor are one class each, and the governorate picks the body.',
    '',
    '## What it learned from',
    `${whole.length} messages written for this purpose, no citizen's own, no benchmark's text. By language: ${counts(whole, (m) => m.lang)}. By register: ${counts(whole, (m) => m.register)}. By type: ${counts(messages, (m) => m.type)}. Besides, the directory's topics for the department head.`,
    '',
    '## How well it does',
    judged.length > 0
      ? `On ${judged.filter((one) => !one.message.isPart).length} messages by another hand, never trained on. Acceptable second labels count as right. Emergencies missed: ${missed.length} of ${emergencies.length} (the emergency rules were written with these messages in view, so this figure flatters).`
      : 'No messages by other hands are there yet: see `npm run nlu:evaluate`.',
    '',
    ...(judged.length > 0 ? table(judged) : []),
    '',
    '![Confidence and right answers](reliability.svg)',
    '',
    '![Types taken for one another](confusion-type.svg) ![Axes taken for one another](confusion-axis.svg)',
    '',
    'What falls short, and how it does on public benchmarks: [benchmarks.md](benchmarks.md).',
    '',
    '## What it must not be used for',
    'Deciding anything about a person. It fills in a form that the person checks before it is sent, and officers correct it afterwards. Below 0.7 the conversation asks. English and Arabizi have the fewest messages and the weakest figures; importance is a hint.',
  ].join('\n')}\n`;
}
