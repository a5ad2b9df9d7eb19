/**
 * What people corrected and what understanding is unsure of, as lines to look through before they are learned from:
 *   npm run nlu:review -- --corrections FILE [--texts FILE] [--out FILE]
 *       writes labelled messages, the uncertain ones first, each with a `review` that says why it is there
 *   npm run nlu:review -- --accept FILE
 *       adds the lines that were kept to nlu/data/requests-reviewed.jsonl
 * FILE is what `npm run nlu:corrections` writes, or a page of GET /v1/corrections as it comes; `-` reads what is piped in.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DATA, readMessages } from './corpus.ts';
import { createModel } from './model.ts';
import { acceptable, readCorrections, rowsToReview } from './reviewing.ts';
import { seedDirectory } from './seed-directory.ts';
import { linesOf, readTexts, readWhole } from './texts.ts';
import { createUnderstanding } from './understand.ts';
import { readVersion, SHIPPED } from './versions.ts';

const REVIEWED = 'requests-reviewed.jsonl';
/** Dates in a text are read against it and say nothing of its labels. */
const ANY_DAY = '2026-01-01T12:00:00+03:00';

const jsonl = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

function review(corrections: string | undefined, texts: string | undefined, out: string | undefined): void {
  const directory = seedDirectory();
  const understand = createUnderstanding(createModel(readVersion(SHIPPED)));
  const known = new Set(readMessages(() => true).map((message) => message.text));
  const rows = rowsToReview({
    corrections: corrections === undefined ? [] : readCorrections(readWhole(corrections)),
    texts: texts === undefined ? [] : readTexts(texts),
    understand: (text) => understand(text, { directory, now: ANY_DAY }),
    isKnown: (text) => known.has(text),
  });
  if (out === undefined) process.stdout.write(jsonl(rows));
  else writeFileSync(out, jsonl(rows));
  process.stderr.write(`${rows.length} lines to look through\n`);
}

function accept(file: string): void {
  const rows = linesOf(readWhole(file)).map((line, i) => acceptable(file, line, i + 1));
  appendFileSync(new URL(REVIEWED, DATA), jsonl(rows));
  process.stdout.write(`${rows.length} lines added to nlu/data/${REVIEWED}: train, look, promote\n`);
}

const { values } = parseArgs({
  options: {
    corrections: { type: 'string' },
    texts: { type: 'string' },
    out: { type: 'string' },
    accept: { type: 'string' },
  },
});

if (values.accept !== undefined) accept(values.accept);
else if (values.corrections === undefined && values.texts === undefined) {
  process.stderr.write(
    'Nothing to review: give --corrections FILE, --texts FILE or both; --accept FILE keeps lines.\n',
  );
  process.exitCode = 1;
} else review(values.corrections, values.texts, values.out);
