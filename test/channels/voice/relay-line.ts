/** A telephone on a ConversationRelay socket, signed as Twilio signs it: frames in, everything said until the answer is whole. */
import { once } from 'node:events';
import twilio from 'twilio';
import { WebSocket } from 'ws';
import { AUTH_TOKEN, PUBLIC_URL } from '../sms/twilio/twilio-caller.ts';
import { newCallSid } from './telephone.ts';

export const RELAY_PATH = '/webhooks/twilio/relay';

export const signedSocket = (path: string) =>
  twilio.getExpectedTwilioSignature(AUTH_TOKEN, `${PUBLIC_URL.replace('https', 'wss')}${path}`, {});

export interface RelayFrame {
  readonly type: string;
  readonly token?: string;
  readonly last?: boolean;
  readonly handoffData?: string;
  readonly ttsLanguage?: string;
}

export interface RelayLine {
  readonly callSid: string;
  readonly socket: WebSocket;
  send(frame: object | string): void;
  /** Every frame until the answer is complete. */
  heard(): Promise<RelayFrame[]>;
  hear(): Promise<string>;
  say(voicePrompt: string): Promise<string>;
  key(digit: string): Promise<string>;
}

const words = (said: readonly RelayFrame[]) => said.map(({ token = '' }) => token).join('\n');

export async function dialRelay(
  port: number,
  from: string,
  path = RELAY_PATH,
  signature = signedSocket(path),
): Promise<RelayLine> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { 'x-twilio-signature': signature } });
  const frames: RelayFrame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(data.toString()) as RelayFrame));
  await once(socket, 'open');
  const callSid = newCallSid();
  const send: RelayLine['send'] = (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  const heard = async (): Promise<RelayFrame[]> => {
    const until = Date.now() + 15_000;
    while (!frames.some(({ type, last }) => last === true || type === 'end')) {
      if (Date.now() > until) throw new Error(`nothing was said: ${JSON.stringify(frames)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return frames.splice(0);
  };
  const hear = async () => words(await heard());
  send({ type: 'setup', sessionId: `VX${callSid}`, callSid, from, to: '+96265000000', direction: 'inbound' });
  return {
    callSid,
    socket,
    send,
    heard,
    hear,
    say: (voicePrompt) => {
      send({ type: 'prompt', voicePrompt, lang: 'ar-JO', last: true });
      return hear();
    },
    key: (digit) => {
      send({ type: 'dtmf', digit });
      return hear();
    },
  };
}
