/**
 * A person of staff in the conversation: asked for, holding it, gone again. From the moment it is handed over the bot is
 * silent, but for an alarm: whoever is in danger hears 911 from whoever is there. What is said meanwhile is kept for the
 * person who holds it; what was open before is asked again afterwards.
 */
import type { Notice } from '../../api/contract/vocabulary.ts';
import type { Flows } from '../../flows/language.ts';
import { type Applied, line, told } from './applied.ts';
import type { Outcome } from './effect.ts';
import type { DeskEvent, MessageEvent } from './event.ts';
import { emergency } from './hear-alarm.ts';
import type { Reply } from './reply.ts';
import { situationOf } from './situation.ts';
import type { State } from './state.ts';

const nobody = (flows: Flows, missed: boolean): Reply =>
  line(flows, missed ? 'not_understood_human' : 'nobody_free', { notice: 'nobody_free' satisfies Notice });

/** Asked for; whether anybody is there only the shell knows. */
export const callHuman = (state: State, missed = false): Applied =>
  told({ ...state, calling: missed ? 'missed' : 'asked' });

const withoutHuman = ({ human: _, calling: __, ...rest }: State): State => rest;

/** Somebody is there: handed over, and silent from now on. Nobody: said at once, and on we go. */
export function answeredCall(flows: Flows, state: State, { free, at }: Outcome & { kind: 'human' }): Applied {
  const rest = withoutHuman(state);
  if (!free) return told(rest, [nobody(flows, state.calling === 'missed')]);
  const handed = line(flows, 'handed_over', { notice: 'handed_over' satisfies Notice });
  return told({ ...rest, human: { stage: 'asked', since: at } }, [handed]);
}

export function onDesk(flows: Flows, state: State, event: DeskEvent): Applied {
  const { human } = state;
  switch (event.what) {
    case 'taken': {
      // Two took it at once: the first has it.
      if (human?.stage === 'held' && human.by !== undefined) return told(state);
      const by = event.by ?? '';
      const words = line(flows, 'human_here', { facts: { name: by } });
      return told({ ...state, human: { stage: 'held', since: event.at, by } }, [words]);
    }
    case 'spoke': {
      const by = human?.stage === 'held' ? human.by : undefined;
      return told({ ...state, human: { stage: 'held', since: event.at, ...(by !== undefined && { by }) } });
    }
    case 'released':
      return human ? told(withoutHuman(state), [line(flows, 'human_gone')]) : told(state);
    case 'waited_in_vain':
      // Whoever spoke from elsewhere never said hello here: no word of farewell either.
      if (human?.stage === 'held') return told(human.by === undefined ? withoutHuman(state) : state);
      return human ? told(withoutHuman(state), [nobody(flows, false)]) : told(state);
  }
}

/** What a message does while a person is asked for or there; undefined: it calls the bot back. */
export function heardBy(flows: Flows, state: State, event: MessageEvent): Applied | undefined {
  if (event.backToBot) return undefined;
  const alarm = emergency(situationOf(flows, state, event));
  const words = line(flows, 'emergency_kept', { notice: 'emergency' satisfies Notice });
  return told({ ...state, met: true }, alarm ? [words] : []);
}

export const calledBack = (flows: Flows, state: State): Applied =>
  told(withoutHuman(state), [line(flows, 'human_gone')]);
