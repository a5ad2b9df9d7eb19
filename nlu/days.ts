/** A day told by its place before or after today: "yesterday", "يوم الأحد الماضي", "next Thursday". The day it is comes from outside. */
import type { Found } from './contacts.ts';
import type { Token } from './tokens.ts';

const RELATIVE: ReadonlyMap<string, number> = new Map(
  Object.entries({
    '-2': 'اول مبارح|اول امس|اول امبارح|day before yesterday|awal mbare7|awal mbareh|awwal embare7',
    '-1': 'مبارح|امبارح|امس|البارح|البارحه|yesterday|mbare7|mbareh|embare7|imbare7|mbar7',
    '0': 'اليوم|today|elyom|alyom|elyoum|il yom',
    '2': 'بعد بكرا|بعد بكره|بعد غد|day after tomorrow',
    '1': 'بكرا|بكره|غدا|tomorrow|bukra|bokra',
  }).flatMap(([days, words]) => words.split('|').map((word) => [word, Number(days)] as const)),
);
const RELATIVE_HEADS = new Set([...RELATIVE.keys()].map((words) => words.split(' ')[0] ?? ''));

/** Sunday is 0, as in a Date. */
const WEEKDAYS: ReadonlyMap<string, number> = new Map(
  [
    'الاحد|احد|sunday|el a7ad|el ahad',
    'الاثنين|الاتنين|الثنين|التنين|monday|el ethnein|el tnein',
    'الثلاثاء|الثلاثا|الثلاثه|التلاتا|التلاته|tuesday|el thalatha|el talata',
    'الاربعاء|الاربعا|الاربعه|wednesday|el arb3a|el arbe3a',
    'الخميس|thursday|el 5amees|el khamees',
    'الجمعه|friday|el jom3a|el jum3a',
    'السبت|saturday|el sabt',
  ].flatMap((words, day) => words.split('|').map((word) => [word, day] as const)),
);
const PAST = /^(?:ال)?(?:ماضي|فايت|فات|سابق|منصرم|مضي)$|^(?:el )?(?:madi|fayet|fat)$/;
const COMING = /^(?:ال)?(?:جاي|قادم|مقبل)$|^(?:el )?(?:jay|jai|gadem)$/;

const DAY = 86_400_000;
const AMMAN = 3 * 3_600_000;

/** The date so many days from `now`, in Jordan. */
export const dayFrom = (now: string, days: number): string =>
  new Date(Date.parse(now) + AMMAN + days * DAY).toISOString().slice(0, 10);

/** Nothing where the text ends before. */
const joined = (tokens: readonly Token[], at: number, words: number): string =>
  at + words > tokens.length
    ? ''
    : tokens
        .slice(at, at + words)
        .map((token) => token.text)
        .join(' ');

function relative(tokens: readonly Token[], at: number, now: string): Found | null {
  if (!RELATIVE_HEADS.has(tokens[at]?.text ?? '')) return null;
  for (const words of [3, 2, 1]) {
    const days = RELATIVE.get(joined(tokens, at, words));
    if (days !== undefined)
      return {
        kind: 'date',
        value: dayFrom(now, days),
        valid: true,
        from: at,
        to: at + words,
      };
  }
  return null;
}

/** Always another day than today: a week back or ahead where it is the same. */
function away(now: string, weekday: number, isPast: boolean): string {
  const today = new Date(Date.parse(now) + AMMAN).getUTCDay();
  const ahead = (weekday - today + 7) % 7 || 7;
  return dayFrom(now, isPast ? (ahead === 7 ? -7 : ahead - 7) : ahead);
}

/** A weekday by itself may be any: only one told to be past or to come is a date. */
function weekday(tokens: readonly Token[], at: number, now: string): Found | null {
  for (const words of [2, 1]) {
    const day = WEEKDAYS.get(joined(tokens, at, words));
    if (day === undefined) continue;
    const found = (isPast: boolean, from: number, to: number): Found => ({
      kind: 'date',
      value: away(now, day, isPast),
      valid: true,
      from,
      to,
    });
    const before = tokens[at - 1]?.text;
    if (before === 'last') return found(true, at - 1, at + words);
    if (before === 'next') return found(false, at - 1, at + words);
    for (const after of [1, 2]) {
      const said = joined(tokens, at + words, after).replace(/^(?:اللي|الي|elli|li) /, '');
      if (PAST.test(said)) return found(true, at, at + words + after);
      if (COMING.test(said)) return found(false, at, at + words + after);
    }
  }
  return null;
}

export const dayAt = (tokens: readonly Token[], at: number, now: string): Found | null =>
  relative(tokens, at, now) ?? weekday(tokens, at, now);
