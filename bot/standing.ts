/**
 * What an operator says of a channel, put around a turn: off, people are answered with the notice and nothing else happens
 * to their draft; on with a banner, it is said once a conversation and day. Danger to life is answered first, always.
 */
import type { ChannelState } from '../api/contract/channels.ts';
import type { Bilingual } from '../api/contract/vocabulary.ts';
import type { Flows } from '../flows/language.ts';
import { EMERGENCY } from './engine/confidence.ts';
import type { Event } from './engine/event.ts';
import type { Reply } from './engine/reply.ts';
import type { State } from './engine/state.ts';
import type { Step } from './engine/step.ts';

export type Standing = Pick<ChannelState, 'on' | 'notice' | 'banner' | 'updatedAt'>;

/** Operators' words are no template: a brace in them is a brace. */
const WORDS: Bilingual = { ar: '{matter}', en: '{matter}' };
const say = (words: Bilingual): Reply => ({ kind: 'say', text: WORDS, facts: { matter: { phrase: words } } });

export interface Around {
  readonly flows: Flows;
  readonly before: State;
  readonly event: Event | undefined;
  readonly at: string;
  readonly stepped: Step;
}

export function under(standing: Standing | undefined, around: Around): Step {
  const { event, stepped, before } = around;
  // What a department writes reaches people also while they cannot write themselves, and so does a colleague.
  if (standing === undefined || (event?.kind !== 'message' && event?.kind !== 'start')) return stepped;
  if (before.human?.stage === 'held') return stepped;
  if (!standing.on) return closed(standing.notice, around);
  return standing.banner
    ? withBanner(standing.banner, `${around.at.slice(0, 10)} ${standing.updatedAt}`, around)
    : stepped;
}

function closed(notice: Bilingual | null, { flows, before, event, stepped }: Around): Step {
  const danger =
    event?.kind === 'message' &&
    event.understanding.act.value === 'emergency' &&
    event.understanding.act.confidence >= EMERGENCY;
  const first: Reply[] = danger
    ? [{ kind: 'say', text: flows.patterns.emergency, facts: {}, notice: 'emergency' }]
    : [];
  const replies = notice ? [...first, say(notice)] : first;
  return { state: { ...before, lang: stepped.state.lang }, replies, effects: [] };
}

function withBanner(banner: Bilingual, mark: string, { before, stepped }: Around): Step {
  const state = { ...stepped.state, banner: mark };
  if (before.banner === mark) return { ...stepped, state };
  const alarm = stepped.replies.findIndex((reply) => reply.kind === 'say' && reply.notice === 'emergency') + 1;
  const replies = [...stepped.replies.slice(0, alarm), say(banner), ...stepped.replies.slice(alarm)];
  return { ...stepped, state, replies };
}
