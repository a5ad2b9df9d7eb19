/** A reply as an Activity for Azure Bot Service. Pure. */
import type { KeptOutbound } from '../channel.ts';

export interface Reply {
  readonly type: 'message';
  readonly text: string;
  readonly textFormat: 'plain';
  readonly locale: string;
  readonly inputHint: string;
  readonly suggestedActions?: {
    readonly to: readonly string[];
    readonly actions: readonly { readonly type: string; readonly title: string; readonly value: string }[];
  };
  readonly channelData?: { readonly sawt: NonNullable<KeptOutbound['body']['sawt']> };
}

export function encode({ body }: KeptOutbound): Reply {
  const { text, lang, options = [], inputHint, sawt } = body;
  const actions = options.map(({ label }) => ({ type: 'imBack', title: label, value: label }));
  return {
    type: 'message',
    text,
    textFormat: 'plain',
    locale: lang,
    inputHint,
    ...(actions.length > 0 && { suggestedActions: { to: [], actions } }),
    ...(sawt && { channelData: { sawt } }),
  };
}
