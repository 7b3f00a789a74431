import type { Json } from '../../../core/json.js';
import { bareReading, hasTitledLink } from '../../kinds/titled-links.js';
import {
  allOperators,
  type CompiledCondition,
  emptiness,
  type FilterFamily,
  soleValue,
  vendorCondition,
} from '../condition.js';
import type { Operator } from '../syntax/operators.js';
import { shownText } from './cell-tests.js';
import { textFamily } from './scalar-families.js';

/** By the text without its links, as the vendor compares it; a text with `[title](url)` by what cells read as. */
export const richTextFamily: FilterFamily = {
  operators: allOperators,
  takesSeveral: false,
  compile: (condition, context) => {
    const { operator } = condition;
    const compiled = textFamily.compile(condition, context);
    if (emptiness.includes(operator)) {
      return compiled;
    }
    return hasTitledLink(soleValue(condition).text)
      ? byReading(compiled, operator)
      : bare(compiled);
  },
};

const negated: ReadonlySet<Operator> = new Set(['isNot', 'doesNotContain']);

function byReading(compiled: CompiledCondition, operator: Operator): CompiledCondition {
  const { field } = compiled;
  return {
    ...compiled,
    sent: negated.has(operator) ? undefined : vendorCondition(field, 'isNotEmpty'),
    kept: `${field.name} is filtered here by its text with links: Feishu compares the titles alone`,
  };
}

function bare({ test, value, ...compiled }: CompiledCondition): CompiledCondition {
  return {
    ...compiled,
    test: (cell) => test(bareCell(cell)),
    value: value && { ...value, keyOf: bareShown },
  };
}

function bareShown(cell: Json): string {
  return shownText(bareCell(cell));
}

function bareCell(cell: Json): Json {
  return typeof cell === 'string' ? bareReading(cell) : cell;
}
