/**
 * A webhook's body as what happened, event by event, in the order it happened. Pure and total: any JSON gives a list.
 * Ids stay text (they exceed what a number holds exactly); what is not known is ignored, and what another app owns too.
 */
import { createHash } from 'node:crypto';
import type { InboundBody } from '../channel.ts';
import { type Fields, fields } from '../fields.ts';
import { type Contents, contentsOf, type RemoteFile } from './decode-contents.ts';

/** A person of the Page answered in its inbox. */
const PAGE_INBOX = '263902037430900';
/** Payloads of our own: they are no option of a question. */
export const START = 'sawt.start';
export const SAY = 'sawt.say';
const MORE = /^sawt\.more:(\d{1,9}):(\d{1,4})$/;
const LONGEST_ID = 200;
const LONGEST_PERSON = 100;

export const morePayload = (seq: number, from: number): string => `sawt.more:${seq}:${from}`;

type Person = { readonly person: string; readonly at: number };

export type Happened =
  | (Person & {
      readonly kind: 'message';
      readonly id: string;
      readonly body: InboundBody;
      readonly files: readonly RemoteFile[];
    })
  | (Person & { readonly kind: 'start'; readonly id: string; readonly body: InboundBody })
  /** The next page of a list: `seq` is the message that asked, `from` the first option to show. */
  | (Person & { readonly kind: 'more'; readonly seq: number; readonly from: number })
  /** The text of an earlier message was changed by its author. */
  | (Person & { readonly kind: 'edited'; readonly id: string; readonly messageId: string; readonly text: string })
  /** Somebody else talks to this person now. */
  | (Person & { readonly kind: 'taken' })
  /** The thread is ours again. */
  | (Person & { readonly kind: 'given' })
  | (Person & {
      readonly kind: 'receipt';
      readonly status: 'delivered' | 'read';
      readonly platformIds: readonly string[];
      /** Everything sent up to here, in ms. */
      readonly watermark: number | undefined;
    })
  | { readonly kind: 'policy'; readonly at: number; readonly action: string }
  | { readonly kind: 'ignored'; readonly at: number };

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A number that JSON has rounded already is nobody's id. */
function idOf(value: unknown): string | undefined {
  if (Number.isSafeInteger(value)) return String(value);
  const id = text(value)?.trim();
  return id === undefined || id === '' || id.length > LONGEST_PERSON || /[\p{C}\s]/u.test(id) ? undefined : id;
}

const short = (id: string) =>
  id.length <= LONGEST_ID ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`;
const timeOf = (value: unknown, otherwise: number) =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise;

/** Everything in it, oldest first; events of one moment keep their order. */
export function decode(body: unknown): readonly Happened[] {
  const { object, entry } = fields(body);
  if (object !== 'page' || !Array.isArray(entry)) return [];
  const events = entry.flatMap((each) => entryEvents(fields(each)));
  return events.sort((left, right) => left.at - right.at);
}

function entryEvents({ id, time, messaging, standby }: Fields): Happened[] {
  const page = idOf(id);
  const at = timeOf(time, 0);
  const ours = Array.isArray(messaging) ? messaging.map((each) => happened(fields(each), page, at)) : [];
  // Another app owns the thread: nothing there is for us, but that a person of the Page has answered.
  const theirs = Array.isArray(standby) ? standby.map((each) => inbox(fields(each), at)) : [];
  return [...ours, ...theirs];
}

function inbox(event: Fields, entryAt: number): Happened {
  const at = timeOf(event.timestamp, entryAt);
  const message = fields(event.message);
  return message.is_echo === true ? echo(event, message, at) : { kind: 'ignored', at };
}

/** Sent by the Page: by us, by another app, or by a person in the Page's inbox. */
function echo(event: Fields, message: Fields, at: number): Happened {
  const person = idOf(fields(event.recipient).id);
  if (person === undefined || String(message.app_id) !== PAGE_INBOX) return { kind: 'ignored', at };
  return { kind: 'taken', person, at };
}

function happened(event: Fields, page: string | undefined, entryAt: number): Happened {
  const at = timeOf(event.timestamp, entryAt);
  const message = fields(event.message);
  if (message.is_echo === true) return echo(event, message, at);
  if (event.policy_enforcement !== undefined) {
    return { kind: 'policy', at, action: text(fields(event.policy_enforcement).action) ?? 'unknown' };
  }
  const person = idOf(fields(event.sender).id);
  if (person === undefined || person === page) return { kind: 'ignored', at };
  return ofPerson(event, { person, at });
}

function ofPerson(event: Fields, who: Person): Happened {
  if (event.message !== undefined) return written(fields(event.message), who);
  if (event.postback !== undefined) return pressed(fields(event.postback), who);
  if (event.message_edit !== undefined) return edited(fields(event.message_edit), who);
  if (event.referral !== undefined) return referred(fields(event.referral), who);
  if (event.delivery !== undefined) return receipt('delivered', fields(event.delivery), who);
  if (event.read !== undefined) return receipt('read', fields(event.read), who);
  if (event.take_thread_control !== undefined) return { kind: 'taken', ...who };
  if (event.pass_thread_control !== undefined) return passed(fields(event.pass_thread_control), who);
  // Reactions, account linking, roles, feedback, and whatever comes after this was written.
  return { kind: 'ignored', at: who.at };
}

const referralOf = (value: unknown): Fields => {
  const { ref, source, type } = fields(value);
  const kept = Object.entries({ ref, source, type }).flatMap(([name, said]) => {
    const words = text(said);
    return words === undefined || words === '' ? [] : [[name, words.slice(0, LONGEST_ID)] as const];
  });
  return kept.length === 0 ? {} : { echo: { referral: Object.fromEntries(kept) } };
};

function written(message: Fields, who: Person): Happened {
  if (message.is_deleted === true) return { kind: 'ignored', at: who.at };
  const payload = text(fields(message.quick_reply).payload);
  const more = payload === undefined ? null : MORE.exec(payload);
  if (more) return { kind: 'more', ...who, seq: Number(more[1]), from: Number(more[2]) };
  const contents = contentsOf(message);
  const { files, text: words, point, lost } = contents;
  const tapped = payload !== undefined && payload !== '' && payload !== SAY;
  if (!tapped && isEmpty(contents)) return { kind: 'ignored', at: who.at };
  const body: InboundBody = {
    text: words,
    ...(tapped && { optionId: payload.slice(0, LONGEST_ID) }),
    ...(point && { point }),
    ...(lost > 0 && { lost }),
    ...referralOf(message.referral),
  };
  return { kind: 'message', ...who, id: messageId(message.mid, `message:${who.at}:${words}`), body, files };
}

const isEmpty = ({ text: words, files, point, lost }: Contents) =>
  words.trim() === '' && files.length === 0 && point === undefined && lost === 0;

const messageId = (mid: unknown, otherwise: string) => short(text(mid) || otherwise);

/** A button: of the menu (its title is what the person says), of a question, or the one that begins. */
function pressed(postback: Fields, who: Person): Happened {
  const payload = text(postback.payload) ?? '';
  const title = text(postback.title) ?? '';
  // Before 2021 postbacks had no id, and some still come without.
  const id = messageId(postback.mid, `postback:${who.person}:${who.at}:${payload}`);
  const more = MORE.exec(payload);
  if (more) return { kind: 'more', ...who, seq: Number(more[1]), from: Number(more[2]) };
  if (payload === START || /^get_?started/i.test(payload)) return opened(postback.referral, id, who);
  if (payload === '' && title === '') return { kind: 'ignored', at: who.at };
  const option = payload === SAY || payload === '' ? {} : { optionId: payload.slice(0, LONGEST_ID) };
  const body = { text: title, ...option, ...referralOf(postback.referral) };
  return { kind: 'message', ...who, id, body, files: [] };
}

const referred = (referral: Fields, who: Person): Happened =>
  opened(referral, short(`referral:${who.at}:${text(referral.ref) ?? ''}`), who);

/** A link or a button brought them. A link may name a request, or the language of what it was printed on. */
function opened(referral: unknown, id: string, who: Person): Happened {
  const ref = text(fields(referral).ref) ?? '';
  const body = { text: '', ...referralOf(referral) };
  if (/^\d{12}$/.test(ref)) return { kind: 'message', ...who, id, body: { ...body, text: ref }, files: [] };
  const locale = /^(?:ar|en)\b/.exec(ref)?.[0];
  return { kind: 'start', ...who, id, body: { ...body, ...(locale !== undefined && { locale }) } };
}

function edited({ mid, text: words, num_edit: count }: Fields, who: Person): Happened {
  const messageId = text(mid);
  if (messageId === undefined || messageId === '' || typeof words !== 'string' || words.trim() === '') {
    return { kind: 'ignored', at: who.at };
  }
  const id = short(`edit:${String(count ?? who.at)}:${messageId}`);
  return { kind: 'edited', ...who, id, messageId: short(messageId), text: words };
}

function receipt(status: 'delivered' | 'read', { mids, watermark }: Fields, who: Person): Happened {
  const platformIds = Array.isArray(mids) ? mids.filter((mid) => typeof mid === 'string') : [];
  return { kind: 'receipt', ...who, status, platformIds, watermark: timeOf(watermark, Number.NaN) || undefined };
}

const passed = ({ new_owner_app_id: owner }: Fields, who: Person): Happened => ({
  kind: String(owner) === PAGE_INBOX ? 'taken' : 'given',
  ...who,
});
