/**
 * The schemas that are published are the ones that judge: TypeBox, compiled once a route, nothing coerced in bodies,
 * nothing silently removed. A refusal names the field and what is allowed there, in signs that both languages share.
 */
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { Value } from 'typebox/value';
import { ProblemError } from '../contract/problem.ts';
import { keepableDeep } from '../domain/text.ts';

/** The keywords of JSON Schema that our schemas use. */
interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

function described(shape: Shape): string {
  if (shape.enum !== undefined) return shape.enum.join(' | ');
  if (shape.const !== undefined) return String(shape.const);
  if (shape.anyOf !== undefined) return [...new Set(shape.anyOf.map(described))].join(' | ');
  switch (shape.type) {
    case 'string':
      return `string${shape.maxLength === undefined ? '' : ` (${shape.minLength ?? 0}–${shape.maxLength})`}`;
    case 'integer':
    case 'number':
      return shape.minimum === undefined ? shape.type : `${shape.minimum} … ${shape.maximum ?? '∞'}`;
    case 'object':
      return `{ ${Object.keys(shape.properties ?? {}).join(', ')} }`;
    case 'array':
      return `[${described(shape.items ?? {})}]${shape.maxItems === undefined ? '' : ` (≤ ${shape.maxItems})`}`;
    case 'boolean':
      return 'true | false';
    default:
      return shape.type ?? '';
  }
}

/** The schema of a field inside another; of several alternatives the one that has the field. */
function within(shape: Shape | undefined, [name, ...rest]: readonly string[]): Shape | undefined {
  if (shape === undefined || name === undefined) return shape;
  for (const option of shape.anyOf ?? [shape]) {
    const inner = option.properties?.[name] ?? (option.anyOf ? within(option, [name]) : option.items);
    if (inner !== undefined) return within(inner, rest);
  }
  return undefined;
}

interface Finding {
  readonly path: readonly string[];
  readonly unknown: boolean;
}

const unescaped = (segment: string) => segment.replaceAll('~1', '/').replaceAll('~0', '~');

function finding(error: TLocalizedValidationError): Finding {
  const path = error.instancePath.split('/').slice(1).map(unescaped);
  if (error.keyword === 'required') {
    return { path: [...path, ...error.params.requiredProperties.slice(0, 1)], unknown: false };
  }
  if (error.keyword === 'additionalProperties') {
    return { path: [...path, ...error.params.additionalProperties.slice(0, 1)], unknown: true };
  }
  return { path, unknown: error.keyword === 'boolean' };
}

const LONGEST_FIELD = 100;

/** The deepest finding: of several alternatives it is the one that was meant. */
function refusal(schema: Shape, errors: readonly TLocalizedValidationError[], part: string): ProblemError {
  const findings = errors.map(finding);
  const depth = Math.max(0, ...findings.map(({ path }) => path.length));
  const { path, unknown } = findings.find((one) => one.path.length === depth) ?? { path: [], unknown: false };
  const known = unknown ? within(schema, path.slice(0, -1)) : within(schema, path);
  const field = path.join('.').slice(0, LONGEST_FIELD) || part;
  return new ProblemError('invalid_request', { field, allowed: known === undefined ? '' : described(known) });
}

export const validatorCompiler: FastifySchemaCompiler<TSchema & Shape> = ({ schema, httpPart = 'body' }) => {
  const judge = Compile(schema);
  return (given: unknown) => {
    // Converting walks the schema uncompiled: it is for what does not pass as it is.
    const asGiven = httpPart === 'body' || judge.Check(given);
    const value = asGiven ? given : Value.Convert(schema, given);
    if (!judge.Check(value)) return { error: refusal(schema, judge.Errors(value), httpPart) };
    // After the schema: only then is the depth bounded.
    return { value: keepableDeep(value) };
  };
};
