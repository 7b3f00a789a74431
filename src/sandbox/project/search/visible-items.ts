import { type ItemScope, isVisible, typeIn } from '../gateway/access.js';
import type { ProjectRequest } from '../gateway/request.js';
import type { ProjectWorld, Space } from '../model/model.js';

/** What a caller can find in some spaces, the newest first. */
export function visibleItems(
  spaces: readonly Space[],
  request: ProjectRequest,
  { items }: ProjectWorld,
): ItemScope[] {
  return [...items.values()].reverse().flatMap((item) => {
    const space = spaces.find(({ key }) => key === item.projectKey);
    const isFound = space !== undefined && !item.deleted && isVisible(item, space, request);
    return isFound ? [{ space, item, type: typeIn(space, item.typeKey) }] : [];
  });
}
