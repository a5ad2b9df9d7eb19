/**
 * Every error code of the request API, once, in both languages. RFC 9457: `application/problem+json`.
 * `detail` holds both languages; `detailAr` and `detailEn` hold each alone. `{name}` is filled from the problem's facts.
 */
import Type, { type Static } from 'typebox';

interface Row {
  readonly status: number;
  readonly title: string;
  readonly ar: string;
  readonly en: string;
}

export const PROBLEMS = {
  invalid_json: {
    status: 400,
    title: 'Not JSON',
    ar: 'نص الطلب ليس JSON صحيحًا.',
    en: 'The body is not valid JSON.',
  },
  invalid_request: {
    status: 422,
    title: 'Invalid value',
    ar: 'القيمة في {field} غير مقبولة. المسموح: {allowed}.',
    en: 'The value of {field} is not accepted. Allowed: {allowed}.',
  },
  invalid_reference: {
    status: 422,
    title: 'Not a reference number',
    ar: 'هذا ليس رقم طلب صحيحًا. رقم الطلب 12 رقمًا، آخر رقمين منه للتحقق؛ راجع الأرقام وأعد المحاولة.',
    en: 'This is not a valid reference number. It has 12 digits, the last two being check digits; please check the digits and try again.',
  },
  missing_idempotency_key: {
    status: 400,
    title: 'Idempotency-Key missing',
    ar: 'أرسل ترويسة Idempotency-Key (من 1 إلى 200 حرف) حتى لا يُسجَّل الطلب مرتين.',
    en: 'Send an Idempotency-Key header (1 to 200 characters) so that the request is never filed twice.',
  },
  idempotency_mismatch: {
    status: 422,
    title: 'Idempotency-Key used with another body',
    ar: 'استُخدم Idempotency-Key نفسه مع محتوى مختلف. استخدم مفتاحًا جديدًا للطلب الجديد.',
    en: 'This Idempotency-Key was used with a different body. Use a new key for a new request.',
  },
  unauthorized: {
    status: 401,
    title: 'Key missing or wrong',
    ar: 'أرسل ترويسة Authorization: Bearer مع مفتاح صحيح.',
    en: 'Send an Authorization: Bearer header with a valid key.',
  },
  forbidden: {
    status: 403,
    title: 'Not allowed',
    ar: 'هذا المفتاح لا يسمح بهذه العملية.',
    en: 'This key does not allow this operation.',
  },
  bad_signature: {
    status: 403,
    title: 'Signature missing or wrong',
    ar: 'التوقيع غير موجود أو لا يطابق المحتوى. وقّع البايتات كما تُرسل: {allowed}.',
    en: 'The signature is missing or does not match the body. Sign the bytes exactly as they are sent: {allowed}.',
  },
  unsigned_transcript: {
    status: 401,
    title: 'Signature missing or wrong',
    ar: 'التوقيع غير موجود أو لا يطابق المحتوى. وقّع البايتات كما تُرسل: {allowed}.',
    en: 'The signature is missing or does not match the body. Sign the bytes exactly as they are sent: {allowed}.',
  },
  invalid_activity: {
    status: 400,
    title: 'Not an activity',
    ar: 'القيمة في {field} غير موجودة أو غير مقبولة. المسموح: {allowed}.',
    en: 'The value of {field} is missing or not accepted. Allowed: {allowed}.',
  },
  broken_transcript: {
    status: 422,
    title: 'Transcript not readable',
    ar: 'تعذّرت قراءة نص المكالمة بصيغة {format}. الموضع: {where}. المسموح هناك: {allowed}.',
    en: 'The transcript could not be read as {format}. Place: {where}. Allowed there: {allowed}.',
  },
  unknown_call: {
    status: 404,
    title: 'Unknown call',
    ar: 'لا توجد مكالمة بهذا المعرّف.',
    en: 'There is no call with this id.',
  },
  session_locked: {
    status: 401,
    title: 'Locked after idleness',
    ar: 'قُفلت الجلسة بعد فترة دون نشاط. سجّل الدخول من جديد للمتابعة من حيث توقفت.',
    en: 'This session was locked after a time without activity. Sign in again to go on where you were.',
  },
  csrf: {
    status: 403,
    title: 'Not from our page',
    ar: 'لم يأتِ هذا الإجراء من صفحتنا. حدّث الصفحة وأعد المحاولة.',
    en: 'This did not come from our own page. Reload the page and try again.',
  },
  taken_by_another: {
    status: 409,
    title: 'In other hands',
    ar: 'هذه المحادثة عند موظف آخر أو عادت إلى المساعد الآلي. حدّث القائمة.',
    en: 'Somebody else has this conversation, or it went back to the assistant. Refresh the list.',
  },
  no_role: {
    status: 403,
    title: 'Signed in, without a role',
    ar: 'سجّلت الدخول، لكن حسابك لا يحمل دورًا هنا. اطلب من المسؤول أن يمنحك أحد الأدوار: {allowed}.',
    en: 'You are signed in, but your account has no role here. Ask the administrator for one of: {allowed}.',
  },
  sign_in_failed: {
    status: 400,
    title: 'Sign-in failed',
    ar: 'لم يكتمل تسجيل الدخول. ابدأ من جديد من صفحة الموظفين.',
    en: 'Signing in was not completed. Start again from the staff page.',
  },
  demo_only_here: {
    status: 403,
    title: 'Only on this machine',
    ar: 'حسابات التجربة متاحة من هذا الجهاز نفسه فقط. لتسجيل دخول الموظفين فعليًا اضبط OIDC_ISSUER.',
    en: 'The demo accounts can be used from this very machine only. For real staff sign-in set OIDC_ISSUER.',
  },
  sign_in_away: {
    status: 503,
    title: 'Identity provider away',
    ar: 'خدمة تسجيل الدخول غير متاحة الآن. أعد المحاولة بعد قليل.',
    en: 'The sign-in service is not available right now. Please try again shortly.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    ar: 'لا يوجد شيء بهذا العنوان.',
    en: 'There is nothing at this address.',
  },
  unknown_reference: {
    status: 404,
    title: 'Unknown reference number',
    ar: 'لا يوجد طلب بهذا الرقم. راجع الأرقام وأعد المحاولة.',
    en: 'There is no request with this number. Please check the digits and try again.',
  },
  token_expired: {
    status: 403,
    title: 'Token expired',
    ar: 'انتهت صلاحية رمز المحادثة. اطلب رمزًا جديدًا.',
    en: 'The token of this conversation has expired. Ask for a new one.',
  },
  unknown_conversation: {
    status: 404,
    title: 'Unknown conversation',
    ar: 'لا توجد محادثة بهذا المعرّف. ابدأ محادثة جديدة.',
    en: 'There is no conversation with this id. Start a new one.',
  },
  empty_message: {
    status: 400,
    title: 'Empty message',
    ar: 'الرسالة فارغة. أرسل نصًا أو مرفقًا.',
    en: 'The message is empty. Send a text or an attachment.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    ar: 'هذه الطريقة غير متاحة لهذا العنوان. المسموح: {allowed}.',
    en: 'This method is not available at this address. Allowed: {allowed}.',
  },
  illegal_transition: {
    status: 409,
    title: 'Not possible at this stage',
    ar: 'لا يمكن تنفيذ {action} والطلب في مرحلة {stage}. الممكن الآن: {allowed}.',
    en: '{action} is not possible while the request is {stage}. Possible now: {allowed}.',
  },
  too_large: {
    status: 413,
    title: 'Too large',
    ar: 'المحتوى أكبر من المسموح. الحد الأقصى: {allowed}.',
    en: 'The body is larger than allowed. At most: {allowed}.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Media type not accepted',
    ar: 'نوع المحتوى غير مقبول. المسموح: {allowed}.',
    en: 'This media type is not accepted. Allowed: {allowed}.',
  },
  not_resendable: {
    status: 409,
    title: 'Not to be sent again',
    ar: 'لا يُعاد إرسال إلا رسالة تعذّر تسليمها وما زال نصها محفوظًا.',
    en: 'Only a message that could not be delivered, and whose text is still kept, can be sent again.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    ar: 'طلبات كثيرة في وقت قصير. أعد المحاولة بعد {seconds} ثانية.',
    en: 'Too many requests in a short time. Try again in {seconds} seconds.',
  },
  not_requester: {
    status: 403,
    title: 'Not the requester',
    ar: 'هذا الإجراء لصاحب الطلب وحده.',
    en: 'Only whoever filed the request may do this.',
  },
  no_texts: {
    status: 503,
    title: 'No texts',
    ar: 'لا نستطيع إرسال رسائل نصية الآن.',
    en: 'Text messages cannot be sent at present.',
  },
  internal: {
    status: 500,
    title: 'Our fault',
    ar: 'حدث خلل من جهتنا ولم يُحفظ شيء. أعد المحاولة.',
    en: 'Something failed on our side and nothing was kept. Please try again.',
  },
  not_kept: {
    status: 503,
    title: 'Not kept',
    ar: 'قاعدة البيانات غير متاحة الآن ولم تُحفظ رسالتك. أعد إرسالها بعد قليل.',
    en: 'The database is away and this was not kept. Please send it again shortly.',
  },
  not_confirmed: {
    status: 503,
    title: 'Perhaps kept',
    ar: 'انقطع الاتصال بقاعدة البيانات أثناء الحفظ، ولا نعرف هل حُفظ. أعد الإرسال بالمفتاح Idempotency-Key نفسه ولن يُسجَّل مرتين.',
    en: 'The database went away while keeping this, and we do not know whether it was kept. Send it again under the same Idempotency-Key: it is never filed twice.',
  },
  unavailable: {
    status: 503,
    title: 'Unavailable',
    ar: 'الخدمة غير متاحة الآن. أعد المحاولة بعد قليل.',
    en: 'The service is not available right now. Please try again shortly.',
  },
} as const satisfies Record<string, Row>;
export type ProblemCode = keyof typeof PROBLEMS;

export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  detailAr: Type.String(),
  detailEn: Type.String(),
});
export type Problem = Static<typeof Problem>;

export type ProblemFacts = Readonly<Record<string, string | number>>;

const fill = (text: string, facts: ProblemFacts) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));

/** The body of an error answer. */
export function problem(code: ProblemCode, facts: ProblemFacts = {}): Problem {
  const row = PROBLEMS[code];
  const detailAr = fill(row.ar, facts);
  const detailEn = fill(row.en, facts);
  return {
    type: `urn:sawt:problem:${code}`,
    title: row.title,
    status: row.status,
    code,
    detail: `${detailAr} / ${detailEn}`,
    detailAr,
    detailEn,
  };
}

/** An expected failure on its way to the one error handler. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;
  constructor(code: ProblemCode, facts: ProblemFacts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}
