/** A question is put as often as it must be, and never a third time in the same words. */
import { describe, expect, it } from 'vitest';
import { FLOWS, label, message, talk } from './said.ts';

const thanks = () => message('thanks', { act: 'thanks', lang: 'en' });
const MATTER = { type: 'complaint', department: 'CSPD', lang: 'en', more: { act: label('request') } } as const;

function asking() {
  const { hear, state } = talk();
  const question = (heard: ReturnType<typeof hear>) => heard.at(-1);
  return { ask: (...heard: Parameters<typeof hear>) => question(hear(...heard)), state };
}

describe('a question put again', () => {
  it('is announced as one the third time, and then begins anew', () => {
    const { ask } = asking();
    const first = ask(message('My passport at the Irbid office is three months late', MATTER));
    const texts = [first, ask(thanks()), ask(thanks()), ask(thanks()), ask(thanks()), ask(thanks())].map(
      (reply) => reply?.text.en,
    );
    const again = `${FLOWS.patterns.asked_again.en} ${first?.text.en}`;
    expect(texts).toEqual([texts[0], texts[0], again, texts[0], texts[0], again]);
  });
  it('does not read an unchanged summary out a third time, and shows a changed one', () => {
    const { ask } = asking();
    const praise = { type: 'compliment', department: 'CSPD', lang: 'en', more: { act: label('request') } } as const;
    const first = ask(message('The clerk Rana at the Irbid office was wonderful to my mother', praise));
    expect(first).toMatchObject({ kind: 'ask', slot: 'confirm' });
    expect(ask(thanks())).toEqual(first);
    const third = ask(thanks());
    expect(third).toMatchObject({ kind: 'ask', slot: 'confirm', text: FLOWS.patterns.still_as_shown });
    expect(third).not.toHaveProperty('summary');
    const more = message('', {}, { files: [{ id: 'f', name: 'a.png', contentType: 'image/png', size: 1 }] });
    expect(ask(more)).toHaveProperty('summary');
  });
  it('is not put again for what no flow tells', () => {
    const { hear, state } = talk();
    hear(message('My passport at the Irbid office is three months late', MATTER));
    const before = state();
    const heard = hear({ kind: 'news', id: 'n', what: 'noted', reference: '264817309242', text: null });
    expect(heard).toEqual([]);
    expect(state()).toEqual(before);
  });
});
