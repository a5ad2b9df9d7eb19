/** An Activity of Azure Bot Service as what happened: somebody wrote, or a conversation opened. Pure. */
import type { InboundBody } from '../channel.ts';
import { type Fields, fields, textOf } from '../fields.ts';

export const CHANNEL = 'botservice';
const LONGEST = 200;

export interface Heard {
  readonly kind: 'message' | 'start';
  readonly conversationId: string;
  readonly user: string;
  readonly messageId: string;
  readonly body: InboundBody;
}

/** The names of the bot in what is written to it in a group ("<at>Sawt</at> ..."). */
const plain = (text: string) =>
  text
    .replace(/<at>[^<]*<\/at>/gi, '')
    .replace(/&nbsp;/g, ' ')
    .trim();

function tapped(activity: Fields): string | undefined {
  const value = textOf(activity.value) ?? textOf(fields(activity.value).optionId);
  return value === undefined || value === '' || value.length > LONGEST ? undefined : value;
}

/** Undefined: typing, a reaction, somebody else joined: taken and not answered. */
export function decode(value: unknown): Heard | undefined {
  const activity = fields(value);
  const [user, conversation] = [textOf(fields(activity.from).id), textOf(fields(activity.conversation).id)];
  const id = textOf(activity.id);
  if (!user || !conversation || !id) return undefined;
  const at = { conversationId: `${CHANNEL}:${textOf(activity.channelId) ?? ''}:${conversation}`, user, messageId: id };
  const locale = textOf(activity.locale);
  const said = locale === undefined ? {} : { locale };
  if (activity.type === 'conversationUpdate') {
    const added = Array.isArray(activity.membersAdded) ? activity.membersAdded.map(fields) : [];
    const bot = textOf(fields(activity.recipient).id);
    return added.some((member) => member.id !== bot)
      ? { ...at, kind: 'start', messageId: `start:${id}`, body: { text: '', ...said } }
      : undefined;
  }
  if (activity.type !== 'message') return undefined;
  const optionId = tapped(activity);
  const text = plain(typeof activity.text === 'string' ? activity.text : '') || (optionId ?? '');
  return { ...at, kind: 'message', body: { text, ...said, ...(optionId !== undefined && { optionId }) } };
}
