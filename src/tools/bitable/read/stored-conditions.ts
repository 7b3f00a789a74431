import type { TableSchema } from '../../../cells/field.js';
import { prepareConditions, type StoredCondition } from '../../../cells/filter/stored-values.js';
import type { TableRef } from '../../context/caller-memory.js';
import type { ToolContext } from '../../context/tool-context.js';
import { findAll } from '../write/lookups.js';

/** The values of conditions that the vendor keeps, in its terms: ids of options, people and records, and days. */
export async function storedValues(
  context: ToolContext,
  tableRef: TableRef,
  { timeZone }: TableSchema,
  conditions: readonly StoredCondition[],
): Promise<readonly (readonly string[])[]> {
  const prepared = prepareConditions(conditions, { timeZone, now: context.client.now() });
  return prepared.finish(await findAll(context, tableRef, prepared.needs));
}
