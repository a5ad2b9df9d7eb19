/**
 * What Meta refuses, as its error pages and limits say: a call and what is known of the person in, an error or nothing
 * out. Pure. It knows nothing of the product: that is what makes it a judge.
 */

export interface GraphError {
  readonly status: number;
  readonly code: number;
  readonly subcode?: number;
  readonly message: string;
}

export interface Person {
  /** When they last wrote, in ms; undefined: never, so nobody may write to them. */
  readonly heardAt?: number;
  /** Blocked the Page, or left. */
  readonly gone?: boolean;
  /** Another app has the thread. */
  readonly taken?: boolean;
}

export interface Judged {
  readonly person: Person | undefined;
  readonly now: number;
  /** Names of approved utility templates. */
  readonly templates: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const DAY = 24 * 60 * 60 * 1000;
const ACTIONS = ['typing_on', 'typing_off', 'mark_seen', 'react', 'unreact'];

const bad = (message: string): GraphError => ({ status: 400, code: 100, message: `(#100) ${message}` });

/** A call to `/messages`; undefined: Meta takes it. */
export function judgeMessage(body: unknown, judged: Judged): GraphError | undefined {
  const call = fields(body);
  return ofPerson(judged.person) ?? ofKind(call, judged) ?? ofMessage(fields(call.message));
}

function ofPerson(person: Person | undefined): GraphError | undefined {
  if (person === undefined) return { ...bad('No matching user found'), subcode: 2018001 };
  if (person.gone === true) {
    return { status: 400, code: 551, subcode: 1545041, message: "(#551) This person isn't available right now." };
  }
  if (person.taken !== true) return undefined;
  const message = '(#10) Message not sent: another app is controlling this thread now.';
  return { status: 400, code: 10, subcode: 2018300, message };
}

/** Sender actions, the dead tags, templates, the window. */
function ofKind(call: Fields, { person, now, templates }: Judged): GraphError | undefined {
  const type = text(call.messaging_type);
  if (call.sender_action !== undefined) {
    if (call.message !== undefined) return bad('Must send only one of message or sender_action');
    return ACTIONS.includes(text(call.sender_action))
      ? undefined
      : bad('Param sender_action must be one of its values');
  }
  if (call.tag !== undefined || type === 'MESSAGE_TAG') return bad('Invalid parameter');
  if (type === 'UTILITY') {
    const name = text(fields(fields(call.message).template).name);
    return templates.includes(name) ? undefined : bad('Template does not exist or is not approved');
  }
  if (type !== 'RESPONSE' && type !== 'UPDATE') return bad('Param messaging_type must be one of its values');
  if (person?.heardAt !== undefined && now - person.heardAt <= DAY) return undefined;
  const message = '(#10) This message is sent outside of allowed window.';
  return { status: 400, code: 10, subcode: 2018278, message };
}

function ofMessage(message: Fields): GraphError | undefined {
  if (message.template !== undefined || Object.keys(message).length === 0) return undefined;
  if (message.text !== undefined && message.attachment !== undefined) return bad('Must send only text or attachment');
  if (message.attachment !== undefined) return ofTemplate(fields(fields(message.attachment).payload));
  const said = text(message.text);
  if (said === '') return bad('Message cannot be empty, must provide valid attachment or text');
  if (said.length > 2000) return bad('Length of param message[text] must be less than or equal to 2000');
  if (text(message.metadata).length > 1000) return bad('Length of param message[metadata] must be at most 1000');
  return ofReplies(list(message.quick_replies), message.quick_replies !== undefined);
}

function ofReplies(replies: readonly unknown[], given: boolean): GraphError | undefined {
  if (given && replies.length === 0) return bad('Param message[quick_replies] must not be empty');
  if (replies.length > 13) return bad('Number of param message[quick_replies] must be at most 13');
  for (const reply of replies.map(fields)) {
    const type = text(reply.content_type);
    if (type === 'user_phone_number' || type === 'user_email') continue;
    if (type !== 'text') return bad('Param content_type must be one of text, user_phone_number, user_email');
    if (text(reply.title) === '') return bad('Param title of a quick reply must not be empty');
    if (text(reply.payload) === '') return bad('Param payload of a quick reply must not be empty');
    if (text(reply.payload).length > 1000) return bad('Length of param payload must be at most 1000');
  }
  return undefined;
}

function ofTemplate(payload: Fields): GraphError | undefined {
  if (payload.template_type === 'button') {
    if (text(payload.text) === '' || text(payload.text).length > 640) return bad('Button template text: 1 to 640');
    return ofButtons(list(payload.buttons), true);
  }
  if (payload.template_type !== 'generic') return undefined;
  const elements = list(payload.elements).map(fields);
  if (elements.length === 0 || elements.length > 10) return bad('Generic template elements: 1 to 10');
  if (elements.some(({ title }) => text(title) === '' || text(title).length > 80)) return bad('Element title: 1 to 80');
  if (elements.some(({ subtitle }) => text(subtitle).length > 80)) return bad('Element subtitle: at most 80');
  return elements.map(({ buttons }) => ofButtons(list(buttons), false)).find((error) => error !== undefined);
}

function ofButtons(buttons: readonly unknown[], needed: boolean): GraphError | undefined {
  if (buttons.length > 3 || (needed && buttons.length === 0)) return bad('Buttons: 1 to 3');
  const titles = buttons.map((button) => text(fields(button).title));
  return titles.some((title) => title === '' || title.length > 20) ? bad('Button title: 1 to 20') : undefined;
}

/** A call to `/messenger_profile`; `kept`: what is set already. */
export function judgeProfile(body: unknown, kept: Fields): GraphError | undefined {
  const call = fields(body);
  const menus = list(call.persistent_menu).map(fields);
  const greetings = list(call.greeting).map(fields);
  if (call.persistent_menu !== undefined) {
    if (fields(call.get_started ?? kept.get_started).payload === undefined) {
      return { ...bad('You must set a Get Started button if you also wish to use persistent menu'), subcode: 2018145 };
    }
    if (!menus.some(({ locale }) => locale === 'default')) return bad('A default locale is required');
    const items = menus.flatMap((menu) => list(menu.call_to_actions).map(fields));
    if (menus.some((menu) => list(menu.call_to_actions).length > 20)) return bad('Menu items: at most 20');
    if (items.some(({ type }) => type === 'nested')) return bad('Nested menus are not supported');
    if (items.some(({ title }) => text(title) === '' || text(title).length > 30)) return bad('Menu title: 1 to 30');
  }
  if (call.greeting === undefined) return undefined;
  if (!greetings.some(({ locale }) => locale === 'default')) return bad('A default locale is required');
  return greetings.some((greeting) => text(greeting.text).length > 160) ? bad('Greeting: at most 160') : undefined;
}
