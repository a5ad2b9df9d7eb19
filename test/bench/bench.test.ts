/** The bench measures what it says: a short run of everything but cold starts, and gates that can fail. */
import { beforeAll, describe, expect, it } from 'vitest';
import { bench } from './bench.ts';
import { type Figures, gatesOf, report } from './report.ts';
import { median, quantile } from './statistics.ts';

const TINY = {
  rounds: 1,
  seconds: 0.3,
  warmTurns: 40,
  users: 3,
  filings: 1,
  texts: 50,
  coldRounds: 0,
  citizens: false,
};

let figures: Figures;
const said: string[] = [];
beforeAll(async () => {
  figures = await bench(TINY, (progress) => said.push(progress));
}, 180_000);

const failed = (changed: Partial<Figures>) =>
  gatesOf({ ...figures, ...changed })
    .filter(({ passed }) => !passed)
    .map(({ name }) => name.replace(/,.*/, ''));

describe('a short run', () => {
  it('drives the product and its peers to the end of their turns', () => {
    for (const { one, many } of Object.values(figures.rows)) {
      for (const { turns, perSecond, p50, p99, cpuMs } of [one, many]) {
        expect(turns).toBeGreaterThan(0);
        expect(perSecond).toBeGreaterThan(0);
        expect(p50).toBeGreaterThan(0);
        expect(p99).toBeGreaterThanOrEqual(p50);
        expect(cpuMs).toBeGreaterThan(0);
      }
    }
  });
  it('finds the statements of an ordinary turn: one keeps what was said with its answer', () => {
    const { one, many } = figures.rows.sawt;
    for (const { statements } of [one, many]) {
      expect(statements).toBeGreaterThanOrEqual(1);
      // So short a run may meet official rows being read for the first time.
      expect(statements).toBeLessThanOrEqual(3);
    }
  });
  it('files, understands and steps', () => {
    expect(figures.filing.statements).toBeGreaterThan(2);
    expect(figures.parts.engine.steps).toBeGreaterThan(50);
    expect(figures.parts.understand.p99Micros).toBeGreaterThanOrEqual(figures.parts.understand.p50Micros);
  });
  it('prints every row and every gate', () => {
    const text = report(figures);
    for (const line of ['bare Fastify', '+ one durable INSERT', 'the limit', 'Sawt, a whole durable turn', 'RSS'])
      expect(text).toContain(line);
    expect(text.match(/^(PASS|FAIL): /gm)).toHaveLength(4);
    expect(said.at(-1)).toBe('cold starts');
  });
});

describe('gates', () => {
  const quick = () => ({ ...figures.parts, understand: { texts: 1, p50Micros: 500, p99Micros: 3000 } });
  const good = { ratios: { cpu: 2, cpuWithUnderstand: 3 }, cold: { first: 3, second: 1 } };
  const failures = (changed: Partial<Figures>) => failed({ parts: quick(), ...changed });
  it('let pass what is just within', () => expect(failures(good)).toEqual([]));
  it('fail on too much CPU', () =>
    expect(failures({ ...good, ratios: { cpu: 2.01, cpuWithUnderstand: 3 } })).toEqual([
      "CPU of a turn without understanding / the limit's",
    ]));
  it('fail on one statement too many, also with one user only', () => {
    const { sawt } = figures.rows;
    const rows = { ...figures.rows, sawt: { ...sawt, one: { ...sawt.one, statements: 3.01 } } };
    expect(failures({ ...good, rows })).toEqual(['SQL statements a turn']);
  });
  it('fail on a slow start, first or second', () =>
    expect(failures({ ...good, cold: { first: 3.1, second: 3.1 } })).toEqual([
      'first start to first answered turn',
      'second start to first answered turn',
    ]));
});

describe('what gates print', () => {
  it('fails on slow understanding', () => {
    const { parts } = figures;
    const slow = { ...parts, understand: { ...parts.understand, p50Micros: 501, p99Micros: 3001 } };
    expect(failed({ parts: slow, ratios: { cpu: 1, cpuWithUnderstand: 1 } })).toEqual(['understand', 'understand']);
  });
  it('carries the citizens over, table and gates', () => {
    const gates = [{ name: 'most are right', passed: false, measured: '12 %' }];
    const text = report({ ...figures, citizens: { table: 'who  right', gates } });
    expect(text).toContain('who  right');
    expect(text).toContain('FAIL: simulated citizens: most are right: 12 %');
  });
});

describe('statistics', () => {
  it.each([
    [[], 0],
    [[3], 3],
    [[4, 1], 2.5],
    [[9, 1, 5], 5],
    [[1, 2, 3, 10], 2.5],
  ])('the median of %j is %d', (values, expected) => expect(median(values)).toBe(expected));
  it('takes a quantile that was measured', () => expect(quantile([5, 1, 4, 2, 3], 0.99)).toBe(5));
});
