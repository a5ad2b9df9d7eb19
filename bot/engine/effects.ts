/** From a frame to the effect its step asks for; undefined when what it needs is not there. */
import type { EffectName } from '../../flows/language.ts';
import { decidedIn } from './decided.ts';
import { axisOf, descriptionOf, importanceOf, isAnonymous, toRequest, typeOf } from './draft.ts';
import type { Effect } from './effect.ts';
import { codeFor } from './follow-up.ts';
import type { Frame, State } from './state.ts';

const referenceOf = (frame: Frame): string | undefined => {
  const known = frame.facts.reference ?? frame.slots.reference?.value;
  return typeof known === 'string' ? known : undefined;
};

function filing(frame: Frame, state: State): Effect | undefined {
  const type = typeOf(frame);
  if (type === undefined) return undefined;
  const request = toRequest(frame, type, state.lang);
  return { kind: 'file_request', key: frame.id, request: { ...request, decided: decidedIn(frame, request) } };
}

/** Whoever stays unknown has no requests to be compared with. */
function findingDuplicate(frame: Frame, state: State): Effect | undefined {
  const type = typeOf(frame);
  if (type === undefined || isAnonymous(frame)) return undefined;
  const { message } = frame.facts;
  const siblings = state.filed.filter((filed) => message !== undefined && filed.message === message);
  const except = siblings.map(({ reference }) => reference);
  return { kind: 'find_duplicate', request: toRequest(frame, type, state.lang), except };
}

function addingToDuplicate(frame: Frame): Effect | undefined {
  const reference = frame.facts.knownReference;
  if (typeof reference !== 'string') return undefined;
  const attachments = frame.files.map((file) => file.id);
  return { kind: 'add_to_duplicate', key: `${frame.id}:add`, reference, text: descriptionOf(frame), attachments };
}

function finding(frame: Frame, state: State): Effect | undefined {
  const reference = referenceOf(frame);
  return reference === undefined ? undefined : { kind: 'find_status', reference, ...codeFor(frame, state, reference) };
}

/** With a number at hand nothing needs to be looked up. */
function findingMine(frame: Frame, { contact }: State): Effect | undefined {
  const name = (frame.slots.name ?? contact.name)?.value;
  return referenceOf(frame) === undefined ? { kind: 'find_mine', ...(name !== undefined && { name }) } : undefined;
}

/** Words, files, or both, for a request that is filed already. */
function sent(frame: Frame): { readonly text?: string; readonly attachments: readonly string[] } | undefined {
  const text = frame.slots.answer?.value;
  const attachments = frame.files.map((file) => file.id);
  if (text === undefined && attachments.length === 0) return undefined;
  return { attachments, ...(text !== undefined && { text }) };
}

function answering(frame: Frame): Effect | undefined {
  const reference = referenceOf(frame);
  const words = sent(frame);
  return reference === undefined || !words ? undefined : { kind: 'send_answer', key: frame.id, reference, ...words };
}

function adding(frame: Frame, state: State): Effect | undefined {
  const reference = referenceOf(frame);
  const words = sent(frame);
  if (reference === undefined || !words) return undefined;
  return { kind: 'add_to_request', key: frame.id, reference, ...words, ...codeFor(frame, state, reference) };
}

function rating(frame: Frame): Effect | undefined {
  const reference = referenceOf(frame);
  const stars = Number(frame.slots.rating?.value);
  if (reference === undefined || !Number.isInteger(stars)) return undefined;
  const reason = frame.slots.rating_reason?.value;
  return { kind: 'send_rating', key: frame.id, reference, stars, ...(reason !== undefined && { reason }) };
}

function promising(frame: Frame): Effect | undefined {
  const type = typeOf(frame);
  return type && { kind: 'promise', type, axis: axisOf(frame), importance: importanceOf(frame) };
}

/** Each code that is asked for in a flow has a key of its own. */
function sendingCode(frame: Frame, { lang }: State): Effect | undefined {
  const phone = frame.slots.phone?.value;
  if (phone === undefined) return undefined;
  return { kind: 'send_code', key: `${frame.id}:code:${frame.facts.codes ?? 0}`, phone, lang };
}

function checkingCode(frame: Frame): Effect | undefined {
  const { proof } = frame.facts;
  const code = frame.slots.code?.value;
  if (typeof proof !== 'string' || code === undefined) return undefined;
  return {
    kind: 'check_code',
    key: `${frame.id}:try:${frame.facts.codes ?? 0}:${frame.facts.tried ?? 0}`,
    proof,
    code,
  };
}

function withdrawing(frame: Frame, state: State): Effect | undefined {
  const reference = referenceOf(frame);
  return reference === undefined
    ? undefined
    : { kind: 'withdraw_request', key: frame.id, reference, ...codeFor(frame, state, reference) };
}

/** The reason in the citizen's own words: the one given, else those that brought them here. */
function reopening(frame: Frame, state: State): Effect | undefined {
  const reference = referenceOf(frame);
  const reason = frame.slots.rating_reason?.value ?? frame.facts.words;
  if (reference === undefined || typeof reason !== 'string') return undefined;
  const code = codeFor(frame, state, reference);
  return { kind: 'reopen_request', key: `${frame.id}:reopen`, reference, reason, ...code };
}

const EFFECTS: Readonly<Record<EffectName | 'promise', (frame: Frame, state: State) => Effect | undefined>> = {
  promise: promising,
  file_request: filing,
  find_duplicate: findingDuplicate,
  add_to_duplicate: addingToDuplicate,
  find_mine: findingMine,
  find_status: finding,
  send_answer: answering,
  send_rating: rating,
  send_code: sendingCode,
  check_code: checkingCode,
  find_draft: (_frame, state) => ({
    kind: 'find_draft',
    ...(state.proven === true && state.contact.phone && { phone: state.contact.phone.value }),
  }),
  take_draft: ({ facts: { from } }) => (typeof from === 'string' ? { kind: 'take_draft', from } : undefined),
  withdraw_request: withdrawing,
  add_to_request: adding,
  reopen_request: reopening,
};

export const effectOf = (name: EffectName | 'promise', frame: Frame, state: State): Effect | undefined =>
  EFFECTS[name](frame, state);
