/** The e-mail door, outward alone: letters to people who gave an address, handed to one mail server. Nobody writes to it. */
import type { Capabilities, Channel } from '../channel.ts';
import { createMailClient, type Patience, type Server } from './client.ts';
import { type From, letterOf } from './letter.ts';

const CHANNEL = 'email';
const NAME = 'Sawt صوت';
const SUBMISSION = 587;
const SUBMISSION_TLS = 465;

const capabilities: Capabilities = {
  quickReplies: 0,
  labelLength: 200,
  textLength: 100_000,
  spoken: false,
  proactive: true,
  greets: false,
};

const isHere = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);

/** smtp://user:password@host:port, or smtps:// for TLS from the first byte. */
export function serverOf(address: string): Server {
  const { protocol, hostname, port, username, password } = new URL(address);
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    host,
    port: port === '' ? (secure ? SUBMISSION_TLS : SUBMISSION) : Number(port),
    secure,
    onlyTls: !secure && !isHere(host),
    ...(username !== '' && { user: decodeURIComponent(username), password: decodeURIComponent(password) }),
  };
}

/** The account's own address unless another is set. */
export function fromOf({ host, user = '' }: Server, set: string | undefined): From {
  return { name: NAME, address: set ?? (user.includes('@') ? user : `sawt@${host}`) };
}

export interface EmailSettings {
  /** SMTP_URL, and perhaps SMTP_FROM. */
  readonly settings: Readonly<Record<string, string>>;
  readonly patience?: Partial<Patience>;
}

export function createEmail({ settings, patience }: EmailSettings): Channel {
  const server = serverOf(settings.SMTP_URL ?? '');
  const from = fromOf(server, settings.SMTP_FROM);
  const send = createMailClient(server, patience);
  return {
    name: CHANNEL,
    capabilities,
    mail: async (mail) => send({ from: from.address, to: mail.address }, await letterOf(mail, from)),
  };
}
