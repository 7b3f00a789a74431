import {
  ZodArray,
  ZodDefault,
  ZodEffects,
  type ZodIssue,
  ZodNullable,
  ZodObject,
  ZodOptional,
  ZodRecord,
  type ZodTooBigIssue,
  type ZodTooSmallIssue,
  type ZodTypeAny,
  ZodUnion,
} from 'zod';
import type { InputIssue } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import { type PathSegment, valueAt } from '../../core/path.js';
import type { Remedy } from '../../core/remedy.js';
import { namedPathText } from './field-place.js';

/** As many as a reader can use. */
const maxShown = 20;

/** Zod's findings in the words of somebody who has to mend the call. */
export function describeIssues(
  schema: ZodTypeAny,
  input: unknown,
  issues: readonly ZodIssue[],
): readonly InputIssue[] {
  const all = issues.flatMap((issue) => describe(schema, input, issue));
  if (all.length <= maxShown) {
    return all;
  }
  const rest = { path: '', problem: `and ${all.length - maxShown} more` };
  return [...all.slice(0, maxShown), rest];
}

function describe(schema: ZodTypeAny, input: unknown, issue: ZodIssue): readonly InputIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(schema, input, [...issue.path, key]));
  }
  if (issue.code === 'invalid_union') {
    const inner = issue.unionErrors.find((error) => error.issues.some((it) => isWithin(it, issue)));
    if (inner !== undefined) {
      return inner.issues.flatMap((it) => describe(schema, input, it));
    }
  }
  const path = namedPathText(input, issue.path) || 'arguments';
  const value = valueAt(input, issue.path);
  if (isMissing(issue, value)) {
    const what = schemaAt(schema, issue.path)?.description ?? kindsIn(issue);
    return [{ path, problem: `is required: ${what}` }];
  }
  const remedy =
    issue.code === 'invalid_enum_value'
      ? enumRemedy(issue.options, value)
      : { allowed: allowedBy(issue) };
  return [{ path, problem: `was ${preview(value)}`, ...remedy }];
}

/** Null stands for absence, where a value must be. */
function isMissing(issue: ZodIssue, value: unknown): boolean {
  return issue.code === 'invalid_type'
    ? issue.received === 'undefined'
    : issue.code === 'invalid_union' && (value === undefined || value === null);
}

/** The types that a place takes. */
function kindsIn(issue: ZodIssue): string {
  if (issue.code === 'invalid_union') {
    const inner = issue.unionErrors.flatMap((error) => error.issues).map(kindsIn);
    return [...new Set(inner)].filter((kind) => kind !== '').join(' or ');
  }
  return issue.code === 'invalid_type' ? issue.expected : '';
}

/** Of several forms, the one that was meant has its fault further in, or a key too many. */
function isWithin(issue: ZodIssue, outer: ZodIssue): boolean {
  return issue.path.length > outer.path.length || issue.code === 'unrecognized_keys';
}

/** The vendor's own names for what is called otherwise here. */
const renamed: Readonly<Record<string, string>> = { page_token: 'cursor', page_size: 'limit' };

function unknownKey(schema: ZodTypeAny, input: unknown, path: readonly PathSegment[]): InputIssue {
  const key = String(path.at(-1));
  const owner = schemaAt(schema, path.slice(0, -1));
  const known = owner instanceof ZodObject ? Object.keys(owner.shape) : [];
  const alias = renamed[key];
  const near = alias !== undefined && known.includes(alias) ? alias : nearest(key, known);
  return {
    path: namedPathText(input, path),
    problem: 'is not an argument here',
    ...(known.length > 0 && {
      nearest: near,
      options: known.map((name) => ({ name })),
      optionKind: 'argument',
    }),
  };
}

/** What an issue's place takes, from the issue itself. */
function allowedBy(issue: ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return article(issue.expected);
    case 'too_small':
      return `at least ${issue.minimum}${unitOf(issue)}`;
    case 'too_big':
      return `at most ${issue.maximum}${unitOf(issue)}`;
    default:
      return issue.message === 'Invalid input' ? unionText(issue) || issue.message : issue.message;
  }
}

/** The types of a union, where no form of it was meant. */
function unionText(issue: ZodIssue): string {
  const kinds = issue.code === 'invalid_union' ? kindsIn(issue) : '';
  return kinds === '' ? '' : kinds.split(' or ').map(article).join(' or ');
}

function enumRemedy(options: readonly (string | number)[], value: unknown): Remedy {
  const texts = options.map(String);
  return {
    nearest: typeof value === 'string' ? nearest(value, texts) : undefined,
    options: texts.map((name) => ({ name })),
    optionKind: 'enum_value',
  };
}

function unitOf(issue: ZodTooSmallIssue | ZodTooBigIssue): string {
  const count = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const unit = { string: ' character', array: ' item' }[String(issue.type)];
  return unit === undefined ? '' : `${unit}${Number(count) === 1 ? '' : 's'}`;
}

function article(kind: string): string {
  if (kind === 'array') {
    return 'a list';
  }
  return /^[aeio]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

/** The schema of the place that a path leads to, as far as paths lead through plain containers. */
export function schemaAt(schema: ZodTypeAny, path: readonly PathSegment[]): ZodTypeAny | undefined {
  let current: ZodTypeAny | undefined = unwrap(schema);
  for (const segment of path) {
    current = current === undefined ? undefined : step(current, segment);
  }
  return current;
}

function step(schema: ZodTypeAny, segment: PathSegment): ZodTypeAny | undefined {
  if (schema instanceof ZodObject) {
    const shape: Readonly<Record<string, ZodTypeAny>> = schema.shape;
    const inner = Object.hasOwn(shape, segment) ? shape[segment] : undefined;
    return inner && unwrap(inner);
  }
  if (schema instanceof ZodArray) {
    return unwrap(schema.element);
  }
  return schema instanceof ZodRecord ? unwrap(schema.valueSchema) : undefined;
}

/** Without its wrappers, but with the description that sits on one. */
function unwrap(schema: ZodTypeAny): ZodTypeAny {
  if (schema instanceof ZodOptional) {
    return unwrap(schema.unwrap());
  }
  if (schema instanceof ZodDefault) {
    return unwrap(schema.removeDefault());
  }
  if (schema instanceof ZodNullable) {
    return unwrap(schema.unwrap());
  }
  if (schema instanceof ZodUnion) {
    const options: readonly ZodTypeAny[] = schema.options;
    return options.find((option) => option instanceof ZodObject) ?? schema;
  }
  if (schema instanceof ZodEffects) {
    const inner = unwrap(schema.innerType());
    return schema.description === undefined ? inner : inner.describe(schema.description);
  }
  return schema;
}

/** A value as a short piece of text. */
function preview(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  }
  if (typeof value === 'object' && value !== null) {
    return 'an object';
  }
  if (typeof value === 'string' && value.length > 60) {
    return `${JSON.stringify(`${value.slice(0, 60)}…`)} (${value.length} characters)`;
  }
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
