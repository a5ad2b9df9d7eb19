/** A story's citizen with a telephone, by Twilio's wire and by an operator's: they read texts and type what they choose. */
import { randomInt } from 'node:crypto';
import type { Smsc } from '../../deploy/simulate/smsc.ts';
import type { TwilioStandIn } from '../../deploy/simulate/twilio.ts';
import type { Shown, StoryDoor } from './door.ts';
import { PNG } from './inbox.ts';

const newPhone = () => `+96279${randomInt(1_000_000, 9_999_999)}`;
const asShown = (texts: readonly { readonly text: string }[]): Shown[] =>
  texts.map(({ text }) => ({ text, options: 'written' }));

interface Wire {
  say(phone: string, text: string): Promise<void>;
  picture?(phone: string, text: string): Promise<void>;
  arrived(phone: string): readonly { readonly text: string }[];
}

function telephone(wire: Wire): StoryDoor {
  let phone = newPhone();
  let seen = 0;
  return {
    channel: 'sms',
    conversationId: () => `sms:${phone}`,
    // Nobody opens a conversation by telephone but by writing.
    start: async () => {},
    say: (text, optionId) => wire.say(phone, optionId ?? text),
    async attach(_name, text) {
      if (wire.picture === undefined) throw new Error('this wire carries no pictures');
      await wire.picture(phone, text);
    },
    async received() {
      const fresh = wire.arrived(phone).slice(seen);
      seen += fresh.length;
      return asShown(fresh);
    },
    elsewhere: () => {
      phone = newPhone();
      seen = 0;
    },
  };
}

export function twilioDoor(standIn: TwilioStandIn): StoryDoor {
  const write = async (phone: string, text: string, more = {}) => {
    const { status } = await standIn.say(phone, text, more);
    if (status !== 200) throw new Error(`the webhook was answered ${status}`);
  };
  return telephone({
    say: write,
    picture: (phone, text) =>
      write(phone, text, { media: [{ url: standIn.serve(PNG, 'image/png'), contentType: 'image/png' }] }),
    arrived: standIn.sentTo,
  });
}

export const smppDoor = (smsc: Smsc): StoryDoor =>
  telephone({
    async say(phone, text) {
      const statuses = await smsc.say(phone, text);
      if (statuses.some((status) => status !== 0)) throw new Error(`deliver_sm was answered ${statuses}`);
    },
    arrived: (phone) => smsc.received.filter((each) => each.phone === phone),
  });
