/** Conversations handed to people: the queue, one of them whole, taking it, speaking, giving it back to the bot. */
import Type from 'typebox';
import { Chat, ChatLine, type DeskDoor, LONGEST_SAID } from '../contract/desk.ts';
import { ProblemError } from '../contract/problem.ts';
import { type Api, DESK, type Role, type Scope } from '../deps.ts';
import { requireText } from '../domain/intake.ts';

const PEOPLE: readonly Role[] = DESK.filter((role) => role !== 'admin');
const Params = Type.Object({ id: Type.String({ maxLength: 300 }) });
const Nothing = Type.Object({}, { additionalProperties: false });

const taken = () => new ProblemError('taken_by_another');

export function mountDesk(scope: Scope, api: Api, desk: DeskDoor): void {
  const nameOf = (staff: { readonly name: string } | null): string => staff?.name ?? '';

  const held = async (id: string): Promise<Chat> => {
    const chat = (await desk.chats()).find((each) => each.id === id);
    if (chat === undefined) throw new ProblemError('unknown_conversation');
    return chat;
  };

  scope.get(
    '/v1/desk/chats',
    {
      config: { access: DESK },
      schema: {
        summary: 'Conversations that wait for a person or are held by one, longest waiting first',
        response: { 200: Type.Object({ now: Type.String(), items: Type.Array(Chat) }) },
      },
    },
    async () => ({ now: api.now().toISOString(), items: [...(await desk.chats())] }),
  );
  scope.get(
    '/v1/desk/answers',
    {
      config: { access: DESK },
      schema: {
        summary: 'Ready answers, in both languages',
        response: { 200: Type.Object({ items: Type.Array(Type.Object({ ar: Type.String(), en: Type.String() })) }) },
      },
    },
    async () => ({ items: [...desk.ready] }),
  );
  scope.get(
    '/v1/desk/chats/:id',
    {
      config: { access: DESK },
      schema: {
        summary: 'What was said in it',
        params: Params,
        querystring: Type.Object(
          { after: Type.Optional(Type.Integer({ minimum: 0, default: 0 })) },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ chat: Chat, lines: Type.Array(ChatLine) }) },
      },
    },
    // Only what is handed over is shown: a conversation nobody was asked into stays between the citizen and the bot.
    async ({ params: { id }, query: { after = 0 } }) => {
      const chat = await held(id);
      return { chat, lines: [...((await desk.lines(id, after)) ?? [])] };
    },
  );
  scope.post(
    '/v1/desk/chats/:id/take',
    {
      config: { access: PEOPLE },
      schema: { summary: 'Take it over; the bot is silent', params: Params, body: Nothing, response: { 200: Chat } },
    },
    async ({ params: { id }, staff }) => {
      const before = await held(id);
      if (before.by !== null && before.by !== nameOf(staff)) throw taken();
      if (!(await desk.take(id, nameOf(staff)))) throw taken();
      return held(id);
    },
  );
  scope.post(
    '/v1/desk/chats/:id/say',
    {
      config: { access: PEOPLE },
      schema: {
        summary: 'Say something to the citizen, under your name',
        params: Params,
        body: Type.Object(
          { text: Type.String({ minLength: 1, maxLength: LONGEST_SAID }) },
          { additionalProperties: false },
        ),
        response: { 200: Nothing },
      },
    },
    async ({ params: { id }, body: { text }, staff }) => {
      requireText('text', text);
      await held(id);
      if (!(await desk.say(id, nameOf(staff), text))) throw taken();
      return {};
    },
  );
  scope.post(
    '/v1/desk/chats/:id/give-back',
    {
      config: { access: PEOPLE },
      schema: { summary: 'Give it back to the bot', params: Params, body: Nothing, response: { 200: Nothing } },
    },
    async ({ params: { id }, staff }) => {
      const chat = await held(id);
      if (chat.by !== nameOf(staff)) throw taken();
      await desk.giveBack(id);
      return {};
    },
  );
}
