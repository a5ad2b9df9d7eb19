/** Knowledge cards: refused by file and line when they break the schema, and by name when their figures have no ground. */
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../flows/check.ts';
import { readFlows } from '../../flows/load.ts';
import { beside, lineOf, SHIPPED, slip } from './sources.ts';

const FILE = 'knowledge/passport-by-post.yaml';

describe('the loader', () => {
  it('reads every card with its department, source and day', () => {
    const { cards } = readFlows(SHIPPED);
    expect(cards.passport_by_post).toMatchObject({ department: 'JPOST', seen: '2026-11-20' });
    for (const card of Object.values(cards)) expect(card.source, card.id).not.toBe('');
  });

  it.each([
    ['    source: https', '    sourced: https', /is not known|lacks|missing|source/],
    ['    seen: 2026-11-20', '    seen: yesterday', /seen/],
    ['  - card: passport_by_post', '  - card: Passport by post', /card/],
  ])('refuses "%s" as "%s"', (from, to, said) => {
    const sources = slip(FILE, from, to);
    expect(() => readFlows(sources)).toThrow(said);
    expect(() => readFlows(sources)).toThrow(`${FILE}:`);
  });

  it('refuses a name used twice, with its line', () => {
    const text = SHIPPED.find(({ name }) => name === FILE)?.text ?? '';
    const sources = beside('knowledge/zz.yaml', text);
    const line = lineOf(sources, 'knowledge/zz.yaml', 'card: passport_by_post');
    expect(() => readFlows(sources)).toThrow(`knowledge/zz.yaml:${line}:`);
  });
});

const faults = (from: string, to: string) => faultsOf(readFlows(slip(FILE, from, to)));

describe('the check', () => {
  it('names a figure that the note of the source does not have', () => {
    expect(faults('figures: "JD 5"', 'figures: "JD 3"')).toEqual(['card passport_by_post: its figures do not have 5']);
  });
  it('names a figure that one language has alone', () => {
    expect(faults('Delivery costs 5 dinars.', 'Delivery is paid.')).toEqual([
      'card passport_by_post: only one language has 5',
    ]);
  });
  it('asks for questions in both scripts', () => {
    const text = (SHIPPED.find(({ name }) => name === FILE)?.text ?? '').replace(/ {6}- [A-Za-z].*\n/g, '');
    const more = text.replace('    asks:\n', '    asks:\n      - سؤال أول\n      - سؤال ثان\n      - سؤال ثالث\n');
    expect(faultsOf(readFlows(beside(FILE, more)))).toContain(
      'card passport_by_post: asks 0 question(s) in Latin letters, at least 3',
    );
  });
});
