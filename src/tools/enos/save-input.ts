import { type ZodRawShape, z } from 'zod';
import { structureIn } from '../../core/lossless-json.js';
import { publishedAs, terse } from '../../core/terse.js';
import { enosFlows } from '../../endpoints/enos/flows.js';
import { parameters } from '../../endpoints/enos/parameters.js';
import { parts } from '../../endpoints/enos/schemas.js';

import { setChange } from '../input/set-change.js';

const { body } = enosFlows.enos_flows_save;

/** The vendor joins user names as `a;b`: wherever a name can be, such a text counts as its names. */
const userNames = z.preprocess(splitNames, setChange(z.string().trim().min(1)));

function splitNames(value: unknown): unknown {
  if (typeof value === 'string') {
    const read = structureIn(value);
    return read === undefined ? namesIn(value) : splitNames(read);
  }
  if (Array.isArray(value)) {
    return value.flatMap((item) => (isSeveral(item) ? namesIn(item) : [item]));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, splitNames([item].flat())]),
      )
    : value;
}

function isSeveral(item: unknown): item is string {
  return typeof item === 'string' && item.includes(';');
}

function namesIn(text: string): readonly string[] {
  return text
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

const name = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string().min(1),
);

function listOf<Item extends z.ZodTypeAny>(item: Item) {
  return z
    .preprocess(
      (value) => (value === undefined || Array.isArray(value) ? value : [value]),
      z.array(item).optional(),
    )
    .optional();
}

const removal = z
  .object({
    tasks: listOf(name),
    flows: listOf(name),
    relations: listOf(z.object({ source: name, target: name })),
    parameters: listOf(name),
  })
  .strict();

const set = z.union([z.array(z.string()), z.object({}).passthrough()]);

/** What the tool takes in place of the vendor's mandatory whole: what is not given stays. */
export const saveInput: ZodRawShape = {
  ...Object.fromEntries(Object.entries(body).map(([key, schema]) => [key, schema.optional()])),
  id: body.id,
  owners: publishedAs(userNames.describe('User names: all, or {add, remove}'), set).optional(),
  visitors: publishedAs(userNames.describe('Likewise'), set).optional(),
  parameters: publishedAs(
    parameters.describe('{name: value}'),
    z.object({}).passthrough(),
  ).optional(),
  tasks: terse(parts.describe('{taskId or taskName, …}')).optional(),
  flows: terse(parts.describe('Awaited: {flowId, …}')).optional(),
  relations: terse(parts.describe('{source, target, …}: tasks by name')).optional(),
  remove: terse(removal.describe('{tasks, flows, relations, parameters}: lists')).optional(),
  replace: z.boolean().optional().describe('Send only this; the rest is lost'),
};

const setsIn = z
  .object({
    owners: userNames.optional(),
    visitors: userNames.optional(),
    remove: removal.default({}),
    replace: z.boolean().default(false),
  })
  .passthrough();

/** Reads the arguments that are not the vendor's out of checked ones. */
export function readSaveArguments(args: Readonly<Record<string, unknown>>) {
  return setsIn.parse(args);
}

/** Names the arguments of the vendor's own call that a whole flow lacks. */
export function missingIn(flow: Readonly<Record<string, unknown>>): readonly string[] {
  const needed = Object.entries(body).filter(([, schema]) => !schema.isOptional());
  return needed.map(([key]) => key).filter((key) => flow[key] === undefined);
}
