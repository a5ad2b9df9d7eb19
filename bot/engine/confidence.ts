/** How sure is sure: every threshold of the conversation, in one place. Probabilities are calibrated (0 to 1). */

interface Threshold {
  /** From here a guess is filled in and shown in the summary. */
  readonly sure: number;
  /** From here a guess is worth asking about by name. */
  readonly guess: number;
}

export const THRESHOLDS: Readonly<Record<string, Threshold>> = {
  type: { sure: 0.5, guess: 0.3 },
  department: { sure: 0.6, guess: 0.25 },
  governorate: { sure: 0.6, guess: 0.35 },
  // Never asked as such: shown in the summary, correctable.
  axis: { sure: 0, guess: 0 },
  importance: { sure: 0, guess: 0 },
};

/** An answer to the question itself needs less: the person is talking about just that. */
export const ANSWER = 0.35;
/** A dialog act (thanks, cancel, help) is obeyed from here. */
export const ACT = 0.55;
/** Inside a question that takes any words, an act must be surer than that. */
export const ACT_IN_FREE_TEXT = 0.8;
/** A department or governorate named outright. */
export const SURE_NAME = 0.6;
/** A body that stands in the words, not one that is inferred from them. */
export const NAMED_BODY = 0.86;
/** Surely a matter, whatever kind it is. */
export const MATTER_OF_FACT = 0.94;
/** Less sure than this of what it is about, a few words have told too little. */
export const HALF_KNOWN = 0.5;
/** An act said in just its own words. */
export const LITERAL = 0.93;
/** An alarm in at least so many words is also a matter to keep. */
export const WORDS_BEYOND_ALARM = 12;
export const EMERGENCY = 0.5;
/** A known question is answered from here. */
export const CARD = 0.57;
/** Without a question mark it must be surely one. */
export const SURE_QUESTION = 0.8;
/** A question that is put off is surely one, and not the story's own "when will you mend it?". */
export const SURELY_A_QUESTION = 0.9;
/** The language of the replies follows the person's from here. */
export const LANGUAGE = 0.8;

export const isSure = (slot: string, confidence: number): boolean => confidence >= (THRESHOLDS[slot]?.sure ?? 0.5);
export const isGuess = (slot: string, confidence: number): boolean => confidence >= (THRESHOLDS[slot]?.guess ?? 0.5);
/** Where to turn with what is no matter of government: a wrong direction is worse than none. */
export const TOPIC = 0.5;
