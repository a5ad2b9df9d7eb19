/** One key, one act: for hands that stay on the keyboard. Silent while somebody types. */
import { REQUEST_TYPES } from '../../../contract/vocabulary.ts';
import type { Does } from './desk.ts';
import { type Form, formsAt, mayRelabel, neighbour, type State } from './state.ts';

const FORM_KEYS: Readonly<Record<string, Form>> = { KeyR: 'reply', KeyQ: 'ask', KeyN: 'note' };

export const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, select') !== null;

function move(by: 1 | -1, state: State, does: Does): void {
  const reference = neighbour(state, by);
  if (reference !== undefined) does.open(reference);
}

/** By the key's place, so that it is the same key under an Arabic layout. True when it meant something. */
export function press(event: KeyboardEvent, state: State, does: Does): boolean {
  if (state.door !== 'in' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return false;
  if (event.code === 'KeyJ' || event.code === 'KeyK') move(event.code === 'KeyJ' ? 1 : -1, state, does);
  else if (state.opened === null) return false;
  else if (event.code === 'Escape') does.toList();
  else return onOpened(event.code, state, does);
  return true;
}

function onOpened(code: string, { opened }: State, does: Does): boolean {
  if (opened === null) return false;
  const form = FORM_KEYS[code];
  const type = REQUEST_TYPES[Number(/^(?:Digit|Numpad)([1-7])$/.exec(code)?.[1] ?? 0) - 1];
  if (form !== undefined && formsAt(opened.request).includes(form)) does.form(form);
  else if (code === 'KeyC' && opened.request.status === 'answered') does.close();
  else if (type !== undefined && mayRelabel(opened.request)) does.relabel('type', type);
  else return false;
  return true;
}
