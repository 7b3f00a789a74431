import type { Json } from '../../../../core/json.js';
import { isJsonObject } from '../../../../core/json.js';
import type { Field, Row, Scope } from '../model.js';
import { Evaluation } from './evaluation.js';
import { type Scalar, single } from './values.js';

/** What a computed cell shows: the field type of its result, and a list of it. */
export interface FormulaValue {
  readonly type: number;
  /** Texts, numbers, milliseconds or booleans; none where there is nothing to show. */
  readonly values: readonly (string | number | boolean)[];
}

const TEXT = 1;

/** An expression that cannot be worked out shows nothing, and so does a lookup, which no call can create. */
export function formulaValue(field: Field, row: Row, scope: Scope): FormulaValue {
  const value = new Evaluation().value(field, row, scope);
  const declared = declaredType(field.property?.type);
  return shown(single(value, scope.base.timeZone)) ?? { type: declared ?? TEXT, values: [] };
}

function shown(value: Scalar): FormulaValue | undefined {
  switch (value.kind) {
    case 'text':
      return { type: TEXT, values: [value.text] };
    case 'number':
      return { type: 2, values: [value.number] };
    case 'date':
      return { type: 5, values: [value.ms] };
    case 'boolean':
      return { type: 7, values: [value.boolean] };
    default:
      return undefined;
  }
}

/** Where a base's `formula_type` is 2, the field says what its result is. */
function declaredType(type: Json | undefined): number | undefined {
  const dataType = isJsonObject(type) ? type['data_type'] : undefined;
  return typeof dataType === 'number' ? dataType : undefined;
}
