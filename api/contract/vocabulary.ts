/**
 * The codes everybody shares, and what people call them in both languages.
 * Source: the platform's own lists. This file knows words and nothing else.
 */

/** The languages the product answers in. */
export const LANGS = ['ar', 'en'] as const;
export type Lang = (typeof LANGS)[number];

/** How an utterance may be written: Arabic, English, or Arabic in Latin letters ("Arabizi"). */
export const UTTERANCE_LANGS = ['ar', 'en', 'ar-Latn'] as const;
export type UtteranceLang = (typeof UTTERANCE_LANGS)[number];

export const REQUEST_TYPES = [
  'inquiry',
  'complaint',
  'suggestion',
  'compliment',
  'violation_report',
  'grievance',
  'human_rights',
] as const;
export type RequestType = (typeof REQUEST_TYPES)[number];

export const AXES = ['service_time', 'procedures', 'staff_conduct', 'environment', 'output_quality'] as const;
export type Axis = (typeof AXES)[number];

export const IMPORTANCES = ['critical', 'high', 'medium', 'low'] as const;
export type Importance = (typeof IMPORTANCES)[number];

/** Where a request stands. A reopened request is `in_progress` again. */
export const STAGES = ['registered', 'in_progress', 'waiting_for_citizen', 'answered', 'closed'] as const;
export type Stage = (typeof STAGES)[number];

/** Every door a request may come through. */
export const CHANNELS = [
  'webchat',
  'messenger',
  'sms',
  'voice',
  'contact_centre',
  'botservice',
  'email',
  'console',
  'api',
] as const;
export type ChannelName = (typeof CHANNELS)[number];
/** Where agents take requests down for callers. */
export const CALL_CENTRE: ChannelName = 'contact_centre';

/** What a message does, when it is not (only) a request. */
export const DIALOG_ACTS = [
  'greeting',
  'thanks',
  'goodbye',
  'help',
  'human_agent',
  'status_query',
  'cancel',
  'back',
  'restart',
  'change_language',
  'affirm',
  'deny',
  'rate',
  'emergency',
  'out_of_scope',
  'abuse',
] as const;
export type DialogAct = (typeof DIALOG_ACTS)[number];
export type Act = DialogAct | 'request';
export const ACTS: readonly Act[] = ['request', ...DIALOG_ACTS];

/** What a citizen may want of the conversation beyond a new request: each may open a flow. */
export const WISHES = ['my_requests', 'withdraw', 'add', 'not_solved', 'prove', 'follow_up', 'continue'] as const;
export type Wish = (typeof WISHES)[number];

/** Small questions about the service itself, answered in passing. */
export const ASIDES = ['who_sees', 'how_long', 'is_free'] as const;
export type Aside = (typeof ASIDES)[number];

/** Whom a request may be filed for. */
export const RELATIONS = [
  'mother',
  'father',
  'parent',
  'sibling',
  'child',
  'spouse',
  'relative',
  'neighbour',
  'friend',
] as const;
export type Relation = (typeof RELATIONS)[number];

/** What the bot may ask for; sent as `channelData.sawt.ask`. */
export const ASKS = [
  'type',
  'description',
  'department',
  'axis',
  'governorate',
  'location',
  'attachments',
  'anonymous',
  'name',
  'phone',
  'email',
  'confirm',
  'reference',
  'code',
  'duplicate',
  'satisfied',
  'rating',
  'rating_reason',
  'answer',
  'resume',
  'next_request',
  'human',
] as const;
export type Ask = (typeof ASKS)[number];

/** Notices that travel beside a message for clients that want to show them apart. */
export const NOTICES = ['emergency', 'handed_over', 'nobody_free', 'abuse', 'cancelled'] as const;
export type Notice = (typeof NOTICES)[number];

/** A text in both languages. */
export interface Bilingual {
  readonly ar: string;
  readonly en: string;
}

export const TYPE_NAMES: Readonly<Record<RequestType, Bilingual>> = {
  inquiry: { ar: 'استفسار', en: 'Inquiry' },
  complaint: { ar: 'شكوى', en: 'Complaint' },
  suggestion: { ar: 'اقتراح', en: 'Suggestion' },
  compliment: { ar: 'ثناء', en: 'Compliment' },
  violation_report: { ar: 'إبلاغ عن مخالفة', en: 'Violation report' },
  grievance: { ar: 'تظلم', en: 'Grievance' },
  human_rights: { ar: 'طلب حقوق إنسان', en: 'Human-rights request' },
};

export const RELATION_NAMES: Readonly<Record<Relation, Bilingual>> = {
  mother: { ar: 'الوالدة', en: 'mother' },
  father: { ar: 'الوالد', en: 'father' },
  parent: { ar: 'الوالدان', en: 'parents' },
  sibling: { ar: 'أخ أو أخت', en: 'brother or sister' },
  child: { ar: 'ابن أو ابنة', en: 'son or daughter' },
  spouse: { ar: 'الزوج أو الزوجة', en: 'husband or wife' },
  relative: { ar: 'أحد الأقارب', en: 'relative' },
  neighbour: { ar: 'أحد الجيران', en: 'neighbour' },
  friend: { ar: 'صديق', en: 'friend' },
};

export const AXIS_NAMES: Readonly<Record<Axis, Bilingual>> = {
  service_time: { ar: 'زمن الحصول على الخدمة', en: 'Time to get the service' },
  procedures: { ar: 'الإجراءات والأساليب', en: 'Procedures and methods' },
  staff_conduct: { ar: 'سلوك الموظف', en: 'Employee conduct' },
  environment: { ar: 'بيئة تقديم الخدمة', en: 'Service environment' },
  output_quality: { ar: 'جودة مخرجات الخدمة', en: "Quality of the service's output" },
};

export const IMPORTANCE_NAMES: Readonly<Record<Importance, Bilingual>> = {
  critical: { ar: 'حرجة', en: 'Critical' },
  high: { ar: 'مرتفعة', en: 'High' },
  medium: { ar: 'متوسطة', en: 'Medium' },
  low: { ar: 'منخفضة', en: 'Low' },
};

export const STAGE_NAMES: Readonly<Record<Stage, Bilingual>> = {
  registered: { ar: 'مسجّل', en: 'Registered' },
  in_progress: { ar: 'قيد المعالجة', en: 'In progress' },
  waiting_for_citizen: { ar: 'بانتظار ردّك', en: 'Waiting for your answer' },
  answered: { ar: 'تمت الإجابة', en: 'Answered' },
  closed: { ar: 'مغلق', en: 'Closed' },
};
