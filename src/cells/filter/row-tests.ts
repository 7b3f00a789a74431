import type { Json, JsonObject } from '../../core/json.js';
import type { CompiledCondition } from './condition.js';
import { isLeaf, type Tree } from './syntax/comparison.js';

/** Decides over the plain cells of a record, by field name. */
export type RowTest = (cells: JsonObject) => boolean;

/** The test of a tree of conditions. */
export function testOf(tree: Tree<CompiledCondition>): RowTest {
  if (isLeaf(tree)) {
    const { field, test } = tree.leaf;
    return (cells) => test(cellOf(cells, field.name));
  }
  const isOr = tree.join === 'or';
  const sets = new ValueSets();
  const others = tree.parts.filter((part) => !isLeaf(part) || !sets.take(part.leaf, isOr));
  const tests = [...sets.tests(isOr), ...others.map(testOf)];
  return isOr ? (cells) => tests.some((test) => test(cells)) : allOf(tests);
}

function allOf(tests: readonly RowTest[]): RowTest {
  return (cells) => tests.every((test) => test(cells));
}

/** The values of one field of which a row has one, or none. */
interface ValueSet {
  readonly field: string;
  readonly keyOf: (cell: Json) => unknown;
  readonly keys: Set<unknown>;
}

/** Conditions on single values put together: a long list of them is looked through once, not once a value. */
class ValueSets {
  readonly #sets: ValueSet[] = [];

  /** Takes a condition that only asks for one value: joined by `or` those that hold for it, by `and` those that do not. */
  take({ field: { name }, value }: CompiledCondition, isOr: boolean): boolean {
    if (value === undefined || value.isNegated === isOr) {
      return false;
    }
    const { keyOf, key } = value;
    const known = this.#sets.find((set) => set.field === name && set.keyOf === keyOf);
    const set = known ?? { field: name, keyOf, keys: new Set() };
    if (known === undefined) {
      this.#sets.push(set);
    }
    set.keys.add(key);
    return true;
  }

  tests(isOr: boolean): readonly RowTest[] {
    return this.#sets.map(
      ({ field, keyOf, keys }) =>
        (cells) =>
          keys.has(keyOf(cellOf(cells, field))) === isOr,
    );
  }
}

/** A field may be called `constructor`. */
function cellOf(cells: JsonObject, name: string): Json {
  return Object.hasOwn(cells, name) ? (cells[name] ?? null) : null;
}
