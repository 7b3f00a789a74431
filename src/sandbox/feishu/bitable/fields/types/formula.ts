import type { Json } from '../../../../../core/json.js';
import type { Base, FieldProperty } from '../../model.js';
import { dateFormat } from './date.js';
import { type FieldType, noProperty, settingsRule } from './field-type.js';
import { formulaFormats } from './formats.js';
import { numberSettings } from './number.js';
import type { Settings } from './settings.js';

export const formulaType: FieldType = {
  type: 20,
  uiTypes: ['Formula'],
  creatable: true,
  primary: true,
  property: settingsRule(1254091, (settings, { scope }) => ({
    formatter: settings.choice('formatter', formulaFormats, ''),
    formula_expression: settings.text('formula_expression', ''),
    ...resultType(settings, scope.base),
  })),
};

/** Bases hold lookups, but no call creates one. */
export const lookupType: FieldType = {
  type: 19,
  uiTypes: ['Lookup'],
  creatable: false,
  primary: false,
  property: noProperty(1254090),
};

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
