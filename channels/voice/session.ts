/**
 * One call over a ConversationRelay socket: what is heard goes to the bot in order, what it says goes out as text. Knows
 * keys, silence and a change of language; the socket itself is handed in.
 */
import type { OutboundBody } from '../channel.ts';
import type { Calls } from '../store/calls.ts';
import { type Caller, conversationOf } from './caller.ts';
import { endFrame, type Frame, type Handoff, languageFrame, textFrame } from './frames.ts';
import { pressed, takesManyDigits } from './keys.ts';
import { type CallWord, rungFor } from './ladder.ts';
import type { Said, Talk } from './talk.ts';

type Lang = 'ar' | 'en';

export interface SessionDeps {
  readonly talk: Talk;
  readonly calls: Calls;
  readonly word: (word: CallWord, lang: Lang) => string;
  /** A caller who asks for a human can be put through. */
  readonly hasAgent: boolean;
  readonly send: (frame: string) => void;
  readonly failed: (error: unknown) => void;
  readonly pace?: Partial<Pace>;
}

export interface Pace {
  /** A caller is told to hold the line when a reply takes longer. */
  readonly holdAfterMs: number;
  /** Nobody speaks for so long after we did. */
  readonly silentAfterMs: number;
  /** Between the keys of one number. */
  readonly betweenKeysMs: number;
}

const PACE: Pace = { holdAfterMs: 4000, silentAfterMs: 9000, betweenKeysMs: 3000 };
/** How long a voice takes, nearly. */
const MS_A_CHARACTER = 75;
const LATEST_MS = 30_000;
const HUMAN = ['nobody_free', 'handed_over'];

interface Words {
  readonly text: string;
  readonly lang: Lang;
}

export interface Session {
  hear(frame: Frame): void;
  close(): void;
}

export function createSession({ talk, calls, word, hasAgent, send, failed, pace = {} }: SessionDeps): Session {
  const { holdAfterMs, silentAfterMs, betweenKeysMs } = { ...PACE, ...pace };
  let caller: Caller | undefined;
  let prefix = '';
  let turns = 0;
  let silent = 0;
  let lang: Lang = 'ar';
  let last: OutboundBody[] = [];
  let keys = '';
  let over = false;
  let waiting: NodeJS.Timeout | undefined;
  let keying: NodeJS.Timeout | undefined;
  let work: Promise<unknown> = Promise.resolve();

  const inTurn = (task: (of: Caller) => Promise<void>) => {
    const of = caller;
    if (of === undefined) return;
    work = work.then(() => (over ? undefined : task(of))).catch(failed);
  };

  const end = (handoff: Handoff) => {
    over = true;
    clearTimeout(waiting);
    send(endFrame(handoff));
  };

  /** `aside` is spoken in its own language, and the caller is still listened to in that of the rest. */
  const speak = (texts: readonly Words[], aside: readonly Words[] = []) => {
    const all = [...texts, ...aside];
    for (const [i, each] of all.entries()) {
      const turned = i < texts.length && each.lang !== lang;
      if (turned) send(languageFrame(each.lang));
      if (turned) lang = each.lang;
      send(textFrame(each.text, each.lang, i === all.length - 1));
    }
    const length = all.reduce((sum, { text }) => sum + text.length, 0);
    clearTimeout(waiting);
    waiting = setTimeout(() => inTurn(async () => onSilence()), silentAfterMs + length * MS_A_CHARACTER);
  };

  const question = (): OutboundBody[] => last.slice(-1);

  const onSilence = () => {
    silent += 1;
    const rung = rungFor(silent, last);
    if (rung.kind === 'goodbye')
      return end({ reason: 'goodbye', ...(rung.reference !== undefined && { reference: rung.reference }) });
    speak([{ text: word(rung.word, lang), lang }, ...question()]);
  };

  const ours = (name: CallWord, of: Lang = lang) => ({ text: word(name, of), lang: of });

  /** What only a telephone can offer: the number one calls from, and at first another language. */
  const offers = (of: Caller, bodies: readonly OutboundBody[], opening: boolean) => {
    const body = bodies.at(-1);
    if (opening) return [body?.lang === 'en' ? ours('call_arabic', 'ar') : ours('call_english', 'en')];
    return body?.sawt?.ask === 'phone' && of.phone !== undefined ? [ours('call_own_number', body.lang)] : [];
  };

  const tell = (of: Caller, bodies: readonly OutboundBody[], opening: boolean) => {
    last = [...last, ...bodies].slice(-20);
    const human = bodies.some(({ sawt }) => HUMAN.includes(sawt?.notice ?? ''));
    if (human && hasAgent) return end({ reason: 'agent' });
    speak(bodies, offers(of, bodies, opening));
  };

  const answer = async (of: Caller, id: string, first: Promise<Said>, opening = false) => {
    let said: Said | undefined = await first;
    if (said.kind === 'later') {
      speak([ours('call_wait')]);
      said = await talk.repliesTo(of, id, LATEST_MS);
    }
    if (said?.kind === 'ready') return tell(of, said.bodies, opening);
    if (said?.kind === 'later' || said === undefined) return speak([ours('call_failed')]);
    return undefined;
  };

  const start = async (of: Caller) => {
    const said = await talk.open(of, holdAfterMs);
    if (said.kind !== 'nothing') return answer(of, '0', Promise.resolve(said), true);
    last = await talk.last(of);
    const before = last.at(-1);
    if (before?.inputHint === 'expectingInput')
      return speak([{ text: word('call_again', before.lang), lang: before.lang }, before]);
    const mine = before?.lang ?? 'ar';
    return speak([{ text: word('greeting', mine), lang: mine }]);
  };

  const say = (text: string) => {
    silent = 0;
    clearTimeout(waiting);
    inTurn(async (of) => {
      turns += 1;
      const id = `${prefix}${turns}`;
      await answer(of, id, talk.say(of, id, text, holdAfterMs)).catch((error: unknown) => {
        speak([ours('call_failed')]);
        throw error;
      });
    });
  };

  const keyed = () => {
    clearTimeout(keying);
    const all = keys;
    keys = '';
    if (all === '' || caller === undefined) return;
    const key = pressed(all, last.at(-1), caller);
    if (key.kind === 'repeat') speak(question());
    else say(key.text);
  };

  const onKey = (key: string) => {
    clearTimeout(keying);
    if (key === '#') return keyed();
    keys += key;
    if (key === '*' || !takesManyDigits(last.at(-1))) return keyed();
    keying = setTimeout(keyed, betweenKeysMs);
    return undefined;
  };

  const hear = (frame: Frame): void => {
    if (over) return;
    switch (frame.kind) {
      case 'setup':
        if (caller !== undefined) return;
        caller = frame.caller;
        prefix = `${frame.session}:`;
        inTurn(start);
        return;
      case 'prompt':
        if (frame.text !== '') say(frame.text);
        return;
      case 'key':
        onKey(frame.key);
        return;
      case 'interrupt':
        clearTimeout(waiting);
        inTurn((of) => calls.cut(conversationOf(of), frame.heard));
        return;
      case 'error':
        failed(new Error(`ConversationRelay: ${frame.why}`));
    }
  };

  return {
    hear,
    close() {
      over = true;
      clearTimeout(waiting);
      clearTimeout(keying);
    },
  };
}
