import { isJsonObject, type Json } from '../../../../../core/json.js';
import { legacyNumber, legacyText, textSegment } from '../../cells/objects.js';
import { formulaProblem } from '../../formula/check.js';
import { blank, type Scalar, single, textOf } from '../../formula/values.js';
import type { Base, BitableField, FieldProperty, Row, Scope } from '../../model.js';
import { checkboxType } from './checkbox.js';
import { dateType } from './date.js';
import {
  type FieldType,
  type LegacyContext,
  noProperty,
  type ReadContext,
  settingsRule,
  wrongBody,
} from './field-type.js';
import { dateFormat, formulaFormats, numberSettings } from './formats.js';
import { numberType } from './number.js';
import type { Settings } from './settings.js';
import { textType } from './text.js';

/** The overview page: at most 100 of a table's fields are formulas. */
const maxFormulas = 100;

export const formulaType: FieldType = {
  type: 20,
  uiTypes: ['Formula'],
  creatable: true,
  primary: true,
  property: settingsRule(1254091, (settings, { scope }) => ({
    formatter: settings.choice('formatter', formulaFormats, ''),
    formula_expression: expression(settings, scope),
    ...resultType(settings, scope.base),
  })),
  mostInTable: maxFormulas,
  computed: true,
  legacy: legacyResult,
  modern: modernResult,
  value: (field, row, scope, cells) => cells.formula(field, row, scope),
  sortsInList: false,
};

/** What the live service says of an expression that it cannot read is not known; a silent null would be taken for a value. */
function expression(settings: Settings, { bitable }: Scope): string {
  const written = settings.text('formula_expression', '');
  const checks = bitable.options.formulaCheck === 'refuse';
  const problem = checks ? formulaProblem(written) : undefined;
  if (problem === undefined) return written;
  const { reason, computes } = problem;
  return settings.fail('formula_expression', `an expression without this: ${reason}`, computes);
}

export const lookupType: FieldType = {
  type: 19,
  uiTypes: ['Lookup'],
  creatable: false,
  primary: false,
  property: noProperty(1254090),
  computed: true,
  legacy: legacyResult,
  modern: modernResult,
  value: () => blank,
  sortsInList: false,
};

export const stageType = hiddenType(24, 'Stage');
export const buttonType = hiddenType(3001, 'Button');

/** A type that a base can hold but no call creates. */
function hiddenType(type: number, uiType: string): FieldType {
  return {
    type,
    uiTypes: [uiType],
    creatable: false,
    primary: false,
    property: noProperty(wrongBody),
    legacy: () => undefined,
    modern: () => undefined,
    value: () => blank,
  };
}

/** In a base whose `formula_type` is 2 a formula must say what its result is. */
function resultType(settings: Settings, base: Base): { type?: Json } {
  if (base.formulaType === 1) return {};
  if (!settings.has('type'))
    settings.fail('type', 'required, for the formula_type of the base is 2');
  const type = settings.part('type');
  const dataType = type.integer('data_type', 1, Number.MAX_SAFE_INTEGER);
  if (!type.has('ui_type')) return { type: { data_type: dataType } };
  const uiType = type.choice('ui_type', [...resultSettings.keys()]);
  const uiProperty = resultSettings.get(uiType)?.(type.part('ui_property')) ?? {};
  return { type: { data_type: dataType, ui_type: uiType, ui_property: { ...uiProperty } } };
}

type ShownAs = Pick<
  FieldProperty,
  'formatter' | 'currency_code' | 'range_customize' | 'min' | 'max' | 'rating' | 'date_formatter'
>;

const resultSettings: ReadonlyMap<string, (settings: Settings) => ShownAs> = new Map([
  ...numberSettings,
  ['DateTime', (settings: Settings) => ({ date_formatter: dateFormat(settings) })],
]);

/** What a computed cell shows: the field type of its result, and a list of it. */
interface FormulaValue {
  readonly type: number;
  /** Texts, numbers, milliseconds or booleans; none where there is nothing to show. */
  readonly values: readonly (string | number | boolean)[];
}

/** The field types that results have. */
const resultTypes = {
  text: textType.type,
  number: numberType.type,
  date: dateType.type,
  boolean: checkboxType.type,
};

/** An expression that cannot be worked out shows nothing, and so does a lookup, which no call can create. */
export function formulaValue(
  field: BitableField,
  row: Row,
  { scope, cells }: Pick<ReadContext, 'scope' | 'cells'>,
): FormulaValue {
  const value = single(cells.value(field, row, scope), scope.base.timeZone);
  const declared = declaredType(field.property?.type);
  return shown(value) ?? { type: declared ?? resultTypes.text, values: [] };
}

function shown(value: Scalar): FormulaValue | undefined {
  switch (value.kind) {
    case 'text':
      return { type: resultTypes.text, values: [value.text] };
    case 'number':
      return { type: resultTypes.number, values: [value.number] };
    case 'date':
      return { type: resultTypes.date, values: [value.ms] };
    case 'boolean':
      return { type: resultTypes.boolean, values: [value.boolean] };
    default:
      return undefined;
  }
}

/** Where a base's `formula_type` is 2, the field says what its result is. */
function declaredType(type: Json | undefined): number | undefined {
  const dataType = isJsonObject(type) ? type['data_type'] : undefined;
  return typeof dataType === 'number' ? dataType : undefined;
}

/** One segment of text, or, when asked for, the shape of what the formula refers to. */
function legacyResult(field: BitableField, row: Row, context: LegacyContext): Json | undefined {
  if (context.formulaRef) return referred(field, row, context);
  const { scope, cells } = context;
  const text = textOf(cells.value(field, row, scope), scope.base.timeZone);
  return text === '' ? undefined : [textSegment(text)];
}

function referred(field: BitableField, row: Row, context: LegacyContext): Json | undefined {
  const { type, values } = formulaValue(field, row, context);
  const [first, ...others] = values.map((value) => referredValue(type, value, context));
  return others.length === 0 ? first : [first ?? null, ...others];
}

function referredValue(
  type: number,
  value: string | number | boolean,
  context: LegacyContext,
): Json {
  if (type === resultTypes.text) return legacyText(String(value), context);
  return type === resultTypes.number ? legacyNumber(Number(value), context.scope) : value;
}

/** The type of the result, and always a list of values in that type's shape. */
function modernResult(field: BitableField, row: Row, context: ReadContext): Json | undefined {
  const { type, values } = formulaValue(field, row, context);
  if (values.length === 0) return undefined;
  const isText = type === resultTypes.text;
  return { type, value: isText ? values.map((part) => textSegment(String(part))) : [...values] };
}
