/**
 * One chat, without a screen: joins the connection, the queue and the transcript, and tells whoever draws what changed.
 * Wires nothing of its own accord: network, storage, clock and randomness are handed in.
 */

import type { Lang } from '../../../api/contract/vocabulary.ts';
import type { Option } from '../../channel.ts';
import type { ActivitySet, Said } from './activity.ts';
import type { SocketEvents, Upload } from './connection/browser.ts';
import { createConnection } from './connection/connection.ts';
import {
  activityOf,
  createDirectLine,
  type Outcome,
  outcomeOf,
  type Reply,
  type Transport,
} from './connection/direct-line.ts';
import { type Happening, type Standing, standing } from './connection/link.ts';
import { createEntrance } from './connection/session.ts';
import type { Keep } from './keep.ts';
import { createQueue, type Queued } from './queue/queue.ts';
import { createSender } from './queue/sender.ts';
import { type Gathering, gather } from './transcript/announcements.ts';
import { hear, type Transcript, unreadAfter } from './transcript/transcript.ts';

export interface ChatDeps {
  readonly server: string;
  readonly keep: Keep;
  readonly transport: Transport;
  upload(upload: Upload): Promise<Reply | null>;
  openSocket(url: string, events: SocketEvents): () => void;
  later(ms: number, work: () => void): () => void;
  now(): Date;
  /** A fresh id nobody else has. */
  newId(): string;
  jitter(): number;
  lang(): Lang;
  changed(): void;
  /** A turn of the other side is complete: to be spoken once. */
  turn(turn: Gathering): void;
}

export interface Chat {
  transcript(): Transcript;
  queue(): readonly Queued[];
  typing(): boolean;
  unread(): number;
  standing(): Standing;
  /** There is a conversation from before this page. */
  known(): boolean;
  tell(happening: Happening): void;
  say(text: string, files?: readonly File[]): void;
  pick(option: Option): void;
  retry(clientId: string): void;
  /** The person has the newest message before their eyes. */
  read(): void;
  /** Ends it here: nothing of it stays in the browser. */
  forget(): void;
}

/** An answer normally follows within a blink; a turn whose end never comes is spoken all the same. */
const TURN_PATIENCE = 3000;
const TYPING_LASTS = 15_000;
/** A message taken by the server comes back on the stream at once; when it does not, the stream is dead. */
const ECHO_PATIENCE = 8000;
const READ = 'read';

export function createChat(deps: ChatDeps): Chat {
  const { keep, later } = deps;
  const locale = () => (deps.lang() === 'ar' ? 'ar-JO' : 'en-US');
  const directLine = createDirectLine(deps.server, deps.transport);
  const queue = createQueue(keep);
  let transcript: Transcript = [];
  let watermark: string | null = null;
  let gathering: Gathering = [];
  let isTyping = false;
  let cancelTurn = () => {};
  let cancelTyping = () => {};
  let cancelEcho = () => {};

  function typing(now: boolean): void {
    cancelTyping();
    isTyping = now;
    if (now)
      cancelTyping = later(TYPING_LASTS, () => {
        typing(false);
        deps.changed();
      });
  }

  function endTurn(): void {
    if (gathering.length > 0) deps.turn(gathering);
    gathering = [];
  }

  function speak(said: Said): void {
    cancelTurn();
    const { turns, gathering: rest } = gather(gathering, said);
    gathering = rest;
    turns.forEach(deps.turn);
    if (rest.length > 0) cancelTurn = later(TURN_PATIENCE, endTurn);
  }

  function take(said: Said, news: boolean): void {
    const before = transcript;
    transcript = hear(transcript, said);
    if (said.clientId !== undefined) queue.seen(said.clientId);
    if (said.mine) cancelEcho();
    if (transcript === before || said.mine) return;
    typing(false);
    if (news) speak(said);
  }

  function heard(set: ActivitySet, news: boolean): void {
    watermark = set.watermark ?? watermark;
    for (const one of set.heard) {
      if (one.kind === 'typing') typing(news);
      else take(one.said, news);
    }
    deps.changed();
  }

  const entrance = createEntrance({
    directLine,
    keep,
    locale,
    past: (set) => heard(set, false),
    lost: () => {
      transcript = [];
      watermark = null;
    },
    watermark: () => watermark,
  });

  const connection = createConnection({
    entrance,
    openSocket: deps.openSocket,
    later,
    jitter: deps.jitter,
    heard: (set) => heard(set, true),
    changed: (link) => {
      if (link.kind === 'live') sender.flush();
      else typing(false);
      deps.changed();
    },
  });

  async function deliver(item: Queued): Promise<Outcome<unknown>> {
    const session = entrance.current();
    if (session === null) return { kind: 'away' };
    const outgoing = {
      clientId: item.clientId,
      text: item.text,
      locale: locale(),
      ...(item.optionId ? { optionId: item.optionId } : {}),
    };
    if (item.files.length === 0) return directLine.post(session, outgoing);
    const path = `conversations/${encodeURIComponent(session.conversationId)}/upload?userId=${encodeURIComponent(session.userId)}`;
    return outcomeOf(
      await deps.upload({
        url: `${deps.server}/directline/v3/directline/${path}`,
        token: session.token,
        activity: activityOf(outgoing, session.userId),
        files: item.files,
        progress: (share) => {
          queue.change(item.clientId, { progress: share });
          deps.changed();
        },
      }),
    );
  }

  const sender = createSender({
    queue,
    live: () => connection.link().kind === 'live',
    deliver,
    renew: entrance.renew,
    later,
    lost: () => connection.tell({ kind: 'lost' }),
    sent: (clientId) => {
      if (!queue.items().some((item) => item.clientId === clientId)) return;
      cancelEcho();
      cancelEcho = later(ECHO_PATIENCE, () => connection.tell({ kind: 'silent' }));
    },
    changed: deps.changed,
  });

  function add(text: string, files: readonly File[], optionId?: string): void {
    queue.add({
      clientId: deps.newId(),
      text,
      files,
      at: deps.now().toISOString(),
      ...(optionId === undefined ? {} : { optionId }),
    });
    connection.tell({ kind: 'wanted' });
    connection.tell({ kind: 'resumed' });
    sender.flush();
    deps.changed();
  }

  const lastRead = () => {
    const kept = keep.read(READ);
    return typeof kept === 'string' ? kept : null;
  };

  return {
    transcript: () => transcript,
    queue: queue.items,
    typing: () => isTyping,
    unread: () => unreadAfter(transcript, lastRead()),
    standing: () => standing(connection.link()),
    known: () => entrance.current() !== null || queue.items().length > 0,
    tell: connection.tell,
    say: (text, files = []) => add(text, files),
    pick: ({ id, label }) => add(label, [], id),
    retry(clientId) {
      queue.change(clientId, { state: 'queued', tries: 0 });
      connection.tell({ kind: 'resumed' });
      sender.flush();
      deps.changed();
    },
    forget() {
      connection.tell({ kind: 'forgotten' });
      for (const cancel of [cancelTurn, cancelEcho]) cancel();
      typing(false);
      gathering = [];
      queue.clear();
      entrance.forget();
      for (const key of keep.keys('')) keep.drop(key);
      deps.changed();
    },
    read() {
      const newest = transcript.at(-1)?.id;
      if (newest !== undefined && newest !== lastRead()) keep.write(READ, newest);
    },
  };
}
