import type { Family } from '../../filter/condition.js';
import { boolean } from '../../formula/values.js';
import { absentProperty, type FieldType, heldCell, holding } from './field-type.js';

const ticked = ['true', '1', 'yes', '是', '☑'];

const checkboxFamily: Family = {
  operators: new Set(['is']),
  test: ({ field, values: [value, ...others] }) => {
    if (others.length > 0 || (value !== 'true' && value !== 'false')) {
      return 'value must be ["true"] or ["false"]';
    }
    return (row) => (heldCell('checkbox', field, row)?.checked ?? false) === (value === 'true');
  },
};

export const checkboxType: FieldType = {
  type: 7,
  uiTypes: ['Checkbox'],
  creatable: true,
  primary: false,
  property: absentProperty(1254085),
  write: {
    code: 1254065,
    name: 'Checkbox',
    must: 'be a boolean',
    accept: (value, _field, { reject }) =>
      typeof value === 'boolean' ? { kind: 'checkbox', checked: value } : reject(),
  },
  convert: ({ text }) =>
    ticked.includes(text.toLowerCase()) ? { kind: 'checkbox', checked: true } : null,
  ...holding('checkbox', {
    legacy: (cell) => cell.checked,
    modern: (cell) => cell.checked,
    value: (cell) => boolean(cell.checked),
  }),
  // One that was never touched is as good as one without its tick.
  value: (field, row) => boolean(heldCell('checkbox', field, row)?.checked ?? false),
  filter: checkboxFamily,
};
