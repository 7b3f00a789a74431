import { kindOf } from '../../../../cells/kinds/kinds.js';
import type { JsonObject } from '../../../../core/json.js';
import { ownCell } from '../own-cell.js';
import type { KeyField } from './key-fields.js';
import type { UpsertRow } from './prepared-rows.js';

/** Page "Search records": what one filter holds at most. */
const maxConditions = 50;
const maxCharacters = 2_000;

/**
 * Filters that between them find every record of these keys, and maybe others; undefined where the vendor cannot
 * be asked so. Of several key fields the one with the most different values is asked for.
 */
export function keySearches(
  rows: readonly UpsertRow[],
  keys: readonly KeyField[],
): readonly JsonObject[] | undefined {
  const asked = keys
    .map((key) => ({ name: key.field.name, values: valuesOf(rows, key) }))
    .filter(({ values }) => values.size > 0)
    .sort((a, b) => b.values.size - a.values.size);
  return asked[0] && packed(asked[0].name, [...asked[0].values]);
}

/** The values to ask for; none where one of them cannot be. */
function valuesOf(rows: readonly UpsertRow[], { field }: KeyField): ReadonlySet<string> {
  const { searchable } = kindOf(field);
  const values = new Set<string>();
  for (const { cells } of rows) {
    const value = ownCell(cells, field.name);
    if (searchable === undefined || value === undefined || !searchable.test(String(value))) {
      return new Set();
    }
    values.add(String(value));
  }
  return values;
}

function packed(name: string, values: readonly string[]): readonly JsonObject[] {
  const filters: JsonObject[] = [];
  let conditions: JsonObject[] = [];
  for (const value of values) {
    const condition = { field_name: name, operator: 'is', value: [value] };
    const next = [...conditions, condition];
    if (conditions.length > 0 && !fits(next)) {
      filters.push(filterOf(conditions));
      conditions = [condition];
    } else {
      conditions = next;
    }
  }
  return [...filters, filterOf(conditions)];
}

function filterOf(conditions: readonly JsonObject[]): JsonObject {
  return { conjunction: 'or', conditions };
}

function fits(conditions: readonly JsonObject[]): boolean {
  return (
    conditions.length <= maxConditions &&
    JSON.stringify(filterOf(conditions)).length <= maxCharacters
  );
}
