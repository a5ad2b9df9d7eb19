/**
 * Another way to a person whom a platform does not reach: a text to the telephone they gave, else a letter to their
 * e-mail address. What was queued once under a message's key is queued for ever, so however often it is asked, each way is
 * taken once; and one after the other, only when the one before surely failed. Knows no platform.
 */
import type { Queries } from '../api/contract/database.ts';
import type { Channels, KeptOutbound, Recipient } from './channel.ts';
import { splitText } from './split.ts';
import { queueInstead, referenceOf } from './store/other-ways.ts';
import { laneOf, type Post, type Sealing, sealed } from './texts.ts';

export interface Contact {
  /** E.164. */
  readonly phone: string | null;
  readonly email: string | null;
}

type Words = Readonly<Record<'ar' | 'en', string>>;

export interface OtherWaysDeps {
  readonly db: Queries;
  readonly now: () => Date;
  readonly channels: Channels;
  readonly vault: Sealing;
  /** What the requester gave with this request; without one, with their newest. Nobody's for an anonymous one. */
  readonly contact: (of: { readonly reference?: string; readonly sender: string }) => Promise<Contact>;
  readonly words: {
    /** Under the last message of a turn: where to answer. */
    readonly note: Words;
    readonly subject: (lang: 'ar' | 'en', reference: string | undefined) => string;
  };
  readonly look: (lane: string) => void;
}

/** What failed: a message at its own door, or on a way that was taken in place of it. */
export interface Failed {
  readonly message: KeptOutbound;
  readonly to: Recipient;
  readonly channel: string;
  readonly insteadOf?: string;
}

/** True: another way was taken, durably, once however often it is asked. */
export type OtherWays = (failed: Failed) => Promise<boolean>;

interface Way {
  readonly channel: string;
  readonly posts: readonly Post[];
}

export function createOtherWays(deps: OtherWaysDeps): OtherWays {
  const { db, now, channels, vault, words } = deps;

  const textWay = ({ body }: KeptOutbound, text: string, phone: string): Way[] => {
    const door = channels.texting;
    if (door === undefined) return [];
    const pieces = splitText(text, door.capabilities.textLength);
    return [{ channel: door.name, posts: pieces.map((piece) => ({ phone, text: piece, lang: body.lang })) }];
  };

  const mailWay = (
    { conversationId, seq, body }: KeptOutbound,
    mail: { text: string; address: string; subject: string },
  ): Way[] => {
    const door = channels.mailing;
    if (door === undefined) return [];
    return [{ channel: door.name, posts: [{ ...mail, id: `${conversationId}/${seq}`, lang: body.lang }] }];
  };

  /** In the order they are tried; the telephone that was just tried in vain is no other way. */
  const waysFor = async ({ message, to, channel, insteadOf = channel }: Failed): Promise<Way[]> => {
    const { body, conversationId, replyTo } = message;
    const reference = body.sawt?.reference ?? (await referenceOf(db, conversationId, replyTo));
    const sender = `${insteadOf}:${to.id}`;
    const { phone, email } = await deps.contact({ sender, ...(reference !== undefined && { reference }) });
    const isLast = body.inputHint !== 'ignoringInput';
    const text = isLast ? `${body.text}\n${words.note[body.lang]}` : body.text;
    const reachable = phone !== null && !(insteadOf === channels.texting?.name && phone === to.id);
    return [
      ...(reachable ? textWay(message, text, phone) : []),
      ...(email === null
        ? []
        : mailWay(message, { text, address: email, subject: words.subject(body.lang, reference) })),
    ];
  };

  return async (failed) => {
    const { message, channel, insteadOf } = failed;
    const ranks = [channels.texting?.name, channels.mailing?.name];
    const tried = insteadOf === undefined ? -1 : ranks.indexOf(channel);
    const next = (await waysFor(failed)).find((way) => ranks.indexOf(way.channel) > tried);
    const [first] = next?.posts ?? [];
    if (next === undefined || first === undefined) return false;
    const { conversationId, seq } = message;
    const lane = laneOf(vault, first);
    const pieces = next.posts.map((post, i) => {
      const key = `instead:${conversationId}:${seq}:${next.channel}:${i + 1}`;
      return { key, sealed: sealed(vault, key, post) };
    });
    const at = now();
    await queueInstead(db, {
      conversationId,
      seq,
      insteadOf: insteadOf ?? channel,
      channel: next.channel,
      lane,
      at,
      pieces,
    });
    deps.look(lane);
    return true;
  };
}
