/** Twilio Conversational Intelligence: the sentences of a finished transcript. Pure. */
import { fields, textOf } from '../fields.ts';
import { broken, type HeardCall, listAt, momentAt, type Role, type Roles, roleOf, sure, wordsAt } from './heard.ts';

const FORMAT = 'Twilio Sentences';

/** Channel 1 is whoever called and 2 who answered, unless the participants say otherwise. */
const CHANNELS: Readonly<Record<string, Role>> = { '1': 'caller', '2': 'agent' };

function channelsOf(value: unknown, roles: Roles): ReadonlyMap<string, Role> {
  const named = new Map(Object.entries(CHANNELS));
  const list = Array.isArray(value) ? value : [];
  for (const each of list) {
    const { channel_participant: channel, media_channel: media, role } = fields(each);
    const known = roleOf(String(role ?? ''), roles);
    if (known) named.set(String(channel ?? media), known);
  }
  return named;
}

export function twilioSentences(body: Readonly<Record<string, unknown>>, roles: Roles): HeardCall {
  const channels = channelsOf(fields(body.channel).participants ?? body.participants, roles);
  let id: string | undefined;
  const segments = listAt(body.sentences, FORMAT, 'sentences').map((each, i) => {
    const at = `sentences[${i}]`;
    const sentence = fields(each);
    id ??= textOf(sentence.transcript_sid);
    const channel = String(sentence.media_channel);
    const role = roles.get(channel) ?? channels.get(channel);
    if (role === undefined) throw broken(FORMAT, `${at}.media_channel`, '1, 2');
    return {
      role,
      text: wordsAt(sentence.transcript, FORMAT, `${at}.transcript`),
      startsMs: momentAt(sentence.start_time, 1000, FORMAT, `${at}.start_time`),
      endsMs: momentAt(sentence.end_time ?? sentence.start_time, 1000, FORMAT, `${at}.end_time`),
      ...sure(sentence.confidence),
      final: true,
    };
  });
  const call =
    textOf(body.call_sid) ?? textOf(body.customer_key) ?? textOf(fields(body.channel).media_properties) ?? id;
  return { format: FORMAT, whole: true, ended: true, segments, ...(call !== undefined && { id: call }) };
}
