/**
 * One turn: one inbound message in, outbound messages out. Holds the order of a turn and no rule: understand, step,
 * perform, step again until nothing is left to do, render. Running it again on the same message does nothing twice.
 */
import type { Client } from '../api/contract/client.ts';
import type { Directory } from '../api/contract/directory.ts';
import type { Capabilities, KeptInbound, OutboundBody } from '../channels/channel.ts';
import type { Flows } from '../flows/language.ts';
import type { Conversation } from './conversations.ts';
import type { Effect } from './engine/effect.ts';
import type { Event } from './engine/event.ts';
import type { Reply } from './engine/reply.ts';
import { initialState, type State } from './engine/state.ts';
import { step } from './engine/step.ts';
import { langOf, listen, type Understand } from './listen.ts';
import { perform } from './perform.ts';
import { render } from './render.ts';

export interface TurnDeps {
  readonly flows: Flows;
  readonly understand: Understand;
  readonly directory: () => Promise<Directory>;
  readonly client: Client;
  readonly capabilities: (channel: string) => Capabilities;
  readonly now: () => Date;
}

export interface Answered {
  readonly state: State;
  readonly replies: readonly OutboundBody[];
}

/** A flow that asks for more effects than this in one turn is broken. */
const MOST_EFFECTS = 12;

export async function turn(deps: TurnDeps, conversation: Conversation, message: KeptInbound): Promise<Answered> {
  const { flows, understand } = deps;
  const directory = await deps.directory();
  const before = conversation.state ?? initialState(langOf(message.body.locale) ?? 'ar');
  const event = listen(message, before, { flows, understand, directory });
  const { state, replies } = event ? await carryOut(deps, conversation, before, event) : { state: before, replies: [] };
  const capabilities = deps.capabilities(conversation.channel);
  return { state, replies: render(replies, { flows, directory, lang: state.lang, capabilities }) };
}

async function carryOut(deps: TurnDeps, conversation: Conversation, before: State, event: Event) {
  let { state, replies, effects } = step(deps.flows, before, event);
  const said: Reply[] = [...replies];
  for (let i = 0; effects.length > 0; i++) {
    if (i === MOST_EFFECTS) throw new Error(`A turn of ${conversation.id} never ends: ${effects[0]?.kind}`);
    const outcome = await perform(deps.client, effects[0] as Effect, conversation, deps.now());
    ({ state, replies, effects } = step(deps.flows, state, { kind: 'outcome', id: event.id, outcome }));
    said.push(...replies);
  }
  return { state, replies: said };
}
