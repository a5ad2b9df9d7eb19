/** One generated conversation: each thing that happens is a whole turn of the engine, rendered as a person would see it. */
import type { Effect, Outcome } from '../../../bot/engine/effect.ts';
import type { Event } from '../../../bot/engine/event.ts';
import type { Reply } from '../../../bot/engine/reply.ts';
import { initialState, type State } from '../../../bot/engine/state.ts';
import { step } from '../../../bot/engine/step.ts';
import { listen } from '../../../bot/listen.ts';
import { render } from '../../../bot/render.ts';
import type { InboundBody, KeptInbound, OutboundBody } from '../../../channels/channel.ts';
import { webchat } from '../../../channels/webchat/index.ts';
import type { Flows } from '../../../flows/language.ts';
import { FLOWS } from '../engine/said.ts';
import { CHANGED } from './changed-flows.ts';
import { outcomeOf } from './outcomes.ts';
import { BRIEF, DIRECTORY, POOL, understand } from './words.ts';

/** What happens, as small numbers: `pick` chooses among whatever is there when it happens. */
export interface Happening {
  readonly what: (typeof WHAT)[number];
  readonly pick: number;
  /** How the world answers the effects of this turn, 0 to 99. */
  readonly fate: number;
}

export const WHAT = [
  'brief',
  'says',
  'answers',
  'taps',
  'taps stale',
  'taps wrong',
  'file',
  'file and words',
  'point',
  'news',
  'start',
  'flows change',
] as const;

export interface Turn {
  readonly before: State;
  readonly event: Event;
  readonly replies: readonly Reply[];
  readonly said: readonly OutboundBody[];
  readonly effects: readonly { readonly effect: Effect; readonly outcome: Outcome }[];
  readonly after: State;
  readonly flows: Flows;
}

export interface Talk {
  readonly state: () => State;
  readonly steps: () => number;
  readonly flows: () => Flows;
  /** Undefined when nothing reached the engine. */
  happen(happening: Happening): Turn | undefined;
  hear(body: InboundBody, fate: number): Turn;
}

const MOST_EFFECTS = 12;
const WRONG = ['other', 'skip', 'no_such_thing', '7', 'GAM', 'IRBID', 'complaint', 'yes', 'no', 'change', 'cancel', ''];
const NEWS = ['asked', 'replied', 'closed', 'noted', 'assigned', 'reopened'];
const FILE = { id: 'f', name: 'photo.jpg', contentType: 'image/jpeg', size: 1 };
const AT = '2026-11-22T10:00:00.000+03:00';

export const among = <T>(list: readonly T[], pick: number): T => list[pick % list.length] as T;

export function createTalk(from: State = initialState('ar')): Talk {
  let state = from;
  let flows = FLOWS;
  let stale: readonly string[] = ['yes', 'no'];
  let count = 0;
  let steps = 0;

  const inbound = (kind: KeptInbound['kind'], body: InboundBody): KeptInbound => {
    count += 1;
    return { conversationId: 'c', seq: count, at: AT, direction: 'in', kind, messageId: `${count}`, body };
  };

  const turn = (message: KeptInbound, fate: number): Turn | undefined => {
    const before = state;
    const event = listen(message, before, { understand, flows, directory: DIRECTORY });
    if (!event) return undefined;
    const effects: { effect: Effect; outcome: Outcome }[] = [];
    let result = step(flows, before, event);
    steps += 1;
    const replies = [...result.replies];
    while (result.effects.length > 0) {
      if (effects.length === MOST_EFFECTS)
        throw new Error(
          `a turn without an end: ${effects.map(({ effect }) => effect.kind).join(' ')} ${JSON.stringify(effects[0])}`,
        );
      const effect = result.effects[0] as Effect;
      const outcome = outcomeOf(effect, fate);
      effects.push({ effect, outcome });
      result = step(flows, result.state, { kind: 'outcome', id: event.id, outcome });
      steps += 1;
      replies.push(...result.replies);
    }
    state = result.state;
    const { capabilities } = webchat;
    const said = render(replies, { flows, directory: DIRECTORY, lang: state.lang, capabilities });
    stale = [...new Set([...(before.waiting?.options ?? []), ...stale])].slice(0, 6);
    return { before, event, replies, said, effects, after: state, flows };
  };

  const hear = (body: InboundBody, fate: number) => turn(inbound('message', body), fate) as Turn;

  const answer = (pick: number): InboundBody => {
    const options = state.waiting?.options ?? [];
    return { text: options.length === 0 ? among(POOL, pick) : String((pick % options.length) + 1) };
  };
  const tap = (ids: readonly string[], pick: number): InboundBody => {
    const optionId = among(ids, pick);
    return { text: optionId, optionId };
  };
  const files = (pick: number) => [{ ...FILE, id: `f${pick % 40}` }];

  const happen = ({ what, pick, fate }: Happening): Turn | undefined => {
    const options = state.waiting?.options ?? [];
    switch (what) {
      case 'brief':
        return hear({ text: among(BRIEF, pick) }, fate);
      case 'says':
        return hear({ text: among(POOL, pick) }, fate);
      case 'answers':
        return hear(answer(pick), fate);
      case 'taps':
        return hear(options.length === 0 ? answer(pick) : tap(options, pick), fate);
      case 'taps stale':
        return hear(tap(stale, pick), fate);
      case 'taps wrong':
        return hear(tap(WRONG, pick), fate);
      case 'file':
        return hear({ text: '', attachments: files(pick) }, fate);
      case 'file and words':
        return hear({ text: among(POOL, pick), attachments: files(pick) }, fate);
      case 'point':
        return hear({ text: '', point: { latitude: 32, longitude: 36 } }, fate);
      case 'news': {
        const event = { kind: among(NEWS, pick), reference: '264817309242', text: pick % 2 === 0 ? 'Words' : null };
        return turn(inbound('event', { text: '', event }), fate);
      }
      case 'start':
        return turn(inbound('start', { text: '', locale: pick % 2 === 0 ? 'ar' : 'en' }), fate);
      case 'flows change':
        flows = among([FLOWS, ...CHANGED], pick);
        return undefined;
    }
  };
  return { state: () => state, steps: () => steps, flows: () => flows, happen, hear };
}
