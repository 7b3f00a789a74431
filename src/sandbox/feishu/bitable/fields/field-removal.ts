import { refuse } from '../../../kernel/refusal.js';
import type { Field, Scope, Table } from '../model.js';
import { touch } from '../revision.js';
import { forgetField } from '../views/view-fields.js';
import { unpairField } from './duplex-links.js';

/** Deletes a field with its cells. The other end of a duplex link becomes a one-way link. */
export function removeField(scope: Scope, field: Field): void {
  if (field.isPrimary) refuse(1254046);
  unpairField(scope, field);
  const { table } = scope;
  table.fields = table.fields.filter((other) => other !== field);
  for (const row of table.rows.values()) row.cells.delete(field.fieldId);
  for (const view of table.views) forgetField(view, field.fieldId);
  ungroup(table, field);
  touch(scope);
}

/** A group that is left without fields goes with its last one. */
function ungroup(table: Table, { fieldId }: Field): void {
  for (const group of table.fieldGroups) {
    group.fieldIds = group.fieldIds.filter((other) => other !== fieldId);
  }
  table.fieldGroups = table.fieldGroups.filter(({ fieldIds }) => fieldIds.length > 0);
}
