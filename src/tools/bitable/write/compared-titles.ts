import type { Field } from '../../../cells/field.js';
import { shownText } from '../../../cells/filter/families/cell-tests.js';
import { kindOf } from '../../../cells/kinds/kinds.js';
import { readCell } from '../../../cells/read/reading.js';
import { lookupKey } from '../../../cells/write/lookup.js';
import type { JsonObject } from '../../../core/json.js';
import type { TableRef } from '../../context/caller-memory.js';
import { listAll, type ToolContext } from '../../context/tool-context.js';
import { schemaOf } from '../query/table-schema.js';
import { cellOf, type FoundEntry, type LinkedRecord } from './record-titles.js';

/** All records whose title fits: asked for where the vendor compares titles with texts, else found among all titles. */
export async function findTitlesWith(
  context: ToolContext,
  tableRef: TableRef,
  needs: readonly LinkedRecord[],
): Promise<readonly FoundEntry[]> {
  const schema = await schemaOf(context, tableRef);
  const primary = schema.fields.find(({ isPrimary }) => isPrimary);
  if (primary === undefined) {
    const problem = 'records of the linked table cannot be looked up by title';
    return needs.map((need) => [lookupKey(need), { problem, allowed: 'a record id (rec…)' }]);
  }
  const kind = kindOf(primary);
  const isAsked = kind.family === 'text' && kind.comparesWhole !== true;
  if (!isAsked) {
    context.note(
      `titles of linked records are compared here: they are of type ${kind.word(primary)}`,
    );
  }
  const all = isAsked ? [] : await recordsWith(context, tableRef, primary);
  const entries: FoundEntry[] = [];
  for (const need of needs) {
    const fits = (record: JsonObject) => {
      const title = shownText(readCell(cellOf(record, primary), primary, schema));
      return need.match === 'is' ? title === need.title : title.includes(need.title);
    };
    const found = isAsked ? await recordsWith(context, tableRef, primary, need) : all.filter(fits);
    const ids = found.map(({ record_id }) => String(record_id));
    entries.push([lookupKey(need), { id: ids[0] ?? '', ids }]);
  }
  return entries;
}

/** The records whose title holds the text of a need, or all; with their titles alone. */
function recordsWith(
  context: ToolContext,
  { appToken, tableId }: TableRef,
  { name }: Field,
  need?: LinkedRecord,
): Promise<readonly JsonObject[]> {
  const condition = need && { field_name: name, operator: 'contains', value: [need.title] };
  return listAll(context, 'bitable_records_search', {
    app_token: appToken,
    table_id: tableId,
    field_names: [name],
    ...(condition && { filter: { conjunction: 'and', conditions: [condition] } }),
  });
}
