/** What anyone may know beforehand: the codes and their names, the departments, what would be promised now. */
import Type from 'typebox';
import { LARGEST_FILE, MEDIA_TYPES } from '../contract/media.ts';
import { PROBLEMS } from '../contract/problem.ts';
import {
  AXES,
  AXIS_NAMES,
  type Bilingual,
  CHANNELS,
  IMPORTANCE_NAMES,
  IMPORTANCES,
  REQUEST_TYPES,
  STAGE_NAMES,
  STAGES,
  TYPE_NAMES,
} from '../contract/vocabulary.ts';
import type { Api, Scope } from '../deps.ts';
import { ammanTime } from '../domain/amman.ts';
import { dueAt, promisedMinutes } from '../domain/due.ts';
import { TRANSITIONS } from '../domain/lifecycle.ts';

const Named = Type.Object({ code: Type.String(), ar: Type.String(), en: Type.String() });
const Nullable = Type.Union([Type.String(), Type.Null()]);

const Catalog = Type.Object({
  types: Type.Array(Named),
  axes: Type.Array(Named),
  importances: Type.Array(Named),
  stages: Type.Array(Named),
  channels: Type.Array(Type.String()),
  transitions: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
  matrix: Type.Array(
    Type.Object({
      importance: Type.String(),
      axis: Nullable,
      type: Nullable,
      minutes: Type.Union([Type.Integer(), Type.Null()]),
    }),
  ),
  attachments: Type.Object({ mediaTypes: Type.Array(Type.String()), maxBytes: Type.Integer() }),
  errors: Type.Array(
    Type.Object({
      code: Type.String(),
      status: Type.Integer(),
      title: Type.String(),
      ar: Type.String(),
      en: Type.String(),
    }),
  ),
});

const Governorates = Type.Array(Type.Object({ code: Type.String(), nameAr: Type.String(), nameEn: Type.String() }));

const Departments = Type.Object({
  version: Type.String(),
  items: Type.Array(
    Type.Object({
      code: Type.String(),
      parent: Nullable,
      nameAr: Type.String(),
      nameEn: Type.String(),
      kind: Type.String(),
      governorate: Nullable,
    }),
  ),
  governorates: Governorates,
});

const PromiseQuery = Type.Object(
  {
    importance: Type.Enum([...IMPORTANCES]),
    axis: Type.Optional(Type.Enum([...AXES])),
    type: Type.Optional(Type.Enum([...REQUEST_TYPES])),
  },
  { additionalProperties: false },
);

const named = <Code extends string>(codes: readonly Code[], names: Readonly<Record<Code, Bilingual>>) =>
  codes.map((code) => ({ code, ...names[code] }));

const FIXED = {
  types: named(REQUEST_TYPES, TYPE_NAMES),
  axes: named(AXES, AXIS_NAMES),
  importances: named(IMPORTANCES, IMPORTANCE_NAMES),
  stages: named(STAGES, STAGE_NAMES),
  channels: [...CHANNELS],
  transitions: TRANSITIONS,
  attachments: { mediaTypes: Object.keys(MEDIA_TYPES), maxBytes: LARGEST_FILE },
  errors: Object.entries(PROBLEMS).map(([code, row]) => ({ code, ...row })),
};

const open = { access: 'public' } as const;

export function mountCatalog(scope: Scope, api: Api): void {
  scope.get(
    '/v1/catalog',
    { config: open, schema: { summary: 'All codes with their names', response: { 200: Catalog }, security: [] } },
    async () => ({ ...FIXED, matrix: [...(await api.policy()).matrix] }),
  );
  scope.get(
    '/v1/departments',
    { config: open, schema: { summary: 'The departments', response: { 200: Departments }, security: [] } },
    async () => {
      const { version, departments, governorates } = await api.directory();
      const items = departments.map(({ code, parent, nameAr, nameEn, kind, governorate = null }) => ({
        code,
        parent,
        nameAr,
        nameEn,
        kind,
        governorate,
      }));
      const places = governorates.map(({ code, nameAr, nameEn }) => ({ code, nameAr, nameEn }));
      return { version, items, governorates: places };
    },
  );
  scope.get(
    '/v1/promise',
    {
      config: open,
      schema: {
        summary: 'When an answer would be due if filed now',
        querystring: PromiseQuery,
        response: { 200: Type.Object({ dueAt: Type.String() }) },
        security: [],
      },
    },
    async ({ query: { importance, axis = null, type = null } }) => {
      const { matrix, calendar } = await api.policy();
      const minutes = promisedMinutes(matrix, { importance, axis, type });
      return { dueAt: ammanTime(dueAt({ from: api.now().getTime(), minutes, breaks: [] }, calendar)) };
    },
  );
}
