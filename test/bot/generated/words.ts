/** What is said in generated conversations: real messages in every register, acts, odds and ends; understood once each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Understand } from '../../../bot/listen.ts';
import { seedDirectory } from '../../../nlu/seed-directory.ts';
import { readShippedModel } from '../../../nlu/shipped.ts';
import { createUnderstanding } from '../../../nlu/understand.ts';
import type { Context, Understanding } from '../../../nlu/understanding.ts';
import { readStories } from '../../stories/story.ts';

const NLU = join(import.meta.dirname, '../../../nlu');
const FROM_A_FILE = 12;
/** Each is understood anew under each question: more texts cost more than they find. */
const MOST_TEXTS = 360;

/** Some of every hand's messages, evenly through the file. */
function trained(): string[] {
  const files = readdirSync(join(NLU, 'data')).filter((name) => /^(requests|acts)-.*\.jsonl$/.test(name));
  return files.flatMap((name) => {
    const lines = readFileSync(join(NLU, 'data', name), 'utf8')
      .trim()
      .split('\n');
    const every = Math.max(1, Math.floor(lines.length / FROM_A_FILE));
    const some = lines.filter((_, i) => i % every === 0).slice(0, FROM_A_FILE);
    return some.map((line) => String((JSON.parse(line) as { text: unknown }).text));
  });
}

const told = (): string[] =>
  readStories().flatMap(({ steps }) =>
    steps.flatMap((step) => ('citizen' in step && step.citizen ? [step.citizen] : [])),
  );

/** Short answers weigh more than their number: most of what people type is short. */
const SHORT = [
  ...[
    'نعم',
    'لا',
    'اه',
    'تمام',
    'ok',
    'yes',
    'no',
    'aywa',
    'la2',
    'طيب',
    '👍',
    'صح',
    'غلط',
    'تخطي',
    'skip',
    'بدون',
    'مش عارف',
  ],
  ...[
    'رجوع',
    'back',
    'إلغاء',
    'cancel',
    'من جديد',
    'restart',
    'مساعدة',
    'help',
    'شكرا',
    'thanks',
    'مرحبا',
    'hello',
    'باي',
  ],
  ...[
    'English please',
    'عربي',
    'بدي احكي مع موظف',
    'agent',
    'وين طلبي',
    'where is my request',
    'ليش؟',
    'why?',
    'مين انت؟',
  ],
  ...[
    'يا حمار',
    'stupid bot',
    'في حريق ببيتنا هسا',
    'there is a fire now',
    'بدون اسم',
    'anonymous',
    'غير ذلك',
    'something else',
  ],
  ...[
    '1',
    '2',
    '٣',
    '5',
    '12',
    'الاول',
    'second one',
    'تعديل',
    'change',
    'أرسل',
    'send it',
    'لا ترسل',
    'غيّر الرقم',
    'الاسم غلط',
  ],
  ...[
    'محمد العلي',
    'Sara Haddad',
    'اسمي رنا',
    'khaled',
    '0790000000',
    '٠٧٨٥٥٥٠١٩٩',
    '079',
    'a@example.com',
    'اربد',
    'Amman',
  ],
  ...[
    'الجهة: أمانة عمان',
    'لا، مش الأحوال، الجوازات',
    "actually it's a suggestion",
    'المحافظة: الكرك',
    'هاي شكوى',
    'الأحوال المدنية',
  ],
  ...[
    '264817309242',
    '2648 1730 9242',
    '264817309243',
    '٢٦٤٨١٧٣٠٩٢٤٢',
    'شارع الجامعة جنب الدوار',
    'طلباتي',
    'my requests',
    'انهاء',
  ],
  ...[
    'ما انحلت',
    'ممتاز',
    'سيئ جدا',
    '⭐⭐⭐',
    'اسحب الشكوى',
    'بدي اضيف على طلبي',
    'ai',
    '؟',
    '...',
    '🙂',
    ' ',
    '\u0000',
    'ا'.repeat(3000),
  ],
];

/** What a story fills in is nothing that people say. */
const all = [...new Set([...told(), ...trained()])].filter((text) => !/\{[a-z-]+\}/.test(text));
export const POOL: readonly string[] = all.filter((_, i) => i % Math.ceil(all.length / MOST_TEXTS) === 0);
export const BRIEF: readonly string[] = SHORT;

export const DIRECTORY = seedDirectory();
const fresh = createUnderstanding(readShippedModel(join(NLU, 'weights')));

const known = new Map<string, Understanding>();
const keyOf = (text: string, { lang, namesDepartment, offered }: Context) =>
  `${lang}|${namesDepartment === true}|${offered?.map(({ id, labels }) => `${id}=${labels[0]}`).join()}|${text}`;

/** The same words in the same place mean the same: understood for real, and once. */
export const understand: Understand = (text, context) => {
  const key = keyOf(text, context);
  const before = known.get(key);
  if (before) return before;
  const made = fresh(text, context);
  known.set(key, made);
  return made;
};
