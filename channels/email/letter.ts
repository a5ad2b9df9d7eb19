/**
 * A letter as the network carries it: plain words and the same as a page that says which way it reads, since mail programs
 * guess that badly. Marked as written by no person, so that nobody's absence note answers it. Pure.
 */
import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mail } from '../channel.ts';

export interface From {
  readonly name: string;
  readonly address: string;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? '');
const page = ({ text, lang }: Mail) =>
  `<div lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}" style="white-space:pre-line">${safe(text)}</div>`;

/** The same letter has the same id: a mailbox that gets it twice shows it once. */
const messageId = (id: string, { address }: From) =>
  `<${createHash('sha256').update(id).digest('hex').slice(0, 40)}@${address.slice(address.lastIndexOf('@') + 1)}>`;

export function letterOf(mail: Mail, from: From): Promise<Buffer> {
  const { id, address, subject, text, lang } = mail;
  return new MailComposer({
    from,
    to: { name: '', address },
    // A header is one line.
    subject: subject.replace(/\s+/g, ' '),
    text,
    html: page(mail),
    messageId: messageId(id, from),
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': lang },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}
