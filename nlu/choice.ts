/**
 * Which of the options on offer the person meant: by id, label, number, ordinal, yes or no, or something close.
 * A long number is never a position; what is only close is not sure.
 */
import { yesOrNo } from './acts.ts';
import { NO, ORDINALS, YES } from './lexicon.ts';
import { fold } from './normalise.ts';
import { smallNumber } from './numbers.ts';
import { distance } from './skeleton.ts';
import { bare, isWord, type Token, tokenise } from './tokens.ts';
import type { Choice, Offered } from './understanding.ts';

const FILLERS = new Set(
  `رقم خيار الخيار اختار بختار بدي اختيار هو هي هاد هاي هذا هذه واحد من فضلك لو سمحت يا ال اله نوع طلب الطلب عن تقديم
  option number choice choose i the one want pick please it's its is it a my select no nr item rakam raqam bdi el al khiyar
  يعني اعتقد بظن اظن والله`.split(/\s+/),
);

const sure = (id: string): Choice => ({ id, sure: true });
const guess = (id: string): Choice => ({ id, sure: false });

const plain = (text: string) =>
  tokenise(fold(text))
    .filter((token) => token.kind !== 'sign')
    .map((token) => token.text)
    .join(' ');

function byPosition(words: readonly string[], offered: readonly Offered[]): Choice | null {
  const said = words.filter((word) => !FILLERS.has(word) || word === 'واحد' || word === 'one');
  const asked = said.length === 0 ? words : said;
  const number = asked.length <= 2 ? smallNumber(asked) : null;
  const ordinal = asked.length <= 2 ? ORDINALS.get(asked[0] ?? '') : undefined;
  const position = number ?? (ordinal === -1 ? offered.length : (ordinal ?? null));
  if (position === null || position < 1 || position > offered.length) return null;
  return sure((offered[position - 1] as Offered).id);
}

function byAnswer(tokens: readonly Token[], offered: readonly Offered[]): Choice | null {
  const has = (id: string) => offered.some((option) => option.id === id);
  const yes = has('yes') ? 'yes' : has('confirm') ? 'confirm' : null;
  const no = has('no') ? 'no' : has('change') ? 'change' : null;
  const answer = yesOrNo(tokens);
  if (answer === 'affirm' && yes) return sure(yes);
  if (answer === 'deny' && no) return no === 'no' ? sure(no) : guess(no);
  const first = tokens.find(isWord)?.text ?? '';
  if (NO.has(first) && first !== 'غلط' && no) return guess(no);
  if (YES.has(first) && yes && tokens.length <= 6) return guess(yes);
  return null;
}

function bigrams(text: string): Set<string> {
  const made = new Set<string>();
  const padded = ` ${text} `;
  for (let i = 0; i + 1 < padded.length; i++) made.add(padded.slice(i, i + 2));
  return made;
}

/** Dice's measure over letter pairs. */
function alike(a: string, b: string): number {
  const [left, right] = [bigrams(a), bigrams(b)];
  let shared = 0;
  for (const pair of left) if (right.has(pair)) shared++;
  return (2 * shared) / (left.size + right.size);
}

const bareWords = (text: string) => text.split(' ').map(bare).filter(Boolean);

function byLabel(words: readonly string[], offered: readonly Offered[]): Choice | null {
  const text = words.join(' ');
  const said = words.filter((word) => !FILLERS.has(word)).map(bare);
  if (said.length === 0 || said.length > 12) return null;
  let best: { id: string; score: number; exact: boolean } | null = null;
  let second = 0;
  for (const option of offered) {
    let score = 0;
    let exact = false;
    for (const label of option.labels) {
      const labelled = plain(label);
      const wanted = bareWords(labelled).filter((word) => !FILLERS.has(word));
      const inside = wanted.length > 0 && wanted.every((word) => said.includes(word));
      if (inside) score = Math.max(score, wanted.length >= said.length ? 1 : 0.9);
      if (inside && wanted.length >= said.length) exact = true;
      const part = said.length > 0 && said.every((word) => wanted.includes(word)) && said.join('').length >= 4;
      if (said.join(' ').length >= 5 && distance(said.join(' '), wanted.join(' '), 1) <= 1)
        score = Math.max(score, 0.88);
      score = Math.max(score, part ? 0.85 : 0, alike(said.join(' '), wanted.join(' ')), alike(text, labelled));
    }
    if (!best || score > best.score) {
      second = best?.score ?? 0;
      best = { id: option.id, score, exact };
    } else second = Math.max(second, score);
  }
  if (!best || best.score < 0.72 || second >= best.score - 0.08) return null;
  return best.exact ? sure(best.id) : guess(best.id);
}

/** `tokens` may carry Arabic spellings of Arabizi words; `raw` is the text as it came. */
export function choose(raw: string, tokens: readonly Token[], offered: readonly Offered[]): Choice | undefined {
  const trimmed = raw.trim().toLowerCase();
  const byId = offered.find((option) => option.id.toLowerCase() === trimmed);
  if (byId) return sure(byId.id);
  const words = tokens.filter((token) => token.kind !== 'sign').map((token) => token.text);
  if (words.length === 0 || words.length > 25) return undefined;
  const text = words.join(' ');
  const exact = offered.find((option) => option.labels.some((label) => plain(label) === text));
  if (exact) return sure(exact.id);
  const asNumber = offered.find((option) => option.id === text);
  if (asNumber) return sure(asNumber.id);
  return byPosition(words, offered) ?? byAnswer(tokens, offered) ?? byLabel(words, offered) ?? undefined;
}
