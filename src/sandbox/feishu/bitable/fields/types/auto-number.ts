import type { Json } from '../../../../../core/json.js';
import { serialFamily } from '../../filter/text-condition.js';
import { text } from '../../formula/values.js';
import type { BitableField, FieldProperty, Row, Scope } from '../../model.js';
import { formatDate } from '../../time-zone.js';
import { type FieldType, heldCell, settingsRule, wrongBody } from './field-type.js';
import { serialDateFormats } from './formats.js';
import { Settings } from './settings.js';

type AutoSerial = NonNullable<FieldProperty['auto_serial']>;

export const autoNumberType: FieldType = {
  type: 1005,
  uiTypes: ['AutoNumber'],
  creatable: true,
  primary: false,
  property: settingsRule(wrongBody, (settings) => ({ auto_serial: autoSerial(settings) })),
  computed: true,
  legacy: (field, row, { scope }) => autoNumberText(field, row, scope),
  modern: (field, row, { scope }) => autoNumberText(field, row, scope),
  value: (field, row, scope) => text(autoNumberText(field, row, scope)),
  filter: serialFamily,
  sortKey: (_field, row) => row.serial,
  numbering: { restarts: reformatsExisting, restart: renumber, keep: keepAutoNumbers },
};

function autoSerial(settings: Settings): AutoSerial {
  if (!settings.has('auto_serial')) return { type: 'auto_increment_number' };
  const sent = settings.part('auto_serial');
  const type = sent.choice('type', ['custom', 'auto_increment_number']);
  if (type === 'auto_increment_number') return { type };
  return { type, options: sent.parts('options').map(rule) };
}

const valueRules: Readonly<Record<string, (part: Settings) => string>> = {
  system_number: (part) => part.choice('value', ['1', '2', '3', '4', '5', '6', '7', '8', '9']),
  fixed_text: fixedText,
  created_time: (part) => part.choice('value', serialDateFormats),
};

function rule(part: Settings): { type: string; value: string } {
  const type = part.choice('type', Object.keys(valueRules));
  return { type, value: valueRules[type]?.(part) ?? '' };
}

function fixedText(part: Settings): string {
  const value = part.text('value');
  return value.length <= 20 ? value : part.fail('value', 'at most 20 characters');
}

/** The number of a row as its rule writes it, such as `017no20230201` (field guide A05). */
function autoNumberText(field: BitableField, row: Row, scope: Scope): string {
  const kept = heldCell('text', field, row);
  if (kept !== undefined) return kept.text;
  const parts = field.property?.auto_serial?.options ?? [];
  if (parts.length === 0) return String(row.serial);
  return parts.map(({ type, value }) => (written[type] ?? fixed)(value, row, scope)).join('');
}

const written: Readonly<Record<string, (value: string, row: Row, scope: Scope) => string>> = {
  system_number: (digits, row) => String(row.serial).padStart(Number(digits), '0'),
  created_time: (format, row, { base }) => formatDate(row.createdTime, base.timeZone, format),
};

function fixed(value: string): string {
  return value;
}

function reformatsExisting(sent: Json | undefined): boolean {
  return Settings.of(sent, wrongBody).part('auto_serial').flag('reformat_existing_records', false);
}

function renumber(field: BitableField, { table }: Scope): void {
  for (const row of table.rows.values()) row.cells.delete(field.fieldId);
}

function keepAutoNumbers(field: BitableField, scope: Scope): void {
  for (const row of scope.table.rows.values()) {
    row.cells.set(field.fieldId, { kind: 'text', text: autoNumberText(field, row, scope) });
  }
}
