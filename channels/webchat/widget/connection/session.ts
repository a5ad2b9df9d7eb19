/**
 * Getting into the conversation: which calls, in which order, and what each refusal means for the session.
 * Answers with a stream ready to be opened; remembers the session across reloads.
 */
import { type ActivitySet, object } from '../activity.ts';
import type { Keep } from '../keep.ts';
import type { DirectLine, Outcome, Session, Stream } from './direct-line.ts';

export const SESSION = 'session';

function decodeSession(value: unknown): Session | null {
  const { token, conversationId, userId, expiresIn } = object(value);
  return typeof token === 'string' && typeof conversationId === 'string' && typeof userId === 'string'
    ? { token, conversationId, userId, expiresIn: typeof expiresIn === 'number' ? expiresIn : 1800 }
    : null;
}

export interface Entrance {
  current(): Session | null;
  /** A stream into the kept conversation, or into a new one. */
  enter(): Promise<Outcome<Stream>>;
  /** A newer token for the same conversation; false when there is none to be had now. */
  renew(): Promise<boolean>;
  refresh(): Promise<void>;
  /** The next time a new conversation is entered, with nothing of this one. */
  forget(): void;
}

export interface EntranceDeps {
  readonly directLine: DirectLine;
  readonly keep: Keep;
  locale(): string;
  /** What was said before this page was loaded. */
  past(set: ActivitySet): void;
  /** The kept conversation is no more: what is on screen belongs to nobody now. */
  lost(): void;
  watermark(): string | null;
}

export function createEntrance(deps: EntranceDeps): Entrance {
  const { directLine, keep } = deps;
  let session = decodeSession(keep.read(SESSION));
  let caughtUp = session === null;

  /** What was asked for before everything was forgotten comes too late. */
  let age = 0;

  const remember = (next: Session) => {
    session = next;
    keep.write(SESSION, next);
  };
  const forget = () => {
    age += 1;
    session = null;
    caughtUp = true;
    keep.drop(SESSION);
    deps.lost();
  };

  async function begin(): Promise<Outcome<Stream>> {
    const mine = age;
    const given = await directLine.token(null);
    if (given.kind !== 'ok') return given;
    const started = await directLine.start(given.value, deps.locale());
    if (started.kind !== 'ok') return started.kind === 'expired' ? { kind: 'busy', after: 5 } : started;
    if (mine !== age) return { kind: 'away' };
    caughtUp = true;
    remember(started.value.session);
    return started;
  }

  async function catchUp(current: Session): Promise<Outcome<null>> {
    const mine = age;
    for (let watermark: string | null = null; ; ) {
      const page: Outcome<ActivitySet> = await directLine.history(current, watermark);
      if (page.kind !== 'ok') return page;
      if (mine !== age) return { kind: 'away' };
      deps.past(page.value);
      const next = page.value.watermark;
      if (page.value.heard.length === 0 || next === null || next === watermark) break;
      watermark = next;
    }
    caughtUp = true;
    return { kind: 'ok', value: null };
  }

  async function resume(current: Session): Promise<Outcome<Stream>> {
    const mine = age;
    const past = caughtUp ? ({ kind: 'ok', value: null } as const) : await catchUp(current);
    if (past.kind !== 'ok') return past;
    const stream = await directLine.reconnect(current, deps.watermark());
    if (mine !== age) return { kind: 'away' };
    if (stream.kind === 'ok') remember(stream.value.session);
    return stream;
  }

  /** The server continues the conversation of a token it still knows, else opens another one. */
  async function renew(): Promise<boolean> {
    if (session === null) return false;
    const mine = age;
    const given = await directLine.token(session);
    if (given.kind !== 'ok' || mine !== age) return false;
    if (given.value.conversationId !== session.conversationId) {
      forget();
      return false;
    }
    remember(given.value);
    return true;
  }

  async function enter(): Promise<Outcome<Stream>> {
    if (session === null) return begin();
    const outcome = await resume(session);
    if (outcome.kind === 'gone') {
      forget();
      return begin();
    }
    if (outcome.kind !== 'expired') return outcome;
    const renewed = await renew();
    if (renewed) return resume(session);
    return session === null ? begin() : { kind: 'away' };
  }

  async function refresh(): Promise<void> {
    if (session === null) return;
    const mine = age;
    const given = await directLine.refresh(session);
    // A refusal costs nothing now: the next call that meets an expired token renews it.
    if (given.kind === 'ok' && mine === age) remember(given.value);
  }

  return { current: () => session, enter, renew, refresh, forget };
}
