import type { JsonObject } from '../../core/json.js';
import type { CompiledCondition, VendorCondition } from './condition.js';
import { type RowTest, testOf } from './row-tests.js';
import { isLeaf, type Join, joined, leavesOf, mapTree, type Tree } from './syntax/comparison.js';

interface FilterRequest {
  readonly filter: JsonObject | undefined;
  readonly keep: RowTest | undefined;
  readonly keepFields: readonly string[];
  readonly notes: readonly string[];
}

/** One of the conditions that a row must all meet: a group of them, or one alone. */
interface Part {
  readonly tree: Tree<CompiledCondition>;
  readonly sent: Tree<VendorCondition> | undefined;
  /** Why it must be decided here. */
  readonly notes: readonly string[];
}

/**
 * Parts a filter in what the vendor is asked and what is decided here. A condition that it cannot be asked takes
 * with it whatever is joined to it by `or`; what is joined by `and` is sent.
 */
export function requestFor(tree: Tree<CompiledCondition>): FilterRequest {
  const trees = isLeaf(tree) || tree.join === 'or' ? [tree] : tree.parts;
  const sendable = shortened(trees.map(partOf));
  const kept = sendable.parts.filter(({ notes }) => notes.length > 0);
  const said = leavesOf(tree).flatMap((leaf) => leaf.said ?? []);
  const leaves = kept.flatMap((part) => leavesOf(part.tree));
  return {
    filter: sendable.filter,
    keep:
      kept.length === 0
        ? undefined
        : testOf(
            joined(
              'and',
              kept.map(({ tree: each }) => each),
            ),
          ),
    keepFields: [...new Set(leaves.map(({ field }) => field.name))],
    notes: [...new Set([...kept.flatMap(({ notes }) => notes), ...said])],
  };
}

function partOf(tree: Tree<CompiledCondition>): Part {
  const notes = leavesOf(tree).map(({ kept }) => kept);
  return { tree, sent: sentOf(tree), notes: notes.filter((note) => note !== undefined) };
}

function sentOf(tree: Tree<CompiledCondition>): Tree<VendorCondition> | undefined {
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

/** More parts than conditions fit in one request: those beyond are not tried one by one. */
const maxTried = 60;

/** Leaves to this side what one request is too small for, the largest parts first. */
function shortened(parts: readonly Part[]): Fitted {
  const sent = parts.map((part) => part.sent).filter((each) => each !== undefined);
  if (sent.length === 0) {
    return { parts, filter: undefined };
  }
  const filter = sent.length > maxTried ? undefined : arranged(joined('and', sent));
  if (filter !== undefined) {
    return { parts, filter };
  }
  const bySize = parts
    .filter((part) => part.sent !== undefined)
    .sort((a, b) => sizeOf(b) - sizeOf(a));
  const dropped = new Set(bySize.slice(0, Math.max(1, sent.length - maxTried)));
  return shortened(parts.map((part) => (dropped.has(part) ? unsent(part) : part)));
}

function sizeOf({ sent }: Part): number {
  return sent === undefined ? 0 : JSON.stringify(leavesOf(sent)).length;
}

function unsent({ tree, notes }: Part): Part {
  const names = [...new Set(leavesOf(tree).map(({ field }) => field.name))].join(', ');
  const note = `${names}: more conditions than one request to Feishu takes, filtered here`;
  return { tree, sent: undefined, notes: [...notes, note] };
}

/** Search records: conditions of one filter, and its length as JSON (1254107). */
const maxConditions = 50;
const maxLength = 2_000;

/** The structured filter, which has one level of groups; undefined where the conditions do not fit in. */
function arranged(asked: Tree<VendorCondition>): JsonObject | undefined {
  const tree = withOneOfEach(asked);
  const joins: readonly Join[] = ['and', 'or'];
  const fitting = joins
    .map((join) => ({ join, groups: flattened(tree, join) }))
    .filter(({ groups }) => groups !== undefined && countOf(groups) <= maxConditions)
    .sort((a, b) => lengthOf(a.groups) - lengthOf(b.groups))
    .map(({ join, groups = [] }) => filterOf(join, groups));
  return fitting.find((filter) => JSON.stringify(filter).length <= maxLength);
}

/** What is asked twice becomes one object, so that it is known again at once. */
function withOneOfEach(tree: Tree<VendorCondition>): Tree<VendorCondition> {
  const known = new Map<string, Tree<VendorCondition>>();
  return mapTree(tree, (condition) => {
    const key = JSON.stringify(condition);
    const one = known.get(key) ?? { leaf: condition };
    known.set(key, one);
    return one;
  });
}

type Groups = readonly (readonly VendorCondition[])[];

function countOf(groups: Groups = []): number {
  return groups.reduce((sum, group) => sum + group.length, 0);
}

/** Of filters with as many conditions the one with fewer groups is the smaller. */
function lengthOf(groups: Groups = []): number {
  return countOf(groups) + groups.filter((group) => group.length > 1).length;
}

/** Groups that `join` joins, each joined within by the other; undefined where they become too many. */
function flattened(tree: Tree<VendorCondition>, join: Join): Groups | undefined {
  if (isLeaf(tree)) {
    return [[tree.leaf]];
  }
  const parts: Groups[] = [];
  for (const part of tree.parts) {
    const groups = flattened(part, join);
    if (groups === undefined) {
      return undefined;
    }
    parts.push(groups);
  }
  return tree.join === join ? reduced(parts.flat()) : combined(parts);
}

/** By the distributive law: one group for every choice of one group from each part. */
function combined(parts: readonly Groups[]): Groups | undefined {
  let groups: Groups | undefined = [[]];
  for (const part of parts) {
    const chosen: Groups = groups;
    groups = reduced(
      chosen.flatMap((group) => part.map((other) => [...new Set([...group, ...other])])),
    );
    if (groups === undefined) {
      return undefined;
    }
  }
  return groups;
}

/** By the law of absorption: a group says nothing beside another that it has all the conditions of. */
function reduced(groups: Groups): Groups | undefined {
  const telling = new Set<Groups[number]>();
  let count = 0;
  for (const group of [...groups].sort((a, b) => a.length - b.length)) {
    if (![...telling].some((smaller) => smaller.every((each) => group.includes(each)))) {
      telling.add(group);
      count += group.length;
    }
    if (count > maxConditions) {
      return undefined;
    }
  }
  return groups.filter((group) => telling.has(group));
}

function filterOf(join: Join, groups: Groups): JsonObject {
  const conditions = groups.filter((group) => group.length === 1).flat();
  const children = groups
    .filter((group) => group.length > 1)
    .map((group) => ({ conjunction: join === 'and' ? 'or' : 'and', conditions: group }));
  return {
    conjunction: join,
    ...(conditions.length > 0 && { conditions }),
    ...(children.length > 0 && { children }),
  };
}
