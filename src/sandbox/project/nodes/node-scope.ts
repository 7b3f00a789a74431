import { type ItemScope, templateOf } from '../gateway/access.js';
import type { ProjectWorld } from '../model/model.js';
import type { NodeConf } from '../model/process.js';
import type { NodeState, WorkItem } from '../model/work-item.js';

/** A node of a work item, and who works on it. */
export interface NodeScope {
  /** Its item may be a draft. */
  readonly scope: ItemScope;
  readonly node: NodeState;
  readonly conf: NodeConf;
  readonly userKey: string;
  readonly world: ProjectWorld;
}

/** The nodes of an item with what its process says of them. */
export function nodesOf(scope: ItemScope): { node: NodeState; conf: NodeConf }[] {
  const confs = templateOf(scope)?.nodes ?? [];
  return scope.item.nodes.flatMap((node) => {
    const conf = confs.find(({ key }) => key === node.key);
    return conf === undefined ? [] : [{ node, conf }];
  });
}

/** The owners of a node: its own, or those of its roles. */
export function nodeOwners(
  { roleOwners }: WorkItem,
  { owners }: Pick<NodeState, 'owners'>,
  { ownerRoles }: Pick<NodeConf, 'ownerRoles'>,
): readonly string[] {
  return owners ?? [...new Set(ownerRoles.flatMap((role) => roleOwners.get(role) ?? []))];
}
