import { type Field, fieldOf } from '../../../../cells/field.js';
import { describeField, isWritable } from '../../../../cells/kinds/kinds.js';
import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import { fitting } from '../../../answer/budget.js';
import type { DescribeArgs } from './args.js';

export type Detail = Exclude<NonNullable<DescribeArgs['detail']>, 'tables'>;

/** How much is said of each field. */
export interface DetailLevel {
  /** What that leaves out, for a note. */
  readonly says: string;
  /** Options that are named; the rest is counted. */
  readonly options: number;
  /** Whether options have their ids and colours. */
  readonly optionIds: boolean;
  /** Characters of a description. */
  readonly description: number;
  /** Characters of a formula. */
  readonly formula: number;
  /** Whether number and date formats, ranges and the like are told. */
  readonly formats: boolean;
  readonly fieldIds: boolean;
  /** Whether more is told than name and type. */
  readonly traits: boolean;
  /** Whether fields share a line with those of their type. */
  readonly byType: boolean;
}

const fields: DetailLevel = {
  says: '',
  options: 50,
  optionIds: false,
  description: 80,
  formula: 0,
  formats: true,
  fieldIds: true,
  traits: true,
  byType: false,
};

const full: DetailLevel = { ...fields, optionIds: true, description: 1_000, formula: 4_000 };

const plain = { ...fields, options: 0, description: 0, formats: false };

/** Only a name and a type for each field. */
export const barest: DetailLevel = {
  ...plain,
  says: 'only names and types of fields are told',
  fieldIds: false,
  traits: false,
};

/** What takes less room, and less. */
const tighter: readonly DetailLevel[] = [
  { ...fields, says: 'only the first 8 options of a field are named', options: 8 },
  { ...fields, says: 'options are only counted', options: 0 },
  { ...plain, says: 'options are only counted, descriptions and formats left out' },
  {
    ...plain,
    says: 'options are only counted, descriptions, formats and field ids left out',
    fieldIds: false,
  },
  barest,
  {
    ...barest,
    says: 'only names and types of fields are told, in a line for each type: "type: name | name"',
    byType: true,
  },
];

const shortened: DetailLevel = {
  ...fields,
  says: 'option ids, formulas and descriptions are shortened',
  description: 40,
  formula: 100,
};

/** For one table, which has an answer to itself. */
export const levelsOfOne: Readonly<Record<Detail, readonly DetailLevel[]>> = {
  fields: [fields, ...tighter],
  full: [
    full,
    shortened,
    ...tighter.map((level) => ({
      ...level,
      says: `option ids and formulas are left out, ${level.says}`,
    })),
  ],
};

/** For all tables alike. Who wants the fullest rather asks for one table after the other. */
export const levelsOfAll: Readonly<Record<Detail, readonly DetailLevel[]>> = {
  fields: levelsOfOne.fields,
  full: [full],
};

/** Names of tables by their ids. */
export type TableNames = ReadonlyMap<string, string>;

interface Told {
  readonly field: Field;
  /** As the vendor lists it. */
  readonly item: JsonObject;
  readonly level: DetailLevel;
  readonly tables: TableNames;
}

/** Fields as the vendor lists them, in a line each or in a line for each type. */
export function fieldLines(
  items: readonly JsonObject[],
  level: DetailLevel,
  tables: TableNames,
): readonly string[] {
  return level.byType
    ? typeLines(items.map(fieldOf))
    : items.map((item) => fieldLine(item, level, tables));
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
function fieldLine(item: JsonObject, level: DetailLevel, tables: TableNames): string {
  const field = fieldOf(item);
  const told = { field, item, level, tables };
  const head = `${field.name}: ${describeField(field)}${level.fieldIds ? ` ${field.id}` : ''}`;
  const details = level.traits ? traits.flatMap((trait) => trait(told) ?? []) : [];
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
  ({ field, level }) => short(field.property['formula_expression'], level.formula),
  ({ item, level }) => short(descriptionOf(item), level.description),
];

function format(trait: Trait): Trait {
  return (told) => (told.level.formats ? trait(told) : undefined);
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

function options({ field: { property }, level }: Told): string | undefined {
  const all = property['options'];
  if (!Array.isArray(all)) {
    return undefined;
  }
  const shown = all.filter(isJsonObject).slice(0, level.options);
  const names = shown.map((option) => optionText(option, level));
  const more = all.length - shown.length;
  if (shown.length === 0) {
    return `${all.length} options`;
  }
  return [...names, ...(more > 0 ? [`… +${more}`] : [])].join(' | ');
}

function optionText({ id, name, color }: JsonObject, { optionIds }: DetailLevel): string {
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

/** Lines from the start that take at most so many tokens, and how many are left out. */
export function linesWithin(key: string, lines: readonly string[], room: number): JsonObject {
  const fits = fitting(lines, room);
  const left = lines.length - fits.length;
  return { [key]: fits, ...(left > 0 && { [`${key}_left_out`]: left }) };
}
