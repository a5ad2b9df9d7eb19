/** Calls to the request API from a signed-in person's page: an answer, or what went wrong in the page's language. */
import type { Problem } from '../../../contract/problem.ts';
import { CSRF_HEADER, type Session } from '../../../contract/staff.ts';
import type { Lang } from '../../../contract/vocabulary.ts';
import { LABELS } from './labels.ts';

export interface Fault {
  readonly code: string;
  readonly text: string;
}
export type Told<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: Fault };

export interface Caller {
  get<Value>(path: string): Promise<Told<Value>>;
  /** `key`: under the same one nothing happens twice. */
  post<Value>(path: string, body: unknown, key?: string): Promise<Told<Value>>;
  /** The session's word against forged forms goes with everything that changes something. */
  trust(session: Session): void;
}

export function createCaller(lang: Lang, onLocked: () => void): Caller {
  let csrf = '';
  const labels = LABELS[lang];

  async function call<Value>(path: string, init: RequestInit): Promise<Told<Value>> {
    const answer = await fetch(path, { ...init, cache: 'no-store' }).catch(() => null);
    if (answer === null) return { ok: false, fault: { code: 'offline', text: labels.offline } };
    const body: unknown = await answer.json().catch(() => null);
    if (answer.ok) return { ok: true, value: body as Value };
    const { code = 'unknown', detailAr, detailEn } = Object(body) as Partial<Problem>;
    if (code === 'session_locked') onLocked();
    return { ok: false, fault: { code, text: (lang === 'ar' ? detailAr : detailEn) ?? labels.failed } };
  }

  return {
    trust: (session) => {
      csrf = session.csrf;
    },
    get: (path) => call(path, {}),
    post: (path, body, key = crypto.randomUUID()) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [CSRF_HEADER]: csrf, 'idempotency-key': key },
        body: JSON.stringify(body),
      }),
  };
}
