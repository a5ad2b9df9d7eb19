/**
 * What a filing says, made readable: texts that say something, a phone and an e-mail that exist, codes that are known.
 * Pure. What is wrong is refused by field; what was left out is taken from the classification.
 */
import type { Classification } from '../contract/classification.ts';
import type { Directory } from '../contract/directory.ts';
import { ProblemError } from '../contract/problem.ts';
import type { Location, NewRequest, Requester } from '../contract/request.ts';
import type { Axis, Importance, Lang } from '../contract/vocabulary.ts';
import { readEmail, readPhone } from './contact.ts';
import type { Identity, Matter } from './record.ts';
import { isBlank } from './text.ts';

/** Where the text tells nothing (a bare greeting filed as a request). */
const UNTOLD: { readonly axis: Axis; readonly importance: Importance } = { axis: 'procedures', importance: 'medium' };

const refuse = (field: string, allowed: string): never => {
  throw new ProblemError('invalid_request', { field, allowed });
};

const filled = (text: string | null | undefined): string | null =>
  text === undefined || text === null || isBlank(text) ? null : text.trim();

/** Refuses a text without anything to read. */
export function requireText(field: string, text: string): void {
  if (isBlank(text)) refuse(field, 'string ≠ ""');
}

function identity(requester: Requester | null | undefined): Identity {
  const phone = filled(requester?.phone);
  const email = filled(requester?.email);
  const onBehalf = filled(requester?.onBehalf);
  return {
    name: filled(requester?.name),
    phone: phone && (readPhone(phone) ?? refuse('requester.phone', '0790000000, +962790000000')),
    email: email && (readEmail(email) ?? refuse('requester.email', 'name@example.jo')),
    ...(onBehalf !== null && { onBehalf }),
  };
}

export function requireDepartment(code: string, directory: Directory): string {
  const known = directory.departments.some((department) => department.code === code);
  return known ? code : refuse('department', directory.departments.map((department) => department.code).join(' | '));
}

export function requireGovernorate(code: string, directory: Directory): string {
  const known = directory.governorates.some((governorate) => governorate.code === code);
  return known
    ? code
    : refuse('governorate', directory.governorates.map((governorate) => governorate.code).join(' | '));
}

function place(location: Location | null | undefined): Location | null {
  return typeof location === 'string' ? filled(location) : (location ?? null);
}

/** A filing that names all four labels needs no classification. */
export const isLabelled = ({ axis, importance, department, governorate }: NewRequest, explicitNull: boolean): boolean =>
  [axis, importance].every((label) => label != null) &&
  [department, governorate].every((label) => label != null || (explicitNull && label === null));

export interface Intake {
  readonly directory: Directory;
  /** Null when the filing is labelled. */
  readonly classification: Classification | null;
  /** A department or governorate that is null (and not absent) was left open on purpose: it is not guessed. */
  readonly explicitNull: boolean;
}

function language(body: NewRequest, classification: Classification | null): Lang {
  if (body.lang !== undefined) return body.lang;
  const told = classification?.lang.value ?? (/\p{Script=Arabic}/u.test(body.description) ? 'ar' : 'en');
  return told === 'en' ? 'en' : 'ar';
}

export function readMatter(body: NewRequest, { directory, classification, explicitNull }: Intake): Matter {
  requireText('description', body.description);
  const guess = (name: 'department' | 'governorate') =>
    explicitNull && body[name] === null ? null : (classification?.[name].value ?? null);
  const department = filled(body.department) ?? guess('department');
  const governorate = filled(body.governorate) ?? guess('governorate');
  const anonymous = body.anonymous ?? false;
  const requester = identity(body.requester);
  return {
    type: body.type,
    axis: body.axis ?? classification?.axis.value ?? UNTOLD.axis,
    importance: body.importance ?? classification?.importance.value ?? UNTOLD.importance,
    department: department && requireDepartment(department, directory),
    governorate: governorate && requireGovernorate(governorate, directory),
    description: body.description,
    location: place(body.location),
    anonymous,
    requester: anonymous ? { name: null, phone: null, email: null } : requester,
    channel: body.channel ?? 'api',
    lang: language(body, classification),
  };
}
