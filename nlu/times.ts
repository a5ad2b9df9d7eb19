/** Dates and durations as people give them: `2026-05-03`, `P3M`. The day it is comes from outside. */
import type { Found } from './contacts.ts';
import { dayAt, dayFrom } from './days.ts';
import { numberWord } from './numbers.ts';
import type { Token } from './tokens.ts';

const UNITS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    TM: 'دقيقه|دقايق|دقيقتين|minute|minutes|min|mins|da2ee2a|da2aye2',
    TH: 'ساعه|ساعات|ساعتين|hour|hours|hr|hrs|sa3a|sa3at|sa3tein|sa3ten',
    D: 'يوم|ايام|يومين|day|days|yom|youm|ayyam|ayam|yomein|yomen',
    W: 'اسبوع|اسابيع|اسبوعين|جمعتين|week|weeks|osbo3|sbou3|usbu3|asabee3|osbo3ein|sbo3ein',
    M: 'شهر|شهور|اشهر|شهرين|month|months|shahr|shaher|shhr|shhoor|shhour|ashhor|shahrein|shahren|shhor',
    Y: 'سنه|سنين|سنوات|سنتين|عام|اعوام|عامين|year|years|sene|seneh|sana|snin|sneen|santein|senten|sintein',
  }).flatMap(([unit, words]) => words.split('|').map((word) => [word, unit] as const)),
);
const DUAL =
  /^(دقيقتين|ساعتين|يومين|اسبوعين|جمعتين|شهرين|سنتين|عامين|sa3tein|sa3ten|yomein|yomen|osbo3ein|sbo3ein|shahrein|shahren|santein|senten|sintein)$/;
const SINCE =
  /^(من|men|mn|منذ|صار|صارلي|صارله|صارلها|الي|الو|لي|كل|اكتر|قبل|بعد|خلال|for|since|sarli|sarlo|sarly|a|an|one|every)$/;

const bareUnit = (word: string) =>
  word
    .replace(/^[لب](?=.{3})/, '')
    .replace(/يوما$/, 'يوم')
    .replace(/شهرا$/, 'شهر')
    .replace(/عاما$/, 'عام');

const unitOf = (word: string): string | null => UNITS.get(word) ?? UNITS.get(bareUnit(word)) ?? null;

const MORE: Readonly<Record<string, string>> = { Y: '6M', M: '15D', TH: '30M' };

/** `P3M`; with a half, `P1Y6M`. Half a week and half a day are not told apart from the whole. */
function iso(count: number, unit: string, half: boolean): string {
  const rest = half ? (MORE[unit] ?? '') : '';
  return unit.startsWith('T') ? `PT${count}${unit[1]}${rest}` : `P${count}${unit}${rest}`;
}

const HALVES: Readonly<Record<string, string>> = {
  TH: 'PT30M',
  M: 'P15D',
  Y: 'P6M',
};
const HALF = /^(?:نص|نصف|noss|nos|nuss|half)$/;
/** "A year and a half": how many words say so. */
function halfAfter(tokens: readonly Token[], at: number): number {
  const said = (words: number) =>
    tokens
      .slice(at, at + words)
      .map((token) => token.text)
      .join(' ');
  if (/^و(?:نص|نصف)$/.test(said(1)) || /^w(?:noss|nos)$/.test(said(1))) return 1;
  if (/^(?:و (?:نص|نصف)|w (?:noss|nos|nuss))$/.test(said(2))) return 2;
  return said(3) === 'and a half' ? 3 : 0;
}

const LAST = /^(?:ال)?(?:ماضي|ماضيه|فايت|فايته|سابق|سابقه|منصرم)$/;

function teen(word: string): number | null {
  if (/^(?:احد|احدي)$/.test(word)) return 1;
  if (/^(?:اثنا|اثني|اثنتا|اثنتي)$/.test(word)) return 2;
  const unit = numberWord(word);
  return unit?.unit && unit.digits !== '0' ? Number(unit.digits) : null;
}

/** "خمسة عشر", "احدعشر", "15", "fifteen". */
function countBefore(tokens: readonly Token[], at: number): { count: number; from: number } | null {
  const before = tokens[at - 1];
  if (!before) return null;
  if (before.kind === 'number') return before.text.length <= 3 ? { count: Number(before.text), from: at - 1 } : null;
  const unit = /^عشره?$/.test(before.text) ? teen(tokens[at - 2]?.text ?? '') : null;
  if (unit !== null) return { count: 10 + unit, from: at - 2 };
  const spelled = numberWord(before.text);
  return spelled ? { count: Number(spelled.digits), from: at - 1 } : null;
}

const lasting = (value: string, from: number, to: number): Found => ({
  kind: 'duration',
  value,
  valid: true,
  from,
  to,
});

function durationAt(tokens: readonly Token[], at: number): Found | null {
  const word = tokens[at]?.text ?? '';
  const definite = LAST.test(tokens[at + 1]?.text ?? '') ? unitOf(word.replace(/^ال/, '')) : null;
  if (definite !== null) return lasting(iso(1, definite, false), at, at + 2);
  const unit = unitOf(word);
  if (unit === null) return null;
  const half = halfAfter(tokens, at + 1);
  const made = (count: number, from: number) => lasting(iso(count, unit, half > 0), from, at + 1 + half);
  const before = tokens[at - 1]?.text ?? '';
  const ofHalf = before === 'an' && tokens[at - 2]?.text === 'half' ? 2 : HALF.test(before) ? 1 : 0;
  const halved = ofHalf > 0 ? HALVES[unit] : undefined;
  if (halved !== undefined) return lasting(halved, at - ofHalf, at + 1);
  if (DUAL.test(word) || DUAL.test(bareUnit(word))) return made(2, at);
  const counted = countBefore(tokens, at);
  if (counted) return made(counted.count, counted.from);
  if (before === 'last' && unit !== 'D') return made(1, at - 1);
  if (!SINCE.test(before)) return null;
  return made(1, /^(a|an|one)$/.test(before) ? at - 1 : at);
}

export function findDurations(tokens: readonly Token[]): Found[] {
  return tokens.map((_, at) => durationAt(tokens, at)).filter((found) => found !== null);
}

const MONTHS: readonly RegExp[] = [
  /^(كانون الثاني|يناير|january|jan)$/,
  /^(شباط|فبراير|february|feb|shbat)$/,
  /^(اذار|مارس|march|azar)$/,
  /^(نيسان|ابريل|april|apr|nisan)$/,
  /^(ايار|مايو|may|ayyar)$/,
  /^(حزيران|يونيو|june|jun|7uzayran)$/,
  /^(تموز|يوليو|july|jul|tammoz)$/,
  /^(اب|اغسطس|august|aug)$/,
  /^(ايلول|سبتمبر|september|sep|sept|aylol)$/,
  /^(تشرين الاول|تشرين اول|اكتوبر|october|oct)$/,
  /^(تشرين الثاني|تشرين ثاني|نوفمبر|november|nov)$/,
  /^(كانون الاول|كانون اول|ديسمبر|december|dec)$/,
];
function isoDate(year: number, month: number, day: number): string | null {
  const full = year < 100 ? 2000 + year : year;
  const date = new Date(Date.UTC(full, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && full >= 1900 && full <= 2100;
  return real ? date.toISOString().slice(0, 10) : null;
}

function written(tokens: readonly Token[], at: number, thisYear: number): Found | null {
  const part = (i: number) => tokens[at + i]?.text ?? '';
  if (!/^\d{1,4}$/.test(part(0)) || !/^[-/.]$/.test(part(1)) || !/^\d{1,2}$/.test(part(2))) return null;
  const third = part(3) === part(1) && /^\d{1,4}$/.test(part(4)) ? Number(part(4)) : null;
  if (third === null && part(1) !== '/') return null;
  const [first, second] = [Number(part(0)), Number(part(2))];
  const value = part(0).length === 4 ? isoDate(first, second, third ?? 1) : isoDate(third ?? thisYear, second, first);
  return value
    ? {
        kind: 'date',
        value,
        valid: true,
        from: at,
        to: at + (third === null ? 3 : 5),
      }
    : null;
}

const monthIn = (words: string) => MONTHS.findIndex((pattern) => pattern.test(words));

/** Whatever follows the day and the month: a year of four digits, behind a comma or not. */
function withYear(tokens: readonly Token[], to: number, thisYear: number): { year: number; to: number } {
  const at = tokens[to]?.text === ',' ? to + 1 : to;
  const year = tokens[at];
  const given = year?.kind === 'number' && /^(?:19|20)\d\d$/.test(year.text);
  return given ? { year: Number(year.text), to: at + 1 } : { year: thisYear, to };
}

function named(tokens: readonly Token[], at: number, thisYear: number): Found | null {
  const dayFirst = tokens[at]?.kind === 'number';
  for (const words of [2, 1]) {
    const from = dayFirst ? at + 1 : at;
    const name = tokens.slice(from, from + words).map((token) => token.text);
    const month = monthIn(name.join(' '));
    const day = tokens[dayFirst ? at : at + words];
    // "May 5" is a date, "may 5 people" is not: an English month leads only with its day at its heels.
    if (month < 0 || day?.kind !== 'number' || Number(day.text) > 31) continue;
    if (!dayFirst && !/^[a-z]{3,}$/.test(name.join(''))) continue;
    if (!dayFirst && name.join('') === 'may') continue;
    const { year, to } = withYear(tokens, at + words + 1, thisYear);
    const value = isoDate(year, month + 1, Number(day.text));
    return value ? { kind: 'date', value, valid: true, from: at, to } : null;
  }
  return null;
}

export function findDates(tokens: readonly Token[], now: string): Found[] {
  const found: Found[] = [];
  const thisYear = Number(dayFrom(now, 0).slice(0, 4));
  for (let at = 0; at < tokens.length; at++) {
    const date = written(tokens, at, thisYear) ?? named(tokens, at, thisYear) ?? dayAt(tokens, at, now);
    if (!date) continue;
    found.push(date);
    at = date.to - 1;
  }
  return found;
}
