/** A message changed after it was sent: where it stands in the open draft the newer words take its place, and are told so. */
import type { Flows } from '../../flows/language.ts';
import { type Applied, line, remember, told } from './applied.ts';
import type { Command } from './command.ts';
import type { Rule } from './situation.ts';
import { contactIn, said } from './slots.ts';
import { type Frame, front, type State, withFront } from './state.ts';
import { enrich } from './tell.ts';

/** With nothing open and nothing filed it is simply what they say now. */
export const edited: Rule = ({ state, event }) => {
  const known = state.frames.length > 0 || state.filed.length > 0;
  return event.edits !== undefined && known ? [{ kind: 'edit', event, earlier: event.edits }] : undefined;
};

type Edit = Command & { kind: 'edit' };

export function applyEdit(flows: Flows, state: State, { event, earlier }: Edit): Applied {
  const frame = front(state);
  const at = frame?.description.indexOf(earlier) ?? -1;
  if (frame && at >= 0) {
    const description = frame.description.map((words, index) => (index === at ? event.text : words));
    const changed = withFront(state, enrich({ ...frame, description }, event));
    return told(remember(changed, contactIn(event.understanding)), [line(flows, 'corrected')]);
  }
  const slot = frame && slotSaid(frame, earlier);
  if (!frame || slot === undefined) return told(state, [line(flows, 'edit_too_late')]);
  const slots = { ...frame.slots, [slot]: said(event.text.trim()) };
  return told(remember(withFront(state, { ...frame, slots }), slots), [line(flows, 'corrected')]);
}

/** Free words alone: a code or a number has to be read again, and may not be what it was. */
const IN_WORDS = ['name', 'location'];

const slotSaid = ({ slots }: Frame, earlier: string): string | undefined =>
  IN_WORDS.find((slot) => slots[slot]?.value === earlier.trim());
