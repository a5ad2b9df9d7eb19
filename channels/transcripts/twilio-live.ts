/** Twilio `<Transcription>`: one event of a running call, as a form with JSON inside. Pure. */
import { fields } from '../fields.ts';
import { broken, type HeardCall, type Roles, roleAt, sure, wordsAt } from './heard.ts';

const FORMAT = 'Twilio Transcription';

function inner(text: string | null): Readonly<Record<string, unknown>> {
  try {
    return fields(JSON.parse(text ?? ''));
  } catch {
    throw broken(FORMAT, 'TranscriptionData', '{"transcript":"…","confidence":0.9}');
  }
}

export function twilioLive(body: string, roles: Roles): HeardCall {
  const form = new URLSearchParams(body);
  const event = form.get('TranscriptionEvent');
  const call = form.get('CallSid') ?? '';
  const of = { format: FORMAT, whole: false, ...(call !== '' && { id: call }) };
  if (event === 'transcription-stopped' || event === 'transcription-error') return { ...of, ended: true, segments: [] };
  if (event !== 'transcription-content') return { ...of, segments: [] };
  const said = inner(form.get('TranscriptionData'));
  const sequence = Number(form.get('SequenceId'));
  if (!Number.isInteger(sequence) || sequence < 0) throw broken(FORMAT, 'SequenceId', '1, 2, 3 …');
  const track = form.get('Track') ?? '';
  const final = form.get('Final') !== 'false';
  const segment = {
    // What is still being said has one place a track; its last form gets a place of its own.
    id: final ? `${track}-${sequence}` : `${track}-now`,
    role: roleAt(track, roles, FORMAT, 'Track'),
    text: wordsAt(said.transcript, FORMAT, 'TranscriptionData.transcript'),
    startsMs: sequence * 1000,
    ...sure(said.confidence),
    final,
  };
  return { ...of, segments: [segment] };
}
