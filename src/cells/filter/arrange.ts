import type { JsonObject } from '../../core/json.js';
import type { VendorCondition } from './condition.js';
import { isLeaf, type Join, mapTree, type Tree } from './syntax/tree.js';

/** Search records: conditions of one filter, and its length as JSON (1254107). */
const maxConditions = 50;
const maxLength = 2_000;

/** The structured filter, which has one level of groups; undefined where the conditions do not fit in. */
export function arranged(asked: Tree<VendorCondition>): JsonObject | undefined {
  const tree = withOneOfEach(asked);
  const joins: readonly Join[] = ['and', 'or'];
  const fitting = joins
    .map((join) => ({ join, groups: flattened(tree, join) }))
    .filter(({ groups }) => groups !== undefined && countOf(groups) <= maxConditions)
    .sort((a, b) => sizeOf(a.groups) - sizeOf(b.groups))
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
function sizeOf(groups: Groups = []): number {
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
