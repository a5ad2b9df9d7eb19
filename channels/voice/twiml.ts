/** What a caller hears next, as TwiML: spoken in pieces that a voice takes, inside the gathering they interrupt. Pure. */
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

type Lang = 'ar' | 'en';

export interface Spoken {
  readonly text: string;
  readonly lang: Lang;
}

/** No voice speaks the Arabic of Jordan; recognition knows it. A voice and its language must fit, or the call breaks. */
const VOICES = {
  ar: { language: 'ar-XA', voice: 'Google.ar-XA-Wavenet-A' },
  en: { language: 'en-GB', voice: 'Google.en-GB-Wavenet-A' },
} as const;
const HEARS = { ar: 'ar-JO', en: 'en-GB' } as const;

/** Twilio counts 4,500 characters of the encoded text, and an Arabic letter is six of them. */
export const LONGEST_SAY = 4400;
const encoded = (text: string) => encodeURIComponent(text).length;
/** After a sentence, else after a word. */
const BREAKS = [/(?<=[.!?؟])\s+/, /(?<=[،,;:])\s+/, /\s+/];

/** Pieces that each fit into one `<Say>`. */
export function pieces(text: string, level = 0): string[] {
  if (encoded(text) <= LONGEST_SAY) return text === '' ? [] : [text];
  const separator = BREAKS[level];
  if (separator === undefined) return text.match(/.{1,300}/gsu) ?? [];
  const said: string[] = [];
  for (const part of text.split(separator).flatMap((long) => pieces(long, level + 1))) {
    const joined = said.length === 0 ? part : `${said.at(-1)} ${part}`;
    if (encoded(joined) <= LONGEST_SAY) said.splice(-1, 1, joined);
    else said.push(part);
  }
  return said;
}

// XML 1.0 has no place for these.
const CONTROLS = /(?![\n\t])[\p{Cc}\p{Cs}]|[\ufffe\uffff]/gu;

interface Sayer {
  say(attributes: object, message: string): unknown;
}

function say(to: Sayer, spoken: readonly Spoken[]): void {
  for (const { text, lang } of spoken)
    for (const piece of pieces(text.replace(CONTROLS, ' '))) to.say(VOICES[lang], piece);
}

export interface Gathering {
  readonly spoken: readonly Spoken[];
  readonly lang: Lang;
  /** Where what is heard goes; called with nothing, too. */
  readonly action: string;
  /** A number of many digits may be keyed in, ended with hash; else one key is an answer. */
  readonly manyDigits: boolean;
  /** People think while they tell a story. */
  readonly story: boolean;
}

export function gather({ spoken, lang, action, manyDigits, story }: Gathering): string {
  const response = new VoiceResponse();
  const gathering = response.gather({
    input: ['speech', 'dtmf'],
    language: HEARS[lang],
    action,
    method: 'POST',
    actionOnEmptyResult: true,
    timeout: 6,
    speechTimeout: story ? '3' : 'auto',
    ...(manyDigits ? { finishOnKey: '#' } : { numDigits: 1 }),
  });
  say(gathering, spoken);
  return response.toString();
}

export function hold(spoken: readonly Spoken[], address: string): string {
  const response = new VoiceResponse();
  say(response, spoken);
  response.pause({ length: 2 });
  response.redirect({ method: 'POST' }, address);
  return response.toString();
}

export function hangUp(spoken: readonly Spoken[]): string {
  const response = new VoiceResponse();
  say(response, spoken);
  response.hangup();
  return response.toString();
}

export interface Dialling {
  readonly spoken: readonly Spoken[];
  readonly number: string;
  readonly action: string;
}

export function dial({ spoken, number, action }: Dialling): string {
  const response = new VoiceResponse();
  say(response, spoken);
  response.dial({ action, method: 'POST', timeout: 20, answerOnBridge: true }, number);
  return response.toString();
}

export const silence = (): string => new VoiceResponse().toString();

export interface Connecting {
  readonly url: string;
  /** Where the call goes on when the socket ends, however it ends. */
  readonly action: string;
}

/** Google for both ways: it knows the Arabic of Jordan, and speaks what Arabic there is. */
export function connect({ url, action }: Connecting): string {
  const response = new VoiceResponse();
  const relay = response.connect({ action, method: 'POST' }).conversationRelay({
    url,
    language: 'ar-XA',
    ttsProvider: 'Google',
    voice: 'ar-XA-Wavenet-A',
    transcriptionProvider: 'Google',
    transcriptionLanguage: 'ar-JO',
    interruptible: 'speech',
    dtmfDetection: true,
  });
  relay.language({ code: 'ar-XA', ttsProvider: 'Google', voice: 'ar-XA-Wavenet-A' });
  relay.language({ code: 'en-GB', ttsProvider: 'Google', voice: 'en-GB-Wavenet-A', transcriptionProvider: 'Google' });
  return response.toString();
}
