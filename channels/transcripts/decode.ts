/** Tells the formats of transcripts apart by what is in them, never by what a header says. Pure. */
import { type Fields, fields } from '../fields.ts';
import { amazonLive, amazonWhole } from './amazon.ts';
import { genesysLive, genesysWhole } from './genesys.ts';
import { google } from './google.ts';
import { broken, type HeardCall, type Roles } from './heard.ts';
import { lines } from './lines.ts';
import { own } from './own.ts';
import { twilioLive } from './twilio-live.ts';
import { twilioSentences } from './twilio-sentences.ts';
import { webvtt } from './webvtt.ts';

/** Line and column of a place in a text, from 1. */
function placeOf(text: string, index: number): string {
  const before = text.slice(0, index).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** Why these characters are no JSON; undefined: they are, or were only cut off. */
function wrong(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    const cut = /end of JSON|Unterminated/.test(said) || new RegExp(`position ${text.length}\\b`).test(said);
    return cut ? undefined : said;
  }
}

/** The first character that no JSON could go on with: its parser does not always say where. */
function breaksAt(text: string): number {
  let [sound, broke] = [0, text.length];
  while (broke - sound > 1) {
    const middle = (sound + broke) >> 1;
    if (wrong(text.slice(0, middle)) === undefined) sound = middle;
    else broke = middle;
  }
  return wrong(text) === undefined ? text.length : broke - 1;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw broken('JSON', placeOf(text, breaksAt(text)), 'JSON');
  }
}

const FORMATS: readonly (readonly [sign: string, read: (body: Fields, roles: Roles) => HeardCall])[] = [
  ['sentences', twilioSentences],
  ['Transcript', amazonWhole],
  ['Segments', amazonLive],
  ['transcripts', genesysWhole],
  ['entries', google],
];

function fromJson(text: string, roles: Roles): HeardCall {
  const value = jsonIn(text);
  if (Array.isArray(value)) return own({ segments: value, whole: true, ended: true }, roles);
  const body = fields(value);
  const live = fields(body.parameters).entities ?? (body.type === 'event' ? body.entities : undefined);
  if (live !== undefined) return genesysLive(body, roles);
  const known = FORMATS.find(([sign]) => body[sign] !== undefined);
  return known ? known[1](body, roles) : own(body, roles);
}

export function decodeTranscript(text: string, roles: Roles): HeardCall {
  const start = text.replace(/^\ufeff/, '').trimStart();
  if (start.startsWith('WEBVTT')) return webvtt(text, roles);
  if (/^(\{|\[\s*[{\]])/.test(start)) return fromJson(start, roles);
  if (/^[\w-]+=|&TranscriptionEvent=/.test(start) && /(^|&)TranscriptionEvent=/.test(start))
    return twilioLive(start, roles);
  if (start === '') throw broken('text', 'line 1', 'JSON, WEBVTT, Caller: …');
  return lines(text, roles);
}
