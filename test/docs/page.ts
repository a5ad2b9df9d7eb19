/** A played story as a page's section: who said what, in the direction that the words are read. Pure. */
import type { OutboundBody } from '../../channels/channel.ts';

export interface Spoken {
  readonly who: 'citizen' | 'officer';
  readonly text: string;
  readonly answered: readonly OutboundBody[];
}

export interface Played {
  readonly title: string;
  readonly file: string;
  readonly lang: 'ar' | 'en';
  readonly greeting: readonly OutboundBody[];
  readonly turns: readonly Spoken[];
}

const NAMES = {
  ar: { citizen: 'المواطن', officer: 'الموظف', bot: 'صوت' },
  en: { citizen: 'Citizen', officer: 'Officer', bot: 'Sawt' },
} as const;

/** Words that people type are no markup. */
const plain = (text: string) => text.replace(/[\\`*_<>#|[\]]/g, (sign) => `\\${sign}`);
const lines = (text: string) => plain(text).replaceAll('\n', '<br>\n');

const buttons = ({ options = [] }: OutboundBody) =>
  options.length === 0 ? '' : `<br>\n${options.map(({ label }) => `\`${label}\``).join(' ')}`;

function section({ title, file, lang, greeting, turns }: Played): string {
  const names = NAMES[lang];
  const bot = (body: OutboundBody) => `**${names.bot}:** ${lines(body.text)}${buttons(body)}`;
  const said = turns.flatMap(({ who, text, answered }) => [`**${names[who]}:** ${lines(text)}`, ...answered.map(bot)]);
  const talk = [...greeting.map(bot), ...said].join('\n\n');
  const heading = `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`;
  return `${heading}\n\nStory: [${file}](../test/stories/${file})\n\n<div dir="${lang === 'ar' ? 'rtl' : 'ltr'}">\n\n${talk}\n\n</div>`;
}

const HEAD = `# Five conversations

Played from the stories by the whole house: understanding, flows, request API, on 22 November 2026 at nine in the morning. People,
phones and reference numbers are invented. \`npm run docs:conversation\` writes this page; a test holds it current.`;

export const page = (played: readonly Played[]): string => `${[HEAD, ...played.map(section)].join('\n\n')}\n`;
