/** A request's frame read as what will be filed, and as the lines of its summary: the two never differ. */
import type { NewRequest } from '../../api/contract/request.ts';
import {
  AXES,
  AXIS_NAMES,
  type Axis,
  IMPORTANCE_NAMES,
  IMPORTANCES,
  type Importance,
  type Lang,
  RELATION_NAMES,
  RELATIONS,
  REQUEST_TYPES,
  type Relation,
  type RequestType,
  TYPE_NAMES,
} from '../../api/contract/vocabulary.ts';
import type { Flows } from '../../flows/language.ts';
import { isGuess } from './confidence.ts';
import { choicesOf } from './flow.ts';
import type { Fact, SummaryLine } from './reply.ts';
import type { Frame } from './state.ts';

/** Types a person may file without anybody knowing who they are. */
const MAY_BE_ANONYMOUS: readonly string[] = ['violation_report', 'human_rights'];

const among = <T extends string>(codes: readonly T[], value: string | undefined): T | undefined =>
  codes.find((code) => code === value);

export const typeOf = (frame: Frame): RequestType | undefined => among(REQUEST_TYPES, frame.slots.type?.value);
const relationOf = (frame: Frame): Relation | undefined => among(RELATIONS, frame.slots.on_behalf?.value);
export const axisOf = (frame: Frame): Axis => among(AXES, frame.slots.axis?.value) ?? 'procedures';
export const importanceOf = (frame: Frame): Importance => among(IMPORTANCES, frame.slots.importance?.value) ?? 'medium';

/** Asked for, or a report that may be made so with neither name, phone nor e-mail given. */
export function isAnonymous(frame: Frame): boolean {
  if (frame.slots.anonymous) return frame.slots.anonymous.value === 'yes';
  const given = frame.slots.name ?? frame.slots.phone ?? frame.slots.email;
  return given === undefined && MAY_BE_ANONYMOUS.includes(frame.slots.type?.value ?? '');
}

/** A slot's value where it is sure enough to be filed, and therefore shown. */
function kept(frame: Frame, slot: string): string | undefined {
  const filled = frame.slots[slot];
  if (!filled || frame.skipped.includes(slot)) return undefined;
  return filled.from !== 'guessed' || isGuess(slot, filled.confidence) ? filled.value : undefined;
}

const sureDepartment = (frame: Frame) => kept(frame, 'department');

export const descriptionOf = (frame: Frame): string => frame.description.join('\n');

/** A point that came without words, as the summary shows it. */
export const pointInWords = ({ point }: Pick<Frame, 'point'>): string | undefined =>
  point && `${point.latitude}, ${point.longitude}`;

export function toRequest(frame: Frame, type: RequestType, lang: Lang): NewRequest {
  const anonymous = isAnonymous(frame);
  const words = frame.slots.location?.value;
  const told = words !== undefined && words !== pointInWords(frame);
  const location = frame.point ? { ...frame.point, ...(told && { text: words }) } : words;
  const contact = anonymous ? {} : contactOf(frame, lang);
  return {
    type,
    description: descriptionOf(frame),
    axis: axisOf(frame),
    importance: importanceOf(frame),
    department: sureDepartment(frame) ?? null,
    governorate: kept(frame, 'governorate') ?? null,
    ...(location !== undefined && { location }),
    ...(anonymous && { anonymous }),
    ...(Object.keys(contact).length > 0 && { requester: contact }),
    ...(frame.files.length > 0 && { attachments: frame.files.map((file) => file.id) }),
    lang,
  };
}

function contactOf(frame: Frame, lang: Lang): NonNullable<NewRequest['requester']> {
  const { name, phone, email } = frame.slots;
  const relation = relationOf(frame);
  return {
    ...(relation && { onBehalf: RELATION_NAMES[relation][lang] }),
    ...(name && { name: name.value }),
    ...(phone && { phone: phone.value }),
    ...(email && { email: email.value }),
  };
}

/** A long story is kept whole and shown by its beginning. */
const SHOWN = 600;
const shortened = (text: string) =>
  text.length <= SHOWN ? text : `${[...text.slice(0, SHOWN)].slice(0, -1).join('')}…`;

/** The lines of "check your answers", in the order people read them. */
export function summaryOf(frame: Frame, flows: Flows): SummaryLine[] {
  const lines: SummaryLine[] = [];
  const line = (slot: string, value: Fact | undefined) => {
    const label = flows.slots[slot]?.label;
    if (label && value !== undefined && value !== '') lines.push({ label, value });
  };
  const type = typeOf(frame);
  const department = sureDepartment(frame);
  const governorate = kept(frame, 'governorate');
  line('type', type && { phrase: TYPE_NAMES[type] });
  line('department', department ? { department } : { phrase: flows.phrases.not_known_department });
  line('governorate', governorate && { governorate });
  line('location', frame.slots.location?.value);
  line('axis', { phrase: AXIS_NAMES[axisOf(frame)] });
  line('importance', { phrase: IMPORTANCE_NAMES[importanceOf(frame)] });
  lines.push(...ownLines(frame, flows));
  line('description', shortened(descriptionOf(frame)));
  contactLines(frame, flows.phrases, line);
  const relation = isAnonymous(frame) ? undefined : relationOf(frame);
  if (relation) lines.push({ label: flows.phrases.on_behalf, value: { phrase: RELATION_NAMES[relation] } });
  line('attachments', frame.files.length > 0 ? frame.files.map((file) => file.name).join('، ') : undefined);
  const dueAt = frame.facts.promised;
  if (typeof dueAt === 'string') lines.push({ label: flows.phrases.answer_by, value: { moment: dueAt } });
  return lines;
}

/** The lines of the summary that their owner may pick to be asked again; how urgent it is nobody picks. */
export function changeableIn(frame: Frame): string[] {
  const placed = frame.atPlace || frame.slots.location !== undefined;
  const place = [...(kept(frame, 'governorate') ? ['governorate'] : []), ...(placed ? ['location'] : [])];
  const contact = isAnonymous(frame) ? [] : ['name', 'phone', ...(frame.slots.email ? ['email'] : [])];
  return ['type', 'department', ...place, 'axis', 'description', ...contact];
}

/** What a flow asks beyond the common facts. */
function ownLines(frame: Frame, flows: Flows): SummaryLine[] {
  return Object.entries(flows.flows[frame.flow]?.slots ?? {}).flatMap(([slot, { label }]) => {
    const value = frame.slots[slot]?.value;
    const choice = choicesOf(flows, frame.flow, slot).find(({ id }) => id === value);
    return value === undefined ? [] : [{ label, value: choice ? { phrase: choice } : shortened(value) }];
  });
}

function contactLines(
  frame: Frame,
  { not_given: notGiven, yes }: Flows['phrases'],
  line: (slot: string, value: Fact | undefined) => void,
): void {
  const named = isAnonymous(frame) ? undefined : frame.slots.name?.value;
  line('name', named ?? { phrase: notGiven });
  if (isAnonymous(frame)) {
    line('anonymous', { phrase: yes });
    return;
  }
  line('phone', frame.slots.phone?.value);
  line('email', frame.slots.email?.value);
}

/** What the promised date depends on; a new key asks for a new date. */
export const promiseKey = (frame: Frame): string => `${typeOf(frame)}|${axisOf(frame)}|${importanceOf(frame)}`;
