/** The terminal: what it can show, and a message as lines of text. Pure; reading and printing is chat.ts's. */
import type { Channel, OutboundBody } from '../channel.ts';

export const terminal: Channel = {
  name: 'console',
  // Options come as numbered lines, which is what a keyboard answers best.
  capabilities: {
    quickReplies: 0,
    labelLength: 80,
    textLength: 4000,
    spoken: false,
    proactive: true,
    greets: true,
  },
};

export const toLines = ({ text }: OutboundBody): string[] => text.split('\n');
