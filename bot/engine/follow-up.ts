/** The secret code of an anonymous request: how it looks when a person types it, and where it opens what. Pure. */
import type { Frame, State } from './state.ts';

/** Ten signs, none that is taken for another; people type them small, and in groups. */
const CODE = /(?<![\p{L}\p{N}])[2-9A-HJ-NP-Z]{10}(?![\p{L}\p{N}])/iu;
const GROUPED =
  /(?<![\p{L}\p{N}])(?:[2-9A-HJ-NP-Z]{5}[ -][2-9A-HJ-NP-Z]{5}|[2-9A-HJ-NP-Z]{2,4}(?:[ -][2-9A-HJ-NP-Z]{2,4}){2,4})(?![\p{L}\p{N}])/iu;
const LENGTH = 10;

const bare = (text: string) => text.toUpperCase().replace(/[ -]/g, '');

/** The code in an answer to the question for it. */
export function followUpCodeIn(text: string): string | undefined {
  const found = bare((CODE.exec(text) ?? GROUPED.exec(text))?.[0] ?? '');
  return found.length === LENGTH ? found : undefined;
}

/** Unasked, only what can be no word: letters and digits in one. */
export function plainFollowUpCode(text: string): string | undefined {
  const code = followUpCodeIn(text);
  return code !== undefined && /\d/.test(code) && /[A-Z]/.test(code) ? code : undefined;
}

/** The code that opens this request here: just given, or given before in this conversation. */
export function codeFor(frame: Frame, { opened }: State, reference: string): { readonly followUpCode?: string } {
  const code = frame.slots.code?.value ?? (opened?.reference === reference ? opened.code : undefined);
  return code === undefined ? {} : { followUpCode: code };
}
