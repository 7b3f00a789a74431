import { legacyNumber } from '../../cells/objects.js';
import { numberFamily } from '../../filter/text-condition.js';
import { number } from '../../formula/values.js';
import { type FieldType, holding, settingsRule } from './field-type.js';
import { numberSettings, plainNumber } from './formats.js';

export const numberType: FieldType = {
  type: 2,
  uiTypes: ['Number', 'Progress', 'Currency', 'Rating'],
  creatable: true,
  primary: true,
  property: settingsRule(1254081, (settings, { uiType }) =>
    (numberSettings.get(uiType) ?? plainNumber)(settings),
  ),
  write: {
    code: 1254061,
    name: 'Number',
    must: 'be a number',
    accept: (value, _field, { reject }) => {
      const finite = typeof value === 'number' && Number.isFinite(value);
      return finite ? { kind: 'number', number: value } : reject();
    },
  },
  convert: ({ text }) => {
    const converted = Number(text);
    const isNumber = text.trim() !== '' && Number.isFinite(converted);
    return isNumber ? { kind: 'number', number: converted } : null;
  },
  ...holding('number', {
    legacy: (cell, _field, { scope }) => legacyNumber(cell.number, scope),
    modern: (cell) => cell.number,
    value: (cell) => number(cell.number),
  }),
  filter: numberFamily,
};
