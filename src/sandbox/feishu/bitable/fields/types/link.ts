import { isJsonObject } from '../../../../../core/json.js';
import { memberFamily } from '../../filter/member-condition.js';
import { textList, textOf } from '../../formula/values.js';
import type { BitableField, Cell, FieldProperty, Scope } from '../../model.js';
import { linkedIds, linkedTable } from '../links.js';
import {
  type CellEvaluator,
  type ConversionSource,
  type FieldType,
  heldCell,
  holding,
  type LegacyContext,
  settingsRule,
  type WriteRule,
} from './field-type.js';
import { checkCount, distinct, fitsMultiple, textsOf, tooLargeCell } from './lists.js';
import type { Settings } from './settings.js';

const maxLinks = 500;

const linkFamily = memberFamily((field) => ({
  held: (row) => linkedIds(heldCell('links', field, row)),
  wanted: (recordId) => recordId,
}));

/** A link of one way. */
export const singleLinkType: FieldType = {
  type: 18,
  uiTypes: ['SingleLink'],
  ...linkType(),
  property: settingsRule(1254089, (settings, { scope }) => link(settings, scope)),
  write: writeRule(1254067, 'SingleLink'),
};

/** A link that is kept in step with its back field in the linked table. */
export const duplexLinkType: FieldType = {
  type: 21,
  uiTypes: ['DuplexLink'],
  ...linkType(),
  property: settingsRule(1254092, (settings, { scope }) => ({
    ...link(settings, scope),
    ...(settings.has('back_field_name')
      ? { back_field_name: settings.text('back_field_name').trim() }
      : {}),
  })),
  write: writeRule(1254074, 'DuplexLink'),
};

function linkType() {
  const reads = holding('links', {
    legacy: ({ recordIds }, field, context) => legacyLinks(recordIds, field, context),
    modern: ({ recordIds }) => ({ link_record_ids: recordIds }),
    value: ({ recordIds }, field, scope, cells) =>
      textList(linkedTexts(recordIds, field, scope, cells)),
  });
  return {
    ...reads,
    // The one type that is there while it is empty (page "Search records").
    modern: (...[field, row, context]: Parameters<FieldType['modern']>) =>
      reads.modern(field, row, context) ?? {},
    creatable: true,
    primary: false,
    convert: converted,
    filter: linkFamily,
    sortsInList: false as const,
  };
}

function link(settings: Settings, { base, table }: Scope): FieldProperty {
  const tableId = settings.text('table_id');
  const known = tableId === table.tableId || base.tables.has(tableId);
  if (!known) settings.fail('table_id', 'the id of a table of this base');
  return { multiple: settings.flag('multiple', true), table_id: tableId };
}

/** `["rec…"]`; the modern read shape `{link_record_ids}` is taken too, as the vendor's own plugin sends it. */
function writeRule(code: number, name: string): WriteRule {
  return {
    code,
    name,
    must: 'be an array of record ids',
    accept: (value, field, { scope, reject }) => {
      const sent = isJsonObject(value) ? (value['link_record_ids'] ?? null) : value;
      const recordIds = textsOf(sent) ?? reject();
      checkCount(recordIds, maxLinks, tooLargeCell);
      if (!fitsMultiple(field, recordIds)) reject();
      const rows = linkedTable(scope, field)?.rows;
      if (recordIds.some((recordId) => !rows?.has(recordId))) reject();
      return recordIds.length === 0 ? null : { kind: 'links', recordIds: distinct(recordIds) };
    },
  };
}

/** Links survive between the two kinds of link fields, as long as they point to the same table. */
function converted({ cell, from, to }: ConversionSource): Cell | null {
  const recordIds = linkedIds(cell);
  const same = from.property?.table_id === to.property?.table_id;
  return same && recordIds.length > 0 ? { kind: 'links', recordIds } : null;
}

/** One entry for all the linked records, with the text of their primary fields. */
function legacyLinks(recordIds: readonly string[], field: BitableField, context: LegacyContext) {
  const { scope, cells } = context;
  const table = linkedTable(scope, field);
  if (table === undefined) return [];
  const primary = table.fields.find((other) => other.isPrimary);
  const linked = { ...scope, table };
  const texts = recordIds.map((recordId) => {
    const row = table.rows.get(recordId);
    return row && primary ? textOf(cells.value(primary, row, linked), scope.base.timeZone) : '';
  });
  return [
    {
      record_ids: recordIds,
      table_id: table.tableId,
      text: texts.join(','),
      text_arr: texts,
      type: 'text',
    },
  ];
}

/** Linked records show the primary field of their table; those that are gone show nothing. */
function linkedTexts(
  recordIds: readonly string[],
  field: BitableField,
  scope: Scope,
  cells: CellEvaluator,
): string[] {
  const table = scope.base.tables.get(field.property?.table_id ?? '');
  const primary = table?.fields.find((each) => each.isPrimary) ?? table?.fields[0];
  if (table === undefined || primary === undefined) return [];
  const rows = recordIds.map((id) => table.rows.get(id)).filter((row) => row !== undefined);
  const linked = { ...scope, table };
  return rows.map((row) => textOf(cells.value(primary, row, linked), scope.base.timeZone));
}
