import type { Json, JsonObject } from '../../../../core/json.js';
import { refuse } from '../../../kernel/refusal.js';
import { bodyList, bodyObject, bodyText, checkLength, refuseType } from '../body.js';
import { isLink } from '../fields/links.js';
import { findField } from '../fields/lookup.js';
import { invalidParameter } from '../invalid-parameter.js';
import type { Scope, Table } from '../model.js';
import { readViewFilter } from './view-filter.js';
import type { View, ViewProperty } from './view-model.js';

const maxHiddenFields = 300;

/** What the page "Update a view" changes of a view's settings; absent and null parts stay. */
export function readViewSettings(
  sent: JsonObject,
  scope: Scope,
  { type }: View,
): Partial<ViewProperty> {
  const filter = bodyObject(sent, 'filter_info');
  const hidden = bodyList(sent, 'hidden_fields');
  const hierarchy = bodyObject(sent, 'hierarchy_config');
  if (hierarchy !== undefined && type !== 'grid') {
    refuseSetting('hierarchy_config', 'only a grid view has a hierarchy');
  }
  return {
    ...(filter && { filter_info: readViewFilter(filter, scope) }),
    ...(hidden && { hidden_fields: readHiddenFields(hidden, scope.table) }),
    ...(hierarchy && { hierarchy_config: readHierarchy(hierarchy, scope.table) }),
  };
}

function readHiddenFields(sent: readonly Json[], table: Table): string[] | null {
  if (sent.length === 0) return null;
  checkLength('hidden_fields', sent.length, maxHiddenFields);
  const hidden = sent.map((id) =>
    typeof id === 'string' ? findField(table, id) : refuseType('hidden_fields', 'array of string'),
  );
  if (hidden.some(({ isPrimary }) => isPrimary)) {
    refuseSetting('hidden_fields', 'the primary field cannot be hidden');
  }
  return [...new Set(hidden.map(({ fieldId }) => fieldId))];
}

/** Rows lie under those that they link to, so it takes a link to the table itself. */
function readHierarchy(sent: JsonObject, table: Table): ViewProperty['hierarchy_config'] {
  const fieldId = bodyText(sent, 'field_id') ?? '';
  if (fieldId === '') return null;
  const field = findField(table, fieldId);
  if (!isLink(field) || field.property?.table_id !== table.tableId) {
    refuseSetting('hierarchy_config', 'field_id must be a link to the same table');
  }
  return { field_id: fieldId };
}

function refuseSetting(name: string, expected: string): never {
  return refuse(1254012, undefined, invalidParameter(`property.${name}`, expected));
}
