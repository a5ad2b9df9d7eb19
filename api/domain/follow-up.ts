/** The code that an anonymous requester is given once: without letters and digits that are taken for each other. Pure. */

const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const FOLLOW_UP_LENGTH = 10;

/** One sign a byte: 32 signs, so none is likelier. */
export const makeFollowUpCode = (bytes: Uint8Array): string =>
  [...bytes.subarray(0, FOLLOW_UP_LENGTH)].map((byte) => SIGNS.charAt(byte % SIGNS.length)).join('');

/** As typed by a person: small letters, spaces and dashes do not matter. */
export const readFollowUpCode = (text: string): string => text.toUpperCase().replace(/[^0-9A-Z]/g, '');
