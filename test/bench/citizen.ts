/**
 * A citizen at the web chat: posts an activity and knows when the reply has come down the WebSocket. Says what the matter
 * is, answers what is asked, passes over the name, lets go when asked again, and begins with another matter.
 */
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { openLine } from './line.ts';

const DIRECT_LINE = '/directline/v3/directline';
const PATIENCE_MS = 20_000;

/** What is said to each question; anything else is let go. */
const ANSWERS: Readonly<Record<string, string>> = {
  type: 'شكوى',
  department: 'دائرة الأحوال المدنية والجوازات',
  governorate: 'إربد',
  location: 'شارع الجامعة قرب الدوار',
  name: 'تخطي',
};
/** Given once they are kept for the conversation, and never asked again: only who files gives them. */
const CONTACT: Readonly<Record<string, string>> = { name: 'محمد أحمد العلي', phone: '0790000000' };
const LET_GO = 'إلغاء';

type Ask = string | null;

const isFree = (ask: Ask) => ask === null || ask === 'next_request';

/** What to say when this is asked, and this was asked before it. */
export function answerTo(ask: Ask, before: Ask, matter: () => string): string {
  if (ask === null || isFree(ask)) return matter();
  return ask === before ? LET_GO : (ANSWERS[ask] ?? LET_GO);
}

export interface Heard {
  /** Null: no question is open. */
  readonly ask: Ask;
  readonly texts: readonly string[];
}

export interface Citizen {
  /** Resolves when the whole reply is here. */
  say(text: string): Promise<Heard>;
  /** The next thing an ordinary conversation has to say. */
  next(matter: () => string): Promise<Heard>;
  /** The next thing on the way to a request that can be filed: its last question is `confirm`. */
  towardsFiling(matter: () => string): Promise<Heard>;
  close(): void;
}

interface Activity {
  readonly text?: string;
  readonly replyToId?: string;
  readonly inputHint?: string;
  readonly channelData?: { readonly sawt?: { readonly ask?: string } };
}

const isLast = ({ replyToId, inputHint }: Activity) => replyToId !== undefined && inputHint !== 'ignoringInput';

function openSocket(streamUrl: string) {
  const socket = new WebSocket(streamUrl, { perMessageDeflate: false });
  let texts: string[] = [];
  let heard: ((heard: Heard) => void) | null = null;
  socket.on('message', (data: Buffer) => {
    if (data.length === 0) return;
    const { activities } = JSON.parse(data.toString()) as { activities: readonly Activity[] };
    for (const activity of activities) {
      if (activity.replyToId !== undefined) texts.push(activity.text ?? '');
      if (!isLast(activity)) continue;
      heard?.({ ask: activity.channelData?.sawt?.ask ?? null, texts });
      heard = null;
      texts = [];
    }
  });
  const reply = () =>
    new Promise<Heard>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no reply came')), PATIENCE_MS);
      heard = (whole) => {
        clearTimeout(timer);
        resolve(whole);
      };
    });
  return { socket, reply };
}

export async function arrive(url: string): Promise<Citizen> {
  const line = openLine(url);
  const call = async (path: string, body: unknown, token?: string) => {
    const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await line.post(path, JSON.stringify(body), bearer);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body) as Record<string, string>;
  };
  const { token = '' } = await call('/v1/webchat/token', {});
  const { conversationId, streamUrl = '' } = await call(`${DIRECT_LINE}/conversations`, { locale: 'ar' }, token);
  const { socket, reply } = openSocket(streamUrl);
  // Everybody is greeted as the conversation opens.
  await reply();
  let ask: Ask = null;
  let before: Ask = null;

  const say = async (text: string): Promise<Heard> => {
    const coming = reply();
    const activity = { type: 'message', text, locale: 'ar', channelData: { clientActivityID: randomUUID() } };
    await call(`${DIRECT_LINE}/conversations/${conversationId}/activities`, activity, token);
    const heard = await coming;
    [before, ask] = [ask, heard.ask];
    return heard;
  };
  return {
    say,
    next: (matter) => say(answerTo(ask, before, matter)),
    towardsFiling: (matter) => say(CONTACT[ask ?? ''] ?? answerTo(ask, before, matter)),
    close() {
      socket.terminate();
      line.close();
    },
  };
}
