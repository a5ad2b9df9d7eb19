/** The form that fills itself while the caller talks. Pure: what the agent typed stands, whatever is heard later. */
import { type CallDraft, DRAFT_FIELDS, type DraftField, type DraftFieldName } from '../../../contract/call.ts';

/** Below this a value is shown in amber. */
export const SURE = 0.7;

export type Edits = Readonly<Partial<Record<DraftFieldName, string>>>;

export interface Shown {
  readonly value: string;
  /** The caller's words it came from. */
  readonly words: string | null;
  readonly state: 'empty' | 'sure' | 'unsure' | 'edited';
}

export function shownOf(field: DraftField | undefined, edit: string | undefined): Shown {
  const words = field?.source?.text ?? null;
  if (edit !== undefined) return { value: edit, words, state: 'edited' };
  if (field === undefined || field.value === null) return { value: '', words: null, state: 'empty' };
  return { value: field.value, words, state: field.confidence >= SURE ? 'sure' : 'unsure' };
}

export const shownIn = (draft: CallDraft | null, edits: Edits, name: DraftFieldName): Shown =>
  shownOf(draft?.[name], edits[name]);

/** What is still wanted, after what the agent typed. */
export const wanted = (draft: CallDraft | null, edits: Edits): readonly DraftFieldName[] =>
  (draft?.missing ?? ['description', 'type', 'name', 'phone']).filter((name) => (edits[name] ?? '').trim() === '');

/** The body of the filing: only what is filled, as the agent sees it. */
export function filingOf(draft: CallDraft | null, edits: Edits, lang: 'ar' | 'en'): Record<string, unknown> {
  const values = Object.fromEntries(DRAFT_FIELDS.map((name) => [name, shownIn(draft, edits, name).value.trim()]));
  const { name, phone, ...labels } = values;
  const filled = Object.entries(labels).filter(([, value]) => value !== '');
  return {
    ...Object.fromEntries(filled),
    ...((name || phone) && { requester: { ...(name && { name }), ...(phone && { phone }) } }),
    lang: draft?.lang ?? lang,
  };
}
