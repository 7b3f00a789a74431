import { type ZodObject, type ZodRawShape, z } from 'zod';
import { effects } from '../../core/effect.js';
import type { Endpoint } from '../../core/endpoint.js';
import { changesShape, recordChangesShape } from './changes.js';

/** A list that costs more than this many items is asked for in parts. */
const maxLimit = 10_000;

/** The arguments of an endpoint's tool: the vendor's names, flat; paging is always `limit` and `cursor`. */
export function inputSchema(endpoint: Endpoint): ZodObject<ZodRawShape, 'strict'> {
  const paging: ZodRawShape =
    endpoint.pages === undefined
      ? {}
      : {
          limit: z
            .number()
            .int()
            .min(1)
            .max(maxLimit)
            .optional()
            .describe(`How many; default ${endpoint.pages.defaultLimit}`),
          cursor: z.string().min(1).optional().describe('next_cursor of the last call'),
        };
  const { path, query, body } = endpoint;
  const shown = { ...writing(endpoint), ...listing(endpoint), ...partOf(endpoint) };
  return z.object({ ...path, ...query, ...body, ...paging, ...shown }).strict();
}

/** How a listing is shown. */
function listing({ listing, query, body }: Endpoint): ZodRawShape {
  if (listing === undefined) {
    return {};
  }
  const chosen = z.array(z.string()).optional().describe('Columns to show');
  return {
    ...('fields' in { ...query, ...body } ? {} : { fields: chosen }),
    raw: z.boolean().optional().describe('The reply as the vendor sends it'),
  };
}

/** Arguments that the tool of an endpoint takes, and does not publish. */
export function hiddenArguments({ hiddenArguments, listing, query, body }: Endpoint) {
  const hidden = [...(hiddenArguments ?? []), ...Object.keys(partShape)];
  if (listing === undefined) {
    return hidden;
  }
  const showsFields = listing.publishesFields || 'fields' in { ...query, ...body };
  return [...hidden, 'raw', ...(showsFields ? [] : ['fields'])];
}

/** The part of an answer that a call asks for; notes tell of it where an answer is cut, so it is not published. */
const partShape = {
  part: z.string().min(1).optional().describe('List or text of the answer, as a note names it'),
  offset: z.number().int().min(0).optional().describe('Item or character of part to begin with'),
};

function partOf({ effect }: Endpoint): ZodRawShape {
  return effects[effect].writes ? {} : partShape;
}

/** Of a create or an update that takes cells. */
export const createOptions = z.boolean().describe('Allow new select options');

export const dryRun = z.boolean().describe('Send nothing');

/** What can be cleared by name: null for an argument is its absence. */
export function clearing(names: readonly string[]) {
  const [first = '', ...others] = names;
  return z.array(z.enum([first, ...others])).describe('Empty these');
}

function writing({ effect, cells, clears }: Endpoint): ZodRawShape {
  return {
    ...(clears !== undefined && { clear: clearing(Object.keys(clears)).optional() }),
    ...(cells !== undefined && { create_options: createOptions.optional() }),
    ...(effects[effect].writes && { dry_run: dryRun.optional() }),
  };
}

export const notes = z.array(z.string()).optional().describe('What else to know about this call');
const cell = z.unknown();

const gridShape = {
  columns: z.array(z.string()),
  rows: z.array(z.array(cell)).describe('Cells in the order of columns'),
  empty_columns: z.array(z.string()).optional().describe('Fields without a value in these rows'),
};

/** Absent where `raw` asks for the reply as it is. */
const listingShape = {
  ...z.object(gridShape).partial().shape,
  in_all_rows: z.record(cell).optional().describe('What is the same in all rows'),
  totals: z.record(z.number()).optional().describe('Sums of columns'),
  totals_of_these_rows: z.record(z.number()).optional().describe('Sums where there are more rows'),
  names: z.record(z.string()).optional().describe('What ids in the cells are called'),
};

const pageShape = {
  total: z.number().optional().describe('All that match'),
  has_more: z.boolean(),
  next_cursor: z.string().min(1).optional().describe('Pass as cursor to go on'),
};

/** What an endpoint's tool answers; `structured` in tools/result.ts has this shape. */
export function outputSchema(endpoint: Endpoint): ZodObject<ZodRawShape> {
  const shape = z.object(resultShape(endpoint));
  return effects[endpoint.effect].writes
    ? shape.partial().extend({ ...changesOf(endpoint), ...rehearsalShape, notes })
    : shape.extend({ ...(endpoint.sought === undefined ? {} : unfoundShape), notes });
}

const unfoundShape = {
  not_found: z.record(z.array(z.string())).optional().describe('Values that nothing was found by'),
};

function changesOf({ effect, cells, deletesRecords, storedIn, batch }: Endpoint): ZodRawShape {
  if (deletesRecords) {
    const title = 'Primary cell of what was deleted';
    return batch === undefined
      ? { title: cell.describe(title) }
      : { titles: z.record(cell).optional().describe(`${title}, by record id`) };
  }
  if (storedIn !== undefined) {
    return effect === 'delete' ? deletedNames(batch !== undefined) : changesShape;
  }
  return effect === 'update' && cells !== undefined ? recordChangesShape : {};
}

function deletedNames(isList: boolean): ZodRawShape {
  return isList
    ? { names: z.record(z.string()).optional().describe('Of what was deleted, by id') }
    : { name: z.string().optional().describe('Of what was deleted') };
}

/** What a dry run answers in place of the rest. */
const rehearsalShape = {
  dry_run: z.boolean().optional(),
  requests: z.number().optional(),
  would_send: z.object({}).optional(),
};

export function resultShape(endpoint: Endpoint): ZodRawShape {
  const { batch, effect, pages, records, listing } = endpoint;
  if (listing !== undefined) {
    return { ...listingShape, ...listedReply(endpoint) };
  }
  if (pages !== undefined) {
    return { ...(records === undefined ? itemsShape : gridShape), ...pageShape };
  }
  if (effect === 'read') {
    return readShape(endpoint);
  }
  if (batch !== undefined) {
    return { [doneKey[effect]]: z.number().describe('How many'), ...createdShape(endpoint) };
  }
  return records === undefined ? replyShape(endpoint) : { record_id: z.string() };
}

/** What an answer holds beside its columns and rows, or in their place. */
function listedReply({ pages, reply, moreListings = [] }: Endpoint): ZodRawShape {
  const of = z
    .string()
    .optional()
    .describe('The list that the rows are of, where it is not the first');
  const others = Object.fromEntries(moreListings.map(({ in: place }) => [place, z.unknown()]));
  return pages === undefined
    ? {
        ...z.object(reply).partial().shape,
        ...others,
        ...(moreListings.length > 0 && { rows_of: of }),
      }
    : { ...z.object(itemsShape).partial().shape, ...pageShape };
}

const itemsShape = { items: z.array(z.object({})) };

function readShape(endpoint: Endpoint): ZodRawShape {
  const { batch, records } = endpoint;
  if (records === undefined) {
    return replyShape(endpoint);
  }
  return batch === undefined ? gridShape : { ...gridShape, ...missingShape };
}

/** A call that answers nothing still says that it took place. */
function replyShape(endpoint: Endpoint): ZodRawShape {
  return isSilent(endpoint) ? { [doneKey[endpoint.effect]]: z.boolean() } : endpoint.reply;
}

const missingShape = {
  absent_record_ids: z.array(z.string()).optional(),
  forbidden_record_ids: z.array(z.string()).optional(),
};

function createdShape({ effect, records }: Endpoint): ZodRawShape {
  return effect === 'create' && records !== undefined ? { record_ids: z.array(z.string()) } : {};
}

/** Whether a success says nothing at all. */
export function isSilent({ reply }: Endpoint): boolean {
  return Object.keys(reply).length === 0;
}

/** What a batch calls the number of items it has dealt with. */
export const doneKey = {
  read: 'read',
  create: 'created',
  update: 'updated',
  delete: 'deleted',
} as const satisfies Record<Endpoint['effect'], string>;
