/**
 * Times and days in words. Digits and calendar are always stated: `ar-JO` alone leaves both to the browser.
 */
import type { Lang } from '../../../api/contract/vocabulary.ts';

const LOCALES: Readonly<Record<Lang, string>> = {
  ar: 'ar-JO-u-nu-latn-ca-gregory',
  en: 'en-GB-u-nu-latn-ca-gregory',
};

export interface Calendar {
  time(at: string): string;
  /** "Today", "yesterday", or the date. */
  day(at: string, now: Date): string;
  /** The same text for two times of the same day. */
  dayKey(at: string): string;
  /** A date by which something is promised, in Jordan's time. */
  promise(at: string): string;
}

const DAY = 24 * 60 * 60 * 1000;

export function createCalendar(lang: Lang): Calendar {
  const locale = LOCALES[lang];
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const date = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const key = new Intl.DateTimeFormat('en-CA-u-nu-latn', { dateStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const promise = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'Asia/Amman',
  });
  const dayKey = (at: string | Date) => key.format(new Date(at));
  return {
    time: (at) => time.format(new Date(at)),
    dayKey,
    promise: (at) => promise.format(new Date(at)),
    day(at, now) {
      if (dayKey(at) === dayKey(now)) return relative.format(0, 'day');
      if (dayKey(at) === dayKey(new Date(now.getTime() - DAY))) return relative.format(-1, 'day');
      return date.format(new Date(at));
    },
  };
}
