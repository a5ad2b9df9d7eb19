/**
 * `npm run simulate`: stand-ins for Meta, Twilio, an operator's SMPP and a mail server, and a telephone of each at this terminal. Prints
 * the settings that point the product at them; every account in them is invented.
 */
import { createInterface } from 'node:readline';
import { SegmentedMessage } from 'sms-segments-calculator';
import { createGraph } from './graph.ts';
import { createMailServer, readLetter } from './mail.ts';
import { createSmsc } from './smsc.ts';
import { createTwilioStandIn } from './twilio.ts';

const PORTS = { graph: 4010, twilio: 4020, smpp: 2775, mail: 2525 };
const sawt = (process.argv[2] ?? 'http://127.0.0.1:3000').replace(/\/+$/, '');
const FROM = '+96265000000';
const PHONE = '+962790000000';
const PERSON = '24000000000000001';

const MESSENGER = { appSecret: 'stand-in-secret', pageToken: 'stand-in-page-token', verifyToken: 'stand-in-verify' };
const TWILIO = { accountSid: 'AC00000000000000000000000000000000', authToken: 'stand-in-token' };
const SMPP = { systemId: 'sawt', password: 'standin' };

const graph = await createGraph({
  pageToken: MESSENGER.pageToken,
  appSecret: MESSENGER.appSecret,
  webhook: `${sawt}/webhooks/messenger`,
  port: PORTS.graph,
});
const twilio = await createTwilioStandIn({
  ...TWILIO,
  from: FROM,
  webhook: `${sawt}/webhooks/twilio/sms`,
  port: PORTS.twilio,
});
const smsc = await createSmsc({ ...SMPP, port: PORTS.smpp });
const mail = await createMailServer({ port: PORTS.mail });

console.log(`Stand-ins listen. Start Sawt with all or some of these, then write here:

  PUBLIC_URL=${sawt}
  MESSENGER_APP_SECRET=${MESSENGER.appSecret} MESSENGER_VERIFY_TOKEN=${MESSENGER.verifyToken}
  MESSENGER_PAGE_TOKEN=${MESSENGER.pageToken} GRAPH_API_URL=${graph.url}
  TWILIO_ACCOUNT_SID=${TWILIO.accountSid} TWILIO_AUTH_TOKEN=${TWILIO.authToken}
  TWILIO_FROM=${FROM} TWILIO_API_URL=${twilio.url}
  SMPP_URL=${smsc.url} SMPP_FROM=${FROM}
  SMTP_URL=${mail.url} SMTP_FROM=sawt@example.jo

  messenger <text>     twilio <text>     smpp <text>     (Ctrl-C ends)
`);

const cost = (text: string) => {
  const { segmentsCount, encodingName } = new SegmentedMessage(text);
  return `${segmentsCount} segment${segmentsCount === 1 ? '' : 's'}, ${encodingName}`;
};
const show = (from: string, text: string, note: string) =>
  console.log(`\n[${from}] (${note})\n${text.replace(/^/gm, '  ')}`);

let shown = { messenger: 0, twilio: 0, mail: 0 };
/** What arrived since the last look, whoever caused it. */
function look(): void {
  const messages = graph.sentTo(PERSON).slice(shown.messenger);
  for (const { text, quickReplies } of messages)
    show('messenger', text, quickReplies.map(({ title }) => `[${title}]`).join(' ') || 'no buttons');
  const texts = twilio.sentTo(PHONE).slice(shown.twilio);
  for (const { text, by } of texts) show('twilio', text, `${cost(text)}, ${by}`);
  const letters = mail.letters.slice(shown.mail);
  for (const letter of letters) show('e-mail', readLetter(letter).text, `${letter.to}: ${readLetter(letter).subject}`);
  shown = {
    messenger: shown.messenger + messages.length,
    twilio: shown.twilio + texts.length,
    mail: shown.mail + letters.length,
  };
}
smsc.onReceived(({ text, parts }) => show('smpp', text, `${cost(text)}, ${parts} submitted`));
const looking = setInterval(look, 200);

const SAY: Readonly<Record<string, (text: string) => Promise<{ readonly status?: number } | readonly number[]>>> = {
  messenger: (text) => {
    const button = graph
      .sentTo(PERSON)
      .at(-1)
      ?.quickReplies.find(({ title }) => title === text);
    return button ? graph.tap(PERSON, button.title, button.payload) : graph.say(PERSON, text);
  },
  twilio: (text) => twilio.say(PHONE, text),
  smpp: (text) => smsc.say(PHONE, text),
};

async function onLine(line: string): Promise<void> {
  const [, door = '', text = ''] = /^(\S+)\s+(.+)$/.exec(line.trim()) ?? [];
  const say = SAY[door];
  if (say === undefined) return console.log(`Write: ${Object.keys(SAY).join(' | ')}, then a text.`);
  try {
    const answer = await say(text);
    if ('status' in answer && answer.status !== 200)
      console.log(`Sawt answered ${answer.status}: is it started with these settings?`);
  } catch (error) {
    console.log(`${door}: ${error instanceof Error ? error.message : error}. Is Sawt started with these settings?`);
  }
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => void onLine(line));
async function end(): Promise<void> {
  clearInterval(looking);
  lines.close();
  await Promise.all([graph.close(), twilio.close(), smsc.close(), mail.close()]);
  process.exit(0);
}
process.on('SIGINT', () => void end());
