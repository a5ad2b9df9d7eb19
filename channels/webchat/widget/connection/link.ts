/**
 * The state of the line to the server, as one pure table: where we stand, what happened, what to do about it.
 * Knows nothing of sockets or clocks; `connection.ts` carries out the orders.
 */

export type Link =
  /** Nobody has opened the chat yet. */
  | { readonly kind: 'idle' }
  /** Getting a token, the history and a stream. `attempt` 0 is the first try. */
  | { readonly kind: 'entering'; readonly attempt: number }
  | { readonly kind: 'live' }
  /** The server did not answer; the next try is due later. */
  | { readonly kind: 'waiting'; readonly attempt: number }
  /** The browser says there is no network. */
  | { readonly kind: 'offline' }
  /** Another window holds the conversation: taking it back unasked would make the two fight for ever. */
  | { readonly kind: 'elsewhere' };

export type Happening =
  | { readonly kind: 'wanted' }
  | { readonly kind: 'opened' }
  /** The stream closed, or a call got no answer. `after`: seconds the server asked us to wait. */
  | { readonly kind: 'lost'; readonly after?: number }
  | { readonly kind: 'collided' }
  /** The stream looks open and says nothing. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'due' }
  | { readonly kind: 'online' }
  | { readonly kind: 'offline' }
  /** The conversation is no more wanted here. */
  | { readonly kind: 'forgotten' }
  /** The person turned to this window again, or asked to try now. */
  | { readonly kind: 'resumed' };

export type Order =
  | { readonly kind: 'enter' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'wait'; readonly ms: number };

const ENTER: Order = { kind: 'enter' };
const LEAVE: Order = { kind: 'leave' };
const FIRST_WAIT = 400;
const LONGEST_WAIT = 15_000;
/** From this try on the person is told. */
const AWAY = 2;

/** Doubling from 0.4 s to 15 s; `jitter` (0 to 1) spreads the clients of a restarted server. */
export function waitBefore(attempt: number, jitter: number): number {
  const full = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
  return Math.round(full * (0.5 + jitter / 2));
}

const enter = (orders: readonly Order[] = []): [Link, readonly Order[]] => [
  { kind: 'entering', attempt: 0 },
  [...orders, ENTER],
];

function afterLoss(link: Link, after: number | undefined, jitter: number): [Link, readonly Order[]] {
  if (link.kind !== 'entering' && link.kind !== 'live') return [link, []];
  const attempt = link.kind === 'entering' ? link.attempt + 1 : 1;
  const ms = Math.max(waitBefore(attempt, jitter), (after ?? 0) * 1000);
  return [{ kind: 'waiting', attempt }, [LEAVE, { kind: 'wait', ms }]];
}

/** `jitter` is a number from 0 to 1, handed in because this file has no randomness of its own. */
export function step(link: Link, happening: Happening, jitter: number): [Link, readonly Order[]] {
  switch (happening.kind) {
    case 'wanted':
      return link.kind === 'idle' ? enter() : [link, []];
    case 'opened':
      return link.kind === 'entering' ? [{ kind: 'live' }, []] : [link, []];
    case 'lost':
      return afterLoss(link, happening.after, jitter);
    case 'collided':
      return link.kind === 'live' || link.kind === 'entering' ? [{ kind: 'elsewhere' }, [LEAVE]] : [link, []];
    case 'silent':
      return link.kind === 'live' ? enter([LEAVE]) : [link, []];
    case 'due':
      return link.kind === 'waiting' ? [{ kind: 'entering', attempt: link.attempt }, [ENTER]] : [link, []];
    case 'online':
      return link.kind === 'offline' || link.kind === 'waiting' ? enter() : [link, []];
    case 'offline':
      return link.kind === 'idle' ? [link, []] : [{ kind: 'offline' }, [LEAVE]];
    case 'forgotten':
      return [{ kind: 'idle' }, [LEAVE]];
    case 'resumed':
      return resumed(link);
  }
}

/** Trying at the person's word does not forget how long we have been away: the banner stays until it works. */
function resumed(link: Link): [Link, readonly Order[]] {
  if (link.kind === 'elsewhere') return enter();
  if (link.kind === 'waiting') return [{ kind: 'entering', attempt: link.attempt }, [ENTER]];
  if (link.kind === 'offline') return [{ kind: 'entering', attempt: AWAY }, [ENTER]];
  return [link, []];
}

/** What the person is told: a first quick retry is nobody's business. */
export type Standing = 'fine' | 'connecting' | 'away' | 'elsewhere';

export function standing(link: Link): Standing {
  switch (link.kind) {
    case 'idle':
    case 'live':
      return 'fine';
    case 'elsewhere':
      return 'elsewhere';
    case 'offline':
      return 'away';
    case 'entering':
      return link.attempt >= AWAY ? 'away' : 'connecting';
    case 'waiting':
      return link.attempt >= AWAY ? 'away' : 'connecting';
  }
}
