/** What the citizen of these tests has to say, and how each question is answered, in both languages. */
export type Lang = 'ar' | 'en';

export const MATTER: Readonly<Record<Lang, string>> = {
  ar: 'صارلي ٣ شهور بستنى جواز سفري بأحوال إربد وكل مرة بقولولي ارجع بكرا',
  en: 'I applied for my passport at the Irbid civil status office three months ago and still nothing',
};

/** Typed words only: what a person would write to each question, whatever the buttons are. */
const ANSWERS: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  type: { ar: 'شكوى', en: 'Complaint' },
  department: { ar: 'دائرة الأحوال المدنية والجوازات', en: 'Civil Status and Passports Department' },
  governorate: { ar: 'إربد', en: 'Irbid' },
  name: { ar: 'محمد العلي', en: 'John Smith' },
  phone: { ar: '٠٧٩٠٠٠٠٠٠٠', en: '0790000000' },
  confirm: { ar: 'نعم', en: 'yes' },
};

export function answerTo(ask: string | undefined, lang: Lang): string {
  const answer = ANSWERS[ask ?? '']?.[lang];
  if (answer === undefined) throw new Error(`nobody expected to be asked for "${ask}"`);
  return answer;
}

export const shown = (reference: string) => reference.replace(/(\d{4})(?=\d)/g, '$1 ');
export const inArabicDigits = (text: string) => text.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');
/** The same number with its last digit mistyped. */
export const mistyped = (reference: string) => `${reference.slice(0, 11)}${(Number(reference.slice(11)) + 1) % 10}`;
