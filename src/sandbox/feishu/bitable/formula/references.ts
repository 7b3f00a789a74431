import type { Scope } from '../model.js';
import type { Program, References } from './compile.js';
import { scalars } from './values.js';

/** Fields by name are those of the scope's table; columns of other tables are taken whole. */
export function referencesOf(scope: Scope): References {
  return {
    field: (name) => {
      const field = scope.table.fields.find((each) => each.name === name);
      return field && ((row, cells) => cells.value(field, row, scope));
    },
    column: (tableId, fieldId) => columnOf(tableId, fieldId, scope),
  };
}

function columnOf(tableId: string, fieldId: string, scope: Scope): Program | undefined {
  const table = scope.base.tables.get(tableId);
  const field = table?.fields.find((each) => each.fieldId === fieldId);
  if (table === undefined || field === undefined) return undefined;
  if (table === scope.table) return (row, cells) => cells.value(field, row, scope);
  const other = { ...scope, table };
  return (_, cells) => ({
    kind: 'list',
    items: [...table.rows.values()].flatMap((row) => scalars(cells.value(field, row, other))),
  });
}
