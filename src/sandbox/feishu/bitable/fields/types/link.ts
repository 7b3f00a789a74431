import type { FieldProperty, Scope } from '../../model.js';
import { type FieldType, settingsRule } from './field-type.js';
import type { Settings } from './settings.js';

export const singleLinkType: FieldType = {
  type: 18,
  uiTypes: ['SingleLink'],
  creatable: true,
  primary: false,
  property: settingsRule(1254089, (settings, { scope }) => link(settings, scope)),
};

export const duplexLinkType: FieldType = {
  type: 21,
  uiTypes: ['DuplexLink'],
  creatable: true,
  primary: false,
  property: settingsRule(1254092, (settings, { scope }) => ({
    ...link(settings, scope),
    ...(settings.has('back_field_name')
      ? { back_field_name: settings.text('back_field_name').trim() }
      : {}),
  })),
};

function link(settings: Settings, { base, table }: Scope): FieldProperty {
  const tableId = settings.text('table_id');
  const known = tableId === table.tableId || base.tables.has(tableId);
  if (!known) settings.fail('table_id', 'the id of a table of this base');
  return { multiple: settings.flag('multiple', true), table_id: tableId };
}
