/**
 * Sockets that follow a conversation: everything after a watermark, then each message as it is committed, once and in
 * order. The bus says when to look; while it may miss something, one statement a second looks for all sockets at once.
 * What a person said is shown back together with its answer when that comes at once.
 */
import type { WebSocket } from 'ws';
import { DatabaseAway } from '../../api/contract/database.ts';
import type { Bus, Signal } from '../bus.ts';
import type { Kept } from '../channel.ts';
import type { Transcript } from '../store/transcript.ts';
import type { ActivitySet } from './activity.ts';
import { type FileUrl, toFrame, typing } from './encode.ts';

const PAGE = 100;
const RETRY_MS = 1000;
/** With a working bus a signal can still be lost on its way: look rarely instead of never. */
const RARELY_MS = 5000;
/** How long what a person said waits for its answer, to travel in one frame with it. */
const TOGETHER_MS = 100;
const PING_MS = 30_000;
const TOO_FAR_BEHIND = 4 * 1024 * 1024;

interface StreamsDeps {
  readonly transcript: Transcript;
  readonly bus: Bus;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly failed: (error: unknown) => void;
}

interface Watch {
  readonly socket: WebSocket;
  readonly conversationId: string;
  readonly after: number;
  readonly fileUrl: FileUrl;
}

interface Follower {
  readonly conversationId: string;
  sent(): number;
  look(): void;
}

export interface Streams {
  follow(watch: Watch): void;
}

function createFollower({ transcript, failed }: StreamsDeps, { socket, conversationId, after, fileUrl }: Watch) {
  let sent = after;
  let reading = false;
  let again = false;
  let held: readonly Kept[] = [];
  let release: NodeJS.Timeout | null = null;

  const send = (set: ActivitySet) => {
    if (set.activities.length === 0 || socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > TOO_FAR_BEHIND) return socket.terminate(); // it will come back with its watermark
    socket.send(JSON.stringify(set));
  };

  const show = (messages: readonly Kept[]) => {
    if (release !== null) clearTimeout(release);
    release = null;
    send(toFrame([...held, ...messages], sent, fileUrl));
    held = [];
    sent = messages.at(-1)?.seq ?? sent;
  };

  const hold = (messages: readonly Kept[]) => {
    held = [...held, ...messages];
    sent = messages.at(-1)?.seq ?? sent;
    release ??= setTimeout(show, TOGETHER_MS, []);
  };

  async function read(): Promise<void> {
    do {
      again = false;
      const messages = await transcript.since(conversationId, sent, PAGE);
      show(messages);
      if (messages.length === PAGE) again = true;
    } while (again && socket.readyState === socket.OPEN);
  }

  function look() {
    again = true;
    if (reading) return;
    reading = true;
    read()
      .catch((error: unknown) => {
        if (error instanceof DatabaseAway) return void setTimeout(look, RETRY_MS).unref();
        failed(error);
        socket.close(1011);
      })
      .finally(() => {
        reading = false;
        if (again && socket.readyState === socket.OPEN) look();
      });
  }

  function hear(messages: readonly Kept[]) {
    const fresh = messages.filter((kept) => kept.seq > sent);
    if (fresh.length === 0) return;
    if (reading || fresh[0]?.seq !== sent + 1) return look();
    if (fresh.every(({ direction }) => direction === 'in')) hold(fresh);
    else show(fresh);
  }

  /** What is held goes first: the sign's watermark counts it. */
  function sign() {
    show([]);
    send(typing(conversationId, sent));
  }

  return { conversationId, sent: () => sent, look, hear, typing: sign };
}

/** Closes a socket whose other end is gone without a word. */
function keepAlive(socket: WebSocket): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, PING_MS);
  return () => clearInterval(timer);
}

/** Looks for every follower at once, while there are any. */
function createPoll({ transcript, bus, failed }: StreamsDeps, followers: ReadonlySet<Follower>) {
  let waiting = false;
  let passed = 0;

  async function poll() {
    const newest = await transcript.newestOf([...new Set([...followers].map((each) => each.conversationId))]);
    for (const each of followers) if ((newest.get(each.conversationId) ?? 0) > each.sent()) each.look();
  }

  function tick() {
    waiting = false;
    if (followers.size === 0 || bus.alone) return;
    passed += RETRY_MS;
    const due = !bus.complete() || passed >= RARELY_MS;
    if (due) passed = 0;
    const work = due ? poll() : Promise.resolve();
    work
      .catch((error: unknown) => {
        if (!(error instanceof DatabaseAway)) failed(error);
      })
      .finally(start);
  }

  function start() {
    if (waiting) return;
    waiting = true;
    setTimeout(tick, RETRY_MS).unref();
  }
  return { start };
}

export function createStreams(deps: StreamsDeps): Streams {
  const followers = new Set<Follower>();
  const poll = createPoll(deps, followers);
  let opened = 0;

  /** Sorts by age, so that of two sockets that hear of each other only the older one goes. */
  const byAge = () => {
    opened += 1;
    return `${String(deps.now().getTime()).padStart(15, '0')}.${String(opened).padStart(12, '0')}.${deps.newId()}`;
  };

  return {
    follow(watch) {
      const { socket, conversationId } = watch;
      const id = byAge();
      const follower = createFollower(deps, watch);
      const hear = (signal: Signal) => {
        if (signal.kind === 'kept') return follower.hear(signal.messages);
        if (signal.kind === 'look') return follower.look();
        if (signal.kind === 'typing') return follower.typing();
        if (signal.socket > id) socket.close(1000, 'collision');
      };
      const leave = deps.bus.subscribe(conversationId, hear);
      const rest = keepAlive(socket);
      followers.add(follower);
      socket.on('close', () => {
        leave();
        rest();
        followers.delete(follower);
      });
      deps.bus.publish(conversationId, { kind: 'opened', socket: id });
      follower.look();
      poll.start();
    },
  };
}
