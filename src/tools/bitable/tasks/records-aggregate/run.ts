import type { TableSchema } from '../../../../cells/field.js';
import { InputError } from '../../../../core/errors.js';
import type { Json } from '../../../../core/json.js';
import { brief, fitting } from '../../../answer/budget.js';
import type { Outcome } from '../../../answer/result.js';
import { placeOf, type ToolContext } from '../../../context/tool-context.js';
import { recordPages } from '../../query/record-pages.js';
import { freshSchemaOf, schemaOf } from '../../query/table-schema.js';
import { cellsIn } from '../../read/record-cells.js';
import type { AggregateArgs } from './args.js';
import { defaultLimit } from './args.js';
import { type Asked, askedOf } from './asked.js';
import { type GroupRow, Groups } from './groups.js';
import { withTitles } from './link-titles.js';
import { ordered } from './row-order.js';

/** Room of the rows, in characters; an answer holds 40,000. */
const room = 38_000;

export async function run(args: AggregateArgs, context: ToolContext): Promise<Outcome> {
  const { schema, asked } = await understood(context, args);
  const groups = new Groups(schema, asked.keys, asked.measures);
  const count = await readAll(context, args, groups);
  const { columns } = asked;
  return count === undefined
    ? groupsOutcome(context, args, asked, groups)
    : { facts: { columns, rows: [[count]], total: count, groups: 1 }, notes: [] };
}

interface Understood {
  readonly schema: TableSchema;
  readonly asked: Asked;
}

/** What is wrong by a schema that may be old is looked at again. */
async function understood(context: ToolContext, args: AggregateArgs): Promise<Understood> {
  const place = placeOf(args);
  const schema = await schemaOf(context, place);
  try {
    return { schema, asked: askedOf(args, schema) };
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    const fresh = await freshSchemaOf(context, place);
    return { schema: fresh, asked: askedOf(args, fresh) };
  }
}

/** Hands every record to its groups; where only their number is asked for, gives what the vendor says it is. */
async function readAll(
  context: ToolContext,
  args: AggregateArgs,
  groups: Groups,
): Promise<number | undefined> {
  const { app_token, table_id, filter, view_id } = args;
  const fields = groups.fieldNames;
  const { pages } = await recordPages(context, {
    app_token,
    table_id,
    field_names:
      fields.length > 0 ? fields : groups.schema.fields.slice(0, 1).map(({ name }) => name),
    ...(filter !== undefined && { filter }),
    ...(view_id !== undefined && { view_id }),
  });
  for await (const { records, total } of pages()) {
    if (fields.length === 0 && total !== undefined) {
      return total;
    }
    for (const record of records) {
      groups.add(cellsIn(record));
    }
    context.run.progress(groups.records, total, `${groups.records} records read`);
  }
  return undefined;
}

async function groupsOutcome(
  context: ToolContext,
  { app_token, limit = defaultLimit }: AggregateArgs,
  asked: Asked,
  groups: Groups,
): Promise<Outcome> {
  const { columns, keys, order } = asked;
  const all = groups.rows();
  const first = ordered(all, order, keys.length).slice(0, limit);
  const bare = fitting(first.map(briefRow), room);
  const titled = await withTitles(context, app_token, keys, bare);
  const rows = fitting(titled.rows, room);
  return {
    facts: { columns, rows, total: groups.records, groups: all.length },
    notes: [
      ...groups.notes(),
      ...titled.notes,
      ...(rows.length < all.length ? [cutNote(rows, all, limit)] : []),
    ],
  };
}

function briefRow(row: GroupRow): GroupRow {
  return row.map(brief);
}

function cutNote(rows: readonly Json[], all: readonly Json[], limit: number): string {
  const wider = rows.length < limit ? 'an answer holds no more' : 'limit gives more';
  return `rows holds ${rows.length} of ${all.length} groups; ${wider}, sort says which come first, filter narrows`;
}
