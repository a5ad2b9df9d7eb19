/** A story's citizen with Messenger: signed webhooks go in over HTTP, and the stand-in Graph API is their telephone. */
import { randomInt, randomUUID } from 'node:crypto';
import type { Graph } from '../../deploy/simulate/graph.ts';
import type { Shown, StoryDoor } from './door.ts';
import { PNG } from './inbox.ts';

export const APP_SECRET = 'app-secret-of-the-tests';
export const VERIFY_TOKEN = 'verify-token-of-the-tests';
export const PAGE_TOKEN = 'page-token-of-the-tests';

export const messengerSettings = (graph: Pick<Graph, 'url'>): Record<string, string> => ({
  MESSENGER_APP_SECRET: APP_SECRET,
  MESSENGER_VERIFY_TOKEN: VERIFY_TOKEN,
  MESSENGER_PAGE_TOKEN: PAGE_TOKEN,
  GRAPH_API_URL: graph.url,
});

/** Larger than a number holds exactly, as theirs are. */
export const newPerson = (): string => `24${randomInt(10 ** 14, 10 ** 14 * 2)}`;

const isMore = (payload: string) => payload.startsWith('sawt.more:');

export function messengerDoor(graph: Graph): StoryDoor {
  let person = newPerson();
  let seen = 0;

  const taken = (answer: { readonly status: number }) => {
    if (answer.status !== 200) throw new Error(`the webhook was answered ${answer.status}`);
  };

  /** Turns the pages of a list until the last; what can be tapped on any of them. */
  async function turnPages(): Promise<readonly string[]> {
    const options: string[] = [];
    for (;;) {
      const replies = graph.sentTo(person).at(-1)?.quickReplies ?? [];
      options.push(...replies.map(({ payload }) => payload).filter((payload) => !isMore(payload)));
      const more = replies.find(({ payload }) => isMore(payload));
      if (!more) return options;
      const before = graph.sentTo(person).length;
      taken(await graph.tap(person, more.title, more.payload));
      while (graph.sentTo(person).length === before) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  const titleOf = (payload: string) =>
    graph
      .sentTo(person)
      .flatMap(({ quickReplies }) => quickReplies)
      .findLast((reply) => reply.payload === payload)?.title ?? payload;

  return {
    channel: 'messenger',
    conversationId: () => `messenger:${person}`,
    async start(lang) {
      const referral = { ref: lang, source: 'SHORTLINK', type: 'OPEN_THREAD' };
      const postback = { mid: `m_${randomUUID()}`, title: 'Get started', payload: 'sawt.start', referral };
      taken(await graph.tell(person, { postback }));
    },
    async say(text, optionId) {
      taken(await (optionId === undefined ? graph.say(person, text) : graph.tap(person, titleOf(optionId), optionId)));
    },
    async attach(name, text) {
      const url = graph.serve({ bytes: PNG, contentType: 'image/png', name });
      const attachments = [{ type: 'image', payload: { url } }];
      const message = { mid: `m_${randomUUID()}`, ...(text !== '' && { text }), attachments };
      taken(await graph.tell(person, { message }));
    },
    async received() {
      const fresh = graph.sentTo(person).slice(seen);
      const shown: Shown[] = fresh.map(({ text, quickReplies }) => ({
        text,
        options: quickReplies.map(({ payload }) => payload),
      }));
      const last = shown.at(-1);
      if (last && last.options.length > 0) shown[shown.length - 1] = { ...last, options: await turnPages() };
      seen = graph.sentTo(person).length;
      return shown;
    },
    elsewhere: () => {
      person = newPerson();
      seen = 0;
    },
  };
}
