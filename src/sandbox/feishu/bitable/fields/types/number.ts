import type { FieldProperty } from '../../model.js';
import { type FieldType, settingsRule } from './field-type.js';
import {
  currencies,
  currencyFormats,
  numberFormats,
  progressFormats,
  ratingSymbols,
} from './formats.js';
import type { Settings } from './settings.js';

/** The settings of each variant of a number; formulas show their results in the same ways. */
export const numberSettings: ReadonlyMap<string, (settings: Settings) => FieldProperty> = new Map([
  ['Number', plain],
  ['Currency', currency],
  ['Progress', progress],
  ['Rating', rating],
]);

export const numberType: FieldType = {
  type: 2,
  uiTypes: ['Number', 'Progress', 'Currency', 'Rating'],
  creatable: true,
  primary: true,
  property: settingsRule(1254081, (settings, { uiType }) =>
    (numberSettings.get(uiType) ?? plain)(settings),
  ),
};

function plain(settings: Settings): FieldProperty {
  return { formatter: settings.choice('formatter', numberFormats, '0.0') };
}

function currency(settings: Settings): FieldProperty {
  return {
    formatter: settings.choice('formatter', currencyFormats),
    currency_code: settings.choice('currency_code', currencies),
  };
}

function progress(settings: Settings): FieldProperty {
  const formatter = settings.choice('formatter', progressFormats, '0%');
  if (!settings.flag('range_customize', false)) return { formatter, range_customize: false };
  const min = settings.number('min');
  const max = settings.number('max');
  if (min >= max) settings.fail('max', 'max must be greater than min');
  return { formatter, range_customize: true, min, max };
}

function rating(settings: Settings): FieldProperty {
  return {
    formatter: settings.choice('formatter', ['0'], '0'),
    min: settings.integer('min', 0, 1, 1),
    max: settings.integer('max', 1, 10, 5),
    rating: { symbol: settings.part('rating').choice('symbol', ratingSymbols, 'star') },
  };
}
