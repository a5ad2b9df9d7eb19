/**
 * `<sawt-chat lang="ar|en" server="https://…">`: the chat on a page. Holds what only the screen knows (open or not,
 * the text being written, where the scroll stands) and draws the parts; everything said lives in `chat.ts`.
 */
import { html, LitElement, type TemplateResult } from 'lit';
import type { Lang } from '../../../api/contract/vocabulary.ts';
import type { Option } from '../../channel.ts';
import { banner } from './banner/banner.ts';
import { type Calendar, createCalendar } from './calendar.ts';
import type { Chat } from './chat.ts';
import { copyText } from './clipboard.ts';
import { composer, grow } from './composer/composer.ts';
import { dropArea } from './composer/drop.ts';
import { faultOf } from './composer/files.ts';
import type { Standing } from './connection/link.ts';
import type { Keep } from './keep.ts';
import { LABELS } from './labels.ts';
import { launcher } from './launcher/launcher.ts';
import { FULL_SCREEN, keepFocusInside, panel } from './panel/panel.ts';
import { replies, SHOWN_AT_ONCE } from './replies/replies.ts';
import { regions, say } from './speech.ts';
import { styles } from './styles.ts';
import { type Gathering, spoken } from './transcript/announcements.ts';
import { createScroll } from './transcript/scroll.ts';
import { linesOf, openOptions } from './transcript/transcript.ts';
import { transcriptView } from './transcript/view.ts';

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
    #text = '';
    #files: readonly File[] = [];
    #fault: string | null = null;
    #dragging = false;
    #copied: string | null = null;
    #expanded: string | null = null;
    #below = false;
    #standing: Standing = 'fine';
    #newest = '';
    readonly #scroll = createScroll();
    readonly #full = window.matchMedia(FULL_SCREEN);

    get #lang(): Lang {
      return this.#chosen ?? langOf(this.pageLang);
    }
    get #labels() {
      return LABELS[this.#lang];
    }

    override connectedCallback(): void {
      super.connectedCallback();
      const kept = tools.tab.read(`lang ${langOf(this.pageLang)}`);
      this.#chosen ??= kept === null ? null : langOf(kept);
      this.#chat ??= tools.createChat((this.server ?? tools.home).replace(/\/$/, ''), {
        lang: () => this.#lang,
        changed: () => this.requestUpdate(),
        turn: (turn) => say(this.renderRoot.querySelector('#turns'), spoken(turn, this.#labels), turn[0]?.lang),
      });
      this.#chat.tell({ kind: 'online' });
      window.addEventListener('online', this.#online);
      window.addEventListener('offline', this.#offline);
      document.addEventListener('visibilitychange', this.#seen);
      this.#full.addEventListener('change', this.#redraw);
      if (this.#chat.known()) this.#chat.tell({ kind: 'wanted' });
      // A page that is covered from edge to edge by a chat nobody asked for again is no page.
      if (tools.tab.read('open') === true && !this.#full.matches) this.#show();
    }

    override disconnectedCallback(): void {
      super.disconnectedCallback();
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
      if (text !== undefined) this.#text = text;
      this.#show();
      void this.updateComplete.then(() => this.#focusBox());
    }

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
        this.close();
      }
      const inside = this.renderRoot.querySelector('.panel');
      if (event.key === 'Tab' && this.#full.matches && inside !== null)
        keepFocusInside(event, inside, this.shadowRoot?.activeElement ?? null);
    };

    #send(): void {
      const text = this.#text;
      if (text.trim() === '' && this.#files.length === 0) return;
      this.#chat?.say(text, this.#files);
      this.#text = '';
      this.#files = [];
      this.#fault = null;
      this.requestUpdate();
      void this.updateComplete.then(() => this.#place());
    }

    #pick(option: Option): void {
      this.#chat?.pick(option);
      // On a touch screen the keyboard would jump up and hide the answer.
      const touch = window.matchMedia('(pointer: coarse)').matches;
      this.renderRoot.querySelector<HTMLElement>(touch ? '.log' : '.box')?.focus();
      void this.updateComplete.then(() => this.#place());
    }

    #addFiles(files: readonly File[]): void {
      this.#fault = null;
      for (const file of files) {
        const fault = faultOf(file);
        if (fault === null) this.#files = [...this.#files, file];
        else this.#fault = this.#labels[fault](file.name);
      }
      const added = files.map(({ name }) => this.#labels.fileAdded(name)).join(' ');
      this.#tell(this.#fault ?? added);
      this.requestUpdate();
    }

    async #copy(text: string): Promise<void> {
      if (!(await copyText(text, this.renderRoot))) return;
      this.#copied = text;
      this.#tell(this.#labels.copied);
      this.requestUpdate();
      setTimeout(() => {
        this.#copied = null;
        this.requestUpdate();
      }, COPIED_SHOWS);
    }

    #tell(words: string): void {
      say(this.renderRoot.querySelector('#status'), words);
    }

    #place(): void {
      const log = this.renderRoot.querySelector<HTMLElement>('.log');
      if (log !== null) this.#scroll.place(log);
    }

    readonly #scrolled = () => {
      const log = this.renderRoot.querySelector<HTMLElement>('.log');
      const below = log !== null && !this.#scroll.atEnd(log);
      if (below === this.#below) return;
      this.#below = below;
      this.requestUpdate();
    };

    #showAllReplies(key: string): void {
      this.#expanded = key;
      this.requestUpdate();
      void this.updateComplete.then(() =>
        this.renderRoot.querySelectorAll<HTMLElement>('.reply')[SHOWN_AT_ONCE]?.focus(),
      );
    }

    #draw(chat: Chat): TemplateResult {
      const [labels, calendar] = [this.#labels, CALENDARS[this.#lang]];
      const newest = chat.transcript().at(-1)?.id ?? '';
      const transcript = transcriptView({
        labels,
        calendar,
        now: tools.now(),
        lines: linesOf(chat.transcript(), chat.queue(), calendar.dayKey),
        typing: chat.typing(),
        away: chat.standing() === 'away',
        copied: this.#copied,
        below: this.#below,
        replies: replies({
          labels,
          options: openOptions(chat.transcript(), chat.queue()),
          all: this.#expanded === newest,
          pick: (option) => this.#pick(option),
          showAll: () => this.#showAllReplies(newest),
        }),
        copy: (text) => void this.#copy(text),
        retry: (clientId) => chat.retry(clientId),
        scrolled: this.#scrolled,
        toNewest: () => this.renderRoot.querySelector('.log')?.scrollTo({ top: 1e9, behavior: 'smooth' }),
      });
      const box = composer({
        labels,
        text: this.#text,
        files: this.#files,
        fault: this.#fault,
        write: (text) => {
          this.#text = text;
          this.requestUpdate();
        },
        send: () => this.#send(),
        add: (files) => this.#addFiles(files),
        remove: (file) => {
          this.#files = this.#files.filter((one) => one !== file);
          this.requestUpdate();
          this.#focusBox();
        },
      });
      const bar = banner({ labels, standing: chat.standing(), resume: this.#resume });
      return dropArea({
        labels,
        dragging: this.#dragging,
        content: html`${bar}${transcript}${box}`,
        drag: (over) => {
          this.#dragging = over;
          this.requestUpdate();
        },
        add: (files) => this.#addFiles(files),
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
      const log = this.renderRoot.querySelector<HTMLElement>('.log');
      if (newest === this.#newest || log === null) return;
      this.#newest = newest;
      if (this.#scroll.follows(log) || this.#scroll.atEnd(log)) this.#scroll.place(log);
      this.#scrolled();
    }
  }
  if (customElements.get('sawt-chat') === undefined) customElements.define('sawt-chat', SawtChat);
}
