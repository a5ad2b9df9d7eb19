/** What the status field says, in both languages. Stage names come from the shared vocabulary. */
import type { Lang, Stage } from '../../../contract/vocabulary.ts';

interface Labels {
  readonly stage: string;
  readonly updated: string;
  readonly due: string;
  readonly wasDue: string;
  readonly late: string;
  readonly looking: string;
  readonly empty: string;
  readonly length: (count: number) => string;
  readonly check: string;
  readonly unknown: string;
  readonly busy: string;
  readonly away: string;
  readonly meaning: Readonly<Record<Stage, string>>;
}

export const LABELS: Readonly<Record<Lang, Labels>> = {
  ar: {
    stage: 'المرحلة',
    updated: 'آخر تحديث',
    due: 'موعد الرد',
    wasDue: 'كان موعد الرد',
    late: 'تأخر الرد عن موعده.',
    looking: 'جارٍ البحث…',
    empty: 'اكتب رقم الطلب: 12 رقمًا.',
    length: (count) => `رقم الطلب 12 رقمًا، وما كتبته فيه ${count}. راجعه وأعد المحاولة.`,
    check: 'في الرقم خطأ: رقما التحقق الأخيران لا يطابقان بقية الأرقام. راجعه رقمًا رقمًا.',
    unknown: 'لا يوجد طلب بهذا الرقم. راجع الأرقام وأعد المحاولة.',
    busy: 'محاولات كثيرة في وقت قصير. انتظر قليلًا ثم أعد المحاولة.',
    away: 'تعذّر الوصول إلى الخدمة الآن. أعد المحاولة بعد قليل.',
    meaning: {
      registered: 'وصل طلبك وسُجّل، وستستلمه الجهة المسؤولة.',
      in_progress: 'الجهة المسؤولة تعمل على طلبك.',
      waiting_for_citizen: 'سألتك الجهة سؤالًا وتنتظر جوابك. أجب في المحادثة ليُستكمل طلبك.',
      answered: 'ردّت الجهة على طلبك. تجد الرد في المحادثة التي قدّمته منها، ويمكنك تقييمه.',
      closed: 'انتهى العمل على هذا الطلب.',
    },
  },
  en: {
    stage: 'Stage',
    updated: 'Last update',
    due: 'Answer due',
    wasDue: 'Answer was due',
    late: 'The answer is late.',
    looking: 'Looking…',
    empty: 'Enter the reference number: 12 digits.',
    length: (count) => `A reference number has 12 digits; this one has ${count}. Please check it and try again.`,
    check:
      'There is a mistake in the number: its last two check digits do not match the others. Please check each digit.',
    unknown: 'There is no request with this number. Please check the digits and try again.',
    busy: 'Too many tries in a short time. Please wait a little and try again.',
    away: 'The service cannot be reached right now. Please try again shortly.',
    meaning: {
      registered: 'Your request has arrived and is registered; the department will receive it.',
      in_progress: 'The department is working on your request.',
      waiting_for_citizen:
        'The department has asked you a question and waits for your answer. Answer it in the conversation so that work can go on.',
      answered:
        'The department has answered. You find the answer in the conversation you filed it from, and can rate it.',
      closed: 'Work on this request has ended.',
    },
  },
};
