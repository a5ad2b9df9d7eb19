/** What Twilio posts, as what happened: a message from a telephone, or what became of one of ours. Pure. */
import { ProblemError } from '../../../api/contract/problem.ts';
import { type Parameters, parameter } from '../../twilio-signature.ts';
import type { Heard } from '../heard.ts';
import type { Wish } from '../opt-out.ts';
import { phoneOf } from '../phone.ts';

export interface Media {
  readonly url: string;
}

export interface Message extends Omit<Heard, 'attachments' | 'lost'> {
  readonly media: readonly Media[];
}

/** Twilio sends at most ten; more are somebody else's idea. */
const MOST_MEDIA = 10;
const MESSAGE_ID = /^[A-Za-z0-9_-]{2,64}$/;

const WISHES: Readonly<Record<string, Wish>> = { STOP: 'stop', START: 'start', HELP: 'help' };

function idOf(parameters: Parameters): string {
  const id =
    parameter(parameters, 'MessageSid') ?? parameter(parameters, 'SmsMessageSid') ?? parameter(parameters, 'SmsSid');
  if (id === undefined || !MESSAGE_ID.test(id))
    throw new ProblemError('invalid_request', { field: 'MessageSid', allowed: 'SM…' });
  return id;
}

function mediaIn(parameters: Parameters): Media[] {
  const count = Math.min(Number(parameter(parameters, 'NumMedia') ?? 0) || 0, MOST_MEDIA);
  return Array.from({ length: count }, (_, i) => ({
    url: parameter(parameters, `MediaUrl${i}`) ?? '',
  }));
}

/** Undefined: from no telephone (a company's name in letters), so nobody who could be answered. */
export function decodeMessage(parameters: Parameters, token: string | undefined): Message | undefined {
  const messageId = idOf(parameters);
  const from = parameter(parameters, 'From');
  if (from === undefined) throw new ProblemError('invalid_request', { field: 'From', allowed: '+9627…' });
  const phone = phoneOf(from);
  if (phone === undefined) return undefined;
  const declared = WISHES[parameter(parameters, 'OptOutType')?.toUpperCase() ?? ''];
  return {
    phone,
    messageId,
    text: parameter(parameters, 'Body') ?? '',
    media: mediaIn(parameters),
    ...(token !== undefined && token !== '' && token.length <= 200 && { token }),
    ...(declared && { declared }),
  };
}

export interface StatusReport {
  readonly platformId: string;
  readonly status: 'sent' | 'delivered' | 'read' | 'undelivered' | 'failed';
  readonly errorCode?: number;
}

const REPORTED = ['sent', 'delivered', 'read', 'undelivered', 'failed'] as const;

/** Undefined: on its way and no news. They come out of order and more than once: whoever keeps them ranks them. */
export function decodeStatus(parameters: Parameters): StatusReport | undefined {
  const platformId = idOf(parameters);
  const status = REPORTED.find(
    (each) => each === (parameter(parameters, 'MessageStatus') ?? parameter(parameters, 'SmsStatus')),
  );
  const errorCode = Number(parameter(parameters, 'ErrorCode'));
  return status && { platformId, status, ...(errorCode > 0 && { errorCode }) };
}
