/**
 * Reference numbers, phones and national numbers, told apart by length, prefix and check digits.
 * A national number's digits never leave this file.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Entity } from '../api/contract/classification.ts';
import { isValidReference } from '../api/contract/reference.ts';
import type { Digits } from './numbers.ts';
import type { Token } from './tokens.ts';

export type Found = Pick<Entity, 'kind' | 'value' | 'valid'> & { readonly from: number; readonly to: number };

const REFERENCE_WORD =
  /^(ال)?(طلب|شكوي|شكوه|معامله|مرجع|مرجعي|تذكره)(ي|تي|كم)?$|^(reference|ref|request|ticket|complaint|talab|talabi|6alab|shakwa|shakwi)$/;
const PHONE_WORD =
  /^(و|ب|ع)?(ال)?(هاتف|تلفون|تليفون|موبايل|جوال|خلوي|رقمي|تلفوني|هاتفي|موبايلي)(ي)?$|^(phone|mobile|number|call|telephone|tel|telefon|telefoni|mobile|raqmi|rakmi|whatsapp)$/;

function cued(tokens: readonly Token[], from: number, cue: RegExp): boolean {
  for (let i = Math.max(0, from - 4); i < from; i++) if (cue.test(tokens[i]?.text ?? '')) return true;
  return false;
}

function phone(digits: string, plus: boolean): { value: string; valid: boolean } | null {
  const written = plus ? `+${digits}` : digits.startsWith('00') ? `+${digits.slice(2)}` : digits;
  const parsed = parsePhoneNumberFromString(digits.startsWith('962') ? `+${digits}` : written, 'JO');
  if (parsed?.isPossible()) return { value: parsed.number, valid: parsed.isValid() };
  return null;
}

/** Stars for all but the last two digits. */
const mask = (digits: string) => '*'.repeat(digits.length - 2) + digits.slice(-2);

function readRun(run: Digits, tokens: readonly Token[]): Found | null {
  const { digits, from, to } = run;
  const found = (kind: Found['kind'], value: string, valid: boolean): Found => ({ kind, value, valid, from, to });
  const plus = tokens[from - 1]?.text === '+';
  const asPhone = digits.length >= 8 && digits.length <= 15 ? phone(digits, plus) : null;
  const jordanian = /^(0|00962|962)(7[789]\d{7}|[2356]\d{7})$/.test(digits);
  if (digits.length === 12 && !plus) {
    const valid = isValidReference(digits);
    if (valid || !(jordanian && asPhone?.valid)) return found('reference', digits, valid);
  }
  if (asPhone && (jordanian || plus || cued(tokens, from, PHONE_WORD)))
    return found('phone', asPhone.value, asPhone.valid);
  if (digits.length >= 9 && digits.length <= 11 && digits.startsWith('07')) {
    return found('phone', `+962${digits.slice(1)}`, false);
  }
  if (digits.length === 10 && /^[29]/.test(digits)) return found('national_number', mask(digits), true);
  if (digits.length >= 10 && digits.length <= 14 && cued(tokens, from, REFERENCE_WORD))
    return found('reference', digits, false);
  return null;
}

/** A long run may be two numbers side by side: cut it where the words allow. */
function pieces(run: Digits, tokens: readonly Token[]): Digits[] {
  if (run.digits.length <= 13 || run.spelled) return [run];
  const made: Digits[] = [];
  let digits = '';
  let from = run.from;
  for (let at = run.from; at < run.to; at++) {
    const token = tokens[at] as Token;
    if (token.kind !== 'number') continue;
    if (digits === '') from = at;
    digits += token.text;
    const next = tokens[at + 1];
    const whole =
      digits.length === 12 ? isValidReference(digits) || next?.start !== token.end : /^07\d{8}$/.test(digits);
    if (whole) {
      made.push({ digits, from, to: at + 1, spelled: false });
      digits = '';
    }
  }
  if (digits !== '') made.push({ digits, from, to: run.to, spelled: false });
  return made;
}

export function findContacts(runs: readonly Digits[], tokens: readonly Token[]): Found[] {
  return runs
    .flatMap((run) => pieces(run, tokens))
    .map((run) => readRun(run, tokens))
    .filter((found) => found !== null);
}
