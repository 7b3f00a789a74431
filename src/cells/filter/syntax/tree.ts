export type Join = 'and' | 'or';

/** Things joined by `and` and `or`; nothing is negated, for `not` is moved into what it stands before. */
export type Tree<T> = Leaf<T> | TreeGroup<T>;

export interface Leaf<T> {
  readonly leaf: T;
}

export interface TreeGroup<T> {
  readonly join: Join;
  readonly parts: readonly Tree<T>[];
}

export function isLeaf<T>(tree: Tree<T>): tree is Leaf<T> {
  return 'leaf' in tree;
}

/** Joins without a level that says nothing: groups of the same kind melt together, one part stands alone. */
export function joined<T>(join: Join, parts: readonly Tree<T>[]): Tree<T> {
  const flat = parts.flatMap((part) => (!isLeaf(part) && part.join === join ? part.parts : [part]));
  const [only, ...others] = flat;
  return only !== undefined && others.length === 0 ? only : { join, parts: flat };
}

export function mapTree<T, U>(tree: Tree<T>, change: (leaf: T) => Tree<U>): Tree<U> {
  return isLeaf(tree)
    ? change(tree.leaf)
    : joined(
        tree.join,
        tree.parts.map((part) => mapTree(part, change)),
      );
}

export function leavesOf<T>(tree: Tree<T>): readonly T[] {
  return isLeaf(tree) ? [tree.leaf] : tree.parts.flatMap(leavesOf);
}

/** How many groups stand within each other. */
export function depthOf<T>(tree: Tree<T>): number {
  return isLeaf(tree) ? 0 : 1 + Math.max(0, ...tree.parts.map(depthOf));
}
