/**
 * Duplicates on 200 labelled pairs in many hands and registers: same matter or not. The threshold was chosen on the half
 * marked `choose`; the half marked `hold` judges it. And whose request may be shown at all.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RequestType } from '../../../api/contract/vocabulary.ts';
import { type Draft, duplicatesOf } from '../../../api/domain/duplicates.ts';
import type { Known } from '../../../api/domain/household.ts';
import { agree } from '../../../api/domain/person.ts';
import type { RequestRecord } from '../../../api/domain/record.ts';

const NOW = Date.parse('2026-11-20T10:00:00+03:00');
const DAY = 86_400_000;

interface Told {
  readonly text: string;
  readonly place?: string;
}

interface Group {
  readonly group: string;
  readonly half: 'choose' | 'hold';
  readonly department: string;
  readonly governorate: string | null;
  readonly place?: string;
  readonly type: RequestType;
  readonly same: readonly [string, string, string];
  readonly other: string | Told;
}

const file = readFileSync(join(import.meta.dirname, 'duplicates/pairs.jsonl'), 'utf8');
const groups = file
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Group);

const draftOf = (group: Group, { text, place = group.place }: Told, name: string | null = 'Sara Haddad'): Draft => ({
  type: group.type,
  description: text,
  department: group.department,
  governorate: group.governorate,
  location: place ?? null,
  name,
});

const NOBODY = { name: null, phone: null, email: null };

function record(draft: Draft, more: Partial<RequestRecord> = {}): RequestRecord {
  const { name, ...matter } = draft;
  return {
    ...matter,
    reference: '264817309242',
    axis: 'procedures',
    importance: 'medium',
    anonymous: false,
    requester: { ...NOBODY, name },
    channel: 'api',
    lang: 'ar',
    status: 'registered',
    assignee: null,
    question: null,
    answer: null,
    round: 0,
    clock: { from: NOW, minutes: 3150, breaks: [] },
    waitingSince: null,
    dueAt: NOW,
    attachments: [],
    rating: null,
    stars: null,
    createdAt: NOW - 9 * DAY,
    updatedAt: NOW,
    reachable: true,
    ...more,
  };
}

interface Pair {
  readonly half: Group['half'];
  readonly same: boolean;
  readonly found: boolean;
}

const SENDER = 'door:someone';

function pairsOf(group: Group): Pair[] {
  const [first, second, third] = group.same.map((text): Told => ({ text })) as [Told, Told, Told];
  const other: Told = typeof group.other === 'string' ? { text: group.other } : group.other;
  const pair = (told: Told, again: Told, same: boolean): Pair => {
    const known = [{ request: record(draftOf(group, told)), own: true }];
    const found = duplicatesOf(draftOf(group, again), known, { sender: SENDER, now: NOW }).length > 0;
    return { half: group.half, same, found };
  };
  return [pair(first, second, true), pair(first, third, true), pair(first, other, false), pair(second, other, false)];
}

const pairs = groups.flatMap(pairsOf);

function measured(half: Group['half']) {
  const all = pairs.filter((pair) => pair.half === half);
  const found = all.filter((pair) => pair.found);
  const right = found.filter((pair) => pair.same).length;
  return { recall: right / all.filter((pair) => pair.same).length, precision: right / found.length };
}

describe('the labelled pairs', () => {
  it('are two hundred, half of them the same matter, half held out', () => {
    expect(pairs.length).toBe(200);
    expect(pairs.filter(({ same }) => same).length).toBe(100);
    expect(pairs.filter(({ half }) => half === 'hold').length).toBe(100);
  });

  it.each(['choose', 'hold'] as const)('at least 60 %% are found, and 95 %% of what is found is right: %s', (half) => {
    const { recall, precision } = measured(half);
    console.info(
      `duplicates, ${half}: recall ${(100 * recall).toFixed(0)} %, precision ${(100 * precision).toFixed(1)} %`,
    );
    expect(precision).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.6);
  });
});

const [first] = groups;
const again = (name: string | null) => draftOf(first as Group, { text: first?.same[0] ?? '' }, name);
const found = (draft: Draft, known: Known, sender = SENDER) =>
  duplicatesOf(draft, [known], { sender, now: NOW }).length;

describe('whose it is', () => {
  it.each<readonly [string, Draft, Known, string, number]>([
    ['the same sender and name', again('Sara Haddad'), { request: record(again('سارة حداد')), own: true }, SENDER, 1],
    ['the same sender, no name given', again(null), { request: record(again('Sara Haddad')), own: true }, SENDER, 1],
    [
      'the same sender, another name',
      again('هالة المصري'),
      { request: record(again('Sara Haddad')), own: true },
      SENDER,
      0,
    ],
    [
      'a proven phone and the same name',
      again('Sara'),
      { request: record(again('Sara Haddad')), own: false },
      SENDER,
      1,
    ],
    [
      'a proven phone, another name',
      again('Hala Masri'),
      { request: record(again('Sara Haddad')), own: false },
      SENDER,
      0,
    ],
    ['a proven phone, no name given', again(null), { request: record(again('Sara Haddad')), own: false }, SENDER, 0],
    [
      'a telephone as sender, no name given',
      again(null),
      { request: record(again(null)), own: true },
      'x:+962790000000',
      0,
    ],
    ['an anonymous one', again(null), { request: record(again(null), { anonymous: true }), own: true }, SENDER, 0],
    [
      'half a year ago',
      again(null),
      { request: record(again(null), { createdAt: NOW - 200 * DAY }), own: true },
      SENDER,
      0,
    ],
    [
      'another governorate',
      again(null),
      { request: record(again(null), { governorate: 'KARAK' }), own: true },
      SENDER,
      0,
    ],
  ])('%s', (_, draft, known, sender, count) => expect(found(draft, known, sender)).toBe(count));
});

describe('two names', () => {
  it.each([
    ['سامر عودة', 'Samer Odeh', true],
    ['سامر محمد عودة', 'سامر عودة', true],
    ['سارة', 'سارة الحداد', true],
    ['سامر عودة', 'سامي عودة', false],
    ['هالة المصري', 'سامر المصري', false],
    ['سالم الحداد', 'سلمى الحداد', false],
    ['Salem Haddad', 'Salma Haddad', false],
    ['Sarah Hassan', 'Sara Hasan', true],
    ['', 'سامر', false],
  ])('%s and %s', (one, other, same) => expect(agree(one, other)).toBe(same));
});
