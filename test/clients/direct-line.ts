/** Microsoft's own Direct Line client, unchanged, in Node: connects, speaks, and waits for a turn's last message. */
import { ConnectionStatus, DirectLine, type Message } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { XMLHttpRequest } from 'xhr2';
import { until } from '../channels/webchat/client.ts';
import { answerTo, type Lang, MATTER } from './citizen.ts';

/** The client asks for them by these names, as in a browser. */
export const lendBrowserNames = () => Object.assign(globalThis, { XMLHttpRequest, WebSocket });

export interface Options {
  readonly domain: string;
  readonly token?: string;
  readonly secret?: string;
  readonly webSocket?: boolean;
}

export interface Sawt {
  readonly ask?: string;
  readonly reference?: string;
  readonly dueAt?: string;
  readonly notice?: string;
}

export interface Reply {
  readonly id?: string;
  readonly text: string;
  readonly sawt: Sawt;
}

export interface Client {
  readonly line: DirectLine;
  readonly heard: readonly Message[];
  /** Sends; resolves with the id the server gave, or the client's own word `retry`. */
  post(text: string): Promise<string>;
  /** Sends, and hears the whole turn that answers it. */
  say(text: string): Promise<readonly Reply[]>;
  texts(): readonly string[];
  online(): Promise<unknown>;
}

const PATIENCE = 20_000;
let posted = 0;

const replyOf = ({ id, text = '', channelData }: Message): Reply => ({
  ...(id !== undefined && { id }),
  text,
  sawt: channelData?.sawt ?? {},
});

/** What a message says about its place in the turn; the typings of the client leave both out. */
const placeOf = (message: Message) => message as Message & { readonly replyToId?: string; readonly inputHint?: string };

export function connect(options: Options): Client {
  // It waits 3 to 15 s, at random, before it comes back: here always the least. A lost call is repeated after `timeout`.
  const line = new DirectLine({ pollingInterval: 200, timeout: 2000, random: () => 0, ...options });
  const heard: Message[] = [];
  line.activity$.subscribe(
    (activity) => void (activity.type === 'message' && heard.push(activity)),
    () => undefined, // `end()` is told as an error
  );
  const post = (text: string) => {
    posted += 1;
    const channelData = { clientActivityID: `typed-${posted}` };
    return new Promise<string>((resolve, reject) => {
      line.postActivity({ type: 'message', from: { id: 'someone' }, text, channelData }).subscribe(resolve, reject);
    });
  };
  const turnAfter = (id: string) => heard.filter((message) => placeOf(message).replyToId === id);
  const over = (messages: readonly Message[]) =>
    messages.some((message) => /^(expecting|accepting)Input$/.test(placeOf(message).inputHint ?? ''));
  return {
    line,
    heard,
    post,
    async say(text) {
      const id = await post(text);
      await until(() => over(turnAfter(id)), PATIENCE);
      return turnAfter(id).map(replyOf);
    },
    texts: () => heard.map(({ text = '' }) => text),
    online: () => until(() => line.connectionStatus$.getValue() === ConnectionStatus.Online, PATIENCE),
  };
}

export interface Filing {
  readonly turns: number;
  readonly reference: string;
  readonly told: Reply;
}

/** Tells the matter and answers every question until a number is told. `pause`: looks in before each answer. */
export async function file(client: Client, lang: Lang, pause?: (turn: number) => Promise<void>): Promise<Filing> {
  let turn = await client.say(MATTER[lang]);
  for (let turns = 1; turns < 10; turns += 1) {
    const told = turn.find(({ sawt }) => sawt.reference !== undefined);
    if (told?.sawt.reference !== undefined) return { turns, reference: told.sawt.reference, told };
    await pause?.(turns);
    turn = await client.say(answerTo(turn.at(-1)?.sawt.ask, lang));
  }
  throw new Error('ten turns and no number');
}
