import { effects } from '../../core/effect.js';
import type { Endpoint } from '../../core/endpoint.js';
import { isJsonObject, type Json } from '../../core/json.js';
import { chosenListing } from '../answer/listing.js';
import type { RecordView } from '../answer/result.js';
import { type Args, type ToolContext, tableRefOf } from '../context/tool-context.js';
import { plainTools, type VendorTools } from '../context/vendor.js';
import { bitableSteps } from './change/steps.js';
import { prepareChange } from './change/stored-object.js';
import { explainFailure } from './explain/explain-failure.js';
import { buildRecordQuery, type RecordQuery } from './query/record-query.js';
import { withTextOrder } from './query/sort-keys.js';
import { schemaIfSeen } from './query/table-schema.js';
import { checkLinked, readBaseLink } from './read/base-link.js';
import { readDocumentLinks } from './read/document-link.js';
import { withFieldTypes } from './read/field-types.js';
import { readGrid } from './read/grid.js';
import { listedCell } from './read/listed-cell.js';
import { withMemberIds } from './read/members.js';
import { saysUnknownId, withIds } from './read/names.js';
import { withRuleNames } from './read/role-names.js';
import { withViewFilter } from './read/view-filter.js';
import { checkStored } from './rehearse/check-stored.js';
import { waitingForRoles } from './wait/roles-ready.js';
import { type PreparedWrite, prepareWrite } from './write/cells.js';

/** Bitable and the documents around it: links, names for ids, cells by the table's schema. */
export const bitableTools: VendorTools = {
  ...plainTools,

  clientFor: waitingForRoles,

  listing: async (_, listing, chosen) => chosenListing(listing, chosen, listedCell),

  async read(operation, given, context) {
    const { input: records, asRead } = readGrid(given, context.note, operation.effect);
    const isOlderList = operation.name === 'bitable_records_list';
    const input = isOlderList ? withTextOrder(records, context.note) : records;
    const linked = await readDocumentLinks(operation, input, context);
    return { ...(await readBaseLink(operation.input, linked, context, operation)), asRead };
  },

  async resolve({ input }, args, context, checksIds = args['dry_run'] === true) {
    const typed = withFieldTypes(input.shape, args);
    const named = await withIds(context, typed, { checksIds });
    checkLinked(named, context.linked);
    const withRules = await withRuleNames(context, await withViewFilter(context, named));
    return withMemberIds(context, withRules);
  },

  saysUnknownId,
  stepsOf: bitableSteps,

  async prepare({ name, endpoint, args }, context, dryRun) {
    const write: PreparedWrite =
      endpoint.storedIn === undefined
        ? await prepareWrite(context, endpoint, args, { dryRun })
        : await prepareChange(context, endpoint, args, dryRun);
    if (dryRun) {
      await checkStored(context, name, write.args);
    }
    const built = await buildRecordQuery(context, name, write.args);
    const query = { ...built, segments: write.args['text_field_as_array'] === true };
    return {
      ...query,
      args: withLinksInTexts(query),
      stored: write.stored,
      isUnsent: write.isUnsent,
      view: viewOf(query),
      freshView: (records) => freshViewOf(context, query, records),
    };
  },

  /** Whatever changes a base other than by its records may change what is known of it. */
  invalidate({ endpoint, args }, { memory }) {
    if (changesSchema(endpoint) && typeof args['app_token'] === 'string') {
      memory.forget(tableRefOf(args).appToken);
    }
  },

  explain: explainFailure,
};

function changesSchema({ effect, cells, batch }: Endpoint): boolean {
  return effects[effect].writes && cells === undefined && batch?.over !== 'records';
}

/** The older reads of records leave the links out of texts unless they are asked for segments. */
function withLinksInTexts({ endpoint, args }: RecordQuery): Args {
  const { query = {}, records } = endpoint;
  return records !== undefined && 'text_field_as_array' in query
    ? { ...args, text_field_as_array: true }
    : args;
}

interface ShownQuery extends RecordQuery {
  /** Whether the caller asked for rich text in its segments. */
  readonly segments: boolean;
}

function viewOf({ schema, fieldNames, segments }: ShownQuery): RecordView {
  return { schema, fieldNames, segments };
}

/** Gives the view by the schema as it is now, where the records show that the known one is old. */
async function freshViewOf(
  context: ToolContext,
  query: ShownQuery,
  records: readonly Json[],
): Promise<RecordView> {
  const { schema, args } = query;
  const known = new Set(schema?.fields.map(({ name }) => name));
  const isNew = (name: string) => !known.has(name);
  const names = records.filter(isJsonObject).flatMap(({ fields }) => Object.keys(fields ?? {}));
  if (schema === undefined || !names.some(isNew)) {
    return viewOf(query);
  }
  const tableRef = tableRefOf(args);
  context.memory.forget(tableRef.appToken, tableRef.tableId);
  return viewOf({ ...query, schema: (await schemaIfSeen(context, tableRef)) ?? schema });
}
