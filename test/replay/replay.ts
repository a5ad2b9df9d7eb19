/**
 * Plays stored conversations again through a house of its own, in the order and at the time they were held, and compares
 * what is said. Numbers told then stand for the numbers told now; what an officer did then is done again.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '../../app.ts';
import type { OutboundBody } from '../../channels/channel.ts';
import { createTranscript } from '../../channels/store/transcript.ts';
import { createUploads } from '../../channels/store/uploads.ts';
import { type Difference, differenceIn } from './difference.ts';
import { createMask } from './mask.ts';
import { type Stored, type StoredTurn, turnsOf } from './stored.ts';

const PATIENCE_MS = 5000;
const CONFLICT = 409;
/** What an officer did, by the event it made. */
const ACTIONS: Readonly<Record<string, readonly [string, string]>> = {
  asked: ['ask', 'question'],
  replied: ['reply', 'text'],
  closed: ['close', ''],
};

export interface Replayed {
  readonly conversations: number;
  readonly turns: number;
  readonly differences: readonly Difference[];
}

interface Stage {
  readonly app: App;
  /** Sets the house's clock. */
  readonly at: (moment: Date) => void;
}

/** Numbers as they were told then, and as they are now. */
function createNumbers() {
  const numbers = new Map<string, string>();
  const learn = (was: readonly OutboundBody[], is: readonly OutboundBody[]) => {
    const told = (said: readonly OutboundBody[]) => said.flatMap(({ sawt }) => sawt?.reference ?? []);
    const now = told(is);
    for (const [i, number] of told(was).entries()) if (now[i] !== undefined) numbers.set(number, now[i]);
  };
  const digits = (text: string) => text.replace(/[٠-٩]/g, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit)));
  const nowFor = (was: string) => numbers.get(was);
  const translate = (text: string) =>
    text.replace(/[\d٠-٩](?:[ -]?[\d٠-٩]){11}/g, (found) => nowFor(digits(found).replace(/\D/g, '')) ?? found);
  return { learn, nowFor, translate };
}

/** A file that is no longer at hand is stood for by an empty page of the same name. */
async function standIns({ app }: Stage, { conversation, body }: Stored) {
  const uploads = createUploads({ db: app.db, now: app.now, random: randomBytes });
  const keep = ({ name, contentType }: { name: string; contentType: string }) =>
    uploads.keep({ name, contentType, bytes: Buffer.from('%PDF-1.4\n%%EOF\n'), conversationId: conversation });
  return Promise.all((body.attachments ?? []).map(keep));
}

export async function replay(messages: readonly Stored[], stage: Stage): Promise<Replayed> {
  const { app } = stage;
  const turns = turnsOf(messages);
  const numbers = createNumbers();
  const seen = new Map<string, number>();
  const counted = new Map<string, number>();
  const differences: Difference[] = [];
  const mask = createMask(
    app.flows,
    turns.map(({ inbound }) => inbound.body.text),
  );

  const heard = async ({ conversation, channel }: Stored): Promise<OutboundBody[]> => {
    await app.queue.idle();
    const kept = await createTranscript(app.db, channel).since(conversation, seen.get(conversation) ?? 0, 1000);
    seen.set(conversation, kept.at(-1)?.seq ?? seen.get(conversation) ?? 0);
    return kept.flatMap((message) => (message.direction === 'out' ? [message.body] : []));
  };

  const send = async (inbound: Stored) => {
    const { conversation, channel, sender, proven, kind, body, messageId } = inbound;
    const attachments = await standIns(stage, inbound);
    await app.inbox.receive({
      conversationId: conversation,
      channel,
      sender: { key: sender, proven },
      messageId: messageId ?? randomUUID(),
      kind,
      body: { ...body, text: numbers.translate(body.text), ...(attachments.length > 0 && { attachments }) },
    });
    return heard(inbound);
  };

  const officer = async (url: string, payload: object) => {
    const headers = { authorization: `Bearer ${app.keys.admin}`, 'idempotency-key': randomUUID() };
    return (await app.server.inject({ method: 'POST', url, headers, payload })).statusCode;
  };

  /** Done again by the officer's side; the news of it comes by itself. */
  const act = async (inbound: Stored, said: StoredTurn['said']): Promise<readonly OutboundBody[]> => {
    const { kind, reference, text } = inbound.body.event ?? {};
    const [action, field] = ACTIONS[String(kind)] ?? [];
    const now = numbers.nowFor(String(reference));
    if (action === undefined || now === undefined) return send(inbound);
    const url = `/v1/requests/${now}/actions/${action}`;
    const payload = field === '' || field === undefined ? {} : { [field]: text };
    let answer = await officer(url, payload);
    if (answer === CONFLICT) {
      // A reopening makes no news of its own, so it is not among the messages.
      await officer(`/v1/requests/${now}/actions/reopen`, { reason: 'replay' });
      answer = await officer(url, payload);
    }
    if (answer >= 300) return send(inbound);
    for (let waited = 0; said.length > 0 && waited < PATIENCE_MS; waited += 20) {
      const news = await heard(inbound);
      if (news.length > 0) return news;
      await pause(20);
    }
    return heard(inbound);
  };

  for (const { inbound, said } of turns) {
    const { conversation } = inbound;
    const turn = (counted.get(conversation) ?? 0) + (inbound.kind === 'message' ? 1 : 0);
    counted.set(conversation, turn);
    stage.at(new Date(inbound.at));
    const is = await (inbound.kind === 'event' ? act(inbound, said) : send(inbound));
    numbers.learn(said, is);
    const difference = differenceIn({ was: said, is }, mask);
    if (difference) differences.push({ conversation, turn, ...difference });
  }
  return { conversations: counted.size, turns: turns.length, differences };
}
