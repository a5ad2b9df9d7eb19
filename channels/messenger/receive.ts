/**
 * What happened on Messenger, carried into the house: messages to the inbox with their files, receipts to the outbox, a
 * person of the Page silences the bot. One person's events run one after another, in the order they happened.
 */
import type { AttachmentRef, Inbound } from '../channel.ts';
import type { FileFetcher } from '../fetch-file.ts';
import type { Inbox } from '../inbox.ts';
import type { Lanes } from '../lanes.ts';
import type { Transcript } from '../store/transcript.ts';
import type { Uploads } from '../store/uploads.ts';
import type { Graph } from './client.ts';
import type { Happened } from './decode.ts';
import type { RemoteFile } from './decode-contents.ts';
import { encodePage, type Words } from './encode.ts';
import type { Signs } from './signs.ts';

export const CHANNEL = 'messenger';
export const conversationOf = (person: string): string => `${CHANNEL}:${person}`;

export interface ReceiveDeps {
  readonly inbox: Inbox;
  readonly uploads: Uploads;
  readonly transcript: Transcript;
  readonly lanes: Lanes;
  readonly files: FileFetcher;
  readonly graph: Graph;
  readonly signs: Signs;
  readonly words: Words;
  /** Of what we sent; not awaited. */
  readonly receipt: (receipt: PlatformReceipt) => void;
  /** A human talks to this person: the bot is silent until it is given back. */
  readonly silence: (conversationId: string) => Promise<void>;
  readonly giveBack: (conversationId: string) => Promise<void>;
  /** Somebody must look: Meta has warned or blocked the Page. */
  readonly alert: (what: string) => void;
}

export type PlatformReceipt = {
  readonly channel: string;
  readonly status: 'delivered' | 'read';
  readonly at: Date;
} & ({ readonly platformId: string } | { readonly recipient: string; readonly watermark: Date });

type Of<K extends Happened['kind']> = Extract<Happened, { kind: K }>;

export function createReceive(deps: ReceiveDeps): (events: readonly Happened[]) => Promise<void> {
  const { inbox, uploads, transcript, lanes, signs } = deps;

  const envelope = (person: string) => ({
    conversationId: conversationOf(person),
    channel: CHANNEL,
    sender: { key: conversationOf(person), proven: true },
  });

  const keep = async (person: string, inbound: Pick<Inbound, 'messageId' | 'kind' | 'body'>) => {
    const { repeated } = await inbox.receive({ ...envelope(person), ...inbound });
    if (!repeated) signs.heard(person);
  };

  async function bring(person: string, file: RemoteFile): Promise<AttachmentRef | undefined> {
    const fetched = await deps.files.fetch(file.url);
    if (fetched.kind === 'lost') return undefined;
    const { name, contentType, bytes } = fetched;
    return uploads.keep({ name, contentType, bytes, conversationId: conversationOf(person) });
  }

  async function message({ person, id, body, files }: Of<'message'>): Promise<void> {
    if (files.length === 0) return keep(person, { messageId: id, kind: 'message', body });
    const brought = await Promise.all(files.map((file) => bring(person, file)));
    const attachments = brought.filter((file) => file !== undefined);
    const lost = (body.lost ?? 0) + brought.length - attachments.length;
    const whole = { ...body, ...(attachments.length > 0 && { attachments }), ...(lost > 0 && { lost }) };
    return keep(person, { messageId: id, kind: 'message', body: whole });
  }

  /** One that never came before is simply what they say. */
  async function edited({ person, id, messageId, text }: Of<'edited'>): Promise<void> {
    const earlier = await transcript.written(conversationOf(person), messageId);
    if (earlier === text) return;
    const body = { text, ...(earlier !== undefined && { edits: earlier }) };
    return keep(person, { messageId: id, kind: 'message', body });
  }

  /** A screen of options is no turn of the conversation: nothing is said, and nothing is to be remembered. */
  async function more({ person, seq, from }: Of<'more'>): Promise<void> {
    const [asked] = await transcript.since(conversationOf(person), seq - 1, 1);
    if (asked?.direction !== 'out' || asked.seq !== seq) return;
    const page = encodePage(asked.body, { seq, from, words: deps.words });
    if (page)
      void deps.graph.post('messages', { recipient: { id: person }, messaging_type: 'RESPONSE', message: page });
  }

  function receipt({ person, at, status, platformIds, watermark }: Of<'receipt'>): void {
    const what = { channel: CHANNEL, status, at: new Date(at) };
    for (const platformId of platformIds) deps.receipt({ ...what, platformId });
    if (platformIds.length > 0 || watermark === undefined) return;
    deps.receipt({ ...what, recipient: person, watermark: new Date(watermark) });
  }

  async function carry(event: Happened): Promise<void> {
    switch (event.kind) {
      case 'message':
        return message(event);
      case 'start':
        return keep(event.person, { messageId: event.id, kind: 'start', body: event.body });
      case 'edited':
        return edited(event);
      case 'more':
        return more(event);
      case 'receipt':
        return receipt(event);
      case 'taken':
        return deps.silence(conversationOf(event.person));
      case 'given':
        return deps.giveBack(conversationOf(event.person));
      case 'policy':
        return deps.alert(event.action);
      case 'ignored':
        return;
    }
  }

  /** The first that cannot be kept stops those after it: sent again, all come in order. */
  async function inTurn(events: readonly Happened[]): Promise<void> {
    for (const event of events) await carry(event);
  }

  return async (events) => {
    const byPerson = new Map<string, Happened[]>();
    for (const event of events) {
      const person = 'person' in event ? event.person : '';
      byPerson.set(person, [...(byPerson.get(person) ?? []), event]);
    }
    const all = [...byPerson].map(([person, mine]) => lanes.run(person, () => inTurn(mine)));
    for (const done of await Promise.allSettled(all)) if (done.status === 'rejected') throw done.reason;
  };
}
