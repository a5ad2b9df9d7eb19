/**
 * The words that stop, start again and explain messages to a telephone, in English and Arabic. Pure. Only a whole message
 * counts; some words mean something in a conversation too, and count only outside a draft.
 */
export type Wish = 'stop' | 'start' | 'help';

interface Word {
  readonly wish: Wish;
  /** An ordinary answer in a conversation: counts only when no draft is open. */
  readonly ordinary?: boolean;
}

const named = (wish: Wish, words: readonly string[], ordinary = false): [string, Word][] =>
  words.map((word) => [plain(word), { wish, ordinary }]);

const WORDS: ReadonlyMap<string, Word> = new Map([
  ...named('stop', ['stop', 'stopall', 'stop all', 'unsubscribe', 'quit', 'revoke', 'optout', 'opt out']),
  ...named('stop', ['إيقاف', 'إيقاف الرسائل', 'أوقف', 'أوقف الرسائل', 'وقف الرسائل', 'توقف', 'ستوب', 'إلغاء الاشتراك']),
  ...named('stop', ['cancel', 'end'], true),
  ...named('start', ['start', 'unstop', 'ابدأ', 'اشتراك', 'اشترك', 'استئناف', 'تفعيل']),
  ...named('start', ['yes', 'نعم'], true),
  ...named('help', ['help', 'info', 'مساعدة', 'معلومات'], true),
]);

/** One spelling for the same word: no marks, no case, one alef, no punctuation around it. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u064b-\u065f\u0640\u200e\u200f\u061c\u2066-\u2069]/g, '')
    .replace(/[أإآ]/g, 'ا')
    .replace(/ة/g, 'ه')
    .replace(/ى/g, 'ي')
    .replace(/[.!?؟,،;؛"'«»]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

export const wordOf = (text: string): Word | undefined => (text.length > 40 ? undefined : WORDS.get(plain(text)));

/** What is known of the one who writes; asked only when the word makes it matter. */
export interface Standing {
  draftOpen(): Promise<boolean>;
  stopped(): Promise<boolean>;
}

/** What the message asks of the channel itself; undefined: it is for the bot. `declared`: the provider says so. */
export async function wishOf(text: string, declared: Wish | undefined, standing: Standing): Promise<Wish | undefined> {
  if (declared !== undefined) return declared;
  const word = wordOf(text);
  if (word === undefined) return undefined;
  // Nobody who may be written to needs to ask for it: "start" then is a word to the bot.
  if (word.wish === 'start' && !(await standing.stopped())) return undefined;
  return word.ordinary && (await standing.draftOpen()) ? undefined : word.wish;
}
