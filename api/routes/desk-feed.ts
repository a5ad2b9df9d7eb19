/**
 * `GET /v1/desk/stream`: who waits for a person, the newest calls and, of one conversation, what is said in it, each as it
 * changes. One look serves everybody who watches here, however many they are.
 */
import Type from 'typebox';
import type { Call, CallDesk } from '../contract/call.ts';
import type { Chat, DeskDoor } from '../contract/desk.ts';
import { type Api, DESK, type Scope } from '../deps.ts';
import { inTurn, openStream, type Tell } from './stream.ts';

const CALLS_SHOWN = 30;

interface Seen {
  readonly now: string;
  readonly chats: readonly Chat[];
  readonly calls: readonly Call[];
}
type Listener = (seen: Seen) => void;

export interface DeskFeed {
  /** Told at once what there is, and again after each look, changed or not. */
  join(listener: Listener): () => void;
}

interface FeedDeps {
  readonly api: Pick<Api, 'now'>;
  readonly desk: DeskDoor;
  readonly calls: CallDesk | undefined;
  readonly failed: (error: unknown) => void;
}

export function createDeskFeed({ api, desk, calls, failed }: FeedDeps): DeskFeed {
  const listeners = new Set<Listener>();
  let leave: (() => void) | undefined;
  let last: Seen | undefined;

  const look = inTurn(async () => {
    const [chats, newest] = await Promise.all([
      desk.chats(),
      calls?.list({ open: false, limit: CALLS_SHOWN }) ?? Promise.resolve([]),
    ]);
    last = { now: api.now().toISOString(), chats, calls: newest };
    for (const listener of [...listeners]) listener(last);
  }, failed);

  return {
    join(listener) {
      listeners.add(listener);
      leave ??= desk.follow(look);
      look();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        leave?.();
        leave = undefined;
      };
    },
  };
}

/** Tells what differs from what was told before. */
function onlyNews(tell: Tell): (event: string, value: object, more?: object) => void {
  const told = new Map<string, string>();
  return (event, value, more = {}) => {
    const body = JSON.stringify(value);
    if (told.get(event) === body) return;
    told.set(event, body);
    tell(event, { ...value, ...more });
  };
}

/** One conversation as it goes on, as long as it is handed over. */
function chatNews(desk: DeskDoor, id: string, tell: Tell, failed: (error: unknown) => void) {
  let seq = 0;
  let there = false;
  const look = inTurn(async () => {
    if (!there) return;
    const lines = (await desk.lines(id, seq)) ?? [];
    seq = lines.at(-1)?.seq ?? seq;
    if (lines.length > 0) tell('lines', { chat: id, lines });
  }, failed);
  return {
    look,
    /** Only what is handed over is shown: once it is not, it is the citizen's and the bot's again. */
    queued: (chats: readonly Chat[]) => {
      there = chats.some((chat) => chat.id === id);
      look();
    },
  };
}

export function mountDeskFeed(scope: Scope, api: Api, desk: DeskDoor): void {
  const failed = (error: unknown) => scope.log.warn({ err: error }, 'the desk could not be looked at');
  const feed = createDeskFeed({ api, desk, calls: api.calls, failed });
  scope.get(
    '/v1/desk/stream',
    {
      config: { access: DESK },
      schema: {
        summary: 'The queue, the newest calls and one conversation as they change (text/event-stream)',
        querystring: Type.Object(
          { chat: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const { chat } = request.query;
      openStream({ request, reply, api }, (tell) => {
        const news = onlyNews(tell);
        const inside = chat === undefined ? undefined : chatNews(desk, chat, tell, failed);
        const leaveChat = chat === undefined || !inside ? undefined : desk.followChat(chat, inside.look);
        const leave = feed.join(({ now, chats, calls }) => {
          news('queue', { items: chats }, { now });
          news('calls', { items: calls });
          inside?.queued(chats);
        });
        return () => {
          leave();
          leaveChat?.();
        };
      });
    },
  );
}
