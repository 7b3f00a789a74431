import { quoted } from '../../../core/text.js';
import { isSurelyRecordId, recordId } from '../../kinds/references.js';
import {
  anyOf,
  type CompiledCondition,
  type Condition,
  emptiness,
  emptinessCondition,
  type FilterContext,
  type FilterFamily,
  memberOperators,
  type VendorCondition,
  vendorCondition,
} from '../condition.js';
import { joined, problemAt, type Tree, type WrittenValue } from '../syntax/comparison.js';
import type { Operator } from '../syntax/operators.js';
import { asksFor, memberTest } from './member-families.js';

/** By record_id, or by the titles that records have in their own table, which are compared as texts are. */
export const linkFamily: FilterFamily = {
  operators: memberOperators,
  takesSeveral: true,
  compile: (condition, context) => {
    if (emptiness.includes(condition.operator)) {
      return emptinessCondition(condition);
    }
    const ids = condition.values.flatMap((value) => idsOf(value, condition, context));
    return ids.length === 0 ? withoutRecords(condition) : withRecords(condition, ids);
  },
};

const parts: ReadonlySet<Operator> = new Set(['contains', 'doesNotContain']);

/** The records that a value means: the one of an id, or all whose title is the text, or holds it. */
function idsOf(
  value: WrittenValue,
  { field: { name, property }, operator }: Condition,
  { find }: FilterContext,
): readonly string[] {
  const { text } = value;
  const tableId = property['table_id'];
  if (isSurelyRecordId(text) || (typeof tableId !== 'string' && recordId.test(text))) {
    return [text];
  }
  if (typeof tableId !== 'string') {
    throw problemAt(value, `${name} links to records`, 'a record_id (rec…)');
  }
  const match = parts.has(operator) ? 'contains' : 'is';
  return find({ kind: 'record', tableId, title: text, match }, value);
}

function withRecords(condition: Condition, ids: readonly string[]): CompiledCondition {
  const { field, operator } = condition;
  const test = memberTest(operator, new Set(ids), []);
  return { field, sent: requestOf(condition, ids), kept: undefined, test };
}

/** Several records can have one title: a cell that links to one of them alone is that title. */
function requestOf(condition: Condition, ids: readonly string[]): Tree<VendorCondition> {
  const { field, operator } = condition;
  if (operator !== 'is' && operator !== 'isNot') {
    return asksFor(condition, ids);
  }
  const each = ids.map((id) => vendorCondition(field, operator, [id]));
  return operator === 'is' ? anyOf(...each) : joined('and', each);
}

/** No title holds the text: nothing is found, or everything. */
function withoutRecords({ field, operator, values }: Condition): CompiledCondition {
  const isNegative = operator === 'doesNotContain';
  const nothing = ['isEmpty', 'isNotEmpty'] as const;
  return {
    field,
    sent: isNegative
      ? undefined
      : joined(
          'and',
          nothing.map((each) => vendorCondition(field, each)),
        ),
    kept: undefined,
    said: `${field.name}: no record of the linked table has a title with ${values.map(({ text }) => quoted(text)).join(', ')}`,
    test: () => isNegative,
  };
}
