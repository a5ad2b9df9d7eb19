/** Amazon Transcribe Call Analytics and Connect Contact Lens, whole or as real-time segments. Pure. */
import { fields, textOf } from '../fields.ts';
import { type HeardCall, type HeardSegment, listAt, momentAt, type Roles, roleAt, wordsAt } from './heard.ts';

const FORMAT = 'Amazon';

function participants(body: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  const list = Array.isArray(body.Participants) ? body.Participants.map(fields) : [];
  return new Map(list.map(({ ParticipantId, ParticipantRole }) => [String(ParticipantId), ParticipantRole]));
}

function one(value: unknown, at: string, roles: Roles, named: ReadonlyMap<string, unknown>): HeardSegment {
  const said = fields(value);
  const partial = said.PartialContent !== undefined;
  const role = said.ParticipantRole ?? named.get(String(said.ParticipantId)) ?? said.ParticipantId;
  const id = textOf(said.Id);
  return {
    ...(id !== undefined && { id }),
    role: roleAt(role, roles, FORMAT, `${at}.ParticipantRole`),
    text: wordsAt(said.Content ?? said.PartialContent, FORMAT, `${at}.Content`),
    startsMs: momentAt(said.BeginOffsetMillis, 1, FORMAT, `${at}.BeginOffsetMillis`),
    endsMs: momentAt(said.EndOffsetMillis ?? said.BeginOffsetMillis, 1, FORMAT, `${at}.EndOffsetMillis`),
    final: !partial,
  };
}

const idIn = (body: Readonly<Record<string, unknown>>) => {
  const id =
    textOf(body.ContactId) ??
    textOf(fields(body.CustomerMetadata).ContactId) ??
    textOf(body.JobName) ??
    textOf(body.SessionId);
  return id === undefined ? {} : { id };
};

export function amazonWhole(body: Readonly<Record<string, unknown>>, roles: Roles): HeardCall {
  const named = participants(body);
  const segments = listAt(body.Transcript, FORMAT, 'Transcript').map((each, i) => {
    const { id: _, ...segment } = one(each, `Transcript[${i}]`, roles, named);
    return segment;
  });
  return { format: FORMAT, whole: true, ended: true, segments, ...idIn(body) };
}

/** Contact Lens' stream: COMPLETED says that the call is over. */
export function amazonLive(body: Readonly<Record<string, unknown>>, roles: Roles): HeardCall {
  const segments = listAt(body.Segments, FORMAT, 'Segments').flatMap((each, i) => {
    const { Transcript: said, Utterance: saying } = fields(each);
    const at = `Segments[${i}]`;
    return (said ?? saying) === undefined ? [] : [one(said ?? saying, at, roles, new Map())];
  });
  return { format: FORMAT, whole: false, ended: body.EventType === 'COMPLETED', segments, ...idIn(body) };
}
