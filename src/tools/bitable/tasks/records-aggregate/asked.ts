import type { TableSchema } from '../../../../cells/field.js';
import { InputError, type InputIssue } from '../../../../core/errors.js';
import { fieldFinder } from '../../query/field-finder.js';
import type { AggregateArgs } from './args.js';
import { type GroupKey, groupKeyOf } from './group-keys.js';
import { type Measure, measureOf } from './measures.js';
import { type RowOrder, rowOrderOf } from './row-order.js';

type Wording = Pick<AggregateArgs, 'group_by' | 'measures' | 'sort'>;

/** What an aggregate works out. */
export interface Asked {
  readonly keys: readonly GroupKey[];
  readonly measures: readonly Measure[];
  readonly columns: readonly string[];
  readonly order: RowOrder | undefined;
}

/** Reads the written keys, measures and order; throws an `InputError` with everything that is wrong in them. */
export function askedOf(args: Wording, schema: TableSchema): Asked {
  const { group_by = [], measures: written = ['count'], sort } = args;
  const find = fieldFinder(schema);
  const issues: InputIssue[] = [];
  const keys = group_by.flatMap((text, index) =>
    kept(groupKeyOf(text, `group_by[${index}]`, schema, find), issues),
  );
  const measures = written.flatMap((text, index) =>
    kept(measureOf(text, `measures[${index}]`, schema, find), issues),
  );
  const columns = [...keys, ...measures].map(({ name }) => name);
  issues.push(...repeatedIn(columns));
  const order = sort === undefined || issues.length > 0 ? undefined : orderIn(sort);
  if (issues.length > 0) {
    throw new InputError(issues);
  }
  return { keys, measures, columns, order };

  /** Columns may be named as loosely as measures and groups are. */
  function orderIn(text: string): RowOrder | undefined {
    const found = rowOrderOf(text, columns, keys.length, (name) => {
      const candidates = [groupKeyOf(name, '', schema, find), measureOf(name, '', schema, find)];
      return candidates.flatMap((each) => ('name' in each ? [each.name] : [])).find(isColumn);
    });
    if ('issue' in found) {
      issues.push(found.issue);
      return undefined;
    }
    return found;
  }

  function isColumn(name: string): boolean {
    return columns.includes(name);
  }
}

function kept<Item extends object>(item: Item | InputIssue, issues: InputIssue[]): readonly Item[] {
  if ('problem' in item) {
    issues.push(item);
    return [];
  }
  return [item];
}

function repeatedIn(columns: readonly string[]): readonly InputIssue[] {
  const repeated = columns.filter((name, index) => columns.indexOf(name) < index);
  return repeated.map((name) => ({ path: '', problem: `${name} is asked for twice` }));
}
