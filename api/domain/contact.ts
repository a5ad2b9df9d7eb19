/** A requester's phone and e-mail, read and written one way. Pure. */
import parsePhoneNumber from 'libphonenumber-js/max';
import { asciiDigits } from '../contract/reference.ts';

/** E.164, or null when no phone of Jordan or the world reads so. */
export function readPhone(text: string): string | null {
  const bare = asciiDigits(text.normalize('NFKC')).replace(/\p{Cf}/gu, '');
  const phone = parsePhoneNumber(bare, { defaultCountry: 'JO', extract: false });
  return phone?.isValid() ? phone.number : null;
}

const EMAIL = /^[^\s@<>(),;:"[\]\\]{1,64}@(?:[^\s@.<>(),;:"[\]\\]{1,63}\.)+[^\s@.<>(),;:"[\]\\\d]{2,63}$/u;

/** With its domain in small letters, or null. */
export function readEmail(text: string): string | null {
  const bare = text.replace(/\p{Cf}/gu, '').trim();
  if (bare.length > 254 || !EMAIL.test(bare)) return null;
  const at = bare.lastIndexOf('@');
  return `${bare.slice(0, at)}${bare.slice(at).toLowerCase()}`;
}
