/** The frames of a ConversationRelay socket, in and out. Pure: what is no frame of theirs is nothing. */
import { fields, textOf } from '../fields.ts';
import { type Caller, phoneIn } from './caller.ts';

type Lang = 'ar' | 'en';

export type Frame =
  | { readonly kind: 'setup'; readonly caller: Caller; readonly session: string }
  | { readonly kind: 'prompt'; readonly text: string }
  | { readonly kind: 'key'; readonly key: string }
  /** The caller began to speak; so much of what we said was heard. */
  | { readonly kind: 'interrupt'; readonly heard: string }
  | { readonly kind: 'error'; readonly why: string };

function parsed(raw: string): Readonly<Record<string, unknown>> {
  try {
    return fields(JSON.parse(raw));
  } catch {
    return {};
  }
}

/** Undefined: nothing to act on (a part of a sentence, a frame of another day). */
export function decodeFrame(raw: string): Frame | undefined {
  const frame = parsed(raw);
  switch (frame.type) {
    case 'setup': {
      const callSid = textOf(frame.callSid);
      if (callSid === undefined || !/^[A-Za-z0-9_-]{2,64}$/.test(callSid)) return undefined;
      const outbound = String(frame.direction ?? '').startsWith('outbound');
      const phone = phoneIn(textOf(outbound ? frame.to : frame.from));
      return { kind: 'setup', caller: { callSid, phone }, session: textOf(frame.sessionId) ?? '' };
    }
    case 'prompt':
      // A sentence that is still being spoken is answered when it is over.
      return frame.last === true ? { kind: 'prompt', text: (textOf(frame.voicePrompt) ?? '').trim() } : undefined;
    case 'dtmf': {
      const key = textOf(frame.digit) ?? '';
      return /^[\d*#]$/.test(key) ? { kind: 'key', key } : undefined;
    }
    case 'interrupt':
      return { kind: 'interrupt', heard: textOf(frame.utteranceUntilInterrupt) ?? '' };
    case 'error':
      return { kind: 'error', why: (textOf(frame.description) ?? '').slice(0, 200) };
    default:
      return undefined;
  }
}

/** Voices have no provider's name before them here; recognition knows the Arabic of Jordan. */
export const SPEAKS = {
  ar: { ttsLanguage: 'ar-XA', transcriptionLanguage: 'ar-JO', voice: 'ar-XA-Wavenet-A' },
  en: { ttsLanguage: 'en-GB', transcriptionLanguage: 'en-GB', voice: 'en-GB-Wavenet-A' },
} as const;

export const textFrame = (token: string, lang: Lang, last: boolean): string =>
  JSON.stringify({
    type: 'text',
    token,
    lang: SPEAKS[lang].ttsLanguage,
    last,
    interruptible: true,
    preemptible: false,
  });

export const languageFrame = (lang: Lang): string => {
  const { ttsLanguage, transcriptionLanguage } = SPEAKS[lang];
  return JSON.stringify({ type: 'language', ttsLanguage, transcriptionLanguage });
};

/** Why a session was ended, as its action is told it. */
export interface Handoff {
  readonly reason: 'agent' | 'goodbye';
  readonly reference?: string;
}

export const endFrame = (handoff: Handoff): string =>
  JSON.stringify({ type: 'end', handoffData: JSON.stringify(handoff) });

/** Undefined: the socket broke, and nothing was handed over. */
export function handoffIn(text: string): Handoff | undefined {
  const { reason, reference } = parsed(text);
  if (reason !== 'agent' && reason !== 'goodbye') return undefined;
  return { reason, ...(typeof reference === 'string' && { reference }) };
}
