/**
 * What is named in a text: numbers, contacts, names, places, times, stars. Offsets are the raw text's.
 * Each kind has its own finder; here their order and who yields to whom.
 */
import type { Entity } from '../api/contract/classification.ts';
import { type Found, findContacts } from './contacts.ts';
import { findNames } from './introductions.ts';
import { fold, type Normalised, rawSpan } from './normalise.ts';
import { digitRuns, numberWord } from './numbers.ts';
import type { PlaceMatch } from './places.ts';
import { findDates, findDurations } from './times.ts';
import { isWord, type Token } from './tokens.ts';

const EMAIL = /[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9](?:[a-z0-9-]{0,62}\.)+[a-z]{2,24}/g;

const RATING_WORD =
  /^(ال)?(نجوم|نجمه|نجمات|نجمتين|تقييم|تقييمي|بقيم|اقيم|قيم|اقيمكم|بقيمكم)$|^(stars?|rate|rating|njoom|nejoom|najme|nejme|ta2yeem|ta2yim)$/;

/** Ratings in words; they are one only where they are the whole text. */
const IN_WORDS: ReadonlyMap<string, number> = new Map(
  (
    [
      [5, 'ممتاز|ممتازه|ممتاز جدا|رائع|رائعه|excellent|outstanding|momtaz|mumtaz|momtazeh'],
      [
        4,
        'جيد جدا|جيده جدا|منيح كتير|very good|jayyed jiddan|jayed jidan|kteer mnee7|جيد|جيده|منيح|منيحه|كويس|كويسه|good|mnee7|mni7|mneeh|kwayes',
      ],
      [3, 'متوسط|متوسطه|عادي|عاديه|نص نص|مقبول|مقبوله|وسط|average|so so|fair|acceptable|3adi|wasat|noss noss'],
      [2, 'سيئ|سيئه|سيء|مش منيح|مش منيحه|مو منيح|ضعيف|ضعيفه|bad|poor|mesh mnee7|mish mni7|sayye2'],
      [
        1,
        'سيئ جدا|سيئه جدا|سيء جدا|سيئ كتير|زفت|اسوأ ما يكون|very bad|very poor|terrible|awful|horrible|zeft|zift|kteer sayye2',
      ],
    ] as const
  ).flatMap(([count, said]) => said.split('|').map((one) => [fold(one), count] as const)),
);

function starsInWords(tokens: readonly Token[]): Found[] {
  const words = tokens.filter(isWord);
  if (words.length === 0 || words.length > 3) return [];
  const count = IN_WORDS.get(words.map((word) => word.text).join(' '));
  if (count === undefined) return [];
  const [from, to] = [tokens.indexOf(words[0] as Token), tokens.indexOf(words.at(-1) as Token) + 1];
  return [{ kind: 'stars', value: String(count), valid: true, from, to }];
}

function findStars(n: Normalised, tokens: readonly Token[]): Found[] {
  const inWords = starsInWords(tokens);
  if (inWords.length > 0) return inWords;
  const emoji = /(?:[\u2b50\u2605\u{1f31f}]\ufe0f?\s?)+/u.exec(n.raw);
  if (emoji && tokens.length > 0) {
    const count = [...emoji[0]].filter((c) => /[\u2b50\u2605\u{1f31f}]/u.test(c)).length;
    const stars = tokens
      .map((token, at) => ({ token, at }))
      .filter(({ token }) => /[\u2b50\u2605]|\u{1f31f}/u.test(token.text));
    const from = stars[0]?.at ?? 0;
    if (count <= 5)
      return [
        {
          kind: 'stars',
          value: String(count),
          valid: true,
          from,
          to: (stars.at(-1)?.at ?? from) + 1,
        },
      ];
  }
  const cued = tokens.some((token) => RATING_WORD.test(token.text));
  if (!cued && !tokens.some((token) => token.text === '/' || token.text === '5' || token.text === 'out')) return [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    const dual =
      token.text === 'نجمتين' ? '2' : token.text === 'نجمه' && tokens[at - 1]?.kind !== 'number' ? '1' : null;
    const value =
      dual ?? (token.kind === 'number' ? token.text : isWord(token) ? (numberWord(token.text)?.digits ?? '') : '');
    const outOf =
      /^(\/|من|out)$/.test(tokens[at + 1]?.text ?? '') &&
      tokens.slice(at + 2, at + 4).some((t) => /^(5|خمسه|five|khamse)$/.test(t.text));
    if (!/^[1-5]$/.test(value) || !(cued || outOf)) continue;
    return [{ kind: 'stars', value, valid: true, from: at, to: at + 1 }];
  }
  return [];
}

export interface Reading {
  readonly n: Normalised;
  readonly tokens: readonly Token[];
  readonly places: readonly PlaceMatch[];
  readonly now: string;
}

function entity(n: Normalised, tokens: readonly Token[], found: Found): Entity {
  const start = tokens[found.from]?.start ?? 0;
  const end = tokens[found.to - 1]?.end ?? start;
  const span = rawSpan(n, start, end);
  const value = found.kind === 'name' ? span.text.replace(/\s+/g, ' ').trim() : found.value;
  return { kind: found.kind, ...span, value, valid: found.valid };
}

function emails(n: Normalised): Entity[] {
  return [...n.text.matchAll(EMAIL)].map((match) => {
    const span = rawSpan(n, match.index, match.index + match[0].length);
    return { kind: 'email', ...span, value: match[0], valid: true };
  });
}

export function findEntities({ n, tokens, places, now }: Reading): Entity[] {
  const runs = digitRuns(tokens);
  const contacts = findContacts(runs, tokens);
  const taken = (found: Found) => contacts.some((other) => found.from < other.to && other.from < found.to);
  const rest = [...findDates(tokens, now), ...findDurations(tokens), ...findNames(n, tokens), ...findStars(n, tokens)];
  const all = [...contacts, ...rest.filter((found) => !taken(found))].map((found) => entity(n, tokens, found));
  const addresses = n.text.includes('@') ? emails(n) : [];
  const outside = all.filter((item) => !addresses.some((mail) => item.start < mail.end && mail.start < item.end));
  return [...outside, ...addresses, ...placeEntities(n, tokens, places)].sort((a, b) => a.start - b.start);
}

function placeEntities(n: Normalised, tokens: readonly Token[], places: readonly PlaceMatch[]): Entity[] {
  return places.map((match) => {
    const only = match.of.governorates.length === 1 ? match.of.governorates[0] : undefined;
    const made = entity(n, tokens, {
      kind: 'place',
      value: match.of.name,
      valid: true,
      from: match.from,
      to: match.to,
    });
    return only === undefined ? made : { ...made, governorate: only };
  });
}
