import { z } from 'zod';
import { parseJson } from '../../core/lossless-json.js';
import { publishedAs } from '../../core/terse.js';

/** A parameter of a flow, or of one run. */
interface Parameter {
  readonly key: string;
  readonly value: string;
}

const valueForm = 'text, a number, or true or false';

const parameterValue = z.unknown().transform((value, context) => {
  if (['string', 'number', 'boolean'].includes(typeof value)) {
    return String(value);
  }
  context.addIssue({ code: 'custom', message: valueForm });
  return z.NEVER;
});

const parameterMap = z
  .record(parameterValue)
  .transform((map) => Object.entries(map).map(([key, value]): Parameter => ({ key, value })));

const parameterList = z
  .array(z.object({ key: z.string().min(1), value: parameterValue }).strict())
  .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, 'each key once');

/** Pages disagree between a map and a list; every request sample has the list. An object of key and value is a list of one. */
const anyParameters = z.preprocess(
  (value) => {
    const read = typeof value === 'string' ? readJson(value) : value;
    return isOne(read) ? [read] : read;
  },
  z.union([parameterMap, parameterList]),
);

function isOne(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).sort().join() === 'key,value' &&
    typeof Object.entries(value).find(([key]) => key === 'key')?.[1] === 'string'
  );
}

function readJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

export const parameters = publishedAs(
  anyParameters.describe('Parameters of this run: {name: value}, or list of {key, value}'),
  z.union([z.object({}).passthrough(), z.array(z.object({}).passthrough())]),
);

/** The text that "Save Flow" shows. */
export const parametersText = publishedAs(
  anyParameters.transform((list) => JSON.stringify(list)).describe('{name: value}'),
  z.union([z.object({}).passthrough(), z.string()]),
);
