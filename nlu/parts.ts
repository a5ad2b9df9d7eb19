/**
 * Several requests in one message: where the writer begins another one. Knows the words that announce "and another
 * thing"; whether the pieces really are different matters is judged by their labels.
 */
import type { Part } from '../api/contract/classification.ts';
import type { Normalised } from './normalise.ts';

const W = '(?<![\\p{L}\\d])';
const E = '(?![\\p{L}\\d])';

/** Announces a second matter by itself. */
const STRONG = new RegExp(
  `${W}(?:و?(?:ال)?(?:ثاني|تاني|ثانيا|ثالثا|ثالث|تالت) ?(?:شي|اشي|شغله|نقطه|موضوع|طلب|شكوي|امر)|و?ثانيا|و?ثالثا|و?الثانيه|و?التانيه|و?الثاني(?: هو)?|و?موضوع (?:ثاني|تاني|اخر)|و?(?:شغله|شكوي|قصه|نقطه|ملاحظه|مشكله|طلب|سوال) (?:ثانيه|تانيه|اخري|ثاني|تاني|اخر)|و?(?:من جهه|من ناحيه) (?:ثانيه|تانيه|اخري)|و?(?:شي|اشي|امر) (?:ثاني|تاني|اخر)|و?غير هيك|و?الي جانب ذلك|و?بالاضافه الي ذلك|كما (?:انني|اني|اود|ان|ارغب|اتقدم|الفت)|second(?:ly)?|another (?:thing|issue|problem|matter|request|complaint|question)|on another (?:note|matter)|separately|(?:two|2) things|also i (?:want|would|have|need)|(?:and |one |also )(?:a |one )?(?:suggestion|complaint|question|thing)(?: though)?|w? ?(?:tani|thani|tane) (?:shi|eshi|she|ishi|shaghle|nu2ta|mawdoo3)|w? ?(?:shi|eshi|shaghle|she|mawdoo3) (?:tani|tanye|tanyeh|thani)|w? ?gheir hek|w? ?8er hek|w? ?ghair heik)${E}`,
  'gu',
);

/** May only go on with the same matter. */
const WEAK = new RegExp(
  `(?<=\\n)[ \\t]*(?=\\S)|${W}(?:و?كمان|و?برضو|و?برضه|و?ايضا|و?كذلك|و?بعدين|و?بدي|و?عندي|و?اريد|و?اود|و?اقترح|و?بقترح|و?شكرا|و?كيف|also|plus|and also|besides|additionally|furthermore|in addition|and (?:i (?:also )?(?:want|would|need)|how|what|where|when|can)|by the way|w kaman|kaman|w bdi|w kif|w keef|w bardo|ba3dein)${E}|(?<=[.!?;]\\s?)\\s+(?=\\S)`,
  'gu',
);

const NUMBERED = /(?<=^|\n|\s)(?:\d|[١-٩])\s?[-.)]\s?(?=\p{L})/gu;

export interface Cut {
  /** In the raw text. */
  readonly start: number;
  readonly end: number;
  readonly strong: boolean;
}

const words = (text: string) => text.split(/\s+/).filter((word) => /\p{L}{2}/u.test(word)).length;
const LEAST_WORDS = 3;
const MOST_CUTS = 4;

/** Where the message may be cut, if at all: pieces of some length, most telling cuts first. */
export function possibleCuts(n: Normalised): { at: number; strong: boolean }[] {
  const cuts = new Map<number, boolean>();
  const numbered = [...n.text.matchAll(NUMBERED)];
  if (numbered.length >= 2) for (const match of numbered) cuts.set(match.index, true);
  for (const match of n.text.matchAll(STRONG)) cuts.set(match.index, true);
  for (const match of n.text.matchAll(WEAK)) if (!cuts.has(match.index)) cuts.set(match.index, false);
  return [...cuts]
    .map(([at, strong]) => ({ at, strong }))
    .filter(({ at }) => words(n.text.slice(0, at)) >= LEAST_WORDS && words(n.text.slice(at)) >= LEAST_WORDS)
    .sort((a, b) => Number(b.strong) - Number(a.strong) || a.at - b.at)
    .slice(0, MOST_CUTS);
}

/** Whether two neighbouring pieces are different matters; weak joints ask for more. */
export function areDifferent(a: Part, b: Part, strong: boolean): boolean {
  if (a.act.value !== 'request' || b.act.value !== 'request') return false;
  const sure = strong ? 0.45 : 0.7;
  const departments =
    a.department.value !== null &&
    b.department.value !== null &&
    a.department.value !== b.department.value &&
    Math.min(a.department.confidence, b.department.confidence) >= sure;
  const types =
    a.type.value !== b.type.value && Math.min(a.type.confidence, b.type.confidence) >= (strong ? 0.55 : 0.85);
  const axes = a.axis.value !== b.axis.value && Math.min(a.axis.confidence, b.axis.confidence) >= 0.5;
  if (strong) return departments || types || axes;
  const certain = Math.min(a.department.confidence, b.department.confidence) >= 0.85;
  return departments && certain && (types || axes) && words(a.text) >= 5 && words(b.text) >= 5;
}
