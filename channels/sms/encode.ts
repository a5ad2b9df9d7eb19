/** A reply as the text of a telephone message: cheap characters, and never longer than a provider takes. Pure. */
import type { Capabilities, OutboundBody } from '../channel.ts';
import { forTelephone } from './segments.ts';

export const CHANNEL = 'sms';

/** The most characters that a provider takes in one message. */
export const LONGEST = 1600;

/** Four segments, and room for characters that become three or count twice. */
const LONGEST_SUMMARY = { arabic: 4 * 67 - 6, latin: 4 * 153 - 32 };

export const capabilities: Capabilities = {
  // Options become numbered lines, answered by their number.
  quickReplies: 0,
  labelLength: 60,
  textLength: LONGEST,
  spoken: false,
  brief: LONGEST_SUMMARY,
  proactive: true,
  greets: false,
};

/** Beside the reply's own text: a long message was split before, by its sentences. */
export const textFor = ({ text }: OutboundBody): string => cut(forTelephone(text));

/** Widening a character (… becomes three) must not push a message over the limit, nor a cut leave half a pair. */
const cut = (text: string) => (text.length > LONGEST ? text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '') : text);
