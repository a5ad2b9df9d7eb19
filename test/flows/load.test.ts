import { describe, expect, it } from 'vitest';
import { FlowError, readFlows, type Source } from '../../flows/load.ts';
import { beside, lineOf, SHIPPED, slip } from './sources.ts';

function refusal(sources: readonly Source[]): string {
  try {
    readFlows(sources);
  } catch (error) {
    if (error instanceof FlowError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('the shipped flows', () => {
  const flows = readFlows(SHIPPED);

  it('are read, each under its name', () => {
    expect(refusal(SHIPPED)).toBe('accepted');
    expect(Object.keys(flows.flows)).toContain('complaint');
    for (const [name, flow] of Object.entries(flows.flows)) expect(flow.flow).toBe(name);
  });

  it('keep nothing of the words that stand beside them', () => {
    expect(Object.keys(flows.flows)).not.toContain('patterns');
    expect(flows.slots.phone?.kind).toBe('phone');
    expect(flows.phrases.yes).toEqual({ ar: 'نعم', en: 'Yes' });
  });
});

/** Each row: what was meant to be written, what was written, the line that is named by its text, and what is said of it. */
describe.each<[string, string, string, string, string, RegExp]>([
  [
    'a verb nobody knows',
    'complaint.yaml',
    '- ask: type',
    '- aks: type',
    'aks:',
    /steps\.1\.aks is not known here; begin with one of: ask, say, check_answers, do, go, call, end, when$/,
  ],
  [
    'a verb nobody knows, inside a condition',
    'status.yaml',
    '- say: missing',
    '- tell: missing',
    'tell:',
    /steps\.3\.steps\.0\.tell is not known here; begin with/,
  ],
  [
    'two verbs in a step',
    'complaint.yaml',
    '- ask: type',
    '- ask: type\n    say: hello',
    'say: hello',
    /steps\.1\.say is not known here; allowed: ask, when/,
  ],
  [
    'a condition nobody knows',
    'complaint.yaml',
    'when: matter_at_a_place',
    'when: at_a_place',
    'at_a_place',
    /steps\.4\.when "at_a_place" is not one of: department_unknown, .*matter_at_a_place/,
  ],
  [
    'a condition nobody knows over several steps',
    'complaint.yaml',
    'when: department_needs_governorate',
    'when: no_governorate',
    'no_governorate',
    /steps\.2\.when "no_governorate" is not one of/,
  ],
  [
    'an effect nobody knows',
    'complaint.yaml',
    'do: file_request',
    'do: pay',
    'do: pay',
    /steps\.\d+\.do "pay" is not one of: file_request, find_duplicate, add_to_duplicate, find_mine, find_status, send_answer, send_rating, .*reopen_request/,
  ],
  [
    'an offer nobody knows',
    'slots.yaml',
    'offer: likely_types',
    'offer: all_types',
    'all_types',
    /type\.offer "all_types" is not one of: likely_types/,
  ],
  [
    'an own option in one language',
    'rating.yaml',
    'need: may\n    ar: "كيف',
    'need: may\n    offer: [{ id: a, ar: "أ" }]\n    ar: "كيف',
    'id: a',
    /steps\.3\.offer\.0 lacks en$/,
  ],
  [
    'a need nobody knows',
    'complaint.yaml',
    'need: refusable',
    'need: nice',
    'need: nice',
    /need "nice" is not one of: must, may, refusable$/,
  ],
  [
    'a question without its English',
    'complaint.yaml',
    '    en: "This is what we will send. Is it right?"\n',
    '',
    'check_answers',
    /steps\.\d+ lacks en$/,
  ],
  [
    'a sentence without its Arabic',
    'patterns.yaml',
    '  ar: "العفو، على الرحب والسعة."\n',
    '',
    'thanks:',
    /thanks lacks ar$/,
  ],
  ['an empty sentence', 'patterns.yaml', '"You are welcome."', '""', 'en: ""', /thanks\.en is empty$/],
  [
    'a number for a sentence',
    'patterns.yaml',
    '"You are welcome."',
    '911',
    'en: 911',
    /thanks\.en must be a text \(in quotes\), and is 911$/,
  ],
  [
    'a language nobody speaks here',
    'patterns.yaml',
    'en: "You are welcome."',
    'en: "You are welcome."\n  fr: "Je vous en prie."',
    'fr:',
    /thanks\.fr is not known here; allowed: ar, en, spoken, brief$/,
  ],
  [
    'a type nobody files',
    'complaint.yaml',
    'files: complaint',
    'files: complaints',
    'files: complaints',
    /files "complaints" is not one of: inquiry, complaint/,
  ],
  [
    'an act nobody says',
    'status.yaml',
    'act: status_query',
    'act: where',
    'act: where',
    /starts_on\.0\.act "where" is not one of: request/,
  ],
  [
    'an event nobody sends',
    'answered.yaml',
    'event: replied',
    'event: reply',
    'event: reply',
    /starts_on\.0\.event "reply" is not one of: asked, replied, closed$/,
  ],
  [
    'a kind of slot nobody reads',
    'more-information.yaml',
    'kind: text',
    'kind: words',
    'kind: words',
    /slots\.answer\.kind "words" is not one of: type/,
  ],
  [
    'a slot without a label',
    'slots.yaml',
    '  label: { ar: المحافظة, en: Governorate }\n',
    '',
    'governorate:',
    /governorate lacks label$/,
  ],
  ['no steps', 'closed.yaml', 'steps:', 'stages:', 'stages:', /stages is not known here; allowed: flow, title/],
  [
    'a step that is a word',
    'closed.yaml',
    '- say: closed',
    '- closed\n  - say: closed',
    '- closed',
    /steps\.0 must be names with values, and is "closed"$/,
  ],
  ['a brace left open', 'complaint.yaml', 'title: {', 'title: {{', 'files:', /Flow map in block collection/],
  ['a tab', 'complaint.yaml', 'steps:', '\tsteps:', '\tsteps:', /Tabs are not allowed as indentation$/],
  ['the same name twice', 'patterns.yaml', 'thanks:', 'greeting: # again', '# again', /Map keys must be unique$/],
  [
    'a star without quotes',
    'patterns.yaml',
    '"You are welcome."',
    '*You*',
    '*You*',
    /a text that begins with a star \("\*You\*"\) stands in quotes$/,
  ],
  [
    'a pattern nobody says',
    'patterns.yaml',
    'thanks:',
    'applause:\n  ar: أحسنت.\n  en: Well done.\nthanks:',
    'applause:',
    /applause is said by nobody$/,
  ],
  [
    'a phrase nobody says',
    'phrases.yaml',
    'yes:',
    'maybe: { ar: ربما, en: Maybe }\nyes:',
    'maybe:',
    /maybe is said by nobody$/,
  ],
])('%s', (_name, file, from, to, where, said) => {
  const sources = slip(file, from, to);

  it('is refused on its line, with what is allowed', () => {
    const [at, ...words] = refusal(sources).split(': ');
    expect(at).toBe(`${file}:${lineOf(sources, file, where)}`);
    expect(words.join(': ')).toMatch(said);
  });
});

describe('a file', () => {
  it.each(['patterns', 'slots', 'phrases'])('%s.yaml must be there', (name) => {
    expect(refusal(SHIPPED.filter((source) => source.name !== `${name}.yaml`))).toBe(
      `${name}.yaml:1: the file is missing`,
    );
  });

  it('lacks a pattern that the engine says: named', () => {
    const thanks = SHIPPED.find(({ name }) => name === 'patterns.yaml')?.text.match(/thanks:\n.*\n.*\n/)?.[0] ?? '';
    expect(refusal(slip('patterns.yaml', thanks, ''))).toMatch(/^patterns\.yaml:\d+: the file lacks thanks$/);
  });

  it('bears the name of another flow: both files are named', () => {
    const again = SHIPPED.find(({ name }) => name === 'closed.yaml')?.text ?? '';
    expect(refusal(beside('zz.yaml', again))).toBe('zz.yaml:1: flow "closed" is the name of closed.yaml too');
  });

  it.each([
    ['', 'names with values, and is empty'],
    ['- ask: type', 'names with values, and is a list'],
    ['hello', 'names with values, and is "hello"'],
  ])('says %j: refused', (text, said) => {
    expect(refusal(beside('zz.yaml', text))).toBe(`zz.yaml:1: the file must be ${said}`);
  });
});

describe('ready answers of the desk', () => {
  it('are read in both languages, and a house may have none', () => {
    expect(readFlows(SHIPPED).ready.length).toBeGreaterThan(0);
    expect(readFlows(SHIPPED.filter(({ name }) => name !== 'ready_answers.yaml')).ready).toEqual([]);
  });
  it('with a language left out are refused with the line', () => {
    const text = 'answers:\n  - ar: أهلًا\n    en: Hello\n  - ar: شكرًا\n';
    const sources = SHIPPED.map((each) => (each.name === 'ready_answers.yaml' ? { ...each, text } : each));
    expect(refusal(sources)).toMatch(/^ready_answers\.yaml:4: .*en/);
  });
});
