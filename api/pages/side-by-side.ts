/** `/demo`: one story on all channels side by side, played once for each language when somebody first looks. */
import type {} from '@fastify/swagger'; // `hide`: pages are no part of the API's description
import type { FastifyInstance } from 'fastify';
import type { Lang } from '../contract/vocabulary.ts';

interface Shown {
  readonly text: string;
  readonly buttons: readonly string[];
  readonly cost?: { readonly segments: number; readonly alphabet: string };
}
interface Played {
  readonly channel: string;
  readonly turns: readonly { readonly said: string; readonly shown: readonly Shown[] }[];
}

export interface SideBySideDeps {
  readonly play: (words: readonly string[], lang: Lang) => Promise<readonly Played[]>;
  /** The pages' own policy. */
  readonly policy: string;
}

/** Invented: nobody of this name wrote this. */
const STORY: Readonly<Record<Lang, readonly string[]>> = {
  ar: ['صارلي ٣ شهور بستنى جواز سفري بأحوال إربد وكل مرة بقولولي ارجع بكرا', 'محمد العلي', '0790000000', '1'],
  en: [
    'The street light on Prince Hassan street in Irbid has been broken for two weeks',
    'Sara Haddad',
    '0790000000',
    '1',
  ],
};

const LABELS = {
  ar: {
    title: 'قصة واحدة على كل القنوات',
    lead: 'المحادثة نفسها كما تظهر في موقع الويب وفي ماسنجر وبالرسائل القصيرة: ما يتغير هو ما تستطيع كل قناة أن تعرضه.',
    you: 'المواطن:',
    bot: 'صوت:',
    buttons: 'أزرار:',
    home: 'الصفحة الرئيسة',
    other: 'English',
    skip: 'انتقل إلى المحتوى',
    cost: (segments: number, alphabet: string) => `الأجزاء: ${segments} (${alphabet})`,
  },
  en: {
    title: 'One story on every channel',
    lead: 'The same conversation in web chat, in Messenger and by SMS: only what each channel can show is different.',
    you: 'Citizen:',
    bot: 'Sawt:',
    buttons: 'Buttons:',
    home: 'Home',
    other: 'العربية',
    skip: 'Skip to the content',
    cost: (segments: number, alphabet: string) => `Segments: ${segments} (${alphabet})`,
  },
} as const;

/** By the name of the channel, and by itself where none is known. */
const NAMES: Readonly<Record<Lang, readonly (readonly [RegExp, string])[]>> = {
  ar: [
    [/^web/, 'محادثة الويب'],
    [/^mess/, 'ماسنجر'],
    [/^sm/, 'رسائل قصيرة'],
  ],
  en: [
    [/^web/, 'Web chat'],
    [/^mess/, 'Messenger'],
    [/^sm/, 'SMS'],
  ],
};
const nameOf = (channel: string, lang: Lang) => NAMES[lang].find(([is]) => is.test(channel))?.[1] ?? channel;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');

function shownItem({ text, buttons, cost }: Shown, lang: Lang): string {
  const labels = LABELS[lang];
  const row = buttons.map((label) => `<span>${safe(label)}</span>`).join(' ');
  const under = buttons.length > 0 ? `<div class="buttons"><b class="unseen">${labels.buttons}</b>${row}</div>` : '';
  const count = cost ? `<small class="cost">${labels.cost(cost.segments, cost.alphabet)}</small>` : '';
  return `<li class="shown" dir="auto"><b class="unseen">${labels.bot}</b>${safe(text)}${under}${count}</li>`;
}

function side({ channel, turns }: Played, lang: Lang): string {
  const items = turns.flatMap(({ said, shown }) => [
    `<li class="said" dir="auto"><b class="unseen">${LABELS[lang].you}</b>${safe(said)}</li>`,
    ...shown.map((each) => shownItem(each, lang)),
  ]);
  const name = nameOf(channel, lang);
  return `<section class="side" aria-label="${name}"><h2>${name}</h2><ol>${items.join('')}</ol></section>`;
}

function page(played: readonly Played[], lang: Lang): string {
  const { title, lead, home, other, skip } = LABELS[lang];
  const [dir, elsewhere] = lang === 'ar' ? ['rtl', 'en'] : ['ltr', 'ar'];
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <link rel="icon" href="/pages/demo/mark.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/pages/ground/style.css" />
    <link rel="stylesheet" href="/pages/demo/style.css" />
    <link rel="stylesheet" href="/pages/side-by-side/style.css" />
  </head>
  <body>
    <a class="skip" href="#main">${skip}</a>
    <header class="top">
      <div class="wide top-row">
        <a class="brand" href="/?lang=${lang}"><strong>${home}</strong></a>
        <nav aria-label="${other}"><a class="language" href="/demo?lang=${elsewhere}" lang="${elsewhere}" hreflang="${elsewhere}">${other}</a></nav>
      </div>
    </header>
    <main id="main" class="wide" tabindex="-1">
      <h1>${title}</h1>
      <p>${lead}</p>
      <div class="sides">${played.map((each) => side(each, lang)).join('')}</div>
    </main>
  </body>
</html>`;
}

interface Demo {
  Querystring: { lang?: string };
}

export function mountSideBySide(server: FastifyInstance, { play, policy }: SideBySideDeps): void {
  const pages = new Map<Lang, Promise<string>>();
  const pageIn = (lang: Lang): Promise<string> => {
    const known = pages.get(lang);
    if (known) return known;
    const made = play(STORY[lang], lang).then((played) => page(played, lang));
    pages.set(lang, made);
    // A story that broke off is played again for whoever looks next.
    made.catch(() => pages.delete(lang));
    return made;
  };
  server.get<Demo>('/demo', { schema: { hide: true } }, async (request, reply) => {
    const html = await pageIn(request.query.lang === 'en' ? 'en' : 'ar');
    return reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(html);
  });
}
