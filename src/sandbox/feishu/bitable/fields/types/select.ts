import type { Json } from '../../../../../core/json.js';
import { refuse } from '../../../refusal.js';
import { optionNames } from '../../cells/objects.js';
import type { SentCondition, Test, Tried } from '../../filter/condition.js';
import { memberFamily } from '../../filter/member-condition.js';
import { textList } from '../../formula/values.js';
import type { BitableField, Row, SelectOption } from '../../model.js';
import { lastColor, nextColor } from '../option-drafts.js';
import {
  type ConversionSource,
  type FieldType,
  heldCell,
  holding,
  type PropertyContext,
  settingsRule,
} from './field-type.js';
import { checkCount, textsOf, tooLargeCell } from './lists.js';
import type { Settings } from './settings.js';

const maxOptions = 20_000;
const maxOptionsInCell = 1_000;

/** Options by name, for several of a field can have the same one. */
const optionFamily = memberFamily((field) => {
  const names = new Map(field.property?.options?.map(({ id, name }) => [id, name]));
  return {
    held: (row) => held(field, row).map((id) => names.get(id) ?? id),
    wanted: (name) => name,
  };
});

export const singleSelectType: FieldType = {
  type: 3,
  uiTypes: ['SingleSelect'],
  ...selectType(1254082, (names) => names[0] ?? ''),
  write: {
    code: 1254062,
    name: 'Single Option',
    must: 'be a string',
    accept: (value, field, { options, reject }) => {
      if (typeof value !== 'string') return reject();
      return value === '' ? null : { kind: 'options', optionIds: [options.idOf(field, value)] };
    },
  },
  convert: (source) => {
    const [optionId] = convertedIds(source, [source.text]);
    return optionId === undefined ? null : { kind: 'options', optionIds: [optionId] };
  },
  roleTest: (condition) => optionTest(condition, holdsOne),
  sortKey: (field, row) => positions(field, row)[0],
};

export const multiSelectType: FieldType = {
  type: 4,
  uiTypes: ['MultiSelect'],
  ...selectType(1254083, (names) => names),
  write: {
    code: 1254063,
    name: 'Multiple Options',
    must: 'be an array of strings',
    accept: (value, field, { options, reject }) => {
      const names = textsOf(value) ?? reject();
      checkCount(names, maxOptionsInCell, tooLargeCell);
      if (names.includes('')) refuse(1254026);
      const optionIds = options.idsOf(field, names);
      return optionIds.length === 0 ? null : { kind: 'options', optionIds };
    },
  },
  convert: (source) => {
    const ids = convertedIds(source, source.text.split(','));
    return ids.length === 0 ? null : { kind: 'options', optionIds: ids };
  },
  roleTest: (condition) => optionTest(condition, holdsAll),
  // The first options decide, then the second, and fewer come before more.
  sortKey: (field, row) => {
    const found = positions(field, row).map((position) => String(position).padStart(6, '0'));
    return found.length === 0 ? undefined : found.join(',');
  },
};

function selectType(code: number, shown: (names: readonly string[]) => Json) {
  const show = (cell: { readonly optionIds: readonly string[] }, field: BitableField) =>
    shown(optionNames(field, cell.optionIds));
  return {
    creatable: true,
    primary: false,
    property: settingsRule(code, (settings, context) => ({ options: options(settings, context) })),
    ...holding('options', {
      legacy: show,
      modern: show,
      value: ({ optionIds }, field) => textList(optionIds.map((id) => optionName(id, field))),
    }),
    filter: optionFamily,
  };
}

function optionName(id: string, { property }: BitableField): string {
  return property?.options?.find((option) => option.id === id)?.name ?? '';
}

function options(settings: Settings, context: PropertyContext): SelectOption[] {
  const sent = settings.parts('options');
  if (sent.length > maxOptions) settings.fail('options', `at most ${maxOptions} options`);
  const known = new Set(context.options.map((option) => option.id));
  const kept: SelectOption[] = [];
  for (const part of sent) {
    kept.push({
      id: sentId(part, known) ?? context.scope.bitable.ids.newOptionId(),
      name: sentName(part),
      color: part.integer('color', 0, lastColor, nextColor(kept.at(-1))),
    });
  }
  return kept;
}

function sentName(part: Settings): string {
  const name = part.text('name', '');
  return name === '' ? refuse(1254026) : name;
}

/** Each id may be taken once, so a taken one is forgotten. */
function sentId(part: Settings, known: Set<string>): string | undefined {
  const id = part.text('id', '');
  if (id === '') return undefined;
  return known.delete(id) ? id : part.fail('id', 'the id of an option that the field has');
}

/** The options that the new field lists; only where it lists none, they are made from what is there. */
function convertedIds(
  { cell, from, to, options: drafts }: ConversionSource,
  texts: readonly string[],
): string[] {
  const names = cell?.kind === 'options' ? optionNames(from, cell.optionIds) : texts;
  const listed = to.property?.options ?? [];
  const ids = names
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) =>
      listed.length === 0
        ? drafts.idOf(to, name)
        : listed.find((option) => option.name === name)?.id,
    );
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function held(field: BitableField, row: Row): readonly string[] {
  return heldCell('options', field, row)?.optionIds ?? [];
}

/** How a cell compares with the option ids of a condition when it is asked whether it is them. */
type IsThese = (ids: readonly string[], wanted: readonly string[]) => boolean;

const holdsOne: IsThese = (ids, wanted) => ids.some((id) => wanted.includes(id));

const holdsAll: IsThese = (ids, wanted) =>
  ids.length === new Set(wanted).size && ids.every((id) => wanted.includes(id));

/** Options by id, unlike in a search. */
function optionTest({ field, operator, values }: SentCondition, isThese: IsThese): Tried {
  const known = new Set(field.property?.options?.map(({ id }) => id));
  if (values.length === 0 || values.some((id) => !known.has(id))) {
    return 'value must hold option ids';
  }
  const asksForOne = operator === 'contains' || operator === 'doesNotContain';
  const fits = asksForOne ? holdsOne : isThese;
  const matches: Test = (row) => fits(held(field, row), values);
  const isNegated = operator === 'isNot' || operator === 'doesNotContain';
  return isNegated ? (row) => !matches(row) : matches;
}

/** Options sort in the order in which their field lists them. */
function positions(field: BitableField, row: Row): number[] {
  return held(field, row).map(
    (id) => field.property?.options?.findIndex((option) => option.id === id) ?? -1,
  );
}
