/**
 * Hands a message of ours to Messenger, part by part and each part once, within the 24 hours that a person's own message
 * opens; after them only a template that Meta has approved goes out, if there is one.
 */
import type { Delivery, KeptOutbound, Recipient } from '../channel.ts';
import type { Graph } from './client.ts';
import { encode, type GraphMessage, type Words } from './encode.ts';
import { fateOf } from './fate.ts';

const WINDOW_MS = 24 * 60 * 60 * 1000;
/** What is sent so soon after the person wrote answers them; later it is news. */
const ANSWER_WITHIN_MS = 60_000;
/** Messages of several parts of which some went and some did not. */
const REMEMBERED = 1000;
const LONGEST_TEMPLATE_TEXT = 1000;

export interface DeliverDeps {
  readonly graph: Graph;
  readonly now: () => Date;
  readonly words: Words;
  /** Name of an approved utility template with one placeholder, `{{text}}`, in Arabic and in English. */
  readonly template?: string;
}

export type Deliver = (message: KeptOutbound, to: Recipient) => Promise<Delivery>;

/** Line breaks are not allowed in a placeholder. */
const templated = (name: string, { text, lang }: KeptOutbound['body']) => ({
  template: {
    name,
    language: { code: lang },
    components: [
      {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'text', text: text.replace(/\s+/g, ' ').slice(0, LONGEST_TEMPLATE_TEXT) },
        ],
      },
    ],
  },
});

export function createDeliver({ graph, now, words, template }: DeliverDeps): Deliver {
  const gone = new Map<string, number>();

  const remember = (key: string, parts: number) => {
    gone.delete(key);
    gone.set(key, parts);
    const oldest = gone.keys().next().value;
    if (gone.size > REMEMBERED && oldest !== undefined) gone.delete(oldest);
  };

  const post = async (to: Recipient, closed: boolean, body: object): Promise<Delivery> =>
    fateOf(await graph.post('messages', { recipient: { id: to.id }, ...body }), { closed });

  async function inParts(message: KeptOutbound, to: Recipient, parts: readonly GraphMessage[]): Promise<Delivery> {
    const key = `${message.conversationId} ${message.seq}`;
    const isAnswer = Date.parse(message.at) - Date.parse(to.heardAt) <= ANSWER_WITHIN_MS;
    const messaging_type = isAnswer ? 'RESPONSE' : 'UPDATE';
    let last: Delivery = { kind: 'sent' };
    for (const [index, part] of parts.entries()) {
      if (index < (gone.get(key) ?? 0)) continue;
      last = await post(to, false, { messaging_type, message: part });
      if (last.kind !== 'sent') return last;
      if (parts.length > 1) remember(key, index + 1);
    }
    gone.delete(key);
    return last;
  }

  return async (message, to) => {
    const restMs = graph.restMs();
    if (restMs > 0) return { kind: 'later', why: 'near the limit of calls', afterMs: restMs };
    const isOpen = now().getTime() - Date.parse(to.heardAt) < WINDOW_MS;
    if (isOpen) return inParts(message, to, encode(message.body, message.seq, words));
    if (template === undefined) return { kind: 'unreachable', why: 'outside the 24-hour window' };
    return post(to, true, { messaging_type: 'UTILITY', message: templated(template, message.body) });
  };
}
