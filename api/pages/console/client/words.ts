/** Values as people read them: dates of Amman with Latin digits, names of codes, a department's name. */
import { showReference } from '../../../contract/reference.ts';
import type { Label } from '../../../contract/request.ts';
import {
  AXES,
  AXIS_NAMES,
  type Bilingual,
  IMPORTANCE_NAMES,
  IMPORTANCES,
  type Lang,
  REQUEST_TYPES,
  STAGE_NAMES,
  TYPE_NAMES,
} from '../../../contract/vocabulary.ts';
import { LABELS } from './labels.ts';

export interface Words {
  readonly lang: Lang;
  moment(iso: string): string;
  day(iso: string): string;
  label(label: Label, code: string | null): string;
  stage(code: keyof typeof STAGE_NAMES): string;
  reference(reference: string): string;
  /** Of what was typed: a name in this language, a code, or as it is. */
  departmentCode(typed: string): string;
}

export interface Named {
  readonly code: string;
  readonly nameAr: string;
  readonly nameEn: string;
}

const NAMES: Readonly<Partial<Record<Label, Readonly<Record<string, Bilingual>>>>> = {
  type: TYPE_NAMES,
  axis: AXIS_NAMES,
  importance: IMPORTANCE_NAMES,
};

/** The codes one may pick for a label; a department is referred, not relabelled. */
export const CHOICES: Readonly<Record<'type' | 'axis' | 'importance', readonly string[]>> = {
  type: REQUEST_TYPES,
  axis: AXES,
  importance: IMPORTANCES,
};

export function createWords(lang: Lang, named: readonly Named[]): Words {
  const locale = lang === 'ar' ? 'ar-JO-u-nu-latn-ca-gregory' : 'en-GB-u-nu-latn-ca-gregory';
  const zone = { timeZone: 'Asia/Amman' } as const;
  const moment = new Intl.DateTimeFormat(locale, {
    ...zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
  const day = new Intl.DateTimeFormat(locale, { ...zone, weekday: 'short', day: 'numeric', month: 'short' });
  // Codes of departments and of governorates never meet: IRBID is no department's.
  const names = new Map(named.map(({ code, nameAr, nameEn }) => [code, lang === 'ar' ? nameAr : nameEn]));
  const codes = new Map([...names].map(([code, name]) => [name, code]));
  return {
    lang,
    moment: (iso) => moment.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
    label: (label, code) => (code === null ? '' : (NAMES[label]?.[code]?.[lang] ?? names.get(code) ?? code)),
    stage: (code) => (code === 'waiting_for_citizen' ? LABELS[lang].waiting : STAGE_NAMES[code][lang]),
    reference: showReference,
    departmentCode: (typed) => codes.get(typed.trim()) ?? typed,
  };
}
