/** Known questions, asked as people ask them: found where one is meant, and never taken for another. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CARD } from '../../bot/engine/confidence.ts';
import { readFlows, sourcesIn } from '../../flows/load.ts';
import { seedDirectory } from '../../nlu/seed-directory.ts';
import { readShippedModel } from '../../nlu/shipped.ts';
import { createUnderstanding } from '../../nlu/understand.ts';

const ROOT = join(import.meta.dirname, '../..');
const cards = Object.values(readFlows(sourcesIn(join(ROOT, 'flows'))).cards);
const understand = createUnderstanding(readShippedModel(join(ROOT, 'nlu/weights')), cards);
const directory = seedDirectory();

/** The card that would be shown. */
function shown(text: string): string | undefined {
  const { card } = understand(text, { directory, now: '2026-11-20T10:00:00+03:00' });
  return card !== undefined && card.confidence >= CARD ? card.id : undefined;
}

const ASKED: readonly (readonly [card: string, text: string])[] = [
  ['passport_renewal', 'السلام عليكم، حاب اعرف قديش صار رسم تجديد الجواز'],
  ['passport_renewal', 'جواز سفري منتهي من شهرين، شو لازم اعمل عشان اجدده؟'],
  ['passport_renewal', 'what are the fees for renewing an expired passport'],
  ['passport_renewal', '2addesh bikallef tajdeed el jawaz?'],
  ['passport_renewal', 'كم رسوم تجديد جواز سفر لطفل عمره ٨ سنين'],
  ['passport_renewal_online', 'في طريقة اجدد الجواز الكترونيا بدون مراجعة الدائرة؟'],
  ['passport_renewal_online', 'is it possible to renew the passport online?'],
  ['registered_certificate', 'I need a new copy of my birth certificate, where do I get it and how much is it'],
  ['registered_certificate', 'كيف استخرج شهادة وفاة لجدي'],
  ['smart_id_first_time', 'ابني طبق 18 وبده يطلع هوية اول مرة، شو الاوراق؟'],
  ['smart_id_first_time', 'what documents are needed to issue a first ID card'],
  ['passport_by_post', 'do you deliver passports to the house after renewal'],
  ['car_licence_renewal', 'what papers do I need to renew my car license'],
  ['car_licence_renewal', 'shu el awra2 el matloobe la tajdeed tarkhees sayara'],
  ['motorcycle_licence_first', 'requirements for a motorcycle driving licence please'],
  ['authenticate_documents', 'كيف بصدق شهادة الجامعة من الخارجية وكم الرسوم؟'],
  ['authenticate_documents', 'where can I attest my degree for use abroad'],
];

/** Near in words, another matter: no card may say its piece here, whatever cards there are. */
const OTHERS: readonly string[] = [
  'صارلي ٣ شهور بستنى جواز سفري بأحوال إربد',
  'كم رسوم رخصة البناء في بلدية جرش لبناء من طابقين',
  'بدي اقترح تعملوا موقف للسيارات عند الترخيص',
  'كم الرسوم',
  'شو الاوراق المطلوبة',
  'how much is it',
  'what documents do I need',
  'شكرا لموظف الجوازات اللي ساعدني',
  'وين وصل طلبي',
];

describe('known questions', () => {
  it('are mostly found in other words', () => {
    const wrong = ASKED.filter(([card, text]) => shown(text) !== card).map(([card, text]) => `${card}: ${text}`);
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(ASKED.length * 0.25);
  });

  it('are never taken for another', () => {
    const mistaken = ASKED.filter(([card, text]) => ![card, undefined].includes(shown(text))).map(([, text]) => text);
    expect(mistaken).toEqual([]);
  });

  it.each(OTHERS)('are not heard in "%s"', (text) => expect(shown(text)).toBeUndefined());

  it('are found in the words they were written in', () => {
    const asks = cards.flatMap(({ id, asks: written }) => written.map((text) => ({ id, text })));
    const lost = asks.filter(({ id, text }) => shown(text) !== id).map(({ id, text }) => `${id}: ${text}`);
    expect(lost.length, lost.join('\n')).toBeLessThanOrEqual(asks.length * 0.05);
  });

  it('without any, nothing is claimed', () => {
    const plain = createUnderstanding(readShippedModel(join(ROOT, 'nlu/weights')));
    expect(plain('كيف أجدد جواز سفري؟', { directory, now: '2026-11-20T10:00:00+03:00' }).card).toBeUndefined();
  });
});
