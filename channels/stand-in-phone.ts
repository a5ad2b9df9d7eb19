/**
 * A telephone to try things with where no door can write to a real one: texts to any number arrive here and are shown on
 * the demo page. In memory alone, the newest few; it is for the embedded default and never for people's own numbers.
 */
import type { Channel, PhoneText } from './channel.ts';

export interface ShownText extends PhoneText {
  readonly at: string;
}

export interface StandInPhone {
  readonly channel: Channel;
  /** Newest first. */
  shown(): readonly ShownText[];
}

const MOST = 20;

export function createStandInPhone(now: () => Date): StandInPhone {
  let texts: readonly ShownText[] = [];
  return {
    channel: {
      name: 'stand-in-phone',
      capabilities: {
        quickReplies: 0,
        labelLength: 80,
        textLength: 1000,
        spoken: false,
        proactive: true,
        greets: false,
      },
      text: async (text) => {
        texts = [{ ...text, at: now().toISOString() }, ...texts].slice(0, MOST);
        return { kind: 'sent' };
      },
    },
    shown: () => texts,
  };
}
