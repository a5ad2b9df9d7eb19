/** Dates and durations as people give them: `2026-05-03`, `P3M`. The day it is comes from outside. */
import type { Found } from './contacts.ts';
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
  /^(من|منذ|صار|صارلي|صارله|صارلها|الي|الو|لي|كل|اكتر|قبل|بعد|خلال|for|since|sarli|sarlo|sarly|a|an|one|every)$/;

const bareUnit = (word: string) => (word.startsWith('ل') || word.startsWith('ب') ? word.slice(1) : word);

const unitOf = (word: string): string | null => UNITS.get(word) ?? UNITS.get(bareUnit(word)) ?? null;

const iso = (count: number, unit: string) => (unit.startsWith('T') ? `PT${count}${unit[1]}` : `P${count}${unit}`);

function durationAt(tokens: readonly Token[], at: number): Found | null {
  const word = tokens[at]?.text ?? '';
  const before = tokens[at - 1];
  const unit = unitOf(word);
  if (unit === null) return null;
  const made = (count: number, from: number): Found => ({
    kind: 'duration',
    value: iso(count, unit),
    valid: true,
    from,
    to: at + 1,
  });
  if (DUAL.test(word) || DUAL.test(bareUnit(word))) return made(2, at);
  if (!before) return null;
  if (before.kind === 'number') return before.text.length <= 3 ? made(Number(before.text), at - 1) : null;
  const spelled = numberWord(before.text);
  if (spelled) return made(Number(spelled.digits), at - 1);
  if (!SINCE.test(before.text)) return null;
  return made(1, /^(a|an|one)$/.test(before.text) ? at - 1 : at);
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
const RELATIVE: ReadonlyMap<string, number> = new Map(
  Object.entries({
    '-2': 'اول مبارح|اول امس|اول امبارح|day before yesterday|awal mbare7|awal mbareh',
    '-1': 'مبارح|امبارح|امس|البارح|yesterday|mbare7|mbareh|embare7|imbare7',
    '0': 'اليوم|today|elyom|alyom|elyoum',
    '2': 'بعد بكرا|بعد بكره|بعد غد|day after tomorrow',
    '1': 'بكرا|بكره|غدا|tomorrow|bukra',
  }).flatMap(([days, words]) => words.split('|').map((word) => [word, Number(days)] as const)),
);
const RELATIVE_HEADS = new Set([...RELATIVE.keys()].map((words) => words.split(' ')[0] ?? ''));

const DAY = 86_400_000;
const shifted = (now: string, days: number) =>
  new Date(Date.parse(now) + 3 * 3_600_000 + days * DAY).toISOString().slice(0, 10);

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
  return value ? { kind: 'date', value, valid: true, from: at, to: at + (third === null ? 3 : 5) } : null;
}

function named(tokens: readonly Token[], at: number, thisYear: number): Found | null {
  const day = tokens[at];
  if (day?.kind !== 'number' || Number(day.text) > 31) return null;
  for (const words of [2, 1]) {
    const name = tokens
      .slice(at + 1, at + 1 + words)
      .map((token) => token.text)
      .join(' ');
    const month = MONTHS.findIndex((pattern) => pattern.test(name));
    if (month < 0) continue;
    const year = tokens[at + 1 + words];
    const given = year?.kind === 'number' && year.text.length === 4;
    const value = isoDate(given ? Number(year.text) : thisYear, month + 1, Number(day.text));
    return value ? { kind: 'date', value, valid: true, from: at, to: at + 1 + words + (given ? 1 : 0) } : null;
  }
  return null;
}

export function findDates(tokens: readonly Token[], now: string): Found[] {
  const found: Found[] = [];
  const thisYear = Number(shifted(now, 0).slice(0, 4));
  for (let at = 0; at < tokens.length; at++) {
    const date = written(tokens, at, thisYear) ?? named(tokens, at, thisYear) ?? relative(tokens, at, now);
    if (!date) continue;
    found.push(date);
    at = date.to - 1;
  }
  return found;
}

function relative(tokens: readonly Token[], at: number, now: string): Found | null {
  if (!RELATIVE_HEADS.has(tokens[at]?.text ?? '')) return null;
  for (const words of [3, 2, 1]) {
    const text = tokens
      .slice(at, at + words)
      .map((token) => token.text)
      .join(' ');
    const days = RELATIVE.get(text);
    if (days !== undefined) return { kind: 'date', value: shifted(now, days), valid: true, from: at, to: at + words };
  }
  return null;
}
