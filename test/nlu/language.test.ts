import { expect, it } from 'vitest';
import { detectLanguage } from '../../nlu/language.ts';
import { fold } from '../../nlu/normalise.ts';
import { tokenise } from '../../nlu/tokens.ts';

it.each([
  ['صارلي شهر بستنى', 'ar'],
  ['شكرا', 'ar'],
  ['بدي اشكي على internet بطيء', 'ar'],
  ['my passport is late', 'en'],
  ['Where is my request?', 'en'],
  ['bdi ashteki 3al baladiyeh', 'ar-Latn'],
  ['sarli shahrein bastanna el jawaz', 'ar-Latn'],
  ['shukran', 'ar-Latn'],
  ['mar7aba', 'ar-Latn'],
  ['shu sar bi talabi', 'ar-Latn'],
  ['the form for covid19 is broken', 'en'],
])('%s is %s', (text, lang) => {
  expect(detectLanguage(tokenise(fold(text))).value).toBe(lang);
});

it('takes the hint when there are no letters', () => {
  expect(detectLanguage(tokenise('123'), 'en').value).toBe('en');
});
