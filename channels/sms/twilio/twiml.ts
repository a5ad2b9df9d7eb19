/** An answer to a webhook as TwiML: each text a message, silence an empty response. Pure. */
import MessagingResponse from 'twilio/lib/twiml/MessagingResponse.js';

export function twimlOf(texts: readonly string[]): string {
  const response = new MessagingResponse();
  for (const text of texts) response.message(text);
  return response.toString();
}

/** Twilio takes no more than this in one response, in bytes. */
export const LARGEST_TWIML = 60_000;
