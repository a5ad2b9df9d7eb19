import { describe, expect, test } from 'vitest';
import { PROBLEMS, type ProblemCode, problem } from '../../../api/contract/problem.ts';

describe('every problem', () => {
  test.each(Object.keys(PROBLEMS) as ProblemCode[])('%s is told in both languages', (code) => {
    const row = PROBLEMS[code];
    expect(row.ar).toMatch(/\p{Script=Arabic}/u);
    expect(row.en).toMatch(/^[\x20-\x7E]+$/);
    expect(row.status).toBeGreaterThanOrEqual(400);
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    expect(names(row.ar)).toEqual(names(row.en));
    expect(problem(code).detail).toBe(`${problem(code).detailAr} / ${problem(code).detailEn}`);
  });

  test('its facts are filled in', () => {
    const told = problem('invalid_request', { field: 'axis', allowed: 'a | b' });
    expect(told.detailEn).toBe('The value of axis is not accepted. Allowed: a | b.');
    expect(told.detailAr).toContain('axis');
  });
});
