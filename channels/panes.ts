/** Where no account is set: what each door would show, for the demo page. They are no doors: nothing is pushed. */
import type { Channel } from './channel.ts';
import type { Pane } from './side-by-side.ts';
import { webchat } from './webchat/index.ts';

type Words = { readonly more: Readonly<Record<'ar' | 'en', string>> };

export async function openSides(words: Words): Promise<(Pane & { readonly door?: Channel })[]> {
  const sms = await import('./sms/encode.ts');
  const { costOf } = await import('./sms/segments.ts');
  const messenger = await import('./messenger/encode.ts');
  const { CHANNEL } = await import('./messenger/receive.ts');
  return [
    {
      channel: webchat.name,
      show: ({ body: { text, options = [] } }) => [{ text, buttons: options.map(({ label }) => label) }],
    },
    {
      channel: CHANNEL,
      door: { name: CHANNEL, capabilities: messenger.capabilities },
      show: ({ body, seq }) =>
        messenger
          .encode(body, seq, words)
          .map(({ text, quick_replies = [] }) => ({ text, buttons: quick_replies.map(({ title }) => title) })),
    },
    {
      channel: sms.CHANNEL,
      door: { name: sms.CHANNEL, capabilities: sms.capabilities },
      show: ({ body }) => {
        const text = sms.textFor(body);
        return [{ text, buttons: [], cost: costOf(text) }];
      },
    },
  ];
}
