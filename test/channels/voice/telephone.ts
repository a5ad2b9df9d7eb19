/** A telephone that calls us through Twilio: it hears TwiML, speaks, presses keys, and signs as Twilio does. */
import { randomBytes } from 'node:crypto';
import type { App } from '../../../app.ts';
import { ACCOUNT_SID, FROM, post } from '../sms/twilio/twilio-caller.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string) => text.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '');

/** What a caller hears in a piece of TwiML, and where the next words go. */
export interface Heard {
  readonly status: number;
  readonly twiml: string;
  readonly says: readonly string[];
  readonly text: string;
  readonly action: string | undefined;
  readonly hungUp: boolean;
}

export function hear(twiml: string, status = 200): Heard {
  const says = [...twiml.matchAll(/<Say[^>]*>([\s\S]*?)<\/Say>/g)].map(([, text = '']) => unescaped(text));
  const action = /(?:action="([^"]*)")|<Redirect[^>]*>([^<]*)</.exec(twiml);
  return {
    status,
    twiml,
    says,
    text: says.join('\n'),
    action: action ? unescaped(action[1] ?? action[2] ?? '') : undefined,
    hungUp: twiml.includes('<Hangup'),
  };
}

export interface Telephone {
  readonly callSid: string;
  call(): Promise<Heard>;
  say(words: string): Promise<Heard>;
  press(keys: string): Promise<Heard>;
  /** Nothing is heard. */
  silent(): Promise<Heard>;
  /** Any other fields, to where the last answer sent us. */
  send(fields: Readonly<Record<string, string>>, headers?: object): Promise<Heard>;
  hangUp(status?: string): Promise<number>;
}

export const newCallSid = () => `CA${randomBytes(16).toString('hex')}`;
const PATH = '/webhooks/twilio/voice';

export function telephone(app: App, from: string, callSid = newCallSid(), at = PATH): Telephone {
  let next = at;
  const fields = (more: Readonly<Record<string, string>>) => ({
    AccountSid: ACCOUNT_SID,
    ApiVersion: '2010-04-01',
    CallSid: callSid,
    CallStatus: 'in-progress',
    Direction: 'inbound',
    From: from,
    To: FROM,
    ...more,
  });
  const send: Telephone['send'] = async (more, headers = {}) => {
    const answer = await post(app, next, fields(more), headers);
    const heard = hear(answer.payload, answer.statusCode);
    if (heard.action !== undefined) next = heard.action.replace(/^https:\/\/[^/]+/, '');
    return heard;
  };
  return {
    callSid,
    send,
    call: () => send({ CallStatus: 'ringing' }),
    say: (words) => send({ SpeechResult: words, Confidence: '0.71' }),
    press: (keys) => send({ Digits: keys }),
    silent: () => send({}),
    hangUp: async (status = 'completed') =>
      (await post(app, `${PATH}/status`, fields({ CallStatus: status, CallDuration: '61' }))).statusCode,
  };
}
