/** The public door: a token that anybody gets, a Direct Line conversation, posts and polls. Nothing else of the house is used. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Choice, Move } from './citizen.ts';

const DIRECT_LINE = '/directline/v3/directline';
const PATIENCE_MS = 30_000;
const FIRST_LOOK_MS = 15;
const SLOWEST_LOOK_MS = 250;

interface Sawt {
  readonly ask?: string;
  readonly flow?: string;
  readonly options?: readonly Choice[];
  readonly reference?: string;
  readonly notice?: string;
}

export interface Said {
  readonly text: string;
  readonly replyToId?: string;
  readonly inputHint?: string;
  readonly sawt: Sawt;
}

/** What a post came to: the whole turn that answers it, or why it was not taken. */
export type Answer =
  | { readonly kind: 'turn'; readonly said: readonly Said[]; readonly ms: number }
  | { readonly kind: 'refused'; readonly status: number; readonly detail: string };

export interface Line {
  /** What is said when the conversation opens. */
  readonly greeting: readonly Said[];
  send(move: Move): Promise<Answer>;
  /** The page is opened again after the token has run out. */
  comeBack(): Promise<void>;
}

interface Activity {
  readonly type: string;
  readonly text?: string;
  readonly replyToId?: string;
  readonly inputHint?: string;
  readonly from?: { readonly role?: string };
  readonly channelData?: { readonly sawt?: Sawt };
}

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const FILES: Readonly<Record<NonNullable<Move['file']>, readonly [string, string, Uint8Array]>> = {
  picture: ['photo.png', 'image/png', Buffer.from(PNG, 'base64')],
  pdf: ['paper.pdf', 'application/pdf', Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')],
  voice_note: ['voice.ogg', 'audio/ogg', Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(60)])],
  forbidden: ['setup.exe', 'application/x-msdownload', Buffer.from('MZ\x90\0')],
};

const saidOf = ({ text = '', replyToId, inputHint, channelData }: Activity): Said => ({
  text,
  ...(replyToId !== undefined && { replyToId }),
  ...(inputHint !== undefined && { inputHint }),
  sawt: channelData?.sawt ?? {},
});

const isLast = ({ inputHint }: Said) => inputHint !== undefined && inputHint !== 'ignoringInput';

function formOf(activity: object, file: NonNullable<Move['file']>): FormData {
  const [name, type, bytes] = FILES[file];
  const form = new FormData();
  const described = new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' });
  form.append('activity', described, 'activity');
  form.append('file', new Blob([Buffer.from(bytes)], { type }), name);
  return form;
}

export async function openLine(url: string, locale: string): Promise<Line> {
  let token = '';
  let userId = '';
  let conversation = '';
  let watermark = '';
  let posted = 0;

  const call = async (path: string, body?: object) => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(token !== '' && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
  };
  const sure = async (path: string, body?: object) => {
    const answer = await call(path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

  const look = async (): Promise<readonly Said[]> => {
    const set = await sure(`${DIRECT_LINE}/conversations/${conversation}/activities?watermark=${watermark}`);
    watermark = String(set.watermark ?? watermark);
    const activities = set.activities as readonly Activity[];
    return activities.filter(({ type, from }) => type === 'message' && from?.role === 'bot').map(saidOf);
  };
  /** Everything said until the turn is over. */
  const hear = async (over: (said: readonly Said[]) => boolean): Promise<readonly Said[]> => {
    const heard: Said[] = [];
    const until = performance.now() + PATIENCE_MS;
    for (let wait = FIRST_LOOK_MS; performance.now() < until; wait = Math.min(wait * 1.5, SLOWEST_LOOK_MS)) {
      heard.push(...(await look()));
      if (over(heard)) return heard;
      await pause(wait);
    }
    return heard;
  };

  const enter = async () => {
    const given = await sure('/v1/webchat/token', token === '' ? {} : { token });
    token = String(given.token);
    userId = String(given.userId);
    const started = await sure(`${DIRECT_LINE}/conversations`, { locale });
    conversation = String(started.conversationId);
  };
  await enter();
  const greeting = await hear((said) => said.some(isLast));

  return {
    greeting,
    comeBack: enter,
    async send({ text, optionId, file }) {
      const began = performance.now();
      posted += 1;
      const activity = {
        type: 'message',
        from: { id: userId },
        text,
        locale,
        ...(optionId !== undefined && { value: optionId }),
        channelData: { clientActivityID: `${posted}` },
      };
      const path = `${DIRECT_LINE}/conversations/${conversation}`;
      const answer = file
        ? await call(`${path}/upload?userId=${userId}`, formOf(activity, file))
        : await call(`${path}/activities`, activity);
      if (answer.status >= 300) return { kind: 'refused', status: answer.status, detail: JSON.stringify(answer.body) };
      const mine = ({ replyToId }: Said) => replyToId === answer.body.id;
      const said = await hear((heard) => heard.some((each) => mine(each) && isLast(each)));
      return { kind: 'turn', said: said.filter(mine), ms: performance.now() - began };
    },
  };
}
