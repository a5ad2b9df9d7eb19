/**
 * Everything that was corrected, a line each, oldest first: `npm run --silent nlu:corrections -- --url URL --key-file FILE
 * [--after ID] > corrections.jsonl`. The key is an administrator's, in a file so that no list of processes shows it.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Type from 'typebox';
import { Value } from 'typebox/value';

const Page = Type.Object({
  items: Type.Array(Type.Record(Type.String(), Type.Unknown())),
  next: Type.Union([Type.String(), Type.Null()]),
});

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    'key-file': { type: 'string' },
    after: { type: 'string', default: '0' },
  },
});

async function page(key: string, after: string) {
  const url = new URL(`/v1/corrections?limit=1000&after=${encodeURIComponent(after)}`, values.url);
  const answer = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  const body: unknown = await answer.json();
  if (answer.ok) return Value.Parse(Page, body);
  throw new Error(`${url.origin} answered ${answer.status}: ${JSON.stringify(body)}`);
}

async function copy(key: string): Promise<void> {
  for (let after: string | null = values.after; after !== null; ) {
    const { items, next } = await page(key, after);
    for (const item of items) process.stdout.write(`${JSON.stringify(item)}\n`);
    after = next;
  }
}

if (values['key-file'] === undefined) {
  process.stderr.write("--key-file FILE is needed: a file that holds an administrator's key.\n");
  process.exitCode = 1;
} else await copy(readFileSync(values['key-file'], 'utf8').trim());
