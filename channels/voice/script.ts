/** What the caller hears after each thing that can happen in a call, as TwiML. Pure: words and replies are handed in. */
import type { OutboundBody } from '../channel.ts';
import type { Place } from './decode.ts';
import { takesManyDigits } from './keys.ts';
import { type CallWord, type Rung, rungFor } from './ladder.ts';
import { dial, gather, hangUp, hold, type Spoken } from './twiml.ts';

type Lang = 'ar' | 'en';

export interface ScriptDeps {
  readonly word: (word: CallWord, lang: Lang, facts?: Readonly<Record<string, string>>) => string;
  /** The address of the webhook, whatever stands before it. */
  readonly address: string;
  /** Who answers when a caller asks for a human; undefined: nobody. */
  readonly agentNumber?: string;
}

export interface Script {
  /** The replies to a turn; what is heard next belongs to `turn`. */
  replies(bodies: readonly OutboundBody[], turn: number, opening?: boolean, ownNumber?: boolean): string;
  /** What was said last, once more, after a word of ours. */
  again(last: readonly OutboundBody[], place: Place, before?: CallWord): string;
  silence(last: readonly OutboundBody[], place: Place): string;
  wait(lang: Lang, place: Place): string;
  /** Nothing came of it: the caller may say it again, as the same turn. */
  failed(lang: Lang, place: Place): string;
  /** Said to a returning caller with nothing open. */
  greeting(lang: Lang): OutboundBody;
  /** The call was elsewhere and comes back here: they are put through. Undefined: there is nobody. */
  toAgent(lang: Lang, turn: number): string | undefined;
  goodbye(rung: Rung & { kind: 'goodbye' }, lang: Lang): string;
}

/** A human was asked for. */
const HUMAN = ['nobody_free', 'handed_over'];
/** Questions that are answered with a story. */
const STORIES = ['description', 'answer', 'rating_reason', 'location'];

const isStory = (last: OutboundBody | undefined) => last?.sawt?.ask === undefined || STORIES.includes(last.sawt.ask);

export function createScript({ word, address, agentNumber }: ScriptDeps): Script {
  const to = ({ turn, silent = 0, waited = 0 }: Partial<Place> & { turn: number }, more = '') =>
    `${address}?turn=${turn}${silent > 0 ? `&silent=${silent}` : ''}${waited > 0 ? `&waited=${waited}` : ''}${more}`;

  const ours = (name: CallWord, lang: Lang, facts?: Readonly<Record<string, string>>): Spoken => ({
    text: word(name, lang, facts),
    lang,
  });

  const listen = (
    spoken: readonly Spoken[],
    last: OutboundBody | undefined,
    place: Partial<Place> & { turn: number },
  ) =>
    gather({
      spoken,
      lang: last?.lang ?? 'ar',
      action: to(place),
      manyDigits: takesManyDigits(last),
      story: isStory(last),
    });

  const said = (bodies: readonly OutboundBody[]): Spoken[] => bodies.map(({ text, lang }) => ({ text, lang }));
  const otherLanguage = (lang: Lang): Spoken =>
    lang === 'ar' ? ours('call_english', 'en') : ours('call_arabic', 'ar');

  /** Instead of "nobody is free": there is a number to put them through to. */
  const putThrough = (bodies: readonly OutboundBody[], turn: number): string | undefined => {
    const asked = bodies.findLast(({ sawt }) => HUMAN.includes(sawt?.notice ?? ''));
    return asked && toAgent(asked.lang, turn);
  };

  const toAgent = (lang: Lang, turn: number): string | undefined => {
    if (agentNumber === undefined) return undefined;
    return dial({
      spoken: [ours('call_connecting', lang)],
      number: agentNumber,
      action: to({ turn }, '&dialled=1'),
    });
  };

  const again: Script['again'] = (last, place, before) => {
    const body = last.at(-1);
    const lang = body?.lang ?? 'ar';
    const first = before === undefined ? [] : [ours(before, lang)];
    const question = body === undefined ? [ours('greeting', lang)] : said([body]);
    return listen([...first, ...question], body, place);
  };

  const goodbye: Script['goodbye'] = ({ word: name, reference }, lang) =>
    hangUp([ours(name, lang, reference === undefined ? undefined : { reference })]);

  return {
    again,
    goodbye,
    toAgent,
    greeting: (lang) => ({ text: word('greeting', lang), lang, inputHint: 'acceptingInput' }),
    replies(bodies, turn, opening = false, ownNumber = false) {
      const last = bodies.at(-1);
      const lang = last?.lang ?? 'ar';
      const more = [
        ...(ownNumber && last?.sawt?.ask === 'phone' ? [ours('call_own_number', lang)] : []),
        ...(opening ? [otherLanguage(lang)] : []),
      ];
      return putThrough(bodies, turn) ?? listen([...said(bodies), ...more], last, { turn });
    },
    silence(last, place) {
      const rung = rungFor(place.silent + 1, last);
      if (rung.kind === 'goodbye') return goodbye(rung, last.at(-1)?.lang ?? 'ar');
      return again(last, { ...place, silent: place.silent + 1, waited: 0 }, rung.word);
    },
    wait: (lang, place) => hold([ours('call_wait', lang)], to({ ...place, waited: place.waited + 1 })),
    failed: (lang, place) => listen([ours('call_failed', lang)], undefined, { turn: place.turn }),
  };
}
