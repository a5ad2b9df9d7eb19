/** Calls our webhooks as Twilio does: forms, signed by its own library over the public address. */
import { randomBytes } from 'node:crypto';
import twilio from 'twilio';
import type { App } from '../../../../app.ts';

export const PUBLIC_URL = 'https://sawt.example';
export const AUTH_TOKEN = 'auth-token-of-the-tests';
export const ACCOUNT_SID = 'AC00000000000000000000000000000001';
export const FROM = '+96265000000';

export const settingsOfTwilio = (apiUrl = 'http://127.0.0.1:1') => ({
  PUBLIC_URL,
  TWILIO_ACCOUNT_SID: ACCOUNT_SID,
  TWILIO_AUTH_TOKEN: AUTH_TOKEN,
  TWILIO_FROM: FROM,
  TWILIO_API_URL: apiUrl,
});

export const newSid = () => `SM${randomBytes(16).toString('hex')}`;

export const signatureOf = (path: string, parameters: Record<string, unknown>, origin = PUBLIC_URL) =>
  twilio.getExpectedTwilioSignature(AUTH_TOKEN, `${origin}${path}`, parameters);

/** The texts that a response tells, unescaped. */
export function toldIn(twiml: string): string[] {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#xD': '\r' };
  return [...twiml.matchAll(/<Message>([\s\S]*?)<\/Message>/g)].map(([, text = '']) =>
    text.replace(/&(\w+|#xD);/g, (_, name: string) => entities[name] ?? ''),
  );
}

export interface Inbound {
  readonly phone: string;
  readonly text: string;
  readonly sid?: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export const parametersFor = ({ phone, text, sid = newSid(), more = {} }: Inbound): Record<string, string> => ({
  ToCountry: 'JO',
  SmsMessageSid: sid,
  NumMedia: '0',
  SmsSid: sid,
  SmsStatus: 'received',
  Body: text,
  To: FROM,
  NumSegments: '1',
  MessageSid: sid,
  AccountSid: ACCOUNT_SID,
  From: phone,
  ApiVersion: '2010-04-01',
  ...more,
});

export async function post(app: App, path: string, parameters: Record<string, string>, headers: object = {}) {
  return app.server.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-twilio-signature': signatureOf(path, parameters),
      ...headers,
    },
    payload: new URLSearchParams(parameters).toString(),
  });
}

export async function text(app: App, inbound: Inbound) {
  const answer = await post(app, '/webhooks/twilio/sms', parametersFor(inbound), inbound.headers);
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    twiml: answer.payload,
    told: toldIn(answer.payload),
  };
}
