/** WebVTT as meeting rooms export it: `<v Name>` of Teams, `Name: text` of Zoom. A name needs somebody to say who it is. Pure. */
import { broken, type HeardCall, type HeardSegment, type Roles, roleAt } from './heard.ts';

const FORMAT = 'WebVTT';
const TIMES = /^\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s+-->\s+((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})(?:\s.*)?$/;
const VOICE = /^<v(?:\.[^\s>]*)*\s+([^>]+)>/i;
const PREFIX = /^([^:<>\n]{1,60}):\s+/;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  lrm: '',
  rlm: '',
  quot: '"',
};

function momentOf(text: string): number {
  const parts = text.replace(',', '.').split(':').map(Number);
  return Math.round(parts.reduce((sum, part) => sum * 60 + part, 0) * 1000);
}

const plain = (text: string) =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+);|&#(\d+);/g, (whole, name: string | undefined, code: string | undefined) =>
      name === undefined ? String.fromCodePoint(Math.min(Number(code), 0x10ffff)) : (ENTITIES[name] ?? whole),
    )
    .replace(/\s+/g, ' ')
    .trim();

interface Line {
  readonly number: number;
  readonly text: string;
}

/** Blocks stand apart by empty lines, and each knows its lines. */
function blocksOf(body: string): Line[][] {
  const blocks: Line[][] = [[]];
  for (const [i, text] of body.split(/\r\n|\n|\r/).entries()) {
    if (text.trim() === '') blocks.push([]);
    else blocks.at(-1)?.push({ number: i + 1, text });
  }
  return blocks.filter((block) => block.length > 0);
}

const NOT_SPEECH = /^(WEBVTT|NOTE|STYLE|REGION)(\s|$)/;

export function webvtt(body: string, roles: Roles): HeardCall {
  const segments: HeardSegment[] = [];
  let speaker: string | undefined;
  for (const block of blocksOf(body.replace(/^\ufeff/, ''))) {
    if (NOT_SPEECH.test(block[0]?.text ?? '')) continue;
    const at = block.findIndex(({ text }) => text.includes('-->'));
    const cue = block[at];
    const first = `${block[0]?.number}`;
    if (cue === undefined) throw broken(FORMAT, `line ${first}`, '00:00:01.000 --> 00:00:04.000');
    const times = TIMES.exec(cue.text);
    if (!times) throw broken(FORMAT, `line ${cue.number}`, '00:00:01.000 --> 00:00:04.000');
    const [startsMs, endsMs] = [momentOf(times[1] ?? ''), momentOf(times[2] ?? '')];
    if (endsMs < startsMs) throw broken(FORMAT, `line ${cue.number}`, 'start <= end');
    for (const { text: words, number } of block.slice(at + 1)) {
      const voice = VOICE.exec(words)?.[1] ?? PREFIX.exec(words)?.[1];
      const said = plain(words.replace(VOICE, '').replace(PREFIX, voice === undefined ? '$&' : ''));
      if (voice !== undefined) speaker = plain(voice);
      if (speaker === undefined) throw broken(FORMAT, `line ${number}`, '<v Name> / Name: …');
      const role = roleAt(speaker, roles, FORMAT, `line ${number}`);
      const before = segments.at(-1);
      const same = before?.startsMs === startsMs && before.role === role && voice === undefined;
      if (same) segments.splice(-1, 1, { ...before, text: `${before.text} ${said}` });
      else if (said !== '') segments.push({ role, name: speaker, text: said, startsMs, endsMs, final: true });
    }
    speaker = undefined;
  }
  return { format: FORMAT, whole: true, ended: true, segments };
}
