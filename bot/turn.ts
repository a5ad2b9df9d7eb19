/**
 * One turn: one inbound message in, outbound messages out. Holds the order of a turn and no rule: understand, step,
 * perform, step again until nothing is left to do, render. Running it again on the same message does nothing twice.
 */
import type { Client } from '../api/contract/client.ts';
import type { Directory } from '../api/contract/directory.ts';
import type { Capabilities, KeptInbound, OutboundBody } from '../channels/channel.ts';
import type { Flows } from '../flows/language.ts';
import type { Conversation } from './conversations.ts';
import type { Drafts } from './drafts.ts';
import type { Effect, Outcome } from './engine/effect.ts';
import type { Reply } from './engine/reply.ts';
import { initialState, type State } from './engine/state.ts';
import { type Step, step } from './engine/step.ts';
import { langOf, listen, type Understand } from './listen.ts';
import { perform } from './perform.ts';
import { render } from './render.ts';
import { type Standing, under } from './standing.ts';

export interface TurnDeps {
  readonly flows: Flows;
  readonly understand: Understand;
  readonly directory: () => Promise<Directory>;
  readonly client: Client;
  readonly anyoneSignedIn: () => Promise<boolean>;
  readonly capabilities: (channel: string) => Capabilities;
  /** What an operator says of a channel; left out: every channel is on. */
  readonly standing?: (channel: string) => Promise<Standing | undefined>;
  readonly now: () => Date;
  /** Drafts of other conversations; left out, nobody looks for them. */
  readonly drafts?: Drafts;
}

/** Understood and stepped once; nothing is done yet. */
export interface Begun {
  readonly conversation: Conversation;
  readonly message: KeptInbound;
  readonly directory: Directory;
  /** What the steps that follow belong to. */
  readonly eventId: string;
  readonly first: Step;
}

export interface Answered {
  readonly state: State;
  readonly replies: readonly OutboundBody[];
}

/** A flow that asks for more effects than this in one turn is broken. */
const MOST_EFFECTS = 12;

export async function begin(deps: TurnDeps, conversation: Conversation, message: KeptInbound): Promise<Begun> {
  const { flows, understand } = deps;
  const directory = await deps.directory();
  const before = conversation.state ?? initialState(langOf(message.body.locale) ?? 'ar');
  const isNew = conversation.state === null && message.kind !== 'event';
  const left = isNew ? await deps.drafts?.find(conversation) : undefined;
  const event = listen(message, before, { flows, understand, directory, left });
  const stepped = event ? step(flows, before, event) : { state: before, replies: [], effects: [] };
  const standing = await deps.standing?.(conversation.channel);
  const first = under(standing, { flows, before, event, at: message.at, stepped });
  return { conversation, message, directory, eventId: event?.id ?? '', first };
}

export async function complete(deps: TurnDeps, begun: Begun): Promise<Answered> {
  const answered = await carryOut(deps, begun, () => true);
  if (answered === undefined) throw new Error(`A turn of ${begun.conversation.id} was not carried out`);
  return answered;
}

/** Effects that only look. */
const LOOKS: readonly Effect['kind'][] = ['promise', 'find_human'];

/** Undefined: it asks for more than a look at what is at hand, which is done only for a message that is kept. */
export const completeUnkept = (deps: TurnDeps, begun: Begun): Promise<Answered | undefined> =>
  carryOut(deps, begun, ({ kind }) => LOOKS.includes(kind));

/** Drafts are the conversations' own; everything else goes through the request API. */
async function done(deps: TurnDeps, effect: Effect, from: Conversation): Promise<Outcome> {
  const { drafts, now } = deps;
  if (effect.kind === 'find_draft') {
    const draft = await drafts?.find(from, effect.phone);
    return { kind: 'draft_found', ...(draft && { draft }) };
  }
  if (effect.kind === 'take_draft') {
    return drafts ? drafts.take(from, effect.from) : { kind: 'failed', effect: effect.kind, why: 'refused' };
  }
  return perform(deps, effect, from, now());
}

async function carryOut(deps: TurnDeps, begun: Begun, may: (effect: Effect) => boolean): Promise<Answered | undefined> {
  const { flows } = deps;
  const { conversation, directory, eventId, first } = begun;
  let { state, replies, effects } = first;
  const said: Reply[] = [...replies];
  for (let i = 0; effects[0] !== undefined; i++) {
    if (!may(effects[0])) return undefined;
    if (i === MOST_EFFECTS) throw new Error(`A turn of ${conversation.id} never ends: ${effects[0].kind}`);
    const outcome = await done(deps, effects[0], conversation);
    ({ state, replies, effects } = step(flows, state, { kind: 'outcome', id: eventId, outcome }));
    said.push(...replies);
  }
  const own = deps.capabilities(conversation.channel);
  // News comes when nobody is listening: whoever is reached is reached in writing.
  const capabilities = begun.message.kind === 'event' ? { ...own, spoken: false } : own;
  return { state, replies: render(said, { flows, directory, lang: state.lang, capabilities }) };
}
