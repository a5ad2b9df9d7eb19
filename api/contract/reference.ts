/**
 * A request's reference number: 12 digits, `YY` + 8 random + 2 check digits (ISO 7064 MOD 97-10).
 * Pure: reads and shows numbers; making one needs randomness and lives with the store.
 */

const LENGTH = 12;
const ARABIC_INDIC = /[٠-٩۰-۹]/g;
const SEPARATORS = /[\s\p{P}\p{Cf}\p{Zs}]/gu;

/** Arabic-Indic and Persian digits as ASCII. */
export function asciiDigits(text: string): string {
  return text.replace(ARABIC_INDIC, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

/** The two check digits for the ten digits before them: the whole is then 1 modulo 97. */
export function checkDigits(body: string): string {
  const remainder = Number(BigInt(`${body}00`) % 97n);
  return String(98 - remainder).padStart(2, '0');
}

/** Twelve bare digits out of any digits and separators, or null when it is not twelve digits. */
export function parseReference(text: string): string | null {
  const bare = asciiDigits(text).replace(SEPARATORS, '');
  return /^\d{12}$/.test(bare) ? bare : null;
}

/** Whether twelve bare digits carry the right check digits. */
export function isValidReference(reference: string): boolean {
  return reference.length === LENGTH && checkDigits(reference.slice(0, 10)) === reference.slice(10);
}

/** `264817309242` shown as `2648 1730 9242`. */
export function showReference(reference: string): string {
  return reference.replace(/(\d{4})(?=\d)/g, '$1 ');
}
