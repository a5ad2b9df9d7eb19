/** Who waits for a person and for how long; the open conversation whole, and what one can say in it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Chat, ChatLine } from '../../../contract/desk.ts';
import type { ChatsDo, ChatsState } from './chats.ts';
import type { Seeing } from './list-view.ts';

const MINUTE = 60_000;

/** By the server's clock, which need not be this machine's. */
const waited = ({ since }: Chat, { now, heardAt }: ChatsState, clock: number) =>
  Math.max(0, Math.floor((Date.parse(now) + clock - heardAt - Date.parse(since)) / MINUTE));

function whose(chat: Chat, { labels, clock }: Seeing, state: ChatsState): string {
  if (chat.stage === 'asked') return labels.waitingFor(waited(chat, state, clock));
  return chat.by === null ? labels.elsewhere : `${labels.with} ${chat.by}`;
}

const row = (chat: Chat, state: ChatsState, seeing: Seeing, does: ChatsDo) => html`<li>
  <button
    type="button"
    data-chat=${chat.id}
    class="row ${chat.stage === 'asked' ? 'high' : ''}"
    aria-current=${state.open === chat.id ? 'true' : nothing}
    @click=${() => does.open(chat.id)}
  >
    <span class="row-top"><strong>${whose(chat, seeing, state)}</strong><span class="chip">${seeing.labels.channels[chat.channel]}</span><span class="chip">${seeing.labels.langs[chat.lang]}</span></span>
  </button>
</li>`;

const line = ({ from, by, at, text, files }: ChatLine, { labels, words }: Seeing) => html`<li class="said ${from}">
  <span class="by">${from === 'human' ? (by ?? labels.staff) : labels[from]} · <time datetime=${at}>${words.moment(at)}</time></span>
  <p dir="auto">${text}</p>
  ${files.length === 0 ? nothing : html`<p>${files.join(', ')}</p>`}
</li>`;

/** Ready answers are offered in the citizen's language. */
function saying({ lang }: Chat, state: ChatsState, { labels }: Seeing, does: ChatsDo): TemplateResult {
  const send = async (form: HTMLFormElement) => {
    const text = String(new FormData(form).get('text') ?? '').trim();
    if (text !== '' && (await does.say(text))) form.reset();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (event.currentTarget instanceof HTMLFormElement) void send(event.currentTarget);
  };
  const byKeys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    if (!(event.target instanceof HTMLTextAreaElement) || event.target.form === null) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  };
  const ready = (event: Event) => {
    const { target } = event;
    if (!(target instanceof HTMLSelectElement) || target.form === null) return;
    const field = target.form.elements.namedItem('text');
    if (field instanceof HTMLTextAreaElement) {
      field.value = target.value;
      field.focus();
    }
    target.value = '';
  };
  return html`<form class="act" @submit=${submit}>
    <label for="say">${labels.say}</label>
    <textarea id="say" name="text" rows="3" dir="auto" maxlength="4000" @keydown=${byKeys}></textarea>
    <div class="does">
      <button type="submit" class="primary" ?disabled=${state.busy}>${labels.send}</button>
      <select aria-label=${labels.canned} @change=${ready}>
        <option value="">${labels.canned}</option>
        ${state.ready.map((each) => html`<option value=${each[lang]} lang=${lang}>${each[lang]}</option>`)}
      </select>
      <button type="button" @click=${does.giveBack}>${labels.giveBack}</button>
    </div>
  </form>`;
}

function opened(chat: Chat | undefined, me: string, state: ChatsState, seeing: Seeing, does: ChatsDo) {
  const { labels } = seeing;
  if (state.open === null) return html`<section class="detail empty"><p>${labels.pickChat}</p></section>`;
  return html`<section class="detail" tabindex="-1" aria-label=${labels.chats}>
    <button type="button" class="to-list" @click=${does.leave}>${labels.back}</button>
    <div role="log" tabindex="0" aria-label=${labels.chats}>
      <ol class="talk">
        ${state.lines.map((each) => line(each, seeing))}
      </ol>
    </div>
    ${chat === undefined && state.loaded ? html`<p class="error" role="alert">${labels.gone}</p>` : nothing}
    ${state.fault === null ? nothing : html`<p class="error" role="alert">${state.fault.text}</p>`}
    ${
      chat === undefined
        ? nothing
        : chat.by === me
          ? saying(chat, state, seeing, does)
          : html`<div class="does">
              <button type="button" class="primary" ?disabled=${state.busy || chat.by !== null} @click=${does.take}>${labels.take}</button>
            </div>`
    }
  </section>`;
}

export function chatsView(state: ChatsState, me: string, seeing: Seeing, does: ChatsDo): TemplateResult {
  const { labels } = seeing;
  const chat = state.items.find(({ id }) => id === state.open);
  return html`<main class=${state.open === null ? 'desk' : 'desk has-detail'}>
    <h1 class="unseen">${labels.chats}</h1>
    <section class="list" aria-label=${labels.queue}>
      <h2>${labels.queue}</h2>
      ${state.broken ? html`<p class="error" role="alert">${labels.queueLost}</p>` : nothing}
      <p class="count" role="status">${state.items.length > 0 ? nothing : state.loaded ? labels.noChats : labels.loading}</p>
      <ul>
        ${state.items.map((each) => row(each, state, seeing, does))}
      </ul>
    </section>
    ${opened(chat, me, state, seeing, does)}
  </main>`;
}
