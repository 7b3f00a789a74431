import { type Field, fieldOf } from '../../../../cells/field.js';
import { describeField, isWritable } from '../../../../cells/kinds/kinds.js';
import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import type { Closeness } from './detail-level.js';

/** Names of tables by their ids. */
export type TableNames = ReadonlyMap<string, string>;

interface Told {
  readonly field: Field;
  /** As the vendor lists it. */
  readonly item: JsonObject;
  readonly closeness: Closeness;
  readonly tables: TableNames;
}

/** Fields as the vendor lists them, in a line each or in a line for each type. */
export function fieldLines(
  items: readonly JsonObject[],
  closeness: Closeness,
  tables: TableNames,
): readonly string[] {
  return closeness.byType
    ? typeLines(items.map(fieldOf))
    : items.map((item) => fieldLine(item, closeness, tables));
}

/** `text: 任务名称 | 备注` */
function typeLines(fields: readonly Field[]): readonly string[] {
  const names = new Map<string, string[]>();
  for (const field of fields) {
    const type = describeField(field);
    names.set(type, [...(names.get(type) ?? []), field.name]);
  }
  return [...names].map(([type, list]) => `${type}: ${list.join(' | ')}`);
}

/** `状态: select fld…, 未开始 | 进行中` */
function fieldLine(item: JsonObject, closeness: Closeness, tables: TableNames): string {
  const field = fieldOf(item);
  const told = { field, item, closeness, tables };
  const head = `${field.name}: ${describeField(field)}${closeness.fieldIds ? ` ${field.id}` : ''}`;
  const details = closeness.traits ? traits.flatMap((trait) => trait(told) ?? []) : [];
  return [head, ...details].join(', ');
}

type Trait = (told: Told) => string | undefined;

/** What may be said of a field, in this order; undefined where there is nothing to say. */
const traits: readonly Trait[] = [
  ({ field }) => (field.isPrimary ? 'primary' : undefined),
  ({ field }) => (isWritable(field) ? undefined : 'read-only'),
  target,
  ({ field }) => (field.property['multiple'] === false ? 'one at most' : undefined),
  format(({ field }) => textOf(field.property['currency_code'])),
  format(({ field }) => textOf(field.property['formatter'])),
  format(({ field }) => textOf(field.property['date_formatter'])),
  format(range),
  format(({ field }) =>
    field.property['auto_fill'] === true ? 'filled in on creation' : undefined,
  ),
  format(result),
  options,
  ({ field, closeness }) => short(field.property['formula_expression'], closeness.formula),
  ({ item, closeness }) => short(descriptionOf(item), closeness.description),
];

function format(trait: Trait): Trait {
  return (told) => (told.closeness.formats ? trait(told) : undefined);
}

/** Links say which table they lead to, and which field of it leads back; lookups the table they look in. */
function target({ field: { property }, tables }: Told): string | undefined {
  const lookup = property['filter_info'];
  const looked = isJsonObject(lookup) ? lookup['target_table'] : undefined;
  const id = textOf(property['table_id']) ?? textOf(looked);
  if (id === undefined) {
    return undefined;
  }
  const back = textOf(property['back_field_name']);
  const name = textOf(property['table_name']) ?? tables.get(id) ?? id;
  return `→ ${name}${back === undefined ? '' : `.${back}`}`;
}

function range({ field: { property } }: Told): string | undefined {
  const { min, max } = property;
  return typeof min === 'number' && typeof max === 'number' ? `${min} to ${max}` : undefined;
}

/** Where a base's formulas declare what they give. */
function result({ field: { property } }: Told): string | undefined {
  const declared = property['type'];
  return isJsonObject(declared) ? textOf(declared['ui_type']) : undefined;
}

function options({ field: { property }, closeness }: Told): string | undefined {
  const all = property['options'];
  if (!Array.isArray(all)) {
    return undefined;
  }
  const shown = all.filter(isJsonObject).slice(0, closeness.options);
  const names = shown.map((option) => optionText(option, closeness));
  const more = all.length - shown.length;
  if (shown.length === 0) {
    return `${all.length} options`;
  }
  return [...names, ...(more > 0 ? [`… +${more}`] : [])].join(' | ');
}

function optionText({ id, name, color }: JsonObject, { optionIds }: Closeness): string {
  return optionIds ? `${name} (${id}, color ${color})` : String(name);
}

/** The listing has it as text, as `{text}`, or as a list of segments. */
function descriptionOf({ description }: JsonObject): string {
  const segments: readonly Json[] = Array.isArray(description) ? description : [description ?? ''];
  return segments.map((part) => (isJsonObject(part) ? part['text'] : part) ?? '').join('');
}

/** One line of at most so many characters; undefined where that leaves nothing. */
function short(text: Json | undefined, characters: number): string | undefined {
  const line = (textOf(text) ?? '').replaceAll(/\s+/g, ' ').trim();
  if (line === '' || characters === 0) {
    return undefined;
  }
  return line.length > characters ? `${line.slice(0, characters)}…` : line;
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
