/** What the engine wants said: texts by value in both languages with typed facts; the shell words them. */
import type { Notice } from '../../api/contract/vocabulary.ts';
import type { PhraseName, Text } from '../../flows/language.ts';

/** A value inside a text, still unworded. */
export type Fact =
  | string
  | number
  | { readonly moment: string }
  /** A day, `2026-11-20`. */
  | { readonly day: string }
  | { readonly reference: string }
  | { readonly department: string }
  | { readonly governorate: string }
  | { readonly phrase: Text }
  /** Several, as a list within a sentence. */
  | { readonly parts: readonly Fact[] };

export type Facts = Readonly<Record<string, Fact>>;

/** An option by id; the shell finds the words (vocabulary, directory, or these). */
export interface Offer {
  readonly id: string;
  readonly label?: Text;
  /** Its label by the name of a phrase. */
  readonly named?: PhraseName;
}

export interface SummaryLine {
  readonly label: Text;
  readonly value: Fact;
}

export type Reply =
  | {
      readonly kind: 'say';
      readonly text: Text;
      readonly facts: Facts;
      readonly notice?: Notice;
      readonly filed?: Filing;
    }
  | {
      readonly kind: 'ask';
      readonly text: Text;
      readonly facts: Facts;
      readonly flow: string;
      readonly slot: string;
      readonly offers: readonly Offer[];
      /** Shown behind them and taken like them, but no answer to the question: what a change may be about. */
      readonly topics?: readonly Offer[];
      readonly summary?: readonly SummaryLine[];
      /** Said below the summary. */
      readonly after?: Text;
    };

/** The confirmation of a filing. */
export interface Filing {
  readonly reference: string;
  readonly dueAt: string;
  readonly followUpCode?: string;
}
