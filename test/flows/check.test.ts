import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../../flows/check.ts';
import { pagesOf } from '../../flows/draw.ts';
import { readFlows } from '../../flows/load.ts';
import { textsIn } from '../../flows/style.ts';
import { beside, flowsBeside, SHIPPED, slip } from './sources.ts';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'flows-'));
mkdirSync(join(folder, 'knowledge'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const extra = (body: string, name = 'extra') =>
  faultsOf(flowsBeside(`${name}.yaml`, `flow: ${name}\ntitle: { ar: تجربة, en: Trial }\n${body}`));

describe('the shipped flows', () => {
  const flows = readFlows(SHIPPED);

  it('have no fault', () => {
    expect(faultsOf(flows)).toEqual([]);
  });

  it('are looked at whole: every sentence, label, option and re-prompt', () => {
    const texts = textsIn(flows).flatMap(({ text }) => [text.ar, text.en]);
    const written = SHIPPED.flatMap(({ text }) => text.match(/\b(ar|en): /g) ?? []).length;
    expect(texts.length).toBe(written);
  });
});

/** Each row: the body of a flow beside the shipped ones, and the one line that is said of it. */
describe.each<[string, string, string]>([
  [
    'steps behind an end',
    'steps:\n  - end: true\n  - ask: description\n  - ask: type',
    'extra: 2 step(s) behind "end" are never reached',
  ],
  [
    'steps behind a go, inside a condition',
    'steps:\n  - when: anonymous\n    steps:\n      - go: status\n      - end: true',
    'extra: 1 step(s) behind "go" are never reached',
  ],
  [
    'a sentence said twice under one name',
    'steps:\n  - { say: hello, ar: أهلًا بك., en: Hello. }\n  - { say: hello, ar: أهلًا., en: Hello there. }',
    'extra: "say: hello" stands there twice, and the second is never reached',
  ],
  [
    'a word of officials',
    'steps:\n  - { say: hello, ar: يُرجى الانتظار., en: Please wait. }',
    'extra: say hello: the ar text says "يرجى" (plainly: الفعل نفسه: اكتب، راجع)',
  ],
  [
    'a sentence that nobody follows',
    `steps:\n  - { say: hello, ar: أهلًا بك., en: '${'You and '.repeat(13)}I.' }`,
    'extra: say hello: a sentence of the en text has 27 words, 25 are allowed',
  ],
  [
    'a label that a button cuts off',
    'steps:\n  - ask: description\n    offer:\n      - { id: a, ar: نعم, en: Yes and this one is rather long }',
    'extra: ask description, option a: the en text has 31 characters, a button takes 20',
  ],
  [
    'too much for the ear',
    `steps:\n  - { say: hello, ar: أهلًا بك., en: Hello., spoken: { ar: أهلًا بك., en: '${'Hello and welcome. '.repeat(9)}Go.' } }`,
    'extra: say hello, spoken: the en text has 174 characters, the ear takes 160',
  ],
  [
    'a number beside a noun that does not follow it',
    'steps:\n  - { say: hello, ar: "بقيت {count} محاولات.", en: "{count, plural, one {# try} other {# tries}} left." }',
    'extra: say hello: the ar text counts with {count} and has no plural',
  ],
  [
    'an Arabic plural with forms left out',
    'steps:\n  - { say: hello, ar: "{count, plural, one {محاولة} other {محاولات}}.", en: "{count, plural, one {# try} other {# tries}} left." }',
    'extra: say hello: the ar plural of {count} lacks zero, two, few, many',
  ],
  ['a slot nobody defined', 'steps:\n  - ask: plate', 'extra: nobody defined the slot "plate"'],
  [
    'a slot nobody defined, in the summary',
    'steps:\n  - { check_answers: [type, plate], ar: هل هذا صحيح؟, en: Is it right? }',
    'extra: nobody defined the slot "plate"',
  ],
  [
    'a question in one language',
    'steps:\n  - { ask: description, ar: ماذا حدث؟ }',
    'extra: "ask: description" is worded in one language only',
  ],
  ['a question without words', 'steps:\n  - ask: rating_reason', 'extra: "ask: rating_reason" has no question'],
  ['a flow that is not there', 'steps:\n  - go: nowhere', 'extra: no flow is named "nowhere"'],
  [
    'a pattern that is not there',
    'steps:\n  - { do: file_request, if_failed: oh_no }',
    'extra: no pattern is named "oh_no"',
  ],
  ['a flow that sends to itself', 'steps:\n  - go: extra', 'extra -> extra: these flows send in a circle'],
  [
    'a flow that files what another files',
    'files: complaint\nsteps:\n  - ask: description',
    '"complaint" is filed by complaint and extra: only the first is ever reached',
  ],
  [
    'a slot of its own that it never asks for',
    'slots:\n  plate: { kind: text, label: { ar: اللوحة, en: Plate } }\nsteps:\n  - ask: description',
    'extra: nobody asks for its slot "plate"',
  ],
  [
    'a choice with nothing to choose from',
    'slots:\n  when: { kind: choice, label: { ar: الوقت, en: Time } }\nsteps:\n  - { ask: when, ar: متى؟, en: When? }',
    'extra: "ask: when" is a choice and offers nothing',
  ],
  [
    'two options under one id',
    'steps:\n  - ask: description\n    offer: [{ id: a, ar: أ, en: A }, { id: a, ar: ب, en: B }]',
    'extra: "ask: description" offers "a" twice',
  ],
])('%s', (_name, body, fault) => {
  it('is found, and nothing else', () => {
    expect(extra(body)).toEqual([fault]);
  });
});

describe('flows that send in a circle', () => {
  it('are told once, though something is asked on the way: on the second round it is answered', () => {
    const sources = [
      ...beside('b.yaml', 'flow: b\ntitle: { ar: ب, en: B }\nsteps:\n  - ask: description\n  - go: c'),
      { name: 'c.yaml', text: 'flow: c\ntitle: { ar: ج, en: C }\nsteps:\n  - when: anonymous\n    steps: [{ go: b }]' },
    ];
    expect(faultsOf(readFlows(sources))).toEqual(['b -> c -> b: these flows send in a circle']);
  });

  it('by the kind of request, are found too', () => {
    const sources = slip('complaint.yaml', '  - ask: type\n', '  - { go: request, when: anonymous }\n');
    expect(faultsOf(readFlows(sources))).toContain('complaint -> request -> complaint: these flows send in a circle');
  });
});

describe('a type that no flow files', () => {
  it('is named', () => {
    const sources = slip('inquiry.yaml', 'files: inquiry\n', '');
    expect(faultsOf(readFlows(sources))).toEqual(['no flow files "inquiry"']);
  });
});

describe('a slot that no flow asks for', () => {
  it('is named', () => {
    const sources = slip(
      'slots.yaml',
      'answer:\n',
      'shoe_size: { kind: text, label: { ar: المقاس, en: Size } }\nanswer:\n',
    );
    expect(faultsOf(readFlows(sources))).toEqual(['slots: nobody asks for "shoe_size"']);
  });
});

const sentence = (ar: string, en: string) =>
  `steps:\n  - say: hello\n    ar: ${JSON.stringify(ar)}\n    en: ${JSON.stringify(en)}`;

/** Each row: an Arabic and an English sentence, and what is said of them. */
describe.each<[string, string, string, string[]]>([
  ['good ones', 'أهلًا بك، كيف نساعدك؟', 'Welcome, how can we help?', []],
  ['a link at the end', 'التفاصيل: https://example.jo/a?b=1,2', 'Details: https://example.jo/a?b=1,2', []],
  ['a quotation at the end', 'الرد: «{answer}»', 'The answer: "{answer}"', []],
  ['an allowed Latin word', 'يصلك رمز برسالة SMS.', 'A code comes by SMS.', []],
  ['isolated digits', 'مثل \u20662648 1730 9242\u2069.', 'Like 2648 1730 9242.', []],
  [
    'an open brace',
    'رقم {reference.',
    'Number {reference}.',
    ['the ar text is not a message (look at its braces): MALFORMED_ARGUMENT'],
  ],
  [
    'a plural without other',
    'ملفات.',
    '{count, plural, one {# file}}.',
    ['the en text is not a message (look at its braces): MISSING_OTHER_CLAUSE'],
  ],
  [
    'a fact in one language',
    'سُجّل برقم {reference}.',
    'Registered.',
    ['the two languages name different facts: reference / none'],
  ],
  ['a fact nobody knows', 'سُجّل برقم {refrence}.', 'Registered as {refrence}.', ['nobody knows the fact {refrence}']],
  ['no Arabic', 'Registered.', 'Registered.', ['the ar text has no Arabic', 'the ar text has a Latin word in it']],
  ['Arabic inside English', 'أهلًا.', 'Welcome أهلًا.', ['the en text has Arabic in it']],
  ['a Latin word inside Arabic', 'اكتب email من فضلك.', 'Type your e-mail.', ['the ar text has a Latin word in it']],
  [
    'a Latin comma inside Arabic',
    'أهلًا, اكتب.',
    'Hello, type.',
    ['the ar text has a Latin comma, semicolon or question mark (write ، ؛ ؟)'],
  ],
  [
    'digits in groups',
    'مثل 2648 1730.',
    'Like 2648 1730.',
    ['the ar text has groups of digits without an isolate (U+2066 ... U+2069) around them'],
  ],
  ['two spaces', 'أهلًا بك.', 'Hello  there.', ['the en text has two spaces together, or one at an end']],
  [
    'a space at the end',
    'أهلًا بك. ',
    'Hello.',
    [
      'the ar text has two spaces together, or one at an end',
      'the ar text ends without a full stop or a question mark',
    ],
  ],
  [
    'no full stop',
    'أهلًا بك',
    'Hello',
    [
      'the ar text ends without a full stop or a question mark',
      'the en text ends without a full stop or a question mark',
    ],
  ],
  ['too much at once', `${'هذا كلام. '.repeat(34)}كثير.`, 'A lot.', ['the ar text is longer than 320 characters']],
])('a text with %s', (_name, ar, en, faults) => {
  it(faults.length === 0 ? 'passes' : 'is told', () => {
    expect(extra(sentence(ar, en))).toEqual(faults.map((fault) => `extra: say hello: ${fault}`));
  });
});

describe('a label', () => {
  it('is no sentence, and is held to its letters all the same', () => {
    const slots = 'slots:\n  plate: { kind: text, label: { ar: Plate, en: Plate } }\n';
    expect(extra(`${slots}steps:\n  - { ask: plate, ar: ما رقم اللوحة؟, en: What is on the plate? }`)).toEqual([
      'extra: plate, label: the ar text has no Arabic',
      'extra: plate, label: the ar text has a Latin word in it',
    ]);
  });
});

describe('docs/flows', () => {
  const pages = pagesOf(readFlows(SHIPPED));
  const written = join(ROOT, 'docs/flows');

  it('holds a page for each flow, and no other', () => {
    expect(readdirSync(written).sort()).toEqual(Object.keys(pages).sort());
  });

  it.each(Object.keys(pages))('%s says what the flow says (npm run flows:draw)', (page) => {
    expect(readFileSync(join(written, page), 'utf8')).toBe(pages[page]);
  });
});

const run = (program: string, ...words: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', join(ROOT, 'flows', program), ...words], {
    cwd: ROOT,
    encoding: 'utf8',
  });

describe('the programs', { timeout: 60_000 }, () => {
  it('flows:check ends with 0 and a line when all is well', () => {
    const { status, stdout, stderr } = run('check.ts');
    expect([status, stdout, stderr]).toEqual([
      0,
      expect.stringMatching(/^\d+ flows and \d+ cards checked, nothing wrong\n$/),
      '',
    ]);
  });

  it('flows:check ends with 1 and a line for each fault', () => {
    for (const { name, text } of slip('closed.yaml', '  - say: closed', '  - end: true\n  - say: closed')) {
      writeFileSync(join(folder, name), text);
    }
    const { status, stderr } = run('check.ts', folder);
    expect([status, stderr]).toEqual([1, 'closed: 1 step(s) behind "end" are never reached\n']);
  });

  it('flows:check ends with 1 and the line of what cannot be read', () => {
    for (const { name, text } of slip('closed.yaml', '- say: closed', '- sya: closed'))
      writeFileSync(join(folder, name), text);
    const { status, stderr } = run('check.ts', folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^closed\.yaml:6: steps\.0\.sya is not known here; [^\n]+\n$/);
  });

  it('flows:draw ends with 0 and writes every page', () => {
    const to = join(folder, 'pages');
    const { status, stdout } = run('draw.ts', to);
    expect([status, stdout]).toEqual([0, `${readdirSync(to).length} pages in ${to}\n`]);
    expect(readdirSync(to)).toContain('patterns.md');
  });
});
