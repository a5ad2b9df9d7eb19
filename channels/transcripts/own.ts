/** Our own shape, for whoever writes a feed: one segment while it is spoken, several, or the whole call. Pure. */
import { type Fields, fields, textOf } from '../fields.ts';
import {
  broken,
  type HeardCall,
  type HeardSegment,
  listAt,
  momentAt,
  type Roles,
  roleAt,
  sure,
  wordsAt,
} from './heard.ts';

const FORMAT = 'JSON';

function one(said: Fields, at: string, number: number, roles: Roles, live: boolean): HeardSegment {
  const name = textOf(said.name);
  const start = said.startsMs ?? said.startMs ?? said.start_ms;
  const seconds = said.start ?? said.startTime ?? said.start_time;
  const startsMs =
    start !== undefined
      ? momentAt(start, 1, FORMAT, `${at}startsMs`)
      : seconds !== undefined
        ? momentAt(seconds, 1000, FORMAT, `${at}start`)
        : number * 1000;
  const end = said.endsMs ?? said.endMs ?? said.end_ms;
  const id = textOf(said.id) ?? textOf(said.sequence) ?? textOf(said.seq);
  if (live && id === undefined && start === undefined && seconds === undefined)
    throw broken(FORMAT, `${at}id`, '"id" / "startsMs"');
  return {
    id: id ?? `${String(said.speaker ?? said.role)}@${startsMs}`,
    role: roleAt(said.speaker ?? said.role ?? said.channel, roles, FORMAT, `${at}speaker`),
    ...(name !== undefined && { name }),
    text: wordsAt(said.text ?? said.transcript ?? said.content, FORMAT, `${at}text`),
    startsMs,
    ...(end !== undefined && { endsMs: momentAt(end, 1, FORMAT, `${at}endsMs`) }),
    ...sure(said.confidence),
    final: said.final !== false,
  };
}

const callIn = (body: Fields) => {
  const inner = fields(body.call);
  return textOf(body.call) ?? textOf(inner.id) ?? textOf(body.callId) ?? textOf(body.call_id) ?? textOf(body.callSid);
};

export function own(body: Fields, roles: Roles): HeardCall {
  const id = callIn(body);
  const caller = textOf(body.caller) ?? textOf(fields(body.call).caller) ?? textOf(body.from);
  const ended = body.ended === true || body.status === 'completed';
  const of = { format: FORMAT, ended, ...(id !== undefined && { id }), ...(caller !== undefined && { caller }) };
  const list = body.segments ?? (Array.isArray(body.transcript) ? body.transcript : undefined);
  if (list !== undefined) {
    const segments = listAt(list, FORMAT, 'segments').map((each, i) =>
      one(fields(each), `segments[${i}].`, i, roles, false),
    );
    const whole = body.whole === true || (body.whole !== false && ended);
    return { ...of, whole, segments };
  }
  if (body.segment !== undefined)
    return { ...of, whole: false, segments: [one(fields(body.segment), 'segment.', 0, roles, true)] };
  if (textOf(body.text) !== undefined) return { ...of, whole: false, segments: [one(body, '', 0, roles, true)] };
  if (ended && id !== undefined) return { ...of, whole: false, segments: [] };
  throw broken(FORMAT, '$', 'sentences, Transcript, Segments, transcripts, entries, segments, segment, WEBVTT');
}
