/**
 * Kept messages as Activities. Pure. What nobody said (a conversation opened, an event) stays behind the door, though it
 * moves the watermark.
 */
import type { AttachmentRef, Kept, Option } from '../channel.ts';
import { type Activity, type ActivitySet, activityId, BOT } from './activity.ts';

/** Where a client fetches a file of a conversation. */
export type FileUrl = (conversationId: string, file: AttachmentRef) => string;

type In = Extract<Kept, { direction: 'in' }>;
type Out = Extract<Kept, { direction: 'out' }>;

const common = ({ conversationId, seq, at }: Kept) => ({
  type: 'message',
  id: activityId(conversationId, seq),
  timestamp: new Date(at).toISOString(),
  channelId: 'directline',
  conversation: { id: conversationId },
});

// messageBack: the person sees and sends the label, and the id travels beside it.
const action = ({ id, label }: Option) => ({
  type: 'messageBack',
  title: label,
  text: label,
  displayText: label,
  value: id,
});

function said(kept: In, fileUrl: FileUrl): Activity {
  const { text, attachments = [], locale, echo = {} } = kept.body;
  const files = attachments.map((file) => ({
    contentType: file.contentType,
    contentUrl: fileUrl(kept.conversationId, file),
    name: file.name,
  }));
  return {
    ...common(kept),
    ...echo,
    ...(text === '' ? {} : { text, textFormat: 'plain' }),
    ...(locale === undefined ? {} : { locale }),
    ...(files.length === 0 ? {} : { attachments: files }),
  };
}

function answered(kept: Out): Activity {
  const { text, lang, options = [], inputHint, sawt } = kept.body;
  return {
    ...common(kept),
    from: BOT,
    replyToId: activityId(kept.conversationId, kept.replyTo),
    text,
    textFormat: 'plain',
    locale: lang,
    inputHint,
    ...(options.length === 0 ? {} : { suggestedActions: { to: [], actions: options.map(action) } }),
    ...(sawt === undefined ? {} : { channelData: { sawt } }),
  };
}

function toActivity(kept: Kept, fileUrl: FileUrl): Activity | undefined {
  if (kept.direction === 'out') return answered(kept);
  return kept.kind === 'message' ? said(kept, fileUrl) : undefined;
}

// Web Chat holds back for 5 s what replies to something it never saw.
const news = (kept: Kept): Activity => ({ ...common(kept), type: 'event', name: 'sawt/news', from: BOT });

const watermarkOf = (messages: readonly Kept[], after: number) => String(messages.at(-1)?.seq ?? after);

/** `after`: the watermark when there is nothing newer. */
export function toActivitySet(messages: readonly Kept[], after: number, fileUrl: FileUrl): ActivitySet {
  return {
    activities: messages.map((kept) => toActivity(kept, fileUrl)).filter((activity) => activity !== undefined),
    watermark: watermarkOf(messages, after),
  };
}

/** The same on a socket, where what is no message may stand between the messages. */
export function toFrame(messages: readonly Kept[], after: number, fileUrl: FileUrl): ActivitySet {
  const shown = (kept: Kept) => (kept.kind === 'event' ? news(kept) : toActivity(kept, fileUrl));
  return {
    activities: messages.map(shown).filter((activity) => activity !== undefined),
    watermark: watermarkOf(messages, after),
  };
}

export const typing = (conversationId: string, seq: number): ActivitySet => ({
  activities: [{ type: 'typing', channelId: 'directline', from: BOT, conversation: { id: conversationId } }],
  watermark: String(seq),
});
