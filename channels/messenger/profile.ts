/** What a person sees before anybody has written: the greeting, the button that begins, the menu. Pure. */
import type { Graph } from './client.ts';
import { SAY, START } from './decode.ts';
import { fateOf } from './fate.ts';

type Text = Readonly<Record<'ar' | 'en', string>>;

export interface ProfileWords {
  readonly greeting: Text;
  /** What a press on each says in the person's name, in the order of the menu. */
  readonly menu: readonly Text[];
}

const LONGEST_GREETING = 160;
const LONGEST_TITLE = 30;
/** Everybody sees Arabic but those whose Facebook is in English. */
const LOCALES = [
  ['default', 'ar'],
  ['en_US', 'en'],
  ['en_GB', 'en'],
] as const;

const item = (title: string) => ({ type: 'postback', title: title.slice(0, LONGEST_TITLE), payload: SAY });

export const profileOf = ({ greeting, menu }: ProfileWords) => ({
  get_started: { payload: START },
  greeting: LOCALES.map(([locale, lang]) => ({ locale, text: greeting[lang].slice(0, LONGEST_GREETING) })),
  persistent_menu: LOCALES.map(([locale, lang]) => ({
    locale,
    composer_input_disabled: false,
    call_to_actions: menu.map((words) => item(words[lang])),
  })),
});

/** Why it was not taken; undefined when it was. */
export async function setProfile(graph: Graph, words: ProfileWords): Promise<string | undefined> {
  const answer = await graph.post('messenger_profile', profileOf(words));
  const fate = fateOf(answer, { closed: false });
  return fate.kind === 'sent' ? undefined : fate.why;
}
