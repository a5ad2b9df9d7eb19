/** The town: a house with its door open on a real port, a clock that can be moved on, and as many visits at once as it bears. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { App } from '../../app.ts';
import type { Persona } from './persona.ts';
import { type Filed, type Office, type Town, type Visit, visit } from './visit.ts';

const AT_ONCE = 6;
const HOUR_MS = 3_600_000;

export interface Clock {
  now(): Date;
  forward(hours: number): void;
}

export function createClock(): Clock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    forward: (hours) => {
      ahead += hours * HOUR_MS;
    },
  };
}

export function createOffice(url: string, key: string): Office {
  const call = async (path: string, body?: object): Promise<Filed> => {
    const response = await fetch(`${url}/v1/requests${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${key}`,
        ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Filed;
  };
  return {
    file: async (request) => String((await call('', request)).reference),
    read: (reference) => call(`/${reference}`),
  };
}

/** Who is away waits until nobody else is busy; then time passes for all of them at once. */
function createWaiting(clock: Clock | undefined) {
  let busy = 0;
  let waiting: { hours: number; wake: () => void }[] = [];
  const settle = () => {
    if (busy > 0 || waiting.length === 0) return;
    clock?.forward(Math.max(...waiting.map(({ hours }) => hours)));
    const woken = waiting;
    waiting = [];
    busy += woken.length;
    for (const { wake } of woken) wake();
  };
  return {
    enter: () => {
      busy += 1;
    },
    leave: () => {
      busy -= 1;
      settle();
    },
    away: (hours: number) =>
      new Promise<void>((wake) => {
        waiting.push({ hours, wake });
        busy -= 1;
        settle();
      }),
  };
}

export interface Crowd {
  readonly url: string;
  readonly key: string;
  /** Left out: the house keeps its own time, and who is away is back at once. */
  readonly clock?: Clock;
  readonly done?: (visit: Visit) => void;
}

/** Everybody's visit, in the order of the personas. */
export async function visits(
  personas: readonly Persona[],
  { url, key, clock, done }: Crowd,
): Promise<readonly Visit[]> {
  const waiting = createWaiting(clock);
  const town: Town = { url, office: createOffice(url, key), away: waiting.away };
  const results = new Map<Persona, Visit>();
  const goesAway = ({ behaviours = [] }: Persona) => behaviours.some(({ away }) => away !== undefined);
  // Who goes away holds a place while everybody else comes and goes: they all have one of their own.
  const stay = personas.filter((each) => !goesAway(each));
  const one = async (persona: Persona) => {
    waiting.enter();
    try {
      const made = await visit(persona, town);
      results.set(persona, made);
      done?.(made);
    } finally {
      waiting.leave();
    }
  };
  const queue = [...stay];
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await one(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  await Promise.all(personas.filter(goesAway).map(one));
  return personas.flatMap((persona) => results.get(persona) ?? []);
}

export async function openDoor(app: App): Promise<string> {
  await app.server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
