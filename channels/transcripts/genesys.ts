/** Genesys Cloud: a finished transcript, and the live one that AudioHook sends as entities of an event. Pure. */
import { fields, textOf } from '../fields.ts';
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

const FORMAT = 'Genesys Cloud';
const LIVE = 'Genesys AudioHook';

function caller(body: Readonly<Record<string, unknown>>, roles: Roles) {
  const list = Array.isArray(body.participants) ? body.participants.map(fields) : [];
  const external = list.find(
    ({ participantPurpose }) =>
      roles.get(String(participantPurpose)) === 'caller' ||
      participantPurpose === 'external' ||
      participantPurpose === 'customer',
  );
  const ani = textOf(external?.ani);
  return ani === undefined ? {} : { caller: ani };
}

/** A stretch is placed by its moment since the epoch: the first one begins the call. */
function phrases(body: Readonly<Record<string, unknown>>, roles: Roles): HeardSegment[] {
  const all = listAt(body.transcripts, FORMAT, 'transcripts').flatMap((transcript, t) =>
    listAt(fields(transcript).phrases, FORMAT, `transcripts[${t}].phrases`).map((phrase, p) => ({
      at: `transcripts[${t}].phrases[${p}]`,
      said: fields(phrase),
    })),
  );
  const starts = all.map(({ said }) => Number(said.startTimeMs)).filter((ms) => Number.isFinite(ms));
  // Since the call began in some exports, since the epoch in others.
  const first = starts.reduce((least, ms) => Math.min(least, ms), Number.POSITIVE_INFINITY);
  const begin = first > 1e11 ? first : 0;
  return all.map(({ at, said }) => {
    const startsMs = momentAt(Number(said.startTimeMs) - begin, 1, FORMAT, `${at}.startTimeMs`);
    const lasts = Number(fields(said.duration).milliseconds ?? said.duration ?? said.durationMs ?? 0);
    return {
      role: roleAt(said.participantPurpose, roles, FORMAT, `${at}.participantPurpose`),
      text: wordsAt(said.decoratedText ?? said.text, FORMAT, `${at}.text`),
      startsMs,
      endsMs: momentAt(startsMs + (Number.isFinite(lasts) ? lasts : 0), 1, FORMAT, `${at}.duration`),
      ...sure(said.confidence ?? said.stabilityScore),
      final: true,
    };
  });
}

export function genesysWhole(body: Readonly<Record<string, unknown>>, roles: Roles): HeardCall {
  const id = textOf(body.conversationId);
  const of = { format: FORMAT, whole: true, ended: true, ...caller(body, roles), ...(id !== undefined && { id }) };
  return { ...of, segments: phrases(body, roles) };
}

/** ISO 8601: "PT1.2S", "PT1M3S". */
function duration(value: unknown, at: string): number {
  const found = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(String(value));
  if (!found) throw broken(LIVE, at, 'PT1.2S');
  const [, h = '0', m = '0', s = '0'] = found;
  return momentAt(Number(h) * 3600 + Number(m) * 60 + Number(s), 1000, LIVE, at);
}

export function genesysLive(body: Readonly<Record<string, unknown>>, roles: Roles): HeardCall {
  const { entities } = fields(body.parameters ?? body);
  const segments = listAt(entities, LIVE, 'parameters.entities').flatMap((entity, i): HeardSegment[] => {
    const { type, data } = fields(entity);
    if (type !== 'transcript') return [];
    const at = `parameters.entities[${i}].data`;
    const said = fields(data);
    const best = fields(listAt(said.alternatives, LIVE, `${at}.alternatives`)[0]);
    const reading = fields(listAt(best.interpretations, LIVE, `${at}.alternatives[0].interpretations`)[0]);
    return [
      {
        id: textOf(said.id) ?? `${String(said.channelId)}@${String(said.offset)}`,
        role: roleAt(said.channelId, roles, LIVE, `${at}.channelId`),
        text: wordsAt(reading.transcript, LIVE, `${at}.alternatives[0].interpretations[0].transcript`),
        startsMs: duration(said.offset, `${at}.offset`),
        ...(said.duration !== undefined && {
          endsMs: duration(said.offset, at) + duration(said.duration, `${at}.duration`),
        }),
        ...sure(best.confidence),
        final: said.isFinal !== false,
      },
    ];
  });
  const id = textOf(body.conversationId) ?? textOf(body.id);
  return { format: LIVE, whole: false, segments, ...(id !== undefined && { id }) };
}
