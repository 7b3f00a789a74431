import { type Conversion, convertCell } from '../cells/convert.js';
import { OptionDrafts } from '../fields/option-drafts.js';
import type { Cell, Field, Row, Scope } from '../model.js';
import { putCell } from '../records/row-store.js';

/** What becomes of the cells of a field whose definition changes; `apply` comes after the change. */
interface ColumnChange {
  apply(): void;
}

/** Plans the column of a field that changes to `to`. Options that values make up are added to `to`. */
export function planColumn(scope: Scope, field: Field, to: Field): ColumnChange {
  if (field.type !== to.type || field.property?.table_id !== to.property?.table_id) {
    return conversion(scope, field, to);
  }
  return to.property?.options === undefined ? { apply: () => {} } : pruning(scope, to);
}

function conversion(scope: Scope, field: Field, to: Field): ColumnChange {
  const options = new OptionDrafts(scope.bitable.ids);
  const plan: Conversion = { from: { ...field }, to, scope, options };
  const cells = new Map<Row, Cell | null>();
  for (const row of scope.table.rows.values()) cells.set(row, convertCell(row, plan));
  options.commit();
  return {
    apply: () => {
      for (const [row, cell] of cells) {
        row.cells.delete(field.fieldId);
        if (cell !== null) putCell(scope, row, field, cell);
      }
    },
  };
}

/** Options that are gone leave the cells. */
function pruning({ table }: Scope, to: Field): ColumnChange {
  const kept = new Set(to.property?.options?.map(({ id }) => id));
  return {
    apply: () => {
      for (const row of table.rows.values()) pruneCell(row, to.fieldId, kept);
    },
  };
}

function pruneCell(row: Row, fieldId: string, kept: ReadonlySet<string>): void {
  const cell = row.cells.get(fieldId);
  if (cell?.kind !== 'options') return;
  const optionIds = cell.optionIds.filter((id) => kept.has(id));
  if (optionIds.length === 0) row.cells.delete(fieldId);
  else row.cells.set(fieldId, { kind: 'options', optionIds });
}
