/**
 * `<sawt-chat lang="ar|en" server="https://…">`: the chat on a page. Holds what only the screen knows (open or not,
 * the text being written, where the scroll stands) and draws the parts; everything said lives in `chat.ts`.
 */
import { html, LitElement, type TemplateResult } from 'lit';
import type { Lang } from '../../../api/contract/vocabulary.ts';
import type { Option } from '../../channel.ts';
import { type Calendar, createCalendar } from './calendar.ts';
import type { Chat } from './chat.ts';
import { copyText } from './clipboard.ts';
import { grow } from './composer/composer.ts';
import { takeFiles } from './composer/files.ts';
import type { Standing } from './connection/link.ts';
import { conversation, type Desk, EMPTY_DESK } from './conversation.ts';
import type { Keep } from './keep.ts';
import { LABELS } from './labels.ts';
import { launcher } from './launcher/launcher.ts';
import { FULL_SCREEN, keepFocusInside, panel } from './panel/panel.ts';
import { SHOWN_AT_ONCE } from './replies/replies.ts';
import { regions, say } from './speech.ts';
import { styles } from './styles.ts';
import { type Gathering, spoken } from './transcript/announcements.ts';
import { createScroll } from './transcript/scroll.ts';

export interface Host {
  lang(): Lang;
  changed(): void;
  turn(turn: Gathering): void;
}

export interface Tools {
  /** The server the script came from. */
  readonly home: string;
  now(): Date;
  createChat(server: string, host: Host): Chat;
  /** Calls back when another window of this browser forgets the conversation; answers with how to stop. */
  forgotten(server: string, work: () => void): () => void;
  /** Values that live as long as the tab: whether the panel is open, the language chosen. */
  readonly tab: Keep;
}

const CALENDARS: Readonly<Record<Lang, Calendar>> = { ar: createCalendar('ar'), en: createCalendar('en') };
const langOf = (text: unknown): Lang => (typeof text === 'string' && /^en\b/i.test(text) ? 'en' : 'ar');
const other = (lang: Lang): Lang => (lang === 'ar' ? 'en' : 'ar');
const COPIED_SHOWS = 4000;

/** Defines the element; the tools are the only way out of it. */
export function defineSawtChat(tools: Tools): void {
  class SawtChat extends LitElement {
    static override styles = styles;
    static override properties = { pageLang: { attribute: 'lang' }, server: {} };
    declare pageLang: string | null;
    declare server: string | null;

    #chat: Chat | null = null;
    #chosen: Lang | null = null;
    #open = false;
    #desk = EMPTY_DESK;
    #standing: Standing = 'fine';
    #newest = '';
    #unwatch = () => {};
    readonly #scroll = createScroll();
    readonly #full = window.matchMedia(FULL_SCREEN);

    get #lang(): Lang {
      return this.#chosen ?? langOf(this.pageLang);
    }
    get #labels() {
      return LABELS[this.#lang];
    }
    #log(): HTMLElement | null {
      return this.renderRoot.querySelector('.log');
    }
    readonly #put = (change: Partial<Desk>) => {
      this.#desk = { ...this.#desk, ...change };
      this.requestUpdate();
    };

    override connectedCallback(): void {
      super.connectedCallback();
      const kept = tools.tab.read(`lang ${langOf(this.pageLang)}`);
      this.#chosen ??= kept === null ? null : langOf(kept);
      const server = (this.server ?? tools.home).replace(/\/$/, '');
      this.#chat ??= tools.createChat(server, {
        lang: () => this.#lang,
        changed: () => this.requestUpdate(),
        turn: (turn) => say(this.renderRoot.querySelector('#turns'), spoken(turn, this.#labels), turn[0]?.lang),
      });
      this.#chat.tell({ kind: 'online' });
      window.addEventListener('online', this.#online);
      window.addEventListener('offline', this.#offline);
      document.addEventListener('visibilitychange', this.#seen);
      this.#full.addEventListener('change', this.#redraw);
      this.#unwatch = tools.forgotten(server, () => {
        this.#chat?.forget();
        this.#put(EMPTY_DESK);
      });
      if (this.#chat.known()) this.#chat.tell({ kind: 'wanted' });
      // A page that is covered from edge to edge by a chat nobody asked for again is no page.
      if (tools.tab.read('open') === true && !this.#full.matches) this.#show();
    }

    override disconnectedCallback(): void {
      super.disconnectedCallback();
      this.#unwatch();
      window.removeEventListener('online', this.#online);
      window.removeEventListener('offline', this.#offline);
      document.removeEventListener('visibilitychange', this.#seen);
      this.#full.removeEventListener('change', this.#redraw);
      this.#chat?.tell({ kind: 'offline' });
    }

    readonly #online = () => this.#chat?.tell({ kind: 'online' });
    readonly #offline = () => this.#chat?.tell({ kind: 'offline' });
    readonly #redraw = () => this.requestUpdate();
    readonly #resume = () => this.#chat?.tell({ kind: 'resumed' });
    readonly #seen = () => {
      if (document.visibilityState !== 'visible') return;
      if (this.#open) this.#resume();
      this.requestUpdate();
    };

    /** Opens the chat, with a text to start from when one is given; nothing is sent. */
    open(text?: string): void {
      if (text !== undefined) this.#put({ text });
      this.#show();
      void this.updateComplete.then(() => this.#focusBox());
    }

    readonly #askForget = () => {
      this.#put({ forgetting: true });
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.keep')?.focus());
    };

    readonly #keepIt = () => {
      this.#put({ forgetting: false });
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.forget')?.focus());
    };

    readonly #forget = () => {
      this.#chat?.forget();
      this.#put(EMPTY_DESK);
      this.close();
      this.#tell(this.#labels.forgotten);
    };

    close(): void {
      this.#open = false;
      tools.tab.write('open', false);
      this.requestUpdate();
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.launcher')?.focus());
    }

    #show(): void {
      this.#open = true;
      tools.tab.write('open', true);
      this.#chat?.tell({ kind: 'wanted' });
      this.#chat?.tell({ kind: 'resumed' });
      this.requestUpdate();
    }

    #focusBox(): void {
      const box = this.renderRoot.querySelector<HTMLTextAreaElement>('.box');
      box?.focus();
      box?.setSelectionRange(box.value.length, box.value.length);
    }

    #switchLanguage(): void {
      this.#chosen = other(this.#lang);
      tools.tab.write(`lang ${langOf(this.pageLang)}`, this.#chosen);
      this.requestUpdate();
    }

    readonly #keydown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing) {
        event.stopPropagation();
        if (this.#desk.forgetting) this.#keepIt();
        else this.close();
      }
      const inside = this.renderRoot.querySelector('.panel');
      if (event.key === 'Tab' && this.#full.matches && inside !== null)
        keepFocusInside(event, inside, this.shadowRoot?.activeElement ?? null);
    };

    readonly #send = () => {
      const { text, files } = this.#desk;
      if (text.trim() === '' && files.length === 0) return;
      this.#chat?.say(text, files);
      this.#put({ text: '', files: [], fault: null });
      void this.updateComplete.then(() => this.#place());
    };

    readonly #pick = (option: Option) => {
      this.#chat?.pick(option);
      // On a touch screen the keyboard would jump up and hide the answer.
      const touch = window.matchMedia('(pointer: coarse)').matches;
      this.renderRoot.querySelector<HTMLElement>(touch ? '.log' : '.box')?.focus();
      void this.updateComplete.then(() => this.#place());
    };

    readonly #addFiles = (chosen: readonly File[]) => {
      const { files, fault } = takeFiles(this.#desk.files, chosen, this.#labels);
      this.#put({ files, fault });
      this.#tell(fault ?? chosen.map(({ name }) => this.#labels.fileAdded(name)).join(' '));
    };

    readonly #removeFile = (file: File) => {
      this.#put({ files: this.#desk.files.filter((one) => one !== file) });
      this.#focusBox();
    };

    readonly #copy = async (text: string) => {
      if (!(await copyText(text, this.renderRoot))) return;
      this.#put({ copied: text });
      this.#tell(this.#labels.copied);
      setTimeout(() => this.#put({ copied: null }), COPIED_SHOWS);
    };

    #tell(words: string): void {
      say(this.renderRoot.querySelector('#status'), words);
    }

    #place(): void {
      const log = this.#log();
      if (log !== null) this.#scroll.place(log);
    }

    readonly #scrolled = () => {
      const log = this.#log();
      const below = log !== null && !this.#scroll.atEnd(log);
      if (below !== this.#desk.below) this.#put({ below });
    };

    readonly #showAllReplies = (key: string) => {
      this.#put({ expanded: key });
      void this.updateComplete.then(() =>
        this.renderRoot.querySelectorAll<HTMLElement>('.reply')[SHOWN_AT_ONCE]?.focus(),
      );
    };

    #draw(chat: Chat): TemplateResult {
      return conversation({
        chat,
        labels: this.#labels,
        calendar: CALENDARS[this.#lang],
        now: tools.now(),
        desk: this.#desk,
        put: this.#put,
        send: this.#send,
        pick: this.#pick,
        addFiles: this.#addFiles,
        removeFile: this.#removeFile,
        copy: this.#copy,
        scrolled: this.#scrolled,
        showAllReplies: this.#showAllReplies,
        forget: this.#forget,
        keepIt: this.#keepIt,
        toNewest: () => this.#log()?.scrollTo({ top: Number.MAX_SAFE_INTEGER }),
      });
    }

    override render(): TemplateResult {
      const [lang, labels, chat] = [this.#lang, this.#labels, this.#chat];
      if (chat === null) return html``;
      return html`
        <div class="sawt" lang=${lang} dir=${lang === 'ar' ? 'rtl' : 'ltr'}>
          ${regions}
          ${launcher({ labels, open: this.#open, unread: chat.unread(), toggle: () => this.open() })}
          ${panel({
            labels,
            open: this.#open,
            modal: this.#full.matches,
            content: this.#draw(chat),
            forget: chat.known() ? this.#askForget : undefined,
            switchLanguage: () => this.#switchLanguage(),
            close: () => this.close(),
            keydown: this.#keydown,
          })}
        </div>`;
    }

    override updated(): void {
      const chat = this.#chat;
      const box = this.renderRoot.querySelector<HTMLTextAreaElement>('.box');
      if (chat === null || box === null) return;
      grow(box);
      this.#follow(chat);
      if (this.#open && document.visibilityState === 'visible') chat.read();
      const standing = chat.standing();
      if (standing === this.#standing || standing === 'connecting') return;
      if (standing !== 'fine') this.#tell(this.#labels[standing]);
      else if (this.#standing === 'away') this.#tell(this.#labels.back);
      this.#standing = standing;
    }

    #follow(chat: Chat): void {
      const newest = `${this.#open} ${chat.transcript().at(-1)?.id} ${chat.queue().length} ${chat.typing()}`;
      const log = this.#log();
      if (newest === this.#newest || log === null) return;
      this.#newest = newest;
      // Whoever has just said something wants to see the answer, wherever they had scrolled.
      const spoke =
        chat.queue().length > 0 ||
        chat
          .transcript()
          .slice(-2)
          .some(({ mine }) => mine);
      if (spoke || this.#scroll.follows(log) || this.#scroll.atEnd(log)) this.#scroll.place(log);
      this.#scrolled();
    }
  }
  if (customElements.get('sawt-chat') === undefined) customElements.define('sawt-chat', SawtChat);
}
