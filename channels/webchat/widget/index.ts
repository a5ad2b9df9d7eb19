/**
 * The widget's hall: the one file that touches the page's clock, randomness and storage, and the entry of `/widget.js`.
 * The server is where the script came from, unless the element says otherwise.
 */
import { createChat } from './chat.ts';
import { openSocket, transport, upload } from './connection/browser.ts';
import { SESSION } from './connection/session.ts';
import { defineSawtChat } from './element.ts';
import { addFonts } from './fonts.ts';
import { createKeep } from './keep.ts';

/** `currentScript` is null in a module; then the page's own tag is looked for. */
function homeOf(page: Document): string {
  const own = page.currentScript ?? page.querySelector('script[src$="/widget.js"]');
  const source = own instanceof HTMLScriptElement && own.src !== '' ? own.src : page.baseURI;
  return new URL('.', source).href.replace(/\/$/, '');
}

/** `crypto.randomUUID` is missing on pages without https. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const prefixOf = (server: string) => `sawt ${server} `;

/** Storage tells the other windows, never the one that changed it. */
function forgotten(server: string, work: () => void): () => void {
  const hear = ({ key, newValue }: StorageEvent) => {
    if (key === null || (key === `${prefixOf(server)}${SESSION}` && newValue === null)) work();
  };
  window.addEventListener('storage', hear);
  return () => window.removeEventListener('storage', hear);
}

const now = () => new Date(performance.timeOrigin + performance.now());
const home = homeOf(document);

addFonts(home, document.fonts);
defineSawtChat({
  home,
  now,
  forgotten,
  tab: createKeep(() => sessionStorage, 'sawt '),
  createChat: (server, host) =>
    createChat({
      ...host,
      server,
      keep: createKeep(() => localStorage, prefixOf(server)),
      transport,
      upload,
      openSocket,
      later: (ms, work) => {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
      now,
      newId,
      jitter: Math.random,
    }),
});
