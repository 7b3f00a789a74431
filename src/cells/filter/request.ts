import { InputError } from '../../core/errors.js';
import type { Json, JsonObject } from '../../core/json.js';
import { arranged } from './arrange.js';
import type { Compiled, VendorCondition } from './condition.js';
import type { Comparison } from './syntax/syntax.js';
import { depthOf, isLeaf, joined, leavesOf, type Tree } from './syntax/tree.js';

/** Decides over the plain cells of a record, by field name. */
export type RowTest = (cells: JsonObject) => boolean;

interface Request {
  readonly filter: JsonObject | undefined;
  readonly keep: RowTest | undefined;
  readonly keepFields: readonly string[];
  readonly notes: readonly string[];
}

/** One of the conditions that a row must all meet: a group of them, or one alone. */
interface Part {
  readonly tree: Tree<Compiled>;
  readonly sent: Tree<VendorCondition> | undefined;
  /** Why it must be decided here. */
  readonly notes: readonly string[];
}

/**
 * Parts a filter in what the vendor is asked and what is decided here. A condition that it cannot be asked takes
 * with it whatever is joined to it by `or`; what is joined by `and` is sent.
 */
export function requestFor(tree: Tree<Compiled>, written: Tree<Comparison>): Request {
  const trees = isLeaf(tree) || tree.join === 'or' ? [tree] : tree.parts;
  const sendable = shortened(trees.map(partOf), written);
  const kept = sendable.parts.filter(({ notes }) => notes.length > 0);
  const leaves = kept.flatMap((part) => leavesOf(part.tree));
  return {
    filter: sendable.filter,
    keep: kept.length === 0 ? undefined : allOf(kept.map((part) => testOf(part.tree))),
    keepFields: [...new Set(leaves.map(({ field }) => field.name))],
    notes: [...new Set(kept.flatMap(({ notes }) => notes))],
  };
}

function partOf(tree: Tree<Compiled>): Part {
  const notes = leavesOf(tree).map(({ kept }) => kept);
  return { tree, sent: sentOf(tree), notes: notes.filter((note) => note !== undefined) };
}

function sentOf(tree: Tree<Compiled>): Tree<VendorCondition> | undefined {
  if (isLeaf(tree)) {
    return tree.leaf.sent;
  }
  const all = tree.parts.map(sentOf);
  const parts = all.filter((part) => part !== undefined);
  const isOpen = tree.join === 'or' ? parts.length < all.length : parts.length === 0;
  return isOpen ? undefined : joined(tree.join, parts);
}

interface Fitted {
  readonly parts: readonly Part[];
  readonly filter: JsonObject | undefined;
}

/** The vendor's filters have groups in a group and no deeper. */
const maxLevels = 2;

/** Leaves to this side what one request is too small for, the largest parts first. */
function shortened(parts: readonly Part[], written: Tree<Comparison>): Fitted {
  const sent = parts.map((part) => part.sent).filter((each) => each !== undefined);
  if (sent.length === 0) {
    return { parts, filter: undefined };
  }
  const filter = arranged(joined('and', sent));
  if (filter !== undefined) {
    return { parts, filter };
  }
  if (depthOf(written) > maxLevels) {
    throw tooDeep();
  }
  const largest = Math.max(...parts.map(sizeOf));
  const dropped = parts.findIndex((part) => sizeOf(part) === largest);
  return shortened(
    parts.map((part, index) => (index === dropped ? unsent(part) : part)),
    written,
  );
}

function tooDeep(): InputError {
  return new InputError([
    {
      path: 'filter',
      problem:
        'has groups within groups within groups, which Feishu does not take, and becomes too long without them',
      allowed:
        'one level of parentheses; or two calls; or a CurrentValue formula with bitable_records_list',
    },
  ]);
}

function sizeOf({ sent }: Part): number {
  return sent === undefined ? 0 : JSON.stringify(leavesOf(sent)).length;
}

function unsent({ tree, notes }: Part): Part {
  const names = [...new Set(leavesOf(tree).map(({ field }) => field.name))].join(', ');
  const note = `${names}: more conditions than one request to Feishu takes, filtered here`;
  return { tree, sent: undefined, notes: [...notes, note] };
}

function testOf(tree: Tree<Compiled>): RowTest {
  if (isLeaf(tree)) {
    const { field, test } = tree.leaf;
    return (cells) => test(cellOf(cells, field.name));
  }
  const tests = tree.parts.map(testOf);
  return tree.join === 'and' ? allOf(tests) : (cells) => tests.some((test) => test(cells));
}

function allOf(tests: readonly RowTest[]): RowTest {
  return (cells) => tests.every((test) => test(cells));
}

/** A field may be called `constructor`. */
function cellOf(cells: JsonObject, name: string): Json {
  return Object.hasOwn(cells, name) ? (cells[name] ?? null) : null;
}
