/** What a pressed key means in the light of the question that is open. Pure. */
import type { OutboundBody } from '../channel.ts';
import type { Caller } from './caller.ts';

export type Pressed =
  | { readonly kind: 'repeat' }
  /** As if the caller had said this. */
  | { readonly kind: 'said'; readonly text: string };

/** Questions answered with a number of many digits. */
const NUMBERS = ['phone', 'reference', 'code'];

export const takesManyDigits = (asked: OutboundBody | undefined): boolean =>
  (asked?.sawt?.options ?? []).length === 0 || NUMBERS.includes(asked?.sawt?.ask ?? '');

const HUMAN = { ar: 'موظف', en: 'agent' } as const;
const OTHER_LANGUAGE = { ar: 'English', en: 'عربي' } as const;

export function pressed(keys: string, asked: OutboundBody | undefined, { phone }: Caller): Pressed {
  const lang = asked?.lang ?? 'ar';
  const options = asked?.sawt?.options ?? [];
  if (keys.includes('*')) return { kind: 'repeat' };
  const digits = keys.replace(/\D/g, '');
  if (digits === '0') return { kind: 'said', text: HUMAN[lang] };
  if (digits === '9' && options.length < 9) return { kind: 'said', text: OTHER_LANGUAGE[lang] };
  if (digits === '1' && asked?.sawt?.ask === 'phone' && phone !== undefined) return { kind: 'said', text: phone };
  return { kind: 'said', text: digits };
}
