import type { ItemScope } from '../gateway/access.js';
import type { ProjectWorld } from './model.js';

/** Changes an item all at once: a refusal on the way leaves it, and the change log, as they were. */
export function onDraft<T>(
  scope: ItemScope,
  world: ProjectWorld,
  change: (draft: ItemScope) => T,
): T {
  const item = structuredClone(scope.item);
  const { length } = world.records;
  try {
    const result = change({ ...scope, item });
    Object.assign(scope.item, item);
    return result;
  } catch (error) {
    world.records.length = length;
    throw error;
  }
}
