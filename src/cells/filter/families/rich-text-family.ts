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

/** By the text without its links, as the vendor compares it; `[title](url)` and a part of an address by what cells read as. */
export const richTextFamily: FilterFamily = {
  operators: allOperators,
  takesSeveral: false,
  compile: (condition, context) => {
    const { operator } = condition;
    const compiled = textFamily.compile(condition, context);
    if (emptiness.includes(operator)) {
      return compiled;
    }
    const { text } = soleValue(condition);
    return hasTitledLink(text) || (isWithin.has(operator) && partOfAddress.test(text))
      ? byReading(compiled, operator)
      : bare(compiled);
  },
};

const isWithin: ReadonlySet<Operator> = new Set(['contains', 'doesNotContain']);
/** With a host, as in `example.com/orders`; an e-mail address stands in the text itself. */
const partOfAddress = /^(?:[a-z]+:\/\/\S*|[^\s@]*[\w-]\.[a-z]{2,}[^\s@]*)$/i;

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
